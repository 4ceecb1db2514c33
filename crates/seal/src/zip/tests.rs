//! Zip files that are taken, and everything near them that is not.

use std::io::{Cursor, Read, Seek, SeekFrom, Write as _};

use crc32fast::hash as crc32;
use proptest::prelude::*;

use super::{Archive, BadPath, Entry, Writer, ZipError, check_path, header};
use crate::digest::hex_encode;

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new());
    for (path, content) in members {
        writer.bytes(path, content).unwrap();
    }
    writer.finish().unwrap()
}

fn unzip(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, ZipError> {
    let mut archive = Archive::open(Cursor::new(bytes))?;
    let paths: Vec<String> = archive.entries().map(|entry| entry.path.clone()).collect();
    let mut members = Vec::new();
    for (index, path) in paths.into_iter().enumerate() {
        let mut content = Vec::new();
        archive.read(index, |piece| content.extend_from_slice(piece))?;
        members.push((path, content));
    }
    Ok(members)
}

#[track_caller]
fn check(bytes: &[u8], code: &str) {
    assert_eq!(unzip(bytes).unwrap_err().code(), code);
}

/// Two members, so that order, gaps and offsets have something to be wrong about.
fn sample() -> Vec<u8> {
    zip(&[("mimetype", b"text/plain"), ("bag/data/a.txt", b"first")])
}

#[test]
fn one_member_has_exactly_these_bytes() {
    let expected = [
        "504b0304 1400 0000 0000 0000 2100 c2412435 03000000 03000000 0100 0000 61 616263",
        "504b0102 1400 1400 0000 0000 0000 2100 c2412435 03000000 03000000",
        "0100 0000 0000 0000 0000 00000000 00000000 61",
        "504b0506 0000 0000 0100 0100 2f000000 22000000 0000",
    ];
    let expected = expected.concat().replace(' ', "");
    assert_eq!(hex_encode(&zip(&[("a", b"abc")])), expected);
}

#[test]
fn an_archive_without_members_is_its_end_record() {
    assert_eq!(zip(&[]).len(), header::END_BYTES);
    assert_eq!(unzip(&zip(&[])).unwrap(), []);
}

#[test]
fn every_flipped_bit_is_found() {
    let good = sample();
    for at in 0..good.len() {
        for bit in 0..8 {
            let mut bad = good.clone();
            bad[at] ^= 1 << bit;
            assert!(unzip(&bad).is_err(), "bit {bit} of byte {at} made no difference");
        }
    }
}

#[test]
fn every_shortened_or_lengthened_file_is_refused() {
    let good = sample();
    for len in 0..good.len() {
        assert!(unzip(&good[..len]).is_err(), "the first {len} bytes were taken");
        assert!(unzip(&good[good.len() - len..]).is_err(), "the last {len} bytes were taken");
    }
    check(&[&good[..], b"\0"].concat(), "not-zip");
    check(&[b"\0", &good[..]].concat(), "directory-place");
    check(b"", "not-zip");
}

#[test]
fn a_comment_is_refused() {
    let mut bad = sample();
    let at = bad.len() - 2;
    bad[at] = 1;
    bad.push(b'!');
    check(&bad, "not-zip");
}

#[test]
fn a_gap_between_members_is_refused() {
    let good = sample();
    let second = good.windows(4).rposition(|w| w == header::LOCAL_MAGIC).unwrap();
    let bad = [&good[..second], b"\0", &good[second..]].concat();
    assert!(unzip(&bad).is_err());
}

#[test]
fn a_directory_in_another_order_is_refused() {
    let members: [(&str, &[u8]); 2] = [("a", b"1"), ("b", b"2")];
    let good = zip(&members);
    let mut bad = good.clone();
    let directory = good.windows(4).position(|w| w == header::CENTRAL_MAGIC).unwrap();
    let one = header::CENTRAL_FIXED_BYTES + 1;
    bad[directory..directory + one].copy_from_slice(&good[directory + one..directory + 2 * one]);
    bad[directory + one..directory + 2 * one].copy_from_slice(&good[directory..directory + one]);
    check(&bad, "header");
}

#[test]
fn a_path_occurs_once_whatever_the_case_of_its_letters() {
    let mut writer = Writer::new(Vec::new());
    writer.bytes("a/B", b"").unwrap();
    assert_eq!(writer.bytes("A/b", b"").unwrap_err().code(), "duplicate");
    // The reader refuses it as well: two members of equal length, renamed in place.
    let text = zip(&[("a/B", b""), ("a/C", b"")]);
    let bad: Vec<u8> = text.iter().map(|byte| if *byte == b'C' { b'b' } else { *byte }).collect();
    check(&bad, "duplicate");
}

#[test]
fn a_path_is_refused_if_some_system_makes_something_else_of_it() {
    let refused = [
        ("", BadPath::Length),
        ("/a", BadPath::Segment),
        ("a/", BadPath::Segment),
        ("a//b", BadPath::Segment),
        ("./a", BadPath::Segment),
        ("a/../b", BadPath::Segment),
        ("a\\b", BadPath::Character),
        ("c:a", BadPath::Character),
        ("a\0", BadPath::Character),
        ("a\n", BadPath::Character),
        ("\u{e9}", BadPath::Character),
        ("a?", BadPath::Character),
        ("a ", BadPath::Ending),
        ("a./b", BadPath::Ending),
        ("nul", BadPath::Device),
        ("a/CON.txt", BadPath::Device),
        ("Lpt1.tar.gz", BadPath::Device),
    ];
    for (path, bad) in refused {
        assert_eq!(check_path(path), Err(bad), "{path}");
    }
    assert_eq!(check_path(&"a".repeat(256)), Err(BadPath::Length));
    for path in
        ["a", "bag/data/evidence/X-1/0001.bin", "a b.c", "console", "com0", &"a".repeat(255)]
    {
        assert_eq!(check_path(path), Ok(()), "{path}");
    }
    let refused = Writer::new(Vec::new()).bytes("../a", b"").unwrap_err();
    assert_eq!(refused.code(), "path");
}

#[test]
fn a_stream_must_keep_what_was_announced() {
    let announce = |len, crc32| Entry { path: "a".to_owned(), len, crc32 };
    let write = |entry, mut content: &[u8]| {
        Writer::new(Vec::new()).member(entry, &mut content).map_err(|e| e.code())
    };
    assert_eq!(write(announce(3, crc32(b"abc")), b"abc"), Ok(()));
    assert_eq!(write(announce(3, crc32(b"abc")), b"abd"), Err("checksum"));
    assert_eq!(write(announce(3, crc32(b"abc")), b"ab"), Err("content-length"));
    assert_eq!(write(announce(3, crc32(b"abc")), b"abcd"), Err("content-length"));
}

#[test]
fn members_from_streams_and_from_memory_give_the_same_file() {
    let content = vec![7; 200_000];
    let mut writer = Writer::new(Vec::new());
    let entry = Entry { path: "a".to_owned(), len: content.len() as u64, crc32: crc32(&content) };
    writer.member(entry, &mut content.as_slice()).unwrap();
    assert_eq!(writer.finish().unwrap(), zip(&[("a", &content)]));
}

#[test]
fn headers_of_large_members_carry_zip64_and_only_what_does_not_fit() {
    let entry = |len| Entry { path: "a".to_owned(), len, crc32: 0x0403_0201 };
    let check = |found: Vec<u8>, expected: &str| {
        assert_eq!(hex_encode(&found), expected.replace(' ', ""));
    };
    check(
        header::local(&entry(0xFFFF_FFFE)),
        "504b0304 1400 0000 0000 0000 2100 01020304 feffffff feffffff 0100 0000 61",
    );
    check(
        header::local(&entry(0xFFFF_FFFF)),
        "504b0304 2d00 0000 0000 0000 2100 01020304 ffffffff ffffffff 0100 1400 61
         0100 1000 ffffffff00000000 ffffffff00000000"
            .replace('\n', "")
            .as_str(),
    );
    check(
        header::central(&entry(1), 0x1_0000_0000),
        "504b0102 2d00 2d00 0000 0000 0000 2100 01020304 01000000 01000000 0100 0c00 0000 0000 0000 00000000 ffffffff 61
         0100 0800 0000000001000000"
            .replace('\n', "")
            .as_str(),
    );
    check(
        header::end(2, 0xFFFF_FFFF, 94),
        "504b0606 2c00000000000000 2d00 2d00 00000000 00000000 0200000000000000 0200000000000000
         5e00000000000000 ffffffff00000000
         504b0607 00000000 5d00000001000000 01000000
         504b0506 0000 0000 0200 0200 5e000000 ffffffff 0000"
            .replace('\n', "")
            .as_str(),
    );
}

/// A file of 4 GiB of zeros between two short pieces, which nobody has to store.
struct Sparse {
    head: Vec<u8>,
    zeros: u64,
    tail: Vec<u8>,
    at: u64,
}

impl Sparse {
    fn byte(&self, at: u64) -> Option<u8> {
        let head = self.head.len() as u64;
        if at < head {
            return self.head.get(usize::try_from(at).unwrap()).copied();
        }
        if at < head + self.zeros {
            return Some(0);
        }
        self.tail.get(usize::try_from(at - head - self.zeros).unwrap()).copied()
    }
}

impl Read for Sparse {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let mut n = 0;
        for place in buffer {
            let Some(byte) = self.byte(self.at) else { break };
            *place = byte;
            self.at += 1;
            n += 1;
        }
        Ok(n)
    }
}

