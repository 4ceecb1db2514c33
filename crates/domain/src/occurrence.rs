//! An occurrence: something the law wants counted every year that no measure says. A remedy before a court, a cost, a
//! complaint, a penalty: an officer notes it, by what it is told apart and where it is on file.
//!
//! A mistake is struck, with its reason, and never changed: the figures are taken from the streams again
//! ([`crate::statistics`]), so they forget it. Which figures are noted is said by the pack ([`law::statistic`]):
//! Regulation (EU) 2023/1543, Article 28(2)(h) and (j), and their like.

use std::collections::BTreeMap;

use jiff::Timestamp;
use law::ids::{Cite, InstrumentId, StatisticId};
use law::instrument::Instrument;
use law::statistic::{Count, Statistic};

use crate::actor::Actor;
use crate::corrupt::Corrupt;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::erasure::Why;
use crate::ids::OfficerId;
use crate::permit::Permit;

#[cfg(test)]
mod tests;

/// Most that one note counts: items of one order, victims of one case.
pub const N_MAX: u32 = 100_000;

/// What is noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Under which law it is counted.
    pub instrument: InstrumentId,
    /// In which counter.
    pub statistic: StatisticId,
    /// In which figure of it.
    pub figure: String,
    /// How many happened, all alike.
    pub n: u32,
    /// When it happened: the year it is counted in.
    pub happened_at: Timestamp,
    /// When its time began, where a time is asked for.
    pub began_at: Option<Timestamp>,
    /// A word for each dimension of the counter.
    pub told_apart: BTreeMap<String, String>,
    /// How much, where amounts are asked for.
    pub amount: Option<Amount>,
    /// Where it is on file, in words.
    pub on_file: Why,
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount {
    /// ISO 4217, `EUR`.
    pub currency: String,
    /// In hundredths.
    pub minor: i64,
}

impl Amount {
    /// Whether it is more than nothing, in a currency by its three letters.
    fn is_one(&self) -> bool {
        let is_code =
            self.currency.len() == 3 && self.currency.bytes().all(|b| b.is_ascii_uppercase());
        self.minor > 0 && is_code
    }
}

/// An occurrence on its member's stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Occurrence {
    /// It counts.
    Noted(Noted),
    /// It was a mistake, and does not.
    Struck(Struck),
}

/// An occurrence that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// What.
    pub note: Note,
    /// By whom.
    pub by: OfficerId,
    /// When it was written.
    pub at: Timestamp,
}

/// An occurrence that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Struck {
    /// What was noted.
    pub noted: Noted,
    /// Who took it back.
    pub by: OfficerId,
    /// Why.
    pub why: Why,
    /// When.
    pub at: Timestamp,
}

impl Occurrence {
    /// What was noted, whether it counts or not.
    #[must_use]
    pub const fn noted(&self) -> &Noted {
        match self {
            Self::Noted(noted) | Self::Struck(Struck { noted, .. }) => noted,
        }
    }

    /// What counts.
    #[must_use]
    pub const fn counts(&self) -> Option<&Note> {
        match self {
            Self::Noted(noted) => Some(&noted.note),
            Self::Struck(_) => None,
        }
    }
}

/// What may be asked of an occurrence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Notes it.
    Note(Note),
    /// Takes it back.
    Strike {
        /// Why.
        why: Why,
    },
}

impl Command {
    /// The command as forms and golden tables write it.
    #[must_use]
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::Note(_) => "note",
            Self::Strike { .. } => "strike",
        }
    }
}

/// What happened to an occurrence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// It was noted.
    Noted {
        /// When.
        at: Timestamp,
        /// By whom.
        by: OfficerId,
        /// What.
        note: Note,
    },
    /// It was taken back.
    Struck {
        /// When.
        at: Timestamp,
        /// By whom.
        by: OfficerId,
        /// Why.
        why: Why,
    },
}

impl Event {
    /// The event as stored streams name it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Noted { .. } => "noted",
            Self::Struck { .. } => "struck",
        }
    }

    /// When it was recorded.
    #[must_use]
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::Noted { at, .. } | Self::Struck { at, .. } => *at,
        }
    }
}

