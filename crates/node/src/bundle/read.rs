//! A bundle that somebody brought: its receipts, its letters through the door, their opening, their chunks, and at once
//! the bundle that answers.
//!
//! What cannot be taken is refused alone and named; the rest is taken. Everything here may happen twice, after a delivery
//! over the network, or with the volumes in another order, and changes nothing more: the door, the receipts and the chunks
//! know what they have.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::http::StatusCode;
use bytes::Bytes;
use domain::actor::NodeId;
use jiff::Timestamp;
use seal::digest::Digest;
use seal::envelope::Lane;
use seal::receipt::Receipt;
use seal::sign::PublicKey;
use store::StoreError;
use wire::bundle::{Bundle, Found, Index, Place};
use wire::roster::Roster;
use wire::stored::link::Why;

use super::CarryError;
use super::write::{Order, What, Written, write};
use crate::act::{ActError, act};
use crate::node::Node;
use crate::peer::acknowledged;
use crate::peer::door::{Answer as DoorAnswer, Road};
use crate::peer::routes::take_chunk;
use crate::rows::view;
use crate::work::arrive::Expected;
use crate::work::{deliver, open};

/// Rounds of opening after a bundle: what moves less than once a round has come to rest.
const ROUNDS_MAX: usize = 10_000;
/// A clock of another node may be so far ahead of ours, or so far behind.
const APART_HOURS_MAX: i64 = 24;
const HOUR_S: i64 = 60 * 60;

/// How many of a kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Taken now.
    pub taken: usize,
    /// Here before, or not waited for.
    pub known: usize,
}

/// A member that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Which.
    pub path: String,
    /// The code of the reason.
    pub code: String,
}

/// What became of a file whose sender is proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileReport {
    /// Which file.
    pub path: PathBuf,
    /// What it says of itself.
    pub index: Index,
    /// Digest of its index.
    pub digest: Digest,
    /// Its receipts.
    pub receipts: Tally,
    /// Its deliveries.
    pub deliveries: Tally,
    /// Its chunks.
    pub chunks: Tally,
    /// What was refused.
    pub refused: Vec<Refused>,
}

/// The bundle that answers one sender.
#[derive(Debug)]
pub struct Answer {
    /// Who.
    pub to: NodeId,
    /// What was written.
    pub written: Written,
}

/// What became of all files.
#[derive(Debug, Default)]
pub struct Report {
    /// Those that were read.
    pub files: Vec<FileReport>,
    /// Those of which nothing was taken, and why.
    pub refused: Vec<(PathBuf, CarryError)>,
    /// The answers.
    pub answers: Vec<Answer>,
    /// Senders whose answer could not be written, and why: what was taken stays taken, and reading again writes it.
    pub unanswered: Vec<(NodeId, CarryError)>,
    /// Chunks of the senders' letters that are still waited for.
    pub n_waiting: usize,
}

/// A file whose sender is proved, on its way.
pub(super) struct Opened {
    from: NodeId,
    bundle: Bundle<BufReader<File>>,
    pub(super) report: FileReport,
}

