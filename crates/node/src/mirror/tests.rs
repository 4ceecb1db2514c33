//! A mirror asked over HTTP by honest logs and by everybody else.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::{Request, Response};
use http_body_util::BodyExt as _;
use hyper::body::Frame;
use jiff::Timestamp;
use seal::checkpoint::Checkpoint;
use seal::merkle::{append, consistency, leaf_hash, root_at, subtree_consistency};
use seal::mirror::{Package, UploadAnswer, read_upload_answer};
use seal::note::{NoteLine, VkeyKind};
use seal::sign::{Ed25519Secret, MlDsa44Secret};
use seal::tile::read_bundle;
use tempfile::TempDir;
use tokio::task::JoinSet;
use tower_service::Service as _;

use super::*;
use crate::witness::tests::SetClock;
use crate::witness::{self, NewLog, Role, Start};

const ORIGIN: &str = "node.example/comity/audit/2027";
const NAME: &str = "mirror.example/m1";
const NOW: u64 = 1_798_761_600;

fn secret(of: &str) -> Ed25519Secret {
    Ed25519Secret::from_seed(Digest::of(of.as_bytes()).0).unwrap()
}

fn entry(n: u64, salt: u8) -> [u8; 40] {
    let mut entry = [salt; 40];
    entry[32..].copy_from_slice(&n.to_be_bytes());
    entry
}

/// A log in memory.
struct Source {
    nodes: BTreeMap<(u8, u64), Digest>,
    salt: u8,
}

impl Source {
    fn of(n: u64, salt: u8) -> Self {
        let leaves: Vec<_> = (0..n).map(|n| leaf_hash(&entry(n, salt))).collect();
        let made = append(0, &BTreeMap::new(), &leaves).unwrap().new_nodes;
        let nodes = made.into_iter().map(|(level, index, hash)| ((level, index), hash)).collect();
        Self { nodes, salt }
    }

    fn head(&self, size: u64) -> Checkpoint {
        Checkpoint::new(ORIGIN, size, root_at(size, &self.nodes).unwrap()).unwrap()
    }

    /// What an honest log asks first.
    fn show(&self, old: u64, size: u64) -> String {
        self.show_by(&["log"], old, size)
    }

    /// The same with the lines of these keys.
    fn show_by(&self, secrets: &[&str], old: u64, size: u64) -> String {
        let proof = if old == 0 { vec![] } else { consistency(old, size, &self.nodes).unwrap() };
        let head = self.head(size);
        let lines = secrets.iter().map(|of| head.sign_ed25519(&secret(of)).unwrap()).collect();
        AddCheckpoint { old, proof, checkpoint: head.with(lines) }.to_string()
    }

    /// At most `most` packages from `start` on, under the checkpoint of `end`.
    fn upload(&self, start: u64, end: u64, ticket: Vec<u8>, most: usize) -> Vec<u8> {
        let upload = Upload { origin: ORIGIN.to_owned(), start, end, ticket };
        let mut bytes = upload.head().unwrap();
        let mut at = start;
        for _ in 0..most {
            if at >= end {
                break;
            }
            let (first, to) = package_bounds(at, end);
            let entries: Vec<_> = (at..to).map(|n| entry(n, self.salt)).collect();
            let entries: Vec<&[u8]> = entries.iter().map(<[u8; 40]>::as_slice).collect();
            let proof = subtree_consistency(first, to, end, &self.nodes).unwrap();
            Package::write(&mut bytes, &entries, &proof).unwrap();
            at = to;
        }
        bytes
    }
}

fn mirror_secrets() -> Secrets {
    let mldsa44 = MlDsa44Secret::from_seed(Digest::of(b"mirror/06").0).unwrap();
    Secrets { ed25519: secret("mirror/04"), mldsa44 }
}

