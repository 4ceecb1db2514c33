//! A court whose database was put back (LG-9): refused, given up by two officers, and signing again in the reserve log.

use std::sync::Arc;

use domain::ids::OfficerId;

use super::*;
use crate::custody::{View, body, policy};
use crate::founded::{COURT, Founded, Meeting, OTHER, WITNESS, env_digest, node_id, send};
use crate::fsck::Log;
use crate::peer::anchor::{Checked, Standing};
use crate::peer::client::Peers;
use crate::peer::routes::router;
use crate::serve;
use crate::work::witness::publish_once;

/// An officer of the court, made of a number.
fn officer(node: &Node, n: u8, office: Office) -> Officer {
    let judge = node.officer("judge").unwrap();
    Officer { id: OfficerId::new([n; 16]), office, ..judge }
}

async fn opened(founded: &Founded, others: [&Arc<Node>; 2]) -> Node {
    let mut court = founded.waiting(COURT).await;
    let routers = others.map(|node| (node.config.node.clone(), router(node)));
    court.peers = Peers::new(Arc::new(Meeting::of(node_id(COURT), routers)));
    serve::start(&court).await.unwrap();
    court
}

/// A court that signed four leaves more than its database holds, and both of its witnesses.
async fn put_back(founded: &Founded) -> (Node, [Arc<Node>; 2]) {
    let witness = Arc::new(founded.open(WITNESS).await);
    let other = Arc::new(founded.open(OTHER).await);
    let court = opened(founded, [&witness, &other]).await;
    send(&court, &node_id(OTHER), 1).await;
    assert!(publish_once(&court).await.unwrap());
    drop(court);
    founded.copy(COURT, "copy");
    let court = opened(founded, [&witness, &other]).await;
    for n in 2..5 {
        send(&court, &node_id(OTHER), n).await;
    }
    assert!(publish_once(&court).await.unwrap());
    drop(court);
    founded.put_back(COURT, "copy");
    (opened(founded, [&witness, &other]).await, [witness, other])
}

#[tokio::test]
async fn what_was_lost_is_given_up_by_two_and_the_reserve_log_goes_on() {
    let founded = Founded::new().await;
    let (court, [witness, other]) = put_back(&founded).await;
    let Some(Stopped::RolledBack { stored, known }) = court.ledger.stopped() else {
        panic!("{:?}", court.ledger.stopped())
    };
    assert_eq!(known - stored, 4);
    let lost = court.ledger.signed();
    let (admin, dpo) = (officer(&court, 1, Office::NodeAdmin), officer(&court, 2, Office::Dpo));

    // One alone decides nothing, and not every office does.
    let refused = |done: Result<String, SuccessorError>| done.unwrap_err().code();
    assert_eq!(refused(agree(&court, &dpo).await), "nothing-proposed");
    let judge = officer(&court, 3, Office::IssuingAuthority);
    let unfit = propose(&court, &judge, "INC-1", "restored").await.unwrap_err();
    assert_eq!(unfit.code(), "office");
    assert_eq!(propose(&court, &dpo, "INC-1", "restored").await.unwrap_err().code(), "office");
    for (incident, why) in [("", "restored"), ("INC-1", " "), ("INC\n1", "restored")] {
        assert_eq!(propose(&court, &admin, incident, why).await.unwrap_err().code(), "field");
    }
    let proposal = propose(&court, &admin, "INC-1", "a disk was restored").await.unwrap();
    assert_eq!(proposed(&court).await.unwrap(), Some(proposal));
    assert_eq!(refused(agree(&court, &admin).await), "same-person");
    assert_eq!(refused(agree(&court, &judge).await), "office");
    // Meanwhile nothing else is done.
    assert!(court.may_act().is_err());
    assert_eq!(court.store.head().await.unwrap().size, stored);

    let next = agree(&court, &dpo).await.unwrap();
    assert_eq!(next, format!("{}/comity/audit/{}-r1", node_id(COURT), year(&lost.note)));
    assert_eq!((court.ledger.stopped(), court.ledger.origin()), (None, next.clone()));
    assert_eq!(refused(agree(&court, &dpo).await), "not-rolled-back");
    after(&founded, &court, &other, &next).await;
    drop(court);

    // The next start finds it so, and the log that was given up is as it was.
    let court = opened(&founded, [&witness, &other]).await;
    assert_eq!((court.ledger.stopped(), court.ledger.origin()), (None, next));
    assert_eq!(court.ledger.signed_of(0).unwrap().note, lost.note);
    send(&court, &node_id(OTHER), 9).await;
    assert!(publish_once(&court).await.unwrap());
}

fn year(note: &str) -> String {
    let origin = note.lines().next().unwrap_or_default();
    LogName::parse(origin).map(|name| format!("{:04}", name.year)).unwrap_or_default()
}

/// What holds once the successor has begun.
async fn after(founded: &Founded, court: &Node, other: &Node, next: &str) {
    let event = send(court, &node_id(OTHER), 7).await;
    assert!(publish_once(court).await.unwrap());
    // Leaves of both logs are proved: the old ones under the last head that they and witnesses share.
    let heads = court.ledger.all_published();
    assert_eq!(heads.iter().map(|head| head.log).collect::<Vec<_>>(), [0, 1]);
    let roster = court.roster();
    let (policy, view) = (policy(&roster).unwrap(), View::of(court, &heads).unwrap());
    let (_, entry) = roster.node(&node_id(COURT)).unwrap();
    let mut n_proved = [0, 0];
    for event in court.store.tail(0, 99).await.unwrap() {
        let place = event.place.unwrap();
        let Some(leaf) = view.leaf(court, &event, None).await.unwrap() else { continue };
        body::verify(&leaf, &entry.log, &policy).unwrap();
        n_proved[place.log as usize] += 1;
    }
    assert_eq!(n_proved, [heads[0].size, heads[1].size]);
    // A peer takes the next anchor and sees by its name what happened.
    let anchor = court.anchor_for(&node_id(OTHER), event).await.unwrap().unwrap();
    assert_eq!(anchor.origin, next);
    let bytes = anchor.to_bytes().unwrap();
    let checked = other.check_anchor(&node_id(COURT), Some(&bytes), env_digest(7));
    assert!(matches!(checked, Checked::Good(..)), "{checked:?}");
    let mut standing = Standing::Forked;
    crate::act::act!(other, "remember", None, |tx| {
        standing = tx.remember_anchor(&node_id(COURT), Some(&bytes), &checked).await?;
        Ok(Vec::new())
    })
    .await
    .unwrap();
    assert_ne!(standing, Standing::Forked);
    // Whoever reads the folder finds that all of it holds.
    let report = Log::open(&founded.config(COURT), None).await.unwrap().check().await.unwrap();
    assert_eq!(report.faults, []);
}
