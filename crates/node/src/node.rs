//! What a running node is made of: the handles that acts, workers and pages share. It holds no rule and no state
//! machine; whoever looks for behavior goes to `act`, `work`, `peer` or `web`.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use domain::actor::{MemberId, Officer, UnitId};
use domain::ctx::{Channel, Ctx, MemberView, RosterView, UnitView};
use domain::ids::OfficerId;
use jiff::Timestamp;
use law::calendar::Calendars;
use law::ids::InstrumentId;
use law::instrument::Instrument;
use seal::digest::Digest;
use seal::note::Vkey;
use seal::sign::Ed25519Secret;
use store::blob::Blobs;
use store::{Disk, Store};
use tokio::sync::Notify;
use wire::letter::LawBook;
use wire::roster::Roster;

use crate::agreements::Known;
use crate::auth::Auth;
use crate::clock::Clock;
use crate::config::{Config, OfficerEntry};
use crate::crowd::Crowd;
use crate::drain::Drain;
use crate::gap::OpenGap;
use crate::ingest::upload::Uploads;
use crate::kept::KeptForms;
use crate::keys::{Keys, Signing};
use crate::ledger::Ledger;
use crate::mailbox::Mailboxes;
use crate::peer::client::Peers;
use crate::peer::doorstep::Doorstep;
use crate::peer::inbox::{Channels, Trials};
use crate::peer::lanes::Lanes;
use crate::quorum::Quorum;
use crate::reconcile::Answering;
use crate::replicas::{Everywhere, Replica};
use crate::rng::Random;
use crate::roads::Roads;
use crate::space::Space;
use crate::work::directory::Newer;

/// The law as this node holds it: packs, their digests, calendars.
#[derive(Debug)]
pub struct Law {
    packs: Vec<Instrument>,
    /// Of each pack, in the same order.
    digests: Vec<[u8; 32]>,
    /// Public holidays and zones.
    pub calendars: Calendars,
}

impl Law {
    /// From packs and calendars; the digest of a pack is over its canonical text.
    #[must_use]
    pub fn new(instruments: Vec<Instrument>, calendars: Calendars) -> Self {
        let digest = |pack: &Instrument| Digest::of(pack.digest_input.as_bytes()).0;
        let digests = instruments.iter().map(digest).collect();
        Self { packs: instruments, digests, calendars }
    }

    /// The newest version of an instrument.
    #[must_use]
    pub fn newest(&self, id: &InstrumentId) -> Option<(&Instrument, [u8; 32])> {
        let versions = self.with_digests().filter(|(pack, _)| pack.id == *id);
        versions.max_by_key(|(pack, _)| pack.version)
    }

    /// The context of a decision taken at `now` under the newest version of `instrument`.
    #[must_use]
    pub fn ctx<'a>(
        &'a self,
        now: Timestamp,
        instrument: &InstrumentId,
        roster: &'a RosterView,
    ) -> Option<Ctx<'a>> {
        let (law, law_digest) = self.newest(instrument)?;
        let (calendars, shelf) = (&self.calendars, self.packs.as_slice());
        // A drill has its own network, and its members the law that is in force.
        Some(Ctx { now, law, shelf, law_digest, calendars, roster, assume_in_force: false })
    }

    /// The newest version of every instrument, with its digest, in the order of their names.
    #[must_use]
    pub fn current(&self) -> Vec<(&Instrument, [u8; 32])> {
        let ids: BTreeSet<&InstrumentId> = self.packs().map(|law| &law.id).collect();
        ids.into_iter().filter_map(|id| self.newest(id)).collect()
    }

    /// Every pack.
    pub fn packs(&self) -> impl Iterator<Item = &Instrument> {
        self.packs.iter()
    }

    fn with_digests(&self) -> impl Iterator<Item = (&Instrument, [u8; 32])> {
        self.packs.iter().zip(self.digests.iter().copied())
    }
}

impl LawBook for Law {
    fn instrument(&self, id: &InstrumentId, version: u32) -> Option<(&Instrument, [u8; 32])> {
        self.with_digests().find(|(pack, _)| pack.id == *id && pack.version == version)
    }
}

/// What wakes a worker before its next look: a hint, never the truth. The truth is in the store.
#[derive(Debug, Default)]
pub struct Wake {
    /// Something waits in the outbox.
    pub deliver: Notify,
    /// An erasure was ordered.
    pub erase: Notify,
    /// Somebody wants to compare what passed.
    pub compare: Notify,
    /// Something waits in the inbox.
    pub open: Notify,
    /// The log grew.
    pub publish: Notify,
    /// A timer was set, or the clock moved.
    pub timer: Notify,
}

