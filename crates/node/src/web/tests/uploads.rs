//! An upload in parts as a program makes it: statuses, codes, and a token on everything that changes something.

use domain::ids::MeasureId;

use super::*;
use crate::testing::received;

/// A request with bytes or a form; the token stands in a header.
async fn sent(
    node: &Arc<Node>,
    caller: &Caller,
    method: &str,
    path: &str,
    headers: &[(&str, String)],
    body: Body,
) -> (StatusCode, Value) {
    let request = Request::builder().method(method).uri(path).header(ACCEPT, "application/json");
    let request = request.header(COOKIE, caller.cookie.clone().unwrap());
    let request =
        headers.iter().fold(request, |request, (name, value)| request.header(*name, value));
    let response = router(node).call(request.body(body).unwrap()).await.unwrap();
    let status = response.status();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}

struct Program {
    node: Arc<Node>,
    caller: Caller,
    uploads: String,
}

impl Program {
    async fn open(&self, form: &str) -> (StatusCode, Value) {
        let (status, answer, _) = ask(&self.node, "POST", &self.uploads, &self.caller, form).await;
        (status, answer)
    }

    async fn part(&self, upload: &str, n: u64, digest: &str, bytes: &str) -> (StatusCode, Value) {
        let path = format!("{}/{upload}/parts/{n}", self.uploads);
        let token = self.caller.csrf.clone().unwrap();
        let headers = [("x-csrf-token", token), ("x-blake3", digest.to_owned())];
        let body = Body::from(bytes.to_owned());
        sent(&self.node, &self.caller, "PUT", &path, &headers, body).await
    }

    async fn get(&self, upload: &str) -> (StatusCode, Value) {
        let path = format!("{}/{upload}", self.uploads);
        sent(&self.node, &self.caller, "GET", &path, &[], Body::empty()).await
    }

    async fn finish(&self, upload: &str, form: &str) -> (StatusCode, Value) {
        let path = format!("{}/{upload}/finish", self.uploads);
        let (status, answer, _) = ask(&self.node, "POST", &path, &self.caller, form).await;
        (status, answer)
    }
}

async fn program(node: &Arc<Node>, measure: MeasureId) -> Program {
    let caller = sign_in(node, "clerk").await;
    Program { node: node.clone(), caller, uploads: format!("/orders/{measure}/uploads") }
}

fn code(answer: &Value) -> &str {
    answer["code"].as_str().unwrap_or_default()
}

#[tokio::test]
async fn a_program_brings_a_file_in_parts() {
    let court = found().await;
    let node = open(&court.config).await;
    let measure = received(&node, 7).await;
    let program = program(&node, measure).await;
    let (status, opened) = program.open("name=mail.eml&media_type=message%2Frfc822&len=8").await;
    assert_eq!(status, StatusCode::CREATED, "{opened}");
    assert_eq!((&opened["part_len"], &opened["next_offset"]), (&(16 << 20).into(), &0.into()));
    let upload = opened["id"].as_str().unwrap();
    let digest = blake3::hash(b"evidence").to_hex();

    let (status, answer) = program.part(upload, 0, "", "evidence").await;
    assert_eq!((status, code(&answer)), (StatusCode::BAD_REQUEST, "part-digest"));
    let (status, answer) = program.part(upload, 0, &digest, "evidences").await;
    assert_eq!((status, code(&answer)), (StatusCode::UNPROCESSABLE_ENTITY, "part-mismatch"));
    let (status, answer) = program.part(upload, 4, &digest, "evidence").await;
    assert_eq!((status, code(&answer)), (StatusCode::TOO_MANY_REQUESTS, "part-too-early"));
    let (status, answer) = program.finish(upload, "").await;
    assert_eq!((status, code(&answer)), (StatusCode::CONFLICT, "upload-incomplete"));
    for _ in 0..2 {
        let (status, answer) = program.part(upload, 0, &digest, "evidence").await;
        assert_eq!((status, &answer["next_offset"]), (StatusCode::OK, &8.into()), "{answer}");
    }
    let (_, shown) = program.get(upload).await;
    assert_eq!((&shown["state"], &shown["len"]), (&"receiving".into(), &8.into()));
    let (_, listed) =
        sent(&node, &program.caller, "GET", &program.uploads, &[], Body::empty()).await;
    assert_eq!(listed["uploads"].as_array().unwrap().len(), 1);

    let form = format!("sha256={}", Digest::of(b"evidence").hex());
    for _ in 0..2 {
        let (status, sealed) = program.finish(upload, &form).await;
        assert_eq!(status, StatusCode::CREATED, "{sealed}");
        assert_eq!((&sealed["exhibit_no"], &sealed["len"]), (&"X-1".into(), &8.into()));
    }
    let (status, answer) = program.part(upload, 1, &digest, "evidence").await;
    assert_eq!((status, code(&answer)), (StatusCode::CONFLICT, "upload-closed"));
    assert_eq!(program.get(upload).await.1["state"], "sealed");
}

#[tokio::test]
async fn what_is_not_as_stated_is_refused_with_its_code() {
    let court = found().await;
    let node = open(&court.config).await;
    let measure = received(&node, 7).await;
    let program = program(&node, measure).await;
    let digest = blake3::hash(b"evidence").to_hex();
    let (_, opened) = program.open(&format!("sha256={}", "0".repeat(64))).await;
    let upload = opened["id"].as_str().unwrap();
    program.part(upload, 0, &digest, "evidence").await;
    let (status, answer) = program.finish(upload, "").await;
    assert_eq!((status, code(&answer)), (StatusCode::CONFLICT, "digest-mismatch"), "{answer}");
    let (_, shown) = program.get(upload).await;
    assert_eq!(
        (&shown["state"], &shown["why"]),
        (&"quarantined".into(), &"digest-mismatch".into())
    );
    for form in ["len=many", "sha256=00", "blake3=x"] {
        let (status, answer) = program.open(form).await;
        assert_eq!((status, code(&answer)), (StatusCode::UNPROCESSABLE_ENTITY, "value"), "{form}");
    }
    let (status, answer) = program.open("name=a%2Fb").await;
    assert_eq!((status, code(&answer)), (StatusCode::UNPROCESSABLE_ENTITY, "file-name-malformed"));
}

#[tokio::test]
async fn nothing_changes_without_the_token_of_the_session() {
    let court = found().await;
    let node = open(&court.config).await;
    let measure = received(&node, 7).await;
    let program = program(&node, measure).await;
    let (_, opened) = program.open("").await;
    let path = format!("{}/{}", program.uploads, opened["id"].as_str().unwrap());
    let stranger = [("x-csrf-token", "of another session".to_owned())];
    for headers in [&[][..], &stranger] {
        for (method, path) in [("DELETE", path.clone()), ("PUT", format!("{path}/parts/0"))] {
            let (status, answer) =
                sent(&node, &program.caller, method, &path, headers, Body::empty()).await;
            assert_eq!(
                (status, code(&answer)),
                (StatusCode::BAD_REQUEST, "form-token"),
                "{method}"
            );
        }
    }
    let token = [("x-csrf-token", program.caller.csrf.clone().unwrap())];
    for expected in [StatusCode::OK, StatusCode::NOT_FOUND] {
        let (status, _) =
            sent(&node, &program.caller, "DELETE", &path, &token, Body::empty()).await;
        assert_eq!(status, expected);
    }
}
