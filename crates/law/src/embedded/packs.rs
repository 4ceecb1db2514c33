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
    "clocks.toml",
    "confirmation.toml",
    "court-seized.toml",
    "data-delivered.toml",
    "end-of-preservation.toml",
    "enforcement-decision.toml",
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
    "scenario/checks.case",
    "scenario/competence.case",
    "scenario/confirmation.case",
    "scenario/deadline.case",
    "scenario/emergency.case",
    "scenario/form.case",
    "scenario/gate.case",
    "scenario/ground.case",
    "scenario/grounds.case",
    "scenario/partial.case",
    "scenario/preservation.case",
    "statistics.toml",
    "text/en.ftl",
    "withdrawal.toml",
);

/// The pack `coe-2ap`.
pub const COE_2AP: &[File] = files!("coe-2ap":
    "clocks.toml",
    "domain-registration-request.toml",
    "emergency-disclosure.toml",
    "emergency-mla.toml",
    "give-effect-request.toml",
    "grounds.toml",
    "instrument.toml",
    "subscriber-order.toml",
    "text/en.ftl",
);

/// The pack `coe-budapest`.
pub const COE_BUDAPEST: &[File] = files!("coe-budapest":
    "clocks.toml",
    "grounds.toml",
    "instrument.toml",
    "mla-request.toml",
    "preservation-request.toml",
    "spontaneous-information.toml",
    "text/en.ftl",
);

/// The pack `eu-dsa`.
pub const EU_DSA: &[File] = files!("eu-dsa":
    "clocks.toml",
    "dsa-order-illegal-content.toml",
    "dsa-order-information.toml",
    "illegal-content-notice.toml",
    "instrument.toml",
    "statement-of-reasons.toml",
    "statistics.toml",
    "text/en.ftl",
);

/// The pack `eu-eio`.
pub const EU_EIO: &[File] = files!("eu-eio":
    "clocks.toml",
    "eio-receipt.toml",
    "eio.toml",
    "grounds.toml",
    "instrument.toml",
    "interception-notice.toml",
    "text/en.ftl",
);

/// The pack `eu-freezing`.
pub const EU_FREEZING: &[File] = files!("eu-freezing":
    "clocks.toml",
    "confiscation-certificate.toml",
    "freezing-certificate.toml",
    "grounds.toml",
    "instrument.toml",
    "statistics.toml",
    "text/en.ftl",
);

/// The pack `eu-led`.
pub const EU_LED: &[File] = files!("eu-led":
    "breach-notification.toml",
    "clocks.toml",
    "instrument.toml",
    "text/en.ftl",
);

/// The pack `eu-tco`.
pub const EU_TCO: &[File] = files!("eu-tco":
    "clocks.toml",
    "grounds.toml",
    "instrument.toml",
    "removal-feedback.toml",
    "removal-impossible.toml",
    "removal-order.toml",
    "statistics.toml",
    "text/en.ftl",
);

/// The pack `jit`.
pub const JIT: &[File] = files!("jit":
    "clocks.toml",
    "instrument.toml",
    "jit-agreement.toml",
    "text/en.ftl",
);

/// The pack `mla`.
pub const MLA: &[File] = files!("mla":
    "clocks.toml",
    "data-access-order.toml",
    "emergency-disclosure.toml",
    "grounds.toml",
    "instrument.toml",
    "mla-request.toml",
    "text/en.ftl",
    "us-preservation-request.toml",
);

/// The pack `un-cybercrime`.
pub const UN_CYBERCRIME: &[File] = files!("un-cybercrime":
    "clocks.toml",
    "emergency-data-request.toml",
    "grounds.toml",
    "instrument.toml",
    "mla-request.toml",
    "preservation-request.toml",
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
