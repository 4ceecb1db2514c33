//! The law as pages: every pack, every list and many ways, each with all its words.

use std::sync::LazyLock;

use jiff::civil::date;
use law::ids::{Country, DataCategory};
use law::instrument::Instrument;
use law::pathway::{Search, paths};
use law::route::Aim;
use law::vocab::Vocabulary;

use super::fixture::{Stand, Strings, Who};
use super::measure::packs;
use crate::page::law::ways::{Asked, Ways, page_ways};
use crate::page::law::words::{Words, page_law_words};
use crate::page::law::{LawList, LawPage, page_law, page_law_list};
use crate::shell::Shell;

static WORDS: LazyLock<Vec<Vocabulary>> =
    LazyLock::new(|| law::embedded::vocabularies().expect("the lists load"));

pub(super) fn pack(id: &str) -> &'static Instrument {
    packs().iter().find(|law| law.id.as_str() == id).expect("a pack")
}

fn list(id: &str) -> &'static Vocabulary {
    WORDS.iter().find(|words| words.id == id).expect("a list")
}

fn country(code: &str) -> Country {
    Country::parse(code).expect("a state")
}

fn asked(from: &str, to: &str) -> Search {
    Search {
        from: country(from),
        to: country(to),
        aim: Aim::Production,
        data: [DataCategory::Subscriber].into(),
        on: date(2026, 11, 25),
        emergency: false,
    }
}

fn ways(search: Option<Search>, wrong: Vec<&'static str>) -> Ways<'static> {
    let asked = search.as_ref().map_or_else(Asked::default, |search| Asked {
        from: search.from.to_string(),
        to: search.to.to_string(),
        aim: search.aim.id().to_owned(),
        data: search.data.iter().map(|data| data.id().to_owned()).collect(),
        on: search.on.to_string(),
        emergency: search.emergency,
    });
    Ways {
        states: ["FR", "IE", "JP", "US"].map(country).to_vec(),
        asked,
        wrong,
        answer: search.map(|search| (search.clone(), paths(packs(), &search))),
    }
}

/// Some of the pages, for the goldens and the rules of all pages.
pub(super) fn pages<'s>(shell: &impl Fn(&'s str, Who) -> Shell<'s>) -> Vec<(&'static str, String)> {
    let laws = vec![pack("coe-2ap"), pack("eu-tco")];
    let law = pack("coe-2ap");
    vec![
        ("law", page_law_list(&LawList { laws, words: &WORDS }, &shell("/law", Who::Nobody))),
        (
            "law-one",
            page_law(
                &LawPage { law, digest: super::fixture::DIGEST },
                &shell("/law/coe-2ap", Who::Judge),
            ),
        ),
        (
            "law-words",
            page_law_words(
                &Words { words: list("handling") },
                &shell("/law/words/handling", Who::Judge),
            ),
        ),
        (
            "law-ways",
            page_ways(&ways(Some(asked("FR", "JP")), Vec::new()), &shell("/law/ways", Who::Judge)),
        ),
        (
            "law-ways-wrong",
            page_ways(&ways(None, vec!["from", "on"]), &shell("/law/ways", Who::Judge)),
        ),
    ]
}

#[track_caller]
fn check(name: &str, page: &str) {
    let marked = page.split('\u{27e6}').skip(1).filter_map(|rest| rest.split('\u{27e7}').next());
    let missing: Vec<&str> = marked.filter(|key| key.ends_with('?')).collect();
    assert_eq!(missing, Vec::<&str>::new(), "{name}");
}

#[test]
fn every_rule_of_every_pack_has_its_words() {
    let stand = Stand::new(Strings::plain());
    let shell = stand.shell(stand.lang("en"), "/law", Who::Judge);
    for law in packs() {
        let page = page_law(&LawPage { law, digest: "" }, &shell);
        check(law.id.as_str(), &page);
        let named = |id: &str| page.contains(&format!(">{id}<"));
        assert!(law.clocks.iter().all(|clock| named(clock.id.as_str())), "{}", law.id);
    }
    for words in WORDS.iter() {
        let page = page_law_words(&Words { words }, &shell);
        check(&words.id, &page);
        assert!(words.words.iter().all(|word| page.contains(&format!(">{}<", word.id))));
    }
}

#[test]
fn every_way_and_every_reason_against_one_has_its_words() {
    let stand = Stand::new(Strings::plain());
    let shell = stand.shell(stand.lang("en"), "/law/ways", Who::Nobody);
    for (from, to) in
        [("FR", "IE"), ("FR", "JP"), ("FR", "FR"), ("US", "GB"), ("DK", "DE"), ("BR", "US")]
    {
        for aim in Aim::ALL {
            for emergency in [false, true] {
                let data = DataCategory::ALL.iter().copied();
                for data in data.map(|one| [one].into()).chain([[].into()]) {
                    let search = Search { aim: *aim, emergency, data, ..asked(from, to) };
                    check(
                        &format!("{search:?}"),
                        &page_ways(&ways(Some(search), Vec::new()), &shell),
                    );
                }
            }
        }
    }
}
