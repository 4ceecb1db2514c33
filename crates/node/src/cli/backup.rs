//! `comity backup` and `comity restore`: copies of a node, of its keys, and the drill that shows that a copy is one.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use seal::digest::Digest;
use serde::Serialize;

use super::directory::net;
use super::exit::{Exit, Failure};
use super::run::small_runtime;
use super::{help, log, print};
use crate::backup::keys::passphrase;
use crate::backup::restore::{DrillError, Drilled, KeysFrom, Restored, drill, restore};
use crate::backup::{BackupError, Made, keys, make};

#[derive(Debug, Subcommand)]
pub(crate) enum Backup {
    /// Copies a node into a new folder, while it runs; no key and no head register is in it
    #[command(after_help = help("comity backup make --config node/comity.toml --out backups/2027-03-01"))]
    Make {
        /// The node's configuration
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// The folder to make
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Copies the keys of a node into one file under a passphrase; delete it after thirty days
    ///
    /// Each certificate of a destruction says that no copy of the keys is older than thirty days.
    #[command(after_help = help("comity backup keys --config node/comity.toml --out safe/keys.sealed --passphrase-file safe/passphrase"))]
    Keys {
        /// The node's configuration
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// The file to make
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// The passphrase, in the first line of a file
        #[arg(long, value_name = "FILE")]
        passphrase_file: PathBuf,
    },
    /// A drill: restores a backup, reads the whole log in it with the node's keys, and removes it again
    #[command(after_help = help("comity backup verify --from backups/2027-03-01 --config node/comity.toml"))]
    Verify {
        /// The backup
        #[arg(long, value_name = "DIR")]
        from: PathBuf,
        /// The configuration of the node it is of, for its keys and its network
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
        /// Where there is room for it meanwhile [default: the system's folder for temporary files]
        #[arg(long, value_name = "DIR")]
        scratch: Option<PathBuf>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
#[command(after_help = help("comity restore --from backups/2027-03-01 --dir node --net 5a69b3bd9530a653abafdb8e55fa836dcc2f6a46bc72cc164f08573915147a4d --keys-of node.old"))]
pub(crate) struct Restore {
    /// The backup
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
    /// The node's folder: not there, or empty
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// The network's fingerprint, as two officers compare it: the backup is believed by its directory
    #[arg(long, value_name = "SHA256", value_parser = net)]
    net: Digest,
    /// Take the keys from this folder, the node's as it was
    #[arg(long, value_name = "DIR", conflicts_with = "keys")]
    keys_of: Option<PathBuf>,
    /// Take the keys from this backup of keys
    #[arg(long, value_name = "FILE", requires = "passphrase_file")]
    keys: Option<PathBuf>,
    /// Its passphrase, in the first line of a file
    #[arg(long, value_name = "FILE", requires = "keys")]
    passphrase_file: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

impl Backup {
    pub(super) const fn json(&self) -> bool {
        match self {
            Self::Make { json, .. } | Self::Verify { json, .. } => *json,
            Self::Keys { .. } => false,
        }
    }
}

/// Runs one of them.
pub(crate) fn run(command: &Backup) -> Result<(), Failure> {
    match command {
        Backup::Make { config, out, json } => {
            let made = small_runtime()?.block_on(make(config, out));
            tell_made(&made.map_err(|error| failure(&error))?, out, *json);
            Ok(())
        }
        Backup::Keys { config, out, passphrase_file } => {
            let made = small_runtime()?.block_on(async {
                let passphrase = passphrase(passphrase_file)?;
                keys::make(config, out, &passphrase).await
            });
            made.map_err(|error| failure(&error))?;
            print::data(&out.display().to_string());
            print::talk(
                "delete it within thirty days; a certificate of a destruction promises that",
            );
            Ok(())
        }
        Backup::Verify { from, config, scratch, json } => {
            let scratch = scratch.clone().unwrap_or_else(std::env::temp_dir);
            let drilled = small_runtime()?.block_on(drill(from, config, &scratch));
            let drilled = drilled.map_err(|error| match &error {
                DrillError::Backup(error) => failure(error),
                DrillError::Log(error) => log::failure(error),
            })?;
            tell_drilled(&drilled, *json)
        }
    }
}

/// Makes a node again.
pub(crate) fn run_restore(args: &Restore) -> Result<(), Failure> {
    let restored = small_runtime()?.block_on(async {
        let keys = match (&args.keys_of, &args.keys, &args.passphrase_file) {
            (Some(folder), _, _) => KeysFrom::Folder(folder.clone()),
            (None, Some(file), Some(words)) => KeysFrom::File(file.clone(), passphrase(words)?),
            (None, _, _) => KeysFrom::Nowhere,
        };
        let restored = restore(&args.from, &args.dir, args.net, &keys).await?;
        Ok::<_, BackupError>((restored, keys))
    });
    let (restored, keys) = restored.map_err(|error| failure(&error))?;
    let Restored { about, restore_epoch, n_files, n_bytes, has_register } = restored;
    let made_at = wire::time::text(about.made_at);
    if args.json {
        print::json(&RestoredDocument {
            made_at: &made_at,
            node: about.node.as_str(),
            n_files,
            n_bytes,
            restore_epoch,
            head_register: has_register,
        });
    } else {
        print::data(&format!(
            "{} as of {made_at}, {n_files} files, {n_bytes} bytes, restored for the {restore_epoch}. time",
            about.node
        ));
    }
    if keys == KeysFrom::Nowhere {
        print::talk(&format!("put keys.db and the folder keys into {}", args.dir.display()));
    }
    if !has_register {
        print::talk(
            "there is no head register that knows how far the node had signed: put it back if it is anywhere; without it the \
             node reads only, until two officers decide at /ledger/successor",
        );
    }
    print::talk(
        "start it: it asks others how far it had signed, and reads only if they know more than it does",
    );
    Ok(())
}

#[derive(Serialize)]
struct RestoredDocument<'a> {
    made_at: &'a str,
    node: &'a str,
    n_files: usize,
    n_bytes: u64,
    restore_epoch: u64,
    head_register: bool,
}

#[derive(Serialize)]
struct MadeDocument<'a> {
    made_at: &'a str,
    node: &'a str,
    n_files: usize,
    n_bytes: u64,
    leaves: u64,
}

fn tell_made(made: &Made, out: &Path, json: bool) {
    let Made { about, n_files, n_bytes } = made;
    let leaves = about.logs.iter().map(|log| log.size).sum();
    let made_at = wire::time::text(about.made_at);
    if json {
        let (n_files, n_bytes) = (*n_files, *n_bytes);
        let node = about.node.as_str();
        print::json(&MadeDocument { made_at: &made_at, node, n_files, n_bytes, leaves });
    } else {
        print::data(&out.display().to_string());
        print::talk(&format!("{n_files} files, {n_bytes} bytes, {leaves} leaves; no key is in it"));
    }
}

#[derive(Serialize)]
struct DrilledDocument<'a> {
    made_at: &'a str,
    node: &'a str,
    n_files: usize,
    n_bytes: u64,
    leaves: u64,
    leaves_since: u64,
    restoring_ms: u128,
    reading_ms: u128,
    n_faults: u64,
    faults: Vec<(&'static str, u64)>,
}

fn tell_drilled(drilled: &Drilled, json: bool) -> Result<(), Failure> {
    let Drilled { about, n_files, n_bytes, n_since, report, restoring, reading } = drilled;
    let made_at = wire::time::text(about.made_at);
    if json {
        print::json(&DrilledDocument {
            made_at: &made_at,
            node: about.node.as_str(),
            n_files: *n_files,
            n_bytes: *n_bytes,
            leaves: report.size,
            leaves_since: *n_since,
            restoring_ms: restoring.as_millis(),
            reading_ms: reading.as_millis(),
            n_faults: report.n_faults,
            faults: report.faults.iter().map(|fault| (fault.code, fault.at)).collect(),
        });
    } else {
        print::data(&format!(
            "{n_files} files, {n_bytes} bytes of {made_at} restored in {} ms, {} leaves read in {} ms",
            restoring.as_millis(),
            report.size,
            reading.as_millis()
        ));
        if *n_since > 0 {
            print::data(&format!(
                "hint  {n_since} leaves were signed since; after a restore they come from a mirror, without what they say"
            ));
        }
        for fault in &report.faults {
            print::data(&format!("FAIL  {fault}"));
        }
        if report.n_faults == 0 {
            print::data("ok    every file is what the sealed list says, and the log in it holds");
        }
    }
    match report.faults.first() {
        None => Ok(()),
        Some(first) => {
            let detail = format!("{} things do not hold, the first is {first}", report.n_faults);
            Err(Failure::new(Exit::NotVerified, first.code, detail))
        }
    }
}

fn failure(error: &BackupError) -> Failure {
    let exit = if error.is_unfit() { Exit::NotVerified } else { Exit::Failed };
    Failure::new(exit, error.code(), error.to_string())
}
