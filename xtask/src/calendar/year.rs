//! The days of one year, from the rules of a state.
//!
//! A rule is asked for the years before and after as well: a day that stands for New Year's Day may lie
//! in December.

use std::collections::{BTreeMap, BTreeSet};

use super::date::{self, Date, Weekday};
use super::rule::{Condition, DayRule, Form, MonthDay, NextFree, Rules};

/// One day of a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day {
    pub(crate) on: Date,
    /// The state, or regions in the order of their codes.
    pub(crate) scopes: Vec<String>,
    pub(crate) name: String,
    pub(crate) in_part: bool,
}

/// One day in one place, as a rule gives it.
#[derive(Clone, Debug)]
struct Kept {
    on: Date,
    scope: String,
    name: String,
    in_part: bool,
    no_substitute: bool,
}

/// The list of a year, in order.
pub(crate) fn list(rules: &Rules, year: i32) -> Vec<Day> {
    let mut kept: Vec<Kept> = (year - 1..=year + 1)
        .flat_map(|year| rules.days.iter().flat_map(move |day| keep(rules, day, year)))
        .collect();
    let nationwide: Vec<Kept> =
        kept.iter().filter(|day| day.scope == rules.state && !day.in_part).cloned().collect();
    let mut taken: BTreeSet<Date> = nationwide.iter().map(|day| day.on).collect();
    let between = rules.between.as_deref().map(|name| between(rules, name, &taken));
    if let Some(next_free) = &rules.next_free {
        kept.extend(free_days(rules, next_free, &nationwide, &mut taken));
    }
    kept.extend(between.into_iter().flatten().filter(|day| !taken.contains(&day.on)));
    kept.retain(|day| day.on.year() == year);
    together(kept)
}

/// What one rule gives for one year.
fn keep(rules: &Rules, day: &DayRule, year: i32) -> Vec<Kept> {
    let in_years = day.from_year.is_none_or(|from| from <= year)
        && day.until_year.is_none_or(|until| year <= until);
    let holds = |condition: &Condition, date: Date| match condition {
        Condition::IsDate(form) => form.dates(year).contains(&date),
        Condition::Weekdays(weekdays) => weekdays.contains(&date.weekday()),
    };
    let mut found = Vec::new();
    for date in day.form.dates(year).into_iter().filter(|_| in_years) {
        let kept = !day.unless.as_ref().is_some_and(|unless| holds(unless, date))
            && day.when.as_ref().is_none_or(|when| holds(when, date));
        if !kept {
            continue;
        }
        let substitute = || match &rules.substitute_name {
            Some(pattern) => pattern.replace("{name}", &day.name),
            None => day.name.clone(),
        };
        match shift(&day.moved, date.weekday()) {
            Some(days) => found.push((date.plus(days), substitute())),
            None => found.push((date, day.name.clone())),
        }
        if let Some(days) = shift(&day.observed, date.weekday()) {
            found.push((date.plus(days), substitute()));
        }
    }
    let everywhere = |(on, name): (Date, String)| {
        day.scopes.iter().map(move |scope| Kept {
            on,
            scope: scope.clone(),
            name: name.clone(),
            in_part: day.in_part,
            no_substitute: day.no_substitute,
        })
    };
    found.into_iter().flat_map(everywhere).collect()
}

fn shift(shifts: &[(Weekday, i32)], on: Weekday) -> Option<i32> {
    shifts.iter().find(|(weekday, _)| *weekday == on).map(|(_, days)| *days)
}

/// The free days that follow holidays on certain weekdays. Each takes the next day that nothing has taken.
fn free_days(
    rules: &Rules,
    next_free: &NextFree,
    nationwide: &[Kept],
    taken: &mut BTreeSet<Date>,
) -> Vec<Kept> {
    let mut sorted: Vec<&Kept> = nationwide
        .iter()
        .filter(|day| !day.no_substitute && next_free.weekdays.contains(&day.on.weekday()))
        .collect();
    sorted.sort_by_key(|day| day.on);
    let mut found = Vec::new();
    for day in sorted {
        let mut on = day.on.plus(1);
        while taken.contains(&on) || next_free.skip_weekend && on.weekday().is_weekend() {
            on = on.plus(1);
        }
        taken.insert(on);
        found.push(everywhere(rules, on, next_free.name.replace("{name}", &day.name)));
    }
    found
}

/// The days whose two neighbours are holidays and that are none themselves.
fn between(rules: &Rules, name: &str, holidays: &BTreeSet<Date>) -> Vec<Kept> {
    let middle = |day: &Date| {
        let (on, after) = (day.plus(1), day.plus(2));
        (!holidays.contains(&on) && holidays.contains(&after)).then_some(on)
    };
    holidays.iter().filter_map(middle).map(|on| everywhere(rules, on, name.to_owned())).collect()
}

fn everywhere(rules: &Rules, on: Date, name: String) -> Kept {
    Kept { on, scope: rules.state.clone(), name, in_part: false, no_substitute: true }
}

/// Two holidays on one day in one place are one day with both names, a whole one before one in part; the
/// places that keep the same day under the same name stand together.
fn together(kept: Vec<Kept>) -> Vec<Day> {
    let mut places: BTreeMap<(Date, String), (Vec<String>, bool)> = BTreeMap::new();
    for day in kept {
        let (names, in_part) =
            places.entry((day.on, day.scope)).or_insert_with(|| (Vec::new(), day.in_part));
        if *in_part && !day.in_part {
            names.clear();
            *in_part = false;
        }
        if *in_part == day.in_part && !names.contains(&day.name) {
            names.push(day.name);
        }
    }
    let mut days: BTreeMap<(Date, String, bool), Vec<String>> = BTreeMap::new();
    for ((on, scope), (names, in_part)) in places {
        days.entry((on, names.join(" / "), in_part)).or_default().push(scope);
    }
    let mut days: Vec<Day> = days
        .into_iter()
        .map(|((on, name, in_part), scopes)| Day { on, scopes, name, in_part })
        .collect();
    days.sort();
    days
}

impl Form {
    /// The dates of this form in one year; none where the year has no such day.
    fn dates(&self, year: i32) -> Vec<Date> {
        match self {
            Self::Easter(days) => found(date::easter(year).map(|easter| easter.plus(*days))),
            Self::Equinox(which) => found(date::equinox_of_japan(year, *which)),
            Self::Fixed(day) => found(day.in_year(year)),
            Self::Last { month, weekday } => {
                let (year, month) = if *month == 12 { (year + 1, 1) } else { (year, month + 1) };
                // The first such weekday of the next month, less a week.
                let next = Date::new(year, month, 1).map(|first| first.on_or_after(*weekday));
                found(next.map(|next| next.plus(-7)))
            }
            Self::Nth { month, weekday, n } => {
                let first = Date::new(year, *month, 1).map(|first| first.on_or_after(*weekday));
                found(first.map(|first| first.plus(7 * (n - 1))))
            }
            Self::On(dates) => dates.iter().copied().filter(|date| date.year() == year).collect(),
            Self::OnOrAfter { date, weekday } => {
                found(date.in_year(year).map(|date| date.on_or_after(*weekday)))
            }
            Self::OrthodoxEaster(days) => {
                found(date::orthodox_easter(year).map(|easter| easter.plus(*days)))
            }
        }
    }
}

fn found(date: Option<Date>) -> Vec<Date> {
    date.into_iter().collect()
}

impl MonthDay {
    fn in_year(self, year: i32) -> Option<Date> {
        Date::new(year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests;
