//! One bundle with known bytes, and everything near it that is not taken.

use std::io::Cursor;

use proptest::prelude::*;
use seal::cbor::Cbor;
use seal::digest::{Digest, hex_decode, hex_encode};
use seal::envelope::Lane;
use seal::receipt::{NodeId, Uuid};
use seal::sign::{Ed25519Secret, Kid};
use seal::zip::Writer;

use super::*;
use crate::roster::tuf::Files;

const VECTOR: &str = include_str!("../../vectors/bundle-1.txt");

fn vector(name: &str) -> Vec<u8> {
    let mut lines = VECTOR.lines().skip_while(|line| !line.starts_with(&format!("{name} = ")));
    let first = lines.next().unwrap().split_once(" = ").unwrap().1.to_owned();
    let rest = lines.take_while(|line| line.starts_with("  ")).map(str::trim);
    hex_decode(&rest.fold(first, |all, more| all + more)).unwrap()
}

fn key(n: u8) -> Ed25519Secret {
    Ed25519Secret::from_seed(std::array::from_fn(|at| u8::try_from(at).unwrap() + n)).unwrap()
}

fn members() -> Vec<(Place, Vec<u8>)> {
    let chunk = |text: &[u8]| (Place::Chunk(Digest::of(text)), text.to_vec());
    vec![
        (Place::Readme, b"A bundle.\n".to_vec()),
        (Place::Directory, b"\x80".to_vec()),
        (Place::Receipt(Digest([1; 32])), b"receipt".to_vec()),
        (Place::Delivery(Lane::Emergency, Digest([9; 32])), b"urgent".to_vec()),
        (Place::Delivery(Lane::Ordinary, Digest([2; 32])), b"ordinary".to_vec()),
        chunk(b"the first chunk"),
        chunk(b"another one"),
    ]
}

fn index(members: &[(Place, Vec<u8>)]) -> Index {
    let entry = |(place, content): &(Place, Vec<u8>)| Entry {
        place: *place,
        len: content.len() as u64,
        sha256: Digest::of(content),
    };
    Index {
        id: Uuid(std::array::from_fn(|n| u8::try_from(n).unwrap() * 0x11)),
        net: Digest::of(b"example 1.root.json"),
        from: NodeId::parse("spoc.justice.fr.example").unwrap(),
        to: NodeId::parse("legal.provider.ie.example").unwrap(),
        made_hour: 501_106,
        part: 1,
        parts: 2,
        entries: members.iter().map(entry).collect(),
        roster_version: 218,
        kid: key(1).public().kid(),
    }
}

fn bundle() -> Vec<u8> {
    let members = members();
    let mut writer = BundleWriter::new(Vec::new(), &index(&members), &key(1)).unwrap();
    for (_, content) in &members {
        writer.add(content).unwrap();
    }
    writer.finish().unwrap()
}

/// A zip file of these members, whatever they are.
fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new());
    for (path, content) in members {
        writer.bytes(path, content).unwrap();
    }
    writer.finish().unwrap()
}

/// A bundle whose index was changed by its own sender.
fn with_index(change: impl FnOnce(&mut Index)) -> Vec<u8> {
    let members = members();
    let mut index = index(&members);
    change(&mut index);
    let bytes = index.to_bytes();
    let seal = seal_index(&bytes, &key(1));
    let paths: Vec<_> = members.iter().map(|(place, _)| place.to_string()).collect();
    let mut all: Vec<(&str, &[u8])> =
        vec![("mimetype", MEDIA_TYPE.as_bytes()), ("INDEX.cbor", &bytes), ("INDEX.seal", &seal)];
    all.extend(
        paths.iter().zip(&members).map(|(path, (_, content))| (path.as_str(), &content[..])),
    );
    zip(&all)
}

/// Every member of a file, or what is wrong with it.
fn read(bytes: &[u8]) -> Result<Vec<Result<Vec<u8>, &'static str>>, &'static str> {
    let found = Found::open(Cursor::new(bytes)).map_err(|error| error.code())?;
    let mut bundle = found.verify(&key(1).public()).map_err(|error| error.code())?;
    let n_entries = bundle.index().entries.len();
    Ok((0..n_entries).map(|n| bundle.read(n).map_err(|error| error.code())).collect())
}

#[track_caller]
fn check(bytes: &[u8], code: &str) {
    assert_eq!(read(bytes).unwrap_err(), code);
}

