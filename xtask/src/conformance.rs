//! `cargo xtask conformance`: the store's suite on its engines, on `PostgreSQL` too, with a server that is made for it.

use std::time::Duration;

use crate::{
    fault::Fault,
    need,
    nextest::{self, Line},
    postgres::Server,
    run::Output,
    say,
    tally::Tally,
};

/// The suite of the contract.
const SUITE: &str = "(package(store) and binary(it))";
/// Real nodes on the engine: an order and its answer carried by files, and a recall from its question to its proof.
const JOURNEYS: &str = "(package(node) and test(/^(bundle::tests::an_order_and_its_answer|recall::tests::two_officers_of)/))";
/// How many of the slowest tests are named.
const N_SLOWEST: usize = 3;

/// Which engines are asked.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Engines {
    All,
    Postgres,
    Sqlite,
}

/// Reads the arguments and runs.
pub(crate) fn main(args: &[&str]) -> Result<bool, Fault> {
    let engines = match args {
        [] => Engines::All,
        ["--engine", "postgres"] => Engines::Postgres,
        ["--engine", "sqlite"] => Engines::Sqlite,
        _ => return Err(Fault::Usage("conformance [--engine sqlite|postgres]".into())),
    };
    let tally = run(engines)?;
    say::out(format_args!("{tally}"));
    Ok(tally.failed == 0)
}

/// On `PostgreSQL` only, and the one workload on every engine: the tests of the workspace have run the rest.
pub(crate) fn stage() -> Result<Tally, Fault> {
    run(Engines::Postgres)
}

fn run(engines: Engines) -> Result<Tally, Fault> {
    let suite = ["run", "--locked", "--cargo-profile", "ci", "-p", "store", "-p", "node", "-E"];
    // What asks the kernel about a file, or fails a journal's disk, has nothing to do with a server.
    let which = match engines {
        Engines::All => format!("{SUITE} or {JOURNEYS}"),
        Engines::Postgres => format!("({SUITE} and not test(/^(faults|kernel)::/)) or {JOURNEYS}"),
        Engines::Sqlite => SUITE.to_owned(),
    };
    let suite = || Ok::<_, Fault>(need::nextest()?.args(suite).arg(&which));
    suite()?.args(["--no-run", "--cargo-quiet"]).must()?;
    let server = if engines == Engines::Sqlite { None } else { Some(Server::start()?) };
    let mut run = suite()?.args(["--status-level", "pass", "--no-fail-fast"]);
    match engines {
        Engines::All => {}
        Engines::Postgres => run = run.env("STORE_ENGINE", "postgres"),
        Engines::Sqlite => run = run.env("STORE_ENGINE", "sqlite"),
    }
    if let Some(server) = &server {
        run = run.env("STORE_POSTGRES", server.address());
        run = run.env("STORE_POSTGRES_SPARE", server.spare());
    }
    let mut tally = Tally::default();
    let mut times: Vec<(Duration, String)> = Vec::new();
    let code = run.each_line(Output::Error, |text| match nextest::line(text) {
        Line::Passed { name, took } => times.push((took, name.to_owned())),
        // Skipped is what was not asked for.
        Line::Summary { passed, failed, skipped: _ } => tally = Tally { passed, failed },
        Line::Talk => say::err(format_args!("{text}")),
    })?;
    if code != Some(0) || tally.passed == 0 {
        tally.failed = tally.failed.max(1);
    }
    times.sort_unstable_by(|a, b| b.cmp(a));
    for (took, name) in times.iter().take(N_SLOWEST) {
        say::out(format_args!("  {:>7.3} s  {name}", took.as_secs_f64()));
    }
    Ok(tally)
}
