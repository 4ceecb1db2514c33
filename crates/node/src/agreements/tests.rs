//! Agreements between real nodes: signed by all or by nobody, suspended on both sides within a minute, ended by the clock.

use domain::actor::MemberId;
use domain::agreement::{Direction, Impact, Lines, Onward, Part, Phase, Reason, Retention, Shown};
use domain::denied::Denied;
use domain::ids::{ExhibitId, HandoverId, MeasureId};
use domain::letter::{Body, Lane, Language, LetterDraft, OfferedExhibit};
use domain::purpose::Purpose;
use jiff::SignedDuration;
use law::ids::{DataCategory, KindId};
use store::{MAX_PAGE, OutboxQuery, OutboxState};
use wire::stored::link;

use super::*;
use crate::dispatch::{Parcel, link_stream};
use crate::peer::inbox::{Inbox, InboxState};
use crate::recall::tests::stage::{EXHIBIT, MEMBERS, Stage, node_id};
use crate::rows::decode;

const AGREEMENT: AgreementId = AgreementId::new([0xa9; 16]);

fn member(n: usize) -> MemberId {
    MemberId::parse(MEMBERS[n]).unwrap()
}

fn why(text: &str) -> Why {
    Why::parse(text).unwrap()
}

fn hours(n: i64) -> SignedDuration {
    SignedDuration::from_hours(n)
}

fn lines(parties: &[usize], stage: &Stage) -> Lines {
    let way = |from: usize, to: usize| Direction { from: member(from), to: member(to) };
    let pairs = parties.iter().flat_map(|from| parties.iter().map(move |to| (*from, *to)));
    let directions = pairs.filter(|(from, to)| from != to).map(|(from, to)| way(from, to));
    let now = stage.nodes[0].now();
    Lines {
        agreement: AGREEMENT,
        title: why("Exchange of traffic data"),
        basis: why("Article 35(1) of Directive (EU) 2016/680"),
        parties: parties.iter().map(|n| member(*n)).collect(),
        purposes: [Purpose::Investigation].into(),
        data: [DataCategory::Traffic, DataCategory::Content].into(),
        directions: directions.collect(),
        onward: Onward::WithConsent,
        retention: Retention { days_max: 365, evidence_stays: true },
        safeguards: vec![why("encrypted at rest")],
        impact: Impact {
            reference: why("DPIA 2026/4"),
            reviewed_on: jiff::civil::date(2026, 8, 1),
        },
        review_every_months: 12,
        valid_from: now,
        valid_until: now.checked_add(hours(24 * 100)).unwrap(),
        criteria: vec![why("data used for another purpose"), why("a breach that was not told")],
        // The letters here are about keeping data, and are to be held like those about giving them.
        preservation: false,
    }
}

/// Signs what is here.
async fn sign_read(
    node: &Arc<Node>,
    officer: &Officer,
    id: AgreementId,
    once: Option<OnceKey>,
) -> Result<(), ActError> {
    let read = load(node, id).await.unwrap().unwrap().reference().digest;
    sign(node, officer, id, &read, once).await
}

fn notice() -> Notice {
    Notice { criterion: 1, why: why("used in a tax case"), part: Part::default() }
}

/// Drafted by the first of them and signed by all.
async fn agreed(stage: &Stage, parties: &[usize]) {
    agreed_on(stage, &Terms::parse(lines(parties, stage)).unwrap(), parties).await;
}

async fn agreed_on(stage: &Stage, terms: &Terms, parties: &[usize]) {
    let first = parties[0];
    let judge = stage.officer(first, "judge");
    draft(&stage.nodes[first], &judge, terms, None).await.unwrap();
    for n in parties {
        sign_read(&stage.nodes[*n], &stage.officer(*n, "prosecutor"), AGREEMENT, None)
            .await
            .unwrap();
        stage.rest().await;
    }
    for n in parties {
        assert_eq!(phase(stage, *n).await, Phase::InForce, "at {n}");
    }
}

async fn at(stage: &Stage, n: usize) -> Agreement {
    load(&stage.nodes[n], AGREEMENT).await.unwrap().unwrap()
}

