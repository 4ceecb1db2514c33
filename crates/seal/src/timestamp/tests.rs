//! What `openssl ts` asked and answered, and every answer that is none.

use super::{
    Request, SHA256, SIGNED_DATA, TOKEN_BYTES_MAX, TST_INFO, TimestampError, Token, accuracy_us,
};
use crate::der::{
    self, BOOLEAN, DerError, GENERALIZED_TIME, INTEGER, NULL, OCTET_STRING, OID, Reader, SEQUENCE,
    SET, context,
};
use crate::digest::{Digest, hex_decode};

/// Made by `openssl ts -query -data F -sha256 -cert`, where F is `hello` and LF.
const REQUEST: &str = include_str!("../../vectors/timestamp-request.hex");
/// Made by `openssl ts -reply` with a toy authority.
const RESPONSE: &str = include_str!("../../vectors/timestamp-response.hex");
/// The nonce that is in both.
const NONCE: [u8; 8] = [0x1D, 0xBE, 0xE2, 0x75, 0xAC, 0xEA, 0x73, 0x0A];

fn bytes(vector: &str) -> Vec<u8> {
    hex_decode(&vector.split_whitespace().collect::<String>()).unwrap()
}

fn request() -> Request {
    Request::new(Digest::of(b"hello\n"), NONCE)
}

/// The parts of a token that tests change.
struct Parts {
    accuracy: Vec<u8>,
    algorithm: Vec<u8>,
    behind: Vec<u8>,
    imprint: Vec<u8>,
    nonce: Vec<u8>,
    policy: Vec<u8>,
    serial: Vec<u8>,
    signers: Vec<u8>,
    time: String,
    version: u8,
}

impl Default for Parts {
    fn default() -> Self {
        Self {
            accuracy: Vec::new(),
            algorithm: SHA256.to_vec(),
            behind: Vec::new(),
            imprint: Digest::of(b"hello\n").0.to_vec(),
            nonce: NONCE.to_vec(),
            policy: vec![0x2A, 3, 4],
            serial: vec![5],
            signers: der::write(SEQUENCE, &[&[INTEGER, 1, 1]]),
            time: "20270314100000Z".to_owned(),
            version: 1,
        }
    }
}

impl Parts {
    /// A token whose signature nobody could check.
    fn token(&self) -> Vec<u8> {
        let algorithm = der::write(SEQUENCE, &[&der::write(OID, &[&self.algorithm]), &[NULL, 0]]);
        let imprint =
            der::write(SEQUENCE, &[&algorithm, &der::write(OCTET_STRING, &[&self.imprint])]);
        let info = der::write(
            SEQUENCE,
            &[
                &[INTEGER, 1, self.version],
                &der::write(OID, &[&self.policy]),
                &imprint,
                &der::write(INTEGER, &[&self.serial]),
                &der::write(GENERALIZED_TIME, &[self.time.as_bytes()]),
                &self.accuracy,
                &der::write(INTEGER, &[&self.nonce]),
                &self.behind,
            ],
        );
        self.around(TST_INFO, &info)
    }

    fn around(&self, kind: &[u8], info: &[u8]) -> Vec<u8> {
        let content = der::write(context(0), &[&der::write(OCTET_STRING, &[info])]);
        let signed = der::write(
            SEQUENCE,
            &[
                &[INTEGER, 1, 3],
                &der::write(SET, &[]),
                &der::write(SEQUENCE, &[&der::write(OID, &[kind]), &content]),
                &der::write(SET, &[&self.signers]),
            ],
        );
        der::write(
            SEQUENCE,
            &[&der::write(OID, &[SIGNED_DATA]), &der::write(context(0), &[&signed])],
        )
    }
}

/// A token over these bytes that the form allows, signed by nobody.
fn token_over(data: &[u8]) -> Vec<u8> {
    Parts { imprint: Digest::of(data).0.to_vec(), ..Parts::default() }.token()
}

fn answer(status: u8, token: &[u8]) -> Vec<u8> {
    der::write(SEQUENCE, &[&der::write(SEQUENCE, &[&[INTEGER, 1, status]]), token])
}

