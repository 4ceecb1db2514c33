//! The order of checks (a request with two faults gets the earlier answer), and what the asker makes of answers.

use std::collections::BTreeMap;

use super::*;
use crate::cosignature::cosign_ed25519;
use crate::merkle::{append, consistency, empty_root, leaf_hash};
use crate::note::VkeyKind;
use crate::sign::{Ed25519Secret, MlDsa44Secret};

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

/// The judgment on the bytes of `request` by a witness that holds `state` leaves.
fn judged(request: &AddCheckpoint, state: Option<u64>) -> Result<Accepted, Refusal> {
    let parsed = AddCheckpoint::parse(request.to_string().as_bytes()).unwrap();
    assert_eq!(&parsed, request);
    judge(&parsed, state.map(|size| held(size, NOW - 1)), &vkeys(), NOW)
}

#[track_caller]
fn check(request: &AddCheckpoint, state: Option<u64>, status: u16) {
    let judged = judged(request, state);
    let found = judged.as_ref().map_or_else(Refusal::status, |_| 200);
    assert_eq!(found, status, "{judged:?}");
}

fn held(size: u64, at: u64) -> Held {
    Held { size, root: root(size), cosigned_at: Some(at) }
}

#[test]
fn a_head_that_comes_again_with_fewer_lines_keeps_those_it_had() {
    let other = Ed25519Secret::of_vector(2);
    let twin = Vkey::new(ORIGIN, VkeyKind::Ed25519(other.public())).unwrap();
    let keys = [vkeys(), vec![twin]].concat();
    let head = Checkpoint::new(ORIGIN, 5, root(5)).unwrap();
    let line = |by: &Ed25519Secret| head.sign_ed25519(by).unwrap();
    let (first, second) = (line(&secret()), line(&other));
    let foreign = Ed25519Secret::of_vector(3);
    let foreign = NoteLine { name: "somebody.example".to_owned(), ..line(&foreign) };
    let accepted = |lines: &[&NoteLine]| {
        let checkpoint = head.clone().with(lines.iter().copied().cloned().collect());
        judge(&AddCheckpoint { old: 0, proof: vec![], checkpoint }, None, &keys, NOW).unwrap()
    };
    let earlier = |size, lines: &[&NoteLine]| {
        let head = Checkpoint::new(ORIGIN, size, root(size)).unwrap();
        head.with(lines.iter().copied().cloned().collect())
    };
    let lines = |accepted: Accepted| accepted.unsigned().note().signatures.clone();
    let whole = earlier(5, &[&first, &second, &foreign]);
    for came in [&first, &second] {
        let kept = accepted(&[came]).with_lines_of(&whole, &keys);
        assert_eq!(lines(kept), [first.clone(), second.clone()], "in the order of the keys");
    }
    // Lines of another head say nothing of this one.
    let kept = accepted(&[&second]).with_lines_of(&earlier(4, &[&first]), &keys);
    assert_eq!(lines(kept), vec![second.clone()]);

    let served = earlier(5, &[&second, &foreign]);
    let fuller = completed(&served, &whole, &keys).unwrap();
    assert_eq!(fuller.note().signatures, [first, second, foreign]);
    assert_eq!(completed(&fuller, &whole, &keys), None);
    assert_eq!(completed(&served, &earlier(4, &[]), &keys), None);
}

#[test]
fn an_honest_log_is_cosigned_however_it_grows() {
    for old in 0..=20 {
        for new in old..=20 {
            let state = (old > 0).then_some(old);
            let accepted = judged(&request(old, new), state).unwrap();
            assert_eq!(accepted.grows(), new > old);
            let cosigned = accepted.sign(&witness(), Lines::Classical).unwrap();
            assert_eq!(cosigned.held, held(new, NOW));
        }
    }
    check(&request(0, 5), Some(0), 200);
}

