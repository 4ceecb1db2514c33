//! The order of reasons, tried with two faults at once, and who gets no permit at all.

use law::ids::{Country, InstrumentId, Track};

use super::*;
use crate::kit::{self, MONDAY};
use crate::letter::Answer;
use crate::measure::Command;

fn ask(officer: &Officer, measure: &Measure, command: Command) -> Result<Actor, Denied> {
    ask_in(officer, measure, Some(&kit::case()), command)
}

fn ask_in(
    officer: &Officer,
    measure: &Measure,
    case: Option<&Case>,
    command: Command,
) -> Result<Actor, Denied> {
    let roster = kit::roster("fr-tj");
    let subject = Subject::new(Some(measure)).in_case(case);
    for_officer(officer, &subject, command, &kit::ctx(MONDAY, &roster))
        .map(|permit| permit.by().clone())
}

fn check(officer: &Officer, measure: &Measure, command: Command, expected: &str) {
    let code = ask(officer, measure, command).map_or_else(|denied| denied.code(), |_| "yes");
    assert_eq!(code, expected);
}

fn complete_draft() -> Measure {
    kit::draft(kit::traffic())
}

fn faulty_draft() -> Measure {
    let mut terms = kit::traffic();
    terms.values.clear();
    kit::draft(terms)
}

#[test]
fn a_permit_names_actor_office_purpose_law_and_sign_in() {
    let (roster, draft, case) = (kit::roster("fr-tj"), complete_draft(), kit::case());
    let subject = Subject::new(Some(&draft)).in_case(Some(&case));
    let ctx = kit::ctx(MONDAY, &roster);
    let permit = for_officer(&kit::judge(), &subject, kit::issue(&draft), &ctx).unwrap();
    assert_eq!(permit.by().officer(), Some(kit::judge().id));
    let basis = permit.basis();
    assert_eq!(basis.office, Some(Office::IssuingAuthority));
    assert_eq!(basis.purpose, Purpose::Investigation);
    assert_eq!(basis.legal.as_ref().map(ToString::to_string).as_deref(), Some("4(2)"));
    assert_eq!(basis.level, Some(AuthLevel::Hardware));
}

#[test]
fn who_may_not_know_of_a_thing_learns_nothing_else_about_it() {
    let draft = faulty_draft();
    // Each of these has a second fault that must not be reported.
    let stranger = Officer { active: false, ..kit::agent() };
    check(&stranger, &draft, kit::issue(&draft), "not-found");
    let admin = kit::admin(&kit::judge());
    check(&admin, &draft, kit::issue(&draft), "not-found");
    let elsewhere = kit::case_of(&["fr-tj/police"]);
    let outside = ask_in(&kit::judge(), &draft, Some(&elsewhere), kit::issue(&draft));
    assert_eq!(outside, Err(Denied::NotFound));
    // The node did not say which case it is: then nobody takes part in it.
    assert_eq!(ask_in(&kit::judge(), &draft, None, kit::issue(&draft)), Err(Denied::NotFound));
}

#[test]
fn inactive_comes_before_faults_of_the_form() {
    let judge = Officer { active: false, ..kit::judge() };
    let draft = faulty_draft();
    check(&judge, &draft, kit::issue(&draft), "not-active");
}

#[test]
fn faults_of_the_form_come_before_the_law_and_competence() {
    let draft = faulty_draft();
    check(&kit::prosecutor(), &draft, kit::issue(&draft), "defects");
}

#[test]
fn a_law_that_is_not_in_force_comes_before_competence() {
    let roster = kit::roster("fr-tj");
    let (draft, case) = (complete_draft(), kit::case());
    let subject = Subject::new(Some(&draft)).in_case(Some(&case));
    let ctx = kit::ctx("2026-08-17T21:59:59Z", &roster);
    let denied = for_officer(&kit::prosecutor(), &subject, kit::issue(&draft), &ctx).unwrap_err();
    assert_eq!(denied.code(), "instrument-not-in-force");
    // Midnight in Paris, still the day before in UTC: the state that asks has its own civil day.
    let ctx = kit::ctx("2026-08-17T22:00:00Z", &roster);
    let denied = for_officer(&kit::prosecutor(), &subject, kit::issue(&draft), &ctx).unwrap_err();
    assert_eq!(denied.code(), "not-competent");
}

