//! One part of an upload: taken, stored, and what is kept of its digests.
//!
//! ```text
//! state = BLAKE3 of the part (32) ‖ u8 length of its value as a subtree ‖ value (0, 32 or 64) ‖ SHA-256 after it (or nothing)
//! ```
//! A part that comes in order leaves the state of SHA-256 behind. One that comes ahead cannot, and neither can one whose
//! state was damaged: then the part is decrypted once and the state made anew.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Body;
use bytes::Bytes;
use domain::ids::{ExhibitId, MeasureId};
use http_body_util::BodyExt as _;
use seal::chunk::{Opener, PartSize, PartValue, RunningSha256, context_item, part_value};
use seal::digest::{b64url_decode, b64url_encode};
use seal::keyring::{open_ingest_state, seal_ingest_state};
use serde::{Deserialize, Serialize};
use store::RowQuery;
use tokio::sync::mpsc;

use super::{IDLE_MS, Mismatch, Opened, PARTS_MAX, Progress, UploadError, WINDOW_PARTS, progress};
use crate::act::{ActError, act};
use crate::fast::FastAead;
use crate::ingest::line::{Line, Rooms};
use crate::ingest::{broken, interrupted, part_name, sealed_bytes, stopped};
use crate::node::Node;
use crate::rng::AsCryptoRng;
use crate::rows::{decode, view};

/// A part as its row keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Row {
    /// Storage key.
    pub(super) name: String,
    /// Bytes of plaintext.
    pub(super) len: u64,
    /// Whether it is durable. Before, the row says what the part must be.
    pub(super) stored: bool,
    /// Sealed.
    state: String,
}

/// What is known of a part's plaintext.
struct State {
    digest: [u8; 32],
    value: Option<PartValue>,
    sha256: Option<RunningSha256>,
}

impl State {
    fn seal(&self, node: &Node, of: &Opened, n: u64) -> Result<String, ActError> {
        let value = self.value.as_ref().map(PartValue::to_bytes).unwrap_or_default();
        let n_value = u8::try_from(value.len()).unwrap_or_default();
        let mut bytes = zeroize::Zeroizing::new([&self.digest[..], &[n_value], &value].concat());
        if let Some(sha256) = &self.sha256 {
            bytes.extend_from_slice(&sha256.save());
        }
        let mut rng = AsCryptoRng(&*node.random);
        let sealed = seal_ingest_state(&of.key, of.id.bytes(), n, &bytes, &mut rng);
        let sealed = sealed.map_err(|error| ActError::Shell(error.code().to_owned()))?;
        Ok(b64url_encode(&sealed))
    }

    /// None if it is damaged: then the part tells.
    fn open(row: &Row, of: &Opened, n: u64) -> Option<Self> {
        let sealed = b64url_decode(&row.state).ok()?;
        let bytes = open_ingest_state(&of.key, of.id.bytes(), n, &sealed).ok()?;
        let (digest, rest) = bytes.split_first_chunk::<32>()?;
        let (n_value, rest) = rest.split_first()?;
        let (value, sha256) = rest.split_at_checked(usize::from(*n_value))?;
        let value = if value.is_empty() { None } else { Some(PartValue::from_bytes(value)?) };
        let sha256 = if sha256.is_empty() { None } else { Some(RunningSha256::restore(sha256)?) };
        Some(Self { digest: *digest, value, sha256 })
    }
}

pub(super) fn key(id: ExhibitId, n: u64) -> String {
    format!("{id}:{n:08}")
}

pub(super) async fn find(node: &Node, id: ExhibitId, n: u64) -> Result<Option<Row>, ActError> {
    node.row(view::UPLOAD_PART, &key(id, n)).await
}

/// Every part of an upload that has a row, by its number.
pub(super) async fn all(node: &Node, id: ExhibitId) -> Result<BTreeMap<u64, Row>, ActError> {
    let query = RowQuery {
        prefix: Some(format!("{id}:")),
        ..RowQuery::view(view::UPLOAD_PART, store::MAX_PAGE)
    };
    let damaged = || ActError::Corrupt("row upload-part".to_owned());
    let rows = node.all_rows(query).await?.into_iter().map(|row| {
        let n = row.key.rsplit_once(':').and_then(|(_, n)| n.parse().ok());
        Ok((n.ok_or_else(damaged)?, decode(&row.body)?))
    });
    rows.collect()
}

