//! The operations under test, each as an officer's requests to one node.
//!
//! An operation is done in steps under keys by which the node knows them again, so it can be broken off anywhere and be asked
//! for again: what was done is answered with the first answer. Whatever is answered with yes is told to the oracle at once.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    member::Member,
    oracle::{Ack, Oracle},
    trace::Role,
};
use crate::fault::Fault;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Op {
    /// A case is opened, and its leaf is published under a head that all witnesses cosigned.
    Append,
    /// The content of an exhibit is destroyed and certified.
    Erase,
    /// A file of several parts becomes an exhibit.
    Ingest,
    /// A package that was asked for is packed, sealed, published and written.
    Seal,
    /// The node starts.
    Start,
}

impl Op {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Append => "append, publish",
            Self::Erase => "erase",
            Self::Ingest => "ingest",
            Self::Seal => "seal",
            Self::Start => "start",
        }
    }

    /// Whose node it happens at.
    pub(crate) const fn member(self) -> &'static str {
        match self {
            Self::Append | Self::Erase | Self::Seal | Self::Start => COURT,
            Self::Ingest => PROVIDER,
        }
    }

    /// Parts of ciphertext that each exhibit there has.
    pub(crate) const fn n_parts(self) -> u64 {
        match self {
            Self::Append | Self::Erase | Self::Seal | Self::Start => 1,
            Self::Ingest => 3,
        }
    }

    /// Whether witnesses run beside it. An erasure needs none, and is played from the same beginning each time, which no
    /// witness would believe.
    pub(crate) const fn has_witnesses(self) -> bool {
        match self {
            Self::Append | Self::Ingest | Self::Seal | Self::Start => true,
            Self::Erase => false,
        }
    }
}

pub(crate) const COURT: &str = "FR-TJ";
pub(crate) const PROVIDER: &str = "IE-PROV";
pub(crate) const WITNESSES: [&str; 2] = ["NL-OVS", "COORD"];
/// The folder beside the nodes that the court writes its packages to.
pub(crate) const OUT: &str = "court";

/// Two full parts and a piece of a third: a part has 16 MiB.
const FILE_BYTES: usize = (2 << 24) + 1000;

/// A node with what an operation needs.
pub(crate) struct Scene {
    pub(crate) op: Op,
    pub(crate) net: PathBuf,
    pub(crate) member: Member,
    pub(crate) witnesses: Vec<Member>,
    /// The name of the log in paths.
    pub(crate) origin: String,
    case: String,
    order: String,
    /// Leaves of the log when the scene began: an operation that is played twice on one node has other keys the second time.
    began_at: u64,
    /// Number of the item that is worked on.
    n: u32,
    /// What the steps before the fault gave.
    item: Item,
}

/// What is known of the item at work.
#[derive(Default)]
struct Item {
    published: u64,
    package: String,
    erasure: String,
    exhibit: String,
}

/// It did not come to its end: no answer, or a no.
#[derive(Debug)]
pub(crate) struct Broken(pub(crate) String);

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}

impl Scene {
    pub(crate) fn new(comity: &Path, net: &Path, op: Op) -> Result<Self, Fault> {
        let memory = net.join("sandbox.json");
        let text = fs::read_to_string(&memory).map_err(Fault::at("read", &memory))?;
        let memory: serde_json::Value =
            serde_json::from_str(&text).map_err(|error| Fault::reply("sandbox.json", error))?;
        let id = |name: &str| {
            let id = memory.get("ids").and_then(|ids| ids.get(name)?.as_str());
            id.map(str::to_owned).ok_or_else(|| Fault::reply("sandbox.json", name))
        };
        let member = Member::new(comity, net, op.member())?;
        let head = member.head();
        let register = fs::read_dir(&head).map_err(Fault::at("list", &head))?.flatten().next();
        let origin = register.map(|entry| entry.file_name().to_string_lossy().into_owned());
        Ok(Self {
            op,
            net: net.to_path_buf(),
            member,
            witnesses: Vec::new(),
            origin: origin.ok_or_else(|| Fault::reply(head.display().to_string(), "empty"))?,
            case: id("case")?,
            order: id("order/ie-prov")?,
            began_at: 0,
            n: 0,
            item: Item::default(),
        })
    }

