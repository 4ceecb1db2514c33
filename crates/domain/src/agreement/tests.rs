//! Every pair of a stage and a command, and what the clock does to an agreement.

use jiff::SignedDuration;

use super::*;
use crate::actor::{Actor, Officer};
use crate::denied::Denied;
use crate::ids::LetterId;
use crate::kit::{self, at, ctx, member, party, unit};
use crate::permit::{self, Subject};

const OURS: &str = "fr-tj";
const THEIRS: &str = "ie-ca";
const NOW: &str = "2027-03-08T09:00:00Z";
const DIGEST: [u8; 32] = [0xd1; 32];

pub(super) fn why(text: &str) -> Why {
    Why::parse(text).unwrap()
}

pub(super) fn lines() -> Lines {
    let way = |from, to| Direction { from: member(from), to: member(to) };
    Lines {
        agreement: AgreementId::new([0xa9; 16]),
        title: why("Exchange of traffic data"),
        basis: why("Article 35(1)"),
        parties: [member(OURS), member(THEIRS)].into(),
        purposes: [Purpose::Investigation, Purpose::Prosecution].into(),
        data: [DataCategory::Traffic, DataCategory::Content].into(),
        directions: [way(OURS, THEIRS), way(THEIRS, OURS)].into(),
        onward: Onward::WithConsent,
        retention: Retention { days_max: 365, evidence_stays: true },
        safeguards: vec![why("encrypted at rest")],
        impact: Impact { reference: why("DPIA 4"), reviewed_on: jiff::civil::date(2027, 1, 4) },
        review_every_months: 6,
        valid_from: at("2027-03-01T00:00:00Z"),
        valid_until: at("2028-03-01T00:00:00Z"),
        criteria: vec![why("another purpose"), why("a breach that was not told")],
        preservation: true,
    }
}

pub(crate) fn terms() -> Terms {
    Terms::parse(lines()).unwrap()
}

pub(super) fn notice() -> Notice {
    Notice { criterion: 1, why: why("used in a tax case"), part: Part::default() }
}

fn reference(n: u8) -> LetterRef {
    LetterRef { id: LetterId::new([n; 16]), digest: [n; 32] }
}

fn judge() -> Officer {
    kit::judge()
}

fn drafter() -> Officer {
    kit::prosecutor()
}

fn hear(said: Said) -> Command {
    Command::Hear { from: party("ie-ca/executor"), letter: reference(7), digest: DIGEST, said }
}

fn signed_by_them() -> Command {
    hear(Said::Sign { terms: Box::new(terms()), seal: "theirs".to_owned() })
}

fn sign() -> Command {
    Command::Sign { unit: unit("fr-tj/judge"), seal: "ours".to_owned() }
}

fn consent() -> Consent {
    Consent { exhibit: ExhibitId::new([1; 16]), to: member("nl-ovs") }
}

fn actor(command: &Command) -> Actor {
    match command {
        Command::Hear { from, letter, .. } => {
            Actor::Peer { member: from.member.clone(), unit: from.unit.clone(), letter: letter.id }
        }
        Command::Pass => Actor::Node,
        Command::Draft { .. } => Actor::from(&drafter()),
        Command::Consent(_)
        | Command::End { .. }
        | Command::Reinstate { .. }
        | Command::Review { .. }
        | Command::Sign { .. }
        | Command::Suspend(_) => Actor::from(&judge()),
    }
}

fn ask_at(state: Option<&Agreement>, command: &Command, now: &str) -> Result<Vec<Event>, Denied> {
    let roster = kit::roster(OURS);
    outcome(state, command, &actor(command), &ctx(now, &roster))
}

/// The state after these commands, each of which must do something.
pub(super) fn after(commands: &[Command]) -> Agreement {
    let mut state = None;
    for command in commands {
        let events = ask_at(state.as_ref(), command, NOW).unwrap();
        assert!(!events.is_empty(), "{}", command.verb());
        for event in events {
            state = Some(evolve(state, &event).unwrap());
        }
    }
    state.unwrap()
}

