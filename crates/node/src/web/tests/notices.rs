//! The notice to the person through the portal: owed by default, delayed by two officers, reminded of, given once.

use domain::ids::{HandoverId, LetterId, MeasureId, OfficerId};
use domain::letter::{CopyKind, LetterRef, OfferedExhibit, Party};
use domain::measure::notice::REVIEW_TIMER;
use domain::measure::{self, Command, Event, HandedExhibit, Measure, PeerAct, TakenExhibit};
use domain::permit::{self, Subject};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use store::OutboxQuery;
use wire::stored::Who;

use super::forms::browse;
use super::*;
use crate::act::act;
use crate::audit::missing::missing;
use crate::clock::ClockFile;
use crate::fsck::Log;
use crate::measures::{carry_out, measure_stream, reception, who};
use crate::testing::Court;
use crate::work::timer;

/// A measure of the police officer, produced: its path. What others did is written as their letters would have it, and
/// the node takes custody itself.
async fn produced(node: &Arc<Node>, police: &Caller) -> String {
    let case = open_case_with(node, police).await;
    let form = "kind=epoc&to=fr-prov&track=ordinary&data=subscriber";
    let measures = format!("/cases/{case}/measures");
    let (status, answer, _) = ask(node, "POST", &measures, police, form).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    let id = answer["id"].as_str().unwrap().to_owned();
    let measure = MeasureId::parse(&id).unwrap();
    let (handover, letter) = (HandoverId::new([4; 16]), LetterId::new([5; 16]));
    let exhibit = exhibit();
    act!(node, "issue_measure", None, |tx| {
        let stream = measure_stream(&node.config.node, measure, None);
        let draft: Measure = tx.load(&stream).await?.unwrap();
        let roster = node.roster_view();
        let law = node.ctx(tx.now, draft.instrument(), &roster).unwrap().law_ref();
        let unit = reception(node)?;
        let from = Party {
            member: node.config.member.clone(),
            node: node.config.node.clone(),
            unit: unit.clone(),
        };
        let offered = vec![OfferedExhibit {
            exhibit: exhibit.exhibit,
            exhibit_no: exhibit.exhibit_no.clone(),
            object: 0,
        }];
        let events = vec![
            Event::Issued {
                at: tx.now,
                issuer: OfficerId::new([9; 16]),
                law,
                copies: Vec::new(),
                checks: measure::Checks::new(),
                emergency: law::issuer::EmergencyFacts::default(),
            },
            Event::PeerActStaged {
                at: tx.now,
                letter: LetterRef { id: letter, digest: [5; 32] },
                from,
                sent_at: tx.now,
                act: PeerAct::OfferedHandover {
                    handover,
                    exhibits: offered,
                    conditions: Vec::new(),
                },
            },
        ];
        carry_out(tx, &stream, Some(draft), events, &Who::node(), &unit, Vec::new()).await?;
        Ok(Vec::new())
    })
    .await
    .unwrap();
    act!(node, "take_over", None, |tx| {
        let stream = measure_stream(&node.config.node, measure, None);
        let issued: Measure = tx.load(&stream).await?.unwrap();
        let roster = node.roster_view();
        let ctx = node.ctx(tx.now, issued.instrument(), &roster).unwrap();
        let taken = TakenExhibit {
            exhibit: exhibit.exhibit,
            exhibit_no: exhibit.exhibit_no.clone(),
            expected: exhibit.plain,
            found: exhibit.plain,
        };
        let command = Command::TakeOver { handover, exhibits: vec![taken] };
        let permit = permit::for_node(&Subject::new(Some(&issued)), command, &ctx)?;
        let events = measure::decide(Some(&issued), &permit, &ctx)?;
        let who = who(&permit, &ctx, None, &stream.id);
        let unit = reception(node)?;
        carry_out(tx, &stream, Some(issued), events, &who, &unit, Vec::new()).await?;
        Ok(Vec::new())
    })
    .await
    .unwrap();
    format!("/measures/{id}")
}

fn exhibit() -> HandedExhibit {
    HandedExhibit {
        exhibit: domain::ids::ExhibitId::new([1; 16]),
        exhibit_no: domain::exhibit::ExhibitNo::parse("P-1").unwrap(),
        plain: domain::exhibit::Plain { len: 1, sha256: [1; 32], blake3: [2; 32] },
    }
}

/// A case in which the judge and the prosecutor take part.
async fn open_case_with(node: &Arc<Node>, police: &Caller) -> String {
    let form = "codename=LANTERN&participant=fr-tj%2Fjudge&participant=fr-tj%2Fprosecutor";
    let (status, answer, _) = ask(node, "POST", "/cases", police, form).await;
    assert!(status.is_success(), "{status} {answer}");
    answer["id"].as_str().unwrap().to_owned()
}

