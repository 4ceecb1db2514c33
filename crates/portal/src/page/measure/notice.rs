//! The notice to the person on the page of a measure: who owes it and since when, which delays are lawful, and the
//! forms that tell, ask for a delay, review one or end it. Nothing of it leaves the node.
//!
//! Four forms, each where it can be sent: `POST /measures/ID/notice` (`told_on`, `means`, `language`, `remedies`, `proof`,
//! `sha256`), `…/notice/defer` (`ground`, `justification`, `reasons`, `review_on`), `…/notice/review` (`asked`, `verdict`,
//! `why`) and `…/notice/end` (`why`).

use std::collections::BTreeMap;

use domain::denied::Denied;
use domain::measure::notice::{Because, Delay, Means, Notice, Told};
use domain::reader::{MeasureSeen, NoticeSeen};
use law::ids::Mark;
use law::instrument::Instrument;
use maud::{Markup, html};

use crate::component::denied::{delay_ground, why_not};
use crate::component::form::{
    Around, Choice, Form, Line, area, button, form, line, radios, second_button, select,
    stop_button,
};
use crate::component::problem_list::{Fault, Wrong, article, headed};
use crate::component::summary::{Row, list};
use crate::component::tag::{Tone, tag};
use crate::component::{Note, digest, note, text, time};
use crate::path;
use crate::shell::Shell;

/// Lines of a short answer.
const SHORT_ROWS: u32 = 2;
/// Lines of a long one.
const LONG_ROWS: u32 = 6;

/// What was typed into a form of the notice and came back with it.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// What was typed, by the name it is posted under.
    pub fields: BTreeMap<String, String>,
    /// What of it cannot be taken.
    pub wrong: BTreeMap<String, Wrong>,
    /// Why the core refused it.
    pub denied: Option<Denied>,
}

impl Typed {
    /// Whether a form came back.
    #[must_use]
    pub fn has_faults(&self) -> bool {
        !self.wrong.is_empty() || self.denied.is_some()
    }

    fn of<'a>(&'a self, name: &str, otherwise: &'a str) -> &'a str {
        self.fields.get(name).map_or(otherwise, String::as_str)
    }
}

/// What the panel is about.
struct Panel<'a> {
    seen: &'a MeasureSeen,
    notice: &'a NoticeSeen,
    law: &'a Instrument,
    typed: &'a Typed,
}

/// What is wrong in a form that came back, on top of the page.
pub(crate) fn refused(shell: &Shell<'_>, law: &Instrument, typed: &Typed) -> Markup {
    let lang = shell.lang;
    let fault = |(name, wrong): (&String, &Wrong)| Fault::of(name, label(shell, name), wrong, lang);
    let faults: Vec<Fault> = typed.wrong.iter().map(fault).collect();
    html! {
        @if !faults.is_empty() { (headed(&lang.t("form-refused"), None, &faults)) }
        @if let Some(denied) = &typed.denied { (why_not(shell, law.id.as_str(), None, denied)) }
    }
}

/// The panel; nothing is drawn where the law asks for no notice.
pub(crate) fn panel(
    shell: &Shell<'_>,
    seen: &MeasureSeen,
    law: &Instrument,
    typed: &Typed,
) -> Markup {
    let Some(notice) = &seen.notice else { return html! {} };
    let panel = Panel { seen, notice, law, typed };
    html! {
        section aria-labelledby="notice-heading" {
            h2 #notice-heading { (shell.t("notice-heading")) }
            (list(&rule(shell, &panel)))
            (standing(shell, &panel))
            (forms(shell, &panel))
        }
    }
}

/// Who owes it, by which standard, and which delays are lawful.
fn rule(shell: &Shell<'_>, panel: &Panel<'_>) -> Vec<Row> {
    let (lang, notice, pack) = (shell.lang, panel.notice, panel.law.id.as_str());
    let standard = format!("standard-{}", notice.standard);
    let standard = if lang.has(&standard) { lang.t(&standard) } else { notice.standard.clone() };
    let name = lang.law(pack, &format!("notice-{}", notice.id));
    vec![
        Row::new(
            lang.t("notice-rule"),
            html! {
                (name) ", " (standard) " " span.cite { (article(lang, notice.cite.as_str())) }
                @if notice.mark == Mark::Memory { " · " (lang.t("mark-memory")) }
            },
        ),
        Row::new(
            lang.t("notice-delays"),
            html! {
                @if notice.delay_grounds.is_empty() { (lang.t("notice-delays-none")) }
                @else {
                    (lang.t("notice-delays-lead"))
                    ul { @for ground in &notice.delay_grounds { li { (delay_ground(shell, pack, ground)) } } }
                }
            },
        ),
    ]
}

