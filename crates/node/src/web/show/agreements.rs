//! Agreements for pages: the list, one of them, the forms, and the letters that wait because of one.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::actor::MemberId;
use domain::agreement::{Agreement, Reason};
use domain::ids::AgreementId;
use domain::permit::matrix::Row;
use domain::reader::{AgreementSeen, ExhibitSeen, may_draft_agreement, reduce_agreement};
use jiff::Timestamp;
use portal::component::held::{Ends, HeldLetter, Holder};
use portal::component::terms::Names;
use portal::page::agreement::draft::{NewAgreement, page_draft};
use portal::page::agreement::onward::{LetOn, Under, page_let_on};
use portal::page::agreement::sign::{Sign, page_sign};
use portal::page::agreement::{AgreementPage, Typed, Undelivered, Waits, duties, page_agreement};
use portal::page::agreements::{Agreements, Line, page_agreements};
use portal::page::desk::Asking;
use portal::path;
use seal::cose::{Kind, Signatures};
use seal::digest::b64url_decode;
use store::OutboxRow;
use wire::roster::{Entry, Roster};
use wire::stored::StreamKind;

use super::member_name;
use crate::act::ActError;
use crate::agreements::{self, held::Asks, waits};
use crate::measures::instrument;
use crate::node::Node;
use crate::web::Signed;
use crate::web::page;
use crate::web::timeline::{Source, entries};

/// One agreement as this officer sees it; nothing for whoever reads none.
///
/// # Errors
/// If the law of this node is gone.
pub fn seen(
    node: &Node,
    signed: &Signed,
    agreement: &Agreement,
) -> Result<Option<AgreementSeen>, ActError> {
    let (roster, instrument) = (node.roster_view(), instrument()?);
    let ctx = node.ctx(node.now(), &instrument, &roster).ok_or(ActError::NotFound)?;
    Ok(reduce_agreement(agreement, &signed.officer, &ctx))
}

/// Whether this officer writes agreements down.
///
/// # Errors
/// If the law of this node is gone.
pub fn may_draft(node: &Node, signed: &Signed) -> Result<bool, ActError> {
    let (roster, instrument) = (node.roster_view(), instrument()?);
    let ctx = node.ctx(node.now(), &instrument, &roster).ok_or(ActError::NotFound)?;
    Ok(may_draft_agreement(&signed.officer, &ctx))
}

/// Every agreement that this officer may see.
///
/// # Errors
/// If a record is damaged.
pub async fn all(node: &Node, signed: &Signed) -> Result<Vec<AgreementSeen>, ActError> {
    let mut found = Vec::new();
    for agreement in agreements::all(node).await?.iter() {
        found.extend(seen(node, signed, agreement)?);
    }
    Ok(found)
}

/// What members are called.
fn names(roster: &Roster) -> Names {
    let members = roster.members.keys();
    members.map(|member| (member.clone(), member_name(roster, member))).collect()
}

/// The members of the directory but our own, and the name of each there.
fn others(node: &Node) -> Vec<(MemberId, String)> {
    let roster = node.roster();
    let others = roster.members.values().filter(|entry| entry.member != node.config.member);
    let name = |entry: &Entry| entry.names.get("en").cloned().unwrap_or_default();
    others.map(|entry| (entry.member.clone(), name(entry))).collect()
}

fn counted(waits: Option<&waits::Waits>) -> Waits {
    waits
        .map_or_else(Waits::default, |waits| Waits { n_out: waits.n_out, came: waits.came.clone() })
}

/// The list.
///
/// # Errors
/// If a record is damaged.
pub async fn list(node: &Arc<Node>, signed: &Signed) -> Result<String, ActError> {
    let found = all(node, signed).await?;
    let waits = waits::by_agreement(node).await?;
    let line = |seen| Line { seen, waits: counted(waits.get(&AgreementSeen::id(seen))) };
    let names = names(&node.roster());
    let view = Agreements {
        lines: found.iter().map(line).collect(),
        names: &names,
        may_draft: may_draft(node, signed)?,
        is_required: node.config.agreement_required,
    };
    let there = signed.place.at(path::AGREEMENTS);
    Ok(page::render(node, Some(signed), &there, |shell| page_agreements(&view, shell)))
}

