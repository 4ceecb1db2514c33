//! An authority that lies, is slow, or is away; and real tokens of a toy one, whose signature is checked.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use seal::der::{self, BOOLEAN, INTEGER, NULL, OCTET_STRING, OID, Reader, SEQUENCE, SET, context};
use seal::digest::{Digest, hex_decode};
use seal::timestamp::{Request, SHA256, TST_INFO, Token};

use super::signed::{Unsigned, check};
use super::{ASK_AGAIN, Authority, BadTsa, GRACE, NoToken, TsaFile};
use crate::monitor::reader::Silent;
use crate::rng::SeededRandom;

/// Requests that one fake authority answers.
const REQUESTS_MAX: usize = 64;

/// What a fake authority does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// It closes the connection without a word.
    Away,
    /// It answers with what is no token.
    Garbage,
    /// It gives the token that was asked for, which nobody signed.
    Good,
    /// It answers with 10 MB.
    Long,
    /// It stamps something else.
    OtherImprint,
    /// It answers another request.
    OtherNonce,
    /// It says no.
    Refuses,
    /// It has a fault.
    Status,
}

/// A fake authority on 127.0.0.1.
pub(crate) struct Fake {
    pub(crate) url: String,
    mode: Arc<Mutex<Mode>>,
}

impl Fake {
    pub(crate) fn start(mode: Mode) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/tsa", listener.local_addr().unwrap());
        let mode = Arc::new(Mutex::new(mode));
        let shared = mode.clone();
        thread::spawn(move || {
            for stream in listener.incoming().take(REQUESTS_MAX).flatten() {
                let mode = *shared.lock().unwrap();
                // Whoever has heard enough closes the connection.
                answer(stream, mode).unwrap_or_default();
            }
        });
        Self { url, mode }
    }

    pub(crate) fn is_now(&self, mode: Mode) {
        *self.mode.lock().unwrap() = mode;
    }

    pub(crate) fn authority(&self, grace_seconds: Option<u32>) -> Authority {
        let file = TsaFile { url: self.url.clone(), roots: None, grace_seconds };
        Authority::of(&file, ".".as_ref()).unwrap()
    }
}

fn answer(mut stream: TcpStream, mode: Mode) -> std::io::Result<()> {
    if mode == Mode::Away {
        return Ok(());
    }
    let request = read_request(&mut stream)?;
    let (status, body) = match mode {
        Mode::Status => ("500 Internal Server Error", Vec::new()),
        Mode::Garbage => ("200 OK", b"<html>it works</html>".to_vec()),
        Mode::Long => ("200 OK", vec![0x30; 10_000_000]),
        Mode::Away | Mode::Good | Mode::OtherImprint | Mode::OtherNonce | Mode::Refuses => {
            ("200 OK", stamped(&request, mode))
        }
    };
    let head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes())?;
    stream.write_all(&body)
}

/// The body of a request, which must be one as RFC 3161 §3.4 has it.
fn read_request(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let (mut bytes, mut piece) = (Vec::new(), [0; 4096]);
    loop {
        let n = stream.read(&mut piece)?;
        bytes.extend_from_slice(&piece[..n]);
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        assert!(head.starts_with("post /tsa http/1.1"), "{head}");
        assert!(head.contains("content-type: application/timestamp-query"), "{head}");
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        if bytes.len() >= end + 4 + length.parse::<usize>().unwrap() {
            return Ok(bytes.split_off(end + 4));
        }
        assert!(n > 0, "half a request");
    }
}

/// The answer to a request, in the form of RFC 3161, signed by nobody.
fn stamped(request: &[u8], mode: Mode) -> Vec<u8> {
    if mode == Mode::Refuses {
        return der::write(SEQUENCE, &[&der::write(SEQUENCE, &[&[INTEGER, 1, 2]])]);
    }
    let mut parts = Reader::new(request).take(SEQUENCE).unwrap().inside();
    parts.take(INTEGER).unwrap();
    let mut asked = parts.take(SEQUENCE).unwrap().inside();
    asked.take(SEQUENCE).unwrap();
    let mut imprint = asked.take(OCTET_STRING).unwrap().content.to_vec();
    let mut nonce = parts.take(INTEGER).unwrap().content.to_vec();
    assert_eq!(parts.take(BOOLEAN).unwrap().content, [0xFF]);
    if mode == Mode::OtherImprint {
        imprint[0] ^= 1;
    }
    if mode == Mode::OtherNonce {
        *nonce.last_mut().unwrap() ^= 1;
    }
    let token = token(&imprint, &nonce);
    der::write(SEQUENCE, &[&der::write(SEQUENCE, &[&[INTEGER, 1, 0]]), &token])
}

