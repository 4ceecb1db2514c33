//! Keys of nodes, units and cosigners take turns while letters go both ways, one is stolen, and somebody writes old dates.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use axum::http::StatusCode;
use domain::actor::UnitId;
use domain::letter::Lane;
use jiff::SignedDuration;
use seal::checkpoint::SignedCheckpoint;
use seal::envelope::{EnvelopeOuter, Lane as HeadLane};
use seal::json::Json;
use seal::sign::Kid;
use store::{MAX_PAGE, OutboxQuery, OutboxState, RowQuery};
use wire::roster::Mode;
use wire::stored::shard::Kind;

use super::*;
use crate::bundle::tests::stage::{
    COURT as LYON, PROVIDER, Stage, node_id as stage_node, send_probe,
};
use crate::clock::Clock;
use crate::clock::system_now;
use crate::config::Config;
use crate::custody::policy;
use crate::dispatch::Parcel;
use crate::founded::{
    COURT, Founded, Meeting, OTHER, WITNESS, delivery, delivery_by, node_id, send,
};
use crate::mailbox::page::{Lanes, page};
use crate::mailbox::tests::set_mode;
use crate::peer::client::Peers;
use crate::peer::door::Answer;
use crate::peer::inbox::{Inbox, InboxState};
use crate::peer::routes::router;
use crate::renew::{self, Holder as Whose, When};
use crate::rows::decode;
use crate::work::deliver::Rounds;
use crate::work::witness::publish_once;
use crate::{recorder, serve};

mod again;

/// A leaf about keys: what, of whom, since when, the keys after it, and who signed it.
type Told = (Kind, String, String, Vec<Vkey>, Vec<String>);

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const OVERLAP: SignedDuration = SignedDuration::from_hours(72);

/// A clock that stands where it was set.
#[derive(Debug)]
struct At(Timestamp);

impl Clock for At {
    fn now(&self) -> Timestamp {
        self.0
    }
}

fn unit(text: &str) -> UnitId {
    UnitId::parse(text).unwrap()
}

/// What the log says of changes of keys: kind, whose, from when on, keys after, signatures.
async fn changes(node: &Node) -> Vec<Told> {
    let mut found = Vec::new();
    for event in node.store.load(&log_stream(node).id, 0).await.unwrap() {
        let kind =
            [Kind::KeyRotate, Kind::KeyRevoke].into_iter().find(|kind| kind.id() == event.kind);
        let Some(kind) = kind else { continue };
        let fields = recorder::fields(&event, &node.keys).unwrap();
        let text = |name: &str| fields.get(name).and_then(Json::text).unwrap().to_owned();
        let texts = |name: &str| -> Vec<String> {
            let list = fields.get(name).and_then(Json::list).unwrap();
            list.iter().map(|item| item.text().unwrap().to_owned()).collect()
        };
        let vkeys = texts("vkeys").iter().map(|vkey| Vkey::parse(vkey).unwrap()).collect();
        found.push((kind, text("origin"), text("from"), vkeys, texts("sigs")));
    }
    found
}

/// Each change is signed by the keys that have to, beginning with the first key of its holder.
fn signed(leaves: &[Told], mut before: Vec<Vkey>) {
    for (kind, origin, from, after, sigs) in leaves {
        let turn = if *kind == Kind::KeyRevoke { Turn::Revoke } else { Turn::Rotate };
        Change { turn, origin, from, before: &before, after }.verify(sigs).unwrap();
        before.clone_from(after);
    }
}

async fn write(node: &Node, to: usize, n_letters: usize) {
    for _ in 0..n_letters {
        send_probe(node, to, Lane::Ordinary).await;
    }
}

/// Once through the outbox, and nothing is left under way.
async fn deliver(node: &Arc<Node>) {
    let mut rounds = Rounds::default();
    for _ in 0..100 {
        if rounds.take_due(node).await.unwrap() == 0 {
            return;
        }
        rounds.all_ended(node).await;
    }
    panic!("letters without an end");
}

/// How many of the letters that came were taken for good, of all.
async fn taken(node: &Arc<Node>) -> (usize, usize) {
    for _ in 0..100 {
        if crate::work::open::round(node).await.unwrap() == 0 {
            break;
        }
    }
    let inbox = node.rows::<Inbox>(view::INBOX, "").await.unwrap();
    let taken = inbox.iter().filter(|(_, inbox)| inbox.state == InboxState::Consigned);
    (taken.count(), inbox.len())
}

