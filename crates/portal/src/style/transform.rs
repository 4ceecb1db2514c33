//! The style of the design system made ours: no foreign font or name, and one sheet for both directions of writing.
//!
//! Input is the minified sheet of the npm package. Out go its font files, its comments, and the components that nobody here
//! draws; what says left or right then says start or end. Colours stay as the package's custom properties, which
//! `dress.css` sets. Not a parser of all CSS: it knows rules, at-rules and quoted strings, which is all a minified sheet has.
//! The build script and the tests read this file; the program does not.

/// Components that no page draws, helpers that no page uses, and the addresses that the package prints behind links: a sheet is
/// read beside the page, and an address may say too much.
const UNUSED: [&str; 29] = [
    ".govuk-accordion",
    ".govuk-back-link",
    ".govuk-back-to-top",
    ".govuk-body",
    ".govuk-button--inverse",
    ".govuk-button--start",
    ".govuk-button-group",
    ".govuk-caption-",
    ".govuk-character-count",
    ".govuk-clearfix",
    ".govuk-cookie-banner",
    ".govuk-date-input",
    ".govuk-drop-zone",
    ".govuk-exit-this-page",
    ".govuk-feedback",
    ".govuk-file-upload-",
    ".govuk-footer",
    ".govuk-grid-",
    ".govuk-header",
    ".govuk-heading-",
    ".govuk-input--width",
    ".govuk-logo",
    ".govuk-panel",
    ".govuk-password-input",
    ".govuk-phase-banner",
    ".govuk-section-break",
    ".govuk-tabs",
    ".govuk-template",
    "[href^=",
];

/// An arrow drawn with two borders of a box. The package writes it twice, so both stay as they are, and `dress.css` turns the box
/// for the other direction.
const ARROW: &str = ".govuk-breadcrumbs__list-item:before";

/// The sheet as we embed it.
pub(crate) fn transform(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    rules(&without_comments(css), &mut out);
    out
}

/// Without comments and, outside of strings, without line breaks.
pub(crate) fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

/// Our own sheet in fewer bytes: no comments, no indents, one space where there were several.
pub(crate) fn compact(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    for line in without_comments(css).lines() {
        let line = line.trim();
        if !out.is_empty() && !line.is_empty() && !out.ends_with(['{', '}', ';', ',']) {
            out.push(' ');
        }
        out.push_str(line);
    }
    out.replace(" {", "{")
        .replace("{ ", "{")
        .replace("; ", ";")
        .replace(";}", "}")
        .replace(" }", "}")
}

/// Every rule of a sheet, or of the inside of an at-rule.
fn rules(css: &str, out: &mut String) {
    let mut rest = css;
    while let Some(at) = first_outside(rest, |letter| matches!(letter, '{' | ';')) {
        let (prelude, after) = rest.split_at(at);
        let prelude = prelude.trim();
        if after.starts_with(';') {
            out.push_str(prelude); // `@charset`
            out.push(';');
            rest = after.get(1..).unwrap_or_default();
            continue;
        }
        let (body, next) = block(after);
        rest = next;
        one(prelude, body, out);
    }
}

/// The inside of the block that `css` begins with, and what comes after it.
fn block(css: &str) -> (&str, &str) {
    let inside = css.strip_prefix('{').unwrap_or(css);
    let mut depth = 1_usize;
    let mut from = 0;
    while let Some(at) =
        inside.get(from..).and_then(|rest| first_outside(rest, |c| matches!(c, '{' | '}')))
    {
        let at = from + at;
        depth = if inside.get(at..).is_some_and(|rest| rest.starts_with('{')) {
            depth + 1
        } else {
            depth - 1
        };
        if depth == 0 {
            return (
                inside.get(..at).unwrap_or_default(),
                inside.get(at + 1..).unwrap_or_default(),
            );
        }
        from = at + 1;
    }
    (inside, "")
}

