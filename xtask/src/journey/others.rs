//! Every journey besides `epoc`, each played once from nothing: what the other kinds of measure need of two nodes.
//!
//! Which there are is read from the help of the program, so that none is forgotten here.

use std::{
    collections::BTreeMap,
    fs,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{fault::Fault, place, sandbox::Built, tally::Tally};

use super::{STUCK, command, fault, list, refused, text, truth};
use crate::run::Run;

/// The journey that has a stage of its own.
const EPOC: &str = "epoc";

/// Longer than this none of them may take in continuous integration; idle it is about five seconds.
const WITHIN: Duration = Duration::from_secs(40);

/// Plays them one after the other; one check says that it ended well and in time.
pub(super) fn play(built: &Built) -> Result<Tally, Fault> {
    let (work, mut tally) = (place::scratch("journeys")?, Tally::default());
    let help = Run::new(&built.comity).args(["sandbox", "--help"]).read_quick()?;
    let names = names(&help.stdout);
    tally.check(names.len() >= LEAST, format_args!("there are {} journeys more", names.len()));
    for name in names {
        let (dir, began) = (work.join(name), Instant::now());
        let ended = command(built, &dir, &["--journey", name]).read(STUCK)?;
        let wall = began.elapsed();
        let told = match ended.code {
            Some(0) => told(ended.stdout.lines().last().unwrap_or_default(), name)?,
            Some(_) | None => Told { wrong: vec![refused(&ended).to_string()], ..Told::default() },
        };
        let (seconds, limit) = (wall.as_secs(), WITHIN.as_secs());
        let (n_steps, n_denied) = (told.n_steps, told.n_denied);
        let why = told.wrong.join(", ");
        let line = format_args!(
            "journey {name}: {n_steps} steps, {n_denied} refused by law, {seconds} s of {limit} {why}"
        );
        tally.check(told.wrong.is_empty() && wall <= WITHIN, line);
        fs::remove_dir_all(&dir).map_err(Fault::at("remove", &dir))?;
    }
    Ok(tally)
}

/// One for each kind of measure that was promised.
const LEAST: usize = 9;

/// The names in `[possible values: epoc, epoc-pr]`, without the one that has a stage of its own.
fn names(help: &str) -> Vec<&str> {
    let values = help.split_once("[possible values: ").and_then(|(_, rest)| rest.split_once(']'));
    let names = values.map_or("", |(names, _)| names).split([',', '\n']).map(str::trim);
    names.filter(|name| !name.is_empty() && *name != EPOC).collect()
}

/// What a report says of its journey.
#[derive(Debug, Default, PartialEq, Eq)]
struct Told {
    n_steps: usize,
    n_denied: usize,
    wrong: Vec<String>,
}

fn told(report: &str, name: &str) -> Result<Told, Fault> {
    let value: Value = serde_json::from_str(report).map_err(|e| fault("not one JSON object", e))?;
    let mut told = Told::default();
    if text(&value, "journey")? != name {
        told.wrong.push("another journey".into());
    }
    let mut steps = BTreeMap::new();
    for step in list(&value, "steps")? {
        steps.insert(text(step, "name")?, truth(step, "ok")?);
    }
    told.n_steps = steps.len();
    told.n_denied = list(&value, "denied")?.len();
    told.wrong.extend(steps.iter().filter(|(_, ok)| !**ok).map(|(name, _)| format!("step {name}")));
    // Who hands over proves it: a package stands in the report only where it was verified.
    let is_verified = steps.get("verify") == Some(&true);
    if value.get("package").is_some() != is_verified {
        told.wrong.push("a package that was not verified".into());
    }
    for (what, wrong) in [("no steps", steps.is_empty()), ("nothing refused", told.n_denied == 0)] {
        if wrong {
            told.wrong.push(what.into());
        }
    }
    Ok(told)
}

#[cfg(test)]
mod tests;
