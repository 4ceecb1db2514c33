//! The people who work at a node, as its operator lets them in and out: who is added, who is retired, and, in [`link`], the
//! one-time link by which somebody signs in.
//!
//! An officer is a block of `comity.toml`; an office is the directory's, so a unit that is new here waits until the
//! directory lists it. What the operator does is told to the node by small files ([`told`]), because only the node that
//! runs can write its log. A name that was used is never given to somebody else: what was done under it stays theirs.
//!
//! Trusted: whoever can write the node's folder. They have its keys anyway; what is here keeps an honest operator's acts on
//! record, and no secret of anybody in it.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use domain::actor::{Office, UnitId};
use law::ids::IssuerKind;
use wire::roster::{Entry, entry_from_bytes};

use crate::clock::{Clock as _, NetworkClock};
use crate::config::{Config, ConfigError, ConfigFile, OfficerFile};
use crate::init::{InitError, NewOfficer, replace};
use crate::register::HeadRegisterError;
use crate::{directory, renew};

pub mod link;
pub mod told;

#[cfg(test)]
mod tests;

/// Longest sign-in name.
pub const LOGIN_CHARS_MAX: usize = 64;

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum OfficersError {
    /// The configuration cannot be read.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A block of the file does not stand there as this program writes it.
    #[error("{0} is written in a way that this command does not change; change it by hand")]
    ConfigForm(PathBuf),
    /// The name is there already, or was.
    #[error("`{0}` is or was an officer here; a name is never given twice, choose another")]
    Exists(String),
    /// A file.
    #[error("{path} cannot be used: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// Keys or the entry.
    #[error(transparent)]
    Init(#[from] InitError),
    /// A name that cannot be one.
    #[error(
        "`{0}` is no sign-in name: 1 to {LOGIN_CHARS_MAX} lower-case letters, digits, `.`, `-` and `_`"
    )]
    Login(String),
    /// A new unit, whose keys are made now, while the node runs.
    #[error(
        "{0} is a new unit, and its keys are made while the node does not run; stop it, and try again"
    )]
    NodeRuns(UnitId),
    /// A new unit without its office.
    #[error("{0} is a new unit; say which office is held there with --office")]
    NoOffice(UnitId),
    /// Somebody else's node: what this user writes there, the node could not read.
    #[error("{0} belongs to another user; run this as the user that runs the node")]
    NotOwner(PathBuf),
    /// The unit has another office.
    #[error("{unit} is listed with the office `{office}`{}; an officer there holds that one", issuer(*.issuer_kind))]
    OtherOffice {
        /// Which unit.
        unit: UnitId,
        /// Its office.
        office: Office,
        /// Its kind of issuer.
        issuer_kind: Option<IssuerKind>,
    },
    /// Works here no more.
    #[error("`{0}` works here no more")]
    Retired(String),
    /// Nobody has this name.
    #[error("nobody here is called `{0}`; comity officer list says who is")]
    Unknown(String),
    /// A word that names no unit of this member.
    #[error("`{0}` is no unit of this member, like `judge`")]
    Unit(String),
}

fn issuer(kind: Option<IssuerKind>) -> String {
    kind.map_or_else(String::new, |kind| format!(" of `{}`", kind.id()))
}

impl OfficersError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Config(_) => "config",
            Self::ConfigForm(_) => "config-form",
            Self::Exists(_) => "officer-exists",
            Self::File { .. } => "file",
            Self::Init(error) => error.code(),
            Self::Login(_) => "login",
            Self::NodeRuns(_) => "node-runs",
            Self::NoOffice(_) => "office-missing",
            Self::NotOwner(_) => "not-owner",
            Self::OtherOffice { .. } => "office-differs",
            Self::Retired(_) => "officer-retired",
            Self::Unknown(_) => "officer-unknown",
            Self::Unit(_) => "unit",
        }
    }

    fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }
}

/// Somebody to be added.
#[derive(Debug, Clone)]
pub struct NewHere {
    /// Sign-in name.
    pub login: String,
    /// Unit, `judge` or `fr-tj/judge`.
    pub unit: String,
    /// Office; may be left out where the unit is known.
    pub office: Option<Office>,
    /// Kind of issuer, where issuing is concerned; may be left out where the unit is known.
    pub issuer_kind: Option<IssuerKind>,
}

/// What adding somebody did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// The unit was known.
    Officer,
    /// The unit is new: the entry for the directory has changed.
    Unit,
}

