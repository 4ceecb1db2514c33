//! `README.html`: what a judge reads before anything else.
//!
//! One page, no script, no font, no picture, nothing loaded from anywhere; it prints. It says what the file is, what
//! can be proved with it and what cannot, and how to check. It proves nothing itself: it was written by the exporter,
//! and its reader is told so. Every text from outside is escaped.

use super::build::{Complete, Contents, Exhibit, Letter};
use super::layout::Member;
use super::view;
use crate::digest::Digest;
use crate::json::Json;
use crate::opening::Opening;
use crate::receipt::Receipt;

mod part;

pub(crate) use part::ground_words;
use part::part_of;

/// What a package proves when `comity-verify` accepts it, in a lay reader's words.
pub const PROVED: [&str; 9] = [
    "Not one byte of what the exporting authority sealed has changed.",
    "The evidence files are, bit for bit, those whose digests the provider of the data and the receiving authority both \
     recorded when custody passed.",
    "Every custody entry shown stood in the tamper-evident log of the party that made it, at the place shown, and none \
     between the first and the last shown of a party is missing.",
    "Where an exhibit has a map of the exporting authority's log: the log has committed itself that among the entries of \
     which the map was made there is no other one in the record shown; an auditor who has them makes the map again.",
    "Each passing of custody was recorded by both sides, over the same signed letter, and each side's log refers to the \
     other's.",
    "The independent witnesses named in the policy had confirmed those logs by the time stated; nothing before that \
     time was rewritten later.",
    "The letters and receipts carry valid signatures of the keys listed in this file, at the time they were made.",
    "What the exporting authority sealed is what you hold: the seal is itself an entry of its log.",
    "Every exhibit that the exporting authority accounted for when it sealed the whole is here, or on the list of those \
     that are not, with the reason it gives; none is missing in silence.",
];

/// What no package proves; one line differs where there is a time-stamp token.
#[must_use]
pub fn not_proved(is_stamped: bool) -> [&'static str; 14] {
    NOT_PROVED.map(|line| if is_stamped && line == NO_TOKEN { UNCHECKED_TOKEN } else { line })
}

const NO_TOKEN: &str = "That a time-stamping authority saw the package: it carries no token, and all times rest on the witnesses.";
const UNCHECKED_TOKEN: &str = "That a time-stamping authority made the token that is shown: its form and its digest are compared, its signature is \
     not checked here; openssl ts -verify does that. All times that are proved rest on the witnesses.";

const NOT_PROVED: [&str; 14] = [
    "That the content of the evidence is true, complete, or was not altered before it was first sealed.",
    "Which human being held an office or a key; the link from key to office rests on the directory of the exporting \
     authority, of which a copy is inside.",
    "That no further copies exist outside this file.",
    "That no entry was added after the last one shown: the chain of entries has no gap, but its end is the exporter's \
     statement, and where a map is shown its log's, for the entries of which the map was made; nor that the exporter keeps \
     no second record of an exhibit.",
    "That every letter and receipt of the case is inside; only those that pass custody must be.",
    "That the exporting authority accounted for every exhibit it has: one that it never put on the list is seen by nobody; \
     nor that a reason for keeping one back holds.",
    "That the acts were lawful; the legal documents are inside for that question.",
    "That README.html, the case graph and the legal documents say the same as the record: they are sealed as they are, \
     not compared.",
    "That the BLAKE3 digests in the record are right: they are compared with each other, not computed again; SHA-256 and \
     SHA-512 are.",
    NO_TOKEN,
    "That anything happened no earlier than it says: witnesses bound only how late an entry is. How early rests on the \
     clock of whoever recorded it.",
    "That a letter or receipt is as old as it says: whoever holds a key after its time can write an earlier date.",
    "That heads of one log that differ in size extend each other: that is what the witnesses vouch for, and a head that \
     only a counterparty names has none.",
    "Anything at all, if the policy used for checking came with this file. It must come from elsewhere: a paper \
     certificate, a public register, or the court's own configuration.",
];

const STYLE: &str = "body{font:16px/1.5 serif;max-width:62em;margin:2em auto;padding:0 1em;color:#111;background:#fff}\
h1{font-size:1.6em}h2{font-size:1.25em;margin-top:2em;border-bottom:1px solid #999}h3{font-size:1.05em}\
table{border-collapse:collapse;width:100%;margin:1em 0}th,td{border:1px solid #999;padding:.3em .5em;text-align:left;\
vertical-align:top}th{background:#eee}code{font:.85em/1.4 monospace;overflow-wrap:anywhere}caption{text-align:left;\
font-weight:bold}@media print{body{font-size:11pt;margin:0;max-width:none}h2,h3,caption{break-after:avoid}tr{break-inside:avoid}}";

