//! Agreements through the portal of two real nodes: drafted, signed by both, suspended, and what that does to a measure; and
//! every form with what it refuses.

use domain::actor::MemberId;
use domain::agreement::Phase;
use domain::ids::{AgreementId, MeasureId, OfficerId};
use domain::letter::{Body as LetterBody, Lane, Language, LetterDraft};
use domain::measure::{self, Measure};
use domain::purpose::Purpose;
use jiff::SignedDuration;
use law::ids::KindId;
use portal::shell::Nav;
use wire::stored::{Stored, Who};

use super::forms::browse;
use super::*;
use crate::act::act;
use crate::agreements;
use crate::measures::measure_stream;
use crate::recall::tests::stage::{CASE, EXHIBIT, Stage};

/// The form of a draft between the first two members, for the days that the clock of the stage is in.
fn form(node: &Arc<Node>) -> String {
    let day = |days: i64| {
        let at = node.now().checked_add(SignedDuration::from_hours(24 * days)).unwrap();
        at.to_string()[..10].to_owned()
    };
    format!(
        "title=Exchange+of+traffic+data&basis=Article+35%281%29&parties=&parties=de-sta&purposes=investigation\
         &data=traffic&data=content&ways=both&onward=with_consent&retention_days=365&evidence_stays=yes\
         &safeguards=encrypted+at+rest%0D%0Alogged&impact_reference=DPIA+4&impact_on=2026-08-01\
         &review_every_months=12&valid_from={}&last_day={}&criteria=another+purpose%0D%0Aa+breach&preservation=no",
        day(-1),
        day(90),
    )
}

/// Two officers of each of the first two nodes: judge and prosecutor of the one, then of the other.
async fn officers(stage: &Stage) -> [Caller; 4] {
    let [tj, sta] = [&stage.nodes[0], &stage.nodes[1]];
    [
        sign_in(tj, "judge").await,
        sign_in(tj, "prosecutor").await,
        sign_in(sta, "judge").await,
        sign_in(sta, "prosecutor").await,
    ]
}

async fn drafted(node: &Arc<Node>, judge: &Caller) -> String {
    let (status, answer, _) = ask(node, "POST", "/agreements", judge, &form(node)).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    format!("/agreements/{}", answer["id"].as_str().unwrap())
}

async fn sign(node: &Arc<Node>, path: &str, caller: &Caller) -> (StatusCode, Value) {
    let (_, seen, _) = ask(node, "GET", path, caller, "").await;
    let form = format!("digest={}", seen["digest"].as_str().unwrap());
    let (status, answer, _) = ask(node, "POST", &format!("{path}/sign"), caller, &form).await;
    (status, answer)
}

/// In force between the first two, by its path.
async fn agreed(stage: &Stage, [judge, prosecutor, other, _]: &[Caller; 4]) -> String {
    let path = drafted(&stage.nodes[0], judge).await;
    assert_eq!(sign(&stage.nodes[0], &path, prosecutor).await.0, StatusCode::OK);
    stage.rest().await;
    assert_eq!(sign(&stage.nodes[1], &path, other).await.0, StatusCode::OK);
    stage.rest().await;
    for node in &stage.nodes[..2] {
        assert_eq!(phase(node, &path).await, Phase::InForce);
    }
    path
}

async fn phase(node: &Arc<Node>, path: &str) -> Phase {
    let id = AgreementId::parse(path.rsplit('/').next().unwrap()).unwrap();
    agreements::load(node, id).await.unwrap().unwrap().phase(node.now())
}