/// The keys that sealed what this node has sent.
async fn sealed_by(node: &Node) -> BTreeSet<Kid> {
    let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
    let mut kids = BTreeSet::new();
    for row in node.store.outbox_rows(query).await.unwrap() {
        let parcel: Parcel = decode(&row.payload).unwrap();
        let Some(sealed) = parcel.envelope else { continue };
        let bytes = node.raw_row(view::ENVELOPE, &sealed.env_id).await.unwrap().unwrap();
        kids.insert(EnvelopeOuter::parse(&bytes).unwrap().head().node_kid);
    }
    kids
}

fn ms(span: SignedDuration) -> i64 {
    i64::try_from(span.as_millis()).unwrap()
}

/// Both nodes know that keys of both take turns in an hour.
async fn turning(all: bool) -> Stage {
    let stage = Stage::set().await;
    let now = stage.nodes[LYON].now();
    let when = When { from: now + HOUR, overlap: OVERLAP };
    let turn = async |config: &Config, whose: &Whose| {
        renew::turn_keys(config, whose, when, now).await.unwrap();
    };
    stage
        .turned(async |[court, provider]| {
            turn(&court, &Whose::Node).await;
            if all {
                turn(&court, &Whose::Unit(unit("fr-tj/judge"))).await;
                turn(&provider, &Whose::Node).await;
                turn(&provider, &Whose::Unit(unit("ie-prov/legal"))).await;
            }
        })
        .await
}

#[tokio::test]
async fn letters_go_both_ways_while_all_keys_take_their_turn() {
    let stage = turning(true).await;
    stage.connect();
    let kids = |stage: &Stage| {
        stage
            .nodes
            .each_ref()
            .map(|node| node.signing.node.all().map(|key| key.public().kid()).collect::<Vec<_>>())
    };
    let both = kids(&stage);
    let mut n_letters = 0;
    // Before the turn, in the overlap, and when the older keys have ended; at each step letters wait that were written before.
    for (ahead, n_told) in [(SignedDuration::ZERO, 0), (HOUR * 2, 2), (OVERLAP + HOUR * 2, 2)] {
        for n in [LYON, PROVIDER] {
            stage.set_clock(n, ms(ahead));
        }
        for (n, other) in [(LYON, PROVIDER), (PROVIDER, LYON)] {
            deliver(&stage.nodes[n]).await;
            write(&stage.nodes[n], other, 12).await;
            deliver(&stage.nodes[n]).await;
            assert_eq!(tell(&stage.nodes[n]).await.unwrap(), n_told, "{ahead:?}");
            assert_eq!(tell(&stage.nodes[n]).await.unwrap(), 0);
        }
        n_letters += 12;
        for n in [LYON, PROVIDER] {
            assert_eq!(taken(&stage.nodes[n]).await, (n_letters, n_letters), "{ahead:?}");
        }
    }
    for (node, both) in stage.nodes.iter().zip(&both) {
        assert_eq!(both.len(), 2);
        assert_eq!(sealed_by(node).await, both.iter().copied().collect());
    }
    let measure = stage.issue().await;
    deliver(&stage.nodes[LYON]).await;
    assert_eq!(taken(&stage.nodes[PROVIDER]).await, (n_letters + 1, n_letters + 1), "{measure}");

    for (n, holders) in [
        (LYON, ["fr-tj.sandbox.example", "fr-tj/judge"]),
        (PROVIDER, ["ie-prov.sandbox.example", "ie-prov/legal"]),
    ] {
        let node = &stage.nodes[n];
        let leaves = changes(node).await;
        assert_eq!(leaves.len(), 4);
        for (holder, keys) in holders.iter().zip([
            &node.signing.node,
            &node.signing.units.values().find(|keys| keys.sign.all().count() == 2).unwrap().sign,
        ]) {
            let own: Vec<_> = leaves.iter().filter(|leaf| leaf.1 == *holder).cloned().collect();
            assert_eq!(own.iter().map(|leaf| leaf.3.len()).collect::<Vec<_>>(), [2, 1]);
            let first = Vkey::new(holder, VkeyKind::Ed25519(keys.first().public())).unwrap();
            signed(&own, vec![first]);
        }
    }
}