fn one(prelude: &str, body: &str, out: &mut String) {
    if prelude.starts_with("@font-face") {
        return;
    }
    let mut inside = String::with_capacity(body.len());
    let head = if prelude.starts_with("@media") || prelude.starts_with("@supports") {
        rules(body, &mut inside);
        prelude.to_owned()
    } else {
        let kept: Vec<&str> = parts(prelude, ',').into_iter().filter(|one| is_used(one)).collect();
        if kept.is_empty() {
            return;
        }
        let is_arrow = kept.contains(&ARROW);
        for declaration in parts(body, ';') {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            if !inside.is_empty() {
                inside.push(';');
            }
            let stays = is_arrow && name == "border-width";
            inside.push_str(&if stays { declaration.to_owned() } else { logical(name, value) });
        }
        kept.join(",")
    };
    if !inside.is_empty() {
        out.push_str(&head);
        out.push('{');
        out.push_str(&inside);
        out.push('}');
    }
}

fn is_used(selector: &str) -> bool {
    let is_utility = selector.contains(".govuk-\\!-") && !selector.contains("display-none");
    !is_utility && !UNUSED.iter().any(|unused| selector.contains(unused))
}

/// One declaration, with sides of the writing instead of sides of the screen.
pub(crate) fn logical(name: &str, value: &str) -> String {
    let value = if value.contains("GDS Transport") || value == "sans-serif" && name == "font-family"
    {
        "var(--font)"
    } else {
        value
    };
    if let Some(corner) = corner(name) {
        return format!("{corner}:{value}");
    }
    match name {
        "left" => return format!("inset-inline-start:{value}"),
        "right" => return format!("inset-inline-end:{value}"),
        "text-align" => return format!("{name}:{}", side(value, "start", "end")),
        "float" | "clear" => {
            return format!("{name}:{}", side(value, "inline-start", "inline-end"));
        }
        "margin" | "padding" | "border-width" => {
            if let [top, right, bottom, left] = parts(value, ' ').as_slice()
                && right != left
            {
                let (block, inline) = match name {
                    "border-width" => ("border-block-width", "border-inline-width"),
                    _ => {
                        return format!("{name}-block:{top} {bottom};{name}-inline:{left} {right}");
                    }
                };
                return format!("{block}:{top} {bottom};{inline}:{left} {right}");
            }
        }
        _ => {
            let is_sided =
                ["margin-", "padding-", "border-"].iter().any(|kind| name.starts_with(kind));
            if is_sided && !name.ends_with("-radius") {
                let name =
                    name.replacen("-left", "-inline-start", 1).replacen("-right", "-inline-end", 1);
                return format!("{name}:{value}");
            }
        }
    }
    format!("{name}:{value}")
}

fn corner(name: &str) -> Option<&'static str> {
    Some(match name {
        "border-top-left-radius" => "border-start-start-radius",
        "border-top-right-radius" => "border-start-end-radius",
        "border-bottom-left-radius" => "border-end-start-radius",
        "border-bottom-right-radius" => "border-end-end-radius",
        _ => return None,
    })
}

/// `left!important` becomes `start!important`; what is no side stays.
fn side(value: &str, start: &str, end: &str) -> String {
    match value
        .strip_prefix("left")
        .map(|rest| (start, rest))
        .or(value.strip_prefix("right").map(|rest| (end, rest)))
    {
        Some((word, rest)) => format!("{word}{rest}"),
        None => value.to_owned(),
    }
}

/// The pieces between a sign, where it stands outside of strings and parentheses; empty ones are left out.
fn parts(text: &str, sign: char) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = first_outside(rest, |letter| letter == sign) {
        out.push(rest.get(..at).unwrap_or_default().trim());
        rest = rest.get(at + sign.len_utf8()..).unwrap_or_default();
    }
    out.push(rest.trim());
    out.retain(|part| !part.is_empty());
    out
}

/// The first place of such a letter outside of strings, parentheses and escapes.
fn first_outside(text: &str, is_sought: impl Fn(char) -> bool) -> Option<usize> {
    let (mut quote, mut depth, mut escaped) = (None, 0_usize, false);
    for (at, letter) in text.char_indices() {
        if escaped {
            escaped = false;
            continue;
        }
        match (quote, letter) {
            (_, '\\') => escaped = true,
            (Some(open), _) if open == letter => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(letter),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, _) if depth == 0 && is_sought(letter) => return Some(at),
            (None, _) => {}
        }
    }
    None
}
