//! UUIDs that are a function of a name (RFC 9562 §5.5), for the ids of the case graph.
//!
//! SHA-1 makes ids here and nothing else; no check depends on it.

use std::fmt;

/// The namespace for URLs and URNs.
const NAMESPACE: [u8; 16] = [
    0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8,
];

/// A name-based UUID.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Uuid5([u8; 16]);

impl Uuid5 {
    /// The UUID of `name`.
    pub(super) fn of(name: &str) -> Self {
        let digest = sha1(&[NAMESPACE.as_slice(), name.as_bytes()].concat());
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
        let [.., version, _, variant, _, _, _, _, _, _, _] = &mut bytes;
        *version = *version & 0x0F | 0x50;
        *variant = *variant & 0x3F | 0x80;
        Self(bytes)
    }
}

impl fmt::Display for Uuid5 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, byte) in self.0.iter().enumerate() {
            let dash = if matches!(n, 4 | 6 | 8 | 10) { "-" } else { "" };
            write!(f, "{dash}{byte:02x}")?;
        }
        Ok(())
    }
}

/// SHA-1 (FIPS 180-4 §6.1) of a short text.
fn sha1(message: &[u8]) -> [u8; 20] {
    let mut padded = message.to_vec();
    padded.push(0x80);
    padded.resize(padded.len().next_multiple_of(64), 0);
    if padded.len() - message.len() < 9 {
        padded.resize(padded.len() + 64, 0);
    }
    let bits = (message.len() as u64 * 8).to_be_bytes();
    padded.truncate(padded.len() - bits.len());
    padded.extend_from_slice(&bits);

    let mut state = [0x6745_2301_u32, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0];
    for block in padded.as_chunks::<64>().0 {
        let mut words: Vec<u32> =
            block.as_chunks::<4>().0.iter().map(|w| u32::from_be_bytes(*w)).collect();
        let word =
            |words: &[u32], back: usize| words.iter().rev().nth(back - 1).copied().unwrap_or(0);
        for _ in 16..80 {
            let next = word(&words, 3) ^ word(&words, 8) ^ word(&words, 14) ^ word(&words, 16);
            words.push(next.rotate_left(1));
        }
        let [mut a, mut b, mut c, mut d, mut e] = state;
        for (t, w) in words.iter().enumerate() {
            let (f, k) = match t {
                0..20 => (b & c | !b & d, 0x5A82_7999),
                20..40 => (b ^ c ^ d, 0x6ED9_EBA1),
                40..60 => (b & c | b & d | c & d, 0x8F1B_BCDC),
                _ => (b ^ c ^ d, 0xCA62_C1D6_u32),
            };
            let next =
                a.rotate_left(5).wrapping_add(f).wrapping_add(e).wrapping_add(k).wrapping_add(*w);
            (a, b, c, d, e) = (next, a, b.rotate_left(30), c, d);
        }
        for (part, add) in state.iter_mut().zip([a, b, c, d, e]) {
            *part = part.wrapping_add(add);
        }
    }
    let mut digest = [0; 20];
    digest
        .iter_mut()
        .zip(state.into_iter().flat_map(u32::to_be_bytes))
        .for_each(|(to, from)| *to = from);
    digest
}

#[cfg(test)]
mod tests;
