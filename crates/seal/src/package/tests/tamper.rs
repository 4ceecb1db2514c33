//! Packages changed after they were sealed, by somebody who can recompute everything that is not signed.

use std::ops::Range;

use proptest::prelude::*;

use super::fixture::World;
use super::{HONEST, check, check_under, honest, verify};
use crate::bag;
use crate::digest::Digest;
use crate::package::layout::{BagTag, Member};
use crate::package::{Measured, Vouched, asic_manifest};
use crate::zip::{Archive, Writer};

const MANIFEST: &str = "META-INF/ASiCManifest001.xml";
const OPENING: &str = "META-INF/comity-seal.opening";
const PROOF: &str = "META-INF/comity-seal.tlog-proof";
const TOKEN: &str = "META-INF/timestamp001.tst";
const EVIDENCE: &str = "bag/data/evidence/X-1-R1/0001.bin";

/// The members of a package, to be changed and zipped again.
#[derive(Clone)]
pub(super) struct Unpacked(Vec<(String, Vec<u8>)>);

impl Unpacked {
    pub(super) fn of(package: &[u8]) -> Self {
        let mut archive = Archive::open(std::io::Cursor::new(package)).unwrap();
        let paths: Vec<_> = archive.entries().map(|entry| entry.path.clone()).collect();
        let mut members = Vec::new();
        for (index, path) in paths.into_iter().enumerate() {
            let mut content = Vec::new();
            archive.read(index, |piece| content.extend_from_slice(piece)).unwrap();
            members.push((path, content));
        }
        Self(members)
    }

    pub(super) fn paths(&self) -> Vec<String> {
        self.0.iter().map(|(path, _)| path.clone()).collect()
    }

    pub(super) fn get(&mut self, path: &str) -> &mut Vec<u8> {
        &mut self.0.iter_mut().find(|(other, _)| other == path).unwrap().1
    }

    pub(super) fn text(&mut self, path: &str) -> String {
        String::from_utf8(self.get(path).clone()).unwrap()
    }

    pub(super) fn remove(&mut self, path: &str) -> Vec<u8> {
        let at = self.0.iter().position(|(other, _)| other == path).unwrap();
        self.0.remove(at).1
    }

    pub(super) fn add(&mut self, path: &str, content: &[u8]) {
        self.0.push((path.to_owned(), content.to_vec()));
    }

    /// The file of these members, as they are.
    pub(super) fn zip(&self) -> Vec<u8> {
        let mut writer = Writer::new(Vec::new());
        for (path, content) in &self.0 {
            writer.bytes(path, content).unwrap();
        }
        writer.finish().unwrap()
    }

    /// The file after everything was recomputed that a forger can: order, both bag manifests and their manifests, the
    /// count of bytes, the manifest of the container.
    pub(super) fn forge(mut self) -> Vec<u8> {
        let order = |path: &String| match path.as_str() {
            "mimetype" => (0, 0, String::new()),
            MANIFEST => (2, 0, String::new()),
            OPENING => (2, 1, String::new()),
            PROOF => (2, 2, String::new()),
            TOKEN => (2, 3, String::new()),
            other => (1, 0, other.to_owned()),
        };
        self.0.sort_by_cached_key(|(path, _)| order(path));
        let payload: Vec<_> = self
            .0
            .iter()
            .filter(|(path, _)| Member::is_payload(path))
            .map(|(path, content)| {
                (path.strip_prefix("bag/").unwrap().to_owned(), Measured::of(content))
            })
            .collect();
        let path = |tag: BagTag| Member::BagTag(tag).to_string();
        let bytes: u64 = payload.iter().map(|(_, m)| m.len).sum();
        let info = path(BagTag::Info);
        if self.paths().contains(&info) {
            let lines = self.text(&info);
            let lines = lines.lines().map(|line| {
                if line.starts_with("Payload-Oxum") {
                    format!("Payload-Oxum: {bytes}.{}\n", payload.len())
                } else {
                    format!("{line}\n")
                }
            });
            *self.get(&info) = lines.collect::<String>().into_bytes();
        }
        let manifest = |files: &[(String, Measured)], long: bool| {
            let line = |(path, m): &(String, Measured)| {
                (path.clone(), if long { m.sha512_hex() } else { m.sha256.hex() })
            };
            let lines: Vec<_> = files.iter().map(line).collect();
            bag::manifest(lines.iter().map(|(path, digest)| (path.as_str(), digest.clone())))
                .into_bytes()
        };
        self.put(&path(BagTag::Manifest256), manifest(&payload, false));
        self.put(&path(BagTag::Manifest512), manifest(&payload, true));
        let tags: Vec<_> =
            [BagTag::Info, BagTag::Declaration, BagTag::Manifest256, BagTag::Manifest512]
                .into_iter()
                .filter_map(|tag| {
                    let found = self.0.iter().find(|(other, _)| *other == path(tag))?;
                    Some((tag.name().to_owned(), Measured::of(&found.1)))
                })
                .collect();
        self.put(&path(BagTag::TagManifest256), manifest(&tags, false));
        self.put(&path(BagTag::TagManifest512), manifest(&tags, true));
        let listed =
            self.0.iter().filter(|(path, _)| path != "mimetype" && !path.starts_with("META-INF/"));
        let listed = listed.map(|(path, content)| (path.as_str(), Digest::of(content)));
        let is_stamped = self.paths().iter().any(|path| path == TOKEN);
        let manifest = asic_manifest(Vouched::by_token_if(is_stamped), listed);
        self.put(MANIFEST, manifest);
        self.zip()
    }

