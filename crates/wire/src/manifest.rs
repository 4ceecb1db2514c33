//! The manifest of a letter: the canonical JSON that is signed, field by field (`docs/spec/letter.md`).
//!
//! It is the frame that legal letters and the network's own business share. What a body means stands in `letter`;
//! signatures and encryption are `seal`'s. The object is closed: a field nobody knows is a refusal.

use domain::actor::{MemberId, NodeId, UnitId};
use domain::agreement::AgreementRef;
use domain::exhibit::Plain;
use domain::ids::{AgreementId, ConversationId, ExhibitId, LetterId};
use domain::letter::{
    ADDRESSEES_MAX, Cipher, Lane, Language, LetterRef, OBJECTS_MAX, Object, ObjectRole, Party,
};
use domain::purpose::Purpose;
use jiff::Timestamp;
use law::ids::{Cite, DataCategory, InstrumentId, KindId};
use seal::digest::Digest;
use seal::json::Json;

use crate::read::{
    Read, bad, closed, digest, get, instant, list, number, object, optional, or_null, parsed,
    string, text, uint,
};
use crate::time;

/// The only manifest version there is.
const VERSION: i64 = 1;
/// The chunked format of every object.
const CIPHER_FORMAT: &str = "cobblestone-256";

/// What a party had received when it wrote: the highest letter of another node without a gap before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// That node.
    pub node: NodeId,
    /// Its letter's number in the conversation.
    pub seq: u64,
    /// Its letter's digest.
    pub digest: Digest,
}

/// Where a letter stands in its conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConvPlace {
    /// Which conversation.
    pub id: ConversationId,
    /// 1, 2, … per issuing node.
    pub seq: u64,
    /// Digest of the issuer's letter before.
    pub prev: Option<Digest>,
    /// What the issuer had seen of the others.
    pub seen: Vec<Seen>,
}

/// The instrument a letter rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// Instrument.
    pub id: InstrumentId,
    /// Version of its pack.
    pub version: u32,
    /// Kind of measure.
    pub kind: KindId,
    /// Article.
    pub cite: Cite,
}

/// How what is sent may be used and passed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handling {
    /// Marking, as people read it.
    pub marking: String,
    /// ISO period.
    pub retention: String,
    /// `none` or `hops:n`.
    pub onward: String,
}

/// Everything that is signed, except what only a body can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The network.
    pub net: Digest,
    /// Type of the body.
    pub kind: String,
    /// Schema version of the body.
    pub version: u32,
    /// Its id.
    pub letter_id: LetterId,
    /// The aggregate it is about.
    pub subject: Option<String>,
    /// Its place.
    pub conv: ConvPlace,
    /// When it was written.
    pub issued_at: Timestamp,
    /// Who wrote it.
    pub issuer: Party,
    /// The whole audience.
    pub to: Vec<(NodeId, UnitId)>,
    /// The case, under the pseudonym of this pair of nodes.
    pub case: Option<String>,
    /// The law it rests on; none for the network's own business.
    pub basis: Option<Basis>,
    /// The agreement it rests on besides; none where the law alone is enough.
    pub agreement: Option<AgreementRef>,
    /// Why the data are processed.
    pub purpose: Purpose,
    /// What kinds of data it is about.
    pub data_categories: Vec<DataCategory>,
    /// What may be done with it.
    pub handling: Handling,
    /// How fast it travels.
    pub lane: Lane,
    /// When it must have arrived.
    pub deliver_by: Timestamp,
    /// When it is void.
    pub not_after: Option<Timestamp>,
    /// The letter it answers.
    pub in_reply_to: Option<LetterRef>,
    /// Set exactly in a drill.
    pub exercise_id: Option<String>,
    /// Language of its texts.
    pub language: Language,
    /// Its body.
    pub body: Json,
    /// What travels beside it.
    pub objects: Vec<Object>,
}

const FIELDS: [&str; 29] = [
    "agreement",
    "body",
    "case",
    "conv",
    "crit",
    "cx",
    "data_categories",
    "deliver_by",
    "emergency",
    "exercise_id",
    "ext",
    "handling",
    "in_reply_to",
    "instrument",
    "issued_at",
    "issuer",
    "lane",
    "language",
    "letter_id",
    "net",
    "not_after",
    "objects",
    "on_behalf_of",
    "purpose",
    "replaces",
    "subject",
    "to",
    "type",
    "version",
];

