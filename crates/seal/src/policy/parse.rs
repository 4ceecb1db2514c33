//! The reader of policy files: lines of items, names defined before they are used.

use std::collections::{BTreeMap, BTreeSet};

use super::keys::are_alike;
use super::{
    Group, Kid, LISTED_MAX, Log, POLICY_BYTES_MAX, Policy, PolicyError, Revoked, SlhDsaPublic,
    Vkey, VkeyKind, Witness,
};
use crate::digest::{Digest, b64_decode};
use crate::note::{check_name, decimal};

/// The predefined name of a quorum that asks for nobody.
const NONE: &str = "none";

/// Reads a policy file.
pub(super) fn parse(bytes: &[u8]) -> Result<Policy, PolicyError> {
    if bytes.len() > POLICY_BYTES_MAX {
        return Err(PolicyError::TooLong);
    }
    let text = str::from_utf8(bytes).map_err(|_| PolicyError::Bytes)?;
    if text.bytes().any(|byte| !matches!(byte, b'\t' | b'\n' | 0x20..=0x7e | 0x80..)) {
        return Err(PolicyError::Bytes);
    }
    let mut reader = Reader::default();
    for (n, text) in text.split('\n').enumerate() {
        reader.line = n + 1;
        let items: Vec<&str> = text.split([' ', '\t']).filter(|item| !item.is_empty()).collect();
        match items.as_slice() {
            [] => {}
            [first, ..] if first.starts_with('#') => {}
            ["log", vkey] => reader.log(vkey, None)?,
            ["log", vkey, url] => reader.log(vkey, Some(url))?,
            ["witness", name, vkey] => reader.witness(name, vkey, None)?,
            ["witness", name, vkey, url] => reader.witness(name, vkey, Some(url))?,
            ["group", name, needed, members @ ..] => reader.group(name, needed, members)?,
            ["quorum", name] => reader.quorum(name)?,
            ["revoked", key, from] => reader.revoked(key, from)?,
            ["seal", origin, key] => reader.seal(origin, key)?,
            [_, ..] => return Err(PolicyError::Line { line: reader.line }),
        }
    }
    let origins: BTreeSet<_> = reader.logs.iter().map(|log| log.vkey.name()).collect();
    for origin in origins {
        let keys = reader.logs.iter().map(|log| &log.vkey);
        let keys: Vec<Vkey> = keys.filter(|vkey| vkey.name() == origin).cloned().collect();
        if !are_alike(&keys) {
            return Err(PolicyError::Generations { origin: origin.to_owned() });
        }
    }
    Ok(Policy {
        logs: reader.logs,
        witnesses: reader.witnesses,
        groups: reader.groups,
        quorum: reader.quorum.ok_or(PolicyError::Quorum)?,
        revoked: reader.revoked,
        revoked_kids: reader.revoked_kids,
        seals: reader.seals,
        as_of: None,
        fingerprint: Digest::of(bytes),
    })
}

/// Whether the signature lines of two keys are the same lines.
fn is_same(one: &Vkey, other: &Vkey) -> bool {
    (one.name(), one.key_id()) == (other.name(), other.key_id())
}

#[derive(Default)]
struct Reader {
    line: usize,
    logs: Vec<Log>,
    log_keys: BTreeSet<Vec<u8>>,
    witnesses: Vec<Witness>,
    witness_keys: BTreeSet<Vec<u8>>,
    groups: Vec<Group>,
    /// Witnesses and groups share one name space.
    names: BTreeSet<String>,
    members: BTreeSet<String>,
    quorum: Option<Option<String>>,
    revoked: Vec<Revoked>,
    revoked_kids: BTreeMap<Kid, u64>,
    seals: BTreeMap<String, SlhDsaPublic>,
}

impl Reader {
    fn log(&mut self, vkey: &str, url: Option<&str>) -> Result<(), PolicyError> {
        let vkey = self.vkey(vkey)?;
        match vkey.kind() {
            VkeyKind::Ed25519(_) | VkeyKind::MlDsa44(_) => {}
            VkeyKind::CosigEd25519(_) => return Err(self.wrong_type()),
        }
        if !self.log_keys.insert(vkey.kind().public_key().to_vec()) {
            return Err(PolicyError::DuplicateKey { line: self.line });
        }
        if self.witnesses.iter().any(|witness| is_same(&witness.vkey, &vkey)) {
            return Err(PolicyError::DuplicateKey { line: self.line });
        }
        self.logs.push(Log { vkey, url: url.map(str::to_owned) });
        bounded(self.logs.len())
    }

