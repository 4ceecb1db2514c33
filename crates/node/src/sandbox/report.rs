//! What a sandbox tells while it runs and when its journey is over.
//!
//! Two voices with the same facts: lines for a person, or with `--json` one JSON object per line on standard
//! error and the report as the last line of standard output. Other tools rely on the names in these objects.

use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

use super::error::SandboxError;
use super::state::Denial;
use crate::cli::print;

/// How a step ended.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct StepReport {
    /// The step.
    pub(crate) name: &'static str,
    /// Whether it did what it should.
    pub(crate) ok: bool,
    /// How long it took in the run that finished it.
    pub(crate) seconds: f64,
}

/// A node at the end of the journey.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NodeReport {
    /// Member name.
    pub(crate) member: &'static str,
    /// Portal.
    pub(crate) url: String,
    /// Data directory.
    pub(crate) data_dir: PathBuf,
    /// Process id, while it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pid: Option<u32>,
    /// Peak of resident memory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) vm_hwm_bytes: Option<u64>,
}

/// The last line of standard output.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Report {
    /// Which journey.
    pub(crate) journey: String,
    /// Every step that was begun, in order.
    pub(crate) steps: Vec<StepReport>,
    /// The exported package.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) package: Option<PathBuf>,
    /// What to verify it against.
    pub(crate) policy: PathBuf,
    /// The nodes.
    pub(crate) nodes: Vec<NodeReport>,
    /// Denials that the journey asked for and got.
    pub(crate) denied: Vec<Denial>,
    /// Texts that must not be found where only the enforcing authority may see.
    pub(crate) canaries: Vec<String>,
}

/// A one-time link for one officer.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Link {
    /// Member name.
    pub(crate) member: &'static str,
    /// Sign-in name.
    pub(crate) officer: &'static str,
    /// Office of the officer.
    pub(crate) office: &'static str,
    /// Where to go, once.
    pub(crate) url: String,
}

/// Seconds with three decimals, without arithmetic on floating numbers.
fn seconds(spent: Duration) -> f64 {
    Duration::from_millis(u64::try_from(spent.as_millis()).unwrap_or(u64::MAX)).as_secs_f64()
}

/// Tells a run's progress in one of the two voices.
#[derive(Debug, Clone)]
pub(crate) struct Progress {
    json: bool,
    n_steps: usize,
    steps: Vec<StepReport>,
    is_within_line: bool,
}

/// One line of the JSON voice.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Line<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<&'a str>,
    event: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ok: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
}

impl<'a> Line<'a> {
    fn new(event: &'a str) -> Self {
        Self { step: None, event, ok: None, seconds: None, code: None, detail: None }
    }
}

impl Progress {
    /// Silent so far.
    pub(crate) fn new(json: bool, n_steps: usize) -> Self {
        Self { json, n_steps, steps: Vec::new(), is_within_line: false }
    }

    /// Steps that were begun and ended.
    pub(crate) fn steps(&self) -> &[StepReport] {
        &self.steps
    }

    /// A step begins; `about` says what happens in it.
    pub(crate) fn begin(&mut self, step: &'static str, about: &str) {
        if self.json {
            print::talk_json(&Line { step: Some(step), ..Line::new("begin") });
        } else {
            let n = self.steps.len().saturating_add(1);
            print::talk_part(&format!("[{n:>2}/{}] {step:<16} {about} … ", self.n_steps));
            self.is_within_line = true;
        }
    }

    /// A step ended, now or in an earlier run.
    pub(crate) fn end(&mut self, step: &'static str, ok: bool, spent: Duration, earlier: bool) {
        let seconds = seconds(spent);
        self.steps.push(StepReport { name: step, ok, seconds });
        if self.json {
            let line =
                Line { step: Some(step), ok: Some(ok), seconds: Some(seconds), ..Line::new("end") };
            print::talk_json(&line);
        } else {
            let how = if !ok {
                "FAILED"
            } else if earlier {
                "done before"
            } else {
                "ok"
            };
            print::talk(&format!("{how} ({seconds:.1} s)"));
            self.is_within_line = false;
        }
    }

    /// Something a person may want to know between two steps.
    pub(crate) fn note(&self, text: &str) {
        if self.json {
            print::talk_json(&Line { detail: Some(text), ..Line::new("note") });
        } else {
            print::talk(text);
        }
    }

    /// Why the run ends without success.
    pub(crate) fn failed(&self, error: &SandboxError) {
        let detail = error.to_string();
        if self.json {
            let step = error.step();
            let code = Some(error.code());
            print::talk_json(&Line { step, code, detail: Some(&detail), ..Line::new("failed") });
        } else {
            let before = if self.is_within_line { "\n" } else { "" };
            print::talk(&format!("{before}comity: {detail} ({})", error.code()));
        }
    }

    /// The links of a run that goes on.
    pub(crate) fn links(&self, links: &[Link]) {
        #[derive(Serialize)]
        struct Event<'a> {
            event: &'static str,
            #[serde(flatten)]
            link: &'a Link,
        }
        for link in links {
            if self.json {
                print::talk_json(&Event { event: "link", link });
            } else {
                print::data(&format!(
                    "  {:<8} {:<10} {:<18} {}",
                    link.member, link.officer, link.office, link.url
                ));
            }
        }
    }

    /// The end of the journey.
    pub(crate) fn report(&self, report: &Report) {
        if self.json {
            print::json(report);
            return;
        }
        if let Some(package) = &report.package {
            print::data(&format!("package  {}", package.display()));
            print::data(&format!("policy   {}", report.policy.display()));
        }
        for node in &report.nodes {
            print::data(&format!("{:<8} {}  {}", node.member, node.url, node.data_dir.display()));
        }
    }
}
