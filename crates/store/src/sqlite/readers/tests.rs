//! Connections that are lent, given back, and missing.

use super::*;

fn readers() -> (tempfile::TempDir, Readers) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("some.db");
    let conn = Connection::open(&path).unwrap();
    conn.pragma_update(None, "journal_mode", "wal").unwrap();
    conn.execute_batch("create table number (n integer); insert into number values (7)").unwrap();
    let readers = Readers::start(&path).unwrap();
    (folder, readers)
}

fn number(conn: &Connection) -> Result<i64, StoreError> {
    Ok(conn.query_row("select n from number", [], |row| row.get(0))?)
}

#[test]
fn a_connection_is_lent_to_one_and_comes_back_also_after_a_fault() {
    let (_folder, readers) = readers();
    for _ in 0..3 {
        let lent: Vec<_> = (0..N_NEAR).filter_map(|_| readers.near()).collect();
        assert_eq!(lent.len(), N_NEAR);
        assert!(readers.near().is_none());
        for near in &lent {
            assert_eq!(near.read(number).unwrap(), 7);
            let fault = near.read(|conn| Ok(conn.execute("delete from number", [])?));
            assert!(fault.is_err(), "it reads and nothing else");
        }
    }
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        readers.near().unwrap().read(|_| -> Result<(), StoreError> { panic!("a fault of ours") })
    }));
    assert!(panicked.is_err());
    let lent: Vec<_> = (0..N_NEAR).filter_map(|_| readers.near()).collect();
    assert_eq!(lent.len(), N_NEAR);
    assert!(lent.iter().all(|near| near.read(number).unwrap() == 7), "nothing was left open");
}

#[test]
fn threads_read_while_every_connection_is_lent() {
    let (_folder, readers) = readers();
    let lent: Vec<_> = (0..N_NEAR).filter_map(|_| readers.near()).collect();
    assert_eq!(lent.len(), N_NEAR);
    let answers: Vec<_> = (0..64).map(|_| readers.submit(number).unwrap()).collect();
    for answer in answers {
        assert_eq!(answer.blocking_recv().unwrap().unwrap(), 7);
    }
}

#[test]
fn a_panic_of_one_reader_ends_all_of_them() {
    let (_folder, readers) = readers();
    let panicking = readers.submit(|_| -> Result<(), StoreError> { panic!("a fault of ours") });
    assert!(panicking.unwrap().blocking_recv().is_err());
    // The thread that panicked says so while it goes; until then the others answer.
    let closed = (0..100_000).any(|_| match readers.submit(number) {
        Ok(answer) => answer.blocking_recv().is_err(),
        Err(error) => matches!(error, StoreError::Poisoned),
    });
    assert!(closed);
}
