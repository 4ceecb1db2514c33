//! Letters on their way out: what the core wants said becomes a signed letter, an outbox row and a `submit` leaf, in
//! the same transaction as the act that caused it. Sealing and sending are `work::deliver`'s.

use std::collections::{BTreeMap, BTreeSet};

use domain::actor::{MemberId, NodeId, UnitId};
use domain::agreement::{Reason, Verdict};
use domain::denied::Denied;
use domain::ids::{ConversationId, LetterId};
use domain::letter::{Conv, Lane, Language, Letter, LetterDraft, LetterRef, Object, Party};
use domain::purpose::Purpose;
use jiff::{SignedDuration, Timestamp};
use seal::cose::CoseError;
use seal::digest::Digest;
use seal::json::Json;
use seal::sign::Signer;
use serde::{Deserialize, Serialize};
use store::{NewOutbox, OutboxChange, OutboxState};
use wire::letter::{Charter, Frame, Signed};
use wire::manifest::{ConvPlace, Manifest};
use wire::roster::Roster;
use wire::stored::{Stored, Who, link};

use crate::act::{ActError, StreamRef, Tx};
use crate::agreements::PREFIX;
use crate::agreements::held::{self, Asks};
use crate::keys::Kek;
use crate::node::receiving_unit;
use crate::rows::view;
use crate::sealed_doc;

/// What the deliverer needs to send a letter; ids only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// The letter.
    pub letter: String,
    /// SHA-256 of its manifest.
    pub letter_digest: String,
    /// Its type.
    pub kind: String,
    /// The measure it is about, if it is about one.
    pub measure: Option<String>,
    /// The recall it is about, if it is about one.
    #[serde(default)]
    pub recall: Option<String>,
    /// The agreement it is about, if it is about one.
    #[serde(default)]
    pub agreement: Option<String>,
    /// The unit whose key it is encrypted to.
    pub unit: String,
    /// Transfer chunks that follow it.
    pub n_chunks: u64,
    /// The envelope, once sealed.
    pub envelope: Option<Sealed>,
    /// Whether the peer has accepted the envelope and all chunks.
    pub delivered: bool,
    /// The last bundle that it was put into, if somebody carries it too.
    #[serde(default)]
    pub bundled: Option<String>,
    /// Whether the same bytes go once more, because the peer has lost them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub again: bool,
    /// When they went once more last, in milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again_ms: Option<i64>,
    /// The relays of its recipient that were asked to hold this envelope.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub relays: BTreeMap<String, AtRelay>,
    /// What agreements are asked about it; nothing where no agreement can hold it.
    #[serde(default)]
    pub asks: Option<Asks>,
}

/// What a relay of its recipient said of an envelope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtRelay {
    /// Where this road stands, a word of `wire::relay::Road`.
    pub road: String,
    /// When the relay said so, or when it was asked first, by our clock, in milliseconds since 1970.
    pub since_ms: i64,
    /// When it was asked last.
    pub asked_ms: i64,
}

/// A sealed envelope's names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// Its id.
    pub env_id: String,
    /// Its digest.
    pub env_digest: String,
    /// The event whose leaf says that it was about to be sent.
    pub send_event: String,
}

/// Where a conversation with one node stands; kept for both directions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// Its id.
    pub id: String,
    /// Letters we wrote in it.
    pub ours: u64,
    /// Digest of our last letter.
    pub our_last: Option<String>,
    /// The highest number the other node gave a letter that we have read.
    pub theirs: u64,
    /// Lower numbers that we have not.
    #[serde(default)]
    pub missing: BTreeSet<u64>,
    /// Digest of its last letter.
    pub their_last: Option<String>,
}

impl Conversation {
    /// Nobody has written yet.
    #[must_use]
    pub fn new(id: String) -> Self {
        Self { id, ours: 0, our_last: None, theirs: 0, missing: BTreeSet::new(), their_last: None }
    }
}

/// A letter that was signed in this act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispatched {
    /// Which.
    pub letter: LetterRef,
    /// To whom.
    pub to: Party,
}

