//! What a declaration reaches, and when.

use jiff::civil::date;

use super::*;
use crate::ids::Mark;

fn declared() -> Declared {
    Declared {
        country: Country::parse("DE").unwrap(),
        kind: DeclaredKind::ExcludeDataCategory,
        article: Cite::parse("7").unwrap(),
        kinds: BTreeSet::new(),
        data: BTreeSet::new(),
        issuers: BTreeSet::new(),
        languages: Vec::new(),
        prior: None,
        from: None,
        until: None,
        known_on: date(2026, 11, 1),
        provenance: Provenance {
            cite: Cite::parse("7(9)").unwrap(),
            mark: Mark::Memory,
            source: "a test".to_owned(),
            source_date: date(2026, 11, 1),
        },
    }
}

fn kind(id: &str) -> KindId {
    KindId::parse(id).unwrap()
}

fn data(words: &[&str]) -> BTreeSet<DataCategory> {
    words.iter().map(|word| DataCategory::parse(word).unwrap()).collect()
}

#[test]
fn a_declaration_counts_from_its_first_day_to_its_last() {
    let (first, last) = (date(2027, 3, 2), date(2027, 3, 4));
    let reaches = |from, until, day| {
        let declared = Declared { from, until, ..declared() };
        declared.reaches(&kind("order"), &data(&["traffic"]), date(2027, 3, day))
    };
    let days = |from, until| (1..=5).filter(|day| reaches(from, until, *day)).collect::<Vec<_>>();
    assert_eq!(days(Some(first), Some(last)), [2, 3, 4]);
    assert_eq!(days(Some(first), None), [2, 3, 4, 5]);
    assert_eq!(days(None, Some(last)), [1, 2, 3, 4]);
    assert_eq!(days(None, None), [1, 2, 3, 4, 5]);
}

#[test]
fn a_declaration_reaches_its_kinds_and_data_and_all_where_it_names_none() {
    let reaches = |kinds: &[&str], named: &[&str], asked: &[&str]| {
        let kinds = kinds.iter().map(|id| kind(id)).collect();
        let declared = Declared { kinds, data: data(named), ..declared() };
        declared.reaches(&kind("order"), &data(asked), date(2027, 3, 2))
    };
    assert!(reaches(&[], &[], &["traffic"]));
    assert!(reaches(&["order"], &[], &["traffic"]));
    assert!(!reaches(&["other"], &[], &["traffic"]));
    assert!(reaches(&[], &["traffic"], &["content", "traffic"]));
    assert!(!reaches(&[], &["subscriber"], &["content", "traffic"]));
    assert!(!reaches(&["other"], &["traffic"], &["traffic"]));
}

#[test]
fn only_an_excluded_article_or_category_leaves_nothing_to_ask_for() {
    let excludes = |kind| Declared { kind, ..declared() }.excludes();
    assert!(excludes(DeclaredKind::ExcludeArticle));
    assert!(excludes(DeclaredKind::ExcludeDataCategory));
    assert!(!excludes(DeclaredKind::RequireNotification));
    assert!(!excludes(DeclaredKind::LanguagesAccepted));
}

#[test]
fn an_agreement_binds_both_ways_for_its_time() {
    let states = |words: &[&str]| words.iter().map(|word| Country::parse(word).unwrap()).collect();
    let Declared { known_on, provenance, .. } = declared();
    let agreement = |until| Agreement {
        id: kind("treaty"),
        title: "a treaty".to_owned(),
        one: states(&["DE", "FR"]),
        other: states(&["US"]),
        from: date(2027, 3, 2),
        until,
        known_on,
        provenance: provenance.clone(),
    };
    let binds = |agreement: &Agreement, one: &str, other: &str, day| {
        let [one, other] = [one, other].map(|state| Country::parse(state).unwrap());
        agreement.binds(one, other, date(2027, 3, day))
    };
    let open = agreement(None);
    assert!(binds(&open, "FR", "US", 2) && binds(&open, "US", "FR", 2));
    assert!(!binds(&open, "FR", "US", 1));
    assert!(!binds(&open, "FR", "DE", 2), "it says nothing inside one side");
    assert!(!binds(&open, "FR", "JP", 2) && !binds(&open, "JP", "US", 2));
    let ended = agreement(Some(date(2027, 3, 4)));
    assert!(binds(&ended, "FR", "US", 4) && !binds(&ended, "FR", "US", 5));
}
