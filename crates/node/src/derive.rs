//! Exhibits that officers make from others of the same case: redacted texts, translations, extracts.
//!
//! What is made is brought in like any evidence, under a key of its own; the originals are not touched. One transaction
//! holds the record of what was made and a line in the record of each parent, so a hold that is placed meanwhile is
//! either taken over or makes the act run again. `domain::exhibit::Derivation` says what it is bound by.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::actor::Officer;
use domain::denied::Denied;
use domain::exhibit::{
    self, Data, Derivation, Exhibit, ExhibitNo, Location, Making, RecordState, SealMark, Tool,
    derived_no, root_of,
};
use domain::ids::{CaseId, ExhibitId};
use domain::permit::{self, Subject};
use seal::digest::Digest;
use wire::stored::Stored;

use crate::act::{ActError, OnceKey, Tx, act};
use crate::exhibits::{Brought, SealedExhibit};
use crate::export::case_of;
use crate::ingest::Ingested;
use crate::keeping::{delete_parts, exhibit_of, stream_of};
use crate::measures::{instrument, who};
use crate::node::Node;
use crate::restricted;
use crate::retention;
use crate::rows::view;

/// Longest name or version of a tool.
pub const TOOL_CHARS_MAX: usize = 100;
/// Longest account of how it was made, and of what is not in it any more.
pub const WORDS_CHARS_MAX: usize = 4000;

/// What an officer says of what they made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What was done.
    pub making: Making,
    /// From which exhibits.
    pub parents: BTreeSet<ExhibitId>,
    /// Name of the tool.
    pub tool: String,
    /// Its version.
    pub version: String,
    /// How it was made, with every setting.
    pub method: String,
    /// What is not in it any more, or is not as it was.
    pub loss: String,
}

/// Whether this officer may make something from these exhibits now: asked before a file is read, and again in the act.
///
/// # Errors
/// [`Denied`] if not.
pub async fn may_derive(
    node: &Arc<Node>,
    officer: &Officer,
    case: CaseId,
    made: &Made,
) -> Result<(), ActError> {
    restricted::all_usable(node, &made.parents).await?;
    let mut tx = Tx::begin(node);
    let parents = parents(&mut tx, case, made).await?;
    let number = parents.first().map(|(_, parent)| parent.item().exhibit_no.clone());
    let number = number.ok_or(ActError::NotFound)?;
    let data = Data {
        plain: exhibit::Plain { len: 0, sha256: [0; 32], blake3: [0; 32] },
        sha512: None,
        media_type: String::new(),
    };
    let id = ExhibitId::new([0; 16]);
    let derivation = derivation(node, officer, made, &parents, id, number, String::new(), data);
    let (roster, instrument) = (node.roster_view(), instrument()?);
    let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
    let known = case_of(node, case).await?;
    let subject = Subject::<Exhibit>::new(None).in_case(Some(&known));
    let command = exhibit::Command::Derive(derivation);
    let permit = permit::for_officer(officer, &subject, command, &ctx)?;
    exhibit::decide(None, &permit, &ctx)?;
    Ok(())
}

/// Records what was made, from what was read of it.
///
/// # Errors
/// [`Denied`] if the officer may not, or one of the parents cannot be used; nothing is recorded then.
pub async fn derive(
    node: &Arc<Node>,
    officer: &Officer,
    case: CaseId,
    made: &Made,
    brought: &Brought,
    (id, ingested): (ExhibitId, &Ingested),
    once: Option<OnceKey>,
) -> Result<SealedExhibit, ActError> {
    let done = record(node, officer, case, made, brought, (id, ingested), once).await;
    if done.is_err() {
        forget_unless_known(node, id, ingested).await?;
    }
    done
}

/// An attempt may have kept the key before a later one was refused: nothing of what was not recorded opens afterwards.
async fn forget_unless_known(
    node: &Node,
    id: ExhibitId,
    ingested: &Ingested,
) -> Result<(), ActError> {
    if node.load::<Exhibit>(&id.urn(&node.config.node)).await?.is_some() {
        return Ok(());
    }
    node.keys.destroy_deks(None, id, node.now().as_millisecond()).await?;
    delete_parts(node, &ingested.parts).await?;
    Ok(())
}

async fn record(
    node: &Arc<Node>,
    officer: &Officer,
    case: CaseId,
    made: &Made,
    brought: &Brought,
    (id, ingested): (ExhibitId, &Ingested),
    once: Option<OnceKey>,
) -> Result<SealedExhibit, ActError> {
    restricted::all_usable(node, &made.parents).await?;
    let done = act!(node, "derive_exhibit", once, |tx| {
        let (roster, instrument) = (node.roster_view(), instrument()?);
        let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
        let known = case_of(node, case).await?;
        let parents = parents(tx, case, made).await?;
        let (no, order) = next_number(tx, case, &parents).await?;
        let data = Data {
            plain: ingested.plain,
            sha512: None,
            media_type: brought.media_type().to_owned(),
        };
        let name = brought.name().to_owned();
        let derivation = derivation(node, officer, made, &parents, id, no.clone(), name, data);
        let stream = stream_of(node, id, case);
        let mut child = tx.load::<Exhibit>(&stream).await?;
        let command = exhibit::Command::Derive(derivation.clone());
        let subject = Subject::new(child.as_ref()).in_case(Some(&known));
        let permit = permit::for_officer(officer, &subject, command, &ctx)?;
        let by = who(&permit, &ctx, None, &stream.id);
        for event in exhibit::decide(child.as_ref(), &permit, &ctx)? {
            let at = event.at;
            tx.record(&stream, &Stored::Exhibit(event.clone()), at, &by).await?;
            child = Some(exhibit::evolve(child, &event)?);
        }
        for (of, parent) in &parents {
            let of = stream_of(node, *of, case);
            let command = exhibit::Command::DeriveInto(derivation.clone());
            let subject = Subject::new(Some(parent)).in_case(Some(&known));
            let permit = permit::for_officer(officer, &subject, command, &ctx)?;
            let by = who(&permit, &ctx, None, &of.id);
            for event in exhibit::decide(Some(parent), &permit, &ctx)? {
                let at = event.at;
                tx.record(&of, &Stored::Exhibit(event), at, &by).await?;
            }
        }
        let kek = tx.kek_of(&stream).ok_or(ActError::NotFound)?;
        let content = node.keep_content(&kek, id, ingested).await?;
        tx.put_raw(view::CONTENT, &id.to_string(), "", content);
        // Behind what came from outside, in the order in which it was made.
        let sort = format!("d{}:{order:010}", wire::time::millis(tx.now));
        tx.put(view::CASE_ITEM, &format!("{case}:exhibit:{id}"), &sort, &id.to_string());
        if let Some(kept) = child.as_ref().and_then(|child| child.item().retention) {
            retention::note(tx, id, case, kept.until);
        }
        Ok(no.to_string().into_bytes())
    })
    .await?;
    let no = ExhibitNo::parse(&String::from_utf8_lossy(&done.result));
    Ok(SealedExhibit { id, no: no.ok_or_else(|| ActError::Corrupt("once".to_owned()))? })
}

