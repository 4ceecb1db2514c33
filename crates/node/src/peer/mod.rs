//! Other nodes: asking them, being asked, and what both sides can prove of it.

pub mod anchor;
pub mod client;
pub mod door;
pub mod inbox;
pub mod receipts;
pub mod routes;
pub mod server;
