//! Saying one of the instrument's forms about a measure: who may, what follows, and which clocks it starts,
//! moves or settles. The same for every side and every instrument; what differs stands in the packs.
//!
//! Not here: what a consequence does to the state of a side (`executing.rs`, `issuing.rs`, `notified.rs`),
//! and who may sign which letter at all ([`crate::permit::senders`]).

use std::collections::BTreeSet;

use jiff::Timestamp;
use law::clock::{Clock, ClockKind};
use law::defect::Defect;
use law::draft::DraftFacts;
use law::facts::{AgreedUntil, Facts};
use law::field::Values;
use law::ids::{Cite, ClockId, DataCategory, KindId, Party as LawParty, Track};
use law::instrument::{Predicate, Trigger};
use law::letter_form::{Consequence, ConsequenceRule, LetterForm};
use law::measure_kind::MeasureKind;

use crate::actor::MemberId;
use crate::ctx::{Ctx, MemberView};
use crate::denied::Denied;
use crate::letter::{LetterRef, OrderCopy, Party};
use crate::measure::clocks::{self, Stage};
use crate::measure::due::Due;
use crate::measure::event::{Event, Finding, PeerAct};
use crate::measure::parts::{Known, LetterCopy, Running, Staged, Talk};
use crate::measure::staging::{self, ByLaw, Parties};
use crate::permit::senders::{Role, channel};
use crate::release::predicates;

mod before;

/// What an extension that comes too late or too early is called by its clock.
const EXTENSION_INEFFECTIVE: &str = "extension_ineffective";
/// The same of a confirmation.
const CONFIRMATION_INEFFECTIVE: &str = "confirmation_ineffective";

/// A side of a measure as the rules of letters see it.
#[derive(Debug)]
pub(crate) struct Speaker<'a> {
    pub(crate) role: Role,
    pub(crate) parties: Parties<'a>,
    pub(crate) track: Track,
    pub(crate) data: &'a BTreeSet<DataCategory>,
    /// What the form of the measure says, as far as this side sees it.
    pub(crate) values: &'a Values,
    /// Whether the law notified an authority when the measure was issued.
    pub(crate) notified: bool,
    /// When the measure began on this side: its receipt, or its issue.
    pub(crate) began_at: Timestamp,
    pub(crate) dues: &'a [Due],
    pub(crate) talk: &'a Talk,
    pub(crate) acts: &'a [Staged],
    /// What else is known here that clocks ask for.
    pub(crate) facts: Facts,
}

