//! One lie of each kind, and what is said of it.

use super::*;

/// A site whose log of so many leaves was seen and held.
async fn seen(size: usize) -> (Site, Vec<Digest>) {
    let site = Site::open().await;
    let all = leaves(1000, u64::MAX);
    site.show(&all[..size]);
    site.witness(&head(&all[..size]));
    assert_eq!(codes(&site.round().await), Vec::<&str>::new());
    (site, all)
}

#[tokio::test]
async fn a_second_history_ends_the_monitor_and_leaves_evidence_that_stands_alone() {
    // Another root of the same size; a larger tree that does not begin with the smaller; a smaller one that the larger
    // does not begin with.
    for (other, n_leaves) in [(299, 300), (299, 700), (5, 301), (5, 200)] {
        let (site, all) = seen(300).await;
        let memory_before = memory(&site);
        let forked = leaves(n_leaves, other);
        site.show(&forked);
        if n_leaves == 200 {
            // Its own past is still served, so that it can be told from a log that was only put back.
            site.serve_tiles(&all[..300]);
        }
        let report = site.round().await;
        assert_eq!(codes(&report), ["fork"], "{n_leaves} leaves, other from {other}");
        assert!(report.is_fork());
        let evidence = site.evidence();
        assert_eq!(evidence.len(), 1);
        assert_eq!(evidence[0].proven(&vkeys(ORIGIN, 1)), Ok(ORIGIN));
        // Both notes are in it, byte for byte.
        let notes = [&evidence[0].older, &evidence[0].newer].map(ToString::to_string);
        for note in [head(&all[..300]), head(&forked)] {
            assert!(notes.contains(&note.to_string()));
        }
        // What was believed stays, and the log shows what it wants: it is not followed any more.
        let after = memory(&site);
        assert_eq!((&after.head, after.n_read), (&memory_before.head, memory_before.n_read));
        site.show(&all);
        let again = site.round().await;
        assert_eq!(codes(&again), ["fork"]);
        assert_eq!(again.size, None);
        assert_eq!(site.evidence(), evidence);
    }
}

#[tokio::test]
async fn a_monitor_killed_between_the_evidence_and_its_memory_finds_the_fork_again() {
    let (site, _) = seen(300).await;
    let before = fs::read(site.state()).unwrap();
    site.show(&leaves(300, 7));
    let mut monitor = Monitor::open(&site.options()).unwrap();
    let looked = monitor.look(now(0)).await;
    let name = memory::keep(&site.state(), &looked.fork.unwrap()).unwrap();
    drop(monitor);
    assert_eq!(fs::read(site.state()).unwrap(), before);
    assert_eq!(codes(&site.round().await), ["fork"]);
    assert_eq!(site.evidence().len(), 1);
    assert_eq!(memory(&site).fork, Some(name));
}

#[tokio::test]
async fn a_history_that_only_a_witness_was_shown_is_a_fork() {
    for size in [300, 250, 400] {
        let (site, _) = seen(300).await;
        site.witness(&head(&leaves(size, 240)));
        // Its larger tree is not what the log serves, so the tiles it serves decide.
        let report = site.round().await;
        let expected: &[&str] = match size {
            250 => &["fork", "witness-rolled-back"],
            300 => &["fork"],
            _ => &["rolled-back"],
        };
        assert_eq!(codes(&report), expected, "{size}");
        if size == 400 {
            site.show(&leaves(500, u64::MAX));
            assert_eq!(codes(&site.round().await), ["fork"]);
        }
        assert_eq!(site.evidence()[0].proven(&vkeys(ORIGIN, 1)), Ok(ORIGIN));
    }
}

