//! What two nodes say when they compare which envelopes passed between them (`docs/spec/reconcile.md`): a question with
//! fingerprints of sets, and its answer.
//!
//! Pure, and no rule of what follows: a difference is found here, and judged in `node::reconcile` by signed bytes alone. Nothing
//! in a question or an answer is signed, so each is a hint.

use std::collections::BTreeSet;

use seal::digest::{Digest, Hasher};
use seal::json::{Json, JsonError};

use crate::read::{
    BadField, Read, bad, closed, digest, get, list, number, optional, parsed, string, text, uint,
};

#[cfg(test)]
mod tests;

/// The version of this exchange.
const CX: u64 = 1;
/// Ranges in one question.
pub const RANGES_MAX: usize = 32;
/// Digests that one range is answered with; a larger one is split.
pub const LIST_MAX: usize = 256;
/// The same as a count.
const LIST_COUNT_MAX: u64 = LIST_MAX as u64;
/// Envelopes that one question asks to be sent again.
pub const AGAIN_MAX: usize = 256;
/// Hexadecimal digits by which envelopes of one day are told apart. Eight are enough for all that a day can hold.
pub const PREFIX_MAX: usize = 8;
/// Largest question: what [`RANGES_MAX`] and [`AGAIN_MAX`] come to, with room.
pub const ASK_BYTES_MAX: usize = 64 << 10;
/// Largest answer: [`RANGES_MAX`] times [`LIST_MAX`] digests, with room.
pub const ANSWER_BYTES_MAX: usize = 1 << 20;
/// The children of a range: one for each hexadecimal digit.
const CHILDREN: [&str; 16] =
    ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b", "c", "d", "e", "f"];

/// Why bytes are no question or answer: their writer's fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReconcileError {
    /// A field is missing, malformed or unknown.
    #[error(transparent)]
    Field(#[from] BadField),
    /// It is no canonical JSON.
    #[error("no canonical JSON: {0}")]
    NotCanonical(JsonError),
    /// An answer is to other ranges than were asked about.
    #[error("the answer is to another question")]
    OtherQuestion,
    /// It is longer than any may be.
    #[error("{n_bytes} bytes; at most {max} are read")]
    TooLong {
        /// Its length.
        n_bytes: usize,
        /// The limit.
        max: usize,
    },
}

impl ReconcileError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Field(_) => "malformed",
            Self::NotCanonical(_) => "not-canonical",
            Self::OtherQuestion => "other-question",
            Self::TooLong { .. } => "too-large",
        }
    }
}

/// Which way the envelopes went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flow {
    /// From the one who is asked to the one who asks.
    CalleeToCaller,
    /// From the one who asks to the one who is asked.
    CallerToCallee,
}

impl Flow {
    /// Both.
    pub const ALL: [Self; 2] = [Self::CallerToCallee, Self::CalleeToCaller];

    /// The word on the wire.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::CalleeToCaller => "callee-to-caller",
            Self::CallerToCallee => "caller-to-callee",
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flow| flow.id() == word)
    }
}

/// The envelopes of one day whose digests begin alike.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Days since 1970-01-01 UTC, as the heads of the envelopes say.
    pub day: u32,
    /// Leading hexadecimal digits, at most [`PREFIX_MAX`]; none for the whole day.
    pub prefix: String,
}

impl Place {
    /// A whole day.
    #[must_use]
    pub const fn day(day: u32) -> Self {
        Self { day, prefix: String::new() }
    }

    fn child(&self, digit: &str) -> Self {
        Self { day: self.day, prefix: format!("{}{digit}", self.prefix) }
    }

    /// Whether everything of `other` is in this one too.
    fn holds(&self, other: &Self) -> bool {
        self.day == other.day && other.prefix.starts_with(&self.prefix)
    }
}

/// One envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct One {
    /// The day of its head.
    pub day: u32,
    /// Its digest.
    pub digest: Digest,
}

impl One {
    fn to_json(self) -> [(&'static str, Json); 2] {
        [("day", number(self.day.into())), ("digest", string(self.digest.hex()))]
    }

    fn read(json: &Json) -> Read<Self> {
        Ok(Self { day: read_day(json)?, digest: digest(json, "digest")? })
    }
}

/// How many, and which, in two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// How many.
    pub count: u64,
    /// SHA-256 of the digests in ascending order, one after the other.
    pub fp: Digest,
}

impl Sum {
    /// Of a set.
    #[must_use]
    pub fn of(set: &BTreeSet<Digest>) -> Self {
        let parts: Vec<&[u8]> = set.iter().map(|digest| digest.as_bytes().as_slice()).collect();
        Self { count: u64::try_from(set.len()).unwrap_or(u64::MAX), fp: Digest::of_parts(&parts) }
    }