#[test]
fn the_published_index_seal_and_file_are_ours() {
    let index = index(&members());
    assert_eq!(hex_encode(&index.to_bytes()), hex_encode(&vector("index")));
    assert_eq!(digest_of(&index.to_bytes()).as_bytes()[..], vector("index-sha256"));
    assert_eq!(seal_index(&index.to_bytes(), &key(1))[..], vector("seal"));
    assert_eq!(Digest::of(&bundle()).as_bytes()[..], vector("file-sha256"));
    assert_eq!(Index::parse(&vector("index")).unwrap(), index);
}

#[test]
fn what_is_written_is_read_in_its_order() {
    let expected: Vec<_> = members().into_iter().map(|(_, content)| Ok(content)).collect();
    assert_eq!(read(&bundle()).unwrap(), expected);
}

#[test]
fn a_flipped_bit_spoils_the_file_or_one_member_alone() {
    let good = bundle();
    let all: Vec<_> = members().into_iter().map(|(_, content)| Ok(content)).collect();
    let (mut n_whole, mut n_alone) = (0, 0);
    for at in 0..good.len() {
        for bit in 0..8 {
            let mut bad = good.clone();
            bad[at] ^= 1 << bit;
            match read(&bad) {
                Err(_) => n_whole += 1,
                Ok(found) => {
                    let wrong: Vec<_> =
                        found.iter().zip(&all).filter(|(found, good)| found != good).collect();
                    let [(wrong, _)] = wrong[..] else {
                        panic!("bit {bit} of byte {at}: {found:?}")
                    };
                    assert_eq!(*wrong, Err("content"), "bit {bit} of byte {at}");
                    n_alone += 1;
                }
            }
        }
    }
    let content_bits: usize = members().iter().map(|(_, content)| content.len() * 8).sum();
    assert_eq!((n_whole, n_alone), (good.len() * 8 - content_bits, content_bits));
}

#[test]
fn every_shortened_or_lengthened_file_is_refused() {
    let good = bundle();
    for len in 0..good.len() {
        assert!(read(&good[..len]).is_err(), "the first {len} bytes were taken");
    }
    assert!(read(&[&good[..], b"\0"].concat()).is_err());
}

#[test]
fn a_seal_of_somebody_else_opens_nothing() {
    let found = Found::open(Cursor::new(bundle())).unwrap();
    assert_eq!(found.verify(&key(2).public()).unwrap_err().code(), "seal-invalid");
}

#[test]
fn a_seal_stands_for_one_index() {
    // The members of one bundle under the seal of another one.
    let mut other = index(&members());
    other.part = 2;
    let bytes = index(&members()).to_bytes();
    let seal = seal_index(&other.to_bytes(), &key(1));
    let mut all: Vec<(String, Vec<u8>)> = vec![
        ("mimetype".to_owned(), MEDIA_TYPE.as_bytes().to_vec()),
        ("INDEX.cbor".to_owned(), bytes),
        ("INDEX.seal".to_owned(), seal.to_vec()),
    ];
    all.extend(members().into_iter().map(|(place, content)| (place.to_string(), content)));
    let all: Vec<_> = all.iter().map(|(path, content)| (path.as_str(), &content[..])).collect();
    check(&zip(&all), "seal-invalid");
}

#[test]
fn a_file_holds_what_its_index_lists_and_nothing_else() {
    check(&with_index(|index| index.entries.truncate(index.entries.len() - 1)), "layout");
    check(&with_index(|index| index.entries[0].len += 1), "layout");
    let more = Entry { place: Place::Fork(Digest([3; 32])), len: 1, sha256: Digest([3; 32]) };
    check(&with_index(|index| index.entries.push(more)), "layout");
    check(&zip(&[]), "layout");
    check(&zip(&[("mimetype", MEDIA_TYPE.as_bytes()), ("INDEX.cbor", b"")]), "layout");
    let first = |mimetype: &'static [u8], seal: &'static [u8]| {
        zip(&[("mimetype", mimetype), ("INDEX.cbor", b""), ("INDEX.seal", seal)])
    };
    check(&first(b"application/zip", &[0; 64]), "layout");
    check(&first(MEDIA_TYPE.as_bytes(), &[0; 63]), "layout");
    check(&first(MEDIA_TYPE.as_bytes(), &[0; 64]), "index");
}

