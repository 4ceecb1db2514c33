//! `comity init` as an operator asks for it: words that become a node, and the addresses under which others find it.
//!
//! Where a node listens and where others find it are two things: before it may stand a proxy, a firewall, a name. Only the
//! second is in the member directory. Not here: further officers (`crate::officers`), what the words are called on the
//! command line (`cli`).

use std::net::SocketAddr;
use std::path::PathBuf;

use domain::actor::{MemberId, MemberKind, NodeId, Office, UnitId};
use law::ids::Country;
use rustls_pki_types::{DnsName, ServerName};
use seal::digest::Digest;
use wire::roster::entry_to_bytes;

use super::{InitError, InitRequest, NewOfficer, init, reconfigure, replace};
use crate::config::{Listen, NetworkKind, parse_link_level, parse_portal_url};

#[cfg(test)]
pub(crate) mod tests;

/// The officer that every node begins with: who sees how the node is and nothing that is in it.
pub const FIRST_OFFICER: &str = "operator";
/// Its unit, which also receives housekeeping letters.
const FIRST_UNIT: &str = "office";
/// Longest name of a member for people.
const NAME_CHARS_MAX: usize = 200;

/// What an operator says. Empty where a default is meant.
#[derive(Debug, Clone)]
pub struct Words {
    /// Data directory; must not exist.
    pub dir: PathBuf,
    /// Member id.
    pub member: String,
    /// Member kind.
    pub kind: String,
    /// The node's own host name, for certificates and letters; it never changes.
    pub node: String,
    /// The member's name for people [default: its id].
    pub name: Option<String>,
    /// ISO 3166-1 alpha-2 [default: the first two letters of the member id].
    pub state: Option<String>,
    /// Drill or production.
    pub network: NetworkKind,
    /// Where the portal listens.
    pub listen_portal: SocketAddr,
    /// Where the node listens for others.
    pub listen_peer: SocketAddr,
    /// Where readers of the log are answered, if anywhere.
    pub listen_log: Option<SocketAddr>,
    /// `HOST:PORT` under which others reach it [default: its name and the port it listens on].
    pub peer: Option<String>,
    /// Where officers find the portal [default: plain HTTP where it listens].
    pub portal: Option<String>,
    /// Where readers find the log [default: plain HTTP where it listens].
    pub log: Option<String>,
    /// Whether it offers to witness the logs of others.
    pub witness: bool,
    /// What a one-time link counts as [default: by the kind of network].
    pub links_count_as: Option<String>,
}

/// Makes the node and returns the path of its configuration.
///
/// # Errors
/// [`InitError::Word`] before anything is made; the others leave a folder that is refused by name the next time.
pub fn init_from_words(words: &Words) -> Result<PathBuf, InitError> {
    let request = request(words)?;
    let peer = match &words.peer {
        None => format!("{}:{}", request.node, words.listen_peer.port()),
        Some(peer) => parse_endpoint(peer).map_err(|why| word("--peer", &why))?,
    };
    let url = |what, url: &Option<String>| {
        url.as_deref().map(parse_portal_url).transpose().map_err(|why| word(what, &why))
    };
    let (portal, log) = (url("--portal", &words.portal)?, url("--log", &words.log)?);
    if let Some(level) = &words.links_count_as {
        parse_link_level(level).map_err(|why| word("--links-count-as", &why))?;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(|source| InitError::File { path: words.dir.clone(), source })?;
    let mut entry = runtime.block_on(init(&request))?;
    for node in &mut entry.nodes {
        node.log.witness = words.witness.then(|| format!("https://{peer}/witness/1"));
        if let (Some(url), Some(_)) = (&log, words.listen_log) {
            let origin = Digest::of(node.log.origin.as_bytes()).hex();
            node.log.read = Some(format!("{url}/log/{origin}"));
        }
        node.endpoints = vec![peer.clone()];
    }
    replace(&words.dir.join("entry.json"), &entry_to_bytes(&entry))?;
    if portal.is_some() || words.links_count_as.is_some() {
        reconfigure(&words.dir, |file| {
            file.portal_url = portal;
            file.links_count_as.clone_from(&words.links_count_as);
        })?;
    }
    Ok(words.dir.join("comity.toml"))
}

fn request(words: &Words) -> Result<InitRequest, InitError> {
    let member = MemberId::parse(&words.member).map_err(|e| word("--member", &e))?;
    let kind = MemberKind::parse(&words.kind).map_err(|e| word("--kind", &e))?;
    let node = NodeId::parse(&words.node).map_err(|e| word("--node", &e))?;
    if !is_host_name(node.as_str()) {
        let why = format!("`{node}` is not a host name like node.ministry.example");
        return Err(word("--node", &why));
    }
    let state = match &words.state {
        Some(state) => Country::parse(state).map_err(|e| word("--state", &e))?,
        None => {
            let state = member.as_str().get(..2).unwrap_or_default().to_ascii_uppercase();
            Country::parse(&state).map_err(|_| {
                word("--state", &format!("`{state}`, from the member id, is no state; name it"))
            })?
        }
    };
    let name = words.name.clone().unwrap_or_else(|| member.screen());
    if name.trim().is_empty()
        || name.chars().count() > NAME_CHARS_MAX
        || name.chars().any(char::is_control)
    {
        let why = format!("a name has 1 to {NAME_CHARS_MAX} characters, on one line");
        return Err(word("--name", &why));
    }
    let unit =
        UnitId::parse(&format!("{member}/{FIRST_UNIT}")).map_err(|e| word("--member", &e))?;
    Ok(InitRequest {
        dir: words.dir.clone(),
        name,
        state,
        node,
        kind,
        member,
        network: words.network,
        listen: Listen {
            portal: words.listen_portal,
            peer: words.listen_peer,
            log: words.listen_log,
        },
        officers: vec![NewOfficer {
            login: FIRST_OFFICER.to_owned(),
            unit,
            office: Office::NodeAdmin,
            issuer_kind: None,
        }],
        witness: words.witness,
        clock_file: None,
        out_dir: None,
        at: crate::clock::system_now(),
    })
}

/// A name that a certificate can carry and that is not an address: with a dot, and no number at its end.
fn is_host_name(text: &str) -> bool {
    let last = text.rsplit('.').next().unwrap_or_default();
    DnsName::try_from(text).is_ok()
        && text.contains('.')
        && last.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Reads `HOST:PORT`, where the host is a name or an address.
///
/// # Errors
/// Says what would be right.
pub fn parse_endpoint(text: &str) -> Result<String, String> {
    let wrong = || format!("`{text}` is not HOST:PORT, like node.ministry.example:8443");
    let (host, port) = text.rsplit_once(':').ok_or_else(wrong)?;
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let is_port = port.parse::<u16>().is_ok_and(|port| port > 0);
    // A bare address of the sixth version would leave open where the port begins.
    let is_host = match bare {
        Some(bare) => bare.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !host.contains(':') && ServerName::try_from(host).is_ok(),
    };
    if is_port && is_host { Ok(text.to_owned()) } else { Err(wrong()) }
}

fn word(what: &'static str, error: &dyn std::fmt::Display) -> InitError {
    InitError::Word { what, why: error.to_string() }
}
