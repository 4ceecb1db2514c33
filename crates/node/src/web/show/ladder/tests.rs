//! What did not count when it came is told by where the envelope stands, whatever came in between.

use super::*;

/// Every way through three statements: a statement that counted is never doubted afterwards, one that did not always is.
#[test]
fn asked_again_at_its_end_a_statement_counts_as_it_did_when_it_came() {
    for start in [Rung::Sent, Rung::GivenUp] {
        for first in Event::ALL {
            for second in Event::ALL {
                for third in Event::ALL {
                    let (mut stands, mut heard) = (start, Vec::new());
                    for event in [first, second, third] {
                        let step = stands.hear(event);
                        if let Step::Up(rung) = step {
                            stands = rung;
                        }
                        let was = match step {
                            Step::AfterAll => Some(Doubt::AfterAll),
                            Step::Against => Some(Doubt::Against),
                            Step::Below | Step::Foreign | Step::Up(_) => None,
                        };
                        heard.push((event, was));
                    }
                    for (event, was) in heard {
                        assert_eq!(
                            doubt(Some(stands), event),
                            was,
                            "{first:?} {second:?} {third:?}"
                        );
                    }
                }
            }
        }
    }
}
