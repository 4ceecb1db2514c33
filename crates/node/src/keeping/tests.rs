//! Holds that stop a destruction, and a destruction that leaves nothing to open, however often the node was killed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use bytes::Bytes;
use domain::actor::{AuthLevel, MemberId, NodeId, UnitId};
use domain::case::{self, Name};
use domain::denied::Denied;
use domain::exhibit::{Data, Location, RecordState, Taking};
use domain::ids::{LetterId, OfficerId};
use domain::letter::{LetterRef, Party};
use domain::package;
use domain::purpose::Purpose;
use jiff::ToSpan as _;
use wire::stored::Who;

use super::*;
use crate::config::Config;
use crate::export::{PackageRow, State, status};
use crate::ingest::Ingest;
use crate::keys::KeysError;
use crate::serve;
use crate::testing::{Court, found, open};
use crate::work::arrive::{list, tool};

mod derived;
mod ends;
mod missing;
mod places;
mod restored;

const CONTENT: &[u8] = b"From: a@lumen-mail.example, a letter that nobody may keep";

/// A court with a case that holds two exhibits.
struct Kept {
    court: Court,
    node: Arc<Node>,
    case: CaseId,
    exhibits: [ExhibitId; 2],
}

impl Kept {
    async fn make() -> Self {
        let court = found().await;
        let node = open(&court.config).await;
        let case = CaseId::new([7; 16]);
        register(&node, case).await;
        let exhibits = [ExhibitId::new([1; 16]), ExhibitId::new([2; 16])];
        for (n, id) in (1..).zip(exhibits) {
            take_over(&node, case, id, n).await;
        }
        Self { court, node, case, exhibits }
    }

    /// The same folder, opened by a process that knows nothing of the one before.
    async fn again(self) -> Self {
        let Self { court, node, case, exhibits } = self;
        drop(node);
        let node = open(&court.config).await;
        Self { court, node, case, exhibits }
    }

    /// The same node, with a folder for finished packages.
    async fn handing_out_to(self, folder: &Path) -> Self {
        let Self { court, node, case, exhibits } = self;
        drop(node);
        let config =
            Config { out_dir: Some(folder.into()), ..Config::read(&court.config).unwrap() };
        let (node, _) = serve::open(config).await.unwrap();
        serve::start(&node).await.unwrap();
        Self { court, node, case, exhibits }
    }

    fn officer(&self, login: &str) -> Officer {
        officer(&self.node, login)
    }

    async fn state(&self, n: usize) -> Exhibit {
        let urn = self.exhibits[n].urn(&self.node.config.node);
        self.node.load::<Exhibit>(&urn).await.unwrap().unwrap()
    }

    async fn propose(&self, login: &str) -> Result<ErasureId, ActError> {
        let (chosen, officer) = ([self.exhibits[0]].into(), self.officer(login));
        let trigger = Trigger::RetentionEnd;
        propose(&self.node, &officer, self.case, &chosen, trigger, &why(), None).await
    }

    async fn approve(&self, login: &str, erasure: ErasureId) -> Result<(), ActError> {
        answer(&self.node, &self.officer(login), erasure, &Answer::Approve, None).await
    }

    async fn ordered(&self) -> ErasureId {
        let erasure = self.propose("judge").await.unwrap();
        self.approve("prosecutor", erasure).await.unwrap();
        erasure
    }

    async fn certificate(&self, erasure: ErasureId) -> erasure::Certificate {
        let urn = erasure.urn(&self.node.config.node);
        match self.node.load::<Erasure>(&urn).await.unwrap() {
            Some(Erasure::Certified(certified)) => certified.certificate,
            other @ (Some(Erasure::Ordered(_) | Erasure::Proposed(_) | Erasure::Rejected(_))
            | None) => {
                panic!("not certified: {other:?}")
            }
        }
    }

    async fn copied(&self, n: usize) -> Copied {
        let kek = crate::custody::kek_of(&self.node, &self.events(n).await).unwrap();
        let row = self.node.raw_row(view::CONTENT, &self.exhibits[n].to_string()).await.unwrap();
        Copied { kek, row }
    }

    async fn events(&self, n: usize) -> Vec<store::StoredEvent> {
        self.node.store.load(&self.exhibits[n].urn(&self.node.config.node), 0).await.unwrap()
    }

