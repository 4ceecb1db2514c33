//! More than one place for ciphertext: what is written lies in every one of them, what is destroyed is gone from every
//! one, and what one of them lost comes back from another (`scrub`).
//!
//! ```toml
//! [[replica]]
//! name = "second"
//! dir = "/mnt/second/evidence"
//! ```
//! The folder of a disk that is not mounted looks like an empty one. So a replica bears a mark with an id that the database
//! knows, made when the node first sees it; without it the replica cannot be reached, and then no evidence is taken in
//! and no erasure comes to its certificate. Not here: a second place for keys, and copies that somebody else makes.
//!
//! Not trusted: who holds a replica can lose or withhold ciphertext and see sizes and times, as who holds the first
//! place can; a reader finds every changed byte.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use seal::digest::hex_encode;
use serde::{Deserialize, Serialize};
use store::disk::flush;
use store::{Answer, BlobInfo, Blobs, ObjectBlobs, Put, StoreError};

use crate::act::{ActError, act};
use crate::ingest::CONTENT_FOLDER;
use crate::node::Node;
use crate::rows::view;

#[cfg(test)]
mod tests;

/// Most replicas of one node: each write waits for all of them.
pub const REPLICAS_MAX: usize = 4;
/// Longest name of a replica: it stands in certificates.
const NAME_CHARS_MAX: usize = 32;
/// The file that tells the folder of a replica from one that only looks like it.
const MARK: &str = "comity-replica";

/// A replica as the configuration names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplicaEntry {
    /// Its name, unique in the node.
    pub name: String,
    /// Its folder.
    pub dir: PathBuf,
}

/// The same as the file writes it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplicaFile {
    /// A short word: it stands in certificates and in the log.
    pub name: String,
    /// Its folder; a relative one begins where the file is.
    pub dir: PathBuf,
}

impl ReplicaEntry {
    /// Reads the replicas of a configuration.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn read(
        files: Vec<ReplicaFile>,
        base: &Path,
        data_dir: &Path,
    ) -> Result<Vec<Self>, String> {
        if files.len() > REPLICAS_MAX {
            return Err(format!("at most {REPLICAS_MAX} replicas can be named"));
        }
        let mut entries: Vec<Self> = Vec::new();
        for ReplicaFile { name, dir } in files {
            let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if name.is_empty() || name.len() > NAME_CHARS_MAX || !name.chars().all(is_word) {
                return Err(format!(
                    "a name has up to {NAME_CHARS_MAX} small letters, digits and hyphens, as `second`"
                ));
            }
            let dir = base.join(dir);
            if dir.starts_with(data_dir) {
                return Err(format!("the folder of `{name}` lies inside the data directory"));
            }
            let is_taken = |known: &Self| {
                known.name == name || known.dir.starts_with(&dir) || dir.starts_with(&known.dir)
            };
            if entries.iter().any(is_taken) {
                return Err(format!("`{name}` shares its name or its folder with another one"));
            }
            entries.push(Self { name, dir });
        }
        Ok(entries)
    }
}

/// One more place for ciphertext.
#[derive(Debug)]
pub struct Replica {
    /// Its name.
    pub name: String,
    dir: PathBuf,
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    /// What its mark must hold; none before the database was asked.
    mark: Option<String>,
    open: Option<Arc<ObjectBlobs>>,
}

impl Replica {
    /// A replica that nothing is known of yet.
    #[must_use]
    pub fn new(entry: &ReplicaEntry) -> Self {
        let (name, dir) = (entry.name.clone(), entry.dir.clone());
        Self { name, dir, known: Mutex::default() }
    }

    /// What lies there.
    ///
    /// # Errors
    /// If it cannot be reached, or the folder is not the one that this node has marked.
    pub fn blobs(&self) -> Result<Arc<ObjectBlobs>, StoreError> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mark = fs::read_to_string(self.dir.join(MARK)).ok();
        if known.mark.is_none() || mark != known.mark {
            known.open = None;
            return Err(self.away());
        }
        if let Some(open) = &known.open {
            return Ok(open.clone());
        }
        let open = ObjectBlobs::local(&self.dir)?;
        open.remove_staged()?;
        let open = Arc::new(open);
        known.open = Some(open.clone());
        Ok(open)
    }

    /// Whether it can be reached now.
    #[must_use]
    pub fn is_here(&self) -> bool {
        self.blobs().is_ok()
    }

    fn away(&self) -> StoreError {
        let name = &self.name;
        StoreError::Io {
            what: format!("reaching the replica `{name}`: its folder bears no mark of this node"),
        }
    }

    fn expect(&self, mark: String) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).mark = Some(mark);
    }

    /// Marks a folder that nobody has marked, and gives the mark that it bears: it is durable when this comes back. A node
    /// that ended before its database knew of it finds its own mark, which begins with `ours`.
    fn found(&self, ours: &str, id: &str) -> io::Result<String> {
        fs::create_dir_all(&self.dir)?;
        let path = self.dir.join(MARK);
        let mark = format!("{ours} {id}\n");
        match File::create_new(&path) {
            Ok(mut file) => {
                file.write_all(mark.as_bytes())?;
                flush(&file);
                flush(&File::open(&self.dir)?);
                Ok(mark)
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let found = fs::read_to_string(&path)?;
                let is_ours = found.strip_prefix(ours).is_some_and(|rest| rest.starts_with(' '));
                if is_ours { Ok(found) } else { Err(error) }
            }
            Err(error) => Err(error),
        }
    }
}

