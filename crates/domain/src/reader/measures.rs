//! A measure for one reader: fields by copy, clocks with whole answers, acts with their reasons.

use jiff::Timestamp;
use law::clock::{Clock, ClockEffect, ClockKind, ClockResult};
use law::facts::Facts;
use law::field::Values;
use law::ground::GroundStage;
use law::ids::{Audience, Party as LawParty};
use law::instrument::Trigger;
use law::letter_form::LetterForm;

use super::{
    ActOffer, CheckSeen, ClockSeen, DutySeen, FieldSeen, HandoverLine, LetterOffer, MeasureSeen,
    PeerActSeen, Reader, SideSeen, notices,
};
use crate::actor::Officer;
use crate::ctx::Ctx;
use crate::exhibit::{ExhibitNo, Plain};
use crate::ids::{ExhibitId, HandoverId, ID_BYTES};
use crate::letter::{CopyKind, LawRef, OrderCopy};
use crate::measure::clocks::{self, Stage};
use crate::measure::staging::Side;
use crate::measure::talk::{self, Speaker};
use crate::measure::{
    self, Command, CopyDigest, Draft, Extent, HandedExhibit, Issuing, Measure, Notified, Part,
    PeerAct, Reasons, Seen, Staged, Standing, Terms,
};
use crate::permit::senders::Role;
use crate::permit::{self, Act, Row, Scope, Subject, matrix};
use crate::release;

/// The measure as this reader, who may know of it, sees it.
pub(super) fn seen(measure: &Measure, reader: &Reader<'_>, ctx: &Ctx<'_>) -> MeasureSeen {
    let mut seen = match measure {
        Measure::Issuing(issuing) => issuing_seen(measure, issuing, ctx),
        Measure::Executing(executing) => {
            let received = executing.received();
            let history = &received.history;
            let known = Facts {
                addressee_received_at: Some(received.received_at),
                enforcing_received_at: history.enforcing_received_at,
                confirmed_at: history.confirmed_at,
                ..Facts::default()
            };
            let at = received.received_at;
            let done = Done {
                handed_at: received.handovers.iter().map(|handed| handed.at).min(),
                answered_at: answered_at(&received.acts),
                validated_at: None,
            };
            let mut seen = recipient_seen(measure, &received.order, at, (&known, &done), ctx);
            // Where nothing is asked for, whether it may leave is no question.
            let asks = release::yields_data(&history.kind, ctx).is_ok();
            seen.release = asks.then(|| release::state(history, &Part::All, ctx));
            seen.receipts = receipts(Some(at), history.enforcing_received_at);
            seen.acts = acts(&received.acts);
            seen.said.clone_from(&received.talk.said);
            seen.suspended = history.suspended;
            moved(&mut seen.clocks, &received.speaker(), ctx);
            seen.handovers = received
                .handovers
                .iter()
                .map(|handed| HandoverLine {
                    handover: handed.handover,
                    at: handed.at,
                    exhibits: handed
                        .exhibits
                        .iter()
                        .map(|exhibit| (exhibit.exhibit, exhibit.exhibit_no.clone()))
                        .collect(),
                    part: Some(handed.part.clone()),
                    late: handed.late,
                })
                .collect();
            pass(&mut seen.clocks, &received.passed);
            seen
        }
        Measure::Notified(notified) => {
            let pending = notified.pending();
            let known =
                Facts { enforcing_received_at: Some(pending.received_at), ..Facts::default() };
            let at = pending.received_at;
            let answered_at = match notified {
                Notified::Objected(objected) => {
                    Some(pending.cleared_at.map_or(objected.at, |at| at.min(objected.at)))
                }
                Notified::Cleared(_)
                | Notified::Enforcing(_)
                | Notified::Pending(_)
                | Notified::Silent(_)
                | Notified::Withdrawn(_) => pending.cleared_at,
            };
            let done = Done { answered_at, ..Done::default() };
            let mut seen = recipient_seen(measure, &pending.order, at, (&known, &done), ctx);
            seen.receipts = receipts(None, Some(at));
            seen.acts = acts(&pending.acts);
            seen.said.clone_from(&pending.talk.said);
            moved(&mut seen.clocks, &pending.speaker(), ctx);
            pass(&mut seen.clocks, &pending.passed);
            seen
        }
    };
    seen.may = offers(measure, reader, ctx);
    seen.letters = letters(measure, reader, ctx);
    seen
}