#[test]
fn where_the_law_does_not_bind_the_ways_that_do_are_named_in_their_order() {
    let (roster, draft, case) = (kit::roster("fr-tj"), complete_draft(), kit::case());
    let shelf = law::embedded::instruments().unwrap();
    let subject = Subject::new(Some(&draft)).in_case(Some(&case));
    let before = kit::ctx("2026-08-17T21:59:59Z", &roster);
    let otherwise = |ctx: &Ctx<'_>| {
        let no = for_officer(&kit::judge(), &subject, kit::issue(&draft), ctx).unwrap_err();
        let Denied::InstrumentNotInForce { otherwise, .. } = no else { panic!("{no}") };
        otherwise
    };
    let ids = |ids: &[InstrumentId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    // The act names older ways; nobody has loaded whether they bind Ireland, and what is not known is not proposed.
    assert_eq!(ids(&otherwise(&before)), ["eu-eio", "mla"]);
    assert_eq!(ids(&otherwise(&Ctx { shelf: &shelf, ..before })), ["mla"]);
    let japan = kit::roster_with("fr-tj", |members| {
        for member in ["ie-prov", "ie-ca"].map(kit::member) {
            members.get_mut(&member).unwrap().state = Country::parse("JP").unwrap();
        }
    });
    let later = kit::ctx(MONDAY, &japan);
    assert_eq!(ids(&otherwise(&Ctx { shelf: &shelf, ..later })), ["coe-budapest", "mla"]);
}

#[test]
fn what_a_state_reserved_is_not_asked_of_it() {
    // Nobody is bound by the Second Protocol yet, and an exercise lifts no reservation.
    let exercise = |state: &str| {
        let protocol = law::embedded::instrument("coe-2ap").unwrap().unwrap();
        let roster = kit::roster_with("fr-tj", |members| {
            for member in ["ie-prov", "ie-ca"].map(kit::member) {
                members.get_mut(&member).unwrap().state = Country::parse(state).unwrap();
            }
        });
        let ctx = kit::ctx(MONDAY, &roster);
        let ctx = Ctx { law: &protocol, assume_in_force: true, ..ctx };
        let mut terms = kit::traffic();
        terms.data = [law::ids::DataCategory::Subscriber].into();
        let Measure::Issuing(issuing) = kit::draft(terms) else { panic!("no draft") };
        let kind = law::ids::KindId::parse("subscriber-order").unwrap();
        let draft = measure::Draft { kind, ..issuing.draft().clone() };
        binding::binds(&draft, &ctx)
    };
    assert_eq!(exercise("HU"), Ok(()));
    let Err(Denied::Reserved { country, cite, .. }) = exercise("JP") else { panic!("not refused") };
    assert_eq!((country, cite.as_str()), (Country::parse("JP").ok(), "7(9)(a)"));
}

#[test]
fn competence_comes_before_the_state() {
    let issued = kit::issued(kit::traffic());
    check(&kit::prosecutor(), &issued, kit::issue(&issued), "not-competent");
}

#[test]
fn an_office_without_the_act_is_told_the_article_where_there_is_one() {
    let draft = complete_draft();
    let denied = ask(&kit::clerk(), &draft, kit::issue(&draft)).unwrap_err();
    assert_eq!(denied.cite().map(ToString::to_string).as_deref(), Some("4(2)"));
    assert_eq!(denied.class().status(), 403);
}

#[test]
fn the_state_comes_before_a_stronger_sign_in() {
    let issued = kit::issued(kit::traffic());
    let weak = Officer { auth: AuthLevel::Passkey, ..kit::judge() };
    check(&weak, &issued, kit::issue(&issued), "already-issued");
}

#[test]
fn a_stronger_sign_in_comes_before_missing_answers() {
    let draft = complete_draft();
    let weak = Officer { auth: AuthLevel::Passkey, ..kit::judge() };
    let mut command = kit::issue(&draft);
    if let Command::Issue { checks, .. } = &mut command {
        checks.clear();
    }
    check(&weak, &draft, command.clone(), "step-up");
    check(&kit::judge(), &draft, command, "check-missing");
}

#[test]
fn missing_answers_come_before_what_the_rule_itself_asks() {
    let mut terms = kit::traffic();
    let field = law::ids::FieldId::parse("penalty_max").unwrap();
    let kind = kit::LAW.kind(&kit::epoc()).unwrap();
    terms.values.insert(field.clone(), kind.field(&field).unwrap().read("P1Y").unwrap());
    let draft = kit::draft(terms);
    let mut command = kit::issue(&draft);
    if let Command::Issue { checks, .. } = &mut command {
        checks.clear();
    }
    check(&kit::judge(), &draft, command, "check-missing");
    check(&kit::judge(), &draft, kit::issue(&draft), "offence-below-threshold");
}

