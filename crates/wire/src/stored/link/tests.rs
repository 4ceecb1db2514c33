//! What passed over the network keeps the form it has; what is carried has one of its own, and says where it is.

use super::*;

fn event(carried: Option<Carried>) -> Event {
    Event {
        at: "2027-03-08T10:00:00Z".parse().unwrap(),
        kind: if carried.is_some() { Kind::Carried } else { Kind::Send },
        env_digest: Some(Digest([1; 32])),
        letter_digest: Some(Digest([2; 32])),
        receipt_digest: None,
        peer: NodeId::parse("legal.provider.ie.example").unwrap(),
        anchor: None,
        lane: Lane::Ordinary,
        carried,
    }
}

fn carried(file_name: &str) -> Carried {
    Carried {
        bundle: Uuid([3; 16]),
        bundle_sha256: Digest([4; 32]),
        file_name: file_name.to_owned(),
        file_size: 2_655,
        why: Why::Size,
    }
}

/// Through its fields and back.
fn again(event: &Event, change: impl Fn(&mut Vec<(&'static str, Json)>)) -> Read<Event> {
    let mut fields = write(event);
    change(&mut fields);
    read(event.kind.id(), event.at, &Json::object(fields))
}

#[test]
fn an_event_has_the_fields_of_its_schema_and_comes_back() {
    for event in [event(None), event(Some(carried("order.zip")))] {
        let names: Vec<_> = write(&event).iter().map(|(name, _)| *name).collect();
        assert_eq!(names, schema(&event).own);
        assert_eq!(again(&event, |_| {}), Ok(event));
    }
    assert_eq!(schema(&event(None)).id, "comity/exchange/1");
    assert_eq!(schema(&event(Some(carried("order.zip")))).id, "comity/exchange/2");
}

#[test]
fn a_record_of_a_transfer_names_a_file_and_a_reason_that_the_law_knows() {
    let good = event(Some(carried("order.zip")));
    for (field, value) in [
        ("file_name", string("")),
        ("file_name", string("x".repeat(FILE_NAME_BYTES_MAX + 1))),
        ("file_size", Json::Int(-1)),
        ("why", string("haste")),
        ("bundle", string("order")),
        ("bundle_sha256", Json::Null),
    ] {
        let change = |fields: &mut Vec<(&'static str, Json)>| {
            fields.retain(|(name, _)| *name != field);
            fields.push((field, value.clone()));
        };
        assert_eq!(again(&good, change), Err(bad(field)));
    }
    for why in Why::ALL {
        assert_eq!(Why::parse(why.id()), Some(why));
    }
}
