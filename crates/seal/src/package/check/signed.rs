//! `signatures`: letters and receipts, against the key history, each at its own time.

use std::collections::BTreeMap;

use super::container::Files;
use super::{Broken, Checked};
use crate::cose::{Kind, Signatures};
use crate::digest::Digest;
use crate::json::Json;
use crate::package::keys::{KeyHistory, KeyRow};
use crate::package::layout::Member;
use crate::receipt::{Instant, Receipt};
use crate::sign::{Alg, Kid, PublicKey};

/// What was signed.
pub(super) struct Signed {
    pub(super) n_letters: usize,
    pub(super) n_receipts: usize,
    pub(super) n_signatures: usize,
}

pub(super) fn check(files: &Files) -> Checked<Signed> {
    let keys =
        KeyHistory::parse(files.bytes(&Member::Keys)?).map_err(|e| Broken::new(e.to_string()))?;
    let mut checker = Checker { keys, net: None };
    let mut signed = Signed { n_letters: 0, n_receipts: 0, n_signatures: 0 };
    let mut signatures: BTreeMap<Digest, &[u8]> = BTreeMap::new();
    for (member, file) in files.iter() {
        if let Member::LetterSignatures(digest) = member {
            signatures.insert(*digest, file.bytes());
        }
    }
    for (member, file) in files.iter() {
        let found = match member {
            Member::Letter(digest) => {
                signed.n_letters += 1;
                checker.letter(digest, file.bytes(), signatures.remove(digest))
            }
            Member::Receipt(_) => {
                signed.n_receipts += 1;
                checker.receipt(file.bytes())
            }
            Member::Mimetype
            | Member::Readme
            | Member::BagTag(_)
            | Member::AnchorProof(_)
            | Member::AnchorLinks
            | Member::CaseGraph
            | Member::Events { .. }
            | Member::Evidence { .. }
            | Member::Keys
            | Member::Legal { .. }
            | Member::LetterSignatures(_)
            | Member::Parts
            | Member::Policy
            | Member::Proof(_)
            | Member::AsicManifest
            | Member::SealOpening
            | Member::SealProof
            | Member::Timestamp
            | Member::WholeOpening
            | Member::WholeProof => continue,
        };
        signed.n_signatures +=
            found.map_err(|Broken(why)| Broken(format!("`{}`: {why}", file.path)))?;
    }
    match signatures.keys().next() {
        None => Ok(signed),
        Some(digest) => {
            Err(Broken(format!("there are signatures over letter {digest}, but no such letter")))
        }
    }
}

struct Checker {
    keys: KeyHistory,
    /// The one network of this package, once a letter or receipt has named it.
    net: Option<Digest>,
}

/// Who has to have signed.
struct Issuer<'a> {
    /// The member, where a letter names it.
    member: Option<&'a str>,
    node: &'a str,
    /// `None` where the node itself signs.
    unit: Option<&'a str>,
}

impl Checker {
    fn letter(
        &mut self,
        digest: &Digest,
        manifest: &[u8],
        signatures: Option<&[u8]>,
    ) -> Checked<usize> {
        if Digest::of(manifest) != *digest {
            return Err(Broken::new("its name is not its digest"));
        }
        let signatures = signatures.ok_or_else(|| Broken::new("its signatures are missing"))?;
        let signatures =
            Signatures::parse(Kind::Letter, signatures).map_err(|e| Broken::new(e.to_string()))?;
        let letter = Json::parse(manifest).map_err(|e| Broken::new(e.to_string()))?;
        let text = |name: &str| letter.get(name).and_then(Json::text);
        let issued_at = text("issued_at")
            .and_then(Instant::parse)
            .ok_or_else(|| Broken::new("it does not say when it was issued"))?;
        let net = text("net").and_then(|net| Digest::parse_hex(net).ok());
        let net = self.one_net(net)?;
        let kind =
            text("type").ok_or_else(|| Broken::new("it does not say what kind of letter it is"))?;
        let issuer = letter.get("issuer");
        let part = |name: &str| issuer.and_then(|issuer| issuer.get(name)).and_then(Json::text);
        let (Some(node), Some(unit)) = (part("node"), part("unit")) else {
            return Err(Broken::new("it does not say who issued it"));
        };
        // Letters of the protocol itself are signed by the node, all others by the unit that answers for them.
        let issuer = if kind.starts_with("cx.") {
            Issuer { member: None, node, unit: None }
        } else {
            let member = part("member")
                .ok_or_else(|| Broken::new("it does not say for which member it was issued"))?;
            Issuer { member: Some(member), node, unit: Some(unit) }
        };
        let signed_by = signatures
            .verify(&net, manifest, |kid| self.key_at(kid, issued_at.unix_ms()))
            .map_err(|e| Broken::new(e.to_string()))?;
        self.signed_as_it_must(&signed_by, &issuer, issued_at.unix_ms())
    }

