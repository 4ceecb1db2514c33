//! What a peer's act does by itself, and who may do which: a table of acts, sides and writers.

use law::ids::KindId;
use law::letter_form::Consequence;

use crate::actor::MemberId;
use crate::ctx::{Ctx, MemberView, RosterView};
use crate::denied::Denied;
use crate::ids::{ID_BYTES, LetterId};
use crate::kit::{self, MONDAY};
use crate::letter::LetterRef;
use crate::measure::event::PeerAct;
use crate::measure::parts::{PEER_ACTS_MAX, Staged, Standing};
use crate::measure::staging::{ByLaw, Parties, Side, by_law, is_known, role_of, settle};
use crate::measure::{Extent, Finding};
use crate::permit::senders::Role;

/// An order of a court to a provider, of which an authority is notified.
struct Order {
    kind: KindId,
    from: MemberId,
    addressee: MemberId,
    enforcing: Option<MemberId>,
}

impl Order {
    fn of(kind: &str, enforcing: Option<&str>) -> Self {
        Self {
            kind: KindId::parse(kind).unwrap(),
            from: kit::member("fr-tj"),
            addressee: kit::member("ie-prov"),
            enforcing: enforcing.map(kit::member),
        }
    }

    fn parties(&self) -> Parties<'_> {
        let Self { kind, from, addressee, enforcing } = self;
        Parties { kind, from, addressee, enforcing: enforcing.as_ref() }
    }
}

fn objected() -> PeerAct {
    let ground = kit::LAW.ground_id("g/12.1.a").unwrap();
    PeerAct::Objected { ground, extent: Extent::All, because: None }
}

fn refused() -> PeerAct {
    let ground = kit::LAW.ground_id("g/12.1.a").unwrap();
    PeerAct::Refused { ground, extent: Extent::All, because: None }
}

fn said(does: Consequence) -> PeerAct {
    let values = law::field::Values::new();
    PeerAct::Said { form: KindId::parse("impossibility").unwrap(), does: [does].into(), values }
}

fn letter(n: u8) -> LetterRef {
    LetterRef { id: LetterId::new([n; ID_BYTES]), digest: [n; 32] }
}

fn staged(n: u8, unit: &str, act: &PeerAct) -> Staged {
    Staged::arrived(letter(n), &kit::party(unit), kit::at(MONDAY), kit::at(MONDAY), act)
}

#[test]
fn an_act_has_effect_only_from_whom_the_law_gives_it_to_and_only_where_it_is_for() {
    let roster = kit::roster("ie-prov");
    let (ctx, order) = (kit::ctx(MONDAY, &roster), Order::of("epoc", Some("ie-ca")));
    let offered = PeerAct::OfferedHandover {
        handover: kit::HANDOVER,
        exhibits: Vec::new(),
        conditions: Vec::new(),
    };
    let (provider, authority, court) = ("ie-prov", "ie-ca", "fr-tj");
    // At the provider, at the court that issues, at the authority that is notified.
    let table: [(PeerAct, [&[&str]; 3]); 6] = [
        (
            PeerAct::Acknowledged { received_at: kit::at(MONDAY) },
            [&[authority, court], &[provider, authority], &[provider, court]],
        ),
        (PeerAct::Cleared, [&[authority], &[authority], &[]]),
        (objected(), [&[authority], &[authority], &[]]),
        (offered, [&[], &[provider], &[]]),
        (refused(), [&[], &[provider], &[provider]]),
        (PeerAct::Withdrew { why: "settled".to_owned() }, [&[court], &[], &[court]]),
    ];
    for (act, from) in table {
        for (side, from) in [Side::Executing, Side::Issuing, Side::Notified].into_iter().zip(from) {
            for writer in [provider, authority, court, "nl-ovs"] {
                let writer_id = kit::member(writer);
                let found = by_law(side, order.parties(), &writer_id, &act, false, &ctx);
                let counts = found != ByLaw::Declines(Finding::NotTheirs);
                assert_eq!(counts, from.contains(&writer), "{} of {writer} {side:?}", act.id());
            }
        }
    }
}

#[test]
fn a_no_ground_rests_on_the_gate_it_opens_and_where_it_opens_none_on_the_order() {
    let removal = law::embedded::instrument("eu-tco").unwrap().unwrap();
    let roster = kit::roster("ie-prov");
    // The gate of the removal law stands before its issue, and no word of the host opens it.
    for (law, kind, place) in [(&*kit::LAW, "epoc", "10(2)"), (&removal, "removal-order", "3")] {
        let ctx = Ctx { law, ..kit::ctx(MONDAY, &roster) };
        let (order, authority) = (Order::of(kind, Some("ie-ca")), kit::member("ie-ca"));
        let act = PeerAct::Cleared;
        let found = by_law(Side::Executing, order.parties(), &authority, &act, false, &ctx);
        let ByLaw::Takes(cite) = found else { panic!("{found:?}") };
        assert_eq!(cite.to_string(), place, "{kind}");
    }
}

