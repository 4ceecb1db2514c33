//! The recall: every state with every command, who may say what, and words that come too late.

use super::*;
use crate::actor::{Actor, Officer};
use crate::denied::Denied;
use crate::erasure::EXHIBITS_MAX;
use crate::ids::{ExhibitId, LetterId};
use crate::kit::{self, MONDAY};
use crate::letter::Verified;
use crate::permit::{Passed, Subject, for_node, for_officer, for_recall};

const RECALL: RecallId = RecallId::new([0xec; 16]);
/// Ten days after [`MONDAY`].
const DUE: &str = "2027-03-18T09:00:00Z";
const LATER: &str = "2027-03-20T09:00:00Z";

fn why() -> Why {
    Why::parse("the account is not the suspect's").unwrap()
}

fn exhibit(n: u8) -> ExhibitId {
    ExhibitId::new([n; 16])
}

fn node(member: &str) -> NodeId {
    NodeId::parse(&format!("{member}.example")).unwrap()
}

fn recipient(member: &str, n: u8) -> (NodeId, Recipient) {
    let handed =
        Handed { exhibit_no: ExhibitNo::parse(&format!("X-{n}")).unwrap(), letter: [n; 32] };
    let exhibits = [(exhibit(n), handed)].into();
    (node(member), Recipient { member: kit::member(member), exhibits })
}

/// What the court asks of the authority and of the provider.
fn request() -> Request {
    Request {
        recall: RECALL,
        case: Some(kit::CASE),
        reason: Reason::Inaccurate,
        why: why(),
        due_at: kit::at(DUE),
        erasure: None,
        cause: None,
        recipients: [recipient("ie-ca", 1), recipient("ie-prov", 1)].into(),
    }
}

fn confirmation(n: u8) -> Confirmation {
    let certificate = Certificate { erasure: ErasureId::new([n; 16]), leaf: [n; 32], index: None };
    Confirmation { certificates: vec![certificate], onward: Onward::default() }
}

fn refused() -> Refused {
    let refusal = Refusal::Held { until: kit::at("2027-06-01T00:00:00Z") };
    Refused { refusal, why: why() }
}

fn reference(n: u8) -> LetterRef {
    LetterRef { id: LetterId::new([n; 16]), digest: [n; 32] }
}

fn answer(answer: Answer) -> Command {
    Command::Answer { from: node("ie-ca"), letter: reference(8), answer }
}

fn yes() -> Command {
    answer(Answer::Confirmed(confirmation(1)))
}

fn no() -> Command {
    answer(Answer::Refused(refused()))
}

fn demand() -> Demand {
    Demand {
        recall: RECALL,
        from: kit::party("ie-prov/legal"),
        letter: reference(7),
        reason: Reason::Unlawful,
        why: why(),
        due_at: kit::at(DUE),
        exhibits: [(exhibit(1), [1; 32])].into(),
        case: kit::CASE,
    }
}

/// What follows at an instant, without a permit: permits have tests of their own below.
fn at(
    now: &str,
    recall: Option<&Recall>,
    by: &Actor,
    command: &Command,
) -> Result<Vec<Event>, Denied> {
    let roster = kit::roster("fr-tj");
    outcome(recall, command, by, &kit::ctx(now, &roster))
}

fn folded(recall: Option<&Recall>, events: &[Event]) -> Option<Recall> {
    events.iter().fold(recall.cloned(), |recall, event| Some(evolve(recall, event).unwrap()))
}

/// The recall after commands, each at its instant; each must be allowed.
fn after(steps: &[(&str, Command)]) -> Recall {
    let judge = Actor::from(&kit::judge());
    let mut recall = None;
    for (now, command) in steps {
        let events = at(now, recall.as_ref(), &judge, command).unwrap();
        recall = folded(recall.as_ref(), &events);
    }
    recall.unwrap()
}

fn asking(steps: &[(&str, Command)]) -> Recall {
    after(&[&[(MONDAY, Command::Ask(request()))], steps].concat())
}

fn asked(steps: &[(&str, Command)]) -> Recall {
    after(&[&[(MONDAY, Command::Receive(demand()))], steps].concat())
}

fn standing<'a>(recall: &'a Recall, member: &str) -> &'a Standing {
    let Recall::Asking(asking) = recall else { panic!("{recall:?}") };
    &asking.standings[&node(member)]
}

