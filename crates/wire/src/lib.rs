//! Every byte that outlives a process: stored events, letters, directory files, and the link between two nodes.
//!
//! Pure: bytes and times come in as values. Compatibility is reviewed here and in `seal` and nowhere else.

pub mod agreement;
pub mod backup;
pub mod bundle;
pub mod ladder;
pub mod letter;
pub mod mailbox;
pub mod manifest;
pub mod read;
pub mod reconcile;
pub mod relay;
pub mod roster;
pub mod stored;
pub mod time;
pub mod value;
pub mod version;
pub mod withdraw;
