//! The store's conformance suite: what every engine must do, whatever it is made of. Each sentence runs on `SQLite` in
//! memory, `SQLite` on a file, the journal, and `PostgreSQL` where a server is named (`cargo xtask conformance`); another
//! engine joins by one line in `bench.rs`.

#![expect(
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "clippy knows tests by their attribute; the helpers beside them are tests too"
)]

mod bench;
mod concurrency;
mod crash;
mod cut;
mod differential;
mod faults;
mod kernel;

mod ledger;
mod logs;
mod once;
mod outbox;
mod reopen;
mod server;
mod sessions;
mod shared;
mod streams;
mod timers;
mod views;
