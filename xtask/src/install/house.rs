//! One house of the page: its machine as a folder, its node as a process, its officers as sessions at the portal.
//!
//! The machine is `ROOT`, where the package is unpacked, and what the page calls `/var/lib/comity` and `/media/stick` are
//! folders. The node is started as its unit says, with the program, the arguments and the environment of the unpacked unit.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, BufRead, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use super::page;
use crate::{
    crash::http::{self, Answer},
    fault::Fault,
    run::{Ended, Live, Run, signal},
};

/// A node that starts, an answer that comes: on a busy machine seconds; this is stuck.
const STUCK: Duration = Duration::from_secs(60);
/// Between two looks, unless the node ends first.
const LOOK: Duration = Duration::from_millis(30);
const FORM: &str = "application/x-www-form-urlencoded";
/// Lines of a node's log that are shown when it did not do what it should.
const LAST_WORDS: usize = 8;

/// A house and what belongs to it.
pub(crate) struct House {
    pub(crate) name: &'static str,
    /// Where it works; the folder of whoever types.
    home: PathBuf,
    pub(crate) portal: u16,
    /// What words of the page are here.
    pub(crate) replaced: Vec<(String, String)>,
    node: Option<Running>,
    sessions: BTreeMap<String, Session>,
    n_forms: u32,
}

struct Running {
    live: Live,
    said: mpsc::Receiver<String>,
}

#[derive(Clone)]
struct Session {
    cookie: String,
    csrf: String,
}

/// Addresses of the page that are others here: the host names of a house, and where its node listens.
#[derive(Clone, Copy)]
pub(crate) struct Names {
    pub(crate) name: &'static str,
    pub(crate) node: &'static str,
    pub(crate) portal: &'static str,
    pub(crate) listen: &'static str,
}

/// A port that is free at this moment.
fn free_port() -> Result<u16, Fault> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(Fault::io("find a free port"))?;
    Ok(listener.local_addr().map_err(Fault::io("find a free port"))?.port())
}

impl House {
    /// An empty house in `work`, which meets the others over the folder `stick`.
    pub(crate) fn new(work: &Path, stick: &Path, names: Names) -> Result<Self, Fault> {
        let home = work.join(names.name);
        let var = home.join("var");
        fs::create_dir_all(&var).map_err(Fault::at("create", &var))?;
        let (portal, peer) = (free_port()?, free_port()?);
        let peer = format!("127.0.0.1:{peer}");
        let replaced = [
            ("/var/lib/comity", var.display().to_string()),
            ("/media/stick", stick.display().to_string()),
            ("127.0.0.1:8080", format!("127.0.0.1:{portal}")),
            (names.portal, format!("http://127.0.0.1:{portal}")),
            (names.listen, peer.clone()),
        ];
        let mut replaced = replaced.map(|(word, value)| (word.to_owned(), value)).to_vec();
        replaced.push((format!("{}:8443", names.node), peer));
        let name = names.name;
        let sessions = BTreeMap::new();
        Ok(Self { name, home, portal, replaced, node: None, sessions, n_forms: 0 })
    }

