//! Checks between the rules of a pack: names that point nowhere, ids given twice, copies that would leak.

use std::collections::{BTreeMap, BTreeSet};

use super::LoadError;
use super::kind::KindFile;
use super::rules::Rules;
use super::table::Place;
use crate::duty::Duty;
use crate::field::{Condition, Field, FieldType};
use crate::ids::{Audience, ClockId, FieldId, InstrumentId, KindId};
use crate::issuer::IssuerRule;
use crate::letter_form::Earlier;
use crate::measure_kind::MeasureKind;
use crate::offence;
use crate::route::{Aim, Channel};
use crate::statistic::{Counted, DIMENSIONS, Dimension, Letter, NOTED_DIMENSIONS, Statistic};

/// Every fault between rules, once each file is sound by itself.
pub(crate) fn check(id: &InstrumentId, kinds: &[KindFile], rules: &Rules) -> Vec<LoadError> {
    let mut errors = Vec::new();
    let kind_ids: BTreeSet<&KindId> =
        kinds.iter().filter_map(|file| file.measure().map(|kind| &kind.id)).collect();
    twice(kinds.iter().map(|file| (file.kind.id.to_string(), &file.place)), &mut errors);
    let clock_ids: BTreeSet<&ClockId> = rules.clocks.iter().map(|(clock, _)| &clock.id).collect();
    for file in kinds {
        form(file, &mut errors);
        let about = file.letter.iter().flat_map(|letter| letter.about.iter().cloned());
        kinds_known(&about.collect::<Vec<_>>(), &kind_ids, &file.place, &mut errors);
        for clock in file.kind.route.iter().flat_map(|route| &route.answer) {
            clock_known(clock, &clock_ids, &file.place, &mut errors);
        }
    }
    let letter_ids: BTreeSet<&KindId> =
        kinds.iter().filter(|file| file.letter.is_some()).map(|file| &file.kind.id).collect();
    for (rule, place) in kinds.iter().flat_map(|file| &file.letter).flat_map(|l| &l.consequences) {
        for clock in rule.ends.iter().chain(&rule.not_while) {
            clock_known(clock, &clock_ids, place, &mut errors);
        }
        earlier_known(&rule.after, &letter_ids, &clock_ids, place, &mut errors);
    }
    clocks(id, &kind_ids, rules, &mut errors);
    clock_forms(kinds, rules, &mut errors);
    for (duty, place) in &rules.duties {
        kinds_known(&duty.kinds, &kind_ids, place, &mut errors);
        earlier_known(&duty.after, &letter_ids, &clock_ids, place, &mut errors);
        for clock in &duty.not_while {
            clock_known(clock, &clock_ids, place, &mut errors);
        }
        let unknown = duty.met_by.iter().filter(|letter| !letter_ids.contains(letter));
        errors.extend(unknown.map(|letter| no_letter(letter, place)));
        duty_forms(kinds, duty, place, &mut errors);
    }
    for (ground, place) in &rules.grounds {
        kinds_known(&ground.kinds, &kind_ids, place, &mut errors);
        for clock in ground.until.iter().chain(&ground.until_emergency) {
            clock_known(clock, &clock_ids, place, &mut errors);
        }
        earlier_known(&ground.after, &letter_ids, &clock_ids, place, &mut errors);
    }
    for (statistic, place) in &rules.statistics {
        sources_known(statistic, kinds, &kind_ids, place, &mut errors);
        dimensions_known(statistic, &rules.dimensions, place, &mut errors);
    }
    let names = rules.dimensions.iter().map(|(rule, place)| (rule.name.clone(), place));
    twice(names, &mut errors);
    for (dimension, place) in &rules.dimensions {
        if DIMENSIONS.contains(&dimension.name.as_str()) {
            errors.push(place.fault(
                "dimension-taken",
                format!("`{}` is a dimension of every pack", dimension.name),
                "remove it, or give yours another id",
            ));
        }
        twice(dimension.words.iter().map(|word| (word.clone(), place)), &mut errors);
    }
    twice(rules.duties.iter().map(|(rule, place)| (rule.id.to_string(), place)), &mut errors);
    twice(rules.grounds.iter().map(|(rule, place)| (rule.id.to_string(), place)), &mut errors);
    twice(rules.statistics.iter().map(|(rule, place)| (rule.id.to_string(), place)), &mut errors);
    errors
}

