//! The parsers, each with good inputs. Every `pub` function of `seal` and `wire` that reads bytes or text is asked by one of
//! these or stands in [`ELSEWHERE`] with a reason; a test reads the source for functions that are in neither.

use crate::target::Target;

mod letters;
mod network;
mod packages;
mod seals;
mod sheets;
mod world;

/// What reads, and is asked elsewhere: parser, and where or why not.
pub const ELSEWHERE: &[(&str, &str)] = &[
    ("seal/digest.rs b64_decode", "the target `words`"),
    ("seal/digest.rs b64url_decode", "the target `words`"),
    ("seal/digest.rs hex_decode", "the target `words`"),
    (
        "seal/keyring.rs open_body",
        "opens with a key of our own store: nothing of a stranger comes there",
    ),
    ("seal/keyring.rs open_cell", "as open_body"),
    ("seal/keyring.rs open_ingest_state", "as open_body"),
    ("seal/chunk/digests.rs PartValue::from_bytes", "a row of our own store"),
    ("seal/sign/hashes.rs SlhDsaSecret::parse", "a secret of our own"),
    ("wire/read.rs parsed", "a helper of every reader here"),
    ("wire/stored/link.rs Why::parse", "a word of an event of our own store"),
    ("wire/stored.rs read", "events of our own store, which are authenticated before"),
    ("wire/roster/service.rs Status::parse", "a word of an entry: the target `entry`"),
    ("wire/roster/service.rs Mode::parse", "a word of an entry: the target `entry`"),
];

/// Every target, in the order of their names.
#[must_use]
pub fn all() -> Vec<Target> {
    let groups =
        [seals::TARGETS, sheets::TARGETS, packages::TARGETS, network::TARGETS, letters::TARGETS];
    let mut all: Vec<Target> = groups.concat();
    all.sort_by_key(|target| target.name);
    all
}

/// The good inputs of a target.
#[must_use]
pub fn seeds_of(target: &Target) -> Vec<Vec<u8>> {
    (target.seeds)()
}

/// A value of a vector file: `name = hex`, continued by indented lines; empty if there is none of that name.
fn vector(text: &str, name: &str) -> Vec<u8> {
    let mut hex = String::new();
    let mut is_in = false;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((found, value)) = line.split_once(" = ") {
            is_in = found == name;
            hex.push_str(if is_in { value } else { "" });
        } else if is_in && line.starts_with("  ") {
            hex.push_str(line.trim());
        }
    }
    seal::digest::hex_decode(&hex).unwrap_or_default()
}
