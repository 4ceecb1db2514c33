//! The way in. One-time links for now; a link only fills the form, so that a preview of it uses nothing up.

use maud::html;

use crate::component::form::{Around, Form, Line, button, form, line};
use crate::component::{Note, note};
use crate::path;
use crate::shell::{Head, Shell};

/// Why somebody stands at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// The first time.
    Fresh,
    /// The link was used or is none.
    BadLink,
    /// The link is too old.
    LinkExpired,
    /// After signing out.
    SignedOut,
    /// The session had ended when a form came; nothing was done, and the form waits for its officer.
    FormKept,
    /// The session ended; nothing was done.
    SessionOver,
}

/// The view of `GET /sign-in`, `GET /sign-in/TOKEN` and of a refused `POST /sign-in`.
/// The form posts `token` and, where given, `then`.
#[derive(Debug, Clone, Copy)]
pub struct SignIn<'a> {
    /// The token of the link, if the person came by one.
    pub token: Option<&'a str>,
    /// Why the page is shown.
    pub arrival: Arrival,
    /// The path to go to afterwards; only a path of this node.
    pub then: Option<&'a str>,
}

/// The page.
#[must_use]
pub fn page_sign_in(view: &SignIn<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let say = match view.arrival {
        Arrival::Fresh => None,
        Arrival::BadLink => Some((Note::Stop, "sign-in-bad-link")),
        Arrival::LinkExpired => Some((Note::Stop, "sign-in-link-expired")),
        Arrival::SignedOut => Some((Note::Good, "sign-in-signed-out")),
        Arrival::FormKept => Some((Note::Watch, "sign-in-form-kept")),
        Arrival::SessionOver => Some((Note::Watch, "sign-in-session-over")),
    };
    let the_form = Form { silent: true, ..Form::inside("sign-in", path::SIGN_IN.to_owned(), None) };
    let controls = html! {
        @if let Some(then) = view.then { input type="hidden" name="then" value=(then); }
        @match view.token {
            Some(token) => {
                p { (lang.with("sign-in-ready", &[("member", shell.member.into())])) }
                input type="hidden" name="token" value=(token);
            }
            None => (line(
                &Around::new("token", lang.t("sign-in-token")).hint(lang.t("sign-in-token-hint")),
                Line::Code,
                "",
            )),
        }
    };
    let body = html! {
        @if let Some((kind, key)) = say {
            (note(kind, &lang.t(key), &html! { p { (lang.t(&format!("{key}.body"))) } }))
        }
        (form(shell, &the_form, &controls, &button(&lang.t("sign-in-button"))))
        p.muted { (lang.t("sign-in-help")) }
        p { (shell.link(path::VERIFY, &lang.t("verify-link"))) }
    };
    let head = Head {
        title: lang.t("sign-in-title"),
        has_faults: matches!(view.arrival, Arrival::BadLink | Arrival::LinkExpired),
        ..Head::default()
    };
    shell.page(&head, &body)
}
