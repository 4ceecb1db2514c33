// A letter that nobody verified gets no permit.
use domain::ctx::Ctx;
use domain::letter::Letter;
use domain::permit::for_peer;

fn hurry(letter: &Letter, ctx: &Ctx<'_>) {
    let _ = for_peer(letter, None, ctx);
}

fn main() {}
