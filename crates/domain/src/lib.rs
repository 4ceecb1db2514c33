//! The legal acts as deciders: permits, effects, what a reader may see. Pure.
//!
//! Every aggregate is three functions: `decide` turns state, permit and context into events or a
//! reasoned no, `evolve` folds an event into the state, `react` says what the world must now be told.
//! Time, law, calendars and directory are parameters ([`ctx::Ctx`]), the actor is in the permit
//! ([`permit`]). Nothing here knows bytes, a database, a protocol or a language.

pub mod access;
pub mod actor;
pub mod agreement;
pub mod case;
pub mod corrupt;
pub mod ctx;
pub mod denied;
pub mod effect;
pub mod erasure;
pub mod exhibit;
pub mod handover;
pub mod ids;
pub mod inforce;
#[cfg(test)]
mod kit;
pub mod letter;
pub mod measure;
pub mod occurrence;
pub mod package;
pub mod permit;
pub mod purpose;
pub mod reader;
pub mod recall;
pub mod release;
pub mod scenario;
pub mod sealed;
pub mod statistics;
