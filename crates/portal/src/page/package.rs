//! A package for a court: what is in it, its bytes, and how anybody checks it without this node.

use domain::reader::PackageSeen;
use jiff::Timestamp;
use maud::{Markup, html};

use crate::component::denied::why_not;
use crate::component::summary::{Row, list};
use crate::component::table::{Head as Column, Table, table};
use crate::component::tag::{Tone, tag};
use crate::component::{Note, digest, grouped, note, size, text, time};
use crate::page::copy::{Withheld, facts as copy_facts, kept_back};
use crate::page::desk::state_tag;
use crate::page::exhibit::{ExhibitGaps, asked_of};
use crate::path::{self, LeafNo};
use crate::shell::{Head, Nav, Shell};

/// The last part of an id.
const ID_TAIL: usize = 12;

/// The sealed file.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// The name it is saved under.
    pub name: &'a str,
    /// Its length.
    pub n_bytes: u64,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: &'a str,
    /// The leaf of the sealing event, which binds the file to this node.
    pub leaf: Option<LeafNo>,
}

/// One member of the package.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// Its path inside the package.
    pub path: &'a str,
    /// Its length.
    pub n_bytes: u64,
    /// SHA-256, hexadecimal.
    pub sha256: &'a str,
}

/// Whom the verifier trusts.
#[derive(Debug, Clone, Copy)]
pub struct Policy<'a> {
    /// The name of the policy file.
    pub name: &'a str,
    /// Its fingerprint, hexadecimal, to be compared with one from another source.
    pub fingerprint: &'a str,
}

/// The view of `GET /packages/PACKAGE`.
#[derive(Debug, Clone)]
pub struct Package<'a> {
    /// The package as the reader sees it.
    pub seen: &'a PackageSeen,
    /// The name of its case.
    pub case_name: &'a str,
    /// The sealed file, once there is one.
    pub file: Option<File<'a>>,
    /// How far it is, while there is no file.
    pub progress: Progress<'a>,
    /// What is in it, in the order of its manifest.
    pub members: Vec<Member<'a>>,
    /// Whom the verifier trusts.
    pub policy: Option<Policy<'a>>,
    /// The units of this member that can agree, while somebody must.
    pub approvers: Vec<Approver<'a>>,
    /// What it keeps back, if it is a copy.
    pub withheld: Vec<Withheld>,
    /// What will be asked about its exhibits, while it has not gone out.
    pub gaps: Vec<ExhibitGaps>,
    /// Whether the reader may ask for a copy of it.
    pub may_copy: bool,
    /// How it stands with its time-stamp token; nothing where the node has no authority, or was not asked yet.
    pub stamp: Option<Stamp<'a>>,
    /// Up to where it shows that nothing is missing at the end of our records; nothing before it is sealed.
    pub ends: Option<Ends<'a>>,
}

/// Up to where a package shows that nothing is missing at the end of our records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends<'a> {
    /// Its exhibits.
    pub n_exhibits: usize,
    /// Of how many of them a map states the end.
    pub n_stated: usize,
    /// The day of the map, `YYYY-MM-DD`.
    pub day: Option<&'a str>,
}

/// How it stands with the time-stamp token of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stamp<'a> {
    /// The authority gave none so far.
    Awaited {
        /// When it was first asked.
        since: Timestamp,
    },
    /// It carries one.
    Got {
        /// The time that the token names, as it names it.
        gen_time: &'a str,
        /// Whether this node checked who signed it.
        is_checked: bool,
    },
    /// It goes out without, because the authority was away for too long.
    Late {
        /// When it was first asked.
        since: Timestamp,
    },
}

/// What keeps a package from being handed out, once everybody agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress<'a> {
    /// The node works on it.
    Working,
    /// Witnesses have not cosigned a head of our log that covers our entries.
    Published,
    /// A receipt for what was handed over has not come.
    Receipt,
    /// This node has not shown its half of custody.
    Custody {
        /// Its id.
        node: &'a str,
    },
    /// The time-stamp authority has not given a token.
    Timestamp,
    /// It cannot be made.
    Failed {
        /// Why.
        code: &'a str,
        /// What a court's verifier would say, in its words.
        detail: Option<&'a str>,
    },
}

/// Somebody who can agree that a package goes out.
#[derive(Debug, Clone, Copy)]
pub struct Approver<'a> {
    /// The unit: `fr-tj/judge`.
    pub unit: &'a str,
    /// Its office, by its id.
    pub office: &'a str,
}