    /// Replaces a member if it is there.
    pub(super) fn put(&mut self, path: &str, content: Vec<u8>) {
        if let Some((_, old)) = self.0.iter_mut().find(|(other, _)| other == path) {
            *old = content;
        }
    }
}

/// Where the content of each member lies in a file.
fn contents(package: &[u8]) -> Vec<Range<usize>> {
    let archive = Archive::open(std::io::Cursor::new(package)).unwrap();
    let mut at = 0;
    let mut ranges = Vec::new();
    for entry in archive.entries() {
        let start = at + 30 + entry.path.len();
        at = start + usize::try_from(entry.len).unwrap();
        ranges.push(start..at);
    }
    ranges
}

#[track_caller]
fn every_flip_fails(package: &[u8], places: impl Iterator<Item = usize>) {
    let mut bad = package.to_vec();
    for at in places {
        bad[at] ^= 1 << (at % 8);
        assert!(!verify(&bad).is_ok(), "a flipped bit of byte {at} made no difference");
        bad[at] = package[at];
    }
}

#[test]
fn every_framing_byte_counts() {
    let package = honest();
    let contents = contents(&package);
    let framing = (0..package.len()).filter(|at| !contents.iter().any(|range| range.contains(at)));
    every_flip_fails(&package, framing);
}

/// The checksum finds every single one (`zip::tests`); here a sample shows that it is asked.
#[test]
fn every_content_byte_counts() {
    let package = honest();
    every_flip_fails(&package, (0..package.len()).step_by(307));
}

#[test]
fn a_large_exhibit_counts_byte_by_byte() {
    let mut world = World::default();
    let bytes: Vec<u8> = (0..300_000_u32).flat_map(|n| n.to_le_bytes()).collect();
    let contents_of = world.contents(&[("X-1", "X-1-R1", &bytes)]);
    let package = world.seal(contents_of);
    check(&package, "ok");
    let large = contents(&package).into_iter().max_by_key(ExactSizeIterator::len).unwrap();
    let around = [large.start - 1, large.start, large.end - 1, large.end];
    every_flip_fails(&package, around.into_iter().chain(large.step_by(99_700)));
}

#[test]
fn with_checksums_recomputed_the_manifest_finds_every_change() {
    let good = Unpacked::of(&honest());
    for path in good.paths() {
        let len = good.clone().get(&path).len();
        for at in [0, len / 2, len - 1] {
            let mut bad = good.clone();
            bad.get(&path)[at] ^= 1;
            let expected = match path.as_str() {
                "mimetype" => "container",
                OPENING | PROOF => "seal",
                _ => "manifest",
            };
            check(&bad.zip(), expected);
        }
    }
}

#[test]
fn with_all_manifests_recomputed_the_seal_finds_every_change() {
    let good = Unpacked::of(&honest());
    let unsigned = good.paths().into_iter().filter(|path| {
        // What is recomputed cannot be changed, and what is fixed is refused earlier.
        !path.contains("manifest") && !path.starts_with("META-INF/") && path != "mimetype"
    });
    for path in unsigned {
        let mut bad = good.clone();
        let middle = bad.get(&path).len() / 2;
        bad.get(&path)[middle] ^= 1;
        let expected = if path == "bag/bagit.txt" { "bag" } else { "seal" };
        check(&bad.forge(), expected);
    }
}

#[test]
fn a_member_cannot_be_removed() {
    let good = Unpacked::of(&honest());
    for path in good.paths() {
        let mut bad = good.clone();
        bad.remove(&path);
        let verdict = verify(&bad.forge());
        assert!(!verdict.is_ok(), "{path}\n{verdict}");
    }
}

#[test]
fn a_member_cannot_be_added() {
    let good = Unpacked::of(&honest());
    let add = |path: &str, expected| {
        let mut bad = good.clone();
        bad.add(path, b"more");
        check(&bad.forge(), expected);
    };
    for path in ["bag/data/legal/translation.txt", "bag/data/evidence/X-1-R1/0002.txt"] {
        add(path, "seal");
    }
    for path in [
        "bag/data/notes.txt",
        "bag/fetch.txt",
        "bag/data/evidence/X-1-R1/0001.exe",
        "bag/data/evidence/X-1-R1/1.bin",
        "bag/data/letters/a.json",
        "hello.txt",
    ] {
        add(path, "manifest");
    }
    add("META-INF/timestamp002.tst", "manifest");
    let mut bad = good;
    bad.add(&format!("{EVIDENCE}x"), b"");
    check(&bad.zip(), "container");
}

