//! The journeys as data: who takes part, what is asked for, what is filled in, and what happens in which order.
//!
//! A plot says nothing of how a scene is played (`journey`) or how a form is filled (`story`). Which fields and letters
//! there are is the pack's; a plot only names some of them, and a test compares the names with what is shipped.

use std::fmt;

use law::ids::{DataCategory, Track};
use serde_json::Value;

use super::driver::{list_of, text_of};
use super::evidence::Sample;
use super::players::{CH_FP, COORD, Cast, DE_STA, FR_DPA, FR_TCO, FR_TJ, IE_CA, IE_PROV};
use super::players::{NL_OVS, US_OIA, US_PROV, Who};

mod assistance;
mod breach;
mod budapest;
mod e_evidence;
mod eio;
mod epoc;
mod freezing;
mod online;

#[cfg(test)]
mod tests;

/// The journey that is played where none is named.
pub const EPOC: &str = "epoc";

/// The step that runs `comity-verify`; when it fails, so does verification.
pub const VERIFY: &str = "verify";

/// Every journey, in the order in which they are told.
pub(crate) static PLOTS: [&Plot; 12] = [
    &epoc::EPOC,
    &e_evidence::EPOC_PR,
    &budapest::PRESERVATION,
    &assistance::MLA,
    &eio::EIO,
    &freezing::FREEZING,
    &online::REMOVAL,
    &online::ILLEGAL_CONTENT,
    &budapest::SPONTANEOUS,
    &assistance::EMERGENCY_DISCLOSURE,
    &online::NOTICE,
    &breach::BREACH,
];

/// The names of all journeys, as the command line takes them.
pub fn names() -> impl Iterator<Item = &'static str> {
    PLOTS.iter().map(|plot| plot.name)
}

/// The journey of this name.
pub(crate) fn find(name: &str) -> Option<&'static Plot> {
    PLOTS.iter().find(|plot| plot.name == name).copied()
}

/// One journey.
#[derive(Debug)]
pub(crate) struct Plot {
    /// What the command line calls it.
    pub(crate) name: &'static str,
    /// Whose nodes run.
    pub(crate) cast: &'static Cast,
    /// The instrument the measure rests on.
    pub(crate) instrument: &'static str,
    /// The kind of measure.
    pub(crate) kind: &'static str,
    /// The case: its code name, and what it is about.
    pub(crate) case: (&'static str, &'static str),
    /// Who writes it.
    pub(crate) drafter: Who,
    /// Who issues it, and agrees to what leaves the case.
    pub(crate) issuer: Who,
    /// Who looks after the case at the issuer: what arrives, what is exported, what the ledger says.
    pub(crate) keeper: Who,
    /// Who must perform it.
    pub(crate) addressee: Recipient,
    /// Who is notified of it, if anybody is.
    pub(crate) enforcing: Option<Recipient>,
    /// The data that are asked for; none where the kind asks for no data.
    pub(crate) data: &'static [DataCategory],
    /// How fast it must be performed.
    pub(crate) track: Track,
    /// Answers of the form, one a line; every other answer is the pack's example.
    pub(crate) told: &'static Told,
    /// Answers to the questions before the act of issuing.
    pub(crate) reasoned: &'static Told,
    /// What is handed over where nobody names files; empty where nothing is.
    pub(crate) samples: &'static [Sample],
    /// What happens.
    pub(crate) scenes: &'static [Scene],
}

/// Answers by field.
pub(crate) type Told = [(&'static str, &'static str)];

/// A recipient, and the clock that must run there when its copy has arrived.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recipient {
    /// Who answers there.
    pub(crate) who: Who,
    /// The clock, without its instrument; none where the law gives no number.
    pub(crate) clock: Option<&'static str>,
}

/// One step: its name, which other tools rely on, what it tells, and what is done in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene {
    /// Its name, once in a plot.
    pub(crate) name: &'static str,
    /// What happens, for a person.
    pub(crate) about: &'static str,
    /// What is done.
    pub(crate) act: Act,
}

/// What is done in a scene.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Act {
    /// The notified authority raises no ground.
    Clear(&'static [Look]),
    /// Every copy arrives, and clocks run.
    Deliver,
    /// A case and a draft, incomplete and then complete.
    Draft,
    /// The case is exported.
    Export,
    /// The addressee hands over what it took in.
    HandOver,
    /// The addressee tries to hand over.
    HandOverDenied(No),
    /// The addressee takes the files in.
    Ingest,
    /// The issuer reads every copy and issues exactly that.
    Issue,
    /// Somebody tries to issue it.
    IssueDenied(Who, No),
    /// An act that asks for nothing: receipt is stated, the measure is completed.
    Plain {
        /// Who does it.
        who: Who,
        /// Its word in the path.
        verb: &'static str,
        /// What follows from it.
        sees: &'static [Look],
    },
    /// The addressee tries to refuse on a ground.
    RefuseDenied(&'static str, No),
    /// A form of the instrument is said.
    Say {
        /// By whom.
        who: Who,
        /// Which form.
        form: &'static str,
        /// Its answers, besides the pack's examples.
        told: &'static Told,
        /// What follows from it.
        sees: &'static [Look],
    },
    /// Somebody tries to say a form.
    SayDenied {
        /// Who.
        who: Who,
        /// Which form.
        form: &'static str,
        /// The answer.
        no: No,
    },
    /// `comity-verify` checks the package.
    Verify,
    /// The witnesses have cosigned every ledger.
    Witness,
}

impl Act {
    /// Acts that only look: they are done in every run, so that a run never ends well by memory alone.
    pub(crate) const fn looks_only(&self) -> bool {
        match self {
            Self::Verify | Self::Witness => true,
            Self::Clear(_)
            | Self::Deliver
            | Self::Draft
            | Self::Export
            | Self::HandOver
            | Self::HandOverDenied(_)
            | Self::Ingest
            | Self::Issue
            | Self::IssueDenied(..)
            | Self::Plain { .. }
            | Self::RefuseDenied(..)
            | Self::Say { .. }
            | Self::SayDenied { .. } => false,
        }
    }
}

/// A no of the law: its code and its article.
#[derive(Debug, Clone, Copy)]
pub(crate) struct No {
    /// The stable code.
    pub(crate) code: &'static str,
    /// The article; empty where the no rests on the record and not on the law.
    pub(crate) cite: &'static str,
}

/// What somebody must come to see on the page of the measure.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    /// Who looks.
    pub(crate) who: Who,
    /// At what.
    pub(crate) seen: Seen,
}

