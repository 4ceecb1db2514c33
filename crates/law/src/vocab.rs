//! Coded lists people and machines share: offences across instruments, categories of data, handling, evaluation.
//!
//! The lists are data in `vocab/`, versioned; a word is never taken back and never changes its meaning. Their labels
//! stand in `lang/`. Four things about a piece of information are orthogonal and never mapped into one another:
//! handling, classification, evaluation, and what may be done with indicators.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::ids::{BadId, ID_BYTES_MAX, Mark, closed};
use crate::load::{Faults, LoadError, Table, parse};

/// A list has at most this many words; the longest shipped one has under fifty.
pub const WORDS_MAX: usize = 500;

closed!(
    /// Another list a word can be found in.
    Scheme, "a scheme" {
        /// A word people still write for it.
        Alias = "alias",
        /// The thirty-two categories of the Union's lists, by number.
        AnnexIv = "annex_iv",
        /// The special routes to traffic and content data under Article 5(4).
        Article54 = "article_5_4",
        /// Articles of the Convention on Cybercrime.
        CoeBudapest = "coe_budapest",
        /// Categories of statements of reasons.
        EuDsa = "eu_dsa",
        /// Crime areas of Europol.
        Europol = "europol",
        /// Crime areas of INTERPOL.
        Interpol = "interpol",
        /// Another treaty.
        OtherTreaty = "other_treaty",
        /// Articles of the United Nations convention; `serious` means only through the test of four years.
        UnCybercrime = "un_cybercrime",
    }
);

/// One word of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word in records.
    pub id: String,
    /// What it is called elsewhere; a scheme that is missing does not know it.
    pub maps: BTreeMap<Scheme, Vec<String>>,
    /// The groups of acts it blocks without the originator's consent.
    pub blocks: BTreeSet<String>,
}

/// One list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vocabulary {
    /// The name of the list.
    pub id: String,
    /// Its version; results name it.
    pub version: u32,
    /// How sure it is.
    pub mark: Mark,
    /// Where it comes from.
    pub source: String,
    /// The date of the source.
    pub source_date: Date,
    /// The words, in the order of the list.
    pub words: Vec<Word>,
}

impl Vocabulary {
    /// The word of this id.
    #[must_use]
    pub fn word(&self, id: &str) -> Option<&Word> {
        self.words.iter().find(|word| word.id == id)
    }

    /// The words another list calls so: several, where it is coarser.
    pub fn called<'v>(&'v self, scheme: Scheme, name: &'v str) -> impl Iterator<Item = &'v Word> {
        let knows = move |word: &&Word| {
            word.maps.get(&scheme).is_some_and(|names| names.iter().any(|known| known == name))
        };
        self.words.iter().filter(knows)
    }

    /// The text key of a word's label: `vocab-offences-cyber-access`.
    #[must_use]
    pub fn label_key(&self, word: &Word) -> String {
        format!("vocab-{}-{}", self.id, word.id.replace('.', "-"))
    }

    /// `offences@1`, as records name the list.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}@{}", self.id, self.version)
    }
}

/// Reads one list, named `offences.toml`.
///
/// # Errors
/// Every fault of the file, each with its place.
pub fn load(path: &str, text: &str) -> Result<Vocabulary, Vec<LoadError>> {
    let (document, mut faults) = parse(path, text)?;
    let mut root = Table::new("vocabulary", document.span(), document.get_ref());
    let id = root.word("id", list_name, &mut faults);
    let version = root.number("version", 1..=1_000_000, &mut faults);
    let mark = root.word("mark", Mark::parse, &mut faults);
    let source = root.text("source", &mut faults);
    let source_date = root.date("source_date", &mut faults);
    let mut words: Vec<Word> = Vec::new();
    let tables = root.tables("word", &mut faults);
    if tables.is_empty() || tables.len() > WORDS_MAX {
        let message = format!("a list has from 1 to {WORDS_MAX} words");
        faults.note(root.span(), "words-misplaced", message, "add `[[word]]`, or split the list");
    }
    for mut table in tables {
        if let Some(word) = word(&mut table, &mut faults) {
            if words.iter().any(|other| other.id == word.id) {
                let message = format!("`{}` is given twice", word.id);
                faults.note(table.span(), "id-twice", message, "keep one");
            }
            words.push(word);
        }
        table.finish(&mut faults);
    }
    if let Some(id) = &id
        && path != format!("{id}.toml")
    {
        let message = format!("the list is called `{id}`");
        faults.note(&(0..0), "name-differs", message, format!("name the file `{id}.toml`"));
    }
    root.finish(&mut faults);
    let found = faults.into_found();
    match (id, version, mark, source, source_date) {
        (Some(id), Some(version), Some(mark), Some(source), Some(source_date))
            if found.is_empty() =>
        {
            Ok(Vocabulary { id, version, mark, source, source_date, words })
        }
        _ => Err(found),
    }
}

fn word(table: &mut Table<'_>, faults: &mut Faults<'_>) -> Option<Word> {
    let id = table.word("id", slug, faults);
    let blocks = table.words("blocks", slug, faults).into_iter().collect();
    let mut maps = BTreeMap::new();
    if let Some(mut map) = table.table_if("map", faults) {
        for scheme in Scheme::ALL {
            let names = map.words(scheme.id(), any_name, faults);
            if !names.is_empty() {
                maps.insert(*scheme, names);
            }
        }
        map.finish(faults);
    }
    Some(Word { id: id?, maps, blocks })
}

fn list_name(text: &str) -> Result<String, BadId> {
    spelled(text, "the name of a list like `offences`", |c| {
        c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
    })
}

fn slug(text: &str) -> Result<String, BadId> {
    spelled(text, "a word like `cyber.access`", |c| {
        c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '_'
    })
}

fn any_name(text: &str) -> Result<String, BadId> {
    spelled(text, "the name another list uses", |c| !c.is_control())
}

fn spelled(text: &str, wanted: &'static str, ok: fn(char) -> bool) -> Result<String, BadId> {
    if !text.is_empty() && text.len() <= ID_BYTES_MAX && text.chars().all(ok) {
        Ok(text.to_owned())
    } else {
        Err(BadId { wanted, text: text.to_owned() })
    }
}

#[cfg(test)]
mod tests;
