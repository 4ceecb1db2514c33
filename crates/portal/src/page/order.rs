//! An order that came in, at the provider: is it genuine, must I answer, by when, what may I refuse?
//!
//! The four answers stand first, each with what it rests on. Then what is asked, the evidence, and the hand-over or
//! the reason why the data must stay. Not here: the notified authority's page (`page::notified`).

use std::collections::BTreeMap;

use domain::permit::senders::Role;
use domain::reader::MeasureSeen;
use domain::release::Release;
use jiff::Timestamp;
use law::ground::{Ground, GroundStage};
use law::ids::{Audience, Party};
use law::instrument::Instrument;
use law::measure_kind::MeasureKind;
use maud::{Markup, html};

use crate::component::answers::{self, Document};
use crate::component::clock::cards;
use crate::component::denied::{findings, ground_name, why_not};
use crate::component::duties::duties;
use crate::component::exhibits::{Exhibit, exhibits};
use crate::component::form::{Around, Form, button, file, form};
use crate::component::ground_form::{GroundForm, Objection, refused};
use crate::component::held::{HeldLetter, held};
use crate::component::ladder::{Ladder, ladders};
use crate::component::letters::letters;
use crate::component::plain_acts::{Reason, plain_acts};
use crate::component::problem_list::{Wrong, article};
use crate::component::summary::{Row, list, strip};
use crate::component::tag::{Tone, tag, tone_of};
use crate::component::timeline::{Entry, timeline};
use crate::component::uploads::{Upload, bringing, uploads};
use crate::component::value::value;
use crate::component::{digest, text, time};
use crate::kit::show;
use crate::page::desk::{kind_name, state_tag};
use crate::page::draft::{common_facts, handling};
use crate::page::measure::{acts, clocks, law_row};
use crate::path::{self, LeafNo};
use crate::shell::{Head, Nav, Shell};

/// What the node checked before it let the order in.
#[derive(Debug, Clone)]
pub struct Genuine {
    /// Who signed: `fr-tj/judge`.
    pub signed_by: String,
    /// What the signing member is called.
    pub member_name: String,
    /// The competence by law the signing unit has in the directory: `judge`.
    pub issuer_kind: Option<String>,
    /// When it was signed, by the writer's clock.
    pub signed_at: Timestamp,
    /// Whether the signature was checked against the key the directory names for that instant.
    pub signature_ok: bool,
    /// The name of that key.
    pub key: String,
    /// The version of the directory it was checked with.
    pub roster_version: u64,
    /// SHA-256 of the letter's body, hexadecimal.
    pub digest: String,
    /// The leaf of the receipt in our ledger.
    pub leaf: Option<LeafNo>,
    /// Whether the sender's own ledger shows the sending; nothing if not looked at yet.
    pub in_sender_ledger: Option<bool>,
}

/// The view of `GET /orders/ORDER` at an addressee. Two forms: `POST /orders/ORDER/evidence` (multipart: the tokens
/// first, then `file`) and `POST /orders/ORDER/hand-over`.
#[derive(Debug, Clone)]
pub struct Order<'a> {
    /// The measure as the reader sees it.
    pub seen: &'a MeasureSeen,
    /// The law it rests on.
    pub law: &'a Instrument,
    /// How people call it.
    pub reference: &'a str,
    /// Why it is believed.
    pub genuine: Genuine,
    /// The exhibits gathered for it.
    pub exhibits: Vec<Exhibit<'a>>,
    /// Files on their way, part by part.
    pub uploads: Vec<Upload>,
    /// Letters about it that an agreement holds.
    pub held: Vec<HeldLetter>,
    /// Our letters about it, with what the other side has stated of each.
    pub ladders: Vec<Ladder>,
    /// What happened, in the order of the record.
    pub timeline: Vec<Entry>,
    /// Whether the reader's office takes evidence in, and the order is still open.
    pub may_ingest: bool,
    /// The version that the acts of this page answer to.
    pub version: u64,
    /// What was answered in the form for a refusal before the page came back.
    pub typed: Objection,
    /// What is wrong with it, by the name of the field.
    pub wrong: BTreeMap<&'static str, Wrong>,
    /// Why the last act here was refused, where no field is to blame.
    pub refusal: Option<&'a str>,
}

