//! Signed files from and to JSON: closed objects, each with the fields of the specification and no other.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use seal::digest::{Digest, hex_decode};
use seal::json::Json;
use seal::threshold::{Quorum, SignKey, Signature};

use super::{
    Content, Delegation, FileLine, RootFile, SnapshotFile, TARGETS, TargetLine, TargetsFile,
    TimestampFile, Top, TufError,
};
use crate::roster::MEMBERS_MAX;

type Read<T> = Result<T, TufError>;

/// The version of the specification that this program writes; it reads every other one with the same first number.
const SPEC_VERSION: &str = "1.0.31";
/// How a timestamp calls the snapshot.
const SNAPSHOT: &str = "snapshot.json";

/// What is signed, and the signatures beside it.
pub(super) fn split(bytes: &[u8]) -> Read<(Json, Vec<Signature>)> {
    let file = Json::parse_any(bytes)?;
    closed(&file, &["signatures", "signed"], "signed")?;
    let mut signatures = Vec::new();
    let mut seen = BTreeSet::new();
    for line in file.get("signatures").and_then(Json::list).ok_or(TufError::Field("signatures"))? {
        closed(line, &["keyid", "sig"], "signatures")?;
        let key = digest(line, "keyid")?;
        if !seen.insert(key) {
            return Err(TufError::DuplicateSignature);
        }
        let bytes = hex_decode(text(line, "sig")?).map_err(|_| TufError::Field("sig"))?;
        signatures.push(Signature { key, bytes });
    }
    let signed = file.get("signed").ok_or(TufError::Field("signed"))?;
    if !is_plain(signed) {
        return Err(TufError::Field("signed"));
    }
    Ok((signed.clone(), signatures))
}

/// A file of these parts.
pub(super) fn join(signed: Json, signatures: &[Signature]) -> Vec<u8> {
    let mut signatures = signatures.to_vec();
    signatures.sort();
    let lines = signatures.into_iter().map(|line| {
        let sig = seal::digest::hex_encode(&line.bytes);
        Json::object([("keyid", Json::Text(line.key.hex())), ("sig", Json::Text(sig))])
    });
    Json::object([("signatures", Json::List(lines.collect())), ("signed", signed)]).to_bytes()
}

/// Whether both canonical forms are the same bytes: ASCII names, no control characters but in a key.
fn is_plain(json: &Json) -> bool {
    match json {
        Json::Null | Json::Bool(_) | Json::Int(_) => true,
        Json::Text(text) => !text.chars().any(char::is_control),
        Json::List(items) => items.iter().all(is_plain),
        Json::Object(entries) => entries.iter().all(|(name, value)| {
            name.is_ascii()
                && !name.chars().any(char::is_control)
                && (name == "keyval" || is_plain(value))
        }),
    }
}

impl Content for RootFile {
    fn read(json: &Json) -> Read<Self> {
        let fields = ["consistent_snapshot", "keys", "roles"];
        let (version, expires_at) = head(json, "root", &fields)?;
        if json.get("consistent_snapshot").and_then(Json::bool) != Some(true) {
            return Err(TufError::Field("consistent_snapshot"));
        }
        let roles = json.get("roles").ok_or(TufError::Field("roles"))?;
        closed(roles, &Top::ALL.map(Top::name), "roles")?;
        let role = |top: Top| -> Read<Quorum> {
            let role = roles.get(top.name()).ok_or(TufError::Field("roles"))?;
            closed(role, &["keyids", "threshold"], "roles")?;
            quorum(role)
        };
        Ok(Self {
            version,
            expires_at,
            keys: keys(json)?,
            root: role(Top::Root)?,
            snapshot: role(Top::Snapshot)?,
            targets: role(Top::Targets)?,
            timestamp: role(Top::Timestamp)?,
        })
    }

