//! Two houses that exchange letters by files: twice, in any order, beside the network, and with files that are none.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use seal::digest::Digest;
use seal::envelope::Delivery;
use seal::sign::Ed25519Secret;
use store::{MAX_PAGE, OutboxQuery, OutboxState};
use wire::bundle::{BundleWriter, Found, Index, Place};
use wire::stored::link::{self, Why};
use wire::stored::{Stored, StreamKind};

use self::stage::{COURT, PROVIDER, Stage, answers, node_id, text};
use super::*;
use crate::dispatch::{Parcel, link_stream};
use crate::node::Node;
use crate::peer::inbox::{Inbox, InboxState};
use crate::peer::receipts::KeptReceipt;
use crate::rows::{decode, view};
use crate::work::{deliver, open};

mod hostile;
pub(crate) mod stage;

/// Seven megabytes are two transfer chunks, and a volume of six has room for one.
fn evidence() -> Vec<u8> {
    let block = |n: u32| Digest::of(&n.to_be_bytes()).0;
    (0..(7 << 20) / 32).flat_map(block).collect()
}

/// Every event of the stream between a node and the other, by kind and digest of what it is about.
async fn links(stage: &Stage, n: usize) -> BTreeMap<(&'static str, String), usize> {
    let node = &stage.nodes[n];
    let stream = link_stream(&node.config.node, &node_id(1 - n)).id;
    let mut links = BTreeMap::new();
    for event in node.store.load(&stream, 0).await.unwrap() {
        let Stored::Link(event) = node.decode(StreamKind::Link, &event).unwrap() else { panic!() };
        let about = if event.kind == link::Kind::Ack {
            event.receipt_digest
        } else {
            event.env_digest.or(event.letter_digest)
        };
        *links.entry((event.kind.id(), about.unwrap().hex())).or_default() += 1;
    }
    links
}

async fn outbox(node: &Node) -> Vec<(OutboxState, Parcel)> {
    let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
    let rows = node.store.outbox_rows(query).await.unwrap();
    rows.into_iter().map(|row| (row.state, decode(&row.payload).unwrap())).collect()
}

/// Every letter of `n` left one leaf of each kind on both sides, arrived, and ended with the receipts it must have.
async fn check_letters(stage: &Stage, n: usize) -> usize {
    let [from, to] = [&stage.nodes[n], &stage.nodes[1 - n]];
    let (sent, received) = (links(stage, n).await, links(stage, 1 - n).await);
    let inbox: Vec<(String, Inbox)> = to.rows(view::INBOX, "").await.unwrap();
    let letters = outbox(from).await;
    assert_eq!(inbox.len(), letters.len());
    for (state, parcel) in &letters {
        let about = format!("{} {}", parcel.kind, parcel.letter);
        assert_eq!(*state, OutboxState::Done, "{about}");
        let sealed = parcel.envelope.as_ref().unwrap();
        let arrived = inbox.iter().find(|(id, _)| *id == sealed.env_id).unwrap();
        assert_eq!(arrived.1.state, InboxState::Consigned, "{about}");
        let count = |links: &BTreeMap<(&'static str, String), usize>, kind, about: &String| {
            links.get(&(kind, about.clone())).copied().unwrap_or(0)
        };
        assert_eq!(count(&sent, "submit", &parcel.letter_digest), 1, "{about}");
        assert_eq!(count(&sent, "send", &sealed.env_digest), 1, "{about}");
        assert_eq!(count(&received, "recv", &sealed.env_digest), 1, "{about}");
        let is_legal = !parcel.kind.starts_with(wire::letter::HOUSEKEEPING);
        let wanted = [("RelayAcceptance", 1), ("ContentConsignment", usize::from(is_legal))];
        for (event, wanted) in wanted {
            let here = receipts(from, &sealed.env_id, event).await;
            assert_eq!(here.len(), wanted, "{about} {event}");
            assert_eq!(here, receipts(to, &sealed.env_id, event).await, "{about} {event}");
            for receipt in here {
                assert_eq!(count(&sent, "ack", &receipt), 1, "{about} {event}");
            }
        }
        let [ours, theirs] = [from, to].map(|node| node.raw_row(view::ENVELOPE, &sealed.env_id));
        assert_eq!(ours.await.unwrap().unwrap(), theirs.await.unwrap().unwrap(), "{about}");
    }
    letters.len()
}

