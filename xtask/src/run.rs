//! Starting other programs: a thin cover over [`std::process::Command`] that turns every bad end into
//! one [`Fault`] and can wait with a limit. It never polls and never sleeps: a thread waits for the
//! child, the caller waits for the thread.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader, Read},
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, ChildStderr, ChildStdout, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use crate::{fault::Fault, place};

/// What a finished program left behind.
#[derive(Debug)]
pub(crate) struct Ended {
    /// The exit code; `None` after a signal.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Which output of a program is read line by line; the other one stays ours.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Output {
    Standard,
    Error,
}

/// A program about to be started, in the checkout, without standard input.
#[derive(Debug)]
pub(crate) struct Run {
    command: Command,
    what: String,
}

impl Run {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        let mut command = Command::new(program);
        command.current_dir(place::root()).stdin(Stdio::null());
        let what = Path::new(program).file_name().unwrap_or(program).to_string_lossy().into_owned();
        Self { command, what }
    }

    /// Cargo, the one that started us, with build output outside the checkout.
    pub(crate) fn cargo() -> Self {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut run = Self::new(cargo).env("CARGO_TARGET_DIR", place::target());
        // What cargo told us about ourselves must not reach the build scripts of others.
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                run.command.env_remove(name);
            }
        }
        run
    }

    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.what.push(' ');
        self.what.push_str(&arg.as_ref().to_string_lossy());
        self.command.arg(arg);
        self
    }

    pub(crate) fn args<A: AsRef<OsStr>>(self, args: impl IntoIterator<Item = A>) -> Self {
        args.into_iter().fold(self, Self::arg)
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn dir(mut self, dir: &Path) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// Where its input comes from, instead of nowhere.
    pub(crate) fn input(mut self, from: Stdio) -> Self {
        self.command.stdin(from);
        self
    }

    /// Where its output goes, instead of to ours.
    pub(crate) fn output_to(mut self, to: Stdio) -> Self {
        self.command.stdout(to);
        self
    }

    /// Runs with our own output and tells the exit code.
    pub(crate) fn code(mut self) -> Result<Option<i32>, Fault> {
        let status = self.command.status().map_err(Fault::io(format!("start `{}`", self.what)))?;
        Ok(status.code())
    }

    /// Runs with our own output; anything but exit code 0 is a fault.
    pub(crate) fn must(self) -> Result<(), Fault> {
        let what = self.what.clone();
        match self.code()? {
            Some(0) => Ok(()),
            code => Err(Fault::Exit { what, code }),
        }
    }

    /// Runs quietly and returns all it said, however it ended.
    pub(crate) fn read(self, limit: Duration) -> Result<Ended, Fault> {
        let mut live = self.start()?;
        let stdout = live.stdout.take().map(drain);
        let stderr = live.stderr.take().map(drain);
        let code = live.wait(limit)?;
        Ok(Ended { code, stdout: join(stdout), stderr: join(stderr) })
    }

    /// Runs, hands over each line of one output as it comes, and tells the exit code.
    pub(crate) fn each_line(
        mut self,
        from: Output,
        mut on_line: impl FnMut(&str),
    ) -> Result<Option<i32>, Fault> {
        match from {
            Output::Standard => self.command.stdout(Stdio::piped()),
            Output::Error => self.command.stderr(Stdio::piped()),
        };
        let mut child =
            self.command.spawn().map_err(Fault::io(format!("start `{}`", self.what)))?;
        let stdout = child.stdout.take().map(|pipe| Box::new(pipe) as Box<dyn Read>);
        let stderr = child.stderr.take().map(|pipe| Box::new(pipe) as Box<dyn Read>);
        if let Some(pipe) = stdout.or(stderr) {
            for line in BufReader::new(pipe).split(b'\n') {
                let line = line.map_err(Fault::io(format!("read from `{}`", self.what)))?;
                on_line(&String::from_utf8_lossy(&line));
            }
        }
        let status = child.wait().map_err(Fault::io(format!("wait for `{}`", self.what)))?;
        Ok(status.code())
    }

    /// Starts without waiting; both outputs are pipes.
    pub(crate) fn start(mut self) -> Result<Live, Fault> {
        self.command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child =
            self.command.spawn().map_err(Fault::io(format!("start `{}`", self.what)))?;
        let (pid, stdout, stderr) = (child.id(), child.stdout.take(), child.stderr.take());
        let (tell, ended) = mpsc::channel();
        thread::spawn(move || drop(tell.send(reap(&mut child))));
        Ok(Live { pid, what: self.what, stdout, stderr, ended })
    }

    /// Replaces this process; returns only if that did not work.
    pub(crate) fn become_it(mut self) -> Fault {
        let error = self.command.stdin(Stdio::inherit()).exec();
        Fault::io(format!("start `{}`", self.what))(error)
    }
}

/// A program that is running.
#[derive(Debug)]
pub(crate) struct Live {
    pub(crate) pid: u32,
    pub(crate) stdout: Option<ChildStdout>,
    pub(crate) stderr: Option<ChildStderr>,
    what: String,
    ended: mpsc::Receiver<std::io::Result<Option<i32>>>,
}

impl Live {
    /// Waits for the end, at most so long; then the program is killed and that is a fault.
    pub(crate) fn wait(&self, limit: Duration) -> Result<Option<i32>, Fault> {
        match self.ended.recv_timeout(limit) {
            Ok(code) => code.map_err(Fault::io(format!("wait for `{}`", self.what))),
            Err(mpsc::RecvTimeoutError::Timeout) => {
                signal(self.pid, "KILL")?;
                drop(self.ended.recv());
                Err(Fault::Slow { what: self.what.clone(), seconds: limit.as_secs() })
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => Ok(None),
        }
    }
}

impl Live {
    /// Whether it ends within this time. Once it has, it is not to be waited for again.
    pub(crate) fn ends_within(&self, limit: Duration) -> bool {
        !matches!(self.ended.recv_timeout(limit), Err(mpsc::RecvTimeoutError::Timeout))
    }
}

/// Sends a signal by its name without `SIG`; a process that is gone already is no error.
pub(crate) fn signal(pid: u32, name: &str) -> Result<(), Fault> {
    let kill = Run::new("kill").arg(format!("-{name}")).arg(pid.to_string());
    kill.read_quick().map(drop)
}

impl Run {
    /// [`Self::read`] for helpers that answer at once.
    pub(crate) fn read_quick(self) -> Result<Ended, Fault> {
        self.read(Duration::from_secs(60))
    }

    /// The standard output of a helper that must succeed.
    pub(crate) fn output(self, limit: Duration) -> Result<String, Fault> {
        let what = self.what.clone();
        match self.read(limit)? {
            Ended { code: Some(0), stdout, .. } => Ok(stdout),
            Ended { code, stderr, .. } => {
                crate::say::err(format_args!("{}", stderr.trim_end()));
                Err(Fault::Exit { what, code })
            }
        }
    }
}

fn reap(child: &mut Child) -> std::io::Result<Option<i32>> {
    child.wait().map(|status| status.code())
}

fn drain(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        drop(pipe.read_to_end(&mut bytes)); // a broken pipe ends the text where it broke
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

fn join(reader: Option<thread::JoinHandle<String>>) -> String {
    reader.and_then(|reader| reader.join().ok()).unwrap_or_default()
}
