//! Vector 1 of the exchange, the one byte form, and whatever may not pass for a signature.

use proptest::prelude::*;

use super::*;
use crate::sign::tests::vectors;
use crate::sign::{Ed25519Secret, MlDsa65Secret};

const MANIFEST: &[u8] = include_bytes!("../../vectors/exchange-1-manifest.json");
const VECTOR: &str = include_str!("../../vectors/exchange-1.txt");

fn net() -> Digest {
    Digest::of(b"example 1.root.json")
}

fn unit() -> Ed25519Secret {
    Ed25519Secret::of_vector(0x11)
}

fn node() -> Ed25519Secret {
    Ed25519Secret::of_vector(0x22)
}

/// Both vector keys are known, nobody else's.
fn key_of(kid: Kid) -> Option<PublicKey> {
    [unit(), node()]
        .iter()
        .map(|secret| PublicKey::Ed25519(secret.public()))
        .find(|key| key.kid() == kid)
}

fn letter(signers: &[&dyn Signer]) -> Vec<u8> {
    sign(Kind::Letter, &net(), MANIFEST, signers).unwrap()
}

#[track_caller]
fn check(sigs: &[u8], expected: Result<usize, &str>) {
    let found = Signatures::parse(Kind::Letter, sigs)
        .and_then(|signatures| signatures.verify(&net(), MANIFEST, key_of))
        .map(|signed_by| signed_by.len())
        .map_err(|error| error.code());
    assert_eq!(found, expected);
}

/// A `COSE_Sign` with parts of the caller's choice.
fn forged(content_type: &str, payload: Cbor, signatures: Vec<Cbor>) -> Vec<u8> {
    let protected = Cbor::fields([(3, Cbor::text(content_type))]).encode();
    Cbor::CoseSign(Box::new(Cbor::Array(vec![
        Cbor::Bytes(protected),
        Cbor::Map(vec![]),
        payload,
        Cbor::Array(signatures),
    ])))
    .encode()
}

fn entry(protected: &Cbor, unprotected: Vec<(Cbor, Cbor)>) -> Cbor {
    Cbor::Array(vec![
        Cbor::Bytes(protected.encode()),
        Cbor::Map(unprotected),
        Cbor::bytes(&[0; 64]),
    ])
}

fn headers(alg: i64) -> Cbor {
    Cbor::fields([(1, Cbor::int(alg)), (4, Cbor::bytes(&unit().public().kid().0))])
}

#[test]
fn vector_1_is_made_byte_for_byte() {
    let vector = vectors(VECTOR);
    let sigs = letter(&[&unit()]);
    assert_eq!(Digest::of(MANIFEST).as_bytes()[..], vector["manifest-sha256"]);
    assert_eq!(sigs, vector["sigs"]);
    assert_eq!(Digest::of(&sigs).as_bytes()[..], vector["sigs-sha256"]);
    check(&sigs, Ok(1));
}

#[test]
fn another_reader_of_cose_signs_and_verifies_the_same_bytes() {
    use coset::TaggedCborSerializable as _;
    let sigs = letter(&[&unit()]);
    let theirs = coset::CoseSign::from_tagged_slice(&sigs).unwrap();
    let aad = Kind::Letter.external_aad(&net());
    let found = theirs.verify_detached_signature(0, MANIFEST, &aad, |signature, message| {
        unit().public().verify(message, signature)
    });
    assert_eq!(found, Ok(()));
    assert_eq!(theirs.to_tagged_vec().unwrap(), sigs);
}

#[test]
fn signatures_stand_in_the_order_of_their_kids() {
    let both = letter(&[&unit(), &node()]);
    assert_eq!(both, letter(&[&node(), &unit()]));
    check(&both, Ok(2));
    let signatures = Signatures::parse(Kind::Letter, &both).unwrap();
    assert_eq!(signatures.to_bytes(), both);
    let mut list = signatures.list().to_vec();
    list.reverse();
    let reversed = Signatures { kind: Kind::Letter, list };
    check(&reversed.to_bytes(), Err("signature-order"));
}

#[test]
fn a_key_signs_once() {
    let found = sign(Kind::Letter, &net(), MANIFEST, &[&unit(), &unit()]);
    assert_eq!(found, Err(CoseError::SignatureOrder));
}

#[test]
fn between_one_and_eight_sign() {
    assert_eq!(sign(Kind::Letter, &net(), MANIFEST, &[]), Err(CoseError::SignatureCount));
    let secrets: Vec<_> = (1..=9).map(Ed25519Secret::of_vector).collect();
    let signers: Vec<&dyn Signer> = secrets.iter().map(|secret| secret as &dyn Signer).collect();
    assert!(sign(Kind::Letter, &net(), MANIFEST, &signers[..8]).is_ok());
    assert_eq!(sign(Kind::Letter, &net(), MANIFEST, &signers), Err(CoseError::SignatureCount));
    check(&forged(Kind::Letter.content_type(), Cbor::Null, vec![]), Err("signature-count"));
}

#[test]
fn one_unknown_or_wrong_signature_spoils_the_rest() {
    check(&letter(&[&unit(), &Ed25519Secret::of_vector(0x33)]), Err("signer-unknown"));
    let mut list = Signatures::parse(Kind::Letter, &letter(&[&unit(), &node()])).unwrap().list;
    list[1].bytes[0] ^= 1;
    let spoiled = Signatures { kind: Kind::Letter, list };
    check(&spoiled.to_bytes(), Err("signature-invalid"));
}

#[test]
fn a_lookup_that_answers_with_another_key_is_not_believed() {
    let signatures = Signatures::parse(Kind::Letter, &letter(&[&unit()])).unwrap();
    let found = signatures.verify(&net(), MANIFEST, |_| Some(PublicKey::Ed25519(node().public())));
    assert_eq!(found, Err(CoseError::SignerUnknown { kid: unit().public().kid() }));
}

