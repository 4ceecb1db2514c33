//! The mirror protocol (C2SP tlog-mirror, untagged): what is uploaded, how it is judged, what is answered, how it is read.
//!
//! A mirror is a cosigner that promises more than a witness does: "I hold every entry of this tree and serve it". Its
//! pending checkpoint moves by the witness protocol and is not signed; entries come in packages, each with a proof that it
//! belongs under a pending checkpoint; the mirror's own checkpoint is raised and signed once all entries lie on disk.
//! Pure on both sides, like [`crate::witness`]: the shell brings what is held and stores what comes of it.
//!
//! Not trusted: whoever uploads. At most they bring entries that the log signed. Not trusted: one mirror, by whoever reads
//! it: every entry is hashed up to a root that the log signed.

use std::fmt;

use thiserror::Error;

use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::digest::{Digest, b64_decode, b64_encode, hmac_sha256};
use crate::merkle::{BadProof, PATH_MAX, SIZE_MAX, leaf_hash, root, verify_consistency};
use crate::note::{NAME_BYTES_MAX, NoteError, NoteLine, Vkey, check_name, clean, decimal};
use crate::tile::TILE_WIDTH;
use crate::witness::{Answer, Held, read_answer};

#[cfg(test)]
mod tests;

/// Packages of one request: 32 × 256 = 8,192 entries.
pub const PACKAGES_MAX: usize = 32;
/// Longest request that is read: one full package of the longest entries, 256 × (2 + 65,535) bytes, fits with its head.
pub const UPLOAD_BYTES_MAX: usize = 17 << 20;
/// Longest answer: the sizes and a ticket, or the lines of a cosignature.
pub const INFO_BYTES_MAX: usize = 128 << 10;
/// Pending checkpoints that a mirror remembers of one log; older ones live on in tickets.
pub const PENDING_MAX: usize = 8;
/// How many entries that are held already one request may bring again: what one request brings at most.
const HELD_AGAIN_MAX: u64 = 32 * 256;
/// What a ticket's code is over, besides the note.
const TICKET: &[u8] = b"comity-mirror-ticket/1\0";
/// Entries of a full package.
const WIDTH: u64 = TILE_WIDTH as u64;

/// Why an upload could not be read. The uploader's fault; the status is 400.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum UploadError {
    /// The head ends early, or the origin is no name of a log.
    #[error("upload does not begin with origin, start, end and ticket")]
    Head,
    /// A package ends early, or has more than 63 hashes.
    #[error("package is cut or has more than 63 hashes")]
    Package,
    /// The range runs backward or beyond the largest tree.
    #[error("upload is of no range of entries")]
    Range,
}

impl UploadError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Package => "package",
            Self::Range => "range",
        }
    }
}

/// "Here are entries `start` to `end` of this log, under its checkpoint of size `end`."
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Upload {
    /// The log.
    pub origin: String,
    /// First entry.
    pub start: u64,
    /// Behind the last entry; the size of the checkpoint that all proofs lead to.
    pub end: u64,
    /// What the mirror gave out for that checkpoint; empty if it gave nothing.
    pub ticket: Vec<u8>,
}

impl Upload {
    /// Reads the head of a request; the packages come out of what follows it.
    ///
    /// # Errors
    /// [`UploadError`]
    pub fn parse(bytes: &[u8]) -> Result<(Self, Packages<'_>), UploadError> {
        let (origin, rest) = counted(bytes).ok_or(UploadError::Head)?;
        let origin = str::from_utf8(origin).map_err(|_| UploadError::Head)?;
        check_name(origin).map_err(|_| UploadError::Head)?;
        let (start, rest) = rest.split_first_chunk().ok_or(UploadError::Head)?;
        let (end, rest) = rest.split_first_chunk().ok_or(UploadError::Head)?;
        let (ticket, rest) = counted(rest).ok_or(UploadError::Head)?;
        let (start, end) = (u64::from_be_bytes(*start), u64::from_be_bytes(*end));
        if start > end || end > SIZE_MAX {
            return Err(UploadError::Range);
        }
        let upload = Self { origin: origin.to_owned(), start, end, ticket: ticket.to_vec() };
        Ok((upload, Packages { rest, at: start, end, n_left: PACKAGES_MAX }))
    }

    /// The head of a request.
    ///
    /// # Errors
    /// [`UploadError::Head`] if origin or ticket is longer than its length field can say.
    pub fn head(&self) -> Result<Vec<u8>, UploadError> {
        let mut bytes = Vec::new();
        put_counted(&mut bytes, self.origin.as_bytes()).ok_or(UploadError::Head)?;
        bytes.extend_from_slice(&self.start.to_be_bytes());
        bytes.extend_from_slice(&self.end.to_be_bytes());
        put_counted(&mut bytes, &self.ticket).ok_or(UploadError::Head)?;
        Ok(bytes)
    }
}

