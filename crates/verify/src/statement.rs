//! What is said of a statement of completeness (`docs/spec/completeness.md`).

use std::fs::File;
use std::io::{self, Read as _};

use seal::digest::b64_encode;
use seal::heads::{Shown, What, check};
use seal::json::Json;

use crate::Told;
use crate::refused::{refused, under};

/// Longer than any statement.
const BYTES_MAX: u64 = 1 << 20;

/// The form of the answer.
const VERDICT: &str = "comity-completeness-verdict/1";

pub(crate) fn verify(
    file: File,
    policy: &[u8],
    as_of: Option<u64>,
    json: bool,
) -> io::Result<Told> {
    let mut bytes = Vec::new();
    file.take(BYTES_MAX).read_to_end(&mut bytes)?;
    let shown = match under(policy, as_of) {
        Ok(policy) => check(&bytes, &policy).map_err(|error| (error.code(), error.to_string())),
        Err(error) => Err(("policy", error.to_string())),
    };
    Ok(match shown {
        Ok(shown) => Told { text: if json { object(&shown) } else { page(&shown) }, holds: true },
        Err((code, why)) => refused(VERDICT, code, &why, json),
    })
}

/// What a statement never says.
const NOT_PROVED: &str = "Not proved: that the map holds every stream (who has all leaves makes it again), which \
                          exhibit a tag stands for (an opened entry says so), anything behind these leaves.";

fn page(shown: &Shown) -> String {
    let Shown { statement, origin, size, n_streams, witnessed_at } = shown;
    let tag = b64_encode(&statement.tag);
    let what = match &statement.what {
        What::Held(stream) => format!(
            "The newest entry of the stream {tag} is number {} with the leaf hash {}: whoever shows all entries from 0 to \
             {} has shown all there were.",
            stream.seq,
            stream.last.hex(),
            stream.seq
        ),
        What::Absent(_) => format!("There was no stream {tag}."),
    };
    let seen = witnessed_at.map_or_else(
        || "no witness was asked for".to_owned(),
        |at| format!("witnessed by second {at}"),
    );
    format!(
        "VERIFIED: {what}\nLog {origin}, day {}, {size} leaves of {n_streams} streams, {seen}.\n{NOT_PROVED}\n",
        statement.date
    )
}

fn object(shown: &Shown) -> String {
    let Shown { statement, origin, size, n_streams, witnessed_at } = shown;
    let int = |n: u64| Json::Int(i64::try_from(n).unwrap_or(seal::json::INT_MAX));
    let (seq, last) = match &statement.what {
        What::Held(stream) => (int(stream.seq), Json::from(stream.last.hex())),
        What::Absent(_) => (Json::Null, Json::Null),
    };
    let answer = Json::object([
        ("v", Json::from(VERDICT)),
        ("ok", Json::Bool(true)),
        ("date", statement.date.as_str().into()),
        ("held", Json::Bool(matches!(statement.what, What::Held(_)))),
        ("last", last),
        ("origin", origin.as_str().into()),
        ("seq", seq),
        ("size", int(*size)),
        ("streams", int(*n_streams)),
        ("tag", b64_encode(&statement.tag).into()),
        ("witnessed_at", witnessed_at.map_or(Json::Null, int)),
    ]);
    format!("{answer}\n")
}
