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
        let logs = self.store.logs().await?;
        for row in all_rows(&*self.store, RowQuery::view(view::STAMPED, MAX_PAGE)).await? {
            report.n_stamped = report.n_stamped.saturating_add(1);
            let Ok(head) = decode::<StampedHead>(&row.body) else {
                report.fault("stamped-unreadable", 0, report.size);
                continue;
            };
            let said = Digest::parse_hex(&head.root).ok();
            let note = SignedCheckpoint::parse(head.note.as_bytes()).ok();
            let of = note.as_ref().map(|note| note.claimed());
            let log = of.and_then(|of| logs.iter().find(|log| log.origin == of.origin()));
            let number = log.map_or(0, |log| log.head.log);
            let token = head.token();
            if token.is_none_or(|token| token.stamp().gen_time() != head.gen_time) {
                report.fault("stamped-token", number, head.size);
            }
            let is_of_note = of.is_some_and(|of| (of.size(), Some(of.root())) == (head.size, said));
            let had = match log {
                Some(log) => self.root_within(number, head.size, log.head.size).await?,
                None => None,
            };
            if !is_of_note || had != said {
                report.fault("stamped-forked", number, head.size);
            }
        }
        Ok(())
    }
}
