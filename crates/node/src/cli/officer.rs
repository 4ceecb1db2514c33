//! `comity officer`: who works at a node, and the one-time link by which somebody signs in. All four run beside the node.
//!
//! The link goes to standard output and nowhere else; what the node makes of it is said on standard error.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Subcommand;
use clap::builder::PossibleValuesParser;
use domain::actor::Office;
use law::ids::IssuerKind;
use serde::Serialize;

use super::exit::{Exit, Failure};
use super::run::small_runtime;
use super::{help, print};
use crate::config::Config;
use crate::officers::link::{self, MINUTES, MINUTES_MAX};
use crate::officers::{self, Added, NewHere, OfficersError, Standing};
use crate::serve;

/// How long a command waits until a node that runs has recorded what it did.
const RECORDED_WITHIN: Duration = Duration::from_secs(15);
/// Between two looks.
const LOOK: Duration = Duration::from_millis(50);

#[derive(Debug, Subcommand)]
pub(crate) enum Officer {
    /// Adds somebody; a unit that is new gets keys, and the member directory must list it before they sign in
    #[command(after_help = help("comity officer add prosecutor --config node/comity.toml --unit prosecutor --office issuing_authority --issuer-kind prosecutor"))]
    Add {
        /// The sign-in name, e.g. `prosecutor-2`
        #[arg(value_name = "NAME")]
        name: String,
        /// The node's configuration
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// The unit whose keys sign what they issue
        #[arg(long, value_name = "UNIT")]
        unit: String,
        /// The office, where the unit is new
        #[arg(long, value_name = "OFFICE", value_parser = PossibleValuesParser::new(Office::ALL.map(Office::id)))]
        office: Option<String>,
        /// What the law calls them, where they issue or validate and the unit is new
        #[arg(long, value_name = "KIND", value_parser = issuer_kind)]
        issuer_kind: Option<IssuerKind>,
    },
    /// Prints a one-time link by which somebody signs in; one that was made before and not used ends
    #[command(after_help = help("comity officer link prosecutor --config node/comity.toml"))]
    Link {
        /// The sign-in name
        #[arg(value_name = "NAME")]
        name: String,
        /// The node's configuration
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// How long it is good
        #[arg(long, value_name = "MINUTES", default_value_t = MINUTES, value_parser = clap::value_parser!(u16).range(1..=i64::from(MINUTES_MAX)))]
        minutes: u16,
    },
    /// Lists everybody, with unit, office and whether they may sign in
    #[command(after_help = help("comity officer list --config node/comity.toml"))]
    List {
        /// The node's configuration
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// Print one JSON object for each
        #[arg(long)]
        json: bool,
    },
    /// Ends somebody's work here: sessions, links, and the name, which nobody gets again
    #[command(after_help = help("comity officer retire prosecutor --config node/comity.toml"))]
    Retire {
        /// The sign-in name
        #[arg(value_name = "NAME")]
        name: String,
        /// The node's configuration
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
}

fn issuer_kind(text: &str) -> Result<IssuerKind, String> {
    IssuerKind::parse(text).map_err(|error| error.to_string())
}

/// Runs one of them; says first whether its failure is told as JSON.
pub(crate) fn run(command: &Officer) -> (bool, Result<(), Failure>) {
    match command {
        Officer::Add { name, config, unit, office, issuer_kind } => {
            let office = office.as_deref().map(Office::parse).transpose();
            let office = office.map_err(|e| Failure::new(Exit::Denied, "office", e.to_string()));
            let done = office.and_then(|office| {
                let (login, unit, issuer_kind) = (name.clone(), unit.clone(), *issuer_kind);
                add(config, &NewHere { login, unit, office, issuer_kind })
            });
            (false, done)
        }
        Officer::Link { name, config, minutes } => (false, make_link(config, name, *minutes)),
        Officer::List { config, json } => (*json, list(config, *json)),
        Officer::Retire { name, config } => (false, retire(config, name)),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn failure(error: OfficersError) -> Failure {
    let exit = match &error {
        OfficersError::Config(_)
        | OfficersError::ConfigForm(_)
        | OfficersError::Exists(_)
        | OfficersError::Login(_)
        | OfficersError::NodeRuns(_)
        | OfficersError::NoOffice(_)
        | OfficersError::NotOwner(_)
        | OfficersError::OtherOffice { .. }
        | OfficersError::Retired(_)
        | OfficersError::Unknown(_)
        | OfficersError::Unit(_) => Exit::Denied,
        OfficersError::File { .. } | OfficersError::Init(_) => Exit::Failed,
    };
    Failure::new(exit, error.code(), error.to_string())
}

fn add(config: &Path, new: &NewHere) -> Result<(), Failure> {
    let added = small_runtime()?.block_on(officers::add(config, new)).map_err(failure)?;
    print::data(&new.login);
    print::talk(match added {
        Added::Officer => "a node that runs knows them from its next start on",
        Added::Unit => {
            "the unit is new: hand entry.json to the member directory; they sign in when it lists the unit"
        }
    });
    Ok(())
}

fn make_link(config: &Path, login: &str, minutes: u16) -> Result<(), Failure> {
    let made = link::make(config, login, minutes).map_err(failure)?;
    let state = recorded(&made.config, &made.told)?;
    print::data(&made.url);
    print::talk(&format!("good once, for {minutes} minutes; {}", state.about_link()));
    Ok(())
}

fn retire(path: &Path, login: &str) -> Result<(), Failure> {
    let (config, told) = officers::retire(path, login).map_err(failure)?;
    let state = recorded(&config, &told)?;
    print::data(login);
    print::talk(state.about_end());
    Ok(())
}

/// What the node has made of what it was told.
enum Recorded {
    /// No node runs.
    AtStart,
    /// It is a leaf.
    Now,
    /// A node runs and has not recorded it.
    NotYet,
}

impl Recorded {
    const fn about_link(&self) -> &'static str {
        match self {
            Self::AtStart => "the node does not run; the link counts when it does",
            Self::Now => "recorded",
            Self::NotYet => "the node has not recorded it yet and will; look at its log",
        }
    }

    const fn about_end(&self) -> &'static str {
        match self {
            Self::AtStart => "the node does not run; it begins without them",
            Self::Now => "recorded; their sessions are closed",
            Self::NotYet => {
                "the node has not recorded it yet: until it has, their sessions are open; look at its log, or stop it"
            }
        }
    }
}

/// Waits until a node that runs has read the file.
fn recorded(config: &Config, told: &Path) -> Result<Recorded, Failure> {
    let runs = serve::hold(config).is_err_and(|error| error.is_held());
    if !runs {
        return Ok(Recorded::AtStart);
    }
    let gone = async {
        while told.exists() {
            tokio::time::sleep(LOOK).await;
        }
    };
    let in_time = async { tokio::time::timeout(RECORDED_WITHIN, gone).await.is_ok() };
    if small_runtime()?.block_on(in_time) { Ok(Recorded::Now) } else { Ok(Recorded::NotYet) }
}

#[derive(Serialize)]
struct Line {
    login: String,
    unit: String,
    office: String,
    issuer_kind: Option<String>,
    standing: &'static str,
}

fn list(config: &Path, json: bool) -> Result<(), Failure> {
    for listed in officers::list(config).map_err(failure)? {
        let officers::Listed { login, unit, office, issuer_kind, standing } = listed;
        if json {
            let standing = standing.word();
            print::json(&Line { login, unit, office, issuer_kind, standing });
            continue;
        }
        let kind = issuer_kind.map_or_else(String::new, |kind| format!(" ({kind})"));
        let more = match standing {
            Standing::Waits => ": the member directory does not list the unit yet",
            Standing::Active | Standing::Retired => "",
        };
        print::data(&format!("{login:<20} {unit} {office}{kind} {}{more}", standing.word()));
    }
    Ok(())
}
