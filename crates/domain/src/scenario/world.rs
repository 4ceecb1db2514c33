//! The stage of a story: nodes with their streams and timers, trays with letters that wait.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use law::calendar::Calendars;
use law::ids::FieldId;
use law::instrument::Instrument;

use crate::actor::{Actor, MemberId, Officer, UnitId};
use crate::case::Case;
use crate::corrupt::Corrupt;
use crate::ctx::{Ctx, MemberView, RosterView};
use crate::denied::Denied;
use crate::effect::{Effect, Timer};
use crate::ids::{ConversationId, ID_BYTES, Id, MeasureId};
use crate::letter::{Conv, Letter, LetterDraft, Party, Receipt, Verified};
use crate::measure::{self, Event, Measure};
use crate::permit::senders::{self, Role, Saying};
use crate::permit::{self, Permit};

/// The digest of the pack on the stage: every node there has the same.
const LAW_DIGEST: [u8; 32] = [0x1a; 32];

/// Everything on the stage.
pub(crate) struct World<'a> {
    pub(crate) law: &'a Instrument,
    pub(crate) calendars: &'a Calendars,
    pub(crate) now: Timestamp,
    pub(crate) members: BTreeMap<MemberId, MemberView>,
    pub(crate) nodes: BTreeMap<MemberId, Node>,
    pub(crate) labels: BTreeMap<String, MeasureId>,
    pub(crate) tray: Vec<Waiting>,
    /// Fields a draft leaves open on purpose.
    pub(crate) without: BTreeMap<MeasureId, BTreeSet<FieldId>>,
    /// Whether the story is an exercise, in which the law is taken to be in force.
    pub(crate) is_exercise: bool,
    /// A fault of the core itself: an event it decided and could not fold.
    pub(crate) corrupt: Option<Corrupt>,
    n_ids: u64,
}

/// One member's node.
pub(crate) struct Node {
    pub(crate) roster: RosterView,
    pub(crate) officers: BTreeMap<String, Officer>,
    pub(crate) case: Option<Case>,
    pub(crate) measures: BTreeMap<MeasureId, Measure>,
    pub(crate) timers: Vec<Timer>,
}

/// A letter that waits to be delivered or lost.
pub(crate) struct Waiting {
    pub(crate) to: MemberId,
    pub(crate) letter: Letter,
    pub(crate) cosigners: BTreeSet<UnitId>,
}

impl<'a> World<'a> {
    pub(crate) const fn empty(
        law: &'a Instrument,
        calendars: &'a Calendars,
        now: Timestamp,
    ) -> Self {
        Self {
            law,
            calendars,
            now,
            members: BTreeMap::new(),
            nodes: BTreeMap::new(),
            labels: BTreeMap::new(),
            tray: Vec::new(),
            without: BTreeMap::new(),
            is_exercise: false,
            corrupt: None,
            n_ids: 0,
        }
    }

    pub(crate) const fn law(&self) -> &Instrument {
        self.law
    }

    /// An id that nothing else on the stage has.
    pub(crate) fn id<K>(&mut self) -> Id<K> {
        self.n_ids += 1;
        let mut bytes = [0; ID_BYTES];
        for (byte, counted) in bytes.iter_mut().rev().zip(self.n_ids.to_be_bytes().iter().rev()) {
            *byte = *counted;
        }
        Id::new(bytes)
    }

    /// What a decision at this member may look at.
    pub(crate) const fn ctx<'c>(&'c self, roster: &'c RosterView) -> Ctx<'c> {
        Ctx {
            now: self.now,
            law: self.law,
            shelf: &[],
            law_digest: LAW_DIGEST,
            calendars: self.calendars,
            roster,
            assume_in_force: self.is_exercise,
        }
    }

