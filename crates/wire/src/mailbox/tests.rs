//! One page with known bytes, cursors, and everything near them that is not taken.

use proptest::prelude::*;
use seal::digest::hex_encode;
use seal::envelope::Delivery;

use super::*;

const VECTOR: &str = include_str!("../../vectors/mailbox-1.txt");
const READER: &str = "legal.provider.ie.example";

fn vector(name: &str) -> &'static str {
    let line = VECTOR.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = "));
    line.unwrap()
}

fn page() -> Page {
    let delivery = Delivery { envelope: b"envelope".to_vec(), anchor: None };
    let receipt = Cbor::Array(vec![
        Cbor::text("cx1r"),
        Cbor::bytes(b"statement"),
        Cbor::bytes(b"sigs"),
        Cbor::Null,
    ]);
    Page {
        cursor: Cursor { epoch: 1, next: [0, 3, 0x1f, 0] }.text(READER),
        gap: false,
        more: true,
        items: vec![Item::Delivery(delivery.to_bytes()), Item::Receipt(receipt.encode())],
    }
}

#[test]
fn a_page_has_the_bytes_of_the_specification() {
    assert_eq!(hex_encode(&page().to_bytes()), vector("page"));
    assert_eq!(page().cursor, vector("cursor"));
    assert_eq!(Page::parse(&page().to_bytes()), Ok(page()));
    let receipts = [b"one".to_vec(), b"another".to_vec()];
    assert_eq!(hex_encode(&receipts_to_bytes(&receipts)), vector("receipts"));
    assert_eq!(parse_receipts(&receipts_to_bytes(&receipts)), Ok(receipts.to_vec()));
}

#[test]
fn a_cursor_is_one_for_the_reader_that_got_it_and_for_nobody_else() {
    let cursor = Cursor { epoch: 7, next: [1, u64::MAX, 0, 40] };
    let text = cursor.text(READER);
    assert!(is_cursor(&text));
    assert_eq!(Cursor::parse(&text, READER), Some(cursor));
    assert_eq!(Cursor::parse(&text, "spoc.justice.fr.example"), None);
    for other in [
        text.replacen('7', "8", 1),
        text.replacen('7', "+7", 1),
        text.replacen('7', "07", 1),
        format!("{text}.0"),
        text[..text.len() - 1].to_owned(),
        String::new(),
    ] {
        assert_eq!(Cursor::parse(&other, READER), None, "{other}");
    }
}

fn with(change: impl FnOnce(&mut Vec<Cbor>)) -> Result<Page, MailboxError> {
    let Ok(Cbor::Array(mut fields)) = Cbor::decode(&page().to_bytes()) else { panic!("no list") };
    change(&mut fields);
    Page::parse(&Cbor::Array(fields).encode())
}

#[test]
fn what_is_no_page_is_refused() {
    let wrong = Err(MailboxError::Malformed(CborError::WrongType));
    assert_eq!(with(|fields| fields[0] = Cbor::text("cx2m")), wrong);
    assert_eq!(with(|fields| fields[2] = Cbor::Uint(0)), wrong);
    assert_eq!(with(|fields| fields[1] = Cbor::text("")), Err(MailboxError::Cursor));
    assert_eq!(with(|fields| fields[1] = Cbor::text("a b")), Err(MailboxError::Cursor));
    let long = "a".repeat(CURSOR_CHARS_MAX + 1);
    assert_eq!(with(|fields| fields[1] = Cbor::text(&long)), Err(MailboxError::Cursor));
    let other = Cbor::Array(vec![Cbor::bytes(b"\x83\x64cx1b")]);
    assert_eq!(with(|fields| fields[4] = other), Err(MailboxError::Item));
    let many = Cbor::Array(vec![Cbor::bytes(DELIVERY); ITEMS_MAX + 1]);
    let too_many = Err(MailboxError::Malformed(CborError::TooMany));
    assert_eq!(with(|fields| fields[4] = many), too_many);
    assert!(with(|fields| drop(fields.pop())).is_err());
    assert_eq!(Page::parse(&vec![0; PAGE_BYTES_MAX + 1]), Err(MailboxError::TooLarge));
    assert_eq!(parse_receipts(b"\x80"), Err(MailboxError::TooLarge));
    assert!(parse_receipts(&receipts_to_bytes(&vec![vec![1]; RECEIPTS_MAX + 1])).is_err());
}

proptest! {
    #[test]
    fn a_page_is_read_as_it_was_written(
        next in any::<[u64; LANES]>(),
        epoch in any::<u64>(),
        gap in any::<bool>(),
        envelopes in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..ITEMS_MAX),
    ) {
        let items = envelopes.into_iter().map(|envelope| {
            Item::Delivery(Delivery { envelope, anchor: None }.to_bytes())
        });
        let cursor = Cursor { epoch, next };
        let page = Page { cursor: cursor.text(READER), gap, more: !gap, items: items.collect() };
        prop_assert_eq!(Page::parse(&page.to_bytes()), Ok(page.clone()));
        prop_assert_eq!(Cursor::parse(&page.cursor, READER), Some(cursor));
    }
}
