//! The law of a node is there for anybody, and a question that cannot be read is sent back with its fields.

use super::forms::browse;
use super::*;

#[tokio::test]
async fn a_stranger_can_read_the_law() {
    let court = found().await;
    let node = open(&court.config).await;
    let stranger = Caller::default();
    let get = async |path: &str| {
        let (status, document, _) = ask(&node, "GET", path, &stranger, "").await;
        (status, document)
    };
    let (status, all) = get("/law").await;
    assert_eq!(status, StatusCode::OK);
    let packs = law::embedded::instruments().unwrap();
    assert_eq!(all.pointer("/laws").and_then(Value::as_array).map(Vec::len), Some(packs.len()));
    for pack in &packs {
        let (status, one) = get(&format!("/law/{}", pack.id)).await;
        assert_eq!(status, StatusCode::OK, "{}", pack.id);
        assert_eq!(one.pointer("/law/pack").and_then(Value::as_str), Some(pack.pack().as_str()));
        let clocks = one.pointer("/clocks").and_then(Value::as_array).map(Vec::len);
        assert_eq!(clocks, Some(pack.clocks.len()));
    }
    let (status, tlp) = get("/law/words/tlp").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(tlp.pointer("/list"), Some(&Value::from("tlp@1")));
    for path in ["/law/none", "/law/E%FF", "/law/words/none", "/law/words/"] {
        assert_eq!(get(path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    let (status, page, _) = browse(&node, "GET", "/law/eu-e-evidence", &stranger, "").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("eu-e-evidence/produce-notified"));
}

#[tokio::test]
async fn ways_are_those_of_the_command_line_and_a_bad_question_names_its_fields() {
    let court = found().await;
    let node = open(&court.config).await;
    let stranger = Caller::default();
    let good = "/law/ways?from=FR&to=IE&for=production&data=&data=subscriber&on=2026-11-22";
    let (status, found, _) = ask(&node, "GET", good, &stranger, "").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(found.pointer("/data"), Some(&serde_json::json!(["subscriber"])));
    let first = found.pointer("/admissible/0/way").and_then(Value::as_str);
    assert_eq!(first, Some("eu-e-evidence/epoc"));
    let bad = "/law/ways?from=FR&to=&for=production&data=secrets&on=soon";
    let (status, refused, _) = ask(&node, "GET", bad, &stranger, "").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let detail = refused.pointer("/detail").and_then(Value::as_str).unwrap();
    assert!(detail.ends_with("not usable: to, data, on"), "{detail}");
    let (status, page, _) = browse(&node, "GET", bad, &stranger, "").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(page.matches("class=\"govuk-error-message\"").count(), 3);
    let empty = "/law/ways?from=&to=&for=&data=&on=2026-11-22&emergency=";
    let (_, page, _) = browse(&node, "GET", empty, &stranger, "").await;
    assert_eq!(page.matches("class=\"govuk-error-message\"").count(), 3);
    let (_, page, _) = browse(&node, "GET", "/law/ways", &stranger, "").await;
    assert!(!page.contains("class=\"govuk-error-message\"") && !page.contains("id=\"answer\""));
}
