//! Checking a package: eleven checks in a fixed order, the first that fails is named.
//!
//! ```text
//! container → manifest → bag → seal → inclusion → order → exhibits → handover → signatures → time → parts
//! ```
//!
//! Every byte is read once, the small members before evidence and legal files; each member's CRC-32, SHA-256 and SHA-512
//! are taken in that pass, and members other than evidence and legal files are kept. Everything is hostile until the check that covers it has
//! passed; a failing check ends the run, so no later one ever sees what an earlier one refused.
//!
//! Trust comes from the policy alone. The copies inside the package decide nothing but which lines may stand in the
//! seal's checkpoint.

use std::io::{self, Read, Seek};

use crate::digest::Digest;
use crate::policy::Policy;
use crate::verdict::{
    Check, Closed, Completeness, ExhibitFact, Facts, HeadFact, PartsFact, Verdict,
};

mod bagged;
mod complete;
mod container;
pub(crate) mod custody;
mod exhibits;
mod handover;
mod inclusion;
mod parts;
mod seal;
mod shape;
mod signed;
#[cfg(test)]
mod tests;
pub(crate) mod time;

use bagged::Bag;
use container::Unread;
use seal::Sealed;
use signed::Signed;

pub(super) use container::Files;

/// Why a check failed, in a sentence.
#[derive(Debug)]
struct Broken(String);

impl Broken {
    fn new(detail: impl Into<String>) -> Self {
        Self(detail.into())
    }
}

/// What a check gives: what it learned, or why it failed.
type Checked<T> = Result<T, Broken>;

/// Time-stamp tokens over the manifest that the reader brings, each as its file has it.
pub type Tokens<'a> = &'a [Vec<u8>];

/// Checks the package in `reader` under the policy file `policy`.
///
/// An `Err` means that the file could not be read; a file that is no package is a verdict.
pub fn verify<R: Read + Seek>(reader: R, policy: &[u8]) -> io::Result<Verdict> {
    verify_stamped(reader, policy, &[])
}

/// As [`verify`], with tokens that were made later and lie beside the package: each has to be over its manifest, and one
/// that is not breaks the check `seal`, as the one inside does.
pub fn verify_stamped<R: Read + Seek>(
    reader: R,
    policy: &[u8],
    tokens: Tokens<'_>,
) -> io::Result<Verdict> {
    verify_as_of(reader, policy, tokens, None)
}

/// As [`verify_stamped`], for whoever asks what was shown at an instant, in POSIX seconds: what a quorum of witnesses saw
/// later does not count.
pub fn verify_as_of<R: Read + Seek>(
    reader: R,
    policy: &[u8],
    tokens: Tokens<'_>,
    as_of: Option<u64>,
) -> io::Result<Verdict> {
    match Policy::parse(policy) {
        Ok(policy) => {
            let policy = match as_of {
                Some(at) => policy.as_of(at),
                None => policy,
            };
            verify_with(reader, &policy, tokens)
        }
        Err(e) => {
            let fingerprint = Digest::of(policy);
            let verdict = Verdict::broken(fingerprint, Vec::new(), Check::Policy, e.to_string());
            Ok(verdict.asked(as_of))
        }
    }
}

/// As [`verify`], under a policy that was read before: for many packages.
pub fn verify_under<R: Read + Seek>(reader: R, policy: &Policy) -> io::Result<Verdict> {
    verify_with(reader, policy, &[])
}

pub(super) fn verify_with<R: Read + Seek>(
    reader: R,
    policy: &Policy,
    tokens: Tokens<'_>,
) -> io::Result<Verdict> {
    let fingerprint = policy.fingerprint();
    let files = match container::read(reader) {
        Ok(files) => files,
        Err(Unread::Io(e)) => return Err(e),
        Err(Unread::Broken(Broken(why))) => {
            let verdict = Verdict::broken(fingerprint, Vec::new(), Check::Container, why);
            return Ok(verdict.asked(policy.asked_as_of()));
        }
    };
    Ok(judge(&files, policy, tokens))
}

/// What all checks say of these files.
pub(super) fn judge(files: &Files, policy: &Policy, tokens: Tokens<'_>) -> Verdict {
    let fingerprint = policy.fingerprint();
    let mut run = Run { held: Vec::new(), at: Check::Container };
    let verdict = match run.all(files, policy, tokens) {
        Ok(facts) => Verdict::proved(fingerprint, run.held, facts),
        Err(Broken(detail)) => Verdict::broken(fingerprint, run.held, run.at, detail),
    };
    verdict.asked(policy.asked_as_of())
}

/// The first of the checks behind the seal that fails for these files, which no leaf has sealed yet.
pub(super) fn judge_record(files: &Files, policy: &Policy) -> Option<Check> {
    let mut run = Run { held: Vec::new(), at: Check::Bag };
    let checked = bagged::check(files).and_then(|bag| run.record(files, policy, &bag, None));
    checked.is_err().then_some(run.at)
}

/// How far a run has come.
struct Run {
    held: Vec<(Check, String)>,
    at: Check,
}

