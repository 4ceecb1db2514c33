//! Words for readers: Fluent messages of the product and of the instruments, in each language that exists.
//!
//! A key that is missing is shown as itself, so that a gap is seen and never hides a sentence. Two pseudo-languages
//! are computed from English ([`pseudo`]): they show words that were written into code, and pages that break when
//! texts grow or run from right to left. Not here: dates and numbers (`component::time`), which language is right
//! for a request (the node asks [`Languages::choose`] with what it knows).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::component::text;

pub mod pseudo;
#[cfg(test)]
mod tests;

/// The product's own words in English, one file for a group of pages.
pub(crate) const EN: &[(&str, &str)] = &[
    ("case.ftl", include_str!("../../../lang/en/case.ftl")),
    ("component.ftl", include_str!("../../../lang/en/component.ftl")),
    ("desk.ftl", include_str!("../../../lang/en/desk.ftl")),
    ("keeping.ftl", include_str!("../../../lang/en/keeping.ftl")),
    ("law.ftl", include_str!("../../../lang/en/law.ftl")),
    ("ledger.ftl", include_str!("../../../lang/en/ledger.ftl")),
    ("measure.ftl", include_str!("../../../lang/en/measure.ftl")),
    ("letter.ftl", include_str!("../../../lang/en/letter.ftl")),
    ("notice.ftl", include_str!("../../../lang/en/notice.ftl")),
    ("order.ftl", include_str!("../../../lang/en/order.ftl")),
    ("problem.ftl", include_str!("../../../lang/en/problem.ftl")),
    ("shell.ftl", include_str!("../../../lang/en/shell.ftl")),
    ("statistics.ftl", include_str!("../../../lang/en/statistics.ftl")),
    ("vocab.ftl", law::embedded::VOCABULARY_LABELS),
    ("word.ftl", include_str!("../../../lang/en/word.ftl")),
];

/// The language every other one falls back to.
pub const DEFAULT: &str = "en";

/// Which way a language runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

impl Direction {
    /// The value of the `dir` attribute.
    #[must_use]
    pub const fn attribute(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// A value inside a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arg<'a> {
    /// A whole number; it also chooses the plural.
    Number(u64),
    /// A text of anybody: isolated from the sentence around it, its direction marks made visible.
    Text(&'a str),
    /// A text that was made here from messages: isolated, and its own marks kept.
    Words(&'a str),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Arg<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Arg<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Self::Number(u64::try_from(number).unwrap_or(u64::MAX))
    }
}

/// How English becomes the words of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// As written.
    Written,
    /// Longer and bracketed.
    Pseudo,
    /// Longer, bracketed and from right to left.
    PseudoRtl,
}

/// A fault of a text file. Its author is at fault; a test keeps the list of the shipped files empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {why}")]
pub struct TextFault {
    /// The file or pack.
    pub file: String,
    /// What the reader of messages said.
    pub why: String,
}

impl TextFault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "text-fault"
    }
}

/// The words of one language.
pub struct Lang {
    code: &'static str,
    tag: &'static str,
    direction: Direction,
    source: Source,
    words: FluentBundle<FluentResource>,
    packs: BTreeMap<&'static str, FluentBundle<FluentResource>>,
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lang").field("code", &self.code).finish_non_exhaustive()
    }
}

impl Lang {
    fn build(
        code: &'static str,
        tag: &'static str,
        source: Source,
        faults: &mut Vec<TextFault>,
    ) -> Self {
        let direction = match source {
            Source::Written | Source::Pseudo => Direction::Ltr,
            Source::PseudoRtl => Direction::Rtl,
        };
        let words = bundle(source, EN.iter().copied(), faults);
        let mut packs = BTreeMap::new();
        for (pack, _) in law::embedded::PACKS {
            let texts = law::embedded::texts()
                .filter(|(id, language, _)| id == pack && *language == DEFAULT)
                .map(|(id, _, text)| (id, text));
            packs.insert(*pack, bundle(source, texts, faults));
        }
        Self { code, tag, direction, source, words, packs }
    }

