//! Finds what a package needs: our entries and the givers' under published heads, anchors, letters, receipts, keys.
//!
//! Nothing is decided here about what a court may get; the exhibits were named by whoever asked for the package.

use std::collections::{BTreeMap, BTreeSet};

use domain::actor::NodeId;
use domain::case::Case;
use domain::exhibit::{Exhibit, RecordState};
use domain::ids::{ExhibitId, MeasureId};
use domain::measure::{Issuing, Measure};
use domain::package::Package;
use jiff::Timestamp;
use seal::digest::hex_encode;
use seal::json::Json;
use seal::package::Absence;
use seal::package::layout::evidence_extension;
use store::{RowQuery, StoredEvent};

use super::content::Counted;
use super::error::ExportError;
use super::inventory::{
    Inventory, Listed, Place, Stated, Summary, is_order, letter, manifest, receipt,
};
use super::policy::policy_text;
use super::row::{Wait, measured_key};
use super::unproved;
use crate::act::ActError;
use crate::custody::{Held, HeldLeaf, LINK_FIELDS, Passing, View, held, passings};
use crate::derive::ancestors;
use crate::exhibits::of_case;
use crate::heads;
use crate::node::Node;
use crate::restricted::Restrictions;
use crate::rows::{decode, view};
use crate::sealed_doc;

/// What was found.
#[derive(Debug)]
pub(super) enum Found {
    /// Everything.
    All(Box<Inventory>),
    /// Not yet; what is missing.
    WaitsFor(Wait),
}

/// Why a search ended early.
enum Missing {
    Export(ExportError),
    Still(Wait),
}

impl<E: Into<ActError>> From<E> for Missing {
    fn from(error: E) -> Self {
        Self::Export(ExportError::Act(error.into()))
    }
}

/// Lists what goes into the package, if all of it is here and published.
///
/// # Errors
/// If something can never be listed.
pub(super) async fn collect(
    node: &Node,
    package: &Package,
    case: &Case,
    now: Timestamp,
) -> Result<Found, ExportError> {
    match search(node, package, case, now).await {
        Ok(inventory) => Ok(Found::All(Box::new(inventory))),
        Err(Missing::Still(what)) => Ok(Found::WaitsFor(what)),
        Err(Missing::Export(error)) => Err(error),
    }
}

async fn search(
    node: &Node,
    package: &Package,
    case: &Case,
    now: Timestamp,
) -> Result<Inventory, Missing> {
    let heads = node.ledger.all_published();
    if heads.is_empty() {
        return Err(Missing::Still(Wait::Published));
    }
    let head = View::of(node, &heads)?;
    let request = package.request();
    let mut paper = Paper::default();
    let mut exhibits = Vec::with_capacity(request.exhibits.len());
    let map = heads::published(node, &head).await?;
    for id in &request.exhibits {
        let package = request.package.to_string();
        let (mut listed, n_ours) = exhibit(node, &head, &package, *id, &mut paper).await?;
        if let Some(map) = &map {
            let stated = map.states(node, &id.urn(&node.config.node), n_ours).await?;
            listed.complete = stated.map(|(line, map)| Stated { line, map: map.into() });
        }
        exhibits.push(listed);
    }
    let letters = paper.letters(node).await.map_err(Missing::Export)?;
    let receipts = paper.receipts(node).await?;
    let roster = node.roster();
    let ours = roster.node(&node.config.node).map(|(entry, _)| entry);
    let name = ours.and_then(|entry| entry.names.get("en").or(entry.names.values().next()));
    Ok(Inventory {
        heads: head.sizes(),
        bagged_on: wire::time::text(now).chars().take("YYYY-MM-DD".len()).collect(),
        organization: name.cloned().unwrap_or_else(|| node.config.member.to_string()),
        case: paper.summary(node, case).await?,
        policy: policy_text(&roster),
        keys: roster.key_history(&paper.nodes),
        exhibits,
        left_out: left_out(node, case, &request.exhibits).await?,
        anchors: paper.anchors.into_values().collect(),
        letters,
        receipts,
        parts_key: hex_encode(&node.random.array::<32>()),
        part_of: None,
        token: None,
    })
}

/// The exhibits of the case that were not asked for, each with the reason. A court reads them in the report: a silent
/// gap would say that there is none.
async fn left_out(
    node: &Node,
    case: &Case,
    asked_for: &BTreeSet<ExhibitId>,
) -> Result<Vec<(String, String)>, ActError> {
    let (mut left_out, mut restrictions) = (Vec::new(), Restrictions::default());
    for (id, state) in of_case(node, case.id()).await? {
        if asked_for.contains(&id) {
            continue;
        }
        let no = state.item().exhibit_no.to_string();
        let is_marked = unproved::is_marked(node, id).await?;
        let forbidden = restrictions.of(node, &state).await?;
        let why = match (absence(state.state()), forbidden, is_marked) {
            (Absence::Destroyed, _, _) => Absence::Destroyed,
            (_, Some(_), _) => Absence::Restricted,
            (_, None, true) => Absence::Unproved,
            (why, None, false) => why,
        };
        left_out.push((no, why.id().to_owned()));
    }
    Ok(left_out)
}

