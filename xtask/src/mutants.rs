//! `cargo xtask mutants [--minutes N]`: changes the law's functions one small piece at a time, and some test must notice.
//!
//! The whole of it takes hours, so it is done in pieces that are kept: `docs/mutants/results.tsv` has a line for each
//! function with the digest of its text. A function whose text is as it was then is not tried again; a changed one is
//! the next to be tried. A mutant that no test notices is a fault, unless `docs/mutants/equivalent.txt` says why it
//! does the same as the original.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fs,
    path::{Path, PathBuf},
    sync::Mutex,
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{fault::Fault, mirror::mirror, need, place, run::Run, say, tally::Tally};

use self::store::{Counts, Function, Store};

mod store;
#[cfg(test)]
mod tests;

/// What is worked through: the law, and what decides on measures by it.
const PARTS: [Part; 2] = [
    Part {
        package: "law",
        files: &[],
        passes: &[
            Pass {
                target: "--lib",
                tests: &["--skip=no_damage_breaks", "--skip=counting::tests::a_"],
            },
            Pass { target: "--lib", tests: &[] },
        ],
    },
    Part {
        package: "domain",
        files: &["crates/domain/src/measure.rs", "crates/domain/src/measure/**"],
        passes: &[
            Pass { target: "--lib", tests: &["--skip=stories"] },
            Pass { target: "--lib", tests: &["stories"] },
            Pass { target: "--test=it", tests: &["scenarios", "letters", "permits"] },
        ],
    },
];

/// Some files of a package, and the tests that must notice.
struct Part {
    package: &'static str,
    /// As patterns; none means all.
    files: &'static [&'static str],
    /// Quick tests first: what one pass did not notice goes to the next.
    passes: &'static [Pass],
}

/// The tests that are built and run at once.
struct Pass {
    /// Nothing else is built: a library is compiled for its own tests, and not for others besides.
    target: &'static str,
    /// Parts of their names, or what is left out; none means all.
    tests: &'static [&'static str],
}

/// How long a run goes on where nobody says.
const MINUTES: u64 = 8;
/// Of a hundred mutants so many may go unnoticed, each with its reason.
const UNNOTICED_IN_100: u64 = 2;
/// After so many mutants the results so far are kept: three minutes of work.
const BATCH: usize = 60;
/// Copies worked on at once. One compiler fills a processor only for a part of its time; each copy takes 2 GB of disk.
const WORKERS: usize = 2;
/// Much longer than all tests of a pass take together, and short enough for a loop without end.
const TIMEOUT_SECONDS: &str = "30";
/// Listing reads the sources and builds nothing.
const LIST: Duration = Duration::from_secs(120);

pub(crate) fn main(args: &[&str]) -> Result<bool, Fault> {
    let minutes = match args {
        [] => MINUTES,
        ["--minutes", minutes] => minutes.parse().map_err(|_| {
            Fault::Usage(format!("`--minutes` takes a number of minutes, not `{minutes}`"))
        })?,
        _ => return Err(Fault::Usage("mutants takes nothing or `--minutes N`".into())),
    };
    let tally = work(Duration::from_secs(minutes * 60))?;
    say::out(format_args!("{tally}"));
    Ok(tally.failed == 0)
}

/// The stage of CI: what a change left without a result is tried, for as long as a run takes where nobody says.
pub(crate) fn stage() -> Result<Tally, Fault> {
    work(Duration::from_secs(MINUTES * 60))
}

impl Mutant {
    /// cargo-mutants 27.0.0 tries these in every run over their file, whatever it is asked for; so the functions of such
    /// a file are tried together.
    fn is_always_tried(&self) -> bool {
        self.name.contains(": delete field ")
    }
}

/// One mutant as cargo-mutants names it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mutant {
    /// `crates/law/src/status.rs:62:9: replace X with Y`.
    name: String,
    function: Function,
}

