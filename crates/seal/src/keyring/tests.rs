//! The published wraps and bodies, and that nothing opens anywhere but in its place.

use proptest::prelude::*;

use super::*;
use crate::sign::tests::vectors;

const VECTOR: &str = include_str!("../../vectors/custody-1.txt");

/// A random source that repeats one byte: for tests, the published nonces among them.
pub(crate) struct Repeat(pub(crate) u8);

impl rand_core::TryRng for Repeat {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(u32::from_be_bytes([self.0; 4]))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(u64::from_be_bytes([self.0; 8]))
    }

    fn try_fill_bytes(&mut self, dst: &mut [u8]) -> Result<(), Self::Error> {
        dst.fill(self.0);
        Ok(())
    }
}

impl rand_core::TryCryptoRng for Repeat {}

fn key(byte: u8) -> Key {
    Key::from_bytes([byte; 32])
}

fn dek_place() -> WrapPlace {
    let object_id = vectors(VECTOR)["exhibit-id"].clone().try_into().unwrap();
    WrapPlace { kind: WrapKind::Dek, wrapping_key_id: [0xaa; 16], object_id }
}

const CELL: Cell<'static> = Cell { table: "exhibit", row: b"7", column: "len_enc" };

#[test]
fn the_published_wrap_is_made_and_opened() {
    let vector = vectors(VECTOR);
    let sealed = wrap(&key(0x88), &dek_place(), &[0x99; 32], &mut Repeat(0x77)).unwrap();
    assert_eq!(sealed, vector["wrap"]);
    assert_eq!(sealed.len(), 61);
    assert_eq!(*unwrap(&key(0x88), &dek_place(), &sealed).unwrap(), vector["secret"]);
    let dek = unwrap_key(&key(0x88), &dek_place(), &sealed).unwrap();
    assert_eq!(dek.expose(), &[0x99; 32]);
    let pair = wrap(&key(0x88), &dek_place(), &[0x99; 64], &mut Repeat(0x77)).unwrap();
    assert_eq!(pair.len(), 93);
    assert_eq!(unwrap_key(&key(0x88), &dek_place(), &pair).err(), Some(KeyringError::Malformed));
}

#[test]
fn a_wrap_opens_only_in_its_place() {
    let sealed = vectors(VECTOR)["wrap"].clone();
    let place = dek_place();
    let moved = [
        WrapPlace { kind: WrapKind::Kek, ..place },
        WrapPlace { wrapping_key_id: [0xab; 16], ..place },
        WrapPlace { object_id: [0xab; 16], ..place },
    ];
    for place in moved {
        assert_eq!(unwrap(&key(0x88), &place, &sealed).err(), Some(KeyringError::NotAuthentic));
    }
    assert_eq!(unwrap(&key(0x89), &place, &sealed).err(), Some(KeyringError::NotAuthentic));
}

#[test]
fn a_short_or_foreign_form_is_malformed() {
    let sealed = vectors(VECTOR)["wrap"].clone();
    let mut foreign = sealed.clone();
    foreign[0] = 2;
    for bytes in [&[], &sealed[..28], &foreign] {
        let found = unwrap(&key(0x88), &dek_place(), bytes).err();
        assert_eq!(found, Some(KeyringError::Malformed));
    }
    let long = vec![0; SECRET_BYTES_MAX + 1];
    let found = wrap(&key(0x88), &dek_place(), &long, &mut Repeat(0x77));
    assert_eq!(found, Err(KeyringError::TooLong));
}

#[test]
fn the_published_body_is_made_and_opened() {
    let vector = vectors(VECTOR);
    let event_id = vector["event-id"].clone().try_into().unwrap();
    let body = br#"{"category":"custody"}"#;
    let sealed = seal_body(&key(0x66), &event_id, 0, body, &mut Repeat(0x77)).unwrap();
    assert_eq!(sealed, vector["body"]);
    assert_eq!(*open_body(&key(0x66), &event_id, 0, &sealed).unwrap(), body);
    let other = open_body(&key(0x66), &event_id, 1, &sealed).err();
    assert_eq!(other, Some(KeyringError::NotAuthentic));
}

#[test]
fn a_cell_opens_only_in_its_table_row_and_column() {
    let sealed = seal_cell(&key(1), &CELL, b"42", &mut Repeat(5)).unwrap();
    assert_eq!(*open_cell(&key(1), &CELL, &sealed).unwrap(), b"42");
    // The lengths in front keep "ab"+"c" from being "a"+"bc".
    let moved = [
        Cell { table: "exhibit7", row: b"", ..CELL },
        Cell { row: b"8", ..CELL },
        Cell { column: "name_enc", ..CELL },
    ];
    for cell in moved {
        assert_eq!(open_cell(&key(1), &cell, &sealed).err(), Some(KeyringError::NotAuthentic));
    }
    let name = "x".repeat(65_536);
    let long = Cell { table: &name, ..CELL };
    assert_eq!(seal_cell(&key(1), &long, b"", &mut Repeat(5)), Err(KeyringError::TooLong));
}

