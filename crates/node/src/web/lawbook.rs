//! The law of this node, for anybody: instruments, lists of words, and the ways from one state to another.
//!
//! Nothing here is content of a case, so nobody signs in and nothing is recorded.

use std::str::FromStr;
use std::sync::{Arc, OnceLock};

use axum::body::Body;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{Response, StatusCode};
use jiff::civil::Date;
use law::clock::Clock;
use law::ids::{Country, DataCategory, InstrumentId};
use law::instrument::Instrument;
use law::pathway::{Search, paths};
use law::route::Aim;
use law::vocab::Vocabulary;
use portal::page::law::ways::{Asked, Ways, page_ways};
use portal::page::law::words::{Words, page_law_words};
use portal::page::law::{LawList, LawPage, page_law, page_law_list};
use portal::shell::Shell;
use serde_json::{Value, json};

use super::address::Step;
use super::form::Fields;
use super::page::{self, Place, zone_of};
use super::reply::{self, Problem, Wants};
use super::{Answer, Refusal, Shared, Signed};
use crate::node::Node;
use crate::ways;

/// Whoever reads: an officer keeps the navigation, a stranger reads the same page.
#[derive(Debug)]
pub struct Anybody {
    signed: Option<Signed>,
    wants: Wants,
    place: Place,
    query: Fields,
}

impl FromRequestParts<Arc<Node>> for Anybody {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, node: &Arc<Node>) -> Result<Self, Refusal> {
        let signed = Signed::from_request_parts(parts, node).await.ok();
        let query = Fields::decode(parts.uri.query().unwrap_or_default().as_bytes());
        Ok(Self {
            signed,
            wants: Wants::of(&parts.headers),
            place: Place::of(&parts.uri, &parts.headers),
            query: query.unwrap_or_default(),
        })
    }
}

impl Anybody {
    fn answer(
        &self,
        node: &Arc<Node>,
        document: impl FnOnce() -> Value,
        page: impl FnOnce(&Shell<'_>) -> String,
    ) -> Response<Body> {
        match self.wants {
            Wants::Json => reply::json(StatusCode::OK, &document()),
            Wants::Html => {
                let html = page::render(node, self.signed.as_ref(), &self.place, page);
                reply::html(StatusCode::OK, html)
            }
        }
    }

    fn nothing(&self) -> Refusal {
        let refusal = Refusal::new(Problem::not_found(), self.wants);
        match &self.signed {
            None => refusal,
            Some(signed) => refusal.for_officer(signed),
        }
    }
}

/// The lists of words, read once: they are compiled in, and a test reads every one.
fn vocabularies() -> &'static [Vocabulary] {
    static LISTS: OnceLock<Vec<Vocabulary>> = OnceLock::new();
    LISTS.get_or_init(|| law::embedded::vocabularies().unwrap_or_default())
}

/// Every instrument and every list.
pub async fn list(State(node): Shared, reader: Anybody) -> Answer {
    let current = node.law.current();
    let words = vocabularies();
    let document = || {
        let laws = current.iter().map(|(law, digest)| head(law, digest)).collect::<Vec<_>>();
        let lists =
            words.iter().map(|list| json!({ "list": list.name(), "words": list.words.len() }));
        json!({ "laws": laws, "lists": lists.collect::<Vec<_>>() })
    };
    let laws = current.iter().map(|(law, _)| *law).collect();
    let view = LawList { laws, words };
    Ok(reader.answer(&node, document, |shell| page_law_list(&view, shell)))
}

/// One instrument.
pub async fn show(State(node): Shared, Step(id): Step<String>, reader: Anybody) -> Answer {
    let found = InstrumentId::parse(&id).ok().and_then(|id| node.law.newest(&id));
    let (law, digest) = found.ok_or_else(|| reader.nothing())?;
    let hex = seal::digest::hex_encode(&digest);
    let view = LawPage { law, digest: &hex };
    Ok(reader.answer(&node, || whole(law, &digest), |shell| page_law(&view, shell)))
}

