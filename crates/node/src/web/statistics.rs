//! The yearly figures of this member, counted from the streams of its measures whenever somebody asks.

use std::collections::BTreeMap;
use std::ops::Range;

use axum::extract::State;
use axum::http::StatusCode;
use domain::ids::MeasureId;
use domain::measure::Event;
use domain::occurrence::Note;
use domain::permit::matrix::Row;
use domain::recall::Tally;
use domain::statistics::{Figure, Life, Table, count};
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use law::statistic::{Statistic, Time};
use portal::page::statistics::{Counter, Section, Statistics, page_statistics};
use seal::json::Json;
use serde::Deserialize;
use serde_json::{Value, json};
use wire::stored::{Stored, StreamKind};

use super::address::{Asked, asked};
use super::page::{self, zone_of};
use super::{Answer, Shared, Signed, reply};
use crate::act::ActError;
use crate::measures::{DeskItem, measure_stream};
use crate::node::Node;
use crate::occurrences;
use crate::recall;
use crate::recorder;
use crate::rows::view;

/// The year that is asked for.
#[derive(Debug, Deserialize)]
pub struct Of {
    /// The civil year of what happened; this one if none is named.
    year: Option<i16>,
}

/// The figures of a year.
pub async fn show(State(node): Shared, signed: Signed, of: Asked<Of>) -> Answer {
    if !signed.has(Row::StatisticsRead) {
        return Err(signed.refuse(ActError::NotFound));
    }
    let of = asked(&signed, of)?;
    let zone = zone_of(&node);
    let year = of.year.unwrap_or_else(|| zone.to_datetime(node.now()).year());
    let Some(period) = civil_year(year, &zone) else {
        return Err(signed.refuse(ActError::NotFound));
    };
    let refuse = |error| signed.refuse(error);
    let lives = lives(&node).await.map_err(refuse)?;
    let noted = occurrences::all(&node).await.map_err(refuse)?;
    let notes: Vec<Note> =
        noted.iter().filter_map(|(_, occurrence)| occurrence.counts().cloned()).collect();
    let recalls = recall::tally(&node, &period).await.map_err(refuse)?;
    let view = Statistics { recalls, ..view_of(&node, year, &period, &lives, &notes) };
    if signed.is_person() {
        return Ok(page::shown(&node, &signed, |shell| page_statistics(&view, shell)));
    }
    Ok(reply::json(StatusCode::OK, &document(&view)))
}

/// From the first instant of a year to that of the next, where the member sits.
pub(super) fn civil_year(year: i16, zone: &TimeZone) -> Option<Range<Timestamp>> {
    let begins = |year: i16| {
        let first = Date::new(year, 1, 1).ok()?;
        zone.to_timestamp(first.at(0, 0, 0, 0)).ok()
    };
    Some(begins(year)?..begins(year.checked_add(1)?)?)
}

/// Every measure of this member that was issued or received.
async fn lives(node: &Node) -> Result<Vec<Life>, ActError> {
    let mut lives = Vec::new();
    let items: Vec<(String, DeskItem)> = node.rows(view::DESK, "").await?;
    for (id, _) in items {
        let damaged = |_| ActError::Corrupt("row desk".to_owned());
        let id = MeasureId::parse(&id).map_err(damaged)?;
        let stream = measure_stream(&node.config.node, id, None);
        let mut events: Vec<Event> = Vec::new();
        for event in node.store.load(&stream.id, 0).await? {
            let fields = Json::Object(recorder::fields(&event, &node.keys)?);
            if let Stored::Measure(event) = wire::stored::read(StreamKind::Measure, &fields)? {
                events.push(event);
            }
        }
        lives.extend(Life::of(&events));
    }
    Ok(lives)
}

/// The counters of every instrument this member has measures or notes under.
fn view_of<'n>(
    node: &'n Node,
    year: i16,
    period: &Range<Timestamp>,
    lives: &[Life],
    notes: &[Note],
) -> Statistics<'n> {
    let roster = node.roster_view();
    let state_of = |member: &_| roster.member(member).map(|member| member.state);
    let used = node.law.packs().filter(|law| {
        lives.iter().any(|life| *life.instrument() == law.id)
            || notes.iter().any(|note| note.instrument == law.id)
    });
    let sections = used.map(|law| Section {
        law,
        counters: law
            .statistics
            .iter()
            .map(|rule| Counter {
                rule,
                tables: count(&law.id, rule, lives, notes, period, state_of),
            })
            .collect(),
    });
    Statistics { year, sections: sections.collect(), recalls: Tally::default() }
}

/// The same for programs.
fn document(view: &Statistics<'_>) -> Value {
    let table = |rule: &Statistic, table: &Table| {
        let seconds = |figure: &Figure| {
            let time = rule.time.and_then(|time| figure.time(time));
            time.map(|time| time.as_secs())
        };
        // Amounts in hundredths, as text, by currency.
        let sums = |figure: &Figure| -> BTreeMap<String, String> {
            let sums = figure.sums.iter();
            sums.map(|(currency, minor)| (currency.clone(), minor.to_string())).collect()
        };
        let rows: Vec<Value> = table
            .rows
            .iter()
            .map(|(of, figure)| {
                json!({ "of": of, "n": figure.n, "seconds": seconds(figure), "sums": sums(figure) })
            })
            .collect();
        json!({
            "name": table.name,
            "n": table.whole.as_ref().map(|whole| whole.n),
            "seconds": table.whole.as_ref().and_then(seconds),
            "sums": table.whole.as_ref().map(sums),
            "rows": rows,
        })
    };
    let counters: Vec<Value> = view
        .sections
        .iter()
        .flat_map(|section| &section.counters)
        .map(|counter| {
            json!({
                "id": counter.rule.id.as_str(),
                "cite": counter.rule.provenance.cite.as_str(),
                "dimensions": counter.rule.dimensions,
                "time": counter.rule.time.map(Time::id),
                "figures": counter.tables.iter().map(|one| table(counter.rule, one)).collect::<Vec<_>>(),
            })
        })
        .collect();
    let Tally { n_asked, n_confirmed, n_failed, n_unconfirmed, n_late } = view.recalls;
    let recalls = json!({
        "asked": n_asked,
        "confirmed": n_confirmed,
        "failed": n_failed,
        "unconfirmed": n_unconfirmed,
        "confirmed_late": n_late,
        "open": view.recalls.n_open(),
    });
    json!({ "year": view.year, "counters": counters, "recalls": recalls })
}
