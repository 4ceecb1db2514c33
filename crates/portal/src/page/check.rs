//! Check answers: each recipient's copy word for word, side by side, with its digest, and the act of issuing it.
//!
//! What is shown here is what is sent: the form posts the digests of exactly these copies, and the node refuses to
//! issue anything else. Each copy prints on sheets of its own with its digest on top.

use std::collections::BTreeMap;

use domain::letter::CopyKind;
use domain::permit::senders::Role;
use domain::reader::{ActOffer, CheckSeen, MeasureSeen};
use law::check::CheckAnswer;
use law::field::Values;
use law::ids::{Audience, CheckId, Track};
use law::instrument::Instrument;
use law::measure_kind::MeasureKind;
use maud::{Markup, html};

use crate::component::answers::{self, Document};
use crate::component::denied::why_not;
use crate::component::form::{Around, Choice, Form, area, boxes, button, form, second_button};
use crate::component::problem_list::{Fault, Wrong, article, headed, summary};
use crate::component::summary::strip;
use crate::component::{Note, digest, note, text};
use crate::kit::show;
use crate::page::desk::kind_name;
use crate::page::draft::{common_facts, handling};
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// Rows of the field for a reasoned answer.
const REASON_ROWS: u32 = 4;

/// The statements on an emergency, as the form posts them under `emergency`.
pub const EMERGENCY: [&str; 3] =
    ["established", "validation-unobtainable", "domestic-without-validation"];

/// One recipient's copy as it would leave the node.
#[derive(Debug, Clone, Copy)]
pub struct Copy<'a> {
    /// Whose copy.
    pub kind: CopyKind,
    /// Who gets it: `IE-PROV · ie-prov/legal`.
    pub to: &'a str,
    /// The answers in it and no others.
    pub values: &'a Values,
    /// SHA-256 of the letter's body, hexadecimal.
    pub digest: &'a str,
    /// The letter's body, byte for byte.
    pub text: &'a str,
}

/// The view of `GET /measures/MEASURE/check`. The form posts `digest_addressee`, `digest_enforcing` (where there is
/// such a copy), one `check-ID` for each question of the law and on the emergency track one `emergency` for each statement
/// of [`EMERGENCY`]; `seen` is the version that was shown.
#[derive(Debug, Clone)]
pub struct Check<'a> {
    /// The measure as the reader sees it.
    pub seen: &'a MeasureSeen,
    /// The law it is issued under.
    pub law: &'a Instrument,
    /// How people call it.
    pub reference: &'a str,
    /// The name of its case.
    pub case_name: &'a str,
    /// The copies, the addressee's first; empty while the draft cannot be made into any.
    pub copies: Vec<Copy<'a>>,
    /// The version that was shown.
    pub version: u64,
    /// What was answered to the questions of the law before the page came back.
    pub given: &'a BTreeMap<CheckId, String>,
    /// What was stated about an emergency before the page came back.
    pub stated: Vec<String>,
    /// Why it came back.
    pub again: Option<Again>,
}

/// Why the page came back without anything having left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// The draft changed since the copies were read.
    Changed,
    /// A question of the law is not answered.
    Missing,
}

impl Check<'_> {
    /// Whether this question is one that made the page come back.
    fn lacks(&self, check: &CheckSeen) -> bool {
        self.again == Some(Again::Missing) && !self.given.contains_key(&check.id)
    }
}

