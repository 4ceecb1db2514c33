//! Every page, in every language: goldens, what must be true of all of them, and the words they use.

mod agreements;
mod copies;
mod exhibit;
mod fixture;
mod golden;
mod hostile;
mod keeping;
mod ladders;
mod languages;
mod lawbook;
mod letters;
mod measure;
mod notices;
mod occurrences;
mod pages;
mod passkeys;
mod reach;
mod recall;
mod rules;
pub(crate) mod scan;
mod stamps;
mod successor;
mod verify;
mod views;
mod waiting;
mod words;

pub(crate) use fixture::{at, with_shell};
pub(crate) use measure::a_clock;
