//! What stands around every page: who reads, at which node, in which language, and how the node is doing.
//!
//! A page gives its [`Head`] and its body; the shell adds the rest, with exactly one `h1`. Times, tokens and the
//! language are values in here, so that the same view gives the same bytes. Not here: headers and cookies.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use law::ids::IssuerKind;
use maud::{DOCTYPE, Markup, html};

use crate::component::{Note, note, text, time};
use crate::kit::frame::{self, Here, Place, Tongue};
use crate::kit::show::{self, Banner};
use crate::l10n::{Arg, Lang, Languages};
use crate::path;
use crate::style::Style;

/// Who is signed in.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The name used at sign-in.
    pub login: &'a str,
    /// The office, by its id: `issuing_authority`.
    pub office: &'a str,
    /// The unit: `fr-tj/judge`.
    pub unit: &'a str,
    /// The token every form of the session carries.
    pub csrf: &'a str,
}

/// A unit of this member that issues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    /// The unit: `fr-tj/judge`.
    pub unit: String,
    /// Its competence by law.
    pub kind: IssuerKind,
}

/// The node's ledger, for the foot of the page.
#[derive(Debug, Clone, Copy)]
pub struct LedgerState<'a> {
    /// Leaves under the last checkpoint.
    pub size: u64,
    /// The root of the last checkpoint, hexadecimal.
    pub root: &'a str,
    /// Witnesses that cosigned the last cosigned checkpoint.
    pub n_cosigned: u64,
    /// Witnesses the network asks for.
    pub n_witnesses: u64,
    /// When the last checkpoint was made.
    pub at: Timestamp,
}

/// A place in the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nav {
    /// What there is to do.
    Desk,
    /// The agreements of the member.
    Agreements,
    /// The reader's cases.
    Cases,
    /// The law the node applies.
    Law,
    /// The node's ledger.
    Ledger,
    /// The ledgers of others.
    Oversight,
    /// The yearly figures.
    Statistics,
}

impl Nav {
    /// What an office with this id may use.
    #[must_use]
    pub fn of_office(office: &str) -> &'static [Self] {
        match office {
            "provider_agent" | "executor" => {
                &[Self::Desk, Self::Agreements, Self::Statistics, Self::Law, Self::Ledger]
            }
            "oversight" | "auditor" => &[
                Self::Desk,
                Self::Oversight,
                Self::Agreements,
                Self::Statistics,
                Self::Law,
                Self::Ledger,
            ],
            "coordinator" => &[Self::Desk, Self::Agreements, Self::Law, Self::Ledger],
            "issuing_authority" | "case_lead" | "custodian" => &[
                Self::Desk,
                Self::Cases,
                Self::Agreements,
                Self::Statistics,
                Self::Law,
                Self::Ledger,
            ],
            "drafter" | "validator" | "spoc_officer" | "team_member" | "dpo" => {
                &[Self::Desk, Self::Cases, Self::Agreements, Self::Law, Self::Ledger]
            }
            _ => &[Self::Desk, Self::Cases, Self::Law, Self::Ledger],
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Agreements => "nav-agreements",
            Self::Desk => "nav-desk",
            Self::Cases => "nav-cases",
            Self::Law => "nav-law",
            Self::Ledger => "nav-ledger",
            Self::Oversight => "nav-oversight",
            Self::Statistics => "nav-statistics",
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Agreements => path::AGREEMENTS,
            Self::Desk => path::DESK,
            Self::Cases => path::CASES,
            Self::Law => path::LAW,
            Self::Ledger => path::LEDGER,
            Self::Oversight => path::OVERSIGHT,
            Self::Statistics => path::STATISTICS,
        }
    }
}

