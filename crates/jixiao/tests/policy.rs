//! A policy by its id or out of a file.

use std::fs;
use std::path::Path;

use jixiao::model::Speak;
use jixiao::scoring::policy::{Policy, PolicyError};
use jixiao::{Error, MAX_POLICY_BYTES};

/// A policy file that extends `extends` and sets one weight of its own.
fn text(id: &str, extends: &str, weight: u32) -> String {
    let rest = 90 - weight;
    format!(
        "id = \"{id}\"\nname = \"{id}政策\"\nname_en = \"{id}\"\nextends = \"{extends}\"\nbasis = \"本单位办法\"\n\n[weights]\nbenefit = {weight}\noutput = {rest}\nsatisfaction = 0\n"
    )
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let file = folder.join(name);
    fs::write(&file, text).unwrap();
    file.to_str().unwrap().to_string()
}

fn benefit(policy: &Policy) -> String {
    let level = jixiao::model::FirstLevel::Benefit;
    policy.first_level(level).unwrap().to_string()
}

fn refused(id_or_file: &str) -> String {
    match jixiao::policy(id_or_file).unwrap_err() {
        Error::Policy(error @ PolicyError::Refused(_)) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_builtin_policy_is_found_by_its_id() {
    for id in jixiao::scoring::policy::BUILTIN {
        assert_eq!(jixiao::policy(id).unwrap(), Policy::builtin(id).unwrap());
    }
    for (id, meant_zh, meant_en) in [
        ("mof-1999", "，可用", "; use"),
        ("", "，可用", "; use"),
        (
            "MOF-2020",
            "；是否应为“mof-2020”？可用",
            "; did you mean `mof-2020`? Use",
        ),
        (
            "mof-2020 ",
            "；是否应为“mof-2020”？可用",
            "; did you mean `mof-2020`? Use",
        ),
    ] {
        let error = jixiao::policy(id).unwrap_err();
        let unknown = PolicyError::UnknownId { id: id.into() };
        assert!(
            matches!(&error, Error::Policy(own) if *own == unknown),
            "{id}"
        );
        let said = error.speak();
        assert_eq!(
            said.zh,
            format!(
                "没有内置政策“{id}”{meant_zh}：mof-2020、mof-2021、gansu-2023、hubei-2023、lanzhou-2023，或指定政策文件"
            )
        );
        assert_eq!(
            said.en,
            format!(
                "there is no built-in policy `{id}`{meant_en} one of mof-2020, mof-2021, gansu-2023, hubei-2023, lanzhou-2023, or name a file"
            )
        );
    }
}

#[test]
fn a_file_may_extend_a_builtin_policy() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "ours.toml", &text("ours", "mof-2020", 25));
    let policy = jixiao::policy(&file).unwrap();
    assert_eq!((&*policy.id, &*benefit(&policy)), ("ours", "25"));
    assert_eq!(policy.grades, Policy::mof_2020().unwrap().grades);
}

#[test]
fn a_file_may_extend_its_neighbour() {
    let folder = tempfile::tempdir().unwrap();
    let province = text("province", "lanzhou-2023", 30);
    write(folder.path(), "province.toml", &province);
    let ours = text("ours", "province", 25)
        .replace("benefit = 25\n", "")
        .replace("output = 65", "output = 60");
    let file = write(folder.path(), "ours.toml", &ours);
    let policy = jixiao::policy(&file).unwrap();
    assert_eq!(policy.extends.as_deref(), Some("province"));
    assert_eq!(benefit(&policy), "30", "of the neighbour");
    assert!(!policy.rules.is_empty(), "of what the neighbour extends");
}

#[test]
fn a_mistake_of_the_neighbour_is_told_with_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let neighbour = write(
        folder.path(),
        "province.toml",
        &text("province", "mof-2020", 25).replace("= 25", "= 24"),
    );
    let file = write(folder.path(), "ours.toml", &text("ours", "province", 25));
    let said = refused(&file);
    assert!(said.starts_with(&neighbour.replace('\\', "/")), "{said}");
    write(
        folder.path(),
        "province.toml",
        &text("elsewhere", "mof-2020", 25),
    );
    let said = refused(&file);
    assert!(
        said.contains("was asked for as \"province\" but calls itself \"elsewhere\""),
        "{said}"
    );
}

