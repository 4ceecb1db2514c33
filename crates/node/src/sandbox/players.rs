//! Who plays in the sandbox: the members, their nodes and the people who sign in.
//!
//! Not the member directory (`wire::roster` holds that, signed): this is the script's list of characters, and
//! what `plan` hands to `init` when it founds the network. A journey casts at most five of them (`plot`); oversight
//! and the coordinator are always among them, because they cosign the ledgers of the others.

use std::fmt;

/// One person with an account at a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seat {
    /// Name used at sign-in.
    pub(crate) login: &'static str,
    /// Unit inside the member, the part after the slash.
    pub(crate) unit: &'static str,
    /// Function inside the member.
    pub(crate) office: &'static str,
    /// What the law calls the holder where issuing is concerned.
    pub(crate) issuer_kind: Option<&'static str>,
}

/// One member of the sandbox network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Player {
    /// Display name and name of the data directory.
    pub(crate) name: &'static str,
    /// Canonical member id.
    pub(crate) id: &'static str,
    /// What people call it.
    pub(crate) title: &'static str,
    /// Member kind.
    pub(crate) kind: &'static str,
    /// State whose calendar and zone apply.
    pub(crate) state: &'static str,
    /// Which of the five places in a sandbox it takes, which decides its ports. Whoever never meets may share one.
    pub(crate) place: u16,
    /// Who signs in there; the first unit also receives housekeeping letters.
    pub(crate) seats: &'static [Seat],
}

impl Player {
    /// The node's name, which is also its TLS name.
    pub(crate) fn node(&self) -> String {
        format!("{}.sandbox.example", self.id)
    }

    /// The full id of a unit.
    pub(crate) fn unit(&self, seat: &Seat) -> String {
        format!("{}/{}", self.id, seat.unit)
    }

    /// Whether its node cosigns the ledgers of the others.
    pub(crate) fn is_witness(&self) -> bool {
        self.id == NL_OVS.id || self.id == COORD.id
    }
}

impl fmt::Display for Player {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// One officer at one node, as the driver of a journey addresses them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Who {
    /// The member.
    pub(crate) player: &'static Player,
    /// The sign-in name there.
    pub(crate) login: &'static str,
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.login, self.player)
    }
}

/// The issuing authority: police, prosecutor, judge and clerk of one court district.
pub(crate) const FR_TJ: Player = Player {
    name: "FR-TJ",
    id: "fr-tj",
    title: "Tribunal judiciaire de Lyon",
    kind: "judicial_authority",
    state: "FR",
    place: 0,
    seats: &[
        Seat { login: "police", unit: "police", office: "drafter", issuer_kind: Some("police") },
        Seat {
            login: "prosecutor",
            unit: "prosecutor",
            office: "issuing_authority",
            issuer_kind: Some("prosecutor"),
        },
        Seat {
            login: "judge",
            unit: "judge",
            office: "issuing_authority",
            issuer_kind: Some("judge"),
        },
        Seat { login: "clerk", unit: "clerk", office: "custodian", issuer_kind: None },
    ],
};

/// The provider's designated establishment.
pub(crate) const IE_PROV: Player = Player {
    name: "IE-PROV",
    id: "ie-prov",
    title: "Harbour Mail Ireland",
    kind: "service_provider",
    state: "IE",
    place: 1,
    seats: &[Seat { login: "legal", unit: "legal", office: "provider_agent", issuer_kind: None }],
};

/// The enforcing authority of the provider's state.
pub(crate) const IE_CA: Player = Player {
    name: "IE-CA",
    id: "ie-ca",
    title: "Enforcing authority, Dublin",
    kind: "enforcing_authority",
    state: "IE",
    place: 2,
    seats: &[Seat { login: "executor", unit: "executor", office: "executor", issuer_kind: None }],
};

/// The oversight body: witness and auditor.
pub(crate) const NL_OVS: Player = Player {
    name: "NL-OVS",
    id: "nl-ovs",
    title: "Oversight body, The Hague",
    kind: "oversight_body",
    state: "NL",
    place: 3,
    seats: &[Seat {
        login: "oversight",
        unit: "oversight",
        office: "oversight",
        issuer_kind: None,
    }],
};

/// The neutral coordinator: member directory and second witness.
pub(crate) const COORD: Player = Player {
    name: "COORD",
    id: "coord",
    title: "Coordinator of the network",
    kind: "coordinator",
    state: "NL",
    place: 4,
    seats: &[Seat { login: "desk", unit: "desk", office: "coordinator", issuer_kind: None }],
};

/// The authority that France named for removal orders.
pub(crate) const FR_TCO: Player = Player {
    name: "FR-TCO",
    id: "fr-tco",
    title: "Competent authority for removal orders, Paris",
    kind: "law_enforcement",
    state: "FR",
    place: 0,
    seats: &[
        Seat { login: "analyst", unit: "analysis", office: "drafter", issuer_kind: Some("police") },
        Seat {
            login: "head",
            unit: "orders",
            office: "issuing_authority",
            issuer_kind: Some("competent_authority"),
        },
    ],
};

/// The supervisory authority for data protection in France.
pub(crate) const FR_DPA: Player = Player {
    name: "FR-DPA",
    id: "fr-dpa",
    title: "Data protection authority, Paris",
    kind: "dpa",
    state: "FR",
    place: 1,
    seats: &[Seat { login: "inspector", unit: "breaches", office: "executor", issuer_kind: None }],
};

/// A German authority that executes what comes from other states.
pub(crate) const DE_STA: Player = Player {
    name: "DE-STA",
    id: "de-sta",
    title: "Staatsanwaltschaft Hamburg",
    kind: "judicial_authority",
    state: "DE",
    place: 1,
    seats: &[Seat { login: "executor", unit: "legal-aid", office: "executor", issuer_kind: None }],
};

/// The contact point that answers by day and by night.
pub(crate) const CH_FP: Player = Player {
    name: "CH-FP",
    id: "ch-fp",
    title: "Contact point of the federal police, Bern",
    kind: "spoc_24_7",
    state: "CH",
    place: 1,
    seats: &[Seat { login: "duty", unit: "duty", office: "executor", issuer_kind: None }],
};

/// The central authority of a state outside the Union.
pub(crate) const US_OIA: Player = Player {
    name: "US-OIA",
    id: "us-oia",
    title: "Office of International Affairs, Washington",
    kind: "central_authority",
    state: "US",
    place: 1,
    seats: &[Seat { login: "executor", unit: "incoming", office: "executor", issuer_kind: None }],
};

/// A provider outside the Union.
pub(crate) const US_PROV: Player = Player {
    name: "US-PROV",
    id: "us-prov",
    title: "Harbour Mail Inc., Seattle",
    kind: "service_provider",
    state: "US",
    place: 1,
    seats: &[Seat { login: "legal", unit: "legal", office: "provider_agent", issuer_kind: None }],
};

/// The members of one journey, in the order of their places.
pub(crate) type Cast = [&'static Player];

/// The court, the provider, the enforcing authority of its state, and the two witnesses.
pub(crate) static PLAYERS: [&Player; 5] = [&FR_TJ, &IE_PROV, &IE_CA, &NL_OVS, &COORD];

/// Everybody of every cast: what starting over removes, whichever journey was played before.
pub(crate) static EVERYBODY: [&Player; 11] = [
    &FR_TJ, &IE_PROV, &IE_CA, &NL_OVS, &COORD, &FR_TCO, &DE_STA, &CH_FP, &US_OIA, &US_PROV, &FR_DPA,
];

/// How many places a sandbox has.
pub(crate) const PLACES: u16 = 5;
