//! What follows from what: every pair of a recall's state and a command, and what the world must then be told.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use law::ids::{Cite, ClockId};

use super::{
    Answer, Asked, Asking, Command, Confirmation, DUE_DAYS_MAX, DUTY, Demand, Event, Failure,
    Later, RECIPIENTS_MAX, Recall, Refusal, Reply, Request, Standing, Step,
};
use crate::actor::{Actor, NodeId};
use crate::corrupt::Corrupt;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::erasure::EXHIBITS_MAX;
use crate::inforce::our_zone;
use crate::letter::LetterRef;
use crate::permit::Permit;

/// The same as [`DUE_DAYS_MAX`], with the hours of the last day.
const DUE_LONGEST: SignedDuration = SignedDuration::from_hours(24 * (DUE_DAYS_MAX as i64 + 1));

/// Decides what follows from a permitted command.
///
/// # Errors
/// [`Denied`] says why nothing does.
pub fn decide(
    recall: Option<&Recall>,
    permit: &Permit<Command>,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    outcome(recall, permit.act(), permit.by(), ctx)
}

/// The decision without its permit, so that a permit can be judged on it.
pub(crate) fn outcome(
    recall: Option<&Recall>,
    command: &Command,
    by: &Actor,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    let at = ctx.now;
    match (recall, command) {
        (None, Command::Ask(request)) => {
            is_askable(request, ctx)?;
            Ok(vec![Event::Asked { at, by: by.officer(), request: request.clone() }])
        }
        (None, Command::Receive(demand)) => {
            if demand.exhibits.is_empty() {
                return Err(Denied::NothingToErase);
            }
            Ok(vec![Event::Received { at, demand: demand.clone() }])
        }
        (
            None,
            Command::Answer { .. }
            | Command::Confirm(_)
            | Command::Deliver { .. }
            | Command::NotTaken { .. }
            | Command::Pass(_)
            | Command::Refuse(_)
            | Command::Report(_),
        ) => Err(Denied::NotFound),
        (Some(_), Command::Ask(_)) | (Some(Recall::Asking(_)), Command::Receive(_)) => {
            Err(Denied::AlreadyKnown)
        }
        (
            Some(Recall::Asking(_)),
            Command::Confirm(_) | Command::Refuse(_) | Command::Report(_),
        )
        | (
            Some(Recall::Asked(_)),
            Command::Answer { .. }
            | Command::Deliver { .. }
            | Command::NotTaken { .. }
            | Command::Pass(_),
        ) => Err(Denied::NotOwner),
        (Some(Recall::Asking(asking)), Command::Deliver { to }) => {
            Ok(match standing(asking, to)? {
                Standing::Pending => vec![Event::Delivered { at, to: to.clone() }],
                // It had the letter before it answered, and what ended has ended.
                Standing::Confirmed { .. }
                | Standing::Delivered { .. }
                | Standing::Failed { .. }
                | Standing::Unconfirmed { .. } => Vec::new(),
            })
        }
        (Some(Recall::Asking(asking)), Command::NotTaken { to, code }) => {
            let failure = Failure::NotTaken { code: code.clone() };
            Ok(match standing(asking, to)? {
                Standing::Delivered { .. } | Standing::Pending => {
                    vec![Event::Failed { at, from: to.clone(), letter: None, failure }]
                }
                Standing::Confirmed { .. }
                | Standing::Failed { .. }
                | Standing::Unconfirmed { .. } => Vec::new(),
            })
        }
        (Some(Recall::Asking(asking)), Command::Answer { from, letter, answer }) => {
            answered(standing(asking, from)?, from, *letter, answer, at)
        }
        (Some(Recall::Asking(asking)), Command::Pass(step)) => passed(asking, *step, at),
        (Some(Recall::Asked(asked)), Command::Receive(demand)) => repeated(asked, demand, at),
        (Some(Recall::Asked(asked)), Command::Confirm(confirmation)) => {
            confirmed(asked, confirmation, at)
        }
        (Some(Recall::Asked(asked)), Command::Refuse(refused)) => {
            let by = by.officer().ok_or(Denied::NotOwner)?;
            if let Refusal::Held { until } = refused.refusal
                && until <= at
            {
                return Err(Denied::HoldOver { until });
            }
            match &asked.reply {
                Reply::Open => {
                    let answer = Answer::Refused(refused.clone());
                    Ok(vec![Event::Settled { at, by: Some(by), answer }])
                }
                Reply::Confirmed { .. } => Err(Denied::AlreadyAnswered),
                // The same answer again is no new one.
                Reply::Refused { refused: known, .. } if known == refused => Ok(Vec::new()),
                Reply::Refused { .. } => Err(Denied::AlreadyAnswered),
            }
        }
        (Some(Recall::Asked(asked)), Command::Report(onward)) => match asked.confirmation() {
            None => Err(Denied::NotOrdered),
            Some(known) if known.onward == *onward => Ok(Vec::new()),
            Some(_) => Ok(vec![Event::Reported { at, onward: *onward }]),
        },
    }
}

