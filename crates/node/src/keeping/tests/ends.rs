//! Times that end: of exhibits, which officers set, and of copies of destroyed keys.

use domain::exhibit::{Making, Nearness, RetentionRule};
use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::retention::{self, retain};

impl Kept {
    /// The clock of the drill, so many days ahead of the system's.
    fn days_on(&self, days: i64) {
        let offset_ms = days * 24 * 60 * 60 * 1000;
        let file = self.node.config.clock_file.clone().unwrap();
        let text = serde_json::to_vec(&crate::clock::ClockFile { offset_ms }).unwrap();
        fs::write(file, text).unwrap();
        self.node.clock.refresh();
    }

    fn in_days(&self, days: i64) -> Timestamp {
        self.node.now().checked_add(SignedDuration::from_hours(24 * days)).unwrap()
    }

    async fn retain(&self, ids: &[ExhibitId], until: Timestamp) -> Result<(), ActError> {
        let chosen = ids.iter().copied().collect();
        retain(&self.node, &self.officer("clerk"), self.case, &chosen, until, &why(), None).await
    }

    async fn kinds(&self, id: ExhibitId) -> Vec<String> {
        let events = self.node.store.load(&id.urn(&self.node.config.node), 0).await.unwrap();
        events.into_iter().map(|event| event.kind).collect()
    }
}

#[tokio::test]
async fn the_desk_is_told_before_the_end_and_the_record_says_it_once() {
    let kept = Kept::make().await;
    let [first, second] = kept.exhibits;
    let until = kept.in_days(40);
    kept.retain(&[first], until).await.unwrap();
    kept.retain(&[second], kept.in_days(400)).await.unwrap();
    let near = async || {
        let ending = retention::ending(&kept.node).await.unwrap();
        ending.iter().map(|one| (one.exhibit, one.near)).collect::<Vec<_>>()
    };
    assert_eq!(near().await, []);
    for (days, nearness) in [(11, Nearness::Month), (34, Nearness::Week), (39, Nearness::Day)] {
        kept.days_on(days);
        assert_eq!(near().await, [(first, nearness)], "{days}");
        assert_eq!(retention::run_once(&kept.node).await.unwrap(), 0);
    }
    kept.days_on(41);
    assert_eq!(near().await, [(first, Nearness::Over)]);
    assert_eq!(retention::run_once(&kept.node).await.unwrap(), 1);
    assert_eq!(retention::run_once(&kept.node).await.unwrap(), 0, "it is said once");
    assert!(kept.known(first).await.item().retention.unwrap().is_over);
    assert_eq!(kept.kinds(first).await, ["take_over", "retain", "retain"]);
    let over = retention::over(&kept.node, kept.case).await.unwrap();
    assert_eq!(over.into_keys().collect::<Vec<_>>(), [first]);
    assert_eq!(read(&kept.node, first).await.unwrap(), CONTENT, "nothing is destroyed by itself");
    kept.ordered().await;
    run_once(&kept.node).await.unwrap();
    assert_eq!(near().await, [], "what is gone has no time");
}

#[tokio::test]
async fn a_hold_stands_above_the_end_until_it_is_over_itself() {
    let kept = Kept::make().await;
    let [first, _] = kept.exhibits;
    kept.retain(&[first], kept.in_days(2)).await.unwrap();
    let (one, judge) = (BTreeSet::from([first]), kept.officer("judge"));
    let until = kept.in_days(20);
    hold(&kept.node, &judge, kept.case, &one, until, &why(), None).await.unwrap();
    kept.days_on(10);
    assert_eq!(retention::run_once(&kept.node).await.unwrap(), 0);
    assert!(retention::over(&kept.node, kept.case).await.unwrap().is_empty());
    kept.days_on(21);
    assert_eq!(retention::run_once(&kept.node).await.unwrap(), 1);
}