/// How somebody stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// May sign in.
    Active,
    /// Works here no more.
    Retired,
    /// Waits until the directory lists the unit.
    Waits,
}

impl Standing {
    /// In one word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Retired => "retired",
            Self::Waits => "waits",
        }
    }
}

/// One officer of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Sign-in name.
    pub login: String,
    /// Unit.
    pub unit: String,
    /// Office.
    pub office: String,
    /// Kind of issuer.
    pub issuer_kind: Option<String>,
    /// How they stand.
    pub standing: Standing,
}

/// Everybody in the file, in its order.
///
/// # Errors
/// If the file cannot be read.
pub fn list(path: &Path) -> Result<Vec<Listed>, OfficersError> {
    let (config, file) = read(path)?;
    let installed = directory::installed(&config.data_dir).ok();
    let roster = installed.and_then(|installed| installed.directory.roster());
    let listed = roster.as_ref().and_then(|roster| roster.members.get(&config.member));
    let officers = file.officers.into_iter().map(|officer| {
        let is_listed = listed
            .is_some_and(|entry| entry.units.iter().any(|u| u.unit.to_string() == officer.unit));
        let standing = match (officer.retired, is_listed) {
            (true, _) => Standing::Retired,
            (false, true) => Standing::Active,
            (false, false) => Standing::Waits,
        };
        let OfficerFile { login, unit, office, issuer_kind, retired: _ } = officer;
        Listed { login, unit, office, issuer_kind, standing }
    });
    Ok(officers.collect())
}

/// Adds somebody to the file, and, where their unit is new, its keys to the key store and its entry to `entry.json`. A node
/// that runs knows them from its next start on.
///
/// # Errors
/// [`OfficersError`]; the file is as it was then.
pub async fn add(path: &Path, new: &NewHere) -> Result<Added, OfficersError> {
    let (config, file) = read(path)?;
    if !is_login(&new.login) {
        return Err(OfficersError::Login(new.login.clone()));
    }
    if file.officers.iter().any(|officer| officer.login == new.login) {
        return Err(OfficersError::Exists(new.login.clone()));
    }
    let bad_unit = || OfficersError::Unit(new.unit.clone());
    let unit = match new.unit.contains('/') {
        true => UnitId::parse(&new.unit),
        false => UnitId::parse(&format!("{}/{}", config.member, new.unit)),
    };
    let unit = unit.ok().filter(|unit| *unit.member() == config.member).ok_or_else(bad_unit)?;
    let entry = own_entry(&config)?;
    let known = entry.units.iter().find(|listed| listed.unit == unit);
    let (office, issuer_kind, added) = match known {
        Some(known) => {
            let is_same = new.office.is_none_or(|office| office == known.office)
                && new.issuer_kind.is_none_or(|kind| Some(kind) == known.issuer_kind);
            if !is_same {
                let (office, issuer_kind) = (known.office, known.issuer_kind);
                return Err(OfficersError::OtherOffice { unit, office, issuer_kind });
            }
            (known.office, known.issuer_kind, Added::Officer)
        }
        None => {
            let office = new.office.ok_or_else(|| OfficersError::NoOffice(unit.clone()))?;
            (office, new.issuer_kind, Added::Unit)
        }
    };
    let officer = NewOfficer { login: new.login.clone(), unit: unit.clone(), office, issuer_kind };
    if added == Added::Unit {
        let now = NetworkClock::new(config.clock_file.clone()).now();
        let made = renew::add_unit(&config, &officer, now).await;
        made.map_err(|error| {
            let busy = matches!(
                error,
                InitError::Register(HeadRegisterError::Disk(store::StoreError::Busy))
            );
            if busy { OfficersError::NodeRuns(unit.clone()) } else { OfficersError::Init(error) }
        })?;
    }
    let block = OfficerFile {
        login: new.login.clone(),
        unit: unit.to_string(),
        office: office.id().to_owned(),
        issuer_kind: issuer_kind.map(|kind| kind.id().to_owned()),
        retired: false,
    };
    rewrite(path, |text| appended(text, &block))?;
    let did = told::Did::Added;
    told::tell(&config, &told::Told::of(did, &officer, None))?;
    Ok(added)
}