impl<'a> Speaker<'a> {
    /// Every form this side could say about the measure, in the order of the pack.
    pub(crate) fn forms<'c>(&self, ctx: &Ctx<'c>) -> Vec<&'c LetterForm> {
        let ours = self.speaks_as(ctx);
        let letters = ctx.law.letters.iter();
        letters
            .filter(|form| form.act.is_none() && form.about.contains(self.parties.kind))
            .filter(|form| !ours.is_disjoint(&form.by))
            .collect()
    }

    fn kind<'c>(&self, ctx: &Ctx<'c>) -> Option<&'c MeasureKind> {
        ctx.law.kind(self.parties.kind)
    }

    /// The parties of the law we speak as.
    fn speaks_as(&self, ctx: &Ctx<'_>) -> BTreeSet<LawParty> {
        self.kind(ctx).map_or_else(BTreeSet::new, |kind| self.role.speaks_as(kind))
    }

    pub(crate) fn stage(&self) -> Stage<'a> {
        Stage {
            kind: self.parties.kind,
            from: self.parties.from,
            addressee: self.parties.addressee,
            enforcing: self.parties.enforcing,
            is: predicates(self.track, self.notified),
            values: self.values,
            data: self.data,
            track: self.track,
            notified: self.notified,
        }
    }

    /// Who of the network is spoken to in a role, if anybody is: an authority that nobody named at issue is
    /// the one that wrote.
    fn member_in(&self, role: Role) -> Option<&MemberId> {
        let named = match role {
            Role::Addressee => Some(self.parties.addressee),
            Role::Enforcing => self.parties.enforcing,
            Role::Issuer => Some(self.parties.from),
        };
        let is_third = |staged: &&Staged| {
            role == Role::Enforcing && Role::of(&staged.from.member, self.parties).is_none()
        };
        named.or_else(|| self.acts.iter().find(is_third).map(|staged| &staged.from.member))
    }

    /// The members that a form would go to as the measure stands, each once, with the role it hears in.
    fn recipients(
        &self,
        form: &LetterForm,
        asked: Option<&MemberId>,
        ctx: &Ctx<'_>,
    ) -> Vec<(Role, MemberId)> {
        let Some(kind) = self.kind(ctx) else { return Vec::new() };
        let mut found: Vec<(Role, MemberId)> = Vec::new();
        for role in Role::ALL.into_iter().filter(|role| *role != self.role) {
            if role.speaks_as(kind).is_disjoint(&form.to) {
                continue;
            }
            let to = self.member_in(role).or_else(|| asked.filter(|_| role == Role::Enforcing));
            let Some(to) = to else { continue };
            if *to != *ctx.roster.ours() && found.iter().all(|(_, known)| known != to) {
                found.push((role, to.clone()));
            }
        }
        found
    }

    /// Who of the network would hear a form.
    pub(crate) fn hearers(&self, form: &LetterForm, ctx: &Ctx<'_>) -> Vec<MemberId> {
        self.recipients(form, None, ctx).into_iter().map(|(_, member)| member).collect()
    }

    /// Whether a letter with this consequence ends the measure on this side.
    const fn ends_with(&self, does: Consequence) -> bool {
        match (self.role, does) {
            (Role::Addressee | Role::Enforcing | Role::Issuer, Consequence::Withdraw)
            | (
                Role::Addressee,
                Consequence::Decline
                | Consequence::End
                | Consequence::Impossible
                | Consequence::PassOn
                | Consequence::Undo,
            ) => true,
            (
                Role::Enforcing | Role::Issuer,
                Consequence::Decline
                | Consequence::End
                | Consequence::Impossible
                | Consequence::PassOn
                | Consequence::Undo,
            )
            | (
                Role::Addressee | Role::Enforcing | Role::Issuer,
                Consequence::Acknowledge
                | Consequence::Confirm
                | Consequence::Contest
                | Consequence::Enforce
                | Consequence::Extend
                | Consequence::HoldForRequest
                | Consequence::Inform
                | Consequence::Perform
                | Consequence::Postpone
                | Consequence::Recognize
                | Consequence::Resume
                | Consequence::Suspend,
            ) => false,
        }
    }

    /// Whether a clock that a letter starts begins now. A restriction is not renewed by saying it again, and a duty that
    /// runs ends when it would have ended.
    fn starts_anew(&self, clock: &Clock, settled: &BTreeSet<ClockId>, ctx: &Ctx<'_>) -> bool {
        let known = self.dues.iter().find(|due| due.clock == clock.id);
        let runs = known.is_some_and(|due| due.fires_at().is_some_and(|over| ctx.now < over));
        match clock.kind {
            ClockKind::Ceiling => known.is_none() && !self.talk.began.contains_key(&clock.id),
            ClockKind::Deadline => !runs || settled.contains(&clock.id),
            ClockKind::Gate | ClockKind::Hold | ClockKind::Window => true,
        }
    }

    fn has_said(&self, form: &KindId) -> bool {
        self.talk.said.iter().any(|said| said.form == *form)
    }
}

/// The form, if the law has it for this kind of measure.
///
/// # Errors
/// [`Denied::UnknownLetter`] if not, [`Denied::OtherAct`] if an act of its own says it.
pub(crate) fn form<'c>(
    kind: &KindId,
    form: &KindId,
    ctx: &Ctx<'c>,
) -> Result<&'c LetterForm, Denied> {
    let known = ctx.law.letter(form).filter(|known| known.about.contains(kind));
    let known = known.ok_or_else(|| Denied::UnknownLetter { letter: form.clone() })?;
    match known.act {
        Some(act) => Err(Denied::OtherAct { act: act.id() }),
        None => Ok(known),
    }
}

/// Where the law gives this side the letter, if it does.
pub(crate) fn gives(speaker: &Speaker<'_>, form: &LetterForm, ctx: &Ctx<'_>) -> Option<Cite> {
    let ours = speaker.speaks_as(ctx);
    (!ours.is_disjoint(&form.by)).then(|| form.form.provenance.cite.clone())
}

/// Every formal fault of the letter, each beside its field.
pub(crate) fn defects(
    speaker: &Speaker<'_>,
    form: &LetterForm,
    values: &Values,
    ctx: &Ctx<'_>,
) -> Vec<Defect> {
    facts(speaker, ctx).map_or_else(Vec::new, |facts| law::draft::check(&form.form, values, &facts))
}

