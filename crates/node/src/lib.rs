//! The shell: configuration, sign-in, HTTP, peers, workers; one library and the one binary.
//!
//! All nondeterminism of a node is here, behind seams (`clock`, `net`, `rng`, the store and its disk), so that the same
//! node runs in the simulator. Start with `node` (what a node is made of), then `act` (the only way to change
//! anything), then `work` and `peer` (what happens by itself), then `web` (what people do).

pub mod act;
pub mod agreements;
pub mod audit;
pub mod auth;
pub mod backup;
pub mod bundle;
pub mod cli;
pub mod clock;
pub mod config;
pub mod cover;
pub mod crowd;
pub mod custody;
pub mod derive;
pub mod directory;
pub mod disclose;
pub mod dispatch;
pub mod drain;
mod durable;
pub mod engine;
pub mod epochs;
pub mod exhibits;
pub mod expiry;
pub mod export;
pub mod fast;
#[cfg(test)]
pub(crate) mod founded;
pub mod fsck;
pub mod gap;
pub mod gaps;
pub mod gate;
pub mod heads;
pub mod ingest;
pub mod init;
pub mod keeping;
pub mod kept;
pub mod keys;
pub mod late;
pub mod ledger;
pub mod log;
pub mod measures;
pub mod metrics;
pub mod mirror;
pub mod monitor;
pub mod net;
pub mod node;
pub mod objects;
pub mod occurrences;
pub mod officers;
pub mod peer;
pub mod probe;
pub mod quorum;
pub mod recall;
pub mod reconcile;
pub mod recorder;
pub mod recover;
pub mod register;
pub mod renew;
pub mod replicas;
pub mod restricted;
pub mod retention;
pub mod rng;
pub mod roads;
pub mod rotation;
pub mod rows;
pub mod sandbox;
pub mod scrub;
pub mod sealed_doc;
pub mod serve;
pub mod shard;
pub mod signers;
pub mod space;
pub mod standing;
pub mod successor;
pub mod sweep;
#[cfg(test)]
mod testing;
pub mod tls;
pub mod tsa;
pub mod versions;
pub mod ways;
pub mod web;
pub mod witness;
pub mod work;
