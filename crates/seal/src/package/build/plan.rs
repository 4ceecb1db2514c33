//! From contents to members, manifests and the file.

use std::collections::BTreeMap;
use std::io::Write;

use super::{BuildError, Content, Contents, Leaf, Manifest, Seal};
use crate::bag::{self, BagInfo};
use crate::digest::{Digest, hex_encode};
use crate::json::Json;
use crate::package::keys::KeyHistory;
use crate::package::layout::{BagTag, EXTENSIONS, LeafName, Member, is_exhibit_no, is_plain_name};
use crate::package::{MIMETYPE, Measured, asic_manifest, case_graph, report};
use crate::zip::{Entry, Writer};

/// A package of which everything is known but its seal.
#[derive(Debug)]
pub struct PackagePlan<'a> {
    package_id: String,
    /// Without `mimetype` and `META-INF/`, ascending by path: file order.
    members: BTreeMap<String, (Measured, Source<'a>)>,
    manifest: Manifest,
}

/// Where the bytes of a member come from.
#[derive(Debug)]
enum Source<'a> {
    Held(Vec<u8>),
    Opened(Content<'a>),
}

impl<'a> PackagePlan<'a> {
    /// Makes every member but the seal. The same contents give the same plan.
    pub fn assemble(mut contents: Contents<'a>) -> Result<Self, BuildError> {
        let mut members = Members(BTreeMap::new());
        contents.exhibits.sort_by(|a, b| a.exhibit_no.cmp(&b.exhibit_no));
        members.held(&Member::Readme, report::render(&contents)?.into_bytes())?;
        members.held(&Member::CaseGraph, case_graph::render(&contents)?)?;
        members.held(&Member::Policy, contents.policy.into_bytes())?;
        members.held(&Member::Keys, KeyHistory::to_bytes(&contents.keys))?;
        for exhibit in contents.exhibits {
            let exhibit_no = exhibit.exhibit_no;
            if !is_exhibit_no(&exhibit_no) {
                return Err(BuildError::Name { name: exhibit_no });
            }
            if !EXTENSIONS.contains(&exhibit.extension.as_str()) {
                return Err(BuildError::Name { name: exhibit.extension });
            }
            let mut events = Vec::new();
            for leaf in exhibit.custody {
                members.proof(&leaf, &exhibit_no, Member::Proof)?;
                events.extend_from_slice(leaf.opening.as_bytes());
                events.push(b'\n');
            }
            members.held(&Member::Events { exhibit_no: exhibit_no.clone() }, events)?;
            let evidence =
                Member::Evidence { exhibit_no, ordinal: 1, extension: exhibit.extension };
            let measured = exhibit.content.measured;
            members.put(&evidence, measured, Source::Opened(exhibit.content))?;
        }
        let mut links = BTreeMap::new();
        for leaf in contents.anchors {
            let place = members.proof(&leaf, "an anchor", Member::AnchorProof)?;
            links.insert(place, leaf.opening + "\n");
        }
        if !links.is_empty() {
            let lines: String = links.into_values().collect();
            members.held(&Member::AnchorLinks, lines.into_bytes())?;
        }
        for letter in contents.letters {
            let digest = Digest::of(&letter.manifest);
            members.held(&Member::Letter(digest), letter.manifest)?;
            members.held(&Member::LetterSignatures(digest), letter.signatures)?;
        }
        for (n, receipt) in contents.receipts.into_iter().enumerate() {
            let statement = report::receipt_statement(&receipt).ok_or(BuildError::Receipt { n })?;
            members.held(&Member::Receipt(Digest::of(&statement)), receipt)?;
        }
        for file in contents.legal {
            if !is_plain_name(&file.name) {
                return Err(BuildError::Name { name: file.name });
            }
            members.held(&Member::Legal { name: file.name }, file.bytes)?;
        }
        let external_id = format!("urn:comity:{}:package:{}", contents.node, contents.package_id);
        members.bag(external_id, contents.organization, contents.bagged_on)?;

        let members = members.0;
        let bytes = asic_manifest(members.iter().map(|(path, (m, _))| (path.as_str(), m.sha256)));
        let n_members = u32::try_from(members.len()).map_err(|_| crate::zip::ZipError::Members)?;
        let manifest = Manifest { sha256: Digest::of(&bytes), bytes, n_members };
        Ok(Self { package_id: contents.package_id, members, manifest })
    }

