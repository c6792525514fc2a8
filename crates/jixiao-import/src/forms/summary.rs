//! 项目支出绩效自评结果汇总表: a row a project, the sums, and the counts below.

use jixiao_keyed::ProblemKind;
use jixiao_model::{
    Amount, Bilingual, Figure, Funds, Grade, Name, Source, StatedValue, Traced, normalise,
};

use super::SummaryDraft;
use super::draft::{StatedDraft, SummaryRow};
use super::heading;
use super::label::{self, Field};
use super::money::{self, Units};
use super::part::{Columns, Part, is_blank, own, rounded, traced};
use crate::grid::Cell;
use crate::value::MAX_COUNT;

/// The name of the table, for figures that it states.
const TABLE: &str = "项目支出绩效自评结果汇总表";

/// Reads a summary. Every row is read, also past one that cannot be.
pub(crate) fn read(part: &Part<'_>) -> Option<SummaryDraft> {
    let table = Table::find(part)?;
    let mut rows = Vec::new();
    let mut sums = None;
    let below = (table.first..part.rows.end).find(|row| table.is_end(*row));
    let mut end = below.unwrap_or(part.rows.end);
    // 合计 stands above its rows in some tables: it ends them only where no project follows.
    let last = (table.first..end).rev().find(|row| table.is_project(*row));
    for row in table.first..end {
        if table.is_sum(row) {
            sums = sums.or(Some(row));
            if last.is_none_or(|last| last < row) {
                sums = Some(row);
                end = row;
                break;
            }
        } else if !table.is_subtotal(row) {
            rows.extend(table.row(row));
        }
    }
    let head = table.first.saturating_sub(1);
    money::unknown_column(part, &table.columns, head, end.saturating_sub(1));
    // A template's summary that nothing has been computed for.
    if rows.is_empty() {
        return None;
    }
    let mut stated = sums.map(|row| table.sums(row)).unwrap_or_default();
    stated.extend(counts(part, end));
    let unit = filled_in_by(part);
    (!part.has_problems()).then(|| SummaryDraft {
        year: heading::year(part),
        unit,
        rows,
        stated,
    })
}

struct Table<'a, 'g> {
    part: &'a Part<'g>,
    columns: Columns<'g>,
    units: Units,
    /// The first row below the heads.
    first: usize,
}

impl<'a, 'g> Table<'a, 'g> {
    fn find(part: &'a Part<'g>) -> Option<Self> {
        let grid = part.grid;
        let name = part.find(Field::ProjectName)?;
        let mut columns = Columns::of(grid, name.row);
        let merged = name.row.saturating_add(name.rows);
        let mut second = merged..part.rows.end;
        let first = second
            .find(|row| !is_second_head(part, name, *row))
            .unwrap_or(part.rows.end);
        // Amounts often stand below a head of their own: 预算金额 over 年初预算数, 全年预算数 and 全年执行数.
        for row in name.row.saturating_add(1)..first {
            columns.below(Columns::of(grid, row));
        }
        // Labels of rows are names of projects here.
        let heads = name.row..first;
        let units = Units::find(part, &columns, money::AMOUNTS, &heads, &(first..first));
        let complete = [
            (Field::Budget, "全年预算数"),
            (Field::Executed, "全年执行数"),
        ];
        for (field, term) in complete {
            if !columns.has(field) {
                let what =
                    Bilingual::new(format!("“{term}”一列"), format!("the column {term} was"));
                part.not_found(&what, Bilingual::new("请补上这一列", "add the column"));
            }
        }
        Some(Self {
            part,
            columns,
            units,
            first,
        })
    }

