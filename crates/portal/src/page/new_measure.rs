//! The start of a measure: which kind, to whom, which data, how fast. The form itself comes after.

use std::collections::BTreeSet;

use law::declared::Standing;
use law::ids::{DataCategory, Track};
use law::instrument::Instrument;
use law::measure_kind::MeasureKind;
use law::route::{Channel, Route};
use maud::{Markup, html};

use crate::component::form::{Around, Choice, Form, boxes, button, form, radios, select};
use crate::component::problem_list::{Fault, article, headed};
use crate::component::tag::{Tone, tag};
use crate::component::text;
use crate::kit::show;
use crate::page::desk::kind_name;
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// A unit of another member that can be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What is posted: `ie-prov/legal`.
    pub id: String,
    /// What is read: the member, its name, its state.
    pub name: String,
}

/// What was chosen so far.
#[derive(Debug, Clone, Default)]
pub struct Chosen {
    /// The kind of measure: `epoc`.
    pub kind: String,
    /// The addressee's unit.
    pub to: String,
    /// The enforcing authority's unit; empty for none.
    pub enforcing: String,
    /// The categories of data.
    pub data: BTreeSet<String>,
    /// The track.
    pub track: String,
}

/// The view of `GET /cases/CASE/measures/new` and of a refused `POST /cases/CASE/measures`.
/// The form posts `instrument`, `kind`, `to`, `enforcing` (empty for none), `data` (once for each) and `track`.
#[derive(Debug, Clone)]
pub struct NewMeasure<'a> {
    /// The case's id.
    pub case: &'a str,
    /// The case's name.
    pub case_name: &'a str,
    /// The law it is issued under.
    pub law: &'a Instrument,
    /// Every law this node knows measures of, in the order of their names.
    pub laws: Vec<&'a Instrument>,
    /// Who can perform it.
    pub addressees: Vec<Unit>,
    /// Who can be notified of it.
    pub enforcing: Vec<Unit>,
    /// What was chosen before a refusal.
    pub chosen: Chosen,
    /// Why it was refused: the field and the sentence.
    pub refusal: Option<(&'a str, &'a str)>,
}

/// The page.
#[must_use]
pub fn page_new_measure(view: &NewMeasure<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let pack = view.law.id.as_str();
    let chosen = &view.chosen;
    let around = |name: &str| {
        let mut around = Around::new(name, lang.t(&format!("new-measure-{name}")))
            .hint(lang.t(&format!("new-measure-{name}-hint")));
        if let Some((_, why)) = view.refusal.filter(|(field, _)| *field == name) {
            around.faults.push(text::foreign(why));
        }
        around
    };
    let choices: Vec<Choice> = kinds(view.law)
        .map(|kind| {
            let id = kind.id.as_str();
            let mut choice = Choice::new(id, kind_name(shell, pack, id), chosen.kind == id);
            choice.hint = Some(article(lang, kind.provenance.cite.as_str()));
            choice
        })
        .collect();
    let units = |units: &[Unit], now: &str| -> Vec<Choice> {
        units
            .iter()
            .map(|unit| Choice::new(&unit.id, text::visible(&unit.name), unit.id == now))
            .collect()
    };
    let data: Vec<Choice> = DataCategory::ALL
        .iter()
        .map(|data| {
            let name = lang.t(&format!("data-{}", data.id()));
            let mut choice = Choice::new(data.id(), name, chosen.data.contains(data.id()));
            choice.hint = Some(lang.t(&format!("data-{}.help", data.id())));
            choice
        })
        .collect();
    let tracks: Vec<Choice> = Track::ALL
        .iter()
        .filter(|track| kinds(view.law).any(|kind| kind.tracks.contains(track)))
        .map(|track| {
            let is_chosen = chosen.track == track.id()
                || (chosen.track.is_empty() && *track == Track::Ordinary);
            let mut choice =
                Choice::new(track.id(), lang.t(&format!("track-{}", track.id())), is_chosen);
            let help = lang.t(&format!("track-{}.help", track.id()));
            choice.hint = Some(match only_for(view.law, *track, shell) {
                None => help,
                Some(only) => format!("{help} {only}"),
            });
            choice
        })
        .collect();
    let asks = |test: &dyn Fn(&Route) -> bool| {
        kinds(view.law).filter_map(|kind| kind.route.as_ref()).any(test)
    };
    let controls = html! {
        input type="hidden" name="instrument" value=(pack);
        (radios(&around("kind"), &choices))
        (select(&around("to"), &lang.t("choose-one"), &units(&view.addressees, &chosen.to)))
        @if asks(&|route| !route.data.is_empty()) { (boxes(&around("data"), &data)) }
        @if asks(&|route| route.channel == Channel::Provider) {
            (select(&around("enforcing"), &lang.t("new-measure-nobody"), &units(&view.enforcing, &chosen.enforcing)))
        }
        (radios(&around("track"), &tracks))
    };
    let the_form = Form::inside("new-measure", path::measures(view.case), None);
    let body = html! {
        @if let Some((field, why)) = view.refusal { (refused(shell, field, why)) }
        p.lead { (lang.law(pack, "title")) }
        (other_laws(view, shell))
        (form(shell, &the_form, &controls, &button(&lang.t("new-measure-button"))))
    };
    let head = Head {
        title: lang.t("new-measure-title"),
        about: Some(view.case_name.to_owned()),
        nav: Some(Nav::Cases),
        trail: vec![
            shell.step(path::CASES, "cases-title"),
            Shell::named_step(path::case(view.case), view.case_name),
        ],
        has_faults: view.refusal.is_some(),
        ..Head::default()
    };
    shell.page(&head, &body)
}

