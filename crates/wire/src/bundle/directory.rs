//! The files of the member directory as one member of a bundle: a list of pairs of name and bytes, in the order of the names.
//!
//! What the files say is not looked at here: each is signed, and whoever takes them over asks for each by name as of any
//! repository (`roster::tuf`).

use seal::cbor::Cbor;

use super::Place;
use crate::roster::tuf::{Files, is_name};

/// Files in one directory: a root for each year, and three files for each member.
const FILES_MAX: usize = 4_096;
/// Values in such a list: a pair of a name and bytes for each file.
const VALUES_MAX: usize = 3 * FILES_MAX + 1;

/// The member's bytes; none if they are more, or of more files, than any reader takes.
#[must_use]
pub fn write(files: &Files) -> Option<Vec<u8>> {
    let n_bytes: u64 = files.values().map(|bytes| bytes.len() as u64).sum();
    if files.len() > FILES_MAX || n_bytes > Place::Directory.bytes_max() {
        return None;
    }
    let pair = |(name, bytes): (&String, &Vec<u8>)| {
        Cbor::Array(vec![Cbor::text(name), Cbor::bytes(bytes)])
    };
    let bytes = Cbor::Array(files.iter().map(pair).collect()).encode();
    // Names and heads count too.
    Some(bytes).filter(|bytes| bytes.len() as u64 <= Place::Directory.bytes_max())
}

/// Reads it; none if it is not of that form, a name is none of a repository, or the names are not in order.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<Files> {
    let Cbor::Array(pairs) = Cbor::decode_at_most(bytes, VALUES_MAX).ok()? else { return None };
    let mut files = Files::new();
    for pair in pairs {
        let Cbor::Array(pair) = pair else { return None };
        let Ok([Cbor::Text(name), Cbor::Bytes(bytes)]) = <[Cbor; 2]>::try_from(pair) else {
            return None;
        };
        let is_next = files.last_key_value().is_none_or(|(last, _)| *last < name);
        if !is_next || !is_name(&name) {
            return None;
        }
        files.insert(name, bytes);
    }
    Some(files)
}
