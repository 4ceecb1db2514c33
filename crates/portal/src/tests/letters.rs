//! An investigation order at the authority that executes it: what it may write, may refuse, and wrote before.

use std::collections::{BTreeMap, BTreeSet};

use domain::denied::Denied;
use domain::measure::Said;
use domain::reader::{ActOffer, FieldSeen, LetterOffer, MeasureSeen};
use law::field::Values;
use law::ids::{Cite, ClockId, FieldId, KindId};
use law::instrument::Instrument;
use law::letter_form::{Consequence, Earlier};

use super::fixture::{Strings, at, member};
use super::measure::{self, Stage, packs};

/// The law the order is under.
pub(super) fn law() -> Instrument {
    packs().iter().find(|law| law.id.as_str() == "eu-eio").expect("the pack").clone()
}

/// The letter that is being written.
pub(super) fn decision() -> KindId {
    kind("eio-decision")
}

fn kind(id: &str) -> KindId {
    KindId::parse(id).expect("a kind")
}

/// The order, and the letters about it.
pub(super) fn asked(say: &Strings) -> MeasureSeen {
    let law = law();
    let issuer = || vec![member("fr-tj")];
    let may = |verb| ActOffer { verb, denied: None };
    MeasureSeen {
        instrument: law.id,
        kind: kind("eio"),
        addressee: member("de-sta"),
        enforcing: None,
        fields: Vec::new(),
        clocks: Vec::new(),
        release: None,
        said: vec![Said {
            at: at("2026-11-25T09:00:00Z"),
            form: kind("eio-receipt"),
            does: BTreeSet::from([Consequence::Acknowledge]),
            values: Values::new(),
            to: issuer(),
            late: true,
        }],
        may: vec![may("acknowledge"), may("refuse")],
        letters: vec![
            LetterOffer { form: decision(), to: issuer(), denied: None },
            LetterOffer { form: kind("eio-delay"), to: Vec::new(), denied: None },
            LetterOffer {
                form: kind("eio-resumption"),
                to: issuer(),
                denied: Some(Denied::LetterMissing {
                    after: BTreeSet::from([
                        Earlier::Letter(kind("eio-postponement")),
                        Earlier::Doing(decision(), Consequence::Suspend),
                        Earlier::Late(ClockId::parse("eu-eio/execute").expect("a clock")),
                    ]),
                    cite: Cite::parse("15(2)").expect("a cite"),
                }),
            },
        ],
        ..measure::seen(Stage::Received, say)
    }
}

/// The empty fields of the letter.
pub(super) fn fields(law: &Instrument) -> Vec<FieldSeen> {
    let form = law.letter(&decision()).expect("the form");
    FieldSeen::of_form(&form.form, &Values::new(), &[], true)
}

/// What was typed into one of them.
pub(super) fn typed(say: &Strings) -> BTreeMap<FieldId, Vec<String>> {
    let field = FieldId::parse("asking_authority").expect("a field");
    BTreeMap::from([(field, vec![say.typed.clone()])])
}
