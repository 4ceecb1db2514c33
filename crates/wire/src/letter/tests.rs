//! Letters as they are signed: who may sign beside the issuing unit, and when a letter is still one.

use domain::actor::{MemberId, MemberKind, NodeId, Office};
use domain::ids::{ConversationId, HandoverId, LetterId};
use domain::letter::{Answer, Conv, Lane, Language};
use domain::measure::{Extent, Reasons};
use domain::purpose::Purpose;
use jiff::Timestamp;
use law::ids::{Country, GroundId, KindId};
use seal::sign::{Ed25519Secret, Kid};

use super::*;
use crate::roster::tuf::{NetworkFile, Sole};
use crate::roster::{
    Entry, KeyEntry, LogEntry, NetworkKind, NodeEntry, Revocation, Service, Speaks, Status,
    UnitEntry,
};

const NOW: &str = "2027-03-08T09:00:00Z";

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn key(n: u8) -> Ed25519Secret {
    Ed25519Secret::from_seed(Digest::of(&[n]).0).unwrap()
}

fn key_entry(n: u8) -> KeyEntry {
    let pk = key(n).public().as_bytes().to_vec();
    KeyEntry {
        kid: Kid::of(Alg::Ed25519, &pk),
        alg: Alg::Ed25519,
        pk: pk.into(),
        not_before: at("2026-01-01T00:00:00Z"),
        not_after: at("2028-01-01T00:00:00Z"),
    }
}

/// A member with one node, whose key is `n`, and units whose keys follow.
fn entry(member: &str, n: u8, units: &[&str], revoked: Vec<Revocation>) -> Entry {
    let node = NodeId::parse(&format!("{member}.example")).unwrap();
    let unit = |(name, n): (&&str, u8)| UnitEntry {
        unit: UnitId::parse(&format!("{member}/{name}")).unwrap(),
        node: node.clone(),
        office: Office::IssuingAuthority,
        issuer_kind: None,
        enc_keys: Vec::new(),
        sign_keys: vec![key_entry(n)],
        service: Service::default(),
    };
    Entry {
        member: MemberId::parse(member).unwrap(),
        kind: MemberKind::JudicialAuthority,
        state: Country::parse("FR").unwrap(),
        names: [].into(),
        nodes: vec![NodeEntry {
            node: node.clone(),
            endpoints: Vec::new(),
            speaks: Speaks::default(),
            tls_roots: Vec::new(),
            tls_spki: Vec::new(),
            sign_keys: vec![key_entry(n)],
            log: LogEntry {
                origin: format!("{node}/comity/audit/2027"),
                vkeys: Vec::new(),
                others: Vec::new(),
                cosigner: Vec::new(),
                read: None,
                seal: None,
                witness: None,
            },
        }],
        units: units.iter().zip(n + 1..).map(unit).collect(),
        revoked,
        status: Status::Active,
        suspends: Vec::new(),
    }
}

pub(crate) const JUDGE: u8 = 11;
pub(super) const POLICE: u8 = 12;
const STRANGER: u8 = 21;

pub(crate) fn roster(revoked: Vec<Revocation>) -> Roster {
    let entries = [
        entry("fr-tj", 10, &["judge", "police"], revoked),
        entry("ie-prov", 20, &["legal"], Vec::new()),
    ];
    let sole = Sole { key: &key(1), expires_at: at("2029-01-01T00:00:00Z") };
    sole.roster(&NetworkFile::plain(NetworkKind::Production, "test"), &entries).unwrap()
}

struct Shelf(Instrument);

impl LawBook for Shelf {
    fn instrument(&self, id: &InstrumentId, version: u32) -> Option<(&Instrument, [u8; 32])> {
        (self.0.id == *id && self.0.version == version).then_some((&self.0, [7; 32]))
    }
}

fn shelf() -> Shelf {
    let mut packs = law::embedded::instruments().unwrap().into_iter();
    Shelf(packs.find(|pack| pack.id.as_str() == "eu-e-evidence").unwrap())
}

pub(super) fn party(unit: &str) -> Party {
    let unit = UnitId::parse(unit).unwrap();
    let node = NodeId::parse(&format!("{}.example", unit.member())).unwrap();
    Party { member: unit.member().clone(), node, unit }
}

