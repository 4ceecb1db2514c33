//! The notice to the person at each of its standings, as a judge sees it.

use std::collections::BTreeMap;

use domain::denied::Denied;
use domain::measure::notice::{
    Asked, Because, Deferral, Delay, Means, Notice, Owed, Proof, Telling, Told,
};
use domain::reader::{ActOffer, MeasureSeen, NoticeSeen};
use jiff::civil::date;
use law::ids::Cite;

use super::fixture::{Strings, at, id};
use super::measure::{Stage, law, seen};
use crate::component::problem_list::Wrong;
use crate::page::measure::notice::Typed;

fn cite() -> Cite {
    Cite::parse("13").expect("a cite")
}

fn delay(say: &Strings) -> Delay {
    Delay {
        ground: "obstructing_inquiries".to_owned(),
        reasons: say.sentence.clone(),
        justification: say.typed.clone(),
        review_on: date(2027, 2, 2),
    }
}

/// A measure that was produced, with its notice.
fn with(standing: Notice, may: &[&'static str], say: &Strings) -> MeasureSeen {
    let law = law(say);
    let measure = seen(Stage::Issued, say);
    let rule = &law.kind(&measure.kind).expect("the kind").notices[0];
    let offer = |verb: &&'static str| ActOffer {
        verb,
        denied: (*verb == "review-notice-delay").then_some(Denied::SameOfficer { cite: None }),
    };
    MeasureSeen {
        state: "produced",
        notice: Some(NoticeSeen {
            id: rule.id.clone(),
            by: rule.by,
            standard: rule.standard.clone(),
            delay_grounds: rule.delay_grounds.clone(),
            cite: cite(),
            mark: rule.provenance.mark,
            standing,
            today: date(2026, 11, 25),
            review_from: date(2026, 11, 26),
            review_until: date(2027, 5, 27),
        }),
        may: may.iter().map(offer).collect(),
        ..measure
    }
}

/// Owed, with a delay of the reader's own that waits for somebody else.
pub(super) fn due(say: &Strings) -> MeasureSeen {
    let owed = Owed {
        since: at("2026-11-25T09:00:00Z"),
        because: Because::GroundCeased { why: say.sentence.clone() },
        produced_at: at("2026-11-25T09:00:00Z"),
        asked: Some(Asked {
            n: 1,
            at: at("2026-11-25T10:00:00Z"),
            author: id(3),
            delay: delay(say),
        }),
        n_asked: 1,
    };
    with(Notice::Due(owed), &["give-notice", "defer-notice", "review-notice-delay"], say)
}

/// The same for whoever reviews the delay.
pub(super) fn to_review(say: &Strings) -> MeasureSeen {
    let mut seen = due(say);
    seen.may = vec![ActOffer { verb: "review-notice-delay", denied: None }];
    seen
}

pub(super) fn deferred(say: &Strings) -> MeasureSeen {
    let deferral = Deferral {
        delay: delay(say),
        author: id(3),
        reviewer: id(4),
        at: at("2026-11-25T11:00:00Z"),
        review_at: at("2027-02-01T23:00:00Z"),
        produced_at: at("2026-11-25T09:00:00Z"),
    };
    with(Notice::Deferred(deferral), &["give-notice", "end-notice-delay"], say)
}

pub(super) fn given(say: &Strings) -> MeasureSeen {
    let telling = Telling {
        told_on: date(2026, 11, 25),
        means: Means::Letter,
        language: domain::letter::Language::parse("fr").expect("a language"),
        remedies: say.sentence.clone(),
        proof: Proof { letter: say.sentence.clone(), sha256: Some([0x5a; 32]) },
    };
    let told = Told { at: at("2026-11-25T12:00:00Z"), telling };
    with(Notice::Given(told), &[], say)
}

/// What came back with a form.
pub(super) fn typed(say: &Strings) -> Typed {
    let typed = ["told_on", "proof", "reasons"].map(|name| (name.to_owned(), say.typed.clone()));
    Typed {
        fields: BTreeMap::from(typed),
        wrong: BTreeMap::from([("remedies".to_owned(), Wrong::Needed)]),
        denied: Some(Denied::DayUnfit {
            what: "told_on",
            on: date(2026, 11, 26),
            earliest: date(2026, 11, 25),
            latest: date(2026, 11, 25),
            cite: cite(),
        }),
    }
}
