//! Recalls between real nodes: confirmed, refused because of a hold, never confirmed, and through two hops.

use domain::exhibit::RecordState;
use domain::recall::{Answer, Failure, Standing};
use jiff::SignedDuration;
use seal::digest::Digest;
use seal::keyring::WrapKind;
use store::{KeyStore as _, SqliteKeys};

use self::stage::{CASE, EXHIBIT, MEMBERS, Stage, node_id, why};
use super::*;
use crate::audit::missing::missing;
use crate::fsck::{Folded, Log};
use crate::keeping;

pub(crate) mod stage;

fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

/// What a node has on its list of what is missing, by code.
async fn codes(stage: &Stage, n: usize) -> Vec<&'static str> {
    let log = Log::open(&stage.config(n), None).await.unwrap();
    let list = missing(&log, stage.nodes[n].now()).await.unwrap();
    list.missing.iter().map(|one| one.code).collect()
}

fn standing(asking: &recall::Asking, n: usize) -> &Standing {
    &asking.standings[&node_id(MEMBERS[n])]
}

fn denied(error: ActError) -> Denied {
    let ActError::Denied(denied) = error else { panic!("not refused: {error}") };
    denied
}

#[tokio::test]
async fn two_officers_of_the_recipient_destroy_it_and_the_certificate_comes_back_with_its_proof() {
    let stage = Stage::set().await;
    stage.hand_on(1).await;
    let id = stage.ask(0, 10).await;
    assert_eq!(standing(&stage.asking(0, id).await, 1), &Standing::Pending);
    stage.rest().await;
    assert_eq!(standing(&stage.asking(0, id).await, 1).word(), "delivered");
    // A letter destroys nothing: it waits for officers, and the list says whose turn it is.
    assert_eq!(stage.state(1).await, RecordState::Sealed);
    assert_eq!(stage.asked(1, id).await.reply, recall::Reply::Open);
    assert_eq!(codes(&stage, 1).await, ["recall-unanswered"]);
    assert_eq!(codes(&stage, 0).await, ["recall-waits"]);
    let erasure = stage.destroy(1).await.unwrap();
    stage.rest().await;
    let asking = stage.asking(0, id).await;
    let Standing::Confirmed { confirmation, .. } = standing(&asking, 1) else {
        panic!("{:?}", asking.standings)
    };
    let [certificate] = confirmation.certificates.as_slice() else { panic!("{confirmation:?}") };
    assert_eq!(certificate.erasure, erasure);
    let events = stage.nodes[1].store.load(&erasure.urn(&node_id(MEMBERS[1])), 0).await.unwrap();
    let last = events.last().unwrap();
    let index = last.place.map(|place| place.index);
    assert_eq!((certificate.leaf, certificate.index), (last.leaf_hash, index));
    assert!(certificate.index.is_some(), "no proof was shown");
    // Whoever asked keeps its own: it was wrong to send it, and not to have it.
    assert_eq!(stage.state(0).await, RecordState::Sealed);
    assert_eq!(asking.tally().n_confirmed, 1);
    assert_eq!(codes(&stage, 0).await, Vec::<&str>::new());
    assert_eq!(codes(&stage, 1).await, Vec::<&str>::new());
    // Nothing comes of it when the time is over.
    let mut stage = stage;
    stage.advance(days(11));
    stage.rest().await;
    assert_eq!(standing(&stage.asking(0, id).await, 1).word(), "confirmed");
}

