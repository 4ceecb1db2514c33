//! Which member paths are taken.
//!
//! A path is refused if any file system or unpacking tool could make something else of it than the plain file it
//! names. Only ASCII: names in other scripts stand in the case graph, not in paths, and the question of Unicode
//! normal forms does not arise.

use thiserror::Error;

use super::PATH_BYTES_MAX;

/// Names that old systems give to devices, whatever follows the first dot.
const DEVICES: [&str; 22] = [
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// Why a path is refused.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum BadPath {
    /// Something else than visible ASCII and space, or one of `\ : * ? " < > |`.
    #[error("it holds a character that is not allowed in a path")]
    Character,
    /// A segment that names a device on some systems.
    #[error("a segment is the name of a device on some systems")]
    Device,
    /// A segment that ends in a space or a dot, which some systems drop.
    #[error("a segment ends in a space or a dot")]
    Ending,
    /// Empty, or longer than [`PATH_BYTES_MAX`].
    #[error("it is empty or longer than {PATH_BYTES_MAX} bytes")]
    Length,
    /// Absolute, a directory, or with an empty, `.` or `..` segment.
    #[error("it is absolute, a directory, or leaves the tree")]
    Segment,
}

/// Whether `path` names a plain file below wherever the archive is unpacked, on every system.
pub fn check_path(path: &str) -> Result<(), BadPath> {
    if path.is_empty() || path.len() > PATH_BYTES_MAX {
        return Err(BadPath::Length);
    }
    let allowed = |byte: u8| {
        matches!(byte, b' '..=b'~')
            && !matches!(byte, b'\\' | b':' | b'*' | b'?' | b'"' | b'<' | b'>' | b'|')
    };
    if !path.bytes().all(allowed) {
        return Err(BadPath::Character);
    }
    path.split('/').try_for_each(check_segment)
}

fn check_segment(segment: &str) -> Result<(), BadPath> {
    if matches!(segment, "" | "." | "..") {
        return Err(BadPath::Segment);
    }
    if segment.ends_with([' ', '.']) {
        return Err(BadPath::Ending);
    }
    let stem = segment.split('.').next().unwrap_or(segment).trim_end_matches(' ');
    if DEVICES.iter().any(|device| device.eq_ignore_ascii_case(stem)) {
        return Err(BadPath::Device);
    }
    Ok(())
}
