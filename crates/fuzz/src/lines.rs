//! `seal-lines`: our bytes for programs that share nothing with us. One request a line on standard input, one answer a
//! line: `{"ok":{…}}` or `{"refused":"code"}`. Bytes are hexadecimal. For `interop/peers`, and nothing else.
//!
//! Keys are seeds in the open and randomness is a count: not for anything that is not a test.

use std::collections::BTreeMap;
use std::io::{BufRead as _, Write as _};
use std::process::ExitCode;

use fuzz::targets;
use rand_core::{TryCryptoRng, TryRng};
use seal::cbor::Cbor;
use seal::cose::{Kind, Signature, Signatures};
use seal::digest::{Digest, hex_decode, hex_encode};
use seal::envelope::{
    Delivery, EnvelopeOuter, Head, Lane, Recipient, SealRequest, Suite, XWingPublic, XWingSecret,
    seal_envelope, unpad,
};
use seal::json::Json;
use seal::keyring::Key;
use seal::receipt::{Anchor, NodeId, Receipt, Uuid};
use seal::sign::{Ed25519Public, Ed25519Secret, Kid, MlDsa65Public, MlDsa65Secret, PublicKey};
use wire::bundle::Index;

type Said = Result<Json, String>;

fn main() -> ExitCode {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { return ExitCode::FAILURE };
        let said = match answer(&line) {
            Ok(json) => Json::object([("ok", json)]),
            Err(code) => Json::object([("refused", Json::Text(code))]),
        };
        if writeln!(out, "{said}").and_then(|()| out.flush()).is_err() {
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn answer(line: &str) -> Said {
    let asked = Json::parse_any(line.as_bytes()).map_err(|error| code(error.code()))?;
    match text(&asked, "op")? {
        "cbor" => {
            let value = Cbor::decode(&bytes(&asked, "bytes")?).map_err(|e| code(e.code()))?;
            Ok(hex(&value.encode()))
        }
        "cose-sign" => cose_sign(&asked),
        "cose-verify" => cose_verify(&asked),
        "json" => {
            let value = Json::parse(&bytes(&asked, "bytes")?).map_err(|e| code(e.code()))?;
            Ok(hex(&value.to_bytes()))
        }
        "json-any" => {
            let value = Json::parse_any(&bytes(&asked, "bytes")?).map_err(|e| code(e.code()))?;
            Ok(hex(&value.to_bytes()))
        }
        "keys" => keys(&asked),
        "open" => open(&asked),
        "read" => read(text(&asked, "what")?, &bytes(&asked, "bytes")?),
        "seal" => seal(&asked),
        "seeds" => seeds(text(&asked, "target")?),
        other => Err(format!("no op {other}")),
    }
}

/// The good inputs of one of our targets.
fn seeds(name: &str) -> Said {
    let target = targets::all().into_iter().find(|target| target.name == name);
    let seeds = target.map(|target| targets::seeds_of(&target)).unwrap_or_default();
    if seeds.is_empty() {
        Err(format!("no seeds of {name}"))
    } else {
        Ok(Json::List(seeds.iter().map(|seed| hex(seed)).collect()))
    }
}

fn code(code: &str) -> String {
    code.to_owned()
}

fn hex(bytes: &[u8]) -> Json {
    Json::Text(hex_encode(bytes))
}

fn get<'a>(json: &'a Json, name: &str) -> Result<&'a Json, String> {
    json.get(name).ok_or_else(|| format!("ask with {name}"))
}

fn text<'a>(json: &'a Json, name: &str) -> Result<&'a str, String> {
    get(json, name)?.text().ok_or_else(|| format!("{name} is a text"))
}

fn list<'a>(json: &'a Json, name: &str) -> Result<&'a [Json], String> {
    get(json, name)?.list().ok_or_else(|| format!("{name} is a list"))
}

fn int(json: &Json, name: &str) -> Result<u64, String> {
    let n = get(json, name)?.int().and_then(|n| u64::try_from(n).ok());
    n.ok_or_else(|| format!("{name} is a number"))
}

fn bytes(json: &Json, name: &str) -> Result<Vec<u8>, String> {
    hex_decode(text(json, name)?).map_err(|_| format!("{name} is hexadecimal"))
}

fn array<const N: usize>(json: &Json, name: &str) -> Result<[u8; N], String> {
    bytes(json, name)?.try_into().map_err(|_| format!("{name} has {N} bytes"))
}