/// Where it stands.
fn standing(shell: &Shell<'_>, panel: &Panel<'_>) -> Markup {
    let lang = shell.lang;
    let pack = panel.law.id.as_str();
    let mut rows = Vec::new();
    match &panel.notice.standing {
        Notice::NotOwed => return html! { p { (lang.t("notice-not-owed")) } },
        Notice::Due(owed) => {
            let why = lang.t(&format!("notice-because-{}", owed.because.id()));
            rows.push(Row::new(
                lang.t("notice-standing"),
                tag(Tone::Stop, &lang.t("notice-standing-due")),
            ));
            rows.push(Row::new(
                lang.t("notice-since"),
                html! { (time::instant(shell, owed.since)) " – " (why) },
            ));
            if let Because::GroundCeased { why } = &owed.because {
                rows.push(Row::new(lang.t("notice-why"), text::prose("", why)));
            }
            if let Some(asked) = &owed.asked {
                rows.push(Row::new(
                    lang.t("notice-asked-at"),
                    html! { (time::instant(shell, asked.at)) " – " (lang.t("notice-asked")) },
                ));
                rows.extend(delay(shell, pack, &asked.delay));
            }
        }
        Notice::Deferred(deferral) => {
            rows.push(Row::new(
                lang.t("notice-standing"),
                tag(Tone::Watch, &lang.t("notice-standing-deferred")),
            ));
            rows.push(Row::new(lang.t("notice-agreed-at"), time::instant(shell, deferral.at)));
            rows.extend(delay(shell, pack, &deferral.delay));
        }
        Notice::Given(told) => rows.extend(given(shell, told)),
    }
    list(&rows)
}

fn delay(shell: &Shell<'_>, pack: &str, delay: &Delay) -> Vec<Row> {
    let lang = shell.lang;
    vec![
        Row::new(lang.t("notice-ground"), html! { (delay_ground(shell, pack, &delay.ground)) }),
        Row::new(lang.t("notice-justification"), text::prose("", &delay.justification)),
        Row::new(lang.t("notice-reasons"), text::prose("", &delay.reasons)),
        Row::new(lang.t("notice-review-on"), time::date(shell, delay.review_on)),
    ]
}

fn given(shell: &Shell<'_>, told: &Told) -> Vec<Row> {
    let (lang, telling) = (shell.lang, &told.telling);
    let mut rows = vec![
        Row::new(lang.t("notice-standing"), tag(Tone::Good, &lang.t("notice-standing-given"))),
        Row::new(lang.t("notice-told-on"), time::date(shell, telling.told_on)),
        Row::new(lang.t("notice-recorded-at"), time::instant(shell, told.at)),
        Row::new(
            lang.t("notice-means"),
            html! { (lang.t(&format!("notice-means-{}", telling.means.id()))) },
        ),
        Row::new(lang.t("notice-language"), text::code(telling.language.as_str())),
        Row::new(
            lang.t("notice-remedies"),
            text::prose(telling.language.as_str(), &telling.remedies),
        ),
    ];
    if !telling.proof.letter.is_empty() {
        let letter = text::prose(telling.language.as_str(), &telling.proof.letter);
        rows.push(Row::new(lang.t("notice-proof"), letter));
    }
    if let Some(sha256) = &telling.proof.sha256 {
        rows.push(Row::new(lang.t("notice-sha256"), digest::bytes(sha256)));
    }
    rows
}

/// The acts the reader's office has here, each as a form or with the reason why it is none now.
fn forms(shell: &Shell<'_>, panel: &Panel<'_>) -> Markup {
    let pack = panel.law.id.as_str();
    let kind = panel.law.kind(&panel.seen.kind);
    let offered = |verb: &str, heading: &str, form: fn(&Shell<'_>, &Panel<'_>) -> Markup| {
        let offer = panel.seen.may.iter().find(|offer| offer.verb == verb);
        html! {
            @if let Some(offer) = offer {
                div.panel {
                    h3 { (shell.t(heading)) }
                    @match &offer.denied {
                        Some(denied) => (why_not(shell, pack, kind, denied)),
                        None => (form(shell, panel)),
                    }
                }
            }
        }
    };
    html! {
        (offered("review-notice-delay", "notice-review-heading", review))
        (offered("give-notice", "notice-give-heading", give))
        (offered("defer-notice", "notice-defer-heading", defer))
        (offered("end-notice-delay", "notice-end-heading", end))
    }
}

fn give(shell: &Shell<'_>, panel: &Panel<'_>) -> Markup {
    let (lang, typed) = (shell.lang, panel.typed);
    let today = panel.notice.today.to_string();
    let chosen = typed.of("means", "");
    let means: Vec<Choice> = Means::ALL
        .into_iter()
        .map(|means| {
            let label = lang.t(&format!("notice-means-{}", means.id()));
            Choice::new(means.id(), label, chosen == means.id())
        })
        .collect();
    let language = typed.of("language", panel.seen.language.as_str());
    let controls = html! {
        p { (lang.t("notice-give-lead")) }
        (line(&around(shell, panel, "told_on", None), Line::Date, typed.of("told_on", &today)))
        (radios(&around(shell, panel, "means", None), &means))
        (line(&around(shell, panel, "language", Some("notice-language-hint")), Line::Code, language))
        (area(&around(shell, panel, "remedies", Some("notice-remedies-hint")), SHORT_ROWS, typed.of("remedies", "")))
        (area(&around(shell, panel, "proof", Some("notice-proof-hint")), LONG_ROWS, typed.of("proof", "")))
        (line(&around(shell, panel, "sha256", Some("notice-sha256-hint")), Line::Code, typed.of("sha256", "")))
    };
    let the_form = Form::inside("give-notice", path::notice(&panel.seen.id.to_string()), None);
    form(shell, &the_form, &controls, &button(&lang.t("notice-give-button")))
}

