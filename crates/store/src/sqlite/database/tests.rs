//! What a connection is set to, where nothing else would show it.

use rusqlite::StatementStatus;

use super::*;

#[test]
fn a_parameter_in_a_limit_does_not_cost_a_compilation_each_time() {
    let conn = Connection::open_in_memory().unwrap();
    settle(&conn).unwrap();
    conn.execute_batch("create table t (n integer primary key, m text); create index i on t (m)")
        .unwrap();
    let mut asked = conn.prepare("select n from t where m = ?1 order by n limit ?2").unwrap();
    for limit in [1, 2, 9] {
        assert!(asked.query(("a", limit)).unwrap().next().unwrap().is_none());
    }
    assert_eq!(asked.get_status(StatementStatus::RePrepare), 0);
}
