//! Passkeys from the first to the last, with a device of our own: what counts, what does not, and what stays in the log.

use std::fs;
use std::sync::Arc;

use super::*;
use crate::config::{Config, NetworkKind};
use crate::testing::{Court, found, open};

pub(crate) mod device;

use device::{Device, Maker};

/// Where a portal of the tests is found: a drill at 127.0.0.1 is this for a browser.
const ORIGIN: &str = "http://localhost:1";

async fn opened() -> (Court, Arc<Node>) {
    let court = found().await;
    let node = open(&court.config).await;
    (court, node)
}

async fn session(node: &Node, login: &str) -> SignedIn {
    let cookie = node.auth.begin_session(login, AuthLevel::SignedOn).await.unwrap();
    node.auth.session(&cookie).await.unwrap().unwrap()
}

/// A device with a passkey of this officer.
async fn enrolled(node: &Node, login: &str, n: u8) -> Device {
    let session = session(node, login).await;
    let challenge = begin_add(node, &session, false).await.unwrap();
    let mut device = Device::new(n, ORIGIN);
    let answer = device.make(&challenge.options, None);
    add(node, &session, &challenge.pending, Given(&answer), "my phone").await.unwrap();
    device
}

async fn enter(node: &Node, device: &mut Device) -> Result<SignedIn, PasskeyError> {
    let challenge = begin_sign_in(node).await?;
    let answer = device.answer(&challenge.options);
    let cookie = sign_in(node, &challenge.pending, Given(&answer)).await?;
    Ok(node.auth.session(&cookie).await.unwrap().unwrap())
}

fn code<T: std::fmt::Debug>(done: Result<T, PasskeyError>) -> &'static str {
    done.unwrap_err().code()
}

/// Notes of leaves of a kind, oldest first.
async fn notes(node: &Node, kind: &str) -> Vec<String> {
    let events = node.store.tail(0, 999).await.unwrap();
    let of_kind = events.iter().filter(|event| event.kind == kind);
    let notes = of_kind.map(|event| {
        let fields = crate::recorder::fields(event, &node.keys).unwrap();
        fields.get("note").and_then(seal::json::Json::text).unwrap().to_owned()
    });
    notes.collect()
}

async fn n_pending(node: &Node) -> usize {
    let query = RowQuery::view(view::PASSKEY_PENDING, MAX_PAGE);
    node.all_rows(query).await.unwrap().len()
}

#[tokio::test]
async fn a_passkey_signs_its_officer_in_and_each_step_is_a_leaf_without_a_name() {
    let (_court, node) = opened().await;
    let mut device = enrolled(&node, "judge", 1).await;
    let id = list(&node, "judge").await.unwrap()[0].id.clone();
    let signed = enter(&node, &mut device).await.unwrap();
    assert_eq!((signed.login.as_str(), signed.level), ("judge", AuthLevel::Passkey));
    let session = session(&node, "judge").await;
    remove(&node, &session, &id, 0).await.unwrap();
    let officer = node.officer("judge").unwrap().id;
    let says = |rest: &str| vec![format!("officer {officer}, passkey {id}{rest}")];
    assert_eq!(notes(&node, "passkey-added").await, says(", level 2"));
    assert_eq!(notes(&node, "passkey-used").await, says(", level 2"));
    assert_eq!(notes(&node, "passkey-removed").await, says(""));
    assert_eq!(code(enter(&node, &mut device).await), "passkey-unknown");
    assert_eq!(n_pending(&node).await, 0);
}

#[tokio::test]
async fn an_answer_counts_once_and_so_does_a_challenge_that_was_answered_wrongly() {
    let (_court, node) = opened().await;
    let mut device = enrolled(&node, "judge", 1).await;
    let challenge = begin_sign_in(&node).await.unwrap();
    let answer = device.answer(&challenge.options);
    sign_in(&node, &challenge.pending, Given(&answer)).await.unwrap();
    assert_eq!(code(sign_in(&node, &challenge.pending, Given(&answer)).await), "passkey-used");
    let challenge = begin_sign_in(&node).await.unwrap();
    let wrong = sign_in(&node, &challenge.pending, Given("{}")).await;
    assert_eq!(code(wrong), "passkey-malformed");
    let answer = device.answer(&challenge.options);
    assert_eq!(code(sign_in(&node, &challenge.pending, Given(&answer)).await), "passkey-used");
    // The answer to one challenge is none to another.
    let (one, other) = (begin_sign_in(&node).await.unwrap(), begin_sign_in(&node).await.unwrap());
    let answer = device.answer(&one.options);
    assert_eq!(code(sign_in(&node, &other.pending, Given(&answer)).await), "passkey-refused");
    // A challenge for a new passkey is none for signing in, and the other way round.
    let session = session(&node, "judge").await;
    let new = begin_add(&node, &session, false).await.unwrap();
    let answer = device.answer(&one.options);
    assert_eq!(code(sign_in(&node, &new.pending, Given(&answer)).await), "passkey-used");
}