async fn phase(stage: &Stage, n: usize) -> Phase {
    at(stage, n).await.phase(stage.nodes[n].now())
}

/// A letter about a measure that nobody here knows: once it may be read it is laid aside until its order comes.
fn say(to: usize, measure: u8, purpose: Purpose) -> LetterDraft {
    draft_of(
        to,
        purpose,
        Body::MeasureLetter {
            measure: MeasureId::new([measure; 16]),
            form: KindId::parse("extension").unwrap(),
            values: [].into(),
        },
    )
}

fn draft_of(to: usize, purpose: Purpose, body: Body) -> LetterDraft {
    LetterDraft {
        to: member(to),
        in_reply_to: None,
        lane: Lane::Ordinary,
        instrument: None,
        purpose,
        language: Language::parse("en").unwrap(),
        body,
        validator: None,
    }
}

/// Queues a letter of a node's judge.
async fn post(stage: &Stage, n: usize, draft: LetterDraft) -> Result<(), ActError> {
    let node = &stage.nodes[n];
    let unit = stage.officer(n, "judge").unit;
    act!(node, "post", None, |tx| {
        let mut draft = draft.clone();
        let roster = node.roster_view();
        let ctx = node.ctx(tx.now, &instrument()?, &roster).unwrap().law_ref();
        draft.instrument = Some((ctx, KindId::parse("epoc-pr").unwrap()));
        let kek = node.keys.kek("node", tx.now.as_millisecond()).await?;
        tx.send(&draft, &unit, Vec::new(), &kek).await?;
        Ok(Vec::new())
    })
    .await
    .map(drop)
}

/// Every letter of law on its way out of a node, with where it stands.
async fn outbox(stage: &Stage, n: usize) -> Vec<String> {
    let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
    let rows = stage.nodes[n].store.outbox_rows(query).await.unwrap();
    let legal = rows.into_iter().filter(|row| row.kind.starts_with("measure."));
    let word = |state: OutboxState| match &state {
        OutboxState::Held { reason } => reason.clone(),
        OutboxState::Queued { .. } => "queued".to_owned(),
        OutboxState::Accepted
        | OutboxState::Done
        | OutboxState::Expired
        | OutboxState::Failed
        | OutboxState::Superseded
        | OutboxState::Withdrawn => format!("{state:?}").to_lowercase(),
    };
    legal.map(|row| word(row.state)).collect()
}

/// Every letter of law that came to a node, with where it stands.
async fn inbox(stage: &Stage, n: usize) -> Vec<String> {
    let node = &stage.nodes[n];
    let rows: Vec<(String, Inbox)> = node.rows(view::INBOX, "").await.unwrap();
    let word = |state| match state {
        InboxState::Parked { .. } => Some("read".to_owned()),
        InboxState::Quarantined { reason, .. } => Some(reason),
        InboxState::Failed { reason } => Some(format!("failed {reason}")),
        InboxState::Accepted
        | InboxState::Consigned
        | InboxState::Duplicate
        | InboxState::Fetching => None,
    };
    rows.into_iter().filter_map(|(_, inbox)| word(inbox.state)).collect()
}

/// How often our log says this of the letters to a peer.
async fn leaves(stage: &Stage, n: usize, to: usize, kind: link::Kind) -> usize {
    let node = &stage.nodes[n];
    let stream = link_stream(&node.config.node, &node_id(MEMBERS[to])).id;
    let events = node.store.load(&stream, 0).await.unwrap();
    events.iter().filter(|event| event.kind == kind.id()).count()
}

