//! What a reader may do with an agreement: forms for what they can do now, and why not where only they are in the way.
//!
//! They post to [`path::agreement_act`]: `reinstate` and `end` (`why`), `review` (`found`), `suspend` (`criterion`, the number
//! of one; `purposes` and `data`, each of them once for each, none for all; `why`). Signing has a page of its own, because
//! the document is read first.

use maud::{Markup, html};

use super::{AgreementPage, Typed};
use crate::component::denied::why_not;
use crate::component::form::{
    Around, Choice, Form, area, boxes, form, radios, second_button, stop_button,
};
use crate::component::{Note, note, text};
use crate::kit::show;
use crate::path;
use crate::shell::Shell;

/// Rows of a field for reasons.
const WHY_ROWS: u32 = 4;

/// Every field of the forms, in their order.
pub(super) const FIELDS: [&str; 5] = ["criterion", "purposes", "data", "why", "found"];

/// How an act is drawn.
struct Act {
    verb: &'static str,
    /// The field for its words.
    words: &'static str,
    /// Whether it says no, or cannot be taken back.
    stops: bool,
    /// Whether the other parties are told.
    sends: bool,
}

const ACTS: [Act; 4] = [
    Act { verb: "suspend", words: "why", stops: true, sends: true },
    Act { verb: "reinstate", words: "why", stops: false, sends: true },
    Act { verb: "review", words: "found", stops: false, sends: false },
    Act { verb: "end", words: "why", stops: true, sends: true },
];

/// What a form of this page calls a field.
#[must_use]
pub fn label(shell: &Shell<'_>, act: &str, field: &str) -> String {
    let key = format!("agreement-{act}-{field}");
    if shell.lang.has(&key) { shell.t(&key) } else { shell.t("agreement-criterion") }
}

/// The acts that this reader has now; nothing is drawn for none.
pub(super) fn acts(view: &AgreementPage<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let seen = view.seen;
    let id = seen.agreement.id().to_string();
    let known = |verb: &str| seen.may(verb) || seen.why_not(verb).is_some();
    let offered: Vec<&Act> = ACTS.iter().filter(|act| known(act.verb)).collect();
    html! {
        @if !offered.is_empty() || known("sign") || known("consent") {
            section aria-labelledby="acts-heading" {
                h2 #acts-heading { (lang.t("agreement-acts")) }
                @if seen.may("sign") {
                    p.actions {
                        a.govuk-button href=(shell.href(&path::agreement_act(&id, "sign"))) { (lang.t("agreement-to-sign")) }
                    }
                }
                @if let Some(denied) = seen.why_not("sign") { (why_not(shell, "", None, denied)) }
                @if seen.may("consent") {
                    (note(Note::Plain, &lang.t("agreement-consent"), &html! { p { (lang.t("agreement-consent-body")) } }))
                }
                @for act in offered {
                    (show::details(None, "whole", is_back(view, act), &html! { (heading(view, shell, act)) }, &html! { @match seen.why_not(act.verb) {
                            Some(denied) => (why_not(shell, "", None, denied)),
                            None => (one(view, shell, act, &id)),
                        } }))
                }
            }
        }
    }
}

fn is_back(view: &AgreementPage<'_>, act: &Act) -> bool {
    view.typed.is_some_and(|typed| typed.act == act.verb)
}

/// Whoever ends what nobody was told of takes a draft back.
fn is_own_draft(view: &AgreementPage<'_>, act: &Act) -> bool {
    act.verb == "end" && view.seen.agreement.signatures().is_empty()
}

fn heading(view: &AgreementPage<'_>, shell: &Shell<'_>, act: &Act) -> String {
    if is_own_draft(view, act) {
        return shell.t("agreement-act-drop");
    }
    shell.t(&format!("agreement-act-{}", act.verb))
}

fn one(view: &AgreementPage<'_>, shell: &Shell<'_>, act: &Act, id: &str) -> Markup {
    let lang = shell.lang;
    let typed = view.typed.filter(|typed| typed.act == act.verb);
    let agreement = &view.seen.agreement;
    let leaves = agreement.terms().others(view.ours).map(|member| {
        html! { (text::foreign(&member.screen())) ": " (lang.t(&format!("agreement-letter-{}", act.verb))) }
    });
    let sends = act.sends && !is_own_draft(view, act);
    let leaves = if sends { leaves.collect() } else { Vec::new() };
    let action = path::agreement_act(id, act.verb);
    let the_form = Form { leaves, ..Form::inside(act.verb, action, Some(view.version)) };
    let hint = format!("agreement-{}-{}-hint", act.verb, act.words);
    let words = around(shell, act.verb, act.words, typed).hint(lang.t(&hint));
    let lead = if is_own_draft(view, act) { "drop" } else { act.verb };
    let controls = html! {
        p { (lang.t(&format!("agreement-lead-{lead}"))) }
        @if act.verb == "suspend" { (part(view, shell, typed)) }
        (area(&words, WHY_ROWS, typed.map_or("", |typed| typed.of(act.words))))
    };
    let button = heading(view, shell, act);
    let send = if act.stops { stop_button(&button) } else { second_button(&button) };
    form(shell, &the_form, &controls, &send)
}

fn around(shell: &Shell<'_>, act: &str, field: &str, typed: Option<&Typed>) -> Around {
    let mut around = Around::new(field, label(shell, act, field)).within(act);
    let wrong = typed.and_then(|typed| typed.wrong.get(field));
    around.faults.extend(wrong.map(|wrong| html! { span.wrong { (wrong.sentence(shell.lang)) } }));
    around
}

/// By which criterion, and how much of it.
fn part(view: &AgreementPage<'_>, shell: &Shell<'_>, typed: Option<&Typed>) -> Markup {
    let lang = shell.lang;
    let lines = view.seen.agreement.terms().lines();
    let has = |field: &str, value: &str| typed.is_some_and(|typed| typed.has(field, value));
    let criteria = lines.criteria.iter().enumerate().map(|(place, criterion)| {
        let n = (place + 1).to_string();
        let label = lang.with(
            "agreement-criterion-n",
            &[("n", n.as_str().into()), ("text", criterion.as_str().into())],
        );
        Choice::new(n.clone(), label, has("criterion", &n))
    });
    let purposes = lines.purposes.iter().map(|purpose| {
        let label = lang.t(&format!("purpose-{}", purpose.id()));
        Choice::new(purpose.id(), label, has("purposes", purpose.id()))
    });
    let data = lines.data.iter().map(|data| {
        let label = lang.t(&format!("data-{}", data.id()));
        Choice::new(data.id(), label, has("data", data.id()))
    });
    let none_is_all = |field: &str| {
        around(shell, "suspend", field, typed).hint(lang.t("agreement-suspend-part-hint"))
    };
    html! {
        (radios(&around(shell, "suspend", "criterion", typed), &criteria.collect::<Vec<_>>()))
        (boxes(&none_is_all("purposes"), &purposes.collect::<Vec<_>>()))
        (boxes(&none_is_all("data"), &data.collect::<Vec<_>>()))
    }
}
