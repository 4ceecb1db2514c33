//! One shape for each file: what is read is what is written, and nothing more is read.

use seal::digest::Digest;

use super::super::*;
use super::world::*;

fn same<T: Content + PartialEq + std::fmt::Debug>(content: &T, keys: &[u8]) -> String {
    let bytes = sign(content, keys);
    let read = Signed::<T>::read(&bytes, 4 << 20).unwrap();
    assert_eq!(read.content, *content);
    assert_eq!(read.signatures.len(), keys.len());
    String::from_utf8(bytes).unwrap()
}

#[test]
fn every_file_is_read_as_it_was_written_and_has_one_form() {
    let world = World::found();
    let line = FileLine::of(1, b"bytes");
    let timestamp = TimestampFile { version: 3, expires_at: days(1), snapshot: line };
    let snapshot = SnapshotFile { version: 2, expires_at: days(14), files: world.lines() };
    let texts = [
        same(&world.root, &[1, 2, 3]),
        same(&world.board, &BOARD),
        same(&world.roles["aa-one"], &[AA]),
        same(&snapshot, &[SNAPSHOT]),
        same(&timestamp, &[STAMP]),
    ];
    let read = |n: usize, text: &str| match n {
        0 => Signed::<RootFile>::read(text.as_bytes(), 1 << 20).map(drop),
        1 | 2 => Signed::<TargetsFile>::read(text.as_bytes(), 1 << 20).map(drop),
        3 => Signed::<SnapshotFile>::read(text.as_bytes(), 1 << 20).map(drop),
        _ => Signed::<TimestampFile>::read(text.as_bytes(), 1 << 20).map(drop),
    };
    let mut n_bent = 0;
    for (n, text) in texts.iter().enumerate() {
        for (was, is) in [
            (r#""version":"#, r#""custom":1,"version":"#),
            (r#""signed":"#, r#""signer":1,"signed":"#),
            (r#""sig":"#, r#""by":1,"sig":"#),
            (r#""_type":"#, r#""type":"#),
            (r#""spec_version":"1.0.31""#, r#""spec_version":"2.0.0""#),
            (r#""spec_version":"1.0.31""#, r#""spec_version":"1""#),
            (r#""expires":"2"#, r#""expires":"+2"#),
            (r#":00Z""#, r#":00.5Z""#),
            (r#":00Z""#, r#":00+00:00""#),
            (r#""version":"#, r#""version":-"#),
            (r#""length":"#, r#""length":-"#),
            (r#""hashes":{"sha256":"#, r#""hashes":{"sha512":"#),
            (r#""consistent_snapshot":true"#, r#""consistent_snapshot":false"#),
            (r#""snapshot.json""#, r#""snapshots.json""#),
            (r#""targets.json""#, r#""target.json""#),
            (r#""member-aa-one.json""#, r#""member-AA.json""#),
            (r#""member-aa-one.json""#, r#""../member-aa-one.json""#),
            (r#""keytype":"#, r#""kind":"#),
            (r#""keyids":["#, r#""keyids":["aa","#),
            (r#""name":"member-aa-one""#, r#""name":"aa-one""#),
        ] {
            let bent = text.replacen(was, is, 1);
            if bent != *text {
                n_bent += 1;
                assert!(read(n, &bent).is_err(), "{was} {is}: {bent}");
            }
        }
        // White space and the order of names are free, as other writers have them; content is not.
        let spaced = text.replace(":{", ": {\n ");
        assert_eq!(read(n, &spaced), Ok(()));
        let newer = text.replace("1.0.31", "1.0.40");
        assert_eq!(read(n, &newer), Ok(()));
    }
    assert!(n_bent > 55, "{n_bent}");
}

#[test]
fn a_pem_key_of_another_scheme_is_kept_and_counts_nothing() {
    let mut world = World::found();
    let held = world.held();
    let mut pem = public(1);
    pem.keytype = "ecdsa".to_owned();
    pem.scheme = "ecdsa-sha2-nistp256".to_owned();
    pem.public = "-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n".to_owned();
    world.rotate(&[1, 2, 3], |root| {
        root.keys.insert(pem.id(), pem.clone());
        root.root.keys.insert(pem.id());
    });
    let held = world.read(held).directory;
    assert_eq!(held.root.content.keys[&pem.id()], pem);
    // Elsewhere a control character would make two canonical forms of one value.
    let text = String::from_utf8(world.files["2.root.json"].clone()).unwrap();
    let bent = text.replace("1.0.31", "1.0.3\\n");
    let error = Signed::<RootFile>::read(bent.as_bytes(), ROOT_BYTES_MAX).unwrap_err();
    assert_eq!(error, TufError::Field("signed"));
}

#[test]
fn a_signature_is_added_once() {
    let world = World::found();
    let once = add_signature(&file(&world.board), &key(11)).unwrap();
    let twice = add_signature(&once, &key(11)).unwrap();
    assert_eq!(once, twice);
    let both = add_signature(&once, &key(12)).unwrap();
    assert_eq!(both, sign(&world.board, &[12, 11]), "in an order of their own");
    assert!(add_signature(b"{}", &key(11)).is_err());
}

#[test]
fn every_code_is_another() {
    let at = days(0);
    let text = String::new;
    let all = [
        TufError::Claimed { what: "key", id: text() },
        TufError::Digest,
        TufError::DuplicateSignature,
        TufError::Entry(crate::roster::RosterError::TooLarge),
        TufError::Expired { at },
        TufError::Extraneous,
        TufError::Field("x"),
        TufError::Json(seal::json::JsonError::Utf8),
        TufError::KeyElsewhere { key: text() },
        TufError::KeyId,
        TufError::Kind,
        TufError::Length,
        TufError::LogOrigin { origin: text() },
        TufError::Member,
        TufError::Missing,
        TufError::Net,
        TufError::OtherBytes,
        TufError::Path,
        TufError::Period,
        TufError::Rollback { held: 2, found: 1 },
        TufError::Roots,
        TufError::Threshold { have: 0, need: 1 },
        TufError::TooLarge { bytes_max: 1 },
        TufError::TooManyMembers,
        TufError::Vanished { file: text() },
        TufError::Version { wanted: 1, found: 2 },
    ];
    let codes: std::collections::BTreeSet<_> = all.iter().map(TufError::code).collect();
    assert_eq!(codes.len(), all.len());
    assert_eq!(Digest::BYTES, 32);
}

/// A repository that python-tuf 6.0.0 wrote and signed, a file on each line: name, space, bytes. The seed of key N is
/// SHA-256 of the byte N.
const VECTOR: &str = include_str!("../../../../vectors/directory.txt");

#[test]
fn what_another_implementation_wrote_is_read_and_written_as_it_stands() {
    let lines = VECTOR.lines().map(|line| line.split_once(' ').unwrap());
    let files: Files = lines.map(|(name, text)| (name.to_owned(), text.into())).collect();
    assert_eq!(files.len(), 8);
    assert!(files.keys().all(|name| is_name(name)));
    let root = &files["1.root.json"];
    let held = Directory::begin(root, Digest::of(root)).unwrap();
    let update = Update::begin(held, Expiry::Refused(now()), std::collections::BTreeSet::new());
    let ended = update.run(|wanted| files.get(&wanted.file).cloned());
    assert_eq!((ended.verdict, ended.alarms), (Ok(()), Vec::new()));
    let held = ended.directory;
    let again = |name: &str, bytes: Vec<u8>| {
        assert_eq!(
            String::from_utf8_lossy(&bytes),
            String::from_utf8_lossy(&files[name]),
            "{name}"
        );
    };
    again("1.root.json", sign(&held.root.content, &[1, 2, 3]));
    again("1.targets.json", sign(&held.targets.as_ref().unwrap().content, &[11, 12]));
    again("1.snapshot.json", sign(&held.snapshot.as_ref().unwrap().content, &[SNAPSHOT]));
    again("timestamp.json", sign(&held.timestamp.as_ref().unwrap().content, &[STAMP]));
    let fr = &held.members[&member("fr-tj")];
    again("1.member-fr-tj.json", sign(&fr.role.content, &[AA]));
    let entry = crate::roster::entry_to_bytes(&fr.entry);
    again(&place("members/fr-tj/entry.json", &entry), entry.clone());
    let network = held.network.as_ref().unwrap().1.to_bytes();
    again(&place(NETWORK, &network), network.clone());
    let status = held.status.as_ref().unwrap().1.to_bytes();
    again(&place(STATUS, &status), status.clone());
    assert_eq!(held.status.unwrap().1.suspended(&member("xx-agency"), now()).len(), 1);
}
