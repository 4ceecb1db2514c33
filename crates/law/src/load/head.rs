//! Reading `instrument.toml`: what the instrument is, whether it is in force, who is bound, who reserved what.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::LoadError;
use super::kind::each;
use super::source::Defaults;
use super::table::{Faults, Table, parse};
use crate::declared::{Agreement, Declared, DeclaredKind, PartiesListed, PartyState, Standing};
use crate::ids::{BadId, Cite, Country, DataCategory, InstrumentId, IssuerKind, KindId};
use crate::instrument::{Instrument, Provenance};

/// The file that says what the instrument is.
pub(super) const HEAD: &str = "instrument.toml";

/// What the first table says, before the lists below it are read.
struct Head {
    id: InstrumentId,
    version: u32,
    title: String,
    standing: Standing,
    in_force_from: Option<Date>,
    in_force_until: Option<Date>,
    parties_listed: PartiesListed,
    within_one_state: bool,
    status_not_loaded: BTreeSet<Country>,
    replaces: Option<String>,
    otherwise: Vec<InstrumentId>,
    known_on: Date,
    provenance: Provenance,
}

/// Reads the head of a pack; its rules are added later.
pub(super) fn read(text: &str, errors: &mut Vec<LoadError>) -> Option<Instrument> {
    let (document, mut faults) = match parse(HEAD, text) {
        Ok(parsed) => parsed,
        Err(found) => {
            errors.extend(found);
            return None;
        }
    };
    let mut root = Table::new("instrument.toml", document.span(), document.get_ref());
    let above = Defaults::read(&mut root, &Defaults::default(), &mut faults);
    // What the instrument says of itself counts for its facts too, where they say nothing.
    let mut defaults = above.clone();
    let head = root.table_if("instrument", &mut faults).map(|mut table| {
        defaults = Defaults::read(&mut table, &above, &mut faults);
        let head = read_table(&mut table, &above, &mut faults);
        table.finish(&mut faults);
        head
    });
    if head.is_none() {
        faults.note(
            &(0..0),
            "head-missing",
            "the file has no table `[instrument]`",
            "add it with id, version, title, status, parties_listed and known_on",
        );
    }
    let known_on = head.as_ref().and_then(|head| head.as_ref().map(|head| head.known_on));
    let facts = Facts { defaults: &defaults, known_on };
    let parties = facts.parties(&mut root, &mut faults);
    let agreements =
        each(&mut root, "agreement", &mut faults, |table, faults| facts.agreement(table, faults));
    let reservations = facts.declared(&mut root, "reservation", &mut faults);
    let declarations = facts.declared(&mut root, "declaration", &mut faults);
    let head = head.flatten();
    if let Some(head) = &head {
        parties_agree(head, &parties, &mut faults);
    }
    root.finish(&mut faults);
    let found = faults.into_found();
    let clean = found.is_empty();
    errors.extend(found);
    let head = head.filter(|_| clean)?;
    Some(Instrument {
        id: head.id,
        version: head.version,
        title: head.title,
        standing: head.standing,
        in_force_from: head.in_force_from,
        in_force_until: head.in_force_until,
        parties_listed: head.parties_listed,
        within_one_state: head.within_one_state,
        status_not_loaded: head.status_not_loaded,
        parties,
        agreements,
        reservations,
        declarations,
        replaces: head.replaces,
        otherwise: head.otherwise,
        provenance: head.provenance,
        known_on: head.known_on,
        kinds: Vec::new(),
        letters: Vec::new(),
        clocks: Vec::new(),
        duties: Vec::new(),
        grounds: Vec::new(),
        statistics: Vec::new(),
        dimensions: Vec::new(),
        digest_input: String::new(),
    })
}

fn read_table(table: &mut Table<'_>, above: &Defaults, faults: &mut Faults<'_>) -> Option<Head> {
    let id = table.word("id", InstrumentId::parse, faults);
    let version = table.number("version", 1..=1_000_000, faults);
    let title = table.text("title", faults);
    let standing = table.word("status", Standing::parse, faults);
    let in_force_from = table.date_if("in_force_from", faults);
    let in_force_until = table.date_if("in_force_until", faults);
    let parties_listed = table.word("parties_listed", PartiesListed::parse, faults);
    let within_one_state = table.flag("within_one_state", faults);
    let status_not_loaded: BTreeSet<Country> =
        table.words("status_not_loaded", Country::parse, faults).into_iter().collect();
    let replaces = table.text_if("replaces", faults);
    let otherwise = table.words("otherwise", InstrumentId::parse, faults);
    let known_on = table.date("known_on", faults);
    let provenance = above.rule(table, faults);
    if let Some(standing) = standing
        && (standing == Standing::InForce) != table.has("in_force_from")
    {
        faults.note(
            table.span(),
            "first-day-misplaced",
            format!("the status `{standing}` and `in_force_from` do not go together"),
            "give a first day exactly where the status is `in_force`",
        );
    }
    Some(Head {
        id: id?,
        version: version?,
        title: title?,
        standing: standing?,
        in_force_from,
        in_force_until,
        parties_listed: parties_listed?,
        within_one_state,
        status_not_loaded,
        replaces,
        otherwise,
        known_on: known_on?,
        provenance: provenance?,
    })
}