/// Where the mark of a replica is kept.
fn mark_key(replica: &Replica) -> String {
    format!("replica:{}", replica.name)
}

/// Learns the marks that the database knows; nothing is written. What has to be done before anybody is served, and where
/// the log has stopped, reaches these replicas.
///
/// # Errors
/// If the store fails.
pub async fn learn_known(node: &Node) -> Result<(), ActError> {
    for replica in node.replicas.iter() {
        if let Some(mark) = node.row::<String>(view::COUNTER, &mark_key(replica)).await? {
            replica.expect(mark);
        }
    }
    Ok(())
}

/// Learns the marks of all replicas, and marks those that this node sees for the first time. Returns whether there were
/// any: they may be older than the database, if that was put back.
///
/// # Errors
/// If a folder bears the mark of something else, or cannot be marked; if the store fails.
pub async fn learn(node: &Node) -> Result<bool, ActError> {
    let mut any = false;
    for replica in node.replicas.iter() {
        let key = mark_key(replica);
        if let Some(mark) = node.row::<String>(view::COUNTER, &key).await? {
            replica.expect(mark);
            continue;
        }
        let id = hex_encode(&node.random.array::<16>());
        // The first one: it stays where it is when the keys take turns.
        let key_of_node = hex_encode(node.signing.node.first().public().as_bytes());
        let ours = format!("{} {} {key_of_node}", node.config.node, replica.name);
        let mark = replica.found(&ours, &id).map_err(|error| {
            ActError::Shell(format!(
                "the folder of the replica `{}` cannot be marked ({error}); name an empty folder",
                replica.name
            ))
        })?;
        act!(node, "found_replica", None, |tx| {
            tx.put(view::COUNTER, &key, "", &mark);
            Ok(Vec::new())
        })
        .await?;
        replica.expect(mark);
        any = true;
    }
    Ok(any)
}

/// The first place and every other one, as one.
#[derive(Debug)]
pub struct Everywhere {
    first: Arc<dyn Blobs>,
    others: Arc<Vec<Replica>>,
}

impl Everywhere {
    /// These places.
    #[must_use]
    pub fn new(first: Arc<dyn Blobs>, others: Arc<Vec<Replica>>) -> Self {
        Self { first, others }
    }

    async fn put_all(&self, key: &str, bytes: Bytes) -> Result<Put, StoreError> {
        // Before anything is written: what one place does not take none has.
        let others = self.all_here()?;
        let put = self.first.put(key, bytes.clone()).await?;
        for other in others {
            other.put(key, bytes.clone()).await?;
        }
        Ok(put)
    }

    fn all_here(&self) -> Result<Vec<Arc<ObjectBlobs>>, StoreError> {
        self.others.iter().map(Replica::blobs).collect()
    }

    /// The bytes from the first place that has them as they were stored. What is stored under another name than its
    /// digest is believed, as where there is one place.
    async fn get_any(&self, key: &str) -> Result<Option<Bytes>, StoreError> {
        let found = self.first.get(key).await;
        if let Ok(Some(bytes)) = &found
            && is_sound(key, bytes)
        {
            return found;
        }
        for other in self.others.iter().filter_map(|other| other.blobs().ok()) {
            if let Ok(Some(bytes)) = other.get(key).await
                && is_sound(key, &bytes)
            {
                return Ok(Some(bytes));
            }
        }
        found
    }

    async fn range_any(&self, key: &str, range: Range<u64>) -> Result<Option<Bytes>, StoreError> {
        let found = self.first.get_range(key, range.clone()).await;
        if matches!(found, Ok(Some(_))) {
            return found;
        }
        for other in self.others.iter().filter_map(|other| other.blobs().ok()) {
            if let Ok(Some(bytes)) = other.get_range(key, range.clone()).await {
                return Ok(Some(bytes));
            }
        }
        found
    }

    async fn delete_all(&self, key: &str) -> Result<bool, StoreError> {
        let others = self.all_here()?;
        let mut was_there = self.first.delete(key).await?;
        for other in others {
            was_there |= other.delete(key).await?;
        }
        Ok(was_there)
    }

