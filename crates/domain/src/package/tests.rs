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
    }
}

fn contents(n: u8) -> Contents {
    Contents { manifest_sha256: [n; 32], n_members: 12 }
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
