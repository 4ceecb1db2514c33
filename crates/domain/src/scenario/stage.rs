//! `given` lines: law, members and measures as a story finds them.

use std::collections::{BTreeMap, BTreeSet};

use law::calendar::Calendars;
use law::field::Values;
use law::ids::{Country, DataCategory, FieldId, IssuerKind, KindId, Track};
use law::instrument::Instrument;
use law::measure_kind::MeasureKind;
use law::scenario::{Arg, Given, GivenWhat, Scenario, Value};

use super::Fault;
use super::world::{Node, World};
use crate::actor::{AuthLevel, MemberId, MemberKind, NodeId, Office, Officer, UnitId};
use crate::case::{Case, File, Name};
use crate::ctx::{Channel, MemberView, RosterView, UnitView};
use crate::ids::{CaseId, ID_BYTES, MeasureId, OfficerId};
use crate::letter::Language;
use crate::measure::{Event, Terms};
use crate::purpose::Purpose;

/// Whoever wrote the drafts a story begins with; nobody on the stage.
const AUTHOR: OfficerId = OfficerId::new([0xff; ID_BYTES]);

impl<'a> World<'a> {
    /// Sets the stage.
    ///
    /// # Errors
    /// Every line that names something the law or the directory does not know.
    pub(crate) fn set(
        law: &'a Instrument,
        calendars: &'a Calendars,
        scenario: &Scenario,
    ) -> Result<Self, Vec<Fault>> {
        let begins = scenario.attempts.first().map(|attempt| attempt.at).unwrap_or_default();
        let mut world = World::empty(law, calendars, begins);
        let mut faults = Vec::new();
        let mut offices: BTreeMap<MemberId, Vec<Officer>> = BTreeMap::new();
        for given in &scenario.givens {
            let taken = match &given.what {
                GivenWhat::Law(id) => {
                    world.is_exercise |= given.args.iter().any(is_exercise);
                    world.is_law(given, id)
                }
                GivenWhat::Member(id) => world.member(given, id).map(|(id, officers)| {
                    offices.insert(id, officers);
                }),
                GivenWhat::Thing { .. } => Ok(()),
            };
            faults.extend(taken.err());
        }
        world.open_nodes(offices);
        for given in &scenario.givens {
            if let GivenWhat::Thing { kind, label } = &given.what {
                faults.extend(world.thing(given, kind, label).err());
            }
        }
        if faults.is_empty() { Ok(world) } else { Err(faults) }
    }

    fn is_law(&self, given: &Given, id: &str) -> Result<(), Fault> {
        let version = self.law.version.to_string();
        for arg in &given.args {
            let known =
                arg.name == "version" && texts(arg) == [version.as_str()] || is_exercise(arg);
            if !known {
                let message = format!("this law is {}", self.law.pack());
                return Err(Fault::new(given.line, arg.column, message, "name its version"));
            }
        }
        if self.law.id.as_str() == id {
            return Ok(());
        }
        let message = format!("the story is under `{id}`, the law at hand is `{}`", self.law.id);
        Err(Fault::new(given.line, 1, message, "put the file into the folder of its law"))
    }

