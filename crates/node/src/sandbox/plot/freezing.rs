//! `freezing`: an account in Hamburg, frozen within days and held. Regulation (EU) 2018/1805.
//!
//! Ireland is not bound by it, so that another state executes.

use law::ids::Track;

use super::{
    Act, CLERK, DRAFT, HAMBURG, HAMBURG_CAST, POLICE, PROSECUTOR, Plot, Recipient, Seen, WITNESS,
    look, no, scene,
};

/// The plot.
pub(super) static FREEZING: Plot = Plot {
    name: "freezing",
    cast: &HAMBURG_CAST,
    instrument: "eu-freezing",
    kind: "freezing-certificate",
    case: ("iron-purse", "an account in Hamburg that is being emptied"),
    drafter: POLICE,
    issuer: PROSECUTOR,
    keeper: CLERK,
    addressee: Recipient { who: HAMBURG, clock: Some("decide-urgent") },
    enforcing: None,
    data: &[],
    track: Track::Urgent,
    told: &[
        ("issuing_authority", "Tribunal judiciaire de Lyon"),
        ("executing_authority", "Staatsanwaltschaft Hamburg"),
        ("urgency", "immediate"),
        ("urgency_reasons", "[en] The account is being emptied."),
        ("property_kind", "specific"),
        ("property_description", "[en] Account 123 at a bank in Hamburg."),
        ("property_location", "Hamburg"),
        ("facts_summary", "[en] A marketplace sold telephones that do not exist."),
        ("offence_classification", "Escroquerie en bande organisée"),
        ("issuing_kind", "prosecutor"),
        ("issuing_file_no", "2026/2502"),
    ],
    reasoned: &[],
    samples: &[],
    scenes: &[
        scene("draft", "a police officer drafts a freezing certificate", DRAFT),
        scene(
            "issue-denied",
            "the police officer tries to issue it",
            Act::IssueDenied(POLICE, no("not-competent", "2(8)")),
        ),
        scene("issue", "the prosecutor reads the copy and issues it", Act::Issue),
        scene("deliver", "the certificate is on the desk in Hamburg, two days run", Act::Deliver),
        scene(
            "report-denied",
            "nothing is executed that was not recognized",
            Act::SayDenied {
                who: HAMBURG,
                form: "execution-report",
                no: no("letter-missing", "9, 20, 22"),
            },
        ),
        scene(
            "recognize",
            "the order is recognized, and two days run for its execution",
            Act::Say {
                who: HAMBURG,
                form: "recognition-decision",
                told: &[("measure_reference", "2026/2502")],
                sees: &[
                    look(HAMBURG, Seen::Clock("execute-urgent")),
                    look(PROSECUTOR, Seen::Letter("recognition-decision")),
                ],
            },
        ),
        scene(
            "freeze",
            "the account is frozen, and is held without an end in days",
            Act::Say {
                who: HAMBURG,
                form: "execution-report",
                told: &[("measure_reference", "2026/2502")],
                sees: &[
                    look(HAMBURG, Seen::State("performed")),
                    look(HAMBURG, Seen::Clock("hold")),
                    look(PROSECUTOR, Seen::Letter("execution-report")),
                ],
            },
        ),
        WITNESS,
    ],
};
