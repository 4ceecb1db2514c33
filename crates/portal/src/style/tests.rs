//! The stylesheet itself: contrast in both palettes, both directions, and its address.

use std::collections::BTreeMap;

use super::CSS;

/// Text and ground that meet on a page; body text needs 4.5 to 1.
const TEXT: [(&str, &str); 22] = [
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
];

/// What shows where a control is; 3 to 1 is enough.
const EDGES: [(&str, &str); 4] =
    [("edge", "paper"), ("brand", "paper"), ("stop", "paper"), ("on-focus", "focus")];

/// The colours of `:root`, and with those of the dark palette put over them.
fn palettes() -> [BTreeMap<String, [u8; 3]>; 2] {
    let mut blocks = CSS.split(":root {").skip(1).map(|rest| rest.split('}').next().unwrap_or(""));
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

#[test]
fn pages_run_both_ways_because_nothing_is_left_or_right() {
    for line in CSS.lines() {
        for physical in [
            "margin-left",
            "margin-right",
            "padding-left",
            "padding-right",
            "border-left",
            "border-right",
            "text-align: left",
            "text-align: right",
            "float:",
        ] {
            assert!(!line.contains(physical), "{line}");
        }
    }
}

#[test]
fn a_changed_style_has_another_address() {
    assert!(super::css_path().starts_with("/assets/") && super::css_path().ends_with(".css"));
    assert_ne!(super::fnv(b"a"), super::fnv(b"b"));
    assert_eq!(super::fnv(b""), 0xcbf2_9ce4_8422_2325);
    assert_eq!(super::fnv(b"a"), 0xaf63_dc4c_8601_ec8c); // a published vector of the function
}
