//! Mutual TLS between nodes: TLS 1.3 only, roots and pins from the directory alone.
//!
//! Each node has its own root certificate and a leaf whose name is the node id. The directory lists the root and
//! the SHA-256 of the leaf's public key; both are checked, because with a shared root store one peer's authority
//! could name another peer. TLS is hop authentication; it never replaces the signature on an envelope.

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, PoisonError, RwLock};

use domain::actor::NodeId;
use rustls::server::{ParsedCertificate, WebPkiClientVerifier};
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use rustls_pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName};
use seal::digest::Digest;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{Duration, timeout};
use tokio_rustls::{TlsAcceptor, TlsConnector};
use wire::roster::Roster;

use crate::net::{Accept, Boxed, Dial, Stream};

mod waiting;

use waiting::{Source, Waiting};

/// Connect and handshake each have this long (exchange page, section on HTTP).
const CONNECT_WITHIN: Duration = Duration::from_secs(5);

/// What a node shows and proves in a handshake.
#[derive(Clone)]
pub struct TlsIdentity {
    /// Leaf first, then the node's own root.
    pub chain: Vec<CertificateDer<'static>>,
    /// PKCS#8 of the leaf's key.
    pub key: Arc<PrivatePkcs8KeyDer<'static>>,
}

/// What the directory says of one peer's TLS.
#[derive(Debug, Clone)]
pub struct TlsPeer {
    /// DER of the roots that may have signed its leaf.
    pub roots: Vec<Vec<u8>>,
    /// SHA-256 of its leaf's public key information, now and next.
    pub pins: Vec<Digest>,
}

/// The peers of a directory version, by node.
pub type TlsPeers = BTreeMap<NodeId, TlsPeer>;

/// What a directory version says of the TLS of all nodes.
#[must_use]
pub fn peers_of(directory: &Roster) -> TlsPeers {
    let nodes = directory.members.values().flat_map(|entry| &entry.nodes);
    nodes
        .map(|node| {
            let peer = TlsPeer { roots: node.tls_roots.clone(), pins: node.tls_spki.clone() };
            (node.node.clone(), peer)
        })
        .collect()
}

/// A fresh root and leaf for `node`, and the pin that goes into the directory.
///
/// # Errors
/// Only if the platform's cryptography fails.
pub fn make_identity(node: &NodeId) -> Result<(TlsIdentity, Digest), rcgen::Error> {
    let name = node.to_string();
    let root_key = rcgen::KeyPair::generate()?;
    let mut root = rcgen::CertificateParams::new(Vec::new())?;
    root.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Constrained(0));
    root.distinguished_name.push(rcgen::DnType::CommonName, format!("{name} root"));
    let issuer = rcgen::CertifiedIssuer::self_signed(root, root_key)?;
    let leaf_key = rcgen::KeyPair::generate()?;
    let mut leaf = rcgen::CertificateParams::new(vec![name.clone()])?;
    leaf.distinguished_name.push(rcgen::DnType::CommonName, name);
    leaf.extended_key_usages = vec![
        rcgen::ExtendedKeyUsagePurpose::ServerAuth,
        rcgen::ExtendedKeyUsagePurpose::ClientAuth,
    ];
    let leaf = leaf.signed_by(&leaf_key, &issuer)?;
    let pin = Digest::of(&rcgen::PublicKeyData::subject_public_key_info(&leaf_key));
    let identity = TlsIdentity {
        chain: vec![leaf.der().clone(), issuer.der().clone()],
        key: Arc::new(PrivatePkcs8KeyDer::from(leaf_key.serialize_der())),
    };
    Ok((identity, pin))
}

impl std::fmt::Debug for TlsIdentity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TlsIdentity")
            .field("certificates", &self.chain.len())
            .finish_non_exhaustive()
    }
}

impl TlsIdentity {
    fn key(&self) -> PrivateKeyDer<'static> {
        PrivateKeyDer::Pkcs8(self.key.clone_key())
    }
}

