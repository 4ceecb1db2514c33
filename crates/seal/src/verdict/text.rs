//! The verdict as one page of text, in English.

use std::fmt;

use super::json::time_text;
use super::{
    Claim, Closed, CompleteFact, Facts, KeyLife, Outcome, PartsFact, TokenFact, Verdict, Withheld,
};
use crate::package::{Absence, ground_words, not_proved as open_points, openssl_lines};
use crate::policy::KeyStatus;

/// One page; first line and first word say the result.
impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.facts, self.first_broken()) {
            (Some(facts), _) => proved(f, self, facts),
            (None, Some(broken)) => not_proved(f, self, broken),
            (None, None) => writeln!(f, "NOT VERIFIED"),
        }
    }
}

fn proved(f: &mut fmt::Formatter<'_>, verdict: &Verdict, facts: &Facts) -> fmt::Result {
    writeln!(f, "VERIFIED: every claim of this package holds under your policy.\n")?;
    writeln!(f, "package      {}", facts.package_id)?;
    writeln!(f, "exported by  {}", facts.exported_by)?;
    writeln!(f, "sealed       entry {} of {}", facts.sealed_at_index, facts.sealed_in)?;
    writeln!(f, "your policy  sha256 {}", verdict.policy)?;
    if facts.policy_copy != verdict.policy {
        writeln!(
            f,
            "its policy   sha256 {} (differs from yours; yours decided)",
            facts.policy_copy
        )?;
    }
    if let Some(at) = verdict.witnessed_no_later_than() {
        writeln!(f, "witnessed    no later than {}", time_text(at))?;
    }
    if let Some(at) = verdict.as_of {
        writeln!(f, "as of        {} (what witnesses saw later does not count)", time_text(at))?;
    }
    writeln!(f, "completeness {}", facts.completeness.id())?;
    let closed = facts.closed;
    if closed != Closed::default() {
        let (redacted, erased) = (closed.n_redacted, closed.n_erased);
        let others = closed.n_not_for_recipient;
        writeln!(
            f,
            "closed       fields redacted: {redacted}, erased: {erased}, for others: {others}"
        )?;
    }

    writeln!(f, "\nWhat is proved")?;
    claims(f, verdict)?;

    parts(f, &facts.parts)?;
    writeln!(f, "\nExhibits")?;
    for exhibit in &facts.exhibits {
        let media_type = exhibit.media_type.as_deref().unwrap_or("type not stated");
        writeln!(f, "  {}  {} bytes, {media_type}", exhibit.exhibit_no, exhibit.len)?;
        writeln!(f, "    sha256 {}", exhibit.sha256)?;
        writeln!(
            f,
            "    {} custody entries, {} handovers",
            exhibit.n_entries, exhibit.n_handovers
        )?;
        complete(f, exhibit.complete.as_ref())?;
    }

    writeln!(f, "\nLog heads that witnesses confirmed")?;
    for head in &facts.heads {
        writeln!(
            f,
            "  {}  {} with {} entries",
            time_text(head.witnessed_at),
            head.origin,
            head.size
        )?;
        if let KeyStatus::RevokedLater { from } = head.keys {
            let from = time_text(from);
            writeln!(
                f,
                "    a key of this log was revoked from {from} on: witnesses saw this head before"
            )?;
        }
    }
    keys(f, facts)?;
    tokens(f, facts)?;
    what_stays_open(f, !facts.tokens.is_empty())
}

/// What is stated about the end of the exporter's record of an exhibit, up to where, and what is not.
fn complete(f: &mut fmt::Formatter<'_>, stated: Option<&CompleteFact>) -> fmt::Result {
    let Some(CompleteFact { date, made_at, n_behind, origin, size }) = stated else {
        return writeln!(
            f,
            "    no map is shown: whether entries followed the last one, nothing here says"
        );
    };
    writeln!(
        f,
        "    by its map of {date} the exporter's log states: no other entry of this record"
    )?;
    writeln!(
        f,
        "      among the first {size} of {origin}; the map was put on record at {made_at}"
    )?;
    writeln!(f, "      entries shown that came later: {n_behind}; whether more did is not stated")
}