#[test]
fn a_member_cannot_be_renamed() {
    let good = Unpacked::of(&honest());
    for path in good.paths() {
        let mut bad = good.clone();
        let content = bad.remove(&path);
        bad.add(&format!("{path}x"), &content);
        let verdict = verify(&bad.forge());
        assert!(!verdict.is_ok(), "{path}\n{verdict}");
    }
    let mut bad = good;
    let content = bad.remove(EVIDENCE);
    bad.add("bag/data/evidence/X-1-R1/0001.txt", &content);
    check(&bad.forge(), "seal");
}

#[test]
fn members_cannot_be_swapped() {
    let good = Unpacked::of(&honest());
    let paths = good.paths();
    let behind = |path: &String| path.rsplit_once('.').map(|(_, extension)| extension.to_owned());
    for (n, a) in paths.iter().enumerate() {
        for b in paths.iter().skip(n + 1).filter(|b| behind(b) == behind(a)) {
            let mut bad = good.clone();
            let (content_a, content_b) = (bad.get(a).clone(), bad.get(b).clone());
            *bad.get(a) = content_b;
            *bad.get(b) = content_a;
            if a.contains("manifest") && b.contains("manifest") {
                continue; // recomputed, so nothing was changed
            }
            let verdict = verify(&bad.forge());
            assert!(!verdict.is_ok(), "{a} {b}\n{verdict}");
        }
    }
}

#[test]
fn members_stand_in_their_order() {
    let good = Unpacked::of(&honest());
    let last = good.0.len() - 1;
    for (a, b) in [(0, 1), (1, 2), (4, 5), (last - 1, last), (last - 3, last)] {
        let mut bad = good.clone();
        bad.0.swap(a, b);
        check(&bad.zip(), "container");
    }
}

#[test]
fn another_networks_policy_trusts_nothing_in_it() {
    let (package, own) = (honest(), World::default().policy());
    check_under(&package, &own, "ok");
    check_under(&package, &World::new(2).policy(), "seal");
    // Right logs, but nobody who watches them: the time is the log's own word.
    let logs = own.lines().filter(|line| line.starts_with("log "));
    let unwatched: String = logs.map(|line| format!("{line}\n")).collect();
    check_under(&package, &format!("{unwatched}quorum none\n"), "time");
    // One of the parties' logs is not trusted.
    let one_log = own.split_once('\n').unwrap().1.split_once('\n').unwrap().1;
    check_under(&package, one_log, "inclusion");
    check_under(&package, "", "policy");
}

#[test]
fn a_seal_of_another_package_does_not_fit() {
    let mut world = World::default();
    let first = world.contents(&[("X-1", "X-1-R1", b"one")]);
    let one = world.seal(first);
    let mut other_world = World::default();
    let second = other_world.contents(&[("X-1", "X-1-R1", b"two")]);
    let mut two = Unpacked::of(&other_world.seal(second));
    let mut one = Unpacked::of(&one);
    for path in [OPENING, PROOF] {
        *two.get(path) = one.get(path).clone();
    }
    check(&two.zip(), "seal");
}

#[test]
fn the_seals_proof_carries_known_lines_once() {
    let good = Unpacked::of(&honest());
    let text = good.clone().text(PROOF);
    let lines: Vec<&str> = text.lines().collect();
    let last = *lines.last().unwrap();
    let unknown = last.replace("witness.example/co", "witness.example/no");
    let forgeries = [
        format!("{text}{last}\n"),
        format!("{text}{unknown}\n"),
        format!("{text}\n"),
        text.trim_end().to_owned(),
        text.replacen("extra ", "extra  ", 1),
        lines.iter().filter(|line| !line.starts_with("extra ")).map(|l| format!("{l}\n")).collect(),
        lines.iter().filter(|line| **line != last).map(|l| format!("{l}\n")).collect(),
    ];
    for forged in forgeries {
        let mut bad = good.clone();
        *bad.get(PROOF) = forged.into_bytes();
        check(&bad.zip(), "seal");
    }
    let mut bad = good;
    bad.get(OPENING).push(b'\n');
    check(&bad.zip(), "seal");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_change_of_a_few_bytes_passes_or_panics(
        seed in any::<prop::sample::Index>(),
        bytes in prop::collection::vec(any::<u8>(), 1..40),
    ) {
        let good = &HONEST.0;
        let at = seed.index(good.len() - bytes.len());
        let mut bad = good.clone();
        bad.splice(at..at + bytes.len(), bytes);
        if bad != *good {
            prop_assert!(!verify(&bad).is_ok());
        }
    }
}
