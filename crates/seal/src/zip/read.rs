//! Reading: the directory is parsed once, every header is regenerated from it and compared byte for byte.

use std::collections::BTreeSet;
use std::io::{BufReader, ErrorKind, Read, Seek, SeekFrom};

use super::{Entry, MEMBERS_MAX, PATH_BYTES_MAX, ZipError, check_path, header};

/// How much of a member is in memory at a time.
const READ_BYTES: usize = 64 * 1024;
/// Longest extra field there can be: id, length, two lengths, offset.
const EXTRA_BYTES_MAX: usize = 4 + 3 * 8;
/// Longest directory: [`MEMBERS_MAX`] headers of the longest kind, 32.9 MB.
const DIRECTORY_BYTES_MAX: u64 =
    (MEMBERS_MAX * (header::CENTRAL_FIXED_BYTES + PATH_BYTES_MAX + EXTRA_BYTES_MAX)) as u64;

/// A zip file whose framing was compared, byte for byte, with the only framing its members can have.
///
/// Opening reads headers only. Content is checked against its CRC-32 when it is read.
#[derive(Debug)]
pub struct Archive<R> {
    reader: R,
    members: Vec<(Entry, u64)>,
}

impl<R: Read + Seek> Archive<R> {
    /// Reads end records, directory and local headers.
    ///
    /// Members fill the file without gap, in the order of the directory; no path occurs twice, not even in another
    /// case of letters.
    pub fn open(mut reader: R) -> Result<Self, ZipError> {
        let file_len = reader.seek(SeekFrom::End(0))?;
        let end = End::read(&mut reader, file_len)?;
        let members = read_directory(&mut reader, &end)?;
        for (index, (entry, offset)) in members.iter().enumerate() {
            let expected = header::local(entry);
            let mut found = vec![0; expected.len()];
            reader.seek(SeekFrom::Start(*offset))?;
            reader.read_exact(&mut found)?;
            if found != expected {
                return Err(ZipError::Header { which: "local", index });
            }
        }
        Ok(Self { reader, members })
    }

    /// The members, in file order.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = &Entry> {
        self.members.iter().map(|(entry, _)| entry)
    }

    /// Gives the content of member `index` piece by piece to `take`, then compares its CRC-32. An index that does not
    /// exist gives nothing.
    pub fn read(&mut self, index: usize, mut take: impl FnMut(&[u8])) -> Result<(), ZipError> {
        let Some((entry, offset)) = self.members.get(index) else { return Ok(()) };
        self.reader.seek(SeekFrom::Start(offset + header::local(entry).len() as u64))?;
        let mut content = (&mut self.reader).take(entry.len);
        let mut buffer = vec![0; READ_BYTES];
        let mut crc = crc32fast::Hasher::new();
        let mut left = entry.len;
        while left > 0 {
            let n = match content.read(&mut buffer) {
                Ok(0) => return Err(std::io::Error::from(ErrorKind::UnexpectedEof).into()),
                Ok(n) => n,
                Err(e) if e.kind() == ErrorKind::Interrupted => continue,
                Err(e) => return Err(e.into()),
            };
            let piece = buffer.get(..n).unwrap_or_default();
            crc.update(piece);
            take(piece);
            left = left.saturating_sub(n as u64);
        }
        if crc.finalize() == entry.crc32 {
            Ok(())
        } else {
            Err(ZipError::Checksum { path: entry.path.clone() })
        }
    }
}

/// What the end records say, once they have proved to be the only ones that say it.
struct End {
    n_members: usize,
    directory_offset: u64,
    directory_len: u64,
}

impl End {
    fn read<R: Read + Seek>(reader: &mut R, file_len: u64) -> Result<Self, ZipError> {
        // Everything that may lie behind the directory, longest form.
        let tail_max = header::ZIP64_END_BYTES + header::ZIP64_LOCATOR_BYTES + header::END_BYTES;
        let tail_len = file_len.min(tail_max as u64);
        reader.seek(SeekFrom::Start(file_len - tail_len))?;
        let mut tail = Vec::with_capacity(tail_max);
        reader.take(tail_len).read_to_end(&mut tail)?;

        let mut fields = Fields::at_end(&tail, header::END_BYTES).ok_or(ZipError::NotZip)?;
        if fields.bytes::<4>() != header::END_MAGIC {
            return Err(ZipError::NotZip);
        }
        fields.skip(2 + 2 + 2); // disks and the first count: compared below
        let (mut n_members, mut directory_len, mut directory_offset) =
            (u64::from(fields.u16()), u64::from(fields.u32()), u64::from(fields.u32()));
        let is_zip64 = n_members == header::FULL_16
            || directory_len == header::FULL_32
            || directory_offset == header::FULL_32;
        if is_zip64 {
            let mut fields = Fields::at_end(&tail, tail_max).ok_or(ZipError::EndRecord)?;
            fields.skip(4 + 8 + 2 + 2 + 4 + 4 + 8);
            (n_members, directory_len, directory_offset) =
                (fields.u64(), fields.u64(), fields.u64());
        }
        let expected = header::end(n_members, directory_offset, directory_len);
        if !tail.ends_with(&expected) || is_zip64 != (expected.len() > header::END_BYTES) {
            return Err(ZipError::EndRecord);
        }
        let directory_end = directory_offset.checked_add(directory_len);
        if directory_end != file_len.checked_sub(expected.len() as u64) {
            return Err(ZipError::DirectoryPlace);
        }
        let n_members = usize::try_from(n_members).unwrap_or(usize::MAX);
        if n_members > MEMBERS_MAX || directory_len > DIRECTORY_BYTES_MAX {
            return Err(ZipError::Members);
        }
        Ok(Self { n_members, directory_offset, directory_len })
    }
}

