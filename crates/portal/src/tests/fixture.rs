//! A court, a provider and an enforcing authority at a fixed instant, and every page of the first journey.

use std::sync::LazyLock;

use domain::actor::{MemberId, Office, UnitId};
use domain::denied::Denied;
use domain::exhibit::{Data, ExhibitNo, Plain, RecordState, Source};
use domain::ids::{CaseId, ExhibitId, Id, PackageId};
use domain::letter::CopyKind;
use domain::package::Contents;
use domain::purpose::Purpose;
use domain::reader::{CaseSeen, ExhibitSeen, Moment, PackageSeen};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use law::ids::{Cite, DataCategory, IssuerKind, KindId};

use super::measure::{self, Stage};
use crate::component::exhibits::Exhibit;
use crate::component::timeline::Entry;
use crate::l10n::{Lang, Languages};
use crate::page::{
    case, cases, check, desk, draft, health, ledger, measure as measure_page, new_measure,
    notified, order, oversight, package, problem, sign_in,
};
use crate::shell::{LedgerState, Nav, Reader, Shell};

pub(super) const DIGEST: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const ROOT: &str = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752";
const NOTE: &str = "fr-tj.sandbox.example/comity/audit/2026\n42\nYDA64iuZiGG847KPM+7BvnWKIThsk8B2256fVYwRx1I=\n\n\
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

    fn shell<'a>(&'a self, lang: &'a Lang, path: &'a str, who: Who) -> Shell<'a> {
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
            now: now(),
            zone: &self.zone,
            reader: (who != Who::Nobody).then_some(reader),
            once: "once-token",
            nav: Nav::of_office(office),
            ledger: (who != Who::Nobody).then(|| LedgerState {
                size: 42,
                root: ROOT,
                n_cosigned: 2,
                n_witnesses: 2,
                at: at("2026-11-25T13:01:58Z"),
            }),
            version: "0.1.0",
            done: None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
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

