//! `breach`: a letter went to the wrong authority, and the supervisory authority is told. Directive (EU) 2016/680,
//! Articles 30 and 47.

use law::ids::Track;

use super::{
    ANALYST, Act, DRAFT, FR_DPA, FR_TCO, HEAD, INSPECTOR, Plot, Recipient, Seen, WITNESS, complete,
    look, no, scene,
};
use crate::sandbox::players::{COORD, NL_OVS, Player};

/// An authority of the police and the one that supervises it; courts that act as courts are supervised by nobody here.
static CAST: [&Player; 4] = [&FR_TCO, &FR_DPA, &NL_OVS, &COORD];

/// In phases, and answered.
pub(super) static BREACH: Plot = Plot {
    name: "breach",
    cast: &CAST,
    instrument: "eu-led",
    kind: "breach-notification",
    case: ("wrong-door", "a letter that went to the wrong authority"),
    drafter: ANALYST,
    issuer: HEAD,
    keeper: HEAD,
    addressee: Recipient { who: INSPECTOR, clock: None },
    enforcing: None,
    data: &[],
    track: Track::Ordinary,
    told: &[
        ("controller", "Competent authority for removal orders, Paris"),
        ("contact", "Data protection officer"),
        ("contact_email", "dpo@fr-tco.example"),
        ("delay_reasons", "[en] The mistake was found when the letter came back."),
        ("in_phases", "yes"),
    ],
    reasoned: &[],
    samples: &[],
    scenes: &[
        scene("draft", "an analyst writes down what went wrong", DRAFT),
        scene("issue", "the head reads the notification and lets it go", Act::Issue),
        scene("deliver", "it is on the desk of the supervisory authority", Act::Deliver),
        scene(
            "reply-denied",
            "the police tries to answer for the authority",
            Act::SayDenied { who: HEAD, form: "supervisor-reply", no: no("not-competent", "47") },
        ),
        scene(
            "supplement",
            "what was not known before follows",
            Act::Say {
                who: HEAD,
                form: "breach-supplement",
                told: &[],
                sees: &[look(INSPECTOR, Seen::Letter("breach-supplement"))],
            },
        ),
        scene(
            "reply",
            "the authority closes the matter",
            Act::Say {
                who: INSPECTOR,
                form: "supervisor-reply",
                told: &[("reply", "closed")],
                sees: &[look(HEAD, Seen::Letter("supervisor-reply"))],
            },
        ),
        complete(HEAD, &[look(HEAD, Seen::State("completed"))]),
        WITNESS,
    ],
};
