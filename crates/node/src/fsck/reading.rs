//! A folder read for what its streams and rows say, as of the size the log had when it was opened.
//!
//! The reading half of `node` and `act` without a node: nothing is decided, nothing is written, and no lock is taken.

use domain::actor::NodeId;
use domain::ctx::RosterView;
use domain::ids::Kind;
use seal::json::Json;
use store::{Head, MAX_PAGE, OutboxQuery, OutboxRow, Place, Row, RowQuery};

use super::{FsckError, Log};
use crate::act::Aggregate;
use crate::clock::{Clock as _, NetworkClock};
use crate::node::{Law, view_of};
use crate::peer::inbox::Channels;
use crate::recorder::{self, RecordError};
use crate::rows;
use crate::serve::built_in_law;

/// What the events of a stream come to.
pub(crate) enum Folded<A> {
    /// An event is not what it should be; the word says where it was found out.
    Damaged(&'static str),
    /// The content of an event was erased.
    Erased,
    /// None of its events was in the log when it was opened.
    Nothing,
    /// The state.
    State(A),
}

impl Log {
    /// The node of the folder.
    pub(crate) fn node(&self) -> &NodeId {
        &self.config.node
    }

    /// The present instant of the node's network: in a drill it may be moved.
    #[must_use]
    pub fn now(&self) -> jiff::Timestamp {
        NetworkClock::new(self.config.clock_file.clone()).now()
    }

    /// The law that a node of this version has.
    pub(crate) fn law(&self) -> Result<Law, FsckError> {
        Ok(built_in_law()?)
    }

    /// The directory as the node sees it.
    pub(crate) fn roster_view(&self) -> RosterView {
        view_of(&self.roster, &self.config.member, &Channels::default())
    }

    /// Streams of a kind after `after`, some at once.
    pub(crate) async fn streams(
        &self,
        kind: Kind,
        after: Option<&str>,
    ) -> Result<Vec<String>, FsckError> {
        let prefix = format!("urn:comity:{}:{}:", self.config.node, kind.word());
        let page = self.store.streams(&prefix, after, MAX_PAGE).await?;
        Ok(page.into_iter().map(|info| info.stream).collect())
    }

    /// Folds the events of a stream.
    pub(crate) async fn fold<A: Aggregate>(&self, stream: &str) -> Result<Folded<A>, FsckError> {
        // All that was in a log when this one was opened, or, of an older log, all up to its end.
        let Head { log, size, .. } = self.opened_at;
        let end = Place { log, index: size };
        let mut state = None;
        for event in self.store.load(stream, 0).await? {
            if event.place.is_none_or(|place| place >= end) {
                break;
            }
            let fields = match recorder::fields(&event, &self.keys) {
                Ok(fields) => Json::Object(fields),
                Err(RecordError::Erased) => return Ok(Folded::Erased),
                Err(_) => return Ok(Folded::Damaged("content")),
            };
            let Ok(stored) = wire::stored::read(A::KIND, &fields) else {
                return Ok(Folded::Damaged("form"));
            };
            match A::after(state, &stored) {
                Ok(next) => state = Some(next),
                Err(_) => return Ok(Folded::Damaged("order")),
            }
        }
        Ok(state.map_or(Folded::Nothing, Folded::State))
    }

    /// Every row of a view.
    pub(crate) async fn rows(&self, view: &str) -> Result<Vec<Row>, FsckError> {
        Ok(rows::all_rows(&*self.store, RowQuery::view(view, MAX_PAGE)).await?)
    }

    /// Rows of the outbox after a position, ended ones too, some at once.
    pub(crate) async fn outbox(&self, after_position: u64) -> Result<Vec<OutboxRow>, FsckError> {
        let query = OutboxQuery { after_position, limit: MAX_PAGE, ..OutboxQuery::default() };
        Ok(self.store.outbox_rows(query).await?)
    }
}
