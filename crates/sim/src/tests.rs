//! Seeds, the planted bugs, and that a seed is a run. `SIM_SEEDS` says how many, `SIM_FROM` which is the first; the default
//! is a few seconds' worth.

use wire::roster::Mode;

use crate::audit::Invariant;
use crate::fault::{Fault, QUIET_FROM_MS, Schedule};
use crate::planted::Bug;
use crate::world::{ORDERS, Outcome, Run, seeds_wanted};

/// Seeds of a run that nobody asked more of.
const SEEDS: u64 = 8;
/// Letters where something goes wrong: each order and the letter about it, and at least one answer to both; statements go
/// together where they can.
const ALL: std::ops::RangeInclusive<usize> = 2 * ORDERS + 1..=6 * ORDERS;

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
    let outcome = check(&Run { seed: 1, schedule: Schedule::calm(), bug: None, mode: Mode::Push });
    let each =
        "every order, the letter about it, that each lies in a tray, and that it was received";
    assert_eq!(outcome.n_letters, 6 * ORDERS, "{each}");
    assert_eq!((outcome.n_crashes, outcome.n_post_faults), (0, 0));
    assert_eq!(outcome.troubles, Vec::<String>::new());
}

#[test]
fn what_is_carried_has_its_effect_and_an_older_disk_signs_nothing() {
    let cut = (0, Fault::Partition { for_ms: QUIET_FROM_MS });
    let pouch = (14_000, Fault::Pouch { from: 0, for_ms: 2_000, is_doubled: true });
    let copy = (500, Fault::Copy { host: 0 });
    let older = (20_000, Fault::OlderDisk { host: 0, for_ms: 5_000 });
    let schedule = Schedule { faults: vec![cut, copy, pouch, older], ..Schedule::calm() };
    let outcome = check(&Run { seed: 1, schedule, bug: None, mode: Mode::Push });
    assert!(ALL.contains(&outcome.n_letters), "as over the network: {}", outcome.n_letters);
    assert!(outcome.n_carried >= ORDERS as u64, "{}", outcome.n_carried);
    assert_eq!(outcome.n_rolled_back, 1);
}

#[test]
fn a_carried_receipt_from_a_clock_ahead_spoils_nothing() {
    let cut = (0, Fault::Partition { for_ms: QUIET_FROM_MS });
    let ahead = (0, Fault::Clock { host: 1, by_ms: 240_000 });
    let pouch = (14_000, Fault::Pouch { from: 0, for_ms: 2_000, is_doubled: false });
    let schedule = Schedule { faults: vec![cut, ahead, pouch], ..Schedule::calm() };
    let outcome = check(&Run { seed: 2, schedule, bug: None, mode: Mode::Push });
    assert!(ALL.contains(&outcome.n_letters), "what was refused came again: {}", outcome.n_letters);
    assert!(outcome.n_carried >= ORDERS as u64, "{}", outcome.n_carried);
}

#[test]
fn orders_wait_outside_a_full_disk_and_arrive_once_when_there_is_room() {
    let full = (0, Fault::Full { host: 1, for_ms: QUIET_FROM_MS / 2 });
    let schedule = Schedule { faults: vec![full], ..Schedule::calm() };
    let outcome = check(&Run { seed: 1, schedule, bug: None, mode: Mode::Push });
    // What waited for room is stated together.
    assert!(ALL.contains(&outcome.n_letters), "{}", outcome.n_letters);
    assert_eq!(outcome.troubles, Vec::<String>::new());
}

#[test]
fn a_provider_that_fetches_gets_each_order_once_where_nothing_goes_wrong() {
    let outcome = check(&Run { mode: Mode::Pull, schedule: Schedule::calm(), ..Run::of(1) });
    assert_eq!(outcome.n_letters, 6 * ORDERS, "the same as if it were posted to");
    assert_eq!(outcome.troubles, Vec::<String>::new());
}

/// Seeds with a provider that fetches of a run that nobody asked more of.
const FETCHING_SEEDS: u64 = 4;

#[test]
fn a_provider_that_fetches_gets_each_order_once_whatever_goes_wrong() {
    for seed in seeds_wanted(FETCHING_SEEDS) {
        let outcome = check(&Run { mode: Mode::Pull, ..Run::of(seed) });
        assert!(ALL.contains(&outcome.n_letters), "seed {seed}: {}", outcome.n_letters);
    }
}

/// Seeds on a hostile wire of a run that nobody asked more of.
const HOSTILE_SEEDS: u64 = 3;

