//! Seeds are read, findings stay fixed, no parser is left out, a fixed number of changed inputs finds nothing, and whoever
//! does wrong is found.

use std::alloc::System;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use seal::json::Json;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

use crate::dice::Dice;
use crate::mutate::Shape;
use crate::target::{Said, Target, n_allocated};
use crate::targets::{self, ELSEWHERE, seeds_of};

#[global_allocator]
static COUNTING: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Inputs for each target of weight 1.
const N_INPUTS: u64 = 800;
/// The seed of CI; `cargo xtask fuzz --seed` takes any.
const SEED: u64 = 2_027;

fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_seed_is_read() {
    let mut faults = Vec::new();
    for target in targets::all() {
        let seeds = seeds_of(&target);
        if seeds.is_empty() {
            faults.push(format!("{}: no seed", target.name));
        }
        for (n, seed) in seeds.iter().enumerate() {
            match target.ask(seed) {
                Ok((Said::Refused, _)) => faults.push(format!("{} seed {n}: refused", target.name)),
                Ok(_) => {}
                Err(what) => faults.push(format!("{} seed {n}: {what}", target.name)),
            }
        }
    }
    assert_eq!(faults, [] as [String; 0]);
}

#[test]
fn what_was_found_once_is_not_found_again() {
    let all = targets::all();
    let mut n_files = 0;
    for folder in fs::read_dir(here().join("corpus")).unwrap() {
        let folder = folder.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let target = all.iter().find(|target| target.name == name);
        let target = target.unwrap_or_else(|| panic!("corpus/{name} is of no target"));
        // What a target makes once, it makes with its seeds: it is not the input's.
        assert!(!seeds_of(target).is_empty());
        for file in fs::read_dir(&folder).unwrap() {
            let file = file.unwrap().path();
            let found = target.ask(&fs::read(&file).unwrap());
            assert!(found.is_ok(), "{}: {found:?}", file.display());
            n_files += 1;
        }
    }
    assert!(n_files > 0, "the corpus is there");
}

#[track_caller]
fn check_share(share: usize) {
    for target in targets::all().iter().skip(share).step_by(4) {
        let n = (N_INPUTS / target.weight).max(10);
        let tally = target.run(&seeds_of(target), SEED, |done| done < n);
        assert_eq!(tally.finding, None, "{}", target.name);
        assert_eq!(tally.n_inputs, n);
        println!(
            "{}: {} of {} read, {} bytes a byte",
            target.name, tally.n_read, tally.n_inputs, tally.alloc_per_byte_max
        );
    }
}

#[test]
fn changed_inputs_find_nothing_in_the_first_quarter() {
    check_share(0);
}

#[test]
fn changed_inputs_find_nothing_in_the_second_quarter() {
    check_share(1);
}

#[test]
fn changed_inputs_find_nothing_in_the_third_quarter() {
    check_share(2);
}

#[test]
fn changed_inputs_find_nothing_in_the_fourth_quarter() {
    check_share(3);
}

#[test]
fn an_input_is_the_same_every_time_and_no_two_are() {
    for target in targets::all() {
        let seeds = seeds_of(&target);
        let inputs: Vec<_> = (0..12).map(|n| target.input(&seeds, 7, n)).collect();
        let again: Vec<_> = (0..12).rev().map(|n| target.input(&seeds, 7, n)).collect();
        assert!(inputs.iter().eq(again.iter().rev()), "{}", target.name);
        // A change of what is very long is cut off at times.
        let different: BTreeSet<_> = inputs.iter().collect();
        assert!(different.len() > 4, "{}: {} of 12", target.name, different.len());
    }
}

/// The value with one more name in each of its objects, one after the other, but in those that stand under an open name.
fn with_one_more_name(json: &Json, open: &[&str]) -> Vec<Json> {
    match json {
        Json::Null | Json::Bool(_) | Json::Int(_) | Json::Text(_) => Vec::new(),
        Json::List(items) => {
            let one = |(n, item)| {
                let changed = with_one_more_name(item, open).into_iter();
                changed.map(move |item| {
                    let mut items = items.clone();
                    items[n] = item;
                    Json::List(items)
                })
            };
            items.iter().enumerate().flat_map(one).collect()
        }
        Json::Object(entries) => {
            let with = |name: &str, value| {
                let mut entries = entries.clone();
                entries.insert(name.to_owned(), value);
                Json::Object(entries)
            };
            let inside = entries
                .iter()
                .filter(|(name, _)| !open.contains(&name.as_str()))
                .flat_map(|(name, value)| {
                    with_one_more_name(value, open).into_iter().map(move |value| with(name, value))
                });
            std::iter::once(with("zz", Json::Null)).chain(inside).collect()
        }
    }
}

