//! Instruments as data: typed rules, calendars, clocks, defects. Pure.
//!
//! A rules engine a lawyer can read and another project can use alone: text of packs in, answers with
//! their article out. It knows no node, no peer, no byte format and no database; time is a parameter.

pub mod calendar;
pub mod check;
pub mod clock;
pub mod counting;
pub mod declared;
pub mod defect;
pub mod diff;
pub mod draft;
pub mod duty;
pub mod embedded;
pub mod explain;
pub mod facts;
pub mod field;
pub mod ground;
pub mod ids;
pub mod instrument;
pub mod issuer;
pub mod letter_form;
pub mod load;
pub mod measure_kind;
pub mod notification;
pub mod offence;
pub mod pack;
pub mod pathway;
mod reckon;
pub mod rfc3339;
pub mod route;
pub mod scenario;
pub mod statistic;
pub mod status;
pub mod text;
pub mod value;
pub mod vocab;
pub mod zone;
