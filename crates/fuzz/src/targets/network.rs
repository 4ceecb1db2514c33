//! The member directory, bundles that somebody carries, and copies of a node.

use std::collections::BTreeSet;
use std::io::Cursor as Bytes;

use seal::digest::{Digest, hex_encode};
use seal::envelope::Lane;
use seal::json::Json;
use seal::receipt::{NodeId, Uuid};
use seal::threshold::SignKey;
use wire::backup::{About, Sums, keys, read_seal, seal_text};
use wire::bundle::{BundleWriter, Entry, Found, Index, Place, directory};
use wire::mailbox::{Cursor, Page, parse_receipts, receipts_to_bytes};
use wire::reconcile::{Answer, Ask};
use wire::roster::tuf::{
    Directory, Expiry, Files, NetworkFile, RootFile, Signed, SnapshotFile, StatusFile, TargetsFile,
    TimestampFile, Top, Update, is_name,
};
use wire::roster::{entry_from_bytes, entry_to_bytes};

use super::seals::{canonical, canonical_of, text};
use super::world::key;
use super::{seeds_of, vector};
use crate::mutate::Shape;
use crate::target::{Said, Target, asked};

const DIRECTORY: &str = include_str!("../../../wire/vectors/directory.txt");
const BUNDLE: &str = include_str!("../../../wire/vectors/bundle-1.txt");
const MAILBOX: &str = include_str!("../../../wire/vectors/mailbox-1.txt");
const RECONCILE: &str = include_str!("../../../wire/vectors/reconcile-1.txt");

/// Who reads the page of the vector, and how far it is.
const READER: &str = "legal.provider.ie.example";
const CURSOR: Cursor = Cursor { epoch: 1, next: [0, 3, 0x1f, 0] };

