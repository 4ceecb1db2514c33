//! Which members a package has, and where they stand.
//!
//! A path is either one of these or refused; there is no room for an unknown member. Order in the file: `mimetype`,
//! then all paths ascending by bytes, then `META-INF/` in the order of [`Member`].

use std::fmt;

use crate::digest::Digest;

/// How long an exhibit number may be; what a clerk can still write on a label.
pub const EXHIBIT_NO_BYTES_MAX: usize = 64;
/// How many files one exhibit may have: four digits, from 0001.
pub const ORDINAL_MAX: u16 = 9999;
/// File name extensions that evidence keeps. Everything else becomes `bin`, so that no court's computer starts
/// something by a name the sender chose.
pub const EXTENSIONS: [&str; 24] = [
    "bin", "bz2", "csv", "eml", "gif", "gz", "jpg", "json", "log", "mbox", "mp3", "mp4", "ogg",
    "pcap", "pcapng", "pdf", "png", "tar", "tiff", "txt", "wav", "xml", "xz", "zip",
];

const EVIDENCE: &str = "bag/data/evidence/";
const CUSTODY: &str = "bag/data/custody/";
const PROOFS: &str = "bag/data/proofs/";
const ANCHORS: &str = "bag/data/anchors/";
const LETTERS: &str = "bag/data/letters/";
const RECEIPTS: &str = "bag/data/receipts/";
const LEGAL: &str = "bag/data/legal/";

/// What names a leaf in a path: the first 16 hexadecimal digits of SHA-256(origin), and its index.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct LeafName {
    /// 16 lower-case hexadecimal digits.
    pub origin_hash: String,
    /// Index of the leaf in its log.
    pub index: u64,
}

impl LeafName {
    /// The name of leaf `index` of the log `origin`.
    #[must_use]
    pub fn of(origin: &str, index: u64) -> Self {
        let mut origin_hash = Digest::of(origin.as_bytes()).hex();
        origin_hash.truncate(16);
        Self { origin_hash, index }
    }

    fn parse(stem: &str) -> Option<Self> {
        let (origin_hash, index) = stem.split_once('-')?;
        let is_hash = origin_hash.len() == 16 && origin_hash.bytes().all(is_hex_digit);
        let plain = index.parse().ok().filter(|n: &u64| n.to_string() == index)?;
        is_hash.then(|| Self { origin_hash: origin_hash.to_owned(), index: plain })
    }
}

impl fmt::Display for LeafName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.origin_hash, self.index)
    }
}

/// One member of a package.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Member {
    /// The media type of the container, always first.
    Mimetype,
    /// The report for people.
    Readme,
    /// `bagit.txt`, `bag-info.txt` or a manifest of the bag.
    BagTag(BagTag),
    /// The proof of a counterparty's leaf.
    AnchorProof(LeafName),
    /// The openings of the counterparties' leaves.
    AnchorLinks,
    /// The CASE/UCO graph.
    CaseGraph,
    /// What the exporter's log states about the end of its record of one exhibit.
    Complete {
        /// Number of the exhibit.
        exhibit_no: String,
    },
    /// The openings of one exhibit's custody streams.
    Events {
        /// Number of the exhibit.
        exhibit_no: String,
    },
    /// A file of evidence.
    Evidence {
        /// Number of the exhibit.
        exhibit_no: String,
        /// Which file of the exhibit, from 1.
        ordinal: u16,
        /// One of [`EXTENSIONS`].
        extension: String,
    },
    /// The keys that signed, over time.
    Keys,
    /// An instrument, certificate or translation.
    Legal {
        /// File name.
        name: String,
    },
    /// The manifest bytes of a letter.
    Letter(Digest),
    /// The signatures over a letter.
    LetterSignatures(Digest),
    /// The list of all exhibits that the whole accounts for.
    Parts,
    /// The exporter's copy of the policy.
    Policy,
    /// The proof of a custody leaf.
    Proof(LeafName),
    /// A receipt.
    Receipt(Digest),
    /// The manifest of the container.
    AsicManifest,
    /// The opening of the leaf that commits to the manifest.
    SealOpening,
    /// The proof of that leaf.
    SealProof,
    /// The time-stamp token over the manifest of the container, where there is one.
    Timestamp,
    /// In a copy with fewer exhibits, the opening of the leaf that seals the whole.
    WholeOpening,
    /// The proof of that leaf.
    WholeProof,
}

