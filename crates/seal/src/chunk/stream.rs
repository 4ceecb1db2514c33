//! A whole message from front to back in constant memory: one chunk is held, the caller drains the output.

use super::{
    Aead, Aes256Gcm, CHUNK_BYTES, ChunkError, Opener, SEALED_CHUNK_BYTES, Sealer, TAG_BYTES,
};

/// Encrypts plaintext that comes in pieces of any size.
#[expect(missing_debug_implementations, reason = "a secret must not reach a log")]
pub struct SealStream<A: Aead = Aes256Gcm> {
    sealer: Sealer<A>,
    held: zeroize::Zeroizing<Vec<u8>>,
    chunk: u64,
    is_started: bool,
}

impl<A: Aead> Sealer<A> {
    /// Starts at the first byte of the message.
    #[must_use]
    pub fn into_stream(self) -> SealStream<A> {
        let held = zeroize::Zeroizing::new(Vec::with_capacity(CHUNK_BYTES));
        SealStream { sealer: self, held, chunk: 0, is_started: false }
    }
}

impl<A: Aead> SealStream<A> {
    /// Appends to `out` what these bytes complete: at most their length, one header and one tag per 16 KiB.
    ///
    /// # Errors
    /// [`ChunkError::TooLong`].
    pub fn push(&mut self, mut plain: &[u8], out: &mut Vec<u8>) -> Result<(), ChunkError> {
        self.start(out);
        while !plain.is_empty() {
            let missing = CHUNK_BYTES - self.held.len();
            let (now, later) = plain.split_at(missing.min(plain.len()));
            if now.len() == CHUNK_BYTES {
                self.sealer.seal_chunk(self.chunk, now, out)?;
                self.chunk += 1;
            } else {
                self.held.extend_from_slice(now);
                if self.held.len() == CHUNK_BYTES {
                    self.sealer.seal_chunk(self.chunk, &self.held, out)?;
                    self.held.clear();
                    self.chunk += 1;
                }
            }
            plain = later;
        }
        Ok(())
    }

    /// Appends the last chunk, the end mark.
    ///
    /// # Errors
    /// [`ChunkError::TooLong`].
    pub fn finish(mut self, out: &mut Vec<u8>) -> Result<(), ChunkError> {
        self.start(out);
        self.sealer.seal_chunk(self.chunk, &self.held, out)
    }

    fn start(&mut self, out: &mut Vec<u8>) {
        if !self.is_started {
            out.extend_from_slice(self.sealer.header());
            self.is_started = true;
        }
    }
}

/// Decrypts the bytes behind the header, in pieces of any size.
#[expect(missing_debug_implementations, reason = "a secret must not reach a log")]
pub struct OpenStream<A: Aead = Aes256Gcm> {
    opener: Opener<A>,
    held: Vec<u8>,
    chunk: u64,
}

impl<A: Aead> Opener<A> {
    /// Starts at the first byte behind the header.
    #[must_use]
    pub fn into_stream(self) -> OpenStream<A> {
        OpenStream { opener: self, held: Vec::with_capacity(SEALED_CHUNK_BYTES), chunk: 0 }
    }
}

impl<A: Aead> OpenStream<A> {
    /// Appends to `out` the plaintext of every chunk that these bytes complete.
    ///
    /// # Errors
    /// [`ChunkError::ChunkNotAuthentic`]: what was released before is authentic, but the message is not.
    pub fn push(&mut self, mut sealed: &[u8], out: &mut Vec<u8>) -> Result<(), ChunkError> {
        while !sealed.is_empty() {
            let missing = SEALED_CHUNK_BYTES - self.held.len();
            let (now, later) = sealed.split_at(missing.min(sealed.len()));
            if now.len() == SEALED_CHUNK_BYTES {
                self.opener.open_chunk(self.chunk, now, out)?;
                self.chunk += 1;
            } else {
                self.held.extend_from_slice(now);
                if self.held.len() == SEALED_CHUNK_BYTES {
                    self.opener.open_chunk(self.chunk, &self.held, out)?;
                    self.held.clear();
                    self.chunk += 1;
                }
            }
            sealed = later;
        }
        Ok(())
    }

    /// Appends the plaintext of the last chunk. Only now is the length of the plaintext known to be true.
    ///
    /// # Errors
    /// [`ChunkError::Truncated`], [`ChunkError::LengthInvalid`], [`ChunkError::ChunkNotAuthentic`].
    pub fn finish(self, out: &mut Vec<u8>) -> Result<(), ChunkError> {
        match self.held.len() {
            0 => Err(ChunkError::Truncated),
            1..TAG_BYTES => Err(ChunkError::LengthInvalid),
            _ => self.opener.open_chunk(self.chunk, &self.held, out),
        }
    }
}
