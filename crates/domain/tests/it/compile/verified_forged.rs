// Verification cannot be claimed by hand.
use domain::letter::{Letter, Party, Verified};

fn claim(letter: Letter, signer: Party) -> Verified<Letter> {
    let (cosigners, as_of) = (Default::default(), jiff::Timestamp::UNIX_EPOCH);
    Verified { value: letter, digest: [0; 32], signer, cosigners, as_of }
}

fn main() {}
