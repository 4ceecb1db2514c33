//! What one node posts to another, and the two encodings under it.

use std::collections::BTreeMap;

use seal::cbor::Cbor;
use seal::cose::{Kind, Signatures};
use seal::digest::Digest;
use seal::envelope::{
    Delivery, EnvelopeOuter, Head, Lane, Recipient, SealRequest, Suite, XWingPublic, XWingSecret,
    seal_envelope, unpad,
};
use seal::json::Json;
use seal::keyring::{Key, RootParams, RootSealed};
use seal::receipt::{
    Anchor, CheckpointRef, Chunks, Clock, EnvelopeRef, Event, Instant, Issuer, NodeId, Receipt,
    Role, RosterRef, Statement, UnitId, Uuid,
};
use seal::sign::{Alg, Kid, MlDsa44Public, MlDsa65Public, PublicKey, SlhDsaPublic};

use super::world::{Counted, key, members};
use super::{seeds_of, vector};
use crate::mutate::Shape;
use crate::target::{Said, Target, asked};

const EXCHANGE_1: &str = include_str!("../../../seal/vectors/exchange-1.txt");
const EXCHANGE_2: &str = include_str!("../../../seal/vectors/exchange-2.txt");
const EXCHANGE_3: &str = include_str!("../../../seal/vectors/exchange-3.txt");
const MANIFEST: &[u8] = include_bytes!("../../../seal/vectors/exchange-1-manifest.json");

/// What canonical reading says: the spelling, or that there is none.
pub(super) fn canonical<T, E>(read: Result<T, E>, write: impl FnOnce(T) -> Vec<u8>) -> Said {
    read.map_or(Said::Refused, |value| Said::Canonical(write(value)))
}

/// The same for what is read without a word why not.
pub(super) fn canonical_of<T>(read: Option<T>, write: impl FnOnce(T) -> Vec<u8>) -> Said {
    read.map_or(Said::Refused, |value| Said::Canonical(write(value)))
}

/// Bytes as text, for readers of text.
pub(super) fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

