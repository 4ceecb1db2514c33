//! Other nodes: asking them, being asked, and what both sides can prove of it.

pub mod acknowledged;
pub mod anchor;
pub mod client;
pub mod door;
pub mod doorstep;
pub(crate) mod fetched;
pub mod inbox;
mod intake;
pub mod lanes;
pub mod receipts;
pub mod routes;
pub mod server;

pub(crate) use fetched::WAIT_MAX as FETCH_WAIT;
