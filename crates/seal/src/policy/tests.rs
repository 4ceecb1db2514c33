//! Policy files line by line, and who must have signed when.

use super::*;
use crate::cosignature::{cosign_ed25519, cosign_mldsa44};
use crate::note::NoteLine;
use crate::sign::{Ed25519Secret, MlDsa44Secret};

const LOG: &str = "log.example/1";

/// A log with both keys, and three witnesses; the third has both key types under two names.
struct World {
    log: Ed25519Secret,
    log_ml: MlDsa44Secret,
    witnesses: [Ed25519Secret; 3],
    witness_ml: MlDsa44Secret,
    checkpoint: Checkpoint,
}

fn world() -> World {
    World {
        log: Ed25519Secret::of_vector(1),
        log_ml: MlDsa44Secret::of_vector(2),
        witnesses: [3, 4, 5].map(Ed25519Secret::of_vector),
        witness_ml: MlDsa44Secret::of_vector(6),
        checkpoint: Checkpoint::new(LOG, 7, Digest([9; 32])).unwrap(),
    }
}

impl World {
    fn keys(&self) -> [String; 6] {
        let [a, b, c] = [0, 1, 2].map(|n| self.witnesses[n].public());
        [
            Vkey::new(LOG, VkeyKind::Ed25519(self.log.public())),
            Vkey::new(LOG, VkeyKind::MlDsa44(self.log_ml.public())),
            Vkey::new("wit.example/a", VkeyKind::CosigEd25519(a)),
            Vkey::new("wit.example/b", VkeyKind::CosigEd25519(b)),
            Vkey::new("wit.example/c", VkeyKind::CosigEd25519(c)),
            Vkey::new("wit.example/c", VkeyKind::MlDsa44(self.witness_ml.public())),
        ]
        .map(|vkey| vkey.unwrap().to_string())
    }

    /// The file with the placeholders `LE LM A B C CM` replaced by keys.
    fn file(&self, text: &str) -> String {
        let names = ["<LE>", "<LM>", "<A>", "<B>", "<C>", "<CM>"];
        names
            .iter()
            .zip(self.keys())
            .fold(text.to_owned(), |text, (name, key)| text.replace(name, &key))
    }

    fn log_lines(&self) -> Vec<NoteLine> {
        let sign = |message: &[u8]| self.log_ml.sign_deterministic(message);
        let public = self.log_ml.public();
        vec![
            self.checkpoint.sign_ed25519(&self.log).unwrap(),
            self.checkpoint.sign_mldsa44(&public, 10, sign).unwrap(),
        ]
    }

    fn line(&self, witness: usize, time: u64) -> NoteLine {
        let name = ["wit.example/a", "wit.example/b", "wit.example/c"][witness];
        cosign_ed25519(&self.witnesses[witness], name, time, &self.checkpoint).unwrap()
    }

    fn line_ml(&self, time: u64) -> NoteLine {
        let sign = |message: &[u8]| self.witness_ml.sign_deterministic(message);
        let public = self.witness_ml.public();
        cosign_mldsa44(&public, "wit.example/c", time, &self.checkpoint, sign).unwrap()
    }
}

#[track_caller]
fn check(policy: &str, lines: Vec<NoteLine>, expected: Result<Option<u64>, &str>) {
    let world = world();
    let policy = Policy::parse(world.file(policy).as_bytes()).unwrap();
    let found = policy.satisfied(&world.checkpoint.with(lines));
    assert_eq!(found.map(|found| found.witnessed_at).map_err(|error| error.code()), expected);
}

#[track_caller]
fn check_file(text: &str, code: &str) {
    let text = world().file(text);
    assert_eq!(Policy::parse(text.as_bytes()).map_err(|error| error.code()), Err(code), "{text:?}");
}

#[test]
fn without_witnesses_every_listed_log_key_must_have_signed() {
    let both = "log <LE> https://log.example/read\nlog <LM>\nquorum none\n";
    let lines = world().log_lines();
    check(both, lines.clone(), Ok(None));
    check(both, lines[..1].to_vec(), Err("missing-log-line"));
    check(both, lines[1..].to_vec(), Err("missing-log-line"));
    check("log <LE>\nquorum none", lines[..1].to_vec(), Ok(None));
    check("log <LE>\nquorum none", lines[1..].to_vec(), Err("no-known-key"));
    check("quorum none", lines, Err("no-log"));
}

