//! Words of a letter: lanes, languages and types read back as they were written.

use super::*;
use crate::kit;

#[test]
fn every_word_of_a_manifest_reads_back() {
    for kind in ["handover.offer", "measure.answer", "measure.issue", "measure.withdraw"] {
        assert_eq!(BodyKind::parse(kind).map(BodyKind::id), Some(kind));
    }
    for lane in ["emergency", "urgent", "ordinary", "bulk"] {
        assert_eq!(Lane::parse(lane).map(Lane::id), Some(lane));
    }
    for role in ["exhibit", "package", "payload"] {
        assert_eq!(ObjectRole::parse(role).map(ObjectRole::id), Some(role));
    }
    for copy in CopyKind::ALL {
        assert_eq!(CopyKind::parse(copy.id()), Some(copy));
    }
    assert_eq!(BodyKind::parse("measure.recall"), None);
}

#[test]
fn a_measures_letters_travel_on_the_lane_of_its_track() {
    for track in Track::ALL {
        assert_eq!(Lane::of_track(*track).id(), track.id());
    }
}

#[test]
fn a_language_is_a_short_tag() {
    for tag in ["en", "fr", "zh-Hant", "de-AT", "zz"] {
        assert!(Language::parse(tag).is_some(), "{tag}");
    }
    for tag in ["", "e", "English", "EN", "en-", "en_GB", "en-123456789"] {
        assert!(Language::parse(tag).is_none(), "{tag}");
    }
}

#[test]
fn every_body_says_which_measure_it_is_about() {
    let issued = kit::issued(kit::traffic());
    let bodies = [
        Body::MeasureIssue(kit::copy(&issued, CopyKind::Addressee)),
        Body::MeasureAnswer { measure: kit::MEASURE, answer: Answer::Cleared },
        Body::MeasureWithdraw { measure: kit::MEASURE, why: String::new() },
        Body::HandoverOffer {
            measure: kit::MEASURE,
            handover: kit::HANDOVER,
            exhibits: Vec::new(),
            conditions: Vec::new(),
        },
    ];
    assert!(bodies.iter().all(|body| body.measure() == kit::MEASURE));
}
