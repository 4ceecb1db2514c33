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

async fn opened(founded: &Founded, others: [&Arc<Node>; 2]) -> Arc<Node> {
    alone(founded, &others).await
}

async fn alone(founded: &Founded, others: &[&Arc<Node>]) -> Arc<Node> {
    let mut court = founded.waiting(COURT).await;
    let routers = others.iter().map(|node| (node.config.node.clone(), router(node)));
    court.peers = Peers::new(Arc::new(Meeting::of(node_id(COURT), routers)));
    serve::start(&court).await.unwrap();
    Arc::new(court)
}

/// Agrees to what stands there.
async fn agreed(node: &Arc<Node>, officer: &Officer) -> Result<String, SuccessorError> {
    let digest = proposed(node).await.unwrap().map(|found| found.digest()).unwrap_or_default();
    agree(node, officer, &digest).await
}

/// A court that signed four leaves more than its database holds, and both of its witnesses.
async fn put_back(founded: &Founded) -> (Arc<Node>, [Arc<Node>; 2]) {
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
    assert_eq!(refused(agreed(&court, &dpo).await), "nothing-proposed");
    let judge = officer(&court, 3, Office::IssuingAuthority);
    let unfit = propose(&court, &judge, "INC-1", "restored").await.unwrap_err();
    assert_eq!(unfit.code(), "office");
    assert_eq!(propose(&court, &dpo, "INC-1", "restored").await.unwrap_err().code(), "office");
    for (incident, why) in [("", "restored"), ("INC-1", " "), ("INC\n1", "restored")] {
        assert_eq!(propose(&court, &admin, incident, why).await.unwrap_err().code(), "field");
    }
    let proposal = propose(&court, &admin, "INC-1", "a disk was restored").await.unwrap();
    assert_eq!(proposed(&court).await.unwrap(), Some(proposal));
    assert_eq!(refused(agreed(&court, &admin).await), "same-person");
    assert_eq!(refused(agreed(&court, &judge).await), "office");
    // Meanwhile nothing else is done.
    assert!(court.may_act().is_err());
    assert_eq!(court.store.head().await.unwrap().size, stored);

    // What was read is what is agreed to.
    let read = proposed(&court).await.unwrap().unwrap().digest();
    propose(&court, &admin, "INC-1", "something else").await.unwrap();
    assert_eq!(refused(agree(&court, &dpo, &read).await), "stale");
    assert_eq!(court.store.head().await.unwrap().size, stored);
    let next = agreed(&court, &dpo).await.unwrap();
    assert_eq!(next, format!("{}/comity/audit/{}-r1", node_id(COURT), year(&lost.note)));
    assert_eq!((court.ledger.stopped(), court.ledger.origin()), (None, next.clone()));
    assert_eq!(refused(agreed(&court, &dpo).await), "nothing-to-decide");
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

/// Two officers decide.
async fn decide(court: &Arc<Node>) -> Result<String, SuccessorError> {
    let admin = officer(court, 1, Office::NodeAdmin);
    let dpo = officer(court, 2, Office::Dpo);
    propose(court, &admin, "INC-2", "it was looked at").await.unwrap();
    agreed(court, &dpo).await
}

/// What the newest leaf of a kind says.
async fn said(court: &Node, kind: &str) -> String {
    let events = court.store.tail(0, 99).await.unwrap();
    let event = events.iter().rfind(|event| event.kind == kind).unwrap();
    let fields = crate::recorder::fields(event, &court.keys).unwrap();
    fields.get("note").and_then(seal::json::Json::text).unwrap().to_owned()
}

#[tokio::test]
async fn a_register_that_is_missing_is_overridden_by_two_and_the_override_is_the_first_leaf() {
    let founded = Founded::new().await;
    let witness = Arc::new(founded.open(WITNESS).await);
    let other = Arc::new(founded.open(OTHER).await);
    let court = opened(&founded, [&witness, &other]).await;
    send(&court, &node_id(OTHER), 1).await;
    assert!(publish_once(&court).await.unwrap());
    let (origin, size) = (court.ledger.origin(), court.ledger.signed().size);
    let register = court.config.head_register.join(crate::register::file_name(&origin));
    drop(court);
    std::fs::remove_file(&register).unwrap();
    // It reads, and signs nothing, whether or not somebody outside answers.
    for others in [vec![], vec![&witness, &other]] {
        let court = alone(&founded, &others).await;
        assert_eq!(court.ledger.stopped().map(|why| why.code()), Some("register-missing"));
        assert!(court.may_act().is_err());
        assert_eq!(court.store.head().await.unwrap().size, size);
        assert!(!register.exists());
    }
    let court = opened(&founded, [&witness, &other]).await;
    assert_eq!(decide(&court).await.unwrap(), origin);
    assert_eq!(court.ledger.stopped(), None);
    let first = court.store.event_at(store::Place { log: 0, index: size }).await.unwrap().unwrap();
    assert_eq!(first.kind, "decided");
    assert!(said(&court, "decided").await.contains("INC-2"));
    // Witnesses cosign what follows: it is one history.
    assert!(publish_once(&court).await.unwrap());
    drop(court);
    let court = opened(&founded, [&witness, &other]).await;
    assert_eq!(court.ledger.stopped(), None);
    let report = Log::open(&founded.config(COURT), None).await.unwrap().check().await.unwrap();
    assert_eq!(report.faults, []);
}

#[tokio::test]
async fn a_register_that_is_missing_with_the_newest_leaves_is_a_rollback_and_no_override() {
    let founded = Founded::new().await;
    let (court, [witness, other]) = put_back(&founded).await;
    let register =
        court.config.head_register.join(crate::register::file_name(&court.ledger.origin()));
    drop(court);
    std::fs::remove_file(&register).unwrap();
    let court = opened(&founded, [&witness, &other]).await;
    assert_eq!(court.ledger.stopped().map(|why| why.code()), Some("register-missing"));
    assert_eq!(decide(&court).await.unwrap_err().code(), "outside");
    assert_eq!(court.ledger.stopped().map(|why| why.code()), Some("rolled-back"));
    assert!(!register.exists());
}

#[tokio::test]
async fn after_a_fork_two_officers_give_the_log_up_and_its_reserve_goes_on() {
    let founded = Founded::new().await;
    let witness = Arc::new(founded.open(WITNESS).await);
    let other = Arc::new(founded.open(OTHER).await);
    let court = opened(&founded, [&witness, &other]).await;
    drop(court);
    founded.copy(COURT, "copy");
    // Two histories of one length: one is signed and cosigned, the other is put in its place with its register.
    let court = opened(&founded, [&witness, &other]).await;
    send(&court, &node_id(OTHER), 1).await;
    assert!(publish_once(&court).await.unwrap());
    let size = court.ledger.signed().size;
    drop(court);
    founded.put_back(COURT, "copy");
    founded.put_back_register(COURT, "copy");
    let court = alone(&founded, &[]).await;
    while court.ledger.signed().size < size {
        send(&court, &node_id(OTHER), 2).await;
    }
    assert_eq!(court.ledger.signed().size, size);
    drop(court);
    let court = opened(&founded, [&witness, &other]).await;
    assert_eq!(court.ledger.stopped().map(|why| why.code()), Some("forked"));
    let next = decide(&court).await.unwrap();
    assert!(next.ends_with("-r1"), "{next}");
    assert_eq!((court.ledger.stopped(), court.ledger.origin()), (None, next.clone()));
    assert!(said(&court, "shard-open").await.contains("others were signed"));
    send(&court, &node_id(OTHER), 3).await;
    assert!(publish_once(&court).await.unwrap());
    drop(court);
    let court = opened(&founded, [&witness, &other]).await;
    assert_eq!((court.ledger.stopped(), court.ledger.origin()), (None, next));
}

#[tokio::test]
async fn after_something_was_lost_two_officers_let_work_go_on_and_a_leaf_says_so() {
    let founded = Founded::new().await;
    let court = alone(&founded, &[]).await;
    let gap = Gap {
        origin: court.ledger.origin(),
        log: 0,
        from: 1,
        to: 2,
        url: "http://mirror.example/mirror/1".to_owned(),
        at_ms: 1,
        position: 1,
        decided_at_ms: None,
    };
    court.bring_back("urn:comity:test:lost:x", 0, vec![], &gap).await.unwrap();
    crate::gap::load(&court).await.unwrap();
    assert!(court.gap.closes("urn:comity:n:case:1", Some(1)));
    assert_eq!(decide(&court).await.unwrap(), court.ledger.origin());
    assert!(said(&court, "decided").await.contains("goes on"));
    assert_eq!(court.gap.get(), None);
    let kept = crate::gap::all(&court).await.unwrap();
    assert!(kept.iter().all(|gap| gap.decided_at_ms.is_some()) && kept.len() == 1);
    assert_eq!(decide_code(&court).await, "nothing-to-decide");
}

async fn decide_code(court: &Node) -> &'static str {
    let admin = officer(court, 1, Office::NodeAdmin);
    propose(court, &admin, "INC-3", "again").await.unwrap_err().code()
}
