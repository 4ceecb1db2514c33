//! What one reader sees: other types than the states, made for one officer of one member.
//!
//! Pages, the JSON interface and exports take these and nothing else, so a field that a reader may
//! not see is not there to be shown by mistake. `None` is the answer for whatever the reader may not
//! know of, and it is the same answer as for what does not exist.

use std::collections::BTreeSet;

use jiff::Timestamp;
use law::check::CheckAnswer;
use law::clock::{ClockKind, ClockResult};
use law::defect::Defect;
use law::field::{Field, FieldValue, Values};
use law::ids::{
    CheckId, Cite, DataCategory, DutyId, FieldId, InstrumentId, KindId, SectionId, Track,
};
use law::measure_kind::MeasureKind;

use crate::access::Reading;
use crate::actor::{Actor, MemberId, Office, Officer, UnitId};
use crate::case::Case;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::exhibit::{Data, Exhibit, ExhibitNo, RecordState, Retention, Source};
use crate::handover::Handover;
use crate::ids::{CaseId, ExhibitId, HandoverId, LetterId, MeasureId, OfficerId, PackageId};
use crate::letter::{CopyKind, Language, LawRef};
use crate::measure::{self, DutyStanding, Measure, Part, PeerAct, Said, Standing, TakenExhibit};
use crate::package::{Contents, Copy, Package};
use crate::permit::{self, Row, matrix};
use crate::purpose::Purpose;
use crate::release::{Release, Suspension};

pub use self::agreements::{AgreementSeen, may_draft_agreement, reduce_agreement};
pub use self::notices::NoticeSeen;

mod agreements;
mod measures;
mod notices;
#[cfg(test)]
mod tests;

/// Who looks, with the case the thing belongs to as the node knows it.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The officer who is signed in.
    pub officer: &'a Officer,
    /// The case, if the thing belongs to one.
    pub case: Option<&'a Case>,
}

/// A case as a participant sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseSeen {
    /// Its id.
    pub id: CaseId,
    /// Its number in the registry.
    pub docket_no: String,
    /// How people call it; only for participants.
    pub codename: Option<String>,
    /// What it is about; only for participants.
    pub focus: Option<String>,
    /// The state in one word.
    pub state: &'static str,
    /// Why data are processed in it.
    pub purpose: Purpose,
    /// The units that take part; only for participants.
    pub participants: BTreeSet<UnitId>,
    /// When it was registered.
    pub registered_at: Timestamp,
    /// What this reader may do next.
    pub may: Vec<ActOffer>,
}

/// A duty without a number, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutySeen {
    /// Which.
    pub duty: DutyId,
    /// Where it stands.
    pub standing: DutyStanding,
}

/// A measure as one officer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureSeen {
    /// Its id.
    pub id: MeasureId,
    /// Which side our member is on.
    pub side: SideSeen,
    /// The state in one word.
    pub state: &'static str,
    /// The case, on the issuing side.
    pub case: Option<CaseId>,
    /// The law it is under.
    pub instrument: InstrumentId,
    /// Its kind.
    pub kind: KindId,
    /// The law it rests on, once it is issued.
    pub law: Option<LawRef>,
    /// How fast it must be performed.
    pub track: Track,
    /// The categories of data it asks for.
    pub data: BTreeSet<DataCategory>,
    /// Who asks.
    pub from: MemberId,
    /// Who must perform it.
    pub addressee: MemberId,
    /// Who is notified, if anybody is.
    pub enforcing: Option<MemberId>,
    /// Why the data are asked for.
    pub purpose: Purpose,
    /// The language of its texts.
    pub language: Language,
    /// The fields this reader may see, in the order of the form; of a draft also the empty ones.
    pub fields: Vec<FieldSeen>,
    /// The formal faults of a draft, in the order of the form.
    pub defects: Vec<Defect>,
    /// Why a draft could not be issued today whatever its form said: its law does not bind the two states, or one of them
    /// reserved or declared something.
    pub unbound: Option<Denied>,
    /// The questions the law puts before issuing; of a draft only.
    pub checks: Vec<CheckSeen>,
    /// How often a draft changed; what was read is named by it.
    pub revision: Option<u32>,
    /// When it was issued, at its issuer; when it was received, at a recipient.
    pub began_at: Timestamp,
    /// When each copy was received, as far as our member knows.
    pub receipts: Vec<(CopyKind, Timestamp)>,
    /// The clocks that run, with their whole answers.
    pub clocks: Vec<ClockSeen>,
    /// The duties of our side, in the order of the pack, with where each stands.
    pub duties: Vec<DutySeen>,
    /// Whether all that was asked for may leave now; at the addressee only.
    pub release: Option<Release>,
    /// What peers did, in the order of arrival.
    pub acts: Vec<PeerActSeen>,
    /// What our member said, in order.
    pub said: Vec<Said>,
    /// Where the law says that what it brought may not be used, if it says so; at the issuer.
    pub restricted: Option<Cite>,
    /// What holds the measure up until it is settled.
    pub suspended: Option<Suspension>,
    /// What was handed over by us or taken over by us.
    pub handovers: Vec<HandoverLine>,
    /// The notice to the person, at the issuer, where the law asks for one.
    pub notice: Option<NoticeSeen>,
    /// What this reader may do next.
    pub may: Vec<ActOffer>,
    /// The forms of letters this reader may say, with the reason if one cannot be said now.
    pub letters: Vec<LetterOffer>,
}

