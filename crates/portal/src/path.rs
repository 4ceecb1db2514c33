//! Where pages and forms live, in one place; links and handlers use the same words.

use std::fmt;

use domain::reader::{MeasureSeen, SideSeen};

/// Whether the node takes work.
pub const HEALTH: &str = "/health";
/// A one-time token for a session.
pub const SIGN_IN: &str = "/sign-in";
/// Asks for a passkey at the door.
pub const BEGIN_SIGN_IN: &str = "/sign-in/passkey/begin";
/// Takes the answer of a passkey for a session.
pub const SIGN_IN_BY_PASSKEY: &str = "/sign-in/passkey";
/// The reader's own passkeys.
pub const PASSKEYS: &str = "/passkeys";
/// Asks for a new one.
pub const BEGIN_PASSKEY: &str = "/passkeys/begin";
/// Ends the session.
pub const SIGN_OUT: &str = "/sign-out";
/// Where anybody checks a file.
pub const VERIFY: &str = "/verify";
/// What there is to do for an office.
pub const DESK: &str = "/desk";
/// Every case the reader takes part in.
pub const CASES: &str = "/cases";
/// Letters that have not arrived.
pub const WAITING: &str = "/waiting";
/// The agreements of the member.
pub const AGREEMENTS: &str = "/agreements";
/// The form that writes one down.
pub const NEW_AGREEMENT: &str = "/agreements/new";
/// Whether letters reach each member.
pub const REACH: &str = "/reach";
/// The form that opens a case.
pub const NEW_CASE: &str = "/cases/new";
/// The node's own ledger.
pub const LEDGER: &str = "/ledger";
/// A log that was rolled back, and its successor.
pub const SUCCESSOR: &str = "/ledger/successor";
/// A second officer agrees that the log is given up.
pub const AGREE_SUCCESSOR: &str = "/ledger/successor/agree";
/// The keys of the log, and their turns.
pub const LOG_KEYS: &str = "/ledger/keys";
/// A second officer agrees to a turn.
pub const AGREE_LOG_KEYS: &str = "/ledger/keys/agree";
/// The yearly figures of the member.
pub const STATISTICS: &str = "/statistics";
/// What officers note for them.
pub const NOTES: &str = "/statistics/notes";
/// The law this node applies.
pub const LAW: &str = "/law";
/// The ways from one state to another.
pub const LAW_WAYS: &str = "/law/ways";
/// The ledgers an oversight body watches.
pub const OVERSIGHT: &str = "/oversight/ledgers";

/// Removes a passkey.
#[must_use]
pub fn remove_passkey(id: &str) -> String {
    format!("{PASSKEYS}/{id}/remove")
}

/// The yearly figures of one year.
#[must_use]
pub fn statistics(year: i16) -> String {
    format!("{STATISTICS}?year={year}")
}

/// What was noted as having happened in one year.
#[must_use]
pub fn notes(year: i16) -> String {
    format!("{NOTES}?year={year}")
}

/// One page of them, counted from 1.
#[must_use]
pub fn notes_page(year: i16, page: usize) -> String {
    if page == 1 { notes(year) } else { format!("{NOTES}?year={year}&page={page}") }
}

/// The form that notes something in one figure of a counter.
#[must_use]
pub fn new_note(statistic: &str, figure: &str) -> String {
    format!("{NOTES}/new?statistic={statistic}&figure={figure}")
}

/// Takes a note back.
#[must_use]
pub fn strike(note: &str) -> String {
    format!("{NOTES}/{note}/strike")
}

/// One instrument.
#[must_use]
pub fn law(id: &str) -> String {
    format!("{LAW}/{id}")
}

/// One list of words.
#[must_use]
pub fn law_words(list: &str) -> String {
    format!("{LAW}/words/{list}")
}

/// A case with its timeline.
#[must_use]
pub fn case(case: &str) -> String {
    format!("{CASES}/{case}")
}

/// Takes a new measure of a case.
#[must_use]
pub fn measures(case: &str) -> String {
    format!("{CASES}/{case}/measures")
}

/// The form for a new measure of a case.
#[must_use]
pub fn new_measure(case: &str) -> String {
    format!("{CASES}/{case}/measures/new")
}

/// Exports a case.
#[must_use]
pub fn export(case: &str) -> String {
    format!("{CASES}/{case}/export")
}

/// The same, under a law that is named.
#[must_use]
pub fn new_measure_under(case: &str, law: &str) -> String {
    format!("{CASES}/{case}/measures/new?under={law}")
}

/// What a case keeps: its exhibits, the holds on them, and what of them was or will be destroyed.
#[must_use]
pub fn keeping(case: &str) -> String {
    format!("{CASES}/{case}/keeping")
}

