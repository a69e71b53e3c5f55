//! Command-line cases as data: each file in `tests/cmd` is a command with its output and exit code.

#[test]
fn commands_answer_as_written() {
    trycmd::TestCases::new().case("tests/cmd/*.trycmd");
}
