//! Rows that go forward, a policy that a verifier takes, bytes that arrive whole, and codes that last.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use domain::actor::{MemberId, MemberKind, NodeId};
use domain::case::Name;
use domain::denied::Denied;
use domain::exhibit::RecordState;
use domain::ids::{CaseId, ExhibitId, OfficerId, PackageId};
use domain::package;
use law::ids::Country;
use seal::checkpoint::{Checkpoint, SignedCheckpoint};
use seal::cosignature::{cosign_ed25519, cosign_mldsa44};
use seal::digest::Digest;
use seal::note::{Vkey, VkeyKind};
use seal::package::{Absence, BuildError, Measured};
use seal::policy::Policy;
use seal::sign::{Ed25519Secret, MlDsa44Secret};
use seal::verdict::{Check, Claim, Outcome};
use seal::zip::ZipError;
use store::StoreError;
use wire::roster::{Entry, LogEntry, NetworkKind, NodeEntry, Root, Roster, Vkeys};
use wire::stored::{Stored, Who};

use super::collect::absence;
use super::content::Counted;
use super::error::ExportError;
use super::inventory::{Inventory, Listed, Place, Stated, Summary};
use super::row::{BESIDE, Wait, advance, inventory_key, verdict_key};
use super::write::{PIECE_BYTES, Pieces};
use super::{
    PackageRow, State, package_stream, policy_text, run_once, status, step, unproved, why_unproved,
};
use crate::act::{ActError, act};
use crate::rows::{decode, encode, view};
use crate::sealed_doc;
use crate::testing::{found, open};

mod copies;
mod stamped;

fn states() -> [State; 6] {
    [
        State::Approving,
        State::Packing,
        State::Collecting { waits_for: Wait::Published.to_string() },
        State::Sealed,
        State::Ready,
        State::Failed { code: "damaged".to_owned() },
    ]
}

/// Which states follow a state.
fn check(from: &str, to: &[&str]) {
    let states = states();
    let state = states.iter().find(|state| state.word() == from).unwrap();
    let next: Vec<_> = states.iter().filter(|next| state.leads_to(next)).map(State::word).collect();
    assert_eq!(next, to, "{from}");
    assert_eq!(state.is_end(), ["ready", "failed"].contains(&from), "{from}");
}

#[test]
fn a_package_goes_forward_and_may_fail_at_any_step() {
    check("approving", &["packing", "failed"]);
    check("packing", &["collecting", "failed"]);
    check("collecting", &["collecting", "sealed", "failed"]);
    check("sealed", &["ready", "failed"]);
    check("ready", &["failed"]);
    check("failed", &[]);
}

#[test]
fn a_row_is_read_as_it_was_written_byte_for_byte() {
    // The store compares bytes before it moves a row.
    for state in states() {
        let row = PackageRow::new(PackageId::new([1; 16]), CaseId::new([2; 16]), 3).with(state);
        let bytes = encode(&row);
        let again: PackageRow = decode(&bytes).unwrap();
        assert_eq!((&again, encode(&again)), (&row, bytes));
    }
}

#[test]
fn what_a_package_waits_for_is_read_as_it_was_written() {
    let peer = NodeId::parse("ie-prov.example").unwrap();
    for wait in [Wait::Published, Wait::Receipt, Wait::Custody(peer), Wait::Timestamp] {
        assert_eq!(Wait::parse(&wait.to_string()), Some(wait));
    }
    assert_eq!(Wait::parse("our entries to be published"), None);
    assert_eq!(Wait::parse("custody:"), None);
}

#[test]
fn a_list_is_read_as_it_was_written() {
    let list = list();
    assert_eq!(decode::<Inventory>(&encode(&list)).unwrap(), list);
}

