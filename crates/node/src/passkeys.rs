//! Passkeys: how an officer who came by a one-time link gets a way in of their own, and comes in by it.
//!
//! What a browser says is judged in [`party`]. Here is what the node keeps: a row for each challenge, which is gone when it is
//! first answered and counts for two minutes; a row for each passkey with its count; and a leaf of the log for each that is
//! added, used and removed. The officer is the one whom the device names, and only if the passkey is theirs.
//!
//! Trusted: whoever holds the device and what unlocks it signs in as its officer. Not trusted: whoever reads the rows; they
//! hold public keys, and challenges that are answered once.

use domain::actor::AuthLevel;
use seal::digest::{Digest, b64url_encode};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{MAX_PAGE, Row, RowChange, RowQuery, SessionScope, StoreError};
use uuid::Uuid;
use wire::stored::{Stored, Who, shard};

use crate::act::{ActError, Tx, act};
use crate::auth::{AuthError, SignedIn};
use crate::clock::system_now;
use crate::node::{Node, pseudonym};
use crate::rows::{decode, encode, view};
use crate::serve::log_stream;

mod party;

#[cfg(test)]
pub(crate) mod tests;

use party::{Answer, Asked, Claim, For, Key};
pub use party::{Given, Makers, Party, Unproven};

/// A challenge counts so long: time to find a device and touch it.
pub const PENDING_MS: i64 = 120 * 1000;
/// Adding and removing ask for a sign-in that is not older, so that who finds an open window does not stay for good.
pub const FRESH_MS: i64 = 5 * 60 * 1000;
/// Challenges for signing in that wait at once, because anybody may ask for one. Beyond it the oldest makes room.
pub const WAITING_MAX: usize = 1_000;
/// Passkeys of one officer: some devices and their spares.
pub const PASSKEYS_MAX: usize = 8;
/// Longest name of a passkey.
pub const NAME_CHARS_MAX: usize = 60;
/// An answer is some hundred bytes of keys and signatures; of a hardware key with its certificates some thousand.
pub const ANSWER_BYTES_MAX: usize = 64 << 10;

/// Key of a challenge for signing in; of one for a new passkey.
const ENTER: &str = "enter/";
const ADD: &str = "add/";

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    /// The node could not.
    #[error(transparent)]
    Act(#[from] ActError),
    /// The session could not be begun.
    #[error(transparent)]
    Auth(#[from] AuthError),
    /// A hardware key is not added by who came in by a weaker one.
    #[error(
        "who comes in by an ordinary passkey adds no hardware key; come in by a link or by a hardware key, or remove the ordinary ones first"
    )]
    ComeByLink,
    /// The challenge was made too long ago.
    #[error("this took more than two minutes; begin again")]
    Expired,
    /// The passkey needs a name.
    #[error("a passkey has a name of 1 to {NAME_CHARS_MAX} characters")]
    Name,
    /// Browsers take no passkey for this node.
    #[error("passkeys need a portal with a name and TLS; this node has none, sign in by a link")]
    Off,
    /// The device says that it is somebody's whose passkey it is not.
    #[error("this passkey is not of the officer whom it names")]
    OtherOfficer,
    /// The sign-in is too old for this.
    #[error("adding and removing passkeys needs a sign-in of the last five minutes; sign in again")]
    SignInAgain,
    /// Something changed since the page was shown.
    #[error("the passkeys changed since the page was shown; look at them again")]
    Stale,
    /// The passkey is there already.
    #[error("this passkey is known here already")]
    Taken,
    /// There are too many.
    #[error("an officer has at most {PASSKEYS_MAX} passkeys; remove one first")]
    TooMany,
    /// Nobody here has this passkey.
    #[error("no officer here has this passkey")]
    Unknown,
    /// The answer proves nothing.
    #[error(transparent)]
    Unproven(#[from] Unproven),
    /// The challenge was answered before, or is none of ours.
    #[error("this was answered already; begin again")]
    Used,
}

