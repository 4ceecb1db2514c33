//! `time`: by when witnesses had seen each log head, and no entry later than the head that covers it.

use std::collections::BTreeMap;

use super::inclusion::{Head, Record};
use super::seal::Sealed;
use super::{Broken, Checked};
use crate::json::Json;
use crate::opening::Opening;
use crate::package::view;
use crate::policy::KeyStatus;
use crate::receipt::Instant;
use crate::verdict::HeadFact;

/// How far off a clock may call itself. A node asks its time servers every few minutes and is right to some milliseconds;
/// one that is off by more than a minute orders nothing. Without a bound a party could call its clock so uncertain that
/// any time it states would be covered.
const UNCERTAINTY_MS_MAX: i64 = 60 * 1000;

pub(super) fn check(sealed: Option<&Sealed>, record: &Record) -> Checked<Vec<HeadFact>> {
    let entries = || {
        let record = record.under_heads().map(|shown| (&shown.opening, &shown.head));
        record.chain(sealed.map(|sealed| (&sealed.opening, &sealed.head)))
    };
    // One head may be shown with several notes; what counts is when it was first seen.
    let mut heads: BTreeMap<(&str, u64), (u64, KeyStatus)> = BTreeMap::new();
    for (opening, head) in entries() {
        let witnessed_at = head.witnessed_at.ok_or_else(|| {
            let why = "your policy asks for no witness, so nobody but the log itself says when";
            of_entry(opening, why)
        })?;
        let seen = (witnessed_at, head.keys);
        let earliest = heads.entry(name(head)).or_insert(seen);
        *earliest = seen.min(*earliest);
    }
    for (opening, head) in entries() {
        let witnessed_at = heads.get(&name(head)).map_or(0, |(at, _)| *at);
        covered(opening, witnessed_at).map_err(|why| of_entry(opening, &why.to_string()))?;
    }
    let fact = |((origin, size), (witnessed_at, keys))| {
        let origin: &str = origin;
        HeadFact { origin: origin.to_owned(), size, witnessed_at, keys }
    };
    Ok(heads.into_iter().map(fact).collect())
}

fn name(head: &Head) -> (&str, u64) {
    (head.checkpoint.origin(), head.checkpoint.size())
}

fn of_entry(opening: &Opening, why: &str) -> Broken {
    Broken(format!("entry {} of {}: {why}", opening.index(), opening.origin()))
}

/// Why an entry is not covered by a head that was seen then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Uncovered {
    /// It states a time after the second in which its head was seen, even less its own uncertainty.
    #[error("it states a time after the witnesses had seen it")]
    Later,
    /// It states no time.
    #[error("it does not say when it happened")]
    NoTime,
    /// Its clock orders nothing.
    #[error(
        "its clock calls itself uncertain by {uncertain_ms} ms; with more than {UNCERTAINTY_MS_MAX} ms it states no time"
    )]
    Uncertain {
        /// By how much it calls itself uncertain.
        uncertain_ms: i64,
    },
}

/// Whether an entry says that it was made no later than witnesses saw the head that covers it, in seconds since 1970. A
/// node asks the same before it takes an entry of a peer: what a court refuses must not get into its record.
///
/// # Errors
/// [`Uncovered`] with the reason why not.
pub fn covered(opening: &Opening, witnessed_at: u64) -> Result<(), Uncovered> {
    let at = view::at(opening).and_then(Instant::parse).ok_or(Uncovered::NoTime)?;
    let stated = opening.get("at").and_then(|at| at.get("unc_ms")).and_then(Json::int);
    let uncertain_ms = stated.filter(|ms| *ms >= 0).ok_or(Uncovered::NoTime)?;
    if uncertain_ms > UNCERTAINTY_MS_MAX {
        return Err(Uncovered::Uncertain { uncertain_ms });
    }
    // Witnesses state whole seconds, cut off: the entry may lie inside that second, and as far behind as its own clock
    // was uncertain.
    let earliest_s = at.unix_ms().saturating_sub(uncertain_ms).div_euclid(1000);
    let witnessed_s = i64::try_from(witnessed_at).unwrap_or(i64::MAX);
    if earliest_s <= witnessed_s { Ok(()) } else { Err(Uncovered::Later) }
}
