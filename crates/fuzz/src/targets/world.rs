//! What the seeds are made with: keys of seeds, and the small network whose package the tests of `seal` check.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::OnceLock;

use ::seal; // the fixture says `super::seal`
use seal::digest::Digest;
use seal::policy::Policy;
use seal::sign::Ed25519Secret;
use seal::zip::Archive;
#[path = "../../../seal/src/package/tests/fixture.rs"]
#[expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    dead_code,
    reason = "a fixture of tests, used here as one"
)]
mod fixture;

/// A package and the policy under which it is good.
pub(super) struct Packed {
    pub(super) bytes: Vec<u8>,
    pub(super) policy: Vec<u8>,
    /// Its members by path.
    pub(super) members: BTreeMap<String, Vec<u8>>,
}

/// The package of the fixture, made once.
pub(super) fn packed() -> &'static Packed {
    static PACKED: OnceLock<Packed> = OnceLock::new();
    PACKED.get_or_init(|| {
        let mut world = fixture::World::default();
        let bytes = world.small_package();
        let members = members_of(&bytes).unwrap_or_default();
        Packed { policy: world.policy().into_bytes(), members, bytes }
    })
}

fn members_of(bytes: &[u8]) -> Option<BTreeMap<String, Vec<u8>>> {
    let mut archive = Archive::open(Cursor::new(bytes)).ok()?;
    let paths: Vec<String> = archive.entries().map(|entry| entry.path.clone()).collect();
    let mut members = BTreeMap::new();
    for (n, path) in paths.into_iter().enumerate() {
        let mut content = Vec::new();
        archive.read(n, |piece| content.extend_from_slice(piece)).ok()?;
        members.insert(path, content);
    }
    Some(members)
}

/// The policy under which it is good, read once.
pub(super) fn policy() -> Option<&'static Policy> {
    static POLICY: OnceLock<Option<Policy>> = OnceLock::new();
    POLICY.get_or_init(|| Policy::parse(&packed().policy).ok()).as_ref()
}

/// Contents of the package's members whose path ends so.
pub(super) fn members(end: &str) -> Vec<Vec<u8>> {
    let members = packed().members.iter().filter(|(path, _)| path.ends_with(end));
    members.map(|(_, content)| content.clone()).take(12).collect()
}

/// A key that the tests of the directory use too: its seed is SHA-256 of this byte.
pub(super) fn key(n: u8) -> Option<Ed25519Secret> {
    Ed25519Secret::from_seed(Digest::of(&[n]).0).ok()
}

/// The same numbers every time: a source of randomness for seeds.
pub(super) struct Counted(pub(super) u8);

impl rand_core::TryRng for Counted {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        rand_core::utils::next_word_via_fill(self)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        rand_core::utils::next_word_via_fill(self)
    }

    fn try_fill_bytes(&mut self, wanted: &mut [u8]) -> Result<(), Self::Error> {
        for byte in wanted {
            self.0 = self.0.wrapping_mul(5).wrapping_add(1);
            *byte = self.0;
        }
        Ok(())
    }
}

impl rand_core::TryCryptoRng for Counted {}