impl MeasureSeen {
    /// The instant somebody must look at next: the first one still ahead that is not past.
    #[must_use]
    pub fn next_instant(&self, now: Timestamp) -> Option<(Timestamp, &ClockSeen)> {
        self.clocks
            .iter()
            .filter(|clock| clock.is_ours && !clock.has_passed && clock.met_at.is_none())
            .filter_map(|clock| {
                let result = &clock.result;
                let at = result.gate_opens.or(result.strict).or(result.legal_latest)?;
                let at = if at < now { result.legal_latest.unwrap_or(at) } else { at };
                Some((at, clock))
            })
            .min_by_key(|(at, _)| *at)
    }
}

/// Which side of a measure our member is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SideSeen {
    /// The addressee.
    Executing,
    /// The issuer.
    Issuing,
    /// The notified authority.
    Notified,
}

impl SideSeen {
    /// The word on pages and in results.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Executing => "executing",
            Self::Issuing => "issuing",
            Self::Notified => "notified",
        }
    }
}

/// One field of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldSeen {
    /// Its id.
    pub id: FieldId,
    /// The section it stands in.
    pub section: SectionId,
    /// What it says, if it says anything.
    pub value: Option<FieldValue>,
    /// Where the law asks for it.
    pub cite: Cite,
    /// What stands against it.
    pub defects: Vec<Defect>,
}

impl FieldSeen {
    /// The fields of a form in its order, with what they say and what stands against them; those that say nothing only
    /// `with_empty`.
    #[must_use]
    pub fn of_form(
        kind: &MeasureKind,
        values: &Values,
        defects: &[Defect],
        with_empty: bool,
    ) -> Vec<Self> {
        let of = |field: &Field| Self {
            id: field.id.clone(),
            section: field.section.clone(),
            value: values.get(&field.id).cloned(),
            cite: field.provenance.cite.clone(),
            defects: defects.iter().filter(|defect| defect.field == field.id).cloned().collect(),
        };
        let shown = |field: &&Field| with_empty || values.contains_key(&field.id);
        kind.fields.iter().filter(shown).map(of).collect()
    }
}

/// A question the law puts before an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckSeen {
    /// Which; the act's answers name it.
    pub id: CheckId,
    /// Whether it is answered in words or by a statement.
    pub answer: CheckAnswer,
    /// Where the law asks it.
    pub cite: Cite,
}

/// One clock with its whole answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockSeen {
    /// The answer, with basis and positions.
    pub result: ClockResult,
    /// Which direction is safe.
    pub kind: ClockKind,
    /// Whether our member is the one who must or may act.
    pub is_ours: bool,
    /// Whether its instant has passed and was noted.
    pub has_passed: bool,
    /// When the act it waits for was done, if it was: then nothing waits any more.
    pub met_at: Option<Timestamp>,
}

/// An act of a peer on our stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerActSeen {
    /// The letter that brought it; acting on it names this.
    pub letter: LetterId,
    /// Who.
    pub from: MemberId,
    /// When it was written.
    pub sent_at: Timestamp,
    /// When it arrived.
    pub arrived_at: Timestamp,
    /// What.
    pub act: PeerAct,
    /// What became of it.
    pub standing: Standing,
}

/// A handover as a line of a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverLine {
    /// Which.
    pub handover: HandoverId,
    /// When.
    pub at: Timestamp,
    /// The exhibits by id and number.
    pub exhibits: Vec<(ExhibitId, ExhibitNo)>,
    /// All or which part, as far as our side said it.
    pub part: Option<Part>,
    /// Whether it came after the last lawful instant.
    pub late: bool,
}

/// An act this reader's office has, with the reason if it cannot be done now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActOffer {
    /// The command, kebab case.
    pub verb: &'static str,
    /// Why not, if not.
    pub denied: Option<Denied>,
}