/// Every command, in the order of the enum.
fn commands() -> [Command; 9] {
    [
        yes(),
        Command::Ask(request()),
        Command::Confirm(confirmation(1)),
        Command::Deliver { to: node("ie-ca") },
        Command::NotTaken { to: node("ie-ca"), code: "not-permitted".to_owned() },
        Command::Pass(Step::Due),
        Command::Receive(demand()),
        Command::Refuse(refused()),
        Command::Report(Onward { n_asked: 1, ..Onward::default() }),
    ]
}

/// What every command comes to in one state, after the time is over: kinds of events, or the code of the no.
#[track_caller]
fn check(recall: Option<&Recall>, expected: [&str; 9]) {
    let judge = Actor::from(&kit::judge());
    for (command, expected) in commands().iter().zip(expected) {
        let said = match at(LATER, recall, &judge, command) {
            Ok(events) if events.is_empty() => "-".to_owned(),
            Ok(events) => events.iter().map(Event::kind).collect::<Vec<_>>().join(" "),
            Err(denied) => denied.code().to_owned(),
        };
        assert_eq!(said, expected, "{}", command.verb());
    }
}

#[test]
fn nothing_is_there_before_somebody_asks() {
    let late = "day-unfit";
    check(
        None,
        [
            "not-found",
            late,
            "not-found",
            "not-found",
            "not-found",
            "not-found",
            "received",
            "not-found",
            "not-found",
        ],
    );
}

#[test]
fn every_standing_with_every_command() {
    let [own, known] = ["not-owner", "already-known"];
    let both = "left-unconfirmed left-unconfirmed";
    let one = "left-unconfirmed";
    let delivered = (MONDAY, Command::Deliver { to: node("ie-ca") });
    let left = (DUE, Command::Pass(Step::Due));
    for (steps, said) in [
        (vec![], ["confirmed", known, own, "delivered", "failed", both, known, own, own]),
        (vec![delivered.clone()], ["confirmed", known, own, "-", "failed", both, known, own, own]),
        (vec![(MONDAY, yes())], ["-", known, own, "-", "-", one, known, own, own]),
        (vec![(MONDAY, no())], ["confirmed", known, own, "-", "-", one, known, own, own]),
        (vec![left.clone()], ["confirmed", known, own, "-", "-", "-", known, own, own]),
        (vec![left.clone(), (DUE, yes())], ["-", known, own, "-", "-", "-", known, own, own]),
        (vec![left, (DUE, no())], ["confirmed", known, own, "-", "-", "-", known, own, own]),
    ] {
        check(Some(&asking(&steps)), said);
    }
}

#[test]
fn every_reply_with_every_command() {
    let [own, known, again] = ["not-owner", "already-known", "already-answered"];
    let confirm = (MONDAY, Command::Confirm(confirmation(1)));
    let refuse = (MONDAY, Command::Refuse(refused()));
    for (steps, confirms, refuses, reports) in [
        (vec![], "settled", "settled", "not-ordered"),
        (vec![confirm.clone()], "-", again, "reported"),
        (vec![refuse.clone()], "settled", "-", "not-ordered"),
        (vec![refuse, confirm], "-", "-", "reported"),
    ] {
        let said = [own, known, confirms, own, own, own, "-", refuses, reports];
        check(Some(&asked(&steps)), said);
    }
}

#[test]
fn what_was_not_confirmed_in_time_stays_so_and_the_later_word_stands_beside_it() {
    let silent = asking(&[(DUE, Command::Pass(Step::Due))]);
    assert_eq!(
        standing(&silent, "ie-ca"),
        &Standing::Unconfirmed { at: kit::at(DUE), later: None }
    );
    let late = folded(Some(&silent), &at(LATER, Some(&silent), &Actor::Node, &yes()).unwrap());
    let late = late.unwrap();
    let later = Later { at: kit::at(LATER), answer: Answer::Confirmed(confirmation(1)) };
    assert_eq!(
        standing(&late, "ie-ca"),
        &Standing::Unconfirmed { at: kit::at(DUE), later: Some(later) }
    );
    let Recall::Asking(asking) = &late else { panic!("{late:?}") };
    let tally = asking.tally();
    assert_eq!((tally.n_asked, tally.n_confirmed, tally.n_unconfirmed, tally.n_late), (2, 0, 2, 1));
    assert_eq!(late.word(), "unconfirmed");
    // A yes is the last word, and another destruction is no other answer to the same question.
    let other = answer(Answer::Confirmed(confirmation(2)));
    for (command, code) in [(no(), "already-answered"), (other, "already-answered")] {
        assert_eq!(at(LATER, Some(&late), &Actor::Node, &command).unwrap_err().code(), code);
    }
}