impl PasskeyError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Act(_) | Self::Auth(_) => "busy",
            Self::ComeByLink => "passkey-come-by-link",
            Self::Expired => "passkey-expired",
            Self::Name => "passkey-name",
            Self::Off => "passkeys-off",
            Self::OtherOfficer => "passkey-other-officer",
            Self::SignInAgain => "passkey-sign-in-again",
            Self::Stale => "stale",
            Self::Taken => "passkey-taken",
            Self::TooMany => "passkey-too-many",
            Self::Unknown => "passkey-unknown",
            Self::Unproven(why) => why.code(),
            Self::Used => "passkey-used",
        }
    }
}

impl From<StoreError> for PasskeyError {
    fn from(error: StoreError) -> Self {
        Self::Act(error.into())
    }
}

/// A passkey as it is stored; its row's key is [`Key::id`], sorted by officer and by when it was added.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Held {
    login: String,
    name: String,
    added_at_ms: i64,
    used_at_ms: Option<i64>,
    key: Key,
}

impl Held {
    fn sort(&self) -> String {
        format!("{}/{:015}", self.login, self.added_at_ms)
    }
}

/// A challenge that waits for its answer.
#[derive(Debug, Serialize, Deserialize)]
struct Pending {
    ends_at_ms: i64,
    /// Of a new passkey: for which session alone.
    session: Option<String>,
    asked: Asked,
}

/// What a browser needs to ask a device.
#[derive(Debug)]
pub struct Challenge {
    /// By which the answer names it.
    pub pending: String,
    /// For the browser's own interface.
    pub options: Value,
}

/// A passkey as its officer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What it is called in leaves and addresses.
    pub id: String,
    /// What its officer calls it.
    pub name: String,
    /// When it was added.
    pub added_at_ms: i64,
    /// When somebody signed in by it last.
    pub used_at_ms: Option<i64>,
    /// How strongly one signs in by it today.
    pub level: AuthLevel,
}

fn level_of(node: &Node, key: &Key) -> AuthLevel {
    match key.is_hardware(node.config.makers.as_ref()) {
        true => AuthLevel::Hardware,
        false => AuthLevel::Passkey,
    }
}

/// By which devices know an officer: the same after a restart, and no name is in it.
fn handle(node: &Node, login: &str) -> Uuid {
    let (member, at) = (node.config.member.as_str(), node.config.node.as_str());
    let parts = [member, "\0", at, "\0", login].map(str::as_bytes);
    let digest = Digest::of_parts(&[&[&b"comity/passkey-user\0"[..]], &parts[..]].concat());
    let mut id = [0; 16];
    id.iter_mut().zip(digest.0).for_each(|(to, from)| *to = from);
    Uuid::from_bytes(id)
}

/// The rows of an officer's passkeys, oldest first. A sign-in name has no `/`, and `0` follows it.
async fn rows_of(node: &Node, login: &str) -> Result<Vec<Row>, ActError> {
    let query = RowQuery {
        from_sort: Some(format!("{login}/")),
        to_sort: Some(format!("{login}0")),
        ..RowQuery::view(view::PASSKEY, MAX_PAGE)
    };
    node.all_rows(query).await
}

/// The passkeys of an officer.
///
/// # Errors
/// If the store fails.
pub async fn list(node: &Node, login: &str) -> Result<Vec<Listed>, ActError> {
    let listed = rows_of(node, login).await?.into_iter().map(|row| {
        let held: Held = decode(&row.body)?;
        let level = level_of(node, &held.key);
        let Held { name, added_at_ms, used_at_ms, .. } = held;
        Ok(Listed { id: row.key, name, added_at_ms, used_at_ms, level })
    });
    listed.collect()
}

fn fresh(session: &SignedIn) -> Result<(), PasskeyError> {
    let is_fresh = (0..=FRESH_MS).contains(&session.age_ms);
    is_fresh.then_some(()).ok_or(PasskeyError::SignInAgain)
}

