//! Lists the languages ([`languages`]), and puts the styles together that the program carries: the plain one, and the designed one
//! where its package is there.
//!
//! The package is what `cargo xtask` has installed from `web/package-lock.json` into the user's cache; this script reads files and
//! never the network. Where the package is missing, or is another one than the lock file names, or `COMITY_ASSETS=plain` is
//! set, both styles are the plain one, so that a bare `cargo build` works everywhere. The same input gives the same bytes.

#![expect(
    clippy::disallowed_methods,
    reason = "a build script reads the files that it builds from; the crate does not"
)]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "build/languages.rs"]
mod languages;
#[path = "src/style/transform.rs"]
mod transform;

/// Of the package: its style, and the list that `cargo xtask` leaves beside it when it is whole.
const SHEET: &str = "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css";
const INSTALLED: &str = "installed.json";

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    languages::list(&out)?;
    println!("cargo:rerun-if-changed=build/languages.rs");
    let style = Path::new("src/style");
    for name in ["own.css", "plain.css", "dress.css", "transform.rs"] {
        println!("cargo:rerun-if-changed=src/style/{name}");
    }
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=../../web/package-lock.json");
    for name in ["COMITY_ASSETS", "XDG_CACHE_HOME"] {
        println!("cargo:rerun-if-env-changed={name}");
    }
    let read =
        |name: &str| fs::read_to_string(style.join(name)).map(|css| transform::compact(&css));
    let (own, plain, dress) = (read("own.css")?, read("plain.css")?, read("dress.css")?);

    let plain = format!("{own}{plain}");
    let package = package(&out)?;
    let designed = match &package {
        Some(css) => format!("{}{own}{dress}", transform::transform(css)),
        None => plain.clone(),
    };
    println!("cargo:rustc-env=COMITY_HAS_DESIGN={}", package.is_some());
    for (name, css) in [("plain", plain), ("designed", designed)] {
        fs::write(out.join(format!("{name}.css")), &css)?;
        fs::write(out.join(format!("{name}.css.gz")), gzip(css.as_bytes())?)?;
        println!(
            "cargo:rustc-env=COMITY_{}_HASH={:016x}",
            name.to_uppercase(),
            fnv(css.as_bytes())
        );
    }
    Ok(())
}

/// The style of the package, if it is the one that the lock file names.
fn package(out: &Path) -> Result<Option<String>, Box<dyn Error>> {
    let home = cache().filter(|_| env::var("COMITY_ASSETS").as_deref() != Ok("plain"));
    let Some(home) = home.map(|cache| cache.join("comity/npm/web")) else { return Ok(None) };
    let installed = home.join(INSTALLED);
    let lock = fs::read_to_string("../../web/package-lock.json")?;
    if fs::read_to_string(&installed).is_ok_and(|have| have == lock) {
        println!("cargo:rerun-if-changed={}", installed.display());
        return Ok(Some(fs::read_to_string(home.join(SHEET))?));
    }
    // Cargo takes a missing file for a changed one and would build anew each time. So `cargo xtask` takes this file away when
    // the package has come.
    let awaits = out.join("awaits-package");
    fs::write(&awaits, "")?;
    println!("cargo:rerun-if-changed={}", awaits.display());
    Ok(None)
}

/// The user's cache, as `cargo xtask` finds it.
fn cache() -> Option<PathBuf> {
    let given = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    given.or_else(|| env::home_dir().map(|home| home.join(".cache")))
}

/// RFC 1952, without a name and a time.
fn gzip(bytes: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 0xff]; // deflate, slowest, no system named
    out.extend(miniz_oxide::deflate::compress_to_vec(bytes, 10));
    out.extend(crc32(bytes).to_le_bytes());
    out.extend(u32::try_from(bytes.len())?.to_le_bytes());
    Ok(out)
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

/// FNV-1a with 64 bits. It tells one style from another and protects nothing.
fn fnv(bytes: &[u8]) -> u64 {
    let start: u64 = 0xcbf2_9ce4_8422_2325;
    bytes
        .iter()
        .fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
