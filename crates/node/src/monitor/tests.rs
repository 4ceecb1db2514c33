//! Logs that a real server shows: sound, silent, cut, changed, and of two histories.

use std::collections::BTreeMap;
use std::fs;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use seal::checkpoint::Checkpoint;
use seal::merkle;
use seal::note::{NoteLine, VkeyKind};
use seal::sign::{Ed25519Secret, MlDsa44Secret};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::*;

mod honest;
mod lies;

const ORIGIN: &str = "node.example/comity/audit/2027";
/// When the logs here sign.
const SIGNED_AT: u64 = 1_798_761_600;
/// How old a signature may be here.
const LATE: u64 = 3600;

type Files = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

/// A log and a witness behind one server.
struct Site {
    files: Files,
    address: String,
    folder: TempDir,
    _server: JoinSet<()>,
}

fn secrets(n: u8) -> (Ed25519Secret, MlDsa44Secret) {
    let seed = |n: u8| Digest::of(&[n]).0;
    (Ed25519Secret::from_seed(seed(n)).unwrap(), MlDsa44Secret::from_seed(seed(n + 1)).unwrap())
}

fn vkeys(name: &str, n: u8) -> [Vkey; 2] {
    let (ed25519, mldsa) = secrets(n);
    [VkeyKind::Ed25519(ed25519.public()), VkeyKind::MlDsa44(mldsa.public())]
        .map(|kind| Vkey::new(name, kind).unwrap())
}

/// Leaf hashes that all differ; from `at` on those of another history.
fn leaves(n_leaves: u64, other_from: u64) -> Vec<Digest> {
    let leaf = |n: u64| Digest::of_parts(&[&n.to_be_bytes(), &[u8::from(n >= other_from)]]);
    (0..n_leaves).map(leaf).collect()
}

/// The head of these leaves under both keys of the log, signed by the post-quantum key at `at`.
fn head_at(leaves: &[Digest], at: u64) -> SignedCheckpoint {
    let head = Checkpoint::new(ORIGIN, leaves.len() as u64, merkle::root(leaves)).unwrap();
    let (ed25519, mldsa) = secrets(1);
    let lines = vec![
        head.sign_ed25519(&ed25519).unwrap(),
        head.sign_mldsa44(&mldsa.public(), at, |message| mldsa.sign_deterministic(message))
            .unwrap(),
    ];
    head.with(lines)
}

fn head(leaves: &[Digest]) -> SignedCheckpoint {
    head_at(leaves, SIGNED_AT)
}

/// The line of a witness of our own.
fn cosigned(note: &SignedCheckpoint, at: u64) -> NoteLine {
    let (ed25519, _) = secrets(9);
    seal::cosignature::cosign_ed25519(&ed25519, "witness.example/w1", at, note.claimed()).unwrap()
}

/// What is there; of a partial tile also each narrower one, as nodes serve them.
async fn file(State(files): State<Files>, uri: Uri) -> (StatusCode, Vec<u8>) {
    let files = files.lock().unwrap();
    let wider = |path: &str| {
        let (tile, width) = path.rsplit_once(".p/")?;
        let width: usize = width.parse().ok()?;
        let mut widths = width..usize::from(TILE_WIDTH);
        let bytes = widths.find_map(|width| files.get(&format!("{tile}.p/{width}")))?;
        bytes.get(..width * Digest::BYTES)
    };
    match files.get(uri.path()).map(Vec::as_slice).or_else(|| wider(uri.path())) {
        Some(bytes) => (StatusCode::OK, bytes.to_vec()),
        None => (StatusCode::NOT_FOUND, Vec::new()),
    }
}

fn hex() -> String {
    Digest::of(ORIGIN.as_bytes()).hex()
}

impl Site {
    async fn open() -> Self {
        let files = Files::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(file).with_state(files.clone());
        let mut server = JoinSet::new();
        server.spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { files, address, folder: tempfile::tempdir().unwrap(), _server: server }
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join("state.json")
    }

    fn options(&self) -> Options {
        Options {
            url: self.address.clone(),
            vkeys: vkeys(ORIGIN, 1).iter().map(ToString::to_string).collect(),
            policy: None,
            witnesses: vec![self.address.clone()],
            state: self.state(),
            late_seconds: LATE,
        }
    }

    fn put(&self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.files.lock().unwrap().insert(path.to_owned(), bytes.into());
    }

    fn take(&self, path: &str) -> Option<Vec<u8>> {
        self.files.lock().unwrap().remove(path)
    }

    fn log(file: &str) -> String {
        format!("/log/{}/{file}", hex())
    }

    /// Serves the tiles of a tree, in place of those of any other.
    fn serve_tiles(&self, leaves: &[Digest]) {
        let grown = merkle::append(0, &BTreeMap::new(), leaves).unwrap();
        let nodes = grown.new_nodes.iter().map(|(level, at, hash)| ((*level, *at), *hash));
        let nodes: BTreeMap<_, _> = nodes.collect();
        self.files.lock().unwrap().retain(|path, _| !path.contains("/tile/"));
        for tile in tile::completed(0, grown.size).into_iter().chain(tile::partial(grown.size)) {
            if matches!(tile.kind(), Kind::Hashes(_)) {
                self.put(&Self::log(&tile.to_string()), tile.hashes(grown.size, &nodes).unwrap());
            }
        }
    }

    /// The log shows this history.
    fn show(&self, leaves: &[Digest]) {
        self.serve_tiles(leaves);
        self.put(&Self::log("checkpoint"), head(leaves).to_string());
    }

    /// The witness shows that it cosigned this head.
    fn witness(&self, note: &SignedCheckpoint) {
        self.put(&format!("/witness/1/m/{}/checkpoint", hex()), note.to_string());
    }

    /// What a monitor says now, one that has just been started.
    async fn round(&self) -> Report {
        self.round_with(&self.options()).await
    }

    async fn round_with(&self, options: &Options) -> Report {
        let mut monitor = Monitor::open(options).unwrap();
        monitor.round(now(0)).await.unwrap()
    }

    /// The evidence that lies in the folder.
    fn evidence(&self) -> Vec<Fork> {
        let names = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let is_evidence =
            |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with("fork-");
        let read = |path: PathBuf| Fork::parse(&fs::read(path).unwrap()).unwrap();
        names.filter(is_evidence).map(read).collect()
    }
}

/// So many seconds after the logs here signed.
fn now(seconds: i64) -> Timestamp {
    Timestamp::from_second(i64::try_from(SIGNED_AT).unwrap() + seconds).unwrap()
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.findings.iter().map(|finding| finding.code.as_str()).collect()
}

fn memory(site: &Site) -> Memory {
    Memory::read(&site.state(), ORIGIN, &vkeys(ORIGIN, 1)).unwrap()
}