    fn write(&self) -> Json {
        let roles = Top::ALL.map(|top| (top.name(), Json::object(quorum_fields(self.quorum(top)))));
        let rest = [
            ("consistent_snapshot", Json::Bool(true)),
            ("keys", keys_json(&self.keys)),
            ("roles", Json::object(roles)),
        ];
        object("root", self.version, self.expires_at, rest)
    }

    fn version(&self) -> u64 {
        self.version
    }

    fn expires_at(&self) -> Timestamp {
        self.expires_at
    }
}

impl Content for TimestampFile {
    fn read(json: &Json) -> Read<Self> {
        let (version, expires_at) = head(json, "timestamp", &["meta"])?;
        let meta = json.get("meta").ok_or(TufError::Field("meta"))?;
        closed(meta, &[SNAPSHOT], "meta")?;
        let snapshot = file_line(meta.get(SNAPSHOT).ok_or(TufError::Field("meta"))?)?;
        let bytes_max = Top::Snapshot.bytes_max();
        if snapshot.length > bytes_max {
            return Err(TufError::TooLarge { bytes_max });
        }
        Ok(Self { version, expires_at, snapshot })
    }

    fn write(&self) -> Json {
        let meta = Json::object([(SNAPSHOT, file_json(&self.snapshot))]);
        object("timestamp", self.version, self.expires_at, [("meta", meta)])
    }

    fn version(&self) -> u64 {
        self.version
    }

    fn expires_at(&self) -> Timestamp {
        self.expires_at
    }
}

impl Content for SnapshotFile {
    fn read(json: &Json) -> Read<Self> {
        let (version, expires_at) = head(json, "snapshot", &["meta"])?;
        let meta = json.get("meta").and_then(Json::entries).ok_or(TufError::Field("meta"))?;
        if !meta.contains_key(TARGETS) {
            return Err(TufError::Field("meta"));
        }
        if meta.len() > MEMBERS_MAX + 1 {
            return Err(TufError::TooManyMembers);
        }
        let mut files = BTreeMap::new();
        for (name, line) in meta {
            let role = name.strip_suffix(".json");
            if name != TARGETS && role.and_then(Delegation::member_of).is_none() {
                return Err(TufError::Field("meta"));
            }
            let line = file_line(line)?;
            // A member's file that is too long is that member's fault and nobody else's.
            let bytes_max = Top::Targets.bytes_max();
            if name == TARGETS && line.length > bytes_max {
                return Err(TufError::TooLarge { bytes_max });
            }
            files.insert(name.clone(), line);
        }
        Ok(Self { version, expires_at, files })
    }

    fn write(&self) -> Json {
        let files = self.files.iter().map(|(name, line)| (name.clone(), file_json(line)));
        object("snapshot", self.version, self.expires_at, [("meta", Json::object(files))])
    }

    fn version(&self) -> u64 {
        self.version
    }

    fn expires_at(&self) -> Timestamp {
        self.expires_at
    }
}

impl Content for TargetsFile {
    fn read(json: &Json) -> Read<Self> {
        let delegated = json.get("delegations");
        let fields = ["delegations", "targets"];
        // A member's file has no delegations, and says so by not having the field.
        let fields = if delegated.is_some() { &fields[..] } else { &["targets"] };
        let (version, expires_at) = head(json, "targets", fields)?;
        let mut targets = BTreeMap::new();
        let listed = json.get("targets").and_then(Json::entries);
        for (path, line) in listed.ok_or(TufError::Field("targets"))? {
            closed(line, &["hashes", "length"], "targets")?;
            let line = TargetLine { length: number(line, "length")?, sha256: sha256(line)? };
            targets.insert(path.clone(), line);
        }
        let (mut keys, mut delegations) = (BTreeMap::new(), Vec::new());
        if let Some(delegated) = delegated {
            closed(delegated, &["keys", "roles"], "delegations")?;
            keys = self::keys(delegated)?;
            delegations = members(delegated)?;
        }
        Ok(Self { version, expires_at, targets, keys, delegations })
    }