/// Handles of a running node.
#[derive(Debug)]
pub struct Node {
    /// What the operator decided.
    pub config: Config,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
    /// Streams and rows.
    pub store: Arc<dyn Store>,
    /// Ciphertext, in every place where it lies.
    pub blobs: Arc<dyn Blobs>,
    /// The first of these places.
    pub first_blobs: Arc<dyn Blobs>,
    /// Every other one.
    pub replicas: Arc<Vec<Replica>>,
    /// Keys of content.
    pub keys: Keys,
    /// Seeds that sign.
    pub signing: Signing,
    /// The log.
    pub ledger: Ledger,
    /// Packs and calendars.
    pub law: Law,
    /// Other nodes.
    pub peers: Peers,
    /// Which of them can be reached.
    pub roads: Roads,
    /// Sessions.
    pub auth: Auth,
    /// Forms that came when their session was over.
    pub kept: KeptForms,
    /// What of each of them came at this moment.
    pub doorstep: Doorstep,
    /// What is kept for those that fetch.
    pub mailboxes: Mailboxes,
    /// How fast each of them may come in.
    pub lanes: Lanes,
    /// How much is worked on at once.
    pub crowd: Crowd,
    /// Whether it was asked to stop.
    pub drain: Drain,
    /// Hints to workers.
    pub wake: Wake,
    /// Whose letters we do not all have or have not all read.
    pub channels: Channels,
    /// Letters this process could not take.
    pub trials: Trials,
    /// What all agreements say.
    pub agreements: Known,
    /// Parts of exhibits that are being stored and that no row names yet.
    pub arriving: Mutex<BTreeSet<String>>,
    /// Uploads that somebody is at.
    pub uploads: Uploads,
    /// Held while two officers' decision about a log, or its proposal, is written.
    pub deciding: tokio::sync::Mutex<()>,
    /// Whether enough witnesses answer.
    pub quorum: Quorum,
    /// Leaves whose content is lost, as long as nobody has decided about them.
    pub gap: OpenGap,
    /// Whose question about what passed is being answered.
    pub answering: Answering,
    /// How much room the disks have.
    pub space: Space,
    inline: bool,
    /// Who has a newer directory.
    pub newer: Newer,
    /// Who works here no more although the configuration that was read still says so.
    retired: Mutex<BTreeSet<String>>,
    roster: RwLock<Arc<Roster>>,
}

/// What [`Node::assemble`] puts together.
#[derive(Debug)]
pub struct Parts {
    /// See [`Node::config`].
    pub config: Config,
    /// See [`Node::clock`].
    pub clock: Arc<dyn Clock>,
    /// See [`Node::random`].
    pub random: Arc<dyn Random>,
    /// See [`Node::store`].
    pub store: Arc<dyn Store>,
    /// See [`Node::first_blobs`].
    pub blobs: Arc<dyn Blobs>,
    /// See [`Node::keys`].
    pub keys: Keys,
    /// See [`Node::signing`].
    pub signing: Signing,
    /// See [`Node::ledger`].
    pub ledger: Ledger,
    /// See [`Node::law`].
    pub law: Law,
    /// See [`Node::peers`].
    pub peers: Peers,
    /// The verified directory.
    pub roster: Roster,
    /// The disks whose room counts.
    pub rooms: Vec<Arc<dyn Disk>>,
    /// See [`Node::runs_inline`].
    pub inline: bool,
}

impl Node {
    /// A node of these parts.
    #[must_use]
    pub fn assemble(parts: Parts) -> Self {
        let auth = Auth::new(
            parts.store.clone(),
            parts.random.clone(),
            parts.config.member.clone(),
            parts.config.data_dir.join("sign-in"),
        );
        let replicas: Arc<Vec<Replica>> =
            Arc::new(parts.config.replicas.iter().map(Replica::new).collect());
        let blobs: Arc<dyn Blobs> = if replicas.is_empty() {
            parts.blobs.clone()
        } else {
            Arc::new(Everywhere::new(parts.blobs.clone(), replicas.clone()))
        };
        let space = Space::new(parts.rooms, parts.config.disk_reserve_bytes);
        let now = parts.clock.now();
        if let Some((entry, _)) = parts.roster.node(&parts.config.node) {
            parts.ledger.skip_revoked(&|vkey: &Vkey| entry.is_revoked(vkey.kid(), now));
        }
        parts.signing.timed(&parts.roster, &parts.config.node);
        Self {
            config: parts.config,
            clock: parts.clock,
            random: parts.random,
            store: parts.store,
            blobs,
            first_blobs: parts.blobs,
            replicas,
            keys: parts.keys,
            signing: parts.signing,
            ledger: parts.ledger,
            law: parts.law,
            peers: parts.peers,
            roads: Roads::default(),
            auth,
            kept: KeptForms::default(),
            doorstep: Doorstep::default(),
            mailboxes: Mailboxes::default(),
            lanes: Lanes::default(),
            crowd: Crowd::default(),
            drain: Drain::default(),
            wake: Wake::default(),
            channels: Channels::default(),
            trials: Trials::default(),
            agreements: Known::default(),
            arriving: Mutex::default(),
            uploads: Uploads::default(),
            quorum: Quorum::default(),
            gap: OpenGap::default(),
            answering: Answering::default(),
            deciding: tokio::sync::Mutex::default(),
            space,
            inline: parts.inline,
            newer: Newer::default(),
            retired: Mutex::default(),
            roster: RwLock::new(Arc::new(parts.roster)),
        }
    }

