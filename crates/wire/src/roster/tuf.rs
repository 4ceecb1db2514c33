//! The member directory as metadata of The Update Framework (TUF 1.0.31): who may say what about whom, and since when.
//!
//! A threshold of the founders' keys signs the root; a governance board signs which members there are; each member signs
//! its own entry; an operator signs which versions belong together and that they are the newest. So no single key can add
//! a member, replace a key or hide a revocation. `docs/spec/directory.md` has every field and every rule; other readers of
//! such metadata (python-tuf) agree with this one, and `interop/directory.py` compares them.
//!
//! Not here: sockets, disks, the clock. [`Update`] says which file it wants next and is handed its bytes and the time.
//! Not here either: what a node does with a directory that grew old (the shell), competence in law (`domain`).

mod build;
mod content;
mod directory;
mod ended;
mod error;
mod history;
mod json;
mod meaning;
mod meta;
#[cfg(test)]
mod tests;
mod update;

pub use self::build::{Files, Sole, add_signature, file, is_name, place, signed};
pub use self::content::{NetworkFile, Other, StateOf, StatusFile, StatusLine};
pub use self::directory::{Directory, Freshness, Member};
pub use self::ended::{Alarm, Ended, Expiry, Wanted};
pub use self::error::{Refused, TufError};
pub use self::history::{Heard, History, Past};
pub use self::meta::{
    Content, Delegation, FileLine, RootFile, Signed, SnapshotFile, TargetLine, TargetsFile,
    TimestampFile, Top,
};
pub use self::update::Update;

/// Bytes of a timestamp: one line and a few signatures.
pub const TIMESTAMP_BYTES_MAX: u64 = 16 << 10;
/// Bytes of a root: tens of keys.
pub const ROOT_BYTES_MAX: u64 = 64 << 10;
/// Bytes of a snapshot: a line for each of a thousand members.
pub const SNAPSHOT_BYTES_MAX: u64 = 1 << 20;
/// Bytes of the board's file: keys and a delegation for each of a thousand members.
pub const TARGETS_BYTES_MAX: u64 = 4 << 20;
/// Bytes of a member's file: one line and a few signatures.
pub const MEMBER_BYTES_MAX: u64 = 64 << 10;
/// Bytes of a member's entry, and of the two files about the network.
pub const ENTRY_BYTES_MAX: u64 = 1 << 20;
/// Roots that one run follows: a rotation a month for five years. The next run goes on from there.
pub const ROOTS_PER_RUN_MAX: u64 = 64;

/// Where the board says what the network is.
pub const NETWORK: &str = "network/network.json";
/// Where the board says who is suspended.
pub const STATUS: &str = "network/status.json";
/// The file that is newest by its signature, so that its name has no version.
pub const TIMESTAMP: &str = "timestamp.json";
/// How a snapshot calls the board's file.
const TARGETS: &str = "targets.json";