#[tokio::test]
async fn what_a_witness_showed_once_counts_when_it_is_gone() {
    let (site, all) = seen(300).await;
    site.serve_tiles(&all[..400]);
    site.witness(&head(&all[..400]));
    assert_eq!(codes(&site.round().await), Vec::<&str>::new());
    // The log is put back to 300 leaves and grows into something else, and the witness is silent.
    site.take(&format!("/witness/1/m/{}/checkpoint", hex())).unwrap();
    site.show(&leaves(500, 350));
    assert_eq!(codes(&site.round().await), ["fork", "witness-silent"]);
    let evidence = &site.evidence()[0];
    assert_eq!(evidence.older.claimed().size(), 400);
    assert_eq!(evidence.proven(&vkeys(ORIGIN, 1)), Ok(ORIGIN));
}

#[tokio::test]
async fn a_log_put_back_from_a_backup_is_named_and_not_followed_back() {
    let (site, all) = seen(300).await;
    site.show(&all[..200]);
    let report = site.round().await;
    assert_eq!(codes(&report), ["rolled-back"]);
    assert_eq!((report.size, report.findings[0].at), (Some(200), 200));
    assert_eq!(memory(&site).head, Some(head(&all[..300])));
    // It is no fork: when it is whole again, everything holds.
    site.show(&all[..310]);
    assert_eq!(codes(&site.round().await), Vec::<&str>::new());
}

#[tokio::test]
async fn a_head_that_only_a_witness_kept_shows_that_a_log_was_put_back() {
    let (site, all) = seen(300).await;
    site.witness(&head(&all[..400]));
    let report = site.round().await;
    assert_eq!(codes(&report), ["rolled-back"]);
    assert!(report.findings[0].detail.contains("tile/0/001.p/144"), "{report:?}");
    // A witness may be ahead of what is shown, as long as the log can prove it.
    site.serve_tiles(&all[..400]);
    assert_eq!(codes(&site.round().await), Vec::<&str>::new());
}

#[tokio::test]
async fn every_new_tile_of_every_row_is_needed_and_every_bit_of_it_counts() {
    // Once from the first leaf on, once over the edge of the second row.
    for (from, size, n_tiles) in [(0, 1000, 5), (65_530, 66_000, 6)] {
        let site = Site::open().await;
        let all = leaves(size, u64::MAX);
        site.show(&all[..from]);
        site.witness(&head(&all[..from]));
        assert_eq!(site.round().await.n_read, from as u64);
        let before = fs::read(site.state()).unwrap();
        site.show(&all);
        let new = tile::completed(from as u64, size).into_iter().chain(tile::partial(size));
        let new: Vec<Tile> = new.filter(|tile| tile.kind() != Kind::Entries).collect();
        assert_eq!(new.len(), n_tiles);
        for tile in new {
            let path = Site::log(&tile.to_string());
            let sound = site.take(&path).unwrap();
            let missing = site.round().await;
            let named = |report: &Report| {
                let mut found = report.findings.iter();
                found.any(|finding| finding.detail.contains(&tile.to_string()))
            };
            assert!(named(&missing) && missing.n_read < size, "{tile}: {missing:?}");
            fs::write(site.state(), &before).unwrap();
            let mut lies = vec![sound[1..].to_vec(), [&sound[..], &[0]].concat(), Vec::new()];
            for (at, bit) in [(0, 1), (sound.len() - 1, 0x80)] {
                let mut flipped = sound.clone();
                flipped[at] ^= bit;
                lies.push(flipped);
            }
            for lie in lies {
                site.put(&path, lie);
                let report = site.round().await;
                let only_gaps = codes(&report).iter().all(|code| *code == "gap");
                assert!(only_gaps && !report.findings.is_empty(), "{tile}: {report:?}");
                assert!(report.n_read < size);
                fs::write(site.state(), &before).unwrap();
            }
            site.put(&path, sound);
        }
        let report = site.round().await;
        assert_eq!((report.findings, report.n_read), (Vec::new(), size));
    }
}

#[tokio::test]
async fn a_partial_tile_that_is_gone_is_the_beginning_of_the_full_one() {
    let (site, all) = seen(300).await;
    site.serve_tiles(&all[..600]);
    site.put(&Site::log("checkpoint"), head(&all[..500]).to_string());
    assert_eq!(codes(&site.round().await), Vec::<&str>::new());
}

