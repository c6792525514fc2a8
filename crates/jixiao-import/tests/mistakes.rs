//! What is said of each mistake, word for word: all of a dataset in one run.

use std::fs;

use jixiao_import::{ImportError, MAX_ITEMS, MAX_SHOWN_PROBLEMS, read_texts};
use jixiao_keyed::ProblemKind;
use jixiao_model::Lang;

fn said(file: &str, lang: Lang) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/mistakes/");
    let text = fs::read_to_string(format!("{folder}{file}")).unwrap();
    read_texts(&[(file, text)]).unwrap_err().render(lang)
}

#[test]
fn in_unit_notice_and_report() {
    insta::assert_snapshot!("unit", said("unit.toml", Lang::Chinese));
}

#[test]
fn in_a_department() {
    insta::assert_snapshot!("department", said("department.toml", Lang::Chinese));
}

#[test]
fn in_projects() {
    insta::assert_snapshot!("projects", said("projects.toml", Lang::Chinese));
}

#[test]
fn in_stated_figures() {
    insta::assert_snapshot!("stated", said("stated.json", Lang::Chinese));
}

#[test]
fn in_what_is_ignored() {
    insta::assert_snapshot!("ignored", said("ignored.toml", Lang::Chinese));
}

#[test]
fn in_a_register() {
    insta::assert_snapshot!("register", said("register.toml", Lang::Chinese));
}

#[test]
fn in_english_too() {
    let files = [
        "unit.toml",
        "department.toml",
        "projects.toml",
        "stated.json",
        "ignored.toml",
        "register.toml",
    ];
    let said: Vec<String> = files.iter().map(|file| said(file, Lang::English)).collect();
    insta::assert_snapshot!("english", said.join("\n\n"));
}

const UNIT: &str = "[unit]\nname = '甲'\nyear = 2023\n";
const PROJECT: &str = "[[projects]]\nname = '乙'\nfunds.fiscal.budget = 1\n";

fn refused(texts: &[(&str, &str)]) -> ImportError {
    read_texts(texts).expect_err("the texts hold mistakes")
}

fn zh(texts: &[(&str, &str)]) -> String {
    refused(texts).render(Lang::Chinese)
}

#[test]
fn what_is_missing_is_said_of_the_whole() {
    let nothing: [(&str, &str); 0] = [];
    assert_eq!(
        zh(&nothing),
        "数据集：没有可读的数据；请给出自评表、数据集的文件或文件夹"
    );
    assert_eq!(
        zh(&[("a.toml", "")]),
        "a.toml：缺少 unit（单位）；请在其中一个文件里写明 [unit] 的 name（单位名称）和 year（年度）\n\
         a.toml：既没有 projects（项目），也没有 department（部门整体支出）；请至少写一个 [[projects]] 或写 [department]，或给出自评表"
    );
    let error = refused(&[("a.toml", ""), ("b.toml", PROJECT)]);
    assert_eq!(
        error.to_string(),
        "a.toml: the unit is missing; write [unit] with `name` and `year` into one of the files"
    );
    assert_eq!(error.problems()[0].kind, ProblemKind::MissingKey);
}

#[test]
fn nothing_is_missed_while_a_file_cannot_be_parsed() {
    // The unit, and project 7, may stand in the file that is no TOML.
    let stated = "[[stated]]\nfigure = 'project.budget'\nproject = 7\nvalue = 1\n";
    assert_eq!(
        zh(&[("a.toml", "[unit"), ("b.toml", stated)]),
        "a.toml 第 1 行第 6 列：表头缺少右方括号；此处应为“]”"
    );
}