#[tokio::test]
async fn what_was_made_from_an_exhibit_is_kept_no_longer_than_the_exhibit() {
    let kept = Kept::make().await;
    let [first, second] = kept.exhibits;
    let (soon, late) = (kept.in_days(50), kept.in_days(90));
    kept.retain(&[first], late).await.unwrap();
    let child = kept.make_one(Making::Redact, &[first]).await.id;
    let grandchild = kept.make_one(Making::Translate, &[child, second]).await.id;
    let ends = async |id: ExhibitId| kept.known(id).await.item().retention.map(|kept| kept.until);
    assert_eq!((ends(child).await, ends(grandchild).await), (Some(late), Some(late)));
    // An earlier end of the original reaches everything below; a later one lengthens nothing by itself.
    kept.retain(&[first], soon).await.unwrap();
    assert_eq!((ends(child).await, ends(grandchild).await), (Some(soon), Some(soon)));
    let rule = kept.known(child).await.item().retention.unwrap().rule;
    assert_eq!(rule, RetentionRule::Parents);
    kept.retain(&[first], late).await.unwrap();
    assert_eq!((ends(first).await, ends(child).await), (Some(late), Some(soon)));
    let longer = kept.retain(&[child], kept.in_days(91)).await.unwrap_err();
    assert_eq!(denied(longer), Denied::KeptTooLong { latest: late });
    assert_eq!(ends(child).await, Some(soon));
    // Both at once are one decision.
    let both = kept.in_days(120);
    kept.retain(&[first, child], both).await.unwrap();
    assert_eq!((ends(first).await, ends(child).await), (Some(both), Some(both)));
    assert_eq!(ends(grandchild).await, Some(soon));
    let police = kept.officer("police");
    let one = [first].into();
    let refused = retain(&kept.node, &police, kept.case, &one, both, &why(), None).await;
    assert_eq!(denied(refused.unwrap_err()).code(), "not-competent");
}

#[tokio::test]
async fn on_its_last_day_the_record_says_that_old_copies_of_the_key_are_to_be_gone() {
    let kept = Kept::make().await;
    let [first, second] = kept.exhibits;
    let erasure = kept.ordered().await;
    run_once(&kept.node).await.unwrap();
    assert_eq!(finish_once(&kept.node).await.unwrap(), 0);
    kept.days_on(29);
    assert_eq!(finish_once(&kept.node).await.unwrap(), 0);
    let kept = kept.again().await;
    kept.days_on(31);
    assert_eq!(finish_once(&kept.node).await.unwrap(), 1);
    assert_eq!(finish_once(&kept.node).await.unwrap(), 0, "it is said once");
    assert_eq!(kept.kinds(first).await, ["take_over", "destroy", "destroy", "destroy"]);
    assert_eq!(kept.kinds(second).await, ["take_over"]);
    assert_eq!(kept.known(first).await.state(), RecordState::Deleted);
    // What was certified is destroyed again at every start all the same.
    assert_eq!(again(&kept.node).await.unwrap(), 0);
    assert_eq!(kept.certificate(erasure).await.keys.len(), 1);
}

#[tokio::test]
async fn a_shorter_time_of_a_parent_and_a_longer_one_of_its_child_do_not_miss_each_other() {
    let kept = Kept::make().await;
    let [first, _] = kept.exhibits;
    let (node, clerk) = (&kept.node, kept.officer("clerk"));
    let child = kept.make_one(Making::Redact, &[first]).await.id;
    let (early, late) = (kept.in_days(50), kept.in_days(100));
    kept.retain(&[first], late).await.unwrap();
    kept.retain(&[child], kept.in_days(40)).await.unwrap();
    // The shorter time leaves the child alone, which ends before; meanwhile the child is kept as long as its parent was.
    let mut shorter = Tx::begin(node);
    let chosen = [first].into();
    retention::retain_in(&mut shorter, &clerk, kept.case, &chosen, early, &why()).await.unwrap();
    kept.retain(&[child], late).await.unwrap();
    let committed = node.commit(shorter, "retain", None, Vec::new()).await.unwrap();
    assert!(committed.is_none(), "it is judged anew");
    kept.retain(&[first], early).await.unwrap();
    assert_eq!(kept.known(child).await.item().retention.unwrap().until, early);
}
