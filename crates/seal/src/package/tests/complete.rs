//! A statement of the exporter's log about the end of its record of an exhibit, in a package.

use std::collections::BTreeMap;

use super::check;
use super::fixture::{Logged, WITNESS_TIME, World};
use crate::heads::{self, End, HeadsMap, Statement, Stream, What};
use crate::json::Json;
use crate::package::layout::Member;
use crate::package::{Complete, Contents, schema};
use crate::verdict::{Check, CompleteFact, Completeness, Verdict};

const DATE: &str = "2027-03-13";
const MADE_AT: &str = "2027-03-14T08:06:00.000Z";
/// The taker's stream of the first exhibit in the fixture.
const TAG: [u8; 16] = [100; 16];

/// What the map and the statement say; an honest one by default.
#[derive(Clone, Copy)]
struct Said {
    tag: [u8; 16],
    /// How many of the taker's two entries the map knows.
    n_known: usize,
    /// What it says of the number of the last one, besides.
    more: u64,
    /// Leaves that the map was made of, fewer than there were.
    fewer: u64,
    /// For which exhibit it lies in the package.
    no: &'static str,
    by_giver: bool,
    /// The day of the map, and when it says to be made.
    date: &'static str,
    made_at: &'static str,
    /// Leaves that it says to be made of beyond those that there were.
    further: u64,
    /// Whether it says that there is no such stream.
    absent: bool,
}

const HONEST: Said = Said {
    tag: TAG,
    n_known: 2,
    more: 0,
    fewer: 0,
    no: "X-1-R1",
    by_giver: false,
    date: DATE,
    made_at: MADE_AT,
    further: 0,
    absent: false,
};

fn sealed(said: Said) -> Vec<u8> {
    let mut world = World::default();
    let contents = contents(&mut world, said);
    world.seal(contents)
}

fn contents(world: &mut World, said: Said) -> Contents<'static> {
    let (mut contents, statement, logged) = stated(world, said);
    let party = if said.by_giver { &world.giver } else { &world.taker };
    let map = world.publish(party, &[logged], WITNESS_TIME + 300).remove(0);
    match contents.exhibits.iter_mut().find(|exhibit| exhibit.exhibit_no == said.no) {
        Some(exhibit) => exhibit.complete = Some(Complete { statement, map }),
        None => panic!("no exhibit {}", said.no),
    }
    contents
}

/// Contents without a map, what is stated, and the entry of the map.
fn stated(world: &mut World, said: Said) -> (Contents<'static>, Statement, Logged) {
    let contents = world.contents(&[("X-1", "X-1-R1", b"first"), ("X-2", "X-2-R1", b"second")]);
    let custody = &contents.exhibits[0].custody;
    let ours: Vec<_> =
        custody.iter().filter(|leaf| leaf.opening.origin() == world.taker.origin).collect();
    let date = said.date;
    let held = Stream {
        blind: heads::blind(&[5; 32], date),
        seq: said.n_known as u64 - 1 + said.more,
        last: ours[said.n_known - 1].opening.leaf_hash(),
    };
    let mut map = HeadsMap::default();
    for n in 0..9 {
        let stream = heads::value(&heads::blind(&[n; 32], date), 3, &held.last);
        map.insert(heads::key(date, &[n; 16]), stream);
    }
    let wanted = heads::key(date, &said.tag);
    if !said.absent {
        map.insert(wanted, heads::value(&held.blind, held.seq, &held.last));
    }
    let party = if said.by_giver { &mut world.giver } else { &mut world.taker };
    let size = i64::try_from(party.leaves.len() as u64 - said.fewer + said.further).unwrap();
    let own = BTreeMap::from([
        ("date", Json::from(date)),
        ("root", map.root().hex().into()),
        ("size", Json::Int(size)),
        ("streams", Json::Int(10)),
    ]);
    let logged = party.log(&schema::MAP, "map", [210; 16], "heads", said.made_at, own);
    let (siblings, end) = map.way(&wanted);
    let what = if said.absent { What::Absent(end) } else { What::Held(held) };
    let statement = Statement { date: date.to_owned(), tag: said.tag, siblings, what };
    (contents, statement, logged)
}

fn verdict(package: &[u8]) -> Verdict {
    let policy = World::default().policy();
    crate::package::verify(std::io::Cursor::new(package), policy.as_bytes()).unwrap()
}

#[test]
fn a_statement_says_of_an_exhibit_that_nothing_followed() {
    let package = sealed(HONEST);
    check(&package, "ok");
    let verdict = verdict(&package);
    let facts = verdict.facts().unwrap();
    let stated: Vec<_> = facts.exhibits.iter().map(|fact| fact.complete.clone()).collect();
    let fact = CompleteFact {
        date: DATE.to_owned(),
        made_at: MADE_AT.to_owned(),
        n_behind: 0,
        origin: "fr-tj.example/comity/audit/2027".to_owned(),
        size: 5,
    };
    assert_eq!(stated, [Some(fact), None]);
    // Of the second one nothing is stated, so of the whole no more than its chains.
    assert_eq!(facts.completeness, Completeness::Chain);
    // An older map, which an entry of the package follows. Behind the taker's two entries stand those of the second exhibit and
    // an anchor.
    check(&sealed(Said { n_known: 1, fewer: 4, ..HONEST }), "ok");
}

#[test]
fn an_entry_that_is_kept_back_and_one_that_the_map_forgets_both_show() {
    for lie in [
        Said { more: 1, ..HONEST },
        Said { more: 1 << 40, ..HONEST },
        Said { n_known: 1, ..HONEST },
        Said { fewer: 4, ..HONEST },
        Said { n_known: 1, more: 1, ..HONEST },
    ] {
        check(&sealed(lie), Check::Order.id());
    }
}

