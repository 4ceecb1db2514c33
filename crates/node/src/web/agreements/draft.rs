//! The form of a draft: read into terms with every fault found at once, and filled in from the terms of another agreement.

use std::collections::{BTreeMap, BTreeSet};

use domain::actor::MemberId;
use domain::agreement::{
    Agreement, BadTerms, Direction, Impact, LINES_MAX, Lines, Onward, PARTIES_MAX,
    RETENTION_DAYS_MAX, REVIEW_MONTHS_MAX, Retention, TITLE_CHARS_MAX, Terms,
};
use domain::erasure::{WHY_CHARS_MAX, Why};
use domain::ids::AgreementId;
use domain::purpose::Purpose;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use law::ids::DataCategory;
use law::value::BadValue;
use portal::component::problem_list::Wrong;
use portal::page::agreement::Typed;
use portal::page::agreement::draft::Ways;

use super::super::form::Fields;
use super::super::form::reading::{Faults, Reading};
use super::super::occurrences::words;
use super::super::page::zone_of;
use crate::node::Node;

/// Between who gives and who gets, in a line of the form.
const TO: char = '>';
/// As many lines as a document of so many parties has ways.
const WAYS_MAX: usize = PARTIES_MAX * PARTIES_MAX;

/// The terms of a form under a new id, or everything that is wrong with it.
pub(super) fn read(fields: &Fields, node: &Node) -> Result<Terms, Faults> {
    let zone = zone_of(node);
    let mut reading = Reading::of(fields);
    let title = words(&mut reading, fields, "title");
    let basis = words(&mut reading, fields, "basis");
    let parties = parties(&mut reading, fields, node);
    let purposes = each(&mut reading, fields, "purposes", Purpose::parse);
    let data = each(&mut reading, fields, "data", |text| DataCategory::parse(text).ok());
    for (name, is_empty) in [("purposes", purposes.is_empty()), ("data", data.is_empty())] {
        reading.need(name, (!is_empty).then_some(()));
    }
    let directions = directions(&mut reading, fields, &parties, &node.config.member);
    let onward = reading.code("onward", Onward::parse);
    let onward = reading.need("onward", onward);
    let days_max = reading.number("retention_days", RETENTION_DAYS_MAX);
    let days_max = reading.need("retention_days", days_max);
    let evidence_stays = yes_no(&mut reading, "evidence_stays");
    let safeguards = lines(&mut reading, fields, "safeguards");
    let reference = words(&mut reading, fields, "impact_reference");
    let reviewed_on = reading.day("impact_on");
    let reviewed_on = reading.need("impact_on", reviewed_on);
    let months = reading.number("review_every_months", REVIEW_MONTHS_MAX.into());
    let months = reading.need("review_every_months", months);
    let valid_from = day(&mut reading, "valid_from", &zone, 0);
    let valid_until = day(&mut reading, "last_day", &zone, 1);
    let criteria = lines(&mut reading, fields, "criteria");
    let preservation = yes_no(&mut reading, "preservation");
    let all = (|| {
        Some(Lines {
            agreement: AgreementId::new(node.random.uuid_v4()),
            title: title?,
            basis: basis?,
            parties,
            purposes,
            data,
            directions,
            onward: onward?,
            retention: Retention { days_max: days_max?, evidence_stays: evidence_stays? },
            safeguards,
            impact: Impact { reference: reference?, reviewed_on: reviewed_on? },
            review_every_months: u16::try_from(months?).ok()?,
            valid_from: valid_from?,
            valid_until: valid_until?,
            criteria,
            preservation: preservation?,
        })
    })();
    let lines = reading.done(all)?;
    Terms::parse(lines).map_err(|BadTerms { field }| {
        let (field, wrong) = unfit(field);
        Faults::from([(field.to_owned(), wrong)])
    })
}

