//! The issuing side: drafting, issuing, replies, and the order of checks.

use law::ids::{FieldId, IssuerKind, Track};
use law::issuer::EmergencyFacts;

use super::{story, words, words_of};
use crate::actor::{Office, Officer};
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::effect::Effect;
use crate::ids::{HandoverId, ID_BYTES, LetterId};
use crate::kit::{self, MONDAY, act};
use crate::letter::{Answer, Body, CopyKind, Letter, OfferedExhibit};
use crate::measure::{Checks, Command, Event, Extent, Issuing, Measure, Seen, TakenExhibit, Terms};
use crate::permit::{self, Subject};

fn check(measure: &Measure, officer: &Officer, command: Command, expected: &str) {
    assert_eq!(words(act(Some(measure), officer, command, MONDAY)), expected);
}

/// Asks for more than the draft did.
fn rewrite() -> Command {
    Command::Amend { terms: kit::terms(&["content", "traffic"], Track::Ordinary, true) }
}

fn withdraw() -> Command {
    Command::Withdraw { why: "the suspect was found".to_owned() }
}

/// The addressee offers one exhibit.
pub(super) fn offer() -> Letter {
    let offered = kit::exhibit(1);
    let body = Body::HandoverOffer {
        measure: kit::MEASURE,
        handover: kit::HANDOVER,
        exhibits: vec![OfferedExhibit {
            exhibit: offered.exhibit,
            exhibit_no: offered.exhibit_no,
            object: 0,
        }],
        conditions: Vec::new(),
    };
    kit::letter(0x30, "ie-prov/legal", "fr-tj/judge", MONDAY, body)
}

/// An issued order with that offer in its stream.
pub(super) fn offered() -> Measure {
    kit::arrive(Some(&kit::issued(kit::traffic())), offer(), MONDAY).unwrap().0
}

/// The same measure, once the authority that is notified said that it raises no ground.
pub(super) fn cleared(measure: &Measure) -> Measure {
    let cleared = kit::answer(0x21, "ie-ca/executor", "fr-tj/judge", MONDAY, Answer::Cleared);
    kit::arrive(Some(measure), cleared, MONDAY).unwrap().0
}

pub(super) fn take_over(exhibit: u8, found: u8) -> Command {
    let taken = kit::exhibit(exhibit);
    let found = crate::exhibit::Plain { sha256: [found; 32], ..taken.plain };
    Command::TakeOver {
        handover: kit::HANDOVER,
        exhibits: vec![TakenExhibit {
            exhibit: taken.exhibit,
            exhibit_no: taken.exhibit_no,
            expected: taken.plain,
            found,
        }],
    }
}

#[test]
fn a_police_officer_writes_and_a_judge_issues() {
    let draft = kit::draft(kit::traffic());
    check(&draft, &kit::judge(), kit::issue(&draft), "issued");
}

#[test]
fn a_prosecutor_cannot_issue_an_order_for_traffic_data() {
    let draft = kit::draft(kit::traffic());
    let denied = act(Some(&draft), &kit::prosecutor(), kit::issue(&draft), MONDAY).unwrap_err();
    assert_eq!(denied.code(), "not-competent");
    assert_eq!(denied.cite().map(ToString::to_string).as_deref(), Some("4(2)"));
}

#[test]
fn a_prosecutor_can_issue_an_order_for_subscriber_data() {
    let draft = kit::draft(kit::terms(&["subscriber"], Track::Ordinary, false));
    check(&draft, &kit::prosecutor(), kit::issue(&draft), "issued");
}

#[test]
fn who_wrote_an_order_does_not_issue_it() {
    let draft = kit::draft(kit::traffic());
    let amend = rewrite();
    let draft = act(Some(&draft), &kit::judge(), amend, MONDAY).unwrap().0;
    check(&draft, &kit::judge(), kit::issue(&draft), "denied same-officer");
}

#[test]
fn who_wrote_a_draft_can_let_go_of_it_before_it_went_out() {
    let draft = kit::draft(kit::traffic());
    check(&draft, &kit::judge(), Command::Drop, "denied not-author");
    let (dropped, _, effects) = act(Some(&draft), &kit::police(), Command::Drop, MONDAY).unwrap();
    assert_eq!((dropped.word(), effects.len()), ("dropped", 0));
    check(&dropped, &kit::judge(), kit::issue(&draft), "denied closed");
    check(&dropped, &kit::police(), Command::Amend { terms: kit::traffic() }, "denied closed");
    let issued = kit::issued(kit::traffic());
    check(&issued, &kit::police(), Command::Drop, "denied already-issued");
}

