//! Answers that are whole and answers that are not.

use super::{form, read};

#[test]
fn an_answer_that_breaks_off_is_none() {
    let whole = b"HTTP/1.1 201 Created\r\nSet-Cookie: a=b; Path=/\r\ncontent-length: 2\r\n\r\n{}";
    let answer = read(whole).unwrap();
    assert_eq!((answer.status, answer.cookies), (201, vec!["a=b".to_owned()]));
    for n in 0..whole.len() {
        assert!(read(&whole[..n]).is_none(), "the first {n} bytes");
    }
}

#[test]
fn an_answer_in_pieces_is_whole_with_its_last_piece() {
    let whole = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\na\r\n0123456789\r\n0\r\n\r\n";
    assert_eq!(read(whole).unwrap().bytes, b"abc0123456789");
    for n in 0..whole.len() {
        assert!(read(&whole[..n]).is_none(), "the first {n} bytes");
    }
}

#[test]
fn a_form_escapes_what_is_not_plain() {
    assert_eq!(form(&[("a b", "c/d"), ("e", "é")]), "a%20b=c%2Fd&e=%C3%A9");
}
