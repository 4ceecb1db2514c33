//! Changes of JSON: names twice, names in another order, numbers and texts that only some readers take.

use seal::json::Json;

use super::in_list;
use crate::dice::Dice;

/// A value in place of another, as it is spelled.
const ODD: [&str; 34] = [
    "null",
    "true",
    "0",
    "-0",
    "-1",
    "1.0",
    "1e0",
    "0.1",
    "01",
    "9007199254740991",
    "9007199254740992",
    "-9007199254740992",
    "18446744073709551616",
    "1e400",
    "NaN",
    "\"\"",
    "\" \"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"\\/\"",
    "\"\\u0041\"",
    "\"e\u{301}\"",
    "\"\u{202e}\"",
    "\"../../x\"",
    "\"2027-02-29T00:00:00Z\"",
    "\"2027-03-08T24:00:00Z\"",
    "\"9999-12-31T23:59:59.999Z\"",
    "\"-009999-01-01T00:00:00Z\"",
    "\"00000000-0000-0000-0000-000000000000\"",
    "[]",
    "{}",
    "[[]]",
    "{\"\":{}}",
];

/// JSON taken apart, without the promise that a name stands once.
#[derive(Debug, Clone)]
enum Tree {
    Leaf(String),
    List(Vec<Self>),
    Object(Vec<(String, Self)>),
}

impl Tree {
    fn of(json: &Json) -> Self {
        match json {
            Json::Null | Json::Bool(_) | Json::Int(_) | Json::Text(_) => {
                Self::Leaf(json.to_string())
            }
            Json::List(items) => Self::List(items.iter().map(Self::of).collect()),
            Json::Object(entries) => {
                let mut entries: Vec<_> = entries.iter().collect();
                entries.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
                let name = |name: &str| Json::from(name).to_string();
                Self::Object(entries.into_iter().map(|(k, v)| (name(k), Self::of(v))).collect())
            }
        }
    }

    fn n_nodes(&self) -> usize {
        1 + match self {
            Self::Leaf(_) => 0,
            Self::List(items) => items.iter().map(Self::n_nodes).sum(),
            Self::Object(entries) => entries.iter().map(|(_, value)| value.n_nodes()).sum(),
        }
    }

    /// Node `n` in the order of writing.
    fn node(&mut self, n: usize) -> Option<&mut Self> {
        if n == 0 {
            return Some(self);
        }
        let mut rest = n - 1;
        let children: Vec<&mut Self> = match self {
            Self::Leaf(_) => Vec::new(),
            Self::List(items) => items.iter_mut().collect(),
            Self::Object(entries) => entries.iter_mut().map(|(_, value)| value).collect(),
        };
        for child in children {
            let size = child.n_nodes();
            if rest < size {
                return child.node(rest);
            }
            rest -= size;
        }
        None
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Leaf(text) => out.push_str(text),
            Self::List(items) => {
                out.push('[');
                for (n, item) in items.iter().enumerate() {
                    out.push_str(if n > 0 { "," } else { "" });
                    item.write(out);
                }
                out.push(']');
            }
            Self::Object(entries) => {
                out.push('{');
                for (n, (name, value)) in entries.iter().enumerate() {
                    out.push_str(if n > 0 { "," } else { "" });
                    out.push_str(name);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

/// The JSON with one change; none if it is no JSON.
pub(super) fn changed(dice: &mut Dice, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut tree = Tree::of(&Json::parse_any(bytes).ok()?);
    let n_nodes = tree.n_nodes();
    let donor = {
        let n = dice.below(n_nodes);
        tree.node(n)?.clone()
    };
    let n = dice.below(n_nodes);
    let node = tree.node(n)?;
    match dice.below(10) {
        0..=2 => *node = Tree::Leaf(dice.pick(&ODD).copied().unwrap_or("0").to_owned()),
        3 => *node = donor,
        4 => {
            let deep = dice.pick(&[1_usize, 4, 31, 33, 3_000]).copied().unwrap_or(1);
            *node = Tree::Leaf(format!("{}{}", "[".repeat(deep), "]".repeat(deep)));
        }
        5 => {
            let long = dice.pick(&[33_usize, 129, 4_097, 70_000]).copied().unwrap_or(33);
            *node = Tree::Leaf(format!("\"{}\"", "a".repeat(long)));
        }
        _ => within(dice, node, donor),
    }
    let mut out = String::new();
    tree.write(&mut out);
    if dice.chance(5) {
        out.insert(dice.below(2), ' ');
    }
    if bytes.ends_with(b"\n") {
        out.push('\n');
    }
    Some(out.into_bytes())
}

/// A change of what an object or a list holds, or of a text by one character.
fn within(dice: &mut Dice, node: &mut Tree, donor: Tree) {
    match node {
        Tree::Leaf(text) => {
            let at = text.char_indices().map(|(at, _)| at).nth(dice.below(text.chars().count()));
            let Some(at) = at else { return };
            let piece = dice.pick(&["0", "a", "Z", "/", ".", "-", "\\n", "\u{e9}", " "]);
            match dice.below(3) {
                0 => {
                    text.remove(at);
                }
                1 => text.insert_str(at, piece.copied().unwrap_or("0")),
                _ => {
                    text.remove(at);
                    text.insert_str(at, piece.copied().unwrap_or("0"));
                }
            }
        }
        Tree::List(items) => in_list(dice, items, donor, &[1, 1, 65, 300, 4_097], |item| {
            let mut text = String::new();
            item.write(&mut text);
            text.len()
        }),
        Tree::Object(entries) => {
            let at = dice.below(entries.len());
            match dice.below(6) {
                0 if !entries.is_empty() => {
                    entries.remove(at);
                }
                1 => {
                    // The same name again, with the same value or with another.
                    let Some((name, value)) = entries.get(at).cloned() else { return };
                    let value = if dice.chance(50) { donor } else { value };
                    entries.insert(at, (name, value));
                }
                2 if !entries.is_empty() => {
                    let other = dice.below(entries.len());
                    entries.swap(at, other);
                }
                3 => {
                    let name = dice.pick(&[
                        "\"\"",
                        "\"zz\"",
                        "\"__proto__\"",
                        "\"\\u0061\"",
                        "\"\u{10000}\"",
                    ]);
                    entries.push((name.copied().unwrap_or("\"\"").to_owned(), donor));
                }
                4 => {
                    for n in 0..dice.pick(&[3_usize, 4_097]).copied().unwrap_or(3) {
                        entries.push((format!("\"k{n:05}\""), Tree::Leaf("0".to_owned())));
                    }
                }
                _ => {
                    // Two values change places.
                    let other = dice.below(entries.len());
                    let mine = entries.get(at).map(|(_, value)| value.clone());
                    let theirs = entries.get(other).map(|(_, value)| value.clone());
                    if let (Some(mine), Some(theirs)) = (mine, theirs) {
                        entries
                            .iter_mut()
                            .skip(at)
                            .take(1)
                            .for_each(|(_, v)| v.clone_from(&theirs));
                        entries
                            .iter_mut()
                            .skip(other)
                            .take(1)
                            .for_each(|(_, v)| v.clone_from(&mine));
                    }
                }
            }
        }
    }
}