/// A form of a letter this reader's side has, with the reason if it cannot be said now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterOffer {
    /// Which form.
    pub form: KindId,
    /// The members it would go to, as the measure stands.
    pub to: Vec<MemberId>,
    /// Why not, if not.
    pub denied: Option<Denied>,
}

/// An exhibit as one officer sees it; content is read elsewhere, and recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExhibitSeen {
    /// Its id.
    pub id: ExhibitId,
    /// Its number here.
    pub exhibit_no: ExhibitNo,
    /// The giver's number, where it came from another member.
    pub root_no: Option<ExhibitNo>,
    /// The case it belongs to.
    pub case: Option<CaseId>,
    /// Its state.
    pub state: RecordState,
    /// Its content, by length and digests.
    pub data: Option<Data>,
    /// Where it came from.
    pub source: Option<Source>,
    /// The members it was handed to.
    pub handed_to: Vec<MemberId>,
    /// What it was made from, here; nothing for what came from outside.
    pub derived_from: BTreeSet<ExhibitId>,
    /// Until when it may be kept, where that was said.
    pub retention: Option<Retention>,
    /// Whether this reader may read the content.
    pub may_read: bool,
}

/// A handover as one officer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverSeen {
    /// Its id.
    pub id: HandoverId,
    /// The measure it performs.
    pub measure: MeasureId,
    /// The state in one word.
    pub state: &'static str,
    /// Who gives.
    pub giver: MemberId,
    /// Who receives.
    pub receiver: MemberId,
    /// When it was offered.
    pub offered_at: Timestamp,
    /// When and with what findings it was settled.
    pub settled: Option<(Timestamp, Vec<TakenExhibit>)>,
}

/// A package as one officer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageSeen {
    /// Its id.
    pub id: PackageId,
    /// The case it is about.
    pub case: CaseId,
    /// The court or body it is made for.
    pub forum: String,
    /// The exhibits it holds.
    pub exhibits: BTreeSet<ExhibitId>,
    /// What of a sealed whole it leaves out, if it is a copy.
    pub copy: Option<Copy>,
    /// The state in one word.
    pub state: &'static str,
    /// Who asked for it.
    pub started_by: OfficerId,
    /// When and what was sealed.
    pub sealed: Option<(Timestamp, Contents)>,
    /// How many more must agree.
    pub n_approvals_missing: u32,
    /// What this reader may do next.
    pub may: Vec<ActOffer>,
}

