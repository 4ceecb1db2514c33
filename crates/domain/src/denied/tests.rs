//! Refusals: stable codes, their article, and the order of checks that they follow.

use std::collections::BTreeSet;

use super::*;

/// One of every reason, in the order of the enum.
fn all() -> Vec<Denied> {
    let cite = || Cite::parse("4(2)").unwrap();
    let clock = || ClockId::parse("eu-e-evidence/produce").unwrap();
    let ground = || GroundId::parse("eu-e-evidence/g/12.1.a").unwrap();
    let instrument = || InstrumentId::parse("eu-e-evidence").unwrap();
    let at = || Timestamp::UNIX_EPOCH;
    vec![
        Denied::ActOfItsOwn { cite: None },
        Denied::AgreementDiffers,
        Denied::AgreementNotActive,
        Denied::AlreadyAnswered,
        Denied::AlreadyIssued,
        Denied::AlreadyKnown,
        Denied::ApprovalMissing { k: 1, have: 0 },
        Denied::CheckMissing { check: CheckId::parse("necessity").unwrap(), cite: cite() },
        Denied::Closed,
        Denied::ContactMissing { cite: cite() },
        Denied::CopyTooWide { fields: vec![FieldId::parse("case_summary").unwrap()] },
        Denied::DayUnfit {
            what: "review_on",
            on: jiff::civil::date(2026, 8, 17),
            earliest: jiff::civil::date(2026, 8, 18),
            latest: jiff::civil::date(2027, 2, 16),
            cite: cite(),
        },
        Denied::DeadlineUndetermined { clock: clock(), reason: Reason::FactMissing },
        Denied::DeclarationUnmet {
            declared: DeclaredKind::RequireNotification,
            country: Country::parse("HU").unwrap(),
            cite: cite(),
        },
        Denied::Defects { defects: Vec::new() },
        Denied::DerivativeLeft { exhibit: ExhibitNo::parse("X-1").unwrap() },
        Denied::DraftChanged { seen: 1, now: 2 },
        Denied::ExhibitContested,
        Denied::GateNotOpen { cite: cite(), opens_at: Some(at()) },
        Denied::GroundRaised { ground: ground(), cite: None },
        Denied::HoldOver { until: at() },
        Denied::HoldTooLong { days_max: 366 },
        Denied::InstrumentNotInForce {
            instrument: instrument(),
            on: jiff::civil::date(2026, 8, 17),
            from: None,
            country: None,
            otherwise: Vec::new(),
        },
        Denied::KeptTooLong { latest: at() },
        Denied::LawDiffers { id: instrument(), version: 1 },
        Denied::LetterMissing {
            after: [Earlier::Letter(KindId::parse("impossibility").unwrap())].into(),
            cite: cite(),
        },
        Denied::NoRecipient { cite: cite() },
        Denied::NobodyToAsk,
        Denied::NotActive,
        Denied::NotAuthor,
        Denied::NotCompetent {
            office: Office::Drafter,
            issuer_kind: None,
            cite: None,
            blocked: BTreeSet::new(),
            allowed: BTreeSet::new(),
        },
        Denied::NotCounted { figure: "items".to_owned() },
        Denied::NotDue { clock: clock(), fires_at: None },
        Denied::NotFound,
        Denied::NotIssued,
        Denied::NotOrdered,
        Denied::NotOwner,
        Denied::NotReceived,
        Denied::NotSealed,
        Denied::NotSuspended,
        Denied::NotYet { cite: cite(), until: Some(at()) },
        Denied::NotYourCase,
        Denied::NoteUnfit { what: "n", cite: cite() },
        Denied::NothingToErase,
        Denied::NothingToHandOver { cite: cite() },
        Denied::NoticeDeferred { until: jiff::civil::date(2026, 8, 17), cite: cite() },
        Denied::NoticeGiven { told_on: jiff::civil::date(2026, 8, 17), cite: cite() },
        Denied::NoticeIncomplete { what: "reasons", cite: cite() },
        Denied::NoticeNotOwed { cite: None },
        Denied::OffenceBelowThreshold {
            field: FieldId::parse("penalty_max").unwrap(),
            cite: cite(),
        },
        Denied::OnHold { exhibit: ExhibitNo::parse("X-1").unwrap(), until: at() },
        Denied::OnwardForbidden,
        Denied::OtherAct { act: "object" },
        Denied::PeerActWaits { act: "objected" },
        Denied::PurposeNotCovered { purpose: Purpose::Training },
        Denied::ReceiptAhead { received_at: at() },
        Denied::ReleaseContested { row: 12, findings: BTreeSet::new() },
        Denied::Reserved {
            instrument: instrument(),
            country: None,
            cite: cite(),
            otherwise: Vec::new(),
        },
        Denied::Restricted { cite: cite() },
        Denied::SameOfficer { cite: None },
        Denied::SeenIncomplete { copy: CopyKind::Addressee },
        Denied::Stands { cite: cite() },
        Denied::StatusNotLoaded {
            instrument: instrument(),
            on: jiff::civil::date(2026, 8, 17),
            country: None,
        },
        Denied::StepUp { level: AuthLevel::Hardware },
        Denied::StillKept { until: at() },
        Denied::Suspended { cite: None },
        Denied::TermsUnfit { what: "track", cite: cite() },
        Denied::TooMany { n_max: 1 },
        Denied::UnknownCriterion { n: 4, n_max: 2 },
        Denied::UnknownDelayGround { ground: "convenience".to_owned(), cite: cite() },
        Denied::UnknownGround { ground: ground() },
        Denied::UnknownKind { kind: KindId::parse("epoc").unwrap() },
        Denied::UnknownLetter { letter: KindId::parse("extension").unwrap() },
        Denied::UnknownMember { member: MemberId::parse("fr-tj").unwrap() },
        Denied::WrongAddressee,
        Denied::WrongAuthority { member: MemberId::parse("fr-tj").unwrap() },
    ]
}

/// `GateNotOpen { .. }` as `gate-not-open`.
fn kebab(denied: &Denied) -> String {
    let name = format!("{denied:?}");
    let name: String = name.chars().take_while(|c| c.is_alphabetic()).collect();
    let mut kebab = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.extend(c.to_lowercase());
    }
    kebab
}

#[test]
fn every_code_is_the_name_in_kebab_case_and_the_list_is_alphabetical() {
    let codes: Vec<&str> = all().iter().map(Denied::code).collect();
    for denied in all() {
        assert_eq!(denied.code(), kebab(&denied));
    }
    let mut sorted = codes.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(codes, sorted);
}

#[test]
fn every_sentence_is_lower_case_and_has_no_full_stop() {
    for denied in all() {
        let sentence = denied.to_string();
        assert!(!sentence.ends_with('.'), "{sentence}");
        assert!(sentence.starts_with(|c: char| c.is_lowercase() || c == '`'), "{sentence}");
    }
}

#[test]
fn what_may_not_be_known_of_is_404_and_never_403() {
    assert_eq!(Denied::NotFound.class().status(), 404);
    assert!(all().iter().all(|d| (d.class() == Class::Hidden) == (*d == Denied::NotFound)));
}

#[test]
fn a_reason_never_carries_what_was_typed_into_a_form() {
    // Fields and faults are named; values have no place in any reason.
    let denied = Denied::CopyTooWide { fields: vec![FieldId::parse("case_summary").unwrap()] };
    assert_eq!(denied.args(), [("fields", "case_summary".to_owned())]);
}
