//! `container` and `manifest`: the members, their order, and the digest of each.

use std::io::{self, Seek};

use super::{Broken, Checked};
use crate::digest::Digest;
use crate::package::layout::Member;
use crate::package::measure::Digests;
use crate::package::{MIMETYPE, Measured, Vouched, asic_manifest};
use crate::zip::{Archive, Entry, ZipError};

/// How long a member may be that is kept in memory: four times the longest opening.
const HELD_BYTES_MAX: u64 = 16 * 1024 * 1024;
/// How much all kept members may take together: some ten thousand custody entries with their proofs.
const HELD_TOTAL_BYTES_MAX: u64 = 512 * 1024 * 1024;

/// Members that must be there, whatever the case.
const REQUIRED: [Member; 4] = [Member::Readme, Member::CaseGraph, Member::Keys, Member::Policy];
/// What stands behind all other members, in this order; the last only where there is a token.
const BEHIND: [Member; 4] =
    [Member::AsicManifest, Member::SealOpening, Member::SealProof, Member::Timestamp];

/// A file that could not be read, or is no container.
pub(super) enum Unread {
    Broken(Broken),
    Io(io::Error),
}

impl From<ZipError> for Unread {
    fn from(error: ZipError) -> Self {
        if let ZipError::Io(error) = error {
            Self::Io(error)
        } else {
            Self::Broken(Broken::new(error.to_string()))
        }
    }
}

/// One member.
#[derive(Debug)]
pub(super) struct File {
    pub(super) path: String,
    /// What the layout says it is.
    member: Option<Member>,
    pub(super) measured: Measured,
    /// Its content, unless it is only measured.
    bytes: Vec<u8>,
}

/// The members of a container, in file order.
#[derive(Debug, Default)]
pub(in crate::package) struct Files(Vec<File>);

impl Files {
    /// The next member in file order, as if it had been read from a container. What is only measured has no bytes.
    pub(in crate::package) fn push(&mut self, path: &str, measured: Measured, bytes: &[u8]) {
        let (path, member) = (path.to_owned(), Member::parse(path));
        self.0.push(File { path, member, measured, bytes: bytes.to_vec() });
    }

    /// As [`Self::push`], of a member whose bytes are at hand.
    pub(in crate::package) fn put(&mut self, member: &Member, bytes: &[u8]) {
        self.push(&member.to_string(), Measured::of(bytes), bytes);
    }

    pub(super) fn n_members(&self) -> usize {
        self.0.len()
    }

    pub(super) fn n_bytes(&self) -> u64 {
        self.0.iter().map(|file| file.measured.len).sum()
    }

    /// All members the layout knows.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Member, &File)> {
        self.0.iter().filter_map(|file| Some((file.member.as_ref()?, file)))
    }

    /// A member that must be there.
    pub(super) fn get(&self, member: &Member) -> Checked<&File> {
        let found = self.iter().find(|(other, _)| *other == member);
        found.map(|(_, file)| file).ok_or_else(|| Broken::new(format!("`{member}` is missing")))
    }

    /// The content of a kept member that must be there.
    pub(super) fn bytes(&self, member: &Member) -> Checked<&[u8]> {
        self.get(member).map(File::bytes)
    }

    /// Whether this member is there.
    pub(super) fn has(&self, member: &Member) -> bool {
        self.iter().any(|(other, _)| other == member)
    }

    /// Whether the last member is a time-stamp token.
    pub(super) fn is_stamped(&self) -> bool {
        self.0.last().is_some_and(|file| file.member == Some(Member::Timestamp))
    }

    /// Puts another content where that of `member` was, as if nobody had looked yet.
    #[cfg(test)]
    pub(super) fn replace(&mut self, member: &Member, bytes: &[u8]) {
        for file in self.0.iter_mut().filter(|file| file.member.as_ref() == Some(member)) {
            file.measured = Measured::of(bytes);
            file.bytes = bytes.to_vec();
        }
    }

    /// Everything the manifest lists: neither `mimetype` nor `META-INF/`.
    fn listed(&self) -> impl Iterator<Item = &File> {
        self.0.iter().filter(|file| file.path != "mimetype" && !file.path.starts_with("META-INF/"))
    }
}