    fn witness(&mut self, name: &str, vkey: &str, url: Option<&str>) -> Result<(), PolicyError> {
        self.define(name)?;
        let vkey = self.vkey(vkey)?;
        match vkey.kind() {
            VkeyKind::CosigEd25519(_) | VkeyKind::MlDsa44(_) => {}
            // A plain signature has no time, so it cannot say when it saw the tree.
            VkeyKind::Ed25519(_) => return Err(self.wrong_type()),
        }
        if !self.witness_keys.insert(vkey.kind().public_key().to_vec()) {
            return Err(PolicyError::DuplicateKey { line: self.line });
        }
        // A log that is its own witness is none.
        if self.logs.iter().any(|log| is_same(&log.vkey, &vkey)) {
            return Err(PolicyError::DuplicateKey { line: self.line });
        }
        let (name, url) = (name.to_owned(), url.map(str::to_owned));
        self.witnesses.push(Witness { name, vkey, url });
        bounded(self.witnesses.len())
    }

    fn group(&mut self, name: &str, needed: &str, members: &[&str]) -> Result<(), PolicyError> {
        let line = self.line;
        for member in members {
            if !self.names.contains(*member) {
                return Err(PolicyError::UnknownName { line });
            }
            if !self.members.insert((*member).to_owned()) {
                return Err(PolicyError::MemberTwice { line });
            }
        }
        self.define(name)?;
        let needed = match needed {
            "any" => 1,
            "all" => members.len(),
            number => {
                let number = decimal(number).ok_or(PolicyError::Line { line })?;
                usize::try_from(number).map_err(|_| PolicyError::Threshold { line })?
            }
        };
        if needed == 0 || needed > members.len() {
            return Err(PolicyError::Threshold { line });
        }
        let members = members.iter().map(|member| (*member).to_owned()).collect();
        self.groups.push(Group { name: name.to_owned(), needed, members });
        bounded(self.groups.len())
    }

    fn quorum(&mut self, name: &str) -> Result<(), PolicyError> {
        if self.quorum.is_some() {
            return Err(PolicyError::Quorum);
        }
        if name != NONE && !self.names.contains(name) {
            return Err(PolicyError::UnknownName { line: self.line });
        }
        self.quorum = Some((name != NONE).then(|| name.to_owned()));
        Ok(())
    }

    /// A key of an earlier line, or a key of letters and receipts by its id; of two lines about one key the earlier instant
    /// counts.
    fn revoked(&mut self, key: &str, from: &str) -> Result<(), PolicyError> {
        let from = decimal(from).ok_or(PolicyError::Line { line: self.line })?;
        if let Some(kid) = Kid::parse(key) {
            let first = self.revoked_kids.entry(kid).or_insert(from);
            *first = from.min(*first);
            return bounded(self.revoked_kids.len());
        }
        let vkey = self.vkey(key)?;
        let mut listed = self.logs.iter().map(|log| &log.vkey);
        let is_witness = self.witnesses.iter().any(|witness| witness.vkey == vkey);
        if !is_witness && !listed.any(|listed| *listed == vkey) {
            return Err(PolicyError::UnknownName { line: self.line });
        }
        match self.revoked.iter_mut().find(|revoked| revoked.vkey == vkey) {
            Some(known) => known.from = from.min(known.from),
            None => self.revoked.push(Revoked { vkey, from }),
        }
        bounded(self.revoked.len())
    }

    fn seal(&mut self, origin: &str, key: &str) -> Result<(), PolicyError> {
        let line = self.line;
        let key = b64_decode(key).ok().and_then(|key| SlhDsaPublic::parse(&key).ok());
        let key = key.ok_or(PolicyError::Line { line })?;
        check_name(origin).map_err(|_| PolicyError::Line { line })?;
        if self.seals.insert(origin.to_owned(), key).is_some() {
            return Err(PolicyError::DuplicateName { line });
        }
        bounded(self.seals.len())
    }

    fn vkey(&self, text: &str) -> Result<Vkey, PolicyError> {
        let line = self.line;
        Vkey::parse(text).map_err(|source| PolicyError::Vkey { line, source: Some(source) })
    }

    fn wrong_type(&self) -> PolicyError {
        PolicyError::Vkey { line: self.line, source: None }
    }

    fn define(&mut self, name: &str) -> Result<(), PolicyError> {
        if name == NONE || !self.names.insert(name.to_owned()) {
            return Err(PolicyError::DuplicateName { line: self.line });
        }
        Ok(())
    }
}

fn bounded(n: usize) -> Result<(), PolicyError> {
    if n <= LISTED_MAX { Ok(()) } else { Err(PolicyError::TooLong) }
}