#[test]
fn a_no_ends_the_standing_and_a_yes_after_it_is_kept() {
    let held = asking(&[(MONDAY, no())]);
    let failure = Failure::Refused(refused());
    assert_eq!(
        standing(&held, "ie-ca"),
        &Standing::Failed { at: kit::at(MONDAY), failure: failure.clone(), later: None }
    );
    let other = Refused { refusal: Refusal::Kept, why: why() };
    let other = answer(Answer::Refused(other));
    assert_eq!(at(LATER, Some(&held), &Actor::Node, &other), Err(Denied::AlreadyAnswered));
    let events = at(LATER, Some(&held), &Actor::Node, &yes()).unwrap();
    let done = folded(Some(&held), &events).unwrap();
    let later = Some(Later { at: kit::at(LATER), answer: Answer::Confirmed(confirmation(1)) });
    assert_eq!(standing(&done, "ie-ca"), &Standing::Failed { at: kit::at(MONDAY), failure, later });
}

#[test]
fn how_those_stand_who_got_it_from_a_recipient_changes_until_they_have_ended() {
    let onward = Onward { n_asked: 2, n_unconfirmed: 1, ..Onward::default() };
    let told = Confirmation { onward, ..confirmation(1) };
    for start in [vec![], vec![(MONDAY, no())], vec![(DUE, Command::Pass(Step::Due))]] {
        let first = asking(&[&start[..], &[(DUE, yes())]].concat());
        let command = answer(Answer::Confirmed(told.clone()));
        let events = at(LATER, Some(&first), &Actor::Node, &command).unwrap();
        assert_eq!(events.iter().map(Event::kind).collect::<Vec<_>>(), ["passed-on"]);
        let next = folded(Some(&first), &events).unwrap();
        assert_eq!(standing(&next, "ie-ca").confirmation().unwrap().onward, onward);
        assert_eq!(standing(&next, "ie-ca").word(), standing(&first, "ie-ca").word());
        assert_eq!(at(LATER, Some(&next), &Actor::Node, &command), Ok(Vec::new()));
    }
    assert_eq!((onward.n_open(), onward.adds_up()), (1, true));
    assert!(!Onward { n_asked: 1, n_failed: 2, ..Onward::default() }.adds_up());
}

#[test]
fn only_whom_the_letter_reached_is_reminded_and_once_a_step() {
    let half = kit::at(MONDAY).checked_add(SignedDuration::from_hours(120)).unwrap().to_string();
    let delivered = asking(&[(MONDAY, Command::Deliver { to: node("ie-ca") })]);
    let pass = Command::Pass(Step::Half);
    let early = at(MONDAY, Some(&delivered), &Actor::Node, &pass).unwrap_err();
    assert_eq!(early.code(), "not-due");
    let events = at(&half, Some(&delivered), &Actor::Node, &pass).unwrap();
    let reminded = folded(Some(&delivered), &events).unwrap();
    assert_eq!(react(&reminded, &events[0]), [Effect::Ask { to: node("ie-ca") }]);
    assert_eq!(at(&half, Some(&reminded), &Actor::Node, &pass), Ok(Vec::new()));
    // Nobody has the letter yet: it is itself under way.
    assert_eq!(at(&half, Some(&asking(&[])), &Actor::Node, &pass), Ok(Vec::new()));
    // After a long stop of the node there is nothing to remind of any more.
    assert_eq!(at(LATER, Some(&delivered), &Actor::Node, &pass), Ok(Vec::new()));
}

#[test]
fn the_steps_stand_at_half_three_quarters_nine_tenths_and_the_end() {
    let (from, due) = (kit::at(MONDAY), kit::at(DUE));
    let hours = Step::ALL.map(|step| step.comes_at(from, due).duration_since(from).as_hours());
    assert_eq!(hours, [120, 180, 216, 240]);
    for step in Step::ALL {
        assert_eq!(Step::parse(step.percent().into()), Some(step));
    }
    let asking = asking(&[]);
    let roster = kit::roster("fr-tj");
    let ctx = kit::ctx(MONDAY, &roster);
    let asked = outcome(None, &Command::Ask(request()), &Actor::Node, &ctx).unwrap();
    let effects = react(&asking, &asked[0]);
    let wakes = effects.iter().filter(|one| matches!(one, Effect::Schedule { .. })).count();
    assert_eq!((effects.len(), wakes), (6, 4));
}