type Parents = Vec<(ExhibitId, Exhibit)>;

async fn parents(tx: &mut Tx<'_>, case: CaseId, made: &Made) -> Result<Parents, ActError> {
    if made.parents.len() > exhibit::PARENTS_MAX {
        return Err(Denied::TooMany { n_max: exhibit::PARENTS_MAX }.into());
    }
    let mut parents = Vec::new();
    for id in &made.parents {
        parents.push((*id, exhibit_of(tx, *id, case).await?.1));
    }
    Ok(parents)
}

fn derivation(
    node: &Node,
    officer: &Officer,
    made: &Made,
    parents: &Parents,
    exhibit: ExhibitId,
    exhibit_no: ExhibitNo,
    name: String,
    data: Data,
) -> Derivation {
    Derivation {
        exhibit,
        exhibit_no,
        making: made.making,
        parents: parents.iter().map(|(_, parent)| parent.clone()).collect(),
        name,
        method: made.method.clone(),
        loss: made.loss.clone(),
        tool: Tool {
            name: made.tool.clone(),
            version: made.version.clone(),
            config: Some(Digest::of(made.method.as_bytes()).0),
        },
        data,
        seal: SealMark {
            numbers: vec![format!("cobblestone-256/{exhibit}")],
            condition: "encrypted at ingest, never stored in clear".to_owned(),
        },
        location: Location { node: node.config.node.clone(), place: None },
        responsible: officer.id,
    }
}

/// The next number below the root of the first parent, and the same as a count.
async fn next_number(
    tx: &mut Tx<'_>,
    case: CaseId,
    parents: &Parents,
) -> Result<(ExhibitNo, u32), ActError> {
    let (_, first) = parents.first().ok_or(ActError::NotFound)?;
    let parent = &first.item().exhibit_no;
    let key = format!("derived:{case}:{}", root_of(parent));
    let held = tx.node.row::<u32>(view::COUNTER, &key).await?;
    let next = held.unwrap_or(0).saturating_add(1);
    tx.swap(view::COUNTER, &key, held.as_ref(), &next);
    let no =
        derived_no(parent, next).ok_or_else(|| ActError::Shell("exhibit number".to_owned()))?;
    Ok((no, next))
}

/// The exhibits of an act and everything that was made from them, each as the act sees it. What is destroyed or being
/// destroyed is left out, unless it was named.
///
/// # Errors
/// [`Denied::TooMany`] if there are more than one transaction holds; [`ActError::NotFound`] if one is of another case.
pub async fn with_derivatives(
    tx: &mut Tx<'_>,
    case: CaseId,
    named: &BTreeSet<ExhibitId>,
    n_max: usize,
) -> Result<BTreeMap<ExhibitId, Exhibit>, ActError> {
    let mut waiting = named.clone();
    let mut found = BTreeMap::new();
    let mut seen = BTreeSet::new();
    while let Some(id) = waiting.pop_first() {
        if !seen.insert(id) {
            continue;
        }
        let (_, exhibit) = exhibit_of(tx, id, case).await?;
        waiting.extend(exhibit.item().derived.iter().filter(|child| !seen.contains(*child)));
        let is_gone = matches!(exhibit.state(), RecordState::Deleted | RecordState::Destroying);
        if named.contains(&id) || !is_gone {
            found.insert(id, exhibit);
        }
        if found.len() > n_max {
            return Err(Denied::TooMany { n_max }.into());
        }
    }
    Ok(found)
}

/// Everything an exhibit was made from, over all generations; nothing for what came from outside.
///
/// # Errors
/// If a record is damaged.
pub async fn ancestors(node: &Node, exhibit: &Exhibit) -> Result<Vec<Exhibit>, ActError> {
    let mut waiting = exhibit.item().derived_from.clone();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    while let Some(id) = waiting.pop_first() {
        if !seen.insert(id) {
            continue;
        }
        let ancestor = node.load::<Exhibit>(&id.urn(&node.config.node)).await?;
        let ancestor =
            ancestor.ok_or_else(|| ActError::Corrupt("a parent is missing".to_owned()))?;
        waiting.extend(ancestor.item().derived_from.iter().filter(|id| !seen.contains(*id)));
        found.push(ancestor);
    }
    Ok(found)
}
