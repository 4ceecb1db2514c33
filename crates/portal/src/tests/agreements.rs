//! Agreements at every stage: a draft, one that waits for our signature, one in force, one that another party suspended, one
//! whose time is nearly over, one that ended; and every form, empty and as it comes back.

use std::collections::BTreeSet;

use domain::actor::{MemberId, UnitId};
use domain::agreement::{
    self, Agreement, Consent, Direction, Event, Impact, Lines, Notice, Onward, Part, Phase,
    Retention, Terms, evolve, outlook,
};
use domain::denied::Denied;
use domain::erasure::Why;
use domain::ids::OfficerId;
use domain::purpose::Purpose;
use domain::reader::{ActOffer, AgreementSeen, Moment};
use jiff::Timestamp;
use law::ids::DataCategory;

use super::fixture::{Stand, Strings, Who, at, id, member, now};
use crate::component::held::{Ends, HeldLetter};
use crate::component::problem_list::Wrong;
use crate::component::terms::Names;
use crate::component::timeline::Entry;
use crate::page::agreement::draft::{FIELDS, NewAgreement, page_draft};
use crate::page::agreement::onward::{LetOn, Under, page_let_on};
use crate::page::agreement::sign::{Sign, page_sign};
use crate::page::agreement::{
    AgreementPage, Duty, Typed, Undelivered, Waits, duties, page_agreement,
};
use crate::page::agreements::{Agreements, Line, page_agreements};
use crate::page::desk::Asking;
use crate::path::LeafNo;
use crate::shell::Shell;

const OURS: &str = "fr-tj";
const THEIRS: &str = "ie-prov";
const ID: &str = "01935e2c-8a10-7b3e-9a44-025f6d110031";

fn why(text: &str) -> Why {
    let plain: String = text.chars().filter(|letter| !letter.is_control()).collect();
    Why::parse(&format!("Article 35: {plain}")).expect("a reason")
}

/// The words alone, where a page shows them inside a sentence of its own.
fn bare(text: &str) -> Why {
    let plain: String = text.chars().filter(|letter| !letter.is_control()).collect();
    Why::parse(&plain).unwrap_or_else(|| why(text))
}

fn terms(say: &Strings, from: &str, until: &str) -> Terms {
    let way = |from, to| Direction { from: member(from), to: member(to) };
    Terms::parse(Lines {
        agreement: id(0x31),
        title: why(&say.case),
        basis: why(&say.sentence),
        parties: [member(OURS), member(THEIRS)].into(),
        purposes: [Purpose::Investigation, Purpose::Prosecution].into(),
        data: [DataCategory::Traffic, DataCategory::Content].into(),
        directions: [way(THEIRS, OURS)].into(),
        onward: Onward::WithConsent,
        retention: Retention { days_max: 1_825, evidence_stays: true },
        safeguards: vec![why(&say.sentence), why(&say.focus)],
        impact: Impact {
            reference: why(&say.reference),
            reviewed_on: jiff::civil::date(2026, 8, 1),
        },
        review_every_months: 12,
        valid_from: at(from),
        valid_until: at(until),
        criteria: vec![bare(&say.sentence), bare(&say.focus)],
        preservation: true,
    })
    .expect("terms")
}

fn signed(by: &str, when: &str) -> Event {
    let unit = UnitId::parse(by).expect("a unit");
    Event::Signed {
        at: at(when),
        by: unit.member().clone(),
        unit,
        officer: None,
        letter: None,
        seal: "c2VhbA".to_owned(),
    }
}

fn drafter() -> OfficerId {
    id(3)
}

/// Drafted on a day of August, and then this.
fn after(terms: Terms, events: &[Event]) -> Agreement {
    let drafted = Event::Drafted {
        at: at("2026-08-20T09:00:00Z"),
        by: drafter(),
        terms: Box::new(terms),
        digest: [0xd1; 32],
    };
    let state = evolve(None, &drafted).expect("a draft");
    events.iter().fold(state, |state, event| evolve(Some(state), event).expect("an event"))
}

fn plain(say: &Strings) -> Terms {
    terms(say, "2026-09-01T00:00:00Z", "2028-09-01T00:00:00Z")
}

fn by_both() -> [Event; 2] {
    [signed("fr-tj/judge", "2026-08-21T09:00:00Z"), signed("ie-prov/legal", "2026-08-22T10:30:00Z")]
}

fn suspension(say: &Strings, by: &str, part: Part) -> Event {
    let since = at("2026-11-25T08:00:00Z");
    let notice = Notice { criterion: 2, why: why(&say.sentence), part };
    Event::Suspended { at: since, by: member(by), letter: None, since, notice }
}

