//! `at` lines: one attempt, by one actor, on its own node.

use std::collections::BTreeSet;

use law::draft::{DraftFacts, fill_with_examples};
use law::field::Values;
use law::ids::{CheckId, DataCategory, KindId, Track};
use law::issuer::EmergencyFacts;
use law::scenario::{Arg, Attempt, ScenarioActor, Word};

use super::compare::{Actual, Sight, label};
use super::stage::{field, texts};
use super::world::World;
use super::{Fault, notice};
use crate::actor::{Actor, MemberId, Office, Officer};
use crate::denied::Denied;
use crate::exhibit::{ExhibitNo, Plain};
use crate::ids::{LetterId, MeasureId};
use crate::measure::{
    self, Command, CopyDigest, Draft, Event, Extent, HandedExhibit, Issuing, Measure, Part,
    PeerAct, Reasons, Seen, Staged, Standing, TakenExhibit, issuing,
};
use crate::permit::{self, Subject};
use crate::reader::{self, Reader};

const HELP: &str = "write the command as in the pages and name what it is about with its label";

impl World<'_> {
    /// Runs one attempt and says what came of it.
    ///
    /// # Errors
    /// [`Fault`] for a line that cannot be run.
    pub(super) fn perform(&mut self, attempt: &Attempt) -> Result<Actual, Fault> {
        self.now = attempt.at;
        let bad = |message: String| Fault::new(attempt.line, 1, message, HELP);
        let ScenarioActor::Office { office, member } = &attempt.actor else {
            return match attempt.verb.as_str() {
                "tick" => Ok(Actual::of(self.tick())),
                verb => Err(bad(format!("a clock cannot `{verb}`"))),
            };
        };
        let member = MemberId::parse(member).map_err(|error| bad(error.to_string()))?;
        let label = label(attempt).ok_or_else(|| bad("what is it about?".to_owned()))?;
        let id = *self
            .labels
            .get(label)
            .ok_or_else(|| bad(format!("nothing in the story is called `#{label}`")))?;
        match attempt.verb.as_str() {
            "deliver" | "lose" if office == "node" => {
                let letter = self.next_letter(&member, id).ok_or_else(|| {
                    bad(format!("no letter about `#{label}` waits for {}", member.screen()))
                })?;
                if attempt.verb == "lose" {
                    return Ok(Actual::of(Ok(super::world::Done::default())));
                }
                Ok(Actual::of(self.deliver(letter)))
            }
            "take-over" if office == "node" => self.take_over_by_node(&member, id, attempt),
            _ => {
                let node = self.nodes.get(&member);
                let officer = node.and_then(|node| node.officers.get(office)).cloned();
                let officer =
                    officer.ok_or_else(|| bad(format!("{} has no `{office}`", member.screen())))?;
                if attempt.verb == "look" {
                    return Ok(self.look(&officer, id));
                }
                let officer = in_the_office_it_takes(officer, &attempt.verb);
                self.ask(&officer, id, attempt)
            }
        }
    }

    /// An officer asks for a command.
    fn ask(
        &mut self,
        officer: &Officer,
        id: MeasureId,
        attempt: &Attempt,
    ) -> Result<Actual, Fault> {
        if attempt.verb == "issue" {
            self.complete(officer, id);
        }
        let command = self.command(officer, id, attempt)?;
        let Some(node) = self.nodes.get(&officer.member) else {
            return Ok(Actual::of(Err(Denied::NotFound)));
        };
        let permit = {
            let subject = Subject::new(node.measures.get(&id)).in_case(node.case.as_ref());
            permit::for_officer(officer, &subject, command, &self.ctx(&node.roster))
        };
        Ok(Actual::of(permit.and_then(|permit| self.act(&officer.member, id, &permit))))
    }

    /// Fills what a draft leaves open with the examples of the pack, as its author would have.
    pub(crate) fn complete(&mut self, officer: &Officer, id: MeasureId) {
        let Some(node) = self.nodes.get(&officer.member) else { return };
        let Some(Measure::Issuing(Issuing::Draft(draft))) = node.measures.get(&id) else { return };
        let ctx = self.ctx(&node.roster);
        let (Some(kind), Some(from), Some(to)) = (
            self.law.kind(&draft.kind),
            ctx.roster.state(&draft.from),
            ctx.roster.state(&draft.terms.addressee),
        ) else {
            return;
        };
        let by = Actor::from(officer);
        let unvalidated = issuing::competence(draft, &by, emergency(draft), &ctx)
            .is_ok_and(|competence| competence.needs_ex_post);
        let facts = DraftFacts {
            from,
            to,
            notified: draft.terms.enforcing.is_some(),
            data: draft.terms.data.clone(),
            track: draft.terms.track,
            unvalidated,
        };
        let mut terms = draft.terms.clone();
        terms.values = fill_with_examples(kind, &terms.values, &facts);
        let without = self.without.get(&id).cloned().unwrap_or_default();
        terms.values.retain(|field, _| !without.contains(field));
        // A validated draft is complete: changing it would undo what was validated.
        if terms != draft.terms && draft.validation.is_none() {
            let amended = Event::Amended { at: self.now, author: Self::author(), terms };
            drop(self.write(&officer.member, id, vec![amended], None));
        }
    }

    /// The command a line asks for.
    fn command(
        &mut self,
        officer: &Officer,
        id: MeasureId,
        attempt: &Attempt,
    ) -> Result<Command, Fault> {
        let bad = |column, message: String| Fault::new(attempt.line, column, message, HELP);
        let state = self.nodes.get(&officer.member).and_then(|node| node.measures.get(&id));
        let args = Args { attempt };
        Ok(match attempt.verb.as_str() {
            "acknowledge" => Command::Acknowledge,
            "amend" => {
                let draft = draft(state).ok_or_else(|| bad(1, "there is no draft".to_owned()))?;
                let kind = self.law.kind(&draft.kind);
                let kind = kind.ok_or_else(|| bad(1, "the law has no such kind".to_owned()))?;
                let mut terms = draft.terms.clone();
                for arg in args.all() {
                    let (id, value) = field(kind, arg, attempt.line)?;
                    terms.values.insert(id, value);
                }
                Command::Amend { terms }
            }
            "clear" => Command::Clear,
            "complete" => Command::Complete,
            "decline-peer-act" => Command::DeclinePeerAct { letter: waiting(state) },
            "hand-over" => {
                let part = args.data()?.map_or(Part::All, Part::Data);
                let handover = self.id();
                let exhibit = self.id();
                let exhibit_no = ExhibitNo::parse("E-1");
                let exhibit_no = exhibit_no.ok_or_else(|| bad(1, "no number".to_owned()))?;
                let plain = Plain { len: 1, sha256: [1; 32], blake3: [2; 32] };
                let exhibits = vec![HandedExhibit { exhibit, exhibit_no, plain }];
                Command::HandOver { handover, exhibits, part }
            }
            "issue" => {
                let draft = draft(state).ok_or_else(|| bad(1, "there is no draft".to_owned()))?;
                let node = self.nodes.get(&officer.member);
                let copies = node.map_or_else(Vec::new, |node| {
                    measure::orders(draft, &self.ctx(&node.roster)).unwrap_or_default()
                });
                let unseen = args.texts("unseen");
                let copies = copies
                    .iter()
                    .filter(|order| !unseen.contains(&order.copy.id()))
                    .map(|order| CopyDigest { copy: order.copy, digest: [3; 32] })
                    .collect();
                let unchecked: BTreeSet<&str> = args.texts("unchecked").into_iter().collect();
                let checks = self.law.kind(&draft.kind).map_or(&[][..], |kind| &kind.checks);
                let answer = |id: &CheckId| (id.clone(), "as the story has it".to_owned());
                Command::Issue {
                    seen: Seen { revision: draft.revision, copies },
                    emergency: emergency(draft),
                    checks: checks
                        .iter()
                        .filter(|check| !unchecked.contains(check.id.as_str()))
                        .map(|check| answer(&check.id))
                        .collect(),
                }
            }
            "object" | "refuse" => {
                let arg = args
                    .one("ground")
                    .ok_or_else(|| bad(1, "on which ground? write `ground=`".to_owned()))?;
                let text = texts(arg).first().copied().unwrap_or("").to_owned();
                let Ok(ground) = self.law.ground_id(&text).or_else(|_| unknown_ground(&text))
                else {
                    return Err(bad(arg.column, format!("`{text}` cannot name a ground")));
                };
                let conditions = args.texts("conditions").join(" ");
                let extent = match (args.data()?, conditions.is_empty()) {
                    (Some(data), _) => Extent::Data(data),
                    (None, true) => Extent::All,
                    (None, false) => Extent::Conditions(conditions),
                };
                // A story is about the ground; it says `contacted=no` where it is about the contact before.
                let contacted = args.texts("contacted").first() != Some(&"no");
                let because = Reasons {
                    text: "as the story has it".to_owned(),
                    contacted_at: contacted.then_some(attempt.at),
                };
                if attempt.verb == "refuse" {
                    Command::Refuse { ground, extent, because }
                } else {
                    Command::Object { ground, extent, because }
                }
            }
            "drop" => Command::Drop,
            "say" => self.letter(state, &officer.member, attempt)?,
            "take-over" => take_over(state),
            "take-peer-act" => Command::TakePeerAct { letter: waiting(state) },
            "countersign" => {
                Command::Countersign { revision: draft(state).map_or(0, |draft| draft.revision) }
            }
            "validate" => {
                Command::Validate { revision: draft(state).map_or(0, |draft| draft.revision) }
            }
            "withdraw" => Command::Withdraw { why: args.texts("why").join(" ") },
            verb => match notice::act(state, attempt)? {
                Some(act) => Command::Notice(act),
                None => return Err(bad(1, format!("nobody can `{verb}` a measure"))),
            },
        })
    }

    /// The letter a line says: the form, its answers as far as they are written, the rest as the pack's
    /// examples have it.
    fn letter(
        &self,
        state: Option<&Measure>,
        member: &MemberId,
        attempt: &Attempt,
    ) -> Result<Command, Fault> {
        let bad = |column, message: String| Fault::new(attempt.line, column, message, HELP);
        let args = Args { attempt };
        let named =
            args.one("letter").ok_or_else(|| bad(1, "which? write `letter=`".to_owned()))?;
        let text = texts(named).first().copied().unwrap_or("");
        let id = KindId::parse(text).map_err(|error| bad(named.column, error.to_string()))?;
        let enforcing = args.texts("enforcing").first().copied().map(MemberId::parse).transpose();
        let enforcing = enforcing.map_err(|error| bad(1, error.to_string()))?;
        let Some(form) = self.law.letter(&id) else {
            return Ok(Command::Say { form: id, values: Values::new(), enforcing });
        };
        let mut values = Values::new();
        for arg in
            args.all().filter(|arg| !["letter", "enforcing", "without"].contains(&&*arg.name))
        {
            let (id, value) = field(&form.form, arg, attempt.line)?;
            values.insert(id, value);
        }
        let speaker = state.and_then(measure::speaker);
        let node = self.nodes.get(member);
        let facts = speaker
            .zip(node)
            .and_then(|(speaker, node)| measure::talk::facts(&speaker, &self.ctx(&node.roster)));
        if let Some(facts) = facts {
            values = fill_with_examples(&form.form, &values, &facts);
        }
        let without = args.texts("without");
        values.retain(|field, _| !without.contains(&field.as_str()));
        Ok(Command::Say { form: id, values, enforcing })
    }

    fn take_over_by_node(
        &mut self,
        member: &MemberId,
        id: MeasureId,
        attempt: &Attempt,
    ) -> Result<Actual, Fault> {
        let node = self.nodes.get(member);
        let node = node.ok_or_else(|| Fault::new(attempt.line, 1, "nobody is there", HELP))?;
        let state = node.measures.get(&id);
        let command = take_over(state);
        let permit = permit::for_node(&Subject::new(state), command, &self.ctx(&node.roster));
        Ok(Actual::of(permit.and_then(|permit| self.act(member, id, &permit))))
    }

    /// What this officer sees.
    fn look(&self, officer: &Officer, id: MeasureId) -> Actual {
        let seen = self.nodes.get(&officer.member).and_then(|node| {
            let reader = Reader { officer, case: node.case.as_ref() };
            let measure = node.measures.get(&id)?;
            reader::reduce(measure, &reader, &self.ctx(&node.roster))
        });
        seen.map_or_else(
            || Actual::of(Err(Denied::NotFound)),
            |seen| Actual::Sees(Sight::of(&seen)),
        )
    }
}

