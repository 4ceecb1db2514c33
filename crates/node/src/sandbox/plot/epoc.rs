//! `epoc`: from a draft at a French court to a package that anybody can verify offline. Regulation (EU) 2023/1543.
//!
//! A fraudulent marketplace, and its seller's traffic data. The names of these steps are relied on elsewhere.

use law::ids::{DataCategory, Track};

use super::{
    Act, CLERK, DRAFT, EXECUTOR, JUDGE, LEGAL, POLICE, PROSECUTOR, Plot, Recipient, Scene, Seen,
    VERIFY, look, no, scene,
};
use crate::sandbox::evidence::SAMPLES;
use crate::sandbox::players::PLAYERS;

/// The plot.
pub(super) static EPOC: Plot = Plot {
    name: super::EPOC,
    cast: &PLAYERS,
    instrument: "eu-e-evidence",
    kind: "epoc",
    case: ("amber-stall", "telephones sold that do not exist"),
    drafter: POLICE,
    issuer: JUDGE,
    keeper: CLERK,
    addressee: Recipient { who: LEGAL, clock: Some("produce-notified") },
    enforcing: Some(Recipient { who: EXECUTOR, clock: Some("refusal-window") }),
    data: &[DataCategory::Traffic],
    track: Track::Ordinary,
    told: TOLD,
    reasoned: REASONED,
    samples: &SAMPLES,
    scenes: SCENES,
};

const SCENES: &[Scene] = &[
    scene("draft", "a police officer drafts an order for traffic data", DRAFT),
    scene(
        "issue-denied",
        "the prosecutor tries to issue it",
        Act::IssueDenied(PROSECUTOR, no("not-competent", "4(2)")),
    ),
    scene("issue", "the judge reads both copies and issues them", Act::Issue),
    scene("deliver", "two different copies arrive, receipts come back, clocks run", Act::Deliver),
    scene(
        "hand-over-denied",
        "the provider tries to hand over at once",
        Act::HandOverDenied(no("gate-not-open", "10(2)")),
    ),
    scene(
        "confirm",
        "the enforcing authority raises no ground",
        Act::Clear(&[look(LEGAL, Seen::MayLeave)]),
    ),
    scene("ingest", "the provider takes the evidence in", Act::Ingest),
    scene("hand-over", "the evidence changes hands, sealed and receipted", Act::HandOver),
    scene("export", "the clerk exports the case", Act::Export),
    scene(VERIFY, "comity-verify checks the package offline", Act::Verify),
    scene("witness", "both witnesses have cosigned all three ledgers", Act::Witness),
];

/// What is filled in.
const TOLD: &[(&str, &str)] = &[
    ("issuing_state", "FR"),
    ("issuing_authority", "Tribunal judiciaire de Lyon"),
    ("file_no_issuing", "2026/2214"),
    ("addressee", "Harbour Mail Ireland DAC"),
    ("addressee_kind", "designated_establishment"),
    ("addressee_address", "3 Custom House Quay, Dublin, Ireland"),
    ("service_provider", "Harbour Mail"),
    ("deadline", "ten_days_notified"),
    ("account", "acct:seller-7731"),
    ("email", "email:seller@market.example"),
    ("service_name", "Harbour Mail"),
    ("time_range_from", "2026-06-01T00:00:00Z"),
    ("time_range_to", "2026-07-01T00:00:00Z"),
    ("identification_info", "[en] The account sends from the shop market.example."),
    (
        "evidence_traffic",
        "internet_addresses\ninternet_headers\ninternet_time_duration\nhosting_logs",
    ),
    ("evidence_limits", "[en] Headers and connection records only; no bodies of messages."),
    ("proceeding_kind", "criminal_proceedings"),
    (
        "offence_nature",
        "[en] Organized fraud: a marketplace sold telephones that do not exist to more than two hundred buyers.",
    ),
    ("offence_classification", "Escroquerie en bande organisée"),
    ("offence_provision", "Code pénal, art. 313-1\nCode pénal, art. 313-2"),
    ("penalty_max", "P10Y"),
    ("threshold_route", "three_years"),
    ("route", "controller"),
    ("issuing_kind", "judge_court_or_investigating_judge"),
    ("issuing_post", "Juge d’instruction"),
    ("issuing_file_no", "2026/2214"),
    ("issuing_accuracy", "certified"),
    ("transfer_to", "issuing_authority"),
    ("transfer_format", "mbox, pcap, text"),
    (
        "necessity_proportionality_grounds",
        "[en] The seller is known by one account only; one month of its connections is the least that can show \
         who uses it, and nothing of what was written is asked for.",
    ),
    (
        "case_summary",
        "[en] Buyers paid in advance into changing accounts. The shop's messages came from one mailbox in \
         Ireland, and the police know neither its user nor his country.",
    ),
    ("enforcing_information", "[en] No privileged communication is expected in the account."),
    ("offence_in_issuing_state", "yes"),
    ("person_in_issuing_state", "unknown"), // and so the enforcing authority is notified
];

/// What the judge answers to each question that the law asks before an order is issued.
const REASONED: &[(&str, &str)] = &[
    (
        "necessity",
        "No other source names the person behind the account; the buyers know the mailbox alone.",
    ),
    (
        "proportionality",
        "One account, one month, no content; the offence is punished with up to ten years.",
    ),
    (
        "similar-domestic-case",
        "A French provider would be ordered to produce the same data, art. 60-1-2 CPP.",
    ),
    ("public-authority-data", "A private mailbox at a private provider."),
    (
        "privileged-professionals",
        "The account belongs to a shop, and to nobody who is bound to secrecy.",
    ),
    (
        "immunities-and-press",
        "The account belongs to a shop; neither a lawyer nor a journalist is in sight.",
    ),
];
