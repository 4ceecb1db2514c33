//! The client against a server of a few lines that answers with fixed bytes and keeps what it was asked.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::*;

/// Serves one connection: reads until what came ends with `until`, answers `answer`, returns what was read.
async fn serve(listener: &TcpListener, until: &[u8], answer: &[u8]) -> Vec<u8> {
    let (mut stream, _) = listener.accept().await.unwrap();
    let (mut seen, mut piece) = (Vec::new(), [0; 4096]);
    while !seen.ends_with(until) {
        let n = stream.read(&mut piece).await.unwrap();
        assert!(n > 0, "closed early: {}", String::from_utf8_lossy(&seen));
        seen.extend_from_slice(&piece[..n]);
    }
    stream.write_all(answer).await.unwrap();
    seen
}

fn run<T>(test: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test)
}

async fn listen() -> (TcpListener, Portal) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let portal = Portal::new(listener.local_addr().unwrap());
    (listener, portal)
}

#[test]
fn a_form_is_sent_with_the_cookie_and_the_answer_is_json() {
    run(async {
        let (listener, portal) = listen().await;
        let form = [("a b".to_owned(), "é&=".to_owned()), ("a b".to_owned(), String::new())];
        let headers = Headers::cookie("comity=1");
        let answer = b"HTTP/1.1 201 Created\r\nset-cookie: x=y; Path=/\r\ncontent-length: 8\r\n\r\n{\"id\":7}";
        let (seen, answer) =
            tokio::join!(serve(&listener, b"a+b=", answer), portal.post("/cases", &headers, &form));
        let seen = String::from_utf8(seen).unwrap();
        assert!(seen.starts_with("POST /cases HTTP/1.1\r\n"), "{seen}");
        assert!(seen.contains("cookie: comity=1\r\n"), "{seen}");
        assert!(seen.ends_with("\r\n\r\na+b=%C3%A9%26%3D&a+b="), "{seen}");
        let answer = answer.unwrap();
        assert_eq!(answer.status, StatusCode::CREATED);
        assert_eq!(answer.body["id"], 7);
        assert_eq!(answer.cookies, ["x=y"]);
    });
}

#[test]
fn a_file_is_sent_with_its_length_and_hashed_on_the_way() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.bin");
        let bytes = [vec![7; 700_000], b"THE END".to_vec()].concat();
        std::fs::write(&path, &bytes).unwrap();
        let (listener, portal) = listen().await;
        let answer = b"HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n{}";
        let headers = Headers::default();
        let (seen, done) = tokio::join!(
            serve(&listener, b"THE END", answer),
            portal.upload("/orders/1/evidence", &headers, &path)
        );
        assert!(String::from_utf8_lossy(&seen[..400]).contains("content-length: 700007\r\n"));
        assert!(seen.ends_with(&bytes));
        assert_eq!(done.unwrap().1, Digest::of(&bytes));
    });
}

#[test]
fn a_download_appears_whole_or_not_at_all() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p.asice");
        let (listener, portal) = listen().await;
        let headers = Headers::default();
        let cut = b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nPK...";
        let (_, broken) = tokio::join!(
            serve(&listener, b"\r\n\r\n", cut),
            portal.download("/packages/1/download", &headers, &path)
        );
        assert!(matches!(broken, Err(HttpError::Broken { .. })));
        assert!(!path.exists());
        let whole = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nPK...";
        let (_, done) = tokio::join!(
            serve(&listener, b"\r\n\r\n", whole),
            portal.download("/packages/1/download", &headers, &path)
        );
        assert_eq!(done.unwrap().unwrap(), 5);
        assert_eq!(std::fs::read(&path).unwrap(), b"PK...");
        let no = b"HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\n{}";
        let (_, answer) = tokio::join!(
            serve(&listener, b"\r\n\r\n", no),
            portal.download("/packages/2/download", &headers, &path)
        );
        assert_eq!(answer.unwrap().unwrap_err().status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_portal_where_nobody_listens_is_broken_not_strange() {
    run(async {
        let (listener, portal) = listen().await;
        drop(listener);
        let answer = portal.get("/health", &Headers::default()).await;
        assert!(matches!(answer, Err(HttpError::Broken { .. })));
    });
}