/// A withdrawal by the police, as of an instant.
fn letter(issued_at: Timestamp) -> Letter {
    let law = shelf().0;
    let law_ref = LawRef { id: law.id.clone(), version: law.version, digest: [7; 32] };
    Letter {
        id: LetterId::new([1; 16]),
        from: party("fr-tj/police"),
        to: vec![party("ie-prov/legal")],
        conv: Conv { id: ConversationId::new([2; 16]), seq: 1, prev: None },
        issued_at,
        in_reply_to: None,
        lane: Lane::Ordinary,
        instrument: Some((law_ref, KindId::parse("epoc").unwrap())),
        purpose: Purpose::Investigation,
        language: Language::parse("en").unwrap(),
        body: Body::MeasureWithdraw { measure: MeasureId::new([3; 16]), why: "over".to_owned() },
        objects: Vec::new(),
    }
}

/// Signed with these keys; void after `not_after`, if that is given.
fn signed(issued_at: &str, not_after: Option<&str>, keys: &[u8]) -> Signed {
    let net = roster(Vec::new()).net;
    let frame = Frame {
        net,
        exercise_id: None,
        deliver_by: at("2027-12-31T00:00:00Z"),
        not_after: not_after.map(at),
        seen: Vec::new(),
        cite: Some(law::ids::Cite::parse("5").unwrap()),
        agreement: None,
    };
    let manifest = manifest(&letter(at(issued_at)), &frame);
    let keys: Vec<_> = keys.iter().map(|n| key(*n)).collect();
    let signers: Vec<&dyn Signer> = keys.iter().map(|key| key as &dyn Signer).collect();
    sign(&manifest, &signers).unwrap()
}

/// What a letter of the judge about a recall comes to, signed with these keys, with or without a law in its manifest.
pub(super) fn recall_letter(
    message: &domain::recall::Message,
    with_law: bool,
    keys: &[u8],
) -> Result<Opened, LetterError> {
    let about = domain::recall::Letter {
        id: LetterId::new([1; 16]),
        from: party("fr-tj/judge"),
        to: vec![party("ie-prov/legal")],
        issued_at: at(NOW),
        message: message.clone(),
    };
    let net = roster(Vec::new()).net;
    let cite = law::ids::Cite::parse("5").unwrap();
    let frame = Frame {
        net,
        exercise_id: None,
        deliver_by: at("2027-12-31T00:00:00Z"),
        not_after: None,
        seen: Vec::new(),
        cite: Some(cite),
        agreement: None,
    };
    let conv = ConvPlace { id: ConversationId::new([2; 16]), seq: 1, prev: None, seen: Vec::new() };
    let basis = manifest(&letter(at(NOW)), &frame).basis.filter(|_| with_law);
    let language = Language::parse("en").unwrap();
    let manifest = Manifest { basis, ..recall_manifest(&about, conv, None, language, &frame) };
    let keys: Vec<_> = keys.iter().map(|n| key(*n)).collect();
    let signers: Vec<&dyn Signer> = keys.iter().map(|key| key as &dyn Signer).collect();
    let signed = sign(&manifest, &signers).unwrap();
    open(&signed.manifest, &signed.signatures, &roster(Vec::new()), &shelf())
}

#[track_caller]
fn check_signers(keys: &[u8], expected: Result<&[&str], &str>) {
    let letter = signed(NOW, None, keys);
    let opened = open(&letter.manifest, &letter.signatures, &roster(Vec::new()), &shelf());
    let found = opened.map(|opened| match opened {
        Opened::Legal(letter, _) => {
            assert_eq!(letter.signer().unit.to_string(), "fr-tj/police");
            letter.cosigners().iter().map(ToString::to_string).collect::<Vec<_>>()
        }
        Opened::Agreement(..) | Opened::Housekeeping(_) | Opened::Recall(..) => {
            panic!("another kind of letter")
        }
    });
    let found = found.as_ref().map_err(LetterError::code);
    assert_eq!(
        found.map(|units| units.iter().map(String::as_str).collect()),
        expected.map(<[_]>::to_vec)
    );
}

#[test]
fn a_letter_names_the_units_of_its_member_that_signed_beside_the_issuing_one() {
    check_signers(&[POLICE], Ok(&[]));
    check_signers(&[POLICE, JUDGE], Ok(&["fr-tj/judge"]));
}

#[test]
fn another_unit_does_not_sign_for_the_issuing_one() {
    check_signers(&[JUDGE], Err("signer-missing"));
}

#[test]
fn the_key_of_another_member_or_of_a_node_is_no_signer_of_a_letter() {
    check_signers(&[POLICE, STRANGER], Err("signer-unknown"));
    check_signers(&[POLICE, 10], Err("signer-unknown"));
}

