//! Figures of small sets of streams, counted by hand.

use law::field::FieldValue;
use law::ids::{FieldId, GroundId, StatisticId};
use law::statistic::sources;

use super::*;
use crate::ids::HandoverId;
use crate::kit;
use crate::letter::{Language, LetterRef};
use crate::measure::{Finding, Part, TakenBy};
use crate::purpose::Purpose;

const ISSUED: &str = kit::MONDAY;
const THIRD_DAY: &str = "2027-03-11T09:00:00Z";

fn issue(words: &[&str], track: Track, notified: bool) -> Vec<Event> {
    let draft = kit::draft(kit::terms(words, track, notified));
    kit::act(Some(&draft), &kit::judge(), kit::issue(&draft), ISSUED).unwrap().1
}

fn produced(now: &str) -> Event {
    Event::Produced { at: kit::at(now), handover: HandoverId::new([3; 16]), exhibits: Vec::new() }
}

fn withdrawn(now: &str) -> Event {
    Event::Withdrawn { at: kit::at(now), why: "the suspect was found".to_owned() }
}

fn ground() -> GroundId {
    kit::LAW.ground_id("g/12.1.a").unwrap()
}

/// A ground of the enforcing authority that arrived, and what became of it.
fn objected(extent: Extent, taken: bool) -> [Event; 2] {
    let at = kit::at(THIRD_DAY);
    let letter = LetterRef { id: LetterId::new([7; 16]), digest: [7; 32] };
    let by = TakenBy::Officer(kit::judge().id);
    let staged = Event::PeerActStaged {
        at,
        letter,
        from: kit::party("ie-ca/executor"),
        sent_at: at,
        act: PeerAct::Objected { ground: ground(), extent, because: None },
    };
    let became = if taken {
        Event::PeerActTaken { at, letter: letter.id, by }
    } else {
        Event::PeerActDeclined { at, letter: letter.id, finding: Finding::GroundLate }
    };
    [staged, became]
}

fn in_2027() -> Range<Timestamp> {
    kit::at("2026-12-31T23:00:00Z")..kit::at("2027-12-31T23:00:00Z")
}

fn tables_of(article: &str, streams: &[Vec<Event>], period: &Range<Timestamp>) -> Vec<Table> {
    tables_with(article, streams, &[], period)
}

fn tables_with(
    article: &str,
    streams: &[Vec<Event>],
    notes: &[Note],
    period: &Range<Timestamp>,
) -> Vec<Table> {
    let id = StatisticId::parse(&format!("eu-e-evidence/stat/{article}")).unwrap();
    let statistic = kit::LAW.statistics.iter().find(|statistic| statistic.id == id).unwrap();
    let lives: Vec<Life> = streams.iter().filter_map(|events| Life::of(events)).collect();
    let roster = kit::roster("fr-tj");
    let state_of = |member: &MemberId| roster.member(member).map(|view| view.state);
    count(&kit::LAW.id, statistic, &lives, notes, period, state_of)
}

/// Each figure in all and its rows, as lines.
#[track_caller]
fn check(article: &str, streams: &[Vec<Event>], expected: &[&str]) {
    assert_eq!(lines(&tables_of(article, streams, &in_2027())), expected);
}

fn lines(tables: &[Table]) -> Vec<String> {
    let mut lines = Vec::new();
    for table in tables {
        let whole = table.whole.as_ref();
        let whole = whole.map_or("not said".to_owned(), |figure| figure.n.to_string());
        lines.push(format!("{} {whole}", table.name));
        for (row, figure) in &table.rows {
            lines.push(format!("  {} {}", row.join(" "), figure.n));
        }
    }
    lines
}

#[test]
fn an_order_for_two_categories_counts_once_and_stands_in_both_rows() {
    let streams = [issue(&["content", "traffic"], Track::Ordinary, true)];
    check(
        "28.2.a",
        &streams,
        &["epoc_issued 1", "  content IE-PROV no 1", "  traffic IE-PROV no 1", "epoc_pr_issued 0"],
    );
}

