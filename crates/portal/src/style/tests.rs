//! The stylesheets themselves: contrast in both palettes, both directions, how long they are, and their addresses; and the
//! rules by which the package's style becomes ours.

use std::collections::BTreeMap;

use super::transform::{compact, logical, transform};
use super::{Style, find, has_design};

const OWN: &str = include_str!("own.css");

/// Text and ground that meet on a page; body text needs 4.5 to 1.
const TEXT: [(&str, &str); 27] = [
    ("ink", "paper"),
    ("ink", "ground"),
    ("muted", "paper"),
    ("muted", "ground"),
    ("link", "paper"),
    ("link", "ground"),
    ("link-hover", "paper"),
    ("brand", "paper"),
    ("brand", "ground"),
    ("on-brand", "brand"),
    ("on-brand", "brand-deep"),
    ("on-exercise", "exercise"),
    ("on-focus", "focus"),
    ("good", "good-ground"),
    ("active", "active-ground"),
    ("stop", "stop-ground"),
    ("watch", "watch-ground"),
    ("quiet", "quiet-ground"),
    ("good", "ground"),
    ("stop", "paper"),
    ("watch", "paper"),
    ("active", "paper"),
    ("on-bar", "bar"),
    ("on-bar-muted", "bar"),
    ("visited", "paper"),
    ("ink", "line"),
    ("ink", "quiet-ground"),
];

/// What shows where a control is; 3 to 1 is enough.
const EDGES: [(&str, &str); 4] =
    [("edge", "paper"), ("brand", "paper"), ("stop", "paper"), ("on-focus", "focus")];

/// The colours of `:root`, and with those of the dark palette put over them.
fn palettes() -> [BTreeMap<String, [u8; 3]>; 2] {
    let mut blocks = OWN.split(":root {").skip(1).map(|rest| rest.split('}').next().unwrap_or(""));
    let light = colours(blocks.next().expect("a palette"));
    let mut dark = light.clone();
    dark.extend(colours(blocks.next().expect("a dark palette")));
    [light, dark]
}

fn colours(block: &str) -> BTreeMap<String, [u8; 3]> {
    let colour = |line: &str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
        let byte = |at: usize| u8::from_str_radix(value.get(at..at + 2)?, 16).ok();
        Some((name.to_owned(), [byte(0)?, byte(2)?, byte(4)?]))
    };
    block.lines().filter_map(colour).collect()
}