    fn to_json(self) -> [(&'static str, Json); 2] {
        [("count", number(self.count)), ("fp", string(self.fp.hex()))]
    }

    fn read(json: &Json) -> Read<Self> {
        Ok(Self { count: uint(json, "count")?, fp: digest(json, "fp")? })
    }
}

/// A range that is asked about, and what the asker has in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// Where.
    pub place: Place,
    /// What the asker has there.
    pub sum: Sum,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Which way the envelopes of its ranges went.
    pub flow: Flow,
    /// At most [`RANGES_MAX`], ascending by day and prefix, none within another.
    pub ranges: Vec<Range>,
    /// Envelopes of the one who is asked that the asker lacks, each once, ascending by day and digest; at most [`AGAIN_MAX`].
    pub again: Vec<One>,
}

/// What the one who is asked has in a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// What the asker has.
    Same,
    /// These, at most [`LIST_MAX`].
    List(BTreeSet<Digest>),
    /// More than can be listed: the sum of each of the sixteen children, in the order of their digit.
    Split(Vec<Sum>),
}

/// What becomes of an envelope that is to be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Word {
    /// It is sent again, the same bytes.
    Again,
    /// It was refused, withdrawn, or its time is over.
    Ended,
    /// No such envelope was sent to the asker.
    Unknown,
    /// It waits its turn anyhow.
    Waiting,
}

impl Word {
    const ALL: [Self; 4] = [Self::Again, Self::Ended, Self::Unknown, Self::Waiting];

    /// The word on the wire.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::Ended => "ended",
            Self::Unknown => "unknown",
            Self::Waiting => "waiting",
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.id() == word)
    }
}

/// An answer: as many places and words as were asked for, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// For each range.
    pub found: Vec<(Place, Found)>,
    /// For each envelope that is to be sent again.
    pub again: Vec<(One, Word)>,
}

/// What the answer about one range shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// The asker has them, the other does not.
    pub only_ours: BTreeSet<Digest>,
    /// The other has them, the asker does not.
    pub only_theirs: BTreeSet<Digest>,
    /// To be asked about next.
    pub deeper: Vec<Range>,
}

/// What one side has of a range, added up digest by digest: in bounded memory, however many there are.
#[derive(Debug, Clone)]
pub struct Tally {
    place: Place,
    all: Running,
    children: Vec<Running>,
    list: BTreeSet<Digest>,
    list_max: usize,
}

#[derive(Debug, Clone, Default)]
struct Running {
    count: u64,
    digests: Hasher,
}

impl Running {
    fn add(&mut self, digest: &Digest) {
        self.count = self.count.saturating_add(1);
        self.digests.update(digest.as_bytes());
    }

    fn sum(self) -> Sum {
        Sum { count: self.count, fp: self.digests.finish() }
    }
}

/// What one side has of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// All together.
    pub sum: Sum,
    /// Those of each of the sixteen children, in the order of their digit.
    pub children: Vec<Sum>,
    /// The first of them, as many as were to be listed.
    pub list: BTreeSet<Digest>,
}

impl Held {
    /// Every one, if there are no more than were to be listed.
    fn whole(&self) -> Option<&BTreeSet<Digest>> {
        let n_listed = u64::try_from(self.list.len()).unwrap_or(u64::MAX);
        (n_listed == self.sum.count).then_some(&self.list)
    }
}

impl Tally {
    /// Of nothing yet; more than `list_max` are counted and not listed.
    #[must_use]
    pub fn of(place: &Place, list_max: usize) -> Self {
        let children = vec![Running::default(); CHILDREN.len()];
        let (all, list) = (Running::default(), BTreeSet::new());
        Self { place: place.clone(), all, children, list, list_max }
    }

    /// Adds the next one; they come in ascending order. One that is of another place is passed over.
    pub fn add(&mut self, digest: &Digest) {
        let digits = digest.hex();
        let Some(rest) = digits.strip_prefix(&self.place.prefix) else { return };
        let child = CHILDREN.iter().position(|digit| rest.starts_with(digit));
        if let Some(child) = child.and_then(|n| self.children.get_mut(n)) {
            child.add(digest);
        }
        self.all.add(digest);
        if self.list.len() < self.list_max {
            self.list.insert(*digest);
        }
    }

    /// What it came to.
    #[must_use]
    pub fn finish(self) -> Held {
        let children = self.children.into_iter().map(Running::sum).collect();
        Held { sum: self.all.sum(), children, list: self.list }
    }
}

