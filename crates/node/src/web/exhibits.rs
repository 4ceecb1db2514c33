//! One exhibit: its record, what is missing in it, and handing single fields of an entry to somebody.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, HeaderValue};
use domain::case::{Case, Name};
use domain::exhibit::Exhibit;
use domain::ids::ExhibitId;
use domain::purpose::Purpose;
use domain::reader::{ExhibitSeen, Reader, reduce_exhibit};
use law::value::BadValue;
use portal::component::problem_list::Wrong;
use portal::page::exhibit::{Disclose, Entry, ExhibitPage, Typed, page_disclose, page_exhibit};
use portal::path;
use seal::package::schema;
use serde_json::json;

use super::address::Step;
use super::form::Fields;
use super::form::reading::{Faults, Reading};
use super::keeping::why;
use super::ledger::leaf_no;
use super::show::agreements as agreed;
use super::show::package::name_of;
use super::{Answer, Posted, Shared, Signed, page, reply};
use crate::act::ActError;
use crate::disclose::{self, ALWAYS, Wish};
use crate::gaps::{self, Recorded};
use crate::measures::instrument;
use crate::node::Node;

/// Longest name of whom a disclosure is for.
const TO_CHARS_MAX: usize = 200;

/// An exhibit of a case for whoever may see its record.
struct Found {
    seen: ExhibitSeen,
    exhibit: Exhibit,
    case: Case,
    record: Vec<Recorded>,
}

impl Found {
    async fn of(node: &Node, signed: &Signed, id: &str) -> Result<Self, ActError> {
        let id = ExhibitId::parse(id).map_err(|_| ActError::NotFound)?;
        let exhibit = node.load::<Exhibit>(&id.urn(&node.config.node)).await?;
        let exhibit = exhibit.ok_or(ActError::NotFound)?;
        let case = exhibit.item().case.ok_or(ActError::NotFound)?;
        let case = node.load::<Case>(&case.urn(&node.config.node)).await?;
        let case = case.ok_or(ActError::NotFound)?;
        let roster = node.roster_view();
        let instrument = instrument()?;
        let ctx = node.ctx(node.now(), &instrument, &roster).ok_or(ActError::NotFound)?;
        let reader = Reader { officer: &signed.officer, case: Some(&case) };
        let seen = reduce_exhibit(&exhibit, &reader, &ctx).ok_or(ActError::NotFound)?;
        let record = gaps::record(node, id).await?;
        Ok(Self { seen, exhibit, case, record })
    }

    fn entries(&self) -> Vec<Entry> {
        let entry = |Recorded { stored, event }: &Recorded| Entry {
            seq: stored.version,
            action: event.action,
            at: event.at,
            leaf: stored.place.map(leaf_no),
        };
        self.record.iter().map(entry).collect()
    }

    fn entry(&self, n: &str) -> Result<Entry, ActError> {
        let n: u64 = n.parse().map_err(|_| ActError::NotFound)?;
        self.entries().into_iter().find(|entry| entry.seq == n).ok_or(ActError::NotFound)
    }
}

/// The page of an exhibit.
pub async fn show(State(node): Shared, signed: Signed, Step(id): Step<String>) -> Answer {
    let refuse = |error| signed.refuse(error);
    let found = Found::of(&node, &signed, &id).await.map_err(refuse)?;
    let gaps = gaps::of(&node, &found.exhibit, &found.record).await.map_err(refuse)?;
    if !signed.is_person() {
        let gaps: Vec<_> =
            gaps.iter().map(|gap| json!({ "entry": gap.seq, "gap": gap.kind.id() })).collect();
        let document = json!({
            "id": id,
            "exhibit_no": found.seen.exhibit_no.to_string(),
            "state": found.seen.state.id(),
            "entries": found.record.len(),
            "gaps": gaps,
        });
        return Ok(reply::json(StatusCode::OK, &document));
    }
    let case_name = name_of(&node, &signed, &found.case).map_err(refuse)?;
    let view = ExhibitPage {
        seen: &found.seen,
        case_name: &case_name,
        entries: found.entries(),
        gaps,
        may_disclose: disclose::may(&signed.officer, &found.exhibit, &found.case, &node),
        may_let_on: !agreed::under(&node, &signed, &found.seen).await.map_err(refuse)?.is_empty(),
    };
    Ok(page::shown(&node, &signed, |shell| page_exhibit(&view, shell)))
}

/// The form that hands fields of an entry to somebody.
pub async fn form(
    State(node): Shared,
    signed: Signed,
    Step((id, n)): Step<(String, String)>,
) -> Answer {
    let refuse = |error| signed.refuse(error);
    let found = Found::of(&node, &signed, &id).await.map_err(refuse)?;
    let page = render(&node, &signed, &found, &n, None).map_err(refuse)?;
    Ok(reply::html(StatusCode::OK, page))
}

