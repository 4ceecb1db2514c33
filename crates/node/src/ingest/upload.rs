//! Uploads that go on after a break: evidence part by part, each acknowledged when it is durable, each of them twice if
//! somebody is not sure.
//!
//! ```text
//! receiving → sealed | quarantined          receiving, quarantined → gone (given up, or nobody came for seven days)
//! ```
//! The id of an upload is that of the exhibit it becomes. Its key lies in the key store from the beginning; its row is
//! sealed under the key of the measure; a row per part holds the digests of that part and the state of SHA-256 after it,
//! encrypted under a key that is derived from the exhibit's. So after a restart nothing that is stored is read again.
//!
//! A key seals a part once. The BLAKE3 of a part is therefore said before its bytes, and is on record before its ciphertext
//! is: who sends other bytes for the same part is refused, and the upload is set aside. Not here: HTTP (`web::uploads`).

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use domain::actor::Officer;
use domain::exhibit::{ExhibitNo, Plain};
use domain::ids::{ExhibitId, MeasureId};
use jiff::Timestamp;
use seal::chunk::{HEADER_BYTES, PartSize, Sealer, context_item, merge_parts};
use seal::digest::{Digest, b64url_decode, b64url_encode};
use seal::keyring::Key;
use serde::{Deserialize, Serialize};
use store::RowQuery;
use tokio::sync::Semaphore;

use super::{Arriving, Ingested, broken, header_of};
use crate::act::{ActError, OnceKey, Tx, act};
use crate::exhibits::{Brought, SealedExhibit, exhibit_stream, seal_evidence};
use crate::fast::FastAead;
use crate::keys::Kek;
use crate::log;
use crate::node::Node;
use crate::rng::AsCryptoRng;
use crate::rows::{decode, encode, view};
use crate::sealed_doc;

mod error;
mod part;
mod restored;
#[cfg(test)]
mod tests;

pub use error::{Mismatch, UploadError};
pub use part::take_part;
pub use restored::replay;

/// Nobody came for so long: the key is destroyed and the ciphertext deleted.
const IDLE_MS: i64 = 7 * 24 * 60 * 60 * 1_000;
/// How far ahead of the first missing part a part may come: what is ahead is read once more for SHA-256.
pub const WINDOW_PARTS: u64 = 4;
/// Parts of one upload that are taken at the same time; each needs its own memory.
const BESIDE_MAX: usize = 3;
/// 1 TiB in parts of 16 MiB: the rows of an upload and the names in its content row stay within one transaction.
const PARTS_MAX: u64 = 1 << 16;
/// Uploads of one measure that are not sealed.
const OPEN_MAX: usize = 64;

/// What whoever brings a file says of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stated {
    /// Its length.
    pub len: Option<u64>,
    /// Its SHA-256.
    pub sha256: Option<[u8; 32]>,
    /// Its BLAKE3.
    pub blake3: Option<[u8; 32]>,
}

impl Stated {
    fn agrees(&self, plain: &Plain) -> Result<(), Mismatch> {
        if self.len.is_some_and(|len| len != plain.len) {
            return Err(Mismatch::Length);
        }
        let differs =
            |stated: Option<[u8; 32]>, found| stated.is_some_and(|stated| stated != found);
        if differs(self.sha256, plain.sha256) || differs(self.blake3, plain.blake3) {
            return Err(Mismatch::Digest);
        }
        Ok(())
    }
}

/// Where an upload stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Something did not agree; it waits for its end.
    Quarantined(Mismatch),
    /// Parts come in.
    Receiving,
    /// It is the exhibit with this number.
    Sealed(String),
}

/// An upload as its row keeps it, sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Upload {
    measure: String,
    name: String,
    media_type: String,
    dek: String,
    header: String,
    part_len: u64,
    len: Option<u64>,
    sha256: Option<String>,
    blake3: Option<String>,
    state: State,
    /// Parts 0 to `next` are here, without gap.
    next: u64,
    /// Their bytes.
    n_bytes: u64,
    expires_at_ms: i64,
    /// How often the database had been put back when it was begun.
    #[serde(default)]
    restores: u64,
}

