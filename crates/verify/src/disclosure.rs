//! What is said of single fields of one entry (`docs/spec/subset.md` §6).

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read as _};

use seal::disclosure::{Disclosed, check};
use seal::json::{INT_MAX, Json};
use seal::opening::{LINE_BYTES_MAX, Part};
use seal::proof::PROOF_BYTES_MAX;
use seal::verdict::plain;

use crate::Told;
use crate::refused::{refused, under};

/// Longer than any disclosure.
const BYTES_MAX: u64 = (LINE_BYTES_MAX + PROOF_BYTES_MAX + 1) as u64;

/// What a disclosure never says.
const NOT_PROVED: &str = "Not proved: that what the fields say is true, who handed the file to whom and why (the log of the authority \
                          says so), why a field is closed, what other entries there are.";

/// The form of the answer.
const VERDICT: &str = "comity-disclosure-verdict/1";

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

fn page(shown: &Disclosed) -> String {
    let opening = &shown.opening;
    let closed = shown.closed();
    let n = opening.parts().len();
    let seen = shown.witnessed_at.map_or_else(
        || "no witness was asked for".to_owned(),
        |at| format!("witnessed by second {at}"),
    );
    let mut page = format!(
        "VERIFIED: entry {} of {} is shown in part: {} of its {n} fields are open.\nUnder a head of {} entries, {seen}.\n\nOpen\n",
        opening.index(),
        opening.origin(),
        n.saturating_sub(closed.len()),
        shown.size,
    );
    for part in opening.parts() {
        if let Part::Open { field, .. } = part {
            // A `String` takes every line.
            let _never =
                writeln!(page, "  {}  {}", plain(&field.name), plain(&field.value.to_string()))
                    .is_err();
        }
    }
    page.push_str(
        "\nClosed; the entry holds a value for each, and it cannot be changed any more\n",
    );
    for field in &closed {
        let name = field.name.map_or_else(|| format!("field {}", field.index), str::to_owned);
        let _never = writeln!(page, "  {name}  {}", field.why.word()).is_err();
    }
    page.push('\n');
    page.push_str(NOT_PROVED);
    page.push('\n');
    page
}

fn object(shown: &Disclosed) -> String {
    let int = |n: u64| Json::Int(i64::try_from(n).unwrap_or(INT_MAX));
    let place = |n: usize| int(n as u64);
    let opening = &shown.opening;
    let open = opening.parts().iter().enumerate().filter_map(|(i, part)| match part {
        Part::Closed { .. } => None,
        Part::Open { field, .. } => Some(Json::object([
            ("i", place(i)),
            ("name", field.name.as_str().into()),
            ("value", field.value.clone()),
        ])),
    });
    let closed = shown.closed().into_iter().map(|field| {
        Json::object([
            ("i", place(field.index)),
            ("name", field.name.into()),
            ("why", field.why.word().into()),
        ])
    });
    let answer = Json::object([
        ("v", Json::from(VERDICT)),
        ("ok", Json::Bool(true)),
        ("closed", Json::List(closed.collect())),
        ("index", int(opening.index())),
        ("n", place(opening.parts().len())),
        ("open", Json::List(open.collect())),
        ("origin", opening.origin().into()),
        ("size", int(shown.size)),
        ("witnessed_at", shown.witnessed_at.map_or(Json::Null, int)),
    ]);
    format!("{answer}\n")
}
