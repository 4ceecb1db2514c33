//! The page `docs/guide/installing.md` as what is typed: blocks of commands, each with the houses where it is typed.
//!
//! ```` ```sh lyon hamburg ```` opens a block that is typed in Lyon and then in Hamburg. A block of shell without a house is a
//! fault: nobody would type it, and nothing would notice that it is wrong.

use crate::fault::Fault;

/// What is typed between two headings, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// The heading above it.
    pub(crate) part: String,
    /// Where it is typed.
    pub(crate) houses: Vec<String>,
    /// One command each; what was continued with `\` is one line.
    pub(crate) commands: Vec<String>,
}

/// Every block of the page.
pub(crate) fn blocks(text: &str) -> Result<Vec<Block>, Fault> {
    let wrong = |line: &str| Fault::reply("docs/guide/installing.md", format!("`{line}`"));
    let (mut blocks, mut part, mut open): (Vec<Block>, _, Option<Block>) =
        (Vec::new(), String::new(), None);
    let mut begun = String::new();
    for line in text.lines() {
        match &mut open {
            None => {
                if let Some(heading) = line.strip_prefix("## ") {
                    heading.clone_into(&mut part);
                } else if let Some(after) = line.strip_prefix("```sh") {
                    let houses: Vec<_> = after.split_whitespace().map(str::to_owned).collect();
                    if houses.is_empty() {
                        return Err(wrong(line));
                    }
                    open = Some(Block { part: part.clone(), houses, commands: Vec::new() });
                } else if line.starts_with("```") {
                    return Err(wrong(line));
                }
            }
            Some(block) => {
                if line == "```" {
                    if block.commands.is_empty() || !begun.is_empty() {
                        return Err(wrong(line));
                    }
                    blocks.extend(open.take());
                } else if let Some(more) = line.strip_suffix('\\') {
                    begun.push_str(more);
                } else {
                    block.commands.push(std::mem::take(&mut begun) + line.trim());
                }
            }
        }
    }
    if open.is_some() { Err(wrong("a block without an end")) } else { Ok(blocks) }
}

/// What a command of the page becomes on this machine. Words that stand for something are replaced, longer ones first, so
/// that `node.x.example:8443` is not taken for `node.x.example`.
pub(crate) fn here(command: &str, replaced: &[(String, String)]) -> String {
    let mut by_length: Vec<_> = replaced.iter().collect();
    by_length.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    let mut text = command.replace("sudo -u comity ", "").replace("sudo ", "");
    for (word, value) in by_length {
        text = text.replace(word, value);
    }
    text
}

#[cfg(test)]
mod tests;
