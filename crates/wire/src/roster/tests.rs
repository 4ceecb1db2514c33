//! Directory files: round trips and refusals.

use super::*;

/// An entry whose node has a log of this year and these others.
fn entry(member: &str, others: &[&str]) -> Entry {
    let node = NodeId::parse(&format!("{member}.example")).unwrap();
    let origin = |name: &str| format!("{node}/comity/audit/{name}");
    let other = |name: &&str| OtherLog { origin: origin(name), vkeys: vec![format!("key {name}")] };
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
            sign_keys: Vec::new(),
            log: LogEntry {
                origin: origin("2027"),
                vkeys: vec!["key 2027".to_owned()],
                others: others.iter().map(other).collect(),
                cosigner: Vec::new(),
                read: None,
                witness: None,
                seal: None,
            },
        }],
        units: Vec::new(),
        revoked: Vec::new(),
        status: Status::Active,
        suspends: Vec::new(),
    }
}

/// A directory of these entries, signed and read.
fn directory(entries: &[Entry]) -> Result<Roster, tuf::Refused> {
    let seed = std::array::from_fn(|n| u8::try_from(n).unwrap() + 1);
    let key = seal::sign::Ed25519Secret::from_seed(seed).unwrap();
    let sole = tuf::Sole { key: &key, expires_at: Timestamp::UNIX_EPOCH };
    sole.roster(&tuf::NetworkFile::plain(NetworkKind::Drill, "a test"), entries)
}

#[test]
fn the_logs_of_a_node_are_written_so() {
    let bytes = entry_to_bytes(&entry("fr-tj", &["2028", "2027-r1"]));
    let text = String::from_utf8(bytes.clone()).unwrap();
    let log = concat!(
        r#""log":{"cosigner":[],"origin":"fr-tj.example/comity/audit/2027","others":["#,
        r#"{"origin":"fr-tj.example/comity/audit/2028","vkeys":["key 2028"]},"#,
        r#"{"origin":"fr-tj.example/comity/audit/2027-r1","vkeys":["key 2027-r1"]}],"#,
        r#""read":null,"seal":null,"vkeys":["key 2027"],"witness":null}"#
    );
    assert!(text.contains(log), "{text}");
    let read = entry_from_bytes(&bytes).unwrap();
    assert_eq!(read, entry("fr-tj", &["2028", "2027-r1"]));
    let logs = &read.nodes[0].log;
    let origins: Vec<_> = logs.logs().map(|(origin, _)| origin).collect();
    let expected =
        ["2027", "2028", "2027-r1"].map(|log| format!("fr-tj.example/comity/audit/{log}"));
    assert_eq!(origins, expected);
    assert_eq!(logs.vkeys_of(&expected[2]), Some(&["key 2027-r1".to_owned()][..]));
    assert_eq!(logs.vkeys_of("fr-tj.example/comity/audit/2029"), None);
}

#[test]
fn a_list_of_logs_has_one_form() {
    let sound = String::from_utf8(entry_to_bytes(&entry("fr-tj", &["2028"]))).unwrap();
    for (was, is) in [
        (r#""others":[{"#, r#""others":[{"from":"2028","#),
        (r#","vkeys":["key 2028"]"#, ""),
        (r#""others":[{"#, r#""others":["2028",{"#),
        (r#""others":"#, r#""olders":"#),
        (r#""seal":null"#, r#""seal":"AAAA""#),
        (r#""seal":null,"#, ""),
    ] {
        let bent = sound.replacen(was, is, 1);
        assert_ne!(bent, sound);
        assert!(entry_from_bytes(bent.as_bytes()).is_err(), "{bent}");
    }
    let years: Vec<String> = (0..=OTHER_LOGS_MAX).map(|n| (3000 + n).to_string()).collect();
    let years: Vec<&str> = years.iter().map(String::as_str).collect();
    let too_many = entry_to_bytes(&entry("fr-tj", &years));
    assert_eq!(entry_from_bytes(&too_many), Err(RosterError::TooLarge));
    assert!(entry_from_bytes(&entry_to_bytes(&entry("fr-tj", &years[1..]))).is_ok());
}

#[test]
fn a_log_is_one_nodes_and_listed_once() {
    let roster = directory(&[entry("fr-tj", &["2028"]), entry("nl-om", &["2028"])]).unwrap();
    let (node, vkeys) = roster.log("nl-om.example/comity/audit/2028").unwrap();
    assert_eq!((node.node.as_str(), vkeys), ("nl-om.example", &["key 2028".to_owned()][..]));
    assert_eq!(roster.log("nl-om.example/comity/audit/2029"), None);
    let twice = |what: Result<Roster, tuf::Refused>| {
        let error = what.map_err(|refused| refused.error);
        assert!(matches!(error, Err(tuf::TufError::Claimed { what: "log", .. })), "{error:?}");
    };
    twice(directory(&[entry("fr-tj", &["2027"])]));
    let mut thief = entry("nl-om", &[]);
    thief.nodes[0].log.others.extend(entry("fr-tj", &["2028"]).nodes.remove(0).log.others);
    twice(directory(&[entry("fr-tj", &["2028"]), thief]));
}

#[test]
fn next_keys_stand_behind_those_of_their_log_and_revoked_ones_are_not_good() {
    let mut fr = entry("fr-tj", &["2028"]);
    let log = &mut fr.nodes[0].log;
    let key = |n: u8, origin: &str| {
        let seed = std::array::from_fn(|at| u8::try_from(at).unwrap() + n);
        let public = seal::sign::Ed25519Secret::from_seed(seed).unwrap().public();
        Vkey::new(origin, seal::note::VkeyKind::Ed25519(public)).unwrap()
    };
    let origin = "fr-tj.example/comity/audit/2028";
    let (old, next) = (key(1, origin), key(2, origin));
    log.others[0].vkeys = vec![old.to_string()];
    assert!(log.add_vkeys(origin, [next.to_string()]));
    assert!(!log.add_vkeys("fr-tj.example/comity/audit/2029", [next.to_string()]));
    log.seal = Some(vec![7; 32]);
    let from: Timestamp = "2028-03-01T00:00:00Z".parse().unwrap();
    fr.revoked.push(Revocation { kid: old.kid(), from, reason: "lost".to_owned() });
    assert_eq!(entry_from_bytes(&entry_to_bytes(&fr)), Ok(fr.clone()));
    let roster = directory(&[fr]).unwrap();
    let before = from - jiff::SignedDuration::from_millis(1);
    assert_eq!(roster.log_vkeys(origin, before), [old, next.clone()]);
    assert_eq!(roster.log_vkeys(origin, from), [next]);
    assert_eq!(roster.log_vkeys("fr-tj.example/comity/audit/2029", from), []);
}
