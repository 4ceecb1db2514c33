//! What a draft can be opened with: known answers from the packs, one line each.

use law::ids::{KindId, Track};

use super::*;
use crate::actor::MemberKind;
use crate::kit::{self, MONDAY};
use crate::measure::Command;

/// Whether a draft of the court can be opened with these terms.
fn check(change: impl FnOnce(&mut Terms), expected: &str) {
    let mut terms = kit::traffic();
    change(&mut terms);
    let opened = kit::act(None, &kit::police(), kit::opening(terms), MONDAY);
    let code = opened.map_or_else(|denied| denied.code(), |_| "yes");
    assert_eq!(code, expected);
}

/// The same for terms of any kind of any law, towards an addressee of this kind and state.
fn under(law: &str, kind: &str, to: (MemberKind, &str), track: Track, data: &[&str]) -> String {
    let law = law::embedded::instrument(law).unwrap().unwrap();
    let roster = kit::roster_with("fr-tj", |members| {
        let addressee = members.get_mut(&kit::member("ie-prov")).unwrap();
        addressee.kind = to.0;
        addressee.state = law::ids::Country::parse(to.1).unwrap();
    });
    let terms = Terms { track, data: kit::data(data), enforcing: None, ..kit::traffic() };
    let ctx = Ctx { law: &law, ..kit::ctx(MONDAY, &roster) };
    match apply(&KindId::parse(kind).unwrap(), &terms, &ctx) {
        Ok(()) => "yes".to_owned(),
        Err(Denied::TermsUnfit { what, .. }) => what.to_owned(),
        Err(denied) => denied.code().to_owned(),
    }
}

#[test]
fn an_order_to_a_provider_goes_to_no_authority_and_to_nobody_who_oversees() {
    check(|_| {}, "yes");
    for (addressee, expected) in
        [("ie-ca", "terms-unfit"), ("nl-ovs", "terms-unfit"), ("ch-ca", "terms-unfit")]
    {
        check(
            |terms| {
                terms.addressee = kit::member(addressee);
                terms.enforcing = None;
            },
            expected,
        );
    }
}

#[test]
fn whoever_is_notified_is_an_enforcing_authority_and_not_the_addressee() {
    for enforcing in ["ie-prov", "nl-ovs", "fr-tj"] {
        check(|terms| terms.enforcing = Some(kit::member(enforcing)), "wrong-authority");
    }
    // Another member of the same state that enforces nothing.
    let roster = kit::roster_with("fr-tj", |members| {
        members.get_mut(&kit::member("ie-ca")).unwrap().kind = MemberKind::Coordinator;
    });
    let denied = apply(&kit::epoc(), &kit::traffic(), &kit::ctx(MONDAY, &roster)).unwrap_err();
    assert_eq!(denied, Denied::WrongAuthority { member: kit::member("ie-ca") });
}

#[test]
fn what_was_drafted_before_the_directory_changed_is_not_issued_to_somebody_else() {
    let draft = kit::draft(kit::traffic());
    let roster = kit::roster_with("fr-tj", |members| {
        members.get_mut(&kit::member("ie-prov")).unwrap().kind = MemberKind::Coordinator;
    });
    let case = kit::case();
    let subject = crate::permit::Subject::new(Some(&draft)).in_case(Some(&case));
    let ctx = kit::ctx(MONDAY, &roster);
    let amend = Command::Amend { terms: kit::traffic() };
    for (officer, command) in [(kit::judge(), kit::issue(&draft)), (kit::police(), amend)] {
        let denied = crate::permit::for_officer(&officer, &subject, command, &ctx).unwrap_err();
        assert_eq!(denied.code(), "terms-unfit");
    }
}

#[test]
fn who_could_not_issue_an_order_in_the_eyes_of_its_receiver_does_not_issue_it() {
    let draft = kit::draft(kit::traffic());
    let roster = kit::roster_with("fr-tj", |members| {
        members.get_mut(&kit::member("fr-tj")).unwrap().kind = MemberKind::OversightBody;
    });
    let case = kit::case();
    let subject = crate::permit::Subject::new(Some(&draft)).in_case(Some(&case));
    let ctx = kit::ctx(MONDAY, &roster);
    let issue = kit::issue(&draft);
    let denied = crate::permit::for_officer(&kit::judge(), &subject, issue, &ctx).unwrap_err();
    assert_eq!((denied.code(), denied.cite().is_some()), ("not-competent", true));
}

