//! A form that is sent with the answer of a passkey. It is out of sight until the script finds that the browser knows
//! passkeys; until then the words beside it say what else there is.

use maud::{Markup, html};

use crate::component::form::{Form, form};
use crate::script::Script;
use crate::shell::Shell;

/// What the browser is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// A passkey that is known here.
    Known,
    /// A new one.
    New,
}

impl Asks {
    const fn word(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::New => "new",
        }
    }
}

/// Draws it; one to a page. `begin` is where the script gets the challenge; the form posts `pending` and `answer` besides its
/// controls. `without` is what those read who have no script or a browser without passkeys.
#[must_use]
pub fn passkey_form(
    shell: &Shell<'_>,
    asks: Asks,
    begin: &str,
    the_form: &Form<'_>,
    controls: &Markup,
    send: &Markup,
    without: &str,
) -> Markup {
    let lang = shell.lang;
    let controls = html! {
        (controls)
        input type="hidden" name="pending" value="";
        input type="hidden" name="answer" value="";
    };
    html! {
        div data-passkey=(asks.word()) data-begin=(begin) hidden {
            (form(shell, the_form, &controls, send))
            p role="status" aria-live="polite" {}
            div hidden {
                @for key in ["asking", "failed"] { span data-say=(key) { (lang.t(&format!("passkey-{key}"))) } }
            }
        }
        p data-no-passkey="" { (lang.t(without)) }
        (Script::Passkey.tag())
    }
}
