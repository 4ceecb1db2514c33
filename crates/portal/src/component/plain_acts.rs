//! Acts that ask for little or nothing: stating receipt, ending or taking back a measure, a word on what a peer did.

use domain::reader::{ActOffer, MeasureSeen, PeerActSeen};
use law::instrument::Instrument;
use maud::{Markup, html};

use crate::component::denied::why_not;
use crate::component::form::{Around, Form, area, form, second_button, stop_button};
use crate::component::text;
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

/// The forms of the acts this reader's office has and that can be done now, and why the others cannot. `place` is the page of the
/// measure; `members` are those a letter would go to.
#[must_use]
pub fn plain_acts(
    shell: &Shell<'_>,
    law: &Instrument,
    seen: &MeasureSeen,
    place: &str,
    version: u64,
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
                    details.whole {
                        summary { (shell.t(&format!("plain-heading-{}", plain.verb))) }
                        @match &offer.denied {
                            Some(denied) => (why_not(shell, law.id.as_str(), law.kind(&seen.kind), denied)),
                            None => (one(shell, seen, plain, place, version)),
                        }
                    }
                }
            }
        }
    }
}

fn one(shell: &Shell<'_>, seen: &MeasureSeen, plain: &Plain, place: &str, version: u64) -> Markup {
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
            (area(&Around::new("why", shell.t("withdraw-why")).hint(shell.t("withdraw-why-hint")), WHY_ROWS, ""))
        }
    };
    let label = shell.t(&format!("plain-button-{verb}"));
    let send = if plain.is_final { stop_button(&label) } else { second_button(&label) };
    form(shell, &the_form, &controls, &send)
}

/// The two words on what a peer did, where an officer's word is awaited: it has effect, or it has none.
#[must_use]
pub fn word_on(shell: &Shell<'_>, seen: &MeasureSeen, act: &PeerActSeen, place: &str) -> Markup {
    let may =
        |verb: &str| seen.may.iter().any(|offer| offer.verb == verb && offer.denied.is_none());
    let letter = act.letter.to_string();
    let button = |word: &str, send: Markup| {
        let id = format!("{word}-{letter}");
        let the_form = Form::inside(&id, path::peer_act(place, &letter, word), None);
        form(shell, &the_form, &html! {}, &send)
    };
    html! {
        @if may("take-peer-act") || may("decline-peer-act") {
            div.two {
                @if may("take-peer-act") { (button("take", second_button(&shell.t("act-take")))) }
                @if may("decline-peer-act") { (button("decline", stop_button(&shell.t("act-decline")))) }
            }
        }
    }
}
