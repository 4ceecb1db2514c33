//! The pages. Each is a function from its view and the shell to a whole document.
//!
//! A view holds what one reader may see (`domain::reader`) and what only the node knows: names, deliveries, leaves.
//! Every form of a page is described at its view, with the names it posts.

pub mod agreement;
pub mod agreements;
pub mod approval;
pub mod case;
pub mod cases;
pub mod check;
pub mod copy;
pub mod derive;
pub mod desk;
pub mod draft;
pub mod erasure;
pub mod exhibit;
pub mod health;
pub mod keeping;
pub mod law;
pub mod ledger;
pub mod letter;
pub mod log_keys;
pub mod measure;
pub mod new_measure;
pub mod new_occurrence;
pub mod notified;
pub mod occurrences;
pub mod order;
pub mod oversight;
pub mod package;
pub mod passkeys;
pub mod problem;
pub mod reach;
pub mod recall;
pub mod sign_in;
pub mod statistics;
pub mod successor;
pub mod verify;
pub mod waiting;
