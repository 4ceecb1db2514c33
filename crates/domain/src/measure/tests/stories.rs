//! Random stories on a whole stage: three nodes, lost and late letters, clocks, everybody asking for
//! everything. What must hold in every one of them.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use law::draft::fill_with_examples;
use law::field::Values;
use law::scenario::parse;
use proptest::prelude::*;

use crate::actor::{MemberId, Officer};
use crate::effect::Effect;
use crate::ids::MeasureId;
use crate::kit;
use crate::letter::Body;
use crate::measure::command::Reasons;
use crate::measure::notice::{Means, Notice, NoticeAct, Proof, Telling, Verdict};
use crate::measure::{
    self, Command, Event, Executing, Extent, Issuing, Measure, Notified, Part, Terms,
};
use crate::permit::{self, Subject};
use crate::reader::{self, Reader};
use crate::release::{History, ReleaseState, is_late};
use crate::scenario::world::{Done, World};

/// What only the issuer and the authority may see, in a word that stands nowhere else.
const CANARY: &str = "zq7-canary-4711";

/// One thing somebody does.
#[derive(Debug, Clone)]
enum Op {
    Acknowledge(usize),
    Amend,
    Clear,
    Complete,
    Deliver(usize),
    HandOver(bool),
    Issue,
    Lose(usize),
    Notice(u8),
    Object(u8),
    Say(usize, usize),
    TakeAct,
    TakeOver,
    Wait(u32),
    Withdraw,
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let op = prop_oneof![
        1 => (0usize..3).prop_map(Op::Acknowledge),
        1 => Just(Op::Amend),
        2 => Just(Op::Clear),
        1 => Just(Op::Complete),
        8 => (0usize..3).prop_map(Op::Deliver),
        4 => any::<bool>().prop_map(Op::HandOver),
        2 => Just(Op::Issue),
        1 => (0usize..3).prop_map(Op::Lose),
        4 => (0u8..5).prop_map(Op::Notice),
        2 => (0u8..3).prop_map(Op::Object),
        6 => (0usize..3, 0usize..20).prop_map(|(member, form)| Op::Say(member, form)),
        1 => Just(Op::TakeAct),
        2 => Just(Op::TakeOver),
        6 => (0u32..80).prop_map(Op::Wait),
        1 => Just(Op::Withdraw),
    ];
    // Most stories begin with an order that is out, so that what follows goes deep.
    let begins = prop_oneof![1 => Just(0usize), 6 => Just(3usize)];
    (begins, proptest::collection::vec(op, 0..40)).prop_map(|(n_begun, told)| {
        let begun = [Op::Issue, Op::Deliver(1), Op::Deliver(2)];
        begun.into_iter().take(n_begun).chain(told).collect()
    })
}

/// The stage of one story, with what has been sent to the addressee.
struct Story {
    world: World<'static>,
    measure: MeasureId,
    members: [MemberId; 3],
    /// Every letter that was put into the addressee's tray.
    to_addressee: Vec<Body>,
    /// Whether a ground against the whole measure reached the addressee in time, before anything left.
    is_stopped: bool,
}

impl Story {
    fn begin(track: &str) -> Self {
        let text = format!(
            "scenario random\n\
             given law eu-e-evidence version=1\n\
             given member FR-TJ kind=judicial_authority state=FR offices=judge,custodian,police,prosecutor\n\
             given member IE-PROV kind=service_provider state=IE offices=provider_agent\n\
             given member IE-CA kind=enforcing_authority state=IE offices=executor\n\
             given measure #a kind=epoc from=FR-TJ to=IE-PROV enforcing=IE-CA data=content,traffic \
             track={track} account=\"acct:1\" case_summary=\"[en] {CANARY}\" \
             necessity_proportionality_grounds=\"[en] {CANARY}\"\n\
             at {} clock tick -> nothing\n",
            kit::MONDAY
        );
        let scenario = parse(&text).unwrap();
        let world = World::set(&kit::LAW, &kit::CALENDARS, &scenario);
        let mut world = world.unwrap_or_else(|faults| panic!("{faults:?}"));
        world.now = kit::at(kit::MONDAY);
        let measure = world.labels["a"];
        let members = ["fr-tj", "ie-prov", "ie-ca"].map(kit::member);
        Self { world, measure, members, to_addressee: Vec::new(), is_stopped: false }
    }