/// Every page by name, in one language.
pub(super) fn pages(stand: &Stand, code: &str) -> Vec<(&'static str, String)> {
    let lang = stand.lang(code);
    let shell = |path, who| stand.shell(lang, path, who);
    let say = &stand.strings;
    let law = measure::law(say);
    let case_seen = case_seen(say);
    let exhibit_seen = exhibit_seen(&say.file);
    let exhibits = || vec![Exhibit { seen: &exhibit_seen, leaf: Some(31) }];
    let package_seen = package_seen(say);
    let draft_seen = measure::seen(Stage::Draft, say);
    let complete = measure::seen(Stage::Complete, say);
    let issued = measure::seen(Stage::Issued, say);
    let received = measure::seen(Stage::Received, say);
    let ready = measure::seen(Stage::Ready, say);
    let notified_seen = measure::seen(Stage::Notified, say);
    let typed = measure::typed(say);
    let addressee = measure::copy(CopyKind::Addressee, say);
    let enforcing = measure::copy(CopyKind::Enforcing, say);
    let body = format!("{{\"case_summary\":\"{}\"}}", say.sentence);
    let case_id = case_seen.id.to_string();
    let denied = not_competent();
    let kind = law.kind(&KindId::parse("epoc").expect("a kind")).expect("the kind");
    vec![
        (
            "sign-in",
            sign_in::page_sign_in(
                &sign_in::SignIn {
                    token: Some(&say.typed),
                    arrival: sign_in::Arrival::Fresh,
                    then: Some(&say.path),
                },
                &shell("/sign-in/TOKEN", Who::Nobody),
            ),
        ),
        (
            "signed-out",
            sign_in::page_sign_in(
                &sign_in::SignIn { token: None, arrival: sign_in::Arrival::SignedOut, then: None },
                &shell("/sign-in", Who::Nobody),
            ),
        ),
        (
            "health",
            health::page_health(
                &health::Health { is_ready: true, waits_for: None },
                &shell("/health", Who::Nobody),
            ),
        ),
        ("not-found", problem::page_not_found(&shell("/cases/none", Who::Judge))),
        (
            "problem",
            problem::page_problem(
                &problem::Problem {
                    code: denied.code(),
                    detail: &say.sentence,
                    denied: Some(&denied),
                    pack: "eu-e-evidence",
                    kind: Some(kind),
                    back: Some("/desk"),
                    ..problem::Problem::default()
                },
                &shell("/measures/issue", Who::Judge),
            ),
        ),
        (
            "desk",
            desk::page_desk(&the_desk(say, &received, &issued), &shell("/desk", Who::Drafter)),
        ),
        (
            "cases",
            cases::page_cases(
                &cases::Cases {
                    cases: vec![cases::CaseLine { seen: &case_seen, n_measures: 2 }],
                    may_open: true,
                },
                &shell("/cases", Who::Drafter),
            ),
        ),
        (
            "new-case",
            cases::page_new_case(
                &cases::NewCase {
                    codename: &say.case,
                    focus: "",
                    refusal: Some(("focus", &say.sentence)),
                },
                &shell("/cases/new", Who::Drafter),
            ),
        ),
        (
            "case",
            case::page_case(
                &case::Case {
                    seen: &case_seen,
                    focus: &say.focus,
                    measures: vec![case::MeasureLine { seen: &issued, reference: &say.reference }],
                    exhibits: exhibits(),
                    packages: vec![&package_seen],
                    timeline: timeline(say),
                    may_draft: true,
                    may_export: true,
                    pack: "eu-e-evidence",
                    version: 7,
                },
                &shell("/cases/CASE", Who::Drafter),
            ),
        ),
        (
            "new-measure",
            new_measure::page_new_measure(
                &new_measure::NewMeasure {
                    case: &case_id,
                    case_name: &say.case,
                    law: &law,
                    addressees: vec![new_measure::Unit {
                        id: "ie-prov/legal".to_owned(),
                        name: say.court.clone(),
                    }],
                    enforcing: vec![new_measure::Unit {
                        id: "ie-ca/executor".to_owned(),
                        name: say.court.clone(),
                    }],
                    chosen: new_measure::Chosen {
                        kind: "epoc".to_owned(),
                        ..new_measure::Chosen::default()
                    },
                    refusal: Some(("to", &say.sentence)),
                },
                &shell("/cases/CASE/measures/new", Who::Drafter),
            ),
        ),
        (
            "draft",
            draft::page_draft(
                &draft::Draft {
                    seen: &draft_seen,
                    law: &law,
                    reference: &say.reference,
                    case_name: &say.case,
                    typed: &typed,
                    version: 3,
                    refusal: None,
                },
                &shell("/measures/MEASURE/fields", Who::Drafter),
            ),
        ),
        (
            "check",
            check::page_check(
                &check::Check {
                    seen: &complete,
                    law: &law,
                    reference: &say.reference,
                    case_name: &say.case,
                    copies: vec![
                        check::Copy {
                            kind: CopyKind::Addressee,
                            to: &say.provider,
                            values: &addressee,
                            digest: DIGEST,
                            text: &body,
                        },
                        check::Copy {
                            kind: CopyKind::Enforcing,
                            to: &say.provider,
                            values: &enforcing,
                            digest: ROOT,
                            text: &body,
                        },
                    ],
                    version: 4,
                },
                &shell("/measures/MEASURE/check", Who::Judge),
            ),
        ),
        (
            "measure",
            measure_page::page_measure(
                &measure_page::Measure {
                    seen: &issued,
                    law: &law,
                    reference: &say.reference,
                    case_name: &say.case,
                    deliveries: deliveries(say),
                    exhibits: exhibits(),
                    timeline: timeline(say),
                },
                &shell("/measures/MEASURE", Who::Judge),
            ),
        ),
        (
            "order",
            order::page_order(
                &order::Order {
                    seen: &received,
                    law: &law,
                    reference: &say.reference,
                    genuine: genuine(say),
                    exhibits: Vec::new(),
                    timeline: timeline(say),
                    may_ingest: true,
                    version: 2,
                    refusal: Some(&say.sentence),
                },
                &shell("/orders/ORDER", Who::Provider),
            ),
        ),
        (
            "order-open",
            order::page_order(
                &order::Order {
                    seen: &ready,
                    law: &law,
                    reference: &say.reference,
                    genuine: genuine(say),
                    exhibits: exhibits(),
                    timeline: Vec::new(),
                    may_ingest: true,
                    version: 5,
                    refusal: None,
                },
                &shell("/orders/ORDER", Who::Provider),
            ),
        ),
        (
            "notification",
            notified::page_notification(
                &notified::Notification {
                    seen: &notified_seen,
                    law: &law,
                    reference: &say.reference,
                    genuine: genuine(say),
                    timeline: timeline(say),
                    version: 1,
                    refusal: None,
                },
                &shell("/orders/ORDER", Who::Executor),
            ),
        ),
        (
            "package",
            package::page_package(
                &package::Package {
                    seen: &package_seen,
                    case_name: &say.case,
                    file: Some(package::File {
                        name: "package.asice",
                        n_bytes: 70_254_592,
                        sha256: DIGEST,
                        leaf: Some(41),
                    }),
                    members: vec![package::Member {
                        path: &say.path,
                        n_bytes: 1_204,
                        sha256: ROOT,
                    }],
                    policy: Some(package::Policy { name: "policy.txt", fingerprint: DIGEST }),
                },
                &shell("/packages/PACKAGE", Who::Drafter),
            ),
        ),
        ("ledger", ledger::page_ledger(&the_ledger(), &shell("/ledger", Who::Judge))),
        ("proof", ledger::page_proof(&the_proof(say), &shell("/ledger/leaves/31", Who::Judge))),
        (
            "oversight",
            oversight::page_oversight(
                &the_oversight(),
                &shell("/oversight/ledgers", Who::Overseer),
            ),
        ),
    ]
}

