//! What `[store]` may say.

use super::*;

fn read(text: &str) -> Result<Engine, String> {
    Engine::of(Some(toml::from_str(text).unwrap()))
}

#[test]
fn the_engine_is_a_file_unless_a_database_is_named() {
    assert_eq!(Engine::of(None), Ok(Engine::Sqlite));
    assert_eq!(read("engine = 'sqlite'"), Ok(Engine::Sqlite));
    let named = |schema: &str| Engine::Postgres {
        address: "host=/run/postgresql".to_owned(),
        schema: schema.to_owned(),
    };
    let postgres = "engine = 'postgres'\naddress = 'host=/run/postgresql'\n";
    assert_eq!(read(postgres), Ok(named("comity")));
    assert_eq!(read(&format!("{postgres}schema = 'court'")), Ok(named("court")));
    for wrong in ["engine = 'postgres'", "engine = 'sqlite'\nschema = 'court'", "engine = 'files'"]
    {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn an_address_is_never_printed() {
    let engine = read("engine = 'postgres'\naddress = 'host=/run password=secret'").unwrap();
    assert!(!format!("{engine:?}").contains("secret"));
    let file: EngineFile = toml::from_str("engine = 'x'\naddress = 'password=secret'").unwrap();
    assert!(!format!("{file:?}").contains("secret"));
    // Nor when the line is wrong.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("comity.toml");
    std::fs::write(&path, "[store]\nengine = 'postgres'\naddress = \"password=secret\n").unwrap();
    let said = crate::config::Config::read(&path).unwrap_err().to_string();
    assert!(said.contains("line 3: ") && !said.contains("secret"), "{said}");
}