    fn officer(&self, member: usize, name: &str) -> Officer {
        self.world.nodes[&self.members[member]].officers[name].clone()
    }

    fn state(&self, member: usize) -> Option<&Measure> {
        self.world.nodes[&self.members[member]].measures.get(&self.measure)
    }

    fn ask(&mut self, member: usize, name: &str, command: Command) -> Option<Done> {
        let officer = self.officer(member, name);
        let node = &self.world.nodes[&self.members[member]];
        let subject = Subject::new(node.measures.get(&self.measure)).in_case(node.case.as_ref());
        let ctx = self.world.ctx(&node.roster);
        let permit = permit::for_officer(&officer, &subject, command, &ctx).ok()?;
        self.world.act(&self.members[member].clone(), self.measure, &permit).ok()
    }

    fn terms(&self) -> Option<Terms> {
        match self.state(0)? {
            Measure::Issuing(Issuing::Draft(draft)) => Some(draft.terms.clone()),
            Measure::Issuing(_) | Measure::Executing(_) | Measure::Notified(_) => None,
        }
    }

    fn play(&mut self, op: &Op) -> Option<Done> {
        match op {
            Op::Acknowledge(member) => {
                let name = ["judge", "provider_agent", "executor"][*member];
                self.ask(*member, name, Command::Acknowledge)
            }
            Op::Amend => {
                let terms = self.terms()?;
                self.ask(0, "police", Command::Amend { terms })
            }
            Op::Clear => self.ask(2, "executor", Command::Clear),
            Op::Complete => self.ask(0, "judge", Command::Complete),
            Op::Deliver(member) => {
                let to = self.members[*member].clone();
                let letter = self.world.next_letter(&to, self.measure)?;
                self.world.deliver(letter).ok()
            }
            Op::HandOver(whole) => {
                let part = if *whole { Part::All } else { Part::Data(kit::data(&["traffic"])) };
                let (handover, exhibit) = (self.world.id(), kit::exhibit(1));
                let exhibits = vec![exhibit];
                self.ask(1, "provider_agent", Command::HandOver { handover, exhibits, part })
            }
            Op::Issue => {
                let judge = self.officer(0, "judge");
                self.world.complete(&judge, self.measure);
                let command = kit::issue(self.state(0)?);
                self.ask(0, "judge", command)
            }
            Op::Lose(member) => {
                let to = self.members[*member].clone();
                drop(self.world.next_letter(&to, self.measure));
                None
            }
            Op::Notice(act) => self.notice(*act),
            Op::Object(extent) => {
                let extent = match extent {
                    0 => Extent::All,
                    1 => Extent::Data(kit::data(&["content"])),
                    _ => Extent::Conditions("under seal".to_owned()),
                };
                let ground = kit::LAW.ground_id("g/12.1.a").unwrap();
                let contacted_at = Some(self.world.now);
                let because = Reasons { contacted_at, ..kit::reasons() };
                self.ask(2, "executor", Command::Object { ground, extent, because })
            }
            Op::Say(member, form) => {
                let name = ["judge", "provider_agent", "executor"][*member];
                let letters = &kit::LAW.letters;
                let letter = &letters[form % letters.len()].form;
                let facts = measure::talk::facts(&measure::speaker(self.state(*member)?)?, &{
                    self.world.ctx(&self.world.nodes[&self.members[*member]].roster)
                })?;
                let values = fill_with_examples(letter, &Values::new(), &facts);
                let command = Command::Say { form: letter.id.clone(), values, enforcing: None };
                self.ask(*member, name, command)
            }
            Op::TakeAct => {
                let letter = crate::scenario::perform::waiting(self.state(0));
                self.ask(0, "judge", Command::TakePeerAct { letter })
            }
            Op::TakeOver => {
                let command = crate::scenario::perform::take_over(self.state(0));
                self.ask(0, "custodian", command)
            }
            Op::Wait(hours) => {
                let hours = SignedDuration::from_hours(i64::from(*hours));
                self.world.now = self.world.now.checked_add(hours).unwrap();
                self.world.tick().ok()
            }
            Op::Withdraw => self.ask(0, "judge", Command::Withdraw { why: "settled".to_owned() }),
        }
    }

