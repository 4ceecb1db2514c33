//! `seal`: the leaf that commits to the manifest, with a proof in which nothing can be changed unseen.
//!
//! Opening and proof of the seal stand outside the manifest, so each of their bytes is compared or verified here: both
//! are read and written again, every field is open and its value compared or harmless because committed to, every
//! signature line belongs to a key of the package's own policy copy (which the manifest covers) and verifies. A token over
//! the manifest stands there too; its digest is a field of the opening, because nobody here can check who signed it.

use std::collections::BTreeSet;

use super::bagged::Bag;
use super::container::{Files, Manifest};
use super::inclusion::Head;
use super::{Broken, Checked, Tokens, shape};
use crate::digest::Digest;
use crate::note::Vkey;
use crate::opening::{Opening, Part};
use crate::package::layout::Member;
use crate::package::schema::{self, Schema};
use crate::package::view;
use crate::policy::Policy;
use crate::proof::TlogProof;
use crate::timestamp::Token;
use crate::verdict::TokenFact;

/// The seal, believed.
pub(super) struct Sealed {
    pub(super) opening: Opening,
    pub(super) head: Head,
    /// Fingerprint of the package's own policy copy.
    pub(super) policy_copy: Digest,
    /// What the tokens over the manifest say: the one in the package first, then those the reader brought.
    pub(super) tokens: Vec<TokenFact>,
}

pub(super) fn check(
    files: &Files,
    manifest: &Manifest,
    bag: &Bag,
    policy: &Policy,
    tokens: Tokens<'_>,
) -> Checked<Sealed> {
    let opening = Opening::parse(files.bytes(&Member::SealOpening)?)
        .map_err(|e| Broken::new(format!("the opening of the seal cannot be read: {e}")))?;
    let token = files.is_stamped().then(|| files.get(&Member::Timestamp)).transpose()?;
    check_opening(&opening, manifest, bag, token.map(|file| file.measured.sha256))?;

    let proof_bytes = files.bytes(&Member::SealProof)?;
    let proof = TlogProof::parse(proof_bytes)
        .map_err(|e| Broken::new(format!("the proof of the seal cannot be read: {e}")))?;
    let copy = Policy::parse(files.bytes(&Member::Policy)?)
        .map_err(|e| Broken::new(format!("the policy copy in the package cannot be read: {e}")))?;
    check_proof(&proof, proof_bytes, &opening, &copy)?;

    let head = Head::of(&proof, policy).map_err(|Broken(why)| {
        Broken(format!("the log head of the seal is not trusted under your policy: {why}"))
    })?;
    proof
        .verify_path(&opening.leaf_hash(), &head.checkpoint)
        .map_err(|e| Broken::new(format!("the seal does not stand in its log: {e}")))?;

    let inner = token.map(|file| check_token(file.bytes(), manifest, true)).into_iter();
    let brought = tokens.iter().map(|bytes| check_token(bytes, manifest, false));
    let tokens = inner.chain(brought).collect::<Checked<_>>()?;
    Ok(Sealed { opening, head, policy_copy: copy.fingerprint(), tokens })
}

/// A token in its one form over the manifest. Who made it, only its signature says, which is not checked here.
fn check_token(bytes: &[u8], manifest: &Manifest, is_inside: bool) -> Checked<TokenFact> {
    let token = Token::parse(bytes).map_err(|e| Broken::new(e.to_string()))?;
    if token.imprint() != manifest.sha256 {
        return Err(Broken::new("the time-stamp token is over something else than the manifest"));
    }
    Ok(TokenFact { is_inside, sha256: Digest::of(bytes), stamp: token.stamp().clone() })
}

/// All fields open, in their order, with the values that this package must have.
fn check_opening(
    opening: &Opening,
    manifest: &Manifest,
    bag: &Bag,
    token: Option<Digest>,
) -> Checked<()> {
    let schema = check_opened(opening)?;
    let expected = if token.is_some() { schema::PACKAGE_STAMPED } else { schema::PACKAGE };
    let stated = |name: &str| view::text(opening, name);
    if schema.id != expected.id {
        return Err(Broken::new(
            "the seal is not of the schema that suits a package with, or without, a token",
        ));
    }
    if stated("manifest_sha256") != Some(&manifest.sha256.hex())
        || opening.get("members") != Some(&manifest.n_members.into())
    {
        return Err(Broken::new("the seal commits to another manifest than the one in this file"));
    }
    if token.is_some_and(|token| stated("token_sha256") != Some(&token.hex())) {
        return Err(Broken::new("the seal commits to another time-stamp token than this one"));
    }
    if stated("package_id") != Some(&bag.package_id) || view::node(opening) != bag.node {
        return Err(Broken::new("the seal was made for another package or by another node"));
    }
    Ok(())
}

/// Whether an entry seals a package, all fields open and in their order; its schema.
pub(super) fn check_opened(opening: &Opening) -> Checked<Schema> {
    let stated = |name: &str| view::text(opening, name);
    let known = [schema::PACKAGE, schema::PACKAGE_STAMPED].into_iter();
    let named = known.into_iter().find(|schema| stated("schema") == Some(schema.id));
    let schema =
        named.ok_or_else(|| Broken::new("the entry shown as seal is another kind of entry"))?;
    let is_open = |(part, name): (&Part, &str)| match part {
        Part::Open { field, .. } => field.name == name,
        Part::Closed { .. } => false,
    };
    let parts = opening.parts();
    if parts.len() != schema.n_fields() || !parts.iter().zip(schema.names()).all(is_open) {
        return Err(Broken::new("the seal does not open exactly the fields of a sealed package"));
    }
    shape::base(opening)?;
    if view::log_of(opening.origin()).is_none() {
        return Err(Broken::new("the log of the seal is not called as the log of a node"));
    }
    if stated("category") == Some("package") && stated("type") == Some("sealed") {
        Ok(schema)
    } else {
        Err(Broken::new("the entry shown as seal is another kind of entry"))
    }
}

/// The proof is in its one form and carries known lines only.
fn check_proof(proof: &TlogProof, bytes: &[u8], opening: &Opening, copy: &Policy) -> Checked<()> {
    let signed = proof.signed_checkpoint().map_err(|e| Broken::new(e.to_string()))?;
    if proof.to_string().as_bytes() != bytes || signed.to_string() != proof.checkpoint_note {
        return Err(Broken::new("the proof of the seal is not in its one form"));
    }
    if proof.extra.as_ref() != Some(opening.leaf())
        || proof.index != opening.index()
        || signed.claimed().origin() != opening.origin()
    {
        return Err(Broken::new("the proof of the seal is for another entry"));
    }
    let lines = &signed.note().signatures;
    let names: BTreeSet<_> = lines.iter().map(|line| (line.name.as_str(), line.key_id)).collect();
    if names.len() != lines.len() || !names.iter().all(|(name, id)| copy.knows(name, *id)) {
        return Err(Broken::new(
            "the log head of the seal carries a line of no key in the package's policy copy",
        ));
    }
    let logs = copy.logs().iter().map(|log| &log.vkey);
    let keys: Vec<Vkey> =
        logs.chain(copy.witnesses().iter().map(|witness| &witness.vkey)).cloned().collect();
    let seen = signed.note().open(&keys).map_err(|e| Broken::new(e.to_string()))?;
    if seen.len() == lines.len() {
        Ok(())
    } else {
        Err(Broken::new("the log head of the seal carries a line that nobody can check"))
    }
}