#[test]
fn the_post_quantum_line_of_another_checkpoint_spoils_the_note() {
    let mut other = world();
    other.checkpoint = Checkpoint::new(LOG, 8, Digest([9; 32])).unwrap();
    let lines = vec![world().log_lines()[0].clone(), other.log_lines()[1].clone()];
    check("log <LE>\nlog <LM>\nquorum none", lines, Err("bad-signature"));
}

#[test]
fn a_quorum_stands_when_the_last_needed_witness_signs() {
    let world = world();
    let with = |lines: &[NoteLine]| [&world.log_lines(), lines].concat();
    let policy = |group: &str| {
        format!(
            "log <LE>\nlog <LM>\nwitness a <A>\nwitness b <B>\nwitness c <C>\ngroup g {group} a b c\nquorum g\n"
        )
    };
    let (a, b, c) = (world.line(0, 30), world.line(1, 20), world.line(2, 25));
    check(&policy("2"), with(&[a.clone(), b.clone(), c.clone()]), Ok(Some(25)));
    check(&policy("any"), with(&[a.clone(), b.clone(), c.clone()]), Ok(Some(20)));
    check(&policy("all"), with(&[a.clone(), b.clone(), c.clone()]), Ok(Some(30)));
    check(&policy("all"), with(&[a.clone(), b.clone()]), Err("no-quorum"));
    check(&policy("2"), with(&[a.clone(), b]), Ok(Some(30)));
    check(&policy("2"), with(std::slice::from_ref(&a)), Err("no-quorum"));
    // The same witness twice is one witness, at its earlier time.
    check(&policy("2"), with(&[a.clone(), world.line(0, 10)]), Err("no-quorum"));
    check(&policy("any"), with(&[a, world.line(0, 10)]), Ok(Some(10)));
    let mut forged = c;
    forged.sig[20] ^= 1;
    check(&policy("any"), with(&[world.line(0, 30), forged]), Err("bad-signature"));
}

#[test]
fn groups_nest_and_one_cosigner_may_owe_both_lines() {
    let world = world();
    let policy = "log <LE>\nlog <LM>\nwitness a <A>\nwitness c-ed <C>\nwitness c-ml <CM>\n\
        group c all c-ed c-ml\ngroup w all a c\nquorum w";
    let with = |lines: &[NoteLine]| [&world.log_lines(), lines].concat();
    let (a, c_ed, c_ml) = (world.line(0, 11), world.line(2, 12), world.line_ml(13));
    check(policy, with(&[a.clone(), c_ed.clone(), c_ml]), Ok(Some(13)));
    check(policy, with(&[a, c_ed]), Err("no-quorum"));
    check("log <LE>\nlog <LM>\nwitness a <A>\nquorum a", with(&[world.line(0, 11)]), Ok(Some(11)));
}

#[test]
fn a_cosignature_of_time_0_is_no_witness() {
    let world = world();
    let message = crate::cosignature::message_mldsa44("wit.example/c", 0, &world.checkpoint);
    let signature = world.witness_ml.sign_deterministic(&message).unwrap();
    let mut line = world.line_ml(1);
    line.sig = [&0_u64.to_be_bytes()[..], &signature].concat();
    let lines = [&world.log_lines()[..], &[line]].concat();
    check("log <LE>\nlog <LM>\nwitness c <CM>\nquorum c", lines, Err("no-quorum"));
}

#[test]
fn blanks_and_comments_are_ignored_and_the_fingerprint_covers_them() {
    let text = world().file(
        "# ours\n\n \t# more\nlog\t <LE>  \n\twitness a <A> https://wit.example/\nquorum a\n",
    );
    let policy = Policy::parse(text.as_bytes()).unwrap();
    assert_eq!(policy.fingerprint(), Digest::of(text.as_bytes()));
    assert_eq!(policy.for_origin(LOG).len(), 1);
    assert_eq!(policy.for_origin("log.example/2").len(), 0);
    assert_eq!(policy.witnesses()[0].url.as_deref(), Some("https://wit.example/"));
    assert_eq!(policy.logs()[0].url, None);
    let key = policy.witnesses()[0].vkey.key_id();
    assert!(policy.knows("wit.example/a", key) && !policy.knows("wit.example/b", key));
}

