//! By which names files are taken.

mod flushes;

use super::{BadBrought, Brought};

#[test]
fn a_file_is_not_taken_by_any_name() {
    for (name, media_type, expected) in [
        ("mailbox.eml", Some("message/rfc822"), Ok(())),
        ("\u{391}\u{3c1}\u{3c7}\u{3b5}\u{3af}\u{3bf}.pdf", None, Ok(())),
        (&"x".repeat(255), None, Ok(())),
        (&"x".repeat(256), None, Err("file-name-too-long")),
        (&"\u{3b1}".repeat(128), None, Err("file-name-too-long")),
        ("a\nb", None, Err("file-name-malformed")),
        ("../../etc/passwd", None, Err("file-name-malformed")),
        ("C:\\evidence.zip", None, Err("file-name-malformed")),
        ("a", Some("text/plain\r\nx: y"), Err("media-type-malformed")),
        ("a", Some(&"x".repeat(256)), Err("media-type-malformed")),
    ] {
        let taken = Brought::parse(name, media_type).map(|_| ()).map_err(BadBrought::code);
        assert_eq!(taken, expected, "{name}");
    }
}
