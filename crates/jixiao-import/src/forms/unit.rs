//! 单位基本信息表 and 部门整体支出基础数据表: the sheets of our own templates.

use jixiao_keyed::ProblemKind;
use jixiao_model::{
    Amount, Bilingual, BudgetAndSpent, CarryOver, FiscalYear, InputKind, RateFigures, RateId,
    RateInput, RateValue, Speak, Staffing, ThreePublic, Traced, normalise,
};

use super::label::label;
use super::money::{self, MoneyUnit};
use super::part::{Part, rounded};
use super::{FiguresDraft, UnitDraft};
use crate::grid::Cell;
use crate::value::{MAX_COUNT, not_whole};

/// Reads a 单位基本信息表: a label and a value a row. What is left open is left out.
pub(crate) fn unit(part: &Part<'_>) -> Option<UnitDraft> {
    let mut unit = UnitDraft::default();
    for row in part.body() {
        let mut cells = part.own(row);
        let (Some(label_cell), Some(value)) = (cells.next(), cells.next()) else {
            continue;
        };
        field(part, &mut unit, &label(&label_cell.shown), value);
    }
    (!part.has_problems()).then_some(unit)
}

fn field(part: &Part<'_>, unit: &mut UnitDraft, label: &str, cell: &Cell) {
    let traced = |term: &str| part.name(cell, &cell.shown, term);
    let name = |term: &str| traced(term).map(|name| name.value);
    match label {
        "单位名称" | "部门(单位)名称" => unit.name = traced("单位名称"),
        "另一名称" | "其他名称" => unit.alias = name("另一名称"),
        "简称" => unit.short_name = name("简称"),
        "主管部门" => unit.supervisor = name("主管部门"),
        "年度" => unit.year = year(part, cell),
        "评分政策" => unit.policy = name("评分政策").map(|name| name.as_str().to_owned()),
        "预算项目数" => unit.budgeted_projects = count(part, cell, "预算项目数"),
        "通知标题" => unit.notice_title = name("通知标题"),
        "通知文号" => unit.notice_number = name("通知文号"),
        "发文机关" => unit.notice_issuer = name("发文机关"),
        "牵头部门" => unit.lead = name("牵头部门"),
        "自评主体" => unit.evaluators = name("自评主体"),
        "原则" => unit.principle = name("原则"),
        "口径" => unit.scope = name("口径"),
        "举例项目" => {
            let project = name("举例项目").map(|name| name.as_str().to_owned());
            unit.featured.extend(project);
        }
        "下一步工作措施" => {
            let step = part.text(cell, &cell.shown, "下一步工作措施");
            unit.next_steps.extend(step);
        }
        _ => {}
    }
}

fn year(part: &Part<'_>, cell: &Cell) -> Option<Traced<FiscalYear>> {
    let plain = normalise(cell.exact());
    let digits = plain.trim_end_matches("年度").trim_end_matches('年');
    let year = digits.parse::<i32>().ok();
    let year = year.and_then(|year| FiscalYear::try_from(year).ok());
    keep(
        part,
        cell,
        "年度",
        year.ok_or_else(|| {
            not_whole(
                &cell.shown,
                FiscalYear::FIRST.number(),
                FiscalYear::LAST.number(),
            )
        }),
    )
}

fn count(part: &Part<'_>, cell: &Cell, term: &str) -> Option<Traced<u32>> {
    let plain = normalise(cell.exact());
    let digits = plain.trim_end_matches(['个', '项', '人']);
    let count = digits
        .parse::<u32>()
        .ok()
        .filter(|count| *count <= MAX_COUNT);
    keep(
        part,
        cell,
        term,
        count.ok_or_else(|| not_whole(&cell.shown, 0, MAX_COUNT)),
    )
}

/// A value with its place, or what is wrong with it.
fn keep<T>(
    part: &Part<'_>,
    cell: &Cell,
    term: &str,
    value: Result<T, impl Speak>,
) -> Option<Traced<T>> {
    match value {
        Ok(value) => Some(part.traced(cell, value)),
        Err(error) => {
            part.invalid(cell, term, &error);
            None
        }
    }
}