pub(super) const TARGETS: &[Target] = &[
    Target {
        name: "cbor",
        shape: Shape::Cbor,
        parsers: &["seal/cbor.rs Cbor::decode", "seal/cbor.rs Cbor::decode_at_most"],
        seeds: || [cose_seeds(), heads(), envelopes()].concat(),
        read: |bytes| {
            let few = Cbor::decode_at_most(bytes, 64);
            let whole = Cbor::decode(bytes);
            // What is taken with a bound is the same value.
            if few.as_ref().is_ok_and(|few| whole.as_ref() != Ok(few)) {
                return Said::Canonical(Vec::new());
            }
            canonical(whole, |value| value.encode())
        },
        weight: 1,
    },
    Target {
        name: "cose",
        shape: Shape::Cbor,
        parsers: &["seal/cose.rs Signatures::parse"],
        seeds: cose_seeds,
        read: |bytes| {
            let kinds = [Kind::Agreement, Kind::Letter, Kind::Receipt];
            let read = kinds.into_iter().find_map(|kind| Signatures::parse(kind, bytes).ok());
            canonical_of(read, |signatures| {
                let public = key(1).map(|key| PublicKey::Ed25519(key.public()));
                asked(signatures.verify(&Digest::of(b"net"), MANIFEST, |_| public.clone()));
                signatures.to_bytes()
            })
        },
        weight: 1,
    },
    Target {
        name: "delivery",
        shape: Shape::Cbor,
        parsers: &["seal/envelope/delivery.rs Delivery::parse"],
        seeds: || {
            let bytes = |anchor| {
                let envelope = vector(EXCHANGE_2, "envelope");
                Delivery { envelope, anchor }.to_bytes()
            };
            let mut all: Vec<_> = anchors().into_iter().map(|anchor| bytes(Some(anchor))).collect();
            all.push(bytes(None));
            all
        },
        read: |bytes| canonical(Delivery::parse(bytes), |delivery| delivery.to_bytes()),
        weight: 1,
    },
    Target {
        name: "envelope",
        shape: Shape::Cbor,
        parsers: &["seal/envelope.rs EnvelopeOuter::parse"],
        seeds: envelopes,
        read: |bytes| {
            let Ok(outer) = EnvelopeOuter::parse(bytes) else { return Said::Refused };
            let n = outer.recipients().count();
            if let Some(key) = key(1) {
                asked(outer.verify_seal(&key.public()));
            }
            // Its parts are byte strings: what was read can be put together again.
            if n == 0 || outer.head().to_bytes().is_empty() { Said::Refused } else { Said::Read }
        },
        weight: 1,
    },
    Target {
        name: "envelope-open",
        shape: Shape::Cbor,
        parsers: &["seal/envelope.rs EnvelopeOuter::open"],
        seeds: || vec![vector(EXCHANGE_2, "envelope"), vector(EXCHANGE_3, "envelope")],
        read: |bytes| {
            let Ok(outer) = EnvelopeOuter::parse(bytes) else { return Said::Refused };
            let Some(unit) = unit_of_vector() else { return Said::Refused };
            // At most a stranger makes us try; what does not open has told nothing.
            if outer.open(&[&unit]).is_ok() { Said::Read } else { Said::Refused }
        },
        weight: 20,
    },
    Target {
        name: "head",
        shape: Shape::Cbor,
        parsers: &["seal/envelope/head.rs Head::parse"],
        seeds: heads,
        read: |bytes| canonical(Head::parse(bytes), |head| head.to_bytes()),
        weight: 1,
    },
    Target {
        name: "inner",
        shape: Shape::Cbor,
        parsers: &["seal/envelope/body.rs unpad"],
        seeds: || {
            let sigs = vector(EXCHANGE_1, "sigs");
            let inner = |keys: &[u64]| {
                let keys = keys.iter().map(|n| (Cbor::Uint(*n), Cbor::bytes(&[7; 32])));
                let parts =
                    vec![Cbor::bytes(MANIFEST), Cbor::bytes(&sigs), Cbor::Map(keys.collect())];
                Cbor::Array(parts).encode()
            };
            vec![inner(&[]), inner(&[0]), inner(&[0, 1, 300])]
        },
        read: |bytes| {
            let Ok(length) = u32::try_from(bytes.len()) else { return Said::Refused };
            let padded = [length.to_be_bytes().as_slice(), bytes, &[0; 100]].concat();
            let opened = unpad(&padded, Kid::BLIND);
            // With the length of something else it is something else, or nothing.
            let longer =
                [length.wrapping_add(1).to_be_bytes().as_slice(), bytes, &[0; 100]].concat();
            if opened.is_some() && unpad(&longer, Kid::BLIND).is_some() {
                return Said::Canonical(Vec::new());
            }
            canonical_of(opened, |opened| {
                let keys = opened.object_keys.iter();
                let keys = keys.map(|(n, key)| (Cbor::Uint(*n), Cbor::bytes(key.expose())));
                let (manifest, sigs) = (Cbor::Bytes(opened.manifest), Cbor::Bytes(opened.sigs));
                Cbor::Array(vec![manifest, sigs, Cbor::Map(keys.collect())]).encode()
            })
        },
        weight: 1,
    },
    Target {
        name: "json",
        shape: Shape::Json,
        parsers: &["seal/json.rs Json::parse"],
        seeds: jsons,
        read: |bytes| canonical(Json::parse(bytes), |json| json.to_bytes()),
        weight: 1,
    },
    Target {
        name: "json-any",
        shape: Shape::Json,
        parsers: &["seal/json.rs Json::parse_any"],
        seeds: || {
            let mut all = jsons();
            all.push(b" { \"b\" : [ 1 , \"\\u00e9\\ud83d\\ude00\" ] , \"a\" : -0 } ".to_vec());
            all
        },
        read: |bytes| {
            let Ok(json) = Json::parse_any(bytes) else { return Said::Refused };
            if json.check().is_err() || json.to_plain_bytes().is_empty() {
                return Said::Canonical(Vec::new());
            }
            Said::Stable(json.to_bytes())
        },
        weight: 1,
    },
    Target {
        name: "public-keys",
        shape: Shape::Raw,
        parsers: &[
            "seal/sign/ed25519.rs Ed25519Public::parse",
            "seal/sign/lattice.rs MlDsaPublic::parse",
            "seal/sign/hashes.rs SlhDsaPublic::parse",
            "seal/sign.rs PublicKey::parse",
            "seal/envelope/kem.rs XWingPublic::parse",
        ],
        seeds: || {
            let ed25519 = key(1).map(|key| key.public().as_bytes().to_vec());
            let xwing = unit_of_vector().map(|unit| unit.public().as_bytes().to_vec());
            let lattice = |n: u8, len: usize| {
                let mut rng = Counted(n);
                let mut bytes = vec![0; len];
                rand_core::Rng::fill_bytes(&mut rng, &mut bytes);
                Some(bytes)
            };
            [ed25519, xwing, lattice(3, 1952), lattice(5, 1312), lattice(7, 32)]
                .into_iter()
                .flatten()
                .collect()
        },
        read: |bytes| {
            if let Ok(key) = MlDsa44Public::parse(bytes) {
                return Said::Canonical(key.as_bytes().to_vec());
            }
            asked(MlDsa65Public::parse(bytes));
            asked(SlhDsaPublic::parse(bytes));
            let found =
                Alg::ALL.into_iter().find_map(|alg| PublicKey::parse(alg, bytes).ok().flatten());
            if let Some(key) = found {
                return Said::Canonical(key.as_bytes().to_vec());
            }
            canonical(XWingPublic::parse(bytes), |key| key.as_bytes().to_vec())
        },
        weight: 8,
    },
    Target {
        name: "receipt",
        shape: Shape::Cbor,
        parsers: &["seal/receipt.rs Receipt::parse"],
        seeds: || {
            let mut all: Vec<Vec<u8>> = members(".cx1r");
            all.extend(receipts());
            all
        },
        read: |bytes| {
            canonical(Receipt::parse(bytes), |receipt| {
                let public = key(1).map(|key| PublicKey::Ed25519(key.public()));
                asked(receipt.verify(&receipt.statement().net, |_| public.clone()));
                receipt.to_bytes()
            })
        },
        weight: 1,
    },
    Target {
        name: "root-sealed",
        shape: Shape::Raw,
        parsers: &["seal/keyring/root.rs RootSealed::parse"],
        seeds: || {
            let mut rng = Counted(1);
            let sealed = RootSealed::seal(
                RootParams::floor(&mut rng),
                &Key::from_bytes([1; 32]),
                &Key::from_bytes([2; 32]),
                &mut rng,
            );
            sealed.map(|sealed| vec![sealed.to_bytes()]).unwrap_or_default()
        },
        read: |bytes| canonical(RootSealed::parse(bytes), |sealed| sealed.to_bytes()),
        weight: 1,
    },
    Target {
        name: "statement",
        shape: Shape::Json,
        parsers: &["seal/receipt/statement.rs Statement::parse"],
        seeds: || {
            let receipts = seeds_of_receipts().into_iter();
            let read = receipts.filter_map(|bytes| Receipt::parse(&bytes).ok());
            read.map(|receipt| receipt.statement_bytes().to_vec()).collect()
        },
        read: |bytes| {
            let Ok(statement) = Statement::parse(bytes) else { return Said::Refused };
            canonical(statement.to_bytes(), |bytes| bytes)
        },
        weight: 1,
    },
    Target {
        name: "anchor",
        shape: Shape::Cbor,
        parsers: &["seal/receipt/anchor.rs Anchor::parse"],
        seeds: anchors,
        read: |bytes| {
            let Ok(anchor) = Anchor::parse(bytes) else { return Said::Refused };
            canonical(anchor.to_bytes(), |bytes| bytes)
        },
        weight: 1,
    },
    Target {
        name: "words",
        shape: Shape::Raw,
        parsers: &[
            "seal/receipt/words.rs Uuid::parse",
            "seal/receipt/words.rs NodeId::parse",
            "seal/receipt/words.rs UnitId::parse",
            "seal/receipt/words.rs Instant::parse",
            "seal/sign.rs Kid::parse",
            "seal/digest.rs Digest::parse_hex",
            "seal/digest.rs Digest::parse_b64",
            "seal/witness.rs Inconsistency::parse",
            "seal/package/build.rs Absence::parse",
        ],
        seeds: || {
            let words = [
                "00112233-4455-6677-8899-aabbccddeeff",
                "spoc.justice.fr.example",
                "fr-tj/court-paris-12",
                "2027-03-02T10:00:01.204Z",
                "2028-02-29T23:59:59Z",
                "a514be6e409666c7ba465b0dc4267c8c",
                "140a1c4512a5bd561fff78fb011842b7338d9b03136f1ecad68c16afde051e3f",
                "FAocRRKlvVYf/3j7ARhCtzONmwMTbx7K1owWr94FHj8=",
                "aGVsbG8",
                "aGVsbG8=",
            ];
            words.map(|word| word.as_bytes().to_vec()).to_vec()
        },
        read: words,
        weight: 1,
    },
];

