//! `cargo xtask bench ledger`: leaves of the log beside the same rows without a log.

use std::time::Duration;

use crate::{fault::Fault, instructions, run::Run, say, tally::Tally};

/// Thirty rounds of both sides take a minute or two.
const LIMIT: Duration = Duration::from_secs(1800);
/// Rounds of which the median counts.
const ROUNDS: &str = "30";
/// What our speed must be of that of bare rows, in thousandths.
const BAR: u64 = 500;

pub(crate) fn main() -> Result<bool, Fault> {
    let bench = instructions::build("bench", "ledger")?;
    let said = Run::new(&bench).args(["rounds", ROUNDS]).output(LIMIT)?;
    let mut tally = Tally::default();
    let rounds: Vec<Round> = said.lines().filter_map(Round::parse).collect();
    let mut sizes: Vec<u64> = rounds.iter().map(|round| round.batch).collect();
    sizes.sort_unstable();
    sizes.dedup();
    for batch in sizes {
        let of_size = || rounds.iter().filter(move |round| round.batch == batch);
        let ratio = median(of_size().map(|round| round.peer_us * 1_000 / round.ours_us.max(1)));
        let leaves = median(of_size().map(|round| round.leaves * 1_000_000 / round.ours_us.max(1)));
        let n_rounds = of_size().count();
        let good = ratio >= BAR;
        let word = if good { "ok" } else { "FAIL" };
        say::out(format_args!(
            "{word}   {batch} leaves a batch: {leaves} leaves/s, 0.{ratio:03} of bare rows in {n_rounds} rounds (at least 0.{BAR})"
        ));
        tally += Tally::one(good);
    }
    say::out(format_args!("{tally}"));
    Ok(tally.failed == 0 && tally.passed > 0)
}

/// One round of the benchmark.
#[derive(Debug, PartialEq, Eq)]
struct Round {
    leaves: u64,
    batch: u64,
    ours_us: u64,
    peer_us: u64,
}

impl Round {
    /// The line `round LEAVES BATCH OURS PEER`.
    fn parse(line: &str) -> Option<Self> {
        let mut words = line.strip_prefix("round ")?.split(' ').map(str::parse);
        let mut next = || words.next()?.ok();
        let (leaves, batch) = (next()?, next()?);
        Some(Self { leaves, batch, ours_us: next()?, peer_us: next()? })
    }
}

fn median(values: impl Iterator<Item = u64>) -> u64 {
    let mut values: Vec<u64> = values.collect();
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    //! The lines of the benchmark, and the middle of them.

    use super::{Round, median};

    #[test]
    fn a_round_is_read_and_nothing_else() {
        let round = Round { leaves: 8192, batch: 512, ours_us: 7, peer_us: 5 };
        assert_eq!(Round::parse("round 8192 512 7 5"), Some(round));
        for other in ["round 8192 512 7", "round a b c d", "8192 512 7 5", ""] {
            assert_eq!(Round::parse(other), None, "{other}");
        }
    }

    #[test]
    fn the_middle_of_nothing_is_nothing() {
        assert_eq!(median([3, 1, 2].into_iter()), 2);
        assert_eq!(median([].into_iter()), 0);
    }
}
