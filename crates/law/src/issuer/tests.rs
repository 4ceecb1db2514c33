//! The whole matrix: issuer × data × validator × emergency, and how a mixed measure splits.

use super::*;
use crate::embedded;
use crate::ids::KindId;

fn kind(id: &str) -> MeasureKind {
    let law = embedded::instrument("eu-e-evidence").unwrap().unwrap();
    law.kind(&KindId::parse(id).unwrap()).unwrap().clone()
}

use DataCategory::{Content, IdentificationOnly, Subscriber, Traffic};
use IssuerKind::{
    Court, InvestigatingJudge, Judge, OtherInvestigatingAuthority, Police, Prosecutor,
};

/// Asks once and compares: `ok`, `ex-post`, or the cite and the blocked categories of the refusal.
#[track_caller]
fn check(
    kind: &MeasureKind,
    issuer: IssuerKind,
    validator: Option<IssuerKind>,
    data: &[DataCategory],
    track: Track,
    expected: &str,
) {
    let data = data.iter().copied().collect();
    let answer = competent(kind, issuer, validator, &data, track, EmergencyFacts::MET);
    let said = match answer {
        Ok(Competence { needs_ex_post: true, .. }) => "ex-post".to_owned(),
        Ok(Competence { needs_ex_post: false, .. }) => "ok".to_owned(),
        Err(no) => format!("{} {}", no.cite, list(&no.blocked)),
    };
    assert_eq!(said, expected, "{issuer} {validator:?} {data:?} {track}");
}

#[test]
fn a_refusal_says_for_what() {
    let data = BTreeSet::from([Subscriber, Traffic]);
    let (kind, met) = (kind("epoc"), EmergencyFacts::MET);
    let no = competent(&kind, Police, None, &data, Track::Ordinary, met).unwrap_err();
    assert_eq!(no.code(), "not-competent");
    assert!(no.to_string().contains(" for subscriber, traffic"), "{no}");
    assert_eq!(asked(&BTreeSet::new()), "");
}

#[test]
fn a_measure_that_asks_for_no_data_is_judged_as_a_whole() {
    let mut kind = kind("epoc");
    let with_derogation = |rule: &&IssuerRule| rule.emergency_without_validation;
    let mut rule = kind.issuers.iter().find(with_derogation).unwrap().clone();
    rule.data = BTreeSet::new();
    // Twice the same article: it is named once.
    kind.issuers = vec![rule.clone(), rule];
    let ask = |issuer, track| {
        competent(&kind, issuer, None, &BTreeSet::new(), track, EmergencyFacts::MET)
    };
    let alone = ask(Judge, Track::Ordinary).unwrap();
    assert_eq!((alone.needs_ex_post, alone.cites.len()), (false, 1));
    let urgent = ask(Police, Track::Emergency).unwrap();
    assert_eq!((urgent.needs_ex_post, urgent.cites.len()), (true, 1));
    assert!(ask(Police, Track::Ordinary).is_err());
}

#[test]
fn rules_that_name_no_data_are_for_any_and_without_a_rule_nobody_may() {
    let mut kind = kind("epoc");
    let mut rule = kind.issuers.first().unwrap().clone();
    rule.data = BTreeSet::new();
    rule.alone = BTreeSet::from([Judge]);
    kind.issuers = vec![rule];
    check(&kind, Judge, None, &[Subscriber, Content], Track::Ordinary, "ok");
    kind.issuers.clear();
    let no = format!("{} subscriber, content", kind.provenance.cite);
    check(&kind, Judge, None, &[Subscriber, Content], Track::Ordinary, &no);
}

