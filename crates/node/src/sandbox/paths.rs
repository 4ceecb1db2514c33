//! Every path of a portal that the driver of a journey uses: those of the pages, and two that only programs ask for.
//!
//! The same pages and forms that a browser uses; with `Accept: application/json` they answer in JSON. What a
//! path does is written where it is served (`crate::web`).

pub(crate) use portal::path::{
    CASES, DESK, HEALTH, LEDGER, OVERSIGHT, SIGN_IN, approve, check, clear, download, export,
    fields, hand_over, issue, letters, measure, measures, order, package, plain_act, refuse,
};

/// Who we are and the token that forms carry.
pub(crate) const SESSION: &str = "/session";

/// Where a person goes with a one-time token.
pub(crate) fn sign_in(token: &str) -> String {
    format!("{SIGN_IN}/{token}")
}

/// Takes a file as an exhibit; `query` is already form-encoded.
pub(crate) fn evidence(order: &str, query: &str) -> String {
    format!("{}?{query}", portal::path::evidence(order))
}
