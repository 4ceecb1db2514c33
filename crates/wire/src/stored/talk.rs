//! What letters about a measure said and changed, inside events: copies, known facts, clocks that run.

use domain::measure::{Known, LetterCopy, Running};
use law::facts::AgreedUntil;
use seal::json::Json;

use super::{clock, part};
use crate::read::{Read, bad, get, instant, or_null, string};
use crate::{time, value};

pub(super) fn copy(copy: &LetterCopy) -> Json {
    Json::object([("to", string(copy.to.to_string())), ("values", value::to_event(&copy.values))])
}

pub(super) fn read_copy(json: &Json) -> Read<LetterCopy> {
    Ok(LetterCopy {
        to: part::member(json, "to")?,
        values: value::from_event(get(json, "values")?)?,
    })
}

pub(super) fn known(known: &Known) -> Json {
    let at = |at| or_null(at, part::at);
    // A date and an instant are told apart by their form.
    let agreed = or_null(known.agreed_until, |agreed| match agreed {
        AgreedUntil::At(at) => part::at(at),
        AgreedUntil::On(on) => string(on.to_string()),
    });
    Json::object([
        ("agreed_until", agreed),
        ("clarified_at", at(known.clarified_at)),
        ("confirmation_at", at(known.confirmation_at)),
        ("extension_at", part::each(&known.extension_at, |at| part::at(*at))),
        ("request_received_at", at(known.request_received_at)),
    ])
}

pub(super) fn read_known(json: &Json) -> Read<Known> {
    let at = |field| part::optional_parsed(json, field, time::parse);
    let agreed = |text: &str| {
        let date = || text.parse().ok().map(AgreedUntil::On);
        time::parse(text).map(AgreedUntil::At).or_else(date)
    };
    Ok(Known {
        agreed_until: part::optional_parsed(json, "agreed_until", agreed)?,
        clarified_at: at("clarified_at")?,
        confirmation_at: at("confirmation_at")?,
        extension_at: part::many(json, "extension_at", |at| {
            at.text().and_then(time::parse).ok_or(bad("extension_at"))
        })?,
        request_received_at: at("request_received_at")?,
    })
}

pub(super) fn running(running: &Running) -> Json {
    Json::object([("due", clock::write(&running.due)), ("from_at", part::at(running.from_at))])
}

pub(super) fn read_running(json: &Json) -> Read<Running> {
    Ok(Running { due: clock::read(get(json, "due")?)?, from_at: instant(json, "from_at")? })
}