/// The page for these contents.
pub(super) fn render(contents: &Contents<'_>) -> String {
    let mut page = Page(String::new());
    let title = format!("Evidence package {}", contents.package_id);
    page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width\">\n");
    page.element("title", &title);
    page.raw("<style>");
    page.raw(STYLE);
    page.raw("</style>\n</head>\n<body>\n<main>\n");
    page.element("h1", &title);
    opening_words(&mut page, contents);
    what_it_proves(&mut page, contents.is_stamped);
    how_to_check(&mut page, contents);
    part_of(&mut page, contents);
    exhibits(&mut page, contents);
    left_out(&mut page, contents);
    for exhibit in &contents.exhibits {
        custody(&mut page, exhibit, &contents.node);
    }
    letters(&mut page, &contents.letters);
    receipts(&mut page, &contents.receipts);
    layout(&mut page, contents.is_stamped);
    page.raw("</main>\n</body>\n</html>\n");
    page.0
}

fn opening_words(page: &mut Page, contents: &Contents<'_>) {
    let case = &contents.case;
    page.paragraph(&format!(
        "Made by {} on {} for case {}.",
        contents.organization, contents.bagged_on, case.docket_no
    ));
    page.table(
        "This package",
        &["", ""],
        [
            ["Package".to_owned(), contents.package_id.clone()],
            ["Exported by node".to_owned(), contents.node.clone()],
            ["Case".to_owned(), case.docket_no.clone()],
            [
                "Measure".to_owned(),
                format!("{} {}, issued {}", case.measure_kind, case.measure_no, case.issued_at),
            ],
            ["Exhibits".to_owned(), contents.exhibits.len().to_string()],
            ["Letters".to_owned(), contents.letters.len().to_string()],
            ["Receipts".to_owned(), contents.receipts.len().to_string()],
        ],
    );
    page.paragraph(
        "This page was written by the exporting authority to help you read the package. It is itself covered by the \
         seal, but reading it checks nothing.",
    );
}

fn what_it_proves(page: &mut Page, is_stamped: bool) {
    page.element("h2", "What is proved if the check succeeds");
    page.list(&PROVED);
    page.element("h2", "What is not proved");
    page.list(&not_proved(is_stamped));
}

fn how_to_check(page: &mut Page, contents: &Contents<'_>) {
    let fingerprint = Digest::of(contents.policy.as_bytes());
    page.element("h2", "How to check");
    page.paragraph(
        "Get the policy file from a source you trust, compare its SHA-256 with the fingerprint on your paper \
         certificate or in the register, then run, on any computer, without network:",
    );
    page.raw("<p><code>");
    page.text(&format!("comity-verify {}.asice --policy POLICY", contents.package_id));
    page.raw("</code></p>\n");
    page.paragraph(
        "Exit code 0 means that everything listed above holds. Any other result names the first broken link and what it \
         means.",
    );
    page.table(
        "Policy under which this package was exported (compare, do not trust)",
        &["What", "Value"],
        [["SHA-256 fingerprint".to_owned(), fingerprint.hex()]]
            .into_iter()
            .chain(policy_names(&contents.policy)),
    );
    let token = if contents.is_stamped {
        "The container carries a time-stamp token over its manifest, in the places that ASiC-E has for it; its seal is an \
         entry in a witnessed log."
    } else {
        "The container carries no time-stamp token and claims no conformance with ASiC-E; its seal is an entry in a \
         witnessed log."
    };
    page.paragraph(&format!(
        "The outer file is an ordinary zip archive without compression; inside is a BagIt bag. Parts of the check can be \
         repeated with general tools: unzip -t, bagit.py --validate bag, and sha256sum on each exhibit. {token}"
    ));
    if contents.is_stamped {
        page.paragraph(
            "Whether the authority signed that token, the verifier does not check. With the certificates of authorities \
             that you trust in ROOTS.pem:",
        );
        for line in openssl_lines(&contents.package_id, true) {
            page.raw("<p><code>");
            page.text(&line);
            page.raw("</code></p>\n");
        }
    }
}

/// The commands that check the signature of a token over the manifest of a package: the one inside, or `FILE.tst`.
pub(crate) fn openssl_lines(package_id: &str, is_inside: bool) -> Vec<String> {
    let take =
        |member: &Member, file: &str| format!("unzip -p {package_id}.asice {member} > {file}");
    let token = if is_inside { "timestamp001.tst" } else { "FILE.tst" };
    let check =
        format!("openssl ts -verify -data manifest.xml -in {token} -token_in -CAfile ROOTS.pem");
    let mut lines = vec![take(&Member::AsicManifest, "manifest.xml")];
    if is_inside {
        lines.push(take(&Member::Timestamp, token));
    }
    lines.push(check);
    lines
}

