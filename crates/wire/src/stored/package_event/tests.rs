//! The leaf that seals a package, with a time-stamp token and without.

use domain::case::Name;
use domain::ids::{CaseId, ExhibitId, OfficerId, PackageId};
use domain::package::{Contents, Copy, CopyReader, Event, Ground, Request};
use jiff::Timestamp;
use seal::json::Json;

use super::super::SealLeaf;
use super::{read, seal, write};

#[track_caller]
fn check(token_sha256: Option<[u8; 32]>, schema: &str, expected: &str) {
    let contents = Contents { manifest_sha256: [1; 32], n_members: 12, parts: [4; 32] };
    let package = PackageId::new([2; 16]);
    let leaf = SealLeaf { package, forum: "a court".to_owned(), contents, token_sha256 };
    let (found, own) = seal(&leaf, Json::Null);
    assert_eq!(found.id, schema);
    assert_eq!(own.iter().map(|(name, _)| *name).collect::<Vec<_>>(), found.own);
    let fields = Json::object(own);
    assert_eq!(fields.to_string(), expected);
    // With a token or without, it is the same event of the package.
    let at = "2027-03-14T08:10:00Z".parse().unwrap();
    let event = read("sealed", at, &fields).unwrap();
    let Event::Sealed { contents, .. } = event else { panic!("{event:?}") };
    assert_eq!(contents, leaf.contents);
}

#[test]
fn a_seal_without_a_token_is_what_it_always_was() {
    check(
        None,
        "comity/package/1",
        "{\"actor\":null,\"forum\":\"a court\",\"manifest_sha256\":\"0101010101010101010101010101010101010101010101010101010101010101\",\"members\":12,\"package_id\":\"02020202-0202-0202-0202-020202020202\",\"parts\":\"0404040404040404040404040404040404040404040404040404040404040404\"}",
    );
}

#[test]
fn a_seal_with_a_token_says_which() {
    check(
        Some([3; 32]),
        "comity/package/2",
        "{\"actor\":null,\"forum\":\"a court\",\"manifest_sha256\":\"0101010101010101010101010101010101010101010101010101010101010101\",\"members\":12,\"package_id\":\"02020202-0202-0202-0202-020202020202\",\"parts\":\"0404040404040404040404040404040404040404040404040404040404040404\",\"token_sha256\":\"0303030303030303030303030303030303030303030303030303030303030303\"}",
    );
}

#[test]
fn a_request_for_a_copy_comes_back_as_it_was() {
    let copy = Copy {
        of: PackageId::new([3; 16]),
        reader: CopyReader::Defence,
        withheld: [(ExhibitId::new([5; 16]), Ground::ThreatToPerson)].into(),
    };
    let at: Timestamp = "2027-03-14T08:10:00Z".parse().unwrap();
    for copy in [None, Some(copy)] {
        let request = Request {
            package: PackageId::new([2; 16]),
            case: CaseId::new([1; 16]),
            exhibits: [ExhibitId::new([4; 16])].into(),
            forum: Name::parse("the defence").unwrap(),
            copy,
        };
        let by = OfficerId::new([6; 16]);
        let event = Event::Started { at, by, request, k: 1 };
        let fields = Json::object([("data", write(&event))]);
        assert_eq!(read("started", at, &fields).unwrap(), event);
    }
}