fn mirror_keys() -> Vec<Vkey> {
    let vkeys = mirror_secrets().vkeys(NAME).unwrap();
    vkeys.lines().map(|vkey| Vkey::parse(vkey).unwrap()).collect()
}

/// A mirror with its memory on disk.
struct Stage {
    folder: TempDir,
    clock: Arc<SetClock>,
    router: Router,
}

impl Stage {
    async fn new() -> Self {
        Self::from(None).await
    }

    async fn from(start: Option<Start>) -> Self {
        Self::of(&["log"], start).await
    }

    /// A mirror of a log with these keys.
    async fn of(secrets: &[&str], start: Option<Start>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let vkeys = mirror_secrets().vkeys(NAME).unwrap();
        let identity = WitnessIdentity { name: NAME.to_owned(), vkeys, made_at_ms: 1 };
        drop(create_store(folder.path(), &identity).unwrap());
        let vkey = |of: &&str| {
            Vkey::new(ORIGIN, VkeyKind::Ed25519(secret(of).public())).unwrap().to_string()
        };
        let log = NewLog::parse(ORIGIN, &secrets.iter().map(vkey).collect::<Vec<_>>()).unwrap();
        let added = witness::add_log(folder.path(), &log, start, Timestamp::UNIX_EPOCH).await;
        let hash = Digest::of(ORIGIN.as_bytes()).hex();
        assert_eq!(added.unwrap(), format!("/mirror/1/m/{hash}/checkpoint"));
        let clock = SetClock::at(NOW);
        let router = router_on(&folder, clock.clone());
        Self { folder, clock, router }
    }

    async fn send(&self, request: Request<Body>) -> (u16, String, Vec<u8>) {
        let response: Response<Body> = self.router.clone().call(request).await.unwrap();
        let status = response.status().as_u16();
        let media_type = response.headers().get("content-type");
        let media_type = media_type.map(|value| value.to_str().unwrap().to_owned());
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, media_type.unwrap_or_default(), body.to_vec())
    }

    async fn post(&self, file: &str, body: impl Into<Body>) -> (u16, String, Vec<u8>) {
        self.send(Request::post(format!("/mirror/1/{file}")).body(body.into()).unwrap()).await
    }

    async fn show(&self, log: &Source, old: u64, size: u64) -> u16 {
        self.post("add-checkpoint", log.show(old, size)).await.0
    }

    /// An upload that is answered with the three lines.
    async fn goes_on(&self, status: u16, body: Vec<u8>) -> Info {
        let (found, media_type, body) = self.post("add-entries", body).await;
        assert_eq!((found, media_type.as_str()), (status, "text/x.tlog.mirror-info"));
        Info::parse(&body).unwrap()
    }

    /// An upload after which the mirror signs for everything.
    async fn signs(&self, head: &Checkpoint, body: Vec<u8>) -> Vec<NoteLine> {
        let (status, _, body) = self.post("add-entries", body).await;
        let answer = read_upload_answer(head, status, &body, &mirror_keys());
        let UploadAnswer::Done(lines) = answer else { panic!("{status} {answer:?}") };
        lines
    }

    async fn get(&self, file: &str) -> Option<Vec<u8>> {
        let hash = Digest::of(ORIGIN.as_bytes()).hex();
        let path = format!("/mirror/1/m/{hash}/{file}");
        let (status, _, body) = self.send(Request::get(path).body(Body::empty()).unwrap()).await;
        match status {
            200 => Some(body),
            404 => None,
            other => panic!("{other}"),
        }
    }

    /// The size under the checkpoint that is served; it bears the lines of log and mirror.
    async fn served(&self) -> Option<u64> {
        let note = SignedCheckpoint::parse(&self.get("checkpoint").await?).unwrap();
        let by_mirror = note.note().open(&mirror_keys()).unwrap();
        assert_eq!((note.note().signatures.len(), by_mirror.len()), (3, 2));
        Some(note.claimed().size())
    }
}

