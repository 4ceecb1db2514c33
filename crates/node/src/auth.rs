//! Who is at the other end of a browser: one-time sign-in, sessions, form tokens.
//!
//! A session's id is 32 random bytes; only its SHA-256 is stored, so a copy of the database signs nobody in.
//! Sessions live in real time, not in a drill's network time. Whoever proved who they are enters behind
//! [`Auth::begin_session`]: by a passkey in `crate::passkeys`, by a one-time link of an operator in `crate::officers::link`, by
//! one of a sandbox here.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use domain::actor::{AuthLevel, MemberId};
use jiff::Timestamp;
use seal::digest::{Digest, b64url_decode, b64url_encode, hmac_sha256};
use store::{Session, SessionScope, Store, StoreError};

use crate::clock::system_now;
use crate::rng::Random;

/// Signed out after this much silence.
const IDLE_MS: i64 = 15 * 60 * 1000;
/// Signed out after this much in any case.
const ABSOLUTE_MS: i64 = 8 * 60 * 60 * 1000;
/// `seen_at` is written at most this often.
const TOUCH_EVERY_MS: i64 = 60 * 1000;
/// A one-time link is good for this long after it was made: a day, because who gets it may be on duty tomorrow. In real
/// time, as sessions are.
const LINK_MS: i64 = 24 * 60 * 60 * 1000;
/// A sign-in file names one login; anything longer is not ours.
const LOGIN_BYTES_MAX: usize = 64;

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// The link was used, never existed, or names nobody.
    #[error("this sign-in link is not valid any more; ask for a fresh one")]
    BadLink,
    /// The link was made longer ago than a link is good for.
    #[error("the time of this sign-in link is over; ask for a fresh one")]
    LinkExpired,
    /// The sign-in folder cannot be used.
    #[error("the sign-in folder cannot be used: {0}")]
    Folder(io::Error),
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A live session, as every request reads it.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Login of the officer.
    pub login: String,
    /// How strongly they signed in.
    pub level: AuthLevel,
    /// How long ago the session began, in milliseconds of real time.
    pub age_ms: i64,
    id_hash: [u8; 32],
    csrf_secret: Vec<u8>,
}

impl SignedIn {
    /// The token that every form of this session carries.
    #[must_use]
    pub fn csrf(&self) -> String {
        let key = Digest::of(&self.csrf_secret);
        b64url_encode(&hmac_sha256(&key.0, &[b"comity/csrf/1"]))
    }

    /// Whether `token` came from a form of this session; compared in constant time.
    #[must_use]
    pub fn csrf_matches(&self, token: &str) -> bool {
        let given = Digest::of(token.as_bytes());
        let wanted = Digest::of(self.csrf().as_bytes());
        // Equal digests of equal texts: what leaks through timing is the digest of a guess, not the token.
        given == wanted
    }

    /// The scope of this officer's idempotency keys. The same in every session: a form that is sent again after
    /// signing in anew is still the same form.
    #[must_use]
    pub fn scope(&self) -> String {
        format!("officer:{}", self.login)
    }

    /// A short name for this session alone, from the hash of its id: it signs nobody in.
    #[must_use]
    pub fn tag(&self) -> String {
        seal::digest::hex_encode(self.id_hash.get(..8).unwrap_or_default())
    }
}

/// Who comes with a cookie.
#[derive(Debug, Clone)]
pub enum Arrived {
    /// Somebody with a live session.
    Alive(SignedIn),
    /// Somebody whose session is over: it opens nothing, it only says whose it was.
    Over(SignedIn),
    /// Nobody we know.
    Stranger,
}

/// Sign-in and sessions of one node.
#[derive(Debug)]
pub struct Auth {
    store: Arc<dyn Store>,
    random: Arc<dyn Random>,
    member: MemberId,
    links: PathBuf,
}

impl Auth {
    /// Sessions in `store`; one-time links are files in `links`.
    #[must_use]
    pub fn new(
        store: Arc<dyn Store>,
        random: Arc<dyn Random>,
        member: MemberId,
        links: PathBuf,
    ) -> Self {
        Self { store, random, member, links }
    }

