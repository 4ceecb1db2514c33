//! Exhibits and handovers in the shell: their streams, and evidence that an officer brings in or hands over.

use std::sync::Arc;

use domain::actor::{NodeId, Officer};
use domain::ctx::Ctx;
use domain::denied::Denied;
use domain::exhibit::{self, Authority, Data, Exhibit, ExhibitNo, Location, SealMark, Source};
use domain::handover::{self, Handover};
use domain::ids::{CaseId, ExhibitId, HandoverId, MeasureId};
use domain::measure::{self, Executing, HandedExhibit, Measure, Part, Received};
use domain::permit::{self, Subject};
use domain::release;
use tokio::task::JoinSet;
use wire::stored::{Stored, StreamKind};

use crate::act::{ActError, Aggregate, OnceKey, StreamRef, Tx, act};
use crate::ingest::Ingested;
use crate::ingest::upload::Ending;
use crate::measures::{carry_out, measure_stream, who};
use crate::node::Node;
use crate::objects::{self, Item};
use crate::rows::view;
use crate::space::Need;
use crate::work::arrive::{list, tool};

#[cfg(test)]
mod tests;

impl Aggregate for Exhibit {
    const KIND: StreamKind = StreamKind::Exhibit;

    fn after(state: Option<Self>, event: &Stored) -> Result<Self, ActError> {
        if let Stored::Exhibit(event) = event {
            Ok(exhibit::evolve(state, event)?)
        } else {
            Err(ActError::Corrupt("another aggregate's event".to_owned()))
        }
    }
}

impl Aggregate for Handover {
    const KIND: StreamKind = StreamKind::Handover;

    fn after(state: Option<Self>, event: &Stored) -> Result<Self, ActError> {
        if let Stored::Handover(event) = event {
            Ok(handover::evolve(state, event)?)
        } else {
            Err(ActError::Corrupt("another aggregate's event".to_owned()))
        }
    }
}

fn scope(case: Option<CaseId>, measure: MeasureId) -> String {
    match case {
        Some(case) => format!("case:{case}"),
        None => format!("measure:{measure}"),
    }
}

/// The stream of an exhibit.
#[must_use]
pub fn exhibit_stream(
    node: &NodeId,
    id: ExhibitId,
    case: Option<CaseId>,
    measure: MeasureId,
) -> StreamRef {
    StreamRef { id: id.urn(node), scope: scope(case, measure) }
}

/// The stream of a handover.
#[must_use]
pub fn handover_stream(
    node: &NodeId,
    id: HandoverId,
    case: Option<CaseId>,
    measure: MeasureId,
) -> StreamRef {
    StreamRef { id: id.urn(node), scope: scope(case, measure) }
}

/// Longest name of a file, as the file systems of the day have it; the longest media type too.
const NAME_BYTES_MAX: usize = 255;

/// Why a file is not taken by that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadBrought {
    /// The media type is none.
    #[error("the media type is none; leave it out or write it like `application/pdf`")]
    MediaType,
    /// The name is a path.
    #[error("the name of the file holds a `/` or `\\`; send the name without its folders")]
    NameIsPath,
    /// The name has characters nobody sees.
    #[error("the name of the file holds a control character; rename it and bring it again")]
    NameInvisible,
    /// The name is longer than any name.
    #[error(
        "the name of the file has {n_bytes} bytes, at most {NAME_BYTES_MAX} are taken; rename it and bring it again"
    )]
    NameTooLong {
        /// How long it is.
        n_bytes: usize,
    },
}

impl BadBrought {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::MediaType => "media-type-malformed",
            Self::NameInvisible | Self::NameIsPath => "file-name-malformed",
            Self::NameTooLong { .. } => "file-name-too-long",
        }
    }
}

/// A file as somebody brought it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    name: String,
    media_type: String,
}

impl Brought {
    /// A file by its name there and its media type, as stated; what has no type is a file of bytes.
    ///
    /// # Errors
    /// [`BadBrought`]: names go into records and packages, so they are names and nothing else.
    pub fn parse(name: &str, media_type: Option<&str>) -> Result<Self, BadBrought> {
        if name.len() > NAME_BYTES_MAX {
            return Err(BadBrought::NameTooLong { n_bytes: name.len() });
        }
        if name.contains(char::is_control) {
            return Err(BadBrought::NameInvisible);
        }
        if name.contains(['/', '\\']) {
            return Err(BadBrought::NameIsPath);
        }
        let media_type = media_type.unwrap_or("application/octet-stream");
        let is_plain = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
        if media_type.len() > NAME_BYTES_MAX || !media_type.bytes().all(is_plain) {
            return Err(BadBrought::MediaType);
        }
        Ok(Self { name: name.to_owned(), media_type: media_type.to_owned() })
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(&self) -> &str {
        &self.media_type
    }
}

/// An exhibit that was just sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedExhibit {
    /// Its id.
    pub id: ExhibitId,
    /// Its number.
    pub no: ExhibitNo,
}

