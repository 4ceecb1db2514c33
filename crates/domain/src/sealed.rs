//! A reference to content that is kept elsewhere under a key of its own.
//!
//! Events and leaves hold this instead of personal data; destroying the key destroys the content
//! and leaves every proof intact. Bytes and keys are `seal`'s; here is only the name of both.

use std::fmt;
use std::marker::PhantomData;

/// A `T` that lies sealed in the node's store.
pub struct Sealed<T> {
    key: [u8; 16],
    digest: [u8; 32],
    content: PhantomData<fn() -> T>,
}

impl<T> Sealed<T> {
    /// Refers to sealed bytes with this digest, which the key with this id opens.
    #[must_use]
    pub const fn new(key: [u8; 16], digest: [u8; 32]) -> Self {
        Self { key, digest, content: PhantomData }
    }

    /// The id of the key.
    #[must_use]
    pub const fn key(&self) -> &[u8; 16] {
        &self.key
    }

    /// SHA-256 of the sealed bytes, never of the content: a digest of the content would name it.
    #[must_use]
    pub const fn digest(&self) -> &[u8; 32] {
        &self.digest
    }
}

impl<T> fmt::Debug for Sealed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed(..)")
    }
}

impl<T> Clone for Sealed<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Sealed<T> {}

impl<T> PartialEq for Sealed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key && self.digest == other.digest
    }
}

impl<T> Eq for Sealed<T> {}
