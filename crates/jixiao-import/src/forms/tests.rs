//! Drafts as texts, and what holds of every grid.

use std::fmt::Write;
use std::sync::Arc;

use jixiao_keyed::Problem;
use jixiao_model::{
    Claims, Deviation, Funds, Indicator, Lang, Locator, OverallGoal, Place, Traced,
};

use super::*;
use crate::grid::tests::builder;
use crate::grid::{GridBuilder, Naming, Region};

/// A table as one reads it: a line a row, `|` between cells, `\\n` for a line break in one.
pub(crate) fn table(text: &str) -> GridBuilder {
    let rows: Vec<Vec<String>> = text
        .trim_matches('\n')
        .lines()
        .map(|line| {
            line.split('|')
                .map(|cell| cell.replace("\\n", "\n"))
                .collect()
        })
        .collect();
    let rows: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    builder(&rows)
}

/// The forms of one table.
pub(crate) fn forms(text: &str) -> Forms {
    read(&[table(text).finish().unwrap()])
}

/// Everything that the drafts say, a line each, with the cell where it stands.
pub(crate) fn told(forms: &Forms) -> String {
    let mut text = String::new();
    for draft in &forms.projects {
        let project = &draft.project;
        let year = draft.year.as_ref().map(|year| year.value.number());
        writeln!(
            text,
            "project {} year={year:?} number={:?}",
            at(&project.name),
            draft.number
        )
        .unwrap();
        let names = [&project.supervisor, &project.implementer];
        writeln!(
            text,
            "  {}",
            names
                .map(|name| name.as_ref().map_or("-", |name| name.as_str()))
                .join(" | ")
        )
        .unwrap();
        if let Some(section) = &project.section {
            writeln!(text, "  section {}", at(section)).unwrap();
        }
        let sources = [
            &project.funds.fiscal,
            &project.funds.carried,
            &project.funds.other,
        ];
        for (label, source) in ["fiscal", "carried", "other"].iter().zip(sources) {
            money(&mut text, label, source.as_ref());
        }
        stated(&mut text, &draft.stated);
        body(
            &mut text,
            &project.goal,
            &project.indicators,
            &project.deviations,
            &project.claims,
        );
        if !project.note.is_empty() {
            writeln!(text, "  note {:?}", project.note).unwrap();
        }
    }
    for draft in &forms.departments {
        let department = &draft.department;
        let year = draft.year.as_ref().map(|year| year.value.number());
        let unit = draft.unit.as_ref().map_or_else(|| "-".into(), at);
        writeln!(text, "department {unit} year={year:?}").unwrap();
        money(&mut text, "total", Some(&department.spending.total));
        money(&mut text, "basic", department.spending.basic.as_ref());
        money(&mut text, "project", department.spending.project.as_ref());
        stated(&mut text, &draft.stated);
        body(
            &mut text,
            &department.goal,
            &department.indicators,
            &department.deviations,
            &department.claims,
        );
    }
    for problem in &forms.problems {
        writeln!(text, "! {}", problem.render(Lang::Chinese)).unwrap();
    }
    text
}

fn money(text: &mut String, label: &str, funds: Option<&Funds>) {
    if let Some(funds) = funds {
        let amounts = [&funds.initial, &funds.budget, &funds.executed].map(at);
        writeln!(text, "  {label} {}", amounts.join(" ")).unwrap();
    }
}

fn stated(text: &mut String, stated: &[StatedDraft]) {
    for one in stated {
        writeln!(
            text,
            "  stated {} {} {:?}",
            one.figure.id(),
            at(&one.value),
            one.text
        )
        .unwrap();
    }
}

fn body(
    text: &mut String,
    goal: &OverallGoal,
    indicators: &[Indicator],
    deviations: &[Deviation],
    claims: &Claims,
) {
    writeln!(
        text,
        "  goal {:?} -> {:?}",
        at(&goal.expected),
        at(&goal.actual)
    )
    .unwrap();
    for one in indicators {
        let percent = one
            .percent
            .as_ref()
            .map_or_else(String::new, |percent| format!(" {}", percent.value));
        let claimed = one.claimed.as_ref().map_or_else(|| "-".into(), at);
        let applies = if one.not_applicable { " 不适用" } else { "" };
        writeln!(
            text,
            "  {} / {} / {}: {} -> {}{applies}, {} of {}{percent}",
            one.level1,
            one.level2,
            at(&one.name),
            at(&one.target),
            at(&one.actual),
            claimed,
            at(&one.weight),
        )
        .unwrap();
    }
    for one in deviations {
        let name = one.indicator.as_ref().map_or("-", |name| name.as_str());
        writeln!(
            text,
            "  why {name}: {:?} -> {:?}",
            at(&one.cause),
            one.remedy.value
        )
        .unwrap();
    }
    let points = claims
        .execution_points
        .as_ref()
        .map_or_else(|| "-".into(), at);
    let total = claims.total.as_ref().map_or_else(|| "-".into(), at);
    let grade = claims.grade.as_ref().map_or_else(|| "-".into(), at);
    writeln!(text, "  claims {points} {total} {grade}").unwrap();
}

