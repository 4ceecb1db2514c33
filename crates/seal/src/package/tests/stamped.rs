//! Packages with a time-stamp token: the seal binds every byte of it, and what it is about is compared.

use super::fixture::{PACKAGE_ID, World, token_over};
use super::tamper::Unpacked;
use super::{check, check_verdict, honest, manifest_of, stamped, verify, verify_with};
use crate::digest::Digest;
use crate::package::{BuildError, Contents, PackagePlan, schema};
use crate::timestamp::{TOKEN_BYTES_MAX, Token};

const TOKEN: &str = "META-INF/timestamp001.tst";
const OPENING: &str = "META-INF/comity-seal.opening";

#[test]
fn a_stamped_package_verifies_and_says_what_its_token_says() {
    let verdict = verify(&stamped());
    check_verdict(&verdict, "ok");
    let facts = verdict.facts().unwrap();
    let [token] = facts.tokens.as_slice() else { panic!("{facts:?}") };
    assert!(token.is_inside);
    assert_eq!(token.stamp.imprint, Digest::of(&manifest_of(&stamped())));
    assert_eq!(token.stamp.gen_time(), "2026-11-29T17:28:29Z");
}

#[test]
fn the_manifest_names_what_vouches_for_it() {
    let manifest = |package: &[u8]| String::from_utf8(manifest_of(package)).unwrap();
    let token = "<asic:SigReference URI=\"META-INF/timestamp001.tst\" \
                 MimeType=\"application/vnd.etsi.timestamp-token\"/>";
    assert!(manifest(&stamped()).contains(token));
    assert!(!manifest(&honest()).contains("timestamp"));
}

#[test]
fn every_byte_of_a_token_counts() {
    let good = Unpacked::of(&stamped());
    let len = good.clone().get(TOKEN).len();
    for at in (0..len).step_by(17) {
        let mut bad = good.clone();
        bad.get(TOKEN)[at] ^= 1 << (at % 8);
        // Zipped again and every manifest computed anew: what remains is the leaf.
        check(&bad.forge(), "seal");
    }
}

#[test]
fn a_token_cannot_be_taken_out_put_in_or_replaced() {
    let mut without = Unpacked::of(&stamped());
    without.remove(TOKEN);
    check(&without.zip(), "manifest");
    check(&without.forge(), "seal");

    let mut with = Unpacked::of(&honest());
    with.add(TOKEN, &token_over(&manifest_of(&honest())));
    check(&with.zip(), "manifest");
    check(&with.forge(), "seal");

    let mut twice = Unpacked::of(&stamped());
    let token = twice.get(TOKEN).clone();
    twice.add("META-INF/timestamp002.tst", &token);
    check(&twice.zip(), "container");

    let mut early = Unpacked::of(&stamped());
    let token = early.remove(TOKEN);
    let proof = early.remove("META-INF/comity-seal.tlog-proof");
    early.add(TOKEN, &token);
    early.add("META-INF/comity-seal.tlog-proof", &proof);
    check(&early.zip(), "container");

    for other in [b"".to_vec(), b"no token".to_vec(), vec![0x30; TOKEN_BYTES_MAX + 1]] {
        let mut bad = Unpacked::of(&stamped());
        bad.put(TOKEN, other);
        check(&bad.zip(), "seal");
    }
}

/// A package whose exporter seals whatever is handed to it.
fn sealed_with(is_stamped: bool, token: Option<Vec<u8>>, says: Option<Digest>) -> Vec<u8> {
    let mut world = World::default();
    let contents = world.contents(&[("X-1", "X-1-R1", b"one")]);
    let mut plan = PackagePlan::assemble(Contents { is_stamped, ..contents }).unwrap();
    let (manifest, n_members) = (plan.manifest().sha256, plan.manifest().n_members);
    world.parts = plan.manifest().parts;
    let honest = token_over(&plan.manifest().bytes);
    let seal = if is_stamped {
        plan.stamp(Token::parse(&honest).unwrap()).unwrap();
        world.seal_leaf(PACKAGE_ID, manifest, n_members, Some(Digest::of(&honest)))
    } else {
        world.seal_leaf(PACKAGE_ID, manifest, n_members, None)
    };
    let mut package = Unpacked::of(&plan.write(&seal, Vec::new()).unwrap());
    let other = world.seal_leaf(PACKAGE_ID, manifest, n_members, says);
    package.put(OPENING, other.opening.to_line().into_bytes());
    package.put("META-INF/comity-seal.tlog-proof", other.proof.to_string().into_bytes());
    token.into_iter().for_each(|token| package.put(TOKEN, token));
    package.zip()
}

#[test]
fn a_seal_has_the_schema_that_fits() {
    // No token, but a seal that names one; a token, but a seal that names none.
    check(&sealed_with(false, None, Some(Digest::of(b"x"))), "seal");
    check(&sealed_with(true, None, None), "seal");
    check(&sealed_with(true, None, Some(Digest::of(b"another token"))), "seal");
}

#[test]
fn a_lying_exporter_cannot_pass_off_a_token_over_something_else() {
    for other in [token_over(b"something else"), b"no token".to_vec()] {
        let says = Some(Digest::of(&other));
        check(&sealed_with(true, Some(other), says), "seal");
    }
}

#[test]
fn a_plan_takes_the_token_that_its_manifest_asks_for_and_no_other() {
    let plan = |is_stamped| {
        let contents = World::default().contents(&[("X-1", "X-1-R1", b"one")]);
        PackagePlan::assemble(Contents { is_stamped, ..contents }).unwrap()
    };
    let token = |plan: &PackagePlan<'_>| Token::parse(&token_over(&plan.manifest().bytes)).unwrap();
    let (mut bare, mut asks) = (plan(false), plan(true));
    let (for_bare, for_asks) = (token(&bare), token(&asks));
    assert!(matches!(bare.stamp(for_bare.clone()), Err(BuildError::Token)));
    assert!(matches!(asks.stamp(for_bare), Err(BuildError::Token)));

    let mut world = World::default();
    let (manifest, n_members) = (asks.manifest().sha256, asks.manifest().n_members);
    world.parts = asks.manifest().parts;
    let sha256 = Digest::of(for_asks.as_bytes());
    let seal = world.seal_leaf(PACKAGE_ID, manifest, n_members, Some(sha256));
    let too_early = asks.write(&seal, Vec::new()).unwrap_err();
    assert_eq!(too_early.code(), "token");
    asks.stamp(for_asks).unwrap();
    assert!(asks.write(&seal, Vec::new()).is_ok());
    let silent = world.seal_leaf(PACKAGE_ID, manifest, n_members, None);
    assert_eq!(asks.write(&silent, Vec::new()).unwrap_err().code(), "seal");
}

#[test]
fn a_token_may_come_later_and_lie_beside_the_package() {
    for package in [honest(), stamped()] {
        let good = token_over(&manifest_of(&package));
        let verdict = verify_with(&package, &[good.clone(), good]);
        check_verdict(&verdict, "ok");
        let n_beside =
            verdict.facts().unwrap().tokens.iter().filter(|token| !token.is_inside).count();
        assert_eq!(n_beside, 2);
        for bad in [token_over(b"another package"), Vec::new(), b"no token".to_vec()] {
            check_verdict(&verify_with(&package, &[bad]), "seal");
        }
    }
}

#[test]
fn the_new_schema_is_the_old_one_and_the_digest_of_the_token() {
    let old: Vec<_> = schema::PACKAGE.names().chain(["token_sha256"]).collect();
    assert_eq!(schema::PACKAGE_STAMPED.names().collect::<Vec<_>>(), old);
}
