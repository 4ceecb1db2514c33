//! Notes through the record of a node: what stands there after a restart, who may write it, and what is never written.

use std::collections::BTreeMap;

use domain::actor::AuthLevel;
use domain::denied::Denied;
use domain::occurrence::{Amount, Note};
use jiff::{Timestamp, ToSpan as _};
use law::ids::{InstrumentId, StatisticId};

use super::*;
use crate::testing::{found, open};

fn officer(node: &Node, login: &str) -> Officer {
    Officer { auth: AuthLevel::Passkey, ..node.officer(login).unwrap() }
}

fn why(text: &str) -> Why {
    Why::parse(text).unwrap()
}

/// Three remedies of this instant.
fn remedies(happened_at: Timestamp) -> Note {
    Note {
        instrument: InstrumentId::parse("eu-e-evidence").unwrap(),
        statistic: StatisticId::parse("eu-e-evidence/stat/28.2.h").unwrap(),
        figure: "remedies_in_enforcing_state".to_owned(),
        n: 3,
        happened_at,
        began_at: None,
        told_apart: BTreeMap::from([("data_type".to_owned(), "traffic".to_owned())]),
        amount: None,
        on_file: why("High Court, 2027/12"),
    }
}

fn denied(error: ActError) -> Denied {
    let ActError::Denied(denied) = error else { panic!("not refused: {error}") };
    denied
}

/// What the record says, without ids.
async fn recorded(node: &Node) -> Vec<Occurrence> {
    all(node).await.unwrap().into_iter().map(|(_, occurrence)| occurrence).collect()
}

#[tokio::test]
async fn a_note_and_its_end_are_read_back_by_a_process_that_knows_nothing_of_them() {
    let court = found().await;
    let node = open(&court.config).await;
    let (judge, prosecutor) = (officer(&node, "judge"), officer(&node, "prosecutor"));
    let at = node.now().checked_sub(48.hours()).unwrap();
    let earlier = at.checked_sub(1.hours()).unwrap();
    let paid = Note {
        statistic: StatisticId::parse("eu-e-evidence/stat/28.2.j").unwrap(),
        figure: "costs_claimed".to_owned(),
        told_apart: BTreeMap::new(),
        n: 1,
        // More cents than a number of the record can be.
        amount: Some(Amount { currency: "EUR".to_owned(), minor: i64::MAX }),
        ..remedies(earlier)
    };
    let first = note(&node, &judge, &remedies(at), None).await.unwrap();
    note(&node, &judge, &paid, None).await.unwrap();
    strike(&node, &prosecutor, first, &why("noted in the wrong state"), None).await.unwrap();
    let before = recorded(&node).await;
    drop(node);
    let node = open(&court.config).await;
    let after = recorded(&node).await;
    assert_eq!(after, before);
    let [Occurrence::Noted(counts), Occurrence::Struck(struck)] = after.as_slice() else {
        panic!("not the one that happened first, and then the one that was struck: {after:?}")
    };
    assert_eq!((&counts.note, counts.by), (&paid, judge.id));
    assert_eq!((&struck.noted.note, struck.by), (&remedies(at), prosecutor.id));
    assert_eq!(struck.why, why("noted in the wrong state"));
}

#[tokio::test]
async fn what_is_struck_stays_struck_and_what_is_not_there_cannot_be_struck() {
    let court = found().await;
    let node = open(&court.config).await;
    let judge = officer(&node, "judge");
    let id = note(&node, &judge, &remedies(node.now()), None).await.unwrap();
    strike(&node, &judge, id, &why("a mistake"), None).await.unwrap();
    let size = node.ledger.signed().size;
    let again = strike(&node, &judge, id, &why("again"), None).await.unwrap_err();
    assert_eq!(denied(again), Denied::Closed);
    let nowhere = strike(&node, &judge, OccurrenceId::new([9; 16]), &why("x"), None).await;
    assert!(matches!(nowhere, Err(ActError::NotFound)));
    assert_eq!(node.ledger.signed().size, size);
}

#[tokio::test]
async fn nobody_notes_whose_office_answers_for_no_figures_and_nothing_is_noted_that_no_law_counts()
{
    let court = found().await;
    let node = open(&court.config).await;
    let judge = officer(&node, "judge");
    let id = note(&node, &judge, &remedies(node.now()), None).await.unwrap();
    let size = node.ledger.signed().size;
    for login in ["police", "clerk"] {
        let other = officer(&node, login);
        let noted = note(&node, &other, &remedies(node.now()), None).await.unwrap_err();
        assert_eq!(denied(noted).code(), "not-competent", "{login}");
        let struck = strike(&node, &other, id, &why("x"), None).await.unwrap_err();
        assert_eq!(denied(struck).code(), "not-competent", "{login}");
    }
    let weak = Officer { auth: AuthLevel::SignedOn, ..judge.clone() };
    let noted = note(&node, &weak, &remedies(node.now()), None).await.unwrap_err();
    assert_eq!(denied(noted).code(), "step-up");
    let counted = Note { figure: "epoc_issued".to_owned(), ..remedies(node.now()) };
    let counted =
        Note { statistic: StatisticId::parse("eu-e-evidence/stat/28.2.a").unwrap(), ..counted };
    let noted = note(&node, &judge, &counted, None).await.unwrap_err();
    assert_eq!(denied(noted), Denied::NotCounted { figure: "epoc_issued".to_owned() });
    let later = node.now().checked_add(1.hours()).unwrap();
    let noted = note(&node, &judge, &remedies(later), None).await.unwrap_err();
    assert!(matches!(denied(noted), Denied::NoteUnfit { what: "happened_at", .. }));
    let nowhere = InstrumentId::parse("eu-nowhere").unwrap();
    let unheld = Note { instrument: nowhere, ..remedies(node.now()) };
    assert!(matches!(note(&node, &judge, &unheld, None).await, Err(ActError::NotFound)));
    assert_eq!(node.ledger.signed().size, size, "something was recorded");
    assert_eq!(recorded(&node).await.len(), 1);
}
