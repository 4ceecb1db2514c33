//! The rules of one state, from its `rules.toml`.
//!
//! A rule says when a day is kept, where, and what happens when it falls on a weekend. Reading collects
//! every fault of the file, each with its line; a file with one fault writes nothing.

use super::date::{Date, Equinox, Weekday};
use super::entries::{self, Entries};
use super::parse::{self, BadRule, Table};

/// The rules of one state.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) state: String,
    /// A zone, or `several`: then nobody's zone follows from the state alone.
    pub(crate) zone: String,
    pub(crate) mark: String,
    pub(crate) source: String,
    /// What the year files say at their top.
    pub(crate) note: Vec<String>,
    pub(crate) not_covered: Vec<String>,
    /// How a day is called that stands for another: `{name} (substitute day)`.
    pub(crate) substitute_name: Option<String>,
    pub(crate) corrected: Vec<Corrected>,
    pub(crate) days: Vec<DayRule>,
    pub(crate) next_free: Option<NextFree>,
    /// How a day is called that is kept because both its neighbours are.
    pub(crate) between: Option<String>,
}

/// A list that was corrected after it had been shipped.
#[derive(Debug)]
pub(crate) struct Corrected {
    pub(crate) year: i32,
    pub(crate) version: i32,
    pub(crate) why: String,
}

/// One holiday.
#[derive(Debug)]
pub(crate) struct DayRule {
    pub(crate) name: String,
    /// The state or regions of it.
    pub(crate) scopes: Vec<String>,
    pub(crate) in_part: bool,
    pub(crate) form: Form,
    pub(crate) from_year: Option<i32>,
    pub(crate) until_year: Option<i32>,
    /// Not kept in a year in which the date is such a one.
    pub(crate) unless: Option<Condition>,
    /// Kept only in a year in which the date is such a one.
    pub(crate) when: Option<Condition>,
    /// On such a weekday the holiday is kept so many days later instead.
    pub(crate) moved: Vec<(Weekday, i32)>,
    /// On such a weekday the day so many days later is kept besides.
    pub(crate) observed: Vec<(Weekday, i32)>,
    /// Takes no part in `[[next_free]]`.
    pub(crate) no_substitute: bool,
}

/// When a day is kept.
#[derive(Debug)]
pub(crate) enum Form {
    Easter(i32),
    Equinox(Equinox),
    Fixed(MonthDay),
    Last { month: i32, weekday: Weekday },
    Nth { month: i32, weekday: Weekday, n: i32 },
    On(Vec<Date>),
    OnOrAfter { date: MonthDay, weekday: Weekday },
    OrthodoxEaster(i32),
}

/// A day of every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MonthDay {
    pub(crate) month: i32,
    pub(crate) day: i32,
}

/// What `unless` and `when` ask of the date a rule gives.
#[derive(Debug)]
pub(crate) enum Condition {
    IsDate(Form),
    Weekdays(Vec<Weekday>),
}

/// A holiday on one of these weekdays gives a free day: the next one that is no holiday.
#[derive(Debug)]
pub(crate) struct NextFree {
    pub(crate) weekdays: Vec<Weekday>,
    pub(crate) skip_weekend: bool,
    pub(crate) name: String,
}

/// The names of the entries that say when a day is kept.
const FORMS: [&str; 8] =
    ["easter", "equinox", "fixed", "last", "nth", "on", "on_or_after", "orthodox_easter"];

impl Rules {
    pub(crate) fn read(text: &str) -> Result<Self, Vec<BadRule>> {
        let document = parse::parse(text).map_err(|bad| vec![bad])?;
        let mut faults = Vec::new();
        let mut root = Entries::of("the file", document.root);
        let head = (|| {
            let state = root.must("state", entries::state, &mut faults);
            let zone = root.must("zone", entries::text, &mut faults);
            let mark = root.must("mark", entries::mark, &mut faults);
            let source = root.must("source", entries::text, &mut faults);
            Some((state?, zone?, mark?, source?))
        })();
        let note = root.take("note", entries::texts, &mut faults).unwrap_or_default();
        let not_covered = root.take("not_covered", entries::texts, &mut faults).unwrap_or_default();
        let substitute_name = root.take("substitute_name", entries::text, &mut faults);
        root.finish(&mut faults);
        let (state, zone, mark, source) = head.unwrap_or_default();
        let mut rules = Self {
            state,
            zone,
            mark,
            source,
            note,
            not_covered,
            substitute_name,
            corrected: Vec::new(),
            days: Vec::new(),
            next_free: None,
            between: None,
        };
        for (name, table) in document.tables {
            rules.table(&name, table, &mut faults);
        }
        for region in &rules.not_covered {
            rules.in_state(region, 1, &mut faults);
        }
        if faults.is_empty() { Ok(rules) } else { Err(faults) }
    }