    /// Signs in everybody who acts.
    pub(crate) fn sign_in(&mut self) -> Result<(), Fault> {
        self.began_at = self.member.n_leaves;
        let logins: &[&'static str] = match self.op {
            Op::Append | Op::Erase | Op::Seal | Op::Start => {
                &["police", "clerk", "judge", "prosecutor"]
            }
            Op::Ingest => &["legal"],
        };
        logins.iter().try_for_each(|login| self.member.sign_in(login))
    }

    /// What comes before the fault: the next item, and the steps that are not under test.
    pub(crate) fn prepare(&mut self, oracle: &mut Oracle) -> Result<(), Broken> {
        self.n += 1;
        let published = self.member.published(&self.origin).map_or(0, |(size, _)| size);
        self.item = Item { published, ..Item::default() };
        let once = self.once("prepare");
        match self.op {
            Op::Append | Op::Ingest | Op::Start => Ok(()),
            Op::Seal => {
                let path = format!("/cases/{}/export", self.case);
                let package = self.done("clerk", &path, &once, &[], "package")?;
                oracle.acked(Ack::Package(package.clone()));
                self.item.package = package;
                Ok(())
            }
            Op::Erase => {
                let page = self.member.get("judge", &format!("/cases/{}/keeping", self.case))?;
                let exhibits = page.json();
                let exhibit = exhibits.pointer("/exhibits/0/id").and_then(|id| id.as_str());
                let exhibit = exhibit.ok_or_else(|| Broken("no exhibit".to_owned()))?.to_owned();
                let why = "kept for as long as the act lets it be kept";
                let pairs = [("exhibit", &*exhibit), ("trigger", "retention-end"), ("why", why)];
                let path = format!("/cases/{}/erase", self.case);
                self.item.erasure = self.done("judge", &path, &once, &pairs, "erasure")?;
                self.item.exhibit = exhibit;
                Ok(())
            }
        }
    }

    /// The operation under test, from its beginning or from where it was broken off.
    pub(crate) fn act(&self, oracle: &mut Oracle) -> Result<(), Broken> {
        let once = self.once("act");
        match self.op {
            Op::Append => {
                let codename = format!("crash-{}", self.n);
                let pairs = [
                    ("codename", codename.as_str()),
                    ("focus", "a case for a crash"),
                    ("participant", "fr-tj/police"),
                ];
                let case = self.done("police", "/cases", &once, &pairs, "id")?;
                oracle.acked(Ack::Case(case));
                self.publish(oracle)
            }
            Op::Ingest => {
                let path = format!("/orders/{}/evidence?name=f{}.bin", self.order, self.n);
                let mut bytes = vec![0x5a; FILE_BYTES];
                bytes.splice(0..4, self.n.to_be_bytes());
                let answer = self.member.upload("legal", &path, &once, &bytes)?;
                let digest = answer.word("sha256").filter(|_| answer.is_yes());
                let digest = digest.ok_or_else(|| Broken(refusal(&path, &answer)))?;
                oracle.acked(Ack::Exhibit(digest));
                Ok(())
            }
            Op::Seal => {
                // It was asked for before, and needs nobody's agreement in this case: the node makes it by itself.
                let package = &self.item.package;
                let page = format!("/packages/{package}");
                self.reaches("clerk", &page, "sealed")?;
                oracle.acked(Ack::Sealed(package.clone()));
                self.publish(oracle)
            }
            Op::Erase => {
                let erasure = &self.item.erasure;
                let path = format!("/erasures/{erasure}/approve");
                self.done("prosecutor", &path, &once, &[], "erasure")?;
                oracle.acked(Ack::Ordered(erasure.clone()));
                self.reaches("judge", &format!("/erasures/{erasure}"), "certified")?;
                oracle.acked(Ack::Certified(erasure.clone(), self.item.exhibit.clone()));
                Ok(())
            }
            Op::Start => self.publish(oracle),
        }
    }

    /// Waits until the log is published further than before, and tells what it says outside now.
    fn publish(&self, oracle: &mut Oracle) -> Result<(), Broken> {
        let before = self.item.published;
        let grown =
            |member: &Member| member.published(&self.origin).filter(|(size, _)| *size > before);
        let head = self.member.until(grown).ok_or_else(|| Broken("not published".to_owned()))?;
        oracle.saw(head);
        oracle.saw_all(self.witnesses.iter().filter_map(|it| it.witnessed(&self.origin)));
        Ok(())
    }

