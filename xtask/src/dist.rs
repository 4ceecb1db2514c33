//! `cargo xtask dist`: what a court takes home: the verifier as one file that needs nothing of the machine, and signed sums.
//!
//! The sums are signed with an ordinary ssh key (`ssh-keygen -Y sign`), which may lie on a token: who checks needs no program
//! of ours to trust a program of ours. Whose key that is must be told on another way, as the policy of a log is.
//!
//! Not here: the same code for a browser. Nothing builds it yet; what is given away says so, and why ([`in_page`]). Nothing is
//! uploaded.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use crate::{
    fault::Fault,
    journey, need, place,
    run::{Ended, Run},
    say,
    tally::Tally,
};

/// What the signature is for: the namespace of `ssh-keygen -Y`. A signature made for another purpose is refused.
const PURPOSE: &str = "comity-dist";
/// The file of sums, in the form of `sha256sum`.
pub(crate) const SUMS: &str = "SHA256SUMS";
/// Compiled whole, once, on a slow machine.
const BUILD: Duration = Duration::from_secs(3_600);
/// What lists call the verifier inside a page.
pub(crate) const IN_PAGE: &str = "in-page verifier";
/// What Rust calls a browser.
const BROWSER: &str = "wasm32-unknown-unknown";
const USAGE: &str = "dist --out DIR [--key SSH_KEY]";

pub(crate) fn main(args: &[&str]) -> Result<bool, Fault> {
    let (out, key) = match args {
        ["--out", out] => (*out, None),
        ["--out", out, "--key", key] => (*out, Some(PathBuf::from(key))),
        _ => return Err(Fault::Usage(USAGE.into())),
    };
    let out = place::root().join(out);
    fs::create_dir_all(&out).map_err(Fault::at("create", &out))?;
    let made = make(&out)?;
    for name in &made {
        say::out(format_args!("{}", out.join(name).display()));
    }
    match key {
        Some(key) => sign(&out, &key)?,
        None => say::out(format_args!(
            "not signed: ssh-keygen -Y sign -f SSH_KEY -n {PURPOSE} {}",
            out.join(SUMS).display()
        )),
    }
    Ok(true)
}

/// The stage of CI: built, static, judges the journey's package as the ordinary one does; the sums hold, and a changed
/// one is refused.
pub(crate) fn stage() -> Result<Tally, Fault> {
    need::debian(&[&need::SSH_KEYGEN])?;
    let out = place::scratch("dist")?;
    let made = make(&out)?;
    let mut tally = Tally::default();
    let verifier = made.first().map(|name| out.join(name)).unwrap_or_default();
    let parts = ["--wide", "--program-headers", "--dynamic"];
    let parts = Run::new("readelf").args(parts).arg(&verifier).output(BUILD)?;
    tally.check(
        parts.contains("LOAD") && !parts.contains("INTERP") && !parts.contains("NEEDED"),
        format_args!("the verifier needs no library and no loader of the machine"),
    );
    let (_, journey) = journey::last()?;
    let judge = |policy: &Path| {
        let run = Run::new(&verifier).arg(&journey.package).arg("--policy").arg(policy);
        run.read_quick().map(|ended| ended.code)
    };
    tally.check(
        judge(&journey.policy)? == Some(0),
        format_args!("it accepts the package of the journey"),
    );
    tally.check(
        judge(&journey.package)? == Some(5),
        format_args!("it believes nothing under what is no policy"),
    );
    tally += signed(&out)?;
    Ok(tally)
}