/// Ends somebody's work here: the file says so, their links are gone, and a node that runs closes their sessions when it
/// reads what it is told. Returns the configuration, and the file with what the node is told.
///
/// # Errors
/// [`OfficersError`]
pub fn retire(path: &Path, login: &str) -> Result<(Config, PathBuf), OfficersError> {
    let (config, officer) = active(path, login)?;
    rewrite(path, |text| marked(text, login))?;
    link::forget(&config, login)?;
    let did = told::Did::Retired;
    let told = told::tell(&config, &told::Told::of(did, &officer, None))?;
    Ok((config, told))
}

/// An officer who may sign in, by the name.
fn active(path: &Path, login: &str) -> Result<(Config, NewOfficer), OfficersError> {
    let (config, file) = read(path)?;
    let found = config.officers.iter().find(|officer| officer.login == login);
    match found {
        Some(found) => {
            let officer = NewOfficer {
                login: found.login.clone(),
                unit: found.unit.clone(),
                office: found.office,
                issuer_kind: found.issuer_kind,
            };
            Ok((config, officer))
        }
        None if file.officers.iter().any(|officer| officer.login == login) => {
            Err(OfficersError::Retired(login.to_owned()))
        }
        None => Err(OfficersError::Unknown(login.to_owned())),
    }
}

fn is_login(text: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_".contains(c);
    (1..=LOGIN_CHARS_MAX).contains(&text.len()) && text.chars().all(is_sign)
}

/// The configuration of a node that this user runs.
fn read(path: &Path) -> Result<(Config, ConfigFile), OfficersError> {
    let config = Config::read(path)?;
    let user_of = |path: &Path| fs::metadata(path).map(|meta| meta.uid());
    let owner = user_of(&config.data_dir).map_err(OfficersError::file(&config.data_dir))?;
    // The system shows a process under its user; where it does not, nothing is known and nothing refused.
    if user_of(Path::new("/proc/self")).is_ok_and(|user| user != owner) {
        return Err(OfficersError::NotOwner(config.data_dir));
    }
    let text = fs::read_to_string(path).map_err(OfficersError::file(path))?;
    let file = toml::from_str(&text).map_err(|_| OfficersError::ConfigForm(path.to_owned()))?;
    Ok((config, file))
}

/// What this node has asked the directory to say of it.
fn own_entry(config: &Config) -> Result<Entry, OfficersError> {
    let path = config.data_dir.join("entry.json");
    let bytes = fs::read(&path).map_err(OfficersError::file(&path))?;
    Ok(entry_from_bytes(&bytes).map_err(InitError::from)?)
}

/// Whether an officer's unit is one that the node asked the directory for and that is not listed yet.
pub(crate) fn waiting_units(config: &Config) -> Vec<UnitId> {
    let entry = own_entry(config).ok();
    entry.into_iter().flat_map(|entry| entry.units).map(|unit| unit.unit).collect()
}

/// Changes the text of the file and keeps what people wrote beside it. A change that the text does not take is refused.
fn rewrite(path: &Path, change: impl FnOnce(&str) -> Option<String>) -> Result<(), OfficersError> {
    let form = || OfficersError::ConfigForm(path.to_owned());
    // Of two commands at once the second reads what the first wrote. The lock ends with the file.
    let lock = path.with_extension("lock");
    let lock = fs::File::create(&lock).map_err(OfficersError::file(&lock))?;
    lock.lock().map_err(OfficersError::file(path))?;
    let text = fs::read_to_string(path).map_err(OfficersError::file(path))?;
    let changed = change(&text).ok_or_else(form)?;
    toml::from_str::<ConfigFile>(&changed).map_err(|_| form())?;
    Ok(replace(path, changed.as_bytes())?)
}

/// The file with one block more at its end.
fn appended(text: &str, officer: &OfficerFile) -> Option<String> {
    let block = toml::to_string(officer).ok()?;
    Some(format!("{}\n\n[[officer]]\n{block}", text.trim_end()))
}

/// The file with one block marked as retired.
fn marked(text: &str, login: &str) -> Option<String> {
    let head = "[[officer]]\n";
    let begins = text.match_indices(head).map(|(at, _)| at.saturating_add(head.len()));
    for at in begins {
        let (before, block) = text.split_at_checked(at)?;
        let end = block.find("\n[").map_or(block.len(), |end| end.saturating_add(1));
        let found: OfficerFile = match toml::from_str(block.get(..end)?) {
            Ok(found) => found,
            Err(_) => continue,
        };
        if found.login == login {
            return Some(format!("{before}retired = true\n{block}"));
        }
    }
    None
}
