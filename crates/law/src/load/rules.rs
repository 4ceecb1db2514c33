//! Reading the rules of the instrument as such: clocks, duties, grounds, counters.

use std::collections::BTreeSet;

use super::kind::each;
use super::source::Defaults;
use super::table::{Faults, Place, Table};
use crate::check::NOTICE_REVIEW;
use crate::clock::{Clarification, Clock, ClockEffect, ClockKind, Contest, Counting};
use crate::duty::{Begins, Duty};
use crate::field::Condition;
use crate::ground::{Ground, GroundEffect, GroundStage};
use crate::ids::{
    BadId, Cite, ClockId, DutyId, FieldId, GroundId, InstrumentId, KindId, Party, StatisticId,
};
use crate::instrument::{Predicate, Trigger};
use crate::letter_form::Earlier;
use crate::statistic::{Count, Counted, Dimension, Statistic, Time, sources};

/// The longest period a clock may have: longer ones are a slip of the pen.
const UNITS_MAX: u32 = 10_000;

/// What one file says about the instrument as such, each rule with its place.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    pub(crate) clocks: Vec<(Clock, Place)>,
    pub(crate) duties: Vec<(Duty, Place)>,
    pub(crate) grounds: Vec<(Ground, Place)>,
    pub(crate) statistics: Vec<(Statistic, Place)>,
    pub(crate) dimensions: Vec<(Dimension, Place)>,
}

/// Reads the tables of one file that belong to the instrument.
pub(crate) fn read(
    root: &mut Table<'_>,
    instrument: &InstrumentId,
    defaults: &Defaults,
    faults: &mut Faults<'_>,
) -> Rules {
    let scope = Scope { instrument };
    Rules {
        clocks: each(root, "clock", faults, |table, faults| {
            let place = faults.place(table.span());
            Some((clock(table, &scope, defaults, faults)?, place))
        }),
        duties: each(root, "duty", faults, |table, faults| {
            let place = faults.place(table.span());
            Some((duty(table, &scope, defaults, faults)?, place))
        }),
        grounds: each(root, "ground", faults, |table, faults| {
            let place = faults.place(table.span());
            Some((ground(table, &scope, defaults, faults)?, place))
        }),
        statistics: each(root, "statistic", faults, |table, faults| {
            let place = faults.place(table.span());
            Some((statistic(table, &scope, defaults, faults)?, place))
        }),
        dimensions: each(root, "dimension", faults, |table, faults| {
            let place = faults.place(table.span());
            Some((dimension(table, faults)?, place))
        }),
    }
}

/// Inside its own pack a file writes the part after the first `/`.
struct Scope<'i> {
    instrument: &'i InstrumentId,
}

impl Scope<'_> {
    fn clock(&self) -> impl Fn(&str) -> Result<ClockId, BadId> {
        |text| ClockId::parse(&format!("{}/{text}", self.instrument))
    }

    fn duty(&self) -> impl Fn(&str) -> Result<DutyId, BadId> {
        |text| DutyId::parse(&format!("{}/{text}", self.instrument))
    }
}

