//! The command as a person calls it, without a terminal.
#![allow(
    dead_code,
    reason = "each test file is a crate of its own and takes what it needs"
)]

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn jixiao(arguments: &[&str]) -> Output {
    jixiao_reading(arguments, b"")
}

/// What it does with `input` on its standard input.
pub(crate) fn jixiao_reading(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .env_remove("COLUMNS")
        .spawn()
        .unwrap();
    // A command that refuses its input reads no further, and that is no failure of the test.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

/// What it prints, where it does as it is told and complains of nothing.
pub(crate) fn stdout(arguments: &[&str]) -> String {
    let output = jixiao(arguments);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        (output.status.code(), &*stderr),
        (Some(0), ""),
        "{arguments:?}"
    );
    String::from_utf8(output.stdout).unwrap()
}

/// What it complains of, where it refuses the call and prints nothing.
pub(crate) fn refused(arguments: &[&str]) -> String {
    let output = jixiao(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

/// What it prints, as JSON.
pub(crate) fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&stdout(arguments)).unwrap()
}