    fn table(&mut self, name: &str, table: Table, faults: &mut Vec<BadRule>) {
        let line = table.line;
        let mut entries = Entries::of("the table", table);
        match name {
            "between" => self.between = entries.must("name", entries::text, faults),
            "corrected" => {
                let year = entries.must("year", entries::year, faults);
                let version = entries.must("version", entries::version, faults);
                let why = entries.must("why", entries::text, faults);
                if let (Some(year), Some(version), Some(why)) = (year, version, why) {
                    self.corrected.push(Corrected { year, version, why });
                }
            }
            "day" => {
                if let Some(day) = self.day(&mut entries, faults) {
                    self.days.push(day);
                }
            }
            "next_free" => {
                let weekdays = entries.must("weekdays", entries::weekdays, faults);
                let skip_weekend = entries.take("skip_weekend", entries::flag, faults);
                let name = entries.must("name", entries::text, faults);
                if let (Some(weekdays), Some(name)) = (weekdays, name) {
                    let skip_weekend = skip_weekend.unwrap_or(false);
                    self.next_free = Some(NextFree { weekdays, skip_weekend, name });
                }
            }
            _ => {
                let help =
                    "tables are `[[day]]`, `[[corrected]]`, `[[next_free]]` and `[[between]]`";
                faults.push(BadRule::new(line, format!("no table is called `{name}`"), help));
                return;
            }
        }
        entries.finish(faults);
    }

    fn day(&self, entries: &mut Entries, faults: &mut Vec<BadRule>) -> Option<DayRule> {
        let line = entries.line();
        let name = entries.must("name", entries::text, faults);
        let one = entries.take("scope", entries::text, faults);
        let many = entries.take("scopes", entries::texts, faults);
        if one.is_some() && many.is_some() {
            let help = "one region stands in `scope`, several in `scopes`";
            faults.push(BadRule::new(line, "`scope` and `scopes` both", help));
        }
        let scopes = many.or_else(|| Some(vec![one?])).unwrap_or_else(|| vec![self.state.clone()]);
        for scope in &scopes {
            self.in_state(scope, line, faults);
        }
        let forms: Vec<Form> = FORMS
            .into_iter()
            .filter_map(|key| entries.take(key, |value| entries::form(key, value), faults))
            .collect();
        let n_written = forms.len() + entries.n_refused(&FORMS);
        if n_written != 1 {
            let help = format!("write one of {}", FORMS.join(", "));
            faults.push(BadRule::new(line, format!("a day with {n_written} dates"), help));
        }
        let rule = DayRule {
            name: name?,
            scopes,
            in_part: entries.take("in_part", entries::flag, faults).unwrap_or(false),
            from_year: entries.take("from_year", entries::year, faults),
            until_year: entries.take("until_year", entries::year, faults),
            unless: entries.take("unless", entries::condition, faults),
            when: entries.take("when", entries::condition, faults),
            moved: entries.take("moved", entries::shifts, faults).unwrap_or_default(),
            observed: entries.take("observed", entries::shifts, faults).unwrap_or_default(),
            no_substitute: entries.take("no_substitute", entries::flag, faults).unwrap_or(false),
            form: forms.into_iter().next()?,
        };
        Some(rule)
    }

    /// Notes a scope that is neither the state nor one of its regions.
    fn in_state(&self, scope: &str, line: usize, faults: &mut Vec<BadRule>) {
        let rest = scope.strip_prefix(self.state.as_str()).map(|rest| rest.strip_prefix('-'));
        let region = |text: &str| {
            (1..=3).contains(&text.len())
                && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        };
        if scope != self.state && !matches!(rest, Some(Some(text)) if region(text)) {
            let help = format!("write the state (`{0}`) or a region of it (`{0}-XX`)", self.state);
            faults.push(BadRule::new(line, format!("`{scope}` lies elsewhere"), help));
        }
    }
}

#[cfg(test)]
mod tests;
