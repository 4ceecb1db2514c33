//! Letters of the issuer about a measure that is out.

use law::facts::Facts;
use law::field::Values;
use law::ids::KindId;
use law::letter_form::Consequence;

use super::Issued;
use crate::actor::MemberId;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::letter::{CopyKind, OrderCopy};
use crate::measure::event::Event;
use crate::measure::staging::Parties;
use crate::measure::talk::{self, Speaker};
use crate::permit::senders::{Role, channel};

/// Says a form. With a request to enforce goes the measure itself, where the authority was not notified.
pub(super) fn say(
    issued: &Issued,
    form: &KindId,
    values: &Values,
    enforcing: Option<&MemberId>,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    let known = talk::form(&issued.draft.kind, form, ctx)?;
    let asks = known.follows(values).any(|rule| rule.does == Consequence::Enforce);
    let order = match (asks, issued.parties().enforcing, enforcing) {
        (true, None, Some(to)) => Some(issued.for_enforcement(to, ctx)?),
        (true, None, None) => {
            let cite = known.form.provenance.cite.clone();
            return Err(Denied::NoRecipient { cite });
        }
        (true, Some(_), _) | (false, _, _) => None,
    };
    talk::say(&issued.speaker(), form, values, order, ctx)
}

impl Issued {
    /// The parties, with an authority that was asked to enforce it.
    pub(crate) fn parties(&self) -> Parties<'_> {
        let asked = self.enforcement.as_ref().and_then(|order| order.enforcing.as_ref());
        let parties = self.draft.parties();
        Parties { enforcing: parties.enforcing.or(asked), ..parties }
    }

    /// The measure as the rules of letters see it.
    pub(crate) fn speaker(&self) -> Speaker<'_> {
        Speaker {
            role: Role::Issuer,
            parties: self.parties(),
            track: self.draft.terms.track,
            data: &self.draft.terms.data,
            values: &self.draft.terms.values,
            notified: self.draft.terms.enforcing.is_some(),
            began_at: self.issued_at,
            dues: &self.dues,
            talk: &self.talk,
            acts: &self.acts,
            facts: self.facts(),
        }
    }

    /// What is known here that clocks ask for.
    pub(crate) fn facts(&self) -> Facts {
        Facts {
            addressee_received_at: self.receipts.get(&CopyKind::Addressee).copied(),
            enforcing_received_at: self.receipts.get(&CopyKind::Enforcing).copied(),
            confirmed_at: self.cleared_at(),
            ..Facts::default()
        }
    }

    /// The copy for an authority of the addressee's state that is asked to enforce.
    fn for_enforcement(&self, to: &MemberId, ctx: &Ctx<'_>) -> Result<OrderCopy, Denied> {
        let wrong = || Denied::WrongAuthority { member: to.clone() };
        let draft = &self.draft;
        let unknown = || Denied::UnknownKind { kind: draft.kind.clone() };
        let kind = ctx.law.kind(&draft.kind).ok_or_else(unknown)?;
        let view = ctx.roster.member(to).ok_or_else(wrong)?;
        let there = Some(view.state) == ctx.roster.state(&draft.terms.addressee);
        if !(there && Role::Enforcing.admits(channel(kind), view.kind)) {
            return Err(wrong());
        }
        Ok(OrderCopy {
            measure: draft.measure,
            kind: draft.kind.clone(),
            copy: CopyKind::Enforcement,
            law: self.law.clone(),
            from: draft.from.clone(),
            addressee: draft.terms.addressee.clone(),
            enforcing: Some(to.clone()),
            data: draft.terms.data.clone(),
            track: draft.terms.track,
            values: kind.project(&draft.terms.values, Role::Enforcing.audience(kind)),
        })
    }
}