    fn write(&self) -> Json {
        let targets = self.targets.iter().map(|(path, line)| {
            let length = Json::Int(i64::try_from(line.length).unwrap_or(i64::MAX));
            let line = [("hashes", hashes(line.sha256)), ("length", length)];
            (path.clone(), Json::object(line))
        });
        let mut rest = vec![("targets", Json::object(targets))];
        if self.targets.contains_key(super::NETWORK) {
            let roles = self.delegations.iter().map(|delegation| {
                let paths = vec![Json::Text(Delegation::paths(&delegation.member))];
                let role = Json::Text(Delegation::role(&delegation.member));
                let more =
                    [("name", role), ("paths", paths.into()), ("terminating", Json::Bool(true))];
                Json::object(quorum_fields(&delegation.quorum).into_iter().chain(more))
            });
            let roles = Json::List(roles.collect());
            let delegations = [("keys", keys_json(&self.keys)), ("roles", roles)];
            rest.push(("delegations", Json::object(delegations)));
        }
        object("targets", self.version, self.expires_at, rest)
    }

    fn version(&self) -> u64 {
        self.version
    }

    fn expires_at(&self) -> Timestamp {
        self.expires_at
    }
}

fn members(json: &Json) -> Read<Vec<Delegation>> {
    let roles = json.get("roles").and_then(Json::list).ok_or(TufError::Field("roles"))?;
    if roles.len() > MEMBERS_MAX {
        return Err(TufError::TooManyMembers);
    }
    let (mut members, mut seen) = (Vec::with_capacity(roles.len()), BTreeSet::new());
    for role in roles {
        closed(role, &["keyids", "name", "paths", "terminating", "threshold"], "roles")?;
        let member = Delegation::member_of(text(role, "name")?).ok_or(TufError::Field("name"))?;
        // Another path would let one member speak for another; a role that is not terminating, two for one.
        if role.get("paths") != Some(&Json::List(vec![Json::Text(Delegation::paths(&member))])) {
            return Err(TufError::Path);
        }
        if role.get("terminating").and_then(Json::bool) != Some(true) {
            return Err(TufError::Field("terminating"));
        }
        if !seen.insert(member.clone()) {
            return Err(TufError::Claimed { what: "role", id: member.to_string() });
        }
        members.push(Delegation { member, quorum: quorum(role)? });
    }
    Ok(members)
}

/// Version and end, of an object that has the common fields and these.
fn head(json: &Json, kind: &'static str, more: &[&str]) -> Read<(u64, Timestamp)> {
    let common = ["_type", "expires", "spec_version", "version"];
    closed(json, &[&common, more].concat(), kind)?;
    if text(json, "_type")? != kind {
        return Err(TufError::Field("_type"));
    }
    let mut spec = text(json, "spec_version")?.split('.');
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if spec.next() != Some("1") || spec.clone().count() != 2 || !spec.all(is_number) {
        return Err(TufError::Field("spec_version"));
    }
    let version = number(json, "version")?;
    if version == 0 {
        return Err(TufError::Field("version"));
    }
    Ok((version, instant(json, "expires")?))
}

