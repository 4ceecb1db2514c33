//! The other canonical form: OLPC's, which The Update Framework signs.
//!
//! It differs from RFC 8785 in two things. In a text only `"` and `\` are escaped, so a line feed stands as it is; and keys
//! are sorted by code points. For texts without control characters and keys of ASCII both forms are the same bytes.

use super::Json;

impl Json {
    /// The bytes in OLPC's canonical form. They are signed and hashed, never read back: a text with control characters
    /// makes them no JSON.
    #[must_use]
    pub fn to_plain_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write_plain(&mut out);
        out
    }

    fn write_plain(&self, out: &mut Vec<u8>) {
        match self {
            Self::Null | Self::Bool(_) | Self::Int(_) => out.extend(self.to_bytes()),
            Self::Text(text) => plain_text(text, out),
            Self::List(items) => {
                out.push(b'[');
                for (n, item) in items.iter().enumerate() {
                    if n > 0 {
                        out.push(b',');
                    }
                    item.write_plain(out);
                }
                out.push(b']');
            }
            // The map sorts by code points already.
            Self::Object(entries) => {
                out.push(b'{');
                for (n, (key, value)) in entries.iter().enumerate() {
                    if n > 0 {
                        out.push(b',');
                    }
                    plain_text(key, out);
                    out.push(b':');
                    value.write_plain(out);
                }
                out.push(b'}');
            }
        }
    }
}

fn plain_text(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    for byte in text.bytes() {
        if matches!(byte, b'"' | b'\\') {
            out.push(b'\\');
        }
        out.push(byte);
    }
    out.push(b'"');
}
