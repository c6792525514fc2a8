//! 整改台账: a row a remedy that was promised, with who owes it, by when, and how it stands.

use chrono::NaiveDate;
use jixiao_keyed::ProblemKind;
use jixiao_model::{
    Bilingual, FiscalYear, Name, Remediation, RemediationState, is_blank, normalise,
};

use super::draft::RegisterDraft;
use super::heading;
use super::label::{self, Field};
use super::part::{Columns, Part};
use crate::grid::Cell;
use crate::tables;
use crate::value;

/// Reads a register. What cannot be read of a row is a problem at its cell; the rest of the row stands, unless nobody could tell then what was
/// promised, by which project and when. `None` where nothing is filled in.
pub(crate) fn read(part: &Part<'_>) -> Option<RegisterDraft> {
    let table = Table::find(part);
    let rows = (table.first..part.rows.end).filter(|row| !table.is_head(*row));
    let rows: RegisterDraft = rows.filter_map(|row| table.row(row)).collect();
    (!rows.is_empty()).then_some(rows)
}

struct Table<'a, 'g> {
    part: &'a Part<'g>,
    columns: Columns<'g>,
    /// The first row below the heads.
    first: usize,
    /// The year that stands above the table.
    year: Option<FiscalYear>,
}

impl<'a, 'g> Table<'a, 'g> {
    fn find(part: &'a Part<'g>) -> Self {
        let heads = |row| Columns::known_by(part.grid, row, label::recognise_register_head);
        let mut columns = heads(part.start);
        let below = part.start.saturating_add(1)..part.rows.end;
        let first = below
            .clone()
            .find(|row| !are_heads(part, *row))
            .unwrap_or(part.rows.end);
        // 整改情况 may head 整改状态 and 进展情况.
        for row in below.start..first {
            columns.below(heads(row));
        }
        Self {
            part,
            columns,
            first,
            year: heading::year(part).map(|year| year.value),
        }
    }

    /// Are these the heads again, as at the top of a printed page?
    fn is_head(&self, row: usize) -> bool {
        are_heads(self.part, row)
    }