fn work(limit: Duration) -> Result<Tally, Fault> {
    let start = Instant::now();
    let copies: Vec<Copy> = (0..WORKERS).map(Copy::make).collect::<Result<_, _>>()?;
    let mut store = Store::read(&folder())?;
    let mut lists = Vec::new();
    for part in &PARTS {
        let first = copies.first().ok_or_else(|| Fault::Usage("no copy to work on".into()))?;
        lists.push((part, listed(part, first)?));
    }
    let all: BTreeSet<&Function> =
        lists.iter().flat_map(|(_, list)| list.iter().map(|mutant| &mutant.function)).collect();
    store.keep_only(&all);
    let mut waiting = VecDeque::new();
    for (part, list) in &lists {
        waiting.extend(batches(list, &store).into_iter().map(|batch| (*part, batch)));
    }
    let desk = Mutex::new((waiting, store));
    let broken = || Fault::Usage("another worker ended in a panic".into());
    let one_after_another = |copy: &Copy| -> Result<(), Fault> {
        while start.elapsed() < limit {
            let next = desk.lock().map_err(|_| broken())?.0.pop_front();
            let Some((part, batch)) = next else { break };
            let outcomes = tried(part, &batch, copy)?;
            let mut desk = desk.lock().map_err(|_| broken())?;
            desk.1.take(&batch, &outcomes);
            desk.1.write(&folder())?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> =
            copies.iter().map(|copy| scope.spawn(|| one_after_another(copy))).collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| broken())?)
    })?;
    let (_, store) = desk.into_inner().map_err(|_| broken())?;
    Ok(report(&store, &all))
}

/// The mutants of functions without a result, some functions of one file at a time.
fn batches<'m>(list: &'m [Mutant], store: &Store) -> Vec<Vec<&'m Mutant>> {
    let mut by_function = BTreeMap::<&Function, Vec<&Mutant>>::new();
    for mutant in list.iter().filter(|mutant| !store.is_settled(&mutant.function)) {
        by_function.entry(&mutant.function).or_default().push(mutant);
    }
    let mut batches: Vec<Vec<&Mutant>> = Vec::new();
    for (function, of_one) in by_function {
        let of_file = list.iter().filter(|mutant| mutant.function.file() == function.file());
        let is_whole = of_file.into_iter().any(Mutant::is_always_tried);
        let fits = |batch: &&mut Vec<&Mutant>| {
            let same = batch.iter().all(|mutant| mutant.function.file() == function.file());
            same && (is_whole || batch.len() + of_one.len() <= BATCH)
        };
        match batches.last_mut().filter(fits) {
            Some(batch) => batch.extend(of_one),
            None => batches.push(of_one),
        }
    }
    batches
}

/// What stands in the store, and what of it is a fault: a mutant that no test notices and nobody argues for, and a
/// function that was not tried as it stands.
fn report(store: &Store, all: &BTreeSet<&Function>) -> Tally {
    let n_open = all.iter().filter(|function| !store.has(function)).count();
    let counts: Counts = store.sum();
    say::out(format_args!(
        "     {} of {} functions have a current result: {} mutants noticed, {} not, {} timed out, {} do not build",
        all.len() - n_open,
        all.len(),
        counts.caught,
        counts.missed.len(),
        counts.timeout,
        counts.unviable,
    ));
    let mut tally = Tally { passed: counts.caught, failed: n_open as u64 };
    if n_open > 0 {
        say::out(format_args!("FAIL {n_open} functions were not tried; go on with `--minutes N`"));
    }
    for name in &counts.missed {
        let is_argued = store.argues(name);
        if !is_argued {
            say::out(format_args!("FAIL no test notices: {name}"));
        }
        tally += Tally { passed: u64::from(is_argued), failed: u64::from(!is_argued) };
    }
    for name in store.idle_reasons().filter(|_| n_open == 0) {
        say::out(format_args!(
            "FAIL a reason for what a test notices, or what is not there: {name}"
        ));
        tally.failed += 1;
    }
    let is_few = counts.is_few();
    if !is_few {
        say::out(format_args!(
            "FAIL more than {UNNOTICED_IN_100} % are not noticed, whatever the reasons"
        ));
    }
    tally += Tally::one(is_few);
    tally
}

fn folder() -> PathBuf {
    place::root().join("docs/mutants")
}

/// A copy of the checkout: files are changed in it, and what was built for it is kept.
struct Copy {
    tree: PathBuf,
    target: PathBuf,
    /// Emptied before each use.
    scratch: String,
}

impl Copy {
    fn make(number: usize) -> Result<Self, Fault> {
        let home = place::target().join(format!("mutants/{number}"));
        let tree = home.join("tree");
        mirror(&tree)?;
        Ok(Self { tree, target: home.join("target"), scratch: format!("mutants-{number}") })
    }
}

