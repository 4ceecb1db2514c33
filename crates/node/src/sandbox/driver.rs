//! Acts for an officer at a portal, the way a browser would, and survives nodes and supervisors that die midway.
//!
//! Every form is kept in the sandbox's memory before it is sent and carries a `once` key that depends on nothing
//! but the sandbox and the item, so an answer that was lost is asked for again and nothing happens twice.
//! Patience is a deadline per request, not a count: a node may need a second or a minute to come back.
//! Not here: what is done in which order (`journey`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use hyper::StatusCode;
use hyper::header::HeaderName;
use seal::digest::Digest;
use serde_json::Value;
use tokio::time::Instant;

use super::error::SandboxError;
use super::http::{Answer, Headers, HttpError, Portal, encode_form};
use super::layout::Layout;
use super::players::Who;
use super::ports::Block;
use super::state::{Evidence, Post, State};
use super::{http, paths, signin, supervise};
use crate::rng::Random;

#[cfg(test)]
mod tests;

/// Header of the token that a form would carry, for a body that is a file.
const CSRF: HeaderName = HeaderName::from_static("x-csrf-token");

/// Header of the `once` key, for a body that is a file.
const ONCE: HeaderName = HeaderName::from_static("x-once");

/// Names and values of a form, in order; a name may stand several times.
pub(crate) type Form = Vec<(String, String)>;

/// A node's reasoned no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The status of the answer.
    pub(crate) status: u16,
    /// The stable code.
    pub(crate) code: String,
    /// The article, where the law says no.
    pub(crate) cite: String,
    /// What a person reads.
    pub(crate) detail: String,
}

impl Problem {
    /// Reads a problem document.
    fn of(answer: &Answer) -> Self {
        let text = |name: &str| text_of(&answer.body, name).unwrap_or_default();
        Self {
            status: answer.status.as_u16(),
            code: text("code"),
            cite: text("legal_basis"),
            detail: text("detail"),
        }
    }
}

/// Why a step did not end as it should.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StepError {
    /// The node said no where a yes was expected.
    #[error("{path} answered {} `{}` {}: {}", problem.status, problem.code, problem.cite, problem.detail)]
    Denied {
        /// What was asked.
        path: String,
        /// Its answer.
        problem: Problem,
    },
    /// What was waited for did not come.
    #[error("waited {seconds} s for {what}; {path} last answered {seen}")]
    Late {
        /// What was waited for.
        what: String,
        /// Where it was looked for.
        path: String,
        /// How long.
        seconds: u64,
        /// The last answer, shortened.
        seen: String,
    },
    /// Our own files.
    #[error(transparent)]
    Sandbox(#[from] SandboxError),
    /// No answer, or none that can be understood.
    #[error(transparent)]
    Unreachable(#[from] HttpError),
    /// The answer came and is not what the journey claims.
    #[error("{0}")]
    Wrong(String),
}

impl StepError {
    /// The stable code.
    pub(crate) fn code(&self) -> String {
        match self {
            Self::Denied { problem, .. } => problem.code.clone(),
            Self::Late { .. } => "timed-out".to_owned(),
            Self::Sandbox(error) => error.code().to_owned(),
            Self::Unreachable(_) => "unreachable".to_owned(),
            Self::Wrong(_) => "claim-failed".to_owned(),
        }
    }
}

/// A session at one portal.
#[derive(Debug, Clone)]
struct Session {
    cookie: String,
    csrf: String,
}

/// Acts for officers.
#[derive(Debug)]
pub(crate) struct Driver<'a> {
    layout: &'a Layout,
    ports: Block,
    random: &'a dyn Random,
    patience: Duration,
    sessions: BTreeMap<(&'static str, &'static str), Session>,
    /// What is kept between runs.
    pub(crate) state: State,
}

impl<'a> Driver<'a> {
    /// Nobody is signed in yet.
    pub(crate) fn new(
        layout: &'a Layout,
        ports: Block,
        random: &'a dyn Random,
        patience: Duration,
        state: State,
    ) -> Self {
        Self { layout, ports, random, patience, sessions: BTreeMap::new(), state }
    }

