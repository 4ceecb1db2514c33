//! `cargo xtask install`: plays the page `docs/guide/installing.md` from the package that an operator installs.
//!
//! Three houses are folders, their nodes are processes on 127.0.0.1, their officers come in by links over HTTP. Every command of
//! the page is typed as it stands there; replaced are folders, addresses, ports, the version, and what only the run knows: the
//! fingerprint. `apt` unpacks the package, `systemctl` starts what the unit says. What the page says of the portals is done in
//! them. None of it is code of the sandbox. Then come those who should not get in, and wrong turns.
//!
//! What this cannot see: a machine with systemd and DNS, a proxy with TLS, a browser.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use self::house::{House, Names};
use self::page::Block;
use crate::{
    fault::Fault,
    need, place, release,
    run::{Ended, Run},
    sandbox::{self, Built},
    say,
    tally::Tally,
};

mod fixture;
mod hostile;
mod house;
mod letter;
mod page;

/// The houses of the page.
const HOUSES: [Names; 3] = [
    Names {
        name: "lyon",
        node: "node.tj-lyon.example",
        portal: "https://portal.tj-lyon.example",
        listen: "192.0.2.10:8443",
    },
    Names {
        name: "hamburg",
        node: "node.sta-hamburg.example",
        portal: "https://portal.sta-hamburg.example",
        listen: "192.0.2.20:8443",
    },
    Names {
        name: "hague",
        node: "node.oversight.example",
        portal: "https://portal.oversight.example",
        listen: "192.0.2.30:8443",
    },
];
/// The part of the page before whose commands the letter is written, answered and exported in the portals.
const AFTER_THE_LETTER: &str = "What a court receives";
/// What the package is called on the page, once it is downloaded.
const PACKAGE: &str = "PACKAGE.asice";
const USAGE: &str = "install [--fixture] [--built FOLDER]";

