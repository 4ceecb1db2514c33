//! `META-INF/ASiCManifest001.xml`: one sequence of bytes for one list of members.
//!
//! Regenerated and compared, never parsed (ETSI EN 319 162-1, annex A.4). Not a signature: what binds a package is the
//! leaf that commits to the SHA-256 of these bytes.

use super::layout::Member;
use crate::digest::Digest;

const HEAD: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
    "<asic:ASiCManifest xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\"",
    " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">",
    "<asic:SigReference URI=\"",
);
const TAIL: &str = "</asic:ASiCManifest>";

/// What vouches for a manifest in the words of ASiC-E.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Vouched {
    /// The proof of the seal, which that standard does not know.
    ByProof,
    /// A time-stamp token over the manifest.
    ByToken,
}

impl Vouched {
    /// By a token, if there is one.
    #[must_use]
    pub const fn by_token_if(is_stamped: bool) -> Self {
        if is_stamped { Self::ByToken } else { Self::ByProof }
    }

    const fn reference(self) -> &'static str {
        match self {
            Self::ByProof => "META-INF/comity-seal.tlog-proof\" MimeType=\"text/plain\"/>",
            Self::ByToken => {
                "META-INF/timestamp001.tst\" MimeType=\"application/vnd.etsi.timestamp-token\"/>"
            }
        }
    }
}

/// The manifest over `members`, which are (path, SHA-256) in file order, without `mimetype` and `META-INF/`.
///
/// Paths need no escaping: the layout allows nothing that XML would.
pub fn asic_manifest<'a>(
    vouched: Vouched,
    members: impl IntoIterator<Item = (&'a str, Digest)>,
) -> Vec<u8> {
    let mut out = HEAD.to_owned();
    out.push_str(vouched.reference());
    for (path, sha256) in members {
        out.push_str("<asic:DataObjectReference URI=\"");
        out.push_str(path);
        out.push_str("\" MimeType=\"");
        out.push_str(Member::media_type(path));
        out.push_str("\"><ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue>");
        out.push_str(&sha256.b64());
        out.push_str("</ds:DigestValue></asic:DataObjectReference>");
    }
    out.push_str(TAIL);
    out.into_bytes()
}
