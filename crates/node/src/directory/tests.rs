//! A network that is founded by several, and a node that takes it in.

use std::fs;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use seal::digest::Digest;
use seal::sign::Ed25519Secret;
use seal::threshold::SignKey;
use wire::roster::tuf::{NetworkFile, StatusFile};
use wire::roster::{Entry, NetworkKind};

use super::ceremony::{Ceremony, Change, Founding, Holders, Office, make_key, open_key};
use super::*;

const FOUNDERS: [u8; 3] = [1, 2, 3];
const BOARD: [u8; 2] = [11, 12];
const OPERATOR: u8 = 21;
const MEMBER: u8 = 31;

fn day(n: i64) -> Timestamp {
    let first: Timestamp = "2027-03-08T09:00:00Z".parse().unwrap();
    first + SignedDuration::from_hours(24 * n)
}

fn key(n: u8) -> Ed25519Secret {
    Ed25519Secret::from_seed(Digest::of(&[n]).0).unwrap()
}

fn holders(keys: &[u8], threshold: usize) -> Holders {
    let keys = keys.iter().map(|n| SignKey::ed25519(&key(*n).public())).collect();
    Holders { keys, threshold }
}

/// An entry as the operator of a new node hands it in.
fn entry(dir: &Path) -> Entry {
    let words = crate::init::words::Words {
        node: "node.tj.example".to_owned(),
        ..crate::init::words::tests::words(dir.to_owned())
    };
    crate::init::words::init_from_words(&words).unwrap();
    ceremony::entry(&fs::read(dir.join("entry.json")).unwrap(), "entry").unwrap()
}

fn founding() -> Founding {
    Founding {
        network: NetworkFile::plain(NetworkKind::Production, "Example network"),
        founders: holders(&FOUNDERS, 2),
        board: holders(&BOARD, 2),
        operator: SignKey::ed25519(&key(OPERATOR).public()),
    }
}

/// Codes of what is still unfinished.
fn unfinished(ceremony: &Ceremony) -> Vec<(String, usize)> {
    let staged = ceremony.status().unwrap().into_iter().filter(|line| !line.is_complete);
    staged.map(|line| (line.file, line.signed.len())).collect()
}

fn code<T: std::fmt::Debug>(result: Result<T, DirectoryError>) -> &'static str {
    result.unwrap_err().code()
}

#[test]
fn a_network_is_founded_signed_and_installed() {
    let folder = tempfile::tempdir().unwrap();
    let (dir, node) = (folder.path().join("d"), folder.path().join("node"));
    let ceremony = Ceremony::at(&dir);
    ceremony.found(&founding(), day(0)).unwrap();
    assert_eq!(code(ceremony.found(&founding(), day(0))), "exists");
    let entry = entry(&node);
    let change = || Change::Entry(Box::new(entry.clone()), None);
    assert_eq!(code(ceremony.propose(change(), day(0))), "input", "a new member without keys");
    let change = Change::Entry(Box::new(entry.clone()), Some(holders(&[MEMBER], 1)));
    ceremony.propose(change, day(0)).unwrap();

    // Nobody's signature can be missing, and nobody else's helps.
    assert_eq!(unfinished(&ceremony).len(), 3);
    assert_eq!(code(ceremony.sign(&key(99), day(0))), "input");
    assert_eq!(code(ceremony.sign(&key(OPERATOR), day(0))), "input");
    for n in [1, 11, 12, MEMBER] {
        assert_eq!(ceremony.sign(&key(n), day(0)).unwrap().len(), 1, "{n}");
    }
    assert_eq!(unfinished(&ceremony), [(FIRST.to_owned(), 1)]);
    assert_eq!(code(ceremony.sign(&key(OPERATOR), day(0))), "input");
    assert!(!ceremony.public().join(FIRST).exists());
    ceremony.sign(&key(3), day(0)).unwrap();
    assert_eq!(
        ceremony.sign(&key(OPERATOR), day(0)).unwrap(),
        ["1.snapshot.json", "timestamp.json"]
    );
    assert!(ceremony.status().unwrap().is_empty());

    // The node takes it by its fingerprint, once, and nothing else by another.
    let net = Digest::of(&fs::read(ceremony.public().join(FIRST)).unwrap());
    let from = ceremony.public();
    assert_eq!(code(install(&node, &from, None, day(0))), "input");
    assert_eq!(code(install(&node, &from, Some(Digest::of(b"x")), day(0))), "other-network");
    assert_eq!(code(install(&node, &from, Some(net), day(1))), "expired");
    assert!(!node.join(FOLDER).join(FIRST).exists());
    // A crash in the middle leaves everything but the timestamp: it is the first time still.
    let mut files = load(&from).unwrap();
    files.remove(TIMESTAMP);
    write(&node.join(FOLDER), &files).unwrap();
    assert_eq!(code(installed(&node)), "missing");
    assert_eq!(code(install(&node, &from, None, day(0))), "input");
    install(&node, &from, Some(net), day(0)).unwrap();
    let roster = installed(&node).unwrap().directory.roster().unwrap();
    assert_eq!((roster.net, roster.version, roster.members.len()), (net, 1, 1));
    assert_eq!(roster.members[&entry.member], entry);
}

