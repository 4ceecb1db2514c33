//! Room on disk: what is still taken when it runs out, and when an operator is told (`docs/spec/space.md`).
//!
//! A disk that is full breaks promises: an act is committed and cannot be signed any more. So a node stops long before. Below
//! a reserve it takes what ends something, what cannot wait, and nothing else; below the last bytes it takes nothing. Each is
//! refused before anything is written. What is measured is measured at each act: nothing is remembered, so a node goes on the
//! moment somebody makes room. A file system that does not answer refuses nothing; its writes will say so themselves.
//!
//! Not trusted: whoever sends us things. At most they fill the disk up to the reserve, and what must be finished still is.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use domain::letter::Lane;
use domain::measure::Measure;
use law::ids::Track;
use store::{Disk, Room, StoreError};

use crate::act::ActError;
use crate::log;
use crate::node::Node;

/// The reserve where the operator names none: this share of the file system, in hundredths…
pub const RESERVE_PERCENT: u64 = 2;
/// …and at least this much.
pub const RESERVE_BYTES_MIN: u64 = 1 << 30;
/// Below this nothing is taken: what is committed must still be signed. Of a small reserve it is half.
pub const LAST_BYTES: u64 = 64 << 20;
/// Files that may still be made below which nothing is taken; the reserve of files is [`RESERVE_PERCENT`] of all.
pub const LAST_FILES: u64 = 1_000;
/// Hundredths of a disk that are in use, from which on an operator is told. They refuse nothing.
pub const ALARMS: [u8; 3] = [70, 85, 95];

/// Acts that go on below the reserve: each ends something, is owed to somebody, protects something, or is the log's own.
const GOES_ON: [&str; 109] = [
    // The log, its keys and its heads; what witnesses and mirrors are told.
    "cosign_checkpoint",
    "cover",
    "free_epoch",
    "lease_epoch",
    "note_cover",
    "note_directory",
    "note_missing_log",
    "note_quorum",
    "open_next_log",
    "propose_log_keys",
    "publish_checkpoint",
    "record_cosignature",
    "record_faulty_witness",
    "record_heads",
    "record_mirrored",
    "seal_epoch",
    "stamp_checkpoint",
    "start_node",
    "tell_epoch",
    "tell_signers",
    "turn_log_keys",
    // What was accepted is read, what was written is sent, and its receipts are kept.
    "announce_chunks",
    "answer_probe",
    "bundle_letters",
    "drop_chunks",
    "drop_kept",
    "drop_relayed",
    "give_up_relayed",
    "hear_recipient",
    "note_relays",
    "note_told",
    "keep_letters",
    "note_compared",
    "place_chunks",
    "delivery_failed",
    "hold_letter",
    "list_passed",
    "duplicate_letter",
    "end_letter",
    "expire_letter",
    "letter_failed",
    "begin_letters",
    "move_letter",
    "note_carried",
    "record_acceptance",
    "seal_envelope",
    "send_statements",
    "take_agreement_letter",
    "take_housekeeping",
    "take_letter",
    "take_recall_letter",
    "take_statement",
    "tell_late",
    "try_letter",
    "wake_letters",
    // Words on what is under way, and the clocks of the law.
    "acknowledge_order",
    "clear_order",
    "complete_measure",
    "countersign_measure",
    "decline_peer_act",
    "defer_notice",
    "drop_measure",
    "end_notice_delay",
    "give_notice",
    "object_order",
    "pass_deadline",
    "refuse_order",
    "review_notice_delay",
    "say_letter",
    "take_peer_act",
    "validate_measure",
    "withdraw_letter",
    "withdraw_measure",
    // An emergency begins with a case, and a case does not say yet what comes of it.
    "open_case",
    // What was stored already is named or given up.
    "derive_exhibit",
    "move_package",
    "quarantine_upload",
    "remove_upload",
    "seal_exhibit",
    // Keeping, destroying, asking back: the way in which room comes back.
    "end_agreement",
    "pass_agreement",
    "reinstate_agreement",
    "review_agreement",
    "suspend_agreement",
    "answer_erasure",
    "answer_recall",
    "ask_recall",
    "certify_erasure",
    "end_retention",
    "finish_erasure",
    "found_replica",
    "hold",
    "lift_hold",
    "propose_erasure",
    "refuse_recall",
    "retain",
    "scrub",
    "scrub_exhibit",
    "sweep",
    "wait_for_replica",
    // Who comes in, and who may no more: all the rest needs somebody.
    "begin_passkey",
    "note_operator",
    "remove_passkey",
    "take_challenge",
    "use_passkey",
    // Who reads is on record, and nobody reads without.
    "read_measure",
    "read_package",
    "receive_letters",
    "show_custody",
];

/// Acts whose doer asks by itself, because only what they are about says whether they can wait.
const ASKED_INSIDE: [&str; 10] = [
    "accept_envelope",
    "amend_measure",
    "expect_upload_part",
    "hand_over",
    "hold_relayed",
    "issue_measure",
    "keep_upload_part",
    "open_measure",
    "open_upload",
    "take_chunk",
];

/// Whether something can wait until there is room again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It cannot: life or limb may hang on it.
    Emergency,
    /// It can.
    Ordinary,
}

impl Need {
    /// Of a letter.
    #[must_use]
    pub const fn of_lane(lane: Lane) -> Self {
        match lane {
            Lane::Emergency => Self::Emergency,
            Lane::Urgent | Lane::Ordinary | Lane::Bulk => Self::Ordinary,
        }
    }

