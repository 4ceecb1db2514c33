//! What is told to end is what nothing follows.

use super::*;
use crate::founded::{COURT, Founded, node_id};

fn end(holder: &str, use_of: &'static str, n: u8, at: i64) -> KeyEnd {
    let ends_at = Timestamp::from_second(at).unwrap();
    KeyEnd { holder: holder.to_owned(), kid: Kid([n; 16]), use_of, ends_at }
}

#[test]
fn a_key_that_another_one_follows_is_no_news() {
    let ends = [
        end("fr-tj/judge", "unit-sign", 1, 10),
        end("fr-tj/police", "unit-sign", 2, 20),
        end("fr-tj/judge", "unit-encrypt", 3, 30),
        end("fr-tj/judge", "unit-sign", 4, 40),
    ];
    let last: Vec<u8> = last_of_each(&ends).iter().map(|end| end.kid.0[0]).collect();
    assert_eq!(last, [4, 2, 3]);
    assert_eq!(last_of_each(&[]), []);
}

#[tokio::test]
async fn every_key_of_a_node_has_an_end_and_a_revoked_one_has_it_earlier() {
    let founded = Founded::new().await;
    let court = founded.open(COURT).await;
    let mut roster = (*court.roster()).clone();
    let ends = of_keys(&roster, &node_id(COURT));
    let mut uses: Vec<_> = ends.iter().map(|end| end.use_of).collect();
    uses.sort_unstable();
    assert_eq!(uses, ["node", "unit-encrypt", "unit-sign"]);
    let of_node = ends.iter().find(|end| end.use_of == "node").unwrap();
    let from = Timestamp::from_second(1_000).unwrap();
    let revoked = wire::roster::Revocation { kid: of_node.kid, from, reason: "lost".to_owned() };
    roster.members.get_mut(&court.config.member).unwrap().revoked.push(revoked);
    assert_eq!(of_keys(&roster, &node_id(COURT))[0], KeyEnd { ends_at: from, ..of_node.clone() });
    assert_eq!(of_keys(&roster, &node_id("nobody")), []);
}
