//! Where a rule comes from: the file's defaults and what a table says itself.

use jiff::civil::Date;

use super::table::{Faults, Table};
use crate::ids::{Cite, Mark};
use crate::instrument::Provenance;

/// What a file says once for all its rules; any table may say otherwise.
#[derive(Debug, Clone, Default)]
pub(crate) struct Defaults {
    mark: Option<Mark>,
    source: Option<String>,
    source_date: Option<Date>,
}

impl Defaults {
    /// The defaults as a table states them, over those of the table above.
    pub(crate) fn read(table: &mut Table<'_>, above: &Self, faults: &mut Faults<'_>) -> Self {
        let above = above.clone();
        Self {
            mark: table.word_if("mark", Mark::parse, faults).or(above.mark),
            source: table.text_if("source", faults).or(above.source),
            source_date: table.date_if("source_date", faults).or(above.source_date),
        }
    }

    /// The provenance of one rule: its own cite, the rest from itself or the file.
    pub(crate) fn rule(
        &self,
        table: &mut Table<'_>,
        faults: &mut Faults<'_>,
    ) -> Option<Provenance> {
        let own = Self::read(table, self, faults);
        let cite = table.word("cite", Cite::parse, faults);
        let missing = |name: &str, faults: &mut Faults<'_>| {
            faults.note(
                table.span(),
                "entry-missing",
                format!("the rule has no `{name}`, and its file sets none"),
                format!("add a line `{name} = …` to the rule or at the top of the file"),
            );
        };
        if own.mark.is_none() {
            missing("mark", faults);
        }
        if own.source.is_none() {
            missing("source", faults);
        }
        if own.source_date.is_none() {
            missing("source_date", faults);
        }
        Some(Provenance {
            cite: cite?,
            mark: own.mark?,
            source: own.source?,
            source_date: own.source_date?,
        })
    }
}
