//! Restarts and stops with a program that only waits for its standard input to close, and the reading of `/proc`.

use std::os::unix::fs::PermissionsExt as _;

use super::super::players::PLAYERS;
use super::*;

fn run<T>(test: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test)
}

/// A sandbox directory with a program that stands for `comity`: it lives until its standard input is closed.
fn stage() -> (tempfile::TempDir, Layout, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let layout = Layout::new(folder.path()).unwrap();
    for player in PLAYERS {
        fs::create_dir(layout.data(player)).unwrap();
    }
    let program = folder.path().join("program");
    fs::write(&program, "#!/bin/sh\necho up\nread nothing\n").unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
    (folder, layout, program)
}

async fn until<T>(mut test: impl FnMut() -> Option<T>) -> T {
    let mut looks = look();
    let found = async {
        loop {
            if let Some(found) = test() {
                return found;
            }
            looks.tick().await;
        }
    };
    timeout(Duration::from_secs(20), found).await.unwrap()
}

#[test]
fn a_killed_node_comes_back_within_two_seconds_and_all_go_when_told() {
    let (_folder, layout, program) = stage();
    let (stop, stopping) = watch::channel(false);
    let nodes = Nodes::default();
    let player = PLAYERS[2];
    let story = async {
        until(|| PLAYERS.iter().all(|player| nodes.pid(player).is_some()).then_some(())).await;
        let first = nodes.pid(player).unwrap();
        let on_record = fs::read_to_string(layout.node_pid(player)).unwrap();
        assert_eq!(on_record, format!("{first}\n"));
        // The system tells the command line a moment after the process.
        until(|| is_node(first, &layout.config(player)).then_some(())).await;
        let killed = Instant::now();
        let kill = Command::new("kill").args(["-KILL", &first.to_string()]).status().await.unwrap();
        assert!(kill.success());
        let second = until(|| nodes.pid(player).filter(|pid| *pid != first)).await;
        assert!(killed.elapsed() < Duration::from_secs(2));
        until(|| is_node(second, &layout.config(player)).then_some(())).await;
        stop.send_replace(true);
    };
    let (kept, ()) = run(async {
        tokio::join!(keep_alive(&program, &layout, &PLAYERS, &nodes, &stopping), story)
    });
    kept.unwrap();
    for player in PLAYERS {
        assert_eq!(nodes.pid(player), None);
        assert!(!layout.node_pid(player).exists());
    }
    assert_eq!(fs::read_to_string(layout.node_log(player)).unwrap(), "up\nup\n");
}

#[test]
fn a_program_that_is_not_there_ends_the_sandbox_by_name() {
    let (_folder, layout, program) = stage();
    let (_stop, stopping) = watch::channel(false);
    let nodes = Nodes::default();
    let missing = program.with_file_name("missing");
    let ended = run(keep_alive(&missing, &layout, &PLAYERS, &nodes, &stopping)).unwrap_err();
    assert!(ended.to_string().contains("missing"), "{ended}");
}

#[test]
fn a_dead_node_is_started_again_at_once_then_later_and_not_for_ever() {
    let mut deaths = Deaths::default();
    let now = Instant::now();
    let pauses: Vec<_> =
        (0..10).map(|_| deaths.another(now).map(|pause| pause.as_millis())).collect();
    let slow = Some(1200);
    let expected = [Some(0), Some(150), Some(300), Some(600), slow, slow, slow, slow, slow, None];
    assert_eq!(pauses, expected);
}

#[test]
fn deaths_of_long_ago_do_not_count() {
    let mut deaths = Deaths::default();
    let now = Instant::now();
    let later = now + CRASH_WINDOW;
    for _ in 1..DEATHS_MAX {
        assert!(deaths.another(now).is_some());
    }
    assert_eq!(deaths.another(later), Some(Duration::ZERO));
}

#[test]
fn peak_memory_is_read_as_the_kernel_writes_it() {
    let status = "Name:\tcomity\nVmPeak:\t  99 kB\nVmHWM:\t   34256 kB\nVmRSS:\t 1 kB\n";
    assert_eq!(vm_hwm_of(status), Some(35_078_144));
    assert_eq!(vm_hwm_of("Name:\tkthreadd\n"), None);
    assert!(vm_hwm_bytes(std::process::id()).unwrap() > 1 << 20);
}

#[test]
fn a_process_is_a_node_only_by_its_own_command_line() {
    let own = fs::read("/proc/self/cmdline").unwrap();
    let program = own.split(|byte| *byte == 0).next().unwrap();
    let program = Path::new(std::str::from_utf8(program).unwrap());
    assert!(is_node(std::process::id(), program));
    assert!(!is_node(std::process::id(), Path::new("/nowhere/comity.toml")));
}

#[test]
fn a_stale_pid_of_somebody_else_is_removed_and_nobody_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let layout = Layout::new(folder.path()).unwrap();
    let player = PLAYERS[0];
    fs::create_dir(layout.data(player)).unwrap();
    fs::write(layout.node_pid(player), format!("{}\n", std::process::id())).unwrap();
    assert!(!running(&layout, player));
    run(bury_orphans(&layout)).unwrap();
    assert!(!layout.node_pid(player).exists());
}
