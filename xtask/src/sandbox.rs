//! `cargo xtask sandbox`: prepares what a build needs, builds as the tests are built and becomes `comity sandbox` with the
//! same arguments. What ships is linked as a whole, which takes a newcomer a quarter of an hour and changes nothing that
//! can be seen here; the stages of CI play every journey on the programs that ship.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{cpu::Watch, fault::Fault, need, place, ratchet, run::Run, say, tally::Tally, web};

/// The two programs that ship.
#[derive(Debug)]
pub(crate) struct Built {
    pub(crate) comity: PathBuf,
    pub(crate) verify: PathBuf,
}

/// Builds and hands over. The user's own directory stays the working directory, so that a relative
/// `--dir` or `--evidence` means what was typed.
pub(crate) fn main(args: &[&str]) -> Result<bool, Fault> {
    let here = std::env::current_dir().map_err(Fault::io("read the working directory"))?;
    web::ready_or_plain();
    let built = build_as("ci")?;
    Err(Run::new(&built.comity).dir(&here).arg("sandbox").args(args).become_it())
}

/// Builds both programs as they ship.
pub(crate) fn build() -> Result<Built, Fault> {
    web::ready()?;
    build_as("release")
}

/// Builds both programs with a profile; cargo puts them into a folder of its name.
///
/// Two commands, not one: cargo joins the features of all packages named together, and then the
/// court's verifier would be linked with the encryption code that it must not have.
fn build_as(profile: &str) -> Result<Built, Fault> {
    need::debian(&[&need::CC])?;
    for package in ["node", "verify"] {
        let build = ["build", "--quiet", "--profile", profile, "--locked", "--package", package];
        Run::cargo().args(build).must()?;
    }
    let built = place::target().join(profile);
    Ok(Built { comity: built.join("comity"), verify: built.join("comity-verify") })
}

/// The release build as a stage of CI: its processor time when nothing was built before, and the size
/// of what ships.
pub(crate) fn release_stage() -> Result<Tally, Fault> {
    let cold = !place::target().join("release/deps").exists();
    let (watch, memo) = (Watch::start(), place::target().join("xtask-cold-release.txt"));
    let built = build()?;
    let spent = watch.read();
    say::out(format_args!("release build: {spent}"));

    let mut tally = Tally::one(true);
    match (cold, spent.cpu_seconds) {
        (true, Some(cpu)) => {
            fs::write(&memo, cpu.to_string()).map_err(Fault::at("write", &memo))?;
            tally += ratchet::at_most("release-cpu-seconds", cpu, "CPU s of a cold release build")?;
        }
        (true, None) => return Err(Fault::reply("/proc/self/stat", "no processor time there")),
        (false, _) => {
            let last = fs::read_to_string(&memo).unwrap_or_else(|_| "unknown".into());
            say::out(format_args!("warm build; CPU s of the last cold one: {last}"));
        }
    }
    tally += ratchet::at_most("binary-bytes", size(&built.comity)?, "bytes of `comity`")?;
    tally += ratchet::at_most("verify-bytes", size(&built.verify)?, "bytes of `comity-verify`")?;
    Ok(tally)
}

fn size(path: &Path) -> Result<u64, Fault> {
    Ok(fs::metadata(path).map_err(Fault::at("read", path))?.len())
}