#[test]
fn a_draft_is_nothing_and_a_late_part_is_no_second_success() {
    let draft = kit::act(None, &kit::police(), kit::opening(kit::traffic()), ISSUED).unwrap().1;
    let dropped = draft.iter().cloned().chain([withdrawn(THIRD_DAY)]).collect();
    let mut twice = issue(&["traffic"], Track::Ordinary, true);
    twice.extend([
        produced(THIRD_DAY),
        produced("2027-04-01T09:00:00Z"),
        withdrawn("2027-05-01T09:00:00Z"),
    ]);
    check(
        "28.2.c",
        &[draft, dropped, twice],
        &["fulfilled 1", "  traffic IE-PROV no 1", "not_fulfilled 0"],
    );
}

#[test]
fn a_ground_for_all_ends_the_order_and_one_for_a_part_does_not() {
    let with = |extent, taken| {
        let mut events = issue(&["traffic"], Track::Ordinary, true);
        events.extend(objected(extent, taken));
        // Whatever is done afterwards, the end was counted.
        events.push(withdrawn("2027-03-12T09:00:00Z"));
        events
    };
    let part = || Extent::Data(kit::data(&["traffic"]));
    let streams = [with(Extent::All, true), with(part(), true), with(Extent::All, false)];
    check(
        "28.2.d",
        &streams,
        &[
            "notified 3",
            "  traffic IE-PROV no - 3",
            "refused 2",
            "  traffic IE-PROV no eu-e-evidence/g/12.1.a 2",
        ],
    );
    check("28.2.c", &streams, &["fulfilled 0", "not_fulfilled 3", "  traffic IE-PROV no 3"]);
}

#[test]
fn a_mean_time_runs_from_issue_to_the_first_data() {
    let stream = |now: &str| {
        let mut events = issue(&["subscriber"], Track::Ordinary, false);
        events.push(produced(now));
        events
    };
    let streams = [stream("2027-03-09T09:00:00Z"), stream(THIRD_DAY)];
    let tables = tables_of("28.2.e", &streams, &in_2027());
    let mean = tables[0].whole.as_ref().and_then(|figure| figure.time(Time::Mean));
    assert_eq!(mean, Some(SignedDuration::from_hours(48)));
}

#[test]
fn the_year_is_that_of_what_happened_and_its_end_is_the_next_one() {
    let mut events = issue(&["traffic"], Track::Ordinary, true);
    events.push(produced("2027-12-31T23:00:00Z"));
    let streams = [events];
    check("28.2.c", &streams, &["fulfilled 0", "not_fulfilled 0"]);
    let next = kit::at("2027-12-31T23:00:00Z")..kit::at("2028-12-31T23:00:00Z");
    let n = |article| {
        let whole = &tables_of(article, &streams, &next)[0].whole;
        whole.as_ref().map(|figure| figure.n)
    };
    assert_eq!((n("28.2.c"), n("28.2.a")), (Some(1), Some(0)));
}

fn received(order: OrderCopy) -> Event {
    Event::Received {
        at: kit::at(ISSUED),
        order,
        purpose: Purpose::Investigation,
        language: Language::parse("en").unwrap(),
        letter: LetterRef { id: LetterId::new([8; 16]), digest: [8; 32] },
        from: kit::party("fr-tj/judge"),
        dues: Vec::new(),
    }
}

#[test]
fn the_provider_counts_what_it_received_by_the_state_it_came_from() {
    let order = kit::copy(&kit::issued(kit::traffic()), CopyKind::Addressee);
    let handed = Event::HandedOver {
        at: kit::at(THIRD_DAY),
        handover: HandoverId::new([3; 16]),
        exhibits: Vec::new(),
        conditions: Vec::new(),
        part: Part::All,
        late: false,
    };
    let refused = Event::Refused {
        at: kit::at(THIRD_DAY),
        ground: ground(),
        extent: Extent::All,
        because: None,
        effect: GroundEffect::Stop,
    };
    let enforcing = kit::copy(&kit::issued(kit::traffic()), CopyKind::Enforcing);
    let streams = [
        vec![received(order.clone()), handed],
        vec![received(order), refused],
        vec![received(enforcing)],
    ];
    check("28.4.a", &streams, &["received 2", "  traffic FR no 2"]);
    check(
        "28.4.b",
        &streams,
        &[
            "fulfilled_by_provider 1",
            "  traffic FR no 1",
            "not_fulfilled_by_provider 1",
            "  traffic FR no 1",
        ],
    );
}

/// A letter of ours in a stream.
fn said(form: &str, now: &str) -> Event {
    Event::Said {
        at: kit::at(now),
        form: KindId::parse(form).unwrap(),
        does: BTreeSet::new(),
        values: Values::new(),
        copies: Vec::new(),
        order: None,
        late: false,
    }
}