fn issuing_seen(measure: &Measure, issuing: &Issuing, ctx: &Ctx<'_>) -> MeasureSeen {
    let draft = issuing.draft();
    let issued = issuing.issued();
    let is_draft = matches!(issuing, Issuing::Draft(_));
    let mut defects = Vec::new();
    if is_draft {
        defects = measure::defects(draft, false, ctx);
    }
    let fields = ctx.law.kind(&draft.kind).map_or_else(Vec::new, |kind| {
        let values = kind.project(&draft.terms.values, Audience::Ia);
        FieldSeen::of_form(kind, &values, &defects, is_draft)
    });
    let mut seen = MeasureSeen {
        id: draft.measure,
        side: SideSeen::Issuing,
        state: measure.word(),
        case: Some(draft.case),
        instrument: draft.instrument.clone(),
        kind: draft.kind.clone(),
        law: issued.map(|issued| issued.law.clone()),
        track: draft.terms.track,
        data: draft.terms.data.clone(),
        from: draft.from.clone(),
        addressee: draft.terms.addressee.clone(),
        enforcing: draft.terms.enforcing.clone(),
        purpose: draft.purpose,
        language: draft.terms.language.clone(),
        fields,
        defects,
        unbound: is_draft.then(|| permit::binding::binds(draft, ctx).err()).flatten(),
        checks: if is_draft { checks(draft, ctx) } else { Vec::new() },
        revision: Some(draft.revision),
        began_at: issued.map_or(draft.opened_at, |issued| issued.issued_at),
        receipts: Vec::new(),
        clocks: Vec::new(),
        duties: duties(measure, ctx),
        release: None,
        acts: Vec::new(),
        said: Vec::new(),
        restricted: measure::restriction(measure, ctx),
        suspended: None,
        handovers: Vec::new(),
        notice: None,
        may: Vec::new(),
        letters: Vec::new(),
    };
    let Some(issued) = issued else { return seen };
    // Once asked, the authority that enforces is a party like one that was notified.
    seen.enforcing = issued.parties().enforcing.cloned();
    seen.notice = notices::seen(issued, ctx);
    seen.receipts = issued.receipts.iter().map(|(copy, at)| (*copy, *at)).collect();
    seen.acts = acts(&issued.acts);
    seen.said.clone_from(&issued.talk.said);
    seen.suspended = issued.suspended;
    seen.handovers = issued
        .productions
        .iter()
        .map(|production| HandoverLine {
            handover: production.handover,
            at: production.at,
            exhibits: production
                .exhibits
                .iter()
                .map(|exhibit| (exhibit.exhibit, exhibit.exhibit_no.clone()))
                .collect(),
            part: None,
            late: false,
        })
        .collect();
    let known = issued.talk.known.with(issued.facts());
    let done = Done {
        handed_at: seen.handovers.iter().map(|line| line.at).min(),
        answered_at: answered_at(&issued.acts),
        validated_at: draft.validation.as_ref().map(|validation| validation.at),
    };
    let mut stage = draft.stage();
    for (copy, at) in &issued.receipts {
        let theirs = clocks::on_receipt(&stage, *copy, *at, &known, ctx);
        seen.clocks.extend(running(theirs, &done, false));
    }
    moved(&mut seen.clocks, &issued.speaker(), ctx);
    if issued.dues.iter().any(clocks::is_review) {
        stage.is.insert(law::instrument::Predicate::Unvalidated);
        let (ours, known) = ([LawParty::Ia].into(), Facts::default());
        let owed = clocks::answers(&stage, Trigger::Issued, &ours, issued.issued_at, &known, ctx);
        seen.clocks.extend(running(owed, &done, true));
    }
    pass(&mut seen.clocks, &issued.passed);
    seen
}

fn recipient_seen(
    measure: &Measure,
    order: &OrderCopy,
    received_at: Timestamp,
    (known, done): (&Facts, &Done),
    ctx: &Ctx<'_>,
) -> MeasureSeen {
    let (side, language) = match measure {
        Measure::Executing(executing) => (SideSeen::Executing, &executing.received().language),
        Measure::Issuing(issuing) => (SideSeen::Issuing, &issuing.draft().terms.language),
        Measure::Notified(notified) => (SideSeen::Notified, &notified.pending().language),
    };
    let stage = Stage::of_order(order);
    MeasureSeen {
        id: order.measure,
        side,
        state: measure.word(),
        case: None,
        instrument: order.law.id.clone(),
        kind: order.kind.clone(),
        law: Some(LawRef::clone(&order.law)),
        track: order.track,
        data: order.data.clone(),
        from: order.from.clone(),
        addressee: order.addressee.clone(),
        enforcing: order.enforcing.clone(),
        purpose: measure.purpose(),
        language: language.clone(),
        // A copy holds what its recipient may see and nothing else: it is shown as it came.
        fields: ctx
            .law
            .kind(&order.kind)
            .map_or_else(Vec::new, |kind| FieldSeen::of_form(kind, &order.values, &[], false)),
        defects: Vec::new(),
        unbound: None,
        checks: Vec::new(),
        revision: None,
        began_at: received_at,
        receipts: Vec::new(),
        clocks: running(
            clocks::on_receipt(&stage, order.copy, received_at, known, ctx),
            done,
            true,
        ),
        duties: duties(measure, ctx),
        release: None,
        acts: Vec::new(),
        said: Vec::new(),
        restricted: None,
        suspended: None,
        handovers: Vec::new(),
        notice: None,
        may: Vec::new(),
        letters: Vec::new(),
    }
}