#[test]
fn every_broken_file_is_refused() {
    for (text, code) in [
        ("", "quorum"),
        ("log <LE>", "quorum"),
        ("quorum none\nquorum none", "quorum"),
        ("quorum w", "unknown-name"),
        ("quorum a\nwitness a <A>", "unknown-name"),
        ("quorum", "line"),
        ("quorum none x", "line"),
        ("log", "line"),
        ("log <LE> u v", "line"),
        ("witness a", "line"),
        ("witness a <A> u v", "line"),
        ("Log <LE>", "line"),
        ("group g", "line"),
        ("group g 1", "threshold"),
        ("group g 0 a", "unknown-name"),
        ("witness a <A>\ngroup g 0 a", "threshold"),
        ("witness a <A>\ngroup g 2 a", "threshold"),
        ("witness a <A>\ngroup g 01 a", "line"),
        ("witness a <A>\ngroup g some a", "line"),
        ("witness a <A>\ngroup g any a a", "member-twice"),
        ("witness a <A>\ngroup g any a\ngroup h any a", "member-twice"),
        ("witness a <A>\ngroup g any g", "unknown-name"),
        ("witness a <A>\ngroup g any none", "unknown-name"),
        ("witness a <A>\ngroup a any a", "duplicate-name"),
        ("witness none <A>", "duplicate-name"),
        ("witness a <A>\nwitness a <B>", "duplicate-name"),
        ("witness a <A>\nwitness b <A>", "duplicate-key"),
        ("log <LE>\nlog <LE>", "duplicate-key"),
        ("log <LM>\nwitness a <LM>", "duplicate-key"),
        ("witness a <LM>\nlog <LM>", "duplicate-key"),
        ("log <A>", "vkey"),
        ("witness a <LE>", "vkey"),
        ("log nonsense", "vkey"),
        ("quorum none\r", "bytes"),
        ("quorum none\u{7f}", "bytes"),
        ("quorum\u{0}none", "bytes"),
    ] {
        check_file(text, code);
    }
    assert_eq!(Policy::parse(b"quorum none\n#\xff"), Err(PolicyError::Bytes));
    let long = "#".repeat(POLICY_BYTES_MAX + 1);
    check_file(&long, "too-long");
}

/// A log that took up new keys: the old pair, both pairs, the new pair.
struct Turned {
    world: World,
    next: Ed25519Secret,
    next_ml: MlDsa44Secret,
}

impl Turned {
    fn new() -> Self {
        let (next, next_ml) = (Ed25519Secret::of_vector(7), MlDsa44Secret::of_vector(8));
        Self { world: world(), next, next_ml }
    }

    fn file(&self, text: &str) -> String {
        let keys =
            [VkeyKind::Ed25519(self.next.public()), VkeyKind::MlDsa44(self.next_ml.public())];
        let keys = keys.map(|kind| Vkey::new(LOG, kind).unwrap().to_string());
        let text = self.world.file(text);
        text.replace("<NE>", &keys[0]).replace("<NM>", &keys[1])
    }

    fn next_lines(&self) -> Vec<NoteLine> {
        let checkpoint = &self.world.checkpoint;
        let sign = |message: &[u8]| self.next_ml.sign_deterministic(message);
        let public = self.next_ml.public();
        vec![
            checkpoint.sign_ed25519(&self.next).unwrap(),
            checkpoint.sign_mldsa44(&public, 10, sign).unwrap(),
        ]
    }

    #[track_caller]
    fn check(
        &self,
        policy: &str,
        as_of: Option<u64>,
        lines: &[NoteLine],
        expected: Result<KeyStatus, &str>,
    ) {
        let mut policy = Policy::parse(self.file(policy).as_bytes()).unwrap();
        if let Some(at) = as_of {
            policy = policy.as_of(at);
        }
        let found = policy.satisfied(&self.world.checkpoint.clone().with(lines.to_vec()));
        assert_eq!(found.map(|found| found.keys).map_err(|error| error.code()), expected);
    }
}

const OLD: &str = "log <LE>\nlog <LM>\nquorum none\n";
const NEXT: &str = "log <NE>\nlog <NM>\nquorum none\n";
const EITHER: &str = "log <LE>\nlog <LM>\nlog <NE>\nlog <NM>\nquorum none\n";

#[test]
fn a_policy_that_lists_two_generations_takes_what_one_of_them_signed_whole() {
    let turned = Turned::new();
    let (old, next) = (turned.world.log_lines(), turned.next_lines());
    let both = [old.clone(), next.clone()].concat();
    let in_force = Ok(KeyStatus::InForce);
    for (policy, lines, expected) in [
        (OLD, &old, in_force),
        (OLD, &both, in_force),
        (OLD, &next, Err("no-known-key")),
        (NEXT, &old, Err("no-known-key")),
        (NEXT, &both, in_force),
        (NEXT, &next, in_force),
        (EITHER, &old, in_force),
        (EITHER, &both, in_force),
        (EITHER, &next, in_force),
    ] {
        turned.check(policy, None, lines, expected);
    }
    let mixed = [old[0].clone(), next[1].clone()];
    turned.check(EITHER, None, &mixed, Err("missing-log-line"));
    turned.check(EITHER, None, &next[..1], Err("missing-log-line"));
}

