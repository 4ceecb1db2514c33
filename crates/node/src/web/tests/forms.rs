//! Forms as people send them: what is wrong stands beside its field, and nothing that was typed is lost.

use axum::http::header::LOCATION;

use super::*;

/// The same as `ask`, as a browser does it: status, page, and where it is sent on.
pub(super) async fn browse(
    node: &Arc<Node>,
    method: &str,
    path: &str,
    caller: &Caller,
    form: &str,
) -> (StatusCode, String, String) {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(ACCEPT, "text/html")
        .header("sec-fetch-site", "same-origin")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    if let Some(cookie) = &caller.cookie {
        request = request.header(COOKIE, cookie);
    }
    let csrf = caller.csrf.as_deref().unwrap_or_default();
    let body = Body::from(format!("csrf={csrf}&{form}"));
    let response = router(node).call(request.body(body).unwrap()).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    let page = String::from_utf8_lossy(&bytes).replace(['\u{2068}', '\u{2069}'], "");
    let to = headers.get(LOCATION).map_or("", |to| to.to_str().unwrap());
    (status, page, to.to_owned())
}

/// A draft of the police officer in a case with the judge: its path.
async fn open_draft(node: &Arc<Node>, police: &Caller) -> String {
    let case = open_case(node, police, "0f0e0d0c-0b0a-4908-8706-050403020110").await;
    let form = "kind=epoc&to=fr-prov&track=ordinary&data=traffic";
    let (status, answer, _) =
        ask(node, "POST", &format!("/cases/{case}/measures"), police, form).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    format!("/measures/{}", answer["id"].as_str().unwrap())
}

/// The version of a measure.
async fn version(node: &Arc<Node>, measure: &str, caller: &Caller) -> u64 {
    let (_, seen, _) = ask(node, "GET", measure, caller, "").await;
    seen["version"].as_u64().unwrap()
}

#[tokio::test]
async fn a_save_after_somebody_elses_brings_back_only_what_differs() {
    let court = found().await;
    let node = open(&court.config).await;
    let (police, judge) = (sign_in(&node, "police").await, sign_in(&node, "judge").await);
    let measure = open_draft(&node, &police).await;
    let fields = format!("{measure}/fields");
    let read = version(&node, &measure, &police).await;
    let form = format!("seen={read}&issuing_phone=0400&issuing_address=Lyon");
    let (status, _, to) = browse(&node, "POST", &fields, &police, &form).await;
    assert_eq!((status, to), (StatusCode::SEE_OTHER, format!("{measure}?done=saved")));

    let form = format!("seen={read}&issuing_phone=&issuing_address=Nice&issuing_post=Doyen");
    let (status, page, _) = browse(&node, "POST", &fields, &judge, &form).await;
    assert_eq!(status, StatusCode::CONFLICT);
    for both in ["0400", "Lyon", "Nice", "Doyen"] {
        assert!(page.contains(both), "{both} is not on the page");
    }
    assert!(!page.contains("name=\"penalty_max\""), "an answer that does not differ is shown");

    let now = read + 1;
    let kept = "issuing_phone=0400&issuing_post=Doyen&conflict=issuing_address";
    let form = format!("seen={now}&{kept}&issuing_address=Nice");
    let (status, page, _) = browse(&node, "POST", &fields, &judge, &form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("say which answer counts"), "nobody is asked to choose");
    // Another answer is wrong: the choice stands, and so does the text that was not chosen.
    let wrong = format!("{form}&keep-issuing_address=theirs&time_range_from=1+June+2026");
    let (status, page, _) = browse(&node, "POST", &fields, &judge, &wrong).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("is no instant") && page.contains("value=\"Nice\""), "{page}");
    let chosen = page.split("<input").find(|tag| tag.contains("value=\"theirs\"")).unwrap();
    assert!(chosen.split('>').next().unwrap().contains("checked"), "the choice is lost");

    let form = format!("{form}&keep-issuing_address=mine");
    let (status, _, _) = browse(&node, "POST", &fields, &judge, &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, page, _) = browse(&node, "GET", &measure, &judge, "").await;
    for stored in ["value=\"0400\"", "value=\"Doyen\"", "value=\"Nice\""] {
        assert!(page.contains(stored), "{stored} is not stored");
    }
}