    /// Whether what was produced is owed a notice, has been told, or waits because two said so until a day ahead.
    fn tells_by_default(&self) -> bool {
        let Some(Measure::Issuing(issuing)) = self.state(0) else { return true };
        let Some(issued) = issuing.issued() else { return true };
        match &issued.notice {
            Notice::Deferred(deferral) => {
                deferral.author != deferral.reviewer && self.world.now < deferral.review_at
            }
            Notice::Due(_) | Notice::Given(_) => !issued.productions.is_empty(),
            Notice::NotOwed => issued.productions.is_empty(),
        }
    }

    /// Something about the notice to the person, in words that stand nowhere else.
    fn notice(&mut self, act: u8) -> Option<Done> {
        let text = || CANARY.to_owned();
        let today = self.world.now.to_zoned(jiff::tz::TimeZone::UTC).date();
        let (name, act) = match act {
            0 => ("judge", NoticeAct::EndDelay { why: text() }),
            1 => {
                let proof = Proof { letter: text(), sha256: None };
                let (told_on, means) = (today, Means::Letter);
                let language = crate::letter::Language::parse("en")?;
                let remedies = text();
                ("judge", NoticeAct::Give(Telling { told_on, means, language, remedies, proof }))
            }
            2 | 3 => {
                let review_on = Some(today.saturating_add(jiff::Span::new().days(30)));
                let ground = "public_security".to_owned();
                let (reasons, justification) = (text(), text());
                ("judge", NoticeAct::Defer { ground, reasons, justification, review_on })
            }
            _ => {
                let Some(Measure::Issuing(issuing)) = self.state(0) else { return None };
                let Notice::Due(owed) = &issuing.issued()?.notice else { return None };
                let asked = owed.asked.as_ref()?.n;
                ("prosecutor", NoticeAct::Review { asked, verdict: Verdict::Agreed })
            }
        };
        self.ask(0, name, Command::Notice(act))
    }

    fn remember(&mut self, done: &Done) {
        for effect in &done.effects {
            if let Effect::Send(draft) = effect
                && draft.to == self.members[1]
            {
                self.to_addressee.push(draft.body.clone());
            }
        }
        for event in &done.events {
            self.is_stopped |= self.stops(event);
        }
    }

    /// Whether an event at the addressee is a ground against everything before a transfer, in time by when the authority
    /// itself was notified; the addressee may not know that yet.
    fn stops(&self, event: &Event) -> bool {
        let Some(Measure::Executing(Executing::Received(received))) = self.state(1) else {
            return false;
        };
        let Event::PeerActTaken { letter, .. } = event else { return false };
        let Some(Measure::Notified(notified)) = self.state(2) else { return false };
        let enforcing_received_at = Some(notified.pending().received_at);
        let history = History { enforcing_received_at, ..received.history.clone() };
        let ctx = self.world.ctx(&self.world.nodes[&self.members[1]].roster);
        history.transferred_at.is_none()
            && history.grounds.iter().any(|raised| {
                raised.extent == Extent::All
                    && raised.letter == *letter
                    && !is_late(&history, raised.sent_at, &ctx)
            })
    }

    fn release(&self, now: Timestamp) -> Option<ReleaseState> {
        let Some(Measure::Executing(executing)) = self.state(1) else { return None };
        let node = &self.world.nodes[&self.members[1]];
        let ctx = crate::ctx::Ctx { now, ..self.world.ctx(&node.roster) };
        Some(crate::release::state(&executing.received().history, &Part::All, &ctx).state)
    }
}

/// What a release depends on, at the addressee.
const fn history(measure: &Measure) -> Option<&History> {
    match measure {
        Measure::Executing(executing) => Some(&executing.received().history),
        Measure::Issuing(_) | Measure::Notified(_) => None,
    }
}