    /// What stands under a head, in this row or merged over it from above.
    fn cell(&self, row: usize, field: Field) -> Option<&'g Cell> {
        let own = self.columns.value(self.part.grid, row, field);
        let cell = own.or_else(|| {
            let merged = self.columns.covering(self.part.grid, row, field)?;
            // What begins in this row was asked for already.
            (merged.row < row && merged.row >= self.first).then_some(merged)
        })?;
        (!is_blank(&cell.shown)).then_some(cell)
    }

    fn first_of(&self, row: usize, fields: &[Field]) -> Option<&'g Cell> {
        fields.iter().find_map(|field| self.cell(row, *field))
    }

    fn row(&self, row: usize) -> Option<Remediation> {
        let part = self.part;
        // A single cell is a note below the table, or a heading among its rows.
        let own: Vec<&Cell> = part.own(row).collect();
        if part.grid.row(row).count() < 2 || is_below(&own) {
            return None;
        }
        let Some(cell) = self.cell(row, Field::Remedy) else {
            self.without_remedy(row);
            return None;
        };
        if cell.row < row && own.is_empty() {
            return None;
        }
        let remedy = part.text(cell, &cell.shown, "整改措施");
        let year = self.year(row, cell);
        let project = self.project(row, cell);
        let name = |fields: &[Field], term: &str| {
            let cell = self.first_of(row, fields)?;
            part.name(cell, &cell.shown, term).map(|name| name.value)
        };
        let indicator = name(&[Field::OfIndicator], "指标");
        let owner = name(&[Field::Section, Field::Owner], "责任科室");
        let cause = self.first_of(row, &[Field::Cause]).map_or_else(
            || Some(part.traced(cell, String::new())),
            |cell| part.text(cell, &cell.shown, "偏差原因"),
        );
        let progress = self.cell(row, Field::Progress);
        let state = self.state(row, progress);
        let progress = progress.and_then(|cell| part.text(cell, &cell.shown, "进展情况"));
        let due = self.due(row);
        Some(Remediation {
            year: year?,
            project: project?,
            indicator,
            cause: cause?,
            remedy: remedy?,
            owner,
            due,
            state,
            progress: progress.map(|text| text.value).unwrap_or_default(),
        })
    }

    /// A row that says something and promises nothing is a slip; one with no more than its number and its project is an empty row of the form.
    fn without_remedy(&self, row: usize) {
        let own = |field| self.cell(row, field).filter(|cell| cell.row == row);
        let told = [Field::Cause, Field::Due, Field::Progress];
        let Some(cell) = told.into_iter().find_map(own) else {
            return;
        };
        self.part.fail(
            cell,
            ProblemKind::MissingKey,
            Bilingual::new(
                "这一行没有填写整改措施，没有读取",
                "this row has no remedy (整改措施) and was not read",
            ),
            Bilingual::new("请补上整改措施，或清空这一行", "add it, or clear the row"),
        );
    }

    /// 提出年度, else the year of the title.
    fn year(&self, row: usize, at: &Cell) -> Option<FiscalYear> {
        let part = self.part;
        if let Some(cell) = self.cell(row, Field::Proposed) {
            let year = fiscal_year(cell.exact());
            if year.is_none() {
                let error = value::not_whole(cell.exact(), 1994, 2100);
                part.invalid(cell, "提出年度", &error);
            }
            return year;
        }
        if self.year.is_none() {
            part.fail(
                at,
                ProblemKind::MissingKey,
                Bilingual::new(
                    "看不出这项措施是哪一年度提出的，没有读取",
                    "the year in which this was promised cannot be told; the row was not read",
                ),
                Bilingual::new(
                    "请填写“提出年度”一列，或在标题中写明年度，如“2023年度整改台账”",
                    "write it into a column 提出年度, or into the title, such as 2023年度整改台账",
                ),
            );
        }
        self.year
    }

    /// The project; the inner `None` is the unit as a whole.
    #[allow(clippy::option_option, reason = "a problem and the whole unit differ")]
    fn project(&self, row: usize, at: &Cell) -> Option<Option<Name>> {
        if !self.columns.has(Field::ProjectName) {
            return Some(None);
        }
        let Some(cell) = self.cell(row, Field::ProjectName) else {
            self.part.fail(
                at,
                ProblemKind::MissingKey,
                Bilingual::new(
                    "这一行没有填写项目名称，没有读取",
                    "this row has no name of a project and was not read",
                ),
                Bilingual::new(
                    "请补上项目名称；不属于某个项目的，请填写“部门整体支出”",
                    "add it, or write 部门整体支出 for what no project owes",
                ),
            );
            return None;
        };
        if is_whole_unit(&cell.shown) {
            return Some(None);
        }
        let name = self.part.name(cell, &cell.shown, "项目名称")?;
        Some(Some(name.value))
    }

    fn due(&self, row: usize) -> Option<NaiveDate> {
        let cell = self.cell(row, Field::Due)?;
        let serial = tables::day_of_serial(cell.exact());
        match value::day(serial.as_deref().unwrap_or(&cell.shown)) {
            Ok(day) => Some(day),
            Err(error) => {
                self.part.invalid(cell, "完成时限", &error);
                None
            }
        }
    }

    /// 整改状态; in a table without that column what the progress says in one word. Left blank, nothing has begun.
    fn state(&self, row: usize, progress: Option<&'g Cell>) -> RemediationState {
        if !self.columns.has(Field::State) {
            let told = progress.and_then(|cell| RemediationState::recognise(&cell.shown));
            return told.unwrap_or_default();
        }
        let Some(cell) = self.cell(row, Field::State) else {
            return RemediationState::default();
        };
        let ticked = || match normalise(&cell.shown).as_str() {
            // Under 是否完成, or in a list with ticks.
            "是" | "√" | "✓" | "✔" => Some(RemediationState::Done),
            "否" | "×" => Some(RemediationState::Open),
            _ => None,
        };
        let known = RemediationState::recognise(&cell.shown).or_else(ticked);
        known.unwrap_or_else(|| {
            let found = value::beginning(&cell.shown);
            self.part.fail(
                cell,
                ProblemKind::Invalid,
                Bilingual::new(
                    format!("整改状态：“{found}”不在可选之列，暂按未开始计"),
                    format!("整改状态: `{found}` is none of the states; taken as not begun"),
                ),
                Bilingual::new(
                    "请填写未开始、整改中、已完成或已取消",
                    "write 未开始, 整改中, 已完成 or 已取消",
                ),
            );
            RemediationState::default()
        })
    }
}

