//! A policy by its id or out of a file.

use std::fs;
use std::path::Path;

use jixiao::Error;
use jixiao::model::Speak;
use jixiao::scoring::policy::{Policy, PolicyError};

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
    for id in ["mof-1999", "", "MOF-2020", "mof-2020 "] {
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
                "没有内置政策“{id}”，可用：mof-2020、mof-2021、gansu-2023、hubei-2023、lanzhou-2023，或指定政策文件"
            )
        );
        assert_eq!(
            said.en,
            format!(
                "there is no built-in policy `{id}`; use one of mof-2020, mof-2021, gansu-2023, hubei-2023, lanzhou-2023, or name a file"
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

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("none.toml");
    let path_of_folder = format!("{}/", folder.path().display());
    let named_like_a_file = folder.path().join("folder.toml");
    fs::create_dir(&named_like_a_file).unwrap();
    let not_text = folder.path().join("bytes.toml");
    fs::write(&not_text, [0xff, 0xfe]).unwrap();
    for path in [
        missing.to_str().unwrap(),
        &path_of_folder,
        named_like_a_file.to_str().unwrap(),
        not_text.to_str().unwrap(),
    ] {
        let error = jixiao::policy(path).unwrap_err();
        let Error::PolicyFile {
            path: named,
            error: why,
        } = &error
        else {
            panic!("{error:?}");
        };
        assert_eq!(named, Path::new(path));
        let said = error.speak();
        assert_eq!(
            said.zh,
            format!("政策文件“{path}”无法读取：{why}；请核对路径和权限")
        );
        assert_eq!(
            said.en,
            format!(
                "the policy file {path} cannot be read: {why}; check the path and its permissions"
            )
        );
    }
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
