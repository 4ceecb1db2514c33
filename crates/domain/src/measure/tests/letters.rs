//! Letters about a measure: which forms a side has, whom they reach, and from when the clocks run that they start.

use law::ids::{ClockId, Country, KindId};
use law::letter_form::Earlier;

use super::executing::{RECEIVED, order, unnotified};
use super::story;
use crate::actor::MemberId;
use crate::ctx::{MemberView, RosterView};
use crate::kit::{self, MONDAY};
use crate::measure::talk::{self, Speaker};
use crate::measure::{self, Measure, Parties};
use crate::reader::{self, Reader};

/// What a form says about whom it would reach, as `ours` sees it.
fn hearers(speaker: &Speaker<'_>, form: &str, roster: &RosterView) -> Vec<String> {
    let form = kit::LAW.letter(&KindId::parse(form).unwrap()).unwrap();
    let heard = speaker.hearers(form, &kit::ctx(RECEIVED, roster));
    heard.iter().map(ToString::to_string).collect()
}

#[test]
fn a_side_is_offered_the_forms_it_can_say_about_the_measure_and_no_act_that_has_a_name_of_its_own()
{
    let sides: [(&str, Measure); 3] = [
        ("fr-tj", kit::issued(kit::traffic())),
        ("ie-prov", order()),
        ("ie-ca", kit::notified(kit::traffic(), RECEIVED)),
    ];
    for (ours, measure) in sides {
        let roster = kit::roster(ours);
        let ctx = kit::ctx(RECEIVED, &roster);
        let speaker = measure::speaker(&measure).unwrap();
        let forms = speaker.forms(&ctx);
        assert!(!forms.is_empty(), "{ours}");
        for form in forms {
            let said = talk::form(&kit::epoc(), &form.form.id, &ctx);
            assert_eq!(said.map(|form| &form.form.id), Ok(&form.form.id), "{ours}");
        }
    }
}

