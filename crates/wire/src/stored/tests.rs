//! Events of a measure through their fields and back. What was written once is read for ever, so the bytes stand
//! here; a line is added for a new event and an old one is never changed.

use domain::letter::{Language, LawRef, OrderCopy};
use domain::measure::notice::{Because, Delay, Means, NoticeEvent, Proof, Telling};
use domain::measure::{
    Due, Event, Extent, Known, LetterCopy, Part, PeerAct, Reasons, Running, TakenBy,
};
use domain::purpose::Purpose;
use jiff::Timestamp;
use law::clock::{ClockEffect, ClockKind};
use law::facts::AgreedUntil;
use law::field::{FieldValue, Values};
use law::ground::GroundEffect;
use law::ids::{Cite, ClockId, FieldId, GroundId, InstrumentId, IssuerKind, KindId, Track};
use law::letter_form::Consequence;
use seal::json::Json;

use super::measure_event::{read, write};

fn at() -> Timestamp {
    "2027-03-08T10:00:00Z".parse().unwrap()
}

fn id<K>(n: u8) -> domain::ids::Id<K> {
    domain::ids::Id::new([n; 16])
}

fn member(text: &str) -> domain::actor::MemberId {
    domain::actor::MemberId::parse(text).unwrap()
}

fn kind(text: &str) -> KindId {
    KindId::parse(text).unwrap()
}

fn ground() -> GroundId {
    GroundId::parse("coe-budapest/g/27.4").unwrap()
}

fn clock() -> ClockId {
    ClockId::parse("eu-e-evidence/preserve-extended").unwrap()
}

fn answers() -> Values {
    [(FieldId::parse("preservation_ends").unwrap(), FieldValue::Code("at_once".to_owned()))].into()
}

fn due() -> Due {
    Due {
        clock: clock(),
        kind: ClockKind::Hold,
        effect: ClockEffect::Ceases,
        strict: Some(at()),
        legal_latest: Some(at()),
        latest_of_all: Some(at()),
        last_day: None,
        gate_opens: None,
        contested: false,
        undetermined: None,
    }
}

fn order() -> OrderCopy {
    OrderCopy {
        measure: id(7),
        kind: kind("epoc-pr"),
        copy: domain::letter::CopyKind::Enforcement,
        law: LawRef {
            id: InstrumentId::parse("eu-e-evidence").unwrap(),
            version: 1,
            digest: [0xab; 32],
        },
        from: member("fr-tj"),
        addressee: member("ie-prov"),
        enforcing: Some(member("ie-ca")),
        data: [].into(),
        track: Track::Ordinary,
        values: answers(),
    }
}

fn opened(instrument: &str) -> Event {
    Event::Opened {
        at: at(),
        author: id(1),
        measure: id(7),
        case: id(2),
        instrument: InstrumentId::parse(instrument).unwrap(),
        kind: kind("mla-request"),
        from: member("fr-tj"),
        purpose: Purpose::Investigation,
        terms: domain::measure::Terms {
            track: Track::Ordinary,
            data: [].into(),
            addressee: member("de-bfj"),
            enforcing: None,
            language: Language::parse("en").unwrap(),
            values: Values::new(),
        },
    }
}

/// The bytes of an event, and that reading them gives it back.
#[track_caller]
fn check(event: &Event, bytes: &str) {
    let written = write(event);
    assert_eq!(String::from_utf8(written.to_bytes()).unwrap(), bytes);
    let json = Json::parse(bytes.as_bytes()).unwrap();
    assert_eq!(read(event.kind(), event.at(), &json).unwrap(), *event);
}

