//! What was written against what happened: names and order exactly, arguments as far as written.

use std::fmt;

use jiff::Timestamp;
use law::instrument::Instrument;
use law::scenario::{Arg, Attempt, Called, Outcome, Word};

use super::stage::texts;
use super::world::Done;
use crate::denied::Denied;
use crate::effect::Effect;
use crate::measure::{DutyStanding, Event};
use crate::reader::MeasureSeen;

/// Arguments by name.
type Named = Vec<(&'static str, String)>;

/// What came of an attempt.
pub(super) enum Actual {
    /// It was refused.
    Denied(Denied),
    /// It was done.
    Done(Done),
    /// Somebody looked.
    Sees(Sight),
}

/// What somebody saw.
pub(super) struct Sight {
    fields: Vec<String>,
    args: Named,
}

impl Sight {
    pub(super) fn of(seen: &MeasureSeen) -> Self {
        let answered = seen.fields.iter().filter(|field| field.value.is_some());
        let mut args = vec![("state", seen.state.to_owned()), ("side", seen.side.id().to_owned())];
        let offered = seen.letters.iter().filter(|offer| offer.denied.is_none());
        let offered: Vec<String> = offered.map(|offer| offer.form.to_string()).collect();
        args.push(("letters", offered.join(",")));
        let clocks = seen.clocks.iter().filter(|clock| clock.is_ours && !clock.has_passed);
        let clocks: Vec<String> = clocks.map(|clock| clock.result.clock.to_string()).collect();
        args.push(("clocks", clocks.join(",")));
        let owed = seen.duties.iter();
        let owed = owed.filter(|seen| matches!(seen.standing, DutyStanding::Owed { .. }));
        let owed: Vec<&str> = owed.map(|seen| seen.duty.name()).collect();
        args.push(("owes", owed.join(",")));
        let duties = seen.duties.iter();
        let duties = duties.map(|seen| format!("{}:{}", seen.duty.name(), seen.standing.id()));
        args.push(("duties", duties.collect::<Vec<_>>().join(",")));
        if let Some(enforcing) = &seen.enforcing {
            args.push(("enforcing", enforcing.screen()));
        }
        if let Some(suspended) = seen.suspended {
            args.push(("suspended", suspended.id().to_owned()));
        }
        if let Some(notice) = &seen.notice {
            args.push(("notice", notice.standing.id().to_owned()));
        }
        if let Some(release) = &seen.release {
            args.push(("release", release.state.id().to_owned()));
            args.push(("row", release.row.to_string()));
        }
        Self { fields: answered.map(|field| field.id.to_string()).collect(), args }
    }

    fn agrees(&self, arg: &Arg, law: &Instrument) -> bool {
        match arg.name.as_str() {
            "shows" => texts(arg).iter().all(|field| self.fields.iter().any(|f| f == field)),
            "hides" => texts(arg).iter().all(|field| self.fields.iter().all(|f| f != field)),
            _ => has(&self.args, arg, law),
        }
    }
}

impl Actual {
    pub(super) fn of(done: Result<Done, Denied>) -> Self {
        match done {
            Ok(done) => Self::Done(done),
            Err(denied) => Self::Denied(denied),
        }
    }
}

/// The label a line is about: its first.
pub(super) fn label(attempt: &Attempt) -> Option<&str> {
    attempt.words.iter().find_map(|word| match word {
        Word::Label { label, .. } => Some(label.as_str()),
        Word::Arg(_) => None,
    })
}

/// Whether anything went otherwise than written.
pub(super) fn differs(attempt: &Attempt, actual: &Actual, law: &Instrument) -> bool {
    !outcomes_agree(&attempt.outcomes, actual, law) || !effects_agree(attempt, actual, law)
}

fn outcomes_agree(written: &[Outcome], actual: &Actual, law: &Instrument) -> bool {
    match actual {
        Actual::Denied(Denied::Defects { defects }) => {
            written.len() == defects.len()
                && written.iter().zip(defects).all(|(outcome, defect)| match outcome {
                    Outcome::Defect(called) => {
                        let args = vec![
                            ("field", defect.field.to_string()),
                            ("section", defect.section.to_string()),
                            ("cite", defect.cite.to_string()),
                        ];
                        called.name == defect.code && all_agree(called, &args, law)
                    }
                    Outcome::Denied(_) | Outcome::Event(_) | Outcome::Nothing => false,
                })
        }
        Actual::Denied(denied) => match written {
            [Outcome::Denied(called)] => {
                called.name == denied.code() && all_agree(called, &denied.args(), law)
            }
            _ => false,
        },
        Actual::Done(done) => match written {
            [Outcome::Nothing] => done.events.is_empty(),
            _ => {
                written.len() == done.events.len()
                    && written
                        .iter()
                        .zip(&done.events)
                        .all(|(outcome, event)| event_agrees(outcome, event, law))
            }
        },
        Actual::Sees(sight) => match written {
            [Outcome::Event(called)] => {
                called.name == "sees" && args(called).all(|arg| sight.agrees(arg, law))
            }
            _ => false,
        },
    }
}

/// An event agrees if its arguments do; what a clock answered is compared with the clock named.
fn event_agrees(outcome: &Outcome, event: &Event, law: &Instrument) -> bool {
    let Outcome::Event(called) = outcome else { return false };
    if called.name != event.kind() {
        return false;
    }
    let own = event.args();
    if all_agree(called, &own, law) {
        return true;
    }
    event.dues().iter().any(|due| {
        let mut both = own.clone();
        both.extend(due.args());
        all_agree(called, &both, law)
    })
}

fn effects_agree(attempt: &Attempt, actual: &Actual, law: &Instrument) -> bool {
    let Some(written) = &attempt.effects else { return true };
    let effects: &[Effect] = match actual {
        Actual::Done(done) => &done.effects,
        Actual::Denied(_) | Actual::Sees(_) => &[],
    };
    let nothing = matches!(written.as_slice(), [called] if called.name == "nothing");
    if nothing {
        return effects.is_empty();
    }
    written.len() == effects.len()
        && written.iter().zip(effects).all(|(called, effect)| {
            called.name == effect.kind() && all_agree(called, &effect_args(effect), law)
        })
}

fn effect_args(effect: &Effect) -> Named {
    match effect {
        Effect::Seal { .. } => Vec::new(),
        Effect::Notify { who } => vec![("who", who.to_string())],
        Effect::Schedule { at, wake } => {
            vec![("clock", wake.clock.to_string()), ("at", at.to_string())]
        }
        Effect::Send(draft) => {
            let mut args = vec![
                ("to", draft.to.screen()),
                ("letter", draft.body.kind().id().to_owned()),
                ("lane", draft.lane.id().to_owned()),
            ];
            match &draft.body {
                crate::letter::Body::MeasureAnswer { answer, .. } => {
                    args.push(("answer", answer.id().to_owned()));
                }
                crate::letter::Body::MeasureIssue(order) => {
                    args.push(("copy", order.copy.id().to_owned()));
                }
                crate::letter::Body::MeasureLetter { form, .. } => {
                    args.push(("form", form.to_string()));
                }
                crate::letter::Body::HandoverOffer { .. }
                | crate::letter::Body::MeasureWithdraw { .. } => {}
            }
            args
        }
    }
}

fn args(called: &Called) -> impl Iterator<Item = &Arg> {
    called.words.iter().filter_map(|word| match word {
        Word::Arg(arg) => Some(arg),
        Word::Label { .. } => None,
    })
}

fn all_agree(called: &Called, actual: &[(&'static str, String)], law: &Instrument) -> bool {
    args(called).all(|arg| has(actual, arg, law))
}

/// Whether one of the actual arguments is the one written: instants are compared as instants,
/// grounds by their full id, lists without their order.
fn has(actual: &[(&'static str, String)], arg: &Arg, law: &Instrument) -> bool {
    let mut wanted: Vec<String> =
        texts(arg).into_iter().map(|text| normal(&arg.name, text, law)).collect();
    wanted.sort();
    actual.iter().filter(|(name, _)| *name == arg.name).any(|(name, value)| {
        let mut found: Vec<String> = value.split(',').map(|text| normal(name, text, law)).collect();
        found.sort();
        found == wanted
    })
}

fn normal(name: &str, text: &str, law: &Instrument) -> String {
    if name == "ground" {
        return law.ground_id(text).map_or_else(|_| text.to_owned(), |id| id.to_string());
    }
    // Instants may be written to the minute.
    let seconds = text.strip_suffix('Z').map(|minutes| format!("{minutes}:00Z"));
    let instant = text.parse::<Timestamp>().ok().or_else(|| seconds?.parse().ok());
    instant.map_or_else(|| text.to_owned(), |at| at.to_string())
}

/// The outcomes of a line as they were written.
pub(super) fn written(attempt: &Attempt) -> String {
    let outcomes: Vec<String> = attempt
        .outcomes
        .iter()
        .map(|outcome| match outcome {
            Outcome::Nothing => "nothing".to_owned(),
            Outcome::Denied(called) => format!("denied {}", call(called)),
            Outcome::Defect(called) => format!("defect {}", call(called)),
            Outcome::Event(called) => call(called),
        })
        .collect();
    let effects = attempt.effects.as_ref().map_or_else(String::new, |effects| {
        let effects: Vec<String> = effects.iter().map(call).collect();
        format!(" ! {}", effects.join(" + "))
    });
    format!("{}{effects}", outcomes.join(" + "))
}

fn call(called: &Called) -> String {
    let mut words = vec![called.name.clone()];
    words.extend(args(called).map(|arg| format!("{}={}", arg.name, texts(arg).join(","))));
    words.join(" ")
}

fn line(name: &str, args: &[(&'static str, String)]) -> String {
    let mut words = vec![name.to_owned()];
    words.extend(args.iter().map(|(name, value)| format!("{name}={value}")));
    words.join(" ")
}

impl fmt::Display for Actual {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Denied(Denied::Defects { defects }) => {
                let all: Vec<String> = defects
                    .iter()
                    .map(|defect| format!("defect {} field={}", defect.code, defect.field))
                    .collect();
                f.write_str(&all.join(" + "))
            }
            Self::Denied(denied) => {
                write!(f, "denied {}", line(denied.code(), &denied.args()))
            }
            Self::Done(done) => {
                if done.events.is_empty() {
                    f.write_str("nothing")?;
                }
                let events: Vec<String> = done
                    .events
                    .iter()
                    .map(|event| {
                        let mut args = event.args();
                        args.extend(event.dues().iter().flat_map(|due| due.args()));
                        line(event.kind(), &args)
                    })
                    .collect();
                f.write_str(&events.join(" + "))?;
                let effects: Vec<String> = done
                    .effects
                    .iter()
                    .map(|effect| line(effect.kind(), &effect_args(effect)))
                    .collect();
                if effects.is_empty() { Ok(()) } else { write!(f, " ! {}", effects.join(" + ")) }
            }
            Self::Sees(sight) => {
                write!(f, "{} shows={}", line("sees", &sight.args), sight.fields.join(","))
            }
        }
    }
}
