//! Seeds, the planted fault, and that a seed is a run. `SIM_SEEDS` says how many; the default is a few seconds' worth.

use crate::check::Rule;
use crate::disk::Sync;
use crate::fault::{Fault, QUIET_FROM_MS, Schedule};
use crate::world::{ORDERS, Outcome, Run, seeds_wanted};

/// Seeds of a run that nobody asked more of.
const SEEDS: u64 = 8;

#[track_caller]
fn check(run: &Run) -> Outcome {
    let outcome = run.run().unwrap();
    let again = format!("SIM_SEED={} cargo nextest run -p sim one_seed --no-capture", run.seed);
    assert!(
        outcome.violations.is_empty(),
        "seed {}: {:#?}\nfaults: {:#?}\nhosts said: {:#?}\nagain: {again}",
        run.seed,
        outcome.violations,
        run.schedule,
        outcome.troubles,
    );
    outcome
}

#[test]
fn orders_arrive_once_where_nothing_goes_wrong() {
    let outcome = check(&Run { seed: 1, schedule: Schedule::calm(), provider: Sync::Honest });
    let each = "every order, the letter about it, and what answers each";
    assert_eq!(outcome.n_letters, 4 * ORDERS, "{each}");
    assert_eq!((outcome.n_crashes, outcome.n_post_faults), (0, 0));
    assert_eq!(outcome.troubles, Vec::<String>::new());
}

#[test]
fn orders_wait_outside_a_full_disk_and_arrive_once_when_there_is_room() {
    let full = (0, Fault::Full { host: 1, for_ms: QUIET_FROM_MS / 2 });
    let schedule = Schedule { faults: vec![full], ..Schedule::calm() };
    let outcome = check(&Run { seed: 1, schedule, provider: Sync::Honest });
    assert_eq!(outcome.n_letters, 4 * ORDERS, "the same as with room");
    assert_eq!(outcome.troubles, Vec::<String>::new());
}

#[test]
fn orders_arrive_once_whatever_goes_wrong() {
    for seed in 0..seeds_wanted(SEEDS) {
        let outcome = check(&Run::of(seed));
        assert!(outcome.n_crashes > 0, "seed {seed} crashed nobody");
        println!(
            "seed {seed}: {} letters, {} crashes, {} faults of messages, at rest after {} s",
            outcome.n_letters,
            outcome.n_crashes,
            outcome.n_post_faults,
            outcome.rest_ms / 1_000
        );
    }
}

#[test]
fn planted_receipt_before_commit_is_found_in_every_run() {
    for seed in 0..seeds_wanted(SEEDS) {
        let schedule = Schedule::of(seed).for_planted();
        let run = Run { seed, schedule, provider: Sync::Late };
        let found = run.run().unwrap().violations;
        let rules: Vec<_> = found.iter().map(|violation| violation.rule).collect();
        assert!(
            rules.contains(&Rule::ReceiptBeforeCommit),
            "seed {seed}: the planted fault was not found: {found:#?}"
        );
    }
}

#[test]
fn a_seed_is_the_same_run_every_time() {
    let ends = |seed| {
        let outcome = Run::of(seed).run().unwrap();
        (outcome.heads, outcome.rest_ms, outcome.n_crashes, outcome.n_post_faults)
    };
    for seed in [3, 4] {
        assert_eq!(ends(seed), ends(seed), "seed {seed}");
    }
}

/// One seed again, with what it says: `SIM_SEED=7`.
#[test]
fn one_seed() {
    let asked = std::env::var("SIM_SEED").ok().and_then(|text| text.parse().ok());
    if let Some(seed) = asked {
        let outcome = check(&Run::of(seed));
        println!("{outcome:#?}");
    }
}
