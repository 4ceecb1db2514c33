//! `comity log monitor`: follows the log of any node from outside, once or again and again.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

use seal::policy::POLICY_BYTES_MAX;
use serde::Serialize;

use super::MonitorArgs;
use super::exit::{Exit, Failure};
use super::print;
use super::run::{asked_to_stop, small_runtime};
use crate::clock::system_now;
use crate::monitor::finding::{Code, Report};
use crate::monitor::{Monitor, MonitorError, Options};

/// Runs rounds until one is enough, the log has forked, or somebody stops it.
pub(crate) fn run(args: &MonitorArgs) -> Result<(), Failure> {
    let options = Options {
        url: args.url.clone(),
        vkeys: args.vkey.clone(),
        policy: args.policy.as_deref().map(read_policy).transpose()?,
        witnesses: args.witness.clone(),
        state: args.state.clone(),
        late_seconds: args.late,
    };
    let mut monitor = Monitor::open(&options).map_err(|error| failure(&error))?;
    small_runtime()?.block_on(async {
        // Listening before the first round: a request to stop that comes early counts too.
        let mut stopped = std::pin::pin!(asked_to_stop());
        // What was found last, for whoever stops it.
        let mut found = Ok(());
        loop {
            let report = tokio::select! {
                biased;
                stop = &mut stopped => return stop.and(found),
                // A round that is given up has kept nothing.
                report = monitor.round(system_now()) => report.map_err(|error| failure(&error))?,
            };
            tell(&report, args.json);
            found = verdict(&report);
            let Some(pause) = args.every.filter(|_| !report.is_fork()) else { return found };
            tokio::select! {
                stop = &mut stopped => return stop.and(found),
                () = tokio::time::sleep(Duration::from_secs(pause)) => {}
            }
        }
    })
}

fn read_policy(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    // One byte more than a policy may have is enough for its reader to refuse it.
    let limit = u64::try_from(POLICY_BYTES_MAX).unwrap_or(u64::MAX).saturating_add(1);
    let read = File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    read.map_err(|error| {
        let detail = format!("{} cannot be read: {error}", path.display());
        Failure::new(Exit::Failed, "policy-file", detail)
    })?;
    Ok(bytes)
}

fn failure(error: &MonitorError) -> Failure {
    let exit = match error {
        MonitorError::Memory(_) => Exit::Failed,
        MonitorError::Keys
        | MonitorError::Policy(_)
        | MonitorError::PolicyOfOthers(_)
        | MonitorError::Url(_)
        | MonitorError::Vkey { .. }
        | MonitorError::Witnesses => Exit::Denied,
    };
    Failure::new(exit, error.code(), error.to_string())
}

/// The worst finding decides; silence alone is another thing than a lie.
fn verdict(report: &Report) -> Result<(), Failure> {
    let Some(worst) = report.findings.first() else { return Ok(()) };
    let exit = if worst.code.is_silence() { Exit::Unreachable } else { Exit::NotVerified };
    Err(Failure::new(exit, worst.code.as_str(), worst.detail.clone()))
}

fn tell(report: &Report, json: bool) {
    if json {
        return print::json(&Document::of(report));
    }
    let size = report.size.map_or_else(|| "no head".to_owned(), |size| format!("{size} leaves"));
    let root = report.root.map_or_else(String::new, |root| format!(" root {}", root.hex()));
    print::data(&format!("{}  {}  {size}{root}", wire::time::text(report.at), report.origin));
    for (url, size) in &report.witnesses {
        let size = size.map_or_else(|| "nothing".to_owned(), |size| format!("{size} leaves"));
        print::data(&format!("      {url} has shown {size}"));
    }
    for finding in &report.findings {
        print::data(&format!(
            "FAIL  {} at {}: {}",
            finding.code.as_str(),
            finding.at,
            finding.detail
        ));
    }
    if report.findings.is_empty() {
        let read = report.n_read;
        print::data(&format!("ok    signed, grown from what was seen before, {read} leaves read"));
    }
}

/// One round as an object.
#[derive(Serialize)]
struct Document<'r> {
    at: String,
    origin: &'r str,
    size: Option<u64>,
    root: Option<String>,
    read: u64,
    newest_at: Option<u64>,
    witnesses: Vec<Witness<'r>>,
    findings: Vec<Item<'r>>,
}

#[derive(Serialize)]
struct Witness<'r> {
    url: &'r str,
    size: Option<u64>,
}

#[derive(Serialize)]
struct Item<'r> {
    code: &'static str,
    at: u64,
    detail: &'r str,
}

impl<'r> Document<'r> {
    fn of(report: &'r Report) -> Self {
        let witnesses = report.witnesses.iter().map(|(url, size)| Witness { url, size: *size });
        let item = |code: Code, at, detail| Item { code: code.as_str(), at, detail };
        let findings = report.findings.iter();
        let findings = findings.map(|finding| item(finding.code, finding.at, &finding.detail));
        Self {
            at: wire::time::text(report.at),
            origin: &report.origin,
            size: report.size,
            root: report.root.map(|root| root.hex()),
            read: report.n_read,
            newest_at: report.newest_at,
            witnesses: witnesses.collect(),
            findings: findings.collect(),
        }
    }
}
