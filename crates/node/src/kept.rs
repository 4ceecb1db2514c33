//! Forms that arrived when their session was over: kept for an hour, for the officer of that session and nobody else.
//!
//! They lie in the memory of the process and nowhere else. What was typed and never sent is not a record: on a disk it
//! would need a key of its own, an end by a timer and a word in the rules of erasure, and a restart is rare while a form
//! is open. The text is never part of an address or of a page for somebody who is not signed in.
//!
//! Not trusted: whoever finds the name of an ended session together with a form of it can at most leave a form behind
//! for its officer, who sees it before it is sent.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::web::form::Fields;

#[cfg(test)]
mod tests;

/// How long a form is kept: enough to find the phone that signs one in, not enough to forget it there.
const KEPT_MS: i64 = 60 * 60 * 1000;
/// One for each officer, and no more officers than this.
const FORMS_MAX: usize = 64;
/// All of them together have no more text than this; what it takes in memory is some twice as much.
const FORMS_BYTES_MAX: usize = 64 << 20;
/// A form with more names than any page of ours has is not kept: each costs more than its text.
const NAMES_MAX: usize = 4096;

/// Where a form was going, and what was in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The path it was posted to.
    pub path: String,
    /// Names and values, without the tokens of its session.
    pub fields: Fields,
}

/// The forms that wait for their officers.
#[derive(Debug, Default)]
pub struct KeptForms(Mutex<BTreeMap<String, Waiting>>);

#[derive(Debug)]
struct Waiting {
    form: Kept,
    until_ms: i64,
    was_shown: bool,
}

impl KeptForms {
    /// Keeps a form for the officer with this login. One that waits and was not shown yet is never given up for
    /// another: then this one is not kept, and the answer says so.
    #[must_use]
    pub fn put(&self, login: &str, form: Kept, now_ms: i64) -> bool {
        if form.fields.iter().count() > NAMES_MAX {
            return false;
        }
        let mut forms = self.alive(now_ms);
        if forms.get(login).is_some_and(|waiting| !waiting.was_shown && waiting.form != form) {
            return false;
        }
        forms.remove(login);
        let text = |forms: &BTreeMap<String, Waiting>| {
            forms.values().map(|waiting| waiting.form.fields.n_bytes()).sum::<usize>()
        };
        while forms.len() >= FORMS_MAX
            || text(&forms).saturating_add(form.fields.n_bytes()) > FORMS_BYTES_MAX
        {
            let oldest = forms.iter().min_by_key(|(_, waiting)| waiting.until_ms);
            // Alone, every form fits.
            let Some(oldest) = oldest.map(|(login, _)| login.clone()) else { return false };
            forms.remove(&oldest);
        }
        let until_ms = now_ms.saturating_add(KEPT_MS);
        forms.insert(login.to_owned(), Waiting { form, until_ms, was_shown: false });
        true
    }

    /// Whether a form waits that its officer has not seen since.
    #[must_use]
    pub fn waits(&self, login: &str, now_ms: i64) -> bool {
        self.alive(now_ms).get(login).is_some_and(|waiting| !waiting.was_shown)
    }

    /// The form of this officer. It stays until its hour is over, so that the page can be loaded again.
    #[must_use]
    pub fn show(&self, login: &str, now_ms: i64) -> Option<Kept> {
        let mut forms = self.alive(now_ms);
        let waiting = forms.get_mut(login)?;
        waiting.was_shown = true;
        Some(waiting.form.clone())
    }

    /// Forgets the form of this officer.
    pub fn forget(&self, login: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(login);
    }

    /// The forms whose hour is not over.
    fn alive(&self, now_ms: i64) -> MutexGuard<'_, BTreeMap<String, Waiting>> {
        let mut forms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        forms.retain(|_, waiting| now_ms < waiting.until_ms);
        forms
    }
}