    /// Takes a one-time link. The file's removal is the act: of two takers one finds it gone. Its age is that of its
    /// file; one that seems to come from the future is not trusted to be young.
    ///
    /// # Errors
    /// [`AuthError::BadLink`] if the link is none or was used, [`AuthError::LinkExpired`] if it is too old.
    pub async fn take_link(&self, token: &str, level: AuthLevel) -> Result<String, AuthError> {
        let path = self.links.join(Digest::of(token.as_bytes()).hex());
        let login = match fs::read(&path) {
            Ok(bytes) if bytes.len() <= LOGIN_BYTES_MAX => bytes,
            Ok(_) => return Err(AuthError::BadLink),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(AuthError::BadLink);
            }
            Err(error) => return Err(AuthError::Folder(error)),
        };
        let made_at = fs::metadata(&path).and_then(|about| about.modified());
        let made_at = made_at.map_err(AuthError::Folder)?;
        let made_ms = Timestamp::try_from(made_at).map_or(i64::MIN, Timestamp::as_millisecond);
        let age_ms = system_now().as_millisecond().saturating_sub(made_ms);
        if !(0..=LINK_MS).contains(&age_ms) {
            return Err(AuthError::LinkExpired);
        }
        match fs::remove_file(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(AuthError::BadLink);
            }
            Err(error) => return Err(AuthError::Folder(error)),
        }
        let login = String::from_utf8(login).map_err(|_| AuthError::BadLink)?;
        self.begin_session(login.trim(), level).await
    }

    /// Starts a session for an officer who proved who they are, and returns the cookie's value.
    ///
    /// # Errors
    /// Only if the store fails.
    pub async fn begin_session(&self, login: &str, level: AuthLevel) -> Result<String, AuthError> {
        let id = self.random.array::<32>();
        let now = system_now().as_millisecond();
        self.store
            .session_put(Session {
                id_hash: Digest::of(&id).0,
                officer: login.to_owned(),
                member: self.member.to_string(),
                auth_level: level.number(),
                auth_at_ms: now,
                ip_class: "other".to_owned(),
                csrf_secret: self.random.array::<32>().to_vec(),
                created_at_ms: now,
                seen_at_ms: now,
                revoked_at_ms: None,
                revoked_why: None,
            })
            .await?;
        Ok(b64url_encode(&id))
    }

    /// The live session behind a cookie, if there is one.
    ///
    /// # Errors
    /// Only if the store fails.
    pub async fn session(&self, cookie: &str) -> Result<Option<SignedIn>, AuthError> {
        match self.arrive(cookie).await? {
            Arrived::Alive(session) => Ok(Some(session)),
            Arrived::Over(_) | Arrived::Stranger => Ok(None),
        }
    }

    /// Who comes with this cookie: somebody with a session, somebody who had one, or nobody we know.
    ///
    /// # Errors
    /// Only if the store fails.
    pub async fn arrive(&self, cookie: &str) -> Result<Arrived, AuthError> {
        let Ok(id) = b64url_decode(cookie) else { return Ok(Arrived::Stranger) };
        let id_hash = Digest::of(&id).0;
        let Some(found) = self.store.session_get(id_hash).await? else {
            return Ok(Arrived::Stranger);
        };
        let now = system_now().as_millisecond();
        let session = SignedIn {
            login: found.officer,
            level: AuthLevel::of(found.auth_level).unwrap_or(AuthLevel::Open),
            age_ms: now.saturating_sub(found.created_at_ms),
            id_hash,
            csrf_secret: found.csrf_secret,
        };
        let alive = found.revoked_at_ms.is_none()
            && now.saturating_sub(found.seen_at_ms) <= IDLE_MS
            && now.saturating_sub(found.created_at_ms) <= ABSOLUTE_MS;
        if !alive {
            return Ok(Arrived::Over(session));
        }
        if now.saturating_sub(found.seen_at_ms) >= TOUCH_EVERY_MS
            && !self.store.session_touch(id_hash, now).await?
        {
            return Ok(Arrived::Over(session));
        }
        Ok(Arrived::Alive(session))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// Only if the store fails.
    pub async fn end(&self, session: &SignedIn) -> Result<(), AuthError> {
        let now = system_now().as_millisecond();
        self.store.session_revoke(SessionScope::One(session.id_hash), now, "signed-out").await?;
        Ok(())
    }
}
