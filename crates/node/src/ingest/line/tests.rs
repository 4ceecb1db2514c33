//! Whatever the pieces and on however many threads: the bytes and digests of the straight computation.

use domain::ids::ExhibitId;
use seal::chunk::{context_item, merge_parts, part_value};
use seal::digest::Digest;
use seal::keyring::Key;
use tokio::task::JoinSet;

use super::*;

const SIZE: PartSize = match PartSize::new(8 << 20) {
    Some(size) => size,
    None => panic!(),
};

fn sealer() -> Sealer<FastAead> {
    let key = Key::from_bytes([5; 32]);
    let header = {
        let mut rng = crate::rng::AsCryptoRng(&crate::rng::OsRandom);
        *Sealer::<FastAead>::fresh(&key, &context(), &mut rng).header()
    };
    Sealer::resume(&key, &context(), &header).unwrap()
}

fn context() -> seal::chunk::Context {
    context_item(ExhibitId::new([9; 16]).bytes())
}

/// Bytes that differ from place to place.
fn plain(len: usize) -> Vec<u8> {
    let word = |n: u64| n.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_le_bytes();
    (0..).flat_map(word).take(len).collect()
}

/// Parts and SHA-256 of what went through in pieces.
async fn through(
    sealer: &Arc<Sealer<FastAead>>,
    plain: &Bytes,
    piece: usize,
    inline: bool,
) -> (Vec<SealedPart>, Digest) {
    let (ready, mut parts) = mpsc::unbounded_channel();
    let rooms = Rooms::default();
    let sha256 = Some(RunningSha256::new());
    let mut line = Line::new(sealer.clone(), SIZE, 0, sha256, ready, rooms.clone(), inline);
    let mut out = Vec::new();
    let mut keep = |parts: &mut mpsc::UnboundedReceiver<Ready>| {
        while let Ok(ready) = parts.try_recv() {
            out.push(ready.part.clone());
            drop(ready.into_sealed(&rooms));
        }
    };
    let mut left = plain.clone();
    while !left.is_empty() {
        let mut next = left.split_to(piece.min(left.len()));
        while !next.is_empty() {
            line.push(&mut next).await;
            keep(&mut parts);
        }
    }
    let through = line.finish().await.unwrap();
    keep(&mut parts);
    (out, through.sha256.unwrap().finish())
}

async fn check(len: usize) {
    let (plain, sealer) = (Bytes::from(plain(len)), Arc::new(sealer()));
    let n_parts = SIZE.n_parts(len as u64);
    let mut straight = Vec::new();
    let mut values = Vec::new();
    for n in 0..n_parts {
        let range = SIZE.plain_range(n, len as u64).unwrap();
        let range = usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap();
        let part = &plain[range];
        let mut sealed = Vec::new();
        sealer.seal_part(SIZE, n, part, &mut sealed).unwrap();
        values.extend(part_value(SIZE, n, part).unwrap());
        straight.push(sealed);
    }
    for (piece, inline) in [(1_000_003, false), (3_000, false), (70_000, true)] {
        let (parts, sha256) = through(&sealer, &plain, piece, inline).await;
        let what = format!("{len} bytes in pieces of {piece}");
        assert_eq!(sha256, Digest::of(&plain), "{what}");
        assert_eq!(parts.len(), straight.len(), "{what}");
        for (part, straight) in parts.iter().zip(&straight) {
            assert!(part.sealed() == straight, "{what}");
            assert_eq!(part.digest, *blake3::hash(straight).as_bytes(), "{what}");
        }
        let running: Vec<_> = parts.iter().filter_map(|part| part.value).collect();
        assert_eq!(running, values, "{what}");
        let merged = merge_parts(SIZE, len as u64, &running).unwrap();
        assert_eq!(merged, *blake3::hash(&plain).as_bytes(), "{what}");
    }
}

#[tokio::test]
async fn what_goes_through_is_what_the_straight_computation_gives() {
    let p = usize::try_from(SIZE.bytes()).unwrap();
    for len in [0, 1, 16_383, 16_384, 16_385, p - 1, p, p + 1, 2 * p] {
        check(len).await;
    }
}

#[tokio::test]
async fn more_than_the_room_waits_and_nothing_is_lost() {
    // Parts are taken late: the line stands still with all slots full, and goes on.
    let (plain, sealer) = (Bytes::from(plain(60 << 20)), Arc::new(sealer()));
    let (ready, mut parts) = mpsc::unbounded_channel();
    let rooms = Rooms::default();
    let mut line =
        Line::new(sealer, SIZE, 0, Some(RunningSha256::new()), ready, rooms.clone(), false);
    let mut bringing = JoinSet::new();
    bringing.spawn({
        let mut plain = plain.clone();
        async move {
            while !plain.is_empty() {
                line.push(&mut plain).await;
            }
            line.finish().await.unwrap().sha256.unwrap().finish()
        }
    });
    let mut n_parts = 0;
    while let Some(held) = parts.recv().await {
        // As many as there are slots, and no more, are there at one time.
        let mut at_once = vec![held];
        while let Ok(more) = parts.try_recv() {
            at_once.push(more);
        }
        assert!(at_once.len() <= SLOTS, "{}", at_once.len());
        n_parts += at_once.len();
    }
    assert_eq!(n_parts, 8);
    assert_eq!(bringing.join_next().await.unwrap().unwrap(), Digest::of(&plain));
}

#[tokio::test]
async fn memory_of_a_stored_part_is_used_again_when_the_last_lets_go_and_its_slot_is_free() {
    let (rooms, slots) = (Rooms::default(), Arc::new(Semaphore::new(1)));
    let (ready, mut parts) = mpsc::unbounded_channel();
    let sealer = Arc::new(sealer());
    let mut line = Line::new(sealer, SIZE, 0, None, ready, rooms.clone(), true);
    line.push(&mut Bytes::from(plain(100_000))).await;
    line.finish().await.unwrap();
    let part = parts.recv().await.unwrap().part;
    let slot = slots.clone().try_acquire_owned().unwrap();
    let sealed = Ready { part: part.clone(), slot }.into_sealed(&rooms);
    assert_eq!(sealed, part.sealed());
    let kept = sealed.clone();
    drop(sealed);
    assert_eq!(rooms.take().capacity(), 0, "somebody still has it");
    assert!(slots.clone().try_acquire_owned().is_err());
    drop(kept);
    assert!(slots.try_acquire_owned().is_ok());
    let room = rooms.take();
    assert!(room.is_empty() && room.capacity() > 100_000);
}
