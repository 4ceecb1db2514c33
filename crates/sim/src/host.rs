//! One node: what survives its crashes (disks, keys, objects, people), and how it boots from them.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::SignedDuration;
use node::config::Config;
use node::directory;
use node::keys::Keys;
use node::ledger::Ledger;
use node::node::{Law, Node, Parts};
use node::peer::{self, client::Peers};
use node::register;
use node::{serve, work};
use seal::merkle::empty_root;
use seal::register::Head;
use store::{Blobs, JournalStore, KeyStore, ObjectBlobs, Store};
use tokio::sync::watch;
use wire::roster::Roster;

use crate::disk::{Loss, SimDisk};
use crate::founding::Network;
use crate::officer::Officer;
use crate::planted::{Bug, Numbers};
use crate::post::Post;
use crate::seam::{SimAccept, SimClock, SimDial};
use crate::{Dice, SimError};

/// The store's file on its disk.
pub const JOURNAL: &str = "node.journal";

/// Where a node's directory lies in its folder.
const DIRECTORY: &str = "roster";

/// A host and everything of it that outlives a process.
pub struct Host {
    network: Arc<Network>,
    place: usize,
    law: Arc<Law>,
    /// The disk with the journal.
    pub disk: Arc<SimDisk>,
    /// The disk with the head register: another failure domain.
    pub register: Arc<SimDisk>,
    key_store: Arc<dyn KeyStore>,
    blobs: Arc<dyn Blobs>,
    /// Its clock.
    pub clock: Arc<SimClock>,
    random: Arc<Numbers>,
    /// What carries letters to this node.
    pub post: Arc<Post>,
    /// Who works here.
    pub officer: Option<Arc<Officer>>,
    /// Where the directory lies as files.
    folder: tempfile::TempDir,
    running: Mutex<Option<Arc<Node>>>,
    troubles: Mutex<Vec<String>>,
}

impl fmt::Debug for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Host").field("name", &self.name()).finish_non_exhaustive()
    }
}

impl Host {
    /// A host that never ran, with a fresh head register.
    ///
    /// # Errors
    /// If the key store or the register cannot be made.
    pub fn new(
        network: Arc<Network>,
        law: Arc<Law>,
        place: usize,
        seed: u64,
        bug: Option<Bug>,
        officer: Option<Arc<Officer>>,
    ) -> Result<Self, SimError> {
        let part = |purpose: u64| purpose.wrapping_mul(16).wrapping_add(place as u64);
        let member = network.members.get(place).ok_or_else(|| missing("member"))?;
        let register = Arc::new(SimDisk::new(Bug::register(bug, place), Dice::new(seed, part(1))));
        let origin = network.roster.node(&member.config.node).map(|(_, entry)| &entry.log.origin);
        let head = Head {
            origin: origin.ok_or_else(|| missing("log"))?.clone(),
            size: 0,
            root: empty_root(),
            epoch: 0,
            restore_epoch: 0,
            note: String::new(),
        };
        register::make(&*register, head).map_err(closed)?;
        let folder = tempfile::tempdir().map_err(closed)?;
        directory::write(&folder.path().join(DIRECTORY), &network.files).map_err(closed)?;
        let offset = Dice::new(seed, part(2)).below(240_000);
        let offset = SignedDuration::from_millis(i64::try_from(offset).unwrap_or(0) - 120_000);
        Ok(Self {
            place,
            disk: Arc::new(SimDisk::new(Bug::disk(bug, place), Dice::new(seed, part(3)))),
            register,
            key_store: member.key_store()?,
            blobs: Arc::new(ObjectBlobs::memory()),
            clock: Arc::new(SimClock::new(network.start, offset)),
            random: Arc::new(Numbers::new(
                seed.wrapping_mul(64).wrapping_add(part(4)),
                bug == Some(Bug::RandomnessRepeats) && place == 0,
            )),
            post: Arc::new(Post::new(
                Dice::new(seed, part(5)),
                bug == Some(Bug::ReceiptWithoutProof) && place == 1,
            )),
            officer,
            folder,
            running: Mutex::new(None),
            troubles: Mutex::new(Vec::new()),
            law,
            network,
        })
    }

