//! Whether a file that somebody was given proves what it says. For courts, counsel and anybody else: no account is needed, and
//! nothing of the file is kept. What the checks find is said by the same code as `comity-verify` says it; its sentences are English,
//! what they mean stands beside them in the reader's language.

use maud::{Markup, html};

use crate::component::form::{Around, Form, button, file, form};
use crate::component::summary::{Row, list};
use crate::component::table::{Head as Column, Table, table};
use crate::component::tag::{Tone, tag};
use crate::component::{Note, digest, note, size, text};
use crate::path;
use crate::shell::{Head, Shell};

/// How one check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It failed.
    Broken,
    /// It holds.
    Holds,
    /// A check before it failed.
    NotReached,
}

impl Outcome {
    /// The word in the keys of texts.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::Holds => "holds",
            Self::NotReached => "not-reached",
        }
    }
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Which: `seal`.
    pub check: String,
    /// How it came out.
    pub outcome: Outcome,
    /// What was found, in English; empty if it was not reached.
    pub detail: String,
}

/// What a file is, and what the checks found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A package for a court, with its checks in their order.
    Package(Vec<Claim>),
    /// One of the small files: its kind, `disclosure` `statement` `epoch`, and why it does not hold, in English.
    Small(&'static str, Option<String>),
}

impl Found {
    fn holds(&self) -> bool {
        match self {
            Self::Package(claims) => claims.iter().all(|claim| claim.outcome == Outcome::Holds),
            Self::Small(_, broken) => broken.is_none(),
        }
    }

    const fn kind(&self) -> &'static str {
        match self {
            Self::Package(_) => "package",
            Self::Small(kind, _) => kind,
        }
    }
}

/// A file that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The name it came under.
    pub name: String,
    /// Its length.
    pub n_bytes: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// What was found.
    pub found: Found,
}

/// What came of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    /// Nothing was sent yet.
    Nothing,
    /// No file was chosen, or it is larger than this page takes; the word in the keys of texts: `missing` `too-large`.
    Wrong(&'static str),
    /// It was checked.
    Checked(Checked),
}

/// The view of `GET /verify` and of `POST /verify` (multipart: `file`).
#[derive(Debug, Clone)]
pub struct Verify {
    /// What came of the form.
    pub came: Came,
    /// The largest file, in MiB.
    pub mib_max: u64,
    /// SHA-256 of the policy that is asked, hexadecimal.
    pub policy: String,
}

/// The page.
#[must_use]
pub fn page_verify(view: &Verify, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let body = html! {
        @if let Came::Checked(checked) = &view.came {
            (result(checked, shell))
            h2 { (lang.t("verify-another")) }
        }
        p { (lang.t("verify-lead")) }
        (the_form(view, shell))
        h2 { (lang.t("verify-whose")) }
        p { (lang.with("verify-whose.body", &[("member", shell.member.into())])) }
        p { code dir="ltr" { "comity-verify FILE --policy POLICY" } }
        (list(&[Row::new(lang.t("verify-policy"), digest::hex(&view.policy))]))
    };
    let head = Head {
        title: lang.t("verify-title"),
        has_faults: matches!(view.came, Came::Wrong(_)),
        ..Head::default()
    };
    shell.page(&head, &body)
}

fn the_form(view: &Verify, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let mut around = Around::new("file", lang.t("verify-file"))
        .hint(lang.with("verify-file.hint", &[("n", view.mib_max.into())]));
    if let Came::Wrong(why) = view.came {
        around.faults.push(html! { (lang.t(&format!("verify-{why}"))) });
    }
    let the_form = Form {
        multipart: true,
        silent: true,
        ..Form::inside("verify", path::VERIFY.to_owned(), None)
    };
    form(shell, &the_form, &file(&around), &button(&lang.t("verify-button")))
}

fn result(checked: &Checked, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let (kind, key) = match checked.found.holds() {
        true => (Note::Good, "verify-holds"),
        false => (Note::Stop, "verify-broken"),
    };
    let rows = [
        Row::new(lang.t("verify-name"), text::foreign(&checked.name)),
        Row::new(
            lang.t("verify-kind"),
            html! { (lang.t(&format!("verify-kind-{}", checked.found.kind()))) },
        ),
        Row::new(lang.t("verify-size"), size(lang, checked.n_bytes)),
        Row::new(lang.t("verify-digest"), digest::hex(&checked.sha256)),
    ];
    html! {
        (note(kind, &lang.t(key), &html! { p { (lang.t(&format!("{key}.body"))) } }))
        (list(&rows))
        @match &checked.found {
            Found::Package(claims) => (claims_table(claims, shell)),
            Found::Small(_, Some(why)) => (text::prose("en", why)),
            Found::Small(_, None) => {},
        }
        h2 { (lang.t("verify-not-said")) }
        ul {
            @for what in ["content", "lawful", "others"] { li { (lang.t(&format!("verify-not-said-{what}"))) } }
        }
    }
}

fn claims_table(claims: &[Claim], shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let row = |claim: &Claim| {
        let tone = match claim.outcome {
            Outcome::Broken => Tone::Stop,
            Outcome::Holds => Tone::Good,
            Outcome::NotReached => Tone::Quiet,
        };
        let id = claim.outcome.id();
        vec![
            html! { (lang.t(&format!("verify-check-{}", claim.check))) },
            tag(tone, &lang.t(&format!("verify-outcome-{id}"))),
            html! {
                @if claim.outcome == Outcome::Broken {
                    p { (lang.t(&format!("verify-check-{}.means", claim.check))) }
                }
                (text::prose("en", &claim.detail))
            },
        ]
    };
    table(&Table {
        id: "checks",
        caption: lang.t("verify-checks"),
        show_caption: true,
        heads: vec![
            Column::word(lang.t("verify-check")),
            Column::word(lang.t("verify-outcome")),
            Column::word(lang.t("verify-found")),
        ],
        rows: claims.iter().map(row).collect(),
        empty: String::new(),
    })
}
