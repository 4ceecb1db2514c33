//! The core's no, for people: the sentence, the place in the law, who may do it instead, and from when.
//!
//! The same parts stand on the page of a refused act and beside a button that is not offered.

use std::collections::BTreeSet;

use domain::denied::Denied;
use domain::measure::Finding;
use law::ids::{Cite, DataCategory, InstrumentId, IssuerKind};
use law::letter_form::Earlier;
use law::measure_kind::MeasureKind;
use maud::{Markup, html};

use crate::component::problem_list::article;
use crate::component::summary::{Row, list};
use crate::component::{Note, note, text, time};
use crate::l10n::Arg;
use crate::shell::{Issuer, Shell};

/// The heading of a reason: its sentence, or the plain one of the core where `lang/` has none.
#[must_use]
pub fn sentence(shell: &Shell<'_>, code: &str, plain: &str) -> String {
    let key = format!("problem-{code}");
    if shell.lang.has(&key) { shell.t(&key) } else { text::visible(plain).into_owned() }
}

/// What a person can do about a reason, where the words know it.
#[must_use]
pub fn help(shell: &Shell<'_>, code: &str) -> Option<String> {
    let key = format!("problem-{code}.help");
    shell.lang.has(&key).then(|| shell.t(&key))
}

/// Beside a button that is not there: why not.
#[must_use]
pub fn why_not(
    shell: &Shell<'_>,
    pack: &str,
    kind: Option<&MeasureKind>,
    denied: &Denied,
) -> Markup {
    let code = denied.code();
    let body = html! {
        @if let Some(help) = help(shell, code) { p { (help) } }
        (list(&facts(shell, pack, kind, denied)))
    };
    note(Note::Stop, &sentence(shell, code, &denied.to_string()), &body)
}

/// Instruments, one beside the other.
fn codes(ids: &[InstrumentId]) -> Markup {
    html! { @for id in ids { (text::code(id.as_str())) " " } }
}

