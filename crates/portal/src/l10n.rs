//! Words for readers: Fluent messages of the product and of the instruments, in each language that exists.
//!
//! What a language does not say is said in English; a key that English lacks too is shown as itself, so that a gap is seen and never
//! hides a sentence. Two pseudo-languages
//! are computed from English ([`pseudo`]): they show words that were written into code, and pages that break when
//! texts grow or run from right to left. Not here: dates and numbers (`component::time`), which language is right
//! for a request (the node asks [`Languages::choose`] with what it knows).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::component::text;

pub mod pseudo;
#[cfg(test)]
mod tests;

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

/// A language that people wrote, as its files lie in the repository.
#[derive(Debug)]
pub(crate) struct Written {
    /// The folder below `lang/`.
    pub(crate) code: &'static str,
    tag: &'static str,
    direction: Direction,
    /// The product's own words: file and text.
    pub(crate) words: &'static [(&'static str, &'static str)],
    /// The words of the instruments: pack and text; `common` is in all of them.
    pub(crate) packs: &'static [(&'static str, &'static str)],
}

/// The languages that people wrote, by their code.
pub(crate) mod written {
    use super::{Direction, Written};

    include!(concat!(env!("OUT_DIR"), "/languages.rs"));

    pub(crate) fn all() -> &'static [Written] {
        WRITTEN
    }
}

/// The pack whose words are in all packs.
const COMMON: &str = "common";

/// How the files of a language become its words.
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

/// The words of one language. Its files are read when the first word is asked for.
pub struct Lang {
    code: &'static str,
    tag: &'static str,
    direction: Direction,
    source: Source,
    written: &'static Written,
    texts: OnceLock<Texts>,
    /// What is said where this language has no word yet.
    fallback: Option<Arc<Self>>,
}

/// The messages of one language, and what is wrong with its files.
struct Texts {
    words: FluentBundle<FluentResource>,
    packs: BTreeMap<&'static str, FluentBundle<FluentResource>>,
    faults: Vec<TextFault>,
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lang").field("code", &self.code).finish_non_exhaustive()
    }
}

impl Lang {
    const fn new(written: &'static Written, fallback: Option<Arc<Self>>) -> Self {
        Self {
            code: written.code,
            tag: written.tag,
            direction: written.direction,
            source: Source::Written,
            written,
            texts: OnceLock::new(),
            fallback,
        }
    }

    /// A language that is computed from another one.
    const fn computed(
        code: &'static str,
        tag: &'static str,
        source: Source,
        written: &'static Written,
    ) -> Self {
        let direction = match source {
            Source::Written | Source::Pseudo => Direction::Ltr,
            Source::PseudoRtl => Direction::Rtl,
        };
        let texts = OnceLock::new();
        Self { code, tag, direction, source, written, texts, fallback: None }
    }

    fn texts(&self) -> &Texts {
        self.texts.get_or_init(|| {
            let mut faults = Vec::new();
            let Written { code, words, packs, .. } = *self.written;
            let mut read = |texts: &[(&str, &str)]| bundle(code, self.source, texts, &mut faults);
            let words = read(words);
            let shared = packs.iter().find(|(pack, _)| *pack == COMMON);
            let own = law::embedded::PACKS.iter().map(|(id, _)| *id);
            let packs = own.map(|id| {
                let texts = packs.iter().filter(|(pack, _)| *pack == id).chain(shared);
                (id, read(&texts.copied().collect::<Vec<_>>()))
            });
            let packs = packs.collect();
            Texts { words, packs, faults }
        })
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
        let own = self.find(&self.texts().words, key, values);
        let other = || self.fallback.as_deref().map(|other| other.with(key, values));
        own.or_else(other).unwrap_or_else(|| missing(key))
    }

    /// Whether the product has a message of this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        let other = || self.fallback.as_deref().is_some_and(|other| other.has(key));
        self.find(&self.texts().words, key, &[]).is_some() || other()
    }

    /// A word of an instrument's own texts; the product's words answer where the pack is silent.
    #[must_use]
    pub fn law(&self, pack: &str, key: &str) -> String {
        self.law_if_any(pack, key).unwrap_or_else(|| missing(key))
    }

    /// Like [`Lang::law`], for words that need not be there: help, notes.
    #[must_use]
    pub fn law_if_any(&self, pack: &str, key: &str) -> Option<String> {
        self.of_pack(pack, key).or_else(|| self.has(key).then(|| self.t(key)))
    }

    /// What the instrument itself says, in English rather than not at all: the product's own word for the same key may mean less.
    fn of_pack(&self, pack: &str, key: &str) -> Option<String> {
        let own = self.texts().packs.get(pack).and_then(|words| self.find(words, key, &[]));
        own.or_else(|| self.fallback.as_deref()?.of_pack(pack, key))
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
                Arg::Words(words) => FluentValue::String(self.in_direction(words)),
            };
            args.set(*name, value);
        }
        let mut errors = Vec::new();
        let formatted = words.format_pattern(pattern, Some(&args), &mut errors);
        // A sentence with a hole is worse than none: it could say the opposite. English may have it whole.
        if !errors.is_empty() {
            return self.fallback.is_none().then(|| missing(key));
        }
        Some(match self.source {
            Source::Written => formatted.into_owned(),
            Source::Pseudo | Source::PseudoRtl => pseudo::bracket(&formatted),
        })
    }

    /// Words that begin with a value of their own have no letter by which their direction is known; a mark says it.
    fn in_direction<'w>(&self, words: &'w str) -> Cow<'w, str> {
        match self.direction {
            Direction::Ltr => Cow::Borrowed(words),
            Direction::Rtl => Cow::Owned(format!("\u{200f}{words}")),
        }
    }
}

