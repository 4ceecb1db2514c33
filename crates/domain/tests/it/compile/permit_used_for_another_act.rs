// A permit owns its act: the act cannot be exchanged.
use domain::measure::Command;
use domain::permit::Permit;

fn swap(permit: Permit<Command>) -> Permit<Command> {
    *permit.act() = Command::Complete;
    permit
}

fn main() {}
