//! What a monitoring program reads: numbers about a node, in the text form of Prometheus, on the operator's own listener.
//!
//! Names and units follow OpenTelemetry: `http.server.active_requests` is `http_server_active_requests`, what has no name there
//! begins with `comity`. The form is a line per number, so it is written here and not by a library; a library would bring a
//! registry that every part of the program writes into, and then nobody sees in one place what leaves the node.
//!
//! Nothing personal and no number of a case: labels are node ids, words of our own and ids of public keys. Not for the
//! public: whoever reads it sees how busy a peer is, and when. Not here: the log of the process (`log`), the pages (`web`).

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::routing::get;
use jiff::Timestamp;
use store::{OutboxTally, StoreError};

use crate::crowd::With;
use crate::expiry;
use crate::node::Node;

#[cfg(test)]
mod tests;

/// The content type of the form.
const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// What is measured: name, kind, what it is.
const FAMILIES: [(&str, &str, &str); 26] = [
    ("target_info", "gauge", "The node, as its labels say"),
    (
        "comity_directory_remaining_seconds",
        "gauge",
        "Until the timestamp of the installed directory ends; negative after it",
    ),
    ("comity_disk_level", "gauge", "0 enough, 1 below the reserve, 2 nothing is taken"),
    (
        "comity_http_refused_total",
        "counter",
        "Requests told to come again because there was no place",
    ),
    (
        "comity_key_remaining_seconds",
        "gauge",
        "Until a key of this node ends, as the directory says; negative after it",
    ),
    ("comity_ledger_leaves", "gauge", "Leaves under the last signed head of the log that grows"),
    ("comity_ledger_pending_leaves", "gauge", "Entries that have no place in the log yet"),
    (
        "comity_ledger_published_age_seconds",
        "gauge",
        "Since a head was published with the witnesses it needs",
    ),
    ("comity_ledger_published_leaves", "gauge", "Leaves under that head"),
    ("comity_ledger_stopped", "gauge", "1 if nothing is signed any more"),
    ("comity_mailbox_polls", "gauge", "Polls open now, of nodes that fetch"),
    ("comity_node_draining", "gauge", "1 if the node was asked to stop and takes nothing new"),
    ("comity_outbox_letters", "gauge", "Letters that have not ended, by peer, lane and state"),
    ("comity_outbox_oldest_age_seconds", "gauge", "Since the oldest of them was queued"),
    (
        "comity_peer_reachable",
        "gauge",
        "0 if a peer with open letters has not answered for a while",
    ),
    ("comity_peer_silent_seconds", "gauge", "Since a peer with open letters did not answer"),
    ("comity_store_waiting_writes", "gauge", "Writes that wait for the database"),
    ("comity_timer_lag_seconds", "gauge", "How late the earliest timer is that has not fired"),
    ("comity_timers", "gauge", "Timers that have not fired"),
    (
        "comity_witness_quorum_missing_seconds",
        "gauge",
        "Since not enough witnesses answered; 0 if they do",
    ),
    ("http_server_active_requests", "gauge", "Requests that are being worked on, by door"),
    ("http_server_active_requests_limit", "gauge", "Places for them"),
    ("process_memory_usage_bytes", "gauge", "Memory of the process that is resident"),
    ("process_uptime_seconds", "gauge", "Since the node was opened"),
    ("system_filesystem_limit_bytes", "gauge", "Size of the fullest file system of the node"),
    ("system_filesystem_usage_bytes", "gauge", "What of it is used, and free"),
];

/// `/metrics` and nothing else.
pub fn router(node: &Arc<Node>) -> Router {
    Router::new().route("/metrics", get(answer)).with_state(node.clone())
}

async fn answer(State(node): State<Arc<Node>>) -> Response<Body> {
    let (status, text) = match page(&node).await {
        Ok(text) => (StatusCode::OK, text),
        Err(error) => (StatusCode::SERVICE_UNAVAILABLE, format!("# {}\n", error.code())),
    };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(TEXT));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// All numbers as they are now.
///
/// # Errors
/// If the database does not answer.
pub async fn page(node: &Node) -> Result<String, StoreError> {
    let now = node.now();
    let health = node.store.health().await?;
    let outbox = node.store.outbox_tally().await?;
    let late = node.store.timers_due(now.as_millisecond(), 1).await?;
    let mut page = Page::default();
    let ours = node.config.node.as_str();
    page.add("target_info", &[("service_name", "comity"), ("service_instance_id", ours)], 1);
    page.add("comity_store_waiting_writes", &[], number(health.n_waiting));
    page.add("comity_timers", &[], number(health.n_timers));
    let lag = late.first().map_or(0, |timer| seconds_ms(now, timer.due_ms));
    page.add("comity_timer_lag_seconds", &[], lag);
    page.add("comity_node_draining", &[], i64::from(node.drain.is_on()));
    page.add("comity_mailbox_polls", &[], number(node.mailboxes.n_polls()));
    page.add("process_uptime_seconds", &[], number(node.drain.since_opened().as_secs()));
    if let Some(n_bytes) = resident_bytes() {
        page.add("process_memory_usage_bytes", &[], number(n_bytes));
    }
    letters(&mut page, node, &outbox, now);
    log(&mut page, node, health.n_pending_leaves, now);
    doors(&mut page, node);
    disk(&mut page, node);
    ends(&mut page, node, now);
    Ok(page.to_text())
}

