//! One agreement: its terms, its signatures, what it means today, and what its reader may do. The forms that draft, sign and let
//! something go on have pages of their own, in the modules below; the list of all is `page::agreements`.

use std::collections::{BTreeMap, BTreeSet};

use domain::actor::MemberId;
use domain::agreement::{Agreement, Passage, Phase, Suspension};
use domain::denied::Denied;
use domain::erasure::Why;
use domain::reader::AgreementSeen;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};

use crate::component::denied::why_not;
use crate::component::problem_list::{Fault, Wrong, field_within, headed};
use crate::component::summary::{Row, list, strip};
use crate::component::table::{Head as Column, Table, table};
use crate::component::tag::{Tone, tag};
use crate::component::terms::{self, Names, name, phase, until};
use crate::component::timeline::{Entry, timeline};
use crate::component::{Note, note, text, time};
use crate::page::package::short;
use crate::path;
use crate::shell::{Head, Nav, Shell};

pub mod acts;
pub mod draft;
pub mod onward;
pub mod sign;

/// Before its end, and after a review was due, an agreement asks for somebody: so many days before.
pub const SOON_DAYS: i64 = 30;

/// What was sent with a form and came back with it.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// The act whose form it was: `suspend`.
    pub act: String,
    /// What was typed or chosen, by the name it is posted under.
    pub fields: BTreeMap<String, Vec<String>>,
    /// What of it cannot be taken, by the name it is posted under.
    pub wrong: BTreeMap<String, Wrong>,
    /// Why the core refused it.
    pub denied: Option<Denied>,
    /// Whether something else happened since the form was opened.
    pub is_stale: bool,
}

impl Typed {
    /// The first answer under a name; empty where there is none.
    #[must_use]
    pub fn of(&self, field: &str) -> &str {
        self.fields.get(field).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// Whether this was chosen under a name.
    #[must_use]
    pub fn has(&self, field: &str, value: &str) -> bool {
        self.fields.get(field).is_some_and(|values| values.iter().any(|one| one == value))
    }

    pub(crate) fn has_faults(&self) -> bool {
        !self.wrong.is_empty() || self.denied.is_some() || self.is_stale
    }

    /// What is wrong, on top of the page, in the order of the form's fields; `form` is empty where the page has one form only.
    pub(crate) fn refused(
        &self,
        shell: &Shell<'_>,
        (form, order): (&str, &[&str]),
        label: impl Fn(&str) -> String,
    ) -> Markup {
        let fault = |name: &&str| {
            let wrong = self.wrong.get(*name)?;
            Some(Fault::of(&field_within(form, name), label(name), wrong, shell.lang))
        };
        let faults: Vec<Fault> = order.iter().filter_map(fault).collect();
        html! {
            @if !faults.is_empty() { (headed(&shell.t("form-refused"), None, &faults)) }
            @if self.is_stale {
                (headed(&shell.t("problem-stale"), Some(&shell.t("agreement-changed")), &[]))
            }
            @if let Some(denied) = &self.denied { (why_not(shell, "", None, denied)) }
        }
    }
}

/// What waits because of an agreement at the moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waits {
    /// Letters of ours.
    pub n_out: u64,
    /// Letters that came, and that nobody reads; by the member that wrote them.
    pub came: BTreeMap<MemberId, u64>,
}

/// What asks for somebody: until when, and what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duty {
    /// It ends by itself at this instant.
    Ends(Timestamp),
    /// It was to be gone through again by this instant.
    Review(Timestamp),
    /// Our signature is missing since this instant.
    Sign(Timestamp),
}

impl Duty {
    /// When.
    #[must_use]
    pub const fn at(self) -> Timestamp {
        match self {
            Self::Ends(at) | Self::Review(at) | Self::Sign(at) => at,
        }
    }

    /// The word in text keys.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ends(_) => "ends",
            Self::Review(_) => "review",
            Self::Sign(_) => "sign",
        }
    }
}

