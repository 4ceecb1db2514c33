//! Letters of every type. Each input is signed again by the key of the office that the seeds name, so that what is asked is
//! not whether a signature fails but what is read behind one: the worst that a member of the network can write.

use std::sync::OnceLock;

use domain::actor::{MemberId, MemberKind, NodeId, Office, UnitId};
use jiff::Timestamp;
use law::ids::{Country, InstrumentId};
use law::instrument::Instrument;
use seal::cose::{self, Kind};
use seal::digest::Digest;
use seal::json::Json;
use seal::sign::{Alg, Kid};
use wire::letter::{
    Arrival, LawBook, Opened, agreement_message_to_json, arrive, body_to_json, message_to_json,
    open,
};
use wire::manifest::Manifest;
use wire::roster::tuf::{NetworkFile, Sole};
use wire::roster::{
    Entry, KeyEntry, LogEntry, NetworkKind, NodeEntry, Roster, Service, Speaks, Status, UnitEntry,
};
use wire::withdraw::Withdrawal;

use super::world::key;
use crate::mutate::Shape;
use crate::target::{Said, Target, asked};

const AGREEMENT: &str = include_str!("../../../wire/vectors/agreement-1.txt");
const WITHDRAWAL: &str = "{\"env_digest\":\"0707070707070707070707070707070707070707070707070707070707070707\",\
                          \"env_id\":\"00112233-4455-6677-8899-aabbccddeeff\",\"hold\":false,\
                          \"letter_digest\":\"0707070707070707070707070707070707070707070707070707070707070707\",\
                          \"letter_id\":\"6f1c3a52-9c0e-4d7b-8a55-2f6f0f1c9b10\",\"place\":null,\"why\":\"mistake\"}";
/// The same of a letter that was never sealed, at its place among those about a measure.
const UNSEALED: &str = "{\"env_digest\":null,\"env_id\":null,\"hold\":false,\
                        \"letter_digest\":\"0707070707070707070707070707070707070707070707070707070707070707\",\
                        \"letter_id\":\"6f1c3a52-9c0e-4d7b-8a55-2f6f0f1c9b10\",\
                        \"place\":{\"conv\":\"6f1c3a52-9c0e-4d7b-8a55-2f6f0f1c9b11\",\
                        \"measure\":\"0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e01\",\"seq\":2},\"why\":\"moot\"}";
const NOW: &str = "2027-03-08T09:00:00Z";

pub(super) const TARGETS: &[Target] = &[
    Target {
        name: "agreement",
        shape: Shape::Json,
        parsers: &["wire/agreement.rs from_json"],
        seeds: || AGREEMENT.lines().take(1).map(|line| line.as_bytes().to_vec()).collect(),
        read: |bytes| {
            let Ok(json) = Json::parse(bytes) else { return Said::Refused };
            match wire::agreement::from_json(&json) {
                Ok(terms) => Said::Canonical(wire::agreement::to_bytes(&terms)),
                Err(_) => Said::Refused,
            }
        },
        weight: 1,
    },
    Target {
        name: "letter",
        shape: Shape::Json,
        parsers: &["wire/letter.rs open", "wire/letter.rs arrive"],
        seeds: letters,
        read: letter,
        weight: 6,
    },
    Target {
        name: "letter-signatures",
        shape: Shape::Cbor,
        parsers: &["wire/letter.rs open", "wire/agreement.rs check"],
        seeds: || {
            let manifest = letters().into_iter().next().unwrap_or_default();
            signed(&manifest).into_iter().collect()
        },
        read: |bytes| {
            let (Some(roster), Some(first)) = (roster(), letters().into_iter().next()) else {
                return Said::Refused;
            };
            match open(&first, bytes, roster, law()) {
                // One letter has one set of signatures, but for a second one of the same office.
                Ok(_) if Some(bytes) == signed(&first).as_deref() => Said::Read,
                Ok(_) => Said::Canonical(Vec::new()),
                Err(_) => Said::Refused,
            }
        },
        weight: 6,
    },
    Target {
        name: "manifest",
        shape: Shape::Json,
        parsers: &["wire/manifest.rs Manifest::from_json"],
        seeds: letters,
        read: |bytes| {
            let Ok(json) = Json::parse(bytes) else { return Said::Refused };
            match Manifest::from_json(&json) {
                Ok(manifest) => Said::Stable(manifest.to_bytes()),
                Err(_) => Said::Refused,
            }
        },
        weight: 1,
    },
    Target {
        name: "withdrawal",
        shape: Shape::Json,
        parsers: &["wire/withdraw.rs Withdrawal::from_json", "wire/withdraw.rs Why::parse"],
        seeds: || vec![WITHDRAWAL.as_bytes().to_vec(), UNSEALED.as_bytes().to_vec()],
        read: |bytes| {
            let Ok(json) = Json::parse(bytes) else { return Said::Refused };
            match Withdrawal::from_json(&json) {
                Ok(withdrawal) => Said::Canonical(withdrawal.to_json().to_bytes()),
                Err(_) => Said::Refused,
            }
        },
        weight: 1,
    },
];

