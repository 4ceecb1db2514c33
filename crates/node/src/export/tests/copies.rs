//! A copy of a package of two exhibits: who agrees, what is in it, and that it is a part of the whole.

use std::sync::Arc;

use domain::actor::{AuthLevel, Officer, UnitId};
use domain::case;
use domain::erasure::Why;
use domain::exhibit::{
    self, Authority, Data, Exhibit, ExhibitNo, Location, Registration, SealMark, Source,
};
use domain::ids::{ExhibitId, MeasureId};
use domain::letter::LawRef;
use domain::package::{CopyReader, Ground, Package};
use domain::permit::{self, Subject};
use domain::purpose::Purpose;
use http_body_util::BodyExt as _;
use law::ids::{Cite, InstrumentId};
use seal::package::parts::{Is, Parts};

use super::super::inventory::inventory_of;
use super::super::write::Sealed;
use super::*;
use crate::act::StreamRef;
use crate::disclose::{Wish, disclose};
use crate::export::step::step;
use crate::export::{CopyWish, approve, case_of, ends, start, start_copy};
use crate::gap::Gap;
use crate::ingest::Ingest;
use crate::measures::instrument;
use crate::node::Node;
use crate::testing::Court;
use crate::work::arrive::{list as list_exhibit, tool};
use crate::work::witness::publish_once;

const CASE: CaseId = CaseId::new([2; 16]);
const KEPT: ExhibitId = ExhibitId::new([3; 16]);
const BACK: ExhibitId = ExhibitId::new([4; 16]);

fn officer(node: &Node, login: &str) -> Officer {
    Officer { auth: AuthLevel::Hardware, ..node.officer(login).unwrap() }
}

