//! What goes into a package: found once, listed, and from the list the same contents again whenever it is written.
//!
//! The list names events, rows and one published head; all of them never change, so neither does the package. It is
//! stored in the transaction that records the sealing leaf.

use std::sync::Arc;

use domain::ids::{ExhibitId, LetterId};
use seal::digest::{Digest, b64_decode};
use seal::heads::Statement;
use seal::json::Json;
use seal::package::keys::{KeyHistory, KeyRow};
use seal::package::parts::Parts;
use seal::package::{
    Absence, CaseSummary, Complete, Contents, Exhibit, Leaf, LeftOut, LegalFile, Letter, PartOf,
};
use seal::policy::Policy;
use seal::receipt::Receipt;
use seal::timestamp::Token;
use serde::{Deserialize, Serialize};
use store::RowQuery;

use super::content::{Counted, content};
use super::error::ExportError;
use super::row::{PackageRow, inventory_key};
use crate::act::ActError;
use crate::custody::{LINK_FIELDS, View, held_leaf};
use crate::dispatch::split;
use crate::ledger::SignedHead;
use crate::node::Node;
use crate::peer::receipts::{KeptReceipt, kept};
use crate::rows::{decode, view};
use crate::sealed_doc;
use crate::work::witness::{Published, published_key};

/// The type of letter that is an order.
const ORDER: &str = "measure.issue";

/// Everything inside a package, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Inventory {
    /// Log and size of the published heads under which our leaves are shown.
    pub(super) heads: Vec<(u32, u64)>,
    /// The day.
    pub(super) bagged_on: String,
    /// Who exports, in words.
    pub(super) organization: String,
    /// The case in words.
    pub(super) case: Summary,
    /// The policy as the directory had it.
    pub(super) policy: String,
    /// Lines of `keys.history`.
    pub(super) keys: Vec<String>,
    /// The exhibits.
    pub(super) exhibits: Vec<Listed>,
    /// The exhibits of the case that are not in it: numbers, and the codes of the reasons.
    #[serde(default)]
    pub(super) left_out: Vec<(String, String)>,
    /// Anchoring leaves.
    pub(super) anchors: Vec<Place>,
    /// Letter ids.
    pub(super) letters: Vec<String>,
    /// Digests of receipts.
    pub(super) receipts: Vec<String>,
    /// What hides the lines of the list of parts, hexadecimal.
    pub(super) parts_key: String,
    /// What it is a part of, if it is a copy with fewer exhibits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) part_of: Option<ListedWhole>,
    /// The time-stamp token over the manifest, base64, if it carries one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) token: Option<String>,
}

impl Inventory {
    /// The time-stamp token that goes with the package.
    ///
    /// # Errors
    /// If the row is damaged.
    pub(super) fn token(&self) -> Result<Option<Token>, ActError> {
        let read = |text: &String| Token::parse(&b64_decode(text).ok()?).ok();
        self.token.as_ref().map(|text| read(text).ok_or_else(damaged)).transpose()
    }

    /// The policy that goes with the package.
    ///
    /// # Errors
    /// If the row is damaged.
    pub(super) fn policy(&self) -> Result<Policy, ActError> {
        Policy::parse(self.policy.as_bytes())
            .map_err(|error| ActError::Corrupt(format!("policy of a package: {}", error.code())))
    }
}

/// The whole of a copy. Its list of parts is kept, not made again: what it names may have been destroyed since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ListedWhole {
    /// Where the leaf stands that seals it.
    pub(super) seal: Place,
    /// The list, with what is kept back.
    pub(super) parts: String,
    /// For whom the copy is.
    pub(super) forum: String,
}

/// [`CaseSummary`] as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Summary {
    /// Docket number.
    pub(super) docket_no: String,
    /// Kind of measure.
    pub(super) measure_kind: String,
    /// Its number.
    pub(super) measure_no: String,
    /// When it was issued.
    pub(super) issued_at: String,
}

/// One exhibit of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Listed {
    /// Its id.
    pub(super) exhibit: String,
    /// Its number.
    pub(super) no: String,
    /// The extension of its file.
    pub(super) extension: String,
    /// What was measured.
    pub(super) counted: Counted,
    /// Its custody entries, in the order of their lines.
    pub(super) custody: Vec<Place>,
    /// What the newest map states about the end of our own ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) complete: Option<Stated>,
}

