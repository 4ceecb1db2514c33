//! A measure at its issuer: the first questions, the draft, the copies to check, and what became of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::actor::MemberKind;
use domain::letter::CopyKind;
use domain::measure::{Issuing, Measure};
use domain::reader::{CaseSeen, MeasureSeen};
use jiff::Timestamp;
use law::ids::{CheckId, FieldId, InstrumentId};
use law::instrument::Instrument;
use law::route::Channel;
use portal::component::plain_acts::Reason;
use portal::component::problem_list::Wrong;
use portal::component::timeline::Entry;
use portal::page::case::name as case_name;
use portal::page::check::{Again, Check, Copy, page_check};
use portal::page::draft::differ::Difference;
use portal::page::draft::{Draft, page_draft};
use portal::page::measure::{Delivery, Measure as MeasurePage, notice, page_measure};
use portal::page::new_measure::{Chosen, NewMeasure, Unit, page_new_measure};
use portal::path::LeafNo;
use store::{MAX_PAGE, OutboxQuery, OutboxState};
use wire::letter::copy_digest;
use wire::stored::StreamKind;

use super::{custody, exhibits, law, law_of, lines, member_name, reader_of, reference};
use crate::act::ActError;
use crate::dispatch::Parcel;
use crate::node::{Node, receiving_unit};
use crate::peer::door::event_id;
use crate::rows::decode;
use crate::web::form::Fields;
use crate::web::ledger::leaf_no;
use crate::web::measures::{Found, copies};
use crate::web::page::{self, Place};
use crate::web::timeline::{Source, entries};
use crate::web::{Signed, cases};

/// Members that an order can be addressed to.
const ADDRESSEES: [MemberKind; 3] = [
    MemberKind::DesignatedEstablishment,
    MemberKind::LegalRepresentative,
    MemberKind::ServiceProvider,
];

/// Members of other states that a measure from authority to authority can go to.
const AUTHORITIES: [MemberKind; 6] = [
    MemberKind::CentralAuthority,
    MemberKind::Court,
    MemberKind::EnforcingAuthority,
    MemberKind::JudicialAuthority,
    MemberKind::LawEnforcement,
    MemberKind::Spoc247,
];

/// Members that are told what a supervisory authority is told.
const SUPERVISORS: [MemberKind; 1] = [MemberKind::Dpa];

/// The first questions about a new measure under a law, empty or as they were sent back.
///
/// # Errors
/// If this node does not hold the law.
pub fn new(
    node: &Arc<Node>,
    signed: &Signed,
    place: &Place,
    case: &CaseSeen,
    under: Option<&InstrumentId>,
    chosen: Chosen,
    refusal: Option<(&str, &str)>,
) -> Result<String, ActError> {
    let law = match under {
        None => law(node)?,
        Some(id) => node.law.newest(id).map(|(law, _)| law).ok_or(ActError::NotFound)?,
    };
    if law.kinds.iter().all(|kind| kind.issuers.is_empty()) {
        return Err(ActError::NotFound);
    }
    let mut wanted: Vec<MemberKind> = Vec::new();
    for route in law.kinds.iter().filter_map(|kind| kind.route.as_ref()) {
        wanted.extend(match route.channel {
            Channel::Provider => ADDRESSEES.as_slice(),
            Channel::Authority | Channel::CentralAuthority | Channel::ContactPoint => &AUTHORITIES,
            Channel::Supervisor => &SUPERVISORS,
        });
    }
    let id = case.id.to_string();
    let name = case_name(case);
    let view = NewMeasure {
        case: &id,
        case_name: &name,
        law,
        laws: laws(node),
        addressees: units(node, &wanted),
        enforcing: units(node, &[MemberKind::EnforcingAuthority]),
        chosen,
        refusal,
    };
    Ok(page::render(node, Some(signed), place, |shell| page_new_measure(&view, shell)))
}

/// The units of other members of some kinds that letters can be sent to.
pub(super) fn units(node: &Node, wanted: &[MemberKind]) -> Vec<Unit> {
    let roster = node.roster();
    let others = roster.members.values().filter(|entry| entry.member != node.config.member);
    let members = others.filter(|entry| wanted.contains(&entry.kind));
    members
        .filter_map(|entry| {
            let unit = receiving_unit(&roster, &entry.member)?;
            let name = format!("{} ({unit})", member_name(&roster, &entry.member));
            Some(Unit { id: unit.to_string(), name })
        })
        .collect()
}

/// The newest version of every law this node holds, by name.
fn laws(node: &Node) -> Vec<&Instrument> {
    let ids: BTreeSet<&InstrumentId> = node.law.packs().map(|pack| &pack.id).collect();
    ids.into_iter().filter_map(|id| node.law.newest(id)).map(|(law, _)| law).collect()
}

