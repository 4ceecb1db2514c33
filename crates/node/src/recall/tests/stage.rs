//! Three authorities in one process, each with a real node: letters travel through pipes instead of TLS, and the clock of
//! all of them moves together. One of them can be silent for a time.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use domain::actor::{AuthLevel, MemberKind, Office};
use domain::case::{self, Case, Name};
use domain::exhibit::{self, Data, ExhibitNo, Location, RecordState, Taking};
use domain::ids::{ErasureId, HandoverId, LetterId};
use domain::letter::{LetterRef, Party};
use domain::purpose::Purpose;
use jiff::SignedDuration;
use law::ids::{Country, IssuerKind};
use tempfile::TempDir;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use wire::roster::NetworkKind as RosterKind;

use super::super::*;
use crate::clock::ClockFile;
use crate::config::{Config, Listen, NetworkKind};
use crate::ingest::Ingest;
use crate::init::{self, InitRequest, NewOfficer};
use crate::net::{Accept, Boxed, Dial, Stream};
use crate::work::arrive::{list, tool};
use crate::work::{deliver, open, timer, witness};
use crate::{keeping, peer, serve, testing};

/// The authorities, in the order in which an exhibit goes from one to the next.
pub(crate) const MEMBERS: [&str; 3] = ["fr-tj", "de-sta", "nl-om"];
pub(crate) const CASE: CaseId = CaseId::new([7; 16]);
pub(crate) const EXHIBIT: ExhibitId = ExhibitId::new([1; 16]);
const CONTENT: &[u8] = b"From: a@lumen-mail.example, a letter of somebody else";

type Arrivals = mpsc::Sender<(NodeId, Stream)>;

/// The way to every node that can be reached.
#[derive(Debug, Default)]
struct Wires(Mutex<BTreeMap<NodeId, Arrivals>>);

impl Wires {
    fn of(&self, node: &NodeId) -> Option<Arrivals> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(node).cloned()
    }
}

/// How one node reaches the others.
#[derive(Debug)]
struct Line {
    ours: NodeId,
    wires: Arc<Wires>,
}

impl Dial for Line {
    fn dial<'a>(&'a self, node: &'a NodeId, _endpoint: &'a str) -> Boxed<'a, io::Result<Stream>> {
        Box::pin(async move {
            let silent = || io::Error::from(io::ErrorKind::ConnectionRefused);
            let arrivals = self.wires.of(node).ok_or_else(silent)?;
            let (near, far) = tokio::io::duplex(1 << 16);
            let far: Stream = Box::new(far);
            arrivals.send((self.ours.clone(), far)).await.map_err(|_| silent())?;
            let near: Stream = Box::new(near);
            Ok(near)
        })
    }
}

struct Door(mpsc::Receiver<(NodeId, Stream)>);

impl Accept for Door {
    fn accept(&mut self) -> Boxed<'_, io::Result<(NodeId, Stream)>> {
        Box::pin(async {
            match self.0.recv().await {
                Some(arrived) => Ok(arrived),
                None => std::future::pending().await,
            }
        })
    }
}

pub(crate) struct Stage {
    pub(crate) nodes: Vec<Arc<Node>>,
    arrivals: Vec<Arrivals>,
    wires: Arc<Wires>,
    _doors: JoinSet<()>,
    _stop: watch::Sender<bool>,
    folder: TempDir,
    offset: SignedDuration,
}

fn request(folder: &std::path::Path, member: &str, kind: &str) -> InitRequest {
    let address = |port: u16| ([127, 0, 0, 1], port).into();
    let seats = [
        ("police", "drafter"),
        ("judge", "issuing_authority"),
        ("prosecutor", "issuing_authority"),
        ("clerk", "custodian"),
    ];
    InitRequest {
        dir: folder.join(member),
        member: MemberId::parse(member).unwrap(),
        kind: MemberKind::parse(kind).unwrap(),
        name: member.to_owned(),
        node: node_id(member),
        state: Country::parse(&member[..2].to_uppercase()).unwrap(),
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
        at: "2026-09-07T08:00:00Z".parse().unwrap(),
    }
}

