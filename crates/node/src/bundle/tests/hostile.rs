//! Bundles of a thief who has a key, of a medium that fails, and of a disk without room: one bad member is refused alone.

use seal::receipt::{Chunks, EnvelopeRef, Event, Uuid};
use wire::roster::Revocation;
use wire::roster::tuf::{Files, RootFile, Signed, signed};

use super::stage::next;
use super::*;
use crate::config::Config;
use crate::peer::receipts::About;
use crate::renew::{self, Holder, When};
use crate::serve;

/// A bundle for the court, sealed by the provider, with these members.
fn from_provider(stage: &Stage, name: &str, members: &[(Place, Vec<u8>)]) -> PathBuf {
    let [court, provider] = [COURT, PROVIDER].map(|n| &stage.nodes[n]);
    let wire = |node: &Node| seal::receipt::NodeId::parse(node.config.node.as_str()).unwrap();
    let entry = |(place, content): &(Place, Vec<u8>)| wire::bundle::Entry {
        place: *place,
        len: content.len() as u64,
        sha256: Digest::of(content),
    };
    let key = provider.node_key();
    let index = Index {
        id: Uuid([7; 16]),
        net: provider.roster().net,
        from: wire(provider),
        to: wire(court),
        made_hour: u32::try_from(provider.now().as_second() / 3_600).unwrap(),
        part: 1,
        parts: 1,
        entries: members.iter().map(entry).collect(),
        roster_version: 1,
        kid: key.public().kid(),
    };
    let contents = members.iter().map(|(_, content)| content.clone()).collect();
    Copy { index, contents }.write(&stage.file(name), key)
}

/// The provider's acceptance of the court's only letter, as of an instant that it chooses.
async fn acceptance(stage: &Stage, at: jiff::Timestamp) -> (Place, Vec<u8>) {
    let (_, parcel) = outbox(&stage.nodes[COURT]).await.pop().unwrap();
    let sealed = parcel.envelope.unwrap();
    let delivery = stage.nodes[COURT].raw_row(view::ENVELOPE, &sealed.env_id).await.unwrap();
    let outer = seal::envelope::EnvelopeOuter::parse(&delivery.unwrap()).unwrap();
    let head = outer.head();
    let about = About {
        of: EnvelopeRef {
            env_id: head.env_id,
            env_digest: outer.env_digest(),
            from: head.from.clone(),
            to: head.to.clone(),
        },
        letter: None,
        chunks: Chunks { announced: 0, missing: 0 },
        prev: None,
        unit: None,
    };
    let provider = &stage.nodes[PROVIDER];
    let receipt = provider.issue_receipt(Event::RelayAcceptance, about, None, &[], at);
    let receipt = receipt.unwrap();
    (Place::Receipt(receipt.statement_digest()), receipt.to_bytes())
}

fn codes(file: &FileReport) -> Vec<&str> {
    file.refused.iter().map(|refused| refused.code.as_str()).collect()
}

#[tokio::test]
async fn a_seal_under_a_revoked_key_counts_for_nothing_whatever_hour_it_names() {
    let stage = Stage::set().await;
    stage.issue().await;
    stage.write(COURT, "order.zip", None).await.unwrap();
    let now = stage.nodes[COURT].now();
    let hours = |n: i64| now + jiff::SignedDuration::from_hours(n);
    let file = from_provider(&stage, "forged.zip", &[acceptance(&stage, now).await]);
    let found = || Found::open(fs::File::open(&file).unwrap()).unwrap();
    let mut roster = (*stage.nodes[COURT].roster()).clone();
    let kid = stage.nodes[PROVIDER].node_key().public().kid();
    // The end of the key lies behind the hour that the bundle names; by our clock it has come.
    let member = domain::actor::MemberId::parse("ie-prov").unwrap();
    roster.members.get_mut(&member).unwrap().revoked.push(Revocation {
        kid,
        from: hours(2),
        reason: "stolen".to_owned(),
    });
    let proved = |at| prove(found(), &roster, at).map(drop).map_err(|error| error.code());
    assert_eq!(proved(now), Ok(()));
    assert_eq!(proved(hours(3)), Err("key-revoked"));
    // One that ends by its date proves no more: what counts is when the bundle is read.
    let entry = roster.members.get_mut(&member).unwrap();
    entry.revoked.clear();
    entry.nodes[0].sign_keys[0].not_after = hours(2);
    let proved = |at| prove(found(), &roster, at).map(drop);
    assert!(proved(hours(1)).is_ok());
    let refused = proved(hours(3)).unwrap_err();
    assert_eq!(refused.code(), "key-ended");
    assert!(refused.to_string().contains("write it again"), "{refused}");
}