/// An upload as whoever brings it sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Which.
    pub id: ExhibitId,
    /// Name of the file.
    pub name: String,
    /// Where it stands.
    pub state: State,
    /// Bytes of every part but the last.
    pub part_len: u64,
    /// The first part that is not here.
    pub next_part: u64,
    /// Its first byte.
    pub next_offset: u64,
    /// Parts that are here beyond a gap.
    pub ahead: Vec<u64>,
    /// The length that was stated.
    pub len: Option<u64>,
    /// It is gone then if nobody comes.
    pub expires_at: Timestamp,
}

/// What this process holds of uploads: who waits for whom.
#[derive(Debug, Default)]
pub struct Uploads(Mutex<BTreeMap<ExhibitId, Weak<Live>>>);

#[derive(Debug)]
struct Live {
    /// Held while the rows of the upload change.
    rows: tokio::sync::Mutex<()>,
    beside: Semaphore,
}

impl Uploads {
    fn of(&self, id: ExhibitId) -> Arc<Live> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, live| live.strong_count() > 0);
        if let Some(live) = all.get(&id).and_then(Weak::upgrade) {
            return live;
        }
        let (rows, beside) = (tokio::sync::Mutex::new(()), Semaphore::new(BESIDE_MAX));
        let live = Arc::new(Live { rows, beside });
        all.insert(id, Arc::downgrade(&live));
        live
    }
}

/// An upload with what opens it.
struct Opened {
    id: ExhibitId,
    upload: Upload,
    kek: Kek,
    key: Arc<Key>,
    header: [u8; HEADER_BYTES],
    size: PartSize,
}

impl Opened {
    /// The upload of this measure, as it is now.
    async fn find(node: &Node, measure: MeasureId, id: ExhibitId) -> Result<Self, UploadError> {
        let (upload, kek) = read(node, id).await?.ok_or(ActError::NotFound)?;
        if upload.measure != measure.to_string() {
            return Err(ActError::NotFound.into());
        }
        if upload.state == State::Quarantined(Mismatch::Restored) {
            // Its key may be gone by now.
            return Err(UploadError::Quarantined(Mismatch::Restored));
        }
        let damaged = || ActError::Corrupt("row upload".to_owned());
        let dek = b64url_decode(&upload.dek).ok().and_then(|id| id.try_into().ok());
        let dek = node.keys.dek(&kek, id, dek.ok_or_else(damaged)?).await;
        let key = Arc::new(dek.map_err(ActError::from)?);
        let header = header_of(&upload.header)?;
        let size = PartSize::new(upload.part_len).ok_or_else(damaged)?;
        Ok(Self { id, upload, kek, key, header, size })
    }

    fn receiving(&self) -> Result<(), UploadError> {
        match &self.upload.state {
            State::Receiving => Ok(()),
            State::Sealed(_) => Err(UploadError::Closed),
            State::Quarantined(why) => Err(UploadError::Quarantined(*why)),
        }
    }

    fn sealer(&self) -> Result<Sealer<FastAead>, ActError> {
        Sealer::resume(&self.key, &context_item(self.id.bytes()), &self.header).map_err(broken)
    }

    fn stated(&self) -> Stated {
        let digest = |hex: &Option<String>| {
            hex.as_ref().and_then(|hex| Digest::parse_hex(hex).ok()).map(|digest| digest.0)
        };
        let (sha256, blake3) = (digest(&self.upload.sha256), digest(&self.upload.blake3));
        Stated { len: self.upload.len, sha256, blake3 }
    }

    /// Writes the row; whoever changes it holds the upload's lock.
    fn write(&self, tx: &mut Tx<'_>) -> Result<(), ActError> {
        write(tx, &self.kek, self.id, &self.upload)
    }

    /// Sets the upload aside, and says why.
    async fn quarantine(mut self, node: &Node, why: Mismatch) -> Result<UploadError, ActError> {
        self.upload.state = State::Quarantined(why);
        act!(node, "quarantine_upload", None, |tx| {
            self.write(tx)?;
            Ok(Vec::new())
        })
        .await?;
        log::upload_quarantined(&self.id.to_string(), why.code());
        Ok(UploadError::Quarantined(why))
    }
}

async fn read(node: &Node, id: ExhibitId) -> Result<Option<(Upload, Kek)>, ActError> {
    let Some(row) = node.raw_row(view::UPLOAD, &id.to_string()).await? else { return Ok(None) };
    let mut upload: Upload = decode(&sealed_doc::open(&node.keys, id.bytes(), &row)?)?;
    if upload.state == State::Receiving && restored::is_from_before(node, &upload).await? {
        upload.state = State::Quarantined(Mismatch::Restored);
    }
    Ok(Some((upload, sealed_doc::kek(&node.keys, &row)?)))
}