pub(super) const TARGETS: &[Target] = &[
    Target {
        name: "backup-about",
        shape: Shape::Json,
        parsers: &["wire/backup.rs About::parse", "wire/time.rs parse"],
        seeds: || {
            let net = Digest::of(b"net").hex();
            let log = format!(
                "{{\"origin\":\"a.example/comity/audit/2027\",\"root\":\"{net}\",\"size\":7}}"
            );
            let about = format!(
                "{{\"format\":\"comity/backup/1\",\"logs\":[{log}],\"made_at\":\"2027-03-08T09:00:00.000Z\",\"member\":\"fr-tj\",\
                 \"net\":\"{net}\",\"node\":\"fr-tj.example\"}}"
            );
            vec![about.into_bytes()]
        },
        read: |bytes| match About::parse(bytes) {
            Ok(about) => Said::Stable(about.to_bytes()),
            Err(_) => Said::Refused,
        },
        weight: 1,
    },
    Target {
        name: "backup-keys",
        shape: Shape::Raw,
        parsers: &["wire/backup/keys.rs parse"],
        seeds: || {
            let root =
                crate::targets::all().into_iter().find(|target| target.name == "root-sealed");
            let sealed = root.map(|target| seeds_of(&target)).unwrap_or_default();
            let sealed =
                sealed.first().and_then(|bytes| seal::keyring::RootSealed::parse(bytes).ok());
            sealed.map(|sealed| keys::to_bytes(&sealed, &[7; 99])).into_iter().collect()
        },
        read: |bytes| {
            asked(keys::unpack(bytes).is_ok());
            canonical(keys::parse(bytes), |(key, content)| keys::to_bytes(&key, content))
        },
        weight: 1,
    },
    Target {
        name: "backup-seal",
        shape: Shape::Lines,
        parsers: &["wire/backup.rs read_seal"],
        seeds: || {
            let kid = key(1).map(|key| key.public().kid());
            kid.map(|kid| seal_text(kid, &[7; 64]).into_bytes()).into_iter().collect()
        },
        read: |bytes| {
            canonical(read_seal(bytes), |(kid, sig)| {
                format!("{kid} {}\n", hex_encode(&sig)).into_bytes()
            })
        },
        weight: 1,
    },
    Target {
        name: "backup-sums",
        shape: Shape::Lines,
        parsers: &["wire/backup.rs Sums::parse"],
        seeds: || {
            let digest = Digest::of(b"x").hex();
            let names = ["about.json", "blobs/ct/aa/bb", "node.db", "roster/1.root.json"];
            let lines = |names: &[&str]| -> String {
                names.iter().map(|name| format!("{digest}  {name}\n")).collect()
            };
            vec![Vec::new(), lines(&names).into_bytes(), lines(&names[..1]).into_bytes()]
        },
        read: |bytes| canonical(Sums::parse(bytes), |sums| sums.to_text().into_bytes()),
        weight: 1,
    },
    Target {
        name: "bundle",
        shape: Shape::Zip,
        parsers: &["wire/bundle/read.rs Found::open", "wire/bundle/read.rs Bundle::read"],
        seeds: || bundle().into_iter().collect(),
        read: |bytes| {
            let Ok(mut found) = Found::open(Bytes::new(bytes)) else { return Said::Refused };
            let n_entries = found.index().entries.len();
            for n in 0..n_entries {
                asked(found.check(n).is_ok());
            }
            let Some(key) = key(1) else { return Said::Refused };
            let Ok(mut bundle) = found.verify(&key.public()) else { return Said::Refused };
            for n in 0..n_entries {
                let Ok(content) = bundle.read(n) else { return Said::Refused };
                let listed = bundle.index().entries.get(n).map(|entry| entry.sha256);
                if listed != Some(Digest::of(&content)) {
                    return Said::Canonical(Vec::new());
                }
            }
            Said::Read
        },
        weight: 2,
    },
    Target {
        name: "bundle-directory",
        shape: Shape::Cbor,
        parsers: &["wire/bundle/directory.rs read"],
        seeds: || directory::write(&files()).into_iter().collect(),
        read: |bytes| {
            let Some(files) = directory::read(bytes) else { return Said::Refused };
            canonical_of(directory::write(&files), |bytes| bytes)
        },
        weight: 1,
    },
    Target {
        name: "bundle-index",
        shape: Shape::Cbor,
        parsers: &["wire/bundle/index.rs Index::parse"],
        seeds: || {
            let mut all = vec![vector(BUNDLE, "index")];
            all.extend(index().map(|index| index.to_bytes()));
            all.retain(|seed| !seed.is_empty());
            all
        },
        read: |bytes| canonical(Index::parse(bytes), |index| index.to_bytes()),
        weight: 1,
    },
    Target {
        name: "bundle-path",
        shape: Shape::Raw,
        parsers: &["wire/bundle/path.rs Place::parse"],
        seeds: || {
            let digest = Digest::of(b"x");
            let places = [
                Place::Readme,
                Place::Directory,
                Place::Receipt(digest),
                Place::Delivery(Lane::Bulk, digest),
                Place::Chunk(digest),
                Place::Fork(digest),
            ];
            places.map(|place| place.to_string().into_bytes()).to_vec()
        },
        read: |bytes| {
            let Some(text) = text(bytes) else { return Said::Refused };
            asked(is_name(text));
            asked(Top::parse(text));
            canonical_of(Place::parse(text), |place| place.to_string().into_bytes())
        },
        weight: 1,
    },
    Target {
        name: "directory",
        shape: Shape::Cbor,
        parsers: &["wire/roster/tuf/directory.rs Directory::begin"],
        seeds: || directory::write(&files()).into_iter().collect(),
        read: |bytes| {
            let Some(files) = directory::read(bytes) else { return Said::Refused };
            let held = ours();
            // As from anybody; then as from whoever comes first, with the root that came.
            let first = files.get("1.root.json").map(Vec::as_slice).unwrap_or_default();
            let strange = Directory::begin(first, Digest::of(first)).ok();
            let mut is_read = false;
            for held in [held, strange].into_iter().flatten() {
                let net = held.net;
                let update = Update::begin(held, Expiry::Told, BTreeSet::new());
                let ended = update.run(|wanted| files.get(&wanted.file).cloned());
                if ended.directory.net != net {
                    return Said::Canonical(Vec::new());
                }
                asked(ended.directory.key_names());
                is_read |= ended.verdict.is_ok() && ended.directory.roster().is_some();
            }
            if is_read { Said::Read } else { Said::Refused }
        },
        weight: 8,
    },
    Target {
        name: "directory-files",
        shape: Shape::Json,
        parsers: &["wire/roster/tuf/meta.rs Signed::read", "wire/roster/tuf/meta.rs Top::parse"],
        seeds: || {
            files()
                .into_iter()
                .filter(|(name, _)| !name.contains('/'))
                .map(|(_, file)| file)
                .collect()
        },
        read: |bytes| {
            let max = 4 << 20;
            let is_root = Signed::<RootFile>::read(bytes, max).is_ok_and(|file| {
                asked(file.check(&file.content.keys, &file.content.root).is_ok());
                true
            });
            let others = [
                Signed::<TimestampFile>::read(bytes, max).is_ok(),
                Signed::<SnapshotFile>::read(bytes, max).is_ok(),
                Signed::<TargetsFile>::read(bytes, max).is_ok(),
            ];
            // A file says what it is: none is two.
            match others.iter().filter(|is| **is).count() + usize::from(is_root) {
                0 => Said::Refused,
                1 => Said::Read,
                _ => Said::Canonical(Vec::new()),
            }
        },
        weight: 2,
    },
    Target {
        name: "entry",
        shape: Shape::Json,
        parsers: &["wire/roster.rs entry_from_bytes", "seal/threshold.rs SignKey::from_json"],
        seeds: || {
            let mut all: Vec<Vec<u8>> = of_kind("entry.json");
            all.push(
                b"{\"keytype\":\"ed25519\",\"keyval\":{\"public\":\"00\"},\"scheme\":\"ed25519\"}"
                    .to_vec(),
            );
            all
        },
        read: |bytes| {
            if let Some(key) = Json::parse(bytes).ok().and_then(|json| SignKey::from_json(&json)) {
                asked(key.verifier());
                return Said::Canonical(key.to_json().to_bytes());
            }
            match entry_from_bytes(bytes) {
                Ok(entry) => Said::Stable(entry_to_bytes(&entry)),
                Err(_) => Said::Refused,
            }
        },
        weight: 2,
    },
    Target {
        name: "network",
        shape: Shape::Json,
        parsers: &[
            "wire/roster/tuf/content.rs NetworkFile::read",
            "wire/roster/tuf/content.rs StatusFile::read",
        ],
        seeds: || [of_kind("network.json"), of_kind("status.json")].concat(),
        read: |bytes| match (NetworkFile::read(bytes), StatusFile::read(bytes)) {
            (Ok(network), Err(_)) => Said::Stable(network.to_bytes()),
            (Err(_), Ok(status)) => Said::Stable(status.to_bytes()),
            (Err(_), Err(_)) => Said::Refused,
            (Ok(_), Ok(_)) => Said::Canonical(Vec::new()),
        },
        weight: 1,
    },
    Target {
        name: "mailbox-cursor",
        shape: Shape::Raw,
        parsers: &["wire/mailbox.rs Cursor::parse"],
        seeds: || vec![CURSOR.text(READER).into_bytes()],
        read: |bytes| {
            let Some(text) = text(bytes) else { return Said::Refused };
            match Cursor::parse(text, READER) {
                Some(cursor) => Said::Canonical(cursor.text(READER).into_bytes()),
                None => Said::Refused,
            }
        },
        weight: 1,
    },
    Target {
        name: "mailbox-page",
        shape: Shape::Cbor,
        parsers: &["wire/mailbox.rs Page::parse"],
        seeds: || vec![vector(MAILBOX, "page")],
        read: |bytes| canonical(Page::parse(bytes), |page| page.to_bytes()),
        weight: 1,
    },
    Target {
        name: "mailbox-receipts",
        shape: Shape::Cbor,
        parsers: &["wire/mailbox.rs parse_receipts"],
        seeds: || vec![vector(MAILBOX, "receipts")],
        read: |bytes| canonical(parse_receipts(bytes), |list| receipts_to_bytes(&list)),
        weight: 1,
    },
    Target {
        name: "reconcile-answer",
        shape: Shape::Json,
        parsers: &["wire/reconcile.rs Answer::parse"],
        seeds: || vec![line(RECONCILE, 1)],
        read: |bytes| {
            let Ok(ask) = Ask::parse(&line(RECONCILE, 0)) else { return Said::Refused };
            match Answer::parse(bytes, &ask) {
                Ok(answer) => Said::Canonical(answer.to_bytes()),
                Err(_) => Said::Refused,
            }
        },
        weight: 1,
    },
    Target {
        name: "reconcile-ask",
        shape: Shape::Json,
        parsers: &["wire/reconcile.rs Ask::parse"],
        seeds: || vec![line(RECONCILE, 0)],
        read: |bytes| match Ask::parse(bytes) {
            Ok(ask) => Said::Canonical(ask.to_bytes()),
            Err(_) => Said::Refused,
        },
        weight: 1,
    },
];