/// The page.
#[must_use]
pub fn page_check(view: &Check<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let seen = view.seen;
    let pack = view.law.id.as_str();
    let kind = view.law.kind(&seen.kind);
    let id = seen.id.to_string();
    let may_amend = seen.may.iter().any(|offer| offer.verb == "amend" && offer.denied.is_none());
    let change = may_amend.then(|| path::measure(&id));
    let body = html! {
        (again(view, shell))
        p.lead { (lang.t("check-lead")) }
        (strip(&common_facts(shell, seen)))
        @if view.again.is_none() { (summary(lang, pack, &seen.defects)) }
        @if view.copies.is_empty() { p.empty { (lang.t("check-no-copies")) } }
        @if let Some(kind) = kind {
            div.copies { @for copy in &view.copies { (one_copy(shell, pack, kind, copy, change.as_deref())) } }
        }
        section aria-labelledby="issue-heading" {
            h2 #issue-heading { (lang.t("check-issue-heading")) }
            (act(view, shell, kind))
        }
        @for verb in ["validate", "countersign"] { (beside(view, shell, verb)) }
    };
    let mut trail = vec![shell.step(path::CASES, "cases-title")];
    trail.extend(
        seen.case.map(|case| Shell::named_step(path::case(&case.to_string()), view.case_name)),
    );
    trail.push(Shell::named_step(path::measure(&id), view.reference));
    let head = Head {
        title: lang.t("check-title"),
        about: Some(view.reference.to_owned()),
        over: Some(kind_name(shell, pack, seen.kind.as_str())),
        nav: Some(Nav::Cases),
        trail,
        has_faults: !seen.defects.is_empty() || view.again.is_some(),
        is_wide: true,
        handling: Some(handling(shell, seen, view.reference)),
        ..Head::default()
    };
    shell.page(&head, &body)
}

/// What has to be done before it can be issued; every question that is open is named.
fn again(view: &Check<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let pack = view.law.id.as_str();
    let Some(why) = view.again else { return html! {} };
    let (heading, lead) = match why {
        Again::Changed => ("problem-stale", "check-changed"),
        Again::Missing => ("problem-check-missing", "check-missing"),
    };
    let open = view.seen.checks.iter().filter(|check| view.lacks(check)).map(|check| {
        let label = lang.law(pack, &format!("check-{}", check.id));
        Fault::of(&name_of(&check.id), label, &Wrong::Needed, lang)
    });
    headed(&lang.t(heading), Some(&lang.t(lead)), &open.collect::<Vec<_>>())
}

/// The name under which the answer to a question is posted.
fn name_of(check: &CheckId) -> String {
    format!("check-{check}")
}

/// Whose fields stand in a copy: an authority that executes sees what an authority sees.
fn audience(copy: CopyKind, kind: &MeasureKind) -> Audience {
    Role::of_copy(copy).audience(kind)
}

fn one_copy(
    shell: &Shell<'_>,
    pack: &str,
    kind: &MeasureKind,
    copy: &Copy<'_>,
    change: Option<&str>,
) -> Markup {
    let lang = shell.lang;
    let id = copy.kind.id();
    let shown = answers::of_values(copy.values);
    let audience = audience(copy.kind, kind);
    let whole = Document { id, pack, kind, answers: &shown, audience, change };
    html! {
        article.copy aria-labelledby={ "copy-" (id) } {
            header.copy-head {
                h2 id={ "copy-" (id) } { (lang.t(&format!("copy-{id}"))) }
                p { (lang.t("copy-to")) " " (text::foreign(copy.to)) }
                p.copy-digest { (lang.t("copy-digest")) " " (digest::hex(copy.digest)) }
            }
            (answers::document(shell, &whole))
            (show::details(None, "bytes", false, &html! { (lang.with("copy-bytes", &[("n", copy.text.len().into())])) }, &html! { div.scroll tabindex="0" role="region" aria-labelledby={ "copy-" (id) } {
                    pre dir="ltr" { (text::visible(copy.text)) }
                } }))
        }
    }
}

/// The act of issuing, or why this reader cannot.
fn act(view: &Check<'_>, shell: &Shell<'_>, kind: Option<&MeasureKind>) -> Markup {
    let lang = shell.lang;
    let offer = view.seen.may.iter().find(|offer| offer.verb == "issue");
    match offer {
        None => note(
            Note::Plain,
            &lang.t("check-not-yours"),
            &html! { p { (lang.t("check-not-yours-body")) } },
        ),
        Some(offer) => match &offer.denied {
            Some(denied) => why_not(shell, view.law.id.as_str(), kind, denied),
            None => issue(view, shell),
        },
    }
}

