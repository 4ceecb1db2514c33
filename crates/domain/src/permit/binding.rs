//! Whether the law of a draft binds today, what else could be tried, and whether it goes as the state that is asked wants.

use law::ids::{InstrumentId, Track};
use law::pathway::{Path, Search, Verdict, paths, reserved};
use law::status::Status;

use super::declared;
use crate::actor::MemberId;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::inforce;
use crate::measure::Draft;

/// Whether the law of a draft binds both states today, and neither took this use of it away; if not, what else could be
/// tried for the same data, best first. Then whether it goes to whom the state that is asked wants told. An exercise
/// lifts no reservation and no declaration.
pub(crate) fn binds(draft: &Draft, ctx: &Ctx<'_>) -> Result<(), Denied> {
    let search = search(draft, ctx);
    match in_force(&draft.from, &draft.terms.addressee, ctx) {
        Ok(()) => {
            let (Some(kind), Some(search)) = (ctx.law.kind(&draft.kind), search) else {
                return Ok(());
            };
            let Some(reason) = reserved(ctx.law, kind, &search).into_iter().next() else {
                return declared::notified(draft, ctx);
            };
            Err(Denied::Reserved {
                instrument: ctx.law.id.clone(),
                country: reason.state,
                cite: reason.cite,
                otherwise: ways(&search, ctx),
            })
        }
        Err(Denied::InstrumentNotInForce { instrument, on, from, country, otherwise }) => {
            let found = search.filter(|_| !ctx.shelf.is_empty());
            let otherwise = found.map_or_else(
                || otherwise.clone(),
                |search| {
                    let mut found = ways(&search, ctx);
                    // What the act itself names next stays, where nobody knows that it is none.
                    let next = otherwise.iter().filter(|id| is_open(id, &search, ctx));
                    found
                        .extend(next.filter(|id| !found.contains(id)).cloned().collect::<Vec<_>>());
                    found
                },
            );
            Err(Denied::InstrumentNotInForce { instrument, on, from, country, otherwise })
        }
        Err(other) => Err(other),
    }
}

/// A draft as the pathway finder is asked for it; none where it is no way to anywhere.
pub(super) fn search(draft: &Draft, ctx: &Ctx<'_>) -> Option<Search> {
    let from = ctx.roster.state(&draft.from)?;
    Some(Search {
        from,
        to: ctx.roster.state(&draft.terms.addressee)?,
        aim: ctx.law.kind(&draft.kind)?.route.as_ref()?.aim,
        data: draft.terms.data.clone(),
        on: inforce::today(ctx, from),
        emergency: draft.terms.track == Track::Emergency,
    })
}

/// Whether nothing that is loaded rules an instrument out.
fn is_open(id: &InstrumentId, search: &Search, ctx: &Ctx<'_>) -> bool {
    let of_it = |path: &Path<'_>| path.instrument.id == *id;
    let found: Vec<Path<'_>> = paths(ctx.shelf, search).into_iter().filter(of_it).collect();
    found.is_empty() || found.iter().any(|path| path.verdict != Verdict::Excluded)
}

/// The instruments under which the same could be asked today, as the pathway finder ranks them.
fn ways(search: &Search, ctx: &Ctx<'_>) -> Vec<InstrumentId> {
    let mut found: Vec<InstrumentId> = Vec::new();
    for path in paths(ctx.shelf, search) {
        let id = &path.instrument.id;
        if path.verdict == Verdict::Admissible && !found.contains(id) {
            found.push(id.clone());
        }
    }
    found
}

/// Whether the law is in force between the states of two members today.
pub(crate) fn in_force(from: &MemberId, to: &MemberId, ctx: &Ctx<'_>) -> Result<(), Denied> {
    let state = |member: &MemberId| {
        let unknown = || Denied::UnknownMember { member: member.clone() };
        ctx.roster.state(member).ok_or_else(unknown)
    };
    let (from, to) = (state(from)?, state(to)?);
    let denied = |first, country, otherwise: &[InstrumentId]| Denied::InstrumentNotInForce {
        instrument: ctx.law.id.clone(),
        on: inforce::today(ctx, from),
        from: first,
        country,
        otherwise: otherwise.to_vec(),
    };
    match inforce::status(ctx, from, to) {
        Status::InForce => Ok(()),
        Status::Domestic { otherwise } => Err(denied(None, Some(to), &otherwise)),
        Status::NotBound { country, otherwise } => Err(denied(None, Some(country), &otherwise)),
        Status::NotInForce { from: first, otherwise } => Err(denied(first, None, &otherwise)),
        Status::NotLoaded { country } => Err(Denied::StatusNotLoaded {
            instrument: ctx.law.id.clone(),
            on: inforce::today(ctx, from),
            country,
        }),
    }
}
