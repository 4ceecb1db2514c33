//! The worker that destroys: keys first, then ciphertext, then the word of it.
//!
//! Every step can be done again with the same outcome, and nothing is forgotten before the last one: so a node that was
//! killed in between goes on to the same certificate. The keys of all exhibits first, because without them the rest is
//! noise; the content rows that name the ciphertext last, because without them nobody knows what to delete. One exhibit that
//! cannot be destroyed keeps back the certificate and none of the others.
//!
//! At each start what was certified is destroyed again: a copy of the key store may have been put back meanwhile.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::Arc;

use domain::erasure::{self, Certificate, Certified, Erasure, Ordered, Replica, Request};
use domain::exhibit;
use domain::ids::{ErasureId, ExhibitId};
use domain::permit::{self, Subject};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use store::disk::flush;
use store::{Blobs, RowQuery, StoredEvent};
use wire::stored::{Stored, keys_gone};

use super::{BESIDE, ErasureRow, ORDERED, UNTIL, erasure_stream, exhibit_of, packages_with};
use crate::act::{ActError, act};
use crate::custody::{kek_of, passings};
use crate::export;
use crate::keys::DestroyedDeks;
use crate::log;
use crate::measures::{instrument, who};
use crate::node::Node;
use crate::objects::transfer_folder;
use crate::recall;
use crate::recorder::RecordError;
use crate::retention;
use crate::rows::{decode, view};
use crate::sweep;
use crate::work::arrive::tool;

/// A copy of the key store may be kept for so many days; whoever keeps one longer breaks the certificate's promise.
const KEY_COPY_DAYS: i64 = 30;

/// Destroys what two officers ordered. Returns whether anything came to its certificate.
///
/// # Errors
/// The first that occurred; the others were tried all the same.
pub async fn run_once(node: &Arc<Node>) -> Result<bool, ActError> {
    // What the log cannot say is not done: the order must stand in it before the first key goes.
    node.may_act()?;
    let query = RowQuery {
        to_sort: Some(BESIDE.to_owned()),
        ..RowQuery::view(view::ERASURE, store::MAX_PAGE)
    };
    let (mut any, mut first) = (false, None);
    for row in node.all_rows(query).await? {
        match erase(node, &row.key, &row.body).await {
            Ok(done) => any |= done,
            Err(error) => first = first.or(Some(error)),
        }
    }
    first.map_or(Ok(any), Err)
}

/// Destroys again what was certified, because a copy of the key store or of the folder for packages may have come back.
/// Returns how many keys had.
///
/// # Errors
/// If a record is damaged, or something cannot be destroyed.
pub async fn again(node: &Node) -> Result<usize, ActError> {
    let mut n_back = 0_usize;
    for (key, _) in node.rows::<ErasureRow>(view::ERASURE, "").await? {
        let (_, erasure) = erasure_of(node, &key).await?;
        let Erasure::Certified(certified) = erasure else { continue };
        let request = &certified.ordered.proposed.request;
        for id in request.exhibits.keys() {
            let n_alive = node.keys.n_deks_alive(*id).await?;
            if n_alive > 0 {
                destroy_keys(node, *id).await?;
                n_back = n_back.saturating_add(n_alive);
            }
        }
        remove_files(node, request).await?;
    }
    if n_back > 0 {
        log::keys_came_back(n_back);
    }
    Ok(n_back)
}

/// An erasure by the key of its row, with the events of its stream.
async fn erasure_of(node: &Node, key: &str) -> Result<(Vec<StoredEvent>, Erasure), ActError> {
    let damaged = || ActError::Corrupt("row erasure".to_owned());
    let urn = ErasureId::parse(key).map_err(|_| damaged())?.urn(&node.config.node);
    let erasure = node.load::<Erasure>(&urn).await?.ok_or_else(damaged)?;
    Ok((node.store.load(&urn, 0).await?, erasure))
}

async fn erase(node: &Arc<Node>, key: &str, body: &[u8]) -> Result<bool, ActError> {
    erase_in(node, key, &decode(body)?, &Reach::of(node)).await
}

