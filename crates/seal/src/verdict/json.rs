//! The verdict as canonical JSON, one object, for programs.

use super::{
    Claim, CompleteFact, ExhibitFact, Facts, HeadFact, KeyFact, KeyLife, Outcome, PartsFact,
    TokenFact, Verdict,
};
use crate::json::{INT_MAX, Json};
use crate::package::not_proved;
use crate::policy::KeyStatus;
use crate::receipt::Instant;

impl Verdict {
    /// The object, schema `comity-verdict/1`.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let broken = self.first_broken().map(|claim| {
            Json::object([
                ("detail", Json::from(claim.detail.as_str())),
                ("id", claim.check.id().into()),
                ("means", claim.check.means().into()),
            ])
        });
        let facts = self.facts.as_ref();
        let is_stamped = facts.is_some_and(|f| !f.tokens.is_empty());
        let witnessed = self.witnessed_no_later_than().map(time_text);
        Json::object([
            ("as_of", self.as_of.map(time_text).into()),
            (
                "checkpoints",
                facts.map_or(Json::List(Vec::new()), |f| list(f.heads.iter().map(head))),
            ),
            ("claims", list(self.claims.iter().map(claim))),
            ("closed_fields", facts.map_or(Json::Null, closed)),
            ("completeness", facts.map(|f| f.completeness.id()).into()),
            (
                "exhibits",
                facts.map_or(Json::List(Vec::new()), |f| list(f.exhibits.iter().map(exhibit))),
            ),
            ("exported_by", facts.map(|f| f.exported_by.as_str()).into()),
            ("first_broken", broken.unwrap_or(Json::Null)),
            ("keys", facts.map_or(Json::List(Vec::new()), |f| list(f.keys.iter().map(key)))),
            ("letters", facts.map(|f| int(f.n_letters as u64)).unwrap_or(Json::Null)),
            ("not_proved", list(not_proved(is_stamped).into_iter().map(Json::from))),
            ("ok", self.is_ok().into()),
            ("package_id", facts.map(|f| f.package_id.as_str()).into()),
            ("parts", facts.map_or(Json::Null, |f| parts(&f.parts))),
            ("policy_copy_sha256", facts.map(|f| f.policy_copy.hex()).into()),
            ("policy_sha256", self.policy.hex().into()),
            ("receipts", facts.map(|f| int(f.n_receipts as u64)).unwrap_or(Json::Null)),
            ("seal", facts.map_or(Json::Null, seal)),
            (
                "timestamps",
                facts.map_or(Json::List(Vec::new()), |f| list(f.tokens.iter().map(timestamp))),
            ),
            ("v", "comity-verdict/1".into()),
            ("witnessed_no_later_than", witnessed.into()),
        ])
    }
}

/// An instant in whole POSIX seconds, as text.
pub(super) fn time_text(seconds: u64) -> String {
    let instant =
        i64::try_from(seconds).ok().and_then(|s| Instant::of_unix_ms(s.checked_mul(1000)?));
    // Beyond the year 9999 there is no text; the number says it.
    instant.map_or_else(|| seconds.to_string(), |at| at.as_str().replace(".000Z", "Z"))
}

fn claim(claim: &Claim) -> Json {
    let ok = match claim.outcome {
        Outcome::Broken => Json::Bool(false),
        Outcome::Holds => Json::Bool(true),
        Outcome::NotReached => Json::Null,
    };
    Json::object([
        ("detail", claim.detail.as_str().into()),
        ("id", claim.check.id().into()),
        ("ok", ok),
    ])
}

fn complete(fact: &CompleteFact) -> Json {
    Json::object([
        ("behind", int(fact.n_behind as u64)),
        ("date", fact.date.as_str().into()),
        ("made_at", fact.made_at.as_str().into()),
        ("origin", fact.origin.as_str().into()),
        ("size", int(fact.size)),
    ])
}

