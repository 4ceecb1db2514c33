//! How far a task is, and how long it waits; what is fetched is in the tests of the mailbox.

use tokio::time::advance;

use super::*;

#[test]
fn failures_make_the_wait_longer_and_what_is_urgent_never_waits_long() {
    for (part, most) in [(Part::First, 15), (Part::Rest, 60), (Part::Chunks, 300)] {
        let mut at = At::default();
        let waits: Vec<_> = (0..12).map(|n| at.failed(part, n * 7_919)).collect();
        assert!(waits[0] >= WAIT_FIRST / 2 && waits[0] <= WAIT_FIRST, "{part:?}: {waits:?}");
        let most = Duration::from_secs(most);
        assert!(waits.iter().all(|wait| *wait <= most), "{part:?}: {waits:?}");
        assert!(waits[11] >= most / 2, "{part:?}: {waits:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_could_not_be_taken_is_soon_asked_for_again_and_all_of_it_now_and_then() {
    let mut at = At::default();
    assert_eq!(at.next(Lanes::REST), None);
    // One that is not through is not begun anew, whatever was left.
    (at.cursor, at.is_left) = (Some("z".to_owned()), true);
    advance(FROM_THE_BEGINNING).await;
    assert_eq!(at.next(Lanes::REST), Some("z"));
    at.is_through = true;
    assert_eq!(at.next(Lanes::REST), None);
    (at.cursor, at.is_through) = (Some("a".to_owned()), true);
    advance(SOON).await;
    assert_eq!(at.next(Lanes::REST), Some("a"));
    at.is_left = true;
    assert_eq!(at.next(Lanes::REST), None);
    (at.cursor, at.is_left, at.is_through) = (Some("c".to_owned()), true, true);
    advance(SOON_FIRST).await;
    assert_eq!(at.next(Lanes::REST), Some("c"));
    assert_eq!(at.next(Lanes::FIRST), None);
    (at.cursor, at.is_through) = (Some("b".to_owned()), true);
    advance(FROM_THE_BEGINNING / 2).await;
    assert_eq!(at.next(Lanes::REST), Some("b"));
    advance(FROM_THE_BEGINNING / 2).await;
    assert_eq!(at.next(Lanes::REST), None);
}
