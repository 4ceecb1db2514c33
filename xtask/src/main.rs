//! `cargo xtask …`: the project's own tools, one word each.
//!
//! This program only starts other programs, reads what they print and adds it up. It is not linked
//! with any crate it checks, so a bug there cannot hide itself here; it depends on the standard
//! library and on `serde_json` to read what `cargo metadata` and the sandbox say.

mod bench;
mod calendar;
mod campaign;
mod canary;
mod conformance;
mod cpu;
mod crash;
mod dist;
mod e2e;
mod erasure;
mod fault;
mod fuzz;
mod install;
mod instructions;
mod interop;
mod journey;
mod kill;
mod lang;
mod mirror;
mod mutants;
mod need;
mod nextest;
mod oracle;
mod peers;
mod place;
mod planted;
mod postgres;
mod ratchet;
mod release;
mod run;
mod sandbox;
mod say;
mod second;
mod tally;
mod tamper;
mod test;
#[cfg(test)]
mod tidy;
mod web;

use std::process::ExitCode;

use fault::Fault;

/// What `cargo xtask` without a known word prints.
const USAGE: &str = "\
usage: cargo xtask COMMAND

  sandbox [ARGS]     prepare, build as for tests, run `comity sandbox ARGS`
  test [STAGE]...    everything CI runs, or these stages of it; the last line is `N passed, M failed`
  tidy               the checks on the repository itself
  e2e [FILTER]       browser journeys against a running sandbox
  interop [--toy | --holidays | --timestamp | --epoch | --directory | --mirror | --witness]
                     checks by tools that nobody here wrote
  calendar [--check] write the year files of the public holidays from their rules
  conformance [--engine sqlite|postgres]
                     the store's suite on every engine, with a PostgreSQL server that is made for it and ends with it
  campaign [--seeds N] [--from SEED|commit] [--profile NAME] [--kills N] [--planted] [--crash] [--minutes M]
                     the long run of faults; --planted also builds each bug of crates/sim/planted and looks for it
  crash [--full] [OPERATION]...
                     one fault at each call that makes something durable; the node must keep its word
  tamper [--full [--part K/N]]
                     change a court package in every way and look for exit code 5
  oracle [--seed N] [--per-clock N] [--planted]
                     legal clocks counted a second time by a program that shares nothing with ours
  peers [--seed TEXT] [--cases X]
                     our bytes beside libraries that share nothing with us, both ways
  fuzz [--seconds N] [--seed N] [TARGET]... | nodes
                     bytes of strangers for every parser, or for two nodes on a wire that changes bytes
  instructions       count what the law costs (reading it, and one result of each clock) and what a MiB of evidence costs
  bench ingest [--rounds N] [--mib N] | --gib N | --small
                     evidence into a node beside openssl, dc3dd, hashdeep and age; its memory; small files
  bench ledger       leaves of the log beside the same rows without a log
  bench letters [COUNT | haste | as2 | evidence]
                     what waited for a member that was gone for three days; emergencies beside a queue; beside AS2
  bench transfer [SIZE [INTERRUPTIONS]]
                     evidence between two nodes that are killed and cut off meanwhile: bytes on the wire, digests, memory
  mutants [--minutes N]
                     change the law's functions piece by piece: some test must notice
  second [--count N] [--seed TEXT]
                     changed packages, judged by two verifiers that share no code
  erasure            destroy evidence at a real node, then open what all keys that are left still open
  dist --out DIR [--key SSH_KEY]
                     the verifier as one file that needs nothing of the machine, with sums, signed if there is a key
  release --out DIR [--key SSH_KEY] [--built FOLDER] [--check]
                     both programs, unit and licence as a tarball and a package for Debian, with sums
  install [--fixture] [--built FOLDER]
                     type every command of docs/guide/installing.md in three houses, from the package; --fixture makes
                     the data that tests open with a later program
  canary             look for the sandbox's planted words where they must not be
  lang [--write]     how much of the words each language has, and who read them; --write lists what is missing";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match place::adopt_target()
        .and_then(|()| place::forget_planted())
        .and_then(|()| dispatch(&args))
    {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(fault) => {
            say::err(format_args!("xtask: {fault}"));
            ExitCode::from(fault.exit_code())
        }
    }
}

/// Runs one command; `Ok(false)` means that it ran to its end and found something wrong.
fn dispatch(args: &[&str]) -> Result<bool, Fault> {
    match args {
        ["sandbox", rest @ ..] => sandbox::main(rest),
        ["test", names @ ..] => test::main(names),
        ["tidy"] => test::tidy().map(|tally| tally.failed == 0),
        ["e2e", rest @ ..] => e2e::main(rest),
        ["interop", rest @ ..] => interop::main(rest),
        ["bench", rest @ ..] => bench::main(rest),
        ["calendar", rest @ ..] => calendar::main(rest),
        ["campaign", rest @ ..] => campaign::main(rest),
        ["conformance", rest @ ..] => conformance::main(rest),
        ["crash", rest @ ..] => crash::main(rest),
        ["dist", rest @ ..] => dist::main(rest),
        ["release", rest @ ..] => release::main(rest),
        ["tamper", rest @ ..] => tamper::main(rest),
        ["install", rest @ ..] => install::main(rest),
        ["fuzz", rest @ ..] => fuzz::main(rest),
        ["peers", rest @ ..] => peers::main(rest),
        ["instructions"] => instructions::stage().map(|tally| tally.failed == 0),
        ["mutants", rest @ ..] => mutants::main(rest),
        ["erasure"] => erasure::main(),
        ["lang", rest @ ..] => lang::main(rest),
        ["canary"] => canary::main(),
        ["second", rest @ ..] => second::main(rest),
        ["oracle", rest @ ..] => oracle::main(rest),
        ["help" | "--help" | "-h"] => {
            say::out(format_args!("{USAGE}"));
            Ok(true)
        }
        [] => Err(Fault::Usage(USAGE.into())),
        [other, ..] => Err(Fault::Usage(format!("no command takes `{other}` so\n\n{USAGE}"))),
    }
}
