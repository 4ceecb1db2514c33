//! Public files of a log over plain HTTP/1.1: checkpoints and tiles, each with a limit in bytes and in time.
//!
//! Plain, because nothing that is read is believed: heads are signed and tiles are hashed. Not trusted: whoever answers
//! or listens on the way. At most they can withhold, and see what is asked for.

use std::fmt;
use std::pin::{Pin, pin};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Empty, LengthLimitError, Limited};
use hyper::client::conn::http1::{self, Connection, SendRequest};
use hyper::header::HOST;
use hyper::{Request, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// A file is 260 KiB at most; a connection that needs longer for it is no use to anybody.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// Why a file was not read although it may be there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Silent {
    /// The connection broke, or what came over it was not HTTP.
    #[error("the connection broke: {0}")]
    Broken(String),
    /// No connection.
    #[error("no connection: {0}")]
    NoConnection(String),
    /// Neither 200 nor 404.
    #[error("it answered with status {0}")]
    Status(u16),
    /// No whole answer in time.
    #[error("no whole answer in time")]
    TimedOut,
    /// More bytes than such a file has.
    #[error("it answered with more bytes than such a file has")]
    TooLong,
}

/// Why a text is not the address of a log or a witness.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no http://HOST[:PORT][/PATH]; what is read is signed and hashed, so there is no https here: put a \
     forwarder before it if the other side takes nothing else"
)]
pub struct BadUrl(pub String);

/// The folder that a URL names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// As it was typed.
    pub(crate) url: String,
    /// Host and port.
    pub(crate) authority: String,
    /// Path, without a slash at its end.
    pub(crate) path: String,
}

impl Place {
    /// Reads a URL; one without a path means the place where a node serves it, `usual`.
    pub(crate) fn parse(url: &str, usual: &str) -> Result<Self, BadUrl> {
        let bad = || BadUrl(url.to_owned());
        let uri: Uri = url.parse().map_err(|_| bad())?;
        let authority = uri.authority().filter(|found| !found.as_str().contains('@'));
        let authority = authority.filter(|_| uri.scheme_str() == Some("http")).ok_or_else(bad)?;
        if uri.query().is_some() || url.contains('#') || authority.host().is_empty() {
            return Err(bad());
        }
        let path = uri.path().trim_end_matches('/');
        Ok(Self {
            url: url.to_owned(),
            authority: match authority.port() {
                Some(_) => authority.to_string(),
                None => format!("{authority}:80"),
            },
            path: if path.is_empty() { usual } else { path }.to_owned(),
        })
    }
}

type Wire = Connection<TokioIo<TcpStream>, Empty<Bytes>>;

/// A connection that may be asked again.
struct Open {
    sender: SendRequest<Empty<Bytes>>,
    wire: Pin<Box<Wire>>,
}

/// Reads below one place, over one connection as long as it lasts.
pub(crate) struct Reader {
    pub(crate) place: Place,
    open: Option<Open>,
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").field("place", &self.place).finish_non_exhaustive()
    }
}

impl Reader {
    pub(crate) fn new(place: Place) -> Self {
        Self { place, open: None }
    }

    /// The bytes of a file, nothing if there is none. More than `bytes_max` are not read.
    pub(crate) async fn get(
        &mut self,
        file: &str,
        bytes_max: usize,
    ) -> Result<Option<Bytes>, Silent> {
        if let Some(kept) = self.open.take()
            && let Ok(found) = self.ask(kept, file, bytes_max).await
        {
            return Ok(found);
        }
        // Nothing was kept, or it had been closed meanwhile.
        let open = timeout(ANSWER_WITHIN, self.connect()).await.map_err(|_| Silent::TimedOut)??;
        self.ask(open, file, bytes_max).await
    }

    async fn connect(&self) -> Result<Open, Silent> {
        let none = |error: &dyn fmt::Display| Silent::NoConnection(error.to_string());
        let stream =
            TcpStream::connect(self.place.authority.as_str()).await.map_err(|e| none(&e))?;
        stream.set_nodelay(true).map_err(|e| none(&e))?;
        let (sender, wire) = http1::handshake(TokioIo::new(stream)).await.map_err(|e| none(&e))?;
        Ok(Open { sender, wire: Box::pin(wire) })
    }

    async fn ask(
        &mut self,
        mut open: Open,
        file: &str,
        bytes_max: usize,
    ) -> Result<Option<Bytes>, Silent> {
        let broke = |error: &dyn fmt::Display| Silent::Broken(error.to_string());
        let request = Request::get(format!("{}/{file}", self.place.path))
            .header(HOST, &self.place.authority)
            .body(Empty::new())
            .map_err(|error| broke(&error))?;
        let mut is_open = true;
        let talk = async {
            let answer = async {
                let response =
                    open.sender.send_request(request).await.map_err(|error| broke(&error))?;
                let status = response.status();
                let body = Limited::new(response.into_body(), bytes_max).collect().await;
                match status {
                    StatusCode::OK => match body {
                        Ok(body) => Ok(Some(body.to_bytes())),
                        Err(error) if error.is::<LengthLimitError>() => Err(Silent::TooLong),
                        Err(error) => Err(broke(&error)),
                    },
                    StatusCode::NOT_FOUND => Ok(None),
                    other => Err(Silent::Status(other.as_u16())),
                }
            };
            let mut answer = pin!(answer);
            loop {
                tokio::select! {
                    done = &mut answer => return done,
                    // Whoever still waits for bytes of it learns by himself how it ended.
                    _ended = &mut open.wire, if is_open => is_open = false,
                }
            }
        };
        let done = timeout(ANSWER_WITHIN, talk).await.map_err(|_| Silent::TimedOut)?;
        if is_open && done.is_ok() {
            self.open = Some(open);
        }
        done
    }
}
