// A permit is for one decision: it cannot be copied and kept.
use domain::measure::Command;
use domain::permit::Permit;

fn copied<T: Clone>(_: T) {}

fn keep(permit: Permit<Command>) {
    copied(permit);
}

fn main() {}
