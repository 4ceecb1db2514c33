//! What changed in meaning between two versions of a pack: rules that came, went, or say something else.
//!
//! Order, comments, examples and words are no meaning. A rule is told by its id; where it has none, by what it is
//! about. Not here: whether a change is right, and what it does to measures that were issued before it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use crate::clock::Clock;
use crate::declared::Declared;
use crate::field::{Condition, Field, Twin};
use crate::ground::Ground;
use crate::instrument::{Instrument, Provenance};
use crate::measure_kind::MeasureKind;
use crate::statistic::Time;

/// One rule that changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The rule: `clock eu-e-evidence/produce`, `field epoc/case_summary`.
    pub rule: String,
    /// What became of it.
    pub what: What,
}

/// What became of a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else: each entry with what it said and what it says.
    Changed(Vec<(&'static str, String, String)>),
}

/// The entries of one rule, by name.
type Entries = BTreeMap<&'static str, String>;

/// Every change from one version to another, by rule.
#[must_use]
pub fn diff(old: &Instrument, new: &Instrument) -> Vec<Change> {
    let (old, new) = (rules(old), rules(new));
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    names
        .into_iter()
        .filter_map(|rule| {
            let what = match (old.get(rule), new.get(rule)) {
                (None, _) => What::Added,
                (Some(_), None) => What::Removed,
                (Some(old), Some(new)) if old == new => return None,
                (Some(old), Some(new)) => What::Changed(changed(old, new)),
            };
            Some(Change { rule: rule.clone(), what })
        })
        .collect()
}

fn changed(old: &Entries, new: &Entries) -> Vec<(&'static str, String, String)> {
    let names: BTreeSet<&'static str> = old.keys().chain(new.keys()).copied().collect();
    let value = |entries: &Entries, name| entries.get(name).cloned().unwrap_or_default();
    names
        .into_iter()
        .map(|name| (name, value(old, name), value(new, name)))
        .filter(|(_, old, new)| old != new)
        .collect()
}

/// Every rule of a pack as named texts.
fn rules(pack: &Instrument) -> BTreeMap<String, Entries> {
    let mut rules = BTreeMap::new();
    let mut put = |rule: String, entries: Entries| drop(rules.insert(rule, entries));
    put(format!("instrument {}", pack.id), head(pack));
    for party in &pack.parties {
        let mut entries = from(&party.provenance);
        entries.insert("from", maybe(party.from.as_ref()));
        entries.insert("until", maybe(party.until.as_ref()));
        entries.insert("ratified_on", maybe(party.ratified_on.as_ref()));
        put(format!("party {}", party.country), entries);
    }
    for agreement in &pack.agreements {
        let mut entries = from(&agreement.provenance);
        entries.insert("one", list(&agreement.one));
        entries.insert("other", list(&agreement.other));
        entries.insert("from", agreement.from.to_string());
        entries.insert("until", maybe(agreement.until.as_ref()));
        put(format!("agreement {}", agreement.id), entries);
    }
    for (word, all) in [("reservation", &pack.reservations), ("declaration", &pack.declarations)] {
        for one in all {
            put(format!("{word} {} {} {}", one.country, one.kind, one.article), declared(one));
        }
    }
    for clock in &pack.clocks {
        put(format!("clock {}", clock.id), of_clock(clock));
    }
    for duty in &pack.duties {
        let mut entries = from(&duty.provenance);
        entries.insert("kinds", list(&duty.kinds));
        entries.insert("by", duty.by.to_string());
        entries.insert("to", maybe(duty.to.as_ref()));
        entries.insert("standard", duty.standard.clone());
        entries.insert("begins", duty.begins.to_string());
        entries.insert("after", list(&duty.after));
        entries.insert("begins_in", maybe(duty.begins_in.as_ref()));
        entries.insert("not_while", list(&duty.not_while));
        entries.insert("met_by", list(&duty.met_by));
        put(format!("duty {}", duty.id), entries);
    }
    for ground in &pack.grounds {
        put(format!("ground {}", ground.id), of_ground(ground));
    }
    for dimension in &pack.dimensions {
        let entries = Entries::from([("words", list(&dimension.words))]);
        put(format!("dimension {}", dimension.name), entries);
    }
    for statistic in &pack.statistics {
        let mut entries = from(&statistic.provenance);
        let figures = statistic.counts.iter().map(|count| {
            let of: Vec<String> = count.of.iter().map(ToString::to_string).collect();
            if of.is_empty() {
                count.name.clone()
            } else {
                format!("{} = {}", count.name, of.join("+"))
            }
        });
        entries.insert("counts", list(figures));
        entries.insert("dimensions", list(&statistic.dimensions));
        entries.insert("time", statistic.time.map_or("none", Time::id).to_owned());
        entries.insert("money", statistic.is_money.to_string());
        put(format!("statistic {}", statistic.id), entries);
    }
    for kind in &pack.kinds {
        for (rule, entries) in of_kind("kind", kind) {
            put(rule, entries);
        }
    }
    for letter in &pack.letters {
        for (rule, mut entries) in of_kind("letter", &letter.form) {
            if rule.starts_with("letter ") {
                entries.insert("about", list(&letter.about));
                entries.insert("by", list(&letter.by));
                entries.insert("to", list(&letter.to));
                entries.insert("act", maybe(letter.act.as_ref()));
                entries.insert("once", letter.once.to_string());
            }
            put(rule, entries);
        }
        for rule in &letter.consequences {
            let mut entries = from(&rule.provenance);
            let holds_if = list(rule.holds_if.iter().map(condition));
            entries.insert("after", list(&rule.after));
            entries.insert("not_while", list(&rule.not_while));
            entries.insert("starts", list(&rule.starts));
            entries.insert("ends", list(&rule.ends));
            entries.insert("until", maybe(rule.until.as_ref()));
            put(format!("consequence {}/{} {holds_if}", letter.form.id, rule.does), entries);
        }
    }
    rules
}

fn head(pack: &Instrument) -> Entries {
    let mut entries = from(&pack.provenance);
    entries.insert("version", pack.version.to_string());
    entries.insert("title", pack.title.clone());
    entries.insert("status", pack.standing.to_string());
    entries.insert("in_force_from", maybe(pack.in_force_from.as_ref()));
    entries.insert("in_force_until", maybe(pack.in_force_until.as_ref()));
    entries.insert("parties_listed", pack.parties_listed.to_string());
    entries.insert("within_one_state", pack.within_one_state.to_string());
    entries.insert("status_not_loaded", list(&pack.status_not_loaded));
    entries.insert("otherwise", list(&pack.otherwise));
    entries
}

fn declared(one: &Declared) -> Entries {
    let mut entries = from(&one.provenance);
    entries.insert("kinds", list(&one.kinds));
    entries.insert("data", list(&one.data));
    entries.insert("issuers", list(&one.issuers));
    entries.insert("languages", list(&one.languages));
    entries.insert("prior", maybe(one.prior.as_ref()));
    entries.insert("from", maybe(one.from.as_ref()));
    entries.insert("until", maybe(one.until.as_ref()));
    entries
}

fn of_clock(clock: &Clock) -> Entries {
    let mut entries = from(&clock.provenance);
    entries.insert("kinds", list(&clock.kinds));
    entries.insert("kind", clock.kind.to_string());
    entries.insert("period", maybe(clock.period.as_ref()));
    entries.insert("counting", clock.counting.to_string());
    entries.insert("trigger", clock.trigger.to_string());
    entries.insert("trigger_by", clock.trigger_by.to_string());
    entries.insert("calendar", clock.calendar.to_string());
    entries.insert("when", list(&clock.when));
    entries.insert("unless", list(&clock.unless));
    entries.insert("only_if", list(clock.only_if.iter().map(condition)));
    entries.insert("begun_if", list(clock.begun_if.iter().map(condition)));
    entries.insert("also_at", list(&clock.also_at));
    entries.insert("begins_in", maybe(clock.begins_in.as_ref()));
    entries.insert("reasons_in", maybe(clock.reasons_in.as_ref()));
    entries.insert("stated_in", maybe(clock.stated_in.as_ref()));
    entries.insert("effect", clock.effect.to_string());
    entries.insert("on", clock.fixed.map_or_else(String::new, |(m, d)| format!("{m:02}-{d:02}")));
    entries.insert("not_before", maybe(clock.not_before.as_ref()));
    entries.insert("zone", maybe(clock.zone.as_ref()));
    entries.insert("contested_on", list(&clock.contested_on));
    entries.insert("twin", maybe(clock.twin.as_ref()));
    entries.insert("opened_by_confirmation", clock.opened_by_confirmation.to_string());
    entries.insert("clarification", maybe(clock.clarification.as_ref()));
    entries.insert("held_by_request", clock.held_by_request.to_string());
    entries.insert("stated_if_longer", clock.stated_if_longer.to_string());
    entries.insert("may_be_asked_early", clock.may_be_asked_early.to_string());
    entries.insert("extends", maybe(clock.extends.as_ref()));
    entries.insert("prolongs", maybe(clock.prolongs.as_ref()));
    entries.insert("also", list(&clock.also));
    entries.insert("also_abroad", list(&clock.also_abroad));
    entries
}

fn of_ground(ground: &Ground) -> Entries {
    let mut entries = from(&ground.provenance);
    entries.insert("kinds", list(&ground.kinds));
    entries.insert("raised_by", list(&ground.raised_by));
    entries.insert("objected_by", list(&ground.objected_by));
    entries.insert("until", maybe(ground.until.as_ref()));
    entries.insert("until_emergency", maybe(ground.until_emergency.as_ref()));
    entries.insert("contact_first", maybe(ground.contact_first.as_ref()));
    entries.insert("after", list(&ground.after));
    entries.insert("effect", ground.effect.to_string());
    entries.insert("stage", ground.stage.to_string());
    entries.insert("partial", ground.partial.to_string());
    entries
}

/// A kind or a letter with everything its file says.
fn of_kind(word: &str, kind: &MeasureKind) -> Vec<(String, Entries)> {
    let id = &kind.id;
    let mut own = from(&kind.provenance);
    own.insert("form", kind.form.clone());
    own.insert("tracks", list(&kind.tracks));
    if let Some(route) = &kind.route {
        own.insert("aim", route.aim.to_string());
        own.insert("channel", route.channel.to_string());
        own.insert("data", list(&route.data));
        own.insert("language", route.language.to_string());
        own.insert("answer", list(&route.answer));
    }
    let mut rules = vec![(format!("{word} {id}"), own)];
    for section in &kind.sections {
        let mut entries = from(&section.provenance);
        entries.insert("visible_to", list(&section.visible_to));
        rules.push((format!("section {id}/{}", section.id), entries));
    }
    for field in &kind.fields {
        rules.push((format!("field {id}/{}", field.id), of_field(field)));
    }
    for group in &kind.groups {
        let mut entries = from(&group.provenance);
        entries.insert("at_least", group.at_least.to_string());
        entries.insert("when", list(group.when.iter().map(condition)));
        rules.push((format!("group {id}/{}", list(&group.fields)), entries));
    }
    for answer in &kind.answers {
        let mut entries = from(&answer.provenance);
        entries.insert("only_if", list(answer.only_if.iter().map(condition)));
        entries.insert("never_if", list(answer.never_if.iter().map(condition)));
        entries.insert("equals", answer.equals.as_ref().map_or_else(String::new, twin));
        let code = answer.code.as_deref().unwrap_or("any");
        rules.push((format!("answer {id}/{} {code} {}", answer.field, answer.defect), entries));
    }
    for issuer in &kind.issuers {
        let mut entries = from(&issuer.provenance);
        entries.insert("anybody", issuer.anybody.to_string());
        entries.insert("alone", list(&issuer.alone));
        entries.insert("validated_by", list(&issuer.validated_by));
        let derogation = issuer.emergency_cite.as_ref();
        entries.insert("emergency_without_validation", maybe(derogation));
        rules.push((format!("issuer {id}/{}", list(&issuer.data)), entries));
    }
    for offence in &kind.offences {
        let mut entries = from(&offence.provenance);
        entries.insert("data", list(&offence.data));
        entries.insert("penalty_months_min", maybe(offence.penalty_months_min.as_ref()));
        entries.insert("sentence_months_min", maybe(offence.sentence_months_min.as_ref()));
        entries.insert("by_information_system", offence.by_information_system.to_string());
        rules.push((format!("offence {id}/{}", offence.route), entries));
    }
    if let Some(rule) = &kind.notification {
        let mut entries = from(&rule.provenance);
        entries.insert("data", list(&rule.data));
        rules.push((format!("notification {id}"), entries));
    }
    if let Some(rule) = &kind.countersign {
        let mut entries = from(&rule.provenance);
        entries.insert("n", rule.n.to_string());
        entries.insert("by", list(&rule.by));
        rules.push((format!("countersign {id}"), entries));
    }
    for check in &kind.checks {
        let mut entries = from(&check.provenance);
        entries.insert("by", check.by.to_string());
        entries.insert("answer", check.answer.to_string());
        entries.insert("blocks", check.blocks.clone());
        rules.push((format!("check {id}/{}", check.id), entries));
    }
    for notice in &kind.notices {
        let mut entries = from(&notice.provenance);
        entries.insert("by", notice.by.to_string());
        entries.insert("standard", notice.standard.clone());
        entries.insert("delay_grounds", list(&notice.delay_grounds));
        entries.insert("review_date", notice.review_date.to_string());
        rules.push((format!("notice {id}/{}", notice.id), entries));
    }
    rules
}

fn of_field(field: &Field) -> Entries {
    let mut entries = from(&field.provenance);
    entries.insert("section", field.section.to_string());
    entries.insert("type", field.field_type.to_string());
    entries.insert("many", field.many.to_string());
    entries.insert("codes", list(&field.codes));
    entries.insert("required", field.required.to_string());
    entries.insert("required_if", list(field.required_if.iter().map(condition)));
    entries.insert("visible_to", list(&field.visible_to));
    entries.insert("data", maybe(field.data.as_ref()));
    entries
}

/// A condition as packs write it.
fn condition(condition: &Condition) -> String {
    match condition {
        Condition::NotNotified => "not-notified".to_owned(),
        Condition::Notified => "notified".to_owned(),
        Condition::Data(category) => format!("data:{category}"),
        Condition::Says(field, word) => format!("field:{field}={word}"),
        Condition::Answered(field) => format!("field:{field}"),
        Condition::OnTrack(track) => format!("track:{track}"),
        Condition::Unvalidated => "unvalidated".to_owned(),
    }
}

fn twin(twin: &Twin) -> String {
    match twin {
        Twin::From => "from".to_owned(),
        Twin::To => "to".to_owned(),
        Twin::NotAfter(field) => format!("not-after:{field}"),
    }
}

fn from(provenance: &Provenance) -> Entries {
    BTreeMap::from([
        ("cite", provenance.cite.to_string()),
        ("mark", provenance.mark.to_string()),
        ("source", provenance.source.clone()),
        ("source_date", provenance.source_date.to_string()),
    ])
}

fn maybe<T: Display>(value: Option<&T>) -> String {
    value.map_or_else(String::new, ToString::to_string)
}

fn list<T: Display>(all: impl IntoIterator<Item = T>) -> String {
    all.into_iter().map(|one| one.to_string()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
