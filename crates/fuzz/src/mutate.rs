//! Changes. Whoever changes bytes at random is stopped at the first length field; so most changes here take a value
//! apart, change something inside, and write it again, also where JSON lies in CBOR that lies in a zip file.

use crate::dice::Dice;

mod cbor;
mod json;
mod raw;
mod text;
mod zip;

/// How an input is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// CBOR, perhaps with JSON or CBOR inside byte strings.
    Cbor,
    /// JSON.
    Json,
    /// Lines of text.
    Lines,
    /// Nothing that is known here: DER, packed integers, one word.
    Raw,
    /// A zip file whose members have shapes of their own.
    Zip,
}

/// An input grows no longer than this: parsers refuse what is longer, and that is asked once and not a million times.
pub const BYTES_MAX: usize = 192 * 1024;

/// One input: a seed with one to four changes, or joined from two seeds.
#[must_use]
pub fn change(dice: &mut Dice, shape: Shape, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = dice.pick(seeds).cloned().unwrap_or_default();
    if dice.chance(4)
        && let Some(other) = dice.pick(seeds).cloned()
    {
        bytes = raw::spliced(dice, &bytes, &other);
    }
    // One change more often than several: what is wrong in two places is refused for the first.
    let n_changes = if dice.chance(60) { 1 } else { 2 + dice.below(3) };
    for _ in 0..n_changes {
        bytes = once(dice, shape, &bytes, seeds);
        bytes.truncate(BYTES_MAX);
    }
    bytes
}

/// As often as this, or as often as something of this size fits into an input.
fn fitting(times: usize, size: usize) -> usize {
    times.min(BYTES_MAX.checked_div(size).unwrap_or(times)).max(1)
}

/// A change of a list, whatever it is a list of: one more, one less, two that change places, or one as often as one of `times`
/// says.
fn in_list<T: Clone>(
    dice: &mut Dice,
    items: &mut Vec<T>,
    donor: T,
    times: &[usize],
    size: impl Fn(&T) -> usize,
) {
    let at = dice.below(items.len());
    match dice.below(4) {
        0 => items.insert(at, donor),
        1 if !items.is_empty() => {
            items.remove(at);
        }
        2 if !items.is_empty() => {
            let other = dice.below(items.len());
            items.swap(at, other);
        }
        _ => {
            let item = items.get(at).cloned().unwrap_or(donor);
            let n = fitting(dice.pick(times).copied().unwrap_or(1), size(&item));
            items.extend(std::iter::repeat_n(item, n));
        }
    }
}

fn once(dice: &mut Dice, shape: Shape, bytes: &[u8], seeds: &[Vec<u8>]) -> Vec<u8> {
    let whole = if dice.chance(12) {
        None
    } else {
        match shape {
            Shape::Cbor => cbor::changed(dice, bytes, seeds),
            Shape::Json => json::changed(dice, bytes),
            Shape::Lines => Some(text::changed(dice, bytes)),
            Shape::Raw => None,
            Shape::Zip => zip::changed(dice, bytes),
        }
    };
    whole.unwrap_or_else(|| raw::changed(dice, bytes))
}

/// What content inside of something else looks like.
fn shape_of(bytes: &[u8]) -> Shape {
    match bytes.first() {
        Some(b'{' | b'[') => Shape::Json,
        Some(0x80..=0x9b | 0xa0..=0xbb | 0xd8) => Shape::Cbor,
        Some(_) if bytes.contains(&b'\n') && bytes.is_ascii() => Shape::Lines,
        Some(_) | None => Shape::Raw,
    }
}
