//! `exhibits`: each evidence file is the one whose digests the parties recorded.

use std::collections::BTreeMap;

use super::container::{File, Files};
use super::custody::Custody;
use super::{Broken, Checked};
use crate::json::{INT_MAX, Json};
use crate::package::layout::Member;
use crate::package::{Measured, view};
use crate::verdict::ExhibitFact;

/// The own fields that decide whether the record holds. One of them closed could hide a check that failed, or that the
/// entry is about another file; so a package that closes one proves nothing.
pub(super) const DECIDING: [&str; 4] = ["check", "data", "result", "status"];
/// The members of `data` that two statements about one exhibit must agree in.
const DATA: [&str; 5] = ["len", "sha256", "blake3", "sha512", "media_type"];

/// `exporter` is the node whose package it is: its numbers are those of the folders.
pub(super) fn check(
    files: &Files,
    exhibits: &[Custody<'_>],
    exporter: &str,
) -> Checked<Vec<ExhibitFact>> {
    let mut evidence = BTreeMap::new();
    for (member, file) in files.iter() {
        let Member::Evidence { exhibit_no, ordinal, .. } = member else { continue };
        if *ordinal != 1 || evidence.insert(exhibit_no.as_str(), file).is_some() {
            return Err(Broken(format!("exhibit {exhibit_no} has more than one file")));
        }
    }
    let mut facts = Vec::new();
    for custody in exhibits {
        let no = custody.exhibit_no;
        let file = evidence
            .remove(no)
            .ok_or_else(|| Broken(format!("exhibit {no} has custody entries but no file")))?;
        facts.push(
            exhibit(custody, file, exporter)
                .map_err(|Broken(why)| Broken(format!("exhibit {no}: {why}")))?,
        );
    }
    match evidence.keys().next() {
        None => Ok(facts),
        Some(no) => Err(Broken(format!("exhibit {no} has a file but no custody entries"))),
    }
}

fn exhibit(custody: &Custody<'_>, file: &File, exporter: &str) -> Checked<ExhibitFact> {
    for (stream, event) in custody.events() {
        if let Some(closed) = DECIDING.iter().find(|name| event.get(name).is_none()) {
            let (node, at) = (stream.node, event.index());
            let why = "so nobody can see whether it holds a fault";
            return Err(Broken(format!("`{closed}` of entry {at} of {node} is closed, {why}")));
        }
    }
    numbers(custody, exporter)?;
    let mut agreed: BTreeMap<&str, &Json> = BTreeMap::new();
    for stream in &custody.streams {
        let mut stated = false;
        for event in &stream.events {
            let Some(data) = event.get("data").filter(|data| !data.is_null()) else { continue };
            stated = true;
            for name in DATA {
                let Some(value) = data.get(name).filter(|value| !value.is_null()) else { continue };
                if *agreed.entry(name).or_insert(value) != value {
                    return Err(Broken(format!("its records contradict each other in `{name}`")));
                }
            }
        }
        if !stated {
            return Err(Broken(format!("{} nowhere states what the exhibit is", stream.node)));
        }
    }
    checks(custody, agreed.get("sha256").copied())?;
    same_file(&agreed, &file.measured)?;
    Ok(ExhibitFact {
        complete: None, // what is stated was checked before
        exhibit_no: custody.exhibit_no.to_owned(),
        len: file.measured.len,
        media_type: agreed.get("media_type").and_then(|value| value.text()).map(str::to_owned),
        n_entries: custody.events().count(),
        n_handovers: 0, // known when the handovers have been checked
        path: file.path.clone(),
        sha256: file.measured.sha256,
    })
}

/// No check of the file has failed, whichever field says so, and each compared this file.
fn checks(custody: &Custody<'_>, sha256: Option<&Json>) -> Checked<()> {
    for (_, event) in custody.events() {
        let found = event.get("check").filter(|check| !check.is_null());
        if found.is_some_and(|check| check.get("expected") != check.get("found")) {
            return Err(Broken::new(
                "its record holds a check that found other digests than expected",
            ));
        }
        if found.is_some_and(|check| check.get("expected") != sha256) {
            return Err(Broken::new("its record holds a check of another file"));
        }
        let is_check = found.is_some() || view::text(event, "type") == Some("verify");
        if is_check && view::text(event, "status") != Some("Success") {
            return Err(Broken::new("its record holds a check that failed"));
        }
        if view::inner(event, "result", "state") == Some("contested") {
            return Err(Broken::new("its record says that its digests did not agree"));
        }
    }
    Ok(())
}

/// Each stream is about one exhibit, all are about the same one and one root, and the exporter calls it what its folder
/// is called: numbers of others may be equal, because each party counts for itself.
fn numbers(custody: &Custody<'_>, exporter: &str) -> Checked<()> {
    let (mut exhibit, mut root) = (None, None);
    let mut named = false;
    for stream in &custody.streams {
        let mut own: BTreeMap<&str, &Json> = BTreeMap::new();
        for event in &stream.events {
            for name in ["exhibit", "exhibit_no", "root_no"] {
                let Some(value) = event.get(name) else { continue };
                if *own.entry(name).or_insert(value) != value {
                    return Err(Broken(format!(
                        "a stream of {} is about two exhibits",
                        stream.node
                    )));
                }
            }
            named |= stream.node == exporter
                && view::text(event, "exhibit_no") == Some(custody.exhibit_no);
        }
        // Whoever collected it gave it its first number: there the exhibit is its own root. A closed one says nothing.
        let root_no = match own.get("root_no") {
            Some(stated) if stated.is_null() => own.get("exhibit_no"),
            stated => stated,
        };
        let agrees = |known: &mut Option<Json>, stated: Option<&&Json>| {
            stated.is_none_or(|stated| *known.get_or_insert_with(|| (*stated).clone()) == **stated)
        };
        if !agrees(&mut exhibit, own.get("exhibit")) || !agrees(&mut root, root_no) {
            return Err(Broken::new("the parties' records are about exhibits of different origin"));
        }
    }
    if named { Ok(()) } else { Err(Broken::new("the exporting node calls it by no such number")) }
}

fn same_file(agreed: &BTreeMap<&str, &Json>, measured: &Measured) -> Checked<()> {
    let len = Json::Int(i64::try_from(measured.len).unwrap_or(INT_MAX));
    let (sha256, sha512) = (Json::from(measured.sha256.hex()), Json::from(measured.sha512_hex()));
    if agreed.get("len") != Some(&&len) {
        return Err(Broken::new("the file does not have the recorded length"));
    }
    if agreed.get("sha256") != Some(&&sha256) {
        return Err(Broken::new("the file does not have the recorded SHA-256"));
    }
    if agreed.get("sha512").is_some_and(|stated| *stated != &sha512) {
        return Err(Broken::new("the file does not have the recorded SHA-512"));
    }
    Ok(())
}