/// How many lines the checkpoint has that is served.
async fn n_lines(stage: &Stage) -> usize {
    let note = stage.get("checkpoint").await.unwrap();
    SignedCheckpoint::parse(&note).unwrap().note().signatures.len()
}

#[tokio::test]
async fn nobody_takes_a_line_of_the_log_away() {
    let log = Source::of(9, 1);
    let brings = async |stage: &Stage, by: &[&str], old, size| {
        let (status, _, _) = stage.post("add-checkpoint", log.show_by(by, old, size)).await;
        assert_eq!(status, 200, "{by:?}");
    };
    let both = ["log", "log/2"];
    let stage = Stage::of(&both, None).await;
    // Somebody was faster, and left a line out; the log comes before the entries are there.
    brings(&stage, &["log"], 0, 3).await;
    brings(&stage, &both, 3, 3).await;
    brings(&stage, &["log/2"], 3, 3).await;
    stage.signs(&log.head(3), log.upload(0, 3, vec![], 32)).await;
    assert_eq!(n_lines(&stage).await, 4);
    // Somebody was faster with the entries too: the log gets its own line under what is served.
    brings(&stage, &["log/2"], 3, 5).await;
    let lines = stage.signs(&log.head(5), log.upload(3, 5, vec![], 32)).await;
    assert_eq!(n_lines(&stage).await, 3);
    stage.clock.set(NOW + 60);
    brings(&stage, &both, 5, 5).await;
    assert_eq!(stage.signs(&log.head(5), log.upload(5, 5, vec![], 32)).await, lines);
    assert_eq!(n_lines(&stage).await, 4);
    let note = SignedCheckpoint::parse(&stage.get("checkpoint").await.unwrap()).unwrap();
    assert_eq!(note.note().open(&mirror_keys()).unwrap().len(), 2);
}

#[tokio::test]
async fn who_stalls_behind_the_head_of_an_upload_holds_up_nobody() {
    let (stage, log) = (Stage::new().await, Source::of(3, 1));
    assert_eq!(stage.show(&log, 0, 3).await, 200);
    let upload = log.upload(0, 3, vec![], 32);
    let beginning = upload[..upload.len() - 10].to_vec();
    let mut stalled = JoinSet::new();
    for _ in 0..9 {
        let (mut router, body) = (stage.router.clone(), Endless::body(beginning.clone()));
        let request = Request::post("/mirror/1/add-entries").body(body).unwrap();
        stalled.spawn(async move { router.call(request).await });
    }
    // Each has come as far as it will.
    tokio::task::yield_now().await;
    stage.signs(&log.head(3), upload).await;
    assert_eq!(stalled.len(), 9);
    assert!(stalled.try_join_next().is_none(), "they wait still");
}

fn router_on(folder: &TempDir, clock: Arc<SetClock>) -> Router {
    let store = Arc::new(open_store(folder.path()).unwrap());
    http::router(Mirror::assemble(store, NAME.to_owned(), mirror_secrets(), clock, 60_000))
}

