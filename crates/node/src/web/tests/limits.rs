//! What cannot be read or is too much: refused in our own words, to people and to programs.

use law::value::{FieldType, LONG_TEXT_CHARS_MAX};

use super::*;

/// What somebody was answered, who asks as a browser does or as a program does.
async fn asked(
    node: &Arc<Node>,
    request: axum::http::request::Builder,
    accept: &str,
    body: Body,
) -> (StatusCode, String) {
    let request = request.header(ACCEPT, accept).body(body).unwrap();
    let response = router(node).call(request).await.unwrap();
    let status = response.status();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

/// A refusal has our code, be it a document or a page; a page has the frame of all pages.
#[track_caller]
fn check((status, said): (StatusCode, String), accept: &str, expected: (StatusCode, &str)) {
    let code = if accept == "text/html" {
        assert!(said.contains("<html") && said.contains("</html>"), "no page of ours: {said}");
        said.contains(expected.1).then(|| expected.1.to_owned())
    } else {
        let document: Value = serde_json::from_str(&said).unwrap_or_default();
        document["code"].as_str().map(str::to_owned)
    };
    assert_eq!((status, code.as_deref()), (expected.0, Some(expected.1)), "{said}");
}

const BOTH: [&str; 2] = ["text/html", "application/json"];

fn as_caller(method: &str, path: &str, caller: &Caller) -> axum::http::request::Builder {
    let request = Request::builder().method(method).uri(path);
    let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    match &caller.cookie {
        Some(cookie) => request.header(COOKIE, cookie),
        None => request,
    }
}

#[tokio::test]
async fn an_address_that_cannot_be_read_is_refused_in_our_own_words() {
    let court = found().await;
    let node = open(&court.config).await;
    let judge = sign_in(&node, "judge").await;
    for accept in BOTH {
        for path in ["/statistics?year=abc", "/ledger?until=-1", "/ledger?until=1&until=2"] {
            let request = as_caller("GET", path, &judge);
            let answer = asked(&node, request, accept, Body::empty()).await;
            check(answer, accept, (StatusCode::BAD_REQUEST, "bad-request"));
        }
        for path in ["/ledger/abc", "/ledger/-1", "/ledger/leaves/99999999999999999999999"] {
            let request = as_caller("GET", path, &judge);
            let (status, said) = asked(&node, request, accept, Body::empty()).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{path}: {said}");
            assert!(said.contains("There is nothing here") || said.contains("\"not-found\""));
        }
        let request = as_caller("DELETE", "/cases", &judge);
        let answer = asked(&node, request, accept, Body::empty()).await;
        check(answer, accept, (StatusCode::METHOD_NOT_ALLOWED, "bad-request"));
    }
    let request = as_caller("GET", "/statistics?year=abc", &Caller::default());
    let answer = asked(&node, request, BOTH[1], Body::empty()).await;
    check(answer, BOTH[1], (StatusCode::UNAUTHORIZED, "not-active"));
}

#[tokio::test]
async fn no_route_answers_an_unreadable_path_in_words_of_the_framework() {
    let court = found().await;
    let node = open(&court.config).await;
    let judge = sign_in(&node, "judge").await;
    for (method, path) in routes().iter().filter(|(_, path)| path.contains('{')) {
        let (start, rest) = path.split_once('{').unwrap();
        let path = format!("{start}%FF{}", rest.split_once('}').unwrap().1);
        let (status, answer, _) = ask(&node, method, &path, &judge, "").await;
        let expected = (StatusCode::NOT_FOUND, &"not-found".into());
        assert_eq!((status, &answer["code"]), expected, "{method} {path}");
    }
}

#[tokio::test]
async fn a_form_above_its_limit_is_refused_and_says_what_to_do() {
    let court = found().await;
    let node = open(&court.config).await;
    let judge = sign_in(&node, "judge").await;
    let csrf = judge.csrf.as_deref().unwrap();
    for accept in BOTH {
        let form = format!("csrf={csrf}&codename={}", "x".repeat(FORM_BYTES_MAX));
        let request = as_caller("POST", "/cases", &judge);
        let answer = asked(&node, request, accept, Body::from(form)).await;
        check(answer, accept, (StatusCode::PAYLOAD_TOO_LARGE, "too-large"));

        for n_bytes in [form::SIGN_IN_BYTES_MAX, 3 << 20] {
            let form = format!("token={}", "x".repeat(n_bytes));
            let request = as_caller("POST", "/sign-in", &Caller::default());
            let answer = asked(&node, request, accept, Body::from(form)).await;
            check(answer, accept, (StatusCode::PAYLOAD_TOO_LARGE, "too-large"));
        }
    }
}

#[tokio::test]
async fn a_long_draft_that_a_letter_can_carry_is_saved() {
    let court = found().await;
    let node = open(&court.config).await;
    let police = sign_in(&node, "police").await;
    let case = open_case(&node, &police, "0f0e0d0c-0b0a-4908-8706-050403020106").await;
    let form = "kind=epoc&to=fr-prov&track=ordinary&data=traffic";
    let (status, answer, _) =
        ask(&node, "POST", &format!("/cases/{case}/measures"), &police, form).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    let measure = format!("/measures/{}", answer["id"].as_str().unwrap());
    let (_, seen, _) = ask(&node, "GET", &measure, &police, "").await;
    // Greek, as long as these fields may be: two bytes for a character, six in a form.
    let text = "%CE%B1".repeat(LONG_TEXT_CHARS_MAX);
    let packs = law::embedded::instruments().unwrap();
    let pack = packs.iter().find(|pack| pack.id.as_str() == "eu-e-evidence").unwrap();
    let kind = pack.kinds.iter().find(|kind| kind.id.as_str() == "epoc").unwrap();
    let mut form = format!("seen={}", seen["version"]);
    for field in kind.fields.iter().filter(|field| field.field_type == FieldType::LongText) {
        form.push_str(&format!("&{}={text}", field.id));
    }
    assert!(form.len() > 2 << 20, "{} bytes", form.len());
    let (status, answer, _) =
        ask(&node, "POST", &format!("{measure}/fields"), &police, &form).await;
    assert_eq!(status, StatusCode::OK, "{} bytes: {answer}", form.len());
}