/// A day from today, in the zone of the court.
fn day(node: &Node, days: i64) -> String {
    let today = node.now().to_zoned(TimeZone::get("Europe/Paris").unwrap()).date();
    today.saturating_add(jiff::Span::new().days(days)).to_string()
}

fn telling(on: &str) -> String {
    format!("told_on={on}&means=letter&language=fr&remedies=Article+18&proof=Your+data+came")
}

/// The one line of the desk about the measure, and how many notices are owed.
async fn desk(node: &Arc<Node>, caller: &Caller) -> (Value, u64) {
    let (status, desk, _) = ask(node, "GET", "/desk", caller, "").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(desk["items"].as_array().unwrap().len(), 1);
    (desk["items"][0].clone(), desk["n_notices_owed"].as_u64().unwrap())
}

async fn standing(node: &Arc<Node>, measure: &str, caller: &Caller) -> Value {
    let (_, seen, _) = ask(node, "GET", measure, caller, "").await;
    seen["notice"]["standing"].clone()
}

/// What an auditor is told that the person is owed.
async fn missed(court: &Court) -> Vec<&'static str> {
    let log = Log::open(&court.config, None).await.unwrap();
    let list = missing(&log, log.now()).await.unwrap().missing;
    list.iter().map(|one| one.code).filter(|code| code.starts_with("notice")).collect()
}

async fn n_letters(node: &Arc<Node>) -> usize {
    let query = OutboxQuery { limit: store::MAX_PAGE, ..OutboxQuery::default() };
    node.store.outbox_rows(query).await.unwrap().len()
}

#[tokio::test]
async fn a_notice_is_owed_delayed_by_two_owed_again_and_given_once() {
    let court = found().await;
    let node = open(&court.config).await;
    let police = sign_in(&node, "police").await;
    let measure = produced(&node, &police).await;
    let judge = sign_in(&node, "judge").await;
    let prosecutor = sign_in(&node, "prosecutor").await;
    let notice = format!("{measure}/notice");

    let (item, n_owed) = desk(&node, &judge).await;
    assert_eq!((&item["notice"], n_owed), (&"due".into(), 1));
    assert_eq!(missed(&court).await, ["notice-owed"]);
    let (_, seen, _) = ask(&node, "GET", &measure, &judge, "").await;
    assert_eq!(seen["notice"]["because"], "production");
    assert_eq!(seen["notice"]["cite"], "13");

    let size = node.ledger.signed().size;
    let asked = format!(
        "ground=public_security&reasons=A+raid+is+near&justification=Raid&review_on={}",
        day(&node, 30)
    );
    let defer = format!("{notice}/defer");
    let (status, answer, _) = ask(&node, "POST", &defer, &police, &asked).await;
    assert_eq!((status, &answer["code"]), (StatusCode::FORBIDDEN, &"not-competent".into()));
    let (status, answer, _) = ask(&node, "POST", &defer, &judge, &asked).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(node.ledger.signed().size, size + 1, "one event, one leaf");
    assert_eq!(standing(&node, &measure, &judge).await, "due", "what is asked delays nothing");

    let (review, agreed) = (format!("{notice}/review"), "asked=1&verdict=agreed");
    let (status, answer, _) = ask(&node, "POST", &review, &judge, agreed).await;
    assert_eq!((status, &answer["code"]), (StatusCode::FORBIDDEN, &"same-officer".into()));
    let (status, answer, _) = ask(&node, "POST", &review, &prosecutor, agreed).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let (item, n_owed) = desk(&node, &judge).await;
    assert_eq!((&item["notice"], n_owed), (&"deferred".into(), 0));
    assert_eq!(missed(&court).await, [""; 0]);
    let waits = node.store.timers_due(i64::MAX, 9).await.unwrap();
    assert_eq!(waits.len(), 1);
    assert!(waits[0].id.ends_with(REVIEW_TIMER), "{}", waits[0].id);

    // The day of review comes while nobody looks.
    let clock = node.config.clock_file.clone().unwrap();
    let offset_ms = SignedDuration::from_hours(24 * 31).as_millis().try_into().unwrap();
    fs::write(clock, serde_json::to_vec(&ClockFile { offset_ms }).unwrap()).unwrap();
    assert_eq!(timer::run_once(&node).await.unwrap(), 1);
    let (judge, police) = (
        sign_in_with(&node, "judge", "a-second-token-of-the-judge").await,
        sign_in_with(&node, "police", "a-second-token-of-the-police").await,
    );
    let (item, n_owed) = desk(&node, &judge).await;
    assert_eq!((&item["notice"], n_owed), (&"due".into(), 1));

    let today = day(&node, 0);
    let (status, answer, _) = ask(&node, "POST", &notice, &police, &telling(&today)).await;
    assert_eq!((status, &answer["code"]), (StatusCode::FORBIDDEN, &"not-competent".into()));
    let (status, answer, _) = ask(&node, "POST", &notice, &judge, &telling(&today)).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let (status, answer, _) = ask(&node, "POST", &notice, &judge, &telling(&today)).await;
    assert_eq!((status, &answer["code"]), (StatusCode::CONFLICT, &"notice-given".into()));
    let (item, n_owed) = desk(&node, &judge).await;
    assert_eq!((&item["notice"], n_owed), (&Value::Null, 0));
    assert_eq!(n_letters(&node).await, 0, "a recipient heard of it");
}

