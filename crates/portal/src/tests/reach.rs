//! Ways to members, each in another state.

use jiff::Timestamp;

use super::fixture::{Strings, Who, at};
use crate::page::reach::{Comparison, Reach, Upgrade, Way, page_reach};
use crate::shell::Shell;

fn way(say: &Strings, n: u8) -> Way {
    Way {
        member: say.provider.clone(),
        node: format!("node-{n}.sandbox.example"),
        asked_at: None,
        accepted_at: None,
        whole_at: None,
        refused: None,
        last_whole_at: None,
        silent_since: None,
        fetches: false,
        upgrade: None,
        compared: Comparison::default(),
    }
}

fn different() -> Comparison {
    let kinds = [
        "arrived-after-all",
        "contradicts",
        "denied-by-peer",
        "forgotten-by-peer",
        "lost-by-peer",
        "lost-by-us",
        "not-ours",
        "unshown",
    ];
    let counted = kinds.into_iter().zip(1..);
    Comparison {
        done_at: Some(at("2026-11-25T05:00:00Z")),
        is_open: true,
        has_failed: true,
        differences: counted.collect(),
        n_rest: 1_200,
    }
}

fn ways(say: &Strings) -> Vec<(Way, Reach)> {
    let long_ago = Some(at("2026-11-25T06:00:00Z"));
    let accepted_at = Some(at("2026-11-25T06:00:00.240Z"));
    let tried = |n| Way {
        asked_at: long_ago,
        last_whole_at: Some(at("2026-11-24T03:10:00Z")),
        ..way(say, n)
    };
    vec![
        (way(say, 1), Reach::Untried),
        (Way { asked_at: Some(at("2026-11-25T09:00:00Z")), ..way(say, 2) }, Reach::UnderWay),
        (Way { silent_since: long_ago, upgrade: Some(Upgrade::They), ..tried(3) }, Reach::Lost),
        (
            Way { accepted_at, upgrade: Some(Upgrade::We), compared: different(), ..tried(4) },
            Reach::Unopened,
        ),
        (Way { accepted_at, refused: Some("cannot-open".to_owned()), ..tried(5) }, Reach::Refused),
        (
            Way { accepted_at, whole_at: Some(at("2026-11-25T06:00:03.090Z")), ..tried(6) },
            Reach::Whole,
        ),
    ]
}

pub(super) fn pages<'s>(
    say: &Strings,
    shell: &impl Fn(&'s str, Who) -> Shell<'s>,
) -> Vec<(&'static str, String)> {
    let ways: Vec<_> = ways(say).into_iter().map(|(way, _)| way).collect();
    vec![
        ("reach", page_reach(&ways, &shell("/reach", Who::Judge))),
        ("reach-none", page_reach(&[], &shell("/reach", Who::Judge))),
    ]
}

#[test]
fn how_far_a_probe_came_follows_from_what_is_on_record() {
    let say = Strings::plain();
    let now: Timestamp = at("2026-11-25T09:02:00Z");
    for (way, reach) in ways(&say) {
        assert_eq!(Reach::of(&way, now), reach, "{way:?}");
    }
    // The first instant at which the answer is late, and a clock that went back.
    let asked = Way { asked_at: Some(at("2026-11-25T09:00:00Z")), ..way(&say, 1) };
    assert_eq!(Reach::of(&asked, at("2026-11-25T09:15:00Z")), Reach::UnderWay);
    assert_eq!(Reach::of(&asked, at("2026-11-25T09:15:00.001Z")), Reach::Lost);
    assert_eq!(Reach::of(&asked, at("2026-11-25T08:00:00Z")), Reach::UnderWay);
}