#[tokio::test]
async fn a_changed_past_is_a_gap_as_long_as_nothing_of_it_is_signed() {
    let (site, all) = seen(300).await;
    // The log serves other tiles and shows the old head.
    site.serve_tiles(&leaves(300, 0));
    assert!(codes(&site.round().await).iter().all(|code| *code == "gap"));
    assert_eq!(memory(&site).n_read, 300);
    // Tiles of another history under a new head of the old one.
    site.put(&Site::log("checkpoint"), head(&all[..400]).to_string());
    site.serve_tiles(&leaves(400, 0));
    let report = site.round().await;
    assert_eq!(report.findings[0].code, Code::Gap);
    assert_eq!(memory(&site).head, Some(head(&all[..300])));
    assert_eq!(site.evidence(), []);
}

#[tokio::test]
async fn a_head_needs_both_lines_of_its_log() {
    let (site, all) = seen(300).await;
    let sound = head(&all[..310]);
    site.serve_tiles(&all[..310]);
    let shown = |lines: Vec<NoteLine>| {
        let note = sound.claimed().clone().with(lines);
        site.put(&Site::log("checkpoint"), note.to_string());
    };
    let [ed25519, mldsa] = sound.note().signatures.as_slice() else { panic!() };
    for line in [ed25519, mldsa] {
        shown(vec![line.clone()]);
        let report = site.round().await;
        assert_eq!(codes(&report), ["unsigned"]);
        assert_eq!(report.size, Some(310));
    }
    // A line of a log's key with time 0 is not about the whole tree.
    let (_, secret) = secrets(1);
    let message = seal::cosignature::message_mldsa44(ORIGIN, 0, sound.claimed());
    let mut timeless = mldsa.clone();
    timeless.sig = [&[0; 8], secret.sign_deterministic(&message).unwrap().as_slice()].concat();
    shown(vec![ed25519.clone(), timeless.clone()]);
    assert_eq!(codes(&site.round().await), ["unsigned"]);
    shown(vec![timeless]);
    assert_eq!(site.round().await.size, None);
    // One bad line spoils the note.
    let mut bad = mldsa.clone();
    bad.sig[100] ^= 1;
    shown(vec![ed25519.clone(), bad]);
    let report = site.round().await;
    assert_eq!((codes(&report), report.size), (vec!["unsigned"], None));
    assert!(report.findings[0].detail.contains("bad-signature"));
    let other = Checkpoint::new("other.example/log", 310, sound.claimed().root()).unwrap();
    let line = other.sign_ed25519(&secrets(1).0).unwrap();
    for (note, why) in
        [(other.with(vec![line]).to_string(), "other-origin"), ("x".to_owned(), "shape")]
    {
        site.put(&Site::log("checkpoint"), note);
        let report = site.round().await;
        assert_eq!(codes(&report), ["unsigned"]);
        assert!(report.findings[0].detail.contains(why), "{report:?}");
    }
    shown(vec![ed25519.clone(), mldsa.clone()]);
    assert_eq!(codes(&site.round().await), Vec::<&str>::new());
}

#[tokio::test]
async fn a_log_that_nobody_signs_any_more_is_late_from_the_second_after_the_bound() {
    let (site, all) = seen(300).await;
    let late = async |seconds: i64| {
        let mut monitor = Monitor::open(&site.options()).unwrap();
        codes(&monitor.round(now(seconds)).await.unwrap())
    };
    let bound = i64::try_from(LATE).unwrap();
    assert_eq!(late(-10).await, Vec::<&str>::new());
    assert_eq!(late(bound).await, Vec::<&str>::new());
    assert_eq!(late(bound + 1).await, ["late"]);
    let again = head_at(&all[..300], SIGNED_AT + 60);
    site.put(&Site::log("checkpoint"), again.to_string());
    assert_eq!(late(bound + 60).await, Vec::<&str>::new());
}