/// Relative luminance and contrast as WCAG 2 defines them.
#[expect(
    clippy::float_arithmetic,
    reason = "the definition is in real numbers, and this is a test"
)]
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let luminance = |colour: [u8; 3]| {
        let part = |byte: u8| {
            let c = f64::from(byte) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = colour.map(part);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn check(pairs: &[(&str, &str)], least: f64) {
    for (palette, name) in palettes().iter().zip(["light", "dark"]) {
        for (text, ground) in pairs {
            let ratio = contrast(palette[*text], palette[*ground]);
            assert!(ratio >= least, "{name}: {text} on {ground} is {ratio:.2} to 1");
        }
    }
}

#[test]
fn every_text_can_be_read_on_its_ground() {
    check(&TEXT, 4.5);
}

#[test]
fn every_control_can_be_seen() {
    check(&EDGES, 3.0);
}

/// Declarations that have a side of the screen in them.
const PHYSICAL: [&str; 11] = [
    "margin-left",
    "margin-right",
    "padding-left",
    "padding-right",
    "border-left",
    "border-right",
    "text-align:left",
    "text-align:right",
    "float:left",
    ";left:",
    ";right:",
];

#[test]
fn pages_run_both_ways_because_nothing_is_left_or_right() {
    for style in [Style::Plain, Style::Designed] {
        let css = style.sheet().css.replace(": ", ":");
        for physical in PHYSICAL {
            assert!(!css.contains(physical), "{physical}: {style:?}");
        }
    }
}

#[test]
fn no_style_loads_anything_or_looks_like_somebody_elses_site() {
    for style in [Style::Plain, Style::Designed] {
        let css = style.sheet().css.to_lowercase();
        for word in
            ["url(", "@import", "http", "@font-face", "gds", "crown", "crest", "logotype", "gov.uk"]
        {
            assert!(!css.contains(word), "{word}: {style:?}");
        }
    }
}

/// What a page of an officer may weigh with its style, less what the page itself needs.
const DESIGNED_BYTES_MAX: usize = 22_000;
/// What a page for somebody far away, on a slow line, may weigh, less the page.
const PLAIN_BYTES_MAX: usize = 8_000;

#[test]
fn styles_are_as_light_as_promised() {
    for (style, bytes_max) in
        [(Style::Plain, PLAIN_BYTES_MAX), (Style::Designed, DESIGNED_BYTES_MAX)]
    {
        let bytes = style.sheet().gzip.len();
        assert!(bytes <= bytes_max, "{style:?}: {bytes} bytes; at most {bytes_max}");
    }
}

#[test]
fn without_the_package_both_styles_are_the_plain_one() {
    assert_eq!(has_design(), Style::Plain.path() != Style::Designed.path());
}

#[test]
fn a_style_is_found_by_its_address_and_by_no_other() {
    for style in [Style::Plain, Style::Designed] {
        let path = style.path();
        let file = path.strip_prefix("/assets/").expect("below the assets");
        assert_eq!(find(file), Some(style.sheet()));
        assert_eq!(find(file.trim_end_matches(".css")), None);
    }
    assert_eq!(find("0000000000000000.css"), None);
}

#[test]
fn sides_of_the_screen_become_sides_of_the_writing() {
    for (name, value, wanted) in [
        ("margin-left", "15px", "margin-inline-start:15px"),
        ("border-right-color", "red", "border-inline-end-color:red"),
        ("left", "0", "inset-inline-start:0"),
        ("text-align", "left!important", "text-align:start!important"),
        ("float", "right", "float:inline-end"),
        ("clear", "both", "clear:both"),
        ("border-top-left-radius", "4px", "border-start-start-radius:4px"),
        ("padding", "1px 2px 3px 4px", "padding-block:1px 3px;padding-inline:4px 2px"),
        ("padding", "1px 2px 3px 2px", "padding:1px 2px 3px 2px"),
        ("margin", "0 max(1px, 2px) 0 0", "margin-block:0 0;margin-inline:0 max(1px, 2px)"),
        (
            "border-width",
            "1px 2px 3px 4px",
            "border-block-width:1px 3px;border-inline-width:4px 2px",
        ),
        ("font-family", "GDS Transport,arial,sans-serif", "font-family:var(--font)"),
        ("color", "red", "color:red"),
    ] {
        assert_eq!(logical(name, value), wanted);
    }
}

#[test]
fn fonts_comments_and_what_nobody_draws_are_left_out() {
    let css = "@charset \"UTF-8\";/*! rights */@font-face{src:url(x)}.govuk-tag{left:0}@media print{.govuk-tabs{color:red}}\
               .govuk-footer,.govuk-tag:after{content:\"}\";right:0}@supports (a:b){.govuk-tag{margin-left:1px}}";
    assert_eq!(
        transform(css),
        "@charset \"UTF-8\";.govuk-tag{inset-inline-start:0}.govuk-tag:after{content:\"}\";inset-inline-end:0}\
         @supports (a:b){.govuk-tag{margin-inline-start:1px}}"
    );
    let arrow = ".govuk-breadcrumbs__list-item:before{border-width:1px 1px 0 0}";
    assert_eq!(transform(arrow), arrow);
}

#[test]
fn our_own_rules_keep_their_meaning_in_fewer_bytes() {
    let css = "/* why */\n.a {\n  margin: 0 1px;\n  color: red;\n}\n\n.b, .c > .d { top: 0; }\n";
    assert_eq!(compact(css), ".a{margin: 0 1px;color: red}.b, .c > .d{top: 0}");
}
