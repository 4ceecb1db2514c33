//! `comity exhibit`: brings files into a running node, as an officer does it.
//!
//! The command is a browser without a screen: it signs in with an officer's one-time link and speaks the upload protocol
//! (`docs/spec/upload.md`), so what it may do is what that officer may do, and the record names that officer. It does not
//! write into the folder of a node: whoever can write there is not thereby an officer.
//!
//! A large file goes part by part and goes on after a break, small ones go many at a time. Both are named by what they
//! are: the same command again, after a fresh link, sends what is missing and nothing twice.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Subcommand};
use serde::Serialize;

use self::client::{BringError, Client, Sent};
use self::progress::Progress;
use super::exit::{Exit, Failure};
use super::{help, print, run};

mod client;
mod progress;
#[cfg(test)]
mod tests;

/// Files up to this size go many at a time.
const SMALL_BYTES: u64 = 1 << 20;
/// Most small files in one request: as many as share one transaction.
const BATCH_FILES: usize = 100;
/// Most bytes of small files in one request; they are held in memory.
const BATCH_BYTES: u64 = 16 << 20;
/// Most files of one command: each is looked at before the first is sent.
const FILES_MAX: usize = 1_000_000;
/// How long a node that does not answer is asked again before the command gives up.
const PATIENCE_SECONDS: u64 = 120;

/// What can be done with exhibits.
#[derive(Debug, Subcommand)]
pub(super) enum Exhibit {
    /// Adds files to an order as evidence, as the officer whose sign-in link is given
    #[command(after_help = help("comity exhibit add --portal http://127.0.0.1:8440 --order 0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e01 --link link.txt extract/"))]
    Add(Add),
}

/// What to add, where and as whom.
#[derive(Debug, Args)]
pub(super) struct Add {
    /// The portal of the node, on this machine; from another one, forward its port
    #[arg(long, value_name = "URL", value_parser = portal)]
    portal: SocketAddr,
    /// The order that the files answer
    #[arg(long, value_name = "ID")]
    order: String,
    /// A file with an officer's one-time sign-in link, or `-` for standard input; it is used up
    #[arg(long, value_name = "FILE")]
    link: PathBuf,
    /// How many seconds a node that does not answer is asked again
    #[arg(long, value_name = "SECONDS", default_value_t = PATIENCE_SECONDS)]
    patience: u64,
    /// Tell progress as JSON lines and end with one JSON object
    #[arg(long)]
    json: bool,
    /// Files, and folders with all that is in them
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
}

/// The address of a portal. Plain HTTP carries a session and evidence, so it stays on this machine.
fn portal(text: &str) -> Result<SocketAddr, String> {
    let rest = text.strip_prefix("http://").unwrap_or(text).trim_end_matches('/');
    let address: SocketAddr =
        rest.parse().map_err(|_| "a portal is written http://127.0.0.1:PORT".to_owned())?;
    if address.ip().is_loopback() {
        Ok(address)
    } else {
        Err("plain HTTP goes to this machine only; forward the port of the node, as with `ssh -L`"
            .to_owned())
    }
}

/// Runs one of them.
pub(super) fn run(command: Exhibit) -> (bool, Result<(), Failure>) {
    match command {
        Exhibit::Add(args) => (args.json, add(&args)),
    }
}

/// A file that is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    path: PathBuf,
    len: u64,
}

fn add(args: &Add) -> Result<(), Failure> {
    let files = found(&args.paths)?;
    let token = link(&args.link)?;
    let runtime = run::small_runtime()?;
    let patience = Duration::from_secs(args.patience);
    let mut progress = Progress::new(files.iter().map(|file| file.len).sum(), args.json);
    let done = runtime.block_on(async {
        let client = Client::sign_in(args.portal, &args.order, &token, patience).await?;
        bring(&client, &files, &mut progress).await
    });
    let done: Result<Done, BringError> = done;
    progress.end();
    let done = done.map_err(|error| error.failure())?;
    if args.json {
        print::json(&done);
    } else {
        print::data(&format!("{} exhibits, {} bytes", done.exhibits, done.bytes));
    }
    Ok(())
}