/// A letter as it is opened the first time and ever after.
fn letter(bytes: &[u8]) -> Said {
    let (Some(roster), Some(signatures)) = (roster(), signed(bytes)) else { return Said::Refused };
    let Some(now) = now() else { return Said::Refused };
    asked(arrive(bytes, &signatures, roster, law(), Arrival { accepted_at: now, now }).is_ok());
    let Ok(opened) = open(bytes, &signatures, roster, law()) else { return Said::Refused };
    let (written, manifest) = match &opened {
        Opened::Agreement(letter, manifest) => {
            (Some(agreement_message_to_json(&letter.value().message)), manifest)
        }
        Opened::Housekeeping(manifest) => (None, manifest),
        Opened::Legal(letter, manifest) => (Some(body_to_json(&letter.value().body)), manifest),
        Opened::Recall(letter, manifest) => {
            (Some(message_to_json(&letter.value().message)), manifest)
        }
    };
    let Some(body) = written.filter(|body| *body != manifest.body) else { return Said::Read };
    // Sets may stand in any order, instants with or without thousandths: what we would write says the same.
    let ours = Manifest { body, ..manifest.as_ref().clone() };
    let bytes = ours.to_bytes();
    let again = signed(&bytes).and_then(|signatures| open(&bytes, &signatures, roster, law()).ok());
    if again.is_some() { Said::Read } else { Said::Canonical(bytes) }
}

fn now() -> Option<Timestamp> {
    NOW.parse().ok()
}

/// The signatures of the judge, and of the node for what is the network's own.
fn signed(manifest: &[u8]) -> Option<Vec<u8>> {
    let housekeeping = manifest.windows(11).any(|window| window == b"\"type\":\"cx.");
    let key = key(if housekeeping { 10 } else { 11 })?;
    cose::sign(Kind::Letter, &roster()?.net, manifest, &[&key]).ok()
}

struct Shelf(Vec<Instrument>);

impl LawBook for Shelf {
    fn instrument(&self, id: &InstrumentId, version: u32) -> Option<(&Instrument, [u8; 32])> {
        let found = self.0.iter().find(|pack| pack.id == *id && pack.version == version);
        found.map(|pack| (pack, [7; 32]))
    }
}

fn law() -> &'static Shelf {
    static LAW: OnceLock<Shelf> = OnceLock::new();
    LAW.get_or_init(|| Shelf(law::embedded::instruments().unwrap_or_default()))
}

fn roster() -> Option<&'static Roster> {
    static ROSTER: OnceLock<Option<Roster>> = OnceLock::new();
    let found = ROSTER.get_or_init(|| {
        let entries = [entry("fr-tj", 10, "judge")?, entry("ie-prov", 20, "legal")?];
        let sole = Sole { key: &key(1)?, expires_at: "2029-01-01T00:00:00Z".parse().ok()? };
        sole.roster(&NetworkFile::plain(NetworkKind::Production, "test"), &entries).ok()
    });
    found.as_ref()
}

fn key_entry(n: u8) -> Option<KeyEntry> {
    let pk = key(n)?.public().as_bytes().to_vec();
    Some(KeyEntry {
        kid: Kid::of(Alg::Ed25519, &pk),
        alg: Alg::Ed25519,
        pk: pk.into(),
        not_before: "2026-01-01T00:00:00Z".parse().ok()?,
        not_after: "2028-01-01T00:00:00Z".parse().ok()?,
    })
}

/// A member with one node, whose key is `n`, and one office, whose key is the next.
fn entry(member: &str, n: u8, office: &str) -> Option<Entry> {
    let node = NodeId::parse(&format!("{member}.example")).ok()?;
    let log = LogEntry {
        origin: format!("{node}/comity/audit/2027"),
        vkeys: Vec::new(),
        others: Vec::new(),
        cosigner: Vec::new(),
        read: None,
        seal: None,
        witness: None,
    };
    Some(Entry {
        member: MemberId::parse(member).ok()?,
        kind: MemberKind::JudicialAuthority,
        state: Country::parse("FR").ok()?,
        names: [].into(),
        nodes: vec![NodeEntry {
            node: node.clone(),
            endpoints: Vec::new(),
            speaks: Speaks::default(),
            tls_roots: Vec::new(),
            tls_spki: Vec::new(),
            sign_keys: vec![key_entry(n)?],
            log,
        }],
        units: vec![UnitEntry {
            unit: UnitId::parse(&format!("{member}/{office}")).ok()?,
            node,
            office: Office::IssuingAuthority,
            issuer_kind: None,
            enc_keys: Vec::new(),
            sign_keys: vec![key_entry(n.checked_add(1)?)?],
            service: Service::default(),
        }],
        revoked: Vec::new(),
        status: Status::Active,
        suspends: Vec::new(),
    })
}

