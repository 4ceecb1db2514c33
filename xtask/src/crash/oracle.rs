//! What the node has promised to others, kept outside it, and what it must therefore still hold.
//!
//! Nothing here asks the node what it has promised: a promise is an answer of yes, or a head under its signature.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use serde_json::{Value, json};

use super::scene::Scene;
use crate::{fault::Fault, place, run::Run};

/// Promises that are looked up after each fault; the older ones at the end of the operation. All of them are under heads
/// that are compared each time.
const N_NEWEST: usize = 6;
const STUCK: Duration = Duration::from_secs(120);

/// A promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ack {
    /// A case is open.
    Case(String),
    /// The content of an exhibit is destroyed: the erasure, and the exhibit.
    Certified(String, String),
    /// A file of this digest is an exhibit.
    Exhibit(String),
    /// An erasure was ordered.
    Ordered(String),
    /// A package was asked for.
    Package(String),
    /// A package can be had.
    Sealed(String),
}

/// What went wrong, by kind.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wrong {
    pub(crate) lost: Vec<String>,
    pub(crate) forks: Vec<String>,
    pub(crate) orphans: Vec<String>,
    /// Anything else.
    pub(crate) other: Vec<String>,
}

impl Wrong {
    pub(crate) fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &String> {
        self.lost.iter().chain(&self.forks).chain(&self.orphans).chain(&self.other)
    }
}

/// The memory of all promises.
#[derive(Default)]
pub(crate) struct Oracle {
    acks: Vec<Ack>,
    /// How many there were before the node was put back to its beginning.
    n_before: usize,
    heads: BTreeMap<u64, String>,
    forks: Vec<String>,
    /// Wrapped keys, as hexadecimal, that must not be found in any file once the exhibits are certified as destroyed.
    pub(crate) wraps: Vec<String>,
}

impl Oracle {
    pub(crate) fn acked(&mut self, ack: Ack) {
        if !self.acks.contains(&ack) {
            self.acks.push(ack);
        }
    }

    pub(crate) fn n_acks(&self) -> usize {
        self.n_before + self.acks.len()
    }

    /// The node is put back to its beginning, so nothing that it has promised since counts.
    pub(crate) fn forget(&mut self) {
        self.n_before += self.acks.len();
        self.acks.clear();
        self.heads.clear();
    }

    /// The wrapped keys of content that are alive now.
    pub(crate) fn live_wraps(&self, scene: &Scene) -> Result<Vec<String>, Fault> {
        let found = self.look(&scene.member.data())?;
        let wraps = found.get("wraps").and_then(Value::as_array).cloned().unwrap_or_default();
        Ok(wraps.iter().filter_map(|wrap| wrap.as_str().map(str::to_owned)).collect())
    }

    /// A head that left the node: two of one size must be one.
    pub(crate) fn saw(&mut self, (size, root): (u64, String)) {
        let known = self.heads.entry(size).or_insert_with(|| root.clone());
        if *known != root {
            self.forks.push(format!("two heads of {size} leaves: {known} and {root}"));
        }
    }

    pub(crate) fn saw_all(&mut self, heads: impl IntoIterator<Item = (u64, String)>) {
        heads.into_iter().for_each(|head| self.saw(head));
    }

    /// Compares what the node holds with what it has promised. `swept`: whether whatever a crash left behind should be gone.
    pub(crate) fn judge(
        &self,
        scene: &Scene,
        comity: &Path,
        swept: bool,
        all: bool,
    ) -> Result<Wrong, Fault> {
        let mut wrong = Wrong { forks: self.forks.clone(), ..Wrong::default() };
        let n_asked = if all { self.acks.len() } else { N_NEWEST };
        for ack in self.acks.iter().rev().take(n_asked) {
            if !scene.holds(ack) {
                wrong.lost.push(format!("{ack:?}"));
            }
        }
        let found = self.look(&scene.member.data())?;
        let list = |name: &str| found.get(name).and_then(Value::as_array).cloned();
        let list = |name: &str| list(name).unwrap_or_default().into_iter();
        wrong.lost.extend(list("lost").map(|size| format!("leaves of the head of {size}")));
        wrong.forks.extend(list("forks").map(|size| format!("the head of {size} leaves")));
        wrong.other.extend(list("alive").map(|key| format!("a destroyed key is there: {key}")));
        let number = |name: &str| found.get(name).and_then(Value::as_u64).unwrap_or(u64::MAX);
        let expected = number("rows").saturating_mul(scene.op.n_parts());
        if swept && number("files") != expected {
            let files = number("files");
            wrong.orphans.push(format!("{files} files of ciphertext, rows name {expected}"));
        }
        let fsck = Run::new(comity).args(["log", "fsck", "--config"]).arg(scene.member.config());
        let fsck = fsck.read(STUCK)?;
        if fsck.code != Some(0) {
            wrong.other.push(format!("comity log fsck: {}", fsck.stdout.trim()));
        }
        Ok(wrong)
    }

    /// Has the databases read by a program that does not know our code.
    fn look(&self, data: &Path) -> Result<Value, Fault> {
        let destroyed: Vec<&String> = self.acks.iter().filter_map(destroyed).collect();
        let wraps: &[String] = if destroyed.is_empty() { &[] } else { &self.wraps };
        let heads: Vec<(&u64, &String)> = self.heads.iter().collect();
        let seen = json!({ "heads": heads, "destroyed": destroyed, "wraps": wraps });
        let path = seen_file();
        fs::write(&path, seen.to_string()).map_err(Fault::at("write", &path))?;
        let script = place::root().join("interop/crash.py");
        let run = Run::new("python3").arg("-B").arg(script).arg(data).arg(&path);
        let text = run.output(STUCK)?;
        serde_json::from_str(&text).map_err(|error| Fault::reply("crash.py", error))
    }
}

fn seen_file() -> PathBuf {
    place::target().join("xtask").join("crash-seen.json")
}

fn destroyed(ack: &Ack) -> Option<&String> {
    match ack {
        Ack::Certified(_, exhibit) => Some(exhibit),
        Ack::Case(_) | Ack::Exhibit(_) | Ack::Ordered(_) | Ack::Package(_) | Ack::Sealed(_) => None,
    }
}