#[tokio::test]
async fn three_parties_sign_the_same_bytes_and_only_then_letters_rest_on_them() {
    let stage = Stage::set().await;
    let terms = Terms::parse(lines(&[0, 1, 2], &stage)).unwrap();
    let judge = stage.officer(0, "judge");
    draft(&stage.nodes[0], &judge, &terms, None).await.unwrap();
    stage.rest().await;
    assert!(load(&stage.nodes[1], AGREEMENT).await.unwrap().is_none(), "a draft was told");
    // Whoever wrote it down does not sign it.
    let own = sign_read(&stage.nodes[0], &judge, AGREEMENT, None).await;
    assert!(matches!(own, Err(ActError::Denied(Denied::SameOfficer { cite: None }))));
    sign_read(&stage.nodes[0], &stage.officer(0, "prosecutor"), AGREEMENT, None).await.unwrap();
    stage.rest().await;
    assert_eq!(phase(&stage, 1).await, Phase::Open);
    sign_read(&stage.nodes[1], &stage.officer(1, "judge"), AGREEMENT, None).await.unwrap();
    stage.rest().await;
    // Two of three bind nobody.
    post(&stage, 0, say(1, 1, Purpose::Investigation)).await.unwrap();
    let asks = asked(&stage, 0).await;
    assert_eq!(asks.last().unwrap().agreement(), None);
    sign_read(&stage.nodes[2], &stage.officer(2, "judge"), AGREEMENT, None).await.unwrap();
    stage.rest().await;
    for n in 0..3 {
        assert_eq!(phase(&stage, n).await, Phase::InForce);
        assert_eq!(at(&stage, n).await.reference(), at(&stage, 0).await.reference());
        assert_eq!(at(&stage, n).await.signatures().len(), 3);
    }
    post(&stage, 0, say(1, 2, Purpose::Investigation)).await.unwrap();
    let asks = asked(&stage, 0).await;
    assert_eq!(asks.last().unwrap().agreement(), Some(AGREEMENT.to_string().as_str()));
    stage.rest().await;
    assert_eq!(inbox(&stage, 1).await, ["read", "read"]);
}

/// The id of the first letter of law on its way out of a node.
async fn posted(stage: &Stage, n: usize) -> String {
    let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
    let rows = stage.nodes[n].store.outbox_rows(query).await.unwrap();
    let row = rows.iter().find(|row| row.kind.starts_with("measure.")).unwrap();
    decode::<Parcel>(&row.payload).unwrap().letter
}

async fn asked(stage: &Stage, n: usize) -> Vec<held::Asks> {
    let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
    let rows = stage.nodes[n].store.outbox_rows(query).await.unwrap();
    rows.iter().filter_map(|row| decode::<Parcel>(&row.payload).ok()?.asks).collect()
}

#[tokio::test]
async fn a_suspension_holds_what_waits_on_both_sides_within_a_minute_and_loses_nothing() {
    let mut stage = Stage::set().await;
    agreed(&stage, &[0, 1]).await;
    // Two letters wait for a node that is silent; one of them is none of the agreement's.
    stage.reach(1, false);
    post(&stage, 0, say(1, 1, Purpose::Investigation)).await.unwrap();
    let withdraw = Body::MeasureWithdraw { measure: MeasureId::new([2; 16]), why: "x".to_owned() };
    post(&stage, 0, draft_of(1, Purpose::Investigation, withdraw)).await.unwrap();
    stage.rest().await;
    assert_eq!(outbox(&stage, 0).await, ["queued", "queued"]);
    // The other side suspends; its notice goes out at once, although nothing comes in there.
    let judge = stage.officer(1, "judge");
    suspend(&stage.nodes[1], &judge, AGREEMENT, &notice(), None).await.unwrap();
    assert_eq!(phase(&stage, 1).await, Phase::Suspended);
    stage.advance(SignedDuration::from_secs(59));
    stage.rest().await;
    assert_eq!(phase(&stage, 0).await, Phase::Suspended);
    assert_eq!(outbox(&stage, 0).await, ["agreement-suspended", "queued"]);
    assert_eq!(leaves(&stage, 0, 1, link::Kind::Held).await, 1);
    stage.reach(1, true);
    stage.advance(SignedDuration::from_mins(20));
    stage.rest().await;
    // What ends something goes; what is held does not, however often somebody looks.
    assert_eq!(outbox(&stage, 0).await, ["agreement-suspended", "accepted"]);
    assert_eq!(inbox(&stage, 1).await, ["read"]);
    // What is written meanwhile is signed, and waits from its first instant.
    post(&stage, 0, say(1, 3, Purpose::Investigation)).await.unwrap();
    assert_eq!(outbox(&stage, 0).await.last().unwrap(), "agreement-suspended");
    // Another purpose is none of the agreement's, and the law alone carries it.
    post(&stage, 0, say(1, 4, Purpose::Redress)).await.unwrap();
    stage.rest().await;
    assert_eq!(outbox(&stage, 0).await.last().unwrap(), "accepted");
    // Only whoever suspended ends it.
    let (other, x) = (stage.officer(0, "judge"), why("x"));
    let ours = reinstate(&stage.nodes[0], &other, AGREEMENT, &x, None, None).await;
    assert!(matches!(ours, Err(ActError::Denied(Denied::NotSuspended))));
    reinstate(&stage.nodes[1], &judge, AGREEMENT, &why("settled"), None, None).await.unwrap();
    stage.rest().await;
    assert_eq!(phase(&stage, 0).await, Phase::InForce);
    assert_eq!(outbox(&stage, 0).await, ["accepted", "accepted", "accepted", "accepted"]);
    assert_eq!(inbox(&stage, 1).await, ["read", "read", "read", "read"]);
    assert_eq!(leaves(&stage, 0, 1, link::Kind::Held).await, 2);
    assert_eq!(leaves(&stage, 0, 1, link::Kind::Released).await, 2);
}

