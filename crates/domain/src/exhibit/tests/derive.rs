//! What is made from an exhibit: bound by what binds its parents, found from each of them, whatever the tree.

use super::*;

/// Another exhibit of the same case, with fixed content.
fn exhibit(n: u8) -> Exhibit {
    let mut taking = taking(1);
    let Command::TakeOver(about) = &mut taking else { unreachable!() };
    about.exhibit = ExhibitId::new([n; 16]);
    about.exhibit_no = number(&format!("X-{n}"));
    ask(None, taking).unwrap().0
}

fn derivation(n: u8, making: Making, parents: &[&Exhibit]) -> Derivation {
    let root = parents.first().map_or(number("X"), |one| one.item().exhibit_no.clone());
    Derivation {
        exhibit: ExhibitId::new([n; 16]),
        exhibit_no: derived_no(&root, n.into()).unwrap(),
        making,
        parents: parents.iter().map(|parent| (*parent).clone()).collect(),
        name: "redacted.pdf".to_owned(),
        method: "names covered with pdfredact --boxes names.json".to_owned(),
        loss: "page 3 and the attachments are not in it".to_owned(),
        tool: Tool { config: Some([4; 32]), ..tool() },
        data: data(9),
        seal: SealMark { numbers: vec!["container-9".to_owned()], condition: "intact".to_owned() },
        location: node("fr-tj"),
        responsible: kit::clerk().id,
    }
}

/// Both sides of it: what was made, and every parent after it.
fn make(n: u8, making: Making, parents: &[&Exhibit]) -> (Exhibit, Vec<Exhibit>) {
    let derivation = derivation(n, making, parents);
    let (child, _) = ask(None, Command::Derive(derivation.clone())).unwrap();
    let after = parents.iter().map(|parent| {
        let (after, events) = ask(Some(parent), Command::DeriveInto(derivation.clone())).unwrap();
        assert_eq!((events.len(), events[0].action), (1, making.action()));
        let said = format!("{:?}", events[0].facts.change);
        assert!(!said.contains("names covered") && !said.contains("page 3"), "{said}");
        assert_eq!(after.data(), parent.data(), "the original stays as it is");
        assert_eq!(after.state(), parent.state());
        after
    });
    (child, after.collect())
}

#[test]
fn both_records_name_the_other_and_the_original_stays_as_it_is() {
    let original = exhibit(1);
    let (child, events) =
        ask(None, Command::Derive(derivation(2, Making::Redact, &[&original]))).unwrap();
    let facts = &events[0].facts;
    assert_eq!((facts.object.as_ref(), facts.informed_by), (None, None));
    assert_eq!(facts.result.as_ref().unwrap().state, RecordState::Sealed);
    assert_eq!(facts.exhibit_no, number("X-1-D2"));
    assert_eq!(facts.root_no, Some(number("IE-PROV-1")));
    assert_eq!(facts.tool.as_ref().unwrap().config, Some([4; 32]));
    let change = facts.change.as_ref().unwrap();
    assert_eq!(change.what, format!("from {}", original.item().exhibit));
    assert_eq!(change.responsible, kit::clerk().id);
    assert!(change.why.contains("page 3"));
    assert_eq!(child.item().derived_from, [original.item().exhibit].into());
    let (_, parents) = make(2, Making::Redact, &[&original]);
    assert_eq!(parents[0].item().derived, [child.item().exhibit].into());
    // The next number is counted from the root, whatever it is made from.
    assert_eq!(derived_no(&child.item().exhibit_no, 3), Some(number("X-1-D3")));
    assert_eq!(root_of(&number("X-1-Dossier")), "X-1-Dossier");
    assert_eq!(derived_no(&number(&"9".repeat(62)), 1), None);
}

