//! What is kept for a node that fetches: a page of it, the place in it, and the receipts that come back
//! (`docs/spec/mailbox.md`).
//!
//! ```text
//! mailbox  = [ "cx1m", cursor: tstr, gap: bool, more: bool, [ * item: bstr ] ]   ; item = delivery / receipt
//! receipts = [ 1* receipt: bstr ]
//! ```
//!
//! Not here: what is inside of an item; the door reads it as it reads what is posted. Not trusted: the page. At most it brings
//! what its holder could have posted.

use seal::cbor::{Cbor, CborError};
use seal::digest::Digest;

/// The first element of a page.
const MAGIC: &str = "cx1m";
/// Largest page.
pub const PAGE_BYTES_MAX: usize = 8 << 20;
/// Items on a page.
pub const ITEMS_MAX: usize = 100;
/// Values in a page: the list and its five, and the items.
const PAGE_VALUES_MAX: usize = 6 + ITEMS_MAX;
/// Longest cursor, of whatever program: the reader keeps it and sends it back.
pub const CURSOR_CHARS_MAX: usize = 128;
/// Receipts that are brought back at once.
pub const RECEIPTS_MAX: usize = 256;
/// Largest list of them: what any letter of the exchange may have.
pub const RECEIPTS_BYTES_MAX: usize = 1 << 20;
/// Lanes, the most urgent first.
pub const LANES: usize = 4;

/// How the two kinds of items begin: a list of three with the word `cx1d`, a list of four with the word `cx1r`.
const DELIVERY: &[u8] = b"\x83\x64cx1d";
const RECEIPT: &[u8] = b"\x84\x64cx1r";

/// Why a page, a cursor or a list was not taken. The fault of whoever wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailboxError {
    /// The cursor is empty, too long, or has other signs than small letters, digits, `.` and `-`.
    #[error("the cursor is not one")]
    Cursor,
    /// An item is neither a delivery nor a receipt.
    #[error("an item is neither a delivery nor a receipt")]
    Item,
    /// The bytes are not the form.
    #[error("not a page of a mailbox: {0}")]
    Malformed(#[from] CborError),
    /// More bytes or items than there may be.
    #[error("more bytes or items than there may be")]
    TooLarge,
}

impl MailboxError {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cursor => "cursor",
            Self::Item => "item",
            Self::Malformed(error) => error.code(),
            Self::TooLarge => "too-large",
        }
    }
}

/// Something that was kept. The bytes are still to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// An envelope with its anchor.
    Delivery(Vec<u8>),
    /// A receipt for an envelope of the reader.
    Receipt(Vec<u8>),
}

impl Item {
    fn of(bytes: &[u8]) -> Result<Self, MailboxError> {
        if bytes.starts_with(DELIVERY) {
            Ok(Self::Delivery(bytes.to_vec()))
        } else if bytes.starts_with(RECEIPT) {
            Ok(Self::Receipt(bytes.to_vec()))
        } else {
            Err(MailboxError::Item)
        }
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Delivery(bytes) | Self::Receipt(bytes) => bytes,
        }
    }
}

/// One page of what is kept for a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where the next page begins; whoever sends it back is told what came behind it.
    pub cursor: String,
    /// Something that was kept behind the place that was asked for is here no more: the reader has to compare.
    pub gap: bool,
    /// There is more now.
    pub more: bool,
    /// The most urgent first.
    pub items: Vec<Item>,
}

impl Page {
    /// Reads a page.
    ///
    /// # Errors
    /// See [`MailboxError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, MailboxError> {
        if bytes.len() > PAGE_BYTES_MAX {
            return Err(MailboxError::TooLarge);
        }
        let value = Cbor::decode_at_most(bytes, PAGE_VALUES_MAX)?;
        let [magic, cursor, gap, more, items] = value.as_tuple::<5>()?;
        if magic.as_text()? != MAGIC {
            return Err(CborError::WrongType.into());
        }
        let cursor = cursor.as_text()?.to_owned();
        if !is_cursor(&cursor) {
            return Err(MailboxError::Cursor);
        }
        let items = items.as_array()?;
        if items.len() > ITEMS_MAX {
            return Err(MailboxError::TooLarge);
        }
        let items =
            items.iter().map(|item| Item::of(item.as_bytes()?)).collect::<Result<_, _>>()?;
        Ok(Self { cursor, gap: gap.as_bool()?, more: more.as_bool()?, items })
    }

    /// The bytes of the page.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        Cbor::Array(vec![
            Cbor::text(MAGIC),
            Cbor::text(&self.cursor),
            Cbor::Bool(self.gap),
            Cbor::Bool(self.more),
            Cbor::Array(self.items.iter().map(|item| Cbor::bytes(item.bytes())).collect()),
        ])
        .encode()
    }
}

/// Whether a text may be a cursor, whoever made it.
#[must_use]
pub fn is_cursor(text: &str) -> bool {
    let is_sign =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte);
    (1..=CURSOR_CHARS_MAX).contains(&text.len()) && text.bytes().all(is_sign)
}

/// A cursor of ours: how far a reader is in each lane, and in which life of our database it was told so.
///
/// It names the reader in a checksum, so that one that was handed to another node, or cut, is none. That is no secret: what it
/// counts are the letters of this reader alone, and whoever makes one up skips its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// How often our database had been put back.
    pub epoch: u64,
    /// Of each lane the first number that was not read.
    pub next: [u64; LANES],
}

impl Cursor {
    /// Reads a cursor that this reader brings back.
    #[must_use]
    pub fn parse(text: &str, reader: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let mut number = || u64::from_str_radix(parts.next()?, 16).ok();
        let epoch = number()?;
        let next = [number()?, number()?, number()?, number()?];
        let cursor = Self { epoch, next };
        // One text for each: a sign, a zero in front or another reader's checksum would not come out again.
        (cursor.text(reader) == text).then_some(cursor)
    }

    /// Its text for this reader.
    #[must_use]
    pub fn text(&self, reader: &str) -> String {
        let [first, second, third, fourth] = self.next;
        let numbers = format!("{:x}.{first:x}.{second:x}.{third:x}.{fourth:x}", self.epoch);
        let sum = Digest::of_parts(&[
            b"comity/cx1/cursor\0",
            reader.as_bytes(),
            b"\0",
            numbers.as_bytes(),
        ]);
        format!("{numbers}.{}", sum.hex().get(..16).unwrap_or_default())
    }
}

/// Reads a list of receipts, each still to be read.
///
/// # Errors
/// See [`MailboxError`].
pub fn parse_receipts(bytes: &[u8]) -> Result<Vec<Vec<u8>>, MailboxError> {
    if bytes.len() > RECEIPTS_BYTES_MAX {
        return Err(MailboxError::TooLarge);
    }
    let value = Cbor::decode_at_most(bytes, 1 + RECEIPTS_MAX)?;
    let list = value.as_array()?;
    if list.is_empty() || list.len() > RECEIPTS_MAX {
        return Err(MailboxError::TooLarge);
    }
    list.iter().map(|receipt| Ok(receipt.as_bytes()?.to_vec())).collect()
}

/// The bytes of a list of receipts.
#[must_use]
pub fn receipts_to_bytes(receipts: &[Vec<u8>]) -> Vec<u8> {
    Cbor::Array(receipts.iter().map(|receipt| Cbor::bytes(receipt)).collect()).encode()
}

#[cfg(test)]
mod tests;
