//! Why a node refused, failed or remarked: the register of signed reasons.
//!
//! Append-only: a code that once stood in a receipt keeps its meaning. Not here: the HTTP statuses that go with
//! them, and unsigned problems, which end nothing.

/// Before the code of a reason, where it must be a URN.
const REASON_URN: &str = "urn:comity:cx:reason:";

/// What to do after a signed reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// Nothing more can happen to this envelope; only a new letter can.
    Final,
    /// Refresh the roster and seal the same letter again, once.
    Reseal,
    /// Nothing: it stands on a positive event.
    Information,
}

/// Why a node refused, failed or remarked. An append-only register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Inner fields do not fit the head.
    BindingMismatch,
    /// The padded size is none of the buckets.
    BucketInvalid,
    /// No stanza opens with a key of this node.
    CannotOpen,
    /// A feature named critical is not understood.
    CritUnknown,
    /// A drill's letter in production, or the reverse.
    ExerciseMixed,
    /// Past `keep_until`.
    Expired,
    /// An earlier letter of the conversation is missing.
    Gap,
    /// Accepted, but held back by a suspension.
    Held,
    /// The same `env_id` with other bytes.
    IdConflict,
    /// The decrypted content is not the CBOR it must be.
    InnerMalformed,
    /// A recipient key is past its end.
    KeyExpired,
    /// A recipient key was revoked.
    KeyRevoked,
    /// A recipient key is not this node's.
    KeyUnknown,
    /// The same `letter_id` with another digest.
    LetterConflict,
    /// The manifest is not its canonical form.
    NotCanonical,
    /// The gate says never.
    NotPermitted,
    /// An object's digest or authentication failed.
    ObjectMismatch,
    /// Objects did not come in time.
    ObjectsMissing,
    /// The bytes are gone by retention; the effect stays.
    ProcessedAndErased,
    /// This letter came before in another envelope.
    SameLetter,
    /// The body's schema is not known.
    SchemaUnknown,
    /// The outer seal does not verify.
    SealInvalid,
    /// A signature does not verify.
    SignatureInvalid,
    /// A required signature is absent.
    SignerMissing,
    /// A signer's key is not known.
    SignerUnknown,
    /// The suite is below what the agreement demands.
    SuiteFloor,
    /// Over a limit.
    TooLarge,
    /// The letter's type is not known.
    TypeUnknown,
    /// The envelope's version is not spoken here.
    VersionUnsupported,
    /// The issuer's node withdrew it.
    Withdrawn,
    /// The head names another node; nothing was kept.
    WrongAddressee,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 31] = [
        Self::BindingMismatch,
        Self::BucketInvalid,
        Self::CannotOpen,
        Self::CritUnknown,
        Self::ExerciseMixed,
        Self::Expired,
        Self::Gap,
        Self::Held,
        Self::IdConflict,
        Self::InnerMalformed,
        Self::KeyExpired,
        Self::KeyRevoked,
        Self::KeyUnknown,
        Self::LetterConflict,
        Self::NotCanonical,
        Self::NotPermitted,
        Self::ObjectMismatch,
        Self::ObjectsMissing,
        Self::ProcessedAndErased,
        Self::SameLetter,
        Self::SchemaUnknown,
        Self::SealInvalid,
        Self::SignatureInvalid,
        Self::SignerMissing,
        Self::SignerUnknown,
        Self::SuiteFloor,
        Self::TooLarge,
        Self::TypeUnknown,
        Self::VersionUnsupported,
        Self::Withdrawn,
        Self::WrongAddressee,
    ];

    /// The code in a statement.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::BindingMismatch => "binding-mismatch",
            Self::BucketInvalid => "bucket-invalid",
            Self::CannotOpen => "cannot-open",
            Self::CritUnknown => "crit-unknown",
            Self::ExerciseMixed => "exercise-mixed",
            Self::Expired => "expired",
            Self::Gap => "gap",
            Self::Held => "held",
            Self::IdConflict => "id-conflict",
            Self::InnerMalformed => "inner-malformed",
            Self::KeyExpired => "key-expired",
            Self::KeyRevoked => "key-revoked",
            Self::KeyUnknown => "key-unknown",
            Self::LetterConflict => "letter-conflict",
            Self::NotCanonical => "not-canonical",
            Self::NotPermitted => "not-permitted",
            Self::ObjectMismatch => "object-mismatch",
            Self::ObjectsMissing => "objects-missing",
            Self::ProcessedAndErased => "processed-and-erased",
            Self::SameLetter => "same-letter",
            Self::SchemaUnknown => "schema-unknown",
            Self::SealInvalid => "seal-invalid",
            Self::SignatureInvalid => "signature-invalid",
            Self::SignerMissing => "signer-missing",
            Self::SignerUnknown => "signer-unknown",
            Self::SuiteFloor => "suite-floor",
            Self::TooLarge => "too-large",
            Self::TypeUnknown => "type-unknown",
            Self::VersionUnsupported => "version-unsupported",
            Self::Withdrawn => "withdrawn",
            Self::WrongAddressee => "wrong-addressee",
        }
    }

    /// The reason of that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// The URN, for problem documents.
    #[must_use]
    pub fn urn(self) -> String {
        format!("{REASON_URN}{}", self.code())
    }

    /// What the sender does after it.
    #[must_use]
    pub const fn after(self) -> After {
        match self {
            Self::CannotOpen
            | Self::KeyExpired
            | Self::KeyRevoked
            | Self::KeyUnknown
            | Self::SuiteFloor => After::Reseal,
            Self::Gap | Self::Held | Self::SameLetter => After::Information,
            Self::BindingMismatch
            | Self::BucketInvalid
            | Self::CritUnknown
            | Self::ExerciseMixed
            | Self::Expired
            | Self::IdConflict
            | Self::InnerMalformed
            | Self::LetterConflict
            | Self::NotCanonical
            | Self::NotPermitted
            | Self::ObjectMismatch
            | Self::ObjectsMissing
            | Self::ProcessedAndErased
            | Self::SchemaUnknown
            | Self::SealInvalid
            | Self::SignatureInvalid
            | Self::SignerMissing
            | Self::SignerUnknown
            | Self::TooLarge
            | Self::TypeUnknown
            | Self::VersionUnsupported
            | Self::Withdrawn
            | Self::WrongAddressee => After::Final,
        }
    }
}
