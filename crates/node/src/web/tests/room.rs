//! The portal of a node whose disk is at its reserve.

use super::*;
use crate::testing::{Gauge, RESERVE, received};

#[tokio::test]
async fn at_the_reserve_the_portal_takes_what_cannot_wait_and_says_so() {
    let court = found().await;
    let (node, gauge) = Gauge::of(open(&court.config).await);
    let (police, clerk) = (sign_in(&node, "police").await, sign_in(&node, "clerk").await);
    let order = received(&node, 7).await;
    let case = open_case(&node, &police, "0f0e0d0c-0b0a-4908-8706-050403020107").await;
    let measures = format!("/cases/{case}/measures");
    let opened = async |track: &str, once: &str| {
        let form = format!("kind=epoc&to=fr-prov&track={track}&data=subscriber&once={once}");
        let (status, answer, _) = ask(&node, "POST", &measures, &police, &form).await;
        (status, answer["code"].as_str().unwrap_or_default().to_owned())
    };
    let full = |code: &str| (StatusCode::INSUFFICIENT_STORAGE, code.to_owned());
    let taken = (StatusCode::CREATED, String::new());

    gauge.set(RESERVE - 1);
    let size = node.ledger.signed().size;
    assert_eq!(opened("ordinary", "01").await, full("disk-reserve"));
    let uploads = format!("/orders/{order}/uploads");
    let (status, answer, _) = ask(&node, "POST", &uploads, &clerk, "name=mail.eml").await;
    assert_eq!(
        (status, &answer["code"]),
        (StatusCode::INSUFFICIENT_STORAGE, &"disk-reserve".into())
    );
    let evidence = Request::builder()
        .method(Method::POST)
        .uri(format!("/orders/{order}/evidence?name=mail.eml"))
        .header(ACCEPT, "application/json")
        .header("x-csrf-token", clerk.csrf.clone().unwrap())
        .header(COOKIE, clerk.cookie.clone().unwrap());
    let evidence = evidence.body(Body::from("evidence")).unwrap();
    let answer = router(&node).call(evidence).await.unwrap();
    assert_eq!(answer.status(), StatusCode::INSUFFICIENT_STORAGE);
    assert_eq!(node.ledger.signed().size, size, "nothing of it is on record");
    assert!(node.blobs.list("").await.unwrap().is_empty(), "and nothing is stored");

    // Supervisors and officers are told.
    let (status, health, _) = ask(&node, "GET", "/health", &Caller::default(), "").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(health["disk"], serde_json::json!({ "level": "reserve", "alarm": 95 }));
    let desk = Request::builder().uri("/desk").header(ACCEPT, "text/html");
    let desk = desk.header(COOKIE, police.cookie.clone().unwrap()).body(Body::empty()).unwrap();
    let page = router(&node).call(desk).await.unwrap().into_body().collect().await.unwrap();
    let page = String::from_utf8_lossy(&page.to_bytes()).into_owned();
    assert!(page.contains("The disk of this node is nearly full"), "{page}");

    // What cannot wait, and what ends something, is done.
    assert_eq!(opened("emergency", "02").await, taken);
    let (status, answer, _) =
        ask(&node, "POST", &format!("/orders/{order}/acknowledge"), &clerk, "").await;
    assert_ne!(status, StatusCode::INSUFFICIENT_STORAGE, "{answer}");

    gauge.set(0);
    assert_eq!(opened("emergency", "03").await, full("disk-full"));
    // The form that was done already still has its answer.
    assert_eq!(opened("emergency", "02").await, taken);

    gauge.set(RESERVE);
    assert_eq!(opened("ordinary", "01").await, taken);
    let (_, seen, _) = ask(&node, "GET", &format!("/cases/{case}"), &police, "").await;
    assert_eq!(seen["measures"].as_array().unwrap().len(), 2);
}
