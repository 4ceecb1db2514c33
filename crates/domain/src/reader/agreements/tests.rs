//! Who is offered what, by stage and office.

use super::*;
use crate::actor::{AuthLevel, Office};
use crate::agreement::tests::{in_force, suspended, terms};
use crate::agreement::{Event, evolve};
use crate::ids::OfficerId;
use crate::kit::{self, at};

const NOW: &str = "2027-03-08T09:00:00Z";

fn officer(office: Office, auth: AuthLevel) -> Officer {
    Officer { office, auth, ..kit::judge() }
}

fn drafted(by: OfficerId) -> Agreement {
    let terms = Box::new(terms());
    let drafted = Event::Drafted { at: at(NOW), by, terms, digest: [0xd1; 32] };
    evolve(None, &drafted).unwrap()
}

fn seen(agreement: &Agreement, officer: &Officer) -> Option<AgreementSeen> {
    let roster = kit::roster("fr-tj");
    reduce_agreement(agreement, officer, &kit::ctx(NOW, &roster))
}

#[track_caller]
fn check(agreement: &Agreement, office: Office, expected: &[&str]) {
    let seen = seen(agreement, &officer(office, AuthLevel::Hardware)).expect("it is read");
    let can: Vec<&str> =
        seen.may.iter().filter(|one| one.denied.is_none()).map(|one| one.verb).collect();
    assert_eq!(can, expected, "{office:?} {:?}", seen.phase);
}

#[test]
fn every_stage_offers_what_can_be_done_and_nothing_else() {
    use Office::{Auditor, Coordinator, Dpo, Drafter, IssuingAuthority};
    let draft = drafted(kit::prosecutor().id);
    let ended = Event::Ended {
        at: at(NOW),
        by: kit::member("fr-tj"),
        letter: None,
        why: Why::parse("x").unwrap(),
    };
    let over = evolve(Some(in_force()), &ended).unwrap();
    let all = ["end", "review", "suspend", "consent"];
    for (agreement, office, expected) in [
        (&draft, IssuingAuthority, ["end", "sign"].as_slice()),
        (&draft, Dpo, &[]),
        (&draft, Drafter, &[]),
        (&in_force(), IssuingAuthority, &all),
        (&in_force(), Coordinator, &["end", "review", "suspend"]),
        (&in_force(), Dpo, &["review", "suspend"]),
        (&in_force(), Auditor, &[]),
        (&suspended(), IssuingAuthority, &["end", "reinstate", "review", "consent"]),
        (&suspended(), Dpo, &["review"]),
        (&over, IssuingAuthority, &[]),
    ] {
        check(agreement, office, expected);
    }
}

#[test]
fn whoever_wrote_it_down_is_told_that_somebody_else_signs() {
    let judge = officer(Office::IssuingAuthority, AuthLevel::Hardware);
    let draft = drafted(judge.id);
    let seen = seen(&draft, &judge).unwrap();
    assert_eq!(seen.why_not("sign"), Some(&Denied::SameOfficer { cite: None }));
    assert!(seen.may("end") && !seen.may("sign"));
}

#[test]
fn a_weak_sign_in_is_told_what_it_lacks() {
    let weak = officer(Office::IssuingAuthority, AuthLevel::Passkey);
    let seen = seen(&in_force(), &weak).unwrap();
    let level = AuthLevel::Hardware;
    assert_eq!(seen.why_not("suspend"), Some(&Denied::StepUp { level }));
    assert!(seen.may("review"));
}

#[test]
fn who_reads_no_agreements_sees_none() {
    for office in Office::ALL {
        let seen = seen(&in_force(), &officer(office, AuthLevel::Hardware));
        let reads = matrix::mark(Row::AgreementRead, office).scope != Scope::Never;
        assert_eq!(seen.is_some(), reads, "{office:?}");
    }
    let gone = Officer { active: false, ..kit::judge() };
    assert_eq!(seen(&in_force(), &gone), None);
    let roster = kit::roster("fr-tj");
    assert!(!may_draft_agreement(&gone, &kit::ctx(NOW, &roster)));
    assert!(may_draft_agreement(&kit::judge(), &kit::ctx(NOW, &roster)));
}
