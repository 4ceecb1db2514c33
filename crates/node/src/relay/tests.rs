//! A court and a provider that both only fetch, and a relay between them: what goes through, what a relay that lies gains, and what
//! is left when somebody stops in between.

use std::fs;
use std::time::Duration;

use seal::envelope::EnvelopeOuter;
use seal::receipt::Role;
use store::{OutboxQuery, OutboxRow, OutboxState};
use wire::relay::Road as Way;
use wire::roster::Mode;

use super::work::{Tried, run_once};
use super::*;
use crate::bundle::tests::stage::{COURT, PROVIDER, Stage, node_id, open_node, queue, send_probe};
use crate::dispatch::Parcel;
use crate::founded::Meeting;
use crate::mailbox::page::Lanes;
use crate::mailbox::tests::{deliver, set_mode};
use crate::peer;
use crate::peer::acknowledged;
use crate::peer::door::Road;
use crate::peer::inbox::Inbox;
use crate::peer::receipts::envelope_ref;
use crate::work::deliver::relays::{LIES, NO_EVIDENCE, NO_RELAY};
use crate::work::fetch::{At, turn};
use crate::work::ladder::is_accepted;
use crate::work::{open, statement};

mod hostile;

struct Scene {
    stage: Stage,
    relay: Arc<Node>,
}

fn relay_id() -> NodeId {
    NodeId::parse("fr-coord.sandbox.example").unwrap()
}

impl Scene {
    /// Both only fetch, and list the relay, which neither of them can be reached from.
    async fn set() -> Self {
        let stage = Stage::set().await;
        let relay = open_node(&stage.folder.path().join("fr-coord")).await;
        let scene = Self { stage, relay };
        for node in scene.all() {
            node.change_roster(|roster| {
                let entry = roster
                    .members
                    .values_mut()
                    .find(|entry| entry.nodes.iter().any(|node| node.node == relay_id()));
                entry.unwrap().kind = MemberKind::Relay;
            });
        }
        scene.list(&[relay_id().as_str()]);
        scene.set_mode(COURT, Mode::Pull);
        scene.set_mode(PROVIDER, Mode::Pull);
        for (n, node) in scene.stage.nodes.iter().enumerate() {
            let meeting =
                Meeting::of(node_id(n), [(relay_id(), peer::routes::router(&scene.relay))]);
            node.peers.redial(Arc::new(meeting));
        }
        scene
    }

    fn all(&self) -> [&Arc<Node>; 3] {
        [&self.stage.nodes[COURT], &self.stage.nodes[PROVIDER], &self.relay]
    }

    fn court(&self) -> &Arc<Node> {
        &self.stage.nodes[COURT]
    }

    fn provider(&self) -> &Arc<Node> {
        &self.stage.nodes[PROVIDER]
    }

    /// What the entries of the two say about relays.
    fn list(&self, relays: &[&str]) {
        for node in self.all() {
            node.change_roster(|roster| {
                for entry in roster.members.values_mut().flat_map(|entry| &mut entry.nodes) {
                    if entry.node != relay_id() {
                        entry.speaks.relays = relays.iter().map(|id| (*id).to_owned()).collect();
                    }
                }
            });
        }
    }

    fn set_mode(&self, n: usize, mode: Mode) {
        set_mode(&self.stage, n, mode);
        self.relay.change_roster(|roster| {
            let nodes = roster.members.values_mut().flat_map(|entry| &mut entry.nodes);
            nodes.filter(|entry| entry.node == node_id(n)).for_each(|entry| {
                entry.speaks.mode = mode;
            });
        });
    }

    /// The court has written a letter, which lies at the relay.
    async fn laid() -> Self {
        let scene = Self::set().await;
        send_probe(scene.court(), PROVIDER, Lane::Ordinary).await;
        deliver(scene.court()).await;
        scene
    }

    /// A node asks the relay for what is there.
    async fn fetch(&self, n: usize) {
        for lanes in [Lanes::FIRST, Lanes::REST] {
            let wish = (lanes, Duration::ZERO);
            turn(&self.stage.nodes[n], &relay_id(), wish, &mut At::default()).await.unwrap();
        }
    }

    /// The relay's clock shows this instant, a little later or earlier.
    fn set_relay_clock(&self, at_ms: i64) {
        let file = self.stage.folder.path().join("fr-coord").join("clock.json");
        let ahead_ms = at_ms - crate::clock::system_now().as_millisecond();
        fs::write(file, format!("{{\"offset_ms\":{ahead_ms}}}")).unwrap();
        self.relay.clock.refresh();
    }

    async fn n_arrived(&self) -> usize {
        self.provider().rows::<Inbox>(view::INBOX, "").await.unwrap().len()
    }