#[test]
fn somebody_is_asked_for_something_within_a_year() {
    let ask = |change: &dyn Fn(&mut Request)| {
        let mut request = request();
        change(&mut request);
        let judge = Actor::from(&kit::judge());
        at(MONDAY, None, &judge, &Command::Ask(request)).map_or_else(|no| no.code(), |_| "yes")
    };
    assert_eq!(ask(&|_| {}), "yes");
    assert_eq!(ask(&|request| request.recipients.clear()), "nobody-to-ask");
    assert_eq!(ask(&|request| request.due_at = kit::at(MONDAY)), "day-unfit");
    assert_eq!(ask(&|request| request.due_at = kit::at("2028-03-10T09:00:01Z")), "day-unfit");
    let nothing = |request: &mut Request| {
        request.recipients.values_mut().for_each(|one| one.exhibits.clear());
    };
    assert_eq!(ask(&nothing), "nobody-to-ask");
    let many = |n: usize| {
        move |request: &mut Request| {
            let (_, one) = recipient("ie-ca", 1);
            let name = |n| (NodeId::parse(&format!("n{n}.example")).unwrap(), one.clone());
            request.recipients = (0..n).map(name).collect();
        }
    };
    assert_eq!(ask(&many(RECIPIENTS_MAX)), "yes");
    assert_eq!(ask(&many(RECIPIENTS_MAX + 1)), "too-many");
    let full = |n: usize| {
        move |request: &mut Request| {
            let (node, mut one) = recipient("ie-ca", 1);
            let handed = one.exhibits[&exhibit(1)].clone();
            let id = |n: usize| ExhibitId::new((n as u128).to_be_bytes());
            one.exhibits = (0..n).map(|n| (id(n), handed.clone())).collect();
            request.recipients = [(node, one)].into();
        }
    };
    assert_eq!(ask(&full(EXHIBITS_MAX)), "yes");
    assert_eq!(ask(&full(EXHIBITS_MAX + 1)), "too-many");
}

#[test]
fn a_demand_that_comes_again_is_a_reminder_and_another_under_its_id_is_none() {
    let known = asked(&[]);
    let again = Demand { letter: reference(9), ..demand() };
    let events = at(LATER, Some(&known), &Actor::Node, &Command::Receive(again)).unwrap();
    let Some(Recall::Asked(asked)) = folded(Some(&known), &events) else { panic!("not asked") };
    assert_eq!(asked.n_reminders, 1);
    for other in [
        Demand { exhibits: [(exhibit(2), [1; 32])].into(), ..demand() },
        Demand { from: kit::party("ie-ca/executor"), ..demand() },
        Demand { due_at: kit::at(LATER), ..demand() },
        Demand { reason: Reason::Erased, ..demand() },
    ] {
        let said = at(LATER, Some(&known), &Actor::Node, &Command::Receive(other));
        assert_eq!(said, Err(Denied::AlreadyKnown));
    }
    let none = Demand { exhibits: [].into(), ..demand() };
    let said = at(MONDAY, None, &Actor::Node, &Command::Receive(none));
    assert_eq!(said, Err(Denied::NothingToErase));
}

#[test]
fn a_no_is_an_officers_and_a_hold_that_is_over_is_none() {
    let known = asked(&[]);
    let over = Refused { refusal: Refusal::Held { until: kit::at(MONDAY) }, why: why() };
    let judge = Actor::from(&kit::judge());
    let said = at(MONDAY, Some(&known), &judge, &Command::Refuse(over));
    assert_eq!(said, Err(Denied::HoldOver { until: kit::at(MONDAY) }));
    let said = at(MONDAY, Some(&known), &Actor::Node, &Command::Refuse(refused()));
    assert_eq!(said, Err(Denied::NotOwner));
    let none = Confirmation { certificates: Vec::new(), onward: Onward::default() };
    let said = at(MONDAY, Some(&known), &Actor::Node, &Command::Confirm(none));
    assert_eq!(said, Err(Denied::NotOrdered));
    let done = asked(&[(MONDAY, Command::Confirm(confirmation(1)))]);
    let other = Command::Confirm(confirmation(2));
    assert_eq!(at(MONDAY, Some(&done), &Actor::Node, &other), Err(Denied::AlreadyAnswered));
}