#[tokio::test]
async fn every_wrong_answer_is_named_by_its_label_and_kept() {
    let court = found().await;
    let node = open(&court.config).await;
    let police = sign_in(&node, "police").await;
    let measure = open_draft(&node, &police).await;
    let read = version(&node, &measure, &police).await;
    let form = format!("seen={read}&time_range_from=1+June+2026&penalty_max=ten+years");
    let fields = format!("{measure}/fields");
    let (status, page, _) = browse(&node, "POST", &fields, &police, &form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let summary = page.split("role=\"alert\"").nth(1).unwrap().split("</ol>").next().unwrap();
    assert!(summary.contains("Data from</a>") && summary.contains("Maximum penalty</a>"));
    assert!(page.contains("value=\"1 June 2026\"") && page.contains("value=\"ten years\""));
    for wrong in ["is no instant", "is no period"] {
        assert_eq!(page.matches(wrong).count(), 2, "in the list and beside its field: {wrong}");
    }
}

#[tokio::test]
async fn a_section_that_is_saved_says_so_where_the_page_comes_back() {
    let court = found().await;
    let node = open(&court.config).await;
    let police = sign_in(&node, "police").await;
    let measure = open_draft(&node, &police).await;
    let read = version(&node, &measure, &police).await;
    let fields = format!("{measure}/fields?lang=zz-rtl");
    let form = format!("seen={read}&at=G");
    let (_, _, to) = browse(&node, "POST", &fields, &police, &form).await;
    assert_eq!(to, format!("{measure}?done=saved&at=G&lang=zz-rtl#section-G"));
    let path = to.split('#').next().unwrap();
    let (_, page, _) = browse(&node, "GET", path, &police, "").await;
    assert_eq!(page.matches("role=\"status\"").count(), 1);
    let place = |words: &str| page.find(words).unwrap();
    assert!(place("id=\"section-G\"") < place("role=\"status\""));
}

#[tokio::test]
async fn an_order_for_nothing_is_not_opened_and_a_draft_can_be_dropped() {
    let court = found().await;
    let node = open(&court.config).await;
    let police = sign_in(&node, "police").await;
    let measure = open_draft(&node, &police).await;
    let (_, seen, _) = ask(&node, "GET", &measure, &police, "").await;
    let measures = format!("/cases/{}/measures", seen["case"].as_str().unwrap());
    let form = "kind=epoc&to=fr-prov&track=ordinary&data=";
    let (status, page, _) = browse(&node, "POST", &measures, &police, form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("href=\"#f-data\""), "the field is not named");

    let judge = sign_in(&node, "judge").await;
    let read = version(&node, &measure, &police).await;
    let drop = format!("{measure}/drop");
    let form = format!("seen={read}");
    let (status, answer, _) = ask(&node, "POST", &drop, &judge, &form).await;
    assert_eq!((status, &answer["code"]), (StatusCode::FORBIDDEN, &"not-author".into()));
    let (status, _, to) = browse(&node, "POST", &drop, &police, &form).await;
    assert_eq!((status, to), (StatusCode::SEE_OTHER, format!("{measure}?done=dropped")));
    let (_, seen, _) = ask(&node, "GET", &measure, &police, "").await;
    assert_eq!(seen["state"], "dropped");
    let (status, page, _) = browse(&node, "GET", &measure, &police, "").await;
    assert_eq!(status, StatusCode::OK);
    assert!(!page.contains("name=\"issuing_phone\""), "it can still be written on");
}

#[tokio::test]
async fn a_form_that_comes_after_the_session_waits_for_its_officer_and_for_nobody_else() {
    let court = found().await;
    let node = open(&court.config).await;
    let police = sign_in(&node, "police").await;
    browse(&node, "POST", "/sign-out", &police, "").await;
    let form = "codename=half+an+hour+of+work&focus=lanterns";
    let (status, page, _) = browse(&node, "POST", "/cases", &police, form).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert!(page.contains("Your session is over"), "nothing says what happened");
    assert!(!page.contains("half an hour"), "whoever sits here next reads it");

    let judge = sign_in(&node, "judge").await;
    let (status, page, to) = browse(&node, "GET", "/kept", &judge, "").await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/desk"), "{page}");

    let (again, to) = sign_in_to(&node, "police", "a-second-token", "/desk").await;
    assert_eq!(to, "/kept");
    let (status, page, _) = browse(&node, "GET", "/kept", &again, "").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("value=\"half an hour of work\""), "what was typed is lost");
    assert!(page.contains("value=\"lanterns\"") && page.contains("action=\"/cases\""));
    // Whoever has seen it is not led there a second time.
    assert_eq!(sign_in_to(&node, "police", "a-third-token", "/cases").await.1, "/cases");
}