fn seen(agreement: Agreement, may: &[&'static str]) -> AgreementSeen {
    let phase = agreement.phase(now());
    let is_reviewed = matches!(phase, Phase::InForce | Phase::Suspended | Phase::Waiting);
    AgreementSeen {
        phase,
        since: agreement.since(now()),
        review_due_at: is_reviewed.then(|| agreement.review_due_at()),
        outlook: outlook(&agreement, &member(OURS), now()),
        may: may.iter().map(|verb| ActOffer { verb, denied: None }).collect(),
        agreement,
    }
}

fn draft(say: &Strings) -> AgreementSeen {
    seen(after(plain(say), &[]), &["end", "sign"])
}

fn of_mine(say: &Strings) -> AgreementSeen {
    let mut seen = seen(after(plain(say), &[]), &["end"]);
    seen.may.push(ActOffer { verb: "sign", denied: Some(Denied::SameOfficer { cite: None }) });
    seen
}

fn in_force(say: &Strings) -> AgreementSeen {
    let consent = Consent { exhibit: id(9), to: member("de-sta") };
    let consented = Event::Consented {
        at: at("2026-11-01T09:00:00Z"),
        by: member(THEIRS),
        letter: None,
        consent,
    };
    let [first, second] = by_both();
    let all = ["end", "review", "suspend", "consent"];
    seen(after(plain(say), &[first, second, consented]), &all)
}

fn suspended(say: &Strings) -> AgreementSeen {
    let part = Part {
        purposes: [Purpose::Prosecution].into(),
        data: BTreeSet::from([DataCategory::Content]),
    };
    let [first, second] = by_both();
    let events =
        [first, second, suspension(say, OURS, Part::default()), suspension(say, THEIRS, part)];
    seen(after(plain(say), &events), &["end", "reinstate", "review"])
}

/// In force for some days more, and not gone through for a long time.
fn ending(say: &Strings) -> AgreementSeen {
    let terms = terms(say, "2025-09-01T00:00:00Z", "2026-12-10T23:00:00Z");
    seen(after(terms, &by_both()), &["end", "review", "suspend"])
}

fn ended(say: &Strings) -> AgreementSeen {
    let [first, second] = by_both();
    let ended = Event::Ended {
        at: at("2026-11-20T09:00:00Z"),
        by: member(THEIRS),
        letter: None,
        why: why(&say.sentence),
    };
    seen(after(plain(say), &[first, second, ended]), &[])
}

fn names(say: &Strings) -> Names {
    let name = |member: &MemberId| format!("{} · {}", member.screen(), say.provider);
    [OURS, THEIRS].map(member).into_iter().map(|one| (one.clone(), name(&one))).collect()
}

fn waits() -> Waits {
    Waits { n_out: 3, came: [(member(THEIRS), 1)].into() }
}

fn timeline(say: &Strings) -> Vec<Entry> {
    let entry = |n: u64, event, when: &str, args| Entry {
        anchor: format!("entry-{n}"),
        stream: "agreement".to_owned(),
        moment: Moment {
            at: at(when),
            event,
            by: vec![("by", "officer".to_owned()), ("office", "issuing_authority".to_owned())],
            args,
        },
        recorded_at: at(when),
        leaf: Some(LeafNo { log: 0, index: n }),
        about: None,
    };
    let words = vec![("criterion", "2".to_owned()), ("why", say.sentence.clone())];
    vec![
        entry(4, "drafted", "2026-08-20T09:00:00Z", Vec::new()),
        entry(9, "suspended", "2026-11-25T08:00:00Z", words),
    ]
}

/// What came back with a form; every field filled with the same words.
fn typed(
    say: &Strings,
    act: &str,
    fields: &[&str],
    wrong: &[&str],
    denied: Option<Denied>,
) -> Typed {
    let value = |name: &&str| ((*name).to_owned(), vec![say.typed.clone()]);
    Typed {
        act: act.to_owned(),
        fields: fields.iter().map(value).collect(),
        wrong: wrong.iter().map(|name| ((*name).to_owned(), Wrong::Needed)).collect(),
        denied,
        is_stale: false,
    }
}

/// What is on a desk of it.
pub(super) fn asking(say: &Strings) -> Vec<Asking> {
    let one = |duty| Asking { id: ID.to_owned(), title: say.sentence.clone(), duty };
    vec![
        one(Duty::Ends(at("2026-12-10T23:00:00Z"))),
        one(Duty::Review(at("2026-11-02T00:00:00Z"))),
        one(Duty::Sign(at("2026-11-24T09:00:00Z"))),
    ]
}

/// A letter of a measure that waits.
pub(super) fn held(say: &Strings) -> Vec<HeldLetter> {
    let letter = |code: &str, holders| HeldLetter {
        kind: "measure.issue".to_owned(),
        to: say.provider.clone(),
        code: code.to_owned(),
        holders,
    };
    let only = Ends::Only(vec!["IE-PROV".to_owned()]);
    vec![
        letter("agreement-suspended", vec![super::waiting::holder(say, only)]),
        letter("agreement-missing", Vec::new()),
    ]
}

/// The pages by name.
pub(super) fn pages<'s>(
    say: &Strings,
    shell: &impl Fn(&'s str, Who) -> Shell<'s>,
) -> Vec<(&'static str, String)> {
    let names = names(say);
    let ours = member(OURS);
    let all = [draft(say), in_force(say), suspended(say), ending(say), ended(say)];
    let list = shell("/agreements", Who::Judge);
    let here = shell("/agreements/AGREEMENT", Who::Judge);
    let one = |seen: &AgreementSeen, is_busy: bool, typed: Option<&Typed>| {
        let keys = seen.agreement.signatures().keys();
        let undelivered = Undelivered {
            kind: "agreement.suspension".to_owned(),
            to: say.provider.clone(),
            since: at("2026-11-25T08:00:00Z"),
        };
        let view = AgreementPage {
            seen,
            names: &names,
            ours: &ours,
            keys: keys.map(|party| (party.clone(), vec!["k9Qm2Zt1".to_owned()])).collect(),
            waits: if is_busy { waits() } else { Waits::default() },
            undelivered: if is_busy { vec![undelivered] } else { Vec::new() },
            n_withdrawn: if is_busy { 2 } else { 0 },
            timeline: timeline(say),
            may_draft: true,
            version: 4,
            typed,
        };
        page_agreement(&view, &here)
    };
    let lines = |may_draft| Agreements {
        lines: all.iter().map(|seen| Line { seen, waits: line_waits(seen) }).collect(),
        names: &names,
        may_draft,
        is_required: may_draft,
    };
    let none =
        Agreements { lines: Vec::new(), names: &names, may_draft: false, is_required: false };
    let suspend = typed(say, "suspend", &["why"], &["criterion"], Some(Denied::AlreadyKnown));
    let stale = Typed { is_stale: true, ..typed(say, "review", &["found"], &[], None) };
    vec![
        ("agreements", page_agreements(&lines(true), &list)),
        ("agreements-none", page_agreements(&none, &list)),
        ("agreement-draft", one(&draft(say), false, None)),
        ("agreement-of-mine", one(&of_mine(say), false, None)),
        ("agreement-in-force", one(&in_force(say), false, None)),
        ("agreement-suspended", one(&suspended(say), true, None)),
        ("agreement-ending", one(&ending(say), false, Some(&stale))),
        ("agreement-ended", one(&ended(say), true, None)),
        ("agreement-refused", one(&in_force(say), false, Some(&suspend))),
    ]
    .into_iter()
    .chain(forms(say, shell, &names, &ours))
    .collect()
}

fn line_waits(seen: &AgreementSeen) -> Waits {
    if seen.phase == Phase::Suspended { waits() } else { Waits::default() }
}

fn forms<'s>(
    say: &Strings,
    shell: &impl Fn(&'s str, Who) -> Shell<'s>,
    names: &Names,
    ours: &MemberId,
) -> Vec<(&'static str, String)> {
    let members: Vec<(MemberId, String)> =
        names.keys().map(|member| (member.clone(), say.provider.clone())).collect();
    let new = shell("/agreements/new", Who::Judge);
    let form = |typed: &Typed| page_draft(&NewAgreement { members: &members, typed }, &new);
    let lines = ["title", "basis", "directions", "safeguards", "impact_reference", "criteria"];
    let again = typed(say, "draft", &lines, &FIELDS, Some(Denied::WrongAddressee));
    let there = shell("/agreements/AGREEMENT/sign", Who::Judge);
    let sign = |seen: &AgreementSeen, is_outdated| {
        let document = format!("{{\"agreement\":\"{ID}\",\"title\":\"{}\"}}", say.case);
        let unit = "fr-tj/judge";
        let view = Sign { seen, names, ours, unit, document: &document, is_outdated };
        page_sign(&view, &there)
    };
    let place = shell("/exhibits/EXHIBIT/onward", Who::Judge);
    let onward = |under: Vec<Under>, typed: Option<&Typed>| {
        let given = under.iter().map(|one| (one.title.clone(), "DE-STA".to_owned())).collect();
        let exhibit = "01935e2c-8a10-7b3e-9a44-025f6d110009";
        let exhibit_no = "FR-TJ-2026-0042/1";
        let members = &members;
        page_let_on(&LetOn { exhibit, exhibit_no, under, members, given, typed }, &place)
    };
    let under = || Under {
        id: ID.to_owned(),
        title: say.sentence.clone(),
        holders: vec!["IE-PROV".to_owned(), "NL-OM".to_owned()],
    };
    let refused = typed(say, "onward", &[], &["to"], Some(Denied::OnwardForbidden));
    vec![
        ("agreement-new", form(&Typed::default())),
        ("agreement-new-again", form(&again)),
        ("agreement-sign", sign(&draft(say), false)),
        ("agreement-sign-outdated", sign(&draft(say), true)),
        ("agreement-sign-mine", sign(&of_mine(say), false)),
        ("agreement-sign-late", sign(&in_force(say), false)),
        ("onward", onward(vec![under()], None)),
        ("onward-again", onward(vec![under()], Some(&refused))),
        ("onward-none", onward(Vec::new(), None)),
    ]
}

/// A page in English by its name.
fn page(name: &str) -> String {
    let stand = Stand::new(Strings::plain());
    let shell = |path, who| stand.shell(stand.lang("en"), path, who);
    let pages = pages(&stand.strings, &shell);
    pages.into_iter().find(|(found, _)| *found == name).expect("a page").1
}

#[test]
fn every_stage_has_the_forms_of_what_can_be_done_and_no_other() {
    for (name, forms) in [
        ("agreement-draft", ["end"].as_slice()),
        ("agreement-of-mine", &["end"]),
        ("agreement-in-force", &["suspend", "review", "end"]),
        ("agreement-suspended", &["reinstate", "review", "end"]),
        ("agreement-ended", &[]),
        ("agreement-sign", &["sign"]),
        ("agreement-sign-mine", &[]),
        ("agreement-sign-late", &[]),
    ] {
        let page = page(name);
        for form in ["suspend", "reinstate", "review", "end", "sign"] {
            let is_there = page.contains(&format!("<form id=\"{form}\""));
            assert_eq!(is_there, forms.contains(&form), "{form} on {name}");
        }
    }
}

#[test]
fn what_asks_for_somebody_is_said_to_those_who_can_do_something() {
    let (say, now) = (Strings::plain(), now());
    let ends: Timestamp = at("2026-12-10T23:00:00Z");
    let due = Duty::Review(at("2026-09-01T00:00:00Z"));
    assert_eq!(duties(&ending(&say), true, now), [due, Duty::Ends(ends)]);
    let reader = seen(ending(&say).agreement, &[]);
    assert_eq!(duties(&reader, false, now), []);
    assert_eq!(duties(&draft(&say), false, now), [Duty::Sign(at("2026-08-20T09:00:00Z"))]);
    assert_eq!(duties(&of_mine(&say), true, now), []);
    assert_eq!(duties(&in_force(&say), true, now), []);
    // What has ended asks for nobody.
    assert_eq!(duties(&ended(&say), true, now), []);
}

#[test]
fn the_form_that_signs_carries_the_digest_of_what_was_read() {
    let digest = "d1".repeat(32);
    assert!(page("agreement-sign").contains(&format!("name=\"digest\" value=\"{digest}\"")));
}

#[test]
fn every_word_of_an_agreement_has_a_message() {
    let texts = crate::l10n::Languages::embedded();
    let en = texts.get("en").expect("English");
    let reasons =
        agreement::Reason::ALL.map(|reason| format!("agreement-because-{}", reason.code()));
    let onward = Onward::ALL.map(|onward| format!("agreement-onward-{}", onward.id()));
    let phases = [
        Phase::Draft,
        Phase::Ended,
        Phase::InForce,
        Phase::Open,
        Phase::Sunset,
        Phase::Suspended,
        Phase::Waiting,
    ];
    let phases = phases.iter().flat_map(|phase| {
        let id = phase.id();
        [format!("agreement-phase-{id}"), format!("agreement-means-{id}")]
    });
    let fields = FIELDS.map(|field| format!("agreement-draft-{}", field.replace('_', "-")));
    let events = [
        "consented",
        "drafted",
        "ended",
        "expired",
        "received",
        "reinstated",
        "reviewed",
        "signed",
        "suspended",
    ];
    let events = events.map(|event| format!("event-agreement-{event}"));
    let all = reasons.into_iter().chain(onward).chain(phases).chain(fields).chain(events);
    for key in all {
        assert!(en.has(&key), "{key}");
    }
}