/// The authorities of the addressee's state that could be asked to enforce the measure, in the order of their ids.
pub(crate) fn enforcers<'c>(
    speaker: &Speaker<'_>,
    ctx: &Ctx<'c>,
) -> impl Iterator<Item = &'c MemberId> {
    let there = ctx.roster.state(speaker.parties.addressee);
    let channel = speaker.kind(ctx).map(channel);
    let enforces = move |view: &MemberView| {
        channel.is_some_and(|channel| Role::Enforcing.admits(channel, view.kind))
            && Some(view.state) == there
    };
    ctx.roster.members().filter(move |(_, view)| enforces(view)).map(|(id, _)| id)
}

/// What the form of a letter may ask about its measure.
pub(crate) fn facts(speaker: &Speaker<'_>, ctx: &Ctx<'_>) -> Option<DraftFacts> {
    Some(DraftFacts {
        from: ctx.roster.state(speaker.parties.from)?,
        to: ctx.roster.state(speaker.parties.addressee)?,
        notified: speaker.notified,
        data: speaker.data.clone(),
        track: speaker.track,
        unvalidated: false,
    })
}

/// Says a form. `order` goes with it to an authority that has no copy of the measure yet.
///
/// # Errors
/// [`Denied`] if it was said already, does not follow what it must follow, or reaches nobody.
pub(crate) fn say(
    speaker: &Speaker<'_>,
    id: &KindId,
    values: &Values,
    order: Option<OrderCopy>,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    let form = form(speaker.parties.kind, id, ctx)?;
    if form.once && speaker.has_said(id) {
        return Err(Denied::AlreadyAnswered);
    }
    let rules: Vec<&ConsequenceRule> = form.follows(values).collect();
    for rule in &rules {
        let came = |earlier| speaker.came(earlier, ctx);
        if !rule.after.is_empty() && !rule.after.iter().any(came) {
            let (after, cite) = (rule.after.clone(), rule.provenance.cite.clone());
            return Err(Denied::LetterMissing { after, cite });
        }
    }
    for rule in &rules {
        speaker.may_say_now(rule, ctx)?;
    }
    let copies = copies(speaker, form, values, order.as_ref(), ctx);
    if copies.is_empty() && form.to.iter().any(|to| is_within(*to)) {
        return Err(Denied::NoRecipient { cite: form.form.provenance.cite.clone() });
    }
    let at = ctx.now;
    let does: BTreeSet<Consequence> = rules.iter().map(|rule| rule.does).collect();
    let settled = |due: &&Due| rules.iter().any(|rule| rule.ends.contains(&due.clock));
    let is_late = |due: &Due| match due.kind {
        // A right that is used too late is on record as late; who receives it says what follows.
        ClockKind::Window => due.is_late(at),
        ClockKind::Ceiling | ClockKind::Deadline | ClockKind::Gate | ClockKind::Hold => {
            clocks::is_missed(due, None, at)
        }
    };
    let late = speaker.dues.iter().filter(settled).any(is_late);
    let timing = timing(speaker, &rules, values, at, ctx);
    let mut events = vec![Event::Said {
        at,
        form: id.clone(),
        does,
        values: values.clone(),
        copies,
        order: order.map(Box::new),
        late,
    }];
    events.extend(timing.event(at, speaker));
    Ok(events)
}

/// What each member gets of the letter.
fn copies(
    speaker: &Speaker<'_>,
    form: &LetterForm,
    values: &Values,
    order: Option<&OrderCopy>,
    ctx: &Ctx<'_>,
) -> Vec<LetterCopy> {
    let Some(kind) = speaker.kind(ctx) else { return Vec::new() };
    let asked = order.and_then(|order| order.enforcing.as_ref());
    let recipients = speaker.recipients(form, asked, ctx).into_iter();
    recipients
        .map(|(role, to)| LetterCopy { to, values: form.form.project(values, role.audience(kind)) })
        .collect()
}

/// Whether this party of the law is a member of the network where it is one at all.
const fn is_within(party: LawParty) -> bool {
    match party {
        LawParty::Addressee
        | LawParty::Ea
        | LawParty::Ia
        | LawParty::Requested
        | LawParty::Requesting
        | LawParty::Supervisor
        | LawParty::Team => true,
        LawParty::Body
        | LawParty::Commission
        | LawParty::ContentProvider
        | LawParty::Controller
        | LawParty::Coordinator
        | LawParty::Ms
        | LawParty::Person
        | LawParty::Processor
        | LawParty::Recipient
        | LawParty::Requester => false,
    }
}

