//! What officers note for the yearly figures, as it is posted: noted, counted, struck, forgotten, and named where wrong.

use domain::ids::OccurrenceId;
use jiff::tz::TimeZone;
use serde_json::json;

use super::forms::browse;
use super::*;

const NOTES: &str = "/statistics/notes";
const REMEDY: &str = "statistic=eu-e-evidence/stat/28.2.h&figure=remedies_in_issuing_state";
const COSTS: &str = "statistic=eu-e-evidence/stat/28.2.j&figure=costs_claimed";
const DISPUTE: &str = "statistic=eu-dsa/stat/24.1.a.median&figure=median_time_of_disputes";

/// A day from today, in the zone of the court.
fn day(node: &Node, days: i64) -> jiff::civil::Date {
    let today = node.now().to_zoned(TimeZone::get("Europe/Paris").unwrap()).date();
    today.saturating_add(jiff::Span::new().days(days))
}

/// Notes two remedies of today, under this key; the id of the note.
async fn remedies(node: &Arc<Node>, judge: &Caller, once: &str) -> String {
    let today = day(node, 0);
    let form = format!(
        "{REMEDY}&once={once}&n=2&happened_on={today}&by-data_type=content&on_file=Lyon+27%2F1"
    );
    let (status, answer, _) = ask(node, "POST", NOTES, judge, &form).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    answer["id"].as_str().unwrap().to_owned()
}

/// What the figures of this year say under a counter; nothing where the law of it is not counted at all.
async fn counted(node: &Arc<Node>, judge: &Caller, statistic: &str) -> Value {
    let year = day(node, 0).year();
    let (_, figures, _) = ask(node, "GET", &format!("/statistics?year={year}"), judge, "").await;
    let counters = figures["counters"].as_array().unwrap();
    let counter = counters.iter().find(|counter| counter["id"] == statistic);
    counter.map_or(Value::Null, |counter| counter["figures"][0].clone())
}

async fn list(node: &Arc<Node>, judge: &Caller, year: i16) -> Vec<Value> {
    let path = format!("{NOTES}?year={year}");
    let (status, listed, _) = ask(node, "GET", &path, judge, "").await;
    assert_eq!((status, &listed["year"]), (StatusCode::OK, &json!(year)));
    listed["notes"].as_array().unwrap().clone()
}

#[tokio::test]
async fn what_is_noted_is_listed_and_counted_until_it_is_struck() {
    let court = found().await;
    let node = open(&court.config).await;
    let judge = sign_in(&node, "judge").await;
    let before = node.ledger.signed().size;
    let id = remedies(&node, &judge, "1").await;
    assert_eq!(node.ledger.signed().size, before + 1, "one event, one leaf");
    let today = day(&node, 0);
    let [note] = list(&node, &judge, today.year()).await.try_into().unwrap();
    assert_eq!(
        (&note["id"], &note["n"], &note["figure"]),
        (&json!(id), &json!(2), &json!("remedies_in_issuing_state"))
    );
    assert_eq!(note["told_apart"], json!({ "data_type": "content" }));
    assert_eq!(
        (&note["on_file"], &note["noted_by"]),
        (&json!("Lyon 27/1"), &json!("issuing_authority"))
    );
    let zone = TimeZone::get("Europe/Paris").unwrap();
    let first = today.to_zoned(zone).unwrap().timestamp();
    assert_eq!(note["happened_at"], wire::time::text(first), "not the first instant of the day");
    assert_eq!(list(&node, &judge, today.year() - 1).await, [] as [Value; 0]);
    let remedies = counted(&node, &judge, "eu-e-evidence/stat/28.2.h").await;
    assert_eq!(remedies["n"], 2);
    assert_eq!(remedies["rows"][0]["of"], json!(["content"]));

    let strike = format!("{NOTES}/{id}/strike");
    let (status, answer, _) = ask(&node, "POST", &strike, &judge, "why=").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer["errors"].to_string().contains("\"why\""), "{answer}");
    let (status, answer, _) = ask(&node, "POST", &strike, &judge, "why=A+mistake").await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    // Nothing else is under this law, so its counters are gone with the note.
    assert_eq!(counted(&node, &judge, "eu-e-evidence/stat/28.2.h").await, Value::Null);
    let [note] = list(&node, &judge, today.year()).await.try_into().unwrap();
    assert_eq!(note["struck"]["why"], "A mistake");
    let (status, answer, _) = ask(&node, "POST", &strike, &judge, "why=Again").await;
    assert_eq!((status, &answer["code"]), (StatusCode::CONFLICT, &"closed".into()));
}

