//! Silent strangers at the door, over real sockets.

use tokio::sync::mpsc;

use super::*;

fn node(name: &str) -> NodeId {
    NodeId::parse(name).unwrap()
}

/// More than the door has places, from the address of the peer itself: the worst place to flood from.
const STRANGERS: usize = 1_200;

#[tokio::test]
async fn a_peer_gets_in_past_any_number_of_silent_connections() {
    let (server, client) = (node("server.example"), node("client.example"));
    let mut peers = TlsPeers::new();
    let mut identities = Vec::new();
    for node in [&server, &client] {
        let (identity, pin) = make_identity(node).unwrap();
        peers.insert(
            node.clone(),
            TlsPeer { roots: vec![identity.chain[1].to_vec()], pins: vec![pin] },
        );
        identities.push(identity);
    }
    let here = (std::net::Ipv4Addr::LOCALHOST, 0).into();
    let mut accept = TlsAccept::bind(here, &identities[0], &peers).await.unwrap();
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
