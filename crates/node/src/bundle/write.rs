//! What waits for a node becomes a bundle: each letter is asked about once more, sealed if it never was, and on record as
//! given to a carrier before the file has its name.
//!
//! Tables: outbox (the mark), envelope, link streams. A row stays queued: the network is tried as before, and whichever
//! road is first counts.

use std::fs::{self, File, OpenOptions};
use std::io::BufWriter;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::actor::NodeId;
use jiff::SignedDuration;
use seal::digest::Digest;
use seal::envelope::{Delivery, Lane};
use seal::receipt::Uuid;
use store::{OutboxRow, OutboxState, StoreError};
use wire::bundle::{BundleWriter, Entry, Index, Place};
use wire::stored::link::{self, Why};
use wire::stored::{Stored, Who};

use super::plan::{Load, Share, VOLUMES_MAX, plan};
use super::{CarryError, sheet};
use crate::act::{ActError, act};
use crate::dispatch::{Parcel, Sealed, lane_of, link_stream};
use crate::durable::{replace, sync_folder_of};
use crate::node::Node;
use crate::objects::{self, Chunks, Outgoing};
use crate::peer::door::event_id;
use crate::peer::inbox::Inbox;
use crate::rows::{decode, view};
use crate::work::{deliver, statement};

/// Deliveries of one bundle, which are in memory together; what is left waits for the next one.
const DELIVERIES_BYTES_MAX: usize = 256 << 20;
/// Receipts of one bundle.
const RECEIPTS_MAX: usize = 10_000;
/// An acceptance goes back in every bundle for so long: beyond the time for which a letter is kept.
const RECEIPTS_FOR: SignedDuration = SignedDuration::from_hours(100 * 24);
const HOUR_S: i64 = 60 * 60;

/// What is to be carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Receipts and the network's own letters: what answers a bundle.
    Answers,
    /// Everything that waits.
    Everything,
}

/// What somebody asks for.
#[derive(Debug, Clone)]
pub struct Order {
    /// For which node.
    pub to: NodeId,
    /// The new file. Of more than one volume each gets its number before the ending.
    pub out: PathBuf,
    /// How long a volume may be.
    pub volume_bytes: Option<u64>,
    /// What to carry.
    pub what: What,
    /// Why not over the network.
    pub why: Why,
}

/// A letter that stays behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its id.
    pub letter: String,
    /// The code of the reason.
    pub reason: String,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    /// Where.
    pub path: PathBuf,
    /// Digest of its index, by which people name it.
    pub digest: Digest,
    /// Its length.
    pub bytes: u64,
    /// What it says of itself.
    pub index: Index,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The bundle.
    pub id: Uuid,
    /// Its volumes, in order.
    pub volumes: Vec<Volume>,
    /// Letters that may not leave now.
    pub held: Vec<Held>,
    /// Letters for which there was no room.
    pub n_left: usize,
    /// Whether the member directory is in it; not if it is too large for a bundle.
    pub has_directory: bool,
}

/// A letter on its way into a bundle.
struct Letter {
    row: OutboxRow,
    parcel: Parcel,
    lane: Lane,
    env_digest: Digest,
    delivery: Vec<u8>,
    objects: Vec<Outgoing>,
    /// Of all objects, one after the other.
    chunks: Vec<(Digest, u64)>,
}

/// What every volume repeats, and the receipts.
struct Rest {
    /// None where it is larger than any reader takes.
    directory: Option<(Place, Vec<u8>)>,
    receipts: Vec<(Place, Vec<u8>)>,
}

