//! Stored events as lines of a timeline: what happened, who did it, when it was recorded, and its leaf.
//!
//! The caller has checked that the reader may see the things whose streams are named here.

use domain::actor::{MemberId, Office};
use domain::agreement;
use domain::reader::Moment;
use jiff::Timestamp;
use portal::component::timeline::Entry;
use seal::json::Json;
use wire::stored::{Stored, StreamKind};

use crate::act::ActError;
use crate::node::Node;
use crate::recorder;
use crate::web::ledger::leaf_no;

/// One stream of a timeline.
#[derive(Debug, Clone)]
pub struct Source {
    /// The stream.
    pub stream: String,
    /// Of which kind of thing.
    pub kind: StreamKind,
    /// The page and the name of the thing, where it has a page of its own.
    pub about: Option<(String, String)>,
}

/// The entries of several streams, in the order of the record.
///
/// # Errors
/// If a record is damaged or was erased.
pub async fn entries(node: &Node, sources: &[Source]) -> Result<Vec<Entry>, ActError> {
    let mut entries = Vec::new();
    for source in sources {
        for event in node.store.load(&source.stream, 0).await? {
            let fields = Json::Object(recorder::fields(&event, &node.keys)?);
            let stored = wire::stored::read(source.kind, &fields)?;
            let damaged = |_| ActError::Corrupt("event time".to_owned());
            let moment = Moment {
                at: Timestamp::from_millisecond(event.at_ms).map_err(damaged)?,
                event: stored.kind(),
                by: fields.get("actor").map(performer).unwrap_or_default(),
                args: arguments(&stored),
            };
            let entry = Entry {
                anchor: format!("entry-{}", event.position),
                stream: word(source.kind).to_owned(),
                recorded_at: recorded_at(event.event_id).unwrap_or(moment.at),
                moment,
                leaf: event.place.map(leaf_no),
                about: source.about.clone(),
            };
            entries.push((event.position, entry));
        }
    }
    entries.sort_by_key(|(position, _)| *position);
    Ok(entries.into_iter().map(|(_, entry)| entry).collect())
}

/// The kind of a stream, as the words of the pages name it.
const fn word(kind: StreamKind) -> &'static str {
    match kind {
        StreamKind::Access => "access",
        StreamKind::Agreement => "agreement",
        StreamKind::Case => "case",
        StreamKind::Erasure => "erasure",
        StreamKind::Exhibit => "exhibit",
        StreamKind::Handover => "handover",
        StreamKind::Link => "link",
        StreamKind::Map => "map",
        StreamKind::Measure => "measure",
        StreamKind::Occurrence => "occurrence",
        StreamKind::Package => "package",
        StreamKind::Recall => "recall",
        StreamKind::Shard => "shard",
    }
}

fn arguments(stored: &Stored) -> Vec<(&'static str, String)> {
    match stored {
        Stored::Measure(event) => event.args(),
        Stored::Exhibit(event) => vec![("exhibit_no", event.facts.exhibit_no.to_string())],
        Stored::Agreement(event) => of_agreement(event),
        Stored::Access(_)
        | Stored::Case(_)
        | Stored::Certificate(_)
        | Stored::Erasure(_)
        | Stored::Handover(_)
        | Stored::Heads(_)
        | Stored::Link(_)
        | Stored::Occurrence(_)
        | Stored::Package(_)
        | Stored::PackageSeal(_)
        | Stored::Recall(_)
        | Stored::Shard(_) => Vec::new(),
    }
}

/// What an event of an agreement says beside its kind: the words of a party, and what they are about.
fn of_agreement(event: &agreement::Event) -> Vec<(&'static str, String)> {
    use agreement::Event;
    match event {
        Event::Consented { consent, .. } => {
            vec![("exhibit", consent.exhibit.to_string()), ("to", consent.to.screen())]
        }
        Event::Drafted { digest, .. } | Event::Received { digest, .. } => {
            vec![("digest", seal::digest::hex_encode(digest))]
        }
        Event::Ended { by, why, .. } | Event::Reinstated { by, why, .. } => {
            vec![("party", by.screen()), ("why", why.as_str().to_owned())]
        }
        Event::Expired { .. } => Vec::new(),
        Event::Reviewed { found, .. } => vec![("found", found.as_str().to_owned())],
        Event::Signed { by, unit, .. } => {
            vec![("party", by.screen()), ("unit", unit.to_string())]
        }
        Event::Suspended { by, since, notice, .. } => {
            let mut args = vec![
                ("party", by.screen()),
                ("since", since.to_string()),
                ("criterion", notice.criterion.to_string()),
                ("why", notice.why.as_str().to_owned()),
            ];
            let purposes = notice.part.purposes.iter().map(|one| ("purpose", one.id().to_owned()));
            args.extend(purposes);
            args.extend(notice.part.data.iter().map(|one| ("data", one.id().to_owned())));
            args
        }
    }
}

/// Who did it, from the record: office and member, never a name.
#[must_use]
pub fn performer(actor: &Json) -> Vec<(&'static str, String)> {
    let text = |name: &str| actor.get(name).and_then(Json::text);
    let member = text("member").and_then(|member| MemberId::parse(member).ok());
    let office = text("office").filter(|word| Office::ALL.iter().any(|one| one.id() == *word));
    let mut words = Vec::new();
    if let Some(clock) = text("clock") {
        words.extend([("by", "clock".to_owned()), ("clock", clock.to_owned())]);
    } else if let Some(rule) = text("rule") {
        words.extend([("by", "rule".to_owned()), ("cite", rule.to_owned())]);
    } else if let Some(office) = office {
        words.extend([("by", "officer".to_owned()), ("office", office.to_owned())]);
    } else if member.is_some() && text("letter").is_some() {
        words.push(("by", "peer".to_owned()));
    } else {
        words.push(("by", "node".to_owned()));
    }
    words.extend(member.map(|member| ("member", member.screen())));
    words.extend(text("unit").map(|unit| ("unit", unit.to_owned())));
    words
}

/// When an event was recorded: its id begins with that instant.
fn recorded_at(event_id: [u8; 16]) -> Option<Timestamp> {
    let millis = event_id.iter().take(6).fold(0_i64, |sum, byte| (sum << 8) | i64::from(*byte));
    Timestamp::from_millisecond(millis).ok()
}
