//! The binary as a clerk uses it: files in, a page and an exit code out.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use seal::package::schema::CUSTODY;

use super::fixture::{Act, WITNESS_TIME, World, token_over};

/// A directory of this test's own, with an honest package and its policy.
struct Desk(PathBuf);

impl Desk {
    fn new(test: &str) -> Self {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
        fs::create_dir_all(&dir).unwrap();
        let mut world = World::default();
        fs::write(dir.join("good.asice"), world.small_package()).unwrap();
        fs::write(dir.join("policy"), world.policy()).unwrap();
        Self(dir)
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        fs::write(self.0.join(name), bytes).unwrap();
    }

    fn package(&self) -> Vec<u8> {
        fs::read(self.0.join("good.asice")).unwrap()
    }

    /// Runs the verifier and gives exit code, standard output, standard error.
    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_comity-verify"));
        let output = command.args(args).current_dir(&self.0).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    /// Checks exit code and a piece of what is said on that code's stream.
    #[track_caller]
    fn check(&self, args: &[&str], code: i32, says: &str) {
        let (found, out, err) = self.run(args);
        assert_eq!(found, code, "{out}{err}");
        let (spoken, silent) = if matches!(code, 0 | 5) { (out, err) } else { (err, out) };
        assert!(spoken.contains(says), "{spoken}");
        assert_eq!(silent, "");
    }
}

#[test]
fn an_honest_package_exits_0_and_says_what_is_not_proved() {
    let desk = Desk::new("honest");
    let args = ["good.asice", "--policy", "policy"];
    desk.check(&args, 0, "VERIFIED: every claim");
    desk.check(&args, 0, "What is not proved");
    desk.check(&args, 0, "X-1-R1");
    desk.check(&args, 0, "witnessed    no later than 2027-03-14T08:15:00Z");
}

#[test]
fn json_is_one_object() {
    let desk = Desk::new("json");
    let args = ["good.asice", "--policy=policy", "--json"];
    desk.check(&args, 0, "\"ok\":true,\"package_id\":\"0195d3a0-7c11-7e40-8b1e-5a2d9c4f6e01\"");
    let (_, out, _) = desk.run(&args);
    let json = seal::json::Json::parse(out.trim_end().as_bytes()).unwrap();
    assert_eq!(json.get("claims").unwrap().list().unwrap().len(), 11);
    assert_eq!(json.get("first_broken").unwrap(), &seal::json::Json::Null);

    desk.put("other", World::new(2).policy().as_bytes());
    desk.check(&["good.asice", "--policy", "other", "--json"], 5, "\"id\":\"seal\",\"means\":");
}

#[test]
fn a_token_may_lie_beside_the_package() {
    let desk = Desk::new("token");
    let mut world = World::default();
    desk.put("stamped.asice", &world.stamped_package());
    desk.check(&["stamped.asice", "--policy", "policy"], 0, "in the package\n    present, digest");
    // Members are not compressed, so the manifest can be cut out of the file.
    let package = desk.package();
    let end = b"</asic:ASiCManifest>";
    let find = |piece: &[u8]| package.windows(piece.len()).position(|bytes| bytes == piece);
    let (from, to) = (find(b"<?xml version").unwrap(), find(end).unwrap() + end.len());
    desk.put("later.tst", &token_over(&package[from..to]));
    desk.put("other.tst", &token_over(b"something else"));
    let with = |token| ["good.asice", "--policy", "policy", "--token", token];
    desk.check(&with("later.tst"), 0, "brought by you\n    present, digest matches, signature not");
    desk.check(&with("later.tst"), 0, "openssl ts -verify -data manifest.xml -in FILE.tst");
    desk.check(&with("other.tst"), 5, "first broken link  seal");
    desk.check(&with("policy"), 5, "first broken link  seal");
    desk.check(&with("nothing"), 1, "cannot read the token `nothing`");
}

#[test]
fn what_is_no_package_exits_5() {
    let desk = Desk::new("no-package");
    desk.put("empty", b"");
    desk.put("text", b"this is a letter, not a package");
    desk.put("half", &desk.package()[..1000]);
    for file in ["empty", "text", "half"] {
        desk.check(&[file, "--policy", "policy"], 5, "first broken link  container");
    }
}

#[test]
fn a_changed_byte_exits_5_and_names_what_it_means() {
    let desk = Desk::new("changed");
    let mut package = desk.package();
    let at = package.windows(5).position(|bytes| bytes == b"hello").unwrap();
    package[at] = b'H';
    desk.put("bad", &package);
    desk.check(&["bad", "--policy", "policy"], 5, "NOT VERIFIED");
    desk.check(
        &["bad", "--policy", "policy"],
        5,
        "what it means      this file is not a court package, or",
    );
}

#[test]
fn another_networks_policy_exits_5() {
    let desk = Desk::new("other-policy");
    desk.put("other", World::new(2).policy().as_bytes());
    desk.check(&["good.asice", "--policy", "other"], 5, "first broken link  seal");
}

#[test]
fn what_is_no_policy_exits_5() {
    let desk = Desk::new("no-policy");
    desk.put("text", b"trust me\n");
    desk.check(&["good.asice", "--policy", "text"], 5, "first broken link  policy");
}

