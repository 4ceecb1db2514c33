//! Who is bound, and what states reserved or declared: dated facts, each with its source and its mark.
//!
//! "In force between two states on a date" is computed from them (`status.rs`), never typed. A fact that is
//! not here is not known; it is never taken for its contrary.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::ids::{Cite, Country, DataCategory, IssuerKind, KindId, closed};
use crate::instrument::Provenance;

closed!(
    /// Whether a legal basis is in force at all.
    Standing, "a status" {
        /// It binds its parties from its first day.
        InForce = "in_force",
        /// It does not bind anybody yet.
        NotInForce = "not_in_force",
        /// It binds pairs of states or members that agreed.
        ByAgreement = "by_agreement",
    }
);

closed!(
    /// How far the list of the bound states can be relied on.
    PartiesListed, "one of `all`, `some`, `none`" {
        /// Every bound state is listed: who is not listed is not bound.
        All = "all",
        /// Who is not listed is not known.
        Some = "some",
        /// Nobody is listed.
        None = "none",
    }
);

/// One state as a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyState {
    /// The state.
    pub country: Country,
    /// The day of its ratification, where that is the fact.
    pub ratified_on: Option<Date>,
    /// The first day it is bound; none while the instrument is not in force for it.
    pub from: Option<Date>,
    /// The last day it is bound, where there is one.
    pub until: Option<Date>,
    /// When the fact was last looked at.
    pub known_on: Date,
    /// Where the fact comes from.
    pub provenance: Provenance,
}

/// What binds every state of one list with every state of the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// A short word for it.
    pub id: KindId,
    /// Its name.
    pub title: String,
    /// The one side.
    pub one: BTreeSet<Country>,
    /// The other side.
    pub other: BTreeSet<Country>,
    /// The first day.
    pub from: Date,
    /// The last day, where there is one.
    pub until: Option<Date>,
    /// When the fact was last looked at.
    pub known_on: Date,
    /// Where the fact comes from.
    pub provenance: Provenance,
}

impl Agreement {
    /// Whether it binds the two states on the date.
    #[must_use]
    pub fn binds(&self, one: Country, other: Country, on: Date) -> bool {
        let sides = |a: &Country, b: &Country| self.one.contains(a) && self.other.contains(b);
        let dated = self.from <= on && self.until.is_none_or(|until| on <= until);
        dated && (sides(&one, &other) || sides(&other, &one))
    }
}

closed!(
    /// What a state can reserve or declare.
    DeclaredKind, "a kind of reservation or declaration" {
        /// Which authorities are competent.
        CompetentAuthorities = "competent_authorities",
        /// Where the other side calls.
        ContactPoint = "contact_point",
        /// A central authority signs first.
        CentralAuthoritySignoff = "central_authority_signoff",
        /// Dual criminality is asked for where the act allows that.
        DualCriminalityReserved = "dual_criminality_reserved",
        /// An article does not apply.
        ExcludeArticle = "exclude_article",
        /// A category of data is not given.
        ExcludeDataCategory = "exclude_data_category",
        /// Which languages are accepted.
        LanguagesAccepted = "languages_accepted",
        /// Only some authorities may issue.
        RequireAuthorityKind = "require_authority_kind",
        /// A request must follow.
        RequireFollowupRequest = "require_followup_request",
        /// An authority is told at the same time.
        RequireNotification = "require_notification",
        /// Another way is tried first.
        RequirePriorUseOf = "require_prior_use_of",
    }
);

/// One reservation or declaration of one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// Whose it is.
    pub country: Country,
    /// What it says.
    pub kind: DeclaredKind,
    /// The article it is about.
    pub article: Cite,
    /// The kinds of measure it reaches; empty for all.
    pub kinds: BTreeSet<KindId>,
    /// The categories of data it reaches; empty for all.
    pub data: BTreeSet<DataCategory>,
    /// The issuers it allows, where it is about issuers.
    pub issuers: BTreeSet<IssuerKind>,
    /// The languages it accepts, where it is about languages.
    pub languages: Vec<String>,
    /// The kind that is tried first, where it is about that.
    pub prior: Option<KindId>,
    /// The first day; none where the instrument is not in force for the state.
    pub from: Option<Date>,
    /// The last day, where there is one.
    pub until: Option<Date>,
    /// When the fact was last looked at.
    pub known_on: Date,
    /// Where the fact comes from.
    pub provenance: Provenance,
}

impl Declared {
    /// Whether it counts on the date for a kind of measure that asks for these data.
    #[must_use]
    pub fn reaches(&self, kind: &KindId, data: &BTreeSet<DataCategory>, on: Date) -> bool {
        let dated =
            self.from.is_none_or(|from| from <= on) && self.until.is_none_or(|until| on <= until);
        let of_kind = self.kinds.is_empty() || self.kinds.contains(kind);
        let of_data = self.data.is_empty() || !self.data.is_disjoint(data);
        dated && of_kind && of_data
    }

    /// Whether nothing of what it reaches can be asked for.
    #[must_use]
    pub const fn excludes(&self) -> bool {
        match self.kind {
            DeclaredKind::ExcludeArticle | DeclaredKind::ExcludeDataCategory => true,
            DeclaredKind::CompetentAuthorities
            | DeclaredKind::ContactPoint
            | DeclaredKind::CentralAuthoritySignoff
            | DeclaredKind::DualCriminalityReserved
            | DeclaredKind::LanguagesAccepted
            | DeclaredKind::RequireAuthorityKind
            | DeclaredKind::RequireFollowupRequest
            | DeclaredKind::RequireNotification
            | DeclaredKind::RequirePriorUseOf => false,
        }
    }
}

#[cfg(test)]
mod tests;
