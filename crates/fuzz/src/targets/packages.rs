//! The court package and what is in it.

use std::io::Cursor;

use seal::bag::BagInfo;
use seal::chunk::{Context, OpenStream, Opener, context_item};
use seal::keyring::Key;
use seal::package::keys::{KeyHistory, KeyRow};
use seal::package::layout::Member;
use seal::package::parts::Parts;
use seal::zip::{Archive, check_path};

use super::seals::{canonical, canonical_of, text};
use super::vector;
use super::world::{members, packed, policy};
use crate::mutate::Shape;
use crate::target::{Said, Target, asked};

const CUSTODY: &str = include_str!("../../../seal/vectors/custody-1.txt");

pub(super) const TARGETS: &[Target] = &[
    Target {
        name: "bag-info",
        shape: Shape::Lines,
        parsers: &["seal/bag.rs BagInfo::parse"],
        seeds: || members("bag-info.txt"),
        read: |bytes| {
            let Some(text) = text(bytes) else { return Said::Refused };
            let Ok(info) = BagInfo::parse(text) else { return Said::Refused };
            canonical(info.to_text(), String::into_bytes)
        },
        weight: 1,
    },
    Target {
        name: "ciphertext",
        shape: Shape::Raw,
        parsers: &["seal/chunk.rs Opener::open_chunk", "seal/chunk/part.rs Opener::open_part"],
        seeds: || vec![vector(CUSTODY, "message")],
        read: |bytes| {
            let key = vector(CUSTODY, "chunk-key");
            let id = vector(CUSTODY, "exhibit-id");
            let (Some(key), Ok(id)) = (Key::from_slice(&key), <[u8; 16]>::try_from(id)) else {
                return Said::Refused;
            };
            if opened(&key, &context_item(&id), bytes).is_some() {
                Said::Read
            } else {
                Said::Refused
            }
        },
        weight: 2,
    },
    Target {
        name: "keys-history",
        shape: Shape::Lines,
        parsers: &["seal/package/keys.rs KeyHistory::parse"],
        seeds: || members("keys.history"),
        read: |bytes| {
            canonical(KeyHistory::parse(bytes), |history| {
                let rows: Vec<KeyRow> = history.rows().cloned().collect();
                KeyHistory::to_bytes(&rows)
            })
        },
        weight: 2,
    },
    Target {
        name: "package",
        shape: Shape::Zip,
        parsers: &["seal/package/check.rs verify", "seal/package/check.rs verify_as_of"],
        seeds: || vec![packed().bytes.clone()],
        read: |bytes| {
            let Some(policy) = policy() else { return Said::Refused };
            let verdict = seal::package::verify_under(Cursor::new(bytes), policy);
            match verdict {
                Ok(verdict) if verdict.is_ok() => {
                    if verdict.to_string().is_empty() {
                        Said::Refused
                    } else {
                        Said::Read
                    }
                }
                Ok(verdict) => {
                    asked(verdict.to_string());
                    Said::Refused
                }
                Err(_) => Said::Refused,
            }
        },
        weight: 40,
    },
    Target {
        name: "package-path",
        shape: Shape::Raw,
        parsers: &["seal/package/layout.rs Member::parse"],
        seeds: || packed().members.keys().map(|path| path.clone().into_bytes()).collect(),
        read: |bytes| {
            let Some(text) = text(bytes) else { return Said::Refused };
            asked(check_path(text));
            canonical_of(Member::parse(text), |member| member.to_string().into_bytes())
        },
        weight: 1,
    },
    Target {
        name: "parts",
        shape: Shape::Lines,
        parsers: &["seal/package/parts.rs Parts::parse"],
        seeds: || {
            let whole = include_bytes!("../../../seal/vectors/parts-whole.txt");
            let copy = include_bytes!("../../../seal/vectors/parts-copy.txt");
            vec![whole.to_vec(), copy.to_vec()]
        },
        read: |bytes| canonical(Parts::parse(bytes), |parts| parts.to_bytes()),
        weight: 1,
    },
    Target {
        name: "zip",
        shape: Shape::Zip,
        parsers: &["seal/zip/read.rs Archive::open", "seal/zip/read.rs Archive::read"],
        seeds: || vec![packed().bytes.clone()],
        read: |bytes| {
            let Ok(mut archive) = Archive::open(Cursor::new(bytes)) else { return Said::Refused };
            let n_members = archive.entries().len();
            for n in 0..n_members {
                if archive.read(n, |_| {}).is_err() {
                    return Said::Refused;
                }
            }
            Said::Read
        },
        weight: 4,
    },
];

/// What a receiver makes of a stream of ciphertext; none if it is not whole and true.
fn opened(key: &Key, context: &Context, bytes: &[u8]) -> Option<Vec<u8>> {
    let (header, rest) = bytes.split_first_chunk()?;
    let mut stream: OpenStream = Opener::new(key, context, header).ok()?.into_stream();
    let mut out = Vec::new();
    stream.push(rest, &mut out).ok()?;
    stream.finish(&mut out).ok()?;
    Some(out)
}