#[test]
fn events_that_nobody_can_have_decided_are_damage() {
    let when = kit::at(MONDAY);
    let left = Event::LeftUnconfirmed { at: when, to: node("ie-ca") };
    let delivered = Event::Delivered { at: when, to: node("ie-ca") };
    let onward = Event::PassedOn { at: when, from: node("ie-ca"), onward: Onward::default() };
    let settled = Event::Settled { at: when, by: None, answer: Answer::Confirmed(confirmation(1)) };
    let anonymous = Event::Settled { at: when, by: None, answer: Answer::Refused(refused()) };
    let reported = Event::Reported { at: when, onward: Onward::default() };
    let reminded = Event::Reminded { at: when, step: Step::Half };
    let stranger = Event::Delivered { at: when, to: node("nl-ovs") };
    let failed = Event::Failed {
        at: when,
        from: node("ie-ca"),
        letter: None,
        failure: Failure::NotTaken { code: "x".to_owned() },
    };
    let (open, ended) = (asking(&[]), asking(&[(MONDAY, yes())]));
    let (theirs, replied) = (asked(&[]), asked(&[(MONDAY, Command::Confirm(confirmation(1)))]));
    let twice = folded(Some(&open), std::slice::from_ref(&reminded)).unwrap();
    for (recall, event) in [
        (None, &left),
        (None, &settled),
        (Some(&ended), &left),
        (Some(&ended), &delivered),
        (Some(&ended), &failed),
        (Some(&open), &onward),
        (Some(&open), &settled),
        (Some(&open), &stranger),
        (Some(&twice), &reminded),
        (Some(&theirs), &reported),
        (Some(&theirs), &anonymous),
        (Some(&theirs), &delivered),
        (Some(&replied), &settled),
    ] {
        let corrupt = evolve(recall.cloned(), event).unwrap_err();
        assert_eq!(corrupt.event, event.kind());
    }
    let again = Event::Asked { at: when, by: None, request: request() };
    let came = Event::Received { at: when, demand: demand() };
    for recall in [&open, &theirs] {
        for event in [&again, &came] {
            assert!(evolve(Some(recall.clone()), event).is_err());
        }
    }
}

/// A letter to the court, signed by whom it says.
fn letter(from: &str, message: Message) -> Verified<Letter> {
    let from = kit::party(from);
    let letter = Letter {
        id: LetterId::new([7; 16]),
        from: from.clone(),
        to: vec![kit::party("fr-tj/judge")],
        issued_at: kit::at(MONDAY),
        message,
    };
    Verified::rehearsed(letter, [7; 32], from, [].into(), kit::at(MONDAY))
}

fn ask() -> Message {
    let Demand { recall, reason, why, due_at, exhibits, .. } = demand();
    Message::Ask { recall, reason, why, due_at, exhibits }
}

/// The word of the permit for a letter, or the code of the no.
fn permitted(letter: &Verified<Letter>, state: Option<&Recall>) -> &'static str {
    let roster = kit::roster("fr-tj");
    let passed = Passed { giver: node("ie-prov"), letter: [1; 32], case: kit::CASE };
    let passed = [(exhibit(1), vec![passed])].into();
    let ctx = kit::ctx(MONDAY, &roster);
    let permit = for_recall(letter, &passed, &[([1; 32], 41)].into(), state, &ctx);
    permit.map_or_else(|denied| denied.code(), |permit| permit.act().verb())
}

#[test]
fn who_handed_it_to_us_may_ask_and_nobody_else() {
    assert_eq!(permitted(&letter("ie-prov/legal", ask()), None), "receive");
    assert_eq!(permitted(&letter("ie-ca/executor", ask()), None), "not-found");
    assert_eq!(permitted(&letter("ie-ca/desk", ask()), None), "not-competent");
    assert_eq!(permitted(&letter("fr-tj/judge", ask()), None), "wrong-addressee");
    let Message::Ask { recall, reason, why, due_at, .. } = ask() else { panic!("an ask") };
    for exhibits in [
        [(exhibit(2), [1; 32])].into(),
        [(exhibit(1), [2; 32])].into(),
        [(exhibit(1), [1; 32]), (exhibit(2), [1; 32])].into(),
        BTreeMap::new(),
    ] {
        let other = Message::Ask { recall, reason, why: why.clone(), due_at, exhibits };
        assert_eq!(permitted(&letter("ie-prov/legal", other), None), "not-found");
    }
}

