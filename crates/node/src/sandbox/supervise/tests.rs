//! The arithmetic of restarts and the reading of `/proc`; the processes themselves are tried in `tests/cmd`.

use super::*;

#[test]
fn a_dead_node_is_started_again_well_within_two_seconds() {
    let pauses: Vec<_> = (1..=DEATHS_MAX).map(|deaths| pause(deaths).as_millis()).collect();
    assert_eq!(pauses, [0, 150, 300, 600, 1200, 1200, 1200, 1200, 1200, 1200]);
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
    let player = &PLAYERS[0];
    fs::create_dir(layout.data(player)).unwrap();
    fs::write(layout.node_pid(player), format!("{}\n", std::process::id())).unwrap();
    assert!(!running(&layout, player));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(bury_orphans(&layout)).unwrap();
    assert!(!layout.node_pid(player).exists());
}