    /// Where things lie.
    pub(crate) fn layout(&self) -> &'a Layout {
        self.layout
    }

    /// Keeps the memory on disk.
    pub(crate) fn save(&self) -> Result<(), SandboxError> {
        let path = self.layout.state();
        self.state.write(&path).map_err(SandboxError::file(path))
    }

    /// What `path` shows to `who`.
    pub(crate) async fn ask(&mut self, who: Who, path: &str) -> Result<Value, StepError> {
        let answer = self.patiently(who, path, &Sending::Nothing).await?;
        if answer.status.is_success() {
            return Ok(answer.body);
        }
        Err(StepError::Denied { path: path.to_owned(), problem: Problem::of(&answer) })
    }

    /// Looks at `path` until `test` finds what it wants.
    pub(crate) async fn until<T>(
        &mut self,
        who: Who,
        path: &str,
        what: &str,
        test: impl Fn(&Value) -> Option<T>,
    ) -> Result<T, StepError> {
        let deadline = Instant::now() + self.patience;
        let mut looks = supervise::look();
        loop {
            looks.tick().await;
            let seen = self.ask(who, path).await?;
            if let Some(found) = test(&seen) {
                return Ok(found);
            }
            if Instant::now() >= deadline {
                let seen = seen.to_string().chars().take(2000).collect();
                let (what, path) = (format!("{what} ({who})"), path.to_owned());
                return Err(StepError::Late { what, path, seconds: self.patience.as_secs(), seen });
            }
        }
    }

    /// Sends a form once in the life of this sandbox and returns the answer to it: a yes, or 422 with defects.
    pub(crate) async fn submit(
        &mut self,
        who: Who,
        item: &str,
        path: &str,
        form: impl FnOnce(&State) -> Form,
    ) -> Result<Value, StepError> {
        let form = match self.state.posts.get(item) {
            Some(Post { answer: Some((_, body)), .. }) => return Ok(body.clone()),
            Some(Post { form, answer: None }) => form.clone(),
            None => {
                let form = form(&self.state);
                self.remember(item, Post { form: form.clone(), answer: None })?;
                form
            }
        };
        let answer = self.patiently(who, path, &Sending::Form { item, form: &form }).await?;
        // 422 with its defects is an answer too: the draft was kept as it is, and says what it lacks.
        let has_defects = answer.status == StatusCode::UNPROCESSABLE_ENTITY
            && !list_of(&answer.body, "errors").is_empty();
        if !answer.status.is_success() && !has_defects {
            // A no is final for this form, not for the item: the next run may have a better one.
            self.state.posts.remove(item);
            self.save()?;
            let (path, problem) = (path.to_owned(), Problem::of(&answer));
            return Err(StepError::Denied { path, problem });
        }
        let kept = Some((answer.status.as_u16(), answer.body.clone()));
        self.remember(item, Post { form, answer: kept })?;
        Ok(answer.body)
    }

    /// Sends a form that the law must refuse, and returns the refusal.
    pub(crate) async fn refused(
        &mut self,
        who: Who,
        item: &str,
        path: &str,
        form: Form,
    ) -> Result<Problem, StepError> {
        let answer = self.patiently(who, path, &Sending::Form { item, form: &form }).await?;
        if answer.status.is_client_error() {
            return Ok(Problem::of(&answer));
        }
        Err(StepError::Wrong(format!(
            "{path} answered {} to {who}, a refusal was due",
            answer.status
        )))
    }

    /// Streams a file and returns the answer; what the node says it got must be what we read.
    pub(crate) async fn upload(
        &mut self,
        who: Who,
        item: &str,
        order: &str,
        file: &Evidence,
    ) -> Result<Value, StepError> {
        if let Some(Post { answer: Some((_, body)), .. }) = self.state.posts.get(item) {
            return Ok(body.clone());
        }
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let form = vec![pair("name", &file.name), pair("media_type", &file.media_type)];
        let path = paths::evidence(order, &encode_form(&form));
        let answer = self.patiently(who, &path, &Sending::File { item, file: &file.path }).await?;
        if !answer.status.is_success() {
            return Err(StepError::Denied { path, problem: Problem::of(&answer) });
        }
        let kept = Some((answer.status.as_u16(), answer.body.clone()));
        self.remember(item, Post { form, answer: kept })?;
        Ok(answer.body)
    }

    /// Streams `path` into `file`.
    pub(crate) async fn download(
        &mut self,
        who: Who,
        path: &str,
        file: &Path,
    ) -> Result<(), StepError> {
        let answer = self.patiently(who, path, &Sending::Fetch { into: file }).await?;
        if answer.status.is_success() {
            return Ok(());
        }
        Err(StepError::Denied { path: path.to_owned(), problem: Problem::of(&answer) })
    }

    fn remember(&mut self, item: &str, post: Post) -> Result<(), SandboxError> {
        self.state.posts.insert(item.to_owned(), post);
        self.save()
    }

    /// Repeats a request until the node answers with something final, signing in again where it must.
    async fn patiently(
        &mut self,
        who: Who,
        path: &str,
        sending: &Sending<'_>,
    ) -> Result<Answer, StepError> {
        let deadline = Instant::now() + self.patience + sending.time();
        let mut looks = supervise::look();
        loop {
            looks.tick().await;
            let late = Instant::now() >= deadline;
            match self.attempt(who, path, sending).await {
                Ok(answer) if answer.status == StatusCode::UNAUTHORIZED && !late => {
                    self.sessions.remove(&(who.player.id, who.login));
                }
                Ok(answer) if is_passing(answer.status) && !late => {}
                Ok(answer) => return Ok(answer),
                Err(StepError::Unreachable(HttpError::Broken { .. })) if !late => {}
                Err(error) => return Err(error),
            }
        }
    }

    async fn attempt(
        &mut self,
        who: Who,
        path: &str,
        sending: &Sending<'_>,
    ) -> Result<Answer, StepError> {
        let portal = Portal::new(self.ports.portal(who.player));
        let session = self.session(portal, who).await?;
        let headers = Headers::cookie(&session.cookie);
        match sending {
            Sending::Nothing => Ok(portal.get(path, &headers).await?),
            Sending::Form { item, form } => {
                let mut form = Form::clone(form);
                form.push(("csrf".to_owned(), session.csrf));
                form.push(("once".to_owned(), self.state.once(item)));
                Ok(portal.post(path, &headers, &form).await?)
            }
            Sending::File { item, file } => {
                let headers = headers.with(CSRF, session.csrf).with(ONCE, self.state.once(item));
                let (answer, digest) = portal.upload(path, &headers, file).await?;
                check_digest(file, &answer, digest)?;
                Ok(answer)
            }
            Sending::Fetch { into } => match portal.download(path, &headers, into).await? {
                Ok(_length) => {
                    Ok(Answer { status: StatusCode::OK, body: Value::Null, cookies: vec![] })
                }
                Err(answer) => Ok(answer),
            },
        }
    }

    /// The session of `who`, begun if there is none.
    async fn session(&mut self, portal: Portal, who: Who) -> Result<Session, StepError> {
        let key = (who.player.id, who.login);
        if let Some(session) = self.sessions.get(&key) {
            return Ok(session.clone());
        }
        let token = signin::token(self.layout, self.random, who)?;
        let form = [("token".to_owned(), token)];
        let answer = portal.post(paths::SIGN_IN, &Headers::default(), &form).await?;
        let cookie = answer.cookies.join("; ");
        if answer.status.is_client_error() || answer.status.is_server_error() || cookie.is_empty() {
            let (path, problem) = (paths::SIGN_IN.to_owned(), Problem::of(&answer));
            return Err(StepError::Denied { path, problem });
        }
        let about = portal.get(paths::SESSION, &Headers::cookie(&cookie)).await?;
        let Some(csrf) = text_of(&about.body, "csrf") else {
            return Err(StepError::Wrong(format!(
                "{} names no form token for {who}",
                paths::SESSION
            )));
        };
        let session = Session { cookie, csrf };
        self.sessions.insert(key, session.clone());
        Ok(session)
    }
}

