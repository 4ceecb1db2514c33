//! Stub while its author writes it.
use crate::act::{ActError, OnceKey};
use crate::node::Node;
use domain::actor::Officer;
use domain::ids::{CaseId, PackageId};
use std::path::PathBuf;
use std::sync::Arc;
/// Stub.
/// # Errors
/// None.
pub async fn run_once(_node: &Arc<Node>) -> Result<bool, ActError> {
    Ok(true)
}
/// Stub.
/// # Errors
/// None.
pub async fn start(
    _node: &Arc<Node>,
    _officer: &Officer,
    _case: CaseId,
    _once: Option<OnceKey>,
) -> Result<PackageId, ActError> {
    Err(ActError::NotFound)
}
/// Stub.
/// # Errors
/// None.
pub async fn approve(
    _node: &Arc<Node>,
    _officer: &Officer,
    _package: PackageId,
    _once: Option<OnceKey>,
) -> Result<(), ActError> {
    Err(ActError::NotFound)
}
/// Stub.
#[must_use]
pub fn file(_node: &Node, _package: PackageId) -> PathBuf {
    PathBuf::new()
}
use crate::act::Aggregate;
use wire::stored::{Stored, StreamKind};
impl Aggregate for domain::package::Package {
    const KIND: StreamKind = StreamKind::Package;
    fn after(state: Option<Self>, event: &Stored) -> Result<Self, ActError> {
        if let Stored::Package(event) = event {
            Ok(domain::package::evolve(state, event)?)
        } else {
            Err(ActError::Corrupt("another aggregate's event".to_owned()))
        }
    }
}