/// What to answer about a range, out of what we have there; listed are at most [`LIST_MAX`].
#[must_use]
pub fn find(asked: &Range, ours: &Held) -> Found {
    if ours.sum == asked.sum {
        Found::Same
    } else if ours.sum.count <= LIST_COUNT_MAX || asked.place.prefix.len() >= PREFIX_MAX {
        // More with eight equal digits are nobody's honest day; a reader would not take more.
        Found::List(ours.list.iter().take(LIST_MAX).copied().collect())
    } else {
        Found::Split(ours.children.clone())
    }
}

/// What an answer about a range shows, out of what we have there. Where we have too many to be listed, its children are asked
/// about instead.
#[must_use]
pub fn compare(place: &Place, found: &Found, ours: &Held) -> Compared {
    let children = || {
        let all = CHILDREN.iter().zip(&ours.children);
        all.map(|(digit, sum)| Range { place: place.child(digit), sum: *sum })
    };
    match (found, ours.whole()) {
        (Found::Same, _) => Compared::default(),
        (Found::List(theirs), Some(ours)) => Compared {
            only_ours: ours.difference(theirs).copied().collect(),
            only_theirs: theirs.difference(ours).copied().collect(),
            deeper: Vec::new(),
        },
        (Found::List(_), None) if place.prefix.len() >= PREFIX_MAX => Compared::default(),
        (Found::List(_), None) => Compared { deeper: children().collect(), ..Compared::default() },
        (Found::Split(theirs), _) => {
            let deeper = children().zip(theirs).filter(|(ours, theirs)| ours.sum != **theirs);
            Compared { deeper: deeper.map(|(range, _)| range).collect(), ..Compared::default() }
        }
    }
}

impl Ask {
    /// The bytes that are sent.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let ranges = self.ranges.iter().map(|range| {
            let sum = range.sum.to_json();
            Json::object(place_fields(&range.place).into_iter().chain(sum))
        });
        let again = self.again.iter().map(|one| Json::object(one.to_json()));
        Json::object([
            ("again", Json::List(again.collect())),
            ("cx", number(CX)),
            ("flow", string(self.flow.id())),
            ("ranges", Json::List(ranges.collect())),
        ])
        .to_bytes()
    }

    /// Reads a question.
    ///
    /// # Errors
    /// [`ReconcileError`]
    pub fn parse(bytes: &[u8]) -> Result<Self, ReconcileError> {
        let json = json(bytes, ASK_BYTES_MAX)?;
        closed(&json, "ask", &["again", "cx", "flow", "ranges"])?;
        check_version(&json)?;
        let ranges = bounded(&json, "ranges", RANGES_MAX)?.iter().map(|range| {
            closed(range, "ranges", &["count", "day", "fp", "prefix"])?;
            Ok(Range { place: read_place(range)?, sum: Sum::read(range)? })
        });
        let again = bounded(&json, "again", AGAIN_MAX)?.iter().map(|one| {
            closed(one, "again", &["day", "digest"])?;
            One::read(one)
        });
        let again = again.collect::<Read<Vec<One>>>()?;
        // Who names one twice would have it sent twice.
        if !again.is_sorted_by(|one, next| one < next) {
            return Err(bad("again").into());
        }
        let ranges = ranges.collect::<Read<Vec<Range>>>()?;
        // Who names a range twice, or a part of it beside it, would have it read twice. A range stands before its parts.
        if !ranges.is_sorted_by(|one, next| one.place < next.place && !one.place.holds(&next.place))
        {
            return Err(bad("ranges").into());
        }
        Ok(Self { flow: parsed(&json, "flow", Flow::of_word)?, ranges, again })
    }
}

