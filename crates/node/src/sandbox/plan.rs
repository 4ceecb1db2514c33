//! Founds the network of a sandbox: a node for each member of its cast, one signed directory, and the policy of its verifiers.
//!
//! Keys, configurations and the directory are made by `crate::init`, exactly as an operator would make them; this
//! file only says who the members are and where their nodes listen. The network is a drill: its root says so, so
//! no production node ever takes a letter of it. Done once per sandbox; a resumed one may only move to other ports.

use std::fmt::Display;

use domain::actor::{MemberId, MemberKind, NodeId, Office, UnitId};
use jiff::Timestamp;
use law::ids::{Country, IssuerKind};
use wire::roster::NetworkKind as RosterKind;

use super::error::SandboxError;
use super::layout::Layout;
use super::players::{COORD, Cast, Player, Seat};
use super::ports::Block;
use crate::config::{Listen, NetworkKind};
use crate::directory::installed;
use crate::durable::replace;
use crate::export::policy_text;
use crate::init::{self, DirectoryFiles, InitRequest, NewOfficer};
use crate::tsa::TsaFile;

#[cfg(test)]
mod tests;

/// What the network calls itself on every page.
const NETWORK: &str = "comity sandbox";

/// Makes all nodes, the first version of their directory, and the policy.
pub(crate) async fn found(
    layout: &Layout,
    cast: &Cast,
    ports: Block,
    at: Timestamp,
) -> Result<(), SandboxError> {
    let mut entries = Vec::new();
    for player in cast {
        entries.push(init::init(&request(layout, ports, player, at)?).await.map_err(unfounded)?);
    }
    let operator = layout.data(&COORD);
    let network = init::found_network(&operator, RosterKind::Drill, NETWORK, &entries, at);
    let network = network.await.map_err(unfounded)?;
    install(layout, cast, &network)?;
    let path = layout.policy();
    // Whoever can write this file decides what counts as proved; it lies beside the packages, never inside.
    let roster = network.roster().map_err(unfounded)?;
    let text = policy_text(&roster);
    replace(&path, text.as_bytes()).map_err(SandboxError::file(path))
}

/// Has every node ask this time-stamp authority.
pub(crate) fn stamped_by(layout: &Layout, cast: &Cast, url: &str) -> Result<(), SandboxError> {
    for player in cast {
        let tsa = TsaFile { url: url.to_owned(), roots: None, grace_seconds: None };
        init::stamped_by(&layout.data(player), tsa).map_err(unfounded)?;
    }
    Ok(())
}

/// Moves all nodes to other ports: new configurations, and a new version of the directory with new endpoints.
/// Repeated after a crash it makes a version of its own, above whatever the crash left.
pub(crate) async fn readdress(
    layout: &Layout,
    cast: &Cast,
    ports: Block,
    at: Timestamp,
) -> Result<(), SandboxError> {
    let (mut entries, mut newest) = (Vec::new(), (0, layout.data(&COORD)));
    for player in cast {
        let dir = layout.data(player);
        entries.push(init::readdress(&dir, listen(ports, player)).map_err(unfounded)?);
        let version = installed(&dir).map_err(unfounded)?.directory.version;
        newest = newest.max((version, dir));
    }
    let operator = layout.data(&COORD);
    let next = init::next_directory(&operator, &newest.1, &entries, at);
    install(layout, cast, &next.await.map_err(unfounded)?)
}

fn install(layout: &Layout, cast: &Cast, directory: &DirectoryFiles) -> Result<(), SandboxError> {
    for player in cast {
        init::install_directory(&layout.data(player), directory).map_err(unfounded)?;
    }
    Ok(())
}

/// The node of `player` as `init` wants to hear of it.
fn request(
    layout: &Layout,
    ports: Block,
    player: &Player,
    at: Timestamp,
) -> Result<InitRequest, SandboxError> {
    let officer = |seat: &Seat| -> Result<NewOfficer, SandboxError> {
        Ok(NewOfficer {
            login: seat.login.to_owned(),
            unit: UnitId::parse(&player.unit(seat)).map_err(unfounded)?,
            office: Office::parse(seat.office).map_err(unfounded)?,
            issuer_kind: seat.issuer_kind.map(IssuerKind::parse).transpose().map_err(unfounded)?,
        })
    };
    Ok(InitRequest {
        dir: layout.data(player),
        member: MemberId::parse(player.id).map_err(unfounded)?,
        kind: MemberKind::parse(player.kind).map_err(unfounded)?,
        name: player.title.to_owned(),
        node: NodeId::parse(&player.node()).map_err(unfounded)?,
        state: Country::parse(player.state).map_err(unfounded)?,
        network: NetworkKind::Drill,
        listen: listen(ports, player),
        officers: player.seats.iter().map(officer).collect::<Result<_, _>>()?,
        witness: player.is_witness(),
        clock_file: Some("../clock.json".into()), // relative to the data directory, so that a sandbox can be copied
        out_dir: None,
        at,
    })
}

fn listen(ports: Block, player: &Player) -> Listen {
    Listen { portal: ports.portal(player), peer: ports.peer(player), log: Some(ports.log(player)) }
}

fn unfounded(error: impl Display) -> SandboxError {
    SandboxError::Founding(error.to_string())
}
