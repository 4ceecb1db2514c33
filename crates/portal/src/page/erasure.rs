//! One destruction of content: what was proposed and why, the second officer's decision, and the certificate.
//!
//! The certificate is written to be printed and filed: it says what is gone and, as plainly, what nobody can prove. Its
//! signed bytes are not here; the ledger binds them.

use std::collections::BTreeSet;

use domain::actor::MemberId;
use domain::denied::Denied;
use domain::erasure::{
    Certificate, Certified, Erasure, Officer, Ordered, Recipients, Rejected, Replica,
};
use domain::ids::RecallId;
use domain::reader::CaseSeen;
use jiff::Timestamp;
use maud::{Markup, html};

use crate::component::denied::why_not;
use crate::component::form::{Around, Form, area, form, second_button, stop_button};
use crate::component::plain_acts::Reason;
use crate::component::problem_list::{Fault, Wrong, headed};
use crate::component::summary::{Row, list};
use crate::component::table::{Head as Column, Table, table};
use crate::component::tag::{Tone, tag};
use crate::component::{Note, digest, grouped, note, text, time};
use crate::l10n::Arg;
use crate::page::case::handling;
use crate::page::desk::state_tag;
use crate::page::keeping::{Kept, Names, kept, trail};
use crate::page::package::short;
use crate::path::{self, LeafNo};
use crate::shell::{Head, Nav, Shell};

/// Rows of the field for reasons.
const WHY_ROWS: u32 = 4;

/// The view of `GET /erasures/ERASURE`, and of its forms where one is refused: `POST /erasures/ERASURE/approve` (nothing
/// of its own) and `POST /erasures/ERASURE/reject` (`why`).
#[derive(Debug, Clone)]
pub struct ErasurePage<'a> {
    /// The erasure.
    pub erasure: &'a Erasure,
    /// Its case as the reader sees it.
    pub case: &'a CaseSeen,
    /// The exhibits it names.
    pub exhibits: Vec<Kept<'a>>,
    /// Members who are asked to destroy what they got as soon as a second officer agrees.
    pub asks: BTreeSet<MemberId>,
    /// The recalls that it opened: how each recipient stands today.
    pub recalls: Vec<RecallId>,
    /// Places of ciphertext that could not be reached when the node was at work; it goes on when they are back.
    pub waits_for: Vec<String>,
    /// Whether the reader is an officer who may decide on it, and not its author.
    pub may_decide: bool,
    /// Whether the reader proposed it.
    pub is_author: bool,
    /// The leaf of the certificate in the node's ledger.
    pub leaf: Option<LeafNo>,
    /// The reasons against it that came back.
    pub reason: Reason,
    /// Why the core refused the decision.
    pub denied: Option<&'a Denied>,
}

/// The page.
#[must_use]
pub fn page_erasure(view: &ErasurePage<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let request = &view.erasure.proposed().request;
    // What is filed as the proof of a destruction names no file.
    let names = match view.erasure {
        Erasure::Certified(_) => Names::Hidden,
        Erasure::Ordered(_) | Erasure::Proposed(_) | Erasure::Rejected(_) => Names::Shown,
    };
    let body = html! {
        (refused(view, shell))
        (list(&facts(view, shell)))
        section aria-labelledby="exhibits-heading" {
            h2 #exhibits-heading { (lang.t("case-exhibits")) }
            (kept(shell, &view.exhibits, names))
        }
        @match view.erasure {
            Erasure::Certified(certified) => (certificate(view, shell, certified)),
            Erasure::Ordered(_) => (note(Note::Watch, &lang.t("erasure-at-work"), &html! {
                p { (lang.t("erasure-at-work-body")) }
                @if !view.waits_for.is_empty() {
                    p { (lang.t("erasure-waits-for")) }
                    ul.plain { @for place in &view.waits_for { li { (text::code(place)) } } }
                }
            })),
            Erasure::Proposed(_) => { (asks(view, shell)) (decision(view, shell)) }
            Erasure::Rejected(_) => (note(Note::Plain, &lang.t("erasure-not-agreed"), &html! {
                p { (lang.t("erasure-not-agreed-body")) }
            })),
        }
    };
    let mut trail = trail(shell, view.case);
    trail.push(shell.step(&path::keeping(&view.case.id.to_string()), "keeping-title"));
    let head = Head {
        title: lang.t("erasure-title"),
        about: Some(short(&request.erasure.to_string())),
        nav: Some(Nav::Cases),
        trail,
        has_faults: view.reason.wrong.is_some() || view.denied.is_some(),
        is_wide: true,
        handling: Some(handling(shell, view.case)),
        ..Head::default()
    };
    shell.page(&head, &body)
}

/// What is wrong with a decision that came back, on top of the page.
fn refused(view: &ErasurePage<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let fault = |wrong: &Wrong| Fault::of("why", lang.t("erasure-reject-why"), wrong, lang);
    html! {
        @if let Some(wrong) = &view.reason.wrong {
            (headed(&lang.t("form-refused"), None, &[fault(wrong)]))
        }
        @if let Some(denied) = view.denied { (why_not(shell, "", None, denied)) }
    }
}

