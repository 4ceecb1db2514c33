//! What must have come before a letter: another letter, what it did, or time that is over.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use law::facts::AgreedUntil;
use law::ground::Ground;
use law::ids::KindId;
use law::letter_form::{Consequence, ConsequenceRule, Earlier};

use super::Speaker;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::measure::command::Reasons;
use crate::measure::due::Due;
use crate::measure::event::PeerAct;
use crate::measure::parts::{Said, Standing};

impl Speaker<'_> {
    /// When this came first, if it came; of time that is over, when it was.
    pub(crate) fn came_at(&self, earlier: &Earlier, ctx: &Ctx<'_>) -> Option<Timestamp> {
        match earlier {
            Earlier::Letter(form) => self.said_at(form, |_| true),
            Earlier::Doing(form, what) => self.said_at(form, |does| does.contains(what)),
            Earlier::Late(clock) => {
                let due = self.dues.iter().find(|due| due.clock == *clock)?;
                due.fires_at().filter(|_| self.came(earlier, ctx))
            }
        }
    }

    /// Whether this came before what is said now. A clock without an answer holds nobody up: whether its time
    /// is over is then for the officer to say.
    pub(super) fn came(&self, earlier: &Earlier, ctx: &Ctx<'_>) -> bool {
        match earlier {
            Earlier::Letter(form) => self.said_at(form, |_| true).is_some(),
            Earlier::Doing(form, what) => self.said_at(form, |does| does.contains(what)).is_some(),
            Earlier::Late(clock) => {
                let rule = ctx.law.clock(clock);
                let is_about = rule.is_some_and(|rule| rule.kinds.contains(self.parties.kind));
                let is_over = |due: &Due| due.fires_at().is_none_or(|over| ctx.now >= over);
                let is_late = || self.dues.iter().any(|due| due.clock == *clock && is_over(due));
                !is_about || (!self.rests() && !self.has_longer(ctx.now) && is_late())
            }
        }
    }

    /// Whether what must come before a ground has come: a letter, and a word with the issuing authority since this side
    /// has the measure.
    ///
    /// # Errors
    /// [`Denied::LetterMissing`] or [`Denied::ContactMissing`].
    pub(crate) fn may_raise(
        &self,
        ground: &Ground,
        because: &Reasons,
        ctx: &Ctx<'_>,
    ) -> Result<(), Denied> {
        if !ground.after.is_empty() && !ground.after.iter().any(|earlier| self.came(earlier, ctx)) {
            let (after, cite) = (ground.after.clone(), ground.provenance.cite.clone());
            return Err(Denied::LetterMissing { after, cite });
        }
        let since = self.began_at..=ctx.now;
        let contacted = because.contacted_at.is_some_and(|at| since.contains(&at));
        match &ground.contact_first {
            Some(cite) if !contacted => Err(Denied::ContactMissing { cite: cite.clone() }),
            Some(_) | None => Ok(()),
        }
    }

    /// Whether no clock runs here that keeps the letter back.
    ///
    /// # Errors
    /// [`Denied::NotYet`] with the instant at which it ends, as far as that is known.
    pub(super) fn may_say_now(&self, rule: &ConsequenceRule, ctx: &Ctx<'_>) -> Result<(), Denied> {
        let lasts = |due: &&Due| due.fires_at().is_none_or(|over| ctx.now < over);
        let mut runs = self.dues.iter().filter(|due| rule.not_while.contains(&due.clock));
        match runs.find(lasts) {
            None => Ok(()),
            Some(due) => {
                let cite = rule.provenance.cite.clone();
                Err(Denied::NotYet { cite, until: due.fires_at() })
            }
        }
    }

    /// Whether a peer's letter holds the measure up and nothing we said since lets it go on: while it rests nobody is
    /// late.
    fn rests(&self) -> bool {
        let holds = |does: &BTreeSet<Consequence>| {
            does.contains(&Consequence::Suspend) || does.contains(&Consequence::Contest)
        };
        let heard = self.heard().filter(|(_, does, _)| holds(does));
        let held = heard.map(|(_, _, arrived_at)| arrived_at).max();
        let resumes = |said: &&Said| said.does.contains(&Consequence::Resume);
        let resumed = self.talk.said.iter().filter(resumes).map(|said| said.at).max();
        held.is_some_and(|held| resumed.is_none_or(|resumed| resumed < held))
    }

    /// Whether the deadline that was set with a clarification is not over yet, wherever on Earth its day ends last.
    fn has_longer(&self, now: Timestamp) -> bool {
        let over = match &self.talk.known.agreed_until {
            None => return false,
            Some(AgreedUntil::At(until)) => *until,
            Some(AgreedUntil::On(day)) => {
                let noon_after = day
                    .tomorrow()
                    .and_then(|next| TimeZone::UTC.to_timestamp(next.at(12, 0, 0, 0)));
                noon_after.unwrap_or(Timestamp::MAX)
            }
        };
        now <= over
    }

    /// When this form was first said about the measure, by whomever, doing such things, and not declined here.
    fn said_at(
        &self,
        form: &KindId,
        such: impl Fn(&BTreeSet<Consequence>) -> bool,
    ) -> Option<Timestamp> {
        let ours = self.talk.said.iter().map(|said| (&said.form, &said.does, said.at));
        let all = ours.chain(self.heard()).filter(|(said, does, _)| *said == form && such(does));
        all.map(|(_, _, at)| at).min()
    }

    /// The letters of peers that were not declined here: which form, what it does, when it arrived.
    fn heard(&self) -> impl Iterator<Item = (&KindId, &BTreeSet<Consequence>, Timestamp)> {
        self.acts.iter().filter_map(|staged| match (&staged.act, &staged.standing) {
            (PeerAct::Said { form, does, .. }, Standing::Taken(_) | Standing::Waiting) => {
                Some((form, does, staged.arrived_at))
            }
            (
                PeerAct::Acknowledged { .. }
                | PeerAct::Cleared
                | PeerAct::Objected { .. }
                | PeerAct::OfferedHandover { .. }
                | PeerAct::Refused { .. }
                | PeerAct::Said { .. }
                | PeerAct::Withdrew { .. },
                Standing::Declined(_) | Standing::Taken(_) | Standing::Waiting,
            ) => None,
        })
    }
}
