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
fn a_name_begins_with_a_letter_and_has_no_other_signs() {
    let text = "2fa = a digit first\n-term = a hyphen first\ntwo words = a space\n\
                field_2-b = a name\n    .two words = a space\n";
    assert_eq!(message_ids(text), ["field_2-b".to_owned()].into());
}

#[test]
fn every_shipped_language_has_every_word_and_none_too_many() {
    let nothing = (Vec::new(), Vec::new());
    for instrument in embedded::instruments().unwrap() {
        let pack = embedded::PACKS.iter().find(|(id, _)| *id == instrument.id.as_str()).unwrap();
        let texts: Vec<_> = pack.1.iter().filter(|(path, _)| path.ends_with(".ftl")).collect();
        assert_eq!(texts.len(), 1, "{}", instrument.id);
        for (path, fluent) in texts {
            assert_eq!(compare(&needed(&instrument), fluent), nothing, "{} {path}", instrument.id);
        }
    }
    for (path, fluent) in embedded::COMMON {
        assert_eq!(compare(&shared(), fluent), nothing, "{path}");
    }
}