#[test]
fn a_wrong_digest_refuses_its_member_alone() {
    let found = read(&with_index(|index| index.entries[3].sha256 = Digest([7; 32]))).unwrap();
    let codes: Vec<_> = found.iter().map(|member| member.as_ref().err().copied()).collect();
    assert_eq!(codes, [None, None, None, Some("content"), None, None, None]);
}

#[test]
fn members_stand_in_their_order_and_once() {
    check(&with_index(|index| index.entries.swap(3, 4)), "out-of-range");
    check(&with_index(|index| index.entries.swap(0, 1)), "out-of-range");
    check(&with_index(|index| index.entries[4] = index.entries[3].clone()), "out-of-range");
    check(&with_index(|index| index.entries[6] = index.entries[5].clone()), "out-of-range");
}

#[test]
fn the_name_of_a_chunk_is_its_digest() {
    let wrong = |index: &mut Index| index.entries[5].place = Place::Chunk(Digest([4; 32]));
    check(&with_index(wrong), "out-of-range");
}

#[test]
fn nothing_is_longer_than_its_kind() {
    for (n, (place, _)) in members().into_iter().enumerate() {
        let longest = |index: &mut Index| index.entries[n].len = place.bytes_max();
        let longer = |index: &mut Index| index.entries[n].len = place.bytes_max() + 1;
        // The file is as short as it was: only the index lies, and it is not believed before that is compared.
        check(&with_index(longest), "layout");
        check(&with_index(longer), "too-large");
    }
}

#[test]
fn a_volume_has_a_number_among_all() {
    for (part, parts, is_good) in
        [(1, 1, true), (PARTS_MAX, PARTS_MAX, true), (0, 1, false), (3, 2, false)]
    {
        let file = with_index(|index| (index.part, index.parts) = (part, parts));
        assert_eq!(read(&file).is_ok(), is_good, "{part} of {parts}");
    }
    check(&with_index(|index| index.parts = PARTS_MAX + 1), "out-of-range");
}

#[test]
fn a_path_that_a_bundle_does_not_have_is_refused() {
    let hex = Digest([0xab; 32]).hex();
    let refused = [
        String::new(),
        "readme.txt".to_owned(),
        "../README.txt".to_owned(),
        "/README.txt".to_owned(),
        "directory/1.root.json".to_owned(),
        "directory/../README.txt".to_owned(),
        format!("receipts/{hex}"),
        format!("receipts/{}.cx1r", hex.to_uppercase()),
        format!("receipts/{}.cx1r", &hex[..62]),
        format!("receipts/x/{hex}.cx1r"),
        format!("deliveries/{hex}.cx1d"),
        format!("deliveries/4-{hex}.cx1d"),
        format!("deliveries/00-{hex}.cx1d"),
        format!("deliveries/0-{hex}.cx1d/"),
        format!("chunks/{hex}.bin"),
        format!("chunks\\{hex}"),
        format!("evidence/{hex}"),
        "INDEX.cbor".to_owned(),
        "INDEX.seal".to_owned(),
        "mimetype".to_owned(),
    ];
    for path in refused {
        assert_eq!(Place::parse(&path), None, "{path}");
    }
    for (place, _) in members() {
        assert_eq!(Place::parse(&place.to_string()), Some(place));
    }
    // An index that names such a path.
    let bytes = index(&members()).to_bytes();
    let at = bytes.windows(10).position(|window| window == b"README.txt").unwrap();
    let mut bad = bytes;
    bad[at] = b'r';
    assert_eq!(Index::parse(&bad).unwrap_err().code(), "unknown-path");
}

#[test]
fn a_writer_keeps_to_its_index() {
    let members = members();
    let writer = || BundleWriter::new(Vec::new(), &index(&members), &key(1)).unwrap();
    assert_eq!(writer().add(b"another text").unwrap_err().code(), "content");
    assert_eq!(writer().finish().unwrap_err().code(), "layout");
    let mut whole = writer();
    for (_, content) in &members {
        whole.add(content).unwrap();
    }
    assert_eq!(whole.add(b"one more").unwrap_err().code(), "layout");
    let mut wrong = index(&members);
    wrong.part = 0;
    let refused = BundleWriter::new(Vec::new(), &wrong, &key(1)).unwrap_err();
    assert_eq!(refused.code(), "out-of-range");
}