fn list() -> Inventory {
    Inventory {
        heads: vec![(0, 59), (1, 3)],
        bagged_on: "2027-03-14".to_owned(),
        organization: "Tribunal judiciaire".to_owned(),
        case: Summary {
            docket_no: "2027/42".to_owned(),
            measure_kind: "EPOC".to_owned(),
            measure_no: "none".to_owned(),
            issued_at: "2027-03-02T10:00:00Z".to_owned(),
        },
        policy: "quorum none\n".to_owned(),
        keys: vec!["{}".to_owned()],
        exhibits: vec![Listed {
            exhibit: "x".to_owned(),
            no: "X-1-R1".to_owned(),
            complete: Some(Stated {
                line: "{}\n".to_owned(),
                map: Place::Ours { log: 0, index: 8 },
            }),
            extension: "eml".to_owned(),
            counted: Counted::from(&Measured::of(b"hello")),
            custody: vec![
                Place::Ours { log: 0, index: 7 },
                Place::Theirs {
                    exhibit: "x".to_owned(),
                    key: "x:ie-prov.example:00000000000000000000".to_owned(),
                },
            ],
        }],
        left_out: vec![("X-2-R1".to_owned(), "contested".to_owned())],
        anchors: vec![Place::Ours { log: 1, index: 9 }],
        letters: vec!["l".to_owned()],
        receipts: vec!["r".to_owned()],
        parts_key: "07".repeat(32),
        part_of: None,
        token: None,
    }
}

#[tokio::test]
async fn a_package_that_proves_nothing_ends_with_the_check_and_the_reason_is_kept_sealed() {
    let court = found().await;
    let node = open(&court.config).await;
    let (package, case) = (PackageId::new([1; 16]), CaseId::new([2; 16]));
    let row = PackageRow::new(package, case, 0).with(State::Sealed);
    let stream = package_stream(&node, package, case);
    act!(node, "seal_package", None, |tx| {
        let started = package::Event::Started {
            at: tx.now,
            by: OfficerId::new([3; 16]),
            request: package::Request {
                package,
                case,
                exhibits: BTreeSet::new(),
                forum: Name::parse("a court").unwrap(),
                copy: None,
            },
            k: 0,
        };
        tx.record(&stream, &Stored::Package(started), tx.now, &Who::node()).await?;
        let kek = tx.kek_of(&stream).unwrap();
        let nothing = Inventory { exhibits: Vec::new(), ..list() };
        let listed = sealed_doc::seal(&kek, package.bytes(), &encode(&nothing), &*node.random)?;
        tx.put_raw(view::PACKAGE, &inventory_key(&row.package), BESIDE, listed);
        advance(tx, None, &row)?;
        Ok(Vec::new())
    })
    .await
    .unwrap();

    let detail = "exhibit X-1: a `hand_over` without its `take_over`";
    let claim =
        Claim { check: Check::Handover, outcome: Outcome::Broken, detail: detail.to_owned() };
    step::unproved(&node, &row, &claim).await.unwrap();
    let ended = status(&node, package).await.unwrap();
    assert_eq!(ended.state, State::Failed { code: "unproved-handover".to_owned() });
    assert_eq!(why_unproved(&node, &ended).await.unwrap().as_deref(), Some(detail));
    let kept = node.raw_row(view::PACKAGE, &verdict_key(&row.package)).await.unwrap().unwrap();
    assert!(!kept.windows(detail.len()).any(|bytes| bytes == detail.as_bytes()));
    // It has come to an end, and is not looked at again.
    assert!(!run_once(&node).await.unwrap());
}

#[tokio::test]
async fn a_mark_holds_for_the_keys_by_which_it_was_made() {
    let court = found().await;
    let node = open(&court.config).await;
    let (marked, other) = (ExhibitId::new([1; 16]), ExhibitId::new([2; 16]));
    assert!(!unproved::is_marked(&node, marked).await.unwrap());
    act!(node, "move_package", None, |tx| {
        unproved::mark(tx, marked, Check::Handover.id());
        Ok(Vec::new())
    })
    .await
    .unwrap();
    assert!(unproved::is_marked(&node, marked).await.unwrap());
    assert!(!unproved::is_marked(&node, other).await.unwrap());

    let before = node.roster();
    node.change_roster(|roster| {
        for node in roster.members.values_mut().flat_map(|entry| &mut entry.nodes) {
            node.log.vkeys.clear();
        }
    });
    assert!(!unproved::is_marked(&node, marked).await.unwrap(), "other keys may say otherwise");
    node.set_roster(before);
    assert!(unproved::is_marked(&node, marked).await.unwrap());
    act!(node, "move_package", None, |tx| {
        unproved::forget(tx, marked);
        Ok(Vec::new())
    })
    .await
    .unwrap();
    assert!(!unproved::is_marked(&node, marked).await.unwrap());
}

