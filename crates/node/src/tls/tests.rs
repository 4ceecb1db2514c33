//! Silent strangers at the door, over real sockets.

use tokio::io::AsyncReadExt as _;
use tokio::sync::mpsc;

use super::*;

fn node(name: &str) -> NodeId {
    NodeId::parse(name).unwrap()
}

/// More than the door has places, from the address of the peer itself: the worst place to flood from.
const STRANGERS: usize = 1_200;

/// Both ends and what the directory says of them.
fn known(nodes: [&NodeId; 2]) -> (TlsPeers, Vec<TlsIdentity>) {
    let mut peers = TlsPeers::new();
    let mut identities = Vec::new();
    for node in nodes {
        let (identity, pin) = make_identity(node).unwrap();
        let roots = vec![identity.chain[1].to_vec()];
        peers.insert(node.clone(), TlsPeer { roots, pins: vec![pin] });
        identities.push(identity);
    }
    (peers, identities)
}

#[tokio::test]
async fn another_version_of_the_directory_lets_others_in() {
    let (server, client) = (node("server.example"), node("client.example"));
    let (peers, identities) = known([&server, &client]);
    let mut without = peers.clone();
    without.remove(&client);
    let said = Arc::new(std::sync::Mutex::new(Arc::new(without.clone())));
    let current = said.clone();
    let here = (std::net::Ipv4Addr::LOCALHOST, 0).into();
    let current = Box::new(move || current.lock().unwrap().clone());
    let mut accept = TlsAccept::bind(here, &identities[0], current).await.unwrap();
    let address = accept.local_addr().unwrap().to_string();
    let (met, mut meetings) = mpsc::unbounded_channel();
    let mut listening = JoinSet::new();
    listening.spawn(async move {
        while let Ok((node, _)) = accept.accept().await {
            met.send(node).unwrap();
        }
    });

    let dial = TlsDial::new(identities[1].clone(), peers.clone());
    // The client is through before the server has looked at its certificate, and hears of it when it reads.
    let mut stream = dial.dial(&server, &address).await.unwrap();
    let mut byte = [0];
    assert!(stream.read_exact(&mut byte).await.is_err(), "a stranger is let out");
    *said.lock().unwrap() = Arc::new(peers);
    let _stream = dial.dial(&server, &address).await.unwrap();
    assert_eq!(meetings.recv().await, Some(client.clone()));
    *said.lock().unwrap() = Arc::new(without);
    let mut stream = dial.dial(&server, &address).await.unwrap();
    assert!(stream.read_exact(&mut byte).await.is_err(), "whoever left is a stranger");
    assert!(meetings.try_recv().is_err());
}

#[tokio::test]
async fn a_peer_gets_in_past_any_number_of_silent_connections() {
    let (server, client) = (node("server.example"), node("client.example"));
    let (peers, identities) = known([&server, &client]);
    let here = (std::net::Ipv4Addr::LOCALHOST, 0).into();
    let known = Arc::new(peers.clone());
    let current = Box::new(move || known.clone());
    let mut accept = TlsAccept::bind(here, &identities[0], current).await.unwrap();
    let address = accept.local_addr().unwrap();
    let (met, mut meetings) = mpsc::unbounded_channel();
    let mut listening = JoinSet::new();
    listening.spawn(async move {
        while let Ok((node, _)) = accept.accept().await {
            met.send(node).unwrap();
        }
    });

    let dial = TlsDial::new(identities[1].clone(), peers);
    let mut silent = Vec::new();
    for n in 0..STRANGERS {
        silent.push(TcpStream::connect(address).await.unwrap());
        if n % 300 == 299 {
            dial.dial(&server, &address.to_string()).await.unwrap();
            assert_eq!(meetings.recv().await, Some(client.clone()));
        }
    }
    assert!(listening.try_join_next().is_none(), "the listener goes on");
}
