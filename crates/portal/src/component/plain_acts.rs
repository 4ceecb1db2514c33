//! Acts that ask for little or nothing: stating receipt, ending or taking back a measure, a word on what a peer did.

use domain::measure::PeerAct;
use domain::reader::{ActOffer, MeasureSeen, PeerActSeen};
use law::instrument::Instrument;
use maud::{Markup, html};

use crate::component::denied::why_not;
use crate::component::form::{Around, Form, SECOND, STOP, area, form, second_button, stop_button};
use crate::component::problem_list::{Fault, Wrong};
use crate::component::text;
use crate::kit::show::{self, Button};
use crate::path;
use crate::shell::Shell;

/// Rows of the field for reasons.
const WHY_ROWS: u32 = 3;

/// How an act is drawn.
struct Plain {
    verb: &'static str,
    /// Whether it asks for a reason in words.
    has_reason: bool,
    /// Whether it cannot be taken back.
    is_final: bool,
    /// Whether a letter leaves with it.
    sends: bool,
}

const PLAIN: [Plain; 4] = [
    Plain { verb: "acknowledge", has_reason: false, is_final: false, sends: true },
    Plain { verb: "complete", has_reason: false, is_final: true, sends: false },
    Plain { verb: "validate", has_reason: false, is_final: false, sends: false },
    Plain { verb: "withdraw", has_reason: true, is_final: true, sends: true },
];

/// The reason of an act that came back.
#[derive(Debug, Clone, Default)]
pub struct Reason {
    /// What was typed.
    pub text: String,
    /// What is wrong with it.
    pub wrong: Option<Wrong>,
}

/// The forms of the acts this reader's office has and that can be done now, and why the others cannot. `place` is the
/// page of the measure, and `version` the one its forms answer to.
#[must_use]
pub fn plain_acts(
    shell: &Shell<'_>,
    law: &Instrument,
    seen: &MeasureSeen,
    (place, version): (&str, u64),
    reason: &Reason,
) -> Markup {
    let offered: Vec<(&Plain, &ActOffer)> = PLAIN
        .iter()
        .filter_map(|plain| Some((plain, seen.may.iter().find(|offer| offer.verb == plain.verb)?)))
        .collect();
    html! {
        @if !offered.is_empty() {
            section aria-labelledby="plain-acts-heading" {
                h2 #plain-acts-heading { (shell.t("plain-acts-heading")) }
                @for (plain, offer) in offered {
                    (show::details(None, "whole", plain.has_reason && (reason.wrong.is_some() || !reason.text.is_empty()), &html! { (shell.t(&format!("plain-heading-{}", plain.verb))) }, &html! { @match &offer.denied {
                            Some(denied) => (why_not(shell, law.id.as_str(), law.kind(&seen.kind), denied)),
                            None => (one(shell, seen, plain, (place, version), reason)),
                        } }))
                }
            }
        }
    }
}

fn one(
    shell: &Shell<'_>,
    seen: &MeasureSeen,
    plain: &Plain,
    (place, version): (&str, u64),
    reason: &Reason,
) -> Markup {
    let verb = plain.verb;
    let others = [Some(&seen.from), Some(&seen.addressee), seen.enforcing.as_ref()];
    let is_other = |member: &&domain::actor::MemberId| match plain.verb {
        "acknowledge" => **member == seen.from,
        _ => **member != seen.from,
    };
    let leaves = others.into_iter().flatten().filter(is_other).map(
        |member| html! { (text::foreign(&member.screen())) ": " (shell.t(&format!("plain-letter-{verb}"))) },
    );
    let leaves = if plain.sends { leaves.collect() } else { Vec::new() };
    let action = path::plain_act(place, plain.verb);
    // A validation is of a text, every other act of a state.
    let read = if plain.verb == "validate" { seen.revision.map(u64::from) } else { Some(version) };
    let the_form = Form { leaves, ..Form::inside(plain.verb, action, read) };
    let controls = html! {
        p { (shell.t(&format!("plain-lead-{verb}"))) }
        @if plain.has_reason {
            (why(shell, reason))
        }
    };
    let label = shell.t(&format!("plain-button-{verb}"));
    let send = if plain.is_final { stop_button(&label) } else { second_button(&label) };
    form(shell, &the_form, &controls, &send)
}

/// The field for a reason, with what came back in it.
fn why(shell: &Shell<'_>, reason: &Reason) -> Markup {
    let mut around = Around::new("why", shell.t("withdraw-why")).hint(shell.t("withdraw-why-hint"));
    let fault = |wrong: &Wrong| html! { span.wrong { (wrong.sentence(shell.lang)) } };
    around.faults.extend(reason.wrong.as_ref().map(fault));
    area(&around, WHY_ROWS, &reason.text)
}

/// The fault of a reason for the list on top of the page.
#[must_use]
pub fn fault(shell: &Shell<'_>, reason: &Reason) -> Option<Fault> {
    let wrong = reason.wrong.as_ref()?;
    Some(Fault::of("why", shell.t("withdraw-why"), wrong, shell.lang))
}

/// The words on what a peer did, where an officer's word is awaited: it has effect, or it has none. A ground of an
/// authority stands by law: an officer takes note of it and nothing else.
#[must_use]
pub fn word_on(
    shell: &Shell<'_>,
    seen: &MeasureSeen,
    act: &PeerActSeen,
    (place, version): (&str, u64),
) -> Markup {
    let may =
        |verb: &str| seen.may.iter().any(|offer| offer.verb == verb && offer.denied.is_none());
    let stands =
        matches!(act.act, PeerAct::Cleared | PeerAct::Objected { .. } | PeerAct::Withdrew { .. });
    let letter = act.letter.to_string();
    let about = shell.t(&format!("act-{}", act.act.id()));
    let send = |key: &str, class: &str| {
        html! {
            (show::button(&Button { classes: class, ..Button::default() }, &html! {
                (shell.t(key)) span.govuk-visually-hidden { " – " (text::foreign(&act.from.screen())) " " (about) }
            }))
        }
    };
    let one = |word: &str, send: Markup| {
        let id = format!("{word}-{letter}");
        let the_form = Form::inside(&id, path::peer_act(place, &letter, word), Some(version));
        form(shell, &the_form, &html! {}, &send)
    };
    let take = if stands { "act-noted" } else { "act-take" };
    html! {
        @if may("take-peer-act") || may("decline-peer-act") {
            div.two {
                @if may("take-peer-act") { (one("take", send(take, SECOND))) }
                @if may("decline-peer-act") && !stands {
                    (one("decline", send("act-decline", STOP)))
                }
            }
        }
    }
}
