//! Public holidays as data per state and year, and the zones of the states.
//!
//! A missing year is a missing year: nothing falls back to another state's list or to none. Calendars are
//! replaced without a release; a result names the version it used. Not here: counting (`counting.rs`).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};

use crate::ids::{BadId, Country, Mark};
use crate::load::{Faults, LoadError, Table, parse, zone_name};

/// No state has more public holidays than this in a year; a longer list is a slip of the pen.
pub const DAYS_MAX: usize = 60;
/// No state has more regions than this; a longer list under one day is a slip of the pen.
pub const SCOPES_MAX: usize = 100;
/// The years a calendar may be about.
pub const YEARS: std::ops::RangeInclusive<u32> = 1990..=2100;
/// The file that names the zone of each state.
const ZONES: &str = "zones.toml";
/// What a list says whose state has several zones and none that could stand for all.
const SEVERAL_ZONES: &str = "several";

/// One public holiday.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holiday {
    /// The day.
    pub on: Date,
    /// The state, or the region it is kept in: `DE-BY`.
    pub scope: String,
    /// Its name in a language of the state.
    pub name: String,
    /// Kept only in a part of its scope: in some municipalities, by some offices, or for some periods.
    pub in_part: bool,
}

/// The holidays of one state and year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarYear {
    /// The state.
    pub state: Country,
    /// The civil year.
    pub year: i16,
    /// The version of the file; results name it.
    pub version: u32,
    /// The zone of the state, or of its greater part; none where the state alone does not say it.
    pub zone: Option<String>,
    /// How sure the list is.
    pub mark: Mark,
    /// Where the list comes from.
    pub source: String,
    /// Regions of the state the list does not cover.
    pub not_covered: BTreeSet<String>,
    /// The days, in order.
    pub days: Vec<Holiday>,
}

impl CalendarYear {
    /// `FR@2027.1`, as results name the calendar.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}@{}.{}", self.state, self.year, self.version)
    }

    /// The days in (`after`, `last`], of whatever place.
    fn between(&self, after: Date, last: Date) -> &[Holiday] {
        let from = self.days.partition_point(|day| day.on <= after);
        let to = self.days.partition_point(|day| day.on <= last);
        self.days.get(from..to).unwrap_or_default()
    }
}

/// All calendars a node has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendars {
    years: BTreeMap<(Country, i16), CalendarYear>,
    zones: BTreeMap<String, String>,
}

/// A calendar that is not there: the honest answer of everything that needed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingYear {
    /// The state.
    pub state: Country,
    /// The year.
    pub year: i16,
    /// The region the calendar does not cover, where that is what is missing.
    pub region: Option<String>,
}

impl Calendars {
    /// Reads calendar files, named `FR/2027.toml`, and `zones.toml`.
    ///
    /// # Errors
    /// Every fault of every file.
    pub fn load<P: AsRef<str>, T: AsRef<str>>(files: &[(P, T)]) -> Result<Self, Vec<LoadError>> {
        let mut calendars = Self::default();
        let mut errors = Vec::new();
        for (path, text) in files {
            let (path, text) = (path.as_ref(), text.as_ref());
            if path == ZONES {
                match read_zones(path, text) {
                    Ok(zones) => calendars.zones = zones,
                    Err(found) => errors.extend(found),
                }
            } else if path.ends_with(".toml") {
                match read_year(path, text) {
                    Ok(year) => calendars.put(year),
                    Err(found) => errors.extend(found),
                }
            }
        }
        errors.sort();
        if errors.is_empty() { Ok(calendars) } else { Err(errors) }
    }

    /// Takes a year; a newer version replaces an older one, an older one changes nothing.
    pub fn put(&mut self, year: CalendarYear) {
        let key = (year.state, year.year);
        if self.years.get(&key).is_none_or(|known| known.version <= year.version) {
            self.years.insert(key, year);
        }
    }

    /// The same calendars without one year, to see what would be missing.
    #[must_use]
    pub fn without(mut self, state: Country, year: i16) -> Self {
        self.years.remove(&(state, year));
        self
    }

    /// The list of one state and year.
    #[must_use]
    pub fn year(&self, state: Country, year: i16) -> Option<&CalendarYear> {
        self.years.get(&(state, year))
    }

    /// Every list, by state and year.
    pub fn years(&self) -> impl Iterator<Item = &CalendarYear> {
        self.years.values()
    }

