//! `removal`, `illegal-content` and `notice`: content goes, and nobody hands anything over. Regulations (EU) 2021/784
//! and (EU) 2022/2065.

use law::ids::Track;

use super::{
    ANALYST, Act, CLERK, DRAFT, EXECUTOR, HEAD, JUDGE, LEGAL, POLICE, Plot, Recipient, Seen,
    WITNESS, complete, look, no, scene,
};
use crate::sandbox::players::{COORD, FR_TCO, IE_CA, IE_PROV, NL_OVS, PLAYERS, Player};

/// Who can be part of an order of the French authority for removals: it is no court.
static REMOVAL_CAST: [&Player; 5] = [&FR_TCO, &IE_PROV, &IE_CA, &NL_OVS, &COORD];

/// Terrorist content goes within the hour, and the authority of the host state looks at the order.
pub(super) static REMOVAL: Plot = Plot {
    name: "removal",
    cast: &REMOVAL_CAST,
    instrument: "eu-tco",
    kind: "removal-order",
    case: ("grey-banner", "a video that calls for an attack"),
    drafter: ANALYST,
    issuer: HEAD,
    keeper: HEAD,
    addressee: Recipient { who: LEGAL, clock: Some("remove") },
    enforcing: Some(Recipient { who: EXECUTOR, clock: Some("host-scrutiny") }),
    data: &[],
    track: Track::Ordinary,
    told: &[
        ("issuing_authority", "Competent authority for removal orders, Paris"),
        ("addressee", "Harbour Mail Ireland DAC"),
        ("contact_point", "removal@harbour-mail.example"),
        ("reference", "FR-2026-0311"),
        ("url", "https://pages.harbour-mail.example/p/4711"),
        ("content_reasons", "incites\ninstructs"),
        ("first_order", "later"),
    ],
    reasoned: &[("protected-purposes", "The page neither reports nor teaches nor researches.")],
    samples: &[],
    scenes: &[
        scene("draft", "an analyst drafts a removal order", DRAFT),
        scene(
            "issue-denied",
            "the analyst tries to issue it",
            Act::IssueDenied(ANALYST, no("not-competent", "12(1)(a)")),
        ),
        scene("issue", "the head of the authority reads both copies and issues them", Act::Issue),
        scene("deliver", "the hour runs at the provider, the scrutiny at the host", Act::Deliver),
        scene(
            "feedback",
            "the provider removes the video and says when",
            Act::Say {
                who: LEGAL,
                form: "removal-feedback",
                told: &[
                    ("addressee", "Harbour Mail Ireland DAC"),
                    ("order_authority", "Competent authority for removal orders, Paris"),
                    ("order_reference", "FR-2026-0311"),
                ],
                sees: &[
                    look(LEGAL, Seen::State("performed")),
                    look(LEGAL, Seen::Clock("preserve")),
                    look(HEAD, Seen::Letter("removal-feedback")),
                ],
            },
        ),
        scene(
            "scrutiny-denied",
            "the issuer tries to scrutinize its own order",
            Act::SayDenied {
                who: HEAD,
                form: "scrutiny-decision",
                no: no("not-competent", "4(3)-(4)"),
            },
        ),
        scene(
            "scrutiny",
            "the host finds nothing against the order",
            Act::Say {
                who: EXECUTOR,
                form: "scrutiny-decision",
                told: &[
                    ("measure_reference", "FR-2026-0311"),
                    ("reasons", "[en] The video is terrorist content, and no right is infringed."),
                ],
                sees: &[
                    look(HEAD, Seen::Letter("scrutiny-decision")),
                    look(LEGAL, Seen::Letter("scrutiny-decision")),
                ],
            },
        ),
        complete(HEAD, &[look(HEAD, Seen::State("completed"))]),
        WITNESS,
    ],
};