/// Destroys wherever `reach` goes. A replica that comes back while this runs is not in it, so it is waited for.
pub(super) async fn erase_in(
    node: &Arc<Node>,
    key: &str,
    row: &ErasureRow,
    reach: &Reach,
) -> Result<bool, ActError> {
    let (events, erasure) = erasure_of(node, key).await?;
    let Erasure::Ordered(ordered) = erasure else {
        return Err(ActError::Corrupt("row erasure".to_owned()));
    };
    if events.iter().any(|event| event.place.is_none()) {
        return Ok(false);
    }
    let request = &ordered.proposed.request;
    let (mut gone, mut first) = (Gone::default(), None);
    for exhibit in request.exhibits.keys() {
        match destroy_keys(node, *exhibit).await {
            Ok(keys) => gone.add(keys),
            Err(error) => first = first.or(Some(error)),
        }
    }
    for exhibit in request.exhibits.keys() {
        match delete_content(node, *exhibit, &reach.places).await {
            Ok(deleted) => gone.n_objects = gone.n_objects.saturating_add(deleted),
            Err(error) => first = first.or(Some(error)),
        }
    }
    let away = reach.away_since(node);
    if away != row.waits_for {
        let row = ErasureRow { waits_for: away.clone(), ..row.clone() };
        wait_for(node, key, &row).await?;
    }
    if let Some(error) = first {
        return Err(error);
    }
    if !away.is_empty() {
        return Err(ActError::Shell(format!("an erasure waits for replicas: {}", away.join(", "))));
    }
    for replica in node.replicas.iter() {
        gone.places.insert(replica.name.clone(), gone.n_objects);
    }
    remove_files(node, request).await?;
    certify(node, &ordered, &gone, &ErasureRow::of(request.case)).await?;
    Ok(true)
}

/// What is gone so far.
#[derive(Debug, Default)]
struct Gone {
    keys: BTreeSet<[u8; 16]>,
    last_at_ms: Option<i64>,
    n_objects: u64,
    /// Replicas that have none of these objects any more, each with how many.
    places: BTreeMap<String, u64>,
}

impl Gone {
    fn add(&mut self, keys: DestroyedDeks) {
        self.keys.extend(keys.ids);
        self.last_at_ms = self.last_at_ms.max(keys.last_at_ms);
    }
}

pub(super) async fn destroy_keys(
    node: &Node,
    exhibit: ExhibitId,
) -> Result<DestroyedDeks, ActError> {
    let events = node.store.load(&exhibit.urn(&node.config.node), 0).await?;
    let kek = match kek_of(node, &events) {
        Ok(kek) => Some(kek),
        Err(ActError::Record(RecordError::Erased)) => None,
        Err(error) => return Err(error),
    };
    let at_ms = node.now().as_millisecond();
    let keys = node.keys.destroy_deks(kek.as_ref(), exhibit, at_ms).await?;
    if keys.n_opened > 0 {
        return Err(ActError::Shell("a destroyed key still opens".to_owned()));
    }
    // After the keys: a name without a destruction would destroy what two officers had only ordered.
    node.ledger.remember_gone(exhibit)?;
    Ok(keys)
}

