//! Packages with a time-stamp token, and what becomes of them while the authority lies, is away, or stays away.

use std::fs::File;
use std::io::Write as _;
use std::sync::Arc;

use domain::actor::{AuthLevel, Officer, UnitId};
use domain::case;
use domain::permit::{self, Subject};
use domain::purpose::Purpose;
use seal::package::layout::Member;
use seal::package::schema;
use seal::timestamp::Token;
use seal::zip::Archive;

use super::super::row::Stamp;
use super::super::write::Sealed;
use super::*;
use crate::act::StreamRef;
use crate::config::Config;
use crate::export::step::step;
use crate::measures::instrument;
use crate::node::Node;
use crate::peer::door::event_id;
use crate::serve;
use crate::testing::Court;
use crate::tsa::tests::{Fake, Mode};
use crate::work::witness::publish_once;

const PACKAGE: PackageId = PackageId::new([1; 16]);
const CASE: CaseId = CaseId::new([2; 16]);

/// A court whose package, without exhibits, has come as far as its seal.
struct Asking {
    court: Court,
    node: Arc<Node>,
    authority: Fake,
}

impl Asking {
    async fn make(mode: Mode, grace_seconds: Option<u32>) -> Self {
        let (court, authority) = (found().await, Fake::start(mode));
        let config = Config::read(&court.config).unwrap();
        let tsa = Some(authority.authority(grace_seconds));
        let (node, _) = serve::open(Config { tsa, ..config }).await.unwrap();
        serve::start(&node).await.unwrap();
        plant(&node).await;
        publish_once(&node).await.unwrap();
        Self { court, node, authority }
    }

    async fn row(&self) -> PackageRow {
        status(&self.node, PACKAGE).await.unwrap()
    }

    /// Lets so much time pass in the network.
    fn wait(&self, seconds: i64) {
        let file = self.court.config.with_file_name("clock.json");
        let text = format!("{{\"offset_ms\":{}}}", seconds * 1000);
        File::create(file).unwrap().write_all(text.as_bytes()).unwrap();
        self.node.clock.refresh();
    }

    /// Takes the next step; whether the row moved.
    async fn step(&self) -> bool {
        step(&self.node, &self.row().await).await.unwrap()
    }

    /// Why there is no token so far.
    async fn awaited(&self) -> String {
        let row = self.row().await;
        assert_eq!(row.state, State::Collecting { waits_for: "timestamp".to_owned() });
        match row.stamp {
            Some(Stamp::Awaited { why, .. }) => why,
            other @ (Some(Stamp::Got { .. } | Stamp::Late { .. }) | None) => panic!("{other:?}"),
        }
    }

    /// The schema of the seal.
    async fn seal_schema(&self) -> String {
        let id = self.row().await.seal_event.unwrap();
        let event = self.node.store.event_by_id(event_id(&id).unwrap()).await.unwrap();
        event.unwrap().schema
    }

    /// The finished file, and the token in it. Nobody witnesses this court's log, so of its time nothing is proved; all
    /// else has to hold.
    async fn file(&self) -> Option<Token> {
        publish_once(&self.node).await.unwrap();
        let sealed = Sealed::of(&self.node, &self.row().await).await.unwrap().unwrap();
        let path = self.court.config.with_file_name("p.asice");
        sealed.into_file(path.clone()).await.unwrap();
        let policy = policy_text(&self.node.roster());
        let verdict = seal::package::verify(File::open(&path).unwrap(), policy.as_bytes()).unwrap();
        assert_eq!(verdict.first_broken().unwrap().check, Check::Time, "{verdict}");
        let of_seal = verdict.claims().iter().find(|claim| claim.check == Check::Seal).unwrap();
        let mut archive = Archive::open(File::open(&path).unwrap()).unwrap();
        let member = Member::Timestamp.to_string();
        let at = archive.entries().position(|entry| entry.path == member);
        assert_eq!(of_seal.detail.contains("time-stamp tokens over it"), at.is_some());
        let mut bytes = Vec::new();
        archive.read(at?, |piece| bytes.extend_from_slice(piece)).unwrap();
        Some(Token::parse(&bytes).unwrap())
    }
}

