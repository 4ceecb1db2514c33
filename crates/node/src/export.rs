//! Packages for a court, from the clerk's request to the file (`docs/spec/package.md`).
//!
//! ```text
//! approving → packing → collecting → sealed → ready          any step → failed
//! ```
//!
//! Approving: others agree, where the table asks for it. Packing: every byte is read again and compared; the record says
//! so, and that the exhibit is in a package. Collecting: entries, anchors, letters and receipts of both sides must stand
//! under published heads; then one leaf commits to the manifest. Sealed: that leaf must be published too, and the whole
//! passes the checks of a court's verifier. Ready: the bytes are a function of what was listed when it was sealed; only the
//! destruction of something in it ends it then.
//!
//! Each step is idempotent and ends in one transaction, so the worker may be killed anywhere. Evidence in clear exists
//! in memory and in what is handed out, never in this node's own folders. Table: package.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use axum::body::Body;
use domain::access::{self, Reading};
use domain::actor::Officer;
use domain::case::{Case, Name};
use domain::denied::Denied;
use domain::exhibit::RecordState;
use domain::ids::{CaseId, ExhibitId, PackageId};
use domain::package::{self, Command, Package, Request};
use domain::permit::{self, Subject};
use domain::purpose::Purpose;
use store::RowQuery;
use wire::stored::{Stored, StreamKind};

use crate::act::{ActError, Aggregate, OnceKey, StreamRef, Tx, act};
use crate::exhibits::of_case;
use crate::log;
use crate::measures::{access_stream, instrument, who};
use crate::node::Node;
use crate::restricted::Restrictions;
use crate::rows::{decode, view};

mod collect;
mod content;
mod copy;
mod error;
mod inventory;
mod policy;
mod row;
mod stamp;
mod step;
#[cfg(test)]
mod tests;
pub(crate) mod unproved;
mod write;

pub use copy::{CopyWish, start_copy};
pub(crate) use policy::own_policy_text;
pub use policy::policy_text;
pub use row::{PackageRow, Stamp, State, Wait};
pub use step::why_unproved;

use inventory::inventory_of;
use row::{BESIDE, advance, move_on};
use write::Sealed;

/// Packages looked at in one round.
const ROWS_MAX: u32 = 64;

impl Aggregate for Package {
    const KIND: StreamKind = StreamKind::Package;

    fn after(state: Option<Self>, event: &Stored) -> Result<Self, ActError> {
        if let Stored::Package(event) = event {
            Ok(package::evolve(state, event)?)
        } else {
            Err(ActError::Corrupt("another aggregate's event".to_owned()))
        }
    }
}

/// The stream of a package; it lies under the key of its case.
#[must_use]
pub fn package_stream(node: &Node, package: PackageId, case: CaseId) -> StreamRef {
    StreamRef { id: package.urn(&node.config.node), scope: format!("case:{case}") }
}

/// Asks for a package of everything that is sealed in a case. The read of its content is recorded here, before a byte
/// is read.
///
/// # Errors
/// [`Denied`] if the officer may not, or nothing is sealed.
pub async fn start(
    node: &Arc<Node>,
    officer: &Officer,
    case: CaseId,
    once: Option<OnceKey>,
) -> Result<PackageId, ActError> {
    node.may_disclose()?;
    let done = act!(node, "start_export", once, |tx| {
        let view_of_roster = node.roster_view();
        let instrument = instrument()?;
        let ctx = node.ctx(tx.now, &instrument, &view_of_roster).ok_or(ActError::NotFound)?;
        let known = case_of(node, case).await?;
        crate::keeping::hold_packages(tx, case, false).await?;
        let exhibits = fixed_exhibits(node, case).await?;
        let id = PackageId::new(node.random.uuid_v7(tx.now.as_millisecond()));
        let forum = Name::parse(&node.config.member.screen())
            .ok_or_else(|| ActError::Shell("forum".to_owned()))?;
        let request = Request { package: id, case, exhibits: exhibits.clone(), forum, copy: None };
        let stream = package_stream(node, id, case);
        let subject = Subject::new(None).in_case(Some(&known));
        let permit = permit::for_officer(officer, &subject, Command::Start(request), &ctx)?;
        if exhibits.is_empty() {
            return Err(Denied::NotSealed.into());
        }
        let by = who(&permit, &ctx, None, &stream.id);
        let mut state = None;
        for event in package::decide(None, &permit, &ctx)? {
            tx.record(&stream, &Stored::Package(event.clone()), event.at(), &by).await?;
            state = Some(package::evolve(state, &event)?);
        }
        let state = state.ok_or(ActError::NotFound)?;
        let reading = Reading::Package(&state, Some(&known));
        let permit = permit::to_read(officer, &reading, Purpose::Adjudication, &ctx)?;
        let reads = access_stream(node, case);
        let by = who(&permit, &ctx, None, &reads.id);
        let event = access::decide(&permit, &ctx);
        tx.record(&reads, &Stored::Access(event), tx.now, &by).await?;
        advance(tx, None, &PackageRow::new(id, case, exhibits.len()))?;
        let item = format!("{case}:package:{id}");
        tx.put(view::CASE_ITEM, &item, &wire::time::millis(tx.now), &id.to_string());
        Ok(id.to_string().into_bytes())
    })
    .await?;
    let text = String::from_utf8_lossy(&done.result);
    PackageId::parse(&text).map_err(|_| ActError::Corrupt("once".to_owned()))
}

