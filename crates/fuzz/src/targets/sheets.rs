//! The forms of the log: notes, checkpoints, proofs, openings, statements, tiles, and what mirrors and witnesses are sent.

use seal::checkpoint::{Checkpoint, LogName, SignedCheckpoint};
use seal::digest::Digest;
use seal::epoch::EpochSeal;
use seal::fork::Fork;
use seal::heads::{self, Statement};
use seal::mirror::{Info, Package, Upload, read_ticket, read_upload_answer, upload_origin};
use seal::note::{Note, NoteLine, Vkey};
use seal::opening::{Opening, decode_hashes, encode_hashes, read_body};
use seal::policy::Policy;
use seal::proof::TlogProof;
use seal::register::{Head, SLOT_BYTES, Slot, create, pick};
use seal::sample::Seeded;
use seal::tile::{Tile, read_bundle, read_hashes};
use seal::timestamp::{Request, Token};
use seal::witness::{AddCheckpoint, Held, read_answer, read_lines, write_lines};

use super::seals::{canonical, canonical_of, text};
use super::world::{key, members, packed, policy};
use crate::mutate::Shape;
use crate::target::{Said, Target, asked};

const CHECKPOINT: &[u8] = include_bytes!("../../../seal/vectors/ledger-checkpoint.note");
const PROOF: &[u8] = include_bytes!("../../../seal/vectors/ledger-leaf-0.tlog-proof");
const OPENING: &[u8] = include_bytes!("../../../seal/vectors/ledger-leaf-0.events");
const FORK: &[u8] = include_bytes!("../../../seal/vectors/ledger-fork.json");
const SEAL: &[u8] = include_bytes!("../../../seal/vectors/keys-epoch.seal");
const COMPLETE: &[u8] = include_bytes!("../../../seal/vectors/completeness.statement");
const COMPLETE_POLICY: &[u8] = include_bytes!("../../../seal/vectors/completeness.tlog-policy");
const KEYS_POLICY: &[u8] = include_bytes!("../../../seal/vectors/keys.tlog-policy");
const STAMP: &str = include_str!("../../../seal/vectors/timestamp-response.hex");
const STAMP_RSA: &str = include_str!("../../../seal/vectors/timestamp-response-rsa.hex");

