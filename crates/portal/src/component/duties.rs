//! Obligations without a number, beside the periods of a measure: where each stands, what is owed first.

use domain::measure::DutyStanding;
use domain::reader::{DutySeen, MeasureSeen};
use law::instrument::Instrument;
use maud::{Markup, html};

use crate::component::problem_list::article;
use crate::component::table::{Head, Table, table};
use crate::component::tag::{Tone, tag};
use crate::component::time;
use crate::shell::Shell;

/// What our side owes in this measure by a standard; nothing where it owes nothing.
#[must_use]
pub fn duties(shell: &Shell<'_>, law: &Instrument, seen: &MeasureSeen) -> Markup {
    let lang = shell.lang;
    let mut duties: Vec<&DutySeen> = seen.duties.iter().collect();
    duties.sort_by_key(|seen| place(seen.standing));
    let row = |seen: &DutySeen| {
        let duty = law.duty(&seen.duty)?;
        Some(vec![
            html! {
                (lang.law(law.id.as_str(), &seen.duty.label_key())) " "
                span.cite { (article(lang, duty.provenance.cite.as_str())) }
            },
            html! { (lang.t(&format!("law-when-{}", duty.standard))) },
            standing(shell, seen.standing),
        ])
    };
    let rows: Vec<Vec<Markup>> = duties.into_iter().filter_map(row).collect();
    if rows.is_empty() {
        return html! {};
    }
    let heads = ["law-duty", "law-standard", "duties-standing"];
    html! {
        div {
            h3 { (lang.t("duties-heading")) }
            (table(&Table {
                id: "duties",
                caption: lang.t("law-duties"),
                show_caption: false,
                heads: heads.iter().map(|head| Head::word(lang.t(head))).collect(),
                rows,
                empty: String::new(),
            }))
        }
    }
}

/// What asks for an act stands first, what is done or over last.
const fn place(standing: DutyStanding) -> u8 {
    match standing {
        DutyStanding::Owed { .. } => 0,
        DutyStanding::Unmet { .. } => 1,
        DutyStanding::Waits { .. } => 2,
        DutyStanding::Lasts { .. } => 3,
        DutyStanding::Lies => 4,
        DutyStanding::NotYet => 5,
        DutyStanding::Met { .. } => 6,
        DutyStanding::Over => 7,
    }
}

/// The word for where it stands, with its instant and, while it is owed or lasts, for how long already.
fn standing(shell: &Shell<'_>, standing: DutyStanding) -> Markup {
    let tone = match standing {
        DutyStanding::Owed { .. } | DutyStanding::Unmet { .. } => Tone::Stop,
        DutyStanding::Waits { .. } => Tone::Watch,
        DutyStanding::Lasts { .. } => Tone::Active,
        DutyStanding::Met { .. } => Tone::Good,
        DutyStanding::Lies | DutyStanding::NotYet | DutyStanding::Over => Tone::Quiet,
    };
    let word = match standing {
        DutyStanding::Waits { until: None } => shell.t("duty-standing-held"),
        DutyStanding::Lasts { .. }
        | DutyStanding::Lies
        | DutyStanding::Met { .. }
        | DutyStanding::NotYet
        | DutyStanding::Over
        | DutyStanding::Owed { .. }
        | DutyStanding::Unmet { .. }
        | DutyStanding::Waits { until: Some(_) } => {
            shell.t(&format!("duty-standing-{}", standing.id()))
        }
    };
    let runs = match standing {
        DutyStanding::Lasts { since } | DutyStanding::Owed { since } => {
            let seconds = shell.now.as_second().saturating_sub(since.as_second());
            Some(time::length(shell.lang, u64::try_from(seconds).unwrap_or(0)))
        }
        DutyStanding::Lies
        | DutyStanding::Met { .. }
        | DutyStanding::NotYet
        | DutyStanding::Over
        | DutyStanding::Unmet { .. }
        | DutyStanding::Waits { .. } => None,
    };
    html! {
        (tag(tone, &word))
        @if let Some(at) = standing.at() { " " (time::instant(shell, at)) }
        @if let Some(runs) = runs { " " span.muted { "(" (runs) ")" } }
    }
}
