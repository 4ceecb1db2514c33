//! Erasures as bytes: what was written once is read for ever, and the certificate says what its specification lists.

use std::collections::BTreeMap;

use domain::erasure::Proposed;
use domain::ids::OfficerId;
use seal::package::schema;

use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn officer(n: u8, office: &str) -> Officer {
    Officer { id: OfficerId::new([n; 16]), office: Office::parse(office).unwrap() }
}

fn member(id: &str) -> MemberId {
    MemberId::parse(id).unwrap()
}

fn request() -> Request {
    Request {
        erasure: ErasureId::new([5; 16]),
        case: CaseId::new([2; 16]),
        exhibits: [(ExhibitId::new([1; 16]), ExhibitNo::parse("X-1-R1").unwrap())].into(),
        trigger: Trigger::RetentionEnd,
        why: Why::parse("Article 5 of Directive (EU) 2016/680").unwrap(),
    }
}

fn certified() -> Certified {
    let proposed = Proposed {
        request: request(),
        author: officer(3, "issuing_authority"),
        at: at("2027-03-08T10:00:00Z"),
    };
    let ordered = Ordered {
        proposed,
        countersigner: officer(4, "custodian"),
        at: at("2027-03-08T11:00:00Z"),
    };
    Certified {
        ordered,
        certificate: Certificate {
            keys: [[0xab; 16]].into(),
            replicas: vec![Replica {
                node: NodeId::parse("fr-tj.example").unwrap(),
                at: at("2027-03-08T11:00:01Z"),
                n_opened: 0,
                signature: Some([0x5a; 64]),
            }],
            n_objects: 4,
            places: [("second".to_owned(), 4)].into(),
            packages: [PackageId::new([6; 16])].into(),
            recipients: Recipients {
                asked: [member("ie-ca"), member("nl-om")].into(),
                confirmed: [member("nl-om")].into(),
                gave: [member("ie-prov")].into(),
                outstanding: [member("ie-ca")].into(),
            },
            final_on: "2027-04-07".parse().unwrap(),
        },
        at: at("2027-03-08T11:00:02Z"),
    }
}

/// The bytes of an event, and that reading them gives it back.
#[track_caller]
fn check(event: &Event, bytes: &str) {
    let written = write(event);
    assert_eq!(String::from_utf8(written.to_bytes()).unwrap(), bytes);
    let fields = Json::object([("data", written)]);
    assert_eq!(read(event.kind(), event.at(), &fields).unwrap(), *event);
}

#[test]
fn each_event_before_the_certificate_is_read_as_it_was_written() {
    let (when, by) = (at("2027-03-08T10:00:00Z"), officer(3, "issuing_authority"));
    check(
        &Event::Proposed { at: when, by, request: request() },
        "{\"by\":{\"office\":\"issuing_authority\",\"person\":\"03030303-0303-0303-0303-030303030303\"},\
         \"case\":\"02020202-0202-0202-0202-020202020202\",\
         \"erasure\":\"05050505-0505-0505-0505-050505050505\",\
         \"exhibits\":[{\"exhibit\":\"01010101-0101-0101-0101-010101010101\",\"exhibit_no\":\"X-1-R1\"}],\
         \"trigger\":\"retention-end\",\"why\":\"Article 5 of Directive (EU) 2016/680\"}",
    );
    check(
        &Event::Approved { at: when, by },
        "{\"by\":{\"office\":\"issuing_authority\",\"person\":\"03030303-0303-0303-0303-030303030303\"}}",
    );
    check(
        &Event::Rejected { at: when, by: by.id, why: Why::parse("not yet").unwrap() },
        "{\"by\":\"03030303-0303-0303-0303-030303030303\",\"why\":\"not yet\"}",
    );
}

