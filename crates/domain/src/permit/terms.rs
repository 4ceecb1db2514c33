//! Whether a draft can go to those it names, with what it asks for: the same parties that an arriving order must have, and
//! the tracks, data and states that the pack gives its kind.
//!
//! Asked when a draft is opened, changed and issued; [`super::arrivals`] asks again where an order arrives.

use std::collections::BTreeSet;

use law::ids::{Audience, DataCategory, KindId, Track};
use law::measure_kind::MeasureKind;
use law::route::{Channel, Route};

use super::senders::{self, Role, channel};
use crate::actor::MemberId;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::letter::OrderCopy;
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
    let is_to_us = terms.addressee == *ctx.roster.ours();
    if is_to_us || !admits(Role::Addressee, known, &terms.addressee, ctx) {
        return Err(unfit("addressee", known));
    }
    if !is_own_supervisor(known, ctx.roster.ours(), &terms.addressee, ctx) {
        return Err(unfit("state", known));
    }
    if let Some(enforcing) = &terms.enforcing {
        if !shows_anything(Audience::Ea, known) {
            return Err(unfit("enforcing", known));
        }
        is_notified(known, enforcing, &terms.addressee, ctx)?;
    }
    takes(known, &Asked::of_draft(terms), ctx)
}

/// Whether the kind is on such a track, and its way leads there for such data: of a draft, and of an order that arrives.
pub(super) fn takes(kind: &MeasureKind, asked: &Asked<'_>, ctx: &Ctx<'_>) -> Result<(), Denied> {
    if !kind.tracks.contains(&asked.track) {
        return Err(unfit("track", kind));
    }
    match &kind.route {
        Some(route) => takes_way(route, asked, ctx).map_err(|what| unfit(what, kind)),
        None => Ok(()),
    }
}

/// Whom a measure asks, for which data, how fast.
pub(super) struct Asked<'a> {
    addressee: &'a MemberId,
    data: &'a BTreeSet<DataCategory>,
    track: Track,
}

impl<'a> Asked<'a> {
    const fn of_draft(terms: &'a Terms) -> Self {
        Self { addressee: &terms.addressee, data: &terms.data, track: terms.track }
    }

    pub(super) const fn of_order(order: &'a OrderCopy) -> Self {
        Self { addressee: &order.addressee, data: &order.data, track: order.track }
    }
}

/// Whether the form of the kind has anything for such a reader: who would get an empty copy is told nothing.
fn shows_anything(audience: Audience, kind: &MeasureKind) -> bool {
    kind.fields.iter().any(|field| field.visible_to.contains(&audience))
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
fn takes_way(route: &Route, asked: &Asked<'_>, ctx: &Ctx<'_>) -> Result<(), &'static str> {
    let leads = |state| route.to.is_empty() || route.to.contains(&state);
    if !ctx.roster.state(asked.addressee).is_some_and(leads) {
        return Err("state");
    }
    if route.emergency_only && asked.track != Track::Emergency {
        return Err("track");
    }
    if asked.data.is_subset(&route.data) { Ok(()) } else { Err("data") }
}

fn unfit(what: &'static str, kind: &MeasureKind) -> Denied {
    Denied::TermsUnfit { what, cite: kind.provenance.cite.clone() }
}

#[cfg(test)]
mod tests;