/// Everything a page needs besides its own view.
#[derive(Debug, Clone, Copy)]
pub struct Shell<'a> {
    /// The words.
    pub lang: &'a Lang,
    /// The languages to choose from.
    pub languages: &'a Languages,
    /// Whether the language was chosen by address and so rides on every link.
    pub carry_lang: bool,
    /// The path of this page, for the language links; with a query only where it says what the page is about.
    pub path: &'a str,
    /// The node: `fr-tj.sandbox.example`.
    pub node: &'a str,
    /// The member as screens write it: `FR-TJ`.
    pub member: &'a str,
    /// What the member is called; may be empty.
    pub member_name: &'a str,
    /// Whether nothing here is real.
    pub exercise: bool,
    /// Code of why the log signs nothing, so that this node only reads.
    pub stopped: Option<&'a str>,
    /// Leaves whose content is lost, the first and behind the last, as long as nobody has decided about them.
    pub gap: Option<(u64, u64)>,
    /// Since when too few witnesses answer, if that is longer than the grace: nothing is disclosed.
    pub no_quorum: Option<Timestamp>,
    /// Whether the disk is at its reserve: only what must be finished, and emergencies, are taken.
    pub no_room: bool,
    /// Now, in the time of the network.
    pub now: Timestamp,
    /// The zone the reader works in.
    pub zone: &'a TimeZone,
    /// Who is signed in.
    pub reader: Option<Reader<'a>>,
    /// Fresh for every answer; each form makes its own `once` of it.
    pub once: &'a str,
    /// Where this reader may go.
    pub nav: &'a [Nav],
    /// Who of this member issues, with which competence by law: whom a refusal names.
    pub issuers: &'a [Issuer],
    /// The node's ledger, where it has one yet.
    pub ledger: Option<LedgerState<'a>>,
    /// The version of the software.
    pub version: &'a str,
    /// Which style the page asks for.
    pub style: Style,
    /// What was just done, by the word in `?done=`: `saved`; an unknown word is ignored.
    pub done: Option<&'a str>,
}

/// What a page says about itself.
#[derive(Debug, Default)]
pub struct Head {
    /// The heading of the page, also its title.
    pub title: String,
    /// A line over the heading: what kind of thing this is.
    pub over: Option<String>,
    /// Strings of others in the heading, shown after the title.
    pub about: Option<String>,
    /// The way here: address and name, outermost first, without this page.
    pub trail: Vec<(String, Markup)>,
    /// The place in the navigation that is lit.
    pub nav: Option<Nav>,
    /// Whether a form came back with faults; the title says so first.
    pub has_faults: bool,
    /// Whether the page itself says what was just done, where the reader looks.
    pub says_done: bool,
    /// Whether the page needs the whole width.
    pub is_wide: bool,
    /// Under which purpose and in which case this is read; stands on every printed sheet.
    pub handling: Option<Handling>,
}

/// Under which restriction a page is read.
#[derive(Debug, Default)]
pub struct Handling {
    /// The purpose, as the reader's words.
    pub purpose: String,
    /// The case or order.
    pub reference: String,
}

