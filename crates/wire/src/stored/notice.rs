//! Events of the notice to the person: arguments to JSON and back.

use domain::measure::notice::{Because, Delay, Means, NoticeEvent, Proof, Telling};
use jiff::Timestamp;
use seal::digest::Digest;
use seal::json::Json;

use super::part;
use crate::read::{Read, bad, get, instant, or_null, parsed, string, text};

/// The arguments of an event.
pub(super) fn write(event: &NoticeEvent) -> Json {
    match event {
        NoticeEvent::Deferred { at: _, author, reviewer, delay: agreed, review_at } => {
            Json::object([
                ("author", string(author.to_string())),
                ("delay", delay(agreed)),
                ("review_at", part::at(*review_at)),
                ("reviewer", string(reviewer.to_string())),
            ])
        }
        NoticeEvent::DelayAsked { at: _, author, delay: asked } => {
            Json::object([("author", string(author.to_string())), ("delay", delay(asked))])
        }
        NoticeEvent::DelayDeclined { at: _, reviewer, why } => {
            Json::object([("reviewer", string(reviewer.to_string())), ("why", string(why.clone()))])
        }
        NoticeEvent::Given { at: _, telling } => Json::object([
            ("language", string(telling.language.as_str())),
            ("letter", string(telling.proof.letter.clone())),
            ("means", string(telling.means.id())),
            ("remedies", string(telling.remedies.clone())),
            ("sha256", or_null(telling.proof.sha256, part::hex)),
            ("told_on", string(telling.told_on.to_string())),
        ]),
        NoticeEvent::Owed { at: _, because, cite } => {
            let why = match because {
                Because::GroundCeased { why } => Some(why.clone()),
                Because::Production | Because::Review => None,
            };
            Json::object([
                ("because", string(because.id())),
                ("cite", string(cite.to_string())),
                ("why", or_null(why, string)),
            ])
        }
    }
}

/// The event of this kind, instant and arguments.
pub(super) fn read(kind: &str, at: Timestamp, json: &Json) -> Read<NoticeEvent> {
    Ok(match kind {
        "notice-deferred" => NoticeEvent::Deferred {
            at,
            author: part::officer(json, "author")?,
            reviewer: part::officer(json, "reviewer")?,
            delay: read_delay(get(json, "delay")?)?,
            review_at: instant(json, "review_at")?,
        },
        "notice-delay-asked" => NoticeEvent::DelayAsked {
            at,
            author: part::officer(json, "author")?,
            delay: read_delay(get(json, "delay")?)?,
        },
        "notice-delay-declined" => NoticeEvent::DelayDeclined {
            at,
            reviewer: part::officer(json, "reviewer")?,
            why: text(json, "why")?.to_owned(),
        },
        "notice-given" => NoticeEvent::Given {
            at,
            telling: Telling {
                told_on: parsed(json, "told_on", |day| day.parse().ok())?,
                means: parsed(json, "means", Means::parse)?,
                language: part::language(json, "language")?,
                remedies: text(json, "remedies")?.to_owned(),
                proof: Proof {
                    letter: text(json, "letter")?.to_owned(),
                    sha256: part::optional_parsed(json, "sha256", |hex| {
                        Digest::parse_hex(hex).ok().map(|digest| digest.0)
                    })?,
                },
            },
        },
        "notice-owed" => NoticeEvent::Owed {
            at,
            because: match (text(json, "because")?, get(json, "why")?.text()) {
                ("ground-ceased", Some(why)) => Because::GroundCeased { why: why.to_owned() },
                ("production", None) => Because::Production,
                ("review", None) => Because::Review,
                _ => return Err(bad("because")),
            },
            cite: part::cite(json, "cite")?,
        },
        _ => return Err(bad("type")),
    })
}

fn delay(delay: &Delay) -> Json {
    Json::object([
        ("ground", string(delay.ground.clone())),
        ("justification", string(delay.justification.clone())),
        ("reasons", string(delay.reasons.clone())),
        ("review_on", string(delay.review_on.to_string())),
    ])
}

fn read_delay(json: &Json) -> Read<Delay> {
    Ok(Delay {
        ground: text(json, "ground")?.to_owned(),
        justification: text(json, "justification")?.to_owned(),
        reasons: text(json, "reasons")?.to_owned(),
        review_on: parsed(json, "review_on", |day| day.parse().ok())?,
    })
}