fn letters(page: &mut Page, node: &Node, outbox: &[OutboxTally], now: Timestamp) {
    let mut peers: Vec<&str> = Vec::new();
    for OutboxTally { peer, lane, state, n, oldest_ms } in outbox {
        let lane = match lane {
            0 => "emergency",
            1 => "urgent",
            2 => "ordinary",
            3.. => "bulk",
        };
        let state = match state {
            0 => "queued",
            1 => "held",
            2.. => "accepted",
        };
        let labels =
            [("comity_peer", peer.as_str()), ("comity_lane", lane), ("comity_state", state)];
        page.add("comity_outbox_letters", &labels, number(*n));
        page.add("comity_outbox_oldest_age_seconds", &labels, seconds_ms(now, *oldest_ms));
        if peers.last() != Some(&peer.as_str()) {
            peers.push(peer);
        }
    }
    let shut = node.roads.all_shut(now);
    for peer in peers {
        let is_open = !shut.iter().any(|other| other == peer);
        page.add("comity_peer_reachable", &[("comity_peer", peer)], i64::from(is_open));
        let silent = domain::actor::NodeId::parse(peer).ok();
        let silent = silent.and_then(|peer| node.roads.silent_since(&peer));
        let silent = silent.map_or(0, |since| seconds(now, since));
        page.add("comity_peer_silent_seconds", &[("comity_peer", peer)], silent);
    }
}

fn log(page: &mut Page, node: &Node, n_pending: u64, now: Timestamp) {
    page.add("comity_ledger_leaves", &[], number(node.ledger.signed().size));
    page.add("comity_ledger_pending_leaves", &[], number(n_pending));
    let published = node.ledger.published_of(node.ledger.number());
    page.add(
        "comity_ledger_published_leaves",
        &[],
        published.as_ref().map_or(0, |(head, _)| number(head.size)),
    );
    if let Some((_, at)) = published {
        page.add("comity_ledger_published_age_seconds", &[], seconds(now, at));
    }
    match node.ledger.stopped() {
        None => page.add("comity_ledger_stopped", &[("comity_reason", "")], 0),
        Some(why) => page.add("comity_ledger_stopped", &[("comity_reason", why.code())], 1),
    }
    let missing = node.quorum.missing_since().map_or(0, |since| seconds(now, since));
    page.add("comity_witness_quorum_missing_seconds", &[], missing);
}

fn doors(page: &mut Page, node: &Node) {
    for with in With::ALL {
        let labels = [("comity_door", with.word())];
        let busy = node.crowd.busy(with);
        page.add("http_server_active_requests", &labels, number(busy.n_inside));
        page.add("http_server_active_requests_limit", &labels, number(busy.n_places));
        page.add("comity_http_refused_total", &labels, number(busy.n_refused));
    }
}

fn disk(page: &mut Page, node: &Node) {
    let level = node.space.now().level;
    page.add("comity_disk_level", &[], i64::from(level.number()));
    if let Some(room) = node.space.fullest() {
        let used = room.n_bytes.saturating_sub(room.n_bytes_free);
        page.add("system_filesystem_limit_bytes", &[], number(room.n_bytes));
        let state = |word| [("system_filesystem_state", word)];
        page.add("system_filesystem_usage_bytes", &state("free"), number(room.n_bytes_free));
        page.add("system_filesystem_usage_bytes", &state("used"), number(used));
    }
}

/// What ends by itself if nobody acts.
fn ends(page: &mut Page, node: &Node, now: Timestamp) {
    if let Some(until) = expiry::of_directory(&node.config.data_dir) {
        page.add("comity_directory_remaining_seconds", &[], seconds(until, now));
    }
    for key in expiry::of_keys(&node.roster(), &node.config.node) {
        let kid = key.kid.to_string();
        let labels = [("comity_key_use", key.use_of), ("comity_key_id", kid.as_str())];
        page.add("comity_key_remaining_seconds", &labels, seconds(key.ends_at, now));
    }
}

/// Whole seconds from `earlier` to `later`; negative if it is the other way round.
fn seconds(later: Timestamp, earlier: Timestamp) -> i64 {
    later.duration_since(earlier).as_secs()
}

fn seconds_ms(now: Timestamp, at_ms: i64) -> i64 {
    Timestamp::from_millisecond(at_ms).map_or(0, |at| seconds(now, at))
}

fn number(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// What the system says the process has in memory; nothing where it does not say so.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kib.checked_mul(1024)
}

/// Numbers in the order they came, written by family.
#[derive(Debug, Default)]
struct Page(Vec<(&'static str, String)>);

impl Page {
    fn add(&mut self, name: &'static str, labels: &[(&str, &str)], value: i64) {
        let mut line = name.to_owned();
        for (n, (label, said)) in labels.iter().enumerate() {
            line.push(if n == 0 { '{' } else { ',' });
            line.push_str(label);
            line.push_str("=\"");
            for letter in said.chars() {
                match letter {
                    '\\' => line.push_str("\\\\"),
                    '"' => line.push_str("\\\""),
                    '\n' => line.push_str("\\n"),
                    other => line.push(other),
                }
            }
            line.push('"');
        }
        if !labels.is_empty() {
            line.push('}');
        }
        // Writing into a string does not fail.
        let _written = write!(line, " {value}").is_ok();
        self.0.push((name, line));
    }

    fn to_text(&self) -> String {
        let mut text = String::new();
        for (name, kind, what) in FAMILIES {
            let mut lines = self.0.iter().filter(|(of, _)| *of == name).peekable();
            if lines.peek().is_none() {
                continue;
            }
            let _written = write!(text, "# HELP {name} {what}\n# TYPE {name} {kind}\n").is_ok();
            for (_, line) in lines {
                text.push_str(line);
                text.push('\n');
            }
        }
        text
    }
}
