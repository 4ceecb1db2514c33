//! Who is shown a letter has received it: once, with the read on record, and nobody else has.

use std::sync::Arc;

use axum::http::StatusCode;
use seal::keyring::WrapKind;
use seal::receipt::Receipt;
use store::{KeyStore as _, MAX_PAGE, OutboxQuery, SqliteKeys};

use super::*;
use crate::bundle::tests::online;
use crate::bundle::tests::stage::{COURT, PROVIDER, Stage, seal_again};
use crate::work::{ladder, open};

/// A court's order lies in the tray of the provider.
async fn ordered() -> (Stage, String) {
    let stage = Stage::set().await;
    stage.connect();
    let measure = stage.issue().await;
    online(&stage).await;
    (stage, measure)
}

/// What a read left owed is written and sent.
async fn sent(stage: &Stage) {
    open::run_once(&stage.nodes[PROVIDER]).await.unwrap();
    online(stage).await;
}

/// Names of what a node keeps of statements that say that something was received, each with the envelope.
async fn handed(node: &Arc<Node>) -> Vec<(String, String)> {
    let kept = node.rows::<KeptReceipt>(view::RECEIPT, "").await.unwrap();
    let handed = kept.into_iter().filter(|(_, kept)| kept.event == "ContentHandover");
    handed.map(|(digest, kept)| (digest, kept.env_id)).collect()
}

async fn lying(node: &Arc<Node>) -> Vec<String> {
    let rows = node.all_rows(RowQuery::view(view::TRAY, MAX_PAGE)).await.unwrap();
    rows.into_iter().map(|row| row.key).collect()
}

async fn n_reads(stage: &Stage, measure: &str) -> usize {
    let stream = format!("urn:comity:{}:access:{measure}", stage.nodes[PROVIDER].config.node);
    stage.nodes[PROVIDER].store.load(&stream, 0).await.unwrap().len()
}

#[tokio::test]
async fn the_first_read_is_stated_with_it_and_reaches_the_writer() {
    let (stage, measure) = ordered().await;
    let (court, provider) = (&stage.nodes[COURT], &stage.nodes[PROVIDER]);
    assert_eq!(lying(provider).await.len(), 1);
    assert!(handed(provider).await.is_empty());
    stage.get(PROVIDER, &format!("/orders/{measure}")).await;
    let stated = handed(provider).await;
    assert_eq!((stated.len(), n_reads(&stage, &measure).await), (1, 1));
    assert!(lying(provider).await.is_empty());
    sent(&stage).await;
    assert_eq!(handed(court).await, stated);
    let (_, env_id) = &stated[0];
    let held = ladder::of(court, env_id).await.unwrap().unwrap();
    assert_eq!(held.rung().unwrap(), Rung::HandedOver);
    // A second look is no second reception, and nothing more is owed.
    stage.get(PROVIDER, &format!("/orders/{measure}")).await;
    sent(&stage).await;
    assert_eq!(handed(provider).await, stated);
}

#[tokio::test]
async fn a_statement_of_reception_follows_the_one_of_consignment_and_names_the_same_letter() {
    let (stage, measure) = ordered().await;
    stage.get(PROVIDER, &format!("/orders/{measure}")).await;
    let kept = stage.nodes[PROVIDER].rows::<KeptReceipt>(view::RECEIPT, "").await.unwrap();
    let of = |event: &str| -> Receipt {
        let (_, row) = kept.iter().find(|(_, kept)| kept.event == event).unwrap();
        super::kept(row).unwrap()
    };
    let [consigned, handed] = ["ContentConsignment", "ContentHandover"].map(of);
    let (before, after) = (consigned.statement(), handed.statement());
    assert_eq!(after.prev, Some(consigned.statement_digest()));
    assert_eq!((&after.letter, &after.of, &after.by), (&before.letter, &before.of, &before.by));
    assert_eq!((after.reason, after.chunks), (None, before.chunks));
}