/// Whether somebody is asked for something, within the time of the house.
fn is_askable(request: &Request, ctx: &Ctx<'_>) -> Result<(), Denied> {
    if request.recipients.is_empty() {
        return Err(Denied::NobodyToAsk);
    }
    if request.recipients.len() > RECIPIENTS_MAX {
        return Err(Denied::TooMany { n_max: RECIPIENTS_MAX });
    }
    for recipient in request.recipients.values() {
        if recipient.exhibits.is_empty() {
            return Err(Denied::NobodyToAsk);
        }
        if recipient.exhibits.len() > EXHIBITS_MAX {
            return Err(Denied::TooMany { n_max: EXHIBITS_MAX });
        }
    }
    let left = request.due_at.duration_since(ctx.now);
    if left.is_positive() && left <= DUE_LONGEST {
        return Ok(());
    }
    let day = |at: Timestamp| at.to_zoned(our_zone(ctx)).date();
    let cite = Cite::parse(request.reason.article()).map_err(|_| Denied::NobodyToAsk)?;
    let latest = ctx.now.saturating_add(DUE_LONGEST).unwrap_or(Timestamp::MAX);
    Err(Denied::DayUnfit {
        what: "due_on",
        on: day(request.due_at),
        earliest: day(ctx.now),
        latest: day(latest),
        cite,
    })
}

fn standing<'a>(asking: &'a Asking, node: &NodeId) -> Result<&'a Standing, Denied> {
    asking.standings.get(node).ok_or(Denied::WrongAddressee)
}

/// What a recipient's word changes. In time it ends the standing; afterwards it stands beside what was recorded, and a
/// no may still be followed by a yes.
fn answered(
    standing: &Standing,
    from: &NodeId,
    letter: LetterRef,
    answer: &Answer,
    at: Timestamp,
) -> Result<Vec<Event>, Denied> {
    let from = from.clone();
    let confirms = |confirmation: &Confirmation| {
        let confirmation = confirmation.clone();
        vec![Event::Confirmed { at, from: from.clone(), letter, confirmation }]
    };
    match (standing, answer) {
        (
            Standing::Confirmed { confirmation: known, .. }
            | Standing::Failed {
                later: Some(Later { answer: Answer::Confirmed(known), .. }), ..
            }
            | Standing::Unconfirmed {
                later: Some(Later { answer: Answer::Confirmed(known), .. }),
                ..
            },
            Answer::Confirmed(confirmation),
        ) => {
            if !known.is_of_same(confirmation) {
                Err(Denied::AlreadyAnswered)
            } else if known.onward == confirmation.onward {
                Ok(Vec::new())
            } else {
                Ok(vec![Event::PassedOn { at, from, onward: confirmation.onward }])
            }
        }
        (
            Standing::Delivered { .. }
            | Standing::Failed {
                later: None | Some(Later { answer: Answer::Refused(_), .. }), ..
            }
            | Standing::Pending
            | Standing::Unconfirmed {
                later: None | Some(Later { answer: Answer::Refused(_), .. }),
                ..
            },
            Answer::Confirmed(confirmation),
        ) => Ok(confirms(confirmation)),
        (
            Standing::Delivered { .. }
            | Standing::Pending
            | Standing::Unconfirmed { later: None, .. },
            Answer::Refused(refused),
        ) => {
            let failure = Failure::Refused(refused.clone());
            Ok(vec![Event::Failed { at, from, letter: Some(letter), failure }])
        }
        (Standing::Failed { failure: Failure::Refused(known), .. }, Answer::Refused(refused))
            if known == refused =>
        {
            Ok(Vec::new())
        }
        (
            Standing::Confirmed { .. }
            | Standing::Failed { .. }
            | Standing::Unconfirmed { later: Some(_), .. },
            Answer::Refused(_),
        ) => Err(Denied::AlreadyAnswered),
    }
}

