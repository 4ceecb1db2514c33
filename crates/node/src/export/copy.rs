//! Copies of a finished package with fewer exhibits (`docs/spec/subset.md`).
//!
//! A copy is listed from the list of the whole: the same entries, letters and receipts, shown under today's heads and
//! policy, without what only concerns the exhibits that are kept back. Nothing is read or recorded of an exhibit again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::access::{self, Reading};
use domain::actor::Officer;
use domain::case::Name;
use domain::exhibit::Exhibit;
use domain::ids::{ExhibitId, PackageId};
use domain::package::{self, Command, CopyReader, Ground, Package};
use domain::permit::{self, Subject};
use domain::purpose::Purpose;
use jiff::Timestamp;
use seal::digest::Digest;
use seal::package::Copy;
use seal::package::parts::Ground as SealedGround;
use wire::stored::Stored;

use super::collect::Found;
use super::error::ExportError;
use super::inventory::{ListedWhole, Place, contents, inventory_of, leaf};
use super::policy::policy_text;
use super::row::{PackageRow, State, Wait, advance};
use super::{case_of, package_stream, status};
use crate::act::{ActError, OnceKey, act};
use crate::custody::View;
use crate::measures::{access_stream, instrument, who};
use crate::node::Node;
use crate::peer::door::event_id;
use crate::restricted::all_usable;
use crate::rows::view;

/// What an officer wants of a whole.
#[derive(Debug, Clone)]
pub struct CopyWish {
    /// For whom, in words.
    pub forum: Name,
    /// For whom, as a kind.
    pub reader: CopyReader,
    /// What is kept back, and on which ground.
    pub withheld: BTreeMap<ExhibitId, Ground>,
}

/// Asks for a copy of a finished package. The read of its content is recorded here.
///
/// # Errors
/// [`domain::denied::Denied`] if the officer may not, or the whole is none.
pub async fn start_copy(
    node: &Arc<Node>,
    officer: &Officer,
    whole: PackageId,
    wish: &CopyWish,
    once: Option<OnceKey>,
) -> Result<PackageId, ActError> {
    let of = node.load::<Package>(&whole.urn(&node.config.node)).await?;
    let of = of.ok_or(ActError::NotFound)?;
    if status(node, whole).await?.state != State::Ready {
        return Err(domain::denied::Denied::NotSealed.into());
    }
    let case = of.request().case;
    let done = act!(node, "start_copy", once, |tx| {
        let view_of_roster = node.roster_view();
        let instrument = instrument()?;
        let ctx = node.ctx(tx.now, &instrument, &view_of_roster).ok_or(ActError::NotFound)?;
        let known = case_of(node, case).await?;
        crate::keeping::hold_packages(tx, case, false).await?;
        crate::gap::known_whole(node, case, &of.request().exhibits).await?;
        let id = PackageId::new(node.random.uuid_v7(tx.now.as_millisecond()));
        let (forum, withheld) = (wish.forum.clone(), wish.withheld.clone());
        let request = package::copy_of(&of, id, forum, wish.reader, withheld)?;
        all_usable(node, &request.exhibits).await?;
        let n_exhibits = request.exhibits.len();
        let stream = package_stream(node, id, case);
        let subject = Subject::new(None).in_case(Some(&known));
        let permit = permit::for_officer(officer, &subject, Command::Start(request), &ctx)?;
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
        advance(tx, None, &PackageRow::new(id, case, n_exhibits))?;
        let item = format!("{case}:package:{id}");
        tx.put(view::CASE_ITEM, &item, &wire::time::millis(tx.now), &id.to_string());
        Ok(id.to_string().into_bytes())
    })
    .await?;
    let text = String::from_utf8_lossy(&done.result);
    PackageId::parse(&text).map_err(|_| ActError::Corrupt("once".to_owned()))
}

/// Bytes of evidence in a copy of this whole.
pub(super) async fn copied_bytes(
    node: &Node,
    whole: PackageId,
    exhibits: &BTreeSet<ExhibitId>,
) -> Result<u64, ActError> {
    let list = inventory_of(node, &status(node, whole).await?).await?;
    let held = list.exhibits.iter().filter(|listed| {
        ExhibitId::parse(&listed.exhibit).is_ok_and(|exhibit| exhibits.contains(&exhibit))
    });
    Ok(held.fold(0_u64, |sum, listed| sum.saturating_add(listed.counted.len)))
}