#[test]
fn nothing_comes_of_bytes_that_were_not_sent() {
    for seed in seeds_wanted(HOSTILE_SEEDS) {
        let outcome =
            check(&Run { seed, schedule: Schedule::hostile(seed), bug: None, mode: Mode::Push });
        assert!(ALL.contains(&outcome.n_letters), "seed {seed}: {}", outcome.n_letters);
        assert!(outcome.n_post_faults > 20, "seed {seed}: {}", outcome.n_post_faults);
        println!(
            "seed {seed}: {} letters, {} changed messages, at rest after {} s",
            outcome.n_letters,
            outcome.n_post_faults,
            outcome.rest_ms / 1_000
        );
    }
}

#[test]
fn orders_arrive_once_whatever_goes_wrong() {
    let mut bad = Vec::new();
    for seed in seeds_wanted(SEEDS) {
        let run = Run::of(seed);
        let outcome = run.run().unwrap();
        if let Some(first) = outcome.violations.first() {
            bad.push(seed);
            report(&run, first.invariant, &outcome);
            continue;
        }
        assert!(outcome.n_crashes > 0, "seed {seed} crashed nobody");
        println!(
            "seed {seed}: {} letters, {} crashes, {} faults of messages, {} taken from files, {} older disks noticed, at \
             rest after {} s",
            outcome.n_letters,
            outcome.n_crashes,
            outcome.n_post_faults,
            outcome.n_carried,
            outcome.n_rolled_back,
            outcome.rest_ms / 1_000
        );
    }
    assert_eq!(bad, [] as [u64; 0], "seeds in which something does not hold");
}

/// Says what does not hold, whether it is so every time, and with how few faults.
fn report(run: &Run, invariant: Invariant, outcome: &Outcome) {
    let again = run.run().unwrap().violations == outcome.violations;
    let shrunk = run.shrunk(invariant).unwrap();
    println!(
        "FAIL seed {}: {:#?}\nthe same a second time: {again}\nall faults: {:?}\nenough of them: {:?}\nmessages: {:?}\n\
         hosts said: {:#?}\nagain: SIM_SEED={} cargo nextest run -p sim one_seed --no-capture",
        run.seed,
        outcome.violations,
        run.schedule.faults,
        shrunk.schedule.faults,
        run.schedule.post,
        outcome.troubles,
        run.seed,
    );
}

/// A planted bug is found within so many seeds.
const FOUND_WITHIN: u64 = 40;

#[track_caller]
fn check_found(invariant: Invariant, run_of: impl Fn(u64) -> Run) {
    for seed in 0..FOUND_WITHIN {
        let run = run_of(seed);
        let found = run.run().unwrap().violations;
        if found.iter().any(|violation| violation.invariant == invariant) {
            println!("found with seed {seed}: {:?}", found.first());
            let without = Run { bug: None, ..run };
            check(&without);
            return;
        }
    }
    panic!("{invariant:?} is kept in {FOUND_WITHIN} seeds, with a bug that breaks it");
}

#[test]
fn planted_receipt_before_flush_is_found() {
    check_bug(Bug::ReceiptBeforeFlush);
}

#[test]
fn planted_folder_that_is_not_flushed_is_found() {
    check_bug(Bug::FolderNotFlushed);
}

#[test]
fn planted_register_that_forgets_is_found() {
    check_bug(Bug::RegisterForgets);
}

#[test]
fn planted_randomness_that_repeats_is_found() {
    check_bug(Bug::RandomnessRepeats);
}

#[test]
fn planted_receipt_without_proof_is_found() {
    check_bug(Bug::ReceiptWithoutProof);
}

#[track_caller]
fn check_bug(bug: Bug) {
    let run = |seed| Run { seed, schedule: bug.schedule(seed), bug: Some(bug), mode: Mode::Push };
    check_found(bug.invariant(), run);
}

/// A patched node is under test: `SIM_PATCH=CK-6`. The first seed that finds the bug ends it.
#[test]
fn patch_is_found() {
    let Ok(code) = std::env::var("SIM_PATCH") else { return };
    let invariant = Invariant::parse(&code).expect("SIM_PATCH names an invariant");
    for run in (0..FOUND_WITHIN).map(Run::of) {
        let found = run.run().unwrap().violations;
        if let Some(violation) = found.iter().find(|violation| violation.invariant == invariant) {
            println!("found with seed {}: {violation}", run.seed);
            return;
        }
    }
    panic!("{code} is kept in {FOUND_WITHIN} seeds, with a bug that breaks it");
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
