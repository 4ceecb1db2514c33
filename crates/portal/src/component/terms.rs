//! The terms of an agreement as people read them: every line of its document, in words. The digest names the bytes that were
//! signed; these words are only made from them.

use std::collections::{BTreeMap, BTreeSet};

use domain::actor::MemberId;
use domain::agreement::{Agreement, Phase, Terms};
use domain::erasure::Why;
use domain::purpose::Purpose;
use jiff::Timestamp;
use law::ids::DataCategory;
use maud::{Markup, html};

use crate::component::summary::{Row, list};
use crate::component::tag::{Tone, tag};
use crate::component::{digest, grouped, text, time};
use crate::shell::Shell;

/// What members are called, by their ids.
pub type Names = BTreeMap<MemberId, String>;

/// What a member is called; its id where the directory does not know it any more.
#[must_use]
pub fn name(names: &Names, member: &MemberId) -> Markup {
    match names.get(member) {
        Some(name) => text::foreign(name),
        None => text::foreign(&member.screen()),
    }
}

/// Where an agreement stands, as a tag.
#[must_use]
pub fn phase(shell: &Shell<'_>, phase: Phase) -> Markup {
    let tone = match phase {
        Phase::Draft | Phase::Ended | Phase::Sunset => Tone::Quiet,
        Phase::InForce => Tone::Good,
        Phase::Open | Phase::Waiting => Tone::Active,
        Phase::Suspended => Tone::Watch,
    };
    tag(tone, &shell.t(&format!("agreement-phase-{}", phase.id())))
}

/// An instant, and how long it is until then or since.
#[must_use]
pub fn until(shell: &Shell<'_>, at: Timestamp) -> Markup {
    html! {
        (time::instant(shell, at)) " " span.muted { "(" (time::left(shell.lang, shell.now, at)) ")" }
    }
}

/// Purposes by their names.
#[must_use]
pub fn purposes(shell: &Shell<'_>, purposes: &BTreeSet<Purpose>) -> Markup {
    html! {
        ul.plain { @for one in purposes { li { (shell.t(&format!("purpose-{}", one.id()))) } } }
    }
}

/// The categories of data by their names.
#[must_use]
pub fn data(shell: &Shell<'_>, data: &BTreeSet<DataCategory>) -> Markup {
    html! {
        ul.plain { @for one in data { li { (shell.t(&format!("data-{}", one.id()))) } } }
    }
}

/// Whole sentences of a document, numbered as a suspension names them.
fn numbered(lines: &[Why]) -> Markup {
    html! { ol { @for line in lines { li { (text::prose("", line.as_str())) } } } }
}

/// Every line of the document.
#[must_use]
pub fn terms(shell: &Shell<'_>, terms: &Terms, names: &Names) -> Markup {
    let lang = shell.lang;
    let lines = terms.lines();
    let row = |key: &str, value: Markup| Row::new(lang.t(&format!("agreement-{key}")), value);
    let yes_no = |key: &str, holds: bool| {
        let word = if holds { "yes" } else { "no" };
        html! { (lang.t(&format!("agreement-{key}-{word}"))) }
    };
    let days = grouped(lines.retention.days_max.into());
    let days = lang.with(
        "agreement-days",
        &[("n", lines.retention.days_max.into()), ("shown", (&days).into())],
    );
    let months =
        lang.with("agreement-months", &[("n", u32::from(lines.review_every_months).into())]);
    list(&[
        row("basis", text::prose("", lines.basis.as_str())),
        row(
            "parties",
            html! { ul.plain { @for party in &lines.parties { li { (name(names, party)) } } } },
        ),
        row("purposes", purposes(shell, &lines.purposes)),
        row("data", data(shell, &lines.data)),
        row(
            "directions",
            html! {
                ul.plain {
                    @for way in &lines.directions {
                        li { (name(names, &way.from)) " " (lang.t("agreement-gives-to")) " " (name(names, &way.to)) }
                    }
                }
            },
        ),
        row("onward", html! { (lang.t(&format!("agreement-onward-{}", lines.onward.id()))) }),
        row(
            "retention",
            html! {
                p { (days) }
                p { (yes_no("evidence-stays", lines.retention.evidence_stays)) }
            },
        ),
        row("safeguards", numbered(&lines.safeguards)),
        row(
            "impact",
            html! {
                (text::prose("", lines.impact.reference.as_str()))
                p { (lang.t("agreement-impact-on")) " " (time::date(shell, lines.impact.reviewed_on)) }
            },
        ),
        row("review-every", html! { (months) }),
        row("valid-from", time::instant(shell, lines.valid_from)),
        row("valid-until", time::instant(shell, lines.valid_until)),
        row("criteria", numbered(&lines.criteria)),
        row("preservation", yes_no("preservation", lines.preservation)),
    ])
}

/// The digest that names the document.
#[must_use]
pub fn name_of_document(shell: &Shell<'_>, agreement: &Agreement) -> Markup {
    html! {
        p { (shell.t("agreement-digest")) " " (digest::bytes(&agreement.reference().digest)) }
    }
}
