//! Measures under any law the node holds, from the first questions on.

use super::forms::browse;
use super::*;

const CASE: &str = "0f0e0d0c-0b0a-4908-8706-050403020111";

#[tokio::test]
async fn the_first_questions_are_those_of_the_law_that_was_chosen() {
    let court = found().await;
    let node = open(&court.config).await;
    let police = sign_in(&node, "police").await;
    let case = open_case(&node, &police, CASE).await;
    let new = |law: &str| format!("/cases/{case}/measures/new{law}");
    let (status, page, _) = browse(&node, "GET", &new(""), &police, "").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("value=\"epoc\"") && page.contains("?under=eu-tco"));
    let (_, page, _) = browse(&node, "GET", &new("?under=eu-tco"), &police, "").await;
    assert!(page.contains("value=\"removal-order\"") && !page.contains("value=\"epoc\""));
    assert!(!page.contains("name=\"data\""), "a law that asks for no data asks which");
    let (status, _, _) = browse(&node, "GET", &new("?under=eu-none"), &police, "").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn only_a_law_about_data_needs_to_know_which() {
    let court = found().await;
    let node = open(&court.config).await;
    let police = sign_in(&node, "police").await;
    let case = open_case(&node, &police, CASE).await;
    let measures = format!("/cases/{case}/measures");
    let removal = "instrument=eu-tco&kind=removal-order&to=fr-prov&track=ordinary";
    let (status, answer, _) = ask(&node, "POST", &measures, &police, removal).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    let id = answer["id"].as_str().unwrap().to_owned();
    let (_, page, _) = browse(&node, "GET", &format!("/measures/{id}"), &police, "").await;
    assert!(page.contains("Removal order"));
    // Addressee and issuer are of one state: no measure of any of these laws, and the drafter hears it at once.
    assert!(page.contains("The law does not apply here on this day"));
    let order = "instrument=eu-e-evidence&kind=epoc&to=fr-prov&track=ordinary";
    let (status, answer, _) = ask(&node, "POST", &measures, &police, order).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer["errors"][0]["field"], "data");
    // Of a draft nobody writes letters, and nobody is told which there are.
    let letter = format!("/measures/{id}/letters/removal-feedback");
    let (status, _, _) = browse(&node, "GET", &letter, &police, "").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}