/// What was chosen in a form that came back.
#[must_use]
pub fn chosen(fields: &Fields) -> Chosen {
    let one = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    Chosen {
        kind: one("kind"),
        to: one("to"),
        enforcing: one("enforcing"),
        data: fields.all("data").map(str::to_owned).collect(),
        track: one("track"),
    }
}

/// The name of a measure's case, as this officer may know it.
async fn name_of_case(node: &Node, signed: &Signed, seen: &MeasureSeen) -> String {
    let Some(case) = seen.case else { return String::new() };
    match cases::seen(node, signed, &case.to_string()).await {
        Ok((case, _)) => case_name(&case),
        Err(_) => String::new(),
    }
}

/// What was typed into the form of a draft and came back with it.
#[derive(Debug, Default)]
pub struct Typed {
    /// What was typed, by field.
    pub fields: BTreeMap<FieldId, Vec<String>>,
    /// What of it cannot be taken.
    pub wrong: BTreeMap<FieldId, Wrong>,
    /// What differs from what somebody else saved meanwhile.
    pub differs: BTreeMap<FieldId, Difference>,
}

/// A draft, as it is stored, or with what was typed and could not be taken.
///
/// # Errors
/// If the law of this node is gone.
pub async fn draft(
    node: &Arc<Node>,
    signed: &Signed,
    place: &Place,
    (seen, found): (&MeasureSeen, &Found),
    typed: &Typed,
) -> Result<String, ActError> {
    let (reference, case_name) = (reference(seen), name_of_case(node, signed, seen).await);
    let view = Draft {
        seen,
        law: law_of(node, seen)?,
        reference: &reference,
        case_name: &case_name,
        typed: &typed.fields,
        version: found.version,
        wrong: &typed.wrong,
        differs: &typed.differs,
        saved_at: place.section.as_deref().filter(|_| place.done.as_deref() == Some("saved")),
        refusal: None,
    };
    Ok(page::render(node, Some(signed), place, |shell| page_draft(&view, shell)))
}

/// Every copy of a draft, word for word, and the questions of the law with what was answered to them before the page
/// came back.
///
/// # Errors
/// If it is no draft.
pub async fn check(
    node: &Arc<Node>,
    signed: &Signed,
    place: &Place,
    (seen, found): (&MeasureSeen, &Found),
    (given, stated): (&BTreeMap<CheckId, String>, Vec<String>),
    again: Option<Again>,
) -> Result<String, ActError> {
    let Measure::Issuing(issuing) = &found.measure else { return Err(ActError::NotFound) };
    let draft = issuing.draft();
    let roster = node.roster_view();
    let ctx = node.ctx(node.now(), &draft.instrument, &roster).ok_or(ActError::NotFound)?;
    let orders = domain::measure::orders(draft, &ctx)?;
    let texts: Vec<_> = copies(node, &found.measure)?
        .into_iter()
        .filter_map(|(copy, digest, text)| {
            let order = orders.iter().find(|order| order.copy == copy)?;
            Some((order, recipient(node, seen, copy), digest.hex(), text))
        })
        .collect();
    let (reference, case_name) = (reference(seen), name_of_case(node, signed, seen).await);
    let view = Check {
        seen,
        law: law_of(node, seen)?,
        reference: &reference,
        case_name: &case_name,
        copies: texts
            .iter()
            .map(|(order, to, digest, text)| Copy {
                kind: order.copy,
                to,
                values: &order.values,
                digest,
                text,
            })
            .collect(),
        version: u64::from(draft.revision),
        given,
        stated,
        again,
    };
    Ok(page::render(node, Some(signed), place, |shell| page_check(&view, shell)))
}

/// Who gets a copy, and which of its units.
fn recipient(node: &Node, seen: &MeasureSeen, copy: CopyKind) -> String {
    let member = match copy {
        CopyKind::Addressee => Some(&seen.addressee),
        CopyKind::Enforcing | CopyKind::Enforcement => seen.enforcing.as_ref(),
    };
    let Some(member) = member else { return String::new() };
    let roster = node.roster();
    let name = member_name(&roster, member);
    match receiving_unit(&roster, member) {
        Some(unit) => format!("{name} · {unit}"),
        None => name,
    }
}

/// What came back to the page of a measure with the form it was typed into.
#[derive(Debug, Default)]
pub struct Back {
    /// The forms of the notice.
    pub notice: notice::Typed,
    /// The reason of a withdrawal.
    pub reason: Reason,
}

