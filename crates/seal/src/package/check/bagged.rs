//! `bag`: the inner `BagIt` bag, regenerated and compared.

use super::container::Files;
use super::{Broken, Checked};
use crate::bag::{self, BagInfo};
use crate::package::layout::{BagTag, Member};
use crate::receipt::{Instant, NodeId, Uuid};

/// What the bag says about itself.
pub(super) struct Bag {
    pub(super) node: String,
    pub(super) package_id: String,
    pub(super) payload_bytes: u64,
    pub(super) n_payload_files: u64,
}

pub(super) fn check(files: &Files) -> Checked<Bag> {
    let payload: Vec<_> = files
        .iter()
        .filter(|(_, file)| Member::is_payload(&file.path))
        .map(|(_, file)| (in_bag(&file.path), file.measured))
        .collect();
    let expect = |tag: BagTag, expected: &str| -> Checked<()> {
        let same = files.bytes(&Member::BagTag(tag))? == expected.as_bytes();
        if same {
            Ok(())
        } else {
            Err(Broken::new(format!("`{}` does not match the files", tag.name())))
        }
    };
    expect(BagTag::Declaration, bag::DECLARATION)?;
    expect(
        BagTag::Manifest256,
        &bag::manifest(payload.iter().map(|(path, m)| (*path, m.sha256.hex()))),
    )?;
    expect(
        BagTag::Manifest512,
        &bag::manifest(payload.iter().map(|(path, m)| (*path, m.sha512_hex()))),
    )?;

    let tags = [BagTag::Info, BagTag::Declaration, BagTag::Manifest256, BagTag::Manifest512];
    let mut measured = Vec::new();
    for tag in tags {
        measured.push((tag.name(), files.get(&Member::BagTag(tag))?.measured));
    }
    expect(
        BagTag::TagManifest256,
        &bag::manifest(measured.iter().map(|(name, m)| (*name, m.sha256.hex()))),
    )?;
    expect(
        BagTag::TagManifest512,
        &bag::manifest(measured.iter().map(|(name, m)| (*name, m.sha512_hex()))),
    )?;

    let info = read_info(files.bytes(&Member::BagTag(BagTag::Info))?)?;
    let payload_bytes = payload.iter().map(|(_, m)| m.len).sum();
    let n_payload_files = payload.len() as u64;
    if (info.payload_bytes, info.n_payload_files) != (payload_bytes, n_payload_files) {
        return Err(Broken::new("`bag-info.txt` states another number of files or bytes"));
    }
    let (node, package_id) = read_urn(&info.external_id)
        .ok_or_else(|| Broken::new("`bag-info.txt` does not name a package of a node"))?;
    Ok(Bag { node, package_id, payload_bytes, n_payload_files })
}

fn read_info(bytes: &[u8]) -> Checked<BagInfo> {
    let text = str::from_utf8(bytes).map_err(|_| Broken::new("`bag-info.txt` is not text"))?;
    let info = BagInfo::parse(text).map_err(|e| Broken::new(e.to_string()))?;
    if Instant::parse(&format!("{}T00:00:00Z", info.bagged_on)).is_none() {
        return Err(Broken::new("`bag-info.txt` does not say on which day the bag was made"));
    }
    Ok(info)
}

/// Node and package of `urn:comity:NODE:package:UUID`.
fn read_urn(urn: &str) -> Option<(String, String)> {
    let (node, package_id) = urn.strip_prefix("urn:comity:")?.split_once(":package:")?;
    let known = NodeId::parse(node).is_some() && Uuid::parse(package_id).is_some();
    known.then(|| (node.to_owned(), package_id.to_owned()))
}

/// The path from the root of the bag.
fn in_bag(path: &str) -> &str {
    path.strip_prefix("bag/").unwrap_or(path)
}
