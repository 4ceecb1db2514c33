//! A node for tests: founded in a temporary folder, with its own keys, log and directory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use domain::actor::{MemberId, MemberKind, NodeId, Office, UnitId};
use domain::ids::{ExhibitId, LetterId, MeasureId};
use domain::letter::{CopyKind, Language, LetterRef, OrderCopy, Party};
use domain::measure;
use domain::purpose::Purpose;
use law::field::Values;
use law::ids::{Country, DataCategory, IssuerKind, KindId, Track};
use seal::digest::Digest;
use store::{Disk, DiskLock, Published, Room, StoreError};
use tempfile::TempDir;
use wire::roster::NetworkKind as RosterKind;
use wire::stored::{Stored, Who};

use crate::act::act;
use crate::config::{Config, Listen, NetworkKind};
use crate::dispatch::Parcel;
use crate::ingest::{Ingest, Ingested};
use crate::init::{self, InitRequest, NewOfficer};
use crate::measures::{instrument, measure_stream};
use crate::node::Node;
use crate::rows::view;
use crate::serve;
use crate::space::Space;

/// A court's folder, for as long as the test runs.
pub(crate) struct Court {
    _folder: TempDir,
    pub(crate) config: PathBuf,
}

/// A court with four officers, a provider to send orders to, and the coordinator whose directory the court trusts.
pub(crate) async fn found() -> Court {
    let folder = tempfile::tempdir().unwrap();
    let address = |port: u16| ([127, 0, 0, 1], port).into();
    let at = "2026-09-07T08:00:00Z".parse().unwrap();
    let request = |member: &str, kind: &str, seats: &[(&str, &str)]| InitRequest {
        dir: folder.path().join(member),
        member: MemberId::parse(member).unwrap(),
        kind: MemberKind::parse(kind).unwrap(),
        name: member.to_owned(),
        node: NodeId::parse(&format!("{member}.sandbox.example")).unwrap(),
        state: Country::parse("FR").unwrap(),
        network: NetworkKind::Drill,
        listen: Listen { portal: address(1), peer: address(2), log: None },
        officers: seats
            .iter()
            .map(|(login, office)| NewOfficer {
                login: (*login).to_owned(),
                unit: UnitId::parse(&format!("{member}/{login}")).unwrap(),
                office: Office::parse(office).unwrap(),
                issuer_kind: IssuerKind::parse(login).ok(),
            })
            .collect(),
        witness: false,
        clock_file: Some(PathBuf::from("clock.json")),
        out_dir: None,
        at,
    };
    let issuing = "issuing_authority";
    let seats = [
        ("police", "drafter"),
        ("judge", issuing),
        ("prosecutor", issuing),
        ("clerk", "custodian"),
    ];
    let court = request("fr-tj", "judicial_authority", &seats);
    let coordinator = request("coord", "coordinator", &[]);
    let provider = request("fr-prov", "service_provider", &[]);
    let mut entries = Vec::new();
    for member in [&court, &coordinator, &provider] {
        entries.push(init::init(member).await.unwrap());
    }
    let network = init::found_network(&coordinator.dir, RosterKind::Drill, "drill", &entries, at);
    init::install_directory(&court.dir, &network.await.unwrap()).unwrap();
    keep_where_asked(&court.dir);
    Court { config: court.dir.join("comity.toml"), _folder: folder }
}

/// Has a node that was just founded keep its events on the server that `cargo xtask conformance` names, if it names one.
pub(crate) fn keep_where_asked(dir: &Path) {
    let Ok(address) = std::env::var("STORE_POSTGRES") else { return };
    let plain =
        dir.to_string_lossy().to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "_");
    // The names of temporary folders differ in capitals too: a checksum of the path keeps two apart.
    let sum = Digest::of(dir.as_os_str().as_encoded_bytes()).hex();
    let schema: String = format!("n{}{plain}", &sum[..8]).chars().take(60).collect();
    let text = format!(
        "\n[store]\nengine = \"postgres\"\naddress = \"{address}\"\nschema = \"{schema}\"\n"
    );
    let path = dir.join("comity.toml");
    let config = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, config + &text).unwrap();
}

pub(crate) async fn open(config: &Path) -> Arc<Node> {
    let (node, _) = serve::open(Config::read(config).unwrap()).await.unwrap();
    serve::start(&node).await.unwrap();
    node
}

/// Brings some bytes in, and names them nowhere.
pub(crate) async fn brought_in(node: &Arc<Node>, n: u8) -> Ingested {
    let mut ingest = Ingest::begin(node, ExhibitId::new([n; 16]));
    ingest.push(&[n; 1000]).await.unwrap();
    ingest.finish().await.unwrap()
}

