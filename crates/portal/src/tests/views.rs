//! What the pages of the first journey show besides the order itself.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use domain::actor::{Office, UnitId};
use domain::denied::Denied;
use domain::exhibit::{Data, ExhibitNo, Nearness, Plain, RecordState, Source};
use domain::ids::{CaseId, ExhibitId, PackageId};
use domain::letter::CopyKind;
use domain::package::Contents;
use domain::purpose::Purpose;
use domain::reader::{CaseSeen, ExhibitSeen, Moment, PackageSeen};
use domain::recall::Tally;
use domain::statistics::{Figure, Table};
use jiff::SignedDuration;
use law::ids::{Cite, DataCategory, DutyId, IssuerKind};
use law::instrument::Instrument;

use super::fixture::{DIGEST, NOTE, ROOT, Strings, at, id};
use crate::component::timeline::Entry;
use crate::component::uploads::Upload;
use crate::page::statistics::{Counter, Section, Statistics};
use crate::page::{desk, ledger, log_keys, measure as measure_page, order, oversight, successor};
use crate::path::LeafNo;

pub(super) fn not_competent() -> Denied {
    Denied::NotCompetent {
        office: Office::IssuingAuthority,
        issuer_kind: Some(IssuerKind::Prosecutor),
        cite: Some(Cite::parse("4(2)").expect("a cite")),
        blocked: [DataCategory::Traffic].into(),
        allowed: [DataCategory::Subscriber].into(),
    }
}

pub(super) fn case_seen(say: &Strings) -> CaseSeen {
    let case: CaseId = id(1);
    CaseSeen {
        id: case,
        docket_no: "FR-TJ-2026-0042".to_owned(),
        codename: Some(say.case.clone()),
        focus: Some(say.focus.clone()),
        state: "open",
        purpose: Purpose::Investigation,
        participants: ["fr-tj/police", "fr-tj/judge"]
            .iter()
            .map(|unit| UnitId::parse(unit).expect("a unit"))
            .collect(),
        registered_at: at("2026-11-23T08:12:00Z"),
        may: Vec::new(),
    }
}

pub(super) fn exhibit_seen(text: &str) -> ExhibitSeen {
    let exhibit: ExhibitId = id(9);
    ExhibitSeen {
        id: exhibit,
        exhibit_no: ExhibitNo::parse("FR-TJ-2026-0042/1").expect("a number"),
        root_no: ExhibitNo::parse("IE-PROV-2026-0007/1"),
        case: None,
        state: RecordState::Sealed,
        data: Some(Data {
            plain: Plain { len: 67_108_864, sha256: [0x9f; 32], blake3: [0x60; 32] },
            sha512: None,
            media_type: "application/mbox".to_owned(),
        }),
        source: Some(Source {
            original_name: text.to_owned(),
            device: None,
            account: None,
            method: "export".to_owned(),
            claimed: Vec::new(),
            zone: None,
        }),
        handed_to: Vec::new(),
        derived_from: BTreeSet::new(),
        retention: None,
        may_read: true,
    }
}

pub(super) fn package_seen(say: &Strings) -> PackageSeen {
    let package: PackageId = id(5);
    PackageSeen {
        id: package,
        case: id(1),
        forum: say.court.clone(),
        exhibits: [id(9)].into(),
        copy: None,
        state: "sealed",
        started_by: id(3),
        sealed: Some((
            at("2026-11-25T12:40:00Z"),
            Contents { manifest_sha256: [0x5a; 32], n_members: 24, parts: [0x5b; 32] },
        )),
        n_approvals_missing: 0,
        may: Vec::new(),
    }
}