/// The logs and witnesses that a policy names.
fn policy_names(policy: &str) -> impl Iterator<Item = [String; 2]> {
    policy.lines().filter_map(|line| {
        let mut words = line.split_ascii_whitespace();
        let (what, key) = match words.next()? {
            "log" => ("Log", words.next()?),
            "witness" => ("Witness", words.nth(1)?),
            _ => return None,
        };
        let mut parts = key.split('+');
        let (name, id) = (parts.next()?, parts.next()?);
        Some([what.to_owned(), format!("{name}, key {id}")])
    })
}

fn exhibits(page: &mut Page, contents: &Contents<'_>) {
    page.element("h2", "Exhibits");
    page.table(
        "Files and their digests",
        &["Exhibit", "File in this package", "Bytes", "SHA-256"],
        contents.exhibits.iter().map(|exhibit| {
            let no = &exhibit.exhibit_no;
            let measured = &exhibit.content.measured;
            [
                no.clone(),
                format!("bag/data/evidence/{no}/0001.{}", exhibit.extension),
                measured.len.to_string(),
                measured.sha256.hex(),
            ]
        }),
    );
}

/// What a reader could take for missing evidence, or not miss at all.
fn left_out(page: &mut Page, contents: &Contents<'_>) {
    if contents.left_out.is_empty() {
        return;
    }
    page.table(
        "Exhibits of this case that are not in this package",
        &["Exhibit", "Why"],
        contents.left_out.iter().map(|out| [out.exhibit_no.clone(), out.why.words().to_owned()]),
    );
}

fn custody(page: &mut Page, exhibit: &Exhibit<'_>, exporter: &str) {
    let rows = exhibit.custody.iter().map(|leaf| {
        let event = &leaf.opening;
        let office = view::inner(event, "actor", "office").unwrap_or("office not shown");
        [
            view::at(event).unwrap_or("not shown").to_owned(),
            act_words(view::text(event, "type").unwrap_or("not shown")),
            format!("{office} at {}", view::node(event)),
            counterparty(event),
            view::text(event, "status").unwrap_or_default().to_owned(),
            format!("{} of {}", event.index(), event.origin()),
        ]
    });
    page.element("h3", &format!("Custody of exhibit {}", exhibit.exhibit_no));
    page.table(
        "Every entry, the giver's first, then the receiver's",
        &["When (UTC)", "What", "By", "With", "Result", "Log entry"],
        rows,
    );
    page.paragraph(&end_of_record(exhibit, exporter));
}

/// Up to where the exporter's log states that nothing is missing behind its last entry, or that it states nothing.
fn end_of_record(exhibit: &Exhibit<'_>, exporter: &str) -> String {
    let Some(Complete { statement, map }) = &exhibit.complete else {
        return "No map of the exporting authority's log is shown for this exhibit: one is made each day, of the day before, \
                and the exhibit may be younger than the newest. So nothing here says whether entries followed the last one \
                above."
            .to_owned();
    };
    let (origin, size) = (map.opening.origin(), map.opening.get("size").and_then(Json::int));
    let size = size.unwrap_or_default();
    let of_size = u64::try_from(size).unwrap_or_default();
    let ours = exhibit.custody.iter().map(|leaf| &leaf.opening);
    let ours = ours.filter(|event| view::node(event) == exporter);
    let n_behind = ours.filter(|event| view::is_behind(event, origin, of_size)).count();
    format!(
        "By its map of {}, the exporting authority's log states that among its first {size} entries in {origin} there is no \
         other entry of this record but those above. The map was put on record at {}; of entries that the log had beyond those \
         it says nothing. Entries above that came later: {n_behind}.",
        statement.date,
        view::at(&map.opening).unwrap_or("not shown"),
    )
}

fn counterparty(event: &Opening) -> String {
    let parts = ["office", "node"].map(|part| view::inner(event, "counterparty", part));
    parts.into_iter().flatten().collect::<Vec<_>>().join(" at ")
}

fn letters(page: &mut Page, letters: &[Letter]) {
    page.element("h2", "Letters");
    page.table(
        "Signed letters of the case",
        &["Issued", "Type", "From", "To", "SHA-256"],
        letters.iter().map(|letter| {
            let json = Json::parse(&letter.manifest).unwrap_or(Json::Null);
            let text =
                |json: Option<&Json>| json.and_then(Json::text).unwrap_or_default().to_owned();
            let to = json.get("to").and_then(Json::list).unwrap_or_default();
            let to: Vec<String> = to.iter().map(|to| text(to.get("unit"))).collect();
            [
                text(json.get("issued_at")),
                text(json.get("type")),
                text(json.get("issuer").and_then(|issuer| issuer.get("unit"))),
                to.join(", "),
                Digest::of(&letter.manifest).hex(),
            ]
        }),
    );
}

