//! The published messages and the published Ed25519 line; ML-DSA lines are hedged, so they are verified, not compared.

use super::*;
use crate::checkpoint::SignedCheckpoint;
use crate::digest::{Digest, hex_encode};
use crate::sign::MlDsa44Secret;

const NOTE: &str = include_str!("../../vectors/ledger-checkpoint.note");
const MESSAGE: &str = include_str!("../../vectors/ledger-cosignature-ml-dsa-44.hex");
const TIME: u64 = 1_798_761_600;

fn signed() -> SignedCheckpoint {
    SignedCheckpoint::parse(NOTE.as_bytes()).unwrap()
}

/// The bytes of an annotated vector.
fn hex(text: &str) -> String {
    text.lines().filter_map(|line| line.split('#').next()).flat_map(str::split_whitespace).collect()
}

#[track_caller]
fn check(vkey: &Vkey, checkpoint: &Checkpoint, line: &NoteLine, expected: Option<u64>) {
    let bad = NoteError::BadSignature { name: vkey.name().to_owned() };
    let expected = expected.map(Some).ok_or(bad);
    assert_eq!(vkey.verify_line(&checkpoint.text(), line), expected);
}

#[test]
fn the_ed25519_message_and_line_are_the_published_ones() {
    let signed = signed();
    let message = "cosignature/v1\ntime 1798761600\nnode.example/comity/audit/2027\n3\n\
        vpwMxQ2HCu0b81U+sKbaZ7ViLeliVbm/OE8OQDXZ5Ys=\n";
    assert_eq!(message_ed25519(TIME, signed.claimed()), message.as_bytes());
    let secret = Ed25519Secret::of_vector(3);
    let line = cosign_ed25519(&secret, "witness.example/w1", TIME, signed.claimed()).unwrap();
    assert_eq!(line, signed.note().signatures[1]);
    assert_eq!(line.to_string().len() - "— witness.example/w1 ".len(), 104);
}

#[test]
fn the_ml_dsa_message_is_the_published_one() {
    let signed = signed();
    let message = message_mldsa44(signed.claimed().origin(), TIME, signed.claimed());
    assert_eq!(hex_encode(&message), hex(MESSAGE));
    assert_eq!(
        Digest::of(&message).hex(),
        "9ae1c243d5bf8a9c609369cecf7d68333f847cd0187895488cfe7225a68f97c0"
    );
}

#[test]
fn a_line_holds_for_its_checkpoint_its_time_and_its_name_alone() {
    let signed = signed();
    let checkpoint = signed.claimed();
    let other = Checkpoint::new(checkpoint.origin(), 4, checkpoint.root()).unwrap();
    let (ed, ml) = (Ed25519Secret::of_vector(3), MlDsa44Secret::of_vector(2));
    let public = ml.public();
    let sign = |message: &[u8]| ml.sign_deterministic(message);
    let lines = [
        (VkeyKind::CosigEd25519(ed.public()), cosign_ed25519(&ed, "w", TIME, checkpoint).unwrap()),
        (
            VkeyKind::MlDsa44(public.clone()),
            cosign_mldsa44(&public, "w", TIME, checkpoint, sign).unwrap(),
        ),
    ];
    for (kind, line) in lines {
        let vkey = Vkey::new("w", kind.clone()).unwrap();
        check(&vkey, checkpoint, &line, Some(TIME));
        check(&vkey, &other, &line, None);
        let renamed = Vkey::new("v", kind).unwrap();
        check(&renamed, checkpoint, &line, None);
        for at in [0, 7, 8, line.sig.len() - 1] {
            let mut changed = line.clone();
            changed.sig[at] ^= 1;
            check(&vkey, checkpoint, &changed, None);
        }
        for n in [0, 7, 8, line.sig.len() - 1] {
            check(
                &vkey,
                checkpoint,
                &NoteLine { sig: line.sig[..n].to_vec(), ..line.clone() },
                None,
            );
        }
    }
    // Under another name the ML-DSA signature itself fails: the name is part of its message.
    let line = cosign_mldsa44(&public, "w", TIME, checkpoint, sign).unwrap();
    let vkey = Vkey::new("v", VkeyKind::MlDsa44(public)).unwrap();
    let moved = NoteLine { name: "v".into(), key_id: vkey.key_id(), sig: line.sig };
    check(&vkey, checkpoint, &moved, None);
}

#[test]
fn a_cosigner_states_a_time() {
    let secret = Ed25519Secret::of_vector(3);
    for time in [0, 1 << 63, u64::MAX] {
        let line = cosign_ed25519(&secret, "w", time, signed().claimed());
        assert_eq!(line, Err(CosignatureError::Time(time)));
    }
    let unnamed = cosign_ed25519(&secret, "w w", TIME, signed().claimed());
    assert_eq!(unnamed, Err(CosignatureError::Name(NoteError::Name)));
}

#[test]
fn a_signer_that_fails_gives_no_line() {
    let public = MlDsa44Secret::of_vector(2).public();
    let line =
        cosign_mldsa44(&public, "w", TIME, signed().claimed(), |_| Err(SignError::SignerFailed));
    assert_eq!(line, Err(CosignatureError::Signer(SignError::SignerFailed)));
}
