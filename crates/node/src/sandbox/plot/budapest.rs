//! `preservation` and `spontaneous`: a court and the contact point of another party. Convention on Cybercrime, Articles
//! 26, 29 and 35.

use law::ids::{DataCategory, Track};

use super::{
    Act, CLERK, DRAFT, DUTY, JUDGE, POLICE, Plot, Recipient, Seen, WITNESS, complete, look, no,
    scene,
};
use crate::sandbox::players::{CH_FP, COORD, FR_TJ, NL_OVS, Player};

/// A court and a contact point.
static CAST: [&Player; 4] = [&FR_TJ, &CH_FP, &NL_OVS, &COORD];

/// Records abroad are kept at once, and held until the request that follows is decided.
pub(super) static PRESERVATION: Plot = Plot {
    name: "preservation",
    cast: &CAST,
    instrument: "coe-budapest",
    kind: "preservation-request",
    case: ("night-watch", "log-in records that are deleted tonight"),
    drafter: POLICE,
    issuer: JUDGE,
    keeper: CLERK,
    addressee: Recipient { who: DUTY, clock: None },
    enforcing: None,
    data: &[DataCategory::Traffic],
    track: Track::Urgent,
    told: &[
        ("requesting_file_no", "2026/2402"),
        ("offence", "Organized fraud"),
        ("offence_facts", "[en] A marketplace sold telephones that do not exist."),
        ("data_to_preserve", "[en] Log-in records of the account below since 1 June 2026."),
        ("data_relation", "[en] The account ran the marketplace."),
        ("data_categories", "traffic"),
        ("account", "acct:seller-7731"),
        ("necessity", "[en] The host deletes such records after thirty days."),
        ("intention_mla", "yes"),
        ("urgency", "urgent"),
        ("urgency_reasons", "[en] Deletion is due tonight."),
    ],
    reasoned: &[],
    samples: &[],
    scenes: &[
        scene("draft", "a police officer drafts a request to keep records", DRAFT),
        scene("issue", "the judge reads the copy and issues it", Act::Issue),
        scene("deliver", "the request is on the desk of the contact point", Act::Deliver),
        scene(
            "refuse-denied",
            "the contact point asks whether it is an offence in its state",
            Act::RefuseDenied("coe-budapest/g/25.4", no("unknown-ground", "")),
        ),
        scene(
            "hold-denied",
            "nothing can be held that was not preserved",
            Act::SayDenied {
                who: DUTY,
                form: "later-request-received",
                no: no("letter-missing", "29(7)"),
            },
        ),
        scene(
            "preserve",
            "the records are preserved, and the sixty days run from there",
            Act::Say {
                who: DUTY,
                form: "preservation-placed",
                told: &[
                    ("measure_reference", "2026/2402"),
                    ("done_what", "[en] The host set the records of the account aside."),
                ],
                sees: &[
                    look(DUTY, Seen::State("performed")),
                    look(DUTY, Seen::Clock("preserve")),
                    look(JUDGE, Seen::Letter("preservation-placed")),
                ],
            },
        ),
        scene(
            "hold",
            "the letter of request came in, and what is kept stays kept",
            Act::Say {
                who: DUTY,
                form: "later-request-received",
                told: &[("measure_reference", "2026/2402")],
                sees: &[
                    look(DUTY, Seen::Clock("preserve")),
                    look(JUDGE, Seen::Letter("later-request-received")),
                ],
            },
        ),
        scene(
            "end",
            "the request is decided, and nothing is kept any longer",
            Act::Say {
                who: DUTY,
                form: "later-request-decided",
                told: &[("measure_reference", "2026/2402"), ("later_decision", "executed")],
                sees: &[
                    look(DUTY, Seen::State("ended")),
                    look(JUDGE, Seen::Letter("later-request-decided")),
                ],
            },
        ),
        complete(JUDGE, &[look(JUDGE, Seen::State("completed"))]),
        WITNESS,
    ],
};

/// Somebody is told something unasked, under conditions.
pub(super) static SPONTANEOUS: Plot = Plot {
    name: "spontaneous",
    cast: &CAST,
    instrument: "coe-budapest",
    kind: "spontaneous-information",
    case: ("open-letter", "buyers in another state who do not know yet"),
    drafter: POLICE,
    issuer: JUDGE,
    keeper: CLERK,
    addressee: Recipient { who: DUTY, clock: None },
    enforcing: None,
    data: &[],
    track: Track::Ordinary,
    told: &[
        ("giving_file_no", "2026/2403"),
        ("information", "[en] Forty of the defrauded buyers live in Switzerland."),
        ("information_use", "[en] It may help to open proceedings there."),
        ("confidentiality_condition", "yes"),
        ("use_conditions", "[en] Not to be used as evidence without asking first."),
    ],
    reasoned: &[],
    samples: &[],
    scenes: &[
        scene("draft", "a police officer writes down what others should know", DRAFT),
        scene("issue", "the judge reads the copy and lets it go", Act::Issue),
        scene("deliver", "the information is on the desk of the contact point", Act::Deliver),
        scene(
            "answer-denied",
            "the judge tries to accept the conditions himself",
            Act::SayDenied {
                who: JUDGE,
                form: "conditions-answer",
                no: no("not-competent", "26(2)"),
            },
        ),
        scene(
            "answer",
            "the contact point accepts the conditions",
            Act::Say {
                who: DUTY,
                form: "conditions-answer",
                told: &[("measure_reference", "2026/2403"), ("conditions_answer", "accepted")],
                sees: &[look(JUDGE, Seen::Letter("conditions-answer"))],
            },
        ),
        complete(JUDGE, &[look(JUDGE, Seen::State("completed"))]),
        WITNESS,
    ],
};