    fn receipt(&mut self, bytes: &[u8]) -> Checked<usize> {
        let receipt = Receipt::parse(bytes).map_err(|e| Broken::new(e.to_string()))?;
        let statement = receipt.statement();
        let net = self.one_net(Some(statement.net))?;
        let at = statement.at.unix_ms();
        let signed_by = receipt
            .verify(&net, |kid| self.key_at(kid, at))
            .map_err(|e| Broken::new(e.to_string()))?;
        let issuer = Issuer { member: None, node: statement.by.node.as_str(), unit: None };
        self.signed_as_it_must(&signed_by, &issuer, at)
    }

    fn one_net(&mut self, net: Option<Digest>) -> Checked<Digest> {
        let net = net.ok_or_else(|| Broken::new("it does not name its network"))?;
        if *self.net.get_or_insert(net) == net {
            Ok(net)
        } else {
            Err(Broken::new("it belongs to another network than the rest of the package"))
        }
    }

    /// The key called `kid`, if it was valid then.
    fn key_at(&self, kid: Kid, at: i64) -> Option<PublicKey> {
        let (row, key) = self.keys.find(kid)?;
        key.filter(|_| row.holds_at(at)).cloned()
    }

    /// The issuer has signed with a classical key, and with its post-quantum key where it had one then.
    fn signed_as_it_must(
        &self,
        signed_by: &[(Kid, Alg)],
        issuer: &Issuer<'_>,
        at: i64,
    ) -> Checked<usize> {
        let of_member = |row: &KeyRow| issuer.member.is_none_or(|member| row.member == member);
        let is_issuers = |row: &KeyRow| {
            row.node == issuer.node && row.unit.as_deref() == issuer.unit && of_member(row)
        };
        // Beside a unit other units of its member may sign; beside a node nobody.
        let may_sign = |row: &KeyRow| {
            row.node == issuer.node && row.unit.is_some() == issuer.unit.is_some() && of_member(row)
        };
        let strange = signed_by
            .iter()
            .any(|(kid, _)| !self.keys.find(*kid).is_some_and(|(row, _)| may_sign(row)));
        if strange {
            return Err(Broken::new("it carries the signature of somebody who may not sign it"));
        }
        let by_issuer = |alg: Alg| {
            signed_by.iter().any(|(kid, signed)| {
                *signed == alg && self.keys.find(*kid).is_some_and(|(row, _)| is_issuers(row))
            })
        };
        if !by_issuer(Alg::Ed25519) {
            return Err(Broken::new("its issuer has not signed it with a key valid then"));
        }
        let has_twin = self
            .keys
            .rows()
            .any(|row| row.alg == Alg::MlDsa65 && is_issuers(row) && row.holds_at(at));
        if has_twin && !by_issuer(Alg::MlDsa65) {
            return Err(Broken::new("the post-quantum signature of its issuer is missing"));
        }
        Ok(signed_by.len())
    }
}
