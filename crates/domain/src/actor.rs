//! Who acts: members, nodes, units, offices, officers, and the actor that stands in every event.
//!
//! Names are parsed once, here, and trusted afterwards. What an office may do is in
//! [`crate::permit`]; how somebody signed in is the shell's business, only its level comes here.

use std::fmt;

use law::ids::{Cite, ClockId, IssuerKind};

use crate::ids::{LetterId, OfficerId};

#[cfg(test)]
mod tests;

/// Longest member id: it stands in host names, so it keeps to one label.
pub const MEMBER_CHARS_MAX: usize = 63;

/// Longest node id: the limit of a host name.
pub const NODE_CHARS_MAX: usize = 253;

/// Longest name of a unit inside its member.
pub const UNIT_CHARS_MAX: usize = 63;

/// Why a text names no member, node, unit, office or kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    /// A letter, digit or sign that does not belong in such a name.
    #[error("`{text}` is not {wanted}")]
    Form {
        /// What was expected, with an example.
        wanted: &'static str,
        /// What stood there.
        text: String,
    },
    /// Too long.
    #[error("a name here has at most {chars_max} characters, this one has {chars}")]
    Length {
        /// Characters found.
        chars: usize,
        /// Characters allowed.
        chars_max: usize,
    },
}

impl BadName {
    /// The stable code of this reason.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Form { .. } => "name-form",
            Self::Length { .. } => "name-length",
        }
    }
}

/// Lower-case letters, digits and single hyphens inside, a letter first.
fn is_label(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && !text.ends_with('-')
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn bounded(text: &str, chars_max: usize) -> Result<(), BadName> {
    let chars = text.chars().count();
    if chars > chars_max { Err(BadName::Length { chars, chars_max }) } else { Ok(()) }
}

/// A member of the network, as the directory writes it: `fr-tj`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MemberId(String);

impl MemberId {
    /// Reads either of the two writings, `fr-tj` or `FR-TJ`; a mixture is refused.
    ///
    /// # Errors
    /// [`BadName`] says what is wrong.
    pub fn parse(text: &str) -> Result<Self, BadName> {
        bounded(text, MEMBER_CHARS_MAX)?;
        let lower = text.to_ascii_lowercase();
        let one_case = text == lower || text == text.to_ascii_uppercase();
        if one_case && is_label(&lower) {
            Ok(Self(lower))
        } else {
            Err(BadName::Form {
                wanted: "a member id like `fr-tj` or `FR-TJ`",
                text: text.to_owned(),
            })
        }
    }

    /// The writing of the directory, of letters and of file names.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The writing of screens and scenario files.
    #[must_use]
    pub fn screen(&self) -> String {
        self.0.to_ascii_uppercase()
    }
}

impl fmt::Display for MemberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A running installation, by its lower-case host name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(String);

impl NodeId {
    /// Reads a host name in lower case.
    ///
    /// # Errors
    /// [`BadName`] says what is wrong.
    pub fn parse(text: &str) -> Result<Self, BadName> {
        bounded(text, NODE_CHARS_MAX)?;
        let label = |part: &str| {
            let ends_well = !part.starts_with('-') && !part.ends_with('-');
            let signs =
                part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            !part.is_empty() && ends_well && signs
        };
        if text.split('.').all(label) {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadName::Form {
                wanted: "a node id like `fr-tj.sandbox.example`",
                text: text.to_owned(),
            })
        }
    }

    /// The name as written everywhere.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An office of a member as letters name it, with keys of its own: `fr-tj/judge`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId {
    member: MemberId,
    name: String,
}

impl UnitId {
    /// Reads `member/unit` in lower case.
    ///
    /// # Errors
    /// [`BadName`] says what is wrong.
    pub fn parse(text: &str) -> Result<Self, BadName> {
        let bad = || BadName::Form { wanted: "a unit like `fr-tj/judge`", text: text.to_owned() };
        let (member, name) = text.split_once('/').ok_or_else(bad)?;
        bounded(name, UNIT_CHARS_MAX)?;
        if member != member.to_ascii_lowercase() || !is_label(name) {
            return Err(bad());
        }
        Ok(Self { member: MemberId::parse(member)?, name: name.to_owned() })
    }

    /// The member it belongs to.
    #[must_use]
    pub const fn member(&self) -> &MemberId {
        &self.member
    }

    /// Its name inside the member.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for UnitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.member, self.name)
    }
}

