//! The list of faults on top of a form: each leads to its field and names its article.

use law::defect::Defect;
use maud::{Markup, html};

use crate::component::text;
use crate::l10n::Lang;

/// The id of a field's control on a page.
#[must_use]
pub fn control_id(field: &str) -> String {
    format!("f-{field}")
}

/// `Article 5(5)(c)` or `Annex I, B`; the place as it stands where it is neither.
#[must_use]
pub fn article(lang: &Lang, cite: &str) -> String {
    if let Some(place) = cite.strip_prefix("Annex ") {
        lang.with("annex", &[("place", place.into())])
    } else if cite.starts_with(|first: char| first.is_ascii_digit()) {
        lang.with("article", &[("cite", cite.into())])
    } else {
        cite.to_owned()
    }
}

/// The summary of all defects of a form; nothing for none.
#[must_use]
pub fn summary(lang: &Lang, pack: &str, defects: &[Defect]) -> Markup {
    html! {
        @if !defects.is_empty() {
            div.error-summary role="alert" aria-labelledby="error-summary-title" tabindex="-1" {
                h2 #error-summary-title { (lang.with("defects-heading", &[("n", defects.len().into())])) }
                ol {
                    @for defect in defects {
                        li {
                            a href={ "#" (control_id(defect.field.as_str())) } {
                                (lang.law(pack, &format!("field-{}", defect.field)))
                            }
                            " – " (lang.law(pack, &defect.message_key())) " "
                            span.cite { (article(lang, defect.cite.as_str())) }
                        }
                    }
                }
            }
        }
    }
}

/// A single fault of a form that has no defects of law: what is wrong and what to do.
#[must_use]
pub fn single(lang: &Lang, field: Option<&str>, message: &str) -> Markup {
    html! {
        div.error-summary role="alert" aria-labelledby="error-summary-title" tabindex="-1" {
            h2 #error-summary-title { (lang.t("form-refused")) }
            p {
                @match field {
                    Some(field) => a href={ "#" (control_id(field)) } { (text::foreign(message)) },
                    None => (text::foreign(message)),
                }
            }
        }
    }
}