async fn receipts(node: &Node, env_id: &str, event: &str) -> Vec<String> {
    let all: Vec<(String, KeptReceipt)> = node.rows(view::RECEIPT, "").await.unwrap();
    let of = |kept: &KeptReceipt| kept.env_id == env_id && kept.event.ends_with(event);
    all.into_iter().filter(|(_, kept)| of(kept)).map(|(digest, _)| digest).collect()
}

/// Tries everything that waits for the network, then opens what came.
pub(crate) async fn online(stage: &Stage) {
    for _ in 0..40 {
        let mut moved = 0;
        for node in &stage.nodes {
            let mut rounds = deliver::Rounds::default();
            moved += rounds.take_due(node).await.unwrap();
            rounds.all_ended(node).await;
            moved += open::run_once(node).await.unwrap();
        }
        if moved == 0 {
            return;
        }
    }
    panic!("it never rests");
}

fn volumes(written: &Written) -> Vec<PathBuf> {
    written.volumes.iter().map(|volume| volume.path.clone()).collect()
}

#[tokio::test]
async fn an_order_and_its_answer_are_exchanged_by_files_alone_twice_and_in_any_order() {
    let stage = Stage::set().await;
    let measure = stage.issue().await;
    let order = stage.write(COURT, "order.zip", None).await.unwrap();
    assert_eq!((order.volumes.len(), order.held.len(), order.n_left), (1, 0, 0));
    stage.carry_until_rest(PROVIDER, volumes(&order)).await;
    let more = stage.write(COURT, "more.zip", None).await.unwrap();
    let counts = sheet::Counts::of(&more.volumes[0].index);
    assert_eq!(counts, sheet::Counts { receipts: 1, deliveries: 0, chunks: 0 }, "nothing new");

    let content = evidence();
    stage.hand_over(&measure, &content).await;
    let answer = stage.write(PROVIDER, "answer.zip", Some(6 << 20)).await.unwrap();
    let mut files = volumes(&answer);
    assert_eq!(files.len(), 2, "one chunk in each");
    // The last volume first, each alone, and the first one once more: nothing is open, then everything is.
    files.reverse();
    for (n_waiting, file) in [1, 0, 0].into_iter().zip(files.iter().chain(&files[..1])) {
        let report = stage.read(COURT, std::slice::from_ref(file)).await;
        assert_eq!(report.n_waiting, n_waiting, "{}", file.display());
    }
    let size = stage.n_leaves(COURT).await;
    stage.carry_until_rest(COURT, files).await;
    assert_eq!(stage.n_leaves(COURT).await, size + 1, "only the receipt of the last answer");

    let exhibits = stage.exhibits(&measure).await;
    assert_eq!(exhibits.len(), 1);
    assert_eq!(text(&exhibits[0], "sha256"), Digest::of(&content).hex());
    assert_eq!(check_letters(&stage, COURT).await, 2, "the order, and receipts for the answer");
    assert_eq!(check_letters(&stage, PROVIDER).await, 2, "the answer, and receipts for the order");
}

#[tokio::test]
async fn a_bundle_beside_the_network_changes_nothing_whichever_is_first() {
    let stage = Stage::set().await;
    let measure = stage.issue().await;
    let order = stage.write(COURT, "order.zip", None).await.unwrap();
    // The network first, the bundle behind it.
    stage.connect();
    online(&stage).await;
    let sizes = [stage.n_leaves(COURT).await, stage.n_leaves(PROVIDER).await];
    let report = stage.read(PROVIDER, &volumes(&order)).await;
    assert_eq!(report.files[0].deliveries, Tally { taken: 0, known: 1 });
    let report = stage.read(COURT, &answers(&report)).await;
    assert_eq!(report.files[0].receipts, Tally { taken: 0, known: 1 });
    assert_eq!(sizes, [stage.n_leaves(COURT).await, stage.n_leaves(PROVIDER).await]);

    // The bundle first, with every chunk; the network behind it finds nothing to do.
    stage.hand_over(&measure, &evidence()).await;
    let answer = stage.write(PROVIDER, "answer.zip", None).await.unwrap();
    let report = stage.read(COURT, &volumes(&answer)).await;
    assert_eq!(report.files[0].chunks, Tally { taken: 2, known: 0 });
    online(&stage).await;
    let sizes = [stage.n_leaves(COURT).await, stage.n_leaves(PROVIDER).await];
    stage.read(PROVIDER, &answers(&report)).await;
    stage.read(COURT, &volumes(&answer)).await;
    online(&stage).await;
    assert_eq!(sizes, [stage.n_leaves(COURT).await, stage.n_leaves(PROVIDER).await]);
    assert_eq!(stage.exhibits(&measure).await.len(), 1);
    check_letters(&stage, COURT).await;
    check_letters(&stage, PROVIDER).await;
}