/// Says in the row for which replicas the erasure waits.
async fn wait_for(node: &Arc<Node>, key: &str, row: &ErasureRow) -> Result<(), ActError> {
    act!(node, "wait_for_replica", None, |tx| {
        tx.put(view::ERASURE, key, ORDERED, row);
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// Where ciphertext can be reached, and where not, at one instant: who deletes and certifies looks once.
pub(super) struct Reach {
    /// The first place, and every replica that is here.
    pub(super) places: Vec<Arc<dyn Blobs>>,
    /// The other replicas, by name.
    away: Vec<String>,
}

impl Reach {
    /// As it is now.
    pub(super) fn of(node: &Node) -> Self {
        let (mut places, mut away) = (vec![node.first_blobs.clone()], Vec::new());
        for replica in node.replicas.iter() {
            match replica.blobs() {
                Ok(blobs) => places.push(blobs),
                Err(_) => away.push(replica.name.clone()),
            }
        }
        Self { places, away }
    }

    /// The replicas that were away then or are away now: what was deleted in the folder of a disk that went meanwhile may
    /// have been deleted in an empty one.
    fn away_since(&self, node: &Node) -> Vec<String> {
        let replicas = node.replicas.iter();
        let away =
            replicas.filter(|replica| self.away.contains(&replica.name) || !replica.is_here());
        away.map(|replica| replica.name.clone()).collect()
    }
}

/// Deletes the ciphertext of an exhibit, and what its journey to us left behind, in its place or set aside, in all of these
/// places; tells how many objects the first were. A replica that is away gets its turn when it is back.
async fn delete_content(
    node: &Node,
    exhibit: ExhibitId,
    places: &[Arc<dyn Blobs>],
) -> Result<u64, ActError> {
    // The row goes with the certificate, so it is there.
    let parts = match node.content(exhibit).await {
        Err(ActError::NotFound) => return Err(ActError::Corrupt("row content".to_owned())),
        found => found?.parts,
    };
    for part in &parts {
        for place in places {
            place.delete(part).await?;
            if place.exists(part).await? {
                return Err(ActError::Shell("a deleted object is still there".to_owned()));
            }
        }
    }
    let mut gone = parts.clone();
    let events = node.store.load(&exhibit.urn(&node.config.node), 0).await?;
    for passing in passings(node, &events)? {
        let Some(envelope) = passing.envelope(node).await? else { continue };
        let folder = transfer_folder(&envelope);
        for place in places {
            for chunk in place.list(&folder).await? {
                place.delete(&chunk.key).await?;
            }
        }
        gone.push(folder);
    }
    for place in places {
        sweep::forget(&**place, &gone).await?;
    }
    Ok(parts.len() as u64)
}

/// Removes finished and unfinished files of the packages with these exhibits.
async fn remove_files(node: &Node, request: &Request) -> Result<(), ActError> {
    for package in packages_with(node, request).await? {
        if let Some(file) = export::file(node, package) {
            for file in [file.with_extension("part"), file] {
                remove(&file).map_err(|error| ActError::Shell(format!("a package: {error}")))?;
            }
        }
    }
    Ok(())
}

/// Removes a file for good, if it is there. If it is not, its folder is flushed all the same: a process that ended before it
/// could do that may have removed it. A flush that fails ends the process, because tried again it would say yes.
fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    match File::open(file.parent().unwrap_or(Path::new("."))) {
        Ok(folder) => flush(&folder),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    Ok(())
}

/// Records that everything is gone: each exhibit's own record, and the certificate.
async fn certify(
    node: &Arc<Node>,
    ordered: &Ordered,
    gone: &Gone,
    row: &ErasureRow,
) -> Result<(), ActError> {
    let request = &ordered.proposed.request;
    act!(node, "certify_erasure", None, |tx| {
        let (roster, instrument) = (node.roster_view(), instrument()?);
        let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
        for id in request.exhibits.keys() {
            let (stream, exhibit) = exhibit_of(tx, *id, request.case).await?;
            let command = exhibit::Command::ConfirmDestroyed { tool: tool() };
            let permit = permit::for_node(&Subject::new(Some(&exhibit)), command, &ctx)?;
            let by = who(&permit, &ctx, None, &stream.id);
            for event in exhibit::decide(Some(&exhibit), &permit, &ctx)? {
                let at = event.at;
                tx.record(&stream, &Stored::Exhibit(event), at, &by).await?;
            }
            tx.delete(view::CONTENT, &id.to_string());
            retention::forget(tx, *id);
        }
        let last = gone.last_at_ms.map(Timestamp::from_millisecond).transpose();
        let last = last.map_err(|error| ActError::Shell(error.to_string()))?;
        let until = final_on(last.unwrap_or(tx.now))?;
        let replica = |at| {
            let (node_id, erasure) = (node.config.node.clone(), request.erasure);
            let mut replica = Replica { node: node_id, at, n_opened: 0, signature: None };
            let said = keys_gone(erasure, &gone.keys, &replica, until);
            replica.signature = Some(node.signing.node.at(at).sign(&said));
            replica
        };
        let certificate = Certificate {
            keys: gone.keys.clone(),
            replicas: last.map(replica).into_iter().collect(),
            n_objects: gone.n_objects,
            places: gone.places.clone(),
            packages: packages_with(node, request).await?,
            recipients: recall::standing_of(node, request).await?,
            final_on: until,
        };
        let stream = erasure_stream(node, request.erasure);
        let state = tx.load::<Erasure>(&stream).await?;
        let command = erasure::Command::Certify(certificate);
        let permit = permit::for_node(&Subject::new(state.as_ref()), command, &ctx)?;
        let by = who(&permit, &ctx, None, &stream.id);
        for event in erasure::decide(state.as_ref(), &permit, &ctx)? {
            let erasure::Event::Certified { at, certificate } = event else { continue };
            let certified = Certified { ordered: ordered.clone(), certificate, at };
            tx.record(&stream, &Stored::Certificate(Box::new(certified)), at, &by).await?;
        }
        tx.put(view::ERASURE, &request.erasure.to_string(), &format!("{UNTIL}{until}"), row);
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// Says in the record of every exhibit that copies of its key made before are to be gone, once their last day has come.
/// Returns how many erasures came to that end.
///
/// # Errors
/// The first that occurred; the others were tried all the same.
pub async fn finish_once(node: &Arc<Node>) -> Result<u64, ActError> {
    node.may_act()?;
    let today = node.now().to_zoned(TimeZone::UTC).date();
    let query = RowQuery {
        from_sort: Some(UNTIL.to_owned()),
        to_sort: Some(format!("{UNTIL}{today}~")),
        ..RowQuery::view(view::ERASURE, store::MAX_PAGE)
    };
    let (mut n_over, mut first) = (0_u64, None);
    for row in node.all_rows(query).await? {
        match finish(node, &row.key, &decode(&row.body)?).await {
            Ok(()) => n_over = n_over.saturating_add(1),
            Err(error) => first = first.or(Some(error)),
        }
    }
    first.map_or(Ok(n_over), Err)
}

async fn finish(node: &Arc<Node>, key: &str, row: &ErasureRow) -> Result<(), ActError> {
    let (_, erasure) = erasure_of(node, key).await?;
    let Erasure::Certified(certified) = erasure else {
        return Err(ActError::Corrupt("row erasure".to_owned()));
    };
    let request = &certified.ordered.proposed.request;
    act!(node, "finish_erasure", None, |tx| {
        let (roster, instrument) = (node.roster_view(), instrument()?);
        let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
        for id in request.exhibits.keys() {
            let (stream, exhibit) = match exhibit_of(tx, *id, request.case).await {
                Ok(found) => found,
                // The key of the case is gone too, and with it the record.
                Err(ActError::Record(RecordError::Erased)) => continue,
                Err(error) => return Err(error),
            };
            let command = exhibit::Command::Finish { tool: tool() };
            let permit = permit::for_node(&Subject::new(Some(&exhibit)), command, &ctx)?;
            let by = who(&permit, &ctx, None, &stream.id);
            for event in exhibit::decide(Some(&exhibit), &permit, &ctx)? {
                let at = event.at;
                tx.record(&stream, &Stored::Exhibit(event), at, &by).await?;
            }
        }
        tx.put(view::ERASURE, key, BESIDE, row);
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// The day on which the last copy of the key store made before is to be gone.
fn final_on(at: Timestamp) -> Result<jiff::civil::Date, ActError> {
    let day = at.to_zoned(TimeZone::UTC).date().checked_add(KEY_COPY_DAYS.days());
    day.map_err(|error| ActError::Shell(error.to_string()))
}
