//! Breaks, restarts, faults, damage, and two who bring the same file.

use domain::actor::AuthLevel;
use domain::exhibit::RecordState;
use store::{Fault, Faults, Faulty, StoreError};

use super::*;
use crate::serve;
use crate::testing::{Court, found, open as open_node, received};

const P: usize = 16 << 20;

fn plain(len: usize) -> Vec<u8> {
    let word = |n: u64| n.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_le_bytes();
    (0..).flat_map(word).take(len).collect()
}

fn clerk(node: &Node) -> Officer {
    Officer { auth: AuthLevel::Hardware, ..node.officer("clerk").unwrap() }
}

/// A node whose blobs and database count their calls, and fail where it is planned.
async fn watched(court: &Court) -> (Arc<Node>, Arc<Faults>, Arc<Faults>) {
    let config = crate::config::Config::read(&court.config).unwrap();
    let (node, _) = serve::open(config).await.unwrap();
    serve::start(&node).await.unwrap();
    let (blobs, rows) = (Faults::none(), Faults::none());
    let mut node = Arc::into_inner(node).unwrap();
    node.blobs = Arc::new(Faulty::new(node.blobs.clone(), blobs.clone()));
    node.store = Arc::new(Faulty::new(node.store.clone(), rows.clone()));
    (Arc::new(node), blobs, rows)
}

/// One upload and who brings it.
struct Bringing {
    node: Arc<Node>,
    measure: MeasureId,
    id: ExhibitId,
    plain: Vec<u8>,
}

impl Bringing {
    async fn begin(node: &Arc<Node>, measure: MeasureId, plain: Vec<u8>) -> Self {
        let brought = Brought::parse("disk.img", None).unwrap();
        let opened = open(node, measure, &brought, Stated::default(), None).await.unwrap();
        assert_eq!((opened.next_part, opened.state), (0, State::Receiving));
        Self { node: node.clone(), measure, id: opened.id, plain }
    }

    fn part(&self, n: usize) -> &[u8] {
        &self.plain[n * P..self.plain.len().min((n + 1) * P)]
    }

    async fn send(&self, n: usize) -> Result<Progress, UploadError> {
        self.send_as(n, self.part(n)).await
    }

    async fn send_as(&self, n: usize, bytes: &[u8]) -> Result<Progress, UploadError> {
        let digest = *blake3::hash(bytes).as_bytes();
        let body = axum::body::Body::from(bytes.to_vec());
        take_part(&self.node, self.measure, self.id, n as u64, digest, body).await
    }

    async fn finish(&self, stated: Stated) -> Result<(SealedExhibit, Plain), UploadError> {
        finish(&self.node, &clerk(&self.node), self.measure, self.id, stated).await
    }

    /// What is sealed is what was brought, to the last byte.
    async fn check_sealed(&self) {
        let stated = Stated { len: Some(self.plain.len() as u64), ..Stated::default() };
        let (sealed, found) = self.finish(stated).await.unwrap();
        let expected = Plain {
            len: self.plain.len() as u64,
            sha256: Digest::of(&self.plain).0,
            blake3: *blake3::hash(&self.plain).as_bytes(),
        };
        assert_eq!((sealed.id, found), (self.id, expected));
        let mut reader = self.node.read_content(self.id).await.unwrap();
        let mut read = Vec::new();
        while let Some(part) = reader.next().await.unwrap() {
            read.extend(part);
        }
        assert!(read == self.plain);
        // Whoever lost the answer asks again.
        assert_eq!(self.finish(stated).await.unwrap(), (sealed, found));
        assert!(part::all(&self.node, self.id).await.unwrap().is_empty());
        assert!(matches!(
            give_up(&self.node, self.measure, self.id).await,
            Err(UploadError::Closed)
        ));
    }

    async fn state(&self) -> State {
        progress(&self.node, self.measure, self.id).await.unwrap().state
    }

    /// Nothing of it became an exhibit.
    async fn check_not_sealed(&self) {
        let urn = self.id.urn(&self.node.config.node);
        assert!(self.node.load::<domain::exhibit::Exhibit>(&urn).await.unwrap().is_none());
        assert!(matches!(self.node.content(self.id).await, Err(ActError::NotFound)));
    }
}

