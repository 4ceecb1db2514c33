//! Published digests and ids.

use super::{Uuid5, sha1};
use crate::digest::hex_encode;

#[test]
fn sha1_gives_the_published_digests() {
    let check = |message: &[u8], expected: &str| assert_eq!(hex_encode(&sha1(message)), expected);
    check(b"", "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    check(b"abc", "a9993e364706816aba3e25717850c26c9cd0d89d");
    check(
        b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
    );
    check(&[b'a'; 1000], "291e9a6c66994949b57ba5e650361e98fc36b1ba");
}

#[test]
fn a_name_has_the_uuid_of_the_standard() {
    assert_eq!(
        Uuid5::of("http://www.example.com/").to_string(),
        "fcde3c85-2270-590f-9e7c-ee003d65e0e2"
    );
}