#[tokio::test]
async fn what_arrives_after_a_suspension_is_quarantined_and_read_once_that_has_ended() {
    let mut stage = Stage::set().await;
    agreed(&stage, &[0, 1]).await;
    // Its notice does not reach the sender, so the letter comes.
    stage.reach(0, false);
    let judge = stage.officer(1, "judge");
    suspend(&stage.nodes[1], &judge, AGREEMENT, &notice(), None).await.unwrap();
    stage.advance(SignedDuration::from_secs(1));
    post(&stage, 0, say(1, 1, Purpose::Investigation)).await.unwrap();
    stage.rest().await;
    assert_eq!(phase(&stage, 0).await, Phase::InForce);
    assert_eq!(inbox(&stage, 1).await, ["agreement-suspended"]);
    // It stands nowhere but in its envelope, and its sender counts as one from whom something is missing.
    let letter = posted(&stage, 0).await;
    for seen in [view::LETTER, view::LETTER_SEEN] {
        assert_eq!(stage.nodes[1].raw_row(seen, &letter).await.unwrap(), None, "{seen}");
    }
    assert!(stage.nodes[1].channels.is_behind(&node_id(MEMBERS[0])));
    stage.advance(SignedDuration::from_mins(5));
    stage.rest().await;
    assert_eq!(inbox(&stage, 1).await, ["agreement-suspended"]);
    reinstate(&stage.nodes[1], &judge, AGREEMENT, &why("settled"), None, None).await.unwrap();
    stage.rest().await;
    assert_eq!(inbox(&stage, 1).await, ["read"]);
}

#[tokio::test]
async fn what_was_accepted_before_the_suspension_stays() {
    let mut stage = Stage::set().await;
    agreed(&stage, &[0, 1]).await;
    post(&stage, 0, say(1, 1, Purpose::Investigation)).await.unwrap();
    // It is delivered and not opened yet.
    let mut rounds = crate::work::deliver::Rounds::default();
    for _ in 0..2 {
        rounds.take_due(&stage.nodes[0]).await.unwrap();
        rounds.all_ended(&stage.nodes[0]).await;
    }
    stage.advance(SignedDuration::from_secs(1));
    let judge = stage.officer(1, "judge");
    suspend(&stage.nodes[1], &judge, AGREEMENT, &notice(), None).await.unwrap();
    stage.rest().await;
    assert_eq!(inbox(&stage, 1).await, ["read"]);
}