/// The table of basic figures: 类别, 数据项 and 数值, found by their heads.
struct Table<'a, 'g> {
    part: &'a Part<'g>,
    rows: Vec<Row<'g>>,
}

/// A figure: of what, which one, and its cell.
struct Row<'g> {
    category: String,
    item: String,
    cell: &'g Cell,
}

/// Reads a 部门整体支出基础数据表. A category without any value is left out; one that has only some of its values is a problem that names the
/// others.
pub(crate) fn figures(part: &Part<'_>) -> Option<FiguresDraft> {
    let table = Table::find(part)?;
    let parts = ThreePublic {
        abroad: table.spent("因公出国(境)费"),
        vehicles: table.spent("公务用车购置及运行费"),
        reception: table.spent("公务接待费"),
    };
    let some = [&parts.abroad, &parts.vehicles, &parts.reception];
    let three_public = some.iter().any(|part| part.is_some()).then_some(parts);
    let draft = FiguresDraft {
        three_public,
        carry_over: table.carry_over(),
        staffing: table.staffing(),
        rates: table.rates(),
    };
    (!part.has_problems()).then_some(draft)
}

/// The template says 万元 beside every amount; where somebody has written another unit there, the amount would be read wrong.
fn in_wan(part: &Part<'_>, value: &Cell) {
    let mut right = part
        .own(value.row)
        .filter(|cell| cell.column > value.column);
    let Some(unit) = right
        .next()
        .filter(|cell| money::is_other_unit(&cell.shown))
    else {
        return;
    };
    part.fail(
        unit,
        ProblemKind::Invalid,
        Bilingual::new(
            format!("单位“{}”应为万元", unit.shown),
            format!("the unit `{}` should be 万元", unit.shown),
        ),
        Bilingual::new(
            "请改为万元，数值一并换算",
            "write 万元, and convert the value",
        ),
    );
}

impl<'a, 'g> Table<'a, 'g> {
    fn find(part: &'a Part<'g>) -> Option<Self> {
        let heads = ["类别", "数据项", "数值"];
        let columns_of = |row: usize| {
            let column = |head: &str| {
                let mut cells = part.own(row);
                cells
                    .find(|cell| label(&cell.shown) == head)
                    .map(|cell| cell.column)
            };
            let [category, item, value] = heads.map(column);
            Some((row, category?, item?, value?))
        };
        let Some((head, category, item, value)) = part.body().find_map(columns_of) else {
            part.not_found(
                &Bilingual::new(
                    "表头“类别”“数据项”“数值”",
                    "the heads 类别, 数据项 and 数值 were",
                ),
                Bilingual::new("请使用模板的表头", "keep the heads of the template"),
            );
            return None;
        };
        let grid = part.grid;
        let row = |row: usize| {
            Some(Row {
                category: label(&grid.at(row, category)?.shown),
                item: label(&grid.at(row, item)?.shown),
                cell: grid.at(row, value).filter(|cell| cell.column == value)?,
            })
        };
        let rows = (head.saturating_add(1)..part.rows.end).filter_map(row);
        let rows: Vec<Row<'_>> = rows.collect();
        for row in &rows {
            in_wan(part, row.cell);
        }
        Some(Self { part, rows })
    }