/// Each of a list of hexadecimal texts.
fn each<const N: usize>(json: &Json, name: &str) -> Result<Vec<[u8; N]>, String> {
    let wrong = || format!("{name} has texts of {N} bytes");
    let one = |item: &Json| {
        let bytes = item.text().and_then(|text| hex_decode(text).ok()).ok_or_else(wrong)?;
        bytes.try_into().map_err(|_| wrong())
    };
    list(json, name)?.iter().map(one).collect()
}

fn kind(json: &Json) -> Result<Kind, String> {
    match text(json, "kind")? {
        "agreement" => Ok(Kind::Agreement),
        "letter" => Ok(Kind::Letter),
        "receipt" => Ok(Kind::Receipt),
        other => Err(format!("no kind {other}")),
    }
}

/// A count that looks like nothing.
struct Counted(u64);

impl TryRng for Counted {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        rand_core::utils::next_word_via_fill(self)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        rand_core::utils::next_word_via_fill(self)
    }

    fn try_fill_bytes(&mut self, wanted: &mut [u8]) -> Result<(), Self::Error> {
        for piece in wanted.chunks_mut(32) {
            let digest = Digest::of(&self.0.to_be_bytes());
            self.0 = self.0.wrapping_add(1);
            piece.iter_mut().zip(digest.0).for_each(|(to, from)| *to = from);
        }
        Ok(())
    }
}

impl TryCryptoRng for Counted {}

fn ed25519(seed: [u8; 32]) -> Result<Ed25519Secret, String> {
    Ed25519Secret::from_seed(seed).map_err(|e| code(e.code()))
}

fn mldsa(seed: [u8; 32]) -> Result<MlDsa65Secret, String> {
    MlDsa65Secret::from_seed(seed).map_err(|e| code(e.code()))
}

/// The public halves of three seeds, with their kids.
fn keys(asked: &Json) -> Said {
    let seed = array(asked, "seed")?;
    let unit = XWingSecret::from_seed(seed).map_err(|e| code(e.code()))?;
    let (node, twin) = (ed25519(seed)?.public(), mldsa(seed)?.public());
    Ok(Json::object([
        ("ed25519", hex(node.as_bytes())),
        ("ed25519-kid", hex(&node.kid().0)),
        ("ml-dsa-65", hex(twin.as_bytes())),
        ("ml-dsa-65-kid", hex(&twin.kid().0)),
        ("x-wing", hex(unit.public().as_bytes())),
        ("x-wing-kid", hex(&unit.kid().0)),
    ]))
}

fn cose_sign(asked: &Json) -> Said {
    let (kind, net) = (kind(asked)?, Digest(array(asked, "net")?));
    let payload = bytes(asked, "payload")?;
    let mut rng = Counted(int(asked, "rng")?);
    let mut list = Vec::new();
    for seed in each(asked, "ed25519")? {
        list.push(Signature::make(kind, &net, &payload, &ed25519(seed)?));
    }
    for seed in each(asked, "ml-dsa-65")? {
        list.push(Signature::make(kind, &net, &payload, &mldsa(seed)?.hedged(&mut rng)));
    }
    let list = list.into_iter().collect::<Result<Vec<_>, _>>().map_err(|e| code(e.code()))?;
    Ok(hex(&Signatures::of(kind, list).map_err(|e| code(e.code()))?.to_bytes()))
}

fn cose_verify(asked: &Json) -> Said {
    let mut known: BTreeMap<Kid, PublicKey> = BTreeMap::new();
    for key in each::<32>(asked, "ed25519")? {
        let key = Ed25519Public::parse(&key).map_err(|e| code(e.code()))?;
        known.insert(key.kid(), PublicKey::Ed25519(key));
    }
    for key in each::<1952>(asked, "ml-dsa-65")? {
        let key = MlDsa65Public::parse(&key).map_err(|e| code(e.code()))?;
        known.insert(key.kid(), PublicKey::MlDsa65(key));
    }
    let signatures = Signatures::parse(kind(asked)?, &bytes(asked, "sigs")?);
    let signatures = signatures.map_err(|e| code(e.code()))?;
    let (net, payload) = (Digest(array(asked, "net")?), bytes(asked, "payload")?);
    let signed = signatures.verify(&net, &payload, |kid| known.get(&kid).cloned());
    let signed = signed.map_err(|e| code(e.code()))?;
    Ok(Json::List(signed.into_iter().map(|(kid, _)| hex(&kid.0)).collect()))
}

