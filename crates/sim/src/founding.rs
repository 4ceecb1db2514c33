//! Members, keys and the signed directory: founded once in a process from a fixed seed, then copied for every run, for
//! stretching a passphrase costs more than all the rest of a run.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use domain::actor::{AuthLevel, MemberId, MemberKind, NodeId, Office, UnitId};
use jiff::Timestamp;
use law::ids::{Country, IssuerKind};
use node::config::{Config, Listen, NetworkKind, OfficerEntry};
use node::init::{InitRequest, NewOfficer, entry, logs_of};
use node::keys::Keys;
use node::rng::{Random, SeededRandom};
use seal::digest::Digest;
use seal::keyring::Key;
use seal::sign::Ed25519Secret;
use store::{KeyQuery, KeyStore, MAX_PAGE, SqliteKeys, WrappedKey};
use wire::roster::tuf::{Files, NetworkFile, Sole};
use wire::roster::{Mode, NetworkKind as RosterKind, Roster};

use crate::SimError;

/// When every simulation begins: a Monday in the time that the calendars cover.
pub const START: &str = "2026-09-07T08:00:00Z";
/// The issuing court.
pub const FR_TJ: &str = "fr-tj";
/// The provider.
pub const IE_PROV: &str = "ie-prov";

/// A seat at a node: login, unit, office, issuer kind.
type Seat = (&'static str, &'static str, &'static str, Option<&'static str>);

/// A member before it is founded: id, kind, state, seats.
const MEMBERS: [(&str, &str, &str, &[Seat]); 2] = [
    (
        FR_TJ,
        "judicial_authority",
        "FR",
        &[
            ("police", "police", "drafter", Some("police")),
            ("judge", "judge", "issuing_authority", Some("judge")),
        ],
    ),
    (IE_PROV, "service_provider", "IE", &[("legal", "legal", "provider_agent", None)]),
];

/// One founded member.
pub struct Founded {
    /// What its operator decided.
    pub config: Config,
    root: Key,
    wraps: Vec<WrappedKey>,
}

/// The founded network.
#[derive(Debug)]
pub struct Network {
    /// Both members: the issuer, then the provider.
    pub members: Vec<Founded>,
    /// The verified directory.
    pub roster: Roster,
    /// The files it was read from.
    pub files: Files,
    /// When it begins.
    pub start: Timestamp,
}

impl std::fmt::Debug for Founded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Founded").field("node", &self.config.node).finish_non_exhaustive()
    }
}

impl Founded {
    /// The root of the keys, open.
    #[must_use]
    pub fn root(&self) -> &Key {
        &self.root
    }

    /// A key store of its own for one run.
    ///
    /// # Errors
    /// If the wraps cannot be stored.
    pub fn key_store(&self) -> Result<Arc<dyn KeyStore>, SimError> {
        let store = SqliteKeys::open_inline()?;
        ready(store.put(self.wraps.clone()))??;
        Ok(Arc::new(store))
    }
}

impl Network {
    /// Founds both members and signs their directory, by which the provider is posted to, or fetches.
    ///
    /// # Errors
    /// If a file cannot be written, or a name in this file is none.
    pub fn found(mode: Mode) -> Result<Self, SimError> {
        let folder = tempfile::tempdir().map_err(unfounded)?;
        let start: Timestamp = START.parse().map_err(unfounded)?;
        let random: Arc<dyn Random> = Arc::new(SeededRandom::new(0));
        let (mut members, mut entries) = (Vec::new(), Vec::new());
        for (id, kind, state, seats) in MEMBERS {
            let dir = folder.path().join(id);
            let request = request(dir.clone(), id, kind, state, seats, start)?;
            let store: Arc<dyn KeyStore> = Arc::new(SqliteKeys::open_inline()?);
            let keys_folder = dir.join("keys");
            let at_ms = start.as_millisecond();
            let made = Keys::create(&keys_folder, store.clone(), random.clone(), at_ms);
            let keys = ready(made)?.map_err(unfounded)?;
            let units: Vec<_> = request.officers.iter().map(|who| who.unit.clone()).collect();
            ready(keys.make_signing(&units, at_ms))?.map_err(unfounded)?;
            let logs = logs_of(&request.node, start);
            for origin in &logs {
                ready(keys.make_log(origin, 1, at_ms))?.map_err(unfounded)?;
            }
            let pin = Digest::of(id.as_bytes());
            let entry = entry(&request, &keys, &units, &logs, vec![id.into()], pin);
            let mut entry = ready(entry)?.map_err(unfounded)?;
            if id == IE_PROV {
                entry.nodes.iter_mut().for_each(|node| node.speaks.mode = mode);
            }
            entries.push(entry);
            let all = KeyQuery { limit: MAX_PAGE, ..KeyQuery::default() };
            let wraps = ready(store.list(all))??;
            let root = Keys::root(&keys_folder).map_err(unfounded)?;
            members.push(Founded { config: config(request), root, wraps });
        }
        let key = Ed25519Secret::from_seed(random.array()).map_err(unfounded)?;
        let sole = Sole { key: &key, expires_at: start };
        let network = NetworkFile::plain(RosterKind::Drill, "simulation");
        let roster = sole.roster(&network, &entries).map_err(unfounded)?;
        let files = sole.found(&network, &entries);
        Ok(Self { members, roster, files, start })
    }
}