    /// Decides a permitted command on one node and does what follows there: events are folded,
    /// timers set, letters put into trays.
    pub(crate) fn act(
        &mut self,
        member: &MemberId,
        id: MeasureId,
        permit: &Permit<measure::Command>,
    ) -> Result<Done, Denied> {
        let node = self.nodes.get(member).ok_or(Denied::NotFound)?;
        let state = node.measures.get(&id);
        let events = measure::decide(state, permit, &self.ctx(&node.roster))?;
        let unit = match permit.by() {
            Actor::Officer { unit, .. } => Some(unit),
            Actor::Clock { .. } | Actor::Node | Actor::Peer { .. } | Actor::Rule { .. } => None,
        };
        self.write(member, id, events, unit)
    }

    /// Writes events down and does what follows; `unit` signs the letters, if an officer of it acts.
    pub(crate) fn write(
        &mut self,
        member: &MemberId,
        id: MeasureId,
        events: Vec<Event>,
        unit: Option<&UnitId>,
    ) -> Result<Done, Denied> {
        let mut effects = Vec::new();
        for event in &events {
            let node = self.nodes.get_mut(member).ok_or(Denied::NotFound)?;
            let before = node.measures.remove(&id);
            // What `decide` wrote `evolve` accepts; were it otherwise, the report says so.
            let after = match measure::evolve(before, event) {
                Ok(after) => after,
                Err(corrupt) => {
                    self.corrupt = Some(corrupt);
                    return Err(Denied::NotFound);
                }
            };
            effects.extend(measure::react(&after, event));
            node.measures.insert(id, after);
        }
        for effect in &effects {
            self.follow(member, effect, unit);
        }
        Ok(Done { events, effects })
    }

    fn follow(&mut self, member: &MemberId, effect: &Effect, unit: Option<&UnitId>) {
        match effect {
            Effect::Schedule { wake, .. } => {
                if let Some(node) = self.nodes.get_mut(member) {
                    node.timers.push(wake.clone());
                }
            }
            Effect::Send(draft) => self.post(member, draft, unit),
            Effect::Notify { .. } | Effect::Seal { .. } => {}
        }
    }

    /// Puts a letter into its recipient's tray.
    fn post(&mut self, member: &MemberId, draft: &LetterDraft, unit: Option<&UnitId>) {
        let (Some(from), Some(to)) = (self.party(member), self.party(&draft.to)) else { return };
        let unit = unit.or_else(|| {
            let units = &self.members.get(member)?.units;
            senders::voice(Saying::of(&draft.body), Role::Issuer, units)
        });
        let from = Party { unit: unit.cloned().unwrap_or(from.unit), ..from };
        let officers = self.nodes.get(member).map(|node| node.officers.values());
        let validator = officers
            .into_iter()
            .flatten()
            .find(|officer| Some(officer.id) == draft.validator)
            .map(|officer| officer.unit.clone());
        let letter = Letter {
            id: self.id(),
            from,
            to: vec![to],
            conv: Conv { id: ConversationId::new([0; ID_BYTES]), seq: 1, prev: None },
            issued_at: self.now,
            in_reply_to: draft.in_reply_to,
            lane: draft.lane,
            instrument: draft.instrument.clone(),
            purpose: draft.purpose,
            language: draft.language.clone(),
            body: draft.body.clone(),
            objects: Vec::new(),
        };
        let cosigners = validator.into_iter().collect();
        self.tray.push(Waiting { to: draft.to.clone(), letter, cosigners });
    }

    /// A member as the party of a letter: its node and its first unit.
    pub(crate) fn party(&self, member: &MemberId) -> Option<Party> {
        let view = self.members.get(member)?;
        let unit = view.units.keys().next()?.clone();
        Some(Party { member: member.clone(), node: view.node.clone(), unit })
    }

    /// Takes the oldest letter about a measure out of a member's tray.
    pub(crate) fn next_letter(&mut self, to: &MemberId, about: MeasureId) -> Option<Waiting> {
        let place = self
            .tray
            .iter()
            .position(|waiting| waiting.to == *to && waiting.letter.body.measure() == about)?;
        Some(self.tray.remove(place))
    }

