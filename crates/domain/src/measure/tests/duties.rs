//! Where duties without a number stand: owed from what begins them, kept back by what must come first, met by a letter.

use super::*;
use crate::kit::MONDAY;

/// An order that goes to a provider and, at the same time, to the authority of its state.
const NOTIFIED: &str = "\
scenario a notified order and what each side owes
given law eu-e-evidence version=1
given member FR-TJ kind=judicial_authority state=FR offices=judge
given member IE-PROV kind=service_provider state=IE offices=provider_agent
given member IE-CA kind=enforcing_authority state=IE offices=executor
given measure #a kind=epoc from=FR-TJ to=IE-PROV enforcing=IE-CA data=traffic account=\"acct:1\" penalty_max=P5Y
given measure #b kind=epoc from=FR-TJ to=IE-PROV data=subscriber account=\"acct:2\"
at 2027-03-08T09:00Z judge@FR-TJ issue #a -> issued
at 2027-03-08T09:30Z node@IE-PROV deliver #a -> received
at 2027-03-08T09:31Z node@IE-CA deliver #a -> received
";

/// A removal order at a provider.
const REMOVAL: &str = "\
scenario an order to remove, and the person who made the content available
given law eu-tco version=1
given member FR-OCLCTIC kind=law_enforcement state=FR offices=competent_authority
given member DE-PROV kind=service_provider state=DE offices=provider_agent
given member DE-BKA kind=enforcing_authority state=DE offices=executor
given measure #a kind=removal-order from=FR-OCLCTIC to=DE-PROV enforcing=DE-BKA
at 2027-03-01T09:01+01:00 competent_authority@FR-OCLCTIC issue #a -> issued
at 2027-03-01T10:20+01:00 node@DE-PROV deliver #a -> received
at 2027-03-01T10:21+01:00 node@DE-BKA deliver #a -> received
";

#[test]
fn a_draft_owes_nothing() {
    let roster = kit::roster("fr-tj");
    assert_eq!(duties(&kit::draft(kit::traffic()), &kit::ctx(MONDAY, &roster)), []);
}

#[test]
fn each_side_owes_its_own_and_what_goes_to_two_at_once_is_met_by_the_issue() {
    let looks = "\
at 2027-03-08T09:32Z judge@FR-TJ look #a -> sees duties=notify-enforcing:met,withdraw:not-yet,user-notice:not-yet
at 2027-03-08T09:32Z provider_agent@IE-PROV look #a -> sees duties=signal-impossibility:lies,preserve-on-receipt:lasts
at 2027-03-08T09:32Z executor@IE-CA look #a -> sees duties=contact-before-ground:lies
at 2027-03-08T09:33Z judge@FR-TJ issue #b -> issued
at 2027-03-08T09:34Z judge@FR-TJ look #b -> sees duties=withdraw:not-yet,user-notice:not-yet
";
    story("eu-e-evidence", &format!("{NOTIFIED}{looks}"));
}

#[test]
fn taking_the_order_back_meets_what_a_ground_began_and_ends_what_lasts() {
    let taken_back = "\
at 2027-03-09T09:00Z judge@FR-TJ withdraw #a why=settled -> withdrawn
at 2027-03-09T09:01Z judge@FR-TJ look #a -> sees duties=notify-enforcing:met,withdraw:met,user-notice:not-yet
at 2027-03-09T09:02Z node@IE-PROV deliver #a -> peer-act-staged + peer-act-taken
at 2027-03-09T09:03Z provider_agent@IE-PROV look #a -> sees duties=signal-impossibility:over,preserve-on-receipt:over
";
    story("eu-e-evidence", &format!("{NOTIFIED}{taken_back}"));
}

#[test]
fn what_the_provider_signals_is_met_from_then_on() {
    let signals = "\
at 2027-03-09T09:00Z provider_agent@IE-PROV say #a letter=impossibility impossibility_reason=insufficient -> said
at 2027-03-09T09:01Z provider_agent@IE-PROV look #a -> sees duties=signal-impossibility:met,preserve-on-receipt:lasts
";
    story("eu-e-evidence", &format!("{NOTIFIED}{signals}"));
}

