//! One officer's session at a portal, and the two ways in which files go there: part by part, or many in one form.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bytes::Bytes;
use hyper::header::HeaderName;
use hyper::{Method, StatusCode};
use seal::digest::{Digest, Hasher, hex_encode};
use serde_json::Value;
use tokio::fs::File;
use tokio::io::AsyncReadExt as _;

use super::progress::Progress;
use super::{Exit, Failure, Found};
use crate::sandbox::http::{Answer, Headers, HttpError, Portal};

/// A node that does not answer is asked again after this long.
const PAUSE: Duration = Duration::from_millis(500);
/// An upload of the same name that was given up, or of other bytes: a new one is begun, so often at most.
const TRIES_MAX: u32 = 8;
/// Largest part that a node of ours asks for.
const PART_BYTES_MAX: u64 = 64 << 20;
/// Between the files of a form; no file of at most one MiB is refused for holding it, because its name is drawn anew.
const BOUNDARY: &str = "comity-exhibit-add";

/// Why the files are not all there.
#[derive(Debug, thiserror::Error)]
pub(super) enum BringError {
    /// The node says no.
    #[error("{path}: {detail}")]
    Denied {
        /// Of what.
        path: String,
        /// Its code.
        code: String,
        /// What it says.
        detail: String,
    },
    /// A file of ours.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// Nobody answers, or not as a node does.
    #[error(transparent)]
    Http(#[from] HttpError),
}

impl BringError {
    /// As the command ends.
    pub(super) fn failure(&self) -> Failure {
        let (exit, code) = match self {
            Self::Denied { code, .. } => (Exit::Denied, code.as_str()),
            Self::File { .. } => (Exit::Denied, "file"),
            Self::Http(_) => (Exit::Unreachable, "unreachable"),
        };
        let again = match exit {
            Exit::Unreachable => {
                "; what the node acknowledged is kept: take a fresh link and run the same command again"
            }
            Exit::Denied | Exit::Done | Exit::Failed | Exit::NotVerified => "",
        };
        Failure::new(exit, code, format!("{self}{again}"))
    }
}

/// What one request, or one file, came to.
#[derive(Debug, Default)]
pub(super) struct Sent {
    /// Exhibits.
    pub(super) n_exhibits: u64,
    /// Their bytes.
    pub(super) n_bytes: u64,
}

/// An officer's session.
#[derive(Debug)]
pub(super) struct Client {
    portal: Portal,
    order: String,
    headers: Headers,
    csrf: String,
    patience: Duration,
}

/// An upload as the node tells it.
pub(super) struct Upload {
    pub(super) id: String,
    state: String,
    part_len: u64,
    next_part: u64,
}

impl Client {
    /// Signs in with a one-time link, which is used up.
    pub(super) async fn sign_in(
        address: SocketAddr,
        order: &str,
        token: &str,
        patience: Duration,
    ) -> Result<Self, BringError> {
        let portal = Portal::new(address);
        let form = [("token".to_owned(), token.to_owned())];
        let answer = portal.post("/sign-in", &Headers::default(), &form).await?;
        let cookie = answer.cookies.join("; ");
        if answer.status.is_client_error() || answer.status.is_server_error() || cookie.is_empty() {
            return Err(denied("the sign-in link", &answer));
        }
        let headers = Headers::cookie(&cookie);
        let session = portal.get("/session", &headers).await?;
        let csrf = session.body.get("csrf").and_then(Value::as_str).map(str::to_owned);
        let csrf = csrf.ok_or_else(|| denied("the session", &session))?;
        Ok(Self { portal, order: order.to_owned(), headers, csrf, patience })
    }