/// The tag files of the bag.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum BagTag {
    /// `bag-info.txt`
    Info,
    /// `bagit.txt`
    Declaration,
    /// `manifest-sha256.txt`
    Manifest256,
    /// `manifest-sha512.txt`
    Manifest512,
    /// `tagmanifest-sha256.txt`
    TagManifest256,
    /// `tagmanifest-sha512.txt`
    TagManifest512,
}

impl BagTag {
    /// All of them, ascending by path.
    pub const ALL: [Self; 6] = [
        Self::Info,
        Self::Declaration,
        Self::Manifest256,
        Self::Manifest512,
        Self::TagManifest256,
        Self::TagManifest512,
    ];

    /// File name inside the bag.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "bag-info.txt",
            Self::Declaration => "bagit.txt",
            Self::Manifest256 => "manifest-sha256.txt",
            Self::Manifest512 => "manifest-sha512.txt",
            Self::TagManifest256 => "tagmanifest-sha256.txt",
            Self::TagManifest512 => "tagmanifest-sha512.txt",
        }
    }
}

impl Member {
    /// The member that stands at `path`, if the layout knows one.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let fixed = [
            Self::Mimetype,
            Self::Readme,
            Self::AnchorLinks,
            Self::CaseGraph,
            Self::Keys,
            Self::Parts,
            Self::Policy,
            Self::WholeOpening,
            Self::WholeProof,
            Self::AsicManifest,
            Self::SealOpening,
            Self::SealProof,
            Self::Timestamp,
        ];
        let tags = BagTag::ALL.into_iter().map(Self::BagTag);
        if let Some(member) =
            fixed.into_iter().chain(tags).find(|member| member.to_string() == path)
        {
            return Some(member);
        }
        let member = Self::parse_named(path)?;
        // One member, one spelling.
        (member.to_string() == path).then_some(member)
    }

    fn parse_named(path: &str) -> Option<Self> {
        if let Some(rest) = path.strip_prefix(EVIDENCE) {
            let (exhibit_no, file) = rest.split_once('/')?;
            let (ordinal, extension) = file.split_once('.')?;
            let (exhibit_no, extension) = (exhibit_no.to_owned(), extension.to_owned());
            let known = is_exhibit_no(&exhibit_no) && EXTENSIONS.contains(&extension.as_str());
            let ordinal = ordinal.parse().ok().filter(|n| (1..=ORDINAL_MAX).contains(n))?;
            return known.then_some(Self::Evidence { exhibit_no, ordinal, extension });
        }
        if let Some(rest) = path.strip_prefix(CUSTODY) {
            let (stem, extension) = rest.split_once('.')?;
            let exhibit_no = Some(stem.to_owned()).filter(|no| is_exhibit_no(no))?;
            return match extension {
                "complete" => Some(Self::Complete { exhibit_no }),
                "events" => Some(Self::Events { exhibit_no }),
                _ => None,
            };
        }
        if let Some(rest) = path.strip_prefix(PROOFS) {
            return LeafName::parse(rest.strip_suffix(".tlog-proof")?).map(Self::Proof);
        }
        if let Some(rest) = path.strip_prefix(ANCHORS) {
            return LeafName::parse(rest.strip_suffix(".tlog-proof")?).map(Self::AnchorProof);
        }
        if let Some(rest) = path.strip_prefix(LETTERS) {
            let (stem, extension) = rest.split_once('.')?;
            let digest = Digest::parse_hex(stem).ok()?;
            return match extension {
                "json" => Some(Self::Letter(digest)),
                "cose" => Some(Self::LetterSignatures(digest)),
                _ => None,
            };
        }
        if let Some(rest) = path.strip_prefix(RECEIPTS) {
            return Digest::parse_hex(rest.strip_suffix(".cx1r")?).ok().map(Self::Receipt);
        }
        let name = path.strip_prefix(LEGAL)?.to_owned();
        is_plain_name(&name).then_some(Self::Legal { name })
    }

    /// Media type in the manifest of the container, by file name extension.
    #[must_use]
    pub fn media_type(path: &str) -> &'static str {
        match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
            "html" => "text/html",
            "json" => "application/json",
            "jsonld" => "application/ld+json",
            "txt" | "events" | "tlog-proof" | "tlog-policy" | "history" => "text/plain",
            _ => "application/octet-stream",
        }
    }

    /// Whether this is a payload file of the bag.
    #[must_use]
    pub fn is_payload(path: &str) -> bool {
        path.starts_with("bag/data/")
    }
}