    /// The zone of a region, else of its state: from `zones.toml`, else from any of its calendars. A state
    /// with several zones has none of its own: a guess would move somebody's midnight.
    #[must_use]
    pub fn zone_of(&self, state: Country, region: Option<&str>) -> Option<&str> {
        let from_year =
            || self.years.values().find(|year| year.state == state).and_then(|y| y.zone.as_ref());
        region
            .and_then(|region| self.zones.get(region))
            .or_else(|| self.zones.get(state.as_str()))
            .or_else(from_year)
            .map(String::as_str)
    }

    /// The days of the week in (`after`, `last`] that a state does not keep as a whole: those of its regions, and
    /// those it keeps in part.
    pub fn kept_by_some(
        &self,
        state: Country,
        after: Date,
        last: Date,
    ) -> impl Iterator<Item = &Holiday> {
        (after.year()..=last.year())
            .filter_map(move |year| self.year(state, year))
            .flat_map(move |list| list.between(after, last))
            .filter(move |day| day.in_part || day.scope != state.as_str())
            .filter(|day| !is_weekend(day.on))
    }
}

/// The days that count as holidays for one acting party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days<'c> {
    calendars: &'c Calendars,
    state: Country,
    region: Option<&'c str>,
    with_parts: bool,
}

impl<'c> Days<'c> {
    /// The nationwide list.
    #[must_use]
    pub const fn nationwide(calendars: &'c Calendars, state: Country) -> Self {
        Self { calendars, state, region: None, with_parts: false }
    }

    /// The list of one region; `with_parts` also counts days kept only in a part of it.
    #[must_use]
    pub const fn of_region(
        calendars: &'c Calendars,
        state: Country,
        region: &'c str,
        with_parts: bool,
    ) -> Self {
        Self { calendars, state, region: Some(region), with_parts }
    }

    /// The same list and every day that is kept in a part of its scope.
    #[must_use]
    pub const fn and_parts(mut self) -> Self {
        self.with_parts = true;
        self
    }

    /// The list of the year, if it is loaded and covers the region.
    ///
    /// # Errors
    /// [`MissingYear`] otherwise.
    pub fn year(&self, year: i16) -> Result<&'c CalendarYear, MissingYear> {
        let missing = |region: Option<&str>| MissingYear {
            state: self.state,
            year,
            region: region.map(str::to_owned),
        };
        let list = self.calendars.year(self.state, year).ok_or_else(|| missing(None))?;
        match self.region {
            Some(region) if list.not_covered.contains(region) => Err(missing(Some(region))),
            Some(_) | None => Ok(list),
        }
    }

    /// Whether people work on this day: no Saturday, no Sunday, no holiday.
    ///
    /// # Errors
    /// [`MissingYear`] when the list of that year is not there.
    pub fn is_working_day(&self, on: Date) -> Result<bool, MissingYear> {
        let list = self.year(on.year())?;
        if is_weekend(on) {
            return Ok(false);
        }
        let first = list.days.partition_point(|day| day.on < on);
        let mut today = list.days.iter().skip(first).take_while(|day| day.on == on);
        Ok(!today.any(|day| self.counts(day)))
    }

    fn counts(&self, day: &Holiday) -> bool {
        let here = day.scope == self.state.as_str()
            || self.region.is_some_and(|region| day.scope == region);
        here && (self.with_parts || !day.in_part)
    }
}

