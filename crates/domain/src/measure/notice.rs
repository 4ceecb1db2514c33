//! The notice to the person whose data were produced: owed unless it is lawfully delayed, and given with its proof.
//!
//! It runs beside the states of a measure at its issuer and outlives them: a measure that is completed or taken back
//! owes it all the same. Nothing of it goes to a recipient. Who owes it, and on which grounds it may wait, stands in
//! the pack (`[[notice]]`); that a delay has a day of review and is agreed by somebody else than its author is a rule
//! of the house for every pack. Regulation (EU) 2023/1543, Article 13; Directive (EU) 2016/680, Article 13(3).

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use law::check::Notice as Rule;
use law::ids::{Cite, ClockId, InstrumentId, KindId};

pub use self::part::{
    Asked, Because, Deferral, Delay, Means, Notice, NoticeAct, NoticeEvent, Owed, Proof, Telling,
    Told, Verdict,
};
use crate::actor::Actor;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::inforce;
use crate::measure::event::Event;
use crate::measure::issuing::Issued;
use crate::permit::senders::Role;

mod part;

/// Longest time from a decision to its review. The law names no number but "as long as"; half a year is a rule of the
/// house, after which somebody looks again in any case.
pub const REVIEW_DAYS_MAX: i64 = 183;

/// The name of the timer that ends a delay; the loader refuses a pack that has a clock of this name.
pub const REVIEW_TIMER: &str = law::check::NOTICE_REVIEW;

/// The timer that ends a delay under this law.
pub(crate) fn review_timer(law: &InstrumentId) -> Option<ClockId> {
    ClockId::parse(&format!("{law}/{REVIEW_TIMER}")).ok()
}

/// What the law asks about telling the person, where the issuing side of this kind of measure owes it.
pub(crate) fn rule<'a>(kind: &KindId, ctx: &Ctx<'a>) -> Option<&'a Rule> {
    let kind = ctx.law.kind(kind)?;
    let ours = Role::Issuer.speaks_as(kind);
    kind.notices.iter().find(|notice| ours.contains(&notice.by))
}

/// The days a decision of now may name.
pub(crate) struct Days {
    /// Today, at the issuer.
    pub(crate) today: Date,
    /// The first day on which a delay can be reviewed.
    pub(crate) review_from: Date,
    /// The last one.
    pub(crate) review_until: Date,
}

/// Counted in the zone of our own state.
pub(crate) fn days(ctx: &Ctx<'_>) -> Days {
    let today = day_of(ctx.now, ctx);
    let after = |days: i64| today.saturating_add(Span::new().days(days));
    Days { today, review_from: after(1), review_until: after(REVIEW_DAYS_MAX) }
}

fn day_of(at: Timestamp, ctx: &Ctx<'_>) -> Date {
    at.to_zoned(inforce::our_zone(ctx)).date()
}

/// The decision about the notice of a measure that is out, in whatever state it is.
pub(super) fn outcome(
    issued: &Issued,
    act: &NoticeAct,
    by: &Actor,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    let Some(rule) = rule(&issued.draft.kind, ctx) else {
        return Err(Denied::NoticeNotOwed { cite: None });
    };
    let cite = || rule.provenance.cite.clone();
    let events = match (&issued.notice, act) {
        // The law speaks of data that were produced; before that there is nothing to tell of.
        (
            Notice::NotOwed,
            NoticeAct::Defer { .. }
            | NoticeAct::EndDelay { .. }
            | NoticeAct::Give(_)
            | NoticeAct::Review { .. },
        ) => return Err(Denied::NoticeNotOwed { cite: Some(cite()) }),
        (Notice::Due(_), NoticeAct::Defer { ground, reasons, justification, review_on }) => {
            let author = by.officer().ok_or(Denied::NotOwner)?;
            let delay = delay(rule, ground, reasons, justification, *review_on, ctx)?;
            vec![NoticeEvent::DelayAsked { at: ctx.now, author, delay }]
        }
        (Notice::Due(owed), NoticeAct::Review { asked, verdict }) => {
            vec![review(owed, *asked, verdict, rule, by, ctx)?]
        }
        // It is due already.
        (Notice::Due(_), NoticeAct::EndDelay { .. }) => Vec::new(),
        (
            Notice::Due(Owed { produced_at, .. }) | Notice::Deferred(Deferral { produced_at, .. }),
            NoticeAct::Give(telling),
        ) => vec![give(*produced_at, telling, rule, ctx)?],
        (Notice::Deferred(_), NoticeAct::EndDelay { why }) => {
            said(why, "why", rule)?;
            let because = Because::GroundCeased { why: why.clone() };
            vec![NoticeEvent::Owed { at: ctx.now, because, cite: cite() }]
        }
        // A delay is decided anew when it is reviewed, with what is true then.
        (Notice::Deferred(deferral), NoticeAct::Defer { .. } | NoticeAct::Review { .. }) => {
            let until = deferral.delay.review_on;
            return Err(Denied::NoticeDeferred { until, cite: cite() });
        }
        (
            Notice::Given(told),
            NoticeAct::Defer { .. }
            | NoticeAct::EndDelay { .. }
            | NoticeAct::Give(_)
            | NoticeAct::Review { .. },
        ) => {
            let told_on = told.telling.told_on;
            return Err(Denied::NoticeGiven { told_on, cite: cite() });
        }
    };
    Ok(events.into_iter().map(Event::Notice).collect())
}