/// What the end of a part of the time changes.
fn passed(asking: &Asking, step: Step, at: Timestamp) -> Result<Vec<Event>, Denied> {
    let comes_at = step.comes_at(asking.at, asking.request.due_at);
    if at < comes_at {
        let clock = ClockId::parse(DUTY).map_err(|_| Denied::NotFound)?;
        return Err(Denied::NotDue { clock, fires_at: Some(comes_at) });
    }
    if step == Step::Due {
        let open = asking.standings.iter().filter(|(_, standing)| standing.is_open());
        return Ok(open.map(|(to, _)| Event::LeftUnconfirmed { at, to: to.clone() }).collect());
    }
    // Whom the letter has not reached yet is not reminded of it: the letter itself is still under way.
    let waits = asking.standings.values().any(|one| matches!(one, Standing::Delivered { .. }));
    let is_over = at >= asking.request.due_at;
    if !waits || is_over || asking.reminded.contains(&step) {
        Ok(Vec::new())
    } else {
        Ok(vec![Event::Reminded { at, step }])
    }
}

/// The same demand again is a reminder; another one under its id is none of its writer's.
fn repeated(asked: &Asked, demand: &Demand, at: Timestamp) -> Result<Vec<Event>, Denied> {
    let known = &asked.demand;
    let is_same = known.from.node == demand.from.node
        && known.exhibits == demand.exhibits
        && known.due_at == demand.due_at
        && known.reason == demand.reason;
    if !is_same {
        Err(Denied::AlreadyKnown)
    } else if known.letter == demand.letter {
        Ok(Vec::new())
    } else {
        Ok(vec![Event::Repeated { at, letter: demand.letter }])
    }
}

/// Whether we may say that it is destroyed: once, and also after we said that it is not.
fn confirmed(
    asked: &Asked,
    confirmation: &Confirmation,
    at: Timestamp,
) -> Result<Vec<Event>, Denied> {
    if confirmation.certificates.is_empty() {
        return Err(Denied::NotOrdered);
    }
    match (&asked.reply, asked.confirmation()) {
        (_, Some(known)) if known.is_of_same(confirmation) => Ok(Vec::new()),
        (_, Some(_)) => Err(Denied::AlreadyAnswered),
        (Reply::Confirmed { .. } | Reply::Open | Reply::Refused { .. }, None) => {
            let answer = Answer::Confirmed(confirmation.clone());
            Ok(vec![Event::Settled { at, by: None, answer }])
        }
    }
}

/// Folds one event into a recall.
///
/// # Errors
/// [`Corrupt`] if no decision can have written this event here.
pub fn evolve(recall: Option<Recall>, event: &Event) -> Result<Recall, Corrupt> {
    let corrupt = Corrupt { stream: "recall", event: event.kind() };
    match (recall, event) {
        (None, Event::Asked { at, by, request }) => {
            let nodes = request.recipients.keys().cloned();
            Ok(Recall::Asking(Asking {
                standings: nodes.map(|node| (node, Standing::Pending)).collect::<BTreeMap<_, _>>(),
                request: request.clone(),
                by: *by,
                at: *at,
                reminded: BTreeSet::new(),
            }))
        }
        (None, Event::Received { at, demand }) => Ok(Recall::Asked(Asked {
            demand: demand.clone(),
            at: *at,
            n_reminders: 0,
            reply: Reply::Open,
        })),
        (Some(Recall::Asking(asking)), event) => {
            ours(asking, event).ok_or(corrupt).map(Recall::Asking)
        }
        (Some(Recall::Asked(asked)), event) => {
            theirs(asked, event).ok_or(corrupt).map(Recall::Asked)
        }
        (
            None,
            Event::Confirmed { .. }
            | Event::Delivered { .. }
            | Event::Failed { .. }
            | Event::LeftUnconfirmed { .. }
            | Event::PassedOn { .. }
            | Event::Reminded { .. }
            | Event::Repeated { .. }
            | Event::Reported { .. }
            | Event::Settled { .. },
        ) => Err(corrupt),
    }
}

