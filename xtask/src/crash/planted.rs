//! Whether the oracle finds what it is there to find. Each error is planted from outside, beside the node, and looks as it
//! would if the node had made it.

use std::{fs, time::Duration};

use super::{
    Range,
    oracle::{Ack, Wrong},
    point::{Injected, Point},
    trace::Role,
};
use crate::{
    fault::Fault,
    kill::{Strace, copy},
    tally::Tally,
};

/// A killed process is gone at once.
const GONE_WITHIN: Duration = Duration::from_secs(10);

/// Plants one error and says whether it was found.
type Plant = fn(&mut Range) -> Result<bool, Fault>;

/// Plants each error after a new beginning.
pub(super) fn check(range: &mut Range) -> Result<Tally, Fault> {
    let mut tally = Tally::default();
    let planted: [(&str, Plant); 4] = [
        ("an answer before the flush", early_answer),
        ("a destroyed key that comes back", key_back),
        ("another head of the same size", other_head),
        ("ciphertext that nothing names", orphan),
    ];
    for (name, plant) in planted {
        range.restore()?;
        let found = plant(range)?;
        tally.check(found, format_args!("planted and found: {name}"));
    }
    Ok(tally)
}

fn judge(range: &Range) -> Result<Wrong, Fault> {
    range.oracle.judge(&range.scene, &range.comity, true, true)
}

fn prepared(range: &mut Range) -> Result<(), Fault> {
    let prepared = range.scene.prepare(&mut range.oracle);
    prepared.map_err(|why| Fault::reply("the planted erasure", why.0))
}

/// The officer is told that the erasure is ordered when it is written, and the power fails at the flush of that.
fn early_answer(range: &mut Range) -> Result<bool, Fault> {
    prepared(range)?;
    let trace = range.work.join("planted.txt");
    let flush = Point { role: Role::Events, call: "fsync", n: 1, fault: Injected::Power };
    let options = range.options(flush);
    let strace = Strace::attach(range.scene.member.pid()?, &trace, &options)?;
    range.oracle.acked(Ack::Ordered(range.scene.erasure()));
    // Broken off by the kill: the answer that counts was given above.
    drop(range.scene.act(&mut range.oracle));
    if !range.scene.member.ends_within(GONE_WITHIN) {
        strace.detach()?;
        return Ok(false);
    }
    strace.ended()?;
    range.scene.member.kill()?;
    range.scene.member.start()?;
    Ok(!judge(range)?.lost.is_empty())
}

/// The key store of before is put back while the node does not run.
fn key_back(range: &mut Range) -> Result<bool, Fault> {
    prepared(range)?;
    let done = range.scene.act(&mut range.oracle);
    done.map_err(|why| Fault::reply("the planted erasure", why.0))?;
    if !judge(range)?.is_empty() {
        return Ok(false);
    }
    range.scene.member.kill()?;
    let (data, kept) = (range.scene.member.data(), range.work.join("kept"));
    let kept = kept.join(data.file_name().unwrap_or_default());
    for name in ["keys.db", "keys.db-wal", "keys.db-shm"] {
        copy(&kept.join(name), &data.join(name))?;
    }
    Ok(judge(range)?.other.iter().any(|line| line.contains("a destroyed key")))
}

/// A head of one leaf with the root of another log left the node at some time.
fn other_head(range: &mut Range) -> Result<bool, Fault> {
    range.oracle.saw((1, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=".to_owned()));
    Ok(!judge(range)?.forks.is_empty())
}

/// A part that nobody named is in the folder of ciphertext.
fn orphan(range: &mut Range) -> Result<bool, Fault> {
    let file = range.scene.member.data().join("blobs/ct/00/00ff");
    let folder = file.parent().unwrap_or(&file);
    fs::create_dir_all(folder).map_err(Fault::at("create", folder))?;
    fs::write(&file, "noise").map_err(Fault::at("write", &file))?;
    let found = !judge(range)?.orphans.is_empty();
    fs::remove_file(&file).map_err(Fault::at("remove", &file))?;
    Ok(found)
}