#[tokio::test]
async fn a_receipt_from_a_clock_ahead_is_refused_alone_and_taken_when_it_comes_again() {
    let stage = Stage::set().await;
    stage.issue().await;
    let order = stage.write(COURT, "order.zip", None).await.unwrap();
    stage.set_clock(PROVIDER, 60_000);
    let report = stage.read(PROVIDER, &volumes(&order)).await;
    let files = answers(&report);
    let court = &stage.nodes[COURT];
    let report = read(court, &files, &stage.file("")).await.unwrap();
    let [file] = &report.files[..] else { panic!("{:?}", report.refused) };
    let codes: Vec<&str> = file.refused.iter().map(|refused| refused.code.as_str()).collect();
    assert_eq!(codes, ["receipt-ahead"]);
    assert_eq!(file.receipts, Tally::default());
    assert_eq!(file.deliveries.taken, 1, "what else is in the file is taken");

    stage.set_clock(COURT, 60_000);
    let report = stage.read(COURT, &files).await;
    assert_eq!(report.files[0].receipts, Tally { taken: 1, known: 0 });
    stage.carry_until_rest(PROVIDER, answers(&report)).await;
    check_letters(&stage, COURT).await;
}

#[tokio::test]
async fn an_acceptance_by_bundle_leaves_missing_chunks_to_the_network() {
    let stage = Stage::set().await;
    let measure = stage.issue().await;
    let order = stage.write(COURT, "order.zip", None).await.unwrap();
    stage.carry_until_rest(PROVIDER, volumes(&order)).await;
    stage.hand_over(&measure, &evidence()).await;
    let answer = stage.write(PROVIDER, "answer.zip", Some(6 << 20)).await.unwrap();
    let report = stage.read(COURT, &volumes(&answer)[..1]).await;
    assert_eq!(report.n_waiting, 1);
    // That of the answer, and once more that of the receipts which the order got.
    let report = stage.read(PROVIDER, &answers(&report)).await;
    assert_eq!(report.files[0].receipts, Tally { taken: 1, known: 1 });
    assert!(stage.exhibits(&measure).await.is_empty());
    stage.connect();
    online(&stage).await;
    assert_eq!(stage.exhibits(&measure).await.len(), 1);
    check_letters(&stage, COURT).await;
    check_letters(&stage, PROVIDER).await;
}

#[tokio::test]
async fn what_is_carried_is_what_would_have_gone_over_the_network_and_stands_on_record() {
    let stage = Stage::set().await;
    stage.issue().await;
    let court = &stage.nodes[COURT];
    let written = stage.write(COURT, "order.zip", None).await.unwrap();
    let [volume] = &written.volumes[..] else { panic!() };
    let found = Found::open(Cursor::new(fs::read(&volume.path).unwrap())).unwrap();
    let mut bundle = found.verify(&court.node_key().public()).unwrap();
    let places: Vec<_> = bundle.index().entries.iter().map(|entry| entry.place).collect();
    let [Place::Readme, Place::Directory, Place::Delivery(_, env_digest)] = places[..] else {
        panic!("{places:?}")
    };
    let delivery = Delivery::parse(&bundle.read(2).unwrap()).unwrap();
    let (state, parcel) = outbox(court).await.pop().unwrap();
    let sealed = parcel.envelope.unwrap();
    assert_eq!(sealed.env_digest, env_digest.hex());
    let stored = court.raw_row(view::ENVELOPE, &sealed.env_id).await.unwrap().unwrap();
    assert_eq!(delivery.envelope, stored);
    assert!(delivery.anchor.is_some());
    // It goes on waiting for the network, and the row names the bundle.
    assert!(matches!(state, OutboxState::Queued { .. }));
    assert_eq!(parcel.bundled, Some(written.id.to_string()));

    // A second bundle has the same bytes, and a record of its own.
    let again = stage.write(COURT, "again.zip", None).await.unwrap();
    let stream = link_stream(&court.config.node, &node_id(PROVIDER)).id;
    let mut records = Vec::new();
    for event in court.store.load(&stream, 0).await.unwrap() {
        let schema = event.schema.clone();
        let Stored::Link(event) = court.decode(StreamKind::Link, &event).unwrap() else { panic!() };
        assert_eq!(schema == "comity/exchange/2", event.kind == link::Kind::Carried);
        records.extend(event.carried);
    }
    let record = |written: &Written, name: &str| link::Carried {
        bundle: written.id,
        bundle_sha256: written.volumes[0].digest,
        file_name: name.to_owned(),
        file_size: fs::metadata(stage.file(name)).unwrap().len(),
        why: Why::Disruption,
    };
    assert_eq!(records, [record(&written, "order.zip"), record(&again, "again.zip")]);
    assert!(fs::read_to_string(stage.file("order.zip.sheet.html")).unwrap().contains("order.zip"));
    assert_eq!(stage.write(COURT, "again.zip", None).await.unwrap_err().code(), "exists");
    assert_eq!(fs::read_dir(stage.file("")).unwrap().count(), 4, "no unfinished file is left");
}

