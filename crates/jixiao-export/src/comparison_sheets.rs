//! Two evaluations side by side, as a document: a sheet each for the whole, the projects, the causes, the remedies, and the projects that came and went.

use jixiao_model::{Lang, Speak};
use jixiao_review::catalogue::Catalogue;
use jixiao_review::years::{
    CameBack, Change, Comparison, Likeness, ProjectPair, ProjectYear, Promise, SideBySide,
    Value as Figure, Verdict,
};

use crate::deviations::shortened;
use crate::document::{
    Block, Cell, Document, Orientation, Page, Row, Section, Span, Style, Table, Value,
};
use crate::form_table::{row, shown};

/// The whole comparison. Sheets on causes and remedies are left out where there is nothing to look for, which the notes say.
/// Codes of causes are named as in the catalogue.
pub fn comparison_document(comparison: &Comparison<'_>, catalogue: &Catalogue) -> Document {
    let sides = Sides::of(comparison);
    let unit = &comparison.new.unit;
    let [old, new] = &sides.0;
    let title = if comparison.is_of_one_year() {
        let year = comparison.new.year.number();
        format!("{unit}{year}年度预算绩效自评前后对比")
    } else {
        format!("{unit}{old}与{new}预算绩效自评对比")
    };
    let mut sections = vec![
        whole(comparison, &sides, &title),
        projects(comparison, &sides),
    ];
    if !comparison.is_of_one_year() {
        sections.push(causes(&comparison.causes, &sides, catalogue));
    }
    if comparison.new.year > comparison.old.year {
        sections.push(remedies(&comparison.promises));
    }
    sections.push(came_and_went(comparison, &sides));
    Document { title, sections }
}

/// What the two evaluations are called in the heads of columns.
struct Sides([String; 2]);

impl Sides {
    fn of(comparison: &Comparison<'_>) -> Self {
        if comparison.is_of_one_year() {
            return Self(["前一次".into(), "后一次".into()]);
        }
        Self([comparison.old, comparison.new].map(|own| format!("{}年度", own.year.number())))
    }
}

fn section(name: &str, title: String, orientation: Orientation, blocks: Vec<Block>) -> Section {
    let title = Block::Title(vec![title]);
    Section {
        name: name.into(),
        page: Page {
            orientation,
            style: Style::Form,
        },
        blocks: [title].into_iter().chain(blocks).collect(),
    }
}

/// A table, or in its place that there is nothing.
fn table_or(columns: &[u16], heads: Vec<Row>, rows: Vec<Row>, nothing: &str) -> Block {
    if rows.is_empty() {
        return Block::Paragraph(vec![Span::plain(nothing)]);
    }
    Block::Table(Table {
        columns: columns.to_vec(),
        head_rows: heads.len(),
        rows: heads.into_iter().chain(rows).collect(),
    })
}

fn whole(comparison: &Comparison<'_>, sides: &Sides, title: &str) -> Section {
    let [old, new] = sides.0.clone();
    let mut rows = vec![row(
        ["类别".into(), "指标".into(), old, new, "增减".into()].map(Cell::head)
    )];
    let department = ("部门整体支出", &comparison.department);
    for (category, figures) in [department, ("项目支出", &comparison.summary)] {
        let count = u16::try_from(figures.len()).unwrap_or(u16::MAX);
        for (at, own) in figures.iter().enumerate() {
            let label = (at == 0).then(|| Cell::text(category).centred().tall(count));
            let change = Cell::text(own.change().speak().zh).centred();
            let cells = [
                Cell::text(own.name.zh.as_str()),
                value(own.old),
                value(own.new),
                change,
            ];
            rows.push(row(label.into_iter().chain(cells)));
        }
    }
    let both = [comparison.old, comparison.new];
    let policies = both.map(|own| own.policy.clone());
    let policies = if policies[0] == policies[1] {
        format!("评分政策：{}", policies[0])
    } else {
        format!("评分政策：{}、{}", policies[0], policies[1])
    };
    let mut blocks = vec![
        Block::Line {
            left: policies,
            right: "金额单位：万元".into(),
        },
        Block::Table(Table {
            columns: vec![14, 30, 18, 18, 20],
            head_rows: 1,
            rows,
        }),
    ];
    blocks.extend(comparison.notes.iter().map(|note| {
        let said = note.speak().zh;
        Block::Note(vec![Span::plain(format!("注：{said}。"))])
    }));
    section("总体", title.into(), Orientation::Portrait, blocks)
}