pub(super) fn timeline(say: &Strings) -> Vec<Entry> {
    let entry = |n: u64,
                 event: &'static str,
                 by: Vec<(&'static str, String)>,
                 when: &str,
                 recorded: &str| Entry {
        anchor: format!("e{n}"),
        stream: "measure".to_owned(),
        moment: Moment {
            at: at(when),
            event,
            by,
            args: vec![("reason", say.sentence.clone()), ("digest", DIGEST.to_owned())],
        },
        recorded_at: at(recorded),
        leaf: Some(LeafNo { log: 0, index: n }),
        about: Some(("/measures/MEASURE".to_owned(), say.reference.clone())),
    };
    let officer = |kind: &str| {
        vec![
            ("by", "officer".to_owned()),
            ("member", "FR-TJ".to_owned()),
            ("office", "issuing_authority".to_owned()),
            ("kind", kind.to_owned()),
        ]
    };
    let (first, second, third) =
        ("2026-11-23T08:30:00Z", "2026-11-24T09:00:00Z", "2026-11-24T09:00:41Z");
    vec![
        entry(29, "opened", officer("police"), first, first),
        entry(30, "issued", officer("judge"), second, second),
        entry(
            31,
            "receipt-recorded",
            vec![("by", "peer".to_owned()), ("member", "IE-PROV".to_owned())],
            second,
            third,
        ),
    ]
}

pub(super) fn the_desk(
    say: &Strings,
    received: &domain::reader::MeasureSeen,
    issued: &domain::reader::MeasureSeen,
) -> desk::Desk {
    let item = |reference: &str, clock: Option<&domain::reader::ClockSeen>, state: &str, next| {
        desk::Item {
            path: format!("/measures/{reference}"),
            reference: say.reference.clone(),
            pack: "eu-e-evidence".to_owned(),
            kind: "epoc".to_owned(),
            counterparty: say.provider.clone(),
            state: state.to_owned(),
            clock: clock.cloned(),
            notice: None,
            owes: None,
            next,
        }
    };
    let owed = DutyId::parse("eu-e-evidence/withdraw").expect("a duty");
    let unopened = |about| desk::Unopened {
        about,
        kind: "measure.issue".to_owned(),
        unit: "ie-prov/legal".to_owned(),
        since: at("2026-11-19T09:00:00Z"),
    };
    desk::Desk {
        unopened: vec![
            unopened(Some(("/orders/2".to_owned(), say.reference.clone()))),
            unopened(None),
        ],
        items: vec![
            item("3", None, "draft", desk::NextStep::CompleteDraft),
            item("1", issued.clocks.get(1), "issued", desk::NextStep::WaitForProduction),
            item("2", received.clocks.first(), "received", desk::NextStep::WaitForGate),
            desk::Item {
                notice: Some(desk::Reminder::Owed(at("2026-11-20T09:00:00Z"))),
                ..item("4", None, "completed", desk::NextStep::Tell)
            },
            desk::Item {
                notice: Some(desk::Reminder::Review(at("2027-02-01T23:00:00Z"))),
                ..item("5", None, "produced", desk::NextStep::Nothing)
            },
            desk::Item {
                owes: Some((owed, at("2026-11-21T09:00:00Z"))),
                ..item("6", None, "performed", desk::NextStep::Answer)
            },
        ],
        ending: [
            ("2026-11-24T23:00:00Z", "X-1"),
            ("2026-11-28T23:00:00Z", "X-2"),
            ("2026-12-20T23:00:00Z", "X-3"),
        ]
        .map(|(until, no)| {
            let until = at(until);
            desk::Ending {
                case: id(1),
                reference: say.case.clone(),
                exhibit_no: no.to_owned(),
                until,
                near: Nearness::of(until, at("2026-11-25T12:00:00Z")).expect("it is near"),
                held_until: (no == "X-2").then(|| at("2027-02-01T23:00:00Z")),
            }
        })
        .into(),
        agreements: super::agreements::asking(say),
        may_open_case: true,
        n_waiting: 3,
        n_late: 1,
        n_given_up: 2,
    }
}

pub(super) fn deliveries(say: &Strings) -> Vec<measure_page::Delivery> {
    let line = |copy, state: &str, received: bool| measure_page::Delivery {
        copy,
        to: say.provider.clone(),
        digest: DIGEST.to_owned(),
        state: state.to_owned(),
        sent_at: Some(at("2026-11-24T09:00:02Z")),
        received_at: received.then(|| at("2026-11-24T09:00:40Z")),
        sent_leaf: Some(LeafNo { log: 0, index: 32 }),
        receipt_leaf: received.then_some(LeafNo { log: 1, index: 33 }),
    };
    vec![line(CopyKind::Addressee, "receipted", true), line(CopyKind::Enforcing, "sent", false)]
}

/// Half of a file, all of one whose length nobody said, and one that is not what was announced.
pub(super) fn on_their_way(say: &Strings) -> Vec<Upload> {
    let upload = Upload {
        name: say.sentence.clone(),
        n_bytes: 16 << 20,
        len: Some(40_000_000),
        is_wrong: false,
        expires_at: "2027-03-15T09:00:00Z".parse().unwrap(),
    };
    vec![
        upload.clone(),
        Upload { len: None, n_bytes: 7, ..upload.clone() },
        Upload { is_wrong: true, ..upload },
    ]
}

pub(super) fn genuine(say: &Strings) -> order::Genuine {
    order::Genuine {
        signed_by: "fr-tj/judge".to_owned(),
        member_name: say.court.clone(),
        issuer_kind: Some("judge".to_owned()),
        signed_at: at("2026-11-24T09:00:00Z"),
        signature_ok: true,
        key: "fr-tj/judge#2026-11".to_owned(),
        roster_version: 3,
        digest: DIGEST.to_owned(),
        leaf: Some(LeafNo { log: 0, index: 12 }),
        in_sender_ledger: Some(true),
    }
}

pub(super) fn the_ledger() -> ledger::Ledger<'static> {
    ledger::Ledger {
        origin: "fr-tj.sandbox.example/comity/audit/2026",
        size: 42,
        root: ROOT,
        at: at("2026-11-25T13:01:58Z"),
        note: NOTE,
        cosigned: vec![
            ledger::Cosigned {
                by: "nl-ovs.sandbox.example/witness",
                size: 42,
                at: at("2026-11-25T13:01:59Z"),
            },
            ledger::Cosigned {
                by: "coord.sandbox.example/witness",
                size: 40,
                at: at("2026-11-25T13:01:41Z"),
            },
        ],
        n_witnesses: 2,
        leaves: vec![
            leaf(41, "seal", "package.sealed"),
            leaf(31, "act", "measure.receipt-recorded"),
        ],
        older: Some("/ledger?before=31".to_owned()),
        newer: None,
        stamps: vec![
            ledger::Stamped {
                day: "2026-11-25",
                size: 40,
                gen_time: "2026-11-25T00:00:31Z",
                is_checked: true,
            },
            ledger::Stamped {
                day: "2026-11-24",
                size: 12,
                gen_time: "2026-11-24T00:00:30.25Z",
                is_checked: false,
            },
        ],
    }
}