/// Makes an exhibit from others of a case.
#[must_use]
pub fn derive(case: &str) -> String {
    format!("{CASES}/{case}/derive")
}

/// Sets until when exhibits of a case may be kept.
#[must_use]
pub fn retain(case: &str) -> String {
    format!("{CASES}/{case}/retain")
}

/// Places a hold on exhibits of a case.
#[must_use]
pub fn hold(case: &str) -> String {
    format!("{CASES}/{case}/hold")
}

/// Ends a hold before its time.
#[must_use]
pub fn lift(case: &str) -> String {
    format!("{CASES}/{case}/lift")
}

/// Proposes that the content of exhibits of a case is destroyed.
#[must_use]
pub fn erase(case: &str) -> String {
    format!("{CASES}/{case}/erase")
}

/// A measure.
#[must_use]
pub fn measure(measure: &str) -> String {
    format!("/measures/{measure}")
}

/// The form of a draft.
#[must_use]
pub fn fields(measure: &str) -> String {
    format!("/measures/{measure}/fields")
}

/// Lets go of a draft.
#[must_use]
pub fn drop(measure: &str) -> String {
    format!("/measures/{measure}/drop")
}

/// The exact text of each recipient's copy.
#[must_use]
pub fn check(measure: &str) -> String {
    format!("/measures/{measure}/check")
}

/// Issues what was checked.
#[must_use]
pub fn issue(measure: &str) -> String {
    format!("/measures/{measure}/issue")
}

/// Records that the person was told.
#[must_use]
pub fn notice(measure: &str) -> String {
    format!("/measures/{measure}/notice")
}

/// Asks that the notice to the person waits.
#[must_use]
pub fn defer_notice(measure: &str) -> String {
    format!("/measures/{measure}/notice/defer")
}

/// Decides about a delay that somebody else asked for.
#[must_use]
pub fn review_notice(measure: &str) -> String {
    format!("/measures/{measure}/notice/review")
}

/// Ends a delay because its ground ceased.
#[must_use]
pub fn end_notice_delay(measure: &str) -> String {
    format!("/measures/{measure}/notice/end")
}

/// The page of a measure on one of its sides.
#[must_use]
pub fn of_side(side: SideSeen, id: &str) -> String {
    match side {
        SideSeen::Issuing => measure(id),
        SideSeen::Executing | SideSeen::Notified => order(id),
    }
}

/// The page of a measure for whoever sees it so.
#[must_use]
pub fn page_of(seen: &MeasureSeen) -> String {
    of_side(seen.side, &seen.id.to_string())
}

/// An order that came in.
#[must_use]
pub fn order(order: &str) -> String {
    format!("/orders/{order}")
}

/// Takes a letter about a measure or an order, whose page is `place`.
#[must_use]
pub fn letters(place: &str) -> String {
    format!("{place}/letters")
}

/// The form of a letter about a measure or an order, whose page is `place`.
#[must_use]
pub fn letter(place: &str, form: &str) -> String {
    format!("{place}/letters/{form}")
}

/// The addressee refuses.
#[must_use]
pub fn refuse(order: &str) -> String {
    format!("/orders/{order}/refuse")
}

/// An act on a measure or an order that asks for little or nothing; its page is `place`.
#[must_use]
pub fn plain_act(place: &str, verb: &str) -> String {
    format!("{place}/{verb}")
}

/// An officer's word on what a peer did about a measure or an order, whose page is `place`.
#[must_use]
pub fn peer_act(place: &str, letter: &str, word: &str) -> String {
    format!("{place}/acts/{letter}/{word}")
}

/// The enforcing authority's word that it raises no ground.
#[must_use]
pub fn clear(order: &str) -> String {
    format!("/orders/{order}/clear")
}

/// The enforcing authority raises a ground.
#[must_use]
pub fn object(order: &str) -> String {
    format!("/orders/{order}/object")
}

/// Takes a file as an exhibit.
#[must_use]
pub fn evidence(order: &str) -> String {
    format!("/orders/{order}/evidence")
}

/// Files that come part by part.
#[must_use]
pub fn uploads(order: &str) -> String {
    format!("/orders/{order}/uploads")
}

/// Hands the produced data over.
#[must_use]
pub fn hand_over(order: &str) -> String {
    format!("/orders/{order}/hand-over")
}

/// A package.
#[must_use]
pub fn package(package: &str) -> String {
    format!("/packages/{package}")
}

/// A second person agrees that a package goes out.
#[must_use]
pub fn approve(package: &str) -> String {
    format!("/packages/{package}/approve")
}

/// One exhibit.
#[must_use]
pub fn exhibit(exhibit: &str) -> String {
    format!("/exhibits/{exhibit}")
}