fn provider() -> Arc<rustls::crypto::CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}

fn other(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::other(error)
}

fn pin_of(certificate: &CertificateDer<'_>) -> io::Result<Digest> {
    let parsed = ParsedCertificate::try_from(certificate).map_err(other)?;
    Ok(Digest::of(&parsed.subject_public_key_info()))
}

/// Their roots. One that nobody can read lets nobody in and keeps nobody else out: it is its member's affair.
fn roots_of<'a>(peers: impl Iterator<Item = &'a TlsPeer>) -> RootCertStore {
    let mut store = RootCertStore::empty();
    let roots = peers.flat_map(|peer| &peer.roots).cloned();
    store.add_parsable_certificates(roots.map(CertificateDer::from));
    store
}

/// Dials over TCP and TLS.
#[derive(Debug)]
pub struct TlsDial {
    identity: TlsIdentity,
    peers: RwLock<TlsPeers>,
}

impl TlsDial {
    /// A dialer that knows `peers`.
    #[must_use]
    pub fn new(identity: TlsIdentity, peers: TlsPeers) -> Self {
        Self { identity, peers: RwLock::new(peers) }
    }

    async fn connect(&self, node: &NodeId, endpoint: &str) -> io::Result<Stream> {
        let peer = self.peers.read().unwrap_or_else(PoisonError::into_inner).get(node).cloned();
        let peer = peer.ok_or_else(|| other(format!("{node} is not in the member directory")))?;
        let config = ClientConfig::builder_with_provider(provider())
            .with_protocol_versions(&[&rustls::version::TLS13])
            .map_err(other)?
            .with_root_certificates(roots_of(std::iter::once(&peer)))
            .with_client_auth_cert(self.identity.chain.clone(), self.identity.key())
            .map_err(other)?;
        let name = ServerName::try_from(node.to_string()).map_err(other)?;
        let tcp = timeout(CONNECT_WITHIN, TcpStream::connect(endpoint)).await??;
        tcp.set_nodelay(true)?;
        let connector = TlsConnector::from(Arc::new(config));
        let tls = timeout(CONNECT_WITHIN, connector.connect(name, tcp)).await??;
        let leaf = tls.get_ref().1.peer_certificates().and_then(<[_]>::first);
        let leaf = leaf.ok_or_else(|| other("the peer showed no certificate"))?;
        if !peer.pins.contains(&pin_of(leaf)?) {
            return Err(other(format!("{node} showed a key that the directory does not list")));
        }
        Ok(Box::new(tls))
    }
}

impl Dial for TlsDial {
    fn dial<'a>(&'a self, node: &'a NodeId, endpoint: &'a str) -> Boxed<'a, io::Result<Stream>> {
        Box::pin(self.connect(node, endpoint))
    }

    fn learn(&self, directory: &Roster) {
        *self.peers.write().unwrap_or_else(PoisonError::into_inner) = peers_of(directory);
    }
}

/// Gives the peers of the directory that counts at this moment: the same value as long as it is the same version.
pub type Current = Box<dyn FnMut() -> Arc<TlsPeers> + Send>;

/// Whom the door lets in, by one version of the directory.
#[derive(Clone)]
struct Guests {
    acceptor: TlsAcceptor,
    pins: Arc<BTreeMap<Digest, NodeId>>,
}

impl Guests {
    fn of(identity: &TlsIdentity, peers: &TlsPeers) -> io::Result<Self> {
        let roots = Arc::new(roots_of(peers.values()));
        let verifier = WebPkiClientVerifier::builder_with_provider(roots, provider())
            .build()
            .map_err(other)?;
        let mut config = ServerConfig::builder_with_provider(provider())
            .with_protocol_versions(&[&rustls::version::TLS13])
            .map_err(other)?
            .with_client_cert_verifier(verifier)
            .with_single_cert(identity.chain.clone(), identity.key())
            .map_err(other)?;
        config.alpn_protocols = vec![b"h2".to_vec()];
        let pins = peers.iter().flat_map(|(node, peer)| {
            peer.pins.iter().map(move |pin| (*pin, node.clone())).collect::<Vec<_>>()
        });
        let acceptor = TlsAcceptor::from(Arc::new(config));
        Ok(Self { acceptor, pins: Arc::new(pins.collect()) })
    }
}