/// One line of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// When.
    pub at: Timestamp,
    /// The event, kebab case.
    pub event: &'static str,
    /// Who did it: the kind of actor, and the office, member, clock or rule.
    pub by: Vec<(&'static str, String)>,
    /// Its arguments by name.
    pub args: Vec<(&'static str, String)>,
}

/// One line of a measure's timeline; the reader must have been shown the measure.
#[must_use]
pub fn moment(event: &measure::Event, by: &Actor) -> Moment {
    Moment { at: event.at(), event: event.kind(), by: performer(by), args: event.args() }
}

/// An actor for people: never a name, always function and member.
#[must_use]
pub fn performer(by: &Actor) -> Vec<(&'static str, String)> {
    let mut words = vec![("by", by.word().to_owned())];
    match by {
        Actor::Clock { clock } => words.push(("clock", clock.to_string())),
        Actor::Node => {}
        Actor::Officer { member, office, issuer_kind, .. } => {
            words.push(("member", member.screen()));
            words.push(("office", office.to_string()));
            words.extend(issuer_kind.map(|kind| ("kind", kind.to_string())));
        }
        Actor::Peer { member, unit, .. } => {
            words.push(("member", member.screen()));
            words.push(("unit", unit.to_string()));
        }
        Actor::Rule { cite } => words.push(("cite", cite.to_string())),
    }
    words
}

/// A measure for one reader.
#[must_use]
pub fn reduce(measure: &Measure, reader: &Reader<'_>, ctx: &Ctx<'_>) -> Option<MeasureSeen> {
    may_know(&Reading::Measure(measure, reader.case), reader, ctx)
        .then(|| measures::seen(measure, reader, ctx))
}

/// A case for one reader: who takes no part sees the stub.
#[must_use]
pub fn reduce_case(case: &Case, reader: &Reader<'_>, ctx: &Ctx<'_>) -> Option<CaseSeen> {
    let officer = reader.officer;
    let ours = officer.member == *ctx.roster.ours() && officer.active;
    if !ours || !matrix::reads(officer.office, Row::StubRead.tier()) {
        return None;
    }
    let file = case.file();
    let takes_part = case.has(&officer.unit);
    // Offices with a condition on stubs see those of their own cases only.
    let conditional = matches!(officer.office, Office::Custodian | Office::ProviderAgent);
    if conditional && !takes_part {
        return None;
    }
    let subject = permit::Subject::new(Some(case)).in_case(Some(case));
    let open = permit::for_officer(officer, &subject, crate::case::Command::Open, ctx);
    let may = match case {
        Case::Open(_) => Vec::new(),
        Case::Registered(_) => offer("open", open.err(), takes_part),
    };
    Some(CaseSeen {
        id: file.case,
        docket_no: file.docket_no.to_string(),
        codename: takes_part.then(|| file.codename.to_string()),
        focus: file.focus.as_ref().filter(|_| takes_part).map(ToString::to_string),
        state: case.word(),
        purpose: file.purpose,
        participants: if takes_part { file.participants.clone() } else { BTreeSet::new() },
        registered_at: file.registered_at,
        may,
    })
}

/// An exhibit for one reader.
#[must_use]
pub fn reduce_exhibit(
    exhibit: &Exhibit,
    reader: &Reader<'_>,
    ctx: &Ctx<'_>,
) -> Option<ExhibitSeen> {
    let item = exhibit.item();
    let officer = reader.officer;
    // The record of an exhibit is of the tier of its measure; its content is a tier higher.
    let within = item.case.is_none_or(|case| {
        reader.case.is_some_and(|known| known.id() == case && known.has(&officer.unit))
    });
    let ours = officer.member == *ctx.roster.ours() && officer.active;
    if !(ours && within && matrix::reads(officer.office, Row::MeasureRead.tier())) {
        return None;
    }
    Some(ExhibitSeen {
        id: item.exhibit,
        exhibit_no: item.exhibit_no.clone(),
        root_no: item.root_no.clone(),
        case: item.case,
        state: exhibit.state(),
        data: exhibit.data().cloned(),
        source: item.source.clone(),
        handed_to: item.handed_to.clone(),
        derived_from: item.derived_from.clone(),
        retention: item.retention,
        may_read: may_know(&Reading::Exhibit(exhibit, reader.case), reader, ctx),
    })
}

/// A handover for a reader who sees the measure it performs.
#[must_use]
pub fn reduce_handover(handover: &Handover) -> HandoverSeen {
    let offer = handover.offer();
    let settled = match handover {
        Handover::Accepted(settled) | Handover::Contested(settled) => {
            Some((settled.at, settled.exhibits.clone()))
        }
        Handover::Lapsed(_) | Handover::Offered(_) => None,
    };
    HandoverSeen {
        id: offer.handover,
        measure: offer.measure,
        state: handover.word(),
        giver: offer.giver.member.clone(),
        receiver: offer.receiver.member.clone(),
        offered_at: offer.offered_at,
        settled,
    }
}

/// A package for one reader.
#[must_use]
pub fn reduce_package(
    package: &Package,
    reader: &Reader<'_>,
    ctx: &Ctx<'_>,
) -> Option<PackageSeen> {
    if !may_know(&Reading::Package(package, reader.case), reader, ctx) {
        return None;
    }
    let request = package.request();
    let subject = permit::Subject::new(Some(package)).in_case(reader.case);
    let approve =
        permit::for_officer(reader.officer, &subject, crate::package::Command::Approve, ctx);
    let (sealed, missing) = match package {
        Package::Assembling(assembling) => {
            let have = u32::try_from(assembling.approvals.len()).unwrap_or(u32::MAX);
            (None, assembling.k.saturating_sub(have))
        }
        Package::Sealed(sealed) => (Some((sealed.sealed_at, sealed.contents.clone())), 0),
    };
    Some(PackageSeen {
        id: request.package,
        case: request.case,
        forum: request.forum.to_string(),
        exhibits: request.exhibits.clone(),
        copy: request.copy.clone(),
        state: package.word(),
        started_by: package.started_by(),
        sealed,
        n_approvals_missing: missing,
        may: offer("approve", approve.err(), missing > 0),
    })
}

/// Whether the reader may know of it; the sign-in is asked for when something is opened.
fn may_know(what: &Reading<'_>, reader: &Reader<'_>, ctx: &Ctx<'_>) -> bool {
    let purpose = what.purpose();
    match permit::to_read(reader.officer, what, purpose, ctx) {
        Ok(_) | Err(Denied::StepUp { .. }) => true,
        Err(_) => false,
    }
}

/// One offer, if the office has the act at all.
fn offer(verb: &'static str, denied: Option<Denied>, when: bool) -> Vec<ActOffer> {
    if when { vec![ActOffer { verb, denied }] } else { Vec::new() }
}
