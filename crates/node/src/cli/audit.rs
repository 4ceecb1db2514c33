//! `comity log export`, `sample` and `missing`: tables for auditors, on standard output or in a new file, and a list.
//!
//! A file has its name only when it is whole, and only its owner may read it: what it says of officers is personal data.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read as _, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use seal::note::NOTE_BYTES_MAX;
use serde::Serialize;

use super::exit::{Exit, Failure};
use super::run::small_runtime;
use super::{ExportArgs, SampleArgs, TableArgs, log, print};
use crate::audit::missing::{List, Missing};
use crate::audit::sample::{Asked, DrawError};
use crate::audit::table::{Format, Table};
use crate::audit::{self, AuditError, Days, What};
use crate::durable;
use crate::fsck::Log;

/// Categories that a leaf of a node can have.
pub(super) const CATEGORIES: [&str; 11] = [
    "access", "admin", "anchor", "case", "custody", "erasure", "handover", "map", "measure",
    "package", "shard",
];

/// Writes the log or the access log.
pub(crate) fn export(args: &ExportArgs) -> Result<(), Failure> {
    let what = if args.what == "access" { What::Access } else { What::Log };
    let days = days(&args.table)?;
    with_table(&args.table, what.columns(), async |table| {
        let log = open(&args.table).await?;
        let over = audit::export(&log, what, days, table).await;
        let over = over.map_err(|error| failure(&error))?;
        Ok(format!("the log {} had {} leaves, root {}", log.origin(), over.size, over.root.hex()))
    })
}

/// Draws leaves.
pub(crate) fn sample(args: &SampleArgs) -> Result<(), Failure> {
    let asked = Asked {
        n: args.n,
        seed: args.seed.clone(),
        category: args.category.clone(),
        days: days(&args.table)?,
        checkpoint: args.checkpoint.as_deref().map(read_note).transpose()?,
    };
    with_table(&args.table, audit::sample::columns(), async |table| {
        let log = open(&args.table).await?;
        let drawn = audit::sample::sample(&log, &asked, table).await.map_err(|error| {
            let exit = match &error {
                DrawError::Audit(AuditError::Log(_) | AuditError::Write(_)) => Exit::Failed,
                DrawError::OtherHistory(_) => Exit::NotVerified,
                DrawError::Checkpoint(_)
                | DrawError::OtherLog(_)
                | DrawError::Sample(_)
                | DrawError::Unpublished => Exit::Denied,
            };
            gone_reader(&error)
                .unwrap_or_else(|| Failure::new(exit, error.code(), error.to_string()))
        })?;
        let (head, n) = (drawn.head, drawn.n_population);
        let (origin, size, root) = (head.origin(), head.size(), head.root().hex());
        Ok(format!(
            "drawn from {n} leaves of {origin} under its head of {size} leaves, root {root}"
        ))
    })
}

/// Lists what should be there and is not.
pub(crate) fn missing(config: &Path, json: bool) -> Result<(), Failure> {
    let list = small_runtime()?.block_on(async {
        let log = Log::open(config, None).await.map_err(|error| log::failure(&error))?;
        let now = log.now();
        audit::missing::missing(&log, now).await.map_err(|error| failure(&error))
    })?;
    if json {
        print::json(&Document::of(&list));
    } else {
        tell(&list);
    }
    match list.missing.first() {
        None => Ok(()),
        Some(first) => {
            let detail =
                format!("{} entries of what should be there and is not", list.missing.len());
            Err(Failure::new(Exit::NotVerified, first.code, detail))
        }
    }
}

fn tell(list: &List) {
    for Missing { code, since, turn, subject, detail } in &list.missing {
        let since = since.map_or_else(|| "-".to_owned(), wire::time::text);
        let turn = turn.who().unwrap_or(turn.word());
        let line = format!("{code:<22} {since:<20} {turn:<24} {subject} {detail}");
        print::data(line.trim_end());
    }
    if list.missing.is_empty() {
        print::data("ok    nothing is missing that the streams and rows of this node could show");
    }
    if list.n_erased > 0 {
        print::data(&format!("{} streams were erased and cannot be judged", list.n_erased));
    }
}

/// The list as an object.
#[derive(Serialize)]
struct Document<'l> {
    erased: u64,
    missing: Vec<Item<'l>>,
}

#[derive(Serialize)]
struct Item<'l> {
    code: &'static str,
    since: Option<String>,
    turn: &'static str,
    who: Option<&'l str>,
    subject: &'l str,
    detail: &'l str,
}

