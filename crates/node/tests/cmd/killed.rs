//! A witness that is killed at work, again and again (LG-12): what it acknowledged it still knows, and it never cosigns a
//! smaller head after a larger one.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;

use seal::checkpoint::{Checkpoint, SignedCheckpoint};
use seal::digest::Digest;
use seal::merkle::{append, consistency, leaf_hash, root_at};
use seal::note::{Vkey, VkeyKind};
use seal::sign::Ed25519Secret;
use seal::witness::{AddCheckpoint, Answer, read_answer};

const ORIGIN: &str = "log.example/killed";
const LEAVES: u64 = 4_000;
/// How often it is killed.
const KILLS: u64 = 6;
/// Connections that ask at once.
const ASKERS: u64 = 8;
/// After this many answers of one life, and a few more each time, it is killed.
const ANSWERS: u64 = 12;

/// A log that does nothing wrong.
struct Log {
    nodes: BTreeMap<(u8, u64), Digest>,
    secret: Ed25519Secret,
}

impl Log {
    fn new() -> Self {
        let leaves: Vec<_> = (0..LEAVES).map(|n| leaf_hash(&n.to_be_bytes())).collect();
        let made = append(0, &BTreeMap::new(), &leaves).unwrap().new_nodes;
        let nodes = made.into_iter().map(|(level, index, hash)| ((level, index), hash)).collect();
        let secret = Ed25519Secret::from_seed(Digest::of(b"killed").0).unwrap();
        Self { nodes, secret }
    }

    fn vkey(&self) -> Vkey {
        Vkey::new(ORIGIN, VkeyKind::Ed25519(self.secret.public())).unwrap()
    }

    fn request(&self, old: u64, new: u64) -> AddCheckpoint {
        let head = Checkpoint::new(ORIGIN, new, root_at(new, &self.nodes).unwrap()).unwrap();
        let line = head.sign_ed25519(&self.secret).unwrap();
        let proof = if old == 0 { vec![] } else { consistency(old, new, &self.nodes).unwrap() };
        AddCheckpoint { old, proof, checkpoint: head.with(vec![line]) }
    }
}

/// One life of the witness. It ends with the test, because its standard input does.
struct Life {
    child: Child,
    address: String,
}

impl Life {
    fn begin(folder: &Path) -> Self {
        let mut child = comity(folder)
            .args(["witness", "serve", "--dir", "w", "--listen", "127.0.0.1:0"])
            .args(["--per-minute", "60000", "--stop-with-stdin"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        let address = url.trim_end().strip_prefix("http://").unwrap();
        let address = address.strip_suffix("/witness/1").unwrap().to_owned();
        Self { child, address }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn comity(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    command.current_dir(folder);
    command
}

fn said(folder: &Path, words: &[&str]) -> String {
    let output = comity(folder).args(words).stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Status and body, or nothing if the other side is gone.
fn ask(address: &str, method: &str, path: &str, body: &str) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: w\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n"
    );
    stream.write_all(&[head.as_bytes(), body.as_bytes()].concat()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "))?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    // An answer that was cut off is no answer.
    (length.parse() == Ok(body.len())).then(|| (status, body.to_owned()))
}

/// What was cosigned: from where, to where, and when.
type Step = (u64, u64, u64);

/// Asks until nobody answers; tells each step as soon as it is answered.
fn asks(address: &str, log: &Log, keys: &[Vkey], n: u64, told: &mpsc::Sender<Step>) {
    let mut old = 0;
    for round in n.. {
        let new = (old + 1 + (round * 7 + n) % 9).min(LEAVES);
        let request = log.request(old, new);
        let body = request.to_string();
        let Some((status, body)) = ask(address, "POST", "/witness/1/add-checkpoint", &body) else {
            return;
        };
        match read_answer(old, request.checkpoint.claimed(), status, body.as_bytes(), keys) {
            Answer::Cosigned(lines) => {
                let time = u64::from_be_bytes(lines[0].sig[..8].try_into().unwrap());
                told.send((old, new, time)).unwrap();
                old = new;
            }
            Answer::Ahead { size } | Answer::RetryFrom { size } => {
                assert!(size >= old, "it knew {old} and now knows {size}");
                old = size;
            }
            other @ (Answer::Bad(_)
            | Answer::Inconsistent
            | Answer::Later
            | Answer::Refused { .. }) => panic!("an honest log is told {other:?}"),
        }
    }
}

/// The head that monitors are shown.
fn monitored(address: &str, keys: &[Vkey]) -> u64 {
    let path = format!("/witness/1/m/{}/checkpoint", Digest::of(ORIGIN.as_bytes()).hex());
    let (status, note) = ask(address, "GET", &path, "").unwrap();
    if status == 404 {
        return 0;
    }
    let note = SignedCheckpoint::parse(note.as_bytes()).unwrap();
    assert_eq!(
        note.note().open(keys).unwrap().len(),
        keys.len(),
        "log and both keys of the witness"
    );
    note.claimed().size()
}

#[test]
fn a_witness_that_is_killed_at_work_never_goes_back() {
    let folder = tempfile::tempdir().unwrap();
    let log = Log::new();
    let vkeys = said(folder.path(), &["witness", "init", "--dir", "w", "--name", "w.example"]);
    let keys: Vec<_> = vkeys.lines().map(|vkey| Vkey::parse(vkey).unwrap()).collect();
    let log_key = log.vkey().to_string();
    said(
        folder.path(),
        &["witness", "add-log", "--dir", "w", "--origin", ORIGIN, "--vkey", &log_key],
    );
    let mut all_keys = keys.clone();
    all_keys.push(log.vkey());

    let mut steps: Vec<Step> = Vec::new();
    for life in 0..=KILLS {
        let acknowledged = steps.iter().map(|(_, new, _)| *new).max().unwrap_or(0);
        let running = Life::begin(folder.path());
        let shown = monitored(&running.address, &all_keys);
        assert!(
            shown >= acknowledged,
            "life {life}: {acknowledged} was acknowledged, {shown} is known"
        );
        thread::scope(|scope| {
            let (tell, told) = mpsc::channel();
            for n in 0..ASKERS {
                let (tell, address, log, keys) =
                    (tell.clone(), running.address.clone(), &log, &keys);
                scope.spawn(move || asks(&address, log, keys, n, &tell));
            }
            drop(tell);
            // Killed in the middle: the others are asking just now.
            let wanted = usize::try_from(ANSWERS + life).unwrap();
            steps.extend(told.iter().take(wanted));
            running.kill();
            steps.extend(told);
        });
    }

    assert!(steps.len() > usize::try_from(ANSWERS * KILLS).unwrap());
    steps.sort_unstable();
    let grown = steps.iter().filter(|(old, new, _)| new > old);
    let mut reached = (0, 0);
    for (old, new, time) in grown {
        // Where an answer was lost with a life there is a gap. Nothing is ever grown over twice.
        assert!(*old >= reached.0, "cosigned up to {} and then from {old} to {new}", reached.0);
        assert!(*time >= reached.1, "time goes back at {new}");
        reached = (*new, *time);
    }
    assert_eq!(said(folder.path(), &["witness", "evidence", "--dir", "w"]), "");
}