/// Exhibits of a case whose content is fixed, not contested and not forbidden, without those whose record was found to
/// prove nothing.
///
/// # Errors
/// [`Denied::Restricted`] if there are some, and the law forbids the use of each.
async fn fixed_exhibits(node: &Node, case: CaseId) -> Result<BTreeSet<ExhibitId>, ActError> {
    let (mut fixed, mut marked) = (BTreeSet::new(), BTreeSet::new());
    let (mut restrictions, mut forbidden) = (Restrictions::default(), None);
    for (id, state) in of_case(node, case).await? {
        match state.state() {
            RecordState::Packed | RecordState::Sealed => {
                if let Some(cite) = restrictions.of(node, &state).await? {
                    forbidden = Some(cite);
                    continue;
                }
                let is_marked = unproved::is_marked(node, id).await?;
                if is_marked { &mut marked } else { &mut fixed }.insert(id);
            }
            RecordState::Contested
            | RecordState::Deleted
            | RecordState::Destroying
            | RecordState::Registered => {}
        }
    }
    if let Some(cite) = forbidden.filter(|_| fixed.is_empty() && marked.is_empty()) {
        return Err(Denied::Restricted { cite }.into());
    }
    // With nothing else to show, the reason is told again.
    Ok(if fixed.is_empty() { marked } else { fixed })
}

/// The case that a package or an erasure is about.
///
/// # Errors
/// [`ActError::NotFound`] if there is none.
pub(crate) async fn case_of(node: &Node, case: CaseId) -> Result<Case, ActError> {
    node.load::<Case>(&case.urn(&node.config.node)).await?.ok_or(ActError::NotFound)
}