#[test]
fn what_is_extended_cannot_lead_out_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    fs::create_dir_all(inner.join("deeper")).unwrap();
    for id in [
        "../outside",
        "deeper/below",
        "..\\outside",
        "..",
        ".",
        "/etc/passwd",
        "outside.toml",
    ] {
        write(
            folder.path(),
            "outside.toml",
            &text(id, "mof-2020", 25).replace('\\', "\\\\"),
        );
        write(
            &inner.join("deeper"),
            "below.toml",
            &text(id, "mof-2020", 25).replace('\\', "\\\\"),
        );
        write(
            &inner,
            "outside.toml.toml",
            &text(id, "mof-2020", 25).replace('\\', "\\\\"),
        );
        let file = write(
            &inner,
            "ours.toml",
            &text("ours", &id.replace('\\', "\\\\"), 25),
        );
        let said = refused(&file);
        assert!(
            said.contains("ours.toml:4:") && said.contains("there is no policy"),
            "{id}: {said}"
        );
    }
    // The same file beside it is found.
    write(&inner, "outside.toml", &text("outside", "mof-2020", 25));
    let file = write(&inner, "ours.toml", &text("ours", "outside", 25));
    assert!(jixiao::policy(&file).is_ok());
}

#[test]
fn neighbours_that_extend_each_other_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "one.toml", &text("one", "two", 25));
    let file = write(folder.path(), "two.toml", &text("two", "one", 25));
    assert!(refused(&file).contains("the policies extend each other in a circle"));
}

/// What is said of a file that cannot be read, without its name.
fn unreadable(id_or_file: &str, named: &str) -> (String, String) {
    let error = jixiao::policy(id_or_file).unwrap_err();
    let Error::PolicyFile { path, .. } = &error else {
        panic!("{error:?}");
    };
    assert_eq!(path, Path::new(named));
    let said = error.speak();
    let zh = said
        .zh
        .strip_prefix(&format!("政策文件“{named}”无法读取："));
    let en = said
        .en
        .strip_prefix(&format!("the policy file {named} cannot be read: "));
    (zh.unwrap().into(), en.unwrap().into())
}

#[test]
fn a_file_that_cannot_be_read_says_why_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path_of_folder = format!("{}/", folder.path().display());
    let named_like_a_file = folder.path().join("folder.toml");
    fs::create_dir(&named_like_a_file).unwrap();
    let is_folder = (
        "这是文件夹，不是文件；请核对路径和权限",
        "is a directory; check the path and its permissions",
    );
    for path in [&path_of_folder, named_like_a_file.to_str().unwrap()] {
        let (zh, en) = unreadable(path, path);
        assert_eq!((&*zh, &*en), is_folder);
    }
    let missing = folder.path().join("none.toml");
    let missing = missing.to_str().unwrap();
    let (zh, en) = unreadable(missing, missing);
    assert_eq!(zh, "没有这个文件或文件夹；请核对路径和权限");
    assert!(en.ends_with("; check the path and its permissions"), "{en}");

    // 水乡 in GBK, and in UTF-16 with its mark.
    let gbk = b"id = \"ours\"\nname = \"\xcb\xae\xcf\xe7\"\n";
    let utf16 = [0xff, 0xfe, 0x34, 0x6c, 0x61, 0x4e];
    for (bytes, line) in [(&gbk[..], 2), (&utf16[..], 1)] {
        let file = folder.path().join("bytes.toml");
        fs::write(&file, bytes).unwrap();
        let file = file.to_str().unwrap();
        let (zh, en) = unreadable(file, file);
        assert_eq!(
            zh,
            format!(
                "文件不是 UTF-8 编码，从第 {line} 行起无法读取；请用文本编辑器另存为 UTF-8 编码"
            )
        );
        assert_eq!(
            en,
            format!("it is not UTF-8 from line {line} on; save it as UTF-8 with a text editor")
        );
    }
}

