//! Passkeys through the forms: the whole way, who is refused with which status, and which pages may run a script.

use portal::script::{SCRIPT_TYPE, Script};

use super::*;
use crate::passkeys::tests::device::Device;

const ORIGIN: &str = "http://localhost:1";

/// As a form carries it.
fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn add(node: &Arc<Node>, caller: &Caller, n: u8, name: &str) -> Device {
    let (status, begun, _) = ask(node, "POST", "/passkeys/begin", caller, "sort=plain").await;
    assert_eq!(status, StatusCode::OK, "{begun}");
    let mut device = Device::new(n, ORIGIN);
    let answer = escaped(&device.make(&begun["options"], None));
    let pending = begun["pending"].as_str().unwrap();
    let form = format!("pending={pending}&answer={answer}&name={}", escaped(name));
    let (status, answer, _) = ask(node, "POST", "/passkeys", caller, &form).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    device
}

/// The form of somebody who answers a challenge at the door.
async fn answered(node: &Arc<Node>, device: &mut Device) -> String {
    let nobody = Caller::default();
    let (status, begun, _) = ask(node, "POST", "/sign-in/passkey/begin", &nobody, "").await;
    assert_eq!(status, StatusCode::OK, "{begun}");
    let answer = escaped(&device.answer(&begun["options"]));
    format!("pending={}&answer={answer}&then=/ledger", begun["pending"].as_str().unwrap())
}

#[tokio::test]
async fn an_officer_adds_a_passkey_comes_in_by_it_and_removes_it() {
    let court = found().await;
    let node = open(&court.config).await;
    let judge = sign_in(&node, "judge").await;
    let mut device = add(&node, &judge, 1, "my phone").await;
    let (_, listed, _) = ask(&node, "GET", "/passkeys", &judge, "").await;
    let one = &listed["passkeys"][0];
    assert_eq!((&one["name"], &one["level"]), (&"my phone".into(), &2.into()));
    assert_eq!(one["used_at"], Value::Null);

    let form = answered(&node, &mut device).await;
    let nobody = Caller::default();
    let (status, _, response) = ask(&node, "POST", "/sign-in/passkey", &nobody, &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(response.headers()["location"], "/ledger");
    let cookie = response.headers()[SET_COOKIE].to_str().unwrap();
    let cookie = Some(cookie.split(';').next().unwrap().to_owned());
    let caller = Caller { cookie, csrf: None };
    let (_, session, _) = ask(&node, "GET", "/session", &caller, "").await;
    assert_eq!(session["login"], "judge");
    let (status, again, _) = ask(&node, "POST", "/sign-in/passkey", &nobody, &form).await;
    assert_eq!((status, &again["code"]), (StatusCode::UNAUTHORIZED, &"passkey-used".into()));

    let remove = format!("/passkeys/{}/remove", one["id"].as_str().unwrap());
    let police = sign_in(&node, "police").await;
    for (caller, form, expected, code) in [
        (&judge, "left=1", StatusCode::CONFLICT, "stale"),
        (&judge, "", StatusCode::UNPROCESSABLE_ENTITY, "value"),
        (&police, "left=0", StatusCode::NOT_FOUND, "not-found"),
        (&judge, "left=0", StatusCode::OK, ""),
        // It ended every session of the officer.
        (&judge, "left=0", StatusCode::UNAUTHORIZED, "not-active"),
        (&caller, "left=0", StatusCode::UNAUTHORIZED, "not-active"),
    ] {
        let (status, answer, _) = ask(&node, "POST", &remove, caller, form).await;
        let said = answer["code"].as_str().unwrap_or_default();
        assert_eq!((status, said), (expected, code), "{form}");
    }
    let form = answered(&node, &mut device).await;
    let (status, answer, _) = ask(&node, "POST", "/sign-in/passkey", &nobody, &form).await;
    assert_eq!((status, &answer["code"]), (StatusCode::UNAUTHORIZED, &"passkey-unknown".into()));
}

#[tokio::test]
async fn a_form_about_passkeys_of_another_site_or_session_does_nothing() {
    let court = found().await;
    let node = open(&court.config).await;
    let judge = sign_in(&node, "judge").await;
    let bare = Caller { csrf: None, ..judge.clone() };
    for path in ["/passkeys", "/passkeys/begin", "/passkeys/none/remove"] {
        let (status, answer, _) = ask(&node, "POST", path, &bare, "left=0").await;
        assert_eq!((status, &answer["code"]), (StatusCode::BAD_REQUEST, &"form-token".into()));
    }
    for path in ["/sign-in/passkey", "/sign-in/passkey/begin"] {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(ACCEPT, "application/json")
            .header("sec-fetch-site", "cross-site");
        let response = router(&node).call(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{path}");
    }
    let (status, answer, _) = ask(&node, "POST", "/passkeys", &judge, "name=key").await;
    assert_eq!((status, &answer["code"]), (StatusCode::CONFLICT, &"passkey-used".into()));
    let (status, answer, _) = ask(&node, "POST", "/passkeys/begin", &judge, "sort=hardware").await;
    let expected = (StatusCode::UNPROCESSABLE_ENTITY, &"passkey-not-attested".into());
    assert_eq!((status, &answer["code"]), expected);
}

async fn page(node: &Arc<Node>, method: &str, path: &str, caller: &Caller) -> (HeaderMap, String) {
    let mut request = Request::builder().method(method).uri(path).header(ACCEPT, "text/html");
    if let Some(cookie) = &caller.cookie {
        request = request.header(COOKIE, cookie);
    }
    let form = caller.csrf.as_ref().map(|csrf| format!("csrf={csrf}&left=0&name=key"));
    let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let body = Body::from(form.unwrap_or_default());
    let response = router(node).call(request.body(body).unwrap()).await.unwrap();
    let headers = response.headers().clone();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (headers, String::from_utf8(bytes.to_vec()).unwrap())
}

#[tokio::test]
async fn the_door_and_the_page_of_passkeys_run_our_script_and_other_pages_none() {
    let court = found().await;
    let node = open(&court.config).await;
    let judge = sign_in(&node, "judge").await;
    add(&node, &judge, 1, "<b>phone").await;
    let id = crate::passkeys::list(&node, "judge").await.unwrap().remove(0).id;
    let nobody = Caller::default();
    let remove = format!("/passkeys/{id}/remove");
    for (method, path, caller, runs) in [
        ("GET", "/sign-in", &nobody, true),
        ("GET", "/sign-in/a-token", &nobody, false),
        ("GET", "/desk", &nobody, true),
        ("POST", "/sign-in/passkey", &nobody, true),
        ("GET", "/passkeys", &judge, true),
        ("POST", "/passkeys", &judge, true),
        ("GET", remove.as_str(), &judge, false),
        ("GET", "/desk", &judge, false),
    ] {
        let (headers, page) = page(&node, method, path, caller).await;
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert_eq!(policy.contains("script-src 'self'"), runs, "{method} {path}");
        assert_eq!(page.contains(&Script::Passkey.tag().into_string()), runs, "{method} {path}");
        assert!(!page.contains("<b>phone"), "{method} {path}");
    }
    let (headers, text) = page(&node, "GET", &Script::Passkey.path(), &nobody).await;
    assert_eq!(headers[CONTENT_TYPE], SCRIPT_TYPE);
    assert_eq!(text, Script::Passkey.text());
    // The page that a refused form is answered with says why.
    let (_, text) = page(&node, "POST", "/passkeys", &judge).await;
    assert!(text.contains("Begin again"), "{text}");
}