/// One event of a recall of ours.
fn ours(mut asking: Asking, event: &Event) -> Option<Asking> {
    match event {
        Event::Confirmed { at, from, letter, confirmation } => {
            let standing = asking.standings.get_mut(from)?;
            let said = Later { at: *at, answer: Answer::Confirmed(confirmation.clone()) };
            *standing = match standing.clone() {
                Standing::Delivered { .. } | Standing::Pending => Standing::Confirmed {
                    at: *at,
                    letter: *letter,
                    confirmation: confirmation.clone(),
                },
                ended @ (Standing::Confirmed { .. }
                | Standing::Failed { .. }
                | Standing::Unconfirmed { .. }) => beside(ended, said)?,
            };
        }
        Event::Delivered { at, to } => {
            let standing = asking.standings.get_mut(to)?;
            if *standing != Standing::Pending {
                return None;
            }
            *standing = Standing::Delivered { at: *at };
        }
        Event::Failed { at, from, letter: _, failure } => {
            let standing = asking.standings.get_mut(from)?;
            *standing = match (standing.clone(), failure) {
                (Standing::Delivered { .. } | Standing::Pending, failure) => {
                    Standing::Failed { at: *at, failure: failure.clone(), later: None }
                }
                (ended, Failure::Refused(refused)) => {
                    beside(ended, Later { at: *at, answer: Answer::Refused(refused.clone()) })?
                }
                (_, Failure::NotTaken { .. }) => return None,
            };
        }
        Event::LeftUnconfirmed { at, to } => {
            let standing = asking.standings.get_mut(to)?;
            if !standing.is_open() {
                return None;
            }
            *standing = Standing::Unconfirmed { at: *at, later: None };
        }
        Event::PassedOn { at: _, from, onward } => {
            let known = match asking.standings.get_mut(from)? {
                Standing::Confirmed { confirmation, .. }
                | Standing::Failed {
                    later: Some(Later { answer: Answer::Confirmed(confirmation), .. }),
                    ..
                }
                | Standing::Unconfirmed {
                    later: Some(Later { answer: Answer::Confirmed(confirmation), .. }),
                    ..
                } => confirmation,
                Standing::Delivered { .. }
                | Standing::Failed { .. }
                | Standing::Pending
                | Standing::Unconfirmed { .. } => return None,
            };
            known.onward = *onward;
        }
        Event::Reminded { at: _, step } => {
            if !asking.reminded.insert(*step) {
                return None;
            }
        }
        Event::Asked { .. }
        | Event::Received { .. }
        | Event::Repeated { .. }
        | Event::Reported { .. }
        | Event::Settled { .. } => return None,
    }
    Some(asking)
}

/// A word that came when the standing had ended: kept beside it. A yes is the last word.
fn beside(ended: Standing, said: Later) -> Option<Standing> {
    let may_follow = |later: &Option<Later>| match later {
        None => true,
        Some(Later { answer: Answer::Refused(_), .. }) => {
            matches!(said.answer, Answer::Confirmed(_))
        }
        Some(Later { answer: Answer::Confirmed(_), .. }) => false,
    };
    match ended {
        Standing::Failed { at, failure, later }
            if may_follow(&later) && matches!(said.answer, Answer::Confirmed(_)) =>
        {
            Some(Standing::Failed { at, failure, later: Some(said) })
        }
        Standing::Unconfirmed { at, later } if may_follow(&later) => {
            Some(Standing::Unconfirmed { at, later: Some(said) })
        }
        Standing::Confirmed { .. }
        | Standing::Delivered { .. }
        | Standing::Failed { .. }
        | Standing::Pending
        | Standing::Unconfirmed { .. } => None,
    }
}