/// A measure after it was issued, with what came back to it.
///
/// # Errors
/// If the store fails or a record is damaged.
pub async fn show(
    node: &Arc<Node>,
    signed: &Signed,
    place: &Place,
    (seen, found): (&MeasureSeen, &Found),
    back: &Back,
) -> Result<String, ActError> {
    let held = crate::exhibits::of_measure(node, found.id).await?;
    let reader = reader_of(signed, found.case.as_ref());
    let held = exhibits(node, &reader, &held).await?;
    let mut sources = vec![Source {
        stream: found.id.urn(&node.config.node),
        kind: StreamKind::Measure,
        about: None,
    }];
    sources.extend(custody(node, &held));
    let timeline = entries(node, &sources).await?;
    let (reference, case_name) = (reference(seen), name_of_case(node, signed, seen).await);
    let view = MeasurePage {
        seen,
        law: law_of(node, seen)?,
        reference: &reference,
        case_name: &case_name,
        deliveries: deliveries(node, seen, found, &timeline).await?,
        held: super::agreements::held(node, signed, &found.id.to_string()).await?,
        ladders: super::ladder::of_measure(node, &found.id.to_string()).await?,
        exhibits: lines(&held),
        timeline,
        version: found.version,
        reason: back.reason.clone(),
        typed: &back.notice,
    };
    Ok(page::render(node, Some(signed), place, |shell| page_measure(&view, shell)))
}

/// The copies that left, each with what its letter has gone through.
async fn deliveries(
    node: &Node,
    seen: &MeasureSeen,
    found: &Found,
    timeline: &[Entry],
) -> Result<Vec<Delivery>, ActError> {
    let Measure::Issuing(issuing) = &found.measure else { return Ok(Vec::new()) };
    let Some(issued) = Issuing::issued(issuing) else { return Ok(Vec::new()) };
    let mut lines = Vec::new();
    for copy in &issued.copies {
        let kind = copy.order.copy;
        let receipt = seen.receipts.iter().find(|(of, _)| *of == kind);
        let member = match kind {
            CopyKind::Addressee => Some(&copy.order.addressee),
            CopyKind::Enforcing | CopyKind::Enforcement => copy.order.enforcing.as_ref(),
        };
        let letter = match member {
            Some(member) => sent(node, found, &format!("{member}/")).await?,
            None => None,
        };
        let receipt_leaf = timeline.iter().find(|entry| {
            let is_about = |(name, value): &(&str, String)| *name == "copy" && value == kind.id();
            entry.moment.event == "receipt-recorded" && entry.moment.args.iter().any(is_about)
        });
        let state = match (receipt, &letter) {
            // A copy that was rejected after its receipt did not take effect there.
            (_, Some(letter)) if letter.state == "failed" => letter.state,
            (Some(_), _) => "receipted",
            (None, Some(letter)) => letter.state,
            (None, None) => "queued",
        };
        lines.push(Delivery {
            copy: kind,
            to: recipient(node, seen, kind),
            digest: copy_digest(&copy.order).hex(),
            state: state.to_owned(),
            sent_at: letter.as_ref().and_then(|letter| letter.sent_at),
            received_at: receipt.map(|(_, at)| *at),
            sent_leaf: letter.as_ref().and_then(|letter| letter.leaf),
            receipt_leaf: receipt_leaf.and_then(|entry| entry.leaf),
        });
    }
    Ok(lines)
}

/// How far a letter is.
struct Sent {
    state: &'static str,
    sent_at: Option<Timestamp>,
    leaf: Option<LeafNo>,
}

/// The letter that carries our order to a unit whose id begins so.
async fn sent(node: &Node, found: &Found, unit: &str) -> Result<Option<Sent>, ActError> {
    let about = found.id.to_string();
    let order = domain::letter::BodyKind::MeasureIssue.id();
    let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
    for row in node.store.outbox_rows(query).await?.into_iter().filter(|row| row.kind == order) {
        let parcel: Parcel = decode(&row.payload)?;
        if parcel.measure.as_deref() != Some(&about) || !parcel.unit.starts_with(unit) {
            continue;
        }
        let event = match &parcel.envelope {
            None => None,
            Some(sealed) => node.store.event_by_id(event_id(&sealed.send_event)?).await?,
        };
        let state = match (&row.state, &event) {
            (OutboxState::Queued { .. } | OutboxState::Held { .. }, None) => "queued",
            (OutboxState::Expired | OutboxState::Failed, _) => "failed",
            (
                OutboxState::Accepted
                | OutboxState::Done
                | OutboxState::Held { .. }
                | OutboxState::Queued { .. }
                | OutboxState::Superseded
                | OutboxState::Withdrawn,
                _,
            ) => "sent",
        };
        let sent_at = event.as_ref().and_then(|e| Timestamp::from_millisecond(e.at_ms).ok());
        let leaf = event.and_then(|event| event.place.map(leaf_no));
        return Ok(Some(Sent { state, sent_at, leaf }));
    }
    Ok(None)
}

/// Whether the page of a measure is still the form of its draft.
#[must_use]
pub fn is_draft(measure: &Measure) -> bool {
    matches!(measure, Measure::Issuing(Issuing::Draft(_)))
}
