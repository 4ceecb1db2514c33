//! Letters that lie in the tray of a unit, and what is stated of them from there: that somebody received the content, or
//! nobody ever can (`docs/spec/ladder.md`).
//!
//! A letter is laid here in the act that consigns it. The first read of its measure by an officer or program of this member
//! takes it out, in the act that records the read (for letters about recalls and agreements: of their pages): once, whoever else reads at the same moment, and only what the reader was
//! shown. The same letter in further envelopes has the same ladder in each. Not here: the letter of statements (`work::statement`).
//!
//! Tables: ladder, tray, inbox, receipt, statement-due. They hold ids, instants and words of the ladder, never content.

use std::sync::Arc;

use domain::access;
use domain::actor::{NodeId, Office, UnitId};
use domain::agreement::Agreement;
use domain::ids::{AgreementId, LetterId, MeasureId, RecallId};
use domain::letter::Lane;
use domain::measure::Measure;
use domain::permit::matrix::{self, Row, Scope};
use domain::recall::Recall;
use jiff::{SignedDuration, Timestamp};
use law::calendar::Days;
use law::counting::r1182_working_days;
use law::zone;
use seal::receipt::{Event, Reason};
use serde::{Deserialize, Serialize};
use store::RowQuery;
use wire::ladder::{Rung, Step};

use crate::act::{ActError, Tx, act};
use crate::log;
use crate::node::Node;
use crate::peer::inbox::Inbox;
use crate::peer::receipts::{About, KeptReceipt, keep, kept};
use crate::recorder::RecordError;
use crate::rows::{decode, view};

#[cfg(test)]
mod tests;

/// Working days after which an office is reminded of a letter that nobody has opened…
const PATIENCE_DAYS: u32 = 2;
/// …where no calendar says which days are worked…
const PATIENCE: SignedDuration = SignedDuration::from_hours(48);
/// …and in an emergency.
const PATIENCE_EMERGENCY: SignedDuration = SignedDuration::from_mins(15);
/// Further envelopes of a letter that nobody has received yet whose ladders follow the first one's. A sender sends a letter again
/// after a loss, not in heaps.
const ENVELOPES_MAX: usize = 16;
/// Letters of the tray that are read at once.
const PAGE: u32 = 200;
/// Statements that one read makes, unless its first letter alone needs more; letters that are left are taken by the next one. No
/// more letters are looked at for it: each needs a statement at least.
const STATED_PER_READ_MAX: u32 = 128;

/// A letter that was consigned, and how far it is by our own statements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lying {
    /// The node it came from.
    pub from: String,
    /// What it is about: the id of a measure, or `recall:` or `agreement:` and an id.
    pub about: String,
    /// Its type.
    pub kind: String,
    /// Its unit.
    pub unit: Option<String>,
    /// How many events the record of what it is about had when it was consigned: whoever is shown so many sees what it brought.
    pub version: u64,
    /// When it was consigned, in milliseconds since 1970.
    pub consigned_ms: i64,
    /// From when on its office is reminded.
    pub remind_ms: i64,
    /// The rung of the ladder.
    pub rung: String,
    /// Its envelopes, the first first.
    pub envelopes: Vec<String>,
}

impl Lying {
    fn rung(&self) -> Result<Rung, ActError> {
        Rung::from_id(&self.rung).ok_or_else(|| ActError::Corrupt("row ladder".to_owned()))
    }

    fn tray_key(&self, letter: LetterId) -> String {
        format!("{}:{letter}", self.about)
    }
}

/// A letter that is laid in the tray.
#[derive(Debug)]
pub struct Laid<'a> {
    /// Which.
    pub letter: LetterId,
    /// Where it came from.
    pub from: &'a NodeId,
    /// What it is about: the id of a measure, or `recall:` or `agreement:` and an id.
    pub about: String,
    /// Its type.
    pub kind: &'a str,
    /// Its lane.
    pub lane: Lane,
    /// Its unit.
    pub unit: Option<&'a UnitId>,
    /// Events of what it is about, with those it brought.
    pub version: u64,
    /// The envelope it came in.
    pub env_id: &'a str,
}