/// The page of one, with a form that came back where there is one.
///
/// # Errors
/// If a record is damaged.
pub async fn one(
    node: &Arc<Node>,
    signed: &Signed,
    (seen, version): (&AgreementSeen, u64),
    typed: Option<&Typed>,
) -> Result<String, ActError> {
    let id = seen.id();
    let mut waits = waits::by_agreement(node).await?;
    let waits = waits.remove(&id).unwrap_or_default();
    let roster = node.roster();
    let names = names(&roster);
    let stream = id.urn(&node.config.node);
    let source = Source { stream, kind: StreamKind::Agreement, about: None };
    let withdrawn = agreements::withdrawn(node, id).await?;
    let view = AgreementPage {
        seen,
        names: &names,
        ours: &node.config.member,
        keys: keys(&seen.agreement),
        undelivered: undelivered(&roster, &waits.undelivered)?,
        waits: counted(Some(&waits)),
        n_withdrawn: u64::try_from(withdrawn.len()).unwrap_or(u64::MAX),
        timeline: entries(node, &[source]).await?,
        may_draft: may_draft(node, signed)?,
        version,
        typed,
    };
    let there = signed.place.at(&path::agreement(&id.to_string()));
    Ok(page::render(node, Some(signed), &there, |shell| page_agreement(&view, shell)))
}

/// The keys that made the signatures, as each signature names its own; it was checked when it came.
fn keys(agreement: &Agreement) -> BTreeMap<MemberId, Vec<String>> {
    let named = |seal: &str| {
        let signatures = Signatures::parse(Kind::Agreement, &b64url_decode(seal).ok()?).ok()?;
        Some(signatures.list().iter().map(|one| one.kid.to_string()).collect::<Vec<_>>())
    };
    let signed = agreement.signatures().iter();
    signed.filter_map(|(party, one)| Some((party.clone(), named(&one.seal)?))).collect()
}

fn undelivered(roster: &Roster, rows: &[OutboxRow]) -> Result<Vec<Undelivered>, ActError> {
    let one = |row: &OutboxRow| {
        let since = Timestamp::from_millisecond(row.queued_at_ms)
            .map_err(|_| ActError::Corrupt("row outbox".to_owned()))?;
        Ok(Undelivered { kind: row.kind.clone(), to: recipient(roster, row), since })
    };
    rows.iter().map(one).collect()
}

/// Who a letter goes to, as people call them; the node where the directory does not know it.
fn recipient(roster: &Roster, row: &OutboxRow) -> String {
    let entry = domain::actor::NodeId::parse(&row.peer).ok();
    let entry = entry.and_then(|peer| roster.node(&peer).map(|(entry, _)| entry.member.clone()));
    entry.map_or_else(|| row.peer.clone(), |member| member_name(roster, &member))
}

/// The form of a draft.
#[must_use]
pub fn draft(node: &Arc<Node>, signed: &Signed, typed: &Typed) -> String {
    let members = others(node);
    let view = NewAgreement { members: &members, typed };
    let there = signed.place.at(path::NEW_AGREEMENT);
    page::render(node, Some(signed), &there, |shell| page_draft(&view, shell))
}

/// The document before it is signed.
#[must_use]
pub fn sign(node: &Arc<Node>, signed: &Signed, seen: &AgreementSeen, is_outdated: bool) -> String {
    let names = names(&node.roster());
    let document = wire::agreement::to_bytes(seen.agreement.terms());
    let document = String::from_utf8_lossy(&document);
    let unit = signed.officer.unit.to_string();
    let view = Sign {
        seen,
        names: &names,
        ours: &node.config.member,
        unit: &unit,
        document: &document,
        is_outdated,
    };
    let there = signed.place.at(&path::agreement_act(&seen.id().to_string(), "sign"));
    page::render(node, Some(signed), &there, |shell| page_sign(&view, shell))
}

/// The agreements under which an exhibit was given and whose consent this officer gives: each with the parties that have it.
///
/// # Errors
/// If a record is damaged.
pub async fn under(
    node: &Node,
    signed: &Signed,
    exhibit: &ExhibitSeen,
) -> Result<Vec<(AgreementSeen, Vec<MemberId>)>, ActError> {
    if exhibit.handed_to.is_empty() || !signed.has(Row::AgreementConsent) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for seen in all(node, signed).await? {
        let parties = &seen.agreement.terms().lines().parties;
        let holders = exhibit.handed_to.iter().filter(|member| parties.contains(member));
        let holders: Vec<MemberId> = holders.cloned().collect();
        if seen.may("consent") && !holders.is_empty() {
            found.push((seen, holders));
        }
    }
    Ok(found)
}