/// A letter of a peer that was taken.
fn heard(form: &str, now: &str) -> [Event; 2] {
    let at = kit::at(now);
    let letter = LetterRef { id: LetterId::new([9; 16]), digest: [9; 32] };
    let act = PeerAct::Said {
        form: KindId::parse(form).unwrap(),
        does: BTreeSet::new(),
        values: Values::new(),
    };
    let from = kit::party("fr-tj/judge");
    [
        Event::PeerActStaged { at, letter, from, sent_at: at, act },
        Event::PeerActTaken { at, letter: letter.id, by: TakenBy::Officer(kit::judge().id) },
    ]
}

#[test]
fn what_was_enforced_counts_where_it_was_asked_for_and_where_it_came() {
    let mut fulfilled = issue(&["traffic"], Track::Ordinary, true);
    fulfilled.push(said("enforcement-request", THIRD_DAY));
    fulfilled.push(produced("2027-04-01T09:00:00Z"));
    let mut open = issue(&["traffic"], Track::Ordinary, true);
    open.push(said("enforcement-request", THIRD_DAY));
    // What came before it was asked for was not enforced.
    let mut before = issue(&["traffic"], Track::Ordinary, true);
    before.push(produced("2027-03-10T09:00:00Z"));
    before.push(said("enforcement-request", THIRD_DAY));
    let order = kit::copy(&kit::issued(kit::traffic()), CopyKind::Enforcing);
    let mut enforcing = vec![received(order)];
    enforcing.extend(heard("enforcement-request", THIRD_DAY));
    let streams = [fulfilled, open, before, enforcing];
    check(
        "28.2.g",
        &streams,
        &[
            "transmitted_for_enforcement 3",
            "  traffic IE-PROV no 3",
            "received_for_enforcement 1",
            "  traffic IE-PROV no 1",
            "enforced_and_fulfilled 1",
            "  traffic IE-PROV no 1",
        ],
    );
    // Who is notified has received no order.
    check("28.4.a", &streams, &["received 0"]);
}

#[test]
fn a_letter_counts_by_what_its_field_says() {
    let field = FieldId::parse("measure").unwrap();
    let with = |word: &str| Spoken {
        form: KindId::parse("removal-feedback").unwrap(),
        values: Values::from([(field.clone(), FieldValue::Code(word.to_owned()))]),
    };
    let letter = |of: &str| sources(of).unwrap()[0].letter.clone().unwrap();
    let removed = letter("said:removal-feedback:measure=removed");
    assert!(with("removed").is(&removed));
    assert!(!with("disabled").is(&removed));
    assert!(with("disabled").is(&letter("said:removal-feedback")));
    assert!(!with("removed").is(&letter("said:effect-given")));
    assert!(!with("removed").is(&letter("said:removal-feedback:other=removed")));
}

#[test]
fn a_time_ends_with_what_the_letter_states_and_a_measure_counts_once() {
    let mut events = issue(&["traffic"], Track::Ordinary, true);
    let mut letter = |day: &str, now: &str| {
        let on = FieldValue::Date(day.parse().unwrap());
        let values = Values::from([(FieldId::parse("later_issued_on").unwrap(), on)]);
        let Event::Said { at, form, does, copies, order, late, .. } = said("confirmation", now)
        else {
            unreachable!()
        };
        events.push(Event::Said { at, form, does, values, copies, order, late });
    };
    // Issued on 8 March at nine; the later request on the tenth; told on the eleventh, and told again.
    letter("2027-03-10", THIRD_DAY);
    letter("2027-03-20", "2027-03-20T09:00:00Z");
    let tables = tables_of("28.2.f", &[events], &in_2027());
    let whole = tables[0].whole.as_ref().unwrap();
    assert_eq!(whole.n, 1);
    assert_eq!(whole.time(Time::Mean), Some(SignedDuration::from_hours(39)));
}