/// An issuer kind holds the office its act takes: it validates as a validator.
fn in_the_office_it_takes(officer: Officer, verb: &str) -> Officer {
    match (officer.issuer_kind, verb) {
        (Some(_), "validate") => Officer { office: Office::Validator, ..officer },
        (Some(_) | None, _) => officer,
    }
}

/// A ground nobody knows is still a ground somebody can try.
fn unknown_ground(text: &str) -> Result<law::ids::GroundId, law::ids::BadId> {
    law::ids::GroundId::parse(&format!("unknown/g/{}", text.replace(['-', '_'], ".")))
}

const fn emergency(draft: &Draft) -> EmergencyFacts {
    match draft.terms.track {
        Track::Emergency => EmergencyFacts::MET,
        Track::Ordinary | Track::Urgent => EmergencyFacts {
            established: false,
            validation_unobtainable: false,
            domestic_without_validation: false,
        },
    }
}

const fn draft(state: Option<&Measure>) -> Option<&Draft> {
    match state {
        Some(Measure::Issuing(issuing)) => Some(issuing.draft()),
        Some(Measure::Executing(_) | Measure::Notified(_)) | None => None,
    }
}

fn acts(state: Option<&Measure>) -> &[Staged] {
    match state {
        Some(Measure::Issuing(issuing)) => issuing.issued().map_or(&[][..], |issued| &issued.acts),
        Some(Measure::Executing(executing)) => &executing.received().acts,
        Some(Measure::Notified(notified)) => &notified.pending().acts,
        None => &[],
    }
}

