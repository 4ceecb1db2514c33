//! The order of the checks: a request with two faults gets the answer of the earlier one.

use super::*;

/// A fault that a request can have, in the order in which they are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    TooLong,
    Malformed,
    UnknownOrigin,
    Unsigned,
    OldBeyondNew,
    Conflict,
    EmptyRoot,
    Proof,
    ClockBehind,
    TooOften,
}

use Fault::{
    ClockBehind, Conflict, EmptyRoot, Malformed, OldBeyondNew, Proof, TooLong, TooOften,
    UnknownOrigin, Unsigned,
};

impl Fault {
    const ALL: [Self; 10] = [
        TooLong,
        Malformed,
        UnknownOrigin,
        Unsigned,
        OldBeyondNew,
        Conflict,
        EmptyRoot,
        Proof,
        ClockBehind,
        TooOften,
    ];

    fn status(self) -> u16 {
        match self {
            TooLong => 413,
            Malformed | OldBeyondNew => 400,
            UnknownOrigin => 404,
            Unsigned => 403,
            Conflict => 409,
            EmptyRoot | Proof => 422,
            ClockBehind => 503,
            TooOften => 429,
        }
    }
}

/// Sizes of the witness's memory, of the head that is sent, and what it says it starts from.
fn sizes(faults: [Fault; 2]) -> (u64, u64, u64) {
    let has = |fault| faults.contains(&fault);
    let new = if has(EmptyRoot) { 0 } else { 12 };
    let held = if has(EmptyRoot) && !has(Conflict) { 0 } else { 9 };
    let old = match (has(OldBeyondNew), has(Conflict)) {
        (true, _) => new + 1,
        (false, true) => new.min(4),
        (false, false) => held,
    };
    (held, new, old)
}

async fn said_to(faults: [Fault; 2]) -> Said {
    let has = |fault| faults.contains(&fault);
    let (held, new, old) = sizes(faults);
    let stage = Stage::with(1, None).await;
    // A first head uses up the share of its kind; its minute passes unless the fault is that it did not. The empty tree's
    // comes first only where a clock or a share must have something to go by.
    if held > 0 || has(ClockBehind) || has(TooOften) {
        let first = stage.log.request(0, held);
        stage.ask(&first).await.cosigns(&first, NOW);
    }
    stage.clock.set(match (has(ClockBehind), has(TooOften)) {
        (true, _) => NOW - 1,
        (false, true) => NOW,
        (false, false) => NOW + 60,
    });
    let origin = if has(UnknownOrigin) { "other.example" } else { ORIGIN };
    let root = if has(EmptyRoot) { Digest([9; 32]) } else { stage.log.root(new) };
    let head = Checkpoint::new(origin, new, root).unwrap();
    let by = if has(Unsigned) { secret("somebody") } else { secret("log") };
    let line = head.sign_ed25519(&by).unwrap();
    let mut proof = match (old, new) {
        (0, _) | (_, 0) => vec![],
        (old, new) if old > new => vec![],
        (old, new) => consistency(old, new, &stage.log.nodes).unwrap(),
    };
    if has(Proof) {
        proof.push(Digest([9; 32]));
    }
    let request = AddCheckpoint { old, proof, checkpoint: head.with(vec![line]) };
    let mut body = request.to_string();
    if has(Malformed) {
        body = body.replacen("old ", "old 0", 1);
    }
    if has(TooLong) {
        body.push_str(&"x".repeat(REQUEST_BYTES_MAX));
    }
    stage.post(body).await
}

#[tokio::test]
async fn of_two_faults_the_earlier_is_answered() {
    for first in Fault::ALL {
        // With itself: the fault alone.
        for second in Fault::ALL.into_iter().filter(|second| first <= *second) {
            let said = said_to([first, second]).await;
            assert_eq!(said.status.as_u16(), first.status(), "{first:?} and {second:?}: {said:?}");
            assert_eq!(said.body.is_empty(), first != Conflict, "{first:?} and {second:?}");
        }
    }
}

#[tokio::test]
async fn an_empty_request_and_the_largest_one_are_read() {
    let stage = Stage::new().await;
    stage.post("").await.is(400);
    stage.post(vec![b'a'; REQUEST_BYTES_MAX]).await.is(400);
    stage.post(vec![b'a'; REQUEST_BYTES_MAX + 1]).await.is(413);
    stage.post(vec![0xff; 9]).await.is(400);
    let good = stage.log.request(0, 9).to_string();
    for (from, to) in
        [("\n\n", "\n"), ("old 0", "old 00"), ("old 0\n", "old 0\nAAAA\n"), ("\n9\n", "\n09\n")]
    {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good);
        stage.post(bad).await.is(400);
    }
    let extended = good.replacen("=\n\n\u{2014}", "=\nmore\n\n\u{2014}", 1);
    assert_ne!(extended, good);
    stage.post(extended).await.is(400);
    assert_eq!((stage.held().await, stage.evidence().await), (None, vec![]));
}