fn facts(view: &ErasurePage<'_>, shell: &Shell<'_>) -> Vec<Row> {
    let lang = shell.lang;
    let proposed = view.erasure.proposed();
    let request = &proposed.request;
    let mut rows = vec![
        Row::new(lang.t("erasure-id"), text::code(&request.erasure.to_string())),
        Row::new(lang.t("measure-state"), state_tag(shell, view.erasure.word())),
        Row::new(
            lang.t("erase-trigger"),
            html! { (lang.t(&format!("erase-trigger-{}", request.trigger))) },
        ),
        Row::new(lang.t("erasure-why"), text::prose("", request.why.as_str())),
        Row::new(lang.t("erasure-proposed"), acted(shell, proposed.at, &proposed.author)),
    ];
    let agreed = |ordered: &Ordered| {
        Row::new(lang.t("erasure-agreed"), acted(shell, ordered.at, &ordered.countersigner))
    };
    match view.erasure {
        Erasure::Certified(Certified { ordered, .. }) | Erasure::Ordered(ordered) => {
            rows.push(agreed(ordered));
        }
        Erasure::Proposed(_) => {}
        Erasure::Rejected(Rejected { why, at, .. }) => {
            rows.push(Row::new(lang.t("erasure-rejected"), time::instant(shell, *at)));
            rows.push(Row::new(lang.t("erasure-reject-why"), text::prose("", why.as_str())));
        }
    }
    rows
}

/// When somebody acted and in which office.
fn acted(shell: &Shell<'_>, at: Timestamp, by: &Officer) -> Markup {
    let office = shell.t(&format!("office-{}", by.office.id()));
    html! { (time::instant(shell, at)) " – " (office) }
}

/// Who will be asked to destroy a copy: the officers see it before they order anything.
fn asks(view: &ErasurePage<'_>, shell: &Shell<'_>) -> Markup {
    html! {
        section aria-labelledby="asks-heading" {
            h2 #asks-heading { (shell.t("erasure-asks")) }
            @if view.asks.is_empty() { p.empty { (shell.t("erasure-asks-nobody")) } }
            @else {
                p { (shell.t("erasure-asks-lead")) }
                ul.plain { @for member in &view.asks { li { (text::foreign(&member.screen())) } } }
            }
        }
    }
}

/// Who must decide, and the forms for whoever may.
fn decision(view: &ErasurePage<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let body = if view.is_author {
        html! { p { (lang.t("erasure-own")) } }
    } else if view.may_decide {
        html! {
            p { (lang.t("erasure-decide-lead")) }
            div.two { (approve(view, shell)) (reject(view, shell)) }
        }
    } else {
        html! { p { (lang.t("erasure-waits")) } }
    };
    html! {
        section aria-labelledby="decision-heading" {
            h2 #decision-heading { (lang.t("erasure-decision")) }
            (body)
        }
    }
}

/// Agreeing, or the holds that forbid it now.
fn approve(view: &ErasurePage<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let action = path::approve_erasure(&view.erasure.proposed().request.erasure.to_string());
    let the_form = Form::inside("approve", action, None);
    let lead = html! { p { (lang.t("erasure-approve-lead")) } };
    let send = stop_button(&lang.t("erasure-approve-button"));
    let held = held(view, shell);
    html! {
        div.panel {
            h3 { (lang.t("erasure-approve")) }
            @if held.is_empty() { (form(shell, &the_form, &lead, &send)) }
            @else {
                (note(Note::Stop, &lang.t("erasure-held"), &html! {
                    p { (lang.t("erasure-held-body")) }
                    ul { @for sentence in &held { li { (sentence) } } }
                }))
            }
        }
    }
}

/// The exhibits that are on hold, each with its end.
fn held(view: &ErasurePage<'_>, shell: &Shell<'_>) -> Vec<String> {
    let lang = shell.lang;
    let sentence = |kept: &Kept<'_>| {
        let until = time::instant_text(lang, shell.zone, kept.held_until?);
        let number = kept.seen.exhibit_no.as_str();
        let values = [("no", number.into()), ("until", Arg::Words(&until))];
        Some(lang.with("erasure-held-exhibit", &values))
    };
    view.exhibits.iter().filter_map(sentence).collect()
}

fn reject(view: &ErasurePage<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let mut around = Around::new("why", lang.t("erasure-reject-why"));
    let fault = |wrong: &Wrong| html! { span.wrong { (wrong.sentence(lang)) } };
    around.faults.extend(view.reason.wrong.as_ref().map(fault));
    let controls = html! {
        p { (lang.t("erasure-reject-lead")) }
        (area(&around, WHY_ROWS, &view.reason.text))
    };
    let action = path::reject_erasure(&view.erasure.proposed().request.erasure.to_string());
    let the_form = Form::inside("reject", action, None);
    let send = second_button(&lang.t("erasure-reject-button"));
    html! {
        div.panel {
            h3 { (lang.t("erasure-reject")) }
            (form(shell, &the_form, &controls, &send))
        }
    }
}