#[tokio::test]
async fn a_policy_asks_for_its_quorum_and_its_witnesses_count_as_signs_of_life() {
    let (site, all) = seen(300).await;
    let (ed25519, _) = secrets(9);
    let witness = Vkey::new("witness.example/w1", VkeyKind::CosigEd25519(ed25519.public()));
    let [log, _] = vkeys(ORIGIN, 1);
    let policy = format!("log {log}\nwitness w1 {}\nquorum w1\n", witness.unwrap());
    let options = Options { policy: Some(policy.into_bytes()), ..site.options() };
    assert_eq!(codes(&site.round_with(&options).await), ["quorum-missing"]);
    let mut note = head(&all[..300]);
    note.add(cosigned(&note, SIGNED_AT + 100));
    site.put(&Site::log("checkpoint"), note.to_string());
    let report = site.round_with(&options).await;
    assert_eq!((codes(&report), report.newest_at), (Vec::new(), Some(SIGNED_AT + 100)));
    let mut bad = head(&all[..300]);
    bad.add(cosigned(&head(&all[..299]), SIGNED_AT));
    site.put(&Site::log("checkpoint"), bad.to_string());
    assert_eq!(codes(&site.round_with(&options).await), ["unsigned"]);
}

#[tokio::test]
async fn a_witness_that_goes_back_lies_or_is_silent_is_named_each_in_its_way() {
    let (site, all) = seen(300).await;
    site.witness(&head(&all[..200]));
    assert_eq!(codes(&site.round().await), ["witness-rolled-back"]);
    let (_, theirs) = (0, head(&all[..300]).claimed().clone());
    let line = theirs.sign_ed25519(&secrets(5).0).unwrap();
    site.witness(&theirs.with(vec![line]));
    assert_eq!(codes(&site.round().await), ["witness-unsigned"]);
    site.take(&format!("/witness/1/m/{}/checkpoint", hex())).unwrap();
    let report = site.round().await;
    assert_eq!(codes(&report), ["witness-silent"]);
    // What it showed before is not forgotten.
    assert_eq!(report.witnesses, [(site.address.clone(), Some(300))]);
}

#[tokio::test]
async fn a_log_without_a_head_has_a_gap_and_one_without_an_answer_is_unreachable() {
    let (site, _) = seen(300).await;
    site.take(&Site::log("checkpoint")).unwrap();
    let report = site.round().await;
    assert_eq!(codes(&report), ["gap"]);
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let options = Options { url: format!("http://{closed}"), ..site.options() };
    let report = site.round_with(&options).await;
    assert_eq!(codes(&report), ["unreachable"]);
    assert!(report.findings.iter().all(|finding| finding.code.is_silence()));
    assert_eq!(memory(&site).n_read, 300);
}

#[tokio::test(start_paused = true)]
async fn a_log_that_takes_questions_and_never_answers_is_waited_for_and_no_longer() {
    let site = Site::open().await;
    // The system takes the connection, and nobody ever reads from it.
    let mute = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", mute.local_addr().unwrap());
    let options = Options { url, witnesses: Vec::new(), ..site.options() };
    let report = site.round_with(&options).await;
    assert_eq!(codes(&report), ["unreachable"]);
    assert_eq!(report.findings[0].detail, Silent::TimedOut.to_string());
}

#[tokio::test]
async fn a_head_of_more_bytes_than_any_is_not_read_to_its_end() {
    let (site, _) = seen(300).await;
    site.put(&Site::log("checkpoint"), vec![b'x'; NOTE_BYTES_MAX + 1]);
    let report = site.round().await;
    assert_eq!(codes(&report), ["gap"]);
    assert_eq!(report.findings[0].detail, Silent::TooLong.to_string());
    site.put(&Site::log("checkpoint"), vec![b'x'; NOTE_BYTES_MAX]);
    assert_eq!(codes(&site.round().await), ["unsigned"]);
}
