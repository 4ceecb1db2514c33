//! Stub while its author writes it.
use crate::act::{ActError, Tx};
use crate::node::Node;
use domain::actor::NodeId;
use domain::ids::ExhibitId;
use seal::json::Json;
use std::sync::Arc;
/// Stub.
pub fn due(_tx: &mut Tx<'_>, _exhibit: ExhibitId, _peer: &NodeId) {}
/// Stub.
/// # Errors
/// None.
pub async fn send_due(_node: &Arc<Node>) -> Result<bool, ActError> {
    Ok(true)
}
/// Stub.
/// # Errors
/// None.
pub async fn take(_tx: &mut Tx<'_>, _from: &NodeId, _body: &Json) -> Result<(), ActError> {
    Ok(())
}