#[test]
fn that_two_people_see_an_order_is_a_rule_of_the_house_and_names_no_article() {
    let draft = kit::draft(kit::traffic());
    let amend = rewrite();
    let draft = act(Some(&draft), &kit::judge(), amend, MONDAY).unwrap().0;
    let denied = act(Some(&draft), &kit::judge(), kit::issue(&draft), MONDAY).unwrap_err();
    assert_eq!(denied.cite(), None);
}

#[test]
fn who_saves_without_a_change_is_no_author() {
    let draft = kit::draft(kit::traffic());
    let amend = || Command::Amend { terms: kit::traffic() };
    let (same, events, _) = act(Some(&draft), &kit::judge(), amend(), MONDAY).unwrap();
    assert_eq!((events, &same), (Vec::new(), &draft));
    assert!(act(Some(&same), &kit::judge(), kit::issue(&same), MONDAY).is_ok());
}

#[test]
fn an_order_goes_out_as_two_copies_in_one_decision() {
    let draft = kit::draft(kit::traffic());
    let (_, _, effects) = act(Some(&draft), &kit::judge(), kit::issue(&draft), MONDAY).unwrap();
    let sent: Vec<_> = effects
        .iter()
        .map(|effect| {
            let Effect::Send(draft) = effect else { panic!("{}", effect.kind()) };
            (draft.to.as_str(), draft.body.kind().id())
        })
        .collect();
    assert_eq!(sent, [("ie-prov", "measure.issue"), ("ie-ca", "measure.issue")]);
}

#[test]
fn the_addressees_copy_is_the_other_without_what_only_the_authority_may_see() {
    let issued = kit::issued(kit::traffic());
    let (theirs, full) =
        (kit::copy(&issued, CopyKind::Addressee), kit::copy(&issued, CopyKind::Enforcing));
    let hidden = kit::hidden_from_addressee();
    assert!(theirs.values.keys().all(|field| !hidden.contains(field)));
    let more: Vec<&FieldId> =
        full.values.keys().filter(|field| !theirs.values.contains_key(*field)).collect();
    let names: Vec<&str> = more.iter().map(|field| field.as_str()).collect();
    assert!(names.contains(&"case_summary"), "{names:?}");
    assert!(names.contains(&"necessity_proportionality_grounds"), "{names:?}");
    // What the issuer keeps in its file stands in nobody's copy.
    assert!(full.values.keys().all(|field| field.as_str() != "person_in_issuing_state"));
}

#[test]
fn a_draft_that_changed_since_it_was_read_is_not_issued() {
    let draft = kit::draft(kit::traffic());
    let seen = kit::seen(&draft);
    let amend = rewrite();
    let changed = act(Some(&draft), &kit::police(), amend, MONDAY).unwrap().0;
    let command = Command::Issue { seen, emergency: EmergencyFacts::MET, checks: kit::checks() };
    let denied = act(Some(&changed), &kit::judge(), command, MONDAY).unwrap_err();
    assert_eq!(denied, Denied::DraftChanged { seen: 1, now: 2 });
}

#[test]
fn who_has_not_seen_every_copy_does_not_issue() {
    let draft = kit::draft(kit::traffic());
    let mut seen: Seen = kit::seen(&draft);
    seen.copies.retain(|shown| shown.copy == CopyKind::Addressee);
    let command = Command::Issue { seen, emergency: EmergencyFacts::MET, checks: kit::checks() };
    let denied = act(Some(&draft), &kit::judge(), command, MONDAY).unwrap_err();
    assert_eq!(denied, Denied::SeenIncomplete { copy: CopyKind::Enforcing });
}

#[test]
fn necessity_is_answered_before_an_order_goes_out() {
    let draft = kit::draft(kit::traffic());
    let command = Command::Issue {
        seen: kit::seen(&draft),
        emergency: EmergencyFacts::MET,
        checks: Checks::new(),
    };
    let denied = act(Some(&draft), &kit::judge(), command, MONDAY).unwrap_err();
    assert_eq!(
        (denied.code(), denied.cite().unwrap().to_string()),
        ("check-missing", "5(2)".to_owned())
    );
}

