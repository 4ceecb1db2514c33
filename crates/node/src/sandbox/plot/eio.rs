//! `eio`: an investigation order to a German authority, received, recognized, executed. Directive 2014/41/EU.
//!
//! Ireland is not bound by it, so that another state executes.

use law::ids::{DataCategory, Track};

use super::{
    Act, CLERK, DRAFT, HAMBURG, HAMBURG_CAST, JUDGE, POLICE, Plot, Recipient, Seen, VERIFY,
    WITNESS, complete, look, no, scene,
};
use crate::sandbox::evidence::SMALL;

/// The plot.
pub(super) static EIO: Plot = Plot {
    name: "eio",
    cast: &HAMBURG_CAST,
    instrument: "eu-eio",
    kind: "eio",
    case: ("long-quay", "a server in Hamburg that the marketplace used"),
    drafter: POLICE,
    issuer: JUDGE,
    keeper: CLERK,
    addressee: Recipient { who: HAMBURG, clock: Some("acknowledge") },
    enforcing: None,
    data: &[DataCategory::Traffic],
    track: Track::Ordinary,
    told: &[
        ("measures", "obtain_information"),
        ("measure_description", "[en] Obtain the connection records of the rented server."),
        ("evidence_traffic", "yes"),
        ("facts_summary", "[en] A marketplace sold telephones that do not exist."),
        ("case_grounds", "[en] The server stood between the seller and the buyers."),
        ("offence_classification", "Escroquerie en bande organisée"),
        ("offence_provision", "Code pénal, art. 313-1"),
        ("annex_d", "yes"),
        ("annex_d_category", "Swindling"),
        ("three_years_stated", "yes"),
        ("issuing_kind", "judge"),
        ("issuing_file_no", "2026/2501"),
    ],
    reasoned: &[
        ("necessity", "No other source names who rented the server."),
        ("similar-domestic-case", "A French host would be asked for the same records."),
    ],
    samples: &SMALL,
    scenes: &[
        scene("draft", "a police officer drafts an investigation order", DRAFT),
        scene(
            "issue-denied",
            "the police officer tries to issue it",
            Act::IssueDenied(POLICE, no("not-competent", "2(c)")),
        ),
        scene("issue", "the judge reads the copy and issues it", Act::Issue),
        scene("deliver", "the order is on the desk in Hamburg, and the week runs", Act::Deliver),
        scene(
            "decide-denied",
            "the judge tries to recognize his own order",
            Act::SayDenied {
                who: JUDGE,
                form: "eio-decision",
                no: no("not-competent", "12(3)-(4)"),
            },
        ),
        scene(
            "receipt",
            "Hamburg states the receipt in the form of Annex B",
            Act::Say {
                who: HAMBURG,
                form: "eio-receipt",
                told: &[
                    ("order_reference", "2026/2501"),
                    ("receiving_authority", "Staatsanwaltschaft Hamburg"),
                    ("receiving_file_no", "7101 AR 12/26"),
                ],
                sees: &[look(JUDGE, Seen::Letter("eio-receipt"))],
            },
        ),
        scene(
            "recognize",
            "the order is recognized, and the ninety days run",
            Act::Say {
                who: HAMBURG,
                form: "eio-decision",
                told: &[("measure_reference", "2026/2501")],
                sees: &[
                    look(HAMBURG, Seen::Clock("execute")),
                    look(JUDGE, Seen::Letter("eio-decision")),
                ],
            },
        ),
        scene("ingest", "Hamburg takes in what the host gave", Act::Ingest),
        scene("hand-over", "the evidence changes hands, sealed and receipted", Act::HandOver),
        scene("export", "the clerk exports the case", Act::Export),
        scene(VERIFY, "comity-verify checks the package offline", Act::Verify),
        complete(JUDGE, &[look(JUDGE, Seen::State("completed"))]),
        WITNESS,
    ],
};
