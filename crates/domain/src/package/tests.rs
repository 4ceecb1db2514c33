//! The package: asked for by one person, agreed to by another, sealed once.

use super::*;
use crate::actor::{Office, Officer};
use crate::kit::{self, MONDAY};
use crate::permit::{Subject, for_node, for_officer};

fn request() -> Request {
    Request {
        package: PackageId::new([1; 16]),
        case: kit::CASE,
        exhibits: [ExhibitId::new([1; 16])].into(),
        forum: Name::parse("Tribunal judiciaire de Lyon").unwrap(),
        copy: None,
    }
}

fn contents(n: u8) -> Contents {
    Contents { manifest_sha256: [n; 32], n_members: 12, parts: [n; 32] }
}

fn ask(package: Option<&Package>, officer: &Officer, command: Command) -> Result<Package, Denied> {
    let (roster, case) = (kit::roster("fr-tj"), kit::case());
    let ctx = kit::ctx(MONDAY, &roster);
    let subject = Subject::new(package).in_case(Some(&case));
    let permit = for_officer(officer, &subject, command, &ctx)?;
    fold(package, &decide(package, &permit, &ctx)?)
}

fn seal(package: &Package, n: u8) -> Result<Package, Denied> {
    let roster = kit::roster("fr-tj");
    let ctx = kit::ctx(MONDAY, &roster);
    let permit = for_node(&Subject::new(Some(package)), Command::Seal(contents(n)), &ctx)?;
    fold(Some(package), &decide(Some(package), &permit, &ctx)?)
}

fn fold(package: Option<&Package>, events: &[Event]) -> Result<Package, Denied> {
    let folded = events
        .iter()
        .fold(package.cloned(), |package, event| Some(evolve(package, event).unwrap()));
    Ok(folded.unwrap())
}

#[test]
fn the_clerk_asks_and_the_node_seals() {
    let package = ask(None, &kit::clerk(), Command::Start(request())).unwrap();
    let sealed = seal(&package, 1).unwrap();
    assert_eq!(sealed.word(), "sealed");
    assert_eq!(seal(&sealed, 1), Ok(sealed.clone()));
    assert_eq!(seal(&sealed, 2), Err(Denied::Closed));
}

#[test]
fn nobody_seals_by_hand() {
    let package = ask(None, &kit::clerk(), Command::Start(request())).unwrap();
    let denied = ask(Some(&package), &kit::clerk(), Command::Seal(contents(1))).unwrap_err();
    assert_eq!(denied.code(), "not-competent");
}

#[test]
fn who_is_not_the_custodian_needs_a_second_person() {
    let package = ask(None, &kit::judge(), Command::Start(request())).unwrap();
    assert_eq!(seal(&package, 1), Err(Denied::ApprovalMissing { k: 1, have: 0 }));
    let itself = ask(Some(&package), &kit::judge(), Command::Approve);
    assert_eq!(itself, Err(Denied::SameOfficer { cite: None }));
    let approved = ask(Some(&package), &kit::clerk(), Command::Approve).unwrap();
    assert!(seal(&approved, 1).is_ok());
}

#[test]
fn a_package_of_a_case_is_asked_for_by_who_takes_part_in_it() {
    let outside = Officer { unit: kit::unit("fr-tj/archive"), ..kit::clerk() };
    assert_eq!(ask(None, &outside, Command::Start(request())), Err(Denied::NotFound));
    let police = Officer { office: Office::Drafter, ..kit::police() };
    let denied = ask(None, &police, Command::Start(request())).unwrap_err();
    assert_eq!(denied.code(), "not-competent");
}

#[test]
fn an_event_out_of_its_place_is_damage() {
    let package = ask(None, &kit::clerk(), Command::Start(request())).unwrap();
    let own = Event::Approved { at: kit::at(MONDAY), by: kit::clerk().id };
    assert!(evolve(Some(package.clone()), &own).is_err());
    let sealed = seal(&package, 1).unwrap();
    assert!(evolve(Some(sealed), &own).is_err());
    assert!(evolve(None, &own).is_err());
}

const KEPT: ExhibitId = ExhibitId::new([1; 16]);
const BACK: ExhibitId = ExhibitId::new([2; 16]);