fn token(imprint: &[u8], nonce: &[u8]) -> Vec<u8> {
    let algorithm = der::write(SEQUENCE, &[&der::write(OID, &[SHA256]), &[NULL, 0]]);
    let imprint = der::write(SEQUENCE, &[&algorithm, &der::write(OCTET_STRING, &[imprint])]);
    let info = der::write(
        SEQUENCE,
        &[
            &[INTEGER, 1, 1],
            &der::write(OID, &[&[0x2A, 3]]),
            &imprint,
            &[INTEGER, 1, 5],
            &der::write(der::GENERALIZED_TIME, &[b"20270314100000Z"]),
            &der::write(INTEGER, &[nonce]),
        ],
    );
    let content = der::write(context(0), &[&der::write(OCTET_STRING, &[&info])]);
    let signer = der::write(SET, &[&der::write(SEQUENCE, &[])]);
    let content = der::write(SEQUENCE, &[&der::write(OID, &[TST_INFO]), &content]);
    let signed =
        der::write(SEQUENCE, &[&[INTEGER, 1, 3], &der::write(SET, &[]), &content, &signer]);
    let kind = der::write(OID, &[&hex_decode("2a864886f70d010702").unwrap()]);
    der::write(SEQUENCE, &[&kind, &der::write(context(0), &[&signed])])
}

async fn asked(mode: Mode) -> Result<Digest, &'static str> {
    let (fake, random) = (Fake::start(mode), SeededRandom::new(1));
    let asked = fake.authority(None).ask(Digest::of(b"what is stamped"), &random).await;
    asked.map(|stamped| stamped.token.imprint()).map_err(|why| why.code())
}

#[tokio::test]
async fn an_authority_is_asked_and_its_answer_is_read() {
    assert_eq!(asked(Mode::Good).await, Ok(Digest::of(b"what is stamped")));
}

#[tokio::test]
async fn what_does_not_answer_the_request_is_refused() {
    assert_eq!(asked(Mode::OtherImprint).await, Err("other-imprint"));
    assert_eq!(asked(Mode::OtherNonce).await, Err("other-nonce"));
    assert_eq!(asked(Mode::Refuses).await, Err("not-granted"));
    assert_eq!(asked(Mode::Garbage).await, Err("der-cut"));
    assert_eq!(asked(Mode::Long).await, Err("too-long"));
    assert_eq!(asked(Mode::Status).await, Err("status"));
    assert_eq!(asked(Mode::Away).await, Err("broken-connection"));
}

#[tokio::test]
async fn an_authority_that_is_not_there_is_away() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let file = TsaFile { url, roots: None, grace_seconds: None };
    let authority = Authority::of(&file, ".".as_ref()).unwrap();
    let asked = authority.ask(Digest::of(b""), &SeededRandom::new(1)).await;
    assert!(matches!(asked, Err(NoToken::Away(Silent::NoConnection(_)))), "{asked:?}");
}

#[test]
fn packages_wait_no_longer_than_four_hours() {
    let of = |url: &str, grace_seconds, roots: Option<&str>| {
        let roots = roots.map(Into::into);
        Authority::of(&TsaFile { url: url.to_owned(), roots, grace_seconds }, "/nowhere".as_ref())
    };
    assert_eq!(of("http://tsa.example", None, None).unwrap().grace(), GRACE);
    assert_eq!(of("http://tsa.example", Some(14_400), None).unwrap().grace(), GRACE);
    assert!(of("http://tsa.example", Some(0), None).unwrap().grace() < ASK_AGAIN);
    assert!(matches!(of("http://tsa.example", Some(14_401), None), Err(BadTsa::Grace)));
    assert!(matches!(of("https://tsa.example", None, None), Err(BadTsa::Url(_))));
    assert!(matches!(of("http://tsa.example", None, Some("r.pem")), Err(BadTsa::Roots { .. })));
}

/// A token that `openssl ts` made, and the root of its authority.
struct Real {
    token: Vec<u8>,
    root: CertificateDer<'static>,
}

fn real(response: &str, root: &str) -> Real {
    let response = hex_decode(&response.split_whitespace().collect::<String>()).unwrap();
    let nonce = [0x1D, 0xBE, 0xE2, 0x75, 0xAC, 0xEA, 0x73, 0x0A];
    let token = Request::new(Digest::of(b"hello\n"), nonce).read(&response).unwrap();
    let root = CertificateDer::from_pem_slice(root.as_bytes()).unwrap();
    Real { token: token.as_bytes().to_vec(), root }
}

