//! A small HTTP/1.1 client for portals on 127.0.0.1: forms, JSON answers, files up and down in constant memory.
//!
//! Not the peer client (`peer::client` speaks mutual TLS to other nodes): this one is a browser without a screen.
//! One connection per request, so that a node that restarts never leaves a half-dead one behind; the connection
//! is driven beside the request, by the same task.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt as _;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HOST, HeaderName, SET_COOKIE};
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use seal::digest::{Digest, Hasher};
use serde_json::Value;
use tokio::fs::File;
use tokio::io::{AsyncRead as _, AsyncWriteExt as _, ReadBuf};
use tokio::net::TcpStream;

use crate::durable::sync_folder_of;

#[cfg(test)]
mod tests;

/// Longest answer that is kept in memory; a page of a case is some ten KB.
const ANSWER_BYTES_MAX: usize = 8 << 20;

/// What is read of a file at once: large enough for the disk, small beside the 64 MiB a node may grow.
const PIECE_BYTES: usize = 256 << 10;

/// How long a request without a file may take.
const LIMIT: Duration = Duration::from_secs(30);

/// Slowest transfer that is waited for, in bytes per second; a disk under test tools may be slow.
pub(crate) const BYTES_PER_SECOND_MIN: u64 = 1 << 20;

/// Why there is no answer. Answers that say no are answers.
#[derive(Debug, thiserror::Error)]
pub(crate) enum HttpError {
    /// Nobody listens, or the connection broke: the node may be starting again.
    #[error("no answer from {addr}: {why}")]
    Broken {
        /// The portal.
        addr: SocketAddr,
        /// What the library says.
        why: String,
    },
    /// Our own file.
    #[error("{path}: {source}")]
    File {
        /// Which one.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// An answer that no portal of ours gives.
    #[error("{addr} answered with {why}")]
    Strange {
        /// The portal.
        addr: SocketAddr,
        /// What is wrong with it.
        why: String,
    },
}

/// A status with its body.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: StatusCode,
    /// The body as JSON; `null` where it is empty or something else.
    pub(crate) body: Value,
    /// `name=value` of each cookie that was set.
    pub(crate) cookies: Vec<String>,
}

/// What travels with every request of one session.
#[derive(Debug, Clone, Default)]
pub(crate) struct Headers(Vec<(HeaderName, String)>);

impl Headers {
    /// With the session's cookie.
    pub(crate) fn cookie(cookie: &str) -> Self {
        Self(vec![(COOKIE, cookie.to_owned())])
    }

    /// With one header more.
    pub(crate) fn with(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.0.push((name, value.into()));
        self
    }
}

/// The portal of one node.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Portal {
    addr: SocketAddr,
}

impl Portal {
    /// The portal at `addr`.
    pub(crate) fn new(addr: SocketAddr) -> Self {
        Self { addr }
    }

    /// Asks for `path`.
    pub(crate) async fn get(self, path: &str, headers: &Headers) -> Result<Answer, HttpError> {
        let request = self.request(Method::GET, path, headers, Outgoing::Bytes(None))?;
        self.exchange(request, LIMIT, |response| self.read(response)).await
    }

