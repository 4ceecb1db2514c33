//! What a peer can make us write by stating things, and that what an earlier program noted is still understood.

use super::*;
use crate::act::act;
use crate::bundle::tests::stage::{COURT, Stage};

const ENVELOPE: &str = "00112233-4455-6677-8899-aabbccddeeff";

async fn hear(stage: &Stage, event: Event, before: Before) -> Heard {
    let court = &stage.nodes[COURT];
    let mut heard = None;
    act!(court, "hear", None, |tx| {
        heard = Some(tx.hear(ENVELOPE, event, &before).await?);
        Ok(Vec::new())
    })
    .await
    .unwrap();
    heard.unwrap()
}

async fn held(stage: &Stage) -> Ladder {
    of(&stage.nodes[COURT], ENVELOPE).await.unwrap().unwrap()
}

#[tokio::test]
async fn statements_without_end_are_counted_and_not_kept() {
    let stage = Stage::set().await;
    for event in [Event::RelayAcceptance, Event::ContentConsignment, Event::ContentHandover] {
        let heard = hear(&stage, event, Before::default()).await;
        assert!(heard.is_kept && matches!(heard.step, Step::Up(_)), "{event:?}");
    }
    let mut n_kept = 3;
    for _ in 0..2 * KEPT_MAX {
        let heard = hear(&stage, Event::ContentAccessTracking, Before::default()).await;
        n_kept += u32::from(heard.is_kept);
    }
    assert_eq!(n_kept, KEPT_MAX);
    let held = held(&stage).await;
    assert_eq!((held.n_kept, held.n_over), (KEPT_MAX, u64::from(2 * KEPT_MAX - (KEPT_MAX - 3))));
    assert_eq!(held.rung().unwrap(), Rung::HandedOver);
}

#[tokio::test]
async fn a_step_up_is_kept_whatever_was_stated_before() {
    let stage = Stage::set().await;
    for _ in 0..2 * KEPT_MAX {
        hear(&stage, Event::ContentAccessTracking, Before::default()).await;
    }
    let heard = hear(&stage, Event::ContentHandover, Before::default()).await;
    assert!(heard.is_kept && heard.is_consigned);
    assert_eq!(heard.ends, Ends { is_new: false, both: false });
    let heard = hear(&stage, Event::RelayAcceptance, Before::default()).await;
    assert_eq!((heard.step, heard.is_kept), (Step::Below, true));
    assert_eq!(heard.ends, Ends { is_new: true, both: true });
}

#[tokio::test]
async fn what_was_given_up_here_arrives_after_all_and_stays_given_up() {
    let stage = Stage::set().await;
    let given_up = Before { given_up: true, ..Before::default() };
    let heard = hear(&stage, Event::ContentConsignment, given_up).await;
    assert_eq!((heard.step, heard.is_consigned), (Step::AfterAll, false));
    assert_eq!(held(&stage).await.rung().unwrap(), Rung::GivenUp);
}

#[test]
fn the_row_of_an_earlier_program_says_its_rung() {
    let rung = |text: &str| serde_json::from_str::<Ladder>(text).unwrap().rung().unwrap();
    assert_eq!(rung(r#"{"accepted":false,"consigned":false}"#), Rung::Sent);
    assert_eq!(rung(r#"{"accepted":true,"consigned":false}"#), Rung::Accepted);
    assert_eq!(rung(r#"{"accepted":false,"consigned":true}"#), Rung::Consigned);
}

#[tokio::test]
async fn a_row_of_an_earlier_program_goes_on() {
    let stage = Stage::set().await;
    for (text, both) in [
        (r#"{"accepted":false,"consigned":false}"#, false),
        (r#"{"accepted":true,"consigned":false}"#, true),
        (r#"{"accepted":false,"consigned":true}"#, false),
        (r#"{"accepted":true,"consigned":true}"#, true),
        (r#"{ "consigned": false, "accepted": true, "n_over": 0 }"#, true),
    ] {
        act!(stage.nodes[COURT], "earlier", None, |tx| {
            tx.put_raw(view::ENVELOPE_ENDS, ENVELOPE, "", text.as_bytes().to_vec());
            Ok(Vec::new())
        })
        .await
        .unwrap();
        let heard = hear(&stage, Event::ContentHandover, Before::default()).await;
        assert_eq!((heard.step, heard.ends.both), (Step::Up(Rung::HandedOver), both), "{text}");
        assert_eq!(held(&stage).await.rung().unwrap(), Rung::HandedOver, "{text}");
    }
}
