//! Whether `comity.toml` says of this node what the member directory says. The directory decides: peers judge our
//! letters by it, so an office that only stands in the file would issue what everybody refuses.
//!
//! Not trusted: whoever can write the file can at most keep the node from starting; no office comes from it alone.

use domain::actor::{MemberId, MemberKind, NodeId, Office, UnitId};
use law::ids::{Country, IssuerKind};
use wire::roster::Roster;

use crate::config::Config;
use crate::{log, officers};

#[cfg(test)]
mod tests;

/// Where the file and the directory differ. The operator's fault: change the file, or the directory first.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Contradiction {
    /// The kind of issuer.
    #[error(
        "comity.toml lets `{login}` act as {}, the member directory lists {unit} as {}; change the file, or have the \
         directory changed first", issuer(*ours), issuer(*theirs)
    )]
    IssuerKind {
        /// Which officer.
        login: String,
        /// In which unit.
        unit: UnitId,
        /// What the file says.
        ours: Option<IssuerKind>,
        /// What the directory says.
        theirs: Option<IssuerKind>,
    },
    /// The kind of member.
    #[error("comity.toml calls {member} `{}`, the member directory `{}`", ours.id(), theirs.id())]
    Kind {
        /// Which member.
        member: MemberId,
        /// What the file says.
        ours: MemberKind,
        /// What the directory says.
        theirs: MemberKind,
    },
    /// The member is not there, or the node is another member's.
    #[error("comity.toml says that {node} is a node of {member}; the member directory does not")]
    Member {
        /// Which member.
        member: MemberId,
        /// Which node.
        node: NodeId,
    },
    /// The office.
    #[error(
        "comity.toml gives `{login}` the office `{ours}`, the member directory lists {unit} with `{theirs}`; change the \
         file, or have the directory changed first"
    )]
    Office {
        /// Which officer.
        login: String,
        /// In which unit.
        unit: UnitId,
        /// What the file says.
        ours: Office,
        /// What the directory says.
        theirs: Office,
    },
    /// The state.
    #[error("comity.toml says that {member} acts in {ours}, the member directory says {theirs}")]
    State {
        /// Which member.
        member: MemberId,
        /// What the file says.
        ours: Country,
        /// What the directory says.
        theirs: Country,
    },
    /// The unit is not there, or not at this node.
    #[error(
        "comity.toml puts `{login}` into {unit}, which the member directory does not list at this node; have it listed \
         before the officer signs in"
    )]
    Unit {
        /// Which officer.
        login: String,
        /// In which unit.
        unit: UnitId,
    },
}

impl Contradiction {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::IssuerKind { .. } => "issuer-kind-differs",
            Self::Kind { .. } => "member-kind-differs",
            Self::Member { .. } => "member-differs",
            Self::Office { .. } => "office-differs",
            Self::State { .. } => "state-differs",
            Self::Unit { .. } => "unit-not-listed",
        }
    }
}

/// `a judge` in the words of the file.
fn issuer(kind: Option<IssuerKind>) -> String {
    kind.map_or_else(|| "no issuer".to_owned(), |kind| format!("`{}`", kind.id()))
}

/// The configuration without officers whose unit this node has asked the directory for, and who wait until it is listed.
/// They cannot sign in before, and nobody else waits for them. A unit that was never asked for stays, and contradicts.
#[must_use]
pub fn without_waiting(mut config: Config, roster: &Roster) -> Config {
    let entry = roster.members.get(&config.member);
    let listed: Vec<&UnitId> =
        entry.into_iter().flat_map(|entry| &entry.units).map(|unit| &unit.unit).collect();
    let asked = officers::waiting_units(&config);
    let waits = |unit: &UnitId| !listed.contains(&unit) && asked.contains(unit);
    let (waiting, officers): (Vec<_>, Vec<_>) =
        config.officers.into_iter().partition(|officer| waits(&officer.unit));
    if !waiting.is_empty() {
        log::officers_wait(waiting.len());
    }
    config.officers = officers;
    config
}

/// Compares the two, member first, then the officers in the order of the file.
///
/// # Errors
/// The first difference.
pub fn check(config: &Config, roster: &Roster) -> Result<(), Contradiction> {
    let member = config.member.clone();
    let entry = roster.members.get(&member);
    let entry = entry.filter(|entry| entry.nodes.iter().any(|node| node.node == config.node));
    let Some(entry) = entry else {
        return Err(Contradiction::Member { member, node: config.node.clone() });
    };
    if entry.kind != config.kind {
        return Err(Contradiction::Kind { member, ours: config.kind, theirs: entry.kind });
    }
    if entry.state != config.state {
        return Err(Contradiction::State { member, ours: config.state, theirs: entry.state });
    }
    for officer in &config.officers {
        let (login, unit) = (officer.login.clone(), officer.unit.clone());
        let listed = entry.units.iter().find(|listed| listed.unit == unit);
        let Some(listed) = listed.filter(|listed| listed.node == config.node) else {
            return Err(Contradiction::Unit { login, unit });
        };
        if listed.office != officer.office {
            let (ours, theirs) = (officer.office, listed.office);
            return Err(Contradiction::Office { login, unit, ours, theirs });
        }
        if listed.issuer_kind != officer.issuer_kind {
            let (ours, theirs) = (officer.issuer_kind, listed.issuer_kind);
            return Err(Contradiction::IssuerKind { login, unit, ours, theirs });
        }
    }
    Ok(())
}