fn read_directory<R: Read + Seek>(
    reader: &mut R,
    end: &End,
) -> Result<Vec<(Entry, u64)>, ZipError> {
    reader.seek(SeekFrom::Start(end.directory_offset))?;
    let mut directory = BufReader::new(reader.take(end.directory_len));
    let mut members = Vec::new();
    let mut folded = BTreeSet::new();
    let mut next_offset = 0_u64;
    let mut directory_left = end.directory_len;
    for index in 0..end.n_members {
        let not_ours = || ZipError::Header { which: "central", index };
        let (entry, found) = read_central(&mut directory).map_err(|e| {
            if e.kind() == ErrorKind::UnexpectedEof { not_ours() } else { e.into() }
        })?;
        let entry = entry.ok_or_else(not_ours)?;
        check_path(&entry.path).map_err(|bad| ZipError::Path { index, bad })?;
        // The offset is not read but known: members lie one behind the other from byte 0 on.
        if found != header::central(&entry, next_offset) {
            return Err(not_ours());
        }
        if !folded.insert(entry.path.to_ascii_lowercase()) {
            return Err(ZipError::Duplicate { path: entry.path });
        }
        let offset = next_offset;
        next_offset = (header::local(&entry).len() as u64)
            .checked_add(entry.len)
            .and_then(|whole| whole.checked_add(offset))
            .filter(|next| *next <= end.directory_offset)
            .ok_or_else(not_ours)?;
        directory_left = directory_left.saturating_sub(found.len() as u64);
        members.push((entry, offset));
    }
    if next_offset != end.directory_offset || directory_left != 0 {
        return Err(ZipError::DirectoryPlace);
    }
    Ok(members)
}

/// One central header: what it describes, and its bytes. `None` where it describes nothing of this form.
fn read_central(directory: &mut impl Read) -> std::io::Result<(Option<Entry>, Vec<u8>)> {
    let mut found = vec![0; header::CENTRAL_FIXED_BYTES];
    directory.read_exact(&mut found)?;
    let mut fields = Fields(&found);
    let is_central = fields.bytes::<4>() == header::CENTRAL_MAGIC;
    fields.skip(2 + 2 + 2 + 2 + 2 + 2);
    let crc32 = fields.u32();
    fields.skip(4);
    let mut len = u64::from(fields.u32());
    let (path_len, extra_len) = (usize::from(fields.u16()), usize::from(fields.u16()));
    if !is_central || path_len > PATH_BYTES_MAX || extra_len > EXTRA_BYTES_MAX {
        return Ok((None, found));
    }
    let mut path = vec![0; path_len];
    directory.read_exact(&mut path)?;
    let mut extra = vec![0; extra_len];
    directory.read_exact(&mut extra)?;
    if len == header::FULL_32 {
        let mut fields = Fields(&extra);
        fields.skip(4);
        len = fields.u64();
    }
    found.extend_from_slice(&path);
    found.extend_from_slice(&extra);
    let entry = String::from_utf8(path).ok().map(|path| Entry { path, len, crc32 });
    Ok((entry, found))
}

/// Little-endian fields from the front of some bytes. Behind their end everything is zero: whoever reads here compares
/// the regenerated whole afterwards, so a short field is a difference there.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn at_end(bytes: &'a [u8], n: usize) -> Option<Self> {
        let start = bytes.len().checked_sub(n)?;
        bytes.get(start..).map(Self)
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let Some((field, rest)) = self.0.split_first_chunk::<N>() else {
            self.0 = &[];
            return [0; N];
        };
        self.0 = rest;
        *field
    }

    fn skip(&mut self, n: usize) {
        self.0 = self.0.get(n..).unwrap_or_default();
    }

    fn u16(&mut self) -> u16 {
        u16::from_le_bytes(self.bytes())
    }

    fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.bytes())
    }

    fn u64(&mut self) -> u64 {
        u64::from_le_bytes(self.bytes())
    }
}