#[track_caller]
fn check_arrival(
    issued_at: &str,
    not_after: Option<&str>,
    [accepted_at, now]: [&str; 2],
    expected: &str,
) {
    let letter = signed(issued_at, not_after, &[POLICE]);
    let arrival = Arrival { accepted_at: at(accepted_at), now: at(now) };
    let opened =
        arrive(&letter.manifest, &letter.signatures, &roster(Vec::new()), &shelf(), arrival);
    let word = match opened {
        Ok(_) => "taken",
        Err(LetterError::Early { .. }) => "waits",
        Err(error) => error.code(),
    };
    assert_eq!(word, expected, "{issued_at} at {now}");
}

#[test]
fn a_letter_that_is_a_little_ahead_is_taken_and_one_that_is_more_waits_for_its_date() {
    check_arrival("2027-03-08T09:10:00Z", None, [NOW, NOW], "taken");
    check_arrival("2027-03-08T09:10:01Z", None, [NOW, NOW], "waits");
    check_arrival("2027-03-08T09:10:01Z", None, [NOW, "2027-03-08T09:00:01Z"], "taken");
    check_arrival("2027-03-09T09:10:00Z", None, [NOW, NOW], "waits");
}

#[test]
fn a_letter_from_far_ahead_is_refused_and_does_not_wait() {
    check_arrival("2027-03-09T09:10:01Z", None, [NOW, NOW], "binding-mismatch");
    check_arrival("2027-12-31T09:00:00Z", None, [NOW, NOW], "binding-mismatch");
}

#[test]
fn a_letter_is_void_after_its_last_instant_and_not_at_it() {
    let sent = "2027-03-08T08:00:00Z";
    check_arrival(sent, Some(NOW), [NOW, "2027-03-10T09:00:00Z"], "taken");
    check_arrival(sent, Some("2027-03-08T08:59:59Z"), [NOW, NOW], "expired");
}

#[test]
fn a_letter_of_more_than_four_hundred_days_is_no_news() {
    let now = "2027-12-01T09:00:00Z";
    check_arrival("2026-10-27T09:00:00Z", None, [now, now], "taken");
    check_arrival("2026-10-27T08:59:59Z", None, [now, now], "expired");
}

/// The police key, revoked from this instant on.
fn revoked(from: &str) -> Vec<Revocation> {
    let end =
        Revocation { kid: key_entry(POLICE).kid, from: at(from), reason: "compromised".to_owned() };
    vec![end]
}

#[test]
fn a_revoked_key_signs_nothing_that_was_not_here_before_whatever_date_it_writes() {
    let roster = roster(revoked("2027-03-08T08:00:00Z"));
    for dated in ["2027-01-05T09:00:00Z", "2027-03-08T08:30:00Z"] {
        let letter = signed(dated, None, &[POLICE]);
        let take = |accepted_at| {
            let arrival = Arrival { accepted_at: at(accepted_at), now: at(NOW) };
            arrive(&letter.manifest, &letter.signatures, &roster, &shelf(), arrival)
                .map(drop)
                .map_err(|error| error.code())
        };
        assert_eq!(take(NOW), Err("signer-unknown"), "{dated}");
        assert_eq!(take("2027-03-08T08:00:00Z"), Err("signer-unknown"), "{dated}");
    }
    // What we signed for before the key was revoked stays good, also when it is read again.
    let letter = signed("2027-01-05T09:00:00Z", None, &[POLICE]);
    let arrival = Arrival { accepted_at: at("2027-03-08T07:59:59Z"), now: at(NOW) };
    assert!(arrive(&letter.manifest, &letter.signatures, &roster, &shelf(), arrival).is_ok());
    assert!(open(&letter.manifest, &letter.signatures, &roster, &shelf()).is_ok());
}

#[test]
fn a_key_that_has_ended_signs_nothing_that_was_not_here_before_whatever_date_it_writes() {
    let letter = signed("2027-12-31T09:00:00Z", None, &[POLICE]);
    let take = |accepted_at: &str| {
        let arrival = Arrival { accepted_at: at(accepted_at), now: at("2028-01-05T00:00:00Z") };
        arrive(&letter.manifest, &letter.signatures, &roster(Vec::new()), &shelf(), arrival)
            .map(drop)
            .map_err(|error| error.code())
    };
    assert_eq!(take("2027-12-31T23:59:59Z"), Ok(()));
    assert_eq!(take("2028-01-01T00:00:00Z"), Err("signer-unknown"));
}