#[tokio::test]
async fn a_log_that_grows_is_held_and_served_entry_by_entry() {
    let (stage, log) = (Stage::new().await, Source::of(700, 1));
    assert_eq!(stage.show(&log, 0, 3).await, 200);
    assert_eq!(stage.served().await, None, "pending is not signed");
    let lines = stage.signs(&log.head(3), log.upload(0, 3, vec![], 32)).await;
    assert_eq!(lines.len(), 2);
    assert_eq!(stage.served().await, Some(3));
    // Asked again, the mirror gives what it said.
    assert_eq!(stage.signs(&log.head(3), log.upload(0, 3, vec![], 32)).await, lines);
    assert_eq!(stage.signs(&log.head(3), log.upload(3, 3, vec![], 32)).await, lines);
    assert_eq!(stage.show(&log, 3, 700).await, 200);
    assert_eq!(stage.served().await, Some(3));
    stage.signs(&log.head(700), log.upload(3, 700, vec![], 32)).await;
    assert_eq!(stage.served().await, Some(700));
    for (file, first, width) in [
        ("tile/entries/000", 0, 256),
        ("tile/entries/002.p/188", 512, 188),
        ("tile/entries/002.p/7", 512, 7),
    ] {
        let bytes = stage.get(file).await.unwrap();
        let held: Vec<_> = (first..first + u64::from(width)).map(|n| entry(n, 1)).collect();
        assert_eq!(
            read_bundle(&bytes, width).unwrap(),
            held.iter().map(|e| &e[..]).collect::<Vec<_>>()
        );
    }
    let tile = stage.get("tile/0/001").await.unwrap();
    assert_eq!(tile[..32], leaf_hash(&entry(256, 1)).0);
    for file in ["tile/entries/002", "tile/entries/002.p/189", "tile/0/003", "tile/entries/2", "x"]
    {
        assert_eq!(stage.get(file).await, None, "{file}");
    }
}

#[tokio::test]
async fn what_comes_in_parts_is_signed_for_when_all_of_it_is_there() {
    let (stage, log) = (Stage::new().await, Source::of(9_000, 1));
    assert_eq!(stage.show(&log, 0, 9_000).await, 200);
    let info = stage.goes_on(202, log.upload(0, 9_000, vec![], 2)).await;
    assert_eq!((info.size, info.next), (9_000, 512));
    // Killed in between, and a body that is cut: what was proved is kept.
    let stage = Stage { router: router_on(&stage.folder, stage.clock.clone()), ..stage };
    let mut cut = log.upload(512, 9_000, info.ticket, 3);
    cut.truncate(cut.len() - 5);
    let info = stage.goes_on(202, cut).await;
    assert_eq!((info.size, info.next), (9_000, 1_024));
    assert_eq!(stage.served().await, None);
    let info = stage.goes_on(202, log.upload(1_000, 9_000, info.ticket, 32)).await;
    assert_eq!(info.next, 256 * 35);
    stage.signs(&log.head(9_000), log.upload(info.next, 9_000, info.ticket, 32)).await;
    assert_eq!(stage.served().await, Some(9_000));
}

#[tokio::test]
async fn what_the_protocol_does_not_take_is_answered_by_its_status() {
    let (stage, log) = (Stage::new().await, Source::of(9_000, 1));
    let status = async |body: Vec<u8>| stage.post("add-entries", body).await.0;
    assert_eq!(status(b"x".to_vec()).await, 400);
    let stranger = Upload { origin: "other.example".to_owned(), start: 0, end: 0, ticket: vec![] };
    assert_eq!(status(stranger.head().unwrap()).await, 404);
    assert_eq!(status(log.upload(0, 3, vec![], 1)).await, 422, "never pending");
    assert_eq!(stage.show(&log, 0, 600).await, 200);
    assert_eq!(status(log.upload(0, 600, vec![], 0)).await, 400, "nothing came");
    // Entries of another log, and ours under the proofs of another.
    let twin = Source::of(9_000, 2);
    assert_eq!(status(twin.upload(0, 600, vec![], 32)).await, 422);
    assert_eq!(stage.show(&twin, 600, 700).await, 422);
    // What was good before the bad one is kept.
    let mut mixed = log.upload(0, 600, vec![], 1);
    let head = Upload { origin: ORIGIN.to_owned(), start: 256, end: 600, ticket: vec![] }.head();
    mixed.extend_from_slice(&twin.upload(256, 600, vec![], 1)[head.unwrap().len()..]);
    assert_eq!(status(mixed).await, 422);
    for (start, end) in [(257, 600), (0, 599), (0, 601)] {
        let info = stage.goes_on(409, log.upload(start, end, vec![], 1)).await;
        assert_eq!((info.size, info.next), (600, 256), "{start} {end}");
    }
    let request = Request::post("/mirror/1/add-entries").header("content-encoding", "gzip");
    assert_eq!(stage.send(request.body(Body::empty()).unwrap()).await.0, 415);
    let long = vec![0; seal::mirror::UPLOAD_BYTES_MAX + 1];
    assert_eq!(status(long).await, 413);
    assert_eq!(stage.served().await, None);
    // Both heads of one size: kept against the log for ever.
    let kept = witness::evidence(stage.folder.path()).await.unwrap();
    assert_eq!(kept.len(), 1, "{kept:?}");
    // What it proves is proved by two notes of the log.
    let held = kept[0].held.as_ref().unwrap();
    let note = SignedCheckpoint::parse(held.cosigned.as_ref().unwrap().note.as_bytes()).unwrap();
    assert_eq!((note.claimed().size(), note.note().signatures.len()), (held.size, 1));
}

