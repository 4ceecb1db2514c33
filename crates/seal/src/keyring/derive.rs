//! HKDF-Expand with SHA-512 from a 32-byte key (RFC 5869 §2.3).
//!
//! No Extract: the keys here are uniformly random. Crate `hkdf` wants a pseudorandom key as long as the hash, which
//! ours are not, so the loop is written out. HKDF with SHA-256 is with its one user, `envelope`.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha512;
use zeroize::Zeroizing;

use super::Key;

/// Fills `out`, at most 255 × 64 bytes, with key material for `info`.
pub fn expand_sha512(key: &Key, info: &[&[u8]], out: &mut [u8]) {
    let mut previous = Zeroizing::new(Vec::new());
    for (block, counter) in out.chunks_mut(64).zip(1_u8..) {
        // HMAC takes keys of any length: the error of this constructor has no case.
        let Ok(mut mac) = Hmac::<Sha512>::new_from_slice(key.expose()) else { return };
        mac.update(&previous);
        info.iter().for_each(|part| mac.update(part));
        mac.update(&[counter]);
        *previous = mac.finalize().into_bytes().to_vec();
        block.iter_mut().zip(previous.iter()).for_each(|(to, from)| *to = *from);
    }
}