#[tokio::test]
async fn a_turn_in_which_the_node_stops_goes_on_at_its_next_start() {
    let stage = turning(false).await;
    stage.set_clock(LYON, ms(HOUR * 2));
    // Stopped after the instant and before anything was told.
    let stage = stage.turned(async |_| ()).await;
    let court = &stage.nodes[LYON];
    assert_eq!(
        court.node_key().public().kid(),
        court.signing.node.all().nth(1).unwrap().public().kid()
    );
    assert_eq!(tell(court).await.unwrap(), 1);
    let leaves = changes(court).await;
    let from = court.roster().node(&court.config.node).unwrap().1.sign_keys[1].not_before;
    assert_eq!(
        leaves[0].2,
        wire::time::millis(from),
        "the leaf says since when, not when it was written"
    );
}

#[tokio::test]
async fn a_letter_that_waited_under_a_key_that_ended_goes_in_another_envelope() {
    let stage = turning(false).await;
    let measure = stage.issue().await;
    let court = &stage.nodes[LYON];
    // Sealed, and nobody there.
    deliver(court).await;
    let before = sealed_by(court).await;
    assert_eq!(before.len(), 1, "{measure}");
    for n in [LYON, PROVIDER] {
        stage.set_clock(n, ms(OVERLAP + HOUR * 2));
    }
    stage.connect();
    deliver(court).await;
    for n in [LYON, PROVIDER] {
        stage.set_clock(n, ms(OVERLAP + HOUR * 4));
    }
    deliver(court).await;
    assert_eq!(taken(&stage.nodes[PROVIDER]).await, (1, 1));
    assert_eq!(sealed_by(court).await, [court.node_key().public().kid()].into());
    // The first one was shown to the peer, who took nothing under the old key.
    let stream = crate::dispatch::link_stream(&court.config.node, &stage_node(PROVIDER));
    let events = court.store.load(&stream.id, 0).await.unwrap();
    assert_eq!(events.iter().filter(|event| event.kind == "send").count(), 2);
    let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
    let rows = court.store.outbox_rows(query).await.unwrap();
    assert!(rows.iter().all(|row| row.state == OutboxState::Accepted));
}

#[tokio::test]
async fn a_letter_that_lay_for_its_reader_under_a_key_that_ended_is_sealed_anew() {
    let stage = turning(false).await;
    set_mode(&stage, PROVIDER, Mode::Pull);
    let (court, reader) = (&stage.nodes[LYON], stage_node(PROVIDER));
    send_probe(court, PROVIDER, Lane::Ordinary).await;
    deliver(court).await;
    let before = page(court, &reader, Lanes::ALL, None).await.unwrap();
    assert_eq!(before.items.len(), 1);
    for n in [LYON, PROVIDER] {
        stage.set_clock(n, ms(OVERLAP + HOUR * 2));
    }
    let ended = page(court, &reader, Lanes::ALL, None).await.unwrap();
    assert_eq!(ended.items, []);
    deliver(court).await;
    let after = page(court, &reader, Lanes::ALL, Some(&ended.cursor)).await.unwrap();
    assert_eq!((after.items.len(), after.gap), (1, false));
    assert_eq!(sealed_by(court).await, [court.node_key().public().kid()].into());
}

/// The code with which the door of `to` answers.
async fn door(to: &Node, body: &[u8]) -> Result<StatusCode, &'static str> {
    match to.receive(&node_id(COURT), body).await {
        Answer::Receipt(status, _) => Ok(status),
        Answer::Problem(_, code) => Err(code),
    }
}