    /// Sends a form; a name may stand several times.
    pub(crate) async fn post(
        self,
        path: &str,
        headers: &Headers,
        form: &[(String, String)],
    ) -> Result<Answer, HttpError> {
        let body = Bytes::from(encode_form(form));
        let headers = headers.clone().with(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = self.request(Method::POST, path, &headers, Outgoing::Bytes(Some(body)))?;
        self.exchange(request, LIMIT, |response| self.read(response)).await
    }

    /// Sends these bytes as the body; they are sent again if the node did not answer.
    pub(crate) async fn send(
        self,
        method: Method,
        path: &str,
        headers: &Headers,
        media_type: &str,
        body: Bytes,
    ) -> Result<Answer, HttpError> {
        let limit = LIMIT + Duration::from_secs(body.len() as u64 / BYTES_PER_SECOND_MIN);
        let headers = headers.clone().with(CONTENT_TYPE, media_type);
        let request = self.request(method, path, &headers, Outgoing::Bytes(Some(body)))?;
        self.exchange(request, limit, |response| self.read(response)).await
    }

    /// Streams `file` as the body and returns the answer with the digest of what was sent.
    pub(crate) async fn upload(
        self,
        path: &str,
        headers: &Headers,
        file: &Path,
    ) -> Result<(Answer, Digest), HttpError> {
        let failed = |source| HttpError::File { path: file.to_owned(), source };
        let open = File::open(file).await.map_err(failed)?;
        let length = open.metadata().await.map_err(failed)?.len();
        let limit = LIMIT + Duration::from_secs(length / BYTES_PER_SECOND_MIN);
        let (report, digest) = tokio::sync::oneshot::channel();
        let body =
            FileBody { file: open, left: length, hasher: Hasher::new(), report: Some(report) };
        let headers = headers.clone().with(CONTENT_TYPE, "application/octet-stream");
        let request = self.request(Method::POST, path, &headers, Outgoing::File(body))?;
        let answer = self.exchange(request, limit, |response| self.read(response)).await?;
        // A node may answer before it has read all; then the answer is a no and the digest of no use.
        Ok((answer, digest.await.unwrap_or(Digest([0; 32]))))
    }

    /// Streams the answer into `file`, which appears whole or not at all. `Err` holds an answer that is no file.
    pub(crate) async fn download(
        self,
        path: &str,
        headers: &Headers,
        file: &Path,
    ) -> Result<Result<u64, Answer>, HttpError> {
        let request = self.request(Method::GET, path, headers, Outgoing::Bytes(None))?;
        let limit = LIMIT + Duration::from_secs(3600);
        let save = async |response: Response<Incoming>| {
            if response.status() == StatusCode::OK {
                self.save(response, file).await.map(Ok)
            } else {
                self.read(response).await.map(Err)
            }
        };
        self.exchange(request, limit, save).await
    }

    fn request(
        self,
        method: Method,
        path: &str,
        headers: &Headers,
        body: Outgoing,
    ) -> Result<Request<Outgoing>, HttpError> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, self.addr.to_string())
            .header(ACCEPT, "application/json");
        for (name, value) in &headers.0 {
            request = request.header(name, value);
        }
        request.body(body).map_err(|error| self.strange(&error))
    }

    /// Opens a connection and drives it until `read` has what it wants or `limit` is over.
    async fn exchange<T>(
        self,
        request: Request<Outgoing>,
        limit: Duration,
        read: impl AsyncFnOnce(Response<Incoming>) -> Result<T, HttpError>,
    ) -> Result<T, HttpError> {
        let talk = async {
            let stream = TcpStream::connect(self.addr).await.map_err(|e| self.broken(&e))?;
            stream.set_nodelay(true).map_err(|e| self.broken(&e))?;
            let handshake = hyper::client::conn::http1::handshake(TokioIo::new(stream));
            let (mut sender, connection) = handshake.await.map_err(|e| self.broken(&e))?;
            let work = async move {
                let response = sender.send_request(request).await.map_err(|e| self.broken(&e))?;
                read(response).await
            };
            let (mut work, mut connection) = (pin!(work), pin!(connection));
            let mut open = true;
            loop {
                tokio::select! {
                    done = &mut work => return done,
                    // How it ended does not matter: whoever still waits for bytes of it learns that by himself.
                    _ended = &mut connection, if open => open = false,
                }
            }
        };
        match tokio::time::timeout(limit, talk).await {
            Ok(done) => done,
            Err(_) => Err(self.broken(&format!("{} seconds were not enough", limit.as_secs()))),
        }
    }

    async fn read(self, response: Response<Incoming>) -> Result<Answer, HttpError> {
        let (head, mut body) = response.into_parts();
        let mut bytes = Vec::new();
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|error| self.broken(&error))?;
            let data = frame.data_ref().map_or(&[][..], |data| data);
            if bytes.len().saturating_add(data.len()) > ANSWER_BYTES_MAX {
                return Err(self.strange(&"an endless body"));
            }
            bytes.extend_from_slice(data);
        }
        let cookies = head.headers.get_all(SET_COOKIE).iter().filter_map(|value| {
            let text = value.to_str().ok()?;
            text.split(';').next().map(|pair| pair.trim().to_owned())
        });
        Ok(Answer {
            status: head.status,
            body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
            cookies: cookies.collect(),
        })
    }

    async fn save(self, response: Response<Incoming>, path: &Path) -> Result<u64, HttpError> {
        let failed = |source| HttpError::File { path: path.to_owned(), source };
        let announced =
            response.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        let announced: Option<u64> = announced.and_then(|text| text.parse().ok());
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let partial = path.with_file_name(name);
        let mut out = File::create(&partial).await.map_err(failed)?;
        let (mut body, mut length) = (response.into_body(), 0_u64);
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|error| self.broken(&error))?;
            if let Ok(data) = frame.into_data() {
                out.write_all(&data).await.map_err(failed)?;
                length = length.saturating_add(u64::try_from(data.len()).unwrap_or(u64::MAX));
            }
        }
        if announced.is_some_and(|announced| announced != length) {
            return Err(self.broken(&"fewer bytes than announced"));
        }
        out.sync_all().await.map_err(failed)?;
        tokio::fs::rename(&partial, path).await.map_err(failed)?;
        sync_folder_of(path).map_err(failed)?;
        Ok(length)
    }

    fn broken(self, why: &dyn std::fmt::Display) -> HttpError {
        HttpError::Broken { addr: self.addr, why: why.to_string() }
    }

    fn strange(self, why: &dyn std::fmt::Display) -> HttpError {
        HttpError::Strange { addr: self.addr, why: why.to_string() }
    }
}

