//! A share is a minute's worth, fills evenly, and survives a clock that goes wrong.

use super::*;

fn n_taken(share: &mut Share, now_ms: i64, per_minute: u32) -> u32 {
    (0..per_minute * 3).map(|_| u32::from(share.take(now_ms, per_minute).is_ok())).sum()
}

#[test]
fn a_share_is_a_minutes_worth_and_fills_evenly() {
    let mut share = Share::default();
    let mut now_ms = 1_000_000_000;
    assert_eq!(n_taken(&mut share, now_ms, 60), 60);
    assert_eq!(share.take(now_ms, 60), Err(1));
    now_ms += 5_000;
    assert_eq!(n_taken(&mut share, now_ms, 60), 5);
    now_ms += MINUTE_MS * 100;
    assert_eq!(n_taken(&mut share, now_ms, 60), 60, "no more than a minute's worth is saved up");
    let mut slow = Share::default();
    assert_eq!(slow.take(now_ms, 1), Ok(()));
    assert_eq!(slow.take(now_ms, 1), Err(60));
    assert_eq!(slow.take(now_ms + 59_999, 1), Err(1));
    assert_eq!(slow.take(now_ms + 60_000, 1), Ok(()));
}

#[test]
fn a_clock_that_jumps_neither_opens_nor_closes_the_door_for_long() {
    let mut share = Share::default();
    let far = 10_000_000_000;
    assert_eq!(n_taken(&mut share, far, 60), 60);
    let back = far - 3_600_000;
    assert_eq!(share.take(back, 60), Err(1), "an hour back, and not an hour's wait");
    assert_eq!(n_taken(&mut share, back + 10_000, 60), 10);
    for end in [i64::MIN, 0, i64::MAX] {
        // What is answered at the ends of time does not matter; that it is answered does.
        assert!(n_taken(&mut Share::default(), end, 60) <= 180);
    }
}
