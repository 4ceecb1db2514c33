//! A node and its copies: what is restored is whole or is not there, and never signs below what was signed.

use std::sync::Arc;

use seal::digest::Digest;
use tempfile::TempDir;

use super::keys as key_file;
use super::restore::{DrillError, KeysFrom, drill, put_in_place, restore, stage};
use super::*;
use crate::founded::{COURT, Founded, Meeting, OTHER, WITNESS, node_id, send};
use crate::ledger::Stopped;
use crate::node::Node;
use crate::peer::client::Peers;
use crate::peer::routes::router;
use crate::serve;
use crate::testing::{Court, found, open, received, stored};
use crate::work::witness::publish_once;

const PASSPHRASE: &str = "correct horse battery staple";

/// A court with two exhibits, its node, and a folder for what is made of it.
struct Stage {
    court: Court,
    node: Arc<Node>,
    room: TempDir,
}

impl Stage {
    async fn new() -> Self {
        let court = found().await;
        let node = open(&court.config).await;
        stored(&node, 1).await;
        stored(&node, 2).await;
        Self { court, node, room: tempfile::tempdir().unwrap() }
    }

    fn dir(&self) -> PathBuf {
        self.court.config.parent().unwrap().to_owned()
    }

    fn set(&self) -> PathBuf {
        self.room.path().join("set")
    }

    fn net(&self) -> Digest {
        self.node.roster().net
    }

    async fn make(&self) -> Made {
        make(&self.court.config, &self.set()).await.unwrap()
    }

    /// The node ends, and its folder is put aside.
    fn lost(self) -> Lost {
        let (dir, net, old) = (self.dir(), self.net(), self.room.path().join("old"));
        let Self { court, node, room } = self;
        drop(node);
        fs::rename(&dir, &old).unwrap();
        Lost { court, dir, old, net, room }
    }
}

/// The same without its folder.
struct Lost {
    court: Court,
    dir: PathBuf,
    old: PathBuf,
    net: Digest,
    room: TempDir,
}

impl Lost {
    async fn restore(&self, keys: &KeysFrom) -> Result<restore::Restored, BackupError> {
        restore(&self.room.path().join("set"), &self.dir, self.net, keys).await
    }

    fn old_keys(&self) -> KeysFrom {
        KeysFrom::Folder(self.old.clone())
    }

    fn assert_nothing_is_there(&self, what: &str) {
        assert!(!self.dir.exists(), "{what}");
        assert!(!with_suffix(&self.dir, ".restoring").exists(), "{what}");
    }
}