/// The members of a bundle of the court, for somebody who changes them.
struct Copy {
    index: Index,
    contents: Vec<Vec<u8>>,
}

impl Copy {
    async fn of(stage: &Stage, name: &str) -> Self {
        let written = stage.write(COURT, name, None).await.unwrap();
        let file = Cursor::new(fs::read(&written.volumes[0].path).unwrap());
        let key = stage.nodes[COURT].node_key().public();
        let mut bundle = Found::open(file).unwrap().verify(&key).unwrap();
        let n_entries = bundle.index().entries.len();
        let contents = (0..n_entries).map(|n| bundle.read(n).unwrap()).collect();
        Self { index: bundle.index().clone(), contents }
    }

    /// Replaces the member at `n` by another one of its name.
    fn replace(&mut self, n: usize, content: &[u8]) {
        self.contents[n] = content.to_vec();
        self.index.entries[n].len = content.len() as u64;
        self.index.entries[n].sha256 = Digest::of(content);
    }

    fn write(&self, path: &Path, key: &Ed25519Secret) -> PathBuf {
        let mut writer = BundleWriter::new(Vec::new(), &self.index, key).unwrap();
        for content in &self.contents {
            writer.add(content).unwrap();
        }
        fs::write(path, writer.finish().unwrap()).unwrap();
        path.to_owned()
    }
}

#[tokio::test]
async fn a_file_that_is_not_for_us_from_a_member_of_now_is_refused_whole() {
    let stage = Stage::set().await;
    stage.issue().await;
    let good = Copy::of(&stage, "good.zip").await;
    let key = stage.nodes[COURT].node_key();
    let size = stage.n_leaves(PROVIDER).await;
    let stranger = Ed25519Secret::from_seed([[7; 16], [8; 16]].concat().try_into().unwrap());
    let stranger = stranger.unwrap();
    let wire = |name: &str| seal::receipt::NodeId::parse(name).unwrap();
    let change = |change: &dyn Fn(&mut Index)| {
        let mut index = good.index.clone();
        change(&mut index);
        Copy { index, contents: good.contents.clone() }
    };
    let cases: [(&str, Copy, &Ed25519Secret); 7] = [
        ("wrong-network", change(&|index| index.net = Digest([1; 32])), key),
        ("wrong-addressee", change(&|index| index.to = wire("other.example")), key),
        ("no-such-node", change(&|index| index.from = wire("other.example")), key),
        ("no-such-node", change(&|index| index.from = wire("ie-prov.sandbox.example")), key),
        ("too-early", change(&|index| index.made_hour += 25), key),
        ("roster-behind", change(&|index| index.kid = stranger.public().kid()), &stranger),
        ("seal-invalid", change(&|_| {}), &stranger),
    ];
    for (code, copy, key) in cases {
        let file = copy.write(&stage.file("bad.zip"), key);
        let report = read(&stage.nodes[PROVIDER], &[file], &stage.file("")).await.unwrap();
        let codes: Vec<_> = report.refused.iter().map(|(_, error)| error.code()).collect();
        assert_eq!((codes, report.files.len(), report.answers.len()), (vec![code], 0, 0));
    }
    assert_eq!(stage.n_leaves(PROVIDER).await, size);
}

