//! From an event's fields to what is stored: salted commitment, sealed compartments, leaf; and back.

use std::collections::BTreeMap;

use seal::digest::Digest;
use seal::json::{Json, JsonError};
use seal::keyring::{
    Key, KeyringError, WrapKind, WrapPlace, compartment_object_id, open_body, seal_body, unwrap,
    wrap,
};
use seal::opening::{CommitError, Field, Opening, OpeningError, Part, Why, commit};
use store::{Compartment, NewEvent, StoredEvent};
use wire::stored::Recorded;

use crate::keys::{Kek, Keys};
use crate::rng::{AsCryptoRng, Random};

/// Length of `K_ev ‖ K_body`.
const EVENT_KEYS_BYTES: usize = 64;

/// Why an event cannot be recorded or read. Ours, or damage.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The fields cannot be committed to.
    #[error("fields: {0}")]
    Commit(#[from] CommitError),
    /// A compartment's key was destroyed.
    #[error("the content was erased")]
    Erased,
    /// A body is not canonical JSON.
    #[error("body: {0}")]
    Json(#[from] JsonError),
    /// A body does not open.
    #[error("sealed body: {0}")]
    Keyring(#[from] KeyringError),
    /// The opening cannot be made.
    #[error("opening: {0}")]
    Opening(#[from] OpeningError),
    /// What is stored has another shape than what was written.
    #[error("the stored event is damaged")]
    Damaged,
}

/// Seals an event and computes its leaf.
///
/// # Errors
/// See [`RecordError`].
pub fn record(
    recorded: &Recorded,
    event_id: [u8; 16],
    at_ms: i64,
    kek: &Kek,
    random: &dyn Random,
) -> Result<NewEvent, RecordError> {
    let highest = recorded.fields.iter().map(|(c, _, _)| *c).max().unwrap_or(0);
    let mut rng = AsCryptoRng(random);
    let mut event_keys = Vec::new();
    let mut compartments = Vec::new();
    for c in 0..=highest {
        let commit_key = Key::generate(&mut rng);
        let body_key = Key::generate(&mut rng);
        let body = recorded.fields.iter().filter(|(of, _, _)| *of == c);
        let body = Json::object(body.map(|(_, name, value)| (*name, value.clone()))).to_bytes();
        let place = WrapPlace {
            kind: WrapKind::Compartment,
            wrapping_key_id: kek.id,
            object_id: compartment_object_id(&event_id, c),
        };
        let mut both = Vec::with_capacity(EVENT_KEYS_BYTES);
        both.extend_from_slice(commit_key.expose());
        both.extend_from_slice(body_key.expose());
        compartments.push(Compartment {
            c,
            kek_id: kek.id,
            wrap: wrap(&kek.key, &place, &both, &mut rng)?,
            ct: seal_body(&body_key, &event_id, c, &body, &mut rng)?,
        });
        event_keys.push(*commit_key.expose());
    }
    let committed = commit(&recorded.fields, &event_keys)?;
    Ok(NewEvent {
        event_id,
        kind: recorded.kind.clone(),
        schema: recorded.schema.to_owned(),
        at_ms,
        compartments,
        fields: committed.f.iter().flat_map(|hash| hash.0).collect(),
        leaf: committed.leaf,
        leaf_hash: committed.leaf_hash.0,
    })
}

struct OpenCompartment {
    commit_key: [u8; 32],
    body: Json,
}

fn open_compartment(
    event_id: &[u8; 16],
    compartment: &Compartment,
    keys: &Keys,
) -> Result<OpenCompartment, RecordError> {
    if compartment.ct.is_empty() {
        return Err(RecordError::Erased);
    }
    let kek = keys.by_id(&compartment.kek_id).ok_or(RecordError::Erased)?;
    let place = WrapPlace {
        kind: WrapKind::Compartment,
        wrapping_key_id: compartment.kek_id,
        object_id: compartment_object_id(event_id, compartment.c),
    };
    let both = unwrap(&kek.key, &place, &compartment.wrap)?;
    let (commit_key, body_key) = both.split_first_chunk::<32>().ok_or(RecordError::Damaged)?;
    let body_key = Key::from_slice(body_key).ok_or(RecordError::Damaged)?;
    let body = open_body(&body_key, event_id, compartment.c, &compartment.ct)?;
    Ok(OpenCompartment { commit_key: *commit_key, body: Json::parse(&body)? })
}

/// All fields of a stored event by name.
///
/// # Errors
/// If a compartment was erased or does not open.
pub fn fields(event: &StoredEvent, keys: &Keys) -> Result<BTreeMap<String, Json>, RecordError> {
    let mut fields = BTreeMap::new();
    for compartment in &event.compartments {
        let open = open_compartment(&event.event_id, compartment, keys)?;
        let entries = open.body.entries().ok_or(RecordError::Damaged)?;
        fields.extend(entries.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
    Ok(fields)
}

/// The opening of a sequenced event; `show` says which fields this reader gets.
///
/// # Errors
/// If the event has no place in the log yet, or its fields do not give its leaf.
pub fn opening(
    event: &StoredEvent,
    origin: &str,
    keys: &Keys,
    show: impl Fn(&str) -> bool,
) -> Result<Opening, RecordError> {
    let index = event.place.ok_or(RecordError::Damaged)?.index;
    let names = wire::stored::field_names(&event.schema).ok_or(RecordError::Damaged)?;
    let mut values = BTreeMap::new();
    for compartment in &event.compartments {
        // An erased compartment stays closed; the rest of the event can still be shown.
        let open = match open_compartment(&event.event_id, compartment, keys) {
            Ok(open) => open,
            Err(RecordError::Erased) => continue,
            Err(error) => return Err(error),
        };
        let entries = open.body.entries().ok_or(RecordError::Damaged)?;
        for (name, value) in entries {
            values.insert(name.clone(), (open.commit_key, value.clone()));
        }
    }
    let mut parts = Vec::with_capacity(names.len());
    for (i, (name, hash)) in names.iter().zip(event.fields.chunks_exact(32)).enumerate() {
        let hash = Digest::from_slice(hash).map_err(|_| RecordError::Damaged)?;
        let i = u16::try_from(i).map_err(|_| RecordError::Damaged)?;
        parts.push(match values.get(*name) {
            None => Part::Closed { hash, why: Why::Erased },
            Some(_) if !show(name) => Part::Closed { hash, why: Why::NotForRecipient },
            Some((commit_key, value)) => Part::Open {
                field: Field { name: (*name).to_owned(), value: value.clone() },
                salt: seal::opening::salt(commit_key, i),
            },
        });
    }
    Ok(Opening::new(origin, index, event.leaf, parts)?)
}
