//! The daily time-stamp tokens, read again: each is a token over its note, and its note is a head that this log had.
//!
//! Not whether an authority signed them: that needs certificates somebody trusts, and `openssl ts -verify`.

use seal::checkpoint::SignedCheckpoint;
use seal::digest::Digest;
use store::{MAX_PAGE, RowQuery};

use super::{FsckError, Log, Report};
use crate::rows::{all_rows, decode, view};
use crate::tsa::daily::StampedHead;

impl Log {
    /// Compares every token that is kept with the log.
    pub(super) async fn check_stamped(&self, report: &mut Report) -> Result<(), FsckError> {
        for row in all_rows(&*self.store, RowQuery::view(view::STAMPED, MAX_PAGE)).await? {
            report.n_stamped = report.n_stamped.saturating_add(1);
            let Ok(head) = decode::<StampedHead>(&row.body) else {
                report.fault("stamped-unreadable", report.size);
                continue;
            };
            let token = head.token();
            if token.is_none_or(|token| token.stamp().gen_time() != head.gen_time) {
                report.fault("stamped-token", head.size);
            }
            let said = Digest::parse_hex(&head.root).ok();
            let note = SignedCheckpoint::parse(head.note.as_bytes()).ok();
            let is_of_note = note.is_some_and(|note| {
                let claimed = note.claimed();
                let (size, root) = (claimed.size(), Some(claimed.root()));
                claimed.origin() == self.origin && (size, root) == (head.size, said)
            });
            if !is_of_note || self.root_at(head.size, report).await? != said {
                report.fault("stamped-forked", head.size);
            }
        }
        Ok(())
    }
}
