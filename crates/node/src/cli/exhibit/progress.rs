//! How far it is: bytes, rate and percent, on standard error, so that data stays on standard output.

use std::time::{Duration, Instant};

use serde::Serialize;

use crate::cli::print;

/// Said at most this often.
const EVERY: Duration = Duration::from_millis(500);

/// What was sent so far.
#[derive(Debug)]
pub(super) struct Progress {
    all: u64,
    sent: u64,
    /// What was there already when the command began: it counts as done, and not for the rate.
    skipped: u64,
    began: Instant,
    said: Option<Instant>,
    json: bool,
    is_open: bool,
}

/// One line of it for programs.
#[derive(Debug, Serialize)]
struct Line<'a> {
    file: &'a str,
    bytes: u64,
    of: u64,
    percent: u64,
    bytes_per_second: u64,
}

impl Progress {
    /// Nothing sent yet of so many bytes.
    pub(super) fn new(all: u64, json: bool) -> Self {
        let began = Instant::now();
        Self { all, sent: 0, skipped: 0, began, said: None, json, is_open: false }
    }

    /// So many bytes more of this file are at the node.
    pub(super) fn sent(&mut self, file: &str, n_bytes: u64) {
        self.sent = self.sent.saturating_add(n_bytes);
        self.say(file);
    }

    /// So many bytes were there already.
    pub(super) fn skipped(&mut self, file: &str, n_bytes: u64) {
        self.skipped = self.skipped.saturating_add(n_bytes);
        self.say(file);
    }

    /// Ends the line.
    pub(super) fn end(&mut self) {
        if self.is_open {
            print::talk("");
            self.is_open = false;
        }
    }

    fn say(&mut self, file: &str) {
        let here = self.sent.saturating_add(self.skipped);
        let is_last = here >= self.all;
        if !is_last && self.said.is_some_and(|said| said.elapsed() < EVERY) {
            return;
        }
        self.said = Some(Instant::now());
        let rate = rate(self.sent, self.began.elapsed());
        let percent = percent(here, self.all);
        if self.json {
            let (bytes, of) = (here, self.all);
            print::talk_json(&Line { file, bytes, of, percent, bytes_per_second: rate });
        } else {
            let (done, all, rate) = (mebibytes(here), mebibytes(self.all), mebibytes(rate));
            // The line is written over: what follows is as wide as what stood there.
            print::talk_part(&format!(
                "\r{percent:>3} %  {done} of {all} MiB  {rate} MiB/s  {file:<40.40}"
            ));
            self.is_open = true;
        }
    }
}

/// Bytes in a second.
pub(super) fn rate(n_bytes: u64, took: Duration) -> u64 {
    let micros = took.as_micros().max(1);
    u64::try_from(u128::from(n_bytes).saturating_mul(1_000_000) / micros).unwrap_or(u64::MAX)
}

/// How much of it is there; nothing at all is all of it.
pub(super) fn percent(here: u64, all: u64) -> u64 {
    let hundredths = u128::from(here).saturating_mul(100).checked_div(u128::from(all));
    hundredths.map_or(100, |percent| u64::try_from(percent).unwrap_or(100).min(100))
}

/// Mebibytes with one digit behind the point.
pub(super) fn mebibytes(n_bytes: u64) -> String {
    let tenths = u128::from(n_bytes).saturating_mul(10) >> 20;
    format!("{}.{}", tenths / 10, tenths % 10)
}