/// The order a measure is at its addressee, while evidence may still be added to it.
///
/// # Errors
/// [`Denied::NothingToHandOver`] where it asks for no data, [`Denied::AlreadyAnswered`] or [`Denied::Closed`] once it may
/// not: what is added then would be left behind.
pub fn open_order<'m>(measure: &'m Measure, ctx: &Ctx<'_>) -> Result<&'m Received, ActError> {
    match measure {
        Measure::Executing(Executing::Received(received)) => {
            release::yields_data(&received.order.kind, ctx)?;
            Ok(received)
        }
        Measure::Executing(Executing::HandedOver(_) | Executing::Performed(_)) => {
            Err(Denied::AlreadyAnswered.into())
        }
        Measure::Executing(
            Executing::Ended(_) | Executing::Refused(_) | Executing::Withdrawn(_),
        ) => Err(Denied::Closed.into()),
        Measure::Issuing(_) | Measure::Notified(_) => Err(ActError::NotFound),
    }
}

/// Registers and seals what was read for an order: two custody events in one transaction, which also ends the upload it
/// came by, if it did.
///
/// # Errors
/// If the officer may not, or the record cannot be written.
pub async fn seal_evidence(
    node: &Arc<Node>,
    officer: &Officer,
    measure: MeasureId,
    id: ExhibitId,
    brought: &Brought,
    ingested: &Ingested,
    once: Option<OnceKey>,
    upload: Option<Ending>,
) -> Result<SealedExhibit, ActError> {
    let file = Arrived { id, brought: brought.clone(), ingested: ingested.clone() };
    let sealed = seal_all(node, officer, measure, &[file], once, upload).await?;
    sealed.into_iter().next().ok_or_else(|| ActError::Corrupt("once".to_owned()))
}

/// A file that was read for an order and waits for its record.
#[derive(Debug, Clone)]
pub struct Arrived {
    /// The exhibit it becomes.
    pub id: ExhibitId,
    /// Its name and type, as somebody brought it.
    pub brought: Brought,
    /// What was read.
    pub ingested: Ingested,
}

/// Most files whose records share one transaction: two entries each, and the store takes 512.
pub const SEALED_MAX: usize = 200;

/// The same for many files: their records are one transaction and their keys are stored beside each other, so that what
/// the disk is asked for does not grow with the number of files, but for their own bytes.
///
/// # Errors
/// If the officer may not, there are more than [`SEALED_MAX`], or the record cannot be written; then none is sealed.
pub async fn seal_many(
    node: &Arc<Node>,
    officer: &Officer,
    measure: MeasureId,
    files: &[Arrived],
    once: Option<OnceKey>,
) -> Result<Vec<SealedExhibit>, ActError> {
    if files.len() > SEALED_MAX {
        return Err(Denied::TooMany { n_max: SEALED_MAX }.into());
    }
    seal_all(node, officer, measure, files, once, None).await
}

async fn seal_all(
    node: &Arc<Node>,
    officer: &Officer,
    measure: MeasureId,
    files: &[Arrived],
    once: Option<OnceKey>,
    upload: Option<Ending>,
) -> Result<Vec<SealedExhibit>, ActError> {
    let done = act!(node, "seal_exhibit", once, |tx| {
        let view_of_roster = node.roster_view();
        let order = measure_stream(&node.config.node, measure, None);
        let state = tx.load::<Measure>(&order).await?.ok_or(ActError::NotFound)?;
        let law = state.instrument();
        let ctx = node.ctx(tx.now, law, &view_of_roster).ok_or(ActError::NotFound)?;
        let received = open_order(&state, &ctx)?;
        let first = next_numbers(tx, measure, files.len()).await?;
        let mut sealed = Vec::new();
        for (number, file) in (first..).zip(files) {
            let no = ExhibitNo::parse(&format!("X-{number}"))
                .ok_or_else(|| ActError::Shell("exhibit number".to_owned()))?;
            seal_one(tx, officer, received, &ctx, measure, file, &no).await?;
            list(tx, None, &measure.to_string(), file.id, number);
            if let Some(upload) = &upload {
                upload.in_act(tx, file.id, &no).await?;
            }
            sealed.push(format!("{} {no}", file.id));
        }
        keep_all(node, tx, measure, files).await?;
        Ok(sealed.join("\n").into_bytes())
    })
    .await?;
    let text = String::from_utf8_lossy(&done.result).into_owned();
    let damaged = || ActError::Corrupt("once".to_owned());
    let one = |line: &str| {
        let (id, no) = line.split_once(' ').ok_or_else(damaged)?;
        Ok(SealedExhibit {
            id: ExhibitId::parse(id).map_err(|_| damaged())?,
            no: ExhibitNo::parse(no).ok_or_else(damaged)?,
        })
    };
    text.lines().map(one).collect()
}

