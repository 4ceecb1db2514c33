//! The form for a ground against a measure: which, how far it reaches, on which conditions, and why.
//!
//! A notified authority objects with it and an addressee refuses with it; the grounds differ, the form does not.

use std::collections::{BTreeMap, BTreeSet};

use law::ground::Ground;
use law::ids::{Cite, DataCategory};
use maud::{Markup, html};

use crate::component::denied::ground_name;
use crate::component::form::{
    Around, Choice, Form, Line, area, boxes, form, line, radios, select, stop_button,
};
use crate::component::problem_list::{Fault, Wrong, article, headed};
use crate::shell::Shell;

/// Rows of the field for conditions.
const CONDITIONS_ROWS: u32 = 4;
/// Rows of the field for reasons: they are what the other side judges the ground by.
const REASONS_ROWS: u32 = 8;

/// The answers of the form, as they were chosen and typed.
#[derive(Debug, Clone, Default)]
pub struct Objection {
    /// The ground; empty while none is chosen.
    pub ground: String,
    /// `all`, `part` or `conditions`; empty while nothing is chosen: how far a ground reaches cannot be taken back.
    pub extent: String,
    /// The categories, for a part.
    pub data: BTreeSet<String>,
    /// The text of the conditions.
    pub conditions: String,
    /// The reasons.
    pub reasons: String,
    /// When the issuing authority was contacted.
    pub contacted_at: String,
}

/// The form. It posts `ground`, `extent` (`all`, `part`, `conditions`), `data` (once for each category, for a part),
/// `conditions` (their text), `reasons`, and `contacted_at` (an instant) where a ground asks for it.
#[derive(Debug)]
pub struct GroundForm<'a> {
    /// The form's word on the page, which also begins the keys of its own texts: `object`, `refuse`.
    pub id: &'static str,
    /// Where it goes.
    pub action: String,
    /// The version it answers to.
    pub version: u64,
    /// The grounds to choose from.
    pub grounds: Vec<&'a Ground>,
    /// The categories of data the measure asks for.
    pub data: &'a BTreeSet<DataCategory>,
    /// What was answered before the page came back.
    pub typed: &'a Objection,
    /// What is wrong with it, by the name of the field.
    pub wrong: &'a BTreeMap<&'static str, Wrong>,
    /// What leaves the node.
    pub leaves: Vec<Markup>,
}

impl GroundForm<'_> {
    /// Draws it.
    #[must_use]
    pub fn draw(self, shell: &Shell<'_>) -> Markup {
        let lang = shell.lang;
        let around = |name: &str| {
            let mut around = Around::new(name, lang.t(&format!("object-{name}")));
            if let Some(wrong) = self.wrong.get(name) {
                around.faults.push(html! { span.wrong { (wrong.sentence(lang)) } });
            }
            around
        };
        let typed = self.typed;
        let ground = |ground: &&Ground| {
            let cite = article(lang, ground.provenance.cite.as_str());
            let name = ground_name(shell, ground.id.as_str());
            let id = ground.id.as_str();
            Choice::new(id, format!("{cite} – {name}"), typed.ground == id)
        };
        let grounds: Vec<Choice> = self.grounds.iter().map(ground).collect();
        let extent = |extent: &str| {
            let label = lang.t(&format!("object-extent-{extent}"));
            Choice::new(extent, label, extent == typed.extent)
        };
        // What asks for no data has no part of them.
        let extents: Vec<Choice> = ["all", "part", "conditions"]
            .into_iter()
            .filter(|word| *word != "part" || !self.data.is_empty())
            .map(extent)
            .collect();
        let category = |data: &DataCategory| {
            let name = lang.t(&format!("data-{}", data.id()));
            Choice::new(data.id(), name, typed.data.contains(data.id()))
        };
        let data: Vec<Choice> = self.data.iter().map(category).collect();
        let contact_first = self.grounds.iter().find_map(|ground| ground.contact_first.as_ref());
        let contacted = |cite: &Cite| {
            let mut around = around("contacted_at").hint(lang.t("object-contacted_at-hint"));
            around.source = Some(html! { span.cite { (article(lang, cite.as_str())) } });
            around
        };
        let controls = html! {
            p { (lang.t(&format!("ground-lead-{}", self.id))) }
            (select(&around("ground"), &lang.t("choose-one"), &grounds))
            (radios(&around("extent"), &extents))
            @if !data.is_empty() { (boxes(&around("data").hint(lang.t("object-data-hint")), &data)) }
            (area(&around("conditions").hint(lang.t("object-conditions-hint")), CONDITIONS_ROWS, &typed.conditions))
            (area(&around("reasons").hint(lang.t(&format!("ground-reasons-{}", self.id))), REASONS_ROWS, &typed.reasons))
            @if let Some(cite) = contact_first {
                (line(&contacted(cite), Line::Code, &typed.contacted_at))
            }
        };
        let the_form =
            Form { leaves: self.leaves, ..Form::inside(self.id, self.action, Some(self.version)) };
        let button = stop_button(&lang.t(&format!("ground-button-{}", self.id)));
        form(shell, &the_form, &controls, &button)
    }
}

/// What is missing or wrong in the form, in its words, or why an act of its page was refused.
#[must_use]
pub fn refused(
    shell: &Shell<'_>,
    refusal: Option<&str>,
    wrong: &BTreeMap<&'static str, Wrong>,
) -> Markup {
    let lang = shell.lang;
    if wrong.is_empty() && refusal.is_none() {
        return html! {};
    }
    let fault = |(name, wrong): (&&'static str, &Wrong)| {
        Fault::of(name, lang.t(&format!("object-{name}")), wrong, lang)
    };
    let faults: Vec<Fault> = wrong.iter().map(fault).collect();
    headed(&lang.t("form-refused"), refusal, &faults)
}
