//! `/verify`: whether a file that somebody was given proves what it says. Anybody may ask; no session, nothing recorded, and nothing
//! of the file is kept: it is checked in memory, by the code that `comity-verify` runs, under the policy of our directory.
//!
//! Not trusted: whoever asks, and the file. At most they take the [`AT_ONCE_MAX`] place for [`WITHIN`], which is of nobody
//! else.

use std::io::Cursor;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{FromRequest as _, Request, State};
use axum::http::{Response, StatusCode};
use portal::page::verify::{Came, Checked, Claim, Found, Outcome, Verify, page_verify};
use seal::digest::Digest;
use seal::disclosure;
use seal::epoch::{self, EpochSeal};
use seal::heads;
use seal::json::Json;
use seal::policy::Policy;
use seal::verdict::{self, Verdict};
use tokio::sync::Semaphore;

use super::page::{self, Place};
use super::reply::{self, Problem, Wants};
use super::{Answer, Refusal, Shared, is_foreign};
use crate::export;
use crate::node::Node;

/// The largest file.
pub const BYTES_MAX: usize = 128 << 20;
/// Of a larger one so much is read and dropped, so that a browser hears why it is refused.
const DROPPED_MAX: usize = 512 << 20;
/// Files in memory at once, of this process.
const AT_ONCE_MAX: usize = 1;
/// A file arrives within this time.
const WITHIN: Duration = Duration::from_secs(120);

static PLACES: Semaphore = Semaphore::const_new(AT_ONCE_MAX);

/// The form.
pub async fn form(State(node): Shared, place: Place) -> Response<Body> {
    let policy = export::policy_text(&node.roster());
    reply::html(StatusCode::OK, shown(&node, &place, &policy, Came::Nothing))
}

