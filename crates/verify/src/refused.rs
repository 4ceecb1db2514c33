//! What is said of a file that is no package and is not believed, and under which policy it was asked.

use seal::json::Json;
use seal::policy::{Policy, PolicyError};

use crate::Told;

/// The answer for a file of the form that `verdict` names: a stable code, and why.
pub(crate) fn refused(verdict: &str, code: &str, why: &str, json: bool) -> Told {
    let text = if json {
        let answer = Json::object([
            ("v", Json::from(verdict)),
            ("ok", Json::Bool(false)),
            ("code", code.into()),
            ("detail", why.into()),
        ]);
        format!("{answer}\n")
    } else {
        format!("NOT VERIFIED: {why} ({code})\n")
    };
    Told { text, holds: false }
}

/// The reader's policy, for whoever asks as of an instant.
pub(crate) fn under(policy: &[u8], as_of: Option<u64>) -> Result<Policy, PolicyError> {
    let policy = Policy::parse(policy)?;
    Ok(match as_of {
        Some(at) => policy.as_of(at),
        None => policy,
    })
}
