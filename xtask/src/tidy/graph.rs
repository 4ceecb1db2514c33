//! Who may depend on whom: the graph of our crates as a golden file, the purity of the five pure ones
//! and the small tree of the court's verifier.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::tree::{items, metadata, normal_tree, text};
use super::{Faults, files, golden, read};

/// The crates that do no IO, read no clock and draw no randomness.
pub(super) const PURE: [&str; 5] = ["law", "domain", "seal", "wire", "portal"];

/// Packages that would give a pure crate a runtime or the operating system's randomness.
const IMPURE: [&str; 5] = ["tokio", "getrandom", "mio", "rusqlite", "hyper"];

/// Packages that would give the verifier a network, C code or encryption.
const NOT_IN_VERIFY: [&str; 12] = [
    "aes-gcm",
    "aws-lc-rs",
    "aws-lc-sys",
    "blake3",
    "cc",
    "getrandom",
    "hpke",
    "hyper",
    "libsqlite3-sys",
    "ring",
    "rustls",
    "tokio",
];

#[test]
fn the_graph_of_our_crates_is_the_reviewed_one() {
    let mut packages: Vec<(String, String)> = Vec::new();
    for package in items(&metadata(false), "packages") {
        let mut lines = [BTreeSet::new(), BTreeSet::new(), BTreeSet::new()]; // ours, foreign, for tests
        for dependency in items(package, "dependencies") {
            let slot = match (text(dependency, "kind"), dependency["path"].is_string()) {
                ("dev", _) => 2,
                (_, true) => 0,
                (_, false) => 1,
            };
            lines[slot].insert(text(dependency, "name").to_owned());
        }
        let mut out = format!("{}\n", text(package, "name"));
        for (title, names) in ["ours", "foreign", "tests"].iter().zip(&lines) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let names = if names.is_empty() { "-".to_owned() } else { names.join(" ") };
            writeln!(out, "  {title:<8} {names}").unwrap();
        }
        packages.push((text(package, "name").to_owned(), out));
    }
    packages.sort();
    let graph: String = packages.into_iter().map(|(_, text)| text).collect();
    golden("xtask/golden/crates.txt", &graph);
}

#[test]
fn a_pure_crate_has_no_runtime_and_no_randomness_below_it() {
    let mut faults = Faults::default();
    for package in PURE {
        for name in normal_tree(package).iter().filter(|name| IMPURE.contains(&name.as_str())) {
            faults.note(format!("`{package}` depends on `{name}`: it belongs into `node` (A-1)"));
        }
    }
    faults.none();
}

#[test]
fn domain_knows_no_bytes() {
    let mut faults = Faults::default();
    if read("crates/domain/Cargo.toml").contains("serde") {
        faults.note("crates/domain/Cargo.toml names serde: bytes are the affair of `wire` (A-2)");
    }
    for file in files().iter().filter(|file| file.path.starts_with("crates/domain/src/")) {
        for (n, line) in file.text.lines().enumerate() {
            if line.contains("derive(")
                && (line.contains("Serialize") || line.contains("Deserialize"))
            {
                faults.note(format!(
                    "{}:{}: a domain type is no promise about bytes (A-2)",
                    file.path,
                    n + 1
                ));
            }
        }
    }
    faults.none();
}

#[test]
fn the_verifier_is_seal_without_encryption() {
    let tree = normal_tree("verify");
    let mut faults = Faults::default();
    for name in NOT_IN_VERIFY.iter().filter(|name| tree.contains(**name)) {
        faults.note(format!("`verify` depends on `{name}` (A-10)"));
    }
    let ours = ["law", "domain", "wire", "portal", "store", "node", "sim"];
    for name in ours.iter().filter(|name| tree.contains(**name)) {
        faults.note(format!("`verify` depends on our `{name}`; only `seal` is allowed (A-10)"));
    }
    if !tree.contains("seal") {
        faults.note("`verify` does not depend on `seal`: it cannot verify anything");
    }
    faults.none();
}

#[test]
fn sqlite_is_in_the_tree_once() {
    let metadata = metadata(true);
    let bindings = ["libsqlite3-sys", "sqlite3-src"];
    let found: Vec<String> = items(&metadata, "packages")
        .iter()
        .filter(|package| bindings.contains(&text(package, "name")))
        .map(|package| format!("{} {}", text(package, "name"), text(package, "version")))
        .collect();
    assert_eq!(found.len(), 1, "one SQLite binding in the workspace (A-9), not {found:?}");
}

#[test]
fn versions_stand_in_the_root_manifest_only() {
    let mut faults = Faults::default();
    let manifests = files().into_iter().filter(|f| f.path.ends_with("/Cargo.toml"));
    for file in manifests {
        let mut section = "";
        for (n, line) in file.text.lines().enumerate() {
            if line.starts_with('[') {
                section = line;
            } else if section.contains("dependencies")
                && line.contains('=')
                && !line.contains("workspace = true")
            {
                faults.note(format!(
                    "{}:{}: take it from [workspace.dependencies]",
                    file.path,
                    n + 1
                ));
            }
        }
        if !file.text.contains("[lints]\nworkspace = true") {
            faults.note(format!("{}: does not take the workspace's lints", file.path));
        }
    }
    faults.none();
}
