//! The folder of a witness: made once, refused when something in it is not what it was, usable again after a restart.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use seal::keyring::WrapKind;

use super::*;

fn at() -> Timestamp {
    Timestamp::from_millisecond(1_000).unwrap()
}

async fn open(dir: &Path) -> Result<Witness, &'static str> {
    let opened = Witness::open(dir, SetClock::at(NOW), PLENTY).await;
    opened.map_err(|error| error.code())
}

/// A new witness below `folder`.
async fn made(folder: &TempDir, name: &str) -> (PathBuf, Vec<Vkey>) {
    let dir = folder.path().join(name);
    let vkeys = init(&dir, NAME, Role::Witness, at()).await.unwrap();
    (dir, vkeys.lines().map(|vkey| Vkey::parse(vkey).unwrap()).collect())
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_witness_is_made_whole_and_once_and_remembers_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    // What a try that was cut off left behind is cleared away.
    fs::create_dir_all(folder.path().join("w.unfinished/keys")).unwrap();
    let (dir, vkeys) = made(&folder, "w").await;
    assert_eq!(names(folder.path()), ["w"]);
    assert_eq!(names(&dir), ["keys", "keys.db", "witness.db"]);
    let mode = fs::metadata(&dir).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700, "its owner's alone");
    let kinds: Vec<_> = vkeys.iter().map(|vkey| (vkey.name(), vkey.kind().type_byte())).collect();
    assert_eq!(kinds, [(NAME, 4), (NAME, 6)]);
    let (_, others) = made(&folder, "other").await;
    assert!(vkeys.iter().zip(&others).all(|(one, other)| one != other), "each has its own keys");

    assert_eq!(init(&dir, NAME, Role::Witness, at()).await.unwrap_err().code(), "exists");
    let log = Log::of(40, 0);
    let new = NewLog::parse(ORIGIN, &[log.vkey()]).unwrap();
    let running = open(&dir).await.unwrap();
    let before = running.add_checkpoint(log.request(0, 9).to_string().as_bytes()).await;
    assert_eq!(before.status, 404);
    let path = add_log(&dir, &new, None, at()).await.unwrap();
    assert_eq!(path, format!("/witness/1/m/{}/checkpoint", Digest::of(ORIGIN.as_bytes()).hex()));
    assert_eq!(add_log(&dir, &new, None, at()).await.unwrap_err().code(), "log-exists");
    let request = log.request(0, 9);
    let reply = running.add_checkpoint(request.to_string().as_bytes()).await;
    let answer = read_answer(0, request.checkpoint.claimed(), 200, reply.body.as_bytes(), &vkeys);
    assert!(matches!(answer, Answer::Cosigned(lines) if lines.len() == 2), "it serves all along");
    drop(running);

    let again = open(&dir).await.unwrap();
    let reply = again.add_checkpoint(log.request(0, 12).to_string().as_bytes()).await;
    assert_eq!((reply.status, reply.body.as_str()), (409, "9\n"));
    assert_eq!(again.add_checkpoint(log.request(9, 12).to_string().as_bytes()).await.status, 200);
    assert_eq!(evidence(&dir).await.unwrap(), []);
}

#[tokio::test]
async fn a_witness_without_its_memory_is_retired() {
    let folder = tempfile::tempdir().unwrap();
    let (dir, _) = made(&folder, "w").await;
    let (other, _) = made(&folder, "other").await;
    let (lost, foreign) = (dir.join(DATABASE), other.join(DATABASE));
    let memory = fs::read(&lost).unwrap();

    fs::remove_file(&lost).unwrap();
    assert_eq!(open(&dir).await.unwrap_err(), "witness-lost");
    assert_eq!(evidence(&dir).await.unwrap_err().code(), "witness-lost");
    let log = NewLog::parse(ORIGIN, &[Log::of(1, 0).vkey()]).unwrap();
    assert_eq!(add_log(&dir, &log, None, at()).await.unwrap_err().code(), "witness-lost");
    assert!(!lost.exists(), "nobody makes an empty one");
    assert_eq!(init(&dir, NAME, Role::Witness, at()).await.unwrap_err().code(), "exists");

    fs::write(&lost, "").unwrap();
    assert_eq!(open(&dir).await.unwrap_err(), "unknown-schema");
    fs::copy(&foreign, &lost).unwrap();
    assert_eq!(open(&dir).await.unwrap_err(), "stranger", "the memory of another witness");
    fs::write(&lost, memory).unwrap();
    assert!(open(&dir).await.is_ok());
    assert_eq!(open(&folder.path().join("nowhere")).await.unwrap_err(), "witness-lost");
}