#[test]
fn an_offered_letter_names_whom_it_would_reach() {
    let (roster, agent) = (kit::roster("ie-prov"), kit::agent());
    let reader = Reader { officer: &agent, case: None };
    let reaches = |measure: &Measure, form: &str| {
        let seen = reader::reduce(measure, &reader, &kit::ctx(RECEIVED, &roster)).unwrap();
        let offer = seen.letters.into_iter().find(|offer| offer.form.as_str() == form).unwrap();
        offer.to.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let (notified, alone) = (order(), kit::received(unnotified(), RECEIVED));
    assert_eq!(reaches(&notified, "impossibility"), ["ie-ca", "fr-tj"]);
    assert_eq!(reaches(&notified, "enforcement-objection"), ["ie-ca"]);
    assert_eq!(reaches(&alone, "impossibility"), ["fr-tj"]);
    assert!(reaches(&alone, "enforcement-objection").is_empty());
}

#[test]
fn nobody_is_written_to_twice_and_nobody_writes_to_itself() {
    let (roster, order) = (kit::roster("ie-prov"), order());
    for both in ["fr-tj", "ie-prov"] {
        let member: MemberId = kit::member(both);
        let speaker = measure::speaker(&order).unwrap();
        let parties = Parties { enforcing: Some(&member), ..speaker.parties };
        let speaker = Speaker { parties, ..speaker };
        assert_eq!(hearers(&speaker, "impossibility", &roster), ["fr-tj"], "{both}");
    }
}

#[test]
fn asked_to_enforce_are_the_authorities_of_the_state_of_the_provider_and_nobody_else() {
    let roster = kit::roster_with("fr-tj", |members| {
        let authority = members[&kit::member("ie-ca")].clone();
        let state = Country::parse("NL").unwrap();
        members.insert(kit::member("nl-ca"), MemberView { state, ..authority });
    });
    let issued = kit::issued(unnotified());
    let speaker = measure::speaker(&issued).unwrap();
    let asked: Vec<_> = talk::enforcers(&speaker, &kit::ctx(MONDAY, &roster)).collect();
    assert_eq!(asked, [&kit::member("ie-ca")]);
}

#[test]
fn an_authority_that_nobody_named_at_issue_is_answered_once_it_wrote() {
    let stage = "\
scenario an order that an authority of the state of the provider is asked to enforce
given law eu-e-evidence version=1
given member FR-TJ kind=judicial_authority state=FR offices=judge
given member IE-PROV kind=service_provider state=IE offices=provider_agent
given member IE-CA kind=enforcing_authority state=IE offices=executor
given measure #a kind=epoc from=FR-TJ to=IE-PROV data=subscriber account=\"acct:1\"
at 2027-03-01T09:00Z judge@FR-TJ issue #a -> issued
at 2027-03-01T09:01Z node@IE-PROV deliver #a -> received
at 2027-03-15T09:03Z judge@FR-TJ say #a letter=enforcement-request enforcing=IE-CA -> said does=enforce
at 2027-03-15T09:04Z node@IE-CA deliver #a -> received
at 2027-03-15T09:05Z node@IE-CA deliver #a -> peer-act-staged + peer-act-taken + timed
at 2027-03-16T09:00Z executor@IE-CA say #a letter=enforcement-decision -> said to=IE-PROV,FR-TJ + timed ended=eu-e-evidence/enforcement-recognition
at 2027-03-16T09:01Z node@IE-PROV deliver #a -> peer-act-staged act=said + peer-act-taken
at 2027-03-16T09:02Z provider_agent@IE-PROV say #a letter=enforcement-objection -> said to=IE-CA ! send to=IE-CA letter=measure.letter form=enforcement-objection
";
    story("eu-e-evidence", stage);
}

/// Two removal orders at a provider; of the first one the authority of its state has a copy.
const REMOVAL: &str = "\
scenario removal orders, and what is asked about them
given law eu-tco version=1
given member FR-OCLCTIC kind=law_enforcement state=FR offices=competent_authority
given member DE-PROV kind=service_provider state=DE offices=provider_agent
given member DE-BKA kind=enforcing_authority state=DE offices=executor
given measure #a kind=removal-order from=FR-OCLCTIC to=DE-PROV enforcing=DE-BKA
given measure #b kind=removal-order from=FR-OCLCTIC to=DE-PROV
at 2027-03-01T09:01+01:00 competent_authority@FR-OCLCTIC issue #a -> issued
at 2027-03-01T09:02+01:00 competent_authority@FR-OCLCTIC issue #b -> issued
at 2027-03-01T10:20+01:00 node@DE-PROV deliver #a -> received
at 2027-03-01T10:21+01:00 node@DE-PROV deliver #b -> received
at 2027-03-01T10:22+01:00 node@DE-BKA deliver #a -> received
at 2027-03-01T10:40+01:00 provider_agent@DE-PROV say #a letter=removal-feedback -> said does=perform + timed
at 2027-03-01T10:41+01:00 provider_agent@DE-PROV say #b letter=removal-feedback -> said does=perform + timed
";

#[test]
fn a_letter_to_an_authority_that_has_no_part_in_the_order_reaches_nobody_and_is_not_said() {
    let asks = "\
at 2027-03-01T11:00+01:00 provider_agent@DE-PROV say #b letter=scrutiny-request -> denied no-recipient cite=\"4(4)\"
at 2027-03-01T11:01+01:00 provider_agent@DE-PROV say #a letter=scrutiny-request -> said to=DE-BKA + timed
at 2027-03-01T11:02+01:00 provider_agent@DE-PROV say #b letter=content-provider-information -> said ! nothing
";
    story("eu-tco", &format!("{REMOVAL}{asks}"));
}

#[test]
fn a_restriction_lasts_from_its_decision_and_a_duty_runs_from_its_arrival() {
    let late = "\
at 2027-03-01T11:00+01:00 competent_authority@FR-OCLCTIC say #a letter=non-disclosure -> said + timed clock=eu-tco/secrecy legal_latest=2027-04-12T22:00Z
at 2027-03-01T11:01+01:00 provider_agent@DE-PROV say #a letter=scrutiny-request -> said + timed
at 2027-03-02T10:30+01:00 node@DE-PROV deliver #a -> peer-act-staged + peer-act-taken + timed clock=eu-tco/secrecy legal_latest=2027-04-12T22:00Z
at 2027-03-02T10:31+01:00 node@DE-BKA deliver #a -> peer-act-staged + peer-act-taken + timed clock=eu-tco/scrutiny-on-request legal_latest=2027-03-05T10:00Z
";
    story("eu-tco", &format!("{REMOVAL}{late}"));
}

const ASKED: &str = "\
at 2027-03-02T09:01Z executor@DE-BKA say #a letter=content-provider-request -> said + timed clock=eu-tco/scrutiny-on-request legal_latest=2027-03-05T10:00Z
at 2027-03-02T09:02Z provider_agent@DE-PROV say #a letter=scrutiny-request -> said late=no + timed
";

#[test]
fn a_duty_that_runs_is_not_begun_again_and_one_whose_time_is_over_is() {
    let last =
        "at 2027-03-05T10:00:00Z node@DE-BKA deliver #a -> peer-act-staged + peer-act-taken\n";
    story("eu-tco", &format!("{REMOVAL}{ASKED}{last}"));
    let over = "\
at 2027-03-05T10:00:01Z node@DE-BKA deliver #a -> peer-act-staged + peer-act-taken + timed clock=eu-tco/scrutiny-on-request legal_latest=2027-03-08T11:00Z
";
    story("eu-tco", &format!("{REMOVAL}{ASKED}{over}"));
}

#[test]
fn a_duty_that_was_missed_and_begins_again_is_missed_again_at_the_authority() {
    let missed = "\
at 2027-03-05T10:00:01Z clock tick -> right-lapsed clock=eu-tco/scrutiny-request + right-lapsed clock=eu-tco/host-scrutiny + overdue clock=eu-tco/scrutiny-on-request
at 2027-03-05T10:00:02Z node@DE-BKA deliver #a -> peer-act-staged + peer-act-taken + timed clock=eu-tco/scrutiny-on-request legal_latest=2027-03-08T11:00Z
at 2027-03-08T11:00:00Z clock tick -> nothing
at 2027-03-08T11:00:01Z clock tick -> overdue clock=eu-tco/scrutiny-on-request
";
    story("eu-tco", &format!("{REMOVAL}{ASKED}{missed}"));
}

#[test]
fn a_duty_that_was_missed_and_begins_again_is_missed_again_at_the_issuer() {
    let stage = "\
scenario a provider that asks twice, and a court that does not answer
given law eu-e-evidence version=1
given member FR-TJ kind=judicial_authority state=FR offices=judge
given member IE-PROV kind=service_provider state=IE offices=provider_agent
given measure #a kind=epoc from=FR-TJ to=IE-PROV data=subscriber account=\"acct:1\"
at 2027-03-01T09:00Z judge@FR-TJ issue #a -> issued
at 2027-03-01T09:01Z node@IE-PROV deliver #a -> received
at 2027-03-01T09:02Z provider_agent@IE-PROV say #a letter=impossibility impossibility_reason=insufficient -> said does=suspend
at 2027-03-01T09:03Z node@FR-TJ deliver #a -> peer-act-staged + peer-act-taken + timed clock=eu-e-evidence/clarify-epoc legal_latest=2027-03-08T23:00Z
at 2027-03-08T23:00:01Z clock tick -> overdue clock=eu-e-evidence/clarify-epoc effect=still_suspended
at 2027-03-09T09:00Z provider_agent@IE-PROV say #a letter=impossibility impossibility_reason=incomplete -> said does=suspend
at 2027-03-09T09:01Z node@FR-TJ deliver #a -> peer-act-staged + peer-act-taken + timed clock=eu-e-evidence/clarify-epoc legal_latest=2027-03-15T23:00Z
at 2027-03-15T23:00:00Z clock tick -> nothing
at 2027-03-15T23:00:01Z clock tick -> overdue clock=eu-e-evidence/clarify-epoc effect=still_suspended
";
    story("eu-e-evidence", stage);
}

/// A provider that keeps data from 01 March 2027 on: sixty days end with 30 April in Paris.
const KEPT: &str = "\
scenario preservation, and what comes after its end without anybody having noticed it
given law eu-e-evidence version=1
given member DE-STA kind=judicial_authority state=DE offices=prosecutor
given member FR-PROV kind=service_provider state=FR offices=provider_agent
given measure #a kind=epoc-pr from=DE-STA to=FR-PROV data=traffic account=\"acct:1\"
at 2027-03-01T09:00+01:00 prosecutor@DE-STA issue #a -> issued
at 2027-03-01T10:00+01:00 node@FR-PROV deliver #a -> received clock=eu-e-evidence/preserve legal_latest=2027-04-30T22:00Z
";

#[test]
fn what_is_prolonged_too_late_is_not_prolonged() {
    let cases = [
        ("extension", "eu-e-evidence/preserve-extended", "ceases"),
        ("confirmation", "eu-e-evidence/preserve-until-produced", "preserve_until_produced"),
    ];
    for (form, clock, effect) in cases {
        let said = format!(
            "at 2027-04-30T18:00+02:00 prosecutor@DE-STA say #a letter={form} -> said + timed\n"
        );
        let in_time = format!(
            "at 2027-04-30T22:00:00Z node@FR-PROV deliver #a -> peer-act-staged + peer-act-taken + timed ended=eu-e-evidence/preserve clock={clock} effect={effect}\n"
        );
        let late = "at 2027-04-30T22:00:01Z node@FR-PROV deliver #a -> peer-act-staged + peer-act-declined finding=ineffective\n";
        story("eu-e-evidence", &format!("{KEPT}{said}{in_time}"));
        story("eu-e-evidence", &format!("{KEPT}{said}{late}"));
    }
}

#[test]
fn secrecy_keeps_a_letter_back_through_its_last_instant_and_no_longer() {
    let secret = "\
at 2027-03-01T11:00+01:00 competent_authority@FR-OCLCTIC say #a letter=non-disclosure -> said + timed
at 2027-03-01T11:01+01:00 node@DE-PROV deliver #a -> peer-act-staged + peer-act-taken + timed clock=eu-tco/secrecy legal_latest=2027-04-12T22:00Z
at 2027-04-12T22:00:00Z provider_agent@DE-PROV say #a letter=content-provider-information -> denied not-yet until=2027-04-12T22:00:01Z
at 2027-04-12T22:00:01Z provider_agent@DE-PROV say #a letter=content-provider-information -> said
";
    story("eu-tco", &format!("{REMOVAL}{secret}"));
}

#[test]
fn an_order_rests_since_the_last_question_that_no_answer_followed() {
    let stage = "\
scenario a provider that asks, a court that answers, and a request to enforce
given law eu-e-evidence version=1
given member FR-TJ kind=judicial_authority state=FR offices=judge
given member IE-PROV kind=service_provider state=IE offices=provider_agent
given member IE-CA kind=enforcing_authority state=IE offices=executor
given measure #a kind=epoc from=FR-TJ to=IE-PROV data=subscriber account=\"acct:1\"
at 2027-03-01T09:00Z judge@FR-TJ issue #a -> issued
at 2027-03-01T09:01Z node@IE-PROV deliver #a -> received
at 2027-03-02T09:00Z provider_agent@IE-PROV say #a letter=impossibility impossibility_reason=insufficient -> said does=suspend
at 2027-03-02T09:01Z node@FR-TJ deliver #a -> peer-act-staged + peer-act-taken + timed
at 2027-03-02T09:01Z judge@FR-TJ say #a letter=new-deadline new_deadline=2027-03-12T12:00:00Z -> said does=resume + timed
";
    let asks =
        "at 2027-04-01T09:00Z judge@FR-TJ say #a letter=enforcement-request enforcing=IE-CA ->";
    story("eu-e-evidence", &format!("{stage}{asks} said does=enforce\n"));
    let again = "\
at 2027-03-09T09:00Z provider_agent@IE-PROV say #a letter=impossibility impossibility_reason=incomplete -> said does=suspend
at 2027-03-09T09:01Z node@FR-TJ deliver #a -> peer-act-staged + peer-act-taken + timed
";
    story("eu-e-evidence", &format!("{stage}{again}{asks} denied letter-missing cite=\"16(1)\"\n"));
}

#[test]
fn what_is_late_came_at_the_first_instant_after_its_end() {
    let (roster, order) = (kit::roster("ie-prov"), kit::received(unnotified(), RECEIVED));
    let speaker = measure::speaker(&order).unwrap();
    let late = |clock: &str| Earlier::Late(ClockId::parse(clock).unwrap());
    let (last, after) = ("2027-03-19T00:00:00Z", "2027-03-19T00:00:01Z");
    for (clock, now, expected) in [
        ("eu-e-evidence/produce", last, None),
        ("eu-e-evidence/produce", after, Some(kit::at(after))),
        // Nobody knows when the time of a third country is over.
        ("eu-e-evidence/third-country-objection", after, None),
    ] {
        let came = speaker.came_at(&late(clock), &kit::ctx(now, &roster));
        assert_eq!(came, expected, "{clock} {now}");
    }
}
