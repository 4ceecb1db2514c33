//! Every page of the first journey by name.

use std::collections::BTreeMap;

use domain::actor::{Office, UnitId};
use domain::letter::CopyKind;
use domain::reader::{MeasureSeen, PackageSeen};
use law::ids::{CheckId, KindId};

use super::fixture::{DIGEST, ROOT, Stand, Who};
use super::measure::{self, Stage};
use super::views::{
    case_seen, deliveries, exhibit_seen, genuine, not_competent, on_their_way, package_seen,
    the_desk, the_ledger, the_log_keys, the_oversight, the_proof, the_statistics, timeline,
};
use super::{
    agreements, copies, exhibit, keeping, lawbook, letters, notices, occurrences, recall, stamps,
};
use crate::component::exhibits::Exhibit;
use crate::component::ground_form::Objection;
use crate::component::plain_acts::Reason;
use crate::component::problem_list::Wrong;
use crate::page::{
    case, cases, check, desk, draft, health, ledger, letter, log_keys, measure as measure_page,
    new_measure, notified, order, oversight, package, problem, statistics,
};
use crate::path::LeafNo;

/// Every page by name, in one language.
pub(super) fn pages(stand: &Stand, code: &str) -> Vec<(&'static str, String)> {
    let lang = stand.lang(code);
    let shell = |path, who| stand.shell(lang, path, who);
    let say = &stand.strings;
    let law = measure::law(say);
    let eio = letters::law();
    let case_seen = case_seen(say);
    let judge = UnitId::parse("fr-tj/judge").expect("a unit");
    let exhibit_seen = exhibit_seen(&say.file);
    let exhibits =
        || vec![Exhibit { seen: &exhibit_seen, leaf: Some(LeafNo { log: 0, index: 31 }) }];
    let package_seen = package_seen(say);
    let assembling = PackageSeen {
        state: "assembling",
        sealed: None,
        n_approvals_missing: 1,
        ..package_seen.clone()
    };
    let unready = |progress, seen: &PackageSeen| {
        package::page_package(
            &package::Package {
                seen,
                case_name: &say.case,
                file: None,
                members: Vec::new(),
                policy: None,
                progress,
                approvers: Vec::new(),
                withheld: Vec::new(),
                gaps: Vec::new(),
                may_copy: false,
                stamp: None,
                ends: None,
            },
            &shell("/packages/PACKAGE", Who::Drafter),
        )
    };
    let stamped = |stamp| {
        let seen = PackageSeen { n_approvals_missing: 0, ..assembling.clone() };
        stamps::page(&seen, &say.case, stamp, &shell("/packages/PACKAGE", Who::Drafter))
    };
    let seen = |stage| measure::seen(stage, say);
    let (draft_seen, complete) = (seen(Stage::Draft), seen(Stage::Complete));
    let (issued, received) = (seen(Stage::Issued), seen(Stage::Received));
    let (ready, notified_seen) = (seen(Stage::Ready), seen(Stage::Notified));
    let read_only = seen(Stage::ReadOnly);
    let asked = letters::asked(say);
    let decision = letters::decision();
    let nothing_typed = BTreeMap::new();
    let typed = measure::typed(say);
    let (wrong, to_choose, differs) = measure::differs(say);
    let (nothing_wrong, nothing_differs) = (BTreeMap::new(), BTreeMap::new());
    let nothing_given = BTreeMap::new();
    let given =
        BTreeMap::from([(CheckId::parse("necessity").expect("a check"), say.sentence.clone())]);
    let addressee = measure::copy(CopyKind::Addressee, say);
    let enforcing = measure::copy(CopyKind::Enforcing, say);
    let body = format!("{{\"case_summary\":\"{}\"}}", say.sentence);
    let case_id = case_seen.id.to_string();
    let denied = not_competent();
    let (nothing_told, told) = (measure_page::notice::Typed::default(), notices::typed(say));
    let (due, deferred) = (notices::due(say), notices::deferred(say));
    let with_notice = |seen: &MeasureSeen, typed: &measure_page::notice::Typed| {
        measure_page::page_measure(
            &measure_page::Measure {
                seen,
                law: &law,
                reference: &say.reference,
                case_name: &say.case,
                deliveries: Vec::new(),
                held: Vec::new(),
                ladders: Vec::new(),
                exhibits: Vec::new(),
                timeline: Vec::new(),
                version: 9,
                reason: Reason::default(),
                typed,
            },
            &shell("/measures/MEASURE", Who::Judge),
        )
    };
    let kind = law.kind(&KindId::parse("epoc").expect("a kind")).expect("the kind");
    let mut pages = vec![
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
                    colleagues: vec![cases::Colleague {
                        unit: &judge,
                        office: Office::IssuingAuthority,
                        chosen: true,
                    }],
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
                    measures: [&issued, &due, &deferred]
                        .map(|seen| case::MeasureLine { seen, reference: &say.reference })
                        .into(),
                    exhibits: exhibits(),
                    packages: vec![&package_seen],
                    timeline: timeline(say),
                    shows_kept: true,
                    may_draft: true,
                    may_export: true,
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
                    laws: vec![&law, &eio],
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
                    wrong: &wrong,
                    differs: &nothing_differs,
                    saved_at: None,
                    refusal: None,
                },
                &shell("/measures/MEASURE/fields", Who::Drafter),
            ),
        ),
        (
            "draft-saved",
            draft::page_draft(
                &draft::Draft {
                    seen: &draft_seen,
                    law: &law,
                    reference: &say.reference,
                    case_name: &say.case,
                    typed: &nothing_typed,
                    version: 3,
                    wrong: &nothing_wrong,
                    differs: &nothing_differs,
                    saved_at: Some("C"),
                    refusal: None,
                },
                &stand.shell_done(lang, "/measures/MEASURE", Who::Judge, "saved"),
            ),
        ),
        (
            "draft-differs",
            draft::page_draft(
                &draft::Draft {
                    seen: &draft_seen,
                    law: &law,
                    reference: &say.reference,
                    case_name: &say.case,
                    typed: &typed,
                    version: 4,
                    wrong: &to_choose,
                    differs: &differs,
                    saved_at: None,
                    refusal: None,
                },
                &shell("/measures/MEASURE", Who::Drafter),
            ),
        ),
        (
            "draft-read",
            draft::page_draft(
                &draft::Draft {
                    seen: &read_only,
                    law: &law,
                    reference: &say.reference,
                    case_name: &say.case,
                    typed: &nothing_typed,
                    version: 3,
                    wrong: &nothing_wrong,
                    differs: &nothing_differs,
                    saved_at: None,
                    refusal: None,
                },
                &shell("/measures/MEASURE", Who::Judge),
            ),
        ),
        (
            "check-denied",
            check::page_check(
                &check::Check {
                    seen: &read_only,
                    law: &law,
                    reference: &say.reference,
                    case_name: &say.case,
                    copies: Vec::new(),
                    version: 4,
                    given: &nothing_given,
                    stated: Vec::new(),
                    again: None,
                },
                &shell("/measures/MEASURE/check", Who::Judge),
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
                    given: &nothing_given,
                    stated: Vec::new(),
                    again: None,
                },
                &shell("/measures/MEASURE/check", Who::Judge),
            ),
        ),
        (
            "check-again",
            check::page_check(
                &check::Check {
                    seen: &complete,
                    law: &law,
                    reference: &say.reference,
                    case_name: &say.case,
                    copies: Vec::new(),
                    version: 4,
                    given: &given,
                    stated: Vec::new(),
                    again: Some(check::Again::Missing),
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
                    held: agreements::held(say),
                    ladders: super::ladders::all(say),
                    exhibits: exhibits(),
                    timeline: timeline(say),
                    version: 9,
                    reason: Reason::default(),
                    typed: &nothing_told,
                },
                &shell("/measures/MEASURE", Who::Judge),
            ),
        ),
        ("measure-notice", with_notice(&due, &nothing_told)),
        ("measure-notice-again", with_notice(&due, &told)),
        ("measure-notice-review", with_notice(&notices::to_review(say), &nothing_told)),
        ("measure-notice-deferred", with_notice(&deferred, &nothing_told)),
        ("measure-notice-given", with_notice(&notices::given(say), &nothing_told)),
        (
            "order",
            order::page_order(
                &order::Order {
                    seen: &received,
                    law: &law,
                    reference: &say.reference,
                    genuine: genuine(say),
                    exhibits: Vec::new(),
                    uploads: Vec::new(),
                    held: Vec::new(),
                    ladders: Vec::new(),
                    timeline: timeline(say),
                    may_ingest: true,
                    version: 2,
                    typed: Objection::default(),
                    wrong: BTreeMap::new(),
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
                    uploads: on_their_way(say),
                    held: Vec::new(),
                    ladders: Vec::new(),
                    timeline: Vec::new(),
                    may_ingest: true,
                    version: 5,
                    typed: Objection::default(),
                    wrong: BTreeMap::new(),
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
                    held: agreements::held(say),
                    ladders: super::ladders::all(say),
                    timeline: timeline(say),
                    version: 1,
                    typed: Objection {
                        extent: "conditions".to_owned(),
                        conditions: say.sentence.clone(),
                        ..Objection::default()
                    },
                    wrong: BTreeMap::from([("ground", Wrong::Needed)]),
                    refusal: None,
                },
                &shell("/orders/ORDER", Who::Executor),
            ),
        ),
        (
            "order-eio",
            order::page_order(
                &order::Order {
                    seen: &asked,
                    law: &eio,
                    reference: &say.reference,
                    genuine: genuine(say),
                    exhibits: Vec::new(),
                    uploads: Vec::new(),
                    held: Vec::new(),
                    ladders: Vec::new(),
                    timeline: Vec::new(),
                    may_ingest: true,
                    version: 3,
                    typed: Objection { extent: "part".to_owned(), ..Objection::default() },
                    wrong: BTreeMap::from([("data", Wrong::Needed)]),
                    refusal: None,
                },
                &shell("/orders/ORDER", Who::Executor),
            ),
        ),
        (
            "letter",
            letter::page_letter(
                &letter::Letter {
                    seen: &asked,
                    law: &eio,
                    reference: &say.reference,
                    form: eio.letter(&decision).expect("the form"),
                    offer: asked.letters.first().expect("a letter"),
                    fields: &letters::fields(&eio),
                    typed: &letters::typed(say),
                    wrong: &BTreeMap::new(),
                    authorities: Vec::new(),
                    chosen: "",
                    version: 9,
                    is_stale: false,
                    denied: None,
                },
                &shell("/orders/ORDER/letters/FORM", Who::Executor),
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
                        leaf: Some(LeafNo { log: 0, index: 41 }),
                    }),
                    members: vec![package::Member {
                        path: &say.path,
                        n_bytes: 1_204,
                        sha256: ROOT,
                    }],
                    policy: Some(package::Policy { name: "policy.txt", fingerprint: DIGEST }),
                    progress: package::Progress::Working,
                    approvers: Vec::new(),
                    withheld: Vec::new(),
                    gaps: Vec::new(),
                    may_copy: false,
                    stamp: Some(stamps::checked()),
                    ends: stamps::of_seven(7, Some("2026-11-24")),
                },
                &shell("/packages/PACKAGE", Who::Drafter),
            ),
        ),
        (
            "package-awaits",
            package::page_package(
                &package::Package {
                    seen: &assembling,
                    case_name: &say.case,
                    file: None,
                    members: Vec::new(),
                    policy: None,
                    progress: package::Progress::Working,
                    approvers: vec![package::Approver { unit: "fr-tj/clerk", office: "custodian" }],
                    withheld: Vec::new(),
                    gaps: Vec::new(),
                    may_copy: false,
                    stamp: None,
                    ends: None,
                },
                &shell("/packages/PACKAGE", Who::Judge),
            ),
        ),
        (
            "package-waits",
            unready(
                package::Progress::Custody { node: "ie-prov.example" },
                &PackageSeen { n_approvals_missing: 0, ..assembling.clone() },
            ),
        ),
        ("package-stamp-awaited", stamped(stamps::awaited())),
        ("package-stamp-late", stamped(stamps::late())),
        ("package-stamp-unchecked", stamped(stamps::unchecked())),
        (
            "package-failed",
            unready(
                package::Progress::Failed {
                    code: "unproved-handover",
                    detail: Some(&say.sentence),
                },
                &PackageSeen { state: "unmade", ..package_seen.clone() },
            ),
        ),
        (
            "ledger-older",
            ledger::page_ledger(
                &ledger::Ledger { newer: Some("/ledger".to_owned()), ..the_ledger() },
                &shell("/ledger", Who::Judge),
            ),
        ),
        ("ledger", ledger::page_ledger(&the_ledger(), &shell("/ledger", Who::Judge))),
        (
            "log-keys",
            log_keys::page_log_keys(&the_log_keys(say), &shell("/ledger/keys", Who::Overseer)),
        ),
        ("proof", ledger::page_proof(&the_proof(say), &shell("/ledger/leaves/31", Who::Judge))),
    ];
    let overseer = shell("/oversight/ledgers", Who::Overseer);
    pages.push(("oversight", oversight::page_oversight(&the_oversight(), &overseer)));
    let judge = shell("/statistics", Who::Judge);
    pages.push(("statistics", statistics::page_statistics(&the_statistics(&law), &judge)));
    pages.extend(super::passkeys::pages(say, &shell));
    pages.extend(super::successor::pages(say, &shell));
    pages.extend(keeping::pages(say, &shell));
    pages.extend(recall::pages(say, &shell));
    pages.extend(copies::pages(say, &shell));
    pages.extend(exhibit::pages(say, &shell));
    pages.extend(lawbook::pages(&shell));
    pages.extend(occurrences::pages(say, &shell));
    pages.extend(super::reach::pages(say, &shell));
    pages.extend(super::waiting::pages(say, &shell));
    pages.extend(agreements::pages(say, &shell));
    pages.extend(super::verify::pages(say, &shell));
    pages
}