/// Stores some content as the node does, without the record of an exhibit.
pub(crate) async fn stored(node: &Arc<Node>, n: u8) -> ExhibitId {
    let (exhibit, ingested) = (ExhibitId::new([n; 16]), brought_in(node, n).await);
    let kek = node.keys.kek("case:1", 1).await.unwrap();
    let row = node.keep_content(&kek, exhibit, &ingested).await.unwrap();
    act!(node, "plant", None, |tx| {
        tx.put_raw(view::CONTENT, &exhibit.to_string(), "", row.clone());
        Ok(Vec::new())
    })
    .await
    .unwrap();
    exhibit
}

/// What is sent of a letter with an order: no envelope yet.
pub(crate) fn parcel(letter_digest: Digest, measure: Option<String>) -> Parcel {
    Parcel {
        letter: "the-letter".to_owned(),
        letter_digest: letter_digest.hex(),
        kind: "measure.issue".to_owned(),
        recall: None,
        agreement: None,
        measure,
        unit: "fr-prov/legal".to_owned(),
        n_chunks: 0,
        envelope: None,
        delivered: false,
        bundled: None,
        again: false,
        again_ms: None,
        relays: BTreeMap::new(),
        asks: None,
    }
}

/// An order as it arrives here, for data of a subscriber: evidence may be added to it.
pub(crate) async fn received(node: &Arc<Node>, n: u8) -> MeasureId {
    let measure = MeasureId::new([n; 16]);
    let text = |text: &str| UnitId::parse(text).unwrap();
    let from = Party {
        member: MemberId::parse("fr-prov").unwrap(),
        node: NodeId::parse("fr-prov.sandbox.example").unwrap(),
        unit: text("fr-prov/legal"),
    };
    act!(node, "receive", None, |tx| {
        let (roster, instrument) = (node.roster_view(), instrument()?);
        let law = node.ctx(tx.now, &instrument, &roster).unwrap().law_ref();
        let order = OrderCopy {
            measure,
            kind: KindId::parse("epoc").unwrap(),
            copy: CopyKind::Addressee,
            law,
            from: from.member.clone(),
            addressee: node.config.member.clone(),
            enforcing: None,
            data: [DataCategory::parse("subscriber").unwrap()].into(),
            track: Track::Ordinary,
            values: Values::default(),
        };
        let event = measure::Event::Received {
            at: tx.now,
            order,
            purpose: Purpose::Investigation,
            language: Language::parse("fr").unwrap(),
            letter: LetterRef { id: LetterId::new([n; 16]), digest: [n; 32] },
            from: from.clone(),
            dues: Vec::new(),
        };
        let stream = measure_stream(&node.config.node, measure, None);
        tx.record(&stream, &Stored::Measure(event), tx.now, &Who::node()).await?;
        Ok(Vec::new())
    })
    .await
    .unwrap();
    measure
}

/// A disk that says how much room it has as a test wants it, and does nothing else.
#[derive(Debug)]
pub(crate) struct Gauge(Mutex<Room>);

/// The reserve of a node on a [`Gauge`].
pub(crate) const RESERVE: u64 = 1 << 30;

impl Gauge {
    /// So many bytes of a hundred GiB are left.
    pub(crate) fn set(&self, n_bytes_free: u64) {
        *self.0.lock().unwrap() = Room { n_bytes: 100 << 30, n_bytes_free, ..Room::AMPLE };
    }

    /// Counts for this node from now on, instead of the disks it lies on.
    pub(crate) fn of(node: Arc<Node>) -> (Arc<Node>, Arc<Self>) {
        let gauge = Arc::new(Self(Mutex::new(Room::AMPLE)));
        let mut node = Arc::into_inner(node).unwrap();
        node.space = Space::new(vec![gauge.clone()], Some(RESERVE));
        (Arc::new(node), gauge)
    }
}

impl Disk for Gauge {
    fn read(&self, _: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Err(StoreError::Poisoned)
    }
    fn append(&self, _: &str, _: &[u8]) -> Result<(), StoreError> {
        Err(StoreError::Poisoned)
    }
    fn truncate(&self, _: &str, _: u64) -> Result<(), StoreError> {
        Err(StoreError::Poisoned)
    }
    fn sync(&self, _: &str) -> Result<(), StoreError> {
        Err(StoreError::Poisoned)
    }
    fn sync_dir(&self, _: &str) -> Result<(), StoreError> {
        Err(StoreError::Poisoned)
    }
    fn publish(&self, _: &str, _: &[u8]) -> Result<Published, StoreError> {
        Err(StoreError::Poisoned)
    }
    fn overwrite_at(&self, _: &str, _: u64, _: &[u8]) -> Result<(), StoreError> {
        Err(StoreError::Poisoned)
    }
    fn lock(&self, _: &str) -> Result<Box<dyn DiskLock>, StoreError> {
        Err(StoreError::Poisoned)
    }
    fn room(&self) -> Result<Room, StoreError> {
        Ok(*self.0.lock().unwrap())
    }
}