#[test]
fn no_object_takes_a_name_that_its_form_does_not_know() {
    let mut faults = BTreeSet::new();
    let is_form =
        |target: &&Target| target.shape == Shape::Json && !target.name.starts_with("json");
    for target in targets::all().iter().filter(is_form) {
        for seed in seeds_of(target) {
            let end: &[u8] = if seed.ends_with(b"\n") { b"\n" } else { b"" };
            // What stands in `ext` nobody reads, so anything may. The bodies of the network's own letters are read by nodes.
            let is_own = seed.windows(11).any(|window| window == b"\"type\":\"cx.");
            let is_body_open = is_own || target.name == "manifest";
            let open = if is_body_open { ["ext", "body"].as_slice() } else { &["ext"] };
            for changed in with_one_more_name(&Json::parse_any(&seed).unwrap(), open) {
                let bytes = [changed.to_bytes(), end.to_vec()].concat();
                match target.ask(&bytes) {
                    Ok((Said::Refused, _)) => {}
                    found => {
                        let text = changed.to_string();
                        let at = text.find("\"zz\"").unwrap();
                        let before: String = text[..at].chars().rev().take(60).collect();
                        let before: String = before.chars().rev().collect();
                        faults.insert(format!("{}: {before}: {found:?}", target.name));
                    }
                }
            }
        }
    }
    assert_eq!(faults, BTreeSet::new());
}

/// A reader of a length and as many bytes, as somebody in a hurry writes it.
fn hasty(read: fn(&[u8]) -> Said) -> Target {
    Target {
        name: "hasty",
        shape: Shape::Cbor,
        parsers: &[],
        seeds: || vec![vec![0x82, 0x43, 1, 2, 3, 0x18, 0x64], vec![0xa2, 1, 2, 3, 0x41, 9]],
        read,
        weight: 1,
    }
}

#[track_caller]
fn check_found(read: fn(&[u8]) -> Said, what: &str) {
    std::panic::set_hook(Box::new(|_| {}));
    let target = hasty(read);
    let tally = target.run(&seeds_of(&target), 1, |done| done < 20_000);
    let finding = tally.finding.unwrap_or_else(|| panic!("nothing found in {}", tally.n_inputs));
    assert!(finding.what.contains(what), "{finding:?}");
    println!("found after {} inputs: {} in {:?}", tally.n_inputs, finding.what, finding.input);
}

#[test]
fn planted_panic_is_found() {
    check_found(
        |bytes| {
            let at = usize::from(bytes.get(1).copied().unwrap_or(0) & 0x1f);
            if bytes.first() == Some(&0x82) && bytes[2..][..at].len() == at {
                Said::Read
            } else {
                Said::Refused
            }
        },
        "panic",
    );
}

#[test]
fn planted_trust_in_a_length_is_found() {
    check_found(
        |bytes| {
            let Some((_, length)) = bytes.split_first_chunk::<2>() else { return Said::Refused };
            let Some(length) = length.first_chunk::<4>() else { return Said::Refused };
            let n = u32::from_be_bytes(*length) >> 4;
            std::hint::black_box(Vec::<u8>::with_capacity(n as usize));
            Said::Read
        },
        "bytes of memory",
    );
}

#[test]
fn planted_second_spelling_is_found() {
    // The strict reader's own writer after a reader that takes longer forms of numbers.
    check_found(
        |bytes| match bytes {
            [0x82, 0x43, .., 0x18, n] => Said::Canonical(vec![0x82, 0x43, 1, 2, 3, 0x18, *n]),
            _ => Said::Refused,
        },
        "writes",
    );
}

#[test]
fn planted_reader_that_does_not_read_what_it_writes_is_found() {
    check_found(
        |bytes| match bytes.first() {
            Some(0x82) => Said::Stable([&[0x81], bytes].concat()),
            _ => Said::Refused,
        },
        "refused",
    );
}

#[test]
fn the_allocator_counts() {
    let before = n_allocated();
    std::hint::black_box(vec![0_u8; 100_000]);
    assert!(n_allocated() - before >= 100_000);
}

