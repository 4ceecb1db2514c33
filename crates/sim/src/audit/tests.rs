//! The second tree against the first one, and that a change of any book is noticed, by the invariant it breaks.

use rusqlite::Connection;
use seal::digest::Digest;
use seal::merkle;

use super::books::Books;
use super::tree::{climb, leaf_hash, root};
use super::{Invariant, judge};
use crate::fault::Schedule;
use crate::world::Run;

fn leaves(n: u8) -> Vec<Digest> {
    (0..n).map(|n| leaf_hash(&[n; 40])).collect()
}

#[test]
fn both_trees_have_the_same_roots() {
    for n in 0..40 {
        assert_eq!(root(&leaves(n)), merkle::root(&leaves(n)), "{n} leaves");
    }
    assert_eq!(leaf_hash(b"leaf"), merkle::leaf_hash(b"leaf"));
}

#[test]
fn a_path_leads_to_the_root_from_its_own_leaf_only() {
    let five = leaves(5);
    let pair = |a: usize, b: usize| root(&five[a..b]);
    let path = [five[3], pair(0, 2), five[4]];
    assert_eq!(climb(2, 5, five[2], &path), Some(root(&five)));
    assert_ne!(climb(3, 5, five[2], &path), Some(root(&five)), "another place");
    assert_ne!(climb(2, 5, five[1], &path), Some(root(&five)), "another leaf");
    assert_eq!(climb(2, 5, five[2], &path[..2]), None, "too short");
    assert_eq!(climb(5, 5, five[2], &path), None, "no such leaf");
}

#[test]
fn every_invariant_has_its_code() {
    for invariant in Invariant::ALL {
        assert_eq!(Invariant::parse(invariant.code()), Some(invariant));
    }
}

/// A change of the issuer's database after a good run, and the invariant that it breaks.
const FORGED: [(Invariant, &str); 15] = [
    (Invariant::Durability, "DELETE FROM once WHERE key = 'issue-0'"),
    (Invariant::Durability, "DELETE FROM document WHERE view = 'inbox'"),
    (
        Invariant::NoInvention,
        "INSERT INTO once SELECT scope, 'case-9', digest, result, updated_by, updated_at_ms FROM once
         WHERE key = 'case-0'",
    ),
    (
        Invariant::Ambiguity,
        "INSERT INTO once SELECT 'officer:judge', key, digest, result, updated_by, updated_at_ms FROM once
         WHERE key = 'case-0'",
    ),
    (
        Invariant::Channel,
        "UPDATE outbox SET state = 2 WHERE position = (SELECT min(position) FROM outbox)",
    ),
    (
        Invariant::Channel,
        "UPDATE document SET body = CAST(replace(body, 'consigned', 'accepted') AS BLOB)
         WHERE view = 'inbox'",
    ),
    (
        Invariant::Channel,
        "UPDATE document SET body = CAST(replace(body, '\"ours\":2', '\"ours\":3') AS BLOB)
         WHERE view = 'conversation'",
    ),
    (
        Invariant::Effect,
        "UPDATE document SET body = CAST(replace(body, 'a', 'b') AS BLOB) WHERE view = 'letter-seen'",
    ),
    (
        Invariant::Effect,
        "DELETE FROM document WHERE view = 'receipt' AND instr(CAST(body AS TEXT), 'ContentConsignment') > 0",
    ),
    (
        Invariant::Receipts,
        "UPDATE document SET key = '00' WHERE view = 'receipt'
         AND key = (SELECT max(key) FROM document WHERE view = 'receipt')",
    ),
    (Invariant::History, "UPDATE event SET leaf = zeroblob(40) WHERE position = 9"),
    (Invariant::History, "UPDATE event SET version = version + 100 WHERE position = 9"),
    (
        Invariant::Causality,
        "UPDATE event SET kind = CASE kind WHEN 'send' THEN 'submit' ELSE 'send' END
         WHERE kind IN ('send', 'submit')",
    ),
    (Invariant::Monotone, "DELETE FROM leaf WHERE position = (SELECT max(position) FROM leaf)"),
    (Invariant::Bounded, "UPDATE outbox SET attempts = 1000"),
];

#[test]
fn a_change_of_any_book_breaks_its_invariant() {
    let run = Run { schedule: Schedule::calm(), ..Run::of(1) };
    let played = run.play().unwrap();
    let evidence = played.evidence();
    let [issuer, provider] = evidence.hosts;
    let theirs = || Books::read(provider).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("good.db");
    Books::copy(issuer, &path).unwrap();
    for (n, (invariant, forgery)) in FORGED.into_iter().enumerate() {
        let copy = folder.path().join(format!("{n}.db"));
        std::fs::copy(&path, &copy).unwrap();
        let db = Connection::open(&copy).unwrap();
        let triggers: Vec<String> = {
            let mut names =
                db.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").unwrap();
            names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        for trigger in triggers {
            db.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
        }
        assert!(db.execute(forgery, []).unwrap() > 0, "{forgery} changes nothing");
        let found = judge(&evidence, &[Books::of(issuer.name(), &db).unwrap(), theirs()]).unwrap();
        assert!(
            found.violations.iter().any(|violation| violation.invariant == invariant),
            "{} is not broken by {forgery}: {:#?}",
            invariant.code(),
            found.violations
        );
    }
    assert_eq!(judge(&evidence, &[Books::read(issuer).unwrap(), theirs()]).unwrap().violations, []);
}