/// Whether a letter of this type has its end when the other node accepts it: the network's own, of which nobody makes a
/// use, but for a probe. That one is there to be stated.
#[must_use]
pub fn ends_accepted(kind: &str) -> bool {
    kind.starts_with(wire::letter::HOUSEKEEPING) && kind != crate::probe::KIND
}

/// Where a letter on the charter goes, and how it is found again.
#[derive(Debug)]
pub(crate) struct Outline<'a> {
    /// The node it goes to.
    pub(crate) peer: &'a NodeId,
    /// The unit that signs it; the node itself if there is none.
    pub(crate) unit: Option<&'a UnitId>,
    /// What its conversation is about.
    pub(crate) about: &'a str,
    /// Its lane.
    pub(crate) lane: Lane,
    /// The recall it is about, if it is about one.
    pub(crate) recall: Option<String>,
}

/// A letter on the charter that was signed in this act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queued {
    /// Which.
    pub letter: LetterRef,
    /// Its outbox row.
    pub row: [u8; 16],
}

/// The stream of everything that passes between us and a peer.
#[must_use]
pub fn link_stream(ours: &NodeId, peer: &NodeId) -> StreamRef {
    StreamRef { id: format!("urn:comity:{ours}:link:{peer}"), scope: "node".to_owned() }
}

/// Key of a conversation row.
#[must_use]
pub fn conversation_key(about: &str, peer: &NodeId) -> String {
    format!("{about}:{peer}")
}

pub(crate) fn patience(lane: Lane) -> SignedDuration {
    match lane {
        Lane::Emergency => SignedDuration::from_mins(15),
        Lane::Urgent => SignedDuration::from_hours(4),
        Lane::Ordinary => SignedDuration::from_hours(24),
        Lane::Bulk => SignedDuration::from_hours(72),
    }
}

const fn lane_number(lane: Lane) -> u8 {
    match lane {
        Lane::Emergency => 0,
        Lane::Urgent => 1,
        Lane::Ordinary => 2,
        Lane::Bulk => 3,
    }
}

/// The lane with this number in an envelope's head.
#[must_use]
pub const fn lane_of(number: u8) -> Option<Lane> {
    match number {
        0 => Some(Lane::Emergency),
        1 => Some(Lane::Urgent),
        2 => Some(Lane::Ordinary),
        3 => Some(Lane::Bulk),
        4.. => None,
    }
}

impl<'n> Tx<'n> {
    /// The party that one of our units is.
    ///
    /// # Errors
    /// If the directory does not know the unit.
    pub fn our_party(&self, unit: &UnitId) -> Result<Party, ActError> {
        party_of(&self.node.roster(), unit)
    }

