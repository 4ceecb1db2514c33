//! What strace writes about a node, read as a list of calls that make something durable.
//!
//! A line is `TID call(arguments) = result`, with the path of each descriptor behind it in `<…>`. A call that another
//! thread's line interrupts begins with `<unfinished ...>` and ends in a line `<... call resumed>`; it counts where it begins.

use std::collections::BTreeMap;

/// Calls that change what a file holds, what a folder names, or whether either is durable.
pub(crate) const CALLS: [&str; 12] = [
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "unlink",
    "unlinkat",
    "ftruncate",
    "pwrite64",
    "write",
];

/// Which file a call is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// The database of events.
    Events,
    /// Ciphertext, and the folders it lies in.
    Blobs,
    /// The head register.
    Head,
    /// The database of keys.
    Keys,
    /// The folder that packages are written to.
    Out,
}

impl Role {
    pub(crate) const ALL: [Self; 5] =
        [Self::Events, Self::Blobs, Self::Head, Self::Keys, Self::Out];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Blobs => "blobs",
            Self::Head => "head",
            Self::Keys => "keys",
            Self::Out => "out",
        }
    }

    /// By the first path in the line.
    fn of(arguments: &str) -> Option<Self> {
        let named = |part: &str| arguments.contains(part);
        if named("/node.db") {
            Some(Self::Events)
        } else if named("/keys.db") {
            Some(Self::Keys)
        } else if named("/blobs") {
            Some(Self::Blobs)
        } else if named(".head/") || named(".head>") {
            Some(Self::Head)
        } else if named("/court") {
            Some(Self::Out)
        } else {
            None
        }
    }
}

/// One call of one thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) thread: String,
    pub(crate) name: &'static str,
    pub(crate) role: Role,
}

/// Of each kind of call how many there are, and how many of them one thread made at most.
pub(crate) type Counted = BTreeMap<(Role, &'static str), (u32, u32)>;

/// Every call of a trace that is about a file of the node, in the order in which they began.
pub(crate) fn calls(trace: &str) -> Vec<Call> {
    let known = |(thread, name, role): (&str, _, Option<Role>)| {
        Some(Call { thread: thread.to_owned(), name, role: role? })
    };
    lines(trace).filter_map(known).collect()
}

/// Every call of a trace: its thread, its name, and the file it is about if that is one of the node's.
fn lines(trace: &str) -> impl Iterator<Item = (&str, &'static str, Option<Role>)> {
    trace.lines().filter_map(|line| {
        let (thread, rest) = line.split_once(' ')?;
        let (name, arguments) = rest.trim_start().split_once('(')?;
        let name = CALLS.into_iter().find(|known| *known == name)?;
        // What is written may hold anything; only what stands before it names the file.
        let about = if matches!(name, "write" | "pwrite64") {
            arguments.split(", \"").next()?
        } else {
            arguments
        };
        Some((thread, name, Role::of(about)))
    })
}

/// Which call was met: the first that is the `n`-th `call` of its thread. It is told by its file and by how many such calls
/// on that file there were up to it, by any thread; none if it was not on a file of the node.
pub(crate) fn met(trace: &str, call: &str, n: u32) -> Option<(Role, u32)> {
    let mut by_thread: BTreeMap<&str, u32> = BTreeMap::new();
    let mut by_role: BTreeMap<Role, u32> = BTreeMap::new();
    for (thread, _, role) in lines(trace).filter(|(_, name, _)| *name == call) {
        let of_role = role.map(|role| {
            let of_role = by_role.entry(role).or_default();
            *of_role += 1;
            (role, *of_role)
        });
        let of_thread = by_thread.entry(thread).or_default();
        *of_thread += 1;
        if *of_thread == n {
            return of_role;
        }
    }
    None
}

/// Whether the process was killed by the injected signal.
pub(crate) fn was_killed(trace: &str) -> bool {
    trace.contains("+++ killed by SIGKILL")
}

/// Whether an error was injected.
pub(crate) fn was_injected(trace: &str) -> bool {
    trace.contains("(INJECTED)")
}

/// Counts the calls of each kind.
pub(crate) fn kinds(calls: &[Call]) -> Counted {
    let mut by_thread: BTreeMap<(Role, &'static str, &str), u32> = BTreeMap::new();
    let mut kinds = Counted::new();
    for call in calls {
        let n = by_thread.entry((call.role, call.name, &call.thread)).or_default();
        *n += 1;
        let (all, most) = kinds.entry((call.role, call.name)).or_default();
        *all += 1;
        *most = (*most).max(*n);
    }
    kinds
}

#[cfg(test)]
mod tests;
