//! Files brought by the command line into a real portal on this machine: large ones that break off and go on, folders of
//! small ones that are sent twice and arrive once.

use std::sync::Arc;

use domain::ids::MeasureId;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::client::Client;
use super::progress::{mebibytes, percent, rate};
use super::*;
use crate::exhibits::of_measure;
use crate::ingest::upload;
use crate::node::Node;
use crate::testing::{Court, found as founded, open, received};
use crate::web;

struct Portal {
    _court: Court,
    node: Arc<Node>,
    order: MeasureId,
    address: SocketAddr,
    served: JoinSet<()>,
    folder: tempfile::TempDir,
}

impl Portal {
    async fn make() -> Self {
        let court = founded().await;
        let node = open(&court.config).await;
        let order = received(&node, 3).await;
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = web::router(&node);
        let mut served = JoinSet::new();
        served.spawn(async move {
            axum::serve(listener, router).await.unwrap_or_default();
        });
        let folder = tempfile::tempdir().unwrap();
        Self { _court: court, node, order, address, served, folder }
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Signs in as the custodian with a link of its own.
    async fn client(&self, token: &str) -> Client {
        let links = self.node.config.data_dir.join("sign-in");
        std::fs::create_dir_all(&links).unwrap();
        let digest = seal::digest::Digest::of(token.as_bytes()).hex();
        std::fs::write(links.join(digest), "clerk").unwrap();
        let order = self.order.to_string();
        Client::sign_in(self.address, &order, token, Duration::from_secs(5)).await.unwrap()
    }

    /// Names and lengths of the exhibits.
    async fn exhibits(&self) -> Vec<(String, u64)> {
        let all = of_measure(&self.node, self.order).await.unwrap();
        let one = |exhibit: &domain::exhibit::Exhibit| {
            let name = exhibit.item().source.as_ref().unwrap().original_name.clone();
            (name, exhibit.data().unwrap().plain.len)
        };
        all.iter().map(|(_, exhibit)| one(exhibit)).collect()
    }
}

fn quiet() -> Progress {
    Progress::new(0, true)
}

#[tokio::test]
async fn a_large_file_goes_part_by_part_and_a_second_command_sends_what_is_missing() {
    let portal = Portal::make().await;
    let part = 16 << 20;
    let bytes: Vec<u8> = (0..=250_u8).cycle().take(part + 70_000).collect();
    let path = portal.write("image.dd", &bytes);
    // As the first command left it: the first part is there, and nothing of the second.
    let client = portal.client("first").await;
    let upload = client.begin(&path, bytes.len() as u64, 0).await.unwrap().unwrap();
    let first = bytes::Bytes::copy_from_slice(&bytes[..part]);
    client.part("image.dd", &upload.id, 0, first).await.unwrap();
    let open = upload::of_measure(&portal.node, portal.order).await.unwrap();
    assert_eq!((open.len(), open[0].next_offset), (1, part as u64));
    let client = portal.client("second").await;
    let sent = client.large(&path, bytes.len() as u64, &mut quiet()).await.unwrap();
    assert_eq!((sent.n_exhibits, sent.n_bytes), (1, bytes.len() as u64));
    assert_eq!(portal.exhibits().await, [("image.dd".to_owned(), bytes.len() as u64)]);
    // The same command once more finds it sealed; another file of that name and length is another exhibit.
    client.large(&path, bytes.len() as u64, &mut quiet()).await.unwrap();
    assert_eq!(portal.exhibits().await.len(), 1);
    let other: Vec<u8> = bytes.iter().map(|byte| byte ^ 1).collect();
    std::fs::write(&path, &other).unwrap();
    client.large(&path, other.len() as u64, &mut quiet()).await.unwrap();
    assert_eq!(portal.exhibits().await.len(), 2);
}

#[tokio::test]
async fn a_folder_of_small_files_is_sent_together_and_twice_is_once() {
    let portal = Portal::make().await;
    for n in 0..130 {
        portal.write(&format!("mails/{n:03}.eml"), format!("mail {n}").as_bytes());
    }
    portal.write("mails/deep/a \"quoted\" name.txt", b"");
    let files = found(&[portal.folder.path().join("mails")]).unwrap();
    assert_eq!(files.len(), 131);
    let sizes: Vec<usize> = batches(&files).iter().map(Vec::len).collect();
    assert_eq!(sizes, [100, 31]);
    let client = portal.client("one").await;
    let before = portal.node.store.head().await.unwrap().size;
    let done = bring(&client, &files, &mut quiet()).await.unwrap();
    assert_eq!(done.exhibits, 131);
    // Two entries for each file, and nothing else.
    assert_eq!(portal.node.store.head().await.unwrap().size - before, 262);
    let again = portal.client("two").await;
    assert_eq!(bring(&again, &files, &mut quiet()).await.unwrap().exhibits, 131);
    assert_eq!(portal.exhibits().await.len(), 131);
    assert_eq!(portal.exhibits().await[0], ("000.eml".to_owned(), 6));
}

#[tokio::test]
async fn who_may_not_add_is_told_why_and_a_used_link_signs_nobody_in() {
    let mut portal = Portal::make().await;
    let client = portal.client("once").await;
    let order = portal.order.to_string();
    let patience = Duration::from_secs(1);
    let used = Client::sign_in(portal.address, &order, "once", patience).await.unwrap_err();
    assert_eq!(used.failure().exit, Exit::Denied);
    // The order of somebody else is not there.
    let links = portal.node.config.data_dir.join("sign-in");
    std::fs::write(links.join(seal::digest::Digest::of(b"other").hex()), "clerk").unwrap();
    let nowhere = MeasureId::new([9; 16]).to_string();
    let other = Client::sign_in(portal.address, &nowhere, "other", patience).await.unwrap();
    let path = portal.write("a.txt", b"a");
    let files = found(&[path]).unwrap();
    let refused = bring(&other, &files, &mut quiet()).await.unwrap_err();
    assert_eq!(refused.failure().code, "not-found");
    assert_eq!(bring(&client, &files, &mut quiet()).await.unwrap().exhibits, 1);
    portal.served.abort_all();
    let gone =
        Client::sign_in(([127, 0, 0, 1], 1).into(), &order, "x", patience).await.unwrap_err();
    assert_eq!(gone.failure().exit, Exit::Unreachable);
}

#[test]
fn large_files_go_alone_and_small_ones_as_long_as_they_fit() {
    let file = |len: u64| Found { path: PathBuf::from(len.to_string()), len };
    let sizes = |files: &[Found]| {
        let lens = |batch: &Vec<Found>| batch.iter().map(|file| file.len).collect::<Vec<_>>();
        batches(files).iter().map(lens).collect::<Vec<_>>()
    };
    let (small, large) = (SMALL_BYTES, SMALL_BYTES + 1);
    assert_eq!(sizes(&[]), Vec::<Vec<u64>>::new());
    assert_eq!(sizes(&[file(0), file(large), file(small)]), [vec![0], vec![large], vec![small]]);
    let many: Vec<Found> = (0..17).map(|_| file(small)).collect();
    assert_eq!(batches(&many).iter().map(Vec::len).collect::<Vec<_>>(), [16, 1]);
}

#[test]
fn progress_counts_what_is_there_and_rates_what_was_sent() {
    assert_eq!([percent(0, 0), percent(1, 3), percent(3, 3), percent(9, 3)], [100, 33, 100, 100]);
    assert_eq!(rate(10 << 20, Duration::from_secs(2)), 5 << 20);
    assert_eq!(
        [mebibytes(0), mebibytes(1 << 20), mebibytes((1 << 20) + (1 << 19))],
        ["0.0", "1.0", "1.5"]
    );
}

#[test]
fn a_link_is_read_whole_or_as_its_token() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("link");
    for text in ["token\n", "http://127.0.0.1:8440/sign-in/token"] {
        std::fs::write(&path, text).unwrap();
        assert_eq!(link(&path).unwrap(), "token");
    }
    std::fs::write(&path, "  \n").unwrap();
    assert_eq!(link(&path).unwrap_err().code, "link");
    assert!(found(&[folder.path().join("nothing")]).is_err());
}
