//! The document as it will be signed: its terms in words, its exact bytes, and its digest, which the form carries. A form that
//! shows another digest than the one that is here signs nothing.
//!
//! The form posts `digest` to [`path::agreement_act`] with the word `sign`.

use domain::actor::MemberId;
use domain::reader::AgreementSeen;
use maud::{Markup, html};

use super::trail;
use crate::component::denied::why_not;
use crate::component::form::{Form, button, form};
use crate::component::problem_list::headed;
use crate::component::terms::{self, Names};
use crate::component::{Note, digest, note, text};
use crate::kit::show;
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// The view of `GET /agreements/AGREEMENT/sign`.
#[derive(Debug, Clone)]
pub struct Sign<'a> {
    /// The agreement as the reader sees it.
    pub seen: &'a AgreementSeen,
    /// What members are called.
    pub names: &'a Names,
    /// Our member.
    pub ours: &'a MemberId,
    /// The unit whose key signs.
    pub unit: &'a str,
    /// The exact document.
    pub document: &'a str,
    /// Whether the form that came showed another document than this one.
    pub is_outdated: bool,
}

/// The page.
#[must_use]
pub fn page_sign(view: &Sign<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let agreement = &view.seen.agreement;
    let title = agreement.terms().lines().title.as_str();
    let body = html! {
        @if view.is_outdated {
            (headed(&lang.t("problem-stale"), Some(&lang.t("agreement-sign-outdated")), &[]))
        }
        p.lead { (lang.t("agreement-sign-lead")) }
        (terms::terms(shell, agreement.terms(), view.names))
        section {
            h2 #document-heading { (lang.t("agreement-sign-document")) }
            (terms::name_of_document(shell, agreement))
            p { (lang.t("agreement-sign-compare")) }
            (show::details(None, "bytes", false, &html! { (lang.with("copy-bytes", &[("n", view.document.len().into())])) }, &html! { div.scroll tabindex="0" role="region" aria-labelledby="document-heading" {
                    pre dir="ltr" { (text::visible(view.document)) }
                } }))
        }
        section aria-labelledby="sign-heading" {
            h2 #sign-heading { (lang.t("agreement-act-sign")) }
            (act(view, shell))
        }
    };
    let head = Head {
        title: lang.t("agreement-sign-title"),
        about: Some(title.to_owned()),
        nav: Some(Nav::Agreements),
        trail: trail(shell, agreement),
        has_faults: view.is_outdated,
        ..Head::default()
    };
    shell.page(&head, &body)
}

fn act(view: &Sign<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let agreement = &view.seen.agreement;
    if let Some(denied) = view.seen.why_not("sign") {
        return why_not(shell, "", None, denied);
    }
    if !view.seen.may("sign") {
        let body = html! { p { (lang.t("agreement-sign-not-body")) } };
        return note(Note::Plain, &lang.t("agreement-sign-not"), &body);
    }
    let leaves = agreement.terms().others(view.ours).map(
        |member| html! { (text::foreign(&member.screen())) ": " (lang.t("agreement-letter-sign")) },
    );
    let action = path::agreement_act(&agreement.id().to_string(), "sign");
    let the_form = Form { leaves: leaves.collect(), ..Form::inside("sign", action, None) };
    let hex = digest::hex_text(&agreement.reference().digest);
    let controls = html! {
        input type="hidden" name="digest" value=(hex);
        p { (lang.with("agreement-sign-unit", &[("unit", view.unit.into())])) }
    };
    form(shell, &the_form, &controls, &button(&lang.t("agreement-act-sign")))
}
