//! Reads, and what was handed out with them, come back as they were.

use super::*;

fn event(disclosed: Option<Disclosed>) -> Event {
    Event {
        at: "2027-03-14T08:10:00Z".parse().unwrap(),
        by: Actor::Node,
        what: ReadContent::Exhibit(ExhibitId::new([1; 16])),
        purpose: Purpose::Redress,
        legal: None,
        disclosed,
    }
}

#[test]
fn a_disclosure_comes_back_as_it_was() {
    let disclosed = Disclosed {
        seq: 3,
        fields: ["data".to_owned(), "schema".to_owned()].into(),
        to: Name::parse("the lawyer of A.").unwrap(),
        why: Why::parse("Article 7(1)").unwrap(),
    };
    for (disclosed, kind) in [(None, "open"), (Some(disclosed), "disclosed")] {
        let event = event(disclosed);
        assert_eq!(event.kind(), kind);
        assert_eq!(read(kind, event.at, &write(&event)).unwrap(), event);
        let other = if kind == "open" { "disclosed" } else { "open" };
        assert!(read(other, event.at, &write(&event)).is_err());
    }
}