/// What is gone, what others may still have, and what nobody can prove.
fn certificate(view: &ErasurePage<'_>, shell: &Shell<'_>, certified: &Certified) -> Markup {
    let lang = shell.lang;
    let said = &certified.certificate;
    let mut rows = vec![
        Row::new(lang.t("certificate-at"), time::instant(shell, certified.at)),
        Row::new(lang.t("certificate-objects"), html! { (grouped(said.n_objects)) }),
        Row::new(lang.t("certificate-n-keys"), html! { (said.keys.len()) }),
        Row::new(
            lang.t("certificate-final-on"),
            html! {
                (time::date(shell, said.final_on))
                p.muted { (lang.t("certificate-final-on-hint")) }
            },
        ),
        Row::new(lang.t("certificate-packages"), packages(shell, said)),
        Row::new(lang.t("certificate-recipients"), recipients(shell, said)),
    ];
    if !view.recalls.is_empty() {
        rows.push(Row::new(lang.t("erasure-recalls"), recalls(view, shell)));
    }
    if let Some(leaf) = view.leaf {
        let label = lang.with("timeline-leaf", &[("index", leaf.to_string().as_str().into())]);
        rows.push(Row::new(lang.t("certificate-leaf"), shell.link(&path::leaf(leaf), &label)));
    }
    html! {
        section aria-labelledby="certificate-heading" {
            h2 #certificate-heading { (lang.t("certificate-heading")) }
            p { (lang.t("certificate-lead")) }
            (list(&rows))
            h3 { (lang.t("certificate-places")) }
            (replicas(shell, said))
            @if !said.places.is_empty() {
                h3 { (lang.t("certificate-stores")) }
                ul.plain {
                    @for (place, n_objects) in &said.places { li { (text::code(place)) ": " (grouped(*n_objects)) } }
                }
            }
            h3 { (lang.t("certificate-unproved")) }
            ul {
                li { (lang.t("certificate-unproved-copies")) }
                li { (lang.t("certificate-unproved-memory")) }
                li { (lang.t("certificate-unproved-recipients")) }
            }
            h3 { (lang.t("certificate-keys")) }
            ul.plain { @for key in &said.keys { li { (digest::hex(&digest::hex_text(key))) } } }
        }
    }
}

fn packages(shell: &Shell<'_>, said: &Certificate) -> Markup {
    html! {
        @if said.packages.is_empty() { (shell.t("certificate-packages-none")) }
        @else {
            ul.plain {
                @for package in &said.packages {
                    @let id = package.to_string();
                    li { a href=(shell.href(&path::package(&id))) { (text::code(&id)) } }
                }
            }
        }
    }
}

/// Who else had a copy, as of the day of the certificate.
fn recipients(shell: &Shell<'_>, said: &Certificate) -> Markup {
    let Recipients { asked, confirmed, gave, outstanding } = &said.recipients;
    let line = |member: &MemberId, word: &str| {
        html! { li { (text::foreign(&member.screen())) " – " (shell.t(word)) } }
    };
    let unasked = outstanding.difference(asked);
    html! {
        @if asked.is_empty() && gave.is_empty() && outstanding.is_empty() {
            (shell.t("certificate-recipients-none"))
        } @else {
            ul.plain {
                @for member in asked {
                    @if confirmed.contains(member) { (line(member, "certificate-confirmed")) }
                    @else { (line(member, "certificate-outstanding")) }
                }
                @for member in unasked { (line(member, "certificate-unconfirmed")) }
                @for member in gave { (line(member, "certificate-gave")) }
            }
            p.muted { (shell.t("certificate-recipients-hint")) }
        }
    }
}

/// The recalls that say how recipients stand today.
fn recalls(view: &ErasurePage<'_>, shell: &Shell<'_>) -> Markup {
    html! {
        ul.plain {
            @for recall in &view.recalls {
                @let id = recall.to_string();
                li {
                    a href=(shell.href(&path::recall(&id))) {
                        (shell.t("recall-title")) " " (text::code(&short(&id)))
                    }
                }
            }
        }
    }
}

fn replicas(shell: &Shell<'_>, said: &Certificate) -> Markup {
    let lang = shell.lang;
    let row = |replica: &Replica| {
        let opened = match replica.n_opened {
            0 => html! { (lang.t("certificate-opened-none")) },
            n => tag(Tone::Stop, &grouped(n)),
        };
        let signed = match &replica.signature {
            Some(signature) => digest::hex(&digest::hex_text(signature)),
            None => html! { span.muted { (lang.t("certificate-unsigned")) } },
        };
        vec![text::code(replica.node.as_str()), time::instant(shell, replica.at), opened, signed]
    };
    let columns = [
        "certificate-node",
        "certificate-destroyed-at",
        "certificate-opened",
        "certificate-signature",
    ];
    table(&Table {
        id: "replicas",
        caption: lang.t("certificate-places-caption"),
        show_caption: true,
        heads: columns.iter().map(|key| Column::word(lang.t(key))).collect(),
        rows: said.replicas.iter().map(row).collect(),
        empty: lang.t("certificate-places-none"),
    })
}