    async fn relayed(&self) -> Vec<Relayed> {
        let rows: Vec<(String, Relayed)> = self.relay.rows(view::RELAYED, "").await.unwrap();
        rows.into_iter().map(|(_, relayed)| relayed).collect()
    }

    async fn n_bytes_held(&self) -> usize {
        let query = RowQuery::view(view::RELAYED_BYTES, MAX_PAGE);
        self.relay.store.rows(query).await.unwrap().iter().map(|row| row.body.len()).sum()
    }
}

/// A round of a relay until all turns have ended.
async fn round(relay: &Arc<Node>, tried: &mut Tried) -> Result<usize, ActError> {
    run_once(relay, tried, Duration::from_secs(60)).await
}

async fn only_row(node: &Node) -> OutboxRow {
    let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
    let mut rows = node.store.outbox_rows(query).await.unwrap();
    assert_eq!(rows.len(), 1);
    rows.pop().unwrap()
}

fn parcel(row: &OutboxRow) -> Parcel {
    decode(&row.payload).unwrap()
}

/// The delivery of the only letter of a node, as it would post it.
async fn delivery(node: &Node) -> Vec<u8> {
    let sealed = parcel(&only_row(node).await).envelope.unwrap();
    let envelope = node.raw_row(view::ENVELOPE, &sealed.env_id).await.unwrap().unwrap();
    Delivery { envelope, anchor: None }.to_bytes()
}

/// What the provider states of the court's letter goes back by the same road, and ends it.
async fn come_home(scene: &Scene) {
    open::round(scene.provider()).await.unwrap();
    statement::send_due(scene.provider()).await.unwrap();
    deliver(scene.provider()).await;
    scene.fetch(COURT).await;
    open::round(scene.court()).await.unwrap();
    assert_eq!(only_row(scene.court()).await.state, OutboxState::Done);
}

fn waits(row: &OutboxRow) -> bool {
    matches!(row.state, OutboxState::Queued { .. })
}

#[tokio::test]
async fn two_that_both_only_fetch_exchange_a_letter_and_what_is_stated_of_it() {
    let scene = Scene::laid().await;
    let row = only_row(scene.court()).await;
    assert!(waits(&row));
    assert_eq!(row.last_error.as_deref(), Some(LIES));
    assert_eq!(scene.n_arrived().await, 0);
    scene.fetch(PROVIDER).await;
    assert_eq!(scene.n_arrived().await, 1);
    let relayed = scene.relayed().await;
    assert_eq!(relayed[0].lying, Lying::Delivered.id());
    assert_eq!(scene.n_bytes_held().await, 0);
    scene.fetch(COURT).await;
    assert_eq!(only_row(scene.court()).await.state, OutboxState::Accepted);
    // What the provider states of it goes back by the same road.
    come_home(&scene).await;
    scene.fetch(PROVIDER).await;
    assert!(scene.relayed().await.iter().all(|row| row.lying == Lying::Delivered.id()));
}

#[tokio::test]
async fn that_a_relay_holds_a_letter_is_on_record_and_is_no_acceptance() {
    let scene = Scene::laid().await;
    let row = only_row(scene.court()).await;
    let sealed = parcel(&row).envelope.unwrap();
    assert!(!is_accepted(scene.court(), &sealed.env_id).await.unwrap());
    assert_eq!(parcel(&row).relays[relay_id().as_str()].road, Way::Lies.id());
    let stream = link_stream(&node_id(COURT), &relay_id());
    let said = scene.court().store.load(&stream.id, 0).await.unwrap();
    assert_eq!(said.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(), ["ack"]);
    let stream = link_stream(&relay_id(), &node_id(COURT));
    let said = scene.relay.store.load(&stream.id, 0).await.unwrap();
    assert_eq!(said.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(), ["recv"]);
}

#[tokio::test]
async fn what_a_relay_has_altered_is_taken_by_nobody() {
    let scene = Scene::laid().await;
    let rows = scene.relay.store.rows(RowQuery::view(view::RELAYED_BYTES, 1)).await.unwrap();
    let (key, mut bytes) = (rows[0].key.clone(), rows[0].body.clone());
    let n = bytes.len() - 200;
    bytes[n] ^= 1;
    act!(scene.relay, "alter", None, |tx| {
        tx.put_raw(view::RELAYED_BYTES, &key, "", bytes.clone());
        Ok(Vec::new())
    })
    .await
    .unwrap();
    scene.fetch(PROVIDER).await;
    assert_eq!(scene.n_arrived().await, 0);
    let body = Delivery { envelope: bytes, anchor: None }.to_bytes();
    let answer = scene.provider().receive_by(Road::Mailbox, &relay_id(), &body).await;
    assert_eq!(answer, Answer::Problem(StatusCode::FORBIDDEN, "seal-invalid"));
    scene.fetch(COURT).await;
    assert!(waits(&only_row(scene.court()).await));
}