/// The oldest act of a peer that waits here.
pub(crate) fn waiting(state: Option<&Measure>) -> LetterId {
    acts(state)
        .iter()
        .find(|staged| staged.standing == Standing::Waiting)
        .map_or(LetterId::new([0; crate::ids::ID_BYTES]), |staged| staged.letter.id)
}

/// Takes over what is on offer and finds it as announced.
pub(crate) fn take_over(state: Option<&Measure>) -> Command {
    let plain = Plain { len: 1, sha256: [1; 32], blake3: [2; 32] };
    let offered = acts(state).iter().find_map(|staged| match &staged.act {
        PeerAct::OfferedHandover { handover, exhibits, .. } => Some((*handover, exhibits)),
        PeerAct::Acknowledged { .. }
        | PeerAct::Cleared
        | PeerAct::Objected { .. }
        | PeerAct::Refused { .. }
        | PeerAct::Said { .. }
        | PeerAct::Withdrew { .. } => None,
    });
    let (handover, exhibits) = match offered {
        Some((handover, exhibits)) => (handover, exhibits.as_slice()),
        None => (crate::ids::HandoverId::new([0; crate::ids::ID_BYTES]), &[][..]),
    };
    Command::TakeOver {
        handover,
        exhibits: exhibits
            .iter()
            .map(|offered| TakenExhibit {
                exhibit: offered.exhibit,
                exhibit_no: offered.exhibit_no.clone(),
                expected: plain,
                found: plain,
            })
            .collect(),
    }
}

/// The arguments of a line.
struct Args<'l> {
    attempt: &'l Attempt,
}

impl<'l> Args<'l> {
    fn all(&self) -> impl Iterator<Item = &'l Arg> {
        self.attempt.words.iter().filter_map(|word| match word {
            Word::Arg(arg) => Some(arg),
            Word::Label { .. } => None,
        })
    }

    fn one(&self, name: &str) -> Option<&'l Arg> {
        self.all().find(|arg| arg.name == name)
    }

    fn texts(&self, name: &str) -> Vec<&'l str> {
        self.one(name).map_or_else(Vec::new, texts)
    }

    /// The categories of `data=`, where a line names a part.
    fn data(&self) -> Result<Option<BTreeSet<DataCategory>>, Fault> {
        let Some(arg) = self.one("data") else { return Ok(None) };
        let parsed: Result<BTreeSet<_>, _> =
            texts(arg).into_iter().map(DataCategory::parse).collect();
        parsed
            .map(Some)
            .map_err(|error| Fault::new(self.attempt.line, arg.column, error.to_string(), HELP))
    }
}
