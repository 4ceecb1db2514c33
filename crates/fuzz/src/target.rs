//! What is asked of a parser, and what is a finding.
//!
//! - It does not panic.
//! - What it allocates stays in proportion to the input: [`ALLOC_PER_BYTE`] for each byte and [`ALLOC_FLAT`] beside, all
//!   allocations of one reading added up, whether they were given back or not. A parser that believes a length, or that
//!   copies the rest again and again, is over it.
//! - What it reads and writes again is the input, where one value has one spelling; elsewhere what it writes is read
//!   again as the same.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use crate::dice::Dice;
use crate::mutate::{Shape, change};

/// Bytes of memory for a byte of input, added up over the whole reading. A CBOR value of one byte takes thirty-two in
/// memory, a list doubles while it grows, values are written again for the comparison, and a target may read twice.
pub const ALLOC_PER_BYTE: usize = 600;
/// Bytes of memory for an input of any length: keys that are expanded, tables, messages of errors.
pub const ALLOC_FLAT: usize = 512 * 1024;

/// What a parser says of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// It is none.
    Refused,
    /// It was read, and there is nothing that writes it.
    Read,
    /// It was read, and its one spelling is this.
    Canonical(Vec<u8>),
    /// It was read, and this is how it is written here: reading that gives the same again.
    Stable(Vec<u8>),
}

/// A parser under test.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name on the command line, and the folder of its findings.
    pub name: &'static str,
    /// How its inputs are written.
    pub shape: Shape,
    /// Which parsers it asks, as `crate/file.rs Type::function`.
    pub parsers: &'static [&'static str],
    /// Good inputs: each is read.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// Reads one input.
    pub read: fn(&[u8]) -> Said,
    /// How many inputs are worth one: what opens keys takes fewer.
    pub weight: u64,
}

/// Something that a parser does wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub what: String,
    /// With which input.
    pub input: Vec<u8>,
}

/// What a run came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Inputs.
    pub n_inputs: u64,
    /// Of these, how many were read.
    pub n_read: u64,
    /// The most bytes allocated for one byte beyond the flat part.
    pub alloc_per_byte_max: usize,
    /// The longest time for one input.
    pub slowest: Duration,
    /// The first finding; the run ends with it.
    pub finding: Option<Finding>,
}

impl Target {
    /// Asks one input.
    ///
    /// # Errors
    /// What is wrong with the answer.
    pub fn ask(&self, input: &[u8]) -> Result<(Said, usize), String> {
        let before = n_allocated();
        let said = catch_unwind(AssertUnwindSafe(|| (self.read)(input)))
            .map_err(|panic| format!("panic: {}", message(panic.as_ref())))?;
        let allocated = n_allocated().saturating_sub(before);
        let bound = input.len().saturating_mul(ALLOC_PER_BYTE).saturating_add(ALLOC_FLAT);
        if allocated > bound {
            let n = input.len();
            return Err(format!("{allocated} bytes of memory for an input of {n}"));
        }
        match &said {
            Said::Refused | Said::Read => {}
            Said::Canonical(written) => {
                if written != input {
                    return Err(format!("writes {} other bytes", written.len()));
                }
            }
            Said::Stable(written) => match (self.read)(written) {
                Said::Stable(again) if again == *written => {}
                Said::Stable(_) => return Err("what it writes is read as something else".into()),
                Said::Refused | Said::Read | Said::Canonical(_) => {
                    return Err("what it writes is refused".to_owned());
                }
            },
        }
        Ok((said, allocated))
    }

    /// Input `n` of a seed.
    #[must_use]
    pub fn input(&self, seeds: &[Vec<u8>], seed: u64, n: u64) -> Vec<u8> {
        change(&mut Dice::of(seed, n), self.shape, seeds)
    }

    /// Asks inputs until something is found, or `goes_on` ends it.
    pub fn run(&self, seeds: &[Vec<u8>], seed: u64, mut goes_on: impl FnMut(u64) -> bool) -> Tally {
        let mut tally = Tally::default();
        while goes_on(tally.n_inputs) {
            let input = self.input(seeds, seed, tally.n_inputs);
            tally.n_inputs = tally.n_inputs.saturating_add(1);
            let begun = Instant::now();
            match self.ask(&input) {
                Ok((said, allocated)) => {
                    tally.n_read = tally.n_read.saturating_add(u64::from(said != Said::Refused));
                    let beyond = allocated.saturating_sub(ALLOC_FLAT);
                    let per_byte = beyond.checked_div(input.len()).unwrap_or(0);
                    tally.alloc_per_byte_max = tally.alloc_per_byte_max.max(per_byte);
                }
                Err(what) => {
                    let what = self.shortest(&input, &what);
                    tally.finding = Some(what);
                    return tally;
                }
            }
            tally.slowest = tally.slowest.max(begun.elapsed());
        }
        tally
    }

    /// A shorter input with a finding of the same kind, by taking away what can be taken away.
    fn shortest(&self, input: &[u8], what: &str) -> Finding {
        let kind = |what: &str| what.split_whitespace().last().map(str::to_owned);
        let mut least = Finding { what: what.to_owned(), input: input.to_vec() };
        let mut size = input.len() / 2;
        let mut tries = 0;
        while size > 0 && tries < 4_000 {
            let mut at = 0;
            while at < least.input.len() && tries < 4_000 {
                tries += 1;
                let mut fewer = least.input.clone();
                fewer.drain(at..at.saturating_add(size).min(least.input.len()));
                match self.ask(&fewer) {
                    Err(found) if kind(&found) == kind(what) => {
                        least = Finding { what: found, input: fewer };
                    }
                    Err(_) | Ok(_) => at = at.saturating_add(size),
                }
            }
            size /= 2;
        }
        least
    }
}

/// For what is asked only so that it may not panic.
pub fn asked<T>(answer: T) {
    drop(std::hint::black_box(answer));
}

/// Bytes that were allocated since the program began, if its allocator counts.
#[must_use]
pub fn n_allocated() -> usize {
    stats_alloc::INSTRUMENTED_SYSTEM.stats().bytes_allocated
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without a word").to_owned()
}