/// Stores our half of a challenge, and gives the browser's. What has ended is removed on the way, and of too many that wait
/// under `prefix` the oldest.
async fn put_pending(
    node: &Node,
    prefix: &str,
    session: Option<&SignedIn>,
    (options, asked): (Value, Asked),
) -> Result<Challenge, PasskeyError> {
    let pending = b64url_encode(&node.random.array::<32>());
    let now_ms = system_now().as_millisecond();
    let ends_at_ms = now_ms.saturating_add(PENDING_MS);
    let row = Pending { ends_at_ms, session: session.map(SignedIn::tag), asked };
    let query = RowQuery {
        prefix: Some(prefix.to_owned()),
        ..RowQuery::view(view::PASSKEY_PENDING, MAX_PAGE)
    };
    // However many came at once meanwhile, the next who comes makes room for all of them.
    let waiting = node.all_rows(query).await?;
    let n_over = waiting.len().saturating_add(1).saturating_sub(WAITING_MAX);
    let ended = waiting.iter().enumerate().filter(|(n, row)| {
        *n < n_over || row.sort.parse::<i64>().is_ok_and(|ends_at_ms| ends_at_ms < now_ms)
    });
    let ended: Vec<&str> = ended.map(|(_, row)| row.key.as_str()).collect();
    act!(node, "begin_passkey", None, |tx| {
        for key in &ended {
            tx.delete(view::PASSKEY_PENDING, key);
        }
        let key = format!("{prefix}{pending}");
        tx.insert(view::PASSKEY_PENDING, &key, &format!("{ends_at_ms:015}"), &row);
        Ok(Vec::new())
    })
    .await?;
    Ok(Challenge { pending, options })
}

/// Takes our half of a challenge: whatever comes of the answer, there is no second one. Of two who come with it one finds it.
async fn take_pending(node: &Node, prefix: &str, pending: &str) -> Result<Pending, PasskeyError> {
    let key = format!("{prefix}{pending}");
    let mut found = None;
    act!(node, "take_challenge", None, |tx| {
        found = node.store.rows(RowQuery::one(view::PASSKEY_PENDING, &key)).await?.pop();
        if let Some(row) = &found {
            // Only one of two makes the row another one; both could remove it.
            tx.rows.push(swapped(view::PASSKEY_PENDING, row, Vec::new()));
            tx.delete(view::PASSKEY_PENDING, &key);
        }
        Ok(Vec::new())
    })
    .await?;
    let found: Pending = decode(&found.ok_or(PasskeyError::Used)?.body)?;
    let left_ms = found.ends_at_ms.saturating_sub(system_now().as_millisecond());
    // One that ends later than any could is from a clock that was wrong.
    if !(0..=PENDING_MS).contains(&left_ms) {
        return Err(PasskeyError::Expired);
    }
    Ok(found)
}

/// Begins to add a passkey; with `hardware` only a device is taken whose maker the operator's file names.
///
/// # Errors
/// [`PasskeyError`]
pub async fn begin_add(
    node: &Node,
    session: &SignedIn,
    hardware: bool,
) -> Result<Challenge, PasskeyError> {
    fresh(session)?;
    let party = Party::of(&node.config).ok_or(PasskeyError::Off)?;
    let makers = match (hardware, &node.config.makers) {
        (false, _) => None,
        (true, Some(makers)) => Some(makers),
        (true, None) => return Err(Unproven::NotAttested.into()),
    };
    let held = keys_of(node, session, hardware).await?;
    let member = node.config.member.screen();
    let whose =
        For { handle: handle(node, &session.login), login: &session.login, member: &member };
    let asked = party.ask_new(whose, &held, makers)?;
    put_pending(node, ADD, Some(session), asked).await
}

/// The passkeys of an officer who may add one more. Who comes in by one that can be copied does not make a hardware key of it: a
/// session of that level may have begun by such a one wherever the officer has any, and then adds none. They come by link, or
/// remove those first, which ends the session.
async fn keys_of(
    node: &Node,
    session: &SignedIn,
    hardware: bool,
) -> Result<Vec<Key>, PasskeyError> {
    let rows = rows_of(node, &session.login).await?;
    if rows.len() >= PASSKEYS_MAX {
        return Err(PasskeyError::TooMany);
    }
    let held = rows.iter().map(|row| decode::<Held>(&row.body).map(|held| held.key));
    let held = held.collect::<Result<Vec<_>, _>>()?;
    let has_plain = held.iter().any(|key| level_of(node, key) == AuthLevel::Passkey);
    if hardware && has_plain && session.level == AuthLevel::Passkey {
        return Err(PasskeyError::ComeByLink);
    }
    Ok(held)
}

