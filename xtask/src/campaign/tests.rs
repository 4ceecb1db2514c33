//! The arithmetic of a campaign.

use super::{Audit, compare, drawn, parse, spread};

fn audit(counts: &[(&str, u64)]) -> Audit {
    let counts = counts.iter().map(|(key, n)| ((*key).to_owned(), *n)).collect();
    Audit { counts, faults: Vec::new() }
}

#[test]
fn the_points_tried_are_spread_over_all() {
    let points: Vec<u32> = (0..100).collect();
    let some: Vec<u32> = spread(&points, 4).copied().collect();
    assert_eq!(some, [0, 33, 66, 99]);
    assert_eq!(spread(&points, 1).count(), 1);
    assert_eq!(spread(&points, 1000).count(), 100);
    assert_eq!(spread(&[] as &[u32], 3).count(), 0);
}

#[test]
fn a_missing_and_a_doubled_letter_are_told_apart() {
    let wrong =
        compare(&audit(&[("FR-TJ issued", 1), ("FR-TJ sent", 2)]), &audit(&[("FR-TJ sent", 3)]));
    let expected = ["lost: FR-TJ issued 0, undisturbed 1", "twice: FR-TJ sent 3, undisturbed 2"];
    assert_eq!(wrong, expected);
}

#[test]
fn options_may_come_in_any_order() {
    let plan =
        parse(&["--planted", "--crash", "--kills", "3", "--seeds", "7", "--minutes", "2"]).unwrap();
    assert_eq!((plan.n_seeds, plan.n_kills, plan.planted, plan.limit.as_secs()), (7, 3, true, 120));
    assert!(plan.crash);
}

#[test]
fn seeds_begin_where_it_is_said_or_where_the_commit_says() {
    assert_eq!(parse(&[]).unwrap().first, Some(0));
    assert_eq!(parse(&["--from", "12"]).unwrap().first, Some(12));
    assert_eq!(parse(&["--profile", "mutants"]).unwrap().profile.as_deref(), Some("mutants"));
    assert_eq!(parse(&["--from", "commit"]).unwrap().first, None);
    let (one, other) = ("82addf7221d316c9f49d\n", "82addf8221d316c9f49d\n");
    assert_eq!(drawn(one), 0x1_82ad_df72);
    assert_ne!(drawn(one), drawn(other), "every commit looks elsewhere");
    assert!(drawn(one) > 1 << 32, "and not where the fixed ones are");
}

#[test]
fn an_unknown_option_is_refused() {
    assert!(parse(&["--kill", "3"]).is_err());
    assert!(parse(&["--kills", "some"]).is_err());
    assert!(parse(&["--kills"]).is_err());
}
