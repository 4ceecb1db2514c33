//! The last stretch before a node's door: requests are lost, answers are lost, envelopes come twice, late or out of
//! order. It reads nothing it could not read on a wire, and it notes every receipt that leaves: the witness that
//! the invariant "no receipt before the commit" needs.
//!
//! Where it is hostile it changes bytes too, as nobody can behind TLS: what a door takes in and what a sender is told are
//! then checked by what is in them alone.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Method, Response, StatusCode};
use axum::middleware::{self, Next};
use bytes::Bytes;
use fuzz::mutate::{Shape, change};
use node::node::Node;
use node::peer::server::PeerNode;
use seal::receipt::Receipt;
use tower_service::Service;

use crate::Dice;

/// Where envelopes are posted.
const ENVELOPES: &str = "/cx/1/envelopes";
/// Largest request or answer that passes.
const BYTES_MAX: usize = 4 << 20;
/// A lost message is waited for longer than any node waits.
const NEVER: Duration = Duration::from_secs(60);
/// How often late copies are looked for.
const ROUND: Duration = Duration::from_millis(250);

/// How often each fault happens, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Faults {
    /// The request never arrives.
    pub lost: u64,
    /// The request has its effect, the answer never arrives.
    pub unanswered: u64,
    /// The request arrives twice at once.
    pub doubled: u64,
    /// A copy of the request arrives again, seconds later.
    pub late: u64,
    /// The request takes its time, so that others overtake it.
    pub slow: u64,
    /// Changed bytes come before the request, or an old request does; nobody hears what is answered to them.
    pub forged: u64,
    /// Changed bytes come in the place of the request, and the sender hears what is answered to them.
    pub garbled: u64,
    /// The answer is changed on its way: its bytes, or what status it has.
    pub bent: u64,
}

/// A receipt that left a node, seen at its door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The envelope it is about.
    pub env_id: String,
    /// Digest of its statement, hex.
    pub statement: String,
    /// The receipt without its anchor.
    pub bare: Vec<u8>,
    /// The anchor that came with it.
    pub anchor: Option<Vec<u8>>,
    /// Whether the node signed no heads any more when it left.
    pub is_log_stopped: bool,
}

#[derive(Debug)]
struct Copy {
    left: u64,
    peer: PeerNode,
    body: Bytes,
}

#[derive(Debug, Default)]
struct Desk {
    faults: Faults,
    late: Vec<Copy>,
    answered: Vec<Answered>,
    n_faults: u64,
    /// Requests as they came, where somebody collects them.
    seen: Vec<Vec<u8>>,
}

/// As many requests are kept for changes and replays.
const SEEN_MAX: usize = 24;
/// What a sender may be told in place of the truth.
const STATUSES: [StatusCode; 10] = [
    StatusCode::OK,
    StatusCode::CREATED,
    StatusCode::NO_CONTENT,
    StatusCode::BAD_REQUEST,
    StatusCode::CONFLICT,
    StatusCode::GONE,
    StatusCode::MISDIRECTED_REQUEST,
    StatusCode::PRECONDITION_REQUIRED,
    StatusCode::TOO_MANY_REQUESTS,
    StatusCode::INTERNAL_SERVER_ERROR,
];

/// What carries letters to one node. It outlives the node's crashes, as a network does.
#[derive(Debug)]
pub struct Post {
    dice: Dice,
    /// Whether it takes the proof off every receipt.
    strips: bool,
    desk: Mutex<Desk>,
}

impl Post {
    /// A post without faults; `strips` is a planted bug.
    #[must_use]
    pub fn new(dice: Dice, strips: bool) -> Self {
        Self { dice, strips, desk: Mutex::new(Desk::default()) }
    }

    /// From now on these faults happen.
    pub fn set_faults(&self, faults: Faults) {
        self.desk().faults = faults;
    }

    /// Every receipt that left so far.
    #[must_use]
    pub fn answered(&self) -> Vec<Answered> {
        self.desk().answered.clone()
    }

    /// How many receipts left so far.
    #[must_use]
    pub fn n_answered(&self) -> usize {
        self.desk().answered.len()
    }

    /// How many faults happened here.
    #[must_use]
    pub fn n_faults(&self) -> u64 {
        self.desk().n_faults
    }