/// The name of the log from the beginning of a request; none as long as more bytes must come to tell it. So whoever reads it
/// knows whose it is before there is anything to hold.
///
/// # Errors
/// [`UploadError::Head`] if it is no name of a log, or longer than any.
pub fn upload_origin(bytes: &[u8]) -> Result<Option<&str>, UploadError> {
    let Some((n_bytes, _)) = bytes.split_first_chunk::<2>() else { return Ok(None) };
    if usize::from(u16::from_be_bytes(*n_bytes)) > NAME_BYTES_MAX {
        return Err(UploadError::Head);
    }
    let Some((origin, _)) = counted(bytes) else { return Ok(None) };
    let origin = str::from_utf8(origin).map_err(|_| UploadError::Head)?;
    check_name(origin).map_err(|_| UploadError::Head)?;
    Ok(Some(origin))
}

/// Where the package that begins with entry `at` begins as a subtree, and where it ends.
#[must_use]
pub fn package_bounds(at: u64, end: u64) -> (u64, u64) {
    let first = at - at % WIDTH;
    (first, end.min(first.saturating_add(WIDTH)))
}

/// The packages of a request in their order, at most [`PACKAGES_MAX`]. Nothing comes after a package that is cut.
#[derive(Clone, Debug)]
pub struct Packages<'a> {
    rest: &'a [u8],
    at: u64,
    end: u64,
    n_left: usize,
}

impl<'a> Iterator for Packages<'a> {
    type Item = Result<Package<'a>, UploadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() || self.at >= self.end || self.n_left == 0 {
            return None;
        }
        let (first, end) = package_bounds(self.at, self.end);
        let Some((package, rest)) = Package::read(self.rest, first, self.at, end) else {
            self.rest = &[];
            return Some(Err(UploadError::Package));
        };
        (self.rest, self.at, self.n_left) = (rest, end, self.n_left - 1);
        Some(Ok(package))
    }
}

/// Neighboring entries with the proof that they stand in the tree.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Package<'a> {
    /// Where the subtree begins that the proof is about: the first entry, rounded down to 256.
    pub first: u64,
    /// First entry.
    pub start: u64,
    /// The entries.
    pub entries: Vec<&'a [u8]>,
    /// From the subtree to the root of the checkpoint.
    pub proof: Vec<Digest>,
}

impl<'a> Package<'a> {
    fn read(bytes: &'a [u8], first: u64, start: u64, end: u64) -> Option<(Self, &'a [u8])> {
        let mut rest = bytes;
        // At most 256: no more is allocated than a full package has.
        let mut entries = Vec::with_capacity(usize::try_from(end - start).ok()?);
        for _ in start..end {
            let (entry, behind) = counted(rest)?;
            entries.push(entry);
            rest = behind;
        }
        let ([n_hashes], mut rest) = rest.split_first_chunk()?;
        if usize::from(*n_hashes) > PATH_MAX {
            return None;
        }
        let mut proof = Vec::with_capacity(usize::from(*n_hashes));
        for _ in 0..*n_hashes {
            let (hash, behind) = rest.split_first_chunk()?;
            proof.push(Digest(*hash));
            rest = behind;
        }
        Some((Self { first, start, entries, proof }, rest))
    }

    /// Behind its last entry.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.start.saturating_add(self.entries.len() as u64)
    }

    /// The hashes of its entries, if they stand in the tree of `under`. `before` are the leaf hashes from the beginning of
    /// the subtree to the first entry, which whoever checks holds already.
    ///
    /// # Errors
    /// Why they do not stand there.
    pub fn check(&self, before: &[Digest], under: &Held) -> Result<Vec<Digest>, BadProof> {
        let hashes: Vec<Digest> = self.entries.iter().map(|entry| leaf_hash(entry)).collect();
        let part = root(&[before, &hashes].concat());
        let (first, end) = (self.first, self.end());
        verify_consistency(first, end, under.size, &self.proof, &part, &under.root)?;
        Ok(hashes)
    }

    /// Appends a package to a request.
    ///
    /// # Errors
    /// [`UploadError::Package`] if an entry or the proof is longer than its length field can say.
    pub fn write(
        bytes: &mut Vec<u8>,
        entries: &[&[u8]],
        proof: &[Digest],
    ) -> Result<(), UploadError> {
        for entry in entries {
            put_counted(bytes, entry).ok_or(UploadError::Package)?;
        }
        let n_hashes = u8::try_from(proof.len()).ok().filter(|n| usize::from(*n) <= PATH_MAX);
        bytes.push(n_hashes.ok_or(UploadError::Package)?);
        proof.iter().for_each(|hash| bytes.extend_from_slice(&hash.0));
        Ok(())
    }
}

fn counted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}

fn put_counted(bytes: &mut Vec<u8>, part: &[u8]) -> Option<()> {
    bytes.extend_from_slice(&u16::try_from(part.len()).ok()?.to_be_bytes());
    bytes.extend_from_slice(part);
    Some(())
}