/// Accepts over TCP and TLS; a handshake never blocks the next one.
///
/// Not trusted: strangers. At most they end each other's handshakes: who comes takes the place of who has waited
/// longest at the same address, and only then of strangers elsewhere.
pub struct TlsAccept {
    listener: TcpListener,
    identity: TlsIdentity,
    current: Current,
    /// What `guests` was made of.
    known: Arc<TlsPeers>,
    guests: Guests,
    handshakes: JoinSet<io::Result<(NodeId, Source, Stream)>>,
    waiting: Waiting,
}

impl std::fmt::Debug for TlsAccept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TlsAccept").field("listener", &self.listener).finish_non_exhaustive()
    }
}

impl TlsAccept {
    /// Binds `address`. Whoever connects is looked up in the directory that `current` gives then.
    ///
    /// # Errors
    /// A port in use, or certificates that cannot be used.
    pub async fn bind(
        address: SocketAddr,
        identity: &TlsIdentity,
        mut current: Current,
    ) -> io::Result<Self> {
        let known = current();
        Ok(Self {
            listener: TcpListener::bind(address).await?,
            identity: identity.clone(),
            guests: Guests::of(identity, &known)?,
            current,
            known,
            handshakes: JoinSet::new(),
            waiting: Waiting::default(),
        })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// If the system does not say.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    async fn next(&mut self) -> io::Result<(NodeId, Stream)> {
        loop {
            tokio::select! {
                biased; // who is through goes first
                Some(done) = self.handshakes.join_next(), if !self.handshakes.is_empty() => {
                    // A failed handshake is the stranger's affair; the listener goes on.
                    if let Ok(Ok((node, source, stream))) = done {
                        self.waiting.knows(node.clone(), source);
                        return Ok((node, stream));
                    }
                }
                arrived = self.listener.accept() => {
                    let (tcp, from) = arrived?;
                    self.begin(tcp, from.ip());
                }
            }
        }
    }

    /// Another version of the directory lets others in. While there is nobody whom it lets in, the last one counts.
    fn look_up(&mut self) {
        let current = (self.current)();
        if !Arc::ptr_eq(&current, &self.known) {
            if let Ok(guests) = Guests::of(&self.identity, &current) {
                self.guests = guests;
            }
            self.known = current;
        }
    }

    fn begin(&mut self, tcp: TcpStream, from: IpAddr) {
        self.look_up();
        let source = Source::of(from);
        self.waiting.make_room(source);
        let guests = self.guests.clone();
        let handshake = self.handshakes.spawn(async move {
            let (node, stream) = shake_hands(tcp, guests).await?;
            Ok((node, source, stream))
        });
        self.waiting.add(source, handshake);
    }
}

async fn shake_hands(tcp: TcpStream, guests: Guests) -> io::Result<(NodeId, Stream)> {
    tcp.set_nodelay(true)?;
    let tls = timeout(CONNECT_WITHIN, guests.acceptor.accept(tcp)).await??;
    let leaf = tls.get_ref().1.peer_certificates().and_then(<[_]>::first);
    let leaf = leaf.ok_or_else(|| other("the peer showed no certificate"))?;
    let node = guests.pins.get(&pin_of(leaf)?).cloned();
    let node = node.ok_or_else(|| other("the peer's key is not in the member directory"))?;
    Ok((node, Box::new(tls)))
}

impl Accept for TlsAccept {
    fn accept(&mut self) -> Boxed<'_, io::Result<(NodeId, Stream)>> {
        Box::pin(self.next())
    }
}

#[cfg(test)]
mod tests;
