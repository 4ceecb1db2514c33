//! Manifests of letters that rest on the charter of the network: its own business, recalls, agreements. They name no law and
//! no agreement, carry no data category and no object, and are kept in the strictest way.

use domain::actor::{NodeId, UnitId};
use domain::ids::LetterId;
use domain::letter::{Lane, Language, LetterRef, Party};
use domain::purpose::Purpose;
use jiff::Timestamp;
use seal::json::Json;

use super::{Frame, restricted};
use crate::manifest::{ConvPlace, Manifest};

/// What such a letter says for itself.
#[derive(Debug, Clone)]
pub struct Charter {
    /// Type: `recall.ask`.
    pub kind: String,
    /// Its id.
    pub id: LetterId,
    /// URN of what it is about, if that has one.
    pub subject: Option<String>,
    /// Who writes it.
    pub from: Party,
    /// Node and unit of everybody it is for.
    pub to: Vec<(NodeId, UnitId)>,
    /// When it was signed.
    pub issued_at: Timestamp,
    /// Why data in it are processed.
    pub purpose: Purpose,
    /// The lane it travels on.
    pub lane: Lane,
    /// The letter it answers.
    pub in_reply_to: Option<LetterRef>,
    /// Its body.
    pub body: Json,
}

impl Charter {
    /// The manifest at its place in a conversation.
    #[must_use]
    pub fn manifest(self, conv: ConvPlace, language: Language, frame: &Frame) -> Manifest {
        Manifest {
            net: frame.net,
            kind: self.kind,
            version: 1,
            letter_id: self.id,
            subject: self.subject,
            conv,
            issued_at: self.issued_at,
            issuer: self.from,
            to: self.to,
            case: None,
            basis: None,
            agreement: None,
            purpose: self.purpose,
            data_categories: Vec::new(),
            handling: restricted(),
            lane: self.lane,
            deliver_by: frame.deliver_by,
            not_after: frame.not_after,
            in_reply_to: self.in_reply_to,
            exercise_id: frame.exercise_id.clone(),
            language,
            body: self.body,
            objects: Vec::new(),
        }
    }
}