/// One list of words.
pub async fn words(State(node): Shared, Step(id): Step<String>, reader: Anybody) -> Answer {
    let found = vocabularies().iter().find(|words| words.id == id);
    let words = found.ok_or_else(|| reader.nothing())?;
    let document = || {
        let word = |word: &law::vocab::Word| {
            let maps =
                word.maps.iter().map(|(scheme, names)| (scheme.id().to_owned(), json!(names)));
            json!({ "id": word.id, "maps": Value::Object(maps.collect()), "blocks": word.blocks })
        };
        json!({
            "list": words.name(),
            "mark": words.mark.id(),
            "source": words.source,
            "words": words.words.iter().map(word).collect::<Vec<_>>(),
        })
    };
    Ok(reader.answer(&node, document, |shell| page_law_words(&Words { words }, shell)))
}

/// The ways from one state to another; without a question the form alone.
pub async fn ways(State(node): Shared, reader: Anybody) -> Answer {
    let today = zone_of(&node).to_datetime(node.now()).date();
    let asked = asked(&reader.query, today);
    let is_asked = reader.query.has("from") || reader.query.has("to");
    let read = is_asked.then(|| search(&asked));
    let instruments: Vec<&Instrument> = node.law.current().iter().map(|(law, _)| *law).collect();
    let (answer, wrong) = match read {
        None => (None, Vec::new()),
        Some(Err(wrong)) => (None, wrong),
        Some(Ok(search)) => {
            let found = paths(instruments.iter().copied(), &search);
            (Some((search, found)), Vec::new())
        }
    };
    if reader.wants == Wants::Json {
        let Some((search, found)) = &answer else {
            let why = format!(
                "ask with `from`, `to`, `for`, `data`, `on` and `emergency`; not usable: {}",
                if wrong.is_empty() { "nothing was asked".to_owned() } else { wrong.join(", ") }
            );
            let problem = Problem::new(StatusCode::BAD_REQUEST, "bad-request", why);
            return Err(Refusal::new(problem, reader.wants));
        };
        return Ok(reply::json(StatusCode::OK, &ways::document(search, found)));
    }
    let view = Ways { states: states(&node), asked, wrong, answer };
    Ok(reader.answer(&node, || Value::Null, |shell| page_ways(&view, shell)))
}

/// What was asked, as it was typed; the day is today where none is named.
fn asked(query: &Fields, today: Date) -> Asked {
    let text = |name: &str| query.get(name).unwrap_or_default().to_owned();
    let on = text("on");
    Asked {
        from: text("from"),
        to: text("to"),
        aim: text("for"),
        data: query.all("data").filter(|one| !one.is_empty()).map(str::to_owned).collect(),
        on: if on.is_empty() { today.to_string() } else { on },
        emergency: query.all("emergency").any(|word| word == "yes"),
    }
}

/// The question, or the names of the fields that cannot be read.
fn search(asked: &Asked) -> Result<Search, Vec<&'static str>> {
    let from = Country::parse(&asked.from).map_err(|_| "from");
    let to = Country::parse(&asked.to).map_err(|_| "to");
    let aim = Aim::parse(&asked.aim).map_err(|_| "for");
    let data: Result<_, _> = asked.data.iter().map(|one| DataCategory::parse(one)).collect();
    let data = data.map_err(|_| "data");
    let on = Date::from_str(&asked.on).map_err(|_| "on");
    match (from, to, aim, data, on) {
        (Ok(from), Ok(to), Ok(aim), Ok(data), Ok(on)) => {
            Ok(Search { from, to, aim, data, on, emergency: asked.emergency })
        }
        (from, to, aim, data, on) => {
            let wrong = [from.err(), to.err(), aim.err(), data.err(), on.err()];
            Err(wrong.into_iter().flatten().collect())
        }
    }
}

