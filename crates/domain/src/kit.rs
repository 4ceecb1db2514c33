//! The stage the unit tests share: the shipped law, five members, their officers, and the states a
//! measure goes through, each reached by the same calls the shell makes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::Timestamp;
use law::calendar::Calendars;
use law::draft::{DraftFacts, fill_with_examples};
use law::field::Values;
use law::ids::{Audience, Country, DataCategory, FieldId, IssuerKind, KindId, Track};
use law::instrument::Instrument;
use law::issuer::EmergencyFacts;

use crate::actor::{AuthLevel, MemberId, MemberKind, NodeId, Office, Officer, UnitId};
use crate::case::{self, Case};
use crate::ctx::{Channel, Ctx, MemberView, RosterView, UnitView};
use crate::denied::Denied;
use crate::effect::Effect;
use crate::ids::{CaseId, ConversationId, HandoverId, ID_BYTES, LetterId, MeasureId, OfficerId};
use crate::letter::{
    Body, Conv, CopyKind, Lane, Language, Letter, OrderCopy, Party, Receipt, Verified,
};
use crate::measure::{
    self, Checks, Command, CopyDigest, Event, HandedExhibit, Issuing, Measure, Opening, Part,
    Reasons, Seen, Terms,
};
use crate::permit::{self, Permit, Subject};
use crate::purpose::Purpose;

pub(crate) static LAW: LazyLock<Instrument> =
    LazyLock::new(|| law::embedded::instrument("eu-e-evidence").unwrap().unwrap());
pub(crate) static CALENDARS: LazyLock<Calendars> =
    LazyLock::new(|| law::embedded::calendars().unwrap());

/// Reasons for a ground, after the issuing authority was asked.
pub(crate) fn reasons() -> Reasons {
    let text = "the account belongs to the suspect's lawyer".to_owned();
    Reasons { text, contacted_at: Some(at("2027-03-09T08:00:00Z")) }
}

/// A Monday morning in Paris, in term.
pub(crate) const MONDAY: &str = "2027-03-08T09:00:00Z";

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn member(id: &str) -> MemberId {
    MemberId::parse(id).unwrap()
}

pub(crate) fn unit(text: &str) -> UnitId {
    UnitId::parse(text).unwrap()
}

pub(crate) fn party(text: &str) -> Party {
    let unit = unit(text);
    let node = NodeId::parse(&format!("{}.example", unit.member())).unwrap();
    Party { member: unit.member().clone(), node, unit }
}

/// The directory as `ours` sees it.
pub(crate) fn roster(ours: &str) -> RosterView {
    roster_with(ours, |_| {})
}

pub(crate) fn roster_with(
    ours: &str,
    change: impl FnOnce(&mut BTreeMap<MemberId, MemberView>),
) -> RosterView {
    let line = |id: &str, kind, state: &str, units: &[(&str, Office, Option<IssuerKind>)]| {
        let view = MemberView {
            kind,
            state: Country::parse(state).unwrap(),
            node: NodeId::parse(&format!("{id}.example")).unwrap(),
            units: units
                .iter()
                .map(|(name, office, issuer_kind)| {
                    let view = UnitView { office: *office, issuer_kind: *issuer_kind };
                    (unit(&format!("{id}/{name}")), view)
                })
                .collect(),
            active: true,
            channel: Channel::Current,
        };
        (member(id), view)
    };
    let mut members = BTreeMap::from([
        line(
            "fr-tj",
            MemberKind::JudicialAuthority,
            "FR",
            &[
                ("clerk", Office::Custodian, None),
                ("judge", Office::IssuingAuthority, Some(IssuerKind::Judge)),
                ("police", Office::Drafter, Some(IssuerKind::Police)),
                ("prosecutor", Office::IssuingAuthority, Some(IssuerKind::Prosecutor)),
            ],
        ),
        line(
            "ie-prov",
            MemberKind::ServiceProvider,
            "IE",
            &[("legal", Office::ProviderAgent, None), ("records", Office::Custodian, None)],
        ),
        line(
            "ie-ca",
            MemberKind::EnforcingAuthority,
            "IE",
            &[("desk", Office::Drafter, None), ("executor", Office::Executor, None)],
        ),
        line(
            "nl-ovs",
            MemberKind::OversightBody,
            "NL",
            &[
                ("bench", Office::IssuingAuthority, Some(IssuerKind::Judge)),
                ("executor", Office::Executor, None),
                ("oversight", Office::Oversight, None),
            ],
        ),
        line("ch-ca", MemberKind::CentralAuthority, "CH", &[("desk", Office::SpocOfficer, None)]),
    ]);
    change(&mut members);
    RosterView::new(member(ours), members)
}