#[test]
fn a_path_that_cannot_be_read_exits_1() {
    let desk = Desk::new("unreadable");
    desk.check(&["nothing", "--policy", "policy"], 1, "cannot read the package `nothing`");
    desk.check(&["good.asice", "--policy", "nothing"], 1, "cannot read the policy `nothing`");
    desk.check(&[".", "--policy", "policy"], 1, "cannot read the package `.`");
}

#[test]
fn a_statement_about_a_stream_is_judged_like_a_package() {
    let desk = Desk::new("statement");
    let vector = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../seal/vectors").join(name);
        fs::read(path).unwrap()
    };
    let honest = vector("completeness.statement");
    desk.put("honest", &honest);
    desk.put("trusted", &vector("completeness.tlog-policy"));
    let args = ["honest", "--policy", "trusted"];
    desk.check(&args, 0, "VERIFIED: The newest entry of the stream");
    desk.check(&args, 0, "is number 7 with the leaf hash 0707");
    desk.check(&args, 0, "Not proved");
    desk.check(&["honest", "--policy", "trusted", "--json"], 0, r#""held":true"#);
    desk.check(&["honest", "--policy", "policy"], 5, "NOT VERIFIED");
    let changed = String::from_utf8(honest).unwrap().replacen("\"seq\":7", "\"seq\":6", 1);
    desk.put("changed", changed.as_bytes());
    desk.check(&["changed", "--policy", "trusted"], 5, "(way)");
    desk.check(&["changed", "--policy", "trusted", "--json"], 5, r#""code":"way""#);
    desk.put("torn", &changed.as_bytes()[..90]);
    desk.check(&["torn", "--policy", "trusted"], 5, "(form)");
}

#[test]
fn single_fields_of_an_entry_are_explained() {
    let desk = Desk::new("disclosure");
    let mut world = World::default();
    let act = Act { no: "X-1", root: "X-1", bytes: b"one", letter: None };
    let mut logged = world.giver.custody(1, "seal", "2027-03-10T14:00:00.000Z", &act, None);
    for name in CUSTODY.names().filter(|name| !["schema", "type", "check"].contains(name)) {
        logged.close(CUSTODY.position(name).unwrap());
    }
    let leaf = world.publish(&world.giver, &[logged], WITNESS_TIME).remove(0);
    let file = seal::disclosure::bytes(&leaf.opening, &leaf.proof);
    desk.put("shown", &file);
    let args = ["shown", "--policy", "policy"];
    desk.check(
        &args,
        0,
        "VERIFIED: entry 0 of ie-prov.example/comity/audit/2027 is shown in part: 3 of its 29",
    );
    desk.check(&args, 0, "  type  \"seal\"\n");
    desk.check(&args, 0, "  actor  not-for-recipient\n");
    desk.check(&args, 0, "Not proved");
    let json = ["shown", "--policy", "policy", "--json"];
    desk.check(&json, 0, r#"{"i":7,"name":"exhibit","why":"not-for-recipient"}"#);
    let changed = String::from_utf8(file).unwrap().replacen("\"seal\"", "\"open\"", 1);
    desk.put("changed", changed.as_bytes());
    desk.check(&["changed", "--policy", "policy"], 5, "(commitment)");
    desk.check(&["changed", "--policy", "policy", "--json"], 5, r#""code":"commitment""#);
    desk.put("torn", &changed.as_bytes()[..90]);
    desk.check(&["torn", "--policy", "policy"], 5, "(form)");
}

#[test]
fn wrong_arguments_exit_2() {
    let desk = Desk::new("usage");
    desk.check(&[], 2, "no package named");
    desk.check(&["good.asice"], 2, "no policy named");
    desk.check(&["good.asice", "--policy", "policy", "--force"], 2, "unknown option `--force`");
}

#[test]
fn help_tells_the_exit_codes() {
    let desk = Desk::new("help");
    desk.check(&["--help"], 0, "5  something does not hold");
    desk.check(&["--version"], 0, "comity-verify ");
}

#[test]
fn as_of_an_instant_only_what_witnesses_had_seen_counts() {
    let desk = Desk::new("as-of");
    let ask = |at: &'static str| ["good.asice", "--policy", "policy", "--as-of", at];
    desk.check(&ask("2027-03-14T08:15:00Z"), 0, "as of        2027-03-14T08:15:00Z");
    desk.check(&ask("2027-03-14T08:14:59Z"), 5, "first broken link  seal");
    desk.check(&ask("yesterday"), 2, "no instant named");
}

#[test]
fn the_seal_over_the_end_of_a_log_is_told_apart_and_checked() {
    let desk = Desk::new("epoch");
    desk.put("end.seal", include_bytes!("../../../seal/vectors/keys-epoch.seal"));
    desk.put("seal-policy", include_bytes!("../../../seal/vectors/keys.tlog-policy"));
    let args = ["end.seal", "--policy", "seal-policy"];
    desk.check(&args, 0, "VERIFIED: log node.example/comity/audit/2027 ended with 3 leaves");
    desk.check(
        &args,
        0,
        "hold under your policy too: witnessed by second 1798761600, before a key was revoked",
    );
    let json = ["end.seal", "--policy", "seal-policy", "--json"];
    desk.check(&json, 0, "\"lines\":\"revoked-later\",\"lines_ok\":true,\"ok\":true");
    desk.check(&["end.seal", "--policy", "policy"], 5, "(no-seal-key)");
    desk.check(&["end.seal", "--policy", "policy", "--json"], 5, "\"code\":\"no-seal-key\"");
}
