//! What stands around a page, and leads from one page to another.

use maud::{Markup, html};

use super::classes;

/// The link past what is the same on every page.
#[must_use]
pub fn skip_link(href: &str, text: &str) -> Markup {
    html! { a href=(href) class="govuk-skip-link" { (text) } }
}

/// The head of every page: whose it is. `beside` stands at its end.
#[must_use]
pub fn generic_header(href: &str, logo: &Markup, more: &str, beside: &Markup) -> Markup {
    html! {
        div class=(classes("govuk-generic-header", more)) {
            div.govuk-generic-header__container.govuk-width-container {
                div.govuk-generic-header__logo {
                    a href=(href) class="govuk-generic-header__homepage-link" { (logo) }
                }
                (beside)
            }
        }
    }
}

/// A place to go to.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its address; nothing where it is only named.
    pub href: Option<String>,
    /// Its name.
    pub text: Markup,
    /// Whether the reader is there, or somewhere below.
    pub here: Option<Here>,
}

/// Where a reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Here {
    /// Somewhere below.
    Below,
    /// There.
    There,
}

/// The services of the site; `label` names them to those who hear the page.
#[must_use]
pub fn service_navigation(label: &str, places: &[Place], more: &str) -> Markup {
    html! {
        div class=(classes("govuk-service-navigation", more)) {
            div.govuk-width-container {
                div.govuk-service-navigation__container {
                    nav aria-label=(label) class="govuk-service-navigation__wrapper" {
                        ul.govuk-service-navigation__list #navigation {
                            @for place in places { (service(place)) }
                        }
                    }
                }
            }
        }
    }
}

fn service(place: &Place) -> Markup {
    let own = "govuk-service-navigation__item";
    let class = if place.here.is_some() { format!("{own} {own}--active") } else { own.to_owned() };
    let here = place.here.map(|here| match here {
        Here::Below => "true",
        Here::There => "page",
    });
    let text = html! {
        @if place.here.is_some() { strong.govuk-service-navigation__active-fallback { (place.text) } }
        @else { (place.text) }
    };
    html! {
        li class=(class) {
            @match &place.href {
                Some(href) => a.govuk-service-navigation__link href=(href) aria-current=[here] { (text) },
                None => span.govuk-service-navigation__text aria-current=[here] { (text) },
            }
        }
    }
}

/// A language to read in.
#[derive(Debug, Clone)]
pub struct Tongue {
    /// Where the page is in it; nothing where it is this page.
    pub href: Option<String>,
    /// Its tag: `fr`.
    pub lang: String,
    /// What it calls itself.
    pub text: String,
    /// Its direction, where that is not the page's.
    pub dir: Option<&'static str>,
}

/// The languages of the site.
#[must_use]
pub fn language_navigation(label: &str, tongues: &[Tongue], more: &str) -> Markup {
    html! {
        nav class=(classes("govuk-language-navigation", more)) aria-label=(label) {
            ul.govuk-language-navigation__list {
                @for tongue in tongues {
                    li.govuk-language-navigation__list-item {
                        @match &tongue.href {
                            Some(href) => a.govuk-language-navigation__link href=(href) rel="alternate" lang=(tongue.lang)
                                hreflang=(tongue.lang) dir=[tongue.dir] { (tongue.text) },
                            None => span.govuk-language-navigation__text aria-current="true" lang=(tongue.lang)
                                dir=[tongue.dir] { (tongue.text) },
                        }
                    }
                }
            }
        }
    }
}

/// The way here, outermost first.
#[must_use]
pub fn breadcrumbs(label: &str, steps: &[Place], more: &str) -> Markup {
    html! {
        nav class=(classes("govuk-breadcrumbs", more)) aria-label=(label) {
            ol.govuk-breadcrumbs__list {
                @for step in steps {
                    @match &step.href {
                        Some(href) => li.govuk-breadcrumbs__list-item {
                            a.govuk-breadcrumbs__link href=(href) { (step.text) }
                        },
                        None => li.govuk-breadcrumbs__list-item aria-current="page" { (step.text) },
                    }
                }
            }
        }
    }
}

/// A way to the next part of a list.
#[derive(Debug, Clone)]
pub struct Turn {
    /// Its address.
    pub href: String,
    /// What it is called.
    pub text: Markup,
    /// What it leads to in a few more words.
    pub label: Option<String>,
}

/// The ways to the parts before and after this one; nothing is drawn for none.
#[must_use]
pub fn pagination(label: &str, previous: Option<&Turn>, next: Option<&Turn>, more: &str) -> Markup {
    html! {
        @if previous.is_some() || next.is_some() {
            nav class=(classes("govuk-pagination govuk-pagination--block", more)) aria-label=(label) {
                @if let Some(turn) = previous { (turn_link("prev", turn)) }
                @if let Some(turn) = next { (turn_link("next", turn)) }
            }
        }
    }
}

fn turn_link(rel: &str, turn: &Turn) -> Markup {
    let own = "govuk-pagination__link-title";
    let class =
        if turn.label.is_none() { format!("{own} {own}--decorated") } else { own.to_owned() };
    html! {
        div class={ "govuk-pagination__" (rel) } {
            a.govuk-link.govuk-pagination__link href=(turn.href) rel=(rel) {
                (arrow(rel))
                span class=(class) { (turn.text) }
                @if let Some(label) = &turn.label {
                    span.govuk-visually-hidden { ":" }
                    span.govuk-pagination__link-label { (label) }
                }
            }
        }
    }
}

/// The arrow as the package draws it; a style turns it where pages run the other way.
fn arrow(rel: &str) -> Markup {
    let path = match rel {
        "prev" => {
            "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"
        }
        _ => {
            "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"
        }
    };
    html! {
        svg class={ "govuk-pagination__icon govuk-pagination__icon--" (rel) } height="13"
            width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13" { path d=(path) {} }
    }
}
