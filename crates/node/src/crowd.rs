//! How much a node works on at once, and what it says beyond (`docs/spec/space.md`, section 2).
//!
//! A request that finds no place is told at once to come again: nothing of it is read, so nothing of it is kept. Waiting would
//! only make a longer queue of people who have gone. Evidence has places of its own, so that a page does not wait for a disk
//! image and a letter not for a chunk. What one peer may have at once is counted beside this, in `peer::intake`.
//!
//! Not trusted: whoever asks. At most they take all places of their kind for as long as a body may take.

use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{Semaphore, SemaphorePermit};

/// Pages and forms of people.
pub const PAGES_MAX: usize = 128;
/// Files and parts that people bring: each needs up to 64 MiB.
pub const UPLOADS_MAX: usize = 16;
/// Letters and questions of all peers together.
pub const LETTERS_MAX: usize = 256;
/// Chunks of all peers together.
pub const CHUNKS_MAX: usize = 64;
/// Seconds after which somebody without a place asks again.
pub const AGAIN_AFTER_S: u32 = 2;

/// What somebody comes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum With {
    /// A chunk of a peer.
    Chunk,
    /// Anything else of a peer.
    Letter,
    /// A page or a form.
    Page,
    /// Evidence.
    Upload,
}

impl With {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Chunk, Self::Letter, Self::Page, Self::Upload];

    /// In one word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Chunk => "chunk",
            Self::Letter => "letter",
            Self::Page => "page",
            Self::Upload => "upload",
        }
    }
}

/// How many are inside, and how many were told to come again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Busy {
    /// Who has a place now.
    pub n_inside: u64,
    /// Places.
    pub n_places: u64,
    /// Who found none since the node was opened.
    pub n_refused: u64,
}

/// Places of one kind.
#[derive(Debug)]
struct Places {
    all: usize,
    free: Semaphore,
    n_refused: AtomicU64,
}

impl Places {
    fn new(all: usize) -> Self {
        Self { all, free: Semaphore::new(all), n_refused: AtomicU64::new(0) }
    }

    /// Whoever waits for all places is given each that becomes free, so that nobody else finds one meanwhile.
    async fn close(&self) {
        let all = u32::try_from(self.all).unwrap_or(u32::MAX);
        // The semaphore itself is never closed.
        if let Ok(taken) = self.free.acquire_many(all).await {
            taken.forget();
        }
    }
}

/// The places.
#[derive(Debug)]
pub struct Crowd {
    pages: Places,
    uploads: Places,
    letters: Places,
    chunks: Places,
}

impl Default for Crowd {
    fn default() -> Self {
        Self {
            pages: Places::new(PAGES_MAX),
            uploads: Places::new(UPLOADS_MAX),
            letters: Places::new(LETTERS_MAX),
            chunks: Places::new(CHUNKS_MAX),
        }
    }
}

impl Crowd {
    /// So many places for pages and for evidence.
    #[cfg(test)]
    pub(crate) fn of_people(n_pages: usize, n_uploads: usize) -> Self {
        let (pages, uploads) = (Places::new(n_pages), Places::new(n_uploads));
        Self { pages, uploads, ..Self::default() }
    }

    /// A place, if there is one now. It is free again when the answer is made.
    #[must_use]
    pub fn enter(&self, with: With) -> Option<SemaphorePermit<'_>> {
        let places = self.places(with);
        let place = places.free.try_acquire().ok();
        if place.is_none() {
            places.n_refused.fetch_add(1, Ordering::Relaxed);
        }
        place
    }

    /// How many are inside.
    #[must_use]
    pub fn busy(&self, with: With) -> Busy {
        let places = self.places(with);
        Busy {
            n_inside: places.all.saturating_sub(places.free.available_permits()) as u64,
            n_places: places.all as u64,
            n_refused: places.n_refused.load(Ordering::Relaxed),
        }
    }

    /// Lets nobody in any more, and returns when everybody is out. Who comes meanwhile is told to come again.
    pub async fn close(&self) {
        let [chunks, letters, pages, uploads] = With::ALL.map(|with| self.places(with).close());
        tokio::join!(chunks, letters, pages, uploads);
    }

    const fn places(&self, with: With) -> &Places {
        match with {
            With::Chunk => &self.chunks,
            With::Letter => &self.letters,
            With::Page => &self.pages,
            With::Upload => &self.uploads,
        }
    }
}