#[test]
fn the_end_of_what_was_kept_is_success_once_a_later_request_was_confirmed() {
    let with = |confirmed: bool| {
        let mut events = issue(&["traffic"], Track::Ordinary, true);
        if confirmed {
            let Event::Said { at, form, values, copies, order, late, .. } =
                said("confirmation", THIRD_DAY)
            else {
                unreachable!()
            };
            let does = BTreeSet::from([Consequence::Confirm]);
            events.push(Event::Said { at, form, does, values, copies, order, late });
        }
        let [staged, taken] = heard("preservation-produced", "2027-04-01T09:00:00Z");
        let Event::PeerActStaged { at, letter, from, sent_at, .. } = staged else { unreachable!() };
        let does = BTreeSet::from([Consequence::End]);
        let form = KindId::parse("preservation-produced").unwrap();
        let act = PeerAct::Said { form, does, values: Values::new() };
        events.extend([Event::PeerActStaged { at, letter, from, sent_at, act }, taken]);
        events.push(Event::Completed { at: kit::at("2027-04-02T09:00:00Z") });
        events
    };
    check("28.2.c", &[with(true)], &["fulfilled 1", "  traffic IE-PROV no 1", "not_fulfilled 0"]);
    check("28.2.c", &[with(false)], &["fulfilled 0", "not_fulfilled 1", "  traffic IE-PROV no 1"]);
}

#[test]
fn a_ground_counts_for_the_authority_that_raised_it_in_time() {
    let order = kit::copy(&kit::issued(kit::traffic()), CopyKind::Enforcing);
    let raised = |late| Event::Objected {
        at: kit::at(THIRD_DAY),
        ground: ground(),
        extent: Extent::All,
        because: None,
        late,
    };
    let n_of = |late| {
        let life = Life::of(&[received(order.clone()), raised(late)]).unwrap();
        life.counted(&sources("ground-raised").unwrap()[0]).count()
    };
    assert_eq!((n_of(false), n_of(true)), (1, 0));
}

#[test]
fn one_time_for_many_is_their_mean_or_the_one_in_the_middle() {
    let time = |hours: &[i64], time| {
        let times: Vec<_> = hours.iter().map(|hours| SignedDuration::from_hours(*hours)).collect();
        let figure = Figure { n: hours.len() as u64, times, ..Figure::default() };
        figure.time(time).map(|time| time.as_hours())
    };
    assert_eq!(time(&[], Time::Mean), None);
    assert_eq!(time(&[], Time::Median), None);
    assert_eq!(time(&[9], Time::Median), Some(9));
    assert_eq!(time(&[100, 1, 4], Time::Median), Some(4));
    assert_eq!(time(&[100, 1, 4], Time::Mean), Some(35));
    assert_eq!(time(&[100, 1, 4, 6], Time::Median), Some(5));
    let times = [1, 2].map(SignedDuration::from_hours).to_vec();
    let one_and_a_half = Figure { n: 2, times, ..Figure::default() };
    assert_eq!(one_and_a_half.time(Time::Median), Some(SignedDuration::from_mins(90)));
}

fn note(article: &str, figure: &str, happened: &str) -> Note {
    Note {
        instrument: kit::LAW.id.clone(),
        statistic: StatisticId::parse(&format!("eu-e-evidence/stat/{article}")).unwrap(),
        figure: figure.to_owned(),
        n: 1,
        happened_at: kit::at(happened),
        began_at: None,
        told_apart: BTreeMap::new(),
        amount: None,
        on_file: crate::erasure::Why::parse("Court of Lyon, 27/113").unwrap(),
    }
}

#[test]
fn what_nobody_keeps_has_no_figure() {
    let mut law = kit::LAW.clone();
    law.statistics[0].counts[0].of.clear();
    let lives = [Life::of(&issue(&["traffic"], Track::Ordinary, true)).unwrap()];
    let tables = count(&law.id, &law.statistics[0], &lives, &[], &in_2027(), |_| None);
    assert_eq!(lines(&tables), ["epoc_issued not said", "epoc_pr_issued 0"]);
}

#[test]
fn what_officers_note_is_counted_in_its_year_by_its_words() {
    let of = |word: &str, n, happened| Note {
        n,
        told_apart: [("data_type".to_owned(), word.to_owned())].into(),
        ..note("28.2.h", "remedies_in_issuing_state", happened)
    };
    let notes = [
        of("content", 2, "2027-01-01T00:00:00Z"),
        of("traffic", 1, "2027-06-01T00:00:00Z"),
        of("traffic", 1, "2028-01-01T00:00:00Z"),
        Note {
            told_apart: [("data_type".to_owned(), "content".to_owned())].into(),
            ..note("28.2.h", "remedies_in_enforcing_state", THIRD_DAY)
        },
    ];
    let tables = tables_with("28.2.h", &[], &notes, &in_2027());
    let expected = [
        "remedies_in_issuing_state 3",
        "  content 2",
        "  traffic 1",
        "remedies_in_enforcing_state 1",
        "  content 1",
    ];
    assert_eq!(lines(&tables), expected);
    // Nothing noted is not none: it may have happened all the same. Another counter has nothing of it.
    let open = ["costs_claimed not said", "costs_reimbursed not said"];
    assert_eq!(lines(&tables_with("28.2.j", &[], &notes, &in_2027())), open);
}

