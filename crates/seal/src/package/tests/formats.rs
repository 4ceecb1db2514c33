//! The small formats inside a package, by known answers and refusals.

use crate::digest::Digest;
use crate::package::keys::{KeyHistory, KeyRow};
use crate::package::layout::{BagTag, LeafName, Member, evidence_extension};
use crate::package::{Measure, Measured, Vouched, asic_manifest, schema};
use crate::sign::{Alg, Ed25519Secret, Kid};

#[test]
fn the_manifest_of_one_empty_report_is_the_published_vector() {
    let manifest = asic_manifest(Vouched::ByProof, [("README.html", Digest::of(b""))]);
    assert_eq!(manifest.len(), 490);
    assert_eq!(
        Digest::of(&manifest).hex(),
        "09b62c6c78da3eac9305b40528169f94ad1969b9ff13a9ce874a33340ac383e2"
    );
}

#[test]
fn media_types_follow_the_extension() {
    let types = [
        ("README.html", "text/html"),
        ("bag/data/letters/x.json", "application/json"),
        ("bag/data/custody/case.jsonld", "application/ld+json"),
        ("bag/bagit.txt", "text/plain"),
        ("bag/data/custody/X-1.events", "text/plain"),
        ("bag/data/proofs/x.tlog-proof", "text/plain"),
        ("bag/data/policy.tlog-policy", "text/plain"),
        ("bag/data/keys.history", "text/plain"),
        ("bag/data/letters/x.cose", "application/octet-stream"),
        ("bag/data/receipts/x.cx1r", "application/octet-stream"),
        ("bag/data/evidence/X-1/0001.bin", "application/octet-stream"),
        ("none", "application/octet-stream"),
    ];
    for (path, expected) in types {
        assert_eq!(Member::media_type(path), expected, "{path}");
    }
}

#[test]
fn every_place_in_the_layout_has_one_spelling() {
    let digest = Digest::of(b"letter");
    let leaf = LeafName::of("node.example/comity/audit/2027", 1234);
    let places = [
        (Member::Mimetype, "mimetype"),
        (Member::Readme, "README.html"),
        (Member::BagTag(BagTag::Info), "bag/bag-info.txt"),
        (Member::Proof(leaf.clone()), "bag/data/proofs/a400f1b48e39f5ac-1234.tlog-proof"),
        (Member::AnchorProof(leaf), "bag/data/anchors/a400f1b48e39f5ac-1234.tlog-proof"),
        (Member::AnchorLinks, "bag/data/anchors/links.events"),
        (
            Member::Evidence {
                exhibit_no: "X-1-R1".to_owned(),
                ordinal: 7,
                extension: "pcap".to_owned(),
            },
            "bag/data/evidence/X-1-R1/0007.pcap",
        ),
        (Member::Complete { exhibit_no: "X_2".to_owned() }, "bag/data/custody/X_2.complete"),
        (Member::Events { exhibit_no: "X_2".to_owned() }, "bag/data/custody/X_2.events"),
        (Member::CaseGraph, "bag/data/custody/case.jsonld"),
        (Member::Letter(digest), &format!("bag/data/letters/{digest}.json")),
        (Member::LetterSignatures(digest), &format!("bag/data/letters/{digest}.cose")),
        (Member::Receipt(digest), &format!("bag/data/receipts/{digest}.cx1r")),
        (Member::Legal { name: "order.fr.pdf".to_owned() }, "bag/data/legal/order.fr.pdf"),
        (Member::SealProof, "META-INF/comity-seal.tlog-proof"),
        (Member::Timestamp, "META-INF/timestamp001.tst"),
    ];
    for (member, path) in places {
        assert_eq!(member.to_string(), path);
        assert_eq!(Member::parse(path), Some(member), "{path}");
    }
}

#[test]
fn a_path_outside_the_layout_is_no_member() {
    for path in [
        "",
        "Mimetype",
        "README.htm",
        "bag/fetch.txt",
        "bag/data/evidence/X-1/1.bin",
        "bag/data/evidence/X-1/0000.bin",
        "bag/data/evidence/X-1/00001.bin",
        "bag/data/evidence/X-1/0001.exe",
        "bag/data/evidence/X-1/0001.BIN",
        "bag/data/evidence/-1/0001.bin",
        "bag/data/evidence/X 1/0001.bin",
        "bag/data/custody/.events",
        "bag/data/custody/a/b.events",
        "bag/data/proofs/a400f1b48e39f5ac-01.tlog-proof",
        "bag/data/proofs/A400F1B48E39F5AC-1.tlog-proof",
        "bag/data/proofs/a400f1b48e39f5a-1.tlog-proof",
        "bag/data/letters/abc.json",
        "bag/data/legal/../x",
        "bag/data/legal/a..b",
        "bag/data/legal/sub/file.txt",
        "META-INF/timestamp002.tst",
    ] {
        assert_eq!(Member::parse(path), None, "{path}");
    }
}