/// What the command came to.
#[derive(Debug, Default, Serialize)]
struct Done {
    exhibits: u64,
    bytes: u64,
}

async fn bring(
    client: &Client,
    files: &[Found],
    progress: &mut Progress,
) -> Result<Done, BringError> {
    let mut done = Done::default();
    let mut count = |sent: &Sent| {
        done.exhibits = done.exhibits.saturating_add(sent.n_exhibits);
        done.bytes = done.bytes.saturating_add(sent.n_bytes);
    };
    for batch in batches(files) {
        let sent = match batch.as_slice() {
            [one] if one.len > SMALL_BYTES => client.large(&one.path, one.len, progress).await?,
            small => client.small(small, progress).await?,
        };
        count(&sent);
    }
    Ok(done)
}

/// The files in the order in which they are sent: a large one alone, small ones together as long as they fit.
fn batches(files: &[Found]) -> Vec<Vec<Found>> {
    let (mut batches, mut open, mut n_bytes) = (Vec::new(), Vec::new(), 0_u64);
    for file in files {
        let is_large = file.len > SMALL_BYTES;
        let is_full = open.len() >= BATCH_FILES || n_bytes.saturating_add(file.len) > BATCH_BYTES;
        if (is_large || is_full) && !open.is_empty() {
            batches.push(std::mem::take(&mut open));
            n_bytes = 0;
        }
        if is_large {
            batches.push(vec![file.clone()]);
        } else {
            open.push(file.clone());
            n_bytes = n_bytes.saturating_add(file.len);
        }
    }
    if !open.is_empty() {
        batches.push(open);
    }
    batches
}

/// Every file below these paths, in the order of their names, so that the same command makes the same batches. Symbolic
/// links inside folders are left out: what they point to was not named.
fn found(paths: &[PathBuf]) -> Result<Vec<Found>, Failure> {
    let bad = |path: &Path, why: &dyn std::fmt::Display| {
        Failure::new(Exit::Denied, "file", format!("{}: {why}", path.display()))
    };
    let mut files = Vec::new();
    for path in paths {
        let mut waiting: VecDeque<(PathBuf, bool)> = [(path.clone(), true)].into();
        while let Some((path, is_named)) = waiting.pop_front() {
            let about = if is_named { path.metadata() } else { path.symlink_metadata() };
            let about = about.map_err(|error| bad(&path, &error))?;
            if about.is_dir() {
                let mut below = Vec::new();
                for entry in path.read_dir().map_err(|error| bad(&path, &error))? {
                    below.push(entry.map_err(|error| bad(&path, &error))?.path());
                }
                below.sort();
                for entry in below.into_iter().rev() {
                    waiting.push_front((entry, false));
                }
            } else if about.is_file() {
                if files.len() >= FILES_MAX {
                    let why = format!("more than {FILES_MAX} files; add them in parts");
                    return Err(bad(&path, &why));
                }
                files.push(Found { path, len: about.len() });
            } else if is_named {
                return Err(bad(&path, &"it is neither a file nor a folder"));
            }
        }
    }
    if files.is_empty() {
        return Err(Failure::new(Exit::Denied, "file", "there is no file to add"));
    }
    Ok(files)
}

/// The token of a link: the last piece of its address, or all of it.
fn link(path: &Path) -> Result<String, Failure> {
    let text = if path == Path::new("-") {
        std::io::read_to_string(std::io::stdin())
    } else {
        std::fs::read_to_string(path)
    };
    let text = text.map_err(|error| {
        Failure::new(Exit::Denied, "link", format!("{}: {error}", path.display()))
    })?;
    let token = text.trim().rsplit('/').next().unwrap_or_default().to_owned();
    if token.is_empty() {
        return Err(Failure::new(Exit::Denied, "link", "there is no sign-in link in it"));
    }
    Ok(token)
}
