//! One-time links: how an officer signs in where the node has no other proof of who that is.
//!
//! The link has 32 random bytes; the node's folder `sign-in` holds their SHA-256, so whoever reads the folder signs nobody
//! in. A link is short-lived, counts once, and only after its making is a leaf of the log; its use is one too. While the
//! log has stopped, a link counts all the same, because two officers must come in to decide how the node goes on; both
//! leaves follow then. A drill's sandbox writes bare names there, which nobody records.
//!
//! Trusted: whoever sees a link before its officer does signs in as that officer. It is handed over in person or by a way as
//! safe as what the officer may do.

use std::fs;
use std::io;
use std::path::PathBuf;

use seal::digest::{Digest, b64url_encode, hex_encode};
use serde::{Deserialize, Serialize};

use super::told::{self, Did, Told, ToldLink, limited};
use super::{OfficersError, active};
use crate::act::ActError;
use crate::auth::AuthError;
use crate::clock::system_now;
use crate::config::{Config, NetworkKind};
use crate::durable::replace;
use crate::init::{NewOfficer, make_dir};
use crate::node::Node;
use crate::rng::{OsRandom, Random};

/// The folder below the data directory.
pub const FOLDER: &str = "sign-in";
/// How long a link is good where nothing else is said, in minutes.
pub const MINUTES: u16 = 30;
/// How long it may be good at most.
pub const MINUTES_MAX: u16 = 24 * 60;

/// What the folder holds under the digest of a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkFile {
    id: String,
    login: String,
    made_at_ms: i64,
    ends_at_ms: i64,
}

/// A link that was made.
#[derive(Debug, Clone)]
pub struct Link {
    /// What the officer opens.
    pub url: String,
    /// What the node was told; gone when it is recorded.
    pub told: PathBuf,
    /// The node's configuration.
    pub config: Config,
}

/// Makes a link for an officer. An older one of theirs that was not used ends.
///
/// # Errors
/// If nobody has the name, or a file cannot be written.
pub fn make(path: &std::path::Path, login: &str, minutes: u16) -> Result<Link, OfficersError> {
    let (config, officer) = active(path, login)?;
    forget(&config, login)?;
    let random: &dyn Random = &OsRandom;
    let token = b64url_encode(&random.array::<32>());
    let made_at_ms = system_now().as_millisecond();
    let ends_at_ms = made_at_ms.saturating_add(i64::from(minutes.min(MINUTES_MAX)) * 60_000);
    let id = hex_encode(&random.array::<16>());
    let link = ToldLink { id: id.clone(), ends_at_ms };
    // Before the link itself: one without the other is a link that does not count.
    let told = told::tell(&config, &Told::of(Did::LinkMade, &officer, Some(link)))?;
    let folder = config.data_dir.join(FOLDER);
    make_dir(&folder)?;
    let path = folder.join(Digest::of(token.as_bytes()).hex());
    let file = LinkFile { id, login: login.to_owned(), made_at_ms, ends_at_ms };
    let bytes = serde_json::to_vec(&file).unwrap_or_default();
    replace(&path, &bytes).map_err(OfficersError::file(&path))?;
    let url = format!("{}{}/{token}", config.portal_url, portal::path::SIGN_IN);
    Ok(Link { url, told, config })
}

/// Takes back every link of an officer, and every one that has ended.
///
/// # Errors
/// If the folder cannot be used.
pub fn forget(config: &Config, login: &str) -> Result<(), OfficersError> {
    let folder = config.data_dir.join(FOLDER);
    let listed = match fs::read_dir(&folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        listed => listed.map_err(OfficersError::file(&folder))?,
    };
    let now_ms = system_now().as_millisecond();
    for item in listed {
        let path = item.map_err(OfficersError::file(&folder))?.path();
        let Ok(bytes) = limited(&path) else { continue };
        let Ok(link) = serde_json::from_slice::<LinkFile>(&bytes) else { continue };
        if link.login == login || link.ends_at_ms < now_ms {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(OfficersError::file(&path)(error));
                }
                Ok(()) | Err(_) => {}
            }
        }
    }
    Ok(())
}

/// Takes a one-time link and returns the cookie of the session. The file's removal is the act: of two takers one finds it
/// gone.
///
/// # Errors
/// [`AuthError::BadLink`] if the link is none, was used, is of nobody here or is on no record; [`AuthError::LinkExpired`] if
/// its time is over, or its beginning lies in the future.
pub async fn take(node: &Node, token: &str) -> Result<String, AuthError> {
    let path = node.config.data_dir.join(FOLDER).join(Digest::of(token.as_bytes()).hex());
    let bytes = match limited(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(AuthError::BadLink),
        Err(error) => return Err(AuthError::Folder(error)),
    };
    let Ok(link) = serde_json::from_slice::<LinkFile>(&bytes) else {
        return match node.config.network {
            NetworkKind::Drill => node.auth.take_link(token, node.config.link_level).await,
            NetworkKind::Production => Err(AuthError::BadLink),
        };
    };
    let now_ms = system_now().as_millisecond();
    if !(link.made_at_ms..=link.ends_at_ms).contains(&now_ms) {
        return Err(AuthError::LinkExpired);
    }
    let officer = node.officer(&link.login).ok_or(AuthError::BadLink)?;
    recorded(node).await?;
    let is_on_record = told::is_recorded(node, &link.id).await.map_err(unrecorded)?;
    if !is_on_record && node.ledger.stopped().is_none() {
        return Err(AuthError::BadLink);
    }
    // A folder that was put back, or a machine that lost its power, brings the file back, and not what was recorded.
    let use_id = format!("used-{}", link.id);
    if told::is_recorded(node, &use_id).await.map_err(unrecorded)? {
        return Err(AuthError::BadLink);
    }
    match fs::remove_file(&path) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(AuthError::BadLink),
        Err(error) => return Err(AuthError::Folder(error)),
    }
    let folder = node.config.data_dir.join(FOLDER);
    fs::File::open(&folder).and_then(|folder| folder.sync_all()).map_err(AuthError::Folder)?;
    let officer = NewOfficer {
        login: link.login.clone(),
        unit: officer.unit,
        office: officer.office,
        issuer_kind: officer.issuer_kind,
    };
    let used = ToldLink { id: link.id, ends_at_ms: link.ends_at_ms };
    let told = Told { id: use_id, ..Told::of(Did::LinkUsed, &officer, Some(used)) };
    let told = told::tell(&node.config, &told);
    told.map_err(|error| AuthError::Folder(io::Error::other(error.to_string())))?;
    recorded(node).await?;
    node.auth.begin_session(&link.login, node.config.link_level).await
}

/// Has everything recorded that was told; a log that has stopped takes nothing now, and all of it later.
async fn recorded(node: &Node) -> Result<(), AuthError> {
    match told::record(node).await {
        Ok(_) => Ok(()),
        Err(_) if node.ledger.stopped().is_some() => Ok(()),
        Err(error) => Err(unrecorded(error)),
    }
}

fn unrecorded(error: ActError) -> AuthError {
    if let ActError::Store(error) = error {
        return AuthError::Store(error);
    }
    AuthError::Folder(io::Error::other(error.to_string()))
}
