//! The order of checks (a request with two faults gets the earlier answer), and what the asker makes of answers.

use std::collections::BTreeMap;

use super::*;
use crate::cosignature::cosign_ed25519;
use crate::merkle::{append, consistency, empty_root, leaf_hash};
use crate::note::VkeyKind;
use crate::sign::Ed25519Secret;

const ORIGIN: &str = "log.example/1";
const NOW: u64 = 1_798_761_600;

fn leaves(n: u64) -> Vec<Digest> {
    (0..n).map(|n| leaf_hash(&n.to_be_bytes())).collect()
}

fn nodes() -> BTreeMap<(u8, u64), Digest> {
    let made = append(0, &BTreeMap::new(), &leaves(20)).unwrap().new_nodes;
    made.into_iter().map(|(level, index, hash)| ((level, index), hash)).collect()
}

fn root(size: u64) -> Digest {
    crate::merkle::root_at(size, &nodes()).unwrap()
}

fn secret() -> Ed25519Secret {
    Ed25519Secret::of_vector(1)
}

fn vkeys() -> Vec<Vkey> {
    vec![Vkey::new(ORIGIN, VkeyKind::Ed25519(secret().public())).unwrap()]
}

fn signed(size: u64, root: Digest) -> SignedCheckpoint {
    let checkpoint = Checkpoint::new(ORIGIN, size, root).unwrap();
    let line = checkpoint.sign_ed25519(&secret()).unwrap();
    checkpoint.with(vec![line])
}

/// An honest request from `old` to `new` leaves.
fn request(old: u64, new: u64) -> AddCheckpoint {
    let proof =
        if old == 0 || old > new { vec![] } else { consistency(old, new, &nodes()).unwrap() };
    AddCheckpoint { old, proof, checkpoint: signed(new, root(new)) }
}

#[track_caller]
fn check(request: &AddCheckpoint, state: Option<u64>, status: u16) -> Verdict {
    let parsed = AddCheckpoint::parse(request.to_string().as_bytes()).unwrap();
    assert_eq!(&parsed, request);
    let state = state.map(|size| (size, root(size)));
    let verdict = judge(&parsed, state, &vkeys(), NOW, Some(NOW - 1));
    assert_eq!(verdict.status(), status, "{verdict:?}");
    verdict
}

#[test]
fn an_honest_log_is_cosigned_however_it_grows() {
    for old in 0..=20 {
        for new in old..=20 {
            let state = (old > 0).then_some(old);
            let verdict = check(&request(old, new), state, 200);
            assert_eq!(verdict, Verdict::Cosign(Checkpoint::new(ORIGIN, new, root(new)).unwrap()));
        }
    }
    check(&request(0, 5), Some(0), 200);
}

#[test]
fn an_unknown_log_is_not_found_whatever_else_is_wrong() {
    let mut request = request(9, 5);
    request.checkpoint = request.checkpoint.claimed().clone().with(vec![]);
    assert_eq!(judge(&request, None, &[], NOW, None), Verdict::UnknownOrigin);
    let other = vec![Vkey::new("other.example", VkeyKind::Ed25519(secret().public())).unwrap()];
    assert_eq!(judge(&request, None, &other, NOW, None).status(), 404);
}

#[test]
fn an_untrusted_signature_is_forbidden_before_sizes_are_looked_at() {
    let foreign = Ed25519Secret::of_vector(3);
    let checkpoint = request(9, 5).checkpoint.claimed().clone();
    let line = checkpoint.sign_ed25519(&foreign).unwrap();
    let unknown =
        AddCheckpoint { checkpoint: checkpoint.clone().with(vec![line.clone()]), ..request(9, 5) };
    check(&unknown, Some(7), 403);
    let mut bad = secret_line(&checkpoint);
    bad.sig[0] ^= 1;
    let spoiled = AddCheckpoint { checkpoint: checkpoint.with(vec![line, bad]), ..request(9, 5) };
    check(&spoiled, Some(7), 403);
}

fn secret_line(checkpoint: &Checkpoint) -> NoteLine {
    checkpoint.sign_ed25519(&secret()).unwrap()
}

#[test]
fn an_old_size_beyond_the_new_one_is_malformed_even_if_the_state_differs_too() {
    assert_eq!(check(&request(9, 5), Some(7), 400), Verdict::OldBeyondNew);
}

#[test]
fn another_size_than_cosigned_last_is_a_conflict_that_names_it() {
    for (old, new, state, size) in
        [(3, 5, Some(4), 4), (0, 5, Some(4), 4), (4, 5, None, 0), (5, 5, Some(9), 9)]
    {
        let verdict = check(&request(old, new), state, 409);
        assert_eq!(verdict.body(), Some(format!("{size}\n")));
    }
    // The conflict comes before the proof is looked at.
    let mut wrong = request(3, 5);
    wrong.proof.clear();
    check(&wrong, Some(4), 409);
}