impl Seek for Sparse {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let len = self.head.len() as u64 + self.zeros + self.tail.len() as u64;
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(back) => len.checked_add_signed(back).unwrap(),
            SeekFrom::Current(by) => self.at.checked_add_signed(by).unwrap(),
        };
        Ok(self.at)
    }
}

#[test]
fn a_file_beyond_four_gibibytes_opens() {
    let large = Entry { path: "large".to_owned(), len: 1 << 32, crc32: 0 };
    let small = Entry { path: "small".to_owned(), len: 3, crc32: crc32(b"abc") };
    let head = header::local(&large);
    let second = head.len() as u64 + large.len;
    let mut tail = header::local(&small);
    tail.write_all(b"abc").unwrap();
    let directory = second + tail.len() as u64;
    let records = [header::central(&large, 0), header::central(&small, second)].concat();
    tail.extend_from_slice(&records);
    tail.extend_from_slice(&header::end(2, directory, records.len() as u64));
    let file =
        |tail: &[u8]| Sparse { head: head.clone(), zeros: large.len, tail: tail.to_vec(), at: 0 };

    let mut archive = Archive::open(file(&tail)).unwrap();
    assert_eq!(archive.entries().map(|entry| entry.len).collect::<Vec<_>>(), [1 << 32, 3]);
    let mut content = Vec::new();
    archive.read(1, |piece| content.extend_from_slice(piece)).unwrap();
    assert_eq!(content, b"abc");

    // `abc` in the small member is the only thing that opening does not compare.
    let framing = (0..tail.len()).filter(|at| !(35..38).contains(at));
    for at in framing {
        let mut bad = tail.clone();
        bad[at] ^= 1;
        assert!(Archive::open(file(&bad)).is_err(), "byte {at} of the tail made no difference");
    }
}