/// Something was produced: the person is to be told. Who was told of what came before is told of this too.
pub(super) fn produced(issued: &Issued, ctx: &Ctx<'_>) -> Option<Event> {
    let rule = rule(&issued.draft.kind, ctx)?;
    match issued.notice {
        Notice::NotOwed | Notice::Given(_) => Some(Event::Notice(NoticeEvent::Owed {
            at: ctx.now,
            because: Because::Production,
            cite: rule.provenance.cite.clone(),
        })),
        Notice::Deferred(_) | Notice::Due(_) => None,
    }
}

/// The day of review came. A timer of a delay that ended before says nothing.
pub(super) fn pass(issued: &Issued, ctx: &Ctx<'_>) -> Vec<Event> {
    let Some(rule) = rule(&issued.draft.kind, ctx) else { return Vec::new() };
    match &issued.notice {
        Notice::Deferred(deferral) if deferral.review_at <= ctx.now => {
            let cite = rule.provenance.cite.clone();
            vec![Event::Notice(NoticeEvent::Owed { at: ctx.now, because: Because::Review, cite })]
        }
        Notice::Deferred(_) | Notice::Due(_) | Notice::Given(_) | Notice::NotOwed => Vec::new(),
    }
}

fn review(
    owed: &Owed,
    read: u32,
    verdict: &Verdict,
    rule: &Rule,
    by: &Actor,
    ctx: &Ctx<'_>,
) -> Result<NoticeEvent, Denied> {
    let reviewer = by.officer().ok_or(Denied::NotOwner)?;
    let asked = owed.asked.as_ref().ok_or(Denied::AlreadyAnswered)?;
    if asked.author == reviewer {
        return Err(Denied::SameOfficer { cite: None });
    }
    if asked.n != read {
        return Err(Denied::DraftChanged { seen: read, now: asked.n });
    }
    match verdict {
        Verdict::Agreed => {
            let review_at = review_at(asked.delay.review_on, rule, ctx)?;
            Ok(NoticeEvent::Deferred {
                at: ctx.now,
                author: asked.author,
                reviewer,
                delay: asked.delay.clone(),
                review_at,
            })
        }
        Verdict::Declined { why } => {
            said(why, "why", rule)?;
            Ok(NoticeEvent::DelayDeclined { at: ctx.now, reviewer, why: why.clone() })
        }
    }
}

/// What is asked, once it says everything a delay must say.
fn delay(
    rule: &Rule,
    ground: &str,
    reasons: &str,
    justification: &str,
    review_on: Option<Date>,
    ctx: &Ctx<'_>,
) -> Result<Delay, Denied> {
    said(reasons, "reasons", rule)?;
    said(justification, "justification", rule)?;
    let Some(review_on) = review_on else {
        let cite = rule.provenance.cite.clone();
        return Err(Denied::NoticeIncomplete { what: "review_on", cite });
    };
    if !rule.delay_grounds.iter().any(|known| known == ground) {
        let (ground, cite) = (ground.to_owned(), rule.provenance.cite.clone());
        return Err(Denied::UnknownDelayGround { ground, cite });
    }
    review_at(review_on, rule, ctx)?;
    Ok(Delay {
        ground: ground.to_owned(),
        reasons: reasons.to_owned(),
        justification: justification.to_owned(),
        review_on,
    })
}

/// The first instant of the day of review, at the issuer: on that day the notice is due again.
fn review_at(review_on: Date, rule: &Rule, ctx: &Ctx<'_>) -> Result<Timestamp, Denied> {
    let Days { review_from: earliest, review_until: latest, .. } = days(ctx);
    let unfit = || {
        let cite = rule.provenance.cite.clone();
        Denied::DayUnfit { what: "review_on", on: review_on, earliest, latest, cite }
    };
    if !(earliest..=latest).contains(&review_on) {
        return Err(unfit());
    }
    let begins = review_on.to_zoned(inforce::our_zone(ctx)).map_err(|_| unfit())?;
    Ok(begins.timestamp())
}

/// The person was told between the day of the last production and today, of remedies too, and there is proof.
fn give(
    produced_at: Timestamp,
    telling: &Telling,
    rule: &Rule,
    ctx: &Ctx<'_>,
) -> Result<NoticeEvent, Denied> {
    said(&telling.remedies, "remedies", rule)?;
    let Proof { letter, sha256 } = &telling.proof;
    if sha256.is_none() {
        said(letter, "proof", rule)?;
    }
    let (earliest, latest, on) = (day_of(produced_at, ctx), days(ctx).today, telling.told_on);
    if !(earliest..=latest).contains(&on) {
        let cite = rule.provenance.cite.clone();
        return Err(Denied::DayUnfit { what: "told_on", on, earliest, latest, cite });
    }
    Ok(NoticeEvent::Given { at: ctx.now, telling: telling.clone() })
}

fn said(text: &str, what: &'static str, rule: &Rule) -> Result<(), Denied> {
    if text.trim().is_empty() {
        let cite: Cite = rule.provenance.cite.clone();
        return Err(Denied::NoticeIncomplete { what, cite });
    }
    Ok(())
}