/// One letter of each type and answer.
fn letters() -> Vec<Vec<u8>> {
    const ID: &str = "0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e01";
    // What is made once is made before anything is counted.
    let (_, Some(roster)) = (law(), roster()) else { return Vec::new() };
    let digest = Digest::of(b"x").hex();
    let law = format!("{{\"digest\":\"{digest}\",\"id\":\"eu-e-evidence\",\"version\":1}}");
    let ground = "eu-e-evidence/g/12.1.a";
    let because = "{\"contacted_at\":\"2027-03-08T08:00:00.000Z\",\"text\":\"it is privileged\"}";
    let copy = |copy: &str, fields: &str| {
        format!(
            "{{\"addressee\":\"ie-prov\",\"copy\":\"{copy}\",\"data\":[\"subscriber\"],\"enforcing\":null,\"fields\":{fields},\
             \"from\":\"fr-tj\",\"kind\":\"epoc\",\"law\":{law},\"measure\":\"{ID}\",\"track\":\"ordinary\"}}"
        )
    };
    let answer = |answer: &str, fields: &str| {
        format!("{{\"answer\":\"{answer}\",\"fields\":{fields},\"measure\":\"{ID}\"}}")
    };
    let offer = |conditions: &str| {
        format!(
            "{{{conditions}\"exhibits\":[{{\"exhibit\":\"{ID}\",\"exhibit_no\":\"X-1\",\"object\":0}}],\"handover\":\"{ID}\",\
             \"measure\":\"{ID}\"}}"
        )
    };
    let fields = "{\"emergency_reasons\":{\"lang\":\"fr\",\"text\":\"une menace\"},\"file_no_issuing\":\"TJ-2027-42\",\
                  \"issuing_state\":\"FR\"}";
    let legal = [
        ("measure.issue", copy("addressee", "{}")),
        ("measure.issue", copy("enforcing", fields)),
        ("measure.answer", answer("cleared", "{}")),
        (
            "measure.answer",
            answer("acknowledged", "{\"received_at\":\"2027-03-08T09:00:00.000Z\"}"),
        ),
        ("measure.answer", answer("refused", &format!("{{\"ground\":\"{ground}\"}}"))),
        (
            "measure.answer",
            answer(
                "refused",
                &format!(
                    "{{\"because\":{because},\"extent\":{{\"is\":\"part\",\"what\":[\"traffic\"]}},\"ground\":\"{ground}\"}}"
                ),
            ),
        ),
        (
            "measure.answer",
            answer(
                "objected",
                &format!("{{\"extent\":{{\"is\":\"all\",\"what\":null}},\"ground\":\"{ground}\"}}"),
            ),
        ),
        ("measure.withdraw", format!("{{\"measure\":\"{ID}\",\"why\":\"over\"}}")),
        (
            "measure.letter",
            format!(
                "{{\"fields\":{{\"information_wanted_by\":\"2027-04-01\"}},\"form\":\"information-request\",\"measure\":\"{ID}\"}}"
            ),
        ),
        ("handover.offer", offer("")),
        ("handover.offer", offer("\"conditions\":[\"not onward\"],")),
    ];
    let charter = [
        (
            "recall.ask",
            "evidence_custody",
            format!(
                "{{\"due_at\":\"2027-04-08T09:00:00.000Z\",\"exhibits\":[{{\"exhibit\":\"{ID}\",\"letter\":\"{digest}\"}}],\
                 \"reason\":\"unlawful\",\"recall\":\"{ID}\",\"why\":\"a court said so\"}}"
            ),
        ),
        (
            "recall.confirmed",
            "evidence_custody",
            format!(
                "{{\"certificates\":[{{\"certificate\":\"{ID}\",\"leaf\":\"{digest}\",\"proof\":null}}],\"onward\":{{\"asked\":3,\
                 \"confirmed\":1,\"failed\":1,\"unconfirmed\":1}},\"recall\":\"{ID}\"}}"
            ),
        ),
        (
            "recall.refused",
            "evidence_custody",
            format!(
                "{{\"reason\":\"held\",\"recall\":\"{ID}\",\"until\":\"2027-04-08T09:00:00.000Z\",\"why\":\"an appeal\"}}"
            ),
        ),
        (
            "recall.refused",
            "evidence_custody",
            format!(
                "{{\"reason\":\"kept\",\"recall\":\"{ID}\",\"until\":null,\"why\":\"the law asks for it\"}}"
            ),
        ),
        ("cx.probe", "security", "{\"fill\":\"000\"}".to_owned()),
        ("cx.receipts", "security", "{\"anchor\":null,\"receipts\":[]}".to_owned()),
        ("cx.withdraw", "security", WITHDRAWAL.to_owned()),
    ];
    let of = format!("{{\"digest\":\"{digest}\",\"id\":\"{ID}\"}}");
    let agreements = [
        (
            "agreement.consent",
            format!(
                "{{\"agreement\":{of},\"consent\":{{\"exhibit\":\"{ID}\",\"to\":\"de-sta\"}}}}"
            ),
        ),
        ("agreement.end", format!("{{\"agreement\":{of},\"why\":\"over\"}}")),
        ("agreement.reinstatement", format!("{{\"agreement\":{of},\"why\":\"again\"}}")),
        (
            "agreement.suspension",
            format!(
                "{{\"agreement\":{of},\"notice\":{{\"criterion\":0,\"data\":[\"traffic\"],\"purposes\":[],\"why\":\"misuse\"}},\
                 \"since\":\"2027-03-08T09:00:00.000Z\"}}"
            ),
        ),
    ];
    let mut all = Vec::new();
    for (kind, body) in legal {
        all.push(manifest(roster, kind, "investigation", "ordinary", true, &body));
    }
    for (kind, purpose, body) in charter {
        all.push(manifest(roster, kind, purpose, "ordinary", false, &body));
    }
    for (kind, body) in agreements {
        all.push(manifest(roster, kind, "security", "emergency", false, &body));
    }
    all.extend(
        document(roster).map(|body| {
            manifest(roster, "agreement.proposal", "security", "emergency", false, &body)
        }),
    );
    all
}

