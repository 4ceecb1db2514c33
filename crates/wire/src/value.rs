//! Answers of a form as JSON: as letters carry them, and as events keep them.
//!
//! A letter's fields are typed by the pack that the letter names, so a plain text is enough there; free text keeps
//! its language. An event must stay readable when no pack is at hand, so there each value says its own type.

use law::field::{Field, Values};
use law::ids::FieldId;
use law::value::{FieldType, FieldValue};
use seal::json::Json;

use crate::read::{Read, bad, closed, object, string, text};

/// The `fields` of a letter's body.
#[must_use]
pub fn to_letter(values: &Values) -> Json {
    Json::object(values.iter().map(|(id, value)| (id.to_string(), plain(value))))
}

fn plain(value: &FieldValue) -> Json {
    match value {
        FieldValue::LongText { lang, text } => {
            Json::object([("lang", string(lang.clone())), ("text", string(text.clone()))])
        }
        FieldValue::Many(values) => Json::List(values.iter().map(plain).collect()),
        FieldValue::YesNo(yes) => Json::Bool(*yes),
        FieldValue::Code(_)
        | FieldValue::Country(_)
        | FieldValue::Date(_)
        | FieldValue::Exhibit(_)
        | FieldValue::Instant(_)
        | FieldValue::Money { .. }
        | FieldValue::Office(_)
        | FieldValue::Period(_)
        | FieldValue::Person(_)
        | FieldValue::Selector { .. }
        | FieldValue::Text(_) => string(value.to_plain()),
    }
}

/// Reads the `fields` of a letter's body; `field` finds a field of the kind that the letter names.
///
/// # Errors
/// If a field is not of that kind or its value is not of its type.
pub fn from_letter<'a>(json: &Json, field: impl Fn(&FieldId) -> Option<&'a Field>) -> Read<Values> {
    let mut values = Values::new();
    for (id, value) in object(json, "fields")? {
        let id = FieldId::parse(id).map_err(|_| bad("fields"))?;
        let field = field(&id).ok_or(bad("fields"))?;
        values.insert(id, typed(value, field.field_type)?);
    }
    Ok(values)
}

fn typed(json: &Json, of: FieldType) -> Read<FieldValue> {
    match json {
        Json::Text(text) => FieldValue::parse(of, text).map_err(|_| bad("fields")),
        Json::Bool(yes) => Ok(FieldValue::YesNo(*yes)),
        Json::List(items) => {
            Ok(FieldValue::Many(items.iter().map(|item| typed(item, of)).collect::<Read<_>>()?))
        }
        Json::Object(_) => long_text(json),
        Json::Null | Json::Int(_) => Err(bad("fields")),
    }
}

fn long_text(json: &Json) -> Read<FieldValue> {
    closed(json, "fields", &["lang", "text"])?;
    Ok(FieldValue::LongText {
        lang: text(json, "lang")?.to_owned(),
        text: text(json, "text")?.to_owned(),
    })
}

/// The answers inside an event.
#[must_use]
pub fn to_event(values: &Values) -> Json {
    Json::object(values.iter().map(|(id, value)| (id.to_string(), tagged(value))))
}

fn tagged(value: &FieldValue) -> Json {
    let of = match value {
        FieldValue::Many(values) => {
            return Json::object([("many", Json::List(values.iter().map(tagged).collect()))]);
        }
        FieldValue::Code(_) => FieldType::Code,
        FieldValue::Country(_) => FieldType::Country,
        FieldValue::Date(_) => FieldType::Date,
        FieldValue::Exhibit(_) => FieldType::Exhibit,
        FieldValue::Instant(_) => FieldType::Instant,
        FieldValue::LongText { .. } => FieldType::LongText,
        FieldValue::Money { .. } => FieldType::Money,
        FieldValue::Office(_) => FieldType::Office,
        FieldValue::Period(_) => FieldType::Period,
        FieldValue::Person(_) => FieldType::Person,
        FieldValue::Selector { .. } => FieldType::Selector,
        FieldValue::Text(_) => FieldType::Text,
        FieldValue::YesNo(_) => FieldType::YesNo,
    };
    Json::object([("is", plain(value)), ("type", string(of.id()))])
}

/// Reads the answers inside an event.
///
/// # Errors
/// If a value is not of the type it states.
pub fn from_event(json: &Json) -> Read<Values> {
    let mut values = Values::new();
    for (id, value) in object(json, "values")? {
        values.insert(FieldId::parse(id).map_err(|_| bad("values"))?, untagged(value)?);
    }
    Ok(values)
}

fn untagged(json: &Json) -> Read<FieldValue> {
    if let Some(items) = json.get("many") {
        closed(json, "values", &["many"])?;
        let items = items.list().ok_or(bad("values"))?;
        return Ok(FieldValue::Many(items.iter().map(untagged).collect::<Read<_>>()?));
    }
    closed(json, "values", &["is", "type"])?;
    let of = FieldType::parse(text(json, "type")?).map_err(|_| bad("values"))?;
    typed(json.get("is").ok_or(bad("values"))?, of)
}
