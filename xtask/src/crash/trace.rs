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
    let call = |line: &str| {
        let (thread, rest) = line.split_once(' ')?;
        let (name, arguments) = rest.trim_start().split_once('(')?;
        let name = CALLS.into_iter().find(|known| *known == name)?;
        // What is written may hold anything; only what stands before it names the file.
        let about = if matches!(name, "write" | "pwrite64") {
            arguments.split(", \"").next()?
        } else {
            arguments
        };
        let role = Role::of(about)?;
        Some(Call { thread: thread.to_owned(), name, role })
    };
    trace.lines().filter_map(call).collect()
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