    async fn list_all(&self, prefix: &str) -> Result<Vec<BlobInfo>, StoreError> {
        let mut found = BTreeMap::new();
        for blob in self.first.list(prefix).await? {
            found.insert(blob.key, blob.n_bytes);
        }
        for other in self.all_here()? {
            for blob in other.list(prefix).await? {
                if !blob.key.starts_with(MARK) {
                    found.entry(blob.key).or_insert(blob.n_bytes);
                }
            }
        }
        Ok(found.into_iter().map(|(key, n_bytes)| BlobInfo { key, n_bytes }).collect())
    }
}

impl Blobs for Everywhere {
    fn put<'a>(&'a self, key: &'a str, bytes: Bytes) -> Answer<'a, Put> {
        Box::pin(self.put_all(key, bytes))
    }

    fn get<'a>(&'a self, key: &'a str) -> Answer<'a, Option<Bytes>> {
        Box::pin(self.get_any(key))
    }

    fn get_range<'a>(&'a self, key: &'a str, range: Range<u64>) -> Answer<'a, Option<Bytes>> {
        Box::pin(self.range_any(key, range))
    }

    fn exists<'a>(&'a self, key: &'a str) -> Answer<'a, bool> {
        self.first.exists(key)
    }

    fn delete<'a>(&'a self, key: &'a str) -> Answer<'a, bool> {
        Box::pin(self.delete_all(key))
    }

    fn list<'a>(&'a self, prefix: &'a str) -> Answer<'a, Vec<BlobInfo>> {
        Box::pin(self.list_all(prefix))
    }
}

/// Whether these bytes are what the name of a part says; other names say nothing.
#[must_use]
pub fn is_sound(key: &str, bytes: &[u8]) -> bool {
    let is_part = key.strip_prefix(CONTENT_FOLDER).is_some_and(|rest| rest.starts_with('/'));
    !is_part || key.ends_with(&hex_encode(blake3::hash(bytes).as_bytes()))
}

/// What became of one part in the places where it lies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Looked {
    /// Bytes that were read.
    pub n_bytes: u64,
    /// Copies that were missing or wrong and were put back.
    pub n_restored: u64,
    /// Whether a copy was there with other bytes, or the first place had none: that is damage and not a new replica.
    pub is_damaged: bool,
    /// From which place it was put back, where it was.
    pub from: Option<String>,
    /// Whether no place has it whole.
    pub is_lost: bool,
}

/// Reads a part wherever it lies, and puts it back where it is not what was stored.
///
/// # Errors
/// If a place cannot be read or written.
pub async fn look(node: &Node, key: &str) -> Result<Looked, StoreError> {
    let mut places: Vec<(String, Arc<dyn Blobs>)> =
        vec![("the first place".to_owned(), node.first_blobs.clone())];
    for replica in node.replicas.iter() {
        // One that is away is looked at when it is back: nothing of it is known to be wrong.
        if let Ok(blobs) = replica.blobs() {
            places.push((format!("the replica `{}`", replica.name), blobs));
        }
    }
    let (mut looked, mut whole, mut wrong) = (Looked::default(), None, Vec::new());
    for (n, (name, place)) in places.iter().enumerate() {
        let found = place.get(key).await?;
        looked.n_bytes =
            looked.n_bytes.saturating_add(found.as_ref().map_or(0, |bytes| bytes.len() as u64));
        match checked(node, key, found).await? {
            Copy::Whole(bytes) => {
                whole.get_or_insert((name.clone(), bytes));
            }
            Copy::Missing => {
                looked.is_damaged |= n == 0;
                wrong.push((place.clone(), false));
            }
            Copy::Wrong => {
                looked.is_damaged = true;
                wrong.push((place.clone(), true));
            }
        }
    }
    let Some((name, bytes)) = whole else {
        looked.is_lost = true;
        return Ok(looked);
    };
    for (place, is_there) in wrong {
        if is_there {
            place.delete(key).await?;
        }
        place.put(key, bytes.clone()).await?;
        looked.n_restored = looked.n_restored.saturating_add(1);
        looked.from = Some(name.clone());
    }
    Ok(looked)
}

/// A part in one place.
enum Copy {
    Missing,
    Whole(Bytes),
    Wrong,
}

async fn checked(node: &Node, key: &str, found: Option<Bytes>) -> Result<Copy, StoreError> {
    let Some(bytes) = found else { return Ok(Copy::Missing) };
    let (name, held) = (key.to_owned(), bytes.clone());
    let compare = move || is_sound(&name, &held);
    let is_sound = if node.runs_inline() {
        compare()
    } else {
        tokio::task::spawn_blocking(compare).await.map_err(|_| StoreError::Poisoned)?
    };
    Ok(if is_sound { Copy::Whole(bytes) } else { Copy::Wrong })
}
