//! A disk in memory with the durability of a real one: what was not flushed is gone after a power cut, whole or torn;
//! a name that was not flushed into its folder is gone with its file. It can die at a chosen call, half-way through.
//!
//! What is not [`Sync::Honest`] is a planted bug ([`crate::planted`]).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use store::{Disk, DiskLock, Published, Room, StoreError};

use crate::Dice;

/// How long a lying flush takes to be true.
const LATE_MS: u64 = 400;

/// What a flush means on this disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sync {
    /// When it answers, the bytes are durable.
    Honest,
    /// It answers at once, and the bytes are durable a little later.
    Late,
    /// Bytes are durable, the name of a new file is not.
    Nameless,
    /// What is written over is taken and not kept.
    Forgetful,
}

/// What a power cut leaves of bytes that were never flushed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// Nothing.
    Clean,
    /// The first so many, as the drive happened to write them.
    Torn,
}

#[derive(Debug, Default)]
struct File {
    durable: Vec<u8>,
    written: Vec<u8>,
    is_named: bool,
}

#[derive(Debug)]
struct State {
    files: BTreeMap<String, File>,
    locked: BTreeSet<String>,
    sync: Sync,
    late: Vec<(u64, String, usize)>,
    now_ms: u64,
    calls_left: Option<u64>,
    is_dead: bool,
    n_calls: u64,
    room: Room,
    dice: Dice,
}

/// What was durable on a disk at some instant: files by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image(BTreeMap<String, Vec<u8>>);

/// The disk of one node; it survives the node.
#[derive(Debug)]
pub struct SimDisk {
    state: Arc<Mutex<State>>,
}

impl SimDisk {
    /// An empty disk.
    #[must_use]
    pub fn new(sync: Sync, dice: Dice) -> Self {
        let state = State {
            files: BTreeMap::new(),
            locked: BTreeSet::new(),
            sync,
            late: Vec::new(),
            now_ms: 0,
            calls_left: None,
            is_dead: false,
            n_calls: 0,
            room: Room::AMPLE,
            dice,
        };
        Self { state: Arc::new(Mutex::new(state)) }
    }

    fn lock_state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets simulated time pass: late flushes become true.
    pub fn settle(&self, now_ms: u64) {
        let mut state = self.lock_state();
        state.now_ms = now_ms;
        let late = std::mem::take(&mut state.late);
        for (due, name, len) in late {
            if due > now_ms {
                state.late.push((due, name, len));
            } else if let Some(file) = state.files.get_mut(&name) {
                file.durable = file.written.get(..len).unwrap_or(&file.written).to_vec();
            }
        }
    }

    /// The disk dies at its `calls`-th writing call from now.
    pub fn die_after(&self, calls: u64) {
        self.lock_state().calls_left = Some(calls.max(1));
    }

    /// From now on so much is left of the file system. Writing takes nothing of it.
    pub fn set_room(&self, room: Room) {
        self.lock_state().room = room;
    }

    /// Whether it died and its node must be taken down.
    #[must_use]
    pub fn is_dead(&self) -> bool {
        self.lock_state().is_dead
    }

    /// Writing calls so far.
    #[must_use]
    pub fn n_calls(&self) -> u64 {
        self.lock_state().n_calls
    }

    /// A copy of what is durable.
    #[must_use]
    pub fn image(&self) -> Image {
        let state = self.lock_state();
        let named = state.files.iter().filter(|(_, file)| file.is_named);
        Image(named.map(|(name, file)| (name.clone(), file.durable.clone())).collect())
    }

    /// Puts a copy in the place of everything; nobody may hold the disk meanwhile.
    pub fn put_back(&self, image: Image) {
        let mut state = self.lock_state();
        state.late.clear();
        let file = |bytes: Vec<u8>| File { durable: bytes.clone(), written: bytes, is_named: true };
        state.files = image.0.into_iter().map(|(name, bytes)| (name, file(bytes))).collect();
    }

    /// A power cut, and power again: only what is durable is left, and nobody holds a lock.
    pub fn power_cut(&self, loss: Loss) {
        let mut state = self.lock_state();
        state.late.clear();
        state.locked.clear();
        state.calls_left = None;
        state.is_dead = false;
        let State { files, dice, .. } = &mut *state;
        files.retain(|_, file| file.is_named);
        for file in files.values_mut() {
            let tail = file.written.strip_prefix(file.durable.as_slice()).unwrap_or_default();
            let kept = match loss {
                Loss::Clean => 0,
                Loss::Torn => dice.below(tail.len() as u64),
            };
            let kept = tail.get(..usize::try_from(kept).unwrap_or(0)).unwrap_or_default().to_vec();
            file.durable.extend(kept);
            file.written = file.durable.clone();
        }
    }
}