pub(crate) fn ctx<'a>(now: &str, roster: &'a RosterView) -> Ctx<'a> {
    Ctx {
        now: at(now),
        law: &LAW,
        shelf: &[],
        law_digest: [0x1a; 32],
        calendars: &CALENDARS,
        roster,
        assume_in_force: false,
    }
}

fn officer(name: &str, n: u8, office: Office, issuer_kind: Option<IssuerKind>) -> Officer {
    let unit = unit(name);
    Officer {
        id: OfficerId::new([n; ID_BYTES]),
        member: unit.member().clone(),
        unit,
        office,
        issuer_kind,
        active: true,
        auth: AuthLevel::Hardware,
    }
}

pub(crate) fn police() -> Officer {
    officer("fr-tj/police", 1, Office::Drafter, Some(IssuerKind::Police))
}

pub(crate) fn prosecutor() -> Officer {
    officer("fr-tj/prosecutor", 2, Office::IssuingAuthority, Some(IssuerKind::Prosecutor))
}

pub(crate) fn judge() -> Officer {
    officer("fr-tj/judge", 3, Office::IssuingAuthority, Some(IssuerKind::Judge))
}

pub(crate) fn clerk() -> Officer {
    officer("fr-tj/clerk", 4, Office::Custodian, None)
}

pub(crate) fn agent() -> Officer {
    officer("ie-prov/legal", 5, Office::ProviderAgent, None)
}

pub(crate) fn executor() -> Officer {
    officer("ie-ca/executor", 6, Office::Executor, None)
}

pub(crate) fn admin(of: &Officer) -> Officer {
    Officer { office: Office::NodeAdmin, issuer_kind: None, ..of.clone() }
}

pub(crate) const CASE: CaseId = CaseId::new([0xca; ID_BYTES]);
pub(crate) const MEASURE: MeasureId = MeasureId::new([0xea; ID_BYTES]);
pub(crate) const HANDOVER: HandoverId = HandoverId::new([0x40; ID_BYTES]);

/// The case of the tests, in which every unit of the court takes part.
pub(crate) fn case_of(units: &[&str]) -> Case {
    let roster = roster("fr-tj");
    let ctx = ctx(MONDAY, &roster);
    let name = |text| case::Name::parse(text).unwrap();
    let registration = case::Registration {
        case: CASE,
        docket_no: name("FR-TJ-2027-000001"),
        codename: name("Lantern"),
        focus: None,
        purpose: Purpose::Investigation,
        participants: units.iter().map(|text| unit(text)).collect(),
    };
    let command = case::Command::Register(registration);
    let permit = permit::for_officer(&police(), &Subject::new(None), command, &ctx).unwrap();
    let events = case::decide(None, &permit, &ctx).unwrap();
    case::evolve(None, &events[0]).unwrap()
}

pub(crate) fn case() -> Case {
    case_of(&["fr-tj/police", "fr-tj/prosecutor", "fr-tj/judge", "fr-tj/clerk"])
}

pub(crate) fn epoc() -> KindId {
    KindId::parse("epoc").unwrap()
}

pub(crate) fn data(words: &[&str]) -> BTreeSet<DataCategory> {
    words.iter().map(|word| DataCategory::parse(word).unwrap()).collect()
}

/// Complete terms for these data, with the examples of the pack.
pub(crate) fn terms(words: &[&str], track: Track, enforcing: bool) -> Terms {
    terms_as(words, track, enforcing, false)
}