#[tokio::test]
async fn the_same_form_sent_twice_counts_once() {
    let court = found().await;
    let node = open(&court.config).await;
    let judge = sign_in(&node, "judge").await;
    let first = remedies(&node, &judge, "one").await;
    assert_eq!(remedies(&node, &judge, "one").await, first);
    assert_eq!(counted(&node, &judge, "eu-e-evidence/stat/28.2.h").await["n"], 2);
    assert_ne!(remedies(&node, &judge, "two").await, first);
    assert_eq!(counted(&node, &judge, "eu-e-evidence/stat/28.2.h").await["n"], 4);
}

#[tokio::test]
async fn an_amount_and_a_time_are_counted_as_what_they_are() {
    let court = found().await;
    let node = open(&court.config).await;
    let judge = sign_in(&node, "judge").await;
    let today = day(&node, 0);
    for amount in ["120.50+EUR", "80+EUR", "7+CZK"] {
        let form = format!("{COSTS}&happened_on={today}&amount={amount}&on_file=Budget+4");
        let (status, answer, _) = ask(&node, "POST", NOTES, &judge, &form).await;
        assert_eq!(status, StatusCode::CREATED, "{answer}");
    }
    let costs = counted(&node, &judge, "eu-e-evidence/stat/28.2.j").await;
    assert_eq!(
        (&costs["n"], &costs["sums"]),
        (&json!(3), &json!({ "CZK": "700", "EUR": "20050" }))
    );

    // Finer than a millisecond nothing is recorded, and a time is not made shorter or longer by that.
    let took = jiff::SignedDuration::from_hours(5) + jiff::SignedDuration::from_nanos(300);
    let ended = node.now();
    let form = format!("{DISPUTE}&began_at={}&happened_at={ended}&on_file=Body+9", ended - took);
    let (status, answer, _) = ask(&node, "POST", NOTES, &judge, &form).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    let dispute = counted(&node, &judge, "eu-dsa/stat/24.1.a.median").await;
    assert_eq!((&dispute["n"], &dispute["seconds"]), (&json!(1), &json!(5 * 60 * 60)));
}