async fn register(node: &Arc<Node>) {
    let police = officer(node, "police");
    let units =
        ["fr-tj/judge", "fr-tj/prosecutor", "fr-tj/clerk"].map(|unit| UnitId::parse(unit).unwrap());
    let registration = case::Registration {
        case: CASE,
        docket_no: Name::parse("2027/42").unwrap(),
        codename: Name::parse("LUMEN").unwrap(),
        focus: None,
        purpose: Purpose::Investigation,
        participants: units.into(),
    };
    act!(node, "register", None, |tx| {
        let (roster, instrument) = (node.roster_view(), instrument()?);
        let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
        let stream = StreamRef { id: CASE.urn(&node.config.node), scope: format!("case:{CASE}") };
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

/// Content that was collected here, and fixed.
async fn collect(node: &Arc<Node>, id: ExhibitId, n: u32) {
    collect_under(node, id, n, None).await;
}

/// The same, under a measure.
async fn collect_under(node: &Arc<Node>, id: ExhibitId, n: u32, basis: Option<Authority>) {
    let mut ingest = Ingest::begin(node, id);
    ingest.push(format!("letter {n}").as_bytes()).await.unwrap();
    let ingested = ingest.finish().await.unwrap();
    let source = Source {
        original_name: format!("{n}.eml"),
        device: None,
        account: None,
        method: "handed in".to_owned(),
        claimed: Vec::new(),
        zone: Some("Europe/Paris".to_owned()),
    };
    let registration = Registration {
        exhibit: id,
        exhibit_no: ExhibitNo::parse(&format!("X-{n}")).unwrap(),
        case: Some(CASE),
        basis: basis.clone(),
        purpose: Purpose::Investigation,
        source,
        location: Location { node: node.config.node.clone(), place: None },
        tool: tool(),
    };
    let data =
        Data { plain: ingested.plain, sha512: None, media_type: "message/rfc822".to_owned() };
    act!(node, "collect", None, |tx| {
        let (roster, instrument) = (node.roster_view(), instrument()?);
        let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
        let stream = StreamRef { id: id.urn(&node.config.node), scope: format!("case:{CASE}") };
        let seal = SealMark { numbers: vec![id.to_string()], condition: "intact".to_owned() };
        let commands = [
            exhibit::Command::Register(registration.clone()),
            exhibit::Command::Seal { data: data.clone(), tool: tool(), seal, until: tx.now },
        ];
        let mut state: Option<Exhibit> = None;
        for command in commands {
            let permit = permit::for_node(&Subject::new(state.as_ref()), command, &ctx)?;
            for event in exhibit::decide(state.as_ref(), &permit, &ctx)? {
                let at = event.at;
                tx.record(&stream, &Stored::Exhibit(event.clone()), at, &Who::node()).await?;
                state = Some(exhibit::evolve(state, &event)?);
            }
        }
        let kek = tx.kek_of(&stream).ok_or(ActError::NotFound)?;
        let content = node.keep_content(&kek, id, &ingested).await?;
        tx.put_raw(view::CONTENT, &id.to_string(), "", content);
        list_exhibit(tx, Some(CASE), "no-measure", id, n);
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

/// Takes steps until the seal is recorded and published.
async fn until_sealed(node: &Arc<Node>, package: PackageId) {
    for _ in 0..8 {
        let row = status(node, package).await.unwrap();
        if row.state == State::Sealed {
            break;
        }
        step(node, &row).await.unwrap();
        publish_once(node).await.unwrap();
    }
    let row = status(node, package).await.unwrap();
    assert_eq!(row.state, State::Sealed);
}

/// A court whose package of two exhibits can be handed out. Its network has no witness, so no verifier would take it; that
/// is said of the row here, because it is not what is asked.
async fn whole() -> (Court, Arc<Node>, PackageId) {
    let court = found().await;
    let node = open(&court.config).await;
    register(&node).await;
    collect(&node, KEPT, 1).await;
    collect(&node, BACK, 2).await;
    publish_once(&node).await.unwrap();
    let package = start(&node, &officer(&node, "clerk"), CASE, None).await.unwrap();
    until_sealed(&node, package).await;
    let row = status(&node, package).await.unwrap();
    act!(&node, "ready", None, |tx| {
        advance(tx, Some(&row), &row.with(State::Ready))?;
        Ok(Vec::new())
    })
    .await
    .unwrap();
    (court, node, package)
}

fn wish(reader: CopyReader, ground: Ground) -> CopyWish {
    let forum = Name::parse("the defence").unwrap();
    CopyWish { forum, reader, withheld: [(BACK, ground)].into() }
}

#[tokio::test]
async fn a_copy_for_the_defence_is_a_part_of_the_whole_once_a_judge_agrees() {
    let (_court, node, package) = whole().await;
    let clerk = officer(&node, "clerk");
    let wish = wish(CopyReader::Defence, Ground::ThreatToPerson);
    let copy = start_copy(&node, &clerk, package, &wish, None).await.unwrap();
    let row = status(&node, copy).await.unwrap();
    assert!(!step(&node, &row).await.unwrap());
    let prosecutor = approve(&node, &officer(&node, "prosecutor"), copy, None).await;
    let Err(ActError::Denied(denied)) = prosecutor else { panic!("{prosecutor:?}") };
    assert_eq!(denied.code(), "not-competent");
    approve(&node, &officer(&node, "judge"), copy, None).await.unwrap();
    until_sealed(&node, copy).await;

    let row = status(&node, copy).await.unwrap();
    let list = inventory_of(&node, &row).await.unwrap();
    let nos: Vec<_> = list.exhibits.iter().map(|one| one.no.as_str()).collect();
    assert_eq!(nos, ["X-1"]);
    let parts = list.part_of.unwrap().parts;
    let parts = Parts::parse(parts.as_bytes()).unwrap();
    let withheld: Vec<_> = parts
        .lines()
        .iter()
        .filter_map(|line| match &line.is {
            Is::Withheld { ground, .. } => Some((line.no.as_str(), ground.code.as_str())),
            Is::Absent { .. } | Is::Held { .. } => None,
        })
        .collect();
    assert_eq!(withheld, [("X-2", "threat-to-person")]);

    // Both seals commit to one list, and the copy is put together again from what is stored.
    let root = async |id: PackageId| {
        let state = node.load::<Package>(&id.urn(&node.config.node)).await.unwrap().unwrap();
        let Package::Sealed(sealed) = state else { panic!("{state:?}") };
        sealed.contents.parts
    };
    assert_eq!(root(copy).await, root(package).await);
    let (_, broken) = Sealed::of(&node, &row).await.unwrap().unwrap().judged(&node).await.unwrap();
    assert_eq!(broken.map(|claim| claim.check), Some(Check::Time));
}

#[tokio::test]
async fn what_is_no_finished_whole_gives_no_copy() {
    let (_court, node, package) = whole().await;
    let clerk = officer(&node, "clerk");
    let wrong = wish(CopyReader::Defence, Ground::OutOfScope);
    let refused = start_copy(&node, &clerk, package, &wrong, None).await;
    assert!(matches!(refused, Err(ActError::Denied(denied)) if denied.code() == "terms-unfit"));
    let fits = wish(CopyReader::Court, Ground::OutOfScope);
    let copy = start_copy(&node, &clerk, package, &fits, None).await.unwrap();
    // A copy that is not finished, and then one that is: neither is a whole.
    let early = start_copy(&node, &clerk, copy, &fits, None).await;
    assert!(matches!(early, Err(ActError::Denied(Denied::NotSealed))));
    until_sealed(&node, copy).await;
    let police = officer(&node, "police");
    let other = start_copy(&node, &police, package, &fits, None).await;
    assert!(matches!(other, Err(ActError::Denied(_))), "{other:?}");
}

async fn shown(node: &Arc<Node>, id: ExhibitId) -> Result<Vec<u8>, ActError> {
    let exhibit = node.load::<Exhibit>(&id.urn(&node.config.node)).await?.unwrap();
    let case = case_of(node, CASE).await?;
    let seq = node.store.load(&id.urn(&node.config.node), 0).await?[0].version;
    let wish = Wish {
        seq,
        fields: BTreeSet::new(),
        to: Name::parse("the defence").unwrap(),
        purpose: Purpose::Adjudication,
        why: Why::parse("asked for at the hearing").unwrap(),
    };
    disclose(node, &officer(node, "clerk"), &exhibit, &case, &wish).await
}

#[tokio::test]
async fn behind_a_gap_nothing_is_copied_approved_or_disclosed_until_two_officers_have_decided() {
    let (_court, node, package) = whole().await;
    let clerk = officer(&node, "clerk");
    let wish = wish(CopyReader::Defence, Ground::ThreatToPerson);
    let asked = start_copy(&node, &clerk, package, &wish, None).await.unwrap();
    shown(&node, KEPT).await.unwrap();
    // As after leaves came back whose content is lost: what we know of the exhibits may be too old, the package is new.
    let last = async |id: ExhibitId| {
        node.store.load(&id.urn(&node.config.node), 0).await.unwrap().pop().unwrap().position
    };
    let gap = Gap {
        origin: node.ledger.origin(),
        log: 0,
        from: 1,
        to: 2,
        url: String::new(),
        at_ms: 0,
        position: last(BACK).await.min(last(KEPT).await),
        decided_at_ms: None,
    };
    node.gap.set(Some(gap));
    let judge = officer(&node, "judge");
    let copied = start_copy(&node, &clerk, package, &wish, None).await;
    assert!(matches!(copied, Err(ActError::BehindGap)), "{copied:?}");
    let approved = approve(&node, &judge, asked, None).await;
    assert!(matches!(approved, Err(ActError::BehindGap)), "{approved:?}");
    let disclosed = shown(&node, KEPT).await;
    assert!(matches!(disclosed, Err(ActError::BehindGap)), "{disclosed:?}");
    node.gap.set(None);
    start_copy(&node, &clerk, package, &wish, None).await.unwrap();
    approve(&node, &judge, asked, None).await.unwrap();
    shown(&node, KEPT).await.unwrap();
}

#[tokio::test]
async fn fields_are_not_disclosed_of_what_may_not_be_used_nor_without_a_quorum() {
    let (_court, node, _) = whole().await;
    // What cannot be judged is not handed out: nobody knows this measure.
    let odd = ExhibitId::new([5; 16]);
    let id = InstrumentId::parse("eu-e-evidence").unwrap();
    let basis = Authority {
        law: LawRef { id, version: 1, digest: [0; 32] },
        cite: Cite::parse("eu-e-evidence/5").unwrap(),
        measure: MeasureId::new([9; 16]),
        issued_by: MemberId::parse("fr-tj").unwrap(),
    };
    collect_under(&node, odd, 3, Some(basis)).await;
    publish_once(&node).await.unwrap();
    let refused = shown(&node, odd).await;
    assert!(matches!(refused, Err(ActError::Corrupt(_))), "{refused:?}");
    shown(&node, KEPT).await.unwrap();
    act!(&node, "missing", None, |tx| {
        tx.put(view::COUNTER, "quorum-missing", "", &BTreeMap::from([("at_ms", 0_i64)]));
        Ok(Vec::new())
    })
    .await
    .unwrap();
    crate::quorum::load(&node).await.unwrap();
    let refused = shown(&node, KEPT).await;
    assert!(matches!(refused, Err(ActError::NoQuorum { .. })), "{refused:?}");
}

#[tokio::test]
async fn a_package_states_by_the_map_of_the_day_that_nothing_more_is_on_record_about_an_exhibit() {
    let court = found().await;
    let node = open(&court.config).await;
    register(&node).await;
    collect(&node, KEPT, 1).await;
    publish_once(&node).await.unwrap();
    // The day is over; what comes then is in no map yet.
    let clock = court.config.with_file_name("clock.json");
    std::fs::write(clock, b"{\"offset_ms\":86400000}").unwrap();
    node.clock.refresh();
    assert!(crate::heads::run_once(&node).await.unwrap());
    collect(&node, BACK, 2).await;
    publish_once(&node).await.unwrap();
    let package = start(&node, &officer(&node, "clerk"), CASE, None).await.unwrap();
    until_sealed(&node, package).await;

    let row = status(&node, package).await.unwrap();
    let list = inventory_of(&node, &row).await.unwrap();
    let stated: Vec<_> =
        list.exhibits.iter().map(|one| (one.no.as_str(), one.complete.is_some())).collect();
    assert_eq!(stated, [("X-1", true), ("X-2", false)]);
    let ends = ends(&node, &row).await.unwrap().unwrap();
    assert_eq!((ends.n_exhibits, ends.n_stated), (2, 1));
    assert_eq!(
        ends.day,
        list.exhibits[0].complete.as_ref().map(|one| one.statement().unwrap().date)
    );
    // What a court reads says up to where it speaks, of each exhibit.
    let sealed = Sealed::of(&node, &row).await.unwrap().unwrap();
    let file = sealed.into_body().collect().await.unwrap().to_bytes();
    let report = String::from_utf8_lossy(&file);
    let day = ends.day.unwrap();
    for words in [
        format!("By its map of {day}, the exporting authority&#39;s log states"),
        "Entries above that came later: 2.".to_owned(),
        "No map of the exporting authority&#39;s log is shown for this exhibit".to_owned(),
    ] {
        assert!(report.contains(&words), "{words}");
    }
    // It holds, and fits what is shown: only that this network has no witness stands against the package.
    let (_, broken) = Sealed::of(&node, &row).await.unwrap().unwrap().judged(&node).await.unwrap();
    assert_eq!(broken.map(|claim| claim.check), Some(Check::Time));
}