pub(crate) fn node_id(member: &str) -> NodeId {
    NodeId::parse(&format!("{member}.sandbox.example")).unwrap()
}

pub(crate) fn why() -> Why {
    Why::parse("sent for the wrong account").unwrap()
}

impl Stage {
    /// The three nodes, all of them reachable, each with the same case.
    pub(crate) async fn set() -> Self {
        Self::set_with(|_| {}).await
    }

    /// The same, each node configured otherwise.
    pub(crate) async fn set_with(change: impl Fn(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let authority = |member| request(folder.path(), member, "judicial_authority");
        let requests = MEMBERS.map(authority);
        let mut coordinator = request(folder.path(), "fr-coord", "coordinator");
        coordinator.officers.clear();
        let mut entries = Vec::new();
        for request in requests.iter().chain([&coordinator]) {
            entries.push(init::init(request).await.unwrap());
        }
        let at = coordinator.at;
        let network =
            init::found_network(&coordinator.dir, RosterKind::Drill, "drill", &entries, at);
        let network = network.await.unwrap();
        let wires = Arc::new(Wires::default());
        let (stop, stopped) = watch::channel(false);
        let (mut nodes, mut arrivals, mut doors) = (Vec::new(), Vec::new(), JoinSet::new());
        for request in &requests {
            init::install_directory(&request.dir, &network).unwrap();
            testing::keep_where_asked(&request.dir);
            let mut config = Config::read(&request.dir.join("comity.toml")).unwrap();
            change(&mut config);
            let (node, _) = serve::open(config).await.unwrap();
            serve::start(&node).await.unwrap();
            let line = Line { ours: node.config.node.clone(), wires: wires.clone() };
            node.peers.redial(Arc::new(line));
            let (sender, receiver) = mpsc::channel(8);
            let router = peer::routes::router(&node);
            doors.spawn(peer::server::serve(Box::new(Door(receiver)), router, stopped.clone()));
            arrivals.push(sender);
            nodes.push(node);
        }
        let stage = Self {
            nodes,
            arrivals,
            wires,
            _doors: doors,
            _stop: stop,
            folder,
            offset: SignedDuration::ZERO,
        };
        for n in 0..MEMBERS.len() {
            stage.reach(n, true);
            stage.register(n).await;
        }
        stage
    }

    /// Whether the others can connect to this node.
    pub(crate) fn reach(&self, n: usize, reachable: bool) {
        let node = self.nodes[n].config.node.clone();
        let mut wires = self.wires.0.lock().unwrap_or_else(PoisonError::into_inner);
        if reachable {
            wires.insert(node.clone(), self.arrivals[n].clone());
        } else {
            wires.remove(&node);
        }
        drop(wires);
        if !reachable {
            // Connections that are open end too.
            for other in self.nodes.iter().filter(|other| other.config.node != node) {
                let line = Line { ours: other.config.node.clone(), wires: self.wires.clone() };
                other.peers.redial(Arc::new(line));
            }
        }
    }

    /// Time passes for everybody.
    pub(crate) fn advance(&mut self, by: SignedDuration) {
        self.offset += by;
        let offset_ms = i64::try_from(self.offset.as_millis()).unwrap();
        for (node, member) in self.nodes.iter().zip(MEMBERS) {
            let file = self.folder.path().join(member).join("clock.json");
            fs::write(file, serde_json::to_vec(&ClockFile { offset_ms }).unwrap()).unwrap();
            node.clock.refresh();
        }
    }

    /// Every worker of every node works until nothing moves any more.
    pub(crate) async fn rest(&self) {
        for _ in 0..60 {
            let mut moved = 0;
            for node in &self.nodes {
                moved += timer::run_once(node).await.unwrap();
                moved += usize::from(keeping::run_once(node).await.unwrap());
                witness::publish_once(node).await.unwrap();
                moved += usize::from(confirm_due(node).await.unwrap());
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

    pub(crate) fn officer(&self, n: usize, login: &str) -> Officer {
        Officer { auth: AuthLevel::Hardware, ..self.nodes[n].officer(login).unwrap() }
    }

    async fn register(&self, n: usize) {
        let node = &self.nodes[n];
        let police = self.officer(n, "police");
        let unit = |login: &str| UnitId::parse(&format!("{}/{login}", MEMBERS[n])).unwrap();
        let registration = case::Registration {
            case: CASE,
            docket_no: Name::parse("2027/42").unwrap(),
            codename: Name::parse("LUMEN").unwrap(),
            focus: None,
            purpose: Purpose::Investigation,
            participants: ["judge", "prosecutor", "clerk"].map(unit).into(),
        };
        act!(node, "register", None, |tx| {
            let (roster, instrument) = (node.roster_view(), instrument()?);
            let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
            let stream = StreamRef { id: CASE.urn(&node.config.node), scope: scope() };
            let command = case::Command::Register(registration.clone());
            let permit = permit::for_officer(&police, &Subject::new(None), command, &ctx)?;
            for event in case::decide(None, &permit, &ctx)? {
                tx.record(&stream, &Stored::Case(event.clone()), event.at(), &Who::node()).await?;
            }
            Ok(Vec::new())
        })
        .await
        .unwrap();
        assert!(node.load::<Case>(&CASE.urn(&node.config.node)).await.unwrap().is_some());
    }

    /// The exhibit as it came to the first of them from nobody in the network, then from each to the next.
    pub(crate) async fn hand_on(&self, hops: usize) {
        let first = Party {
            member: MemberId::parse("xx-prov").unwrap(),
            node: node_id("xx-prov"),
            unit: UnitId::parse("xx-prov/legal").unwrap(),
        };
        self.take(0, first, 1).await;
        for n in 0..hops {
            let letter = u8::try_from(n).unwrap() + 2;
            self.give(n, n + 1, letter).await;
            self.take(n + 1, self.party(n), letter).await;
        }
    }

    fn party(&self, n: usize) -> Party {
        Party {
            member: MemberId::parse(MEMBERS[n]).unwrap(),
            node: node_id(MEMBERS[n]),
            unit: UnitId::parse(&format!("{}/judge", MEMBERS[n])).unwrap(),
        }
    }

    async fn give(&self, n: usize, to: usize, letter: u8) {
        let command = exhibit::Command::HandOver {
            handover: HandoverId::new([letter; 16]),
            to: self.party(to),
            letter: reference(letter),
            receipt: None,
        };
        self.follow(n, command).await;
    }

    /// Records what happens to the exhibit at a node, as the node itself does it.
    async fn follow(&self, n: usize, command: exhibit::Command) {
        let node = &self.nodes[n];
        act!(node, "follow", None, |tx| {
            let (roster, instrument) = (node.roster_view(), instrument()?);
            let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
            let stream = StreamRef { id: EXHIBIT.urn(&node.config.node), scope: scope() };
            let before = tx.load::<Exhibit>(&stream).await?;
            let subject = Subject::new(before.as_ref());
            let permit = permit::for_node(&subject, command.clone(), &ctx)?;
            for event in exhibit::decide(before.as_ref(), &permit, &ctx)? {
                let at = event.at;
                tx.record(&stream, &Stored::Exhibit(event), at, &Who::node()).await?;
            }
            Ok(Vec::new())
        })
        .await
        .unwrap();
    }

    async fn take(&self, n: usize, giver: Party, letter: u8) {
        let node = &self.nodes[n];
        let mut ingest = Ingest::begin(node, EXHIBIT);
        ingest.push(CONTENT).await.unwrap();
        let ingested = ingest.finish().await.unwrap();
        let no = ExhibitNo::parse("X-1").unwrap();
        let data =
            Data { plain: ingested.plain, sha512: None, media_type: "message/rfc822".to_owned() };
        self.follow(
            n,
            exhibit::Command::TakeOver(Taking {
                exhibit: EXHIBIT,
                exhibit_no: ExhibitNo::parse("X-1-R1").unwrap(),
                root_no: no,
                case: Some(CASE),
                basis: None,
                purpose: Purpose::Investigation,
                location: Location { node: node.config.node.clone(), place: None },
                giver,
                letter: reference(letter),
                receipt: None,
                expected: ingested.plain,
                data,
                tool: tool(),
            }),
        )
        .await;
        act!(node, "keep", None, |tx| {
            let events = node.store.load(&EXHIBIT.urn(&node.config.node), 0).await?;
            let kek = crate::custody::kek_of(node, &events)?;
            let content = node.keep_content(&kek, EXHIBIT, &ingested).await?;
            tx.put_raw(view::CONTENT, &EXHIBIT.to_string(), "", content);
            list(tx, Some(CASE), "no-measure", EXHIBIT, 1);
            Ok(Vec::new())
        })
        .await
        .unwrap();
    }

    /// The judge of a node asks everybody back whom it handed the exhibit to.
    pub(crate) async fn ask(&self, n: usize, days: i64) -> RecallId {
        let node = &self.nodes[n];
        let due_at = node.now().checked_add(SignedDuration::from_hours(24 * days)).unwrap();
        let (judge, why) = (self.officer(n, "judge"), why());
        let exhibits = [EXHIBIT].into();
        let (reason, of) = (Reason::Unlawful, Of::Case(CASE));
        let wish = Wish { of, exhibits: &exhibits, reason, why: &why, due_at };
        ask(node, &judge, &wish, None).await.unwrap()
    }

    /// Two officers of a node have the exhibit destroyed.
    pub(crate) async fn destroy(&self, n: usize) -> Result<ErasureId, ActError> {
        let node = &self.nodes[n];
        let (judge, prosecutor) = (self.officer(n, "judge"), self.officer(n, "prosecutor"));
        let trigger = domain::erasure::Trigger::Recall;
        let chosen = [EXHIBIT].into();
        let why = why();
        let proposed = keeping::propose(node, &judge, CASE, &chosen, trigger, &why, None);
        let erasure = proposed.await?;
        let yes = keeping::Answer::Approve;
        keeping::answer(node, &prosecutor, erasure, &yes, None).await?;
        Ok(erasure)
    }

    pub(crate) async fn asking(&self, n: usize, id: RecallId) -> recall::Asking {
        match load(&self.nodes[n], id).await.unwrap() {
            Some(Recall::Asking(asking)) => asking,
            other => panic!("not ours: {other:?}"),
        }
    }

    pub(crate) async fn asked(&self, n: usize, id: RecallId) -> Asked {
        match load(&self.nodes[n], id).await.unwrap() {
            Some(Recall::Asked(asked)) => asked,
            other => panic!("not theirs: {other:?}"),
        }
    }

    /// The only recall of its own that a node has.
    pub(crate) async fn own(&self, n: usize) -> recall::Asking {
        let mut all = asking(&self.nodes[n]).await.unwrap();
        assert_eq!(all.len(), 1);
        all.pop().unwrap()
    }

    pub(crate) async fn state(&self, n: usize) -> RecordState {
        let node = &self.nodes[n];
        let exhibit = node.load::<Exhibit>(&EXHIBIT.urn(&node.config.node)).await.unwrap();
        exhibit.unwrap().state()
    }

    pub(crate) fn config(&self, n: usize) -> PathBuf {
        self.folder.path().join(MEMBERS[n]).join("comity.toml")
    }
}

fn scope() -> String {
    format!("case:{CASE}")
}

fn reference(n: u8) -> LetterRef {
    LetterRef { id: LetterId::new([n; 16]), digest: [n; 32] }
}