impl File {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Reads every byte of the file once: the small members first, so that a file damaged in one of them is refused before
/// gigabytes of evidence are read.
pub(super) fn read<R: io::Read + Seek>(reader: R) -> Result<Files, Unread> {
    let mut archive = Archive::open(reader)?;
    let mut entries: Vec<_> = archive
        .entries()
        .enumerate()
        .map(|(index, entry)| (index, entry.clone(), Member::parse(&entry.path)))
        .collect();
    entries.sort_by_key(|(_, _, member)| is_large(member.as_ref()));

    let mut files = Vec::with_capacity(entries.len());
    let mut held_total = 0_u64;
    for (index, Entry { path, len, crc32 }, member) in entries {
        let large = is_large(member.as_ref());
        if !large {
            held_total = held_total.saturating_add(len);
            within(&path, len, held_total).map_err(Unread::Broken)?;
        }
        let mut digests = Digests::default();
        let mut bytes = Vec::new();
        archive.read(index, |piece| {
            digests.update(piece);
            if !large {
                bytes.extend_from_slice(piece);
            }
        })?;
        // The archive has compared length and CRC-32 with what it states.
        files.push((index, File { path, member, measured: digests.measured(len, crc32), bytes }));
    }
    files.sort_by_key(|(index, _)| *index);
    Ok(Files(files.into_iter().map(|(_, file)| file).collect()))
}

/// Whether a kept member is short enough, and all of them together so far.
fn within(path: &str, len: u64, total: u64) -> Checked<()> {
    if len > HELD_BYTES_MAX || total > HELD_TOTAL_BYTES_MAX {
        return Err(Broken::new(format!("`{path}` is longer than such a member may be")));
    }
    Ok(())
}

/// Whether a member is evidence or a legal file: of any length, measured and never kept in memory. What has no place in
/// the layout is treated so too, and refused later.
fn is_large(member: Option<&Member>) -> bool {
    matches!(member, None | Some(Member::Evidence { .. } | Member::Legal { .. }))
}

/// `mimetype` first, then ascending by path, `META-INF/` last; nothing longer than it may be.
pub(super) fn check(files: &Files) -> Checked<()> {
    let mut total = 0_u64;
    for file in files.0.iter().filter(|file| !is_large(file.member.as_ref())) {
        total = total.saturating_add(file.measured.len);
        within(&file.path, file.measured.len, total)?;
    }
    let mimetype = files.0.first().filter(|file| file.member == Some(Member::Mimetype));
    if mimetype.is_none_or(|file| file.bytes() != MIMETYPE.as_bytes()) {
        return Err(Broken::new("the first member does not say that this is a court package"));
    }
    let n_behind = BEHIND.len() - usize::from(!files.is_stamped());
    let n_body = files.0.len().saturating_sub(n_behind);
    let (body, behind) = files.0.split_at(n_body.max(1));
    let expected = BEHIND.iter().take(n_behind).map(Some);
    if !behind.iter().map(|file| file.member.as_ref()).eq(expected) {
        return Err(Broken::new(
            "the file does not end with manifest, seal opening, seal proof and perhaps a token",
        ));
    }
    let body = body.get(1..).unwrap_or_default();
    let ascending = body.is_sorted_by(|a, b| a.path < b.path);
    if ascending { Ok(()) } else { Err(Broken::new("members are not in their order")) }
}

/// What the seal has to commit to.
pub(super) struct Manifest {
    pub(super) sha256: Digest,
    pub(super) n_members: u32,
}

/// Every member has its place in the layout, and the manifest lists them all.
pub(super) fn check_manifest(files: &Files) -> Checked<Manifest> {
    if let Some(unknown) = files.0.iter().find(|file| file.member.is_none()) {
        return Err(Broken::new(format!("`{}` has no place in a package", unknown.path)));
    }
    for member in &REQUIRED {
        files.get(member)?;
    }
    let listed = files.listed().map(|file| (file.path.as_str(), file.measured.sha256));
    let expected = asic_manifest(Vouched::by_token_if(files.is_stamped()), listed);
    let manifest = files.get(&Member::AsicManifest)?;
    if manifest.bytes() != expected {
        return Err(Broken::new("the manifest is not the one that these members have"));
    }
    let n_members = u32::try_from(files.listed().count()).unwrap_or(u32::MAX);
    Ok(Manifest { sha256: manifest.measured.sha256, n_members })
}
