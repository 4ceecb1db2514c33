//! Many who ask at once (LG-12): whatever the order, the memory grows along one path and never back.

use std::collections::BTreeSet;

use tokio::task::JoinSet;

use super::*;

/// Requests that are under way together.
const ASKERS: u64 = 100;
const LEAVES: u64 = 1_000;

/// A number that looks like chance and is the same in every run.
fn mixed(n: u64) -> u64 {
    let digest = Digest::of(&n.to_be_bytes()).0;
    u64::from_be_bytes(digest[..8].try_into().unwrap())
}

/// What was cosigned: from where, to where, and the time in the line.
type Step = (u64, u64, u64);

/// Asks as a log with many processes would: each takes the size it last heard of, and brings some larger head or the
/// same one.
async fn asks(witness: Arc<Witness>, log: Arc<Log>, n: u64, n_rounds: u64) -> Vec<Step> {
    let (mut old, mut steps) = (0, Vec::new());
    for round in 0..n_rounds {
        let draw = mixed(n * 1_000 + round);
        // Now and then a size from far behind, as a process that slept would send it.
        let from = if draw.is_multiple_of(7) { mixed(draw) % (old + 1) } else { old };
        let new = (from + draw % 12).min(LEAVES);
        let reply = witness.add_checkpoint(log.request(from, new).to_string().as_bytes()).await;
        match reply.status {
            200 => {
                let head = log.signed(new).claimed().clone();
                let answer = read_answer(from, &head, 200, reply.body.as_bytes(), &witness_keys());
                let Answer::Cosigned(lines) = answer else { panic!("{answer:?}") };
                let time = u64::from_be_bytes(lines[0].sig[..8].try_into().unwrap());
                steps.push((from, new, time));
                old = new;
            }
            409 => {
                let size: u64 = reply.body.trim_end().parse().unwrap();
                assert!(size >= old, "never smaller than what was answered before: {size} < {old}");
                old = size;
            }
            other => panic!("an honest log is told {other}"),
        }
    }
    steps
}

/// The steps that grow lie end to end: no leaf is grown over twice, so there was no way back in between.
#[track_caller]
fn end_to_end(steps: &[Step]) -> u64 {
    let mut path: Vec<_> = steps.iter().filter(|(old, new, _)| new > old).collect();
    path.sort();
    let mut reached = (0, 0);
    for (old, new, time) in path {
        assert_eq!(*old, reached.0, "from {old} to {new}");
        assert!(*time >= reached.1, "time goes back at {new}");
        reached = (*new, *time);
    }
    reached.0
}

/// So many askers, each so many times.
async fn race(witnesses: &[Arc<Witness>], n_rounds: u64) -> Vec<Step> {
    let log = Arc::new(Log::of(LEAVES, 0));
    let mut askers = JoinSet::new();
    for n in 0..ASKERS {
        let one = witnesses[usize::try_from(n).unwrap() % witnesses.len()].clone();
        askers.spawn(asks(one, log.clone(), n, n_rounds));
    }
    askers.join_all().await.into_iter().flatten().collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ten_thousand_requests_at_once_never_move_the_memory_back() {
    let stage = Stage::new().await;
    let clock = Arc::new(crate::clock::NetworkClock::new(None));
    let witness = Arc::new(witness_on(stage.store.clone(), clock, PLENTY));
    let steps = race(&[witness], 10_000 / ASKERS).await;
    assert_eq!(end_to_end(&steps), stage.held().await.unwrap().size);
    let sizes: BTreeSet<u64> = steps.iter().map(|(_, new, _)| *new).collect();
    assert!(sizes.len() > 50, "the requests met each other: {sizes:?}");
    assert_eq!(stage.evidence().await, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_processes_on_one_folder_are_one_witness() {
    let stage = Stage::new().await;
    let clock = Arc::new(crate::clock::NetworkClock::new(None));
    let open = || -> Arc<dyn WitnessStore> { Arc::new(open_store(stage.folder.path()).unwrap()) };
    let witnesses: Vec<_> =
        (0..2).map(|_| Arc::new(witness_on(open(), clock.clone(), PLENTY))).collect();
    let steps = race(&witnesses, 20).await;
    assert_eq!(end_to_end(&steps), stage.held().await.unwrap().size);
    assert_eq!(stage.evidence().await, []);
}
