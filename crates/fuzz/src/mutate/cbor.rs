//! Changes of CBOR: lengths that are not the shortest, huge or wrong, keys twice or out of order, other types, depth. What
//! lies in a byte string is changed too, with the length around it made right again.

use super::{fitting, in_list, once, shape_of};
use crate::dice::Dice;

/// How deep values are taken apart; what is deeper stays as it is.
const DEPTH_MAX: usize = 12;

/// A value with the width of its head: bytes behind the first, 0, 1, 2, 4 or 8.
#[derive(Debug, Clone)]
enum Tree {
    /// Integers, simple values, floats: major type and argument.
    Head(u8, Arg),
    /// Byte or text string.
    Str(u8, Arg, Vec<u8>),
    List(Arg, Vec<Self>),
    Map(Arg, Vec<(Self, Self)>),
    Tag(Arg, Box<Self>),
    /// What was put in as it is.
    Raw(Vec<u8>),
}

/// An argument; for strings, lists and maps none means the true one in the shortest form.
#[derive(Debug, Clone, Copy)]
struct Arg(Option<(u64, u8)>);

impl Tree {
    fn n_nodes(&self) -> usize {
        1 + match self {
            Self::Head(..) | Self::Str(..) | Self::Raw(_) => 0,
            Self::List(_, items) => items.iter().map(Self::n_nodes).sum(),
            Self::Map(_, pairs) => pairs.iter().map(|(k, v)| k.n_nodes() + v.n_nodes()).sum(),
            Self::Tag(_, inner) => inner.n_nodes(),
        }
    }

    /// Node `n` in the order of writing.
    fn node(&mut self, n: usize) -> Option<&mut Self> {
        if n == 0 {
            return Some(self);
        }
        let mut rest = n - 1;
        let children: Vec<&mut Self> = match self {
            Self::Head(..) | Self::Str(..) | Self::Raw(_) => Vec::new(),
            Self::List(_, items) => items.iter_mut().collect(),
            Self::Map(_, pairs) => pairs.iter_mut().flat_map(|(k, v)| [k, v]).collect(),
            Self::Tag(_, inner) => vec![inner.as_mut()],
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

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Head(major, arg) => arg.write(*major, 0, out),
            Self::Str(major, arg, bytes) => {
                arg.write(*major, bytes.len() as u64, out);
                out.extend_from_slice(bytes);
            }
            Self::List(arg, items) => {
                arg.write(4, items.len() as u64, out);
                items.iter().for_each(|item| item.write(out));
            }
            Self::Map(arg, pairs) => {
                arg.write(5, pairs.len() as u64, out);
                for (key, value) in pairs {
                    key.write(out);
                    value.write(out);
                }
            }
            Self::Tag(arg, inner) => {
                arg.write(6, 0, out);
                inner.write(out);
            }
            Self::Raw(bytes) => out.extend_from_slice(bytes),
        }
    }
}

impl Arg {
    fn write(self, major: u8, truth: u64, out: &mut Vec<u8>) {
        let (n, width) = self.0.unwrap_or((truth, shortest(truth)));
        let info = match width {
            0 => n.to_le_bytes().first().copied().unwrap_or(0) & 31,
            1 => 24,
            2 => 25,
            4 => 26,
            _ => 27,
        };
        out.push(major << 5 | info);
        let skip = 8_usize.saturating_sub(width.into());
        out.extend(n.to_be_bytes().into_iter().skip(skip));
    }
}

const fn shortest(n: u64) -> u8 {
    match n {
        0..=23 => 0,
        24..=0xff => 1,
        0x100..=0xffff => 2,
        0x1_0000..=0xffff_ffff => 4,
        0x1_0000_0000.. => 8,
    }
}

