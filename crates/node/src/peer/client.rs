//! Requests to other nodes: one kept-alive HTTP/2 connection a peer, opened through the network seam.
//!
//! It knows bytes and statuses. What an answer means for a letter is decided by the caller, and only a signed
//! object ends an envelope: a status alone never does.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use bytes::Bytes;
use domain::actor::NodeId;
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http2::{self, SendRequest};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::sync::Mutex;
use tokio::time::timeout;
use wire::roster::Roster;

use crate::net::Dial;

/// An answer to an envelope, a proof or a directory file must come within this time.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);
/// How long an answer may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Until it begins.
    pub begins_within: Duration,
    /// Until it is whole.
    pub whole_within: Duration,
}

impl Patience {
    /// For what a peer answers at once.
    pub const USUAL: Self = Self { begins_within: ANSWER_WITHIN, whole_within: ANSWER_WITHIN };
}

/// No answer of a peer is larger: a directory snapshot is the largest thing asked for.
const ANSWER_BYTES_MAX: usize = 16 << 20;

/// A peer could not be asked. A transport failure, whatever its cause: try again later with the same bytes.
#[derive(Debug, thiserror::Error)]
pub enum Unreachable {
    /// The connection or its handshake failed.
    #[error("no connection: {0}")]
    Connect(#[from] io::Error),
    /// It says in the directory that it fetches and is not asked.
    #[error("this node fetches what is for it, and is not asked")]
    Fetches,
    /// The directory names no endpoint.
    #[error("the directory names no endpoint for this node")]
    NoEndpoint,
    /// The connection broke, or the answer was too large.
    #[error("the connection broke: {0}")]
    Protocol(String),
    /// No answer in time.
    #[error("no answer in time")]
    TimedOut,
}

impl Unreachable {
    /// Stable code for rows, pages and logs; the text may name addresses and stays out of them.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Connect(_) => "no-connection",
            Self::Fetches => "fetches",
            Self::NoEndpoint => "no-endpoint",
            Self::Protocol(_) => "broken-connection",
            Self::TimedOut => "timed-out",
        }
    }
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: StatusCode,
    /// Body bytes.
    pub body: Bytes,
}

/// A request to a peer, small enough to be sent again as it is.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Method.
    pub method: Method,
    /// Absolute path.
    pub path: String,
    /// Media type of the body.
    pub media_type: &'static str,
    /// Extra headers.
    pub headers: Vec<(&'static str, String)>,
    /// Body bytes.
    pub body: Bytes,
}

impl Ask {
    /// A `GET`.
    #[must_use]
    pub fn get(path: impl Into<String>) -> Self {
        Self {
            method: Method::GET,
            path: path.into(),
            media_type: "",
            headers: Vec::new(),
            body: Bytes::new(),
        }
    }

    /// A `POST`.
    #[must_use]
    pub fn post(path: impl Into<String>, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self {
            method: Method::POST,
            path: path.into(),
            media_type,
            headers: Vec::new(),
            body: body.into(),
        }
    }
}

type Connection = SendRequest<Full<Bytes>>;

/// Connections to all peers.
pub struct Peers {
    dial: RwLock<Arc<dyn Dial>>,
    open: Mutex<BTreeMap<NodeId, Connection>>,
    /// Held by whoever opens a connection to a node: of many who ask at once one does.
    opening: Mutex<BTreeMap<NodeId, Arc<Mutex<()>>>>,
}

impl fmt::Debug for Peers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Peers").field("dial", &self.dial).finish_non_exhaustive()
    }
}

impl Peers {
    /// Peers reached through `dial`.
    #[must_use]
    pub fn new(dial: Arc<dyn Dial>) -> Self {
        Self { dial: RwLock::new(dial), open: Mutex::default(), opening: Mutex::default() }
    }

    /// From now on whoever is dialled must have the keys of this directory. What is open is opened anew by whoever asks next.
    pub async fn learn(&self, directory: &Roster) {
        self.dial.read().unwrap_or_else(PoisonError::into_inner).learn(directory);
        self.open.lock().await.clear();
    }

    /// From now on through another `dial`; what is open is closed, unless somebody asks this moment.
    #[cfg(test)]
    pub(crate) fn redial(&self, dial: Arc<dyn Dial>) {
        if let Ok(mut open) = self.open.try_lock() {
            open.clear();
        }
        *self.dial.write().unwrap_or_else(PoisonError::into_inner) = dial;
    }

