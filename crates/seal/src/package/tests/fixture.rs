//! A small network that exports packages: two parties with logs, two witnesses, letters, receipts, exhibits.
//!
//! Built from public functions only, so that the tests of the verifier's binary share it. Keys are seeds, nothing is
//! random: the same calls give the same bytes. Whatever contents a test hands to [`World::seal`] get a proper seal; a
//! lying exporter is as easy to make as an honest one.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::seal::checkpoint::Checkpoint;
use super::seal::cose::{self, Kind};
use super::seal::cosignature::{cosign_ed25519, cosign_mldsa44};
use super::seal::digest::{Digest, b64_encode};
use super::seal::json::Json;
use super::seal::merkle;
use super::seal::note::{Vkey, VkeyKind};
use super::seal::opening::{self, Field, Opening, Part};
use super::seal::package::keys::KeyRow;
use super::seal::package::schema::{self, Schema};
use super::seal::package::{CaseSummary, Contents, Exhibit, Leaf, LegalFile, Letter, PackagePlan};
use super::seal::proof::TlogProof;
use super::seal::receipt::{
    Chunks, Clock, EnvelopeRef, Event, Instant, Issuer, LetterRef, NodeId, ObjectRef, Receipt,
    Role, RosterRef, Statement, Uuid,
};
use super::seal::sign::{Alg, Ed25519Secret, Kid, MlDsa44Secret, MlDsa65Secret};
use super::seal::timestamp::Token;

#[path = "values.rs"]
mod values;

use self::values::{Twin, actor, condition, data, foreseen, location, object};
pub(crate) use self::values::{content, token_over};

pub(crate) const PACKAGE_ID: &str = "0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e01";
pub(crate) const HANDOVER_TIME: &str = "2027-03-12T09:00:00.000Z";
/// When the witnesses confirm what the parties logged: 2027-03-14T08:05:00Z.
pub(crate) const WITNESS_TIME: u64 = 1_805_011_500;

/// The whole network.
pub(crate) struct World {
    /// The provider, who hands over.
    pub(crate) giver: Party,
    /// The authority, who takes over and exports.
    pub(crate) taker: Party,
    pub(crate) witnesses: [Witness; 2],
    pub(crate) net: Digest,
    /// The root of the list of parts that the next seal commits to.
    pub(crate) parts: Digest,
    /// What is false or left out in the handover: a word for each, asked for in [`World::contents`].
    pub(crate) lies: &'static [&'static str],
    /// Checkpoints that were signed already, by origin, size and time: signing is what takes long here.
    notes: RefCell<BTreeMap<(String, u64, u64), String>>,
}

/// A party with its log and keys.
pub(crate) struct Party {
    pub(crate) node: &'static str,
    pub(crate) member: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) origin: String,
    log: LogKeys,
    unit_keys: UnitKeys,
    node_key: Ed25519Secret,
    pub(crate) leaves: Vec<Digest>,
    nodes: BTreeMap<(u8, u64), Digest>,
    streams: BTreeMap<[u8; 16], Vec<Digest>>,
    /// Whether its next entries state which file they are about.
    says_what: bool,
    /// Whether they say that they failed.
    fails: bool,
    /// What they say they were made from.
    pub(crate) made_from: Option<&'static str>,
    pub(crate) unc_ms: i64,
}

/// The two keys of a log or witness.
struct LogKeys {
    ed: Ed25519Secret,
    ml: MlDsa44Secret,
}

/// The two keys of a unit.
struct UnitKeys {
    ed: Ed25519Secret,
    ml: Twin,
}

pub(crate) struct Witness {
    name: &'static str,
    keys: LogKeys,
}

/// An event that a party has logged but that no checkpoint covers yet.
#[derive(Clone, Debug)]
pub(crate) struct Logged {
    index: u64,
    leaf: [u8; opening::LEAF_BYTES],
    hashes: Vec<Digest>,
    parts: Vec<Part>,
}

/// A seed that depends on `n`; seeds of equal bytes are refused.
fn seed(n: u8) -> [u8; 32] {
    std::array::from_fn(|i| n.wrapping_mul(31).wrapping_add(u8::try_from(i).unwrap()))
}