#[tokio::test]
async fn a_letter_under_a_key_that_has_ended_goes_into_the_next_bundle_under_the_new_one() {
    let stage = Stage::set().await;
    stage.issue().await;
    stage.write(COURT, "first.zip", None).await.unwrap();
    let of_first = outbox(&stage.nodes[COURT]).await[0].1.envelope.clone().unwrap();
    let now = stage.nodes[COURT].now();
    let hours = jiff::SignedDuration::from_hours;
    let when = When { from: now + hours(1), overlap: hours(72) };
    let turn = async |[court, _]: [Config; 2]| {
        renew::turn_keys(&court, &Holder::Node, when, now).await.unwrap();
    };
    let stage = stage.turned(turn).await;
    for n in [COURT, PROVIDER] {
        stage.set_clock(n, 74 * 60 * 60 * 1000);
    }
    stage.write(COURT, "second.zip", None).await.unwrap();
    let of_second = outbox(&stage.nodes[COURT]).await[0].1.envelope.clone().unwrap();
    assert_ne!(of_first.env_id, of_second.env_id);
    let [first, second] = ["first.zip", "second.zip"].map(|name| stage.file(name));
    let provider = &stage.nodes[PROVIDER];
    let report = read(provider, &[first, second], &stage.file("")).await.unwrap();
    let refused: Vec<_> = report.refused.iter().map(|(_, error)| error.code()).collect();
    assert_eq!(refused, ["key-ended"]);
    assert_eq!((report.files[0].deliveries.taken, codes(&report.files[0])), (1, Vec::new()));
    // Under a key that is good nothing is sealed anew.
    stage.write(COURT, "third.zip", None).await.unwrap();
    assert_eq!(outbox(&stage.nodes[COURT]).await[0].1.envelope.clone().unwrap(), of_second);
}

#[tokio::test]
async fn an_acceptance_from_before_its_letter_starts_no_clock() {
    let stage = Stage::set().await;
    stage.issue().await;
    stage.write(COURT, "order.zip", None).await.unwrap();
    let now = stage.nodes[COURT].now();
    for (name, hours, expected) in
        [("old.zip", 25, vec!["receipt-too-old"]), ("slow.zip", 23, Vec::new())]
    {
        let at = now - jiff::SignedDuration::from_hours(hours);
        let file = from_provider(&stage, name, &[acceptance(&stage, at).await]);
        let report = read(&stage.nodes[COURT], &[file], &stage.file("")).await.unwrap();
        assert_eq!(codes(&report.files[0]), expected, "{name}");
        let is_queued =
            matches!(outbox(&stage.nodes[COURT]).await[0].0, OutboxState::Queued { .. });
        assert_eq!(is_queued, !expected.is_empty(), "{name}: it goes on waiting for the network");
    }
}

#[tokio::test]
async fn a_receipt_from_the_future_refuses_no_other_member_and_no_other_file() {
    let stage = Stage::set().await;
    stage.issue().await;
    stage.write(COURT, "order.zip", None).await.unwrap();
    let now = stage.nodes[COURT].now();
    let ahead = acceptance(&stage, now + jiff::SignedDuration::from_hours(1)).await;
    let files = [
        from_provider(&stage, "ahead.zip", &[ahead]),
        from_provider(&stage, "good.zip", &[acceptance(&stage, now).await]),
    ];
    let report = read(&stage.nodes[COURT], &files, &stage.file("")).await.unwrap();
    let found: Vec<_> =
        report.files.iter().map(|file| (codes(file), file.receipts.taken)).collect();
    assert_eq!(found, [(vec!["receipt-ahead"], 0), (vec![], 1)]);
}

#[tokio::test]
async fn a_member_that_the_medium_does_not_give_is_refused_alone() {
    let stage = Stage::set().await;
    stage.issue().await;
    let written = stage.write(COURT, "order.zip", None).await.unwrap();
    let path = &written.volumes[0].path;
    let mut opened = read::open_file(&stage.nodes[PROVIDER], path).unwrap();
    // The end of the medium is gone once the file is open.
    let places = opened.places();
    let (n, last) = *places.last().unwrap();
    let len = written.volumes[0].bytes;
    fs::OpenOptions::new().write(true).open(path).unwrap().set_len(len / 2).unwrap();
    assert!(opened.content(0, places[0].1).is_some());
    assert_eq!(opened.content(n, last), None);
    assert_eq!(codes(&opened.report), ["io"]);
    let report =
        read(&stage.nodes[PROVIDER], std::slice::from_ref(path), &stage.file("")).await.unwrap();
    assert_eq!((report.files.len(), report.refused.len()), (0, 1), "and a whole file is named");
}