/// Writes a bundle for another node.
///
/// # Errors
/// [`CarryError`]. Letters that were sealed stay sealed, and the next bundle has the same bytes. No file is left then, but
/// where a volume is on record and cannot get its name: it is whole, and stays beside it as `.unfinished`.
pub async fn write(node: &Arc<Node>, order: &Order) -> Result<Written, CarryError> {
    let to = &order.to;
    let wire_name = |id: &NodeId| seal::receipt::NodeId::parse(id.as_str());
    let unknown = || CarryError::UnknownNode { to: to.to_string() };
    let roster = node.roster();
    if *to == node.config.node || roster.node(to).is_none() {
        return Err(unknown());
    }
    node.may_act()?;
    // What was opened and not answered before the node stopped is answered by this bundle.
    statement::send_due(node).await?;
    let mut found = Found::default();
    found.collect(node, to, order.what).await?;
    let Found { letters, held, n_left, .. } = found;
    let rest = Rest { directory: directory(node)?, receipts: receipts(node, to).await? };
    if letters.is_empty() && rest.receipts.is_empty() {
        return Err(CarryError::Nothing { to: to.to_string() });
    }
    let len = |(_, bytes): &(Place, Vec<u8>)| bytes.len() as u64;
    let load = |letter: &Letter| Load {
        delivery: letter.delivery.len() as u64,
        chunks: letter.chunks.iter().map(|(_, len)| *len).collect(),
    };
    let shares = plan(
        rest.directory.as_ref().map_or(0, len),
        &rest.receipts.iter().map(len).collect::<Vec<_>>(),
        &letters.iter().map(load).collect::<Vec<_>>(),
        order.volume_bytes,
    )?;
    let node_key = node.node_key();
    let frame = Index {
        id: Uuid(node.random.uuid_v4()),
        net: roster.net,
        from: wire_name(&node.config.node).ok_or_else(unknown)?,
        to: wire_name(to).ok_or_else(unknown)?,
        made_hour: u32::try_from(node.now().as_second().div_euclid(HOUR_S)).unwrap_or(0),
        part: 1,
        parts: shares.len() as u64,
        entries: Vec::new(),
        roster_version: roster.version,
        kid: node_key.public().kid(),
    };
    let mut fresh = Fresh::default();
    let mut volumes = Vec::new();
    for (share, part) in shares.iter().zip(1..) {
        let path = volume_path(&order.out, part, frame.parts);
        if path.try_exists().map_err(CarryError::file(&path))? {
            return Err(CarryError::Exists { path });
        }
        let index = Index { part, ..frame.clone() };
        volumes.push(volume(node, index, share, &letters, &rest, &path, &mut fresh).await?);
    }
    // What needs room on the medium comes before the record: behind it a file only gets its name.
    for volume in &volumes {
        let path = &volume.path;
        let text = sheet::page(&volume.index, volume.digest, &file_name(path), volume.bytes);
        let beside = sheet_path(path);
        fresh.0.extend([with_ending(&beside, ".new"), beside.clone()]);
        replace(&beside, text.as_bytes()).map_err(CarryError::file(&beside))?;
    }
    record(node, order, &letters, &shares, &volumes).await?;
    fresh.0.clear();
    let mut named = Ok(());
    for Volume { path, .. } in &volumes {
        let done = fs::rename(unfinished(path), path).and_then(|()| sync_folder_of(path));
        named = named.and(done.map_err(CarryError::file(path)));
    }
    named?;
    let has_directory = rest.directory.is_some();
    Ok(Written { id: frame.id, volumes, held, n_left, has_directory })
}

#[derive(Default)]
struct Found {
    letters: Vec<Letter>,
    held: Vec<Held>,
    n_left: usize,
    n_bytes: usize,
}

impl Found {
    /// Everything that waits for a node, most urgent first, in the order in which it was written.
    async fn collect(
        &mut self,
        node: &Arc<Node>,
        to: &NodeId,
        what: What,
    ) -> Result<(), CarryError> {
        let mut rows = Vec::new();
        loop {
            let after_position = rows.last().map_or(0, |row: &OutboxRow| row.position);
            let page = node.open_letters(Some(to), after_position).await?;
            if page.is_empty() {
                break;
            }
            rows.extend(page);
        }
        rows.sort_by_key(|row| (row.lane, row.position));
        for row in rows {
            let parcel: Parcel = decode(&row.payload)?;
            let is_ours = parcel.kind.starts_with(wire::letter::HOUSEKEEPING);
            if !waits(&row.state) || (what == What::Answers && !is_ours) {
                continue;
            }
            self.add(node, to, row, parcel).await?;
        }
        Ok(())
    }