#[test]
fn generations_that_are_not_alike_are_refused() {
    let turned = Turned::new();
    for lines in [
        "log <LE>\nlog <LM>\nlog <NE>\n",
        "log <LE>\nlog <NE>\nlog <LM>\nlog <NM>\n",
        "log <LE>\nlog <NE>\nlog <NM>\n",
    ] {
        let text = turned.file(&format!("{lines}quorum none\n"));
        let found = Policy::parse(text.as_bytes()).map_err(|error| error.code());
        assert_eq!(found.err(), Some("generations"), "{lines}");
    }
    // In another order within a generation they are.
    let text = turned.file("log <LM>\nlog <LE>\nlog <NE>\nlog <NM>\nquorum none\n");
    assert!(Policy::parse(text.as_bytes()).is_ok());
}

#[test]
fn a_revoked_key_counts_only_if_a_quorum_had_seen_the_checkpoint_before() {
    let turned = Turned::new();
    let witness = |at| turned.world.line(0, at);
    let old = |at| [turned.world.log_lines(), vec![witness(at)]].concat();
    let both = |at| [old(at), turned.next_lines()].concat();
    let head = "log <LE>\nlog <LM>\nlog <NE>\nlog <NM>\nwitness a <A>\nquorum a\n";
    let revoked = format!("{head}revoked <LE> 100\n");
    turned.check(&revoked, None, &old(99), Ok(KeyStatus::RevokedLater { from: 100 }));
    turned.check(&revoked, None, &old(100), Err("revoked"));
    turned.check(&revoked, None, &both(100), Ok(KeyStatus::InForce));
    turned.check(&revoked, None, &turned.world.log_lines(), Err("no-quorum"));
    // The earlier of two instants counts, and one key of a pair is enough.
    let twice = format!("{head}revoked <LM> 90\nrevoked <LE> 100\nrevoked <LM> 95\n");
    turned.check(&twice, None, &old(89), Ok(KeyStatus::RevokedLater { from: 90 }));
    turned.check(&twice, None, &old(90), Err("revoked"));
    // Without a quorum nothing binds the age.
    let alone = format!("{OLD}revoked <LE> 100\n");
    turned.check(&alone, None, &turned.world.log_lines(), Err("revoked"));
    // Who holds a witness's key can write any time.
    let witness_gone = format!("{head}revoked <A> 100\n");
    turned.check(&witness_gone, None, &old(50), Err("no-quorum"));
}

#[test]
fn as_of_an_instant_what_witnesses_saw_later_does_not_count() {
    let turned = Turned::new();
    let lines = [turned.world.log_lines(), vec![turned.world.line(0, 50)]].concat();
    let policy = "log <LE>\nlog <LM>\nwitness a <A>\nquorum a\n";
    turned.check(policy, Some(50), &lines, Ok(KeyStatus::InForce));
    turned.check(policy, Some(49), &lines, Err("after-as-of"));
    turned.check(OLD, Some(50), &turned.world.log_lines(), Err("after-as-of"));
}

#[test]
fn lines_about_keys_name_what_is_listed() {
    check_file("revoked <LE> 1\nlog <LE>\nquorum none\n", "unknown-name");
    check_file("log <LE>\nrevoked <LM> 1\nquorum none\n", "unknown-name");
    check_file("log <LE>\nrevoked <LE> 01\nquorum none\n", "line");
    check_file("log <LE>\nrevoked <LE>\nquorum none\n", "line");
    check_file("revoked 00 1\nquorum none\n", "vkey");
    check_file("seal log.example/1 AAAA\nquorum none\n", "line");
    let seal = format!("seal log.example/1 {}=\n", "A".repeat(43));
    check_file(&format!("{seal}{seal}quorum none\n"), "duplicate-name");
    let kid = "0a".repeat(16);
    let file = format!("{seal}revoked {kid} 7\nrevoked {kid} 5\nquorum none\n");
    let policy = Policy::parse(file.as_bytes()).unwrap();
    assert_eq!(policy.kid_revoked_from(Kid([10; 16])), Some(5));
    assert!(policy.seal_key("log.example/1").is_some());
}
