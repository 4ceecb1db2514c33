// A command alone decides nothing.
use domain::ctx::Ctx;
use domain::measure::{Command, Measure, decide};

fn hurry(measure: &Measure, command: Command, ctx: &Ctx<'_>) {
    let _ = decide(Some(measure), &command, ctx);
}

fn main() {}