/// A sealed whole of two exhibits.
fn whole() -> Package {
    let request = Request { exhibits: [KEPT, BACK].into(), ..request() };
    seal(&ask(None, &kit::clerk(), Command::Start(request)).unwrap(), 1).unwrap()
}

fn copy(reader: CopyReader, withheld: &[(ExhibitId, Ground)]) -> Result<Request, Denied> {
    let forum = Name::parse("Maitre X").unwrap();
    let withheld = withheld.iter().copied().collect();
    copy_of(&whole(), PackageId::new([9; 16]), forum, reader, withheld)
}

#[test]
fn every_exhibit_of_a_whole_is_in_a_copy_or_kept_back() {
    let request = copy(CopyReader::Defence, &[(BACK, Ground::ThreatToPerson)]).unwrap();
    assert_eq!(request.exhibits, [KEPT].into());
    let copy = request.copy.unwrap();
    assert_eq!(copy.withheld, [(BACK, Ground::ThreatToPerson)].into());
    assert_eq!(copy.of, whole().request().package);
}

#[test]
fn a_ground_holds_against_its_own_reader_only() {
    for reader in CopyReader::ALL {
        for ground in Ground::ALL {
            let found = copy(reader, &[(BACK, ground)]);
            let expected = (ground == Ground::OutOfScope) == (reader == CopyReader::Court);
            assert_eq!(found.is_ok(), expected, "{} {}", reader.id(), ground.id());
            let code = found.err().map(|denied| denied.code());
            assert_eq!(code, (!expected).then_some("terms-unfit"));
        }
    }
}

#[test]
fn a_copy_of_nothing_or_of_no_whole_is_none() {
    let ground = Ground::OutOfScope;
    let all = copy(CopyReader::Court, &[(KEPT, ground), (BACK, ground)]);
    assert_eq!(all, Err(Denied::NotSealed));
    let other = copy(CopyReader::Court, &[(ExhibitId::new([3; 16]), ground)]);
    assert_eq!(other, Err(Denied::NotFound));
    let open = ask(None, &kit::clerk(), Command::Start(request())).unwrap();
    let forum = Name::parse("a court").unwrap();
    let early = copy_of(&open, PackageId::new([9; 16]), forum, CopyReader::Court, [].into());
    assert_eq!(early, Err(Denied::NotSealed));
    let request = copy(CopyReader::Court, &[(BACK, ground)]).unwrap();
    let copied = seal(&ask(None, &kit::clerk(), Command::Start(request)).unwrap(), 3).unwrap();
    let forum = Name::parse("a court").unwrap();
    let of_copy = copy_of(&copied, PackageId::new([8; 16]), forum, CopyReader::Court, [].into());
    assert_eq!(of_copy, Err(Denied::NotFound));
}

/// Directive 2012/13/EU, Art. 7(4): a judicial authority refuses access.
#[test]
fn what_is_kept_from_the_defence_a_judge_agrees_to() {
    let request = copy(CopyReader::Defence, &[(BACK, Ground::OngoingInvestigation)]).unwrap();
    let asked = ask(None, &kit::clerk(), Command::Start(request)).unwrap();
    assert_eq!(seal(&asked, 1), Err(Denied::ApprovalMissing { k: 1, have: 0 }));
    let other = Officer { id: OfficerId::new([77; 16]), ..kit::clerk() };
    let denied = ask(Some(&asked), &other, Command::Approve).unwrap_err();
    assert_eq!(denied.code(), "not-competent");
    assert_eq!(
        denied.cite().map(ToString::to_string).as_deref(),
        Some("Directive 2012/13/EU, Art. 7(4)")
    );
    let agreed = ask(Some(&asked), &kit::judge(), Command::Approve).unwrap();
    assert!(seal(&agreed, 1).is_ok());
}

#[test]
fn a_copy_that_keeps_nothing_from_the_defence_needs_no_court() {
    let request = copy(CopyReader::Defence, &[]).unwrap();
    let asked = ask(None, &kit::clerk(), Command::Start(request)).unwrap();
    assert!(seal(&asked, 1).is_ok());
}