/// The `n`-th line of a vector.
fn line(text: &str, n: usize) -> Vec<u8> {
    text.lines().nth(n).unwrap_or_default().as_bytes().to_vec()
}

/// The directory of the vector.
fn files() -> Files {
    let files = DIRECTORY.lines().filter_map(|line| line.split_once(' '));
    files.map(|(name, bytes)| (name.to_owned(), bytes.as_bytes().to_vec())).collect()
}

fn of_kind(end: &str) -> Vec<Vec<u8>> {
    files().into_iter().filter(|(name, _)| name.ends_with(end)).map(|(_, file)| file).collect()
}

/// What a reader holds that has the vector's first root.
fn ours() -> Option<Directory> {
    let files = files();
    let root = files.get("1.root.json")?;
    Directory::begin(root, Digest::of(root)).ok()
}

fn contents() -> Vec<(Place, Vec<u8>)> {
    let chunk = |content: &[u8]| (Place::Chunk(Digest::of(content)), content.to_vec());
    vec![
        (Place::Readme, b"A bundle.\n".to_vec()),
        (Place::Directory, b"\x80".to_vec()),
        (Place::Receipt(Digest([1; 32])), b"receipt".to_vec()),
        (Place::Delivery(Lane::Emergency, Digest([9; 32])), b"urgent".to_vec()),
        chunk(b"the first chunk"),
        chunk(b"another one"),
    ]
}

fn index() -> Option<Index> {
    let entry = |(place, content): (Place, Vec<u8>)| Entry {
        place,
        len: content.len() as u64,
        sha256: Digest::of(&content),
    };
    Some(Index {
        id: Uuid([3; 16]),
        net: Digest::of(b"net"),
        from: NodeId::parse("spoc.justice.fr.example")?,
        to: NodeId::parse("legal.provider.ie.example")?,
        made_hour: 501_106,
        part: 1,
        parts: 2,
        entries: contents().into_iter().map(entry).collect(),
        roster_version: 218,
        kid: key(1)?.public().kid(),
    })
}

fn bundle() -> Option<Vec<u8>> {
    let mut writer = BundleWriter::new(Vec::new(), &index()?, &key(1)?).ok()?;
    for (_, content) in contents() {
        writer.add(&content).ok()?;
    }
    writer.finish().ok()
}