fn object(
    kind: &str,
    version: u64,
    expires_at: Timestamp,
    rest: impl IntoIterator<Item = (&'static str, Json)>,
) -> Json {
    let head = [
        ("_type", Json::from(kind)),
        ("expires", Json::Text(seconds(expires_at))),
        ("spec_version", Json::from(SPEC_VERSION)),
        ("version", Json::Int(i64::try_from(version).unwrap_or(i64::MAX))),
    ];
    Json::object(head.into_iter().chain(rest))
}

fn keys(json: &Json) -> Read<BTreeMap<Digest, SignKey>> {
    let listed = json.get("keys").and_then(Json::entries).ok_or(TufError::Field("keys"))?;
    let mut keys = BTreeMap::new();
    for (id, key) in listed {
        let id = Digest::parse_hex(id).map_err(|_| TufError::KeyId)?;
        let key = SignKey::from_json(key).ok_or(TufError::Field("keys"))?;
        if key.id() != id {
            return Err(TufError::KeyId);
        }
        keys.insert(id, key);
    }
    Ok(keys)
}

fn keys_json(keys: &BTreeMap<Digest, SignKey>) -> Json {
    Json::object(keys.iter().map(|(id, key)| (id.hex(), key.to_json())))
}

fn quorum(json: &Json) -> Read<Quorum> {
    let listed = json.get("keyids").and_then(Json::list).ok_or(TufError::Field("keyids"))?;
    let mut keys = BTreeSet::new();
    for id in listed {
        let id = id.text().and_then(|id| Digest::parse_hex(id).ok());
        if !keys.insert(id.ok_or(TufError::KeyId)?) {
            return Err(TufError::Field("keyids"));
        }
    }
    let threshold = number(json, "threshold")?;
    let threshold = usize::try_from(threshold).map_err(|_| TufError::Field("threshold"))?;
    if threshold == 0 || threshold > keys.len() {
        return Err(TufError::Field("threshold"));
    }
    Ok(Quorum { keys, threshold })
}

fn quorum_fields(quorum: &Quorum) -> [(&'static str, Json); 2] {
    let ids = quorum.keys.iter().map(|id| Json::Text(id.hex())).collect();
    let threshold = i64::try_from(quorum.threshold).unwrap_or(i64::MAX);
    [("keyids", Json::List(ids)), ("threshold", Json::Int(threshold))]
}

fn file_line(json: &Json) -> Read<FileLine> {
    closed(json, &["hashes", "length", "version"], "meta")?;
    let (version, length) = (number(json, "version")?, number(json, "length")?);
    if version == 0 {
        return Err(TufError::Field("version"));
    }
    Ok(FileLine { version, length, sha256: sha256(json)? })
}

fn file_json(line: &FileLine) -> Json {
    let number = |n: u64| Json::Int(i64::try_from(n).unwrap_or(i64::MAX));
    Json::object([
        ("hashes", hashes(line.sha256)),
        ("length", number(line.length)),
        ("version", number(line.version)),
    ])
}

fn hashes(sha256: Digest) -> Json {
    Json::object([("sha256", Json::Text(sha256.hex()))])
}

fn sha256(json: &Json) -> Read<Digest> {
    let hashes = json.get("hashes").ok_or(TufError::Field("hashes"))?;
    closed(hashes, &["sha256"], "hashes")?;
    digest(hashes, "sha256")
}

fn digest(json: &Json, name: &'static str) -> Read<Digest> {
    Digest::parse_hex(text(json, name)?).map_err(|_| TufError::Field(name))
}

pub(super) fn closed(json: &Json, names: &[&str], at: &'static str) -> Read<()> {
    let entries = json.entries().ok_or(TufError::Field(at))?;
    let exact =
        entries.len() == names.len() && names.iter().all(|name| entries.contains_key(*name));
    if exact { Ok(()) } else { Err(TufError::Field(at)) }
}

pub(super) fn text<'a>(json: &'a Json, name: &'static str) -> Read<&'a str> {
    json.get(name).and_then(Json::text).ok_or(TufError::Field(name))
}

pub(super) fn number(json: &Json, name: &'static str) -> Read<u64> {
    let number = json.get(name).and_then(Json::int).ok_or(TufError::Field(name))?;
    u64::try_from(number).map_err(|_| TufError::Field(name))
}

/// TUF has whole seconds.
fn instant(json: &Json, name: &'static str) -> Read<Timestamp> {
    let text = text(json, name)?;
    let at: Timestamp = text.parse().map_err(|_| TufError::Field(name))?;
    if seconds(at) == text { Ok(at) } else { Err(TufError::Field(name)) }
}

fn seconds(at: Timestamp) -> String {
    at.to_zoned(jiff::tz::TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