impl Run {
    fn start(&mut self, check: Check) {
        self.at = check;
    }

    fn holds(&mut self, detail: impl Into<String>) {
        self.held.push((self.at, detail.into()));
    }

    fn all(&mut self, files: &Files, policy: &Policy, tokens: Tokens<'_>) -> Checked<Facts> {
        container::check(files)?;
        let (n_members, n_bytes) = (files.n_members(), files.n_bytes());
        self.holds(format!("zip archive in its one form; members: {n_members}, bytes: {n_bytes}"));

        self.start(Check::Manifest);
        let manifest = container::check_manifest(files)?;
        self.holds(format!(
            "each file has the digest it must have, none is missing or extra; files: {}",
            manifest.n_members
        ));

        self.start(Check::Bag);
        let bag = bagged::check(files)?;
        self.holds(format!(
            "BagIt 1.0 with SHA-256 and SHA-512; payload files: {}, bytes: {}",
            bag.n_payload_files, bag.payload_bytes
        ));

        self.start(Check::Seal);
        let sealed = seal::check(files, &manifest, &bag, policy, tokens)?;
        let stamped = match sealed.tokens.len() {
            0 => String::new(),
            n => format!("; time-stamp tokens over it, their signatures not checked here: {n}"),
        };
        self.holds(format!(
            "entry {} of {} commits to the manifest of package {}{stamped}",
            sealed.opening.index(),
            sealed.opening.origin(),
            bag.package_id
        ));

        let record = self.record(files, policy, &bag, Some(&sealed))?;
        Ok(Facts {
            closed: record.closed,
            completeness: Completeness::of(&record.exhibits),
            exhibits: record.exhibits,
            exported_by: bag.node,
            heads: record.heads,
            keys: record.signed.keys,
            n_letters: record.signed.n_letters,
            n_receipts: record.signed.n_receipts,
            package_id: bag.package_id,
            parts: record.parts,
            policy_copy: sealed.policy_copy,
            sealed_at_index: sealed.opening.index(),
            sealed_in: sealed.opening.origin().to_owned(),
            tokens: sealed.tokens,
        })
    }

    /// The checks of what the parties recorded: everything behind the seal, with the seal or before there is one.
    fn record(
        &mut self,
        files: &Files,
        policy: &Policy,
        bag: &Bag,
        sealed: Option<&Sealed>,
    ) -> Checked<Proved> {
        self.start(Check::Inclusion);
        let record = inclusion::check(files, policy)?;
        self.holds(format!(
            "every entry stands in a witnessed log; custody entries: {}, anchors: {}",
            record.n_custody(),
            record.anchors.len()
        ));

        self.start(Check::Order);
        let exhibits = custody::check(&record)?;
        let n_streams: usize = exhibits.iter().map(|exhibit| exhibit.streams.len()).sum();
        let stated = complete::check(&record, &exhibits, &bag.node)?;
        self.holds(format!(
            "no gap in any stream from its first entry on; streams: {n_streams}; exhibits of which a map states the end of the \
             exporter's: {}",
            stated.len()
        ));

        self.start(Check::Exhibits);
        let mut evidence = exhibits::check(files, &exhibits, &bag.node)?;
        self.holds(format!(
            "each file is the one that all parties recorded; files: {}",
            evidence.len()
        ));

        self.start(Check::Handover);
        let handed = handover::check(files, sealed, &record, &exhibits, &evidence)?;
        for (fact, n) in evidence.iter_mut().zip(&handed.n_by_exhibit) {
            fact.n_handovers = *n;
            fact.complete = stated.get(&fact.exhibit_no).cloned();
        }
        self.holds(match handed.n_by_exhibit.iter().sum::<usize>() {
            0 => "no passing of custody is recorded".to_owned(),
            n => format!(
                "each passing of custody is recorded and anchored by both sides; passings: {n}"
            ),
        });

        self.start(Check::Signatures);
        let signed = signed::check(files, policy, &record, sealed)?;
        self.holds(format!(
            "every signature is by a key valid at its time; letters: {}, receipts: {}, signatures: {}",
            signed.n_letters, signed.n_receipts, signed.n_signatures
        ));

        self.start(Check::Time);
        let heads = time::check(sealed, &record)?;
        self.holds(format!(
            "no entry is later than the witnessed log head that covers it; heads: {}",
            heads.len()
        ));

        self.start(Check::Parts);
        let parts = parts::check(files, policy, bag, sealed, &record, &evidence)?;
        self.holds(format!(
            "every exhibit that the whole accounts for is here or listed; here: {}, kept back: {}, never in it: {}",
            parts.n_held,
            parts.withheld.len(),
            parts.absent.len()
        ));

        Ok(Proved { closed: record.closed(), exhibits: evidence, heads, parts, signed })
    }
}

/// What the checks of the record learned.
struct Proved {
    closed: Closed,
    exhibits: Vec<ExhibitFact>,
    heads: Vec<HeadFact>,
    parts: PartsFact,
    signed: Signed,
}
