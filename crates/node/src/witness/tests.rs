//! A witness asked over HTTP by a log that is honest, forked, careless or somebody else.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use jiff::Timestamp;
use seal::checkpoint::{Checkpoint, SignedCheckpoint};
use seal::merkle::{append, consistency, leaf_hash, root_at};
use seal::note::NoteLine;
use seal::witness::{Answer, REQUEST_BYTES_MAX, read_answer};
use store::{Answer as StoreAnswer, WitnessIdentity};
use tempfile::TempDir;
use tower_service::Service as _;

use super::*;

mod door;
mod folder;
mod order;
mod race;
mod split;

const ORIGIN: &str = "log.example/1";
const NAME: &str = "witness.example/w1";
const NOW: u64 = 1_798_761_600;
/// More than any test asks for.
const PLENTY: u32 = 60_000;

/// A clock that a test sets.
#[derive(Debug)]
pub(crate) struct SetClock(AtomicI64);

impl SetClock {
    pub(crate) fn at(second: u64) -> Arc<Self> {
        let clock = Arc::new(Self(AtomicI64::new(0)));
        clock.set(second);
        clock
    }

    pub(crate) fn set(&self, second: u64) {
        self.0.store(i64::try_from(second).unwrap() * 1_000, Ordering::Relaxed);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::Relaxed)).unwrap()
    }
}

/// A log of `n` leaves; `salt` makes another history.
struct Log {
    nodes: BTreeMap<(u8, u64), Digest>,
    secret: Ed25519Secret,
}

impl Log {
    fn of(n: u64, salt: u8) -> Self {
        let leaves: Vec<_> =
            (0..n).map(|n| leaf_hash(&[&[salt], &n.to_be_bytes()[..]].concat())).collect();
        let made = append(0, &BTreeMap::new(), &leaves).unwrap().new_nodes;
        let nodes = made.into_iter().map(|(level, index, hash)| ((level, index), hash)).collect();
        Self { nodes, secret: secret("log") }
    }

    fn vkey(&self) -> String {
        Vkey::new(ORIGIN, VkeyKind::Ed25519(self.secret.public())).unwrap().to_string()
    }

    fn root(&self, size: u64) -> Digest {
        root_at(size, &self.nodes).unwrap()
    }

    fn signed(&self, size: u64) -> SignedCheckpoint {
        self.sign(size, self.root(size))
    }

    fn sign(&self, size: u64, root: Digest) -> SignedCheckpoint {
        let head = Checkpoint::new(ORIGIN, size, root).unwrap();
        let line = head.sign_ed25519(&self.secret).unwrap();
        head.with(vec![line])
    }

    /// What an honest log asks.
    fn request(&self, old: u64, new: u64) -> AddCheckpoint {
        let proof = if old == 0 || old > new {
            vec![]
        } else {
            consistency(old, new, &self.nodes).unwrap()
        };
        AddCheckpoint { old, proof, checkpoint: self.signed(new) }
    }
}

/// A secret that no other node has and no rule forbids.
fn secret(of: &str) -> Ed25519Secret {
    Ed25519Secret::from_seed(Digest::of(of.as_bytes()).0).unwrap()
}

fn secrets() -> Secrets {
    let mldsa44 = MlDsa44Secret::from_seed(Digest::of(b"witness/06").0).unwrap();
    Secrets { ed25519: secret("witness/04"), mldsa44 }
}

fn witness_keys() -> Vec<Vkey> {
    secrets().vkeys(NAME).unwrap().lines().map(|vkey| Vkey::parse(vkey).unwrap()).collect()
}

/// A witness with its memory on disk, and the log it witnesses.
struct Stage {
    folder: TempDir,
    clock: Arc<SetClock>,
    store: Arc<dyn WitnessStore>,
    router: Router,
    log: Log,
}

impl Stage {
    async fn new() -> Self {
        Self::with(PLENTY, None).await
    }

    async fn with(per_minute: u32, start: Option<Start>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let vkeys = secrets().vkeys(NAME).unwrap();
        let identity = WitnessIdentity { name: NAME.to_owned(), vkeys, made_at_ms: 1 };
        drop(SqliteWitness::create(&folder.path().join(DATABASE), &identity).unwrap());
        let log = Log::of(40, 0);
        let new = NewLog::parse(ORIGIN, &[log.vkey()]).unwrap();
        add_log(folder.path(), &new, start, Timestamp::UNIX_EPOCH).await.unwrap();
        let store: Arc<dyn WitnessStore> = Arc::new(open_store(folder.path()).unwrap());
        let clock = SetClock::at(NOW);
        let router = http::router(witness_on(store.clone(), clock.clone(), per_minute));
        Self { folder, clock, store, router, log }
    }