#[tokio::test]
async fn a_pending_head_that_is_forgotten_lives_on_in_its_ticket() {
    let (stage, log) = (Stage::new().await, Source::of(700, 1));
    assert_eq!(stage.show(&log, 0, 300).await, 200);
    let info = stage.goes_on(202, log.upload(0, 300, vec![], 1)).await;
    for n in 0..PENDING_MAX as u64 {
        assert_eq!(stage.show(&log, 300 + n, 301 + n).await, 200);
    }
    let now = stage.goes_on(409, log.upload(256, 300, vec![], 1)).await;
    assert_eq!((now.size, now.next), (308, 256));
    let mut forged = info.ticket.clone();
    forged[0] ^= 1;
    stage.goes_on(409, log.upload(256, 300, forged, 1)).await;
    stage.signs(&log.head(300), log.upload(256, 300, info.ticket.clone(), 1)).await;
    assert_eq!(stage.served().await, Some(300));
    // Once it is larger, it never goes back.
    stage.signs(&log.head(308), log.upload(300, 308, now.ticket, 1)).await;
    stage.goes_on(409, log.upload(256, 300, info.ticket, 1)).await;
    assert_eq!(stage.served().await, Some(308));
}

#[tokio::test]
async fn a_mirror_whose_clock_is_behind_signs_nothing_and_keeps_what_it_holds() {
    let (stage, log) = (Stage::new().await, Source::of(20, 1));
    assert_eq!(stage.show(&log, 0, 3).await, 200);
    stage.signs(&log.head(3), log.upload(0, 3, vec![], 1)).await;
    stage.clock.set(NOW - 2);
    assert_eq!(stage.show(&log, 3, 9).await, 200);
    assert_eq!(stage.post("add-entries", log.upload(3, 9, vec![], 1)).await.0, 503);
    assert_eq!(stage.served().await, Some(3));
    stage.clock.set(NOW + 1);
    stage.signs(&log.head(9), log.upload(9, 9, vec![], 1)).await;
    assert_eq!(stage.served().await, Some(9));
}

#[tokio::test]
async fn a_mirror_that_was_told_where_to_start_takes_no_other_beginning() {
    let log = Source::of(20, 1);
    let start = Start::parse(&format!("7:{}", log.head(7).root().hex())).unwrap();
    let stage = Stage::from(Some(start)).await;
    let (status, media_type, body) = stage.post("add-checkpoint", log.show(0, 9)).await;
    assert_eq!((status, media_type.as_str(), body), (409, "text/x.tlog.size", b"7\n".to_vec()));
    assert_eq!(stage.show(&Source::of(20, 2), 7, 9).await, 422);
    assert_eq!(stage.post("add-entries", log.upload(0, 7, vec![], 1)).await.0, 422);
    assert_eq!(stage.show(&log, 7, 9).await, 200);
    stage.signs(&log.head(9), log.upload(0, 9, vec![], 1)).await;
}

