//! Two sets are told apart whatever is in them, and nothing but an answer to the question passes for one.

use proptest::prelude::*;

use super::*;

/// A question and its answer, as they are sent.
const VECTOR: &str = include_str!("../../vectors/reconcile-1.txt");

fn of(n: u64) -> Digest {
    Digest::of(&n.to_be_bytes())
}

fn one(n: u64) -> One {
    One { day: 20_879, digest: of(n) }
}

fn set(all: impl IntoIterator<Item = u64>) -> BTreeSet<Digest> {
    all.into_iter().map(of).collect()
}

fn held(place: &Place, all: &BTreeSet<Digest>, list_max: usize) -> Held {
    let mut tally = Tally::of(place, list_max);
    all.iter().for_each(|digest| tally.add(digest));
    tally.finish()
}

/// Asks until nothing is open, as a node does that lists at most so many of its own. What each side alone has, and how many
/// questions it took.
fn differ_by(
    ours: &BTreeSet<Digest>,
    theirs: &BTreeSet<Digest>,
    list_max: usize,
) -> (BTreeSet<Digest>, BTreeSet<Digest>, usize) {
    let place = Place::day(20_879);
    let mut open = vec![Range { sum: Sum::of(ours), place }];
    let (mut only_ours, mut only_theirs, mut n_asked) = (BTreeSet::new(), BTreeSet::new(), 0);
    while !open.is_empty() {
        open.sort_unstable_by(|one: &Range, next| one.place.cmp(&next.place));
        let ranges: Vec<Range> = open.drain(..open.len().min(RANGES_MAX)).collect();
        let ask = Ask { flow: Flow::CallerToCallee, ranges, again: Vec::new() };
        let ask = Ask::parse(&ask.to_bytes()).unwrap();
        let found = ask.ranges.iter().map(|range| {
            let theirs = held(&range.place, theirs, LIST_MAX);
            (range.place.clone(), find(range, &theirs))
        });
        let answer = Answer { found: found.collect(), again: Vec::new() };
        let answer = Answer::parse(&answer.to_bytes(), &ask).unwrap();
        for (place, found) in &answer.found {
            let compared = compare(place, found, &held(place, ours, list_max));
            only_ours.extend(compared.only_ours);
            only_theirs.extend(compared.only_theirs);
            open.extend(compared.deeper);
        }
        n_asked += 1;
        assert!(n_asked < 1_000, "it never ends");
    }
    (only_ours, only_theirs, n_asked)
}

fn differ(
    ours: &BTreeSet<Digest>,
    theirs: &BTreeSet<Digest>,
) -> (BTreeSet<Digest>, BTreeSet<Digest>, usize) {
    differ_by(ours, theirs, 100_000)
}

#[test]
fn whoever_has_more_than_it_lists_finds_the_same() {
    for theirs in [set([]), set([3, 20_000]), set(1..2_000)] {
        let ours = set(0..3_000);
        let (only_ours, only_theirs, n_asked) = differ_by(&ours, &theirs, 64);
        let (listed_ours, listed_theirs, _) = differ(&ours, &theirs);
        assert_eq!((only_ours, only_theirs), (listed_ours, listed_theirs));
        assert!(n_asked <= 16, "{n_asked}");
    }
}

#[test]
fn a_tally_is_the_sum_of_what_was_added_in_its_place() {
    let all = set(0..900);
    let whole = held(&Place::day(20_879), &all, 899);
    assert_eq!((whole.sum, whole.whole(), whole.list.len()), (Sum::of(&all), None, 899));
    assert_eq!(whole.children.iter().map(|sum| sum.count).sum::<u64>(), 900);
    let place = Place { day: 20_879, prefix: "a".to_owned() };
    let part = held(&place, &all, 900);
    assert_eq!(part.sum, whole.children[10]);
    let within = all.iter().filter(|digest| digest.hex().starts_with('a'));
    assert_eq!(part.whole(), Some(&within.copied().collect()));
}

