//! One production order at each of its stages, as its readers see it; periods and faults come from the law itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use domain::denied::Denied;
use domain::letter::{CopyKind, Language, LawRef};
use domain::measure::{DutyStanding, PeerAct, Standing};
use domain::purpose::Purpose;
use domain::reader::{
    ActOffer, CheckSeen, ClockSeen, DutySeen, FieldSeen, MeasureSeen, PeerActSeen, SideSeen,
};
use domain::release::{Release, ReleaseState};
use law::calendar::Calendars;
use law::clock;
use law::draft::{DraftFacts, check, fill_with_examples};
use law::facts::Facts;
use law::field::{FieldValue, Values};
use law::ids::{Audience, ClockId, Country, DataCategory, DutyId, FieldId, KindId, Track};
use law::instrument::Instrument;
use law::measure_kind::MeasureKind;
use law::value::BadValue;

use super::fixture::{Strings, at, id, member};
use super::views::not_competent;
use crate::component::problem_list::Wrong;
use crate::page::draft::differ::{By, Difference};

/// Where the order is, and with whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Being written, with faults.
    Draft,
    /// Complete, before a judge.
    Complete,
    /// Complete, before a prosecutor.
    ReadOnly,
    /// Out, at its issuer.
    Issued,
    /// At the provider, the gate closed.
    Received,
    /// At the provider, the gate open.
    Ready,
    /// At the enforcing authority.
    Notified,
}

/// Enough of the form to show every kind of section.
const SHORT_FORM: [&str; 5] = ["A", "C", "E", "M", "file"];

/// Read once for all tests of a process.
static PACKS: LazyLock<Vec<Instrument>> =
    LazyLock::new(|| law::embedded::instruments().expect("the packs load"));
static CALENDARS: LazyLock<Calendars> =
    LazyLock::new(|| law::embedded::calendars().expect("the calendars load"));

/// Every pack that is shipped.
pub(super) fn packs() -> &'static [Instrument] {
    &PACKS
}

pub(super) fn law(say: &Strings) -> Instrument {
    let mut law =
        PACKS.iter().find(|law| law.id.as_str() == "eu-e-evidence").expect("the pack").clone();
    if say.short_form {
        for kind in &mut law.kinds {
            let keep = |section: &law::ids::SectionId| SHORT_FORM.contains(&section.as_str());
            kind.sections.retain(|section| keep(&section.id));
            kind.fields.retain(|field| keep(&field.section));
        }
    }
    law
}

fn field(name: &str) -> FieldId {
    FieldId::parse(name).expect("a field")
}

fn country(code: &str) -> Country {
    Country::parse(code).expect("a country")
}

fn facts() -> DraftFacts {
    DraftFacts {
        from: country("FR"),
        to: country("IE"),
        notified: true,
        data: BTreeSet::from([DataCategory::Traffic]),
        track: Track::Ordinary,
        unvalidated: false,
    }
}

/// A complete form in the words of people.
fn values(kind: &MeasureKind, say: &Strings) -> Values {
    let mut values = Values::new();
    for (name, value) in [
        ("deadline", FieldValue::Code("ten_days_notified".to_owned())),
        ("addressee", FieldValue::Office(say.provider.clone())),
        ("addressee_contact", FieldValue::Person(say.provider.clone())),
        ("file_no_issuing", FieldValue::Text(say.reference.clone())),
        ("service_name", FieldValue::Many(vec![FieldValue::Text(say.provider.clone())])),
        (
            "account",
            FieldValue::Many(vec![
                FieldValue::Selector { kind: "acct".to_owned(), value: say.typed.clone() },
                FieldValue::Selector { kind: "acct".to_owned(), value: "seller-7731".to_owned() },
            ]),
        ),
        (
            "case_summary",
            FieldValue::LongText { lang: "fr".to_owned(), text: format!("{0}\n{0}", say.sentence) },
        ),
        ("person_in_issuing_state", FieldValue::Many(vec![FieldValue::Code("unknown".to_owned())])),
    ] {
        values.insert(field(name), value);
    }
    let mut filled = fill_with_examples(kind, &values, &facts());
    filled.retain(|id, _| kind.field(id).is_some());
    filled
}

/// What one recipient's copy says.
pub(super) fn copy(copy: CopyKind, say: &Strings) -> Values {
    let law = law(say);
    let kind = law.kind(&KindId::parse("epoc").expect("a kind")).expect("the kind");
    let audience = match copy {
        CopyKind::Addressee => Audience::Addressee,
        CopyKind::Enforcing | CopyKind::Enforcement => Audience::Ea,
    };
    kind.project(&values(kind, say), audience)
}

/// What was typed into a field and could not be taken.
pub(super) fn typed(say: &Strings) -> BTreeMap<FieldId, Vec<String>> {
    BTreeMap::from([(field("time_range_from"), vec![say.typed.clone()])])
}