/// Agrees, as a second person, that a package goes out.
///
/// # Errors
/// [`Denied`] if the officer may not, or asked for it; [`ActError::BehindGap`] if what is known of the case or of one of the
/// exhibits may be too old.
pub async fn approve(
    node: &Arc<Node>,
    officer: &Officer,
    package: PackageId,
    once: Option<OnceKey>,
) -> Result<(), ActError> {
    let urn = package.urn(&node.config.node);
    let asked = node.load::<Package>(&urn).await?.ok_or(ActError::NotFound)?;
    let case = asked.request().case;
    act!(node, "approve_export", once, |tx| {
        crate::gap::known_whole(node, case, &asked.request().exhibits).await?;
        let view_of_roster = node.roster_view();
        let instrument = instrument()?;
        let ctx = node.ctx(tx.now, &instrument, &view_of_roster).ok_or(ActError::NotFound)?;
        let known = case_of(node, case).await?;
        let stream = package_stream(node, package, case);
        let state = tx.load::<Package>(&stream).await?;
        let subject = Subject::new(state.as_ref()).in_case(Some(&known));
        let permit = permit::for_officer(officer, &subject, Command::Approve, &ctx)?;
        let by = who(&permit, &ctx, None, &stream.id);
        for event in package::decide(state.as_ref(), &permit, &ctx)? {
            tx.record(&stream, &Stored::Package(event.clone()), event.at(), &by).await?;
        }
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// How far a package is.
///
/// # Errors
/// [`ActError::NotFound`] if nobody asked for it.
pub async fn status(node: &Node, package: PackageId) -> Result<PackageRow, ActError> {
    node.row(view::PACKAGE, &package.to_string()).await?.ok_or(ActError::NotFound)
}

/// Up to where a package shows that nothing is missing at the end of our own records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ends {
    /// Its exhibits.
    pub n_exhibits: usize,
    /// Of how many of them a map of our log states the end.
    pub n_stated: usize,
    /// The day of that map, `YYYY-MM-DD`; none if it states nothing.
    pub day: Option<String>,
}

/// What the maps in a package say, once it is sealed; nothing before, and nothing of one that has failed.
///
/// # Errors
/// If its list is not here.
pub async fn ends(node: &Node, row: &PackageRow) -> Result<Option<Ends>, ActError> {
    match row.state {
        State::Ready | State::Sealed => {}
        State::Approving | State::Packing | State::Collecting { .. } | State::Failed { .. } => {
            return Ok(None);
        }
    }
    let list = inventory_of(node, row).await?;
    let stated = list.exhibits.iter().filter_map(|listed| listed.complete.as_ref());
    let days: Vec<_> =
        stated.map(|one| Ok(one.statement()?.date)).collect::<Result<_, ActError>>()?;
    let (n_exhibits, n_stated) = (list.exhibits.len(), days.len());
    Ok(Some(Ends { n_exhibits, n_stated, day: days.into_iter().min() }))
}

/// Where a package lies once it is ready, if the operator set `out_dir`; it can be downloaded in any case.
#[must_use]
pub fn file(node: &Node, package: PackageId) -> Option<PathBuf> {
    let folder = node.config.out_dir.as_ref()?;
    Some(folder.join(format!("{package}.asice")))
}

/// The bytes of a finished package, made while they are read. The caller has recorded the read.
///
/// # Errors
/// [`ActError::NotFound`] until it is ready.
pub async fn download(node: &Arc<Node>, package: PackageId) -> Result<Body, ActError> {
    node.may_disclose()?;
    let row = status(node, package).await?;
    if row.state != State::Ready {
        return Err(ActError::NotFound);
    }
    let sealed = Sealed::of(node, &row).await?.ok_or(ActError::NotFound)?;
    Ok(sealed.into_body())
}

/// Ends a package, finished or not, because the content of an exhibit in it is destroyed.
///
/// # Errors
/// If its row is damaged.
pub(crate) async fn void(tx: &mut Tx<'_>, package: PackageId) -> Result<(), ActError> {
    let row = status(tx.node, package).await?;
    if !matches!(row.state, State::Failed { .. }) {
        advance(tx, Some(&row), &row.with(State::Failed { code: "erased".to_owned() }))?;
    }
    Ok(())
}

/// Moves every unfinished package as far as it can go now. Returns whether any moved.
///
/// # Errors
/// Only if the store fails: what keeps one package from being made ends that package with a code.
pub async fn run_once(node: &Arc<Node>) -> Result<bool, ActError> {
    let query =
        RowQuery { to_sort: Some(BESIDE.to_owned()), ..RowQuery::view(view::PACKAGE, ROWS_MAX) };
    let (mut moved, mut first) = (false, None);
    for row in node.store.rows(query).await? {
        let row: PackageRow = decode(&row.body)?;
        match advance_fully(node, row).await {
            Ok(now) => moved |= now,
            Err(error) => first = first.or(Some(error)),
        }
    }
    first.map_or(Ok(moved), Err)
}

/// One package, until it waits for something or has come to an end.
async fn advance_fully(node: &Arc<Node>, mut row: PackageRow) -> Result<bool, ActError> {
    let mut moved = false;
    loop {
        match step::step(node, &row).await {
            Ok(false) => return Ok(moved),
            Ok(true) => moved = true,
            Err(error) => {
                let code = error.lasting_code().map(str::to_owned);
                let error = ActError::from(error);
                let Some(code) = code else { return Err(error) };
                log::worker_failed("export", &error);
                move_on(node, &row, &row.with(State::Failed { code })).await?;
                return Ok(true);
            }
        }
        row = status(node, row.id()?).await?;
    }
}
