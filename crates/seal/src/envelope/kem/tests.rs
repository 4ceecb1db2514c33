//! Published vectors of the KEM and of HPKE.
//!
//! X-Wing: draft-connolly-cfrg-xwing-kem-10, appendix C; long values as their SHA-256. RFC 9180: its appendix A has no
//! vector of our suite. X-Wing is younger, and the RFC has AES-256-GCM only with other KDFs. What can be asked is whether
//! the crate that does HPKE keeps to the one-message Base mode of A.1.1, whose KDF is ours. The modes with a PSK or a
//! sender's key (A.1.2 to A.1.4), the other curves, ChaCha20-Poly1305 and export-only (A.2 to A.7) are not in our use.

use super::*;
use crate::digest::{Digest, hex_decode};

/// A random source that gives these bytes, once.
struct Given(Vec<u8>);

impl rand_core::TryRng for Given {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        rand_core::utils::next_word_via_fill(self)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        rand_core::utils::next_word_via_fill(self)
    }

    fn try_fill_bytes(&mut self, wanted: &mut [u8]) -> Result<(), Self::Error> {
        let rest = self.0.split_off(wanted.len());
        wanted.copy_from_slice(&std::mem::replace(&mut self.0, rest));
        Ok(())
    }
}

impl rand_core::TryCryptoRng for Given {}

fn unhex<const N: usize>(hex: &str) -> [u8; N] {
    hex_decode(hex).unwrap().try_into().unwrap()
}

/// Seed, SHA-256 of the public key, randomness of the encapsulation, SHA-256 of the ciphertext, shared secret.
#[track_caller]
fn check(seed: &str, public: &str, randomness: [&str; 2], ciphertext: &str, shared: &str) {
    let secret = XWingSecret::from_seed(unhex(seed)).unwrap();
    assert_eq!(Digest::of(secret.public().as_bytes()).hex(), public);
    assert_eq!(XWingPublic::parse(secret.public().as_bytes()).as_ref(), Ok(secret.public()));

    let mut rng = Given(hex_decode(&randomness.concat()).unwrap());
    let (enc, wrapped) = secret.public().wrap(b"info", &[7; 32], &mut rng).unwrap();
    assert!(rng.0.is_empty(), "all of it was taken");
    assert_eq!(Digest::of(&enc).hex(), ciphertext);
    assert_eq!(*secret.unwrap(b"info", &enc, &wrapped).unwrap(), [7; 32]);
    assert!(secret.unwrap(b"other", &enc, &wrapped).is_none());

    let enc = <XWing as Kem>::EncappedKey::from_bytes(&enc).unwrap();
    let found = XWing::decap(&secret.key, None, &enc).unwrap();
    assert_eq!(found.0[..], unhex::<32>(shared));
}

#[test]
fn the_three_vectors_of_the_x_wing_draft_are_made_and_opened() {
    check(
        "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26",
        "2e816deebcd76c5c80d0cd2d174478871658e8e2ff42bc9d4a6e486372e856bb",
        [
            "3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e2",
            "35b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2",
        ],
        "17cd532d657e44c897ca6583e548a5424fc70bf54f99515a4d2bcf99e3469f33",
        "d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384",
    );
    check(
        "badfd6dfaac359a5efbb7bcc4b59d538df9a04302e10c8bc1cbf1a0b3a5120ea",
        "c42ba5f8430d7d2c83739338203819f090e8303ce9c8b02107c272bfa5376916",
        [
            "17cda7cfad765f5623474d368ccca8af0007cd9f5e4c849f167a580b14aabdef",
            "aee7eef47cb0fca9767be1fda69419dfb927e9df07348b196691abaeb580b32d",
        ],
        "1661ea86d608a1924ba30840cb0a65f13ae051e3aec9cf0f064efc0bc92f2154",
        "f2e86241c64d60f6649fbc6c5b7d17180b780a3f34355e64a85749949c45f150",
    );
    check(
        "ef58538b8d23f87732ea63b02b4fa0f4873360e2841928cd60dd4cee8cc0d4c9",
        "6b080d6b84f095342092fa7a22423e58bd681397ad0ef00eac92bd254db4fa95",
        [
            "22a96188d032675c8ac850933c7aff1533b94c834adbb69c6115bad4692d8619",
            "f90b0cdf8a7b9c264029ac185b70b83f2801f2f4b3f70c593ea3aeeb613a7f1b",
        ],
        "d3ca5578500344b5896cffc4fd740c9311946b82951df155e6fd86a7966b43c6",
        "953f7f4e8c5b5049bdc771d1dffada0dd961477d1a2ae0988baa7ea6898d893f",
    );
}

#[test]
fn the_first_base_mode_vector_of_rfc_9180_opens() {
    use hpke::aead::AesGcm128;
    use hpke::kem::X25519HkdfSha256;

    type Private = <X25519HkdfSha256 as Kem>::PrivateKey;
    type Enc = <X25519HkdfSha256 as Kem>::EncappedKey;

    let private: [u8; 32] =
        unhex("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8");
    let enc: [u8; 32] = unhex("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431");
    let sealed = hex_decode(
        "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a",
    )
    .unwrap();
    let open = |info: &[u8], sealed: &[u8], aad: &[u8]| {
        hpke::single_shot_open::<AesGcm128, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &Private::from_bytes(&private).unwrap(),
            &Enc::from_bytes(&enc).unwrap(),
            info,
            sealed,
            aad,
        )
    };
    let opened = open(b"Ode on a Grecian Urn", &sealed, b"Count-0").unwrap();
    assert_eq!(opened, b"Beauty is truth, truth beauty");
    assert!(open(b"Ode on a Grecian Urn", &sealed, b"Count-1").is_err());
    assert!(open(b"Ode to Psyche", &sealed, b"Count-0").is_err());
}