/// The parts of a reason by name.
#[must_use]
pub fn facts(
    shell: &Shell<'_>,
    pack: &str,
    kind: Option<&MeasureKind>,
    denied: &Denied,
) -> Vec<Row> {
    let lang = shell.lang;
    let mut rows: Vec<Row> = denied.cite().map(|cite| law_row(shell, cite)).into_iter().collect();
    let mut row = |key: &str, value: Markup| rows.push(Row::new(lang.t(key), value));
    match denied {
        Denied::ApprovalMissing { k, have } => {
            row(
                "problem-approvals",
                html! { (lang.with("n-of-k", &[("n", (*have).into()), ("k", (*k).into())])) },
            );
        }
        Denied::CheckMissing { check, .. } => {
            row("problem-question", html! { (lang.law(pack, &format!("check-{check}"))) });
        }
        Denied::CopyTooWide { fields } => {
            row(
                "problem-fields",
                words_of(fields.iter().map(|field| lang.law(pack, &format!("field-{field}")))),
            );
        }
        Denied::DayUnfit { what, on, earliest, latest, .. } => {
            row("problem-field", html! { (notice_part(shell, what)) });
            row("problem-on", time::date(shell, *on));
            row("problem-earliest", time::date(shell, *earliest));
            row("problem-latest", time::date(shell, *latest));
        }
        Denied::DeadlineUndetermined { clock, reason } => {
            row(
                "problem-clock",
                html! { (lang.law(clock.instrument(), &format!("clock-{}", clock.name()))) },
            );
            row("problem-why", html! { (lang.t(&format!("reason-{}", reason.id()))) });
        }
        Denied::GateNotOpen { opens_at: Some(at), .. }
        | Denied::NotDue { fires_at: Some(at), .. }
        | Denied::NotYet { until: Some(at), .. } => {
            row(
                "problem-opens-at",
                html! {
                    (time::instant(shell, *at)) " – " (time::left(lang, shell.now, *at))
                },
            );
        }
        Denied::GateNotOpen { opens_at: None, .. }
        | Denied::NotDue { fires_at: None, .. }
        | Denied::NotYet { until: None, .. } => {
            row("problem-opens-at", html! { (lang.t("clock-undetermined")) });
        }
        Denied::GroundRaised { ground, .. } | Denied::UnknownGround { ground } => {
            row("problem-ground", html! { (ground_name(shell, ground.as_str())) });
        }
        Denied::HoldOver { until } => row("problem-hold-until", time::instant(shell, *until)),
        Denied::HoldTooLong { days_max } => row("problem-hold-days", html! { (days_max) }),
        Denied::InstrumentNotInForce { instrument, on, from, country, otherwise } => {
            row("problem-instrument", text::code(instrument.as_str()));
            row("problem-on", time::date(shell, *on));
            if let Some(from) = from {
                row("problem-from", time::date(shell, *from));
            }
            if let Some(country) = country {
                row("problem-country", html! { (country) });
            }
            if !otherwise.is_empty() {
                row("problem-otherwise", codes(otherwise));
            }
        }
        Denied::DeclarationUnmet { declared, country, .. } => {
            row("problem-country", html! { (country) });
            row("problem-declared", html! { (lang.t(&format!("declared-{}", declared.id()))) });
        }
        Denied::Reserved { instrument, country, otherwise, .. } => {
            row("problem-instrument", text::code(instrument.as_str()));
            if let Some(country) = country {
                row("problem-country", html! { (country) });
            }
            if !otherwise.is_empty() {
                row("problem-otherwise", codes(otherwise));
            }
        }
        Denied::LawDiffers { id, version } => {
            row("problem-instrument", text::code(&format!("{id}@{version}")));
        }
        Denied::LetterMissing { after, .. } => {
            row(
                "problem-after",
                words_of(after.iter().map(|earlier| earlier_word(shell, pack, earlier))),
            );
        }
        Denied::NotCompetent { office, issuer_kind, blocked, allowed, .. } => {
            let office = lang.t(&format!("office-{}", office.id()));
            row(
                "problem-you-are",
                html! {
                    (office) @if let Some(kind) = issuer_kind { " – " (lang.t(&format!("issuer-{}", kind.id()))) }
                },
            );
            let who = kind.map(|kind| competent(kind, blocked)).unwrap_or_default();
            if !who.is_empty() {
                row("problem-competent", words(shell, "issuer", who.iter().map(|kind| kind.id())));
                let here = shell.issuers.iter().filter(|issuer| who.contains(&issuer.kind));
                row("problem-competent-here", here_or_nobody(shell, here));
            }
            if !blocked.is_empty() {
                row("problem-blocked", words(shell, "data", blocked.iter().map(|data| data.id())));
            }
            if !allowed.is_empty() {
                row("problem-allowed", words(shell, "data", allowed.iter().map(|data| data.id())));
            }
        }
        Denied::NotCounted { figure } => row("problem-figure", text::code(figure)),
        Denied::NoteUnfit { what, .. } => {
            row(
                "problem-field",
                html! { (lang.t(&format!("occurrence-{}", what.replace('_', "-")))) },
            );
        }
        Denied::NoticeDeferred { until, .. } => row("notice-review-on", time::date(shell, *until)),
        Denied::NoticeGiven { told_on, .. } => row("notice-told-on", time::date(shell, *told_on)),
        Denied::NoticeIncomplete { what, .. } => {
            row("problem-field", html! { (notice_part(shell, what)) });
        }
        Denied::OffenceBelowThreshold { field, .. } => {
            row("problem-field", html! { (lang.law(pack, &format!("field-{field}"))) });
        }
        Denied::DerivativeLeft { exhibit } => row("problem-exhibit", text::code(exhibit.as_str())),
        Denied::KeptTooLong { latest: until } | Denied::StillKept { until } => {
            row("problem-kept-until", time::instant(shell, *until));
        }
        Denied::OnHold { exhibit, until } => {
            row("problem-exhibit", text::code(exhibit.as_str()));
            row("problem-hold-until", time::instant(shell, *until));
        }
        Denied::OtherAct { act } | Denied::PeerActWaits { act } => {
            row("problem-act", text::code(act))
        }
        Denied::PurposeNotCovered { purpose } => {
            row("problem-purpose", html! { (lang.t(&format!("purpose-{}", purpose.id()))) });
        }
        Denied::ReceiptAhead { received_at } => {
            row("problem-receipt-at", time::instant(shell, *received_at));
        }
        Denied::ReleaseContested { findings: found, .. } => {
            if !found.is_empty() {
                row("problem-findings", findings(shell, found));
            }
        }
        Denied::SeenIncomplete { copy } => {
            row("problem-copy", html! { (lang.t(&format!("copy-{}", copy.id()))) });
        }
        Denied::StatusNotLoaded { instrument, on, country } => {
            row("problem-instrument", text::code(instrument.as_str()));
            row("problem-on", time::date(shell, *on));
            if let Some(country) = country {
                row("problem-country", html! { (country) });
            }
        }
        Denied::StepUp { level } => {
            row("problem-level", html! { (level.number()) });
        }
        Denied::TermsUnfit { what, .. } => {
            row("problem-terms", html! { (lang.t(&format!("problem-terms-{what}"))) });
        }
        Denied::TooMany { n_max } => row("problem-limit", html! { (n_max) }),
        Denied::UnknownDelayGround { ground, .. } => {
            row("problem-ground", html! { (delay_ground(shell, pack, ground)) });
        }
        Denied::UnknownKind { kind } => row("problem-kind", text::code(kind.as_str())),
        Denied::UnknownLetter { letter } => row("problem-letter", text::code(letter.as_str())),
        Denied::UnknownMember { member } | Denied::WrongAuthority { member } => {
            row("problem-member", text::foreign(&member.screen()));
        }
        Denied::AgreementDiffers
        | Denied::AgreementNotActive
        | Denied::AlreadyAnswered
        | Denied::AlreadyIssued
        | Denied::AlreadyKnown
        | Denied::Closed
        | Denied::ContactMissing { .. }
        | Denied::Defects { .. }
        | Denied::DraftChanged { .. }
        | Denied::ExhibitContested
        | Denied::NoRecipient { .. }
        | Denied::NotActive
        | Denied::NotAuthor
        | Denied::NotFound
        | Denied::NotIssued
        | Denied::NotOrdered
        | Denied::NotOwner
        | Denied::NotReceived
        | Denied::NotSealed
        | Denied::NotSuspended
        | Denied::NotYourCase
        | Denied::NobodyToAsk
        | Denied::NothingToErase
        | Denied::OnwardForbidden
        | Denied::NothingToHandOver { .. }
        | Denied::Stands { .. }
        | Denied::ActOfItsOwn { .. }
        | Denied::NoticeNotOwed { .. }
        | Denied::Restricted { .. }
        | Denied::SameOfficer { .. }
        | Denied::Suspended { .. }
        | Denied::UnknownCriterion { .. }
        | Denied::WrongAddressee => {}
    }
    rows
}