fn not_competent() -> Denied {
    Denied::NotCompetent {
        office: Office::IssuingAuthority,
        issuer_kind: Some(IssuerKind::Prosecutor),
        cite: Some(Cite::parse("4(2)").expect("a cite")),
        blocked: [DataCategory::Traffic].into(),
        allowed: [DataCategory::Subscriber].into(),
    }
}

fn case_seen(say: &Strings) -> CaseSeen {
    let case: CaseId = id(1);
    CaseSeen {
        id: case,
        docket_no: "FR-TJ-2026-0042".to_owned(),
        codename: Some(say.case.clone()),
        state: "open",
        purpose: Purpose::Investigation,
        participants: ["fr-tj/police", "fr-tj/judge"]
            .iter()
            .map(|unit| UnitId::parse(unit).expect("a unit"))
            .collect(),
        registered_at: at("2026-11-23T08:12:00Z"),
        may: Vec::new(),
    }
}

pub(super) fn exhibit_seen(text: &str) -> ExhibitSeen {
    let exhibit: ExhibitId = id(9);
    ExhibitSeen {
        id: exhibit,
        exhibit_no: ExhibitNo::parse("FR-TJ-2026-0042/1").expect("a number"),
        root_no: ExhibitNo::parse("IE-PROV-2026-0007/1"),
        case: None,
        state: RecordState::Sealed,
        data: Some(Data {
            plain: Plain { len: 67_108_864, sha256: [0x9f; 32], blake3: [0x60; 32] },
            sha512: None,
            media_type: "application/mbox".to_owned(),
        }),
        source: Some(Source {
            original_name: text.to_owned(),
            device: None,
            account: None,
            method: "export".to_owned(),
            claimed: Vec::new(),
            zone: None,
        }),
        handed_to: Vec::new(),
        may_read: true,
    }
}

fn package_seen(say: &Strings) -> PackageSeen {
    let package: PackageId = id(5);
    PackageSeen {
        id: package,
        case: id(1),
        forum: say.court.clone(),
        exhibits: [id(9)].into(),
        state: "sealed",
        started_by: id(3),
        sealed: Some((
            at("2026-11-25T12:40:00Z"),
            Contents { manifest_sha256: [0x5a; 32], n_members: 24 },
        )),
        n_approvals_missing: 0,
        may: Vec::new(),
    }
}

