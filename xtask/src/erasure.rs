//! `cargo xtask erasure`: evidence is destroyed at a real node, and then somebody reads all its disks who has the passphrase.
//!
//! The words of the promise: after the destruction a scan of everything finds none of the planted words, in any store, log,
//! backup or cache, while all proofs still hold. Evidence lies encrypted, so a scan for clear bytes would find nothing before
//! either. `interop/opener.py` therefore opens whatever the keys that are there still open, in whatever place, and first must
//! find every word before the destruction, each on the way it should. A second exhibit is not destroyed: its word must be
//! found to the end, so a reader that went blind is noticed.
//!
//! What a copy of the key store made before still opens is found too, and must be: the certificate names the day on which
//! the last such copy is to be gone. What the law keeps (the name of the file in letters and records of custody) is said
//! apart.
//!
//! What this cannot see: cells that a disk did not overwrite, memory, copies at other members.

use std::{
    collections::BTreeSet,
    fs,
    io::{Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    time::Duration,
};

use serde_json::{Value, json};

use crate::{
    crash::{
        hands_out,
        member::Member,
        oracle::Oracle,
        scene::{Broken, COURT, OUT, Op, PROVIDER, Scene, WITNESSES},
    },
    fault::Fault,
    interop,
    journey::{self, Show},
    kill::{copy, remove},
    place,
    run::Run,
    sandbox::{self, Built},
    say,
    tally::Tally,
};

/// A program that reads all disks takes seconds.
const LIMIT: Duration = Duration::from_secs(300);
/// Plaintext of one chunk and of one part of evidence (`docs/spec/custody.md`, cuts).
const CHUNK_BYTES: u64 = 16_384;
const PART_BYTES: u64 = 16 << 20;
/// Evidence of two parts, which travelled in five transfer chunks.
const FILE_BYTES: u64 = PART_BYTES + 70_000;
/// Words in the evidence that is destroyed, and where: at its beginning, over the border of two chunks, over that of two
/// parts, at its end.
const CONTENT: [(&str, u64); 4] = [
    ("erasure-word-of-the-beginning", 100),
    ("erasure-word-across-two-chunks", CHUNK_BYTES - 9),
    ("erasure-word-across-two-parts", PART_BYTES - 9),
    ("erasure-word-of-the-end", FILE_BYTES - 64),
];
/// In evidence that is not destroyed.
const KEPT: &str = "erasure-word-that-stays";
/// In the name of the file: letters and records of custody keep it.
const NAME: &str = "erasure-word-of-the-name";

pub(crate) fn main() -> Result<bool, Fault> {
    Ok(stage()?.failed == 0)
}

/// The stage of CI.
pub(crate) fn stage() -> Result<Tally, Fault> {
    let python = interop::python()?;
    let built = sandbox::build()?;
    let work = place::scratch("erasure")?;
    let mut erasure = Erasure::prepare(&built, work.clone(), python)?;
    let before = erasure.before()?;
    erasure.order()?;
    erasure.after(&before)?;
    erasure.copies()?;
    erasure.planted()?;
    erasure.keys_put_back()?;
    erasure.database_put_back()?;
    let tally = erasure.tally;
    drop(erasure);
    remove(&work)?;
    Ok(tally)
}

/// One word that was read, and by which way of keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Read {
    word: String,
    way: String,
}

/// What somebody read who had some places.
#[derive(Debug)]
struct Reading {
    found: Vec<Read>,
    /// Kinds of things that stayed closed, with their number.
    closed: Value,
    opened: Value,
}

impl Reading {
    /// The ways on which a word of the destroyed content was read.
    fn content(&self) -> Vec<&Read> {
        let content = |read: &&Read| CONTENT.iter().any(|(word, _)| *word == read.word);
        self.found.iter().filter(content).collect()
    }

    /// Whether every word of the content was read on a way in which this occurs.
    fn all_content_by(&self, part: &str) -> bool {
        let by = |word: &str| self.content().iter().any(|r| r.word == word && r.way.contains(part));
        CONTENT.iter().all(|(word, _)| by(word))
    }

    fn has(&self, word: &str) -> bool {
        self.found.iter().any(|read| read.word == word)
    }
}