#[test]
fn a_statement_about_something_else_breaks_the_package() {
    for lie in [
        Said { tag: [101; 16], ..HONEST },
        Said { tag: [77; 16], ..HONEST },
        Said { no: "X-2-R1", ..HONEST },
        Said { by_giver: true, ..HONEST },
        Said { absent: true, ..HONEST },
    ] {
        check(&sealed(lie), Check::Order.id());
    }
}

#[test]
fn a_map_of_a_day_that_was_not_over_or_of_leaves_that_were_not_there_states_nothing() {
    for lie in [
        Said { further: 1, ..HONEST },
        Said { further: 1 << 40, ..HONEST },
        Said { date: "2027-03-14", ..HONEST },
        Said { date: "2099-01-01", ..HONEST },
        Said { made_at: "2027-03-13T23:59:59.999Z", ..HONEST },
        Said { made_at: "yesterday", ..HONEST },
    ] {
        check(&sealed(lie), Check::Order.id());
    }
    // It is over at midnight; and whoever states a later time than the witnesses is caught as with every entry.
    check(&sealed(Said { made_at: "2027-03-14T00:00:00.000Z", ..HONEST }), "ok");
    check(&sealed(Said { made_at: "2027-04-01T00:00:00.000Z", ..HONEST }), Check::Time.id());
}

/// Checks which link is the first to break after what is stated was changed before it was sealed.
#[track_caller]
fn changed(expected: Check, change: impl FnOnce(&mut Complete)) {
    let mut world = World::default();
    let mut contents = contents(&mut world, HONEST);
    change(contents.exhibits[0].complete.as_mut().unwrap());
    check(&world.seal(contents), expected.id());
}

#[test]
fn a_statement_that_does_not_hold_is_not_included() {
    changed(Check::Inclusion, |one| one.statement.date = "2027-03-12".to_owned());
    changed(Check::Inclusion, |one| one.statement.tag = [101; 16]);
    changed(Check::Inclusion, |one| one.statement.siblings.reverse());
    changed(Check::Inclusion, |one| one.statement.what = What::Absent(End::Empty));
    changed(Check::Inclusion, |one| {
        if let What::Held(held) = &mut one.statement.what {
            held.seq += 1;
        }
    });
    changed(Check::Inclusion, |one| one.map.proof.index -= 1);
    changed(Check::Inclusion, |one| one.map.proof.path.reverse());
    changed(Check::Inclusion, |one| {
        let note = &mut one.map.proof.checkpoint_note;
        let kept = note.lines().filter(|line| !line.contains("witness.example/"));
        *note = kept.map(|line| format!("{line}\n")).collect();
    });
    // A map of which a field is closed.
    let mut world = World::default();
    let (mut contents, statement, mut logged) = stated(&mut world, HONEST);
    logged.close(schema::MAP.position("streams").unwrap());
    let map = world.publish(&world.taker, &[logged], WITNESS_TIME + 300).remove(0);
    contents.exhibits[0].complete = Some(Complete { statement, map });
    check(&world.seal(contents), Check::Inclusion.id());
}

#[test]
fn a_map_under_another_head_than_the_rest_shows_that_the_log_lied() {
    let mut world = World::default();
    let mut contents = contents(&mut world, HONEST);
    // The same log as somebody else was shown it: where the seal stands, there stands something else.
    let mut other = World::default();
    let (_, statement, logged) = stated(&mut other, HONEST);
    other.taker.log(&schema::MAP, "map", [211; 16], "heads", MADE_AT, BTreeMap::new());
    let map = other.publish(&other.taker, &[logged], WITNESS_TIME + 300).remove(0);
    contents.exhibits[0].complete = Some(Complete { statement, map });
    check(&world.seal(contents), Check::Handover.id());
}

#[test]
fn what_is_stated_and_what_is_not_is_said_to_people() {
    let verdict = verdict(&sealed(Said { n_known: 1, fewer: 4, ..HONEST }));
    let text = verdict.to_string();
    for words in [
        "by its map of 2027-03-13 the exporter's log states: no other entry of this record",
        "among the first 1 of fr-tj.example/comity/audit/2027; the map was put on record at 2027-03-14T08:06:00.000Z",
        "entries shown that came later: 1; whether more did is not stated",
        "no map is shown: whether entries followed the last one, nothing here says",
        "completeness chain",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    let report = super::build::member_of(sealed(HONEST), &Member::Readme);
    for words in [
        "By its map of 2027-03-13, the exporting authority&#39;s log states that among its first 5 entries",
        "The map was put on record at 2027-03-14T08:06:00.000Z; of entries that the log had beyond those it says nothing. Entries above that came later: 0.",
        "So nothing here says whether entries followed the last one above.",
    ] {
        assert!(report.contains(words), "{words}\n{report}");
    }
}

#[test]
fn a_package_of_which_every_exhibit_has_a_map_is_complete_by_it() {
    let mut world = World::default();
    let mut contents = contents(&mut world, HONEST);
    contents.exhibits.truncate(1);
    let verdict = verdict(&world.seal(contents));
    // Letters and anchors of the other one are still there, and do no harm.
    assert_eq!(
        verdict.facts().map(|facts| facts.completeness),
        Some(Completeness::Map),
        "{verdict}"
    );
    let json = verdict.to_json();
    let exhibits = json.get("exhibits").and_then(Json::list).unwrap();
    let stated = exhibits[0].get("complete").unwrap().to_string();
    assert_eq!(
        stated,
        r#"{"behind":0,"date":"2027-03-13","made_at":"2027-03-14T08:06:00.000Z","origin":"fr-tj.example/comity/audit/2027","size":5}"#
    );
}
