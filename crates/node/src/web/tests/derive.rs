//! A redacted text as a browser posts it: faults beside their fields, and nothing of a file before its words are right.

use std::fmt::Write as _;

use axum::http::header::ACCEPT;

use super::*;

const CASE: &str = "0f0e0d0c-0b0a-4908-8706-050403020110";
const BOUNDARY: &str = "boundary-of-a-form";

/// Posts a multipart form as a person or a program does.
async fn post(
    node: &Arc<Node>,
    caller: &Caller,
    case: &str,
    fields: &[(&str, &str)],
    file: Option<(&str, &str)>,
    accept: &str,
) -> (StatusCode, String) {
    let mut body = String::new();
    let csrf = caller.csrf.clone().unwrap_or_default();
    for (name, value) in [("csrf", csrf.as_str())].iter().chain(fields) {
        write!(
            body,
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        )
        .unwrap();
    }
    if let Some((name, content)) = file {
        write!(body, "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/plain\r\n\r\n{content}\r\n").unwrap();
    }
    write!(body, "--{BOUNDARY}--\r\n").unwrap();
    let request = Request::builder()
        .method("POST")
        .uri(format!("/cases/{case}/derive"))
        .header(ACCEPT, accept)
        .header(COOKIE, caller.cookie.clone().unwrap_or_default())
        .header(CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
    let response = router(node).call(request.body(Body::from(body)).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    (parts.status, String::from_utf8_lossy(&bytes).into_owned())
}

const WORDS: [(&str, &str); 5] = [
    ("making", "redact"),
    ("tool", "pdfredact"),
    ("version", "4.1"),
    ("method", "--boxes names.json"),
    ("loss", "names"),
];

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_the_file_is_not_read() {
    let court = found().await;
    let node = open(&court.config).await;
    let [police, judge, clerk] = [
        sign_in(&node, "police").await,
        sign_in(&node, "judge").await,
        sign_in(&node, "clerk").await,
    ];
    let case = open_case(&node, &police, CASE).await;
    let file = Some(("redacted.txt", "a letter without a name"));
    let json = "application/json";
    // Who takes no part in the case finds no form, and posts nothing.
    let path = format!("/cases/{case}/derive");
    let (status, ..) = ask(&node, "GET", &path, &clerk, "").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _) = post(&node, &clerk, &case, &WORDS, file, json).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, ..) = ask(&node, "GET", &path, &judge, "").await;
    assert_eq!(status, StatusCode::OK);
    let exhibit = domain::ids::ExhibitId::new([1; 16]).to_string();
    let named = |answer: &str| {
        let value: Value = serde_json::from_str(answer).unwrap();
        ["exhibit", "making", "tool", "version", "method", "loss", "file"]
            .into_iter()
            .filter(|field| value.to_string().contains(&format!("\"{field}\"")))
            .collect::<Vec<_>>()
    };
    let (status, answer) = post(&node, &judge, &case, &[], None, json).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(named(&answer), ["exhibit", "making", "tool", "version", "method", "loss", "file"]);
    let mut some = WORDS.to_vec();
    some[0].1 = "guess";
    some[2].1 = "";
    some.push(("exhibit", &exhibit));
    let (status, answer) = post(&node, &judge, &case, &some, file, json).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
    assert_eq!(named(&answer), ["making", "version"]);
    let (_, page) = post(&node, &judge, &case, &some, file, "text/html").await;
    assert_eq!(page.matches("govuk-form-group--error").count(), 2, "{page}");
    assert!(page.contains("pdfredact"), "what was typed comes back");
    // An exhibit that is not of this case is not there; neither is a form of another session.
    let mut all = WORDS.to_vec();
    all.push(("exhibit", &exhibit));
    let (status, _) = post(&node, &judge, &case, &all, file, json).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let stranger = Caller { csrf: Some("other".to_owned()), ..judge.clone() };
    let (status, answer) = post(&node, &stranger, &case, &all, file, json).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{answer}");
    assert_eq!(node.blobs.list("ct").await.unwrap().len(), 0);
}