    /// What the seal has to commit to.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Writes the file. Fails before the first byte if the seal is for something else, and in the middle if a content
    /// is no longer what was measured; what was written then is no package.
    pub fn write<W: Write>(&self, seal: &Seal, out: W) -> Result<W, BuildError> {
        if !self.is_sealed_by(&seal.opening) {
            return Err(BuildError::Seal);
        }
        let mut zip = Writer::new(out);
        zip.bytes(&Member::Mimetype.to_string(), MIMETYPE.as_bytes())?;
        for (path, (measured, source)) in &self.members {
            match source {
                Source::Held(bytes) => zip.bytes(path, bytes)?,
                Source::Opened(content) => {
                    let entry =
                        Entry { path: path.clone(), len: measured.len, crc32: measured.crc32 };
                    zip.member(entry, &mut *(content.open)().map_err(crate::zip::ZipError::from)?)?;
                }
            }
        }
        zip.bytes(&Member::AsicManifest.to_string(), &self.manifest.bytes)?;
        zip.bytes(&Member::SealOpening.to_string(), format!("{}\n", seal.opening).as_bytes())?;
        zip.bytes(&Member::SealProof.to_string(), seal.proof.as_bytes())?;
        Ok(zip.finish()?)
    }

    fn is_sealed_by(&self, opening: &str) -> bool {
        let Ok(json) = Json::parse(opening.as_bytes()) else { return false };
        let fields = json.get("fields").and_then(Json::list).unwrap_or_default();
        let states = |name: &str, expected: Json| {
            let field = fields.iter().find(|f| f.get("name").and_then(Json::text) == Some(name));
            field.and_then(|f| f.get("value")) == Some(&expected)
        };
        states("manifest_sha256", self.manifest.sha256.hex().into())
            && states("package_id", self.package_id.as_str().into())
            && states("members", self.manifest.n_members.into())
    }
}

/// The members so far.
struct Members<'a>(BTreeMap<String, (Measured, Source<'a>)>);

impl<'a> Members<'a> {
    fn put(
        &mut self,
        member: &Member,
        measured: Measured,
        source: Source<'a>,
    ) -> Result<(), BuildError> {
        let path = member.to_string();
        if self.0.contains_key(&path) {
            return Err(BuildError::Duplicate { path });
        }
        self.0.insert(path, (measured, source));
        Ok(())
    }

    fn held(&mut self, member: &Member, bytes: Vec<u8>) -> Result<(), BuildError> {
        self.put(member, Measured::of(&bytes), Source::Held(bytes))
    }

    /// Puts the proof of a leaf at its place and says which place that is.
    fn proof(
        &mut self,
        leaf: &Leaf,
        what: &str,
        member: impl Fn(LeafName) -> Member,
    ) -> Result<(String, u64), BuildError> {
        let bad = || BuildError::Opening { what: what.to_owned() };
        let json = Json::parse(leaf.opening.as_bytes()).map_err(|_| bad())?;
        let origin = json.get("origin").and_then(Json::text).ok_or_else(bad)?;
        let index = json.get("index").and_then(Json::int).and_then(|n| u64::try_from(n).ok());
        let index = index.ok_or_else(bad)?;
        self.held(&member(LeafName::of(origin, index)), leaf.proof.clone().into_bytes())?;
        Ok((origin.to_owned(), index))
    }

    /// Adds the tag files of the bag over the payload that is here.
    fn bag(
        &mut self,
        external_id: String,
        organization: String,
        bagged_on: String,
    ) -> Result<(), BuildError> {
        let payload: Vec<_> = self
            .0
            .iter()
            .filter(|(path, _)| Member::is_payload(path))
            .map(|(path, (m, _))| (in_bag(path), *m))
            .collect();
        let info = BagInfo {
            bagged_on,
            external_id,
            payload_bytes: payload.iter().map(|(_, m)| m.len).sum(),
            n_payload_files: payload.len() as u64,
            organization,
        };
        let manifest256 =
            bag::manifest(payload.iter().map(|(path, m)| (path.as_str(), m.sha256.hex())));
        let manifest512 =
            bag::manifest(payload.iter().map(|(path, m)| (path.as_str(), m.sha512_hex())));
        let tags = [
            (BagTag::Info, info.to_text()?),
            (BagTag::Declaration, bag::DECLARATION.to_owned()),
            (BagTag::Manifest256, manifest256),
            (BagTag::Manifest512, manifest512),
        ];
        let measured =
            tags.each_ref().map(|(tag, text)| (tag.name(), Measured::of(text.as_bytes())));
        let tags256 = bag::manifest(measured.map(|(name, m)| (name, m.sha256.hex())));
        let tags512 = bag::manifest(measured.map(|(name, m)| (name, hex_encode(&m.sha512))));
        let all = tags
            .into_iter()
            .chain([(BagTag::TagManifest256, tags256), (BagTag::TagManifest512, tags512)]);
        for (tag, text) in all {
            self.held(&Member::BagTag(tag), text.into_bytes())?;
        }
        Ok(())
    }
}

/// The path from the root of the bag.
fn in_bag(path: &str) -> String {
    path.strip_prefix("bag/").unwrap_or(path).to_owned()
}