/// Every word that is read is spelled in one way.
fn words(bytes: &[u8]) -> Said {
    let Some(text) = text(bytes) else { return Said::Refused };
    asked(seal::witness::Inconsistency::parse(text));
    asked(seal::package::Absence::parse(text));
    let spelled = [
        Uuid::parse(text).map(|id| id.to_string()),
        NodeId::parse(text).map(|id| id.as_str().to_owned()),
        UnitId::parse(text).map(|id| id.as_str().to_owned()),
        Instant::parse(text).map(|at| at.as_str().to_owned()),
        Kid::parse(text).map(|kid| kid.to_string()),
        Digest::parse_hex(text).ok().map(|digest| digest.hex()),
        Digest::parse_b64(text).ok().map(|digest| digest.b64()),
        seal::digest::hex_decode(text).ok().map(|bytes| seal::digest::hex_encode(&bytes)),
        seal::digest::b64_decode(text).ok().map(|bytes| seal::digest::b64_encode(&bytes)),
        seal::digest::b64url_decode(text).ok().map(|bytes| seal::digest::b64url_encode(&bytes)),
    ];
    if let Some(at) = Instant::parse(text) {
        // The instant of its number is the same instant, however many places its fraction has.
        if Instant::of_unix_ms(at.unix_ms()).is_some_and(|same| same.unix_ms() != at.unix_ms()) {
            return Said::Canonical(Vec::new());
        }
    }
    let mut found = spelled.into_iter().flatten();
    let Some(first) = found.next() else { return Said::Refused };
    let rest = found.find(|other| other != text);
    Said::Canonical(rest.unwrap_or(first).into_bytes())
}

