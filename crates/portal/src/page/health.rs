//! Whether the node takes work, for people; programs ask for JSON at the same address.

use maud::html;

use crate::component::summary::{Row, list};
use crate::component::tag::{Tone, tag};
use crate::component::time;
use crate::shell::{Head, Shell};

/// The view of `GET /health`; it names nothing that a stranger may not know.
#[derive(Debug, Clone, Copy)]
pub struct Health<'a> {
    /// Whether the node takes work.
    pub is_ready: bool,
    /// What it waits for: a word of `health-waits-…`, where it does not.
    pub waits_for: Option<&'a str>,
}

/// The page.
#[must_use]
pub fn page_health(view: &Health<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let state = if view.is_ready {
        tag(Tone::Good, &lang.t("health-ready"))
    } else {
        tag(Tone::Watch, &lang.t("health-not-ready"))
    };
    let mut rows = vec![
        Row::new(lang.t("health-state"), state),
        Row::new(lang.t("health-network-time"), time::instant(shell, shell.now)),
    ];
    if let Some(what) = view.waits_for {
        rows.push(Row::new(
            lang.t("health-waits"),
            html! { (lang.t(&format!("health-waits-{what}"))) },
        ));
    }
    shell.page(&Head { title: lang.t("health-title"), ..Head::default() }, &list(&rows))
}
