//! The notice to the person whose data were produced: recorded as given, asked to wait, reviewed by somebody else, owed
//! again. Nothing of it leaves this node; what is decided, the core decides.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use domain::denied::Denied;
use domain::letter::Language;
use domain::measure::Command;
use domain::measure::notice::{Means, Notice, NoticeAct, Proof, Telling, Verdict};
use domain::reader::NoticeSeen;
use law::value::BadValue;
use portal::component::problem_list::Wrong;
use portal::page::measure::notice::Typed;
use portal::path;
use seal::digest::Digest;
use serde_json::{Value, json};

use super::address::Step;
use super::form::Fields;
use super::form::reading::{Faults, Reading};
use super::letters::command;
use super::measures::{record_read, seen};
use super::show::measure as pages;
use super::{Answer, Posted, Refusal, Shared, Signed};
use crate::act::ActError;
use crate::node::Node;

#[cfg(test)]
mod tests;

/// Longest reasons and longest letter to a person, in characters: some ten pages, far below what an event holds.
const LONG_CHARS_MAX: usize = 20_000;
/// Longest short form of the reasons: a reviewer reads it at a glance.
const SHORT_CHARS_MAX: usize = 500;

/// Records that the person was told.
pub async fn give(node: Shared, id: Step<String>, posted: Posted) -> Answer {
    act(node, id, posted, "give_notice", "notice-given", telling).await
}

/// Asks that the notice waits.
pub async fn defer(node: Shared, id: Step<String>, posted: Posted) -> Answer {
    act(node, id, posted, "defer_notice", "notice-asked", delay).await
}

/// Decides about a delay that somebody else asked for.
pub async fn review(node: Shared, id: Step<String>, posted: Posted) -> Answer {
    act(node, id, posted, "review_notice_delay", "notice-reviewed", verdict).await
}

/// Ends a delay because its ground ceased.
pub async fn end(node: Shared, id: Step<String>, posted: Posted) -> Answer {
    act(node, id, posted, "end_notice_delay", "notice-due", ceased).await
}

async fn act(
    State(node): Shared,
    Step(id): Step<String>,
    posted: Posted,
    name: &'static str,
    done: &str,
    read: fn(&Fields) -> Result<NoticeAct, Faults>,
) -> Answer {
    let signed = &posted.signed;
    // Whoever may not know of the measure learns nothing of its form either.
    let (_, _) = seen(&node, signed, &id).await.map_err(|error| signed.refuse(error))?;
    let given = match read(&posted.fields) {
        Ok(asked) => command(&node, &id, &posted, name, Command::Notice(asked)).await,
        Err(wrong) => Err(signed.refuse(ActError::Wrong(wrong.into_iter().collect()))),
    };
    if let Err(refusal) = given {
        return Err(sent_back(&node, &id, &posted, refusal).await);
    }
    let location = format!("{}?done={done}", path::measure(&id));
    Ok(signed.done(StatusCode::OK, &json!({ "id": id }), &location))
}

/// A refusal that a person can repair comes back on the page of the measure, with everything that was typed.
async fn sent_back(node: &Arc<Node>, id: &str, posted: &Posted, refusal: Refusal) -> Refusal {
    let signed = &posted.signed;
    let mut wrong: Faults = refusal.wrong().iter().cloned().collect();
    let denied = match refusal.denied() {
        Some(Denied::NoticeIncomplete { what, .. }) => {
            wrong.insert((*what).to_owned(), Wrong::Needed);
            None
        }
        Some(Denied::UnknownDelayGround { ground, .. }) => {
            let why = Wrong::Value(BadValue::UnknownCode { text: ground.clone() });
            wrong.insert("ground".to_owned(), why);
            None
        }
        Some(denied @ (Denied::DayUnfit { .. } | Denied::DraftChanged { .. })) => {
            Some(denied.clone())
        }
        Some(_) | None => None,
    };
    if !signed.is_person() || (wrong.is_empty() && denied.is_none()) {
        return refusal;
    }
    let typed = Typed { fields: as_typed(&posted.fields), wrong, denied };
    match shown(node, signed, id, typed).await {
        Ok(page) => refusal.with_page(page),
        Err(_) => refusal,
    }
}

/// The page of the measure with a form that waited.
///
/// # Errors
/// If the measure may not be read.
pub async fn again(
    node: &Arc<Node>,
    signed: &Signed,
    id: &str,
    fields: &Fields,
) -> Result<String, ActError> {
    let typed = Typed { fields: as_typed(fields), ..Typed::default() };
    shown(node, signed, id, typed).await
}

