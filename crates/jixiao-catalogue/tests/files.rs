//! A team's own file: what it adds, and what is said of one that cannot be.

use jixiao_catalogue::{
    CATALOGUE_SCHEMA, Catalogue, CatalogueError, MAX_CATALOGUE_BYTES, MAX_ENTRIES, MAX_ITEMS,
    MAX_SHOWN_PROBLEMS,
};
use jixiao_model::{IndicatorClass, Lang, Speak};
use serde_json::{Map, Value};

/// A cause of a team's own, with `more` behind it.
fn ours(more: &str) -> String {
    format!("{OURS}{more}")
}

const OURS: &str = r#"
[groups.OTHER]
name = "其他"
name_en = "others"

[remedies.M15]
name = "追究违约责任"
name_en = "hold to the contract"
definition = "按合同追究对方的违约责任。"
definition_en = "The other side is held to what the contract says of breaches."
wording = ["依法追究中标单位的违约责任。"]
cues = ["追究.违约责任"]

[causes.X1]
group = "OTHER"
name = "供应商违约"
name_en = "a supplier in breach of contract"
definition = "供应商没有按合同供货或施工。"
definition_en = "A supplier did not deliver or build as the contract says."
wording = ["中标单位中途弃标，重新采购耽误了工期。"]
classes = ["timeliness", "execution"]
remedies = ["M15", "M4"]
cues = ["弃标"]

[causes.F1]
wording = ["镇财力薄弱，公厕改造欠款未清。", "县级财力紧张，乡村道路养护资金全年只拨付了六成。"]
remedies = ["M4", "M1"]
cues = ["财力薄弱"]

[causes.V1]
classes = ["quantity"]

[remedies.M1]
wording = ["专题向县政府汇报资金缺口。"]

[words]
"乙方" = ["中标单位", "供应商"]
"#;

fn refused(text: &str) -> CatalogueError {
    Catalogue::from_toml("ours.toml", text).unwrap_err()
}

#[test]
fn a_file_adds_to_the_catalogue() {
    let builtin = Catalogue::builtin().unwrap();
    let catalogue = Catalogue::from_toml("ours.toml", &ours("")).unwrap();
    assert_eq!(catalogue.groups().len(), builtin.groups().len() + 1);
    assert_eq!(catalogue.group("OTHER").unwrap().name.en, "others");

    let cause = catalogue.causes().last().unwrap();
    assert_eq!(cause.code, "X1");
    assert_eq!(cause.remedies, ["M15", "M4"]);
    let in_order = [IndicatorClass::Execution, IndicatorClass::Timeliness];
    assert_eq!(cause.classes, in_order);
    assert_eq!(catalogue.remedies().last().unwrap().code, "M15");

    let (old, new) = (builtin.cause("F1").unwrap(), catalogue.cause("F1").unwrap());
    assert_eq!(new.name, old.name);
    assert_eq!(
        new.wording.len(),
        old.wording.len() + 1,
        "one was there already"
    );
    assert_eq!(new.remedies, ["M1", "M2", "M5", "M3", "M4"]);
    let saved = &catalogue.cause("V1").unwrap().classes;
    let in_order = [
        IndicatorClass::Execution,
        IndicatorClass::Quantity,
        IndicatorClass::Cost,
    ];
    assert_eq!(*saved, in_order);
    let wording = &catalogue.remedy("M1").unwrap().wording;
    assert_eq!(wording.last().unwrap(), "专题向县政府汇报资金缺口。");
}

#[test]
fn an_empty_file_adds_nothing() {
    let catalogue = Catalogue::from_toml("ours.toml", "").unwrap();
    assert_eq!(catalogue.causes(), Catalogue::builtin().unwrap().causes());
}

