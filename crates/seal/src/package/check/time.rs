//! `time`: by when witnesses had seen each log head, and no entry later than the head that covers it.

use std::collections::BTreeMap;

use super::inclusion::{Head, Record};
use super::seal::Sealed;
use super::{Broken, Checked};
use crate::json::Json;
use crate::opening::Opening;
use crate::package::view;
use crate::receipt::Instant;
use crate::verdict::HeadFact;

/// How far off a clock may call itself. A node asks its time servers every few minutes and is right to some milliseconds;
/// one that is off by more than a minute orders nothing. Without a bound a party could call its clock so uncertain that
/// any time it states would be covered.
const UNCERTAINTY_MS_MAX: i64 = 60 * 1000;

pub(super) fn check(sealed: &Sealed, record: &Record) -> Checked<Vec<HeadFact>> {
    let mut heads: BTreeMap<(String, u64), u64> = BTreeMap::new();
    let record = record.all().map(|shown| (&shown.opening, &shown.head));
    for (opening, head) in record.chain([(&sealed.opening, &sealed.head)]) {
        let witnessed_at = covered(opening, head).map_err(|Broken(why)| {
            Broken(format!("entry {} of {}: {why}", opening.index(), opening.origin()))
        })?;
        let key = (head.checkpoint.origin().to_owned(), head.checkpoint.size());
        let earliest = heads.entry(key).or_insert(witnessed_at);
        *earliest = witnessed_at.min(*earliest);
    }
    let fact = |((origin, size), witnessed_at)| HeadFact { origin, size, witnessed_at };
    Ok(heads.into_iter().map(fact).collect())
}

/// When the head that covers an entry was witnessed, if the entry is not later.
fn covered(opening: &Opening, head: &Head) -> Checked<u64> {
    let witnessed_at = head.witnessed_at.ok_or_else(|| {
        Broken::new("your policy asks for no witness, so nobody but the log itself says when")
    })?;
    let at = view::at(opening).and_then(Instant::parse);
    let at = at.ok_or_else(|| Broken::new("it does not say when it happened"))?;
    let uncertainty_ms =
        opening.get("at").and_then(|at| at.get("unc_ms")).and_then(Json::int).unwrap_or(0);
    if uncertainty_ms > UNCERTAINTY_MS_MAX {
        return Err(Broken(format!(
            "its clock calls itself uncertain by {uncertainty_ms} ms; with more than {UNCERTAINTY_MS_MAX} ms it states no time"
        )));
    }
    // Witnesses state whole seconds, cut off: the entry may lie inside that second, and as far behind as its own clock
    // was uncertain.
    let earliest_s = at.unix_ms().saturating_sub(uncertainty_ms.max(0)).div_euclid(1000);
    let witnessed_s = i64::try_from(witnessed_at).unwrap_or(i64::MAX);
    if earliest_s <= witnessed_s {
        Ok(witnessed_at)
    } else {
        Err(Broken::new("it states a time after the witnesses had seen it"))
    }
}