#[test]
fn a_directory_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (dir, node) = (folder.path().join("d"), folder.path().join("node"));
    let ceremony = Ceremony::at(&dir);
    ceremony.found(&founding(), day(0)).unwrap();
    for n in [1, 2, 11, 12, OPERATOR] {
        ceremony.sign(&key(n), day(0)).unwrap();
    }
    let from = ceremony.public();
    let net = Digest::of(&fs::read(from.join(FIRST)).unwrap());
    install(&node, &from, Some(net), day(0)).unwrap();

    // Every day the operator signs the newest again; the snapshot only when it ends soon.
    assert_eq!(ceremony.sign(&key(OPERATOR), day(1)).unwrap(), ["timestamp.json"]);
    install(&node, &from, None, day(1)).unwrap();
    assert_eq!(ceremony.sign(&key(OPERATOR), day(8)).unwrap().len(), 2);

    // A member that is proposed twice is signed once more.
    let entry = entry(&folder.path().join("member"));
    for _ in 0..2 {
        let change = Change::Entry(Box::new(entry.clone()), Some(holders(&[MEMBER], 1)));
        ceremony.propose(change, day(8)).unwrap();
        ceremony.sign(&key(11), day(8)).unwrap();
    }
    assert_eq!(
        unfinished(&ceremony),
        [("1.member-fr-tj.json".to_owned(), 0), ("2.targets.json".to_owned(), 1)]
    );
    let board = holders(&[12, 13], 1);
    ceremony.propose(Change::Keys(Office::Board, board), day(8)).unwrap();
    ceremony.propose(Change::Status(StatusFile::default()), day(8)).unwrap();
    // The new board signs, by the root that is staged beside its list.
    for n in [2, 3, 13, MEMBER, OPERATOR] {
        ceremony.sign(&key(n), day(8)).unwrap();
    }
    install(&node, &from, Some(net), day(8)).unwrap();
    let held = installed(&node).unwrap().directory;
    assert_eq!((held.root.content.version, held.version, held.members.len()), (2, 3, 1));

    // A key of the operator that is lost is replaced by the founders.
    let other = holders(&[22], 1);
    ceremony.propose(Change::Keys(Office::Operator, other), day(9)).unwrap();
    for n in [1, 2, 22] {
        ceremony.sign(&key(n), day(9)).unwrap();
    }
    assert_eq!(code(ceremony.sign(&key(OPERATOR), day(9))), "input");
    install(&node, &from, None, day(9)).unwrap();
    assert_eq!(installed(&node).unwrap().directory.version, 4);
    // What was changed on the disk is seen.
    let path = node.join(FOLDER).join("4.snapshot.json");
    fs::write(&path, b"{}").unwrap();
    assert_eq!(code(installed(&node)), "field");
}