#[tokio::test]
async fn a_chunk_for_which_there_is_no_room_is_refused_alone_and_taken_later() {
    let stage = Stage::set().await;
    let measure = stage.issue().await;
    let order = stage.write(COURT, "order.zip", None).await.unwrap();
    stage.carry_until_rest(PROVIDER, volumes(&order)).await;
    stage.hand_over(&measure, &evidence()).await;
    let answer = volumes(&stage.write(PROVIDER, "answer.zip", Some(6 << 20)).await.unwrap());
    stage.read(COURT, &answer[..1]).await;

    let stage = reopened(stage, 1 << 60).await;
    let report = read(&stage.nodes[COURT], &answer[1..], &stage.file("")).await.unwrap();
    assert_eq!(codes(&report.files[0]), ["disk-reserve"]);
    assert_eq!((report.n_waiting, report.answers.len()), (1, 1), "and the answer is written");

    let stage = reopened(stage, 1).await;
    stage.read(COURT, &answer[1..]).await;
    assert_eq!(stage.exhibits(&measure).await.len(), 1);
}

/// The court, stopped and started again with another reserve of its disk.
async fn reopened(stage: Stage, reserve_bytes: u64) -> Stage {
    let Stage { nodes: [court, provider], folder } = stage;
    drop(court);
    let dir = folder.path().join(stage::MEMBERS[COURT]);
    let path = dir.join("comity.toml");
    let toml = fs::read_to_string(&path).unwrap();
    let lines = toml.lines().map(|line| match line.split_once(" = ") {
        Some(("disk_reserve_bytes", _)) => format!("disk_reserve_bytes = {reserve_bytes}\n"),
        Some(_) | None => format!("{line}\n"),
    });
    fs::write(&path, lines.collect::<String>()).unwrap();
    Stage { nodes: [stage::open_node(&dir).await, provider], folder }
}

#[tokio::test]
async fn an_answer_that_cannot_be_written_takes_nothing_back() {
    let stage = Stage::set().await;
    stage.issue().await;
    let order = volumes(&stage.write(COURT, "order.zip", None).await.unwrap());
    let stamp = stage.folder.path().join("ie-prov/roster/timestamp.json");
    let kept = fs::read(&stamp).unwrap();
    fs::remove_file(&stamp).unwrap();
    let report = read(&stage.nodes[PROVIDER], &order, &stage.file("")).await.unwrap();
    assert_eq!(report.files[0].deliveries, Tally { taken: 1, known: 0 });
    let unanswered: Vec<_> =
        report.unanswered.iter().map(|(to, error)| (to.clone(), error.code())).collect();
    assert_eq!(unanswered, [(node_id(COURT), "roster")]);
    fs::write(&stamp, kept).unwrap();
    let again = stage.read(PROVIDER, &order).await;
    assert_eq!((again.unanswered.len(), again.answers.len()), (0, 1));
}

/// A bundle of the court whose directory is these files.
async fn bringing(stage: &Stage, name: &str, files: &Files) -> PathBuf {
    let mut copy = Copy::of(stage, &format!("{name}.of")).await;
    copy.replace(1, &wire::bundle::directory::write(files).unwrap());
    copy.write(&stage.file(name), stage.nodes[COURT].node_key())
}