pub(super) const TARGETS: &[Target] = &[
    Target {
        name: "add-checkpoint",
        shape: Shape::Lines,
        parsers: &["seal/witness.rs AddCheckpoint::parse"],
        seeds: || {
            let request = |old: u64, proof: Vec<Digest>| {
                let checkpoint = SignedCheckpoint::parse(CHECKPOINT).ok()?;
                Some(AddCheckpoint { old, proof, checkpoint }.to_string().into_bytes())
            };
            let proof = vec![Digest::of(b"a"), Digest::of(b"b")];
            [request(0, vec![]), request(1, proof)].into_iter().flatten().collect()
        },
        read: |bytes| {
            canonical(AddCheckpoint::parse(bytes), |request| request.to_string().into_bytes())
        },
        weight: 1,
    },
    Target {
        name: "checkpoint",
        shape: Shape::Lines,
        parsers: &["seal/checkpoint.rs Checkpoint::parse", "seal/checkpoint.rs LogName::parse"],
        seeds: || {
            let read = SignedCheckpoint::parse(CHECKPOINT).ok();
            read.map(|signed| signed.claimed().text().into_bytes()).into_iter().collect()
        },
        read: |bytes| {
            let Some(text) = text(bytes) else { return Said::Refused };
            asked(LogName::parse(text.trim_end()));
            canonical(Checkpoint::parse(text), |checkpoint| {
                asked(LogName::parse(checkpoint.origin()));
                asked(Seeded::new("a seed", &checkpoint));
                checkpoint.text().into_bytes()
            })
        },
        weight: 1,
    },
    Target {
        name: "completeness",
        shape: Shape::Lines,
        parsers: &["seal/heads.rs check"],
        seeds: || vec![COMPLETE.to_vec()],
        read: |bytes| {
            let Ok(policy) = Policy::parse(COMPLETE_POLICY) else { return Said::Refused };
            if heads::check(bytes, &policy).is_ok() { Said::Read } else { Said::Refused }
        },
        weight: 4,
    },
    Target {
        name: "disclosure",
        shape: Shape::Lines,
        parsers: &["seal/disclosure.rs check"],
        seeds: || {
            let Some(policy) = policy() else { return Vec::new() };
            let files = members(".events");
            let lines = files.iter().flat_map(|file| file.split_inclusive(|byte| *byte == b'\n'));
            let proofs = members(".tlog-proof");
            let pairs = lines
                .take(6)
                .flat_map(|line| proofs.iter().map(move |proof| [line, proof].concat()));
            pairs.filter(|bytes| seal::disclosure::check(bytes, policy).is_ok()).take(3).collect()
        },
        read: |bytes| {
            let Some(policy) = policy() else { return Said::Refused };
            let found = seal::disclosure::check(bytes, policy);
            if found.is_ok_and(|found| found.closed().len() < 4_096) {
                Said::Read
            } else {
                Said::Refused
            }
        },
        weight: 6,
    },
    Target {
        name: "epoch",
        shape: Shape::Lines,
        parsers: &["seal/epoch.rs EpochSeal::parse"],
        seeds: || vec![SEAL.to_vec()],
        read: |bytes| {
            canonical(EpochSeal::parse(bytes), |seal| {
                asked(Policy::parse(KEYS_POLICY).map(|policy| seal.verify(&policy).is_ok()));
                seal.to_string().into_bytes()
            })
        },
        weight: 30,
    },
    Target {
        name: "fork",
        shape: Shape::Json,
        parsers: &["seal/fork.rs Fork::parse"],
        seeds: || vec![FORK.to_vec()],
        read: |bytes| {
            canonical(Fork::parse(bytes), |fork| {
                asked(fork.proven(&[]).is_ok());
                fork.to_bytes()
            })
        },
        weight: 1,
    },
    Target {
        name: "hashes",
        shape: Shape::Raw,
        parsers: &[
            "seal/tile.rs read_hashes",
            "seal/tile.rs read_bundle",
            "seal/opening/commit.rs decode_hashes",
        ],
        seeds: || {
            let bundle = seal::tile::bundle(&[b"one", b"two", b""]).unwrap_or_default();
            vec![vec![7; 96], bundle, encode_hashes(&[Digest::of(b"a"), Digest::of(b"b")])]
        },
        read: |bytes| {
            for width in [1, 3, 256] {
                if read_bundle(bytes, width).is_ok_and(|found| found.len() != usize::from(width)) {
                    return Said::Canonical(Vec::new());
                }
                if let Ok(hashes) = read_hashes(bytes, width) {
                    return Said::Canonical(hashes.iter().flat_map(|hash| hash.0).collect());
                }
            }
            if let Some(hashes) = decode_hashes(bytes) {
                return Said::Canonical(encode_hashes(&hashes));
            }
            if read_bundle(bytes, 3).is_ok() { Said::Read } else { Said::Refused }
        },
        weight: 1,
    },
    Target {
        name: "heads",
        shape: Shape::Json,
        parsers: &["seal/heads/statement.rs Statement::parse"],
        seeds: || {
            COMPLETE.split_inclusive(|byte| *byte == b'\n').take(1).map(<[u8]>::to_vec).collect()
        },
        read: |bytes| {
            canonical(Statement::parse(bytes), |statement| statement.to_line().into_bytes())
        },
        weight: 1,
    },
    Target {
        name: "mirror-info",
        shape: Shape::Lines,
        parsers: &[
            "seal/mirror.rs Info::parse",
            "seal/mirror.rs read_upload_answer",
            "seal/mirror.rs read_ticket",
        ],
        seeds: || {
            let info = Info { size: 7, next: 3, ticket: b"a ticket".to_vec() };
            vec![info.to_string().into_bytes()]
        },
        read: |bytes| {
            asked(read_ticket(&[1; 32], bytes));
            if let Ok(signed) = SignedCheckpoint::parse(CHECKPOINT) {
                for status in [200, 202, 409, 429, 599, 404] {
                    asked(read_upload_answer(signed.claimed(), status, bytes, &[]));
                }
            }
            canonical_of(Info::parse(bytes), |info| info.to_string().into_bytes())
        },
        weight: 1,
    },
    Target {
        name: "mirror-upload",
        shape: Shape::Raw,
        parsers: &["seal/mirror.rs Upload::parse", "seal/mirror.rs upload_origin"],
        seeds: || {
            let upload = |start: u64, end: u64| {
                let origin = "node.example/comity/audit/2027".to_owned();
                let mut bytes = Upload { origin, start, end, ticket: b"t".to_vec() }.head().ok()?;
                let entries = vec![[7; 40].as_slice(); usize::try_from(end - start).ok()?];
                Package::write(&mut bytes, &entries, &[Digest::of(b"a"), Digest::of(b"b")]).ok()?;
                Some(bytes)
            };
            [upload(0, 1), upload(3, 17), upload(0, 256)].into_iter().flatten().collect()
        },
        read: |bytes| {
            let origin = upload_origin(bytes);
            let Ok((upload, packages)) = Upload::parse(bytes) else { return Said::Refused };
            if origin != Ok(Some(upload.origin.as_str())) {
                return Said::Canonical(Vec::new());
            }
            let under = Held { size: upload.end, root: Digest::of(b"root"), cosigned_at: None };
            for package in packages {
                let Ok(package) = package else { return Said::Refused };
                asked(package.check(&[], &under).is_ok());
            }
            Said::Read
        },
        weight: 1,
    },
    Target {
        name: "note",
        shape: Shape::Lines,
        parsers: &["seal/note.rs Note::parse", "seal/note.rs Note::open"],
        seeds: || vec![CHECKPOINT.to_vec()],
        read: |bytes| {
            canonical(Note::parse(bytes), |note| {
                let keys = packed_keys();
                asked(note.open(&keys).is_ok());
                note.to_string().into_bytes()
            })
        },
        weight: 1,
    },
    Target {
        name: "note-line",
        shape: Shape::Lines,
        parsers: &["seal/note.rs NoteLine::parse", "seal/note.rs Vkey::parse"],
        seeds: || {
            let line = |lines: &[u8], n: usize| {
                lines.split(|byte| *byte == b'\n').nth(n).unwrap_or_default().to_vec()
            };
            let mut all = vec![line(CHECKPOINT, 4)];
            let vkeys = KEYS_POLICY.split(|byte| byte.is_ascii_whitespace());
            all.extend(
                vkeys
                    .filter(|word| text(word).is_some_and(|word| Vkey::parse(word).is_ok()))
                    .map(<[u8]>::to_vec),
            );
            all
        },
        read: |bytes| {
            let Some(text) = text(bytes) else { return Said::Refused };
            match (NoteLine::parse(text), Vkey::parse(text)) {
                (Ok(line), _) => Said::Canonical(line.to_string().trim_end_matches('\n').into()),
                (_, Ok(vkey)) => Said::Canonical(vkey.to_string().into_bytes()),
                (Err(_), Err(_)) => Said::Refused,
            }
        },
        weight: 1,
    },
    Target {
        name: "opening",
        shape: Shape::Json,
        parsers: &["seal/opening.rs Opening::parse", "seal/opening/commit.rs read_body"],
        seeds: || {
            let files = [vec![OPENING.to_vec()], members(".events")].concat();
            let lines = files.iter().flat_map(|file| file.split_inclusive(|byte| *byte == b'\n'));
            lines.map(<[u8]>::to_vec).take(20).collect()
        },
        read: |bytes| {
            asked(read_body(bytes));
            canonical(Opening::parse(bytes), |opening| {
                asked(seal::package::is_readable(&opening));
                asked(seal::package::is_readable_anchor(&opening));
                opening.to_line().into_bytes()
            })
        },
        weight: 2,
    },
    Target {
        name: "policy",
        shape: Shape::Lines,
        parsers: &["seal/policy.rs Policy::parse"],
        seeds: || vec![KEYS_POLICY.to_vec(), COMPLETE_POLICY.to_vec(), packed().policy.clone()],
        read: |bytes| {
            let Ok(policy) = Policy::parse(bytes) else { return Said::Refused };
            if let Ok(signed) = SignedCheckpoint::parse(CHECKPOINT) {
                asked(policy.satisfied(&signed).is_ok());
            }
            Said::Read
        },
        weight: 4,
    },
    Target {
        name: "proof",
        shape: Shape::Lines,
        parsers: &["seal/proof.rs TlogProof::parse"],
        seeds: || [vec![PROOF.to_vec()], members(".tlog-proof")].concat(),
        read: |bytes| {
            canonical(TlogProof::parse(bytes), |proof| {
                if let Ok(signed) = proof.signed_checkpoint() {
                    asked(proof.verify_path(&Digest::of(b"leaf"), signed.claimed()).is_ok());
                }
                proof.to_string().into_bytes()
            })
        },
        weight: 1,
    },
    Target {
        name: "register",
        shape: Shape::Raw,
        parsers: &["seal/register.rs Slot::decode", "seal/register.rs pick"],
        seeds: || {
            let head = Head {
                origin: "node.example/comity/audit/2027".to_owned(),
                size: 7,
                root: Digest::of(b"root"),
                epoch: 1,
                restore_epoch: 0,
                note: "x\n".to_owned(),
            };
            let file = create(head).unwrap_or_default();
            file.get(..SLOT_BYTES).map(<[u8]>::to_vec).into_iter().collect()
        },
        read: |bytes| {
            let Ok(slot) = Slot::decode(bytes) else { return Said::Refused };
            asked(pick(&[bytes, bytes].concat()).is_ok());
            canonical(slot.encode(), |bytes| bytes)
        },
        weight: 1,
    },
    Target {
        name: "signed-checkpoint",
        shape: Shape::Lines,
        parsers: &["seal/checkpoint.rs SignedCheckpoint::parse"],
        seeds: || vec![CHECKPOINT.to_vec()],
        read: |bytes| {
            canonical(SignedCheckpoint::parse(bytes), |signed| {
                asked(signed.verify(&packed_keys()).is_ok());
                signed.to_string().into_bytes()
            })
        },
        weight: 1,
    },
    Target {
        name: "tile-path",
        shape: Shape::Raw,
        parsers: &["seal/tile.rs Tile::parse"],
        seeds: || {
            let paths =
                ["tile/0/000", "tile/3/x123/456.p/7", "tile/entries/x001/234", "tile/1/255.p/255"];
            paths.map(|path| path.as_bytes().to_vec()).to_vec()
        },
        read: |bytes| {
            let Some(text) = text(bytes) else { return Said::Refused };
            canonical(Tile::parse(text), |tile| {
                asked(tile.is_there(u64::MAX));
                asked(tile.first());
                tile.to_string().into_bytes()
            })
        },
        weight: 1,
    },
    Target {
        name: "timestamp",
        shape: Shape::Raw,
        parsers: &["seal/timestamp.rs Token::parse", "seal/timestamp.rs Request::read"],
        seeds: || vec![hex(STAMP), hex(STAMP_RSA)],
        read: |bytes| {
            let request = Request::new(
                Digest::of(b"hello\n"),
                [0x1D, 0xBE, 0xE2, 0x75, 0xAC, 0xEA, 0x73, 0x0A],
            );
            let token = request.read(bytes).or_else(|_| Token::parse(bytes));
            let Ok(token) = token else { return Said::Refused };
            asked(token.signed().is_ok());
            asked(token.stamp().gen_time());
            Said::Read
        },
        weight: 1,
    },
    Target {
        name: "witness-lines",
        shape: Shape::Lines,
        parsers: &["seal/witness/answer.rs read_lines", "seal/witness/answer.rs read_answer"],
        seeds: || {
            let lines: Vec<&[u8]> =
                CHECKPOINT.split_inclusive(|byte| *byte == b'\n').skip(4).collect();
            vec![lines.concat()]
        },
        read: |bytes| {
            if let Ok(signed) = SignedCheckpoint::parse(CHECKPOINT) {
                for status in [200, 409, 422, 429, 404] {
                    asked(read_answer(1, signed.claimed(), status, bytes, &packed_keys()));
                }
            }
            match read_lines(bytes) {
                Ok(lines) => Said::Canonical(write_lines(&lines).into_bytes()),
                Err(_) => Said::Refused,
            }
        },
        weight: 1,
    },
];

fn hex(text: &str) -> Vec<u8> {
    let digits: String = text.split_whitespace().collect();
    seal::digest::hex_decode(&digits).unwrap_or_default()
}

/// Keys of logs and witnesses as a directory lists them.
fn packed_keys() -> Vec<Vkey> {
    let kinds = key(1).map(|key| seal::note::VkeyKind::Ed25519(key.public()));
    let name = "node.example/comity/audit/2027";
    kinds.and_then(|kind| Vkey::new(name, kind).ok()).into_iter().collect()
}