/// The page.
#[must_use]
pub fn page_package(view: &Package<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let seen = view.seen;
    let id = seen.id.to_string();
    let body = html! {
        (list(&facts(view, shell)))
        @match &view.file {
            Some(_) => p.actions {
                a.govuk-button href=(shell.href(&path::download(&id))) { (lang.t("package-download")) }
                @if view.may_copy {
                    " " a.govuk-button.govuk-button--secondary href=(shell.href(&path::copy(&id))) { (lang.t("copy-title")) }
                }
            },
            None if seen.n_approvals_missing > 0 => (awaited(view, shell)),
            None => (progress(view.progress, shell)),
        }
        @for offer in &seen.may {
            @if let Some(denied) = &offer.denied { (why_not(shell, "", None, denied)) }
        }
        (kept_back(seen, &view.withheld, shell))
        (asked_of(&view.gaps, shell))
        @if !matches!(view.progress, Progress::Failed { .. }) {
            section aria-labelledby="verify-heading" {
                h2 #verify-heading { (lang.t("package-verify")) }
                (verify(view, shell))
            }
            section aria-labelledby="members-heading" {
                h2 #members-heading { (lang.t("package-members")) }
                (members(view, shell))
            }
        }
    };
    let case = path::case(&seen.case.to_string());
    let head = Head {
        title: lang.t("package-title"),
        about: Some(short(&id)),
        nav: Some(Nav::Cases),
        trail: vec![
            shell.step(path::CASES, "cases-title"),
            Shell::named_step(case, view.case_name),
        ],
        is_wide: true,
        ..Head::default()
    };
    shell.page(&head, &body)
}

/// Who must do what before it is sealed.
fn awaited(view: &Package<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let body = html! {
        p { (lang.t("package-awaits-body")) }
        @if view.approvers.is_empty() {
            p { (lang.t("package-awaits-nobody")) }
        } @else {
            ul {
                @for who in &view.approvers {
                    li { (text::code(who.unit)) " – " (lang.t(&format!("office-{}", who.office))) }
                }
            }
        }
    };
    note(
        Note::Watch,
        &lang.with("package-awaits", &[("n", view.seen.n_approvals_missing.into())]),
        &body,
    )
}

/// What it waits for, or why it will never be there.
fn progress(progress: Progress<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let waits = |text: String| note(Note::Plain, &lang.t("package-waits"), &html! { p { (text) } });
    match progress {
        Progress::Working => html! { p.muted { (lang.t("package-wait")) } },
        Progress::Published => waits(lang.t("package-waits-published")),
        Progress::Receipt => waits(lang.t("package-waits-receipt")),
        Progress::Timestamp => waits(lang.t("package-waits-timestamp")),
        Progress::Custody { node } => {
            waits(lang.with("package-waits-custody", &[("node", node.into())]))
        }
        Progress::Failed { code, detail } => failed(code, detail, shell),
    }
}

fn failed(code: &str, detail: Option<&str>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let why = match code {
        "exhibit-contested" => "package-failed-contested",
        "erased" => "package-failed-erased",
        "restricted" => "package-failed-restricted",
        "letter-missing" => "package-failed-letter",
        "unrepeatable" => "package-failed-unrepeatable",
        "unproved-seal" => "package-failed-seal",
        "unproved-time" => "package-failed-time",
        _ if detail.is_some() => "package-failed-unproved",
        _ => "package-failed-other",
    };
    let mut rows = vec![Row::new(lang.t("package-failed-code"), text::code(code))];
    // The verifier speaks English everywhere.
    rows.extend(
        detail.map(|detail| Row::new(lang.t("package-failed-detail"), text::prose("en", detail))),
    );
    let body = html! {
        p { (lang.t(why)) }
        (list(&rows))
    };
    note(Note::Stop, &lang.t("package-failed"), &body)
}

/// As much of an id as tells two packages apart in a heading; the whole id is a fact below it.
pub(crate) fn short(id: &str) -> String {
    let from = id.len().saturating_sub(ID_TAIL);
    format!("…{}", id.get(from..).unwrap_or(id))
}

