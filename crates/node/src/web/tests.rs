//! The portal of a node that was founded for the test: strangers learn nothing, forms of others do nothing, and every
//! read of content leaves a leaf.

use std::fs;
use std::time::{Duration, SystemTime};

use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{Method, Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use seal::digest::Digest;
use serde_json::Value;
use tower_service::Service as _;

use super::*;
use crate::config::Config;
use crate::serve;
use crate::testing::{found, open};

mod agreements;
mod assets;
mod crowd;
mod derive;
mod forms;
mod keeping;
mod lawbook;
mod laws;
mod limits;
mod notices;
mod occurrences;
mod passkeys;
mod reach;
mod recalls;
mod room;
mod uploads;
mod verify;
mod waiting;

/// Paths that answer to anybody: they show no content.
const OPEN: [(&str, &str); 13] = [
    ("GET", "/"),
    ("GET", "/assets/{file}"),
    ("GET", "/health"),
    ("GET", "/law"),
    ("GET", "/law/ways"),
    ("GET", "/law/words/{list}"),
    ("GET", "/law/{id}"),
    ("GET", "/sign-in"),
    ("GET", "/sign-in/{token}"),
    ("GET", "/verify"),
    ("POST", "/sign-in"),
    ("POST", "/sign-in/passkey/begin"),
    ("POST", "/verify"),
];

/// What somebody asks with, beside method and path.
#[derive(Default, Clone)]
struct Caller {
    cookie: Option<String>,
    csrf: Option<String>,
}

async fn ask(
    node: &Arc<Node>,
    method: &str,
    path: &str,
    caller: &Caller,
    form: &str,
) -> (StatusCode, Value, Response<()>) {
    let mut request =
        Request::builder().method(method).uri(path).header(ACCEPT, "application/json");
    if let Some(cookie) = &caller.cookie {
        request = request.header(COOKIE, cookie);
    }
    let mut form = form.to_owned();
    if let Some(csrf) = &caller.csrf {
        form = format!("csrf={csrf}&{form}");
    }
    let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let response = router(node).call(request.body(Body::from(form)).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    let value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    (parts.status, value, Response::from_parts(parts, ()))
}

async fn sign_in(node: &Arc<Node>, login: &str) -> Caller {
    sign_in_with(node, login, &format!("a-token-nobody-guesses-{login}")).await
}

async fn sign_in_with(node: &Arc<Node>, login: &str, token: &str) -> Caller {
    let folder = node.config.data_dir.join("sign-in");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(Digest::of(token.as_bytes()).hex()), login).unwrap();
    let form = format!("token={token}");
    let (status, _, response) = ask(node, "POST", "/sign-in", &Caller::default(), &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let cookie = response.headers()[SET_COOKIE].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let mut caller = Caller { cookie: Some(cookie), csrf: None };
    let (status, session, _) = ask(node, "GET", "/session", &caller, "").await;
    assert_eq!(status, StatusCode::OK);
    caller.csrf = Some(session["csrf"].as_str().unwrap().to_owned());
    caller
}

/// Method and path of every route, read from the source: a new one cannot be forgotten here.
fn routes() -> Vec<(String, String)> {
    let source = include_str!("mod.rs");
    let mut routes = Vec::new();
    for line in source.lines().filter_map(|line| line.trim().strip_prefix(".route(\"")) {
        let (path, handlers) = line.split_once('"').unwrap();
        let calls = [("GET", "get("), ("POST", "post("), ("PUT", "put("), ("DELETE", "delete(")];
        for (method, call) in calls {
            if handlers.contains(call) {
                routes.push((method.to_owned(), path.to_owned()));
            }
        }
    }
    routes
}

fn concrete(path: &str) -> String {
    path.replace("{id}", "01a209d8-97c7-764f-9f9e-13bc001d73d9")
        .replace("{upload}", "01a209d8-97c7-764f-9f9e-13bc001d73d8")
        .replace("{n}", "0")
        .replace("{index}", "0")
        .replace("{list}", "none")
        .replace("{token}", "none")
        .replace("{file}", "none.css")
}

#[tokio::test]
async fn a_stranger_gets_nothing_from_any_endpoint() {
    let court = found().await;
    let node = open(&court.config).await;
    let routes = routes();
    assert!(routes.len() >= 35, "found {} routes only", routes.len());
    for (method, path) in &routes {
        let (status, answer, _) = ask(&node, method, &concrete(path), &Caller::default(), "").await;
        let is_open = OPEN.contains(&(method, path));
        assert_eq!(
            status == StatusCode::UNAUTHORIZED,
            !is_open || path == "/sign-in" && method == "POST",
            "{method} {path}: {status} {answer}"
        );
    }
    for (method, path) in OPEN {
        assert!(routes.contains(&(method.to_owned(), path.to_owned())), "{method} {path} is gone");
    }
}

#[tokio::test]
async fn the_figures_are_for_offices_that_answer_for_the_member() {
    let court = found().await;
    let node = open(&court.config).await;
    let judge = sign_in(&node, "judge").await;
    let (status, figures, _) = ask(&node, "GET", "/statistics?year=2027", &judge, "").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!((&figures["year"], &figures["counters"]), (&2027.into(), &serde_json::json!([])));
    let none = ["asked", "confirmed", "failed", "unconfirmed", "confirmed_late", "open"];
    for figure in none {
        assert_eq!(figures["recalls"][figure], 0, "{figure}");
    }
    for (query, expected) in [
        ("year=9999", StatusCode::NOT_FOUND),
        ("year=99999", StatusCode::BAD_REQUEST),
        ("year=now", StatusCode::BAD_REQUEST),
    ] {
        let (status, _, _) = ask(&node, "GET", &format!("/statistics?{query}"), &judge, "").await;
        assert_eq!(status, expected, "{query}");
    }
    let police = sign_in(&node, "police").await;
    let (status, _, _) = ask(&node, "GET", "/statistics", &police, "").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_browser_without_a_session_gets_the_way_to_sign_in_and_nothing_else() {
    let court = found().await;
    let node = open(&court.config).await;
    let request = Request::builder().uri("/desk").header(ACCEPT, "text/html");
    let response = router(&node).call(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    let page = response.into_body().collect().await.unwrap().to_bytes();
    let page = String::from_utf8_lossy(&page);
    assert!(page.contains("sign-in"), "{page}");
    assert!(!page.contains("/cases"), "{page}");
}

#[tokio::test]
async fn a_form_of_another_site_or_session_does_nothing() {
    let court = found().await;
    let node = open(&court.config).await;
    let police = sign_in(&node, "police").await;
    let judge = sign_in(&node, "judge").await;
    let before = node.ledger.signed().size;
    let mixed = Caller { cookie: police.cookie.clone(), csrf: judge.csrf };
    let none = Caller { cookie: police.cookie.clone(), csrf: None };
    for caller in [mixed, none] {
        let (status, answer, _) = ask(&node, "POST", "/cases", &caller, "codename=X").await;
        assert_eq!((status, &answer["code"]), (StatusCode::BAD_REQUEST, &"form-token".into()));
    }
    let request = Request::builder()
        .method(Method::POST)
        .uri("/cases")
        .header(COOKIE, police.cookie.unwrap())
        .header("origin", "https://elsewhere.example")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let body = Body::from(format!("csrf={}&codename=X", police.csrf.unwrap()));
    let response = router(&node).call(request.body(body).unwrap()).await.unwrap();
    assert!(response.status().is_client_error(), "{}", response.status());
    assert_eq!(node.ledger.signed().size, before);
}

#[tokio::test]
async fn a_link_signs_in_once() {
    let court = found().await;
    let node = open(&court.config).await;
    sign_in(&node, "police").await;
    let form = "token=a-token-nobody-guesses-police";
    let (status, answer, _) = ask(&node, "POST", "/sign-in", &Caller::default(), form).await;
    assert_eq!((status, &answer["code"]), (StatusCode::UNAUTHORIZED, &"bad-link".into()));
}

#[tokio::test]
async fn a_link_signs_in_for_a_day() {
    let court = found().await;
    let node = open(&court.config).await;
    let folder = node.config.data_dir.join("sign-in");
    fs::create_dir_all(&folder).unwrap();
    let now = SystemTime::from(crate::clock::system_now());
    let hours = |n: u64| Duration::from_secs(n * 60 * 60);
    for (token, made_at, expected) in [
        ("too-old", now - hours(25), (StatusCode::UNAUTHORIZED, "link-expired")),
        ("from-tomorrow", now + hours(1), (StatusCode::UNAUTHORIZED, "link-expired")),
        ("of-yesterday", now - hours(23), (StatusCode::SEE_OTHER, "")),
    ] {
        let path = folder.join(Digest::of(token.as_bytes()).hex());
        fs::write(&path, "police").unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(made_at).unwrap();
        let form = format!("token={token}");
        let (status, answer, _) = ask(&node, "POST", "/sign-in", &Caller::default(), &form).await;
        let code = answer["code"].as_str().unwrap_or_default();
        assert_eq!((status, code), expected, "{token}");
    }
}

/// A case of the police officer, and its id.
async fn open_case(node: &Arc<Node>, police: &Caller, once: &str) -> String {
    let form = format!(
        "once={once}&codename=LANTERN&focus=Sale+of+stolen+accounts&participant=fr-tj%2Fjudge"
    );
    let (status, answer, _) = ask(node, "POST", "/cases", police, &form).await;
    assert!(status.is_success(), "{status} {answer}");
    answer["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_same_form_twice_is_one_act() {
    let court = found().await;
    let node = open(&court.config).await;
    let police = sign_in(&node, "police").await;
    let once = "0f0e0d0c-0b0a-4908-8706-050403020100";
    let first = open_case(&node, &police, once).await;
    let (_, seen, _) = ask(&node, "GET", &format!("/cases/{first}"), &police, "").await;
    assert_eq!(seen["focus"], "Sale of stolen accounts");
    let size = node.ledger.signed().size;
    assert_eq!(open_case(&node, &police, once).await, first);
    assert_eq!(node.ledger.signed().size, size);
}

#[tokio::test]
async fn a_node_restored_from_an_older_copy_refuses_to_sign() {
    let court = found().await;
    let data = court.config.parent().unwrap().to_owned();
    let older = tempfile::tempdir().unwrap();
    {
        let node = open(&court.config).await;
        let police = sign_in(&node, "police").await;
        open_case(&node, &police, "0f0e0d0c-0b0a-4908-8706-050403020101").await;
    }
    for name in ["node.db", "node.db-wal"] {
        if data.join(name).exists() {
            fs::copy(data.join(name), older.path().join(name)).unwrap();
        }
    }
    {
        let node = open(&court.config).await;
        let police = sign_in(&node, "police").await;
        open_case(&node, &police, "0f0e0d0c-0b0a-4908-8706-050403020102").await;
    }
    for name in ["node.db", "node.db-wal", "node.db-shm"] {
        if data.join(name).exists() {
            fs::remove_file(data.join(name)).unwrap();
        }
        if older.path().join(name).exists() {
            fs::copy(older.path().join(name), data.join(name)).unwrap();
        }
    }
    let (node, _) = serve::open(Config::read(&court.config).unwrap()).await.unwrap();
    assert!(node.ledger.stopped().is_some());
    let _refused = serve::start(&node).await;
    let size = node.ledger.signed().size;
    let police = sign_in(&node, "police").await;
    let (status, answer, _) = ask(
        &node,
        "POST",
        "/cases",
        &police,
        "codename=X&once=0f0e0d0c-0b0a-4908-8706-050403020103",
    )
    .await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{answer}");
    assert_eq!(node.ledger.signed().size, size);
}

#[tokio::test]
async fn a_read_of_a_measure_leaves_one_leaf_in_a_session() {
    let court = found().await;
    let node = open(&court.config).await;
    let police = sign_in(&node, "police").await;
    let case = open_case(&node, &police, "0f0e0d0c-0b0a-4908-8706-050403020104").await;
    let form = "kind=epoc&to=fr-prov&track=ordinary&data=traffic";
    let (status, answer, _) =
        ask(&node, "POST", &format!("/cases/{case}/measures"), &police, form).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    let measure = format!("/measures/{}", answer["id"].as_str().unwrap());
    let before = node.ledger.signed().size;
    for _ in 0..2 {
        let (status, _, _) = ask(&node, "GET", &measure, &police, "").await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(node.ledger.signed().size, before + 1);
    }
    // The same officer in another session looks again, and that is recorded.
    let again = sign_in_with(&node, "police", "another-token-nobody-guesses").await;
    let (status, _, _) = ask(&node, "GET", &measure, &again, "").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(node.ledger.signed().size, before + 2);
}

#[tokio::test]
async fn who_reads_the_stub_of_a_case_alone_learns_no_ids_of_what_is_inside() {
    let court = found().await;
    let node = open(&court.config).await;
    let police = sign_in(&node, "police").await;
    let form = "once=0f0e0d0c-0b0a-4908-8706-050403020105&codename=LANTERN";
    let (_, answer, _) = ask(&node, "POST", "/cases", &police, form).await;
    let case = format!("/cases/{}", answer["id"].as_str().unwrap());
    let form = "kind=epoc&to=fr-prov&track=ordinary&data=traffic";
    let (status, answer, _) = ask(&node, "POST", &format!("{case}/measures"), &police, form).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    let (_, seen, _) = ask(&node, "GET", &case, &police, "").await;
    assert_eq!(seen["measures"].as_array().unwrap().len(), 1);
    let judge = sign_in(&node, "judge").await;
    let (status, seen, _) = ask(&node, "GET", &case, &judge, "").await;
    assert_eq!(status, StatusCode::OK);
    for inside in ["measures", "exhibits"] {
        assert_eq!(seen[inside], Value::Array(Vec::new()), "{inside}");
    }
}

#[tokio::test]
async fn an_order_for_no_data_is_opened_where_its_kind_asks_for_none() {
    let court = found().await;
    let node = open(&court.config).await;
    let police = sign_in(&node, "police").await;
    let case = open_case(&node, &police, "0f0e0d0c-0b0a-4908-8706-050403020106").await;
    let path = format!("/cases/{case}/measures");
    let form = "kind=epoc&to=fr-prov&track=ordinary";
    let (status, answer, _) = ask(&node, "POST", &path, &police, form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
    for (law, kind, to) in
        [("eu-dsa", "dsa-order-illegal-content", "fr-prov"), ("eu-tco", "removal-order", "fr-prov")]
    {
        let form = format!("instrument={law}&kind={kind}&to={to}&track=ordinary");
        let (status, answer, _) = ask(&node, "POST", &path, &police, &form).await;
        assert_eq!(status, StatusCode::CREATED, "{kind}: {answer}");
        let measure = format!("/measures/{}", answer["id"].as_str().unwrap());
        let (_, seen, _) = ask(&node, "GET", &measure, &police, "").await;
        assert_eq!((&seen["kind"], &seen["letters"]), (&Value::from(kind), &Value::Array(vec![])));
    }
    // Nobody asks their own member.
    let form = "instrument=eu-freezing&kind=freezing-certificate&to=fr-tj&track=ordinary";
    let (_, answer, _) = ask(&node, "POST", &path, &police, form).await;
    assert_eq!(answer["code"], "terms-unfit", "{answer}");
}
