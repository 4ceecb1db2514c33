//! Two logs, two witnesses, one exhibit: what each side shows, and what the other must not believe.

use std::collections::BTreeMap;

use domain::actor::NodeId;
use domain::ids::ExhibitId;
use seal::checkpoint::Checkpoint;
use seal::cosignature::{cosign_ed25519, cosign_mldsa44};
use seal::digest::{Digest, b64_encode};
use seal::json::Json;
use seal::merkle;
use seal::note::{Vkey, VkeyKind};
use seal::opening::{Field, LEAF_BYTES, Opening, Part, commit};
use seal::package::schema::{CUSTODY, EXCHANGE, Schema};
use seal::package::{Leaf, begins_record};
use seal::policy::Policy;
use seal::proof::TlogProof;
use seal::sign::{Ed25519Secret, MlDsa44Secret};
use wire::roster::LogEntry;

use super::body::{BadEntry, ENTRIES_MAX, read, write};

/// When the entries say that they were made, and when the witnesses signed: 2027-03-12T09:00:00Z and a minute later.
const MADE_AT: &str = "2027-03-12T09:00:00.000Z";
const SEEN_AT: u64 = 1_804_842_060;
const EXHIBIT: &str = "0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e01";

struct Keys {
    ed: Ed25519Secret,
    ml: MlDsa44Secret,
}

impl Keys {
    fn new(n: u8) -> Self {
        let seed = |n: u8| Digest::of(&[n]).0;
        Self {
            ed: Ed25519Secret::from_seed(seed(n)).unwrap(),
            ml: MlDsa44Secret::from_seed(seed(n + 1)).unwrap(),
        }
    }
}

/// A party that logs entries and shows them.
struct Party {
    node: NodeId,
    keys: Keys,
    leaves: Vec<[u8; LEAF_BYTES]>,
    hashes: Vec<Digest>,
    parts: Vec<Vec<Part>>,
    /// The last entry of the record of the exhibit.
    last: Option<Digest>,
}