#[test]
fn a_revoked_validator_validates_nothing_new() {
    let mut end = revoked("2027-03-08T08:00:00Z");
    end[0].kid = key_entry(JUDGE).kid;
    let letter = signed("2027-01-05T09:00:00Z", None, &[POLICE, JUDGE]);
    let arrival = Arrival { accepted_at: at(NOW), now: at(NOW) };
    let opened = arrive(&letter.manifest, &letter.signatures, &roster(end), &shelf(), arrival);
    assert_eq!(opened.unwrap_err().code(), "signer-unknown");
}

#[test]
fn the_conditions_of_an_offer_come_back_word_for_word_and_none_leaves_no_trace() {
    let offer = |conditions: &[&str]| Body::HandoverOffer {
        measure: MeasureId::new([3; 16]),
        handover: HandoverId::new([4; 16]),
        exhibits: Vec::new(),
        conditions: conditions.iter().map(|text| (*text).to_owned()).collect(),
    };
    let pack = shelf().0;
    for body in [offer(&[]), offer(&["not against a journalist", "return after the trial"])] {
        let json = body_to_json(&body);
        assert_eq!(body_from_json(BodyKind::HandoverOffer, &json, &pack).unwrap(), body);
    }
    let mut bare = body_to_json(&offer(&[]));
    assert!(bare.get("conditions").is_none());
    if let Json::Object(entries) = &mut bare {
        entries.insert("conditions".to_owned(), Json::List(Vec::new()));
    }
    assert!(body_from_json(BodyKind::HandoverOffer, &bare, &pack).is_err());
}

/// The bytes of a body, and that reading them under the pack gives it back.
#[track_caller]
fn check_body(body: &Body, bytes: &str) {
    let written = body_to_json(body).to_bytes();
    assert_eq!(String::from_utf8(written).unwrap(), bytes);
    let json = Json::parse(bytes.as_bytes()).unwrap();
    assert_eq!(body_from_json(body.kind(), &json, &shelf().0).unwrap(), *body);
}

const MEASURE: &str = "07070707-0707-0707-0707-070707070707";

