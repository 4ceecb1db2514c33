//! A log that holds, and what a monitor keeps of it.

use super::*;
use crate::ledger::SignedHead;
use crate::testing::{found, open};

#[tokio::test]
async fn a_log_that_grows_is_followed_over_every_edge_of_its_tiles() {
    let site = Site::open().await;
    let all = leaves(70_000, u64::MAX);
    for size in [0, 1, 2, 255, 256, 257, 511, 700, 65_535, 65_536, 65_537, 70_000] {
        site.show(&all[..size]);
        site.witness(&head(&all[..size]));
        let report = site.round().await;
        assert_eq!(report.findings, [], "{size} leaves");
        assert_eq!((report.size, report.n_read), (Some(size as u64), size as u64));
        assert_eq!(report.newest_at, Some(SIGNED_AT));
        assert_eq!(memory(&site).head, Some(head(&all[..size])));
    }
    assert_eq!(site.evidence(), []);
}

#[tokio::test]
async fn a_real_node_is_followed_by_its_own_read_interface() {
    let court = found().await;
    let node = open(&court.config).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let router = crate::peer::routes::log_router(&node);
    let mut server = JoinSet::new();
    server.spawn(async move { axum::serve(listener, router).await.unwrap() });
    let head = node.ledger.sequence().await.unwrap();
    assert!(head.size > 0);
    let note = node.ledger.with_both_lines(&head, node.now()).unwrap().to_string();
    let published = SignedHead { log: 0, size: head.size, root: head.root, note };
    node.ledger.set_published(published, node.now());
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        url: address,
        vkeys: node.ledger.vkeys().unwrap().iter().map(ToString::to_string).collect(),
        policy: None,
        witnesses: Vec::new(),
        state: folder.path().join("state.json"),
        late_seconds: LATE,
    };
    let report = Monitor::open(&options).unwrap().round(node.now()).await.unwrap();
    assert_eq!(report.findings, []);
    assert_eq!((report.size, report.root), (Some(head.size), Some(head.root)));
    assert_eq!(report.n_read, head.size);
}

#[tokio::test]
async fn a_long_log_is_read_in_rounds_and_each_goes_on_where_the_last_ended() {
    let site = Site::open().await;
    let all = leaves(1000, u64::MAX);
    site.show(&all);
    site.witness(&head(&all));
    for expected in [256, 512, 768, 1000, 1000] {
        let mut monitor = Monitor::open(&site.options()).unwrap();
        monitor.tiles_per_round = 1;
        let report = monitor.round(now(0)).await.unwrap();
        assert_eq!((report.findings, report.n_read), (Vec::new(), expected));
    }
}

#[tokio::test]
async fn a_monitor_killed_before_it_saves_sees_the_same_again() {
    let site = Site::open().await;
    let all = leaves(600, u64::MAX);
    site.show(&all[..300]);
    site.witness(&head(&all[..300]));
    assert_eq!(site.round().await.findings, []);
    let before = fs::read(site.state()).unwrap();
    site.show(&all);
    let mut monitor = Monitor::open(&site.options()).unwrap();
    let seen = monitor.look(now(0)).await;
    assert_eq!(seen.next.n_read, 600);
    // Killed here, with half of the new file written.
    drop(monitor);
    fs::write(site.folder.path().join("state.json.new"), &before[..40]).unwrap();
    assert_eq!(fs::read(site.state()).unwrap(), before);
    let again = site.round().await;
    assert_eq!(again, seen.report);
    assert_eq!(memory(&site), seen.next);
    assert!(!site.folder.path().join("state.json.new").exists());
}

#[test]
fn a_memory_is_written_as_the_specification_says() {
    let empty = Memory::default().to_bytes(ORIGIN);
    let text = format!(
        "{{\"fork\":null,\"head\":null,\"n_read\":0,\"origin\":\"{ORIGIN}\",\"v\":\"comity-monitor/1\",\
         \"witnesses\":{{}}}}\n"
    );
    assert_eq!(String::from_utf8(empty).unwrap(), text);
}

#[tokio::test]
async fn two_monitors_never_share_a_memory() {
    let site = Site::open().await;
    let first = Monitor::open(&site.options()).unwrap();
    let second = Monitor::open(&site.options()).unwrap_err();
    assert_eq!(second.code(), "state-busy");
    drop(first);
    Monitor::open(&site.options()).unwrap();
}

#[tokio::test]
async fn a_memory_of_something_else_is_refused_and_left_alone() {
    let site = Site::open().await;
    let all = leaves(300, u64::MAX);
    site.show(&all);
    site.witness(&head(&all[..200]));
    site.round().await;
    let text = fs::read_to_string(site.state()).unwrap();
    for (from, to) in [
        ("comity-monitor/1", "comity-monitor/2"),
        (ORIGIN, "other.example/log"),
        ("\\n300\\n", "\\n301\\n"),
        ("\\n200\\n", "\\n201\\n"),
        ("\"n_read\":300", "\"n_read\":301"),
        ("\"n_read\":300", "\"n_read\":-1"),
        ("\"fork\":null", "\"fork\":false"),
        ("\n", ""),
        ("{", "{ "),
    ] {
        assert!(text.contains(from), "{from}");
        let changed = text.replacen(from, to, 1);
        fs::write(site.state(), &changed).unwrap();
        let error = Monitor::open(&site.options()).unwrap_err();
        assert_eq!(error.code(), "state-damaged", "{from} as {to}");
        assert_eq!(fs::read_to_string(site.state()).unwrap(), changed);
    }
    fs::write(site.state(), &text).unwrap();
    Monitor::open(&site.options()).unwrap();
}

#[tokio::test]
async fn options_that_mean_nothing_are_refused_by_name() {
    let site = Site::open().await;
    let good = site.options();
    let refused = |change: &dyn Fn(&mut Options)| {
        let mut options = good.clone();
        change(&mut options);
        Monitor::open(&options).map(|_| ()).map_err(|error| error.code())
    };
    assert_eq!(refused(&|_| {}), Ok(()));
    assert_eq!(refused(&|options| options.vkeys.clear()), Err("keys"));
    let other = vkeys("other.example/log", 3)[0].to_string();
    assert_eq!(refused(&|options| options.vkeys.push(other.clone())), Err("keys"));
    assert_eq!(refused(&|options| options.vkeys[0].push('A')), Err("vkey"));
    assert_eq!(refused(&|options| options.policy = Some(b"quorum".to_vec())), Err("policy"));
    let nobody = || Some(b"quorum none\n".to_vec());
    assert_eq!(refused(&|options| options.policy = nobody()), Err("policy-of-others"));
    let twice = |options: &mut Options| options.witnesses = vec![good.url.clone(); 2];
    assert_eq!(refused(&twice), Err("witnesses"));
    let many = |n: usize| (0..n).map(|n| format!("http://w{n}.example")).collect::<Vec<_>>();
    assert_eq!(refused(&|options| options.witnesses = many(WITNESSES_MAX)), Ok(()));
    assert_eq!(refused(&|options| options.witnesses = many(WITNESSES_MAX + 1)), Err("witnesses"));
    for url in [
        "https://node.example",
        "node.example",
        "http://",
        "http://a@node.example",
        "http://node.example/?x",
        "http://node.example/#x",
        "http://node example",
    ] {
        assert_eq!(refused(&|options| url.clone_into(&mut options.url)), Err("url"), "{url}");
        assert_eq!(refused(&|options| options.witnesses = vec![url.to_owned()]), Err("url"));
    }
}