/// Lists what goes into a copy, if all of it stands under a published head.
///
/// # Errors
/// If the whole is no longer there.
pub(super) async fn collect(
    node: &Arc<Node>,
    request: &package::Request,
    copy: &package::Copy,
    now: Timestamp,
) -> Result<Found, ExportError> {
    let row = status(node, copy.of).await?;
    let mut list = inventory_of(node, &row).await?;
    let heads = node.ledger.all_published();
    if heads.is_empty() {
        return Ok(Found::WaitsFor(Wait::Published));
    }
    let head = View::of(node, &heads)?;
    list.heads = head.sizes();
    list.policy = policy_text(&node.roster());
    list.token = None;
    list.bagged_on = wire::time::text(now).chars().take("YYYY-MM-DD".len()).collect();
    let seal = event_id(row.seal_event.as_deref().unwrap_or_default())?;
    let seal =
        node.store.event_by_id(seal).await.map_err(ActError::from)?.ok_or(ActError::NotFound)?;
    let covered = head.leaf(node, &seal, None).await?.is_some();
    let Some(place) = seal.place.filter(|_| covered) else {
        return Ok(Found::WaitsFor(Wait::Published));
    };
    let place = Place::from(place);
    let mut withheld = BTreeMap::new();
    for (id, ground) in &copy.withheld {
        let state = node.load::<Exhibit>(&id.urn(&node.config.node)).await?;
        let no = state.ok_or(ActError::NotFound)?.item().exhibit_no.to_string();
        let ground = SealedGround { code: ground.id().to_owned(), cite: ground.cite().to_owned() };
        withheld.insert(no, ground);
    }
    let whole = contents(node, &row.package, &list, false).await?;
    let anchors: Vec<_> = whole.anchors.iter().map(|leaf| stands_at(&leaf.opening)).collect();
    let letters: Vec<_> = whole.letters.iter().map(|one| Digest::of(&one.manifest)).collect();
    let keys: Vec<_> = whole.keys.iter().map(|row| row.kid).collect();
    let forum = request.forum.to_string();
    let copied = whole.copy(Copy {
        package_id: request.package.to_string(),
        bagged_on: list.bagged_on.clone(),
        forum: forum.clone(),
        whole: leaf(node, &head, &place, None).await?,
        withheld,
        is_stamped: false,
    })?;
    let part_of = copied.part_of.ok_or(ActError::NotFound)?;
    let nos: BTreeSet<_> = copied.exhibits.iter().map(|one| one.exhibit_no.as_str()).collect();
    list.exhibits.retain(|listed| nos.contains(listed.no.as_str()));
    let kept: BTreeSet<_> = copied.anchors.iter().map(|leaf| stands_at(&leaf.opening)).collect();
    list.anchors = only(list.anchors, &anchors, |at| kept.contains(at));
    let kept: BTreeSet<_> = copied.letters.iter().map(|one| Digest::of(&one.manifest)).collect();
    list.letters = only(list.letters, &letters, |digest| kept.contains(digest));
    let kept: BTreeSet<_> =
        copied.receipts.iter().map(|one| one.statement_digest().hex()).collect();
    list.receipts.retain(|digest| kept.contains(digest));
    let kept: BTreeSet<_> = copied.keys.iter().map(|row| row.kid).collect();
    list.keys = only(list.keys, &keys, |kid| kept.contains(kid));
    let parts = String::from_utf8_lossy(&part_of.parts.to_bytes()).into_owned();
    list.part_of = Some(ListedWhole { seal: place, parts, forum });
    Ok(Found::All(Box::new(list)))
}

fn stands_at(opening: &seal::opening::Opening) -> (String, u64) {
    (opening.origin().to_owned(), opening.index())
}

/// The items whose name, at the same place, stays.
fn only<T, N>(items: Vec<T>, names: &[N], stays: impl Fn(&N) -> bool) -> Vec<T> {
    items.into_iter().zip(names).filter(|(_, name)| stays(name)).map(|(item, _)| item).collect()
}