    /// Signs a letter of the core with the key of `unit` and queues it. `kek` is the key under which the letter's
    /// text is kept; `about` names its conversation.
    ///
    /// # Errors
    /// If nobody at the recipient receives such letters, or the letter cannot be signed.
    pub async fn send(
        &mut self,
        draft: &LetterDraft,
        unit: &UnitId,
        objects: Vec<Object>,
        kek: &Kek,
    ) -> Result<Dispatched, ActError> {
        let roster = self.node.roster();
        let from = party_of(&roster, unit)?;
        let to = recipient(&roster, &draft.to)?;
        let about = draft.body.measure().to_string();
        let id = LetterId::new(self.node.random.uuid_v4());
        let deliver_by = later(self.now, patience(draft.lane));
        let mut place = self.conversation(&about, &to.node).await?;
        let n_chunks = objects.iter().map(|object| object.cipher.chunks.len() as u64).sum();
        let letter = Letter {
            id,
            from,
            to: vec![to.clone()],
            conv: next_place(&place)?,
            issued_at: self.now,
            in_reply_to: draft.in_reply_to,
            lane: draft.lane,
            instrument: draft.instrument.clone(),
            purpose: draft.purpose,
            language: draft.language.clone(),
            body: draft.body.clone(),
            objects,
        };
        let cite = draft.instrument.as_ref().and_then(|(law, kind)| {
            let (instrument, _) = self.node.law.newest(&law.id)?;
            Some(instrument.kind(kind)?.provenance.cite.clone())
        });
        let (asks, agreement, verdict) = held::of_draft(self, draft, &letter.from, &to).await?;
        if verdict == Verdict::Never(Reason::Onward) {
            return Err(Denied::OnwardForbidden.into());
        }
        let frame = Frame { cite, agreement, ..frame(&roster, deliver_by) };
        let manifest = wire::letter::manifest(&letter, &frame);
        let signed = self.sign_as(unit, draft, &manifest)?;
        place.ours = place.ours.saturating_add(1);
        place.our_last = Some(signed.digest.hex());
        self.put(view::CONVERSATION, &conversation_key(&about, &to.node), "", &place);
        self.put(view::MEASURE_ITEM, &format!("{about}:letter:{id}"), "", &id.to_string());
        let parcel = Parcel {
            letter: id.to_string(),
            letter_digest: signed.digest.hex(),
            kind: manifest.kind.clone(),
            measure: Some(about),
            recall: None,
            agreement: None,
            unit: to.unit.to_string(),
            n_chunks,
            envelope: None,
            delivered: false,
            bundled: None,
            again: false,
            again_ms: None,
            relays: BTreeMap::new(),
            asks: Some(asks),
        };
        self.queue(&signed, id, &to.node, draft.lane, deliver_by, &parcel, kek).await?;
        if let Verdict::Hold(reason) | Verdict::Never(reason) = verdict {
            self.hold_queued(reason, &signed, &to.node, draft.lane).await?;
        }
        Ok(Dispatched { letter: LetterRef { id, digest: signed.digest.0 }, to })
    }

    /// Holds the letter that was queued last: it is signed and waits, and what lets it go finds it.
    async fn hold_queued(
        &mut self,
        reason: Reason,
        signed: &Signed,
        peer: &NodeId,
        lane: Lane,
    ) -> Result<(), ActError> {
        let Some(OutboxChange::Enqueue(new)) = self.outbox.last() else { return Ok(()) };
        self.outbox.push(OutboxChange::Settle {
            id: new.id,
            fence: 0,
            state: OutboxState::Held { reason: reason.code().to_owned() },
            attempts: 0,
            last_error: Some(reason.code().to_owned()),
            payload: None,
        });
        self.note_passage(link::Kind::Held, signed, peer, lane).await
    }

    /// Signs as a unit, and as the unit that validated what is said: the recipient believes a signature, not a name
    /// in the text.
    fn sign_as(
        &self,
        unit: &UnitId,
        draft: &LetterDraft,
        manifest: &Manifest,
    ) -> Result<Signed, ActError> {
        let mut signers = vec![self.signer_of(unit)?];
        if let Some(validator) = self.validating_unit(draft)?.filter(|other| other != unit) {
            signers.push(self.signer_of(&validator)?);
        }
        sign(manifest, &signers)
    }

    /// The unit of the officer who validated what the letter says, if somebody did.
    fn validating_unit(&self, draft: &LetterDraft) -> Result<Option<UnitId>, ActError> {
        let Some(validator) = draft.validator else { return Ok(None) };
        let officers = self.node.officers();
        let officer = officers.into_iter().find(|officer| officer.id == validator);
        let gone = || ActError::Shell("who validated this is no officer here any more".to_owned());
        Ok(Some(officer.ok_or_else(gone)?.unit))
    }