/// The directory with an authority of the provider's state, one of another state, and a court there.
fn neighbours() -> RosterView {
    kit::roster_with("ie-prov", |members| {
        let authority = members[&kit::member("ie-ca")].clone();
        let court = members[&kit::member("fr-tj")].clone();
        let abroad = members[&kit::member("nl-ovs")].state;
        members.insert(kit::member("ie-court"), MemberView { state: authority.state, ..court });
        members.insert(kit::member("ie-other"), authority.clone());
        members.insert(kit::member("nl-ca"), MemberView { state: abroad, ..authority });
    })
}

#[test]
fn where_no_authority_is_notified_one_of_the_same_state_may_object_and_nobody_else_may() {
    let roster = neighbours();
    let ctx = kit::ctx(MONDAY, &roster);
    let role = |enforcing, writer: &str, act: &PeerAct| {
        role_of(&kit::member(writer), Order::of("epoc", enforcing).parties(), act, &ctx)
    };
    let (nobody, named) = (None, Some("ie-ca"));
    for act in [objected(), said(Consequence::Inform)] {
        assert_eq!(role(nobody, "ie-other", &act), Some(Role::Enforcing));
        assert_eq!(role(named, "ie-ca", &act), Some(Role::Enforcing));
        assert_eq!(role(nobody, "nl-ca", &act), None);
        assert_eq!(role(nobody, "ie-court", &act), None);
        assert_eq!(role(named, "ie-other", &act), None);
    }
    // That it raises no ground is for whom the law notified to say, and for nobody who was only asked.
    assert_eq!(role(nobody, "ie-other", &PeerAct::Cleared), None);
}

#[test]
fn the_same_letter_again_is_no_news_and_another_one_under_its_id_is_refused() {
    let roster = kit::roster("fr-tj");
    let (ctx, order) = (kit::ctx(MONDAY, &roster), Order::of("epoc", Some("ie-ca")));
    let (act, from) = (objected(), kit::party("ie-ca/executor"));
    let acts = [staged(1, "ie-ca/executor", &act)];
    let known = |letter| is_known(&acts, order.parties(), letter, &from, &act, &ctx);
    assert_eq!(known(letter(1)), Ok(true));
    assert_eq!(known(letter(2)), Ok(false));
    assert_eq!(known(LetterRef { digest: [9; 32], ..letter(1) }), Err(Denied::AlreadyKnown));
}

#[test]
fn no_limit_stands_in_the_way_of_a_letter_that_holds_an_order_up() {
    let roster = kit::roster("fr-tj");
    let (ctx, order) = (kit::ctx(MONDAY, &roster), Order::of("epoc", Some("ie-ca")));
    let from = kit::party("ie-prov/legal");
    let more = |earlier: Consequence, next: Consequence| {
        let acts = vec![staged(1, "ie-prov/legal", &said(earlier)); PEER_ACTS_MAX];
        is_known(&acts, order.parties(), letter(2), &from, &said(next), &ctx)
    };
    let (informs, suspends) = (Consequence::Inform, Consequence::Suspend);
    assert_eq!(more(informs, informs), Err(Denied::TooMany { n_max: PEER_ACTS_MAX }));
    assert_eq!(more(informs, suspends), Ok(false));
    // What holds it up already is not written down without end, and never refused.
    assert_eq!(more(suspends, suspends), Ok(true));
    assert_eq!(more(suspends, Consequence::Decline), Ok(false));
}

#[test]
fn only_the_act_of_its_own_letter_is_settled_and_only_once() {
    let act = objected();
    let mut acts = vec![staged(1, "ie-ca/executor", &act), staged(2, "ie-ca/executor", &act)];
    let declined = || Standing::Declined(Finding::Declined);
    let settled = settle(&mut acts, letter(2).id, declined()).unwrap();
    assert_eq!(settled.letter, letter(2));
    let standings: Vec<_> = acts.iter().map(|staged| staged.standing.clone()).collect();
    assert_eq!(standings, [Standing::Waiting, declined()]);
    assert_eq!(settle(&mut acts, letter(2).id, declined()), None);
    assert_eq!(settle(&mut acts, letter(3).id, declined()), None);
}