fn clock(
    table: &mut Table<'_>,
    scope: &Scope<'_>,
    defaults: &Defaults,
    faults: &mut Faults<'_>,
) -> Option<Clock> {
    let id = table.word("id", scope.clock(), faults);
    let kinds: BTreeSet<KindId> = table.words("kinds", KindId::parse, faults).into_iter().collect();
    let kind = table.word("kind", ClockKind::parse, faults);
    let period = table.number_if("period", 1..=UNITS_MAX, faults);
    let counting = table.word("counting", Counting::parse, faults);
    let trigger = table.word("trigger", Trigger::parse, faults);
    let trigger_by = table.word("trigger_by", Party::parse, faults);
    let calendar = table.word("calendar", Party::parse, faults);
    let when = table.words("when", Predicate::parse, faults).into_iter().collect();
    let unless = table.words("unless", Predicate::parse, faults).into_iter().collect();
    let only_if = table.words("only_if", Condition::parse, faults).into_iter().collect();
    let begun_if = table.words("begun_if", Condition::parse, faults).into_iter().collect();
    let also_at = table.words("also_at", Party::parse, faults).into_iter().collect();
    let begins_in = table.word_if("begins_in", FieldId::parse, faults);
    let reasons_in = table.word_if("reasons_in", FieldId::parse, faults);
    let stated_in = table.word_if("stated_in", FieldId::parse, faults);
    let effect = table.word("effect", ClockEffect::parse, faults);
    let fixed = table.word_if("on", month_and_day, faults);
    let not_before = table.date_if("not_before", faults);
    let zone = table.word_if("zone", zone_name, faults);
    let contested_on: BTreeSet<Contest> =
        table.words("contested_on", Contest::parse, faults).into_iter().collect();
    let twin = table.word_if("twin", scope.clock(), faults);
    let opened_by_confirmation = table.flag("opened_by_confirmation", faults);
    let clarification = table.word_if("clarification", Clarification::parse, faults);
    let held_by_request = table.flag("held_by_request", faults);
    let stated_if_longer = table.flag("stated_if_longer", faults);
    let may_be_asked_early = table.flag("may_be_asked_early", faults);
    let extends = table.word_if("extends", scope.clock(), faults);
    let prolongs = table.word_if("prolongs", scope.clock(), faults);
    // A sibling is a clock or a duty; both have the same alphabet.
    let mut siblings = |key: &'static str, faults: &mut Faults<'_>| {
        let named = table.words(key, scope.duty(), faults);
        named.iter().map(DutyId::to_string).collect::<Vec<_>>()
    };
    let also = siblings("also", faults);
    let also_abroad = siblings("also_abroad", faults);
    let provenance = defaults.rule(table, faults);
    if id.as_ref().is_some_and(|id| id.name() == NOTICE_REVIEW) {
        faults.note(
            table.span(),
            "clock-reserved",
            format!("`{NOTICE_REVIEW}` is the timer that ends the delay of a notice"),
            "give the clock another id",
        );
    }
    let counting = counting?;
    if needs_number(counting) != table.has("period") {
        faults.note(
            table.span(),
            "period-misplaced",
            format!("`{counting}` and `period` do not go together"),
            "give a period exactly where units are counted",
        );
    }
    if (counting == Counting::FixedDate) != table.has("on") {
        faults.note(
            table.span(),
            "date-misplaced",
            "`on` stands with the counting `fixed-date`, and only there",
            "write `on = \"03-31\"` or choose another counting",
        );
    }
    let asks_reasons = effect == Some(ClockEffect::LateWithReasons) && begins_in.is_some();
    if reasons_in.is_some() && !asks_reasons {
        faults.note(
            table.span(),
            "reasons-misplaced",
            "`reasons_in` stands with `begins_in` and the effect `late_with_reasons`",
            "name the field that says when it began, or remove `reasons_in`",
        );
    }
    let contests_a_receipt = contested_on.contains(&Contest::AddresseeReceipt)
        || contested_on.contains(&Contest::EnforcingReceipt);
    if contests_a_receipt != twin.is_some() {
        faults.note(
            table.span(),
            "twin-misplaced",
            "a contested receipt and the clock of the other party stand together",
            "name the other clock in `twin`, or remove the contest",
        );
    }
    Some(Clock {
        id: id?,
        kinds,
        kind: kind?,
        period,
        counting,
        trigger: trigger?,
        trigger_by: trigger_by?,
        calendar: calendar?,
        when,
        unless,
        only_if,
        begun_if,
        also_at,
        begins_in,
        reasons_in,
        stated_in,
        effect: effect?,
        fixed,
        not_before,
        zone,
        contested_on,
        twin,
        opened_by_confirmation,
        clarification,
        held_by_request,
        stated_if_longer,
        may_be_asked_early,
        extends,
        prolongs,
        also,
        also_abroad,
        provenance: provenance?,
    })
}

const fn needs_number(counting: Counting) -> bool {
    match counting {
        Counting::Agreed
        | Counting::FixedDate
        | Counting::NationalAddressee
        | Counting::NationalIssuing
        | Counting::None => false,
        Counting::ElapsedHours
        | Counting::PlainDays
        | Counting::PlainMonths
        | Counting::PlainWeeks
        | Counting::R1182Days
        | Counting::R1182Hours
        | Counting::R1182Months
        | Counting::R1182Weeks
        | Counting::R1182WorkingDays => true,
    }
}

/// A date of every year; 29 February is none, and the last day of a month is written `02-last`.
fn month_and_day(text: &str) -> Result<(i8, i8), BadId> {
    let bad =
        || BadId { wanted: "a month and day like `03-31` or `02-last`", text: text.to_owned() };
    let (month, day) = text.split_once('-').ok_or_else(bad)?;
    let month: i8 = month.parse().map_err(|_| bad())?;
    if day == "last" && (1..=12).contains(&month) {
        return Ok((month, crate::counting::LAST_OF_MONTH));
    }
    let day: i8 = day.parse().map_err(|_| bad())?;
    // 2027 is no leap year, so a date that exists in it exists in every year.
    jiff::civil::Date::new(2027, month, day).map_err(|_| bad())?;
    Ok((month, day))
}

/// A zone the compiled-in data know.
pub(crate) fn zone_name(text: &str) -> Result<String, BadId> {
    if crate::zone::known(text) {
        Ok(text.to_owned())
    } else {
        Err(BadId { wanted: "a time zone like `Europe/Paris`", text: text.to_owned() })
    }
}