/// Signs with a key made for this, checks, and checks again after one digit was changed.
pub(crate) fn signed(out: &Path) -> Result<Tally, Fault> {
    let (key, signers) = (out.join("key"), out.join("signers"));
    let make = Run::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f"]);
    make.arg(&key).output(BUILD)?;
    sign(out, &key)?;
    let public = fs::read_to_string(out.join("key.pub")).map_err(Fault::at("read", &key))?;
    fs::write(&signers, format!("publisher {public}")).map_err(Fault::at("write", &signers))?;
    let sums = out.join(SUMS);
    let mut tally = Tally::default();
    tally.check(
        check(out, &signers)?.code == Some(0),
        format_args!("the signature over the sums is the publisher's"),
    );
    let known = Run::new("sha256sum").args(["--check", "--strict", SUMS]).dir(out).read_quick()?;
    tally.check(known.code == Some(0), format_args!("the sums are those of the files"));
    let text = fs::read_to_string(&sums).map_err(Fault::at("read", &sums))?;
    let changed = format!("{}{text}", if text.starts_with('0') { "1" } else { "0" });
    fs::write(&sums, changed).map_err(Fault::at("write", &sums))?;
    tally.check(
        check(out, &signers)?.code != Some(0),
        format_args!("changed sums are refused by their signature"),
    );
    Ok(tally)
}

/// Builds what there is to build; gives the names of the files, the verifier first.
fn make(out: &Path) -> Result<Vec<String>, Fault> {
    need::debian(&[&need::CC])?;
    let host = host()?;
    // Named as a target, so that the flag is for the program and not for what builds it.
    let flags = format!("CARGO_TARGET_{}_RUSTFLAGS", host.to_uppercase().replace('-', "_"));
    let words = ["build", "--quiet", "--release", "--locked", "--package", "verify", "--target"];
    let build = Run::cargo().args(words).arg(&host).env(&flags, "-C target-feature=+crt-static");
    build.output(BUILD)?;
    let name = format!("comity-verify-{host}");
    let built = place::target().join(&host).join("release/comity-verify");
    fs::copy(&built, out.join(&name)).map_err(Fault::at("copy", &built))?;
    let sums = Run::new("sha256sum").arg(&name).dir(out).output(BUILD)?;
    let path = out.join(SUMS);
    fs::write(&path, sums).map_err(Fault::at("write", &path))?;
    say::out(format_args!("     {IN_PAGE}: {}", in_page()?));
    Ok(vec![name, SUMS.to_owned()])
}

/// What is said of the verifier inside a page: that there is none, and what is missing.
pub(crate) fn in_page() -> Result<String, Fault> {
    let sysroot = Run::new("rustc").args(["--print", "sysroot"]).output(BUILD)?;
    Ok(in_page_with(Path::new(sysroot.trim())))
}

fn in_page_with(sysroot: &Path) -> String {
    let is_installed = sysroot.join("lib/rustlib").join(BROWSER).join("lib").is_dir();
    if is_installed {
        "not built (there is no page for it yet)".to_owned()
    } else {
        format!("not built (target {BROWSER} is not installed)")
    }
}

/// The platform this toolchain builds for by itself.
pub(crate) fn host() -> Result<String, Fault> {
    let said = Run::new("rustc").arg("-vV").output(BUILD)?;
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| Fault::reply("rustc -vV", "it names no host"))
}

pub(crate) fn sign(out: &Path, key: &Path) -> Result<(), Fault> {
    let signature = out.join(format!("{SUMS}.sig"));
    if signature.exists() {
        fs::remove_file(&signature).map_err(Fault::at("remove", &signature))?;
    }
    let sign = Run::new("ssh-keygen").args(["-Y", "sign", "-n", PURPOSE, "-f"]).arg(key);
    sign.arg(out.join(SUMS)).output(BUILD).map(drop)
}

fn check(out: &Path, signers: &Path) -> Result<Ended, Fault> {
    let sums = out.join(SUMS);
    let check = Run::new("ssh-keygen").args(["-Y", "verify", "-n", PURPOSE, "-I", "publisher"]);
    let check = check.arg("-f").arg(signers).arg("-s").arg(out.join(format!("{SUMS}.sig")));
    let text = fs::File::open(&sums).map_err(Fault::at("read", &sums))?;
    check.input(text.into()).read_quick()
}

#[cfg(test)]
mod tests;
