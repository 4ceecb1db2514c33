//! The facts of a new event: what the exhibit's record says already, and who acts.

use super::{
    ActionStatus, Counterparty, CustodyFacts, DigestCheck, Exhibit, ExhibitNo, Item, Location,
    Performer, Plain, Record, RecordState, Registration, Signatures, Taking,
};
use crate::ids::ExhibitId;
use crate::purpose::Purpose;

pub(super) fn agrees(expected: &Plain, found: &Plain) -> bool {
    expected == found
}

pub(super) fn record(item: &Item, state: RecordState) -> Record {
    Record { exhibit_no: item.exhibit_no.clone(), state }
}

/// The facts of the first event of an exhibit, before anything is said in them.
pub(super) fn of_new(
    exhibit: ExhibitId,
    exhibit_no: &ExhibitNo,
    location: &Location,
    purpose: Purpose,
    by: &Performer,
) -> CustodyFacts {
    CustodyFacts {
        exhibit,
        exhibit_no: exhibit_no.clone(),
        root_no: None,
        case: None,
        status: ActionStatus::Success,
        until: None,
        actor: by.clone(),
        counterparty: None,
        location: location.clone(),
        basis: None,
        purpose,
        tool: None,
        object: None,
        result: None,
        data: None,
        source: None,
        check: None,
        change: None,
        seal: None,
        countersigns: Vec::new(),
        signatures: None,
        informed_by: None,
    }
}

pub(super) fn collected(registration: &Registration, by: &Performer) -> Box<CustodyFacts> {
    let Registration { exhibit, exhibit_no, location, purpose, .. } = registration;
    let state = RecordState::Registered;
    Box::new(CustodyFacts {
        case: registration.case,
        basis: registration.basis.clone(),
        tool: Some(registration.tool.clone()),
        result: Some(Record { exhibit_no: exhibit_no.clone(), state }),
        source: Some(registration.source.clone()),
        ..of_new(*exhibit, exhibit_no, location, *purpose, by)
    })
}

pub(super) fn taken_over(taking: &Taking, by: &Performer) -> Box<CustodyFacts> {
    let Taking { exhibit, exhibit_no, location, purpose, .. } = taking;
    let agreed = agrees(&taking.expected, &taking.data.plain);
    let (status, state) = if agreed {
        (ActionStatus::Success, RecordState::Sealed)
    } else {
        (ActionStatus::Fail, RecordState::Contested)
    };
    Box::new(CustodyFacts {
        root_no: Some(taking.root_no.clone()),
        case: taking.case,
        status,
        counterparty: Some(Counterparty::of(&taking.giver)),
        basis: taking.basis.clone(),
        tool: Some(taking.tool.clone()),
        result: Some(Record { exhibit_no: exhibit_no.clone(), state }),
        data: Some(taking.data.clone()),
        check: Some(DigestCheck {
            expected: taking.expected.sha256,
            found: taking.data.plain.sha256,
        }),
        signatures: Some(Signatures { letter: taking.letter.digest, receipt: taking.receipt }),
        ..of_new(*exhibit, exhibit_no, location, *purpose, by)
    })
}

/// The facts of an event that follows another: object and result are the record as it is.
pub(super) fn following(exhibit: &Exhibit, by: &Performer) -> CustodyFacts {
    let item = exhibit.item();
    let record = Some(record(item, exhibit.state()));
    CustodyFacts {
        exhibit: item.exhibit,
        exhibit_no: item.exhibit_no.clone(),
        root_no: item.root_no.clone(),
        case: item.case,
        status: ActionStatus::Success,
        until: None,
        actor: by.clone(),
        counterparty: None,
        location: item.location.clone(),
        basis: item.basis.clone(),
        purpose: item.purpose,
        tool: None,
        object: record.clone(),
        result: record,
        data: None,
        source: None,
        check: None,
        change: None,
        seal: None,
        countersigns: Vec::new(),
        signatures: None,
        informed_by: item.n_events.checked_sub(1),
    }
}