/// What an agreement asks of this reader: only what they can do something about.
#[must_use]
pub fn duties(seen: &AgreementSeen, may_draft: bool, now: Timestamp) -> Vec<Duty> {
    let mut duties = Vec::new();
    if seen.may("sign") {
        duties.push(Duty::Sign(seen.since));
    }
    if let Some(due) = seen.review_due_at.filter(|due| *due <= now && seen.may("review")) {
        duties.push(Duty::Review(due));
    }
    let ends = seen.agreement.ends_at();
    let soon = SignedDuration::from_hours(24 * SOON_DAYS);
    if may_draft && seen.review_due_at.is_some() && ends.duration_since(now) <= soon {
        duties.push(Duty::Ends(ends));
    }
    duties
}

/// A duty as a tag with its instant.
#[must_use]
pub fn duty(shell: &Shell<'_>, duty: Duty) -> Markup {
    let tone = match duty {
        Duty::Ends(_) | Duty::Sign(_) => Tone::Watch,
        Duty::Review(_) => Tone::Stop,
    };
    html! {
        (tag(tone, &shell.t(&format!("agreement-duty-{}", duty.id())))) " " (until(shell, duty.at()))
    }
}

/// A letter about an agreement that has not arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undelivered {
    /// What it is: `agreement.suspension`.
    pub kind: String,
    /// The member that does not know yet, as people call it.
    pub to: String,
    /// When it was signed.
    pub since: Timestamp,
}

/// The view of `GET /agreements/AGREEMENT`; its forms are those of [`acts`].
#[derive(Debug, Clone)]
pub struct AgreementPage<'a> {
    /// The agreement as the reader sees it.
    pub seen: &'a AgreementSeen,
    /// What members are called.
    pub names: &'a Names,
    /// Our member.
    pub ours: &'a MemberId,
    /// The keys that made the signatures, as the signatures themselves name them.
    pub keys: BTreeMap<MemberId, Vec<String>>,
    /// What waits because of it.
    pub waits: Waits,
    /// Letters about it that have not arrived.
    pub undelivered: Vec<Undelivered>,
    /// Letters that were taken back because of it.
    pub n_withdrawn: u64,
    /// What happened, in the order of the record.
    pub timeline: Vec<Entry>,
    /// Whether the reader's office drafts.
    pub may_draft: bool,
    /// The version that the acts of this page answer to.
    pub version: u64,
    /// What came back with a form.
    pub typed: Option<&'a Typed>,
}

/// The page.
#[must_use]
pub fn page_agreement(view: &AgreementPage<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let seen = view.seen;
    let agreement = &seen.agreement;
    let lines = agreement.terms().lines();
    let id = agreement.id().to_string();
    let mut facts = vec![
        Row::new(
            lang.t("agreement-phase"),
            html! {
                (phase(shell, seen.phase)) " " (lang.t("held-since")) " " (time::instant(shell, seen.since))
            },
        ),
        Row::new(ends_label(shell, seen.phase), until(shell, agreement.ends_at())),
    ];
    facts.extend(
        seen.review_due_at.map(|at| Row::new(lang.t("agreement-review"), until(shell, at))),
    );
    let asked = duties(seen, view.may_draft, shell.now);
    let body = html! {
        @if let Some(typed) = view.typed {
            (typed.refused(shell, (&typed.act, &acts::FIELDS), |field| acts::label(shell, &typed.act, field)))
        }
        (strip(&facts))
        @if !asked.is_empty() {
            (note(Note::Watch, &lang.t("agreement-asks"), &html! {
                ul.plain {
                    @for one in &asked {
                        li { (duty(shell, *one)) " – " (lang.t(&format!("agreement-duty-{}-body", one.id()))) }
                    }
                }
            }))
        }
        (suspensions(view, shell))
        (today(view, shell))
        (waits(view, shell, &id))
        (signatures(view, shell))
        section aria-labelledby="terms-heading" {
            h2 #terms-heading { (lang.t("agreement-terms")) }
            (terms::terms(shell, agreement.terms(), view.names))
            (terms::name_of_document(shell, agreement))
            p { (shell.link(&path::agreement_document(&id), &lang.t("agreement-document"))) }
            @if view.may_draft {
                p { (shell.link(&path::agreement_after(&id), &lang.t("agreement-follow"))) }
            }
        }
        (consents(view, shell))
        (acts::acts(view, shell))
        section aria-labelledby="timeline-heading" {
            h2 #timeline-heading { (lang.t("case-timeline")) }
            (timeline(shell, &view.timeline))
        }
    };
    let head = Head {
        title: lang.t("agreement-page-title"),
        about: Some(lines.title.as_str().to_owned()),
        nav: Some(Nav::Agreements),
        trail: vec![shell.step(path::AGREEMENTS, "agreements-title")],
        has_faults: view.typed.is_some_and(Typed::has_faults),
        is_wide: true,
        ..Head::default()
    };
    shell.page(&head, &body)
}

