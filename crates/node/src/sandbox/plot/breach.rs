//! `breach`: a letter went to the wrong authority, and the supervisory authority is told. Directive (EU) 2016/680,
//! Articles 30 and 47.

use law::ids::Track;

use super::{
    Act, CLERK, DRAFT, FR_DPA, FR_TJ, INSPECTOR, JUDGE, POLICE, Plot, Recipient, Seen, WITNESS,
    complete, look, no, scene,
};
use crate::sandbox::players::{COORD, NL_OVS, Player};

/// A court and the authority that supervises it.
static CAST: [&Player; 4] = [&FR_TJ, &FR_DPA, &NL_OVS, &COORD];

/// In phases, and answered.
pub(super) static BREACH: Plot = Plot {
    name: "breach",
    cast: &CAST,
    instrument: "eu-led",
    kind: "breach-notification",
    case: ("wrong-door", "a letter that went to the wrong authority"),
    drafter: POLICE,
    issuer: JUDGE,
    keeper: CLERK,
    addressee: Recipient { who: INSPECTOR, clock: None },
    enforcing: None,
    data: &[],
    track: Track::Ordinary,
    told: &[
        ("controller", "Tribunal judiciaire de Lyon"),
        ("contact", "Data protection officer"),
        ("contact_email", "dpo@fr-tj.example"),
        ("delay_reasons", "[en] The mistake was found when the letter came back."),
        ("in_phases", "yes"),
    ],
    reasoned: &[],
    samples: &[],
    scenes: &[
        scene("draft", "a police officer writes down what went wrong", DRAFT),
        scene("issue", "the judge reads the notification and lets it go", Act::Issue),
        scene("deliver", "it is on the desk of the supervisory authority", Act::Deliver),
        scene(
            "reply-denied",
            "the court tries to answer for the authority",
            Act::SayDenied { who: JUDGE, form: "supervisor-reply", no: no("not-competent", "47") },
        ),
        scene(
            "supplement",
            "what was not known before follows",
            Act::Say {
                who: JUDGE,
                form: "breach-supplement",
                told: &[],
                sees: &[look(INSPECTOR, Seen::Letter("breach-supplement"))],
            },
        ),
        scene(
            "reply",
            "the authority has taken note",
            Act::Say {
                who: INSPECTOR,
                form: "supervisor-reply",
                told: &[("reply", "taken_note")],
                sees: &[look(JUDGE, Seen::Letter("supervisor-reply"))],
            },
        ),
        complete(JUDGE, &[look(JUDGE, Seen::State("completed"))]),
        WITNESS,
    ],
};
