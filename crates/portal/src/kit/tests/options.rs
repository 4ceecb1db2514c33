//! The options of a fixture as the arguments of our functions; nothing where ours cannot say it.

use maud::{Markup, PreEscaped, html};
use serde_json::Value;

use crate::kit::choice::{Item, Kind, choices};
use crate::kit::field::{self, Entry, ErrorMessage, Field, Fieldset, Line};
use crate::kit::frame::{self, Here, Place, Tongue, Turn};
use crate::kit::show::{self, Banner, Button, Column, Table, Task};

/// A component with these options.
pub(super) fn ours(component: &str, options: &Value) -> Option<Markup> {
    match component {
        "breadcrumbs" => breadcrumbs(options),
        "button" => button(options),
        "checkboxes" => ticks(Kind::Checkboxes, options),
        "details" => details(options),
        "error-message" => error_message(options),
        "error-summary" => error_summary(options),
        "fieldset" => fieldset(options),
        "file-upload" => file_upload(options),
        "generic-header" => generic_header(options),
        "hint" => hint(options),
        "input" => input(options),
        "inset-text" => inset_text(options),
        "label" => label(options),
        "language-navigation" => language_navigation(options),
        "notification-banner" => notification_banner(options),
        "pagination" => pagination(options),
        "radios" => ticks(Kind::Radios, options),
        "select" => select(options),
        "service-navigation" => service_navigation(options),
        "skip-link" => skip_link(options),
        "summary-list" => summary_list(options),
        "table" => table(options),
        "tag" => tag(options),
        "task-list" => task_list(options),
        "textarea" => textarea(options),
        "warning-text" => warning_text(options),
        _ => None,
    }
}

/// Nothing if there is an option beside these.
fn only(options: &Value, known: &[&str]) -> Option<()> {
    options.as_object()?.keys().all(|key| known.contains(&key.as_str())).then_some(())
}

fn word<'a>(options: &'a Value, key: &str) -> &'a str {
    options[key].as_str().unwrap_or_default()
}

fn owned(options: &Value, key: &str) -> Option<String> {
    options[key].as_str().map(str::to_owned)
}

/// What a component says: `html` as it is, else `text`.
fn said(options: &Value) -> Markup {
    both(&options["html"], &options["text"])
}

fn both(html: &Value, text: &Value) -> Markup {
    match (html.as_str().filter(|html| !html.is_empty()), text) {
        (Some(html), _) => PreEscaped(html.to_owned()),
        (None, Value::String(text)) => html! { (text) },
        (None, Value::Number(number)) => html! { (number.to_string()) },
        (None, _) => html! {},
    }
}

/// A part with nothing but words in it.
fn plain(part: &Value, more: &[&str]) -> Option<Markup> {
    only(part, &[&["html", "text"], more].concat())?;
    Some(said(part))
}

