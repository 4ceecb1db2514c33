//! What the address of a request says: the parts of its path and what follows the question mark. What cannot be read is
//! refused in our own words and under a code of ours, never in those of the framework.

use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::reply::{Problem, Wants};
use super::{Refusal, Signed};

/// A query as it came, read once it is known who asks.
pub type Asked<T> = Result<Query<T>, QueryRejection>;

/// The query of an officer.
///
/// # Errors
/// `bad-request` if it says something that the page does not know or cannot read.
pub fn asked<T>(signed: &Signed, query: Asked<T>) -> Result<T, Refusal> {
    query.map(|Query(query)| query).map_err(|_| {
        let why = "what follows the question mark of this address cannot be read; open the page from a link again";
        let problem = Problem::new(StatusCode::BAD_REQUEST, "bad-request", why);
        Refusal::new(problem, signed.wants).for_officer(signed)
    })
}

/// The part of a path that names something. What cannot be read names nothing, and gets the answer of what is not there.
#[derive(Debug, Clone, Copy)]
pub struct Step<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Step<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let found = Path::from_request_parts(parts, state).await;
        found
            .map(|Path(step)| Self(step))
            .map_err(|_| Refusal::new(Problem::not_found(), Wants::of(&parts.headers)))
    }
}