#[test]
fn an_unknown_log_is_not_found_whatever_else_is_wrong() {
    let mut request = request(9, 5);
    request.checkpoint = request.checkpoint.claimed().clone().with(vec![]);
    assert_eq!(judge(&request, None, &[], NOW), Err(Refusal::UnknownOrigin));
    let other = vec![Vkey::new("other.example", VkeyKind::Ed25519(secret().public())).unwrap()];
    assert_eq!(judge(&request, None, &other, NOW), Err(Refusal::UnknownOrigin));
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
    let refusal = judged(&request(9, 5), Some(7)).unwrap_err();
    assert_eq!((&refusal, refusal.status()), (&Refusal::OldBeyondNew, 400));
}

#[test]
fn another_size_than_cosigned_last_is_a_conflict_that_names_it() {
    for (old, new, state, size) in
        [(3, 5, Some(4), 4), (0, 5, Some(4), 4), (4, 5, None, 0), (5, 5, Some(9), 9)]
    {
        let refusal = judged(&request(old, new), state).unwrap_err();
        assert_eq!((refusal.status(), refusal.body()), (409, Some(format!("{size}\n"))));
        assert_eq!(Reply::refused(&refusal).media_type(), "text/x.tlog.size");
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
        let refusal = judged(&request, state).unwrap_err();
        assert_eq!((&refusal, refusal.status()), (&Refusal::Inconsistent(how), 422));
    }
    assert_eq!(root(0), empty_root());
}

#[test]
fn a_clock_behind_the_last_cosignature_signs_nothing() {
    let judged = |now| judge(&request(5, 6), Some(held(5, NOW)), &vkeys(), now);
    for (seconds, retry_after) in [(1, Some(1)), (5, Some(5)), (6, None), (NOW, None)] {
        let refusal = judged(NOW - seconds).unwrap_err();
        assert_eq!(refusal, Refusal::ClockBehind { seconds });
        assert_eq!(Reply::refused(&refusal), Reply { retry_after, ..Reply::bare(503) });
    }
    for good in [NOW, NOW + 1, u64::from(u32::MAX) + 1, crate::merkle::SIZE_MAX] {
        let cosigned = judged(good).unwrap().sign(&witness(), Lines::Both).unwrap();
        assert_eq!(cosigned.held.cosigned_at, Some(good));
    }
    // It is the last check: a fork is still seen as one.
    let fork = AddCheckpoint { proof: vec![], ..request(5, 6) };
    let seen = judge(&fork, Some(held(5, NOW)), &vkeys(), NOW - 3);
    assert_eq!(seen, Err(Refusal::Inconsistent(Inconsistency::Proof)));
}

#[test]
fn a_witness_told_where_to_start_starts_there_and_nowhere_else() {
    let told = Held { cosigned_at: None, ..held(5, 0) };
    let judged = |request: &AddCheckpoint| judge(request, Some(told), &vkeys(), NOW);
    assert_eq!(judged(&request(0, 6)), Err(Refusal::Conflict { size: 5 }));
    assert!(judged(&request(5, 5)).is_ok() && judged(&request(5, 6)).is_ok());
    let fork = AddCheckpoint { checkpoint: signed(5, Digest([9; 32])), ..request(5, 5) };
    let how = Inconsistency::SameSizeOtherRoot;
    assert_eq!(judged(&fork), Err(Refusal::Inconsistent(how)));
}

#[test]
fn the_kept_note_can_be_read_and_holds_the_lines_of_log_and_witness_alone() {
    let honest = request(5, 6);
    let head = honest.checkpoint.claimed().clone();
    let ours = secret_line(&head);
    let stranger = cosign_ed25519(&Ed25519Secret::of_vector(4), "v", NOW, &head).unwrap();
    // As many lines as a note may have, all of them the log's own but one.
    let mut lines = vec![ours.clone(); LINES_MAX - 1];
    lines.push(stranger);
    let request = AddCheckpoint { checkpoint: head.with(lines), ..honest };
    for (wanted, n_lines) in [(Lines::Both, 3), (Lines::Classical, 2)] {
        let accepted = judge(&request, Some(held(5, NOW)), &vkeys(), NOW).unwrap();
        let cosigned = accepted.sign(&witness(), wanted).unwrap();
        let note = SignedCheckpoint::parse(cosigned.note.to_string().as_bytes()).unwrap();
        assert_eq!(note.note().signatures.len(), n_lines);
        assert_eq!(note.note().signatures[0], ours);
        assert_eq!(note.note().signatures[1..], cosigned.lines);
        let (_, seen) = (note.claimed(), note.note().open(&witness_keys()).unwrap());
        assert!(seen.iter().all(|seen| seen.signed_at == Some(NOW)), "{seen:?}");
        let reply = Reply::cosigned(&cosigned);
        let answer = read_answer(5, note.claimed(), 200, reply.body.as_bytes(), &witness_keys());
        assert_eq!(answer, Answer::Cosigned(cosigned.lines));
    }
}