fn defer(shell: &Shell<'_>, panel: &Panel<'_>) -> Markup {
    let (lang, typed, notice) = (shell.lang, panel.typed, panel.notice);
    let pack = panel.law.id.as_str();
    let chosen = typed.of("ground", "");
    let grounds: Vec<Choice> = notice
        .delay_grounds
        .iter()
        .map(|ground| Choice::new(ground, delay_ground(shell, pack, ground), chosen == ground))
        .collect();
    let last = time::date_text(lang, notice.review_until);
    let mut review_on = around(shell, panel, "review_on", None);
    review_on.hint = Some(lang.with("notice-review-on-hint", &[("day", (&last).into())]));
    let controls = html! {
        p { (lang.t("notice-defer-lead")) }
        (select(&around(shell, panel, "ground", None), &lang.t("choose-one"), &grounds))
        (line(&around(shell, panel, "justification", Some("notice-justification-hint")), Line::Words, typed.of("justification", "")))
        (area(&around(shell, panel, "reasons", Some("notice-reasons-hint")), LONG_ROWS, typed.of("reasons", "")))
        (line(&review_on, Line::Date, typed.of("review_on", "")))
    };
    let action = path::defer_notice(&panel.seen.id.to_string());
    let the_form = Form::inside("defer-notice", action, None);
    form(shell, &the_form, &controls, &second_button(&lang.t("notice-defer-button")))
}

fn review(shell: &Shell<'_>, panel: &Panel<'_>) -> Markup {
    let (lang, typed) = (shell.lang, panel.typed);
    let Notice::Due(owed) = &panel.notice.standing else { return html! {} };
    let Some(asked) = &owed.asked else { return html! {} };
    let chosen = typed.of("verdict", "");
    let verdicts: Vec<Choice> = ["agreed", "declined"]
        .into_iter()
        .map(|word| Choice::new(word, lang.t(&format!("notice-verdict-{word}")), chosen == word))
        .collect();
    let controls = html! {
        p { (lang.t("notice-review-lead")) }
        input type="hidden" name="asked" value=(asked.n);
        (radios(&around(shell, panel, "verdict", None), &verdicts))
        (area(&around(shell, panel, "why", Some("notice-why-hint")), SHORT_ROWS, typed.of("why", "")))
    };
    let action = path::review_notice(&panel.seen.id.to_string());
    let the_form = Form::inside("review-notice", action, None);
    form(shell, &the_form, &controls, &stop_button(&lang.t("notice-review-button")))
}

fn end(shell: &Shell<'_>, panel: &Panel<'_>) -> Markup {
    let lang = shell.lang;
    let controls = html! {
        p { (lang.t("notice-end-lead")) }
        (area(&around(shell, panel, "why", None), SHORT_ROWS, panel.typed.of("why", "")))
    };
    let action = path::end_notice_delay(&panel.seen.id.to_string());
    let the_form = Form::inside("end-notice-delay", action, None);
    form(shell, &the_form, &controls, &second_button(&lang.t("notice-end-button")))
}

/// What a control is called.
fn label(shell: &Shell<'_>, name: &str) -> String {
    crate::component::denied::notice_part(shell, name)
}

fn around(shell: &Shell<'_>, panel: &Panel<'_>, name: &str, hint: Option<&str>) -> Around {
    let mut around = Around::new(name, label(shell, name));
    around.hint = hint.map(|key| shell.t(key));
    if let Some(wrong) = panel.typed.wrong.get(name) {
        around.faults.push(html! { span.wrong { (wrong.sentence(shell.lang)) } });
    }
    around
}

/// Beside the state of a measure: that its notice is owed or waits, in whatever state the measure is.
pub(crate) fn mark(shell: &Shell<'_>, seen: &MeasureSeen) -> Markup {
    let (tone, key) = match seen.notice.as_ref().map(|notice| &notice.standing) {
        Some(Notice::Due(_)) => (Tone::Stop, "notice-mark-due"),
        Some(Notice::Deferred(_)) => (Tone::Watch, "notice-mark-deferred"),
        Some(Notice::Given(_) | Notice::NotOwed) | None => return html! {},
    };
    html! { " " (tag(tone, &shell.t(key))) }
}

/// That notices are owed, for the top of a list; nothing is drawn for none.
pub(crate) fn owed(shell: &Shell<'_>, n_owed: usize) -> Markup {
    if n_owed == 0 {
        return html! {};
    }
    let heading = shell.lang.with("notices-owed", &[("n", n_owed.into())]);
    note(Note::Watch, &heading, &html! { p { (shell.t("notices-owed-body")) } })
}
