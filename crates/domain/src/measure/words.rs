//! The arguments of an event by name, as timelines show them and scenario files compare them.
//!
//! Names and values that come from a pack or a clock keep the pack's spelling. What is not written
//! here is not for a line of text: exhibits, whole terms, texts of grounds.

use std::collections::BTreeSet;

use jiff::Timestamp;
use law::letter_form::Consequence;

use super::{Due, Event, Part, PeerAct, Standing, TakenBy};

/// An argument: its name and its value in words.
pub type Arg = (&'static str, String);

impl Event {
    /// The arguments worth a line, in a fixed order.
    #[must_use]
    pub fn args(&self) -> Vec<Arg> {
        match self {
            Self::Acknowledged { .. } | Self::Cleared { .. } | Self::Completed { .. } => Vec::new(),
            Self::Amended { terms, .. } => vec![("track", terms.track.to_string())],
            Self::Countersigned { kind, .. } => vec![("by", kind.to_string())],
            Self::Ceased { clock, .. }
            | Self::Exempted { clock, .. }
            | Self::GateOpened { clock, .. }
            | Self::Lapsed { clock, .. }
            | Self::RightLapsed { clock, .. } => vec![("clock", clock.to_string())],
            Self::HandedOver { handover, part, late, .. } => {
                let mut args = vec![
                    ("handover", handover.to_string()),
                    ("part", part.id().to_owned()),
                    ("late", yes_no(*late)),
                ];
                if let Part::Data(data) = part {
                    let data: Vec<&str> = data.iter().map(|category| category.id()).collect();
                    args.push(("data", data.join(",")));
                }
                args
            }
            Self::Issued { law, .. } => {
                vec![("law", law.id.to_string()), ("version", law.version.to_string())]
            }
            Self::Notice(event) => event.args(),
            Self::Objected { ground, extent, late, .. } => vec![
                ("ground", ground.to_string()),
                ("extent", extent.id().to_owned()),
                ("late", yes_no(*late)),
            ],
            Self::Opened { kind, from, .. } => {
                vec![("kind", kind.to_string()), ("from", from.screen())]
            }
            Self::Overdue { clock, effect, .. } => {
                vec![("clock", clock.to_string()), ("effect", effect.id().to_owned())]
            }
            Self::PeerActDeclined { finding, .. } => vec![("finding", finding.code().to_owned())],
            Self::PeerActStaged { from, act, .. } => {
                let mut args = vec![("act", act.id().to_owned()), ("from", from.member.screen())];
                args.extend(act.args());
                args
            }
            Self::PeerActTaken { by, .. } => by.args(),
            Self::Produced { handover, exhibits, .. } => {
                vec![("handover", handover.to_string()), ("exhibits", exhibits.len().to_string())]
            }
            Self::Received { order, .. } => vec![("copy", order.copy.id().to_owned())],
            Self::ReceiptRecorded { copy, received_at, .. } => {
                vec![("copy", copy.id().to_owned()), ("received_at", received_at.to_string())]
            }
            Self::Refused { ground, extent, .. } => {
                vec![("ground", ground.to_string()), ("extent", extent.id().to_owned())]
            }
            Self::ReviewOwed { due, .. } => due.args(),
            Self::Said { form, does, copies, late, .. } => {
                let to: Vec<String> = copies.iter().map(|copy| copy.to.screen()).collect();
                vec![
                    ("letter", form.to_string()),
                    ("does", consequences(does)),
                    ("to", to.join(",")),
                    ("late", yes_no(*late)),
                ]
            }
            Self::Timed { ended, .. } => {
                ended.iter().map(|clock| ("ended", clock.to_string())).collect()
            }
            Self::Validated { kind, .. } => vec![("by", kind.to_string())],
            Self::Withdrawn { why, .. } => vec![("why", why.clone())],
        }
    }

    /// The clocks the event started, with what they answered.
    #[must_use]
    pub fn dues(&self) -> Vec<&Due> {
        match self {
            Self::Received { dues, .. } | Self::ReceiptRecorded { dues, .. } => {
                dues.iter().collect()
            }
            Self::ReviewOwed { due, .. } => vec![due],
            Self::Timed { started, .. } => started.iter().map(|running| &running.due).collect(),
            Self::Acknowledged { .. }
            | Self::Amended { .. }
            | Self::Ceased { .. }
            | Self::Cleared { .. }
            | Self::Completed { .. }
            | Self::Countersigned { .. }
            | Self::Exempted { .. }
            | Self::GateOpened { .. }
            | Self::HandedOver { .. }
            | Self::Issued { .. }
            | Self::Lapsed { .. }
            | Self::Notice(_)
            | Self::Objected { .. }
            | Self::Opened { .. }
            | Self::Overdue { .. }
            | Self::PeerActDeclined { .. }
            | Self::PeerActStaged { .. }
            | Self::PeerActTaken { .. }
            | Self::Produced { .. }
            | Self::Refused { .. }
            | Self::RightLapsed { .. }
            | Self::Said { .. }
            | Self::Validated { .. }
            | Self::Withdrawn { .. } => Vec::new(),
        }
    }
}

impl PeerAct {
    /// The arguments worth a line.
    #[must_use]
    pub fn args(&self) -> Vec<Arg> {
        match self {
            Self::Acknowledged { received_at } => vec![("received_at", received_at.to_string())],
            Self::Cleared => Vec::new(),
            Self::Objected { ground, extent, because: _ } => {
                vec![("ground", ground.to_string()), ("extent", extent.id().to_owned())]
            }
            Self::OfferedHandover { handover, exhibits, conditions: _ } => {
                vec![("handover", handover.to_string()), ("exhibits", exhibits.len().to_string())]
            }
            Self::Refused { ground, extent, because: _ } => {
                vec![("ground", ground.to_string()), ("extent", extent.id().to_owned())]
            }
            Self::Said { form, does, values: _ } => {
                vec![("letter", form.to_string()), ("does", consequences(does))]
            }
            Self::Withdrew { why } => vec![("why", why.clone())],
        }
    }
}

impl TakenBy {
    /// Who or what gave effect, in words.
    #[must_use]
    pub fn args(&self) -> Vec<Arg> {
        match self {
            Self::Custody => vec![("by", "custody".to_owned())],
            Self::Officer(_) => vec![("by", "officer".to_owned())],
            Self::Rule(cite) => vec![("by", "rule".to_owned()), ("cite", cite.to_string())],
        }
    }
}

impl Standing {
    /// The standing in one word.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Declined(_) => "declined",
            Self::Taken(_) => "taken",
            Self::Waiting => "waiting",
        }
    }
}

impl Due {
    /// What the clock answered, under the names of the result model; what it has no answer for is
    /// left out.
    #[must_use]
    pub fn args(&self) -> Vec<Arg> {
        let instant = |name, at: Option<Timestamp>| at.map(|at| (name, at.to_string()));
        let mut args = vec![("clock", self.clock.to_string())];
        args.extend(instant("strict", self.strict));
        args.extend(instant("legal_latest", self.legal_latest));
        args.extend(instant("gate_opens", self.gate_opens));
        args.extend(self.last_day.map(|day| ("last_day", day.to_string())));
        args.push(("effect", self.effect.id().to_owned()));
        args.push(("contested", yes_no(self.contested)));
        args.extend(self.undetermined.map(|why| ("undetermined", why.id().to_owned())));
        args
    }
}

/// What a letter does, in words.
fn consequences(does: &BTreeSet<Consequence>) -> String {
    does.iter().map(|does| does.id()).collect::<Vec<_>>().join(",")
}

fn yes_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}