    /// The present instant of the network, to the millisecond: what the ledger can hold.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let millis = self.clock.now().as_millisecond();
        Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The key that seals envelopes and signs receipts now.
    #[must_use]
    pub fn node_key(&self) -> &Ed25519Secret {
        self.signing.node.at(self.now())
    }

    /// Whether heavy work runs where it is called: in the simulator, whose one thread must stay repeatable.
    #[must_use]
    pub fn runs_inline(&self) -> bool {
        self.inline
    }

    /// The directory version in use.
    #[must_use]
    pub fn roster(&self) -> Arc<Roster> {
        self.roster.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_roster(&self, roster: Arc<Roster>) {
        *self.roster.write().unwrap_or_else(PoisonError::into_inner) = roster;
    }

    /// Another directory version from now on: what a newer one would say.
    #[cfg(test)]
    pub(crate) fn change_roster(&self, change: impl FnOnce(&mut Roster)) {
        let mut roster = self.roster().as_ref().clone();
        change(&mut roster);
        self.set_roster(Arc::new(roster));
    }

    /// The directory as the core sees it.
    #[must_use]
    pub fn roster_view(&self) -> RosterView {
        view_of(&self.roster(), &self.config.member, &self.channels)
    }

    /// The officer behind a sign-in name.
    #[must_use]
    pub fn officer(&self, login: &str) -> Option<Officer> {
        if self.retired.lock().unwrap_or_else(PoisonError::into_inner).contains(login) {
            return None;
        }
        let entry = self.config.officers.iter().find(|officer| officer.login == login)?;
        Some(officer_of(&self.config.member, entry))
    }

    /// From now on there is no officer of this name.
    pub fn retire(&self, login: &str) {
        let mut retired = self.retired.lock().unwrap_or_else(PoisonError::into_inner);
        retired.insert(login.to_owned());
    }

    /// Every officer of this node.
    #[must_use]
    pub fn officers(&self) -> Vec<Officer> {
        let officers = self.config.officers.iter();
        officers.filter_map(|entry| self.officer(&entry.login)).collect()
    }

    /// The context of a decision taken now under the newest version of `instrument`.
    #[must_use]
    pub fn ctx<'a>(
        &'a self,
        now: Timestamp,
        instrument: &InstrumentId,
        roster: &'a RosterView,
    ) -> Option<Ctx<'a>> {
        self.law.ctx(now, instrument, roster)
    }
}

/// A stable pseudonym: the same officer has the same id after a restart, and nobody reads a name in it.
pub(crate) fn pseudonym(member: &MemberId, login: &str) -> OfficerId {
    let digest = Digest::of_parts(&[
        b"comity/officer\0",
        member.as_str().as_bytes(),
        b"\0",
        login.as_bytes(),
    ]);
    let mut id = [0; 16];
    id.iter_mut().zip(digest.0).for_each(|(to, from)| *to = from);
    OfficerId::new(id)
}

fn officer_of(member: &MemberId, entry: &OfficerEntry) -> Officer {
    Officer {
        id: pseudonym(member, &entry.login),
        member: member.clone(),
        unit: entry.unit.clone(),
        office: entry.office,
        issuer_kind: entry.issuer_kind,
        active: true,
        auth: domain::actor::AuthLevel::SignedOn,
    }
}

pub(crate) fn view_of(roster: &Roster, ours: &MemberId, channels: &Channels) -> RosterView {
    let members = roster.members.iter().filter_map(|(id, entry)| {
        let node = entry.nodes.first()?.node.clone();
        let is_behind = entry.nodes.iter().any(|entry| channels.is_behind(&entry.node));
        let channel = if is_behind { Channel::Behind } else { Channel::Current };
        let units = entry.units.iter().map(|unit| {
            let view = UnitView { office: unit.office, issuer_kind: unit.issuer_kind };
            (unit.unit.clone(), view)
        });
        let units = units.collect();
        let view =
            MemberView { kind: entry.kind, state: entry.state, node, units, active: true, channel };
        Some((id.clone(), view))
    });
    RosterView::new(ours.clone(), members.collect::<BTreeMap<_, _>>())
}

/// The unit of a member that receives letters of the law.
#[must_use]
pub fn receiving_unit<'a>(roster: &'a Roster, member: &MemberId) -> Option<&'a UnitId> {
    use domain::actor::Office;
    let entry = roster.members.get(member)?;
    let rank = |office: Office, issues: bool| match office {
        Office::ProviderAgent | Office::Executor => 0,
        Office::IssuingAuthority if issues => 1,
        Office::IssuingAuthority | Office::Validator | Office::SpocOfficer => 2,
        Office::Auditor
        | Office::CaseLead
        | Office::Coordinator
        | Office::Custodian
        | Office::Dpo
        | Office::Drafter
        | Office::NodeAdmin
        | Office::OdsReviewer
        | Office::Oversight
        | Office::Public
        | Office::RedressReviewer
        | Office::TeamMember
        | Office::Trainer
        | Office::Translator => 3,
    };
    let judge =
        |unit: &&wire::roster::UnitEntry| unit.issuer_kind == Some(law::ids::IssuerKind::Judge);
    let best = entry.units.iter().min_by_key(|unit| rank(unit.office, judge(unit)))?;
    Some(&best.unit)
}