    fn cell(&self, row: usize, field: Field) -> Option<&'g Cell> {
        let cell = self.columns.value(self.part.grid, row, field)?;
        (!is_blank(&cell.shown)).then_some(cell)
    }

    /// Is it one of the rows below the projects: counts, notes, who filled it in?
    fn is_end(&self, row: usize) -> bool {
        let Some(first) = own(self.part.grid, row).next() else {
            return false;
        };
        let inline = label::with_value(&first.shown).map(|(field, _)| field);
        let field = label::recognise(&first.shown).or(inline);
        let is_below = |field| {
            matches!(
                field,
                Field::Total
                    | Field::ProjectsBudgeted
                    | Field::ProjectsEvaluated
                    | Field::Note
                    | Field::Unused
            )
        };
        field.is_some_and(is_below) || counted(&first.shown).is_some()
    }

    /// Is it the row of sums, by its first cell or by what stands under 项目名称?
    fn is_sum(&self, row: usize) -> bool {
        let is_sum = |cell: &Cell| {
            label::recognise(&cell.shown) == Some(Field::Sum)
                || matches!(label::label(&cell.shown).as_str(), "项目合计" | "项目总计")
        };
        let first = own(self.part.grid, row).next();
        first.is_some_and(is_sum) || self.cell(row, Field::ProjectName).is_some_and(is_sum)
    }

    /// The sum of some of the rows.
    fn is_subtotal(&self, row: usize) -> bool {
        let is_subtotal = |cell: &Cell| label::label(&cell.shown).ends_with("小计");
        let first = own(self.part.grid, row).next();
        first.is_some_and(is_subtotal)
            || self.cell(row, Field::ProjectName).is_some_and(is_subtotal)
    }

    /// Is it a row with the name of a project and an amount other than zero?
    fn is_project(&self, row: usize) -> bool {
        let named = self.cell(row, Field::ProjectName).is_some();
        named && !self.is_sum(row) && !self.is_subtotal(row) && self.amount_of(row).is_some()
    }

    /// The first amount other than zero.
    fn amount_of(&self, row: usize) -> Option<&'g Cell> {
        (0..).zip(money::AMOUNTS).find_map(|(column, field)| {
            let cell = self.cell(row, field)?;
            let amount = money::read_amount(cell, self.units.of(column)).ok()?;
            (amount != Amount::ZERO).then_some(cell)
        })
    }

    fn row(&self, row: usize) -> Option<SummaryRow> {
        let part = self.part;
        let Some(name) = self.cell(row, Field::ProjectName) else {
            self.nameless(row);
            return None;
        };
        let project = part.name(name, &name.shown, "项目名称");
        let section = [Field::Section, Field::Implementer]
            .into_iter()
            .find_map(|field| self.cell(row, field))
            .map(|cell| part.name(cell, &cell.shown, "实施科室"));
        let funds = self.funds(row);
        let points = [Field::Points, Field::Total]
            .into_iter()
            .find_map(|field| self.cell(row, field));
        let total = points.map(|cell| money::points(part, cell, "自评得分"));
        let grade = self.cell(row, Field::Grade).map(|cell| self.grade(cell));
        let causes = self.explanation(row, Field::Cause, "主要偏离原因");
        let remedies = self.explanation(row, Field::Remedy, "改进措施");
        let note = self
            .cell(row, Field::Note)
            .map(|cell| part.text(cell, &cell.shown, "备注"));
        let rate = self.rate(row, funds.as_ref());
        let (project, funds) = (project?, funds?);
        let (section, total, grade) = (section.flatten(), total.flatten(), grade.flatten());
        let mut stated = self.amounts_of(row, &funds);
        stated.extend(rate);
        let shown = |figure, traced: Traced<StatedValue>, cell: &Cell| StatedDraft {
            figure,
            value: traced,
            text: cell.shown.clone(),
            stated_in: TABLE,
        };
        if let (Some(total), Some(cell)) = (&total, points) {
            let value = part.traced(cell, StatedValue::Points(total.value));
            stated.push(shown(Figure::ProjectTotal, value, cell));
        }
        if let (Some(grade), Some(cell)) = (&grade, self.cell(row, Field::Grade)) {
            let value = part.traced(cell, StatedValue::Grade(grade.value));
            stated.push(shown(Figure::ProjectGrade, value, cell));
        }
        Some(SummaryRow {
            number: self.number(row),
            name: project,
            section,
            funds,
            stated,
            total,
            grade,
            causes,
            remedies,
            note: note.flatten().map(|note| note.value).unwrap_or_default(),
        })
    }

    /// A row of amounts without a name is a slip; one of zeros or of other words is an empty row of the form, or a line of persons.
    fn nameless(&self, row: usize) {
        if let Some(cell) = self.amount_of(row) {
            self.part.fail(
                cell,
                ProblemKind::MissingKey,
                Bilingual::new(
                    format!("这一行有金额“{}”，没有项目名称", cell.shown),
                    format!(
                        "the row has the amount {} and no name of a project",
                        cell.shown
                    ),
                ),
                Bilingual::new("请补上项目名称", "write the name of the project"),
            );
        }
    }

    fn number(&self, row: usize) -> Option<u32> {
        let cell = self.cell(row, Field::Number)?;
        let number = cell.exact().parse().ok();
        number.filter(|number| (1..=MAX_COUNT).contains(number))
    }

    /// The amounts; one left open is 0.
    fn funds(&self, row: usize) -> Option<Funds> {
        let initial = self.amount(row, 0, "年初预算数");
        let budget = self.amount(row, 1, "全年预算数");
        let executed = self.amount(row, 2, "全年执行数");
        // No budget is negative: where one stands has been said.
        Funds::new(initial?, budget?, executed?).ok()
    }

    fn amount(&self, row: usize, column: usize, term: &str) -> Option<Traced<Amount>> {
        let unit = self.units.of(column);
        let field = *money::AMOUNTS.get(column)?;
        if let Some(cell) = self.cell(row, field) {
            return money::amount(self.part, cell, term, unit, column < 2);
        }
        money::no_formula(self.part, &self.columns, row, field, term);
        Some(traced(Amount::ZERO, self.part.grid.place(row, 0)))
    }

    /// What the row states of the amounts, to be held against the project's form.
    fn amounts_of(&self, row: usize, funds: &Funds) -> Vec<StatedDraft> {
        let amounts = [
            (Field::Initial, Figure::ProjectInitial, &funds.initial),
            (Field::Budget, Figure::ProjectBudget, &funds.budget),
            (Field::Executed, Figure::ProjectExecuted, &funds.executed),
        ];
        let stated = (0..)
            .zip(amounts)
            .filter_map(|(column, (field, figure, amount))| {
                let cell = self.cell(row, field)?;
                Some(StatedDraft {
                    figure,
                    value: self.part.traced(cell, StatedValue::Amount(amount.value)),
                    text: money::with_unit(&cell.shown, self.units.of(column)),
                    stated_in: TABLE,
                })
            });
        stated.collect()
    }

    fn rate(&self, row: usize, funds: Option<&Funds>) -> Option<StatedDraft> {
        let cell = self.cell(row, Field::Rate)?;
        let of = funds.map(|funds| (funds.budget.value, funds.executed.value));
        money::rate(self.part, cell, of, Figure::ProjectRate, TABLE)
    }

    fn grade(&self, cell: &Cell) -> Option<Traced<Grade>> {
        let grade = Grade::recognise(&cell.shown);
        if grade.is_none() && normalise(&cell.shown) != "无" {
            self.part.fail(
                cell,
                ProblemKind::Invalid,
                Bilingual::new(
                    format!("自评等级：“{}”不是优、良、中、差之一", cell.shown),
                    format!("自评等级: `{}` is none of 优, 良, 中, 差", cell.shown),
                ),
                Bilingual::new("请填写优、良、中或差", "write 优, 良, 中 or 差"),
            );
        }
        Some(self.part.traced(cell, grade?))
    }

    /// Causes or remedies of a row: `（1）…` begins each where there are several.
    fn explanation(&self, row: usize, field: Field, term: &str) -> Vec<Traced<String>> {
        let Some(cell) = self.cell(row, field) else {
            return Vec::new();
        };
        let Some(text) = self.part.text(cell, &cell.shown, term) else {
            return Vec::new();
        };
        let texts = numbered(&text.value).into_iter();
        texts.map(|text| self.part.traced(cell, text)).collect()
    }

    /// 合计: the sums of the amounts and their rate.
    fn sums(&self, row: usize) -> Vec<StatedDraft> {
        let part = self.part;
        let amounts = [
            (Field::Initial, Figure::ProjectsInitial, "年初预算数合计"),
            (Field::Budget, Figure::ProjectsBudget, "全年预算数合计"),
            (Field::Executed, Figure::ProjectsExecuted, "全年执行数合计"),
        ];
        let mut stated = Vec::new();
        let mut sums = [None; 3];
        for (column, ((field, figure, term), sum)) in (0..).zip(amounts.into_iter().zip(&mut sums))
        {
            let unit = self.units.of(column);
            let Some(cell) = self.cell(row, field) else {
                continue;
            };
            let Some(amount) = money::amount(part, cell, term, unit, false) else {
                continue;
            };
            *sum = Some(amount.value);
            stated.push(StatedDraft {
                figure,
                value: part.traced(cell, StatedValue::Amount(amount.value)),
                text: money::with_unit(&cell.shown, unit),
                stated_in: TABLE,
            });
        }
        let [_, budget, executed] = sums;
        let figure = Figure::ProjectsExecutionRate;
        let rate = self.cell(row, Field::Rate);
        let of = budget.zip(executed);
        stated.extend(rate.and_then(|cell| money::rate(part, cell, of, figure, TABLE)));
        stated
    }
}