impl Tx<'_> {
    /// Lays a letter in the tray, in the act that states its consignment.
    pub(crate) fn lay(&mut self, laid: &Laid<'_>) {
        let remind_at = patience(self.node, laid.lane, self.now);
        let lying = Lying {
            from: laid.from.to_string(),
            about: laid.about.clone(),
            kind: laid.kind.to_owned(),
            unit: laid.unit.map(ToString::to_string),
            version: laid.version,
            consigned_ms: self.now.as_millisecond(),
            remind_ms: remind_at.as_millisecond(),
            rung: Rung::Consigned.id().to_owned(),
            envelopes: vec![laid.env_id.to_owned()],
        };
        self.insert(view::LADDER, &laid.letter.to_string(), "", &lying);
        let sort = format!("{:020}", lying.remind_ms);
        self.put(view::TRAY, &lying.tray_key(laid.letter), &sort, &laid.letter.to_string());
    }

    /// A letter that lies in the tray, or did, came in one more envelope: what is stated of the first is stated of this one.
    pub(crate) async fn lay_again(
        &mut self,
        letter: LetterId,
        env_id: &str,
    ) -> Result<(), ActError> {
        let key = letter.to_string();
        let Some(held) = self.node.row::<Lying>(view::LADDER, &key).await? else { return Ok(()) };
        let rung = held.rung()?;
        if let Some(event) = end_of(rung) {
            self.state_of(&held, env_id, event, None).await?;
        } else if held.envelopes.len() <= ENVELOPES_MAX {
            let mut next = held.clone();
            next.envelopes.push(env_id.to_owned());
            self.swap(view::LADDER, &key, Some(&held), &next);
        }
        Ok(())
    }

    /// Somebody is shown what a measure holds, up to this version: every letter that lies in the tray and is part of it is
    /// received. The unit is whoever reads: a statement names it where the letter went to it, and otherwise the node alone.
    /// Returns how many.
    pub(crate) async fn hand_over(
        &mut self,
        about: &str,
        version: u64,
        reader: &UnitId,
    ) -> Result<usize, ActError> {
        let (mut n_handed, mut n_stated) = (0, 0_u32);
        for (letter, held) in shown(self.node, about, version).await? {
            let n_envelopes = u32::try_from(held.envelopes.len()).unwrap_or(u32::MAX);
            n_stated = n_stated.saturating_add(n_envelopes);
            if n_handed > 0 && n_stated > STATED_PER_READ_MAX {
                break;
            }
            self.climb(letter, &held, Event::ContentHandover, Some(reader)).await?;
            n_handed += 1;
        }
        Ok(n_handed)
    }

    /// States of a letter what its ladder allows, of each of its envelopes. Of two acts that state something of it at once, the
    /// slower decides again.
    pub(crate) async fn climb(
        &mut self,
        letter: LetterId,
        held: &Lying,
        event: Event,
        reader: Option<&UnitId>,
    ) -> Result<(), ActError> {
        let Step::Up(rung) = held.rung()?.hear(event) else { return Ok(()) };
        for env_id in &held.envelopes {
            self.state_of(held, env_id, event, reader).await?;
        }
        let next = Lying { rung: rung.id().to_owned(), ..held.clone() };
        self.swap(view::LADDER, &letter.to_string(), Some(held), &next);
        if rung.is_end() {
            self.delete(view::TRAY, &held.tray_key(letter));
        }
        Ok(())
    }

    /// One more statement about an envelope, after the last one and about the same letter.
    async fn state_of(
        &mut self,
        held: &Lying,
        env_id: &str,
        event: Event,
        reader: Option<&UnitId>,
    ) -> Result<(), ActError> {
        let damaged = || ActError::Corrupt("row inbox".to_owned());
        let inbox = self.row::<Inbox>(view::INBOX, env_id).await?.ok_or_else(damaged)?;
        let last = self.row::<KeptReceipt>(view::RECEIPT, &inbox.last_receipt).await?;
        let last = kept(&last.ok_or_else(damaged)?)?;
        let said = last.statement();
        // What another unit of this member received is not stated in the name of the one that the letter went to.
        let to = said.by.unit.as_ref().map(|unit| unit.as_str());
        let unit = reader.filter(|reader| to == Some(reader.to_string().as_str())).cloned();
        let about = About {
            of: said.of.clone(),
            letter: said.letter.clone(),
            chunks: said.chunks,
            prev: Some(last.statement_digest()),
            unit,
        };
        let same = said.reason.filter(|reason| *reason == Reason::SameLetter);
        let receipt = self.node.issue_receipt(event, about, same, &[], self.now)?;
        let (digest, row) = keep(&receipt)?;
        self.put(view::RECEIPT, &digest, env_id, &row);
        let from = NodeId::parse(&held.from).map_err(|_| damaged())?;
        self.owe_statement(&from, &digest);
        let next = Inbox { last_receipt: digest, ..inbox.clone() };
        self.move_on(env_id, &inbox, &next);
        Ok(())
    }
}

