//! Holds and destruction as they are posted: who may know of them, and what a form says of what is wrong with it.

use domain::ids::{ErasureId, ExhibitId, HoldId};
use serde_json::json;

use super::*;

const CASE: &str = "0f0e0d0c-0b0a-4908-8706-050403020110";

#[tokio::test]
async fn who_takes_no_part_in_a_case_learns_nothing_of_what_it_keeps() {
    let court = found().await;
    let node = open(&court.config).await;
    let [police, judge, clerk] = [
        sign_in(&node, "police").await,
        sign_in(&node, "judge").await,
        sign_in(&node, "clerk").await,
    ];
    let case = open_case(&node, &police, CASE).await;
    let page = format!("/cases/{case}/keeping");
    let (status, kept, _) = ask(&node, "GET", &page, &judge, "").await;
    assert_eq!((status, &kept["exhibits"]), (StatusCode::OK, &json!([])));
    // The clerk may know that the case is there, and takes no part in it.
    for (method, path) in [
        ("GET", page.clone()),
        ("POST", format!("/cases/{case}/hold")),
        ("POST", format!("/cases/{case}/lift")),
        ("POST", format!("/cases/{case}/erase")),
    ] {
        let (status, answer, _) = ask(&node, method, &path, &clerk, "").await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{method} {path}: {answer}");
    }
    for erasure in ["nonsense", &ErasureId::new([9; 16]).to_string()] {
        for step in ["", "/approve", "/reject"] {
            let method = if step.is_empty() { "GET" } else { "POST" };
            let path = format!("/erasures/{erasure}{step}");
            let (status, ..) = ask(&node, method, &path, &judge, "why=x").await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn each_answer_that_cannot_be_taken_is_named_and_no_other() {
    let court = found().await;
    let node = open(&court.config).await;
    let (police, judge) = (sign_in(&node, "police").await, sign_in(&node, "judge").await);
    let case = open_case(&node, &police, CASE).await;
    let hold = format!("/cases/{case}/hold");
    let exhibit = ExhibitId::new([1; 16]);
    for (form, wrong) in [
        ("until=2027-02-30&why=".to_owned(), ["exhibit", "until", "why"].as_slice()),
        (format!("exhibit={exhibit}&until=9999-12-31&why=appeal"), &["until"]),
        ("exhibit=one&until=2027-02-01&why=appeal".to_owned(), &["exhibit"]),
    ] {
        let (status, answer, _) = ask(&node, "POST", &hold, &judge, &form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        let named = answer.to_string();
        for field in ["exhibit", "until", "why"] {
            let is_named = named.contains(&format!("\"{field}\""));
            assert_eq!(is_named, wrong.contains(&field), "{field}: {answer}");
        }
    }
    // What is of no case here is not there, whoever asks.
    let form = format!("exhibit={exhibit}&until=2026-10-01&why=appeal");
    let (status, ..) = ask(&node, "POST", &hold, &judge, &form).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let form = format!("hold={}&why=x", HoldId::new([2; 16]));
    let (status, ..) = ask(&node, "POST", &format!("/cases/{case}/lift"), &judge, &form).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, answer, _) =
        ask(&node, "POST", &format!("/cases/{case}/lift"), &judge, "hold=two&why=x").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
    // A tab in pasted reasons is white space.
    let form = format!("exhibit={exhibit}&trigger=recall&why=Article%0913");
    let (status, ..) = ask(&node, "POST", &format!("/cases/{case}/erase"), &judge, &form).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}