#[test]
fn a_form_of_the_law_is_a_letter_with_its_answers() {
    let measure = MeasureId::new([7; 16]);
    let law = shelf().0;
    let form = KindId::parse("end-of-preservation").unwrap();
    let field = law::ids::FieldId::parse("preservation_ends").unwrap();
    let value = law.letter(&form).unwrap().form.field(&field).unwrap().read("at_once").unwrap();
    let body = Body::MeasureLetter { measure, form, values: [(field, value)].into() };
    check_body(
        &body,
        &format!(
            r#"{{"fields":{{"preservation_ends":"at_once"}},"form":"end-of-preservation","measure":"{MEASURE}"}}"#
        ),
    );
    for (bytes, fault) in [
        // A field of another form, a form of another law, an entry nobody knows.
        (
            format!(r#"{{"fields":{{"court":"x"}},"form":"extension","measure":"{MEASURE}"}}"#),
            "fields",
        ),
        (format!(r#"{{"fields":{{}},"form":"eio-receipt","measure":"{MEASURE}"}}"#), "form"),
        (format!(r#"{{"also":1,"fields":{{}},"form":"extension","measure":"{MEASURE}"}}"#), "body"),
    ] {
        let json = Json::parse(bytes.as_bytes()).unwrap();
        let found = body_from_json(BodyKind::MeasureLetter, &json, &law).unwrap_err();
        assert_eq!(found.field, fault, "{bytes}");
    }
}

#[test]
fn a_refusal_says_how_far_it_reaches_only_where_it_is_not_the_whole() {
    let measure = MeasureId::new([7; 16]);
    let ground = GroundId::parse("mla/g/4.1.a").unwrap();
    let refused = |extent| Body::MeasureAnswer {
        measure,
        answer: Answer::Refused { ground: ground.clone(), extent, because: None },
    };
    check_body(
        &refused(Extent::All),
        &format!(
            r#"{{"answer":"refused","fields":{{"ground":"mla/g/4.1.a"}},"measure":"{MEASURE}"}}"#
        ),
    );
    check_body(
        &refused(Extent::Conditions("Copies only.".to_owned())),
        &format!(
            r#"{{"answer":"refused","fields":{{"extent":{{"is":"conditions","what":"Copies only."}},"ground":"mla/g/4.1.a"}},"measure":"{MEASURE}"}}"#
        ),
    );
    let with_reasons = Body::MeasureAnswer {
        measure,
        answer: Answer::Refused {
            ground: ground.clone(),
            extent: Extent::All,
            because: Some(Reasons { text: "The files are gone.".to_owned(), contacted_at: None }),
        },
    };
    check_body(
        &with_reasons,
        &format!(
            r#"{{"answer":"refused","fields":{{"because":{{"contacted_at":null,"text":"The files are gone."}},"ground":"mla/g/4.1.a"}},"measure":"{MEASURE}"}}"#
        ),
    );
    let twice = format!(
        r#"{{"answer":"refused","fields":{{"extent":{{"is":"all","what":null}},"ground":"mla/g/4.1.a"}},"measure":"{MEASURE}"}}"#
    );
    let json = Json::parse(twice.as_bytes()).unwrap();
    let found = body_from_json(BodyKind::MeasureAnswer, &json, &shelf().0).unwrap_err();
    assert_eq!(found.field, "extent");
}

#[test]
fn how_far_a_refusal_reaches_is_said_in_one_way() {
    let refused = |extent: &str| {
        let fields = format!("{{\"extent\":{extent},\"ground\":\"eu-e-evidence/g/12.1.a\"}}");
        let id = MeasureId::new([3; 16]);
        let body = format!("{{\"answer\":\"objected\",\"fields\":{fields},\"measure\":\"{id}\"}}");
        let json = Json::parse(body.as_bytes()).unwrap();
        body_from_json(BodyKind::MeasureAnswer, &json, &shelf().0).is_err()
    };
    assert!(!refused("{\"is\":\"all\",\"what\":null}"));
    assert!(!refused("{\"is\":\"part\",\"what\":[\"traffic\"]}"));
    assert!(refused("{\"is\":\"all\",\"what\":[\"traffic\"]}"));
    assert!(refused("{\"is\":\"all\"}"));
    assert!(refused("{\"is\":\"all\",\"what\":null,\"zz\":1}"));
}

/// What a letter comes to whose manifest is parsed, changed, and signed with these keys.
fn changed(keys: &[u8], change: impl FnOnce(&mut Manifest)) -> &'static str {
    let letter = signed(NOW, None, &[POLICE]);
    let json = Json::parse(&letter.manifest).unwrap();
    let mut manifest = Manifest::from_json(&json).unwrap();
    change(&mut manifest);
    let keys: Vec<_> = keys.iter().map(|n| key(*n)).collect();
    let signers: Vec<&dyn Signer> = keys.iter().map(|key| key as &dyn Signer).collect();
    let signed = sign(&manifest, &signers).unwrap();
    let opened = open(&signed.manifest, &signed.signatures, &roster(Vec::new()), &shelf());
    opened.map_or_else(|error| error.code(), |_| "taken")
}

#[test]
fn a_version_that_is_not_known_is_told_apart_from_a_type_that_is_not() {
    assert_eq!(changed(&[POLICE], |_| {}), "taken");
    assert_eq!(changed(&[POLICE], |manifest| manifest.version = 2), "schema-unknown");
    let other = |manifest: &mut Manifest| manifest.kind = "measure.other".to_owned();
    assert_eq!(changed(&[POLICE], other), "type-unknown");
    let letter = signed(NOW, None, &[POLICE]);
    let text = String::from_utf8(letter.manifest).unwrap();
    let read = |old: &str, new: &str| {
        assert!(text.contains(old), "{old}");
        let bytes = text.replace(old, new).into_bytes();
        open(&bytes, &letter.signatures, &roster(Vec::new()), &shelf()).unwrap_err().code()
    };
    assert_eq!(read("\"crit\":[]", "\"crit\":[\"x\"]"), "crit-unknown");
    assert_eq!(read("\"cx\":1", "\"cx\":2"), "version-unsupported");
}

#[test]
fn a_letter_of_the_network_has_no_law_and_nothing_beside_it() {
    // The node's own key signs these.
    let node_key = 10;
    let probe = |manifest: &mut Manifest| {
        manifest.kind = "cx.probe".to_owned();
        manifest.basis = None;
    };
    assert_eq!(changed(&[node_key], probe), "taken");
    assert_eq!(
        changed(&[node_key], |manifest| manifest.kind = "cx.probe".to_owned()),
        "binding-mismatch"
    );
    let later = |manifest: &mut Manifest| {
        probe(manifest);
        manifest.version = 2;
    };
    assert_eq!(changed(&[node_key], later), "schema-unknown");
}