#[test]
fn an_offence_below_the_threshold_gives_no_traffic_data() {
    let mut terms = kit::traffic();
    let field = FieldId::parse("penalty_max").unwrap();
    let kind = kit::LAW.kind(&kit::epoc()).unwrap();
    terms.values.insert(field.clone(), kind.field(&field).unwrap().read("P1Y").unwrap());
    let draft = kit::draft(terms);
    check(&draft, &kit::judge(), kit::issue(&draft), "denied offence-below-threshold");
}

#[test]
fn a_draft_with_faults_is_not_issued_and_says_all_of_them() {
    let mut terms = kit::traffic();
    for field in ["case_summary", "issuing_state"] {
        terms.values.remove(&FieldId::parse(field).unwrap());
    }
    let draft = kit::draft(terms);
    let denied = act(Some(&draft), &kit::judge(), kit::issue(&draft), MONDAY).unwrap_err();
    let Denied::Defects { defects } = denied else { panic!("{denied}") };
    let fields: Vec<&str> = defects.iter().map(|defect| defect.field.as_str()).collect();
    assert_eq!(fields, ["issuing_state", "case_summary"]);
}

#[test]
fn an_emergency_order_without_validation_owes_it_within_two_days() {
    let terms = kit::terms_as(&["subscriber"], Track::Emergency, false, true);
    let police = Officer { office: Office::IssuingAuthority, ..kit::police() };
    let other = Officer { id: kit::clerk().id, ..police };
    let draft = kit::draft(terms);
    let (issued, events, effects) = act(Some(&draft), &other, kit::issue(&draft), MONDAY).unwrap();
    let kinds: Vec<&str> = events.iter().map(Event::kind).collect();
    assert_eq!(kinds, ["issued", "review-owed"]);
    let Some(Effect::Schedule { wake, .. }) = effects.last() else { panic!("no timer") };
    // 09:00 exactly: the hour that begins is not counted, so two days and one hour.
    let fires_at = kit::at("2027-03-10T10:00:01Z");
    assert_eq!(wake.fires_at, fires_at);
    lapses_unless_validated(&issued, wake);
}

fn lapses_unless_validated(issued: &Measure, wake: &crate::effect::Wake) {
    let roster = kit::roster("fr-tj");
    let early = kit::ctx("2027-03-10T10:00:00Z", &roster);
    assert_eq!(permit::for_clock(wake, issued, &early).unwrap_err().code(), "not-due");
    let late = kit::ctx("2027-03-10T10:00:01Z", &roster);
    let permit = permit::for_clock(wake, issued, &late).unwrap();
    let (lapsed, events, effects) = kit::fold(Some(issued), &permit, &late).unwrap();
    assert_eq!(events.iter().map(Event::kind).collect::<Vec<_>>(), ["lapsed"]);
    assert_eq!(lapsed.word(), "lapsed");
    assert!(matches!(effects.as_slice(), [Effect::Send(_)]), "the addressee is told");
    // Validated in time, the same clock has nothing to say.
    let validator = Officer { office: Office::Validator, ..kit::judge() };
    let validate = Command::Validate { revision: 1 };
    let (validated, ..) = act(Some(issued), &validator, validate, MONDAY).unwrap();
    assert_eq!(words(kit::fold(Some(&validated), &permit, &late)), "nothing");
}

#[test]
fn a_validation_that_came_in_time_silences_its_own_clock_and_no_other() {
    let stage = "\
scenario an emergency order, validated afterwards, about which the provider has a question
given law eu-e-evidence version=1
given member DE-STA kind=judicial_authority state=DE offices=prosecutor,police
given member NL-PROV kind=service_provider state=NL offices=provider_agent
given measure #a kind=epoc from=DE-STA to=NL-PROV data=subscriber account=\"acct:1\" track=emergency threat=person
at 2027-11-08T09:10Z police@DE-STA issue #a -> issued + review-owed
at 2027-11-08T09:20Z node@NL-PROV deliver #a -> received
at 2027-11-08T09:30Z prosecutor@DE-STA validate #a -> validated
at 2027-11-08T09:40Z provider_agent@NL-PROV say #a letter=impossibility impossibility_reason=insufficient -> said does=suspend
at 2027-11-08T09:50Z node@DE-STA deliver #a -> peer-act-staged + peer-act-taken + timed clock=eu-e-evidence/clarify-epoc
at 2027-11-10T10:00:01Z clock tick -> nothing
at 2027-11-30T12:00:00Z clock tick -> overdue clock=eu-e-evidence/clarify-epoc
";
    story("eu-e-evidence", stage);
}

