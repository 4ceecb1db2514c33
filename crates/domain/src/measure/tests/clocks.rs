//! Clocks that letters move, duties that rest, and timers that have nothing to say.

use law::field::Condition;
use law::ids::ClockId;

use super::executing::{GATE, RECEIVED, from_authority, order, unnotified};
use super::{story, words};
use crate::effect::Wake;
use crate::kit::{self, act};
use crate::letter::Answer;
use crate::measure::{self, Event, Part};
use crate::permit::senders::Role;

#[test]
fn a_confirmation_at_the_instant_the_gate_opens_makes_nobody_late() {
    for (sent_at, expected) in [("2027-03-18T23:59:59Z", true), (GATE, false)] {
        let cleared = from_authority(0x21, sent_at, Answer::Cleared);
        let (order, ..) = kit::arrive(Some(&order()), cleared, "2027-03-19T00:00:01Z").unwrap();
        let hand_over = kit::hand_over(Part::All);
        let (_, events, _) =
            act(Some(&order), &kit::agent(), hand_over, "2027-03-19T00:00:02Z").unwrap();
        let [Event::HandedOver { late, .. }] = events.as_slice() else { panic!("{events:?}") };
        assert_eq!(*late, expected, "{sent_at}");
    }
}

#[test]
fn a_timer_passes_nothing_before_its_time_and_nothing_that_does_not_run_here() {
    let roster = kit::roster("ie-prov");
    let (order, ctx) = (kit::received(unnotified(), RECEIVED), kit::ctx(RECEIVED, &roster));
    for (clock, expected) in [
        ("produce", "denied not-due"),
        ("refusal-window", "denied not-found"),
        ("third-country-objection", "denied deadline-undetermined"),
    ] {
        let clock = ClockId::parse(&format!("eu-e-evidence/{clock}")).unwrap();
        let wake = Wake { measure: kit::MEASURE, clock, fires_at: kit::at(RECEIVED) };
        let permit = crate::permit::for_clock(&wake, &order, &ctx).unwrap();
        assert_eq!(words(kit::fold(Some(&order), &permit, &ctx)), expected, "{}", wake.clock);
    }
}

#[test]
fn while_an_order_rests_nobody_is_in_breach_and_its_other_clocks_go_on() {
    let stage = "\
scenario what is missing is asked for, and the answer does not come
given law eu-eio version=1
given member FR-TJ kind=judicial_authority state=FR offices=judge
given member DE-STA kind=judicial_authority state=DE offices=executor
given measure #a kind=eio from=FR-TJ to=DE-STA data=content
at 2027-03-01T09:03+01:00 judge@FR-TJ issue #a -> issued
at 2027-03-01T10:00+01:00 node@DE-STA deliver #a -> received clock=eu-eio/acknowledge legal_latest=2027-03-08T23:00Z
at 2027-03-02T09:00+01:00 executor@DE-STA say #a letter=eio-information-missing -> said does=suspend
at 2027-03-08T23:00:01Z clock tick -> nothing
at 2027-03-31T22:00:01Z clock tick -> overdue clock=eu-eio/recognise effect=overdue_inform_issuer
";
    story("eu-eio", stage);
}

/// A notified order that everybody has, at the provider on 08 March 2027 and at the authority a day later.
const NOTIFIED: &str = "\
scenario a notified order, a question of the provider, and a new deadline
given law eu-e-evidence version=1
given member FR-TJ kind=judicial_authority state=FR offices=judge
given member IE-PROV kind=service_provider state=IE offices=provider_agent
given member IE-CA kind=enforcing_authority state=IE offices=executor
given measure #a kind=epoc from=FR-TJ to=IE-PROV enforcing=IE-CA data=traffic account=\"acct:1\" penalty_max=P5Y
at 2027-03-08T09:00Z judge@FR-TJ issue #a -> issued
at 2027-03-08T09:30Z node@IE-PROV deliver #a -> received clock=eu-e-evidence/produce-notified gate_opens=2027-03-19T00:00Z
at 2027-03-09T08:00Z node@IE-CA deliver #a -> received clock=eu-e-evidence/refusal-window legal_latest=2027-03-20T00:00Z
";