fn log_keys(n: u8) -> LogKeys {
    LogKeys {
        ed: Ed25519Secret::from_seed(seed(n)).unwrap(),
        ml: MlDsa44Secret::from_seed(seed(n + 1)).unwrap(),
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new(1)
    }
}

impl World {
    /// A network with keys of its own for every `n`.
    pub(crate) fn new(n: u8) -> Self {
        let n = n.wrapping_mul(40);
        Self {
            giver: Party::new(n, "ie-prov.example", "ie-prov", "ie-prov/legal"),
            taker: Party::new(n + 10, "fr-tj.example", "fr-tj", "fr-tj/clerk"),
            witnesses: [
                Witness { name: "witness.example/nl", keys: log_keys(n + 20) },
                Witness { name: "witness.example/co", keys: log_keys(n + 24) },
            ],
            net: Digest::of(&[n]),
            parts: Digest::of(b""),
            lies: &[],
            notes: RefCell::default(),
        }
    }

    /// The policy file: both keys of both logs, both witnesses with both keys.
    pub(crate) fn policy(&self) -> String {
        let vkey = |name: &str, kind| Vkey::new(name, kind).unwrap().to_string();
        let mut lines = Vec::new();
        for party in [&self.giver, &self.taker] {
            let (ed, ml) = (party.log.ed.public(), party.log.ml.public());
            lines.push(format!("log {}", vkey(&party.origin, VkeyKind::Ed25519(ed))));
            lines.push(format!("log {}", vkey(&party.origin, VkeyKind::MlDsa44(ml))));
        }
        for (short, witness) in ["nl", "co"].iter().zip(&self.witnesses) {
            let (ed, ml) = (witness.keys.ed.public(), witness.keys.ml.public());
            lines.push(format!(
                "witness {short}-ed {}",
                vkey(witness.name, VkeyKind::CosigEd25519(ed))
            ));
            lines.push(format!("witness {short}-ml {}", vkey(witness.name, VkeyKind::MlDsa44(ml))));
        }
        lines.push("group nl all nl-ed nl-ml".to_owned());
        lines.push("group co all co-ed co-ml".to_owned());
        lines.push("group w all nl co".to_owned());
        lines.push("quorum w".to_owned());
        lines.join("\n") + "\n"
    }

    /// The checkpoint of `party`, signed by its log and by both witnesses at `at`.
    fn note(&self, party: &Party, at: u64) -> String {
        let checkpoint = party.head();
        let key = (party.origin.clone(), checkpoint.size(), at);
        if let Some(note) = self.notes.borrow().get(&key) {
            return note.clone();
        }
        let ml = &party.log.ml;
        let mut lines = vec![
            checkpoint.sign_ed25519(&party.log.ed).unwrap(),
            checkpoint.sign_mldsa44(&ml.public(), at, |m| ml.sign_deterministic(m)).unwrap(),
        ];
        for Witness { name, keys: LogKeys { ed, ml } } in &self.witnesses {
            lines.push(cosign_ed25519(ed, name, at, &checkpoint).unwrap());
            let sign = |m: &[u8]| ml.sign_deterministic(m);
            lines.push(cosign_mldsa44(&ml.public(), name, at, &checkpoint, sign).unwrap());
        }
        let note = checkpoint.with(lines).to_string();
        self.notes.borrow_mut().insert(key, note.clone());
        note
    }

    /// Proves what `party` logged, under one checkpoint that both witnesses have confirmed at `at`.
    pub(crate) fn publish(&self, party: &Party, logged: &[Logged], at: u64) -> Vec<Leaf> {
        let size = party.leaves.len() as u64;
        let note = self.note(party, at);
        let leaf = |logged: &Logged| {
            let Logged { index, leaf, parts, .. } = logged.clone();
            let path = merkle::inclusion(index, size, &party.nodes).unwrap();
            Leaf {
                opening: Opening::new(&party.origin, index, leaf, parts).unwrap(),
                proof: TlogProof { extra: Some(leaf), index, path, checkpoint_note: note.clone() },
            }
        };
        logged.iter().map(leaf).collect()
    }