/// A measure of the judge that was issued, as its letters would have it: its id.
async fn issued(node: &Arc<Node>, judge: &Caller) -> MeasureId {
    let form = "instrument=eu-eio&kind=eio&to=de-sta&track=ordinary&data=traffic";
    let (status, answer, _) =
        ask(node, "POST", &format!("/cases/{CASE}/measures"), judge, form).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    let measure = MeasureId::parse(answer["id"].as_str().unwrap()).unwrap();
    act!(node, "issue", None, |tx| {
        let stream = measure_stream(&node.config.node, measure, Some(CASE));
        let draft: Measure = tx.load(&stream).await?.unwrap();
        let roster = node.roster_view();
        let law = node.ctx(tx.now, draft.instrument(), &roster).unwrap().law_ref();
        let event = measure::Event::Issued {
            at: tx.now,
            issuer: OfficerId::new([9; 16]),
            law,
            copies: Vec::new(),
            checks: measure::Checks::new(),
            emergency: law::issuer::EmergencyFacts::default(),
        };
        tx.record(&stream, &Stored::Measure(event), tx.now, &Who::node()).await?;
        Ok(Vec::new())
    })
    .await
    .unwrap();
    measure
}

/// A letter of the judge about that measure, to the second member.
async fn say(stage: &Stage, measure: MeasureId) {
    let node = &stage.nodes[0];
    let unit = stage.officer(0, "judge").unit;
    act!(node, "say", None, |tx| {
        let stream = measure_stream(&node.config.node, measure, Some(CASE));
        let state: Measure = tx.load(&stream).await?.unwrap();
        let roster = node.roster_view();
        let law = node.ctx(tx.now, state.instrument(), &roster).unwrap().law_ref();
        let draft = LetterDraft {
            to: MemberId::parse("de-sta").unwrap(),
            in_reply_to: None,
            lane: Lane::Ordinary,
            instrument: Some((law, KindId::parse("eio").unwrap())),
            purpose: Purpose::Investigation,
            language: Language::parse("en").unwrap(),
            body: LetterBody::MeasureLetter {
                measure,
                form: KindId::parse("eio-consultation").unwrap(),
                values: [].into(),
            },
            validator: None,
        };
        let kek = node.keys.kek("node", tx.now.as_millisecond()).await?;
        tx.send(&draft, &unit, Vec::new(), &kek).await?;
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

async fn waiting(node: &Arc<Node>, caller: &Caller, path: &str) -> Vec<Value> {
    let (status, answer, _) = ask(node, "GET", path, caller, "").await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    answer["letters"].as_array().unwrap().clone()
}

#[tokio::test]
async fn two_members_sign_it_and_from_then_on_it_gates_and_every_page_says_why() {
    let stage = Stage::set().await;
    let callers = officers(&stage).await;
    let [judge, _, other, _] = &callers;
    let (tj, sta) = (&stage.nodes[0], &stage.nodes[1]);
    let path = agreed(&stage, &callers).await;
    let id = path.rsplit('/').next().unwrap();
    let measure = issued(tj, judge).await;
    // The other side suspends it, and a letter of ours is written after that.
    let form = "criterion=2&why=It+was+used+in+a+tax+case&purposes=&data=";
    let (status, answer, _) = ask(sta, "POST", &format!("{path}/suspend"), other, form).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    stage.rest().await;
    say(&stage, measure).await;
    stage.rest().await;
    let page = browse(tj, "GET", &format!("/measures/{measure}"), judge, "").await.1;
    for words in ["A letter about this waits", "Only DE-STA can end this", &path, "/waiting"] {
        assert!(page.contains(words), "{words} is not on the page of the measure: {page}");
    }
    let letters = waiting(tj, judge, "/waiting").await;
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert_eq!(letters[0]["held"], "agreement-suspended");
    assert_eq!(letters[0]["agreements"], serde_json::json!([id]));
    assert_eq!(waiting(tj, judge, &format!("/waiting?agreement={id}")).await.len(), 1);
    let none = format!("/waiting?agreement={}", AgreementId::new([7; 16]));
    assert_eq!(waiting(tj, judge, &none).await.len(), 0);
    let (_, seen, _) = ask(tj, "GET", &path, judge, "").await;
    assert_eq!((&seen["state"], &seen["waiting"]), (&"suspended".into(), &1.into()));
    assert_eq!(seen["today"][0]["get"]["why"], "agreement-suspended");
    assert_eq!(seen["may"], serde_json::json!(["end", "review", "suspend", "consent"]));
    let list = browse(tj, "GET", "/agreements", judge, "").await.1;
    assert!(list.contains(&format!("/waiting?agreement={id}")), "{list}");
    // Only whoever suspended it may end that, and then the letter goes.
    let why = "why=It+was+put+right";
    let (status, answer, _) = ask(tj, "POST", &format!("{path}/reinstate"), judge, why).await;
    assert_eq!((status.as_u16(), &answer["code"]), (409, &"not-suspended".into()), "{answer}");
    let (status, answer, _) = ask(sta, "POST", &format!("{path}/reinstate"), other, why).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    stage.rest().await;
    assert_eq!(waiting(tj, judge, "/waiting").await.len(), 0);
    let page = browse(tj, "GET", &format!("/measures/{measure}"), judge, "").await.1;
    assert!(!page.contains("A letter about this waits"), "{page}");
    let page = browse(tj, "GET", &path, judge, "").await.1;
    for words in ["A suspension ended", "A party suspended it", "It was used in a tax case"] {
        assert!(page.contains(words), "{words} is not in the history");
    }
}

#[tokio::test]
async fn what_arrives_meanwhile_is_counted_and_nobody_decides_about_it() {
    let stage = Stage::set().await;
    let callers = officers(&stage).await;
    let [judge, _, other, _] = &callers;
    let path = agreed(&stage, &callers).await;
    let measure = issued(&stage.nodes[0], judge).await;
    // The notice does not reach the first, so its letter comes.
    stage.reach(0, false);
    let form = "criterion=1&why=x&purposes=&data=";
    let suspend = format!("{path}/suspend");
    let (status, answer, _) = ask(&stage.nodes[1], "POST", &suspend, other, form).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    say(&stage, measure).await;
    stage.rest().await;
    let (_, seen, _) = ask(&stage.nodes[1], "GET", &path, other, "").await;
    assert_eq!((&seen["unread"], &seen["waiting"]), (&1.into(), &0.into()), "{seen}");
    let page = browse(&stage.nodes[1], "GET", &path, other, "").await.1;
    assert!(page.contains("one letter lies unread"), "{page}");
    assert!(page.contains("does not know this yet"), "{page}");
    // Its own notice waits, and stands where letters wait.
    let letters = waiting(&stage.nodes[1], other, "/waiting").await;
    assert_eq!(letters[0]["kind"], "agreement.suspension");
}

#[tokio::test]
async fn who_may_not_sees_no_form_and_a_post_is_refused_with_the_reason() {
    let stage = Stage::set().await;
    let callers = officers(&stage).await;
    let path = agreed(&stage, &callers).await;
    let node = &stage.nodes[0];
    for login in ["police", "clerk"] {
        let caller = sign_in(node, login).await;
        let (status, page, _) = browse(node, "GET", &path, &caller, "").await;
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("Exchange of traffic data"), "{login} reads it");
        assert!(!page.contains(&format!("action=\"{path}")), "{login} sees a form");
        let (status, ..) = browse(node, "GET", "/agreements/new", &caller, "").await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let (_, seen, _) = ask(node, "GET", &path, &caller, "").await;
        assert_eq!(seen["may"], serde_json::json!([]));
        let digest = seen["digest"].as_str().unwrap();
        for (act, form) in [
            ("/sign", format!("digest={digest}")),
            ("/suspend", "criterion=1&why=x".to_owned()),
            ("/reinstate", "why=x".to_owned()),
            ("/end", "why=x".to_owned()),
            ("/review", "found=x".to_owned()),
        ] {
            let there = format!("{path}{act}");
            let (status, answer, _) = ask(node, "POST", &there, &caller, &form).await;
            assert_eq!((status.as_u16(), &answer["code"]), (403, &"not-competent".into()), "{act}");
        }
        let (status, answer, _) = ask(node, "POST", "/agreements", &caller, &form(node)).await;
        assert_eq!((status.as_u16(), &answer["code"]), (403, &"not-competent".into()));
    }
    assert_eq!(phase(node, &path).await, Phase::InForce);
    // What is not there is not there for anybody.
    let nowhere = format!("/agreements/{}", AgreementId::new([8; 16]));
    for (method, path) in [
        ("GET", nowhere.clone()),
        ("GET", format!("{nowhere}/document")),
        ("POST", format!("{nowhere}/end")),
        ("GET", "/agreements/nonsense".to_owned()),
        ("GET", format!("/agreements/new?after={}", AgreementId::new([8; 16]))),
    ] {
        let (status, ..) = ask(node, method, &path, &callers[0], "why=x").await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{method} {path}");
    }
}

#[tokio::test]
async fn a_form_that_shows_another_document_signs_nothing() {
    let stage = Stage::set().await;
    let [judge, prosecutor, ..] = officers(&stage).await;
    let node = &stage.nodes[0];
    let path = drafted(node, &judge).await;
    let there = format!("{path}/sign");
    let (status, page, _) = browse(node, "GET", &there, &prosecutor, "").await;
    assert_eq!(status, StatusCode::OK);
    let (_, seen, _) = ask(node, "GET", &path, &prosecutor, "").await;
    let digest = seen["digest"].as_str().unwrap();
    assert!(page.contains(&format!("value=\"{digest}\"")), "{page}");
    // The document that can be taken away is the one that the digest names.
    let (_, bytes, _) = browse(node, "GET", &format!("{path}/document"), &prosecutor, "").await;
    assert_eq!(Digest::of(bytes.as_bytes()).hex(), digest);
    let other = format!("digest={}", Digest::of(b"another").hex());
    let (status, answer, _) = ask(node, "POST", &there, &prosecutor, &other).await;
    assert_eq!((status.as_u16(), &answer["code"]), (409, &"stale".into()));
    let (status, page, _) = browse(node, "POST", &there, &prosecutor, &other).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("Nothing was signed") && page.contains(digest), "{page}");
    assert_eq!(phase(node, &path).await, Phase::Draft);
    // Whoever drafted it is told who signs instead, and does not sign by a post either.
    let (_, page, _) = browse(node, "GET", &there, &judge, "").await;
    assert!(!page.contains("<form id=\"sign\""), "{page}");
    let (status, answer) = sign(node, &path, &judge).await;
    assert_eq!((status.as_u16(), &answer["code"]), (403, &"same-officer".into()), "{answer}");
    assert_eq!(sign(node, &path, &prosecutor).await.0, StatusCode::OK);
}

#[tokio::test]
async fn of_two_officers_at_once_one_signs_and_one_records_a_review() {
    let stage = Stage::set().await;
    let callers = officers(&stage).await;
    let [judge, prosecutor, other, another] = &callers;
    let (tj, sta) = (&stage.nodes[0], &stage.nodes[1]);
    let path = drafted(tj, judge).await;
    assert_eq!(sign(tj, &path, prosecutor).await.0, StatusCode::OK);
    stage.rest().await;
    let both = tokio::join!(sign(sta, &path, other), sign(sta, &path, another));
    let mut both = [both.0, both.1];
    both.sort_by_key(|(status, _)| status.as_u16());
    assert_eq!(both[0].0, StatusCode::OK, "{both:?}");
    assert_eq!((both[1].0.as_u16(), &both[1].1["code"]), (409, &"already-known".into()));
    let (_, seen, _) = ask(sta, "GET", &path, other, "").await;
    let read = seen["version"].as_u64().unwrap();
    let form = format!("seen={read}&found=nothing");
    let review = format!("{path}/review");
    let both = tokio::join!(
        ask(sta, "POST", &review, other, &form),
        ask(sta, "POST", &review, another, &form)
    );
    let mut both = [(both.0.0, both.0.1), (both.1.0, both.1.1)];
    both.sort_by_key(|(status, _)| status.as_u16());
    assert_eq!(both[0].0, StatusCode::OK, "{both:?}");
    assert_eq!((both[1].0.as_u16(), &both[1].1["code"]), (409, &"stale".into()));
    // A person gets the page again, with what they typed.
    let form = format!("seen={read}&found=the+report+is+on+file");
    let (status, page, _) = browse(sta, "POST", &review, another, &form).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("the report is on file") && page.contains("since you opened the form"));
}