    /// A member with its offices: an issuer kind gives it an issuing authority of that kind.
    fn member(&mut self, given: &Given, id: &str) -> Result<(MemberId, Vec<Officer>), Fault> {
        let line = given.line;
        let bad = |column, message: String| {
            Fault::new(line, column, message, "write it as the directory does")
        };
        let id = MemberId::parse(id).map_err(|error| bad(1, error.to_string()))?;
        let (mut kind, mut state, mut channel) = (None, None, Channel::Current);
        let mut officers = Vec::new();
        for arg in &given.args {
            let values = texts(arg);
            let first = values.first().copied().unwrap_or("");
            match arg.name.as_str() {
                "kind" => {
                    let parsed = MemberKind::parse(first);
                    kind = Some(parsed.map_err(|error| bad(arg.column, error.to_string()))?);
                }
                "state" => {
                    let parsed = Country::parse(first);
                    state = Some(parsed.map_err(|error| bad(arg.column, error.to_string()))?);
                }
                "channel" if first == "behind" => channel = Channel::Behind,
                "offices" => {
                    for word in values {
                        let officer = self.officer(&id, word);
                        officers.push(officer.ok_or_else(|| {
                            bad(arg.column, format!("`{word}` is no office and no issuer kind"))
                        })?);
                    }
                }
                name => return Err(bad(arg.column, format!("a member has no `{name}`"))),
            }
        }
        let (Some(kind), Some(state)) = (kind, state) else {
            return Err(bad(1, "a member needs `kind` and `state`".to_owned()));
        };
        // Every node signs with something: a member without offices still receives letters.
        let desk = self.officer(&id, "coordinator");
        let view = |officer: &Officer| {
            let Officer { office, issuer_kind, .. } = *officer;
            (officer.unit.clone(), UnitView { office, issuer_kind })
        };
        let mut units: BTreeMap<UnitId, UnitView> = officers.iter().map(view).collect();
        if units.is_empty() {
            units.extend(desk.as_ref().map(view));
        }
        let node = NodeId::parse(id.as_str()).map_err(|error| bad(1, error.to_string()))?;
        let view = MemberView { kind, state, node, units, active: true, channel };
        self.members.insert(id.clone(), view);
        Ok((id, officers))
    }

    fn officer(&mut self, member: &MemberId, word: &str) -> Option<Officer> {
        let issuer_kind = IssuerKind::parse(word).ok();
        let office = match issuer_kind {
            Some(_) => Office::IssuingAuthority,
            None => Office::parse(word).ok()?,
        };
        let unit = UnitId::parse(&format!("{member}/{}", word.replace('_', "-"))).ok()?;
        Some(Officer {
            id: self.id(),
            member: member.clone(),
            unit,
            office,
            issuer_kind,
            active: true,
            auth: AuthLevel::TwoPersons,
        })
    }

    fn open_nodes(&mut self, offices: BTreeMap<MemberId, Vec<Officer>>) {
        for (member, officers) in offices {
            let participants = officers.iter().map(|officer| officer.unit.clone()).collect();
            let case = self.case(participants);
            let roster = RosterView::new(member.clone(), self.members.clone());
            let officers = officers
                .into_iter()
                .map(|officer| (officer.unit.name().replace('-', "_"), officer))
                .collect();
            let node =
                Node { roster, officers, case, measures: BTreeMap::new(), timers: Vec::new() };
            self.nodes.insert(member, node);
        }
    }

    /// The one case of a member, in which all its units take part.
    fn case(&mut self, participants: BTreeSet<UnitId>) -> Option<Case> {
        let name = Name::parse("story")?;
        Some(Case::Open(File {
            case: self.id(),
            docket_no: name.clone(),
            codename: name,
            focus: None,
            purpose: Purpose::Investigation,
            participants,
            registered_at: self.now,
            registered_by: AUTHOR,
        }))
    }

    fn thing(&mut self, given: &Given, kind: &str, label: &str) -> Result<(), Fault> {
        let bad = |column, message: String, help| Fault::new(given.line, column, message, help);
        if kind != "measure" {
            let message = format!("a story cannot begin with a `{kind}`");
            return Err(bad(1, message, "begin with measures; everything else is done in lines"));
        }
        let help =
            "write `kind`, `from`, `to`, `enforcing`, `data`, `track` or a field of the kind";
        let mut kind = None;
        let mut from = None;
        let mut drawn = Drawn::default();
        for arg in &given.args {
            let first = texts(arg).first().copied().unwrap_or("");
            match arg.name.as_str() {
                "kind" => kind = KindId::parse(first).ok(),
                "from" => from = MemberId::parse(first).ok(),
                "to" => drawn.to = MemberId::parse(first).ok(),
                "enforcing" => drawn.enforcing = MemberId::parse(first).ok(),
                "track" => drawn.track = Track::parse(first).ok(),
                "data" => {
                    let data: Result<BTreeSet<_>, _> =
                        texts(arg).into_iter().map(DataCategory::parse).collect();
                    let parsed = data.map_err(|error| bad(arg.column, error.to_string(), help))?;
                    drawn.data = parsed;
                }
                _ => drawn.fields.push(arg),
            }
        }
        let kind = kind
            .and_then(|kind| self.law.kind(&kind))
            .ok_or_else(|| bad(1, "the law has no such kind of measure".to_owned(), help))?;
        let from = from
            .filter(|from| self.nodes.contains_key(from))
            .ok_or_else(|| bad(1, "`from` names no member of the story".to_owned(), help))?;
        let (terms, without) = drawn.terms(self, kind, given.line)?;
        let id: MeasureId = self.id();
        let case = self.nodes.get(&from).and_then(|node| node.case.as_ref());
        let case = case.map_or(CaseId::new([0; ID_BYTES]), Case::id);
        let opened = Event::Opened {
            at: self.now,
            author: AUTHOR,
            measure: id,
            case,
            instrument: self.law.id.clone(),
            kind: kind.id.clone(),
            from: from.clone(),
            purpose: Purpose::Investigation,
            terms,
        };
        self.labels.insert(label.to_owned(), id);
        self.without.insert(id, without);
        let message = |_denied| bad(1, "the draft cannot be opened".to_owned(), help);
        self.write(&from, id, vec![opened], None).map(drop).map_err(message)
    }