fn duties(measure: &Measure, ctx: &Ctx<'_>) -> Vec<DutySeen> {
    let all = measure::duties(measure, ctx).into_iter();
    all.map(|(duty, standing)| DutySeen { duty: duty.id.clone(), standing }).collect()
}

/// The forms this officer's side has about the measure, each tried out filled with the pack's examples: what
/// the form itself lacks is no reason, what the measure's state says is one.
fn letters(measure: &Measure, reader: &Reader<'_>, ctx: &Ctx<'_>) -> Vec<LetterOffer> {
    let Some(speaker) = measure::speaker(measure) else { return Vec::new() };
    let Some(facts) = talk::facts(&speaker, ctx) else { return Vec::new() };
    if matrix::mark(Row::MeasureSay, reader.officer.office).scope == Scope::Never {
        return Vec::new();
    }
    // Which authority enforces is named with the letter: that none is named yet is no reason against it.
    let asked = talk::enforcers(&speaker, ctx).next().cloned();
    let offer = |form: &LetterForm| {
        let values = law::draft::fill_with_examples(&form.form, &Values::new(), &facts);
        let command = Command::Say { form: form.form.id.clone(), values, enforcing: asked.clone() };
        let subject = Subject::new(Some(measure)).in_case(reader.case);
        let denied = permit::for_officer(reader.officer, &subject, command, ctx).err();
        LetterOffer { form: form.form.id.clone(), to: speaker.hearers(form, ctx), denied }
    };
    speaker.forms(ctx).into_iter().map(offer).collect()
}

/// The questions the law puts before issuing.
fn checks(draft: &Draft, ctx: &Ctx<'_>) -> Vec<CheckSeen> {
    let checks = ctx.law.kind(&draft.kind).map_or(&[][..], |kind| &kind.checks);
    checks
        .iter()
        .filter(|check| check.blocks == measure::ISSUE)
        .map(|check| CheckSeen {
            id: check.id.clone(),
            answer: check.answer,
            cite: check.provenance.cite.clone(),
        })
        .collect()
}

fn running(answers: Vec<(&Clock, ClockResult)>, done: &Done, is_ours: bool) -> Vec<ClockSeen> {
    answers
        .into_iter()
        .map(|(clock, result)| ClockSeen {
            result,
            kind: clock.kind,
            is_ours,
            has_passed: false,
            met_at: done.met_at(clock),
        })
        .collect()
}

/// The acts that clocks wait for, as far as they were done.
#[derive(Debug, Clone, Copy, Default)]
struct Done {
    /// The first handover of what the order asks for.
    handed_at: Option<Timestamp>,
    /// The first word of the notified authority: a ground, or that it raises none.
    answered_at: Option<Timestamp>,
    /// The validation that an emergency put off.
    validated_at: Option<Timestamp>,
}

impl Done {
    /// When the act that this clock waits for was done. A right of somebody else than the notified authority is
    /// not used by its word.
    fn met_at(&self, clock: &Clock) -> Option<Timestamp> {
        match clock.kind {
            ClockKind::Deadline if clock.effect == ClockEffect::WithdrawAndDeleteOrRestrict => {
                self.validated_at
            }
            ClockKind::Deadline | ClockKind::Gate
                if clock.trigger == Trigger::Received
                    && clock.trigger_by == LawParty::Addressee =>
            {
                self.handed_at
            }
            ClockKind::Window if clock.trigger_by == LawParty::Ea => self.answered_at,
            ClockKind::Ceiling
            | ClockKind::Deadline
            | ClockKind::Gate
            | ClockKind::Hold
            | ClockKind::Window => None,
        }
    }
}