    async fn add(
        &mut self,
        node: &Arc<Node>,
        to: &NodeId,
        row: OutboxRow,
        parcel: Parcel,
    ) -> Result<(), CarryError> {
        let letter = parcel.letter.clone();
        if let Some(reason) = crate::gate::hold(node, &parcel).await? {
            self.held.push(Held { letter, reason });
            return Ok(());
        }
        // The same bytes or none, as over the network; and these nobody takes.
        if parcel.again && deliver::is_under_ended_key(node, &parcel).await {
            self.held.push(Held { letter, reason: deliver::KEY_ENDED.to_owned() });
            return Ok(());
        }
        if self.n_bytes >= DELIVERIES_BYTES_MAX {
            self.n_left = self.n_left.saturating_add(1);
            return Ok(());
        }
        match take(node, to, row, parcel).await {
            Ok(letter) => {
                self.n_bytes = self.n_bytes.saturating_add(letter.delivery.len());
                self.letters.push(letter);
            }
            // Its recipient has no key, or its row is damaged: the others go all the same.
            Err(error @ (ActError::Corrupt(_) | ActError::NotFound | ActError::Shell(_))) => {
                crate::log::delivery_failed(to.as_str(), &error);
                self.held.push(Held { letter, reason: "ours".to_owned() });
            }
            Err(ActError::Store(StoreError::LeaseLost { .. })) => {
                self.held.push(Held { letter, reason: "busy".to_owned() });
            }
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }
}

const fn waits(state: &OutboxState) -> bool {
    match state {
        // What is held is asked about once more, and listed as staying behind.
        OutboxState::Held { .. } | OutboxState::Queued { .. } => true,
        OutboxState::Accepted
        | OutboxState::Done
        | OutboxState::Expired
        | OutboxState::Failed
        | OutboxState::Superseded
        | OutboxState::Withdrawn => false,
    }
}

/// A letter with the bytes it was sealed into, now or before. Under a key that has ended they are no use to whoever reads the
/// bundle: then it is sealed anew. If the first envelope has arrived by another road, the letter is taken once.
async fn take(
    node: &Arc<Node>,
    to: &NodeId,
    mut row: OutboxRow,
    mut parcel: Parcel,
) -> Result<Letter, ActError> {
    let damaged = |what: &str| ActError::Corrupt(format!("row {what}"));
    if parcel.envelope.is_none() || deliver::is_under_ended_key(node, &parcel).await {
        deliver::seal(node, &row, &parcel, to).await?;
        row = node.outbox_row(row.id).await?.ok_or_else(|| damaged("outbox"))?;
        parcel = decode(&row.payload)?;
    }
    let Some(Sealed { env_id, env_digest, send_event }) = &parcel.envelope else {
        return Err(damaged("outbox"));
    };
    let envelope = node.raw_row(view::ENVELOPE, env_id).await?;
    let envelope = envelope.ok_or_else(|| damaged("envelope"))?;
    let anchor = node.anchor_for(to, event_id(send_event)?).await?;
    let anchor = anchor.and_then(|anchor| anchor.to_bytes().ok());
    let objects = objects::outgoing(node, &parcel.letter).await?;
    let mut chunks = Vec::new();
    for object in &objects {
        chunks.extend(object.chunks()?);
    }
    Ok(Letter {
        lane: Lane::from_number(row.lane.into()).ok_or_else(|| damaged("outbox"))?,
        env_digest: Digest::parse_hex(env_digest).map_err(|_| damaged("outbox"))?,
        delivery: Delivery { envelope, anchor }.to_bytes(),
        row,
        parcel,
        objects,
        chunks,
    })
}

/// The directory as the node holds it in files. Letters do not wait for one that is too large: it goes another way.
fn directory(node: &Node) -> Result<Option<(Place, Vec<u8>)>, CarryError> {
    let files = crate::directory::installed(&node.config.data_dir)?.files;
    Ok(wire::bundle::directory::write(&files).map(|bytes| (Place::Directory, bytes)))
}

/// The acceptances of what came by bundle from this node, newest first taken, in the order of their digests.
async fn receipts(node: &Node, to: &NodeId) -> Result<Vec<(Place, Vec<u8>)>, CarryError> {
    let mut carried: Vec<(String, i64)> = node.rows(view::CARRIED, &format!("{to}:")).await?;
    let oldest = node.now().saturating_sub(RECEIPTS_FOR).map_or(0, |at| at.as_millisecond());
    carried.retain(|(_, accepted_at_ms)| *accepted_at_ms >= oldest);
    carried.sort_by_key(|(_, accepted_at_ms)| std::cmp::Reverse(*accepted_at_ms));
    let mut receipts = Vec::new();
    for (key, _) in carried.iter().take(RECEIPTS_MAX) {
        let env_id = key.rsplit(':').next().unwrap_or_default();
        let Some(inbox) = node.row::<Inbox>(view::INBOX, env_id).await? else { continue };
        let receipt = node.acceptance(to, &inbox).await?;
        receipts.push((Place::Receipt(receipt.statement_digest()), receipt.to_bytes()));
    }
    receipts.sort_by_key(|(place, _)| *place);
    Ok(receipts)
}

/// Files without their name yet: whatever goes wrong, they go.
#[derive(Default)]
struct Fresh(Vec<PathBuf>);

impl Drop for Fresh {
    fn drop(&mut self) {
        for path in &self.0 {
            // What cannot be removed is no bundle to anybody who looks at its name.
            fs::remove_file(path).unwrap_or_default();
        }
    }
}

async fn volume(
    node: &Arc<Node>,
    mut index: Index,
    share: &Share,
    letters: &[Letter],
    rest: &Rest,
    path: &Path,
    fresh: &mut Fresh,
) -> Result<Volume, CarryError> {
    let mut members: Vec<(Place, &[u8])> = Vec::new();
    members.extend(rest.directory.iter().map(|(place, bytes)| (*place, &bytes[..])));
    let picked = |n: &usize| rest.receipts.get(*n);
    members.extend(
        share.receipts.iter().filter_map(picked).map(|(place, bytes)| (*place, &bytes[..])),
    );
    let own: Vec<_> = share.letters.iter().filter_map(|n| Some((*n, letters.get(*n)?))).collect();
    let delivery = |letter: &'_ Letter| Place::Delivery(letter.lane, letter.env_digest);
    members.extend(own.iter().map(|(_, letter)| (delivery(letter), &letter.delivery[..])));
    index.entries = members.iter().map(|(place, bytes)| entry(*place, bytes)).collect();
    for (n, letter) in &own {
        let wanted = share.chunks.iter().filter(|(of, _)| of == n);
        let wanted = wanted.filter_map(|(_, chunk)| letter.chunks.get(*chunk));
        index.entries.extend(wanted.map(|(id, len)| Entry {
            place: Place::Chunk(*id),
            len: *len,
            sha256: *id,
        }));
    }
    let text = sheet::readme(&index);
    index.entries.insert(0, entry(Place::Readme, text.as_bytes()));

    let draft = unfinished(path);
    fresh.0.push(draft.clone());
    let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft);
    let file = BufWriter::new(file.map_err(CarryError::file(&draft))?);
    // A key whose turn began while the volumes were written is not the one that this index names.
    let sealed_by = node.signing.node.all().find(|key| key.public().kid() == index.kid);
    let mut writer = BundleWriter::new(file, &index, sealed_by.unwrap_or(node.node_key()))?;
    writer.add(text.as_bytes())?;
    for (_, bytes) in &members {
        writer.add(bytes)?;
    }
    for (n, letter) in &own {
        let wanted = share.chunks.iter().filter(|(of, _)| of == n);
        let wanted: Vec<usize> = wanted.map(|(_, chunk)| *chunk).collect();
        add_chunks(node, &mut writer, letter, &wanted).await?;
    }
    let digest = writer.digest();
    let file = writer.finish()?.into_inner().map_err(|error| error.into_error());
    let file: File = file.map_err(CarryError::file(&draft))?;
    file.sync_all().map_err(CarryError::file(&draft))?;
    let bytes = file.metadata().map_err(CarryError::file(&draft))?.len();
    Ok(Volume { path: path.to_owned(), digest, bytes, index })
}

