//! Tables over a real court: what stands in them, where they end, and what they say of what is not there any more.

use domain::access::{self, ReadContent};
use domain::actor::AuthLevel;
use domain::ids::{CaseId, MeasureId, OfficerId};
use domain::purpose::Purpose;
use law::ids::Cite;
use seal::sample::Seeded;
use wire::stored::Who;

use super::sample::{Asked, DrawError, Drawn};
use super::table::Format;
use super::*;
use crate::act::{StreamRef, act};
use crate::node::Node;
use crate::testing::{Court, found, open};

type Shared = std::sync::Arc<Node>;

/// A court with two cases and a read in each.
async fn court() -> (Court, Shared) {
    let court = found().await;
    let node = open(&court.config).await;
    for n in 1..=2 {
        read(&node, n).await;
    }
    (court, node)
}

fn cite() -> Cite {
    Cite::parse("eu-e-evidence/12").unwrap()
}

fn case(n: u8) -> CaseId {
    CaseId::new([n; 16])
}

/// Opens case `n` and lets an officer read a measure of it.
async fn read(node: &Shared, n: u8) {
    let by = Actor::Officer {
        id: OfficerId::new([n; 16]),
        member: node.config.member.clone(),
        office: node.officer("judge").unwrap().office,
        issuer_kind: None,
        unit: node.officer("judge").unwrap().unit,
        auth: AuthLevel::Hardware,
    };
    act!(node, "read", None, |tx| {
        let opened = domain::case::Event::Opened { at: tx.now };
        let scope = format!("case:{}", case(n));
        let urn = case(n).urn(&node.config.node);
        let stream = StreamRef { id: urn.clone(), scope: scope.clone() };
        tx.record(&stream, &Stored::Case(opened), tx.now, &Who::node()).await?;
        let event = access::Event {
            at: tx.now,
            by: by.clone(),
            what: ReadContent::Measure(MeasureId::new([n + 8; 16])),
            disclosed: None,
            purpose: Purpose::Investigation,
            legal: Some(cite()),
        };
        let stream = StreamRef { id: urn.replace(":case:", ":access:"), scope };
        tx.record(&stream, &Stored::Access(event), tx.now, &Who::node()).await?;
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

async fn exported(log: &Log, what: What, days: Days, format: Format) -> String {
    let mut table = Table::begin(Vec::new(), format, what.columns()).unwrap();
    export(log, what, days, &mut table).await.unwrap();
    String::from_utf8(table.end().unwrap()).unwrap()
}

fn rows(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn the_log_is_written_leaf_by_leaf_beside_the_node_that_writes_it() {
    let (court, node) = court().await;
    let log = Log::open(&court.config, None).await.unwrap();
    // What comes later is in the next table.
    read(&node, 3).await;
    let rows = rows(&exported(&log, What::Log, Days::default(), Format::Json).await);
    let indexes: Vec<_> = rows.iter().map(|row| row["index"].as_u64().unwrap()).collect();
    assert_eq!(indexes, [0, 1, 2, 3, 4, 5]);
    let categories: Vec<_> = rows.iter().map(|row| row["category"].as_str().unwrap()).collect();
    let mut sorted = categories.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, ["access", "access", "admin", "case", "case", "shard"]);
    for row in &rows {
        let event = log.leaf(row["index"].as_u64().unwrap()).await.unwrap().unwrap();
        assert_eq!(row["leaf_hash"], merkle::leaf_hash(&event.leaf).hex());
        assert_eq!((&row["content"], &row["type"]), (&"open".into(), &event.kind.into()));
        assert_eq!(row["stream"].as_str().unwrap().len(), 32);
    }
    // The second leaf follows the first in the stream of the log itself.
    assert_eq!((&rows[1]["prev"], &rows[1]["seq"]), (&rows[0]["leaf_hash"], &1.into()));
    assert_eq!(rows[0]["prev"], serde_json::Value::Null);
    let again = Log::open(&court.config, None).await.unwrap();
    let text = exported(&again, What::Log, Days::default(), Format::Csv).await;
    assert_eq!(text.matches("\r\n").count(), 1 + 8);
    assert!(
        text.starts_with("index,leaf_hash,category,type,schema,stream,seq,prev,at,content\r\n0,")
    );
}

#[tokio::test]
async fn the_access_log_says_who_read_what_when_and_why() {
    let (court, _node) = court().await;
    let log = Log::open(&court.config, None).await.unwrap();
    let text = exported(&log, What::Access, Days::default(), Format::Json).await;
    let rows = rows(&text);
    assert_eq!(rows.len(), 2);
    for (n, row) in (1_u8..).zip(&rows) {
        for (column, expected) in [
            ("by", "officer".to_owned()),
            ("person", OfficerId::new([n; 16]).to_string()),
            ("member", "fr-tj".to_owned()),
            ("office", "issuing_authority".to_owned()),
            ("unit", "fr-tj/judge".to_owned()),
            ("what", "measure".to_owned()),
            ("id", MeasureId::new([n + 8; 16]).to_string()),
            ("case", case(n).to_string()),
            ("purpose", "investigation".to_owned()),
            ("legal", cite().to_string()),
            ("content", "open".to_owned()),
        ] {
            assert_eq!(row[column], expected, "{column}");
        }
        assert_eq!(row["auth"], 3);
    }
}

#[tokio::test]
async fn a_table_holds_the_days_that_were_asked_for() {
    let (court, _node) = court().await;
    let log = Log::open(&court.config, None).await.unwrap();
    let all = rows(&exported(&log, What::Log, Days::default(), Format::Json).await);
    let day: Date = all[0]["at"].as_str().unwrap()[..10].parse().unwrap();
    let n_of_day = all.iter().filter(|row| row["at"].as_str().unwrap()[..10] == day.to_string());
    let n_of_day = n_of_day.count();
    let n = async |from, to| {
        let days = Days::new(from, to).unwrap();
        rows(&exported(&log, What::Log, days, Format::Json).await).len()
    };
    let (before, after) = (day.yesterday().unwrap(), day.tomorrow().unwrap());
    assert_eq!(n(Some(day), Some(day)).await, n_of_day);
    assert_eq!(n(None, Some(before)).await, 0);
    assert_eq!(n(Some(day), None).await, all.len());
    assert_eq!(n(Some(after), Some(after)).await, all.len() - n_of_day);
}

#[test]
fn days_are_days_of_utc_and_both_ends_count() {
    let day = |text: &str| Some(text.parse::<Date>().unwrap());
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let days = Days::new(day("2027-03-01"), day("2027-03-31")).unwrap();
    for (instant, inside) in [
        ("2027-02-28T23:59:59.999Z", false),
        ("2027-03-01T00:00:00Z", true),
        ("2027-03-31T23:59:59.999Z", true),
        ("2027-04-01T00:00:00Z", false),
    ] {
        assert_eq!(days.hold(at(instant)), inside, "{instant}");
    }
    assert_eq!(Days::new(day("2027-03-02"), day("2027-03-01")), None);
    assert!(Days::new(day("2027-03-01"), day("2027-03-01")).is_some());
    let always = Days::new(None, day("9999-12-31")).unwrap();
    assert!(always.hold(at("2027-03-01T00:00:00Z")));
}

#[tokio::test]
async fn what_was_erased_keeps_its_row_and_says_so() {
    let (court, node) = court().await;
    let urn = case(1).urn(&node.config.node).replace(":case:", ":access:");
    let erased = node.store.load(&urn, 0).await.unwrap().remove(0);
    node.store.erase_sealed(erased.compartments[0].kek_id).await.unwrap();
    let log = Log::open(&court.config, None).await.unwrap();
    let text = exported(&log, What::Access, Days::default(), Format::Csv).await;
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3);
    let index = erased.place.unwrap().index;
    let hash = merkle::leaf_hash(&erased.leaf).hex();
    let at = wire::time::millis(Timestamp::from_millisecond(erased.at_ms).unwrap());
    assert!(lines.contains(&format!("{index},{hash},{at},,,,,,,,,,,,erased").as_str()), "{text}");
    let rows = rows(&exported(&log, What::Log, Days::default(), Format::Json).await);
    assert_eq!(rows.len(), 6);
    let row = rows.iter().find(|row| row["index"] == index).unwrap();
    assert_eq!((&row["content"], &row["category"]), (&"erased".into(), &serde_json::Value::Null));
}

#[tokio::test]
async fn a_row_that_is_not_what_its_leaf_says_is_damaged() {
    let (court, node) = court().await;
    let urn = case(1).urn(&node.config.node);
    let event = node.store.load(&urn, 0).await.unwrap().remove(0);
    let log = Log::open(&court.config, None).await.unwrap();
    let content = |change: &dyn Fn(&mut StoredEvent)| {
        let mut event = event.clone();
        change(&mut event);
        Leaf::open(&log, &event).content
    };
    assert_eq!(content(&|_| {}), "open");
    assert_eq!(content(&|event| event.leaf[39] ^= 1), "damaged");
    assert_eq!(content(&|event| event.leaf_hash[0] ^= 1), "damaged");
    assert_eq!(content(&|event| event.kind = "closed".to_owned()), "damaged");
    assert_eq!(content(&|event| event.version += 1), "damaged");
    assert_eq!(content(&|event| event.at_ms += 1), "damaged");
    // An event that is listed under another case.
    let other = case(2).urn(&node.config.node);
    assert_eq!(content(&|event| event.stream.clone_from(&other)), "damaged");
    assert_eq!(content(&|event| event.compartments[0].ct[20] ^= 1), "damaged");
}

/// The note of the head that the log has now.
fn note(node: &Node) -> Vec<u8> {
    let head = node.ledger.signed();
    node.ledger.with_both_lines(&head, node.now()).unwrap().to_string().into_bytes()
}

fn asked(node: &Node, n: usize) -> Asked {
    Asked {
        n,
        seed: "four dice: 3 1 6 2".to_owned(),
        category: None,
        days: Days::default(),
        checkpoint: Some(note(node)),
    }
}

async fn drawn(log: &Log, asked: &Asked) -> Result<(Vec<serde_json::Value>, Drawn), DrawError> {
    let mut table = Table::begin(Vec::new(), Format::Json, sample::columns()).unwrap();
    let drawn = sample::sample(log, asked, &mut table).await?;
    Ok((rows(&String::from_utf8(table.end().unwrap()).unwrap()), drawn))
}

#[tokio::test]
async fn a_stranger_with_the_head_draws_the_same_leaves() {
    let (court, node) = court().await;
    let asked = asked(&node, 4);
    let log = Log::open(&court.config, None).await.unwrap();
    let (rows, drawn_from) = drawn(&log, &asked).await.unwrap();
    let head = drawn_from.head;
    let seeded = Seeded::new(&asked.seed, &head).unwrap();
    let mut theirs: Vec<_> = (0..head.size()).map(|index| (seeded.ticket(index), index)).collect();
    theirs.sort_unstable();
    assert_eq!(rows.len(), 4);
    for ((row, (ticket, index)), rank) in rows.iter().zip(theirs).zip(1_u64..) {
        assert_eq!(row["rank"], rank);
        assert_eq!((&row["ticket"], &row["index"]), (&ticket.hex().into(), &index.into()));
        assert_eq!((&row["size"], &row["root"]), (&6.into(), &head.root().hex().into()));
        assert_eq!((&row["seed"], &row["population"]), (&asked.seed.as_str().into(), &6.into()));
    }
    // The log grows, and under the same head the draw stays.
    read(&node, 3).await;
    let log = Log::open(&court.config, None).await.unwrap();
    assert_eq!(drawn(&log, &asked).await.unwrap().0, rows);
}

#[tokio::test]
async fn a_filter_takes_leaves_out_of_the_drum_and_never_what_cannot_be_opened() {
    let (court, node) = court().await;
    let asked = |category: &str| Asked { category: Some(category.into()), ..asked(&node, 9) };
    let log = Log::open(&court.config, None).await.unwrap();
    let (rows, from) = drawn(&log, &asked("access")).await.unwrap();
    assert!(rows.len() == 2 && rows.iter().all(|row| row["category"] == "access"));
    assert_eq!(from.n_population, 2);
    let never = Days::new(None, Some("2000-01-01".parse().unwrap())).unwrap();
    let empty = drawn(&log, &Asked { days: never, ..asked("access") }).await.unwrap();
    assert_eq!((empty.0, empty.1.n_population), (Vec::new(), 0));
    // Whoever erased a leaf does not get it out of a sample.
    let urn = case(1).urn(&node.config.node);
    let erased = node.store.load(&urn, 0).await.unwrap().remove(0);
    node.store.erase_sealed(erased.compartments[0].kek_id).await.unwrap();
    for category in ["access", "package"] {
        let (rows, _) = drawn(&log, &Asked { days: never, ..asked(category) }).await.unwrap();
        assert!(rows.len() == 2 && rows.iter().all(|row| row["content"] == "erased"));
    }
}

#[tokio::test]
async fn a_sample_is_drawn_under_a_head_of_this_log_only() {
    let (court, node) = court().await;
    let log = Log::open(&court.config, None).await.unwrap();
    let refused = async |change: &dyn Fn(&mut Asked)| {
        let mut asked = asked(&node, 2);
        change(&mut asked);
        drawn(&log, &asked).await.map(|_| ()).map_err(|error| error.code())
    };
    assert_eq!(refused(&|_| {}).await, Ok(()));
    assert_eq!(refused(&|asked| asked.checkpoint = None).await, Err("not-published"));
    assert_eq!(refused(&|asked| asked.n = 0).await, Err("drawn"));
    assert_eq!(refused(&|asked| asked.seed.clear()).await, Err("seed"));
    assert_eq!(refused(&|asked| asked.checkpoint = Some(b"x".to_vec())).await, Err("shape"));
    let text = String::from_utf8(note(&node)).unwrap();
    let other_log = text.replacen("/comity/audit/", "/comity/other/", 1).into_bytes();
    let is_other = |asked: &mut Asked| asked.checkpoint = Some(other_log.clone());
    assert_eq!(refused(&is_other).await, Err("other-origin"));
    let unsigned = text.replacen("\n6\n", "\n5\n", 1).into_bytes();
    let is_unsigned = |asked: &mut Asked| asked.checkpoint = Some(unsigned.clone());
    assert_eq!(refused(&is_unsigned).await, Err("bad-signature"));
    // A head that this log signed and that its folder does not know any more.
    read(&node, 3).await;
    assert_eq!(refused(&|_| {}).await, Err("other-history"));
}