impl<'l> Document<'l> {
    fn of(list: &'l List) -> Self {
        let item = |missing: &'l Missing| Item {
            code: missing.code,
            since: missing.since.map(wire::time::text),
            turn: missing.turn.word(),
            who: missing.turn.who(),
            subject: &missing.subject,
            detail: &missing.detail,
        };
        Self { erased: list.n_erased, missing: list.missing.iter().map(item).collect() }
    }
}

async fn open(args: &TableArgs) -> Result<Log, Failure> {
    let log = Log::open(&args.config, args.log.as_deref()).await;
    log.map_err(|error| log::failure(&error))
}

fn days(args: &TableArgs) -> Result<Days, Failure> {
    let refused = || Failure::new(Exit::Denied, "days", "the last day is before the first");
    Days::new(args.from, args.to).ok_or_else(refused)
}

fn read_note(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    // One byte more than a note may have is enough for its reader to refuse it.
    let limit = u64::try_from(NOTE_BYTES_MAX).unwrap_or(u64::MAX).saturating_add(1);
    let read = File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    read.map_err(|error| {
        let detail = format!("{} cannot be read: {error}", path.display());
        Failure::new(Exit::Failed, "checkpoint-file", detail)
    })?;
    Ok(bytes)
}

/// A reader who goes away from a pipe has seen what he wanted.
const READER_GONE: &str = "reader-gone";

fn failure(error: &AuditError) -> Failure {
    match error {
        AuditError::Log(error) => log::failure(error),
        AuditError::Write(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            Failure::new(Exit::Done, READER_GONE, "nobody reads the table any more")
        }
        AuditError::Write(_) => Failure::new(Exit::Failed, "unwritable", error.to_string()),
    }
}

fn gone_reader(error: &DrawError) -> Option<Failure> {
    match error {
        DrawError::Audit(error) => Some(failure(error)),
        DrawError::Checkpoint(_)
        | DrawError::OtherHistory(_)
        | DrawError::OtherLog(_)
        | DrawError::Sample(_)
        | DrawError::Unpublished => None,
    }
}

/// Where a table is written: it gets its name when it is whole.
struct Fresh {
    path: PathBuf,
    name: PathBuf,
    file: File,
}

impl Fresh {
    fn open(path: &Path) -> Result<Self, Failure> {
        if fs::symlink_metadata(path).is_ok() {
            let detail = format!("{} is there already; name a file that is not", path.display());
            return Err(Failure::new(Exit::Denied, "out-exists", detail));
        }
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".new");
        let fresh = path.with_file_name(name);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true).mode(0o600);
        let file = options.open(&fresh).map_err(|error| unwritable(path, &error))?;
        Ok(Self { path: fresh, name: path.to_owned(), file })
    }

    fn finish(&self) -> Result<(), Failure> {
        let named = self.file.sync_all().and_then(|()| fs::rename(&self.path, &self.name));
        let done = named.and_then(|()| durable::sync_folder_of(&self.name));
        done.map_err(|error| unwritable(&self.name, &error))
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let detail = format!("{} cannot be written: {error}", path.display());
    Failure::new(Exit::Failed, "unwritable", detail)
}

type Out = Box<dyn Write>;

/// Makes a table where it is wanted, and says on standard error what `work` says of it.
fn with_table(
    args: &TableArgs,
    columns: Vec<&'static str>,
    work: impl AsyncFnOnce(&mut Table<Out>) -> Result<String, Failure>,
) -> Result<(), Failure> {
    let fresh = args.out.as_deref().map(Fresh::open).transpose()?;
    let done = (|| {
        let out: Out = match &fresh {
            Some(fresh) => {
                let file = fresh.file.try_clone();
                Box::new(BufWriter::new(file.map_err(|error| unwritable(&fresh.name, &error))?))
            }
            None => Box::new(BufWriter::new(io::stdout())),
        };
        let write = |error| failure(&AuditError::Write(error));
        let format = if args.format == "csv" { Format::Csv } else { Format::Json };
        let mut table = Table::begin(out, format, columns).map_err(write)?;
        let said = small_runtime()?.block_on(work(&mut table))?;
        let n_rows = table.n_rows;
        drop(table.end().map_err(write)?);
        if let Some(fresh) = &fresh {
            fresh.finish()?;
        }
        print::talk(&format!("{n_rows} rows; {said}"));
        Ok(())
    })();
    match done {
        Err(Failure { exit: Exit::Done, .. }) => Ok(()),
        Err(error) => {
            if let Some(fresh) = fresh {
                // Nothing half done stays behind; if it does, its name says what it is.
                drop(fs::remove_file(fresh.path));
            }
            Err(error)
        }
        Ok(()) => Ok(()),
    }
}