/// What a figure is taken from must be a kind and a letter of the pack that can say what is asked of them.
fn sources_known(
    statistic: &Statistic,
    kinds: &[KindFile],
    kind_ids: &BTreeSet<&KindId>,
    place: &Place,
    errors: &mut Vec<LoadError>,
) {
    for source in statistic.counts.iter().flat_map(|count| &count.of) {
        let named: Vec<KindId> = source.kind.iter().cloned().collect();
        kinds_known(&named, kind_ids, place, errors);
        if let Some(letter) = &source.letter {
            letter_known(letter, kinds, place, errors);
        }
        let Some(((name, word), id)) = source.says.as_ref().zip(source.kind.as_ref()) else {
            continue;
        };
        let form = kinds.iter().filter_map(KindFile::measure).find(|form| form.id == *id);
        let is_said = |form: &MeasureKind| form.field(name).is_some_and(|field| says(field, word));
        if form.is_some_and(|form| !is_said(form)) {
            errors.push(place.fault(
                "code-unknown",
                format!("field `{name}` of `{id}` never says `{word}`"),
                "name a field of the form and one of its words",
            ));
        }
    }
}

/// By what a figure is told apart must be said by everything it is taken from.
fn dimensions_known(
    statistic: &Statistic,
    named: &[(Dimension, Place)],
    place: &Place,
    errors: &mut Vec<LoadError>,
) {
    let words = statistic.dimensions.iter().map(|name| (name.clone(), place));
    twice(words, errors);
    for count in &statistic.counts {
        twice(count.of.iter().map(|source| (source.to_string(), place)), errors);
    }
    let sources = || statistic.counts.iter().flat_map(|count| &count.of);
    let is_noted = sources().any(|source| source.what == Counted::Noted);
    let is_measured = sources().any(|source| source.what != Counted::Noted);
    for name in &statistic.dimensions {
        let word = name.as_str();
        let is_notable = NOTED_DIMENSIONS.contains(&word)
            || !is_measured && named.iter().any(|(one, _)| one.name == word);
        let known = (!is_noted || is_notable) && (!is_measured || DIMENSIONS.contains(&word));
        if !known {
            errors.push(place.fault(
                "dimension-unknown",
                format!("not everything that is counted says its `{name}`"),
                "measures say addressee, data_type, emergency, ground, issuing_state and kind; officers data_type, \
                 emergency, issuing_state and what a `[[dimension]]` lists",
            ));
        }
    }
}

/// What comes before something must be a letter or a clock of the pack.
fn earlier_known(
    after: &BTreeSet<Earlier>,
    letters: &BTreeSet<&KindId>,
    clocks: &BTreeSet<&ClockId>,
    place: &Place,
    errors: &mut Vec<LoadError>,
) {
    for earlier in after {
        match earlier {
            Earlier::Late(clock) => clock_known(clock, clocks, place, errors),
            Earlier::Doing(letter, _) | Earlier::Letter(letter) if !letters.contains(letter) => {
                errors.push(no_letter(letter, place));
            }
            Earlier::Doing(..) | Earlier::Letter(_) => {}
        }
    }
}

fn twice<'p>(named: impl Iterator<Item = (String, &'p Place)>, errors: &mut Vec<LoadError>) {
    let mut seen = BTreeSet::new();
    for (name, place) in named {
        if !seen.insert(name.clone()) {
            errors.push(place.fault(
                "id-twice",
                format!("`{name}` is given twice"),
                "keep one, or give the second its own id",
            ));
        }
    }
}

