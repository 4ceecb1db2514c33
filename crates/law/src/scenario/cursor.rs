//! Reading one line of a scenario file, character by character, so that a fault has its column.

use jiff::Timestamp;

use super::{Arg, Called, Outcome, ScenarioActor, ScenarioError, Value, Word};

/// A place in a line.
#[derive(Debug)]
pub(super) struct Cursor<'l> {
    line: usize,
    text: &'l str,
    at: usize,
}

type Read<T> = Result<T, ScenarioError>;

impl<'l> Cursor<'l> {
    /// The start of a line.
    pub(super) const fn new(line: usize, text: &'l str) -> Self {
        Self { line, text, at: 0 }
    }

    /// The number of the line.
    pub(super) const fn line(&self) -> usize {
        self.line
    }

    /// The column of the next character, from 1.
    pub(super) fn column(&self) -> usize {
        self.text.get(..self.at).map_or(1, |before| before.chars().count() + 1)
    }

    /// What is left of the line.
    pub(super) fn rest(&self) -> &'l str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// A fault at a column of this line.
    pub(super) fn fault_at(
        &self,
        column: usize,
        message: impl Into<String>,
        help: &'static str,
    ) -> ScenarioError {
        ScenarioError { line: self.line, column, message: message.into(), help }
    }

    fn fault(&self, message: impl Into<String>, help: &'static str) -> ScenarioError {
        self.fault_at(self.column(), message, help)
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'l str {
        let rest = self.rest();
        let length = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or("")
    }

