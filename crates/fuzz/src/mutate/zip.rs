//! Changes of zip files: members changed, taken out, doubled and moved, all with good checksums.

use std::io::Cursor;

use seal::zip::{Archive, Writer};

use super::{once, shape_of};
use crate::dice::Dice;

/// Paths that are none, or of another member.
const ODD: [&str; 8] =
    ["", "../x", "/x", "x/", "mimetype", "META-INF/x", "chunks/00", "a\u{300}/\u{e9}"];

/// The file with one change; none if it is none of ours.
pub(super) fn changed(dice: &mut Dice, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut archive = Archive::open(Cursor::new(bytes)).ok()?;
    let paths: Vec<String> = archive.entries().map(|entry| entry.path.clone()).collect();
    let mut members = Vec::with_capacity(paths.len());
    for (n, path) in paths.into_iter().enumerate() {
        let mut content = Vec::new();
        archive.read(n, |piece| content.extend_from_slice(piece)).ok()?;
        members.push((path, content));
    }
    let at = dice.below(members.len());
    match dice.below(6) {
        0 if !members.is_empty() => {
            members.remove(at);
        }
        1 if !members.is_empty() => {
            let other = dice.below(members.len());
            members.swap(at, other);
        }
        2 => {
            let (path, content) = members.get(at).cloned().unwrap_or_default();
            members.push((format!("{path}x"), content));
        }
        3 => {
            if let Some((path, _)) = members.get_mut(at) {
                dice.pick(&ODD).copied().unwrap_or("").clone_into(path);
            }
        }
        _ => {
            let (_, content) = members.get_mut(at)?;
            *content = once(dice, shape_of(content), content, &[]);
        }
    }
    let mut writer = Writer::new(Vec::new());
    for (path, content) in &members {
        writer.bytes(path, content).ok()?;
    }
    writer.finish().ok()
}
