//! What an honest exporter makes.

use super::fixture::World;
use super::{check, verify};
use crate::digest::Digest;
use crate::package::{Measured, asic_manifest};

#[test]
fn an_honest_package_verifies() {
    let mut world = World::default();
    let package = world.small_package();
    check(&package, &world.policy(), "ok");
    println!("{}", verify(&package, &world.policy()));
    println!("{}", package.len());
}