#[test]
fn the_certificate_has_the_fields_of_its_schema_and_is_read_as_it_was_written() {
    let certified = certified();
    let fields = certificate(&certified);
    let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, schema::ERASURE.own);
    let text = |name: &str| {
        let by_name: BTreeMap<&str, &Json> = fields.iter().map(|(n, value)| (*n, value)).collect();
        String::from_utf8(by_name[name].to_bytes()).unwrap()
    };
    assert_eq!(text("keys"), "[\"abababababababababababababababab\"]");
    assert_eq!(text("holds"), "{\"checked_at\":\"2027-03-08T11:00:00.000Z\",\"n\":0}");
    let signature = "5a".repeat(64);
    assert_eq!(
        text("replicas"),
        format!(
            "[{{\"at\":\"2027-03-08T11:00:01.000Z\",\"node\":\"fr-tj.example\",\"opened\":0,\
             \"signature\":\"{signature}\"}}]"
        )
    );
    assert_eq!(text("stores"), "{\"objects\":4,\"places\":[{\"name\":\"second\",\"objects\":4}]}");
    assert_eq!(
        text("recipients"),
        "{\"asked\":[\"ie-ca\",\"nl-om\"],\"confirmed\":[\"nl-om\"],\"gave\":[\"ie-prov\"],\
         \"outstanding\":[\"ie-ca\"]}"
    );
    assert_eq!(text("final_on"), "\"2027-04-07\"");
    assert_eq!(text("remains"), "[\"custody-record\",\"certificate\"]");
    let all = Json::object(fields);
    let expected = Event::Certified { at: certified.at, certificate: certified.certificate };
    assert_eq!(read("certified", certified.at, &all).unwrap(), expected);
}

#[test]
fn what_a_node_signs_of_its_keys_is_made_from_the_certificate_alone() {
    let certified = certified();
    let Certificate { keys, replicas, final_on, .. } = &certified.certificate;
    let said = keys_gone(request().erasure, keys, &replicas[0], *final_on);
    assert_eq!(
        String::from_utf8(said).unwrap(),
        "comity-keys-gone/v1\n{\"at\":\"2027-03-08T11:00:01.000Z\",\
         \"certificate\":\"05050505-0505-0505-0505-050505050505\",\"final_on\":\"2027-04-07\",\
         \"keys\":[\"abababababababababababababababab\"],\"node\":\"fr-tj.example\",\"opened\":0}"
    );
}

#[test]
fn a_certificate_of_before_there_were_places_and_signatures_is_read_as_it_was_written() {
    let mut certified = certified();
    certified.certificate.places.clear();
    certified.certificate.replicas[0].signature = None;
    let fields = Json::object(certificate(&certified));
    assert_eq!(get(&fields, "stores").unwrap().to_bytes(), b"{\"objects\":4}");
    let expected = Event::Certified { at: certified.at, certificate: certified.certificate };
    assert_eq!(read("certified", certified.at, &fields).unwrap(), expected);
}

#[test]
fn a_certificate_of_before_there_were_recalls_is_read_as_it_was_written() {
    let certified = certified();
    let mut fields: BTreeMap<&str, Json> = certificate(&certified).into_iter().collect();
    let before = Json::parse(b"{\"outstanding\":[\"ie-ca\",\"ie-prov\"]}").unwrap();
    fields.insert("recipients", before);
    let read = read("certified", certified.at, &Json::object(fields)).unwrap();
    let Event::Certified { certificate, .. } = read else { panic!("not certified") };
    let outstanding = [member("ie-ca"), member("ie-prov")].into();
    assert_eq!(certificate.recipients, Recipients { outstanding, ..Recipients::default() });
}

#[test]
fn what_is_no_event_of_an_erasure_is_damage() {
    let when = at("2027-03-08T10:00:00Z");
    let data = |data: Json| Json::object([("data", data)]);
    assert!(read("purged", when, &data(Json::object::<String>([]))).is_err());
    let mut proposed =
        Event::Proposed { at: when, by: officer(3, "custodian"), request: request() };
    assert!(read("proposed", when, &data(write(&proposed))).is_ok());
    if let Event::Proposed { request, .. } = &mut proposed {
        request.exhibits.clear();
    }
    // An empty list can be read; that nobody proposes one is for the core to say.
    assert_eq!(read("proposed", when, &data(write(&proposed))).unwrap(), proposed);
    assert!(read("rejected", when, &data(write(&proposed))).is_err());
}