fn is_weekend(on: Date) -> bool {
    matches!(on.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Takes a region of a state: `DE-BY`, ISO 3166-2.
///
/// # Errors
/// [`BadId`] when it is not shaped like one or belongs to another state.
pub fn region(text: &str) -> Result<String, BadId> {
    let shaped = text.split_once('-').is_some_and(|(state, rest)| {
        Country::parse(state).is_ok()
            && (1..=3).contains(&rest.len())
            && rest.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    });
    if shaped {
        Ok(text.to_owned())
    } else {
        Err(BadId { wanted: "a region like `DE-BY`", text: text.to_owned() })
    }
}

/// A state or one of its regions.
fn place(text: &str) -> Result<String, BadId> {
    Country::parse(text).map(|state| state.to_string()).or_else(|_| region(text))
}

fn read_zones(path: &str, text: &str) -> Result<BTreeMap<String, String>, Vec<LoadError>> {
    let (document, mut faults) = parse(path, text)?;
    let mut root = Table::new("zones.toml", document.span(), document.get_ref());
    let mut zones = BTreeMap::new();
    for mut table in root.tables("zone", &mut faults) {
        let place = table.word("place", place, &mut faults);
        let name = table.word("name", zone_name, &mut faults);
        if let (Some(place), Some(name)) = (place, name)
            && zones.insert(place.clone(), name).is_some()
        {
            faults.note(table.span(), "id-twice", format!("`{place}` is given twice"), "keep one");
        }
        table.finish(&mut faults);
    }
    root.finish(&mut faults);
    let found = faults.into_found();
    if found.is_empty() { Ok(zones) } else { Err(found) }
}

fn read_year(path: &str, text: &str) -> Result<CalendarYear, Vec<LoadError>> {
    let (document, mut faults) = parse(path, text)?;
    let mut root = Table::new("calendar", document.span(), document.get_ref());
    let state = root.word("state", Country::parse, &mut faults);
    let year = root.number("year", YEARS, &mut faults).and_then(|year| i16::try_from(year).ok());
    let version = root.number("version", 1..=100_000, &mut faults);
    let zone = root.word("zone", zone_or_several, &mut faults);
    let mark = root.word("mark", Mark::parse, &mut faults);
    let source = root.text("source", &mut faults);
    let not_covered = root.words("not_covered", region, &mut faults).into_iter().collect();
    let mut days: Vec<Holiday> = Vec::new();
    let tables = root.tables("day", &mut faults);
    if tables.len() > DAYS_MAX {
        faults.note(
            root.span(),
            "days-too-many",
            format!("more than {DAYS_MAX} days"),
            "a calendar lists public holidays only",
        );
    }
    for mut table in tables {
        for day in read_day(&mut table, state, year, &mut faults) {
            if days.iter().any(|other| other.on == day.on && other.scope == day.scope) {
                let message = format!("{} is given twice for `{}`", day.on, day.scope);
                faults.note(table.span(), "id-twice", message, "keep one, with both names");
            }
            days.push(day);
        }
        table.finish(&mut faults);
    }
    days.sort();
    if let (Some(state), Some(year)) = (state, year)
        && path != format!("{state}/{year}.toml")
    {
        faults.note(
            &(0..0),
            "name-differs",
            format!("the file is about {state} {year}"),
            format!("name it `{state}/{year}.toml`"),
        );
    }
    root.finish(&mut faults);
    let found = faults.into_found();
    match (state, year, version, zone, mark, source) {
        (Some(state), Some(year), Some(version), Some(zone), Some(mark), Some(source))
            if found.is_empty() =>
        {
            Ok(CalendarYear { state, year, version, zone, mark, source, not_covered, days })
        }
        _ => Err(found),
    }
}

/// The days of one table: one for each place that keeps it.
fn read_day(
    table: &mut Table<'_>,
    state: Option<Country>,
    year: Option<i16>,
    faults: &mut Faults<'_>,
) -> Vec<Holiday> {
    let on = table.date("on", faults);
    let name = table.text("name", faults);
    let scopes = if table.has("scopes") {
        table.words_needed("scopes", place, faults)
    } else {
        table.text("scope", faults).into_iter().collect()
    };
    let in_part = table.flag("in_part", faults);
    if scopes.len() > SCOPES_MAX {
        let help = "name each place once";
        faults.note(
            table.span(),
            "scopes-too-many",
            format!("more than {SCOPES_MAX} places"),
            help,
        );
    }
    if let (Some(on), Some(year)) = (on, year)
        && on.year() != year
    {
        let help = "put it into the file of its own year";
        faults.note(table.span(), "day-outside", format!("{on} is not in the year"), help);
    }
    for scope in &scopes {
        if !state.is_none_or(|state| lies_in(scope, state)) {
            faults.note(
                table.span(),
                "scope-unknown",
                format!("`{scope}` is neither the state nor one of its regions"),
                "write the state (`DE`) or a region of it (`DE-BY`)",
            );
        }
    }
    let (Some(on), Some(name)) = (on, name) else { return Vec::new() };
    scopes.into_iter().map(|scope| Holiday { on, scope, name: name.clone(), in_part }).collect()
}

/// Whether a place is the state or a region of it.
fn lies_in(scope: &str, state: Country) -> bool {
    let rest = scope.strip_prefix(state.as_str());
    rest == Some("") || rest.is_some_and(|rest| rest.starts_with('-')) && region(scope).is_ok()
}

/// The zone of a list, or the word for a state that has several.
fn zone_or_several(text: &str) -> Result<Option<String>, BadId> {
    if text == SEVERAL_ZONES { Ok(None) } else { zone_name(text).map(Some) }
}

#[cfg(test)]
mod tests;