/// What was stated of a letter that stands on the end of its ladder.
fn end_of(rung: Rung) -> Option<Event> {
    Event::ALL.into_iter().find(|event| rung.is_end() && Rung::of(*event) == Some(rung))
}

/// Whether a letter about this is received when an office is shown its page: what is about a measure by offices that act on
/// letters of their member, what is about an agreement or a recall by those that have an act on it. Nobody else is reminded of it.
#[must_use]
pub fn may_receive(office: Office, about: &str) -> bool {
    let has = |row| matrix::mark(row, office).scope != Scope::Never;
    match about.split_once(':') {
        None => access::receives(office),
        Some(("agreement", _)) => has(Row::AgreementReview),
        Some(("recall", _)) => has(Row::RecallAsk) || has(Row::RecallRefuse),
        Some(_) => false,
    }
}

/// The letters about a record that lie in the tray and brought nothing after this version, at most [`STATED_PER_READ_MAX`].
///
/// # Errors
/// If the store fails.
pub async fn shown(
    node: &Node,
    about: &str,
    version: u64,
) -> Result<Vec<(LetterId, Lying)>, ActError> {
    let prefix = Some(format!("{about}:"));
    let query = RowQuery { prefix, ..RowQuery::view(view::TRAY, STATED_PER_READ_MAX) };
    let mut letters = Vec::new();
    for row in node.store.rows(query).await? {
        let id: String = decode(&row.body)?;
        let letter = crate::work::open::letter_id(&id)?;
        let held = node.row::<Lying>(view::LADDER, &id).await?;
        letters.extend(held.filter(|held| held.version <= version).map(|held| (letter, held)));
    }
    Ok(letters)
}