/// A network of one member whose node has installed it; then the founders replace these keys.
fn replaced(folder: &Path, changes: Vec<Change>, signers: &[u8]) -> (Ceremony, PathBuf) {
    let (ceremony, node) = (Ceremony::at(&folder.join("d")), folder.join("node"));
    ceremony.found(&founding(), day(0)).unwrap();
    let entry = entry(&folder.join("member"));
    let admit = Change::Entry(Box::new(entry), Some(holders(&[MEMBER], 1)));
    ceremony.propose(admit, day(0)).unwrap();
    for n in [1, 2, 11, 12, MEMBER, OPERATOR] {
        ceremony.sign(&key(n), day(0)).unwrap();
    }
    let net = Digest::of(&fs::read(ceremony.public().join(FIRST)).unwrap());
    install(&node, &ceremony.public(), Some(net), day(0)).unwrap();
    for change in changes {
        ceremony.propose(change, day(0)).unwrap();
    }
    for n in signers {
        ceremony.sign(&key(*n), day(0)).unwrap();
    }
    assert!(ceremony.status().unwrap().is_empty(), "{:?}", ceremony.status());
    (ceremony, node)
}

#[test]
fn a_root_that_is_kept_alone_leaves_a_node_that_starts_and_can_be_repaired() {
    let operator = vec![Change::Keys(Office::Operator, holders(&[22], 1))];
    let status = Change::Status(StatusFile::default());
    let board = vec![Change::Keys(Office::Board, holders(&[13], 1)), status];
    for (changes, signers) in [(operator, vec![1, 2, 22]), (board, vec![1, 2, 13, OPERATOR])] {
        let folder = tempfile::tempdir().unwrap();
        let (ceremony, node) = replaced(folder.path(), changes, &signers);
        let before = installed(&node).unwrap().directory;
        // What is offered is too old, so nothing of it is taken but the root.
        assert_eq!(code(install(&node, &ceremony.public(), None, day(3))), "expired");
        let held = installed(&node).unwrap();
        assert_eq!(held.verdict.as_ref().unwrap_err().error.code(), "threshold");
        let held = held.directory;
        assert_eq!((held.root.content.version, before.root.content.version), (2, 1));
        assert_eq!((held.roster(), held.valid_until), (before.roster(), before.valid_until));
        assert!(crate::serve::read_roster(&node).is_ok(), "the node starts");
        assert_eq!(code(install(&node, &ceremony.public(), None, day(3))), "expired", "again");

        install(&node, &ceremony.public(), None, day(0)).unwrap();
        let after = installed(&node).unwrap();
        assert_eq!((after.verdict, after.directory.version), (Ok(()), 2));
        // A folder that somebody changed is no such folder.
        fs::write(node.join(FOLDER).join("2.snapshot.json"), b"{}").unwrap();
        assert_eq!(code(installed(&node)), "field");
    }
}

#[tokio::test]
async fn a_key_is_made_once_and_opens() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("founder");
    assert_eq!(code(open_key(&dir).await.map(drop)), "file");
    let public = make_key(&dir, day(0)).await.unwrap();
    assert_eq!(SignKey::ed25519(&open_key(&dir).await.unwrap().public()), public);
    assert_eq!(code(make_key(&dir, day(0)).await), "exists");
    let written = public.to_json().to_bytes();
    assert_eq!(ceremony::public_key(&written, "key").unwrap(), public);
    assert_eq!(code(ceremony::public_key(b"{}", "key")), "input");
}

#[test]
fn a_stranger_names_files_of_a_directory_and_no_other() {
    let digest = Digest::of(b"x");
    for good in [
        "timestamp.json".to_owned(),
        "1.root.json".to_owned(),
        "12.member-fr-tj.json".to_owned(),
        format!("network/{digest}.network.json"),
        format!("members/fr-tj/{digest}.entry.json"),
    ] {
        assert!(is_name(&good), "{good}");
    }
    for bad in [
        "",
        ".",
        "..",
        "root.json",
        "01.root.json",
        "1.other.json",
        "1.member-.json",
        "../1.root.json",
        "/etc/passwd",
        "1.root.json/",
        "network/network.json",
        "members/../x.entry.json",
        "timestamp.json.new",
        "members/fr-tj/x.entry.json",
    ] {
        assert!(!is_name(bad), "{bad}");
    }
    let content = format!("members/..%2f/{digest}.entry.json");
    assert!(!is_name(&content));
}
