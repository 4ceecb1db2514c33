//! A court, a provider and an enforcing authority at a fixed instant: who reads, and what people wrote.

use std::sync::LazyLock;

use domain::actor::MemberId;
use domain::ids::Id;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use law::ids::IssuerKind;

use crate::l10n::{Lang, Languages};
use crate::shell::{Issuer, LedgerState, Nav, Reader, Shell};
use crate::style::Style;

pub(super) const DIGEST: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
pub(super) const ROOT: &str = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752";
pub(super) const NOTE: &str = "fr-tj.sandbox.example/comity/audit/2026\n42\nYDA64iuZiGG847KPM+7BvnWKIThsk8B2256fVYwRx1I=\n\n\
                    — fr-tj.sandbox.example/comity/audit/2026 hYmVx2Zm9v\n";

/// Strings of people and peers: what they say here, or the same text everywhere, to see whether it breaks out.
#[derive(Debug, Clone)]
pub(super) struct Strings {
    pub(super) case: String,
    pub(super) focus: String,
    pub(super) reference: String,
    pub(super) provider: String,
    pub(super) court: String,
    pub(super) file: String,
    pub(super) path: String,
    pub(super) sentence: String,
    pub(super) typed: String,
    /// Only a few sections of the form, to keep goldens short.
    pub(super) short_form: bool,
}

impl Strings {
    pub(super) fn plain() -> Self {
        Self {
            case: "amber-stall".to_owned(),
            focus: "telephones sold that do not exist".to_owned(),
            reference: "EPOC 2026/2214".to_owned(),
            provider: "Harbour Mail Ireland DAC".to_owned(),
            court: "Tribunal judiciaire de Lyon".to_owned(),
            file: "mailbox.mbox".to_owned(),
            path: "exhibits/0001/content.bin".to_owned(),
            sentence: "Buyers paid in advance into changing accounts.".to_owned(),
            typed: "the first of June".to_owned(),
            short_form: true,
        }
    }

    pub(super) fn everywhere(text: &str) -> Self {
        let text = || text.to_owned();
        Self {
            case: text(),
            focus: text(),
            reference: text(),
            provider: text(),
            court: text(),
            file: text(),
            path: text(),
            sentence: text(),
            typed: text(),
            short_form: false,
        }
    }
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

pub(super) fn now() -> Timestamp {
    at("2026-11-25T13:02:00Z")
}

pub(super) fn member(text: &str) -> MemberId {
    MemberId::parse(text).expect("a member")
}

pub(super) const fn id<K>(last: u8) -> Id<K> {
    Id::new([1, 0x93, 0x5e, 0x2c, 0x8a, 0x10, 0x7b, 0x3e, 0x9a, 0x44, 2, 0x5f, 0x6d, 0x11, 0, last])
}

/// Who issues at the court.
static ISSUERS: LazyLock<[Issuer; 2]> = LazyLock::new(|| {
    [("fr-tj/judge", IssuerKind::Judge), ("fr-tj/prosecutor", IssuerKind::Prosecutor)]
        .map(|(unit, kind)| Issuer { unit: unit.to_owned(), kind })
});

/// Read once for all tests of a process.
static LANGUAGES: LazyLock<Languages> = LazyLock::new(Languages::embedded);

/// Everything a page function needs, owned.
pub(super) struct Stand {
    pub(super) languages: &'static Languages,
    pub(super) zone: TimeZone,
    pub(super) strings: Strings,
}

impl Stand {
    pub(super) fn new(strings: Strings) -> Self {
        let zone = TimeZone::get("Europe/Paris").expect("a zone");
        Self { languages: &LANGUAGES, zone, strings }
    }

    pub(super) fn lang(&self, code: &str) -> &Lang {
        self.languages.get(code).expect("a language")
    }

    /// After something was done.
    pub(super) fn shell_done<'a>(
        &'a self,
        lang: &'a Lang,
        path: &'a str,
        who: Who,
        done: &'a str,
    ) -> Shell<'a> {
        Shell { done: Some(done), ..self.shell(lang, path, who) }
    }

    pub(super) fn shell<'a>(&'a self, lang: &'a Lang, path: &'a str, who: Who) -> Shell<'a> {
        let (member, member_name, login, office, unit) = match who {
            Who::Nobody | Who::Drafter => {
                ("FR-TJ", "Tribunal judiciaire de Lyon", "police", "drafter", "fr-tj/police")
            }
            Who::Judge => (
                "FR-TJ",
                "Tribunal judiciaire de Lyon",
                "judge",
                "issuing_authority",
                "fr-tj/judge",
            ),
            Who::Provider => {
                ("IE-PROV", "Harbour Mail Ireland DAC", "legal", "provider_agent", "ie-prov/legal")
            }
            Who::Executor => {
                ("IE-CA", "High Court, Dublin", "executor", "executor", "ie-ca/executor")
            }
            Who::Overseer => {
                ("NL-OVS", "Oversight body", "oversight", "oversight", "nl-ovs/oversight")
            }
        };
        let reader = Reader { login, office, unit, csrf: "csrf-token" };
        Shell {
            lang,
            languages: self.languages,
            carry_lang: false,
            path,
            node: "fr-tj.sandbox.example",
            member,
            member_name,
            exercise: true,
            stopped: None,
            gap: None,
            no_quorum: None,
            no_room: false,
            now: now(),
            zone: &self.zone,
            reader: (who != Who::Nobody).then_some(reader),
            once: "once-token",
            nav: Nav::of_office(office),
            issuers: &*ISSUERS,
            ledger: (who != Who::Nobody).then(|| LedgerState {
                size: 42,
                root: ROOT,
                n_cosigned: 2,
                n_witnesses: 2,
                at: at("2026-11-25T13:01:58Z"),
            }),
            version: "0.1.0",
            style: Style::Plain,
            done: None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Nobody,
    Drafter,
    Judge,
    Provider,
    Executor,
    Overseer,
}

/// Something in English for the judge.
pub(crate) fn with_shell<T>(draw: impl FnOnce(&Shell<'_>) -> T) -> T {
    let stand = Stand::new(Strings::plain());
    draw(&stand.shell(stand.lang("en"), "/desk", Who::Judge))
}
