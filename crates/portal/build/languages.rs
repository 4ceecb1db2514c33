//! Lists the languages that lie in `lang/` and the texts of the instruments in each of them, so that a language is added by adding
//! files. Reads the repository and nothing else.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

type Fault = Box<dyn Error>;

/// What every other language falls back to.
const ENGLISH: &str = "en";

/// Writes `languages.rs` into `out`.
pub(crate) fn list(out: &Path) -> Result<(), Fault> {
    let root = Path::new("../..").canonicalize()?;
    let (words, packs) = (root.join("lang"), root.join("instruments"));
    for folder in [&words, &packs] {
        println!("cargo::rerun-if-changed={}", folder.display());
    }
    let mut list = String::from("pub(super) static WRITTEN: &[Written] = &[\n");
    for folder in inside(&words)? {
        let settings: toml::Table = fs::read_to_string(folder.join("lang.toml"))?.parse()?;
        let setting = |name: &str| {
            let value = settings.get(name).and_then(toml::Value::as_str).map(str::to_owned);
            value.ok_or_else(|| format!("{}/lang.toml: no text `{name}`", folder.display()))
        };
        let code = name(&folder);
        if code != ENGLISH && setting("fallback")? != ENGLISH {
            return Err(format!("{code}: what is missing can only be said in `{ENGLISH}`").into());
        }
        let direction = match setting("direction")?.as_str() {
            "ltr" => "Ltr",
            "rtl" => "Rtl",
            other => {
                return Err(format!("{code}: a direction is `ltr` or `rtl`, not `{other}`").into());
            }
        };
        writeln!(
            list,
            "Written {{ code: {code:?}, tag: {:?}, direction: Direction::{direction},",
            setting("tag")?
        )?;
        list.push_str("words: &[\n");
        for file in inside(&folder)?.iter().filter(|file| is_text(file)) {
            writeln!(list, "({:?}, include_str!({file:?})),", name(file))?;
        }
        list.push_str("], packs: &[\n");
        for pack in inside(&packs)? {
            let file = pack.join("text").join(format!("{code}.ftl"));
            if file.is_file() {
                writeln!(list, "({:?}, include_str!({file:?})),", name(&pack))?;
            }
        }
        list.push_str("] },\n");
    }
    list.push_str("];\n");
    fs::write(out.join("languages.rs"), list)?;
    Ok(())
}

fn inside(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        found.push(entry?.path());
    }
    found.sort();
    Ok(found)
}

fn is_text(file: &Path) -> bool {
    file.extension().is_some_and(|end| end == "ftl")
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