/// One value from the front of the bytes; none if it is cut short or nested too deep.
fn read(rest: &mut &[u8], levels: usize) -> Option<Tree> {
    let levels = levels.checked_sub(1)?;
    let (first, tail) = rest.split_first()?;
    *rest = tail;
    let (major, info) = (first >> 5, first & 31);
    let width = match info {
        0..=23 => 0,
        24 => 1,
        25 => 2,
        26 => 4,
        27 => 8,
        _ => return None,
    };
    let (bytes, tail) = rest.split_at_checked(width.into())?;
    *rest = tail;
    let n = if width == 0 {
        info.into()
    } else {
        bytes.iter().fold(0, |value: u64, byte| value << 8 | u64::from(*byte))
    };
    let given = Arg(Some((n, width)));
    let truth = Arg(if width == shortest(n) { None } else { Some((n, width)) });
    let count = usize::try_from(n).ok()?;
    match major {
        2 | 3 => {
            let (content, tail) = rest.split_at_checked(count)?;
            *rest = tail;
            Some(Tree::Str(major, truth, content.to_vec()))
        }
        4 => {
            let mut items = Vec::new();
            for _ in 0..count {
                items.push(read(rest, levels)?);
            }
            Some(Tree::List(truth, items))
        }
        5 => {
            let mut pairs = Vec::new();
            for _ in 0..count {
                let key = read(rest, levels)?;
                pairs.push((key, read(rest, levels)?));
            }
            Some(Tree::Map(truth, pairs))
        }
        6 => Some(Tree::Tag(given, Box::new(read(rest, levels)?))),
        _ => Some(Tree::Head(major, given)),
    }
}

/// The CBOR with one change; none if it is no CBOR.
pub(super) fn changed(dice: &mut Dice, bytes: &[u8], seeds: &[Vec<u8>]) -> Option<Vec<u8>> {
    let mut rest = bytes;
    let mut tree = read(&mut rest, DEPTH_MAX)?;
    let rest = rest.to_vec();
    let n_nodes = tree.n_nodes();
    let donor = {
        // From another input as often as from this one.
        let other = dice.pick(seeds).filter(|_| n_nodes > 1 && dice.chance(50));
        let mut other = other.and_then(|other| read(&mut other.as_slice(), DEPTH_MAX));
        let from = other.as_mut().unwrap_or(&mut tree);
        let n = dice.below(from.n_nodes());
        from.node(n)?.clone()
    };
    let n = dice.below(n_nodes);
    let node = tree.node(n)?;
    match dice.below(12) {
        0 => *node = Tree::Raw(forbidden(dice)),
        1 => *node = donor,
        2 => wider(dice, node),
        3 => lie(dice, node),
        4 => {
            let deep = dice.pick(&[1_usize, 3, 9, 200, 60_000]).copied().unwrap_or(1);
            let heads: [&[u8]; 3] = [&[0x81], &[0xd8, 98], &[0xa1, 0x00]];
            let open = dice.pick(&heads);
            *node = Tree::Raw([open.copied().unwrap_or(&[0x81]).repeat(deep), vec![0xf6]].concat());
        }
        _ => within(dice, node, donor, seeds),
    }
    let mut out = Vec::new();
    tree.write(&mut out);
    out.extend_from_slice(&rest);
    Some(out)
}

/// A value outside of the subset.
fn forbidden(dice: &mut Dice) -> Vec<u8> {
    let odd: [&[u8]; 14] = [
        &[0xf7],
        &[0xf9, 0, 0],
        &[0xfb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0],
        &[0xf8, 0xff],
        &[0xc0, 0x60],
        &[0xc2, 0x41, 1],
        &[0x5f, 0x41, 0, 0xff],
        &[0x9f, 0xff],
        &[0xbf, 0xff],
        &[0x1c],
        &[0xff],
        &[0x61, 0xff],
        &[0x63, 0xed, 0xa0, 0x80],
        &[0xd9, 0, 98, 0x80],
    ];
    dice.pick(&odd).copied().unwrap_or(&[0xf7]).to_vec()
}

