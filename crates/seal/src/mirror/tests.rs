//! Uploads of honest logs, and of everybody else.

use std::collections::BTreeMap;

use super::*;
use crate::merkle::{append, root_at, subtree_consistency};

const ORIGIN: &str = "node.example/comity/audit/2027";

type Tree = BTreeMap<(u8, u64), Digest>;

fn entry(n: u64) -> [u8; 40] {
    let mut entry = [0; 40];
    entry[..4].copy_from_slice(b"CML\x01");
    entry[32..].copy_from_slice(&n.to_be_bytes());
    entry
}

fn tree(n: u64) -> Tree {
    let leaves: Vec<_> = (0..n).map(|n| leaf_hash(&entry(n))).collect();
    let made = append(0, &Tree::new(), &leaves).unwrap().new_nodes;
    made.into_iter().map(|(level, index, hash)| ((level, index), hash)).collect()
}

fn held(tree: &Tree, size: u64) -> Held {
    Held { size, root: root_at(size, tree).unwrap(), cosigned_at: None }
}

/// What an honest log sends: every entry from `start` on under the checkpoint of `end`.
fn body(tree: &Tree, start: u64, end: u64) -> Vec<u8> {
    let upload = Upload { origin: ORIGIN.to_owned(), start, end, ticket: b"t".to_vec() };
    let mut bytes = upload.head().unwrap();
    let mut at = start;
    while at < end {
        let (first, to) = package_bounds(at, end);
        let entries: Vec<_> = (at..to).map(entry).collect();
        let entries: Vec<&[u8]> = entries.iter().map(<[u8; 40]>::as_slice).collect();
        let proof = subtree_consistency(first, to, end, tree).unwrap();
        Package::write(&mut bytes, &entries, &proof).unwrap();
        at = to;
    }
    bytes
}

/// Reads and checks a body as a mirror does that holds everything before `upload.start`; how many entries are good.
fn check(tree: &Tree, bytes: &[u8], under: &Held) -> Result<u64, &'static str> {
    let (upload, packages) = Upload::parse(bytes).map_err(|error| error.code())?;
    let mut n_good = 0;
    for package in packages {
        let package = package.map_err(|error| error.code())?;
        let before: Vec<_> = (package.first..package.start).map(|n| leaf_hash(&entry(n))).collect();
        let hashes = package.check(&before, under).map_err(|error| error.code())?;
        for (n, hash) in (package.start..).zip(hashes) {
            assert_eq!(tree.get(&(0, n)), Some(&hash));
            n_good += 1;
        }
    }
    assert_eq!(upload.origin, ORIGIN);
    Ok(n_good)
}

#[test]
fn packages_of_every_range_lead_to_the_checkpoint() {
    let tree = tree(1_100);
    for (start, end) in [
        (0, 1),
        (0, 255),
        (0, 256),
        (0, 257),
        (1, 2),
        (255, 257),
        (256, 512),
        (300, 1_100),
        (511, 1_024),
        (1_023, 1_025),
        (1_099, 1_100),
        (700, 700),
    ] {
        let under = held(&tree, end);
        assert_eq!(
            check(&tree, &body(&tree, start, end), &under),
            Ok(end - start),
            "{start} {end}"
        );
    }
}

#[test]
fn a_changed_byte_is_never_taken() {
    let tree = tree(600);
    let under = held(&tree, 600);
    let good = body(&tree, 500, 600);
    let (_, packages) = Upload::parse(&good).unwrap();
    let n_head = good.len() - packages.rest.len();
    for at in (n_head..good.len()).step_by(37) {
        let mut bad = good.clone();
        bad[at] ^= 1;
        // A length that is changed moves everything behind it; what is taken before it is still the log's.
        let taken = check(&tree, &bad, &under);
        assert!(taken.is_err() || taken < Ok(100), "{at}: {taken:?}");
    }
    for cut in (0..good.len()).step_by(29) {
        let taken = check(&tree, &good[..cut], &under);
        assert!(taken.is_err() || taken < Ok(100), "{cut}: {taken:?}");
    }
}

#[test]
fn heads_that_are_none_are_refused() {
    let upload = |origin: &str, start, end| {
        let upload = Upload { origin: origin.to_owned(), start, end, ticket: Vec::new() };
        Upload::parse(&upload.head().unwrap()).map(|(upload, _)| upload.end)
    };
    assert_eq!(upload(ORIGIN, 3, 3), Ok(3));
    assert_eq!(upload(ORIGIN, 4, 3), Err(UploadError::Range));
    assert_eq!(upload(ORIGIN, 4, u64::MAX), Err(UploadError::Range));
    assert_eq!(upload("a b", 0, 3), Err(UploadError::Head));
    assert_eq!(upload("", 0, 3), Err(UploadError::Head));
    let good = Upload { origin: ORIGIN.to_owned(), start: 0, end: 1, ticket: vec![7; 9] };
    let bytes = good.head().unwrap();
    for cut in 0..bytes.len() {
        assert_eq!(Upload::parse(&bytes[..cut]).map(drop), Err(UploadError::Head));
    }
    let too_long = Upload { ticket: vec![0; 65_536], ..good };
    assert_eq!(too_long.head(), Err(UploadError::Head));
}