    /// An honest package: one handover of these exhibits.
    pub(crate) fn contents<'a>(&mut self, exhibits: &[(&str, &str, &'a [u8])]) -> Contents<'a> {
        let listed = exhibits.iter().filter(|_| !self.lies.contains(&"files")).enumerate();
        let issuer = if self.lies.contains(&"issuer") { &self.taker } else { &self.giver };
        let kind = if self.lies.contains(&"kind") { "measure.answer" } else { "handover.offer" };
        let offer = self.letter(
            issuer,
            kind,
            "2027-03-12T08:59:00Z",
            listed.map(|(n, (_, _, bytes))| object(n, bytes)).collect(),
        );
        let order = self.letter(&self.taker, "measure.issue", "2027-03-02T10:00:00Z", Vec::new());
        let offer_digest = Digest::of(&offer.manifest);
        let envelope = Digest::of(b"the envelope of the offer");
        let relayed = self.lies.contains(&"relayed");
        let event = if relayed { Event::RelayToNonErds } else { Event::RelayAcceptance };
        let accepted = self.receipt(event, envelope, None, "2027-03-12T09:00:01.000Z");
        let consigned = self.receipt(
            Event::ContentConsignment,
            envelope,
            Some((offer_digest, exhibits)),
            "2027-03-12T09:05:00.000Z",
        );

        let mut custody = Vec::new();
        for (n, (giver_no, taker_no, bytes)) in exhibits.iter().enumerate() {
            let (at_giver, at_taker) = (u8::try_from(n).unwrap(), 100 + u8::try_from(n).unwrap());
            let given = Act { no: giver_no, root: giver_no, bytes, letter: None };
            let passed = Act { letter: Some(offer_digest), ..given };
            let taken = Act { no: taker_no, ..passed };
            let kept = Act { letter: None, ..taken };
            let giver = &mut self.giver;
            let seal = giver.custody(at_giver, "seal", "2027-03-10T14:00:00.000Z", &given, None);
            giver.says_what = !self.lies.contains(&"data");
            giver.fails = self.lies.contains(&"fails");
            let mut hand =
                giver.custody(at_giver, "hand_over", HANDOVER_TIME, &passed, Some("fr-tj.example"));
            (giver.says_what, giver.fails) = (true, false);
            if self.lies.contains(&"closed data") {
                hand.close(schema::CUSTODY.position("data").unwrap());
            }
            let taker = &mut self.taker;
            let early = self.lies.contains(&"early");
            let at = if early { "2027-03-12T08:49:59.000Z" } else { "2027-03-12T09:04:00.000Z" };
            let mut take =
                taker.custody(at_taker, "take_over", at, &taken, Some("ie-prov.example"));
            let mut pack = taker.custody(at_taker, "pack", "2027-03-14T08:00:00.000Z", &kept, None);
            if self.lies.contains(&"closed root") {
                let root = schema::CUSTODY.position("root_no").unwrap();
                (take.close(root), pack.close(root)).1
            }
            custody.push(([seal, hand], [take, pack]));
        }
        let received = (!self.lies.contains(&"receipt")).then_some(&accepted);
        let head = self.giver.head();
        let recv = self.taker.anchor("recv", envelope, Some(offer_digest), received, &head);
        let head = self.taker.head();
        let ack = self.giver.anchor("ack", envelope, None, Some(&accepted), &head);

        let mut anchors = self.publish(&self.taker, &[recv], WITNESS_TIME);
        anchors.extend(self.publish(&self.giver, &[ack], WITNESS_TIME));
        let exhibits =
            exhibits.iter().zip(custody).map(|((_, taker_no, bytes), (giver, taker))| {
                let mut custody = self.publish(&self.giver, &giver, WITNESS_TIME);
                custody.extend(self.publish(&self.taker, &taker, WITNESS_TIME));
                Exhibit {
                    exhibit_no: (*taker_no).to_owned(),
                    extension: "bin".to_owned(),
                    content: content(bytes),
                    custody,
                    complete: None,
                }
            });
        Contents {
            package_id: PACKAGE_ID.to_owned(),
            node: self.taker.node.to_owned(),
            organization: "Tribunal judiciaire <de Paris>".to_owned(),
            bagged_on: "2027-03-14".to_owned(),
            case: CaseSummary {
                docket_no: "FR-TJ-2027-000042".to_owned(),
                measure_kind: "EPOC".to_owned(),
                measure_no: "FR-TJ-2027-17".to_owned(),
                issued_at: "2027-03-02T10:00:00Z".to_owned(),
            },
            exhibits: exhibits.collect(),
            left_out: Vec::new(),
            anchors,
            letters: vec![order, offer],
            receipts: vec![accepted, consigned],
            legal: vec![LegalFile {
                name: "order.txt".to_owned(),
                bytes: b"the order as issued\n".to_vec(),
            }],
            policy: self.policy(),
            keys: [&self.giver, &self.taker].into_iter().flat_map(Party::keys).collect(),
            is_stamped: false,
            parts_key: [9; 32],
            part_of: None,
        }
    }

    /// Seals whatever contents there are and gives the file. Whoever seals can say what a court will say.
    pub(crate) fn seal(&mut self, contents: Contents<'_>) -> Vec<u8> {
        let package_id = contents.package_id.clone();
        let is_stamped = contents.is_stamped;
        let mut plan = PackagePlan::assemble(contents).unwrap();
        let token = is_stamped.then(|| token_over(&plan.manifest().bytes));
        let (manifest, n_members) = (plan.manifest().sha256, plan.manifest().n_members);
        self.parts = plan.manifest().parts;
        let token = token.map(|token| Token::parse(&token).unwrap());
        let sha256 = token.as_ref().map(|token| Digest::of(token.as_bytes()));
        token.into_iter().for_each(|token| plan.stamp(token).unwrap());
        let seal = self.seal_leaf(&package_id, manifest, n_members, sha256);
        let file = plan.write(&seal, Vec::new()).unwrap();
        foreseen(&plan, &seal, &self.policy(), &file);
        file
    }

    /// The leaf that seals a manifest, and the token with this digest if there is one, with its proof.
    pub(crate) fn seal_leaf(
        &mut self,
        package_id: &str,
        manifest: Digest,
        n_members: u32,
        token: Option<Digest>,
    ) -> Leaf {
        let mut own = BTreeMap::from([
            ("package_id", Json::from(package_id)),
            ("manifest_sha256", manifest.hex().into()),
            ("members", n_members.into()),
            ("parts", self.parts.hex().into()),
            ("actor", actor(self.taker.unit)),
        ]);
        let at = "2027-03-14T08:10:00.000Z";
        let schema = if token.is_some() { schema::PACKAGE_STAMPED } else { schema::PACKAGE };
        own.extend(token.map(|token| ("token_sha256", token.hex().into())));
        let logged = self.taker.log(&schema, "package", [7; 16], "sealed", at, own);
        self.publish(&self.taker, &[logged], WITNESS_TIME + 600).remove(0)
    }

    /// An honest package of one small exhibit.
    pub(crate) fn small_package(&mut self) -> Vec<u8> {
        let contents = self.contents(&[("X-1", "X-1-R1", b"From: a\nTo: b\n\nhello\n")]);
        self.seal(contents)
    }

    /// The same with a time-stamp token.
    pub(crate) fn stamped_package(&mut self) -> Vec<u8> {
        let contents = self.contents(&[("X-1", "X-1-R1", b"From: a\nTo: b\n\nhello\n")]);
        self.seal(Contents { is_stamped: true, ..contents })
    }

    pub(crate) fn letter(
        &self,
        issuer: &Party,
        kind: &str,
        at: &str,
        objects: Vec<Json>,
    ) -> Letter {
        let to = if issuer.node == self.giver.node { &self.taker } else { &self.giver };
        let manifest = Json::object([
            ("cx", Json::Int(1)),
            ("net", self.net.hex().into()),
            ("type", kind.into()),
            ("issued_at", at.into()),
            ("issuer", issuer.named()),
            ("to", Json::List(vec![to.named()])),
            ("objects", Json::List(objects)),
        ])
        .to_bytes();
        let signatures = issuer.sign(Kind::Letter, &self.net, &manifest);
        Letter { manifest, signatures }
    }

    fn receipt(
        &self,
        event: Event,
        envelope: Digest,
        letter: Option<(Digest, &[Item<'_>])>,
        at: &str,
    ) -> Receipt {
        let node = |party: &Party| NodeId::parse(party.node).unwrap();
        let letter = letter.map(|(digest, exhibits)| LetterRef {
            letter_id: Uuid([2; 16]),
            digest,
            objects: exhibits
                .iter()
                .enumerate()
                .map(|(n, (_, _, bytes))| ObjectRef {
                    n: n as u64,
                    len: bytes.len() as u64,
                    sha256: Digest::of(bytes),
                    blake3: Digest::of(&[bytes, b"!".as_slice()].concat()),
                })
                .collect(),
        });
        let statement = Statement {
            net: self.net,
            receipt_id: Uuid([3; 16]),
            event,
            of: EnvelopeRef {
                env_id: Uuid([4; 16]),
                env_digest: envelope,
                from: node(&self.giver),
                to: node(&self.taker),
            },
            letter,
            by: Issuer { node: node(&self.taker), role: Role::Recipient, unit: None },
            at: Instant::parse(at).unwrap(),
            clock: Clock { source: "ntp".to_owned(), uncertainty_ms: 25 },
            chunks: Chunks { announced: 1, missing: 0 },
            reason: None,
            flags: Vec::new(),
            prev: None,
            roster: RosterRef { version: 218, snapshot_sha256: Digest::of(b"roster") },
        };
        Receipt::issue(statement, &[&self.taker.node_key]).unwrap()
    }
}

/// An exhibit: its number at the giver, its number at the taker, its bytes.
pub(crate) type Item<'a> = (&'a str, &'a str, &'a [u8]);

