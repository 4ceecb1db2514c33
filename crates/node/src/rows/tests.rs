//! Lists that are longer than a page.

use store::{Batch, RowChange, RowQuery, SqliteStore, Store as _};

use super::all_rows;

#[tokio::test]
async fn a_list_longer_than_a_page_is_read_to_its_end() {
    let store = SqliteStore::open_inline().unwrap();
    let rows = (0..7).map(|n| RowChange::Put {
        view: "letters".to_owned(),
        key: format!("k{n}"),
        // Two rows share each place in the order: a page may end between them.
        sort: (n / 2).to_string(),
        body: vec![n],
    });
    store.append(Batch { rows: rows.collect(), ..Batch::new("fill", 0) }).await.unwrap();
    for limit in [1, 2, 3, 7, 8, u32::MAX] {
        let found = all_rows(&store, RowQuery::view("letters", limit)).await.unwrap();
        let bodies: Vec<u8> = found.iter().map(|row| row.body[0]).collect();
        assert_eq!(bodies, [0, 1, 2, 3, 4, 5, 6], "pages of {limit}");
    }
}