#[tokio::test]
async fn who_keeps_a_key_that_ended_or_is_revoked_cannot_write_an_old_date() {
    let founded = Founded::new().await;
    let now = system_now();
    let when = When { from: now + HOUR, overlap: OVERLAP };
    founded
        .with_entry(COURT, async |config, _| {
            renew::turn_keys(config, &Whose::Node, when, now).await
        })
        .await;
    let open = async |name: &str, at: Timestamp| {
        let mut node = founded.waiting(name).await;
        node.clock = Arc::new(At(at));
        node
    };
    let day = |at: Timestamp| u32::try_from(at.as_second() / (24 * 60 * 60)).unwrap();
    let until = when.from + OVERLAP;
    let steps = [
        (now, Ok(StatusCode::CREATED), Err("roster-behind")),
        (when.from, Ok(StatusCode::CREATED), Ok(StatusCode::CREATED)),
        (until - SignedDuration::from_secs(1), Ok(StatusCode::CREATED), Ok(StatusCode::CREATED)),
        (until, Err("roster-behind"), Ok(StatusCode::CREATED)),
        (until + HOUR * 1000, Err("roster-behind"), Ok(StatusCode::CREATED)),
    ];
    for (n, (at, old_key, new_key)) in (0_u32..).step_by(10).zip(steps) {
        let (court, other) = (open(COURT, at).await, open(OTHER, at).await);
        let keys: Vec<_> = court.signing.node.all().collect();
        // Dated today, and dated into the time in which the old key was good.
        for (more, made_on) in [(0, day(at)), (1, day(now))] {
            let by_old =
                delivery_by(keys[0], made_on, (&court, &other), HeadLane::Ordinary, n + more);
            assert_eq!(door(&other, &by_old).await, old_key, "{at} {more}");
            let known = if old_key.is_ok() { Ok(StatusCode::OK) } else { old_key };
            assert_eq!(door(&other, &by_old).await, known);
        }
        let by_new = delivery_by(keys[1], day(at), (&court, &other), HeadLane::Ordinary, n + 2);
        assert_eq!(door(&other, &by_new).await, new_key, "{at}");
    }
}

#[tokio::test]
async fn a_stolen_key_ends_at_its_instant_and_what_it_said_before_stays_good() {
    let founded = Founded::new().await;
    let (court, other) = (founded.open(COURT).await, founded.open(OTHER).await);
    let first = delivery(&court, &other, HeadLane::Ordinary, 1);
    let Answer::Receipt(_, receipt) = other.receive(&node_id(COURT), &first).await else {
        panic!()
    };
    let stolen = court.node_key().public().kid();
    let now = court.now();
    drop((court, other));

    let when = When { from: now, overlap: OVERLAP };
    founded
        .with_entry(COURT, async |config, _| {
            renew::turn_keys(config, &Whose::Node, when, now).await?;
            renew::revoke(&config.data_dir, stolen, now, "stolen")
        })
        .await;
    let (court, other) = (founded.open(COURT).await, founded.open(OTHER).await);
    assert_ne!(court.node_key().public().kid(), stolen);
    assert_eq!(tell(&court).await.unwrap(), 1);
    let leaves = changes(&court).await;
    assert_eq!((leaves[0].0, leaves[0].3.len()), (Kind::KeyRevoke, 1));
    let first_key = court.signing.node.first().public();
    let name = court.config.node.to_string();
    signed(&leaves, vec![Vkey::new(&name, VkeyKind::Ed25519(first_key)).unwrap()]);

    // The thief dates it a week back; the honest node goes on; what was accepted before is answered as before.
    let old_key = court.signing.node.first();
    let day = u32::try_from(now.as_second() / (24 * 60 * 60)).unwrap() - 7;
    let forged = delivery_by(old_key, day, (&court, &other), HeadLane::Ordinary, 2);
    assert_eq!(door(&other, &forged).await, Err("roster-behind"));
    assert_eq!(
        door(&other, &delivery(&court, &other, HeadLane::Ordinary, 3)).await,
        Ok(StatusCode::CREATED)
    );
    let Answer::Receipt(status, again) = other.receive(&node_id(COURT), &first).await else {
        panic!()
    };
    let statement = |bytes: &[u8]| seal::receipt::Receipt::parse(bytes).unwrap().statement_digest();
    assert_eq!((status, statement(&again)), (StatusCode::OK, statement(&receipt)));
    // Whoever asks as of the time before the revocation has the key; as of any time behind it, nobody.
    let roster = other.roster();
    let key = |at| roster.node_key(&node_id(COURT), stolen, at);
    assert!(key(now - HOUR).is_some() && key(now).is_none());
}

/// The lines of witnesses under the head that the court published last.
async fn cosigned(court: &Node) -> SignedCheckpoint {
    assert!(publish_once(court).await.unwrap());
    SignedCheckpoint::parse(court.ledger.published().unwrap().note.as_bytes()).unwrap()
}

fn n_lines(note: &SignedCheckpoint, witness: &str) -> usize {
    let name = cosigner_name(&node_id(witness));
    note.note().signatures.iter().filter(|line| line.name == name).count()
}

async fn court_with(founded: &Founded, others: [&Arc<Node>; 2]) -> Node {
    let mut court = founded.waiting(COURT).await;
    let routers = others.map(|node| (node.config.node.clone(), router(node)));
    court.peers = Peers::new(Arc::new(Meeting::of(node_id(COURT), routers)));
    serve::start(&court).await.unwrap();
    court
}