#[test]
fn a_request_is_the_one_that_openssl_writes() {
    assert_eq!(request().to_der(), bytes(REQUEST));
}

#[test]
fn a_nonce_is_a_number_that_is_not_negative() {
    for (nonce, expected) in [
        ([0, 0, 0, 0, 0, 0, 0, 0], "020100"),
        ([0, 0, 0, 0, 0, 0, 0x12, 0x34], "02021234"),
        ([0x80, 0, 0, 0, 0, 0, 0, 1], "0209008000000000000001"),
    ] {
        let der = Request::new(Digest::of(b""), nonce).to_der();
        der::check(&der).unwrap();
        let mut parts = Reader::new(&der).take(SEQUENCE).unwrap().inside();
        let (_, _) = (parts.any().unwrap(), parts.any().unwrap());
        assert_eq!(parts.take(INTEGER).unwrap().whole, hex_decode(expected).unwrap());
        let magnitude = hex_decode(expected).unwrap()[2..].to_vec();
        let token =
            Parts { nonce: magnitude, imprint: Digest::of(b"").0.to_vec(), ..Parts::default() };
        Request::new(Digest::of(b""), nonce).read(&answer(0, &token.token())).unwrap();
    }
}

#[test]
fn an_answer_of_openssl_is_read() {
    let token = request().read(&bytes(RESPONSE)).unwrap();
    let stamp = token.stamp();
    assert_eq!(stamp.imprint, Digest::of(b"hello\n"));
    assert_eq!(stamp.policy, "1.2.3.4.1");
    assert_eq!(stamp.serial.to_string(), "02");
    assert_eq!(stamp.gen_time(), "2026-11-29T17:28:29Z");
    assert_eq!(stamp.accuracy_us, Some(1_500_000));
    assert_eq!(stamp.nonce.as_ref().unwrap().as_slice(), NONCE);
    let signed = token.signed().unwrap();
    assert!(!signed.certificates.is_empty());
    assert_eq!(Token::parse(token.as_bytes()).unwrap(), token);
}

#[test]
fn no_byte_of_a_real_token_panics_and_no_piece_of_it_is_one() {
    let token = request().read(&bytes(RESPONSE)).unwrap().as_bytes().to_vec();
    for at in 0..token.len() {
        assert!(Token::parse(&token[..at]).is_err());
        for bit in [1, 0x80] {
            let mut changed = token.clone();
            changed[at] ^= bit;
            // Most of a token is only signed; what matters is that an answer comes.
            let _answer = Token::parse(&changed).is_ok();
        }
    }
}

#[track_caller]
fn refused(token: &[u8], expected: TimestampError) {
    assert_eq!(Token::parse(token), Err(expected));
    assert_eq!(request().read(&answer(0, token)), Err(expected));
}

#[test]
fn what_a_token_may_not_say_is_named() {
    let field = TimestampError::Field;
    let parts = Parts::default;
    let digest = [7; 32];
    refused(&Parts { version: 2, ..parts() }.token(), field("version"));
    refused(&Parts { policy: vec![0x2A, 0x80], ..parts() }.token(), field("policy"));
    refused(&Parts { algorithm: vec![0x2A], ..parts() }.token(), field("imprint"));
    refused(&Parts { imprint: digest[1..].to_vec(), ..parts() }.token(), field("imprint"));
    refused(&Parts { serial: vec![0x80], ..parts() }.token(), field("serial number"));
    refused(&Parts { serial: vec![1; 21], ..parts() }.token(), field("serial number"));
    refused(&Parts { nonce: vec![1; 21], ..parts() }.token(), field("nonce"));
    refused(
        &Parts { accuracy: vec![SEQUENCE, 3, 0x80, 1, 0], ..parts() }.token(),
        field("accuracy"),
    );
    refused(
        &Parts { behind: Vec::new(), accuracy: vec![BOOLEAN, 1, 0], ..parts() }.token(),
        field("ordering"),
    );
    refused(&Parts { behind: vec![NULL, 0], ..parts() }.token(), DerError::Cut.into());
    let two = Parts { signers: [parts().signers, parts().signers].concat(), ..parts() };
    refused(&two.token(), DerError::Cut.into());
    refused(&Parts { signers: Vec::new(), ..parts() }.token(), DerError::Tag.into());
    refused(&parts().around(&[0x2A], &[SEQUENCE, 0]), field("content type"));
    // The check of the whole does not see into the string that holds the content.
    refused(&parts().around(TST_INFO, &[SEQUENCE, 0x80, 0, 0]), DerError::Length.into());
}

