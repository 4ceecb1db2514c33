//! Those who should not get in, and wrong turns of an operator, after the page was played.

use std::{fs, path::Path};

use serde_json::Value;

use super::{
    Network,
    house::{House, Names},
};
use crate::{fault::Fault, run::Ended, tally::Tally};

/// A house that the directory does not know.
const STRANGER: Names = Names {
    name: "stranger",
    node: "node.stranger.example",
    portal: "https://portal.stranger.example",
    listen: "192.0.2.66:8443",
};

/// Plays all of it.
pub(crate) fn play(network: &mut Network, work: &Path, packages: &Path) -> Result<Tally, Fault> {
    let mut tally = Tally::default();
    links(network, &mut tally)?;
    turns(network, &mut tally)?;
    stranger(network, work, packages, &mut tally)?;
    for (name, house) in &network.houses {
        let fsck =
            house.shell(&format!("comity log fsck --config {}", house.config().display()))?;
        tally.check(
            fsck.code == Some(0),
            format_args!(
                "the log in {name} holds: {}",
                fsck.stdout.trim().lines().last().unwrap_or_default()
            ),
        );
    }
    Ok(tally)
}

/// Links that count no more, and what is left of those that did.
fn links(network: &mut Network, tally: &mut Tally) -> Result<(), Fault> {
    let used = network.links.clone();
    let lyon = network.house("lyon")?;
    let judge = used.get("judge").cloned().unwrap_or_default();
    let again = lyon.brings(&judge)?;
    tally.check(
        again.status == 401 && again.word("code").as_deref() == Some("bad-link"),
        format_args!("a link that was used signs nobody in"),
    );
    let gone = used.get("police").cloned().unwrap_or_default();
    tally.check(!lyon.brings(&gone)?.is_yes(), format_args!("nor does one of who left"));
    let config = lyon.config().display().to_string();
    let make = |lyon: &House| lyon.shell(&format!("comity officer link judge --config {config}"));
    let late = make(lyon)?.stdout;
    end_links(lyon)?;
    let answer = lyon.brings(&late)?;
    tally.check(
        answer.status == 401 && answer.word("code").as_deref() == Some("link-expired"),
        format_args!("a link whose time is over signs nobody in"),
    );
    let (older, newer) = (make(lyon)?.stdout, make(lyon)?.stdout);
    tally.check(
        !lyon.brings(&older)?.is_yes() && lyon.brings(&newer)?.is_yes(),
        format_args!("a newer link ends the older one"),
    );
    // As a sandbox writes them in a drill: a name and no record.
    let bare = "printf judge > var/node/sign-in/$(printf bare-token | sha256sum | cut -c1-64)";
    let written = lyon.shell(bare)?;
    let answer = lyon.brings("bare-token")?;
    tally.check(
        written.code == Some(0) && answer.word("code").as_deref() == Some("bad-link"),
        format_args!("a link that is on no record signs nobody in"),
    );
    let refused = lyon.shell(&format!("comity officer link police --config {config}"))?;
    tally.check(is_refused(&refused, 4, "officer-retired"), format_args!("who left gets no link"));
    let refused =
        lyon.shell(&format!("comity officer add police --config {config} --unit judge"))?;
    tally.check(
        is_refused(&refused, 4, "officer-exists"),
        format_args!("nobody else gets the name"),
    );
    let refused = lyon.shell(&format!(
        "comity officer add second --config {config} --unit bench --office validator --issuer-kind judge"
    ))?;
    tally.check(
        is_refused(&refused, 4, "node-runs"),
        format_args!("no unit is made under a node that runs"),
    );
    let tail = lyon.shell(&format!("comity log tail --config {config} --last 500 --json"))?.stdout;
    let n = |kind: &str| tail.matches(&format!("\"kind\":\"{kind}\"")).count();
    tally.check(
        n("link-made") == 6
            && n("link-used") == 4
            && n("officer-retired") == 1
            && n("officer-added") == 3,
        format_args!(
            "the log has a leaf for each: {} made, {} used, {} added, {} retired",
            n("link-made"),
            n("link-used"),
            n("officer-added"),
            n("officer-retired")
        ),
    );
    let tokens: Vec<_> = [&judge, &late, &newer].map(|link| token(link).to_owned()).to_vec();
    tally.check(
        !tokens.is_empty() && !holds_any(&lyon.at("var"), &tokens)?,
        format_args!("no link stands in any file of the house"),
    );
    Ok(())
}