impl State {
    /// Counts a writing call. `Ok(false)`: this is the call at which the disk dies.
    fn call(&mut self) -> Result<bool, StoreError> {
        if self.is_dead {
            return Err(StoreError::Poisoned);
        }
        self.n_calls = self.n_calls.saturating_add(1);
        if let Some(left) = &mut self.calls_left {
            *left = left.saturating_sub(1);
            self.is_dead = *left == 0;
        }
        Ok(!self.is_dead)
    }

    fn file(&mut self, name: &str) -> Result<&mut File, StoreError> {
        let missing = || StoreError::Io { what: "opening a file: it is not there".to_owned() };
        self.files.get_mut(name).ok_or_else(missing)
    }

    /// Some first part of bytes whose writing was cut short.
    fn part<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        let n = usize::try_from(self.dice.below(bytes.len() as u64)).unwrap_or(0);
        bytes.get(..n).unwrap_or_default()
    }
}

impl Disk for SimDisk {
    fn read(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.lock_state().files.get(name).map(|file| file.written.clone()))
    }

    fn append(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let mut state = self.lock_state();
        let lives = state.call()?;
        let bytes = if lives { bytes } else { state.part(bytes) };
        state.files.entry(name.to_owned()).or_default().written.extend_from_slice(bytes);
        if lives { Ok(()) } else { Err(StoreError::Poisoned) }
    }

    fn truncate(&self, name: &str, len: u64) -> Result<(), StoreError> {
        let mut state = self.lock_state();
        if !state.call()? {
            return Err(StoreError::Poisoned);
        }
        state.file(name)?.written.truncate(usize::try_from(len).unwrap_or(usize::MAX));
        Ok(())
    }

    fn sync(&self, name: &str) -> Result<(), StoreError> {
        let mut state = self.lock_state();
        if !state.call()? {
            return Err(StoreError::Poisoned);
        }
        match state.sync {
            Sync::Honest | Sync::Nameless | Sync::Forgetful => {
                let file = state.file(name)?;
                file.durable = file.written.clone();
            }
            Sync::Late => {
                let due = state.now_ms.saturating_add(LATE_MS);
                let len = state.file(name)?.written.len();
                state.late.push((due, name.to_owned(), len));
            }
        }
        Ok(())
    }

    fn sync_dir(&self, name: &str) -> Result<(), StoreError> {
        let mut state = self.lock_state();
        if !state.call()? {
            return Err(StoreError::Poisoned);
        }
        if state.sync == Sync::Nameless {
            return Ok(());
        }
        let folder = |name: &str| name.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let wanted = folder(name);
        for (name, file) in &mut state.files {
            file.is_named |= folder(name) == wanted;
        }
        Ok(())
    }

    fn publish(&self, name: &str, bytes: &[u8]) -> Result<Published, StoreError> {
        let mut state = self.lock_state();
        if !state.call()? {
            return Err(StoreError::Poisoned);
        }
        match state.files.get(name) {
            Some(file) if file.written == bytes => Ok(Published::Same),
            Some(_) => Err(StoreError::Corrupt {
                what: format!("file `{name}` is published with other bytes"),
            }),
            None => {
                let file =
                    File { durable: bytes.to_vec(), written: bytes.to_vec(), is_named: true };
                state.files.insert(name.to_owned(), file);
                Ok(Published::New)
            }
        }
    }

    fn overwrite_at(&self, name: &str, offset: u64, bytes: &[u8]) -> Result<(), StoreError> {
        let mut state = self.lock_state();
        let lives = state.call()?;
        if state.sync == Sync::Forgetful {
            return if lives { Ok(()) } else { Err(StoreError::Poisoned) };
        }
        let bytes = if lives { bytes } else { state.part(bytes) };
        let at = usize::try_from(offset).unwrap_or(usize::MAX);
        let file = state.file(name)?;
        let place = file.written.get_mut(at..at.saturating_add(bytes.len()));
        let place = place.ok_or_else(|| StoreError::Corrupt {
            what: format!("file `{name}` is shorter than what is written into it"),
        })?;
        place.copy_from_slice(bytes);
        file.durable = file.written.clone();
        if lives { Ok(()) } else { Err(StoreError::Poisoned) }
    }

    fn lock(&self, name: &str) -> Result<Box<dyn DiskLock>, StoreError> {
        if !self.lock_state().locked.insert(name.to_owned()) {
            return Err(StoreError::Busy);
        }
        Ok(Box::new(Held { state: self.state.clone(), name: name.to_owned() }))
    }

    fn room(&self) -> Result<Room, StoreError> {
        Ok(self.lock_state().room)
    }
}

#[derive(Debug)]
struct Held {
    state: Arc<Mutex<State>>,
    name: String,
}

impl DiskLock for Held {}

impl Drop for Held {
    fn drop(&mut self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).locked.remove(&self.name);
    }
}

#[cfg(test)]
mod tests;
