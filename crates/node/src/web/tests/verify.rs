//! A file that anybody brings is checked and forgotten; what is none, too large or cut off is said so.

use portal::l10n::Languages;
use seal::verdict::Check;

use super::*;
use crate::web::verify::BYTES_MAX;

const EDGE: &str = "a-line-between-parts";

/// A form as a browser sends it: one file under this name.
fn form(field: &str, name: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "--{EDGE}\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n"
    );
    [head.as_bytes(), content, format!("\r\n--{EDGE}--\r\n").as_bytes()].concat()
}

async fn bring(node: &Arc<Node>, accept: &str, body: Vec<u8>) -> (StatusCode, String) {
    let request = Request::builder().method("POST").uri("/verify").header(ACCEPT, accept);
    let kind = format!("multipart/form-data; boundary={EDGE}");
    let request = request.header(CONTENT_TYPE, kind).body(Body::from(body)).unwrap();
    let response = router(node).call(request).await.unwrap();
    let status = response.status();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

#[tokio::test]
async fn what_is_no_package_does_not_hold_and_says_at_which_check() {
    let court = found().await;
    let node = open(&court.config).await;
    let (status, said) = bring(&node, "application/json", form("file", "x.asice", b"PK")).await;
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((status, &said["ok"]), (StatusCode::OK, &Value::Bool(false)));
    assert_eq!(said["first_broken"]["id"], "container", "{said}");
    let (status, page) = bring(&node, "text/html", form("file", "<b>.asice", b"PK")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("It does not hold") && page.contains("&lt;b&gt;.asice"), "{page}");
}

#[tokio::test]
async fn a_statement_of_another_network_is_refused_by_its_kind() {
    let court = found().await;
    let node = open(&court.config).await;
    let statement = include_bytes!("../../../../seal/vectors/completeness.statement");
    let (status, said) =
        bring(&node, "application/json", form("file", "a.statement", statement)).await;
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((status, &said["ok"]), (StatusCode::OK, &Value::Bool(false)));
    assert_eq!(said["kind"], "statement");
    assert!(said["code"].is_string() && said["detail"].is_string(), "{said}");
}

#[tokio::test]
async fn without_a_file_too_large_or_cut_off_nothing_is_checked() {
    let court = found().await;
    let node = open(&court.config).await;
    let whole = form("file", "x.asice", b"PK");
    let cut = whole[..whole.len() - 20].to_vec();
    let rows = [
        (form("other", "x.asice", b"PK"), StatusCode::BAD_REQUEST, "missing"),
        (form("file", "", b""), StatusCode::BAD_REQUEST, "missing"),
        (form("file", "x", &vec![0; BYTES_MAX + 1]), StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
        (cut, StatusCode::BAD_REQUEST, "form"),
        (b"nothing".to_vec(), StatusCode::BAD_REQUEST, "form"),
    ];
    for (body, status, code) in rows {
        let (came, said) = bring(&node, "application/json", body).await;
        let said: Value = serde_json::from_str(&said).unwrap();
        assert_eq!((came, &said["code"]), (status, &Value::from(code)), "{said}");
    }
    let (status, page) = bring(&node, "text/html", form("file", "", b"")).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(page.contains("Choose a file."), "{page}");
}

#[test]
fn every_check_has_words_and_a_meaning_and_every_kind_its_words() {
    let languages = Languages::embedded();
    let lang = languages.get("en").unwrap();
    for check in Check::ALL.into_iter().chain([Check::Policy]) {
        for key in [format!("verify-check-{check}"), format!("verify-check-{check}.means")] {
            assert!(lang.has(&key), "{key}");
        }
    }
    for kind in ["package", "disclosure", "statement", "epoch"] {
        assert!(lang.has(&format!("verify-kind-{kind}")), "{kind}");
    }
}
