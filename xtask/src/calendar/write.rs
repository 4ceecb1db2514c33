//! The text of a year file, as `law` reads it.

use std::fmt;

use super::rule::Rules;
use super::year::Day;

/// Lists longer than this go over several lines.
const WIDTH: usize = 108;

/// The text of the list of one year.
pub(crate) fn year_file(rules: &Rules, year: i32, days: &[Day]) -> String {
    let corrected: Vec<_> = rules.corrected.iter().filter(|one| one.year == year).collect();
    let version = corrected.iter().map(|one| one.version).max().unwrap_or(1);
    let mut text = format!(
        "# Public holidays of {} in {year}, written by `cargo xtask calendar` from `rules.toml`: change that file.\n",
        rules.state
    );
    if rules.mark == "memory" {
        text.push_str("# Not yet compared with the published list, so the mark is `memory`.\n");
    }
    for line in &rules.note {
        line_to(&mut text, format_args!("# {line}"));
    }
    for one in corrected {
        line_to(&mut text, format_args!("# Version {}: {}", one.version, one.why));
    }
    line_to(&mut text, format_args!("\nstate = \"{}\"\nyear = {year}", rules.state));
    line_to(&mut text, format_args!("version = {version}\nzone = \"{}\"", rules.zone));
    line_to(&mut text, format_args!("mark = \"{}\"\nsource = \"{}\"", rules.mark, rules.source));
    if !rules.not_covered.is_empty() {
        list(&mut text, "not_covered", &rules.not_covered);
    }
    for day in days {
        line_to(&mut text, format_args!("\n[[day]]\non = {}\nname = \"{}\"", day.on, day.name));
        match day.scopes.as_slice() {
            [one] => line_to(&mut text, format_args!("scope = \"{one}\"")),
            several => list(&mut text, "scopes", several),
        }
        if day.in_part {
            text.push_str("in_part = true\n");
        }
    }
    text
}

fn line_to(text: &mut String, line: fmt::Arguments<'_>) {
    text.push_str(&line.to_string());
    text.push('\n');
}

/// A list on one line, or on as many as it needs.
fn list(text: &mut String, key: &str, words: &[String]) {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    let one = format!("{key} = [{}]", quoted.join(", "));
    if one.len() <= WIDTH {
        line_to(text, format_args!("{one}"));
        return;
    }
    let mut line = String::from("   ");
    line_to(text, format_args!("{key} = ["));
    for word in quoted {
        if line.len() + word.len() + 2 > WIDTH {
            line_to(text, format_args!("{line}"));
            line = String::from("   ");
        }
        line.push_str(&format!(" {word},"));
    }
    line_to(text, format_args!("{line}\n]"));
}
