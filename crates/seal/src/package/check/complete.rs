//! `order`, its second half: what the exporter's log states about the end of its own streams (`docs/spec/completeness.md` §6).
//!
//! A stream shows by itself that nothing is missing between two entries; that nothing came behind the last one, only the map
//! of a day shows. A statement that is here must fit the entries that are shown. One that is not here says nothing. Whether
//! it holds was found out before, with the proofs of all entries.

use std::collections::BTreeMap;

use super::custody::Custody;
use super::inclusion::{Record, Stated};
use super::{Broken, Checked, shape};
use crate::digest::b64_encode;
use crate::heads::What;
use crate::package::view;
use crate::verdict::CompleteFact;

/// What is stated, by the number of the exhibit.
pub(super) type Facts = BTreeMap<String, CompleteFact>;

pub(super) fn check(record: &Record, exhibits: &[Custody<'_>], exporter: &str) -> Checked<Facts> {
    let mut facts = Facts::new();
    for stated in &record.maps {
        let broken = |why: &str| Broken(format!("`{}`: {why}", stated.path));
        shape::base(&stated.map.opening).map_err(|Broken(why)| broken(&why))?;
        let custody = exhibits.iter().find(|custody| custody.exhibit_no == stated.exhibit_no);
        let custody = custody.ok_or_else(|| broken("there is no record of this exhibit"))?;
        let fact = fits(stated, custody, exporter).map_err(broken)?;
        facts.insert(stated.exhibit_no.clone(), fact);
    }
    Ok(facts)
}

/// Whether a statement is about the exporter's stream, and its last entry among those that the map was made of is the one that
/// is stated: neither is one kept back, nor does the map leave one out.
fn fits(
    stated: &Stated,
    custody: &Custody<'_>,
    exporter: &str,
) -> Result<CompleteFact, &'static str> {
    let Stated { statement, size, map, .. } = stated;
    let origin = map.opening.origin();
    if view::log_of(origin).is_none_or(|log| log.node != exporter) {
        return Err("it is not by a log of the node whose package this is");
    }
    // A log that speaks of leaves it did not have yet, or of a day that was not over, makes up the end of its record.
    if *size > map.opening.index() {
        return Err("its map says to be made of entries that came after it");
    }
    let made_at = view::at(&map.opening).unwrap_or_default();
    if made_at.get(..statement.date.len()).is_none_or(|day| day <= statement.date.as_str()) {
        return Err("its map was made before its day was over");
    }
    let tag = b64_encode(&statement.tag);
    let stream = custody.streams.iter().find(|one| one.node == exporter && one.tag == tag);
    let stream = stream.ok_or("it is about another stream")?;
    let What::Held(held) = statement.what else {
        return Err("it says that there is no record of this exhibit");
    };
    let is_before = |event: &&&crate::opening::Opening| !view::is_behind(event, origin, *size);
    let n_before = stream.events.iter().take_while(is_before).count();
    let last = n_before.checked_sub(1).and_then(|n| stream.events.get(n));
    let seq = u64::try_from(n_before).unwrap_or(u64::MAX).checked_sub(1);
    match seq {
        Some(seq) if seq > held.seq => Err("the map leaves out an entry that is shown"),
        Some(seq) if seq == held.seq => match last {
            Some(event) if event.leaf_hash() == held.last => Ok(CompleteFact {
                date: statement.date.clone(),
                made_at: made_at.to_owned(),
                n_behind: stream.events.len().saturating_sub(n_before),
                origin: origin.to_owned(),
                size: *size,
            }),
            Some(_) | None => Err("the map holds another last entry than the one that is shown"),
        },
        Some(_) | None => Err("an entry that the log had is kept back"),
    }
}
