//! The time-stamp token of a package: got before the seal is recorded, because the seal commits to it.
//!
//! An authority that is away holds a package up for at most its grace; then the package goes out without, and says so. The
//! member that names the token is in the manifest, so each try is over a manifest of its own and nothing of it is kept.

use std::sync::Arc;

use seal::package::PackagePlan;
use seal::timestamp::Token;

use super::error::ExportError;
use super::inventory::{Inventory, contents};
use super::row::{PackageRow, Stamp};
use crate::log;
use crate::node::Node;
use crate::tsa::{ASK_AGAIN, Stamped};

/// What came of asking.
pub(super) enum Outcome {
    /// There is none yet.
    Awaited(Stamp),
    /// It goes out without: there is no authority, or it was away for too long.
    Bare(Option<Stamp>),
    /// The authority gave one.
    Stamped {
        /// The package with its token.
        plan: Box<PackagePlan<'static>>,
        /// The token.
        token: Box<Token>,
        /// What the row says of it.
        stamp: Stamp,
    },
}

/// Whether the authority was asked a moment ago.
pub(super) fn is_too_early(node: &Node, row: &PackageRow) -> bool {
    match &row.stamp {
        // A clock that was put back must not hold up a package.
        Some(Stamp::Awaited { asked_ms, .. }) => {
            let passed_ms = node.now().as_millisecond().saturating_sub(*asked_ms);
            (0..ASK_AGAIN.as_millis()).contains(&i128::from(passed_ms))
        }
        Some(Stamp::Got { .. } | Stamp::Late { .. }) | None => false,
    }
}

/// Asks for the token of a package, if the node has an authority.
///
/// # Errors
/// If the package cannot be put together; an authority that gives no token is an outcome.
pub(super) async fn stamped(
    node: &Arc<Node>,
    row: &PackageRow,
    list: &Inventory,
) -> Result<Outcome, ExportError> {
    let Some(authority) = &node.config.tsa else { return Ok(Outcome::Bare(None)) };
    let mut plan = PackagePlan::assemble(contents(node, &row.package, list, true).await?)?;
    let asked = authority.ask(plan.manifest().sha256, &*node.random).await;
    let why = match asked {
        Ok(Stamped { token, is_checked }) => {
            let gen_time = token.stamp().gen_time();
            plan.stamp(token.clone())?;
            let stamp = Stamp::Got { gen_time, is_checked };
            return Ok(Outcome::Stamped { plan: Box::new(plan), token: Box::new(token), stamp });
        }
        Err(why) => why.code(),
    };
    let asked_ms = node.now().as_millisecond();
    let since_ms = first_asked_ms(row).unwrap_or(asked_ms);
    let (waited_ms, why) = (asked_ms.saturating_sub(since_ms), why.to_owned());
    if i128::from(waited_ms) >= authority.grace().as_millis() {
        log::package_not_stamped(&row.package, &why);
        return Ok(Outcome::Bare(Some(Stamp::Late { since_ms, why })));
    }
    log::stamp_awaited(&row.package, &why);
    Ok(Outcome::Awaited(Stamp::Awaited { since_ms, asked_ms, why }))
}

fn first_asked_ms(row: &PackageRow) -> Option<i64> {
    match &row.stamp {
        Some(Stamp::Awaited { since_ms, .. } | Stamp::Late { since_ms, .. }) => Some(*since_ms),
        Some(Stamp::Got { .. }) | None => None,
    }
}
