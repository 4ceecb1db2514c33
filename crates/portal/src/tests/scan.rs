//! A reader of our own pages, just good enough for rules about them: tags with their attributes, and text.
//!
//! It understands what maud writes and nothing else: quoted attributes, no comments, no CDATA, no scripts.

/// One piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// `<name …>`.
    Open { name: String, attributes: Vec<(String, String)> },
    /// `</name>`.
    Close(String),
    /// What stands between tags, character references resolved.
    Text(String),
}

impl Piece {
    /// The name and the attributes of an opening tag.
    pub(crate) fn open(&self) -> Option<(&str, &[(String, String)])> {
        match self {
            Self::Open { name, attributes } => Some((name, attributes)),
            Self::Close(_) | Self::Text(_) => None,
        }
    }
}

/// The value of an attribute.
pub(crate) fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
}

/// The pieces of a page.
pub(crate) fn scan(page: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        if at > 0 {
            pieces.push(Piece::Text(resolve(&rest[..at])));
        }
        let end = end_of_tag(&rest[at..]) + at;
        let inside = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = inside.strip_prefix('/') {
            pieces.push(Piece::Close(name.to_owned()));
        } else if !inside.starts_with('!') {
            pieces.push(open(inside));
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(resolve(rest)));
    }
    pieces
}

/// The place of the `>` that ends the tag at the start of `text`.
fn end_of_tag(text: &str) -> usize {
    let mut quoted = false;
    for (at, letter) in text.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '>' if !quoted => return at,
            _ => {}
        }
    }
    panic!("a tag without an end: {}", &text[..text.len().min(80)]);
}

fn open(inside: &str) -> Piece {
    let (name, mut rest) = inside.split_once(' ').unwrap_or((inside, ""));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let (key, after) = match rest.find(['=', ' ']) {
            Some(at) if rest[at..].starts_with("=\"") => (&rest[..at], &rest[at + 2..]),
            Some(at) => {
                attributes.push((rest[..at].to_owned(), String::new()));
                rest = &rest[at..];
                continue;
            }
            None => {
                attributes.push((rest.to_owned(), String::new()));
                break;
            }
        };
        let (value, after) = after.split_once('"').expect("a quoted value ends");
        attributes.push((key.to_owned(), resolve(value)));
        rest = after;
    }
    Piece::Open { name: name.to_owned(), attributes }
}

fn resolve(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