    /// Asks `node`, trying its endpoints in order, and once more on a fresh connection if a kept one broke. A
    /// connection on which an answer stayed away is not kept: its other end may be gone without a word.
    ///
    /// # Errors
    /// [`Unreachable`]; nothing is known then about what the peer did.
    pub async fn ask(
        &self,
        node: &NodeId,
        endpoints: &[String],
        ask: &Ask,
        patience: Patience,
    ) -> Result<Answer, Unreachable> {
        let kept = self.open.lock().await.get(node).cloned();
        if let Some(connection) = kept.filter(|connection| !connection.is_closed()) {
            match send(connection, node, ask, patience).await {
                Err(Unreachable::Protocol(_)) => {}
                Err(error @ Unreachable::TimedOut) => {
                    self.open.lock().await.remove(node);
                    return Err(error);
                }
                done @ (Ok(_)
                | Err(
                    Unreachable::Connect(_) | Unreachable::Fetches | Unreachable::NoEndpoint,
                )) => {
                    return done;
                }
            }
        }
        let connection = self.fresh(node, endpoints).await?;
        let answer = send(connection, node, ask, patience).await;
        if answer.is_err() {
            self.open.lock().await.remove(node);
        }
        answer
    }

    /// A connection that was opened a moment ago, by us or by somebody who asks the same node.
    async fn fresh(&self, node: &NodeId, endpoints: &[String]) -> Result<Connection, Unreachable> {
        let opening = self.opening.lock().await.entry(node.clone()).or_default().clone();
        let _turn = opening.lock().await;
        let open = self.open.lock().await.get(node).cloned();
        if let Some(connection) = open.filter(|connection| !connection.is_closed()) {
            return Ok(connection);
        }
        let mut last = Unreachable::NoEndpoint;
        for endpoint in endpoints {
            match self.connect(node, endpoint).await {
                Ok(connection) => {
                    self.open.lock().await.insert(node.clone(), connection.clone());
                    return Ok(connection);
                }
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    async fn connect(&self, node: &NodeId, endpoint: &str) -> Result<Connection, Unreachable> {
        let dial = self.dial.read().unwrap_or_else(PoisonError::into_inner).clone();
        let stream = dial.dial(node, endpoint).await?;
        let handshake = http2::Builder::new(TokioExecutor::new())
            .timer(TokioTimer::new()) // the window follows the runtime's clock, which the simulator owns
            .adaptive_window(true)
            .handshake(TokioIo::new(stream));
        let (connection, driver) = timeout(ANSWER_WITHIN, handshake)
            .await
            .map_err(|_| Unreachable::TimedOut)?
            .map_err(|error| Unreachable::Protocol(error.to_string()))?;
        #[expect(
            clippy::disallowed_methods,
            reason = "the driver lives and ends with its connection; its failure is seen by the next request"
        )]
        tokio::spawn(async move { driver.await.is_ok() });
        Ok(connection)
    }
}

async fn send(
    mut connection: Connection,
    node: &NodeId,
    ask: &Ask,
    patience: Patience,
) -> Result<Answer, Unreachable> {
    let broke = |error: &dyn fmt::Display| Unreachable::Protocol(error.to_string());
    let mut request = Request::builder()
        .method(ask.method.clone())
        .uri(format!("https://{node}{}", ask.path))
        .header("content-length", ask.body.len());
    if !ask.media_type.is_empty() {
        request = request.header("content-type", ask.media_type);
    }
    for (name, value) in &ask.headers {
        request = request.header(*name, value);
    }
    let request = request.body(Full::new(ask.body.clone())).map_err(|error| broke(&error))?;
    let answered = async {
        let begun = timeout(patience.begins_within, connection.send_request(request)).await;
        let response = begun.map_err(|_| Unreachable::TimedOut)?.map_err(|error| broke(&error))?;
        let status = response.status();
        let body = Limited::new(response.into_body(), ANSWER_BYTES_MAX);
        let body = body.collect().await.map_err(|error| broke(&error))?;
        Ok(Answer { status, body: body.to_bytes() })
    };
    timeout(patience.whole_within, answered).await.map_err(|_| Unreachable::TimedOut)?
}
