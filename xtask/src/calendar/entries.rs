//! Taking a table of a rule file apart, entry by entry; what nobody asked for is a fault at the end.

use super::date::{Equinox, Weekday};
use super::parse::{BadRule, Kind, Table, Value};
use super::rule::{Condition, Form, MonthDay};

/// The years a rule may be about, as `law` reads them.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// What a reader of one value gives: the value, or what to write instead.
pub(crate) type Read<T> = Result<T, &'static str>;

/// The entries of one table that nobody has asked for yet.
#[derive(Debug)]
pub(crate) struct Entries {
    what: &'static str,
    table: Table,
    asked: Vec<&'static str>,
    refused: Vec<&'static str>,
}

impl Entries {
    pub(crate) const fn of(what: &'static str, table: Table) -> Self {
        Self { what, table, asked: Vec::new(), refused: Vec::new() }
    }

    pub(crate) const fn line(&self) -> usize {
        self.table.line
    }

    /// How many of these entries were there and not understood.
    pub(crate) fn n_refused(&self, keys: &[&str]) -> usize {
        self.refused.iter().filter(|key| keys.contains(key)).count()
    }

    /// An entry that may be left out.
    pub(crate) fn take<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&Value) -> Read<T>,
        faults: &mut Vec<BadRule>,
    ) -> Option<T> {
        self.asked.push(key);
        let at = self.table.entries.iter().position(|(name, _)| name == key)?;
        let (_, value) = self.table.entries.remove(at);
        match read(&value) {
            Ok(read) => Some(read),
            Err(help) => {
                self.refused.push(key);
                let message = format!("`{key}` has the wrong form");
                faults.push(BadRule::new(value.line, message, help));
                None
            }
        }
    }

    /// An entry that must stand there.
    pub(crate) fn must<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&Value) -> Read<T>,
        faults: &mut Vec<BadRule>,
    ) -> Option<T> {
        if !self.table.entries.iter().any(|(name, _)| name == key) {
            let message = format!("{} has no `{key}`", self.what);
            faults.push(BadRule::new(self.table.line, message, format!("add `{key} = …`")));
        }
        self.take(key, read, faults)
    }

    /// Notes what nobody asked for: a misspelt rule must not be skipped in silence.
    pub(crate) fn finish(self, faults: &mut Vec<BadRule>) {
        for (key, value) in &self.table.entries {
            let message = format!("{} knows no `{key}`", self.what);
            let help = format!("known are {}", self.asked.join(", "));
            faults.push(BadRule::new(value.line, message, help));
        }
    }
}

pub(crate) fn text(value: &Value) -> Read<String> {
    match &value.kind {
        Kind::Text(text) if !text.trim().is_empty() => Ok(text.clone()),
        Kind::Text(_)
        | Kind::Date(_)
        | Kind::Flag(_)
        | Kind::List(_)
        | Kind::Number(_)
        | Kind::Table(_) => Err("write a text in double quotes"),
    }
}

pub(crate) fn texts(value: &Value) -> Read<Vec<String>> {
    each(value, "write a list like `[\"one\", \"two\"]`", text)
}

pub(crate) fn state(value: &Value) -> Read<String> {
    text(value)
        .ok()
        .filter(|code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()))
        .ok_or("write the two letters of the state: `IE`")
}

pub(crate) fn mark(value: &Value) -> Read<String> {
    let known = text(value).ok().filter(|mark| ["memory", "verified"].contains(&mark.as_str()));
    known.ok_or("write `memory`, or `verified` when you compared the wording of the act")
}

pub(crate) const fn flag(value: &Value) -> Read<bool> {
    match value.kind {
        Kind::Flag(flag) => Ok(flag),
        Kind::Date(_) | Kind::List(_) | Kind::Number(_) | Kind::Table(_) | Kind::Text(_) => {
            Err("write `true` or leave the line out")
        }
    }
}

pub(crate) fn year(value: &Value) -> Read<i32> {
    number(value, YEARS, "write a year like 2027")
}

pub(crate) fn version(value: &Value) -> Read<i32> {
    number(value, 2..=1000, "the first version is 1; a correction has 2 or more")
}

fn number(value: &Value, range: std::ops::RangeInclusive<i32>, help: &'static str) -> Read<i32> {
    match value.kind {
        Kind::Number(number) if range.contains(&number) => Ok(number),
        Kind::Number(_)
        | Kind::Date(_)
        | Kind::Flag(_)
        | Kind::List(_)
        | Kind::Table(_)
        | Kind::Text(_) => Err(help),
    }
}

/// A list of one or more.
fn each<T>(value: &Value, help: &'static str, read: impl Fn(&Value) -> Read<T>) -> Read<Vec<T>> {
    match &value.kind {
        Kind::List(values) if !values.is_empty() => values.iter().map(read).collect(),
        Kind::List(_)
        | Kind::Date(_)
        | Kind::Flag(_)
        | Kind::Number(_)
        | Kind::Table(_)
        | Kind::Text(_) => Err(help),
    }
}

