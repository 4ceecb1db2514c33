//! One entry of the test network, two fields of it open.

use super::*;
use crate::opening::{Field, Part};
use crate::package::tests::fixture::{Act, WITNESS_TIME, World};

/// A disclosure of `type` and `data` of a custody entry, the policy, and a second proof of the same log.
fn disclosure(open: &[&str]) -> (Vec<u8>, Policy) {
    let mut world = World::default();
    let act = Act { no: "X-1", root: "X-1", bytes: b"one", letter: None };
    let mut logged = world.giver.custody(1, "seal", "2027-03-10T14:00:00.000Z", &act, None);
    let schema = crate::package::schema::CUSTODY;
    for (n, name) in schema.names().enumerate() {
        if !open.contains(&name) {
            logged.close(n);
        }
    }
    let leaf = world.publish(&world.giver, &[logged], WITNESS_TIME).remove(0);
    let policy = Policy::parse(world.policy().as_bytes()).unwrap();
    (bytes(&leaf.opening, &leaf.proof), policy)
}

#[test]
fn single_fields_are_shown_and_the_others_are_named_only() {
    let (file, policy) = disclosure(&["schema", "type", "data"]);
    assert!(file.starts_with(BEGINS));
    let found = check(&file, &policy).unwrap();
    assert_eq!(found.opening.get("type").and_then(Json::text), Some("seal"));
    assert_eq!(found.opening.get("source"), None);
    assert_eq!((found.size, found.witnessed_at), (1, Some(WITNESS_TIME)));
    let closed = found.closed();
    assert_eq!(closed.len(), 26);
    assert_eq!((closed[0].index, closed[0].name), (1, Some("category")));
    assert!(closed.iter().all(|field| field.name != Some("data")));
}

#[test]
fn without_the_schema_a_closed_field_has_no_name() {
    let (file, policy) = disclosure(&["type"]);
    let found = check(&file, &policy).unwrap();
    assert!(found.closed().iter().all(|field| field.name.is_none()));
}

#[test]
fn what_is_not_a_disclosure_is_none() {
    let (file, policy) = disclosure(&["schema", "type"]);
    let code = |bytes: &[u8]| check(bytes, &policy).unwrap_err().code();
    let line = file.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    assert_eq!(code(&[]), "form");
    assert_eq!(code(&file[..line - 1]), "form");
    assert!(check(&file[..line], &policy).is_err());
    let (closed, _) = disclosure(&[]);
    assert_eq!(code(&closed), "form");
    let (other, _) = disclosure(&["schema", "type", "data"]);
    let mut bad = other;
    let at = bad.windows(6).position(|bytes| bytes == b"\"seal\"").unwrap();
    bad[at + 1] = b'S';
    assert_eq!(code(&bad), "commitment");
    let other = Policy::parse(World::new(2).policy().as_bytes()).unwrap();
    assert!(check(&file, &other).is_err());
}

#[test]
fn an_opening_with_the_proof_of_another_entry_is_refused() {
    let mut world = World::default();
    let act = Act { no: "X-1", root: "X-1", bytes: b"one", letter: None };
    let first = world.giver.custody(1, "seal", "2027-03-10T14:00:00.000Z", &act, None);
    let second = world.giver.custody(1, "verify", "2027-03-10T15:00:00.000Z", &act, None);
    let leaves = world.publish(&world.giver, &[first, second], WITNESS_TIME);
    let policy = Policy::parse(world.policy().as_bytes()).unwrap();
    assert!(check(&bytes(&leaves[0].opening, &leaves[0].proof), &policy).is_ok());
    assert!(check(&bytes(&leaves[0].opening, &leaves[1].proof), &policy).is_err());
    // A place that the line makes up.
    let parts: Vec<Part> = leaves[0].opening.parts().to_vec();
    let moved =
        Opening::new(leaves[0].opening.origin(), 7, *leaves[0].opening.leaf(), parts).unwrap();
    assert_eq!(check(&bytes(&moved, &leaves[0].proof), &policy), Err(DisclosureError::Entry));
    let field = Field { name: "type".to_owned(), value: "seal".into() };
    assert_eq!(leaves[0].opening.get("type"), Some(&field.value));
}