#[tokio::test]
async fn a_hold_of_the_recipient_wins_and_the_answer_says_until_when() {
    let stage = Stage::set().await;
    stage.hand_on(1).await;
    let id = stage.ask(0, 10).await;
    stage.rest().await;
    let (node, clerk) = (&stage.nodes[1], stage.officer(1, "clerk"));
    let until = node.now().checked_add(days(30)).unwrap();
    let chosen: BTreeSet<ExhibitId> = [EXHIBIT].into();
    let no = async |login: &str, no: No| {
        refuse(node, &stage.officer(1, login), id, no, &why(), None).await
    };
    // Without a hold nobody can say that there is one.
    assert!(matches!(no("judge", No::Held).await, Err(ActError::Stale)));
    let held = keeping::hold(node, &clerk, CASE, &chosen, until, &why(), None).await.unwrap();
    assert_eq!(denied(stage.destroy(1).await.unwrap_err()).code(), "on-hold");
    assert_eq!(denied(no("clerk", No::Held).await.unwrap_err()).code(), "not-competent");
    no("judge", No::Held).await.unwrap();
    stage.rest().await;
    let asking = stage.asking(0, id).await;
    let Standing::Failed { failure: Failure::Refused(refused), later: None, .. } =
        standing(&asking, 1)
    else {
        panic!("{:?}", asking.standings)
    };
    let Refusal::Held { until: told } = refused.refusal else { panic!("{refused:?}") };
    assert_eq!(told.as_millisecond(), until.as_millisecond());
    assert_eq!(codes(&stage, 0).await, ["recall-failed"]);
    assert!(codes(&stage, 1).await.contains(&"recall-refused"));
    assert_eq!(stage.state(1).await, RecordState::Sealed);
    // When the hold has ended they destroy it all the same; that stands beside the no.
    keeping::lift(node, &clerk, CASE, held, &why(), None).await.unwrap();
    let proposed = keeping::erasures(node, CASE).await.unwrap();
    let erasure = proposed[0].proposed().request.erasure;
    let prosecutor = stage.officer(1, "prosecutor");
    let yes = keeping::Answer::Approve;
    keeping::answer(node, &prosecutor, erasure, &yes, None).await.unwrap();
    stage.rest().await;
    let asking = stage.asking(0, id).await;
    assert_eq!(standing(&asking, 1).word(), "failed");
    assert!(standing(&asking, 1).confirmation().is_some());
    let tally = asking.tally();
    assert_eq!((tally.n_confirmed, tally.n_failed, tally.n_late), (0, 1, 1));
    assert_eq!(codes(&stage, 0).await, Vec::<&str>::new());
}

#[tokio::test]
async fn a_silent_recipient_is_left_unconfirmed_and_a_later_word_does_not_undo_that() {
    let mut stage = Stage::set().await;
    stage.hand_on(1).await;
    stage.reach(1, false);
    let erasure = stage.destroy(0).await.unwrap();
    stage.rest().await;
    // The order has opened it, and the certificate says how it stands on its day.
    let own = stage.own(0).await;
    assert_eq!((own.request.erasure, own.by), (Some(erasure), None));
    assert_eq!(own.request.reason, Reason::Erased);
    assert_eq!(standing(&own, 1), &Standing::Pending);
    let recipients = certificate(&stage, 0, erasure).await;
    let one = |member: &str| [MemberId::parse(member).unwrap()].into();
    assert_eq!((&recipients.asked, &recipients.outstanding), (&one("de-sta"), &one("de-sta")));
    assert_eq!((&recipients.gave, recipients.confirmed.len()), (&one("xx-prov"), 0));
    assert_eq!(codes(&stage, 0).await, ["recall-waits", "recipient-unconfirmed"]);
    let period = own.at..own.request.due_at.checked_add(days(30)).unwrap();
    stage.advance(days(15));
    stage.rest().await;
    assert_eq!(standing(&stage.own(0).await, 1).word(), "unconfirmed");
    let counted = tally(&stage.nodes[0], &period).await.unwrap();
    assert_eq!((counted.n_asked, counted.n_unconfirmed, counted.n_late), (1, 1, 0));
    let found = codes(&stage, 0).await;
    assert!(found.contains(&"recall-unconfirmed") && found.contains(&"recipient-unconfirmed"));
    let size = stage.nodes[0].ledger.signed().size;
    stage.rest().await;
    assert_eq!(stage.nodes[0].ledger.signed().size, size, "it is noticed once");
    // It comes back, finds the letter, and destroys what it has.
    stage.reach(1, true);
    stage.advance(SignedDuration::from_hours(1));
    stage.rest().await;
    stage.destroy(1).await.unwrap();
    stage.rest().await;
    let own = stage.own(0).await;
    let Standing::Unconfirmed { later: Some(later), .. } = standing(&own, 1) else {
        panic!("{:?}", own.standings)
    };
    assert!(matches!(later.answer, Answer::Confirmed(_)));
    let counted = tally(&stage.nodes[0], &period).await.unwrap();
    assert_eq!((counted.n_asked, counted.n_confirmed), (1, 0));
    assert_eq!((counted.n_unconfirmed, counted.n_late), (1, 1));
    // Nobody waits for it any more, and the certificate stays as it was.
    assert_eq!(codes(&stage, 0).await, Vec::<&str>::new());
    assert_eq!(certificate(&stage, 0, erasure).await, recipients);
}