#[test]
fn a_file_with_mistakes_does_not_hide_those_of_its_neighbours() {
    assert_eq!(
        zh(&[
            (
                "b/1.toml",
                "[[projects]]\nname = ''\nfunds.fiscal.budget = 1"
            ),
            ("a.json", "{\"unit\": }"),
            ("b/2.toml", "[[projects]]\nname = '乙'\nfunds = {}"),
        ]),
        "a.json 第 1 行第 10 列：多余的右花括号：“}”\n\
         b/1.toml 第 2 行第 8 列（projects[1].name）：项目名称：内容为空\n\
         b/2.toml 第 3 行第 9 列（projects[1].funds）：至少应有一项资金来源：fiscal（当年财政拨款）、carried（上年结转资金）或 other（其他资金）"
    );
}

#[test]
fn what_stands_once_cannot_stand_in_two_files() {
    let once = "[notice]\ntitle = '通知'\n[report]\nlead = '办公室'\n[department]\nspending = { total = {} }\n";
    let again = "[department]\nspending = { total = { budget = -1 } }\n\
        [notice]\ntitle = '通知'\n[report]\n[unit]\nname = '丙'\nyear = 2024\n";
    assert_eq!(
        zh(&[("a.toml", UNIT), ("b.toml", once), ("c.toml", again)]),
        "c.toml 第 1 行第 1 列（department）：“department”（部门整体支出）只能写一次，b.toml 第 5 行已有；请删去或合并其中一处\n\
         c.toml 第 2 行第 33 列（department.spending.total.budget）：全年预算数：“-1”为负数；只有执行数可以因退款为负\n\
         c.toml 第 3 行第 1 列（notice）：“notice”（通知）只能写一次，b.toml 第 1 行已有；请删去或合并其中一处\n\
         c.toml 第 5 行第 1 列（report）：“report”（报告）只能写一次，b.toml 第 3 行已有；请删去或合并其中一处\n\
         c.toml 第 6 行第 1 列（unit）：“unit”（单位）只能写一次，a.toml 第 1 行已有；请删去或合并其中一处"
    );
}

#[test]
fn no_two_projects_bear_one_number() {
    let second = "[[projects]]\nname = '丙'\nnumber = 1\nfunds.fiscal.budget = 1\n";
    let texts = [("a.toml", UNIT), ("b.toml", PROJECT), ("c.toml", second)];
    assert_eq!(
        zh(&texts),
        "c.toml 第 3 行第 10 列（projects[1].number）：序号 1 重复，b.toml 第 1 行的项目已用；请改用另一序号；没有写序号的项目按读取的先后编号"
    );
    assert_eq!(
        refused(&texts).to_string(),
        "c.toml:3:10 (projects[1].number): the number 1 is taken by the project at b.toml:1; \
         give it another; a project without a number has that of its turn in reading"
    );
}

#[test]
fn a_project_that_cannot_be_read_still_has_its_number_and_name() {
    let project = "[[projects]]\nname = '乙'\nnumber = 7\nfunds = {}\n";
    let about = "[[stated]]\nfigure = 'project.budget'\nproject = 7\nvalue = 1\n[report]\nfeatured = ['乙', '丙']\n";
    assert_eq!(
        zh(&[("a.toml", UNIT), ("b.toml", project), ("c.toml", about)]),
        "b.toml 第 4 行第 9 列（projects[1].funds）：至少应有一项资金来源：fiscal（当年财政拨款）、carried（上年结转资金）或 other（其他资金）\n\
         c.toml 第 6 行第 18 列（report.featured[2]）：没有名称为“丙”的项目；请与 projects 中的序号和名称核对"
    );
}

#[test]
fn other_endings_say_what_can_be_read() {
    assert_eq!(
        zh(&[("附件1.xlsx", "PK"), ("a.toml", "x = 1"), ("说明", "")]),
        "a.toml 第 1 行第 1 列（x）：不认识的键“x”；此处可用的键：source、unit、notice、report、department、projects、stated、register、ignored\n\
         说明：文件名没有扩展名，看不出格式；可读 .xlsx、.xls、.ods、.docx、.csv、.toml 和 .json；请另存为 .xlsx 或 .docx\n\
         附件1.xlsx：看不出是什么表格或文档，可读 .xlsx、.xls、.ods、.docx 和 .csv；请另存为 .xlsx 或 .docx"
    );
    assert_eq!(
        refused(&[("a.PSD", "")]).to_string(),
        "a.PSD: a .PSD file cannot be read; what can be is .xlsx, .xls, .ods, .docx, .csv, .toml and .json; save it as .xlsx or .docx"
    );
}