#[tokio::test]
async fn sunset_stops_by_itself_and_thirty_days_later_what_waited_is_taken_back() {
    let mut stage = Stage::set().await;
    agreed(&stage, &[0, 1]).await;
    stage.reach(1, false);
    post(&stage, 0, say(1, 1, Purpose::Investigation)).await.unwrap();
    stage.rest().await;
    stage.advance(hours(24 * 100));
    stage.rest().await;
    // Nobody did anything: the clock did.
    assert_eq!(outbox(&stage, 0).await, ["agreement-sunset"]);
    assert_eq!(phase(&stage, 0).await, Phase::Sunset);
    assert_eq!(at(&stage, 0).await.ended(), Some(&agreement::Ended::Sunset));
    stage.reach(1, true);
    stage.advance(hours(24 * 29));
    stage.rest().await;
    assert_eq!(outbox(&stage, 0).await, ["agreement-sunset"]);
    // On another basis the office writes a new letter.
    post(&stage, 0, say(1, 2, Purpose::Investigation)).await.unwrap();
    stage.rest().await;
    assert_eq!(outbox(&stage, 0).await, ["agreement-sunset", "accepted"]);
    stage.advance(hours(24));
    stage.rest().await;
    assert_eq!(outbox(&stage, 0).await[0], "withdrawn");
    assert_eq!(leaves(&stage, 0, 1, link::Kind::Withdrawn).await, 1);
    let back = withdrawn(&stage.nodes[0], AGREEMENT).await.unwrap();
    assert_eq!(back.len(), 1);
}

#[tokio::test]
async fn a_member_that_asks_for_an_agreement_sends_nothing_without_one() {
    let stage = Stage::set_with(|config| config.agreement_required = true).await;
    post(&stage, 0, say(1, 1, Purpose::Investigation)).await.unwrap();
    stage.rest().await;
    assert_eq!(outbox(&stage, 0).await, ["agreement-missing"]);
    agreed(&stage, &[0, 1]).await;
    // It is covered now, and goes by itself.
    assert_eq!(outbox(&stage, 0).await, ["accepted"]);
    assert_eq!(inbox(&stage, 1).await, ["read"]);
    // With the third there is none; what ends something goes all the same.
    post(&stage, 0, say(2, 2, Purpose::Investigation)).await.unwrap();
    let withdraw = Body::MeasureWithdraw { measure: MeasureId::new([3; 16]), why: "x".to_owned() };
    post(&stage, 0, draft_of(2, Purpose::Investigation, withdraw)).await.unwrap();
    stage.rest().await;
    assert_eq!(outbox(&stage, 0).await, ["accepted", "agreement-missing", "accepted"]);
}

/// Another document under the same id, as somebody would have it who changed a word on one node.
async fn drafted_otherwise(stage: &Stage, n: usize) {
    let mut other = lines(&[0, 1], stage);
    other.retention.days_max = 3_650;
    let terms = Terms::parse(other).unwrap();
    draft(&stage.nodes[n], &stage.officer(n, "judge"), &terms, None).await.unwrap();
}

#[tokio::test]
async fn two_nodes_with_different_bytes_have_signed_nothing_together() {
    let stage = Stage::set().await;
    let terms = Terms::parse(lines(&[0, 1], &stage)).unwrap();
    draft(&stage.nodes[0], &stage.officer(0, "judge"), &terms, None).await.unwrap();
    drafted_otherwise(&stage, 1).await;
    for n in 0..2 {
        sign_read(&stage.nodes[n], &stage.officer(n, "prosecutor"), AGREEMENT, None).await.unwrap();
    }
    stage.rest().await;
    for n in 0..2 {
        let known = at(&stage, n).await;
        assert_eq!(known.signatures().keys().collect::<Vec<_>>(), [&member(n)]);
        assert_eq!(phase(&stage, n).await, Phase::Open);
        assert_eq!(inbox(&stage, n).await, ["failed not-permitted"]);
    }
    let judge = stage.officer(0, "judge");
    let no = suspend(&stage.nodes[0], &judge, AGREEMENT, &notice(), None).await;
    assert!(matches!(no, Err(ActError::Denied(Denied::AgreementNotActive))));
}

