//! The index: who sends the bundle to whom, and every member with length and digest.

use seal::cbor::{Cbor, CborError};
use seal::digest::Digest;
use seal::receipt::{NodeId, Uuid};
use seal::sign::{Ed25519Public, Ed25519Secret, Kid};

use super::{BundleError, ENTRIES_MAX, INDEX_BYTES_MAX, PARTS_MAX, Place, SEAL_BYTES};

/// The first field.
const MAGIC: &str = "cx1b";
/// Values in an index: four for each member, and the fields with their keys.
const VALUES_MAX: usize = 4 * ENTRIES_MAX + 32;
/// What separates this seal from every other use of the node's key.
const LABEL: &[u8] = b"comity/cx1/bundle\0";

/// One member behind the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub place: Place,
    /// Its length in bytes.
    pub len: u64,
    /// SHA-256 of its content.
    pub sha256: Digest,
}

/// What the sender seals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// The bundle's id, the same in each volume.
    pub id: Uuid,
    /// The network.
    pub net: Digest,
    /// The node that made it.
    pub from: NodeId,
    /// The node it is for.
    pub to: NodeId,
    /// When it was made: hours since 1970-01-01T00:00Z.
    pub made_hour: u32,
    /// Which volume, from 1.
    pub part: u64,
    /// Of how many.
    pub parts: u64,
    /// Every member behind the first three, in file order.
    pub entries: Vec<Entry>,
    /// The sender's directory version.
    pub roster_version: u64,
    /// The node key of the seal.
    pub kid: Kid,
}

impl Index {
    /// Reads an index: one canonical form, members in their order, none longer than its kind.
    ///
    /// # Errors
    /// [`BundleError::Index`], [`BundleError::OutOfRange`], [`BundleError::UnknownPath`], [`BundleError::TooLarge`].
    pub fn parse(bytes: &[u8]) -> Result<Self, BundleError> {
        if bytes.len() as u64 > INDEX_BYTES_MAX {
            return Err(out_of_range("its length"));
        }
        // Nobody has signed this yet.
        let value = Cbor::decode_at_most(bytes, VALUES_MAX)?;
        let mut fields = value.as_fields()?;
        if fields.take(1)?.as_text()? != MAGIC {
            return Err(CborError::WrongType.into());
        }
        let node = |value: &Cbor, what| -> Result<NodeId, BundleError> {
            NodeId::parse(value.as_text()?).ok_or(out_of_range(what))
        };
        let id = Uuid(fields.take(2)?.as_array_of()?);
        let net = Digest(fields.take(3)?.as_array_of()?);
        let from = node(fields.take(4)?, "the sender")?;
        let to = node(fields.take(5)?, "the recipient")?;
        let made_hour = u32::try_from(fields.take(6)?.as_uint()?);
        let made_hour = made_hour.map_err(|_too_large| out_of_range("the hour"))?;
        let [part, parts] = fields.take(7)?.as_tuple::<2>()?;
        let (part, parts) = (part.as_uint()?, parts.as_uint()?);
        if part == 0 || part > parts || parts > PARTS_MAX {
            return Err(out_of_range("the number of the volume"));
        }
        let listed = fields.take(8)?.as_array()?;
        if listed.len() > ENTRIES_MAX {
            return Err(out_of_range("the number of members"));
        }
        let entries = listed.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
        let in_order = entries.windows(2).all(|pair| match pair {
            [one, next] => one.place.may_precede(next.place),
            _ => true,
        });
        if !in_order {
            return Err(out_of_range("the order of members"));
        }
        let index = Self {
            id,
            net,
            from,
            to,
            made_hour,
            part,
            parts,
            entries,
            roster_version: fields.take(9)?.as_uint()?,
            kid: Kid(fields.take(10)?.as_array_of()?),
        };
        fields.end()?;
        Ok(index)
    }

    /// The bytes of the index.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let entries = self.entries.iter().map(|entry| {
            Cbor::Array(vec![
                Cbor::text(&entry.place.to_string()),
                Cbor::Uint(entry.len),
                Cbor::bytes(entry.sha256.as_bytes()),
            ])
        });
        Cbor::fields([
            (1, Cbor::text(MAGIC)),
            (2, Cbor::bytes(&self.id.0)),
            (3, Cbor::bytes(self.net.as_bytes())),
            (4, Cbor::text(self.from.as_str())),
            (5, Cbor::text(self.to.as_str())),
            (6, Cbor::Uint(self.made_hour.into())),
            (7, Cbor::Array(vec![Cbor::Uint(self.part), Cbor::Uint(self.parts)])),
            (8, Cbor::Array(entries.collect())),
            (9, Cbor::Uint(self.roster_version)),
            (10, Cbor::bytes(&self.kid.0)),
        ])
        .encode()
    }
}

fn entry(value: &Cbor) -> Result<Entry, BundleError> {
    let [path, len, sha256] = value.as_tuple::<3>()?;
    let path = path.as_text()?;
    let place =
        Place::parse(path).ok_or_else(|| BundleError::UnknownPath { path: path.to_owned() })?;
    let entry = Entry { place, len: len.as_uint()?, sha256: Digest(sha256.as_array_of()?) };
    if entry.len > place.bytes_max() {
        return Err(BundleError::TooLarge { path: path.to_owned() });
    }
    // A chunk has one name, and that is what it is.
    if let Place::Chunk(id) = place
        && id != entry.sha256
    {
        return Err(out_of_range("the name of a chunk"));
    }
    Ok(entry)
}

/// The digest by which people name a volume: SHA-256 of the index bytes.
#[must_use]
pub fn digest_of(index: &[u8]) -> Digest {
    Digest::of(index)
}

/// The seal of a node over an index: Ed25519 over the label and the digest of the index bytes.
#[must_use]
pub fn seal_index(index: &[u8], key: &Ed25519Secret) -> [u8; SEAL_BYTES] {
    key.sign(&message(index))
}

pub(super) fn verify_seal(
    index: &[u8],
    seal: &[u8; SEAL_BYTES],
    key: &Ed25519Public,
) -> Result<(), BundleError> {
    key.verify(&message(index), seal).map_err(|_invalid| BundleError::SealInvalid)
}

fn message(index: &[u8]) -> Vec<u8> {
    [LABEL, digest_of(index).as_bytes()].concat()
}

const fn out_of_range(what: &'static str) -> BundleError {
    BundleError::OutOfRange { what }
}
