//! Where a node's log is read.

use super::log_url;

#[test]
fn the_log_listener_is_two_ports_above_the_portal() {
    assert_eq!(log_url("http://127.0.0.1:7000/").as_deref(), Some("http://127.0.0.1:7002"));
    assert_eq!(log_url("http://127.0.0.1:65535"), None);
    assert_eq!(log_url("portal"), None);
}