fn receipts(page: &mut Page, receipts: &[Receipt]) {
    page.element("h2", "Receipts");
    page.table(
        "Signed receipts",
        &["At", "Event", "By", "SHA-256 of the statement"],
        receipts.iter().map(|receipt| {
            let statement = receipt.statement();
            [
                statement.at.as_str().to_owned(),
                statement.event.name().to_owned(),
                statement.by.node.to_string(),
                receipt.statement_digest().hex(),
            ]
        }),
    );
}

fn layout(page: &mut Page, is_stamped: bool) {
    page.element("h2", "What lies where");
    page.table(
        "Parts of this file",
        &["Place", "Content"],
        [
            ["bag/data/evidence/", "the exhibits as they were received"],
            [
                "bag/data/custody/",
                "the custody entries, opened, and what a map of the log states about their end; case.jsonld is the same as a \
                 CASE graph",
            ],
            ["bag/data/proofs/", "for each custody entry, its proof in the log"],
            ["bag/data/anchors/", "entries by which the parties' logs refer to each other"],
            [
                "bag/data/letters/, bag/data/receipts/",
                "what was sent, with signatures, and what was acknowledged",
            ],
            ["bag/data/legal/", "instruments, certificates, translations"],
            ["bag/data/parts.txt", "every exhibit that the whole accounts for, one per line"],
            [
                "bag/data/policy.tlog-policy",
                "the exporter's copy of the policy, for comparison only",
            ],
            [
                "bag/data/keys.history",
                "the keys that signed, and whose they were according to the directory",
            ],
            [
                "META-INF/",
                if is_stamped {
                    "the manifest, the log entry that seals it, and the time-stamp token"
                } else {
                    "the manifest, and the log entry that seals it"
                },
            ],
        ]
        .map(|row| row.map(str::to_owned)),
    );
}

/// A custody action in words.
fn act_words(action: &str) -> String {
    let words = match action {
        "collect" => "collected",
        "seal" => "sealed: digests computed, bytes fixed",
        "hand_over" => "handed over",
        "take_over" => "taken over, digests compared",
        "store" => "stored",
        "open" => "opened for reading",
        "hold" => "held: not to be destroyed before a day",
        "lift_hold" => "a hold ended before its day",
        "verify" => "digests verified again",
        "pack" => "put into a package",
        "convert" => "put into another format",
        "derive" => "an exhibit made from it, or it from others",
        "examine" => "looked at with a tool",
        "redact" => "something left out for a reader",
        "retain" => "the end of its time set, or reached",
        "scrub_fail" => "stored bytes found damaged",
        "translate" => "translated",
        "destroy" => "content destroyed",
        "copy" => "copied",
        "correct" => "earlier entry corrected",
        other => other,
    };
    words.to_owned()
}

/// HTML under construction. Text goes through [`Page::text`]; `raw` takes constants of this file only.
struct Page(String);

impl Page {
    fn raw(&mut self, html: &'static str) {
        self.0.push_str(html);
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                // Line ends and controls could split a line of a printed table in two.
                c if c.is_control() => self.0.push('\u{FFFD}'),
                c => self.0.push(c),
            }
        }
    }

    fn element(&mut self, name: &'static str, text: &str) {
        self.0.push('<');
        self.raw(name);
        self.0.push('>');
        self.text(text);
        self.0.push_str("</");
        self.raw(name);
        self.0.push_str(">\n");
    }

    fn paragraph(&mut self, text: &str) {
        self.element("p", text);
    }

    fn list(&mut self, items: &[&str]) {
        self.raw("<ul>\n");
        for item in items {
            self.element("li", item);
        }
        self.raw("</ul>\n");
    }

    fn table<const N: usize>(
        &mut self,
        caption: &str,
        heads: &[&str; N],
        rows: impl IntoIterator<Item = [String; N]>,
    ) {
        self.raw("<table>\n");
        self.element("caption", caption);
        if heads.iter().any(|head| !head.is_empty()) {
            self.raw("<tr>");
            for head in heads {
                self.raw("<th scope=\"col\">");
                self.text(head);
                self.raw("</th>");
            }
            self.raw("</tr>\n");
        }
        for row in rows {
            self.raw("<tr>");
            for cell in row {
                self.raw("<td>");
                if is_digest(&cell) {
                    self.raw("<code>");
                    self.text(&cell);
                    self.raw("</code>");
                } else {
                    self.text(&cell);
                }
                self.raw("</td>");
            }
            self.raw("</tr>\n");
        }
        self.raw("</table>\n");
    }
}

fn is_digest(cell: &str) -> bool {
    cell.len() == 64 && cell.bytes().all(|byte| byte.is_ascii_hexdigit())
}