/// When the notified authority wrote its first word that counts.
fn answered_at(acts: &[Staged]) -> Option<Timestamp> {
    let counts = |staged: &&Staged| {
        matches!(staged.act, PeerAct::Cleared | PeerAct::Objected { .. })
            && !matches!(staged.standing, Standing::Declined(_))
    };
    acts.iter().filter(counts).map(|staged| staged.sent_at).min()
}

/// The clocks as letters left them: what was settled is gone, what was started or moved is asked anew.
fn moved(clocks: &mut Vec<ClockSeen>, speaker: &Speaker<'_>, ctx: &Ctx<'_>) {
    let talk = speaker.talk;
    clocks.retain(|seen| {
        let clock = &seen.result.clock;
        !talk.ended.contains(clock) && !talk.began.contains_key(clock)
    });
    let mut stage = speaker.stage();
    if !talk.known.extension_at.is_empty() {
        stage.is.insert(law::instrument::Predicate::Extended);
    }
    let facts = talk.known.with(speaker.facts.clone());
    let started = talk.began.iter().filter_map(|(id, from_at)| {
        let clock = ctx.law.clock(id)?;
        Some((clock, clocks::answer(clock, &stage, *from_at, &facts, ctx)?))
    });
    clocks.extend(running(started.collect(), &Done::default(), true));
}

fn pass(clocks: &mut [ClockSeen], passed: &[law::ids::ClockId]) {
    for clock in clocks {
        clock.has_passed = passed.contains(&clock.result.clock);
    }
}

fn receipts(
    addressee: Option<Timestamp>,
    enforcing: Option<Timestamp>,
) -> Vec<(CopyKind, Timestamp)> {
    [(CopyKind::Addressee, addressee), (CopyKind::Enforcing, enforcing)]
        .into_iter()
        .filter_map(|(copy, at)| at.map(|at| (copy, at)))
        .collect()
}

fn acts(staged: &[Staged]) -> Vec<PeerActSeen> {
    staged
        .iter()
        .map(|staged| PeerActSeen {
            letter: staged.letter.id,
            from: staged.from.member.clone(),
            sent_at: staged.sent_at,
            arrived_at: staged.arrived_at,
            act: staged.act.clone(),
            standing: staged.standing.clone(),
        })
        .collect()
}

/// What the reader's office has here, each act tried out as it would be decided now.
fn offers(measure: &Measure, reader: &Reader<'_>, ctx: &Ctx<'_>) -> Vec<ActOffer> {
    candidates(measure, ctx)
        .into_iter()
        .filter(|command| has_act(reader.officer, command))
        .map(|command| {
            let verb = command.verb();
            let subject = Subject::new(Some(measure)).in_case(reader.case);
            let denied = permit::for_officer(reader.officer, &subject, command, ctx).err();
            ActOffer { verb, denied }
        })
        .collect()
}

fn has_act(officer: &Officer, command: &Command) -> bool {
    matrix::mark(command.row(), officer.office).scope != Scope::Never
}

