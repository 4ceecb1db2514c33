//! One node of a finished sandbox, started alone: its process, its officers' sessions, its files.
//!
//! A node is always ended by SIGKILL here. Sessions outlive it, because the node keeps them.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, BufRead, BufReader, Write as _},
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
    time::Duration,
};

use super::http::{self, Answer};
use crate::{
    fault::Fault,
    run::{Live, Run, signal},
};

/// A start under strace on a busy machine takes seconds; this is stuck.
const STUCK: Duration = Duration::from_secs(120);
/// Time between two looks at something that is about to change, unless the node dies first.
const LOOK: Duration = Duration::from_millis(15);
/// One thread does all that the node does by itself, so that its calls have an order.
const ONE_THREAD: (&str, &str) = ("TOKIO_WORKER_THREADS", "1");

/// A node and what belongs to it.
pub(crate) struct Member {
    comity: PathBuf,
    net: PathBuf,
    name: &'static str,
    portal: u16,
    log: u16,
    process: Option<Process>,
    /// What its process finds in its environment.
    environment: Vec<(&'static str, &'static str)>,
    /// Leaves of its log when it came up.
    pub(crate) n_leaves: u64,
    sessions: BTreeMap<&'static str, Session>,
}

struct Process {
    live: Live,
    said: mpsc::Receiver<String>,
}

#[derive(Clone)]
struct Session {
    cookie: String,
    csrf: String,
}

