//! `cargo xtask lang [--write]`: how much of the words each language has, and whether somebody who grew up with it has read them.
//!
//! `--write` puts what is missing into `lang/XX/missing.txt`; a test keeps that file true. What the messages say inside is
//! compared there too (`crates/portal/src/tests/languages.rs`), and not here.

use std::fs;
use std::path::{Path, PathBuf};

use crate::fault::Fault;
use crate::{place, say};

const ENGLISH: &str = "en";

/// A text in English and where another language has it.
struct Text {
    /// As `missing.txt` names it: the file of the product, or the pack.
    name: String,
    /// Its messages in English.
    english: Vec<String>,
    folder: PathBuf,
    is_pack: bool,
}

impl Text {
    fn of(&self, code: &str) -> PathBuf {
        if self.is_pack {
            return self.folder.join(format!("{code}.ftl"));
        }
        self.folder.join(code).join(&self.name)
    }
}

pub(crate) fn main(args: &[&str]) -> Result<bool, Fault> {
    let write = match args {
        [] => false,
        ["--write"] => true,
        _ => return Err(Fault::Usage("lang takes nothing, or `--write`".into())),
    };
    let root = place::root();
    let words = root.join("lang");
    let texts = texts(&words, &root.join("instruments"))?;
    let all: usize = texts.iter().map(|text| text.english.len()).sum();
    say::out(format_args!("language  messages  of {all}  read by"));
    for folder in inside(&words)? {
        let code = name(&folder);
        let mut missing = Vec::new();
        for text in &texts {
            let theirs = messages(&text.of(&code))?;
            let absent = text.english.iter().filter(|name| !theirs.contains(name));
            missing.extend(absent.map(|message| format!("{} {message}\n", text.name)));
        }
        let n = all - missing.len();
        let share = 100 * n / all.max(1);
        let reader = reviewed(&folder)?;
        let reader = if reader.is_empty() { "nobody yet" } else { &reader };
        say::out(format_args!("{code:8}  {n:8}  {share:3} %  {reader}"));
        if write && code != ENGLISH {
            let list = folder.join("missing.txt");
            let done = match (missing.is_empty(), list.exists()) {
                (true, false) => Ok(()),
                (true, true) => fs::remove_file(&list),
                (false, _) => fs::write(&list, missing.concat()),
            };
            done.map_err(Fault::at("write", &list))?;
        }
    }
    Ok(true)
}

fn texts(words: &Path, packs: &Path) -> Result<Vec<Text>, Fault> {
    let mut found = Vec::new();
    for english in inside(&words.join(ENGLISH))? {
        if english.extension().is_some_and(|end| end == "ftl") {
            let (name, english) = (name(&english), messages(&english)?);
            found.push(Text { name, english, folder: words.to_owned(), is_pack: false });
        }
    }
    for pack in inside(packs)? {
        let folder = pack.join("text");
        let english = folder.join(format!("{ENGLISH}.ftl"));
        if english.is_file() {
            let english = messages(&english)?;
            found.push(Text { name: name(&pack), english, folder, is_pack: true });
        }
    }
    Ok(found)
}

/// The names of the messages of a file, attributes as `message.attribute`, sorted; none of a file that is not there.
fn messages(file: &Path) -> Result<Vec<String>, Fault> {
    if !file.is_file() {
        return Ok(Vec::new());
    }
    let text = fs::read_to_string(file).map_err(Fault::at("read", file))?;
    let (mut found, mut message) = (Vec::new(), String::new());
    for line in text.lines() {
        let Some((start, _)) = line.split_once('=') else { continue };
        let start = start.trim_end();
        if let Some(attribute) = start.strip_prefix("    .") {
            found.push(format!("{message}.{attribute}"));
        } else if start.starts_with(|c: char| c.is_ascii_alphabetic()) {
            start.clone_into(&mut message);
            found.push(message.clone());
        }
    }
    found.sort();
    Ok(found)
}

/// Who read the words as their own language.
fn reviewed(folder: &Path) -> Result<String, Fault> {
    let file = folder.join("lang.toml");
    let text = fs::read_to_string(&file).map_err(Fault::at("read", &file))?;
    let line = text.lines().find_map(|line| line.strip_prefix("reviewed = \""));
    Ok(line.and_then(|rest| rest.strip_suffix('"')).unwrap_or_default().to_owned())
}

fn inside(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(Fault::at("list", folder))? {
        found.push(entry.map_err(Fault::at("list", folder))?.path());
    }
    found.sort();
    Ok(found)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