fn request(
    dir: PathBuf,
    id: &str,
    kind: &str,
    state: &str,
    seats: &[Seat],
    at: Timestamp,
) -> Result<InitRequest, SimError> {
    let officer = |(login, unit, office, issuer): &Seat| -> Result<NewOfficer, SimError> {
        Ok(NewOfficer {
            login: (*login).to_owned(),
            unit: UnitId::parse(&format!("{id}/{unit}")).map_err(unfounded)?,
            office: Office::parse(office).map_err(unfounded)?,
            issuer_kind: issuer.map(IssuerKind::parse).transpose().map_err(unfounded)?,
        })
    };
    let nowhere = SocketAddr::from((Ipv4Addr::LOCALHOST, crate::seam::PEER_PORT));
    Ok(InitRequest {
        dir,
        member: MemberId::parse(id).map_err(unfounded)?,
        kind: MemberKind::parse(kind).map_err(unfounded)?,
        name: id.to_owned(),
        node: NodeId::parse(&format!("{id}.sandbox.example")).map_err(unfounded)?,
        state: Country::parse(state).map_err(unfounded)?,
        network: NetworkKind::Drill,
        listen: Listen { portal: nowhere, peer: nowhere, log: None },
        officers: seats.iter().map(officer).collect::<Result<_, _>>()?,
        witness: false,
        clock_file: None,
        out_dir: None,
        at,
    })
}

fn config(request: InitRequest) -> Config {
    let units = request.officers.iter().map(|officer| officer.unit.clone()).collect();
    let officers = request.officers.into_iter().map(|officer| OfficerEntry {
        login: officer.login,
        unit: officer.unit,
        office: officer.office,
        issuer_kind: officer.issuer_kind,
    });
    Config {
        passkey_makers: None,
        makers: None,
        member: request.member,
        kind: request.kind,
        node: request.node,
        state: request.state,
        network: request.network,
        head_register: request.dir.clone(),
        data_dir: request.dir,
        store: node::engine::Engine::Sqlite,
        listen: request.listen,
        clock_file: None,
        out_dir: None,
        tsa: None,
        mirrors: Vec::new(),
        metrics: None,
        drain_within: std::time::Duration::ZERO,
        quorum_grace: node::quorum::QUORUM_GRACE,
        disk_reserve_bytes: None,
        agreement_required: false,
        cover: None,
        replicas: Vec::new(),
        portal_url: format!("http://{}", request.listen.portal),
        link_level: AuthLevel::Hardware,
        speaks: wire::version::SPOKEN,
        officers: officers.collect(),
        units,
    }
}

/// The answer of a future that never waits, as calls of stores in memory are.
///
/// # Errors
/// If it does wait: then it belongs into the simulation.
pub fn ready<T>(future: impl Future<Output = T>) -> Result<T, SimError> {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        std::task::Poll::Ready(done) => Ok(done),
        std::task::Poll::Pending => Err(SimError::Open("a call in memory waits".to_owned())),
    }
}

fn unfounded(error: impl std::fmt::Display) -> SimError {
    SimError::Founding(error.to_string())
}
