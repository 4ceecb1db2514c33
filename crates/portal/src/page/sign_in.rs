//! The way in: a passkey, or a one-time link. A link only fills the form, so that a preview of it uses nothing up; who comes
//! by one is not asked for a passkey.

use maud::{Markup, html};

use crate::component::form::{Around, Form, Line, button, form, line};
use crate::component::passkey::{Asks, passkey_form};
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
    /// The passkey took too long, or its answer was sent before.
    PasskeyAgain,
    /// Its answer proves nothing.
    PasskeyRefused,
    /// Nobody here has it.
    PasskeyUnknown,
    /// After signing out.
    SignedOut,
    /// The session had ended when a form came; nothing was done, and the form waits for its officer.
    FormKept,
    /// The session ended; nothing was done.
    SessionOver,
}

/// The view of `GET /sign-in`, `GET /sign-in/TOKEN` and of a refused `POST /sign-in`.
/// The form posts `token` and, where given, `then`; that of passkeys posts `pending`, `answer` and `then`.
#[derive(Debug, Clone, Copy)]
pub struct SignIn<'a> {
    /// The token of the link, if the person came by one.
    pub token: Option<&'a str>,
    /// Whether browsers take passkeys for this node.
    pub has_passkeys: bool,
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
        Arrival::PasskeyAgain => Some((Note::Stop, "sign-in-passkey-again")),
        Arrival::PasskeyRefused => Some((Note::Stop, "sign-in-passkey-refused")),
        Arrival::PasskeyUnknown => Some((Note::Stop, "sign-in-passkey-unknown")),
        Arrival::SignedOut => Some((Note::Good, "sign-in-signed-out")),
        Arrival::FormKept => Some((Note::Watch, "sign-in-form-kept")),
        Arrival::SessionOver => Some((Note::Watch, "sign-in-session-over")),
    };
    let the_form = Form { silent: true, ..Form::inside("sign-in", path::SIGN_IN.to_owned(), None) };
    let then = html! {
        @if let Some(then) = view.then { input type="hidden" name="then" value=(then); }
    };
    let controls = html! {
        (then)
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
        @if view.has_passkeys && view.token.is_none() {
            section aria-labelledby="passkey-heading" {
                h2 #passkey-heading { (lang.t("sign-in-by-passkey")) }
                (by_passkey(shell, &then))
            }
            h2 { (lang.t("sign-in-by-link")) }
        }
        (form(shell, &the_form, &controls, &button(&lang.t("sign-in-button"))))
        p.muted { (lang.t("sign-in-help")) }
        p { (shell.link(path::VERIFY, &lang.t("verify-link"))) }
    };
    let head = Head {
        title: lang.t("sign-in-title"),
        has_faults: match view.arrival {
            Arrival::BadLink
            | Arrival::LinkExpired
            | Arrival::PasskeyAgain
            | Arrival::PasskeyRefused
            | Arrival::PasskeyUnknown => true,
            Arrival::Fresh | Arrival::FormKept | Arrival::SessionOver | Arrival::SignedOut => false,
        },
        ..Head::default()
    };
    shell.page(&head, &body)
}

fn by_passkey(shell: &Shell<'_>, then: &Markup) -> Markup {
    let action = path::SIGN_IN_BY_PASSKEY.to_owned();
    let the_form = Form { silent: true, ..Form::inside("passkey", action, None) };
    let send = button(&shell.t("sign-in-passkey-button"));
    let begin = path::BEGIN_SIGN_IN;
    passkey_form(shell, Asks::Known, begin, &the_form, then, &send, "sign-in-without-passkey")
}