/// A value to post: a word, a number, yes or no.
fn posted(options: &Value) -> Option<String> {
    match &options["value"] {
        Value::String(word) => Some(word.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is_so) => Some(is_so.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn list(options: &Value, key: &str) -> Vec<Value> {
    options[key].as_array().cloned().unwrap_or_default()
}

fn breadcrumbs(options: &Value) -> Option<Markup> {
    only(options, &["items", "classes", "labelText"])?;
    let step = |item: &Value| {
        only(item, &["text", "html", "href"])?;
        Some(Place { href: owned(item, "href"), text: said(item), here: None })
    };
    let steps: Option<Vec<Place>> = list(options, "items").iter().map(step).collect();
    let label = owned(options, "labelText").unwrap_or_else(|| "Breadcrumb".to_owned());
    Some(frame::breadcrumbs(&label, &steps?, word(options, "classes")))
}

fn button(options: &Value) -> Option<Markup> {
    only(options, &["text", "html", "classes", "name", "value", "disabled", "id", "type"])?;
    if !["", "submit"].contains(&word(options, "type")) {
        return None;
    }
    let ours = Button {
        classes: word(options, "classes"),
        id: options["id"].as_str(),
        name: options["name"].as_str(),
        value: options["value"].as_str(),
        disabled: options["disabled"] == true,
    };
    Some(show::button(&ours, &said(options)))
}

fn details(options: &Value) -> Option<Markup> {
    only(options, &["summaryText", "summaryHtml", "text", "html", "id", "open", "classes"])?;
    let title = both(&options["summaryHtml"], &options["summaryText"]);
    let is_open = options["open"] == true;
    Some(show::details(
        options["id"].as_str(),
        word(options, "classes"),
        is_open,
        &title,
        &said(options),
    ))
}

fn message(part: &Value) -> Option<ErrorMessage> {
    only(part, &["text", "html", "visuallyHiddenText"])?;
    let word = match &part["visuallyHiddenText"] {
        Value::String(word) => Some(word.clone()).filter(|word| !word.is_empty()),
        Value::Bool(false) => None,
        Value::Null | Value::Bool(true) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Some("Error".to_owned())
        }
    };
    Some(ErrorMessage { what: said(part), word })
}

fn error_message(options: &Value) -> Option<Markup> {
    let mut rest = options.clone();
    let id = rest.as_object_mut()?.remove("id");
    let id = id.as_ref().and_then(Value::as_str).unwrap_or_default();
    Some(field::error_message(id, &message(&rest)?))
}

fn error_summary(options: &Value) -> Option<Markup> {
    only(
        options,
        &["titleText", "titleHtml", "descriptionText", "descriptionHtml", "errorList", "classes"],
    )?;
    let line = |item: &Value| {
        only(item, &["text", "html", "href"])?;
        Some(match item["href"].as_str() {
            Some(href) => html! { a href=(href) { (said(item)) } },
            None => said(item),
        })
    };
    let lines: Option<Vec<Markup>> = list(options, "errorList").iter().map(line).collect();
    let title = both(&options["titleHtml"], &options["titleText"]);
    let lead = both(&options["descriptionHtml"], &options["descriptionText"]);
    let lead = Some(lead).filter(|lead| !lead.0.is_empty());
    Some(show::error_summary(&title, lead.as_ref(), &lines?, word(options, "classes")))
}

fn as_fieldset(options: &Value) -> Option<Fieldset> {
    only(options, &["legend", "classes", "describedBy", "html", "text"])?;
    let legend = &options["legend"];
    if legend.is_object() {
        only(legend, &["text", "html", "classes"])?;
    }
    let text = said(legend);
    Some(Fieldset {
        legend: Some(text).filter(|text| !text.0.is_empty()),
        legend_classes: word(legend, "classes").to_owned(),
        classes: word(options, "classes").to_owned(),
        described_by: owned(options, "describedBy"),
    })
}

fn fieldset(options: &Value) -> Option<Markup> {
    Some(field::fieldset(&as_fieldset(options)?, &PreEscaped(word(options, "html").to_owned())))
}

/// What stands around any control; `known` are the options that its kind has besides.
fn as_field(options: &Value, known: &[&str]) -> Option<Field> {
    let common = [
        "name",
        "id",
        "idPrefix",
        "label",
        "hint",
        "errorMessage",
        "describedBy",
        "classes",
        "formGroup",
    ];
    only(options, &[&common[..], known].concat())?;
    let part = |key: &str| Some(&options[key]).filter(|part| part.is_object());
    if let Some(group) = part("formGroup") {
        only(group, &["classes"])?;
    }
    let id = ["id", "idPrefix", "name"].into_iter().find_map(|key| owned(options, key));
    Some(Field {
        id: id.unwrap_or_default(),
        name: word(options, "name").to_owned(),
        label: part("label").map_or(Some(html! {}), |label| plain(label, &[]))?,
        hint: part("hint")
            .map(|hint| plain(hint, &[]))
            .map_or(Some(None), |hint| hint.map(Some))?,
        notes: Vec::new(),
        errors: part("errorMessage").map_or(Some(Vec::new()), |part| Some(vec![message(part)?]))?,
        described_by: word(options, "describedBy").to_owned(),
        classes: word(options, "classes").to_owned(),
        group_classes: word(&options["formGroup"], "classes").to_owned(),
        says_invalid: false,
    })
}

fn line(options: &Value) -> Option<Line<'_>> {
    if options["value"].is_number() {
        return None;
    }
    Some(Line {
        kind: options["type"].as_str().unwrap_or("text"),
        value: options["value"].as_str(),
        dir: None,
        autocomplete: options["autocomplete"].as_str(),
        spellcheck: options["spellcheck"].as_bool(),
    })
}

fn input(options: &Value) -> Option<Markup> {
    let around = as_field(options, &["type", "value", "autocomplete", "spellcheck"])?;
    Some(field::input(&around, &line(options)?))
}

fn textarea(options: &Value) -> Option<Markup> {
    let around = as_field(options, &["rows", "value", "autocomplete", "spellcheck"])?;
    let rows = options["rows"]
        .as_u64()
        .or(options["rows"].as_str().and_then(|rows| rows.parse().ok()))
        .unwrap_or(5);
    Some(field::textarea(&around, u32::try_from(rows).ok()?, &line(options)?))
}

fn file_upload(options: &Value) -> Option<Markup> {
    Some(field::file_upload(&as_field(options, &[])?))
}

fn select(options: &Value) -> Option<Markup> {
    let around = as_field(options, &["items"])?;
    let entry = |item: &Value| {
        only(item, &["value", "text", "selected", "disabled"])?;
        Some(Entry {
            value: posted(item),
            text: word(item, "text").to_owned(),
            selected: item["selected"] == true,
            disabled: item["disabled"] == true,
        })
    };
    let entries: Option<Vec<Entry>> = list(options, "items").iter().map(entry).collect();
    Some(field::select(&around, &entries?))
}

fn ticks(kind: Kind, options: &Value) -> Option<Markup> {
    let around = as_field(options, &["items", "fieldset", "value", "values"])?;
    let legend = &options["fieldset"];
    let legend = if legend.is_object() { Some(as_fieldset(legend)?) } else { None };
    let outside =
        legend.as_ref().and_then(|legend| legend.described_by.clone()).unwrap_or_default();
    let around = Field {
        described_by: if legend.is_some() { outside } else { around.described_by.clone() },
        ..around
    };
    let chosen = |item: &Value| {
        let value = &item["value"];
        let is_value = !options["value"].is_null() && *value == options["value"];
        item["checked"] == true
            || item["checked"] != false && (is_value || list(options, "values").contains(value))
    };
    let item = |item: &Value| {
        only(
            item,
            &["value", "text", "html", "hint", "checked", "disabled", "id", "name", "divider"],
        )?;
        let value = posted(item);
        Some(Item {
            id: owned(item, "id"),
            name: owned(item, "name"),
            value: value.unwrap_or_default(),
            text: said(item),
            hint: Some(&item["hint"])
                .filter(|hint| hint.is_object())
                .map(|hint| plain(hint, &[]))
                .map_or(Some(None), |hint| hint.map(Some))?,
            checked: chosen(item),
            disabled: item["disabled"] == true,
            divider: owned(item, "divider"),
        })
    };
    let items: Option<Vec<Item>> = list(options, "items").iter().map(item).collect();
    Some(choices(kind, &around, legend.as_ref(), &items?, &html! {}))
}

fn generic_header(options: &Value) -> Option<Markup> {
    only(options, &["logoText", "logoHtml", "classes", "url"])?;
    let logo = both(&options["logoHtml"], &options["logoText"]);
    let href = options["url"].as_str().unwrap_or("/");
    Some(frame::generic_header(href, &logo, word(options, "classes"), &html! {}))
}

fn hint(options: &Value) -> Option<Markup> {
    only(options, &["text", "html", "id", "classes"])?;
    Some(field::hint(word(options, "id"), word(options, "classes"), &said(options)))
}

fn label(options: &Value) -> Option<Markup> {
    // Without a word the package draws nothing; ours always has one.
    options["text"].as_str().or(options["html"].as_str())?;
    only(options, &["text", "html", "for", "classes"])?;
    Some(field::label(word(options, "for"), word(options, "classes"), &said(options)))
}

fn inset_text(options: &Value) -> Option<Markup> {
    only(options, &["text", "html", "id", "classes"])?;
    Some(show::inset_text(options["id"].as_str(), word(options, "classes"), &said(options)))
}

fn language_navigation(options: &Value) -> Option<Markup> {
    only(options, &["items", "classes", "ariaLabel"])?;
    let tongue = |item: &Value| {
        only(item, &["text", "lang", "href", "current", "dir"])?;
        let dir = match word(item, "dir") {
            "" => None,
            "rtl" => Some("rtl"),
            "ltr" => Some("ltr"),
            _ => return None,
        };
        // One that is current and has an address is drawn as current.
        let href = owned(item, "href").filter(|_| item["current"] != true);
        Some(Tongue { href, lang: owned(item, "lang")?, text: word(item, "text").to_owned(), dir })
    };
    let tongues: Option<Vec<Tongue>> = list(options, "items").iter().map(tongue).collect();
    let label = owned(options, "ariaLabel").unwrap_or_else(|| "Language".to_owned());
    Some(frame::language_navigation(&label, &tongues?, word(options, "classes")))
}

fn notification_banner(options: &Value) -> Option<Markup> {
    only(
        options,
        &["text", "html", "titleText", "titleHtml", "titleId", "role", "classes", "type"],
    )?;
    let is_success = word(options, "type") == "success";
    if !["", "success"].contains(&word(options, "type")) {
        return None;
    }
    let title = both(&options["titleHtml"], &options["titleText"]);
    let usual = if is_success { "Success" } else { "Important" };
    let success = if is_success { "govuk-notification-banner--success" } else { "" };
    let more = format!("{success} {}", word(options, "classes"));
    let banner = Banner {
        role: options["role"].as_str().unwrap_or(if is_success { "alert" } else { "region" }),
        title: if title.0.is_empty() {
            html! { (usual) }
        } else {
            title
        },
        title_id: options["titleId"].as_str().unwrap_or("govuk-notification-banner-title"),
        classes: more.trim(),
    };
    let inside = match options["html"].as_str().filter(|html| !html.is_empty()) {
        Some(html) => PreEscaped(html.to_owned()),
        None => show::banner_heading(&said(options)),
    };
    Some(show::notification_banner(&banner, &inside))
}

fn pagination(options: &Value) -> Option<Markup> {
    only(options, &["previous", "next", "classes", "landmarkLabel"])?;
    let turn = |key: &str, usual: &str| {
        let part = &options[key];
        if !part.is_object() {
            return Some(None);
        }
        only(part, &["href", "text", "html", "labelText"])?;
        let text = said(part);
        let usual = html! { (usual) span.govuk-visually-hidden { " page" } };
        let text = if text.0.is_empty() { usual } else { text };
        Some(Some(Turn { href: owned(part, "href")?, text, label: owned(part, "labelText") }))
    };
    let label = options["landmarkLabel"].as_str().unwrap_or("Pagination");
    let (previous, next) = (turn("previous", "Previous")?, turn("next", "Next")?);
    Some(frame::pagination(label, previous.as_ref(), next.as_ref(), word(options, "classes")))
}

fn service_navigation(options: &Value) -> Option<Markup> {
    only(
        options,
        &[
            "navigation",
            "classes",
            "menuButtonText",
            "navigationLabel",
            "menuButtonLabel",
            "collapseNavigationOnMobile",
        ],
    )?;
    let place = |item: &Value| {
        only(item, &["href", "text", "html", "current", "active"])?;
        let here = match (item["current"] == true, item["active"] == true) {
            (true, _) => Some(Here::There),
            (false, true) => Some(Here::Below),
            (false, false) => None,
        };
        Some(Place { href: owned(item, "href"), text: said(item), here })
    };
    let places: Option<Vec<Place>> =
        list(options, "navigation").iter().filter(|item| item.is_object()).map(place).collect();
    let label =
        ["navigationLabel", "menuButtonText"].into_iter().find_map(|key| options[key].as_str());
    Some(frame::service_navigation(
        label.unwrap_or("Menu"),
        &places.filter(|places| !places.is_empty())?,
        word(options, "classes"),
    ))
}

fn skip_link(options: &Value) -> Option<Markup> {
    only(options, &["text", "href"])?;
    Some(frame::skip_link(options["href"].as_str().unwrap_or("#content"), word(options, "text")))
}

fn summary_list(options: &Value) -> Option<Markup> {
    only(options, &["rows", "classes"])?;
    let row = |row: &Value| {
        only(row, &["key", "value"])?;
        Some((plain(&row["key"], &[])?, plain(&row["value"], &[])?))
    };
    let rows: Option<Vec<(Markup, Markup)>> = list(options, "rows").iter().map(row).collect();
    Some(show::summary_list(&rows?, word(options, "classes")))
}

fn table(options: &Value) -> Option<Markup> {
    only(options, &["rows", "head", "caption", "captionClasses", "firstCellIsHeader", "classes"])?;
    let is_number = |cell: &Value| word(cell, "format") == "numeric";
    let column = |head: &Value| {
        only(head, &["text", "format"])?;
        Some(Column { text: word(head, "text").to_owned(), is_number: is_number(head) })
    };
    let columns: Option<Vec<Column>> = list(options, "head").iter().map(column).collect();
    let cell = |cell: &Value| Some((plain(cell, &["format"])?, is_number(cell)));
    let row = |row: &Value| row.as_array()?.iter().map(cell).collect::<Option<Vec<_>>>();
    let rows: Option<Vec<Vec<(Markup, bool)>>> = list(options, "rows").iter().map(row).collect();
    Some(show::table(&Table {
        id: None,
        caption: options["caption"].as_str(),
        caption_classes: word(options, "captionClasses"),
        classes: word(options, "classes"),
        columns: columns?,
        rows: rows?,
        has_row_heads: options["firstCellIsHeader"] == true,
        has_cards: false,
    }))
}

fn tag(options: &Value) -> Option<Markup> {
    only(options, &["text", "html", "classes"])?;
    Some(show::tag(word(options, "classes"), &said(options)))
}

fn task_list(options: &Value) -> Option<Markup> {
    only(options, &["items", "classes", "idPrefix"])?;
    let task = |item: &Value| {
        only(item, &["title", "href", "status", "hint"])?;
        let status = &item["status"];
        only(status, &["text", "html", "tag", "classes"])?;
        let status_text =
            if status["tag"].is_object() { tag(&status["tag"])? } else { said(status) };
        let hint = &item["hint"];
        Some(Task {
            href: owned(item, "href"),
            title: plain(&item["title"], &[])?,
            hint: if hint.is_object() { Some(plain(hint, &[])?) } else { None },
            status: status_text,
            status_classes: word(status, "classes").to_owned(),
        })
    };
    let tasks: Option<Vec<Task>> = list(options, "items").iter().map(task).collect();
    let prefix = options["idPrefix"].as_str().unwrap_or("task-list");
    Some(show::task_list(prefix, &tasks?, word(options, "classes")))
}

fn warning_text(options: &Value) -> Option<Markup> {
    only(options, &["text", "html", "iconFallbackText", "classes"])?;
    let fallback = options["iconFallbackText"].as_str().unwrap_or("Warning");
    Some(show::warning_text(word(options, "classes"), fallback, &said(options)))
}
