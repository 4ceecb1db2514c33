//! Known answers as lines of text, for every instrument.

use super::*;

/// No finding at all.
pub(super) const NONE: [&str; 0] = [];

fn packs() -> &'static [Instrument] {
    static PACKS: OnceLock<Vec<Instrument>> = OnceLock::new();
    PACKS.get_or_init(|| embedded::instruments().unwrap())
}

/// The answer of any clock to facts written `name=value`, in an exercise where they say so.
#[track_caller]
pub(super) fn answer(clock: &str, facts: &str) -> ClockResult {
    let id = clock_id(clock).unwrap();
    let pack = packs().iter().find(|pack| pack.id.as_str() == id.instrument()).unwrap();
    let pairs = facts.split_whitespace().map(|fact| fact.split_once('=').unwrap());
    compute(pack, &id, &Facts::parse_in_exercise(pairs).unwrap(), calendars()).unwrap()
}

/// Compares each line `clock | facts | strict | legal_latest | before at after`; the last three say how an act
/// stands one second before the last lawful instant, at it, and one second after.
#[track_caller]
pub(super) fn check_table(lines: &str) {
    for line in lines.trim().lines() {
        let columns: Vec<&str> = line.split('|').map(str::trim).collect();
        let [clock, facts, strict, latest, judged] = columns[..] else { panic!("{line}") };
        let result = answer(clock, facts);
        assert_eq!(result.undetermined, None, "{line}");
        let ends = (result.strict.unwrap(), result.legal_latest.unwrap());
        assert_eq!(ends, (at(strict), at(latest)), "{line}");
        let around = [-1, 0, 1].map(|second| {
            let act = at(latest).checked_add(SignedDuration::from_secs(second)).unwrap();
            timeliness(act, &result).id()
        });
        assert_eq!(around.join(" "), judged, "{line}");
    }
}
