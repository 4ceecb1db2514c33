//! Which volume carries what. Each stands alone: a letter lies in every volume that has a chunk of it, and nothing is cut.

use seal::chunk::TRANSFER_CHUNK_BYTES;
use seal::envelope::DELIVERY_BYTES_MAX;
use seal::receipt::RECEIPT_BYTES_MAX;
use wire::bundle::ENTRIES_MAX;

use super::CarryError;

/// Volumes of one bundle: what one act can record of one letter.
pub(super) const VOLUMES_MAX: usize = 256;
/// What a member costs beside its content: two zip headers with their paths, and its line of the index.
const MEMBER_BYTES: u64 = 512;
/// What every volume has: media type, seal, text, the frame of index and zip file.
const FRAME_BYTES: u64 = 32 << 10;

/// What one letter brings: the length of its delivery and of each chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Load {
    pub(super) delivery: u64,
    pub(super) chunks: Vec<u64>,
}

/// What one volume carries, by place in the lists that were planned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) receipts: Vec<usize>,
    pub(super) letters: Vec<usize>,
    /// Letter and chunk of it.
    pub(super) chunks: Vec<(usize, usize)>,
}

/// Members that every volume has: the text and the directory.
const OWN_MEMBERS: usize = 2;

/// Fills volumes of at most `limit` bytes; without a limit as few as the members of a file allow, which is nearly always one.
/// `directory` is what each repeats.
///
/// # Errors
/// [`CarryError::VolumeSmall`], [`CarryError::TooMany`].
pub(super) fn plan(
    directory: u64,
    receipts: &[u64],
    letters: &[Load],
    limit: Option<u64>,
) -> Result<Vec<Share>, CarryError> {
    let empty = FRAME_BYTES.saturating_add(directory).saturating_add(2 * MEMBER_BYTES);
    let largest = [RECEIPT_BYTES_MAX as u64, DELIVERY_BYTES_MAX as u64, TRANSFER_CHUNK_BYTES];
    let min = largest.iter().fold(empty, |sum, len| sum.saturating_add(cost(*len)));
    let limit = limit.unwrap_or(u64::MAX);
    if limit < min {
        return Err(CarryError::VolumeSmall { min });
    }
    let mut filling = Filling {
        empty,
        limit,
        used: empty,
        n_members: OWN_MEMBERS,
        share: Share::default(),
        full: Vec::new(),
    };
    for (n, len) in receipts.iter().enumerate() {
        filling.make_room(*len);
        filling.share.receipts.push(n);
    }
    for (n, load) in letters.iter().enumerate() {
        filling.make_room(load.delivery);
        filling.share.letters.push(n);
        for (chunk, len) in load.chunks.iter().enumerate() {
            if filling.make_room(*len) {
                // The letter once more: a volume stands alone.
                filling.take(load.delivery);
                filling.share.letters.push(n);
            }
            filling.share.chunks.push((n, chunk));
        }
    }
    filling.full.push(filling.share);
    if filling.full.len() > VOLUMES_MAX {
        return Err(CarryError::TooMany { max: VOLUMES_MAX as u64 });
    }
    Ok(filling.full)
}

const fn cost(len: u64) -> u64 {
    len.saturating_add(MEMBER_BYTES)
}

struct Filling {
    empty: u64,
    limit: u64,
    used: u64,
    n_members: usize,
    share: Share,
    full: Vec<Share>,
}

impl Filling {
    /// Makes room for a member, in a new volume if it must be: then true.
    fn make_room(&mut self, len: u64) -> bool {
        let is_new =
            self.used.saturating_add(cost(len)) > self.limit || self.n_members >= ENTRIES_MAX;
        if is_new {
            self.full.push(std::mem::take(&mut self.share));
            (self.used, self.n_members) = (self.empty, OWN_MEMBERS);
        }
        self.take(len);
        is_new
    }

    fn take(&mut self, len: u64) {
        self.used = self.used.saturating_add(cost(len));
        self.n_members = self.n_members.saturating_add(1);
    }
}