/// The value of a figure; a dash where there is none.
fn value(figure: Option<Figure>) -> Cell {
    match figure {
        None => shown("—"),
        Some(Figure::Amount(amount)) => shown(amount.to_string()),
        Some(other) => shown(other.speak().zh),
    }
}

/// A change as a true number with its sign.
fn change(change: Change, is_of_grades: bool) -> Cell {
    let signed = match change {
        Change::None if is_of_grades => return shown("不变"),
        Change::None => return shown("0"),
        Change::Incomparable => return shown("—"),
        Change::Grades(_) => return Cell::text(change.speak().zh).centred(),
        _ => change.signed().unwrap_or_default().replace(',', ""),
    };
    let mut cell = shown(signed.trim_start_matches('+'));
    if let Value::Number { shown, format, .. } = &mut cell.value {
        *format = format!("+{format};-{format};{format}");
        *shown = signed;
    }
    cell
}

/// Widths in half-width characters.
const PROJECT_WIDTHS: [u16; 17] = [5, 5, 26, 8, 8, 8, 6, 6, 8, 12, 12, 12, 12, 9, 9, 10, 26];

fn projects(comparison: &Comparison<'_>, sides: &Sides) -> Section {
    // Narrow columns have no room for 年度.
    let [old, new] = sides.0.each_ref().map(|side| side.trim_end_matches("年度"));
    let heads = [
        Cell::head("序号").wide(2),
        Cell::head("项目名称").tall(2),
        Cell::head("总分").wide(3),
        Cell::head("等级").wide(3),
        Cell::head("全年预算数").wide(2),
        Cell::head("全年执行数").wide(2),
        Cell::head("预算执行率").wide(3),
        Cell::head("名称的对应").tall(2),
    ];
    let both = || [old, new].map(Cell::head);
    let with_change = |change: &str| both().into_iter().chain([Cell::head(change)]);
    let under = both()
        .into_iter()
        .chain(with_change("增减"))
        .chain(with_change("升降"))
        .chain(both())
        .chain(both())
        .chain(with_change("增减\n（百分点）"));
    let heads = vec![row(heads), row(under)];
    let rows = comparison.pairs.iter().map(pair_row).collect();
    let table = table_or(&PROJECT_WIDTHS, heads, rows, "没有两次都有的项目。");
    let line = Block::Line {
        left: String::new(),
        right: "金额单位：万元".into(),
    };
    section(
        "项目",
        "各项目对比".into(),
        Orientation::Landscape,
        vec![line, table],
    )
}

fn pair_row(pair: &ProjectPair<'_>) -> Row {
    let how = match pair.likeness {
        Likeness::SameName => String::new(),
        other => format!("原名“{}”；{}", pair.old.name, other.speak().zh),
    };
    let cells = [
        shown(pair.old.number.to_string()),
        shown(pair.new.number.to_string()),
        Cell::text(pair.new.name.as_str()),
    ];
    // The figures of a project: total, grade, budget, executed, execution rate.
    let figures = pair.figures.iter().flat_map(|own: &SideBySide| {
        let is_money = matches!(own.id, "budget" | "executed");
        let change = (!is_money).then(|| change(own.change(), own.id == "grade"));
        [value(own.old), value(own.new)].into_iter().chain(change)
    });
    row(cells.into_iter().chain(figures).chain([Cell::text(how)]))
}

/// 单位整体 where it is of no project.
fn of_project(name: Option<&str>) -> Cell {
    Cell::text(name.unwrap_or("部门整体"))
}

