//! Whether a draft can go to those it names, with what it asks for: the same parties that an arriving order must have, and
//! the tracks, data and states that the pack gives its kind.
//!
//! Asked when a draft is opened, changed and issued; [`super::arrivals`] asks again where an order arrives.

use law::ids::{KindId, Track};
use law::measure_kind::MeasureKind;
use law::route::{Channel, Route};

use super::senders::{self, Role, channel};
use crate::actor::MemberId;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::measure::Terms;

/// Whether the law has the kind, the directory the members, and the kind such terms.
pub(super) fn apply(kind: &KindId, terms: &Terms, ctx: &Ctx<'_>) -> Result<(), Denied> {
    // What nobody issues is no measure that can be begun: its form is for other uses.
    let known = ctx.law.kind(kind).filter(|known| !known.issuers.is_empty());
    let known = known.ok_or_else(|| Denied::UnknownKind { kind: kind.clone() })?;
    for member in std::iter::once(&terms.addressee).chain(&terms.enforcing) {
        if ctx.roster.member(member).is_none() {
            return Err(Denied::UnknownMember { member: member.clone() });
        }
    }
    if !admits(Role::Addressee, known, &terms.addressee, ctx) {
        return Err(unfit("addressee", known));
    }
    if !is_own_supervisor(known, ctx.roster.ours(), &terms.addressee, ctx) {
        return Err(unfit("state", known));
    }
    if let Some(enforcing) = &terms.enforcing {
        is_notified(known, enforcing, &terms.addressee, ctx)?;
    }
    if !known.tracks.contains(&terms.track) {
        return Err(unfit("track", known));
    }
    match &known.route {
        Some(route) => takes_way(route, terms, ctx).map_err(|what| unfit(what, known)),
        None => Ok(()),
    }
}

/// Whether such a member can be in this role in a measure of this kind, by the directory.
pub(super) fn admits(role: Role, kind: &MeasureKind, member: &MemberId, ctx: &Ctx<'_>) -> bool {
    ctx.roster.member(member).is_some_and(|view| senders::admits(role, kind, view.kind))
}

/// Whether what is told to a supervisory authority goes to that of the sender's own state, which supervises it:
/// Directive (EU) 2016/680, Articles 30(1) and 45(1).
pub(super) fn is_own_supervisor(
    kind: &MeasureKind,
    from: &MemberId,
    addressee: &MemberId,
    ctx: &Ctx<'_>,
) -> bool {
    match channel(kind) {
        Channel::Authority
        | Channel::CentralAuthority
        | Channel::ContactPoint
        | Channel::Provider => true,
        Channel::Supervisor => ctx.roster.state(from) == ctx.roster.state(addressee),
    }
}

/// Which authority is notified follows from where the addressee is, and from nothing else; whoever else were named
/// could open the gate by a word.
pub(super) fn is_notified(
    kind: &MeasureKind,
    enforcing: &MemberId,
    addressee: &MemberId,
    ctx: &Ctx<'_>,
) -> Result<(), Denied> {
    let there = ctx.roster.state(enforcing) == ctx.roster.state(addressee);
    if there && enforcing != addressee && admits(Role::Enforcing, kind, enforcing, ctx) {
        Ok(())
    } else {
        Err(Denied::WrongAuthority { member: enforcing.clone() })
    }
}

/// Whether the way of the kind leads there, for such data, at such a speed; if not, which of them.
fn takes_way(route: &Route, terms: &Terms, ctx: &Ctx<'_>) -> Result<(), &'static str> {
    let leads = |state| route.to.is_empty() || route.to.contains(&state);
    if !ctx.roster.state(&terms.addressee).is_some_and(leads) {
        return Err("state");
    }
    if route.emergency_only && terms.track != Track::Emergency {
        return Err("track");
    }
    if terms.data.is_subset(&route.data) { Ok(()) } else { Err("data") }
}

fn unfit(what: &'static str, kind: &MeasureKind) -> Denied {
    Denied::TermsUnfit { what, cite: kind.provenance.cite.clone() }
}

#[cfg(test)]
mod tests;
