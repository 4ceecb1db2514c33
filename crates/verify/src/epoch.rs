//! What is said of the seal over a log's end (`docs/spec/keys.md` §5).

use std::fs::File;
use std::io::{self, Read as _};

use seal::digest::b64_encode;
use seal::epoch::{EpochSeal, SEAL_BYTES_MAX, SealedEpoch};
use seal::json::Json;
use seal::policy::KeyStatus;

use crate::Told;
use crate::refused::{refused, under};

/// The form of the answer.
const VERDICT: &str = "comity-epoch-verdict/1";

pub(crate) fn verify(
    file: File,
    policy: &[u8],
    as_of: Option<u64>,
    json: bool,
) -> io::Result<Told> {
    let mut bytes = Vec::new();
    file.take(SEAL_BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
    let sealed = match under(policy, as_of) {
        Ok(policy) => EpochSeal::parse(&bytes).and_then(|seal| seal.verify(&policy)),
        Err(error) => return Ok(refused(VERDICT, "policy", &error.to_string(), json)),
    };
    Ok(match sealed {
        Ok(sealed) => {
            let text = if json { object(&sealed) } else { page(&sealed) };
            Told { text, holds: true }
        }
        Err(error) => refused(VERDICT, error.code(), &error.to_string(), json),
    })
}

/// What a seal never says.
const NOT_PROVED: &str = "Not proved: when it was made (a seal has no time), and anything about a leaf: for that, a proof \
                          under this head.";

fn page(sealed: &SealedEpoch) -> String {
    let (head, key) = (&sealed.checkpoint, b64_encode(sealed.key.as_bytes()));
    let lines = match &sealed.lines {
        Ok(seen) => {
            let at = seen.witnessed_at.map_or_else(
                || "no witness was asked for".to_owned(),
                |at| format!("witnessed by second {at}"),
            );
            let keys = match seen.keys {
                KeyStatus::InForce => String::new(),
                KeyStatus::RevokedLater { from } => {
                    format!(", before a key was revoked from second {from} on")
                }
            };
            format!("The lines of its note hold under your policy too: {at}{keys}.")
        }
        Err(error) => format!(
            "The lines of its note do not hold under your policy: {error} ({}). The seal holds without them.",
            error.code()
        ),
    };
    format!(
        "VERIFIED: log {} ended with {} leaves and the root {}, sealed under the hash-based key {key}.\n{lines}\n{NOT_PROVED}\n",
        head.origin(),
        head.size(),
        head.root().hex()
    )
}

fn object(sealed: &SealedEpoch) -> String {
    let int = |n: u64| Json::Int(i64::try_from(n).unwrap_or(seal::json::INT_MAX));
    let (lines, witnessed_at) = match &sealed.lines {
        Ok(seen) => (seen.keys.id(), seen.witnessed_at),
        Err(error) => (error.code(), None),
    };
    let answer = Json::object([
        ("v", Json::from(VERDICT)),
        ("ok", Json::Bool(true)),
        ("key", b64_encode(sealed.key.as_bytes()).into()),
        ("lines", lines.into()),
        ("lines_ok", sealed.lines.is_ok().into()),
        ("origin", sealed.checkpoint.origin().into()),
        ("root", sealed.checkpoint.root().hex().into()),
        ("size", int(sealed.checkpoint.size())),
        ("witnessed_at", witnessed_at.map_or(Json::Null, int)),
    ]);
    format!("{answer}\n")
}
