//! What the logs can show of themselves: that a leaf is under a head, that a head extends an older one, the tiles.

use seal::digest::Digest;
use seal::merkle;
use seal::proof::TlogProof;
use store::Place;

use super::{Ledger, LedgerError, SignedHead, with_nodes};

impl Ledger {
    /// Proof that the leaf at `place` is under `head`.
    ///
    /// # Errors
    /// If the leaf is not under that head.
    pub async fn prove(
        &self,
        place: Place,
        leaf: [u8; 40],
        head: &SignedHead,
    ) -> Result<TlogProof, LedgerError> {
        if place.log != head.log {
            return Err(LedgerError::NotSequenced);
        }
        let (index, size) = (place.index, head.size);
        let path =
            with_nodes(&*self.store, place.log, |nodes| merkle::inclusion(index, size, nodes))
                .await?;
        Ok(TlogProof { extra: Some(leaf), index, path, checkpoint_note: head.note.clone() })
    }

    /// Proof that the tree of `new` leaves of a log extends the one of `old`; empty for `old` zero or equal.
    ///
    /// # Errors
    /// If the sizes are not ours.
    pub async fn consistency(
        &self,
        log: u32,
        old: u64,
        new: u64,
    ) -> Result<Vec<Digest>, LedgerError> {
        if old == 0 || old == new {
            return Ok(Vec::new());
        }
        with_nodes(&*self.store, log, |nodes| merkle::consistency(old, new, nodes)).await
    }

    /// Bytes of a hash tile of a log, for its tree of `size` leaves.
    ///
    /// # Errors
    /// If the tile is not there at that size.
    pub async fn tile(
        &self,
        log: u32,
        tile: seal::tile::Tile,
        size: u64,
    ) -> Result<Vec<u8>, LedgerError> {
        let hashes = with_nodes(&*self.store, log, |nodes| Ok(tile.hashes(size, nodes))).await?;
        hashes.map_err(|_| LedgerError::NotSequenced)
    }
}