/// The path.
impl fmt::Display for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mimetype => f.write_str("mimetype"),
            Self::Readme => f.write_str("README.html"),
            Self::BagTag(tag) => write!(f, "bag/{}", tag.name()),
            Self::AnchorProof(leaf) => write!(f, "{ANCHORS}{leaf}.tlog-proof"),
            Self::AnchorLinks => write!(f, "{ANCHORS}links.events"),
            Self::CaseGraph => write!(f, "{CUSTODY}case.jsonld"),
            Self::Complete { exhibit_no } => write!(f, "{CUSTODY}{exhibit_no}.complete"),
            Self::Events { exhibit_no } => write!(f, "{CUSTODY}{exhibit_no}.events"),
            Self::Evidence { exhibit_no, ordinal, extension } => {
                write!(f, "{EVIDENCE}{exhibit_no}/{ordinal:04}.{extension}")
            }
            Self::Keys => f.write_str("bag/data/keys.history"),
            Self::Legal { name } => write!(f, "{LEGAL}{name}"),
            Self::Letter(digest) => write!(f, "{LETTERS}{digest}.json"),
            Self::LetterSignatures(digest) => write!(f, "{LETTERS}{digest}.cose"),
            Self::Parts => f.write_str("bag/data/parts.txt"),
            Self::Policy => f.write_str("bag/data/policy.tlog-policy"),
            Self::Proof(leaf) => write!(f, "{PROOFS}{leaf}.tlog-proof"),
            Self::Receipt(digest) => write!(f, "{RECEIPTS}{digest}.cx1r"),
            Self::AsicManifest => f.write_str("META-INF/ASiCManifest001.xml"),
            Self::SealOpening => f.write_str("META-INF/comity-seal.opening"),
            Self::SealProof => f.write_str("META-INF/comity-seal.tlog-proof"),
            Self::Timestamp => f.write_str("META-INF/timestamp001.tst"),
            Self::WholeOpening => f.write_str("bag/data/whole.events"),
            Self::WholeProof => f.write_str("bag/data/whole.tlog-proof"),
        }
    }
}

/// The extension evidence called `original_name` gets: its own if it is on the list, else `bin`.
#[must_use]
pub fn evidence_extension(original_name: &str) -> &'static str {
    let (_, extension) = original_name.rsplit_once('.').unwrap_or_default();
    EXTENSIONS.into_iter().find(|known| known.eq_ignore_ascii_case(extension)).unwrap_or("bin")
}

/// Whether `text` can be an exhibit number in a path: letters, digits, `-` and `_`, the first no sign.
#[must_use]
pub fn is_exhibit_no(text: &str) -> bool {
    text.len() <= EXHIBIT_NO_BYTES_MAX
        && text.bytes().next().is_some_and(|first| first.is_ascii_alphanumeric())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Whether `text` is a plain file name: letters, digits, `-`, `_` and single dots inside.
#[must_use]
pub fn is_plain_name(text: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    text.len() <= 100 && text.split('.').all(plain)
}

fn is_hex_digit(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}