/// A statement of completeness without its proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stated {
    /// Its line. It is kept, not made again: its key may be destroyed since.
    pub(super) line: String,
    /// Where the map's entry stands.
    pub(super) map: Place,
}

impl Stated {
    /// What is stated.
    ///
    /// # Errors
    /// If the row is damaged.
    pub(super) fn statement(&self) -> Result<Statement, ActError> {
        Statement::parse(self.line.as_bytes()).map_err(|_| damaged())
    }
}

/// Where a leaf lies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Place {
    /// In one of our logs.
    Ours {
        /// Its number.
        log: u32,
        /// The leaf's index there.
        index: u64,
    },
    /// In a row of `peer-custody`, sealed under this exhibit's id.
    Theirs {
        /// The exhibit.
        exhibit: String,
        /// The row.
        key: String,
    },
}

/// The list of a sealed package.
///
/// # Errors
/// If it is not here, or its key was destroyed.
pub(super) async fn inventory_of(node: &Node, row: &PackageRow) -> Result<Inventory, ActError> {
    let sealed = node.raw_row(view::PACKAGE, &inventory_key(&row.package)).await?;
    let sealed = sealed.ok_or_else(damaged)?;
    decode(&sealed_doc::open(&node.keys, row.id()?.bytes(), &sealed)?)
}

/// The contents of a list, to be stamped or not.
///
/// # Errors
/// If something on it is no longer there or does not open.
pub(super) async fn contents(
    node: &Arc<Node>,
    package: &str,
    list: &Inventory,
    is_stamped: bool,
) -> Result<Contents<'static>, ExportError> {
    // What was sealed is shown under the policy that goes with it, whatever the directory says since.
    let mut heads = Vec::with_capacity(list.heads.len());
    for (log, size) in &list.heads {
        heads.push(published_at(node, *log, *size).await?);
    }
    let head = View::under(&list.policy()?, heads)?;
    let mut exhibits = Vec::with_capacity(list.exhibits.len());
    for listed in &list.exhibits {
        let id = ExhibitId::parse(&listed.exhibit).map_err(|_| damaged())?;
        let mut custody = Vec::with_capacity(listed.custody.len());
        for place in &listed.custody {
            custody.push(leaf(node, &head, place, None).await?);
        }
        let complete = match &listed.complete {
            None => None,
            Some(stated) => Some(Complete {
                statement: stated.statement()?,
                map: leaf(node, &head, &stated.map, None).await?,
            }),
        };
        exhibits.push(Exhibit {
            complete,
            exhibit_no: listed.no.clone(),
            extension: listed.extension.clone(),
            content: content(node, id, listed.counted.measured()?),
            custody,
        });
    }
    let mut anchors = Vec::with_capacity(list.anchors.len());
    for place in &list.anchors {
        anchors.push(leaf(node, &head, place, Some(&LINK_FIELDS)).await?);
    }
    let mut letters = Vec::with_capacity(list.letters.len());
    let mut legal = Vec::new();
    for id in &list.letters {
        let kept = letter(node, id).await?;
        legal.extend(order_copy(&kept, id));
        letters.push(kept);
    }
    let mut receipts = Vec::with_capacity(list.receipts.len());
    for digest in &list.receipts {
        receipts.push(receipt(node, digest).await?);
    }
    let part_of = match &list.part_of {
        None => None,
        Some(whole) => Some(PartOf {
            whole: leaf(node, &head, &whole.seal, None).await?,
            parts: Parts::parse(whole.parts.as_bytes()).map_err(|_| damaged())?,
            forum: whole.forum.clone(),
        }),
    };
    Ok(Contents {
        package_id: package.to_owned(),
        node: node.config.node.to_string(),
        organization: list.organization.clone(),
        bagged_on: list.bagged_on.clone(),
        case: CaseSummary {
            docket_no: list.case.docket_no.clone(),
            measure_kind: list.case.measure_kind.clone(),
            measure_no: list.case.measure_no.clone(),
            issued_at: list.case.issued_at.clone(),
        },
        exhibits,
        left_out: list
            .left_out
            .iter()
            .map(|(no, why)| {
                let why = Absence::parse(why).ok_or_else(damaged)?;
                Ok(LeftOut { exhibit_no: no.clone(), why })
            })
            .collect::<Result<_, ActError>>()?,
        anchors,
        letters,
        receipts,
        legal,
        policy: list.policy.clone(),
        keys: list.keys.iter().map(|line| key_row(line)).collect::<Result<_, _>>()?,
        is_stamped,
        parts_key: Digest::parse_hex(&list.parts_key).map_err(|_| damaged())?.0,
        part_of,
    })
}