/// ECDSA on P-256 with SHA-256, signed below the root itself.
fn ecdsa() -> Real {
    real(
        include_str!("../../../seal/vectors/timestamp-response.hex"),
        include_str!("../../../seal/vectors/timestamp-root.pem"),
    )
}

/// RSA with SHA-512, an authority between, and a certificate that is named by SHA-512.
fn rsa() -> Real {
    real(
        include_str!("../../../seal/vectors/timestamp-response-rsa.hex"),
        include_str!("../../../seal/vectors/timestamp-root-rsa.pem"),
    )
}

fn checked(token: &[u8], root: &CertificateDer<'static>) -> Result<(), Unsigned> {
    check(&Token::parse(token).unwrap(), std::slice::from_ref(root))
}

#[test]
fn a_real_token_is_signed_by_whom_the_root_vouches_for() {
    for Real { token, root } in [ecdsa(), rsa()] {
        assert_eq!(checked(&token, &root), Ok(()));
    }
}

#[test]
fn another_root_vouches_for_nobody() {
    assert!(matches!(checked(&ecdsa().token, &rsa().root), Err(Unsigned::Path(_))));
    assert!(matches!(checked(&rsa().token, &ecdsa().root), Err(Unsigned::Path(_))));
    let both = [ecdsa().root, rsa().root];
    assert_eq!(check(&Token::parse(&rsa().token).unwrap(), &both), Ok(()));
}

/// Puts `to` where `from` stands last in the token.
fn changed(token: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = token.windows(from.len()).rposition(|bytes| bytes == from).unwrap();
    [&token[..at], to, &token[at + from.len()..]].concat()
}

#[test]
fn what_was_signed_cannot_be_changed() {
    let Real { token, root } = ecdsa();
    let flipped = |at: usize| {
        let mut bad = token.clone();
        bad[at] ^= 1;
        checked(&bad, &root)
    };
    assert_eq!(flipped(token.len() - 1), Err(Unsigned::Signature));
    let imprint = Digest::of(b"hello\n").0;
    let other = changed(&token, &imprint, &Digest::of(b"other").0);
    assert_eq!(checked(&other, &root), Err(Unsigned::Attributes));
    // `id-kp-timeStamping` becomes `id-kp-OCSPSigning`.
    let purpose = [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x08];
    let other = changed(&token, &purpose, &[0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x09]);
    assert_eq!(checked(&other, &root), Err(Unsigned::Purpose));
    // Without its name of the certificate a signature may be anybody's with the same key.
    let attribute = hex_decode("2a864886f70d010910022f").unwrap();
    let other = changed(&token, &attribute, &hex_decode("2a864886f70d0109100230").unwrap());
    assert_eq!(checked(&other, &root), Err(Unsigned::CertificateId));
    // SHA-256 becomes SHA-1 by its number: the digest of the signer.
    let sha256 = hex_decode("608648016503040201").unwrap();
    let other = changed(&token, &sha256, &hex_decode("608648016503040208").unwrap());
    assert_eq!(checked(&other, &root), Err(Unsigned::Kind));
    // The signer names another serial number.
    let signed = Token::parse(&token).unwrap();
    let serial = hex_decode("69c24396124a2a22376b9fdef704db2be0ab451f").unwrap();
    let other = changed(&token, &serial, &[0x11; 20]);
    assert_eq!(checked(&other, &root), Err(Unsigned::Stranger));
    assert_eq!(check(&signed, &[]), Err(Unsigned::Path("UnknownIssuer".to_owned())));
}

#[test]
fn no_flipped_bit_of_a_real_token_is_taken_or_panics() {
    let Real { token, root } = ecdsa();
    let root = std::slice::from_ref(&root);
    let mut taken = Vec::new();
    for at in 0..token.len() {
        let mut bad = token.clone();
        bad[at] ^= 1 << (at % 8);
        if let Ok(read) = Token::parse(&bad)
            && check(&read, root).is_ok()
        {
            taken.push(at);
        }
    }
    // The version of the signer and the set of digests before the content are signed by nobody, as CMS has it.
    assert!(taken.len() < 20, "{taken:?}");
}

#[test]
fn a_token_that_nobody_signed_is_refused() {
    let root = ecdsa().root;
    let bare = token(&[7; 32], &[1]);
    assert!(matches!(checked(&bare, &root), Err(Unsigned::Der(_))));
}