/// Does a row hold heads below those of a row whose cells are not merged with it?
fn is_second_head(part: &Part<'_>, name: &Cell, row: usize) -> bool {
    let fields: Vec<Option<Field>> = part
        .own(row)
        .map(|cell| label::recognise_head(&cell.shown))
        .collect();
    let has_amounts = money::AMOUNTS
        .iter()
        .any(|field| fields.contains(&Some(*field)));
    let is_named = part.own(row).any(|cell| cell.column == name.column);
    has_amounts && !is_named && fields.iter().all(Option::is_some)
}

/// `（1）甲\n（2）乙` as 甲 and 乙; any other text as one. What another number has in the neighbouring column may be missing in this one.
fn numbered(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in text.lines() {
        let mark = ["（", "("].iter().find_map(|open| {
            let (number, rest) = line.strip_prefix(open)?.split_once(['）', ')'])?;
            Some((number.parse::<usize>().ok()?, rest))
        });
        // Numbers may leave gaps, since not every cause has a remedy; those stay open.
        let next = mark.filter(|(number, _)| *number > all.len() && *number <= MOST_EXPLANATIONS);
        if let Some((number, rest)) = next {
            all.resize(number.saturating_sub(1), String::new());
            all.push(rest.to_owned());
        } else if let Some(last) = all.last_mut() {
            last.push('\n');
            last.push_str(line);
        } else {
            all.push(line.to_owned());
        }
    }
    all
}

