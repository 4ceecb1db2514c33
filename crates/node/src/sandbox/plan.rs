//! Founds the network of a sandbox.
use super::error::SandboxError;
use super::layout::Layout;
use super::ports::Block;
use jiff::Timestamp;
pub(crate) fn found(layout: &Layout, ports: Block, at: Timestamp) -> Result<(), SandboxError> {
    let _ = (layout, ports, at);
    Err(SandboxError::Founding("x".to_owned()))
}
pub(crate) fn readdress(layout: &Layout, ports: Block) -> Result<(), SandboxError> {
    let _ = (layout, ports);
    Err(SandboxError::Founding("x".to_owned()))
}
