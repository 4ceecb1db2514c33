//! The packs and vocabularies that are compiled in, file by file. A file that is added to a folder is added here.

use super::File;

macro_rules! files {
    ($folder:literal: $($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../../../../instruments/", $folder, "/", $path)))),+]
    };
}

/// The vocabularies.
pub const VOCABULARIES: &[File] = &[
    ("admiralty.toml", include_str!("../../../../vocab/admiralty.toml")),
    ("data-categories.toml", include_str!("../../../../vocab/data-categories.toml")),
    ("evaluation.toml", include_str!("../../../../vocab/evaluation.toml")),
    ("handling.toml", include_str!("../../../../vocab/handling.toml")),
    ("offences.toml", include_str!("../../../../vocab/offences.toml")),
    ("pap.toml", include_str!("../../../../vocab/pap.toml")),
    ("tlp.toml", include_str!("../../../../vocab/tlp.toml")),
    ("uk-3x5x2.toml", include_str!("../../../../vocab/uk-3x5x2.toml")),
];

/// The labels of the vocabularies in English.
pub const VOCABULARY_LABELS: &str = include_str!("../../../../lang/en/vocab.ftl");

/// The words every pack shares.
pub const COMMON: &[File] = files!("common": "text/en.ftl");

/// The pack `eu-e-evidence`.
pub const EU_E_EVIDENCE: &[File] = files!("eu-e-evidence":
    "channel-record.toml",
    "clarification.toml",
    "clocks.toml",
    "confirmation.toml",
    "court-seized.toml",
    "data-delivered.toml",
    "end-of-preservation.toml",
    "enforcement-decision.toml",
    "enforcement-objection.toml",
    "enforcement-request.toml",
    "epoc-pr.toml",
    "epoc.toml",
    "extension.toml",
    "ground-raised.toml",
    "grounds.toml",
    "impossibility.toml",
    "information-reply.toml",
    "information-request.toml",
    "instrument.toml",
    "new-deadline.toml",
    "no-ground.toml",
    "objection-decision.toml",
    "preservation-produced.toml",
    "scenario/checks.case",
    "scenario/clarification.case",
    "scenario/competence.case",
    "scenario/confirmation.case",
    "scenario/deadline.case",
    "scenario/emergency.case",
    "scenario/end-of-preservation.case",
    "scenario/enforcement-decision.case",
    "scenario/enforcement-grounds.case",
    "scenario/enforcement-of-preservation-grounds.case",
    "scenario/enforcement-of-preservation.case",
    "scenario/enforcement-too-early.case",
    "scenario/enforcement.case",
    "scenario/form.case",
    "scenario/gate.case",
    "scenario/ground.case",
    "scenario/grounds.case",
    "scenario/keep-until-produced.case",
    "scenario/notice.case",
    "scenario/partial.case",
    "scenario/preservation.case",
    "scenario/third-country.case",
    "scenario/validation-missing.case",
    "statistics.toml",
    "text/en.ftl",
    "withdrawal.toml",
);

/// The pack `coe-2ap`.
pub const COE_2AP: &[File] = files!("coe-2ap":
    "clocks.toml",
    "disclosure-declined.toml",
    "domain-registration-request.toml",
    "emergency-disclosure.toml",
    "emergency-mla.toml",
    "give-effect-request.toml",
    "grounds.toml",
    "information-complete.toml",
    "instrument.toml",
    "provider-served.toml",
    "scenario/orders.case",
    "scenario/stated-time.case",
    "subscriber-order.toml",
    "text/en.ftl",
);

/// The pack `coe-budapest`.
pub const COE_BUDAPEST: &[File] = files!("coe-budapest":
    "clocks.toml",
    "conditions-answer.toml",
    "grounds.toml",
    "instrument.toml",
    "later-request-decided.toml",
    "later-request-received.toml",
    "mla-decision.toml",
    "mla-postponement.toml",
    "mla-question.toml",
    "mla-reply.toml",
    "mla-request.toml",
    "mla-resumption.toml",
    "preservation-placed.toml",
    "preservation-request.toml",
    "preservation-unsafe.toml",
    "scenario/assistance.case",
    "scenario/minimum.case",
    "scenario/preservation.case",
    "scenario/spontaneous.case",
    "spontaneous-information.toml",
    "text/en.ftl",
);

/// The pack `eu-dsa`.
pub const EU_DSA: &[File] = files!("eu-dsa":
    "clocks.toml",
    "dsa-order-illegal-content.toml",
    "dsa-order-information.toml",
    "effect-given.toml",
    "illegal-content-notice.toml",
    "information-given.toml",
    "instrument.toml",
    "notice-decision.toml",
    "recipient-information.toml",
    "scenario/notice.case",
    "scenario/order.case",
    "statement-of-reasons.toml",
    "statistics.toml",
    "text/en.ftl",
);

/// The pack `eu-eio`.
pub const EU_EIO: &[File] = files!("eu-eio":
    "clocks.toml",
    "eio-consultation-reply.toml",
    "eio-consultation.toml",
    "eio-decision.toml",
    "eio-delay.toml",
    "eio-information-missing.toml",
    "eio-information.toml",
    "eio-postponement.toml",
    "eio-provisional.toml",
    "eio-receipt.toml",
    "eio-resumption.toml",
    "eio-transfer.toml",
    "eio.toml",
    "grounds.toml",
    "instrument.toml",
    "interception-notice.toml",
    "interception-objection.toml",
    "scenario/grounds.case",
    "scenario/interception.case",
    "scenario/order.case",
    "text/en.ftl",
);

/// The pack `eu-freezing`.
pub const EU_FREEZING: &[File] = files!("eu-freezing":
    "clocks.toml",
    "confiscation-certificate.toml",
    "consultation-reply.toml",
    "consultation.toml",
    "execution-impossible.toml",
    "execution-report.toml",
    "freezing-certificate.toml",
    "freezing-lifted.toml",
    "grounds.toml",
    "instrument.toml",
    "persons-informed.toml",
    "postponement.toml",
    "recognition-decision.toml",
    "resumption.toml",
    "scenario/confiscation-grounds.case",
    "scenario/confiscation.case",
    "scenario/freezing-grounds.case",
    "scenario/freezing.case",
    "statistics.toml",
    "text/en.ftl",
);

/// The pack `eu-led`.
pub const EU_LED: &[File] = files!("eu-led":
    "breach-notification.toml",
    "breach-supplement.toml",
    "clocks.toml",
    "instrument.toml",
    "scenario/breach.case",
    "supervisor-reply.toml",
    "text/en.ftl",
);

/// The pack `eu-tco`.
pub const EU_TCO: &[File] = files!("eu-tco":
    "clarification.toml",
    "clocks.toml",
    "content-provider-information.toml",
    "content-provider-request.toml",
    "grounds.toml",
    "instrument.toml",
    "non-disclosure.toml",
    "obstacle-gone.toml",
    "reinstatement.toml",
    "removal-feedback.toml",
    "removal-impossible.toml",
    "removal-order.toml",
    "scenario/first-order.case",
    "scenario/removal.case",
    "scenario/secrecy.case",
    "scrutiny-decision.toml",
    "scrutiny-request.toml",
    "statistics.toml",
    "text/en.ftl",
);

/// The pack `jit`.
pub const JIT: &[File] = files!("jit":
    "agreement-signed.toml",
    "clocks.toml",
    "instrument.toml",
    "jit-agreement.toml",
    "scenario/agreement.case",
    "text/en.ftl",
);

/// The pack `mla`.
pub const MLA: &[File] = files!("mla":
    "clocks.toml",
    "data-access-order.toml",
    "data-preserved.toml",
    "disclosure-declined.toml",
    "emergency-disclosure.toml",
    "grounds.toml",
    "instrument.toml",
    "mla-decision.toml",
    "mla-postponement.toml",
    "mla-question.toml",
    "mla-reply.toml",
    "mla-request.toml",
    "mla-resumption.toml",
    "renewal.toml",
    "scenario/assistance.case",
    "scenario/requested-date.case",
    "scenario/united-states.case",
    "text/en.ftl",
    "us-preservation-request.toml",
);

/// The pack `un-cybercrime`.
pub const UN_CYBERCRIME: &[File] = files!("un-cybercrime":
    "clocks.toml",
    "emergency-data-request.toml",
    "grounds.toml",
    "instrument.toml",
    "later-request-decided.toml",
    "later-request-received.toml",
    "mla-decision.toml",
    "mla-postponement.toml",
    "mla-question.toml",
    "mla-reply.toml",
    "mla-request.toml",
    "mla-resumption.toml",
    "preservation-placed.toml",
    "preservation-request.toml",
    "scenario/assistance.case",
    "scenario/not-in-force.case",
    "scenario/preservation.case",
    "text/en.ftl",
);

/// Every compiled-in pack by its id; the first one is what the network began with.
pub const PACKS: &[(&str, &[File])] = &[
    ("eu-e-evidence", EU_E_EVIDENCE),
    ("coe-2ap", COE_2AP),
    ("coe-budapest", COE_BUDAPEST),
    ("eu-dsa", EU_DSA),
    ("eu-eio", EU_EIO),
    ("eu-freezing", EU_FREEZING),
    ("eu-led", EU_LED),
    ("eu-tco", EU_TCO),
    ("jit", JIT),
    ("mla", MLA),
    ("un-cybercrime", UN_CYBERCRIME),
];