/// Somebody was shown, or is about to be, what a recall or an agreement holds up to this version: its letters are received. Their
/// pages hold nobody's data, so that somebody looks is not on record otherwise, and is no reason to refuse the page: where the
/// log signs nothing, the letters stay where they are.
///
/// # Errors
/// If the store fails.
pub async fn receive(
    node: &Arc<Node>,
    about: &str,
    version: u64,
    reader: &UnitId,
) -> Result<(), ActError> {
    if shown(node, about, version).await?.is_empty() {
        return Ok(());
    }
    let done = act!(node, "receive_letters", None, |tx| {
        tx.hand_over(about, version, reader).await?;
        Ok(Vec::new())
    })
    .await;
    match done {
        Ok(_) | Err(ActError::Ledger(_) | ActError::Unsigned(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Where a walk through the letters that are late goes on.
pub type Mark = (String, String);

/// Letters that nobody has opened in time, those that have waited longest beyond it first: one page of them, and where the next
/// one begins if there may be one.
///
/// # Errors
/// If the store fails or a row is damaged.
pub async fn unopened(
    node: &Node,
    after: Option<Mark>,
) -> Result<(Vec<(LetterId, Lying)>, Option<Mark>), ActError> {
    // A row's instant has twenty digits, so it sorts below its end.
    let now_ms = node.now().as_millisecond();
    let to_sort = Some(format!("{:020}", now_ms.saturating_add(1)));
    let rows =
        node.store.rows(RowQuery { to_sort, after, ..RowQuery::view(view::TRAY, PAGE) }).await?;
    let is_full = u32::try_from(rows.len()).is_ok_and(|n_rows| n_rows == PAGE);
    let next = rows.last().filter(|_| is_full).map(|row| (row.sort.clone(), row.key.clone()));
    let mut letters = Vec::new();
    for row in rows {
        let id: String = decode(&row.body)?;
        let letter = crate::work::open::letter_id(&id)?;
        let held = node.row::<Lying>(view::LADDER, &id).await?;
        letters.extend(held.map(|held| (letter, held)));
    }
    Ok((letters, next))
}

/// States of letters that lie unopened beyond their time, and whose record was destroyed, that nobody can ever receive them.
/// One of which nothing can be stated does not keep the others from it. Returns how many.
///
/// # Errors
/// If the store fails.
pub async fn run_once(node: &Arc<Node>) -> Result<usize, ActError> {
    let (mut n_ended, mut after) = (0, None);
    // Letters about one record lie beside each other where they came together.
    let mut last: Option<(String, bool)> = None;
    loop {
        let (letters, next) = unopened(node, after).await?;
        for (letter, lying) in letters {
            let is_destroyed = match &last {
                Some((about, is_destroyed)) if *about == lying.about => *is_destroyed,
                Some(_) | None => is_destroyed(node, &lying.about).await,
            };
            last = Some((lying.about, is_destroyed));
            if !is_destroyed {
                continue;
            }
            match end(node, letter).await {
                Ok(()) => n_ended += 1,
                Err(error) => log::worker_failed("tray", &error),
            }
        }
        match next {
            Some(_) => after = next,
            None => return Ok(n_ended),
        }
    }
}

/// Whether the record that letters are about was destroyed. One that cannot be read for another reason may be read again.
async fn is_destroyed(node: &Node, about: &str) -> bool {
    let ours = &node.config.node;
    let read = match about.split_once(':') {
        None => match MeasureId::parse(about) {
            Ok(id) => node.load::<Measure>(&id.urn(ours)).await.map(|_| ()),
            Err(_) => return false,
        },
        Some(("agreement", id)) => match AgreementId::parse(id) {
            Ok(id) => node.load::<Agreement>(&id.urn(ours)).await.map(|_| ()),
            Err(_) => return false,
        },
        Some(("recall", id)) => match RecallId::parse(id) {
            Ok(id) => node.load::<Recall>(&id.urn(ours)).await.map(|_| ()),
            Err(_) => return false,
        },
        Some(_) => return false,
    };
    matches!(read, Err(ActError::Record(RecordError::Erased)))
}

/// Ends a letter that nobody can receive any more.
async fn end(node: &Arc<Node>, letter: LetterId) -> Result<(), ActError> {
    act!(node, "end_letter", None, |tx| {
        let held = node.row::<Lying>(view::LADDER, &letter.to_string()).await?;
        if let Some(held) = held {
            tx.climb(letter, &held, Event::ContentHandoverFailure, None).await?;
        }
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// When an office is reminded of a letter that nobody has opened.
fn patience(node: &Node, lane: Lane, at: Timestamp) -> Timestamp {
    let after = |span: SignedDuration| at.saturating_add(span).unwrap_or(Timestamp::MAX);
    if lane == Lane::Emergency {
        return after(PATIENCE_EMERGENCY);
    }
    let (calendars, state) = (&node.law.calendars, node.config.state);
    let days = Days::nationwide(calendars, state);
    let counted = calendars
        .zone_of(state, None)
        .and_then(zone::find)
        .and_then(|zone| r1182_working_days(at, PATIENCE_DAYS, &zone, &days).ok());
    counted.map_or_else(|| after(PATIENCE), |counted| counted.strict)
}
