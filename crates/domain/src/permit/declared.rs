//! What the state that is asked declared it wants of a measure, as far as a node can see that it is so: who issues it, and
//! that an authority of its own is told at the same time. The other declarations stand on the page of the law.

use std::collections::BTreeSet;

use law::declared::{Declared, DeclaredKind};
use law::pathway;

use super::binding::search;
use crate::actor::Actor;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::measure::Draft;

/// Whether an authority of the addressee's state is told, where that state declared that it wants this.
///
/// # Errors
/// [`Denied::DeclarationUnmet`] with the place of the declaration.
pub(super) fn notified(draft: &Draft, ctx: &Ctx<'_>) -> Result<(), Denied> {
    let wants = asked(draft, DeclaredKind::RequireNotification, ctx);
    match wants.first().filter(|_| draft.terms.enforcing.is_none()) {
        None => Ok(()),
        Some(declared) => Err(Denied::DeclarationUnmet {
            declared: declared.kind,
            country: declared.country,
            cite: declared.provenance.cite.clone(),
        }),
    }
}

/// Whether who issues the draft, or who validated it, is one that the addressee's state wants to hear from.
///
/// # Errors
/// [`Denied::NotCompetent`] with the place of the declaration.
pub(super) fn issuer(draft: &Draft, by: &Actor, ctx: &Ctx<'_>) -> Result<(), Denied> {
    let Actor::Officer { office, issuer_kind, .. } = by else { return Err(Denied::NotOwner) };
    let validator = draft.validation.as_ref().map(|validation| validation.kind);
    let signs = |declared: &&&Declared| {
        issuer_kind.iter().chain(&validator).any(|kind| declared.issuers.contains(kind))
    };
    let wants = asked(draft, DeclaredKind::RequireAuthorityKind, ctx);
    match wants.iter().find(|declared| !signs(declared)) {
        None => Ok(()),
        Some(declared) => Err(Denied::NotCompetent {
            office: *office,
            issuer_kind: *issuer_kind,
            cite: Some(declared.provenance.cite.clone()),
            blocked: draft.terms.data.clone(),
            allowed: BTreeSet::new(),
        }),
    }
}

/// What the addressee's state declared of this kind and reaches the draft today.
fn asked<'a>(draft: &Draft, what: DeclaredKind, ctx: &Ctx<'a>) -> Vec<&'a Declared> {
    let (Some(kind), Some(search)) = (ctx.law.kind(&draft.kind), search(draft, ctx)) else {
        return Vec::new();
    };
    let all = pathway::declared(ctx.law, kind, &search);
    all.filter(|declared| declared.kind == what && declared.country == search.to).collect()
}

#[cfg(test)]
mod tests;
