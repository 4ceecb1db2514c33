// A permit has no public field: it cannot be written down by hand.
use domain::actor::Actor;
use domain::measure::Command;
use domain::permit::Permit;

fn main() {
    let _forged: Permit<Command> = Permit { act: Command::Complete, by: Actor::Node };
}
