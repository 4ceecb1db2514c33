//! A line as it was written: a map would forget that a name was given twice.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// Any JSON value; an object keeps its entries in their order, those with the same name too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Given {
    /// A list.
    List(Vec<Self>),
    /// `null`: nothing is given.
    Nothing,
    /// An object.
    Object(Vec<(String, Self)>),
    /// A text, a number, a yes or no: as the command line would write it.
    Plain(String),
    /// A text; other than [`Given::Plain`] it may name a clock.
    Text(String),
}

/// The first name that a list of entries has twice.
pub(super) fn twice(entries: &[(String, Given)]) -> Option<&str> {
    let mut rest = entries;
    while let [(name, _), after @ ..] = rest {
        if after.iter().any(|(other, _)| other == name) {
            return Some(name);
        }
        rest = after;
    }
    None
}

impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Given;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Given, E> {
        Ok(Given::Plain(yes.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Given, E> {
        Ok(Given::Plain(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Given, E> {
        Ok(Given::Plain(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Given, E> {
        // A whole number with a point is none: `30.0` stays what it is and no fact takes it.
        Ok(Given::Plain(format!("{number:?}")))
    }

    fn visit_str<E>(self, text: &str) -> Result<Given, E> {
        Ok(Given::Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Given, E> {
        Ok(Given::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Given, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Given::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Given, A::Error> {
        let mut object = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            object.push(entry);
        }
        Ok(Given::Object(object))
    }
}