    /// Asks for this many bytes to be judged.
    async fn post(&self, body: impl Into<Body>) -> Said {
        let request = Request::post("/witness/1/add-checkpoint").body(body.into()).unwrap();
        Said::of(self.router.clone().call(request).await.unwrap()).await
    }

    async fn ask(&self, request: &AddCheckpoint) -> Said {
        self.post(request.to_string()).await
    }

    async fn monitored(&self, origin: &str) -> Said {
        let path = format!("/witness/1/m/{}/checkpoint", Digest::of(origin.as_bytes()).hex());
        let request = Request::get(path).body(Body::empty()).unwrap();
        Said::of(self.router.clone().call(request).await.unwrap()).await
    }

    async fn held(&self) -> Option<Held> {
        self.store.log(ORIGIN).await.unwrap().unwrap().held.as_ref().map(held_of)
    }

    /// What is kept against the log: kind, size that it signed, size that was held.
    async fn evidence(&self) -> Vec<(String, u64, u64)> {
        let kept = self.store.evidence().await.unwrap();
        let brief = kept.into_iter().map(|kept| {
            let request = AddCheckpoint::parse(&kept.request).unwrap();
            let held = kept.held.map_or(0, |held| held.size);
            (kept.kind, request.checkpoint.claimed().size(), held)
        });
        brief.collect()
    }
}

fn witness_on(store: Arc<dyn WitnessStore>, clock: Arc<dyn Clock>, per_minute: u32) -> Witness {
    Witness::assemble(store, NAME.to_owned(), secrets(), clock, per_minute)
}

/// An answer, as bytes have it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    status: StatusCode,
    media_type: String,
    retry_after: Option<String>,
    body: String,
}

impl Said {
    async fn of(response: axum::http::Response<Body>) -> Self {
        let (head, body) = response.into_parts();
        let header = |name: &str| {
            let value = head.headers.get(name);
            value.map(|value| value.to_str().unwrap().to_owned())
        };
        let (status, media_type, retry_after) =
            (head.status, header("content-type"), header("retry-after"));
        let body = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8(body.to_vec()).unwrap();
        Self { status, media_type: media_type.unwrap_or_default(), retry_after, body }
    }

    /// Only a status.
    #[track_caller]
    fn is(&self, status: u16) {
        let brief = (self.status.as_u16(), self.body.as_str());
        assert_eq!(brief, (status, ""), "{self:?}");
        assert_eq!(self.media_type, "text/plain; charset=utf-8");
    }

    #[track_caller]
    fn conflicts_with(&self, size: u64) {
        let brief = (self.status.as_u16(), self.body.clone(), self.media_type.as_str());
        assert_eq!(brief, (409, format!("{size}\n"), "text/x.tlog.size"));
    }

    /// Lines of both keys of the witness on `request`, dated `at`.
    #[track_caller]
    fn cosigns(&self, request: &AddCheckpoint, at: u64) -> Vec<NoteLine> {
        assert_eq!(self.status, StatusCode::OK, "{self:?}");
        let head = request.checkpoint.claimed();
        let answer = read_answer(request.old, head, 200, self.body.as_bytes(), &witness_keys());
        let Answer::Cosigned(lines) = answer else { panic!("{answer:?}") };
        let seen = head.clone().with(lines.clone()).note().open(&witness_keys()).unwrap();
        let found: Vec<_> = seen.iter().map(|seen| (seen.key, seen.signed_at)).collect();
        assert_eq!(found, [(0, Some(at)), (1, Some(at))], "one line of each key");
        lines
    }
}

#[tokio::test]
async fn a_log_that_grows_is_cosigned_and_monitors_see_how_far() {
    let stage = Stage::new().await;
    stage.monitored(ORIGIN).await.is(404);
    let mut old = 0;
    for (n, new) in [0, 1, 7, 7, 8, 40].into_iter().enumerate() {
        let at = NOW + n as u64;
        stage.clock.set(at);
        let request = stage.log.request(old, new);
        let lines = stage.ask(&request).await.cosigns(&request, at);
        let held = Held { size: new, root: stage.log.root(new), cosigned_at: Some(at) };
        assert_eq!(stage.held().await, Some(held));
        let seen = stage.monitored(ORIGIN).await;
        let ours = &request.checkpoint.note().signatures;
        let note = request.checkpoint.claimed().clone().with([&ours[..], &lines].concat());
        assert_eq!((seen.status.as_u16(), seen.body), (200, note.to_string()));
        old = new;
    }
    stage.monitored("other.example").await.is(404);
    assert_eq!(stage.evidence().await, []);
}