fn duty(
    table: &mut Table<'_>,
    scope: &Scope<'_>,
    defaults: &Defaults,
    faults: &mut Faults<'_>,
) -> Option<Duty> {
    let id = table.word("id", scope.duty(), faults);
    let kinds = table.words("kinds", KindId::parse, faults);
    let by = table.word("by", Party::parse, faults);
    let to = table.word_if("to", Party::parse, faults);
    let standard = table.text("standard", faults);
    let begins = table.word_if("begins", Begins::parse, faults);
    let earlier = |text: &str| Earlier::parse(text, scope.instrument);
    let after = table.words("after", earlier, faults).into_iter().collect();
    let begins_in = table.word_if("begins_in", FieldId::parse, faults);
    let not_while = table.words("not_while", scope.clock(), faults).into_iter().collect();
    let met_by = table.words("met_by", KindId::parse, faults).into_iter().collect();
    let provenance = defaults.rule(table, faults);
    Some(Duty {
        id: id?,
        kinds,
        by: by?,
        to,
        standard: standard?,
        begins: begins.unwrap_or(Begins::Receipt),
        after,
        begins_in,
        not_while,
        met_by,
        provenance: provenance?,
    })
}

fn ground(
    table: &mut Table<'_>,
    scope: &Scope<'_>,
    defaults: &Defaults,
    faults: &mut Faults<'_>,
) -> Option<Ground> {
    let ground_id = |text: &str| GroundId::parse(&format!("{}/{text}", scope.instrument));
    let id = table.word("id", ground_id, faults);
    let kinds = table.words_needed("kinds", KindId::parse, faults);
    let raised_by = table.words_needed("raised_by", Party::parse, faults).into_iter().collect();
    let objected_by = table.words("objected_by", Party::parse, faults).into_iter().collect();
    let until = table.word_if("until", scope.clock(), faults);
    let until_emergency = table.word_if("until_emergency", scope.clock(), faults);
    let contact_first = table.word_if("contact_first", Cite::parse, faults);
    let earlier = |text: &str| Earlier::parse(text, scope.instrument);
    let after = table.words("after", earlier, faults).into_iter().collect();
    let effect = table.word("effect", GroundEffect::parse, faults);
    let stage = table.word_if("stage", GroundStage::parse, faults);
    let partial = table.flag("partial", faults);
    let provenance = defaults.rule(table, faults);
    Some(Ground {
        id: id?,
        kinds,
        raised_by,
        objected_by,
        until,
        until_emergency,
        contact_first,
        after,
        effect: effect?,
        stage: stage.unwrap_or(GroundStage::Execution),
        partial,
        provenance: provenance?,
    })
}

fn statistic(
    table: &mut Table<'_>,
    scope: &Scope<'_>,
    defaults: &Defaults,
    faults: &mut Faults<'_>,
) -> Option<Statistic> {
    let statistic_id = |text: &str| StatisticId::parse(&format!("{}/{text}", scope.instrument));
    let id = table.word("id", statistic_id, faults);
    let n_before = faults.n_found();
    let names = table.words_needed("counts", any_word, faults);
    let sources = table.words_needed("of", sources, faults);
    let is_money = table.flag("money", faults);
    let dimensions = table.words("dimensions", any_word, faults);
    let time = match (table.flag("mean", faults), table.flag("median", faults)) {
        (false, false) => None,
        (true, false) => Some(Time::Mean),
        (false, true) => Some(Time::Median),
        (true, true) => {
            let help = "keep the one the act asks for";
            faults.note(table.span(), "statistic-times", "a figure is a mean or a median", help);
            None
        }
    };
    // A word that was not understood is one fault, not two.
    if faults.n_found() == n_before && names.len() != sources.len() {
        let message = format!("{} figures are counted of {} things", names.len(), sources.len());
        let help = "name in `of` what each of `counts` is taken from, `-` for what no measure says";
        faults.note(table.span(), "statistic-uneven", message, help);
    }
    let taken = || sources.iter().flatten();
    if is_money && (time.is_some() || taken().any(|source| source.what != Counted::Noted)) {
        let help = "write `noted` in `of`, and neither `mean` nor `median`";
        faults.note(table.span(), "statistic-money", "amounts of money are only noted", help);
    }
    if time.is_some() && taken().any(|source| !source.what.has_time()) {
        let help = "a time is taken of what has a beginning, like `fulfilled` or `said:LETTER`";
        faults.note(table.span(), "statistic-timeless", "what has no beginning has no time", help);
    }
    let counts = names.into_iter().zip(sources).map(|(name, of)| Count { name, of }).collect();
    let provenance = defaults.rule(table, faults);
    Some(Statistic { id: id?, counts, dimensions, time, is_money, provenance: provenance? })
}

fn dimension(table: &mut Table<'_>, faults: &mut Faults<'_>) -> Option<Dimension> {
    let name = table.word("id", any_word, faults);
    let words = table.words_needed("words", any_word, faults);
    Some(Dimension { name: name?, words })
}

fn any_word(text: &str) -> Result<String, BadId> {
    let ok = !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if ok { Ok(text.to_owned()) } else { Err(BadId { wanted: "a word", text: text.to_owned() }) }
}