/// What a member is in law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MemberKind {
    /// Transmits and receives for a whole state.
    CentralAuthority,
    /// Watches on behalf of the public.
    CivilSocietyObserver,
    /// Serves the directory and mediates; neutral.
    Coordinator,
    /// A court.
    Court,
    /// Handles computer security incidents.
    Csirt,
    /// Where a provider receives orders in the Union.
    DesignatedEstablishment,
    /// Supervises data protection.
    Dpa,
    /// Is notified of orders to providers in its state, and enforces them.
    EnforcingAuthority,
    /// An investigating, prosecuting or judging authority.
    JudicialAuthority,
    /// A police or other law enforcement authority.
    LawEnforcement,
    /// Represents a provider that has no establishment in the Union.
    LegalRepresentative,
    /// Decides disputes over removals out of court.
    OdsBody,
    /// Oversees what the others did.
    OversightBody,
    /// Holds sealed letters for nodes that list it, and opens none.
    Relay,
    /// Offers services and holds data.
    ServiceProvider,
    /// Answers at every hour of every day.
    Spoc247,
}

impl MemberKind {
    /// Every kind, in the order of their ids.
    pub const ALL: [Self; 16] = [
        Self::CentralAuthority,
        Self::CivilSocietyObserver,
        Self::Coordinator,
        Self::Court,
        Self::Csirt,
        Self::DesignatedEstablishment,
        Self::Dpa,
        Self::EnforcingAuthority,
        Self::JudicialAuthority,
        Self::LawEnforcement,
        Self::LegalRepresentative,
        Self::OdsBody,
        Self::OversightBody,
        Self::Relay,
        Self::ServiceProvider,
        Self::Spoc247,
    ];

    /// The word in the directory, on the command line and in scenario files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::CentralAuthority => "central_authority",
            Self::CivilSocietyObserver => "civil_society_observer",
            Self::Coordinator => "coordinator",
            Self::Court => "court",
            Self::Csirt => "csirt",
            Self::DesignatedEstablishment => "designated_establishment",
            Self::Dpa => "dpa",
            Self::EnforcingAuthority => "enforcing_authority",
            Self::JudicialAuthority => "judicial_authority",
            Self::LawEnforcement => "law_enforcement",
            Self::LegalRepresentative => "legal_representative",
            Self::OdsBody => "ods_body",
            Self::OversightBody => "oversight_body",
            Self::Relay => "relay",
            Self::ServiceProvider => "service_provider",
            Self::Spoc247 => "spoc_24_7",
        }
    }

    /// Reads the word.
    ///
    /// # Errors
    /// [`BadName::Form`] for any other word.
    pub fn parse(text: &str) -> Result<Self, BadName> {
        Self::ALL.into_iter().find(|kind| kind.id() == text).ok_or_else(|| BadName::Form {
            wanted: "a kind of member like `service_provider`",
            text: text.to_owned(),
        })
    }
}

/// A function inside a member. What each may do is the table in [`crate::permit`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Office {
    /// Audits within the scope and time of an engagement.
    Auditor,
    /// Leads a case.
    CaseLead,
    /// Coordinates between members.
    Coordinator,
    /// Keeps exhibits and packages.
    Custodian,
    /// Data protection officer.
    Dpo,
    /// Writes drafts.
    Drafter,
    /// Acts for an enforcing or executing authority.
    Executor,
    /// Issues measures within its competence by law.
    IssuingAuthority,
    /// Runs the node; never reads what is in it.
    NodeAdmin,
    /// Decides disputes out of court.
    OdsReviewer,
    /// Oversees.
    Oversight,
    /// Acts for a service provider.
    ProviderAgent,
    /// Everybody else.
    Public,
    /// Handles complaints of persons concerned.
    RedressReviewer,
    /// Routes letters at every hour, unopened.
    SpocOfficer,
    /// Works in a joint team.
    TeamMember,
    /// Trains, on exercise data only.
    Trainer,
    /// Translates an assigned text.
    Translator,
    /// Validates measures of others within its competence by law.
    Validator,
}

impl Office {
    /// Every office, in the order of the columns of the permission table.
    pub const ALL: [Self; 19] = [
        Self::Drafter,
        Self::IssuingAuthority,
        Self::Validator,
        Self::SpocOfficer,
        Self::Executor,
        Self::ProviderAgent,
        Self::Custodian,
        Self::CaseLead,
        Self::TeamMember,
        Self::Coordinator,
        Self::Oversight,
        Self::Dpo,
        Self::RedressReviewer,
        Self::OdsReviewer,
        Self::Translator,
        Self::Trainer,
        Self::Auditor,
        Self::NodeAdmin,
        Self::Public,
    ];

