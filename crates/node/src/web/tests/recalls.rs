//! Recalls as they are posted: who may know of them, and what a form says of what is wrong with it.

use domain::ids::{ExhibitId, MeasureId, RecallId};
use serde_json::json;

use super::*;

const CASE: &str = "0f0e0d0c-0b0a-4908-8706-050403020111";

#[tokio::test]
async fn who_takes_no_part_in_a_case_learns_nothing_of_its_recalls() {
    let court = found().await;
    let node = open(&court.config).await;
    let [police, judge, clerk] = [
        sign_in(&node, "police").await,
        sign_in(&node, "judge").await,
        sign_in(&node, "clerk").await,
    ];
    let case = open_case(&node, &police, CASE).await;
    let page = format!("/cases/{case}/recalls");
    let (status, found, _) = ask(&node, "GET", &page, &judge, "").await;
    assert_eq!((status, found), (StatusCode::OK, json!({ "recalls": [] })));
    for method in ["GET", "POST"] {
        let (status, answer, _) = ask(&node, method, &page, &clerk, "").await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{method}: {answer}");
    }
    // What is nowhere is not there for anybody.
    let order = format!("/orders/{}/recalls", MeasureId::new([9; 16]));
    let recall = format!("/recalls/{}", RecallId::new([9; 16]));
    let refuse = format!("{recall}/refuse");
    for (method, path) in [
        ("GET", order.as_str()),
        ("POST", &order),
        ("GET", &recall),
        ("GET", "/recalls/nonsense"),
        ("POST", &refuse),
    ] {
        let (status, ..) = ask(&node, method, path, &judge, "reason=kept&why=x").await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{method} {path}");
    }
}

#[tokio::test]
async fn each_answer_of_the_form_that_cannot_be_taken_is_named_and_no_other() {
    let court = found().await;
    let node = open(&court.config).await;
    let (police, judge) = (sign_in(&node, "police").await, sign_in(&node, "judge").await);
    let case = open_case(&node, &police, CASE).await;
    let page = format!("/cases/{case}/recalls");
    let exhibit = ExhibitId::new([1; 16]);
    let all = ["exhibit", "reason", "due_on", "why"];
    for (form, wrong) in [
        ("due_on=2027-02-30&why=".to_owned(), all.as_slice()),
        (format!("exhibit={exhibit}&reason=erased&due_on=2027-02-01&why=x"), &["reason"]),
        (format!("exhibit={exhibit}&reason=unlawful&due_on=9999-12-31&why=x"), &["due_on"]),
    ] {
        let (status, answer, _) = ask(&node, "POST", &page, &judge, &form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        let named = answer.to_string();
        for field in all {
            let is_named = named.contains(&format!("\"{field}\""));
            assert_eq!(is_named, wrong.contains(&field), "{field}: {answer}");
        }
    }
    // What is of no case here is not there, whoever asks.
    let form = format!("exhibit={exhibit}&reason=unlawful&due_on=2026-12-24&why=x");
    let (status, ..) = ask(&node, "POST", &page, &judge, &form).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}
