//! A court in France and a provider in Ireland, each with a real node, and nothing between them but a folder of files. The
//! people press the buttons of the portal.

use std::fs;
use std::path::PathBuf;

use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE};
use axum::http::{Request, StatusCode};
use domain::actor::{AuthLevel, MemberId, MemberKind, NodeId, Office, UnitId};
use domain::letter::Lane;
use http_body_util::BodyExt as _;
use law::draft::{DraftFacts, fill_with_examples};
use law::field::Values;
use law::ids::{Country, DataCategory, IssuerKind, KindId, Track};
use serde_json::Value;
use store::{NewOutbox, OutboxChange, OutboxRow};
use tempfile::TempDir;
use tower_service::Service as _;
use wire::roster::NetworkKind as RosterKind;
use wire::roster::tuf::{FileLine, Files, Signed, SnapshotFile, TIMESTAMP, TimestampFile, signed};

use super::*;
use crate::act::act;
use crate::config::{Config, Listen, NetworkKind};
use crate::dispatch::Parcel;
use crate::founded::Meeting;
use crate::init::{self, InitRequest, NewOfficer};
use crate::rows::{decode, encode};
use crate::{peer, probe, serve, testing, web};

/// The court, then the provider.
pub(crate) const MEMBERS: [&str; 2] = ["fr-tj", "ie-prov"];
pub(crate) const COURT: usize = 0;
pub(crate) const PROVIDER: usize = 1;