    /// The word in the directory, in events, on the command line and in scenario files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Auditor => "auditor",
            Self::CaseLead => "case_lead",
            Self::Coordinator => "coordinator",
            Self::Custodian => "custodian",
            Self::Dpo => "dpo",
            Self::Drafter => "drafter",
            Self::Executor => "executor",
            Self::IssuingAuthority => "issuing_authority",
            Self::NodeAdmin => "node_admin",
            Self::OdsReviewer => "ods_reviewer",
            Self::Oversight => "oversight",
            Self::ProviderAgent => "provider_agent",
            Self::Public => "public",
            Self::RedressReviewer => "redress_reviewer",
            Self::SpocOfficer => "spoc_officer",
            Self::TeamMember => "team_member",
            Self::Trainer => "trainer",
            Self::Translator => "translator",
            Self::Validator => "validator",
        }
    }

    /// Reads the word.
    ///
    /// # Errors
    /// [`BadName::Form`] for any other word.
    pub fn parse(text: &str) -> Result<Self, BadName> {
        Self::ALL.into_iter().find(|office| office.id() == text).ok_or_else(|| BadName::Form {
            wanted: "an office like `issuing_authority`",
            text: text.to_owned(),
        })
    }
}

impl fmt::Display for Office {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// How surely we know who sits there. The order is the strength.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AuthLevel {
    /// Nobody signed in.
    Open,
    /// A sign-on elsewhere, no proof here.
    SignedOn,
    /// A passkey.
    Passkey,
    /// A hardware key bound to the device, with the person verified.
    Hardware,
    /// The same, and a second person.
    TwoPersons,
}

impl AuthLevel {
    /// Every level, weakest first.
    pub const ALL: [Self; 5] =
        [Self::Open, Self::SignedOn, Self::Passkey, Self::Hardware, Self::TwoPersons];

    /// The number in events and on pages, 0 to 4.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Open => 0,
            Self::SignedOn => 1,
            Self::Passkey => 2,
            Self::Hardware => 3,
            Self::TwoPersons => 4,
        }
    }

    /// The level with this number, if there is one.
    #[must_use]
    pub fn of(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.number() == number)
    }
}

/// A human who holds one office, as known at the instant of the act. Who holds several offices acts
/// as several officers: a permit is judged for one named office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// Who.
    pub id: OfficerId,
    /// Of which member.
    pub member: MemberId,
    /// In which unit; its key signs what the officer sends.
    pub unit: UnitId,
    /// In which office.
    pub office: Office,
    /// What the law calls the holder when issuing or validating, if it calls them anything.
    pub issuer_kind: Option<IssuerKind>,
    /// Whether the office is held now: session live, certificate valid, member not suspended.
    pub active: bool,
    /// How surely we know it is them.
    pub auth: AuthLevel,
}

/// Who did something; stands in every event.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Actor {
    /// A clock of an instrument reached its instant.
    Clock {
        /// Which clock.
        clock: ClockId,
    },
    /// The node, for what follows without anybody's decision (receipts, building a package).
    Node,
    /// One of our officers.
    Officer {
        /// Who.
        id: OfficerId,
        /// Of which member.
        member: MemberId,
        /// Acting in which office.
        office: Office,
        /// With what competence by law.
        issuer_kind: Option<IssuerKind>,
        /// In which unit.
        unit: UnitId,
        /// How surely signed in.
        auth: AuthLevel,
    },
    /// Another member, by a letter that was verified.
    Peer {
        /// Which member.
        member: MemberId,
        /// Which of its units signed.
        unit: UnitId,
        /// By which letter.
        letter: LetterId,
    },
    /// A rule of the instrument that gives an act effect by law.
    Rule {
        /// Where the rule stands.
        cite: Cite,
    },
}

impl Actor {
    /// The kind of actor in one word, for events and golden files.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Clock { .. } => "clock",
            Self::Node => "node",
            Self::Officer { .. } => "officer",
            Self::Peer { .. } => "peer",
            Self::Rule { .. } => "rule",
        }
    }

    /// The officer who acted, if one did.
    #[must_use]
    pub const fn officer(&self) -> Option<OfficerId> {
        match self {
            Self::Officer { id, .. } => Some(*id),
            Self::Clock { .. } | Self::Node | Self::Peer { .. } | Self::Rule { .. } => None,
        }
    }
}

impl From<&Officer> for Actor {
    fn from(officer: &Officer) -> Self {
        Self::Officer {
            id: officer.id,
            member: officer.member.clone(),
            office: officer.office,
            issuer_kind: officer.issuer_kind,
            unit: officer.unit.clone(),
            auth: officer.auth,
        }
    }
}