    fn skip(&mut self, sign: &str) -> bool {
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len();
        }
        found
    }

    /// One or more spaces.
    pub(super) fn space(&mut self) -> Read<()> {
        if self.take_while(|c| c == ' ').is_empty() {
            let help =
                "words are separated by spaces; tabs and line ends of another system are not";
            return Err(self.fault("a space is missing", help));
        }
        Ok(())
    }

    /// Whether nothing but spaces is left.
    pub(super) fn is_at_end(&self) -> bool {
        self.rest().chars().all(|c| c == ' ')
    }

    /// The end of the line.
    pub(super) fn end(&self) -> Read<()> {
        if self.is_at_end() {
            return Ok(());
        }
        Err(self.fault(
            "the line goes on where it should end",
            "check the order: words, `->`, outcomes joined by `+`, then `!` and effects",
        ))
    }

    /// `[a-z][a-z0-9_-]*`
    pub(super) fn id(&mut self, help: &'static str) -> Read<String> {
        if !self.peek().is_some_and(|c| c.is_ascii_lowercase()) {
            return Err(self.fault("a word in lower case is missing", help));
        }
        let start = self.at;
        let id = self
            .take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-');
        // `->` may follow a word without looking like its end.
        if id.ends_with('-') && self.rest().starts_with('>') {
            self.at = start;
            return Err(self.fault("a space is missing before `->`", "put spaces around `->`"));
        }
        Ok(id.to_owned())
    }

    /// `[A-Z][A-Z0-9-]*`
    pub(super) fn member(&mut self) -> Read<String> {
        let help = "a member is written in upper case, like `FR-TJ`";
        if !self.peek().is_some_and(|c| c.is_ascii_uppercase()) {
            return Err(self.fault("the name of a member is missing", help));
        }
        let member = self.take_while(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-');
        Ok(member.to_owned())
    }

    /// `#` and a name.
    pub(super) fn label(&mut self) -> Read<String> {
        if !self.skip("#") {
            let help = "things are named by a label like `#a`";
            return Err(self.fault("a label is missing", help));
        }
        self.id("a label is `#` and a word in lower case")
    }

    /// A sign between spaces.
    pub(super) fn sign(&mut self, sign: &str, help: &'static str) -> Read<()> {
        self.space()?;
        if !self.skip(sign) {
            return Err(self.fault(format!("`{sign}` is missing"), help));
        }
        self.space()
    }

    /// An RFC 3339 date and time with its offset; seconds may be left out.
    pub(super) fn instant(&mut self) -> Read<Timestamp> {
        let column = self.column();
        let text = self.take_while(|c| c.is_ascii_digit() || "TZ:+-.".contains(c));
        let help = "write it like `2027-03-08T10:00+01:00` or `2027-03-08T09:00Z`";
        let shaped = text.as_bytes().get(10) == Some(&b'T');
        match text.parse() {
            Ok(at) if shaped => Ok(at),
            Ok(_) | Err(_) => {
                Err(self.fault_at(column, "that is not an instant with its offset", help))
            }
        }
    }

    /// `office@MEMBER`, or `clock`.
    pub(super) fn actor(&mut self) -> Read<ScenarioActor> {
        let help = "an actor is `office@MEMBER`, `node@MEMBER` or `clock`";
        let office = self.id(help)?;
        if self.skip("@") {
            let member = self.member()?;
            return Ok(ScenarioActor::Office { office, member });
        }
        if office == "clock" {
            return Ok(ScenarioActor::Clock);
        }
        Err(self.fault(format!("`{office}` belongs to no member"), help))
    }

    /// Labels and arguments, as long as they follow.
    pub(super) fn words(&mut self) -> Read<Vec<Word>> {
        let mut words: Vec<Word> = Vec::new();
        while self.next_is_word() {
            self.space()?;
            let column = self.column();
            if self.peek() == Some('#') {
                words.push(Word::Label { column, label: self.label()? });
                continue;
            }
            let arg = self.arg()?;
            let twice = words.iter().any(|word| matches!(word, Word::Arg(a) if a.name == arg.name));
            if twice {
                return Err(self.fault_at(
                    arg.column,
                    format!("`{}` is written twice", arg.name),
                    "list several values after one name, separated by commas",
                ));
            }
            words.push(Word::Arg(arg));
        }
        Ok(words)
    }

    /// Arguments only, as long as they follow.
    pub(super) fn args(&mut self) -> Read<Vec<Arg>> {
        let mut args = Vec::new();
        for word in self.words()? {
            match word {
                Word::Arg(arg) => args.push(arg),
                Word::Label { column, .. } => {
                    let help = "write `name=value` here";
                    return Err(self.fault_at(column, "a label cannot stand here", help));
                }
            }
        }
        Ok(args)
    }

    /// Whether a label or an argument follows, and not a sign or the end.
    fn next_is_word(&self) -> bool {
        let rest = self.rest();
        let next = rest.trim_start_matches(' ');
        rest.len() > next.len()
            && next.chars().next().is_some_and(|c| c == '#' || c.is_ascii_lowercase())
    }

    fn arg(&mut self) -> Read<Arg> {
        let column = self.column();
        let name = self.id("an argument is `name=value`")?;
        if !self.skip("=") {
            let help = "write `name=value`, or `#label`";
            return Err(self.fault(format!("`{name}` has no value"), help));
        }
        let mut values = vec![self.value()?];
        while self.skip(",") {
            values.push(self.value()?);
        }
        Ok(Arg { column, name, values })
    }

    fn value(&mut self) -> Read<Value> {
        match self.peek() {
            Some('#') => self.label().map(Value::Label),
            Some('"') => self.quoted().map(Value::Text),
            Some(c) if c.is_ascii_alphanumeric() => {
                let bare = self.take_while(|c| {
                    c.is_ascii_alphanumeric() || [':', '.', '_', '/', '+', '@', '-'].contains(&c)
                });
                Ok(Value::Text(bare.to_owned()))
            }
            Some(_) | None => Err(self.fault(
                "a value is missing",
                "put a value with other characters than letters, digits and :._/+@- into quotes",
            )),
        }
    }

    fn quoted(&mut self) -> Read<String> {
        let start = self.column();
        let mut text = String::new();
        let mut escaped = false;
        let rest = self.rest();
        for (index, c) in rest.char_indices().skip(1) {
            match (escaped, c) {
                (true, '"' | '\\') => text.push(c),
                (true, _) => {
                    let help = "inside quotes only \\\" and \\\\ are escaped";
                    return Err(self.fault_at(start, "an unknown escape", help));
                }
                (false, '\\') => {
                    escaped = true;
                    continue;
                }
                (false, '"') => {
                    self.at += index + 1;
                    return Ok(text);
                }
                (false, _) if c.is_control() => {
                    let help = "a value holds no tabs or other control characters";
                    return Err(self.fault_at(start, "a control character in quotes", help));
                }
                (false, _) => text.push(c),
            }
            escaped = false;
        }
        Err(self.fault_at(start, "the quotes are not closed", "close them on the same line"))
    }

    fn called(&mut self, help: &'static str) -> Read<Called> {
        let column = self.column();
        let name = self.id(help)?;
        let words = self.words()?;
        Ok(Called { column, name, words })
    }

    /// What comes of an attempt, joined by `+`.
    pub(super) fn outcomes(&mut self) -> Read<Vec<Outcome>> {
        let mut outcomes = vec![self.outcome()?];
        while self.joined() {
            outcomes.push(self.outcome()?);
        }
        let alone = |outcome: &Outcome| match outcome {
            Outcome::Nothing | Outcome::Denied(_) => true,
            Outcome::Defect(_) | Outcome::Event(_) => false,
        };
        if outcomes.len() > 1 && outcomes.iter().any(alone) {
            let help = "an attempt is refused, or nothing comes of it, or events do";
            return Err(self.fault("`nothing` and `denied` stand alone", help));
        }
        Ok(outcomes)
    }

    fn outcome(&mut self) -> Read<Outcome> {
        let help = "an outcome is `nothing`, `denied CODE`, `defect CODE` or an event";
        let column = self.column();
        let name = self.id(help)?;
        match name.as_str() {
            "nothing" => Ok(Outcome::Nothing),
            "denied" | "defect" => {
                self.space()?;
                let column = self.column();
                let code = self.id("the code of a refusal is a word in kebab case")?;
                let words = self.args()?.into_iter().map(Word::Arg).collect();
                let called = Called { column, name: code, words };
                Ok(if name == "denied" { Outcome::Denied(called) } else { Outcome::Defect(called) })
            }
            _ => {
                let words = self.words()?;
                Ok(Outcome::Event(Called { column, name, words }))
            }
        }
    }

    /// The effects after `!`, joined by `+`.
    pub(super) fn effects(&mut self) -> Read<Vec<Called>> {
        self.sign("!", "outcomes are joined by ` + `; effects follow after ` ! `")?;
        let help = "an effect is a word like `send` or `schedule` with its arguments";
        let mut effects = vec![self.called(help)?];
        while self.joined() {
            effects.push(self.called(help)?);
        }
        Ok(effects)
    }

    /// ` + `, if it follows.
    fn joined(&mut self) -> bool {
        let rest = self.rest();
        let next = rest.trim_start_matches(' ');
        let after = next.strip_prefix('+').map(|tail| (tail, tail.trim_start_matches(' ')));
        match after {
            Some((tail, trimmed)) if rest.len() > next.len() && tail.len() > trimmed.len() => {
                self.at = self.text.len() - trimmed.len();
                true
            }
            Some(_) | None => false,
        }
    }
}