impl Manifest {
    /// The canonical bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.to_json().to_bytes()
    }

    fn to_json(&self) -> Json {
        let seen = self.conv.seen.iter().map(|seen| {
            Json::object([
                ("digest", string(seen.digest.hex())),
                ("node", string(seen.node.to_string())),
                ("seq", number(seen.seq)),
            ])
        });
        let to = self.to.iter().map(|(node, unit)| {
            Json::object([("node", string(node.to_string())), ("unit", string(unit.to_string()))])
        });
        Json::object([
            ("agreement", or_null(self.agreement, write_agreement)),
            ("body", self.body.clone()),
            ("case", or_null(self.case.clone(), Json::Text)),
            (
                "conv",
                Json::object([
                    ("id", string(self.conv.id.to_string())),
                    ("prev", or_null(self.conv.prev, |prev| string(prev.hex()))),
                    ("seen", Json::List(seen.collect())),
                    ("seq", number(self.conv.seq)),
                ]),
            ),
            ("crit", Json::List(Vec::new())),
            ("cx", Json::Int(VERSION)),
            (
                "data_categories",
                Json::List(
                    self.data_categories.iter().map(|category| string(category.id())).collect(),
                ),
            ),
            ("deliver_by", string(time::text(self.deliver_by))),
            ("emergency", Json::Null),
            ("exercise_id", or_null(self.exercise_id.clone(), Json::Text)),
            ("ext", Json::object::<String>([])),
            (
                "handling",
                Json::object([
                    ("marking", string(self.handling.marking.clone())),
                    ("onward", string(self.handling.onward.clone())),
                    ("retention", string(self.handling.retention.clone())),
                ]),
            ),
            (
                "in_reply_to",
                or_null(self.in_reply_to, |letter| {
                    Json::object([
                        ("digest", string(Digest(letter.digest).hex())),
                        ("letter_id", string(letter.id.to_string())),
                    ])
                }),
            ),
            (
                "instrument",
                or_null(self.basis.as_ref(), |basis| {
                    Json::object([
                        ("cite", string(basis.cite.to_string())),
                        ("id", string(basis.id.to_string())),
                        ("kind", string(basis.kind.to_string())),
                        ("version", number(basis.version.into())),
                    ])
                }),
            ),
            ("issued_at", string(time::text(self.issued_at))),
            (
                "issuer",
                Json::object([
                    ("member", string(self.issuer.member.to_string())),
                    ("node", string(self.issuer.node.to_string())),
                    ("unit", string(self.issuer.unit.to_string())),
                ]),
            ),
            ("lane", string(self.lane.id())),
            ("language", string(self.language.as_str())),
            ("letter_id", string(self.letter_id.to_string())),
            ("net", string(self.net.hex())),
            ("not_after", or_null(self.not_after, |at| string(time::text(at)))),
            (
                "objects",
                Json::List(
                    self.objects
                        .iter()
                        .map(|object| write_object(object, &self.issuer.node))
                        .collect(),
                ),
            ),
            ("on_behalf_of", Json::Null),
            ("purpose", string(self.purpose.id())),
            ("replaces", Json::Null),
            ("subject", or_null(self.subject.clone(), Json::Text)),
            ("to", Json::List(to.collect())),
            ("type", string(self.kind.clone())),
            ("version", number(self.version.into())),
        ])
    }

    /// Reads a manifest that [`Json::parse`] found canonical.
    ///
    /// # Errors
    /// The first field that is wrong. What is not built yet (acting for another, emergency blocks, critical
    /// extensions) is refused where it is set, never passed over.
    pub fn from_json(json: &Json) -> Read<Self> {
        closed(json, "manifest", &FIELDS)?;
        if get(json, "cx")?.int() != Some(VERSION) {
            return Err(bad("cx"));
        }
        for absent in ["emergency", "on_behalf_of", "replaces"] {
            if !get(json, absent)?.is_null() {
                return Err(bad(absent));
            }
        }
        if !list(json, "crit")?.is_empty() {
            return Err(bad("crit"));
        }
        object(get(json, "ext")?, "ext")?;
        let to = list(json, "to")?;
        let objects = list(json, "objects")?;
        if to.is_empty() || to.len() > ADDRESSEES_MAX {
            return Err(bad("to"));
        }
        if objects.len() > OBJECTS_MAX {
            return Err(bad("objects"));
        }
        let handling = get(json, "handling")?;
        closed(handling, "handling", &["marking", "onward", "retention"])?;
        Ok(Self {
            net: digest(json, "net")?,
            kind: text(json, "type")?.to_owned(),
            version: small(json, "version")?,
            letter_id: parsed(json, "letter_id", |id| LetterId::parse(id).ok())?,
            subject: optional_text(json, "subject")?,
            conv: read_conv(get(json, "conv")?)?,
            issued_at: instant(json, "issued_at")?,
            issuer: read_party(get(json, "issuer")?)?,
            to: to.iter().map(read_to).collect::<Read<_>>()?,
            case: optional_text(json, "case")?,
            basis: optional(json, "instrument", read_basis)?,
            agreement: optional(json, "agreement", read_agreement)?,
            purpose: parsed(json, "purpose", Purpose::parse)?,
            data_categories: list(json, "data_categories")?
                .iter()
                .map(|category| {
                    let category = category.text().and_then(|id| DataCategory::parse(id).ok());
                    category.ok_or(bad("data_categories"))
                })
                .collect::<Read<_>>()?,
            handling: Handling {
                marking: text(handling, "marking")?.to_owned(),
                retention: text(handling, "retention")?.to_owned(),
                onward: text(handling, "onward")?.to_owned(),
            },
            lane: parsed(json, "lane", Lane::parse)?,
            deliver_by: instant(json, "deliver_by")?,
            not_after: optional(json, "not_after", |at| {
                at.text().and_then(time::parse).ok_or(bad("not_after"))
            })?,
            in_reply_to: optional(json, "in_reply_to", read_letter_ref)?,
            exercise_id: optional_text(json, "exercise_id")?,
            language: parsed(json, "language", Language::parse)?,
            body: get(json, "body")?.clone(),
            objects: objects.iter().map(read_object).collect::<Read<_>>()?,
        })
    }
}