fn is_terminal(measure: &Measure) -> bool {
    match measure {
        Measure::Issuing(state) => {
            matches!(
                state,
                Issuing::Completed(_)
                    | Issuing::Dropped(_)
                    | Issuing::Lapsed(_)
                    | Issuing::Withdrawn(_)
            )
        }
        Measure::Executing(state) => {
            matches!(state, Executing::Ended(_) | Executing::Refused(_) | Executing::Withdrawn(_))
        }
        Measure::Notified(state) => matches!(state, Notified::Withdrawn(_)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn what_is_decided_can_be_folded_and_what_has_ended_stays_ended(
        ops in ops(),
        emergency in any::<bool>(),
    ) {
        let mut story = Story::begin(if emergency { "emergency" } else { "ordinary" });
        for op in &ops {
            let before: Vec<Option<Measure>> = (0..3).map(|member| story.state(member).cloned()).collect();
            story.play(op);
            prop_assert_eq!(story.world.corrupt, None, "{:?}", op);
            prop_assert!(story.tells_by_default(), "{:?}", op);
            for (member, before) in before.iter().enumerate() {
                if let Some(before) = before.as_ref().filter(|before| is_terminal(before)) {
                    // Letters that come too late are put on record, and the end stays what it is.
                    let after = story.state(member).unwrap();
                    prop_assert_eq!(before.word(), after.word(), "{:?}", op);
                    prop_assert_eq!(history(before), history(after), "{:?}", op);
                }
            }
        }
    }

    #[test]
    fn a_ground_in_time_stops_whatever_happens_afterwards(ops in ops(), days in 0i64..900) {
        let mut story = Story::begin("ordinary");
        for op in &ops {
            let was_stopped = story.is_stopped;
            if let Some(done) = story.play(op) {
                let left = done.events.iter().any(|event| matches!(event, Event::HandedOver { .. }));
                prop_assert!(!(was_stopped && left), "{:?}", op);
                story.remember(&done);
            }
            if story.is_stopped {
                let later = story.world.now + SignedDuration::from_hours(24 * days);
                prop_assert_eq!(story.release(later), Some(ReleaseState::Stopped));
            }
        }
    }

    #[test]
    fn what_the_addressee_may_not_see_is_in_nothing_it_gets(ops in ops()) {
        let mut story = Story::begin("ordinary");
        let (issue, deliver) = (Op::Issue, Op::Deliver(1));
        for op in [&issue, &deliver].into_iter().chain(&ops) {
            if let Some(done) = story.play(op) {
                story.remember(&done);
            }
        }
        // The control: the canary is where it may be, so a search for it can find it.
        let told = |thing: &dyn std::fmt::Debug| format!("{thing:?}").contains(CANARY);
        prop_assert!(told(&story.state(0)));
        prop_assert!(!story.to_addressee.is_empty());
        let hidden = kit::hidden_from_addressee();
        for body in &story.to_addressee {
            prop_assert!(!told(body));
            if let Body::MeasureIssue(order) = body {
                prop_assert!(order.values.keys().all(|field| !hidden.contains(field)));
            }
        }
        let state = story.state(1);
        prop_assert!(!told(&state));
        let agent = story.officer(1, "provider_agent");
        let node = &story.world.nodes[&story.members[1]];
        let reader = Reader { officer: &agent, case: node.case.as_ref() };
        let seen = state.and_then(|state| reader::reduce(state, &reader, &story.world.ctx(&node.roster)));
        prop_assert!(!told(&seen));
        let shown: BTreeSet<_> =
            seen.iter().flat_map(|seen| &seen.fields).map(|field| field.id.clone()).collect();
        prop_assert!(shown.is_disjoint(&hidden));
    }
}

#[test]
fn a_ground_that_its_own_authority_shows_to_be_late_holds_nothing_up() {
    let mut story = Story::begin("ordinary");
    let mut play = |op: Op| {
        if let Some(done) = story.play(&op) {
            story.remember(&done);
        }
        story.release(story.world.now)
    };
    for op in [Op::Issue, Op::Deliver(1), Op::Deliver(2)] {
        play(op);
    }
    // An hour after the end of the tenth day in Ireland.
    play(Op::Wait(10 * 24 + 16));
    play(Op::Object(0));
    // Nobody has told the addressee when the authority was notified, so the ground counts.
    assert_eq!(play(Op::Deliver(1)), Some(ReleaseState::Stopped));
    play(Op::Acknowledge(2));
    assert_eq!(play(Op::Deliver(1)), Some(ReleaseState::Due));
    assert!(!story.is_stopped);
}