pub(crate) fn main(args: &[&str]) -> Result<bool, Fault> {
    let (is_fixture, rest) = match args {
        ["--fixture", rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let built = match rest {
        [] => sandbox::build()?,
        ["--built", folder] => {
            let folder = place::root().join(folder);
            Built { comity: folder.join("comity"), verify: folder.join("comity-verify") }
        }
        _ => return Err(Fault::Usage(USAGE.into())),
    };
    if is_fixture {
        return fixture::make(&built).map(|()| true);
    }
    Ok(play(&built)?.failed == 0)
}

/// The stage of CI, on the programs that ship.
pub(crate) fn stage() -> Result<Tally, Fault> {
    play(&sandbox::build()?)
}

fn play(built: &Built) -> Result<Tally, Fault> {
    need::debian(&[&need::DPKG_DEB])?;
    let path = place::root().join("docs/guide/installing.md");
    let text = fs::read_to_string(&path).map_err(Fault::at("read", &path))?;
    let blocks = page::blocks(&text)?;
    let work = place::scratch("install")?;
    let packages = work.join("packages");
    fs::create_dir_all(&packages).map_err(Fault::at("create", &packages))?;
    let made = release::make(built, &packages)?;
    let began = Instant::now();
    let mut network = Network::new(&work, &packages, &made)?;
    let mut part = "";
    for block in &blocks {
        if block.part != part {
            network.before(&block.part)?;
            part = &block.part;
        }
        network.types(block)?;
    }
    network.at_the_end()?;
    let mut tally = network.tally;
    network.tally = Tally::default();
    tally += hostile::play(&mut network, &work, &packages)?;
    say::out(format_args!("     {} ms from the package to the end", began.elapsed().as_millis()));
    drop(network);
    fs::remove_dir_all(&work).map_err(Fault::at("remove", &work))?;
    Ok(tally)
}

/// The houses, and what is known of the play so far.
pub(crate) struct Network {
    pub(crate) houses: BTreeMap<&'static str, House>,
    pub(crate) tally: Tally,
    pub(crate) stick: PathBuf,
    pub(crate) fingerprint: String,
    /// Links as they were printed, by officer.
    pub(crate) links: BTreeMap<String, String>,
    today: String,
    issued: Option<letter::Issued>,
    n_typed: u64,
}

impl Network {
    fn new(work: &Path, packages: &Path, made: &[String]) -> Result<Self, Fault> {
        let stick = work.join("stick");
        fs::create_dir_all(&stick).map_err(Fault::at("create", &stick))?;
        let deb = made.iter().find(|name| name.ends_with(".deb")).cloned().unwrap_or_default();
        let mut houses = BTreeMap::new();
        for names in HOUSES {
            let mut house = House::new(work, &stick, names)?;
            house.gets(packages)?;
            house.replaced.push(("comity_VERSION_amd64.deb".to_owned(), deb.clone()));
            houses.insert(names.name, house);
        }
        let today = Run::new("date").args(["--utc", "+%F"]).output(Duration::from_secs(10))?;
        Ok(Self {
            houses,
            tally: Tally::default(),
            stick,
            fingerprint: String::new(),
            links: BTreeMap::new(),
            today: today.trim().to_owned(),
            issued: None,
            n_typed: 0,
        })
    }

    pub(crate) fn house(&mut self, name: &str) -> Result<&mut House, Fault> {
        let found = self.houses.get_mut(name);
        found.ok_or_else(|| Fault::reply("docs/guide/installing.md", format!("no house `{name}`")))
    }

    /// Both houses of the letter, Lyon first.
    fn both(&mut self) -> Result<(&mut House, &mut House, &mut Tally), Fault> {
        let (mut lyon, mut hamburg) = (None, None);
        for (name, house) in &mut self.houses {
            match *name {
                "lyon" => lyon = Some(house),
                "hamburg" => hamburg = Some(house),
                _ => {}
            }
        }
        let found = lyon.zip(hamburg).map(|(lyon, hamburg)| (lyon, hamburg, &mut self.tally));
        found.ok_or_else(|| Fault::reply("the houses", "two are missing"))
    }

    fn types(&mut self, block: &Block) -> Result<(), Fault> {
        for name in &block.houses {
            for command in &block.commands {
                let command = command.replace("FINGERPRINT", &format!("'{}'", self.fingerprint));
                let house = self.house(name)?;
                let ended = house.types(&command)?;
                if ended.code != Some(0) {
                    let why = format!("`{command}` ended with {:?}: {}", ended.code, ended.stderr);
                    return Err(house.broken(&why));
                }
                self.n_typed += 1;
                self.hears(name, &command, &ended)?;
            }
        }
        Ok(())
    }

    /// What the run learns from what a command printed.
    fn hears(&mut self, house: &str, command: &str, ended: &Ended) -> Result<(), Fault> {
        if command.contains("directory show") {
            let line = ended.stdout.lines().find_map(|line| line.strip_prefix("fingerprint "));
            let found = line.unwrap_or_default().to_owned();
            if !self.fingerprint.is_empty() {
                self.tally.check(
                    found == self.fingerprint,
                    format_args!("the fingerprint in {house} is the one that was read out"),
                );
            }
            self.fingerprint = found;
        }
        if let Some((_, after)) = command.split_once("officer link ") {
            let login = after.split_whitespace().next().unwrap_or_default().to_owned();
            let link = ended.stdout.trim().to_owned();
            let here = self.house(house)?;
            let port = here.portal;
            let answer = here.signs_in(&login, &link)?;
            let is_here = link.starts_with(&format!("http://127.0.0.1:{port}/sign-in/"));
            self.tally.check(
                is_here && answer.is_yes() && ended.stderr.contains("recorded"),
                format_args!("{login} in {house} signs in by a link that is on record"),
            );
            self.links.insert(login, link);
        }
        if command.contains("comity-verify") {
            self.tally.check(
                ended.stdout.contains("proved") || ended.code == Some(0),
                format_args!("comity-verify accepts the package under the directory's policy"),
            );
        }
        Ok(())
    }

    /// What is done in the portals before the commands of a part are typed.
    fn before(&mut self, part: &str) -> Result<(), Fault> {
        let today = self.today.clone();
        if part == AFTER_THE_LETTER {
            let (lyon, hamburg, tally) = self.both()?;
            let issued = letter::issue(lyon, &today, tally)?;
            let order = letter::arrives(lyon, hamburg, &issued, tally)?;
            letter::answer(lyon, hamburg, (&issued, &order), &today, tally)?;
            letter::export(lyon, &issued, PACKAGE)?;
            self.issued = Some(issued);
        }
        Ok(())
    }

    /// What holds when all was typed: the witness cosigns, the work goes on, the one who left is out, the logs hold.
    fn at_the_end(&mut self) -> Result<(), Fault> {
        let measure = self.issued.as_ref().map(|issued| issued.measure.clone()).unwrap_or_default();
        let lyon = self.house("lyon")?;
        let is_out = !lyon.sees("police", "/desk")?.is_yes();
        let state = lyon.sees("judge", &format!("/measures/{measure}"))?.word("state");
        lyon.until("judge", "/ledger", "cosignature of The Hague", |shown| {
            shown.get("cosigned")?.to_string().contains("node.oversight.example").then_some(())
        })?;
        self.tally.check(is_out, format_args!("the session of who left is over at once"));
        self.tally.check(
            state.as_deref() == Some("completed"),
            format_args!(
                "the others work on after a new directory and new keys, and are signed in"
            ),
        );
        self.tally.check(true, format_args!("the third member witnesses the log of the court"));
        let n_typed = self.n_typed;
        self.tally
            .check(n_typed > 0, format_args!("{n_typed} commands were typed as the page has them"));
        Ok(())
    }
}