/// Every file below a folder, by its path.
fn files(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(folder).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

#[tokio::test]
async fn a_backup_of_a_node_that_runs_has_all_of_it_but_its_keys() {
    let stage = Stage::new().await;
    let made = stage.make().await;
    let found = files(&stage.set());
    assert_eq!(found.len(), made.n_files + 2, "{found:?}");
    let places = ["blobs/ct/", "roster/"];
    let names =
        ["SHA256SUMS", "SHA256SUMS.seal", "about.json", "comity.toml", "entry.json", "node.db"];
    for path in &found {
        let has_place = places.iter().any(|place| path.starts_with(place));
        assert!(has_place || names.contains(&path.as_str()), "{path}");
    }
    assert_eq!(found.iter().filter(|path| path.starts_with("blobs/ct/")).count(), 2);
    assert_eq!(made.about.logs.len(), 1);
    assert_eq!(made.about.logs[0].size, stage.node.ledger.signed().size);
    // The node goes on, and a second one at the same place is refused.
    stored(&stage.node, 3).await;
    let again = make(&stage.court.config, &stage.set()).await.unwrap_err();
    assert_eq!(again.code(), "exists");
}

#[tokio::test]
async fn a_node_that_lost_its_folder_goes_on_where_it_was() {
    let stage = Stage::new().await;
    stage.make().await;
    let (size, root) = (stage.node.ledger.signed().size, stage.node.ledger.signed().root);
    let lost = stage.lost();
    let restored = lost.restore(&lost.old_keys()).await.unwrap();
    assert_eq!((restored.restore_epoch, restored.has_register), (1, true));
    assert!(!lost.dir.join("RESTORING").exists());
    let node = open(&lost.court.config).await;
    assert_eq!(node.ledger.stopped(), None);
    assert_eq!(
        (node.ledger.signed().size > size, node.blobs.list("ct").await.unwrap().len()),
        (true, 2)
    );
    let place = store::Place { log: 0, index: 0 };
    assert_eq!(
        node.store.leaves(place, 1_000).await.unwrap().len() as u64,
        node.ledger.signed().size
    );
    stored(&node, 4).await;
    // The same backup once more: now more was signed than it holds.
    drop(node);
    fs::remove_dir_all(&lost.dir).unwrap();
    let restored = lost.restore(&lost.old_keys()).await.unwrap();
    assert_eq!(restored.restore_epoch, 2, "it rises above what the register knows");
    let node = open(&lost.court.config).await;
    assert!(matches!(node.ledger.stopped(), Some(Stopped::RolledBack { .. })));
    assert!(node.may_act().is_err());
    assert_eq!(node.store.head().await.unwrap().root, root.0, "what it held it still shows");
}

#[tokio::test]
async fn without_its_register_a_restored_node_reads_and_signs_nothing() {
    let stage = Stage::new().await;
    stage.make().await;
    let lost = stage.lost();
    fs::remove_dir_all(with_suffix(&lost.dir, ".head")).unwrap();
    let restored = lost.restore(&lost.old_keys()).await.unwrap();
    assert!(!restored.has_register);
    let node = open(&lost.court.config).await;
    assert!(matches!(node.ledger.stopped(), Some(Stopped::RegisterMissing { .. })));
    assert!(node.may_act().is_err());
}

#[tokio::test]
async fn a_register_that_went_back_too_does_not_help_because_a_witness_remembers() {
    let founded = Founded::new().await;
    let others = [Arc::new(founded.open(WITNESS).await), Arc::new(founded.open(OTHER).await)];
    let opened = async || {
        let mut court = founded.waiting(COURT).await;
        let routers = others.each_ref().map(|node| (node.config.node.clone(), router(node)));
        court.peers = Peers::new(Arc::new(Meeting::of(node_id(COURT), routers)));
        serve::start(&court).await.unwrap();
        court
    };
    let court = opened().await;
    let net = court.roster().net;
    send(&court, &node_id(OTHER), 1).await;
    assert!(publish_once(&court).await.unwrap());
    let room = tempfile::tempdir().unwrap();
    let set = room.path().join("set");
    make(&founded.config(COURT), &set).await.unwrap();
    founded.copy(COURT, "copy");
    send(&court, &node_id(OTHER), 2).await;
    assert!(publish_once(&court).await.unwrap());
    drop(court);

    let dir = founded.config(COURT).parent().unwrap().to_owned();
    let old = room.path().join("old");
    fs::rename(&dir, &old).unwrap();
    founded.put_back_register(COURT, "copy");
    restore(&set, &dir, net, &KeysFrom::Folder(old)).await.unwrap();
    let court = opened().await;
    assert!(matches!(court.ledger.stopped(), Some(Stopped::RolledBack { .. })));
    assert!(court.may_act().is_err());
}

#[tokio::test]
async fn one_changed_byte_anywhere_and_nothing_is_put_in_place() {
    let stage = Stage::new().await;
    stage.make().await;
    let lost = stage.lost();
    let set = lost.room.path().join("set");
    // What nobody signed is not read: keys that somebody lays beside it come nowhere.
    fs::write(set.join("keys.db"), b"planted").unwrap();
    for path in files(&set).into_iter().filter(|path| path != "keys.db") {
        let whole = fs::read(set.join(&path)).unwrap();
        let mut changed = whole.clone();
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        fs::write(set.join(&path), &changed).unwrap();
        let refused = lost.restore(&lost.old_keys()).await;
        assert!(refused.is_err(), "{path}");
        lost.assert_nothing_is_there(&path);
        fs::remove_file(set.join(&path)).unwrap();
        let refused = lost.restore(&lost.old_keys()).await;
        assert!(refused.is_err(), "{path} missing");
        lost.assert_nothing_is_there(&path);
        fs::write(set.join(&path), &whole).unwrap();
    }
    let refused = restore(&set, &lost.dir, Digest([9; 32]), &lost.old_keys()).await.unwrap_err();
    assert_eq!(refused.code(), "other-network");
    // A list that somebody else signed, or nobody.
    let sums = Sums::parse(&fs::read(set.join(form::SUMS)).unwrap()).unwrap();
    let list = sums.to_text();
    let seal = fs::read(set.join(form::SEAL)).unwrap();
    let other = seal::sign::Ed25519Secret::from_seed(Digest::of(b"other").0).unwrap();
    let forged = form::seal_text(other.public().kid(), &other.sign(&form::signed(list.as_bytes())));
    fs::write(set.join(form::SEAL), forged).unwrap();
    assert_eq!(lost.restore(&lost.old_keys()).await.unwrap_err().code(), "not-sealed");
    fs::write(set.join(form::SEAL), seal).unwrap();
    lost.restore(&lost.old_keys()).await.unwrap();
    assert!(fs::read(lost.dir.join("keys.db")).unwrap() != b"planted");
}

#[tokio::test]
async fn a_restore_that_ends_on_its_way_leaves_nothing_that_starts_and_the_next_one_begins_anew() {
    let at = Stage::new().await;
    at.make().await;
    let lost = at.lost();
    let set = lost.room.path().join("set");
    let staging = with_suffix(&lost.dir, ".restoring");
    drop(stage(&set, &lost.dir, lost.net, &lost.old_keys()).await.unwrap());
    assert!(!lost.dir.exists() && staging.join("RESTORING").exists());
    let beside = serve::open(Config::read(&staging.join("comity.toml")).unwrap()).await;
    assert_eq!(beside.err().unwrap().code(), "unfinished");
    assert!(
        serve::run(&lost.court.config, false, tokio::sync::watch::channel(false).1).await.is_err(),
        "there is no node"
    );
    let staged = stage(&set, &lost.dir, lost.net, &lost.old_keys()).await.unwrap();
    // Somebody puts something in its place meanwhile.
    fs::create_dir(&lost.dir).unwrap();
    fs::write(lost.dir.join("mine"), b"").unwrap();
    assert_eq!(put_in_place(staged, &lost.dir).unwrap_err().code(), "file");
    assert_eq!(lost.restore(&lost.old_keys()).await.unwrap_err().code(), "exists");
    fs::remove_file(lost.dir.join("mine")).unwrap();
    // An empty folder is as good as none; one that is not ours is left alone.
    fs::remove_file(staging.join("RESTORING")).unwrap();
    assert_eq!(lost.restore(&lost.old_keys()).await.unwrap_err().code(), "exists");
    assert!(staging.join("node.db").is_file());
    // What has nothing in it was left by an attempt that ended before it had made its mark.
    fs::remove_dir_all(&staging).unwrap();
    fs::create_dir(&staging).unwrap();
    lost.restore(&lost.old_keys()).await.unwrap();
    assert_eq!(open(&lost.court.config).await.ledger.stopped(), None);
}

#[tokio::test]
async fn keys_come_back_from_their_own_backup_under_its_passphrase_only() {
    let stage = Stage::new().await;
    stage.make().await;
    let file = stage.room.path().join("keys.sealed");
    key_file::make(&stage.court.config, &file, PASSPHRASE).await.unwrap();
    let mut names: Vec<_> =
        fs::read_dir(stage.room.path()).unwrap().map(|item| item.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["keys.sealed", "set"], "no copy of a key stays beside it");
    let again = key_file::make(&stage.court.config, &file, PASSPHRASE).await.unwrap_err();
    assert_eq!(again.code(), "exists");
    let short = stage.room.path().join("short");
    fs::write(&short, "too short\n").unwrap();
    assert_eq!(key_file::passphrase(&short).unwrap_err().code(), "passphrase");

    let other = stage.dir().with_file_name("fr-prov");
    let lost = stage.lost();
    let refused =
        lost.restore(&KeysFrom::File(file.clone(), "another passphrase".to_owned())).await;
    assert_eq!(refused.unwrap_err().code(), "keys");
    let refused = lost.restore(&KeysFrom::Folder(other)).await;
    assert_eq!(refused.unwrap_err().code(), "foreign-keys");
    lost.assert_nothing_is_there("keys of others");
    lost.restore(&KeysFrom::File(file, PASSPHRASE.to_owned())).await.unwrap();
    let node = open(&lost.court.config).await;
    assert_eq!(node.ledger.stopped(), None);
    let folder = fs::metadata(lost.dir.join("keys/root.sealed")).unwrap();
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&folder.permissions()) & 0o077, 0);
}