fn small(json: &Json, field: &'static str) -> Read<u32> {
    u32::try_from(uint(json, field)?).map_err(|_| bad(field))
}

fn optional_text(json: &Json, field: &'static str) -> Read<Option<String>> {
    optional(json, field, |value| value.text().map(str::to_owned).ok_or(bad(field)))
}

fn read_conv(json: &Json) -> Read<ConvPlace> {
    closed(json, "conv", &["id", "prev", "seen", "seq"])?;
    let seq = uint(json, "seq")?;
    let prev = optional(json, "prev", |prev| {
        prev.text().and_then(|text| Digest::parse_hex(text).ok()).ok_or(bad("prev"))
    })?;
    // The first letter has nothing before it, every other one has.
    if seq == 0 || (seq == 1) != prev.is_none() {
        return Err(bad("conv"));
    }
    let seen = list(json, "seen")?.iter().map(|seen| {
        closed(seen, "seen", &["digest", "node", "seq"])?;
        Ok(Seen {
            node: parsed(seen, "node", |node| NodeId::parse(node).ok())?,
            seq: uint(seen, "seq")?,
            digest: digest(seen, "digest")?,
        })
    });
    Ok(ConvPlace {
        id: parsed(json, "id", |id| ConversationId::parse(id).ok())?,
        seq,
        prev,
        seen: seen.collect::<Read<_>>()?,
    })
}

fn read_party(json: &Json) -> Read<Party> {
    closed(json, "issuer", &["member", "node", "unit"])?;
    Ok(Party {
        member: parsed(json, "member", |member| MemberId::parse(member).ok())?,
        node: parsed(json, "node", |node| NodeId::parse(node).ok())?,
        unit: parsed(json, "unit", |unit| UnitId::parse(unit).ok())?,
    })
}

fn read_to(json: &Json) -> Read<(NodeId, UnitId)> {
    closed(json, "to", &["node", "unit"])?;
    Ok((
        parsed(json, "node", |node| NodeId::parse(node).ok())?,
        parsed(json, "unit", |unit| UnitId::parse(unit).ok())?,
    ))
}