/// What stands where a message should be.
fn missing(key: &str) -> String {
    format!("\u{27e6}{key}?\u{27e7}")
}

fn bundle(
    code: &str,
    source: Source,
    texts: &[(&str, &str)],
    faults: &mut Vec<TextFault>,
) -> FluentBundle<FluentResource> {
    let rules: LanguageIdentifier = code.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![rules]);
    bundle.set_transform(match source {
        Source::Written => None,
        Source::Pseudo => Some(pseudo::longer as fn(&str) -> Cow<'_, str>),
        Source::PseudoRtl => Some(pseudo::mirrored as fn(&str) -> Cow<'_, str>),
    });
    for &(file, text) in texts {
        let mut fault = |why: &dyn fmt::Debug| {
            faults.push(TextFault { file: format!("{code}: {file}"), why: format!("{why:?}") });
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

/// One item of an `Accept-Language` list: its weight in thousandths, and the range (RFC 9110, 12.5.4). What is never wanted is none.
fn wish_of(item: &str) -> Option<(u16, &str)> {
    let (range, parameters) = item.split_once(';').unwrap_or((item, ""));
    let weight = match parameters.trim().strip_prefix("q=") {
        None => 1_000,
        Some(text) => {
            let (whole, part) = text.split_once('.').unwrap_or((text, ""));
            let part = format!("{part:0<3}");
            let part = part.get(..3).and_then(|part| part.parse::<u16>().ok()).unwrap_or(0);
            if whole == "0" { part } else { 1_000 }
        }
    };
    (weight > 0).then_some((weight, range.trim()))
}

/// Whether a reader who wishes for `range` can read `tag`: the same language, and not the other script of two.
fn is_wished(tag: &str, range: &str) -> bool {
    let language = |text: &str| text.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let script = |text: &str| {
        let parts: Vec<String> = text.split('-').skip(1).map(str::to_ascii_lowercase).collect();
        let told = parts.iter().find(|part| part.len() == 4).cloned();
        let is_traditional = language(text) == "zh"
            && parts.iter().any(|part| ["tw", "hk", "mo"].contains(&part.as_str()));
        told.or_else(|| is_traditional.then(|| "hant".to_owned()))
    };
    let other = script(tag).zip(script(range)).is_some_and(|(ours, theirs)| ours != theirs);
    language(tag) == language(range) && !other
}

/// Every language this build has.
#[derive(Debug)]
pub struct Languages {
    /// English first, the other written ones by their code, the computed ones last.
    all: Vec<Arc<Lang>>,
    english: Arc<Lang>,
}

impl Languages {
    /// The compiled-in languages. Build it once; it is shared by all threads.
    #[must_use]
    pub fn embedded() -> Self {
        static NONE: Written = Written {
            code: DEFAULT,
            tag: DEFAULT,
            direction: Direction::Ltr,
            words: &[],
            packs: &[],
        };
        let source = written::all().iter().find(|written| written.code == DEFAULT);
        let source = source.unwrap_or(&NONE);
        let english = Arc::new(Lang::new(source, None));
        let mut all = vec![Arc::clone(&english)];
        let others = written::all().iter().filter(|written| written.code != DEFAULT);
        all.extend(others.map(|other| Arc::new(Lang::new(other, Some(Arc::clone(&english))))));
        all.push(Arc::new(Lang::computed("zz", "en-XA", Source::Pseudo, source)));
        all.push(Arc::new(Lang::computed("zz-rtl", "ar-XB", Source::PseudoRtl, source)));
        Self { all, english }
    }

    /// What is wrong with the text files; empty in a build that passed its tests.
    pub fn faults(&self) -> impl Iterator<Item = &TextFault> {
        self.all().filter(|lang| lang.is_written()).flat_map(|lang| &lang.texts().faults)
    }

    /// The default language.
    #[must_use]
    pub fn default_lang(&self) -> &Lang {
        &self.english
    }

    /// Every language, the default first.
    pub fn all(&self) -> impl Iterator<Item = &Lang> {
        self.all.iter().map(Arc::as_ref)
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
        let mut ranges: Vec<(u16, &str)> =
            accept.unwrap_or_default().split(',').filter_map(wish_of).collect();
        // Equal wishes stay in their order.
        ranges.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        let wished = ranges.into_iter().find_map(|(_, range)| {
            self.all().find(|lang| lang.is_written() && is_wished(lang.tag, range))
        });
        wished.unwrap_or(&self.english)
    }
}