/// A letter of a peer that arrives: it is staged and, where it comes from whom the form gives it to, has its
/// effect at once. Nobody's decision is awaited, because a duty that rests rests from the receipt on, and
/// what is prolonged too late is not prolonged.
pub(crate) fn hear(
    speaker: &Speaker<'_>,
    letter: LetterRef,
    from: &Party,
    sent_at: Timestamp,
    act: &PeerAct,
    ctx: &Ctx<'_>,
) -> Vec<Event> {
    let at = ctx.now;
    let events = |by_law| staging::events(at, letter, from, sent_at, act, by_law);
    let PeerAct::Said { form, values, .. } = act else { return events(ByLaw::Waits) };
    let theirs = staging::role_of(&from.member, speaker.parties, act, ctx);
    let (Some(known), Some(kind), Some(theirs)) = (ctx.law.letter(form), speaker.kind(ctx), theirs)
    else {
        return events(ByLaw::Declines(Finding::NotTheirs));
    };
    let spoken = !theirs.speaks_as(kind).is_disjoint(&known.by);
    let to_us = !speaker.speaks_as(ctx).is_disjoint(&known.to);
    if !(spoken && to_us && known.about.contains(&kind.id)) {
        return events(ByLaw::Declines(Finding::NotTheirs));
    }
    let rules: Vec<&ConsequenceRule> = known.follows(values).collect();
    let timing = timing(speaker, &rules, values, sent_at.min(at), ctx);
    if timing.ineffective {
        return events(ByLaw::Declines(Finding::Ineffective));
    }
    let mut events = events(ByLaw::Takes(known.form.provenance.cite.clone()));
    events.extend(timing.event(at, speaker));
    events
}

/// Whatever a peer does after the end of the measure here: on record, and without effect.
pub(crate) fn too_late(
    letter: LetterRef,
    from: &Party,
    sent_at: Timestamp,
    act: &PeerAct,
    ctx: &Ctx<'_>,
) -> Vec<Event> {
    staging::events(ctx.now, letter, from, sent_at, act, ByLaw::Declines(Finding::TooLate))
}

/// The clocks that run on this side because of a letter.
struct Timing {
    known: Known,
    started: Vec<Running>,
    ended: BTreeSet<ClockId>,
    ineffective: bool,
    /// Whether the measure ends here with the letter, and all its clocks with it.
    ends_here: bool,
}

impl Timing {
    fn event(self, at: Timestamp, speaker: &Speaker<'_>) -> Option<Event> {
        let Self { known, started, ended, ends_here, .. } = self;
        let unchanged = started.is_empty() && ended.is_empty() && known == speaker.talk.known;
        let nothing = ends_here || unchanged;
        let ended = ended.into_iter().collect();
        (!nothing).then_some(Event::Timed { at, known, started, ended })
    }
}

/// What a letter does to the clocks of this side, whether it is said or heard here.
fn timing(
    speaker: &Speaker<'_>,
    rules: &[&ConsequenceRule],
    values: &Values,
    said_at: Timestamp,
    ctx: &Ctx<'_>,
) -> Timing {
    let at = ctx.now;
    let mut timing = Timing {
        known: speaker.talk.known.clone(),
        started: Vec::new(),
        ended: BTreeSet::new(),
        ineffective: false,
        ends_here: rules.iter().any(|rule| speaker.ends_with(rule.does)),
    };
    let ours = speaker.speaks_as(ctx);
    let runs_here = |clock: &&ClockId| speaker.dues.iter().any(|due| due.clock == **clock);
    for rule in rules {
        timing.ended.extend(rule.ends.iter().filter(runs_here).cloned());
    }
    let mut stage = speaker.stage();
    for trigger in rules.iter().flat_map(|rule| &rule.starts) {
        for clock in clocks::at_parties(&stage, *trigger, &ours, ctx) {
            if speaker.starts_anew(clock, &timing.ended, ctx) {
                // What may last at most so long is counted from the decision, not from its arrival.
                let from_at = if clock.kind == ClockKind::Ceiling { said_at } else { at };
                timing.run(speaker, clock, &stage, from_at, ctx);
            }
        }
    }
    for rule in rules {
        match rule.does {
            Consequence::Extend => {
                stage.is.insert(Predicate::Extended);
                timing.known.extension_at.push(at);
                timing.prolong(speaker, &stage, &ours, ctx);
            }
            Consequence::Confirm => {
                timing.known.confirmation_at.get_or_insert(at);
                timing.replace(speaker, &stage, &ours, ctx);
            }
            Consequence::HoldForRequest => {
                timing.known.request_received_at.get_or_insert(at);
                timing.again(speaker, &stage, &ours, |clock| clock.held_by_request, ctx);
            }
            Consequence::Resume => {
                timing.known.clarified_at = Some(at);
                timing.known.agreed_until = rule
                    .until
                    .as_ref()
                    .and_then(|field| values.get(field))
                    .and_then(AgreedUntil::of);
                timing.again(speaker, &stage, &ours, |clock| clock.clarification.is_some(), ctx);
            }
            Consequence::Acknowledge
            | Consequence::Contest
            | Consequence::Decline
            | Consequence::End
            | Consequence::Enforce
            | Consequence::Impossible
            | Consequence::Inform
            | Consequence::PassOn
            | Consequence::Perform
            | Consequence::Postpone
            | Consequence::Recognize
            | Consequence::Suspend
            | Consequence::Undo
            | Consequence::Withdraw => {}
        }
    }
    timing
}