/// What was there before the order.
struct Before {
    /// One proof for each leaf, `INDEX.tlog-proof`.
    proofs: PathBuf,
    policy: PathBuf,
}

/// The node, those who look at it, and what was copied from it.
struct Erasure {
    comity: PathBuf,
    python: PathBuf,
    work: PathBuf,
    net: PathBuf,
    policy: PathBuf,
    /// Words of the order that is the reason for the evidence.
    story: Vec<String>,
    scene: Scene,
    oracle: Oracle,
    tally: Tally,
    /// The first day on which no copy of the key store is left that was made before, as the certificate has it.
    final_on: String,
}

impl Erasure {
    /// Plays the journey with evidence of ours, and puts beside the court's files what a node that dies leaves there.
    fn prepare(built: &Built, work: PathBuf, python: PathBuf) -> Result<Self, Fault> {
        let net = work.join("net");
        let (file, kept) = (work.join(format!("{NAME}.bin")), work.join("kept.txt"));
        write_evidence(&file)?;
        fs::write(&kept, format!("{KEPT}\n")).map_err(Fault::at("write", &kept))?;
        let evidence = [&*file.to_string_lossy(), &*kept.to_string_lossy()].map(str::to_owned);
        let show = ["--evidence", &evidence[0], "--evidence", &evidence[1]];
        let journey = Show::start(built, &net, &show)?.finish()?;
        hands_out(&net)?;
        let scene = Scene::new(&built.comity, &net, Op::Seal)?;
        let erasure = Self {
            comity: built.comity.clone(),
            python,
            work,
            net,
            policy: journey.policy,
            story: journey.canaries,
            scene,
            oracle: Oracle::default(),
            tally: Tally::default(),
            final_on: String::new(),
        };
        let words: Vec<&str> = CONTENT.iter().map(|(word, _)| *word).collect();
        let record: Vec<&str> =
            [NAME].into_iter().chain(erasure.story.iter().map(String::as_str)).collect();
        let words = json!({ "content": words, "kept": [KEPT], "record": record });
        let path = erasure.work.join("words.json");
        fs::write(&path, words.to_string()).map_err(Fault::at("write", &path))?;
        erasure.hands(&["left-over"], &[&erasure.net.join(PROVIDER), &erasure.court()])?;
        Ok(erasure)
    }

    /// The node's data directory.
    fn court(&self) -> PathBuf {
        self.net.join(COURT)
    }

    /// The copy of the main database and of ciphertext, the copy of the key store.
    fn main_copy(&self) -> PathBuf {
        self.work.join("main")
    }

    fn key_copy(&self) -> PathBuf {
        self.work.join("keys")
    }