#[tokio::test]
async fn a_form_of_another_session_is_refused_and_kept_for_nobody() {
    let court = found().await;
    let node = open(&court.config).await;
    let before = sign_in(&node, "judge").await;
    let now = sign_in_with(&node, "police", "a-second-token").await;
    let mixed = Caller { cookie: now.cookie.clone(), csrf: before.csrf };
    let size = node.ledger.signed().size;
    let (status, _, _) = browse(&node, "POST", "/cases", &mixed, "codename=LANTERN").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let (status, _, to) = browse(&node, "GET", "/kept", &now, "").await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/desk"), "another read it");
    assert_eq!(node.ledger.signed().size, size, "something was done");
}

#[tokio::test]
async fn another_site_signs_nobody_in() {
    let court = found().await;
    let node = open(&court.config).await;
    let folder = node.config.data_dir.join("sign-in");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(Digest::of(b"a-planted-token").hex()), "police").unwrap();
    let ask = |site: &str| {
        let request = Request::builder().method("POST").uri("/sign-in");
        let request = request.header("sec-fetch-site", site);
        request.body(Body::from("token=a-planted-token")).unwrap()
    };
    let refused = router(&node).call(ask("cross-site")).await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    assert!(refused.headers().get(SET_COOKIE).is_none());
    // The link was not used up by it.
    let taken = router(&node).call(ask("same-origin")).await.unwrap();
    assert_eq!(taken.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nobody_leaves_a_form_without_the_token_of_its_session() {
    let court = found().await;
    let node = open(&court.config).await;
    let police = sign_in(&node, "police").await;
    browse(&node, "POST", "/sign-out", &police, "").await;
    let stranger = Caller { cookie: police.cookie.clone(), csrf: None };
    browse(&node, "POST", "/cases", &stranger, "codename=PLANTED").await;
    assert_eq!(sign_in_to(&node, "police", "a-second-token", "/desk").await.1, "/desk");
}

#[tokio::test]
async fn after_signing_in_one_stays_on_this_node() {
    let court = found().await;
    let node = open(&court.config).await;
    for (n, (then, expected)) in [
        ("/cases", "/cases"),
        ("//elsewhere.example", "/desk"),
        ("https://elsewhere.example", "/desk"),
        ("/\\elsewhere.example", "/desk"),
        ("/cases?done=saved", "/desk"),
    ]
    .into_iter()
    .enumerate()
    {
        let (_, to) = sign_in_to(&node, "police", &format!("token-{n}"), then).await;
        assert_eq!(to, expected, "{then}");
    }
}

/// Signs in from a page that says where to go on, and where that led.
async fn sign_in_to(node: &Arc<Node>, login: &str, token: &str, then: &str) -> (Caller, String) {
    let folder = node.config.data_dir.join("sign-in");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(Digest::of(token.as_bytes()).hex()), login).unwrap();
    let form = format!("token={token}&then={}", then.replace('/', "%2F"));
    let (_, _, response) = ask(node, "POST", "/sign-in", &Caller::default(), &form).await;
    let cookie = response.headers()[SET_COOKIE].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let to = response.headers()[LOCATION].to_str().unwrap().to_owned();
    (Caller { cookie: Some(cookie), csrf: None }, to)
}