#[test]
fn nothing_is_valid_in_two_networks_or_as_two_kinds() {
    let sigs = letter(&[&unit()]);
    let signatures = Signatures::parse(Kind::Letter, &sigs).unwrap();
    let drill = Digest::of(b"drill 1.root.json");
    let kid = unit().public().kid();
    let invalid = Err(CoseError::SignatureInvalid { kid });
    assert_eq!(signatures.verify(&drill, MANIFEST, key_of), invalid);
    assert_eq!(signatures.verify(&net(), b"{}", key_of), invalid);
    assert_eq!(Signatures::parse(Kind::Receipt, &sigs), Err(CoseError::ContentType));
}

#[test]
fn the_post_quantum_twin_verifies_beside_the_classical_signature() {
    let twin = MlDsa65Secret::of_vector(0x11);
    let kid = twin.public().kid();
    let message = to_be_signed(Kind::Letter, &net(), Alg::MlDsa65, kid, MANIFEST).unwrap();
    let bytes = twin.sign_deterministic(&message).unwrap();
    let classical = Signature::make(Kind::Letter, &net(), MANIFEST, &unit()).unwrap();
    let twin_signature = Signature { alg: Alg::MlDsa65, kid, bytes };
    let both = Signatures::of(Kind::Letter, vec![twin_signature, classical]).unwrap();
    let both = Signatures::parse(Kind::Letter, &both.to_bytes()).unwrap();
    let signed_by = both.verify(&net(), MANIFEST, |found| {
        if found == kid { Some(PublicKey::MlDsa65(twin.public())) } else { key_of(found) }
    });
    assert_eq!(signed_by.map(|signed_by| signed_by.len()), Ok(2));
}

#[test]
fn everything_outside_the_profile_is_refused() {
    let letter = Kind::Letter.content_type();
    let good = || entry(&headers(-19), vec![]);
    check(&forged(letter, Cbor::Null, vec![good()]), Err("signature-invalid"));
    check(&forged("text/plain", Cbor::Null, vec![good()]), Err("content-type"));
    check(&forged(letter, Cbor::bytes(MANIFEST), vec![good()]), Err("malformed"));
    let unprotected = vec![(Cbor::Uint(4), Cbor::bytes(b"kid"))];
    check(&forged(letter, Cbor::Null, vec![entry(&headers(-19), unprotected)]), Err("malformed"));
    for alg in [-7, -8, -9, 5] {
        let signature = entry(&headers(alg), vec![]);
        check(&forged(letter, Cbor::Null, vec![signature]), Err("algorithm-unsupported"));
    }
    let crit = Cbor::fields([
        (1, Cbor::int(-19)),
        (2, Cbor::Array(vec![])),
        (4, Cbor::bytes(&unit().public().kid().0)),
    ]);
    check(&forged(letter, Cbor::Null, vec![entry(&crit, vec![])]), Err("malformed"));
    let untagged = Cbor::decode(&self::letter(&[&unit()])).unwrap();
    check(&untagged.as_cose_sign().unwrap().encode(), Err("malformed"));
    check(&vec![0x40; BYTES_MAX + 1], Err("too-large"));
}

#[test]
fn the_ed25519_example_of_the_cose_working_group_verifies_and_is_outside_the_profile() {
    // Example eddsa-01 of the collection that RFC 9052 appendix C names: a payload that is attached, the number -8 in
    // place of -19, the kid outside of what is signed. The other examples of `COSE_Sign` there are of ECDSA, Ed448, RSA
    // and countersignatures, which nobody here makes or checks.
    let sigs = unhex(
        "d8628443a10300a054546869732069732074686520636f6e74656e742e818343a10127a104423131584077f3eacd11852c4bf9cb1d72fabe6b26\
         fba1d76092b2b5b7ec83b83557652264e69690dbc1172ddc0bf88411c0d25a507fdb247a20c40d5e245fabd3fc9ec106",
    );
    let key = unhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    let value = Cbor::decode(&sigs).unwrap();
    let [body, _, payload, signatures] =
        value.as_cose_sign().and_then(Cbor::as_tuple::<4>).unwrap();
    assert_eq!(payload.as_bytes(), Ok(b"This is the content.".as_slice()));
    let [protected, _, signature] = signatures.as_array().unwrap()[0].as_tuple::<3>().unwrap();
    let (body, protected) = (body.clone(), protected.clone());
    let signed = Cbor::Array(vec![
        Cbor::text("Signature"),
        body,
        protected,
        Cbor::bytes(b""),
        payload.clone(),
    ]);
    assert_eq!(
        signed.encode(),
        unhex("85695369676e617475726543a1030043a101274054546869732069732074686520636f6e74656e742e")
    );
    let key = crate::sign::Ed25519Public::parse(&key).unwrap();
    assert_eq!(key.verify(&signed.encode(), signature.as_bytes().unwrap()), Ok(()));
    assert_eq!(Signatures::parse(Kind::Letter, &sigs), Err(CoseError::ContentType));
}

fn unhex(hex: &str) -> Vec<u8> {
    crate::digest::hex_decode(hex).unwrap()
}

proptest! {
    #[test]
    fn a_flipped_bit_anywhere_is_noticed(at in 0usize..136, bit in 0u8..8) {
        let mut sigs = letter(&[&unit()]);
        sigs[at] ^= 1 << bit;
        let found = Signatures::parse(Kind::Letter, &sigs)
            .and_then(|signatures| signatures.verify(&net(), MANIFEST, key_of));
        prop_assert!(found.is_err());
    }
}
