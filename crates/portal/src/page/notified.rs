//! An order the enforcing authority is notified of: the whole copy, section M included, and its word on it.

use std::collections::BTreeMap;

use domain::reader::MeasureSeen;
use law::ground::{Ground, GroundStage};
use law::ids::{Audience, Party};
use law::instrument::Instrument;
use maud::{Markup, html};

use crate::component::clock::cards;
use crate::component::denied::why_not;
use crate::component::duties::duties;
use crate::component::form::{Form, button, form};
use crate::component::ground_form::{GroundForm, Objection, refused};
use crate::component::held::{HeldLetter, held};
use crate::component::ladder::{Ladder, ladders};
use crate::component::letters::letters;
use crate::component::plain_acts::{Reason, plain_acts};
use crate::component::problem_list::Wrong;
use crate::component::summary::{Row, strip};
use crate::component::timeline::{Entry, timeline};
use crate::component::{text, time};
use crate::page::desk::state_tag;
use crate::page::draft::common_facts;
use crate::page::measure::{acts, clocks, law_row};
use crate::page::order::{Genuine, genuine, head, question, whole};
use crate::path;
use crate::shell::{Head, Shell};

/// The view of `GET /orders/ORDER` at an enforcing authority. Two forms: `POST /orders/ORDER/clear` without fields of
/// its own, and `POST /orders/ORDER/object` with the answers of a [`GroundForm`].
#[derive(Debug, Clone)]
pub struct Notification<'a> {
    /// The measure as the reader sees it.
    pub seen: &'a MeasureSeen,
    /// The law it rests on.
    pub law: &'a Instrument,
    /// How people call it.
    pub reference: &'a str,
    /// Why it is believed.
    pub genuine: Genuine,
    /// Letters about it that an agreement holds.
    pub held: Vec<HeldLetter>,
    /// Our letters about it, with what the other side has stated of each.
    pub ladders: Vec<Ladder>,
    /// What happened, in the order of the record.
    pub timeline: Vec<Entry>,
    /// The version that the acts of this page answer to.
    pub version: u64,
    /// What was answered in the form for a ground before the page came back.
    pub typed: Objection,
    /// What is wrong with it, by the name of the field.
    pub wrong: BTreeMap<&'static str, Wrong>,
    /// Why the last act here was refused, where no field is to blame.
    pub refusal: Option<&'a str>,
}

/// The page.
#[must_use]
pub fn page_notification(view: &Notification<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let seen = view.seen;
    let pack = view.law.id.as_str();
    let kind = view.law.kind(&seen.kind);
    let clocks = clocks(seen);
    let mut facts = vec![
        Row::new(lang.t("measure-state"), state_tag(shell, seen.state)),
        Row::new(lang.t("order-received-at"), time::instant(shell, seen.began_at)),
    ];
    facts.extend(common_facts(shell, seen));
    facts.extend(law_row(shell, seen));
    let body = html! {
        (refused(shell, view.refusal, &view.wrong))
        (strip(&facts))
        (held(shell, &view.held))
        div.questions {
            (question("genuine", &lang.t("order-genuine"), &genuine(shell, &view.genuine)))
            (question("when", &lang.t("order-when"), &html! { (cards(shell, &clocks)) (duties(shell, view.law, seen)) }))
        }
        @if let Some(kind) = kind { (whole(shell, pack, seen, kind, Audience::Ea)) }
        section aria-labelledby="answer-heading" {
            h2 #answer-heading { (lang.t("notified-answer")) }
            (answer(view, shell))
        }
        (acts(shell, view.law, seen, view.version))
        (letters(shell, view.law, seen, &path::page_of(seen)))
        (plain_acts(shell, view.law, seen, (&path::page_of(seen), view.version), &Reason::default()))
        (ladders(shell, &view.ladders))
        section aria-labelledby="timeline-heading" {
            h2 #timeline-heading { (lang.t("case-timeline")) }
            (timeline(shell, &view.timeline))
        }
    };
    let has_faults = view.refusal.is_some() || !view.wrong.is_empty();
    let head = Head { has_faults, ..head(shell, seen, pack, view.reference, "notified-title") };
    shell.page(&head, &body)
}

fn answer(view: &Notification<'_>, shell: &Shell<'_>) -> Markup {
    let offer = |verb: &str| view.seen.may.iter().find(|offer| offer.verb == verb);
    let lang = shell.lang;
    if offer("clear").is_none() && offer("object").is_none() {
        return html! { p.muted { (lang.t("notified-not-yours")) } };
    }
    html! {
        div.two {
            @if let Some(offer) = offer("clear").filter(|_| !enforces(view.seen)) {
                div.panel {
                    h3 { (lang.t("clear-heading")) }
                    @match &offer.denied {
                        Some(denied) => (why_not(shell, view.law.id.as_str(), view.law.kind(&view.seen.kind), denied)),
                        None => (clear(view, shell)),
                    }
                }
            }
            @if let Some(offer) = offer("object") {
                div.panel {
                    h3 { (lang.t("object-heading")) }
                    @match &offer.denied {
                        Some(denied) => (why_not(shell, view.law.id.as_str(), view.law.kind(&view.seen.kind), denied)),
                        None => (object(view, shell)),
                    }
                }
            }
        }
    }
}

/// To whom the answer goes, and what it says.
/// What the issuer gets, and what the addressee.
fn letters_to(view: &Notification<'_>, shell: &Shell<'_>, keys: [&str; 2]) -> Vec<Markup> {
    [&view.seen.from, &view.seen.addressee]
        .into_iter()
        .zip(keys)
        .map(|(member, key)| html! { (text::foreign(&member.screen())) ": " (shell.t(key)) })
        .collect()
}

fn clear(view: &Notification<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let action = path::clear(&view.seen.id.to_string());
    let the_form = Form {
        leaves: letters_to(view, shell, ["clear-letter"; 2]),
        ..Form::inside("clear", action, Some(view.version))
    };
    let lead = html! { p { (lang.t("clear-lead")) } };
    form(shell, &the_form, &lead, &button(&lang.t("clear-button")))
}

fn object(view: &Notification<'_>, shell: &Shell<'_>) -> Markup {
    let the_form = GroundForm {
        id: "object",
        action: path::object(&view.seen.id.to_string()),
        version: view.version,
        grounds: grounds(view).collect(),
        data: &view.seen.data,
        typed: &view.typed,
        wrong: &view.wrong,
        leaves: letters_to(view, shell, ["object-letter-why", "object-letter"]),
    };
    the_form.draw(shell)
}

/// The grounds this authority may raise now: on notification, or once it was asked to enforce.
fn grounds<'a>(view: &'a Notification<'_>) -> impl Iterator<Item = &'a Ground> {
    let stage =
        if enforces(view.seen) { GroundStage::Enforcement } else { GroundStage::Notification };
    view.law.grounds.iter().filter(move |ground| {
        ground.kinds.contains(&view.seen.kind)
            && ground.raised_by.contains(&Party::Ea)
            && ground.stage == stage
    })
}

/// Whether the authority was asked to enforce: there its word is a decision of its own, no "no ground".
fn enforces(seen: &MeasureSeen) -> bool {
    seen.state == "enforcing"
}
