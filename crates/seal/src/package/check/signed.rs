//! `signatures`: letters and receipts, against the key history, each at its own time.
//!
//! Who holds a key that the reader's policy revokes can write any date. So what it signed counts only if it says a time before
//! the revocation *and* something under other keys does: witnesses saw the seal over this package before, or an entry of
//! the record names it and happened before.

use std::collections::{BTreeMap, BTreeSet};

use super::container::Files;
use super::inclusion::Record;
use super::seal::Sealed;
use super::{Broken, Checked};
use crate::cose::{Kind, Signatures};
use crate::digest::Digest;
use crate::json::Json;
use crate::opening::Part;
use crate::package::keys::{KeyHistory, KeyRow};
use crate::package::layout::Member;
use crate::package::view;
use crate::policy::Policy;
use crate::receipt::{Instant, Receipt};
use crate::sign::{Alg, Kid, PublicKey};
use crate::verdict::{KeyFact, KeyLife};

/// What was signed.
pub(super) struct Signed {
    pub(super) n_letters: usize,
    pub(super) n_receipts: usize,
    pub(super) n_signatures: usize,
    /// By which keys, and what is known of them.
    pub(super) keys: Vec<KeyFact>,
}

pub(super) fn check(
    files: &Files,
    policy: &Policy,
    record: &Record,
    sealed: Option<&Sealed>,
) -> Checked<Signed> {
    let keys =
        KeyHistory::parse(files.bytes(&Member::Keys)?).map_err(|e| Broken::new(e.to_string()))?;
    let recorded = if policy.revokes_kids() { recorded(record) } else { BTreeMap::new() };
    let sealed_at = sealed.and_then(|sealed| sealed.head.witnessed_at);
    let used = BTreeSet::new();
    let mut checker = Checker { keys, net: None, policy, recorded, sealed_at, used };
    let mut signed = Signed { n_letters: 0, n_receipts: 0, n_signatures: 0, keys: Vec::new() };
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
            Member::Receipt(digest) => {
                signed.n_receipts += 1;
                checker.receipt(digest, file.bytes())
            }
            Member::Mimetype
            | Member::Readme
            | Member::BagTag(_)
            | Member::AnchorProof(_)
            | Member::AnchorLinks
            | Member::CaseGraph
            | Member::Complete { .. }
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
    // A head that several notes show was there when the first of them says.
    let mut heads = BTreeMap::new();
    for head in
        record.under_heads().map(|shown| &shown.head).chain(sealed.map(|sealed| &sealed.head))
    {
        let of = (head.checkpoint.origin(), head.checkpoint.size());
        let first = heads.entry(of).or_insert(head.witnessed_at);
        *first = head.witnessed_at.into_iter().chain(*first).min();
    }
    let latest = heads.into_values().flatten().max();
    signed.keys = checker.facts(policy.asked_as_of().or(latest));
    match signatures.keys().next() {
        None => Ok(signed),
        Some(digest) => {
            Err(Broken(format!("there are signatures over letter {digest}, but no such letter")))
        }
    }
}

struct Checker<'a> {
    keys: KeyHistory,
    /// The one network of this package, once a letter or receipt has named it.
    net: Option<Digest>,
    policy: &'a Policy,
    /// When the record first names a digest, milliseconds since 1970; empty where nothing asks for it.
    recorded: BTreeMap<String, i64>,
    /// By when witnesses had seen the seal over all of it, POSIX seconds.
    sealed_at: Option<u64>,
    /// The keys that signed something.
    used: BTreeSet<Kid>,
}

/// The earliest entry that names each digest: a text of 64 hexadecimal digits in an open field, or in an object there.
fn recorded(record: &Record) -> BTreeMap<String, i64> {
    let mut recorded: BTreeMap<String, i64> = BTreeMap::new();
    for shown in record.all() {
        let Some(at) = view::at(&shown.opening).and_then(Instant::parse) else { continue };
        for part in shown.opening.parts() {
            let Part::Open { field, .. } = part else { continue };
            let inner = field.value.entries().into_iter().flat_map(BTreeMap::values);
            for text in inner.chain([&field.value]).filter_map(Json::text) {
                if Digest::parse_hex(text).is_ok() {
                    let first = recorded.entry(text.to_owned()).or_insert(at.unix_ms());
                    *first = at.unix_ms().min(*first);
                }
            }
        }
    }
    recorded
}

/// Who has to have signed.
struct Issuer<'a> {
    /// The member, where a letter names it.
    member: Option<&'a str>,
    node: &'a str,
    /// `None` where the node itself signs.
    unit: Option<&'a str>,
}

impl Checker<'_> {
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
        self.before_revocation(&signed_by, digest)?;
        self.signed_as_it_must(&signed_by, &issuer, issued_at.unix_ms())
    }

    fn receipt(&mut self, digest: &Digest, bytes: &[u8]) -> Checked<usize> {
        let receipt = Receipt::parse(bytes).map_err(|e| Broken::new(e.to_string()))?;
        let statement = receipt.statement();
        let net = self.one_net(Some(statement.net))?;
        let at = statement.at.unix_ms();
        let signed_by = receipt
            .verify(&net, |kid| self.key_at(kid, at))
            .map_err(|e| Broken::new(e.to_string()))?;
        self.before_revocation(&signed_by, digest)?;
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
        let is_revoked = self.policy.kid_revoked_from(kid).is_some_and(|from| at >= ms(from));
        key.filter(|_| row.holds_at(at) && !is_revoked).cloned()
    }

    /// What a revoked key signed was in a log before the revocation.
    fn before_revocation(&mut self, signed_by: &[(Kid, Alg)], digest: &Digest) -> Checked<()> {
        for (kid, _) in signed_by {
            self.used.insert(*kid);
            let Some(from) = self.policy.kid_revoked_from(*kid) else { continue };
            let was_sealed = self.sealed_at.is_some_and(|at| at < from);
            let was_recorded = self.recorded.get(&digest.hex()).is_some_and(|at| *at < ms(from));
            if !was_sealed && !was_recorded {
                return Err(Broken::new(
                    "nothing shows that it was there before a key that signed it was revoked",
                ));
            }
        }
        Ok(())
    }

    /// What is known of the keys that signed, at the time that counts in POSIX seconds.
    fn facts(&self, at: Option<u64>) -> Vec<KeyFact> {
        let fact = |kid: &Kid| {
            let (row, _) = self.keys.find(*kid)?;
            let life = match (self.policy.kid_revoked_from(*kid), &row.until) {
                (Some(from), _) => KeyLife::RevokedLater { from },
                (None, Some(until)) if at.is_some_and(|at| !row.holds_at(ms(at))) => {
                    KeyLife::Ended { until: until.clone() }
                }
                (None, Some(_) | None) => KeyLife::InForce,
            };
            let of = row.unit.as_ref().unwrap_or(&row.node).clone();
            Some(KeyFact { kid: *kid, of, life })
        };
        self.used.iter().filter_map(fact).collect()
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

fn ms(seconds: u64) -> i64 {
    i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1000)
}