/// One event of a recall of somebody else's.
fn theirs(mut asked: Asked, event: &Event) -> Option<Asked> {
    match event {
        Event::Repeated { .. } => asked.n_reminders = asked.n_reminders.saturating_add(1),
        Event::Reported { at: _, onward } => match &mut asked.reply {
            Reply::Confirmed { confirmation, .. }
            | Reply::Refused { later: Some((_, confirmation)), .. } => {
                confirmation.onward = *onward
            }
            Reply::Open | Reply::Refused { later: None, .. } => return None,
        },
        Event::Settled { at, by, answer } => {
            asked.reply = match (asked.reply, answer) {
                (Reply::Open, Answer::Confirmed(confirmation)) => {
                    Reply::Confirmed { at: *at, confirmation: confirmation.clone() }
                }
                (Reply::Open, Answer::Refused(refused)) => {
                    Reply::Refused { at: *at, by: (*by)?, refused: refused.clone(), later: None }
                }
                (
                    Reply::Refused { at: said_at, by, refused, later: None },
                    Answer::Confirmed(confirmation),
                ) => {
                    let later = Some((*at, confirmation.clone()));
                    Reply::Refused { at: said_at, by, refused, later }
                }
                (Reply::Refused { .. }, Answer::Confirmed(_) | Answer::Refused(_))
                | (Reply::Confirmed { .. }, Answer::Confirmed(_) | Answer::Refused(_)) => {
                    return None;
                }
            }
        }
        Event::Asked { .. }
        | Event::Confirmed { .. }
        | Event::Delivered { .. }
        | Event::Failed { .. }
        | Event::LeftUnconfirmed { .. }
        | Event::PassedOn { .. }
        | Event::Received { .. }
        | Event::Reminded { .. } => return None,
    }
    Some(asked)
}

/// What the world must be told or reminded of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Tell whoever asked us what we say.
    Answer,
    /// Ask this recipient, or remind it.
    Ask {
        /// Who.
        to: NodeId,
    },
    /// Wake up then.
    Schedule {
        /// For what.
        step: Step,
        /// When.
        at: Timestamp,
    },
}

/// What follows from an event; `recall` is the state after it.
#[must_use]
pub fn react(recall: &Recall, event: &Event) -> Vec<Effect> {
    match (recall, event) {
        (Recall::Asking(asking), Event::Asked { at, request, .. }) => {
            let ask = request.recipients.keys().map(|to| Effect::Ask { to: to.clone() });
            let wake = Step::ALL.map(|step| {
                let at = step.comes_at(*at, asking.request.due_at);
                Effect::Schedule { step, at }
            });
            ask.chain(wake).collect()
        }
        (Recall::Asking(asking), Event::Reminded { .. }) => {
            let waits = asking.standings.iter();
            let waits = waits.filter(|(_, one)| matches!(one, Standing::Delivered { .. }));
            waits.map(|(to, _)| Effect::Ask { to: to.clone() }).collect()
        }
        (Recall::Asked(_), Event::Reported { .. } | Event::Settled { .. }) => vec![Effect::Answer],
        (
            Recall::Asking(_),
            Event::Confirmed { .. }
            | Event::Delivered { .. }
            | Event::Failed { .. }
            | Event::LeftUnconfirmed { .. }
            | Event::PassedOn { .. }
            | Event::Received { .. }
            | Event::Repeated { .. }
            | Event::Reported { .. }
            | Event::Settled { .. },
        )
        | (
            Recall::Asked(_),
            Event::Asked { .. }
            | Event::Confirmed { .. }
            | Event::Delivered { .. }
            | Event::Failed { .. }
            | Event::LeftUnconfirmed { .. }
            | Event::PassedOn { .. }
            | Event::Received { .. }
            | Event::Reminded { .. }
            | Event::Repeated { .. },
        ) => Vec::new(),
    }
}