#[tokio::test]
async fn what_another_unit_of_the_member_received_is_stated_in_no_units_name_and_counts() {
    let (stage, measure) = ordered().await;
    let (court, provider) = (&stage.nodes[COURT], &stage.nodes[PROVIDER]);
    let other = UnitId::parse("ie-prov/other").unwrap();
    receive(provider, &measure, u64::MAX, &other).await.unwrap();
    let [(digest, env_id)] = &handed(provider).await[..] else { panic!("one letter lay there") };
    let row = provider.row::<KeptReceipt>(view::RECEIPT, digest).await.unwrap().unwrap();
    assert_eq!(kept(&row).unwrap().statement().by.unit, None);
    sent(&stage).await;
    let held = ladder::of(court, env_id).await.unwrap().unwrap();
    assert_eq!(held.rung().unwrap(), Rung::HandedOver);
}

#[tokio::test]
async fn who_gets_no_content_receives_nothing() {
    let (stage, measure) = ordered().await;
    let provider = &stage.nodes[PROVIDER];
    // The heads of the answer alone, an address that is none, and one that sends a reader elsewhere.
    let path = format!("/orders/{measure}");
    assert_eq!(stage.ask(PROVIDER, "HEAD", &path, "application/json").await, StatusCode::OK);
    assert_eq!(
        stage.ask(PROVIDER, "GET", &format!("{path}/nothing"), "application/json").await,
        StatusCode::NOT_FOUND
    );
    let elsewhere = format!("/measures/{measure}");
    assert_eq!(stage.ask(PROVIDER, "GET", &elsewhere, "text/html").await, StatusCode::SEE_OTHER);
    assert!(handed(provider).await.is_empty());
    assert_eq!(lying(provider).await.len(), 1);
    assert_eq!(stage.ask(PROVIDER, "GET", &path, "text/html").await, StatusCode::OK);
    assert_eq!(handed(provider).await.len(), 1);
}

#[tokio::test]
async fn two_who_read_at_the_same_moment_receive_it_once() {
    let (stage, measure) = ordered().await;
    let path = format!("/orders/{measure}");
    let (one, two) = tokio::join!(
        stage.ask(PROVIDER, "GET", &path, "application/json"),
        stage.ask(PROVIDER, "GET", &path, "text/html")
    );
    assert_eq!((one, two), (StatusCode::OK, StatusCode::OK));
    assert_eq!(handed(&stage.nodes[PROVIDER]).await.len(), 1);
}

#[tokio::test]
async fn what_was_consigned_after_the_page_was_made_is_not_received_with_it() {
    let (stage, measure) = ordered().await;
    let provider = &stage.nodes[PROVIDER];
    let [(letter, held)] = &shown(provider, &measure, u64::MAX).await.unwrap()[..] else {
        panic!("one letter lies in the tray")
    };
    assert_eq!(held.rung().unwrap(), Rung::Consigned);
    assert!(shown(provider, &measure, held.version - 1).await.unwrap().is_empty());
    assert_eq!(shown(provider, &measure, held.version).await.unwrap()[0].0, *letter);
}

/// The court's order goes once more, in another envelope, as a sender makes it whose first key had ended meanwhile.
async fn send_again(stage: &Stage) {
    let court = &stage.nodes[COURT];
    let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
    let rows = court.store.outbox_rows(query).await.unwrap();
    let row = rows.into_iter().find(|row| row.kind == "measure.issue").unwrap();
    seal_again(court, &row).await;
    sent(stage).await;
}

/// Both envelopes of the order are received by both books, the second because it brought the same letter.
async fn check_both(stage: &Stage) {
    let kept = stage.nodes[COURT].rows::<KeptReceipt>(view::RECEIPT, "").await.unwrap();
    let ends = kept.iter().filter(|(_, kept)| kept.event == "ContentHandover");
    let mut ends: Vec<_> = ends
        .map(|(_, row)| (row.env_id.clone(), super::kept(row).unwrap().statement().reason))
        .collect();
    ends.sort_by_key(|(_, reason)| reason.is_some());
    let reasons: Vec<_> = ends.iter().map(|(_, reason)| *reason).collect();
    assert_eq!(reasons, [None, Some(Reason::SameLetter)]);
    assert_ne!(ends[0].0, ends[1].0);
    let mut theirs = handed(&stage.nodes[PROVIDER]).await;
    let mut ours = handed(&stage.nodes[COURT]).await;
    theirs.sort();
    ours.sort();
    assert_eq!(ours, theirs);
}

