//! What is counted of the engine: reading all packs, reading all calendars, and one result of every clock.
//!
//! Counts and not times: run it under a tool that counts instructions, as `cargo xtask instructions` does. Each thing
//! that is counted is one call of a function here whose name begins with `count_`. The questions are hard ones: the
//! state has sixteen regions, the period ends after Christmas in another year, and every fact is given that a clock
//! may ask for.

use std::error::Error;
use std::hint::black_box;
use std::io::{self, Write as _};

use law::calendar::Calendars;
use law::clock::{Clock, ClockResult, compute};
use law::embedded;
use law::facts::{Facts, InputError};
use law::instrument::Instrument;
use law::load::LoadError;

type Answer = Result<ClockResult, InputError>;

/// Facts by name. What a clock does not look at changes nothing.
const FACTS: [(&str, &str); 12] = [
    ("trigger_at", "2026-12-18T10:17:00+01:00"),
    ("state", "DE"),
    ("issuing_state", "FR"),
    ("addressee_received_at", "2026-12-18T10:16:00+01:00"),
    ("enforcing_received_at", "2026-12-18T10:20:00+01:00"),
    ("extension_at", "2026-12-22T09:00:00+01:00"),
    ("confirmation_at", "2026-12-23T09:00:00+01:00"),
    ("sent_at", "2026-12-18T10:15:00+01:00"),
    ("time_frame_days", "40"),
    ("urgent", "true"),
    ("agreed_until", "2027-03-01"),
    ("assume_in_force", "true"),
];

/// A clock that urgency lifts; it would have no number.
const UNLESS_URGENT: &str = "eu-tco/first-order-information";

#[inline(never)]
fn count_packs() -> Result<Vec<Instrument>, Vec<LoadError>> {
    black_box(embedded::instruments())
}

#[inline(never)]
fn count_calendars() -> Result<Calendars, Vec<LoadError>> {
    black_box(embedded::calendars())
}

/// The first answer of a process reads the zones it needs.
#[inline(never)]
fn count_first(rule: &Clock, of: &Instrument, facts: &Facts, calendars: &Calendars) -> Answer {
    black_box(compute(of, &rule.id, black_box(facts), calendars))
}

/// Every later one has them.
#[inline(never)]
fn count_result(rule: &Clock, of: &Instrument, facts: &Facts, calendars: &Calendars) -> Answer {
    black_box(compute(of, &rule.id, black_box(facts), calendars))
}

fn main() -> Result<(), Box<dyn Error>> {
    let broken = |errors: Vec<LoadError>| format!("the built-in law is broken: {errors:?}");
    let packs = count_packs().map_err(broken)?;
    let calendars = count_calendars().map_err(broken)?;
    let mut out = io::stdout().lock();
    for instrument in &packs {
        for clock in &instrument.clocks {
            let lifted = clock.id.as_str() == UNLESS_URGENT;
            let asked = FACTS.into_iter().filter(|(name, _)| !(lifted && *name == "urgent"));
            let facts = Facts::parse_in_exercise(asked)?;
            count_first(clock, instrument, &facts, &calendars)?;
            let result = count_result(clock, instrument, &facts, &calendars)?;
            let outcome = result.undetermined.map_or("counted", |why| why.reason.id());
            writeln!(out, "{} {outcome}", clock.id)?;
        }
    }
    Ok(())
}
