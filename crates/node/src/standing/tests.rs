//! A node whose file says more of it than the directory does not start, and says which line to look at.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;
use wire::roster::NetworkKind as RosterKind;

use super::*;
use crate::config::{Listen, NetworkKind};
use crate::init::{self, InitRequest, NewOfficer};
use crate::serve::{self, ServeError};

/// An oversight body as it was founded, and its configuration file.
async fn found() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let address = |port: u16| ([127, 0, 0, 1], port).into();
    let at = "2026-09-07T08:00:00Z".parse().unwrap();
    let request = |member: &str, kind, login: &str, office| InitRequest {
        dir: folder.path().join(member),
        member: MemberId::parse(member).unwrap(),
        kind,
        name: member.to_owned(),
        node: NodeId::parse(&format!("{member}.sandbox.example")).unwrap(),
        state: Country::parse("NL").unwrap(),
        network: NetworkKind::Drill,
        listen: Listen { portal: address(1), peer: address(2), log: None },
        officers: vec![NewOfficer {
            login: login.to_owned(),
            unit: UnitId::parse(&format!("{member}/{login}")).unwrap(),
            office,
            issuer_kind: None,
        }],
        witness: false,
        clock_file: None,
        out_dir: None,
        at,
    };
    let body = request("nl-ovs", MemberKind::OversightBody, "oversight", Office::Oversight);
    let coordinator = request("coord", MemberKind::Coordinator, "desk", Office::Coordinator);
    let entries = [init::init(&body).await.unwrap(), init::init(&coordinator).await.unwrap()];
    let network = init::found_network(&coordinator.dir, RosterKind::Drill, "drill", &entries, at);
    init::install_directory(&body.dir, &network.await.unwrap()).unwrap();
    let config = body.dir.join("comity.toml");
    (folder, config)
}

async fn check_start(from: &str, to: &str, expected: &str, says: &str) {
    let (_folder, path) = found().await;
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
    let error = serve::open(Config::read(&path).unwrap()).await.unwrap_err();
    assert!(matches!(error, ServeError::Contradiction(_)), "{error}");
    assert_eq!(error.code(), expected);
    assert!(error.to_string().contains(says), "{error}");
}

#[tokio::test]
async fn a_file_that_agrees_with_the_directory_starts() {
    let (_folder, path) = found().await;
    assert!(serve::open(Config::read(&path).unwrap()).await.is_ok());
}

#[tokio::test]
async fn an_oversight_body_does_not_become_an_issuer_by_its_own_file() {
    let says = "gives `oversight` the office `issuing_authority`, the member directory lists \
                nl-ovs/oversight with `oversight`";
    let (from, to) = ("office = \"oversight\"", "office = \"issuing_authority\"");
    check_start(from, to, "office-differs", says).await;
}

#[tokio::test]
async fn nobody_becomes_a_judge_by_the_file() {
    let to = "office = \"oversight\"\nissuer_kind = \"judge\"";
    let says =
        "lets `oversight` act as `judge`, the member directory lists nl-ovs/oversight as no issuer";
    check_start("office = \"oversight\"", to, "issuer-kind-differs", says).await;
}

#[tokio::test]
async fn a_unit_the_directory_does_not_list_has_no_officers() {
    let (from, to) = ("unit = \"nl-ovs/oversight\"", "unit = \"nl-ovs/bench\"");
    check_start(from, to, "unit-not-listed", "puts `oversight` into nl-ovs/bench").await;
}

#[tokio::test]
async fn a_member_is_what_and_where_the_directory_says() {
    let (from, to) = ("kind = \"oversight_body\"", "kind = \"court\"");
    check_start(from, to, "member-kind-differs", "`court`, the member directory `oversight_body`")
        .await;
    check_start("state = \"NL\"", "state = \"FR\"", "state-differs", "acts in FR").await;
    check_start("node = \"nl-ovs.", "node = \"nl-ovs2.", "member-differs", "nl-ovs2").await;
}
