//! What officers note for the yearly figures: a list with a note that counts and one that was struck, and the form of each
//! kind of figure, empty and as it comes back.

use std::collections::BTreeMap;

use domain::denied::Denied;
use domain::erasure::Why;
use domain::occurrence::{Amount, Note, Noted, Occurrence, Struck};
use law::ids::{Cite, Country};
use law::instrument::Instrument;
use law::value::BadValue;

use super::fixture::{Stand, Strings, Who, at, id};
use super::lawbook::pack;
use crate::component::problem_list::Wrong;
use crate::component::timeline::By;
use crate::page::new_occurrence::{NewOccurrence, Typed, page_new_occurrence};
use crate::page::occurrences::{Line, Occurrences, Pages, Typed as Reason, page_occurrences};
use crate::shell::Shell;

/// Words with these in them; one line, as a hostile text may hold what no reason can.
fn why(text: &str) -> Why {
    after("Registry: ", text)
}

fn after(start: &str, text: &str) -> Why {
    let plain: String = text.chars().filter(|letter| !letter.is_control()).collect();
    Why::parse(&format!("{start}{plain}")).expect("words")
}

fn by() -> By {
    vec![
        ("by", "officer".to_owned()),
        ("office", "issuing_authority".to_owned()),
        ("unit", "fr-tj/judge".to_owned()),
    ]
}

fn noted(law: &Instrument, article: &str, figure: &str, on_file: &str) -> Noted {
    let note = Note {
        instrument: law.id.clone(),
        statistic: law::ids::StatisticId::parse(&format!("{}/stat/{article}", law.id))
            .expect("an id"),
        figure: figure.to_owned(),
        n: 3,
        happened_at: at("2026-11-02T23:00:00Z"),
        began_at: None,
        told_apart: BTreeMap::new(),
        amount: None,
        on_file: why(on_file),
    };
    Noted { note, by: id(3), at: at("2026-11-24T08:00:00Z") }
}

/// A note with the law it is counted by.
type Found = (&'static Instrument, Occurrence);

/// A remedy, an amount, a dispute that took its time, and a complaint that was struck.
fn four(say: &Strings) -> Vec<Found> {
    let (evidence, services) = (pack("eu-e-evidence"), pack("eu-dsa"));
    let mut remedy = noted(evidence, "28.2.h", "remedies_in_issuing_state", &say.court);
    remedy.note.told_apart = told(&[("data_type", "content")]);
    let mut costs = noted(evidence, "28.2.j", "costs_claimed", &say.reference);
    costs.note.amount = Some(Amount { currency: "EUR".to_owned(), minor: 12_050 });
    let mut dispute = noted(services, "24.1.a.median", "median_time_of_disputes", &say.file);
    dispute.note.n = 1;
    dispute.note.began_at = Some(at("2026-10-30T08:30:00Z"));
    let mut complaint = noted(services, "15.1.d", "complaints", &say.sentence);
    complaint.note.on_file = after("Registry\n", &say.sentence);
    complaint.note.told_apart = told(&[("complaint_basis", "no_action"), ("decision", "upheld")]);
    let struck = Struck {
        noted: complaint,
        by: id(4),
        why: why(&say.typed),
        at: at("2026-11-25T09:00:00Z"),
    };
    vec![
        (evidence, Occurrence::Noted(remedy)),
        (evidence, Occurrence::Noted(costs)),
        (services, Occurrence::Noted(dispute)),
        (services, Occurrence::Struck(struck)),
    ]
}

fn told(words: &[(&str, &str)]) -> BTreeMap<String, String> {
    words.iter().map(|(name, word)| ((*name).to_owned(), (*word).to_owned())).collect()
}

fn line(n: u8, (law, occurrence): &Found, may: bool) -> Line<'_> {
    Line {
        id: id(20 + n),
        occurrence,
        // The law of the second is not held any more.
        law: (n != 1 || !may).then_some(*law),
        noted_by: by(),
        struck_by: if occurrence.counts().is_some() { By::new() } else { by() },
    }
}

fn list(found: &[Found], may: bool, typed: Option<&Reason>, shell: &Shell<'_>) -> String {
    let lines = (0..).zip(found).map(|(n, found)| line(n, found, may));
    let view = Occurrences {
        year: 2026,
        lines: lines.collect(),
        pages: Pages { page: 2, n_pages: 3 },
        laws: if may { vec![pack("eu-dsa"), pack("eu-e-evidence")] } else { Vec::new() },
        may_strike: may,
        typed,
    };
    page_occurrences(&view, shell)
}

fn form(
    (law, article, figure): (&str, &str, &str),
    typed: Option<&Typed>,
    shell: &Shell<'_>,
) -> String {
    let law = pack(law);
    let found = law.statistics.iter().find_map(|rule| {
        let is_it = rule.id.as_str().ends_with(&format!("/stat/{article}"));
        let count = rule.counts.iter().find(|count| count.name == figure)?;
        is_it.then_some((rule, count))
    });
    let (rule, count) = found.expect("a figure");
    let states = ["FR", "IE"].map(|code| Country::parse(code).expect("a state"));
    page_new_occurrence(&NewOccurrence { law, rule, count, states: &states, typed }, shell)
}