/// A court orders a provider to act against a page, and hears what was done.
pub(super) static ILLEGAL_CONTENT: Plot = Plot {
    name: "illegal-content",
    cast: &PLAYERS,
    instrument: "eu-dsa",
    kind: "dsa-order-illegal-content",
    case: ("paper-mask", "a shop page with a stolen identity"),
    drafter: POLICE,
    issuer: JUDGE,
    keeper: CLERK,
    addressee: Recipient { who: LEGAL, clock: None },
    enforcing: None,
    data: &[],
    track: Track::Ordinary,
    told: &[
        ("issuing_authority", "Tribunal judiciaire de Lyon"),
        ("issuing_reference", "2026/2301"),
        ("effect_authority", "Tribunal judiciaire de Lyon"),
        ("url", "https://pages.harbour-mail.example/p/8802"),
        ("illegality_reasons", "[en] The page sells under the name and face of another person."),
        ("illegality_provision", "Code pénal, art. 226-4-1"),
        ("territorial_scope", "FR"),
        ("redress_provider", "[en] Court of appeal of Lyon, two months."),
        ("redress_recipient", "[en] Court of appeal of Lyon, two months."),
    ],
    reasoned: &[],
    samples: &[],
    scenes: &[
        scene("draft", "a police officer drafts an order against a page", DRAFT),
        scene(
            "issue-denied",
            "the police officer tries to issue it",
            Act::IssueDenied(POLICE, no("not-competent", "9(1)")),
        ),
        scene("issue", "the judge reads the copy and issues it", Act::Issue),
        scene("deliver", "the copy arrives and is receipted", Act::Deliver),
        scene(
            "effect",
            "the provider says what it did and when",
            Act::Say {
                who: LEGAL,
                form: "effect-given",
                told: &[
                    ("measure_reference", "2026/2301"),
                    ("effect", "carried_out"),
                    ("done_what", "[en] The page is not shown in France any more."),
                ],
                sees: &[
                    look(LEGAL, Seen::State("performed")),
                    look(JUDGE, Seen::Letter("effect-given")),
                ],
            },
        ),
        scene(
            "inform",
            "the user of the page is told, with reasons and redress",
            Act::Say {
                who: LEGAL,
                form: "recipient-information",
                told: &[
                    ("measure_reference", "2026/2301"),
                    ("done_what", "[en] By order of a court your page is not shown in France."),
                ],
                sees: &[look(LEGAL, Seen::Letter("recipient-information"))],
            },
        ),
        complete(JUDGE, &[look(JUDGE, Seen::State("completed"))]),
        WITNESS,
    ],
};

/// The police gives notice of a page, as anybody could; the provider decides, and tells both sides.
pub(super) static NOTICE: Plot = Plot {
    name: "notice",
    cast: &PLAYERS,
    instrument: "eu-dsa",
    kind: "illegal-content-notice",
    case: ("tin-whistle", "a page that sells stolen credentials"),
    drafter: POLICE,
    issuer: JUDGE,
    keeper: CLERK,
    addressee: Recipient { who: LEGAL, clock: None },
    enforcing: None,
    data: &[],
    track: Track::Ordinary,
    told: &[
        ("url", "https://pages.harbour-mail.example/p/9310"),
        ("explanation", "[en] The page offers passwords of a hospital for sale."),
        ("notifier_name", "Tribunal judiciaire de Lyon"),
        ("notifier_email", "notices@fr-tj.example"),
    ],
    reasoned: &[],
    samples: &[],
    scenes: &[
        scene("draft", "a police officer writes a notice", DRAFT),
        scene("issue", "the judge reads the copy and gives it", Act::Issue),
        scene("deliver", "the notice is on the desk of the provider", Act::Deliver),
        scene(
            "receipt",
            "the provider confirms that it has it",
            Act::Plain {
                who: LEGAL,
                verb: "acknowledge",
                sees: &[look(JUDGE, Seen::Act("acknowledged"))],
            },
        ),
        scene(
            "decide-denied",
            "the notifier tries to decide on its own notice",
            Act::SayDenied {
                who: JUDGE,
                form: "notice-decision",
                no: no("not-competent", "16(5)-(6)"),
            },
        ),
        scene(
            "decide",
            "the provider restricts the page and says how it decided",
            Act::Say {
                who: LEGAL,
                form: "notice-decision",
                told: &[("decision_reasons", "[en] The page sells passwords; it is gone.")],
                sees: &[
                    look(LEGAL, Seen::State("performed")),
                    look(JUDGE, Seen::Letter("notice-decision")),
                ],
            },
        ),
        scene(
            "reasons",
            "the user of the page gets a statement of reasons",
            Act::Say {
                who: LEGAL,
                form: "statement-of-reasons",
                told: &[],
                sees: &[look(LEGAL, Seen::Letter("statement-of-reasons"))],
            },
        ),
        complete(JUDGE, &[look(JUDGE, Seen::State("completed"))]),
        WITNESS,
    ],
};
