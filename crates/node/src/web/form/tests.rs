//! Forms as browsers post them.

use axum::body::Body;
use seal::envelope::INNER_BYTES_MAX;

use super::{FORM_BYTES_MAX, Fields, Unread, read};

fn check(body: &str, wanted: Option<&str>) {
    let fields = Fields::decode(body.as_bytes()).expect("a form");
    assert_eq!(fields.get("kind"), wanted, "{body}");
}

#[test]
fn the_empty_twin_before_a_choice_is_no_answer() {
    check("kind=&kind=epoc", Some("epoc"));
    check("kind=", None);
    check("kind=+&kind=", None);
    check("other=x", None);
}

#[test]
fn what_a_letter_can_carry_fits_into_a_form() {
    let names = 1 << 20;
    assert!(3 * INNER_BYTES_MAX + names <= FORM_BYTES_MAX);
}

#[tokio::test]
async fn a_form_is_read_up_to_its_limit_and_not_a_byte_further() {
    let of = |n_bytes: usize| Body::from("x".repeat(n_bytes));
    assert_eq!(read(of(9), 9).await.map(|bytes| bytes.len()), Ok(9));
    assert_eq!(read(of(10), 9).await, Err(Unread::TooLarge));
}