    fn reaches(&self, login: &str, page: &str, state: &str) -> Result<(), Broken> {
        let seen = |member: &Member| {
            let answer = member.get(login, page).ok()?;
            let word = answer.word("state")?;
            (word == state || word == "failed").then_some((word, answer))
        };
        match self.member.until(seen) {
            Some((word, _)) if word == state => Ok(()),
            Some((_, answer)) => Err(Broken(refusal(page, &answer))),
            None => Err(Broken(format!("{page} does not become {state}"))),
        }
    }

    /// A form that must be answered with yes; the named word of the answer.
    fn done(
        &self,
        login: &str,
        path: &str,
        once: &str,
        pairs: &[(&str, &str)],
        word: &str,
    ) -> Result<String, Broken> {
        let answer = self.member.post(login, path, once, pairs)?;
        let found = answer.word(word).filter(|_| answer.is_yes());
        found.ok_or_else(|| Broken(refusal(path, &answer)))
    }

    fn once(&self, step: &str) -> String {
        let op = self.op.word().replace(", ", "-");
        format!("crash-{op}-{}-{}-{step}", self.began_at, self.n)
    }

    /// Whether what the node promised is still there.
    pub(crate) fn holds(&self, ack: &Ack) -> bool {
        let page = |login: &str, path: String| self.member.get(login, &path);
        let state = |login: &str, path: String, states: &[&str]| {
            let word = page(login, path).ok().and_then(|answer| answer.word("state"));
            word.is_some_and(|word| states.contains(&word.as_str()))
        };
        match ack {
            Ack::Case(id) => {
                page("police", format!("/cases/{id}")).is_ok_and(|answer| answer.is_yes())
            }
            Ack::Certified(id, _) => state("judge", format!("/erasures/{id}"), &["certified"]),
            Ack::Exhibit(digest) => page("legal", format!("/orders/{}", self.order))
                .is_ok_and(|answer| answer.text.contains(digest.as_str())),
            Ack::Ordered(id) => {
                state("judge", format!("/erasures/{id}"), &["ordered", "certified"])
            }
            Ack::Package(id) => {
                page("clerk", format!("/packages/{id}")).is_ok_and(|answer| answer.is_yes())
            }
            Ack::Sealed(id) => {
                state("clerk", format!("/packages/{id}"), &["sealed"]) && self.file(id).is_file()
            }
        }
    }

    /// The erasure at work.
    pub(crate) fn erasure(&self) -> String {
        self.item.erasure.clone()
    }

    /// The package that was asked for last.
    pub(crate) fn package(&self) -> String {
        self.item.package.clone()
    }

    /// Where a package is written to.
    pub(crate) fn file(&self, package: &str) -> PathBuf {
        self.net.join(OUT).join(format!("{package}.asice"))
    }

    /// The files of a role, where they are known beforehand; strace then looks at these alone.
    pub(crate) fn paths(&self, role: Role) -> Vec<PathBuf> {
        let data = self.member.data();
        let both = |name: &str| vec![data.join(name), data.join(format!("{name}-wal"))];
        match role {
            Role::Events => both("node.db"),
            Role::Keys => both("keys.db"),
            Role::Head => vec![self.member.head().join(&self.origin)],
            Role::Out => {
                let mut paths = vec![self.net.join(OUT)];
                paths.extend(files_below(&self.net.join(OUT)));
                if !self.item.package.is_empty() {
                    let file = self.file(&self.item.package);
                    paths.extend([file.with_extension("part"), file]);
                }
                paths
            }
            // Parts are called after ciphertext that is not there yet.
            Role::Blobs if self.op == Op::Ingest => Vec::new(),
            Role::Blobs => {
                let files = files_below(&data.join("blobs"));
                let folders = files.iter().filter_map(|file| file.parent().map(Path::to_owned));
                folders.chain(files.clone()).collect()
            }
        }
    }
}

fn refusal(path: &str, answer: &super::http::Answer) -> String {
    let text: String = answer.text.chars().take(300).collect();
    format!("{path} answered {} {text}", answer.status)
}

/// Every file below a folder; none if it is not there.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files
}
