//! Obligations without a number, beside the periods of a measure: what is owed at once, and for how long already.

use domain::permit::senders::Role;
use domain::reader::{MeasureSeen, SideSeen};
use law::duty::Duty;
use law::instrument::Instrument;
use maud::{Markup, html};

use crate::component::problem_list::article;
use crate::component::table::{Head, Table, table};
use crate::component::time;
use crate::shell::Shell;

/// What our side owes in this measure by a standard; nothing where it owes nothing.
#[must_use]
pub fn duties(shell: &Shell<'_>, law: &Instrument, seen: &MeasureSeen) -> Markup {
    let Some(kind) = law.kind(&seen.kind) else { return html! {} };
    let role = match seen.side {
        SideSeen::Executing => Role::Addressee,
        SideSeen::Issuing => Role::Issuer,
        SideSeen::Notified => Role::Enforcing,
    };
    let ours = role.speaks_as(kind);
    let is_ours = |duty: &&Duty| duty.kinds.contains(&kind.id) && ours.contains(&duty.by);
    let lang = shell.lang;
    let elapsed = shell.now.as_second().saturating_sub(seen.began_at.as_second());
    let since = time::length(lang, u64::try_from(elapsed).unwrap_or(0));
    let row = |duty: &Duty| {
        vec![
            html! {
                (lang.law(law.id.as_str(), &duty.label_key())) " "
                span.cite { (article(lang, duty.provenance.cite.as_str())) }
            },
            html! { (lang.t(&format!("law-when-{}", duty.standard))) },
            html! { (since) },
        ]
    };
    let rows: Vec<Vec<Markup>> = law.duties.iter().filter(is_ours).map(row).collect();
    if rows.is_empty() {
        return html! {};
    }
    let heads = ["law-duty", "law-standard", "duties-since"];
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
