//! The form for an exhibit that is made from others.

use std::sync::Arc;

use domain::permit::matrix::Row;
use domain::reader::ExhibitSeen;
use portal::page::derive::{Derive, Typed, page_derive};
use portal::path;

use super::{exhibits, reader_of};
use crate::act::ActError;
use crate::exhibits::of_case;
use crate::node::Node;
use crate::web::Signed;
use crate::web::page;

/// The page, with a form that was refused where there is one.
///
/// # Errors
/// [`ActError::NotFound`] for whoever does not see the case or whose office makes none.
pub async fn derive(
    node: &Arc<Node>,
    signed: &Signed,
    id: &str,
    typed: Typed,
) -> Result<String, ActError> {
    let (seen, case) = crate::web::keeping::inside(node, signed, id).await?;
    if !signed.has(Row::ExhibitDerive) {
        return Err(ActError::NotFound);
    }
    let known = of_case(node, case.id()).await?;
    let lines = exhibits(node, &reader_of(signed, Some(&case)), &known).await?;
    let shown: Vec<ExhibitSeen> = lines.into_iter().map(|(seen, _)| seen).collect();
    let view = Derive { seen: &seen, exhibits: shown.iter().collect(), typed };
    let place = signed.place.at(&path::derive(id));
    Ok(page::render(node, Some(signed), &place, |shell| page_derive(&view, shell)))
}