/// What the instant of its end is called.
fn ends_label(shell: &Shell<'_>, phase: Phase) -> String {
    match phase {
        Phase::Ended | Phase::Sunset => shell.t("agreement-ended-at"),
        Phase::Draft | Phase::InForce | Phase::Open | Phase::Suspended | Phase::Waiting => {
            shell.t("agreement-ends")
        }
    }
}

/// The step of the way to what belongs to one agreement.
pub(crate) fn trail(shell: &Shell<'_>, agreement: &Agreement) -> Vec<(String, Markup)> {
    let id = agreement.id().to_string();
    let title = agreement.terms().lines().title.as_str();
    vec![
        shell.step(path::AGREEMENTS, "agreements-title"),
        Shell::named_step(path::agreement(&id), title),
    ]
}

/// Who suspended it, why, and who ends that; nothing is drawn where nobody did.
fn suspensions(view: &AgreementPage<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let body = html! {
        @for (member, suspension) in view.seen.agreement.suspensions() {
            p {
                strong { (name(view.names, member)) } " – " (lang.t("held-since")) " "
                (time::instant(shell, suspension.since)) ". "
                (lang.with("held-ends-only", &[("members", member.screen().as_str().into())]))
            }
            (list(&suspension_rows(view, shell, suspension)))
        }
    };
    html! {
        @if view.seen.phase == Phase::Suspended {
            (note(Note::Watch, &lang.t("agreement-suspended"), &body))
        }
    }
}

fn suspension_rows(
    view: &AgreementPage<'_>,
    shell: &Shell<'_>,
    suspension: &Suspension,
) -> Vec<Row> {
    let lang = shell.lang;
    let notice = &suspension.notice;
    let place = usize::try_from(notice.criterion).ok().and_then(|n| n.checked_sub(1));
    let criteria = &view.seen.agreement.terms().lines().criteria;
    let criterion = place.and_then(|n| criteria.get(n)).map_or("", Why::as_str);
    let (part, number) = (&notice.part, notice.criterion.to_string());
    let values = [("n", number.as_str().into()), ("text", criterion.into())];
    let row = |key: &str, value: Markup| Row::new(lang.t(&format!("agreement-{key}")), value);
    let mut rows = vec![
        row("suspend-criterion", html! { (lang.with("agreement-criterion-n", &values)) }),
        row("suspend-why", text::prose("", notice.why.as_str())),
    ];
    if part.purposes.is_empty() && part.data.is_empty() {
        rows.push(row("suspended-part", html! { (lang.t("agreement-suspended-all")) }));
    }
    if !part.purposes.is_empty() {
        rows.push(row("suspended-purposes", terms::purposes(shell, &part.purposes)));
    }
    if !part.data.is_empty() {
        rows.push(row("suspended-data", terms::data(shell, &part.data)));
    }
    rows
}

/// What it means now for letters to and from each other party.
fn today(view: &AgreementPage<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let passage = |passage: Passage| {
        let tone = match passage {
            Passage::Goes => Tone::Good,
            Passage::Held(_) | Passage::Partly(_) => Tone::Watch,
            Passage::Not => Tone::Quiet,
        };
        let word = lang.t(&format!("agreement-passage-{}", passage.id()));
        let why = passage.reason().map(|reason| format!("agreement-because-{}", reason.code()));
        html! {
            (tag(tone, &word))
            @if let Some(why) = &why { " " (lang.t(why)) }
        }
    };
    let columns = ["party", "gives", "gets", "keeps"];
    let rows = view.seen.outlook.iter().map(|one| {
        vec![name(view.names, &one.other), passage(one.give), passage(one.get), passage(one.keep)]
    });
    html! {
        section {
            h2 #today-heading { (lang.t("agreement-today")) }
            p { (lang.t(&format!("agreement-means-{}", view.seen.phase.id()))) }
            (table(&Table {
                id: "today",
                caption: lang.t("agreement-today"),
                show_caption: false,
                heads: columns.iter().map(|key| Column::word(lang.t(&format!("agreement-{key}")))).collect(),
                rows: rows.collect(),
                empty: String::new(),
            }))
            p.hint { (lang.t("agreement-always")) }
        }
    }
}

