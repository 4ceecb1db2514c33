//! The asker's side: what a witness answered, and which of its lines may be kept.

use super::{LINES_MAX, NOTE_BYTES_MAX, NoteError, NoteLine, Vkey, clean, decimal};
use crate::checkpoint::Checkpoint;

/// What a witness's answer means to the asker.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Answer {
    /// The witness has seen more of this log than we hold: we may have been rolled back. Sign nothing more.
    Ahead {
        /// The size it saw.
        size: u64,
    },
    /// A line of a known key fails, or the body is no lines at all. Keep nothing of it, raise an alarm.
    Bad(NoteError),
    /// Verified lines of known keys; lines of unknown keys are left out.
    Cosigned(Vec<NoteLine>),
    /// The witness holds that our checkpoint contradicts what it cosigned.
    Inconsistent,
    /// Ask again later.
    Later,
    /// The witness does not know the log, or not its key, or could not read us: an operator must look.
    Refused {
        /// Its status.
        status: u16,
    },
    /// Ask once more, with a proof from this size.
    RetryFrom {
        /// The size it cosigned last.
        size: u64,
    },
}

/// Reads the answer to a request that asked `sent` to be cosigned, with a proof from `old`.
#[must_use]
pub fn read_answer(
    old: u64,
    sent: &Checkpoint,
    status: u16,
    body: &[u8],
    witness_keys: &[Vkey],
) -> Answer {
    match status {
        200 => match known_lines(sent, body, witness_keys) {
            Ok(lines) => Answer::Cosigned(lines),
            Err(error) => Answer::Bad(error),
        },
        409 => match read_size(body) {
            Some(size) if size > sent.size() => Answer::Ahead { size },
            // Older witnesses answer so when the size is the same and the root is not.
            Some(size) if size == old => Answer::Inconsistent,
            Some(size) => Answer::RetryFrom { size },
            None => Answer::Bad(NoteError::Line),
        },
        422 => Answer::Inconsistent,
        429 | 500..=599 => Answer::Later,
        _ => Answer::Refused { status },
    }
}

/// Reads signature lines, each ended by a line feed.
pub fn read_lines(body: &[u8]) -> Result<Vec<NoteLine>, NoteError> {
    if body.len() > NOTE_BYTES_MAX {
        return Err(NoteError::TooLong);
    }
    let lines = clean(body)?.strip_suffix('\n').ok_or(NoteError::Shape)?;
    if lines.split('\n').count() > LINES_MAX {
        return Err(NoteError::Lines);
    }
    lines.split('\n').map(NoteLine::parse).collect()
}

/// Signature lines as a witness answers them.
#[must_use]
pub fn write_lines(lines: &[NoteLine]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The lines of known keys, every one verified: one bad line of a known key would spoil the whole note.
fn known_lines(sent: &Checkpoint, body: &[u8], keys: &[Vkey]) -> Result<Vec<NoteLine>, NoteError> {
    let lines = read_lines(body)?;
    let mut known = Vec::new();
    for line in lines {
        let Some(key) = keys.iter().find(|key| key.is_named_by(&line)) else { continue };
        // A cosignature of a whole tree always has a time.
        match key.verify_line(&sent.text(), &line)? {
            Some(1..) => known.push(line),
            Some(0) | None => return Err(NoteError::BadSignature { name: line.name }),
        }
    }
    if known.is_empty() { Err(NoteError::NoKnownKey) } else { Ok(known) }
}

fn read_size(body: &[u8]) -> Option<u64> {
    decimal(str::from_utf8(body).ok()?.strip_suffix('\n')?)
}
