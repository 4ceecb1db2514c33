//! The bytes of every header, regenerated from what they describe.
//!
//! ```text
//! local    PK 03 04 · version · 0 · 0 · 0000 · 0021 · crc · len · len · n path · n extra · path · extra
//! central  PK 01 02 · version · version · 0 · 0 · 0000 · 0021 · crc · len · len · n path · n extra · 0 · 0 · 0 · 0 · offset · path · extra
//! end      PK 05 06 · 0 · 0 · n · n · directory length · directory offset · 0
//! ```
//!
//! Version is 20, or 45 in a header that carries a ZIP64 extra field. That field is there only for values that do not
//! fit (≥ `FFFFFFFF`), and holds only those: both lengths (they are equal, nothing is compressed), in the central
//! header also the offset. ZIP64 end records likewise are there only where a count or place does not fit.

use super::Entry;

pub(super) const LOCAL_MAGIC: [u8; 4] = *b"PK\x03\x04";
pub(super) const CENTRAL_MAGIC: [u8; 4] = *b"PK\x01\x02";
pub(super) const END_MAGIC: [u8; 4] = *b"PK\x05\x06";
const ZIP64_END_MAGIC: [u8; 4] = *b"PK\x06\x06";
const ZIP64_LOCATOR_MAGIC: [u8; 4] = *b"PK\x06\x07";

/// Central header without path and extra field.
pub(super) const CENTRAL_FIXED_BYTES: usize = 46;
/// End record; there is no comment.
pub(super) const END_BYTES: usize = 22;
/// ZIP64 end record, without extensible data.
pub(super) const ZIP64_END_BYTES: usize = 56;
/// ZIP64 end locator.
pub(super) const ZIP64_LOCATOR_BYTES: usize = 20;

/// From here on a 32-bit field holds this value and ZIP64 the true one.
pub(super) const FULL_32: u64 = 0xFFFF_FFFF;
/// The same for the 16-bit count of members.
pub(super) const FULL_16: u64 = 0xFFFF;

const VERSION_PLAIN: u16 = 20;
const VERSION_ZIP64: u16 = 45;
/// 1 January 1980, the first date the field can say; times would make two exports of one state differ.
const DATE: u16 = 0x0021;
const ZIP64_EXTRA_ID: u16 = 0x0001;

/// The local header of `entry`, path and extra field included.
pub(super) fn local(entry: &Entry) -> Vec<u8> {
    let extra = zip64_extra(entry.len, None);
    let mut out = LOCAL_MAGIC.to_vec();
    put16(&mut out, version(&extra));
    put_common(&mut out, entry, &extra);
    out.extend_from_slice(entry.path.as_bytes());
    out.extend_from_slice(&extra);
    out
}

/// The central header of `entry`, whose local header starts at `offset`.
pub(super) fn central(entry: &Entry, offset: u64) -> Vec<u8> {
    let extra = zip64_extra(entry.len, Some(offset));
    let mut out = CENTRAL_MAGIC.to_vec();
    put16(&mut out, version(&extra)); // made by; the upper byte says MS-DOS, so attributes mean nothing
    put16(&mut out, version(&extra)); // needed
    put_common(&mut out, entry, &extra);
    put16(&mut out, 0); // comment length
    put16(&mut out, 0); // disk
    put16(&mut out, 0); // internal attributes
    put32(&mut out, 0); // external attributes
    put32(&mut out, low32(offset));
    out.extend_from_slice(entry.path.as_bytes());
    out.extend_from_slice(&extra);
    out
}

/// Everything behind the central directory.
pub(super) fn end(n_members: u64, directory_offset: u64, directory_len: u64) -> Vec<u8> {
    let mut out = Vec::new();
    if n_members >= FULL_16 || directory_offset >= FULL_32 || directory_len >= FULL_32 {
        out.extend_from_slice(&ZIP64_END_MAGIC);
        put64(&mut out, 44); // bytes of this record behind this field
        put16(&mut out, VERSION_ZIP64);
        put16(&mut out, VERSION_ZIP64);
        put32(&mut out, 0); // this disk
        put32(&mut out, 0); // disk of the directory
        put64(&mut out, n_members);
        put64(&mut out, n_members);
        put64(&mut out, directory_len);
        put64(&mut out, directory_offset);
        out.extend_from_slice(&ZIP64_LOCATOR_MAGIC);
        put32(&mut out, 0); // disk of the ZIP64 end record
        put64(&mut out, directory_offset.saturating_add(directory_len));
        put32(&mut out, 1); // disks in all
    }
    out.extend_from_slice(&END_MAGIC);
    put16(&mut out, 0);
    put16(&mut out, 0);
    let n = u16::try_from(n_members).unwrap_or(u16::MAX);
    put16(&mut out, n);
    put16(&mut out, n);
    put32(&mut out, low32(directory_len));
    put32(&mut out, low32(directory_offset));
    put16(&mut out, 0); // comment length
    out
}

/// From the flags to the length of the extra field: the same in both headers of a member.
fn put_common(out: &mut Vec<u8>, entry: &Entry, extra: &[u8]) {
    put16(out, 0); // flags
    put16(out, 0); // method: stored
    put16(out, 0); // time
    put16(out, DATE);
    put32(out, entry.crc32);
    put32(out, low32(entry.len)); // compressed
    put32(out, low32(entry.len)); // plain
    // Paths are at most 255 bytes and extra fields at most 28; a longer one never compares equal.
    put16(out, u16::try_from(entry.path.len()).unwrap_or(u16::MAX));
    put16(out, u16::try_from(extra.len()).unwrap_or(u16::MAX));
}

fn zip64_extra(len: u64, offset: Option<u64>) -> Vec<u8> {
    let mut values = Vec::new();
    if len >= FULL_32 {
        put64(&mut values, len);
        put64(&mut values, len);
    }
    if let Some(offset) = offset
        && offset >= FULL_32
    {
        put64(&mut values, offset);
    }
    let mut out = Vec::new();
    if !values.is_empty() {
        put16(&mut out, ZIP64_EXTRA_ID);
        put16(&mut out, u16::try_from(values.len()).unwrap_or(u16::MAX));
        out.extend_from_slice(&values);
    }
    out
}

fn version(extra: &[u8]) -> u16 {
    if extra.is_empty() { VERSION_PLAIN } else { VERSION_ZIP64 }
}

/// What a 32-bit field holds: the value, or all ones where ZIP64 holds it.
fn low32(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn put16(out: &mut Vec<u8>, value: u16) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn put32(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn put64(out: &mut Vec<u8>, value: u64) {
    out.extend_from_slice(&value.to_le_bytes());
}