#[test]
fn the_matrix_of_the_article() {
    let epoc = kind("epoc");
    let pr = kind("epoc-pr");
    for issuer in [Judge, Court, InvestigatingJudge] {
        for data in [Subscriber, IdentificationOnly, Traffic, Content] {
            check(&epoc, issuer, None, &[data], Track::Ordinary, "ok");
            check(&pr, issuer, None, &[data], Track::Ordinary, "ok");
        }
    }
    for data in [Subscriber, IdentificationOnly] {
        check(&epoc, Prosecutor, None, &[data], Track::Ordinary, "ok");
        for validator in [Judge, Court, InvestigatingJudge, Prosecutor] {
            check(&epoc, Police, Some(validator), &[data], Track::Ordinary, "ok");
        }
        check(&epoc, Police, None, &[data], Track::Ordinary, &format!("4(1) {data}"));
        check(&epoc, Police, None, &[data], Track::Urgent, &format!("4(1) {data}"));
        check(&epoc, Police, Some(Police), &[data], Track::Ordinary, &format!("4(1) {data}"));
        check(&epoc, Police, None, &[data], Track::Emergency, "ex-post");
        check(&epoc, OtherInvestigatingAuthority, None, &[data], Track::Emergency, "ex-post");
    }
    for data in [Traffic, Content] {
        let no = format!("4(2) {data}");
        check(&epoc, Prosecutor, None, &[data], Track::Ordinary, &no);
        check(&epoc, Prosecutor, Some(Prosecutor), &[data], Track::Ordinary, &no);
        check(&epoc, Police, Some(Prosecutor), &[data], Track::Ordinary, &no);
        check(&epoc, Police, Some(Judge), &[data], Track::Ordinary, "ok");
        check(&epoc, Prosecutor, Some(InvestigatingJudge), &[data], Track::Ordinary, "ok");
        // An emergency never replaces the judge for these data.
        check(&epoc, Police, None, &[data], Track::Emergency, &no);
        check(&epoc, Prosecutor, None, &[data], Track::Emergency, &no);
    }
    for data in [Subscriber, IdentificationOnly, Traffic, Content] {
        check(&pr, Prosecutor, None, &[data], Track::Ordinary, "ok");
        check(&pr, Police, Some(Prosecutor), &[data], Track::Ordinary, "ok");
        check(&pr, Police, None, &[data], Track::Ordinary, &format!("4(3) {data}"));
        check(&pr, Police, None, &[data], Track::Emergency, "ex-post");
    }
}

#[test]
fn a_mixed_measure_is_judged_block_by_block() {
    let epoc = kind("epoc");
    check(&epoc, Judge, None, &[Subscriber, Traffic, Content], Track::Ordinary, "ok");
    check(
        &epoc,
        Prosecutor,
        None,
        &[Subscriber, Traffic, Content],
        Track::Ordinary,
        "4(2) traffic, content",
    );
    check(&epoc, Police, None, &[Subscriber, Traffic], Track::Ordinary, "4(2) subscriber, traffic");
    let data = BTreeSet::from([Subscriber, Traffic]);
    let no = competent(&epoc, Prosecutor, None, &data, Track::Ordinary, EmergencyFacts::default());
    assert_eq!(no.unwrap_err().allowed, BTreeSet::from([Subscriber]));
}

#[test]
fn every_condition_of_the_emergency_is_needed() {
    let epoc = kind("epoc");
    let data = BTreeSet::from([Subscriber]);
    let met = EmergencyFacts::MET;
    let short = [
        EmergencyFacts { established: false, ..met },
        EmergencyFacts { validation_unobtainable: false, ..met },
        EmergencyFacts { domestic_without_validation: false, ..met },
    ];
    for facts in short {
        let no = competent(&epoc, Police, None, &data, Track::Emergency, facts).unwrap_err();
        assert_eq!((no.cite.as_str(), no.code()), ("4(1)", "not-competent"));
    }
    let yes = competent(&epoc, Police, None, &data, Track::Emergency, met).unwrap();
    assert_eq!(yes.cites.iter().map(Cite::as_str).collect::<Vec<_>>(), ["4(5)"]);
}

#[test]
fn what_is_open_to_anybody_is_issued_by_each_kind_alone() {
    let law = embedded::instrument("eu-dsa").unwrap().unwrap();
    let notice = law.kind(&KindId::parse("illegal-content-notice").unwrap()).unwrap();
    let not = EmergencyFacts::default();
    for issuer in IssuerKind::ALL {
        let may = competent(notice, *issuer, None, &BTreeSet::new(), Track::Ordinary, not).unwrap();
        assert!(!may.needs_ex_post);
        assert_eq!(may.cites.iter().map(Cite::as_str).collect::<Vec<_>>(), ["16(1)"]);
    }
}