fn timeline(say: &Strings) -> Vec<Entry> {
    let entry = |n: u64,
                 event: &'static str,
                 by: Vec<(&'static str, String)>,
                 when: &str,
                 recorded: &str| Entry {
        anchor: format!("e{n}"),
        stream: "measure".to_owned(),
        moment: Moment {
            at: at(when),
            event,
            by,
            args: vec![("reason", say.sentence.clone()), ("digest", DIGEST.to_owned())],
        },
        recorded_at: at(recorded),
        leaf: Some(n),
        about: Some(("/measures/MEASURE".to_owned(), say.reference.clone())),
    };
    let officer = |kind: &str| {
        vec![
            ("by", "officer".to_owned()),
            ("member", "FR-TJ".to_owned()),
            ("office", "issuing_authority".to_owned()),
            ("kind", kind.to_owned()),
        ]
    };
    let (first, second, third) =
        ("2026-11-23T08:30:00Z", "2026-11-24T09:00:00Z", "2026-11-24T09:00:41Z");
    vec![
        entry(29, "opened", officer("police"), first, first),
        entry(30, "issued", officer("judge"), second, second),
        entry(
            31,
            "receipt-recorded",
            vec![("by", "peer".to_owned()), ("member", "IE-PROV".to_owned())],
            second,
            third,
        ),
    ]
}

fn the_desk(
    say: &Strings,
    received: &domain::reader::MeasureSeen,
    issued: &domain::reader::MeasureSeen,
) -> desk::Desk {
    let item = |reference: &str, clock: Option<&domain::reader::ClockSeen>, state: &str, next| {
        desk::Item {
            path: format!("/measures/{reference}"),
            reference: say.reference.clone(),
            pack: "eu-e-evidence".to_owned(),
            kind: "epoc".to_owned(),
            counterparty: say.provider.clone(),
            state: state.to_owned(),
            clock: clock.cloned(),
            next,
        }
    };
    desk::Desk {
        items: vec![
            item("3", None, "draft", desk::NextStep::CompleteDraft),
            item("1", issued.clocks.first(), "issued", desk::NextStep::WaitForProduction),
            item("2", received.clocks.get(1), "received", desk::NextStep::WaitForGate),
        ],
        may_open_case: true,
    }
}

fn deliveries(say: &Strings) -> Vec<measure_page::Delivery> {
    let line = |copy, state: &str, received: bool| measure_page::Delivery {
        copy,
        to: say.provider.clone(),
        digest: DIGEST.to_owned(),
        state: state.to_owned(),
        sent_at: Some(at("2026-11-24T09:00:02Z")),
        received_at: received.then(|| at("2026-11-24T09:00:40Z")),
        sent_leaf: Some(32),
        receipt_leaf: received.then_some(33),
    };
    vec![line(CopyKind::Addressee, "receipted", true), line(CopyKind::Enforcing, "sent", false)]
}

fn genuine(say: &Strings) -> order::Genuine {
    order::Genuine {
        signed_by: "fr-tj/judge".to_owned(),
        member_name: say.court.clone(),
        issuer_kind: Some("judge".to_owned()),
        signed_at: at("2026-11-24T09:00:00Z"),
        signature_ok: true,
        key: "fr-tj/judge#2026-11".to_owned(),
        roster_version: 3,
        digest: DIGEST.to_owned(),
        leaf: Some(12),
        in_sender_ledger: Some(true),
    }
}

fn the_ledger() -> ledger::Ledger<'static> {
    ledger::Ledger {
        origin: "fr-tj.sandbox.example/comity/audit/2026",
        size: 42,
        root: ROOT,
        at: at("2026-11-25T13:01:58Z"),
        note: NOTE,
        cosigned: vec![
            ledger::Cosigned {
                by: "nl-ovs.sandbox.example/witness",
                size: 42,
                at: at("2026-11-25T13:01:59Z"),
            },
            ledger::Cosigned {
                by: "coord.sandbox.example/witness",
                size: 40,
                at: at("2026-11-25T13:01:41Z"),
            },
        ],
        n_witnesses: 2,
        leaves: vec![
            leaf(41, "seal", "package.sealed"),
            leaf(31, "act", "measure.receipt-recorded"),
        ],
        older: Some("/ledger?before=31".to_owned()),
        newer: None,
    }
}

fn leaf(index: u64, category: &'static str, event: &'static str) -> ledger::Leaf<'static> {
    ledger::Leaf { index, category, event, at: at("2026-11-24T09:00:41Z"), hash: DIGEST }
}

fn the_proof(say: &Strings) -> ledger::Proof<'_> {
    ledger::Proof {
        origin: "fr-tj.sandbox.example/comity/audit/2026",
        leaf: leaf(31, "act", "measure.receipt-recorded"),
        size: Some(42),
        opened: vec![("type", "measure.receipt-recorded"), ("reason", &say.sentence)],
        opening: "31 …",
        proof: "c2sp.org/tlog-proof@v1\nindex 31\n",
        command: "comity log proof --leaf 31",
    }
}

fn the_oversight() -> oversight::Oversight<'static> {
    let watched = |member, consistent, size| oversight::Watched {
        member,
        origin: "fr-tj.sandbox.example/comity/audit/2026",
        size,
        root: ROOT,
        looked_at: Some(at("2026-11-25T13:01:59Z")),
        consistent,
        cosigned_by: &["nl-ovs.sandbox.example/witness", "coord.sandbox.example/witness"],
    };
    oversight::Oversight {
        ledgers: vec![
            watched("FR-TJ", Some(true), 42),
            watched("IE-PROV", Some(false), 12),
            watched("IE-CA", None, 9),
        ],
    }
}
