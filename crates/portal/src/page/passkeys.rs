//! An officer's passkeys: those there are, the form that adds one, and the page on which one is removed.
//!
//! Adding posts `name`, `sort` (`plain` or `hardware`), `pending` and `answer` to [`path::PASSKEYS`]; removing posts `left` to
//! [`path::remove_passkey`]: how many the reader was told that they would have then.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::component::form::{Around, Choice, Form, Line, button, form, line, radios, stop_button};
use crate::component::passkey::{Asks, passkey_form};
use crate::component::summary::{Row, list};
use crate::component::table::{Head as Column, Table, table};
use crate::component::{Note, note, text, time};
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// One passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// What it is called in addresses.
    pub id: String,
    /// What its officer calls it.
    pub name: String,
    /// When it was added.
    pub added_at: Timestamp,
    /// When somebody signed in by it last.
    pub used_at: Option<Timestamp>,
    /// How strong it is, 2 or 3.
    pub level: u8,
}

/// The view of `GET /passkeys`.
#[derive(Debug, Clone, Copy)]
pub struct Passkeys<'a> {
    /// Those there are, oldest first.
    pub held: &'a [Held],
    /// Whether browsers take passkeys for this node at all.
    pub is_on: bool,
    /// Whether one more is taken.
    pub has_room: bool,
    /// Whether the operator names makers, so that a hardware key counts as one.
    pub knows_makers: bool,
    /// The word for why the last form did nothing: the end of a key `passkeys-refused-…`.
    pub refused: Option<&'a str>,
    /// The name that was typed into it.
    pub typed: &'a str,
}

/// The page.
#[must_use]
pub fn page_passkeys(view: &Passkeys<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let body = html! {
        (refusal(shell, view.refused))
        p.lead { (lang.t("passkeys-lead")) }
        p { (lang.t(if view.knows_makers { "passkeys-levels" } else { "passkeys-no-hardware" })) }
        (held(shell, view.held))
        @if view.held.len() == 1 { p { (lang.t("passkeys-only-one")) } }
        section aria-labelledby="add-heading" {
            h2 #add-heading { (lang.t("passkeys-add")) }
            @match (view.is_on, view.has_room) {
                (false, _) => p { (lang.t("passkeys-refused-off")) },
                (true, false) => p { (lang.t("passkeys-refused-too-many")) },
                (true, true) => (adding(view, shell)),
            }
        }
    };
    shell.page(&head(shell, "passkeys-title", view.refused, Vec::new()), &body)
}

fn head(
    shell: &Shell<'_>,
    title: &str,
    refused: Option<&str>,
    trail: Vec<(String, Markup)>,
) -> Head {
    Head {
        title: shell.t(title),
        nav: Some(Nav::Desk),
        trail,
        has_faults: refused.is_some(),
        ..Head::default()
    }
}

fn refusal(shell: &Shell<'_>, refused: Option<&str>) -> Markup {
    html! {
        @if let Some(why) = refused {
            (note(Note::Stop, &shell.t("form-refused"), &html! { p { (shell.t(&format!("passkeys-refused-{why}"))) } }))
        }
    }
}

fn level(shell: &Shell<'_>, level: u8) -> String {
    shell.t(if level >= 3 { "passkeys-level-hardware" } else { "passkeys-level-passkey" })
}

fn used(shell: &Shell<'_>, one: &Held) -> Markup {
    html! {
        @match one.used_at {
            Some(at) => (time::instant(shell, at)),
            None => span.muted { (shell.t("passkeys-never-used")) },
        }
    }
}

fn held(shell: &Shell<'_>, held: &[Held]) -> Markup {
    let lang = shell.lang;
    let row = |one: &Held| {
        vec![
            text::foreign(&one.name),
            html! { (level(shell, one.level)) },
            time::instant(shell, one.added_at),
            used(shell, one),
            html! {
                a href=(shell.href(&path::remove_passkey(&one.id))) {
                    (lang.t("passkeys-remove")) span.govuk-visually-hidden { " " (text::foreign(&one.name)) }
                }
            },
        ]
    };
    let columns =
        ["passkeys-name", "passkeys-level", "passkeys-added", "passkeys-used", "passkeys-act"];
    table(&Table {
        id: "passkeys",
        caption: lang.t("passkeys-caption"),
        show_caption: true,
        heads: columns.iter().map(|key| Column::word(lang.t(key))).collect(),
        rows: held.iter().map(row).collect(),
        empty: lang.t("passkeys-none"),
    })
}

fn adding(view: &Passkeys<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let name = Around::new("name", lang.t("passkeys-name")).hint(lang.t("passkeys-name-hint"));
    let sort = Around::new("sort", lang.t("passkeys-sort"));
    let sorts = ["hardware", "plain"].map(|word| {
        Choice::new(word, lang.t(&format!("passkeys-sort-{word}")), word == "hardware")
    });
    let controls = html! {
        (line(&name, Line::Words, view.typed))
        @if view.knows_makers { (radios(&sort, &sorts)) }
    };
    let the_form = Form::inside("add", path::PASSKEYS.to_owned(), None);
    let send = button(&lang.t("passkeys-add"));
    let begin = path::BEGIN_PASSKEY;
    passkey_form(shell, Asks::New, begin, &the_form, &controls, &send, "passkeys-without")
}

/// The view of `GET /passkeys/ID/remove`.
#[derive(Debug, Clone, Copy)]
pub struct Removal<'a> {
    /// Which.
    pub one: &'a Held,
    /// How many there are without it.
    pub n_left: usize,
    /// As in [`Passkeys::refused`].
    pub refused: Option<&'a str>,
}

/// The page on which a passkey is removed.
#[must_use]
pub fn page_passkey_removal(view: &Removal<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let rows = [
        Row::new(lang.t("passkeys-name"), text::foreign(&view.one.name)),
        Row::new(lang.t("passkeys-level"), html! { (level(shell, view.one.level)) }),
        Row::new(lang.t("passkeys-added"), time::instant(shell, view.one.added_at)),
        Row::new(lang.t("passkeys-used"), used(shell, view.one)),
    ];
    let warns = match view.n_left {
        0 => Some("passkeys-leaves-none"),
        1 => Some("passkeys-leaves-one"),
        _ => None,
    };
    let controls = html! {
        input type="hidden" name="left" value=(view.n_left);
        p { (lang.t("passkeys-remove-lead")) }
    };
    let the_form = Form::inside("remove", path::remove_passkey(&view.one.id), None);
    let body = html! {
        (refusal(shell, view.refused))
        @if let Some(key) = warns {
            (note(Note::Watch, &lang.t(key), &html! { p { (lang.t(&format!("{key}.body"))) } }))
        }
        (list(&rows))
        (form(shell, &the_form, &controls, &stop_button(&lang.t("passkeys-remove-title"))))
    };
    let trail = vec![shell.step(path::PASSKEYS, "passkeys-title")];
    let head = head(shell, "passkeys-remove-title", view.refused, trail);
    shell.page(&Head { about: Some(view.one.name.clone()), ..head }, &body)
}