#[tokio::test]
async fn a_bundle_brings_the_root_that_ends_a_stolen_key_whatever_else_it_brings() {
    let stage = Stage::set().await;
    stage.issue().await;
    let now = stage.nodes[COURT].now();
    let config = stage.config(PROVIDER);
    let held = || crate::directory::installed(&config.data_dir).unwrap().directory;
    let folder = |member: &str| stage.folder.path().join(member);
    let stolen = crate::directory::ceremony::open_key(&folder("fr-coord")).await.unwrap();
    let fresh = Ed25519Secret::from_seed(Digest::of(b"another key of the operator").0).unwrap();
    let ends = [now + jiff::SignedDuration::from_hours(24); 2];

    // The thief has the provider take the highest version of all.
    let honest = crate::directory::load(&folder("fr-tj").join("roster")).unwrap();
    let mut theirs = honest.clone();
    next(&mut theirs, 1 << 40, ends, &stolen);
    let file = bringing(&stage, "stolen.zip", &theirs).await;
    assert_eq!(take_directory(&config, &file, now).unwrap(), Taken::Newer { version: 1 << 40 });

    // The founders replace the key. A bundle in which the thief's timestamp still stands brings their root all the same.
    let mut root = Signed::<RootFile>::read(&honest["1.root.json"], 64 << 10).unwrap().content;
    root.version = 2;
    let public = seal::threshold::SignKey::ed25519(&fresh.public());
    let quorum = seal::threshold::Quorum { keys: [public.id()].into(), threshold: 1 };
    root.keys.insert(public.id(), public);
    (root.snapshot, root.timestamp) = (quorum.clone(), quorum);
    let root = signed(&root, &[&stolen]);
    theirs.insert("2.root.json".to_owned(), root.clone());
    let file = bringing(&stage, "held-back.zip", &theirs).await;
    assert_eq!(take_directory(&config, &file, now).unwrap_err().code(), "roster");
    assert_eq!((held().root.content.version, held().version), (2, 1 << 40));

    // The network goes on where it was: lower, and by the new key.
    let mut healed = honest;
    healed.insert("2.root.json".to_owned(), root);
    next(&mut healed, 2, ends, &fresh);
    let file = bringing(&stage, "healed.zip", &healed).await;
    assert_eq!(take_directory(&config, &file, now).unwrap(), Taken::Newer { version: 2 });
    assert_eq!((held().root.content.version, held().version), (2, 2));
    assert_eq!(serve::read_roster(&config.data_dir).unwrap().version, 2);
    assert_eq!(take_directory(&config, &file, now).unwrap(), Taken::Unchanged);
}

#[tokio::test]
async fn a_directory_that_was_carried_may_have_an_old_timestamp_and_nothing_else_that_ended() {
    let stage = Stage::set().await;
    stage.issue().await;
    let now = stage.nodes[COURT].now();
    let config = stage.config(PROVIDER);
    let folder = |member: &str| stage.folder.path().join(member);
    let key = crate::directory::ceremony::open_key(&folder("fr-coord")).await.unwrap();
    let honest = crate::directory::load(&folder("fr-tj").join("roster")).unwrap();
    let hour = jiff::SignedDuration::from_hours(1);
    let bring = async |name: &str, ends: [jiff::Timestamp; 2]| {
        let mut files = honest.clone();
        next(&mut files, 2, ends, &key);
        let file = bringing(&stage, name, &files).await;
        take_directory(&config, &file, now).map_err(|error| error.code())
    };
    assert_eq!(bring("ended.zip", [now - hour, now + hour]).await, Err("roster"));
    assert_eq!(bring("good.zip", [now + hour, now - hour]).await, Ok(Taken::Newer { version: 2 }));
}

#[tokio::test]
async fn a_medium_without_room_for_the_sheets_leaves_no_file_and_no_record() {
    let stage = Stage::set().await;
    let measure = stage.issue().await;
    let order = stage.write(COURT, "order.zip", None).await.unwrap();
    stage.carry_until_rest(PROVIDER, volumes(&order)).await;
    stage.hand_over(&measure, &evidence()).await;
    let before = fs::read_dir(stage.file("")).unwrap().count();
    // Nothing can be written where the first sheet belongs.
    let sheet = stage.file("answer-1of2.zip.sheet.html");
    fs::create_dir(&sheet).unwrap();
    let refused = stage.write(PROVIDER, "answer.zip", Some(6 << 20)).await.unwrap_err();
    assert_eq!(refused.code(), "file");
    fs::remove_dir(&sheet).unwrap();
    assert_eq!(fs::read_dir(stage.file("")).unwrap().count(), before, "no file is left");
    let carried = |links: &BTreeMap<(&'static str, String), usize>| {
        links.keys().filter(|(kind, _)| *kind == "carried").count()
    };
    assert_eq!(carried(&links(&stage, PROVIDER).await), 0);
    let written = stage.write(PROVIDER, "answer.zip", Some(6 << 20)).await.unwrap();
    assert_eq!((written.volumes.len(), carried(&links(&stage, PROVIDER).await)), (2, 1));
}

#[test]
fn a_volume_has_as_many_members_as_a_file_may_and_the_rest_goes_into_the_next() {
    let letter = plan::Load { delivery: 1, chunks: vec![1; 100_000] };
    let shares = plan::plan(1, &[1], &[letter], None).unwrap();
    // The text, the directory, the receipt and the letter; then the letter once more.
    let first = wire::bundle::ENTRIES_MAX - 4;
    let found: Vec<_> = shares
        .iter()
        .map(|share| (share.receipts.len(), share.letters.len(), share.chunks.len()))
        .collect();
    assert_eq!(found, [(1, 1, first), (0, 1, 100_000 - first)]);
}
