//! What is known of each function: its text by a digest, and what came of its mutants.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use serde_json::Value;

use super::{Mutant, Outcome, UNNOTICED_IN_100};
use crate::fault::Fault;

/// A function as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Function {
    file: String,
    name: String,
    /// Of its text, so that a changed function is another one.
    digest: u64,
}

impl Function {
    /// Where it is, from the root of the tree.
    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// From what cargo-mutants says of it and the text of its file.
    pub(super) fn of(file: &str, function: &Value, source: &str) -> Option<Self> {
        let line = |end: &str| function.pointer(&format!("/span/{end}/line"))?.as_u64();
        let (first, last) = (line("start")?, line("end")?);
        let name = function.get("function_name")?.as_str()?.to_owned();
        let first = usize::try_from(first).ok()?.checked_sub(1)?;
        let n_lines = usize::try_from(last).ok()?.checked_sub(first)?;
        let text: Vec<&str> = source.lines().skip(first).take(n_lines).collect();
        Some(Self { file: file.to_owned(), name, digest: digest(&text.join("\n")) })
    }
}

/// What names this mutant and no other, as a regular expression.
pub(super) fn exactly(mutant: &str) -> String {
    format!("^{}$", escape(mutant))
}

fn escape(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        if r".+*?()|[]{}^$\".contains(letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// FNV-1a: it tells a changed text from the one before, and proves nothing.
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// What came of the mutants of a function.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) caught: u64,
    pub(super) timeout: u64,
    pub(super) unviable: u64,
    /// By name, without the place in the file.
    pub(super) missed: Vec<String>,
}

/// What is known.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Store {
    results: BTreeMap<Function, Counts>,
    /// Mutants that do the same as the original, each with the reason.
    argued: BTreeMap<String, String>,
}

const RESULTS: &str = "results.tsv";
const EQUIVALENT: &str = "equivalent.txt";
/// Between the missed mutants of a line.
const AND: &str = " ; ";

impl Store {
    pub(super) fn read(folder: &Path) -> Result<Self, Fault> {
        let text = |name: &str| {
            let path = folder.join(name);
            fs::read_to_string(&path).map_err(Fault::at("read", &path))
        };
        Self::parse(&text(RESULTS)?, &text(EQUIVALENT)?)
            .map_err(|line| Fault::reply(folder.display().to_string(), format!("bad line: {line}")))
    }

    /// From the two files; the line that cannot be read, if there is one.
    pub(super) fn parse(results: &str, equivalent: &str) -> Result<Self, String> {
        let mut store = Self::default();
        for line in results.lines().filter(|line| !line.starts_with('#')) {
            let (function, counts) = parsed(line).ok_or_else(|| line.to_owned())?;
            store.results.insert(function, counts);
        }
        for line in equivalent.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (name, why) = line.split_once(" | ").ok_or_else(|| line.to_owned())?;
            store.argued.insert(name.to_owned(), why.to_owned());
        }
        Ok(store)
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), Fault> {
        let path = folder.join(RESULTS);
        fs::write(&path, self.text()).map_err(Fault::at("write", &path))
    }

    pub(super) fn text(&self) -> String {
        let mut text =
            "# file\tfunction\tdigest\tnoticed\ttimed out\tdo not build\tnot noticed\n".to_owned();
        for (function, counts) in &self.results {
            let missed = counts.missed.join(AND);
            let Function { file, name, digest } = function;
            let Counts { caught, timeout, unviable, .. } = counts;
            text.push_str(&format!(
                "{file}\t{name}\t{digest:016x}\t{caught}\t{timeout}\t{unviable}\t{missed}\n"
            ));
        }
        text
    }

    pub(super) fn has(&self, function: &Function) -> bool {
        self.results.contains_key(function)
    }

    /// Whether nothing is left to try: there is a result, and whatever was not noticed is argued for. A test may have been
    /// written since for what was not noticed.
    pub(super) fn is_settled(&self, function: &Function) -> bool {
        let result = self.results.get(function);
        result.is_some_and(|counts| counts.missed.iter().all(|name| self.argues(name)))
    }

    pub(super) fn argues(&self, mutant: &str) -> bool {
        self.argued.contains_key(mutant)
    }

    /// Reasons that no result needs.
    pub(super) fn idle_reasons(&self) -> impl Iterator<Item = &str> {
        let needed: BTreeSet<&String> =
            self.results.values().flat_map(|counts| &counts.missed).collect();
        self.argued.keys().filter(move |name| !needed.contains(name)).map(String::as_str)
    }

    /// Forgets functions that are not there any more, or not so.
    pub(super) fn keep_only(&mut self, functions: &BTreeSet<&Function>) {
        self.results.retain(|function, _| functions.contains(function));
    }

    /// Takes what came of these mutants; a function with one that was not tried stays open.
    pub(super) fn take(&mut self, batch: &[&Mutant], outcomes: &BTreeMap<String, Outcome>) {
        let mut came = BTreeMap::<&Function, Option<Counts>>::new();
        for mutant in batch {
            let counts = came.entry(&mutant.function).or_insert_with(|| Some(Counts::default()));
            *counts = counts.take().and_then(|counts| {
                let outcome = outcomes.get(&mutant.name)?;
                Some(counts.with(mutant, *outcome))
            });
        }
        for (function, counts) in came {
            if let Some(counts) = counts {
                self.results.insert(Function::clone(function), counts);
            }
        }
    }

    pub(super) fn sum(&self) -> Counts {
        let mut sum = Counts::default();
        for counts in self.results.values() {
            sum.caught += counts.caught;
            sum.timeout += counts.timeout;
            sum.unviable += counts.unviable;
            sum.missed.extend(counts.missed.iter().cloned());
        }
        sum
    }
}

impl Counts {
    /// Whether those that went unnoticed are within the bound.
    pub(super) fn is_few(&self) -> bool {
        let missed = self.missed.len() as u64;
        missed * 100 <= (self.caught + missed) * UNNOTICED_IN_100
    }

    fn with(mut self, mutant: &Mutant, outcome: Outcome) -> Self {
        match outcome {
            Outcome::Caught => self.caught += 1,
            Outcome::Timeout => self.timeout += 1,
            Outcome::Unviable => self.unviable += 1,
            Outcome::Missed => self.missed.push(placeless(&mutant.name)),
        }
        self
    }
}

/// `FILE: replace X with Y`: lines and columns move without any change of meaning.
fn placeless(name: &str) -> String {
    let mut parts = name.splitn(4, ':');
    let (file, what) = (parts.next().unwrap_or_default(), parts.nth(2).unwrap_or_default());
    format!("{file}:{what}")
}

fn parsed(line: &str) -> Option<(Function, Counts)> {
    let mut parts = line.split('\t');
    let mut part = || parts.next();
    let (file, name) = (part()?.to_owned(), part()?.to_owned());
    let digest = u64::from_str_radix(part()?, 16).ok()?;
    let mut number = || part()?.parse::<u64>().ok();
    let (caught, timeout, unviable) = (number()?, number()?, number()?);
    let missed = part()?.split(AND).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    Some((Function { file, name, digest }, Counts { caught, timeout, unviable, missed }))
}
