//! Until when an exhibit may be kept: set by people, over once, and never above a hold.

use super::*;

pub(super) fn until(until: &str) -> Command {
    within(until, None)
}

fn within(until: &str, latest: Option<&str>) -> Command {
    Command::Retain {
        rule: RetentionRule::Officer,
        until: kit::at(until),
        latest: latest.map(kit::at),
        responsible: kit::clerk().id,
        why: "ten years after the judgment, Article 12".to_owned(),
    }
}

const END: &str = "2027-06-01T00:00:00Z";

#[test]
fn an_officer_sets_the_end_and_sets_it_anew_with_a_reason() {
    let (kept, events) = ask(Some(&sealed()), until(END)).unwrap();
    let change = events[0].facts.change.as_ref().unwrap();
    assert_eq!(change.what, format!("keep until {END} by officer"));
    assert!(change.why.contains("Article 12"));
    assert_eq!(kept.item().retention.unwrap().until, kit::at(END));
    let (longer, _) = ask(Some(&kept), until("2029-06-01T00:00:00Z")).unwrap();
    assert_eq!(longer.item().retention.unwrap().until, kit::at("2029-06-01T00:00:00Z"));
    // What was made from something is not kept longer than that.
    let no = Denied::KeptTooLong { latest: kit::at(END) };
    check(Some(&kept), within("2027-06-01T00:00:01Z", Some(END)), &Err(no));
    check(Some(&kept), within(END, Some(END)), &Ok(("retain", "sealed")));
    // What is only announced may have an end; what is gone has none.
    let (registered, _) = ask(None, Command::Register(registration())).unwrap();
    check(Some(&registered), until(END), &Ok(("retain", "registered")));
    let (going, _) = ask(Some(&sealed()), destroy()).unwrap();
    check(Some(&going), until(END), &Err(Denied::Closed));
    check(None, until(END), &Err(Denied::NotFound));
}

#[test]
fn the_record_says_once_that_the_time_is_over_and_a_hold_stands_above_it() {
    let over = || Command::EndRetention;
    let at =
        |now: &str, exhibit: &Exhibit| ask_at(now, Some(exhibit), over()).map(|(after, _)| after);
    let no = |result: Result<Exhibit, Denied>| result.unwrap_err();
    assert_eq!(no(at(MONDAY, &sealed())), Denied::NotFound);
    let (kept, _) = ask(Some(&sealed()), until(END)).unwrap();
    let early = Denied::StillKept { until: kit::at(END) };
    assert_eq!(no(at("2027-05-31T23:59:59Z", &kept)), early);
    let (held, _) = ask(Some(&kept), hold(HOLD, "2027-09-01T00:00:00Z")).unwrap();
    let held_no =
        Denied::OnHold { exhibit: number("IE-PROV-1"), until: kit::at("2027-09-01T00:00:00Z") };
    assert_eq!(no(at(END, &held)), held_no);
    let ended = at("2027-09-01T00:00:00Z", &held).unwrap();
    assert!(ended.item().retention.unwrap().is_over);
    assert_eq!(ended.state(), RecordState::Sealed, "nothing is destroyed by itself");
    assert_eq!(no(at("2027-10-01T00:00:00Z", &ended)), Denied::AlreadyKnown);
    // Whoever needs it longer sets another end, and then it is not over.
    let (longer, _) = ask(Some(&ended), until("2028-01-01T00:00:00Z")).unwrap();
    assert!(!longer.item().retention.unwrap().is_over);
    let (registered, _) = ask(None, Command::Register(registration())).unwrap();
    let (registered, _) = ask(Some(&registered), until(END)).unwrap();
    assert_eq!(no(at(END, &registered)), Denied::NotSealed);
}

#[test]
fn the_warnings_stand_from_thirty_days_a_week_and_a_day_before() {
    let near = |now: &str| Nearness::of(kit::at(END), kit::at(now)).map(Nearness::id);
    assert_eq!(near("2027-05-01T23:59:59Z"), None);
    assert_eq!(near("2027-05-02T00:00:00Z"), Some("month"));
    assert_eq!(near("2027-05-24T23:59:59Z"), Some("month"));
    assert_eq!(near("2027-05-25T00:00:00Z"), Some("week"));
    assert_eq!(near("2027-05-31T00:00:00Z"), Some("day"));
    assert_eq!(near("2027-05-31T23:59:59.999Z"), Some("day"));
    assert_eq!(near(END), Some("over"));
}

#[test]
fn damage_of_ciphertext_is_recorded_with_what_became_of_it() {
    let repair = |from: Option<&str>| Command::Repair {
        parts: vec![0, 3],
        from: from.map(str::to_owned),
        tool: tool(),
    };
    let (after, events) = ask(Some(&sealed()), repair(Some("second"))).unwrap();
    let facts = &events[0].facts;
    assert_eq!((events[0].action, facts.status), (Action::ScrubFail, ActionStatus::Success));
    assert_eq!(facts.seal.as_ref().unwrap().numbers, ["part 0", "part 3"]);
    assert!(facts.seal.as_ref().unwrap().condition.contains("second"));
    assert_eq!(after.state(), RecordState::Sealed);
    let (_, events) = ask(Some(&after), repair(None)).unwrap();
    assert_eq!(events[0].facts.status, ActionStatus::Fail);
    let (going, _) = ask(Some(&sealed()), destroy()).unwrap();
    check(Some(&going), repair(None), &Err(Denied::Closed));
    let (registered, _) = ask(None, Command::Register(registration())).unwrap();
    check(Some(&registered), repair(None), &Err(Denied::NotSealed));
}

#[test]
fn what_says_nothing_of_a_time_is_damage() {
    let (kept, events) = ask(Some(&sealed()), until(END)).unwrap();
    let with = |exhibit: Exhibit, what: &str| {
        let mut event = events[0].clone();
        event.facts.informed_by = exhibit.item().n_events.checked_sub(1);
        event.facts.change.as_mut().unwrap().what = what.to_owned();
        evolve(Some(exhibit), &event).is_err()
    };
    assert!(with(sealed(), "keep no longer"), "no time was said");
    assert!(!with(kept.clone(), "keep no longer"));
    for what in [
        "keep",
        "keep until",
        "keep until tomorrow by officer",
        &format!("keep until {END} by chance"),
    ] {
        assert!(with(kept.clone(), what), "{what}");
    }
    let both = [Kept::NoLonger, Kept::Until { until: kit::at(END), rule: RetentionRule::Parents }];
    for said in both {
        assert_eq!(Kept::parse(&said.to_string()), Some(said));
    }
}
