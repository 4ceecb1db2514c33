//! What the commands about bundles say: lines for people, and one object for a program.

use std::path::PathBuf;

use domain::actor::NodeId;
use serde::Serialize;
use wire::bundle::Place;

use super::Inspected;
use crate::bundle::{self, Answer, CarryError, FileReport, Report, Written, sheet};
use crate::cli::print;

/// What is said of a bundle.
#[derive(Serialize)]
pub(super) struct Seen {
    file: String,
    bundle: String,
    digest: String,
    from: String,
    to: String,
    net: String,
    made: String,
    part: u64,
    parts: u64,
    bytes: u64,
    receipts: usize,
    chunks: usize,
    /// Digests of the envelopes.
    deliveries: Vec<String>,
    /// Whether the seal was checked against a directory.
    sealed: bool,
}

impl Seen {
    pub(super) fn of(seen: &Inspected) -> Self {
        let counts = sheet::Counts::of(&seen.index);
        let envelope = |entry: &wire::bundle::Entry| match entry.place {
            Place::Delivery(_, digest) => Some(digest.hex()),
            Place::Readme
            | Place::Directory
            | Place::Receipt(_)
            | Place::Chunk(_)
            | Place::Fork(_) => None,
        };
        Self {
            file: seen.path.display().to_string(),
            bundle: seen.index.id.to_string(),
            digest: seen.digest.hex(),
            from: seen.index.from.to_string(),
            to: seen.index.to.to_string(),
            net: seen.index.net.hex(),
            made: sheet::made(&seen.index),
            part: seen.index.part,
            parts: seen.index.parts,
            bytes: seen.bytes,
            receipts: counts.receipts,
            chunks: counts.chunks,
            deliveries: seen.index.entries.iter().filter_map(envelope).collect(),
            sealed: seen.is_sealed,
        }
    }

    pub(super) fn tell(&self) {
        let Self { file, bundle, digest, from, to, made, part, parts, receipts, chunks, .. } = self;
        print::data(&format!("ok    {file}: bundle {bundle}, volume {part} of {parts}, {made}"));
        print::data(&format!("      from {from} to {to}"));
        let n_deliveries = self.deliveries.len();
        print::data(&format!(
            "      {n_deliveries} deliveries, {receipts} receipts, {chunks} chunks; digest {digest}"
        ));
        for envelope in &self.deliveries {
            print::data(&format!("      envelope {envelope}"));
        }
        let seal = if self.sealed { "is its sender's" } else { "was not checked: no --config" };
        print::data(&format!("      the seal {seal}"));
    }
}

/// A written bundle as an object.
#[derive(Serialize)]
pub(super) struct Carrying {
    bundle: String,
    volumes: Vec<Volume>,
    held: Vec<Held>,
    left: usize,
    /// Whether the member directory is in it.
    directory: bool,
}

#[derive(Serialize)]
struct Volume {
    file: String,
    bytes: u64,
    digest: String,
    deliveries: usize,
    receipts: usize,
    chunks: usize,
}

#[derive(Serialize)]
struct Held {
    letter: String,
    reason: String,
}

impl Carrying {
    pub(super) fn of(written: &Written) -> Self {
        let volume = |volume: &bundle::Volume| {
            let sheet::Counts { receipts, deliveries, chunks } = sheet::Counts::of(&volume.index);
            Volume {
                file: volume.path.display().to_string(),
                bytes: volume.bytes,
                digest: volume.digest.hex(),
                deliveries,
                receipts,
                chunks,
            }
        };
        let held =
            |held: &bundle::Held| Held { letter: held.letter.clone(), reason: held.reason.clone() };
        Self {
            bundle: written.id.to_string(),
            volumes: written.volumes.iter().map(volume).collect(),
            held: written.held.iter().map(held).collect(),
            left: written.n_left,
            directory: written.has_directory,
        }
    }

    pub(super) fn tell(&self) {
        for Volume { file, bytes, digest, deliveries, receipts, chunks } in &self.volumes {
            print::data(&format!(
                "{file}  {deliveries} deliveries, {receipts} receipts, {chunks} chunks, {bytes} bytes, digest {digest}"
            ));
        }
        for Held { letter, reason } in &self.held {
            print::talk(&format!("letter {letter} stays here: {reason}"));
        }
        if !self.directory {
            print::talk("the member directory is too large for a bundle: bring it another way");
        }
        if self.left > 0 {
            print::talk(&format!("{} letters wait for another bundle: write one more", self.left));
        }
    }
}

