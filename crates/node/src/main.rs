//! The binary `comity`: hands its arguments to the command line of the library and ends with its code.

use std::process::ExitCode;

fn main() -> ExitCode {
    node::cli::main(std::env::args_os())
}