#[test]
fn what_was_written_before_there_were_letters_is_written_and_read_as_it_was() {
    let refused = |extent, effect| Event::Refused {
        at: at(),
        ground: ground(),
        extent,
        because: None,
        effect,
    };
    check(&refused(Extent::All, GroundEffect::Stop), r#"{"ground":"coe-budapest/g/27.4"}"#);
    let opened_then = write(&opened("eu-e-evidence"));
    assert_eq!(opened_then.get("law"), None);
    let law = write(&opened("coe-budapest"));
    assert_eq!(law.get("law").and_then(Json::text), Some("coe-budapest"));
    for event in [opened("eu-e-evidence"), opened("coe-budapest")] {
        assert_eq!(read("opened", at(), &write(&event)).unwrap(), event);
    }
}

#[test]
fn what_was_stated_about_an_emergency_is_kept_with_the_order_and_nothing_where_nothing_was() {
    let issued = |emergency| Event::Issued {
        at: at(),
        issuer: id(3),
        law: order().law,
        copies: Vec::new(),
        checks: [].into(),
        emergency,
    };
    let (officer, digest): (domain::ids::OfficerId, _) = (id(3), "ab".repeat(32));
    let rest = format!(
        r#""issuer":"{officer}","law":{{"digest":"{digest}","id":"eu-e-evidence","version":1}}}}"#
    );
    let nothing = issued(law::issuer::EmergencyFacts::default());
    check(&nothing, &format!(r#"{{"checks":{{}},"copies":[],{rest}"#));
    let stated = issued(law::issuer::EmergencyFacts {
        domestic_without_validation: false,
        ..law::issuer::EmergencyFacts::MET
    });
    let words =
        r#""domestic_without_validation":false,"established":true,"validation_unobtainable":true"#;
    check(&stated, &format!(r#"{{"checks":{{}},"copies":[],"emergency":{{{words}}},{rest}"#));
}

#[test]
fn a_refusal_in_part_or_for_a_time_says_so_besides() {
    let refused = |extent, effect| Event::Refused {
        at: at(),
        ground: ground(),
        extent,
        because: None,
        effect,
    };
    check(
        &refused(Extent::All, GroundEffect::Suspend),
        r#"{"effect":"suspend","ground":"coe-budapest/g/27.4"}"#,
    );
    check(
        &refused(Extent::Conditions("Copies only.".to_owned()), GroundEffect::Stop),
        r#"{"extent":{"is":"conditions","what":"Copies only."},"ground":"coe-budapest/g/27.4"}"#,
    );
    // A second writing of the whole is no event of ours.
    let twice = r#"{"extent":{"is":"all","what":null},"ground":"coe-budapest/g/27.4"}"#;
    let json = Json::parse(twice.as_bytes()).unwrap();
    assert_eq!(read("refused", at(), &json).unwrap_err().field, "extent");
}

#[test]
fn a_letter_is_kept_with_what_it_does_and_what_each_recipient_got() {
    let said = |order: Option<OrderCopy>| Event::Said {
        at: at(),
        form: kind("end-of-preservation"),
        does: [Consequence::End].into(),
        values: answers(),
        copies: vec![LetterCopy { to: member("ie-prov"), values: answers() }],
        order: order.map(Box::new),
        late: true,
    };
    let value = r#"{"preservation_ends":{"is":"at_once","type":"code"}}"#;
    check(
        &said(None),
        &format!(
            r#"{{"copies":[{{"to":"ie-prov","values":{value}}}],"does":["end"],"form":"end-of-preservation","late":true,"order":null,"values":{value}}}"#
        ),
    );
    let with_order = said(Some(order()));
    assert_eq!(read("said", at(), &write(&with_order)).unwrap(), with_order);
}

#[test]
fn clocks_that_a_letter_moves_are_kept_with_the_facts_they_were_asked_with() {
    let known = Known {
        extension_at: vec![at()],
        confirmation_at: None,
        request_received_at: None,
        clarified_at: Some(at()),
        agreed_until: Some(AgreedUntil::On("2027-04-01".parse().unwrap())),
    };
    let started = vec![Running { from_at: at(), due: due() }];
    let ended = vec![ClockId::parse("eu-e-evidence/preserve").unwrap()];
    let instant = "2027-03-08T10:00:00.000Z";
    check(
        &Event::Timed { at: at(), known: known.clone(), started, ended },
        &format!(
            r#"{{"ended":["eu-e-evidence/preserve"],"known":{{"agreed_until":"2027-04-01","clarified_at":"{instant}","confirmation_at":null,"extension_at":["{instant}"],"request_received_at":null}},"started":[{{"due":{{"clock":"eu-e-evidence/preserve-extended","contested":false,"effect":"ceases","gate_opens":null,"kind":"hold","last_day":null,"latest_of_all":"{instant}","legal_latest":"{instant}","strict":"{instant}","undetermined":null}},"from_at":"{instant}"}}]}}"#
        ),
    );
    let instant = Known { agreed_until: Some(AgreedUntil::At(at())), ..known };
    let event = Event::Timed { at: at(), known: instant, started: Vec::new(), ended: Vec::new() };
    assert_eq!(read("timed", at(), &write(&event)).unwrap(), event);
}

#[test]
fn what_happened_to_a_notice_is_kept_with_its_reasons_and_its_proof() {
    let delay = Delay {
        ground: "public_security".to_owned(),
        reasons: "A raid is near.".to_owned(),
        justification: "Raid.".to_owned(),
        review_on: "2027-06-01".parse().unwrap(),
    };
    let written = r#"{"ground":"public_security","justification":"Raid.","reasons":"A raid is near.","review_on":"2027-06-01"}"#;
    let (author, reviewer) =
        ("01010101-0101-0101-0101-010101010101", "02020202-0202-0202-0202-020202020202");
    check(
        &Event::Notice(NoticeEvent::DelayAsked { at: at(), author: id(1), delay: delay.clone() }),
        &format!(r#"{{"author":"{author}","delay":{written}}}"#),
    );
    check(
        &Event::Notice(NoticeEvent::Deferred {
            at: at(),
            author: id(1),
            reviewer: id(2),
            delay,
            review_at: at(),
        }),
        &format!(
            r#"{{"author":"{author}","delay":{written},"review_at":"2027-03-08T10:00:00.000Z","reviewer":"{reviewer}"}}"#
        ),
    );
    let why = "The raid is over.".to_owned();
    check(
        &Event::Notice(NoticeEvent::DelayDeclined { at: at(), reviewer: id(2), why: why.clone() }),
        &format!(r#"{{"reviewer":"{reviewer}","why":"The raid is over."}}"#),
    );
    let cite = || Cite::parse("13").unwrap();
    for (because, bytes) in [
        (Because::Production, r#"{"because":"production","cite":"13","why":null}"#),
        (Because::Review, r#"{"because":"review","cite":"13","why":null}"#),
        (
            Because::GroundCeased { why },
            r#"{"because":"ground-ceased","cite":"13","why":"The raid is over."}"#,
        ),
    ] {
        check(&Event::Notice(NoticeEvent::Owed { at: at(), because, cite: cite() }), bytes);
    }
    let telling = |letter: &str, sha256| Telling {
        told_on: "2027-06-01".parse().unwrap(),
        means: Means::Letter,
        language: Language::parse("fr").unwrap(),
        remedies: "Article 18".to_owned(),
        proof: Proof { letter: letter.to_owned(), sha256 },
    };
    let given = |telling| Event::Notice(NoticeEvent::Given { at: at(), telling });
    check(
        &given(telling("Your data came.", None)),
        r#"{"language":"fr","letter":"Your data came.","means":"letter","remedies":"Article 18","sha256":null,"told_on":"2027-06-01"}"#,
    );
    let digest = "ab".repeat(32);
    check(
        &given(telling("", Some([0xab; 32]))),
        &format!(
            r#"{{"language":"fr","letter":"","means":"letter","remedies":"Article 18","sha256":"{digest}","told_on":"2027-06-01"}}"#
        ),
    );
}

#[test]
fn the_reasons_for_a_ground_stand_beside_it_where_there_are_any() {
    let why = |contacted_at| {
        let text = "the account is a lawyer's".to_owned();
        Some(Reasons { text, contacted_at })
    };
    let objected = Event::Objected {
        at: at(),
        ground: ground(),
        extent: Extent::All,
        because: why(Some(at())),
        late: false,
    };
    let text = r#""text":"the account is a lawyer's""#;
    check(
        &objected,
        &format!(
            r#"{{"because":{{"contacted_at":"2027-03-08T10:00:00.000Z",{text}}},"extent":{{"is":"all","what":null}},"ground":"coe-budapest/g/27.4","late":false}}"#
        ),
    );
    let refused = Event::Refused {
        at: at(),
        ground: ground(),
        extent: Extent::All,
        because: why(None),
        effect: GroundEffect::Stop,
    };
    check(
        &refused,
        &format!(r#"{{"because":{{"contacted_at":null,{text}}},"ground":"coe-budapest/g/27.4"}}"#),
    );
    let nameless = r#"{"because":{"contacted_at":null},"ground":"coe-budapest/g/27.4"}"#;
    let json = Json::parse(nameless.as_bytes()).unwrap();
    assert!(read("refused", at(), &json).is_err());
}

#[test]
fn further_signatures_and_letters_of_peers_come_back() {
    let signed =
        Event::Countersigned { at: at(), officer: id(3), kind: IssuerKind::Judge, revision: 2 };
    check(
        &signed,
        r#"{"kind":"judge","officer":"03030303-0303-0303-0303-030303030303","revision":2}"#,
    );
    for act in [
        PeerAct::Said {
            form: kind("extension"),
            does: [Consequence::Extend].into(),
            values: answers(),
        },
        PeerAct::Refused { ground: ground(), extent: Extent::All, because: None },
        PeerAct::Refused { ground: ground(), extent: Extent::Data([].into()), because: None },
        PeerAct::Refused {
            ground: ground(),
            extent: Extent::All,
            because: Some(Reasons { text: "costs".to_owned(), contacted_at: None }),
        },
        PeerAct::Objected {
            ground: ground(),
            extent: Extent::All,
            because: Some(Reasons { text: "press".to_owned(), contacted_at: Some(at()) }),
        },
    ] {
        let event = Event::PeerActStaged {
            at: at(),
            letter: domain::letter::LetterRef { id: id(9), digest: [1; 32] },
            from: domain::letter::Party {
                member: member("fr-tj"),
                node: domain::actor::NodeId::parse("fr-tj").unwrap(),
                unit: domain::actor::UnitId::parse("fr-tj/judge").unwrap(),
            },
            sent_at: at(),
            act,
        };
        assert_eq!(read("peer-act-staged", at(), &write(&event)).unwrap(), event);
    }
    let taken = Event::PeerActTaken {
        at: at(),
        letter: id(9),
        by: TakenBy::Rule(Cite::parse("11(1)").unwrap()),
    };
    check(
        &taken,
        r#"{"by":{"is":"rule","who":"11(1)"},"letter":"09090909-0909-0909-0909-090909090909"}"#,
    );
    let handed = Event::HandedOver {
        at: at(),
        handover: id(4),
        exhibits: Vec::new(),
        conditions: Vec::new(),
        part: Part::All,
        late: true,
    };
    check(
        &handed,
        r#"{"exhibits":[],"handover":"04040404-0404-0404-0404-040404040404","late":true,"part":{"is":"all","what":null}}"#,
    );
}
