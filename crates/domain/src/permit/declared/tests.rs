//! Declarations of the state that is asked, on an order to a provider there.

use law::ids::{Cite, Country, DataCategory, IssuerKind, KindId, Mark};
use law::instrument::{Instrument, Provenance};

use super::*;
use crate::actor::Officer;
use crate::kit::{self, MONDAY};
use crate::measure::{Measure, Terms, Validation};

fn declared(kind: DeclaredKind, country: &str) -> Declared {
    let day = jiff::civil::date(2026, 1, 1);
    Declared {
        country: Country::parse(country).unwrap(),
        kind,
        article: Cite::parse("7").unwrap(),
        kinds: [KindId::parse("subscriber-order").unwrap()].into(),
        data: BTreeSet::new(),
        issuers: [IssuerKind::Prosecutor, IssuerKind::Judge].into(),
        languages: Vec::new(),
        prior: None,
        from: Some(day),
        until: None,
        known_on: day,
        provenance: Provenance {
            cite: Cite::parse("7(5)(a)").unwrap(),
            mark: Mark::Memory,
            source: "a test".to_owned(),
            source_date: day,
        },
    }
}

/// The Second Protocol, to which a state declared something.
fn protocol(declared: Declared) -> Instrument {
    let mut protocol = law::embedded::instrument("coe-2ap").unwrap().unwrap();
    protocol.reservations.clear();
    protocol.declarations = vec![declared];
    protocol
}

/// An order for subscriber information to a provider in Ireland.
fn order(enforcing: Option<&str>) -> Draft {
    let terms = Terms {
        data: [DataCategory::Subscriber].into(),
        enforcing: enforcing.map(kit::member),
        ..kit::traffic()
    };
    let Measure::Issuing(issuing) = kit::draft(terms) else { panic!("no draft") };
    Draft { kind: KindId::parse("subscriber-order").unwrap(), ..issuing.draft().clone() }
}

/// What a declaration makes of an order: the first no.
fn asks(declaration: Declared, draft: &Draft, by: &Officer) -> Result<(), Denied> {
    let (law, roster) = (protocol(declaration), kit::roster("fr-tj"));
    let ctx = kit::ctx(MONDAY, &roster);
    let ctx = Ctx { law: &law, assume_in_force: true, ..ctx };
    notified(draft, &ctx)?;
    issuer(draft, &Actor::from(by), &ctx)
}

#[test]
fn a_state_that_wants_to_be_told_is_told() {
    let wants = |country: &str, kinds: &[&str]| Declared {
        kinds: kinds.iter().map(|kind| KindId::parse(kind).unwrap()).collect(),
        ..declared(DeclaredKind::RequireNotification, country)
    };
    let alone = order(None);
    let denied = asks(wants("IE", &["subscriber-order"]), &alone, &kit::judge()).unwrap_err();
    let Denied::DeclarationUnmet { declared, country, cite } = &denied else { panic!("{denied}") };
    let said = (*declared, country.as_str(), cite.as_str());
    assert_eq!(said, (DeclaredKind::RequireNotification, "IE", "7(5)(a)"));
    assert_eq!(
        asks(wants("IE", &["subscriber-order"]), &order(Some("ie-ca")), &kit::judge()),
        Ok(())
    );
    // Only of what is asked of it, and of what it named.
    assert_eq!(asks(wants("FR", &["subscriber-order"]), &alone, &kit::judge()), Ok(()));
    assert_eq!(asks(wants("IE", &["emergency-mla"]), &alone, &kit::judge()), Ok(()));
}

#[test]
fn a_state_that_hears_some_authorities_hears_no_others() {
    let wants = || declared(DeclaredKind::RequireAuthorityKind, "IE");
    let alone = order(None);
    assert_eq!(asks(wants(), &alone, &kit::judge()), Ok(()));
    let courts = Declared { issuers: [IssuerKind::Court].into(), ..wants() };
    let denied = asks(courts.clone(), &alone, &kit::judge()).unwrap_err();
    assert_eq!(denied.code(), "not-competent");
    assert_eq!(denied.cite().map(Cite::as_str), Some("7(5)(a)"));
    // Who validated it counts too.
    let validator = Actor::from(&kit::judge()).officer().unwrap();
    let validation = Validation { validator, kind: IssuerKind::Court, at: kit::at(MONDAY) };
    let validated = Draft { validation: Some(validation), ..alone };
    assert_eq!(asks(courts, &validated, &kit::judge()), Ok(()));
}
