//! Changes of lines: notes, checkpoints, proofs, lists of digests.

use super::fitting;
use crate::dice::Dice;

/// What stands in place of a line or of a word.
const ODD: [&str; 16] = [
    "",
    "0",
    "00",
    "-1",
    "+1",
    "18446744073709551615",
    "18446744073709551616",
    "9223372036854775807",
    "\u{2014} example.org AAAA",
    "old 0",
    "index 0",
    "size 0",
    "====",
    "\u{0}",
    "\u{feff}",
    "\u{e9}\u{301}",
];

/// The lines with one change.
pub(super) fn changed(dice: &mut Dice, bytes: &[u8]) -> Vec<u8> {
    let mut lines: Vec<Vec<u8>> =
        bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let at = dice.below(lines.len());
    let odd = dice.pick(&ODD).copied().unwrap_or("");
    match dice.below(9) {
        0 => {
            let line = lines.get(at).cloned().unwrap_or_default();
            let times = dice.pick(&[1_usize, 1, 70, 600]).copied().unwrap_or(1);
            let times = fitting(times, line.len());
            lines.splice(at..at, std::iter::repeat_n(line, times));
        }
        1 if !lines.is_empty() => {
            lines.remove(at);
        }
        2 if !lines.is_empty() => {
            let other = dice.below(lines.len());
            lines.swap(at, other);
        }
        3 => lines.insert(at, format!("{odd}\n").into_bytes()),
        4 => {
            if let Some(line) = lines.get_mut(at) {
                *line = word(dice, line, odd);
            }
        }
        5 => {
            // Another end of line, or none.
            let end =
                dice.pick(&[b"\r\n".as_slice(), b"", b" \n", b"\n\n"]).copied().unwrap_or(b"");
            if let Some(line) = lines.get_mut(at) {
                line.pop();
                line.extend_from_slice(end);
            }
        }
        6 => {
            // The last characters of base64 have bits that mean nothing.
            if let Some(line) = lines.get_mut(at) {
                let n = line.len();
                let from = n.saturating_sub(4);
                line.iter_mut().skip(from).take(2).for_each(|byte| {
                    if byte.is_ascii_alphanumeric() {
                        *byte = byte.wrapping_add(1);
                    }
                });
            }
        }
        7 => {
            if let Some(line) = lines.get_mut(at) {
                line.iter_mut().for_each(|byte| {
                    *byte = if byte.is_ascii_uppercase() {
                        byte.to_ascii_lowercase()
                    } else {
                        byte.to_ascii_uppercase()
                    };
                });
            }
        }
        _ => lines.truncate(at),
    }
    lines.concat()
}

/// A line with one word in place of another.
fn word(dice: &mut Dice, line: &[u8], odd: &str) -> Vec<u8> {
    let mut words: Vec<Vec<u8>> =
        line.split_inclusive(|byte| *byte == b' ').map(<[u8]>::to_vec).collect();
    let at = dice.below(words.len());
    let is_last = at.saturating_add(1) == words.len();
    if let Some(word) = words.get_mut(at) {
        *word = format!("{odd}{}", if is_last { "\n" } else { " " }).into_bytes();
    }
    words.concat()
}