fn causes(causes: &[CameBack<'_>], sides: &Sides, catalogue: &Catalogue) -> Section {
    let [old, new] = &sides.0;
    let heads = [
        "项目".to_string(),
        "指标".into(),
        format!("{old}的原因"),
        format!("{new}的原因"),
        "编号或相似程度".into(),
    ];
    let rows = causes.iter().map(|own| {
        let how = own.same.named(catalogue).zh;
        let indicators = [&own.old.indicator, &own.new.indicator].map(Option::as_deref);
        let indicator = match indicators {
            [Some(old), Some(new)] if old != new => format!("{old}；{new}"),
            [one, other] => one.or(other).unwrap_or("—").to_string(),
        };
        row([
            of_project(own.project.map(|[_, new]| new.name.as_str())),
            Cell::text(shortened(&indicator)),
            Cell::text(shortened(&own.old.cause)),
            Cell::text(shortened(&own.new.cause)),
            Cell::text(how),
        ])
    });
    let widths = [26, 20, 48, 48, 24];
    let heads = vec![row(heads.map(Cell::head))];
    let table = table_or(&widths, heads, rows.collect(), "没有重复出现的原因。");
    let title = format!("{old}和{new}都有的偏差原因");
    section("重复出现的原因", title, Orientation::Landscape, vec![table])
}

fn remedies(promises: &[Promise<'_>]) -> Section {
    let is_not_kept = |own: &&Promise<'_>| matches!(own.verdict, Verdict::NotKept(_));
    let mut not_kept: Vec<&Promise<'_>> = promises.iter().filter(is_not_kept).collect();
    // The surest first; a stable sort keeps the order of the forms otherwise.
    not_kept.sort_by_key(|own| match own.verdict {
        Verdict::NotKept(certainty) => std::cmp::Reverse(Some(certainty)),
        _ => std::cmp::Reverse(None),
    });
    let others = promises.iter().filter(|own| !is_not_kept(own)).collect();
    let heading = |text: &str| Block::Heading {
        level: 1,
        text: text.into(),
    };
    let blocks = vec![
        heading("一、未兑现的措施"),
        promise_table(not_kept, "没有发现未兑现的措施。"),
        heading("二、其他措施"),
        promise_table(others, "没有其他措施。"),
    ];
    let title = "改进措施的兑现情况".into();
    section("未兑现的措施", title, Orientation::Landscape, blocks)
}

fn promise_table(promises: Vec<&Promise<'_>>, nothing: &str) -> Block {
    let heads = [
        "项目",
        "提出年度",
        "偏差原因",
        "改进措施",
        "责任科室",
        "完成时限",
        "兑现情况",
        "认定依据",
    ];
    let rows = promises.into_iter().map(|own| {
        let evidence = own
            .evidence
            .iter()
            .map(|own| own.speak().get(Lang::Chinese).to_string());
        let remedy = if own.remedy.trim().is_empty() {
            own.remedies.join("、")
        } else {
            own.remedy.to_string()
        };
        row([
            of_project(own.project),
            shown(own.year.number().to_string()),
            Cell::text(shortened(own.cause)),
            Cell::text(shortened(&remedy)),
            Cell::text(own.owner.unwrap_or("—")).centred(),
            Cell::text(own.due.map_or("—".into(), |due| due.to_string())).centred(),
            Cell::text(own.verdict.speak().zh).centred(),
            Cell::text(shortened(&evidence.collect::<Vec<_>>().join("；"))),
        ])
    });
    let widths = [24, 8, 31, 31, 10, 12, 17, 40];
    table_or(
        &widths,
        vec![row(heads.map(Cell::head))],
        rows.collect(),
        nothing,
    )
}

fn came_and_went(comparison: &Comparison<'_>, sides: &Sides) -> Section {
    let heads = [
        "变化",
        "序号",
        "项目名称",
        "全年预算数",
        "全年执行数",
        "执行率",
        "总分",
        "等级",
    ];
    let [old, new] = &sides.0;
    let one = |kind: &'static str| {
        move |own: &&ProjectYear| {
            let grade = own.grade.map_or("无等级", jixiao_model::Grade::term);
            row([
                Cell::text(kind).centred(),
                shown(own.number.to_string()),
                Cell::text(own.name.as_str()),
                shown(own.budget.to_string()),
                shown(own.executed.to_string()),
                value(Some(Figure::Rate(own.execution_rate))),
                shown(own.total.to_string()),
                Cell::text(grade).centred(),
            ])
        }
    };
    let rows = comparison.come.iter().map(one("新增"));
    let rows = rows
        .chain(comparison.gone.iter().map(one("取消")))
        .collect();
    let widths = [8, 6, 40, 14, 14, 10, 8, 8];
    let table = table_or(
        &widths,
        vec![row(heads.map(Cell::head))],
        rows,
        "没有新增或取消的项目。",
    );
    let line = Block::Line {
        left: format!("新增：只有{new}有；取消：只有{old}有"),
        right: "金额单位：万元".into(),
    };
    let title = "新增和取消的项目".into();
    section(
        "新增和取消的项目",
        title,
        Orientation::Portrait,
        vec![line, table],
    )
}
