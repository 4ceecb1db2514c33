//! Every path of a portal that the driver of a journey uses, in one place.
//!
//! The same pages and forms that a browser uses; with `Accept: application/json` they answer in JSON. What a
//! path does is written where it is served (`crate::web`).

/// Whether a node takes work, and what time it thinks it is.
pub(crate) const HEALTH: &str = "/health";

/// A one-time token for a session.
pub(crate) const SIGN_IN: &str = "/sign-in";

/// Who we are and the token that forms carry.
pub(crate) const SESSION: &str = "/session";

/// Opens a case.
pub(crate) const CASES: &str = "/cases";

/// What there is to do for an office.
pub(crate) const DESK: &str = "/desk";

/// The node's own ledger.
pub(crate) const LEDGER: &str = "/ledger";

/// The ledgers an oversight body watches.
pub(crate) const OVERSIGHT: &str = "/oversight/ledgers";

/// Where a person goes with a one-time token.
pub(crate) fn sign_in(token: &str) -> String {
    format!("{SIGN_IN}/{token}")
}

/// Drafts a measure in a case.
pub(crate) fn measures(case: &str) -> String {
    format!("{CASES}/{case}/measures")
}

/// Exports a case.
pub(crate) fn export(case: &str) -> String {
    format!("{CASES}/{case}/export")
}

/// A measure.
pub(crate) fn measure(id: &str) -> String {
    format!("/measures/{id}")
}

/// The form of a draft.
pub(crate) fn fields(measure: &str) -> String {
    format!("/measures/{measure}/fields")
}

/// The exact text of each recipient's copy.
pub(crate) fn check(measure: &str) -> String {
    format!("/measures/{measure}/check")
}

/// Issues what was checked.
pub(crate) fn issue(measure: &str) -> String {
    format!("/measures/{measure}/issue")
}

/// An incoming order.
pub(crate) fn order(id: &str) -> String {
    format!("/orders/{id}")
}

/// The enforcing authority's word that no ground is raised.
pub(crate) fn clear(order: &str) -> String {
    format!("/orders/{order}/clear")
}

/// Hands the produced data over.
pub(crate) fn hand_over(order: &str) -> String {
    format!("/orders/{order}/hand-over")
}

/// Takes a file as an exhibit; `name` and `media_type` are already form-encoded.
pub(crate) fn evidence(order: &str, query: &str) -> String {
    format!("/orders/{order}/evidence?{query}")
}

/// A package.
pub(crate) fn package(id: &str) -> String {
    format!("/packages/{id}")
}

/// A second person's yes to a package.
pub(crate) fn approve(package: &str) -> String {
    format!("/packages/{package}/approve")
}

/// The bytes of a sealed package.
pub(crate) fn download(package: &str) -> String {
    format!("/packages/{package}/download")
}
