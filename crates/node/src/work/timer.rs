//! Due timers → commands of clocks. Tables: timer, and the stream of the measure or recall whose clock ran out.
//!
//! The row is done in the same transaction as what the clock caused, so a clock acts once. Before its instant the core
//! refuses; after a jump of the network's clock everything that is due acts in order.

use store::TimerChange;

use crate::act::{ActError, act};
use crate::measures::{TimerPayload, pass_deadline};
use crate::node::Node;
use crate::rows::decode;

/// Timers taken in one round.
const ROWS_MAX: u32 = 64;

/// Lets every due clock act. Returns how many did.
///
/// # Errors
/// If the store fails.
pub async fn run_once(node: &Node) -> Result<usize, ActError> {
    node.clock.refresh();
    let due = node.store.timers_due(node.now().as_millisecond(), ROWS_MAX).await?;
    let mut done = 0;
    for timer in due {
        let passed = act!(node, "pass_deadline", None, |tx| {
            tx.timers.push(TimerChange::Done { id: timer.id.clone() });
            match crate::recall::step_of(&timer.id) {
                Some((recall, step)) => crate::recall::pass(tx, recall, step).await?,
                None => pass_deadline(tx, &decode::<TimerPayload>(&timer.payload)?).await?,
            }
            Ok(Vec::new())
        })
        .await;
        match passed {
            // It acts once two officers have decided; those of other records go on.
            Err(ActError::BehindGap) => {}
            Ok(_) | Err(ActError::Store(store::StoreError::TimerGone { .. })) => done += 1,
            Err(error) => return Err(error),
        }
    }
    Ok(done)
}
