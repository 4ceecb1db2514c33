// What a reader sees is another type than the state: a state cannot be passed off as seen.
use domain::measure::Measure;
use domain::reader::MeasureSeen;

fn show(measure: Measure) -> MeasureSeen {
    measure
}

fn main() {}