#[tokio::test]
async fn a_drill_says_how_long_it_took_and_what_was_signed_since_and_leaves_nothing() {
    let stage = Stage::new().await;
    let made = stage.make().await;
    let scratch = tempfile::tempdir().unwrap();
    let config = &stage.court.config;
    let drilled = drill(&stage.set(), config, scratch.path()).await.unwrap();
    assert_eq!((drilled.report.n_faults, drilled.n_since), (0, 0));
    assert_eq!((drilled.n_files, drilled.about.clone()), (made.n_files, made.about));
    assert_eq!(drilled.report.size, stage.node.ledger.signed().size);
    received(&stage.node, 3).await;
    let drilled = drill(&stage.set(), config, scratch.path()).await.unwrap();
    assert_eq!((drilled.report.n_faults, drilled.n_since > 0), (0, true));
    assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 0);
    // A drill of a damaged one fails, and leaves nothing either.
    let path = stage.set().join("node.db");
    let mut changed = fs::read(&path).unwrap();
    *changed.last_mut().unwrap() ^= 1;
    fs::write(&path, changed).unwrap();
    let failed = drill(&stage.set(), config, scratch.path()).await.unwrap_err();
    assert!(
        matches!(failed, DrillError::Backup(BackupError::Content { path }) if path == "node.db")
    );
    assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 0);
    assert_eq!(stage.node.ledger.stopped(), None, "the node was not touched");
}
