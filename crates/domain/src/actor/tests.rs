//! Names of members, nodes, units and offices: written one way only.

use super::*;

fn check(text: &str, expected: Option<&str>) {
    assert_eq!(MemberId::parse(text).ok().map(|id| id.to_string()).as_deref(), expected, "{text}");
}

#[test]
fn a_member_is_written_in_lower_case_or_in_upper_case_but_is_one_member() {
    check("fr-tj", Some("fr-tj"));
    check("FR-TJ", Some("fr-tj"));
    check("Fr-Tj", None);
    check("fr_tj", None);
    check("-fr", None);
    check("fr-", None);
    check("4u", None);
    check("", None);
    check(&"a".repeat(MEMBER_CHARS_MAX), Some(&"a".repeat(MEMBER_CHARS_MAX)));
    check(&"a".repeat(MEMBER_CHARS_MAX + 1), None);
    assert_eq!(MemberId::parse("ie-prov").unwrap().screen(), "IE-PROV");
}

#[test]
fn a_unit_names_its_member() {
    let unit = UnitId::parse("fr-justice/court-paris-12").unwrap();
    assert_eq!((unit.member().as_str(), unit.name()), ("fr-justice", "court-paris-12"));
    assert_eq!(unit.to_string(), "fr-justice/court-paris-12");
    for bad in ["fr-justice", "FR-JUSTICE/court", "fr-justice/", "fr-justice/a/b"] {
        assert!(UnitId::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_node_is_a_host_name_in_lower_case() {
    assert!(NodeId::parse("fr-tj.sandbox.example").is_ok());
    for bad in ["", "FR.example", "a..b", "-a.example", "a.example-", "a:8443"] {
        assert!(NodeId::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn every_office_and_kind_reads_back_from_its_word() {
    for office in Office::ALL {
        assert_eq!(Office::parse(office.id()), Ok(office));
    }
    for kind in MemberKind::ALL {
        assert_eq!(MemberKind::parse(kind.id()), Ok(kind));
    }
    for level in AuthLevel::ALL {
        assert_eq!(AuthLevel::of(level.number()), Some(level));
    }
    assert_eq!(AuthLevel::of(5), None);
}