#[test]
fn a_measure_has_a_track_data_and_states_of_its_kind() {
    let provider = (MemberKind::ServiceProvider, "IE");
    let american = (MemberKind::ServiceProvider, "US");
    let authority = (MemberKind::JudicialAuthority, "DE");
    let contact = (MemberKind::Spoc247, "HU");
    for (law, kind, to, track, data, expected) in [
        ("eu-e-evidence", "epoc", provider, Track::Ordinary, &["traffic"][..], "yes"),
        ("eu-e-evidence", "epoc", provider, Track::Urgent, &["traffic"], "track"),
        ("eu-dsa", "dsa-order-information", provider, Track::Ordinary, &["content"], "data"),
        ("eu-tco", "removal-order", provider, Track::Ordinary, &[], "yes"),
        ("eu-tco", "removal-order", provider, Track::Ordinary, &["content"], "data"),
        ("eu-tco", "removal-order", authority, Track::Ordinary, &[], "addressee"),
        ("eu-eio", "eio", authority, Track::Ordinary, &[], "yes"),
        ("eu-eio", "eio", provider, Track::Ordinary, &[], "addressee"),
        ("mla", "us-preservation-request", american, Track::Ordinary, &[], "yes"),
        ("mla", "us-preservation-request", provider, Track::Ordinary, &[], "state"),
        ("mla", "emergency-disclosure", american, Track::Ordinary, &[], "track"),
        ("coe-2ap", "emergency-disclosure", contact, Track::Emergency, &["subscriber"], "yes"),
        ("eu-dsa", "illegal-content-notice", provider, Track::Ordinary, &[], "yes"),
        ("eu-dsa", "illegal-content-notice", authority, Track::Ordinary, &[], "addressee"),
        ("eu-led", "breach-notification", authority, Track::Ordinary, &[], "addressee"),
        ("eu-led", "breach-notification", (MemberKind::Dpa, "FR"), Track::Ordinary, &[], "yes"),
        ("eu-led", "breach-notification", (MemberKind::Dpa, "DE"), Track::Ordinary, &[], "state"),
        ("eu-led", "breach-notice", (MemberKind::Dpa, "FR"), Track::Ordinary, &[], "unknown-kind"),
    ] {
        assert_eq!(under(law, kind, to, track, data), expected, "{kind} {track:?} {data:?}");
    }
}

#[test]
fn an_authority_for_which_a_form_has_nothing_is_not_told() {
    let law = law::embedded::instrument("eu-dsa").unwrap().unwrap();
    let roster = kit::roster("fr-tj");
    let ctx = Ctx { law: &law, ..kit::ctx(MONDAY, &roster) };
    let said = |kind: &str| {
        let terms = Terms { data: kit::data(&[]), ..kit::traffic() };
        assert!(terms.enforcing.is_some());
        match apply(&KindId::parse(kind).unwrap(), &terms, &ctx) {
            Ok(()) => "yes",
            Err(Denied::TermsUnfit { what, .. }) => what,
            Err(denied) => denied.code(),
        }
    };
    assert_eq!(said("illegal-content-notice"), "enforcing");
    assert_eq!(said("dsa-order-illegal-content"), "yes");
}

#[test]
fn nobody_asks_their_own_member() {
    let law = law::embedded::instrument("eu-dsa").unwrap().unwrap();
    let roster = kit::roster_with("ie-prov", |_| {});
    let ctx = Ctx { law: &law, ..kit::ctx(MONDAY, &roster) };
    let terms = Terms { data: kit::data(&[]), enforcing: None, ..kit::traffic() };
    assert_eq!(terms.addressee, kit::member("ie-prov"));
    let said = apply(&KindId::parse("illegal-content-notice").unwrap(), &terms, &ctx);
    assert!(matches!(said, Err(Denied::TermsUnfit { what: "addressee", .. })), "{said:?}");
}