/// Which field of the form a line of the document comes from, and what can still be wrong with it once it was read.
fn unfit(line: &'static str) -> (&'static str, Wrong) {
    match line {
        "directions" => ("ways", Wrong::Unfit),
        "parties" => ("parties", Wrong::Value(BadValue::TooMany { entries_max: PARTIES_MAX - 1 })),
        "retention" => ("retention_days", Wrong::Unfit),
        "title" => ("title", Wrong::Value(BadValue::TooLong { chars_max: TITLE_CHARS_MAX })),
        "valid_until" => ("last_day", Wrong::Unfit),
        other => (other, Wrong::Unfit),
    }
}

/// Every answer under one name, as a set.
pub(super) fn each<T: Ord>(
    reading: &mut Reading<'_>,
    fields: &Fields,
    name: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> BTreeSet<T> {
    let mut found = BTreeSet::new();
    for text in fields.all(name) {
        match parse(text) {
            Some(one) => drop(found.insert(one)),
            None => {
                let bad = BadValue::UnknownCode { text: text.to_owned() };
                reading.fault(name, Wrong::Value(bad));
            }
        }
    }
    found
}

/// The parties: members of the directory that were chosen, and our own.
fn parties(reading: &mut Reading<'_>, fields: &Fields, node: &Node) -> BTreeSet<MemberId> {
    let roster = node.roster();
    let known = |text: &str| {
        let member = MemberId::parse(text).ok()?;
        roster.members.contains_key(&member).then_some(member)
    };
    let mut parties = each(reading, fields, "parties", known);
    parties.remove(&node.config.member);
    reading.need("parties", (!parties.is_empty()).then_some(()));
    parties.insert(node.config.member.clone());
    parties
}

/// From whom to whom.
fn directions(
    reading: &mut Reading<'_>,
    fields: &Fields,
    parties: &BTreeSet<MemberId>,
    ours: &MemberId,
) -> BTreeSet<Direction> {
    let ways = reading.code("ways", Ways::parse);
    let way = |from: &MemberId, to: &MemberId| Direction { from: from.clone(), to: to.clone() };
    let others = || parties.iter().filter(|party| *party != ours);
    match reading.need("ways", ways) {
        None => BTreeSet::new(),
        Some(Ways::Both) => {
            let pairs = parties.iter().flat_map(|from| parties.iter().map(move |to| (from, to)));
            pairs.filter(|(from, to)| from != to).map(|(from, to)| way(from, to)).collect()
        }
        Some(Ways::Give) => others().map(|other| way(ours, other)).collect(),
        Some(Ways::Get) => others().map(|other| way(other, ours)).collect(),
        Some(Ways::Listed) => listed(reading, fields, parties),
    }
}

/// The ways that were written down, one a line.
fn listed(
    reading: &mut Reading<'_>,
    fields: &Fields,
    parties: &BTreeSet<MemberId>,
) -> BTreeSet<Direction> {
    const NAME: &str = "directions";
    let parse = |line: &str| {
        let (from, to) = line.split_once(TO)?;
        let party = |text: &str| {
            let member = MemberId::parse(&text.trim().to_lowercase()).ok()?;
            parties.contains(&member).then_some(member)
        };
        let way = Direction { from: party(from)?, to: party(to)? };
        (way.from != way.to).then_some(way)
    };
    let mut found = BTreeSet::new();
    let text = fields.get(NAME).unwrap_or_default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if found.len() >= WAYS_MAX {
            let why = BadValue::TooMany { entries_max: WAYS_MAX };
            reading.fault(NAME, Wrong::Value(why));
            break;
        }
        match parse(line) {
            Some(way) => drop(found.insert(way)),
            None => {
                let bad = BadValue::UnknownCode { text: line.to_owned() };
                reading.fault(NAME, Wrong::Value(bad));
            }
        }
    }
    reading.need(NAME, (!found.is_empty()).then_some(()));
    found
}