#[test]
fn what_does_not_extend_the_tree_is_evidence() {
    use Inconsistency::{EmptyRoot, Proof, ProofFromEmpty, SameSizeOtherRoot};
    let fork = Digest([9; 32]);
    for (request, state, how) in [
        (AddCheckpoint { checkpoint: signed(0, fork), ..request(0, 0) }, None, EmptyRoot),
        (
            AddCheckpoint { proof: vec![fork], checkpoint: signed(0, fork), ..request(0, 0) },
            None,
            EmptyRoot,
        ),
        (AddCheckpoint { proof: vec![fork], ..request(0, 5) }, None, ProofFromEmpty),
        (
            AddCheckpoint { checkpoint: signed(5, fork), ..request(5, 5) },
            Some(5),
            SameSizeOtherRoot,
        ),
        (AddCheckpoint { proof: vec![fork], ..request(5, 5) }, Some(5), Proof),
        (AddCheckpoint { checkpoint: signed(6, fork), ..request(5, 6) }, Some(5), Proof),
        (AddCheckpoint { proof: vec![], ..request(5, 6) }, Some(5), Proof),
        (AddCheckpoint { proof: request(4, 6).proof, ..request(5, 6) }, Some(5), Proof),
    ] {
        assert_eq!(check(&request, state, 422), Verdict::Inconsistent(how));
    }
    assert_eq!(root(0), empty_root());
}

#[test]
fn a_clock_behind_the_last_cosignature_signs_nothing() {
    let judged = |now| judge(&request(5, 6), Some((5, root(5))), &vkeys(), now, Some(NOW));
    assert_eq!(judged(NOW - 3), Verdict::ClockBehind { seconds: 3 });
    assert_eq!(judged(NOW - 3).status(), 503);
    assert_eq!(judged(NOW).status(), 200);
    // It is the last check: a fork is still seen as one.
    let fork = AddCheckpoint { proof: vec![], ..request(5, 6) };
    assert_eq!(judge(&fork, Some((5, root(5))), &vkeys(), NOW - 3, Some(NOW)).status(), 422);
}

#[test]
fn every_other_request_is_malformed() {
    let good = request(4, 6).to_string();
    let hash = good.lines().nth(1).unwrap();
    for (from, to) in [
        ("old 4", "old 04"),
        ("old 4", "old"),
        ("old 4", "old  4"),
        ("old 4", "new 4"),
        ("old 4\n", ""),
        ("old 4", "old -4"),
        ("old 4", "old 9223372036854775808"),
        ("\n\n", "\n"),
        (hash, "AAAA"),
        (hash, &format!("{hash} ")),
        (ORIGIN, "log example"),
        ("\n6\n", "\n06\n"),
        ("— ", "- "),
        (hash, &format!("{hash}\n").repeat(64)),
    ] {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good);
        let refused = AddCheckpoint::parse(text.as_bytes()).unwrap_err();
        assert_eq!(refused.status(), 400, "{text:?}");
    }
    let long = vec![b'a'; REQUEST_BYTES_MAX + 1];
    assert_eq!(AddCheckpoint::parse(&long).unwrap_err().status(), 413);
    assert_eq!(AddCheckpoint::parse(b"\xff").unwrap_err().code(), "form");
}

#[test]
fn the_asker_keeps_verified_lines_of_known_witnesses_only() {
    let sent = request(5, 6).checkpoint.claimed().clone();
    let (known, unknown) = (Ed25519Secret::of_vector(3), Ed25519Secret::of_vector(4));
    let keys = [Vkey::new("w", VkeyKind::CosigEd25519(known.public())).unwrap()];
    let line = cosign_ed25519(&known, "w", NOW, &sent).unwrap();
    let other = cosign_ed25519(&unknown, "v", NOW, &sent).unwrap();
    let read =
        |lines: &[NoteLine]| read_answer(5, &sent, 200, write_lines(lines).as_bytes(), &keys);
    assert_eq!(read(&[other.clone(), line.clone()]), Answer::Cosigned(vec![line.clone()]));
    assert_eq!(read(&[other]), Answer::Bad(NoteError::NoKnownKey));
    let elsewhere = cosign_ed25519(&known, "w", NOW, request(5, 7).checkpoint.claimed()).unwrap();
    let bad = Answer::Bad(NoteError::BadSignature { name: "w".into() });
    assert_eq!(read(&[line, elsewhere]), bad);
    for body in ["", "\n", "garbage", "garbage\n", "— w AAAAAAE="] {
        let answer = read_answer(5, &sent, 200, body.as_bytes(), &keys);
        assert!(matches!(answer, Answer::Bad(_)), "{body:?} {answer:?}");
    }
}

#[test]
fn every_refusal_tells_the_asker_what_to_do() {
    let sent = request(5, 8).checkpoint.claimed().clone();
    for (status, body, expected) in [
        (409, "7\n", Answer::RetryFrom { size: 7 }),
        (409, "8\n", Answer::RetryFrom { size: 8 }),
        (409, "0\n", Answer::RetryFrom { size: 0 }),
        (409, "9\n", Answer::Ahead { size: 9 }),
        (409, "5\n", Answer::Inconsistent),
        (409, "5", Answer::Bad(NoteError::Line)),
        (409, "05\n", Answer::Bad(NoteError::Line)),
        (422, "", Answer::Inconsistent),
        (429, "", Answer::Later),
        (503, "", Answer::Later),
        (404, "", Answer::Refused { status: 404 }),
        (302, "", Answer::Refused { status: 302 }),
    ] {
        assert_eq!(read_answer(5, &sent, status, body.as_bytes(), &[]), expected);
    }
}