/// Reads bundles and writes what answers them into `answers`.
///
/// # Errors
/// Only if the store fails, the log has stopped or `answers` is no folder: what is wrong with a file, a member or an answer
/// is in the report.
pub async fn read(
    node: &Arc<Node>,
    files: &[PathBuf],
    answers: &Path,
) -> Result<Report, CarryError> {
    node.may_act()?;
    // Said before anything is taken: an answer that has no place would be missed.
    std::fs::read_dir(answers).map_err(CarryError::file(answers))?;
    let mut report = Report::default();
    let mut opened = Vec::new();
    for path in files {
        match open_file(node, path) {
            Ok(file) => opened.push(file),
            Err(error) => report.refused.push((path.clone(), error)),
        }
    }
    for file in &mut opened {
        take_receipts(node, file).await?;
    }
    for (_, at, n) in by_lane(&opened) {
        if let Some(file) = opened.get_mut(at) {
            take_delivery(node, file, n).await?;
        }
    }
    rest(node).await?;
    for file in &mut opened {
        take_chunks(node, file).await?;
    }
    rest(node).await?;
    let has_letters = |file: &&Opened| {
        let mut entries = file.bundle.index().entries.iter();
        entries.any(|entry| matches!(entry.place, Place::Delivery(..)))
    };
    let senders: BTreeSet<NodeId> =
        opened.iter().filter(has_letters).map(|file| file.from.clone()).collect();
    for to in senders {
        // What was taken is taken: that nobody compares for it is no reason to answer nothing.
        if let Err(error) = crate::reconcile::want(node, &to).await {
            of_one(error)?;
        }
        report.n_waiting = report.n_waiting.saturating_add(waiting_for(node, &to).await?.len());
        let name: [u8; 4] = node.random.array();
        let name = format!("answer-{to}-{}.zip", seal::digest::hex_encode(&name));
        let order = Order {
            to: to.clone(),
            out: answers.join(name),
            volume_bytes: None,
            what: What::Answers,
            why: Why::Disruption,
        };
        match write(node, &order).await {
            Ok(written) => report.answers.push(Answer { to, written }),
            Err(CarryError::Nothing { .. }) => {}
            Err(error) => report.unanswered.push((to, error)),
        }
    }
    report.files = opened.into_iter().map(|file| file.report).collect();
    Ok(report)
}

pub(super) fn open_file(node: &Node, path: &Path) -> Result<Opened, CarryError> {
    let file = File::open(path).map_err(CarryError::file(path))?;
    let found = Found::open(BufReader::new(file))?;
    let roster = node.roster();
    let from = check_frame(found.index(), &node.config.node, &roster, node.now())?;
    let bundle = prove(found, &roster, node.now())?;
    let report = FileReport {
        path: path.to_owned(),
        index: bundle.index().clone(),
        digest: bundle.digest(),
        receipts: Tally::default(),
        deliveries: Tally::default(),
        chunks: Tally::default(),
        refused: Vec::new(),
    };
    Ok(Opened { from, bundle, report })
}

/// Whether a bundle is of this network, for this node, from another one, and not from the future. Who sent it.
pub(super) fn check_frame(
    index: &Index,
    ours: &NodeId,
    roster: &Roster,
    now: Timestamp,
) -> Result<NodeId, CarryError> {
    if index.net != roster.net {
        return Err(CarryError::Network);
    }
    if index.to.as_str() != ours.as_str() {
        return Err(CarryError::NotForUs { to: index.to.to_string() });
    }
    if i64::from(index.made_hour) > now.as_second().div_euclid(HOUR_S) + APART_HOURS_MAX {
        return Err(CarryError::Future);
    }
    let unknown = || CarryError::UnknownNode { to: index.from.to_string() };
    let from = NodeId::parse(index.from.as_str()).map_err(|_| unknown())?;
    if from == *ours || roster.node(&from).is_none() {
        return Err(unknown());
    }
    Ok(from)
}

/// The bundle, if the node it names has sealed it with a key that was good in the hour it names and is good now: neither ended
/// nor revoked since (`docs/spec/keys.md` §7).
///
/// The hour is the signer's own word, and whoever holds a key can write any. Nobody knew this file before, so nothing shows
/// that it is older than the end of the key; an honest sender writes it again with a good one.
pub(crate) fn prove<R: std::io::Read + std::io::Seek>(
    found: Found<R>,
    roster: &Roster,
    now: Timestamp,
) -> Result<Bundle<R>, CarryError> {
    let index = found.index();
    let behind = || CarryError::RosterBehind {
        from: index.from.to_string(),
        ours: roster.version,
        theirs: index.roster_version,
    };
    let end_of_hour = i64::from(index.made_hour).saturating_mul(HOUR_S).saturating_add(HOUR_S - 1);
    let at = Timestamp::from_second(end_of_hour).unwrap_or(now).min(now);
    let from = NodeId::parse(index.from.as_str()).map_err(|_| behind())?;
    if roster.node(&from).is_some_and(|(entry, _)| entry.is_revoked(index.kid, now)) {
        return Err(CarryError::KeyRevoked { from: from.to_string() });
    }
    let key = match roster.node_key(&from, index.kid, at) {
        Some(PublicKey::Ed25519(key)) => key,
        Some(PublicKey::MlDsa65(_)) | None => return Err(behind()),
    };
    if roster.node_key(&from, index.kid, now).is_none() {
        return Err(CarryError::KeyEnded { from: from.to_string() });
    }
    Ok(found.verify(&key)?)
}