fn read_basis(json: &Json) -> Read<Basis> {
    closed(json, "instrument", &["cite", "id", "kind", "version"])?;
    Ok(Basis {
        id: parsed(json, "id", |id| InstrumentId::parse(id).ok())?,
        version: small(json, "version")?,
        kind: parsed(json, "kind", |kind| KindId::parse(kind).ok())?,
        cite: parsed(json, "cite", |cite| Cite::parse(cite).ok())?,
    })
}

pub(crate) fn write_agreement(agreement: AgreementRef) -> Json {
    Json::object([
        ("digest", string(Digest(agreement.digest).hex())),
        ("id", string(agreement.id.to_string())),
    ])
}

pub(crate) fn read_agreement(json: &Json) -> Read<AgreementRef> {
    closed(json, "agreement", &["digest", "id"])?;
    Ok(AgreementRef {
        id: parsed(json, "id", |id| AgreementId::parse(id).ok())?,
        digest: digest(json, "digest")?.0,
    })
}

fn read_letter_ref(json: &Json) -> Read<LetterRef> {
    closed(json, "in_reply_to", &["digest", "letter_id"])?;
    Ok(LetterRef {
        id: parsed(json, "letter_id", |id| LetterId::parse(id).ok())?,
        digest: digest(json, "digest")?.0,
    })
}

fn write_object(object: &Object, giver: &NodeId) -> Json {
    let cipher = &object.cipher;
    let chunks = cipher.chunks.iter().map(|chunk| string(Digest(*chunk).hex()));
    Json::object([
        ("chunk_bytes", number(cipher.chunk_bytes.into())),
        ("chunks", Json::List(chunks.collect())),
        (
            "cipher",
            Json::object([
                ("format", string(CIPHER_FORMAT)),
                ("len", number(cipher.len)),
                ("padded", number(cipher.padded)),
            ]),
        ),
        ("id", string(LetterId::new(object.id).to_string())),
        ("media_type", string(object.media_type.clone())),
        ("n", number(object.n.into())),
        ("name", string(object.name.clone())),
        ("of", or_null(object.of, |exhibit| string(exhibit.urn(giver)))),
        (
            "plain",
            Json::object([
                ("blake3", string(Digest(object.plain.blake3).hex())),
                ("len", number(object.plain.len)),
                ("sha256", string(Digest(object.plain.sha256).hex())),
            ]),
        ),
        ("role", string(object.role.id())),
        ("table", Json::Null),
    ])
}

fn read_object(json: &Json) -> Read<Object> {
    const NAMES: [&str; 11] = [
        "chunk_bytes",
        "chunks",
        "cipher",
        "id",
        "media_type",
        "n",
        "name",
        "of",
        "plain",
        "role",
        "table",
    ];
    closed(json, "objects", &NAMES)?;
    if !get(json, "table")?.is_null() {
        return Err(bad("table"));
    }
    let cipher = get(json, "cipher")?;
    closed(cipher, "cipher", &["format", "len", "padded"])?;
    if text(cipher, "format")? != CIPHER_FORMAT {
        return Err(bad("format"));
    }
    let plain = get(json, "plain")?;
    closed(plain, "plain", &["blake3", "len", "sha256"])?;
    let chunks = list(json, "chunks")?.iter().map(|chunk| {
        let chunk = chunk.text().and_then(|text| Digest::parse_hex(text).ok());
        chunk.map(|digest| digest.0).ok_or(bad("chunks"))
    });
    Ok(Object {
        n: small(json, "n")?,
        id: *parsed(json, "id", |id| LetterId::parse(id).ok())?.bytes(),
        role: parsed(json, "role", ObjectRole::parse)?,
        of: optional(json, "of", |id| {
            let of = id.text().and_then(|urn| ExhibitId::parse_urn(urn).ok());
            of.map(|(_, exhibit)| exhibit).ok_or(bad("of"))
        })?,
        name: text(json, "name")?.to_owned(),
        media_type: text(json, "media_type")?.to_owned(),
        plain: Plain {
            len: uint(plain, "len")?,
            sha256: digest(plain, "sha256")?.0,
            blake3: digest(plain, "blake3")?.0,
        },
        cipher: Cipher {
            padded: uint(cipher, "padded")?,
            len: uint(cipher, "len")?,
            chunk_bytes: small(json, "chunk_bytes")?,
            chunks: chunks.collect::<Read<_>>()?,
        },
    })
}
