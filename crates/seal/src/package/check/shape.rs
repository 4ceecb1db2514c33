//! The form of every open value that a check reads: what cannot be read must not be taken for absent.
//!
//! The fields of a schema stand in [`crate::package::schema`]; here stands what their values look like
//! (`docs/spec/package.md`, section 5). A closed field has no value and therefore no form.

use super::{Broken, Checked};
use crate::digest::{Digest, array, b64_decode, hex_decode};
use crate::json::Json;
use crate::opening::Opening;
use crate::receipt::Instant;

/// The seven base fields.
pub(super) fn base(event: &Opening) -> Checked<()> {
    value(event, "type", |kind| kind.text().is_some_and(|kind| !kind.is_empty()))?;
    value(event, "at", is_at)?;
    value(event, "stream", bytes::<16>)?;
    value(event, "seq", is_count)?;
    value(event, "prev", |prev| prev.is_null() || bytes::<32>(prev))?;
    let first = event.get("seq").map(|seq| *seq == Json::Int(0));
    let alone = event.get("prev").map(Json::is_null);
    match (first, alone) {
        (Some(first), Some(alone)) if first != alone => {
            Err(Broken::new("`prev` does not suit `seq`: the first entry of a stream follows none"))
        }
        (Some(_) | None, _) => Ok(()),
    }
}

/// What an entry of custody says.
pub(super) fn custody(event: &Opening) -> Checked<()> {
    base(event)?;
    for name in ["exhibit_no", "root_no", "status"] {
        value(event, name, |text| text.is_null() || text.text().is_some())?;
    }
    value(event, "data", |data| data.is_null() || is_data(data))?;
    value(event, "check", |check| check.is_null() || is_check(check))?;
    value(event, "result", |result| result.is_null() || result.entries().is_some())?;
    value(event, "signatures", |named| named.is_null() || is_named(named))
}

/// What a leaf of an exchange says.
pub(super) fn anchor(event: &Opening) -> Checked<()> {
    base(event)?;
    value(event, "type", |kind| matches!(kind.text(), Some("recv" | "ack")))?;
    value(event, "env_digest", is_digest)?;
    for name in ["letter_digest", "receipt_digest", "peer_proof"] {
        value(event, name, |digest| digest.is_null() || is_digest(digest))?;
    }
    let head = ["peer_origin", "peer_size", "peer_root"].map(|name| event.get(name));
    let named = [
        head[0].is_some_and(|origin| origin.text().is_some()),
        head[1].is_some_and(is_count),
        head[2].is_some_and(is_digest),
    ];
    let none = head.iter().all(|part| part.is_none_or(Json::is_null));
    if none || named.iter().all(|is| *is) {
        Ok(())
    } else {
        Err(Broken::new("`peer_origin`, `peer_size` and `peer_root` name no head of a log"))
    }
}

/// Refuses a field whose value is not in its form.
fn value(event: &Opening, name: &str, is: impl FnOnce(&Json) -> bool) -> Checked<()> {
    if event.get(name).is_none_or(is) {
        Ok(())
    } else {
        Err(Broken(format!("the value of `{name}` is not in its form")))
    }
}

/// Whether a value has exactly these members.
fn has(value: &Json, names: &[&str]) -> bool {
    value
        .entries()
        .is_some_and(|entries| entries.keys().map(String::as_str).eq(names.iter().copied()))
}

fn is_count(value: &Json) -> bool {
    value.int().is_some_and(|n| n >= 0)
}

fn is_digest(value: &Json) -> bool {
    value.text().is_some_and(|text| Digest::parse_hex(text).is_ok())
}

fn bytes<const N: usize>(value: &Json) -> bool {
    let text = value.text().and_then(|text| b64_decode(text).ok());
    text.is_some_and(|bytes| array::<N>(&bytes).is_ok())
}

fn is_at(at: &Json) -> bool {
    has(at, &["src", "t", "unc_ms"])
        && at.get("src").is_some_and(|src| src.text().is_some())
        && at.get("t").and_then(Json::text).and_then(Instant::parse).is_some()
        && at.get("unc_ms").is_some_and(is_count)
}

fn is_data(data: &Json) -> bool {
    let media_type = |value: &Json| value.is_null() || value.text().is_some();
    let sha512 = |value: &Json| {
        let bytes = value.text().and_then(|text| hex_decode(text).ok());
        value.is_null() || bytes.is_some_and(|bytes| array::<64>(&bytes).is_ok())
    };
    has(data, &["blake3", "len", "media_type", "sha256", "sha512"])
        && ["blake3", "sha256"].iter().all(|name| data.get(name).is_some_and(is_digest))
        && data.get("len").is_some_and(is_count)
        && data.get("media_type").is_some_and(media_type)
        && data.get("sha512").is_some_and(sha512)
}

fn is_check(check: &Json) -> bool {
    has(check, &["expected", "found"])
        && ["expected", "found"].iter().all(|name| check.get(name).is_some_and(is_digest))
}

fn is_named(named: &Json) -> bool {
    let is = |value: &Json| value.is_null() || is_digest(value);
    has(named, &["letter_digest", "receipt_digest"])
        && ["letter_digest", "receipt_digest"].iter().all(|name| named.get(name).is_some_and(is))
}