#[tokio::test]
async fn after_a_restart_it_goes_on_at_the_next_byte_and_reads_nothing_again() {
    let court = found().await;
    let (node, _, _) = watched(&court).await;
    let measure = received(&node, 7).await;
    let bringing = Bringing::begin(&node, measure, plain(2 * P + 1_000)).await;
    assert_eq!(bringing.send(0).await.unwrap().next_offset, P as u64);
    let (id, content) = (bringing.id, bringing.plain.clone());
    drop(bringing);
    drop(node);

    let (node, blobs, _) = watched(&court).await;
    let bringing = Bringing { node: node.clone(), measure, id, plain: content };
    let there = progress(&node, measure, id).await.unwrap();
    assert_eq!((there.next_part, there.next_offset), (1, P as u64));
    bringing.send(1).await.unwrap();
    assert_eq!(bringing.send(2).await.unwrap().next_offset, 2 * P as u64 + 1_000);
    let stated = Stated { sha256: Some(Digest::of(&bringing.plain).0), ..Stated::default() };
    bringing.finish(stated).await.unwrap();
    // Two parts were stored, and none was read.
    assert_eq!(blobs.n_calls(), 2);
    bringing.check_sealed().await;
    let urn = id.urn(&node.config.node);
    let exhibit = node.load::<domain::exhibit::Exhibit>(&urn).await.unwrap().unwrap();
    assert_eq!(exhibit.state(), RecordState::Sealed);
}

#[tokio::test]
async fn parts_come_in_any_order_within_the_window_and_twice() {
    let court = found().await;
    let node = open_node(&court.config).await;
    let measure = received(&node, 7).await;
    let bringing = Bringing::begin(&node, measure, plain(2 * P)).await;
    let early = bringing.send_as(4, b"x").await;
    assert!(matches!(early, Err(UploadError::Window { next_offset: 0 })));
    let ahead = bringing.send(1).await.unwrap();
    assert_eq!((ahead.next_part, ahead.next_offset, ahead.ahead), (0, 0, vec![1]));
    let missing = bringing.finish(Stated { len: Some(2 * P as u64), ..Stated::default() }).await;
    assert!(matches!(missing, Err(UploadError::Incomplete { next_offset: 0 })));
    let whole = bringing.send(0).await.unwrap();
    assert_eq!((whole.next_part, whole.next_offset), (2, 2 * P as u64));
    // Again, by somebody who is not sure; and by two at once.
    assert_eq!(bringing.send(1).await.unwrap(), bringing.send(0).await.unwrap());
    let (one, other) = tokio::join!(bringing.send(0), bringing.send(0));
    assert_eq!(one.unwrap().next_offset, other.unwrap().next_offset);
    // The last part has no bytes and need not be sent.
    bringing.check_sealed().await;
}

#[tokio::test]
async fn two_who_bring_one_file_at_once_bring_it_once() {
    let court = found().await;
    let node = open_node(&court.config).await;
    let measure = received(&node, 7).await;
    let bringing = Bringing::begin(&node, measure, plain(50_000)).await;
    let (one, other) = tokio::join!(bringing.send(0), bringing.send(0));
    assert_eq!(one.unwrap().next_offset, other.unwrap().next_offset);
    assert_eq!(node.blobs.list("ct").await.unwrap().len(), 1);
    bringing.check_sealed().await;

    // With other bytes only one of them can be right, and nobody knows which.
    let bringing = Bringing::begin(&node, measure, plain(50_000)).await;
    let (one, other) = tokio::join!(bringing.send(0), bringing.send_as(0, b"other bytes"));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    assert_eq!(bringing.state().await, State::Quarantined(Mismatch::Part));
    // One ciphertext only was ever stored under that key and number.
    assert_eq!(part::all(&node, bringing.id).await.unwrap().len(), 1);
    assert_eq!(node.blobs.list("ct").await.unwrap().len(), 2);
    bringing.check_not_sealed().await;
}

#[tokio::test]
async fn a_damaged_state_is_found_and_made_anew() {
    let court = found().await;
    let (node, blobs, _) = watched(&court).await;
    let measure = received(&node, 7).await;
    let bringing = Bringing::begin(&node, measure, plain(2 * P + 1)).await;
    bringing.send(0).await.unwrap();
    damage(&node, bringing.id, 0).await;
    bringing.send(1).await.unwrap();
    // Part 0 was read once more, and part 1 too, because it could not be hashed while it came.
    assert_eq!(blobs.n_calls(), 4);
    bringing.send(2).await.unwrap();
    assert_eq!(blobs.n_calls(), 5);
    damage(&node, bringing.id, 2).await;
    bringing.check_sealed().await;
}

