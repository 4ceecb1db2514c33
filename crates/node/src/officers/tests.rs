//! Who is let in and out: by name, by unit, and by links that count once, in their time, when they are on record.

use super::link;
use super::told;
use super::*;
use crate::auth::AuthError;
use crate::founded::{COURT, Founded};
use crate::node::Node;

fn new(login: &str, unit: &str) -> NewHere {
    NewHere { login: login.to_owned(), unit: unit.to_owned(), office: None, issuer_kind: None }
}

/// A node of the network of the tests, made a house of production in nothing but what its links count as.
async fn opened() -> (Founded, Node) {
    let founded = Founded::new().await;
    let node = founded.open(COURT).await;
    (founded, node)
}

fn links(node: &Node) -> Vec<PathBuf> {
    let folder = node.config.data_dir.join(link::FOLDER);
    fs::read_dir(folder).unwrap().map(|item| item.unwrap().path()).collect()
}

fn token(link: &link::Link) -> &str {
    link.url.rsplit('/').next().unwrap()
}

async fn kinds(node: &Node) -> Vec<String> {
    node.store.tail(0, 99).await.unwrap().into_iter().map(|event| event.kind).collect()
}

#[tokio::test]
async fn a_link_is_a_leaf_when_it_is_made_and_when_it_is_used_and_counts_once() {
    let (founded, node) = opened().await;
    let made = link::make(&founded.config(COURT), "judge", 30).unwrap();
    assert!(made.url.starts_with(&format!("{}/sign-in/", node.config.portal_url)), "{}", made.url);
    assert_eq!(told::record(&node).await.unwrap(), 1);
    assert!(!made.told.exists());
    let cookie = link::take(&node, token(&made)).await.unwrap();
    assert_eq!(node.auth.session(&cookie).await.unwrap().unwrap().login, "judge");
    let kinds = kinds(&node).await;
    assert_eq!(kinds.iter().filter(|kind| *kind == "link-made").count(), 1);
    assert_eq!(kinds.iter().filter(|kind| *kind == "link-used").count(), 1);
    let again = link::take(&node, token(&made)).await;
    assert!(matches!(again, Err(AuthError::BadLink)));
}

#[tokio::test]
async fn a_leaf_says_who_how_surely_and_until_when_and_neither_name_nor_secret() {
    let (founded, node) = opened().await;
    let made = link::make(&founded.config(COURT), "judge", 30).unwrap();
    told::record(&node).await.unwrap();
    let event = node.store.tail(0, 99).await.unwrap().pop().unwrap();
    let fields = crate::recorder::fields(&event, &node.keys).unwrap();
    let note = fields.get("note").and_then(seal::json::Json::text).unwrap();
    let id = node.officer("judge").unwrap().id;
    let begins = format!("officer {id}, unit fr-tj/judge, office issuing_authority, link ");
    assert!(note.starts_with(&begins) && note.contains(", level 3, ends 20"), "{note}");
    assert!(!note.contains(token(&made)));
}

#[tokio::test]
async fn a_link_counts_before_the_round_because_its_taking_records_it() {
    let (founded, node) = opened().await;
    let made = link::make(&founded.config(COURT), "judge", 30).unwrap();
    link::take(&node, token(&made)).await.unwrap();
    assert_eq!(told::record(&node).await.unwrap(), 0, "nothing is left to record");
}

#[tokio::test]
async fn a_link_that_nobody_told_the_node_of_is_none() {
    let (founded, node) = opened().await;
    let made = link::make(&founded.config(COURT), "judge", 30).unwrap();
    fs::remove_file(&made.told).unwrap();
    let taken = link::take(&node, token(&made)).await;
    assert!(matches!(taken, Err(AuthError::BadLink)));
    assert_eq!(links(&node).len(), 1, "and is not used up by that");
}

#[tokio::test]
async fn a_link_has_a_time_and_one_from_the_future_has_none() {
    let (founded, node) = opened().await;
    for moved_ms in [-31 * 60_000, 60_000] {
        let made = link::make(&founded.config(COURT), "judge", 30).unwrap();
        let path = links(&node).remove(0);
        let mut file: serde_json::Value =
            serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        for key in ["made_at_ms", "ends_at_ms"] {
            file[key] = (file[key].as_i64().unwrap() + moved_ms).into();
        }
        fs::write(&path, file.to_string()).unwrap();
        let taken = link::take(&node, token(&made)).await;
        assert!(matches!(taken, Err(AuthError::LinkExpired)), "{moved_ms}");
    }
}

#[tokio::test]
async fn a_newer_link_ends_the_older_one_and_those_that_are_over() {
    let (founded, node) = opened().await;
    let older = link::make(&founded.config(COURT), "judge", 30).unwrap();
    let newer = link::make(&founded.config(COURT), "judge", 30).unwrap();
    assert!(matches!(link::take(&node, token(&older)).await, Err(AuthError::BadLink)));
    link::take(&node, token(&newer)).await.unwrap();
}