fn issue(view: &Check<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let leaves = view.copies.iter().map(|copy| {
        html! {
            (lang.t(&format!("copy-{}", copy.kind.id()))) " → " (text::foreign(copy.to)) ", "
            (digest::short(copy.digest))
        }
    });
    let action = path::issue(&view.seen.id.to_string());
    let the_form =
        Form { leaves: leaves.collect(), ..Form::inside("issue", action, Some(view.version)) };
    let controls = html! {
        @for copy in &view.copies {
            input type="hidden" name={ "digest_" (copy.kind.id()) } value=(copy.digest);
        }
        @for check in &view.seen.checks { (question(view, shell, check)) }
        @if view.seen.track == Track::Emergency { (emergency(view, shell)) }
    };
    html! {
        p { (lang.t("check-issue-lead")) }
        (form(shell, &the_form, &controls, &button(&lang.t("check-issue-button"))))
    }
}

/// What another officer does with the draft as it stands here: nothing leaves with it.
fn beside(view: &Check<'_>, shell: &Shell<'_>, verb: &str) -> Markup {
    let is_open = |offer: &&ActOffer| offer.verb == verb && offer.denied.is_none();
    if !view.seen.may.iter().any(|offer| is_open(&offer)) {
        return html! {};
    }
    let action = path::plain_act(&path::measure(&view.seen.id.to_string()), verb);
    let the_form = Form::inside(verb, action, Some(view.version));
    let lead = html! { p { (shell.t(&format!("plain-lead-{verb}"))) } };
    html! {
        section aria-labelledby={ (verb) "-heading" } {
            h2 id={ (verb) "-heading" } { (shell.t(&format!("plain-heading-{verb}"))) }
            (form(shell, &the_form, &lead, &second_button(&shell.t(&format!("plain-button-{verb}")))))
        }
    }
}

/// What whoever issues without a validation states about the emergency; all of it or it does not go out.
fn emergency(view: &Check<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    // Nobody has looked at what changed since: a statement is made anew.
    let is_stated = |word: &str| {
        view.again != Some(Again::Changed) && view.stated.iter().any(|stated| stated == word)
    };
    let statement =
        |word: &str| Choice::new(word, lang.t(&format!("emergency-{word}")), is_stated(word));
    let around =
        Around::new("emergency", lang.t("check-emergency")).hint(lang.t("check-emergency-hint"));
    boxes(&around, &EMERGENCY.map(statement))
}

/// A question the law puts before issuing; the answer stays in the file and stands in no copy.
fn question(view: &Check<'_>, shell: &Shell<'_>, check: &CheckSeen) -> Markup {
    let lang = shell.lang;
    let pack = view.law.id.as_str();
    let around = Around {
        source: Some(html! { span.cite { (article(lang, check.cite.as_str())) } }),
        mark: Some(lang.t("need-required")),
        faults: view
            .lacks(check)
            .then(|| html! { span.wrong { (Wrong::Needed.sentence(lang)) } })
            .into_iter()
            .collect(),
        ..Around::new(&name_of(&check.id), lang.law(pack, &format!("check-{}", check.id)))
    };
    let given = view.given.get(&check.id).map_or("", String::as_str);
    match check.answer {
        CheckAnswer::Reasoned => area(&around, REASON_ROWS, given),
        CheckAnswer::Stated => {
            // Nobody has looked at what changed since: a reason stays as a text, a statement is made anew.
            let is_stated = !given.is_empty() && view.again != Some(Again::Changed);
            boxes(&around, &[Choice::new("stated", lang.t("check-stated"), is_stated)])
        }
    }
}