/// The two entries of one file.
async fn seal_one(
    tx: &mut Tx<'_>,
    officer: &Officer,
    received: &Received,
    ctx: &Ctx<'_>,
    measure: MeasureId,
    file: &Arrived,
    no: &ExhibitNo,
) -> Result<(), ActError> {
    let node = tx.node;
    let Arrived { id, brought, ingested } = file;
    let cite = ctx.law.kind(&received.order.kind).map(|kind| kind.provenance.cite.clone());
    let basis = cite.map(|cite| Authority {
        law: received.order.law.clone(),
        cite,
        measure,
        issued_by: received.order.from.clone(),
    });
    let register = exhibit::Command::Register(exhibit::Registration {
        exhibit: *id,
        exhibit_no: no.clone(),
        case: None,
        basis,
        purpose: received.purpose,
        source: Source {
            original_name: brought.name.clone(),
            device: None,
            account: None,
            method: "extract of records held by the provider".to_owned(),
            claimed: Vec::new(),
            zone: None,
        },
        location: Location { node: node.config.node.clone(), place: None },
        tool: tool(),
    });
    let seal = exhibit::Command::Seal {
        data: Data { plain: ingested.plain, sha512: None, media_type: brought.media_type.clone() },
        tool: tool(),
        seal: SealMark {
            numbers: vec![format!("cobblestone-256/{id}")],
            condition: "encrypted at ingest, never stored in clear".to_owned(),
        },
        until: tx.now,
    };
    let stream = exhibit_stream(&node.config.node, *id, None, measure);
    let mut exhibit = tx.load::<Exhibit>(&stream).await?;
    for command in [register, seal] {
        let subject = Subject::new(exhibit.as_ref());
        let permit = permit::for_officer(officer, &subject, command, ctx)?;
        let by = who(&permit, ctx, None, &stream.id);
        for event in exhibit::decide(exhibit.as_ref(), &permit, ctx)? {
            let at = event.at;
            tx.record(&stream, &Stored::Exhibit(event.clone()), at, &by).await?;
            exhibit = Some(exhibit::evolve(exhibit, &event)?);
        }
    }
    Ok(())
}

/// Stores the keys of these files and writes the rows that name their content. The keys are asked for beside each other:
/// the key store commits what waits in one transaction.
async fn keep_all(
    node: &Arc<Node>,
    tx: &mut Tx<'_>,
    measure: MeasureId,
    files: &[Arrived],
) -> Result<(), ActError> {
    let mut rows = JoinSet::new();
    for Arrived { id, ingested, .. } in files {
        let (node, id, ingested) = (node.clone(), *id, ingested.clone());
        let stream = exhibit_stream(&node.config.node, id, None, measure);
        let kek = tx.kek_of(&stream).ok_or(ActError::NotFound)?;
        rows.spawn(async move { (id, node.keep_content(&kek, id, &ingested).await) });
    }
    while let Some(kept) = rows.join_next().await {
        let (id, row) = kept.map_err(|_| ActError::Shell("a key was not stored".to_owned()))?;
        tx.put_raw(view::CONTENT, &id.to_string(), "", row?);
    }
    Ok(())
}

/// Key of the counter that gives a measure's exhibits their numbers.
fn counter_key(measure: MeasureId) -> String {
    format!("exhibit:{measure}")
}

/// Nothing is added to a measure's exhibits while this act is under way, or the act runs again.
async fn hold_list(tx: &mut Tx<'_>, measure: MeasureId) -> Result<(), ActError> {
    let key = counter_key(measure);
    if let Some(held) = tx.node.row::<u32>(view::COUNTER, &key).await? {
        tx.swap(view::COUNTER, &key, Some(&held), &held);
    }
    Ok(())
}