/// The same, for an order that goes out without the validation it needs.
pub(crate) fn terms_as(words: &[&str], track: Track, enforcing: bool, unvalidated: bool) -> Terms {
    let kind = LAW.kind(&epoc()).unwrap();
    let facts = DraftFacts {
        from: Country::parse("FR").unwrap(),
        to: Country::parse("IE").unwrap(),
        notified: enforcing,
        data: data(words),
        track,
        unvalidated,
    };
    let mut values = Values::new();
    for field in ["offence_in_issuing_state", "person_in_issuing_state"] {
        let id = FieldId::parse(field).unwrap();
        let raw = if enforcing { "unknown" } else { "yes" };
        let value = kind.field(&id).unwrap().read(raw).unwrap();
        values.insert(id, value);
    }
    Terms {
        track,
        data: data(words),
        addressee: member("ie-prov"),
        enforcing: enforcing.then(|| member("ie-ca")),
        language: Language::parse("en").unwrap(),
        values: fill_with_examples(kind, &values, &facts),
    }
}

/// The terms of the notified order of the tests.
pub(crate) fn traffic() -> Terms {
    terms(&["traffic"], Track::Ordinary, true)
}

pub(crate) fn opening(terms: Terms) -> Command {
    Command::Open(Opening {
        measure: MEASURE,
        case: CASE,
        kind: epoc(),
        purpose: Purpose::Investigation,
        terms,
    })
}

/// Lets an officer act and folds what follows.
pub(crate) fn act(
    measure: Option<&Measure>,
    officer: &Officer,
    command: Command,
    now: &str,
) -> Result<(Measure, Vec<Event>, Vec<Effect>), Denied> {
    let roster = roster(officer.member.as_str());
    let (case, ctx) = (case(), ctx(now, &roster));
    let subject = Subject::new(measure).in_case(Some(&case));
    let permit = permit::for_officer(officer, &subject, command, &ctx)?;
    fold(measure, &permit, &ctx)
}

/// Decides and folds; what `decide` writes `evolve` must accept.
pub(crate) fn fold(
    measure: Option<&Measure>,
    permit: &Permit<Command>,
    ctx: &Ctx<'_>,
) -> Result<(Measure, Vec<Event>, Vec<Effect>), Denied> {
    let events = measure::decide(measure, permit, ctx)?;
    let mut state = measure.cloned();
    let mut effects = Vec::new();
    for event in &events {
        let after = measure::evolve(state, event).unwrap();
        effects.extend(measure::react(&after, event));
        state = Some(after);
    }
    Ok((state.unwrap(), events, effects))
}

pub(crate) fn draft(terms: Terms) -> Measure {
    act(None, &police(), opening(terms), MONDAY).unwrap().0
}

/// What the issuer saw of a draft: every copy it owes.
pub(crate) fn seen(measure: &Measure) -> Seen {
    let Measure::Issuing(issuing) = measure else { panic!("not at its issuer") };
    let roster = roster("fr-tj");
    let copies = measure::orders(issuing.draft(), &ctx(MONDAY, &roster)).unwrap();
    Seen {
        revision: issuing.draft().revision,
        copies: copies
            .iter()
            .map(|order| CopyDigest { copy: order.copy, digest: [7; 32] })
            .collect(),
    }
}

/// Every question of the pack, answered.
pub(crate) fn checks() -> Checks {
    let kind = LAW.kind(&epoc()).unwrap();
    kind.checks.iter().map(|check| (check.id.clone(), "yes, because".to_owned())).collect()
}

pub(crate) fn issue(measure: &Measure) -> Command {
    Command::Issue { seen: seen(measure), emergency: EmergencyFacts::MET, checks: checks() }
}

pub(crate) fn issued(terms: Terms) -> Measure {
    let draft = draft(terms);
    act(Some(&draft), &judge(), issue(&draft), MONDAY).unwrap().0
}

/// The copy an issued measure sends to a recipient.
pub(crate) fn copy(measure: &Measure, copy: CopyKind) -> OrderCopy {
    let Measure::Issuing(issuing) = measure else { panic!("not at its issuer") };
    let copies = &issuing.issued().unwrap().copies;
    copies.iter().find(|sent| sent.order.copy == copy).unwrap().order.clone()
}