#[test]
fn a_file_is_read_up_to_its_limit() {
    let folder = tempfile::tempdir().unwrap();
    let mut long = text("ours", "mof-2020", 25);
    long.push_str(&"#".repeat(MAX_POLICY_BYTES - long.len()));
    assert!(jixiao::policy(&write(folder.path(), "ours.toml", &long)).is_ok());
    long.push('#');
    let file = write(folder.path(), "ours.toml", &long);
    let (zh, en) = unreadable(&file, &file);
    assert_eq!(zh, "文件超过 4 MiB；请核对是否选对了文件");
    assert_eq!(
        en,
        "it is longer than 4 MiB; check that it is the right file"
    );
}

#[test]
fn a_neighbour_that_cannot_be_read_is_named_and_not_called_missing() {
    let folder = tempfile::tempdir().unwrap();
    let file = write(folder.path(), "ours.toml", &text("ours", "province", 25));
    let neighbour = folder.path().join("province.toml");
    let named = neighbour.to_str().unwrap();
    fs::write(&neighbour, b"# \xcf\xe7").unwrap();
    assert!(unreadable(&file, named).0.starts_with("文件不是 UTF-8"));
    fs::write(&neighbour, vec![b'#'; MAX_POLICY_BYTES + 1]).unwrap();
    assert!(unreadable(&file, named).0.starts_with("文件超过 4 MiB"));
    fs::remove_file(&neighbour).unwrap();
    fs::create_dir(&neighbour).unwrap();
    assert!(unreadable(&file, named).0.starts_with("这是文件夹"));
    // An id that no file can bear is an unknown one.
    let file = write(
        folder.path(),
        "ours.toml",
        &text("ours", &"x".repeat(5_000), 25),
    );
    assert!(refused(&file).contains("there is no policy \"xxx"));
}

#[cfg(unix)]
#[test]
fn what_may_never_end_is_not_opened() {
    let (zh, en) = unreadable("/dev/zero", "/dev/zero");
    assert_eq!(zh, "不是普通文件；请先把内容存为 .toml 文件");
    assert_eq!(
        en,
        "it is no regular file; save what it holds as a .toml file first"
    );
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("socket.toml");
    let _bound = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let named = socket.to_str().unwrap();
    assert!(unreadable(named, named).0.starts_with("不是普通文件"));
    let link = folder.path().join("province.toml");
    std::os::unix::fs::symlink("/dev/zero", &link).unwrap();
    let file = write(folder.path(), "ours.toml", &text("ours", "province", 25));
    let said = unreadable(&file, link.to_str().unwrap()).0;
    assert!(said.starts_with("不是普通文件"), "{said}");
}

#[test]
fn a_chain_runs_from_the_policy_asked_for_to_the_one_that_extends_nothing() {
    let ids = |id_or_file: &str| -> Vec<String> {
        let chain = jixiao::policy_chain(id_or_file).unwrap();
        chain.into_iter().map(|policy| policy.id).collect()
    };
    assert_eq!(ids("mof-2020"), ["mof-2020"]);
    assert_eq!(ids("lanzhou-2023"), ["lanzhou-2023", "mof-2020"]);
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "province.toml",
        &text("province", "lanzhou-2023", 30),
    );
    // A file beside it that bears a built-in id is not what is extended.
    write(folder.path(), "mof-2020.toml", "no policy");
    let file = write(folder.path(), "ours.toml", &text("ours", "province", 25));
    assert_eq!(ids(&file), ["ours", "province", "lanzhou-2023", "mof-2020"]);
    assert!(jixiao::policy_chain("mof-1999").is_err());
}

#[test]
fn a_value_is_set_by_the_farthest_policy_that_has_it_the_same() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "province.toml",
        &text("province", "mof-2020", 25),
    );
    // The same weights on the same basis: nothing of its own.
    let file = write(folder.path(), "ours.toml", &text("ours", "province", 25));
    let values = jixiao::set_values(&jixiao::policy_chain(&file).unwrap());
    assert!(values.iter().all(|set| set.set_by != "ours"));
    let benefit = values
        .iter()
        .find(|set| set.value.path == "weights.benefit")
        .unwrap();
    assert_eq!(benefit.set_by, "province");
    assert!(jixiao::set_values(&[]).is_empty());
}
