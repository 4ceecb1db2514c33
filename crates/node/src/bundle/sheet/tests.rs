//! The sheet says what is on it to people and to machines alike.

use seal::receipt::Uuid;

use super::*;

fn index() -> Index {
    Index {
        id: Uuid([7; 16]),
        net: Digest::of(b"network"),
        from: seal::receipt::NodeId::parse("fr-tj.example").unwrap(),
        to: seal::receipt::NodeId::parse("ie-prov.example").unwrap(),
        made_hour: 496_000,
        part: 2,
        parts: 3,
        roster_version: 1,
        kid: seal::sign::Kid([1; 16]),
        entries: Vec::new(),
    }
}

#[test]
fn the_code_says_the_digest_that_people_read() {
    let digest = Digest::of(b"a volume");
    let text = spoken_to_a_machine(&index(), digest, 4_711);
    let id = Uuid([7; 16]);
    assert_eq!(text, format!("comity bundle {id} 2/3\nsha256 {}\nbytes 4711\n", digest.hex()));
    // Version 11 holds 177 bytes at this level (ISO/IEC 18004, table 7): four centimetres are enough for any telephone.
    let code = code(&text).unwrap();
    assert!(code.width() <= 61, "{} modules", code.width());
}

#[test]
fn a_sheet_shows_a_name_and_does_not_obey_it() {
    let page = page(&index(), Digest::of(b"a volume"), "<script>a&b</script>.zip", 1);
    assert!(page.contains("&lt;script&gt;a&amp;b&lt;/script&gt;.zip"));
    assert_eq!(page.matches("<script").count(), 0);
    assert_eq!(page.matches("<svg").count(), 1);
    assert!(!page.contains("href=") && !page.contains("src="), "nothing is fetched");
}