/// A text of a stranger for a page: signs that break a line, steer a terminal or turn the direction of writing are spelled.
#[must_use]
pub fn plain(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if steers(c) { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    out
}

/// Of what whole this is a part, and which exhibits are not here.
fn parts(f: &mut fmt::Formatter<'_>, parts: &PartsFact) -> fmt::Result {
    if let Some(whole) = &parts.of {
        let n = parts.n_held.saturating_add(parts.withheld.len());
        writeln!(f, "\nPart of package {}", whole.package_id)?;
        writeln!(
            f,
            "  sealed {} as entry {} of {}",
            whole.sealed_at, whole.sealed_at_index, whole.sealed_in
        )?;
        writeln!(f, "  witnessed no later than {}", time_text(whole.witnessed_at))?;
        writeln!(
            f,
            "  {} of its {n} exhibits are here; kept back: {}",
            parts.n_held,
            parts.withheld.len()
        )?;
    }
    for Withheld { exhibit_no, ground } in &parts.withheld {
        writeln!(
            f,
            "    {}  kept back: {} ({})",
            plain(exhibit_no),
            ground_words(&ground.code),
            plain(&ground.cite)
        )?;
    }
    if !parts.absent.is_empty() {
        writeln!(f, "\nExhibits of the case that were never in it")?;
    }
    for (no, why) in &parts.absent {
        let known = Absence::parse(why).map(Absence::words);
        writeln!(f, "  {}  {}", plain(no), known.unwrap_or(why))?;
    }
    Ok(())
}

/// The keys of letters and receipts that are no longer in force; each was when it signed.
fn keys(f: &mut fmt::Formatter<'_>, facts: &Facts) -> fmt::Result {
    let mut past = facts.keys.iter().filter(|key| key.life != KeyLife::InForce).peekable();
    if past.peek().is_none() {
        return Ok(());
    }
    writeln!(f, "\nKeys of letters and receipts that were in force then and are not any more")?;
    past.try_for_each(|key| {
        let since = match &key.life {
            KeyLife::Ended { until } => format!("ended {until}"),
            KeyLife::InForce => return Ok(()),
            KeyLife::RevokedLater { from } => format!("revoked from {} on", time_text(*from)),
        };
        writeln!(f, "  {} of {}  {since}", key.kid, key.of)
    })
}

/// What time-stamp tokens say, and how anybody finds out whether to believe them.
fn tokens(f: &mut fmt::Formatter<'_>, facts: &Facts) -> fmt::Result {
    if facts.tokens.is_empty() {
        return Ok(());
    }
    writeln!(f, "\nTime-stamp tokens over the manifest")?;
    for TokenFact { is_inside, sha256, stamp } in &facts.tokens {
        let place = if *is_inside { "in the package" } else { "brought by you" };
        writeln!(f, "  {}  {place}", stamp.gen_time())?;
        writeln!(f, "    present, digest matches, signature not checked here")?;
        write!(f, "    policy {}, serial {}", stamp.policy, stamp.serial)?;
        match stamp.accuracy_us {
            None => writeln!(f, ", accuracy not stated")?,
            Some(us) => writeln!(f, ", accuracy {us} microseconds")?,
        }
        writeln!(f, "    sha256 {sha256}")?;
    }
    writeln!(f, "  To check a signature, with the certificates of authorities that you trust:")?;
    let is_inside = facts.tokens.iter().any(|token| token.is_inside);
    openssl_lines(&facts.package_id, is_inside)
        .iter()
        .try_for_each(|line| writeln!(f, "    {line}"))
}

fn not_proved(f: &mut fmt::Formatter<'_>, verdict: &Verdict, broken: &Claim) -> fmt::Result {
    writeln!(f, "NOT VERIFIED\n")?;
    writeln!(f, "first broken link  {}", broken.check)?;
    writeln!(f, "what is wrong      {}", broken.detail)?;
    writeln!(f, "what it means      {}", broken.check.means())?;
    writeln!(f, "your policy        sha256 {}", verdict.policy)?;
    writeln!(f, "\nChecks")?;
    claims(f, verdict)?;
    what_stays_open(f, false)
}

fn claims(f: &mut fmt::Formatter<'_>, verdict: &Verdict) -> fmt::Result {
    for claim in &verdict.claims {
        let (mark, detail) = match claim.outcome {
            Outcome::Broken => ("BROKEN", claim.detail.as_str()),
            Outcome::Holds => ("ok", claim.detail.as_str()),
            Outcome::NotReached => ("-", "not reached"),
        };
        writeln!(f, "  {mark:6} {:10}  {detail}", claim.check.id())?;
    }
    Ok(())
}

fn what_stays_open(f: &mut fmt::Formatter<'_>, is_stamped: bool) -> fmt::Result {
    writeln!(f, "\nWhat is not proved")?;
    open_points(is_stamped).iter().try_for_each(|line| writeln!(f, "  - {line}"))
}