#[tokio::test]
async fn the_same_letter_in_a_second_envelope_is_received_with_the_first() {
    let (stage, measure) = ordered().await;
    send_again(&stage).await;
    stage.get(PROVIDER, &format!("/orders/{measure}")).await;
    sent(&stage).await;
    check_both(&stage).await;
}

#[tokio::test]
async fn what_was_received_before_a_second_envelope_came_is_stated_of_that_too() {
    let (stage, measure) = ordered().await;
    stage.get(PROVIDER, &format!("/orders/{measure}")).await;
    sent(&stage).await;
    send_again(&stage).await;
    check_both(&stage).await;
}

#[tokio::test]
async fn an_office_is_reminded_of_what_nobody_opened_in_time_until_somebody_does() {
    const DAY_MS: i64 = 24 * 60 * 60 * 1000;
    let (stage, measure) = ordered().await;
    let said = async || {
        let desk = stage.get(PROVIDER, "/desk").await;
        let unopened = desk["unopened"].as_array().unwrap().clone();
        unopened.iter().map(|one| one["measure"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(said().await.is_empty());
    // On whichever day this runs: after one day two working days are not over, after ten they are.
    stage.set_clock(PROVIDER, DAY_MS);
    assert!(said().await.is_empty());
    stage.set_clock(PROVIDER, 10 * DAY_MS);
    assert_eq!(said().await, std::slice::from_ref(&measure));
    stage.set_clock(PROVIDER, 30 * DAY_MS);
    assert_eq!(said().await, std::slice::from_ref(&measure));
    stage.get(PROVIDER, &format!("/orders/{measure}")).await;
    assert!(said().await.is_empty());
}

#[tokio::test]
async fn of_a_letter_whose_record_was_destroyed_it_is_stated_that_nobody_can_receive_it() {
    const LATE_MS: i64 = 10 * 24 * 60 * 60 * 1000;
    // By hand: a node that reaches another one cannot be stopped here.
    let stage = Stage::set().await;
    let measure = stage.issue().await;
    let order = stage.write(COURT, "order.zip", None).await.unwrap();
    let files: Vec<_> = order.volumes.into_iter().map(|volume| volume.path).collect();
    stage.read(PROVIDER, &files).await;
    let provider = &stage.nodes[PROVIDER];
    let urn = MeasureId::parse(&measure).unwrap().urn(&provider.config.node);
    let kek =
        crate::custody::kek_of(provider, &provider.store.load(&urn, 0).await.unwrap()).unwrap();
    let at_ms = provider.now().as_millisecond();
    let file = stage.folder.path().join("ie-prov").join("keys.db");
    let stage = stage.turned(async |_| {
        let keys = SqliteKeys::open(&file).unwrap();
        assert_eq!(keys.destroy(vec![(WrapKind::Kek as u8, kek.id)], at_ms).await.unwrap(), 1);
    });
    let stage = stage.await;
    stage.connect();
    let provider = &stage.nodes[PROVIDER];
    assert_eq!(run_once(provider).await.unwrap(), 0, "it is not late yet");
    // However many lie there longer.
    heap(provider, 450, None, "none").await;
    stage.set_clock(COURT, LATE_MS);
    stage.set_clock(PROVIDER, LATE_MS);
    assert_eq!(run_once(provider).await.unwrap(), 1);
    assert_eq!(run_once(provider).await.unwrap(), 0);
    sent(&stage).await;
    let kept = stage.nodes[COURT].rows::<KeptReceipt>(view::RECEIPT, "").await.unwrap();
    let (_, ended) = kept.iter().find(|(_, kept)| kept.event == "ContentHandoverFailure").unwrap();
    let held = ladder::of(&stage.nodes[COURT], &ended.env_id).await.unwrap().unwrap();
    assert_eq!(held.rung().unwrap(), Rung::NotHanded);
}

/// Lays so many letters in the tray whose time is over before that of every other: about what nobody here may see, or about
/// `about`, each in that envelope.
async fn heap(node: &Arc<Node>, n_letters: u128, about: Option<&str>, env_id: &str) {
    let from = NodeId::parse("fr-tj.sandbox.example").unwrap();
    let unit = UnitId::parse("ie-prov/legal").unwrap();
    act!(node, "heap", None, |tx| {
        for n in 1..=n_letters {
            tx.lay(&Laid {
                letter: LetterId::new(n.to_be_bytes()),
                from: &from,
                about: about
                    .map_or_else(|| MeasureId::new(n.to_be_bytes()).to_string(), str::to_owned),
                kind: "measure.issue",
                lane: Lane::Emergency,
                unit: Some(&unit),
                version: 1,
                env_id,
            });
        }
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_read_makes_a_bounded_number_of_statements_and_the_next_one_goes_on() {
    let (stage, measure) = ordered().await;
    let provider = &stage.nodes[PROVIDER];
    let (_, first) = shown(provider, &measure, u64::MAX).await.unwrap().remove(0);
    let max = usize::try_from(STATED_PER_READ_MAX).unwrap();
    heap(provider, 130, Some(&measure), &first.envelopes[0]).await;
    let reader = UnitId::parse("ie-prov/legal").unwrap();
    for n_left in [131 - max, 0] {
        receive(provider, &measure, u64::MAX, &reader).await.unwrap();
        assert_eq!(lying(provider).await.len(), n_left);
    }
}

#[tokio::test]
async fn what_others_may_open_hides_from_nobody_what_lies_there_longer() {
    const LATE_MS: i64 = 10 * 24 * 60 * 60 * 1000;
    let (stage, measure) = ordered().await;
    heap(&stage.nodes[PROVIDER], 450, None, "none").await;
    stage.set_clock(PROVIDER, LATE_MS);
    let desk = stage.get(PROVIDER, "/desk").await;
    let unopened = desk["unopened"].as_array().unwrap();
    assert_eq!(unopened.len(), 1);
    assert_eq!(unopened[0]["measure"], measure);
    assert!(unopened[0]["recall"].is_null() && unopened[0]["agreement"].is_null());
}

#[tokio::test]
async fn a_log_that_has_stopped_leaves_a_letter_in_the_tray_and_refuses_no_page_for_it() {
    let (stage, measure) = ordered().await;
    let provider = &stage.nodes[PROVIDER];
    provider.ledger.stop(crate::ledger::Stopped::Register);
    let reader = UnitId::parse("ie-prov/legal").unwrap();
    receive(provider, &measure, u64::MAX, &reader).await.unwrap();
    assert_eq!(lying(provider).await.len(), 1);
    assert!(handed(provider).await.is_empty());
}

#[test]
fn an_office_receives_what_it_has_an_act_on() {
    use Office::{
        CaseLead, Coordinator, Custodian, Dpo, Drafter, Executor, IssuingAuthority, ProviderAgent,
        SpocOfficer, Validator,
    };
    for (about, receiving) in [
        (
            "0f0e0d0c",
            &[CaseLead, Drafter, Executor, IssuingAuthority, ProviderAgent, Validator][..],
        ),
        (
            "agreement:1",
            &[Coordinator, Dpo, Executor, IssuingAuthority, ProviderAgent, SpocOfficer, Validator],
        ),
        ("recall:1", &[CaseLead, Custodian, Executor, IssuingAuthority, ProviderAgent]),
        ("another:1", &[]),
    ] {
        for office in Office::ALL {
            let receives = may_receive(office, about);
            assert_eq!(receives, receiving.contains(&office), "{about} {office:?}");
        }
    }
}

#[test]
fn an_end_is_stated_by_one_event_and_nothing_else_is() {
    for rung in Rung::ALL {
        let event = end_of(rung);
        assert_eq!(event.is_some(), rung.is_end() && rung != Rung::GivenUp, "{rung:?}");
        assert!(event.is_none_or(|event| Rung::of(event) == Some(rung)));
    }
}