/// Why an exhibit in this state was not asked for.
pub(super) const fn absence(state: RecordState) -> Absence {
    match state {
        RecordState::Contested => Absence::Contested,
        RecordState::Deleted | RecordState::Destroying => Absence::Destroyed,
        RecordState::Packed | RecordState::Sealed => Absence::Later,
        RecordState::Registered => Absence::NotFixed,
    }
}

/// What several exhibits share.
#[derive(Default)]
struct Paper {
    measures: BTreeSet<MeasureId>,
    /// Envelopes that brought us what we took.
    envelopes: BTreeSet<String>,
    /// Anchoring leaves by origin and index: one envelope may have brought many exhibits.
    anchors: BTreeMap<(String, u64), Place>,
    /// Whoever signed something in here.
    nodes: BTreeSet<NodeId>,
}

/// One exhibit, without what a map states of it, and how many entries are our own.
async fn exhibit(
    node: &Node,
    head: &View,
    package: &str,
    id: ExhibitId,
    paper: &mut Paper,
) -> Result<(Listed, usize), Missing> {
    let events = node.store.load(&id.urn(&node.config.node), 0).await?;
    let state = node.load::<Exhibit>(&id.urn(&node.config.node)).await?;
    let state = state.ok_or(ActError::NotFound)?;
    let item = state.item();
    paper.measures.extend(item.basis.as_ref().map(|basis| basis.measure));
    // What it was made from may have come by other orders: all of them belong to its history.
    for ancestor in ancestors(node, &state).await? {
        paper.measures.extend(ancestor.item().basis.as_ref().map(|basis| basis.measure));
    }
    let mut ours = Vec::with_capacity(events.len());
    let mut name = item.source.as_ref().map(|source| source.original_name.clone());
    for event in &events {
        if head.leaf(node, event, None).await?.is_none() {
            return Err(Missing::Still(Wait::Published));
        }
        ours.extend(event.place.map(Place::from));
    }
    // Whoever gave stands before us, whoever took from us behind.
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let mut peers = BTreeSet::new();
    for passing in passings(node, &events)? {
        let theirs = held(node, id, &passing.peer).await?;
        let entries = counterpart(&passing, &theirs).ok_or_else(|| missing_of(&passing))?;
        anchors(node, head, id, &passing, &theirs, paper).await?;
        if !peers.insert(passing.peer.clone()) {
            continue;
        }
        name = name.or_else(|| original_name(entries));
        let places = entries.iter().map(|held| theirs_at(id, held));
        if passing.given { after.extend(places) } else { before.extend(places) }
    }
    let n_ours = ours.len();
    let listed = Listed {
        complete: None,
        exhibit: id.to_string(),
        no: item.exhibit_no.to_string(),
        extension: evidence_extension(name.as_deref().unwrap_or_default()).to_owned(),
        counted: counted(node, package, id).await?,
        custody: before.into_iter().chain(ours).chain(after).collect(),
    };
    Ok((listed, n_ours))
}

/// The peer's entries up to its last one over a letter of ours, if its half of this passing is among them.
fn counterpart<'a>(passing: &Passing, theirs: &'a Held) -> Option<&'a [HeldLeaf]> {
    let kind = if passing.given { "take_over" } else { "hand_over" };
    let letter = passing.letter.hex();
    let is_other_half = |held: &HeldLeaf| {
        let opening = &held.leaf.opening;
        let named = opening.get("signatures").and_then(|both| both.get("letter_digest")?.text());
        opening.get("type").and_then(Json::text) == Some(kind) && named == Some(&letter)
    };
    theirs.entries.iter().any(is_other_half).then_some(theirs.entries.as_slice())
}

/// Lists the two leaves by which each log refers to the other.
async fn anchors(
    node: &Node,
    head: &View,
    id: ExhibitId,
    passing: &Passing,
    theirs: &Held,
    paper: &mut Paper,
) -> Result<(), Missing> {
    let event: StoredEvent = passing.anchor(node).await?.ok_or(Missing::Still(Wait::Receipt))?;
    let ours = head.leaf(node, &event, Some(&LINK_FIELDS)).await?;
    let ours = ours.ok_or(Missing::Still(Wait::Published))?;
    let kind = if passing.given { "recv" } else { "ack" };
    let envelope = ours.opening.get("env_digest");
    let link = theirs.links.iter().find(|held| {
        let opening = &held.leaf.opening;
        opening.get("type").and_then(Json::text) == Some(kind)
            && opening.get("env_digest") == envelope
    });
    let link = link.ok_or_else(|| missing_of(passing))?;
    let origin = ours.opening.origin().to_owned();
    let place = event.place.map(Place::from).ok_or(Missing::Still(Wait::Published))?;
    paper.anchors.insert((origin, ours.opening.index()), place);
    let opening = &link.leaf.opening;
    let place = (opening.origin().to_owned(), opening.index());
    paper.anchors.entry(place).or_insert_with(|| theirs_at(id, link));
    paper.envelopes.extend(passing.envelope(node).await?);
    Ok(())
}