fn exhibit(fact: &ExhibitFact) -> Json {
    Json::object([
        ("complete", fact.complete.as_ref().map_or(Json::Null, complete)),
        ("entries", int(fact.n_entries as u64)),
        ("exhibit_no", fact.exhibit_no.as_str().into()),
        ("handovers", int(fact.n_handovers as u64)),
        ("len", int(fact.len)),
        ("media_type", fact.media_type.as_deref().into()),
        ("path", fact.path.as_str().into()),
        ("sha256", fact.sha256.hex().into()),
    ])
}

fn key(fact: &KeyFact) -> Json {
    let (from, until) = match &fact.life {
        KeyLife::Ended { until } => (None, Some(until.as_str())),
        KeyLife::InForce => (None, None),
        KeyLife::RevokedLater { from } => (Some(time_text(*from)), None),
    };
    Json::object([
        ("kid", fact.kid.to_string().into()),
        ("of", fact.of.as_str().into()),
        ("revoked_from", from.into()),
        ("status", fact.life.id().into()),
        ("until", until.into()),
    ])
}

fn head(fact: &HeadFact) -> Json {
    let revoked_from = match fact.keys {
        KeyStatus::InForce => None,
        KeyStatus::RevokedLater { from } => Some(time_text(from)),
    };
    Json::object([
        ("keys", fact.keys.id().into()),
        ("origin", fact.origin.as_str().into()),
        ("revoked_from", revoked_from.into()),
        ("size", int(fact.size)),
        ("witnessed_at", time_text(fact.witnessed_at).into()),
    ])
}

fn closed(facts: &Facts) -> Json {
    Json::object([
        ("erased", int(facts.closed.n_erased as u64)),
        ("not_for_recipient", int(facts.closed.n_not_for_recipient as u64)),
        ("redacted", int(facts.closed.n_redacted as u64)),
    ])
}

fn seal(facts: &Facts) -> Json {
    Json::object([
        ("index", int(facts.sealed_at_index)),
        ("origin", facts.sealed_in.as_str().into()),
    ])
}

fn parts(fact: &PartsFact) -> Json {
    let absent = fact.absent.iter().map(|(no, why)| {
        Json::object([("exhibit_no", Json::from(no.as_str())), ("why", why.as_str().into())])
    });
    let withheld = fact.withheld.iter().map(|withheld| {
        Json::object([
            ("cite", Json::from(withheld.ground.cite.as_str())),
            ("code", withheld.ground.code.as_str().into()),
            ("exhibit_no", withheld.exhibit_no.as_str().into()),
        ])
    });
    let of = fact.of.as_ref().map_or(Json::Null, |whole| {
        Json::object([
            ("index", int(whole.sealed_at_index)),
            ("origin", whole.sealed_in.as_str().into()),
            ("package_id", whole.package_id.as_str().into()),
            ("sealed_at", whole.sealed_at.as_str().into()),
            ("witnessed_at", time_text(whole.witnessed_at).into()),
        ])
    });
    Json::object([
        ("absent", list(absent)),
        ("held", int(fact.n_held as u64)),
        ("of", of),
        ("withheld", list(withheld)),
    ])
}

fn timestamp(fact: &TokenFact) -> Json {
    let stamp = &fact.stamp;
    Json::object([
        ("accuracy_us", stamp.accuracy_us.map(int).into()),
        ("gen_time", stamp.gen_time().into()),
        ("inside", fact.is_inside.into()),
        ("nonce", stamp.nonce.as_ref().map(ToString::to_string).into()),
        ("policy", stamp.policy.as_str().into()),
        ("serial", stamp.serial.to_string().into()),
        ("sha256", fact.sha256.hex().into()),
        ("signature", "not-checked".into()),
    ])
}

fn list(items: impl Iterator<Item = Json>) -> Json {
    Json::List(items.collect())
}

fn int(value: u64) -> Json {
    Json::Int(i64::try_from(value).unwrap_or(INT_MAX).min(INT_MAX))
}