impl Opened {
    /// Content of a member, or the member is refused: it is not what the index says, or the medium does not give it.
    pub(super) fn content(&mut self, n: usize, place: Place) -> Option<Vec<u8>> {
        match self.bundle.read(n) {
            Ok(bytes) => Some(bytes),
            Err(error) => {
                self.refuse(place, error.code());
                None
            }
        }
    }

    fn refuse(&mut self, place: Place, code: &str) {
        let refused = Refused { path: place.to_string(), code: code.to_owned() };
        self.report.refused.push(refused);
    }

    pub(super) fn places(&self) -> Vec<(usize, Place)> {
        let entries = self.bundle.index().entries.iter();
        entries.map(|entry| entry.place).enumerate().collect()
    }
}

/// Lane, file and member of every delivery, most urgent first.
fn by_lane(opened: &[Opened]) -> Vec<(Lane, usize, usize)> {
    let mut all = Vec::new();
    for (at, file) in opened.iter().enumerate() {
        for (n, place) in file.places() {
            if let Place::Delivery(lane, _) = place {
                all.push((lane, at, n));
            }
        }
    }
    all.sort_unstable();
    all
}

/// The code of what concerns one member alone; everything else ends the reading.
///
/// # Errors
/// The store or the keys fail, or the log has stopped: then nothing can be taken.
fn of_one(error: ActError) -> Result<&'static str, ActError> {
    match error {
        ActError::BehindGap => Ok("behind-gap"),
        ActError::Busy | ActError::Store(StoreError::LeaseLost { .. }) => Ok("busy"),
        ActError::Corrupt(_) | ActError::Shell(_) => Ok("ours"),
        ActError::Denied(denied) => Ok(denied.code()),
        ActError::NoQuorum { .. } => Ok("no-quorum"),
        ActError::NoRoom | ActError::Store(StoreError::Full) => Ok("disk-reserve"),
        ActError::NotFound => Ok("not-found"),
        ActError::Stale => Ok("stale"),
        ActError::Keys(_)
        | ActError::Ledger(_)
        | ActError::Record(_)
        | ActError::Store(_)
        | ActError::Unsigned(_)
        | ActError::Value { .. }
        | ActError::Wrong(_) => Err(error),
    }
}

async fn take_receipts(node: &Arc<Node>, file: &mut Opened) -> Result<(), CarryError> {
    for (n, place) in file.places() {
        if !matches!(place, Place::Receipt(_)) {
            continue;
        }
        let Some(bytes) = file.content(n, place) else { continue };
        let taken = match take_receipt(node, &file.from, &bytes).await {
            Ok(taken) => taken,
            Err(error) => Err(of_one(error)?),
        };
        match taken {
            Ok(true) => file.report.receipts.taken += 1,
            Ok(false) => file.report.receipts.known += 1,
            Err(code) => file.refuse(place, code),
        }
    }
    Ok(())
}