    /// Signs a letter of the network's own business with the node key and queues it.
    ///
    /// # Errors
    /// If the peer is not in the directory, or the letter cannot be signed.
    pub async fn send_housekeeping(
        &mut self,
        peer: &NodeId,
        kind: &str,
        lane: Lane,
        body: Json,
    ) -> Result<Queued, ActError> {
        let node = self.node;
        let roster = node.roster();
        let unknown = || ActError::Shell("the peer is not in the member directory".to_owned());
        let our_unit = roster.reception(&node.config.node).ok_or_else(unknown)?;
        let their_unit = roster.reception(peer).ok_or_else(unknown)?;
        let charter = Charter {
            kind: kind.to_owned(),
            id: LetterId::new(node.random.uuid_v4()),
            subject: None,
            from: party_of(&roster, &our_unit.unit)?,
            to: vec![(peer.clone(), their_unit.unit.clone())],
            issued_at: self.now,
            purpose: Purpose::EvidenceCustody,
            lane,
            in_reply_to: None,
            body,
        };
        let write = |conv, language, frame: &Frame| charter.manifest(conv, language, frame);
        let outline = Outline { peer, unit: None, about: "housekeeping", lane, recall: None };
        self.send_on_charter(&outline, write).await
    }

    /// Signs what `write` makes of a letter on the charter of the network, at its place in its conversation, and queues it.
    ///
    /// # Errors
    /// If it cannot be signed, or is for nobody.
    pub(crate) async fn send_on_charter(
        &mut self,
        outline: &Outline<'_>,
        write: impl FnOnce(ConvPlace, Language, &Frame) -> Manifest + Send,
    ) -> Result<Queued, ActError> {
        let node = self.node;
        let Outline { peer, unit, about, lane, recall } = outline;
        let (roster, deliver_by) = (node.roster(), later(self.now, patience(*lane)));
        let mut place = self.conversation(about, peer).await?;
        let conv = next_place(&place)?;
        let conv =
            ConvPlace { id: conv.id, seq: conv.seq, prev: conv.prev.map(Digest), seen: Vec::new() };
        let language =
            Language::parse("en").ok_or_else(|| ActError::Shell("language".to_owned()))?;
        let frame = frame(&roster, deliver_by);
        let manifest = write(conv, language, &frame);
        let signed = match unit {
            None => sign(&manifest, &[node.signing.node.at(self.now)])?,
            Some(unit) => sign(&manifest, &[self.signer_of(unit)?])?,
        };
        let id = manifest.letter_id;
        let (_, receives) = manifest.to.first().ok_or(ActError::NotFound)?;
        place.ours = place.ours.saturating_add(1);
        place.our_last = Some(signed.digest.hex());
        self.put(view::CONVERSATION, &conversation_key(about, peer), "", &place);
        let parcel = Parcel {
            letter: id.to_string(),
            letter_digest: signed.digest.hex(),
            kind: manifest.kind.clone(),
            measure: None,
            recall: recall.clone(),
            agreement: about.strip_prefix(PREFIX).map(str::to_owned),
            unit: receives.to_string(),
            n_chunks: 0,
            envelope: None,
            delivered: false,
            bundled: None,
            again: false,
            again_ms: None,
            relays: BTreeMap::new(),
            asks: None,
        };
        let kek = node.keys.kek("node", self.now.as_millisecond()).await?;
        let row = self.queue(&signed, id, peer, *lane, deliver_by, &parcel, &kek).await?;
        Ok(Queued { letter: LetterRef { id, digest: signed.digest.0 }, row })
    }