/// Takes one part: `digest` is the BLAKE3 of its bytes. It is durable when this answers. The same part again is no error.
///
/// # Errors
/// [`UploadError`]; nothing of the part is kept then, unless it was kept before.
pub async fn take_part(
    node: &Arc<Node>,
    measure: MeasureId,
    id: ExhibitId,
    n: u64,
    digest: [u8; 32],
    mut body: Body,
) -> Result<Progress, UploadError> {
    let live = node.uploads.of(id);
    // Never closed.
    let _beside = live.beside.acquire().await.map_err(|_| interrupted())?;
    let opened = Opened::find(node, measure, id).await?;
    opened.receiving()?;
    let part_len = opened.size.bytes();
    let next_offset = opened.upload.n_bytes;
    if n >= opened.upload.next.saturating_add(WINDOW_PARTS) || n >= PARTS_MAX {
        return Err(UploadError::Window { next_offset });
    }
    let before = match n.checked_sub(1) {
        None => Some(RunningSha256::new()),
        Some(before) => {
            let row = find(node, id, before).await?;
            if row.as_ref().is_some_and(|row| row.len < part_len) {
                return Err(UploadError::PartAfterLast { part_len });
            }
            let row = row.filter(|row| row.stored);
            row.and_then(|row| State::open(&row, &opened, before)?.sha256)
        }
    };
    if let Some(known) = find(node, id, n).await?
        && State::open(&known, &opened, n).is_some_and(|state| state.digest != digest)
    {
        let _rows = live.rows.lock().await;
        let opened = Opened::find(node, measure, id).await?;
        opened.receiving()?;
        return Err(opened.quarantine(node, Mismatch::Part).await?);
    }
    let (made, row) = seal(node, &opened, n, digest, before, &mut body).await?;

    let _rows = live.rows.lock().await;
    let mut opened = Opened::find(node, measure, id).await?;
    opened.receiving()?;
    keep(node, &mut opened, n, made, row).await?;
    Ok(progress(node, measure, id).await?)
}

/// What was made of a part's bytes.
struct Made {
    sealed: Bytes,
    state: State,
}

/// Hashes and encrypts the bytes of a part. Nothing is stored yet.
async fn seal(
    node: &Arc<Node>,
    of: &Opened,
    n: u64,
    digest: [u8; 32],
    before: Option<RunningSha256>,
    body: &mut Body,
) -> Result<(Made, Row), UploadError> {
    let part_len = of.size.bytes();
    let (ready, mut parts) = mpsc::unbounded_channel();
    let sealer = Arc::new(of.sealer()?);
    let rooms = Rooms::default();
    let mut line = Line::new(sealer, of.size, n, before, ready, rooms, node.runs_inline());
    let (mut hasher, mut len) = (blake3::Hasher::new(), 0_u64);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| UploadError::BrokeOff)?;
        let Ok(mut bytes) = frame.into_data() else { continue };
        len = len.saturating_add(bytes.len() as u64);
        if len > part_len {
            return Err(UploadError::PartTooLong { part_len });
        }
        hasher.update(&bytes);
        while !bytes.is_empty() {
            line.push(&mut bytes).await;
        }
    }
    if *hasher.finalize().as_bytes() != digest {
        return Err(UploadError::PartMismatch);
    }
    let through = if len == part_len { line.end().await } else { line.finish().await };
    let through = through.map_err(stopped)?;
    let part = parts.try_recv().map_err(|_| interrupted())?.part;
    let state = State { digest, value: part.value, sha256: through.sha256 };
    let row =
        Row { name: part_name(&part.digest), len, stored: false, state: state.seal(node, of, n)? };
    Ok((Made { sealed: sealed_bytes(part), state }, row))
}

