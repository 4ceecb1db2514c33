//! What officers do in the portals: an investigation order from its draft to its end, and a package of it.
//!
//! The answers of the forms are in files beside this one, a line each: `name=value`. The forms themselves are the pack's.

use std::fs;

use serde_json::Value;

use super::house::House;
use crate::{fault::Fault, tally::Tally};

/// The order, the statement of its receipt and its recognition, as they are filled in.
const ORDER: &str = include_str!("letter/order.form");
const RECEIPT: &str = include_str!("letter/receipt.form");
const DECISION: &str = include_str!("letter/decision.form");
/// What is handed over.
const RECORDS: &[u8] =
    b"2026-06-01T08:00:00Z 198.51.100.7:49152 > 203.0.113.7:443 GET /offers/1 200\n";

/// The answers of a form, with the day in place of `@today`.
fn answers(form: &str, today: &str) -> Vec<(String, String)> {
    let lines = form.lines().filter_map(|line| line.split_once('='));
    lines.map(|(name, value)| (name.to_owned(), value.replace("@today", today))).collect()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The version of what was shown, to which a form answers.
fn version(shown: &Value) -> String {
    shown.get("version").and_then(Value::as_u64).map(|n| n.to_string()).unwrap_or_default()
}

/// A form that must be taken; the named word of the answer.
fn done(
    house: &mut House,
    login: &str,
    path: &str,
    pairs: &[(&str, &str)],
    word: &str,
) -> Result<String, Fault> {
    let answer = house.sends(login, path, pairs)?;
    let is_whole = answer.is_yes() && list(&answer.json(), "errors").is_empty();
    let found = answer.word(word).filter(|_| is_whole);
    found.ok_or_else(|| house.broken(&format!("{path} answered {} {}", answer.status, answer.text)))
}

/// Whether a letter on record says this and has its effect.
fn stands(shown: &Value, form: &str) -> bool {
    list(shown, "letters").iter().any(|letter| {
        text(letter, "form") == form && ["said", "taken"].contains(&text(letter, "standing"))
    })
}

/// The case and the measure in Lyon.
#[derive(Debug, Clone)]
pub(crate) struct Issued {
    case: String,
    pub(crate) measure: String,
}

/// A draft that says what it lacks, then a whole one; the officer who may not issue it; the judge who does.
pub(crate) fn issue(lyon: &mut House, today: &str, tally: &mut Tally) -> Result<Issued, Fault> {
    let pairs = [
        ("codename", "long-quay"),
        ("focus", "a server in Hamburg that the marketplace used"),
        ("participant", "fr-tj/police"),
        ("participant", "fr-tj/judge"),
        ("participant", "fr-tj/clerk"),
    ];
    let case = done(lyon, "police", "/cases", &pairs, "id")?;
    let pairs = [
        ("instrument", "eu-eio"),
        ("kind", "eio"),
        ("to", "de-sta/legal-aid"),
        ("track", "ordinary"),
        ("language", "en"),
        ("data", "traffic"),
    ];
    let measure = done(lyon, "police", &format!("/cases/{case}/measures"), &pairs, "id")?;
    let (page, fields) = (format!("/measures/{measure}"), format!("/measures/{measure}/fields"));
    let seen = version(&lyon.sees("police", &page)?.json());
    let all = answers(ORDER, today);
    let some = all.iter().take(2).cloned().chain([("seen".to_owned(), seen)]).collect::<Vec<_>>();
    lyon.sends("police", &fields, &borrowed(&some))?;
    let shown = lyon.sees("police", &page)?.json();
    let defects = list(&shown, "defects");
    let are_founded = defects.iter().all(|defect| !text(defect, "cite").trim().is_empty());
    tally.check(
        !defects.is_empty() && are_founded,
        format_args!("an incomplete draft says what it lacks, with articles"),
    );
    let seen = version(&shown);
    let whole: Vec<_> = all.into_iter().chain([("seen".to_owned(), seen)]).collect();
    lyon.sends("police", &fields, &borrowed(&whole))?;
    let shown = lyon.sees("police", &page)?.json();
    if let Some(defect) = list(&shown, "defects").first() {
        return Err(lyon.broken(&format!("the whole draft still lacks {defect}")));
    }
    let issue = format!("/measures/{measure}/issue");
    let form = issue_form(lyon, "police", &measure)?;
    let refused = lyon.sends("police", &issue, &borrowed(&form))?;
    tally.check(
        refused.word("code").as_deref() == Some("not-competent"),
        format_args!("the police officer cannot issue it"),
    );
    let form = issue_form(lyon, "judge", &measure)?;
    let issued = lyon.sends("judge", &issue, &borrowed(&form))?;
    tally.check(issued.is_yes(), format_args!("the judge issues what the copy says"));
    Ok(Issued { case, measure })
}

/// The copy reaches Hamburg, and Lyon has its receipt. The order there.
pub(crate) fn arrives(
    lyon: &House,
    hamburg: &House,
    issued: &Issued,
    tally: &mut Tally,
) -> Result<String, Fault> {
    let page = format!("/measures/{}", issued.measure);
    lyon.until("judge", &page, "receipt", |shown| {
        (!shown.get("receipts")?.as_object()?.is_empty()).then_some(())
    })?;
    let order = hamburg.until("executor", "/desk", "order on the desk", |desk| {
        let id = list(desk, "items").iter().map(|item| text(item, "id")).find(|id| !id.is_empty());
        id.map(str::to_owned)
    })?;
    hamburg.until("executor", &format!("/orders/{order}"), "clock", |shown| {
        let runs = |clock: &Value| text(clock, "clock").ends_with("/acknowledge");
        list(shown, "clocks").iter().any(runs).then_some(())
    })?;
    tally.check(true, format_args!("the order is on the desk in Hamburg, and its clock runs"));
    Ok(order)
}

fn borrowed(form: &[(String, String)]) -> Vec<(&str, &str)> {
    form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// The form that issues what was shown, with an answer to each question.
fn issue_form(house: &House, login: &str, measure: &str) -> Result<Vec<(String, String)>, Fault> {
    let check = house.sees(login, &format!("/measures/{measure}/check"))?.json();
    let copies = list(&check, "copies").iter();
    let copy = copies.clone().find(|copy| text(copy, "copy") == "addressee");
    let digest = copy.map(|copy| text(copy, "digest").to_owned()).unwrap_or_default();
    let mut form =
        vec![("seen".to_owned(), version(&check)), ("digest_addressee".to_owned(), digest)];
    let shown = house.sees(login, &format!("/measures/{measure}"))?.json();
    form.extend(list(&shown, "checks").iter().map(|check| {
        let why = "Considered for this order, and answered with yes.".to_owned();
        (format!("check-{}", text(check, "id")), why)
    }));
    Ok(form)
}

/// Hamburg states the receipt, recognizes the order and hands the records over; Lyon reads both answers.
pub(crate) fn answer(
    lyon: &mut House,
    hamburg: &mut House,
    (issued, order): (&Issued, &str),
    today: &str,
    tally: &mut Tally,
) -> Result<(), Fault> {
    let order = format!("/orders/{order}");
    let page = format!("/measures/{}", issued.measure);
    for (form, filled) in [("eio-receipt", RECEIPT), ("eio-decision", DECISION)] {
        let mut pairs = answers(filled, today);
        pairs.push(("form".to_owned(), form.to_owned()));
        let said = hamburg.sends("executor", &format!("{order}/letters"), &borrowed(&pairs))?;
        if !said.is_yes() {
            return Err(hamburg.broken(&format!("{form} is answered with {}", said.text)));
        }
        lyon.until("judge", &page, form, |shown| stands(shown, form).then_some(()))?;
        tally.check(true, format_args!("`{form}` stands on the page of the measure in Lyon"));
    }
    let taken =
        hamburg.uploads("executor", &format!("{order}/evidence?name=records.txt"), RECORDS)?;
    let digest = taken.word("sha256").filter(|_| taken.is_yes());
    let digest = digest.ok_or_else(|| hamburg.broken(&taken.text))?;
    let over = hamburg.sends("executor", &format!("{order}/hand-over"), &[])?;
    if !over.is_yes() {
        return Err(hamburg.broken(&format!("the hand-over is answered with {}", over.text)));
    }
    lyon.until("clerk", &page, "records with the digest of Hamburg", |shown| {
        let exhibits = list(shown, "exhibits");
        let is_there = |exhibit: &Value| {
            text(exhibit, "sha256") == digest
                && !["", "contested"].contains(&text(exhibit, "state"))
        };
        exhibits.iter().any(is_there).then_some(())
    })?;
    tally.check(
        true,
        format_args!("the records lie in the case in Lyon, with the digest of Hamburg"),
    );
    let completed = lyon.sends("judge", &format!("{page}/complete"), &[])?;
    tally.check(completed.is_yes(), format_args!("the judge completes the measure"));
    Ok(())
}

/// The clerk asks for the package, the judge agrees, the clerk downloads it.
pub(crate) fn export(lyon: &mut House, issued: &Issued, name: &str) -> Result<(), Fault> {
    let path = format!("/cases/{}/export", issued.case);
    let package = done(lyon, "clerk", &path, &[], "package")?;
    let page = format!("/packages/{package}");
    let shown = lyon.sees("clerk", &page)?.json();
    if shown.get("approvals_missing").and_then(Value::as_u64).is_some_and(|missing| missing > 0) {
        done(lyon, "judge", &format!("{page}/approve"), &[], "package")?;
    }
    lyon.until("clerk", &page, "sealed package", |shown| match text(shown, "state") {
        "sealed" => Some(true),
        "failed" => Some(false),
        _ => None,
    })?;
    let file = lyon.sees("clerk", &format!("{page}/download"))?;
    let to = lyon.at(name);
    fs::write(&to, &file.bytes).map_err(Fault::at("write", &to))
}