#[test]
fn a_validation_is_undone_by_the_next_change() {
    let draft = kit::draft(kit::traffic());
    let validator = Officer { office: Office::Validator, ..kit::judge() };
    let (validated, ..) =
        act(Some(&draft), &validator, Command::Validate { revision: 1 }, MONDAY).unwrap();
    let amend = rewrite();
    let (changed, ..) = act(Some(&validated), &kit::police(), amend, MONDAY).unwrap();
    let Measure::Issuing(issuing) = changed else { panic!("not at its issuer") };
    assert_eq!(issuing.draft().validation, None);
}

#[test]
fn a_prosecutor_does_not_validate_an_order_for_traffic_data() {
    let draft = kit::draft(kit::traffic());
    let validator = Officer { office: Office::Validator, ..kit::prosecutor() };
    check(&draft, &validator, Command::Validate { revision: 1 }, "denied not-competent");
}

#[test]
fn an_issued_order_does_not_change() {
    let issued = kit::issued(kit::traffic());
    let amend = Command::Amend { terms: Terms::clone(&kit::traffic()) };
    check(&issued, &kit::police(), amend, "denied already-issued");
    check(&issued, &kit::judge(), kit::issue(&issued), "denied already-issued");
}

#[test]
fn a_receipt_starts_the_recipients_clocks_here_too() {
    let issued = kit::issued(kit::traffic());
    let (after, events, _) =
        kit::receipt(&issued, "ie-prov/legal", "2027-03-08T09:30:00Z", "2027-03-08T09:30:05Z")
            .unwrap();
    let gate = events[0].dues().into_iter().find(|due| due.gate_opens.is_some()).unwrap();
    assert_eq!(gate.gate_opens, Some(kit::at("2027-03-19T00:00:00Z")));
    // The same receipt again is no news; another instant for the same copy is.
    let again =
        kit::receipt(&after, "ie-prov/legal", "2027-03-08T09:30:00Z", "2027-03-08T10:00:00Z");
    assert_eq!(words(again), "nothing");
    let other =
        kit::receipt(&after, "ie-prov/legal", "2027-03-08T09:31:00Z", "2027-03-08T10:00:00Z");
    assert_eq!(words(other), "denied already-known");
}

#[test]
fn a_receipt_from_the_future_or_from_a_stranger_is_refused() {
    let issued = kit::issued(kit::traffic());
    let ahead = kit::receipt(&issued, "ie-prov/legal", "2027-03-09T00:00:00Z", MONDAY);
    assert_eq!(words(ahead), "denied receipt-ahead");
    let stranger = kit::receipt(&issued, "nl-ovs/oversight", MONDAY, MONDAY);
    assert_eq!(words(stranger), "denied wrong-addressee");
}

#[test]
fn a_withdrawal_reaches_every_recipient_and_ends_the_measure() {
    let issued = kit::issued(kit::traffic());
    let (withdrawn, _, effects) = act(Some(&issued), &kit::judge(), withdraw(), MONDAY).unwrap();
    assert_eq!(effects.len(), 2);
    check(&withdrawn, &kit::judge(), withdraw(), "denied closed");
    let cleared = kit::answer(0x21, "ie-ca/executor", "fr-tj/judge", MONDAY, Answer::Cleared);
    let late = "peer-act-staged + peer-act-declined";
    assert_eq!(words(kit::arrive(Some(&withdrawn), cleared, MONDAY)), late);
    // A receipt that was on its way changes nothing and disturbs nothing.
    assert_eq!(words(kit::receipt(&withdrawn, "ie-prov/legal", MONDAY, MONDAY)), "nothing");
}

#[test]
fn custody_is_taken_of_exactly_what_was_offered_and_once() {
    let offered = offered();
    check(&offered, &kit::clerk(), take_over(2, 2), "denied not-received");
    // The same exhibits under another handover are what nobody offered.
    let mut other = take_over(1, 1);
    let Command::TakeOver { handover, .. } = &mut other else { panic!("no handover") };
    *handover = HandoverId::new([0x41; ID_BYTES]);
    check(&offered, &kit::clerk(), other, "denied not-found");
    let (produced, events, _) =
        act(Some(&offered), &kit::clerk(), take_over(1, 1), MONDAY).unwrap();
    assert_eq!(words_of(&events), "produced + notice-owed");
    check(&produced, &kit::clerk(), take_over(1, 1), "nothing");
    check(&kit::issued(kit::traffic()), &kit::judge(), Command::Complete, "denied not-received");
}