#[test]
fn a_package_has_at_most_63_hashes_and_a_request_32_packages() {
    let hashes = vec![Digest([1; 32]); 64];
    assert_eq!(Package::write(&mut Vec::new(), &[], &hashes), Err(UploadError::Package));
    let upload = Upload { origin: ORIGIN.to_owned(), start: 0, end: 1, ticket: vec![] };
    let mut bytes = upload.head().unwrap();
    bytes.extend_from_slice(&[0, 0, 64]);
    bytes.extend_from_slice(&[1; 64 * 32]);
    let (_, mut packages) = Upload::parse(&bytes).unwrap();
    assert_eq!(packages.next(), Some(Err(UploadError::Package)));
    assert_eq!(packages.next(), None);
    let tree = tree(33 * 256);
    let bytes = body(&tree, 0, 33 * 256);
    let (_, packages) = Upload::parse(&bytes).unwrap();
    assert_eq!(packages.count(), PACKAGES_MAX);
}

#[test]
fn what_is_wanted_is_said_in_the_order_of_the_protocol() {
    let tree = tree(20_000);
    let at = |size| held(&tree, size);
    let state =
        MirrorState { mirror: Some(at(300)), pending: vec![at(400), at(20_000)], next: 350 };
    let ask = |start, end, ticketed: Option<u64>| {
        let upload = Upload { origin: ORIGIN.to_owned(), start, end, ticket: vec![] };
        admit(&upload, &state, ticketed.map(at)).map(|held| held.size)
    };
    assert_eq!(ask(350, 400, None), Ok(400));
    assert_eq!(ask(0, 20_000, None), Ok(20_000));
    assert_eq!(ask(300, 300, None), Ok(300));
    for (start, end) in [(350, 401), (351, 400), (0, 299)] {
        assert_eq!(ask(start, end, None), Err(UploadRefusal::Conflict), "{start} {end}");
    }
    // A ticket brings back a pending checkpoint that the mirror no longer remembers, and no other size.
    assert_eq!(ask(350, 390, Some(390)), Ok(390));
    assert_eq!(ask(350, 391, Some(390)), Err(UploadRefusal::Conflict));
    assert_eq!(ask(200, 200, Some(200)), Err(UploadRefusal::Conflict));
    let far = MirrorState { next: 8_193, ..state.clone() };
    let upload = Upload { origin: ORIGIN.to_owned(), start: 0, end: 20_000, ticket: vec![] };
    assert_eq!(admit(&upload, &far, None), Err(UploadRefusal::Conflict));
    let never = MirrorState { mirror: None, pending: vec![], next: 0 };
    assert_eq!(admit(&upload, &never, Some(at(20_000))), Err(UploadRefusal::NeverPending));
}

#[test]
fn a_ticket_of_another_mirror_or_for_another_note_stands_for_nothing() {
    let note = Checkpoint::new(ORIGIN, 3, Digest([9; 32])).unwrap().with(vec![NoteLine {
        name: ORIGIN.to_owned(),
        key_id: 1,
        sig: vec![1; 64],
    }]);
    let made = ticket(&[7; 32], &note.to_string());
    assert_eq!(read_ticket(&[7; 32], &made).unwrap(), note);
    assert_eq!(read_ticket(&[8; 32], &made), None);
    for at in 0..made.len() {
        let mut other = made.clone();
        other[at] ^= 1;
        assert_eq!(read_ticket(&[7; 32], &other), None, "{at}");
    }
    assert_eq!(read_ticket(&[7; 32], &made[..31]), None);
}

#[test]
fn the_three_lines_are_read_as_they_are_written_and_no_others() {
    for ticket in [vec![], vec![1, 2, 3]] {
        let info = Info { size: 7, next: 3, ticket };
        assert_eq!(Info::parse(info.to_string().as_bytes()), Some(info));
    }
    for bad in
        ["", "7\n3\n", "7\n3\n\n\n", "07\n3\n\n", "7\n3\nAQ\n", "7\r\n3\n\n", "7\n-3\n\n", "7\n3\n"]
    {
        assert_eq!(Info::parse(bad.as_bytes()), None, "{bad:?}");
    }
}

#[test]
fn answers_are_read_by_their_status() {
    let sent = Checkpoint::new(ORIGIN, 3, Digest([9; 32])).unwrap();
    let read = |status, body: &str| read_upload_answer(&sent, status, body.as_bytes(), &[]);
    let info = Info { size: 3, next: 1, ticket: vec![] };
    for status in [202, 409] {
        assert_eq!(read(status, &info.to_string()), UploadAnswer::Go(info.clone()));
        assert_eq!(read(status, "3\n"), UploadAnswer::Bad(NoteError::Shape));
    }
    assert_eq!(read(503, ""), UploadAnswer::Later);
    for status in [400, 404, 415, 422] {
        assert_eq!(read(status, ""), UploadAnswer::Refused { status });
    }
    assert!(matches!(read(200, ""), UploadAnswer::Bad(_)));
}