fn jsons() -> Vec<Vec<u8>> {
    let mut all =
        vec![MANIFEST.to_vec(), b"{}".to_vec(), b"[1,\"a\",null,{\"b\":[true]}]".to_vec()];
    all.extend(seeds_of_receipts().iter().filter_map(|bytes| {
        Receipt::parse(bytes).ok().map(|receipt| receipt.statement_bytes().to_vec())
    }));
    all
}

fn seeds_of_receipts() -> Vec<Vec<u8>> {
    TARGETS.iter().find(|target| target.name == "receipt").map(seeds_of).unwrap_or_default()
}

fn cose_seeds() -> Vec<Vec<u8>> {
    let mut all = vec![vector(EXCHANGE_1, "sigs")];
    let keys: Vec<_> = (1..=3).filter_map(key).collect();
    let signers: Vec<&dyn seal::sign::Signer> = keys.iter().map(|key| key as _).collect();
    for kind in [Kind::Agreement, Kind::Letter, Kind::Receipt] {
        all.extend(seal::cose::sign(kind, &Digest::of(b"net"), MANIFEST, &signers));
    }
    all
}

fn head(lane: Lane, n_chunks: u64) -> Option<Head> {
    Some(Head {
        suite: Suite::XWing,
        net: Digest::of(b"net"),
        env_id: Uuid::parse("00112233-4455-6677-8899-aabbccddeeff")?,
        from: NodeId::parse("spoc.justice.fr.example")?,
        to: NodeId::parse("legal.provider.ie.example")?,
        node_kid: key(1)?.public().kid(),
        lane,
        made_on: 20_879,
        keep_until: 501_114,
        roster_version: 218,
        n_chunks,
    })
}