#[test]
fn the_page_of_a_remedy_that_answers_nothing_yet_says_so() {
    let (_, from) = OURS.split_once("[remedies.M15]").unwrap();
    let (remedy, _) = from.split_once("[causes.X1]").unwrap();
    let text = format!("[remedies.M15]{remedy}");
    let catalogue = Catalogue::from_toml("ours.toml", &text).unwrap();
    let page = catalogue.remedy("M15").unwrap().page(&catalogue);
    insta::assert_snapshot!(page, @"
    # M15 追究违约责任 hold to the contract

    ## 定义 Definition

    按合同追究对方的违约责任。

    The other side is held to what the contract says of breaches.

    ## 常见写法 Typical wording

    - 依法追究中标单位的违约责任。

    ## 针对的原因 Causes it answers

    —
    ");
}

/// What stands behind [`OURS`], and what is said of it.
const MISTAKES: &[(&str, &str, &str)] = &[
    (
        "[causes.X2]",
        "the key \"group\" is missing",
        "缺少键“group”（分组）",
    ),
    (
        "[causes.f1]\nwording = [\"甲\"]",
        "a code is a capital letter and one to three digits, and this is \"f1\"; write one such as X1",
        "代码应为一个大写字母加一至三位数字，实为“f1”；请改为如 X1 的代码",
    ),
    (
        "[causes.X1234]",
        "a code is a capital letter",
        "代码应为一个大写字母",
    ),
    (
        "[causes.X]",
        "a code is a capital letter",
        "代码应为一个大写字母",
    ),
    (
        "[remedies.MX]",
        "a code is a capital letter",
        "代码应为一个大写字母",
    ),
    (
        "[causes.M1]",
        "M1 stands for a cause and for a remedy; give one of them another code",
        "M1 既用于原因又用于措施；请为其中之一另用代码",
    ),
    (
        "[groups.Fund]\nname = \"甲\"\nname_en = \"a\"",
        "the id of a group is 2 to 16 capital letters, and this is \"Fund\"",
        "分组标识应为 2 至 16 个大写字母，实为“Fund”",
    ),
    (
        "[groups.FUND]\nname = \"钱\"\nname_en = \"money\"",
        "FUND is published as \"funding\", and a published code does not change its meaning",
        "FUND 已公布为“资金保障”，代码一经公布不改变含义；请删去这一处；含义不同的，请另用新代码",
    ),
    (
        "[causes.F2]\nname = \"甲\"",
        "F2 is published as \"payments stopped at the year's end\"",
        "F2 已公布为“年末停止支付”，代码一经公布不改变含义",
    ),
    (
        "[causes.F2]\ngroup = \"PAY\"",
        "and a published code does not change its meaning",
        "代码一经公布不改变含义",
    ),
    (
        "[remedies.M2]\ndefinition_en = \"other\"",
        "M2 is published as",
        "M2 已公布为“列入下年预算”",
    ),
    (
        "[causes.F2]\nclasses = [\"qualty\"]",
        "\"qualty\" is not one of: execution, quantity, quality, timeliness, cost, economic, social, ecological, sustainability, satisfaction; did you mean \"quality\"?",
        "是否应为“quality”？",
    ),
    (
        "[causes.F2]\nremedies = [\"M99\"]",
        "\"M99\" is not one of: M1, M2",
        "“M99”不在可选之列：M1、M2",
    ),
    (
        "[causes.F2]\nremedies = []",
        "the list is empty; write one item at least",
        "列表是空的；请至少填写一项",
    ),
    (
        "[causes.F2]\nwording = [\"甲\", \"甲\"]",
        "\"甲\" stands twice in the list; delete one of them",
        "“甲”在列表中出现两次；请删去一处",
    ),
    (
        "[causes.F2]\nclasses = [\"cost\", \"cost\"]",
        "\"cost\" stands twice in the list",
        "“cost”在列表中出现两次",
    ),
    (
        "[causes.F2]\nwording = [\"  \"]",
        "expected a line of text, found \"\"",
        "应为一行文字，实为“”",
    ),
    (
        "[causes.F2]\nwording = \"甲\"",
        "expected a list, found the text \"甲\"",
        "常见写法应为列表，实为文字“甲”",
    ),
    (
        "[causes.F2]\nwordings = [\"甲\"]",
        "unknown key \"wordings\"; did you mean \"wording\"?",
        "不认识的键“wordings”；是否应为“wording”（常见写法）？",
    ),
    ("\"丁\" = []", "the list is empty", "列表是空的"),
    ("[others]", "unknown key \"others\"", "不认识的键“others”"),
    (
        "[remedies.M16]\nname = \"列入下年预算\"\nname_en = \"x\"\ndefinition = \"甲\"\ndefinition_en = \"a\"\nwording = [\"甲\"]",
        "the name is that of M2, \"enter it in next year's budget\"; choose another; if the same is meant, write it under M2",
        "名称与 M2“列入下年预算”相同；请另取名称；如系同一事项，请写在 M2 之下",
    ),
];

#[test]
fn mistakes_are_told_with_their_place_and_the_mend() {
    for (more, en, zh) in MISTAKES {
        let error = refused(&ours(more));
        let said = error.speak();
        assert!(said.en.contains(en), "{more}: {}", said.en);
        assert!(said.zh.contains(zh), "{more}: {}", said.zh);
        assert!(said.en.starts_with("ours.toml:"), "{}", said.en);
    }
}

#[test]
fn all_problems_are_told_at_once_each_with_its_line() {
    let text = r#"
[remedies.M15]
name = "追责"
[causes.X1]
group = "OTHERS"
name = "违约"
name_en = "breach"
definition = "对方违约。"
wording = []
classes = ["execution"]
remedies = ["M15", "M1", "M1"]
[causes.F1]
definition = "缺钱。"
"#;
    let said = refused(text).speak();
    insta::assert_snapshot!(said.zh, @"
    ours.toml 第 2 行第 1 列（remedies.M15.name_en）：缺少键“name_en”（英文名称）；请补上这个键
    ours.toml 第 2 行第 1 列（remedies.M15.definition）：缺少键“definition”（定义）；请补上这个键
    ours.toml 第 2 行第 1 列（remedies.M15.definition_en）：缺少键“definition_en”（英文定义）；请补上这个键
    ours.toml 第 2 行第 1 列（remedies.M15.wording）：缺少键“wording”（常见写法）；请补上这个键
    ours.toml 第 4 行第 1 列（causes.X1.definition_en）：缺少键“definition_en”（英文定义）；请补上这个键
    ours.toml 第 5 行第 9 列（causes.X1.group）：分组“OTHERS”不在可选之列：FUND、PAY、SCHEDULE、TARGET、EXTERNAL、CAPACITY、SAVING；请改为其中之一
    ours.toml 第 9 行第 11 列（causes.X1.wording）：列表是空的；请至少填写一项
    ours.toml 第 11 行第 26 列（causes.X1.remedies[3]）：“M1”在列表中出现两次；请删去一处
    ours.toml 第 13 行第 14 列（causes.F1.definition）：F1 已公布为“财政资金紧张或未及时到位”，代码一经公布不改变含义；请删去这一处；含义不同的，请另用新代码
    ");
    insta::assert_snapshot!(said.en, @r#"
    ours.toml:2:1 (remedies.M15.name_en): the key "name_en" is missing; add it
    ours.toml:2:1 (remedies.M15.definition): the key "definition" is missing; add it
    ours.toml:2:1 (remedies.M15.definition_en): the key "definition_en" is missing; add it
    ours.toml:2:1 (remedies.M15.wording): the key "wording" is missing; add it
    ours.toml:4:1 (causes.X1.definition_en): the key "definition_en" is missing; add it
    ours.toml:5:9 (causes.X1.group): "OTHERS" is not one of: FUND, PAY, SCHEDULE, TARGET, EXTERNAL, CAPACITY, SAVING; write one of them
    ours.toml:9:11 (causes.X1.wording): the list is empty; write one item at least
    ours.toml:11:26 (causes.X1.remedies[3]): "M1" stands twice in the list; delete one of them
    ours.toml:13:14 (causes.F1.definition): F1 is published as "public funds short or late", and a published code does not change its meaning; delete this; where something else is meant, use a code of its own
    "#);
}

#[test]
fn a_cue_that_cannot_be_read_is_told_where_it_stands() {
    let text =
        "[causes.F2]\ncues = [\n  \"封账\",\n  \"@关帐 未\",\n]\n[remedies.M2]\ncues = [\"结转|\"]";
    let error = refused(text);
    let places: Vec<String> = error
        .problems()
        .iter()
        .map(|problem| problem.place.to_string())
        .collect();
    assert_eq!(
        places,
        [
            "ours.toml:4:3 (causes.F2.cues[2])",
            "ours.toml:7:9 (remedies.M2.cues[1])"
        ]
    );
    assert!(
        error
            .problems()
            .iter()
            .all(|problem| problem.mend.is_some())
    );
}

#[test]
fn limits() {
    let long = format!("# {}", "甲".repeat(MAX_CATALOGUE_BYTES / 3));
    let error = refused(&long);
    let [problem] = error.problems() else {
        panic!("{error}")
    };
    assert_eq!(
        problem.render(Lang::Chinese),
        "ours.toml：文件有 1048577 字节，超过 1 MiB；请核对这是否为原因与措施目录"
    );
    let fits = format!("# {}", "甲".repeat((MAX_CATALOGUE_BYTES - 2) / 3));
    assert!(Catalogue::from_toml("ours.toml", &fits).is_ok());

    let remedies = |count: usize| -> String {
        let one = |number| {
            format!(
                "[remedies.R{number}]\nname = \"名{number}\"\nname_en = \"n{number}\"\ndefinition = \"甲\"\ndefinition_en = \"a\"\nwording = [\"甲\"]\n"
            )
        };
        (0..count).map(one).collect()
    };
    let room = MAX_ENTRIES - Catalogue::builtin().unwrap().remedies().len();
    assert!(Catalogue::from_toml("ours.toml", &remedies(room)).is_ok());
    let error = refused(&remedies(room + 2));
    let [problem] = error.problems() else {
        panic!("told once: {error}")
    };
    assert!(problem.message.en.contains("500 are the most"), "{problem}");

    let words = |count: usize| {
        let items: Vec<String> = (0..count).map(|number| format!("\"{number}\"")).collect();
        format!("[words]\n\"甲\" = [{}]", items.join(","))
    };
    assert!(Catalogue::from_toml("ours.toml", &words(MAX_ITEMS)).is_ok());
    let error = refused(&words(MAX_ITEMS + 1));
    assert!(error.to_string().contains("2000 are the most"), "{error}");

    let line = |length: usize| format!("causes.F1.wording = [\"{}\"]", "长".repeat(length));
    assert!(Catalogue::from_toml("ours.toml", &line(200)).is_ok());
    let error = refused(&line(201));
    assert!(
        error
            .to_string()
            .contains("201 characters, and 200 are the most"),
        "{error}"
    );
}

#[test]
fn of_many_problems_the_first_are_shown() {
    let keys = |count: usize| -> String {
        let lines: Vec<String> = (0..count).map(|at| format!("k{at} = 1\n")).collect();
        lines.concat()
    };
    let error = refused(&keys(MAX_SHOWN_PROBLEMS));
    assert_eq!(error.to_string().lines().count(), MAX_SHOWN_PROBLEMS);
    let error = refused(&keys(MAX_SHOWN_PROBLEMS + 3));
    assert_eq!(error.problems().len(), MAX_SHOWN_PROBLEMS + 3);
    let said = error.speak();
    assert!(said.zh.ends_with("\n另有 3 处问题未列出"), "{}", said.zh);
    assert!(said.en.ends_with("\n… and 3 more problems"), "{}", said.en);
}

/// A TOML text as the JSON that an editor would hold against the schema.
fn json(text: &str) -> Value {
    json_table(toml::from_str(text).unwrap())
}

fn json_table(table: toml::Table) -> Value {
    let members = table
        .into_iter()
        .map(|(key, value)| (key, json_value(value)));
    Value::Object(members.collect::<Map<_, _>>())
}

fn json_value(value: toml::Value) -> Value {
    match value {
        toml::Value::Table(table) => json_table(table),
        toml::Value::Array(items) => items.into_iter().map(json_value).collect(),
        plain => serde_json::to_value(plain).unwrap(),
    }
}

#[test]
fn the_schema_takes_what_the_reader_takes() {
    let schema = serde_json::from_str(CATALOGUE_SCHEMA).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let builtin = [
        include_str!("../catalogue/causes.toml"),
        include_str!("../catalogue/remedies.toml"),
    ];
    let own = [ours(""), String::new()];
    for text in builtin.iter().map(ToString::to_string).chain(own) {
        if let Err(error) = schema.validate(&json(&text)) {
            panic!("{} {error}", error.instance_path());
        }
    }
}

#[test]
fn the_schema_refuses_what_it_can_see() {
    let schema = serde_json::from_str(CATALOGUE_SCHEMA).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    // Which codes there are and how cues are written only the reader knows.
    let unseen = [
        "is missing",
        "is published as",
        "does not change",
        "stands for a cause and",
        "\"M99\"",
        "the name is that of",
    ];
    for (more, english, _) in MISTAKES {
        if unseen.iter().any(|mark| english.contains(mark)) {
            continue;
        }
        assert!(!schema.is_valid(&json(&ours(more))), "{more}");
    }
}

#[test]
fn the_schema_knows_the_classes() {
    let schema: Value = serde_json::from_str(CATALOGUE_SCHEMA).unwrap();
    let path = "/properties/causes/additionalProperties/properties/classes/items/enum";
    let ids: Vec<&str> = IndicatorClass::ALL.iter().map(|class| class.id()).collect();
    assert_eq!(*schema.pointer(path).unwrap(), serde_json::json!(ids));
}