/// The page.
#[must_use]
pub fn page_order(view: &Order<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let seen = view.seen;
    let pack = view.law.id.as_str();
    let kind = view.law.kind(&seen.kind);
    let clocks = clocks(seen);
    let body = html! {
        (refused(shell, view.refusal, &view.wrong))
        (strip(&common_facts(shell, seen)))
        (held(shell, &view.held))
        div.questions {
            (question("genuine", &lang.t("order-genuine"), &genuine(shell, &view.genuine)))
            (question("must", &lang.t("order-must"), &must(view, shell)))
            (question("when", &lang.t("order-when"), &html! { (cards(shell, &clocks)) (duties(shell, view.law, seen)) }))
            (question("refuse", &lang.t("order-refuse"), &refuse(view, shell)))
        }
        @if let Some(kind) = kind { (asked(view, shell, kind)) }
        @if kind.is_none_or(MeasureKind::yields_data) {
        section aria-labelledby="evidence-heading" {
            h2 #evidence-heading { (lang.t("order-evidence")) }
            (exhibits(shell, "exhibits", &view.exhibits))
            (uploads(shell, &path::page_of(seen), &view.uploads))
            @if view.may_ingest { (upload(view, shell)) }
        }
        section aria-labelledby="hand-over-heading" {
            h2 #hand-over-heading { (lang.t("order-hand-over")) }
            (hand_over(view, shell, kind))
            @if !view.exhibits.is_empty() {
                p { (shell.link(&path::order_recalls(&seen.id.to_string()), &lang.t("order-recalls"))) }
            }
        }
        }
        (acts(shell, view.law, seen, view.version))
        (letters(shell, view.law, seen, &path::page_of(seen)))
        (plain_acts(shell, view.law, seen, (&path::page_of(seen), view.version), &Reason::default()))
        @if let Some(kind) = kind { (whole(shell, pack, seen, kind, Role::Addressee.audience(kind))) }
        (ladders(shell, &view.ladders))
        section aria-labelledby="timeline-heading" {
            h2 #timeline-heading { (lang.t("case-timeline")) }
            (timeline(shell, &view.timeline))
        }
    };
    let has_faults = view.refusal.is_some() || !view.wrong.is_empty();
    let head = Head { has_faults, ..head(shell, seen, pack, view.reference, "order-title") };
    shell.page(&head, &body)
}

/// The head of a page about an order that came in.
pub(crate) fn head(
    shell: &Shell<'_>,
    seen: &MeasureSeen,
    pack: &str,
    reference: &str,
    title: &str,
) -> Head {
    Head {
        title: shell.t(title),
        about: Some(reference.to_owned()),
        over: Some(kind_name(shell, pack, seen.kind.as_str())),
        nav: Some(Nav::Desk),
        trail: vec![shell.step(path::DESK, "desk-title")],
        is_wide: true,
        handling: Some(handling(shell, seen, reference)),
        ..Head::default()
    }
}

/// One of the first questions with its answer.
pub(crate) fn question(id: &str, heading: &str, answer: &Markup) -> Markup {
    html! {
        section.question aria-labelledby={ (id) "-heading" } {
            h2 id={ (id) "-heading" } { (heading) }
            (answer)
        }
    }
}

/// Why the order is believed, or not.
pub(crate) fn genuine(shell: &Shell<'_>, genuine: &Genuine) -> Markup {
    let lang = shell.lang;
    let verdict = if genuine.signature_ok {
        html! { (tag(Tone::Good, &lang.t("genuine-yes"))) " " (lang.t("genuine-yes-body")) }
    } else {
        html! { (tag(Tone::Stop, &lang.t("genuine-no"))) " " (lang.t("genuine-no-body")) }
    };
    let mut rows = vec![
        Row::new(
            lang.t("genuine-signed-by"),
            html! {
                (text::code(&genuine.signed_by)) " " (text::foreign(&genuine.member_name))
                @if let Some(kind) = &genuine.issuer_kind { " – " (lang.t(&format!("issuer-{kind}"))) }
            },
        ),
        Row::new(lang.t("genuine-signed-at"), time::instant(shell, genuine.signed_at)),
        Row::new(
            lang.t("genuine-key"),
            html! {
                (text::code(&genuine.key)) " "
                span.muted { (lang.with("genuine-roster", &[("version", genuine.roster_version.into())])) }
            },
        ),
        Row::new(lang.t("genuine-digest"), digest::hex(&genuine.digest)),
    ];
    if let Some(leaf) = genuine.leaf {
        let label = lang.with("timeline-leaf", &[("index", leaf.to_string().as_str().into())]);
        rows.push(Row::new(lang.t("genuine-leaf"), shell.link(&path::leaf(leaf), &label)));
    }
    let ledger = match genuine.in_sender_ledger {
        None => "genuine-ledger-unknown",
        Some(true) => "genuine-ledger-yes",
        Some(false) => "genuine-ledger-no",
    };
    rows.push(Row::new(lang.t("genuine-ledger"), html! { (lang.t(ledger)) }));
    html! { p { (verdict) } (list(&rows)) }
}