pub(super) async fn leaf(
    node: &Node,
    head: &View,
    place: &Place,
    fields: Option<&[&str]>,
) -> Result<Leaf, ActError> {
    match place {
        Place::Ours { log, index } => {
            let place = store::Place { log: *log, index: *index };
            let event = node.store.event_at(place).await?.ok_or_else(damaged)?;
            head.leaf(node, &event, fields).await?.ok_or_else(damaged)
        }
        Place::Theirs { exhibit, key } => {
            let exhibit = ExhibitId::parse(exhibit).map_err(|_| damaged())?;
            held_leaf(node, exhibit, key).await
        }
    }
}

/// The published head of a log of exactly this size.
async fn published_at(node: &Node, log: u32, size: u64) -> Result<SignedHead, ActError> {
    let row = node.row::<Published>(view::PUBLISHED, &published_key(log, size)).await?;
    signed_head(row.ok_or_else(damaged)?)
}

impl From<store::Place> for Place {
    fn from(store::Place { log, index }: store::Place) -> Self {
        Self::Ours { log, index }
    }
}

/// The first published heads that cover a leaf of ours, smallest first.
///
/// # Errors
/// If a row is damaged.
pub(super) async fn published_over(
    node: &Node,
    place: store::Place,
) -> Result<Vec<SignedHead>, ActError> {
    /// The first head may be older than the leaf by the witnesses' clocks; one of the next is not.
    const HEADS_MAX: u32 = 16;
    let query = RowQuery {
        from_sort: Some(published_key(place.log, place.index.saturating_add(1))),
        to_sort: Some(published_key(place.log.saturating_add(1), 0)),
        ..RowQuery::view(view::PUBLISHED, HEADS_MAX)
    };
    let rows = node.store.rows(query).await?;
    rows.iter().map(|row| signed_head(decode(&row.body)?)).collect()
}

fn signed_head(row: Published) -> Result<SignedHead, ActError> {
    let root = Digest::parse_hex(&row.root).map_err(|_| damaged())?;
    Ok(SignedHead { log: row.log, size: row.size, root, note: row.note })
}

/// A letter as it was signed.
///
/// # Errors
/// If it is not here, or its key was destroyed.
pub(super) async fn letter(node: &Node, id: &str) -> Result<Letter, ActError> {
    let row = node.raw_row(view::LETTER, id).await?.ok_or_else(damaged)?;
    let id = LetterId::parse(id).map_err(|_| damaged())?;
    let text = sealed_doc::open(&node.keys, id.bytes(), &row)?;
    let (manifest, signatures) = split(&text).ok_or_else(damaged)?;
    Ok(Letter { manifest: manifest.to_vec(), signatures: signatures.to_vec() })
}

/// A receipt, without anchor.
///
/// # Errors
/// If it is not here.
pub(super) async fn receipt(node: &Node, digest: &str) -> Result<Receipt, ActError> {
    kept(&node.row::<KeptReceipt>(view::RECEIPT, digest).await?.ok_or_else(damaged)?)
}

/// The manifest of a letter as JSON.
///
/// # Errors
/// If it is none.
pub(super) fn manifest(letter: &Letter) -> Result<Json, ActError> {
    Json::parse(&letter.manifest).map_err(|_| damaged())
}

/// Whether a manifest is that of an order.
pub(super) fn is_order(manifest: &Json) -> bool {
    manifest.get("type").and_then(Json::text) == Some(ORDER)
}

/// An order's text as it was read before it was issued; nothing for other letters.
fn order_copy(letter: &Letter, id: &str) -> Option<LegalFile> {
    let manifest = manifest(letter).ok().filter(is_order)?;
    let body = manifest.get("body")?;
    let copy = body.get("copy").and_then(Json::text).unwrap_or("copy");
    let short = id.split('-').next().unwrap_or(id);
    Some(LegalFile { name: format!("order-{copy}-{short}.json"), bytes: body.to_bytes() })
}

fn key_row(line: &str) -> Result<KeyRow, ActError> {
    let history = KeyHistory::parse(format!("{line}\n").as_bytes()).map_err(|_| damaged())?;
    let mut rows = history.rows();
    rows.next().cloned().ok_or_else(damaged)
}

fn damaged() -> ActError {
    ActError::Corrupt("the list of a package names what is not here".to_owned())
}