#[tokio::test]
async fn a_witness_takes_up_other_keys_and_every_head_counts_under_the_policy_of_its_time() {
    let founded = Founded::new().await;
    let now = system_now();
    let later = now + HOUR + OVERLAP;
    let open = async |at: Option<Timestamp>| {
        let (mut witness, mut other) =
            (founded.waiting(WITNESS).await, founded.waiting(OTHER).await);
        if let Some(at) = at {
            witness.clock = Arc::new(At(at));
            other.clock = Arc::new(At(at));
        }
        for node in [&witness, &other] {
            serve::start(node).await.unwrap();
        }
        [Arc::new(witness), Arc::new(other)]
    };
    let nodes = Box::pin(open(None)).await;
    let court = court_with(&founded, [&nodes[0], &nodes[1]]).await;
    send(&court, &node_id(OTHER), 1).await;
    let first = cosigned(&court).await;
    let before = policy(&court.roster()).unwrap();
    drop((court, nodes));

    let when = When { from: now + HOUR, overlap: OVERLAP };
    founded
        .with_entry(WITNESS, async |config, _| {
            renew::turn_keys(config, &Whose::Cosigner, when, now).await
        })
        .await;
    let nodes = Box::pin(open(None)).await;
    let court = court_with(&founded, [&nodes[0], &nodes[1]]).await;
    assert_eq!(tell(&nodes[0]).await.unwrap(), 1);
    send(&court, &node_id(OTHER), 2).await;
    let both = cosigned(&court).await;
    let either = policy(&court.roster()).unwrap();
    drop((court, nodes));

    let nodes = Box::pin(open(Some(later))).await;
    let mut court = court_with(&founded, [&nodes[0], &nodes[1]]).await;
    court.clock = Arc::new(At(later));
    assert_eq!(tell(&nodes[0]).await.unwrap(), 1);
    send(&court, &node_id(OTHER), 3).await;
    let last = cosigned(&court).await;
    assert_eq!([&first, &both, &last].map(|note| n_lines(note, WITNESS)), [2, 4, 2]);
    assert_eq!([&first, &both, &last].map(|note| n_lines(note, OTHER)), [2, 2, 2]);
    for (note, by_before) in [(&first, true), (&both, true), (&last, false)] {
        assert!(either.satisfied(note).is_ok());
        assert_eq!(before.satisfied(note).is_ok(), by_before);
    }
    let leaves = changes(&nodes[0]).await;
    assert_eq!(
        leaves.iter().map(|leaf| (leaf.0, leaf.3.len())).collect::<Vec<_>>(),
        [(Kind::KeyRotate, 4), (Kind::KeyRotate, 2)]
    );
    let first_keys = nodes[0].signing.cosigner.first().vkeys(&node_id(WITNESS)).unwrap();
    signed(&leaves, first_keys.to_vec());
}

#[tokio::test]
async fn a_stolen_cosigner_key_takes_its_witness_out_of_the_policy() {
    let founded = Founded::new().await;
    let vkeys = {
        let node = founded.waiting(WITNESS).await;
        node.signing.cosigner.first().vkeys(&node_id(WITNESS)).unwrap()
    };
    let now = system_now();
    let when = When { from: now, overlap: OVERLAP };
    founded
        .with_entry(WITNESS, async |config, _| {
            renew::turn_keys(config, &Whose::Cosigner, when, now).await?;
            renew::revoke(&config.data_dir, vkeys[0].kid(), now, "stolen")
        })
        .await;
    let roster = serve::read_roster(founded.config(COURT).parent().unwrap()).unwrap();
    let text = crate::export::policy_text(&roster);
    assert!(!text.contains(&cosigner_name(&node_id(WITNESS))), "{text}");
    assert!(text.contains(&cosigner_name(&node_id(OTHER))));
    // It cosigns with the other pair alone.
    let node = founded.waiting(WITNESS).await;
    let good: Vec<_> = node
        .signing
        .cosigner
        .good(now + HOUR)
        .iter()
        .map(|keys| keys.vkeys(&node_id(WITNESS)).unwrap())
        .collect();
    assert_eq!(good.len(), 1);
    assert_ne!(good[0], vkeys);
}

