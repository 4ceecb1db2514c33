//! Why a sandbox could not start or its journey could not finish, each with a code, a sentence and an exit code.
//!
//! Mistakes of the person at the keyboard and failures of the machine; what a node refused on legal grounds is
//! not an error here unless the journey did not expect it, and then it is [`SandboxError::Step`].

use std::io;
use std::path::PathBuf;

/// Why a sandbox stopped.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// Another supervisor holds the directory.
    #[error(
        "a sandbox is already running in {dir} (process {pid}); stop it with Ctrl-C there, or choose another directory with --dir"
    )]
    AlreadyRunning {
        /// The directory.
        dir: PathBuf,
        /// Who holds it, as far as is known.
        pid: String,
    },
    /// A node dies again and again.
    #[error(
        "node {member} died {times} times within a minute and was not started again; its last words are in {log}"
    )]
    CrashLoop {
        /// The member.
        member: &'static str,
        /// How often.
        times: usize,
        /// Where to look.
        log: PathBuf,
    },
    /// A file of evidence cannot be used.
    #[error("evidence {path} cannot be used: {why}")]
    Evidence {
        /// As given.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The file system said no.
    #[error("{path}: {source}")]
    File {
        /// The file or folder.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// Keys, member directory or configuration could not be made.
    #[error("the network could not be founded: {0}")]
    Founding(String),
    /// A moved clock is for drills.
    #[error(
        "the network of {dir} is a production network; its clock is the real one and cannot be advanced"
    )]
    NotADrill {
        /// The directory.
        dir: PathBuf,
    },
    /// Files of somebody else lie there.
    #[error(
        "{dir} is neither empty nor a sandbox (it has no sandbox.json of ours); nothing was touched, choose another directory with --dir"
    )]
    NotASandbox {
        /// The directory.
        dir: PathBuf,
    },
    /// A node has found that its ledger is not the one it signed last.
    #[error(
        "node {member} does not sign ({code}): its data are older than what it has signed or are damaged; put the newest copy back, or start over with --fresh"
    )]
    DoesNotSign {
        /// The member.
        member: &'static str,
        /// What the node says.
        code: String,
    },
    /// A node does not answer.
    #[error("node {member} did not become ready in time; see {log}")]
    NotReady {
        /// The member.
        member: &'static str,
        /// Where to look.
        log: PathBuf,
    },
    /// The port that was asked for is taken.
    #[error(
        "port {port} is in use; free it, give another --base-port, or leave --base-port out to get the next free block"
    )]
    PortInUse {
        /// Which one.
        port: u16,
    },
    /// A base that leaves no room for twenty ports.
    #[error("--base-port {port} leaves no room for {ports} ports between 1024 and 65535", ports = super::ports::PORTS_PER_BLOCK)]
    PortOutOfRange {
        /// As given.
        port: u16,
    },
    /// Nothing free anywhere.
    #[error("no block of {ports} free ports was found from {port} on; give one with --base-port", ports = super::ports::PORTS_PER_BLOCK)]
    PortsSpent {
        /// Where the search began.
        port: u16,
    },
    /// A resumed sandbox was asked for something it was not begun with.
    #[error(
        "the sandbox in {dir} was begun with another {what}; leave the option out to resume it, or start over with --fresh"
    )]
    Resumed {
        /// The directory.
        dir: PathBuf,
        /// The option.
        what: &'static str,
    },
    /// The journey met something it did not expect.
    #[error("step `{step}` failed: {why}")]
    Step {
        /// Which step.
        step: &'static str,
        /// The stable code of the cause.
        code: String,
        /// What happened.
        why: String,
    },
    /// Interrupted before the journey was over.
    #[error("stopped before the journey was over; run the same command again to resume it")]
    Stopped,
}

impl SandboxError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::AlreadyRunning { .. } => "already-running",
            Self::CrashLoop { .. } => "crash-loop",
            Self::DoesNotSign { .. } => "does-not-sign",
            Self::Evidence { .. } => "evidence-unusable",
            Self::File { .. } => "file",
            Self::Founding(_) => "founding",
            Self::NotADrill { .. } => "not-a-drill",
            Self::NotASandbox { .. } => "not-a-sandbox",
            Self::NotReady { .. } => "not-ready",
            Self::PortInUse { .. } => "port-in-use",
            Self::PortOutOfRange { .. } => "port-out-of-range",
            Self::PortsSpent { .. } => "ports-spent",
            Self::Resumed { .. } => "resumed",
            Self::Step { code, .. } => code,
            Self::Stopped => "stopped",
        }
    }

    /// The step of the journey that failed, if one did.
    #[must_use]
    pub fn step(&self) -> Option<&'static str> {
        if let Self::Step { step, .. } = self { Some(step) } else { None }
    }

    /// Wraps a failure of the file system with its place.
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }
}