/// Every mutant of a part, with the function it is in.
fn listed(part: &Part, copy: &Copy) -> Result<Vec<Mutant>, Fault> {
    let files = part.files.iter().copied().collect();
    let said = command(part, &files, copy)?.args(["--list", "--json"]).output(LIST)?;
    let list: Value = serde_json::from_str(&said)
        .map_err(|error| Fault::reply("cargo mutants --list", error.to_string()))?;
    let mut sources = BTreeMap::<String, String>::new();
    let mut found = Vec::new();
    for mutant in list.as_array().into_iter().flatten() {
        let text = |name: &str| mutant.get(name).and_then(Value::as_str).map(str::to_owned);
        let (Some(file), Some(name)) = (text("file"), text("name")) else { continue };
        // What stands in no function is a constant, whose value tests of their own compare with the law.
        let Some(function) = mutant.get("function").filter(|of| !of.is_null()) else { continue };
        let source = match sources.get(&file) {
            Some(source) => source,
            None => {
                let path = copy.tree.join(&file);
                let source = fs::read_to_string(&path).map_err(Fault::at("read", &path))?;
                sources.entry(file.clone()).or_insert(source)
            }
        };
        let function = Function::of(&file, function, source)
            .ok_or_else(|| Fault::reply("cargo mutants --list", format!("no span in {name}")))?;
        found.push(Mutant { name, function });
    }
    Ok(found)
}

/// What came of these mutants, by name.
fn tried(part: &Part, batch: &[&Mutant], copy: &Copy) -> Result<BTreeMap<String, Outcome>, Fault> {
    let mut came = BTreeMap::new();
    let mut names: Vec<String> = batch.iter().map(|mutant| mutant.name.clone()).collect();
    for pass in part.passes {
        if names.is_empty() {
            break;
        }
        let out = place::scratch(&copy.scratch)?;
        let files: BTreeSet<&str> = batch.iter().map(|mutant| mutant.function.file()).collect();
        let mut run =
            command(part, &files, copy)?.args(["--in-place", "--no-shuffle", "--cap-lints=true"]);
        run = run.args(["--profile", "mutants", "--colors", "never", "--timeout", TIMEOUT_SECONDS]);
        run = run.arg("--output").arg(&out).arg(format!("--cargo-arg={}", pass.target));
        for name in &names {
            run = run.arg("--re").arg(store::exactly(name));
        }
        // 2: some were missed, 3: some took too long; both are told mutant by mutant.
        match run.args(["--", "--"]).args(pass.tests).code()? {
            Some(0 | 2 | 3) => {
                let found = outcomes(&out.join("mutants.out/outcomes.json"))?;
                // Of what was tried unasked the answer of an earlier pass stands.
                came.extend(found.into_iter().filter(|(name, _)| names.contains(name)));
            }
            code => return Err(Fault::Exit { what: "cargo mutants".into(), code }),
        }
        names.retain(|name| came.get(name) == Some(&Outcome::Missed));
    }
    Ok(came)
}

/// What became of a mutant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Caught,
    Missed,
    Timeout,
    /// It does not compile.
    Unviable,
}

impl Outcome {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "CaughtMutant" => Self::Caught,
            "MissedMutant" => Self::Missed,
            "Timeout" => Self::Timeout,
            "Unviable" => Self::Unviable,
            _ => return None,
        })
    }
}

fn outcomes(path: &Path) -> Result<BTreeMap<String, Outcome>, Fault> {
    let text = fs::read_to_string(path).map_err(Fault::at("read", path))?;
    let all: Value = serde_json::from_str(&text)
        .map_err(|error| Fault::reply(path.display().to_string(), error.to_string()))?;
    let lines = all.get("outcomes").and_then(Value::as_array).into_iter().flatten();
    let outcome = |line: &Value| {
        let name = line.pointer("/scenario/Mutant/name")?.as_str()?;
        Some((name.to_owned(), Outcome::parse(line.get("summary")?.as_str()?)?))
    };
    Ok(lines.filter_map(outcome).collect())
}

fn command(part: &Part, files: &BTreeSet<&str>, copy: &Copy) -> Result<Run, Fault> {
    let mut run = need::mutants()?.arg("--dir").arg(&copy.tree).args(["--package", part.package]);
    for file in files {
        run = run.arg("--file").arg(file);
    }
    Ok(run.env("CARGO_TARGET_DIR", &copy.target))
}