fn leaf(index: u64, category: &'static str, event: &'static str) -> ledger::Leaf<'static> {
    let no = LeafNo { log: 0, index };
    ledger::Leaf { no, category, event, at: at("2026-11-24T09:00:41Z"), hash: DIGEST }
}

pub(super) fn the_proof(say: &Strings) -> ledger::Proof<'_> {
    ledger::Proof {
        origin: "fr-tj.sandbox.example/comity/audit/2026",
        leaf: leaf(31, "act", "measure.receipt-recorded"),
        size: Some(42),
        opened: vec![("type", "measure.receipt-recorded"), ("reason", &say.sentence)],
        opening: "31 …",
        proof: "c2sp.org/tlog-proof@v1\nindex 31\n",
        command: "comity log proof --leaf 31",
    }
}

/// Digest of a proposal.
const PROPOSAL: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

pub(super) fn the_log_keys(say: &Strings) -> log_keys::LogKeys<'_> {
    static IDS: LazyLock<[String; 4]> =
        LazyLock::new(|| ["9a3c23e4", "cceda23e", "0bd1e2f3", "5566aa77"].map(str::to_owned));
    let ids = IDS.as_slice();
    log_keys::LogKeys {
        origin: "fr-tj.sandbox.example/comity/audit/2026",
        in_force: ids.get(..2).unwrap_or_default(),
        next: ids.get(2..).unwrap_or_default(),
        steps: &["begin", "revoke"],
        proposed: Some(log_keys::Proposed {
            step: "revoke",
            from: Some(at("2026-11-23T10:00:00Z")),
            why: &say.sentence,
            at: at("2026-11-24T10:00:00Z"),
            is_own: false,
            digest: PROPOSAL,
        }),
        may_propose: true,
        may_agree: true,
        refused: Some("field"),
        typed: log_keys::Typed { step: "revoke", from: "2027", why: &say.sentence },
    }
}