#[tokio::test]
async fn each_answer_that_cannot_be_taken_is_named_and_no_other() {
    let court = found().await;
    let node = open(&court.config).await;
    let judge = sign_in(&node, "judge").await;
    let before = node.ledger.signed().size;
    let names =
        ["n", "happened_on", "began_at", "happened_at", "by-data_type", "amount", "on_file"];
    let today = day(&node, 0);
    for (form, wrong) in [
        (REMEDY.to_owned(), ["n", "happened_on", "by-data_type", "on_file"].as_slice()),
        (
            format!("{REMEDY}&n=0&happened_on=today&by-data_type=letters&on_file=+"),
            &["n", "happened_on", "by-data_type", "on_file"],
        ),
        (format!("{REMEDY}&n=100001&happened_on={today}&by-data_type=traffic&on_file=x"), &["n"]),
        (format!("{REMEDY}&n=%2B1&happened_on={today}&by-data_type=traffic&on_file=x"), &["n"]),
        (
            format!("{REMEDY}&n=1&happened_on={today}&by-data_type=traffic&on_file=a%07b"),
            &["on_file"],
        ),
        (format!("{COSTS}&n=1&happened_on={today}&amount=12+euro&on_file=x"), &["amount"]),
        (format!("{COSTS}&n=1&happened_on={today}&on_file=x"), &["amount"]),
        (format!("{DISPUTE}&began_at=2026-09-01&on_file=x"), &["began_at", "happened_at"]),
    ] {
        let (status, answer, _) = ask(&node, "POST", NOTES, &judge, &form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        let named = answer["errors"].to_string();
        for field in names {
            let is_named = named.contains(&format!("\"{field}\""));
            assert_eq!(is_named, wrong.contains(&field), "{field} of {form}: {answer}");
        }
    }
    assert_eq!(node.ledger.signed().size, before, "something was noted");
}

#[tokio::test]
async fn what_the_law_does_not_count_so_is_refused_by_the_core() {
    let court = found().await;
    let node = open(&court.config).await;
    let judge = sign_in(&node, "judge").await;
    let before = node.ledger.signed().size;
    let (today, tomorrow) = (day(&node, 0), day(&node, 1));
    let remedy = format!("{REMEDY}&n=1&by-data_type=traffic&on_file=x");
    let untimed = format!("{remedy}&happened_on={today}");
    let costs = format!("{COSTS}&n=1&happened_on={today}&on_file=x");
    let dispute = format!("{DISPUTE}&on_file=x&happened_at=2026-09-01T08:00:00Z");
    for (form, code, detail) in [
        (format!("{remedy}&happened_on={tomorrow}"), "note-unfit", "happened_at"),
        (format!("{untimed}&began_at=2026-09-01T08:00:00Z"), "note-unfit", "began_at"),
        (format!("{untimed}&amount=1.00+EUR"), "note-unfit", "amount"),
        (format!("{untimed}&by-emergency=yes"), "note-unfit", "told_apart"),
        (format!("{costs}&amount=0.00+EUR"), "note-unfit", "amount"),
        (format!("{costs}&amount=5.00+EUR").replace("n=1", "n=2"), "note-unfit", "n"),
        (format!("{dispute}&began_at=2026-09-01T08:00:01Z"), "note-unfit", "began_at"),
        (format!("{dispute}&began_at=2026-09-01T07:00:00Z&n=2"), "note-unfit", "n"),
        // Counted by the node itself, named nowhere, and of a law that nobody holds.
        (
            untimed.replace("28.2.h&figure=remedies_in_issuing_state", "28.2.a&figure=epoc_issued"),
            "not-counted",
            "epoc_issued",
        ),
        (untimed.replace("remedies_in_issuing_state", "remedies"), "not-counted", "remedies"),
        (untimed.replace("eu-e-evidence", "eu-nowhere"), "not-counted", "remedies"),
    ] {
        let (_, answer, _) = ask(&node, "POST", NOTES, &judge, &form).await;
        assert_eq!(answer["code"], code, "{form}: {answer}");
        assert!(answer["detail"].as_str().unwrap().contains(detail), "{form}: {answer}");
    }
    assert_eq!(node.ledger.signed().size, before, "something was noted");
    for figure in ["28.2.a&figure=epoc_issued", "28.2.h&figure=remedies"] {
        let path = format!("{NOTES}/new?statistic=eu-e-evidence/stat/{figure}");
        let (status, ..) = ask(&node, "GET", &path, &judge, "").await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn who_answers_for_no_figures_learns_nothing_of_what_is_noted() {
    let court = found().await;
    let node = open(&court.config).await;
    let (judge, police) = (sign_in(&node, "judge").await, sign_in(&node, "police").await);
    let clerk = sign_in(&node, "clerk").await;
    let id = remedies(&node, &judge, "1").await;
    let (form, strike) = (format!("{NOTES}/new?{REMEDY}"), format!("{NOTES}/{id}/strike"));
    let none = format!("{NOTES}/{}/strike", OccurrenceId::new([9; 16]));
    for (method, path, caller) in [
        ("GET", NOTES, &police),
        ("GET", &form, &police),
        ("POST", NOTES, &police),
        ("POST", &strike, &police),
        ("GET", &form, &clerk),
        ("POST", NOTES, &clerk),
        ("POST", &strike, &clerk),
        ("POST", &none, &judge),
    ] {
        let (status, answer, _) = ask(&node, method, path, caller, "why=x").await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{method} {path}: {answer}");
    }
    // The custodian reads the figures, and so what was noted for them, and is offered nothing to note.
    let (status, listed, _) = ask(&node, "GET", NOTES, &clerk, "").await;
    assert_eq!((status, &listed["figures"]), (StatusCode::OK, &json!([])));
    let (_, page, _) = browse(&node, "GET", NOTES, &clerk, "").await;
    assert!(page.contains("Lyon 27/1") && !page.contains("/strike") && !page.contains("/new?"));
    for path in ["?year=9999", "?page=0", "?page=2"] {
        let (status, _, _) = browse(&node, "GET", &format!("{NOTES}{path}"), &judge, "").await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn what_was_typed_comes_back_with_what_is_wrong_and_waits_when_the_session_is_over() {
    let court = found().await;
    let node = open(&court.config).await;
    let judge = sign_in(&node, "judge").await;
    let id = remedies(&node, &judge, "1").await;
    let tomorrow = day(&node, 1);
    let form =
        format!("{REMEDY}&n=7&happened_on={tomorrow}&by-data_type=traffic&on_file=Court+of+Lyon");
    let (status, page, _) = browse(&node, "POST", NOTES, &judge, &form).await;
    assert!(status.is_client_error(), "{status}");
    for kept in ["value=\"7\"", "Court of Lyon", "value=\"traffic\" selected", "#f-happened_on"] {
        assert!(page.contains(kept), "{kept} is not on the page");
    }
    let strike = format!("{NOTES}/{id}/strike");
    let (status, page, _) = browse(&node, "POST", &strike, &judge, "why=a%07b").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains(&format!("href=\"#f-strike-{id}-why\"")), "{page}");

    for (path, form, typed) in
        [(NOTES, form.as_str(), "Court of Lyon"), (&strike, "why=Long+thought", "Long thought")]
    {
        let token = format!("a-token-for-{}", typed.len());
        let judge = sign_in_with(&node, "judge", &token).await;
        browse(&node, "POST", "/sign-out", &judge, "").await;
        let (status, _, _) = browse(&node, "POST", path, &judge, form).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{path}");
        let judge = sign_in_with(&node, "judge", &format!("{token}-again")).await;
        let (_, page, _) = browse(&node, "GET", "/kept", &judge, "").await;
        assert!(page.contains(typed), "a form that waited is lost: {path}");
    }

    let judge = sign_in_with(&node, "judge", "a-last-token-of-the-judge").await;
    let today = day(&node, 0);
    let form = form.replace(&tomorrow.to_string(), &today.to_string());
    let (status, _, to) = browse(&node, "POST", NOTES, &judge, &form).await;
    let year = today.year();
    assert_eq!(
        (status, to),
        (StatusCode::SEE_OTHER, format!("{NOTES}?year={year}&done=occurrence-noted"))
    );
    let (status, _, to) = browse(&node, "POST", &strike, &judge, "why=A+mistake").await;
    assert_eq!(
        (status, to),
        (StatusCode::SEE_OTHER, format!("{NOTES}?year={year}&done=occurrence-struck"))
    );
    let (status, _, to) = browse(&node, "GET", &format!("{NOTES}/new"), &judge, "").await;
    assert_eq!((status, to), (StatusCode::SEE_OTHER, NOTES.to_owned()));
}

#[tokio::test]
async fn a_long_year_is_read_page_by_page_and_a_refused_reason_comes_back_on_its_own() {
    let court = found().await;
    let node = open(&court.config).await;
    let judge = sign_in(&node, "judge").await;
    let first = remedies(&node, &judge, "0").await;
    for n in 1..=50 {
        remedies(&node, &judge, &n.to_string()).await;
    }
    let year = day(&node, 0).year();
    let panel = format!("id=\"note-{first}\"");
    let (_, page, _) = browse(&node, "GET", NOTES, &judge, "").await;
    assert_eq!(page.matches("id=\"note-").count(), 50);
    assert!(page.contains(&format!("{NOTES}?year={year}&amp;page=2")) && !page.contains(&panel));
    let (_, page, _) =
        browse(&node, "GET", &format!("{NOTES}?year={year}&page=2"), &judge, "").await;
    assert_eq!(page.matches("id=\"note-").count(), 1);
    let strike = format!("{NOTES}/{first}/strike");
    let (_, page, _) = browse(&node, "POST", &strike, &judge, "why=").await;
    assert!(page.contains(&panel) && page.contains("<details class=\"govuk-details whole\" open>"));
    assert_eq!(list(&node, &judge, year).await.len(), 51, "programs get all");
}
