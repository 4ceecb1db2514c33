//! Letting one item that we gave go on to somebody else, where an agreement asks for our consent. A consent is for one item and
//! one member, and cannot be taken back from here: what went on has gone.

use domain::actor::MemberId;
use maud::{Markup, html};

use super::Typed;
use super::draft::named;
use crate::component::form::{Around, Choice, Form, form, radios, select, stop_button};
use crate::component::problem_list::Wrong;
use crate::component::text;
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// An agreement under which this item was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Under {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The parties that got the item, as screens write them.
    pub holders: Vec<String>,
}

/// The view of `GET /exhibits/EXHIBIT/onward`, and of its form where it is refused: a `POST` to the same place (`agreement`,
/// its id; `to`, a member).
#[derive(Debug, Clone)]
pub struct LetOn<'a> {
    /// Id of the exhibit.
    pub exhibit: &'a str,
    /// Its number.
    pub exhibit_no: &'a str,
    /// The agreements that ask for our consent.
    pub under: Vec<Under>,
    /// The members it could go to: id, and the name of each in the directory.
    pub members: &'a [(MemberId, String)],
    /// To whom it may go already: the title of the agreement, and the member as screens write it.
    pub given: Vec<(String, String)>,
    /// What came back with the form.
    pub typed: Option<&'a Typed>,
}

/// The page.
#[must_use]
pub fn page_let_on(view: &LetOn<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let body = html! {
        @if let Some(typed) = view.typed {
            (typed.refused(shell, ("", &["agreement", "to"]), |field| lang.t(&format!("agreement-consent-{field}"))))
        }
        p.lead { (lang.t("agreement-consent-lead")) }
        @if !view.given.is_empty() {
            h2 { (lang.t("agreement-consents")) }
            ul.plain {
                @for (title, to) in &view.given { li { (text::foreign(to)) " – " (text::foreign(title)) } }
            }
        }
        @if view.under.is_empty() { p.empty { (lang.t("agreement-consent-nothing")) } }
        @else { (consent(view, shell)) }
    };
    let head = Head {
        title: lang.t("agreement-consent-title"),
        about: Some(view.exhibit_no.to_owned()),
        nav: Some(Nav::Agreements),
        trail: vec![shell.step(path::AGREEMENTS, "agreements-title")],
        has_faults: view.typed.is_some_and(Typed::has_faults),
        ..Head::default()
    };
    shell.page(&head, &body)
}

fn consent(view: &LetOn<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let of = |name: &str| view.typed.map_or("", |typed| typed.of(name));
    let around = |name: &str| {
        let mut around = Around::new(name, lang.t(&format!("agreement-consent-{name}")));
        let wrong = view.typed.and_then(|typed| typed.wrong.get(name));
        let fault = |wrong: &Wrong| html! { span.wrong { (wrong.sentence(lang)) } };
        around.faults.extend(wrong.map(fault));
        around
    };
    let under = view.under.iter().map(|one| {
        // One agreement is chosen by itself.
        let chosen = of("agreement") == one.id || view.under.len() == 1;
        let holders = one.holders.join(", ");
        let hint = lang.with("agreement-consent-held-by", &[("members", (&holders).into())]);
        let label = lang.with("agreement-consent-under", &[("title", (&one.title).into())]);
        Choice { hint: Some(hint), ..Choice::new(one.id.as_str(), label, chosen) }
    });
    let members = view.members.iter().map(|(id, name)| {
        Choice::new(id.as_str(), named(shell, id, name), of("to") == id.as_str())
    });
    let controls = html! {
        (radios(&around("agreement"), &under.collect::<Vec<_>>()))
        (select(&around("to").hint(lang.t("agreement-consent-to-hint")), &lang.t("choose-one"), &members.collect::<Vec<_>>()))
    };
    let told = lang.t("agreement-letter-consent");
    let leaves = vec![html! { (lang.t("agreement-consent-parties")) ": " (told) }];
    let action = path::onward(view.exhibit);
    let the_form = Form { leaves, ..Form::inside("onward", action, None) };
    form(shell, &the_form, &controls, &stop_button(&lang.t("agreement-consent-button")))
}