impl Shell<'_> {
    /// The address of a path, with the language on it where it was chosen by address.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        if !self.carry_lang {
            return path.to_owned();
        }
        let (rest, fragment) = path.split_once('#').map_or((path, None), |(p, f)| (p, Some(f)));
        let joint = if rest.contains('?') { '&' } else { '?' };
        let mut out = format!("{rest}{joint}lang={}", self.lang.code());
        if let Some(fragment) = fragment {
            out.push('#');
            out.push_str(fragment);
        }
        out
    }

    /// A message of the product.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.lang.t(key)
    }

    /// A link inside the node.
    #[must_use]
    pub fn link(&self, path: &str, label: &str) -> Markup {
        html! { a href=(self.href(path)) { (label) } }
    }

    /// A step of the way here that is named by a message.
    #[must_use]
    pub fn step(&self, path: &str, key: &str) -> (String, Markup) {
        (path.to_owned(), html! { (self.t(key)) })
    }

    /// A step of the way here that people named.
    #[must_use]
    pub fn named_step(path: String, name: &str) -> (String, Markup) {
        (path, text::foreign(name))
    }

    /// The whole page.
    #[must_use]
    pub fn page(&self, head: &Head, body: &Markup) -> String {
        let (tag, dir) = (self.lang.tag(), self.lang.direction().attribute());
        let markup = html! {
            (DOCTYPE)
            html lang=(tag) dir=(dir) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title(head)) }
                    link rel="stylesheet" href=(self.style.path());
                    link rel="icon" href="data:,";
                }
                body class=[self.exercise.then_some("exercise")] {
                    (frame::skip_link("#main", &self.t("skip-link")))
                    (self.header(head))
                    div.frame.frame-wide[head.is_wide] {
                        (self.trail(head))
                        main #main tabindex="-1" {
                            @if !head.says_done { (self.done_note()) }
                            (self.stopped_note())
                            (self.gap_note())
                            (self.quorum_note())
                            (self.room_note())
                            (heading(head))
                            (body)
                        }
                    }
                    (self.footer())
                }
            }
        };
        markup.into_string()
    }

    fn title(&self, head: &Head) -> String {
        let about = head.about.as_deref().map(text::visible);
        let title = match &about {
            Some(about) => format!("{} {about}", head.title),
            None => head.title.clone(),
        };
        let key = match (self.exercise, head.has_faults) {
            (false, false) => "title",
            (false, true) => "title-faults",
            (true, false) => "title-exercise",
            (true, true) => "title-exercise-faults",
        };
        self.lang.with(key, &[("page", Arg::Words(&title)), ("member", self.member.into())])
    }

    fn banner(&self) -> Markup {
        html! {
            @if self.exercise {
                p.exercise-banner { (self.t("exercise-banner")) }
            }
        }
    }

    fn header(&self, head: &Head) -> Markup {
        let logo = html! {
            (mark()) span.product { (self.t("product")) }
            span.member { (text::foreign(self.member)) }
            @if !self.member_name.is_empty() {
                span.member-name { (text::foreign(self.member_name)) }
            }
            span.node-name { (text::code(self.node)) }
        };
        let beside =
            html! { (self.languages()) @if let Some(reader) = &self.reader { (self.who(reader)) } };
        html! {
            header.top {
                (self.banner())
                (frame::generic_header(&self.href("/"), &logo, "top-bar", &beside))
                (self.services(head))
                (self.strip(head))
            }
        }
    }

    fn services(&self, head: &Head) -> Markup {
        let place = |nav: &Nav| Place {
            href: Some(self.href(nav.path())),
            text: html! { (self.t(nav.key())) },
            here: (head.nav == Some(*nav)).then_some(Here::Below),
        };
        let places: Vec<Place> = self.nav.iter().map(place).collect();
        html! {
            @if self.reader.is_some() && !places.is_empty() {
                (frame::service_navigation(&self.t("nav-label"), &places, "service"))
            }
        }
    }

    fn who(&self, reader: &Reader<'_>) -> Markup {
        let office = self.t(&format!("office-{}", reader.office));
        html! {
            div.who {
                p {
                    span.govuk-visually-hidden { (self.t("signed-in-as")) " " }
                    strong { (text::foreign(reader.login)) } " "
                    span.office { (office) }
                }
                form method="post" action=(self.href(path::SIGN_OUT)) {
                    input type="hidden" name="csrf" value=(reader.csrf);
                    button.link type="submit" { (self.t("sign-out")) }
                }
            }
        }
    }

    fn languages(&self) -> Markup {
        // The computed languages are for those who look for faults, so only an exercise offers them.
        let joint = if self.path.contains('?') { "&" } else { "?" };
        let offered = self.languages.all().filter(|lang| self.exercise || lang.is_written());
        let tongue = |lang: &Lang| Tongue {
            href: (lang.code() != self.lang.code())
                .then(|| format!("{}{joint}lang={}", self.path, lang.code())),
            lang: lang.tag().to_owned(),
            text: lang.t("language-name"),
            dir: Some(lang.direction().attribute()),
        };
        let tongues: Vec<Tongue> = offered.map(tongue).collect();
        html! {
            @if tongues.len() > 1 {
                (frame::language_navigation(&self.t("languages-label"), &tongues, "languages govuk-language-navigation--inverse"))
            }
        }
    }

    fn strip(&self, head: &Head) -> Markup {
        html! {
            @if let (Some(handling), Some(_)) = (&head.handling, &self.reader) {
                p.handling { (self.lang.with("handling", &[
                    ("purpose", Arg::Words(&handling.purpose)),
                    ("reference", (&handling.reference).into()),
                ])) }
            }
        }
    }

    fn trail(&self, head: &Head) -> Markup {
        let step = |(path, name): &(String, Markup)| Place {
            href: Some(self.href(path)),
            text: name.clone(),
            here: None,
        };
        let steps: Vec<Place> = head.trail.iter().map(step).collect();
        html! {
            @if !steps.is_empty() { (frame::breadcrumbs(&self.t("trail-label"), &steps, "trail")) }
        }
    }

    /// On every page: what happened to the log, and what may be done.
    fn stopped_note(&self) -> Markup {
        let key = self.stopped.map(|code| format!("stopped-{code}"));
        html! {
            @if let Some(key) = key {
                (note(Note::Stop, &self.t("stopped-title"), &html! {
                    p { (self.t(&key)) }
                    @if self.stopped.is_some_and(is_decided) && self.reader.is_some() {
                        p { (self.link(path::SUCCESSOR, &self.t("successor-link"))) }
                    }
                }))
            }
        }
    }

    /// On every page: that leaves came back without what they commit to, and what waits for two officers.
    fn gap_note(&self) -> Markup {
        html! {
            @if let (Some((from, to)), Some(_)) = (self.gap, &self.reader) {
                (note(Note::Stop, &self.t("gap-title"), &html! {
                    p { (self.lang.with("gap-body", &[("from", from.into()), ("n", to.saturating_sub(from).into())])) }
                    p { (self.link(path::SUCCESSOR, &self.t("successor-link"))) }
                }))
            }
        }
    }

    /// On every page: that too few witnesses answer, and what waits for them.
    fn quorum_note(&self) -> Markup {
        html! {
            @if let Some(since) = self.no_quorum {
                (note(Note::Stop, &self.t("no-quorum-title"), &html! {
                    p { (self.t("no-quorum-body")) }
                    p { (self.t("no-quorum-since")) " " (time::instant(self, since)) }
                }))
            }
        }
    }

    /// On every page of an officer: that the disk is nearly full, and what goes on.
    fn room_note(&self) -> Markup {
        html! {
            @if self.no_room && self.reader.is_some() {
                (note(Note::Stop, &self.t("no-room-title"), &html! { p { (self.t("no-room-body")) } }))
            }
        }
    }

    fn done_note(&self) -> Markup {
        let key = self.done.map(|done| format!("done-{done}")).filter(|key| self.lang.has(key));
        html! {
            @if let Some(key) = key { (done(self, &key)) }
        }
    }

    fn footer(&self) -> Markup {
        html! {
            footer.foot {
                div.foot-inner {
                    p { (self.lang.with("footer-node", &[("node", self.node.into()), ("version", self.version.into())])) }
                    @if let Some(ledger) = &self.ledger {
                        p {
                            (self.lang.with("footer-ledger", &[
                                ("size", ledger.size.into()),
                                ("root", first_eight(ledger.root).into()),
                                ("cosigned", ledger.n_cosigned.into()),
                                ("witnesses", ledger.n_witnesses.into()),
                            ]))
                            " " (time::instant(self, ledger.at))
                        }
                    }
                    @if self.reader.is_none() { p { (self.link(path::LAW, &self.t("nav-law"))) } }
                    p { (self.lang.with("footer-time", &[
                        ("now", Arg::Words(&time::instant_text(self.lang, self.zone, self.now))),
                    ])) }
                }
            }
        }
    }
}