#[tokio::test]
async fn nothing_else_is_served() {
    let stage = Stage::new().await;
    for (method, path, status) in [
        ("GET", "/witness/1/m/00/checkpoint", 404),
        ("GET", "/witness/1/m/%FF/checkpoint", 404),
        ("GET", "/witness/1/add-checkpoint", 405),
        ("GET", "/witness/1/m", 404),
        ("POST", "/witness/1/sign-subtree", 404),
        ("POST", "/add-checkpoint", 404),
        ("GET", "/", 404),
    ] {
        let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
        let answer = stage.router.clone().call(request).await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{method} {path}");
    }
}

#[tokio::test]
async fn a_witness_that_was_told_where_to_start_takes_no_other_beginning() {
    let start = Start::parse(&format!("7:{}", Log::of(40, 0).root(7).hex())).unwrap();
    let stage = Stage::with(PLENTY, Some(start)).await;
    stage.monitored(ORIGIN).await.is(404);
    stage.ask(&stage.log.request(0, 9)).await.conflicts_with(7);
    let twin = Log::of(40, 1);
    stage.ask(&twin.request(7, 9)).await.is(422);
    assert_eq!(stage.evidence().await, [("proof".to_owned(), 9, 7)]);
    let request = stage.log.request(7, 9);
    stage.ask(&request).await.cosigns(&request, NOW);
}

#[tokio::test]
async fn two_histories_get_lines_on_one_and_the_other_is_kept_for_ever() {
    let stage = Stage::new().await;
    let first = stage.log.request(0, 9);
    stage.ask(&first).await.cosigns(&first, NOW);
    let twin = Log::of(40, 1);
    for _ in 0..3 {
        stage.ask(&AddCheckpoint { old: 9, ..twin.request(0, 9) }).await.is(422);
        stage.ask(&twin.request(9, 12)).await.is(422);
    }
    let expected = [("same-size-other-root".to_owned(), 9, 9), ("proof".to_owned(), 12, 9)];
    assert_eq!(stage.evidence().await, expected, "once for each head, the oldest first");
    let next = stage.log.request(9, 12);
    stage.ask(&next).await.cosigns(&next, NOW);
    // Both sides can be read by anybody: two notes of one size with one key's signatures.
    let kept = stage.store.evidence().await.unwrap().remove(0);
    let keys = [Vkey::parse(&stage.log.vkey()).unwrap()];
    let held =
        SignedCheckpoint::parse(kept.held.unwrap().cosigned.unwrap().note.as_bytes()).unwrap();
    let other = AddCheckpoint::parse(&kept.request).unwrap().checkpoint;
    let (held, other) = (held.verify(&keys).unwrap(), other.verify(&keys).unwrap());
    assert_eq!(held.checkpoint().size(), other.checkpoint().size());
    assert_ne!(held.checkpoint().root(), other.checkpoint().root());
}

#[tokio::test]
async fn a_stranger_with_an_honest_head_fills_no_disk() {
    let stage = Stage::new().await;
    let first = stage.log.request(0, 9);
    stage.ask(&first).await.cosigns(&first, NOW);
    for n in 0..20 {
        let proof = vec![Digest([n; 32]); usize::from(n)];
        stage
            .ask(&AddCheckpoint { proof: proof.clone(), ..stage.log.request(9, 12) })
            .await
            .is(422);
        if n > 0 {
            stage.ask(&AddCheckpoint { proof, ..stage.log.request(9, 9) }).await.is(422);
        }
    }
    assert_eq!(stage.evidence().await, [("proof".to_owned(), 12, 9)]);
}