/// Adds a passkey, and its leaf. Returns what it is called in addresses.
///
/// # Errors
/// [`PasskeyError`]; the challenge is used up then too.
pub async fn add(
    node: &Node,
    session: &SignedIn,
    pending: &str,
    given: Given<'_>,
    name: &str,
) -> Result<String, PasskeyError> {
    fresh(session)?;
    let party = Party::of(&node.config).ok_or(PasskeyError::Off)?;
    let pending = take_pending(node, ADD, pending).await?;
    if pending.session != Some(session.tag()) {
        return Err(PasskeyError::Used);
    }
    let name = name_of(name)?;
    let key = party.take_new(&pending.asked, given)?;
    keys_of(node, session, level_of(node, &key) == AuthLevel::Hardware).await?;
    let id = key.id();
    let held = Held {
        login: session.login.clone(),
        name,
        added_at_ms: system_now().as_millisecond(),
        used_at_ms: None,
        key,
    };
    let level = level_of(node, &held.key);
    let makers = node.config.makers.as_ref().filter(|_| level == AuthLevel::Hardware);
    let makers =
        makers.map_or_else(String::new, |makers| format!(", makers {}", makers.digest().hex()));
    let note = format!("passkey {id}, level {}{makers}", level.number());
    let mut is_full = false;
    let added = act!(node, "add_passkey", None, |tx| {
        is_full = rows_of(node, &held.login).await?.len() >= PASSKEYS_MAX;
        if !is_full {
            tx.insert(view::PASSKEY, &id, &held.sort(), &held);
            record(tx, shard::Kind::PasskeyAdded, &held.login, &note).await?;
        }
        Ok(Vec::new())
    })
    .await;
    match added {
        Ok(_) if is_full => Err(PasskeyError::TooMany),
        Ok(_) => Ok(id),
        Err(ActError::Store(StoreError::RowExists { .. })) => Err(PasskeyError::Taken),
        Err(error) => Err(error.into()),
    }
}

fn name_of(text: &str) -> Result<String, PasskeyError> {
    let name = text.trim();
    let is_name =
        (1..=NAME_CHARS_MAX).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    is_name.then(|| name.to_owned()).ok_or(PasskeyError::Name)
}

/// Removes a passkey of an officer, says so in the log, and ends every session of theirs: one of them may have begun by it.
/// `n_left` is how many the officer was told that they would have then: who agreed to have one left has not agreed to have none.
///
/// # Errors
/// [`PasskeyError::Unknown`] if it is none of theirs, [`PasskeyError::Stale`] if another number would be left.
pub async fn remove(
    node: &Node,
    session: &SignedIn,
    id: &str,
    n_left: usize,
) -> Result<(), PasskeyError> {
    fresh(session)?;
    let mut refused = None;
    let removed = act!(node, "remove_passkey", None, |tx| {
        let rows = rows_of(node, &session.login).await?;
        let row = rows.iter().find(|row| row.key == id);
        refused = match row {
            None => Some(PasskeyError::Unknown),
            Some(_) if rows.len().saturating_sub(1) != n_left => Some(PasskeyError::Stale),
            Some(_) => None,
        };
        if let (Some(row), None) = (row, &refused) {
            // It is swapped too, so that of two who remove it one does.
            tx.rows.push(swapped(view::PASSKEY, row, Vec::new()));
            tx.delete(view::PASSKEY, id);
            let note = format!("passkey {id}");
            record(tx, shard::Kind::PasskeyRemoved, &session.login, &note).await?;
        }
        Ok(Vec::new())
    })
    .await;
    removed?;
    if let Some(error) = refused {
        return Err(error);
    }
    let scope = SessionScope::Officer(session.login.clone());
    let now_ms = system_now().as_millisecond();
    Ok(node.store.session_revoke(scope, now_ms, "passkey-removed").await.map(|_| ())?)
}

