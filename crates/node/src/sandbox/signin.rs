//! One-time sign-in for the sandbox: a random token per officer, of which the node's folder holds the digest.
//!
//! `DIR/FR-TJ/sign-in/<sha256 of the token>` names the login; the node takes the file away when somebody comes
//! with the token. Trusted: who can write this folder can sign in as anybody of that node, which is why it lies
//! in the node's own data directory and why only drills have it.

use std::fs;
use std::io;

use seal::digest::{Digest, b64url_encode};

use super::error::SandboxError;
use super::layout::Layout;
use super::paths;
use super::players::{Cast, Who};
use super::ports::Block;
use super::report::Link;
use crate::durable::replace;
use crate::rng::Random;

/// A token for one sign-in of `who`; good for a day, until it is used or until the next run begins.
pub(crate) fn token(
    layout: &Layout,
    random: &dyn Random,
    who: Who,
) -> Result<String, SandboxError> {
    let token = b64url_encode(&random.array::<32>());
    let folder = layout.sign_in(who.player);
    fs::create_dir_all(&folder).map_err(SandboxError::file(&folder))?;
    let path = folder.join(Digest::of(token.as_bytes()).hex());
    replace(&path, who.login.as_bytes()).map_err(SandboxError::file(&path))?;
    Ok(token)
}

/// Takes back every token of earlier runs.
pub(crate) fn forget(layout: &Layout, cast: &Cast) -> Result<(), SandboxError> {
    for player in cast {
        let folder = layout.sign_in(player);
        match fs::remove_dir_all(&folder) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => {
                return Err(SandboxError::File { path: folder, source });
            }
            Ok(()) | Err(_) => {}
        }
        fs::create_dir_all(&folder).map_err(SandboxError::file(&folder))?;
    }
    Ok(())
}

/// A fresh link for every officer of every member.
pub(crate) fn links(
    layout: &Layout,
    cast: &Cast,
    random: &dyn Random,
    ports: Block,
) -> Result<Vec<Link>, SandboxError> {
    let mut links = Vec::new();
    for player in cast {
        for seat in player.seats {
            let token = token(layout, random, Who { player, login: seat.login })?;
            let url = format!("{}{}", ports.url(player), paths::sign_in(&token));
            links.push(Link { member: player.name, officer: seat.login, office: seat.office, url });
        }
    }
    Ok(links)
}