#[tokio::test]
async fn every_answer_of_a_form_that_cannot_be_taken_is_named_and_what_was_typed_stays() {
    let stage = Stage::set().await;
    let callers = officers(&stage).await;
    let [judge, ..] = &callers;
    let node = &stage.nodes[0];
    let (status, answer, _) = ask(node, "POST", "/agreements", judge, "").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let named: Vec<&str> = answer["errors"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["field"].as_str())
        .collect();
    for field in portal::page::agreement::draft::FIELDS {
        // The ways are listed only where somebody chose to list them.
        assert_eq!(named.contains(&field), field != "directions", "{field}: {named:?}");
    }
    let good = form(node);
    let (title, name) = ("title=Exchange+of+traffic+data", "x".repeat(201));
    for (from, to, field) in [
        ("parties=de-sta", "parties=xx-none".to_owned(), "parties"),
        ("ways=both", "ways=listed&directions=de-sta+to+fr-tj".to_owned(), "directions"),
        ("ways=both", "ways=listed&directions=nl-om+%3E+fr-tj".to_owned(), "directions"),
        ("retention_days=365", "retention_days=0".to_owned(), "retention_days"),
        ("data=traffic", "data=weather".to_owned(), "data"),
        ("impact_on=2026-08-01", "impact_on=2026-02-30".to_owned(), "impact_on"),
        (title, format!("title={name}"), "title"),
        ("valid_from=", "valid_from=9999-12-31&x=".to_owned(), "valid_from"),
    ] {
        let form = good.replace(from, &to);
        let (status, answer, _) = ask(node, "POST", "/agreements", judge, &form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        let errors = answer["errors"].as_array().unwrap();
        assert_eq!(errors.len(), 1, "{answer}");
        assert_eq!(errors[0]["field"], field, "{answer}");
    }
    // Its last day lies before its first one.
    let reversed = good.replace("&last_day=", "&last_day=2026-01-01&x=");
    let (_, answer, _) = ask(node, "POST", "/agreements", judge, &reversed).await;
    assert_eq!(answer["errors"][0]["field"], "last_day", "{answer}");
    let form = good.replace("onward=with_consent&", "");
    let (status, page, _) = browse(node, "POST", "/agreements", judge, &form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("href=\"#f-onward\""), "{page}");
    for kept in
        ["Exchange of traffic data", "encrypted at rest\nlogged", "another purpose\na breach"]
    {
        assert!(page.contains(kept), "{kept} is lost");
    }
    let path = agreed(&stage, &callers).await;
    let suspend = format!("{path}/suspend");
    let form = "criterion=3&why=&data=content&purposes=redress-x";
    let (status, page, _) = browse(node, "POST", &suspend, judge, form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["criterion", "why", "purposes"] {
        assert!(page.contains(&format!("href=\"#f-suspend-{field}\"")), "{field}");
    }
    assert_eq!(phase(node, &path).await, Phase::InForce);
    // The form of one that follows it is filled in.
    let after = format!("/agreements/new?after={}", path.rsplit('/').next().unwrap());
    let (status, page, _) = browse(node, "GET", &after, judge, "").await;
    assert_eq!(status, StatusCode::OK);
    for kept in ["fr-tj &gt; de-sta", "value=\"365\"", "DPIA 4"] {
        assert!(page.contains(kept), "{kept} is not filled in: {page}");
    }
}

#[tokio::test]
async fn an_item_goes_on_with_our_consent_for_it_and_for_one_member() {
    let stage = Stage::set().await;
    let callers = officers(&stage).await;
    let [judge, ..] = &callers;
    stage.hand_on(1).await;
    let node = &stage.nodes[0];
    let exhibit = format!("/exhibits/{EXHIBIT}");
    let onward = format!("{exhibit}/onward");
    // Where no agreement asks for it, nobody is asked.
    let page = browse(node, "GET", &exhibit, judge, "").await.1;
    assert!(!page.contains(&onward), "{page}");
    let path = agreed(&stage, &callers).await;
    let page = browse(node, "GET", &exhibit, judge, "").await.1;
    assert!(page.contains(&onward), "{page}");
    let id = path.rsplit('/').next().unwrap();
    for (form, field) in [
        (format!("agreement={id}&to=fr-tj"), "to"),
        (format!("agreement={id}&to="), "to"),
        ("agreement=&to=nl-om".to_owned(), "agreement"),
    ] {
        let (status, answer, _) = ask(node, "POST", &onward, judge, &form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert_eq!(answer["errors"][0]["field"], field, "{answer}");
    }
    let clerk = sign_in(node, "clerk").await;
    let form = format!("agreement={id}&to=nl-om");
    let (status, ..) = ask(node, "POST", &onward, &clerk, &form).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, answer, _) = ask(node, "POST", &onward, judge, &form).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    stage.rest().await;
    let page = browse(&stage.nodes[1], "GET", &path, &callers[2], "").await.1;
    assert!(page.contains("What may go on") && page.contains("NL-OM"), "{page}");
}

#[tokio::test]
async fn what_asks_for_an_officer_stands_on_the_desk_of_those_who_can_do_it() {
    let mut stage = Stage::set().await;
    let callers = officers(&stage).await;
    let [judge, prosecutor, ..] = &callers;
    let path = drafted(&stage.nodes[0], judge).await;
    let desk = async |stage: &Stage, caller: &Caller| {
        browse(&stage.nodes[0], "GET", "/desk", caller, "").await.1
    };
    assert!(desk(&stage, prosecutor).await.contains("waits for our signature"));
    assert!(!desk(&stage, judge).await.contains(&path), "whoever drafted it does not sign it");
    let clerk = sign_in(&stage.nodes[0], "clerk").await;
    assert!(!desk(&stage, &clerk).await.contains(&path));
    assert_eq!(sign(&stage.nodes[0], &path, prosecutor).await.0, StatusCode::OK);
    stage.rest().await;
    assert_eq!(sign(&stage.nodes[1], &path, &callers[2]).await.0, StatusCode::OK);
    stage.rest().await;
    assert!(!desk(&stage, judge).await.contains(&path), "nothing is to be done");
    stage.advance(SignedDuration::from_hours(24 * 70));
    let again = sign_in_with(&stage.nodes[0], "judge", "another-token-nobody-guesses").await;
    assert!(desk(&stage, &again).await.contains("ends soon"));
}

#[tokio::test]
async fn the_navigation_leads_there_whoever_reads_agreements() {
    for office in domain::actor::Office::ALL {
        let reads = matrix::mark(Row::AgreementRead, office).scope != Scope::Never;
        let leads = Nav::of_office(office.id()).contains(&Nav::Agreements);
        assert_eq!(leads, reads, "{office:?}");
    }
}

#[tokio::test]
async fn a_recall_that_has_not_arrived_waits_where_every_letter_does() {
    let stage = Stage::set().await;
    let [judge, ..] = officers(&stage).await;
    stage.hand_on(1).await;
    stage.reach(1, false);
    let recall = stage.ask(0, 10).await;
    stage.rest().await;
    let node = &stage.nodes[0];
    let letters = waiting(node, &judge, "/waiting").await;
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert_eq!(letters[0]["kind"], "recall.ask");
    let page = browse(node, "GET", "/waiting", &judge, "").await.1;
    assert!(page.contains(&format!("/recalls/{recall}")) && page.contains("Recall"), "{page}");
    // It can be tried at once by whoever may know of it.
    let there = format!("/waiting/{}/try", letters[0]["id"].as_str().unwrap());
    let (status, answer, _) = ask(node, "POST", &there, &judge, "").await;
    assert_eq!(status, StatusCode::OK, "{answer}");
}
