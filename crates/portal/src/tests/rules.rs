//! What is true of every page in every language: structure, labels, addresses, forms, and where words come from.

use std::collections::BTreeSet;

use super::fixture::{Stand, Strings};
use super::pages::pages;
use super::scan::{Piece, attribute, scan};
use crate::l10n::Direction;
use crate::script::Script;

/// Elements that have no end.
const VOID: [&str; 5] = ["br", "input", "link", "meta", "hr"];

/// Elements whose text is somebody else's, or a code that no language changes.
const FOREIGN: [&str; 6] = ["bdi", "code", "pre", "textarea", "option", "title"];

fn check(rule: impl Fn(&str, &str, &[Piece])) {
    let stand = Stand::new(Strings { short_form: false, ..Strings::plain() });
    for lang in stand.languages.all() {
        for (name, page) in pages(&stand, lang.code()) {
            rule(&format!("{name} in {}", lang.code()), &page, &scan(&page));
        }
    }
}

fn opens<'a>(pieces: &'a [Piece], wanted: &[&str]) -> Vec<&'a [(String, String)]> {
    pieces
        .iter()
        .filter_map(Piece::open)
        .filter(|(name, _)| wanted.contains(name))
        .map(|(_, attributes)| attributes)
        .collect()
}

fn ids(pieces: &[Piece]) -> Vec<&str> {
    let all = pieces.iter().filter_map(Piece::open);
    all.filter_map(|(_, attributes)| attribute(attributes, "id")).collect()
}

#[test]
fn every_page_is_well_formed() {
    check(|at, _, pieces| {
        let mut open = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Open { name, .. } if VOID.contains(&name.as_str()) => {}
                Piece::Open { name, .. } => open.push(name.as_str()),
                Piece::Close(name) => assert_eq!(open.pop(), Some(name.as_str()), "{at}"),
                Piece::Text(_) => {}
            }
        }
        assert_eq!(open, Vec::<&str>::new(), "{at}");
    });
}

#[test]
fn every_page_has_one_heading_one_main_part_and_a_title() {
    check(|at, _, pieces| {
        for name in ["h1", "main", "title", "html"] {
            assert_eq!(opens(pieces, &[name]).len(), 1, "{name}: {at}");
        }
    });
}

#[test]
fn headings_never_skip_a_level() {
    check(|at, _, pieces| {
        let mut before = 0;
        for (name, _) in pieces.iter().filter_map(Piece::open) {
            let level = match name {
                "h1" => 1,
                "h2" => 2,
                "h3" => 3,
                _ => continue,
            };
            assert!(level <= before + 1, "h{level} after h{before}: {at}");
            before = level;
        }
    });
}

#[test]
fn ids_are_unique_and_every_reference_leads_to_one() {
    check(|at, _, pieces| {
        let all = ids(pieces);
        let unique: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(all.len(), unique.len(), "{at}");
        for (_, attributes) in pieces.iter().filter_map(Piece::open) {
            for name in ["for", "aria-describedby", "aria-labelledby"] {
                let wanted = attribute(attributes, name).unwrap_or_default();
                for id in wanted.split(' ').filter(|id| !id.is_empty()) {
                    assert!(unique.contains(id), "{name}={id}: {at}");
                }
            }
            if let Some(id) = attribute(attributes, "href").and_then(|href| href.strip_prefix('#'))
            {
                assert!(unique.contains(id), "#{id}: {at}");
            }
        }
    });
}

#[test]
fn every_control_has_a_label() {
    check(|at, _, pieces| {
        let labels: BTreeSet<&str> = opens(pieces, &["label"])
            .into_iter()
            .filter_map(|attributes| attribute(attributes, "for"))
            .collect();
        for attributes in opens(pieces, &["input", "select", "textarea"]) {
            if attribute(attributes, "type") == Some("hidden") {
                continue;
            }
            let id = attribute(attributes, "id").unwrap_or_default();
            assert!(labels.contains(id), "control `{id}`: {at}");
        }
    });
}

#[test]
fn a_group_of_controls_has_a_legend_and_a_table_a_caption() {
    check(|at, _, pieces| {
        for (part, its_name) in
            [("fieldset", "legend"), ("table", "caption"), ("details", "summary")]
        {
            assert_eq!(
                opens(pieces, &[part]).len(),
                opens(pieces, &[its_name]).len(),
                "{part}: {at}"
            );
        }
    });
}

#[test]
fn no_page_names_another_host_or_carries_style_or_a_script_but_those_of_its_form() {
    check(|at, page, pieces| {
        assert!(!page.contains("http://") && !page.contains("https://"), "{at}");
        assert!(opens(pieces, &["style", "img", "iframe", "object", "base"]).is_empty(), "{at}");
        // Our own files, where evidence is brought and a passkey asked for, and nothing written into the page.
        let tag = |script: Script| page.matches(&script.tag().into_string()).count();
        let brings_evidence = page.contains("<form id=\"evidence\"");
        assert_eq!(tag(Script::Upload), usize::from(brings_evidence), "{at}");
        let asks_passkey = page.contains("data-passkey=");
        assert_eq!(tag(Script::Passkey), usize::from(asks_passkey), "{at}");
        let scripts = usize::from(brings_evidence) + usize::from(asks_passkey);
        assert_eq!(page.matches("<script").count(), scripts, "{at}");
        for (_, attributes) in pieces.iter().filter_map(Piece::open) {
            for (name, value) in attributes {
                assert!(name != "style" && !name.starts_with("on"), "{name}: {at}");
                if ["href", "action", "formaction"].contains(&name.as_str()) {
                    let inside = value.starts_with(['/', '#']) && !value.starts_with("//");
                    assert!(inside || value == "data:,", "{name}={value}: {at}");
                }
            }
        }
    });
}