/// Letters that wait, lie unread, were taken back or have not told a party yet; nothing is drawn for none.
fn waits(view: &AgreementPage<'_>, shell: &Shell<'_>, id: &str) -> Markup {
    let lang = shell.lang;
    let waits = &view.waits;
    let is_any = waits.n_out > 0
        || !waits.came.is_empty()
        || view.n_withdrawn > 0
        || !view.undelivered.is_empty();
    html! {
        @if is_any {
            section aria-labelledby="waits-heading" {
                h2 #waits-heading { (lang.t("agreement-waits")) }
                @if waits.n_out > 0 {
                    p {
                        a href=(shell.href(&path::waiting_for(id))) {
                            (lang.with("agreement-waits-out", &[("n", waits.n_out.into())]))
                        }
                        ". " (lang.t("agreement-waits-out-body"))
                    }
                }
                @for (member, n) in &waits.came {
                    p {
                        (name(view.names, member)) ": " (lang.with("agreement-waits-came", &[("n", (*n).into())]))
                        ". " (lang.t("agreement-waits-came-body"))
                    }
                }
                @if view.n_withdrawn > 0 {
                    p { (lang.with("agreement-withdrawn", &[("n", view.n_withdrawn.into())])) }
                }
                @for letter in &view.undelivered {
                    p {
                        (text::foreign(&letter.to)) " " (lang.t("agreement-undelivered")) " "
                        strong { (lang.t(&crate::component::held::kind_key(&letter.kind))) } ", "
                        (lang.t("agreement-undelivered-since")) " " (time::instant(shell, letter.since))
                    }
                }
            }
        }
    }
}

/// Who signed, when, out of which unit and with which key.
fn signatures(view: &AgreementPage<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let agreement = &view.seen.agreement;
    let row = |party: &MemberId| match agreement.signatures().get(party) {
        None => {
            let missing = tag(Tone::Active, &lang.t("agreement-not-signed"));
            vec![name(view.names, party), missing, html! {}, html! {}]
        }
        Some(signature) => vec![
            name(view.names, party),
            time::instant(shell, signature.at),
            text::code(&signature.unit.to_string()),
            html! {
                @for key in view.keys.get(party).into_iter().flatten() { (text::code(key)) " " }
            },
        ],
    };
    let columns = ["party", "signed-at", "signed-unit", "signed-key"];
    let parties: &BTreeSet<MemberId> = &agreement.terms().lines().parties;
    html! {
        section {
            h2 #signatures-heading { (lang.t("agreement-signatures")) }
            (table(&Table {
                id: "signatures",
                caption: lang.t("agreement-signatures"),
                show_caption: false,
                heads: columns.iter().map(|key| Column::word(lang.t(&format!("agreement-{key}")))).collect(),
                rows: parties.iter().map(row).collect(),
                empty: String::new(),
            }))
        }
    }
}

/// What may go on to whom; nothing is drawn where nobody consented.
fn consents(view: &AgreementPage<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let consents = view.seen.agreement.consents();
    let rows = consents.iter().map(|(giver, consent)| {
        let exhibit = consent.exhibit.to_string();
        vec![text::code(&short(&exhibit)), name(view.names, giver), name(view.names, &consent.to)]
    });
    let columns = ["item", "giver", "goes-to"];
    html! {
        @if !consents.is_empty() {
            section {
                h2 #consents-heading { (lang.t("agreement-consents")) }
                (table(&Table {
                    id: "consents",
                    caption: lang.t("agreement-consents"),
                    show_caption: false,
                    heads: columns.iter().map(|key| Column::word(lang.t(&format!("agreement-{key}")))).collect(),
                    rows: rows.collect(),
                    empty: String::new(),
                }))
            }
        }
    }
}