/// What can be seen of a measure.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Seen {
    /// A peer did something that is no form of the instrument, and it has its effect.
    Act(&'static str),
    /// A clock runs that names its article.
    Clock(&'static str),
    /// A letter is on record and has its effect.
    Letter(&'static str),
    /// What was asked for may leave.
    MayLeave,
    /// The measure is in this state.
    State(&'static str),
}

impl Seen {
    /// Whether the document of a measure shows it.
    pub(crate) fn is_in(self, shown: &Value) -> bool {
        match self {
            Self::Act(act) => stands(shown, "act", act),
            Self::Clock(name) => list_of(shown, "clocks").iter().any(|clock| is_clock(clock, name)),
            Self::Letter(form) => stands(shown, "form", form),
            Self::MayLeave => {
                let state = shown.get("release").and_then(|release| text_of(release, "state"));
                matches!(state.as_deref(), Some("allowed" | "due"))
            }
            Self::State(word) => text_of(shown, "state").as_deref() == Some(word),
        }
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Act(act) => write!(f, "act `{act}` with its effect"),
            Self::Clock(name) => write!(f, "clock `{name}`"),
            Self::Letter(form) => write!(f, "letter `{form}` with its effect"),
            Self::MayLeave => f.write_str("the release to be allowed"),
            Self::State(word) => write!(f, "state `{word}`"),
        }
    }
}

/// Whether a letter on record says this and has its effect.
fn stands(shown: &Value, what: &str, word: &str) -> bool {
    list_of(shown, "letters").iter().any(|letter| {
        let standing = text_of(letter, "standing");
        text_of(letter, what).as_deref() == Some(word)
            && matches!(standing.as_deref(), Some("said" | "taken"))
    })
}

/// Whether a clock has this name, whatever its instrument, and the article it rests on.
fn is_clock(clock: &Value, name: &str) -> bool {
    let id = text_of(clock, "clock");
    let is_named = id.is_some_and(|id| id.rsplit('/').next() == Some(name));
    let cite = clock.get("basis").and_then(|basis| text_of(basis, "cite"));
    is_named && cite.is_some_and(|cite| !cite.trim().is_empty())
}

impl Plot {
    /// Everybody whom a copy goes to, in the order of sending.
    pub(crate) fn recipients(&self) -> impl Iterator<Item = Recipient> {
        std::iter::once(self.addressee).chain(self.enforcing)
    }

    /// One person of each party, who may look at its ledger.
    pub(crate) fn parties(&self) -> impl Iterator<Item = Who> {
        std::iter::once(self.keeper).chain(self.recipients().map(|recipient| recipient.who))
    }

    /// Whether evidence is handed over.
    pub(crate) fn hands_over(&self) -> bool {
        !self.samples.is_empty()
    }
}

const fn scene(name: &'static str, about: &'static str, act: Act) -> Scene {
    Scene { name, about, act }
}

const fn no(code: &'static str, cite: &'static str) -> No {
    No { code, cite }
}

const fn look(who: Who, seen: Seen) -> Look {
    Look { who, seen }
}

pub(crate) const POLICE: Who = Who { player: &FR_TJ, login: "police" };
pub(crate) const PROSECUTOR: Who = Who { player: &FR_TJ, login: "prosecutor" };
pub(crate) const JUDGE: Who = Who { player: &FR_TJ, login: "judge" };
pub(crate) const CLERK: Who = Who { player: &FR_TJ, login: "clerk" };
pub(crate) const LEGAL: Who = Who { player: &IE_PROV, login: "legal" };
pub(crate) const EXECUTOR: Who = Who { player: &IE_CA, login: "executor" };
pub(crate) const OVERSIGHT: Who = Who { player: &NL_OVS, login: "oversight" };
const ANALYST: Who = Who { player: &FR_TCO, login: "analyst" };
const HEAD: Who = Who { player: &FR_TCO, login: "head" };
const HAMBURG: Who = Who { player: &DE_STA, login: "executor" };
const DUTY: Who = Who { player: &CH_FP, login: "duty" };
const WASHINGTON: Who = Who { player: &US_OIA, login: "executor" };
const INSPECTOR: Who = Who { player: &FR_DPA, login: "inspector" };
const US_LEGAL: Who = Who { player: &US_PROV, login: "legal" };

/// A court and an authority in Hamburg.
static HAMBURG_CAST: [&super::players::Player; 4] = [&FR_TJ, &DE_STA, &NL_OVS, &COORD];

/// The issuer has what it asked for.
const fn complete(who: Who, sees: &'static [Look]) -> Scene {
    scene(
        "complete",
        "the issuer has what it asked for, and completes the measure",
        Act::Plain { who, verb: "complete", sees },
    )
}

/// A draft is written, incomplete first.
const DRAFT: Act = Act::Draft;

/// The last scene of every plot.
const WITNESS: Scene =
    scene("witness", "both witnesses have cosigned the ledgers of all parties", Act::Witness);