#[test]
fn dice_are_even_enough() {
    let mut seen = [0_u32; 6];
    let mut dice = Dice::of(1, 2);
    (0..6_000).for_each(|_| seen[dice.below(6)] += 1);
    assert!(seen.iter().all(|n| (900..1_100).contains(n)), "{seen:?}");
}

/// Functions that read, by the look of their names and of what they take.
fn readers(crate_name: &str) -> BTreeSet<String> {
    let root = here().join("..").join(crate_name).join("src");
    let mut found = BTreeSet::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") && !is_test(&path) {
                let text = fs::read_to_string(&path).unwrap();
                let file = path.strip_prefix(&root).unwrap().to_str().unwrap();
                found.extend(
                    readers_of(&text).into_iter().map(|name| format!("{crate_name}/{file} {name}")),
                );
            }
        }
    }
    found
}

fn is_test(path: &Path) -> bool {
    let path = path.to_str().unwrap();
    path.contains("/tests/") || path.ends_with("/tests.rs")
}

fn readers_of(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut of = None;
    let lines: Vec<&str> = text.lines().collect();
    for (n, line) in lines.iter().enumerate() {
        if line.starts_with('}') {
            of = None;
        }
        if let Some(head) = line.strip_prefix("impl") {
            of = Some(type_of(head));
        }
        let Some(rest) = line
            .trim_start()
            .strip_prefix("pub fn ")
            .or_else(|| line.trim_start().strip_prefix("pub const fn "))
        else {
            continue;
        };
        // Up to the end of the signature.
        let signature: String = lines[n..].iter().take(12).copied().collect::<Vec<_>>().join(" ");
        let signature = signature.split('{').next().unwrap_or("");
        let name = rest.split(['(', '<']).next().unwrap_or("");
        let begins = ["parse", "read", "decode", "open", "unpad", "is_readable"];
        let reads = begins.iter().any(|begin| name.starts_with(begin))
            || ["_decode", "from_bytes", "from_json", "unread"]
                .iter()
                .any(|end| name.ends_with(end));
        let takes = [
            "&[u8]",
            "&str",
            "&'a str",
            "reader: R",
            "&Json",
            "index: usize",
            "n: usize",
            "keys: &[",
        ];
        let gives = signature.contains("-> Result")
            || signature.contains("-> Option")
            || signature.contains("-> io::Result")
            || signature.contains("-> Read<");
        if reads && gives && takes.iter().any(|kind| signature.contains(kind)) {
            found.push(of.as_ref().map_or_else(|| name.to_owned(), |of| format!("{of}::{name}")));
        }
    }
    found
}

/// `<R: Read> Archive<R> {` is of `Archive`; `fmt::Display for Note {` of `Note`.
fn type_of(head: &str) -> String {
    let mut depth = 0;
    let plain: String = head
        .chars()
        .filter(|c| {
            depth += i32::from(*c == '<');
            let outside = depth == 0;
            depth -= i32::from(*c == '>');
            outside
        })
        .collect();
    let plain = plain.rsplit(" for ").next().unwrap_or("");
    plain.split_whitespace().next().unwrap_or("").to_owned()
}

#[test]
fn every_reader_of_strangers_bytes_has_a_target() {
    let asked: BTreeSet<String> = targets::all()
        .iter()
        .flat_map(|target| target.parsers)
        .map(|name| (*name).to_owned())
        .collect();
    let elsewhere: BTreeSet<String> =
        ELSEWHERE.iter().map(|(name, _)| (*name).to_owned()).collect();
    let there: BTreeSet<String> =
        [readers("seal"), readers("wire")].into_iter().flatten().collect();
    let missing: Vec<_> =
        there.iter().filter(|name| !asked.contains(*name) && !elsewhere.contains(*name)).collect();
    assert!(missing.is_empty(), "no target asks {missing:#?}");
    let gone: Vec<_> = elsewhere.difference(&there).collect();
    assert!(gone.is_empty(), "`ELSEWHERE` names what is not there: {gone:#?}");
}

#[test]
fn a_new_reader_would_be_seen() {
    let text = "impl<'a> Note<'a> {\n    /// Reads.\n    pub fn parse(bytes: &[u8]) -> Result<Self, E> {\n    }\n}\n\
                pub fn read_more(\n    bytes: &[u8],\n) -> Option<u8> {\n}\npub fn write(bytes: &[u8]) -> Vec<u8> {\n}\n";
    assert_eq!(readers_of(text), ["Note::parse", "read_more"]);
}
