//! An office program beside ours, where there is one.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Files as LibreOffice opens and saves them, formulas computed; none, and a word, where it is not installed. Names are without a folder.
pub(crate) fn saved_again(files: &[(&str, Vec<u8>)]) -> Option<Vec<Vec<u8>>> {
    let folder = tempfile::tempdir().unwrap();
    let [made, saved] = ["made", "saved"].map(|name| folder.path().join(name));
    fs::create_dir(&made).unwrap();
    for (name, bytes) in files {
        fs::write(made.join(name), bytes).unwrap();
    }
    let profile = folder.path().join("profile");
    let office = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(["--headless", "--convert-to", "xlsx", "--outdir"])
        .arg(&saved)
        .args(files.iter().map(|(name, _)| made.join(name)))
        .output();
    // A program that was stopped may say that all went well.
    let read = |(name, _): &(&str, Vec<u8>)| fs::read(saved.join(Path::new(name))).ok();
    let read_back = files.iter().map(read).collect::<Option<Vec<_>>>();
    let read_back = read_back.filter(|_| office.is_ok_and(|office| office.status.success()));
    if read_back.is_none() {
        eprintln!("left out: there is no soffice here that could save the files again");
    }
    read_back
}