#[test]
fn an_exhibit_that_was_not_asked_for_has_a_reason_a_court_reads() {
    for (state, why) in [
        (RecordState::Contested, "contested"),
        (RecordState::Deleted, "destroyed"),
        (RecordState::Destroying, "destroyed"),
        (RecordState::Packed, "later"),
        (RecordState::Registered, "not-fixed"),
        (RecordState::Sealed, "later"),
    ] {
        assert_eq!(absence(state).id(), why);
        assert_eq!(Absence::parse(why), Some(absence(state)));
    }
}

#[test]
fn what_was_measured_of_an_exhibit_survives_its_row() {
    for bytes in [&b""[..], b"hello", &[0xff; 70_000]] {
        let measured = Measured::of(bytes);
        let counted: Counted = decode(&encode(&Counted::from(&measured))).unwrap();
        assert_eq!(counted.measured().unwrap(), measured);
    }
    let damaged = br#"{"len":1,"crc32":2,"sha256":"00","sha512":"00"}"#;
    assert!(decode::<Counted>(damaged).unwrap().measured().is_err());
}

#[test]
fn what_passes_by_itself_is_tried_again_and_what_does_not_has_a_code() {
    let io = |error: ActError| ExportError::Io(io::Error::other(error));
    let content = ActError::Corrupt("a part is missing".to_owned());
    let cases = [
        (ExportError::Act(ActError::Busy), None),
        (ExportError::Act(ActError::Stale), None),
        (ExportError::Act(ActError::Store(StoreError::Full)), None),
        (ExportError::Act(ActError::Denied(Denied::NotSealed)), Some("not-sealed")),
        (ExportError::Act(ActError::NotFound), Some("not-found")),
        (ExportError::Contested, Some("exhibit-contested")),
        (ExportError::LetterMissing, Some("letter-missing")),
        (ExportError::Unrepeatable, Some("unrepeatable")),
        (ExportError::Build(BuildError::Seal), Some("seal")),
        (ExportError::Build(BuildError::Zip(ZipError::Members)), Some("members")),
        (ExportError::Io(io::Error::from(io::ErrorKind::StorageFull)), None),
        (io(ActError::Busy), None),
        (io(ActError::Corrupt(String::new())), Some("damaged")),
        (ExportError::Build(BuildError::Zip(io::Error::other(content).into())), Some("damaged")),
    ];
    for (error, code) in cases {
        assert_eq!(error.lasting_code(), code, "{error:?}");
    }
}

#[test]
fn bytes_go_out_in_pieces_and_none_is_lost() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let bytes: Vec<u8> =
        (0..3 * PIECE_BYTES + 17).map(|n| u8::try_from(n % 251).unwrap()).collect();
    let (pieces, mut taken) = tokio::sync::mpsc::channel(2);
    let given = bytes.clone();
    let writer = std::thread::spawn(move || {
        let mut out = Pieces::new(pieces);
        for piece in given.chunks(99_991) {
            out.write_all(piece).unwrap();
        }
        out.flush().unwrap();
    });
    let mut arrived = Vec::new();
    runtime.block_on(async {
        while let Some(piece) = taken.recv().await {
            let piece = piece.unwrap();
            assert!(piece.len() <= PIECE_BYTES);
            arrived.extend_from_slice(&piece);
        }
    });
    writer.join().unwrap();
    assert_eq!(arrived, bytes);
}

#[test]
fn a_writer_whose_reader_has_gone_ends() {
    let (pieces, taken) = tokio::sync::mpsc::channel(1);
    drop(taken);
    let mut out = Pieces::new(pieces);
    let error = out.write_all(&vec![0; PIECE_BYTES]).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
}

struct Seeds(Ed25519Secret, MlDsa44Secret);

fn seeds(n: u8) -> Seeds {
    let seed = |n: u8| Digest::of(&[n]).0;
    Seeds(
        Ed25519Secret::from_seed(seed(n)).unwrap(),
        MlDsa44Secret::from_seed(seed(n + 1)).unwrap(),
    )
}