#[tokio::test]
async fn a_signature_that_another_key_made_is_none() {
    let stage = Stage::set().await;
    let terms = Terms::parse(lines(&[0, 1], &stage)).unwrap();
    draft(&stage.nodes[0], &stage.officer(0, "judge"), &terms, None).await.unwrap();
    let node = &stage.nodes[0];
    let unit = stage.officer(0, "prosecutor").unit;
    let net = node.roster().net;
    let by = |unit| node.signing.units.get(unit).unwrap().sign.first();
    // Signed by a colleague's unit, signed for another network, and signed over another document.
    let clerk = stage.officer(0, "clerk").unit;
    let mut other = lines(&[0, 1], &stage);
    other.title = why("Something else");
    let other = Terms::parse(other).unwrap();
    let elsewhere = seal::digest::Digest::of(b"another network");
    let forged = [
        wire::agreement::sign(&terms, &net, by(&clerk)).unwrap(),
        wire::agreement::sign(&terms, &elsewhere, by(&unit)).unwrap(),
        wire::agreement::sign(&other, &net, by(&unit)).unwrap(),
        "bm90aGluZw".to_owned(),
    ];
    let digest = wire::agreement::digest(&terms).0;
    for seal in forged {
        let (unit, shown) = (&unit, Shown { terms: terms.clone(), digest, seal });
        act!(node, "forge", None, |tx| {
            let known = load(node, AGREEMENT).await?.unwrap();
            let message = agreement::Message::Proposal(Box::new(shown.clone()));
            letters::tell(tx, &known, &message, unit).await?;
            Ok(Vec::new())
        })
        .await
        .unwrap();
    }
    stage.rest().await;
    assert!(load(&stage.nodes[1], AGREEMENT).await.unwrap().is_none());
    let failed = inbox(&stage, 1).await;
    assert_eq!(failed.len(), 4);
    assert!(failed.iter().all(|reason| reason.starts_with("failed ")), "{failed:?}");
}

/// An item that the second authority has from the first, offered to the third.
fn offer() -> LetterDraft {
    draft_of(
        2,
        Purpose::Investigation,
        Body::HandoverOffer {
            measure: MeasureId::new([5; 16]),
            handover: HandoverId::new([6; 16]),
            exhibits: vec![OfferedExhibit {
                exhibit: EXHIBIT,
                exhibit_no: domain::exhibit::ExhibitNo::parse("X-1-R1").unwrap(),
                object: 0,
            }],
            conditions: Vec::new(),
        },
    )
}

async fn offers(stage: &Stage) -> Vec<Option<Reason>> {
    let node = &stage.nodes[1];
    let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
    let rows = node.store.outbox_rows(query).await.unwrap();
    let mut found = Vec::new();
    for row in rows.iter().filter(|row| row.kind == "handover.offer") {
        found.push(held::hold(node, &decode(&row.payload).unwrap()).await.unwrap());
    }
    found
}

#[tokio::test]
async fn what_somebody_gave_goes_on_only_with_their_consent_for_that_item_and_that_member() {
    let stage = Stage::set().await;
    stage.hand_on(1).await;
    agreed(&stage, &[0, 1]).await;
    post(&stage, 1, offer()).await.unwrap();
    assert_eq!(offers(&stage).await, [Some(Reason::Onward)]);
    let yes = async |exhibit: ExhibitId, to: usize| {
        let word = Consent { exhibit, to: member(to) };
        let judge = stage.officer(0, "judge");
        consent(&stage.nodes[0], &judge, AGREEMENT, &word, None).await.unwrap();
        stage.rest().await;
    };
    yes(ExhibitId::new([9; 16]), 2).await;
    assert_eq!(offers(&stage).await, [Some(Reason::Onward)], "another item");
    yes(EXHIBIT, 1).await;
    assert_eq!(offers(&stage).await, [Some(Reason::Onward)], "another member");
    yes(EXHIBIT, 2).await;
    assert_eq!(offers(&stage).await, [None]);
}

#[tokio::test]
async fn what_may_never_go_on_is_refused_when_somebody_writes_it() {
    let stage = Stage::set().await;
    stage.hand_on(1).await;
    let mut strict = lines(&[0, 1], &stage);
    strict.onward = Onward::Never;
    agreed_on(&stage, &Terms::parse(strict).unwrap(), &[0, 1]).await;
    let refused = post(&stage, 1, offer()).await;
    assert!(matches!(refused, Err(ActError::Denied(Denied::OnwardForbidden))), "{refused:?}");
    let judge = stage.officer(0, "judge");
    let word = Consent { exhibit: EXHIBIT, to: member(2) };
    let no = consent(&stage.nodes[0], &judge, AGREEMENT, &word, None).await;
    assert!(matches!(no, Err(ActError::Denied(Denied::OnwardForbidden))));
}