#[test]
fn a_kek_never_encrypts_data_itself() {
    let sealed = seal_cell(&key(1), &CELL, b"42", &mut Repeat(5)).unwrap();
    assert_eq!(
        open(&key(1), &CELL.aad().unwrap(), &sealed).err(),
        Some(KeyringError::NotAuthentic)
    );
}

#[test]
fn ingest_state_is_bound_to_ingest_and_part() {
    let sealed = seal_ingest_state(&key(1), &[7; 16], 3, b"state", &mut Repeat(5)).unwrap();
    assert_eq!(*open_ingest_state(&key(1), &[7; 16], 3, &sealed).unwrap(), b"state");
    assert!(open_ingest_state(&key(1), &[7; 16], 4, &sealed).is_err());
    assert!(open_ingest_state(&key(1), &[8; 16], 3, &sealed).is_err());
}

#[test]
fn hkdf_expand_agrees_with_the_standard_where_both_apply() {
    // RFC 5869 defines no SHA-512 vector; crate `hkdf` takes keys of 64 bytes and more. HMAC pads a 32-byte key with
    // zeros, so the 64-byte key with 32 zeros behind it must give the same.
    let mut long = [0; 64];
    long[..32].fill(3);
    let mut expected = [0; 200];
    hkdf::Hkdf::<sha2::Sha512>::from_prk(&long).unwrap().expand(b"info", &mut expected).unwrap();
    let mut found = [0; 200];
    expand_sha512(&key(3), &[b"in", b"fo"], &mut found);
    assert_eq!(found, expected);
}

#[test]
fn a_root_file_opens_with_its_passphrase_only() {
    let params = RootParams::floor(&mut Repeat(9));
    let sealed = RootSealed::seal(params, &key(1), &key(2), &mut Repeat(5)).unwrap();
    let bytes = sealed.to_bytes();
    assert_eq!(bytes.len(), ROOT_SEALED_BYTES);
    assert_eq!(bytes[..26], [&[1][..], &[9; 16], &[0, 1, 0, 0, 0, 0, 0, 3, 1]].concat());
    let read = RootSealed::parse(&bytes).unwrap();
    assert_eq!((read.params(), &read), (&params, &sealed));
    assert_eq!(read.open(&key(1)).unwrap().expose(), key(2).expose());
    assert_eq!(read.open(&key(3)).err(), Some(KeyringError::NotAuthentic));
    for cut in [0, 26, 85] {
        assert_eq!(RootSealed::parse(&bytes[..cut]), Err(KeyringError::Malformed));
    }
    assert_eq!(RootSealed::parse(&[&bytes[..], &[0]].concat()), Err(KeyringError::Malformed));
}

#[test]
fn argon2_costs_have_a_floor_and_a_ceiling() {
    let costs =
        [(65_535, 3, 1), (65_536, 2, 1), (65_536, 3, 0), (4_194_305, 3, 1), (65_536, 65, 1)];
    for (m_kib, t, p) in costs {
        assert_eq!(RootParams::new([0; 16], m_kib, t, p), Err(KeyringError::RootCosts));
    }
    let mut bytes =
        RootSealed::seal(RootParams::floor(&mut Repeat(9)), &key(1), &key(2), &mut Repeat(5))
            .unwrap()
            .to_bytes();
    bytes[18] = 0;
    assert_eq!(RootSealed::parse(&bytes), Err(KeyringError::RootCosts));
}

proptest! {
    #[test]
    fn a_flipped_bit_anywhere_is_noticed(at in 0usize..61, bit in 0u8..8) {
        let mut sealed = vectors(VECTOR)["wrap"].clone();
        sealed[at] ^= 1 << bit;
        prop_assert!(unwrap(&key(0x88), &dek_place(), &sealed).is_err());
    }

    #[test]
    fn a_flipped_bit_in_the_root_file_is_noticed(at in 0usize..ROOT_SEALED_BYTES, bit in 0u8..8) {
        let params = RootParams::floor(&mut Repeat(9));
        let sealed = RootSealed::seal(params, &key(1), &key(2), &mut Repeat(5)).unwrap();
        let mut bytes = sealed.to_bytes();
        bytes[at] ^= 1 << bit;
        prop_assert!(RootSealed::parse(&bytes).and_then(|root| root.open(&key(1))).is_err());
    }
}
