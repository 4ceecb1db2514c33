//! Who has to sign a change of keys, and what each of them signs.

use super::*;
use crate::sign::{Ed25519Secret, MlDsa44Secret};

const LOG: &str = "node.example/comity/audit/2027";
const FROM: &str = "2027-03-01T00:00:00.000Z";

struct Pair(Ed25519Secret, MlDsa44Secret);

impl Pair {
    fn new(n: u8) -> Self {
        Self(Ed25519Secret::of_vector(n), MlDsa44Secret::of_vector(n + 1))
    }

    fn vkeys(&self) -> Vec<Vkey> {
        let kinds = [VkeyKind::Ed25519(self.0.public()), VkeyKind::MlDsa44(self.1.public())];
        kinds.into_iter().map(|kind| Vkey::new(LOG, kind).unwrap()).collect()
    }

    fn sigs(&self, message: &[u8]) -> Vec<String> {
        let [ed, ml] = <[Vkey; 2]>::try_from(self.vkeys()).unwrap();
        let quantum = self.1.sign_deterministic(message).unwrap();
        vec![sig_text(&ed, &self.0.sign(message)), sig_text(&ml, &quantum)]
    }
}

#[track_caller]
fn check(change: &Change<'_>, sigs: &[String], expected: Result<(), &str>) {
    assert_eq!(change.verify(sigs).map_err(|error| error.code()), expected);
}

#[test]
fn a_rotation_is_signed_by_the_keys_before_and_after() {
    let (old, new) = (Pair::new(1), Pair::new(3));
    let (before, after) = (old.vkeys(), [old.vkeys(), new.vkeys()].concat());
    let change =
        Change { turn: Turn::Rotate, origin: LOG, from: FROM, before: &before, after: &after };
    let message = change.message();
    let text = String::from_utf8(message.clone()).unwrap();
    assert!(text.starts_with(
        "comity/key-rotate/1\nnode.example/comity/audit/2027\n2027-03-01T00:00:00.000Z\nbefore node.example"
    ));
    assert_eq!(text.lines().count(), 3 + 2 + 4);
    let sigs = [old.sigs(&message), new.sigs(&message)].concat();
    check(&change, &sigs, Ok(()));
    check(&change, &sigs[..3], Err("count"));
    check(&change, &[new.sigs(&message), old.sigs(&message)].concat(), Err("form"));
    let mut other = sigs.clone();
    other[3] = new.sigs(b"another text")[1].clone();
    check(&change, &other, Err("invalid"));
    let later = Change { from: "2027-03-02T00:00:00.000Z", ..change };
    check(&later, &sigs, Err("invalid"));
}

#[test]
fn a_revocation_is_signed_by_the_keys_that_stay() {
    let (old, new) = (Pair::new(1), Pair::new(3));
    let (before, after) = (old.vkeys(), new.vkeys());
    let change =
        Change { turn: Turn::Revoke, origin: LOG, from: FROM, before: &before, after: &after };
    check(&change, &new.sigs(&change.message()), Ok(()));
    check(&change, &old.sigs(&change.message()), Err("form"));
    let none = Change { after: &[], ..change.clone() };
    check(&none, &[], Err("count"));
    // What was signed as a rotation is no revocation.
    let rotation = Change { turn: Turn::Rotate, ..change.clone() };
    check(&change, &new.sigs(&rotation.message()), Err("invalid"));
}