#[test]
fn amounts_are_added_by_currency() {
    let paid = |minor, currency: &str| Note {
        amount: Some(crate::occurrence::Amount { currency: currency.to_owned(), minor }),
        ..note("28.2.j", "costs_claimed", THIRD_DAY)
    };
    let notes = [paid(12_050, "EUR"), paid(50, "EUR"), paid(700, "CHF")];
    let tables = tables_with("28.2.j", &[], &notes, &in_2027());
    let whole = tables[0].whole.as_ref().unwrap();
    let sums: Vec<(&str, i64)> = whole.sums.iter().map(|(of, sum)| (of.as_str(), *sum)).collect();
    assert_eq!((whole.n, sums), (3, vec![("CHF", 700), ("EUR", 12_100)]));
}

#[test]
fn a_figure_of_two_sources_counts_both_and_a_word_of_the_form_tells_them_apart() {
    let dsa = law::embedded::instrument("eu-dsa").unwrap().unwrap();
    let rule = |article: &str| {
        let id = StatisticId::parse(&format!("eu-dsa/stat/{article}")).unwrap();
        dsa.statistics.iter().find(|rule| rule.id == id).unwrap()
    };
    let received = |flagger: bool| {
        let events = issue(&["traffic"], Track::Ordinary, false);
        let mut life = Life::of(&events).unwrap();
        life.order.law.id = dsa.id.clone();
        life.order.kind = KindId::parse("illegal-content-notice").unwrap();
        let field = FieldId::parse("trusted_flagger").unwrap();
        life.order.values = [(field, FieldValue::YesNo(flagger))].into();
        life.happened[0].what = Counted::Received;
        life
    };
    let lives = [received(true), received(false)];
    let mut noted = note("28.2.h", "notices", THIRD_DAY);
    noted.instrument = dsa.id.clone();
    noted.statistic = rule("15.1.b").id.clone();
    let tables = count(&dsa.id, rule("15.1.b"), &lives, &[noted.clone()], &in_2027(), |_| None);
    let n_of: Vec<u64> = tables.iter().map(|table| table.whole.as_ref().unwrap().n).collect();
    assert_eq!(n_of, [3, 0, 0, 0, 0]);
    let mut by_word = rule("15.1.b").clone();
    by_word.counts[0].of = sources("received:illegal-content-notice:trusted_flagger=yes").unwrap();
    let tables = count(&dsa.id, &by_word, &lives, &[], &in_2027(), |_| None);
    assert_eq!(tables[0].whole.as_ref().unwrap().n, 1);
    // Two sources of one measure count it once.
    by_word.counts[0].of = sources("received+received:illegal-content-notice").unwrap();
    let tables = count(&dsa.id, &by_word, &lives, &[], &in_2027(), |_| None);
    assert_eq!(tables[0].whole.as_ref().unwrap().n, 2);
    // A note of a time has the time it took.
    noted.statistic = rule("15.1.d.median").id.clone();
    noted.figure = "median_time_to_decision".to_owned();
    noted.began_at = Some(kit::at(ISSUED));
    let tables = count(&dsa.id, rule("15.1.d.median"), &[], &[noted], &in_2027(), |_| None);
    let time = tables[0].whole.as_ref().unwrap().time(Time::Median);
    assert_eq!(time, Some(SignedDuration::from_hours(72)));
}

#[test]
fn another_instrument_counts_for_itself() {
    let statistic = &kit::LAW.statistics[0];
    let lives = [Life::of(&issue(&["traffic"], Track::Ordinary, true)).unwrap()];
    let other = InstrumentId::parse("eu-tco").unwrap();
    let tables = count(&other, statistic, &lives, &[], &in_2027(), |_| None);
    assert!(tables.iter().all(|table| table.rows.is_empty()));
}
