//! The bytes of a backup.

use std::fmt::Debug;

use proptest::prelude::*;
use seal::sign::Ed25519Secret;

use super::*;

fn sums() -> Sums {
    let mut sums = Sums::default();
    for (n, path) in (0..).zip([
        "about.json",
        "blobs/ct/ab/ab01",
        "comity.toml",
        "entry.json",
        "node.db",
        "roster/1.root.json",
        "roster/members/fr-tj/aa.entry.json",
    ]) {
        sums.add(path, Digest([n; 32])).unwrap();
    }
    sums
}

fn about() -> About {
    About {
        made_at: "2027-03-01T04:00:00.250Z".parse().unwrap(),
        member: MemberId::parse("fr-tj").unwrap(),
        node: NodeId::parse("node.fr-tj.example").unwrap(),
        net: Digest([3; 32]),
        logs: vec![LogAt {
            origin: "node.fr-tj.example/comity/audit/2027".to_owned(),
            size: 41,
            root: Digest([9; 32]),
        }],
    }
}

#[track_caller]
fn refused<T: Debug>(read: Result<T, BackupError>, code: &str) {
    assert_eq!(read.unwrap_err().code(), code);
}

#[test]
fn a_list_reads_back_and_is_what_sha256sum_takes() {
    let text = sums().to_text();
    assert_eq!(Sums::parse(text.as_bytes()).unwrap(), sums());
    assert!(text.starts_with(&format!("{}  about.json\n", "00".repeat(32))), "{text}");
    assert_eq!(Sums::parse(b"").unwrap().len(), 0);
}

#[test]
fn only_the_files_of_a_backup_have_a_place_in_it() {
    let digest = "11".repeat(32);
    for path in [
        "keys.db",
        "keys/root.sealed",
        "keys/passphrase",
        "sign-in/link",
        "../node.db",
        "roster/../keys.db",
        "/etc/passwd",
        "roster",
        "roster/a/b/c/d",
        "blobs/transfer/e1/a1",
        "blobs/ct/ab",
        "blobs/ct/ab/c/d",
        "blobs/ct/ab/.hidden",
        "node.db-wal",
        "",
        "roster//a",
        "roster/a b",
        &format!("roster/{}", "a".repeat(PATH_CHARS_MAX)),
    ] {
        refused(Sums::parse(format!("{digest}  {path}\n").as_bytes()), "path");
    }
}

#[test]
fn a_list_has_one_order_and_one_spelling() {
    let one = |path: &str| format!("{}  {path}\n", "11".repeat(32));
    for text in [
        one("node.db") + &one("comity.toml"),
        one("node.db") + &one("node.db"),
        one("node.db").trim_end().to_owned(),
        one("node.db").replace("  ", " "),
        format!("{}  node.db\n", "AA".repeat(32)),
        "00  node.db\n".to_owned(),
        "\n".to_owned(),
    ] {
        refused(Sums::parse(text.as_bytes()), "line");
    }
    refused(Sums::parse(&[0xff, b'\n']), "line");
}

#[test]
fn the_seal_of_a_list_is_over_every_byte_of_it() {
    let secret = Ed25519Secret::from_seed(Digest::of(b"backup").0).unwrap();
    let text = sums().to_text();
    let sealed = seal_text(secret.public().kid(), &secret.sign(&signed(text.as_bytes())));
    assert_eq!(sealed.len(), SEAL_BYTES);
    let (kid, signature) = read_seal(sealed.as_bytes()).unwrap();
    assert_eq!(kid, secret.public().kid());
    secret.public().verify(&signed(text.as_bytes()), &signature).unwrap();
    let changed = text.replacen('0', "1", 1);
    assert!(secret.public().verify(&signed(changed.as_bytes()), &signature).is_err());
    // Nor is it good for the same bytes without the word in front.
    assert!(secret.public().verify(text.as_bytes(), &signature).is_err());
    for unfit in ["", "\n", "00 11\n", sealed.trim_end(), &sealed.replace(' ', "")] {
        refused(read_seal(unfit.as_bytes()), "seal");
    }
}

#[test]
fn what_a_backup_says_of_itself_reads_back() {
    let bytes = about().to_bytes();
    assert_eq!(About::parse(&bytes).unwrap(), about());
    insta::assert_snapshot!(String::from_utf8(bytes.clone()).unwrap());
    let text = String::from_utf8(bytes).unwrap();
    for (from, to, code) in [
        ("comity/backup/1", "comity/backup/2", "field"),
        ("\"size\":41", "\"size\":-1", "field"),
        ("\"size\":41", "\"size\":41,\"x\":1", "field"),
        ("\"net\"", "\"nets\"", "field"),
        ("04:00:00.250Z", "four", "field"),
        ("{\"format\"", "{ \"format\"", "about"),
    ] {
        refused(About::parse(text.replacen(from, to, 1).as_bytes()), code);
    }
}

#[test]
fn the_files_of_a_key_store_come_back_from_their_backup_and_nothing_else_does() {
    let file = |n: u8| vec![n; usize::from(n)];
    let files: BTreeMap<&str, Vec<u8>> = keys::NAMES.into_iter().zip((0..).map(file)).collect();
    let content = keys::pack(&files).unwrap();
    let back = keys::unpack(&content).unwrap();
    assert!(files.iter().all(|(name, bytes)| back[name] == bytes));
    assert_eq!(keys::unpack(&content[..content.len() - 1]), Err(keys::KeysError::Files));
    assert_eq!(keys::unpack(&[&content[..], &[0]].concat()), Err(keys::KeysError::Files));
    let mut huge = content;
    huge[0] = 0xff;
    assert_eq!(keys::unpack(&huge), Err(keys::KeysError::Files));
    let less = files.into_iter().skip(1).collect();
    assert_eq!(keys::pack(&less), Err(keys::KeysError::Files));
    for unfit in [&b""[..], &keys::MAGIC[..], b"comity-keys-bk/2", &[0; 400]] {
        assert_eq!(keys::parse(unfit).unwrap_err().code(), "malformed");
    }
}

proptest! {
    #[test]
    fn whatever_is_read_as_a_list_writes_the_same_bytes(bytes in "([0-9a-f]{64}  (node.db|comity.toml|roster/[a-z.]{1,9})\n){0,4}") {
        if let Ok(sums) = Sums::parse(bytes.as_bytes()) {
            prop_assert_eq!(sums.to_text(), bytes);
        }
    }

    #[test]
    fn hostile_bytes_end_in_an_error_and_not_in_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _sums = Sums::parse(&bytes);
        let _about = About::parse(&bytes);
        prop_assert!(read_seal(&bytes).is_err());
    }
}