/// What was just done, where a program that reads the page aloud says it at once.
#[must_use]
pub fn done(shell: &Shell<'_>, key: &str) -> Markup {
    let banner = Banner {
        role: "status",
        title: html! { (shell.t("done-title")) },
        title_id: "done-title",
        classes: "govuk-notification-banner--success done",
    };
    show::notification_banner(&banner, &show::banner_heading(&html! { (shell.t(key)) }))
}

/// Two circles that meet: our own sign, drawn in the colour of the text beside it.
fn mark() -> Markup {
    html! {
        svg.sign width="34" height="22" viewBox="0 0 34 22" aria-hidden="true" focusable="false" {
            g fill="none" stroke="currentColor" stroke-width="3" {
                circle cx="11" cy="11" r="9" {}
                circle cx="23" cy="11" r="9" {}
            }
        }
    }
}

/// Whether two officers may decide what happens to a log that has stopped for this reason.
fn is_decided(stopped: &str) -> bool {
    matches!(stopped, "rolled-back" | "forked" | "log-unknown" | "register-missing")
}

fn first_eight(root: &str) -> &str {
    root.get(..8).unwrap_or(root)
}

fn heading(head: &Head) -> Markup {
    html! {
        @if let Some(over) = &head.over { p.over { (over) } }
        h1 {
            (head.title)
            @if let Some(about) = &head.about { " " (text::foreign(about)) }
        }
    }
}