#[test]
fn whoever_was_asked_may_answer_and_the_proof_of_a_leaf_is_ours_to_check() {
    let shown = |leaf| Shown { erasure: ErasureId::new([1; 16]), leaf, proof: None };
    let confirms = |leaf| Message::Confirmed {
        recall: RECALL,
        certificates: vec![shown(leaf)],
        onward: Onward::default(),
    };
    let open = asking(&[]);
    assert_eq!(permitted(&letter("ie-ca/executor", confirms([1; 32])), Some(&open)), "answer");
    assert_eq!(permitted(&letter("ie-ca/executor", confirms([1; 32])), None), "not-found");
    let theirs = asked(&[]);
    assert_eq!(permitted(&letter("ie-ca/executor", confirms([1; 32])), Some(&theirs)), "not-found");
    let stranger = letter("nl-ovs/executor", confirms([1; 32]));
    assert_eq!(permitted(&stranger, Some(&open)), "wrong-addressee");
    let says_no = Message::Refused { recall: RECALL, refused: refused() };
    assert_eq!(permitted(&letter("ie-prov/legal", says_no), Some(&open)), "answer");
    let roster = kit::roster("fr-tj");
    let ctx = kit::ctx(MONDAY, &roster);
    for (leaf, index) in [([1; 32], Some(41)), ([2; 32], None)] {
        let letter = letter("ie-ca/executor", confirms(leaf));
        let known = [([1; 32], 41)].into();
        let permit = for_recall(&letter, &BTreeMap::new(), &known, Some(&open), &ctx).unwrap();
        let Command::Answer { answer: Answer::Confirmed(said), .. } = permit.act() else {
            panic!("{permit:?}")
        };
        assert_eq!(said.certificates[0].index, index);
    }
}

#[test]
fn an_officer_asks_and_refuses_in_cases_and_the_node_keeps_the_rest() {
    let (roster, case) = (kit::roster("fr-tj"), kit::case());
    let ctx = kit::ctx(MONDAY, &roster);
    let as_officer = |officer: &Officer, state: Option<&Recall>, command: Command| {
        let subject = Subject::new(state).in_case(Some(&case));
        for_officer(officer, &subject, command, &ctx).map_or_else(|no| no.code(), |_| "yes")
    };
    let (open, theirs) = (asking(&[]), asked(&[]));
    for (officer, asks, refuses) in [
        (kit::judge(), "yes", "yes"),
        (kit::clerk(), "yes", "not-competent"),
        (kit::police(), "not-competent", "not-competent"),
        (kit::agent(), "not-found", "not-found"),
    ] {
        assert_eq!(as_officer(&officer, None, Command::Ask(request())), asks);
        assert_eq!(as_officer(&officer, Some(&theirs), Command::Refuse(refused())), refuses);
        let confirm = Command::Confirm(confirmation(1));
        assert_ne!(as_officer(&officer, Some(&theirs), confirm), "yes");
        assert_ne!(as_officer(&officer, Some(&open), yes()), "yes");
    }
    let as_node = |state: Option<&Recall>, command: Command| {
        let permit = for_node(&Subject::new(state), command, &ctx);
        permit.map_or_else(|no| no.code(), |_| "yes")
    };
    assert_eq!(as_node(None, Command::Ask(request())), "yes");
    assert_eq!(as_node(Some(&theirs), Command::Confirm(confirmation(1))), "yes");
    assert_eq!(as_node(Some(&open), Command::Deliver { to: node("ie-ca") }), "yes");
    assert_eq!(as_node(Some(&theirs), Command::Refuse(refused())), "not-owner");
    assert_eq!(as_node(Some(&open), yes()), "not-owner");
    assert_eq!(as_node(None, Command::Receive(demand())), "not-owner");
}

#[test]
fn every_word_reads_back() {
    for reason in Reason::ALL {
        assert_eq!(Reason::parse(reason.id()), Some(reason));
    }
    for kind in MessageKind::ALL {
        assert_eq!(MessageKind::parse(kind.id()), Some(kind));
    }
    assert_eq!(Reason::Unlawful.duty(), Some(DUTY));
    assert_eq!(Reason::Erased.duty(), None);
    let duty = LAW_WITH_THE_DUTY.duties.iter().any(|duty| duty.id.to_string() == DUTY);
    assert!(duty, "the pack has no duty of this name");
}

/// The pack that names the duty.
static LAW_WITH_THE_DUTY: std::sync::LazyLock<law::instrument::Instrument> =
    std::sync::LazyLock::new(|| law::embedded::instrument("eu-led").unwrap().unwrap());
