//! `cargo xtask install --fixture`: the data of two nodes as today's program leaves them, for programs that come later.
//!
//! A drill of two houses. Lyon issues an order while Hamburg does not run, and is stopped, so one letter waits. Both folders are
//! packed with what Lyon published last. A test of `node` (`serve::tests::resumed`) opens them with the program of its time. All of
//! it is made up; its keys are in it, and belong to nobody.

use std::{collections::BTreeMap, fs, path::Path, time::Duration};

use serde_json::json;

use super::{
    HOUSES,
    house::House,
    letter::{self, Issued},
};
use crate::{fault::Fault, place, release, run::Run, sandbox::Built, say, tally::Tally};

/// Where the data and what is known of them lie.
const FOLDER: &str = "crates/node/fixtures";
/// One call of a packer.
const PACK: Duration = Duration::from_secs(60);
/// What is packed, of each house.
const PARTS: [&str; 4] =
    ["lyon/var/node", "lyon/var/node.head", "hamburg/var/node", "hamburg/var/node.head"];

/// What is typed in a house before it is admitted. A drill's clock can be set, so that the data do not grow old.
const LYON: [&str; 4] = [
    "comity init --dir /var/lib/comity/node --member fr-tj --kind judicial_authority --network drill \
     --node node.tj-lyon.example --listen-peer 192.0.2.10:8443 --listen-portal 127.0.0.1:8080",
    "comity officer add police --config /var/lib/comity/node/comity.toml --unit police --office drafter --issuer-kind police",
    "comity officer add judge --config /var/lib/comity/node/comity.toml --unit judge --office issuing_authority --issuer-kind judge",
    "comity officer add clerk --config /var/lib/comity/node/comity.toml --unit clerk --office custodian",
];
const HAMBURG: [&str; 2] = [
    "comity init --dir /var/lib/comity/node --member de-sta --kind judicial_authority --network drill \
     --node node.sta-hamburg.example --listen-peer 192.0.2.20:8443 --listen-portal 127.0.0.1:8080",
    "comity officer add executor --config /var/lib/comity/node/comity.toml --unit legal-aid --office executor",
];
/// The directory of the drill, of keys that nobody keeps.
const FOUND: &str = "for k in f b o m; do comity directory key --dir $k > $k.json; done; \
     comity directory init --dir d --name drill --kind drill --founder f.json --threshold 1 --board b.json \
     --board-threshold 1 --operator o.json; for house in lyon hamburg; do \
     comity directory propose --dir d --entry ../$house/var/node/entry.json --key m.json; done; \
     for k in f b m o; do comity directory sign --dir d --key $k; done; for house in lyon hamburg; do \
     sed -i '1i clock_file = \"../clock.json\"' ../$house/var/node/comity.toml; \
     comity directory install --config ../$house/var/node/comity.toml --from d/public \
     --net $(sha256sum < d/public/1.root.json | cut -c1-64); done";

/// Makes both files anew.
pub(crate) fn make(built: &Built) -> Result<(), Fault> {
    let work = place::scratch("fixture")?;
    let (packages, stick) = (work.join("packages"), work.join("stick"));
    for folder in [&packages, &stick] {
        fs::create_dir_all(folder).map_err(Fault::at("create", folder))?;
    }
    let made = release::make(built, &packages)?;
    let deb = made.iter().find(|name| name.ends_with(".deb")).cloned().unwrap_or_default();
    let mut houses = BTreeMap::new();
    for names in HOUSES.into_iter().filter(|names| names.name != "hague") {
        let mut house = House::new(&work, &stick, names)?;
        house.gets(&packages)?;
        typed(&mut house, &format!("apt install ./{deb}"))?;
        houses.insert(names.name, house);
    }
    let (Some(mut lyon), Some(mut hamburg)) = (houses.remove("lyon"), houses.remove("hamburg"))
    else {
        return Err(Fault::reply("the houses", "two are missing"));
    };
    LYON.iter().try_for_each(|command| typed(&mut lyon, command).map(drop))?;
    HAMBURG.iter().try_for_each(|command| typed(&mut hamburg, command).map(drop))?;
    typed(&mut lyon, FOUND)?;
    lyon.start()?;
    for login in ["police", "judge"] {
        let link = format!("comity officer link {login} --config {}", lyon.config().display());
        let link = lyon.shell(&link)?.stdout;
        lyon.signs_in(login, &link)?;
    }
    let date = |form: &str| Run::new("date").args(["--utc", form]).output(PACK);
    let today = date("+%F")?;
    let issued = letter::issue(&mut lyon, today.trim(), &mut Tally::default())?;
    let head = published(&lyon)?;
    lyon.stop()?;
    let made_at = date("+%FT%TZ")?;
    pack(&work, &issued, &head, made_at.trim())
}

/// Types a command that must be done.
fn typed(house: &mut House, command: &str) -> Result<String, Fault> {
    let ended = house.types(command)?;
    if ended.code == Some(0) {
        return Ok(ended.stdout);
    }
    Err(house.broken(&format!("`{command}`: {}", ended.stderr)))
}

/// The head that covers every leaf: its size and its root as they stand in a checkpoint.
fn published(lyon: &House) -> Result<(u64, String), Fault> {
    let config = lyon.config().display().to_string();
    // A head is published within a second or two of the last leaf.
    lyon.until("judge", "/ledger", "head over all leaves", |_| {
        let size = lyon.shell(&format!("comity log fsck --json --config {config}")).ok()?.stdout;
        let size: serde_json::Value = serde_json::from_str(&size).ok()?;
        let size = size.get("leaves")?.as_u64()?;
        let last = size.checked_sub(1)?;
        let proof = lyon.shell(&format!("comity log proof {last} --config {config}")).ok()?.stdout;
        let mut lines = proof.lines().skip_while(|line| !line.contains("/comity/audit/"));
        let (covered, root) = (lines.nth(1)?, lines.next()?);
        (covered.parse() == Ok(size)).then(|| (size, root.to_owned()))
    })
}

fn pack(work: &Path, issued: &Issued, head: &(u64, String), made_at: &str) -> Result<(), Fault> {
    let folder = place::root().join(FOLDER);
    fs::create_dir_all(&folder).map_err(Fault::at("create", &folder))?;
    let tar = work.join("resumed.tar");
    let pack = Run::new("tar").args(["--create", "--sort=name", "--format=gnu", "--numeric-owner"]);
    let pack = pack.args(["--owner=0", "--group=0", "--mtime=@0", "--file"]).arg(&tar);
    pack.arg("--directory").arg(work).args(PARTS).output(PACK)?;
    Run::new("gzip").args(["-9", "--no-name", "--force"]).arg(&tar).output(PACK)?;
    let to = folder.join("resumed.tar.gz");
    fs::copy(work.join("resumed.tar.gz"), &to).map_err(Fault::at("copy", &to))?;
    let known = json!({
        "made_at": made_at,
        "measure": issued.measure,
        "size": head.0,
        "root": head.1,
        "waiting": 1,
    });
    let facts = folder.join("resumed.json");
    fs::write(&facts, format!("{known:#}\n")).map_err(Fault::at("write", &facts))?;
    let size = fs::metadata(&to).map_err(Fault::at("read", &to))?.len();
    say::out(format_args!("{} with {} KiB, and {}", to.display(), size >> 10, facts.display()));
    Ok(())
}