type Seat = (&'static str, &'static str, Option<&'static str>);
const COURT_SEATS: &[Seat] =
    &[("police", "drafter", Some("police")), ("judge", "issuing_authority", Some("judge"))];
const PROVIDER_SEATS: &[Seat] = &[("legal", "provider_agent", None)];

pub(crate) struct Stage {
    pub(crate) nodes: [Arc<Node>; 2],
    pub(crate) folder: TempDir,
}

pub(crate) fn node_id(n: usize) -> NodeId {
    NodeId::parse(&format!("{}.sandbox.example", MEMBERS[n])).unwrap()
}

fn request(folder: &Path, member: &str, kind: &str, seats: &[Seat]) -> InitRequest {
    let address = |port: u16| ([127, 0, 0, 1], port).into();
    InitRequest {
        dir: folder.join(member),
        member: MemberId::parse(member).unwrap(),
        kind: MemberKind::parse(kind).unwrap(),
        name: member.to_owned(),
        node: NodeId::parse(&format!("{member}.sandbox.example")).unwrap(),
        state: Country::parse(&member[..2].to_uppercase()).unwrap(),
        network: NetworkKind::Drill,
        listen: Listen { portal: address(1), peer: address(2), log: None },
        officers: seats
            .iter()
            .map(|(login, office, issuer)| NewOfficer {
                login: (*login).to_owned(),
                unit: UnitId::parse(&format!("{member}/{login}")).unwrap(),
                office: Office::parse(office).unwrap(),
                issuer_kind: issuer.map(|issuer| IssuerKind::parse(issuer).unwrap()),
            })
            .collect(),
        witness: false,
        clock_file: Some(PathBuf::from("clock.json")),
        out_dir: None,
        at: "2026-09-07T08:00:00Z".parse().unwrap(),
    }
}

/// A person who is signed in.
struct Person {
    router: Router,
    cookie: String,
    csrf: String,
}

impl Stage {
    /// Both nodes; neither reaches the other.
    pub(crate) async fn set() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        let requests = [
            request(at, MEMBERS[COURT], "judicial_authority", COURT_SEATS),
            request(at, MEMBERS[PROVIDER], "service_provider", PROVIDER_SEATS),
            request(at, "fr-coord", "coordinator", &[]),
        ];
        let mut entries = Vec::new();
        for request in &requests {
            entries.push(init::init(request).await.unwrap());
        }
        let coordinator = &requests[2];
        let network = init::found_network(
            &coordinator.dir,
            RosterKind::Drill,
            "drill",
            &entries,
            coordinator.at,
        );
        let network = network.await.unwrap();
        for request in &requests {
            init::install_directory(&request.dir, &network).unwrap();
            testing::keep_where_asked(&request.dir);
        }
        let nodes = [open_node(&requests[0].dir).await, open_node(&requests[1].dir).await];
        fs::create_dir(folder.path().join("stick")).unwrap();
        Self { nodes, folder }
    }

    /// The folder, when nothing of the nodes runs any more.
    pub(crate) fn stop(self) -> TempDir {
        self.folder
    }

    /// Both nodes stop, their entries are changed, and they start again with the directory version that says so.
    pub(crate) async fn turned(self, change: impl AsyncFnOnce([Config; 2])) -> Self {
        let configs = [self.config(COURT), self.config(PROVIDER)];
        let Self { nodes, folder } = self;
        drop(nodes);
        change(configs).await;
        let dirs = [MEMBERS[COURT], MEMBERS[PROVIDER], "fr-coord"];
        let dirs = dirs.map(|member| folder.path().join(member));
        let entries = dirs.each_ref().map(|dir| {
            wire::roster::entry_from_bytes(&fs::read(dir.join("entry.json")).unwrap()).unwrap()
        });
        let at = "2026-09-07T09:00:00Z".parse().unwrap();
        let next = init::next_directory(&dirs[2], &dirs[COURT], &entries, at).await.unwrap();
        for dir in &dirs[..2] {
            init::install_directory(dir, &next).unwrap();
        }
        let nodes = [open_node(&dirs[COURT]).await, open_node(&dirs[PROVIDER]).await];
        Self { nodes, folder }
    }

    /// Changes what a node, which nobody else holds, is configured to do.
    pub(crate) fn change_config(&mut self, n: usize, change: impl FnOnce(&mut Config)) {
        change(&mut Arc::get_mut(&mut self.nodes[n]).unwrap().config);
    }

    /// Both nodes reach each other over the network from now on.
    pub(crate) fn connect(&self) {
        for (n, node) in self.nodes.iter().enumerate() {
            let other = 1 - n;
            let router = peer::routes::router(&self.nodes[other]);
            let meeting = Meeting::of(node_id(n), [(node_id(other), router)]);
            node.peers.redial(Arc::new(meeting));
        }
    }

    /// A file on the medium.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join("stick").join(name)
    }

    /// Sets a node's clock so far ahead of the other's.
    pub(crate) fn set_clock(&self, n: usize, ahead_ms: i64) {
        let file = self.folder.path().join(MEMBERS[n]).join("clock.json");
        fs::write(file, format!("{{\"offset_ms\":{ahead_ms}}}")).unwrap();
        self.nodes[n].clock.refresh();
    }

    pub(crate) fn config(&self, n: usize) -> Config {
        Config::read(&self.folder.path().join(MEMBERS[n]).join("comity.toml")).unwrap()
    }

    /// What a node writes for the other one.
    pub(crate) async fn write(
        &self,
        n: usize,
        name: &str,
        volume_bytes: Option<u64>,
    ) -> Result<Written, CarryError> {
        let order = Order {
            to: node_id(1 - n),
            out: self.file(name),
            volume_bytes,
            what: What::Everything,
            why: Why::Disruption,
        };
        write(&self.nodes[n], &order).await
    }

    /// What a node makes of files; whatever is in them must be in order.
    pub(crate) async fn read(&self, n: usize, files: &[PathBuf]) -> Report {
        let report = read(&self.nodes[n], files, &self.file("")).await.unwrap();
        assert!(report.refused.is_empty(), "{:?}", report.refused);
        for file in &report.files {
            assert_eq!(file.refused, [], "{}", file.path.display());
        }
        report
    }

    /// Bundles go to and fro, each read twice, until nobody has anything more to say.
    pub(crate) async fn carry_until_rest(&self, mut n: usize, mut files: Vec<PathBuf>) {
        for _ in 0..10 {
            let first = Box::pin(self.read(n, &files)).await;
            let size = self.n_leaves(n).await;
            let again = Box::pin(self.read(n, &files)).await;
            assert_eq!(self.n_leaves(n).await, size, "a second reading left something");
            files = [first, again].iter().flat_map(answers).collect();
            n = 1 - n;
            if files.is_empty() {
                return;
            }
        }
        panic!("it never rests");
    }

    pub(crate) async fn n_leaves(&self, n: usize) -> u64 {
        self.nodes[n].store.head().await.unwrap().size
    }

    async fn sign_in(&self, n: usize, login: &str) -> Person {
        let node = &self.nodes[n];
        let value = node.auth.begin_session(login, AuthLevel::Hardware).await.unwrap();
        let cookie = format!("{}={value}", web::cookie_name(node));
        let mut person = Person { router: web::router(node), cookie, csrf: String::new() };
        let session = person.get("/session").await;
        person.csrf = text(&session, "csrf");
        person
    }

    /// What the court's node says of itself to whoever watches it.
    pub(crate) async fn health(&self) -> Value {
        self.sign_in(COURT, "judge").await.get("/health").await
    }

    /// The judge issues an order for a subscriber's data. Its id.
    pub(crate) async fn issue(&self) -> String {
        let (mut police, mut judge) =
            (self.sign_in(COURT, "police").await, self.sign_in(COURT, "judge").await);
        let form = [("codename", "amber"), ("focus", "a mailbox"), ("participant", "fr-tj/judge")];
        let case = text(&police.post("/cases", &owned(&form)).await, "id");
        let form = [
            ("kind", "epoc"),
            ("to", "ie-prov/legal"),
            ("data", "subscriber"),
            ("track", "ordinary"),
        ];
        let path = format!("/cases/{case}/measures");
        let measure = text(&police.post(&path, &owned(&form)).await, "id");
        let path = format!("/measures/{measure}");
        let mut form = self.answers();
        form.push(("seen".to_owned(), text(&police.get(&path).await, "version")));
        police.post(&format!("{path}/fields"), &form).await;
        let check = judge.get(&format!("{path}/check")).await;
        let shown = judge.get(&path).await;
        let mut form = vec![("seen".to_owned(), text(&check, "version"))];
        for copy in list(&check, "copies") {
            form.push((format!("digest_{}", text(copy, "copy")), text(copy, "digest")));
        }
        for check in list(&shown, "checks") {
            form.push((format!("check-{}", text(check, "id")), "Considered.".to_owned()));
        }
        judge.post(&format!("{path}/issue"), &form).await;
        measure
    }

    /// The form's answers: the pack's own examples.
    fn answers(&self) -> Vec<(String, String)> {
        let kind = KindId::parse("epoc").unwrap();
        let kind = self.nodes[COURT].law.packs().find_map(|pack| pack.kind(&kind)).unwrap();
        let facts = DraftFacts {
            from: Country::parse("FR").unwrap(),
            to: Country::parse("IE").unwrap(),
            notified: false,
            data: [DataCategory::Subscriber].into(),
            track: Track::Ordinary,
            unvalidated: false,
        };
        let values = fill_with_examples(kind, &Values::new(), &facts);
        let answered = kind.fields.iter().filter_map(|field| Some((field, values.get(&field.id)?)));
        answered
            .flat_map(|(field, value)| {
                let entries = value.entries().into_iter();
                entries.map(|entry| (field.id.as_str().to_owned(), entry.to_plain()))
            })
            .collect()
    }

    /// The provider answers with this content as evidence.
    pub(crate) async fn hand_over(&self, measure: &str, content: &[u8]) {
        let mut legal = self.sign_in(PROVIDER, "legal").await;
        let request = Request::builder()
            .method("POST")
            .uri(format!("/orders/{measure}/evidence?name=subscriber.bin"))
            .header(ACCEPT, "application/json")
            .header(COOKIE, &legal.cookie)
            .header("x-csrf-token", &legal.csrf)
            .body(Body::from(content.to_vec()));
        legal.ask(request.unwrap()).await;
        legal.post(&format!("/orders/{measure}/hand-over"), &[]).await;
    }

    /// What a node's own person, the provider's or the judge, is shown at an address, as a program.
    pub(crate) async fn get(&self, n: usize, path: &str) -> Value {
        self.sign_in(n, if n == COURT { "judge" } else { "legal" }).await.get(path).await
    }

    /// The status of what the same person asks for.
    pub(crate) async fn ask(&self, n: usize, method: &str, path: &str, accept: &str) -> StatusCode {
        let mut person = self.sign_in(n, if n == COURT { "judge" } else { "legal" }).await;
        let request = Request::builder().method(method).uri(path).header(ACCEPT, accept);
        let request = request.header(COOKIE, &person.cookie).body(Body::empty()).unwrap();
        let answer = person.router.call(request).await.unwrap();
        let status = answer.status();
        answer.into_body().collect().await.unwrap();
        status
    }

    /// What the same person is answered who posts this.
    pub(crate) async fn post(&self, n: usize, path: &str, form: &str) -> (StatusCode, Value) {
        let mut person = self.sign_in(n, if n == COURT { "judge" } else { "legal" }).await;
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header(ACCEPT, "application/json")
            .header(COOKIE, &person.cookie)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let body = Body::from(format!("csrf={}&{form}", person.csrf));
        let answer = person.router.call(request.body(body).unwrap()).await.unwrap();
        let status = answer.status();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&body).unwrap_or_default())
    }

    /// The exhibits that the court sees at its order.
    pub(crate) async fn exhibits(&self, measure: &str) -> Vec<Value> {
        let mut judge = self.sign_in(COURT, "judge").await;
        let shown = judge.get(&format!("/measures/{measure}")).await;
        list(&shown, "exhibits").to_vec()
    }
}