const QUESTION: &str = "\
at 2027-03-11T09:00Z provider_agent@IE-PROV say #a letter=impossibility impossibility_reason=insufficient -> said does=suspend
at 2027-03-11T09:10Z node@FR-TJ deliver #a -> peer-act-staged + peer-act-taken
at 2027-03-11T09:20Z node@FR-TJ deliver #a -> peer-act-staged act=said + peer-act-taken + timed
";

#[test]
fn a_gate_opens_while_an_order_rests_and_lets_nothing_out() {
    let rests = "\
at 2027-03-11T09:00Z provider_agent@IE-PROV say #a letter=impossibility impossibility_reason=insufficient -> said does=suspend
at 2027-03-19T00:00Z clock tick -> gate-opened clock=eu-e-evidence/produce-notified
at 2027-03-19T00:01Z provider_agent@IE-PROV hand-over #a -> denied suspended
";
    story("eu-e-evidence", &format!("{NOTIFIED}{rests}"));
}

#[test]
fn a_new_deadline_does_not_open_the_gate_while_the_authority_may_still_speak() {
    let stated = "\
at 2027-03-09T08:10Z executor@IE-CA acknowledge #a -> acknowledged
at 2027-03-09T08:20Z node@IE-PROV deliver #a -> peer-act-staged act=acknowledged + peer-act-taken
";
    let settled = "\
at 2027-03-12T09:00Z judge@FR-TJ say #a letter=new-deadline new_deadline=2027-03-19T12:00:00Z -> said does=resume + timed
at 2027-03-12T09:10Z node@IE-PROV deliver #a -> peer-act-staged act=said + peer-act-taken + timed clock=eu-e-evidence/produce-notified gate_opens=2027-03-20T00:00Z
";
    story("eu-e-evidence", &format!("{NOTIFIED}{stated}{QUESTION}{settled}"));
}

#[test]
fn a_gate_that_a_confirmation_opened_stays_open_after_a_new_deadline_which_then_is_the_duty() {
    let cleared = "\
at 2027-03-10T09:00Z executor@IE-CA clear #a -> cleared
at 2027-03-10T09:10Z node@IE-PROV deliver #a -> peer-act-staged act=cleared + peer-act-taken
";
    let settled = "\
at 2027-03-12T09:00Z judge@FR-TJ say #a letter=new-deadline new_deadline=2027-03-25T12:00:00Z -> said does=resume + timed
at 2027-03-12T09:10Z node@IE-PROV deliver #a -> peer-act-staged act=said + peer-act-taken + timed clock=eu-e-evidence/produce-notified gate_opens=2027-03-10T09:00Z
";
    let acts =
        [("2027-03-12T09:20Z", "no"), ("2027-03-25T12:00Z", "no"), ("2027-03-25T12:00:01Z", "yes")];
    for (at, late) in acts {
        let act =
            format!("at {at} provider_agent@IE-PROV hand-over #a -> handed-over late={late}\n");
        story("eu-e-evidence", &format!("{NOTIFIED}{cleared}{QUESTION}{settled}{act}"));
    }
}

#[test]
fn whoever_keeps_a_period_sees_what_it_asks_of_the_form() {
    let mut n_asked = 0_usize;
    let laws = law::embedded::instruments().unwrap();
    let forms = laws.iter().flat_map(|law| law.kinds.iter().map(move |kind| (law, kind)));
    for (law, kind) in forms {
        for clock in law.clocks.iter().filter(|clock| clock.kinds.contains(&kind.id)) {
            let conditions = clock.only_if.iter().chain(&clock.begun_if);
            let asked = conditions.filter_map(Condition::field);
            for name in asked.chain(&clock.begins_in).chain(&clock.stated_in) {
                let field = kind.field(name).unwrap();
                for role in [Role::Issuer, Role::Addressee, Role::Enforcing] {
                    let sees = field.visible_to.contains(&role.audience(kind));
                    let keeps = measure::clocks::is_kept_at(clock, &role.speaks_as(kind));
                    assert!(sees || !keeps, "{} {} {name} {role:?}", kind.id, clock.id);
                    n_asked += usize::from(keeps);
                }
            }
        }
    }
    assert!(n_asked > 0, "no period of a shipped law asks its form");
}
