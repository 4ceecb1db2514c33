//! What the other side has stated about our letters, letter by letter: what it says, what that means, when it was said and by
//! whom, and how well it is kept (`docs/spec/ladder.md`). Among them stands our own word that we gave one up. That a node has a letter is never shown as somebody having read it.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::component::held::kind_key;
use crate::component::table::{Head as Column, Table, table};
use crate::component::{text, time};
use crate::path::{self, LeafNo};
use crate::shell::Shell;

/// What can be stated of a letter, each with a sentence that says what it means.
pub const RUNGS: [&str; 12] = [
    "accepted",
    "consigned",
    "asked",
    "taken",
    "handed-over",
    "opened-again",
    "declined",
    "lapsed",
    "not-handed",
    "failed",
    "turned-away",
    "given-up",
];

/// How well a statement is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It is signed by its node.
    Signed,
    /// And a leaf of our log names it.
    Logged,
    /// And witnesses have cosigned a head of our log with that leaf.
    Witnessed,
}

impl Level {
    /// Every level, the lowest first.
    pub const ALL: [Self; 3] = [Self::Signed, Self::Logged, Self::Witnessed];

    /// The word for programs and in the keys of texts.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Logged => "logged",
            Self::Witnessed => "witnessed",
        }
    }
}

/// Why a statement does not count, though it is signed and kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// The letter had been given up here, and arrived all the same.
    AfterAll,
    /// It contradicts what the same node stated before.
    Against,
}

impl Doubt {
    /// The word for programs.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::AfterAll => "after-all",
            Self::Against => "against",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::AfterAll => "ladder-doubt-after-all",
            Self::Against => "ladder-doubt-against",
        }
    }
}

/// One statement about a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// The rung it is about: `consigned`; `opened-again` for a later opening.
    pub rung: &'static str,
    /// When, by the clock of the node that states it.
    pub at: Timestamp,
    /// The unit for which it is stated, or the node.
    pub by: String,
    /// How well it is kept.
    pub level: Level,
    /// The leaf of our log that names it.
    pub leaf: Option<LeafNo>,
    /// Why it does not count, if it does not.
    pub doubt: Option<Doubt>,
}

/// A letter of ours, and what was stated of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    /// What it is: `measure.issue`.
    pub kind: String,
    /// The unit it went to.
    pub to: String,
    /// What was stated, in the order in which the other side states it.
    pub stated: Vec<Stated>,
}

/// The section; nothing is drawn where no letter was stated about.
#[must_use]
pub fn ladders(shell: &Shell<'_>, letters: &[Ladder]) -> Markup {
    let lang = shell.lang;
    html! {
        @if !letters.is_empty() {
            section aria-labelledby="ladders-heading" {
                h2 #ladders-heading { (lang.t("ladder-heading")) }
                p.muted { (lang.t("ladder-help")) }
                @for (n, letter) in letters.iter().enumerate() {
                    h3 {
                        (lang.t(&kind_key(&letter.kind))) " " (lang.t("waiting-to")) " " (text::foreign(&letter.to))
                    }
                    (statements(shell, n, letter))
                }
            }
        }
    }
}

fn statements(shell: &Shell<'_>, n: usize, letter: &Ladder) -> Markup {
    let lang = shell.lang;
    let columns = ["ladder-what", "ladder-when", "ladder-who", "ladder-kept"];
    let row = |stated: &Stated| {
        vec![
            html! {
                (lang.t(&format!("ladder-{}", stated.rung)))
                @if let Some(doubt) = stated.doubt {
                    " " strong { (lang.t(doubt.key())) }
                }
            },
            time::instant(shell, stated.at),
            html! { (text::foreign(&stated.by)) },
            html! {
                (lang.t(&format!("ladder-level-{}", stated.level.id())))
                @if let Some(leaf) = stated.leaf {
                    " " (shell.link(&path::leaf(leaf), &lang.with("timeline-leaf", &[("index", leaf.to_string().as_str().into())])))
                }
            },
        ]
    };
    // Two letters of a kind may go to one unit, and a region has a name of its own.
    let caption = format!(
        "{}: {}",
        lang.with("ladder-letter", &[("n", n.saturating_add(1).into())]),
        lang.with("ladder-caption", &[("n", letter.stated.len().into())]),
    );
    table(&Table {
        id: &format!("ladder-{n}"),
        caption,
        show_caption: false,
        heads: columns.iter().map(|key| Column::word(lang.t(key))).collect(),
        rows: letter.stated.iter().map(row).collect(),
        empty: lang.t("ladder-none"),
    })
}