#[tokio::test]
async fn a_relay_that_speaks_as_the_recipient_is_not_believed() {
    let scene = Scene::laid().await;
    let body = delivery(scene.court()).await;
    let outer = EnvelopeOuter::parse(&Delivery::parse(&body).unwrap().envelope).unwrap();
    let of = envelope_ref(outer.head(), outer.env_digest());
    let relay_name = seal::receipt::NodeId::parse(relay_id().as_str()).unwrap();
    let now = scene.relay.now();
    // As if the letter had been for the relay; and with the recipient's name over the relay's signature.
    let own = About {
        of: seal::receipt::EnvelopeRef { to: relay_name, ..of.clone() },
        letter: None,
        chunks: Chunks { announced: 0, missing: 0 },
        prev: None,
        unit: None,
    };
    let own = scene.relay.issue_receipt(Event::RelayAcceptance, own, None, &[], now).unwrap();
    let mut statement = own.statement().clone();
    statement.of = of.clone();
    statement.by.node = of.to.clone();
    assert_eq!(statement.by.role, Role::Recipient);
    let forged = Receipt::issue(statement, &[scene.relay.signing.node.at(now)]).unwrap();
    for receipt in [own, forged] {
        let bytes = receipt.to_bytes();
        acknowledged::take(scene.court(), &relay_id(), std::slice::from_ref(&bytes)).await.unwrap();
        acknowledged::take(&scene.relay, &node_id(PROVIDER), &[bytes]).await.unwrap();
    }
    let row = only_row(scene.court()).await;
    assert!(waits(&row));
    let sealed = parcel(&row).envelope.unwrap();
    assert!(!is_accepted(scene.court(), &sealed.env_id).await.unwrap());
    assert_eq!(scene.relayed().await[0].lying, Lying::Stored.id());
}

#[tokio::test]
async fn what_a_relay_withholds_arrives_another_way_and_has_its_effect_once() {
    let scene = Scene::laid().await;
    // The provider can be reached now; the relay has shown it nothing.
    scene.set_mode(PROVIDER, Mode::Push);
    scene.stage.connect();
    let row = only_row(scene.court()).await;
    act!(scene.court(), "now", None, |tx| {
        let state = OutboxState::Queued { due_ms: 0 };
        tx.outbox.push(crate::work::deliver::settle(&row, state, None, None));
        Ok(Vec::new())
    })
    .await
    .unwrap();
    deliver(scene.court()).await;
    assert_eq!(only_row(scene.court()).await.state, OutboxState::Accepted);
    assert_eq!(scene.n_arrived().await, 1);
    // It comes once more through the relay: the same receipt, and nothing else.
    let size = scene.stage.n_leaves(PROVIDER).await;
    let body = delivery(scene.court()).await;
    let first = scene.provider().receive(&node_id(COURT), &body).await;
    let again = scene.provider().receive_by(Road::Mailbox, &relay_id(), &body).await;
    let statement = |answer: &Answer| match answer {
        Answer::Receipt(StatusCode::OK, bytes) => Receipt::parse(bytes).unwrap().statement_digest(),
        Answer::Receipt(..) | Answer::Problem(..) => panic!("{answer:?}"),
    };
    assert_eq!(statement(&first), statement(&again));
    assert_eq!((scene.n_arrived().await, scene.stage.n_leaves(PROVIDER).await), (1, size));
}

#[tokio::test]
async fn a_relay_holds_nothing_for_whoever_does_not_list_it_and_brings_it_nothing() {
    let scene = Scene::laid().await;
    let body = delivery(scene.court()).await;
    scene.list(&[]);
    let answer = scene.relay.receive(&node_id(COURT), &body).await;
    assert_eq!(answer, Answer::Problem(StatusCode::FORBIDDEN, "relay-not-listed"));
    let answer = scene.provider().receive_by(Road::Mailbox, &relay_id(), &body).await;
    assert_eq!(answer, Answer::Problem(StatusCode::FORBIDDEN, "not-a-peer"));
    // Nor for somebody else than whoever sealed it.
    scene.list(&[relay_id().as_str()]);
    let answer = scene.relay.receive(&node_id(PROVIDER), &body).await;
    assert_eq!(answer, Answer::Problem(StatusCode::FORBIDDEN, "not-a-peer"));
    // A node that is no relay holds nothing for anybody.
    let answer = scene.court().receive(&node_id(COURT), &body).await;
    assert_eq!(answer, Answer::Problem(StatusCode::BAD_REQUEST, "wrong-addressee"));
}