fn theirs_at(exhibit: ExhibitId, held: &HeldLeaf) -> Place {
    Place::Theirs { exhibit: exhibit.to_string(), key: held.key.clone() }
}

fn original_name(entries: &[HeldLeaf]) -> Option<String> {
    entries.iter().find_map(|held| {
        let name = held.leaf.opening.get("source")?.get("original_name")?.text()?;
        Some(name.to_owned())
    })
}

async fn counted(node: &Node, package: &str, id: ExhibitId) -> Result<Counted, ActError> {
    let row = node.raw_row(view::PACKAGE, &measured_key(package, id)).await?;
    let row = row.ok_or(ActError::NotFound)?;
    decode(&sealed_doc::open(&node.keys, id.bytes(), &row)?)
}

impl Paper {
    /// Every letter of the measures, ours and theirs; each copy of an order must be among them.
    async fn letters(&mut self, node: &Node) -> Result<Vec<String>, ExportError> {
        let mut letters = BTreeSet::new();
        for measure in &self.measures {
            let rows: Vec<(String, String)> =
                node.rows(view::MEASURE_ITEM, &format!("{measure}:letter:")).await?;
            let mut n_orders = 0;
            for (_, id) in rows {
                let manifest = manifest(&letter(node, &id).await?)?;
                n_orders += usize::from(is_order(&manifest));
                let issuer = manifest.get("issuer").and_then(|issuer| issuer.get("node")?.text());
                self.nodes.extend(issuer.and_then(|issuer| NodeId::parse(issuer).ok()));
                letters.insert(id);
            }
            let state = node.load::<Measure>(&measure.urn(&node.config.node)).await?;
            if n_orders < state.as_ref().map_or(0, n_copies) {
                return Err(ExportError::LetterMissing);
            }
        }
        Ok(letters.into_iter().collect())
    }

    /// Every receipt about a letter of the measures, and ours about what was handed over.
    async fn receipts(&mut self, node: &Node) -> Result<Vec<String>, ActError> {
        let mut digests = BTreeSet::new();
        for measure in &self.measures {
            let prefix = format!("{measure}:receipt:");
            let rows: Vec<(String, String)> = node.rows(view::MEASURE_ITEM, &prefix).await?;
            let keys = rows.iter().filter_map(|(key, _)| key.strip_prefix(&prefix));
            digests.extend(keys.map(str::to_owned));
        }
        for env_id in &self.envelopes {
            // Receipts are sorted by the envelope they are about.
            let query = RowQuery {
                from_sort: Some(env_id.clone()),
                to_sort: Some(format!("{env_id}~")),
                ..RowQuery::view(view::RECEIPT, store::MAX_PAGE)
            };
            digests.extend(node.all_rows(query).await?.into_iter().map(|row| row.key));
        }
        for digest in &digests {
            let by = receipt(node, digest).await?.statement().by.node.to_string();
            self.nodes.extend(NodeId::parse(&by).ok());
        }
        Ok(digests.into_iter().collect())
    }

    async fn summary(&self, node: &Node, case: &Case) -> Result<Summary, ActError> {
        let mut kinds = BTreeSet::new();
        let mut issued: Option<Timestamp> = None;
        for id in &self.measures {
            let measure = node.load::<Measure>(&id.urn(&node.config.node)).await?;
            if let Some(Measure::Issuing(issuing)) = &measure {
                kinds.insert(issuing.draft().kind.to_string().to_uppercase());
                let at = sent(issuing).map(|(at, _)| at);
                issued = issued.into_iter().chain(at).min();
            }
        }
        let join = |words: &mut dyn Iterator<Item = String>| {
            let words: Vec<_> = words.collect();
            if words.is_empty() { "none".to_owned() } else { words.join(", ") }
        };
        let issued = issued.unwrap_or(case.file().registered_at);
        let issued = Timestamp::from_second(issued.as_second()).unwrap_or(issued);
        Ok(Summary {
            docket_no: case.file().docket_no.to_string(),
            measure_kind: join(&mut kinds.into_iter()),
            measure_no: join(&mut self.measures.iter().map(ToString::to_string)),
            issued_at: wire::time::text(issued),
        })
    }
}

/// How many copies of its order were sent.
fn n_copies(measure: &Measure) -> usize {
    match measure {
        Measure::Issuing(issuing) => sent(issuing).map_or(0, |(_, n)| n),
        Measure::Executing(_) | Measure::Notified(_) => 0,
    }
}

/// When an order was issued, and in how many copies.
fn sent(issuing: &Issuing) -> Option<(Timestamp, usize)> {
    match issuing {
        Issuing::Draft(_) | Issuing::Dropped(_) => None,
        Issuing::Completed(issued)
        | Issuing::Issued(issued)
        | Issuing::Lapsed(issued)
        | Issuing::Produced(issued)
        | Issuing::Withdrawn(issued) => Some((issued.issued_at, issued.copies.len())),
    }
}

fn missing_of(passing: &Passing) -> Missing {
    Missing::Still(Wait::Custody(passing.peer.clone()))
}
