//! How much a node works on at once, and what it says beyond (`docs/spec/space.md`, section 2).
//!
//! A request that finds no place is told at once to come again: nothing of it is read, so nothing of it is kept. Waiting would
//! only make a longer queue of people who have gone. Evidence has places of its own, so that a page does not wait for a disk
//! image and a letter not for a chunk. What one peer may have at once is counted beside this, in `peer::intake`.
//!
//! Not trusted: whoever asks. At most they take all places of their kind for as long as a body may take.

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

/// The places.
#[derive(Debug)]
pub struct Crowd {
    pages: Semaphore,
    uploads: Semaphore,
    letters: Semaphore,
    chunks: Semaphore,
}

impl Default for Crowd {
    fn default() -> Self {
        Self {
            pages: Semaphore::new(PAGES_MAX),
            uploads: Semaphore::new(UPLOADS_MAX),
            letters: Semaphore::new(LETTERS_MAX),
            chunks: Semaphore::new(CHUNKS_MAX),
        }
    }
}

impl Crowd {
    /// So many places for pages and for evidence.
    #[cfg(test)]
    pub(crate) fn of_people(n_pages: usize, n_uploads: usize) -> Self {
        let (pages, uploads) = (Semaphore::new(n_pages), Semaphore::new(n_uploads));
        Self { pages, uploads, ..Self::default() }
    }

    /// A place, if there is one now. It is free again when the answer is made.
    #[must_use]
    pub fn enter(&self, with: With) -> Option<SemaphorePermit<'_>> {
        let places = match with {
            With::Chunk => &self.chunks,
            With::Letter => &self.letters,
            With::Page => &self.pages,
            With::Upload => &self.uploads,
        };
        places.try_acquire().ok()
    }
}