/// Takes an acceptance of an envelope of ours: whether it is new, or why it is none.
async fn take_receipt(
    node: &Arc<Node>,
    from: &NodeId,
    bytes: &[u8],
) -> Result<Result<bool, &'static str>, ActError> {
    let letter = match acknowledged::read(node, from, bytes).await? {
        acknowledged::Read::Known => return Ok(Ok(false)),
        acknowledged::Read::New(letter) => letter,
        acknowledged::Read::Refused(code) => return Ok(Err(code)),
    };
    // A relay passes on what a recipient stated: it is the recipient's.
    let by =
        NodeId::parse(&letter.row.peer).map_err(|_| ActError::Corrupt("row outbox".to_owned()))?;
    match deliver::accepted(node, &by, &[&letter]).await {
        Ok(()) => Ok(Ok(true)),
        // By our clock it states what has not come yet, say: it comes again, and the rest is taken now.
        Err(ActError::Denied(denied)) => Ok(Err(denied.code())),
        Err(error) => Err(error),
    }
}

async fn take_delivery(node: &Arc<Node>, file: &mut Opened, n: usize) -> Result<(), CarryError> {
    let place = file.bundle.index().entries.get(n).map(|entry| entry.place);
    let Some(place) = place else { return Ok(()) };
    let Some(bytes) = file.content(n, place) else { return Ok(()) };
    match node.receive_by(Road::Bundle, &file.from, &bytes).await {
        DoorAnswer::Receipt(status, receipt) => {
            if status == StatusCode::CREATED {
                file.report.deliveries.taken += 1;
            } else {
                file.report.deliveries.known += 1;
            }
            if let Ok(receipt) = Receipt::parse(&receipt) {
                let env_id = receipt.statement().of.env_id.to_string();
                if let Err(error) = note_carried(node, &file.from, &env_id).await {
                    file.refuse(place, of_one(error)?);
                }
            }
        }
        DoorAnswer::Problem(_, code) => file.refuse(place, code),
    }
    Ok(())
}

/// Remembers that the acceptance of this envelope goes back by bundle: nobody was there to be answered.
async fn note_carried(node: &Node, from: &NodeId, env_id: &str) -> Result<(), ActError> {
    let (slot, Some(inbox)) = node.slot_of(from, env_id).await? else { return Ok(()) };
    let key = format!("{from}:{slot}");
    if node.raw_row(view::CARRIED, &key).await?.is_some() {
        return Ok(());
    }
    act!(node, "note_carried", None, |tx| {
        tx.put(view::CARRIED, &key, "", &inbox.accepted_at_ms);
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// Opens what can be opened until nothing moves any more. What cannot be now is opened when the node runs.
async fn rest(node: &Arc<Node>) -> Result<(), ActError> {
    for _ in 0..ROUNDS_MAX {
        match Box::pin(open::run_once(node)).await {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => {
                of_one(error)?;
                break;
            }
        }
    }
    Ok(())
}

/// The chunks that opened letters of this node announced and that are not here, with their envelopes.
async fn waiting_for(
    node: &Node,
    from: &NodeId,
) -> Result<BTreeMap<String, Vec<String>>, ActError> {
    let rows: Vec<(String, Expected)> = node.rows(view::CHUNK, "").await?;
    let mut waiting: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (key, expected) in rows {
        if let Some((env_id, id)) = key.split_once(':')
            && expected.from == from.as_str()
        {
            waiting.entry(id.to_owned()).or_default().push(env_id.to_owned());
        }
    }
    Ok(waiting)
}

async fn take_chunks(node: &Arc<Node>, file: &mut Opened) -> Result<(), CarryError> {
    let waiting = waiting_for(node, &file.from).await?;
    for (n, place) in file.places() {
        let Place::Chunk(id) = place else { continue };
        let Some(env_ids) = waiting.get(&id.hex()) else {
            file.report.chunks.known += 1;
            continue;
        };
        let Some(bytes) = file.content(n, place) else { continue };
        let bytes = Bytes::from(bytes);
        let mut refused = None;
        for env_id in env_ids {
            let code = match take_chunk(node, &file.from, env_id, &id.hex(), bytes.clone()).await {
                Ok((_, code)) => code,
                Err(error) => of_one(error)?,
            };
            refused = refused.or(Some(code).filter(|code| !code.is_empty()));
        }
        match refused {
            None => file.report.chunks.taken += 1,
            Some(code) => file.refuse(place, code),
        }
    }
    Ok(())
}