/// What a mirror holds of one log.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MirrorState {
    /// The complete tree that it signed for.
    pub mirror: Option<Held>,
    /// Checkpoints under which entries may come, the smallest first.
    pub pending: Vec<Held>,
    /// The first entry that it does not hold.
    pub next: u64,
}

/// Why entries are not taken.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum UploadRefusal {
    /// Another range is wanted: the answer says which. Status 409.
    Conflict,
    /// No checkpoint of this log was ever shown. Status 422.
    NeverPending,
}

/// Under which checkpoint the entries of an upload are checked. `ticketed` is what its ticket stands for, if the ticket is
/// one of this mirror and of this log.
///
/// # Errors
/// [`UploadRefusal`]
pub fn admit(
    upload: &Upload,
    state: &MirrorState,
    ticketed: Option<Held>,
) -> Result<Held, UploadRefusal> {
    if state.pending.is_empty() && state.mirror.is_none() {
        return Err(UploadRefusal::NeverPending);
    }
    let known = state.pending.iter().chain(&state.mirror).chain(&ticketed);
    let target = known.copied().find(|held| held.size == upload.end);
    let target = target.ok_or(UploadRefusal::Conflict)?;
    let is_behind = state.mirror.is_some_and(|mirror| upload.end < mirror.size);
    let is_ahead = upload.start > state.next;
    let is_again = state.next.min(upload.end) - upload.start.min(state.next) > HELD_AGAIN_MAX;
    if is_behind || is_ahead || is_again { Err(UploadRefusal::Conflict) } else { Ok(target) }
}

/// What the uploader should send next: the body of 202 and 409.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Info {
    /// A pending checkpoint's size.
    pub size: u64,
    /// The first entry that is not held.
    pub next: u64,
    /// To be sent back as it is.
    pub ticket: Vec<u8>,
}

impl Info {
    /// Its media type.
    pub const MEDIA_TYPE: &'static str = "text/x.tlog.mirror-info";

    /// Reads the three lines.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        if bytes.len() > INFO_BYTES_MAX {
            return None;
        }
        let mut lines = clean(bytes).ok()?.strip_suffix('\n')?.split('\n');
        let size = lines.next().and_then(decimal)?;
        let next = lines.next().and_then(decimal)?;
        let ticket = b64_decode(lines.next()?).ok()?;
        lines.next().is_none().then_some(Self { size, next, ticket })
    }
}

impl fmt::Display for Info {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.size, self.next, b64_encode(&self.ticket))
    }
}

/// A ticket for a pending checkpoint: a code under the mirror's own key, and the note. Nobody else can make one.
#[must_use]
pub fn ticket(key: &[u8; 32], note: &str) -> Vec<u8> {
    let code = hmac_sha256(key, &[TICKET, note.as_bytes()]);
    [&code, note.as_bytes()].concat()
}

/// The checkpoint that a ticket stands for; none if this mirror did not make it.
#[must_use]
pub fn read_ticket(key: &[u8; 32], ticket: &[u8]) -> Option<SignedCheckpoint> {
    let (code, note) = ticket.split_first_chunk::<32>()?;
    let right = hmac_sha256(key, &[TICKET, note]);
    // Every byte is looked at, so that the time it takes says nothing about the code.
    let differs = code.iter().zip(right).fold(0, |differs, (a, b)| differs | (a ^ b));
    (differs == 0).then(|| SignedCheckpoint::parse(note).ok())?
}

/// What an answer to an upload means to the uploader.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum UploadAnswer {
    /// A line of a known key fails, or the body is not what the status says.
    Bad(NoteError),
    /// Verified lines of the mirror: it holds everything under that checkpoint.
    Done(Vec<NoteLine>),
    /// Send these entries next.
    Go(Info),
    /// Ask again later.
    Later,
    /// It refuses for good: an operator must look.
    Refused {
        /// Its status.
        status: u16,
    },
}

/// Reads the answer to an upload under the checkpoint `sent`.
#[must_use]
pub fn read_upload_answer(
    sent: &Checkpoint,
    status: u16,
    body: &[u8],
    mirror_keys: &[Vkey],
) -> UploadAnswer {
    match status {
        200 => match read_answer(sent.size(), sent, 200, body, mirror_keys) {
            Answer::Cosigned(lines) => UploadAnswer::Done(lines),
            Answer::Bad(error) => UploadAnswer::Bad(error),
            Answer::Ahead { .. }
            | Answer::Inconsistent
            | Answer::Later
            | Answer::Refused { .. }
            | Answer::RetryFrom { .. } => UploadAnswer::Bad(NoteError::Shape),
        },
        202 | 409 => match Info::parse(body) {
            Some(info) => UploadAnswer::Go(info),
            None => UploadAnswer::Bad(NoteError::Shape),
        },
        429 | 500..=599 => UploadAnswer::Later,
        _ => UploadAnswer::Refused { status },
    }
}