#[tokio::test]
async fn what_is_wrong_with_one_member_is_named_and_the_rest_is_taken() {
    let stage = Stage::set().await;
    stage.issue().await;
    let mut copy = Copy::of(&stage, "good.zip").await;
    let good = copy.contents[2].clone();
    // A delivery that is none and one that is damaged on its way, before the good one; a receipt for nobody's letter.
    let entry = copy.index.entries[2].clone();
    let Place::Delivery(lane, _) = entry.place else { panic!() };
    let damaged = b"it will be damaged".to_vec();
    for (n, content) in [(1, b"no delivery".to_vec()), (2, damaged.clone())] {
        let mut other = entry.clone();
        other.place = Place::Delivery(lane, Digest([n; 32]));
        copy.index.entries.insert(2, other);
        copy.contents.insert(2, Vec::new());
        copy.replace(2, &content);
    }
    let mut receipt = entry.clone();
    receipt.place = Place::Receipt(Digest([4; 32]));
    copy.index.entries.insert(2, receipt);
    copy.contents.insert(2, Vec::new());
    copy.replace(2, b"no receipt");
    let file = copy.write(&stage.file("bad.zip"), stage.nodes[COURT].node_key());
    let mut bytes = fs::read(&file).unwrap();
    let at = bytes.windows(damaged.len()).position(|window| window == damaged).unwrap();
    bytes[at] ^= 1;
    fs::write(&file, &bytes).unwrap();

    let report = read(&stage.nodes[PROVIDER], &[file], &stage.file("")).await.unwrap();
    let [file] = &report.files[..] else { panic!() };
    assert_eq!(file.deliveries, Tally { taken: 1, known: 0 });
    let codes: Vec<_> = file.refused.iter().map(|refused| refused.code.as_str()).collect();
    assert_eq!(codes, ["malformed", "content", "malformed"]);
    assert!(good.len() > 1_000);
}

#[tokio::test]
async fn a_newer_directory_in_a_bundle_is_taken_over_by_its_own_signatures_alone() {
    let stage = Stage::set().await;
    stage.issue().await;
    let now = stage.nodes[COURT].now();
    let config = stage.config(PROVIDER);
    let file = stage.write(COURT, "same.zip", None).await.unwrap().volumes[0].path.clone();
    assert_eq!(take_directory(&config, &file, now).unwrap(), Taken::Unchanged);

    // The directory operator signs a second version; only the court has it.
    let folder = |member: &str| stage.folder.path().join(member);
    let entry = |member: &str| {
        let bytes = fs::read(folder(member).join("entry.json")).unwrap();
        wire::roster::entry_from_bytes(&bytes).unwrap()
    };
    let entries = ["fr-tj", "ie-prov", "fr-coord"].map(entry);
    let (operator, court) = (folder("fr-coord"), folder("fr-tj"));
    let next = crate::init::next_directory(&operator, &court, &entries, now).await.unwrap();
    crate::init::install_directory(&folder("fr-tj"), &next).unwrap();
    let mut copy = Copy::of(&stage, "newer.zip").await;
    let key = stage.nodes[COURT].node_key();
    let file = copy.write(&stage.file("newer.zip.copy"), key);

    // One that its sender changed.
    let mut files = wire::bundle::directory::read(&copy.contents[1]).unwrap();
    let stamp = files.get_mut("timestamp.json").unwrap();
    let at = stamp.windows(7).position(|window| window == b"version").unwrap();
    stamp[at + 9] = b'9';
    copy.replace(1, &wire::bundle::directory::write(&files).unwrap());
    let bad = copy.write(&stage.file("bad.zip"), key);
    assert_eq!(take_directory(&config, &bad, now).unwrap_err().code(), "roster");
    assert_eq!(take_directory(&config, &file, now).unwrap(), Taken::Newer { version: 2 });
    assert_eq!(take_directory(&config, &file, now).unwrap(), Taken::Unchanged);
    let held = fs::read(folder("ie-prov").join("roster/timestamp.json")).unwrap();
    assert_eq!(held, next.files["timestamp.json"]);
}