fn draft() -> Command {
    Command::Draft { terms: Box::new(terms()), digest: DIGEST }
}

pub(crate) fn in_force() -> Agreement {
    after(&[draft(), sign(), signed_by_them()])
}

pub(crate) fn suspended() -> Agreement {
    after(&[draft(), sign(), signed_by_them(), Command::Suspend(notice())])
}

/// Every command, each kind of letter apart.
fn commands() -> Vec<Command> {
    vec![
        Command::Consent(consent()),
        draft(),
        Command::End { why: why("no longer needed") },
        Command::Pass,
        Command::Reinstate { why: why("settled") },
        Command::Review { found: why("nothing") },
        sign(),
        Command::Suspend(notice()),
        hear(Said::Consent(consent())),
        hear(Said::End { why: why("no longer needed") }),
        hear(Said::Reinstate { why: why("settled") }),
        signed_by_them(),
        hear(Said::Suspend { since: at(NOW), notice: notice() }),
    ]
}

/// What becomes of each command, as the kinds of events or the code of the refusal.
fn outcomes(state: Option<&Agreement>, now: &str) -> Vec<String> {
    let word = |command: &Command| match ask_at(state, command, now) {
        Ok(events) if events.is_empty() => "-".to_owned(),
        Ok(events) => events.iter().map(Event::kind).collect::<Vec<_>>().join("+"),
        Err(denied) => format!("!{}", denied.code()),
    };
    commands().iter().map(word).collect()
}

#[test]
fn before_there_is_one_it_can_be_drafted_or_come_signed() {
    let no = "!not-found";
    let expected = [no, "drafted", no, no, no, no, no, no, no, no, no, "received+signed", no];
    assert_eq!(outcomes(None, NOW), expected);
}

#[test]
fn a_draft_is_signed_or_taken_back() {
    let (no, known) = ("!agreement-not-active", "!already-known");
    let expected = [no, known, "ended", "-", no, no, "signed", no, no, no, no, "signed", no];
    assert_eq!(outcomes(Some(&after(&[draft()])), NOW), expected);
}

#[test]
fn with_signatures_missing_it_can_be_signed_and_ended_and_a_partys_suspension_is_kept() {
    let (no, known) = ("!agreement-not-active", "!already-known");
    let ours = after(&[draft(), sign()]);
    let expected =
        [no, known, "ended", "-", no, no, known, no, no, "ended", "-", "signed", "suspended"];
    assert_eq!(outcomes(Some(&ours), NOW), expected);
    let theirs = after(&[signed_by_them()]);
    let expected =
        [no, known, "ended", "-", no, no, "signed", no, no, "ended", "-", "-", "suspended"];
    assert_eq!(outcomes(Some(&theirs), NOW), expected);
}

#[test]
fn signed_by_all_it_is_suspended_gone_through_and_ended() {
    let known = "!already-known";
    let expected = [
        "consented",
        known,
        "ended",
        "-",
        "!not-suspended",
        "reviewed",
        known,
        "suspended",
        "consented",
        "ended",
        "-",
        "-",
        "suspended",
    ];
    assert_eq!(outcomes(Some(&in_force()), NOW), expected);
}

#[test]
fn a_suspension_ends_by_whoever_made_it_and_each_party_has_its_own() {
    let known = "!already-known";
    let expected = [
        "consented",
        known,
        "ended",
        "-",
        "reinstated",
        "reviewed",
        known,
        "-",
        "consented",
        "ended",
        "-",
        "-",
        "suspended",
    ];
    assert_eq!(outcomes(Some(&suspended()), NOW), expected);
    let other = Command::Suspend(Notice { criterion: 2, ..notice() });
    assert_eq!(ask_at(Some(&suspended()), &other, NOW), Err(Denied::AlreadyKnown));
}

