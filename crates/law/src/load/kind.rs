//! Reading one kind of measure or one letter: its head, issuers, thresholds, checks, notices and route.

use std::collections::BTreeSet;

use super::form::{self, code_word};
use super::source::Defaults;
use super::table::{Faults, Place, Table};
use crate::check::{Check, CheckAnswer, CountersignRule, Notice};
use crate::field::Condition;
use crate::ids::{
    BadId, CheckId, Cite, ClockId, Country, DataCategory, FieldId, InstrumentId, IssuerKind,
    KindId, Party, Track,
};
use crate::instrument::Trigger;
use crate::issuer::IssuerRule;
use crate::letter_form::{Consequence, ConsequenceRule, Earlier, LetterForm, OwnAct};
use crate::measure_kind::MeasureKind;
use crate::notification::NotificationRule;
use crate::offence::OffenceRule;
use crate::route::{Aim, Channel, LanguageRule, Route};
use crate::value::Period;

/// More signatures than these on one order are a slip of the pen.
const COUNTERSIGNERS_MAX: u32 = 5;

/// What a file of a form is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Filled {
    /// A kind of measure: `[kind]`.
    Measure,
    /// A letter about one: `[letter]`.
    Letter,
}

/// A kind with the places of its rules, for the checks between rules.
#[derive(Debug)]
pub(crate) struct KindFile {
    /// What was read.
    pub(crate) kind: MeasureKind,
    /// Whose letter it is about what, if it is one.
    pub(crate) letter: Option<Written>,
    /// Where each field stands.
    pub(crate) field_places: Vec<Place>,
    /// Fields named by other rules, with the place of the rule.
    pub(crate) field_names: Vec<(FieldId, Option<String>, Place)>,
    /// Where the kind's head stands.
    pub(crate) place: Place,
}

/// Who writes a letter to whom, about what.
#[derive(Debug)]
pub(crate) struct Written {
    /// The kinds of measure.
    pub(crate) about: BTreeSet<KindId>,
    by: BTreeSet<Party>,
    to: BTreeSet<Party>,
    act: Option<OwnAct>,
    once: bool,
    /// What it does, each with its place.
    pub(crate) consequences: Vec<(ConsequenceRule, Place)>,
}

impl KindFile {
    /// The kind of measure, unless it is a letter.
    pub(crate) const fn measure(&self) -> Option<&MeasureKind> {
        match self.letter {
            None => Some(&self.kind),
            Some(_) => None,
        }
    }

    /// The form of the letter, if it is one.
    pub(crate) fn into_letter(self) -> Option<LetterForm> {
        let Written { about, by, to, act, once, consequences } = self.letter?;
        let consequences = consequences.into_iter().map(|(rule, _)| rule).collect();
        Some(LetterForm { about, by, to, act, once, consequences, form: self.kind })
    }
}

/// Reads the tables of one file that belong to a kind or a letter.
pub(crate) fn read(
    root: &mut Table<'_>,
    instrument: &InstrumentId,
    above: &Defaults,
    filled: Filled,
    faults: &mut Faults<'_>,
) -> Option<KindFile> {
    let head_key = match filled {
        Filled::Measure => "kind",
        Filled::Letter => "letter",
    };
    let mut head = root.table_if(head_key, faults)?;
    let place = faults.place(head.span());
    let defaults = Defaults::read(&mut head, above, faults);
    let id = head.word("id", KindId::parse, faults);
    let form = head.text("form", faults);
    let (tracks, mut letter) = match filled {
        Filled::Measure => (set(head.words_needed("tracks", Track::parse, faults)), None),
        Filled::Letter => {
            let about = set(head.words_needed("about", KindId::parse, faults));
            let by = set(head.words_needed("by", Party::parse, faults));
            let to = set(head.words_needed("to", Party::parse, faults));
            let act = head.word_if("act", OwnAct::parse, faults);
            let once = head.flag("once", faults);
            let written = Written { about, by, to, act, once, consequences: Vec::new() };
            (Track::ALL.iter().copied().collect(), Some(written))
        }
    };
    let provenance = defaults.rule(&mut head, faults);
    head.finish(faults);
    let form::Form { sections, fields, groups, answers, field_places, mut names } =
        form::read(root, &defaults, faults);
    if let Some(written) = &mut letter {
        written.consequences = consequences(root, instrument, &defaults, &mut names, faults);
        if written.act.is_some() && !written.consequences.is_empty() {
            faults.note(
                root.span(),
                "consequence-misplaced",
                "the act that says this letter has its own consequences",
                "keep one of `act` and `[[consequence]]`",
            );
        }
    }
    let mut kind = MeasureKind {
        id: id?,
        form: form?,
        tracks,
        provenance: provenance?,
        sections,
        fields,
        groups,
        answers,
        issuers: Vec::new(),
        offences: Vec::new(),
        notification: None,
        checks: Vec::new(),
        notices: Vec::new(),
        countersign: None,
        route: None,
    };
    if filled == Filled::Measure {
        decide(&mut kind, &mut names, instrument, root, &defaults, faults);
    }
    Some(KindFile { kind, letter, field_places, field_names: names, place })
}