#[test]
fn evidence_keeps_only_harmless_extensions() {
    let cases = [
        ("mail.MBOX", "mbox"),
        ("a.b.pcap", "pcap"),
        ("setup.exe", "bin"),
        ("pcap", "bin"),
        ("", "bin"),
        ("x.", "bin"),
    ];
    for (name, expected) in cases {
        assert_eq!(evidence_extension(name), expected, "{name}");
    }
}

#[test]
fn a_member_is_measured_alike_in_pieces_and_whole() {
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let mut measure = Measure::new();
    bytes.chunks(777).for_each(|piece| measure.update(piece));
    assert_eq!(measure.finish(), Measured::of(&bytes));
    let empty = Measured::of(b"");
    assert_eq!((empty.len, empty.crc32), (0, 0));
    assert!(empty.sha512_hex().starts_with("cf83e1357eefb8bdf1542850d66d8007"));
}

#[test]
fn a_custody_entry_has_29_fields_in_the_order_of_the_page() {
    assert_eq!(schema::CUSTODY.n_fields(), 29);
    let names: Vec<_> = schema::CUSTODY.names().collect();
    assert_eq!(
        names[..8],
        ["schema", "category", "stream", "seq", "prev", "type", "at", "exhibit"]
    );
    assert_eq!(
        names[21..],
        ["data", "source", "check", "change", "seal", "countersigns", "signatures", "informed_by"]
    );
    assert_eq!(schema::CUSTODY.position("data"), Some(21));
    assert_eq!(schema::CUSTODY.position("nothing"), None);
    let sizes = [
        (&schema::EVENT, 14),
        (&schema::EXCHANGE, 16),
        (&schema::PACKAGE, 13),
        (&schema::PACKAGE_STAMPED, 14),
        (&schema::ROSTER, 10),
        (&schema::SHARD, 13),
    ];
    for (schema, n_fields) in sizes {
        assert_eq!(schema.n_fields(), n_fields, "{}", schema.id);
    }
}

#[test]
fn schemas_are_found_by_name_and_name_no_field_twice() {
    for schema in schema::ALL {
        assert_eq!(schema::Schema::named(schema.id), Some(schema));
        let mut names: Vec<_> = schema.names().collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), schema.n_fields(), "{}", schema.id);
    }
    assert_eq!(schema::Schema::named("comity/custody/2"), None);
}

fn row(n: u8) -> KeyRow {
    let seed = std::array::from_fn(|i| n.wrapping_add(u8::try_from(i).unwrap()));
    let pk = Ed25519Secret::from_seed(seed).unwrap().public().as_bytes().to_vec();
    KeyRow {
        alg: Alg::Ed25519,
        from: "2027-01-01T00:00:00Z".to_owned(),
        kid: Kid::of(Alg::Ed25519, &pk),
        member: "fr-tj".to_owned(),
        node: "fr-tj.example".to_owned(),
        pk,
        roster: 218,
        unit: Some("fr-tj/clerk".to_owned()),
        until: None,
    }
}

#[test]
fn a_key_history_is_read_as_it_was_written() {
    let rows = [row(1), row(2), row(3)];
    let bytes = KeyHistory::to_bytes(&rows);
    let history = KeyHistory::parse(&bytes).unwrap();
    assert_eq!(history.rows().len(), 3);
    for row in &rows {
        let (found, key) = history.find(row.kid).unwrap();
        assert_eq!(found, row);
        assert_eq!(key.unwrap().kid(), row.kid);
    }
    assert_eq!(KeyHistory::parse(b"").unwrap().rows().len(), 0);
    let twice = KeyHistory::to_bytes(&[row(2), row(1), row(2), row(3)]);
    assert_eq!(twice, bytes, "sorted, each key once");
}

#[test]
fn a_key_history_in_another_form_is_refused() {
    let line = String::from_utf8(row(1).to_line()).unwrap();
    let kid = row(1).kid.to_string();
    let refused = [
        line.clone(),
        format!("{line}\n\n"),
        format!("{line}\n{line}\n"),
        format!("{line} \n"),
        format!("{}\n", line.replace("\"roster\":218", "\"roster\":218.0")),
        format!("{}\n", line.replace(&kid, &"0".repeat(32))),
        format!("{}\n", line.replace("ed25519", "es256")),
        format!("{}\n", line.replace("2027-01-01T00:00:00Z", "2027-01-01")),
        format!("{}\n", line.replace("\"until\":null", "\"until\":\"soon\"")),
        format!("{}\n", line.replace("{", "{\"a\":1,")),
    ];
    for text in refused {
        assert!(KeyHistory::parse(text.as_bytes()).is_err(), "{text}");
    }
}

#[test]
fn a_key_holds_from_its_first_instant_and_no_longer_at_its_last() {
    let until = Some("2028-01-01T00:00:00Z".to_owned());
    let (row, open) = (KeyRow { until, ..row(1) }, row(1));
    let (first, last) = (1_798_761_600_000, 1_830_297_600_000);
    assert!(!row.holds_at(first - 1) && row.holds_at(first));
    assert!(row.holds_at(last - 1) && !row.holds_at(last));
    assert!(open.holds_at(last) && !open.holds_at(first - 1));
}