/// A value and the cell that it was read from.
fn at<T: std::fmt::Display>(value: &Traced<T>) -> String {
    let place: &Arc<Place> = value.place.as_ref().unwrap();
    match &place.locator {
        Locator::Cell { cell, .. } if cell.is_empty() => format!("{}@sheet", value.value),
        Locator::Cell { cell, .. } => format!("{}@{cell}", value.value),
        _ => panic!("no cell"),
    }
}

/// The problems, a line each.
pub(crate) fn problems(problems: &[Problem]) -> Vec<String> {
    problems
        .iter()
        .map(|problem| problem.render(Lang::Chinese))
        .collect()
}

/// Titles and notes of a text document stand outside of its table.
#[test]
fn a_table_of_a_document_has_its_title_and_its_note_around_it() {
    let mut builder = GridBuilder::new(&Arc::from("表.docx"), "表1", Naming::Ordinals);
    let text = r"
项目名称：绿化养护
主管部门 | 某局 | 项目实施单位 | 某站
 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
资金总额 | 10000 | 10000 | 9000 | 10 | 90% | 9
一级指标 | 指标名称 | 目标值 | 实际完成情况 | 权重 | 自评得分
产出 | 面积 | ≥5亩 | 5亩 | 90 | 90
合计 |  |  |  | 100 | 99
";
    for (row, line) in (0..).zip(text.trim_matches('\n').lines()) {
        for (column, cell) in (0..).zip(line.split('|')) {
            builder.cell(row, column, cell, None);
        }
    }
    let above = [
        "关于2024年1月的通知",
        "2023年度项目支出绩效自评表",
        "金额单位：元",
    ];
    let below = ["填报人：甲", "备注：含尾款"];
    builder.paragraphs(
        above.map(String::from).into(),
        below.map(String::from).into(),
    );
    insta::assert_snapshot!(told(&read(&[builder.finish().unwrap()])), @r#"
    project 绿化养护@第1行第1格 year=Some(2023) number=None
      某局 | 某站
      fiscal 1.00@第4行第2格 1.00@第4行第3格 0.90@第4行第4格
      stated project.initial 1.00@第4行第2格 "10000元"
      stated project.budget 1.00@第4行第3格 "10000元"
      stated project.executed 0.90@第4行第4格 "9000元"
      stated project.execution-rate 90%@第4行第6格 "90%"
      goal "@sheet" -> "@sheet"
      产出 / 产出 / 面积@第6行第2格: ≥5亩@第6行第3格 -> 5亩@第6行第4格, 90@第6行第6格 of 90@第6行第5格
      claims 9@第4行第7格 99@第7行第6格 -
      note "含尾款"
    "#);
}

/// Where a page ends, some print the heads again; where cells are merged across levels, one text is both.
#[test]
fn heads_may_be_repeated_and_levels_merged_into_one() {
    let mut builder = table(
        r"
项目名称 | 甲
 | 年初预算数 | 全年预算数 | 全年执行数
年度资金总额 | 1 | 1 | 1
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 乙 | 1 | 1 | 50 | 50
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
满意度指标 | | 丙 | 1 | 1 | 40 | 40
总分 | | | | | | 90",
    );
    builder.merge(Region {
        first_row: 6,
        first_column: 0,
        last_row: 6,
        last_column: 1,
    });
    let found = read(&[builder.finish().unwrap()]);
    let text = told(&found);
    assert!(text.contains("产出指标 / 数量指标 / 乙@C5"), "{text}");
    assert!(text.contains("满意度指标 / 满意度指标 / 丙@C7"), "{text}");
    assert_eq!(found.projects[0].project.indicators.len(), 2);
}

/// A document cuts each row its own way: a value may be wider than its head.
#[test]
fn a_value_may_begin_left_of_its_head() {
    let found = forms(
        r"
项目名称 | 甲
 | | 年初预算数 | 全年预算数 | 全年执行数
年度资金总额 | 1 | 2 | 3
一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值
产出指标 | 乙 | 1 | 1 | 90",
    );
    // Shifted cells without a merge belong to the heads above them: nothing is guessed.
    assert!(
        told(&found).contains("fiscal 2.00@C3 3.00@D3"),
        "{}",
        told(&found)
    );
    let mut builder = table(
        r"
项目名称 | 甲
 | | 年初预算数 | 全年预算数 | 全年执行数
年度资金总额 | 1 | | 2 | 3
一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值
产出指标 | 乙 | 1 | 1 | 90",
    );
    builder.merge(Region {
        first_row: 2,
        first_column: 1,
        last_row: 2,
        last_column: 2,
    });
    let text = told(&read(&[builder.finish().unwrap()]));
    assert!(text.contains("fiscal 1.00@B3 2.00@D3 3.00@E3"), "{text}");
}

#[test]
fn a_department_stands_beside_its_projects_in_one_sheet() {
    let department = "部门（单位）整体支出绩效自评表（2023年度）\n单位名称 | 某局\n | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分\n年度资金总额 | 5 | 5 | 5 | 10 | 100% | 10\n基本支出 | 4 | 4 | 4\n项目支出 | 1 | 1 | 1\n一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值\n能力建设 | 培训 | 1次 | 1次 | 90\n总分";
    let project = "附件2\n项目支出绩效自评表\n项目名称 | 甲\n单位名称 | 某局\n | 年初预算数 | 全年预算数 | 全年执行数\n年度资金总额 | 1 | 1 | 1\n一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值\n产出 | 乙 | 1次 | 1次 | 90\n总分";
    for text in [
        format!("{department}\n{project}"),
        format!("{project}\n{department}"),
    ] {
        let found = forms(&text);
        assert!(found.problems.is_empty(), "{}", told(&found));
        assert_eq!(
            (found.departments.len(), found.projects.len()),
            (1, 1),
            "{text}"
        );
        assert_eq!(
            found.departments[0].unit.as_ref().unwrap().value.as_str(),
            "某局"
        );
        assert_eq!(found.projects[0].project.indicators.len(), 1);
    }
}

#[test]
fn sheets_of_our_own_templates_are_known_by_their_titles() {
    let kinds = |text: &str| {
        let blocks = cut(&table(text).finish().unwrap());
        blocks
            .into_iter()
            .map(|block| block.kind)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        kinds("单位基本信息表\n单位名称 | 某局\n主管部门 | 乙"),
        [Kind::Unit]
    );
    assert_eq!(kinds("部门整体支出基础数据表\n编制数 | 5"), [Kind::Figures]);
    assert_eq!(
        kinds("序号 | 项目名称 | 得分\n1 | 甲 | 5\n序号 | 项目名称 | 得分\n2 | 乙 | 5"),
        [Kind::Summary]
    );
    assert_eq!(kinds("单位名称 | 某局\n姓名 | 甲"), []);
}

#[test]
fn a_form_has_at_most_so_many_indicators() {
    let mut text = String::from(
        "项目名称 | 甲\n | 年初预算数 | 全年预算数 | 全年执行数\n年度资金总额 | 1 | 1 | 1\n一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值",
    );
    for _ in 0..crate::MAX_ITEMS {
        text.push_str("\n产出 | 乙 | 1 | 1 | 0.1");
    }
    assert_eq!(forms(&text).projects.len(), 1);
    text.push_str("\n产出 | 乙 | 1 | 1 | 0.1");
    let found = forms(&text);
    assert_eq!(
        problems(&found.problems),
        ["表.xlsx [自评表!A305]：绩效指标超过 300 项；请分成几张表"]
    );
}

/// What could begin a form in every line, and no table or only the last: no line may be asked for all that follow it.
#[test]
fn a_title_in_every_line_costs_no_more_than_its_line() {
    const LINES: usize = 60_000;
    let lines = |line: &[&str], last: &[&str]| {
        let mut builder = builder(&[]);
        let texts = std::iter::repeat_n(line, LINES).chain([last]);
        for (row, texts) in (0..).zip(texts) {
            for (column, text) in (0..).zip(texts) {
                builder.cell(row, column, text, None);
            }
        }
        cut(&builder.finish().unwrap())
    };
    let pair = ["部门（单位）名称", "整体支出绩效自评表"];
    assert_eq!(lines(&pair, &[]), []);
    let head = ["一级指标", "三级指标"];
    let whole = Block {
        kind: Kind::Department,
        start: 0,
        rows: 0..LINES + 1,
        beside: None,
    };
    for line in [&["整体支出绩效自评表"][..], &pair] {
        assert_eq!(lines(line, &head), std::slice::from_ref(&whole));
    }
    let list = lines(&["序号", "项目名称", "2023年度"], &[]);
    assert_eq!(list.len(), 1);
}

#[test]
fn no_form_begins_where_only_its_words_stand() {
    let kinds = |text: &str| {
        let blocks = cut(&table(text).finish().unwrap());
        blocks
            .into_iter()
            .map(|block| block.kind)
            .collect::<Vec<_>>()
    };
    let department = "整体支出绩效自评表\n单位基本信息\n部门名称 | 某局\n | 全年预算数 | 全年执行数\n全部支出 | 1 | 1\n一级指标 | 三级指标 | 年度指标值 | 分值\n产出 | 甲 | 1 | 90\n总分 | | | 100";
    assert_eq!(kinds(department), [Kind::Department]);
    let beside = department.replace("单位基本信息", "单位基本信息 | 编号1");
    assert_eq!(kinds(&beside), [Kind::Department]);
    let untitled = department.trim_start_matches("整体支出绩效自评表\n");
    assert_eq!(kinds(untitled), [Kind::Department]);
    let noted = format!("{department}\n项目名称：以批复为准\n项目名称 | 以批复为准");
    assert_eq!(kinds(&noted), [Kind::Department]);
    let guide = "填报说明\n项目名称：与预算批复一致\n项目名称 | 与批复一致\n分值 | 100分";
    assert_eq!(kinds(guide), []);
    // What was meant to be a form is one, though its heads are not known.
    let meant = "项目名称 | 甲\n年度资金总额 | 1\n预期目标 | 乙";
    assert_eq!(kinds(meant), [Kind::Project]);
    let both = "单位基本信息表\n单位名称 | 某局\n年度 | 2023\n部门整体支出基础数据\n类别 | 数据项 | 数值\n整体支出绩效自评表\n单位名称 | 某局\n | 全年预算数 | 全年执行数";
    assert_eq!(kinds(both), [Kind::Unit, Kind::Figures, Kind::Department]);
}

#[test]
fn of_two_forms_side_by_side_none_is_taken() {
    let form = "项目名称 | 甲 | | 项目名称 | 乙\n | 年初预算数 | 全年预算数 | 全年执行数\n年度资金总额 | 1 | 1 | 1\n一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值\n产出 | 乙 | 1 | 1 | 90";
    let inline = form.replace(
        "项目名称 | 甲 | | 项目名称 | 乙",
        "项目名称：甲 | | | 项目名称：乙",
    );
    for form in [form, &inline] {
        let found = forms(form);
        assert!(found.projects.is_empty());
        assert_eq!(
            problems(&found.problems),
            [
                "表.xlsx [自评表!D1]：这里与左边各是一张表，两张表左右并排，没有读取；请把两张表上下排列，或分到两个工作表"
            ]
        );
    }
    let heads = form
        .replace(" | | 项目名称 | 乙", "")
        .replace(" | 分值", " | 分值 | 一级指标 | 三级指标 | 年度指标值");
    let found = forms(&heads);
    assert!(found.projects.is_empty());
    let told = problems(&found.problems).concat();
    assert!(told.contains("F4]：这里与左边各是一张表"), "{told}");
}

#[test]
fn a_form_that_a_page_cuts_is_told_and_not_taken_short() {
    let form = "项目名称 | 甲\n | 年初预算数 | 全年预算数 | 全年执行数\n年度资金总额 | 1 | 1 | 1\n一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分\n产出 | 数量 | 乙 | 1 | 1 | 50 | 50";
    let rest = "效益 | 社会 | 丙 | 1 | 1 | 40 | 40";
    let total = "总分 | | | | | 100 | 99";
    let read_all = |texts: &[&str]| {
        let grids = texts.iter().map(|text| table(text).finish().unwrap());
        read(&grids.collect::<Vec<_>>())
    };
    let told = "表.xlsx [自评表!A1]：像是上一张表的续页，没有表头，没有读取；上一张表不完整，也没有采用；请把两张表合并成一张";
    let cut = read_all(&[form, &format!("{rest}\n{total}"), rest]);
    assert!(cut.projects.is_empty());
    assert_eq!(problems(&cut.problems), [told]);
    let thrice = read_all(&[form, rest, &format!("{rest}\n{total}")]);
    assert_eq!(problems(&thrice.problems), [told, told]);
    // A whole form has nothing to do with the table below it; nor has one with heads, or of another width.
    let whole = format!("{form}\n{total}");
    let marked = format!("{form}\n备注：无");
    let persons = "姓名 | 年龄\n张三 | 30";
    let list = "序号 | 甲 | 乙 | 丙 | 丁 | 戊 | 己\n1 | 2 | 3 | 4 | 5 | 6 | 7";
    for texts in [
        [&whole, rest],
        [&marked, rest],
        [form, persons],
        [form, list],
    ] {
        let found = read_all(&texts);
        assert!(found.problems.is_empty(), "{}", super::tests::told(&found));
        assert_eq!(found.projects.len(), 1);
    }
    let headed = format!("一级指标 | 三级指标 | 年度指标值 | 分值\n{rest}");
    let found = read_all(&[form, &headed]);
    assert!(found.projects.is_empty());
    assert_eq!(
        problems(&found.problems),
        [told.replace("没有表头", "没有项目名称")]
    );
    let found = problems(&read_all(&[&whole, &headed]).problems).concat();
    assert!(found.contains("没有找到“项目名称”"), "{found}");
}
