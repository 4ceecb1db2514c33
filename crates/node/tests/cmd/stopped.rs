//! A node that is asked to stop: it answers what it has begun, takes nothing new, and ends; asked again, it ends at once.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Longest that one thing is waited for.
const PATIENCE: Duration = Duration::from_secs(120);

/// A network of one, with its node at free ports.
const FOUND: &str = "
for k in f b o m; do comity directory key --dir $k > $k.json; done
comity init --dir node --member fr-tj --kind judicial_authority --node node.tj.example --listen-peer 127.0.0.1:8443
comity directory init --dir d --name Example --kind production --founder f.json --threshold 1 \
  --board b.json --board-threshold 1 --operator o.json
comity directory propose --dir d --entry node/entry.json --key m.json
for k in f b m o; do comity directory sign --dir d --key $k; done
comity directory install --config node/comity.toml --from d/public --net $(sha256sum < d/public/1.root.json | cut -c1-64)
sed -i s/:8080/:$PORTAL/ node/comity.toml
sed -i s/:8443/:$PEER/ node/comity.toml
sed -i \"1i metrics = '127.0.0.1:$METRICS'\" node/comity.toml
";

/// Free ports: taken all at once, then given back.
fn free_ports() -> [u16; 3] {
    let held = [(); 3].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    held.map(|listener| listener.local_addr().unwrap().port())
}

/// One life of a node.
struct Life {
    child: Child,
    said: mpsc::Receiver<String>,
    portal: u16,
    metrics: u16,
}

impl Life {
    fn begin(folder: &Path) -> Self {
        let [portal, peer, metrics] = free_ports();
        let program = Path::new(env!("CARGO_BIN_EXE_comity"));
        let path = format!("{}:/usr/bin:/bin", program.parent().unwrap().display());
        let mut found = Command::new("sh");
        found.args(["-e", "-c", FOUND]).current_dir(folder).env("PATH", path);
        for (name, port) in [("PORTAL", portal), ("PEER", peer), ("METRICS", metrics)] {
            found.env(name, port.to_string());
        }
        let founded = found.output().unwrap();
        assert!(founded.status.success(), "{}", String::from_utf8_lossy(&founded.stderr));
        let mut child = Command::new(program)
            .args(["serve", "--config", "node/comity.toml"])
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (say, said) = mpsc::channel();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if say.send(line).is_err() {
                    return;
                }
            }
        });
        let life = Self { child, said, portal, metrics };
        life.wait_for("\"started\"");
        life
    }

    /// Reads the log of the process up to a line with this word.
    fn wait_for(&self, word: &str) {
        loop {
            let line = self.said.recv_timeout(PATIENCE).unwrap();
            if line.contains(word) {
                return;
            }
        }
    }

    fn ask_to_stop(&self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    }

    /// How it ended. The log of the process ends with it.
    fn ended(mut self) -> Option<i32> {
        while self.said.recv_timeout(PATIENCE).is_ok() {}
        self.child.wait().unwrap().code()
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.portal)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    fn get(&self, path: &str) -> String {
        let mut stream = self.connect();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Half of a form, of which the node has begun to read: it said so.
    fn half_a_form(&self) -> TcpStream {
        let mut stream = self.connect();
        let head = "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n\
                    Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\n";
        stream.write_all(head.as_bytes()).unwrap();
        let mut said = [0; 25];
        stream.read_exact(&mut said).unwrap();
        assert_eq!(&said, b"HTTP/1.1 100 Continue\r\n\r\n");
        stream
    }
}

#[test]
fn a_node_that_is_asked_to_stop_answers_what_it_began_and_takes_nothing_new() {
    let folder = tempfile::tempdir().unwrap();
    let life = Life::begin(folder.path());
    assert!(life.get("/health").contains("\"ready\":true"));
    let mut metrics = TcpStream::connect(("127.0.0.1", life.metrics)).unwrap();
    write!(metrics, "GET /metrics HTTP/1.0\r\n\r\n").unwrap();
    let mut numbers = String::new();
    metrics.read_to_string(&mut numbers).unwrap();
    assert!(numbers.contains("\ncomity_node_draining 0\n"), "{numbers}");

    let mut form = life.half_a_form();
    life.ask_to_stop();
    life.wait_for("\"draining\"");
    let health = life.get("/health");
    assert!(
        health.starts_with("HTTP/1.1 503 ") && health.contains("\"draining\":true"),
        "{health}"
    );
    let page = life.get("/sign-in");
    assert!(
        page.starts_with("HTTP/1.1 503 ") && page.to_lowercase().contains("retry-after:"),
        "{page}"
    );
    // What was begun is answered, and that is the last thing.
    form.write_all(b"token=abc").unwrap();
    let mut answer = String::new();
    form.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
    assert_eq!(life.ended(), Some(0));
}

#[test]
fn asked_a_second_time_it_ends_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let life = Life::begin(folder.path());
    let form = life.half_a_form();
    life.ask_to_stop();
    life.wait_for("\"draining\"");
    life.ask_to_stop();
    assert_eq!(life.ended(), Some(1));
    drop(form);
}