/// Makes the streams of a letter's objects again and writes the chunks that this volume carries.
async fn add_chunks(
    node: &Arc<Node>,
    writer: &mut BundleWriter<BufWriter<File>>,
    letter: &Letter,
    wanted: &[usize],
) -> Result<(), CarryError> {
    let mut left = wanted.iter().copied().peekable();
    let mut at = 0_usize;
    for object in &letter.objects {
        let n_chunks = object.chunks()?.len();
        let behind = at.saturating_add(n_chunks);
        if left.peek().is_some_and(|next| *next < behind) {
            let mut chunks = Chunks::of(node, object).await?;
            let mut n = at;
            while let Some((_, bytes)) = chunks.next().await? {
                if left.next_if_eq(&n).is_some() {
                    writer.add(&bytes)?;
                }
                n = n.saturating_add(1);
            }
        }
        at = behind;
    }
    Ok(())
}

fn entry(place: Place, bytes: &[u8]) -> Entry {
    Entry { place, len: bytes.len() as u64, sha256: Digest::of(bytes) }
}

/// The mark at each row, and a record for each letter of the law and each file it is in.
async fn record(
    node: &Arc<Node>,
    order: &Order,
    letters: &[Letter],
    shares: &[Share],
    volumes: &[Volume],
) -> Result<(), CarryError> {
    let carrying = |n: usize| {
        let of = shares.iter().zip(volumes).filter(move |(share, _)| share.letters.contains(&n));
        of.map(|(_, volume)| volume)
    };
    // At most `VOLUMES_MAX` events of one letter, and twice that in one act.
    let mut groups: Vec<Vec<usize>> = vec![Vec::new()];
    let mut n_events = 0_usize;
    for n in 0..letters.len() {
        let more = carrying(n).count();
        n_events = n_events.saturating_add(more);
        if n_events > VOLUMES_MAX {
            groups.push(Vec::new());
            n_events = more;
        }
        if let Some(group) = groups.last_mut() {
            group.push(n);
        }
    }
    for group in groups.iter().filter(|group| !group.is_empty()) {
        act!(node, "bundle_letters", None, |tx| {
            for (n, letter) in group.iter().filter_map(|n| Some((*n, letters.get(*n)?))) {
                let Letter { row, parcel, .. } = letter;
                let id = carrying(n).next().map(|volume| volume.index.id.to_string());
                let next = Parcel { bundled: id, ..parcel.clone() };
                let error = row.last_error.clone();
                tx.outbox.push(deliver::settle(row, row.state.clone(), error, Some(&next)));
                if parcel.kind.starts_with(wire::letter::HOUSEKEEPING) {
                    continue;
                }
                let letter_digest = Digest::parse_hex(&parcel.letter_digest);
                let letter_digest =
                    letter_digest.map_err(|_| ActError::Corrupt("row outbox".to_owned()))?;
                for volume in carrying(n) {
                    let event = link::Event {
                        at: tx.now,
                        kind: link::Kind::Carried,
                        env_digest: Some(letter.env_digest),
                        letter_digest: Some(letter_digest),
                        receipt_digest: None,
                        peer: order.to.clone(),
                        anchor: None,
                        lane: lane_of(row.lane)
                            .ok_or_else(|| ActError::Corrupt("row outbox".to_owned()))?,
                        carried: Some(link::Carried {
                            bundle: volume.index.id,
                            bundle_sha256: volume.digest,
                            file_name: file_name(&volume.path),
                            file_size: volume.bytes,
                            why: order.why,
                        }),
                    };
                    let stream = link_stream(&node.config.node, &order.to);
                    tx.record(&stream, &Stored::Link(event), tx.now, &Who::node()).await?;
                }
            }
            Ok(Vec::new())
        })
        .await?;
    }
    Ok(())
}

/// `lumen.zip`, or `lumen-2of3.zip`.
fn volume_path(out: &Path, part: u64, parts: u64) -> PathBuf {
    if parts == 1 {
        return out.to_owned();
    }
    let mut name = out.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{part}of{parts}"));
    if let Some(ending) = out.extension() {
        name.push(".");
        name.push(ending);
    }
    out.with_file_name(name)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

/// What a file is called while it is written: no reader looks for it.
fn unfinished(path: &Path) -> PathBuf {
    with_ending(path, ".unfinished")
}

/// Where the control sheet of a volume lies.
fn sheet_path(path: &Path) -> PathBuf {
    with_ending(path, ".sheet.html")
}

/// The name of a file as a record has it.
fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let end = name.floor_char_boundary(link::FILE_NAME_BYTES_MAX);
    name.get(..end).unwrap_or_default().to_owned()
}
