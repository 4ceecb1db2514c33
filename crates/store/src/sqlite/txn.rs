//! A transaction whose own statements are compiled once for each connection: thousands of them are opened in a second, and
//! compiling a word costs more than doing what it says.

use rusqlite::Connection;

/// An open transaction. What is not committed when it goes away is undone.
#[derive(Debug)]
pub(super) struct Txn<'c> {
    conn: &'c Connection,
    is_open: bool,
}

impl<'c> Txn<'c> {
    /// Opens one that reads, on a connection that has none.
    pub(super) fn reading(conn: &'c Connection) -> rusqlite::Result<Self> {
        run(conn, "begin")?;
        Ok(Self { conn, is_open: true })
    }

    /// Opens one that writes, and so waits here for other writers, on a connection that has none.
    pub(super) fn writing(conn: &'c Connection) -> rusqlite::Result<Self> {
        run(conn, "begin immediate")?;
        Ok(Self { conn, is_open: true })
    }

    /// Makes everything durable. If that fails, everything is undone.
    pub(super) fn commit(mut self) -> rusqlite::Result<()> {
        run(self.conn, "commit")?;
        self.is_open = false;
        Ok(())
    }

    /// Undoes everything; after reading only, that is the end of it.
    pub(super) fn rollback(mut self) -> rusqlite::Result<()> {
        self.is_open = false;
        run(self.conn, "rollback")
    }
}

impl std::ops::Deref for Txn<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.conn
    }
}

impl Drop for Txn<'_> {
    fn drop(&mut self) {
        // `SQLite` may have undone it by itself (disk full, out of memory).
        if self.is_open && !self.conn.is_autocommit() {
            // If this fails too, the transaction stays open; who owns the connection sees it and stops.
            drop(run(self.conn, "rollback"));
        }
    }
}

fn run(conn: &Connection, sql: &str) -> rusqlite::Result<()> {
    conn.prepare_cached(sql)?.execute([]).map(drop)
}