fn clocks(
    id: &InstrumentId,
    kind_ids: &BTreeSet<&KindId>,
    rules: &Rules,
    errors: &mut Vec<LoadError>,
) {
    let clock_ids: BTreeSet<&ClockId> = rules.clocks.iter().map(|(clock, _)| &clock.id).collect();
    let siblings: BTreeSet<String> = rules
        .clocks
        .iter()
        .map(|(clock, _)| clock.id.to_string())
        .chain(rules.duties.iter().map(|(duty, _)| duty.id.to_string()))
        .collect();
    twice(rules.clocks.iter().map(|(clock, place)| (clock.id.to_string(), place)), errors);
    for (clock, place) in &rules.clocks {
        let kinds: Vec<KindId> = clock.kinds.iter().cloned().collect();
        kinds_known(&kinds, kind_ids, place, errors);
        for other in clock.twin.iter().chain(&clock.extends).chain(&clock.prolongs) {
            clock_known(other, &clock_ids, place, errors);
        }
        // A clock that leans on another must not lean back on itself through it.
        let leans_on_itself = clock.extends.iter().chain(&clock.prolongs).any(|other| {
            rules.clocks.iter().any(|(next, _)| {
                next.id == *other
                    && next.extends.iter().chain(&next.prolongs).any(|back| *back == clock.id)
            })
        });
        if leans_on_itself {
            errors.push(place.fault(
                "clock-circular",
                format!("`{}` leans on itself", clock.id),
                "let `extends` and `prolongs` name an earlier clock",
            ));
        }
        let named = clock.also.iter().chain(&clock.also_abroad);
        for name in named.filter(|name| !siblings.contains(*name)) {
            errors.push(place.fault(
                "sibling-unknown",
                format!("`{name}` is neither a clock nor a duty of `{id}`"),
                "write the name of a clock or duty of this pack",
            ));
        }
    }
}

/// Whether every form a clock looks at has the fields it looks at, of the type it needs.
fn clock_forms(kinds: &[KindFile], rules: &Rules, errors: &mut Vec<LoadError>) {
    let is = |types: &'static [FieldType]| {
        move |field: &Field| !field.many && types.contains(&field.field_type)
    };
    for (clock, place) in &rules.clocks {
        let asked = clock.only_if.iter().chain(&clock.begun_if).filter_map(Condition::field);
        let asked = asked.chain(&clock.begins_in).chain(&clock.reasons_in).chain(&clock.stated_in);
        if clock.kinds.is_empty() && asked.count() > 0 {
            errors.push(place.fault(
                "kind-unknown",
                "a clock of no kind of measure has no form to look at".to_owned(),
                "name its `kinds`, or remove what asks the form",
            ));
        }
        let forms = kinds.iter().filter_map(KindFile::measure);
        for form in forms.filter(|form| clock.kinds.contains(&form.id)) {
            let fits = |name: &FieldId, fits: &dyn Fn(&Field) -> bool| {
                form.fields.iter().any(|field| field.id == *name && fits(field))
            };
            let mut missing = Vec::new();
            for condition in clock.only_if.iter().chain(&clock.begun_if) {
                match condition {
                    Condition::Answered(name) if !fits(name, &|_| true) => missing.push(name),
                    Condition::Says(name, word) if !fits(name, &|field| says(field, word)) => {
                        missing.push(name);
                    }
                    Condition::Answered(_)
                    | Condition::Data(_)
                    | Condition::NotNotified
                    | Condition::Notified
                    | Condition::OnTrack(_)
                    | Condition::Says(..)
                    | Condition::Unvalidated => {}
                }
            }
            let begins = clock.begins_in.iter();
            missing.extend(begins.filter(|name| !fits(name, &is(&[FieldType::Instant]))));
            let reasons = clock.reasons_in.iter();
            missing.extend(reasons.filter(|name| !fits(name, &is(&[FieldType::LongText]))));
            let times = &[FieldType::Date, FieldType::Instant, FieldType::Period];
            missing.extend(clock.stated_in.iter().filter(|name| !fits(name, &is(times))));
            for name in missing {
                errors.push(place.fault(
                    "field-unknown",
                    format!("`{}` has no field `{name}` that says what the clock asks", form.id),
                    "write a field of the form: for `begins_in` an instant, for `reasons_in` a long text, for `stated_in` a day, an instant or a period",
                ));
            }
        }
    }
}