fn write(tx: &mut Tx<'_>, kek: &Kek, id: ExhibitId, upload: &Upload) -> Result<(), ActError> {
    let row = sealed_doc::seal(kek, id.bytes(), &encode(upload), &*tx.node.random)?;
    tx.put_raw(view::UPLOAD, &id.to_string(), &sort(upload.expires_at_ms), row);
    Ok(())
}

/// Rows of uploads are sorted by when they are over.
fn sort(at_ms: i64) -> String {
    format!("{at_ms:015}")
}

fn item_key(measure: &str, id: ExhibitId) -> String {
    format!("{measure}:upload:{id}")
}

/// Begins an upload for an order. The caller has looked whether evidence may be added to it.
///
/// # Errors
/// [`UploadError::TooMany`]; if key or row cannot be stored.
pub async fn open(
    node: &Arc<Node>,
    measure: MeasureId,
    brought: &Brought,
    stated: Stated,
    once: Option<OnceKey>,
) -> Result<Progress, UploadError> {
    let done = act!(node, "open_upload", once, |tx| {
        let listed = node.rows::<String>(view::MEASURE_ITEM, &item_prefix(measure)).await?;
        if listed.len() >= OPEN_MAX {
            return Ok(Vec::new());
        }
        let id = ExhibitId::new(node.random.uuid_v7(tx.now.as_millisecond()));
        let scope = exhibit_stream(&node.config.node, id, None, measure).scope;
        let at_ms = tx.now.as_millisecond();
        let kek = node.keys.kek(&scope, at_ms).await?;
        let (key, header) = {
            let mut rng = AsCryptoRng(&*node.random);
            let key = Key::generate(&mut rng);
            let context = context_item(id.bytes());
            let header = *Sealer::<FastAead>::fresh(&key, &context, &mut rng).header();
            (key, header)
        };
        let dek = node.keys.put_dek(&kek, id, &key, at_ms).await?;
        let hex = |digest: Option<[u8; 32]>| digest.map(|digest| Digest(digest).hex());
        let upload = Upload {
            measure: measure.to_string(),
            name: brought.name().to_owned(),
            media_type: brought.media_type().to_owned(),
            dek: b64url_encode(&dek),
            header: b64url_encode(&header),
            part_len: PartSize::DEFAULT.bytes(),
            len: stated.len,
            sha256: hex(stated.sha256),
            blake3: hex(stated.blake3),
            state: State::Receiving,
            next: 0,
            n_bytes: 0,
            expires_at_ms: at_ms.saturating_add(IDLE_MS),
            restores: node.store.head().await?.restore_epoch,
        };
        write(tx, &kek, id, &upload)?;
        tx.put(view::MEASURE_ITEM, &item_key(&upload.measure, id), "", &id.to_string());
        Ok(id.to_string().into_bytes())
    })
    .await?;
    if done.result.is_empty() {
        return Err(UploadError::TooMany);
    }
    let text = String::from_utf8_lossy(&done.result).into_owned();
    let id = ExhibitId::parse(&text).map_err(|_| ActError::Corrupt("once".to_owned()))?;
    Ok(progress(node, measure, id).await?)
}

fn item_prefix(measure: MeasureId) -> String {
    format!("{measure}:upload:")
}

/// How far an upload of this measure is.
///
/// # Errors
/// [`ActError::NotFound`] if there is none; if the row is damaged.
pub async fn progress(
    node: &Node,
    measure: MeasureId,
    id: ExhibitId,
) -> Result<Progress, ActError> {
    let (upload, _) = read(node, id).await?.ok_or(ActError::NotFound)?;
    if upload.measure != measure.to_string() {
        return Err(ActError::NotFound);
    }
    let mut ahead = Vec::new();
    for n in upload.next..upload.next.saturating_add(WINDOW_PARTS) {
        if part::find(node, id, n).await?.is_some_and(|part| part.stored) {
            ahead.push(n);
        }
    }
    Ok(Progress {
        id,
        name: upload.name,
        state: upload.state,
        part_len: upload.part_len,
        next_part: upload.next,
        next_offset: upload.n_bytes,
        ahead,
        len: upload.len,
        expires_at: Timestamp::from_millisecond(upload.expires_at_ms).unwrap_or(Timestamp::MAX),
    })
}

