//! A copy of a package with fewer exhibits, and the list that proves what it is a part of.
//!
//! Not a cut of the file: the copy is a package of its own, with a seal of its own, made from the same contents. Who may
//! get which exhibit is decided elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::{BuildError, Contents, Exhibit, Leaf, Letter};
use crate::digest::Digest;
use crate::json::Json;
use crate::opening::Opening;
use crate::package::parts::{Ground, Part, Parts, PartsError, part_digest};
use crate::package::view;

/// What makes a copy of a whole.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Copy {
    /// UUID of the copy.
    pub package_id: String,
    /// Day of the copy, `YYYY-MM-DD`.
    pub bagged_on: String,
    /// For whom it is, in words.
    pub forum: String,
    /// The leaf that seals the whole.
    pub whole: Leaf,
    /// The exhibits that are kept back, by number.
    pub withheld: BTreeMap<String, Ground>,
    /// Whether a time-stamp token goes into it.
    pub is_stamped: bool,
}

/// The whole that a package is a part of.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PartOf {
    /// The leaf that seals the whole, all fields open.
    pub whole: Leaf,
    /// Its list of parts, with what is kept back.
    pub parts: Parts,
    /// For whom the copy is, in words.
    pub forum: String,
}

impl Contents<'_> {
    /// The list of parts and its root.
    pub(super) fn parts(&self) -> Result<(Parts, Digest), BuildError> {
        let here: BTreeMap<_, _> = self
            .exhibits
            .iter()
            .map(|exhibit| (exhibit.exhibit_no.clone(), digest_of(exhibit)))
            .collect();
        let Some(PartOf { whole, parts, .. }) = &self.part_of else {
            let mut all: BTreeMap<_, _> =
                here.iter().map(|(no, digest)| (no.clone(), Part::Held(*digest))).collect();
            for out in &self.left_out {
                if all.insert(out.exhibit_no.clone(), Part::Absent(out.why.id())).is_some() {
                    return Err(PartsError::Missing { no: out.exhibit_no.clone() }.into());
                }
            }
            let parts = Parts::of_whole(&self.parts_key, &all)?;
            let root = parts.root(&here)?;
            return Ok((parts, root));
        };
        let root = parts.root(&here)?;
        if whole.opening.get("parts") == Some(&root.hex().into()) {
            Ok((parts.clone(), root))
        } else {
            Err(BuildError::Whole)
        }
    }

    /// The same without the exhibits that are kept back. What passed custody of the others stays: letters, receipts,
    /// anchors, the keys of who signed them, and the orders under which they were collected; a letter that passed others too names them all the same.
    ///
    /// # Errors
    /// [`BuildError`] if this is not what the whole sealed, or an exhibit to be kept back is not in it.
    pub fn copy(mut self, copy: Copy) -> Result<Self, BuildError> {
        let (mut parts, root) = self.parts()?;
        if copy.whole.opening.get("parts") != Some(&root.hex().into()) {
            return Err(BuildError::Whole);
        }
        for (no, ground) in copy.withheld {
            let at = self.exhibits.iter().position(|exhibit| exhibit.exhibit_no == no);
            let Some(at) = at else { return Err(PartsError::Missing { no }.into()) };
            let exhibit = self.exhibits.remove(at);
            parts.withhold(&no, &digest_of(&exhibit), &ground);
        }
        self.keep_what_passed();
        self.package_id = copy.package_id;
        self.bagged_on = copy.bagged_on;
        self.is_stamped = copy.is_stamped;
        self.part_of = Some(PartOf { whole: copy.whole, parts, forum: copy.forum });
        Ok(self)
    }

    fn keep_what_passed(&mut self) {
        let entries = || {
            self.exhibits
                .iter()
                .flat_map(|exhibit| exhibit.custody.iter().map(|leaf| &leaf.opening))
        };
        let texts = |name: &str, inner: &str| -> BTreeSet<String> {
            let text = |entry| view::inner(entry, name, inner).map(str::to_owned);
            entries().filter_map(text).collect()
        };
        let letters = texts("signatures", "letter_digest");
        let mut receipted = texts("signatures", "receipt_digest");
        let measures = texts("basis", "measure");
        let (kept, orders) = kept_letters(&self.letters, &letters, &measures);

        // Envelopes that carried such a letter: an anchor shows that, or a receipt says so.
        let env = |anchor: &Opening| view::text(anchor, "env_digest").map(str::to_owned);
        let shows = |anchor: &&Opening| {
            view::text(anchor, "letter_digest").is_some_and(|digest| letters.contains(digest))
        };
        let mut envelopes: BTreeSet<String> =
            self.anchors.iter().map(|leaf| &leaf.opening).filter(shows).filter_map(env).collect();
        for receipt in &self.receipts {
            let statement = receipt.statement();
            let letter = statement.letter.as_ref().map(|letter| letter.digest.hex());
            let is_named = receipted.contains(&receipt.statement_digest().hex());
            if is_named || letter.is_some_and(|letter| kept.contains(&letter)) {
                envelopes.insert(statement.of.env_digest.hex());
            }
        }
        self.anchors.retain(|leaf| env(&leaf.opening).is_some_and(|env| envelopes.contains(&env)));
        let named = |leaf: &Leaf| view::text(&leaf.opening, "receipt_digest").map(str::to_owned);
        receipted.extend(self.anchors.iter().filter_map(named));
        self.receipts.retain(|receipt| {
            envelopes.contains(&receipt.statement().of.env_digest.hex())
                || receipted.contains(&receipt.statement_digest().hex())
        });
        self.letters.retain(|letter| kept.contains(&Digest::of(&letter.manifest).hex()));
        self.legal.retain(|file| orders.contains(&file.bytes));
        // Who only signed what is not here is nobody that the reader should know of.
        let mut signers: BTreeSet<String> = self.letters.iter().filter_map(issuer_node).collect();
        let receipts = self.receipts.iter();
        signers.extend(receipts.map(|receipt| receipt.statement().by.node.as_str().to_owned()));
        self.keys.retain(|row| row.node == self.node || signers.contains(&row.node));
    }
}

/// The node on which a letter was signed, as its manifest says.
fn issuer_node(letter: &Letter) -> Option<String> {
    let manifest = Json::parse(&letter.manifest).ok()?;
    Some(manifest.get("issuer")?.get("node")?.text()?.to_owned())
}

/// Digests of the letters that stay, and the texts of the orders among them.
fn kept_letters(
    letters: &[Letter],
    passed: &BTreeSet<String>,
    measures: &BTreeSet<String>,
) -> (BTreeSet<String>, BTreeSet<Vec<u8>>) {
    let (mut kept, mut orders) = (BTreeSet::new(), BTreeSet::new());
    for letter in letters {
        let digest = Digest::of(&letter.manifest).hex();
        let manifest = Json::parse(&letter.manifest).unwrap_or(Json::Null);
        let is_order = manifest.get("type").and_then(Json::text) == Some("measure.issue");
        let measure = manifest.get("body").and_then(|body| body.get("measure")?.text());
        if is_order && measure.is_some_and(|measure| measures.contains(measure)) {
            orders.extend(manifest.get("body").map(Json::to_bytes));
            kept.insert(digest);
        } else if passed.contains(&digest) {
            kept.insert(digest);
        }
    }
    (kept, orders)
}

/// The digest of an exhibit as a part.
fn digest_of(exhibit: &Exhibit<'_>) -> Digest {
    let leaves = exhibit.custody.iter().map(|leaf| leaf.opening.leaf_hash());
    part_digest(&exhibit.content.measured.sha256, leaves)
}