#[test]
fn a_check_reads_what_it_does_not_give_out() {
    let mut bad = bundle();
    let at = bad.windows(6).position(|window| window == b"urgent").unwrap();
    bad[at] ^= 1;
    let mut found = Found::open(Cursor::new(bad)).unwrap();
    let codes: Vec<_> = (0..8).map(|n| found.check(n).err().map(|error| error.code())).collect();
    assert_eq!(codes, [None, None, None, Some("content"), None, None, None, None]);
}

#[test]
fn a_long_list_of_nothing_is_not_read_before_its_seal_is_known() {
    // Each null is a byte of the file and some thirty in memory.
    let nulls = vec![Cbor::Null; 4 * ENTRIES_MAX + 32];
    let bytes = Cbor::Map(vec![(Cbor::Uint(8), Cbor::Array(nulls))]).encode();
    let refused = Index::parse(&bytes).unwrap_err();
    assert!(matches!(refused, BundleError::Index(CborError::TooMany)), "{refused}");
    // As many members as there may be are fewer values.
    let mut most = index(&members());
    let entry = |n: usize| Entry {
        place: Place::Receipt(Digest::of(&n.to_be_bytes())),
        len: 0,
        sha256: Digest([0; 32]),
    };
    most.entries = (0..ENTRIES_MAX).map(entry).collect();
    most.entries.sort_by_key(|entry| entry.place);
    assert_eq!(Index::parse(&most.to_bytes()).unwrap().entries.len(), ENTRIES_MAX);
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0_usize..900, n in 0_usize..20) {
        let _any = read(&bytes).is_ok();
        let _any = Index::parse(&bytes).is_ok();
        let mut file = bundle();
        let at = at.min(file.len());
        let end = (at + n).min(file.len());
        file.splice(at..end, bytes.iter().copied());
        let _any = read(&file).is_ok();
        let mut text = index(&members()).to_bytes();
        let at = at.min(text.len());
        let end = (at + n).min(text.len());
        text.splice(at..end, bytes.iter().copied());
        let _any = Index::parse(&text).is_ok();
    }

    #[test]
    fn an_index_has_one_form(part in 1_u64..5, more in 0_u64..5, hour in any::<u32>(), version in any::<u64>(), id in any::<[u8; 16]>()) {
        let mut index = index(&members());
        (index.part, index.parts) = (part, part + more);
        (index.made_hour, index.roster_version) = (hour, version);
        (index.id, index.kid) = (Uuid(id), Kid(id));
        prop_assert_eq!(Index::parse(&index.to_bytes()).unwrap(), index);
    }
}

#[test]
fn the_files_of_a_directory_are_read_in_their_one_form() {
    let file = |name: &str, n: u8| (name.to_owned(), vec![n; 300]);
    let files: Files = [file("1.root.json", 1), file("timestamp.json", 2)].into();
    let bytes = directory::write(&files).unwrap();
    assert_eq!(directory::read(&bytes), Some(files));
    assert_eq!(directory::read(b"\x80"), Some(Files::new()));
    let pair = |name: &str| Cbor::Array(vec![Cbor::text(name), Cbor::bytes(b"x")]);
    let refused = [
        Cbor::Array(vec![pair("timestamp.json"), pair("1.root.json")]),
        Cbor::Array(vec![pair("1.root.json"), pair("1.root.json")]),
        Cbor::Array(vec![pair("../1.root.json")]),
        Cbor::Array(vec![Cbor::Array(vec![Cbor::text("1.root.json")])]),
        Cbor::Array(vec![Cbor::bytes(b"1.root.json")]),
        Cbor::Map(vec![]),
    ];
    for value in refused {
        assert_eq!(directory::read(&value.encode()), None, "{value:?}");
    }
    assert_eq!(directory::read(&bytes[..bytes.len() - 1]), None);
    // What no reader takes is not written.
    let many =
        |n: u32| -> Files { (1..=n).map(|n| (format!("{n}.root.json"), Vec::new())).collect() };
    assert_eq!(directory::read(&directory::write(&many(4_096)).unwrap()), Some(many(4_096)));
    assert_eq!(directory::write(&many(4_097)), None);
    let long = |n: usize| -> Files { [("1.root.json".to_owned(), vec![0; n])].into() };
    assert!(directory::write(&long((64 << 20) - 19)).is_some());
    assert_eq!(directory::write(&long((64 << 20) - 18)), None);
}