/// Decides what follows from a permitted command.
///
/// # Errors
/// [`Denied`] says why nothing does.
pub fn decide(
    occurrence: Option<&Occurrence>,
    permit: &Permit<Command>,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    outcome(occurrence, permit.act(), permit.by(), ctx)
}

/// The decision without its permit, so that a permit can be judged on it.
pub(crate) fn outcome(
    occurrence: Option<&Occurrence>,
    command: &Command,
    by: &Actor,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    let (at, by) = (ctx.now, by.officer().ok_or(Denied::NotOwner)?);
    match (occurrence, command) {
        (None, Command::Note(note)) => {
            fits(note, ctx)?;
            Ok(vec![Event::Noted { at, by, note: note.clone() }])
        }
        (None, Command::Strike { .. }) => Err(Denied::NotFound),
        (Some(Occurrence::Noted(_)), Command::Strike { why }) => {
            Ok(vec![Event::Struck { at, by, why: why.clone() }])
        }
        (Some(Occurrence::Struck(_)), Command::Strike { .. }) => Err(Denied::Closed),
        (Some(Occurrence::Noted(_) | Occurrence::Struck(_)), Command::Note(_)) => {
            Err(Denied::AlreadyKnown)
        }
    }
}

/// The figure of a law that officers note, with its counter.
#[must_use]
pub fn figure<'l>(
    law: &'l Instrument,
    statistic: &StatisticId,
    figure: &str,
) -> Option<(&'l Statistic, &'l Count)> {
    let rule = law.statistics.iter().find(|rule| rule.id == *statistic)?;
    let count = rule.counts.iter().find(|count| count.name == figure)?;
    count.is_noted().then_some((rule, count))
}

/// Whether the note says everything the counter asks, and nothing else.
fn fits(note: &Note, ctx: &Ctx<'_>) -> Result<(), Denied> {
    let found = figure(ctx.law, &note.statistic, &note.figure);
    let Some((rule, _)) = found.filter(|_| note.instrument == ctx.law.id) else {
        return Err(Denied::NotCounted { figure: note.figure.clone() });
    };
    let unfit = |what: &'static str| {
        let cite: Cite = rule.provenance.cite.clone();
        Err(Denied::NoteUnfit { what, cite })
    };
    if note.happened_at > ctx.now {
        return unfit("happened_at");
    }
    let is_timed = rule.time.is_some();
    if is_timed != note.began_at.is_some()
        || note.began_at.is_some_and(|began| began > note.happened_at)
    {
        return unfit("began_at");
    }
    // Of many that took different times there is no one time, and of many that cost something no one amount.
    if note.n == 0 || note.n > N_MAX || ((is_timed || rule.is_money) && note.n != 1) {
        return unfit("n");
    }
    let is_paid = note.amount.as_ref().is_some_and(Amount::is_one);
    if rule.is_money != is_paid || rule.is_money != note.amount.is_some() {
        return unfit("amount");
    }
    let asked = rule
        .dimensions
        .iter()
        .all(|name| note.told_apart.get(name).is_some_and(|word| ctx.law.tells_apart(name, word)));
    if !asked || note.told_apart.len() != rule.dimensions.len() {
        return unfit("told_apart");
    }
    Ok(())
}

/// Folds one event into an occurrence.
///
/// # Errors
/// [`Corrupt`] if no decision can have written this event here.
pub fn evolve(occurrence: Option<Occurrence>, event: &Event) -> Result<Occurrence, Corrupt> {
    match (occurrence, event) {
        (None, Event::Noted { at, by, note }) if note.happened_at <= *at => {
            Ok(Occurrence::Noted(Noted { note: note.clone(), by: *by, at: *at }))
        }
        (Some(Occurrence::Noted(noted)), Event::Struck { at, by, why }) => {
            Ok(Occurrence::Struck(Struck { noted, by: *by, why: why.clone(), at: *at }))
        }
        (None, Event::Noted { .. } | Event::Struck { .. })
        | (Some(Occurrence::Noted(_) | Occurrence::Struck(_)), Event::Noted { .. })
        | (Some(Occurrence::Struck(_)), Event::Struck { .. }) => {
            Err(Corrupt { stream: "occurrence", event: event.kind() })
        }
    }
}