    /// Of a measure on its track.
    #[must_use]
    pub const fn of_track(track: Track) -> Self {
        match track {
            Track::Emergency => Self::Emergency,
            Track::Ordinary | Track::Urgent => Self::Ordinary,
        }
    }

    /// Of a measure, on whichever side of it.
    #[must_use]
    pub const fn of(measure: &Measure) -> Self {
        Self::of_track(match measure {
            Measure::Executing(executing) => executing.received().order.track,
            Measure::Issuing(issuing) => issuing.draft().terms.track,
            Measure::Notified(notified) => notified.pending().order.track,
        })
    }
}

/// How much may still be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Everything.
    Enough,
    /// What ends something, and what cannot wait.
    Reserve,
    /// Nothing.
    Nothing,
}

impl Level {
    /// As a number, the worse the higher.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Enough => 0,
            Self::Reserve => 1,
            Self::Nothing => 2,
        }
    }

    /// In one word, as `/health` says it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Enough => "enough",
            Self::Reserve => "reserve",
            Self::Nothing => "nothing",
        }
    }
}

/// How full the fullest place of a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fullness {
    /// What may still be done.
    pub level: Level,
    /// Hundredths of the disk that are in use.
    pub used_percent: u8,
}

impl Fullness {
    const EMPTY: Self = Self { level: Level::Enough, used_percent: 0 };

    /// The alarm that is reached, if one is.
    #[must_use]
    pub fn alarm(self) -> Option<u8> {
        ALARMS.into_iter().rev().find(|alarm| self.used_percent >= *alarm)
    }

    /// What a room is with this reserve; with none, [`RESERVE_PERCENT`] and [`RESERVE_BYTES_MIN`] count.
    #[must_use]
    pub fn of(room: &Room, reserve_bytes: Option<u64>) -> Self {
        let share = |all: u64| all.saturating_mul(RESERVE_PERCENT) / 100;
        let reserve = reserve_bytes.unwrap_or_else(|| share(room.n_bytes).max(RESERVE_BYTES_MIN));
        let bytes = level(room.n_bytes_free, reserve, LAST_BYTES);
        // Some file systems make files as they need them and count none.
        let files = match room.n_files {
            0 => Level::Enough,
            all => level(room.n_files_free, share(all), LAST_FILES),
        };
        let percent = |free: u64, all: u64| {
            let used = u128::from(all.saturating_sub(free)).saturating_mul(100);
            used.checked_div(u128::from(all)).and_then(|used| u8::try_from(used).ok()).unwrap_or(0)
        };
        let used = percent(room.n_bytes_free, room.n_bytes);
        let used_percent = used.max(percent(room.n_files_free, room.n_files));
        Self { level: bytes.max(files), used_percent }
    }
}

fn level(free: u64, reserve: u64, last: u64) -> Level {
    if free < last.min(reserve / 2) {
        Level::Nothing
    } else if free < reserve {
        Level::Reserve
    } else {
        Level::Enough
    }
}

/// The disks of a node, and what was said about them last.
pub struct Space {
    places: Vec<Arc<dyn Disk>>,
    reserve_bytes: Option<u64>,
    told: Mutex<(Level, Option<u8>)>,
}

impl fmt::Debug for Space {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Space").field("reserve_bytes", &self.reserve_bytes).finish_non_exhaustive()
    }
}

impl Space {
    /// Over these disks, with the operator's reserve if there is one.
    #[must_use]
    pub const fn new(places: Vec<Arc<dyn Disk>>, reserve_bytes: Option<u64>) -> Self {
        Self { places, reserve_bytes, told: Mutex::new((Level::Enough, None)) }
    }

    /// How full the fullest place is now.
    #[must_use]
    pub fn now(&self) -> Fullness {
        let rooms = self.places.iter().filter_map(|place| place.room().ok());
        rooms.fold(Fullness::EMPTY, |fullest, room| {
            let found = Fullness::of(&room, self.reserve_bytes);
            Fullness {
                level: fullest.level.max(found.level),
                used_percent: fullest.used_percent.max(found.used_percent),
            }
        })
    }

    /// The place with the least room; none if no file system answers.
    #[must_use]
    pub fn fullest(&self) -> Option<Room> {
        let rooms = self.places.iter().filter_map(|place| place.room().ok());
        rooms.min_by_key(|room| room.n_bytes_free)
    }

    /// Tells the operator what has changed since it was told last.
    pub fn watch(&self) {
        let found = self.now();
        let said = (found.level, found.alarm());
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if *told != said {
            log::disk(found.level.word(), found.used_percent, found.alarm());
            *told = said;
        }
    }
}

impl Node {
    /// Whether there is room for something that can or cannot wait.
    ///
    /// # Errors
    /// [`ActError::NoRoom`] below the reserve, [`StoreError::Full`] below the last bytes. Nothing was written.
    pub fn has_room(&self, need: Need) -> Result<(), ActError> {
        match (self.space.now().level, need) {
            (Level::Enough, _) | (Level::Reserve, Need::Emergency) => Ok(()),
            (Level::Reserve, Need::Ordinary) => Err(ActError::NoRoom),
            (Level::Nothing, _) => Err(StoreError::Full.into()),
        }
    }

    /// Whether there is room for the act with this name. An act that is not named in this module can wait.
    ///
    /// # Errors
    /// See [`Node::has_room`].
    pub fn has_room_for(&self, act: &str) -> Result<(), ActError> {
        let goes_on = GOES_ON.contains(&act) || ASKED_INSIDE.contains(&act);
        self.has_room(if goes_on { Need::Emergency } else { Need::Ordinary })
    }
}

#[cfg(test)]
mod tests;