#[test]
fn every_form_that_changes_something_carries_its_tokens_and_says_what_leaves() {
    check(|at, page, _| {
        let mut keys = BTreeSet::new();
        for form in
            page.split("<form ").skip(1).map(|rest| rest.split("</form>").next().unwrap_or(""))
        {
            if form.contains("method=\"get\"") {
                assert!(form.contains("action=\"/law/ways"), "{at}");
                assert!(!form.contains("csrf") && !form.contains("once"), "{at}");
                continue;
            }
            assert!(
                form.starts_with("method=\"post\"") || form.contains(" method=\"post\""),
                "{at}"
            );
            if form.contains("/sign-out") {
                assert!(form.contains("name=\"csrf\""), "{at}");
                continue;
            }
            let once =
                form.split("name=\"once\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
            assert!(keys.insert(once.expect("a once")), "two forms with one `once`: {at}");
            // Whoever has no session sends these.
            if !["/sign-in", "/verify"]
                .iter()
                .any(|path| form.contains(&format!("action=\"{path}")))
            {
                assert!(form.contains("name=\"csrf\""), "{at}");
                assert!(
                    form.contains("class=\"leaves\"") || form.contains("note note-plain\""),
                    "{at}"
                );
            }
        }
    });
}

#[test]
fn every_page_names_its_language_and_direction() {
    let stand = Stand::new(Strings::plain());
    for lang in stand.languages.all() {
        let start =
            format!("<html lang=\"{}\" dir=\"{}\">", lang.tag(), lang.direction().attribute());
        for (name, page) in pages(&stand, lang.code()) {
            assert!(page.contains(&start), "{name} in {}", lang.code());
        }
    }
    assert_eq!(stand.lang("zz-rtl").direction(), Direction::Rtl);
}

#[test]
fn a_text_in_another_language_says_which() {
    let stand = Stand::new(Strings::plain());
    let (_, page) =
        pages(&stand, "en").into_iter().find(|(name, _)| *name == "check").expect("a page");
    assert!(page.contains("<div class=\"prose\" lang=\"fr\" dir=\"auto\">"));
}

#[test]
fn an_exercise_says_so_in_the_title_and_on_the_page() {
    check(|at, page, _| {
        assert!(page.contains("exercise-banner"), "{at}");
    });
    let stand = Stand::new(Strings::plain());
    for (name, page) in pages(&stand, "en") {
        assert!(page.contains("<title>EXERCISE"), "{name}");
    }
}

#[test]
fn every_visible_word_comes_from_a_text_file() {
    let stand = Stand::new(Strings { short_form: false, ..Strings::plain() });
    for (name, page) in pages(&stand, "zz") {
        let mut open: Vec<(String, String)> = Vec::new();
        for piece in scan(&page) {
            match piece {
                Piece::Open { name, .. } if VOID.contains(&name.as_str()) => {}
                Piece::Open { name, attributes } => {
                    let class = attribute(&attributes, "class").unwrap_or_default().to_owned();
                    open.push((name, class));
                }
                Piece::Close(_) => {
                    open.pop();
                }
                Piece::Text(text) => {
                    let foreign = open.iter().any(|(element, class)| {
                        FOREIGN.contains(&element.as_str())
                            || ["prose", "languages", "letter"]
                                .iter()
                                .any(|own| class.split(' ').any(|one| one == *own))
                    });
                    assert!(foreign || outside_brackets(&text).is_empty(), "{name}: {text}");
                }
            }
        }
    }
}

/// The letters of a text that stand in no bracket of the pseudo-language.
fn outside_brackets(text: &str) -> String {
    let mut depth = 0;
    let mut outside = String::new();
    for letter in text.chars() {
        match letter {
            '\u{27e6}' => depth += 1,
            '\u{27e7}' => depth -= 1,
            _ if depth == 0 && letter.is_alphabetic() => outside.push(letter),
            _ => {}
        }
    }
    outside
}

#[test]
fn every_wrong_answer_stands_in_the_summary_too() {
    let stand = Stand::new(Strings { short_form: false, ..Strings::plain() });
    for (name, page) in pages(&stand, "en") {
        let wrong = page.matches("<span class=\"wrong\">").count();
        let summary = page.split("govuk-error-summary__list").nth(1).unwrap_or_default();
        let listed = summary.split("</ul>").next().unwrap_or_default().matches("<li>").count();
        assert!(wrong == 0 || wrong == listed, "{name}: {wrong} wrong, {listed} listed");
    }
}

#[test]
fn every_text_of_others_is_isolated_from_the_direction_of_the_page() {
    const THEIRS: &str = "Zq7x";
    let stand = Stand::new(Strings::everywhere(THEIRS));
    for (name, page) in pages(&stand, "zz-rtl") {
        let mut open: Vec<(String, bool)> = Vec::new();
        for piece in scan(&page) {
            match piece {
                Piece::Open { name, .. } if VOID.contains(&name.as_str()) => {}
                Piece::Open { name, attributes } => {
                    let isolates = FOREIGN.contains(&name.as_str())
                        || attribute(&attributes, "dir").is_some_and(|_| name != "html");
                    open.push((name, isolates));
                }
                Piece::Close(_) => {
                    open.pop();
                }
                Piece::Text(text) => {
                    let in_sentence = text.contains(&format!("\u{2068}{THEIRS}\u{2069}"));
                    let isolated = in_sentence || open.iter().any(|(_, isolates)| *isolates);
                    assert!(!text.contains(THEIRS) || isolated, "{name}: {text}");
                }
            }
        }
    }
}
