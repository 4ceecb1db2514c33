//! The field lists of every event schema, in the order in which an event commits to them.
//!
//! A leaf commits to the number, order and names of an event's fields, so a list is part of the byte format: it is
//! never changed, only followed by a schema with the next number (`docs/spec/package.md`). Not the meaning of the
//! fields: who writes events decides that, and a verifier compares only what its checks name.

/// One event schema.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Schema {
    /// Its name and number, the value of the field `schema`.
    pub id: &'static str,
    /// Which values the field `category` may have; empty where the aggregate decides.
    pub categories: &'static [&'static str],
    /// The fields that follow [`BASE`].
    pub own: &'static [&'static str],
}

impl Schema {
    /// The schema called `id`, or `None` if this version does not know it.
    #[must_use]
    pub fn named(id: &str) -> Option<&'static Self> {
        ALL.into_iter().find(|schema| schema.id == id)
    }

    /// All field names, base fields first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        BASE.iter().chain(self.own).copied()
    }

    /// How many fields an event of this schema has.
    #[must_use]
    pub fn n_fields(&self) -> usize {
        BASE.len() + self.own.len()
    }

    /// Where the field `name` stands, counted from 0.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.names().position(|known| known == name)
    }
}

/// The first fields of every event.
pub const BASE: [&str; 7] = crate::opening::BASE_FIELDS;

/// What happened to an exhibit.
pub const CUSTODY: Schema = Schema {
    id: "comity/custody/1",
    categories: &["custody", "access"],
    own: &[
        "exhibit",
        "exhibit_no",
        "root_no",
        "case",
        "status",
        "until",
        "actor",
        "counterparty",
        "location",
        "basis",
        "purpose",
        "tool",
        "object",
        "result",
        "data",
        "source",
        "check",
        "change",
        "seal",
        "countersigns",
        "signatures",
        "informed_by",
    ],
};

/// The certificate of an erasure.
pub const ERASURE: Schema = Schema {
    id: "comity/erasure/1",
    categories: &["erasure"],
    own: &[
        "certificate",
        "scope",
        "keys",
        "trigger",
        "author",
        "countersigner",
        "holds",
        "replicas",
        "stores",
        "derivatives",
        "recipients",
        "final_on",
        "remains",
        "not_proved",
    ],
};

/// Every domain event without a schema of its own.
pub const EVENT: Schema = Schema {
    id: "comity/event/1",
    categories: &[],
    own: &["actor", "basis", "law", "decision", "once", "subject", "data"],
};

/// An envelope or receipt on its way between two nodes.
pub const EXCHANGE: Schema = Schema {
    id: "comity/exchange/1",
    categories: &["anchor"],
    own: &[
        "env_digest",
        "letter_digest",
        "receipt_digest",
        "peer",
        "peer_proof",
        "peer_origin",
        "peer_size",
        "peer_root",
        "lane",
    ],
};

/// An envelope that was given to a carrier: [`EXCHANGE`], and which file it is in and why.
pub const EXCHANGE_CARRIED: Schema = Schema {
    id: "comity/exchange/2",
    categories: &["anchor"],
    own: &[
        "env_digest",
        "letter_digest",
        "receipt_digest",
        "peer",
        "peer_proof",
        "peer_origin",
        "peer_size",
        "peer_root",
        "lane",
        "bundle",
        "bundle_sha256",
        "file_name",
        "file_size",
        "why",
    ],
};

/// The heads map of a day.
pub const MAP: Schema =
    Schema { id: "comity/map/1", categories: &["map"], own: &["date", "root", "size", "streams"] };

/// The sealing of a package.
pub const PACKAGE: Schema = Schema {
    id: "comity/package/1",
    categories: &["package"],
    own: &["package_id", "manifest_sha256", "members", "parts", "forum", "actor"],
};

/// The sealing of a package that carries a time-stamp token: the leaf binds every byte of it, because a verifier that
/// cannot check the authority's signature would else let a changed one pass.
pub const PACKAGE_STAMPED: Schema = Schema {
    id: "comity/package/2",
    categories: &["package"],
    own: &["package_id", "manifest_sha256", "members", "parts", "forum", "actor", "token_sha256"],
};

/// A version of the member directory.
pub const ROSTER: Schema = Schema {
    id: "comity/roster/1",
    categories: &["roster"],
    own: &["snapshot_version", "snapshot_sha256", "keys"],
};

/// The life of a log and of its node.
pub const SHARD: Schema = Schema {
    id: "comity/shard/1",
    categories: &["shard", "key", "admin"],
    own: &["origin", "checkpoint", "vkeys", "from", "sigs", "note"],
};

/// Every schema, by name.
pub const ALL: [&Schema; 10] = [
    &CUSTODY,
    &ERASURE,
    &EVENT,
    &EXCHANGE,
    &EXCHANGE_CARRIED,
    &MAP,
    &PACKAGE,
    &PACKAGE_STAMPED,
    &ROSTER,
    &SHARD,
];
