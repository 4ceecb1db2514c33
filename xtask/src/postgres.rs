//! A `PostgreSQL` server for a check: found or installed, made in a temporary folder, ended by its process whatever happens.
//!
//! The server refuses to run for root, so root starts it for the user `postgres`, or `nobody` where there is none. That
//! user must reach the folder, and a home of root cannot be reached: so the folder lies where temporary files lie, is that
//! user's alone, and goes with the server. It listens to a socket in that folder and to no network. It flushes as in
//! earnest, since the engine refuses one that does not.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    os::unix::fs::{PermissionsExt, chown},
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
    time::Duration,
};

use crate::{
    fault::Fault,
    need,
    run::{Live, Run, signal},
};

/// Where Debian puts the programs of each version.
const DEBIAN: &str = "/usr/lib/postgresql";
/// Making a cluster, or coming up on one, takes seconds; on a busy machine some more.
const LIMIT: Duration = Duration::from_secs(120);
/// A server that is told to stop at once has this long before it is killed.
const STOPS_WITHIN: Duration = Duration::from_secs(10);

/// Who the server runs as, if not as ourselves.
#[derive(Clone, Copy, Debug)]
struct User {
    uid: u32,
    gid: u32,
}

/// A server that is running. It ends when this goes.
#[derive(Debug)]
pub(crate) struct Server {
    live: Live,
    programs: PathBuf,
    folder: PathBuf,
}

impl Server {
    /// Makes two equal clusters, `data` and `spare`, and starts a server on the first.
    pub(crate) fn start() -> Result<Self, Fault> {
        let programs = programs()?;
        need::debian(&[&need::SETPRIV])?;
        let user = if need::is_root() { Some(user()?) } else { None };
        let folder = env::temp_dir().join(format!("comity-postgres-{}", std::process::id()));
        let made = make(&programs, &folder, user);
        match made.and_then(|()| serve(&programs, &folder, user)) {
            Ok(live) => Ok(Self { live, programs, folder }),
            Err(fault) => {
                drop(fs::remove_dir_all(&folder));
                Err(fault)
            }
        }
    }

    /// How a program reaches the server.
    pub(crate) fn address(&self) -> String {
        format!("host={} user=comity dbname=postgres", self.folder.display())
    }

    /// The programs, and the folder whose cluster `spare` nobody uses.
    pub(crate) fn spare(&self) -> String {
        format!("{}:{}", self.programs.display(), self.folder.display())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Stopped at once: nobody needs what it holds. Killed if it does not; whatever it is, the folder goes.
        drop(signal(self.live.pid, "QUIT"));
        drop(self.live.wait(STOPS_WITHIN));
        drop(fs::remove_dir_all(&self.folder));
    }
}

/// The folder with `postgres` and `initdb`: Debian's newest, or the one in the search path.
fn programs() -> Result<PathBuf, Fault> {
    let found = || {
        let versions = fs::read_dir(DEBIAN).into_iter().flatten().flatten();
        let numbered = versions.filter_map(|entry| {
            let bin = entry.path().join("bin");
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            bin.join("postgres").is_file().then_some((version, bin))
        });
        let newest = numbered.max().map(|(_, bin)| bin);
        newest
            .or_else(|| need::find("initdb")?.canonicalize().ok()?.parent().map(Path::to_path_buf))
    };
    if let Some(programs) = found() {
        return Ok(programs);
    }
    need::postgres()?;
    found().ok_or_else(|| Fault::Missing {
        tools: vec!["postgres".to_owned()],
        remedy: "install PostgreSQL 15 or newer".to_owned(),
    })
}

/// Somebody who is not root.
fn user() -> Result<User, Fault> {
    let ask = |flag: &str, name: &str| {
        let answer = Run::new("id").args([flag, name]).read_quick().ok()?;
        answer.stdout.trim().parse::<u32>().ok().filter(|id| *id != 0)
    };
    let of = |name: &str| Some(User { uid: ask("-u", name)?, gid: ask("-g", name)? });
    of("postgres").or_else(|| of("nobody")).ok_or_else(|| {
        Fault::reply("id", "there is neither a user `postgres` nor `nobody` to run a server as")
    })
}

/// A program that runs as this user and ends with us.
fn run_as(user: Option<User>, program: &Path) -> Run {
    let mut run = Run::new("setpriv").args(["--pdeathsig", "KILL"]);
    if let Some(User { uid, gid }) = user {
        run = run.args([format!("--reuid={uid}"), format!("--regid={gid}")]).arg("--clear-groups");
    }
    // Its messages are read: they must be in one language.
    run.arg(program).env("LC_ALL", "C").env("HOME", "/")
}

/// Makes both clusters.
fn make(programs: &Path, folder: &Path, user: Option<User>) -> Result<(), Fault> {
    fs::create_dir(folder).map_err(Fault::at("create", folder))?;
    let only_theirs = fs::Permissions::from_mode(0o700);
    fs::set_permissions(folder, only_theirs).map_err(Fault::at("change", folder))?;
    if let Some(User { uid, gid }) = user {
        chown(folder, Some(uid), Some(gid)).map_err(Fault::at("change", folder))?;
    }
    let init = run_as(user, &programs.join("initdb")).dir(folder);
    let init = init.args(["--auth=trust", "--username=comity", "--no-locale", "--encoding=UTF8"]);
    // What is made here is copied and thrown away: only the servers that run on it must flush.
    init.args(["--data-checksums", "--no-sync", "-D"]).arg(folder.join("data")).output(LIMIT)?;
    let copy = run_as(user, Path::new("cp")).dir(folder).arg("-a");
    copy.arg(folder.join("data")).arg(folder.join("spare")).output(LIMIT).map(drop)
}

/// Starts the server and waits until it takes connections.
fn serve(programs: &Path, folder: &Path, user: Option<User>) -> Result<Live, Fault> {
    let run =
        run_as(user, &programs.join("postgres")).dir(folder).arg("-D").arg(folder.join("data"));
    let run = run.args(["-c", "listen_addresses=", "-c", "max_connections=200", "-c"]);
    let mut live = run.arg(format!("unix_socket_directories={}", folder.display())).start()?;
    let (tell, said) = mpsc::channel();
    if let Some(log) = live.stderr.take() {
        // Read to its end, so that the server never waits for a reader.
        thread::spawn(move || {
            for line in BufReader::new(log).lines().map_while(Result::ok) {
                drop(tell.send(line));
            }
        });
    }
    let mut last = String::new();
    while let Ok(line) = said.recv_timeout(LIMIT) {
        if line.contains("ready to accept connections") {
            return Ok(live);
        }
        last = line;
    }
    drop(signal(live.pid, "KILL"));
    Err(Fault::reply("postgres", format!("it does not come up: {last}")))
}