/// The form that lets an exhibit go on.
///
/// # Errors
/// If a record is damaged.
pub async fn let_on(
    node: &Arc<Node>,
    signed: &Signed,
    exhibit: &ExhibitSeen,
    typed: Option<&Typed>,
) -> Result<String, ActError> {
    let found = under(node, signed, exhibit).await?;
    let title = |seen: &AgreementSeen| seen.agreement.terms().lines().title.as_str().to_owned();
    let mut given = Vec::new();
    for (seen, _) in &found {
        let ours = seen.agreement.consents().iter().filter(|(giver, consent)| {
            *giver == node.config.member && consent.exhibit == exhibit.id
        });
        given.extend(ours.map(|(_, consent)| (title(seen), consent.to.screen())));
    }
    let one = |(seen, holders): &(AgreementSeen, Vec<MemberId>)| Under {
        id: seen.id().to_string(),
        title: title(seen),
        holders: holders.iter().map(MemberId::screen).collect(),
    };
    let members = others(node);
    let id = exhibit.id.to_string();
    let view = LetOn {
        exhibit: &id,
        exhibit_no: exhibit.exhibit_no.as_str(),
        under: found.iter().map(one).collect(),
        members: &members,
        given,
        typed,
    };
    let there = signed.place.at(&path::onward(&id));
    Ok(page::render(node, Some(signed), &there, |shell| page_let_on(&view, shell)))
}

/// The agreements that hold a letter, each with whoever can end that; nothing for whoever reads no agreements.
///
/// # Errors
/// If a record is damaged.
pub fn holders(
    signed: &Signed,
    asks: &Asks,
    reason: Reason,
    known: &[Agreement],
    now: Timestamp,
) -> Result<Vec<Holder>, ActError> {
    if !signed.has(Row::AgreementRead) {
        return Ok(Vec::new());
    }
    let ids = asks.held_by(reason, known, now)?;
    let held = known.iter().filter(|agreement| ids.contains(&agreement.id()));
    Ok(held.map(|agreement| holder(asks, reason, agreement, now)).collect())
}

fn holder(asks: &Asks, reason: Reason, agreement: &Agreement, now: Timestamp) -> Holder {
    let lines = agreement.terms().lines();
    let screen = |member: &MemberId| member.screen();
    let ends = match reason {
        Reason::Suspended => Ends::Only(agreement.suspensions().keys().map(screen).collect()),
        Reason::NotYet => Ends::At(lines.valid_from),
        Reason::Onward => {
            let gave = |party: &&MemberId| asks.givers().any(|giver| giver == party.as_str());
            Ends::Consent(lines.parties.iter().filter(gave).map(screen).collect())
        }
        Reason::Missing => {
            let missing = |party: &&MemberId| !agreement.signatures().contains_key(*party);
            Ends::Only(lines.parties.iter().filter(missing).map(screen).collect())
        }
        Reason::Differs | Reason::NotCovered | Reason::Sunset => Ends::Never,
    };
    Holder {
        id: agreement.id().to_string(),
        title: lines.title.as_str().to_owned(),
        since: agreement.since(now),
        ends,
    }
}

/// The letters about a measure that agreements hold, for its page.
///
/// # Errors
/// If the store fails or a record is damaged.
pub async fn held(
    node: &Node,
    signed: &Signed,
    measure: &str,
) -> Result<Vec<HeldLetter>, ActError> {
    let (known, roster, now) = (agreements::all(node).await?, node.roster(), node.now());
    let mut letters = Vec::new();
    for (row, asks, reason) in waits::about_measure(node, measure).await? {
        letters.push(HeldLetter {
            kind: row.kind.clone(),
            to: recipient(&roster, &row),
            code: reason.code().to_owned(),
            holders: holders(signed, &asks, reason, &known, now)?,
        });
    }
    Ok(letters)
}

/// The title of an agreement, for whoever reads agreements.
///
/// # Errors
/// If a record is damaged.
pub async fn title(
    node: &Node,
    signed: &Signed,
    id: AgreementId,
) -> Result<Option<String>, ActError> {
    let Some(agreement) = agreements::load(node, id).await? else { return Ok(None) };
    let seen = seen(node, signed, &agreement)?;
    Ok(seen.map(|seen| seen.agreement.terms().lines().title.as_str().to_owned()))
}

/// The agreements that ask for this officer, for the desk.
///
/// # Errors
/// If a record is damaged.
pub async fn asking(node: &Node, signed: &Signed) -> Result<Vec<Asking>, ActError> {
    let may_draft = may_draft(node, signed)?;
    let now = node.now();
    let mut asking = Vec::new();
    for seen in all(node, signed).await? {
        let title = seen.agreement.terms().lines().title.as_str();
        let one = |duty| Asking { id: seen.id().to_string(), title: title.to_owned(), duty };
        asking.extend(duties(&seen, may_draft, now).into_iter().map(one));
    }
    Ok(asking)
}