async fn certificate(
    stage: &Stage,
    n: usize,
    erasure: domain::ids::ErasureId,
) -> domain::erasure::Recipients {
    let node = &stage.nodes[n];
    let found = node.load::<domain::erasure::Erasure>(&erasure.urn(&node.config.node)).await;
    let Some(domain::erasure::Erasure::Certified(certified)) = found.unwrap() else {
        panic!("not certified")
    };
    certified.certificate.recipients
}

#[tokio::test]
async fn a_recall_goes_two_hops_and_a_silent_end_is_counted_at_both() {
    let mut stage = Stage::set().await;
    stage.hand_on(2).await;
    stage.reach(2, false);
    let id = stage.ask(0, 10).await;
    stage.rest().await;
    stage.destroy(1).await.unwrap();
    stage.rest().await;
    // The middle confirms its own, and says that somebody beyond it has not answered.
    let asking = stage.asking(0, id).await;
    let confirmation = standing(&asking, 1).confirmation().unwrap();
    assert_eq!(standing(&asking, 1).word(), "confirmed");
    assert_eq!((confirmation.onward.n_asked, confirmation.onward.n_open()), (1, 1));
    let own = stage.own(1).await;
    assert_eq!((own.request.cause, own.request.reason), (Some(id), Reason::Unlawful));
    // Whoever is asked on has no more time than we have.
    assert!(own.request.due_at <= asking.request.due_at);
    stage.advance(days(11));
    stage.rest().await;
    assert_eq!(standing(&stage.own(1).await, 2).word(), "unconfirmed");
    let asking = stage.asking(0, id).await;
    let onward = standing(&asking, 1).confirmation().unwrap().onward;
    assert_eq!((onward.n_asked, onward.n_unconfirmed, onward.n_open()), (1, 1, 0));
    assert_eq!(standing(&asking, 1).word(), "confirmed");
    let period = own.at..stage.nodes[1].now();
    assert_eq!(tally(&stage.nodes[1], &period).await.unwrap().n_unconfirmed, 1);
    assert_eq!(stage.state(2).await, RecordState::Sealed);
}

#[tokio::test]
async fn recipients_are_reminded_at_half_three_quarters_and_nine_tenths_of_the_time() {
    let mut stage = Stage::set().await;
    stage.hand_on(1).await;
    let id = stage.ask(0, 10).await;
    stage.rest().await;
    for (step, n_reminders) in [(5, 1), (3, 2), (1, 3)] {
        stage.advance(days(step));
        stage.rest().await;
        assert_eq!(stage.asked(1, id).await.n_reminders, n_reminders, "after {step} days more");
    }
    assert_eq!(stage.asking(0, id).await.reminded.len(), 3);
    stage.advance(days(2));
    stage.rest().await;
    assert_eq!(standing(&stage.asking(0, id).await, 1).word(), "unconfirmed");
    assert_eq!(stage.asked(1, id).await.n_reminders, 3);
}