#[test]
fn a_log_that_states_no_time_has_not_signed() {
    let log = MlDsa44Secret::of_vector(2);
    let keys = [Vkey::new(ORIGIN, VkeyKind::MlDsa44(log.public())).unwrap()];
    let head = Checkpoint::new(ORIGIN, 5, root(5)).unwrap();
    for (time, good) in [(1, true), (0, false)] {
        let message = crate::cosignature::message_mldsa44(ORIGIN, time, &head);
        let sig = [&time.to_be_bytes()[..], &log.sign_deterministic(&message).unwrap()].concat();
        let line = NoteLine { name: ORIGIN.to_owned(), key_id: keys[0].key_id(), sig };
        let request = AddCheckpoint { checkpoint: head.clone().with(vec![line]), ..request(0, 5) };
        assert_eq!(judge(&request, None, &keys, NOW).is_ok(), good, "time {time}");
    }
}

#[test]
fn evidence_is_what_the_log_signed_and_little_else_that_an_asker_writes() {
    let state = Some(held(5, NOW));
    let one = AddCheckpoint { proof: vec![], ..request(5, 6) };
    let (id, kept) = one.evidence(state, &vkeys()).unwrap();
    assert_eq!(kept, one);
    let mut same = AddCheckpoint { old: 4, proof: vec![Digest([9; 32])], ..request(5, 6) };
    for n in 4..60 {
        let stranger = Ed25519Secret::of_vector(n);
        same.checkpoint.add(cosign_ed25519(&stranger, "v", NOW, one.checkpoint.claimed()).unwrap());
    }
    let (same_id, same_kept) = same.evidence(state, &vkeys()).unwrap();
    assert_eq!((same_id, &same_kept.checkpoint), (id, &one.checkpoint), "no line of a stranger");
    let fork = AddCheckpoint { checkpoint: signed(6, Digest([9; 32])), ..request(5, 6) };
    assert_ne!(fork.evidence(state, &vkeys()).unwrap().0, id);
    let fork = AddCheckpoint { checkpoint: signed(5, Digest([9; 32])), ..request(5, 5) };
    assert!(fork.evidence(state, &vkeys()).is_some());
    let known = AddCheckpoint { proof: vec![Digest([9; 32])], ..request(5, 5) };
    assert_eq!(known.evidence(state, &vkeys()), None, "the log said this before");
    assert!(known.evidence(None, &vkeys()).is_some());
}

fn witness_secrets() -> &'static (Ed25519Secret, MlDsa44Secret) {
    static SECRETS: std::sync::OnceLock<(Ed25519Secret, MlDsa44Secret)> =
        std::sync::OnceLock::new();
    SECRETS.get_or_init(|| (Ed25519Secret::of_vector(3), MlDsa44Secret::of_vector(5)))
}

fn witness() -> Cosigner<'static> {
    let (ed25519, mldsa44) = witness_secrets();
    Cosigner { name: "w", ed25519, mldsa44 }
}

fn witness_keys() -> [Vkey; 2] {
    let (ed25519, mldsa44) = witness_secrets();
    let kinds = [VkeyKind::CosigEd25519(ed25519.public()), VkeyKind::MlDsa44(mldsa44.public())];
    kinds.map(|kind| Vkey::new("w", kind).unwrap())
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
