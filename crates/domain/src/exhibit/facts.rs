//! The facts of a new event: what the exhibit's record says already, and who acts.

use super::{
    ActionStatus, Counterparty, CustodyFacts, DigestCheck, Exhibit, Item, Performer, Plain, Record,
    RecordState, Registration, Signatures, Taking,
};

pub(super) fn agrees(expected: &Plain, found: &Plain) -> bool {
    expected == found
}

pub(super) fn record(item: &Item, state: RecordState) -> Record {
    Record { exhibit_no: item.exhibit_no.clone(), state }
}

pub(super) fn collected(registration: &Registration, by: &Performer) -> Box<CustodyFacts> {
    Box::new(CustodyFacts {
        exhibit: registration.exhibit,
        exhibit_no: registration.exhibit_no.clone(),
        root_no: None,
        case: registration.case,
        status: ActionStatus::Success,
        until: None,
        actor: by.clone(),
        counterparty: None,
        location: registration.location.clone(),
        basis: registration.basis.clone(),
        purpose: registration.purpose,
        tool: Some(registration.tool.clone()),
        object: None,
        result: Some(Record {
            exhibit_no: registration.exhibit_no.clone(),
            state: RecordState::Registered,
        }),
        data: None,
        source: Some(registration.source.clone()),
        check: None,
        change: None,
        seal: None,
        countersigns: Vec::new(),
        signatures: None,
        informed_by: None,
    })
}

pub(super) fn taken_over(taking: &Taking, by: &Performer) -> Box<CustodyFacts> {
    let agreed = agrees(&taking.expected, &taking.data.plain);
    let (status, state) = if agreed {
        (ActionStatus::Success, RecordState::Sealed)
    } else {
        (ActionStatus::Fail, RecordState::Contested)
    };
    Box::new(CustodyFacts {
        exhibit: taking.exhibit,
        exhibit_no: taking.exhibit_no.clone(),
        root_no: Some(taking.root_no.clone()),
        case: taking.case,
        status,
        until: None,
        actor: by.clone(),
        counterparty: Some(Counterparty::of(&taking.giver)),
        location: taking.location.clone(),
        basis: taking.basis.clone(),
        purpose: taking.purpose,
        tool: Some(taking.tool.clone()),
        object: None,
        result: Some(Record { exhibit_no: taking.exhibit_no.clone(), state }),
        data: Some(taking.data.clone()),
        source: None,
        check: Some(DigestCheck {
            expected: taking.expected.sha256,
            found: taking.data.plain.sha256,
        }),
        change: None,
        seal: None,
        countersigns: Vec::new(),
        signatures: Some(Signatures { letter: taking.letter.digest, receipt: taking.receipt }),
        informed_by: None,
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