    /// The key that signs for a unit of ours at the time of this act.
    ///
    /// # Errors
    /// If this node has none.
    pub(crate) fn signer_of(&self, unit: &UnitId) -> Result<&'n dyn Signer, ActError> {
        let keys = self.node.signing.units.get(unit);
        let keys = keys.ok_or_else(|| ActError::Shell(format!("no keys of {unit}")))?;
        Ok(keys.sign.at(self.now))
    }

    pub(crate) async fn conversation(
        &self,
        about: &str,
        peer: &NodeId,
    ) -> Result<Conversation, ActError> {
        // A second letter of the same act follows the one that is already among this act's rows.
        let held = self.row(view::CONVERSATION, &conversation_key(about, peer)).await?;
        Ok(held.unwrap_or_else(|| {
            Conversation::new(ConversationId::new(self.node.random.uuid_v4()).to_string())
        }))
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one queue row, each part of it named by its caller"
    )]
    pub(crate) async fn queue(
        &mut self,
        signed: &Signed,
        id: LetterId,
        peer: &NodeId,
        lane: Lane,
        deliver_by: Timestamp,
        parcel: &Parcel,
        kek: &Kek,
    ) -> Result<[u8; 16], ActError> {
        let text = join(&signed.manifest, &signed.signatures);
        let sealed = sealed_doc::seal(kek, id.bytes(), &text, &*self.node.random)?;
        self.put_raw(view::LETTER, &id.to_string(), peer.as_str(), sealed);
        let row = self.node.random.array();
        self.outbox.push(OutboxChange::Enqueue(NewOutbox {
            id: row,
            peer: peer.to_string(),
            lane: lane_number(lane),
            kind: parcel.kind.clone(),
            due_ms: self.now.as_millisecond(),
            deliver_by_ms: deliver_by.as_millisecond(),
            not_after_ms: None,
            warn_ms: crate::late::first(&parcel.kind, self.now, deliver_by),
            payload: crate::rows::encode(parcel),
        }));
        self.note_passage(link::Kind::Submit, signed, peer, lane).await?;
        Ok(row)
    }

    /// The leaf about a letter that is signed and has no envelope yet.
    async fn note_passage(
        &mut self,
        kind: link::Kind,
        signed: &Signed,
        peer: &NodeId,
        lane: Lane,
    ) -> Result<(), ActError> {
        let event = link::Event {
            at: self.now,
            kind,
            env_digest: None,
            letter_digest: Some(signed.digest),
            receipt_digest: None,
            peer: peer.clone(),
            anchor: None,
            lane,
            carried: None,
        };
        let stream = link_stream(&self.node.config.node, peer);
        self.record(&stream, &Stored::Link(event), self.now, &Who::node()).await?;
        Ok(())
    }
}

/// What every letter of this network has around it; without a law or an agreement that it rests on.
fn frame(roster: &Roster, deliver_by: Timestamp) -> Frame {
    Frame {
        net: roster.net,
        exercise_id: roster.root.exercise_id.clone(),
        deliver_by,
        not_after: None,
        seen: Vec::new(),
        cite: None,
        agreement: None,
    }
}

/// Manifest and signatures as one text: u32 length of the manifest, manifest, signatures.
#[must_use]
pub fn join(manifest: &[u8], signatures: &[u8]) -> Vec<u8> {
    let length = u32::try_from(manifest.len()).unwrap_or(u32::MAX);
    [&length.to_be_bytes(), manifest, signatures].concat()
}

/// The two halves of [`join`].
#[must_use]
pub fn split(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = text.split_first_chunk::<4>()?;
    rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)
}

pub(crate) fn next_place(place: &Conversation) -> Result<Conv, ActError> {
    let damaged = |_| ActError::Corrupt("row conversation".to_owned());
    let prev = place.our_last.as_deref().map(Digest::parse_hex).transpose().map_err(damaged)?;
    Ok(Conv {
        id: ConversationId::parse(&place.id)
            .map_err(|_| ActError::Corrupt("row conversation".to_owned()))?,
        seq: place.ours.saturating_add(1),
        prev: prev.map(|digest| digest.0),
    })
}

pub(crate) fn sign(manifest: &Manifest, keys: &[&dyn Signer]) -> Result<Signed, ActError> {
    wire::letter::sign(manifest, keys)
        .map_err(|error: CoseError| ActError::Shell(format!("letter not signed: {error}")))
}

pub(crate) fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(Timestamp::MAX)
}

pub(crate) fn party_of(roster: &Roster, unit: &UnitId) -> Result<Party, ActError> {
    let (entry, found) = roster
        .unit(unit)
        .ok_or_else(|| ActError::Shell(format!("{unit} is not in the member directory")))?;
    Ok(Party { member: entry.member.clone(), node: found.node.clone(), unit: unit.clone() })
}

pub(crate) fn recipient(roster: &Roster, member: &MemberId) -> Result<Party, ActError> {
    let unit = receiving_unit(roster, member)
        .ok_or_else(|| ActError::Shell(format!("{member} has no unit that receives letters")))?;
    party_of(roster, unit)
}
