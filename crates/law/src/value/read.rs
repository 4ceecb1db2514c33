//! Reading the types that have a form of their own: lines, long texts, money, identifiers.

use std::net::IpAddr;

use super::{BadValue, FieldValue, LONG_TEXT_CHARS_MAX, TEXT_CHARS_MAX};

/// The language tag of a text whose language nobody said.
pub(super) const UNDETERMINED: &str = "und";

pub(super) fn line(text: &str) -> Result<String, BadValue> {
    if text.chars().any(char::is_control) {
        return Err(BadValue::Invisible);
    }
    if text.chars().count() > TEXT_CHARS_MAX {
        return Err(BadValue::TooLong { chars_max: TEXT_CHARS_MAX });
    }
    Ok(text.to_owned())
}

pub(super) fn long_text(text: &str) -> Result<FieldValue, BadValue> {
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\r' && c != '\t') {
        return Err(BadValue::Invisible);
    }
    if text.chars().count() > LONG_TEXT_CHARS_MAX {
        return Err(BadValue::TooLong { chars_max: LONG_TEXT_CHARS_MAX });
    }
    let tagged = text.strip_prefix('[').and_then(|rest| rest.split_once("] "));
    match tagged {
        Some((lang, body))
            if lang != UNDETERMINED && is_language(lang) && !body.trim().is_empty() =>
        {
            Ok(FieldValue::LongText { lang: lang.to_owned(), text: body.trim().to_owned() })
        }
        Some(_) | None => {
            Ok(FieldValue::LongText { lang: UNDETERMINED.to_owned(), text: text.to_owned() })
        }
    }
}

/// The languages a text can be marked with: those of the Union, of its neighbours, and the most spoken others. Closed,
/// so that `[sic]` or `[not]` at the beginning of a sentence stays what it is.
const LANGUAGES: [&str; 54] = [
    "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu",
    "fa", "fi", "fr", "ga", "gl", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "ko",
    "lb", "lt", "lv", "mk", "mt", "nb", "nl", "nn", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr",
    "sv", "sw", "th", "tr", "uk", "zh",
];

/// `fr`, `de-AT`, `zh-Hant`: a language of the list, then at most two short parts.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first_ok = parts.next().is_some_and(|language| LANGUAGES.contains(&language));
    let rest: Vec<&str> = parts.collect();
    first_ok
        && rest.len() <= 2
        && rest
            .iter()
            .all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

pub(super) fn money(text: &str) -> Result<FieldValue, BadValue> {
    let bad = || BadValue::Money { text: text.to_owned() };
    let (amount, currency) = text.split_once(' ').ok_or_else(bad)?;
    if currency.len() != 3 || !currency.bytes().all(|b| b.is_ascii_uppercase()) {
        return Err(bad());
    }
    let (digits, negative) = amount.strip_prefix('-').map_or((amount, false), |d| (d, true));
    let (whole, cents) = digits.split_once('.').unwrap_or((digits, "00"));
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(cents) || cents.len() != 2 {
        return Err(bad());
    }
    let whole: i64 = whole.parse().map_err(|_| bad())?;
    let cents: i64 = cents.parse().map_err(|_| bad())?;
    let minor = whole.checked_mul(100).and_then(|m| m.checked_add(cents)).ok_or_else(bad)?;
    let minor = if negative { -minor } else { minor };
    Ok(FieldValue::Money { minor, currency: currency.to_owned() })
}

/// Kinds of identifier with the check their form allows; the provider's own names have no form.
const SELECTOR_EXAMPLE: &str = "`acct:4711`, `ip:192.0.2.7`, `email:someone@example.org`";

pub(super) fn selector(text: &str) -> Result<FieldValue, BadValue> {
    let bad = || BadValue::Selector { text: text.to_owned(), example: SELECTOR_EXAMPLE };
    let (kind, value) = text.split_once(':').ok_or_else(bad)?;
    let value = value.trim();
    if value.is_empty() || value.chars().any(char::is_control) {
        return Err(bad());
    }
    if value.chars().count() > TEXT_CHARS_MAX {
        return Err(BadValue::TooLong { chars_max: TEXT_CHARS_MAX });
    }
    let digits = |n: std::ops::RangeInclusive<usize>, s: &str| {
        n.contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit())
    };
    let ok = match kind {
        "acct" | "device" | "serial" | "service" | "uid" | "url" => true,
        "email" => value.split_once('@').is_some_and(|(local, host)| {
            !local.is_empty() && !host.is_empty() && !value.contains(' ')
        }),
        "imei" => digits(14..=16, value),
        "imsi" => digits(6..=15, value),
        "ip" => value.parse::<IpAddr>().is_ok(),
        "mac" => {
            let parts: Vec<&str> = value.split([':', '-']).collect();
            parts.len() == 6
                && parts.iter().all(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_hexdigit()))
        }
        "phone" => value.strip_prefix('+').is_some_and(|rest| digits(4..=15, rest)),
        _ => false,
    };
    if ok {
        Ok(FieldValue::Selector { kind: kind.to_owned(), value: value.to_owned() })
    } else {
        Err(bad())
    }
}
