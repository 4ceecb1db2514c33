//! Every language says what English says: the same messages with the same values in them, in no forms that its numbers never
//! choose. What a language does not say yet stands in `lang/XX/missing.txt`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, Resource,
    VariantKey,
};
use fluent_syntax::parser;
use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::LanguageIdentifier;

use crate::l10n::{Arg, DEFAULT, Languages, Written, written};

/// Where nobody may meet a word of another language: what went wrong, and what is on every page.
const WHOLE: [&str; 2] = ["problem.ftl", "shell.ftl"];

/// Numbers that between them ask for every form of counted things that a language has.
const COUNTS: [u64; 12] = [0, 1, 2, 3, 5, 11, 21, 100, 101, 102, 111, 1_000_000];

/// The forms that a language chooses between for whole numbers, by the rules of CLDR.
fn forms(code: &str) -> BTreeSet<&'static str> {
    let language: LanguageIdentifier = code.parse().expect("a language");
    let rules = PluralRules::create(language, PluralRuleType::CARDINAL).expect("its rules");
    let form = |n: &u64| match rules.select(*n).expect("a form") {
        PluralCategory::ZERO => "zero",
        PluralCategory::ONE => "one",
        PluralCategory::TWO => "two",
        PluralCategory::FEW => "few",
        PluralCategory::MANY => "many",
        PluralCategory::OTHER => "other",
    };
    COUNTS.iter().map(form).chain(["other"]).collect()
}

/// What is inside a message or an attribute.
#[derive(Debug, Default, PartialEq, Eq)]
struct Inside {
    variables: BTreeSet<String>,
    others: BTreeSet<String>,
    /// Names of forms, without numbers.
    forms: BTreeSet<String>,
}

fn inline(expression: &InlineExpression<&str>, inside: &mut Inside) {
    match expression {
        InlineExpression::VariableReference { id } => {
            inside.variables.insert(id.name.to_owned());
        }
        InlineExpression::TermReference { id, .. } => {
            inside.others.insert(format!("-{}", id.name));
        }
        InlineExpression::MessageReference { id, .. } => {
            inside.others.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { id, arguments: CallArguments { positional, .. } } => {
            inside.others.insert(format!("{}()", id.name));
            positional.iter().for_each(|argument| inline(argument, inside));
        }
        InlineExpression::Placeable { expression } => any(expression, inside),
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
    }
}

fn any(expression: &Expression<&str>, inside: &mut Inside) {
    match expression {
        Expression::Inline(expression) => inline(expression, inside),
        Expression::Select { selector, variants } => {
            inline(selector, inside);
            for variant in variants {
                if let VariantKey::Identifier { name } = variant.key {
                    inside.forms.insert(name.to_owned());
                }
                pattern(&variant.value, inside);
            }
        }
    }
}

fn pattern(pattern: &Pattern<&str>, inside: &mut Inside) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            any(expression, inside);
        }
    }
}

/// The messages of a text by name, attributes as `name.attribute`; a term begins with a hyphen.
fn read(text: &str) -> BTreeMap<String, Inside> {
    let mut found = BTreeMap::new();
    let mut put = |name: String, value: &Pattern<&str>| {
        let mut inside = Inside::default();
        pattern(value, &mut inside);
        assert!(found.insert(name.clone(), inside).is_none(), "`{name}` stands there twice");
    };
    let Resource { body } = parser::parse(text).expect("Fluent messages");
    for entry in &body {
        let (name, value, attributes) = match entry {
            Entry::Message(message) => {
                (message.id.name.to_owned(), message.value.as_ref(), &message.attributes)
            }
            Entry::Term(term) => {
                (format!("-{}", term.id.name), Some(&term.value), &term.attributes)
            }
            Entry::Comment(_)
            | Entry::GroupComment(_)
            | Entry::ResourceComment(_)
            | Entry::Junk { .. } => continue,
        };
        if let Some(value) = value {
            put(name.clone(), value);
        }
        for attribute in attributes {
            put(format!("{name}.{}", attribute.id.name), &attribute.value);
        }
    }
    found
}

