//! The recalls of a case or of an order, and one recall.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::exhibit::Exhibit;
use domain::ids::ExhibitId;
use domain::permit::matrix::Row;
use domain::recall::Recall;
use portal::page::recall::{
    HandedLine, Place, RecallPage, Recalls, Typed, page_recall, page_recalls,
};
use portal::path;

use crate::act::ActError;
use crate::exhibits::{of_case, of_measure};
use crate::node::Node;
use crate::recall;
use crate::web::Signed;
use crate::web::page;
use crate::web::recalls::Seen;

/// The recalls of what is seen, newest first.
///
/// # Errors
/// If a record is damaged.
pub async fn of(node: &Node, seen: &Seen) -> Result<Vec<Recall>, ActError> {
    match seen {
        Seen::Case(case) => recall::of_the_case(node, case.id).await,
        Seen::Order(order) => recall::of_the_order(node, *order).await,
    }
}

/// An exhibit that somebody got: its number, and who.
type Handed = (ExhibitId, String, BTreeSet<String>);

async fn handed(node: &Node, seen: &Seen) -> Result<Vec<Handed>, ActError> {
    let known = match seen {
        Seen::Case(case) => of_case(node, case.id).await?,
        Seen::Order(order) => of_measure(node, *order).await?,
    };
    let mut got = BTreeMap::<ExhibitId, BTreeSet<String>>::new();
    for recipient in recall::recipients(node, &known).await?.into_values() {
        for id in recipient.exhibits.keys() {
            got.entry(*id).or_default().insert(recipient.member.screen());
        }
    }
    let mut line = |(id, exhibit): &(ExhibitId, Exhibit)| {
        Some((*id, exhibit.item().exhibit_no.to_string(), got.remove(id)?))
    };
    Ok(known.iter().filter_map(&mut line).collect())
}

const fn place<'a>(seen: &'a Seen, order: &'a str) -> Place<'a> {
    match seen {
        Seen::Case(case) => Place::Case(case),
        Seen::Order(_) => Place::Order(order),
    }
}

/// The id of the order, where it is one.
fn order_of(seen: &Seen) -> String {
    match seen {
        Seen::Case(_) => String::new(),
        Seen::Order(order) => order.to_string(),
    }
}

/// The page of all recalls, with a form that was refused where there is one.
///
/// # Errors
/// If a record is damaged.
pub async fn recalls(
    node: &Arc<Node>,
    signed: &Signed,
    seen: &Seen,
    typed: Option<&Typed>,
) -> Result<String, ActError> {
    let found = of(node, seen).await?;
    let handed = handed(node, seen).await?;
    let order = order_of(seen);
    let shown = handed.iter().map(|(exhibit, exhibit_no, members)| HandedLine {
        exhibit: *exhibit,
        exhibit_no,
        members: members.clone(),
    });
    let view = Recalls {
        place: place(seen, &order),
        recalls: found.iter().collect(),
        handed: shown.collect(),
        may_ask: signed.has(Row::RecallAsk),
        typed,
    };
    let there = match seen {
        Seen::Case(case) => path::recalls(&case.id.to_string()),
        Seen::Order(_) => path::order_recalls(&order),
    };
    let there = signed.place.at(&there);
    Ok(page::render(node, Some(signed), &there, |shell| page_recalls(&view, shell)))
}

/// The page of one recall, with an answer that was refused where there is one.
///
/// # Errors
/// If a record is damaged.
pub async fn recall(
    node: &Arc<Node>,
    signed: &Signed,
    seen: &Seen,
    found: &Recall,
    typed: Option<&Typed>,
) -> Result<String, ActError> {
    let (numbers, held_until) = match found {
        Recall::Asking(asking) => {
            let handed = asking.request.recipients.values().flat_map(|one| &one.exhibits);
            let numbers = handed.map(|(id, handed)| (*id, handed.exhibit_no.to_string()));
            (numbers.collect(), None)
        }
        Recall::Asked(asked) => {
            let mut numbers = BTreeMap::new();
            for id in asked.demand.exhibits.keys() {
                let exhibit = node.load::<Exhibit>(&id.urn(&node.config.node)).await?;
                numbers.extend(exhibit.map(|one| (*id, one.item().exhibit_no.to_string())));
            }
            (numbers, recall::held_until(node, asked).await?)
        }
    };
    let order = order_of(seen);
    let view = RecallPage {
        recall: found,
        place: place(seen, &order),
        numbers,
        held_until,
        may_refuse: signed.has(Row::RecallRefuse),
        may_propose: signed.has(Row::ErasurePropose),
        typed,
    };
    let there = signed.place.at(&path::recall(&found.id().to_string()));
    Ok(page::render(node, Some(signed), &there, |shell| page_recall(&view, shell)))
}
