//! What we link and under which terms: licences that ask for nothing but their notice, and packages
//! from one registry only.

use super::Faults;
use super::tree::{items, metadata, text};

/// Licences anybody may link without a further thought.
const ALLOWED: [&str; 12] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "OpenSSL",
];

/// Packages under another licence, each with the reason.
const BY_ENTRY: [(&str, &str); 5] = [
    // MPL-2.0 asks for the source of its own files alone; we link them unchanged, from the registry.
    ("crypto-glue", "MPL-2.0"),
    ("webauthn-attestation-ca", "MPL-2.0"),
    ("webauthn-rs", "MPL-2.0"),
    ("webauthn-rs-core", "MPL-2.0"),
    ("webauthn-rs-proto", "MPL-2.0"),
];

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

#[test]
fn every_package_may_be_linked() {
    let (metadata, mut faults) = (metadata(true), Faults::default());
    for package in items(&metadata, "packages") {
        let (name, licence) = (text(package, "name"), text(package, "license"));
        let listed = BY_ENTRY.contains(&(name, licence));
        if !listed && !allowed(licence) {
            faults.note(format!("{name} {}: licence `{licence}`", text(package, "version")));
        }
    }
    faults.none();
}

#[test]
fn every_package_comes_from_the_registry() {
    let (metadata, mut faults) = (metadata(true), Faults::default());
    for package in items(&metadata, "packages") {
        let source = text(package, "source");
        if !source.is_empty() && source != REGISTRY {
            faults.note(format!("{}: comes from `{source}`", text(package, "name")));
        }
    }
    faults.none();
}

/// Whether an SPDX expression can be met by licences of the list: `OR` needs one side, `AND` both.
/// The old form with `/` means `OR`.
fn allowed(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_ascii_whitespace().collect();
    let mut rest = words.as_slice();
    !words.is_empty() && either(&mut rest) && rest.is_empty()
}

fn either(words: &mut &[&str]) -> bool {
    let mut met = both(words);
    while let ["OR", rest @ ..] = *words {
        *words = rest;
        met |= both(words);
    }
    met
}

fn both(words: &mut &[&str]) -> bool {
    let mut met = one(words);
    while let ["AND", rest @ ..] = *words {
        *words = rest;
        met &= one(words);
    }
    met
}

fn one(words: &mut &[&str]) -> bool {
    match *words {
        ["(", rest @ ..] => {
            *words = rest;
            let met = either(words);
            if let [")", rest @ ..] = *words {
                *words = rest;
            }
            met
        }
        // An exception (`WITH …`) only ever permits more.
        [id, "WITH", _, rest @ ..] | [id, rest @ ..] => {
            *words = rest;
            ALLOWED.contains(id)
        }
        [] => false,
    }
}

#[test]
fn a_choice_needs_one_side_and_a_sum_needs_both() {
    assert!(allowed("MIT OR GPL-3.0"));
    assert!(allowed("(MIT OR GPL-3.0) AND Unicode-3.0"));
    assert!(allowed("Apache-2.0 WITH LLVM-exception"));
    assert!(allowed("MIT/Apache-2.0"));
    assert!(!allowed("MIT AND GPL-3.0"));
    assert!(!allowed(""));
}