/// The same number in a longer form.
fn wider(dice: &mut Dice, node: &mut Tree) {
    let width = dice.pick(&[1_u8, 2, 4, 8]).copied().unwrap_or(1);
    match node {
        Tree::Head(_, arg) | Tree::Tag(arg, _) => {
            if let Some((_, found)) = &mut arg.0 {
                *found = width.max(*found);
            }
        }
        Tree::Str(_, arg, bytes) => *arg = Arg(Some((bytes.len() as u64, width))),
        Tree::List(arg, items) => *arg = Arg(Some((items.len() as u64, width))),
        Tree::Map(arg, pairs) => *arg = Arg(Some((pairs.len() as u64, width))),
        Tree::Raw(_) => {}
    }
}

/// Another number: near the true one, or at a border.
fn lie(dice: &mut Dice, node: &mut Tree) {
    let near = |n: u64, dice: &mut Dice| {
        if dice.chance(50) { n.wrapping_add(1) } else { n.wrapping_sub(1) }
    };
    let border = [
        0,
        23,
        24,
        255,
        256,
        65_535,
        65_536,
        u64::from(u32::MAX),
        1 << 32,
        1 << 53,
        1 << 63,
        u64::MAX,
    ];
    let truth = match node {
        Tree::Head(_, arg) | Tree::Tag(arg, _) => arg.0.map_or(0, |(n, _)| n),
        Tree::Str(_, _, bytes) => bytes.len() as u64,
        Tree::List(_, items) => items.len() as u64,
        Tree::Map(_, pairs) => pairs.len() as u64,
        Tree::Raw(_) => 0,
    };
    let n =
        if dice.chance(50) { near(truth, dice) } else { dice.pick(&border).copied().unwrap_or(0) };
    let said = Arg(Some((n, shortest(n))));
    match node {
        Tree::Head(major, arg) => {
            *arg = said;
            if dice.chance(20) {
                *major ^= 1;
            }
        }
        Tree::Str(_, arg, _) | Tree::List(arg, _) | Tree::Map(arg, _) | Tree::Tag(arg, _) => {
            *arg = said;
        }
        Tree::Raw(_) => {}
    }
}

/// A change of what a string, a list or a map holds; its length stays true.
fn within(dice: &mut Dice, node: &mut Tree, donor: Tree, seeds: &[Vec<u8>]) {
    match node {
        Tree::Head(..) => lie(dice, node),
        Tree::Raw(_) => *node = donor,
        Tree::Str(major, _, bytes) => match dice.below(8) {
            0 => *major ^= 1,
            1 => {
                let long =
                    dice.pick(&[0_usize, 1, 15, 17, 31, 33, 65, 5_000]).copied().unwrap_or(0);
                bytes.resize(long, 0);
            }
            _ => *bytes = once(dice, shape_of(bytes), bytes, seeds),
        },
        Tree::Tag(arg, inner) => match dice.below(3) {
            0 => *arg = Arg(Some((dice.number() & 0xff, 1))),
            1 => {
                let bare = inner.as_ref().clone();
                *node = bare;
            }
            _ => **inner = donor,
        },
        Tree::List(_, items) => in_list(dice, items, donor, &[1, 1, 8, 64, 4_000], |item| {
            let mut written = Vec::new();
            item.write(&mut written);
            written.len()
        }),
        Tree::Map(_, pairs) => {
            let at = dice.below(pairs.len());
            match dice.below(5) {
                0 if !pairs.is_empty() => {
                    pairs.remove(at);
                }
                1 => {
                    // The same key again.
                    let Some((key, value)) = pairs.get(at).cloned() else { return };
                    let value = if dice.chance(50) { donor } else { value };
                    pairs.insert(at, (key, value));
                }
                2 if !pairs.is_empty() => {
                    let other = dice.below(pairs.len());
                    pairs.swap(at, other);
                }
                3 => pairs.push((Tree::Head(0, Arg(Some((99, 1)))), donor)),
                _ => {
                    let mut written = Vec::new();
                    donor.write(&mut written);
                    let n = dice.pick(&[3_usize, 300]).copied().unwrap_or(3);
                    let n = fitting(n, written.len()) as u64;
                    pairs.extend(
                        (1000..1000 + n).map(|n| (Tree::Head(0, Arg(Some((n, 2)))), donor.clone())),
                    );
                }
            }
        }
    }
}