fn member(id: &str, n: u8, is_witness: bool) -> Entry {
    let (log, cosign) = (seeds(n), seeds(n + 2));
    let origin = format!("{id}.example/comity/audit/2027");
    let vkey = |name: &str, kind| Vkey::new(name, kind).unwrap().to_string();
    let name = format!("{id}.example/cosign");
    let witness = is_witness.then(|| format!("https://{id}.example/witness/1"));
    let node = NodeEntry {
        node: NodeId::parse(&format!("{id}.example")).unwrap(),
        endpoints: Vec::new(),
        speaks: wire::roster::Speaks::default(),
        tls_roots: Vec::new(),
        tls_spki: Vec::new(),
        sign_keys: Vec::new(),
        log: LogEntry {
            others: Vec::new(),
            vkeys: vec![
                vkey(&origin, VkeyKind::Ed25519(log.0.public())),
                vkey(&origin, VkeyKind::MlDsa44(log.1.public())),
            ],
            cosigner: vec![
                vkey(&name, VkeyKind::CosigEd25519(cosign.0.public())),
                vkey(&name, VkeyKind::MlDsa44(cosign.1.public())),
            ],
            origin,
            read: None,
            seal: None,
            witness,
        },
    };
    Entry {
        member: MemberId::parse(id).unwrap(),
        kind: MemberKind::JudicialAuthority,
        state: Country::parse("FR").unwrap(),
        names: BTreeMap::new(),
        nodes: vec![node],
        units: Vec::new(),
        revoked: Vec::new(),
        status: wire::roster::Status::Active,
        suspends: Vec::new(),
    }
}

fn roster(members: &[(&str, u8, bool)]) -> Roster {
    let members = members.iter().map(|(id, n, is_witness)| member(id, *n, *is_witness));
    Roster {
        net: Digest::of(b"net"),
        root: Root { kind: NetworkKind::Drill, name: "drill".to_owned(), exercise_id: None },
        version: 1,
        snapshot_sha256: Digest::of(b"snapshot"),
        stale_from: None,
        members: members.map(|entry| (entry.member.clone(), entry)).collect(),
        vkeys: Vkeys::default(),
    }
}

fn network() -> Roster {
    roster(&[
        ("coord", 10, true),
        ("fr-tj", 20, false),
        ("ie-prov", 30, false),
        ("nl-ovs", 40, true),
    ])
}

/// A head of `fr-tj` with the cosignatures of these seeds, both lines or the classical one alone.
fn head(cosigners: &[(&str, u8, bool)]) -> SignedCheckpoint {
    let head = Checkpoint::new("fr-tj.example/comity/audit/2027", 1, Digest::of(b"root")).unwrap();
    let log = seeds(20);
    let mut lines = vec![
        head.sign_ed25519(&log.0).unwrap(),
        head.sign_mldsa44(&log.1.public(), 9, |m| log.1.sign_deterministic(m)).unwrap(),
    ];
    for (id, n, is_quantum) in cosigners {
        let (keys, name) = (seeds(*n + 2), format!("{id}.example/cosign"));
        lines.push(cosign_ed25519(&keys.0, &name, 9, &head).unwrap());
        if *is_quantum {
            let sign = |m: &[u8]| keys.1.sign_deterministic(m);
            lines.push(cosign_mldsa44(&keys.1.public(), &name, 9, &head, sign).unwrap());
        }
    }
    head.with(lines)
}

#[test]
fn the_policy_of_a_directory_asks_for_both_keys_of_every_witness() {
    let text = policy_text(&network());
    let policy = Policy::parse(text.as_bytes()).unwrap();
    assert_eq!((policy.logs().len(), policy.witnesses().len()), (8, 4));
    assert!(text.ends_with("group w2 all w2-ed w2-ml\ngroup w all w1 w2\nquorum w\n"), "{text}");
    let is_trusted = |cosigners: &[_]| policy.satisfied(&head(cosigners)).is_ok();
    assert!(is_trusted(&[("coord", 10, true), ("nl-ovs", 40, true)]));
    assert!(!is_trusted(&[("coord", 10, true), ("nl-ovs", 40, false)]));
    assert!(!is_trusted(&[("coord", 10, true)]));
    assert!(
        !is_trusted(&[("coord", 10, true), ("ie-prov", 30, true)]),
        "no witness of this network"
    );
}

#[test]
fn a_network_without_witnesses_has_a_policy_that_says_so() {
    let text = policy_text(&roster(&[("fr-tj", 20, false)]));
    assert!(text.ends_with("quorum none\n"));
    Policy::parse(text.as_bytes()).unwrap();
}

#[test]
fn the_same_directory_gives_the_same_policy() {
    assert_eq!(policy_text(&network()), policy_text(&network()));
}