#[tokio::test]
async fn what_strangers_can_repeat_takes_nothing_from_what_the_log_alone_can_bring() {
    let stage = Stage::with(3, None).await;
    let mut next = stage.log.request(0, 1);
    stage.ask(&next).await.cosigns(&next, NOW);
    let again = stage.log.request(1, 1);
    for _ in 0..3 {
        stage.ask(&again).await.cosigns(&again, NOW);
    }
    let junk = AddCheckpoint { proof: vec![Digest([9; 32])], ..stage.log.request(1, 2) };
    for request in [&again, &junk] {
        let said = stage.ask(request).await;
        said.is(429);
        assert_eq!(said.retry_after.as_deref(), Some("20"));
    }
    assert_eq!(stage.evidence().await, [], "what is kept is said, and what is not is not");
    // What proves something is kept all the same.
    let fork = stage.log.sign(1, Digest([9; 32]));
    stage.ask(&AddCheckpoint { old: 1, proof: vec![], checkpoint: fork }).await.is(422);
    assert_eq!(stage.evidence().await, [("same-size-other-root".to_owned(), 1, 1)]);
    for old in [1, 2] {
        next = stage.log.request(old, old + 1);
        stage.ask(&next).await.cosigns(&next, NOW);
    }
    next = stage.log.request(3, 4);
    stage.ask(&next).await.is(429);
    stage.clock.set(NOW + 20);
    stage.ask(&next).await.cosigns(&next, NOW + 20);
    stage.ask(&stage.log.request(0, 4)).await.conflicts_with(4);
}

#[tokio::test]
async fn no_line_is_dated_before_the_one_before() {
    let stage = Stage::new().await;
    let mut last = NOW;
    let mut size = 0;
    // Back by one, five, six seconds and by years; a leap second told twice; beyond 2038 and 2100.
    let (y2038, y2100) = (2_147_483_648, 4_102_444_800);
    for at in
        [NOW, NOW - 1, NOW - 5, NOW - 6, 1, NOW, NOW + 1, NOW + 1, y2038, NOW, y2100, y2100 + 1]
    {
        stage.clock.set(at);
        let request = stage.log.request(size, size + 1);
        let said = stage.ask(&request).await;
        if at < last {
            said.is(503);
            let wait = (last - at <= 5).then(|| (last - at).to_string());
            assert_eq!(said.retry_after, wait, "{at}");
        } else {
            said.cosigns(&request, at);
            (last, size) = (at, size + 1);
        }
        let held = stage.held().await.unwrap();
        assert_eq!((held.size, held.cosigned_at), (size, Some(last)));
    }
    assert_eq!(size, 7);
}

/// A memory that cannot be written.
#[derive(Debug)]
struct Full(Arc<dyn WitnessStore>);

impl WitnessStore for Full {
    fn identity(&self) -> StoreAnswer<'_, WitnessIdentity> {
        self.0.identity()
    }

    fn add_log(&self, _: WitnessedLog) -> StoreAnswer<'_, ()> {
        Box::pin(async { Err(StoreError::Full) })
    }

    fn log<'a>(&'a self, origin: &'a str) -> StoreAnswer<'a, Option<WitnessedLog>> {
        self.0.log(origin)
    }

    fn log_by_hash(&self, origin_hash: [u8; 32]) -> StoreAnswer<'_, Option<WitnessedLog>> {
        self.0.log_by_hash(origin_hash)
    }

    fn logs(&self) -> StoreAnswer<'_, Vec<WitnessedLog>> {
        self.0.logs()
    }

    fn advance<'a>(&'a self, _: &'a str, _: Option<HeldHead>, _: HeldHead) -> StoreAnswer<'a, ()> {
        Box::pin(async { Err(StoreError::Full) })
    }

    fn keep_evidence(&self, _: WitnessEvidence) -> StoreAnswer<'_, bool> {
        Box::pin(async { Err(StoreError::Full) })
    }

    fn evidence(&self) -> StoreAnswer<'_, Vec<WitnessEvidence>> {
        self.0.evidence()
    }
}

#[tokio::test]
async fn what_cannot_be_stored_is_not_answered() {
    let mut stage = Stage::new().await;
    let first = stage.log.request(0, 9);
    stage.ask(&first).await.cosigns(&first, NOW);
    let full = Arc::new(Full(stage.store.clone()));
    let works = std::mem::replace(
        &mut stage.router,
        http::router(witness_on(full, stage.clock.clone(), PLENTY)),
    );
    let next = stage.log.request(9, 12);
    let fork = AddCheckpoint { old: 9, ..Log::of(40, 1).request(0, 9) };
    for request in [&next, &fork] {
        let said = stage.ask(request).await;
        said.is(503);
        assert_eq!(said.retry_after.as_deref(), Some("1"));
    }
    // Reading and refusing go on.
    stage.ask(&first).await.conflicts_with(9);
    assert_eq!(stage.monitored(ORIGIN).await.status, StatusCode::OK);
    stage.router = works;
    stage.ask(&next).await.cosigns(&next, NOW);
}