/// Every state the loaded facts name.
pub(super) fn states(node: &Node) -> Vec<Country> {
    let mut states: Vec<Country> = node
        .law
        .packs()
        .flat_map(|law| {
            let parties = law.parties.iter().map(|party| party.country);
            let pairs = law.agreements.iter().flat_map(|pair| pair.one.iter().chain(&pair.other));
            parties.chain(pairs.copied()).chain(law.status_not_loaded.iter().copied())
        })
        .collect();
    states.sort();
    states.dedup();
    states
}

fn head(law: &Instrument, digest: &[u8; 32]) -> Value {
    json!({
        "pack": law.pack(),
        "digest": seal::digest::hex_encode(digest),
        "title": law.title,
        "status": law.standing.id(),
        "in_force_from": law.in_force_from.map(|on| on.to_string()),
        "in_force_until": law.in_force_until.map(|on| on.to_string()),
    })
}

fn whole(law: &Instrument, digest: &[u8; 32]) -> Value {
    let names = |all: &mut dyn Iterator<Item = &'static str>| all.collect::<Vec<_>>();
    let clock = |clock: &Clock| {
        json!({
            "clock": clock.id.as_str(),
            "kinds": clock.kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>(),
            "period": clock.period,
            "counting": clock.counting.id(),
            "trigger": clock.trigger.id(),
            "trigger_by": clock.trigger_by.id(),
            "effect": clock.effect.id(),
            "cite": clock.provenance.cite.as_str(),
            "mark": clock.provenance.mark.id(),
        })
    };
    let kinds = law.kinds.iter().map(|kind| {
        let issuers = kind.issuers.iter().map(|rule| {
            json!({
                "data": names(&mut rule.data.iter().map(|data| data.id())),
                "anybody": rule.anybody,
                "alone": names(&mut rule.alone.iter().map(|kind| kind.id())),
                "validated_by": names(&mut rule.validated_by.iter().map(|kind| kind.id())),
                "emergency_without_validation": rule.emergency_without_validation,
                "cite": rule.provenance.cite.as_str(),
                "mark": rule.provenance.mark.id(),
            })
        });
        json!({
            "kind": kind.id.as_str(),
            "form": kind.form,
            "issuers": issuers.collect::<Vec<_>>(),
            "cite": kind.provenance.cite.as_str(),
            "mark": kind.provenance.mark.id(),
        })
    });
    let duties = law.duties.iter().map(|duty| {
        json!({
            "duty": duty.id.as_str(),
            "by": duty.by.id(),
            "standard": duty.standard,
            "cite": duty.provenance.cite.as_str(),
            "mark": duty.provenance.mark.id(),
        })
    });
    let grounds = law.grounds.iter().map(|ground| {
        json!({
            "ground": ground.id.as_str(),
            "raised_by": names(&mut ground.raised_by.iter().map(|by| by.id())),
            "stage": ground.stage.id(),
            "effect": ground.effect.id(),
            "cite": ground.provenance.cite.as_str(),
            "mark": ground.provenance.mark.id(),
        })
    });
    let letters = law.letters.iter().map(|letter| {
        let does = letter.consequences.iter().map(|rule| rule.does.id());
        json!({
            "letter": letter.form.id.as_str(),
            "by": names(&mut letter.by.iter().map(|by| by.id())),
            "to": names(&mut letter.to.iter().map(|to| to.id())),
            "does": does.collect::<Vec<_>>(),
            "cite": letter.form.provenance.cite.as_str(),
            "mark": letter.form.provenance.mark.id(),
        })
    });
    json!({
        "law": head(law, digest),
        "kinds": kinds.collect::<Vec<_>>(),
        "clocks": law.clocks.iter().map(clock).collect::<Vec<_>>(),
        "duties": duties.collect::<Vec<_>>(),
        "grounds": grounds.collect::<Vec<_>>(),
        "letters": letters.collect::<Vec<_>>(),
    })
}