/// The body of a request.
enum Outgoing {
    Bytes(Option<Bytes>),
    File(FileBody),
}

/// A file that is hashed while it is sent. A file that shrinks under us breaks the request, never the count.
struct FileBody {
    file: File,
    left: u64,
    hasher: Hasher,
    report: Option<tokio::sync::oneshot::Sender<Digest>>,
}

impl FileBody {
    /// Tells the digest once the last byte was read.
    fn finish(&mut self) {
        if let Some(report) = self.report.take() {
            // Nobody listens any more only when the request was given up.
            report.send(std::mem::take(&mut self.hasher).finish()).unwrap_or_default();
        }
    }
}

impl Body for FileBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.left == 0 {
            self.finish();
            return Poll::Ready(None);
        }
        let want = usize::try_from(self.left).unwrap_or(PIECE_BYTES).min(PIECE_BYTES);
        let mut piece = BytesMut::zeroed(want);
        let mut buffer = ReadBuf::new(&mut piece);
        ready!(Pin::new(&mut self.file).poll_read(cx, &mut buffer))?;
        let filled = buffer.filled().len();
        if filled == 0 {
            let gone =
                io::Error::new(io::ErrorKind::UnexpectedEof, "file became shorter meanwhile");
            return Poll::Ready(Some(Err(gone)));
        }
        piece.truncate(filled);
        self.hasher.update(&piece);
        self.left = self.left.saturating_sub(u64::try_from(filled).unwrap_or(u64::MAX));
        if self.left == 0 {
            self.finish();
        }
        Poll::Ready(Some(Ok(Frame::data(piece.freeze()))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0 && self.report.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match self.get_mut() {
            Self::Bytes(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Self::File(file) => Pin::new(file).poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Bytes(bytes) => bytes.is_none(),
            Self::File(file) => file.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        let length = |bytes: &Bytes| u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        match self {
            Self::Bytes(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, length)),
            Self::File(file) => file.size_hint(),
        }
    }
}

/// `application/x-www-form-urlencoded`, as the URL standard serializes it.
pub(crate) fn encode_form(form: &[(String, String)]) -> String {
    let mut out = String::new();
    for (name, value) in form {
        if !out.is_empty() {
            out.push('&');
        }
        encode_into(&mut out, name);
        out.push('=');
        encode_into(&mut out, value);
    }
    out
}

fn encode_into(out: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |nibble: u8| HEX.get(usize::from(nibble & 15)).copied().map_or('0', char::from);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => {
                out.push(char::from(byte))
            }
            b' ' => out.push('+'),
            _ => {
                out.push('%');
                out.push(digit(byte >> 4));
                out.push(digit(byte));
            }
        }
    }
}