/// Asks whoever stands at the door for a passkey.
///
/// # Errors
/// [`PasskeyError`]
pub async fn begin_sign_in(node: &Node) -> Result<Challenge, PasskeyError> {
    let party = Party::of(&node.config).ok_or(PasskeyError::Off)?;
    put_pending(node, ENTER, None, party.ask_known()?).await
}

/// Lets in whoever answers, and returns the cookie of the session. The count of the passkey and its leaf are written first.
///
/// # Errors
/// [`PasskeyError`]; the challenge is used up then too.
pub async fn sign_in(node: &Node, pending: &str, given: Given<'_>) -> Result<String, PasskeyError> {
    let party = Party::of(&node.config).ok_or(PasskeyError::Off)?;
    let pending = take_pending(node, ENTER, pending).await?;
    let (answer, claim) = Answer::read(given)?;
    let (row, held) = claimed(node, &claim).await?;
    let key = party.take_known(pending.asked, &answer, &held.key)?;
    let level = level_of(node, &key);
    let login = held.login.clone();
    let used_at_ms = Some(system_now().as_millisecond());
    let new = encode(&Held { used_at_ms, key, ..held });
    let note = format!("passkey {}, level {}", claim.key, level.number());
    let mut is_stale = false;
    act!(node, "use_passkey", None, |tx| {
        // Somebody else signed in by it meanwhile, or it was removed: the answer was judged by a count that is over.
        is_stale = node.raw_row(view::PASSKEY, &row.key).await?.as_ref() != Some(&row.body);
        if !is_stale {
            tx.rows.push(swapped(view::PASSKEY, &row, new.clone()));
            record(tx, shard::Kind::PasskeyUsed, &login, &note).await?;
        }
        Ok(Vec::new())
    })
    .await?;
    if is_stale {
        return Err(PasskeyError::Stale);
    }
    Ok(node.auth.begin_session(&login, level).await?)
}

/// The passkey that an answer claims, if it is of the officer whom it claims, and they work here.
async fn claimed(node: &Node, claim: &Claim) -> Result<(Row, Held), PasskeyError> {
    let row = node.store.rows(RowQuery::one(view::PASSKEY, &claim.key)).await?.pop();
    let row = row.ok_or(PasskeyError::Unknown)?;
    let held: Held = decode(&row.body)?;
    if handle(node, &held.login) != claim.handle {
        return Err(PasskeyError::OtherOfficer);
    }
    node.officer(&held.login).ok_or(PasskeyError::Unknown)?;
    Ok((row, held))
}

/// Removes every passkey of somebody who works here no more; nobody signs in by them even before that.
///
/// # Errors
/// If the store fails.
pub(crate) async fn forget(tx: &mut Tx<'_>, login: &str) -> Result<(), ActError> {
    for row in rows_of(tx.node, login).await? {
        tx.delete(view::PASSKEY, &row.key);
    }
    Ok(())
}

fn swapped(view: &str, row: &Row, new: Vec<u8>) -> RowChange {
    RowChange::Cas {
        view: view.to_owned(),
        key: row.key.clone(),
        sort: row.sort.clone(),
        old: Some(row.body.clone()),
        new,
    }
}

/// The leaf: whose by pseudonym, and `note`; no name, and nothing by which anybody signs in.
async fn record(
    tx: &mut Tx<'_>,
    kind: shard::Kind,
    login: &str,
    note: &str,
) -> Result<(), ActError> {
    let node = tx.node;
    let officer = pseudonym(&node.config.member, login);
    let (at, stream) = (tx.now, log_stream(node));
    let event = shard::Event {
        at,
        kind,
        origin: node.ledger.origin(),
        checkpoint: None,
        vkeys: Vec::new(),
        from: None,
        sigs: Vec::new(),
        note: Some(format!("officer {officer}, {note}")),
    };
    tx.record(&stream, &Stored::Shard(event), at, &Who::node()).await?;
    Ok(())
}
