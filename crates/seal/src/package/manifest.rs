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
    // Without a time-stamp token the seal's proof is what vouches for the manifest.
    "<asic:SigReference URI=\"META-INF/comity-seal.tlog-proof\" MimeType=\"text/plain\"/>",
);
const TAIL: &str = "</asic:ASiCManifest>";

/// The manifest over `members`, which are (path, SHA-256) in file order, without `mimetype` and `META-INF/`.
///
/// Paths need no escaping: the layout allows nothing that XML would.
pub fn asic_manifest<'a>(members: impl IntoIterator<Item = (&'a str, Digest)>) -> Vec<u8> {
    let mut out = HEAD.to_owned();
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