/// What came back with the form of a figure: the same text everywhere.
fn typed(say: &Strings, wrong: &[(&str, Wrong)], denied: Option<Denied>) -> Typed {
    let names = ["n", "happened_on", "began_at", "happened_at", "amount", "on_file"];
    Typed {
        fields: names.map(|name| (name.to_owned(), say.typed.clone())).into(),
        wrong: wrong.iter().map(|(name, wrong)| ((*name).to_owned(), wrong.clone())).collect(),
        denied,
    }
}

const REMEDY: (&str, &str, &str) = ("eu-e-evidence", "28.2.h", "remedies_in_issuing_state");
const COSTS: (&str, &str, &str) = ("eu-e-evidence", "28.2.j", "costs_claimed");
const DISPUTE: (&str, &str, &str) = ("eu-dsa", "24.1.a.median", "median_time_of_disputes");
const COMPLAINT: (&str, &str, &str) = ("eu-dsa", "15.1.d", "complaints");

/// The pages by name.
pub(super) fn pages<'s>(
    say: &Strings,
    shell: &impl Fn(&'s str, Who) -> Shell<'s>,
) -> Vec<(&'static str, String)> {
    let here = shell("/statistics/notes?year=2026", Who::Judge);
    let there = shell("/statistics/notes/new?statistic=STAT&figure=FIGURE", Who::Judge);
    let found = four(say);
    let reason =
        Reason { id: id(20), why: say.typed.clone(), wrong: Some(Wrong::Needed), denied: None };
    let text = || say.typed.clone();
    let number = Wrong::Number { text: text(), n_max: 100_000 };
    let money = Wrong::Value(BadValue::Money { text: text() });
    let day = Wrong::Value(BadValue::Date { text: text() });
    let again =
        typed(say, &[("happened_on", day), ("amount", money), ("on_file", Wrong::Needed)], None);
    let many = typed(say, &[("n", number)], None);
    let unfit = |what| {
        let cite = Cite::parse("24(1)(a)").expect("an article");
        typed(say, &[], Some(Denied::NoteUnfit { what, cite }))
    };
    let gone = Denied::NotCounted { figure: "complaints".to_owned() };
    vec![
        ("notes", list(&found, true, None, &here)),
        ("notes-again", list(&found, true, Some(&reason), &here)),
        ("notes-read", list(&found, false, None, &here)),
        ("note-remedy", form(REMEDY, None, &there)),
        ("note-remedy-again", form(REMEDY, Some(&many), &there)),
        ("note-complaint", form(COMPLAINT, None, &there)),
        ("note-costs-again", form(COSTS, Some(&again), &there)),
        ("note-time", form(DISPUTE, None, &there)),
        ("note-time-again", form(DISPUTE, Some(&unfit("began_at")), &there)),
        ("note-gone", form(COMPLAINT, Some(&typed(say, &[], Some(gone))), &there)),
    ]
}

/// A page in English by its name.
fn page(name: &str) -> String {
    let stand = Stand::new(Strings::plain());
    let shell = |path, who| stand.shell(stand.lang("en"), path, who);
    let pages = pages(&stand.strings, &shell);
    pages.into_iter().find(|(found, _)| *found == name).expect("a page").1
}

/// The names of the controls of a page, in their order.
fn controls(name: &str) -> Vec<String> {
    let page = page(name);
    let tags = page.split('<').filter(|tag| {
        ["input ", "select ", "textarea "].iter().any(|start| tag.starts_with(start))
            && !tag.contains("type=\"hidden\"")
    });
    let name = |tag: &str| Some(tag.split_once("name=\"")?.1.split('"').next()?.to_owned());
    tags.filter_map(name).collect()
}

#[test]
fn a_form_asks_for_what_its_counter_asks_for_and_nothing_else() {
    for (page, asked) in [
        ("note-remedy", ["n", "happened_on", "by-data_type", "on_file"].as_slice()),
        ("note-complaint", &["n", "happened_on", "by-complaint_basis", "by-decision", "on_file"]),
        ("note-costs-again", &["happened_on", "amount", "on_file"]),
        ("note-time", &["began_at", "happened_at", "on_file"]),
    ] {
        assert_eq!(controls(page), asked, "{page}");
    }
}

#[test]
fn only_what_counts_can_be_struck_and_only_by_who_may() {
    for (name, n_forms) in [("notes", 3), ("notes-read", 0)] {
        assert_eq!(page(name).matches("/strike\"").count(), n_forms, "{name}");
    }
    // Who notes nothing is led to no form.
    assert!(page("notes").contains("/statistics/notes/new?"));
    assert!(!page("notes-read").contains("/statistics/notes/new?"));
}

#[test]
fn what_the_core_finds_unfit_stands_once_on_top_and_once_beside_its_field() {
    let page = page("note-time-again");
    assert_eq!(page.matches("it cannot begin after it happened").count(), 2);
    assert!(page.contains("href=\"#f-began_at\""));
    assert!(page.contains("id=\"f-began_at-error\""));
}