/// Whether every form of a duty has the field in which it begins.
fn duty_forms(kinds: &[KindFile], duty: &Duty, place: &Place, errors: &mut Vec<LoadError>) {
    let Some(name) = &duty.begins_in else { return };
    let states = |field: &Field| !field.many && field.field_type == FieldType::Instant;
    for form in kinds.iter().filter_map(KindFile::measure) {
        let stated = form.field(name).is_some_and(states);
        if duty.kinds.contains(&form.id) && !stated {
            errors.push(place.fault(
                "field-unknown",
                format!("`{}` has no field `{name}` that states an instant", form.id),
                "write a field of the form of type `instant`",
            ));
        }
    }
}

fn clock_known(
    clock: &ClockId,
    known: &BTreeSet<&ClockId>,
    place: &Place,
    errors: &mut Vec<LoadError>,
) {
    if !known.contains(clock) {
        errors.push(place.fault(
            "clock-unknown",
            format!("there is no clock `{clock}`"),
            "write the name of a clock of this pack",
        ));
    }
}

fn kinds_known(
    kinds: &[KindId],
    known: &BTreeSet<&KindId>,
    place: &Place,
    errors: &mut Vec<LoadError>,
) {
    for kind in kinds.iter().filter(|kind| !known.contains(kind)) {
        errors.push(place.fault(
            "kind-unknown",
            format!("there is no kind of measure `{kind}`"),
            "write the id of a `[kind]` of this pack",
        ));
    }
}

fn no_letter(letter: &KindId, place: &Place) -> LoadError {
    place.fault(
        "letter-unknown",
        format!("there is no letter `{letter}`"),
        "write the id of a `[letter]` of this pack",
    )
}

/// Whether letters that are counted have such a form, and its field such a word.
fn letter_known(letter: &Letter, kinds: &[KindFile], place: &Place, errors: &mut Vec<LoadError>) {
    let file = kinds.iter().find(|file| file.letter.is_some() && file.kind.id == letter.form);
    let Some(file) = file else {
        errors.push(no_letter(&letter.form, place));
        return;
    };
    let field = |name: &FieldId| file.kind.fields.iter().find(|field| field.id == *name);
    let mut fault =
        |code, message: String, help: &str| errors.push(place.fault(code, message, help));
    if let Some((name, word)) = &letter.says
        && field(name).is_none_or(|field| !says(field, word))
    {
        let code = if field(name).is_some() { "code-unknown" } else { "field-unknown" };
        let message = format!("no field `{name}` of `{}` can say `{word}`", letter.form);
        fault(code, message, "write a field of the letter and one of its `codes`");
    }
    let is_time = |field: &Field| {
        !field.many && matches!(field.field_type, FieldType::Date | FieldType::Instant)
    };
    if let Some(name) = &letter.at
        && !field(name).is_some_and(is_time)
    {
        let message = format!("no field `{name}` of `{}` states a day or an instant", letter.form);
        fault("field-unknown", message, "write a field of the letter of type `date` or `instant`");
    }
}

/// What anybody may issue asks nobody for anything: it only tells a provider or a supervisory authority something.
fn anybody(file: &KindFile, errors: &mut Vec<LoadError>) {
    let kind = &file.kind;
    if !kind.issuers.iter().any(|rule| rule.anybody) {
        return;
    }
    let only_tells = kind.route.as_ref().is_some_and(|route| {
        let whom = matches!(route.channel, Channel::Provider | Channel::Supervisor);
        let what = matches!(route.aim, Aim::Information | Aim::Supervision);
        whom && what && route.data.is_empty()
    });
    let is_plain = |rule: &IssuerRule| rule.data.is_empty() && !rule.emergency_without_validation;
    if !only_tells || kind.issuers.len() != 1 || !kind.issuers.iter().all(is_plain) {
        errors.push(file.place.fault(
            "anybody-too-much",
            format!("anybody may issue `{}`, and it does more than tell something", kind.id),
            "leave `anybody` as the only rule of a kind without data, with the aim `information` or `supervision`, to a \
             provider or a supervisor",
        ));
    }
}

