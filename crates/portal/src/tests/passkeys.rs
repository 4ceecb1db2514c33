//! The door, with and without passkeys, and an officer's own passkeys.

use super::fixture::{Strings, Who, at};
use crate::page::passkeys::{Held, Passkeys, Removal, page_passkey_removal, page_passkeys};
use crate::page::sign_in::{Arrival, SignIn, page_sign_in};
use crate::shell::Shell;

fn held(say: &Strings, n: u8) -> Held {
    Held {
        id: format!("{n:032x}"),
        name: say.typed.clone(),
        added_at: at("2026-11-23T08:12:00Z"),
        used_at: (n > 1).then(|| at("2026-11-24T07:30:00Z")),
        level: n,
    }
}

/// Each page.
pub(super) fn pages<'s>(
    say: &'s Strings,
    shell: &impl Fn(&'s str, Who) -> Shell<'s>,
) -> Vec<(&'static str, String)> {
    let door = |token: Option<&str>, has_passkeys, arrival, then: Option<&str>| {
        let path = if token.is_some() { "/sign-in/TOKEN" } else { "/sign-in" };
        let view = SignIn { token, has_passkeys, arrival, then };
        page_sign_in(&view, &shell(path, Who::Nobody))
    };
    let list = |view: &Passkeys<'_>| page_passkeys(view, &shell("/passkeys", Who::Judge));
    let (token, then) = (Some(say.typed.as_str()), Some(say.path.as_str()));
    let two = [held(say, 2), held(say, 3)];
    let both = Passkeys {
        held: &two,
        is_on: true,
        has_room: true,
        knows_makers: true,
        refused: None,
        typed: "",
    };
    let one = [held(say, 1)];
    let removal = |n_left, refused| {
        let view = Removal { one: &two[0], n_left, refused };
        page_passkey_removal(&view, &shell("/passkeys/ID/remove", Who::Judge))
    };
    let mut pages = vec![
        ("sign-in", door(token, true, Arrival::Fresh, then)),
        ("signed-out", door(None, false, Arrival::SignedOut, None)),
        ("sign-in-passkey", door(None, true, Arrival::PasskeyUnknown, then)),
        ("passkeys", list(&both)),
        (
            "passkeys-refused",
            list(&Passkeys {
                held: &one,
                knows_makers: false,
                refused: Some("unverified"),
                typed: &say.typed,
                ..both
            }),
        ),
        ("passkeys-off", list(&Passkeys { held: &[], is_on: false, knows_makers: false, ..both })),
        ("passkeys-full", list(&Passkeys { has_room: false, ..both })),
        ("passkey-removal", removal(1, None)),
        ("passkey-removal-last", removal(0, Some("sign-in"))),
    ];
    for (name, arrival) in
        [("sign-in-again", Arrival::PasskeyAgain), ("sign-in-refused", Arrival::PasskeyRefused)]
    {
        pages.push((name, door(None, true, arrival, then)));
    }
    pages
}