/// A case, and a package of nothing in it that only its seal is missing.
async fn plant(node: &Arc<Node>) {
    let police = Officer { auth: AuthLevel::Hardware, ..node.officer("police").unwrap() };
    let registration = case::Registration {
        case: CASE,
        docket_no: Name::parse("2027/42").unwrap(),
        codename: Name::parse("LUMEN").unwrap(),
        focus: None,
        purpose: Purpose::Investigation,
        participants: [UnitId::parse("fr-tj/clerk").unwrap()].into(),
    };
    let waits_for = Wait::Published.to_string();
    let row = PackageRow::new(PACKAGE, CASE, 0).with(State::Collecting { waits_for });
    act!(node, "plant", None, |tx| {
        let (roster, instrument) = (node.roster_view(), instrument()?);
        let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
        let stream = StreamRef { id: CASE.urn(&node.config.node), scope: format!("case:{CASE}") };
        let command = case::Command::Register(registration.clone());
        let permit = permit::for_officer(&police, &Subject::new(None), command, &ctx)?;
        for event in case::decide(None, &permit, &ctx)? {
            tx.record(&stream, &Stored::Case(event.clone()), event.at(), &Who::node()).await?;
        }
        let forum = Name::parse("a court").unwrap();
        let started = package::Event::Started {
            at: tx.now,
            by: OfficerId::new([3; 16]),
            request: package::Request {
                package: PACKAGE,
                case: CASE,
                exhibits: BTreeSet::new(),
                forum,
                copy: None,
            },
            k: 0,
        };
        let stream = package_stream(node, PACKAGE, CASE);
        tx.record(&stream, &Stored::Package(started), tx.now, &Who::node()).await?;
        advance(tx, None, &row)?;
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_package_gets_its_token_before_its_seal_which_commits_to_it() {
    let asking = Asking::make(Mode::Good, None).await;
    assert!(asking.step().await);
    let row = asking.row().await;
    assert_eq!(row.state, State::Sealed);
    let gen_time = "2027-03-14T10:00:00Z".to_owned();
    assert_eq!(row.stamp, Some(Stamp::Got { gen_time, is_checked: false }));
    assert_eq!(asking.seal_schema().await, schema::PACKAGE_STAMPED.id);
    let token = asking.file().await.unwrap();
    assert_eq!(Some(token.imprint().hex()), row.manifest_sha256);
}

#[tokio::test]
async fn a_package_of_a_node_without_an_authority_is_as_it_always_was() {
    let court = found().await;
    let node = open(&court.config).await;
    plant(&node).await;
    publish_once(&node).await.unwrap();
    let asking = Asking { court, node, authority: Fake::start(Mode::Good) };
    assert!(asking.step().await);
    let row = asking.row().await;
    assert_eq!((row.state.word(), &row.stamp), ("sealed", &None));
    assert!(!String::from_utf8(encode(&row)).unwrap().contains("stamp"));
    assert_eq!(asking.seal_schema().await, schema::PACKAGE.id);
    assert!(asking.file().await.is_none());
}

#[tokio::test]
async fn an_authority_that_comes_back_in_time_is_asked_again() {
    let asking = Asking::make(Mode::Away, None).await;
    assert!(asking.step().await);
    assert_eq!(asking.awaited().await, "broken-connection");
    // Not at once: it is left alone for a while, and a clock that goes back does not prolong it.
    asking.authority.is_now(Mode::Good);
    asking.wait(20);
    assert!(!asking.step().await);
    asking.wait(31);
    assert!(asking.step().await);
    assert_eq!(asking.row().await.state, State::Sealed);
    assert!(asking.file().await.is_some());
}

#[tokio::test]
async fn a_clock_that_went_back_does_not_hold_up_a_package() {
    let asking = Asking::make(Mode::Away, None).await;
    assert!(asking.step().await);
    asking.authority.is_now(Mode::Good);
    asking.wait(-3600);
    assert!(asking.step().await);
    assert_eq!(asking.row().await.state, State::Sealed);
}

#[tokio::test]
async fn an_authority_that_stays_away_holds_a_package_up_for_four_hours() {
    let asking = Asking::make(Mode::Away, None).await;
    assert!(asking.step().await);
    for almost in [60, 4 * 3600 - 5] {
        asking.wait(almost);
        assert!(asking.step().await);
        asking.awaited().await;
    }
    // Then once more it is asked.
    asking.wait(4 * 3600 + 60);
    assert!(asking.step().await);
    let row = asking.row().await;
    assert_eq!(row.state, State::Sealed);
    assert!(matches!(&row.stamp, Some(Stamp::Late { why, .. }) if why == "broken-connection"));
    assert_eq!(asking.seal_schema().await, schema::PACKAGE.id);
    assert!(asking.file().await.is_none());
}

#[tokio::test]
async fn how_long_a_package_waits_can_be_less() {
    let asking = Asking::make(Mode::Refuses, Some(0)).await;
    assert!(asking.step().await);
    assert!(matches!(asking.row().await.stamp, Some(Stamp::Late { .. })));
}

#[tokio::test]
async fn an_answer_that_is_none_is_refused_and_asked_for_again() {
    let asking = Asking::make(Mode::Garbage, None).await;
    let mut passed = 0;
    for (mode, why) in [
        (Mode::Garbage, "der-cut"),
        (Mode::OtherImprint, "other-imprint"),
        (Mode::OtherNonce, "other-nonce"),
        (Mode::Refuses, "not-granted"),
        (Mode::Long, "too-long"),
        (Mode::Status, "status"),
    ] {
        asking.authority.is_now(mode);
        assert!(asking.step().await);
        assert_eq!(asking.awaited().await, why);
        assert!(asking.row().await.seal_event.is_none());
        passed += 60;
        asking.wait(passed);
    }
    asking.authority.is_now(Mode::Good);
    assert!(asking.step().await);
    assert!(asking.file().await.is_some());
}