#[test]
fn what_has_ended_takes_nothing_more() {
    let end = Command::End { why: why("no longer needed") };
    let ended = after(&[draft(), sign(), signed_by_them(), end]);
    let no = "!closed";
    let expected = [no, "!already-known", no, "-", no, no, no, no, no, "-", no, no, no];
    assert_eq!(outcomes(Some(&ended), NOW), expected);
    let stray = Event::Reviewed { at: at(NOW), by: judge().id, found: why("nothing") };
    assert!(evolve(Some(ended), &stray).is_err());
}

#[test]
fn its_time_is_over_at_its_instant_and_not_before() {
    let before = ask_at(Some(&in_force()), &Command::Pass, "2028-02-29T23:59:59Z");
    assert_eq!(before, Ok(Vec::new()));
    let then = "2028-03-01T00:00:00Z";
    let over = ask_at(Some(&in_force()), &Command::Pass, then).unwrap();
    assert_eq!(over, [Event::Expired { at: at(then) }]);
    let over = evolve(Some(in_force()), &over[0]).unwrap();
    assert_eq!(over.phase(at(then)), Phase::Sunset);
    // The clock needs no event for it.
    assert_eq!(in_force().phase(at(then)), Phase::Sunset);
    assert!(!in_force().binds_at(at(then)));
    let late = ask_at(Some(&after(&[draft()])), &sign(), then);
    assert_eq!(late, Err(Denied::Closed));
    assert_eq!(ask_at(None, &draft(), then), Err(Denied::Closed));
}

#[test]
fn whoever_drafted_it_does_not_sign_it() {
    let roster = kit::roster(OURS);
    let by = Actor::from(&drafter());
    let own = outcome(Some(&after(&[draft()])), &sign(), &by, &ctx(NOW, &roster));
    assert_eq!(own, Err(Denied::SameOfficer { cite: None }));
}

#[test]
fn a_signature_over_other_bytes_counts_for_nothing() {
    let other = Command::Hear {
        from: party("ie-ca/executor"),
        letter: reference(7),
        digest: [0xd2; 32],
        said: Said::Sign { terms: Box::new(terms()), seal: "theirs".to_owned() },
    };
    let ours = after(&[draft(), sign()]);
    assert_eq!(ask_at(Some(&ours), &other, NOW), Err(Denied::AgreementDiffers));
}

#[test]
fn a_suspension_names_a_criterion_of_the_document() {
    for n in [0, 3] {
        let wrong = Notice { criterion: n, ..notice() };
        let asked = ask_at(Some(&in_force()), &Command::Suspend(wrong), NOW);
        assert_eq!(asked, Err(Denied::UnknownCriterion { n, n_max: 2 }));
    }
}

#[test]
fn a_clock_that_is_ahead_suspends_from_the_arrival_of_its_letter() {
    let ahead = hear(Said::Suspend { since: at("2027-03-08T11:00:00Z"), notice: notice() });
    let events = ask_at(Some(&in_force()), &ahead, NOW).unwrap();
    let [Event::Suspended { since, .. }] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(*since, at(NOW));
}

#[test]
fn parties_are_members_and_we_are_one_of_them() {
    let mut strange = lines();
    strange.parties = [member("ie-ca"), member("nl-ovs")].into();
    strange.directions = [Direction { from: member("ie-ca"), to: member("nl-ovs") }].into();
    let draft_of =
        |lines| Command::Draft { terms: Box::new(Terms::parse(lines).unwrap()), digest: DIGEST };
    assert_eq!(ask_at(None, &draft_of(strange), NOW), Err(Denied::WrongAddressee));
    let mut unknown = lines();
    unknown.parties.insert(member("xx-nobody"));
    let asked = ask_at(None, &draft_of(unknown), NOW);
    assert_eq!(asked, Err(Denied::UnknownMember { member: member("xx-nobody") }));
}

