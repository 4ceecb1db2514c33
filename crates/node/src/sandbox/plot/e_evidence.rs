//! `epoc-pr`: data are kept by a provider until the request that follows has been answered. Regulation (EU) 2023/1543,
//! Articles 6 and 11.

use law::ids::{DataCategory, Track};

use super::{
    Act, CLERK, DRAFT, LEGAL, POLICE, PROSECUTOR, Plot, Recipient, Scene, Seen, WITNESS, complete,
    look, no, scene,
};
use crate::sandbox::players::PLAYERS;

/// The plot.
pub(super) static EPOC_PR: Plot = Plot {
    name: "epoc-pr",
    cast: &PLAYERS,
    instrument: "eu-e-evidence",
    kind: "epoc-pr",
    case: ("quiet-harbor", "a mailbox that is about to be emptied"),
    drafter: POLICE,
    issuer: PROSECUTOR,
    keeper: CLERK,
    addressee: Recipient { who: LEGAL, clock: Some("preserve") },
    enforcing: None,
    data: &[DataCategory::Traffic, DataCategory::Content],
    track: Track::Ordinary,
    told: &[
        ("issuing_authority", "Tribunal judiciaire de Lyon"),
        ("file_no_issuing", "2026/2214"),
        ("addressee", "Harbour Mail Ireland DAC"),
        ("addressee_kind", "designated_establishment"),
        ("addressee_address", "3 Custom House Quay, Dublin, Ireland"),
        ("account", "acct:seller-7731"),
        ("service_name", "Harbour Mail"),
        ("evidence_traffic", "internet_addresses\ninternet_time_duration"),
        ("evidence_content", "mailbox"),
        (
            "offence_nature",
            "[en] Organized fraud: a marketplace sold telephones that do not exist to more than two hundred buyers.",
        ),
        ("offence_classification", "Escroquerie en bande organisée"),
        ("offence_provision", "Code pénal, art. 313-1"),
        ("issuing_kind", "prosecutor"),
        ("issuing_post", "Procureur de la République"),
    ],
    reasoned: &[
        ("public-authority-data", "The account is private, and so is its provider."),
        ("necessity", "The mailbox is emptied by its user every month."),
        ("proportionality", "Nothing is disclosed; one account is kept as it is."),
        ("later-request", "A production order by the investigating judge follows."),
    ],
    samples: &[],
    scenes: SCENES,
};

const SCENES: &[Scene] = &[
    scene("draft", "a police officer drafts a preservation order", DRAFT),
    scene(
        "issue-denied",
        "the police officer tries to issue it",
        Act::IssueDenied(POLICE, no("not-competent", "4(3)")),
    ),
    scene("issue", "the prosecutor reads the copy and issues it", Act::Issue),
    scene("deliver", "the copy arrives, and the sixty days run", Act::Deliver),
    scene(
        "acknowledge",
        "the provider states the receipt, and keeps the data",
        Act::Plain {
            who: LEGAL,
            verb: "acknowledge",
            sees: &[look(PROSECUTOR, Seen::Act("acknowledged"))],
        },
    ),
    scene(
        "extend-denied",
        "the provider tries to extend its own duty",
        Act::SayDenied { who: LEGAL, form: "extension", no: no("not-competent", "11(1)") },
    ),
    scene(
        "extend",
        "the prosecutor extends by thirty days",
        Act::Say {
            who: PROSECUTOR,
            form: "extension",
            told: SAME_ORDER,
            sees: &[
                look(LEGAL, Seen::Letter("extension")),
                look(LEGAL, Seen::Clock("preserve-extended")),
            ],
        },
    ),
    scene(
        "end-denied",
        "the provider tries to end before a later request is confirmed",
        Act::SayDenied {
            who: LEGAL,
            form: "preservation-produced",
            no: no("letter-missing", "11(2)"),
        },
    ),
    scene(
        "confirm",
        "the prosecutor confirms that the later request was issued",
        Act::Say {
            who: PROSECUTOR,
            form: "confirmation",
            told: &[
                ("issuing_authority", "Tribunal judiciaire de Lyon"),
                ("file_no_issuing", "2026/2214"),
                ("addressee", "Harbour Mail Ireland DAC"),
                ("later_request_kind", "epoc"),
                ("later_issued_by", "Tribunal judiciaire de Lyon"),
                ("later_transmitted_to", "Harbour Mail Ireland DAC"),
                ("later_file_no", "2026/2215"),
            ],
            sees: &[look(LEGAL, Seen::Clock("preserve-until-produced"))],
        },
    ),
    scene(
        "end",
        "what was kept has been produced, and nothing is kept any longer",
        Act::Say {
            who: LEGAL,
            form: "preservation-produced",
            told: &[
                ("issuing_authority", "Tribunal judiciaire de Lyon"),
                ("file_no_issuing", "2026/2214"),
                ("addressee", "Harbour Mail Ireland DAC"),
                ("later_file_no", "2026/2215"),
            ],
            sees: &[
                look(LEGAL, Seen::State("ended")),
                look(PROSECUTOR, Seen::Letter("preservation-produced")),
            ],
        },
    ),
    complete(PROSECUTOR, &[look(PROSECUTOR, Seen::State("completed"))]),
    WITNESS,
];

/// What every letter about the order repeats of it.
const SAME_ORDER: &super::Told = &[
    ("issuing_authority", "Tribunal judiciaire de Lyon"),
    ("file_no_issuing", "2026/2214"),
    ("addressee", "Harbour Mail Ireland DAC"),
];