fn must(view: &Order<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let seen = view.seen;
    let key = match seen.state {
        "received" => "must-yes",
        "handed-over" => "must-done",
        _ => "must-no",
    };
    let mut rows = vec![
        Row::new(lang.t("measure-state"), state_tag(shell, seen.state)),
        Row::new(lang.t("order-received-at"), time::instant(shell, seen.began_at)),
    ];
    rows.extend(law_row(shell, seen));
    let notices = view.law.kind(&seen.kind).map_or(&[][..], |kind| &kind.notices);
    for notice in notices {
        let name = lang.law(view.law.id.as_str(), &notice.label_key());
        rows.push(Row::new(
            lang.t("order-notice"),
            html! { (name) " " span.cite { (article(lang, notice.provenance.cite.as_str())) } },
        ));
    }
    html! { p { (lang.t(key)) } (list(&rows)) }
}

/// What an addressee may refuse and on which grounds, and the form that does it.
fn refuse(view: &Order<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let pack = view.law.id.as_str();
    let seen = view.seen;
    let kind = view.law.kind(&seen.kind);
    let own: Vec<&Ground> = own_grounds(view);
    let offer = seen.may.iter().find(|offer| offer.verb == "refuse");
    html! {
        @if own.is_empty() { (objections(view, shell)) }
        @else {
            p { (lang.t("refuse-own-lead")) }
            ul.grounds {
                @for ground in &own {
                    li {
                        (ground_name(shell, ground.id.as_str())) " "
                        span.cite { (article(lang, ground.provenance.cite.as_str())) }
                    }
                }
            }
        }
        @if !seen.letters.is_empty() {
            p.muted { (lang.t("refuse-how")) " " a href="#letters" { (lang.t("letters-heading")) } }
        }
        @if let (Some(offer), false) = (offer, own.is_empty()) {
            (show::details(None, "whole", !view.wrong.is_empty(), &html! { (lang.t("refuse-heading")) }, &html! { @match &offer.denied {
                    Some(denied) => (why_not(shell, pack, kind, denied)),
                    None => (refuse_form(view, own, shell)),
                } }))
        }
    }
}

/// The grounds an addressee of this kind may refuse on.
fn own_grounds<'a>(view: &Order<'a>) -> Vec<&'a Ground> {
    let Some(kind) = view.law.kind(&view.seen.kind) else { return Vec::new() };
    let ours = Role::Addressee.speaks_as(kind);
    let is_ours = |ground: &&Ground| {
        ground.kinds.contains(&kind.id)
            && ground.stage == GroundStage::Execution
            && !ours.is_disjoint(&ground.raised_by)
    };
    view.law.grounds.iter().filter(is_ours).collect()
}

fn refuse_form(view: &Order<'_>, grounds: Vec<&Ground>, shell: &Shell<'_>) -> Markup {
    let seen = view.seen;
    let to = [Some(&seen.from), seen.enforcing.as_ref()];
    let to = to.into_iter().flatten();
    let leaves = to.map(
        |member| html! { (text::foreign(&member.screen())) ": " (shell.t("object-letter-why")) },
    );
    let the_form = GroundForm {
        id: "refuse",
        action: path::refuse(&seen.id.to_string()),
        version: view.version,
        grounds,
        data: &seen.data,
        typed: &view.typed,
        wrong: &view.wrong,
        leaves: leaves.collect(),
    };
    the_form.draw(shell)
}

/// What the law lets an addressee object to where an authority decides, as a reading list.
fn objections(view: &Order<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let grounds = view.law.grounds.iter().filter(|ground| {
        ground.kinds.contains(&view.seen.kind) && ground.objected_by.contains(&Party::Addressee)
    });
    html! {
        p { (lang.t("refuse-lead")) }
        ul.grounds {
            @for ground in grounds {
                li {
                    (ground_name(shell, ground.id.as_str())) " "
                    span.cite { (article(lang, ground.provenance.cite.as_str())) }
                }
            }
        }
    }
}

/// The data asked for as a checklist: identifiers, period, and each item.
fn asked(view: &Order<'_>, shell: &Shell<'_>, kind: &MeasureKind) -> Markup {
    let lang = shell.lang;
    let pack = view.law.id.as_str();
    let rows: Vec<Row> = view
        .seen
        .fields
        .iter()
        .filter_map(|seen| Some((kind.field(&seen.id)?, seen.value.as_ref()?)))
        .filter(|(field, _)| is_about_data(kind, field))
        .map(|(field, answer)| {
            Row::new(lang.law(pack, &field.label_key()), value(shell, pack, field, answer))
        })
        .collect();
    html! {
        section aria-labelledby="asked-heading" {
            h2 #asked-heading { (lang.t("order-asked")) }
            (list(&rows))
        }
    }
}

