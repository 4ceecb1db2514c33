//! Planted bugs that are patches of the node: each is applied to a copy of the checkout, built there, and looked for by the
//! simulator. The checkout itself never holds one.
//!
//! A patch is `crates/sim/planted/NAME.patch`: the code of the invariant that finds it, a line that says what is wrong, an
//! empty line, and the difference, as `git diff --no-prefix --relative=crates/node/src` writes it. All of them are built one after the other in the same copy, so that only what a patch
//! changes is compiled again.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    fault::Fault,
    mirror::mirror,
    place,
    run::{Output, Run},
    say,
};

/// Where they lie.
pub(crate) const FOLDER: &str = "crates/sim/planted";
/// What they change: paths in them begin here.
const CHANGED: &str = "crates/node/src";

/// A patch and what it promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Patch {
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    /// The code of the invariant that finds it.
    pub(crate) code: String,
    /// What is wrong.
    pub(crate) what: String,
}

impl Patch {
    /// Reads the head of a patch; `None` if it has another form.
    pub(crate) fn parse(path: &Path, text: &str) -> Option<Self> {
        let (code, rest) = text.split_once('\n')?;
        let (what, rest) = rest.split_once('\n')?;
        let is_whole = code.starts_with("CK-") && !what.is_empty() && rest.starts_with("\n--- ");
        let name = path.file_stem()?.to_str()?.to_owned();
        let (code, what) = (code.to_owned(), what.to_owned());
        is_whole.then(|| Self { name, path: path.to_owned(), code, what })
    }

    /// `git apply` in `tree` with these options; whether it went well.
    pub(crate) fn apply(&self, tree: &Path, options: &[&str]) -> Result<bool, Fault> {
        // A tree below a checkout is none of its own: git would look for the files in the wrong place and say nothing.
        let above = tree.parent().unwrap_or(tree);
        let run = Run::new("git").dir(tree).env("GIT_CEILING_DIRECTORIES", above);
        let run = run.args(["apply", "-p0", "--directory", CHANGED]);
        Ok(run.args(options).arg(&self.path).code()? == Some(0))
    }
}

/// All patches by name.
pub(crate) fn all() -> Result<Vec<Patch>, Fault> {
    let folder = place::root().join(FOLDER);
    let mut patches = Vec::new();
    for entry in fs::read_dir(&folder).map_err(Fault::at("list", &folder))? {
        let path = entry.map_err(Fault::at("list", &folder))?.path();
        if path.extension().is_some_and(|ending| ending == "patch") {
            let text = fs::read_to_string(&path).map_err(Fault::at("read", &path))?;
            let form = || Fault::reply(path.display().to_string(), "not the head of a patch");
            patches.push(Patch::parse(&path, &text).ok_or_else(form)?);
        }
    }
    patches.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(patches)
}

/// Builds the node with each patch and looks for it. Says how many there are and how many were found.
pub(crate) fn hunt() -> Result<(u64, u64), Fault> {
    let home = place::target().join("planted");
    let (tree, target) = (home.join("tree"), home.join("target"));
    let (mut n_planted, mut n_found) = (0, 0);
    for patch in all()? {
        n_planted += 1;
        mirror(&tree)?;
        if !patch.apply(&tree, &[])? {
            say::out(format_args!(
                "FAIL {}: it does not apply any more; plant it anew",
                patch.name
            ));
            continue;
        }
        let mut said = String::new();
        let code = Run::cargo()
            .args(["test", "--quiet", "--package", "sim", "--lib", "--locked", "--profile", "ci"])
            .args(["--", "--exact", "tests::patch_is_found", "--nocapture"])
            .dir(&tree)
            .env("CARGO_TARGET_DIR", &target)
            .env("CARGO_INCREMENTAL", "1")
            .env("SIM_PATCH", &patch.code)
            .each_line(Output::Standard, |line| {
                if line.contains("found with seed") {
                    line.clone_into(&mut said);
                }
            })?;
        let is_found = code == Some(0) && !said.is_empty();
        n_found += u64::from(is_found);
        let word = if is_found { "ok  " } else { "FAIL" };
        say::out(format_args!("{word} {} ({}): {said}", patch.name, patch.code));
    }
    // The next build there begins from the checkout as it is.
    mirror(&tree)?;
    Ok((n_planted, n_found))
}

#[cfg(test)]
mod tests {
    use super::Patch;

    #[test]
    fn a_patch_says_first_by_what_it_is_found() {
        let text = "CK-6\nA receipt is made anew.\n\n--- x.rs\n+++ x.rs\n";
        let patch = Patch::parse("planted/anew.patch".as_ref(), text).unwrap();
        assert_eq!((&*patch.name, &*patch.code), ("anew", "CK-6"));
        for bad in ["CK-6\n\n--- x.rs\n", "--- x.rs\n+++ x.rs\n", "CK-6\nWhy.\n--- x.rs\n"] {
            assert_eq!(Patch::parse("planted/anew.patch".as_ref(), bad), None, "{bad}");
        }
    }
}