/// What a custody entry is about.
#[derive(Clone, Copy)]
pub(crate) struct Act<'a> {
    pub(crate) no: &'a str,
    pub(crate) root: &'a str,
    pub(crate) bytes: &'a [u8],
    pub(crate) letter: Option<Digest>,
}

impl Party {
    fn new(n: u8, node: &'static str, member: &'static str, unit: &'static str) -> Self {
        Self {
            node,
            member,
            unit,
            origin: format!("{node}/comity/audit/2027"),
            log: log_keys(n),
            unit_keys: UnitKeys {
                ed: Ed25519Secret::from_seed(seed(n + 4)).unwrap(),
                ml: Twin(MlDsa65Secret::from_seed(seed(n + 5)).unwrap()),
            },
            node_key: Ed25519Secret::from_seed(seed(n + 6)).unwrap(),
            leaves: Vec::new(),
            nodes: BTreeMap::new(),
            streams: BTreeMap::new(),
            says_what: true,
            fails: false,
            made_from: None,
            unc_ms: 25,
        }
    }

    /// As letters name it.
    fn named(&self) -> Json {
        let (member, node, unit) = (self.member, self.node, self.unit);
        Json::object(
            [("member", member), ("node", node), ("unit", unit)].map(|(k, v)| (k, v.into())),
        )
    }