#[test]
fn the_node_takes_over_by_itself_and_withdraws_nothing() {
    let (roster, offered) = (kit::roster("fr-tj"), offered());
    let ctx = kit::ctx(MONDAY, &roster);
    let subject = Subject::new(Some(&offered));
    assert!(permit::for_node(&subject, take_over(1, 1), &ctx).is_ok());
    let denied = permit::for_node(&subject, withdraw(), &ctx).unwrap_err();
    assert_eq!(denied, Denied::NotOwner);
}

#[test]
fn a_ground_waits_at_the_issuer_for_a_person() {
    let issued = kit::issued(kit::traffic());
    let ground = kit::LAW.ground_id("g/12.1.a").unwrap();
    let objected = Answer::Objected { ground, extent: Extent::All, because: None };
    let letter = kit::answer(0x22, "ie-ca/executor", "fr-tj/judge", MONDAY, objected);
    let (staged, events, _) = kit::arrive(Some(&issued), letter.clone(), MONDAY).unwrap();
    assert_eq!(events.iter().map(Event::kind).collect::<Vec<_>>(), ["peer-act-staged"]);
    assert_eq!(words(kit::arrive(Some(&staged), letter, MONDAY)), "nothing");
    // It stands by law: nobody here decides against it.
    let decline = Command::DeclinePeerAct { letter: LetterId::new([0x22; ID_BYTES]) };
    check(&staged, &kit::judge(), decline, "denied not-owner");
    let take = Command::TakePeerAct { letter: LetterId::new([0x22; ID_BYTES]) };
    let (taken, ..) = act(Some(&staged), &kit::judge(), take.clone(), MONDAY).unwrap();
    check(&taken, &kit::judge(), take, "denied already-answered");
}

#[test]
fn an_act_of_somebody_who_has_no_part_in_it_is_not_taken_in() {
    let issued = kit::issued(kit::traffic());
    let cleared = kit::answer(0x23, "nl-ovs/oversight", "fr-tj/judge", MONDAY, Answer::Cleared);
    assert_eq!(words(kit::arrive(Some(&issued), cleared, MONDAY)), "denied wrong-addressee");
}

#[test]
fn nothing_but_writing_and_issuing_can_be_asked_of_a_draft() {
    let draft = kit::draft(kit::traffic());
    assert!(kit::is_draft(&draft));
    for (command, expected) in [
        (withdraw(), "denied not-issued"),
        (Command::Complete, "denied not-issued"),
        (take_over(1, 1), "denied not-issued"),
    ] {
        check(&draft, &kit::judge(), command, expected);
    }
    let Measure::Issuing(Issuing::Draft(draft)) = draft else { panic!("no draft") };
    assert_eq!(draft.revision, 1);
}

#[test]
fn an_order_that_asks_for_no_data_is_validated_by_whom_the_law_names_for_it_and_by_nobody_else() {
    let stage = "\
scenario a freezing certificate, which asks for no category of data
given law eu-freezing version=1
given member FR-TJ kind=judicial_authority state=FR offices=prosecutor,police
given member DE-STA kind=judicial_authority state=DE offices=executor
given measure #a kind=freezing-certificate from=FR-TJ to=DE-STA
at 2027-03-01T09:00Z police@FR-TJ validate #a -> denied not-competent cite=\"2(8)\"
at 2027-03-01T09:01Z prosecutor@FR-TJ validate #a -> validated
";
    story("eu-freezing", stage);
}

#[test]
fn whom_the_law_calls_nothing_issues_nothing_although_the_least_of_its_issuers_might() {
    let mut law = kit::LAW.clone();
    for rule in law.kinds.iter_mut().flat_map(|kind| &mut kind.issuers) {
        rule.alone.insert(IssuerKind::OtherInvestigatingAuthority);
    }
    let roster = kit::roster("fr-tj");
    let (case, ctx) = (kit::case(), Ctx { law: &law, ..kit::ctx(MONDAY, &roster) });
    let draft = kit::draft(kit::traffic());
    let said = |issuer_kind| {
        let officer = Officer { issuer_kind, ..kit::judge() };
        let subject = Subject::new(Some(&draft)).in_case(Some(&case));
        let permit = permit::for_officer(&officer, &subject, kit::issue(&draft), &ctx);
        permit.map_or_else(|denied| denied.code(), |_| "issued")
    };
    assert_eq!(said(Some(IssuerKind::OtherInvestigatingAuthority)), "issued");
    assert_eq!(said(None), "not-competent");
}