/// The uploads of a measure that are not sealed.
///
/// # Errors
/// If a row is damaged.
pub async fn of_measure(node: &Node, measure: MeasureId) -> Result<Vec<Progress>, ActError> {
    let mut open = Vec::new();
    for (_, id) in node.rows::<String>(view::MEASURE_ITEM, &item_prefix(measure)).await? {
        let id = ExhibitId::parse(&id).map_err(|_| ActError::Corrupt("row upload".to_owned()))?;
        match progress(node, measure, id).await {
            Ok(progress) => open.push(progress),
            // Over since the rows were listed.
            Err(ActError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(open)
}

/// Ends an upload: what is here must be what was stated, and then it becomes an exhibit, in one transaction. Asked for
/// again, it answers again.
///
/// # Errors
/// [`UploadError`]; [`UploadError::Quarantined`] if something that was stated does not agree: nothing is sealed then.
pub async fn finish(
    node: &Arc<Node>,
    officer: &Officer,
    measure: MeasureId,
    id: ExhibitId,
    stated: Stated,
) -> Result<(SealedExhibit, Plain), UploadError> {
    let live = node.uploads.of(id);
    let _rows = live.rows.lock().await;
    let mut opened = Opened::find(node, measure, id).await?;
    if let State::Sealed(no) = &opened.upload.state {
        return Ok((sealed(id, no)?, plain_of(node, id).await?));
    }
    opened.receiving()?;
    let len = stated.len.or(opened.upload.len).unwrap_or(opened.upload.n_bytes);
    if len == opened.upload.n_bytes && len.is_multiple_of(opened.upload.part_len) {
        // A last part of no bytes need not be sent.
        let last = len / opened.upload.part_len;
        part::close(node, &mut opened, last).await?;
    }
    let held = part::Held::all(node, &opened).await?;
    match held.covers(opened.size, len) {
        Ok(true) => {}
        Ok(false) => {
            return Err(UploadError::Incomplete { next_offset: opened.upload.n_bytes });
        }
        Err(why) => return Err(opened.quarantine(node, why).await?),
    }
    let sha256 = held.sha256(node, &opened).await?.finish().0;
    let values = held.values(node, &opened).await?;
    let blake3 = merge_parts(opened.size, len, &values).map_err(broken)?;
    let plain = Plain { len, sha256, blake3 };
    if let Err(why) = stated.agrees(&plain).and_then(|()| opened.stated().agrees(&plain)) {
        return Err(opened.quarantine(node, why).await?);
    }
    let brought = Brought::parse(&opened.upload.name, Some(&opened.upload.media_type));
    let brought = brought.map_err(|_| ActError::Corrupt("row upload".to_owned()))?;
    let ingested = Ingested {
        plain,
        key: opened.key.clone(),
        header: opened.header,
        part_len: opened.upload.part_len,
        parts: held.names(),
        _arriving: Arriving::none_yet(node),
    };
    let rows = part::all(node, id).await?.into_keys().collect();
    let of_upload = Some(Ending { rows });
    let done =
        seal_evidence(node, officer, measure, id, &brought, &ingested, None, of_upload).await?;
    Ok((done, plain))
}

/// An upload that becomes an exhibit in the act that seals it.
#[derive(Debug, Clone)]
pub struct Ending {
    /// Numbers of the parts that have a row.
    rows: Vec<u64>,
}

impl Ending {
    /// The rows of the upload say that it is sealed; those of its parts go, because the content row names them now.
    ///
    /// # Errors
    /// [`ActError::Stale`] if it is not open any more.
    pub async fn in_act(
        &self,
        tx: &mut Tx<'_>,
        id: ExhibitId,
        no: &ExhibitNo,
    ) -> Result<(), ActError> {
        let (mut upload, kek) = read(tx.node, id).await?.ok_or(ActError::Stale)?;
        if upload.state != State::Receiving {
            return Err(ActError::Stale);
        }
        upload.state = State::Sealed(no.to_string());
        write(tx, &kek, id, &upload)?;
        tx.delete(view::MEASURE_ITEM, &item_key(&upload.measure, id));
        for n in &self.rows {
            tx.delete(view::UPLOAD_PART, &part::key(id, *n));
        }
        Ok(())
    }
}

fn sealed(id: ExhibitId, no: &str) -> Result<SealedExhibit, ActError> {
    let no = ExhibitNo::parse(no).ok_or_else(|| ActError::Corrupt("row upload".to_owned()))?;
    Ok(SealedExhibit { id, no })
}

/// Length and digests of an exhibit, as its record has them.
async fn plain_of(node: &Node, id: ExhibitId) -> Result<Plain, ActError> {
    let exhibit = node.load::<domain::exhibit::Exhibit>(&id.urn(&node.config.node)).await?;
    exhibit.and_then(|exhibit| exhibit.data().map(|data| data.plain)).ok_or(ActError::NotFound)
}

/// Gives an upload up: its key is destroyed, then its ciphertext and its rows are deleted; of one from before the database was
/// put back only its rows. One that is sealed is an
/// exhibit, of which nothing is destroyed here.
///
/// # Errors
/// [`UploadError::Closed`] if it is sealed; if a store fails: it is asked again, and goes on.
pub async fn give_up(node: &Node, measure: MeasureId, id: ExhibitId) -> Result<(), UploadError> {
    let live = node.uploads.of(id);
    let _rows = live.rows.lock().await;
    let (upload, _) = read(node, id).await?.ok_or(ActError::NotFound)?;
    if upload.measure != measure.to_string() {
        return Err(ActError::NotFound.into());
    }
    if matches!(upload.state, State::Sealed(_)) {
        return Err(UploadError::Closed);
    }
    Ok(remove(node, id).await?)
}

/// Gives up every upload for which nobody came for seven days. Returns how many. One from before the database was put back
/// loses its rows and nothing else (`restored`).
///
/// # Errors
/// If a store fails.
pub async fn expire(node: &Node) -> Result<u64, ActError> {
    node.may_act()?;
    let to_sort = Some(sort(node.now().as_millisecond()));
    let query = RowQuery { to_sort, ..RowQuery::view(view::UPLOAD, store::MAX_PAGE) };
    let mut n_over = 0_u64;
    for row in node.all_rows(query).await? {
        let id = ExhibitId::parse(&row.key);
        let id = id.map_err(|_| ActError::Corrupt("row upload".to_owned()))?;
        let live = node.uploads.of(id);
        let _rows = live.rows.lock().await;
        let Some((upload, _)) = read(node, id).await? else { continue };
        if upload.expires_at_ms <= node.now().as_millisecond() {
            remove(node, id).await?;
            n_over = n_over.saturating_add(1);
        }
    }
    Ok(n_over)
}

/// Whoever calls it holds the lock of the upload.
async fn remove(node: &Node, id: ExhibitId) -> Result<(), ActError> {
    let (upload, kek) = read(node, id).await?.ok_or(ActError::NotFound)?;
    node.may_act()?;
    let parts = part::all(node, id).await?;
    // What is sealed has another row that names key and parts; that row decides, not the state.
    if node.raw_row(view::CONTENT, &id.to_string()).await?.is_none() {
        let names: Vec<String> = parts.values().map(|part| part.name.clone()).collect();
        if restored::is_from_before(node, &upload).await? {
            restored::leave(node, id, &names).await?;
        } else {
            node.keys.destroy_deks(Some(&kek), id, node.now().as_millisecond()).await?;
            node.ledger.remember_gone(id)?;
            for name in &names {
                node.blobs.delete(name).await?;
            }
        }
    }
    act!(node, "remove_upload", None, |tx| {
        for n in parts.keys() {
            tx.delete(view::UPLOAD_PART, &part::key(id, *n));
        }
        tx.delete(view::MEASURE_ITEM, &item_key(&upload.measure, id));
        tx.delete(view::UPLOAD, &id.to_string());
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// Storage keys of the parts of every upload that is not sealed.
///
/// # Errors
/// If a row is damaged.
pub async fn parts_held(node: &Node) -> Result<Vec<String>, ActError> {
    let rows = node.all_rows(RowQuery::view(view::UPLOAD_PART, store::MAX_PAGE)).await?;
    rows.iter().map(|row| Ok(decode::<part::Row>(&row.body)?.name)).collect()
}