    /// Whoever wrote the drafts a story begins with.
    pub(super) const fn author() -> OfficerId {
        AUTHOR
    }
}

/// What a `given measure` line says.
#[derive(Default)]
struct Drawn<'g> {
    to: Option<MemberId>,
    enforcing: Option<MemberId>,
    track: Option<Track>,
    data: BTreeSet<DataCategory>,
    fields: Vec<&'g Arg>,
}

impl Drawn<'_> {
    /// The terms it says, and the fields it leaves open on purpose.
    fn terms(
        self,
        world: &World<'_>,
        kind: &MeasureKind,
        line: usize,
    ) -> Result<(Terms, BTreeSet<FieldId>), Fault> {
        let help = "name members and fields as they are given above and in the pack";
        let bad = |column, message: &str| Fault::new(line, column, message, help);
        let addressee = self
            .to
            .filter(|to| world.nodes.contains_key(to))
            .ok_or_else(|| bad(1, "`to` names no member of the story"))?;
        if self.enforcing.as_ref().is_some_and(|member| !world.nodes.contains_key(member)) {
            return Err(bad(1, "`enforcing` names no member of the story"));
        }
        let mut values = Values::new();
        let mut without = BTreeSet::new();
        for arg in self.fields {
            if arg.name == "without" {
                let named: Result<BTreeSet<_>, _> =
                    texts(arg).into_iter().map(FieldId::parse).collect();
                without = named.map_err(|error| bad(arg.column, &error.to_string()))?;
                continue;
            }
            let (id, value) = field(kind, arg, line)?;
            values.insert(id, value);
        }
        let language = Language::parse("en").ok_or_else(|| bad(1, "no language"))?;
        let terms = Terms {
            track: self.track.unwrap_or(Track::Ordinary),
            data: self.data,
            addressee,
            enforcing: self.enforcing,
            language,
            values,
        };
        Ok((terms, without))
    }
}

/// A field of the form with its answer.
pub(super) fn field(
    kind: &MeasureKind,
    arg: &Arg,
    line: usize,
) -> Result<(FieldId, law::field::FieldValue), Fault> {
    let help = "name a field of the kind and answer it as its form asks";
    let bad = |message: String| Fault::new(line, arg.column, message, help);
    let id = FieldId::parse(&arg.name).map_err(|error| bad(error.to_string()))?;
    let field =
        kind.field(&id).ok_or_else(|| bad(format!("`{}` is no field of this kind", arg.name)))?;
    let raw = texts(arg).join("\n");
    let value = field.read(&raw).map_err(|error| bad(error.to_string()))?;
    Ok((id, value))
}

/// Whether the law of the story is taken to be in force: `exercise=yes`.
fn is_exercise(arg: &Arg) -> bool {
    arg.name == "exercise" && texts(arg) == ["yes"]
}

/// The texts of an argument; a label stands for its name.
pub(super) fn texts(arg: &Arg) -> Vec<&str> {
    arg.values
        .iter()
        .map(|value| match value {
            Value::Text(text) | Value::Label(text) => text.as_str(),
        })
        .collect()
}