#[test]
fn one_missing_of_ten_thousand_is_found_in_a_few_questions() {
    let (ours, theirs) = (set(0..10_000), set(1..10_001));
    let (only_ours, only_theirs, n_asked) = differ(&ours, &theirs);
    assert_eq!((only_ours, only_theirs), (set([0]), set([10_000])));
    assert!(n_asked <= 4, "{n_asked}");
}

#[test]
fn equal_sets_are_equal_after_one_question() {
    assert_eq!(differ(&set(0..500), &set(0..500)), (set([]), set([]), 1));
    assert_eq!(differ(&set([]), &set([])), (set([]), set([]), 1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn what_differs_is_found_and_nothing_else(
        ours in proptest::collection::btree_set(0_u64..1_500, 0..900),
        theirs in proptest::collection::btree_set(0_u64..1_500, 0..900),
    ) {
        let (only_ours, only_theirs, _) = differ(&set(ours.clone()), &set(theirs.clone()));
        prop_assert_eq!(only_ours, set(ours.difference(&theirs).copied()));
        prop_assert_eq!(only_theirs, set(theirs.difference(&ours).copied()));
    }
}

fn range(day: u32, prefix: &str, n: u64) -> Range {
    Range { place: Place { day, prefix: prefix.to_owned() }, sum: Sum::of(&set(0..n)) }
}

fn ask() -> Ask {
    Ask {
        flow: Flow::CalleeToCaller,
        ranges: vec![range(20_879, "", 3), range(20_880, "0a", 0), range(20_881, "", 0)],
        again: vec![one(7)],
    }
}

fn answer() -> Answer {
    let sums = (0..16).map(|n| Sum::of(&set(0..n)));
    let asked = ask();
    let places = asked.ranges.into_iter().map(|range| range.place);
    let found = [Found::Same, Found::Split(sums.collect()), Found::List(set([1, 2]))];
    Answer { found: places.zip(found).collect(), again: vec![(one(7), Word::Again)] }
}

#[test]
fn the_vector_is_what_is_written_and_read() {
    let written = [ask().to_bytes(), answer().to_bytes()];
    let written = written.map(|bytes| String::from_utf8(bytes).unwrap());
    assert_eq!(written.join("\n") + "\n", VECTOR);
    let mut lines = VECTOR.lines().map(str::as_bytes);
    assert_eq!(Ask::parse(lines.next().unwrap()).unwrap(), ask());
    assert_eq!(Answer::parse(lines.next().unwrap(), &ask()).unwrap(), answer());
}

#[track_caller]
fn check_ask(from: &str, to: &str, code: &str) {
    let text = String::from_utf8(ask().to_bytes()).unwrap();
    let changed = text.replacen(from, to, 1);
    assert_ne!(changed, text, "{from} is not in the question");
    assert_eq!(Ask::parse(changed.as_bytes()).unwrap_err().code(), code, "{changed}");
}

#[test]
fn what_is_no_question_is_refused() {
    check_ask("\"cx\":1", "\"cx\":2", "malformed");
    check_ask("callee-to-caller", "caller-to-caller", "malformed");
    check_ask("\"0a\"", "\"0A\"", "malformed");
    check_ask("\"0a\"", "\"000000000\"", "malformed");
    check_ask("\"day\":20880", "\"day\":4294967296", "malformed");
    check_ask("\"count\":3", "\"count\":-3", "malformed");
    check_ask("\"count\":3", "\"count\":3,\"more\":1", "not-canonical");
    check_ask("\"cx\"", " \"cx\"", "not-canonical");
    let many = Ask { again: (0..257).map(one).collect(), ..ask() };
    assert_eq!(Ask::parse(&many.to_bytes()).unwrap_err().code(), "malformed");
    let mut two = vec![one(7), one(8)];
    two.sort_unstable();
    let sorted = Ask { again: two.clone(), ..ask() };
    assert_eq!(Ask::parse(&sorted.to_bytes()).unwrap(), sorted);
    two.reverse();
    for again in [two, vec![one(7); 2], vec![one(7); AGAIN_MAX]] {
        let unsorted = Ask { again, ..ask() };
        assert_eq!(Ask::parse(&unsorted.to_bytes()).unwrap_err().code(), "malformed");
    }
    let ask_of = |places: &[(u32, &str)]| {
        let ranges = places.iter().map(|(day, prefix)| range(*day, prefix, 0));
        Ask::parse(&Ask { ranges: ranges.collect(), ..ask() }.to_bytes()).map(drop)
    };
    for apart in [&[(7, "0"), (7, "1")][..], &[(7, "0f"), (8, "0")], &[(7, ""), (8, "")]] {
        assert_eq!(ask_of(apart), Ok(()), "{apart:?}");
    }
    for twice in [
        &[(7, ""), (7, "")][..],
        &[(8, ""), (7, "")],
        &[(7, ""), (7, "3")],
        &[(7, "0"), (7, "00"), (7, "01")],
        &[(7, "1"), (7, "0")],
    ] {
        assert_eq!(ask_of(twice).unwrap_err().code(), "malformed", "{twice:?}");
    }
    let ranges = (0..33).map(|day| range(day, "", 0)).collect();
    let many = Ask { ranges, ..ask() };
    assert_eq!(Ask::parse(&many.to_bytes()).unwrap_err().code(), "malformed");
    let long = vec![b' '; ASK_BYTES_MAX + 1];
    assert_eq!(Ask::parse(&long).unwrap_err().code(), "too-large");
}

#[track_caller]
fn check_answer(answer: &Answer, code: &str) {
    let read = Answer::parse(&answer.to_bytes(), &ask());
    assert_eq!(read.unwrap_err().code(), code, "{answer:?}");
}

#[test]
fn what_is_no_answer_to_the_question_is_refused() {
    let good = answer();
    let with = |n: usize, found: Found| {
        let mut found_now = good.found.clone();
        found_now[n].1 = found;
        Answer { found: found_now, ..good.clone() }
    };
    check_answer(&Answer { again: Vec::new(), ..good.clone() }, "other-question");
    check_answer(&Answer { again: vec![(one(8), Word::Again)], ..good.clone() }, "other-question");
    check_answer(&Answer { found: Vec::new(), ..good.clone() }, "other-question");
    let mut swapped = good.clone();
    swapped.found.swap(0, 1);
    check_answer(&swapped, "other-question");
    // Digests of another place than was asked about.
    check_answer(&with(1, Found::List(set([1]))), "other-question");
    check_answer(&with(0, Found::Split(vec![Sum::of(&set([])); 15])), "malformed");
    check_answer(&with(0, Found::List(set(0..257))), "malformed");
    let text = String::from_utf8(good.to_bytes()).unwrap();
    let both = text.replacen("\"same\":false", "\"same\":true", 1);
    assert_eq!(Answer::parse(both.as_bytes(), &ask()).unwrap_err().code(), "malformed");
    let word = text.replacen("\"word\":\"again\"", "\"word\":\"perhaps\"", 1);
    assert_eq!(Answer::parse(word.as_bytes(), &ask()).unwrap_err().code(), "malformed");
}

#[test]
fn who_always_says_that_there_is_more_is_asked_no_further() {
    let place = Place { day: 1, prefix: "01234567".to_owned() };
    let asked = Ask {
        flow: Flow::CallerToCallee,
        ranges: vec![Range { place: place.clone(), sum: Sum::of(&set([])) }],
        again: Vec::new(),
    };
    let more = Found::Split(vec![Sum::of(&set([1])); 16]);
    let answer = Answer { found: vec![(place, more)], again: Vec::new() };
    let read = Answer::parse(&answer.to_bytes(), &asked);
    assert_eq!(read.unwrap_err().code(), "other-question");
}
