//! A time-stamp authority outside (RFC 3161): asked for tokens over packages and, once a day, over our published log.
//!
//! What comes back is read strictly and must be the answer to what was asked: imprint, nonce, status. Where the operator
//! names roots the authority's signature is checked as well (`signed`); without them it is not, and whatever the node says
//! of the token says so. Courts check it themselves (`docs/spec/timestamp.md`).
//!
//! Not trusted: the authority, and whoever answers in its place. At most they can withhold tokens for four hours, or give one
//! that names a wrong time; they learn a digest and when it was made. Plain HTTP, because nothing that is read is believed.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::SignedDuration;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use seal::digest::Digest;
use seal::timestamp::{Request, TimestampError, Token};
use serde::{Deserialize, Serialize};

use crate::monitor::reader::{BadUrl, Place, Silent};
use crate::rng::Random;

pub mod daily;
mod http;
mod signed;
#[cfg(test)]
pub(crate) mod tests;

pub use signed::Unsigned;

/// How long packages wait for an authority that does not answer; then they go out without a token.
pub const GRACE: SignedDuration = SignedDuration::from_hours(4);
/// An authority that did not give a token is asked again so often.
pub const ASK_AGAIN: SignedDuration = SignedDuration::from_secs(30);

/// The section `[tsa]` of `comity.toml`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TsaFile {
    /// Where the authority answers, `http://HOST[:PORT][/PATH]`.
    pub url: String,
    /// Certificates that vouch for the authority, PEM; without them its signature is not checked here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roots: Option<PathBuf>,
    /// Seconds that packages wait for it: at most, and by default, four hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grace_seconds: Option<u32>,
}

/// Why a section `[tsa]` cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadTsa {
    /// Longer than packages may wait.
    #[error("packages wait at most {} seconds", GRACE.as_secs())]
    Grace,
    /// No certificates.
    #[error("{path} holds no certificates in PEM: {why}")]
    Roots {
        /// The file.
        path: PathBuf,
        /// What was found.
        why: String,
    },
    /// The address.
    #[error(transparent)]
    Url(#[from] BadUrl),
}

/// An authority that the operator chose.
#[derive(Debug, Clone)]
pub struct Authority {
    place: Place,
    roots: Vec<CertificateDer<'static>>,
    grace: SignedDuration,
}

/// A token that answers what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamped {
    /// The token.
    pub token: Token,
    /// Whether the authority's signature was checked up to a root that the operator named.
    pub is_checked: bool,
}

/// Why there is no token now. The authority's fault or the network's; the same is asked again later.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoToken {
    /// No answer.
    #[error("the time-stamp authority does not answer: {0}")]
    Away(#[from] Silent),
    /// An answer that is none to this request.
    #[error(transparent)]
    Refused(#[from] TimestampError),
    /// A token that nobody whom the operator trusts has signed.
    #[error(transparent)]
    Unsigned(#[from] Unsigned),
}

impl NoToken {
    /// Stable code for rows, pages and logs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Away(Silent::Broken(_)) => "broken-connection",
            Self::Away(Silent::NoConnection(_)) => "no-connection",
            Self::Away(Silent::Status(_)) => "status",
            Self::Away(Silent::TimedOut) => "timed-out",
            Self::Away(Silent::TooLong) => "too-long",
            Self::Refused(error) => error.code(),
            Self::Unsigned(error) => error.code(),
        }
    }
}

impl Authority {
    /// The authority of a section; paths are relative to `base`.
    ///
    /// # Errors
    /// See [`BadTsa`].
    pub fn of(file: &TsaFile, base: &Path) -> Result<Self, BadTsa> {
        let grace = file.grace_seconds.map_or(GRACE, |s| SignedDuration::from_secs(s.into()));
        if grace > GRACE {
            return Err(BadTsa::Grace);
        }
        let roots = file.roots.as_ref().map(|path| read_roots(&base.join(path))).transpose()?;
        let roots = roots.unwrap_or_default();
        Ok(Self { place: Place::parse(&file.url, "/")?, roots, grace })
    }

    /// How long packages wait for it.
    #[must_use]
    pub const fn grace(&self) -> SignedDuration {
        self.grace
    }

    /// Asks for a token over a digest, once.
    ///
    /// # Errors
    /// [`NoToken`]; nothing that was answered is kept then.
    pub async fn ask(&self, imprint: Digest, random: &dyn Random) -> Result<Stamped, NoToken> {
        let request = Request::new(imprint, random.array());
        let answer = http::post(&self.place, request.to_der()).await?;
        let token = request.read(&answer)?;
        if self.roots.is_empty() {
            return Ok(Stamped { token, is_checked: false });
        }
        signed::check(&token, &self.roots)?;
        Ok(Stamped { token, is_checked: true })
    }
}

/// Certificates of a PEM file, at least one.
fn read_roots(path: &Path) -> Result<Vec<CertificateDer<'static>>, BadTsa> {
    let bad = |why: String| BadTsa::Roots { path: path.to_owned(), why };
    let text = fs::read(path).map_err(|error| bad(error.to_string()))?;
    let roots: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&text).collect();
    let roots = roots.map_err(|error| bad(error.to_string()))?;
    if roots.is_empty() { Err(bad("it is empty".to_owned())) } else { Ok(roots) }
}
