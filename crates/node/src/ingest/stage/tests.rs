//! Order, the way back, and a worker that is lost.

use super::*;

/// Writes down what it is given; one number is its end.
#[derive(Default)]
struct Diary(Vec<u32>);

const FATAL: u32 = 13;

impl Work for Diary {
    type Item = (u32, Arc<()>);

    fn take(&mut self, (n, _room): Self::Item) {
        assert_ne!(n, FATAL, "planted");
        self.0.push(n);
    }
}

async fn check(inline: bool) {
    let (stage, room) = (Stage::new(Diary::default(), inline), Arc::new(()));
    for n in 100..2_100 {
        stage.give((n, room.clone()));
        if n % 50 == 0 {
            tokio::task::yield_now().await;
        }
    }
    assert!(stage.end().await.unwrap().0.into_iter().eq(100..2_100));
    assert_eq!(Arc::strong_count(&room), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_given_is_done_in_order_and_the_worker_comes_back() {
    check(false).await;
    check(true).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waits_for_a_lost_worker_is_told_and_its_room_is_free() {
    let (stage, room) = (Stage::new(Diary::default(), false), Arc::new(()));
    for n in [1, FATAL, 3, 4] {
        stage.give((n, room.clone()));
    }
    assert!(stage.end().await.is_none());
    // The thread that was lost lets go of what it held when it is gone; what waited is free already.
    assert!(Arc::strong_count(&room) <= 2);
}