fn head(asked: &Json, node: &Ed25519Secret) -> Result<Head, String> {
    let asked = get(asked, "head")?;
    let name = |field| NodeId::parse(text(asked, field)?).ok_or_else(|| code("node"));
    let small = |field| u32::try_from(int(asked, field)?).map_err(|_| code("range"));
    Ok(Head {
        suite: Suite::XWing,
        net: Digest(array(asked, "net")?),
        env_id: Uuid(array(asked, "env_id")?),
        from: name("from")?,
        to: name("to")?,
        node_kid: node.public().kid(),
        lane: Lane::from_number(int(asked, "lane")?).ok_or_else(|| code("lane"))?,
        made_on: small("made_on")?,
        keep_until: small("keep_until")?,
        roster_version: int(asked, "roster")?,
        n_chunks: int(asked, "chunks")?,
    })
}

fn seal(asked: &Json) -> Said {
    let node_key = ed25519(array(asked, "node")?)?;
    let units = each::<1216>(asked, "units")?;
    let units = units.iter().map(|pk| XWingPublic::parse(pk)).collect::<Result<Vec<_>, _>>();
    let units = units.map_err(|e| code(e.code()))?;
    let blind: Vec<bool> = list(asked, "blind")?.iter().map(|is| is.bool() == Some(true)).collect();
    let recipients: Vec<_> = units
        .iter()
        .zip(&blind)
        .map(|(key, is_blind)| Recipient { key, is_blind: *is_blind })
        .collect();
    let mut object_keys = BTreeMap::new();
    for (n, key) in get(asked, "objects")?.entries().into_iter().flatten() {
        let key = key.text().and_then(|text| hex_decode(text).ok());
        let key = key.as_deref().and_then(Key::from_slice).ok_or_else(|| code("objects"))?;
        object_keys.insert(n.parse().map_err(|_| code("objects"))?, key);
    }
    let request = SealRequest {
        head: head(asked, &node_key)?,
        recipients: &recipients,
        manifest: &bytes(asked, "manifest")?,
        sigs: &bytes(asked, "sigs")?,
        object_keys: &object_keys,
        node_key: &node_key,
    };
    let sealed =
        seal_envelope(request, &mut Counted(int(asked, "rng")?)).map_err(|e| code(e.code()))?;
    Ok(Json::object([
        ("digest", hex(sealed.env_digest.as_bytes())),
        ("envelope", hex(&sealed.bytes)),
    ]))
}

fn open(asked: &Json) -> Said {
    let outer = EnvelopeOuter::parse(&bytes(asked, "envelope")?).map_err(|e| code(e.code()))?;
    let node = Ed25519Public::parse(&bytes(asked, "node")?).map_err(|e| code(e.code()))?;
    outer.verify_seal(&node).map_err(|e| code(e.code()))?;
    let unit = XWingSecret::from_seed(array(asked, "unit")?).map_err(|e| code(e.code()))?;
    let opened = outer.open(&[&unit]).map_err(|e| code(e.code()))?;
    let objects = opened.object_keys.iter().map(|(n, key)| (n.to_string(), hex(key.expose())));
    Ok(Json::object([
        ("digest", hex(outer.env_digest().as_bytes())),
        ("manifest", hex(&opened.manifest)),
        ("objects", Json::object(objects)),
        ("sigs", hex(&opened.sigs)),
    ]))
}

/// Whether these bytes are what they should be.
fn read(what: &str, bytes: &[u8]) -> Said {
    let refused = match what {
        "anchor" => Anchor::parse(bytes).err().map(|e| code(e.code())),
        "bundle-index" => Index::parse(bytes).err().map(|e| code(e.code())),
        "cose" => {
            let kinds = [Kind::Agreement, Kind::Letter, Kind::Receipt];
            let found = kinds.map(|kind| Signatures::parse(kind, bytes));
            let is_one = found.iter().any(Result::is_ok);
            found.into_iter().find_map(Result::err).filter(|_| !is_one).map(|e| code(e.code()))
        }
        "bundle-directory" => {
            wire::bundle::directory::read(bytes).is_none().then(|| code("malformed"))
        }
        "delivery" => Delivery::parse(bytes).err().map(|e| code(e.code())),
        "envelope" => EnvelopeOuter::parse(bytes).err().map(|e| code(e.code())),
        "head" => Head::parse(bytes).err().map(|e| code(e.code())),
        "inner" => {
            let length = u32::try_from(bytes.len()).map_err(|_| code("too-large"))?;
            let padded = [length.to_be_bytes().as_slice(), bytes].concat();
            unpad(&padded, Kid::BLIND).is_none().then(|| code("inner-malformed"))
        }
        "receipt" => Receipt::parse(bytes).err().map(|e| code(e.code())),
        _ => return Err(format!("nobody reads {what}")),
    };
    refused.map_or(Ok(Json::Null), Err)
}
