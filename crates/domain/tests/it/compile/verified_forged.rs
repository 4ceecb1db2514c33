// Verification cannot be claimed by hand.
use domain::letter::{Letter, Party, Verified};

fn claim(letter: Letter, signer: Party) -> Verified<Letter> {
    Verified { value: letter, digest: [0; 32], signer, as_of: jiff::Timestamp::UNIX_EPOCH }
}

fn main() {}