#[test]
fn what_binds_one_parent_binds_what_is_made_from_it() {
    let (held, _) = ask(Some(&exhibit(1)), hold(HOLD, FRIDAY)).unwrap();
    let other = HoldId::new([8; 16]);
    let (twice, _) = ask(Some(&exhibit(2)), hold(HOLD, FRIDAY)).unwrap();
    let (twice, _) = ask(Some(&twice), hold(other, "2027-06-01T00:00:00Z")).unwrap();
    let early = retention::until("2028-01-01T00:00:00Z");
    let (early, _) = ask(Some(&twice), early).unwrap();
    let late = retention::until("2030-01-01T00:00:00Z");
    let (late, _) = ask(Some(&held), late).unwrap();
    let (child, _) = make(3, Making::Derive, &[&late, &early]);
    let holds: Vec<_> = child.item().holds.iter().map(|held| held.hold).collect();
    assert_eq!(holds, [HOLD, other]);
    let kept = child.item().retention.unwrap();
    assert_eq!((kept.until, kept.rule), (kit::at("2028-01-01T00:00:00Z"), RetentionRule::Parents));
    let no = Denied::OnHold { exhibit: number("X-1-D3"), until: kit::at("2027-06-01T00:00:00Z") };
    check(Some(&child), destroy(), &Err(no));
    // A hold that is over binds nothing any more.
    let derived = Command::Derive(derivation(4, Making::Derive, &[&held]));
    let (child, _) = ask_at(FRIDAY, None, derived).unwrap();
    assert_eq!(child.item().holds, []);
}

#[test]
fn nothing_is_made_from_what_is_not_fixed_contested_or_gone() {
    let (registered, _) = ask(None, Command::Register(registration())).unwrap();
    let (contested, _) = ask(Some(&sealed()), verify(2)).unwrap();
    let (going, _) = ask(Some(&sealed()), destroy()).unwrap();
    let (gone, _) = ask(Some(&going), confirm()).unwrap();
    let (packed, _) = ask(Some(&sealed()), pack()).unwrap();
    for (parent, no) in [
        (&registered, Denied::NotSealed),
        (&contested, Denied::ExhibitContested),
        (&going, Denied::Closed),
        (&gone, Denied::Closed),
    ] {
        let derivation = derivation(2, Making::Translate, &[parent]);
        check(None, Command::Derive(derivation.clone()), &Err(no.clone()));
        check(Some(parent), Command::DeriveInto(derivation), &Err(no));
    }
    for making in Making::ALL {
        let (child, _) = make(2, making, &[&packed]);
        assert_eq!(child.state(), RecordState::Sealed);
    }
    let derivation = derivation(2, Making::Convert, &[&sealed()]);
    check(Some(&sealed()), Command::Derive(derivation.clone()), &Err(Denied::AlreadyKnown));
    check(None, Command::DeriveInto(derivation.clone()), &Err(Denied::NotFound));
    // Another one than its parents has nothing to say of it.
    check(Some(&exhibit(7)), Command::DeriveInto(derivation), &Err(Denied::NotFound));
}

#[test]
fn parents_belong_to_one_case_and_one_purpose() {
    let (here, elsewhere) = (exhibit(1), sealed());
    let both = Command::Derive(derivation(3, Making::Derive, &[&here, &elsewhere]));
    check(None, both, &Err(Denied::NotFound));
    let mut other = exhibit(2);
    let Exhibit::Sealed(Sealed { item, .. }) = &mut other else { unreachable!() };
    item.purpose = Purpose::Redress;
    let both = Command::Derive(derivation(3, Making::Derive, &[&here, &other]));
    check(None, both, &Err(Denied::PurposeNotCovered { purpose: Purpose::Redress }));
    check(None, Command::Derive(derivation(3, Making::Derive, &[])), &Err(Denied::NotFound));
    let many: Vec<&Exhibit> = std::iter::repeat_n(&here, PARENTS_MAX + 1).collect();
    let many = Command::Derive(derivation(3, Making::Derive, &many));
    check(None, many, &Err(Denied::TooMany { n_max: PARENTS_MAX }));
}

#[test]
fn three_generations_are_found_from_the_first_and_nothing_else_is() {
    let (root, beside) = (exhibit(1), exhibit(2));
    let (child, roots) = make(3, Making::Redact, &[&root]);
    let (second, roots) = make(4, Making::Translate, &[&roots[0]]);
    let (grandchild, children) = make(5, Making::Convert, &[&child, &beside]);
    let known = [&roots[0], &children[1], &children[0], &second, &grandchild];
    let ids = |ns: &[u8]| ns.iter().map(|n| ExhibitId::new([*n; 16])).collect::<BTreeSet<_>>();
    let from = |ns: &[u8]| closure(&ids(ns), &known);
    assert_eq!(from(&[1]), ids(&[1, 3, 4, 5]));
    assert_eq!(from(&[2]), ids(&[2, 5]));
    assert_eq!(from(&[3]), ids(&[3, 5]));
    assert_eq!(from(&[5]), ids(&[5]));
    // One side of the record is enough, as after a copy of the database was put back.
    assert_eq!(closure(&ids(&[1]), &[&root, &child, &grandchild]), ids(&[1, 3, 5]));
}