/// The commands that could be asked of the measure in its state, filled so that only the state, the
/// person and the law can say no.
fn candidates(measure: &Measure, ctx: &Ctx<'_>) -> Vec<Command> {
    match measure {
        Measure::Issuing(Issuing::Draft(draft)) => {
            let mut commands = vec![
                Command::Amend { terms: Terms::clone(&draft.terms) },
                Command::Drop,
                Command::Validate { revision: draft.revision },
            ];
            // Where nobody has to sign besides, nobody is asked to.
            let rule = ctx.law.kind(&draft.kind).and_then(|kind| kind.countersign.as_ref());
            commands.extend(rule.map(|_| Command::Countersign { revision: draft.revision }));
            commands.push(issue(draft, ctx));
            commands
        }
        Measure::Issuing(Issuing::Issued(issued)) => {
            let mut commands = vec![Command::Withdraw { why: String::new() }];
            commands.extend(issued.is_settled(ctx).then_some(Command::Complete));
            commands.extend(validation_owed(issued));
            commands.extend(on_acts(&issued.acts, Side::Issuing));
            commands
        }
        Measure::Issuing(Issuing::Produced(issued)) => {
            let mut commands = vec![Command::Complete, Command::Withdraw { why: String::new() }];
            commands.extend(validation_owed(issued));
            commands.extend(on_acts(&issued.acts, Side::Issuing));
            commands.extend(notices::candidates(issued, ctx));
            commands
        }
        Measure::Issuing(Issuing::Completed(issued)) => {
            let mut commands = on_acts(&issued.acts, Side::Issuing);
            commands.extend(notices::candidates(issued, ctx));
            commands
        }
        Measure::Issuing(Issuing::Lapsed(issued) | Issuing::Withdrawn(issued)) => {
            notices::candidates(issued, ctx)
        }
        Measure::Issuing(Issuing::Dropped(_)) => Vec::new(),
        Measure::Executing(executing) => {
            let order = &executing.received().order;
            let mut commands = vec![Command::Acknowledge];
            if release::yields_data(&order.kind, ctx).is_ok() {
                commands.push(Command::HandOver {
                    handover: HandoverId::new([0; ID_BYTES]),
                    exhibits: some_exhibit().into_iter().collect(),
                    part: Part::All,
                });
            }
            let ours = ctx.law.kind(&order.kind).map(|kind| Role::Addressee.speaks_as(kind));
            let ground = ctx.law.grounds.iter().find(|ground| {
                let raises = ours.as_ref().is_some_and(|ours| !ours.is_disjoint(&ground.raised_by));
                raises
                    && ground.kinds.contains(&order.kind)
                    && ground.stage == GroundStage::Execution
            });
            commands.extend(ground.map(|ground| Command::Refuse {
                ground: ground.id.clone(),
                extent: Extent::All,
                because: tried(ctx.now),
            }));
            commands.extend(on_acts(&executing.received().acts, Side::Executing));
            commands
        }
        Measure::Notified(notified) => {
            let mut commands = vec![Command::Acknowledge, Command::Clear];
            let stage = match notified {
                Notified::Enforcing(_) => GroundStage::Enforcement,
                Notified::Cleared(_)
                | Notified::Objected(_)
                | Notified::Pending(_)
                | Notified::Silent(_)
                | Notified::Withdrawn(_) => GroundStage::Notification,
            };
            let ground = ctx.law.grounds.iter().find(|ground| {
                ground.raised_by.contains(&LawParty::Ea)
                    && ground.kinds.contains(&notified.pending().order.kind)
                    && ground.stage == stage
            });
            commands.extend(ground.map(|ground| Command::Object {
                ground: ground.id.clone(),
                extent: Extent::All,
                because: tried(ctx.now),
            }));
            commands.extend(on_acts(&notified.pending().acts, Side::Notified));
            commands
        }
    }
}

/// An exhibit that stands for any: whether there are some to hand over is for the page, which lists them.
fn some_exhibit() -> Option<HandedExhibit> {
    let (sha256, blake3) = ([0; 32], [0; 32]);
    Some(HandedExhibit {
        exhibit: ExhibitId::new([0; ID_BYTES]),
        exhibit_no: ExhibitNo::parse("X/1")?,
        plain: Plain { len: 0, sha256, blake3 },
    })
}

/// The validation that follows an order which an emergency let out without one.
fn validation_owed(issued: &measure::Issued) -> Option<Command> {
    let revision = issued.draft.revision;
    issued.owes_review().then_some(Command::Validate { revision })
}

/// What can be done with acts of peers that wait. A ground stands at the issuer by law and is not declined there.
fn on_acts(acts: &[Staged], side: Side) -> Vec<Command> {
    let mut commands = Vec::new();
    for staged in acts.iter().filter(|staged| staged.standing == Standing::Waiting) {
        let letter = staged.letter.id;
        match staged.act {
            PeerAct::OfferedHandover { .. } => {}
            PeerAct::Acknowledged { .. }
            | PeerAct::Cleared
            | PeerAct::Objected { .. }
            | PeerAct::Refused { .. }
            | PeerAct::Said { .. }
            | PeerAct::Withdrew { .. } => commands.push(Command::TakePeerAct { letter }),
        }
        let stands = side == Side::Issuing && matches!(staged.act, PeerAct::Objected { .. });
        commands.extend((!stands).then_some(Command::DeclinePeerAct { letter }));
    }
    commands
}

/// Reasons that stand for any, to try whether an act could be done now.
fn tried(now: Timestamp) -> Reasons {
    Reasons { text: String::new(), contacted_at: Some(now) }
}

fn issue(draft: &Draft, ctx: &Ctx<'_>) -> Command {
    let copies = measure::orders(draft, ctx).unwrap_or_default();
    Command::Issue {
        seen: Seen {
            revision: draft.revision,
            copies: copies
                .iter()
                .map(|order| CopyDigest { copy: order.copy, digest: [0; 32] })
                .collect(),
        },
        emergency: law::issuer::EmergencyFacts::MET,
        checks: checks(draft, ctx).into_iter().map(|check| (check.id, "?".to_owned())).collect(),
    }
}