fn weekday(value: &Value) -> Read<Weekday> {
    text(value)
        .ok()
        .and_then(|word| Weekday::parse(&word))
        .ok_or("write a weekday: `monday` … `sunday`")
}

pub(crate) fn weekdays(value: &Value) -> Read<Vec<Weekday>> {
    each(value, "write a list like `[\"saturday\", \"sunday\"]`", weekday)
}

/// `{ saturday = 2, sunday = 1 }`.
pub(crate) fn shifts(value: &Value) -> Read<Vec<(Weekday, i32)>> {
    const HELP: &str = "write how many days later on which weekday: `{ saturday = 2, sunday = 1 }`";
    let entries = table(value, HELP)?;
    let shift = |(key, value): &(String, Value)| {
        let days = number(value, -6..=6, HELP)?;
        Weekday::parse(key).filter(|_| days != 0).map(|weekday| (weekday, days)).ok_or(HELP)
    };
    entries.iter().map(shift).collect()
}

fn table<'v>(value: &'v Value, help: &'static str) -> Read<&'v [(String, Value)]> {
    match &value.kind {
        Kind::Table(table) if !table.entries.is_empty() => Ok(&table.entries),
        Kind::Table(_)
        | Kind::Date(_)
        | Kind::Flag(_)
        | Kind::List(_)
        | Kind::Number(_)
        | Kind::Text(_) => Err(help),
    }
}

/// `{ weekdays = ["sunday"] }` or one date form: `{ easter = -3 }`.
pub(crate) fn condition(value: &Value) -> Read<Condition> {
    const HELP: &str = "write `{ weekdays = [\"sunday\"] }` or one date form: `{ easter = -3 }`";
    match table(value, HELP)? {
        [(key, value)] if key == "weekdays" => weekdays(value).map(Condition::Weekdays),
        [(key, value)] => form(key, value).map(Condition::IsDate),
        _ => Err(HELP),
    }
}

/// The date form of this name.
pub(crate) fn form(key: &str, value: &Value) -> Read<Form> {
    const DAYS: &str = "write how many days after Easter Sunday, from -70 to 70";
    const LAST: &str = "write `{ month = 5, weekday = \"monday\" }`";
    const NTH: &str = "write `{ month = 5, weekday = \"monday\", n = 1 }`, n from 1 to 4";
    const AFTER: &str = "write `{ date = \"06-20\", weekday = \"saturday\" }`";
    match key {
        "easter" => number(value, -70..=70, DAYS).map(Form::Easter),
        "orthodox_easter" => number(value, -70..=70, DAYS).map(Form::OrthodoxEaster),
        "equinox" => match text(value).as_deref() {
            Ok("march") => Ok(Form::Equinox(Equinox::March)),
            Ok("september") => Ok(Form::Equinox(Equinox::September)),
            _ => Err("write `march` or `september`"),
        },
        "fixed" => month_day(value).map(Form::Fixed),
        "last" => match table(value, LAST)? {
            [(a, month), (b, day)] if (a.as_str(), b.as_str()) == ("month", "weekday") => {
                Ok(Form::Last { month: number(month, 1..=12, LAST)?, weekday: weekday(day)? })
            }
            _ => Err(LAST),
        },
        "nth" => match table(value, NTH)? {
            [(a, month), (b, day), (c, n)]
                if (a.as_str(), b.as_str(), c.as_str()) == ("month", "weekday", "n") =>
            {
                let month = number(month, 1..=12, NTH)?;
                Ok(Form::Nth { month, weekday: weekday(day)?, n: number(n, 1..=4, NTH)? })
            }
            _ => Err(NTH),
        },
        "on" => {
            each(value, "write the dates as a list: `[2026-06-15]`", |value| match value.kind {
                Kind::Date(date) => Ok(date),
                Kind::Flag(_)
                | Kind::List(_)
                | Kind::Number(_)
                | Kind::Table(_)
                | Kind::Text(_) => Err("write dates without quotes: `[2026-06-15]`"),
            })
            .map(Form::On)
        }
        "on_or_after" => match table(value, AFTER)? {
            [(a, date), (b, day)] if (a.as_str(), b.as_str()) == ("date", "weekday") => {
                Ok(Form::OnOrAfter { date: month_day(date)?, weekday: weekday(day)? })
            }
            _ => Err(AFTER),
        },
        _ => Err(
            "write one date form: `fixed`, `easter`, `orthodox_easter`, `nth`, `last`, `on_or_after`",
        ),
    }
}

/// `10-03`: a day that every year has.
fn month_day(value: &Value) -> Read<MonthDay> {
    const HELP: &str = "write month and day as `10-03`, a day that every year has";
    let text = text(value).map_err(|_| HELP)?;
    let (month, day) = text.split_once('-').filter(|_| text.len() == 5).ok_or(HELP)?;
    // 2027 has no leap day.
    let date: super::date::Date = format!("2027-{month}-{day}").parse().map_err(|()| HELP)?;
    let (_, month, day) = date.parts();
    Ok(MonthDay { month, day })
}