    /// Sends small files in one form. The same files again are answered like the first time.
    pub(super) async fn small(
        &self,
        files: &[Found],
        progress: &mut Progress,
    ) -> Result<Sent, BringError> {
        let mut hasher = Hasher::new();
        hasher.update(format!("comity/add-small/1\n{}\n", self.order).as_bytes());
        let mut contents = Vec::with_capacity(files.len());
        for file in files {
            let failed = |source| BringError::File { path: file.path.clone(), source };
            let bytes = tokio::fs::read(&file.path).await.map_err(failed)?;
            let line = format!("{}\n{}\n", file.path.display(), Digest::of(&bytes).hex());
            hasher.update(line.as_bytes());
            contents.push((name_of(&file.path), bytes));
        }
        let once = hasher.finish().hex();
        let boundary = format!("{BOUNDARY}-{}", once.get(..32).unwrap_or_default());
        let body = Bytes::from(multipart(&boundary, &self.csrf, &once, &contents));
        let path = format!("/orders/{}/evidence", self.order);
        let kind = format!("multipart/form-data; boundary={boundary}");
        let answer = self
            .patiently(|| self.portal.send(Method::POST, &path, &self.headers, &kind, body.clone()))
            .await?;
        let first = files.first().map(|file| file.path.display().to_string()).unwrap_or_default();
        if answer.status != StatusCode::CREATED {
            return Err(denied(&first, &answer));
        }
        let n_bytes = contents.iter().map(|(_, bytes)| bytes.len() as u64).sum();
        progress.sent(&first, n_bytes);
        let exhibits = answer.body.get("exhibits").and_then(Value::as_array);
        Ok(Sent { n_exhibits: exhibits.map_or(0, |all| all.len() as u64), n_bytes })
    }

    /// Sends a file part by part, from the first part that the node has not got.
    pub(super) async fn large(
        &self,
        path: &Path,
        len: u64,
        progress: &mut Progress,
    ) -> Result<Sent, BringError> {
        let shown = path.display().to_string();
        for attempt in 0..TRIES_MAX {
            let Some(upload) = self.begin(path, len, attempt).await? else { continue };
            let plain = self.parts(path, &upload, progress).await?;
            let form = vec![
                ("csrf".to_owned(), self.csrf.clone()),
                ("len".to_owned(), plain.len.to_string()),
                ("sha256".to_owned(), plain.sha256.clone()),
                ("blake3".to_owned(), plain.blake3),
            ];
            let finish = format!("/orders/{}/uploads/{}/finish", self.order, upload.id);
            let answer = self.patiently(|| self.portal.post(&finish, &self.headers, &form)).await?;
            if answer.status != StatusCode::CREATED {
                return Err(denied(&shown, &answer));
            }
            // One of the same name and length that was sealed before is another file if its digest is another.
            if answer.body.get("sha256").and_then(Value::as_str) == Some(plain.sha256.as_str()) {
                return Ok(Sent { n_exhibits: 1, n_bytes: plain.len });
            }
        }
        let (code, detail) =
            ("upload-again", "uploads of this name were given up or hold other bytes");
        Err(BringError::Denied { path: shown, code: code.to_owned(), detail: detail.to_owned() })
    }

    /// Begins an upload, or finds the one that the same command began before; none if that one is gone.
    pub(super) async fn begin(
        &self,
        path: &Path,
        len: u64,
        attempt: u32,
    ) -> Result<Option<Upload>, BringError> {
        let shown = path.display().to_string();
        let once = format!("comity/add-large/1\n{}\n{shown}\n{len}\n{attempt}", self.order);
        let form = vec![
            ("csrf".to_owned(), self.csrf.clone()),
            ("once".to_owned(), Digest::of(once.as_bytes()).hex()),
            ("name".to_owned(), name_of(path)),
            ("len".to_owned(), len.to_string()),
        ];
        let uploads = format!("/orders/{}/uploads", self.order);
        let answer = self.patiently(|| self.portal.post(&uploads, &self.headers, &form)).await?;
        let text = |name: &str| answer.body.get(name).and_then(Value::as_str).map(str::to_owned);
        let number = |name: &str| answer.body.get(name).and_then(Value::as_u64);
        match (answer.status, text("id"), text("state"), number("part_len"), number("next_part")) {
            (StatusCode::CREATED, Some(id), Some(state), Some(part_len), Some(next_part))
                if (1..=PART_BYTES_MAX).contains(&part_len) =>
            {
                let is_over = state == "quarantined";
                Ok((!is_over).then_some(Upload { id, state, part_len, next_part }))
            }
            // It was begun and given up; whether the order itself is there shows at the next attempt.
            (StatusCode::NOT_FOUND, ..) if attempt == 0 => Ok(None),
            _ => Err(denied(&shown, &answer)),
        }
    }