#[test]
fn who_made_the_content_available_is_told_once_it_is_removed() {
    let told = "\
at 2027-03-01T10:22+01:00 provider_agent@DE-PROV look #a -> sees duties=reinstate:not-yet,inform-content-provider:not-yet
at 2027-03-01T10:40+01:00 provider_agent@DE-PROV say #a letter=removal-feedback -> said does=perform + timed
at 2027-03-01T10:41+01:00 provider_agent@DE-PROV look #a -> sees duties=reinstate:not-yet,inform-content-provider:owed
at 2027-03-01T10:42+01:00 provider_agent@DE-PROV say #a letter=content-provider-information -> said
at 2027-03-01T10:43+01:00 provider_agent@DE-PROV look #a -> sees duties=reinstate:not-yet,inform-content-provider:met
";
    story("eu-tco", &format!("{REMOVAL}{told}"));
}

const SECRET: &str = "\
at 2027-03-01T10:30+01:00 competent_authority@FR-OCLCTIC say #a letter=non-disclosure -> said + timed
at 2027-03-01T10:31+01:00 node@DE-PROV deliver #a -> peer-act-staged + peer-act-taken + timed
";

#[test]
fn secrecy_keeps_the_duty_back_until_it_ends() {
    let secret = "\
at 2027-03-01T10:32+01:00 provider_agent@DE-PROV look #a -> sees duties=reinstate:not-yet,inform-content-provider:not-yet
at 2027-03-01T10:40+01:00 provider_agent@DE-PROV say #a letter=removal-feedback -> said + timed
at 2027-04-12T22:00Z provider_agent@DE-PROV look #a -> sees duties=reinstate:not-yet,inform-content-provider:waits
at 2027-04-12T22:00:01Z provider_agent@DE-PROV look #a -> sees duties=reinstate:not-yet,inform-content-provider:owed
";
    story("eu-tco", &format!("{REMOVAL}{SECRET}{secret}"));
}

#[test]
fn an_order_that_ends_leaves_unmet_what_was_owed_and_only_that() {
    let undone = "\
at 2027-03-01T10:40+01:00 provider_agent@DE-PROV say #a letter=removal-feedback -> said + timed
at 2027-03-02T09:01Z executor@DE-BKA object #a ground=\"g/4.3\" -> objected late=no
at 2027-03-02T09:02Z node@DE-PROV deliver #a -> peer-act-staged act=objected + peer-act-taken
at 2027-03-02T09:03Z provider_agent@DE-PROV look #a -> sees owes=reinstate,inform-content-provider
at 2027-03-02T09:04Z provider_agent@DE-PROV say #a letter=reinstatement -> said does=undo
at 2027-03-02T09:05Z provider_agent@DE-PROV look #a -> sees duties=reinstate:met,inform-content-provider:unmet
";
    story("eu-tco", &format!("{REMOVAL}{undone}"));
    let in_secret = undone.replace("owes=reinstate,inform-content-provider", "owes=reinstate");
    let in_secret = in_secret.replace("provider:unmet", "provider:over");
    story("eu-tco", &format!("{REMOVAL}{SECRET}{in_secret}"));
}

#[test]
fn an_order_that_nobody_validated_is_taken_back_only_once_its_time_is_over() {
    let unvalidated = "\
scenario an emergency order that went out without validation, and nobody validates it
given law eu-e-evidence version=1
given member DE-STA kind=judicial_authority state=DE offices=prosecutor,police
given member NL-PROV kind=service_provider state=NL offices=provider_agent
given measure #a kind=epoc from=DE-STA to=NL-PROV data=subscriber account=\"acct:1\" track=emergency threat=person
at 2027-11-08T09:10Z police@DE-STA issue #a -> issued + review-owed
at 2027-11-08T09:11Z prosecutor@DE-STA look #a -> sees duties=withdraw:not-yet,user-notice:not-yet
at 2027-11-10T10:00:01Z clock tick -> lapsed clock=eu-e-evidence/ex-post-validation
at 2027-11-10T10:00:02Z prosecutor@DE-STA look #a -> sees state=lapsed duties=withdraw:met,user-notice:not-yet
";
    story("eu-e-evidence", unvalidated);
}