#[test]
fn only_the_first_problems_are_shown_but_all_are_kept() {
    let text = format!("{UNIT}{}", "[[projects]]\n".repeat(60));
    let error = refused(&[("a.toml", &text)]);
    assert_eq!(error.problems().len(), 120);
    let shown = error.render(Lang::Chinese);
    assert_eq!(shown.lines().count(), MAX_SHOWN_PROBLEMS + 1);
    assert_eq!(
        shown.lines().last(),
        Some("等共 120 处问题，以上是前 50 处")
    );
    let shown = error.render(Lang::English);
    assert_eq!(
        shown.lines().last(),
        Some("… 120 problems in all; these are the first 50")
    );
}

#[test]
fn money_that_cannot_be_added_up_is_refused() {
    let much = "{ initial = 9000000000000, budget = 9000000000000 }";
    let department = "[department]\nspending = { total = {} }\n\
        three_public = { abroad = { spent = 9000000000000 }, vehicles = { spent = 1 } }\n";
    let project =
        format!("[[projects]]\nname = '乙'\nfunds = {{ fiscal = {much}, other = {much} }}\n");
    assert_eq!(
        zh(&[
            ("a.toml", UNIT),
            ("b.toml", department),
            ("c.toml", &project)
        ]),
        "b.toml 第 3 行第 16 列（department.three_public）：各项之和过大，无法精确保存；请核对金额及其单位\n\
         c.toml 第 3 行第 9 列（projects[1].funds）：各项之和过大，无法精确保存；请核对金额及其单位"
    );
}

#[test]
fn what_is_shown_of_a_figure_is_short() {
    let text = format!(
        "{UNIT}{PROJECT}[[stated]]\nfigure = 'department.grade'\nvalue = '{}'\n",
        "优".repeat(1000)
    );
    assert_eq!(
        zh(&[("a.toml", &text)]),
        "a.toml 第 9 行第 9 列（stated[1].value）：数值：内容有 1000 个字，最多 100 个字，实为文字“优优优优优优优优优优优优优优优优优优优优优优优优优优优优优优优优优优优优优优优优…”"
    );
}

#[test]
fn lists_and_texts_have_limits() {
    let codes = vec!["'F1'"; MAX_ITEMS + 1].join(",");
    let long = "长".repeat(10_001);
    let text =
        format!("{UNIT}{PROJECT}note = '{long}'\n[[projects.deviations]]\ncauses = [{codes}]\n");
    assert_eq!(
        zh(&[("a.toml", &text)]),
        "a.toml 第 7 行第 8 列（projects[1].note）：备注：内容有 10001 个字，最多 10000 个字，实为文字“长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长…”\n\
         a.toml 第 9 行第 10 列（projects[1].deviations[1].causes）：偏差原因代码有 301 项，最多 300 项；请删去或合并多出的项"
    );
}

#[test]
fn a_register_without_anything_else_is_no_dataset() {
    insta::assert_snapshot!(
        zh(&[("register.toml", "[[register]]\nyear = 2023\nremedy = '甲'\n")]),
        @"register.toml：只有整改台账，没有自评表，也没有数据集；请把台账与本年度的自评表或数据集一起给出"
    );
}

#[test]
fn a_table_of_too_many_keys_is_one_problem() {
    let keys: Vec<String> = (0..200).map(|i| format!("k{i} = 1")).collect();
    let keys = keys.join("\n");
    let text = format!("{UNIT}{PROJECT}[department]\n{keys}");
    assert_eq!(
        zh(&[("a.toml", &text)]),
        "a.toml 第 7 行第 1 列（department）：一组键值有 200 个键，最多 100 个；请对照数据集格式检查这个文件"
    );
}
