//! The command as a person calls it, without a terminal.

use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn jixiao(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(arguments)
        .stdin(Stdio::null())
        .env_remove("COLUMNS")
        .output()
        .unwrap()
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
