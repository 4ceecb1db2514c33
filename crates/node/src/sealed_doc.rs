//! Documents with content (letters, keys of objects) as rows: sealed under their own key, wrapped by the case's key.
//!
//! Form: wrapping key id (16) ‖ u16 length of the wrap ‖ wrap ‖ sealed bytes. Destroying the case's key destroys them.

use seal::keyring::{
    Key, WrapKind, WrapPlace, compartment_object_id, open_body, seal_body, unwrap_key, wrap,
};

use crate::keys::{Kek, Keys};
use crate::recorder::RecordError;
use crate::rng::{AsCryptoRng, Random};

/// Seals `content` as the document `id`.
///
/// # Errors
/// Only if it is too long to be sealed.
pub fn seal(
    kek: &Kek,
    id: &[u8; 16],
    content: &[u8],
    random: &dyn Random,
) -> Result<Vec<u8>, RecordError> {
    let mut rng = AsCryptoRng(random);
    let key = Key::generate(&mut rng);
    let wrap = wrap(&kek.key, &place(kek.id, id), key.expose(), &mut rng)?;
    let length = u16::try_from(wrap.len()).map_err(|_| RecordError::Damaged)?;
    let sealed = seal_body(&key, id, 0, content, &mut rng)?;
    Ok([&kek.id[..], &length.to_be_bytes(), &wrap, &sealed].concat())
}

/// Opens the document `id`.
///
/// # Errors
/// If its key was destroyed, or the bytes are another document's.
pub fn open(keys: &Keys, id: &[u8; 16], bytes: &[u8]) -> Result<Vec<u8>, RecordError> {
    let kek = kek(keys, bytes)?;
    let (_, rest) = bytes.split_first_chunk::<16>().ok_or(RecordError::Damaged)?;
    let (length, rest) = rest.split_first_chunk::<2>().ok_or(RecordError::Damaged)?;
    let length = usize::from(u16::from_be_bytes(*length));
    let (wrap, sealed) = rest.split_at_checked(length).ok_or(RecordError::Damaged)?;
    let key = unwrap_key(&kek.key, &place(kek.id, id), wrap)?;
    Ok(open_body(&key, id, 0, sealed)?.to_vec())
}

/// The key that a document lies under.
///
/// # Errors
/// If it was destroyed, or these are no such bytes.
pub fn kek(keys: &Keys, bytes: &[u8]) -> Result<Kek, RecordError> {
    let (kek_id, _) = bytes.split_first_chunk::<16>().ok_or(RecordError::Damaged)?;
    keys.by_id(kek_id).ok_or(RecordError::Erased)
}

fn place(kek_id: [u8; 16], id: &[u8; 16]) -> WrapPlace {
    WrapPlace {
        kind: WrapKind::Compartment,
        wrapping_key_id: kek_id,
        object_id: compartment_object_id(id, 0),
    }
}
