//! `comity law pathway`: which ways there are, ranked, with what each asks for; and every reason why another is none.
//!
//! Only words around `law::pathway`. Ways that no loaded fact settles stand apart: they are neither proposed nor ruled
//! out. With `--draft` a way that cannot be taken is refused, and the others are shown.

use std::fmt::Write as _;

use law::pathway::{Path, Reason, Search, Verdict, admit, named, paths};

use super::{Law, lenient};
use crate::cli::PathwayArgs;
use crate::cli::exit::{Exit, Failure};
use crate::cli::print;
use crate::ways;

/// Answers one search.
pub(crate) fn run(args: &PathwayArgs) -> Result<(), Failure> {
    let law = Law::embedded()?;
    let search = Search {
        from: args.from,
        to: args.to,
        aim: args.aim,
        data: args.data.iter().copied().collect(),
        on: args.on,
        emergency: args.emergency,
    };
    let found = paths(&law.instruments, &search);
    if args.json {
        print::json(&ways::document(&search, &found));
    } else {
        print::data(&to_text(&search, &found));
    }
    let Some(draft) = &args.draft else { return Ok(()) };
    let unknown = || {
        let detail = format!("there is no way `{draft}`; `comity law list` shows all of them");
        Failure::new(Exit::Denied, "unknown-kind", detail)
    };
    let (instrument, kind) = named(&law.instruments, draft).ok_or_else(unknown)?;
    admit(&law.instruments, instrument, kind, &search).map_err(|refusal| {
        let others: Vec<String> = refusal.alternatives.iter().map(Path::id).collect();
        let instead = if others.is_empty() { "none".to_owned() } else { others.join(", ") };
        let why: Vec<String> = refusal.tried.reasons.iter().map(because).collect();
        let detail = format!("`{draft}` cannot be taken: {}; instead: {instead}", why.join(", "));
        Failure::new(Exit::Denied, refusal.code(), detail)
    })
}

/// The same for a person: numbered where it can be taken, with every reason where not.
fn to_text(search: &Search, found: &[Path<'_>]) -> String {
    let data: Vec<&str> = search.data.iter().map(|category| category.id()).collect();
    let mut text = format!(
        "{} to {}, {} {}, on {}{}",
        search.from,
        search.to,
        search.aim,
        data.join(","),
        search.on,
        if search.emergency { ", emergency" } else { "" },
    );
    let mut line = |words: String| lenient(write!(text, "\n{words}"));
    let of = |verdict| found.iter().filter(move |path: &&Path<'_>| path.verdict == verdict);
    for (n, path) in of(Verdict::Admissible).enumerate() {
        line(format!(
            "{}. {}  Art. {} ({})",
            n.saturating_add(1),
            path.id(),
            path.kind.provenance.cite,
            path.mark()
        ));
        line(format!("   to         {}, language {}", path.route.channel, path.route.language));
        line(format!("   form       {}, {} fields", path.kind.form, path.kind.fields.len()));
        for clock in &path.answers {
            let n = clock.period.map_or_else(String::new, |n| format!("{n} "));
            let (cite, mark) = (&clock.provenance.cite, clock.provenance.mark);
            line(format!(
                "   answer     {}: {n}{} (Art. {cite}, {mark})",
                clock.id, clock.counting
            ));
        }
        if let Some(cite) = path.notified {
            line(format!(
                "   notified   an authority of {} at the same time (Art. {cite})",
                search.to
            ));
        }
        let grounds: Vec<&str> = path.grounds.iter().map(|ground| ground.id.as_str()).collect();
        if !grounds.is_empty() {
            line(format!("   grounds    {}", grounds.join(" ")));
        }
        for declared in &path.conditions {
            line(format!(
                "   condition  {} of {} (Art. {})",
                declared.kind, declared.country, declared.article
            ));
        }
    }
    for (title, verdict) in [("not known", Verdict::Undetermined), ("no way", Verdict::Excluded)] {
        for path in of(verdict) {
            let reasons: Vec<String> = path.reasons.iter().map(because).collect();
            line(format!("{title:<10} {:<36} {}", path.id(), reasons.join(", ")));
        }
    }
    if of(Verdict::Admissible).next().is_none() {
        line("No way that is loaded can be taken.".to_owned());
    }
    text
}

fn because(reason: &Reason) -> String {
    let mut words = reason.obstacle.id().to_owned();
    let mut add = |more: String| lenient(write!(words, " {more}"));
    if let Some(state) = reason.state {
        add(state.to_string());
    }
    if !reason.data.is_empty() {
        add(reason.data.iter().map(|category| category.id()).collect::<Vec<_>>().join(","));
    }
    if let Some(from) = reason.from {
        add(format!("before {from}"));
    }
    add(format!("(Art. {})", reason.cite));
    words
}