    /// Whether copies are still on their way.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.desk().late.is_empty()
    }

    /// The node's router behind this post.
    pub fn door(self: &Arc<Self>, node: &Arc<Node>, router: Router) -> Router {
        router.layer(middleware::from_fn_with_state((self.clone(), node.clone()), pass))
    }

    /// Brings late copies to the door until the process ends.
    #[expect(clippy::infinite_loop, reason = "it ends with the process, which drops it")]
    pub async fn carry(&self, node: &Node, router: Router) {
        loop {
            tokio::time::sleep(ROUND).await;
            let due: Vec<Copy> = {
                let mut desk = self.desk();
                let (due, late) = std::mem::take(&mut desk.late)
                    .into_iter()
                    .partition(|copy: &Copy| copy.left == 0);
                desk.late = late;
                desk.late.iter_mut().for_each(|copy| copy.left = copy.left.saturating_sub(1));
                due
            };
            for copy in due {
                self.call(node, &mut router.clone(), request(&copy.peer, copy.body)).await;
            }
        }
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn happens(&self, percent: u64) -> bool {
        let happens = percent > 0 && self.dice.chance(percent);
        self.desk().n_faults += u64::from(happens);
        happens
    }

    /// Other bytes in place of these: changed, or of another request.
    fn changed(&self, body: &Bytes) -> Bytes {
        let desk = self.desk();
        let mut dice = fuzz::dice::Dice::of(self.dice.below(u64::MAX), desk.n_faults);
        if dice.chance(25)
            && let Some(old) = dice.pick(&desk.seen)
        {
            return old.clone().into();
        }
        let mut seeds = desk.seen.clone();
        // What is sent now is changed as often as everything before.
        seeds.extend(std::iter::repeat_n(body.to_vec(), seeds.len().max(1)));
        change(&mut dice, Shape::Cbor, &seeds).into()
    }

    /// Remembers a request for changes and replays.
    fn collect(&self, body: &Bytes) {
        let seen = &mut self.desk().seen;
        if seen.len() >= SEEN_MAX {
            seen.remove(0);
        }
        seen.push(body.to_vec());
    }

    /// An answer that is not the one that was given.
    async fn bent(&self, answer: Response<Body>) -> Response<Body> {
        let (mut parts, body) = answer.into_parts();
        let body = to_bytes(body, BYTES_MAX).await.unwrap_or_default();
        let mut dice = fuzz::dice::Dice::of(self.dice.below(u64::MAX), 1);
        let (is_told, is_cut) = (dice.chance(50), dice.chance(50));
        if is_told && let Some(status) = dice.pick(&STATUSES) {
            parts.status = *status;
        }
        let body = if is_told && is_cut {
            body
        } else {
            parts.headers.remove(axum::http::header::CONTENT_LENGTH);
            change(&mut dice, Shape::Cbor, &[body.to_vec()]).into()
        };
        Response::from_parts(parts, Body::from(body))
    }

    async fn call(&self, node: &Node, router: &mut Router, request: Request) -> Response<Body> {
        let answer = match router.call(request).await {
            Ok(answer) => answer,
            Err(never) => match never {},
        };
        self.note(node, answer).await
    }

    /// Reads an answer as it leaves.
    async fn note(&self, node: &Node, answer: Response<Body>) -> Response<Body> {
        let (parts, body) = answer.into_parts();
        let mut body = to_bytes(body, BYTES_MAX).await.unwrap_or_default();
        if parts.status.is_success()
            && let Ok(mut receipt) = Receipt::parse(&body)
        {
            if self.strips
                && let Ok(bare) = receipt.clone().with_anchor(None)
            {
                body = bare.to_bytes().into();
                receipt = bare;
            }
            self.desk().answered.push(Answered {
                env_id: receipt.statement().of.env_id.to_string(),
                statement: receipt.statement_digest().hex(),
                bare: receipt
                    .clone()
                    .with_anchor(None)
                    .map_or_else(|_| Vec::new(), |r| r.to_bytes()),
                anchor: receipt.anchor().map(<[u8]>::to_vec),
                is_log_stopped: node.ledger.stopped().is_some(),
            });
        }
        Response::from_parts(parts, Body::from(body))
    }
}

/// One delivery through the post.
async fn pass(
    State((post, node)): State<(Arc<Post>, Arc<Node>)>,
    request: Request,
    mut next: Next,
) -> Response<Body> {
    let peer = request.extensions().get::<PeerNode>().cloned();
    let is_letter = request.method() == Method::POST && request.uri().path() == ENVELOPES;
    let (true, Some(peer)) = (is_letter, peer) else { return next.run(request).await };
    let faults = post.desk().faults;
    let Ok(body) = to_bytes(request.into_body(), BYTES_MAX).await else {
        return silence().await;
    };
    if post.happens(faults.slow) {
        tokio::time::sleep(Duration::from_millis(post.dice.between(100, 6_000))).await;
    }
    if post.happens(faults.late) {
        let left = post.dice.between(4, 60);
        post.desk().late.push(Copy { left, peer: peer.clone(), body: body.clone() });
    }
    if post.happens(faults.lost) {
        return silence().await;
    }
    if faults.forged > 0 {
        post.collect(&body);
    }
    if post.happens(faults.forged) {
        let forged = call(&mut next, request_of(&peer, &post.changed(&body))).await;
        drop(post.note(&node, forged).await);
    }
    let body = if post.happens(faults.garbled) { post.changed(&body) } else { body };
    if post.happens(faults.doubled) {
        let first = call(&mut next, request_of(&peer, &body)).await;
        drop(post.note(&node, first).await);
    }
    let answer = call(&mut next, request_of(&peer, &body)).await;
    let answer = post.note(&node, answer).await;
    if post.happens(faults.unanswered) {
        return silence().await;
    }
    if post.happens(faults.bent) { post.bent(answer).await } else { answer }
}

async fn call(next: &mut Next, request: Request) -> Response<Body> {
    match next.call(request).await {
        Ok(answer) => answer,
        Err(never) => match never {},
    }
}

fn request_of(peer: &PeerNode, body: &Bytes) -> Request {
    request(peer, body.clone())
}

fn request(peer: &PeerNode, body: Bytes) -> Request {
    let mut request = Request::new(Body::from(body));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = axum::http::Uri::from_static(ENVELOPES);
    request.extensions_mut().insert(peer.clone());
    request
}

async fn silence() -> Response<Body> {
    tokio::time::sleep(NEVER).await;
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::GATEWAY_TIMEOUT;
    response
}