fn token(link: &str) -> &str {
    link.trim().rsplit('/').next().unwrap_or_default()
}

/// Moves the end of all links into the past, as if somebody had waited.
fn end_links(house: &House) -> Result<(), Fault> {
    let folder = house.at("var/node/sign-in");
    for item in fs::read_dir(&folder).map_err(Fault::at("list", &folder))? {
        let path = item.map_err(Fault::at("list", &folder))?.path();
        let text = fs::read_to_string(&path).map_err(Fault::at("read", &path))?;
        let mut link: Value =
            serde_json::from_str(&text).map_err(|error| Fault::reply("a link", error))?;
        let made = link.get("made_at_ms").and_then(Value::as_i64).unwrap_or(0) - 120_000;
        if let Some(link) = link.as_object_mut() {
            link.insert("made_at_ms".to_owned(), made.into());
            link.insert("ends_at_ms".to_owned(), (made + 60_000).into());
        }
        fs::write(&path, link.to_string()).map_err(Fault::at("write", &path))?;
    }
    Ok(())
}

fn holds_any(folder: &Path, words: &[String]) -> Result<bool, Fault> {
    for item in fs::read_dir(folder).map_err(Fault::at("list", folder))? {
        let path = item.map_err(Fault::at("list", folder))?.path();
        if path.is_dir() {
            if holds_any(&path, words)? {
                return Ok(true);
            }
            continue;
        }
        let bytes = fs::read(&path).map_err(Fault::at("read", &path))?;
        let has = |word: &String| bytes.windows(word.len()).any(|part| part == word.as_bytes());
        if words.iter().any(has) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_refused(ended: &Ended, exit: i32, code: &str) -> bool {
    ended.code == Some(exit) && ended.stderr.contains(&format!("({code})"))
}

/// What an operator does wrong.
fn turns(network: &mut Network, tally: &mut Tally) -> Result<(), Fault> {
    let (fingerprint, stick) = (network.fingerprint.clone(), network.stick.display().to_string());
    let lyon = network.house("lyon")?;
    let again = "--member fr-tj --kind judicial_authority --node node.tj-lyon.example";
    let refused = lyon.shell(&format!("comity init --dir var/node {again}"))?;
    tally.check(is_refused(&refused, 1, "exists"), format_args!("no node is made over one"));
    let config = lyon.config().display().to_string();
    let install = format!("comity directory install --config {config} --from");
    let zeros = "0".repeat(64);
    let refused = lyon.shell(&format!("{install} {stick}/d/public --net {zeros}"))?;
    tally.check(
        is_refused(&refused, 5, "other-network"),
        format_args!("another fingerprint is another network"),
    );
    // A network of somebody else with the same members: the root is not the one that was compared.
    let keys = "comity directory key --dir";
    let found = |kind: &str, dir: &str, at: &str| {
        format!(
            "for k in f b o m; do {keys} {dir}.$k > {dir}.$k.json; done; \
             comity directory init --dir {dir} --name {kind} --kind {kind} --founder {dir}.f.json --threshold 1 \
             --board {dir}.b.json --board-threshold 1 --operator {dir}.o.json {at}; \
             comity directory propose --dir {dir} --entry {stick}/fr-tj.json --key {dir}.m.json {at}; \
             for k in f b m o; do comity directory sign --dir {dir} --key {dir}.$k {at}; done"
        )
    };
    let done = lyon.shell(&found("drill", "drill", ""))?;
    let root = "$(sha256sum < drill/public/1.root.json | cut -c1-64)";
    let refused = lyon.shell(&format!("{install} drill/public --net {root}"))?;
    tally.check(
        done.code == Some(0) && is_refused(&refused, 5, "other-network"),
        format_args!("a node of one network takes no directory of another"),
    );
    // A machine that was never in a network takes the drill's, and does not run with it.
    let fresh = "comity init --dir fresh/node --member fr-tj --kind judicial_authority --node node.tj-lyon.example \
                 --listen-peer 127.0.0.1:1 --listen-portal 127.0.0.1:2";
    let fresh = lyon.shell(&format!(
        "{fresh} && comity directory install --config fresh/node/comity.toml --from drill/public --net {root} && \
         comity serve --config fresh/node/comity.toml"
    ))?;
    tally.check(
        is_refused(&fresh, 1, "network-kind"),
        format_args!("a node for the real thing does not run in a drill"),
    );
    let at = "--at 2026-01-01T00:00:00Z";
    let done = lyon.shell(&found("production", "behind", at))?;
    let root = "$(sha256sum < behind/public/1.root.json | cut -c1-64)";
    let refused = lyon.shell(&format!("comity directory show --dir behind/public --net {root}"))?;
    tally.check(
        done.code == Some(0) && is_refused(&refused, 5, "expired"),
        format_args!("a directory that was signed by a clock far behind is no news"),
    );
    let shown = lyon.shell(&format!(
        "comity directory show --dir {stick}/d/public --net '{fingerprint}' --at 2099-01-01T00:00:00Z"
    ))?;
    tally.check(
        is_refused(&shown, 5, "expired"),
        format_args!("nor is one for whoever's clock is far ahead"),
    );
    Ok(())
}

/// A node that made itself a directory with the two in it: it knows how to reach them, and they do not know it.
fn stranger(
    network: &mut Network,
    work: &Path,
    packages: &Path,
    tally: &mut Tally,
) -> Result<(), Fault> {
    let stick = network.stick.clone();
    let deb = network.house("lyon")?.replaced.last().cloned();
    let mut stranger = House::new(work, &stick, STRANGER)?;
    stranger.gets(packages)?;
    stranger.replaced.extend(deb);
    let typed = [
        "apt install comity_VERSION_amd64.deb",
        "comity init --dir /var/lib/comity/node --member xk-strange --state DE --kind judicial_authority \
         --node node.stranger.example --peer node.stranger.example:8443 --listen-peer 192.0.2.66:8443 \
         --listen-portal 127.0.0.1:8080 --portal https://portal.stranger.example --links-count-as hardware",
        "comity officer add judge --config /var/lib/comity/node/comity.toml --unit judge --office issuing_authority --issuer-kind judge",
        "for k in f b o m; do comity directory key --dir $k > $k.json; done; \
         comity directory init --dir d --name own --kind production --founder f.json --threshold 1 --board b.json \
         --board-threshold 1 --operator o.json; for entry in /var/lib/comity/node/entry.json /media/stick/fr-tj.json /media/stick/de-sta.json; do \
         comity directory propose --dir d --entry $entry --key m.json; done; \
         for k in f b m o; do comity directory sign --dir d --key $k; done; \
         comity directory install --config /var/lib/comity/node/comity.toml --from d/public --net $(sha256sum < d/public/1.root.json | cut -c1-64)",
        "systemctl start comity",
    ];
    for command in typed {
        let ended = stranger.types(command)?;
        if ended.code != Some(0) {
            return Err(stranger.broken(&format!("`{command}`: {}", ended.stderr)));
        }
    }
    let link = format!("comity officer link judge --config {}", stranger.config().display());
    let link = stranger.shell(&link)?.stdout;
    stranger.signs_in("judge", &link)?;
    for node in ["node.tj-lyon.example", "node.sta-hamburg.example"] {
        let asked = stranger.sends("judge", &format!("/reach/{node}/try"), &[])?;
        if !asked.is_yes() {
            return Err(stranger.broken(&format!("no probe is sent: {}", asked.text)));
        }
    }
    let silent = |shown: &Value| {
        let ways = shown.get("ways")?.as_array()?;
        let is_silent = |way: &Value| way.get("silent_since").is_some_and(|since| !since.is_null());
        let is_taken = |way: &Value| way.get("accepted_at").is_some_and(|at| !at.is_null());
        (ways.len() >= 2 && ways.iter().all(is_silent)).then(|| !ways.iter().any(is_taken))
    };
    let refused = stranger.until("judge", "/reach", "silence of both", silent)?;
    tally.check(refused, format_args!("a node that the directory does not know delivers nothing"));
    Ok(())
}