#[tokio::test]
async fn a_key_that_is_none_opens_no_witness() {
    let folder = tempfile::tempdir().unwrap();
    let scopes = ["cosign/ed25519", "cosign/ml-dsa-44"];
    let another = Digest::of(b"another").0;
    for (n, (scope, seed, expected)) in [
        (scopes[0], None, "keys"),
        (scopes[0], Some([0; 32]), "keys"),
        (scopes[1], Some([0; 32]), "keys"),
        (scopes[1], Some([b' '; 32]), "keys"),
        (scopes[1], Some(another), "stranger"),
    ]
    .into_iter()
    .enumerate()
    {
        let dir = folder.path().join(n.to_string());
        fs::create_dir(&dir).unwrap();
        let vkeys = secrets().vkeys(NAME).unwrap();
        let identity = WitnessIdentity { name: NAME.to_owned(), vkeys, made_at_ms: 1 };
        drop(SqliteWitness::create(&dir.join(DATABASE), &identity).unwrap());
        let store = Arc::new(SqliteKeys::open(&dir.join(KEY_STORE)).unwrap());
        let keys = Keys::create(&dir.join("keys"), store, Arc::new(OsRandom), 1).await.unwrap();
        let other = scopes.into_iter().find(|other| *other != scope).unwrap();
        keys.make_secret(WrapKind::SigningSeed, other, 1).await.unwrap();
        if let Some(seed) = seed {
            keys.put_secret(WrapKind::SigningSeed, scope, &seed, 1).await.unwrap();
        }
        drop(keys);
        assert_eq!(open(&dir).await.unwrap_err(), expected, "{scope} {seed:?}");
    }
    let (dir, _) = made(&folder, "w").await;
    fs::remove_file(dir.join(KEY_STORE)).unwrap();
    assert_eq!(open(&dir).await.unwrap_err(), "keys");
    assert!(!dir.join(KEY_STORE).exists());
}

#[test]
fn only_a_logs_own_keys_are_taken() {
    let log = Log::of(1, 0).vkey();
    let mldsa44 = MlDsa44Secret::from_seed(Digest::of(b"log/06").0).unwrap();
    let quantum = Vkey::new(ORIGIN, VkeyKind::MlDsa44(mldsa44.public())).unwrap().to_string();
    let cosigner = Vkey::new(ORIGIN, VkeyKind::CosigEd25519(secret("log").public())).unwrap();
    let small = VkeyKind::Ed25519(secret("log").public());
    let elsewhere = Vkey::new("other.example", small).unwrap().to_string();
    // The identity of the curve: a point of order one.
    let mut degenerate = vec![1, 1];
    degenerate.resize(33, 0);
    let id = seal::note::key_id(ORIGIN, 1, &degenerate[1..]);
    let degenerate = format!("{ORIGIN}+{id:08x}+{}", seal::digest::b64_encode(&degenerate));
    for (origin, vkeys, expected) in [
        (ORIGIN, vec![log.clone()], None),
        (ORIGIN, vec![format!("{log}\n"), quantum], None),
        (ORIGIN, vec![], Some("log-key")),
        (ORIGIN, vec![log.clone(), log.clone()], Some("log-key")),
        (ORIGIN, vec![cosigner.to_string()], Some("log-key")),
        (ORIGIN, vec![elsewhere], Some("log-key")),
        (ORIGIN, vec![degenerate], Some("log-key")),
        (ORIGIN, vec![log.replacen('+', "+0", 1)], Some("log-key")),
        ("log example", vec![log.clone()], Some("origin")),
        ("", vec![log], Some("origin")),
    ] {
        let parsed = NewLog::parse(origin, &vkeys);
        assert_eq!(parsed.as_ref().err().map(WitnessError::code), expected, "{origin} {vkeys:?}");
    }
}

#[test]
fn a_head_to_start_from_has_two_spellings_and_no_third() {
    let root = Digest::of(b"root");
    let empty = seal::merkle::empty_root();
    for good in
        [format!("9:{}", root.hex()), format!("9:{}", root.b64()), format!("0:{}", empty.hex())]
    {
        assert!(Start::parse(&good).is_ok(), "{good}");
    }
    for (bad, why) in [
        (root.hex(), BadStart::Form),
        (format!("9 {}", root.hex()), BadStart::Form),
        (format!("09:{}", root.hex()), BadStart::Size),
        (format!("+9:{}", root.hex()), BadStart::Size),
        (format!("-9:{}", root.hex()), BadStart::Size),
        (format!(":{}", root.hex()), BadStart::Size),
        (format!("9223372036854775808:{}", root.hex()), BadStart::Size),
        ("9:".to_owned(), BadStart::Root),
        (format!("9:{}", root.hex().to_uppercase()), BadStart::Root),
        (format!("9:{}=", root.b64()), BadStart::Root),
        (format!("0:{}", root.hex()), BadStart::EmptyRoot),
    ] {
        assert_eq!(Start::parse(&bad), Err(why), "{bad}");
    }
}

#[tokio::test]
async fn a_name_that_cannot_stand_in_a_line_makes_no_witness() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["", "two words", "a+b", "tab\t", &"n".repeat(256)] {
        let error = init(&folder.path().join("w"), name, Role::Witness, at()).await.unwrap_err();
        assert_eq!(error.code(), "name", "{name:?}");
    }
    assert_eq!(names(folder.path()), [""; 0]);
}
