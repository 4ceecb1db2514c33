//! Conditions of a reading statement: only those that were asked for become text, so that each uses its index; values
//! stay parameters. Not a way to build statements: the text comes from the callers' source, never from their data.

use tokio_postgres::types::ToSql;

/// Conditions that must all hold, and their values in order.
#[derive(Debug, Default)]
pub(super) struct Conditions<'a> {
    text: String,
    values: Vec<&'a (dyn ToSql + Sync)>,
}

impl<'a> Conditions<'a> {
    /// One more condition; each `?` of it stands for one of the values.
    pub(super) fn and(&mut self, condition: &str, values: &[&'a (dyn ToSql + Sync)]) {
        if !self.text.is_empty() {
            self.text.push_str(" and ");
        }
        let mut parts = condition.split('?');
        self.text.push_str(parts.next().unwrap_or_default());
        for (part, value) in parts.zip(values) {
            let parameter = self.value(*value);
            self.text.push_str(&parameter);
            self.text.push_str(part);
        }
    }

    /// A value outside of the conditions; how the statement names it.
    pub(super) fn value(&mut self, value: &'a (dyn ToSql + Sync)) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }

    /// The text behind `where`.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The values, in the order of their names.
    pub(super) fn values(&self) -> &[&'a (dyn ToSql + Sync)] {
        &self.values
    }
}