    /// Appends an entry; fields of the schema that `own` does not name are null.
    pub(crate) fn log(
        &mut self,
        schema: &Schema,
        category: &str,
        stream: [u8; 16],
        kind: &str,
        at: &str,
        mut own: BTreeMap<&'static str, Json>,
    ) -> Logged {
        let before = self.streams.entry(stream).or_default();
        let time =
            [("src", Json::from("ntp")), ("t", at.into()), ("unc_ms", Json::Int(self.unc_ms))];
        own.insert("schema", schema.id.into());
        own.insert("category", category.into());
        own.insert("stream", b64_encode(&stream).into());
        own.insert("seq", Json::Int(i64::try_from(before.len()).unwrap()));
        own.insert("prev", before.last().map(Digest::b64).into());
        own.insert("type", kind.into());
        own.insert("at", Json::object(time));
        let fields: Vec<_> =
            schema.names().map(|name| (0, name, own.remove(name).unwrap_or(Json::Null))).collect();
        assert!(own.is_empty(), "{own:?} are no fields of {}", schema.id);

        let index = self.leaves.len() as u64;
        let place = [self.origin.as_bytes(), &index.to_be_bytes()];
        let committed = opening::commit(&fields, &[Digest::of_parts(&place).0]).unwrap();
        before.push(committed.leaf_hash);
        let appended = merkle::append(index, &self.nodes, &[committed.leaf_hash]).unwrap();
        self.nodes
            .extend(appended.new_nodes.into_iter().map(|(level, n, hash)| ((level, n), hash)));
        self.leaves.push(committed.leaf_hash);
        let parts = fields.into_iter().zip(committed.salts).map(|((_, name, value), salt)| {
            Part::Open { field: Field { name: name.to_owned(), value }, salt }
        });
        Logged { index, leaf: committed.leaf, hashes: committed.f, parts: parts.collect() }
    }

