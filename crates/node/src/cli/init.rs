//! `comity init`: what an operator says of a new node.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::exit::{Exit, Failure};
use super::{help, print};
use crate::config::NetworkKind;
use crate::init::InitError;
use crate::init::words::{FIRST_OFFICER, Words, init_from_words};

/// Where the portal listens by default: on this machine, behind whatever speaks TLS to browsers.
const PORTAL: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);
/// Where a node listens for others by default: they come from outside, and show a certificate first.
const PEER: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 8443);

#[derive(Debug, Args)]
#[command(after_help = help("comity init --dir node --member fr-tj --kind judicial_authority --node node.tj-lyon.example"))]
pub(crate) struct Init {
    /// Where the node will live; made, and must not be there
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// The member the node belongs to
    #[arg(long, value_name = "ID")]
    member: String,
    /// What kind of member that is, e.g. `judicial_authority`
    #[arg(long, value_name = "KIND")]
    kind: String,
    /// The node's own host name, in certificates and letters; it never changes
    #[arg(long, value_name = "HOST")]
    node: String,
    /// The member's name for people [default: its id]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The state whose calendar counts [default: the first two letters of the member]
    #[arg(long, value_name = "STATE")]
    state: Option<String>,
    /// For an exercise or for the real thing, for ever
    #[arg(long, value_name = "KIND", default_value = "production", value_parser = PossibleValuesParser::new(["drill", "production"]))]
    network: String,
    /// The address under which other nodes reach it [default: the host name and the port it listens on]
    #[arg(long, value_name = "HOST:PORT")]
    peer: Option<String>,
    /// The address under which officers reach the portal [default: http:// and where it listens]
    #[arg(long, value_name = "URL")]
    portal: Option<String>,
    /// The address under which readers reach the log [default: http:// and where it listens]
    #[arg(long, value_name = "URL", requires = "listen_log")]
    log: Option<String>,
    /// Where it listens for other nodes
    #[arg(long, value_name = "ADDR:PORT", default_value_t = PEER)]
    listen_peer: SocketAddr,
    /// Where it listens for officers, by plain HTTP
    #[arg(long, value_name = "ADDR:PORT", default_value_t = PORTAL)]
    listen_portal: SocketAddr,
    /// Where it listens for readers of the log, by plain HTTP [default: nowhere]
    #[arg(long, value_name = "ADDR:PORT")]
    listen_log: Option<SocketAddr>,
    /// Offer to witness the logs of the others
    #[arg(long)]
    witness: bool,
    /// What a one-time link counts as: `signed_on`, `passkey` or `hardware` [default: `hardware` in a drill, else
    /// `signed_on`]
    #[arg(long, value_name = "LEVEL")]
    links_count_as: Option<String>,
}

/// Makes a node.
pub(crate) fn run(args: Init) -> Result<(), Failure> {
    let words = Words {
        dir: args.dir,
        member: args.member,
        kind: args.kind,
        node: args.node,
        name: args.name,
        state: args.state,
        network: match args.network.as_str() {
            "drill" => NetworkKind::Drill,
            _ => NetworkKind::Production,
        },
        listen_portal: args.listen_portal,
        listen_peer: args.listen_peer,
        listen_log: args.listen_log,
        peer: args.peer,
        portal: args.portal,
        log: args.log,
        witness: args.witness,
        links_count_as: args.links_count_as,
    };
    let made = init_from_words(&words).map_err(|error| {
        let exit = match error {
            InitError::Lapse { .. } | InitError::Word { .. } => Exit::Denied,
            InitError::Directory(_)
            | InitError::Exists(_)
            | InitError::File { .. }
            | InitError::Keys(_)
            | InitError::Name(_)
            | InitError::Register(_)
            | InitError::Roster(_)
            | InitError::Store(_) => Exit::Failed,
        };
        Failure::new(exit, error.code(), error.to_string())
    })?;
    print::data(&made.display().to_string());
    print::talk(&format!(
        "its officer is `{FIRST_OFFICER}`; add the others with comity officer add, then hand entry.json to the member directory"
    ));
    Ok(())
}
