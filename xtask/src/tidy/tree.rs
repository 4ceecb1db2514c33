//! What cargo says about packages and trees; the questions every test on dependencies asks.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::Value;

use crate::run::Run;

const CARGO: Duration = Duration::from_secs(300);

/// `cargo metadata`, with (`true`) or without what the packages depend on.
pub(super) fn metadata(whole: bool) -> Value {
    let run = Run::cargo().args(["metadata", "--format-version", "1", "--locked", "--quiet"]);
    let run = if whole { run } else { run.arg("--no-deps") };
    serde_json::from_str(&run.output(CARGO).unwrap()).unwrap()
}

/// The names of all packages that an ordinary build of this one compiles or links, itself included,
/// with only the features that this package alone asks for.
pub(super) fn normal_tree(package: &str) -> BTreeSet<String> {
    let run =
        Run::cargo().args(["tree", "--locked", "--quiet", "--prefix", "none", "--format", "{p}"]);
    let run = run.args(["--edges", "normal,build", "--package", package]);
    let names = run.output(CARGO).unwrap();
    names.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

pub(super) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

pub(super) fn items<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}