/// Checks a file.
pub async fn check(State(node): Shared, wants: Wants, place: Place, request: Request) -> Answer {
    if is_foreign(request.headers()) {
        return Err(Refusal::new(Problem::foreign(), wants));
    }
    let Ok(_place) = PLACES.try_acquire() else {
        return Err(Refusal::new(Problem::ours("busy"), wants));
    };
    let broke_off = || {
        let why = "the file did not arrive whole; send it again";
        Refusal::new(Problem::new(StatusCode::BAD_REQUEST, "form", why), wants)
    };
    let arrived = tokio::time::timeout(WITHIN, arrive(request)).await;
    let policy = export::policy_text(&node.roster());
    let wrong = |status, why| wrong(&node, &place, &policy, wants, (status, why));
    let (name, bytes) = match arrived.map_err(|_| broke_off())?.ok_or_else(broke_off)? {
        Arrived::File { name, bytes } => (name, bytes),
        Arrived::None => return wrong(StatusCode::BAD_REQUEST, "missing"),
        Arrived::TooLarge => return wrong(StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
    };
    let asked = policy.clone();
    let done = tokio::task::spawn_blocking(move || (judged(&bytes, &asked), bytes));
    let (said, bytes) = done.await.map_err(|_| Refusal::new(Problem::ours("busy"), wants))?;
    match wants {
        Wants::Json => {
            let body = said.to_json().to_string();
            Ok(reply::answer(StatusCode::OK, "application/json", body.into()))
        }
        Wants::Html => {
            let sha256 = Digest::of(&bytes).hex();
            let found = said.found();
            let checked = Checked { name, n_bytes: bytes.len() as u64, sha256, found };
            Ok(reply::html(StatusCode::OK, shown(&node, &place, &policy, Came::Checked(checked))))
        }
    }
}

fn wrong(
    node: &Arc<Node>,
    place: &Place,
    policy: &str,
    wants: Wants,
    (status, why): (StatusCode, &'static str),
) -> Answer {
    match wants {
        Wants::Html => Ok(reply::html(status, shown(node, place, policy, Came::Wrong(why)))),
        Wants::Json => {
            let detail = format!("send one file of at most {} MiB as `file`", BYTES_MAX >> 20);
            Err(Refusal::new(Problem::new(status, why, detail), wants))
        }
    }
}

/// The page, with the fingerprint of the policy that was asked.
fn shown(node: &Arc<Node>, place: &Place, policy: &str, came: Came) -> String {
    let policy = Digest::of(policy.as_bytes()).hex();
    let view = Verify { came, mib_max: (BYTES_MAX >> 20) as u64, policy };
    page::render(node, None, place, |shell| page_verify(&view, shell))
}

/// What came with the form.
enum Arrived {
    File { name: String, bytes: Vec<u8> },
    None,
    TooLarge,
}

/// The first file of the form; nothing if the form breaks off.
async fn arrive(request: Request) -> Option<Arrived> {
    let mut form = Multipart::from_request(request, &()).await.ok()?;
    while let Some(field) = form.next_field().await.ok()? {
        let name = field.file_name().unwrap_or_default().to_owned();
        if field.name() == Some("file") && !name.is_empty() {
            let bytes = read(field).await?;
            return Some(bytes.map_or(Arrived::TooLarge, |bytes| Arrived::File { name, bytes }));
        }
    }
    Some(Arrived::None)
}

/// A file whole; the inner nothing if it is too large.
async fn read(mut field: Field<'_>) -> Option<Option<Vec<u8>>> {
    let (mut bytes, mut n_read) = (Vec::new(), 0_usize);
    while let Some(piece) = field.chunk().await.ok()? {
        n_read = n_read.saturating_add(piece.len());
        if n_read <= BYTES_MAX {
            bytes.extend_from_slice(&piece);
        } else if n_read <= DROPPED_MAX {
            bytes = Vec::new();
        } else {
            break;
        }
    }
    Some((n_read <= BYTES_MAX).then_some(bytes))
}

/// What the checks say of a file.
enum Said {
    Package(Box<Verdict>),
    Small(&'static str, Option<(&'static str, String)>),
}

impl Said {
    fn to_json(&self) -> Json {
        match self {
            Self::Package(verdict) => verdict.to_json(),
            Self::Small(kind, broken) => {
                let (code, detail) = match broken {
                    Some((code, why)) => (Json::from(*code), Json::from(why.as_str())),
                    None => (Json::Null, Json::Null),
                };
                let ok = Json::Bool(broken.is_none());
                let kind = Json::from(*kind);
                Json::object([("code", code), ("detail", detail), ("kind", kind), ("ok", ok)])
            }
        }
    }

    fn found(self) -> Found {
        match self {
            Self::Package(verdict) => Found::Package(verdict.claims().iter().map(claim).collect()),
            Self::Small(kind, broken) => Found::Small(kind, broken.map(|(_, why)| why)),
        }
    }
}

fn claim(claim: &verdict::Claim) -> Claim {
    let outcome = match claim.outcome {
        verdict::Outcome::Broken => Outcome::Broken,
        verdict::Outcome::Holds => Outcome::Holds,
        verdict::Outcome::NotReached => Outcome::NotReached,
    };
    Claim { check: claim.check.id().to_owned(), outcome, detail: claim.detail.clone() }
}

/// Asks the checks of the kind that a file begins like; whatever begins like none is asked as a package.
fn judged(bytes: &[u8], policy: &str) -> Said {
    let package = || {
        let verdict = seal::package::verify(Cursor::new(bytes), policy.as_bytes());
        // Memory can be read; if it could not, it would be no package.
        verdict.map_or_else(
            |error| Said::Small("package", Some(("container", error.to_string()))),
            |verdict| Said::Package(Box::new(verdict)),
        )
    };
    let Ok(under) = Policy::parse(policy.as_bytes()) else { return package() };
    if bytes.starts_with(heads::BEGINS) {
        let broken = heads::check(bytes, &under).err();
        Said::Small("statement", broken.map(|error| (error.code(), error.to_string())))
    } else if bytes.starts_with(epoch::HEADER.as_bytes()) {
        let broken = EpochSeal::parse(bytes).and_then(|seal| seal.verify(&under)).err();
        Said::Small("epoch", broken.map(|error| (error.code(), error.to_string())))
    } else if bytes.starts_with(disclosure::BEGINS) {
        let broken = disclosure::check(bytes, &under).err();
        Said::Small("disclosure", broken.map(|error| (error.code(), error.to_string())))
    } else {
        package()
    }
}