    async fn n_blobs(&self) -> usize {
        self.node.blobs.list("ct").await.unwrap().len()
    }
}

/// What somebody could have copied before: the key of the case, and the row that names the content.
struct Copied {
    kek: crate::keys::Kek,
    row: Option<Vec<u8>>,
}

/// Signed in as strongly as a node knows.
fn officer(node: &Node, login: &str) -> Officer {
    Officer { auth: AuthLevel::Hardware, ..node.officer(login).unwrap() }
}

fn why() -> Why {
    Why::parse("kept for as long as the act lets it be kept").unwrap()
}

async fn register(node: &Arc<Node>, case: CaseId) {
    let police = officer(node, "police");
    let units =
        ["fr-tj/judge", "fr-tj/prosecutor", "fr-tj/clerk"].map(|unit| UnitId::parse(unit).unwrap());
    let registration = case::Registration {
        case,
        docket_no: Name::parse("2027/42").unwrap(),
        codename: Name::parse("LUMEN").unwrap(),
        focus: None,
        purpose: Purpose::Investigation,
        participants: units.into(),
    };
    act!(node, "register", None, |tx| {
        let (roster, instrument) = (node.roster_view(), instrument()?);
        let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
        let stream = StreamRef { id: case.urn(&node.config.node), scope: format!("case:{case}") };
        let command = case::Command::Register(registration.clone());
        let permit = permit::for_officer(&police, &Subject::new(None), command, &ctx)?;
        for event in case::decide(None, &permit, &ctx)? {
            tx.record(&stream, &Stored::Case(event.clone()), event.at(), &Who::node()).await?;
        }
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

/// Content that came from a provider, as the node keeps it.
async fn take_over(node: &Arc<Node>, case: CaseId, id: ExhibitId, n: u32) {
    let mut ingest = Ingest::begin(node, id);
    ingest.push(CONTENT).await.unwrap();
    let ingested = ingest.finish().await.unwrap();
    let no = ExhibitNo::parse(&format!("X-{n}")).unwrap();
    let taking = Taking {
        exhibit: id,
        exhibit_no: ExhibitNo::parse(&format!("X-{n}-R{n}")).unwrap(),
        root_no: no,
        case: Some(case),
        basis: None,
        purpose: Purpose::Investigation,
        location: Location { node: node.config.node.clone(), place: None },
        giver: Party {
            member: MemberId::parse("fr-prov").unwrap(),
            node: NodeId::parse("fr-prov.sandbox.example").unwrap(),
            unit: UnitId::parse("fr-prov/legal").unwrap(),
        },
        letter: LetterRef { id: LetterId::new([9; 16]), digest: [9; 32] },
        receipt: None,
        expected: ingested.plain,
        data: Data { plain: ingested.plain, sha512: None, media_type: "message/rfc822".to_owned() },
        tool: tool(),
    };
    act!(node, "take_over", None, |tx| {
        let (roster, instrument) = (node.roster_view(), instrument()?);
        let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
        let stream = stream_of(node, id, case);
        let before = tx.load::<Exhibit>(&stream).await?;
        let command = exhibit::Command::TakeOver(taking.clone());
        let permit = permit::for_node(&Subject::new(before.as_ref()), command, &ctx)?;
        for event in exhibit::decide(before.as_ref(), &permit, &ctx)? {
            let at = event.at;
            tx.record(&stream, &Stored::Exhibit(event), at, &Who::node()).await?;
        }
        let kek = tx.kek_of(&stream).ok_or(ActError::NotFound)?;
        let content = node.keep_content(&kek, id, &ingested).await?;
        tx.put_raw(view::CONTENT, &id.to_string(), "", content);
        list(tx, Some(case), "no-measure", id, n);
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

/// Everything that is read of an exhibit's content.
async fn read(node: &Arc<Node>, id: ExhibitId) -> Result<Vec<u8>, ActError> {
    let mut reader = node.read_content(id).await?;
    let mut all = Vec::new();
    while let Some(part) = reader.next().await? {
        all.extend(part);
    }
    Ok(all)
}

fn denied(error: ActError) -> Denied {
    let ActError::Denied(denied) = error else { panic!("not refused: {error}") };
    denied
}

#[tokio::test]
async fn two_officers_order_it_and_then_nothing_opens_and_the_certificate_says_so() {
    let kept = Kept::make().await;
    let [first, second] = kept.exhibits;
    assert_eq!(read(&kept.node, first).await.unwrap(), CONTENT);
    assert_eq!(kept.n_blobs().await, 2);
    let erasure = kept.propose("judge").await.unwrap();
    assert!(!run_once(&kept.node).await.unwrap(), "proposed is not ordered");
    let refused = denied(kept.approve("judge", erasure).await.unwrap_err());
    assert_eq!(refused.code(), "same-officer");
    kept.approve("prosecutor", erasure).await.unwrap();
    assert_eq!(kept.state(0).await.state(), RecordState::Destroying);
    assert!(run_once(&kept.node).await.unwrap());
    assert_eq!(kept.state(0).await.state(), RecordState::Deleted);
    assert!(matches!(read(&kept.node, first).await, Err(ActError::NotFound)));
    // What was not named is as it was.
    assert_eq!(kept.state(1).await.state(), RecordState::Sealed);
    assert_eq!(read(&kept.node, second).await.unwrap(), CONTENT);
    assert_eq!(kept.n_blobs().await, 1);
    let certificate = kept.certificate(erasure).await;
    assert_eq!((certificate.keys.len(), certificate.n_objects), (1, 1));
    assert_eq!(certificate.replicas.len(), 1);
    let day = certificate.replicas[0].at.to_zoned(jiff::tz::TimeZone::UTC).date();
    assert_eq!(certificate.final_on, day.checked_add(30.days()).unwrap());
    // Whoever gave it has it still, and nobody got it from here.
    let gave = [MemberId::parse("fr-prov").unwrap()].into();
    assert_eq!(certificate.recipients, erasure::Recipients { gave, ..Default::default() });
    assert!(!run_once(&kept.node).await.unwrap(), "there is nothing left to do");
    let again = denied(kept.approve("prosecutor", erasure).await.unwrap_err());
    assert_eq!(again.code(), "closed");
}

#[tokio::test]
async fn who_kept_a_copy_of_database_and_ciphertext_opens_nothing_with_it() {
    let kept = Kept::make().await;
    let id = kept.exhibits[0];
    let copy = kept.copied(0).await.row.unwrap();
    let blobs: Vec<(String, Bytes)> = {
        let mut all = Vec::new();
        for blob in kept.node.blobs.list("ct").await.unwrap() {
            all.push((blob.key.clone(), kept.node.blobs.get(&blob.key).await.unwrap().unwrap()));
        }
        all
    };
    kept.ordered().await;
    run_once(&kept.node).await.unwrap();
    for (key, bytes) in blobs {
        kept.node.blobs.put(&key, bytes).await.unwrap();
    }
    act!(kept.node, "restore", None, |tx| {
        tx.put_raw(view::CONTENT, &id.to_string(), "", copy.clone());
        Ok(Vec::new())
    })
    .await
    .unwrap();
    // The key of the case is still there, and the row opens; the key of the content does not.
    assert!(kept.node.content(id).await.is_ok());
    let error = read(&kept.node, id).await.unwrap_err();
    assert!(matches!(error, ActError::Keys(KeysError::Missing(_))), "{error}");
}

#[tokio::test]
async fn a_hold_stops_the_order_until_somebody_ends_it_who_takes_no_part_in_it() {
    let kept = Kept::make().await;
    let prosecutor = kept.officer("prosecutor");
    let both: BTreeSet<ExhibitId> = kept.exhibits.into();
    let until = kept.node.now().checked_add(240.hours()).unwrap();
    let why = why();
    let placed = hold(&kept.node, &prosecutor, kept.case, &both, until, &why, None).await;
    let held = placed.unwrap();
    assert_eq!(kept.state(1).await.item().held_until(kept.node.now()), Some(until));
    let erasure = kept.propose("judge").await.unwrap();
    let refused = denied(kept.approve("prosecutor", erasure).await.unwrap_err());
    assert_eq!(refused.code(), "on-hold");
    assert!(!run_once(&kept.node).await.unwrap());
    assert_eq!(read(&kept.node, kept.exhibits[0]).await.unwrap(), CONTENT);
    let (judge, clerk) = (kept.officer("judge"), kept.officer("clerk"));
    let theirs = lift(&kept.node, &judge, kept.case, held, &why, None).await.unwrap_err();
    assert_eq!(denied(theirs).code(), "same-officer");
    lift(&kept.node, &clerk, kept.case, held, &why, None).await.unwrap();
    for n in [0, 1] {
        assert_eq!(kept.state(n).await.item().holds, []);
    }
    let nothing = lift(&kept.node, &clerk, kept.case, held, &why, None).await;
    assert!(matches!(nothing, Err(ActError::NotFound)));
    assert_eq!(denied(kept.propose("clerk").await.unwrap_err()).code(), "same-officer");
    kept.approve("prosecutor", erasure).await.unwrap();
    run_once(&kept.node).await.unwrap();
    assert_eq!(kept.state(0).await.state(), RecordState::Deleted);
    // What is gone can be held by nobody, and then the other is not held either.
    let late = hold(&kept.node, &judge, kept.case, &both, until, &why, None).await;
    assert!(matches!(late, Err(ActError::Denied(_))));
    assert_eq!(kept.state(1).await.item().holds, []);
    assert_eq!(denied(kept.propose("judge").await.unwrap_err()).code(), "closed");
}

#[tokio::test]
async fn whoever_ended_a_hold_does_not_agree_to_the_destruction() {
    let kept = Kept::make().await;
    let (prosecutor, why) = (kept.officer("prosecutor"), why());
    let chosen: BTreeSet<ExhibitId> = [kept.exhibits[0]].into();
    let until = kept.node.now().checked_add(1.hours()).unwrap();
    let held = hold(&kept.node, &prosecutor, kept.case, &chosen, until, &why, None).await;
    let erasure = kept.propose("judge").await.unwrap();
    lift(&kept.node, &prosecutor, kept.case, held.unwrap(), &why, None).await.unwrap();
    let refused = denied(kept.approve("prosecutor", erasure).await.unwrap_err());
    assert_eq!(refused.code(), "same-officer");
    assert_eq!(kept.state(0).await.state(), RecordState::Sealed);
}

#[tokio::test]
async fn a_node_that_stops_after_any_step_goes_on_to_its_certificate() {
    for step in ["ordered", "keys", "ciphertext"] {
        let kept = Kept::make().await;
        let erasure = kept.ordered().await;
        let at_ms = kept.node.now().as_millisecond();
        if step != "ordered" {
            let kek = kept.copied(0).await.kek;
            kept.node.keys.destroy_deks(Some(&kek), kept.exhibits[0], at_ms).await.unwrap();
        }
        if step == "ciphertext" {
            let content = kept.node.content(kept.exhibits[0]).await.unwrap();
            for part in &content.parts {
                kept.node.blobs.delete(part).await.unwrap();
            }
        }
        let kept = kept.again().await;
        assert!(run_once(&kept.node).await.unwrap(), "{step}");
        let certificate = kept.certificate(erasure).await;
        assert_eq!((certificate.n_objects, certificate.keys.len()), (1, 1), "{step}");
        if step != "ordered" {
            // The instant is that of the destruction, not of the node that found it done.
            assert_eq!(certificate.replicas[0].at.as_millisecond(), at_ms, "{step}");
        }
        assert_eq!(kept.state(0).await.state(), RecordState::Deleted, "{step}");
        assert_eq!(kept.n_blobs().await, 1, "{step}");
    }
}

#[tokio::test]
async fn a_key_store_that_was_put_back_opens_nothing_after_the_next_start() {
    let kept = Kept::make().await;
    let files = ["keys.db", "keys.db-wal"].map(|name| kept.court.config.with_file_name(name));
    let before = files.clone().map(|file| fs::read(file).unwrap());
    let copied = kept.copied(0).await.row.unwrap();
    kept.ordered().await;
    run_once(&kept.node).await.unwrap();
    let Kept { court, node, case, exhibits } = kept;
    drop(node);
    fs::remove_file(court.config.with_file_name("keys.db-shm")).unwrap_or_default();
    for (file, bytes) in files.iter().zip(before) {
        fs::write(file, bytes).unwrap();
    }
    let node = open(&court.config).await;
    let kept = Kept { court, node, case, exhibits };
    assert_eq!(kept.node.keys.n_deks_alive(exhibits[0]).await.unwrap(), 0);
    assert_eq!(kept.node.keys.n_deks_alive(exhibits[1]).await.unwrap(), 1);
    act!(kept.node, "restore", None, |tx| {
        tx.put_raw(view::CONTENT, &exhibits[0].to_string(), "", copied.clone());
        Ok(Vec::new())
    })
    .await
    .unwrap();
    let error = read(&kept.node, exhibits[0]).await.unwrap_err();
    assert!(matches!(error, ActError::Keys(KeysError::Missing(_))), "{error}");
    assert_eq!(again(&kept.node).await.unwrap(), 0);
}

#[tokio::test]
async fn one_exhibit_that_cannot_be_destroyed_keeps_back_the_certificate_and_not_the_others() {
    let kept = Kept::make().await;
    let both: BTreeSet<ExhibitId> = kept.exhibits.into();
    let (judge, why) = (kept.officer("judge"), why());
    let trigger = Trigger::DeletionOrder;
    let proposed = propose(&kept.node, &judge, kept.case, &both, trigger, &why, None).await;
    let erasure = proposed.unwrap();
    kept.approve("prosecutor", erasure).await.unwrap();
    let row = kept.copied(0).await.row.unwrap();
    let put = async |row: Vec<u8>| {
        act!(kept.node, "damage", None, |tx| {
            tx.put_raw(view::CONTENT, &kept.exhibits[0].to_string(), "", row.clone());
            Ok(Vec::new())
        })
        .await
        .unwrap();
    };
    put(vec![0; 40]).await;
    assert!(run_once(&kept.node).await.is_err());
    for exhibit in kept.exhibits {
        assert_eq!(kept.node.keys.n_deks_alive(exhibit).await.unwrap(), 0);
    }
    // The other's ciphertext is gone, and nothing is certified yet.
    assert_eq!(kept.n_blobs().await, 1);
    assert_eq!(kept.state(1).await.state(), RecordState::Destroying);
    put(row).await;
    assert!(run_once(&kept.node).await.unwrap());
    let certificate = kept.certificate(erasure).await;
    assert_eq!((certificate.n_objects, certificate.keys.len()), (2, 2));
    assert_eq!(kept.n_blobs().await, 0);
}

#[tokio::test]
async fn the_chunks_that_came_with_an_envelope_lie_in_a_folder_of_its_own() {
    let kept = Kept::make().await;
    let folder = crate::objects::transfer_folder("envelope");
    assert_eq!(crate::objects::chunk_name("envelope", "a1"), format!("{folder}/a1"));
    kept.node.blobs.put("transfer/envelope/a1", Bytes::from_static(b"chunk")).await.unwrap();
    let chunks = kept.node.blobs.list(&folder).await.unwrap();
    assert_eq!(
        chunks.iter().map(|chunk| chunk.key.as_str()).collect::<Vec<_>>(),
        ["transfer/envelope/a1"]
    );
}

#[tokio::test]
async fn what_was_set_aside_of_it_is_deleted_with_it() {
    let kept = Kept::make().await;
    let mut aside = Vec::new();
    for exhibit in kept.exhibits {
        let part = kept.node.content(exhibit).await.unwrap().parts.remove(0);
        aside.push(format!("aside/2026-01-02/{part}"));
    }
    for name in &aside {
        kept.node.blobs.put(name, Bytes::from_static(b"a copy")).await.unwrap();
    }
    kept.ordered().await;
    run_once(&kept.node).await.unwrap();
    let left = kept.node.blobs.list("aside").await.unwrap();
    assert_eq!(left.iter().map(|blob| &blob.key).collect::<Vec<_>>(), [&aside[1]]);
}

#[tokio::test]
async fn nothing_is_destroyed_while_the_log_has_stopped() {
    let kept = Kept::make().await;
    kept.ordered().await;
    kept.node.ledger.stop(crate::ledger::Stopped::Register);
    assert!(matches!(run_once(&kept.node).await, Err(ActError::Ledger(_))));
    assert_eq!(kept.node.keys.n_deks_alive(kept.exhibits[0]).await.unwrap(), 1);
    assert_eq!(kept.n_blobs().await, 2);
}

#[tokio::test]
async fn more_than_one_transaction_can_hold_is_refused_by_its_number() {
    let kept = Kept::make().await;
    let many: BTreeSet<ExhibitId> =
        (0..=EXHIBITS_MAX as u64).map(|n| ExhibitId::new(u128::from(n).to_be_bytes())).collect();
    let (judge, why) = (kept.officer("judge"), why());
    let until = kept.node.now().checked_add(1.hours()).unwrap();
    let held = hold(&kept.node, &judge, kept.case, &many, until, &why, None).await;
    assert_eq!(denied(held.unwrap_err()).code(), "too-many");
    let trigger = Trigger::Recall;
    let proposed = propose(&kept.node, &judge, kept.case, &many, trigger, &why, None).await;
    assert_eq!(denied(proposed.unwrap_err()).code(), "too-many");
}

#[tokio::test]
async fn a_package_with_it_cannot_be_handed_out_any_more_and_its_file_goes() {
    let kept = Kept::make().await;
    let folder = tempfile::tempdir().unwrap();
    let kept = kept.handing_out_to(folder.path()).await;
    let (node, case) = (&kept.node, kept.case);
    let package = PackageId::new([5; 16]);
    let stream = export::package_stream(node, package, case);
    let started = package::Event::Started {
        at: node.now(),
        by: OfficerId::new([3; 16]),
        request: package::Request {
            package,
            case,
            exhibits: kept.exhibits.into(),
            forum: Name::parse("fr-tj").unwrap(),
            copy: None,
        },
        k: 1,
    };
    let ready = PackageRow { state: State::Ready, ..PackageRow::new(package, case, 2) };
    act!(node, "plant", None, |tx| {
        tx.record(&stream, &Stored::Package(started.clone()), tx.now, &Who::node()).await?;
        tx.put(view::PACKAGE, &package.to_string(), "2-ended", &ready);
        tx.put(view::CASE_ITEM, &format!("{case}:package:{package}"), "", &package.to_string());
        Ok(Vec::new())
    })
    .await
    .unwrap();
    let file = export::file(node, package).unwrap();
    fs::write(&file, CONTENT).unwrap();
    let erasure = kept.ordered().await;
    let ended = status(node, package).await.unwrap();
    assert_eq!(ended.state, State::Failed { code: "erased".to_owned() });
    assert!(export::download(node, package).await.is_err());
    run_once(node).await.unwrap();
    assert_eq!(kept.certificate(erasure).await.packages, [package].into());
    assert!(!file.exists());
}

#[tokio::test]
async fn an_exhibit_of_another_case_is_not_there() {
    let kept = Kept::make().await;
    let other = CaseId::new([8; 16]);
    register(&kept.node, other).await;
    let judge = kept.officer("judge");
    let chosen: BTreeSet<ExhibitId> = [kept.exhibits[0]].into();
    let until = kept.node.now().checked_add(1.hours()).unwrap();
    let held = hold(&kept.node, &judge, other, &chosen, until, &why(), None).await;
    assert!(matches!(held, Err(ActError::NotFound)));
    let trigger = Trigger::Redress;
    let proposed = propose(&kept.node, &judge, other, &chosen, trigger, &why(), None).await;
    assert!(matches!(proposed, Err(ActError::NotFound)));
    let nothing = propose(&kept.node, &judge, other, &BTreeSet::new(), trigger, &why(), None).await;
    assert_eq!(denied(nothing.unwrap_err()).code(), "nothing-to-erase");
}

#[tokio::test]
async fn a_proposal_that_is_rejected_destroys_nothing() {
    let kept = Kept::make().await;
    let erasure = kept.propose("judge").await.unwrap();
    let no = Answer::Reject(why());
    let prosecutor = kept.officer("prosecutor");
    answer(&kept.node, &prosecutor, erasure, &no, None).await.unwrap();
    assert!(!run_once(&kept.node).await.unwrap());
    assert_eq!(kept.state(0).await.state(), RecordState::Sealed);
    let listed = erasures(&kept.node, kept.case).await.unwrap();
    assert_eq!(listed.iter().map(Erasure::word).collect::<Vec<_>>(), ["rejected"]);
}