/// What a request carries.
enum Sending<'a> {
    Nothing,
    Form { item: &'a str, form: &'a Form },
    File { item: &'a str, file: &'a PathBuf },
    Fetch { into: &'a Path },
}

impl Sending<'_> {
    /// What a large file needs besides patience, at the slowest speed that is waited for.
    fn time(&self) -> Duration {
        match self {
            Self::File { file, .. } => {
                let length = std::fs::metadata(file).map_or(0, |file| file.len());
                Duration::from_secs(length / http::BYTES_PER_SECOND_MIN)
            }
            Self::Nothing | Self::Form { .. } | Self::Fetch { .. } => Duration::ZERO,
        }
    }
}

/// Whether the same request may get another answer in a moment: overloaded, starting, behind.
fn is_passing(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE
    )
}

/// The digest that the node states must be the one of the bytes that were sent.
fn check_digest(file: &Path, answer: &Answer, sent: Digest) -> Result<(), StepError> {
    match text_of(&answer.body, "sha256") {
        Some(stated) if answer.status.is_success() && stated != sent.hex() => {
            let file = file.display();
            Err(StepError::Wrong(format!("the node took {stated} where {file} is {sent}")))
        }
        Some(_) | None => Ok(()),
    }
}

/// A member of a JSON object as text; numbers are written out.
pub(crate) fn text_of(body: &Value, name: &str) -> Option<String> {
    match body.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A member that must be there.
pub(crate) fn need(body: &Value, name: &str, path: &str) -> Result<String, StepError> {
    text_of(body, name).ok_or_else(|| StepError::Wrong(format!("{path} answered without `{name}`")))
}

/// The objects of a list.
pub(crate) fn list_of<'v>(body: &'v Value, name: &str) -> &'v [Value] {
    body.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
