//! Instants and dates as people and programs write them here: one spelling of RFC 3339 and nothing else.
//!
//! An instant is `2027-03-08T10:00:00Z`: capital `T` and `Z`, or an offset in place of `Z`, seconds always, a fraction of
//! one to nine digits after a dot where there is one. RFC 3339 would also take small letters and a leap second, readers of
//! ISO 8601 take much more; what two readers read differently, no fact may say.
//! Not here: lines of scenarios, whose instants may leave out their seconds.

use jiff::Timestamp;
use jiff::civil::Date;

/// A fraction to the nanosecond; no clock of ours is finer.
const FRACTION_DIGITS_MAX: usize = 9;

/// Reads an instant with its offset.
#[must_use]
pub fn instant(text: &str) -> Option<Timestamp> {
    let (local, rest) = text.split_at_checked("2027-03-08T10:00:00".len())?;
    let offset = match rest.strip_prefix('.') {
        None => rest,
        Some(rest) => {
            let n_digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            rest.get(n_digits..).filter(|_| (1..=FRACTION_DIGITS_MAX).contains(&n_digits))?
        }
    };
    let is_local = has_shape(local, "0000-00-00T00:00:00") && is_time(local.get(11..)?);
    let is_offset = offset == "Z"
        || has_shape(offset, "+00:00") && is_time(offset.get(1..)?)
        || has_shape(offset, "-00:00") && is_time(offset.get(1..)?);
    if is_local && is_offset { text.parse().ok() } else { None }
}

/// Reads a civil date. A lenient reader would also take the date out of an instant; an instant is no date here.
#[must_use]
pub fn date(text: &str) -> Option<Date> {
    if has_shape(text, "0000-00-00") { text.parse().ok() } else { None }
}

/// Whether a text is the form with any digit in place of each zero.
fn has_shape(text: &str, form: &str) -> bool {
    let fits = |(byte, wanted): (u8, u8)| match wanted {
        b'0' => byte.is_ascii_digit(),
        sign => byte == sign,
    };
    text.len() == form.len() && text.bytes().zip(form.bytes()).all(fits)
}

/// Whether `hh:mm` or `hh:mm:ss` is on the face of a clock: a day ends at 0:00 of the next.
fn is_time(text: &str) -> bool {
    let mut parts = text.split(':');
    parts.next().is_some_and(|hour| hour <= "23") && parts.all(|part| part <= "59")
}

#[cfg(test)]
mod tests;
