//! The `trichluc` program: turns results of the library into words on the terminal and exit codes.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