    /// The name in addresses and settings: `en`, `zz`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// The tag for `lang` attributes; the pseudo-languages use subtags reserved for that.
    #[must_use]
    pub const fn tag(&self) -> &'static str {
        self.tag
    }

    /// Which way it runs.
    #[must_use]
    pub const fn direction(&self) -> Direction {
        self.direction
    }

    /// Whether people wrote it, and not a computation.
    #[must_use]
    pub const fn is_written(&self) -> bool {
        matches!(self.source, Source::Written)
    }

    /// The message of this key, `name` or `name.attribute`; the key itself if there is none.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The message of this key with values in it.
    #[must_use]
    pub fn with(&self, key: &str, values: &[(&str, Arg<'_>)]) -> String {
        self.find(&self.words, key, values).unwrap_or_else(|| missing(key))
    }

    /// Whether the product has a message of this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.find(&self.words, key, &[]).is_some()
    }

    /// A word of an instrument's own texts; the product's words answer where the pack is silent.
    #[must_use]
    pub fn law(&self, pack: &str, key: &str) -> String {
        self.law_if_any(pack, key).unwrap_or_else(|| missing(key))
    }

    /// Like [`Lang::law`], for words that need not be there: help, notes.
    #[must_use]
    pub fn law_if_any(&self, pack: &str, key: &str) -> Option<String> {
        let own = self.packs.get(pack).and_then(|words| self.find(words, key, &[]));
        own.or_else(|| self.find(&self.words, key, &[]))
    }

    fn find(
        &self,
        words: &FluentBundle<FluentResource>,
        key: &str,
        values: &[(&str, Arg<'_>)],
    ) -> Option<String> {
        let (name, attribute) = key.split_once('.').map_or((key, None), |(n, a)| (n, Some(a)));
        let message = words.get_message(name)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(attribute) => message.get_attribute(attribute)?.value(),
        };
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            let value = match value {
                Arg::Number(number) => FluentValue::from(*number),
                Arg::Text(text) => FluentValue::String(text::visible(text)),
                Arg::Words(words) => FluentValue::String(Cow::Borrowed(words)),
            };
            args.set(*name, value);
        }
        let mut errors = Vec::new();
        let formatted = words.format_pattern(pattern, Some(&args), &mut errors);
        // A sentence with a hole is worse than none: it could say the opposite.
        if !errors.is_empty() {
            return Some(missing(key));
        }
        Some(match self.source {
            Source::Written => formatted.into_owned(),
            Source::Pseudo | Source::PseudoRtl => pseudo::bracket(&formatted),
        })
    }
}

/// What stands where a message should be.
fn missing(key: &str) -> String {
    format!("\u{27e6}{key}?\u{27e7}")
}

fn bundle<'a>(
    source: Source,
    texts: impl Iterator<Item = (&'a str, &'a str)>,
    faults: &mut Vec<TextFault>,
) -> FluentBundle<FluentResource> {
    let english: LanguageIdentifier = DEFAULT.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![english]);
    bundle.set_transform(match source {
        Source::Written => None,
        Source::Pseudo => Some(pseudo::longer as fn(&str) -> Cow<'_, str>),
        Source::PseudoRtl => Some(pseudo::mirrored as fn(&str) -> Cow<'_, str>),
    });
    for (file, text) in texts {
        let mut fault = |why: &dyn fmt::Debug| {
            faults.push(TextFault { file: file.to_owned(), why: format!("{why:?}") });
        };
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(rest, errors)| {
            errors.iter().for_each(|error| fault(error));
            rest
        });
        if let Err(errors) = bundle.add_resource(resource) {
            errors.iter().for_each(|error| fault(error));
        }
    }
    bundle
}

/// Every language this build has.
#[derive(Debug)]
pub struct Languages {
    written: Lang,
    others: Vec<Lang>,
    faults: Vec<TextFault>,
}

impl Languages {
    /// The compiled-in languages. Build it once; it is shared by all threads.
    #[must_use]
    pub fn embedded() -> Self {
        let mut faults = Vec::new();
        let written = Lang::build(DEFAULT, "en", Source::Written, &mut faults);
        let mut seen = Vec::new();
        let others = vec![
            Lang::build("zz", "en-XA", Source::Pseudo, &mut seen),
            Lang::build("zz-rtl", "ar-XB", Source::PseudoRtl, &mut seen),
        ];
        Self { written, others, faults }
    }

    /// What is wrong with the text files; empty in a build that passed its tests.
    #[must_use]
    pub fn faults(&self) -> &[TextFault] {
        &self.faults
    }

    /// The default language.
    #[must_use]
    pub const fn default_lang(&self) -> &Lang {
        &self.written
    }

    /// Every language, the default first.
    pub fn all(&self) -> impl Iterator<Item = &Lang> {
        std::iter::once(&self.written).chain(&self.others)
    }

    /// The language of exactly this code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Lang> {
        self.all().find(|lang| lang.code == code)
    }

    /// The first of the wishes that exists: pass the address's, then the session's, then an `Accept-Language` list.
    /// A pseudo-language is never chosen by a browser's list, only by its own code.
    #[must_use]
    pub fn choose<'w>(
        &self,
        exact: impl IntoIterator<Item = &'w str>,
        accept: Option<&str>,
    ) -> &Lang {
        for wish in exact {
            if let Some(lang) = self.get(wish) {
                return lang;
            }
        }
        let primary = |range: &str| {
            let tag = range.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            tag.split('-').next().unwrap_or_default().to_owned()
        };
        let mut ranges = accept.unwrap_or_default().split(',').map(primary);
        let wished = ranges.find_map(|wish| {
            self.all().find(|lang| lang.source == Source::Written && lang.code == wish)
        });
        wished.unwrap_or(&self.written)
    }
}