    fn cell(&self, category: &str, item: &str) -> Option<&'g Cell> {
        let (category, item) = (label(category), label(item));
        let mut rows = self.rows.iter();
        let row = rows.find(|row| row.category == category && row.item == item)?;
        Some(row.cell)
    }

    /// The values of a category, in the order of its items; none where all are left open, or, with a problem, where some are.
    fn cells(&self, category: &str, items: &[&str]) -> Option<Vec<&'g Cell>> {
        let found: Vec<Option<&Cell>> =
            items.iter().map(|item| self.cell(category, item)).collect();
        let known = found.iter().flatten().next()?;
        for (item, cell) in items.iter().zip(&found) {
            if cell.is_none() {
                self.part.fail(
                    known,
                    ProblemKind::MissingKey,
                    Bilingual::new(
                        format!("“{category}”缺少“{item}”"),
                        format!("\"{category}\" lacks \"{item}\""),
                    ),
                    Bilingual::new("请补上，没有的填 0", "fill it in, 0 where there is none"),
                );
            }
        }
        found.into_iter().collect()
    }

    fn amounts(
        &self,
        category: &str,
        items: [&str; 2],
        are_budgets: [bool; 2],
    ) -> Option<[Traced<Amount>; 2]> {
        let cells = self.cells(category, &items)?;
        let read = cells
            .iter()
            .zip(items)
            .zip(are_budgets)
            .map(|((cell, item), is_budget)| {
                money::amount(self.part, cell, item, MoneyUnit::Wan, is_budget)
            });
        // Both are read, also past one that cannot be.
        let read: Vec<Option<Traced<Amount>>> = read.collect();
        let read: Option<Vec<Traced<Amount>>> = read.into_iter().collect();
        read?.try_into().ok()
    }

    fn spent(&self, category: &str) -> Option<BudgetAndSpent> {
        let items = ["预算安排数", "实际支出数"];
        let [budget, spent] = self.amounts(category, items, [true, false])?;
        Some(BudgetAndSpent { budget, spent })
    }

    fn carry_over(&self) -> Option<CarryOver> {
        let items = ["本年累计结转结余", "上年累计结转结余"];
        let [current, previous] = self.amounts("结转结余", items, [false, false])?;
        Some(CarryOver { current, previous })
    }

    fn staffing(&self) -> Option<Staffing> {
        let items = ["编制数", "在职人员数"];
        let cells = self.cells("人员", &items)?;
        let counts = cells
            .iter()
            .zip(items)
            .map(|(cell, item)| count(self.part, cell, item));
        let counts: Vec<Option<Traced<u32>>> = counts.collect();
        let counts: Option<Vec<Traced<u32>>> = counts.into_iter().collect();
        let [quota, staff] = counts?.try_into().ok()?;
        Some(Staffing { quota, staff })
    }

    fn rates(&self) -> Vec<RateFigures> {
        let rates = RateId::ALL.iter().filter(|rate| !rate.is_of_the_forms());
        rates.filter_map(|rate| self.rate(*rate)).collect()
    }

    fn rate(&self, rate: RateId) -> Option<RateFigures> {
        let items: Vec<&str> = rate.inputs().iter().map(|input| input.term).collect();
        let cells = self.cells(rate.term(), &items)?;
        let values = cells.iter().zip(rate.inputs());
        let values = values.filter_map(|(cell, input)| self.figure(cell, input));
        RateFigures::new(rate, values.collect()).ok()
    }

    fn figure(&self, cell: &Cell, input: &RateInput) -> Option<Traced<RateValue>> {
        let decimals = match input.kind {
            InputKind::Amount | InputKind::SignedAmount => 6,
            InputKind::Percent => 2,
            _ => 10,
        };
        let value = input.kind.read(&rounded(cell.exact(), decimals));
        keep(self.part, cell, input.term, value)
    }
}

#[cfg(test)]
mod tests {
    use jixiao_model::{Lang, Locator};

    use super::*;
    use crate::forms::{self, Forms};
    use crate::grid::tests::grid;

    fn read(rows: &[&[&str]]) -> Forms {
        forms::read(&[grid(rows)])
    }

