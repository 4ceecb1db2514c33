//! Reading closed JSON objects: every refusal names the field, nothing is ever filled in.

use std::collections::BTreeMap;

use jiff::Timestamp;
use seal::digest::{Digest, b64url_decode};
use seal::json::Json;

/// A field is missing, has another type, or is one nobody knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{field}` is missing, malformed or not known here")]
pub struct BadField {
    /// Its name.
    pub field: &'static str,
}

/// Shorthand of every reader.
pub type Read<T> = Result<T, BadField>;

/// The refusal for `field`.
#[must_use]
pub const fn bad(field: &'static str) -> BadField {
    BadField { field }
}

/// The object whose fields are exactly `names`.
///
/// # Errors
/// If one is missing or another is there.
pub fn closed(json: &Json, at: &'static str, names: &[&str]) -> Read<()> {
    let entries = object(json, at)?;
    let exact =
        entries.len() == names.len() && names.iter().all(|name| entries.contains_key(*name));
    if exact { Ok(()) } else { Err(bad(at)) }
}

/// The entries of an object.
///
/// # Errors
/// If it is none.
pub fn object<'a>(json: &'a Json, at: &'static str) -> Read<&'a BTreeMap<String, Json>> {
    json.entries().ok_or(bad(at))
}

/// The value of a field that must be there.
///
/// # Errors
/// If it is not.
pub fn get<'a>(json: &'a Json, field: &'static str) -> Read<&'a Json> {
    json.get(field).ok_or(bad(field))
}

/// A text.
///
/// # Errors
/// If it is none.
pub fn text<'a>(json: &'a Json, field: &'static str) -> Read<&'a str> {
    get(json, field)?.text().ok_or(bad(field))
}

/// A text that `parse` takes.
///
/// # Errors
/// If it does not.
pub fn parsed<T>(json: &Json, field: &'static str, parse: impl Fn(&str) -> Option<T>) -> Read<T> {
    parse(text(json, field)?).ok_or(bad(field))
}

/// A list.
///
/// # Errors
/// If it is none.
pub fn list<'a>(json: &'a Json, field: &'static str) -> Read<&'a [Json]> {
    get(json, field)?.list().ok_or(bad(field))
}

/// Whatever `read` makes of a value that may be null.
///
/// # Errors
/// If it is there and wrong.
pub fn optional<T>(
    json: &Json,
    field: &'static str,
    read: impl FnOnce(&Json) -> Read<T>,
) -> Read<Option<T>> {
    let value = get(json, field)?;
    if value.is_null() { Ok(None) } else { read(value).map(Some) }
}

/// A number from zero up.
///
/// # Errors
/// If it is none.
pub fn uint(json: &Json, field: &'static str) -> Read<u64> {
    let number = get(json, field)?.int().ok_or(bad(field))?;
    u64::try_from(number).map_err(|_| bad(field))
}

/// An instant in the one spelling.
///
/// # Errors
/// If it is none.
pub fn instant(json: &Json, field: &'static str) -> Read<Timestamp> {
    parsed(json, field, crate::time::parse)
}

/// A digest in lower-case hex.
///
/// # Errors
/// If it is none.
pub fn digest(json: &Json, field: &'static str) -> Read<Digest> {
    parsed(json, field, |text| Digest::parse_hex(text).ok())
}

/// Bytes in base64url.
///
/// # Errors
/// If they are none.
pub fn bytes(json: &Json, field: &'static str) -> Read<Vec<u8>> {
    parsed(json, field, |text| b64url_decode(text).ok())
}

/// A number as JSON; what does not fit was refused when it was made.
#[must_use]
pub fn number(n: u64) -> Json {
    Json::Int(i64::try_from(n).unwrap_or(i64::MAX))
}

/// A text as JSON.
#[must_use]
pub fn string(text: impl Into<String>) -> Json {
    Json::Text(text.into())
}

/// `null` where there is nothing.
#[must_use]
pub fn or_null<T>(value: Option<T>, write: impl FnOnce(T) -> Json) -> Json {
    value.map_or(Json::Null, write)
}
