//! The names a rule can carry: closed alphabets, parsed once, ordered everywhere.
//!
//! Not here: ids of cases, measures or members; those belong to the acts, not to the law.
//! Ids of clocks, duties and grounds are written in full (`eu-e-evidence/produce`); inside
//! its own pack a file writes the part after the first `/`.

use std::fmt;

/// The longest id a pack may use: long enough for any of the shipped ones, short enough for a column.
pub const ID_BYTES_MAX: usize = 64;

/// A text that is not a name of the wanted kind. The author of the text is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not {wanted}")]
pub struct BadId {
    /// What was expected, with its article: "a country code", "a clock id".
    pub wanted: &'static str,
    /// What stood there instead.
    pub text: String,
}

impl BadId {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "bad-id"
    }
}

fn is_name(text: &str, extra: &[char]) -> bool {
    let starts = text.chars().next().is_some_and(|c| c.is_ascii_lowercase());
    let rest =
        text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || extra.contains(&c));
    starts && rest && text.len() <= ID_BYTES_MAX
}

fn is_scoped(text: &str, name_ok: fn(&str) -> bool) -> bool {
    text.split_once('/').is_some_and(|(instrument, name)| {
        is_name(instrument, &['-']) && name_ok(name) && text.len() <= ID_BYTES_MAX
    })
}

/// One newtype: the same four lines for every kind of name, which a function cannot declare.
macro_rules! name {
    ($(#[$doc:meta])* $type:ident, $wanted:literal, $ok:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type(String);

        impl $type {
            /// Takes the text if it is such a name.
            ///
            /// # Errors
            /// [`BadId`] when a character is outside the alphabet or the text is too long.
            pub fn parse(text: &str) -> Result<Self, BadId> {
                let ok: fn(&str) -> bool = $ok;
                if ok(text) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(BadId { wanted: $wanted, text: text.to_owned() })
                }
            }

            /// The name as it is written everywhere.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name!(
    /// A legal basis, `eu-e-evidence`.
    InstrumentId, "an instrument id like `eu-e-evidence`", |text| is_name(text, &['-'])
);
name!(
    /// A kind of measure inside its instrument, `epoc`.
    KindId, "a measure kind like `epoc`", |text| is_name(text, &['-'])
);
name!(
    /// A field of a form, `case_summary`.
    FieldId, "a field id like `case_summary`", |text| is_name(text, &['_'])
);
name!(
    /// A clock with its instrument, `eu-e-evidence/produce`.
    ClockId, "a clock id like `eu-e-evidence/produce`",
    |text| is_scoped(text, |name| is_name(name, &['-']))
);
name!(
    /// A ground for refusal with its instrument, `eu-e-evidence/g/12.1.a`.
    GroundId, "a ground id like `eu-e-evidence/g/12.1.a`",
    |text| is_scoped(text, |name| name.strip_prefix("g/").is_some_and(is_article))
);
name!(
    /// A reasoned answer the law asks for before an act, `necessity`.
    CheckId, "a check id like `necessity`", |text| is_name(text, &['-', '_'])
);
name!(
    /// An obligation without a number, `eu-e-evidence/withdraw`.
    DutyId, "a duty id like `eu-e-evidence/withdraw`",
    |text| is_scoped(text, |name| is_name(name, &['-']))
);
name!(
    /// A counter of the yearly statistics, `eu-e-evidence/stat/28.2.a`.
    StatisticId, "a statistic id like `eu-e-evidence/stat/28.2.a`",
    |text| is_scoped(text, |name| name.strip_prefix("stat/").is_some_and(is_article))
);
name!(
    /// The place in the act alone, `4(2)`; the word "Art." is added where people read it.
    Cite, "a place in an act like `4(2)`", is_cite
);
name!(
    /// A section of a form: its letter, or the word of a section no recipient gets.
    SectionId, "a section like `A` or `file`", is_section
);

fn is_article(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| c.is_ascii_digit() || c.is_ascii_lowercase() || c == '.')
}

fn is_cite(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= ID_BYTES_MAX
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "()-–,.:/ ".contains(c))
}

fn is_section(text: &str) -> bool {
    let letter = text.len() == 1 && text.chars().all(|c| c.is_ascii_uppercase());
    letter || is_name(text, &['_'])
}

impl DutyId {
    /// The name inside its pack: the part after the first `/`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, name)| name)
    }
}

impl ClockId {
    /// The instrument the clock belongs to: the part before the first `/`.
    #[must_use]
    pub fn instrument(&self) -> &str {
        self.0.split_once('/').map_or("", |(instrument, _)| instrument)
    }

    /// The name inside its pack: the part after the first `/`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, name)| name)
    }
}

/// A state by its ISO 3166-1 alpha-2 code; only codes that are assigned exist as a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

/// The 249 officially assigned ISO 3166-1 alpha-2 codes, one line per first letter.
const COUNTRIES: &str = "\
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ \
BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ \
DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR \
GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY \
HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP \
KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY \
MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ \
NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY \
QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ \
TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ \
VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

