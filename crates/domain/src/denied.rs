//! The core's reasoned no: why a command is refused, where the law says so, and what would help.
//!
//! One enum for every aggregate, so that the order in which reasons are reported is fixed in one
//! place ([`Denied::step`]). A reason is for people and programs: it has a code and a class, and it
//! carries what a form needs to show it, never what the person asking may not see.

use std::collections::BTreeSet;
use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use law::clock::Reason;
use law::declared::DeclaredKind;
use law::defect::Defect;
use law::ids::{
    CheckId, Cite, ClockId, Country, DataCategory, FieldId, GroundId, InstrumentId, IssuerKind,
    KindId,
};
use law::letter_form::Earlier;

use crate::actor::{AuthLevel, MemberId, Office};
use crate::exhibit::ExhibitNo;
use crate::letter::CopyKind;
use crate::measure::Finding;
use crate::purpose::Purpose;

pub use self::step::{Class, Step};

mod args;
mod cite;
mod code;
mod step;
#[cfg(test)]
mod tests;

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The letter is an act by law, which another act ends.
    #[error(
        "this letter is an act of its own by law, and is not taken back as a letter is; another act ends it"
    )]
    ActOfItsOwn {
        /// Where the law asks for the letter, if it says so.
        cite: Option<Cite>,
    },
    /// A party means another document than the one that is here.
    #[error(
        "the document that was signed is not the one that is here; the agreement has to be signed anew"
    )]
    AgreementDiffers,
    /// Signatures are missing, so the agreement binds nobody.
    #[error("not every party has signed the agreement; nothing of the kind can be done under it")]
    AgreementNotActive,
    /// The recipient has given its answer; it cannot be given twice or taken back.
    #[error("this was answered before, and the answer stands")]
    AlreadyAnswered,
    /// The measure is out; its text is fixed.
    #[error(
        "the measure is issued; its text cannot change any more: withdraw it and issue another"
    )]
    AlreadyIssued,
    /// A thing with this id, or a step that is made once, is there already.
    #[error("this was recorded before; look at what is there")]
    AlreadyKnown,
    /// A second person must agree first.
    #[error("somebody else must agree first: {have} of {k} did")]
    ApprovalMissing {
        /// Approvals needed.
        k: u32,
        /// Approvals there.
        have: u32,
    },
    /// A reasoned answer is owed before the act.
    #[error("the question `{check}` must be answered first ({cite})")]
    CheckMissing {
        /// Which question.
        check: CheckId,
        /// Where the law asks it.
        cite: Cite,
    },
    /// It has ended; nothing follows any more.
    #[error("this has ended; nothing can follow")]
    Closed,
    /// The issuing authority is contacted before the ground is raised.
    #[error("contact the issuing authority first, and say when you did ({cite})")]
    ContactMissing {
        /// Where the law says so.
        cite: Cite,
    },
    /// A copy shows what its recipient may not see.
    #[error("the copy holds {} fields that are not for its recipient; nothing of it is kept", fields.len())]
    CopyTooWide {
        /// Which fields, by name only.
        fields: Vec<FieldId>,
    },
    /// A day lies outside those it can be.
    #[error("`{what}` must be a day from {earliest} to {latest} ({cite})")]
    DayUnfit {
        /// Which.
        what: &'static str,
        /// What was given.
        on: Date,
        /// The first day it can be.
        earliest: Date,
        /// The last one.
        latest: Date,
        /// Where the law asks for it.
        cite: Cite,
    },
    /// A period cannot be computed, and the act depends on it.
    #[error("the period `{clock}` cannot be computed ({})", reason.id())]
    DeadlineUndetermined {
        /// Which clock.
        clock: ClockId,
        /// Why.
        reason: Reason,
    },
    /// The state that is asked declared what it wants of such a measure, and that is not so.
    #[error("the state that is asked declared otherwise ({cite})")]
    DeclarationUnmet {
        /// What it declared.
        declared: DeclaredKind,
        /// Which state.
        country: Country,
        /// Where it rests.
        cite: Cite,
    },
    /// The form has faults; all of them are listed.
    #[error("the form has {} faults", defects.len())]
    Defects {
        /// Each beside its field, in the order of the form.
        defects: Vec<Defect>,
    },
    /// Something was made from what is to be destroyed, and does not stand on the list.
    #[error(
        "`{exhibit}` was made from one of these and is not on the list; propose it again with everything that was made \
         from them"
    )]
    DerivativeLeft {
        /// What is missing on the list.
        exhibit: ExhibitNo,
    },
    /// What would go out is not what was seen.
    #[error("the draft changed since it was read: read it again before deciding")]
    DraftChanged {
        /// The revision that was read.
        seen: u32,
        /// The revision as it is.
        now: u32,
    },
    /// Digests did not agree; the exhibit cannot be used until people have looked.
    #[error("the digests of the exhibit did not agree; it is contested and stays where it is")]
    ExhibitContested,
    /// Data may not leave before the instant the law names.
    #[error("the data may not leave yet ({cite})")]
    GateNotOpen {
        /// Where the law says so.
        cite: Cite,
        /// The instant, as far as it is known.
        opens_at: Option<Timestamp>,
    },
    /// The enforcing authority raised a ground in time.
    #[error("a ground was raised against the measure")]
    GroundRaised {
        /// Which.
        ground: GroundId,
        /// Where it stands.
        cite: Option<Cite>,
    },
    /// A hold that ends in the past, or has ended.
    #[error("this hold ends at {until}, which is over")]
    HoldOver {
        /// When.
        until: Timestamp,
    },
    /// The law does not apply between these two states on this day.
    #[error("`{instrument}` is not in force here on {on}")]
    InstrumentNotInForce {
        /// Which law.
        instrument: InstrumentId,
        /// On which day.
        on: Date,
        /// The first day it is, where that is what is missing.
        from: Option<Date>,
        /// The state that is not bound, where that is what is missing.
        country: Option<Country>,
        /// What to try instead.
        otherwise: Vec<InstrumentId>,
    },
    /// What was made from an exhibit is kept no longer than the exhibit.
    #[error("what it was made from is kept until {latest}; it is not kept longer than that")]
    KeptTooLong {
        /// The earliest end of what it was made from.
        latest: Timestamp,
    },
    /// The letter rests on another text of the law than ours.
    #[error(
        "the letter rests on `{id}` version {version} with another text than ours; compare the packs"
    )]
    LawDiffers {
        /// Which law.
        id: InstrumentId,
        /// Which version it names.
        version: u32,
    },
    /// The letter follows something that has not come.
    #[error("this letter comes after one of these, and none of them has come: {}", list(after.iter()))]
    LetterMissing {
        /// One of these comes first.
        after: BTreeSet<Earlier>,
        /// Where the law says so.
        cite: Cite,
    },
    /// Nobody in the network would get the letter.
    #[error("there is nobody here to tell this; name the authority it is for")]
    NoRecipient {
        /// Where the law says to whom it goes.
        cite: Cite,
    },
    /// None of the exhibits was handed to anybody, so nobody can be asked to destroy a copy.
    #[error("none of these exhibits was handed to anybody who could be asked")]
    NobodyToAsk,
    /// The office is not held, or the person or member does not take part now.
    #[error("you cannot act now: the sign-in, the office or the member is not active")]
    NotActive,
    /// A draft is dropped by somebody who wrote on it.
    #[error("only somebody who wrote on the draft can drop it")]
    NotAuthor,
    /// The office or its holder may not do this by law.
    #[error("the office `{office}` may not do this")]
    NotCompetent {
        /// In which office it was tried.
        office: Office,
        /// With which competence by law.
        issuer_kind: Option<IssuerKind>,
        /// Where the law says who may.
        cite: Option<Cite>,
        /// The categories of data outside the competence.
        blocked: BTreeSet<DataCategory>,
        /// The categories the same person may ask for in a measure of its own.
        allowed: BTreeSet<DataCategory>,
    },
    /// No officer notes this figure: events give it, or the law does not ask for it.
    #[error("nobody notes the figure `{figure}`")]
    NotCounted {
        /// Which.
        figure: String,
    },
    /// The clock's instant has not come.
    #[error("the clock `{clock}` has not reached its instant")]
    NotDue {
        /// Which clock.
        clock: ClockId,
        /// When it fires.
        fires_at: Option<Timestamp>,
    },
    /// There is nothing here that the person asking may know of.
    #[error("there is nothing here under this name")]
    NotFound,
    /// The measure has not been issued.
    #[error("the measure has not been issued")]
    NotIssued,
    /// A hold that would last too long.
    #[error("a hold lasts {days_max} days at most; place another one before it ends")]
    HoldTooLong {
        /// The most days.
        days_max: u16,
    },
    /// Nobody ordered that the content is destroyed.
    #[error("nobody ordered that this content is destroyed; two officers do")]
    NotOrdered,
    /// The other side decides this.
    #[error("another member decides this")]
    NotOwner,
    /// The order has not been received here.
    #[error("the order has not been received here")]
    NotReceived,
    /// The content is not fixed yet.
    #[error("no content is fixed here yet; seal an exhibit before it leaves")]
    NotSealed,
    /// Our member has not suspended it.
    #[error("your member has not suspended this; only whoever suspended can end that")]
    NotSuspended,
    /// A period that keeps it back is not over.
    #[error("this cannot be done before the period that keeps it back is over ({cite})")]
    NotYet {
        /// Where the law says so.
        cite: Cite,
        /// When it can be done, as far as that is known.
        until: Option<Timestamp>,
    },
    /// The person takes no part in the case.
    #[error("you take no part in this case")]
    NotYourCase,
    /// A note does not say what its counter asks for, or says what it does not ask for.
    #[error("`{what}` is not what this counter asks for ({cite})")]
    NoteUnfit {
        /// What: `amount`, `began_at`, `happened_at`, `n` or `told_apart`.
        what: &'static str,
        /// Where the law asks for the figure.
        cite: Cite,
    },
    /// An erasure names no exhibit.
    #[error("nothing is named that could be erased; choose at least one exhibit")]
    NothingToErase,
    /// A measure of this kind asks nobody to hand anything over.
    #[error("a measure of this kind asks for no data: nothing is handed over ({cite})")]
    NothingToHandOver {
        /// Where the law says what it asks for.
        cite: Cite,
    },
    /// The notice waits, and its delay is decided anew when it is reviewed.
    #[error(
        "the notice is delayed until {until}; whether it waits longer is decided then ({cite})"
    )]
    NoticeDeferred {
        /// The day of review.
        until: Date,
        /// Where the law says so.
        cite: Cite,
    },
    /// The person was told.
    #[error("the person was told on {told_on}; that stands ({cite})")]
    NoticeGiven {
        /// When.
        told_on: Date,
        /// Where the law asks for it.
        cite: Cite,
    },
    /// A notice, or its delay, does not say all it must say.
    #[error("`{what}` is missing ({cite})")]
    NoticeIncomplete {
        /// What is missing.
        what: &'static str,
        /// Where the law asks for it.
        cite: Cite,
    },
    /// There is nothing to tell the person of.
    #[error("no notice is owed: nothing was produced yet, or the law asks for none")]
    NoticeNotOwed {
        /// Where the law says when one is owed, if it does.
        cite: Option<Cite>,
    },
    /// The offence is not grave enough for these data.
    #[error("the offence does not reach the threshold for these data ({cite})")]
    OffenceBelowThreshold {
        /// The field that falls short.
        field: FieldId,
        /// Where the threshold stands.
        cite: Cite,
    },
    /// A hold lasts on the exhibit: it is not destroyed.
    #[error(
        "`{exhibit}` is on hold until {until}; nothing is destroyed before that, unless the hold is lifted"
    )]
    OnHold {
        /// Which exhibit.
        exhibit: ExhibitNo,
        /// Until when, at the latest.
        until: Timestamp,
    },
    /// The agreement forbids that anything goes on to others.
    #[error("the agreement lets nothing go on to others, with or without consent")]
    OnwardForbidden,
    /// An act of its own says this letter.
    #[error("this letter is said by the act `{act}`, not by itself")]
    OtherAct {
        /// Which.
        act: &'static str,
    },
    /// Something a peer did waits for a word of ours.
    #[error("what a peer did, `{act}`, waits for a word of yours")]
    PeerActWaits {
        /// What it did.
        act: &'static str,
    },
    /// The purpose is not one the act can be done for.
    #[error("this cannot be done for the purpose `{purpose}`")]
    PurposeNotCovered {
        /// Which purpose.
        purpose: Purpose,
    },
    /// A receipt names an instant that has not come.
    #[error(
        "the receipt says {received_at}, which has not come: the peer's clock or ours is wrong"
    )]
    ReceiptAhead {
        /// What it says.
        received_at: Timestamp,
    },
    /// The law gives two answers, or a fact is missing: people must decide, not a clock.
    #[error("whether the data may leave is contested; a statement of the authorities is needed")]
    ReleaseContested {
        /// The row of the release table that applies.
        row: u8,
        /// What is to be known.
        findings: BTreeSet<Finding>,
    },
    /// One of the two states took this use of the law away.
    #[error("a reservation takes this away ({cite})")]
    Reserved {
        /// Which law.
        instrument: InstrumentId,
        /// Whose reservation.
        country: Option<Country>,
        /// Where it rests.
        cite: Cite,
        /// What to try instead.
        otherwise: Vec<InstrumentId>,
    },
    /// What a measure brought may not be used.
    #[error(
        "what this measure brought may not be used; it is to be deleted or restricted ({cite})"
    )]
    Restricted {
        /// Where the law says so.
        cite: Cite,
    },
    /// The same person would do two steps that two must do.
    #[error("somebody else must do this: you did the step before")]
    SameOfficer {
        /// Where the law says so; nothing where it is a rule of the house.
        cite: Option<Cite>,
    },
    /// The copies shown are not the copies owed.
    #[error("every copy must be seen before issuing; the {} copy was not", copy.id())]
    SeenIncomplete {
        /// Which copy.
        copy: CopyKind,
    },
    /// No loaded fact says whether the law binds both states: neither yes nor no.
    #[error("whether `{instrument}` binds here on {on} is not known to this node")]
    StatusNotLoaded {
        /// Which law.
        instrument: InstrumentId,
        /// On which day.
        on: Date,
        /// The state in question, where it is one.
        country: Option<Country>,
    },
    /// What was said stands, whoever said it.
    #[error(
        "what was told stands and is not taken back; say in a letter what is otherwise ({cite})"
    )]
    Stands {
        /// Where the law asks for it.
        cite: Cite,
    },
    /// A stronger sign-in is needed.
    #[error("this needs sign-in level {}", level.number())]
    StepUp {
        /// Which level.
        level: AuthLevel,
    },
    /// The time until which it may be kept is not over.
    #[error("it may be kept until {until}; its time is not over")]
    StillKept {
        /// The first instant at which it may not.
        until: Timestamp,
    },
    /// The duty is suspended until something is cleared up.
    #[error("the measure is suspended until the open question is settled")]
    Suspended {
        /// Where the law says so.
        cite: Option<Cite>,
    },
    /// A measure of this kind does not go to such a member or state, at such a speed, or asks for no such data; or a ground
    /// does not hold against whom it is raised.
    #[error("a measure of this kind takes no such `{what}` ({cite})")]
    TermsUnfit {
        /// What does not fit: `addressee`, `data`, `enforcing`, `ground`, `state` or `track`.
        what: &'static str,
        /// Where the law says what it is.
        cite: Cite,
    },
    /// More than a thing of this kind can hold.
    #[error("at most {n_max} are possible here")]
    TooMany {
        /// How many are.
        n_max: usize,
    },
    /// The agreement names no such criterion.
    #[error(
        "the agreement has no criterion {n} for a suspension; it numbers them from 1 to {n_max}"
    )]
    UnknownCriterion {
        /// What was given.
        n: u32,
        /// How many there are.
        n_max: u32,
    },
    /// The law knows no such ground for a delay of the notice.
    #[error("`{ground}` is no ground on which the notice may wait ({cite})")]
    UnknownDelayGround {
        /// What was given.
        ground: String,
        /// Where the law says which there are.
        cite: Cite,
    },
    /// The law knows no such ground for this party.
    #[error("`{ground}` is no ground you can raise here")]
    UnknownGround {
        /// What was given.
        ground: GroundId,
    },
    /// The kind of measure is not one of this law.
    #[error("this law has no measure `{kind}`")]
    UnknownKind {
        /// What was asked for.
        kind: KindId,
    },
    /// The law has no such letter about this kind of measure.
    #[error("this law has no letter `{letter}` about this measure")]
    UnknownLetter {
        /// What was named.
        letter: KindId,
    },
    /// The directory does not know the member.
    #[error("the directory does not know `{member}`")]
    UnknownMember {
        /// What was given.
        member: MemberId,
    },
    /// The letter or receipt is not for us, or speaks for somebody else.
    #[error("this is not for us or speaks for somebody else; nothing of it is kept")]
    WrongAddressee,
    /// The authority named is not one of the addressee's state.
    #[error("`{member}` is not an authority of the addressee's state")]
    WrongAuthority {
        /// Who was named.
        member: MemberId,
    },
}

fn list(items: impl Iterator<Item = impl fmt::Display>) -> String {
    items.map(|item| item.to_string()).collect::<Vec<_>>().join(",")
}
