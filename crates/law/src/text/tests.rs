//! Message names are found, and every shipped language has every word.

use super::*;
use crate::embedded;

#[test]
fn names_of_messages_and_attributes_are_read() {
    let text = "# a = comment\nfield-ip = IP addresses\n    .help = One = a line\nplain\n\nkey =\n    more = text\n";
    let expected = ["field-ip", "field-ip.help", "key"];
    assert_eq!(message_ids(text), expected.map(str::to_owned).into());
}

#[test]
fn every_shipped_language_has_every_word_and_none_too_many() {
    let mut n_languages = 0;
    for instrument in embedded::instruments().unwrap() {
        for (_, language, fluent) in
            embedded::texts().filter(|(id, _, _)| *id == instrument.id.as_str())
        {
            n_languages += 1;
            let nothing = (Vec::new(), Vec::new());
            assert_eq!(compare(&instrument, fluent), nothing, "{language}");
        }
    }
    assert_eq!(n_languages, 1);
}