impl Member {
    /// The node in the folder `name` of a sandbox; it does not run yet.
    pub(crate) fn new(comity: &Path, net: &Path, name: &'static str) -> Result<Self, Fault> {
        let config = net.join(name).join("comity.toml");
        let text = fs::read_to_string(&config).map_err(Fault::at("read", &config))?;
        let port = |key: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""));
            let port = line.and_then(|line| line.trim_end_matches('"').rsplit(':').next());
            port.and_then(|port| port.parse().ok())
                .ok_or_else(|| Fault::reply(config.display().to_string(), format!("no {key}")))
        };
        Ok(Self {
            comity: comity.to_path_buf(),
            net: net.to_path_buf(),
            name,
            portal: port("portal")?,
            log: port("log")?,
            process: None,
            environment: vec![ONE_THREAD],
            n_leaves: 0,
            sessions: BTreeMap::new(),
        })
    }

    /// With as many threads as it takes, and this environment.
    pub(crate) fn in_environment(mut self, names: &[(&'static str, &'static str)]) -> Self {
        self.environment = names.to_vec();
        self
    }

    pub(crate) fn config(&self) -> PathBuf {
        self.data().join("comity.toml")
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.net.join(self.name)
    }

    /// The folder of its head register.
    pub(crate) fn head(&self) -> PathBuf {
        self.net.join(format!("{}.head", self.name))
    }

    /// Starts it and waits until it serves.
    pub(crate) fn start(&mut self) -> Result<(), Fault> {
        let run = Run::new(&self.comity);
        self.run(run)?;
        let size = self.hears_number("started", "log_size")?;
        self.n_leaves = size.ok_or_else(|| self.broken("it ended at its start"))?;
        Ok(())
    }

    /// Starts it under strace. Whether it comes to serve.
    pub(crate) fn start_under(&mut self, trace: &Path, options: &[String]) -> Result<bool, Fault> {
        // With -D strace is the grandchild, and the process that was started is the node.
        let run = Run::new("strace").args(["-D", "-f", "-o"]).arg(trace).args(options);
        self.run(run.arg(&self.comity))?;
        Ok(self.hears("started")?.is_some())
    }

    /// Where it finds the folder for temporary files: nothing is to be left there.
    pub(crate) fn temporary(&self) -> PathBuf {
        self.net.join(format!("{}.tmp", self.name))
    }

    fn run(&mut self, run: Run) -> Result<(), Fault> {
        let temporary = self.temporary();
        fs::create_dir_all(&temporary).map_err(Fault::at("create", &temporary))?;
        let run = run.args(["serve", "--config"]).arg(self.config()).env("TMPDIR", temporary);
        let names = self.environment.iter();
        let mut live = names.fold(run, |run, (name, value)| run.env(name, value)).start()?;
        let (tell, said) = mpsc::channel();
        if let Some(stderr) = live.stderr.take() {
            // Where the sandbox keeps it too.
            let path = self.data().join("node.log");
            let log = fs::OpenOptions::new().create(true).append(true).open(&path);
            let mut log = log.map_err(Fault::at("open", &path))?;
            thread::spawn(move || {
                for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                    // Read to its end even when nobody listens or it cannot be kept, or the node would stop.
                    drop(writeln!(log, "{line}"));
                    drop(tell.send(line));
                }
            });
        }
        self.process = Some(Process { live, said });
        Ok(())
    }

    /// Waits for a line of its log; none when it ended before.
    pub(crate) fn hears(&self, message: &str) -> Result<Option<String>, Fault> {
        let Some(process) = &self.process else { return Ok(None) };
        let wanted = format!("\"message\":\"{message}\"");
        loop {
            match process.said.recv_timeout(STUCK) {
                Ok(line) if line.contains(&wanted) => return Ok(Some(line)),
                Ok(_) => {}
                Err(mpsc::RecvTimeoutError::Disconnected) => return Ok(None),
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    return Err(self.broken(&format!("it does not say `{message}`")));
                }
            }
        }
    }

    /// The same for a number in that line.
    pub(crate) fn hears_number(&self, message: &str, field: &str) -> Result<Option<u64>, Fault> {
        let Some(line) = self.hears(message)? else { return Ok(None) };
        let number = line.split(&format!("\"{field}\":")).nth(1).unwrap_or_default();
        let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
        let number = digits.parse().map_err(|error| Fault::reply(message, error))?;
        Ok(Some(number))
    }

    pub(crate) fn pid(&self) -> Result<u32, Fault> {
        let process = self.process.as_ref().ok_or_else(|| self.broken("it does not run"))?;
        Ok(process.live.pid)
    }

    /// Whether it ends within this time.
    pub(crate) fn ends_within(&self, limit: Duration) -> bool {
        self.process.as_ref().is_none_or(|process| process.live.ends_within(limit))
    }

    /// Ends it, if it runs.
    pub(crate) fn kill(&mut self) -> Result<(), Fault> {
        let Some(process) = self.process.take() else { return Ok(()) };
        signal(process.live.pid, "KILL")?;
        process.live.ends_within(STUCK);
        Ok(())
    }

    fn broken(&self, why: &str) -> Fault {
        Fault::reply(format!("comity serve of {}", self.name), why)
    }

    /// What it logged last, for whoever must say why it did not do its work.
    pub(crate) fn last_words(&self) -> String {
        let said = self.process.iter().flat_map(|process| process.said.try_iter());
        let said: Vec<String> = said.collect();
        let died = if self.ends_within(LOOK) { "it died" } else { "it runs" };
        let last = said.get(said.len().saturating_sub(5)..).unwrap_or_default();
        format!("{died}; {}", last.join(" "))
    }

    /// Signs an officer in, once: the session outlives the process.
    pub(crate) fn sign_in(&mut self, login: &'static str) -> Result<(), Fault> {
        let token = format!("token-of-{login}");
        let folder = self.data().join("sign-in");
        fs::create_dir_all(&folder).map_err(Fault::at("create", &folder))?;
        let file = folder.join("token");
        fs::write(&file, &token).map_err(Fault::at("write", &file))?;
        let digest = Run::new("sha256sum").arg(&file).output(STUCK)?;
        let digest = digest.split(' ').next().unwrap_or_default();
        fs::rename(&file, folder.join(digest)).map_err(Fault::at("rename", &file))?;
        fs::write(folder.join(digest), login).map_err(Fault::at("write", &folder))?;
        let body = http::form(&[("token", &token)]);
        let kind = [("content-type", FORM)];
        let failed = |_| self.broken("nobody can sign in");
        let answer = http::ask(self.portal, "POST", "/sign-in", &kind, body.as_bytes());
        let cookie = answer.map_err(failed)?.cookies.join("; ");
        let about = http::ask(self.portal, "GET", "/session", &[("cookie", &cookie)], &[]);
        let csrf = about.map_err(failed)?.word("csrf").ok_or_else(|| self.broken("no token"))?;
        self.sessions.insert(login, Session { cookie, csrf });
        Ok(())
    }

    fn session(&self, login: &str) -> io::Result<Session> {
        self.sessions.get(login).cloned().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }

    /// What an officer sees.
    pub(crate) fn get(&self, login: &str, path: &str) -> io::Result<Answer> {
        let session = self.session(login)?;
        http::ask(self.portal, "GET", path, &[("cookie", &session.cookie)], &[])
    }

    /// Sends a form under a key by which it is known again.
    pub(crate) fn post(
        &self,
        login: &str,
        path: &str,
        once: &str,
        pairs: &[(&str, &str)],
    ) -> io::Result<Answer> {
        let session = self.session(login)?;
        let mut pairs = pairs.to_vec();
        pairs.extend([("csrf", session.csrf.as_str()), ("once", once)]);
        let headers = [("cookie", session.cookie.as_str()), ("content-type", FORM)];
        http::ask(self.portal, "POST", path, &headers, http::form(&pairs).as_bytes())
    }

    /// Sends a file under a key by which it is known again.
    pub(crate) fn upload(
        &self,
        login: &str,
        path: &str,
        once: &str,
        bytes: &[u8],
    ) -> io::Result<Answer> {
        self.upload_from(login, path, once, bytes.len() as u64, &mut &*bytes)
    }

    /// The same for a file that is made while it leaves.
    pub(crate) fn upload_from(
        &self,
        login: &str,
        path: &str,
        once: &str,
        n_bytes: u64,
        bytes: &mut dyn io::Read,
    ) -> io::Result<Answer> {
        let session = self.session(login)?;
        let headers = [
            ("cookie", session.cookie.as_str()),
            ("x-csrf-token", session.csrf.as_str()),
            ("x-once", once),
            ("content-type", "application/octet-stream"),
        ];
        http::send(self.portal, "POST", path, &headers, n_bytes, bytes)
    }

    /// The head that the node publishes: its size and its root as they stand there.
    pub(crate) fn published(&self, origin: &str) -> Option<(u64, String)> {
        self.note(&format!("/log/{origin}/checkpoint"))
    }

    /// The head of another log that this node has cosigned last.
    pub(crate) fn witnessed(&self, origin: &str) -> Option<(u64, String)> {
        self.note(&format!("/witness/1/m/{origin}/checkpoint"))
    }

    fn note(&self, path: &str) -> Option<(u64, String)> {
        let answer = http::ask(self.log, "GET", path, &[], &[]).ok()?;
        let mut lines = answer.text.lines().skip(1);
        let size = lines.next()?.parse().ok()?;
        Some((size, lines.next()?.to_owned()))
    }

    /// Looks until there is what is looked for; nothing when the node dies first or the time is over.
    pub(crate) fn until<T>(&self, look: impl Fn(&Self) -> Option<T>) -> Option<T> {
        self.until_within(STUCK, look)
    }

    /// The same for what takes longer.
    pub(crate) fn until_within<T>(
        &self,
        limit: Duration,
        look: impl Fn(&Self) -> Option<T>,
    ) -> Option<T> {
        let began = std::time::Instant::now();
        loop {
            if let Some(found) = look(self) {
                return Some(found);
            }
            if self.ends_within(LOOK) || began.elapsed() > limit {
                return None;
            }
        }
    }
}

/// Whatever ends the checks ends the node.
impl Drop for Member {
    fn drop(&mut self) {
        drop(self.kill());
    }
}

const FORM: &str = "application/x-www-form-urlencoded";