/// A letter as it would be read off the wire.
pub(crate) fn letter(n: u8, from: &str, to: &str, sent_at: &str, body: Body) -> Letter {
    let law = roster("fr-tj");
    Letter {
        id: LetterId::new([n; ID_BYTES]),
        from: party(from),
        to: vec![party(to)],
        conv: Conv { id: ConversationId::new([9; ID_BYTES]), seq: 1, prev: None },
        issued_at: at(sent_at),
        in_reply_to: None,
        lane: Lane::Ordinary,
        instrument: Some((ctx(MONDAY, &law).law_ref(), epoc())),
        purpose: Purpose::Investigation,
        language: Language::parse("en").unwrap(),
        body,
        objects: Vec::new(),
    }
}

/// Lets a letter arrive at the member it is addressed to.
pub(crate) fn arrive(
    measure: Option<&Measure>,
    letter: Letter,
    now: &str,
) -> Result<(Measure, Vec<Event>, Vec<Effect>), Denied> {
    let roster = roster(letter.to[0].member.as_str());
    arrive_under(measure, letter, &[], &ctx(now, &roster))
}

/// The same, under another directory and with the signatures of other units beside.
pub(crate) fn arrive_under(
    measure: Option<&Measure>,
    letter: Letter,
    cosigners: &[&str],
    ctx: &Ctx<'_>,
) -> Result<(Measure, Vec<Event>, Vec<Effect>), Denied> {
    let (signer, n) = (letter.from.clone(), letter.id.bytes()[0]);
    let cosigners = cosigners.iter().map(|name| unit(name)).collect();
    let verified = Verified::rehearsed(letter, [n; 32], signer, cosigners, ctx.now);
    let permit = permit::for_peer(&verified, measure, ctx)?;
    fold(measure, &permit, ctx)
}

/// The order at its addressee.
pub(crate) fn received(terms: Terms, now: &str) -> Measure {
    let body = Body::MeasureIssue(copy(&issued(terms), CopyKind::Addressee));
    arrive(None, letter(0x11, "fr-tj/judge", "ie-prov/legal", MONDAY, body), now).unwrap().0
}

/// The order at the authority that is notified.
pub(crate) fn notified(terms: Terms, now: &str) -> Measure {
    let body = Body::MeasureIssue(copy(&issued(terms), CopyKind::Enforcing));
    arrive(None, letter(0x12, "fr-tj/judge", "ie-ca/executor", MONDAY, body), now).unwrap().0
}

pub(crate) fn receipt(
    measure: &Measure,
    by: &str,
    received_at: &str,
    now: &str,
) -> Result<(Measure, Vec<Event>, Vec<Effect>), Denied> {
    let roster = roster("fr-tj");
    let ctx = ctx(now, &roster);
    let signer = party(by);
    let receipt = Receipt {
        letter: LetterId::new([0x11; ID_BYTES]),
        measure: measure.id(),
        by: signer.member.clone(),
        received_at: at(received_at),
    };
    let verified = Verified::rehearsed(receipt, [1; 32], signer, BTreeSet::new(), ctx.now);
    let permit = permit::for_receipt(&verified, measure, &ctx)?;
    fold(Some(measure), &permit, &ctx)
}

pub(crate) fn hand_over(part: Part) -> Command {
    Command::HandOver { handover: HANDOVER, exhibits: vec![exhibit(1)], part }
}

pub(crate) fn exhibit(n: u8) -> HandedExhibit {
    HandedExhibit {
        exhibit: crate::ids::ExhibitId::new([n; ID_BYTES]),
        exhibit_no: crate::exhibit::ExhibitNo::parse(&format!("P-{n}")).unwrap(),
        plain: crate::exhibit::Plain {
            len: u64::from(n),
            sha256: [n; 32],
            blake3: [n.wrapping_add(1); 32],
        },
    }
}

pub(crate) fn answer(
    n: u8,
    from: &str,
    to: &str,
    sent_at: &str,
    answer: crate::letter::Answer,
) -> Letter {
    let body = Body::MeasureAnswer { measure: MEASURE, answer };
    letter(n, from, to, sent_at, body)
}

/// The fields only the enforcing authority and the issuer see.
pub(crate) fn hidden_from_addressee() -> BTreeSet<FieldId> {
    LAW.kind(&epoc()).unwrap().hidden_from(Audience::Addressee)
}

pub(crate) fn is_draft(measure: &Measure) -> bool {
    matches!(measure, Measure::Issuing(Issuing::Draft(_)))
}