/// The most explanations of one project that are told apart by number.
const MOST_EXPLANATIONS: usize = 100;

/// The counts below the sums, each right of its label or below it.
fn counts(part: &Part<'_>, first: usize) -> Vec<StatedDraft> {
    let cells = (first..part.rows.end).flat_map(|row| part.own(row));
    let stated = cells.filter_map(|label| {
        let figure = counted(&label.shown)?;
        let right = label.column.saturating_add(label.columns);
        let below = label.row.saturating_add(label.rows);
        let places = [(label.row, right), (below, label.column)];
        places
            .into_iter()
            .filter(|(row, _)| *row < part.rows.end)
            .find_map(|(row, column)| {
                let cell = part.grid.at(row, column)?;
                // The neighbour of a label is often the next label.
                cell.exact()
                    .contains(|c: char| c.is_ascii_digit())
                    .then_some(())?;
                if figure == Figure::ProjectsCoverage {
                    return money::rate(part, cell, None, figure, TABLE);
                }
                let text = rounded(cell.exact(), 0);
                Some(StatedDraft {
                    figure,
                    value: part.traced(cell, StatedValue::read(figure, &text).ok()?),
                    text: cell.shown.clone(),
                    stated_in: TABLE,
                })
            })
    });
    stated.collect()
}

fn counted(text: &str) -> Option<Figure> {
    match label::recognise(text) {
        Some(Field::ProjectsBudgeted) => return Some(Figure::ProjectsBudgeted),
        Some(Field::ProjectsEvaluated) => return Some(Figure::ProjectsEvaluated),
        Some(Field::Coverage) => return Some(Figure::ProjectsCoverage),
        _ => {}
    }
    let plain = normalise(text);
    let grade = plain
        .trim_end_matches(':')
        .trim_end_matches("(个)")
        .trim_end_matches("个数")
        .trim_end_matches("等级")
        .trim_end_matches("项目");
    match Grade::recognise(grade)? {
        Grade::Excellent => Some(Figure::GradeExcellent),
        Grade::Good => Some(Figure::GradeGood),
        Grade::Fair => Some(Figure::GradeFair),
        _ => Some(Figure::GradePoor),
    }
}

