//! One ingest after another on a real node: bytes, both digests, encryption, parts on disk, key, custody record, ledger.
//!
//! ```text
//! ingest found DIR                   makes a node
//! ingest one DIR FILE                brings one file in; says seconds, digest, memory
//! ingest many DIR COUNT BYTES BESIDE brings so many small files in, so many beside each other; says seconds
//! ingest count DIR MIB               two ingests, each one call of a function whose name begins with `count_`
//! ```
//! Seconds begin with the first byte that is read of the file and end when the record of the exhibit is on disk and has its
//! place in the signed log. The node is opened before. `cargo xtask bench ingest` runs it beside other programs;
//! `cargo xtask instructions` counts under callgrind.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bench::{Outcome, words};
use domain::actor::{MemberId, MemberKind, NodeId, Office, UnitId};
use domain::exhibit::{self, Data, Exhibit, ExhibitNo, Location, SealMark, Source};
use domain::ids::{ExhibitId, MeasureId};
use domain::permit::{self, Subject};
use domain::purpose::Purpose;
use law::ids::Country;
use node::act::{ActError, Aggregate as _, Tx};
use node::config::{Config, Listen, NetworkKind};
use node::exhibits::exhibit_stream;
use node::ingest::{Ingest, Ingested};
use node::init::{self, InitRequest, NewOfficer};
use node::measures::instrument;
use node::node::Node;
use node::rows::view;
use node::serve;
use node::work::arrive::tool;
use seal::digest::Digest;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;
use wire::roster::NetworkKind as RosterKind;
use wire::stored::{Stored, Who};

/// So much is read of a file at a time: about what a connection gives.
const READ_BYTES: usize = 128 << 10;

fn main() -> Outcome<()> {
    let words = words();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        // What `cargo bench` asks for by itself has no folder to work in.
        [] => Ok(()),
        ["found", dir] => Builder::new_current_thread().build()?.block_on(found(Path::new(dir))),
        ["one", dir, file] => one(Path::new(dir), Path::new(file)),
        ["many", dir, count, bytes, beside] => {
            many(Path::new(dir), count.parse()?, bytes.parse()?, beside.parse()?)
        }
        ["count", dir, mib] => count(Path::new(dir), mib.parse()?),
        [..] => {
            Err("found DIR | one DIR FILE | many DIR COUNT BYTES BESIDE | count DIR MIB".into())
        }
    }
}

/// A court with a clerk, in a directory of its own.
async fn found(dir: &Path) -> Outcome<()> {
    let at = "2026-09-07T08:00:00Z".parse()?;
    let address = |port: u16| ([127, 0, 0, 1], port).into();
    let mut entries = Vec::new();
    for (member, kind) in [("fr-tj", "judicial_authority"), ("coord", "coordinator")] {
        let request = InitRequest {
            dir: dir.join(member),
            member: MemberId::parse(member)?,
            kind: MemberKind::parse(kind)?,
            name: member.to_owned(),
            node: NodeId::parse(&format!("{member}.sandbox.example"))?,
            state: Country::parse("FR")?,
            network: NetworkKind::Drill,
            listen: Listen { portal: address(1), peer: address(2), log: None },
            officers: vec![NewOfficer {
                login: "clerk".to_owned(),
                unit: UnitId::parse(&format!("{member}/clerk"))?,
                office: Office::parse("custodian")?,
                issuer_kind: None,
            }],
            witness: false,
            clock_file: None,
            out_dir: None,
            at,
        };
        entries.push(init::init(&request).await?);
    }
    let coordinator = dir.join("coord");
    let files = init::found_network(&coordinator, RosterKind::Drill, "bench", &entries, at).await?;
    Ok(init::install_directory(&dir.join("fr-tj"), &files)?)
}

/// The runtime of `comity serve`.
fn runtime() -> io::Result<Runtime> {
    Builder::new_multi_thread().enable_all().build()
}

async fn open(dir: &Path) -> Outcome<Arc<Node>> {
    let (node, _identity) = serve::open(Config::read(&config(dir))?).await?;
    serve::start(&node).await?;
    Ok(node)
}

fn config(dir: &Path) -> PathBuf {
    dir.join("fr-tj").join("comity.toml")
}

fn one(dir: &Path, file: &Path) -> Outcome<()> {
    let runtime = runtime()?;
    let node = runtime.block_on(open(dir))?;
    // The peak of opening a node, which stretches a passphrase in 64 MiB, is another matter.
    fs::write("/proc/self/clear_refs", "5")?;
    let before = memory("VmRSS")?;
    let began = Instant::now();
    let ingested = runtime.block_on(async {
        let id = fresh(&node);
        let mut file = File::open(file)?;
        let mut ingest = Ingest::begin(&node, id);
        loop {
            // A connection brings its bytes in memory of its own, which nobody clears before and the ingest then holds.
            let mut bytes = Vec::with_capacity(READ_BYTES);
            let n_read = (&mut file).take(READ_BYTES as u64).read_to_end(&mut bytes)?;
            if n_read == 0 {
                break;
            }
            ingest.push_bytes(bytes.into()).await?;
        }
        let ingested = ingest.finish().await?;
        seal(&node, id, &ingested).await?;
        Outcome::Ok(ingested)
    })?;
    let (took, peak) = (began.elapsed(), memory("VmHWM")?);
    let mut out = io::stdout().lock();
    writeln!(out, "seconds {}", took.as_secs_f64())?;
    writeln!(out, "sha256 {}", Digest(ingested.plain.sha256).hex())?;
    writeln!(out, "bytes_before {before}")?;
    writeln!(out, "bytes_peak {peak}")?;
    Ok(())
}

