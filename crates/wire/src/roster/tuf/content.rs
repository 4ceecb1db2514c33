//! The two files of content that the board vouches for: what the network is, and who is suspended in it.

use std::collections::BTreeSet;

use domain::actor::MemberId;
use jiff::Timestamp;
use seal::digest::Digest;
use seal::json::Json;

use super::TufError;
use super::json::{closed, number, text};
use crate::roster::{MEMBERS_MAX, NetworkKind, Suspension, read, write};

/// Longest name of a network, in bytes: it stands in the head of every page.
const NAME_BYTES_MAX: usize = 200;

/// Another network that this one has dealings with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Digest of its first root.
    pub net: Digest,
    /// What for, e.g. `instrument:coe-185`.
    pub scope: Vec<String>,
}

/// What the network is: `network/network.json`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkFile {
    /// Drill or production; never changes.
    pub kind: NetworkKind,
    /// For people.
    pub name: String,
    /// The weakest cipher suite that is still taken.
    pub min_suite: u64,
    /// SHA-256 of the network's charter.
    pub charter_sha256: Digest,
    /// Other networks.
    pub others: Vec<Other>,
}

impl NetworkFile {
    /// A network with this kind and name and nothing else to say: the weakest suite is the first one, and no charter binds
    /// it (the digest is that of no bytes).
    #[must_use]
    pub fn plain(kind: NetworkKind, name: &str) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            min_suite: 1,
            charter_sha256: Digest::of(b""),
            others: Vec::new(),
        }
    }

    /// Reads the file.
    ///
    /// # Errors
    /// See [`TufError`].
    pub fn read(bytes: &[u8]) -> Result<Self, TufError> {
        let json = Json::parse(bytes)?;
        let fields = ["charter_sha256", "kind", "min_suite", "name", "others", "v"];
        closed(&json, &fields, "network")?;
        if number(&json, "v")? != 1 {
            return Err(TufError::Field("v"));
        }
        let name = text(&json, "name")?;
        if name.is_empty() || name.len() > NAME_BYTES_MAX || name.chars().any(char::is_control) {
            return Err(TufError::Field("name"));
        }
        let mut others = Vec::new();
        for other in json.get("others").and_then(Json::list).ok_or(TufError::Field("others"))? {
            closed(other, &["net", "scope"], "others")?;
            others.push(Other {
                net: digest(other, "net")?,
                scope: read::texts(other, "scope").map_err(TufError::Entry)?,
            });
        }
        Ok(Self {
            kind: match text(&json, "kind")? {
                "drill" => NetworkKind::Drill,
                "production" => NetworkKind::Production,
                _ => return Err(TufError::Field("kind")),
            },
            name: name.to_owned(),
            min_suite: number(&json, "min_suite")?,
            charter_sha256: digest(&json, "charter_sha256")?,
            others,
        })
    }

    /// Writes it.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let others = self.others.iter().map(|other| {
            let scope = other.scope.iter().cloned().map(Json::Text).collect();
            Json::object([("net", Json::Text(other.net.hex())), ("scope", Json::List(scope))])
        });
        let kind = match self.kind {
            NetworkKind::Drill => "drill",
            NetworkKind::Production => "production",
        };
        Json::object([
            ("charter_sha256", Json::Text(self.charter_sha256.hex())),
            ("kind", Json::from(kind)),
            ("min_suite", Json::Int(i64::try_from(self.min_suite).unwrap_or(i64::MAX))),
            ("name", Json::Text(self.name.clone())),
            ("others", Json::List(others.collect())),
            ("v", Json::Int(1)),
        ])
        .to_bytes()
    }
}

/// Where a member stands in the network, by the board's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateOf {
    /// It takes part: said where a suspension ends, so that the end has a decision too.
    Active,
    /// It does not, for the named scope.
    Suspended,
}

impl StateOf {
    /// The word in the file.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
        }
    }
}

/// One line about one member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusLine {
    /// State.
    pub state: StateOf,
    /// Whom it concerns, for what, from when, by which decision.
    pub stop: Suspension,
}

/// Who is suspended: `network/status.json`. Whoever is not named takes part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatusFile {
    /// In order of their beginning, as the board wrote them.
    pub lines: Vec<StatusLine>,
}

impl StatusFile {
    /// Reads the file.
    ///
    /// # Errors
    /// See [`TufError`].
    pub fn read(bytes: &[u8]) -> Result<Self, TufError> {
        let json = Json::parse(bytes)?;
        closed(&json, &["members", "v"], "status")?;
        if number(&json, "v")? != 1 {
            return Err(TufError::Field("v"));
        }
        let members = json.get("members").and_then(Json::list);
        let mut lines = Vec::new();
        for line in members.ok_or(TufError::Field("members"))? {
            closed(line, &["decision_sha256", "from", "member", "scope", "state"], "members")?;
            let state = text(line, "state")?;
            let state = [StateOf::Active, StateOf::Suspended].into_iter().find(|s| s.id() == state);
            lines.push(StatusLine {
                state: state.ok_or(TufError::Field("state"))?,
                stop: read::suspension(line).map_err(TufError::Entry)?,
            });
        }
        let members: BTreeSet<_> = lines.iter().map(|line| &line.stop.member).collect();
        if members.len() > MEMBERS_MAX {
            return Err(TufError::TooManyMembers);
        }
        Ok(Self { lines })
    }

    /// Writes it.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let lines = self.lines.iter();
        let lines = lines.map(|line| write::suspension(&line.stop, Some(line.state.id())));
        Json::object([("members", Json::List(lines.collect())), ("v", Json::Int(1))]).to_bytes()
    }

    /// What a member is suspended from at an instant: for each scope the last word on it counts.
    #[must_use]
    pub fn suspended(&self, member: &MemberId, at: Timestamp) -> BTreeSet<&str> {
        let mut scopes = BTreeSet::new();
        let mut lines: Vec<_> = self.lines.iter().collect();
        lines.sort_by_key(|line| line.stop.from);
        for line in lines {
            if line.stop.member != *member || line.stop.from > at {
                continue;
            }
            for scope in &line.stop.scope {
                match line.state {
                    StateOf::Suspended => scopes.insert(scope.as_str()),
                    StateOf::Active => scopes.remove(scope.as_str()),
                };
            }
        }
        scopes
    }
}

fn digest(json: &Json, name: &'static str) -> Result<Digest, TufError> {
    Digest::parse_hex(text(json, name)?).map_err(|_| TufError::Field(name))
}
