//! The design system of the portals: installed into the cache, where the build script of `portal` looks for it.
//!
//! Only this fetches anything; the build reads files. Whoever has no network, or sets `COMITY_ASSETS=plain`, gets portals in our
//! own plain style: the same pages, and everything on them can be done.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use crate::{fault::Fault, need, place, say};

/// The folder of the design system below the packages.
const PACKAGE: &str = "node_modules/govuk-frontend";
/// What the build script leaves where it found no package.
const AWAITS: &str = "out/awaits-package";

/// Whether the plain style is asked for.
fn is_plain() -> bool {
    env::var_os("COMITY_ASSETS").is_some_and(|asked| asked == "plain")
}

/// Installs the package, unless the plain style is asked for; its folder.
pub(crate) fn ready() -> Result<Option<PathBuf>, Fault> {
    if is_plain() {
        return Ok(None);
    }
    let home = need::npm("web", &place::root().join("web"), &need::node()?)?;
    build_again()?;
    Ok(Some(home.join(PACKAGE)))
}

/// The same for somebody who only wants to look: without it the portals are plain, and that is said.
pub(crate) fn ready_or_plain() {
    if let Err(fault) = ready() {
        say::err(format_args!("{fault}"));
        say::err(format_args!(
            "the design system is not there, so the portals have the plain style"
        ));
    }
}

/// Takes away the marks of build scripts that have run without the package, so that cargo runs them again.
fn build_again() -> Result<(), Fault> {
    for profile in folders(&place::target())? {
        for build in folders(&profile.join("build"))? {
            let is_ours =
                build.file_name().is_some_and(|name| name.to_string_lossy().starts_with("portal-"));
            let mark = build.join(AWAITS);
            if is_ours && mark.exists() {
                fs::remove_file(&mark).map_err(Fault::at("remove", &mark))?;
            }
        }
    }
    Ok(())
}

/// What lies in a folder; nothing in one that is not there.
fn folders(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    match fs::read_dir(folder) {
        Ok(items) => Ok(items.flatten().map(|item| item.path()).collect()),
        Err(error)
            if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) =>
        {
            Ok(Vec::new())
        }
        Err(error) => Err(Fault::at("read", folder)(error)),
    }
}
