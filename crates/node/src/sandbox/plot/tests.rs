//! Every plot can be cast, told and resumed.

use std::collections::BTreeSet;

use super::super::players::{EVERYBODY, PLACES, PLAYERS};
use super::*;

#[test]
fn the_journeys_are_the_ones_that_are_promised() {
    let names: Vec<_> = names().collect();
    assert_eq!(
        names.join(" · "),
        "epoc · epoc-pr · preservation · mla · eio · freezing · removal · illegal-content · spontaneous · \
         emergency-disclosure · notice · breach"
    );
    assert_eq!(find("epoc").unwrap().name, EPOC);
    assert!(find("other").is_none());
}

#[test]
fn every_cast_has_distinct_places_both_witnesses_and_every_party() {
    for plot in PLOTS {
        let places: BTreeSet<_> = plot.cast.iter().map(|player| player.place).collect();
        assert_eq!(places.len(), plot.cast.len(), "{}", plot.name);
        assert!(places.iter().all(|place| *place < PLACES), "{}", plot.name);
        assert!(places.len() == plot.cast.len() && plot.cast.is_sorted_by_key(|p| p.place));
        let is_cast = |id: &str| plot.cast.iter().any(|player| player.id == id);
        assert!(is_cast(NL_OVS.id) && is_cast(COORD.id), "{}", plot.name);
        for who in plot.parties().chain([plot.drafter, plot.issuer]) {
            assert!(is_cast(who.player.id), "{}: {who}", plot.name);
            let seats = who.player.seats;
            assert!(seats.iter().any(|seat| seat.login == who.login), "{}: {who}", plot.name);
        }
        assert!(plot.cast.iter().all(|p| EVERYBODY.iter().any(|known| known.id == p.id)));
    }
}

#[test]
fn the_cast_of_the_first_journey_is_a_promise() {
    let names: Vec<_> = PLAYERS.iter().map(|player| (player.name, player.place)).collect();
    let promised = [("FR-TJ", 0), ("IE-PROV", 1), ("IE-CA", 2), ("NL-OVS", 3), ("COORD", 4)];
    assert_eq!(names, promised);
}

#[test]
fn every_scene_has_its_own_name_and_every_plot_begins_and_ends_alike() {
    for plot in PLOTS {
        let names: BTreeSet<_> = plot.scenes.iter().map(|scene| scene.name).collect();
        assert_eq!(names.len(), plot.scenes.len(), "{}", plot.name);
        let first = plot.scenes.first().map(|scene| scene.act);
        let last = plot.scenes.last().map(|scene| scene.act);
        assert!(matches!((first, last), (Some(Act::Draft), Some(Act::Witness))), "{}", plot.name);
        let ingests = plot.scenes.iter().any(|scene| matches!(scene.act, Act::Ingest));
        assert_eq!(ingests, plot.hands_over(), "{}", plot.name);
    }
}

#[test]
fn the_names_of_the_steps_of_the_first_journey_are_a_promise() {
    let scenes = find(EPOC).unwrap().scenes;
    let names: Vec<_> = scenes.iter().map(|scene| scene.name).collect();
    assert_eq!(
        names.join(" · "),
        "draft · issue-denied · issue · deliver · hand-over-denied · confirm · ingest · \
                                   hand-over · export · verify · witness"
    );
}

#[test]
fn what_is_looked_for_is_found_in_the_document_of_a_measure_and_nowhere_else() {
    let shown = serde_json::json!({
        "state": "performed",
        "release": { "state": "due" },
        "clocks": [{ "clock": "eu-tco/remove", "basis": { "cite": "3(3)" } }, { "clock": "eu-tco/bare" }],
        "letters": [
            { "form": "a", "standing": "said" }, { "form": "b", "standing": "taken" },
            { "form": "c", "standing": "declined" }, { "form": "d", "standing": "waiting" },
            { "act": "acknowledged", "standing": "taken" }, { "act": "objected", "standing": "waiting" },
        ],
    });
    let sees = |seen: Seen, there: bool| assert_eq!(seen.is_in(&shown), there, "{seen}");
    sees(Seen::State("performed"), true);
    sees(Seen::State("perform"), false);
    sees(Seen::MayLeave, true);
    sees(Seen::Clock("remove"), true);
    sees(Seen::Clock("bare"), false);
    sees(Seen::Letter("a"), true);
    sees(Seen::Letter("b"), true);
    sees(Seen::Letter("c"), false);
    sees(Seen::Letter("d"), false);
    sees(Seen::Act("acknowledged"), true);
    sees(Seen::Act("objected"), false);
}