    /// All that the node has: directory with its log, head register, folders of packages and of temporary files.
    fn live(&self) -> [(&'static str, PathBuf); 4] {
        [
            ("live", self.court()),
            ("head", self.scene.member.head()),
            ("packages", self.net.join(OUT)),
            ("temporary", self.scene.member.temporary()),
        ]
    }

    fn live_and(&self, more: &[(&'static str, PathBuf)]) -> Vec<(&'static str, PathBuf)> {
        self.live().into_iter().chain(more.iter().cloned()).collect()
    }

    fn script(&self, name: &str) -> Run {
        let run = Run::new(&self.python).env("PYTHONDONTWRITEBYTECODE", "1");
        run.arg(place::root().join("interop").join(name))
    }

    /// Has `erased.py` do something to files.
    fn hands(&self, words: &[&str], paths: &[&Path]) -> Result<String, Fault> {
        self.script("erased.py").args(words).args(paths).output(LIMIT)
    }

    /// Has everything read that these places and the keys of the court open.
    fn read(&self, places: &[(&str, PathBuf)]) -> Result<Reading, Fault> {
        let run = self.script("opener.py").arg("--keys").arg(self.court().join("keys"));
        let run = run.arg("--words").arg(self.work.join("words.json"));
        let places = places.iter().map(|(name, path)| format!("{name}={}", path.display()));
        let text = run.args(places).output(LIMIT)?;
        let wrong = |why: &str| Fault::reply("opener.py", why);
        let report: Value =
            serde_json::from_str(&text).map_err(|error| wrong(&error.to_string()))?;
        let part = |name: &str| report.get(name).cloned().ok_or_else(|| wrong(name));
        let text = |line: &Value, name: &str| line.get(name)?.as_str().map(str::to_owned);
        let read = |line| Some(Read { word: text(line, "word")?, way: text(line, "way")? });
        let found = part("found")?;
        let found: Option<Vec<Read>> =
            found.as_array().and_then(|all| all.iter().map(read).collect());
        let found = found.ok_or_else(|| wrong("found"))?;
        Ok(Reading { found, closed: part("closed")?, opened: part("opened")? })
    }

    /// Nothing of the destroyed content is read in these places, and the reader sees.
    fn nothing_in(&mut self, places: &[(&str, PathBuf)], when: &str) -> Result<Reading, Fault> {
        let reading = self.read(places)?;
        for read in reading.content() {
            say::out(format_args!("     {}: {}", read.word, read.way));
        }
        let ok = reading.content().is_empty();
        self.tally.check(ok, format_args!("{when}: no word of the content is read anywhere"));
        let sees = reading.has(KEPT) && reading.has(NAME);
        self.tally.check(sees, format_args!("{when}: what was not destroyed is read"));
        Ok(reading)
    }

    /// With a package handed out, all proofs and all copies taken, every word is read on every way on which it lies.
    fn before(&mut self) -> Result<Before, Fault> {
        for name in WITNESSES {
            let mut witness = Member::new(&self.comity, &self.net, name)?;
            witness.start()?;
            self.scene.witnesses.push(witness);
        }
        self.scene.member.start()?;
        self.scene.sign_in()?;
        let swept = self.scene.member.hears_number("swept", "n_blobs")?.unwrap_or(0);
        self.tally.check(
            swept > 0,
            format_args!("{swept} transfer chunks that a dead node left are set aside"),
        );
        let done = self.scene.prepare(&mut self.oracle);
        done.and_then(|()| self.scene.act(&mut self.oracle)).map_err(broken)?;
        self.tally.check(self.is_handed_out(), format_args!("before: the package can be had"));
        let proofs = self.proofs()?;
        self.copy_all()?;

        let reading = self.read(&self.live())?;
        for (name, way) in [
            ("through its content key", "> exhibit:"),
            ("through a letter and a chunk set aside", "aside/"),
            ("in a package in clear", "in clear > packages/"),
        ] {
            let found = reading.all_content_by(way);
            self.tally.check(found, format_args!("before: every word of the content {name}"));
        }
        let story = self.story.iter().chain([&NAME.to_owned()]).all(|word| reading.has(word));
        self.tally.check(story && reading.has(KEPT), format_args!("before: words of the record"));
        // Envelopes that we sent are closed to us.
        let closed = reading.closed.as_object().map(|closed| closed.keys().cloned().collect());
        let only: BTreeSet<String> = ["envelopes".to_owned()].into();
        let all = closed == Some(only);
        self.tally
            .check(all, format_args!("before: all is open but what was sent: {}", reading.opened));
        let keys = self.court().join("keys.db");
        let reading = self.read(&[("main", self.main_copy()), ("keys", keys)])?;
        let found = reading.all_content_by("main/ct/");
        self.tally.check(found, format_args!("before: every word from the main copy and the keys"));
        Ok(Before { proofs, policy: self.policy.clone() })
    }

    /// Whether the package is given out: a container, and not a page about it.
    fn is_handed_out(&self) -> bool {
        let path = format!("/packages/{}/download", self.scene.package());
        let answer = self.scene.member.get("clerk", &path);
        answer.is_ok_and(|answer| answer.is_yes() && answer.bytes.starts_with(b"PK"))
    }

    /// The proof of each leaf under the published head.
    fn proofs(&self) -> Result<PathBuf, Fault> {
        let folder = self.work.join("proofs");
        fs::create_dir_all(&folder).map_err(Fault::at("create", &folder))?;
        let (size, _) = self.scene.member.published(&self.scene.origin).unwrap_or_default();
        for index in 0..size {
            let proof = self.log("proof").arg(index.to_string()).output(LIMIT)?;
            let path = folder.join(format!("{index}.tlog-proof"));
            fs::write(&path, proof).map_err(Fault::at("write", &path))?;
        }
        Ok(folder)
    }

    fn log(&self, command: &str) -> Run {
        let run = Run::new(&self.comity).args(["log", command]);
        run.arg("--config").arg(self.scene.member.config())
    }

    /// Copies as an operator makes them while the node runs: the database and its ciphertext here, the keys there.
    fn copy_all(&self) -> Result<(), Fault> {
        for (folder, name) in [(self.main_copy(), "node.db"), (self.key_copy(), "keys.db")] {
            fs::create_dir_all(&folder).map_err(Fault::at("create", &folder))?;
            self.hands(&["backup"], &[&self.court().join(name), &folder.join(name)])?;
        }
        copy(&self.court().join("blobs/ct"), &self.main_copy().join("ct"))
    }

    /// Two officers order the destruction, and it is certified; then the node ends.
    fn order(&mut self) -> Result<(), Fault> {
        self.scene.op = Op::Erase;
        let done = self.scene.prepare(&mut self.oracle);
        done.and_then(|()| self.scene.act(&mut self.oracle)).map_err(broken)?;
        let page = format!("/erasures/{}", self.scene.erasure());
        let page =
            self.scene.member.get("judge", &page).map_err(Fault::io("read the certificate"))?;
        let final_on =
            page.json().pointer("/certificate/final_on").and_then(Value::as_str).map(str::to_owned);
        self.final_on = final_on.unwrap_or_default();
        self.scene.witnesses.clear();
        self.scene.member.kill()?;
        let text = self.hands(&["keys"], &[&self.court().join("keys.db")])?;
        let gone_by: Value =
            serde_json::from_str(&text).map_err(|e| Fault::reply("erased.py", e))?;
        let gone_by = gone_by.as_array().cloned().unwrap_or_default();
        let says = gone_by == [Value::String(self.final_on.clone())];
        let day = &self.final_on;
        self.tally.check(says, format_args!("the certificate says until when copies open: {day}"));
        Ok(())
    }

    /// Nothing is read any more, in the node's places and in the copy that may be kept, and all proofs hold.
    fn after(&mut self, before: &Before) -> Result<(), Fault> {
        let places = self.live_and(&[("main", self.main_copy())]);
        let reading = self.nothing_in(&places, "after")?;
        let name: Vec<&Read> = reading.found.iter().filter(|read| read.word == NAME).collect();
        say::out(format_args!(
            "     not promised, as the law keeps it: the name, read on {} ways",
            name.len()
        ));
        let run = self.script("proofs.py").arg("--proofs").arg(&before.proofs);
        let run = run.arg("--policy").arg(&before.policy);
        let ended = run.arg("--database").arg(self.court().join("node.db")).read(LIMIT)?;
        let lines = ended.stdout.lines().filter(|line| !line.is_empty());
        for line in lines.map(|line| line.trim_start_matches("ok ")) {
            self.tally.check(ended.code == Some(0), format_args!("after: {line}"));
        }
        if ended.stdout.is_empty() {
            return Err(Fault::reply("proofs.py", ended.stderr));
        }
        let fsck = self.log("fsck").read(LIMIT)?;
        self.tally.check(fsck.code == Some(0), format_args!("after: comity log fsck"));
        Ok(())
    }

    /// A copy of the key store of before opens the copy of the rest: the horizon of that copy, and no more.
    fn copies(&mut self) -> Result<(), Fault> {
        let keys = self.key_copy();
        let reading =
            self.read(&self.live_and(&[("main", self.main_copy()), ("keys", keys.clone())]))?;
        let opens = reading.all_content_by("keys/keys.db");
        let day = &self.final_on;
        self.tally.check(
            opens,
            format_args!("both copies of before open it, until {day} by the certificate"),
        );
        self.nothing_in(
            &self.live_and(&[("keys", keys)]),
            "after, with the copy of the keys alone",
        )?;
        Ok(())
    }

    /// One destroyed key comes back, as a row and as bytes that no row names, and rows are deleted but still there: the
    /// reader must notice.
    fn planted(&mut self) -> Result<(), Fault> {
        let (court, copied) = (self.court(), self.work.join("planted"));
        for (word, name) in [("put-back", "as a row"), ("hide", "as bytes in free space")] {
            copy(&court, &copied)?;
            self.hands(&[word], &[&copied.join("keys.db"), &self.key_copy().join("keys.db")])?;
            let reading = self.read(&[("planted", copied.clone()), ("main", self.main_copy())])?;
            let found = reading.all_content_by("planted/keys.db");
            self.tally.check(found, format_args!("planted and found: a destroyed key {name}"));
        }
        // Rows that were deleted and not overwritten, in a database with no other place for these words.
        remove(&copied)?;
        copy(&self.main_copy(), &copied)?;
        let database = copied.join("node.db");
        self.hands(&["delete"], &[&database])?;
        let reading =
            self.read(&[("planted", database), ("keys", self.court().join("keys.db"))])?;
        let by = |word: &String| {
            reading.found.iter().any(|read| read.word == *word && read.way.contains("> bytes at"))
        };
        // Whatever spilled into further pages is lost with the row that led there, so not every word must be found.
        let (found, opened) = (self.story.iter().any(by), reading.opened);
        self.tally.check(
            found,
            format_args!("planted and found: deleted rows of letters and events: {opened}"),
        );
        remove(&copied)
    }

    /// The copy of the key store is put back: the node destroys again before it serves.
    fn keys_put_back(&mut self) -> Result<(), Fault> {
        self.put_back("keys.db", &self.key_copy())?;
        let reading = self.read(&self.live_and(&[("main", self.main_copy())]))?;
        let opens = reading.all_content_by("live/keys.db");
        self.tally
            .check(opens, format_args!("keys put back: it opens while the node does not run"));
        self.scene.member.start()?;
        self.scene.member.kill()?;
        let places = self.live_and(&[("main", self.main_copy())]);
        self.nothing_in(&places, "keys put back, at the next start").map(drop)
    }

    /// The main copy is put back, with its ciphertext: nothing opens, no page gives it out, and nothing is signed.
    fn database_put_back(&mut self) -> Result<(), Fault> {
        self.put_back("node.db", &self.main_copy())?;
        copy(&self.main_copy().join("ct"), &self.court().join("blobs/ct"))?;
        self.scene.member.start()?;
        let package = self.scene.package();
        let pages = [
            format!("/packages/{package}"),
            format!("/packages/{package}/download"),
            format!("/erasures/{}", self.scene.erasure()),
        ];
        let asked: Vec<_> = pages.iter().map(|path| self.scene.member.get("clerk", path)).collect();
        let shown = asked
            .iter()
            .flatten()
            .any(|page| CONTENT.iter().any(|(word, _)| page.text.contains(word)));
        let refused =
            asked.get(1).is_some_and(|page| page.as_ref().is_ok_and(|page| !page.is_yes()));
        self.tally.check(refused && !shown, format_args!("main copy put back: the page refuses"));
        self.scene.member.kill()?;
        let fsck = self.log("fsck").read(LIMIT)?;
        let back = fsck.code == Some(5) && fsck.stdout.contains("rolled-back");
        self.tally
            .check(back, format_args!("main copy put back: the log says that it was rolled back"));
        self.nothing_in(&self.live(), "main copy put back").map(drop)
    }

    fn put_back(&self, name: &str, from: &Path) -> Result<(), Fault> {
        let to = self.court().join(name);
        for beside in ["-wal", "-shm"] {
            remove(&self.court().join(format!("{name}{beside}")))?;
        }
        copy(&from.join(name), &to)
    }
}

/// Noise with the words in it.
fn write_evidence(path: &Path) -> Result<(), Fault> {
    journey::noise(path, FILE_BYTES)?;
    let wrong = || Fault::at("write", path);
    let mut file = fs::OpenOptions::new().write(true).open(path).map_err(wrong())?;
    for (word, at) in CONTENT {
        file.seek(SeekFrom::Start(at)).map_err(wrong())?;
        file.write_all(word.as_bytes()).map_err(wrong())?;
    }
    Ok(())
}

fn broken(why: Broken) -> Fault {
    Fault::reply(COURT, why.0)
}