/// What is wrong with it, what two officers answered, and how their answers differ.
pub(super) fn differs(
    say: &Strings,
) -> (BTreeMap<FieldId, Wrong>, BTreeMap<FieldId, Wrong>, BTreeMap<FieldId, Difference>) {
    let both = field("time_range_from");
    let bad = BadValue::Instant { text: say.typed.clone() };
    let text = |text: &str| Some(FieldValue::Text(text.to_owned()));
    let difference = |by, before, stored| Difference { by, before, stored, keep: None };
    let differs = BTreeMap::from([
        (both.clone(), difference(By::Both, None, text(&say.sentence))),
        (field("addressee"), difference(By::Me, text(&say.court), text(&say.provider))),
        (field("file_no_issuing"), difference(By::Others, None, text(&say.reference))),
    ]);
    let wrong = |wrong| BTreeMap::from([(both.clone(), wrong)]);
    (wrong(Wrong::Value(bad)), wrong(Wrong::Choose), differs)
}

/// The order at a stage.
pub(super) fn seen(stage: Stage, say: &Strings) -> MeasureSeen {
    let law = law(say);
    let kind = law.kind(&KindId::parse("epoc").expect("a kind")).expect("the kind");
    let mut values = values(kind, say);
    let (side, state, audience) = match stage {
        Stage::Draft | Stage::Complete | Stage::ReadOnly => {
            (SideSeen::Issuing, "draft", Audience::Ia)
        }
        Stage::Issued => (SideSeen::Issuing, "issued", Audience::Ia),
        Stage::Received | Stage::Ready => (SideSeen::Executing, "received", Audience::Addressee),
        Stage::Notified => (SideSeen::Notified, "notified", Audience::Ea),
    };
    if stage == Stage::Draft {
        for name in
            ["case_summary", "penalty_max", "transfer_contact", "issuing_email", "time_range_from"]
        {
            values.remove(&field(name));
        }
        values.insert(field("deadline"), FieldValue::Code("ten_days".to_owned()));
    }
    let is_draft = side == SideSeen::Issuing && state == "draft";
    let defects = if is_draft { check(kind, &values, &facts()) } else { Vec::new() };
    let shown = kind.project(&values, audience);
    let fields = kind
        .fields
        .iter()
        .filter(|field| is_draft || shown.contains_key(&field.id))
        .map(|field| FieldSeen {
            id: field.id.clone(),
            section: field.section.clone(),
            value: shown.get(&field.id).cloned(),
            cite: field.provenance.cite.clone(),
            defects: defects.iter().filter(|defect| defect.field == field.id).cloned().collect(),
        })
        .collect();
    MeasureSeen {
        id: id(7),
        side,
        state,
        case: (side == SideSeen::Issuing).then(|| id(1)),
        instrument: law.id.clone(),
        kind: kind.id.clone(),
        law: (!is_draft).then(|| LawRef {
            id: law.id.clone(),
            version: law.version,
            digest: [0xab; 32],
        }),
        track: Track::Ordinary,
        data: [DataCategory::Traffic].into(),
        from: member("fr-tj"),
        addressee: member("ie-prov"),
        enforcing: Some(member("ie-ca")),
        purpose: Purpose::Investigation,
        language: Language::parse("en").expect("a language"),
        fields,
        defects,
        unbound: None,
        checks: if is_draft { checks(kind) } else { Vec::new() },
        revision: Some(3),
        began_at: at("2026-11-24T09:00:00Z"),
        receipts: vec![(CopyKind::Addressee, at("2026-11-24T09:00:40Z"))],
        clocks: clocks(&law, stage),
        duties: duties(stage),
        release: release(stage, say),
        acts: acts(stage, say),
        said: Vec::new(),
        restricted: None,
        suspended: None,
        handovers: Vec::new(),
        notice: None,
        may: may(stage),
        letters: Vec::new(),
    }
}

fn checks(kind: &MeasureKind) -> Vec<CheckSeen> {
    kind.checks
        .iter()
        .map(|check| CheckSeen {
            id: check.id.clone(),
            answer: check.answer,
            cite: check.provenance.cite.clone(),
        })
        .collect()
}

/// The duties at a stage, with every word for where one stands somewhere.
fn duties(stage: Stage) -> Vec<DutySeen> {
    let since = at("2026-11-24T09:00:40Z");
    let all: &[(&str, DutyStanding)] = match stage {
        Stage::Draft | Stage::Complete | Stage::ReadOnly => &[],
        Stage::Issued => &[
            ("notify-enforcing", DutyStanding::Met { at: since }),
            ("user-notice", DutyStanding::NotYet),
            ("withdraw", DutyStanding::Owed { since }),
        ],
        Stage::Received => &[
            ("signal-impossibility", DutyStanding::Lies),
            ("preserve-on-receipt", DutyStanding::Lasts { since }),
        ],
        Stage::Ready => &[
            ("signal-impossibility", DutyStanding::Unmet { since }),
            ("preserve-on-receipt", DutyStanding::Over),
        ],
        Stage::Notified => &[
            ("contact-before-ground", DutyStanding::Waits { until: Some(since) }),
            ("inform-controller", DutyStanding::Waits { until: None }),
        ],
    };
    let duty = |name: &str| DutyId::parse(&format!("eu-e-evidence/{name}")).expect("a duty");
    all.iter().map(|(name, standing)| DutySeen { duty: duty(name), standing: *standing }).collect()
}

