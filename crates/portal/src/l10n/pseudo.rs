//! The pseudo-languages: English made strange, so that faults of a page are seen before a translator sees them.
//!
//! A letter gets an accent (fonts and encodings), vowels are doubled and padding follows until the text is at
//! least 40 % longer (space), and brackets stand around each message (glued or cut sentences, and words that
//! no text file holds). The right-to-left one overrides the direction word by word, as a mirrored script would read.

use std::borrow::Cow;

/// How much longer a text becomes, in tenths of its length.
const TENTHS: usize = 14;

/// Padding; it breaks lines like words do.
const PAD: &str = " ·";

/// Starts and ends of a run that reads from right to left whatever its letters are.
const RIGHT_TO_LEFT_OVERRIDE: char = '\u{202e}';
const POP_DIRECTION: char = '\u{202c}';

/// One piece of text with accents, 40 % longer.
#[must_use]
pub fn longer(text: &str) -> Cow<'_, str> {
    if !text.chars().any(char::is_alphabetic) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() * 3);
    for letter in text.trim_end().chars() {
        out.push(accent(letter));
        if "aeiouAEIOU".contains(letter) {
            out.push(accent(letter.to_ascii_lowercase()));
        }
    }
    let wanted = (text.trim_end().chars().count() * TENTHS).div_ceil(10);
    while out.chars().count() < wanted {
        out.push_str(PAD);
    }
    out.push_str(text.strip_prefix(text.trim_end()).unwrap_or_default());
    Cow::Owned(out)
}

/// Like [`longer`], and each word reads from right to left.
#[must_use]
pub fn mirrored(text: &str) -> Cow<'_, str> {
    let long = longer(text);
    if !long.chars().any(char::is_alphabetic) {
        return long;
    }
    let mut out = String::with_capacity(long.len() * 2);
    for piece in long.split_inclusive(' ') {
        let word = piece.trim_end_matches(' ');
        if !word.is_empty() {
            out.push(RIGHT_TO_LEFT_OVERRIDE);
            out.push_str(word);
            out.push(POP_DIRECTION);
        }
        out.push_str(piece.get(word.len()..).unwrap_or_default());
    }
    Cow::Owned(out)
}

/// A whole message in its brackets.
#[must_use]
pub fn bracket(message: &str) -> String {
    format!("\u{27e6}{message}\u{27e7}")
}

const fn accent(letter: char) -> char {
    match letter {
        'a' => 'á',
        'c' => 'ç',
        'e' => 'é',
        'g' => 'ğ',
        'i' => 'í',
        'k' => 'ķ',
        'n' => 'ñ',
        'o' => 'ö',
        'r' => 'ŕ',
        's' => 'š',
        't' => 'ţ',
        'u' => 'ü',
        'w' => 'ŵ',
        'y' => 'ý',
        'z' => 'ž',
        'A' => 'Å',
        'C' => 'Ç',
        'D' => 'Ð',
        'E' => 'É',
        'I' => 'Î',
        'N' => 'Ñ',
        'O' => 'Ö',
        'S' => 'Š',
        'T' => 'Ţ',
        'U' => 'Û',
        'Y' => 'Ý',
        other => other,
    }
}