fn heads() -> Vec<Vec<u8>> {
    let mut all = vec![vector(EXCHANGE_1, "head")];
    all.extend(Lane::ALL.into_iter().filter_map(|lane| Some(head(lane, 300)?.to_bytes())));
    all
}

/// The unit key of the vectors: its seed counts from zero.
fn unit_of_vector() -> Option<XWingSecret> {
    let mut seed = [0; 32];
    seed.iter_mut().zip(0..).for_each(|(byte, n)| *byte = n);
    XWingSecret::from_seed(seed).ok()
}

fn envelopes() -> Vec<Vec<u8>> {
    let mut all = vec![vector(EXCHANGE_2, "envelope"), vector(EXCHANGE_3, "envelope")];
    let made = || {
        let (unit, node_key) = (unit_of_vector()?, key(1)?);
        let blind = [true, false, true].map(|is_blind| Recipient { key: unit.public(), is_blind });
        let request = SealRequest {
            head: head(Lane::Bulk, 7)?,
            recipients: &blind,
            manifest: MANIFEST,
            sigs: &vector(EXCHANGE_1, "sigs"),
            object_keys: &BTreeMap::from([(0, Key::from_bytes([1; 32]))]),
            node_key: &node_key,
        };
        seal_envelope(request, &mut Counted(9)).ok()
    };
    all.extend(made().map(|sealed| sealed.bytes));
    all
}

fn anchors() -> Vec<Vec<u8>> {
    let proof = include_str!("../../../seal/vectors/ledger-leaf-0.tlog-proof").to_owned();
    let anchor = |reader| Anchor {
        origin: "node.example/comity/audit/2027".to_owned(),
        proof: proof.clone(),
        opening: "{}".to_owned(),
        old: "old 0\n\n".to_owned(),
        cosignatures: String::new(),
        reader,
    };
    let reader =
        CheckpointRef { origin: "reader.example/1".to_owned(), size: 7, root: Digest::of(b"root") };
    let all = [anchor(None), anchor(Some(reader))];
    all.iter().filter_map(|anchor| anchor.to_bytes().ok()).collect()
}

fn receipts() -> Vec<Vec<u8>> {
    let made = || {
        let (from, to) = (NodeId::parse("a.example.org")?, NodeId::parse("b.example.org")?);
        let statement = Statement {
            net: Digest::of(b"net"),
            receipt_id: Uuid([7; 16]),
            event: Event::RelayAcceptance,
            of: EnvelopeRef {
                env_id: Uuid([8; 16]),
                env_digest: Digest::of(b"e"),
                from,
                to: to.clone(),
            },
            letter: None,
            by: Issuer { node: to, role: Role::Recipient, unit: None },
            at: Instant::parse("2027-03-02T10:00:01.204Z")?,
            clock: Clock { source: "ntp".to_owned(), uncertainty_ms: 25 },
            chunks: Chunks { announced: 3, missing: 1 },
            reason: None,
            flags: vec![],
            prev: None,
            roster: RosterRef { version: 218, snapshot_sha256: Digest::of(b"s") },
        };
        let receipt = Receipt::issue(statement, &[&key(1)?]).ok()?;
        let anchored = receipt.clone().with_anchor(anchors().first().cloned()).ok()?;
        Some(vec![receipt.to_bytes(), anchored.to_bytes()])
    };
    made().unwrap_or_default()
}