    /// A path in this house.
    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.home.join(path)
    }

    /// The configuration of its node.
    pub(crate) fn config(&self) -> PathBuf {
        self.at("var/node/comity.toml")
    }

    /// Brings what was published to where whoever types finds it.
    pub(crate) fn gets(&self, packages: &Path) -> Result<(), Fault> {
        for item in fs::read_dir(packages).map_err(Fault::at("list", packages))? {
            let from = item.map_err(Fault::at("list", packages))?.path();
            let to = self.home.join(from.file_name().unwrap_or_default());
            if from.is_file() && !to.exists() {
                fs::hard_link(&from, &to).map_err(Fault::at("link", &to))?;
            }
        }
        Ok(())
    }

    /// Types a command as the page has it.
    pub(crate) fn types(&mut self, command: &str) -> Result<Ended, Fault> {
        let command = page::here(command, &self.replaced);
        let words: Vec<&str> = command.split_whitespace().collect();
        match words.as_slice() {
            ["apt", "install", package] => {
                let root = self.at("root");
                let unpack = Run::new("dpkg-deb").dir(&self.home);
                unpack.args(["--extract", package]).arg(root).read(STUCK)
            }
            ["systemctl", "enable", "--now", "comity"] | ["systemctl", "start", "comity"] => {
                self.start()?;
                Ok(Ended { code: Some(0), stdout: String::new(), stderr: String::new() })
            }
            ["systemctl", "stop", "comity"] => {
                let code = self.stop()?;
                Ok(Ended { code, stdout: String::new(), stderr: String::new() })
            }
            _ => self.shell(&command),
        }
    }

    /// Runs a line of shell with the house's own programs first.
    pub(crate) fn shell(&self, line: &str) -> Result<Ended, Fault> {
        let path = format!("{}:/usr/bin:/bin", self.at("root/usr/bin").display());
        let run = Run::new("sh").args(["-ec", line]).dir(&self.home).env("PATH", path);
        run.env("HOME", &self.home).read(STUCK)
    }

    /// Starts the node as its unit says, and waits until it serves.
    pub(crate) fn start(&mut self) -> Result<(), Fault> {
        match self.tries_to_start()? {
            Ok(()) => Ok(()),
            Err(said) => Err(self.broken(&said)),
        }
    }

    /// The same where it may refuse; what it said then.
    pub(crate) fn tries_to_start(&mut self) -> Result<Result<(), String>, Fault> {
        let unit = self.at("root/usr/lib/systemd/system/comity.service");
        let text = fs::read_to_string(&unit).map_err(Fault::at("read", &unit))?;
        let line = |key: &str| text.lines().find_map(|line| line.strip_prefix(key));
        let missing = || Fault::reply(unit.display().to_string(), "no line of the program");
        let command = page::here(line("ExecStart=/usr/bin/").ok_or_else(missing)?, &self.replaced);
        let mut words = command.split_whitespace();
        let program = self.at("root/usr/bin").join(words.next().unwrap_or_default());
        let mut run = Run::new(program).args(words).dir(&self.home);
        for pair in line("Environment=").unwrap_or_default().split_whitespace() {
            if let Some((name, value)) = pair.split_once('=') {
                run = run.env(name, value);
            }
        }
        let mut live = run.start()?;
        let (tell, said) = mpsc::channel();
        if let Some(stderr) = live.stderr.take() {
            thread::spawn(move || {
                for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                    // Read to its end even when nobody listens, or the node would stop.
                    drop(tell.send(line));
                }
            });
        }
        let mut last = String::new();
        loop {
            match said.recv_timeout(STUCK) {
                Ok(line) if line.contains("\"message\":\"started\"") => break,
                Ok(line) => last = line,
                Err(mpsc::RecvTimeoutError::Disconnected) => return Ok(Err(last)),
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    return Err(self.broken("it does not come up"));
                }
            }
        }
        self.node = Some(Running { live, said });
        Ok(Ok(()))
    }

    /// Asks the node to stop as systemd does, and waits for its end.
    pub(crate) fn stop(&mut self) -> Result<Option<i32>, Fault> {
        let Some(node) = self.node.take() else { return Ok(None) };
        signal(node.live.pid, "TERM")?;
        node.live.wait(STUCK)
    }

    /// Signs an officer in by a link that was printed.
    pub(crate) fn signs_in(&mut self, login: &str, link: &str) -> Result<Answer, Fault> {
        let answer = self.brings(link)?;
        if answer.is_yes() {
            let cookie = answer.cookies.join("; ");
            let about = http::ask(self.portal, "GET", "/session", &[("cookie", &cookie)], &[]);
            let about = about.map_err(Fault::io("ask for the session"))?;
            let csrf = about.word("csrf").ok_or_else(|| self.broken("a session has no token"))?;
            self.sessions.insert(login.to_owned(), Session { cookie, csrf });
        }
        Ok(answer)
    }

    /// What the portal answers to whoever presses the button of a link.
    pub(crate) fn brings(&self, link: &str) -> Result<Answer, Fault> {
        let token = link.trim().rsplit('/').next().unwrap_or_default();
        let body = http::form(&[("token", token)]);
        let kind = [("content-type", FORM)];
        http::ask(self.portal, "POST", "/sign-in", &kind, body.as_bytes())
            .map_err(Fault::io("sign in"))
    }

    fn session(&self, login: &str) -> Result<Session, Fault> {
        let found = self.sessions.get(login).cloned();
        found.ok_or_else(|| self.broken(&format!("`{login}` is not signed in")))
    }

    /// What an officer sees.
    pub(crate) fn sees(&self, login: &str, path: &str) -> Result<Answer, Fault> {
        let session = self.session(login)?;
        self.asks("GET", path, &[("cookie", &session.cookie)], &[])
    }

    /// Sends a form.
    pub(crate) fn sends(
        &mut self,
        login: &str,
        path: &str,
        pairs: &[(&str, &str)],
    ) -> Result<Answer, Fault> {
        let (session, once) = (self.session(login)?, self.once());
        let mut pairs = pairs.to_vec();
        pairs.extend([("csrf", session.csrf.as_str()), ("once", once.as_str())]);
        let headers = [("cookie", session.cookie.as_str()), ("content-type", FORM)];
        self.asks("POST", path, &headers, http::form(&pairs).as_bytes())
    }

    /// Sends a file.
    pub(crate) fn uploads(
        &mut self,
        login: &str,
        path: &str,
        bytes: &[u8],
    ) -> Result<Answer, Fault> {
        let (session, once) = (self.session(login)?, self.once());
        let headers = [
            ("cookie", session.cookie.as_str()),
            ("x-csrf-token", session.csrf.as_str()),
            ("x-once", once.as_str()),
            ("content-type", "application/octet-stream"),
        ];
        self.asks("POST", path, &headers, bytes)
    }

    fn asks(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Answer, Fault> {
        let asked = http::ask(self.portal, method, path, headers, body);
        asked.map_err(|error: io::Error| self.broken(&format!("{method} {path}: {error}")))
    }

    fn once(&mut self) -> String {
        self.n_forms += 1;
        format!("install-{}-{}", self.name, self.n_forms)
    }

    /// Looks at a page until it shows what is looked for.
    pub(crate) fn until<T>(
        &self,
        login: &str,
        path: &str,
        what: &str,
        look: impl Fn(&serde_json::Value) -> Option<T>,
    ) -> Result<T, Fault> {
        let began = Instant::now();
        loop {
            // Asked before the look: a machine that stood still meanwhile gets one more.
            let is_late = began.elapsed() > STUCK;
            let answer = self.sees(login, path)?;
            if let Some(found) = look(&answer.json()) {
                return Ok(found);
            }
            if is_late || self.node.as_ref().is_none_or(|node| node.live.ends_within(LOOK)) {
                let seen: String = answer.text.chars().take(2_000).collect();
                return Err(self.broken(&format!("no {what} at {path}: {seen}")));
            }
        }
    }

    /// A fault with what the node said last.
    pub(crate) fn broken(&self, why: &str) -> Fault {
        let said: Vec<String> = self.node.iter().flat_map(|node| node.said.try_iter()).collect();
        let last = said.get(said.len().saturating_sub(LAST_WORDS)..).unwrap_or_default();
        Fault::reply(format!("the node in {}", self.name), format!("{why}\n{}", last.join("\n")))
    }
}

/// Whatever ends the stage ends the node.
impl Drop for House {
    fn drop(&mut self) {
        if let Some(node) = self.node.take() {
            drop(signal(node.live.pid, "KILL"));
            node.live.ends_within(STUCK);
        }
    }
}