/// Are all cells that begin in a row heads of a register?
fn are_heads(part: &Part<'_>, row: usize) -> bool {
    let mut own = part.own(row).peekable();
    own.peek().is_some() && own.all(|cell| label::recognise_register_head(&cell.shown).is_some())
}

/// Does a row hold what stands below the table: sums, notes, who filled it in?
fn is_below(own: &[&Cell]) -> bool {
    let Some(first) = own.first() else {
        return false;
    };
    let inline = label::with_value(&first.shown).map(|(field, _)| field);
    matches!(
        label::recognise(&first.shown).or(inline),
        Some(Field::Sum | Field::Total | Field::Unused | Field::FilledInBy)
    ) || normalise(&first.shown).starts_with("注:")
}

/// `2023`, `2023年`, `2023年度`.
fn fiscal_year(text: &str) -> Option<FiscalYear> {
    let plain = normalise(text);
    let digits = plain.trim_end_matches('度').trim_end_matches('年');
    FiscalYear::try_from(digits.parse::<i32>().ok()?).ok()
}

/// Is it said that the unit as a whole owes it?
fn is_whole_unit(text: &str) -> bool {
    matches!(
        label::label(text).as_str(),
        "部门整体支出"
            | "部门(单位)整体支出"
            | "单位整体支出"
            | "整体支出"
            | "部门整体"
            | "单位整体"
            | "本部门"
            | "本单位"
            | "全单位"
    )
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

    /// The rows, a line each, and then what is wrong.
    fn told(grid: Grid) -> String {
        let forms = forms(grid);
        let name = |name: Option<&Name>| name.map_or("-".into(), ToString::to_string);
        let rows = forms.registers.iter().flatten().map(|row| {
            let due = row.due.map_or("-".into(), |due| due.to_string());
            let names = [&row.project, &row.indicator, &row.owner];
            let [project, indicator, owner] = names.map(|one| name(one.as_ref()));
            let (cause, remedy) = (&row.cause.value, &row.remedy.value);
            format!(
                "{} {project}/{indicator}/{cause}/{remedy}/{owner}/{due}/{}/{}",
                row.year.number(),
                row.state.term(),
                row.progress
            )
        });
        let problems = forms.problems.iter();
        let problems = problems.map(|one| format!("! {}", one.render(Lang::Chinese)));
        rows.chain(problems).collect::<Vec<_>>().join("\n")
    }

    const HEADS: [&str; 10] = [
        "序号",
        "提出年度",
        "项目名称",
        "指标",
        "偏差原因",
        "整改措施",
        "责任科室",
        "完成时限",
        "整改状态",
        "进展情况",
    ];

    #[test]
    fn a_row_is_a_remedy_with_all_that_stands_beside_it() {
        let read = told(grid(&[
            &["2023年度某局预算绩效自评整改台账"],
            &["填报单位：某局"],
            &HEADS,
            &[
                "1",
                "2023",
                "甲",
                "培训次数",
                "因",
                "措",
                "文化科",
                "2024-06-30",
                "整改中",
                "已开票",
            ],
            &[
                "2",
                "2022年度",
                "部门整体支出",
                "",
                "",
                "措二",
                "",
                "",
                "",
                "",
            ],
            &["3", "", "乙", "—", "无", "措三", "/", "—", "已 整改", "无"],
            &["4", "", "丙", "", "", "", "", "", "", ""],
            &["注：由责任科室填写。"],
            &[
                "填表人：张三",
                "",
                "",
                "联系电话：1",
                "",
                "",
                "",
                "",
                "",
                "",
            ],
        ]));
        insta::assert_snapshot!(read, @"
        2023 甲/培训次数/因/措/文化科/2024-06-30/整改中/已开票
        2022 -/-//措二/-/-/未开始/
        2023 乙/-//措三/-/-/已完成/
        ");
    }

    #[test]
    fn heads_are_known_as_places_word_them() {
        let cases: [(&[&str], &[&str], &str); 6] = [
            (
                &[
                    "序号",
                    "存在问题",
                    "整改措施",
                    "责任人",
                    "整改时限",
                    "整改完成情况",
                ],
                &["1", "因", "措", "张三", "2024年6月底前", "已完成"],
                "2023 -/-/因/措/张三/2024-06-30/已完成/已完成",
            ),
            (
                &[
                    "项目",
                    "问题",
                    "整改举措",
                    "责任部门",
                    "完成时间",
                    "是否整改到位",
                ],
                &["甲", "因", "措", "财务科", "2024/6/30", "是"],
                "2023 甲/-/因/措/财务科/2024-06-30/已完成/",
            ),
            (
                &[
                    "项目名称",
                    "改进措施",
                    "责任科室",
                    "责任人",
                    "时限要求",
                    "整改进展情况",
                ],
                &["甲", "措", "文化科", "张三", "45473", "正在对接"],
                "2023 甲/-//措/文化科/2024-06-30/未开始/正在对接",
            ),
            (
                &[
                    "项目名称",
                    "三级指标",
                    "主要偏离原因",
                    "改进措施",
                    "完成期限",
                ],
                &["甲", "培训次数", "因", "措", "2024.6.30"],
                "2023 甲/培训次数/因/措/-/2024-06-30/未开始/",
            ),
            (
                &["项目名称", "整改措施", "责任单位", "状态"],
                &["甲", "措", "县图书馆", "√"],
                "2023 甲/-//措/县图书馆/-/已完成/",
            ),
            (
                &["年度", "项目名称", "整改措施", "责任单位", "整改状态"],
                &["2021", "甲", "措", "县图书馆", "不再实施"],
                "2021 甲/-//措/县图书馆/-/已取消/",
            ),
        ];
        for (heads, row, expected) in cases {
            assert_eq!(told(grid(&[&["2023年度整改台账"], heads, row])), expected);
        }
    }

    #[test]
    fn cells_merged_over_rows_are_those_of_each() {
        let mut builder = builder(&[
            &["2023年度整改台账"],
            &HEADS,
            &[
                "1",
                "2023",
                "甲",
                "一",
                "因",
                "措",
                "文化科",
                "2024-06-30",
                "已完成",
                "",
            ],
            &["2", "", "", "二", "", "", "", "", "未开始", ""],
            &["3", "", "乙", "三", "因", "措二", "", "", "", ""],
        ]);
        for column in [1, 2, 4, 5, 6, 7] {
            builder.merge(Region {
                first_row: 2,
                first_column: column,
                last_row: 3,
                last_column: column,
            });
        }
        insta::assert_snapshot!(told(builder.finish().unwrap()), @"
        2023 甲/一/因/措/文化科/2024-06-30/已完成/
        2023 甲/二/因/措/文化科/2024-06-30/未开始/
        2023 乙/三/因/措二/-/-/未开始/
        ");
    }

    #[test]
    fn heads_stand_in_two_rows_and_again_at_the_top_of_a_page() {
        let mut builder = builder(&[
            &["2023年度整改台账"],
            &["序号", "项目名称", "整改措施", "整改情况", ""],
            &["", "", "", "整改状态", "进展情况"],
            &["1", "甲", "措", "整改中", "已开票"],
            &["序号", "项目名称", "整改措施", "整改情况", ""],
            &["", "", "", "整改状态", "进展情况"],
            &["2", "乙", "措二", "已完成", ""],
        ]);
        for first in [1, 4] {
            for column in 0..3 {
                builder.merge(Region {
                    first_row: first,
                    first_column: column,
                    last_row: first + 1,
                    last_column: column,
                });
            }
            builder.merge(Region {
                first_row: first,
                first_column: 3,
                last_row: first,
                last_column: 4,
            });
        }
        insta::assert_snapshot!(told(builder.finish().unwrap()), @"
        2023 甲/-//措/-/-/整改中/已开票
        2023 乙/-//措二/-/-/已完成/
        ");
    }

    #[test]
    fn what_cannot_be_read_is_told_at_its_cell_and_the_rest_stands() {
        let read = told(grid(&[
            &HEADS,
            &[
                "1",
                "2023",
                "甲",
                "",
                "",
                "措一",
                "",
                "2024年上半年",
                "基本完成",
                "",
            ],
            &["2", "23", "甲", "", "", "措二", "", "", "", ""],
            &["3", "", "甲", "", "", "措三", "", "", "", ""],
            &["4", "2023", "", "", "", "措四", "", "", "", ""],
            &["5", "2023", "甲", "", "因", "", "", "", "", ""],
            &["6", "2023", "甲", "", "", "措六", "", "2024-02-30", "", ""],
        ]));
        insta::assert_snapshot!(read, @"
        2023 甲/-//措一/-/-/未开始/
        2023 甲/-//措六/-/-/未开始/
        ! 表.xlsx [自评表!I2]：整改状态：“基本完成”不在可选之列，暂按未开始计；请填写未开始、整改中、已完成或已取消
        ! 表.xlsx [自评表!H2]：完成时限：“2024年上半年”不是完整的日期，请写明年、月、日，如 2024-06-30 或 2024年6月30日
        ! 表.xlsx [自评表!B3]：提出年度：“23”应为 1994 至 2100 的整数
        ! 表.xlsx [自评表!F4]：看不出这项措施是哪一年度提出的，没有读取；请填写“提出年度”一列，或在标题中写明年度，如“2023年度整改台账”
        ! 表.xlsx [自评表!F5]：这一行没有填写项目名称，没有读取；请补上项目名称；不属于某个项目的，请填写“部门整体支出”
        ! 表.xlsx [自评表!E6]：这一行没有填写整改措施，没有读取；请补上整改措施，或清空这一行
        ! 表.xlsx [自评表!H7]：完成时限：日历上没有“2024-02-30”这一天
        ");
    }

    const SUMMARY: [&str; 8] = [
        "序号",
        "项目名称",
        "责任科室",
        "年初预算数",
        "全年预算数",
        "全年执行数",
        "主要偏离原因",
        "改进措施",
    ];

    #[test]
    fn a_summary_is_no_register_and_a_register_no_summary() {
        let summary = forms(grid(&[
            &["2023年度项目支出绩效自评结果汇总表"],
            &SUMMARY,
            &["1", "甲", "文化科", "1", "1", "1", "因", "措"],
        ]));
        assert_eq!((summary.summaries.len(), summary.registers.len()), (1, 0));
        // Even with who owes a remedy, and by when.
        let mut heads = SUMMARY.to_vec();
        heads.extend(["责任人", "完成时限"]);
        let both = forms(grid(&[
            &["2023年度项目支出绩效自评结果汇总表"],
            &heads,
            &[
                "1",
                "甲",
                "文化科",
                "1",
                "1",
                "1",
                "因",
                "措",
                "张三",
                "2024-06-30",
            ],
        ]));
        assert_eq!((both.summaries.len(), both.registers.len()), (1, 0));
        assert_eq!(both.summaries[0].rows.len(), 1);
        let register = forms(grid(&[
            &["2023年度整改台账"],
            &HEADS,
            &["1", "", "甲", "", "因", "措", "文化科", "", "", ""],
        ]));
        assert_eq!((register.summaries.len(), register.registers.len()), (0, 1));
        assert!(register.problems.is_empty());
    }

    #[test]
    fn a_register_stands_below_a_summary_and_above_another_register() {
        let mut rows: Vec<&[&str]> = vec![
            &["2023年度项目支出绩效自评结果汇总表"],
            &SUMMARY,
            &["1", "甲", "文化科", "1", "1", "1", "因", "措"],
            &["合计", "", "", "1", "1", "1"],
            &["附表4"],
            &["2022年度整改台账"],
        ];
        let heads = ["序号", "项目名称", "整改措施", "责任人", "完成时限"];
        rows.extend([&heads[..], &["1", "乙", "措二", "张三", "2023-06-30"]]);
        rows.extend([
            &["2021年度整改台账"][..],
            &heads,
            &["1", "丙", "措三", "李四", ""],
        ]);
        let read = forms(grid(&rows));
        assert_eq!((read.summaries.len(), read.registers.len()), (1, 2));
        let rows = read.registers.iter().flatten();
        let years: Vec<_> = rows.map(|row| row.year.number()).collect();
        assert_eq!(years, [2022, 2021]);
        assert_eq!(read.summaries[0].stated.len(), 3);
        assert!(read.problems.is_empty());
    }

    #[test]
    fn what_a_form_will_do_parts_it_from_none_of_its_indicators() {
        let told_in_a_goal: &[&str] = &["年度任务", "完成情况", "存在问题", "改进措施"];
        let with_owners: &[&str] = &["年度任务", "存在问题", "改进措施", "责任人"];
        for heads in [told_in_a_goal, with_owners] {
            let read = forms(grid(&[
                &["2023年度项目支出绩效自评表"],
                &["项目名称", "甲"],
                &[
                    "项目资金",
                    "年初预算数",
                    "全年预算数",
                    "全年执行数",
                    "分值",
                    "执行率",
                    "得分",
                ],
                &["年度资金总额", "1", "1", "1", "10", "100%", "10"],
                &["年度总体目标", "预期目标", "实际完成情况"],
                &["", "办培训", "已办"],
                heads,
                &["任务", "完成", "无", "无"],
                &[
                    "一级指标",
                    "二级指标",
                    "三级指标",
                    "年度指标值",
                    "实际完成值",
                    "分值",
                    "得分",
                ],
                &["产出指标", "数量指标", "培训", "≥1次", "1次", "90", "90"],
                &["总分", "", "", "", "", "100", "100"],
            ]));
            assert!(read.problems.is_empty(), "{:?}", read.problems);
            assert_eq!((read.projects.len(), read.registers.len()), (1, 0));
        }
    }

    #[test]
    fn how_far_a_task_was_reached_makes_no_register() {
        let read = forms(grid(&[
            &["年度任务", "完成情况", "存在问题", "改进措施"],
            &["任务", "完成", "无", "加快支付"],
        ]));
        assert_eq!((read.registers.len(), read.met), (0, 0));
    }

    #[test]
    fn labels_beside_their_values_are_no_heads() {
        let read = forms(grid(&[
            &["整改措施", "加快支付", "责任人", "张三"],
            &["完成时限", "2024-06-30", "整改状态", "整改中"],
        ]));
        assert_eq!((read.registers.len(), read.met), (0, 0));
    }

    #[test]
    fn a_register_that_nobody_filled_in_is_one_all_the_same() {
        let read = forms(grid(&[
            &["2023年度整改台账"],
            &HEADS,
            &["1", "", "", "", "", "", "", "", "", ""],
        ]));
        assert_eq!(
            (read.registers.len(), read.met, read.problems.len()),
            (0, 1, 0)
        );
    }
}