fn english() -> &'static Written {
    written::all().iter().find(|lang| lang.code == DEFAULT).expect("English")
}

fn others() -> impl Iterator<Item = &'static Written> {
    written::all().iter().filter(|lang| lang.code != DEFAULT)
}

/// Each text of English with the same text of another language, if there is one.
fn pairs(
    other: &'static Written,
) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    type Texts = &'static [(&'static str, &'static str)];
    let both = |ours: Texts, theirs: Texts| {
        ours.iter().map(move |(name, text)| {
            let found = theirs.iter().find(|(known, _)| known == name);
            (*name, *text, found.map_or("", |(_, text)| *text))
        })
    };
    both(english().words, other.words).chain(both(english().packs, other.packs))
}

#[test]
fn no_language_has_a_file_or_a_message_that_english_has_not() {
    for other in others() {
        for (ours, theirs) in [(english().words, other.words), (english().packs, other.packs)] {
            for (name, _) in theirs {
                assert!(ours.iter().any(|(known, _)| known == name), "{}: {name}", other.code);
            }
        }
        for (file, ours, theirs) in pairs(other) {
            let known = read(ours);
            for name in read(theirs).into_keys() {
                assert!(known.contains_key(&name), "{}: {file}: {name}", other.code);
            }
        }
    }
}

#[test]
fn a_translated_message_holds_the_same_values() {
    for other in others() {
        for (file, ours, theirs) in pairs(other) {
            let known = read(ours);
            for (name, inside) in read(theirs) {
                let ours = known.get(&name).expect("a message of English");
                let place = format!("{}: {file}: {name}", other.code);
                assert_eq!(inside.variables, ours.variables, "{place}");
                assert_eq!(inside.others, ours.others, "{place}");
            }
        }
    }
}

#[test]
fn a_counted_message_has_only_forms_that_its_language_knows() {
    for lang in written::all() {
        let known = forms(lang.code);
        for (file, ours, theirs) in pairs(lang) {
            let ours = read(ours);
            for (name, inside) in read(theirs) {
                let ours = ours.get(&name).expect("a message of English");
                let place = format!("{}: {file}: {name}", lang.code);
                if ours.forms.iter().all(|form| form == "one" || form == "other") {
                    let strange = inside.forms.iter().find(|form| !known.contains(form.as_str()));
                    assert_eq!(strange, None, "{place}");
                } else {
                    // A choice by a word, and not by a number: the same words in every language.
                    assert_eq!(inside.forms, ours.forms, "{place}");
                }
            }
        }
    }
}

/// `file message`, a line each, of what a language does not say yet.
fn missing(other: &'static Written) -> String {
    let mut lines = String::new();
    for (file, ours, theirs) in pairs(other) {
        let theirs = read(theirs);
        for name in read(ours).into_keys().filter(|name| !theirs.contains_key(name)) {
            lines.push_str(&format!("{file} {name}\n"));
        }
    }
    lines
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the list lies beside the texts and is no part of the program"
)]
fn what_a_language_does_not_say_yet_is_listed() {
    for other in others() {
        let list = Path::new(env!("CARGO_MANIFEST_DIR"));
        let list = list.join("../../lang").join(other.code).join("missing.txt");
        let listed = fs::read_to_string(&list).unwrap_or_default();
        assert_eq!(missing(other), listed, "lang/{}/missing.txt", other.code);
    }
}

#[test]
fn what_is_on_every_page_and_what_went_wrong_is_said_in_every_language() {
    for other in others() {
        let lines = missing(other);
        let gap = lines.lines().find(|line| WHOLE.iter().any(|file| line.starts_with(file)));
        assert_eq!(gap, None, "{}", other.code);
    }
}

#[test]
fn numbers_of_every_form_are_said_in_every_language() {
    let languages = Languages::embedded();
    for lang in languages.all() {
        for n in COUNTS {
            let said = lang.with("cases-caption", &[("n", Arg::Number(n))]);
            assert!(!said.contains('\u{27e6}') || !lang.is_written(), "{}: {said}", lang.code());
        }
    }
}