impl Country {
    /// Takes an assigned upper-case code.
    ///
    /// # Errors
    /// [`BadId`] for anything else, `EL` and `UK` included: ISO writes `GR` and `GB`.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        let bad = || BadId { wanted: "an ISO 3166-1 state code like `FR`", text: text.to_owned() };
        let code: [u8; 2] = text.as_bytes().try_into().map_err(|_| bad())?;
        // Two letters and a space each: every region of every calendar comes through here.
        if COUNTRIES.as_bytes().chunks(3).any(|known| known.starts_with(&code)) {
            Ok(Self(code))
        } else {
            Err(bad())
        }
    }

    /// The two letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One closed list of the law's own words: variants, their ids, and the way back.
macro_rules! closed {
    ($(#[$doc:meta])* $type:ident, $wanted:literal { $($(#[$vdoc:meta])* $variant:ident = $id:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type { $($(#[$vdoc])* $variant),+ }

        impl $type {
            /// Every value, in the order of the declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that stands in packs, results and records.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// Takes one of the words, exactly as written.
            ///
            /// # Errors
            /// [`crate::ids::BadId`] for a word that is not in the list.
            pub fn parse(text: &str) -> Result<Self, $crate::ids::BadId> {
                match text {
                    $($id => Ok(Self::$variant),)+
                    _ => Err($crate::ids::BadId { wanted: $wanted, text: text.to_owned() }),
                }
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.id())
            }
        }
    };
}
pub(crate) use closed;

closed!(
    /// What kind of data a block of a measure asks for; the order is from the least to the most intrusive.
    DataCategory, "a data category" {
        /// Who the user is, and the contract.
        Subscriber = "subscriber",
        /// Addresses and time stamps asked for with the sole purpose of identifying the user.
        IdentificationOnly = "identification_only",
        /// Data on the provision of the service other than subscriber data.
        Traffic = "traffic",
        /// Any other data in digital form.
        Content = "content",
    }
);

closed!(
    /// What the law calls the holder of an office when it issues or validates.
    IssuerKind, "an issuer kind" {
        /// A judge.
        Judge = "judge",
        /// A court.
        Court = "court",
        /// An investigating judge.
        InvestigatingJudge = "investigating_judge",
        /// A public prosecutor.
        Prosecutor = "prosecutor",
        /// A police officer, one of the "other investigating authorities" of the acts.
        Police = "police",
        /// Any other investigating authority.
        OtherInvestigatingAuthority = "other_investigating_authority",
        /// The authority a state named for requests under a treaty; it sends and receives them.
        CentralAuthority = "central_authority",
        /// An authority, judicial or administrative, that a state named for orders of one act.
        CompetentAuthority = "competent_authority",
    }
);

closed!(
    /// How fast a measure must move.
    Track, "a track" {
        /// The normal case.
        Ordinary = "ordinary",
        /// Faster by agreement or request, without the emergency's derogations.
        Urgent = "urgent",
        /// An imminent threat in the sense of the instrument.
        Emergency = "emergency",
    }
);

closed!(
    /// How sure the text of a rule is; shown wherever the rule is shown.
    Mark, "a mark, `verified` or `memory`" {
        /// Checked against the wording of the act.
        Verified = "verified",
        /// Not yet checked against the wording: never called normative.
        Memory = "memory",
    }
);

closed!(
    /// Who gets a copy of a measure.
    Audience, "an audience" {
        /// The provider's designated establishment or legal representative.
        Addressee = "addressee",
        /// The enforcing authority.
        Ea = "EA",
        /// The issuing authority.
        Ia = "IA",
        /// The supervisory body.
        Supervisor = "supervisor",
    }
);

closed!(
    /// Who acts under a rule.
    Party, "a party" {
        /// The provider, or its designated establishment or legal representative.
        Addressee = "addressee",
        /// A certified body that settles disputes out of court.
        Body = "body",
        /// The European Commission, which acts outside the network.
        Commission = "commission",
        /// Who made the content available.
        ContentProvider = "content_provider",
        /// Who decides on purposes and means of a processing.
        Controller = "controller",
        /// The coordinator of digital services.
        Coordinator = "coordinator",
        /// The enforcing, executing or host authority.
        Ea = "EA",
        /// The issuing authority.
        Ia = "IA",
        /// The Member State as such.
        Ms = "MS",
        /// The person whose data or property are concerned.
        Person = "person",
        /// Who processes for a controller.
        Processor = "processor",
        /// A recipient of the provider's service.
        Recipient = "recipient",
        /// The state that is asked for assistance.
        Requested = "requested",
        /// Whoever asks for a scrutiny.
        Requester = "requester",
        /// The state that asks for assistance.
        Requesting = "requesting",
        /// The supervisory authority.
        Supervisor = "supervisor",
        /// The joint investigation team.
        Team = "team",
    }
);

closed!(
    /// The threat an emergency rests on.
    Threat, "a threat" {
        /// To the life, physical integrity or safety of a person.
        Person = "person",
        /// To a critical infrastructure, whose loss would bring such a threat.
        CriticalInfrastructure = "critical_infrastructure",
    }
);

#[cfg(test)]
mod tests;