fn witnesses() -> [(&'static str, Keys); 2] {
    [("nl-ovs.example/cosign", Keys::new(40)), ("coord.example/cosign", Keys::new(44))]
}

impl Party {
    fn new(node: &str, n: u8) -> Self {
        Self {
            node: NodeId::parse(node).unwrap(),
            keys: Keys::new(n),
            leaves: Vec::new(),
            hashes: Vec::new(),
            parts: Vec::new(),
            last: None,
        }
    }

    fn origin(&self) -> String {
        format!("{}/comity/audit/2027", self.node)
    }

    fn logs(&self) -> LogEntry {
        LogEntry {
            origin: self.origin(),
            vkeys: Vec::new(),
            others: Vec::new(),
            cosigner: Vec::new(),
            read: None,
            seal: None,
            witness: None,
        }
    }

    fn urn(&self) -> String {
        ExhibitId::parse(EXHIBIT).unwrap().urn(&self.node)
    }

    fn log(&mut self, schema: &Schema, own: &[(&'static str, Json)]) {
        let known: BTreeMap<_, _> = own.iter().cloned().collect();
        let fields: Vec<_> = schema
            .names()
            .map(|name| (0, name, known.get(name).cloned().unwrap_or(Json::Null)))
            .collect();
        let key = Digest::of(&[u8::try_from(self.leaves.len()).unwrap()]).0;
        let committed = commit(&fields, &[key]).unwrap();
        self.leaves.push(committed.leaf);
        self.hashes.push(committed.leaf_hash);
        let open = fields.into_iter().zip(committed.salts).map(|((_, name, value), salt)| {
            Part::Open { field: Field { name: name.to_owned(), value }, salt }
        });
        self.parts.push(open.collect());
    }

    fn custody(&mut self, seq: i64, kind: &str) {
        self.entry(seq, kind, &[]);
    }

    /// An entry of custody in which some fields say something else.
    fn entry(&mut self, seq: i64, kind: &str, other: &[(&'static str, Json)]) {
        let prev = self.last.map_or(Json::Null, |last| last.b64().into());
        let own = [
            ("schema", CUSTODY.id.into()),
            ("category", "custody".into()),
            ("stream", b64_encode(&[7; 16]).into()),
            ("seq", Json::Int(seq)),
            ("prev", prev),
            ("type", kind.into()),
            ("at", at(MADE_AT)),
            ("exhibit", EXHIBIT.into()),
            ("source", Json::object([("original_name", Json::from("mail \u{e9} & more.mbox"))])),
        ];
        self.log(&CUSTODY, &[&own, other].concat());
        self.last = self.hashes.last().copied();
    }

    fn anchor(&mut self, kind: &str, made_at: &str) {
        self.log(
            &EXCHANGE,
            &[
                ("schema", EXCHANGE.id.into()),
                ("category", "anchor".into()),
                ("stream", b64_encode(&[9; 16]).into()),
                ("seq", Json::Int(0)),
                ("type", kind.into()),
                ("at", at(made_at)),
                ("env_digest", Digest::of(b"envelope").hex().into()),
                ("peer_origin", format!("{}/comity/audit/2027", self.peer()).into()),
                ("peer_size", Json::Int(3)),
                ("peer_root", Digest::of(b"root").hex().into()),
            ],
        );
    }

    /// The other one of the two.
    fn peer(&self) -> NodeId {
        let is_giver = self.node.as_str() == "ie-prov.example";
        NodeId::parse(if is_giver { "fr-tj.example" } else { "ie-prov.example" }).unwrap()
    }

    /// Everything that was logged, under one head that the first `n` witnesses have signed.
    fn shown(&self, n: usize) -> Vec<Leaf> {
        let none = BTreeMap::<(u8, u64), Digest>::new();
        let grown = merkle::append(0, &none, &self.hashes).unwrap();
        let nodes: BTreeMap<_, _> =
            grown.new_nodes.iter().map(|(level, at, hash)| ((*level, *at), *hash)).collect();
        let size = self.leaves.len() as u64;
        let head = Checkpoint::new(&self.origin(), size, grown.root).unwrap();
        let ml = &self.keys.ml;
        let mut lines = vec![
            head.sign_ed25519(&self.keys.ed).unwrap(),
            head.sign_mldsa44(&ml.public(), SEEN_AT, |m| ml.sign_deterministic(m)).unwrap(),
        ];
        for (name, Keys { ed, ml }) in witnesses().iter().take(n) {
            lines.push(cosign_ed25519(ed, name, SEEN_AT, &head).unwrap());
            let sign = |m: &[u8]| ml.sign_deterministic(m);
            lines.push(cosign_mldsa44(&ml.public(), name, SEEN_AT, &head, sign).unwrap());
        }
        let note = head.with(lines).to_string();
        let all = self.leaves.iter().zip(&self.parts).zip(0..);
        all.map(|((leaf, parts), index)| Leaf {
            opening: Opening::new(&self.origin(), index, *leaf, parts.clone()).unwrap(),
            proof: TlogProof {
                extra: Some(*leaf),
                index,
                path: merkle::inclusion(index, size, &nodes).unwrap(),
                checkpoint_note: note.clone(),
            },
        })
        .collect()
    }

    fn log_lines(&self) -> Vec<String> {
        let vkey = |kind| Vkey::new(&self.origin(), kind).unwrap();
        vec![
            format!("log {}", vkey(VkeyKind::Ed25519(self.keys.ed.public()))),
            format!("log {}", vkey(VkeyKind::MlDsa44(self.keys.ml.public()))),
        ]
    }
}

fn at(text: &str) -> Json {
    Json::object([("src", Json::from("manual")), ("t", text.into()), ("unc_ms", Json::Int(1_000))])
}

fn giver() -> Party {
    let mut giver = Party::new("ie-prov.example", 10);
    giver.custody(0, "collect");
    giver.custody(1, "seal");
    giver.custody(2, "hand_over");
    giver.anchor("ack", MADE_AT);
    giver
}

fn taker() -> Party {
    let mut taker = Party::new("fr-tj.example", 20);
    taker.anchor("recv", MADE_AT);
    taker.custody(0, "take_over");
    taker
}

fn policy() -> Policy {
    let mut lines: Vec<_> = [giver(), taker()].iter().flat_map(Party::log_lines).collect();
    let mut groups = Vec::new();
    for ((name, keys), n) in witnesses().iter().zip(1..) {
        let vkey = |kind| Vkey::new(name, kind).unwrap();
        lines.push(format!("witness w{n}-ed {}", vkey(VkeyKind::CosigEd25519(keys.ed.public()))));
        lines.push(format!("witness w{n}-ml {}", vkey(VkeyKind::MlDsa44(keys.ml.public()))));
        lines.push(format!("group w{n} all w{n}-ed w{n}-ml"));
        groups.push(format!("w{n}"));
    }
    lines.push(format!("group w all {}\nquorum w\n", groups.join(" ")));
    Policy::parse(lines.join("\n").as_bytes()).unwrap()
}

/// Custody entries and anchoring leaves of what a party shows.
fn split(shown: Vec<Leaf>) -> (Vec<Leaf>, Vec<Leaf>) {
    let is_custody = |leaf: &Leaf| leaf.opening.get("schema").unwrap().text() == Some(CUSTODY.id);
    shown.into_iter().partition(is_custody)
}

/// What the other side makes of the bodies that `party` writes after `change`.
fn check(party: &Party, witnessed_by: usize, change: impl Fn(&mut Json), expect: &str) {
    let (entries, links) = split(party.shown(witnessed_by));
    let mut body = write(&party.urn(), &entries, &links).unwrap().remove(0);
    change(&mut body);
    let word = match read(&body, &party.node, &party.logs(), &policy()) {
        Ok(shown) => {
            assert_eq!(shown.exhibit.to_string(), EXHIBIT);
            assert_eq!(shown.entries.into_values().collect::<Vec<_>>(), entries);
            assert_eq!(shown.links, links);
            "believed"
        }
        Err(BadEntry::Field(_)) => "field",
        Err(BadEntry::Foreign) => "foreign",
        Err(BadEntry::Opening(_)) => "opening",
        Err(BadEntry::Proof(_)) => "proof",
        Err(BadEntry::TooEarly) => "too-early",
        Err(BadEntry::RecordTooLong | BadEntry::TooLong | BadEntry::TooMany) => "too-many",
        Err(BadEntry::Unfit(_)) => "unfit",
    };
    assert_eq!(word, expect);
}

fn entry_of<'a>(body: &'a mut Json, list: &str, n: usize) -> &'a mut BTreeMap<String, Json> {
    let Json::Object(body) = body else { panic!("{body}") };
    let Json::List(list) = body.get_mut(list).unwrap() else { panic!("no list") };
    let Json::Object(entry) = &mut list[n] else { panic!("no entry") };
    entry
}

#[test]
fn what_one_side_shows_the_other_believes_in_both_directions() {
    check(&giver(), 2, |_| {}, "believed");
    check(&taker(), 2, |_| {}, "believed");
}

#[test]
fn a_head_that_lacks_a_witness_proves_nothing() {
    check(&giver(), 1, |_| {}, "proof");
    check(&giver(), 0, |_| {}, "proof");
}

#[test]
fn an_entry_whose_words_were_changed_does_not_open_its_leaf() {
    let change = |body: &mut Json| {
        let opening = entry_of(body, "entries", 1).get_mut("opening").unwrap();
        let changed = opening.to_string().replace("original_name", "original_nome");
        *opening = Json::parse(changed.as_bytes()).unwrap();
    };
    check(&giver(), 2, change, "opening");
}

#[test]
fn a_proof_is_good_for_its_own_entry_only() {
    let change = |body: &mut Json| {
        let proof = entry_of(body, "entries", 0).get("proof").unwrap().clone();
        entry_of(body, "entries", 1).insert("proof".to_owned(), proof);
    };
    check(&giver(), 2, change, "foreign");
}

#[test]
fn entries_are_of_the_sender_the_exhibit_and_the_log_that_the_letter_names() {
    let named = |urn: &'static str| {
        move |body: &mut Json| {
            let Json::Object(body) = body else { panic!("{body}") };
            body.insert("exhibit".to_owned(), urn.into());
        }
    };
    let other = "urn:comity:ie-prov.example:exhibit:0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e02";
    check(&giver(), 2, named(other), "foreign");
    check(
        &giver(),
        2,
        named("urn:comity:fr-tj.example:exhibit:0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e01"),
        "foreign",
    );
    check(
        &giver(),
        2,
        named("urn:comity:ie-prov.example:case:0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e01"),
        "foreign",
    );
    let (entries, links) = split(giver().shown(2));
    let body = write(&giver().urn(), &entries, &links).unwrap().remove(0);
    let answer = read(&body, &giver().node, &taker().logs(), &policy());
    assert_eq!(answer, Err(BadEntry::Foreign));
}

#[test]
fn an_anchor_is_no_custody_entry_and_the_reverse() {
    let swap = |body: &mut Json| {
        let link = entry_of(body, "links", 0).clone();
        *entry_of(body, "entries", 0) = link;
    };
    check(&giver(), 2, swap, "foreign");
    let swap = |body: &mut Json| {
        let entry = entry_of(body, "entries", 0).clone();
        *entry_of(body, "links", 0) = entry;
    };
    check(&giver(), 2, swap, "foreign");
}

#[test]
fn nobody_saw_an_entry_before_it_was_made() {
    let mut late = Party::new("ie-prov.example", 10);
    late.anchor("ack", "2027-03-12T09:01:01.999Z");
    check(&late, 2, |_| {}, "believed");
    let mut later = Party::new("ie-prov.example", 10);
    later.anchor("ack", "2027-03-12T09:01:02.000Z");
    check(&later, 2, |_| {}, "too-early");
}

#[test]
fn an_entry_that_no_court_can_read_is_not_taken() {
    for (name, value) in [
        ("check", Json::Object(BTreeMap::new())),
        ("data", true.into()),
        ("result", "contested".into()),
        ("stream", "short".into()),
        ("prev", Json::Null),
        ("type", "".into()),
    ] {
        let mut party = Party::new("ie-prov.example", 10);
        party.custody(0, "collect");
        party.entry(1, "seal", &[(name, value)]);
        check(&party, 2, |_| {}, "unfit");
    }
}

#[test]
fn a_record_has_no_gap_and_is_about_one_exhibit() {
    let record = |change: &dyn Fn(&mut Vec<Leaf>)| {
        let mut leaves = split(giver().shown(2)).0;
        change(&mut leaves);
        let openings: Vec<_> = leaves.iter().map(|leaf| &leaf.opening).collect();
        begins_record(&openings).is_ok()
    };
    assert!(record(&|_| {}));
    assert!(record(&|leaves| leaves.truncate(1)));
    assert!(!record(&|leaves| drop(leaves.remove(0))));
    assert!(!record(&|leaves| drop(leaves.remove(1))));
    assert!(!record(&|leaves| leaves.swap(0, 1)));

    for (name, value) in [
        ("exhibit", "0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e02".into()),
        ("exhibit_no", "IE-PROV-9".into()),
        ("root_no", "IE-PROV-9".into()),
        ("stream", b64_encode(&[8; 16]).into()),
    ] {
        let mut party = Party::new("ie-prov.example", 10);
        party.custody(0, "collect");
        party.entry(1, "seal", &[(name, value)]);
        let leaves = party.shown(2);
        let openings: Vec<_> = leaves.iter().map(|leaf| &leaf.opening).collect();
        assert!(begins_record(&openings).is_err(), "{name}");
    }
}

#[test]
fn the_body_is_closed() {
    let add = |body: &mut Json| {
        let Json::Object(body) = body else { panic!("{body}") };
        body.insert("note".to_owned(), Json::Null);
    };
    check(&giver(), 2, add, "field");
    let add = |body: &mut Json| {
        entry_of(body, "links", 0).insert("note".to_owned(), Json::Null);
    };
    check(&giver(), 2, add, "field");
    let drop = |body: &mut Json| {
        let Json::Object(body) = body else { panic!("{body}") };
        body.remove("links");
    };
    check(&giver(), 2, drop, "field");
}

#[test]
fn a_long_stream_takes_several_letters_and_loses_nothing() {
    let mut giver = Party::new("ie-prov.example", 10);
    for seq in 0..70 {
        giver.custody(seq, "verify");
    }
    giver.anchor("ack", MADE_AT);
    let (entries, links) = split(giver.shown(2));
    let bodies = write(&giver.urn(), &entries, &links).unwrap();
    let (mut seen, mut anchors) = (BTreeMap::new(), Vec::new());
    for body in &bodies {
        let shown = read(body, &giver.node, &giver.logs(), &policy()).unwrap();
        assert!(shown.entries.len() + shown.links.len() <= ENTRIES_MAX);
        assert!(body.to_bytes().len() < 800 << 10, "an envelope holds 896 KiB");
        seen.extend(shown.entries);
        anchors.extend(shown.links);
    }
    assert!(bodies.len() > 1);
    assert_eq!(seen.into_values().collect::<Vec<_>>(), entries);
    assert_eq!(anchors, links);

    let item = Json::object([("opening", Json::Null), ("proof", Json::Null)]);
    let body = Json::object([
        ("entries", Json::List(vec![item; ENTRIES_MAX + 1])),
        ("exhibit", giver.urn().into()),
        ("links", Json::List(Vec::new())),
    ]);
    let answer = read(&body, &giver.node, &giver.logs(), &policy());
    assert_eq!(answer, Err(BadEntry::TooMany));
}
