//! Forms as browsers post them.

use super::Fields;

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