/// Records the disclosure and answers with its file.
pub async fn disclose(
    State(node): Shared,
    Step((id, n)): Step<(String, String)>,
    posted: Posted,
) -> Answer {
    let signed = &posted.signed;
    let refuse = |error| signed.refuse(error);
    let found = Found::of(&node, signed, &id).await.map_err(refuse)?;
    let entry = found.entry(&n).map_err(refuse)?;
    let done = match wanted(&posted.fields, entry.seq) {
        Ok(wish) => {
            let Found { exhibit, case, .. } = &found;
            disclose::disclose(&node, &signed.officer, exhibit, case, &wish).await
        }
        Err(wrong) => Err(ActError::Wrong(wrong.into_iter().collect())),
    };
    let error = match done {
        Ok(file) => {
            let no = found.seen.exhibit_no.as_str();
            let safe: String =
                no.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
            let name = format!("attachment; filename=\"{safe}-{}.disclosure\"", entry.seq);
            let mut response =
                reply::answer(StatusCode::OK, "application/octet-stream", file.into());
            if let Ok(name) = HeaderValue::from_str(&name) {
                response.headers_mut().insert(CONTENT_DISPOSITION, name);
            }
            return Ok(response);
        }
        Err(error) => error,
    };
    let refusal = refuse(error);
    let wrong: Faults = refusal.wrong().iter().cloned().collect();
    let denied = refusal.denied().cloned();
    if !signed.is_person() || (wrong.is_empty() && denied.is_none()) {
        return Err(refusal);
    }
    let typed = Typed { wrong, denied, ..kept(&posted.fields) };
    match render(&node, signed, &found, &n, Some(&typed)) {
        Ok(page) => Err(refusal.with_page(page)),
        Err(_) => Err(refusal),
    }
}

/// The form with what waited.
///
/// # Errors
/// If the exhibit may not be seen.
pub async fn again(
    node: &Arc<Node>,
    signed: &Signed,
    id: &str,
    n: &str,
    fields: &Fields,
) -> Result<String, ActError> {
    let found = Found::of(node, signed, id).await?;
    render(node, signed, &found, n, Some(&kept(fields)))
}

fn render(
    node: &Arc<Node>,
    signed: &Signed,
    found: &Found,
    n: &str,
    typed: Option<&Typed>,
) -> Result<String, ActError> {
    let entry = found.entry(n)?;
    // What may not be done has no form.
    if !disclose::may(&signed.officer, &found.exhibit, &found.case, node) || entry.leaf.is_none() {
        return Err(ActError::NotFound);
    }
    let case_name = name_of(node, signed, &found.case)?;
    let view = Disclose {
        seen: &found.seen,
        case_name: &case_name,
        entry,
        fields: schema::CUSTODY.own.to_vec(),
        typed,
    };
    let there = signed.place.at(&path::disclose(&found.seen.id.to_string(), entry.seq));
    Ok(page::render(node, Some(signed), &there, |shell| page_disclose(&view, shell)))
}

fn kept(fields: &Fields) -> Typed {
    let chosen = fields.all("field").filter(|name| !name.is_empty()).map(str::to_owned);
    let rest = fields.iter().filter(|(name, _)| *name != "field");
    let rest = rest.filter_map(|(name, _)| Some((name.to_owned(), fields.get(name)?.to_owned())));
    Typed { chosen: chosen.collect(), fields: rest.collect(), ..Typed::default() }
}

fn wanted(form: &Fields, seq: u64) -> Result<Wish, Faults> {
    let mut reading = Reading::of(form);
    let fields: BTreeSet<String> =
        form.all("field").filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let unknown = fields.iter().find(|name| {
        !schema::CUSTODY.own.contains(&name.as_str()) && !ALWAYS.contains(&name.as_str())
    });
    if let Some(text) = unknown {
        reading.fault("field", Wrong::Value(BadValue::UnknownCode { text: text.clone() }));
    }
    let fields = reading.need("field", (!fields.is_empty()).then_some(fields));
    let to = reading.words("to", TO_CHARS_MAX);
    let to = reading.need("to", Name::parse(to.trim()));
    let purpose = reading.code("purpose", Purpose::parse);
    let purpose = reading.need("purpose", purpose);
    let why = why(&mut reading);
    let all = fields.zip(to).zip(purpose).zip(why);
    reading.done(all.map(|(((fields, to), purpose), why)| Wish { seq, fields, to, purpose, why }))
}