/// Changes one letter of a stored state.
async fn damage(node: &Arc<Node>, id: ExhibitId, n: u64) {
    act!(node, "damage", None, |tx| {
        let key = part::key(id, n);
        let row = node.raw_row(view::UPLOAD_PART, &key).await?.unwrap();
        let text = String::from_utf8(row).unwrap();
        let (before, state) = text.split_once("\"state\":\"").unwrap();
        let letter = if state.as_bytes()[20] == b'A' { "B" } else { "A" };
        let row = format!("{before}\"state\":\"{}{letter}{}", &state[..20], &state[21..]);
        tx.put_raw(view::UPLOAD_PART, &key, "", row.into_bytes());
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn what_is_not_as_stated_is_set_aside_and_not_sealed() {
    let court = found().await;
    let node = open_node(&court.config).await;
    let measure = received(&node, 7).await;
    let stated = |len, sha256, blake3| Stated { len, sha256, blake3 };
    for (stated, expected) in [
        (stated(None, Some([0; 32]), None), Mismatch::Digest),
        (stated(None, None, Some([0; 32])), Mismatch::Digest),
        (stated(Some(999), None, None), Mismatch::Length),
    ] {
        let bringing = Bringing::begin(&node, measure, plain(1_000)).await;
        bringing.send(0).await.unwrap();
        let refused = bringing.finish(stated).await;
        assert!(matches!(refused, Err(UploadError::Quarantined(why)) if why == expected));
        assert_eq!(bringing.state().await, State::Quarantined(expected));
        // It stays so, whatever is stated next.
        let again = bringing.finish(Stated::default()).await;
        assert_eq!(again.unwrap_err().code(), Some(expected.code()));
        assert!(bringing.send(0).await.is_err());
        bringing.check_not_sealed().await;
    }
    // A part that comes again with other bytes.
    let bringing = Bringing::begin(&node, measure, plain(1_000)).await;
    bringing.send(0).await.unwrap();
    let changed = bringing.send_as(0, b"other bytes").await;
    assert!(matches!(changed, Err(UploadError::Quarantined(Mismatch::Part))));
    bringing.check_not_sealed().await;
}

#[tokio::test]
async fn a_part_that_is_not_what_was_announced_leaves_nothing() {
    let court = found().await;
    let node = open_node(&court.config).await;
    let measure = received(&node, 7).await;
    let bringing = Bringing::begin(&node, measure, plain(1_000)).await;
    let body = axum::body::Body::from(bringing.plain.clone());
    let refused = take_part(&node, measure, bringing.id, 0, [1; 32], body).await;
    assert!(matches!(refused, Err(UploadError::PartMismatch)));
    let long = bringing.send_as(0, &vec![0; P + 1]).await;
    assert!(matches!(long, Err(UploadError::PartTooLong { .. })));
    assert!(node.blobs.list("ct").await.unwrap().is_empty());
    assert!(part::all(&node, bringing.id).await.unwrap().is_empty());
    bringing.send(0).await.unwrap();
    let behind = bringing.send_as(1, b"x").await;
    assert!(matches!(behind, Err(UploadError::PartAfterLast { .. })));
    bringing.check_sealed().await;
}

/// One part and its end, with a fault at each call of blobs and database in turn: what was acknowledged is there, and
/// who asks again comes to the same exhibit.
#[tokio::test]
async fn whatever_call_fails_asking_again_comes_to_the_same_end() {
    let court = found().await;
    let (node, blobs, rows) = watched(&court).await;
    let measure = received(&node, 7).await;
    let error = || StoreError::Io { what: "planted".to_owned() };
    for (faults, after) in [(&blobs, false), (&rows, false), (&rows, true), (&blobs, true)] {
        for at in 1.. {
            assert!(at < 200, "no end of faults");
            let bringing = Bringing::begin(&node, measure, plain(3_000)).await;
            faults.plan(Fault { at, persists: false, after, error: error() });
            let sent = bringing.send(0).await;
            let finished = match &sent {
                Ok(_) => bringing.finish(Stated::default()).await.map(drop),
                Err(_) => Ok(()),
            };
            let n_failed = faults.n_failed();
            faults.heal();
            if sent.is_ok()
                && finished.is_err()
                && !matches!(bringing.state().await, State::Sealed(_))
            {
                let there = progress(&node, measure, bringing.id).await.unwrap();
                assert_eq!(there.next_offset, 3_000, "acknowledged and not there, fault {at}");
            }
            if sent.is_err() {
                bringing.send(0).await.unwrap();
            }
            bringing.check_sealed().await;
            if n_failed == 0 {
                break;
            }
        }
    }
}

#[tokio::test]
async fn an_upload_for_which_nobody_comes_loses_its_key_and_its_ciphertext() {
    let court = found().await;
    let node = open_node(&court.config).await;
    let measure = received(&node, 7).await;
    let idle = Bringing::begin(&node, measure, plain(1_000)).await;
    idle.send(0).await.unwrap();
    let given_up = Bringing::begin(&node, measure, plain(1_000)).await;
    given_up.send(0).await.unwrap();
    let kept = Bringing::begin(&node, measure, plain(1_000)).await;
    kept.send(0).await.unwrap();
    kept.check_sealed().await;
    assert_eq!(expire(&node).await.unwrap(), 0);
    assert_eq!(of_measure(&node, measure).await.unwrap().len(), 2);

    give_up(&node, measure, given_up.id).await.unwrap();
    assert_eq!(node.keys.n_deks_alive(given_up.id).await.unwrap(), 0);
    assert_eq!(node.blobs.list("ct").await.unwrap().len(), 2);
    // Seven days on, for both that are left: the exhibit loses the memory of how it came and nothing else.
    for upload in [&idle, &kept] {
        act!(&node, "grow_old", None, |tx| {
            let (mut row, kek) = read(&node, upload.id).await?.unwrap();
            row.expires_at_ms = tx.now.as_millisecond() - 1;
            write(tx, &kek, upload.id, &row)?;
            Ok(Vec::new())
        })
        .await
        .unwrap();
    }
    assert_eq!(expire(&node).await.unwrap(), 2);
    assert_eq!(node.keys.n_deks_alive(idle.id).await.unwrap(), 0);
    assert_eq!(node.keys.n_deks_alive(kept.id).await.unwrap(), 1);
    assert_eq!(node.blobs.list("ct").await.unwrap().len(), 1);
    assert!(node.read_content(kept.id).await.unwrap().next().await.unwrap().is_some());
    assert!(of_measure(&node, measure).await.unwrap().is_empty());
    idle.check_not_sealed().await;
    assert!(matches!(idle.send(0).await, Err(UploadError::Act(ActError::NotFound))));
}

#[tokio::test]
async fn an_upload_of_another_order_is_not_there_and_their_number_ends() {
    let court = found().await;
    let node = open_node(&court.config).await;
    let (measure, another) = (received(&node, 7).await, received(&node, 8).await);
    let bringing = Bringing::begin(&node, measure, plain(10)).await;
    let elsewhere = Bringing { node: node.clone(), measure: another, ..bringing };
    assert!(matches!(elsewhere.send(0).await, Err(UploadError::Act(ActError::NotFound))));
    assert!(matches!(
        give_up(&node, another, elsewhere.id).await,
        Err(UploadError::Act(ActError::NotFound))
    ));
    let brought = Brought::parse("x", None).unwrap();
    for _ in 1..OPEN_MAX {
        open(&node, measure, &brought, Stated::default(), None).await.unwrap();
    }
    let more = open(&node, measure, &brought, Stated::default(), None).await;
    assert!(matches!(more, Err(UploadError::TooMany)));
}

/// Seven days on.
async fn grow_old(node: &Arc<Node>, id: ExhibitId) {
    act!(node, "grow_old", None, |tx| {
        let row = node.raw_row(view::UPLOAD, &id.to_string()).await?.unwrap();
        let mut upload: Upload = decode(&sealed_doc::open(&node.keys, id.bytes(), &row)?)?;
        upload.expires_at_ms = tx.now.as_millisecond() - 1;
        write(tx, &sealed_doc::kek(&node.keys, &row)?, id, &upload)?;
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

/// Puts back a copy of the main database, as after a restore: nothing else of the node goes back, and the log goes on.
async fn put_back(court: &Court, copy: &std::path::Path) -> Arc<Node> {
    let folder = court.config.parent().unwrap();
    for name in ["node.db", "node.db-wal", "node.db-shm"] {
        drop(std::fs::remove_file(folder.join(name)));
        if copy.join(name).exists() {
            std::fs::copy(copy.join(name), folder.join(name)).unwrap();
        }
    }
    let store = store::SqliteStore::open(&folder.join("node.db")).unwrap();
    store::Store::mark_restored(&store).await.unwrap();
    drop(store);
    let (node, _) = serve::open(crate::config::Config::read(&court.config).unwrap()).await.unwrap();
    serve::start(&node).await.unwrap();
    node
}

fn copied(court: &Court) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    let folder = court.config.parent().unwrap();
    for name in ["node.db", "node.db-wal", "node.db-shm", "keys.db", "keys.db-wal", "keys.db-shm"] {
        if folder.join(name).exists() {
            std::fs::copy(folder.join(name), copy.path().join(name)).unwrap();
        }
    }
    copy
}

#[tokio::test]
async fn an_older_database_neither_goes_on_with_an_upload_nor_destroys_what_came_of_it() {
    let court = found().await;
    let node = open_node(&court.config).await;
    let measure = received(&node, 7).await;
    let bringing = Bringing::begin(&node, measure, plain(P + 1_000)).await;
    bringing.send(0).await.unwrap();
    let Bringing { id, plain, node: brought_to, .. } = bringing;
    drop((brought_to, node));
    let copy = copied(&court);
    // It becomes an exhibit, and the database of before comes back.
    let node = open_node(&court.config).await;
    let bringing = Bringing { node: node.clone(), measure, id, plain };
    bringing.send(1).await.unwrap();
    bringing.check_sealed().await;
    let plain = bringing.plain;
    drop(bringing.node);
    drop(node);

    let node = put_back(&court, copy.path()).await;
    let bringing = Bringing { node: node.clone(), measure, id, plain };
    assert_eq!(bringing.state().await, State::Quarantined(Mismatch::Restored));
    for refused in
        [bringing.send(1).await.map(drop), bringing.finish(Stated::default()).await.map(drop)]
    {
        assert_eq!(refused.unwrap_err().code(), Some("upload-restored"));
    }
    if node.ledger.stopped().is_some() {
        // More was signed than is here: nothing is done until people have decided.
        assert!(expire(&node).await.is_err());
    }
    assert_eq!(node.keys.n_deks_alive(id).await.unwrap(), 1);
    assert_eq!(node.blobs.list("ct").await.unwrap().len(), 2);
}

#[tokio::test]
async fn an_upload_from_before_a_restore_expires_without_its_key_and_a_new_one_as_ever() {
    let court = found().await;
    let node = open_node(&court.config).await;
    let measure = received(&node, 7).await;
    let before = Bringing::begin(&node, measure, plain(1_000)).await;
    before.send(0).await.unwrap();
    node.store.mark_restored().await.unwrap();
    let after = Bringing::begin(&node, measure, plain(2_000)).await;
    after.send(0).await.unwrap();
    assert_eq!(
        (before.state().await, after.state().await),
        (State::Quarantined(Mismatch::Restored), State::Receiving)
    );
    grow_old(&node, before.id).await;
    grow_old(&node, after.id).await;
    assert_eq!(expire(&node).await.unwrap(), 2);
    assert!(of_measure(&node, measure).await.unwrap().is_empty());
    let alive = async |bringing: &Bringing| node.keys.n_deks_alive(bringing.id).await.unwrap();
    assert_eq!((alive(&before).await, alive(&after).await), (1, 0));
    let lies = async |folder: &str| node.blobs.list(folder).await.unwrap().len();
    assert_eq!((lies("ct").await, lies("aside").await), (0, 1));
    // Nobody can bring another one through the old row, and giving one up destroys no more than its end does.
    let other = Bringing::begin(&node, measure, plain(3_000)).await;
    other.send(0).await.unwrap();
    node.store.mark_restored().await.unwrap();
    give_up(&node, measure, other.id).await.unwrap();
    assert_eq!((alive(&other).await, lies("aside").await), (1, 2));
}

#[tokio::test]
async fn an_upload_that_was_given_up_stays_so_whatever_is_put_back() {
    let court = found().await;
    let node = open_node(&court.config).await;
    let measure = received(&node, 7).await;
    let bringing = Bringing::begin(&node, measure, plain(1_000)).await;
    bringing.send(0).await.unwrap();
    let (id, name) = (bringing.id, node.blobs.list("ct").await.unwrap()[0].key.clone());
    let bytes = node.blobs.get(&name).await.unwrap().unwrap();
    drop((bringing, node));
    let copy = copied(&court);
    let node = open_node(&court.config).await;
    give_up(&node, measure, id).await.unwrap();
    drop(node);
    // Database, key store and ciphertext of before come back; what stands beside the head register does not.
    let folder = court.config.parent().unwrap();
    for name in ["keys.db", "keys.db-wal", "keys.db-shm"] {
        drop(std::fs::remove_file(folder.join(name)));
        if copy.path().join(name).exists() {
            std::fs::copy(copy.path().join(name), folder.join(name)).unwrap();
        }
    }
    let blobs = store::ObjectBlobs::local(&folder.join("blobs")).unwrap();
    store::Blobs::put(&blobs, &name, bytes).await.unwrap();
    let node = put_back(&court, copy.path()).await;
    assert_eq!(node.keys.n_deks_alive(id).await.unwrap(), 0);
    assert!(node.blobs.list("ct").await.unwrap().is_empty());
    assert_eq!(
        progress(&node, measure, id).await.unwrap().state,
        State::Quarantined(Mismatch::Restored)
    );
}