/// Reads what a letter does. Its conditions look at its own answers: it says what it says of itself.
fn consequences(
    root: &mut Table<'_>,
    instrument: &InstrumentId,
    defaults: &Defaults,
    names: &mut Vec<(FieldId, Option<String>, Place)>,
    faults: &mut Faults<'_>,
) -> Vec<(ConsequenceRule, Place)> {
    let clock = |text: &str| ClockId::parse(&format!("{instrument}/{text}"));
    each(root, "consequence", faults, |table, faults| {
        let place = faults.place(table.span());
        let does = table.word("does", Consequence::parse, faults);
        let holds_if = table.words("if", Condition::parse, faults);
        let after = set(table.words("after", |text| Earlier::parse(text, instrument), faults));
        let not_while = set(table.words("not_while", clock, faults));
        let starts = set(table.words("starts", Trigger::parse, faults));
        let ends = set(table.words("ends", clock, faults));
        let until = table.word_if("until", FieldId::parse, faults);
        let provenance = defaults.rule(table, faults);
        for condition in &holds_if {
            match form::named(condition, &place) {
                Some(name) => names.push(name),
                None => faults.note(
                    table.span(),
                    "condition-misplaced",
                    "a letter does what its own answers say",
                    "write `field:NAME` or `field:NAME=WORD`",
                ),
            }
        }
        names.extend(until.iter().map(|field| (field.clone(), None, place.clone())));
        let rule = ConsequenceRule {
            does: does?,
            holds_if,
            after,
            not_while,
            starts,
            ends,
            until,
            provenance: provenance?,
        };
        Some((rule, place))
    })
}

/// Reads what decides about a measure: issuers, thresholds, notification, checks, notices, its route.
fn decide(
    kind: &mut MeasureKind,
    names: &mut Vec<(FieldId, Option<String>, Place)>,
    instrument: &InstrumentId,
    root: &mut Table<'_>,
    defaults: &Defaults,
    faults: &mut Faults<'_>,
) {
    kind.issuers = each(root, "issuer", faults, |table, faults| issuer(table, defaults, faults));
    kind.offences = each(root, "offence", faults, |table, faults| offence(table, defaults, faults));
    kind.notification = root.table_if("notification", faults).and_then(|mut table| {
        let place = faults.place(table.span());
        let rule = notification(&mut table, defaults, faults);
        table.finish(faults);
        for field in
            rule.iter().flat_map(|r| [&r.authority_field, &r.offence_field, &r.person_field])
        {
            names.push((field.clone(), None, place.clone()));
        }
        rule
    });
    kind.checks = each(root, "check", faults, |table, faults| check(table, defaults, faults));
    let mut owed_by = BTreeSet::new();
    kind.notices = each(root, "notice", faults, |table, faults| {
        let rule = notice(table, defaults, faults)?;
        // A measure keeps one notice of each party; a second one would be lived by nobody.
        if !owed_by.insert(rule.by) {
            faults.note(
                table.span(),
                "notice-twice",
                format!("`{}` owes two notices", rule.by),
                "keep one, with the grounds of both",
            );
        }
        Some(rule)
    });
    kind.countersign = root.table_if("countersign", faults).and_then(|mut table| {
        let n = table.number("n", 1..=COUNTERSIGNERS_MAX, faults);
        let by = set(table.words_needed("by", IssuerKind::parse, faults));
        let provenance = defaults.rule(&mut table, faults);
        table.finish(faults);
        Some(CountersignRule { n: n?, by, provenance: provenance? })
    });
    kind.route = root.table_if("route", faults).and_then(|mut table| {
        let route = route(&mut table, instrument, faults);
        table.finish(faults);
        route
    });
}

fn route(
    table: &mut Table<'_>,
    instrument: &InstrumentId,
    faults: &mut Faults<'_>,
) -> Option<Route> {
    let clock = |text: &str| ClockId::parse(&format!("{instrument}/{text}"));
    let aim = table.word("aim", Aim::parse, faults);
    let channel = table.word("channel", Channel::parse, faults);
    let data = set(table.words("data", DataCategory::parse, faults));
    let language = table.word("language", LanguageRule::parse, faults);
    let answer = table.words("answer", clock, faults);
    let emergency_only = table.flag("emergency_only", faults);
    let to = set(table.words("to", Country::parse, faults));
    let under = table.word_if("under", KindId::parse, faults);
    Some(Route {
        aim: aim?,
        channel: channel?,
        data,
        language: language?,
        answer,
        emergency_only,
        to,
        under,
    })
}