#[test]
fn a_time_has_one_form() {
    for (text, shown) in [
        ("20270314100000Z", "2027-03-14T10:00:00Z"),
        ("20240229235959.5Z", "2024-02-29T23:59:59.5Z"),
        ("20270314100000.000000001Z", "2027-03-14T10:00:00.000000001Z"),
    ] {
        let token = Parts { time: text.to_owned(), ..Parts::default() }.token();
        assert_eq!(Token::parse(&token).unwrap().stamp().gen_time(), shown);
    }
    for text in [
        "",
        "20270314100000",
        "2027031410Z",
        "202703141000Z",
        "20270314100000.Z",
        "20270314100000.50Z",
        "20270314100000.0000000001Z",
        "20270314100000,5Z",
        "20270314100000+0100",
        "20270229100000Z",
        "20270314240000Z",
        "20270314100060Z",
        "2027031410000 Z",
        "+0270314100000Z",
    ] {
        let token = Parts { time: text.to_owned(), ..Parts::default() }.token();
        refused(&token, TimestampError::Field("time"));
    }
}

#[test]
fn an_accuracy_is_counted_in_microseconds() {
    let us = |hex: &str| accuracy_us(&mut Reader::new(&hex_decode(hex).unwrap()));
    assert_eq!(us(""), Ok(0));
    assert_eq!(us("020101800201f4810203e7"), Ok(1_500_999));
    assert_eq!(us("81017f"), Ok(127));
    assert_eq!(us("81020080"), Ok(128));
    for bad in ["800203e8", "800100", "80020001", "8003000001", "8000", "0201ff"] {
        assert_eq!(us(bad), Err(TimestampError::Field("accuracy")), "{bad}");
    }
    assert_eq!(us("810101800101"), Err(DerError::Cut.into()));
}

#[test]
fn an_answer_that_is_not_ours_is_refused() {
    let good = Parts::default();
    let read = |answer: &[u8]| request().read(answer).map(|_| ());
    assert_eq!(read(&answer(0, &good.token())), Ok(()));
    assert_eq!(read(&answer(1, &good.token())), Ok(()));
    assert_eq!(read(&answer(2, &[])), Err(TimestampError::NotGranted { status: 2 }));
    assert_eq!(read(&answer(2, &good.token())), Err(TimestampError::NotGranted { status: 2 }));
    assert_eq!(read(&answer(0, &[])), Err(DerError::Tag.into()));
    assert_eq!(read(&token_over(b"other")), Err(DerError::Tag.into()));
    assert_eq!(read(&answer(0, &token_over(b"other"))), Err(TimestampError::OtherImprint));
    let other = Parts { nonce: vec![1], ..Parts::default() };
    assert_eq!(read(&answer(0, &other.token())), Err(TimestampError::OtherNonce));
    assert_eq!(read(b"<html>"), Err(DerError::Cut.into()));
    assert_eq!(read(&vec![0x30; TOKEN_BYTES_MAX + 1]), Err(TimestampError::TooLong));
    let mut behind = answer(0, &good.token());
    behind.push(0);
    assert_eq!(read(&behind), Err(DerError::Cut.into()));
}

#[test]
fn a_token_is_as_long_as_it_may_be_and_no_longer() {
    let padded = |n: usize| {
        let signers = der::write(SEQUENCE, &[&der::write(OCTET_STRING, &[&vec![0; n]])]);
        Parts { signers, ..Parts::default() }.token()
    };
    let around = padded(60_000).len() - 60_000;
    let most = padded(TOKEN_BYTES_MAX - around);
    assert_eq!(most.len(), TOKEN_BYTES_MAX);
    assert!(Token::parse(&most).is_ok());
    assert_eq!(Token::parse(&padded(TOKEN_BYTES_MAX - around + 1)), Err(TimestampError::TooLong));
}