/// The periods that run at a stage: ordinary ones, a contested one, and one that cannot be computed.
fn clocks(law: &Instrument, stage: Stage) -> Vec<ClockSeen> {
    let (names, is_ours): (&[&str], bool) = match stage {
        Stage::Draft | Stage::Complete | Stage::ReadOnly => (&[], true),
        Stage::Issued => {
            (&["produce-notified", "refusal-window", "third-country-objection"], false)
        }
        Stage::Received | Stage::Ready => (&["produce-notified"], true),
        Stage::Notified => (&["refusal-window"], true),
    };
    names
        .iter()
        .map(|name| {
            let id = ClockId::parse(&format!("eu-e-evidence/{name}")).expect("a clock");
            let known = Facts {
                trigger_at: Some(at("2026-11-24T09:00:40Z")),
                state: Some(country("IE")),
                issuing_state: Some(country("FR")),
                addressee_received_at: Some(at("2026-11-24T09:00:40Z")),
                enforcing_received_at: Some(at("2026-11-24T15:20:00Z")),
                confirmed_at: (stage == Stage::Ready).then(|| at("2026-11-25T10:00:00Z")),
                ..Facts::default()
            };
            let result = clock::compute(law, &id, &known, &CALENDARS).expect("a question");
            let kind = law.clock(&id).expect("the clock").kind;
            let is_used = stage == Stage::Issued && *name == "refusal-window";
            let met_at = is_used.then(|| at("2026-11-25T10:00:00Z"));
            ClockSeen { result, kind, is_ours, has_passed: false, met_at }
        })
        .collect()
}

/// A period that cannot be computed, to be changed into others.
pub(crate) fn a_clock() -> ClockSeen {
    let clocks = clocks(&law(&Strings::plain()), Stage::Issued);
    clocks.into_iter().find(|clock| clock.result.undetermined.is_some()).expect("a clock")
}

fn release(stage: Stage, say: &Strings) -> Option<Release> {
    let release = |state, row| Release {
        state,
        row,
        cite: law::ids::Cite::parse("10(2)").ok(),
        ground: None,
        opens_at: None,
        findings: BTreeSet::new(),
        conditions: Vec::new(),
    };
    match stage {
        Stage::Received => Some(Release {
            opens_at: Some(at("2026-12-04T23:00:00Z")),
            ..release(ReleaseState::Forbidden, 10)
        }),
        Stage::Ready => Some(Release {
            conditions: vec![say.sentence.clone()],
            ..release(ReleaseState::Allowed, 9)
        }),
        Stage::Draft | Stage::Complete | Stage::ReadOnly | Stage::Issued | Stage::Notified => None,
    }
}

fn acts(stage: Stage, say: &Strings) -> Vec<PeerActSeen> {
    let act = |act| PeerActSeen {
        letter: id(20),
        from: member("ie-ca"),
        sent_at: at("2026-11-25T10:00:00Z"),
        arrived_at: at("2026-11-25T10:00:03Z"),
        act,
        standing: Standing::Waiting,
    };
    match stage {
        Stage::Ready | Stage::Issued => vec![act(PeerAct::Cleared)],
        Stage::Received => vec![act(PeerAct::Withdrew { why: say.sentence.clone() })],
        Stage::Draft | Stage::Complete | Stage::ReadOnly | Stage::Notified => Vec::new(),
    }
}

fn may(stage: Stage) -> Vec<ActOffer> {
    let offer = |verb| ActOffer { verb, denied: None };
    match stage {
        Stage::Draft => vec![offer("amend"), offer("drop"), offer("issue")],
        Stage::Complete => ["countersign", "issue", "validate"].map(offer).into(),
        Stage::ReadOnly => vec![ActOffer { verb: "issue", denied: Some(not_competent()) }],
        Stage::Issued => {
            ["complete", "decline-peer-act", "take-peer-act", "withdraw"].map(offer).into()
        }
        Stage::Received => vec![ActOffer {
            verb: "hand-over",
            denied: Some(Denied::GateNotOpen {
                cite: law::ids::Cite::parse("10(2)").expect("a cite"),
                opens_at: Some(at("2026-12-04T23:00:00Z")),
            }),
        }],
        Stage::Ready => vec![offer("hand-over")],
        Stage::Notified => vec![offer("clear"), offer("object")],
    }
}