#[tokio::test]
async fn of_two_who_bring_one_answer_at_once_one_comes_in() {
    let (_court, node) = opened().await;
    let mut device = enrolled(&node, "judge", 1).await;
    let challenge = begin_sign_in(&node).await.unwrap();
    let answer = device.answer(&challenge.options);
    let come = async || sign_in(&node, &challenge.pending, Given(&answer)).await;
    let (one, other) = tokio::join!(come(), come());
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1);
    assert_eq!(notes(&node, "passkey-used").await.len(), 1);
}

/// Changes a stored challenge.
async fn tamper(node: &Node, change: impl Fn(&mut Value)) {
    let row = node.store.rows(RowQuery::view(view::PASSKEY_PENDING, 1)).await.unwrap().remove(0);
    let mut body: Value = serde_json::from_slice(&row.body).unwrap();
    change(&mut body);
    act!(node, "plant", None, |tx| {
        let body = body.to_string().into_bytes();
        tx.put_raw(view::PASSKEY_PENDING, &row.key, &row.sort, body);
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_challenge_counts_for_two_minutes_and_one_of_a_wrong_clock_not_at_all() {
    let (_court, node) = opened().await;
    let mut device = enrolled(&node, "judge", 1).await;
    for (moved_ms, expected) in
        [(-PENDING_MS - 1, "passkey-expired"), (60_000, "passkey-expired"), (-60_000, "")]
    {
        let challenge = begin_sign_in(&node).await.unwrap();
        tamper(&node, |body| {
            body["ends_at_ms"] = (body["ends_at_ms"].as_i64().unwrap() + moved_ms).into();
        })
        .await;
        let answer = device.answer(&challenge.options);
        let done = sign_in(&node, &challenge.pending, Given(&answer)).await;
        assert_eq!(done.map_or_else(|error| error.code(), |_| ""), expected, "{moved_ms}");
    }
}

#[tokio::test]
async fn an_answer_for_another_site_or_by_nobody_or_by_a_copy_is_refused_with_its_code() {
    let (_court, node) = opened().await;
    type Change = fn(&mut Device);
    let cases: [(Change, &str); 7] = [
        (|device| device.origin = "https://elsewhere.example".to_owned(), "passkey-foreign-origin"),
        (|device| device.origin = "http://localhost:2".to_owned(), "passkey-foreign-origin"),
        (|device| device.rp = Some("elsewhere.example".to_owned()), "passkey-foreign-origin"),
        (|device| device.verifies = false, "passkey-unverified"),
        (|device| device.count = 3, "passkey-counter"),
        (|device| device.copies = true, "passkey-refused"),
        (|device| device.handle.clear(), "passkey-malformed"),
    ];
    for (n, (change, expected)) in (1..).zip(cases) {
        let mut device = enrolled(&node, "judge", n).await;
        device.count = 10;
        enter(&node, &mut device).await.unwrap();
        change(&mut device);
        assert_eq!(code(enter(&node, &mut device).await), expected, "{n}");
    }
    let used = notes(&node, "passkey-used").await;
    assert_eq!(used.len(), cases.len(), "a refused sign-in is no sign-in");
    // Another device that calls its passkey the same.
    let mut device = enrolled(&node, "clerk", 99).await;
    let mut other = Device::new(99, ORIGIN);
    other.handle.clone_from(&device.handle);
    assert_eq!(code(enter(&node, &mut other).await), "passkey-refused");
    enter(&node, &mut device).await.unwrap();
}

#[tokio::test]
async fn a_passkey_lets_nobody_in_but_its_officer_and_not_when_they_have_left() {
    let (court, node) = opened().await;
    let mut judge = enrolled(&node, "judge", 1).await;
    let mut clerk = enrolled(&node, "clerk", 2).await;
    let own = std::mem::replace(&mut clerk.handle, judge.handle.clone());
    assert_eq!(code(enter(&node, &mut clerk).await), "passkey-other-officer");
    clerk.handle = own;
    assert_eq!(enter(&node, &mut clerk).await.unwrap().login, "clerk");
    crate::officers::retire(&court.config, "judge").unwrap();
    crate::officers::told::record(&node).await.unwrap();
    assert_eq!(code(enter(&node, &mut judge).await), "passkey-unknown");
    assert_eq!(rows_of(&node, "judge").await.unwrap().len(), 0);
    assert_eq!(list(&node, "clerk").await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_passkey_is_added_in_the_session_that_began_it_soon_after_signing_in_and_under_a_name() {
    let (_court, node) = opened().await;
    let (mine, other) = (session(&node, "judge").await, session(&node, "judge").await);
    let mut device = Device::new(1, ORIGIN);
    let challenge = begin_add(&node, &mine, false).await.unwrap();
    let answer = device.make(&challenge.options, None);
    let done = add(&node, &other, &challenge.pending, Given(&answer), "key").await;
    assert_eq!(code(done), "passkey-used");
    let long = "x".repeat(NAME_CHARS_MAX + 1);
    for name in ["", "  ", "two\nlines", &long] {
        let challenge = begin_add(&node, &mine, false).await.unwrap();
        let answer = device.make(&challenge.options, None);
        let done = add(&node, &mine, &challenge.pending, Given(&answer), name).await;
        assert_eq!(code(done), "passkey-name", "{name}");
    }
    let mut stale = mine.clone();
    stale.age_ms = FRESH_MS + 1;
    assert_eq!(code(begin_add(&node, &stale, false).await), "passkey-sign-in-again");
    let done = remove(&node, &stale, "any", 0).await;
    assert_eq!(code(done), "passkey-sign-in-again");
    assert_eq!(list(&node, "judge").await.unwrap(), Vec::new());
}

#[tokio::test]
async fn a_passkey_is_one_officers_and_one_officer_has_at_most_so_many() {
    let (_court, node) = opened().await;
    enrolled(&node, "judge", 1).await;
    let clerk = session(&node, "clerk").await;
    let challenge = begin_add(&node, &clerk, false).await.unwrap();
    let answer = Device::new(1, ORIGIN).make(&challenge.options, None);
    let done = add(&node, &clerk, &challenge.pending, Given(&answer), "key").await;
    assert_eq!(code(done), "passkey-taken");
    let judge = session(&node, "judge").await;
    let late = begin_add(&node, &judge, false).await.unwrap();
    for n in 2..=u8::try_from(PASSKEYS_MAX).unwrap() {
        enrolled(&node, "judge", n).await;
    }
    let answer = Device::new(200, ORIGIN).make(&late.options, None);
    let done = add(&node, &judge, &late.pending, Given(&answer), "key").await;
    assert_eq!(code(done), "passkey-too-many");
    assert_eq!(code(begin_add(&node, &judge, false).await), "passkey-too-many");
    // Who agreed to have seven left has not agreed to have six.
    let id = list(&node, "judge").await.unwrap()[3].id.clone();
    assert_eq!(code(remove(&node, &judge, &id, PASSKEYS_MAX - 2).await), "stale");
    assert_eq!(code(remove(&node, &clerk, &id, 0).await), "passkey-unknown");
    remove(&node, &judge, &id, PASSKEYS_MAX - 1).await.unwrap();
    assert_eq!(code(remove(&node, &judge, &id, PASSKEYS_MAX - 2).await), "passkey-unknown");
}

/// The court, where the operator names these makers.
async fn reopened(court: &Court, node: Arc<Node>, maker: Option<&Maker>) -> Arc<Node> {
    drop(node);
    let folder = court.config.parent().unwrap();
    let text = fs::read_to_string(&court.config).unwrap();
    let key = "passkey_makers = \"makers.toml\"\n";
    let text = text.replace(key, "");
    let text = match maker {
        None => text,
        Some(maker) => {
            fs::write(folder.join("makers.toml"), maker.file()).unwrap();
            format!("{key}{text}")
        }
    };
    fs::write(&court.config, text).unwrap();
    open(&court.config).await
}

async fn add_hardware(node: &Node, device: &mut Device, maker: Option<&Maker>) -> &'static str {
    let session = session(node, "judge").await;
    let challenge = match begin_add(node, &session, true).await {
        Ok(challenge) => challenge,
        Err(error) => return error.code(),
    };
    let answer = device.make(&challenge.options, maker);
    let done = add(node, &session, &challenge.pending, Given(&answer), "token").await;
    done.map_or_else(|error| error.code(), |_| "")
}

#[tokio::test]
async fn a_hardware_key_is_one_whose_maker_the_operator_names_as_long_as_it_is_named() {
    let (court, node) = opened().await;
    let (known, unknown) = (Maker::new("known"), Maker::new("unknown"));
    let mut device = Device::new(1, ORIGIN);
    let refused = "passkey-not-attested";
    assert_eq!(add_hardware(&node, &mut device, Some(&known)).await, refused, "no list");
    let mut node = reopened(&court, node, Some(&known)).await;
    assert_eq!(add_hardware(&node, &mut device, None).await, refused, "no statement");
    assert_eq!(add_hardware(&node, &mut device, Some(&unknown)).await, refused, "not named");
    device.copies = true;
    assert_eq!(add_hardware(&node, &mut device, Some(&known)).await, refused, "copied elsewhere");
    device.copies = false;
    assert_eq!(add_hardware(&node, &mut device, Some(&known)).await, "");
    assert_eq!(enter(&node, &mut device).await.unwrap().level, AuthLevel::Hardware);
    let added = notes(&node, "passkey-added").await.remove(0);
    let digest = Digest::of(known.file().as_bytes()).hex();
    assert!(added.ends_with(&format!(", level 3, makers {digest}")), "{added}");
    // An ordinary passkey of the same device counts as one.
    let mut plain = enrolled(&node, "judge", 2).await;
    assert_eq!(enter(&node, &mut plain).await.unwrap().level, AuthLevel::Passkey);
    // Its maker is named for another model alone.
    let path = court.config.parent().unwrap().join("makers.toml");
    let number = |n: u8| Uuid::from_bytes([n; 16]).to_string();
    drop(node);
    fs::write(&path, known.file().replace(&number(7), &number(8))).unwrap();
    node = open(&court.config).await;
    assert_eq!(enter(&node, &mut device).await.unwrap().level, AuthLevel::Passkey);
    for maker in [Some(&unknown), None] {
        node = reopened(&court, node, maker).await;
        assert_eq!(enter(&node, &mut device).await.unwrap().level, AuthLevel::Passkey);
        assert_eq!(list(&node, "judge").await.unwrap()[0].level, AuthLevel::Passkey);
    }
}

#[tokio::test]
async fn a_file_of_makers_that_cannot_be_read_keeps_the_node_from_starting_and_says_why() {
    let (court, _node) = opened().await;
    let path = court.config.parent().unwrap().join("makers.toml");
    let good = Maker::new("known").file();
    for (text, why) in [
        ("", "missing field `model`"),
        ("model = []", "no model stands there"),
        (&good.replace("BEGIN", "BEGONE"), "`ca` of `a key` is no certificate"),
        (&good.replace("aaguid", "model"), "unknown field `model`"),
    ] {
        fs::write(&path, text).unwrap();
        let error = Makers::read(&path).unwrap_err();
        assert!(error.contains(why), "{error}");
    }
    fs::write(&path, good).unwrap();
    Makers::read(&path).unwrap();
}

#[tokio::test]
async fn browsers_take_passkeys_for_a_name_over_tls_and_for_a_drill_on_this_machine() {
    let court = found().await;
    let mut config = Config::read(&court.config).unwrap();
    for (network, url, expected) in [
        (NetworkKind::Production, "https://portal.example", true),
        (NetworkKind::Production, "https://portal.example:8443", true),
        (NetworkKind::Production, "http://portal.example", false),
        (NetworkKind::Production, "https://192.0.2.7", false),
        (NetworkKind::Production, "http://127.0.0.1:8080", false),
        (NetworkKind::Production, "http://localhost:8080", true),
        (NetworkKind::Drill, "http://127.0.0.1:8080", true),
        (NetworkKind::Drill, "http://192.0.2.7:8080", false),
    ] {
        config.network = network;
        config.portal_url = url.to_owned();
        assert_eq!(Party::of(&config).is_some(), expected, "{url}");
    }
}

#[tokio::test]
async fn strangers_who_ask_for_challenges_take_room_from_each_other_and_not_from_officers() {
    let (_court, node) = opened().await;
    let judge = session(&node, "judge").await;
    let new = begin_add(&node, &judge, false).await.unwrap();
    let first = begin_sign_in(&node).await.unwrap();
    let row = node.raw_row(view::PASSKEY_PENDING, &format!("{ENTER}{}", first.pending)).await;
    let row = row.unwrap().unwrap();
    let ends_at_ms = system_now().as_millisecond() + PENDING_MS + 1;
    act!(node, "plant", None, |tx| {
        for n in 1..WAITING_MAX {
            let key = format!("{ENTER}{n}");
            tx.put_raw(view::PASSKEY_PENDING, &key, &format!("{:015}", ends_at_ms), row.clone());
        }
        Ok(Vec::new())
    })
    .await
    .unwrap();
    let mut device = enrolled(&node, "clerk", 7).await;
    enter(&node, &mut device).await.unwrap();
    let answer = device.answer(&first.options);
    assert_eq!(code(sign_in(&node, &first.pending, Given(&answer)).await), "passkey-used");
    let answer = Device::new(8, ORIGIN).make(&new.options, None);
    add(&node, &judge, &new.pending, Given(&answer), "key").await.unwrap();
    assert_eq!(n_pending(&node).await, WAITING_MAX - 1);
}

/// Where each value of a document lies, without the values.
fn places(value: &Value, at: &str, all: &mut std::collections::BTreeSet<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            // A certificate is called by its digest, in base64.
            let key = if key.len() == 43 { "*" } else { key };
            places(value, &format!("{at}/{key}"), all);
        }),
        // Bytes, or one of several: what counts is what is in one.
        Value::Array(list) => match list.first() {
            Some(first) => places(first, &format!("{at}/*"), all),
            None => _ = all.insert(format!("{at}/*")),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            all.insert(at.to_owned());
        }
    }
}

#[tokio::test]
async fn rows_have_the_form_in_which_an_earlier_program_left_them() {
    let (court, node) = opened().await;
    let maker = Maker::new("known");
    let node = reopened(&court, node, Some(&maker)).await;
    let mut said = String::new();
    let mut say = |what: &str, body: Vec<u8>| {
        let body: Value = serde_json::from_slice(&body).unwrap();
        let mut all = std::collections::BTreeSet::new();
        places(&body, "", &mut all);
        said.push_str(&format!("{what}\n"));
        all.iter().for_each(|place| said.push_str(&format!("  {place}\n")));
    };
    let passkey = async |n: u8| {
        let id = Digest::of(&[n; 32]).hex()[..32].to_owned();
        node.raw_row(view::PASSKEY, &id).await.unwrap().unwrap()
    };
    enrolled(&node, "judge", 1).await;
    say("a passkey", passkey(1).await);
    assert_eq!(add_hardware(&node, &mut Device::new(2, ORIGIN), Some(&maker)).await, "");
    say("a hardware key", passkey(2).await);
    let pending = async |prefix: &str, challenge: Challenge| {
        let key = format!("{prefix}{}", challenge.pending);
        node.raw_row(view::PASSKEY_PENDING, &key).await.unwrap().unwrap()
    };
    let session = session(&node, "judge").await;
    let begun = begin_add(&node, &session, false).await.unwrap();
    say("a challenge for a passkey", pending(ADD, begun).await);
    let begun = begin_add(&node, &session, true).await.unwrap();
    say("a challenge for a hardware key", pending(ADD, begun).await);
    let begun = begin_sign_in(&node).await.unwrap();
    say("a challenge at the door", pending(ENTER, begun).await);
    insta::assert_snapshot!(said);
}

#[test]
fn what_the_library_says_of_what_it_was_given_stands_in_no_log() {
    for (target, expected) in
        [("webauthn_rs_core::core", false), ("webauthn_rs", false), ("node::web", true)]
    {
        assert_eq!(crate::log::is_heard(target), expected, "{target}");
    }
}

#[tokio::test]
async fn who_could_have_come_in_by_a_passkey_that_can_be_copied_adds_no_hardware_key() {
    let (court, node) = opened().await;
    let maker = Maker::new("known");
    let node = reopened(&court, node, Some(&maker)).await;
    let mut plain = enrolled(&node, "judge", 1).await;
    let weak = enter(&node, &mut plain).await.unwrap();
    assert_eq!(weak.level, AuthLevel::Passkey);
    assert_eq!(code(begin_add(&node, &weak, true).await), "passkey-come-by-link");
    // An ordinary one more is as good as the one that is there.
    begin_add(&node, &weak, false).await.unwrap();
    // By link, or when no such passkey is left.
    let mut device = Device::new(2, ORIGIN);
    assert_eq!(add_hardware(&node, &mut device, Some(&maker)).await, "");
    let strong = enter(&node, &mut device).await.unwrap();
    assert_eq!(strong.level, AuthLevel::Hardware);
    begin_add(&node, &strong, true).await.unwrap();
}
