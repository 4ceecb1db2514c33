//! From contents to members, manifests and the file.

use std::collections::BTreeMap;
use std::io::Write;

use super::{BuildError, Complete, Content, Contents, Exhibit, Leaf, Manifest, PartOf};
use crate::bag::{self, BagInfo};
use crate::digest::{Digest, hex_encode};
use crate::heads::statement_bytes;
use crate::opening::Opening;
use crate::package::check::{self, Files};
use crate::package::keys::KeyHistory;
use crate::package::layout::{BagTag, EXTENSIONS, LeafName, Member, is_exhibit_no, is_plain_name};
use crate::package::{MIMETYPE, Measured, Vouched, asic_manifest, case_graph, report};
use crate::policy::Policy;
use crate::timestamp::Token;
use crate::verdict::{Check, Verdict};
use crate::zip::{Entry, Writer, ZipError};

/// A package of which everything is known but its seal.
#[derive(Debug)]
pub struct PackagePlan<'a> {
    package_id: String,
    /// Without `mimetype` and `META-INF/`, ascending by path: file order.
    members: BTreeMap<String, (Measured, Source<'a>)>,
    manifest: Manifest,
    /// Whether the manifest names a token.
    is_stamped: bool,
    token: Option<Token>,
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
        Policy::parse(contents.policy.as_bytes())?;
        contents.exhibits.sort_by(|a, b| a.exhibit_no.cmp(&b.exhibit_no));
        contents
            .letters
            .sort_by_cached_key(|letter| (letter.issued_at(), Digest::of(&letter.manifest)));
        contents.receipts.sort_by_cached_key(|receipt| {
            (receipt.statement().at.unix_ms(), receipt.statement_digest())
        });
        let (parts, root) = contents.parts()?;
        let mut members = Members(BTreeMap::new());
        members.held(&Member::Readme, report::render(&contents).into_bytes())?;
        members.held(&Member::CaseGraph, case_graph::render(&contents))?;
        members.held(&Member::Policy, contents.policy.into_bytes())?;
        members.held(&Member::Keys, KeyHistory::to_bytes(&contents.keys))?;
        for exhibit in contents.exhibits {
            members.exhibit(exhibit)?;
        }
        members.anchors(contents.anchors)?;
        for letter in contents.letters {
            let digest = Digest::of(&letter.manifest);
            members.held(&Member::Letter(digest), letter.manifest)?;
            members.held(&Member::LetterSignatures(digest), letter.signatures)?;
        }
        for receipt in contents.receipts {
            let digest = receipt.statement_digest();
            let bare = receipt.with_anchor(None)?;
            members.held(&Member::Receipt(digest), bare.to_bytes())?;
        }
        for file in contents.legal {
            if !is_plain_name(&file.name) {
                return Err(BuildError::Name { name: file.name });
            }
            members.held(&Member::Legal { name: file.name }, file.bytes)?;
        }
        let external_id = format!("urn:comity:{}:package:{}", contents.node, contents.package_id);
        members.held(&Member::Parts, parts.to_bytes())?;
        if let Some(PartOf { whole, .. }) = contents.part_of {
            members.held(&Member::WholeOpening, whole.opening.to_line().into_bytes())?;
            members.held(&Member::WholeProof, whole.proof.to_string().into_bytes())?;
        }
        members.bag(external_id, contents.organization, contents.bagged_on)?;

        let members = members.0;
        let is_stamped = contents.is_stamped;
        let listed = members.iter().map(|(path, (m, _))| (path.as_str(), m.sha256));
        let bytes = asic_manifest(Vouched::by_token_if(is_stamped), listed);
        let n_members = u32::try_from(members.len()).map_err(|_| ZipError::Members)?;
        let manifest = Manifest { sha256: Digest::of(&bytes), bytes, n_members, parts: root };
        let package_id = contents.package_id;
        Ok(Self { package_id, members, manifest, is_stamped, token: None })
    }

    /// What the seal has to commit to.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Takes the token that the manifest names.
    ///
    /// # Errors
    /// [`BuildError::Token`] if it is over something else, or the manifest names none.
    pub fn stamp(&mut self, token: Token) -> Result<(), BuildError> {
        if !self.is_stamped || token.imprint() != self.manifest.sha256 {
            return Err(BuildError::Token);
        }
        self.token = Some(token);
        Ok(())
    }

    /// Writes the file. Fails before the first byte if the seal is for something else, and in the middle if a content
    /// is no longer what was measured; what was written then is no package.
    ///
    /// The seal is the leaf `comity/package/1`, with a token `comity/package/2`, all fields open; its proof has `extra` = the leaf, and a published
    /// checkpoint that carries lines of the policy's keys only.
    pub fn write<W: Write>(&self, seal: &Leaf, out: W) -> Result<W, BuildError> {
        if self.is_stamped != self.token.is_some() {
            return Err(BuildError::Token);
        }
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
                    zip.member(entry, &mut *(content.open)().map_err(ZipError::from)?)?;
                }
            }
        }
        zip.bytes(&Member::AsicManifest.to_string(), &self.manifest.bytes)?;
        zip.bytes(&Member::SealOpening.to_string(), seal.opening.to_line().as_bytes())?;
        zip.bytes(&Member::SealProof.to_string(), seal.proof.to_string().as_bytes())?;
        if let Some(token) = &self.token {
            zip.bytes(&Member::Timestamp.to_string(), token.as_bytes())?;
        }
        Ok(zip.finish()?)
    }

    /// What `comity-verify` will say of the file that [`Self::write`] makes. The zip bytes are not looked at, because they
    /// are written in their one form, and evidence is not read: what counts is what was measured of it.
    ///
    /// Whoever exports asks this before anybody gets the file: what others recorded may be such that no court believes
    /// the whole.
    #[must_use]
    pub fn judge(&self, seal: &Leaf, policy: &Policy) -> Verdict {
        let mut files = self.files();
        files.put(&Member::AsicManifest, &self.manifest.bytes);
        files.put(&Member::SealOpening, seal.opening.to_line().as_bytes());
        files.put(&Member::SealProof, seal.proof.to_string().as_bytes());
        if let Some(token) = &self.token {
            files.put(&Member::Timestamp, token.as_bytes());
        }
        check::judge(&files, policy, &[])
    }

    /// The first check of what the parties recorded that fails, whoever seals it.
    #[must_use]
    pub fn judge_record(&self, policy: &Policy) -> Option<Check> {
        check::judge_record(&self.files(), policy)
    }

    /// Every member but the seal and its manifest, as a reader would find them.
    fn files(&self) -> Files {
        let mut files = Files::default();
        files.put(&Member::Mimetype, MIMETYPE.as_bytes());
        for (path, (measured, source)) in &self.members {
            let bytes = match source {
                Source::Held(bytes) => bytes.as_slice(),
                Source::Opened(_) => &[],
            };
            files.push(path, *measured, bytes);
        }
        files
    }

    fn is_sealed_by(&self, opening: &Opening) -> bool {
        let token_sha256 =
            self.token.as_ref().map(|token| Digest::of(token.as_bytes()).hex().into());
        opening.get("manifest_sha256") == Some(&self.manifest.sha256.hex().into())
            && opening.get("package_id") == Some(&self.package_id.as_str().into())
            && opening.get("members") == Some(&self.manifest.n_members.into())
            && opening.get("parts") == Some(&self.manifest.parts.hex().into())
            && opening.get("token_sha256") == token_sha256.as_ref()
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

    fn exhibit(&mut self, exhibit: Exhibit<'a>) -> Result<(), BuildError> {
        let Exhibit { exhibit_no, extension, content, custody, complete } = exhibit;
        if !is_exhibit_no(&exhibit_no) {
            return Err(BuildError::Name { name: exhibit_no });
        }
        if !EXTENSIONS.contains(&extension.as_str()) {
            return Err(BuildError::Name { name: extension });
        }
        let mut lines = String::new();
        for Leaf { opening, proof } in custody {
            let name = LeafName::of(opening.origin(), opening.index());
            self.held(&Member::Proof(name), proof.to_string().into_bytes())?;
            lines.push_str(&opening.to_line());
        }
        self.held(&Member::Events { exhibit_no: exhibit_no.clone() }, lines.into_bytes())?;
        if let Some(Complete { statement, map }) = complete {
            let bytes = statement_bytes(&statement, &map.opening, &map.proof);
            self.held(&Member::Complete { exhibit_no: exhibit_no.clone() }, bytes)?;
        }
        let evidence = Member::Evidence { exhibit_no, ordinal: 1, extension };
        self.put(&evidence, content.measured, Source::Opened(content))
    }

    fn anchors(&mut self, mut anchors: Vec<Leaf>) -> Result<(), BuildError> {
        anchors.sort_by_cached_key(|leaf| (leaf.opening.origin().to_owned(), leaf.opening.index()));
        let mut lines = String::new();
        for Leaf { opening, proof } in anchors {
            let name = LeafName::of(opening.origin(), opening.index());
            self.held(&Member::AnchorProof(name), proof.to_string().into_bytes())?;
            lines.push_str(&opening.to_line());
        }
        if lines.is_empty() { Ok(()) } else { self.held(&Member::AnchorLinks, lines.into_bytes()) }
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