/// Reads every table of a name and keeps those without a fault.
pub(crate) fn each<T>(
    root: &mut Table<'_>,
    key: &'static str,
    faults: &mut Faults<'_>,
    mut read: impl FnMut(&mut Table<'_>, &mut Faults<'_>) -> Option<T>,
) -> Vec<T> {
    let mut found = Vec::new();
    for mut table in root.tables(key, faults) {
        found.extend(read(&mut table, faults));
        table.finish(faults);
    }
    found
}

fn set<T: Ord>(words: Vec<T>) -> BTreeSet<T> {
    words.into_iter().collect()
}

fn issuer(
    table: &mut Table<'_>,
    defaults: &Defaults,
    faults: &mut Faults<'_>,
) -> Option<IssuerRule> {
    let data = set(table.words("data", DataCategory::parse, faults));
    let anybody = table.flag("anybody", faults);
    let alone = set(if anybody {
        table.words("alone", IssuerKind::parse, faults)
    } else {
        table.words_needed("alone", IssuerKind::parse, faults)
    });
    let validated_by = set(table.words("validated_by", IssuerKind::parse, faults));
    let emergency_without_validation = table.flag("emergency_without_validation", faults);
    let emergency_cite = table.word_if("emergency_cite", Cite::parse, faults);
    let provenance = defaults.rule(table, faults);
    if anybody && !(alone.is_empty() && validated_by.is_empty()) {
        faults.note(
            table.span(),
            "anybody-and-some",
            "where anybody may issue, nobody issues alone and nobody validates",
            "remove `alone` and `validated_by`, or `anybody`",
        );
    }
    if emergency_without_validation != emergency_cite.is_some() {
        faults.note(
            table.span(),
            "emergency-cite-misplaced",
            "an emergency derogation and its article stand together",
            "add `emergency_cite`, or remove it where there is no derogation",
        );
    }
    Some(IssuerRule {
        data,
        anybody,
        alone,
        validated_by,
        emergency_without_validation,
        emergency_cite,
        provenance: provenance?,
    })
}

fn offence(
    table: &mut Table<'_>,
    defaults: &Defaults,
    faults: &mut Faults<'_>,
) -> Option<OffenceRule> {
    let route = table.word("route", code_word, faults);
    let data = set(table.words_needed("data", DataCategory::parse, faults));
    let months = |text: &str| {
        Period::parse(text)
            .map(Period::n_months)
            .map_err(|_| BadId { wanted: "a period like `P3Y`", text: text.to_owned() })
    };
    let penalty_months_min = table.word_if("penalty_min", months, faults);
    let sentence_months_min = table.word_if("sentence_min", months, faults);
    let by_information_system = table.flag("by_information_system", faults);
    let provenance = defaults.rule(table, faults);
    Some(OffenceRule {
        route: route?,
        data,
        penalty_months_min,
        by_information_system,
        sentence_months_min,
        provenance: provenance?,
    })
}

fn notification(
    table: &mut Table<'_>,
    defaults: &Defaults,
    faults: &mut Faults<'_>,
) -> Option<NotificationRule> {
    let data = set(table.words_needed("data", DataCategory::parse, faults));
    let authority_field = table.word("authority_field", FieldId::parse, faults);
    let offence_field = table.word("offence_field", FieldId::parse, faults);
    let person_field = table.word("person_field", FieldId::parse, faults);
    let provenance = defaults.rule(table, faults);
    Some(NotificationRule {
        data,
        authority_field: authority_field?,
        offence_field: offence_field?,
        person_field: person_field?,
        provenance: provenance?,
    })
}

fn check(table: &mut Table<'_>, defaults: &Defaults, faults: &mut Faults<'_>) -> Option<Check> {
    let id = table.word("id", CheckId::parse, faults);
    let by = table.word("by", Party::parse, faults);
    let answer = table.word("answer", CheckAnswer::parse, faults);
    let blocks = table.text("blocks", faults);
    let provenance = defaults.rule(table, faults);
    Some(Check { id: id?, by: by?, answer: answer?, blocks: blocks?, provenance: provenance? })
}

fn notice(table: &mut Table<'_>, defaults: &Defaults, faults: &mut Faults<'_>) -> Option<Notice> {
    let id = table.word("id", CheckId::parse, faults);
    let by = table.word("by", Party::parse, faults);
    let standard = table.text("standard", faults);
    let delay_grounds = table.words("delay_grounds", code_word, faults);
    let review_date = table.flag("review_date", faults);
    let provenance = defaults.rule(table, faults);
    Some(Notice {
        id: id?,
        by: by?,
        standard: standard?,
        delay_grounds,
        review_date,
        provenance: provenance?,
    })
}