    /// Delivers a letter: the member's node takes it in, and its receipt goes back at once.
    pub(crate) fn deliver(&mut self, waiting: Waiting) -> Result<Done, Denied> {
        let Waiting { to, letter, cosigners } = waiting;
        let measure = letter.body.measure();
        let (signer, id) = (letter.from.clone(), letter.id);
        let digest = digest_of(id.bytes());
        let verified = Verified::rehearsed(letter, digest, signer.clone(), cosigners, self.now);
        let node = self.nodes.get(&to).ok_or(Denied::NotFound)?;
        let held = node.measures.get(&measure);
        let permit = permit::for_peer(&verified, held, &self.ctx(&node.roster))?;
        let done = self.act(&to, measure, &permit)?;
        self.receipt(&to, &signer.member, measure, id);
        Ok(done)
    }

    /// A receipt is no letter: it comes with the delivery, and the sender's stream records it.
    fn receipt(
        &mut self,
        by: &MemberId,
        to: &MemberId,
        measure: MeasureId,
        letter: crate::ids::LetterId,
    ) {
        let (Some(signer), Some(node)) = (self.party(by), self.nodes.get(to)) else { return };
        let Some(state) = node.measures.get(&measure) else { return };
        let receipt = Receipt { letter, measure, by: by.clone(), received_at: self.now };
        let (digest, alone) = (digest_of(letter.bytes()), BTreeSet::new());
        let verified = Verified::rehearsed(receipt, digest, signer, alone, self.now);
        if let Ok(permit) = permit::for_receipt(&verified, state, &self.ctx(&node.roster)) {
            // A receipt the sender cannot use (of an answer, of a withdrawn measure) is no event.
            drop(self.act(to, measure, &permit));
        }
    }

    /// Lets every timer act that is due, in the order of their instants.
    pub(crate) fn tick(&mut self) -> Result<Done, Denied> {
        let mut due: Vec<(Timestamp, MemberId, Timer)> = Vec::new();
        for (member, node) in &mut self.nodes {
            let (fires, waits) = std::mem::take(&mut node.timers)
                .into_iter()
                .partition(|timer| timer.fires_at <= self.now);
            node.timers = waits;
            let fires: Vec<Timer> = fires;
            due.extend(fires.into_iter().map(|timer| (timer.fires_at, member.clone(), timer)));
        }
        due.sort();
        let mut done = Done::default();
        for (_, member, timer) in due {
            let node = self.nodes.get(&member).ok_or(Denied::NotFound)?;
            let state = node.measures.get(&timer.measure).ok_or(Denied::NotFound)?;
            let permit = permit::for_clock(&timer, state, &self.ctx(&node.roster))?;
            let after = self.act(&member, timer.measure, &permit)?;
            done.events.extend(after.events);
            done.effects.extend(after.effects);
        }
        Ok(done)
    }

    /// The state of a measure on every node that has it.
    pub(crate) fn state_line(&self, label: Option<&str>) -> String {
        let id = label.and_then(|label| self.labels.get(label));
        let mut words = Vec::new();
        for (member, node) in &self.nodes {
            for (measure, state) in &node.measures {
                if id.is_none_or(|id| id == measure) {
                    words.push(format!("{} {}", member.screen(), state.word()));
                }
            }
        }
        words.join(" · ")
    }
}

/// On the stage the digest of a letter is its id: nothing there is signed.
fn digest_of(id: &[u8; ID_BYTES]) -> [u8; 32] {
    let mut digest = [0; 32];
    for (byte, from) in digest.iter_mut().zip(id) {
        *byte = *from;
    }
    digest
}

/// What one attempt did on its node.
#[derive(Debug, Default)]
pub(crate) struct Done {
    pub(crate) events: Vec<Event>,
    pub(crate) effects: Vec<Effect>,
}
