//! Events as they are stored and committed to: base fields, own fields of the schema, compartments; and back.
//!
//! Compartment 0 holds what chains the stream (schema, category, stream, seq, prev, type, time), compartment 1 the
//! rest, so that erasing a person's data leaves a chain that can still be checked. Field lists are `seal`'s; an
//! event is never rewritten, a changed shape is a new schema number read through `upcast` for ever.

use domain::actor::Actor;
use domain::exhibit::Action;
use domain::ids::PackageId;
use domain::letter::LawRef;
use domain::package::Contents;
use domain::{
    access, agreement, case, erasure, exhibit, handover, measure, occurrence, package, recall,
};
use jiff::Timestamp;
use seal::digest::{Digest, b64_encode};
use seal::json::Json;
use seal::package::schema::{self, Schema};

use crate::read::{Read, bad, get, number, or_null, parsed, string, text};

mod access_event;
mod agreement_event;
mod case_event;
mod clock;
mod custody;
mod erasure_event;
mod handover_event;
pub mod heads;
pub mod link;
mod measure_event;
mod notice;
mod occurrence_event;
mod package_event;
pub(crate) mod part;
mod recall_event;
pub mod shard;
mod talk;
#[cfg(test)]
mod tests;

pub use self::erasure_event::keys_gone;

/// Everything a node records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stored {
    /// Somebody read content.
    Access(access::Event),
    /// Something happened to an agreement.
    Agreement(agreement::Event),
    /// Something happened to a case.
    Case(case::Event),
    /// Content is destroyed: the leaf that says what, on whose order.
    Certificate(Box<erasure::Certified>),
    /// Something happened to an erasure before its certificate.
    Erasure(erasure::Event),
    /// Something happened to an exhibit.
    Exhibit(exhibit::Event),
    /// Something happened to a handover.
    Handover(handover::Event),
    /// The newest entries of all streams on a day.
    Heads(heads::Event),
    /// An envelope or receipt passed between us and a peer.
    Link(link::Event),
    /// Something happened to a measure.
    Measure(measure::Event),
    /// Something that is counted was noted, or taken back.
    Occurrence(occurrence::Event),
    /// Something happened to a package.
    Package(package::Event),
    /// A package was sealed: the leaf that a court's verifier starts from.
    PackageSeal(SealLeaf),
    /// Something happened to a recall.
    Recall(recall::Event),
    /// Something happened to the log or the node itself.
    Shard(shard::Event),
}

/// What the sealing leaf of a package says. It is read back as the package's own event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealLeaf {
    /// Which package.
    pub package: PackageId,
    /// For which forum.
    pub forum: String,
    /// What was sealed.
    pub contents: Contents,
    /// SHA-256 of the time-stamp token over it, if it carries one.
    pub token_sha256: Option<[u8; 32]>,
}

/// What places an event in its stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    /// Tag of the stream: says nothing to whoever lacks the stream's key.
    pub stream_tag: [u8; 16],
    /// The event's number in its stream, from 0.
    pub seq: u64,
    /// Leaf hash of the stream's event before it.
    pub prev: Option<Digest>,
    /// When it happened, to the millisecond.
    pub at: Timestamp,
    /// Where the time came from.
    pub source: TimeSource,
}

/// Where a node's time came from, and how far it may be off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeSource {
    /// `ntp`, `gnss`, `tsa` or `manual`; a drill's network clock is `manual`.
    pub src: &'static str,
    /// Uncertainty in milliseconds.
    pub unc_ms: u32,
}

/// Who did it, on what ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The actor of the permit.
    pub actor: Actor,
    /// Article that gave the right.
    pub basis: Option<String>,
    /// The law in force for the act.
    pub law: Option<LawRef>,
    /// The decision record.
    pub decision: Option<String>,
    /// The idempotency key.
    pub once: Option<String>,
    /// URN of what it is about.
    pub subject: Option<String>,
}

