//! Which addresses and schemas are taken, before anything is connected to.

use super::*;

fn refused(address: &str, schema: &str) -> String {
    Place::parse(address, schema).unwrap_err().to_string()
}

#[test]
fn only_a_server_of_this_machine_is_spoken_to() {
    for here in [
        "host=/run/postgresql user=comity",
        "host=127.0.0.1 port=5433 user=comity",
        "host=localhost user=comity",
        "host=::1 user=comity",
        "postgres://comity@127.0.0.1:5433/comity",
        "host=db.example hostaddr=127.0.0.1 user=comity",
    ] {
        let parsed = Place::parse(here, "comity");
        assert_eq!(parsed.is_ok(), !here.contains("db.example"), "{here}");
    }
    for elsewhere in [
        "user=comity",
        "host=db.example user=comity",
        "host=/run/postgresql,db.example user=comity",
        "host=192.0.2.1 user=comity",
        "host=localhost hostaddr=192.0.2.1 user=comity",
    ] {
        assert!(refused(elsewhere, "comity").contains("loopback"), "{elsewhere}");
    }
}

#[test]
fn what_cannot_be_read_is_not_repeated() {
    let said = refused("host=/run/postgresql password='secret", "comity");
    assert!(!said.contains("secret"), "{said}");
}

#[test]
fn a_schema_has_a_plain_name_and_each_has_a_lock_of_its_own() {
    let address = "host=/run/postgresql user=comity";
    for name in ["", "Comity", "1st", "a b", "a\"; drop schema public", "é", &"a".repeat(64)] {
        assert!(refused(address, name).contains("small letters"), "{name}");
    }
    let locks = ["comity", "comity_2", &"a".repeat(63)]
        .map(|name| Place::parse(address, name).unwrap().lock);
    assert!(locks[0] != locks[1] && locks[1] != locks[2] && locks.iter().all(|lock| *lock > 0));
}