/// What was typed, as it was typed; of the boxes the one that was chosen.
fn as_typed(fields: &Fields) -> BTreeMap<String, String> {
    let fields = fields.iter().filter_map(|(name, values)| {
        Some((name.to_owned(), values.iter().rfind(|value| !value.is_empty())?.clone()))
    });
    fields.collect()
}

async fn shown(
    node: &Arc<Node>,
    signed: &Signed,
    id: &str,
    typed: Typed,
) -> Result<String, ActError> {
    let (seen, found) = seen(node, signed, id).await?;
    if seen.notice.is_none() {
        return Err(ActError::NotFound);
    }
    record_read(node, signed, &found).await?;
    let place = signed.place.at(&path::measure(id));
    let back = pages::Back { notice: typed, ..pages::Back::default() };
    pages::show(node, signed, &place, (&seen, &found), &back).await
}

/// The notice of a measure as programs read it.
#[must_use]
pub fn document(notice: &NoticeSeen) -> Value {
    let mut fields = json!({
        "standing": notice.standing.id(),
        "cite": notice.cite.to_string(),
        "delay_grounds": notice.delay_grounds,
    });
    let rest = match &notice.standing {
        Notice::NotOwed => json!({}),
        Notice::Due(owed) => json!({
            "since": wire::time::text(owed.since),
            "because": owed.because.id(),
            "asked": owed.asked.as_ref().map(|asked| asked.n),
        }),
        Notice::Deferred(deferral) => json!({
            "ground": deferral.delay.ground,
            "review_on": deferral.delay.review_on.to_string(),
        }),
        Notice::Given(told) => json!({
            "told_on": told.telling.told_on.to_string(),
            "means": told.telling.means.id(),
            "language": told.telling.language.as_str(),
        }),
    };
    if let (Some(all), Value::Object(rest)) = (fields.as_object_mut(), rest) {
        all.extend(rest);
    }
    fields
}

fn telling(fields: &Fields) -> Result<NoticeAct, Faults> {
    let mut reading = Reading::of(fields);
    let told_on = reading.day("told_on");
    let told_on = reading.need("told_on", told_on);
    let means = reading.code("means", Means::parse);
    let means = reading.need("means", means);
    let language = reading.code("language", Language::parse);
    let language = reading.need("language", language);
    let remedies = reading.words("remedies", LONG_CHARS_MAX);
    let letter = reading.words("proof", LONG_CHARS_MAX);
    let sha256 = reading.code("sha256", |hex| Some(Digest::parse_hex(hex).ok()?.0));
    let proof = Proof { letter, sha256 };
    let told = told_on.zip(means).zip(language).map(|((told_on, means), language)| {
        NoticeAct::Give(Telling { told_on, means, language, remedies, proof })
    });
    reading.done(told)
}

fn delay(fields: &Fields) -> Result<NoticeAct, Faults> {
    let mut reading = Reading::of(fields);
    let ground = fields.get("ground");
    let ground = reading.need("ground", ground).unwrap_or_default().to_owned();
    let reasons = reading.words("reasons", LONG_CHARS_MAX);
    let justification = reading.words("justification", SHORT_CHARS_MAX);
    let review_on = reading.day("review_on");
    reading.done(Some(NoticeAct::Defer { ground, reasons, justification, review_on }))
}

fn verdict(fields: &Fields) -> Result<NoticeAct, Faults> {
    let mut reading = Reading::of(fields);
    let asked = reading.code("asked", |text| text.parse().ok());
    let asked = reading.need("asked", asked);
    let why = reading.words("why", LONG_CHARS_MAX);
    let verdict = reading.code("verdict", |word| match word {
        "agreed" => Some(Verdict::Agreed),
        "declined" => Some(Verdict::Declined { why: why.clone() }),
        _ => None,
    });
    let verdict = reading.need("verdict", verdict);
    let both = asked.zip(verdict);
    reading.done(both.map(|(asked, verdict)| NoticeAct::Review { asked, verdict }))
}

fn ceased(fields: &Fields) -> Result<NoticeAct, Faults> {
    let mut reading = Reading::of(fields);
    let why = reading.words("why", LONG_CHARS_MAX);
    reading.done(Some(NoticeAct::EndDelay { why }))
}