impl Timing {
    /// Asks a clock and notes its answer; what it found is handed back.
    fn run(
        &mut self,
        speaker: &Speaker<'_>,
        clock: &Clock,
        stage: &Stage<'_>,
        from_at: Timestamp,
        ctx: &Ctx<'_>,
    ) -> Vec<&'static str> {
        let facts = self.known.with(speaker.facts.clone());
        let Some(result) = clocks::answer(clock, stage, from_at, &facts, ctx) else {
            return Vec::new();
        };
        self.started.push(Running { from_at, due: Due::of(clock, &result) });
        result.findings
    }

    /// The longer period of the act: it is counted from where the first one was.
    fn prolong(
        &mut self,
        speaker: &Speaker<'_>,
        stage: &Stage<'_>,
        ours: &BTreeSet<LawParty>,
        ctx: &Ctx<'_>,
    ) {
        let longer = clocks::at_parties(stage, Trigger::Received, ours, ctx);
        for clock in longer.into_iter().filter(|clock| clock.when.contains(&Predicate::Extended)) {
            let findings = self.run(speaker, clock, stage, speaker.began_at, ctx);
            self.ineffective |= findings.iter().any(|f| f.starts_with(EXTENSION_INEFFECTIVE));
            self.ended.extend(clock.extends.clone());
        }
    }

    /// What is kept is kept until it is produced: the clock without a number takes the place of those with
    /// one. It leans on the receipt of the order too.
    fn replace(
        &mut self,
        speaker: &Speaker<'_>,
        stage: &Stage<'_>,
        ours: &BTreeSet<LawParty>,
        ctx: &Ctx<'_>,
    ) {
        let until = clocks::at_parties(stage, Trigger::ConfirmationReceived, ours, ctx);
        for clock in until {
            let findings = self.run(speaker, clock, stage, speaker.began_at, ctx);
            self.ineffective |= findings.iter().any(|f| f.starts_with(CONFIRMATION_INEFFECTIVE));
            let replaced = clock.prolongs.as_ref().and_then(|id| ctx.law.clock(id));
            self.ended.extend(replaced.map(|clock| clock.id.clone()));
            self.ended.extend(replaced.and_then(|clock| clock.extends.clone()));
        }
    }

    /// Our clocks that run here already are asked again with what is known now.
    fn again(
        &mut self,
        speaker: &Speaker<'_>,
        stage: &Stage<'_>,
        ours: &BTreeSet<LawParty>,
        wanted: impl Fn(&Clock) -> bool,
        ctx: &Ctx<'_>,
    ) {
        let running = speaker.dues.iter().filter_map(|due| ctx.law.clock(&due.clock));
        let asked: Vec<&Clock> = running
            .filter(|clock| wanted(clock) && ours.contains(&clock.trigger_by))
            .filter(|clock| !self.ended.contains(&clock.id))
            .collect();
        for clock in asked {
            let from_at = speaker.talk.began.get(&clock.id).copied().unwrap_or(speaker.began_at);
            self.run(speaker, clock, stage, from_at, ctx);
        }
    }
}
