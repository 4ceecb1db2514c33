//! What an operator may say of a new node, and what is refused before anything is made.

use wire::roster::entry_from_bytes;

use super::*;
use crate::config::Config;

/// What an operator says who says no more than has to be said.
pub(crate) fn words(dir: PathBuf) -> Words {
    Words {
        dir,
        member: "fr-tj".to_owned(),
        kind: "judicial_authority".to_owned(),
        node: "node.tj-lyon.example".to_owned(),
        name: None,
        state: None,
        network: NetworkKind::Production,
        listen_portal: ([127, 0, 0, 1], 8080).into(),
        listen_peer: ([127, 0, 0, 1], 8443).into(),
        listen_log: None,
        peer: None,
        portal: None,
        log: None,
        witness: false,
        links_count_as: None,
    }
}

fn refused(change: impl FnOnce(&mut Words), what: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut words = words(folder.path().join("node"));
    change(&mut words);
    let error = init_from_words(&words).unwrap_err();
    assert_eq!(error.code(), "word");
    assert!(error.to_string().starts_with(&format!("{what} is not usable")), "{error}");
    assert!(!words.dir.exists(), "nothing is made");
}

#[test]
fn a_node_without_a_name_that_others_can_use_is_not_made() {
    for name in ["", "node", "Node.example", "192.0.2.7", "node.example:8443", "node_1.example"] {
        refused(|words| words.node = name.to_owned(), "--node");
    }
}

#[test]
fn an_address_that_nobody_could_dial_is_refused() {
    for peer in ["node.example", "node.example:0", ":8443", "node.example:x", "a b:1", "::1:8443"] {
        refused(|words| words.peer = Some(peer.to_owned()), "--peer");
    }
    for portal in ["portal.example", "ftp://portal.example", "https://", "https://a.example/x"] {
        refused(|words| words.portal = Some(portal.to_owned()), "--portal");
    }
    refused(|words| words.links_count_as = Some("two_persons".to_owned()), "--links-count-as");
    refused(|words| words.member = "xx-police".to_owned(), "--state");
    refused(|words| words.name = Some("two\nlines".to_owned()), "--name");
}

#[test]
fn where_it_listens_and_where_it_is_found_are_two_things() {
    let folder = tempfile::tempdir().unwrap();
    let mut words = words(folder.path().join("node"));
    words.peer = Some("gate.tj-lyon.example:443".to_owned());
    words.portal = Some("https://portal.tj-lyon.example/".to_owned());
    words.listen_log = Some(([127, 0, 0, 1], 8444).into());
    words.log = Some("https://log.tj-lyon.example".to_owned());
    words.witness = true;
    words.links_count_as = Some("hardware".to_owned());
    let config = Config::read(&init_from_words(&words).unwrap()).unwrap();
    assert_eq!(config.listen.peer, words.listen_peer);
    assert_eq!(config.portal_url, "https://portal.tj-lyon.example");
    assert_eq!(config.link_level, domain::actor::AuthLevel::Hardware);
    let entry = std::fs::read(words.dir.join("entry.json")).unwrap();
    let node = entry_from_bytes(&entry).unwrap().nodes.remove(0);
    assert_eq!(node.endpoints, ["gate.tj-lyon.example:443"]);
    assert_eq!(node.log.witness.as_deref(), Some("https://gate.tj-lyon.example:443/witness/1"));
    assert!(node.log.read.unwrap().starts_with("https://log.tj-lyon.example/log/"));
}

#[test]
fn by_default_a_link_is_a_first_step_and_the_name_is_the_address() {
    let folder = tempfile::tempdir().unwrap();
    let words = words(folder.path().join("node"));
    let config = Config::read(&init_from_words(&words).unwrap()).unwrap();
    assert_eq!(config.portal_url, "http://127.0.0.1:8080");
    assert_eq!(config.link_level, domain::actor::AuthLevel::SignedOn);
    let entry = std::fs::read(words.dir.join("entry.json")).unwrap();
    let node = entry_from_bytes(&entry).unwrap().nodes.remove(0);
    assert_eq!(node.endpoints, ["node.tj-lyon.example:8443"]);
    assert_eq!(node.log.witness, None);
}