/// Puts the part on record, stores it, and records that it is stored. Whoever calls it holds the lock of the upload.
async fn keep(
    node: &Arc<Node>,
    of: &mut Opened,
    n: u64,
    made: Made,
    mut row: Row,
) -> Result<(), UploadError> {
    match find(node, of.id, n).await? {
        None => {
            act!(node, "expect_upload_part", None, |tx| {
                tx.put(view::UPLOAD_PART, &key(of.id, n), "", &row);
                Ok(Vec::new())
            })
            .await?;
        }
        // The same plaintext under the same key is the same ciphertext, so its name tells.
        Some(known) if known.name != row.name => {
            let opened = Opened::find(node, measure_of(of)?, of.id).await?;
            return Err(opened.quarantine(node, Mismatch::Part).await?);
        }
        Some(known) if known.stored => return Ok(()),
        Some(_) => {}
    }
    node.blobs.put(&row.name, made.sealed).await.map_err(ActError::from)?;
    row.stored = true;
    let mut changed = BTreeMap::from([(n, row)]);
    if n == of.upload.next {
        go_on(node, of, made.state.sha256, &mut changed).await?;
    }
    act!(node, "keep_upload_part", None, |tx| {
        of.upload.expires_at_ms = tx.now.as_millisecond().saturating_add(IDLE_MS);
        of.write(tx)?;
        for (n, row) in &changed {
            tx.put(view::UPLOAD_PART, &key(of.id, *n), "", row);
        }
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

fn measure_of(of: &Opened) -> Result<MeasureId, ActError> {
    let measure = MeasureId::parse(&of.upload.measure);
    measure.map_err(|_| ActError::Corrupt("row upload".to_owned()))
}

/// The first missing part is here: it and what came ahead of it are here without gap now, and SHA-256 goes on over them.
async fn go_on(
    node: &Node,
    of: &mut Opened,
    sha256: Option<RunningSha256>,
    changed: &mut BTreeMap<u64, Row>,
) -> Result<(), ActError> {
    let mut running = sha256;
    loop {
        let n = of.upload.next;
        let row = match changed.get(&n) {
            Some(row) => Some(row.clone()),
            None => find(node, of.id, n).await?.filter(|row| row.stored),
        };
        let Some(mut row) = row else { return Ok(()) };
        let has_state = State::open(&row, of, n).is_some_and(|state| state.sha256.is_some());
        if !has_state {
            // It came ahead, or the state before it was damaged.
            let before = match running.take() {
                Some(before) => before,
                None => sha256_before(node, of, n).await?,
            };
            let state = again(node, of, n, &row, before).await?;
            row.state = state.seal(node, of, n)?;
            running = state.sha256;
            changed.insert(n, row.clone());
        } else {
            running = State::open(&row, of, n).and_then(|state| state.sha256);
        }
        of.upload.next = n.saturating_add(1);
        of.upload.n_bytes = of.upload.n_bytes.saturating_add(row.len);
    }
}

/// SHA-256 before part `n`: from the last state that opens, and whatever is stored behind it.
async fn sha256_before(node: &Node, of: &Opened, n: u64) -> Result<RunningSha256, ActError> {
    let missing = || ActError::Corrupt("row upload-part".to_owned());
    let (mut from, mut running) = (n, RunningSha256::new());
    while let Some(before) = from.checked_sub(1) {
        let row = find(node, of.id, before).await?.ok_or_else(missing)?;
        if let Some(sha256) = State::open(&row, of, before).and_then(|state| state.sha256) {
            running = sha256;
            break;
        }
        from = before;
    }
    for n in from..n {
        let row = find(node, of.id, n).await?.ok_or_else(missing)?;
        running = again(node, of, n, &row, running).await?.sha256.ok_or_else(missing)?;
    }
    Ok(running)
}

/// Decrypts a stored part once more, for its state.
async fn again(
    node: &Node,
    of: &Opened,
    n: u64,
    row: &Row,
    mut running: RunningSha256,
) -> Result<State, ActError> {
    let sealed = node.blobs.get(&row.name).await?;
    let sealed = sealed.ok_or_else(|| ActError::Corrupt("a part is missing".to_owned()))?;
    let context = context_item(of.id.bytes());
    let opener = Opener::<FastAead>::new(&of.key, &context, &of.header).map_err(broken)?;
    let mut plain = zeroize::Zeroizing::new(Vec::with_capacity(sealed.len()));
    // As if it were the last: a full part is the same wherever the plaintext ends.
    let len = n.saturating_mul(of.size.bytes()).saturating_add(row.len);
    opener.open_part(of.size, n, len, &sealed, &mut plain).map_err(broken)?;
    running.update(&plain);
    let value = part_value(of.size, n, &plain).map_err(broken)?;
    Ok(State { digest: *blake3::hash(&plain).as_bytes(), value, sha256: Some(running) })
}

/// Makes the last part, which has no bytes, if it was not sent.
pub(super) async fn close(node: &Arc<Node>, of: &mut Opened, n: u64) -> Result<(), UploadError> {
    if n != of.upload.next || find(node, of.id, n).await?.is_some_and(|row| row.stored) {
        return Ok(());
    }
    let before = sha256_before(node, of, n).await?;
    let empty = *blake3::hash(b"").as_bytes();
    let (made, row) = seal(node, of, n, empty, Some(before), &mut Body::empty()).await?;
    keep(node, of, n, made, row).await
}

/// Every part of an upload that is stored, when it is to end.
pub(super) struct Held(BTreeMap<u64, Row>);

impl Held {
    pub(super) async fn all(node: &Node, of: &Opened) -> Result<Self, ActError> {
        let mut rows = all(node, of.id).await?;
        rows.retain(|_, row| row.stored);
        Ok(Self(rows))
    }

    /// Whether these are the parts of a plaintext of `len` bytes, or some are missing.
    ///
    /// # Errors
    /// [`Mismatch::Length`] if a part is longer, shorter or further behind than any of such a plaintext.
    pub(super) fn covers(&self, size: PartSize, len: u64) -> Result<bool, Mismatch> {
        for (n, row) in &self.0 {
            let range = size.plain_range(*n, len).map_err(|_| Mismatch::Length)?;
            if range.end.saturating_sub(range.start) != row.len {
                return Err(Mismatch::Length);
            }
        }
        Ok(self.n_parts() == size.n_parts(len))
    }

    fn n_parts(&self) -> u64 {
        self.0.len() as u64
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.0.values().map(|row| row.name.clone()).collect()
    }

    /// SHA-256 of all of it.
    pub(super) async fn sha256(&self, node: &Node, of: &Opened) -> Result<RunningSha256, ActError> {
        sha256_before(node, of, self.n_parts()).await
    }

    /// The BLAKE3 values of the parts that are not empty; a damaged one is made anew.
    pub(super) async fn values(
        &self,
        node: &Node,
        of: &Opened,
    ) -> Result<Vec<PartValue>, ActError> {
        let mut values = Vec::new();
        for (n, row) in &self.0 {
            let state = match State::open(row, of, *n) {
                Some(state) => state,
                None => again(node, of, *n, row, RunningSha256::new()).await?,
            };
            values.extend(state.value);
        }
        Ok(values)
    }
}