impl Who {
    /// An act of the node itself, on nobody's order.
    #[must_use]
    pub fn node() -> Self {
        Self {
            actor: Actor::Node,
            basis: None,
            law: None,
            decision: None,
            once: None,
            subject: None,
        }
    }
}

/// An event as fields, ready to be committed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its kind: the field `type`.
    pub kind: String,
    /// Its schema.
    pub schema: &'static str,
    /// Compartment, name and value of every field, in the schema's order.
    pub fields: Vec<(u8, &'static str, Json)>,
}

/// The field names of a schema, base fields first.
#[must_use]
pub fn field_names(schema: &str) -> Option<Vec<&'static str>> {
    Schema::named(schema).map(|schema| schema.names().collect())
}

impl Stored {
    /// The event's kind.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Access(event) => event.kind(),
            Self::Agreement(event) => event.kind(),
            Self::Case(event) => event.kind(),
            Self::Certificate(_) => "certified",
            Self::Erasure(event) => event.kind(),
            Self::Exhibit(event) => event.action.id(),
            Self::Handover(event) => event.kind(),
            Self::Heads(_) => heads::KIND,
            Self::Link(event) => event.kind.id(),
            Self::Measure(event) => event.kind(),
            Self::Occurrence(event) => event.kind(),
            Self::Package(event) => event.kind(),
            Self::PackageSeal(_) => "sealed",
            Self::Recall(event) => event.kind(),
            Self::Shard(event) => event.kind.id(),
        }
    }

    fn category(&self) -> &'static str {
        match self {
            Self::Access(_) => "access",
            Self::Agreement(_) => "agreement",
            Self::Case(_) => "case",
            Self::Certificate(_) | Self::Erasure(_) => "erasure",
            Self::Exhibit(_) => "custody",
            Self::Handover(_) => "handover",
            Self::Heads(_) => "map",
            Self::Link(_) => "anchor",
            Self::Measure(_) => "measure",
            Self::Occurrence(_) => "admin",
            Self::Package(_) | Self::PackageSeal(_) => "package",
            Self::Recall(_) => "recall",
            Self::Shard(event) => event.kind.category(),
        }
    }

    /// The event as fields.
    #[must_use]
    pub fn record(&self, base: &Base, who: &Who) -> Recorded {
        let (schema, own) = self.own(who);
        let kind = self.kind();
        let mut fields = vec![
            (0, "schema", string(schema.id)),
            (0, "category", string(self.category())),
            (0, "stream", string(b64_encode(&base.stream_tag))),
            (0, "seq", number(base.seq)),
            (0, "prev", or_null(base.prev, |prev| string(prev.b64()))),
            (0, "type", string(kind)),
            (
                0,
                "at",
                Json::object([
                    ("src", string(base.source.src)),
                    ("t", part::at(base.at)),
                    ("unc_ms", number(base.source.unc_ms.into())),
                ]),
            ),
        ];
        fields.extend(own.into_iter().map(|(name, value)| (1, name, value)));
        Recorded { kind: kind.to_owned(), schema: schema.id, fields }
    }

    fn own(&self, who: &Who) -> (Schema, Vec<(&'static str, Json)>) {
        let data = match self {
            Self::Certificate(certified) => {
                return (schema::ERASURE, erasure_event::certificate(certified));
            }
            Self::Exhibit(event) => return (schema::CUSTODY, custody::write(&event.facts)),
            Self::Heads(event) => return (schema::MAP, heads::write(event)),
            Self::Link(event) => return (link::schema(event), link::write(event)),
            Self::Shard(event) => return (schema::SHARD, shard::write(event)),
            Self::PackageSeal(leaf) => {
                return package_event::seal(leaf, actor(&who.actor));
            }
            Self::Package(event) => package_event::write(event),
            Self::Access(event) => access_event::write(event),
            Self::Agreement(event) => agreement_event::write(event),
            Self::Case(event) => case_event::write(event),
            Self::Erasure(event) => erasure_event::write(event),
            Self::Handover(event) => handover_event::write(event),
            Self::Measure(event) => measure_event::write(event),
            Self::Occurrence(event) => occurrence_event::write(event),
            Self::Recall(event) => recall_event::write(event),
        };
        let text = |value: &Option<String>| or_null(value.clone(), Json::Text);
        (
            schema::EVENT,
            vec![
                ("actor", actor(&who.actor)),
                ("basis", text(&who.basis)),
                ("law", or_null(who.law.as_ref(), part::law)),
                ("decision", text(&who.decision)),
                ("once", text(&who.once)),
                ("subject", text(&who.subject)),
                ("data", data),
            ],
        )
    }
}