fn facts(view: &Package<'_>, shell: &Shell<'_>) -> Vec<Row> {
    let lang = shell.lang;
    let seen = view.seen;
    let mut rows = vec![
        Row::new(lang.t("package-id"), text::code(&seen.id.to_string())),
        Row::new(lang.t("measure-state"), state_tag(shell, seen.state)),
        Row::new(lang.t("package-forum"), text::foreign(&seen.forum)),
        Row::new(lang.t("package-n-exhibits"), html! { (seen.exhibits.len()) }),
    ];
    rows.extend(copy_facts(seen, shell));
    if let Some((at, contents)) = &seen.sealed {
        rows.push(Row::new(lang.t("package-sealed-at"), time::instant(shell, *at)));
        rows.push(Row::new(lang.t("package-manifest"), digest::bytes(&contents.manifest_sha256)));
    }
    if let Some(stamp) = view.stamp {
        rows.push(Row::new(lang.t("package-stamp"), stamp_words(stamp, shell)));
    }
    if let Some(ends) = view.ends {
        rows.push(Row::new(lang.t("package-ends"), ends_words(ends, shell)));
    }
    if seen.n_approvals_missing > 0 {
        rows.push(Row::new(lang.t("package-approvals"), html! { (seen.n_approvals_missing) }));
    }
    if let Some(file) = &view.file {
        rows.push(Row::new(lang.t("package-file"), text::code(file.name)));
        rows.push(Row::new(lang.t("exhibit-size"), size(lang, file.n_bytes)));
        rows.push(Row::new(lang.t("sha256"), digest::hex(file.sha256)));
        if let Some(leaf) = file.leaf {
            let label = lang.with("timeline-leaf", &[("index", leaf.to_string().as_str().into())]);
            rows.push(Row::new(lang.t("package-leaf"), shell.link(&path::leaf(leaf), &label)));
        }
    }
    rows
}

fn stamp_words(stamp: Stamp<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    match stamp {
        Stamp::Awaited { since } => html! {
            (lang.t("package-stamp-awaited")) " " (time::instant(shell, since))
        },
        Stamp::Got { gen_time, is_checked } => {
            let words =
                if is_checked { "package-stamp-checked" } else { "package-stamp-unchecked" };
            html! { (text::code(gen_time)) " " span.muted { (lang.t(words)) } }
        }
        Stamp::Late { since } => html! {
            (tag(Tone::Watch, &lang.t("package-stamp-late"))) " "
            (lang.t("package-stamp-late-since")) " " (time::instant(shell, since))
        },
    }
}

/// Up to where it speaks, and what that means for who hands it out.
fn ends_words(ends: Ends<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let Some(day) = ends.day else { return html! { (lang.t("package-ends-none")) } };
    let of = [("day", day.into()), ("n", ends.n_stated.into()), ("all", ends.n_exhibits.into())];
    let words =
        if ends.n_stated < ends.n_exhibits { "package-ends-some" } else { "package-ends-all" };
    html! { (lang.with(words, &of)) }
}

/// How a court checks it, with the command as it is typed.
fn verify(view: &Package<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let file = view.file.map_or("PACKAGE", |file| file.name);
    let policy = view.policy.map_or("POLICY", |policy| policy.name);
    html! {
        p { (lang.t("package-verify-lead")) }
        (command(shell, &format!("comity-verify {file} --policy {policy}")))
        ul {
            li { (lang.t("package-verify-exit-0")) }
            li { (lang.t("package-verify-exit-5")) }
        }
        p { (shell.link(path::VERIFY, &lang.t("verify-link"))) }
        @if let Some(policy) = &view.policy {
            p { (lang.t("package-policy")) " " (text::code(policy.name)) }
            p { (digest::hex(policy.fingerprint)) }
            p.muted { (lang.t("package-policy-hint")) }
        }
    }
}

/// A line for a command line, selected as a whole with one click.
pub(crate) fn command(shell: &Shell<'_>, line: &str) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(shell.t("command-label")) {
            pre.command dir="ltr" { code { (text::visible(line)) } }
        }
    }
}

fn members(view: &Package<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let row = |member: &Member<'_>| {
        vec![
            text::code(member.path),
            html! { (grouped(member.n_bytes)) },
            digest::hex(member.sha256),
        ]
    };
    table(&Table {
        id: "members",
        caption: lang.with("package-members-caption", &[("n", view.members.len().into())]),
        show_caption: true,
        heads: vec![
            Column::word(lang.t("package-path")),
            Column::number(lang.t("package-bytes")),
            Column::word(lang.t("sha256")),
        ],
        rows: view.members.iter().map(row).collect(),
        empty: lang.t("package-members-none"),
    })
}
