//! The shipped files: sound, complete and listed.

use super::*;

#[test]
fn the_shipped_packs_have_no_fault() {
    if let Err(errors) = instruments() {
        let all: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", all.join("\n"));
    }
}