#[test]
fn a_term_that_names_nobody_the_directory_knows_is_refused() {
    let draft = complete_draft();
    let mut terms = kit::traffic();
    terms.addressee = kit::member("se-prov");
    check(&kit::police(), &draft, Command::Amend { terms }, "unknown-member");
}

#[test]
fn the_authority_that_is_notified_is_one_of_the_addressees_state() {
    let draft = complete_draft();
    for (enforcing, expected) in
        [("nl-ovs", "wrong-authority"), ("ie-prov", "wrong-authority"), ("ie-ca", "yes")]
    {
        let mut terms = kit::traffic();
        terms.enforcing = Some(kit::member(enforcing));
        check(&kit::police(), &draft, Command::Amend { terms }, expected);
    }
}

#[test]
fn a_member_that_does_not_take_part_lets_nobody_act() {
    let roster = kit::roster_with("fr-tj", |members| {
        members.get_mut(&kit::member("fr-tj")).unwrap().active = false;
    });
    let (draft, case) = (complete_draft(), kit::case());
    let subject = Subject::new(Some(&draft)).in_case(Some(&case));
    let ctx = kit::ctx(MONDAY, &roster);
    let denied = for_officer(&kit::judge(), &subject, kit::issue(&draft), &ctx).unwrap_err();
    assert_eq!(denied, Denied::NotActive);
}

#[test]
fn a_letter_of_a_member_that_was_suspended_is_not_taken_in() {
    let roster = kit::roster_with("ie-prov", |members| {
        members.get_mut(&kit::member("ie-ca")).unwrap().active = false;
    });
    let ctx = kit::ctx(MONDAY, &roster);
    let letter = kit::answer(1, "ie-ca/executor", "ie-prov/legal", MONDAY, Answer::Cleared);
    let signer = letter.from.clone();
    let verified = Verified::rehearsed(letter, [1; 32], signer, [].into(), ctx.now);
    assert_eq!(for_peer(&verified, None, &ctx).unwrap_err(), Denied::NotActive);
}

#[test]
fn a_letter_that_names_another_writer_than_its_signer_is_not_taken_in() {
    let roster = kit::roster("ie-prov");
    let ctx = kit::ctx(MONDAY, &roster);
    let letter = kit::answer(1, "ie-ca/executor", "ie-prov/legal", MONDAY, Answer::Cleared);
    let signer = kit::party("nl-ovs/oversight");
    let verified = Verified::rehearsed(letter, [1; 32], signer, [].into(), ctx.now);
    assert_eq!(for_peer(&verified, None, &ctx).unwrap_err(), Denied::WrongAddressee);
}

#[test]
fn a_clock_of_one_measure_does_not_act_on_another() {
    let roster = kit::roster("ie-prov");
    let order = kit::received(kit::terms(&["subscriber"], Track::Ordinary, false), MONDAY);
    let timer = Timer {
        measure: crate::ids::MeasureId::new([1; 16]),
        clock: kit::LAW.clock_named("produce").unwrap().id.clone(),
        fires_at: kit::at(MONDAY),
    };
    let denied = for_clock(&timer, &order, &kit::ctx(MONDAY, &roster)).unwrap_err();
    assert_eq!(denied, Denied::NotFound);
}

#[test]
fn a_node_administrator_finds_nothing_to_read() {
    let roster = kit::roster("fr-tj");
    let (draft, case) = (complete_draft(), kit::case());
    let ctx = kit::ctx(MONDAY, &roster);
    let what = Reading::Measure(&draft, Some(&case));
    for (officer, expected) in [(kit::admin(&kit::judge()), false), (kit::judge(), true)] {
        let read = to_read(&officer, &what, Purpose::Investigation, &ctx);
        assert_eq!(read.is_ok(), expected);
    }
    let denied = to_read(&kit::judge(), &what, Purpose::Training, &ctx).unwrap_err();
    assert_eq!(denied.code(), "purpose-not-covered");
}

#[test]
fn both_halves_of_the_table_agree_on_who_reads() {
    for row in [Row::ExhibitContent, Row::MeasureRead] {
        for office in Office::ALL {
            let marked = matrix::mark(row, office).scope != Scope::Never;
            assert_eq!(marked, matrix::reads(office, row.tier()), "{}: {office}", row.name());
        }
    }
}