#[tokio::test]
async fn a_folder_is_made_once_and_serves_only_what_it_was_made_for() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("m");
    let vkeys = witness::init(&dir, NAME, Role::Mirror, Timestamp::UNIX_EPOCH).await.unwrap();
    assert_eq!(vkeys.lines().count(), 2);
    let again = witness::init(&dir, NAME, Role::Mirror, Timestamp::UNIX_EPOCH).await;
    assert_eq!(again.unwrap_err().code(), "exists");
    let mirror = Mirror::open(&dir, SetClock::at(NOW), 60).await.unwrap();
    assert_eq!(mirror.name(), NAME);
    drop(mirror);
    let as_witness = witness::Witness::open(&dir, SetClock::at(NOW), 60).await;
    assert_eq!(as_witness.unwrap_err().code(), "witness-lost");
    let lost = Mirror::open(folder.path(), SetClock::at(NOW), 60).await;
    assert_eq!(lost.unwrap_err().code(), "witness-lost");
}

/// A body that begins and never ends.
struct Endless(Option<Bytes>);

impl Endless {
    fn body(begin: Vec<u8>) -> Body {
        Body::new(Self(Some(begin.into())))
    }
}

impl HttpBody for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.take().map_or(Poll::Pending, |bytes| Poll::Ready(Some(Ok(Frame::data(bytes)))))
    }
}

fn head_of(origin: &str) -> Vec<u8> {
    let upload = Upload { origin: origin.to_owned(), start: 0, end: 3, ticket: vec![] };
    upload.head().unwrap()
}

#[tokio::test]
async fn who_uploads_to_a_log_that_nobody_named_is_told_so_before_the_rest_has_come() {
    let stage = Stage::new().await;
    let began = std::time::Instant::now();
    for n in 0..8 {
        let head = head_of(&format!("other{n}.example"));
        assert_eq!(stage.post("add-entries", Endless::body(head)).await.0, 404);
    }
    assert_eq!(stage.post("add-entries", vec![0, 0]).await.0, 400, "no name");
    assert_eq!(
        stage.post("add-entries", Endless::body(vec![1, 0])).await.0,
        400,
        "longer than any"
    );
    assert!(began.elapsed().as_secs() < 4);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_go_on_is_given_up_in_seconds() {
    let stage = Stage::new().await;
    for (file, begin) in [
        ("add-entries", head_of(ORIGIN)),
        ("add-entries", vec![]),
        ("add-checkpoint", b"old 0\n".to_vec()),
    ] {
        let began = tokio::time::Instant::now();
        assert_eq!(stage.post(file, Endless::body(begin)).await.0, 408);
        let took = began.elapsed().as_secs();
        assert!((5..12).contains(&took), "{file} {took}");
    }
}

#[tokio::test]
async fn an_answer_is_counted_until_it_is_taken() {
    let (stage, log) = (Stage::new().await, Source::of(20, 1));
    assert_eq!(stage.show(&log, 0, 3).await, 200);
    stage.signs(&log.head(3), log.upload(0, 3, vec![], 1)).await;
    let hash = Digest::of(ORIGIN.as_bytes()).hex();
    let ask = async || {
        let path = format!("/mirror/1/m/{hash}/tile/entries/000.p/3");
        let request = Request::get(path).body(Body::empty()).unwrap();
        stage.router.clone().call(request).await.unwrap()
    };
    let mut under_way = Vec::new();
    for _ in 0..witness::http::REQUESTS_MAX {
        let response = ask().await;
        assert_eq!(response.status().as_u16(), 200);
        under_way.push(response);
    }
    assert_eq!(ask().await.status().as_u16(), 503);
    let taken = under_way.pop().unwrap().into_body().collect().await.unwrap().to_bytes();
    assert_eq!(read_bundle(&taken, 3).unwrap().len(), 3);
    drop(under_way);
    let mut status = 503;
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
        status = ask().await.status().as_u16();
        if status == 200 {
            break;
        }
    }
    assert_eq!(status, 200, "there is room again");
}
