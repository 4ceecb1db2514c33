//! An order that came in: at the provider who must answer it, and at the authority that is notified of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::ids::LetterId;
use domain::letter::{LetterRef, Party};
use domain::measure::Measure;
use domain::permit::matrix::Row;
use domain::reader::{ExhibitSeen, MeasureSeen, SideSeen};
use jiff::Timestamp;
use portal::component::ground_form::Objection;
use portal::component::problem_list::Wrong;
use portal::component::timeline::Entry;
use portal::component::uploads::Upload;
use portal::page::notified::{Notification, page_notification};
use portal::page::order::{Genuine, Order, page_order};
use portal::path::LeafNo;
use seal::cose::{Kind, Signatures};
use seal::digest::Digest;
use wire::letter::Opened;
use wire::stored::StreamKind;

use super::{custody, exhibits, law_of, lines, member_name, reader_of, reference};
use crate::act::ActError;
use crate::dispatch::split;
use crate::ingest::upload;
use crate::node::Node;
use crate::rows::view;
use crate::sealed_doc;
use crate::web::Signed;
use crate::web::measures::Found;
use crate::web::page::{self, Place};
use crate::web::timeline::{Source, entries};

/// Why the page of an order comes back, with what was answered on it.
#[derive(Debug, Default)]
pub struct Back<'a> {
    /// The answers of the form for a ground.
    pub typed: Objection,
    /// What is wrong with them.
    pub wrong: BTreeMap<&'static str, Wrong>,
    /// What is wrong, where no field is to blame.
    pub refusal: Option<&'a str>,
}

/// The page of an order for the side this node is on, with the reason why the last act here came back.
///
/// # Errors
/// [`ActError::NotFound`] if the measure is not an order that came in.
pub async fn show(
    node: &Arc<Node>,
    signed: &Signed,
    place: &Place,
    (seen, found): (&MeasureSeen, &Found),
    back: &Back<'_>,
) -> Result<String, ActError> {
    let held = crate::exhibits::of_measure(node, found.id).await?;
    let held = exhibits(node, &reader_of(signed, None), &held).await?;
    let mut sources = vec![Source {
        stream: found.id.urn(&node.config.node),
        kind: StreamKind::Measure,
        about: None,
    }];
    sources.extend(custody(node, &held));
    let timeline = entries(node, &sources).await?;
    let genuine = genuine(node, &found.measure, &timeline).await?;
    let reference = reference(seen);
    let law = law_of(node, seen)?;
    let waits = super::agreements::held(node, signed, &found.id.to_string()).await?;
    let ladders = super::ladder::of_measure(node, &found.id.to_string()).await?;
    Ok(match seen.side {
        SideSeen::Issuing => return Err(ActError::NotFound),
        SideSeen::Notified => {
            let view = Notification {
                seen,
                law,
                reference: &reference,
                genuine,
                held: waits,
                ladders,
                timeline,
                version: found.version,
                typed: back.typed.clone(),
                wrong: back.wrong.clone(),
                refusal: back.refusal,
            };
            page::render(node, Some(signed), place, |shell| page_notification(&view, shell))
        }
        SideSeen::Executing => {
            let view = Order {
                seen,
                law,
                reference: &reference,
                genuine,
                exhibits: lines(&held),
                uploads: on_their_way(node, found).await?,
                held: waits,
                ladders,
                timeline,
                may_ingest: may_ingest(signed, seen, &held),
                version: found.version,
                typed: back.typed.clone(),
                wrong: back.wrong.clone(),
                refusal: back.refusal,
            };
            page::render(node, Some(signed), place, |shell| page_order(&view, shell))
        }
    })
}

/// Files that programs bring in parts, and how much of each is here.
async fn on_their_way(node: &Node, found: &Found) -> Result<Vec<Upload>, ActError> {
    let open = upload::of_measure(node, found.id).await?;
    let line = |progress: upload::Progress| Upload {
        is_wrong: matches!(progress.state, upload::State::Quarantined(_)),
        name: progress.name,
        n_bytes: progress.next_offset,
        len: progress.len,
        expires_at: progress.expires_at,
    };
    Ok(open.into_iter().map(line).collect())
}

/// Whether files are still taken in: by this office, until the data were handed over.
fn may_ingest(signed: &Signed, seen: &MeasureSeen, held: &[(ExhibitSeen, Option<LeafNo>)]) -> bool {
    let is_given = held.iter().any(|(exhibit, _)| !exhibit.handed_to.is_empty());
    signed.has(Row::ExhibitRegister) && seen.handovers.is_empty() && !is_given
}

/// What stands behind an order: its letter, checked again as it lies here.
async fn genuine(node: &Node, measure: &Measure, timeline: &[Entry]) -> Result<Genuine, ActError> {
    let (letter, from, received_at) = match measure {
        Measure::Executing(executing) => {
            let received = executing.received();
            (received.letter, &received.from, received.received_at)
        }
        Measure::Notified(notified) => {
            let pending = notified.pending();
            (pending.letter, &pending.from, pending.received_at)
        }
        Measure::Issuing(_) => return Err(ActError::NotFound),
    };
    let roster = node.roster();
    let checked = checked(node, letter).await?;
    let entry = timeline.iter().find(|entry| entry.moment.event == "received");
    let unit = roster.unit(&from.unit);
    Ok(Genuine {
        signed_by: from.unit.to_string(),
        member_name: name_of(&roster, from),
        issuer_kind: unit.and_then(|(_, unit)| unit.issuer_kind).map(|kind| kind.to_string()),
        signed_at: checked.signed_at.unwrap_or(received_at),
        signature_ok: checked.is_good,
        key: checked.key,
        roster_version: roster.version,
        digest: checked.body.hex(),
        leaf: entry.and_then(|entry| entry.leaf),
        in_sender_ledger: None,
    })
}

fn name_of(roster: &wire::roster::Roster, from: &Party) -> String {
    member_name(roster, &from.member)
}

/// A stored letter, checked again.
struct Checked {
    is_good: bool,
    signed_at: Option<Timestamp>,
    key: String,
    body: Digest,
}

async fn checked(node: &Node, letter: LetterRef) -> Result<Checked, ActError> {
    let damaged = || ActError::Corrupt("row letter".to_owned());
    let id: LetterId = letter.id;
    let kept = node.raw_row(view::LETTER, &id.to_string()).await?.ok_or_else(damaged)?;
    let text = sealed_doc::open(&node.keys, id.bytes(), &kept)?;
    let (manifest, signatures) = split(&text).ok_or_else(damaged)?;
    let signed = Signatures::parse(Kind::Letter, signatures).map_err(|_| damaged())?;
    let key = signed.list().first().map(|one| one.kid.to_string()).unwrap_or_default();
    let is_same = Digest::of(manifest).0 == letter.digest;
    let opened = wire::letter::open(manifest, signatures, &node.roster(), &node.law);
    Ok(match opened {
        Ok(Opened::Legal(letter, _)) => Checked {
            is_good: is_same,
            signed_at: Some(letter.value().issued_at),
            key,
            body: Digest::of(&wire::letter::body_to_json(&letter.value().body).to_bytes()),
        },
        Ok(Opened::Agreement(..) | Opened::Housekeeping(_) | Opened::Recall(..)) | Err(_) => {
            Checked { is_good: false, signed_at: None, key, body: Digest(letter.digest) }
        }
    })
}