fn many(dir: &Path, n_files: u32, n_bytes: usize, n_beside: usize) -> Outcome<()> {
    let runtime = runtime()?;
    let node = runtime.block_on(open(dir))?;
    let began = Instant::now();
    runtime.block_on(async {
        let mut tasks: JoinSet<Result<(), ActError>> = JoinSet::new();
        for n in 0..n_files {
            if tasks.len() >= n_beside
                && let Some(done) = tasks.join_next().await
            {
                done??;
            }
            let node = node.clone();
            tasks.spawn(async move {
                let id = fresh(&node);
                let mut ingest = Ingest::begin(&node, id);
                ingest.push(&vec![n.to_le_bytes()[0]; n_bytes]).await?;
                let ingested = ingest.finish().await?;
                seal(&node, id, &ingested).await
            });
        }
        while let Some(done) = tasks.join_next().await {
            done??;
        }
        Outcome::Ok(())
    })?;
    let took: Duration = began.elapsed();
    writeln!(io::stdout().lock(), "seconds {}", took.as_secs_f64())?;
    Ok(())
}

/// The first ingest of a process finds nothing prepared.
#[inline(never)]
fn count_first(runtime: &Runtime, node: &Arc<Node>, bytes: &[u8]) -> Outcome<()> {
    runtime.block_on(bring(node, bytes))
}

/// The second is the one that counts.
#[inline(never)]
fn count_ingest(runtime: &Runtime, node: &Arc<Node>, bytes: &[u8]) -> Outcome<()> {
    runtime.block_on(bring(node, bytes))
}

fn count(dir: &Path, mib: usize) -> Outcome<()> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let node = runtime.block_on(open(dir))?;
    let bytes = vec![0x5a; mib << 20];
    count_first(&runtime, &node, &bytes)?;
    count_ingest(&runtime, &node, &bytes)
}

async fn bring(node: &Arc<Node>, bytes: &[u8]) -> Outcome<()> {
    let id = fresh(node);
    let mut ingest = Ingest::begin(node, id);
    ingest.push(bytes).await?;
    let ingested = ingest.finish().await?;
    Ok(seal(node, id, &ingested).await?)
}

fn fresh(node: &Node) -> ExhibitId {
    ExhibitId::new(node.random.uuid_v7(node.now().as_millisecond()))
}

/// Makes an exhibit known and fixes its content: two custody events, the content row and the key, in one transaction.
async fn seal(node: &Arc<Node>, id: ExhibitId, ingested: &Ingested) -> Result<(), ActError> {
    let shell = |error: &dyn std::fmt::Display| ActError::Shell(error.to_string());
    let no = ExhibitNo::parse("X-1").ok_or_else(|| shell(&"exhibit number"))?;
    let register = exhibit::Command::Register(exhibit::Registration {
        exhibit: id,
        exhibit_no: no,
        case: None,
        basis: None,
        purpose: Purpose::EvidenceCustody,
        source: Source {
            original_name: "large.bin".to_owned(),
            device: None,
            account: None,
            method: "measured".to_owned(),
            claimed: Vec::new(),
            zone: None,
        },
        location: Location { node: node.config.node.clone(), place: None },
        tool: tool(),
    });
    let mut tx = Tx::begin(node);
    let seal = exhibit::Command::Seal {
        data: Data {
            plain: ingested.plain,
            sha512: None,
            media_type: "application/octet-stream".to_owned(),
        },
        tool: tool(),
        seal: SealMark {
            numbers: vec![format!("cobblestone-256/{id}")],
            condition: "encrypted at ingest, never stored in clear".to_owned(),
        },
        until: tx.now,
    };
    let (roster, instrument) = (node.roster_view(), instrument()?);
    let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
    let stream = exhibit_stream(&node.config.node, id, None, MeasureId::new(*id.bytes()));
    let mut exhibit = tx.load::<Exhibit>(&stream).await?;
    for command in [register, seal] {
        let permit = permit::for_node(&Subject::new(exhibit.as_ref()), command, &ctx)?;
        for event in exhibit::decide(exhibit.as_ref(), &permit, &ctx)? {
            let (at, event) = (event.at, Stored::Exhibit(event));
            tx.record(&stream, &event, at, &Who::node()).await?;
            exhibit = Some(Exhibit::after(exhibit, &event)?);
        }
    }
    let kek = tx.kek_of(&stream).ok_or(ActError::NotFound)?;
    let content = node.keep_content(&kek, id, ingested).await?;
    tx.put_raw(view::CONTENT, &id.to_string(), "", content);
    let done = node.commit(tx, "seal_exhibit", None, Vec::new()).await?;
    done.map(drop).ok_or(ActError::Busy)
}

/// A line of `/proc/self/status`, in bytes.
fn memory(name: &str) -> Outcome<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let kib = line.and_then(|line| line.trim().strip_suffix("kB")).ok_or("no such line")?;
    Ok(kib.trim().parse::<u64>()? << 10)
}