/// The first of so many numbers that nobody else gets.
async fn next_numbers(tx: &mut Tx<'_>, measure: MeasureId, n: usize) -> Result<u32, ActError> {
    let key = counter_key(measure);
    let held = tx.node.row::<u32>(view::COUNTER, &key).await?;
    let before = held.unwrap_or(0);
    let last = before.saturating_add(u32::try_from(n).unwrap_or(u32::MAX));
    tx.swap(view::COUNTER, &key, held.as_ref(), &last);
    Ok(before.saturating_add(1))
}

/// The exhibits of a measure, in the order of their numbers.
///
/// # Errors
/// If a record is damaged.
pub async fn of_measure(
    node: &Node,
    measure: MeasureId,
) -> Result<Vec<(ExhibitId, Exhibit)>, ActError> {
    listed(node, view::MEASURE_ITEM, &measure.to_string()).await
}

/// The exhibits of a case, in the order of their numbers.
///
/// # Errors
/// If a record is damaged.
pub async fn of_case(node: &Node, case: CaseId) -> Result<Vec<(ExhibitId, Exhibit)>, ActError> {
    listed(node, view::CASE_ITEM, &case.to_string()).await
}

async fn listed(node: &Node, view: &str, of: &str) -> Result<Vec<(ExhibitId, Exhibit)>, ActError> {
    let rows: Vec<(String, String)> = node.rows(view, &format!("{of}:exhibit:")).await?;
    let mut exhibits = Vec::new();
    for (_, id) in rows {
        let id = ExhibitId::parse(&id).map_err(|_| ActError::Corrupt("row exhibit".to_owned()))?;
        if let Some(exhibit) = node.load::<Exhibit>(&id.urn(&node.config.node)).await? {
            exhibits.push((id, exhibit));
        }
    }
    Ok(exhibits)
}

/// Hands everything that was sealed for an order over to its issuer.
///
/// # Errors
/// [`ActError::Denied`] while the law does not let the data leave, with the article.
pub async fn hand_over(
    node: &Arc<Node>,
    officer: &Officer,
    id: MeasureId,
    once: Option<OnceKey>,
) -> Result<HandoverId, ActError> {
    node.may_disclose()?;
    // Whoever objected in time may have written already: what is here is read before anything is decided.
    crate::work::open::catch_up(node).await?;
    let handover = HandoverId::new(node.random.uuid_v7(node.now().as_millisecond()));
    let mut handed = Vec::new();
    let mut items = Vec::new();
    let exhibits = of_measure(node, id).await?;
    let listed: Vec<_> = exhibits.iter().map(|(exhibit, _)| *exhibit).collect();
    for (exhibit, state) in exhibits {
        let Some(data) = state.data().cloned() else { continue };
        let exhibit_no = state.item().exhibit_no.clone();
        let name = state.item().source.as_ref().map(|source| source.original_name.clone());
        items.push(Item {
            exhibit,
            name: name.unwrap_or_default(),
            media_type: data.media_type.clone(),
            plain: data.plain,
        });
        handed.push(HandedExhibit { exhibit, exhibit_no, plain: data.plain });
    }
    let command = measure::Command::HandOver { handover, exhibits: handed, part: Part::All };
    // Asked before the work and again in the transaction: an officer who may not learns it at once.
    if once_known(node, once.as_ref()).await?.is_none() {
        may_hand_over(node, officer, id, &command).await?;
    }
    let mut prepared = Vec::new();
    if once_known(node, once.as_ref()).await?.is_none() {
        for (item, n) in items.iter().zip(0_u32..) {
            prepared.push(objects::prepare(node, n, handover, item).await?);
        }
    }
    let done = act!(node, "hand_over", once, |tx| {
        let roster = node.roster_view();
        let stream = measure_stream(&node.config.node, id, None);
        let state = tx.load::<Measure>(&stream).await?.ok_or(ActError::NotFound)?;
        let law = state.instrument().clone();
        let ctx = node.ctx(tx.now, &law, &roster).ok_or(ActError::NotFound)?;
        hold_list(tx, id).await?;
        if !of_measure(node, id)
            .await?
            .iter()
            .map(|(exhibit, _)| *exhibit)
            .eq(listed.iter().copied())
        {
            // Something was sealed while the others were made ready: it must not stay behind.
            return Err(ActError::Stale);
        }
        let subject = Subject::new(Some(&state));
        let permit = permit::for_officer(officer, &subject, command.clone(), &ctx)?;
        let events = measure::decide(Some(&state), &permit, &ctx)?;
        let by = who(&permit, &ctx, None, &stream.id);
        let wanted = prepared.iter().map(|(object, _)| object.clone()).collect();
        let before = Some(state);
        let carried = carry_out(tx, &stream, before, events, &by, &officer.unit, wanted).await?;
        let sent = carried.and_then(|carried| carried.letters.into_iter().next());
        let sent = sent.ok_or_else(|| ActError::Shell("nothing to send".to_owned()))?;
        let kek = tx.kek_of(&stream).ok_or(ActError::NotFound)?;
        let outgoing: Vec<_> = prepared.iter().map(|(_, outgoing)| outgoing.clone()).collect();
        objects::keep(tx, sent.letter.id, &outgoing, &kek)?;
        let key = format!("handover-of:{}", sent.letter.id);
        tx.put(view::MEASURE_ITEM, &key, "", &handover.to_string());
        offer(tx, officer, id, handover, &command, &sent, &ctx).await?;
        Ok(handover.to_string().into_bytes())
    })
    .await?;
    let text = String::from_utf8_lossy(&done.result).into_owned();
    HandoverId::parse(&text).map_err(|_| ActError::Corrupt("once".to_owned()))
}