#[test]
fn every_hold_and_the_earliest_end_reach_everything_below_in_any_tree() {
    let mut seed = 7_u32;
    let mut draw = |n: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) % n
    };
    for _ in 0..40 {
        let mut all: Vec<Exhibit> = Vec::new();
        for n in 1..=24_u8 {
            let mut new = if all.len() < 3 || draw(4) == 0 {
                exhibit(n)
            } else {
                let a = draw(u32::try_from(all.len()).unwrap()) as usize;
                let b = draw(u32::try_from(all.len()).unwrap()) as usize;
                let parents: Vec<&Exhibit> =
                    if a == b { vec![&all[a]] } else { vec![&all[a], &all[b]] };
                let (child, after) = make(n, Making::Derive, &parents);
                for parent in after {
                    let at = all.iter().position(|one| one.item().exhibit == parent.item().exhibit);
                    all[at.unwrap()] = parent;
                }
                child
            };
            if draw(3) == 0 {
                new = ask(Some(&new), hold(HoldId::new([100 + n; 16]), FRIDAY)).unwrap().0;
            }
            if draw(3) == 0 && new.item().retention.is_none() {
                let day = format!("2029-01-{:02}T00:00:00Z", draw(28) + 1);
                new = ask(Some(&new), retention::until(&day)).unwrap().0;
            }
            all.push(new);
        }
        for below in &all {
            for parent in
                all.iter().filter(|one| below.item().derived_from.contains(&one.item().exhibit))
            {
                assert!(parent.item().derived.contains(&below.item().exhibit));
                for held in &parent.item().holds {
                    assert!(below.item().holds.contains(held));
                }
                if let Some(kept) = parent.item().retention {
                    assert!(below.item().retention.unwrap().until <= kept.until);
                }
            }
        }
        let known: Vec<&Exhibit> = all.iter().collect();
        for one in &all {
            let found = closure(&[one.item().exhibit].into(), &known);
            let complete = all.iter().filter(|one| !one.item().derived_from.is_disjoint(&found));
            assert!(complete.into_iter().all(|one| found.contains(&one.item().exhibit)));
        }
    }
}

#[test]
fn a_record_that_was_made_from_nothing_or_from_itself_is_damage() {
    let original = exhibit(1);
    let derivation = derivation(2, Making::Redact, &[&original]);
    let (_, events) = ask(None, Command::Derive(derivation.clone())).unwrap();
    let with = |what: &str| {
        let mut event = events[0].clone();
        event.facts.change.as_mut().unwrap().what = what.to_owned();
        evolve(None, &event).is_err()
    };
    let (id, own) = (original.item().exhibit, derivation.exhibit);
    for what in
        ["from", "from ", &format!("from {own}"), &format!("into {id}"), &format!("from {id} {id}")]
    {
        assert!(with(what), "{what}");
    }
    assert!(!with(&format!("from {id}")));
    let mut bare = events[0].clone();
    bare.facts.data = None;
    assert!(evolve(None, &bare).is_err());
    // Made twice into the same, or from where nothing is fixed.
    let (after, events) = ask(Some(&original), Command::DeriveInto(derivation)).unwrap();
    let mut again = events[0].clone();
    again.facts.informed_by = after.item().n_events.checked_sub(1);
    assert!(evolve(Some(after), &again).is_err());
    let (registered, _) = ask(None, Command::Register(registration())).unwrap();
    assert!(evolve(Some(registered), &events[0]).is_err());
    assert!(evolve(None, &events[0]).is_err());
    let parents: BTreeSet<_> = [id, own].into();
    let lineage = Lineage::From(parents);
    assert_eq!(Lineage::parse(&lineage.to_string()), Some(lineage));
    assert_eq!(Lineage::parse(&format!("like {id}")), None);
}