    /// Appends a custody entry to the stream of exhibit `n`.
    pub(crate) fn custody(
        &mut self,
        n: u8,
        kind: &str,
        at: &str,
        act: &Act<'_>,
        with: Option<&str>,
    ) -> Logged {
        let signatures = act.letter.map(|letter| {
            Json::object([
                ("letter_digest", Json::from(letter.hex())),
                ("receipt_digest", Json::Null),
            ])
        });
        let counterparty = with.map(|node| Json::object([("node", Json::from(node))]));
        let change = self.made_from.map(|what| Json::object([("what", Json::from(what))]));
        let own = BTreeMap::from([
            ("change", change.into()),
            ("exhibit", format!("urn:comity:exhibit:{}", n % 100).into()),
            ("exhibit_no", act.no.into()),
            ("root_no", act.root.into()),
            ("case", "FR-TJ-2027-000042".into()),
            ("status", if self.fails { "Fail" } else { "Success" }.into()),
            ("actor", actor(self.unit)),
            ("counterparty", counterparty.into()),
            ("tool", Json::object([("name", Json::from("comity")), ("version", "0.0.0".into())])),
            ("data", if self.says_what { data(act.bytes) } else { Json::Null }),
            ("source", Json::object([("original_name", Json::from("mailbox & more.mbox"))])),
            ("signatures", signatures.into()),
            ("location", location(self.node)),
            ("purpose", "investigation".into()),
            ("seal", condition()),
        ]);
        self.log(&schema::CUSTODY, "custody", [n; 16], kind, at, own)
    }

    /// Appends an anchor; an entry shown to the peer keeps the fields closed that are not for it.
    fn anchor(
        &mut self,
        kind: &str,
        envelope: Digest,
        letter: Option<Digest>,
        receipt: Option<&Receipt>,
        peer: &Checkpoint,
    ) -> Logged {
        let own = BTreeMap::from([
            ("env_digest", envelope.hex().into()),
            ("letter_digest", letter.map(|digest| digest.hex()).into()),
            ("receipt_digest", receipt.map(|receipt| receipt.statement_digest().hex()).into()),
            ("peer", peer.origin().split('/').next().unwrap().into()),
            ("peer_proof", Digest::of(b"the proof text").hex().into()),
            ("peer_origin", peer.origin().into()),
            ("peer_size", Json::Int(i64::try_from(peer.size()).unwrap())),
            ("peer_root", peer.root().hex().into()),
            ("lane", "ordinary".into()),
        ]);
        let at = "2027-03-12T09:00:02.000Z";
        let mut logged = self.log(&schema::EXCHANGE, "anchor", [200; 16], kind, at, own);
        if letter.is_none() {
            for name in ["stream", "seq", "prev", "letter_digest", "peer", "lane"] {
                logged.close(schema::EXCHANGE.position(name).unwrap());
            }
        }
        logged
    }

    /// What its log says about itself now.
    fn head(&self) -> Checkpoint {
        let root = merkle::root(&self.leaves);
        Checkpoint::new(&self.origin, self.leaves.len() as u64, root).unwrap()
    }

    pub(crate) fn sign(&self, kind: Kind, net: &Digest, bytes: &[u8]) -> Vec<u8> {
        cose::sign(kind, net, bytes, &[&self.unit_keys.ed, &self.unit_keys.ml]).unwrap()
    }

    /// The history of its keys.
    fn keys(&self) -> Vec<KeyRow> {
        let row = |alg: Alg, pk: &[u8], unit: Option<&str>| KeyRow {
            alg,
            from: "2027-01-01T00:00:00Z".to_owned(),
            kid: Kid::of(alg, pk),
            member: self.member.to_owned(),
            node: self.node.to_owned(),
            pk: pk.to_vec(),
            roster: 218,
            unit: unit.map(str::to_owned),
            until: Some("2028-01-01T00:00:00Z".to_owned()),
        };
        vec![
            row(Alg::Ed25519, self.unit_keys.ed.public().as_bytes(), Some(self.unit)),
            row(Alg::MlDsa65, self.unit_keys.ml.0.public().as_bytes(), Some(self.unit)),
            row(Alg::Ed25519, self.node_key.public().as_bytes(), None),
        ]
    }
}