impl Answer {
    /// The bytes that are sent.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let ranges = self.found.iter().map(|(place, found)| {
            let (same, listed, split) = match found {
                Found::Same => (true, Json::Null, Json::Null),
                Found::List(digests) => {
                    let digests = digests.iter().map(|digest| string(digest.hex()));
                    (false, Json::List(digests.collect()), Json::Null)
                }
                Found::Split(sums) => {
                    let sums = sums.iter().map(|sum| Json::object(sum.to_json()));
                    (false, Json::Null, Json::List(sums.collect()))
                }
            };
            let found = [("list", listed), ("same", Json::Bool(same)), ("split", split)];
            Json::object(place_fields(place).into_iter().chain(found))
        });
        let again = self.again.iter().map(|(one, word)| {
            Json::object(one.to_json().into_iter().chain([("word", string(word.id()))]))
        });
        Json::object([
            ("again", Json::List(again.collect())),
            ("cx", number(CX)),
            ("ranges", Json::List(ranges.collect())),
        ])
        .to_bytes()
    }

    /// Reads the answer to a question.
    ///
    /// # Errors
    /// [`ReconcileError`]
    pub fn parse(bytes: &[u8], asked: &Ask) -> Result<Self, ReconcileError> {
        let answer = Self::read(bytes)?;
        let places = answer.found.iter().map(|(place, _)| place);
        let is_to_it = places.eq(asked.ranges.iter().map(|range| &range.place))
            && answer.again.iter().map(|(one, _)| one).eq(&asked.again)
            && answer.found.iter().all(|(place, found)| fits(place, found));
        if is_to_it { Ok(answer) } else { Err(ReconcileError::OtherQuestion) }
    }

    fn read(bytes: &[u8]) -> Result<Self, ReconcileError> {
        let json = json(bytes, ANSWER_BYTES_MAX)?;
        closed(&json, "answer", &["again", "cx", "ranges"])?;
        check_version(&json)?;
        let found = bounded(&json, "ranges", RANGES_MAX)?.iter().map(|range| {
            closed(range, "ranges", &["day", "list", "prefix", "same", "split"])?;
            Ok((read_place(range)?, read_found(range)?))
        });
        let again = bounded(&json, "again", AGAIN_MAX)?.iter().map(|one| {
            closed(one, "again", &["day", "digest", "word"])?;
            Ok((One::read(one)?, parsed(one, "word", Word::of_word)?))
        });
        Ok(Self { found: found.collect::<Read<_>>()?, again: again.collect::<Read<_>>()? })
    }
}

/// Whether what is said of a place can be of it: digests that begin so, children where there can be any.
fn fits(place: &Place, found: &Found) -> bool {
    match found {
        Found::Same => true,
        Found::List(digests) => {
            digests.iter().all(|digest| digest.hex().starts_with(&place.prefix))
        }
        Found::Split(_) => place.prefix.len() < PREFIX_MAX,
    }
}

fn json(bytes: &[u8], max: usize) -> Result<Json, ReconcileError> {
    if bytes.len() > max {
        return Err(ReconcileError::TooLong { n_bytes: bytes.len(), max });
    }
    Json::parse(bytes).map_err(ReconcileError::NotCanonical)
}

fn check_version(json: &Json) -> Read<()> {
    if uint(json, "cx")? == CX { Ok(()) } else { Err(bad("cx")) }
}

fn bounded<'a>(json: &'a Json, field: &'static str, max: usize) -> Read<&'a [Json]> {
    let found = list(json, field)?;
    if found.len() <= max { Ok(found) } else { Err(bad(field)) }
}

fn place_fields(place: &Place) -> [(&'static str, Json); 2] {
    [("day", number(place.day.into())), ("prefix", string(place.prefix.clone()))]
}

fn read_place(json: &Json) -> Read<Place> {
    let prefix = text(json, "prefix")?;
    let is_hex =
        prefix.bytes().all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit));
    if prefix.len() > PREFIX_MAX || !is_hex {
        return Err(bad("prefix"));
    }
    Ok(Place { day: read_day(json)?, prefix: prefix.to_owned() })
}

fn read_day(json: &Json) -> Read<u32> {
    u32::try_from(uint(json, "day")?).map_err(|_| bad("day"))
}

fn read_found(json: &Json) -> Read<Found> {
    let same = get(json, "same")?.bool().ok_or(bad("same"))?;
    let listed = optional(json, "list", |found| {
        let found = found.list().filter(|found| found.len() <= LIST_MAX).ok_or(bad("list"))?;
        let read = found.iter().map(|one| {
            let digest = one.text().and_then(|text| Digest::parse_hex(text).ok());
            digest.ok_or(bad("list"))
        });
        let read: Vec<Digest> = read.collect::<Read<_>>()?;
        let is_sorted = read.iter().zip(read.iter().skip(1)).all(|(one, next)| one < next);
        if is_sorted { Ok(read.into_iter().collect::<BTreeSet<_>>()) } else { Err(bad("list")) }
    })?;
    let split = optional(json, "split", |found| {
        let found = found.list().filter(|found| found.len() == CHILDREN.len());
        let sums = found.ok_or(bad("split"))?.iter().map(|sum| {
            closed(sum, "split", &["count", "fp"])?;
            Sum::read(sum)
        });
        sums.collect::<Read<Vec<_>>>()
    })?;
    match (same, listed, split) {
        (true, None, None) => Ok(Found::Same),
        (false, Some(digests), None) => Ok(Found::List(digests)),
        (false, None, Some(sums)) => Ok(Found::Split(sums)),
        (true, _, _) | (false, Some(_), Some(_)) | (false, None, None) => Err(bad("same")),
    }
}