/// What is listed must be what the head says is listed.
fn parties_agree(head: &Head, parties: &[PartyState], faults: &mut Faults<'_>) {
    if !head.status_not_loaded.is_empty() && head.parties_listed != PartiesListed::All {
        faults.note(
            &(0..0),
            "not-loaded-misplaced",
            "`status_not_loaded` names exceptions from a whole list, and the list is not whole",
            "remove it, or write `parties_listed = \"all\"`",
        );
    }
    match (head.parties_listed, parties.is_empty()) {
        (PartiesListed::All | PartiesListed::Some, true) => faults.note(
            &(0..0),
            "parties-missing",
            "no state is bound by the instrument",
            "add a `[[party]]` with states and the day from which they are bound, or write `parties_listed = \"none\"`",
        ),
        (PartiesListed::None, false) => faults.note(
            &(0..0),
            "parties-misplaced",
            "states are listed although `parties_listed` is `none`",
            "write `all` or `some`",
        ),
        (PartiesListed::All | PartiesListed::Some, false) | (PartiesListed::None, true) => {}
    }
}

/// The dated facts, with what the head says once for all of them.
struct Facts<'d> {
    defaults: &'d Defaults,
    known_on: Option<Date>,
}

impl Facts<'_> {
    fn known_on(&self, table: &mut Table<'_>, faults: &mut Faults<'_>) -> Option<Date> {
        table.date_if("known_on", faults).or(self.known_on)
    }

    fn parties(&self, root: &mut Table<'_>, faults: &mut Faults<'_>) -> Vec<PartyState> {
        let rows = each(root, "party", faults, |table, faults| {
            let states = table.words_needed("states", Country::parse, faults);
            let ratified_on = table.date_if("ratified_on", faults);
            let from = table.date_if("from", faults);
            let until = table.date_if("until", faults);
            let known_on = self.known_on(table, faults);
            let provenance = self.defaults.rule(table, faults);
            if ratified_on.is_none() && from.is_none() && !table.has("from") {
                faults.note(
                    table.span(),
                    "entry-missing",
                    "`party` has neither `from` nor `ratified_on`",
                    "add the first day the states are bound, or the day of ratification",
                );
            }
            let (known_on, provenance) = (known_on?, provenance?);
            let party = move |country| PartyState {
                country,
                ratified_on,
                from,
                until,
                known_on,
                provenance: provenance.clone(),
            };
            Some(states.into_iter().map(party))
        });
        rows.into_iter().flatten().collect()
    }

    fn agreement(&self, table: &mut Table<'_>, faults: &mut Faults<'_>) -> Option<Agreement> {
        let id = table.word("id", KindId::parse, faults);
        let title = table.text("title", faults);
        let one: BTreeSet<Country> =
            table.words_needed("one", Country::parse, faults).into_iter().collect();
        let other = table.words_needed("other", Country::parse, faults).into_iter().collect();
        let from = table.date("from", faults);
        let until = table.date_if("until", faults);
        let known_on = self.known_on(table, faults);
        let provenance = self.defaults.rule(table, faults);
        Some(Agreement {
            id: id?,
            title: title?,
            one,
            other,
            from: from?,
            until,
            known_on: known_on?,
            provenance: provenance?,
        })
    }

    fn declared(
        &self,
        root: &mut Table<'_>,
        key: &'static str,
        faults: &mut Faults<'_>,
    ) -> Vec<Declared> {
        each(root, key, faults, |table, faults| {
            let country = table.word("state", Country::parse, faults);
            let kind = table.word("kind", DeclaredKind::parse, faults);
            let article = table.word("article", Cite::parse, faults);
            let kinds = table.words("kinds", KindId::parse, faults).into_iter().collect();
            let data = table.words("data", DataCategory::parse, faults).into_iter().collect();
            let issuers = table.words("issuers", IssuerKind::parse, faults).into_iter().collect();
            let languages = table.words("languages", language, faults);
            let prior = table.word_if("prior", KindId::parse, faults);
            let from = table.date_if("from", faults);
            let until = table.date_if("until", faults);
            let known_on = self.known_on(table, faults);
            let provenance = self.defaults.rule(table, faults);
            Some(Declared {
                country: country?,
                kind: kind?,
                article: article?,
                kinds,
                data,
                issuers,
                languages,
                prior,
                from,
                until,
                known_on: known_on?,
                provenance: provenance?,
            })
        })
    }
}

/// A language by its ISO 639-1 code.
fn language(text: &str) -> Result<String, BadId> {
    let ok = text.len() == 2 && text.bytes().all(|b| b.is_ascii_lowercase());
    if ok {
        Ok(text.to_owned())
    } else {
        Err(BadId { wanted: "an ISO 639-1 language code like `fr`", text: text.to_owned() })
    }
}