    /// Reads all of a file, and sends the parts that the node has not got.
    async fn parts(
        &self,
        path: &Path,
        upload: &Upload,
        progress: &mut Progress,
    ) -> Result<Plain, BringError> {
        let shown = path.display().to_string();
        let failed = |source| BringError::File { path: path.to_owned(), source };
        let mut file = File::open(path).await.map_err(failed)?;
        let (mut sha256, mut blake3, mut len) = (Hasher::new(), blake3::Hasher::new(), 0_u64);
        for n in 0_u64.. {
            let mut part = Vec::new();
            (&mut file).take(upload.part_len).read_to_end(&mut part).await.map_err(failed)?;
            sha256.update(&part);
            blake3.update(&part);
            let n_bytes = part.len() as u64;
            len = len.saturating_add(n_bytes);
            if upload.state == "sealed" || n < upload.next_part {
                progress.skipped(&shown, n_bytes);
            } else if n_bytes > 0 {
                self.part(&shown, &upload.id, n, Bytes::from(part)).await?;
                progress.sent(&shown, n_bytes);
            }
            if n_bytes < upload.part_len {
                break;
            }
        }
        let blake3 = hex_encode(blake3.finalize().as_bytes());
        Ok(Plain { len, sha256: sha256.finish().hex(), blake3 })
    }

    pub(super) async fn part(
        &self,
        shown: &str,
        upload: &str,
        n: u64,
        part: Bytes,
    ) -> Result<(), BringError> {
        let path = format!("/orders/{}/uploads/{upload}/parts/{n}", self.order);
        let digest = hex_encode(blake3::hash(&part).as_bytes());
        let headers = self
            .headers
            .clone()
            .with(HeaderName::from_static("x-csrf-token"), self.csrf.clone())
            .with(HeaderName::from_static("x-blake3"), digest);
        let kind = "application/octet-stream";
        let send = || self.portal.send(Method::PUT, &path, &headers, kind, part.clone());
        let answer = self.patiently(send).await?;
        if answer.status == StatusCode::OK { Ok(()) } else { Err(denied(shown, &answer)) }
    }

    /// Asks again while nobody answers: a node that starts again takes a part a second time as if it were the first.
    async fn patiently<F: Future<Output = Result<Answer, HttpError>>>(
        &self,
        ask: impl Fn() -> F,
    ) -> Result<Answer, BringError> {
        let deadline = Instant::now() + self.patience;
        loop {
            match ask().await {
                Ok(answer) => return Ok(answer),
                Err(HttpError::Broken { .. }) if Instant::now() < deadline => {
                    tokio::time::sleep(PAUSE).await;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// What was read of a file.
struct Plain {
    len: u64,
    sha256: String,
    blake3: String,
}

fn denied(of: &str, answer: &Answer) -> BringError {
    let text = |name: &str| answer.body.get(name).and_then(Value::as_str).map(str::to_owned);
    BringError::Denied {
        path: of.to_owned(),
        code: text("code").unwrap_or_else(|| "refused".to_owned()),
        detail: text("detail").unwrap_or_else(|| format!("the node answered {}", answer.status)),
    }
}

/// The name of a file without its folders.
fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A form with the tokens first and then each file.
fn multipart(boundary: &str, csrf: &str, once: &str, files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in [("csrf", csrf), ("once", once)] {
        let part = format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend_from_slice(part.as_bytes());
    }
    for (name, bytes) in files {
        // A quotation mark would end the name; it is written as forms of browsers write it.
        let name = name.replace('"', "%22").replace(['\r', '\n'], " ");
        let head = format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    body
}
