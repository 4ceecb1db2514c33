//! A backup of the whole node from before an erasure that is put back (CU-E7).

use super::*;
use crate::backup::restore::{KeysFrom, restore};

/// CU-E7: everything that a backup of a node holds, ciphertext and all, but not the head register.
#[tokio::test]
async fn a_copy_from_before_an_erasure_revives_nothing_and_what_came_back_is_destroyed_before_anybody_is_served()
 {
    // With the key store as it is now, and with one that was put back too.
    for with_keys in [false, true] {
        let kept = Kept::make().await;
        let folder = kept.court.config.parent().unwrap().to_owned();
        let Kept { court, node, case, exhibits } = kept;
        drop(node);
        let copy = tempfile::tempdir().unwrap();
        copy_all(&folder, copy.path());
        let node = open(&court.config).await;
        let kept = Kept { court, node, case, exhibits };
        kept.ordered().await;
        run_once(&kept.node).await.unwrap();
        assert_eq!(kept.n_blobs().await, 1);
        let Kept { court, node, case, exhibits } = kept;
        drop(node);
        let keys = ["keys.db", "keys.db-wal", "keys.db-shm"];
        let now = keys.map(|name| (name, fs::read(folder.join(name)).ok()));
        fs::remove_dir_all(&folder).unwrap();
        fs::create_dir(&folder).unwrap();
        copy_all(copy.path(), &folder);
        if !with_keys {
            for (name, bytes) in now {
                drop(fs::remove_file(folder.join(name)));
                if let Some(bytes) = bytes {
                    fs::write(folder.join(name), bytes).unwrap();
                }
            }
        }
        // The log has stopped, because more was signed than is here; the erasure is not in it.
        let (node, _) = serve::open(Config::read(&court.config).unwrap()).await.unwrap();
        assert_eq!(node.blobs.list("ct").await.unwrap().len(), 2);
        serve::start(&node).await.unwrap();
        assert!(node.ledger.stopped().is_some());
        let kept = Kept { court, node, case, exhibits };
        assert_eq!(kept.node.keys.n_deks_alive(exhibits[0]).await.unwrap(), 0);
        assert_eq!(kept.node.keys.n_deks_alive(exhibits[1]).await.unwrap(), 1);
        assert_eq!(kept.n_blobs().await, 1);
        assert_eq!(replay(&kept.node).await.unwrap(), 0);
    }
}

/// The same by the commands of the operator, with the keys as they are and with those of a backup from before.
#[tokio::test]
async fn a_node_restored_from_a_backup_of_before_an_erasure_revives_nothing() {
    const PASSPHRASE: &str = "a passphrase of the test";
    for with_keys in [false, true] {
        let kept = Kept::make().await;
        let room = tempfile::tempdir().unwrap();
        let [set, keys, old] = ["set", "keys", "old"].map(|name| room.path().join(name));
        crate::backup::make(&kept.court.config, &set).await.unwrap();
        crate::backup::keys::make(&kept.court.config, &keys, PASSPHRASE).await.unwrap();
        kept.ordered().await;
        run_once(&kept.node).await.unwrap();
        let net = kept.node.roster().net;
        let Kept { court, node, case, exhibits } = kept;
        drop(node);
        let folder = court.config.parent().unwrap();
        fs::rename(folder, &old).unwrap();
        let keys = if with_keys {
            KeysFrom::File(keys, PASSPHRASE.to_owned())
        } else {
            KeysFrom::Folder(old)
        };
        restore(&set, folder, net, &keys).await.unwrap();
        let node = open(&court.config).await;
        assert!(node.ledger.stopped().is_some());
        let kept = Kept { court, node, case, exhibits };
        assert_eq!(kept.node.keys.n_deks_alive(exhibits[0]).await.unwrap(), 0);
        assert_eq!(kept.node.keys.n_deks_alive(exhibits[1]).await.unwrap(), 1);
        assert_eq!(kept.n_blobs().await, 1);
    }
}

fn copy_all(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let (from, to) = {
            let entry = entry.unwrap();
            (entry.path(), to.join(entry.file_name()))
        };
        if from.is_dir() {
            fs::create_dir(&to).unwrap();
            copy_all(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}