/// Handing single fields of one entry of its record to somebody.
#[must_use]
pub fn disclose(exhibit: &str, entry: u64) -> String {
    format!("/exhibits/{exhibit}/entries/{entry}/disclose")
}

/// A copy of a finished package with fewer exhibits.
#[must_use]
pub fn copy(package: &str) -> String {
    format!("/packages/{package}/copy")
}

/// Letting an exhibit that we gave go on to somebody else.
#[must_use]
pub fn onward(exhibit: &str) -> String {
    format!("/exhibits/{exhibit}/onward")
}

/// One agreement.
#[must_use]
pub fn agreement(agreement: &str) -> String {
    format!("{AGREEMENTS}/{agreement}")
}

/// The form that writes one down that follows another one, with the terms of that one.
#[must_use]
pub fn agreement_after(agreement: &str) -> String {
    format!("{NEW_AGREEMENT}?after={agreement}")
}

/// An act on an agreement: `suspend`; for `sign` also the page on which the document is read first.
#[must_use]
pub fn agreement_act(agreement: &str, verb: &str) -> String {
    format!("{AGREEMENTS}/{agreement}/{verb}")
}

/// The exact document of an agreement.
#[must_use]
pub fn agreement_document(agreement: &str) -> String {
    format!("{AGREEMENTS}/{agreement}/document")
}

/// The bytes of a sealed package.
#[must_use]
pub fn download(package: &str) -> String {
    format!("/packages/{package}/download")
}

/// One destruction of content, from its proposal to its certificate.
#[must_use]
pub fn erasure(erasure: &str) -> String {
    format!("/erasures/{erasure}")
}

/// A second officer agrees that the content is destroyed.
#[must_use]
pub fn approve_erasure(erasure: &str) -> String {
    format!("/erasures/{erasure}/approve")
}

/// A second officer does not agree.
#[must_use]
pub fn reject_erasure(erasure: &str) -> String {
    format!("/erasures/{erasure}/reject")
}

/// The published checkpoint of a day that was stamped.
#[must_use]
pub fn stamped_note(day: &str) -> String {
    format!("{LEDGER}/stamps/{day}.note")
}

/// The time-stamp token over the checkpoint of a day.
#[must_use]
pub fn stamp(day: &str) -> String {
    format!("{LEDGER}/stamps/{day}.tst")
}

/// Letters that wait because of one agreement.
#[must_use]
pub fn waiting_for(agreement: &str) -> String {
    format!("{WAITING}?agreement={agreement}")
}

/// A letter that waits is tried at once.
#[must_use]
pub fn try_now(row: &str) -> String {
    format!("{WAITING}/{row}/try")
}

/// A letter that waits is taken back.
#[must_use]
pub fn take_back(row: &str) -> String {
    format!("{WAITING}/{row}/withdraw")
}

/// Sends a probe to a node.
#[must_use]
pub fn try_way(node: &str) -> String {
    format!("{REACH}/{node}/try")
}

/// Compares with a node what passed.
#[must_use]
pub fn compare(node: &str) -> String {
    format!("{REACH}/{node}/compare")
}

/// How a leaf of the node's own logs is called: by its index, `41`; behind the first log with the number of the log before
/// it, `1-41`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeafNo {
    /// Number of the log, from 0.
    pub log: u32,
    /// Index in it, from 0.
    pub index: u64,
}

impl LeafNo {
    /// Reads what [`fmt::Display`] writes, and nothing else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let read = match text.split_once('-') {
            None => Self { log: 0, index: text.parse().ok()? },
            Some((log, index)) => Self { log: log.parse().ok()?, index: index.parse().ok()? },
        };
        Some(read).filter(|read| read.to_string() == text)
    }
}

impl fmt::Display for LeafNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.log {
            0 => write!(f, "{}", self.index),
            log => write!(f, "{log}-{}", self.index),
        }
    }
}

/// Recalls about what a case holds, and the form that asks recipients back.
#[must_use]
pub fn recalls(case: &str) -> String {
    format!("{CASES}/{case}/recalls")
}

/// The same about what was handed over for an order.
#[must_use]
pub fn order_recalls(order: &str) -> String {
    format!("/orders/{order}/recalls")
}

/// One recall, of ours or of somebody else's.
#[must_use]
pub fn recall(recall: &str) -> String {
    format!("/recalls/{recall}")
}

/// Tells whoever asks that it is not destroyed now.
#[must_use]
pub fn refuse_recall(recall: &str) -> String {
    format!("/recalls/{recall}/refuse")
}

/// The proof of one leaf of the node's own ledger.
#[must_use]
pub fn leaf(leaf: LeafNo) -> String {
    format!("{LEDGER}/leaves/{leaf}")
}