    /// Its name in the network, which is its node's id.
    #[must_use]
    pub fn name(&self) -> &str {
        let member = self.network.members.get(self.place);
        member.map_or("", |member| member.config.node.as_str())
    }

    /// The directory that it works with.
    #[must_use]
    pub fn roster(&self) -> &Roster {
        &self.network.roster
    }

    /// The node, while it runs.
    #[must_use]
    pub fn node(&self) -> Option<Arc<Node>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Why it did not boot or stopped, in order.
    #[must_use]
    pub fn troubles(&self) -> Vec<String> {
        self.troubles.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The power is cut: nothing of the process is left, and of the disks what is durable.
    pub fn power_cut(&self, loss: Loss) {
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.disk.power_cut(loss);
        self.register.power_cut(loss);
    }

    /// Opens the node from its disks, as `comity serve` does.
    ///
    /// # Errors
    /// What does not open.
    pub async fn open(&self) -> Result<Node, SimError> {
        let member = self.network.members.get(self.place).ok_or_else(|| missing("member"))?;
        let config = Config { data_dir: self.folder.path().to_owned(), ..member.config.clone() };
        let store: Arc<dyn Store> = Arc::new(JournalStore::open(self.disk.clone(), JOURNAL)?);
        let (root, wraps) = (member.root(), self.key_store.clone());
        let keys = Keys::under(root, wraps, self.random.clone()).await.map_err(closed)?;
        let units: Vec<_> = config.officers.iter().map(|officer| officer.unit.clone()).collect();
        let signing = keys.signing(&units).await.map_err(closed)?;
        let roster = self.network.roster.clone();
        let (_, entry) = roster.node(&config.node).ok_or_else(|| missing("log"))?;
        let log_keys = keys.all_log_keys(&entry.log).await.map_err(closed)?;
        let register = self.register.clone();
        let ledger = Ledger::open(store.clone(), register, log_keys).await.map_err(closed)?;
        if let Some(why) = ledger.stopped() {
            self.trouble(why.to_string());
        }
        let instruments = self.law.packs().cloned().collect();
        Ok(Node::assemble(Parts {
            config,
            clock: self.clock.clone(),
            random: self.random.clone(),
            store,
            blobs: self.blobs.clone(),
            keys,
            signing,
            ledger,
            law: Law::new(instruments, self.law.calendars.clone()),
            peers: Peers::new(Arc::new(SimDial)),
            roster,
            rooms: vec![self.disk.clone()],
            inline: true,
        }))
    }

    /// The process: boots and works until it is crashed.
    ///
    /// # Errors
    /// Never: what goes wrong is noted, and the process stands still until somebody crashes it.
    pub async fn run(self: Arc<Self>) -> turmoil::Result {
        if let Err(error) = self.live().await {
            self.trouble(error.to_string());
        }
        std::future::pending().await
    }

    async fn live(&self) -> Result<(), SimError> {
        let node = Arc::new(self.open().await?);
        serve::start(&node).await.map_err(closed)?;
        let accept = SimAccept::bind().await.map_err(closed)?;
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = Some(node.clone());
        let (_running, stop) = watch::channel(false);
        let router = peer::routes::router(&node);
        let door = self.post.door(&node, router.clone());
        let mut workers = work::spawn_all(&node);
        let people = async {
            if let Some(officer) = &self.officer {
                let is_court = self.place == 0;
                if is_court {
                    officer.work(&node).await;
                }
                officer.receive(&node, is_court).await;
            }
            std::future::pending::<()>().await;
        };
        tokio::select! {
            biased;
            () = peer::server::serve(Box::new(accept), door, stop) => {}
            () = self.post.carry(&node, router) => {}
            () = people => {}
            _ = workers.join_next() => {}
        }
        Err(SimError::Open("a part of the process ended".to_owned()))
    }

    fn trouble(&self, what: String) {
        self.troubles.lock().unwrap_or_else(PoisonError::into_inner).push(what);
    }
}

fn missing(what: &str) -> SimError {
    SimError::Open(format!("no such {what}"))
}

fn closed(error: impl fmt::Display) -> SimError {
    SimError::Open(error.to_string())
}