#[test]
fn a_count_beyond_sixteen_bits_needs_zip64() {
    let mut writer = Writer::new(Vec::new());
    for n in 0..65_535 {
        writer.bytes(&n.to_string(), b"").unwrap();
    }
    let file = writer.finish().unwrap();
    assert_eq!(&file[file.len() - 14..file.len() - 10], [0xFF; 4]);
    assert_eq!(Archive::open(Cursor::new(&file)).unwrap().entries().len(), 65_535);
}

proptest! {
    #[test]
    fn what_is_written_is_read(members in prop::collection::btree_map("[a-z]{1,3}/[a-z0-9]{1,9}", prop::collection::vec(any::<u8>(), 0..300), 0..9)) {
        let members: Vec<_> = members.into_iter().collect();
        let given: Vec<_> = members.iter().map(|(path, content)| (path.as_str(), content.as_slice())).collect();
        let devices = given.iter().any(|(path, _)| check_path(path).is_err());
        prop_assume!(!devices);
        prop_assert_eq!(unzip(&zip(&given)).unwrap(), members);
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0_usize..150, n in 0_usize..20) {
        prop_assert!(unzip(&bytes).is_err());
        let mut file = sample();
        let at = at.min(file.len());
        let end = (at + n).min(file.len());
        file.splice(at..end, bytes.iter().copied());
        let _any = unzip(&file);
    }
}