/// Fields of the sections that identify data or ask for them: those in which a field has a category or is an
/// identifier.
fn is_about_data(kind: &MeasureKind, field: &law::field::Field) -> bool {
    kind.fields_of(&field.section)
        .any(|other| other.data.is_some() || other.field_type == law::field::FieldType::Selector)
}

fn upload(view: &Order<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let action = path::evidence(&view.seen.id.to_string());
    let the_form = Form { multipart: true, ..Form::inside("evidence", action, Some(view.version)) };
    let around = Around::new("file", lang.t("evidence-file")).hint(lang.t("evidence-file-hint"));
    let id = view.seen.id.to_string();
    html! {
        (form(shell, &the_form, &file(&around), &button(&lang.t("evidence-button"))))
        (bringing(shell, &path::uploads(&id), &format!("{}?done=evidence", path::order(&id))))
    }
}

/// The hand-over, or why the data must stay.
fn hand_over(view: &Order<'_>, shell: &Shell<'_>, kind: Option<&MeasureKind>) -> Markup {
    let lang = shell.lang;
    let seen = view.seen;
    let offer = seen.may.iter().find(|offer| offer.verb == "hand-over");
    let lets_leave = seen.release.as_ref().is_some_and(|release| release.state.lets_leave());
    html! {
        @if let Some(release) = &seen.release { (release_state(shell, release)) }
        @for line in &seen.handovers {
            p.done-line {
                (tag(Tone::Good, &lang.t("state-handed-over"))) " " (time::instant(shell, line.at)) " – "
                (lang.with("exhibits-caption", &[("n", line.exhibits.len().into())]))
            }
        }
        @match offer {
            None => {}
            Some(offer) => @match &offer.denied {
                Some(denied) => (why_not(shell, view.law.id.as_str(), kind, denied)),
                None if view.exhibits.is_empty() => p { (lang.t("hand-over-nothing")) },
                None if lets_leave => (hand_over_form(view, shell)),
                None => {}
            },
        }
    }
}

fn hand_over_form(view: &Order<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let seen = view.seen;
    let action = path::hand_over(&seen.id.to_string());
    let leaves = view.exhibits.iter().map(|exhibit| {
        let seen = exhibit.seen;
        html! {
            (text::code(seen.exhibit_no.as_str()))
            @if let Some(data) = &seen.data { " " (digest::bytes(&data.plain.sha256)) }
        }
    });
    let the_form =
        Form { leaves: leaves.collect(), ..Form::inside("hand-over", action, Some(view.version)) };
    let to = seen.from.screen();
    let controls = html! { p { (lang.with("hand-over-lead", &[("member", (&to).into())])) } };
    form(shell, &the_form, &controls, &button(&lang.t("hand-over-button")))
}

/// Whether the data may leave, with the place in the law and what else is to be known.
pub(crate) fn release_state(shell: &Shell<'_>, release: &Release) -> Markup {
    let lang = shell.lang;
    let id = release.state.id();
    let mut rows = Vec::new();
    if let Some(cite) = &release.cite {
        rows.push(Row::new(
            lang.t("problem-cite"),
            html! { span.cite { (article(lang, cite.as_str())) } },
        ));
    }
    if let Some(at) = release.opens_at {
        rows.push(Row::new(
            lang.t("problem-opens-at"),
            html! { (time::instant(shell, at)) " – " (time::left(lang, shell.now, at)) },
        ));
    }
    if let Some(ground) = &release.ground {
        rows.push(Row::new(
            lang.t("problem-ground"),
            html! { (ground_name(shell, ground.as_str())) },
        ));
    }
    if !release.findings.is_empty() {
        rows.push(Row::new(lang.t("problem-findings"), findings(shell, &release.findings)));
    }
    if !release.conditions.is_empty() {
        rows.push(Row::new(
            lang.t("release-conditions"),
            html! { @for text in &release.conditions { (text::prose("", text)) } },
        ));
    }
    html! {
        p.release {
            (tag(tone_of(id), &lang.t(&format!("release-{id}")))) " " (lang.t(&format!("release-{id}.help")))
        }
        (list(&rows))
    }
}

/// The whole copy as it came.
pub(crate) fn whole(
    shell: &Shell<'_>,
    pack: &str,
    seen: &MeasureSeen,
    kind: &MeasureKind,
    audience: Audience,
) -> Markup {
    let shown = answers::of_fields(&seen.fields);
    let whole = Document { id: "form", pack, kind, answers: &shown, audience, change: None };
    html! {
        section aria-labelledby="whole-heading" {
            h2 #whole-heading { (shell.t("order-whole")) }
            (answers::document(shell, &whole))
        }
    }
}