#[tokio::test]
async fn who_did_not_hand_it_over_cannot_ask_for_it() {
    let stage = Stage::set().await;
    stage.hand_on(2).await;
    // The first says that it handed it to the last; the last knows better.
    let stranger = Recipient {
        member: MemberId::parse(MEMBERS[2]).unwrap(),
        exhibits: [(
            EXHIBIT,
            Handed {
                exhibit_no: domain::exhibit::ExhibitNo::parse("X-1").unwrap(),
                letter: [3; 32],
            },
        )]
        .into(),
    };
    let node = &stage.nodes[0];
    let id = RecallId::new([9; 16]);
    let request = Request {
        recall: id,
        case: Some(CASE),
        reason: Reason::Unlawful,
        why: why(),
        due_at: node.now().checked_add(days(10)).unwrap(),
        erasure: None,
        cause: None,
        recipients: [(node_id(MEMBERS[2]), stranger)].into(),
    };
    act!(node, "ask_wrongly", None, |tx| {
        let (roster, instrument) = (node.roster_view(), instrument()?);
        let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
        let command = Command::Ask(request.clone());
        let permit = permit::for_node(&Subject::new(None), command, &ctx)?;
        let stream = recall_stream(node, id);
        let by = who(&permit, &ctx, None, &stream.id);
        let events = recall::decide(None, &permit, &ctx)?;
        carry_out(tx, &stream, None, events, &by, &voice(node)?, &[]).await?;
        Ok(Vec::new())
    })
    .await
    .unwrap();
    stage.rest().await;
    assert!(load(&stage.nodes[2], id).await.unwrap().is_none());
    let failed = stage.asking(0, id).await;
    let Standing::Failed { failure: Failure::NotTaken { code }, .. } = standing(&failed, 2) else {
        panic!("{:?}", failed.standings)
    };
    assert_eq!(code, "not-permitted");
    assert_eq!(stage.state(2).await, RecordState::Sealed);
}

#[tokio::test]
async fn nobody_is_asked_for_what_nobody_got_or_what_is_of_another_case() {
    let stage = Stage::set().await;
    stage.hand_on(1).await;
    let last = &stage.nodes[1];
    let judge = stage.officer(1, "judge");
    let due_at = last.now().checked_add(days(5)).unwrap();
    let (chosen, why): (BTreeSet<ExhibitId>, Why) = ([EXHIBIT].into(), why());
    let (of, reason) = (Of::Case(CASE), Reason::Inaccurate);
    let wish = Wish { of, exhibits: &chosen, reason, why: &why, due_at };
    let asked = ask(last, &judge, &wish, None).await;
    assert_eq!(denied(asked.unwrap_err()).code(), "nobody-to-ask");
    let other: BTreeSet<ExhibitId> = [ExhibitId::new([8; 16])].into();
    let asked = ask(last, &judge, &Wish { exhibits: &other, ..wish }, None).await;
    assert!(matches!(asked, Err(ActError::NotFound)));
    let late = last.now().checked_add(days(400)).unwrap();
    let first = &stage.nodes[0];
    let judge = stage.officer(0, "judge");
    let asked = ask(first, &judge, &Wish { due_at: late, ..wish }, None).await;
    assert_eq!(denied(asked.unwrap_err()).code(), "day-unfit");
}

#[tokio::test]
async fn a_recall_and_its_proofs_outlive_the_key_of_the_case() {
    let stage = Stage::set().await;
    stage.hand_on(1).await;
    let id = stage.ask(0, 10).await;
    stage.rest().await;
    stage.destroy(1).await.unwrap();
    stage.rest().await;
    let before = stage.asking(0, id).await;
    let own = node_id(MEMBERS[0]);
    let node = &stage.nodes[0];
    let events = node.store.load(&EXHIBIT.urn(&own), 0).await.unwrap();
    let kek = crate::custody::kek_of(node, &events).unwrap();
    let keys = SqliteKeys::open(&stage.config(0).with_file_name("keys.db")).unwrap();
    let at_ms = node.now().as_millisecond();
    assert_eq!(keys.destroy(vec![(WrapKind::Kek as u8, kek.id)], at_ms).await.unwrap(), 1);
    // Whoever opens the folder now reads nothing of the exhibit, and everything of the recall.
    let log = Log::open(&stage.config(0), None).await.unwrap();
    assert!(matches!(log.fold::<Exhibit>(&EXHIBIT.urn(&own)).await.unwrap(), Folded::Erased));
    let Folded::State(Recall::Asking(after)) = log.fold::<Recall>(&id.urn(&own)).await.unwrap()
    else {
        panic!("the recall does not open")
    };
    assert_eq!(after, before);
    // Every leaf of both is still proved under the published head.
    let head = node.ledger.published().unwrap();
    let policy = crate::custody::policy(&node.roster()).unwrap();
    for urn in [id.urn(&own), EXHIBIT.urn(&own)] {
        for event in node.store.load(&urn, 0).await.unwrap() {
            let place = event.place.unwrap();
            let proof = node.ledger.prove(place, event.leaf, &head).await.unwrap();
            proof.verify(&Digest(event.leaf_hash), &policy).unwrap();
        }
    }
}