/// What was read as an object.
#[derive(Serialize)]
pub(super) struct Document {
    pub(super) files: Vec<ReadFile>,
    pub(super) refused: Vec<Refused>,
    answers: Vec<Answered>,
    pub(super) unanswered: Vec<Unanswered>,
    chunks_missing: usize,
}

#[derive(Serialize)]
pub(super) struct ReadFile {
    file: String,
    bundle: String,
    digest: String,
    from: String,
    part: u64,
    parts: u64,
    receipts: Tally,
    deliveries: Tally,
    chunks: Tally,
    pub(super) refused: Vec<Refused>,
}

#[derive(Serialize)]
struct Tally {
    taken: usize,
    known: usize,
}

#[derive(Serialize)]
pub(super) struct Refused {
    path: String,
    pub(super) code: String,
    #[serde(skip)]
    detail: String,
}

#[derive(Serialize)]
struct Answered {
    to: String,
    #[serde(flatten)]
    written: Carrying,
}

#[derive(Serialize)]
pub(super) struct Unanswered {
    pub(super) to: String,
    pub(super) code: String,
    #[serde(skip)]
    pub(super) detail: String,
}

impl Document {
    pub(super) fn of(report: &Report) -> Self {
        let tally = |tally: bundle::Tally| Tally { taken: tally.taken, known: tally.known };
        let file = |file: &FileReport| ReadFile {
            file: file.path.display().to_string(),
            bundle: file.index.id.to_string(),
            digest: file.digest.hex(),
            from: file.index.from.to_string(),
            part: file.index.part,
            parts: file.index.parts,
            receipts: tally(file.receipts),
            deliveries: tally(file.deliveries),
            chunks: tally(file.chunks),
            refused: file
                .refused
                .iter()
                .map(|refused| Refused {
                    path: refused.path.clone(),
                    code: refused.code.clone(),
                    detail: String::new(),
                })
                .collect(),
        };
        let refused = |(path, error): &(PathBuf, CarryError)| Refused {
            path: path.display().to_string(),
            code: error.code().to_owned(),
            detail: error.to_string(),
        };
        let answer = |Answer { to, written }: &Answer| Answered {
            to: to.to_string(),
            written: Carrying::of(written),
        };
        let unanswered = |(to, error): &(NodeId, CarryError)| Unanswered {
            to: to.to_string(),
            code: error.code().to_owned(),
            detail: error.to_string(),
        };
        Self {
            files: report.files.iter().map(file).collect(),
            refused: report.refused.iter().map(refused).collect(),
            answers: report.answers.iter().map(answer).collect(),
            unanswered: report.unanswered.iter().map(unanswered).collect(),
            chunks_missing: report.n_waiting,
        }
    }

    pub(super) fn tell(&self) {
        for file in &self.files {
            let says = |what, Tally { taken, known }: &Tally| {
                format!("{taken} {what} taken, {known} known or not waited for")
            };
            print::data(&format!(
                "{}: {}; {}; {}",
                file.file,
                says("receipts", &file.receipts),
                says("deliveries", &file.deliveries),
                says("chunks", &file.chunks)
            ));
            for Refused { path, code, .. } in &file.refused {
                print::data(&format!("FAIL  {path}: {code}"));
            }
        }
        for Refused { path, code, detail } in &self.refused {
            print::data(&format!("FAIL  {path}: {detail} ({code})"));
        }
        for Answered { to, written } in &self.answers {
            print::talk(&format!("carry this back to {to}:"));
            written.tell();
        }
        for Unanswered { to, code, detail } in &self.unanswered {
            print::talk(&format!(
                "no answer for {to}: {detail} ({code}); read its files once more"
            ));
        }
        if self.chunks_missing > 0 {
            print::talk(&format!(
                "{} chunks are still missing: read the other volumes, or this one again",
                self.chunks_missing
            ));
        }
    }
}