/// The kinds of a law that somebody issues and that have a way to somebody.
fn kinds(law: &Instrument) -> impl Iterator<Item = &MeasureKind> {
    law.kinds.iter().filter(|kind| kind.route.is_some() && !kind.issuers.is_empty())
}

/// Which kinds have a track, where not all have it: another pair would be refused.
fn only_for(law: &Instrument, track: Track, shell: &Shell<'_>) -> Option<String> {
    let (with, without): (Vec<_>, Vec<_>) =
        kinds(law).partition(|kind| kind.tracks.contains(&track));
    let name = |kind: &&MeasureKind| kind_name(shell, law.id.as_str(), kind.id.as_str());
    let names: Vec<String> = with.iter().map(name).collect();
    let all = names.join(", ");
    (!without.is_empty())
        .then(|| shell.lang.with("new-measure-only-for", &[("kinds", all.as_str().into())]))
}

/// The other laws a measure can be issued under, each with its name and whether it is in force.
fn other_laws(view: &NewMeasure<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let others =
        view.laws.iter().filter(|law| law.id != view.law.id && kinds(law).next().is_some());
    html! {
        (show::details(None, "whole", false, &html! { (lang.t("new-measure-other-law")) }, &html! { ul.grounds {
                @for law in others {
                    @let id = law.id.as_str();
                    li {
                        (shell.link(&path::new_measure_under(view.case, id), &lang.law(id, "title"))) " "
                        @if law.standing == Standing::NotInForce {
                            (tag(Tone::Watch, &lang.t("new-measure-not-in-force")))
                        }
                        div.muted {
                            @for (place, kind) in kinds(law).enumerate() {
                                @if place > 0 { ", " }
                                (kind_name(shell, id, kind.id.as_str()))
                            }
                        }
                    }
                }
            } }))
    }
}

/// The fault in the words of the form.
fn refused(shell: &Shell<'_>, field: &str, why: &str) -> Markup {
    let lang = shell.lang;
    let label = lang.t(&format!("new-measure-{field}"));
    let fault = Fault { field: field.to_owned(), label, what: text::foreign(why) };
    headed(&lang.t("form-refused"), None, &[fault])
}