/// A turn is refused, and nothing has changed.
async fn refused(config: &Config, whose: &Whose, when: When, now: Timestamp, why: &str) {
    let read = |config: &Config| std::fs::read(config.data_dir.join("entry.json")).unwrap();
    let before = read(config);
    let error = renew::turn_keys(config, whose, when, now).await.unwrap_err();
    assert_eq!(error.code(), "word");
    assert!(error.to_string().contains(why), "{error}");
    assert_eq!(read(config), before);
}

#[tokio::test]
async fn keys_are_made_beside_a_node_that_runs_and_once() {
    let founded = Founded::new().await;
    let node = founded.open(COURT).await;
    let config = Config::read(&founded.config(COURT)).unwrap();
    let now = node.now();
    let when = When { from: now + HOUR, overlap: OVERLAP };
    let short = When { overlap: OVERLAP - HOUR, ..when };
    let past = When { from: now - HOUR, ..when };
    let stranger = Whose::Unit(unit("fr-tj/nobody"));
    refused(&config, &Whose::Node, short, now, "3 days").await;
    refused(&config, &Whose::Node, past, now, "past").await;
    refused(&config, &stranger, when, now, "does not list").await;
    for whose in [Whose::Node, Whose::Cosigner, Whose::Unit(unit("fr-tj/judge"))] {
        renew::turn_keys(&config, &whose, when, now).await.unwrap();
        refused(&config, &whose, when, now, "turn before").await;
    }
    // The node that runs turns its epoch key meanwhile: what was made beside it is under the new one.
    let next = node.keys.next_root(&config.data_dir.join("keys")).await.unwrap();
    node.keys.turn(&next, now.as_millisecond()).await.unwrap();
    drop(node);
    let node = founded.waiting(COURT).await;
    assert_eq!(node.signing.node.all().count(), 2);
    assert_eq!(node.signing.cosigner.all().count(), 2);
    let judge = node.signing.units.get(&unit("fr-tj/judge")).unwrap();
    assert_eq!((judge.sign.all().count(), judge.enc.all().count()), (2, 2));
    // Not listed yet: the first one signs, at any time.
    assert_eq!(
        node.signing.node.at(now + HOUR * 2).public().kid(),
        node.signing.node.first().public().kid()
    );
    let entry =
        wire::roster::entry_from_bytes(&std::fs::read(config.data_dir.join("entry.json")).unwrap())
            .unwrap();
    let listed = &entry.units[0].enc_keys;
    assert_eq!((listed[0].not_after, listed[1].not_before), (when.from + OVERLAP, when.from));
    assert_eq!(
        entry.revoked.iter().map(|end| end.reason.as_str()).collect::<Vec<_>>(),
        [SUPERSEDED; 2]
    );
    assert!(Path::new(&config.data_dir).join("entry.lock").exists());
    let rows = RowQuery::view(view::COUNTER, MAX_PAGE);
    assert!(node.all_rows(rows).await.unwrap().iter().all(|row| !row.key.starts_with("signers:")));
}

#[tokio::test]
async fn keys_that_would_begin_after_those_before_have_ended_are_not_made() {
    let founded = Founded::new().await;
    let config = Config::read(&founded.config(COURT)).unwrap();
    let path = config.data_dir.join("entry.json");
    let entry = || wire::roster::entry_from_bytes(&std::fs::read(&path).unwrap()).unwrap();
    let when = |from| When { from, overlap: OVERLAP };
    let turn = async |whose: &Whose, from, now| {
        renew::turn_keys(&config, whose, when(from), now).await.map_err(|error| error.code())
    };
    let (before, judge) = (entry(), Whose::Unit(unit("fr-tj/judge")));
    let until = before.nodes[0].sign_keys[0].not_after;
    let now = until - HOUR;
    for whose in [&Whose::Node, &judge] {
        assert_eq!(turn(whose, until + HOUR, now).await, Err("keys-lapse"));
    }
    let said = renew::turn_keys(&config, &Whose::Node, when(until + HOUR), now).await.unwrap_err();
    assert!(said.to_string().contains("--at-once"), "{said}");
    assert_eq!(entry(), before);
    turn(&Whose::Node, until, now).await.unwrap();
    // A revocation is an end too; then the next ones begin now.
    let kid = before.units[0].sign_keys[0].kid;
    renew::revoke(&config.data_dir, kid, now, "lost").unwrap();
    assert_eq!(turn(&judge, now + HOUR, now).await, Err("keys-lapse"));
    turn(&judge, now, now).await.unwrap();
}
