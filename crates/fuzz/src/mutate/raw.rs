//! Changes of bytes that know nothing of a format.

use crate::dice::Dice;

/// What stands where a length, a count or a character is expected.
const ODD: [u8; 12] = [0, 1, 0x17, 0x18, 0x1b, 0x1f, 0x20, 0x7f, 0x80, 0xc0, 0xf7, 0xff];

/// A range within the bytes, at most `longest` long.
fn range(dice: &mut Dice, bytes: &[u8], longest: usize) -> std::ops::Range<usize> {
    let start = dice.below(bytes.len().saturating_add(1));
    let n = dice.below(longest.saturating_add(1)).min(bytes.len().saturating_sub(start));
    start..start.saturating_add(n)
}

/// The bytes with one change.
pub(super) fn changed(dice: &mut Dice, bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    let at = dice.below(out.len());
    match dice.below(9) {
        0 => {
            let bit = 1_u8 << dice.below(8);
            out.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= bit);
        }
        1 => {
            let odd = dice.pick(&ODD).copied().unwrap_or(0);
            out.iter_mut().skip(at).take(1).for_each(|byte| *byte = odd);
        }
        2 => out.truncate(at),
        3 => {
            let gone = range(dice, bytes, 40);
            out.drain(gone);
        }
        4 => {
            let twice = range(dice, bytes, 200);
            let copy = out.get(twice.clone()).unwrap_or_default().to_vec();
            out.splice(twice.end..twice.end, copy);
        }
        5 => {
            let n = dice.below(9);
            let fresh: Vec<u8> = (0..n).map(|_| dice.byte()).collect();
            out.splice(at..at, fresh);
        }
        6 => {
            // A number of two, four or eight bytes becomes a huge one, in either order.
            let n = dice.pick(&[2_usize, 4, 8]).copied().unwrap_or(4);
            let huge =
                dice.pick(&[u64::MAX, 1 << 63, 1 << 40, 1 << 31, 0x7fff]).copied().unwrap_or(0);
            let huge = if dice.chance(50) { huge.to_be_bytes() } else { huge.to_le_bytes() };
            out.iter_mut().skip(at).zip(huge.iter().take(n)).for_each(|(to, from)| *to = *from);
        }
        7 => {
            let from = range(dice, bytes, 64);
            let piece = out.get(from).unwrap_or_default().to_vec();
            out.iter_mut().skip(at).zip(piece).for_each(|(to, from)| *to = from);
        }
        _ => {
            let more = dice.pick(&[1_usize, 64, 4096]).copied().unwrap_or(1);
            let byte = dice.byte();
            out.extend(std::iter::repeat_n(byte, more));
        }
    }
    out
}

/// The beginning of one and the end of another.
pub(super) fn spliced(dice: &mut Dice, one: &[u8], other: &[u8]) -> Vec<u8> {
    let (head, tail) = (dice.below(one.len()), dice.below(other.len()));
    [one.get(..head).unwrap_or_default(), other.get(tail..).unwrap_or_default()].concat()
}