/// The document of the vector, signed for this network by the judge.
fn document(roster: &Roster) -> Option<String> {
    let line = AGREEMENT.lines().next()?;
    let terms = wire::agreement::from_json(&Json::parse(line.as_bytes()).ok()?).ok()?;
    let signature = wire::agreement::sign(&terms, &roster.net, &key(11)?).ok()?;
    Some(format!("{{\"document\":{line},\"signature\":\"{signature}\"}}"))
}

/// A canonical manifest around a body.
fn manifest(
    roster: &Roster,
    kind: &str,
    purpose: &str,
    lane: &str,
    is_legal: bool,
    body: &str,
) -> Vec<u8> {
    let instrument = "{\"cite\":\"5\",\"id\":\"eu-e-evidence\",\"kind\":\"epoc\",\"version\":1}";
    let hex = Digest::of(b"object").hex();
    let object = format!(
        "{{\"chunk_bytes\":4194304,\"chunks\":[\"{hex}\"],\"cipher\":{{\"format\":\"cobblestone-256\",\"len\":65720,\"padded\":65536}},\
         \"id\":\"0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e02\",\"media_type\":\"application/zip\",\"n\":0,\"name\":\"mailbox.zip\",\
         \"of\":\"urn:comity:fr-tj.example:exhibit:0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e01\",\
         \"plain\":{{\"blake3\":\"{hex}\",\"len\":7,\"sha256\":\"{hex}\"}},\"role\":\"exhibit\",\"table\":null}}"
    );
    let text = format!(
        "{{\"agreement\":null,\"body\":{body},\"case\":null,\"conv\":{{\"id\":\"b3f0a6de-54f2-4c38-9a0b-7d1f3c2e4a66\",\"prev\":null,\
         \"seen\":[{{\"digest\":\"{hex}\",\"node\":\"ie-prov.example\",\"seq\":4}}],\"seq\":1}},\"crit\":[],\"cx\":1,\
         \"data_categories\":[],\"deliver_by\":\"2027-12-31T00:00:00Z\",\"emergency\":null,\"exercise_id\":null,\"ext\":{{}},\
         \"handling\":{{\"marking\":\"TLP:AMBER+STRICT\",\"onward\":\"none\",\"retention\":\"P1Y\"}},\"in_reply_to\":null,\
         \"instrument\":{},\"issued_at\":\"{NOW}\",\
         \"issuer\":{{\"member\":\"fr-tj\",\"node\":\"fr-tj.example\",\"unit\":\"fr-tj/judge\"}},\"lane\":\"{lane}\",\
         \"language\":\"en\",\"letter_id\":\"6f1c3a52-9c0e-4d7b-8a55-2f6f0f1c9b10\",\"net\":\"{}\",\"not_after\":null,\
         \"objects\":[{}],\"on_behalf_of\":null,\"purpose\":\"{purpose}\",\"replaces\":null,\"subject\":null,\
         \"to\":[{{\"node\":\"ie-prov.example\",\"unit\":\"ie-prov/legal\"}}],\"type\":\"{kind}\",\"version\":1}}",
        if is_legal { instrument } else { "null" },
        roster.net.hex(),
        if kind == "handover.offer" { object.as_str() } else { "" },
    );
    text.into_bytes()
}