#[tokio::test]
async fn whoever_is_retired_is_out_at_once_and_the_name_is_not_given_again() {
    let (founded, node) = opened().await;
    let config = founded.config(COURT);
    let made = link::make(&config, "judge", 30).unwrap();
    let cookie = link::take(&node, token(&made)).await.unwrap();
    let unused = link::make(&config, "judge", 30).unwrap();
    let (_, told_file) = retire(&config, "judge").unwrap();
    told::record(&node).await.unwrap();
    assert!(!told_file.exists());
    assert!(node.auth.session(&cookie).await.unwrap().is_none());
    assert!(node.officer("judge").is_none());
    assert!(matches!(link::take(&node, token(&unused)).await, Err(AuthError::BadLink)));
    assert_eq!(link::make(&config, "judge", 30).unwrap_err().code(), "officer-retired");
    assert_eq!(retire(&config, "judge").unwrap_err().code(), "officer-retired");
    let error = add(&config, &new("judge", "judge")).await.unwrap_err();
    assert_eq!(error.code(), "officer-exists");
    assert!(kinds(&node).await.contains(&"officer-retired".to_owned()));
    let listed = list(&config).unwrap();
    assert_eq!(listed[0].standing, Standing::Retired);
    // The unit's letters are opened all the same.
    let config = Config::read(&config).unwrap();
    assert!(config.officers.is_empty());
    assert_eq!(config.units.len(), 1);
}

#[tokio::test]
async fn a_file_that_is_none_of_ours_is_set_aside_and_one_that_was_recorded_is_not_again() {
    let (founded, node) = opened().await;
    let folder = node.config.data_dir.join(told::FOLDER);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("0-x.json"), b"{\"did\":\"added\"}").unwrap();
    fs::write(folder.join("1-x.json"), vec![b' '; 5_000]).unwrap();
    assert_eq!(told::record(&node).await.unwrap(), 0);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
    assert_eq!(told::record(&node).await.unwrap(), 0, "they are looked at once");
    let made = link::make(&founded.config(COURT), "judge", 30).unwrap();
    let bytes = fs::read(&made.told).unwrap();
    told::record(&node).await.unwrap();
    // As if the process had ended between the leaf and the removal.
    fs::write(&made.told, bytes).unwrap();
    told::record(&node).await.unwrap();
    assert_eq!(kinds(&node).await.iter().filter(|kind| *kind == "link-made").count(), 1);
}

#[tokio::test]
async fn somebody_joins_a_unit_that_is_listed_and_keeps_what_people_wrote_in_the_file() {
    let founded = Founded::new().await;
    let config = founded.config(COURT);
    let text = fs::read_to_string(&config).unwrap();
    fs::write(&config, format!("# ours\n{text}")).unwrap();
    assert_eq!(add(&config, &new("second-judge", "judge")).await.unwrap(), Added::Officer);
    let listed = list(&config).unwrap();
    let second = listed.iter().find(|listed| listed.login == "second-judge").unwrap();
    assert_eq!((second.office.as_str(), second.standing), ("issuing_authority", Standing::Active));
    assert!(fs::read_to_string(&config).unwrap().starts_with("# ours\n"));
    let node = founded.open(COURT).await;
    assert!(node.officer("second-judge").is_some());
    assert!(kinds(&node).await.len() >= 2);
    assert_eq!(told::record(&node).await.unwrap(), 1, "it was told before the node ran");
}

#[tokio::test]
async fn a_new_unit_waits_for_the_directory_and_the_node_runs_without_it() {
    let founded = Founded::new().await;
    let config = founded.config(COURT);
    let mut clerk = new("clerk", "registry");
    assert_eq!(add(&config, &clerk).await.unwrap_err().code(), "office-missing");
    clerk.office = Some(Office::Custodian);
    assert_eq!(add(&config, &clerk).await.unwrap(), Added::Unit);
    let standing = |login: &str| {
        list(&config).unwrap().into_iter().find(|listed| listed.login == login).unwrap().standing
    };
    assert_eq!(standing("clerk"), Standing::Waits);
    {
        let node = founded.open(COURT).await;
        assert!(node.officer("clerk").is_none() && node.officer("judge").is_some());
        let mut other = new("usher", "usher");
        other.office = Some(Office::Drafter);
        assert_eq!(add(&config, &other).await.unwrap_err().code(), "node-runs");
    }
    let unchanged = async |config: &Config, _| Ok::<_, OfficersError>(own_entry(config)?);
    founded.with_entry(COURT, unchanged).await;
    assert_eq!(standing("clerk"), Standing::Active);
    assert!(founded.open(COURT).await.officer("clerk").is_some());
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_changes_nothing() {
    let founded = Founded::new().await;
    let config = founded.config(COURT);
    let before = fs::read(&config).unwrap();
    for (login, unit, code) in [
        ("", "judge", "login"),
        ("The Judge", "judge", "login"),
        ("judge", "judge", "officer-exists"),
        ("x", "nl-om/judge", "unit"),
        ("x", "Judge", "unit"),
    ] {
        assert_eq!(
            add(&config, &new(login, unit)).await.unwrap_err().code(),
            code,
            "{login} {unit}"
        );
    }
    let other = NewHere { office: Some(Office::Drafter), ..new("x", "judge") };
    assert_eq!(add(&config, &other).await.unwrap_err().code(), "office-differs");
    assert_eq!(link::make(&config, "nobody", 30).unwrap_err().code(), "officer-unknown");
    assert_eq!(retire(&config, "nobody").unwrap_err().code(), "officer-unknown");
    assert_eq!(fs::read(&config).unwrap(), before);
}

#[test]
fn the_block_of_one_officer_is_marked_and_no_other() {
    let text = "a = 1\n\n[[officer]]\nlogin = \"a\"\nunit = \"m/u\"\noffice = \"drafter\"\n\n[[officer]]\nlogin = \"b\"\n\
                unit = \"m/u\"\noffice = \"drafter\"\n\n[listen]\nportal = \"127.0.0.1:1\"\n";
    let changed = marked(text, "b").unwrap();
    assert!(changed.contains("[[officer]]\nretired = true\nlogin = \"b\""), "{changed}");
    assert_eq!(changed.matches("retired").count(), 1);
    assert_eq!(marked(text, "c"), None);
    assert_eq!(marked("officer = []\n", "a"), None);
}