#[tokio::test]
async fn what_was_typed_about_a_notice_comes_back_with_what_is_missing() {
    let court = found().await;
    let node = open(&court.config).await;
    let police = sign_in(&node, "police").await;
    let measure = produced(&node, &police).await;
    let judge = sign_in(&node, "judge").await;
    let (status, page, _) = browse(&node, "GET", &measure, &judge, "").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Notice to the person") && page.contains("Article 13"));

    let (notice, today) = (format!("{measure}/notice"), day(&node, 0));
    let form = format!("told_on={today}&means=letter&language=fr&proof=Half+an+hour+of+work");
    let (status, page, _) = browse(&node, "POST", &notice, &judge, &form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Half an hour of work"), "what was typed is lost");
    assert!(page.contains("href=\"#f-remedies\""), "what is missing is not named");
    let form = telling(&day(&node, 3)).replace("Your+data", "Your+own+data");
    let (status, page, _) = browse(&node, "POST", &notice, &judge, &form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Your own data") && page.contains("This day cannot be"));

    browse(&node, "POST", "/sign-out", &judge, "").await;
    let (status, _, _) =
        browse(&node, "POST", &format!("{notice}/defer"), &judge, "reasons=Long+thought").await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let judge = sign_in_with(&node, "judge", "a-second-token-of-the-judge").await;
    let (_, page, _) = browse(&node, "GET", "/kept", &judge, "").await;
    assert!(page.contains("Long thought"), "a form that waited is lost");

    let (status, _, to) = browse(&node, "POST", &notice, &judge, &telling(&today)).await;
    assert_eq!((status, to), (StatusCode::SEE_OTHER, format!("{measure}?done=notice-given")));
    let (_, page, _) = browse(&node, "GET", &measure, &judge, "").await;
    assert!(page.contains("Your data came") && !page.contains("name=\"told_on\""));
}

#[tokio::test]
async fn a_receipt_in_the_meantime_sends_nothing_back_and_anything_else_does() {
    let court = found().await;
    let node = open(&court.config).await;
    let police = sign_in(&node, "police").await;
    let measure = produced(&node, &police).await;
    let judge = sign_in(&node, "judge").await;
    let id = MeasureId::parse(measure.rsplit('/').next().unwrap()).unwrap();
    let stream = measure_stream(&node.config.node, id, None);
    let (_, seen) = node.load_with_version::<Measure>(&stream.id).await.unwrap().unwrap();
    act!(node, "receipt", None, |tx| {
        let state: Measure = tx.load(&stream).await?.unwrap();
        let unit = reception(&node)?;
        let receipt = Event::ReceiptRecorded {
            at: tx.now,
            copy: CopyKind::Addressee,
            received_at: tx.now,
            dues: Vec::new(),
        };
        let events = vec![receipt];
        carry_out(tx, &stream, Some(state), events, &Who::node(), &unit, Vec::new()).await?;
        Ok(Vec::new())
    })
    .await
    .unwrap();

    let (notice, form) = (format!("{measure}/notice"), telling(&day(&node, 0)));
    let future = format!("{form}&seen={}", seen + 9);
    let (status, answer, _) = ask(&node, "POST", &notice, &judge, &future).await;
    assert_eq!((status, &answer["code"]), (StatusCode::CONFLICT, &"stale".into()));
    let form = format!("{form}&seen={seen}");
    let (status, answer, _) = ask(&node, "POST", &notice, &judge, &form).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    // Now the person has been told: who had not read that is shown it first.
    let (status, answer, _) = ask(&node, "POST", &notice, &judge, &form).await;
    assert_eq!((status, &answer["code"]), (StatusCode::CONFLICT, &"stale".into()));
}
