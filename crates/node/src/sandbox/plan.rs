//! Founds the network of a sandbox: five nodes, one signed directory, a configuration each, and the policy.
//!
//! Keys and the directory are made by `crate::init`, exactly as an operator would make them; this file only says
//! who the members are and where their nodes listen. The network is a drill: its root says so, so no production
//! node ever takes a letter of it. Done once per sandbox; a resumed one may only move to other ports.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use jiff::Timestamp;
use seal::note::{Vkey, VkeyKind};
use wire::roster::Entry;

use super::error::SandboxError;
use super::layout::Layout;
use super::players::{COORD, NL_OVS, PLAYERS, Player};
use super::ports::Block;
use super::state;
use crate::config::Config;
use crate::init::{self, FoundRequest, InitRequest};

#[cfg(test)]
mod tests;

/// What the network calls itself on every page.
const NETWORK: &str = "comity sandbox";

/// Makes keys, directory, configurations and policy for all members. `id` names the exercise of the drill.
pub(crate) async fn found(
    layout: &Layout,
    ports: Block,
    id: &str,
    at: Timestamp,
) -> Result<(), SandboxError> {
    let mut members = Vec::new();
    for player in &PLAYERS {
        let dir = layout.data(player);
        fs::create_dir_all(&dir).map_err(SandboxError::file(&dir))?;
        write_config(layout, ports, player)?;
        let config = read_config(layout, player)?;
        let entry = init::init(&InitRequest { config, at }).await.map_err(unfounded)?;
        members.push((dir, entry));
    }
    let exercise = format!("sandbox-{}", id.get(..8).unwrap_or(id));
    write_policy(layout, members.iter().map(|(_, entry)| entry))?;
    let request = FoundRequest {
        name: NETWORK.to_owned(),
        exercise_id: exercise,
        operator: layout.data(&COORD),
        members,
        at,
    };
    init::found_network(&request).await.map_err(unfounded)
}

/// Moves all nodes to other ports: new configurations, and a new version of the directory with new endpoints.
pub(crate) async fn readdress(
    layout: &Layout,
    ports: Block,
    at: Timestamp,
) -> Result<(), SandboxError> {
    let mut moved = Vec::new();
    for player in &PLAYERS {
        write_config(layout, ports, player)?;
        moved.push((layout.data(player), ports.peer(player).to_string()));
    }
    init::readdress(&layout.data(&COORD), &moved, at).await.map_err(unfounded)
}

fn write_config(layout: &Layout, ports: Block, player: &Player) -> Result<(), SandboxError> {
    let path = layout.config(player);
    let text = config_text(ports, player);
    state::replace(&path, text.as_bytes()).map_err(SandboxError::file(&path))
}

fn read_config(layout: &Layout, player: &Player) -> Result<Config, SandboxError> {
    Config::read(&layout.config(player)).map_err(|error| SandboxError::Founding(error.to_string()))
}

/// The `comity.toml` of a member. Paths are relative to the file, so a sandbox can be copied.
fn config_text(ports: Block, player: &Player) -> String {
    let mut text = format!(
        "# A node of a sandbox, written by `comity sandbox`; every start of the sandbox may write it again.\n\
         member = \"{}\"\nkind = \"{}\"\nnode = \"{}\"\nstate = \"{}\"\nnetwork = \"drill\"\n\
         head_register = \"../{}.head\"\nclock_file = \"../clock.json\"\n\n\
         [listen]\nportal = \"{}\"\npeer = \"{}\"\nlog = \"{}\"\n",
        player.id,
        player.kind,
        player.node(),
        player.state,
        player.name,
        ports.portal(player),
        ports.peer(player),
        ports.log(player),
    );
    for seat in player.seats {
        let unit = player.unit(seat);
        let (login, office) = (seat.login, seat.office);
        put(
            &mut text,
            &format!(
                "\n[[officer]]\nlogin = \"{login}\"\nunit = \"{unit}\"\noffice = \"{office}\"\n"
            ),
        );
        if let Some(kind) = seat.issuer_kind {
            put(&mut text, &format!("issuer_kind = \"{kind}\"\n"));
        }
    }
    text
}

fn write_policy<'a>(
    layout: &Layout,
    entries: impl Iterator<Item = &'a Entry>,
) -> Result<(), SandboxError> {
    let entries: Vec<&Entry> = entries.collect();
    let path: &Path = &layout.policy();
    let text = policy_text(&entries)?;
    state::replace(path, text.as_bytes()).map_err(SandboxError::file(path))
}

/// What a verifier is told to trust: every log of the network, and a quorum of both witnesses, each with both its
/// keys. Holds public keys only; who can write it decides what counts as proved, so it is handed over by another
/// way than the package.
fn policy_text(entries: &[&Entry]) -> Result<String, SandboxError> {
    let mut text =
        format!("# Whom to trust in this {NETWORK}: all its logs, and both witnesses together.\n");
    for entry in entries {
        for vkey in entry.nodes.iter().flat_map(|node| &node.log.vkeys) {
            put(&mut text, &format!("log {vkey}\n"));
        }
    }
    for (short, player) in [("nl", &NL_OVS), ("co", &COORD)] {
        let of_player = entries.iter().filter(|entry| entry.member.to_string() == player.id);
        let keys: Vec<&String> =
            of_player.flat_map(|entry| &entry.nodes).flat_map(|node| &node.log.cosigner).collect();
        for vkey in keys {
            let parsed = Vkey::parse(vkey);
            let parsed = parsed.map_err(|error| SandboxError::Founding(error.to_string()))?;
            put(&mut text, &format!("witness {short}-{} {vkey}\n", name_of(parsed.kind())));
        }
        put(&mut text, &format!("group {short} all {short}-ed {short}-ml\n"));
    }
    put(&mut text, "group w all nl co\nquorum w\n");
    Ok(text)
}

fn name_of(kind: &VkeyKind) -> &'static str {
    match kind {
        VkeyKind::CosigEd25519(_) | VkeyKind::Ed25519(_) => "ed",
        VkeyKind::MlDsa44(_) => "ml",
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn unfounded(error: init::InitError) -> SandboxError {
    SandboxError::Founding(error.to_string())
}

/// Writing into a `String` cannot fail.
fn put(text: &mut String, more: &str) {
    text.write_str(more).unwrap_or_default();
}
