//! `mla` and `emergency-disclosure`: a central authority that decides, and a provider that may. Letters of request by
//! treaty, and Title 18 of the United States Code, section 2702.

use law::ids::{DataCategory, Track};

use super::{
    Act, CLERK, DRAFT, JUDGE, POLICE, PROSECUTOR, Plot, Recipient, Seen, US_LEGAL, VERIFY,
    WASHINGTON, WITNESS, complete, look, no, scene,
};
use crate::sandbox::evidence::SMALL;
use crate::sandbox::players::{COORD, FR_TJ, NL_OVS, Player, US_OIA, US_PROV};

/// A court and a central authority.
static MLA_CAST: [&Player; 4] = [&FR_TJ, &US_OIA, &NL_OVS, &COORD];

/// A court and a provider outside the Union.
static US_CAST: [&Player; 4] = [&FR_TJ, &US_PROV, &NL_OVS, &COORD];

/// A letter of request, a question about it, and records.
pub(super) static MLA: Plot = Plot {
    name: "mla",
    cast: &MLA_CAST,
    instrument: "mla",
    kind: "mla-request",
    case: ("far-shore", "an account in Seattle that the marketplace paid with"),
    drafter: POLICE,
    issuer: JUDGE,
    keeper: CLERK,
    addressee: Recipient { who: WASHINGTON, clock: None },
    enforcing: None,
    data: &[DataCategory::Subscriber],
    track: Track::Ordinary,
    told: &[
        ("requested_central_authority", "Office of International Affairs"),
        ("conducting_authority", "Tribunal judiciaire de Lyon"),
        ("requesting_file_no", "2026/2601"),
        ("purpose", "[en] To learn who pays for the marketplace."),
        (
            "treaty_basis",
            "Treaty of 10 December 1998 between France and the United States on mutual legal assistance",
        ),
        ("facts_summary", "[en] A marketplace sold telephones that do not exist."),
        ("offences", "Escroquerie en bande organisée"),
        ("provisions_penalties", "Code pénal, art. 313-2: ten years"),
        ("assistance", "subscriber"),
        ("evidence_description", "[en] Name and address of the holder of the account."),
        ("account", "acct:payer-88"),
        ("nexus", "[en] The account paid for the server of the marketplace."),
        ("language", "en"),
    ],
    reasoned: &[],
    samples: &SMALL,
    scenes: &[
        scene("draft", "a police officer drafts a letter of request", DRAFT),
        scene(
            "issue-denied",
            "the police officer tries to ask another state",
            Act::IssueDenied(POLICE, no("not-competent", "Model Treaty 3")),
        ),
        scene("issue", "the judge reads the copy and issues it", Act::Issue),
        scene("deliver", "the letter is on the desk of the central authority", Act::Deliver),
        scene(
            "ask",
            "Washington asks which account is meant, and the request rests",
            Act::Say {
                who: WASHINGTON,
                form: "mla-question",
                told: &[("measure_reference", "2026/2601")],
                sees: &[look(JUDGE, Seen::Letter("mla-question"))],
            },
        ),
        scene(
            "hand-over-denied",
            "nothing leaves while the request rests",
            Act::HandOverDenied(no("suspended", "Model Treaty 6")),
        ),
        scene(
            "reply",
            "the judge answers",
            Act::Say {
                who: JUDGE,
                form: "mla-reply",
                told: &[("measure_reference", "2026/2601")],
                sees: &[look(WASHINGTON, Seen::Letter("mla-reply"))],
            },
        ),
        scene(
            "decide",
            "Washington grants the assistance",
            Act::Say {
                who: WASHINGTON,
                form: "mla-decision",
                told: &[
                    ("measure_reference", "2026/2601"),
                    ("answering_authority", "Office of International Affairs"),
                ],
                sees: &[look(JUDGE, Seen::Letter("mla-decision"))],
            },
        ),
        scene("ingest", "Washington takes in what the provider gave", Act::Ingest),
        scene("hand-over", "the evidence changes hands, sealed and receipted", Act::HandOver),
        scene("export", "the clerk exports the case", Act::Export),
        scene(VERIFY, "comity-verify checks the package offline", Act::Verify),
        complete(JUDGE, &[look(JUDGE, Seen::State("completed"))]),
        WITNESS,
    ],
};

/// A life is in danger, and a provider may disclose at once.
pub(super) static EMERGENCY_DISCLOSURE: Plot = Plot {
    name: "emergency-disclosure",
    cast: &US_CAST,
    instrument: "mla",
    kind: "emergency-disclosure",
    case: ("last-call", "messages that name a place and an hour"),
    drafter: POLICE,
    issuer: PROSECUTOR,
    keeper: CLERK,
    addressee: Recipient { who: US_LEGAL, clock: None },
    enforcing: None,
    data: &[DataCategory::Subscriber],
    track: Track::Emergency,
    told: &[
        ("requesting_authority", "Tribunal judiciaire de Lyon"),
        ("requesting_file_no", "2026/2602"),
        ("provider", "Harbour Mail Inc."),
        ("account", "acct:last-call-17"),
        ("description", "[en] Name and address of the user, and the last log-in."),
    ],
    reasoned: &[],
    samples: &SMALL,
    scenes: &[
        scene("draft", "a police officer drafts a request in an emergency", DRAFT),
        scene("issue", "the prosecutor reads the copy and issues it", Act::Issue),
        scene("deliver", "the request is on the desk of the provider", Act::Deliver),
        scene(
            "decline-denied",
            "the prosecutor tries to decline for the provider",
            Act::SayDenied {
                who: PROSECUTOR,
                form: "disclosure-declined",
                no: no("not-competent", "18 USC 2702(b)(8), (c)(4)"),
            },
        ),
        scene(
            "refuse-denied",
            "the provider tries a ground that only a state has",
            Act::RefuseDenied("mla/g/4.1.a", no("unknown-ground", "")),
        ),
        scene("ingest", "the provider takes the records in", Act::Ingest),
        scene("hand-over", "the provider discloses", Act::HandOver),
        scene("export", "the clerk exports the case", Act::Export),
        scene(VERIFY, "comity-verify checks the package offline", Act::Verify),
        complete(PROSECUTOR, &[look(PROSECUTOR, Seen::State("completed"))]),
        WITNESS,
    ],
};