#[tokio::test]
async fn where_a_relay_stops_between_storing_and_answering_the_letter_comes_again_and_counts_once()
{
    let scene = Scene::laid().await;
    let body = delivery(scene.court()).await;
    let size = scene.relay.store.head().await.unwrap().size;
    let again = scene.relay.receive(&node_id(COURT), &body).await;
    assert!(matches!(again, Answer::Receipt(StatusCode::OK, _)), "{again:?}");
    assert_eq!(scene.relay.store.head().await.unwrap().size, size);
    scene.fetch(PROVIDER).await;
    scene.fetch(PROVIDER).await;
    assert_eq!(scene.n_arrived().await, 1);
    // Whoever posts once more is given the recipient's word, also if it never reads its mailbox.
    let Answer::Receipt(StatusCode::OK, bytes) = scene.relay.receive(&node_id(COURT), &body).await
    else {
        panic!("no receipt");
    };
    let receipt = Receipt::parse(&bytes).unwrap();
    assert_eq!(receipt.statement().by.role, Role::Recipient);
    assert_eq!(receipt.statement().by.node.as_str(), node_id(PROVIDER).as_str());
}

#[tokio::test]
async fn what_nobody_fetched_in_its_time_is_given_up_and_only_that_road_is_closed() {
    let scene = Scene::laid().await;
    let over_ms = scene.relayed().await[0].keep_until_ms;
    // A clock that is a day ahead has given nothing up yet.
    scene.set_relay_clock(over_ms + AHEAD_MS - HOUR_MS);
    assert_eq!(round(&scene.relay, &mut Tried::default()).await.unwrap(), 0);
    scene.set_relay_clock(over_ms + AHEAD_MS + HOUR_MS);
    assert_eq!(round(&scene.relay, &mut Tried::default()).await.unwrap(), 1);
    assert_eq!(scene.relayed().await[0].lying, Lying::Undelivered.id());
    assert_eq!(scene.n_bytes_held().await, 0);
    scene.fetch(COURT).await;
    let row = only_row(scene.court()).await;
    assert!(waits(&row), "{row:?}");
    assert_eq!(parcel(&row).relays[relay_id().as_str()].road, Way::Closed.id());
    scene.fetch(PROVIDER).await;
    assert_eq!(scene.n_arrived().await, 0);
}

#[tokio::test]
async fn a_relay_posts_to_whom_it_can_reach_and_brings_back_the_word() {
    let scene = Scene::laid().await;
    scene.set_mode(PROVIDER, Mode::Push);
    scene.set_mode(COURT, Mode::Push);
    let doors =
        [COURT, PROVIDER].map(|n| (node_id(n), peer::routes::router(&scene.stage.nodes[n])));
    scene.relay.peers.redial(Arc::new(Meeting::of(relay_id(), doors)));
    let mut tried = Tried::default();
    while round(&scene.relay, &mut tried).await.unwrap() > 0 {}
    assert_eq!(scene.n_arrived().await, 1);
    assert_eq!(only_row(scene.court()).await.state, OutboxState::Accepted);
    assert!(scene.relayed().await[0].is_told);
}

#[tokio::test]
async fn without_a_relay_or_with_evidence_a_letter_says_why_it_waits() {
    let scene = Scene::set().await;
    scene.list(&[]);
    send_probe(scene.court(), PROVIDER, Lane::Ordinary).await;
    deliver(scene.court()).await;
    let row = only_row(scene.court()).await;
    assert_eq!(row.last_error.as_deref(), Some(NO_RELAY));
    scene.list(&[relay_id().as_str()]);
    let heavy = Parcel { n_chunks: 1, envelope: None, ..parcel(&row) };
    queue(scene.court(), [7; 16], &row, &heavy).await;
    deliver(scene.court()).await;
    let row = scene.court().outbox_row([7; 16]).await.unwrap().unwrap();
    assert_eq!(row.last_error.as_deref(), Some(NO_EVIDENCE));
    assert!(waits(&row));
}

#[tokio::test]
async fn one_sender_fills_its_own_share_and_no_more() {
    let scene = Scene::set().await;
    act!(scene.relay, "fill", None, |tx| {
        let share = Share { n_envelopes: ENVELOPES_MAX - 1, n_bytes: 0 };
        tx.put(view::RELAYED_OF, node_id(COURT).as_str(), "", &share);
        Ok(Vec::new())
    })
    .await
    .unwrap();
    // The last place goes to one of two that come.
    for _ in 0..2 {
        send_probe(scene.court(), PROVIDER, Lane::Ordinary).await;
    }
    deliver(scene.court()).await;
    let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
    let rows = scene.court().store.outbox_rows(query).await.unwrap();
    let mut codes: Vec<_> = rows.iter().filter_map(|row| row.last_error.as_deref()).collect();
    codes.sort_unstable();
    assert_eq!(codes, [LIES, "quota"]);
    send_probe(scene.provider(), COURT, Lane::Ordinary).await;
    deliver(scene.provider()).await;
    assert_eq!(only_row(scene.provider()).await.last_error.as_deref(), Some(LIES));
}