pub(crate) async fn open_node(dir: &Path) -> Arc<Node> {
    let config = Config::read(&dir.join("comity.toml")).unwrap();
    let (node, _) = serve::open(config).await.unwrap();
    let nobody = Meeting::of(node.config.node.clone(), []);
    node.peers.redial(Arc::new(nobody));
    serve::start(&node).await.unwrap();
    node
}

/// Queues the letter of a row once more, in another envelope, as a sender does whose first key had ended meanwhile. Gives the
/// id of its row.
pub(crate) async fn seal_again(node: &Node, row: &OutboxRow) -> [u8; 16] {
    let parcel: Parcel = decode(&row.payload).unwrap();
    let id: [u8; 16] = node.random.array();
    queue(node, id, row, &Parcel { envelope: None, delivered: false, ..parcel }).await;
    id
}

/// Queues a parcel under this id as a row was queued.
pub(crate) async fn queue(node: &Node, id: [u8; 16], row: &OutboxRow, parcel: &Parcel) {
    act!(node, "queue", None, |tx| {
        tx.outbox.push(OutboxChange::Enqueue(NewOutbox {
            id,
            peer: row.peer.clone(),
            lane: row.lane,
            kind: row.kind.clone(),
            due_ms: 0,
            deliver_by_ms: row.deliver_by_ms,
            not_after_ms: None,
            warn_ms: None,
            payload: encode(parcel),
        }));
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

/// Queues a letter that means nothing for a node of a stage. Not through `probe::send`, which gives up the one before.
pub(crate) async fn send_probe(node: &Node, to: usize, lane: Lane) {
    act!(node, "send", None, |tx| {
        tx.send_housekeeping(&node_id(to), probe::KIND, lane, probe::body(0)).await?;
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

/// The files of all answers.
pub(crate) fn answers(report: &Report) -> Vec<PathBuf> {
    let volumes = report.answers.iter().flat_map(|answer| &answer.written.volumes);
    volumes.map(|volume| volume.path.clone()).collect()
}

impl Person {
    async fn get(&mut self, path: &str) -> Value {
        let request = Request::builder().uri(path).header(ACCEPT, "application/json");
        self.ask(request.header(COOKIE, &self.cookie).body(Body::empty()).unwrap()).await
    }

    async fn post(&mut self, path: &str, form: &[(String, String)]) -> Value {
        let mut body = format!("csrf={}", self.csrf);
        for (name, value) in form {
            body.push_str(&format!("&{}={}", percent(name), percent(value)));
        }
        let request = Request::builder().method("POST").uri(path);
        let request = request
            .header(ACCEPT, "application/json")
            .header(COOKIE, &self.cookie)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(body)).unwrap()).await
    }

    async fn ask(&mut self, request: Request<Body>) -> Value {
        let path = request.uri().to_string();
        let answer = self.router.call(request).await.unwrap();
        let status = answer.status();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        let is_good = status.is_success() || status == StatusCode::SEE_OTHER;
        assert!(is_good, "{path}: {status} {}", String::from_utf8_lossy(&body));
        serde_json::from_slice(&body).unwrap_or_default()
    }
}

fn owned(form: &[(&str, &str)]) -> Vec<(String, String)> {
    form.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

pub(crate) fn text(value: &Value, name: &str) -> String {
    let found = &value[name];
    match found.as_str() {
        Some(text) => text.to_owned(),
        None => found.as_number().unwrap_or_else(|| panic!("{name} in {value}")).to_string(),
    }
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

/// The newest version of a directory once more under another number, with these ends of snapshot and timestamp.
pub(crate) fn next(
    files: &mut Files,
    version: u64,
    ends: [jiff::Timestamp; 2],
    key: &Ed25519Secret,
) {
    let max = wire::roster::tuf::TARGETS_BYTES_MAX;
    let stamp = Signed::<TimestampFile>::read(&files[TIMESTAMP], 16 << 10).unwrap();
    let name = format!("{}.snapshot.json", stamp.content.snapshot.version);
    let lines = Signed::<SnapshotFile>::read(&files[&name], max).unwrap().content.files;
    let whole = |at: jiff::Timestamp| jiff::Timestamp::from_second(at.as_second()).unwrap();
    let [expires_at, stamp_expires_at] = ends.map(whole);
    let snapshot = signed(&SnapshotFile { version, expires_at, files: lines }, &[key]);
    let line = FileLine::of(version, &snapshot);
    files.insert(format!("{version}.snapshot.json"), snapshot);
    let stamp = TimestampFile { version, expires_at: stamp_expires_at, snapshot: line };
    files.insert(TIMESTAMP.to_owned(), signed(&stamp, &[key]));
}