/// The actor as an event shows it: office and pseudonym, never a name.
#[must_use]
pub fn actor(actor: &Actor) -> Json {
    match actor {
        Actor::Officer { id, member, office, auth, .. } => Json::object([
            ("auth", number(auth.number().into())),
            ("member", string(member.to_string())),
            ("office", string(office.id())),
            ("person", string(id.to_string())),
        ]),
        Actor::Peer { member, unit, letter } => Json::object([
            ("letter", string(letter.to_string())),
            ("member", string(member.to_string())),
            ("unit", string(unit.to_string())),
        ]),
        Actor::Clock { clock } => Json::object([("clock", string(clock.to_string()))]),
        Actor::Rule { cite } => Json::object([("rule", string(cite.to_string()))]),
        Actor::Node => Json::object([("node", Json::Bool(true))]),
    }
}

/// Which aggregate a stream belongs to: the word in its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreamKind {
    /// Reads of content.
    Access,
    /// An agreement, on any party's side.
    Agreement,
    /// A case.
    Case,
    /// The destruction of content.
    Erasure,
    /// An exhibit.
    Exhibit,
    /// A handover.
    Handover,
    /// Traffic with one peer.
    Link,
    /// The heads maps of a log.
    Map,
    /// A measure.
    Measure,
    /// Something that is counted and no measure says.
    Occurrence,
    /// A package.
    Package,
    /// A recall, on either side.
    Recall,
    /// The log itself.
    Shard,
}

/// Reads a stored event back from its fields, as one JSON object by name.
///
/// # Errors
/// If the fields are not those of an event of this kind: damage or forgery.
pub fn read(stream: StreamKind, fields: &Json) -> Read<Stored> {
    let kind = text(fields, "type")?;
    let at = parsed(get(fields, "at")?, "t", crate::time::parse)?;
    let data = || get(fields, "data");
    Ok(match stream {
        StreamKind::Access => Stored::Access(access_event::read(kind, at, data()?)?),
        StreamKind::Agreement => Stored::Agreement(agreement_event::read(kind, at, data()?)?),
        StreamKind::Case => Stored::Case(case_event::read(kind, at, data()?)?),
        StreamKind::Erasure => Stored::Erasure(erasure_event::read(kind, at, fields)?),
        StreamKind::Exhibit => Stored::Exhibit(exhibit::Event {
            at,
            action: Action::parse(kind).ok_or(bad("type"))?,
            facts: Box::new(custody::read(fields)?),
        }),
        StreamKind::Handover => Stored::Handover(handover_event::read(kind, at, data()?)?),
        StreamKind::Link => Stored::Link(link::read(kind, at, fields)?),
        StreamKind::Map => Stored::Heads(heads::read(kind, at, fields)?),
        StreamKind::Measure => Stored::Measure(measure_event::read(kind, at, data()?)?),
        StreamKind::Occurrence => Stored::Occurrence(occurrence_event::read(kind, at, data()?)?),
        StreamKind::Package => Stored::Package(package_event::read(kind, at, fields)?),
        StreamKind::Recall => Stored::Recall(recall_event::read(kind, at, data()?)?),
        StreamKind::Shard => Stored::Shard(shard::read(kind, at, fields)?),
    })
}