async fn once_known(
    node: &Node,
    once: Option<&OnceKey>,
) -> Result<Option<store::OnceResult>, ActError> {
    match once {
        None => Ok(None),
        Some(key) => Ok(node.store.once(&key.scope, &key.key).await?),
    }
}

async fn may_hand_over(
    node: &Node,
    officer: &Officer,
    id: MeasureId,
    command: &measure::Command,
) -> Result<(), ActError> {
    let roster = node.roster_view();
    let stream = measure_stream(&node.config.node, id, None);
    let state = node.load::<Measure>(&stream.id).await?.ok_or(ActError::NotFound)?;
    node.has_room(Need::of(&state))?;
    let ctx = node.ctx(node.now(), state.instrument(), &roster).ok_or(ActError::NotFound)?;
    let permit = permit::for_officer(officer, &Subject::new(Some(&state)), command.clone(), &ctx)?;
    measure::decide(Some(&state), &permit, &ctx)?;
    Ok(())
}

/// The giver's side of the handover and of every exhibit in it.
async fn offer(
    tx: &mut Tx<'_>,
    officer: &Officer,
    measure: MeasureId,
    handover: HandoverId,
    command: &measure::Command,
    sent: &crate::dispatch::Dispatched,
    ctx: &Ctx<'_>,
) -> Result<(), ActError> {
    let node = tx.node;
    let measure::Command::HandOver { exhibits, .. } = command else { return Ok(()) };
    let stream = handover_stream(&node.config.node, handover, None, measure);
    let state = tx.load::<Handover>(&stream).await?;
    let offered = handover::Command::Offer(handover::Offer {
        handover,
        measure,
        giver: tx.our_party(&officer.unit)?,
        receiver: sent.to.clone(),
        letter: sent.letter,
        exhibits: exhibits.clone(),
        offered_at: tx.now,
    });
    let permit = permit::for_officer(officer, &Subject::new(state.as_ref()), offered, ctx)?;
    let by = who(&permit, ctx, None, &stream.id);
    for event in handover::decide(state.as_ref(), &permit, ctx)? {
        tx.record(&stream, &Stored::Handover(event.clone()), event.at(), &by).await?;
    }
    for handed in exhibits {
        let stream = exhibit_stream(&node.config.node, handed.exhibit, None, measure);
        let state = tx.load::<Exhibit>(&stream).await?;
        let command = exhibit::Command::HandOver {
            handover,
            to: sent.to.clone(),
            letter: sent.letter,
            receipt: None,
        };
        let permit = permit::for_officer(officer, &Subject::new(state.as_ref()), command, ctx)?;
        let by = who(&permit, ctx, None, &stream.id);
        for event in exhibit::decide(state.as_ref(), &permit, ctx)? {
            let at = event.at;
            tx.record(&stream, &Stored::Exhibit(event), at, &by).await?;
        }
        crate::custody::due(tx, handed.exhibit, &sent.to.node);
    }
    Ok(())
}
