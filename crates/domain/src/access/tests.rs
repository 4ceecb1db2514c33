//! Reads of content: who may, for what purpose, and what the record of it says.

use super::*;
use crate::actor::AuthLevel;
use crate::actor::Officer;
use crate::kit::{self, MONDAY};
use crate::permit::{Scope, matrix, to_read};

fn read(officer: &Officer, purpose: Purpose) -> Result<Event, Denied> {
    let (roster, case) = (kit::roster("fr-tj"), kit::case());
    let ctx = kit::ctx(MONDAY, &roster);
    let draft = kit::draft(kit::traffic());
    let permit = to_read(officer, &Reading::Measure(&draft, Some(&case)), purpose, &ctx)?;
    Ok(decide(&permit, &ctx))
}

#[test]
fn a_read_says_who_what_when_and_why() {
    let event = read(&kit::judge(), Purpose::Investigation).unwrap();
    assert_eq!(event.kind(), "consulted");
    assert_eq!(event.what, ReadContent::Measure(kit::MEASURE));
    assert_eq!((event.what.kind(), event.what.tier()), ("measure", 2));
    assert_eq!(event.by.officer(), Some(kit::judge().id));
    assert_eq!((event.at, event.purpose), (kit::at(MONDAY), Purpose::Investigation));
}

#[test]
fn who_signed_in_too_weakly_is_asked_for_more() {
    let weak = Officer { auth: AuthLevel::SignedOn, ..kit::judge() };
    let denied = read(&weak, Purpose::Investigation).unwrap_err();
    assert_eq!(denied, Denied::StepUp { level: AuthLevel::Passkey });
}

#[test]
fn a_member_reads_only_what_is_its_own() {
    assert_eq!(read(&kit::agent(), Purpose::Investigation), Err(Denied::NotFound));
}

/// Whoever acts on letters of the member receives them; whoever keeps or routes what others act on reads and receives nothing.
#[test]
fn who_reads_measures_receives_letters_but_for_those_who_keep_and_route() {
    for office in Office::ALL {
        let reads = matrix::mark(Row::MeasureRead, office).scope != Scope::Never;
        let only_reads = matches!(office, Office::Custodian | Office::SpocOfficer);
        assert_eq!(receives(office), reads && !only_reads, "{}", office.id());
    }
}
