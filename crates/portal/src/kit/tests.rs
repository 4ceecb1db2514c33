//! Our components beside the fixtures of the package: the same options, the same elements.
//!
//! The fixtures lie in the package and are not copied. `cargo xtask test` installs it before the tests run; where it is not
//! installed (a bare `cargo nextest` without a network) nothing can be compared, and the test says so. Compared are elements
//! with their attributes, and texts without white space at their ends. Left out on both sides is what only scripts use, and the
//! name space of drawings, which a page of HTML has anyway.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use maud::Markup;
use serde_json::Value;

mod options;

use crate::tests::scan::{Piece, scan};

/// The components that a page may draw.
const COMPONENTS: [&str; 26] = [
    "breadcrumbs",
    "button",
    "checkboxes",
    "details",
    "error-message",
    "error-summary",
    "fieldset",
    "file-upload",
    "generic-header",
    "hint",
    "input",
    "inset-text",
    "label",
    "language-navigation",
    "notification-banner",
    "pagination",
    "radios",
    "select",
    "service-navigation",
    "skip-link",
    "summary-list",
    "table",
    "tag",
    "task-list",
    "textarea",
    "warning-text",
];

/// Fixtures with options that no page needs. The list may only become shorter.
const LEFT_OUT: &str = include_str!("tests/left_out.txt");

/// Where `cargo xtask` installs the package.
#[expect(clippy::disallowed_methods, reason = "a test looks where the build script looks")]
fn package() -> Option<PathBuf> {
    let given =
        std::env::var("XDG_CACHE_HOME").ok().map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = given.or_else(|| std::env::home_dir().map(|home| home.join(".cache")))?;
    let package = cache.join("comity/npm/web/node_modules/govuk-frontend/dist/govuk/components");
    package.is_dir().then_some(package)
}

/// Name, options and elements of each fixture of a component.
#[expect(clippy::disallowed_methods, reason = "the fixtures are files of a package")]
fn fixtures(component: &str) -> Option<Vec<(String, Value, String)>> {
    let path = package()?.join(component).join("fixtures.json");
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let all = file["fixtures"].as_array().unwrap();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    Some(
        all.iter()
            .map(|one| (word(&one["name"]), one["options"].clone(), word(&one["html"])))
            .collect(),
    )
}

/// Elements and texts, a line each.
fn elements(html: &str) -> Vec<String> {
    let html = html
        .replace("&#39;", "'")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" >", ">");
    let mut out = Vec::new();
    let mut is_for_scripts = false;
    for piece in scan(&html) {
        match piece {
            Piece::Open { name, attributes } => {
                let attributes: BTreeMap<String, String> = attributes.into_iter().collect();
                is_for_scripts |= name == "button" && attributes.contains_key("hidden");
                let kept =
                    attributes.iter().filter(|(key, _)| *key != "data-module" && *key != "xmlns");
                let kept: Vec<String> =
                    kept.map(|(key, value)| format!(" {key}=\"{}\"", value.trim())).collect();
                if !is_for_scripts {
                    out.push(format!("<{name}{}>", kept.concat()));
                }
            }
            Piece::Close(name) if is_for_scripts => is_for_scripts = name != "button",
            Piece::Close(name) => out.push(format!("</{name}>")),
            Piece::Text(text) if !is_for_scripts && !text.trim().is_empty() => {
                out.push(text.trim().to_owned())
            }
            Piece::Text(_) => {}
        }
    }
    out
}

#[test]
#[expect(clippy::print_stderr, reason = "what was not compared must be seen")]
fn every_component_has_the_elements_of_its_fixtures() {
    let mut left_out: BTreeSet<String> = BTreeSet::new();
    let (mut n_compared, mut different) = (0, Vec::new());
    for component in COMPONENTS {
        let Some(fixtures) = fixtures(component) else {
            eprintln!(
                "n/a  the package is not installed, so nothing is compared: cargo xtask test installs it"
            );
            return;
        };
        for (name, options, html) in fixtures {
            match options::ours(component, &options).map(Markup::into_string) {
                None => drop(left_out.insert(format!("{component}: {name}"))),
                Some(ours) => {
                    let (ours, theirs) = (elements(&ours), elements(&html));
                    if ours != theirs {
                        different
                            .push(format!("{component}: {name}\n{options}\n{ours:?}\n{theirs:?}"));
                    }
                    n_compared += 1;
                }
            }
        }
    }
    assert!(different.is_empty(), "ours, then theirs:\n{}", different.join("\n\n"));
    let known: BTreeSet<String> = LEFT_OUT.lines().map(str::to_owned).collect();
    let lines: Vec<&String> = left_out.iter().collect();
    assert_eq!(left_out, known, "the list of fixtures that are left out:\n{lines:#?}");
    assert!(n_compared >= 280, "only {n_compared} fixtures were compared");
}