/// The place in the law as a row.
#[must_use]
pub fn law_row(shell: &Shell<'_>, cite: &Cite) -> Row {
    let article = article(shell.lang, cite.as_str());
    Row::new(shell.t("problem-cite"), html! { span.cite { (article) } })
}

/// Who may issue alone for all of these categories.
#[must_use]
pub fn competent(kind: &MeasureKind, data: &BTreeSet<DataCategory>) -> Vec<IssuerKind> {
    let may = |issuer: &IssuerKind| {
        data.iter().all(|category| {
            let rule = kind.issuers.iter().find(|rule| rule.data.contains(category));
            rule.is_some_and(|rule| rule.alone.contains(issuer))
        })
    };
    IssuerKind::ALL.iter().copied().filter(may).collect()
}

/// What else is to be known, as sentences.
#[must_use]
pub fn findings(shell: &Shell<'_>, findings: &BTreeSet<Finding>) -> Markup {
    words(shell, "finding", findings.iter().map(|finding| finding.code()))
}

/// The name of a ground: the pack's words, or the id where it has none.
#[must_use]
pub fn ground_name(shell: &Shell<'_>, ground: &str) -> String {
    let pack = ground.split_once('/').map_or("", |(pack, _)| pack);
    let article = ground.rsplit_once('/').map_or(ground, |(_, article)| article);
    shell
        .lang
        .law_if_any(pack, &format!("ground-{}", article.replace('.', "-")))
        .unwrap_or_else(|| ground.to_owned())
}

/// What a part of a notice is called: the label of its control.
#[must_use]
pub fn notice_part(shell: &Shell<'_>, what: &str) -> String {
    shell.t(&format!("notice-{}", what.replace('_', "-")))
}

/// The name of a ground on which a notice may wait: the pack's words, or the word itself where it has none.
#[must_use]
pub fn delay_ground(shell: &Shell<'_>, pack: &str, ground: &str) -> String {
    let key = law::check::Notice::ground_key(ground);
    shell.lang.law_if_any(pack, &key).unwrap_or_else(|| text::visible(ground).into_owned())
}

/// The units of this member that could do it.
fn here_or_nobody<'i>(shell: &Shell<'_>, here: impl Iterator<Item = &'i Issuer>) -> Markup {
    let here: Vec<&Issuer> = here.collect();
    html! {
        @if here.is_empty() { (shell.t("problem-competent-nobody")) }
        @else {
            ul.plain {
                @for issuer in here {
                    li {
                        (text::code(&issuer.unit)) " – " (shell.t(&format!("issuer-{}", issuer.kind.id())))
                    }
                }
            }
        }
    }
}

fn words<'i>(shell: &Shell<'_>, prefix: &str, ids: impl Iterator<Item = &'i str>) -> Markup {
    words_of(ids.map(|id| shell.t(&format!("{prefix}-{id}"))))
}

/// What would have to come first, in the words of the law it is under.
pub(crate) fn earlier_word(shell: &Shell<'_>, pack: &str, earlier: &Earlier) -> String {
    let lang = shell.lang;
    let letter = |form| lang.law(pack, &format!("kind-{form}"));
    match earlier {
        Earlier::Letter(form) => letter(form),
        Earlier::Doing(form, does) => {
            let does = lang.t(&format!("consequence-{}", does.id()));
            let values = [("letter", Arg::Words(&letter(form))), ("does", Arg::Words(&does))];
            lang.with("problem-after-doing", &values)
        }
        Earlier::Late(clock) => {
            let clock = lang.law(pack, &format!("clock-{}", clock.name()));
            lang.with("problem-after-late", &[("clock", Arg::Words(&clock))])
        }
    }
}

fn words_of(words: impl Iterator<Item = String>) -> Markup {
    html! { ul.plain { @for word in words { li { (word) } } } }
}