/// Sentences, one a line.
fn lines(reading: &mut Reading<'_>, fields: &Fields, name: &str) -> Vec<Why> {
    let text = fields.get(name).unwrap_or_default();
    let mut found = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let wrong = if found.len() >= LINES_MAX {
            BadValue::TooMany { entries_max: LINES_MAX }
        } else if line.chars().count() > WHY_CHARS_MAX {
            BadValue::TooLong { chars_max: WHY_CHARS_MAX }
        } else if let Some(why) = Why::parse(line) {
            found.push(why);
            continue;
        } else {
            BadValue::Invisible
        };
        reading.fault(name, Wrong::Value(wrong));
        break;
    }
    reading.need(name, (!found.is_empty()).then_some(()));
    found
}

fn yes_no(reading: &mut Reading<'_>, name: &str) -> Option<bool> {
    let word = reading.code(name, |word| match word {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    reading.need(name, word)
}

/// The first instant of a day in the zone of this member, or of the day so many days after it.
fn day(
    reading: &mut Reading<'_>,
    name: &str,
    zone: &TimeZone,
    n_days_later: i64,
) -> Option<Timestamp> {
    let day = reading.day(name);
    let day = reading.need(name, day)?;
    let first = |day: Date| {
        let day = day.checked_add(n_days_later.days()).ok()?;
        Some(day.to_zoned(zone.clone()).ok()?.timestamp())
    };
    let at = first(day);
    if at.is_none() {
        let wrong = BadValue::Date { text: day.to_string() };
        reading.fault(name, Wrong::Value(wrong));
    }
    at
}

/// The form filled in with the terms of an agreement: a new one follows it from the day on which it ends.
pub(super) fn typed_of(agreement: &Agreement, node: &Node) -> Typed {
    let zone = zone_of(node);
    let lines = agreement.terms().lines();
    let day = |at: Timestamp| zone.to_datetime(at).date().to_string();
    let one = |text: &str| vec![text.to_owned()];
    let flag = |holds: bool| one(if holds { "yes" } else { "no" });
    let sentences = |list: &[Why]| {
        // A line feed inside of one would make two of it.
        let list = list.iter().map(|why| why.as_str().replace('\n', " "));
        one(&list.collect::<Vec<_>>().join("\n"))
    };
    let ways = lines.directions.iter().map(|way| format!("{} {TO} {}", way.from, way.to));
    let ways: Vec<String> = ways.collect();
    let lasts = lines.valid_until.duration_since(lines.valid_from);
    let until = lines.valid_until.checked_add(lasts).unwrap_or(lines.valid_until);
    let last = until.checked_sub(SignedDuration::from_secs(1)).unwrap_or(until);
    let others = lines.parties.iter().filter(|party| **party != node.config.member);
    let fields = [
        ("title", one(lines.title.as_str())),
        ("basis", one(lines.basis.as_str())),
        ("parties", others.map(|party| party.as_str().to_owned()).collect()),
        ("purposes", lines.purposes.iter().map(|one| one.id().to_owned()).collect()),
        ("data", lines.data.iter().map(|one| one.id().to_owned()).collect()),
        ("ways", one(Ways::Listed.id())),
        ("directions", one(&ways.join("\n"))),
        ("onward", one(lines.onward.id())),
        ("retention_days", one(&lines.retention.days_max.to_string())),
        ("evidence_stays", flag(lines.retention.evidence_stays)),
        ("safeguards", sentences(&lines.safeguards)),
        ("impact_reference", one(lines.impact.reference.as_str())),
        ("impact_on", one(&lines.impact.reviewed_on.to_string())),
        ("review_every_months", one(&lines.review_every_months.to_string())),
        ("valid_from", one(&day(lines.valid_until))),
        ("last_day", one(&day(last))),
        ("criteria", sentences(&lines.criteria)),
        ("preservation", flag(lines.preservation)),
    ];
    let fields: BTreeMap<String, Vec<String>> =
        fields.into_iter().map(|(name, values)| (name.to_owned(), values)).collect();
    Typed { act: "draft".to_owned(), fields, ..Typed::default() }
}