pub(super) fn the_successor(say: &Strings) -> successor::Successor<'_> {
    successor::Successor {
        origin: "fr-tj.sandbox.example/comity/audit/2026",
        about: "rolled-back",
        begins: true,
        stored: 41,
        known: 44,
        next: Some("fr-tj.sandbox.example/comity/audit/2026-r1"),
        proposed: Some(successor::Proposed {
            incident: "INC-2026-7",
            why: &say.sentence,
            at: at("2026-11-24T10:00:00Z"),
            is_own: false,
            digest: PROPOSAL,
        }),
        may_propose: true,
        may_agree: true,
        refused: Some("field"),
        typed: ("", &say.sentence),
    }
}

pub(super) fn the_oversight() -> oversight::Oversight<'static> {
    let watched = |member, consistent, size| oversight::Watched {
        member,
        origin: "fr-tj.sandbox.example/comity/audit/2026",
        size,
        root: ROOT,
        looked_at: Some(at("2026-11-25T13:01:59Z")),
        consistent,
        cosigned_by: &["nl-ovs.sandbox.example/witness", "coord.sandbox.example/witness"],
    };
    oversight::Oversight {
        ledgers: vec![
            watched("FR-TJ", Some(true), 42),
            watched("IE-PROV", Some(false), 12),
            watched("IE-CA", None, 9),
        ],
    }
}

/// Figures of a year: a counter by dimension, one nobody can tell, and a mean time.
pub(super) fn the_statistics(law: &Instrument) -> Statistics<'_> {
    let figure = |n, hours: Option<i64>| {
        let times = hours.iter().flat_map(|hours| vec![SignedDuration::from_hours(*hours); 2]);
        Figure { n, times: times.collect(), ..Figure::default() }
    };
    let counter = |article: &str, tables| {
        let id = format!("eu-e-evidence/stat/{article}");
        let rule = law.statistics.iter().find(|rule| rule.id.as_str() == id).expect("a counter");
        Counter { rule, tables }
    };
    let row = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    let table = |name: &str, whole, rows: Vec<(Vec<String>, Figure)>| Table {
        name: name.to_owned(),
        whole,
        rows: rows.into_iter().collect(),
    };
    let refused = ["traffic", "IE-PROV", "no", "eu-e-evidence/g/12.1.a"];
    let counters = vec![
        counter(
            "28.2.d",
            vec![
                table(
                    "notified",
                    Some(figure(1204, None)),
                    vec![(row(&["traffic", "IE-PROV", "no", "-"]), figure(1204, None))],
                ),
                table("refused", Some(figure(3, None)), vec![(row(&refused), figure(3, None))]),
            ],
        ),
        counter(
            "28.2.e",
            vec![table(
                "issue_to_data_obtained",
                Some(figure(2, Some(30))),
                vec![(row(&["content", "IE-PROV", "yes"]), figure(2, Some(30)))],
            )],
        ),
        counter(
            "28.2.j",
            vec![table("costs_claimed", None, vec![]), table("costs_reimbursed", None, vec![])],
        ),
    ];
    Statistics {
        year: 2027,
        sections: vec![Section { law, counters }],
        recalls: Tally { n_asked: 7, n_confirmed: 3, n_failed: 1, n_unconfirmed: 2, n_late: 1 },
    }
}