/// Whoever a kind goes to must be able to read something of it.
fn is_read(file: &KindFile, errors: &mut Vec<LoadError>) {
    let kind = &file.kind;
    let Some(route) = &kind.route else { return };
    let reader = match route.channel {
        Channel::Authority | Channel::CentralAuthority | Channel::ContactPoint => Audience::Ea,
        Channel::Provider => Audience::Addressee,
        Channel::Supervisor => Audience::Supervisor,
    };
    if !kind.fields.iter().any(|field| field.visible_to.contains(&reader)) {
        errors.push(file.place.fault(
            "form-unseen",
            format!("`{}` shows nothing to the `{reader}` it goes to", kind.id),
            "add the reader to `visible_to` of the fields it must know",
        ));
    }
}

/// The faults inside one form.
fn form(file: &KindFile, errors: &mut Vec<LoadError>) {
    let kind = &file.kind;
    anybody(file, errors);
    is_read(file, errors);
    twice(
        kind.fields
            .iter()
            .zip(&file.field_places)
            .map(|(field, place)| (field.id.to_string(), place)),
        errors,
    );
    twice(kind.sections.iter().map(|section| (section.id.to_string(), &file.place)), errors);
    for (field, place) in kind.fields.iter().zip(&file.field_places) {
        let Some(section) = kind.section(&field.section) else {
            errors.push(place.fault(
                "section-unknown",
                format!(
                    "field `{}` stands in section `{}`, which the form does not have",
                    field.id, field.section
                ),
                "add a `[[section]]` or correct the letter",
            ));
            continue;
        };
        if section.visible_to.contains(&Audience::Addressee)
            && !field.visible_to.contains(&Audience::Addressee)
        {
            errors.push(place.fault(
                "hidden-field-in-shown-section",
                format!("field `{}` is not for the addressee but stands in section `{}`, which the addressee gets", field.id, field.section),
                "move it to a section the addressee does not get",
            ));
        }
        if !field.visible_to.is_subset(&section.visible_to) {
            errors.push(place.fault(
                "field-wider-than-section",
                format!(
                    "field `{}` is shown to more readers than its section `{}`",
                    field.id, field.section
                ),
                "narrow `visible_to` of the field, or widen that of the section",
            ));
        }
    }
    let codes: BTreeMap<&FieldId, &Field> =
        kind.fields.iter().map(|field| (&field.id, field)).collect();
    for (name, word, place) in &file.field_names {
        match (codes.get(name), word) {
            (None, _) => errors.push(place.fault(
                "field-unknown",
                format!("there is no field `{name}`"),
                "write the id of a field of this form",
            )),
            (Some(field), Some(word)) if !says(field, word) => errors.push(place.fault(
                "code-unknown",
                format!("field `{name}` has no answer `{word}`"),
                "write one of the field's `codes`, or `yes` or `no`",
            )),
            (Some(_), Some(_) | None) => {}
        }
    }
    thresholds(file, errors);
}

fn says(field: &Field, word: &str) -> bool {
    field.codes.iter().any(|code| code == word)
        || (field.field_type == FieldType::YesNo && (word == "yes" || word == "no"))
}

fn thresholds(file: &KindFile, errors: &mut Vec<LoadError>) {
    let kind = &file.kind;
    let has = |name: &str| kind.fields.iter().any(|field| field.id.as_str() == name);
    let mut needed = BTreeSet::new();
    for rule in &kind.offences {
        needed.insert(offence::ROUTE);
        needed.extend(rule.penalty_months_min.map(|_| offence::PENALTY));
        needed.extend(rule.sentence_months_min.map(|_| offence::SENTENCE));
        needed.extend(rule.by_information_system.then_some(offence::BY_SYSTEM));
        let route = kind.fields.iter().find(|field| field.id.as_str() == offence::ROUTE);
        if route.is_some_and(|field| !field.codes.contains(&rule.route)) {
            errors.push(file.place.fault(
                "code-unknown",
                format!("field `{}` has no answer `{}`", offence::ROUTE, rule.route),
                "add the route to the field's `codes`",
            ));
        }
    }
    for name in needed.into_iter().filter(|name| !has(name)) {
        errors.push(file.place.fault(
            "field-unknown",
            format!("the thresholds of the offence need a field `{name}`"),
            "add the field to the form",
        ));
    }
}
