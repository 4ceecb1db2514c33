//! The network's clock of a sandbox: an offset to real time in `clock.json`, and `comity sandbox advance`.
//!
//! The nodes look at the file themselves (`crate::clock`); this is who writes it. Time only goes forward: legal
//! clocks run on it and a ledger never goes back.

use std::path::Path;

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use law::calendar::Calendars;
use law::ids::Country;
use law::instrument::Instrument;
use tokio::time::{Duration, timeout};
use wire::roster::NetworkKind as RosterKind;

use super::error::SandboxError;
use super::http::{Headers, Portal};
use super::layout::Layout;
use super::players::{Cast, Player};
use super::plot;
use super::ports::Block;
use super::state::State;
use super::{paths, supervise};
use crate::clock::{ClockFile, read_clock_file, system_now};
use crate::config::{Config, NetworkKind};
use crate::directory::installed;
use crate::durable::replace;

#[cfg(test)]
mod tests;

/// Where a sandbox begins when the law of today cannot be computed: a Monday morning in the instrument's first
/// month, inside the shipped calendars.
pub(crate) const NAMED_START: &str = "2026-09-07T08:00:00Z";

/// How long the nodes may take to see a new time; they look several times a second.
const SEEN_WITHIN: Duration = Duration::from_secs(15);

/// The longest step that is taken at once: a typing mistake must not end all calendars.
const YEARS_MAX: i64 = 2;

/// When a new sandbox begins: `asked`, else now if the law can be computed from now on, else the named start.
pub(crate) fn start(
    asked: Option<Timestamp>,
    now: Timestamp,
    instrument: &Instrument,
    calendars: &Calendars,
    cast: &Cast,
) -> Timestamp {
    if let Some(at) = asked {
        return at;
    }
    let today = now.to_zoned(TimeZone::UTC).date();
    let in_force = law::status::dated(instrument, today).is_none();
    let states = cast.iter().filter_map(|player| Country::parse(player.state).ok());
    let years = [today.year(), today.year().saturating_add(1)];
    let covered = states
        .into_iter()
        .all(|state| years.iter().all(|year| calendars.year(state, *year).is_some()));
    if in_force && covered { now } else { NAMED_START.parse().unwrap_or(now) }
}

/// Sets the clock of a network that does not run yet.
pub(crate) fn set(path: &Path, at: Timestamp) -> Result<(), SandboxError> {
    let offset_ms = at.as_millisecond().saturating_sub(system_now().as_millisecond());
    let file = ClockFile { offset_ms };
    let bytes = serde_json::to_vec(&file).map_err(std::io::Error::other);
    let write = bytes.and_then(|bytes| replace(path, &bytes));
    write.map_err(SandboxError::file(path))
}

/// What time it is in the network whose clock lies at `path`.
pub(crate) fn now(path: &Path) -> Timestamp {
    let offset = read_clock_file(path).map_or(0, |file| file.offset_ms);
    let system = system_now();
    system.saturating_add(jiff::SignedDuration::from_millis(offset)).unwrap_or(system)
}

/// How far an advance goes: days and longer by the civil calendar in UTC, hours and shorter exactly.
#[derive(Debug, Clone, Copy)]
pub struct Advance(Span);

impl Advance {
    /// Reads an ISO 8601 duration such as `P10D` or `PT36H`.
    ///
    /// # Errors
    /// A sentence for the person who typed it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let span: Span = text.parse().map_err(|_| {
            format!("`{text}` is not a duration; write it like P10D or PT36H (ISO 8601)")
        })?;
        if !span.is_positive() {
            return Err(format!("`{text}` does not go forward; the network's time cannot go back"));
        }
        let advance = Self(span);
        let begin = Timestamp::UNIX_EPOCH;
        let years = advance.from(begin).map(|end| end.to_zoned(TimeZone::UTC).year() - 1970);
        match years {
            Ok(years) if i64::from(years) < YEARS_MAX => Ok(advance),
            Ok(_) | Err(_) => Err(format!(
                "`{text}` is too far; advance by less than {YEARS_MAX} years at a time"
            )),
        }
    }

    /// The instant this much after `now`, to the millisecond, which is what the clock file and the ledger hold.
    fn from(self, now: Timestamp) -> Result<Timestamp, jiff::Error> {
        let then = now.to_zoned(TimeZone::UTC).checked_add(self.0)?.timestamp();
        Timestamp::from_millisecond(then.as_millisecond())
    }
}

/// Moves the network's clock forward and waits until every node that runs has seen it. Returns the new time.
///
/// # Errors
/// If `dir` is no sandbox, its network is a production network, or a node does not follow.
pub async fn advance(dir: &Path, by: Advance) -> Result<Timestamp, SandboxError> {
    let layout = Layout::new(dir)?;
    let not_ours = || SandboxError::NotASandbox { dir: layout.root().to_owned() };
    let state = State::read(&layout.state()).ok().flatten().ok_or_else(not_ours)?;
    if !state.founded {
        return Err(not_ours());
    }
    let cast = plot::find(&state.journey).ok_or_else(not_ours)?.cast;
    refuse_production(&layout, cast)?;
    let ports = Block::at(state.base_port).ok_or_else(not_ours)?;
    let path = layout.clock();
    let target = by.from(now(&path)).map_err(|error| SandboxError::File {
        path: path.clone(),
        source: std::io::Error::other(error),
    })?;
    set(&path, target)?;
    for player in cast.iter().filter(|player| supervise::running(&layout, player)) {
        let portal = Portal::new(ports.portal(player));
        let seen = async {
            let mut looks = supervise::look();
            while !shows(portal, target).await {
                looks.tick().await;
            }
        };
        if timeout(SEEN_WITHIN, seen).await.is_err() {
            return Err(SandboxError::NotReady {
                member: player.name,
                log: layout.node_log(player),
            });
        }
    }
    Ok(target)
}

/// A clock file never moves a production network; its nodes refuse one too (`crate::config`). The directory decides, and
/// a configuration that says otherwise is not believed in either direction.
fn refuse_production(layout: &Layout, cast: &Cast) -> Result<(), SandboxError> {
    let is_drill = |player: &Player| {
        let network = installed(&layout.data(player)).ok().and_then(|read| read.directory.network);
        let config = Config::read(&layout.config(player));
        network.is_some_and(|(_, network)| network.kind == RosterKind::Drill)
            && config.is_ok_and(|config| config.network == NetworkKind::Drill)
    };
    if cast.iter().all(|player| is_drill(player)) {
        return Ok(());
    }
    Err(SandboxError::NotADrill { dir: layout.root().to_owned() })
}

async fn shows(portal: Portal, target: Timestamp) -> bool {
    let Ok(answer) = portal.get(paths::HEALTH, &Headers::default()).await else { return false };
    let now = answer.body.get("now").and_then(|now| now.as_str()).and_then(|now| now.parse().ok());
    now.is_some_and(|now: Timestamp| now >= target)
}