    fn problems(forms: &Forms) -> String {
        let told = forms.problems.iter().map(|one| one.render(Lang::Chinese));
        told.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_unit_tells_of_itself() {
        let forms = read(&[
            &["单位基本信息表"],
            &["单位名称", "某县文化局"],
            &["简称", ""],
            &["年度", "2023年度"],
            &["评分政策", "mof-2021"],
            &["预算项目数", "3个"],
            &["通知标题", "关于开展自评的通知"],
            &["举例项目", "图书馆运行费"],
            &["举例项目", "道路养护"],
            &["下一步工作措施", "加强管理"],
            &["说明：", "红色为必填"],
        ]);
        assert_eq!(problems(&forms), "");
        let unit = &forms.units[0];
        assert_eq!(unit.name.as_ref().unwrap().value.as_str(), "某县文化局");
        assert_eq!(unit.short_name, None);
        assert_eq!(unit.year.as_ref().unwrap().value.number(), 2023);
        assert_eq!(unit.policy.as_deref(), Some("mof-2021"));
        assert_eq!(unit.budgeted_projects.as_ref().unwrap().value, 3);
        assert_eq!(unit.featured, ["图书馆运行费", "道路养护"]);
        let place = unit.next_steps[0].place.as_ref().unwrap();
        assert!(matches!(&place.locator, Locator::Cell { cell, .. } if cell == "B10"));
        let wrong = read(&[
            &["单位基本信息表"],
            &["年度", "二〇二三"],
            &["预算项目数", "三"],
        ]);
        insta::assert_snapshot!(problems(&wrong), @"
        表.xlsx [自评表!B2]：年度：“二〇二三”应为 1994 至 2100 的整数
        表.xlsx [自评表!B3]：预算项目数：“三”应为 0 至 1000000 的整数
        ");
    }

    const HEAD: [&str; 4] = ["类别", "数据项", "数值", "单位"];

    #[test]
    fn the_figures_behind_the_rates() {
        let forms = read(&[
            &["部门整体支出基础数据表（万元）"],
            &HEAD,
            &["因公出国（境）费", "预算安排数", "", "万元"],
            &["因公出国（境）费", "实际支出数", "", "万元"],
            &["公务接待费", "预算安排数", "10", "万元"],
            &["公务接待费", "实际支出数", "9.9万元", "万元"],
            &["结转结余", "本年累计结转结余", "-2.5", "万元"],
            &["结转结余", "上年累计结转结余", "250", "万元"],
            &["人员", "编制数", "88人", "人"],
            &["人员", "在职人员数", "85", "人"],
            &["政府采购执行率", "政府采购预算数", "100", "万元"],
            &["政府采购执行率", "实际政府采购金额", "90", "万元"],
        ]);
        assert_eq!(problems(&forms), "");
        let figures = &forms.figures[0];
        let three_public = figures.three_public.as_ref().unwrap();
        assert!(three_public.abroad.is_none() && three_public.vehicles.is_none());
        let reception = three_public.reception.as_ref().unwrap();
        assert_eq!(reception.spent.value.to_string(), "9.90");
        let carry_over = figures.carry_over.as_ref().unwrap();
        assert_eq!(carry_over.current.value.to_string(), "-2.50");
        assert_eq!(figures.staffing.as_ref().unwrap().quota.value, 88);
        assert_eq!(figures.rates[0].rate(), RateId::ProcurementExecution);
    }

    #[test]
    fn half_a_category_and_what_is_no_figure() {
        let forms = read(&[
            &["部门整体支出基础数据表（万元）"],
            &HEAD,
            &["公务接待费", "预算安排数", "-10", "万元"],
            &["公务接待费", "实际支出数", "", "万元"],
            &["人员", "编制数", "八十", "人"],
            &["人员", "在职人员数", "85", "人"],
            &["政府采购执行率", "政府采购预算数", "100", "万元"],
        ]);
        insta::assert_snapshot!(problems(&forms), @"
        表.xlsx [自评表!C3]：“公务接待费”缺少“实际支出数”；请补上，没有的填 0
        表.xlsx [自评表!C5]：编制数：“八十”应为 0 至 1000000 的整数
        表.xlsx [自评表!C7]：“政府采购执行率”缺少“实际政府采购金额”；请补上，没有的填 0
        ");
        let yuan = read(&[
            &["部门整体支出基础数据表"],
            &HEAD,
            &["公务接待费", "预算安排数", "100000", "元"],
            &["公务接待费", "实际支出数", "9", "万元"],
        ]);
        insta::assert_snapshot!(problems(&yuan), @"表.xlsx [自评表!D3]：单位“元”应为万元；请改为万元，数值一并换算");
        let headless = read(&[&["部门整体支出基础数据表"], &["公务接待费", "1"]]);
        insta::assert_snapshot!(problems(&headless), @"表.xlsx [自评表]：没有找到表头“类别”“数据项”“数值”，已查找“自评表”的 A1 至 B2；请使用模板的表头");
    }
}
