//! The arithmetic of a campaign.

use super::{Audit, compare, parse, spread};

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
fn an_unknown_option_is_refused() {
    assert!(parse(&["--kill", "3"]).is_err());
    assert!(parse(&["--kills", "some"]).is_err());
    assert!(parse(&["--kills"]).is_err());
}