/// 填报单位, in a line above the table: in a cell with its label or right of it, or in a paragraph.
fn filled_in_by(part: &Part<'_>) -> Option<Traced<Name>> {
    let rows = part.rows.start..part.start;
    for cell in rows.flat_map(|row| part.own(row)) {
        if let Some((Field::FilledInBy, value)) = label::with_value(&cell.shown) {
            return part.name(cell, of_line(value), "填报单位");
        }
        if label::recognise(&cell.shown) == Some(Field::FilledInBy) {
            let cell = part.right_of(cell)?;
            return part.name(cell, &cell.shown, "填报单位");
        }
    }
    let lines = part.grid.above.iter().rev();
    let told = lines.filter_map(|line| label::with_value(line));
    let (_, value) = told
        .into_iter()
        .find(|(field, _)| *field == Field::FilledInBy)?;
    let name = of_line(value).parse().ok()?;
    Some(Traced {
        value: name,
        source: Source::Reported,
        place: Some(part.grid.whole()),
    })
}

/// The first of what stands in a line: `某局　　单位：万元`.
fn of_line(text: &str) -> &str {
    let parts = text
        .split(['\u{3000}', '\t'])
        .flat_map(|part| part.split("  "));
    let mut parts = parts.map(str::trim).filter(|part| !part.is_empty());
    parts.next().unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use jixiao_model::Lang;

    use super::*;
    use crate::forms::{self, Forms};
    use crate::grid::tests::{builder, grid};
    use crate::grid::{Grid, Region};

    fn forms(grid: Grid) -> Forms {
        forms::read(&[grid])
    }

    fn summary(grid: Grid) -> SummaryDraft {
        let mut forms = forms(grid);
        let told: Vec<String> = forms
            .problems
            .iter()
            .map(|one| one.render(Lang::Chinese))
            .collect();
        assert_eq!(told, Vec::<String>::new());
        assert_eq!(forms.summaries.len(), 1);
        forms.summaries.remove(0)
    }

    fn problems(grid: Grid) -> String {
        let forms = forms(grid);
        let told = forms.problems.iter().map(|one| one.render(Lang::Chinese));
        told.collect::<Vec<_>>().join("\n")
    }

    /// What a table states, a figure a line.
    fn stated(drafts: &[StatedDraft]) -> String {
        let lines = drafts.iter().map(|one| {
            let place = one.value.place.as_ref().unwrap();
            format!(
                "{} {} “{}” {}",
                one.figure.id(),
                one.value.value,
                one.text,
                place.brief()
            )
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    const HEAD: [&str; 12] = [
        "序号",
        "项目名称",
        "实施科室\n（单位）",
        "年初预算数",
        "全年预算数",
        "全年执行数",
        "执行率",
        "自评得分",
        "自评等级",
        "主要偏离原因",
        "改进措施",
        "备注",
    ];

    fn whole() -> Grid {
        grid(&[
            &["附表2"],
            &["2023年度某局项目支出绩效自评结果汇总表"],
            &[
                "填报单位：某县文化局　　",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "单位：万元",
            ],
            &HEAD,
            &[
                "1",
                "图书馆运行费",
                "文化科",
                "20",
                "20.32",
                "20.3055",
                "99.93%",
                "98.5",
                "优",
                "招标结余",
                "",
                "续建",
            ],
            &[
                "2",
                "道路养护",
                "",
                "",
                "100",
                "50",
                "0.5",
                "75分",
                "中",
                "（1）雨季长\n（3）用地未批",
                "（1）倒排工期\n（2）催办",
                "",
            ],
            &["3", "", "", "", "", "", "", "", "", "", "", ""],
            &[
                "合计", "", "", "20", "120.32", "70.3055", "58.43%", "", "", "", "", "",
            ],
            &[
                "预算项目数",
                "",
                "自评项目数",
                "自评覆盖率",
                "优（个）",
                "良（个）",
                "中（个）",
                "差（个）",
            ],
            &["2", "", "2", "100%", "1", "0", "1", "0"],
            &["填表人：张三", "", "", "", "联系电话："],
        ])
    }

    #[test]
    fn rows_sums_and_counts() {
        let read = summary(whole());
        assert_eq!(read.year.as_ref().unwrap().value.number(), 2023);
        assert_eq!(read.unit.as_ref().unwrap().value.as_str(), "某县文化局");
        let names: Vec<_> = read
            .rows
            .iter()
            .map(|row| (row.number, row.name.value.as_str()))
            .collect();
        assert_eq!(names, [(Some(1), "图书馆运行费"), (Some(2), "道路养护")]);
        assert_eq!(
            read.rows[0].section.as_ref().unwrap().value.as_str(),
            "文化科"
        );
        assert_eq!(read.rows[0].note, "续建");
        assert_eq!(read.rows[1].funds.initial.value, Amount::ZERO);
        insta::assert_snapshot!(stated(&read.rows[0].stated), @"
        project.initial 20.00 “20” 表.xlsx 自评表!D5
        project.budget 20.32 “20.32” 表.xlsx 自评表!E5
        project.executed 20.3055 “20.3055” 表.xlsx 自评表!F5
        project.execution-rate 99.93% “99.93%” 表.xlsx 自评表!G5
        project.total 98.5 “98.5” 表.xlsx 自评表!H5
        project.grade 优 “优” 表.xlsx 自评表!I5
        ");
        insta::assert_snapshot!(stated(&read.rows[1].stated), @"
        project.budget 100.00 “100” 表.xlsx 自评表!E6
        project.executed 50.00 “50” 表.xlsx 自评表!F6
        project.execution-rate 50% “0.5” 表.xlsx 自评表!G6
        project.total 75 “75分” 表.xlsx 自评表!H6
        project.grade 中 “中” 表.xlsx 自评表!I6
        ");
        insta::assert_snapshot!(stated(&read.stated), @"
        projects.initial 20.00 “20” 表.xlsx 自评表!D8
        projects.budget 120.32 “120.32” 表.xlsx 自评表!E8
        projects.executed 70.3055 “70.3055” 表.xlsx 自评表!F8
        projects.execution-rate 58.43% “58.43%” 表.xlsx 自评表!G8
        projects.budgeted 2 “2” 表.xlsx 自评表!A10
        projects.evaluated 2 “2” 表.xlsx 自评表!C10
        projects.coverage 100% “100%” 表.xlsx 自评表!D10
        projects.grade.优 1 “1” 表.xlsx 自评表!E10
        projects.grade.良 0 “0” 表.xlsx 自评表!F10
        projects.grade.中 1 “1” 表.xlsx 自评表!G10
        projects.grade.差 0 “0” 表.xlsx 自评表!H10
        ");
    }

    #[test]
    fn causes_and_remedies_of_one_number_belong_together() {
        let read = summary(whole());
        let texts = |all: &[Traced<String>]| -> Vec<String> {
            all.iter().map(|one| one.value.clone()).collect()
        };
        assert_eq!(texts(&read.rows[0].causes), ["招标结余"]);
        assert_eq!(texts(&read.rows[0].remedies), [""; 0]);
        assert_eq!(texts(&read.rows[1].causes), ["雨季长", "", "用地未批"]);
        assert_eq!(texts(&read.rows[1].remedies), ["倒排工期", "催办"]);
        assert_eq!(
            numbered("（2023）年追加\n又一行"),
            ["（2023）年追加\n又一行"]
        );
    }

    #[test]
    fn heads_in_two_rows_and_amounts_in_yuan() {
        let mut builder = builder(&[
            &["项目支出绩效自评结果汇总表（2023年度）"],
            &[
                "序号",
                "项目名称",
                "预算金额（元）",
                "",
                "",
                "自评得分",
                "等级",
            ],
            &["", "", "年初预算", "全年预算", "全年执行", "", ""],
            &[
                "1",
                "图书馆运行费",
                "200000",
                "203200",
                "203055",
                "98",
                "优秀",
            ],
            &["总计", "", "200000", "203200", "203055"],
            &["优：", "1", "良：", "0", "覆盖率：", "1"],
        ]);
        for column in [0, 1, 5, 6] {
            builder.merge(Region {
                first_row: 1,
                first_column: column,
                last_row: 2,
                last_column: column,
            });
        }
        builder.merge(Region {
            first_row: 1,
            first_column: 2,
            last_row: 1,
            last_column: 4,
        });
        let read = summary(builder.finish().unwrap());
        let funds = &read.rows[0].funds;
        assert_eq!(funds.budget.value.to_string(), "20.32");
        assert_eq!(read.rows[0].grade.as_ref().unwrap().value, Grade::Excellent);
        insta::assert_snapshot!(stated(&read.stated), @"
        projects.initial 20.00 “200000元” 表.xlsx 自评表!C5
        projects.budget 20.32 “203200元” 表.xlsx 自评表!D5
        projects.executed 20.3055 “203055元” 表.xlsx 自评表!E5
        projects.grade.优 1 “1” 表.xlsx 自评表!B6
        projects.grade.良 0 “0” 表.xlsx 自评表!D6
        projects.coverage 100% “1” 表.xlsx 自评表!F6
        ");
    }

    const SHORT: [&str; 5] = ["序号", "项目名称", "年初预算数", "全年预算数", "全年执行数"];

    fn names(read: &SummaryDraft) -> Vec<&str> {
        read.rows
            .iter()
            .map(|row| row.name.value.as_str())
            .collect()
    }

    #[test]
    fn sums_stand_above_their_rows_or_under_the_names() {
        let first = summary(grid(&[
            &SHORT,
            &["合计", "", "30", "30", "30"],
            &["1", "图书馆运行费", "20", "20", "20"],
            &["2", "道路养护", "10", "10", "10"],
            &["预算项目数", "2"],
        ]));
        assert_eq!(names(&first), ["图书馆运行费", "道路养护"]);
        insta::assert_snapshot!(stated(&first.stated), @r"
        projects.initial 30.00 “30” 表.xlsx 自评表!C2
        projects.budget 30.00 “30” 表.xlsx 自评表!D2
        projects.executed 30.00 “30” 表.xlsx 自评表!E2
        projects.budgeted 2 “2” 表.xlsx 自评表!B5
        ");
        for sum in ["合计", "项目合计", "总计", "共计"] {
            let named = summary(grid(&[
                &SHORT,
                &["1", "图书馆运行费", "20", "20", "20"],
                &["", "小计", "20", "20", "20"],
                &["2", "道路养护", "10", "10", "10"],
                &["", sum, "30", "30", "30"],
            ]));
            assert_eq!(names(&named), ["图书馆运行费", "道路养护"], "{sum}");
            assert_eq!(named.stated.len(), 3, "{sum}");
        }
    }

    #[test]
    fn a_row_without_a_name_and_without_money_says_nothing() {
        let read = summary(grid(&[
            &SHORT,
            &["1", "图书馆运行费", "20", "20", "20"],
            &["2", "", "0", "0.00", "—"],
            &["经办：王", "", "电话：1", "审核：李", ""],
            &["填表人：王", "审核人：李", "联系电话：1", "", ""],
        ]));
        assert_eq!(names(&read), ["图书馆运行费"]);
    }

    #[test]
    fn no_column_of_amounts_is_passed_over() {
        let told = problems(grid(&[
            &[
                "序号",
                "科目",
                "项目名称",
                "部门安排数",
                "全年预算数",
                "全年执行数",
            ],
            &["1", "2070101", "图书馆运行费", "20", "20", "20"],
        ]));
        assert!(
            told.starts_with("表.xlsx [自评表!D1]：不认识表头“部门安排数”"),
            "{told}"
        );
        let without = summary(grid(&[
            &["科目", "项目名称", "全年预算数", "全年执行数"],
            &["2070101", "图书馆运行费", "20", "20"],
        ]));
        assert_eq!(names(&without), ["图书馆运行费"]);
    }

    #[test]
    fn a_formula_without_a_result_is_no_zero() {
        let mut builder = builder(&[
            &SHORT,
            &["1", "图书馆运行费", "", "20", "20"],
            &["2", "", "", "", ""],
            &["合计", "", "20", "", ""],
        ]);
        for (row, column) in [(1, 2), (2, 1), (2, 2), (3, 3), (3, 4)] {
            builder.uncomputed(row, column);
        }
        assert_eq!(
            problems(builder.finish().unwrap()),
            "表.xlsx [自评表!C2]：年初预算数：公式没有计算结果；请用 Excel 或 WPS 打开、保存后再读取"
        );
    }

    #[test]
    fn heads_in_two_rows_need_not_be_merged() {
        let read = summary(grid(&[
            &["序号", "项目名称", "预算金额（元）", "", "", "自评得分"],
            &["", "", "年初预算数", "全年预算数", "全年执行数", ""],
            &["1", "图书馆运行费", "200000", "203200", "203055", "98"],
        ]));
        assert_eq!(names(&read), ["图书馆运行费"]);
        let funds = &read.rows[0].funds;
        let amounts = [&funds.initial, &funds.budget, &funds.executed];
        let amounts = amounts.map(|one| one.value.to_string());
        assert_eq!(amounts, ["20.00", "20.32", "20.3055"]);
    }

    #[test]
    fn every_column_has_the_unit_that_its_head_says() {
        let read = summary(grid(&[
            &["项目支出绩效自评结果汇总表", "", "金额单位：千元"],
            &[
                "序号",
                "项目名称",
                "年初预算数（元）",
                "全年预算数（万元）",
                "全年执行数",
            ],
            &["1", "图书馆运行费", "200000", "20", "180000"],
            &["2", "专项资金（元）", "200000", "20", "180000"],
        ]));
        for row in &read.rows {
            let Funds {
                initial,
                budget,
                executed,
                ..
            } = &row.funds;
            let amounts = [initial, budget, executed].map(|one| one.value.to_string());
            assert_eq!(amounts, ["20.00", "20.00", "18.00"]);
        }
    }

    #[test]
    fn rows_are_looked_at_once_however_many_sums_stand_among_them() {
        let mut rows: Vec<&[&str]> = vec![&HEAD];
        let sum: &[&str] = &["合计", "", "", "1", "1", "1"];
        rows.extend(std::iter::repeat_n(sum, 20_000));
        rows.push(&["1", "图书馆运行费", "", "20", "20", "19"]);
        let read = summary(grid(&rows));
        assert_eq!(read.rows.len(), 1);
        // Of several sums the first counts where the projects stand below them.
        assert_eq!(
            read.stated[0].value.place.as_ref().unwrap().brief(),
            "表.xlsx 自评表!D2"
        );
    }

    #[test]
    fn every_problem_says_where_it_stands_and_how_to_mend_it() {
        let told = problems(grid(&[
            &HEAD,
            &[
                "1",
                "图书馆运行费",
                "",
                "二十",
                "20",
                "20",
                "百分百",
                "98.5",
                "良好以上",
                "",
                "",
                "",
            ],
            &["2", "", "", "1", "1", "1", "", "", "", "", "", ""],
            &["3", "道路养护", "", "1", "-1", "1", "", "", "", "", "", ""],
        ]));
        insta::assert_snapshot!(told, @"
        表.xlsx [自评表!D2]：年初预算数：“二十”不是数字，请填写如 20.32 的数字
        表.xlsx [自评表!I2]：自评等级：“良好以上”不是优、良、中、差之一；请填写优、良、中或差
        表.xlsx [自评表!G2]：执行率：“百分百”不是数字，请填写如 20.32 的数字
        表.xlsx [自评表!D3]：这一行有金额“1”，没有项目名称；请补上项目名称
        表.xlsx [自评表!E4]：全年预算数：“-1”为负数；只有执行数可以因退款为负
        ");
        let without_columns = problems(grid(&[
            &["序号", "项目名称", "年初预算数", "自评得分"],
            &["1", "图书馆运行费", "20", "98"],
        ]));
        insta::assert_snapshot!(without_columns, @"
        表.xlsx [自评表]：没有找到“全年预算数”一列，已查找“自评表”的 A1 至 D2；请补上这一列
        表.xlsx [自评表]：没有找到“全年执行数”一列，已查找“自评表”的 A1 至 D2；请补上这一列
        ");
        let empty = forms(grid(&[
            &HEAD,
            &["1", "", "", "", "", "", "", "", "", "", "", ""],
            &["合计"],
        ]));
        assert_eq!((empty.summaries.len(), empty.problems.len()), (0, 0));
    }
}