#[test]
fn offices_that_may_not_bind_their_member_are_told_so() {
    let roster = kit::roster(OURS);
    let ctx = ctx(NOW, &roster);
    let ask = |officer: &Officer, state: Option<&Agreement>, command| {
        let permit = permit::for_officer(officer, &Subject::new(state), command, &ctx);
        permit.map_or_else(|denied| denied.code(), |_| "yes")
    };
    let (open, bound) = (after(&[draft()]), in_force());
    assert_eq!(ask(&judge(), Some(&open), sign()), "yes");
    assert_eq!(ask(&kit::police(), Some(&open), sign()), "not-competent");
    assert_eq!(ask(&kit::police(), Some(&bound), Command::Suspend(notice())), "not-competent");
    let weak = Officer { auth: crate::actor::AuthLevel::Passkey, ..judge() };
    assert_eq!(ask(&weak, Some(&bound), Command::Suspend(notice())), "step-up");
    assert_eq!(ask(&judge(), Some(&bound), Command::Suspend(notice())), "yes");
}

#[test]
fn the_others_are_told_what_we_did_and_never_what_they_did() {
    let told = |state: &Agreement, command: &Command| {
        let events = ask_at(Some(state), command, NOW).unwrap();
        let event = events.last().unwrap();
        let now = evolve(Some(state.clone()), event).unwrap();
        react(&now, event).map(|message| message.kind().id())
    };
    let (drafted, bound) = (after(&[draft()]), in_force());
    assert_eq!(told(&drafted, &sign()), Some("agreement.proposal"));
    assert_eq!(told(&after(&[signed_by_them()]), &sign()), Some("agreement.signature"));
    assert_eq!(told(&bound, &Command::Suspend(notice())), Some("agreement.suspension"));
    let back = Command::Reinstate { why: why("settled") };
    assert_eq!(told(&suspended(), &back), Some("agreement.reinstatement"));
    let end = Command::End { why: why("over") };
    assert_eq!(told(&bound, &end), Some("agreement.end"));
    assert_eq!(told(&bound, &Command::Consent(consent())), Some("agreement.consent"));
    assert_eq!(told(&drafted, &end), None);
    assert_eq!(told(&bound, &Command::Review { found: why("nothing") }), None);
    assert_eq!(told(&bound, &hear(Said::Suspend { since: at(NOW), notice: notice() })), None);
    assert_eq!(told(&after(&[draft(), sign()]), &signed_by_them()), None);
}

#[test]
fn it_is_gone_through_again_so_many_months_after_the_last_time() {
    assert_eq!(in_force().review_due_at(), at("2027-09-01T00:00:00Z"));
    let again = after(&[draft(), sign(), signed_by_them(), Command::Review { found: why("x") }]);
    assert_eq!(again.review_due_at(), at("2027-09-08T09:00:00Z"));
}

#[test]
fn lines_that_do_not_fit_together_are_no_terms() {
    let check = |change: fn(&mut Lines), field: &str| {
        let mut lines = lines();
        change(&mut lines);
        assert_eq!(Terms::parse(lines).map_err(|bad| bad.field), Err(field).map(|(): ()| terms()));
    };
    check(|lines| lines.criteria.clear(), "criteria");
    check(|lines| lines.data.clear(), "data");
    check(|lines| drop(lines.parties.pop_last()), "parties");
    check(|lines| lines.directions.clear(), "directions");
    check(
        |lines| {
            let (from, to) = (member("fr-tj"), member("nl-ovs"));
            lines.directions.insert(Direction { from, to });
        },
        "directions",
    );
    check(|lines| lines.purposes.clear(), "purposes");
    check(|lines| lines.retention.days_max = 0, "retention");
    check(|lines| lines.review_every_months = 61, "review_every_months");
    check(|lines| lines.safeguards.clear(), "safeguards");
    check(|lines| lines.title = why("two\nlines"), "title");
    check(|lines| lines.valid_until = lines.valid_from, "valid_until");
    check(
        |lines| {
            let longest = SignedDuration::from_hours(24 * DAYS_MAX);
            let longer = longest.checked_add(SignedDuration::from_secs(1)).unwrap();
            lines.valid_until = lines.valid_from.checked_add(longer).unwrap();
        },
        "valid_until",
    );
}
