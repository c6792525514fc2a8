//! The block of money: its unit, its columns, its rows.

use std::ops::Range;

use jixiao_keyed::ProblemKind;
use jixiao_model::{
    Amount, Bilingual, Figure, Funds, ModelError, Percent, Points, Quantity, Rate, StatedValue,
    Traced, normalise,
};

use crate::forms::cut::is_money_head;
use crate::forms::draft::StatedDraft;
use crate::forms::label::{self, Field};
use crate::forms::part::{Columns, Part, is_blank, rounded};
use crate::grid::Cell;

mod parts;
mod units;
pub(crate) use units::{MoneyUnit, Units, is_other_unit};

/// The fields of the columns of amounts.
pub(crate) const AMOUNTS: [Field; 3] = [Field::Initial, Field::Budget, Field::Executed];

const COLUMNS: [(Field, &str); 3] = [
    (Field::Initial, "年初预算数"),
    (Field::Budget, "全年预算数"),
    (Field::Executed, "全年执行数"),
];

/// The labels of rows of money.
const ROWS: [Field; 8] = [
    Field::TotalFunds,
    Field::Fiscal,
    Field::Carried,
    Field::OtherFunds,
    Field::AllSpending,
    Field::BasicSpending,
    Field::ProjectSpending,
    Field::Sum,
];

/// The block of money of a form.
#[derive(Debug)]
pub(crate) struct Money<'a> {
    pub(crate) rows: Vec<MoneyRow<'a>>,
    /// The rows of the grid that it takes, its head included.
    pub(crate) extent: Range<usize>,
}

/// A row of the block.
#[derive(Debug)]
pub(crate) struct MoneyRow<'a> {
    /// `None` for a label that is not known.
    pub(crate) field: Option<Field>,
    pub(crate) label: &'a Cell,
    /// 年初预算数, 全年预算数, 全年执行数, where they are filled in.
    pub(crate) amounts: [Option<Traced<Amount>>; 3],
    cells: [Option<&'a Cell>; 3],
    units: [MoneyUnit; 3],
    /// Does anything but the amounts themselves say their unit?
    is_unit_told: bool,
    pub(crate) rate: Option<&'a Cell>,
    pub(crate) points: Option<&'a Cell>,
    /// 原因, where the block has such a column.
    pub(crate) explanation: Option<&'a Cell>,
}

impl MoneyRow<'_> {
    pub(crate) fn is_blank(&self) -> bool {
        self.amounts.iter().all(Option::is_none)
    }

    pub(crate) fn is_zero(&self) -> bool {
        let amounts = self.amounts.iter().flatten();
        amounts
            .into_iter()
            .all(|amount| amount.value == Amount::ZERO)
    }

    /// An amount as the form states it of itself.
    pub(crate) fn stated(
        &self,
        index: usize,
        figure: Figure,
        stated_in: &'static str,
    ) -> Option<StatedDraft> {
        let amount = self.amounts.get(index)?.as_ref()?;
        let cell = self.cells.get(index).copied().flatten()?;
        Some(StatedDraft {
            figure,
            value: Traced {
                value: StatedValue::Amount(amount.value),
                source: amount.source,
                place: amount.place.clone(),
            },
            text: with_unit(&cell.shown, *self.units.get(index)?),
            stated_in,
        })
    }

    /// The three amounts; one left blank beside others is 0.
    pub(crate) fn funds(&self, part: &Part<'_>) -> Option<Funds> {
        let [initial, budget, executed] = self
            .amounts
            .clone()
            .map(|amount| amount.unwrap_or_else(|| part.traced(self.label, Amount::ZERO)));
        match Funds::new(initial, budget, executed) {
            Ok(funds) => Some(funds),
            Err(error) => {
                part.invalid(self.label, &label::label(&self.label.shown), &error);
                None
            }
        }
    }
}

/// Reads the block; `None`, and a problem, where there is none.
pub(crate) fn read<'a>(part: &Part<'a>) -> Option<Money<'a>> {
    let Some(head) = part.body().find(|row| is_money_head(part.grid, *row)) else {
        part.not_found(
            &Bilingual::new(
                "资金表的表头（年初预算数、全年预算数、全年执行数）",
                "the heads of the block of money (年初预算数, 全年预算数, 全年执行数) were",
            ),
            Bilingual::new(
                "请补上项目资金一栏，或把表头改为这些名称",
                "add the block of money, or name its columns like that",
            ),
        );
        return None;
    };
    let columns = Columns::of(part.grid, head);
    for (field, term) in COLUMNS.into_iter().skip(1) {
        if !columns.has(field) {
            part.not_found(
                &Bilingual::new(
                    format!("资金表的“{term}”一列"),
                    format!("the column {term} of the block of money was"),
                ),
                Bilingual::new(
                    format!("请补上“{term}”，或把这一列的表头改为“{term}”"),
                    format!("add the column {term}, or name it like that"),
                ),
            );
        }
    }
    let first = head.saturating_add(1);
    let mut following = first..part.rows.end;
    let rows = first
        ..following
            .find(|row| ends(part, *row))
            .unwrap_or(part.rows.end);
    let units = Units::find(part, &columns, AMOUNTS, &(head..first), &rows);
    let rows: Vec<MoneyRow<'_>> = rows
        .filter_map(|row| money_row(part, &columns, units, row))
        .collect();
    let end = rows.last().map_or(head, |row| row.label.row);
    unknown_column(part, &columns, head, end);
    uncomputed(part, &columns, &rows);
    mixed(part, &rows);
    Some(Money {
        rows: parts::without_parts(rows),
        extent: head..end.saturating_add(1),
    })
}

/// Says that some amounts of a table name 元 themselves and others no unit, where nothing else does: whoever typed them meant one unit, and
/// read as 万元 the others would be ten thousand times too large.
fn mixed(part: &Part<'_>, rows: &[MoneyRow<'_>]) {
    let mut all = rows.iter().flat_map(|row| row.cells).flatten();
    let Some(named) = all.find(|cell| units::is_named_otherwise(&cell.shown)) else {
        return;
    };
    let untold = rows.iter().filter(|row| !row.is_unit_told);
    let untold = untold.flat_map(|row| row.cells).flatten();
    let bare = untold.into_iter().find(|cell| {
        let plain = normalise(&cell.shown);
        plain.ends_with(|c: char| c.is_ascii_digit()) && plain.contains(|c| matches!(c, '1'..='9'))
    });
    let Some(bare) = bare else {
        return;
    };
    let (named, shown) = (&named.shown, &bare.shown);
    part.fail(
        bare,
        ProblemKind::Invalid,
        Bilingual::new(
            format!("“{shown}”没有写单位，而同一表里的“{named}”写了单位，看不出这里是元还是万元"),
            format!("`{shown}` names no unit while `{named}` in the same table does; it may be 元 or 万元"),
        ),
        Bilingual::new(
            "请在表头写明单位，如“项目资金（元）”",
            "state the unit in the heads, such as 项目资金（元）",
        ),
    );
}

/// Says that amounts of sources are formulas without a result: they are no zeros. What a total row would compute may be missing, unless it
/// is all there is.
fn uncomputed(part: &Part<'_>, columns: &Columns<'_>, rows: &[MoneyRow<'_>]) {
    let is_total = |row: &&MoneyRow<'_>| {
        let totals = [Field::TotalFunds, Field::Sum, Field::AllSpending];
        row.field.is_none_or(|field| totals.contains(&field))
    };
    let is_alone = rows
        .iter()
        .filter(|row| !is_total(row))
        .all(MoneyRow::is_blank);
    for row in rows {
        if is_total(&row) && (!is_alone || row.is_blank()) {
            continue;
        }
        for (field, term) in COLUMNS {
            no_formula(part, columns, row.label.row, field, term);
        }
    }
}

/// Says that a formula without a result stands in a row under the head of a field.
pub(crate) fn no_formula(
    part: &Part<'_>,
    columns: &Columns<'_>,
    row: usize,
    field: Field,
    term: &str,
) {
    let Some(head) = columns.head(field) else {
        return;
    };
    let mut under = head.column..head.column.saturating_add(head.columns);
    let Some(column) = under.find(|column| part.grid.is_uncomputed(row, *column)) else {
        return;
    };
    let cell = Cell {
        shown: String::new(),
        exact: None,
        row,
        column,
        rows: 1,
        columns: 1,
    };
    part.fail(
        &cell,
        ProblemKind::Invalid,
        Bilingual::new(
            format!("{term}：公式没有计算结果"),
            format!("{term}: the formula has no result"),
        ),
        Bilingual::new(
            "请用 Excel 或 WPS 打开、保存后再读取",
            "open and save the file in Excel or WPS, and read it again",
        ),
    );
}

/// Says that amounts stand under a head that is not known, where 年初预算数 is missing: read as 0, it would be wrong without a word.
pub(crate) fn unknown_column(part: &Part<'_>, columns: &Columns<'_>, head: usize, last: usize) {
    let (false, Some(executed)) = (
        columns.has(Field::Initial),
        columns.head(Field::Executed).map(|head| head.column),
    ) else {
        return;
    };
    let grid = part.grid;
    let is_amount = |cell: &&Cell| {
        let plain = normalise(cell.exact());
        let digits = plain
            .trim_end_matches(['万', '亿', '元'])
            .replace([',', '.'], "");
        cell.row > head && !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
    };
    // Only the column beside those that are known: further left stand labels, numbers and codes.
    let left = columns.head(Field::Budget).map(|head| head.column);
    let beside = left
        .map_or(executed, |left| left.min(executed))
        .saturating_sub(1);
    let title = grid.at(head, beside);
    let start = title.map_or(beside, |title| title.column.min(beside));
    let found = (start..executed).find_map(|column| {
        let title = grid.at(head, column);
        let is_known = title.is_some_and(|cell| label::recognise_head(&cell.shown).is_some());
        let rows = head.saturating_add(1)..last.saturating_add(1);
        let mut cells = rows.filter_map(|row| grid.at(row, column));
        let amount = cells.find(|cell| cell.column == column && is_amount(cell))?;
        (!is_known).then_some((title, amount))
    });
    let Some((title, amount)) = found else {
        return;
    };
    let shown = title.map_or("", |title| title.shown.as_str());
    part.fail(
        title.unwrap_or(amount),
        ProblemKind::Invalid,
        Bilingual::new(
            format!("不认识表头“{shown}”，这一列有金额“{}”", amount.shown),
            format!(
                "the head `{shown}` is not known, and the amount {} stands below it",
                amount.shown
            ),
        ),
        Bilingual::new(
            "请把表头改为“年初预算数”或“全年预算数”；与资金无关的，请移到“全年执行数”右边",
            "name the column 年初预算数 or 全年预算数, or move it behind 全年执行数 if it is neither",
        ),
    );
}

/// Does the block end before this row?
fn ends(part: &Part<'_>, row: usize) -> bool {
    part.own(row).any(|cell| {
        matches!(
            label::recognise(&cell.shown),
            Some(
                Field::GoalBlock
                    | Field::GoalExpected
                    | Field::GoalActual
                    | Field::IndicatorBlock
                    | Field::Level1
                    | Field::Level2
                    | Field::Level3
                    | Field::Total
                    | Field::Conclusion
                    | Field::Note
                    | Field::Unused
            )
        )
    })
}

fn money_row<'a>(
    part: &Part<'a>,
    columns: &Columns<'a>,
    units: Units,
    row: usize,
) -> Option<MoneyRow<'a>> {
    let grid = part.grid;
    let first = columns.first_of(&COLUMNS.map(|(field, _)| field))?;
    // Of several labels the nearest to the amounts is the row's: 其中 may stand in a cell of its own.
    let labels = grid.row(row).filter(|cell| cell.column < first);
    let labels: Vec<&Cell> = labels.collect();
    let known = labels.iter().rev().find_map(|cell| {
        let field = label::recognise_row(&cell.shown)?;
        ROWS.contains(&field).then_some((field, *cell))
    });
    let known = known.filter(|(_, cell)| cell.row == row);
    let own = labels.iter().rev().find(|cell| cell.row == row);
    let (field, label) = match known {
        Some((field, cell)) => (Some(field), cell),
        None => (None, *own?),
    };
    let cells = COLUMNS.map(|(field, _)| columns.value(grid, row, field));
    let own_unit = units::of_row(part, label);
    let are_told = units.are_told;
    let units = [0, 1, 2].map(|index| own_unit.unwrap_or_else(|| units.of(index)));
    let amounts = [0, 1, 2].map(|index| {
        let cell = cells.get(index).copied().flatten()?;
        let (_, term) = COLUMNS.get(index)?;
        amount(part, cell, term, *units.get(index)?, index < 2)
    });
    let reasons = [Field::Explanation, Field::Cause];
    let explanation = reasons
        .iter()
        .find_map(|field| columns.value(grid, row, *field));
    Some(MoneyRow {
        field,
        label,
        amounts,
        cells,
        units,
        is_unit_told: own_unit.is_some() || are_told,
        rate: columns.value(grid, row, Field::Rate),
        points: columns.value(grid, row, Field::Points),
        explanation,
    })
}

/// The amount in a cell; `None` for a blank or a dash, and, with a problem, for what is no amount.
pub(crate) fn amount(
    part: &Part<'_>,
    cell: &Cell,
    term: &str,
    unit: MoneyUnit,
    is_budget: bool,
) -> Option<Traced<Amount>> {
    if is_blank(&cell.shown) {
        return None;
    }
    let read = read_amount(cell, unit).and_then(|amount| {
        if is_budget && amount.is_negative() {
            let found = cell.shown.clone();
            let field = "a budget";
            return Err(ModelError::Negative { field, found });
        }
        Ok(amount)
    });
    match read {
        Ok(amount) => Some(part.traced(cell, amount)),
        Err(error) => {
            part.invalid(cell, term, &error);
            None
        }
    }
}

/// An amount in `unit`, unless the cell names its own. A number that a spreadsheet computed is rounded to whole 分; a text that somebody
/// typed is not.
pub(crate) fn read_amount(cell: &Cell, unit: MoneyUnit) -> Result<Amount, ModelError> {
    let (word, decimals) = match unit {
        MoneyUnit::Yuan => ("元", 2),
        MoneyUnit::Thousand => ("", 5),
        MoneyUnit::Wan => ("万元", 6),
        MoneyUnit::Yi => ("亿元", 10),
    };
    let plain = match (&cell.exact, unit_shown(cell)) {
        // A format such as `0"元"` shows a unit that the number does not hold.
        (Some(number), Some((shown, word))) => match word {
            _ if rounded(number, decimals_of(&shown)) != shown => normalise(&cell.shown),
            "元" => format!("{}元", rounded(number, 2)),
            "亿元" | "亿" => format!("{}亿元", rounded(number, 10)),
            _ => format!("{}万元", rounded(number, 6)),
        },
        (Some(number), None) => rounded(number, decimals),
        (None, _) => normalise(&cell.shown),
    };
    let plain = plain.trim_start_matches(['¥', '￥']);
    if plain.ends_with('元') {
        return plain.parse();
    }
    if plain.ends_with(['万', '亿']) {
        return format!("{plain}元").parse();
    }
    if unit == MoneyUnit::Thousand {
        return of_thousands(plain);
    }
    // Named so that a message repeats what stands there.
    format!("{plain}{word}")
        .parse()
        .map_err(|error| match error {
            ModelError::NotANumber { .. } => ModelError::NotANumber {
                found: plain.to_owned(),
            },
            other => other,
        })
}

/// The number that a cell shows, and the unit behind it.
fn unit_shown(cell: &Cell) -> Option<(String, &'static str)> {
    let plain = normalise(&cell.shown).replace([',', '¥', '￥'], "");
    let words = ["万元", "亿元", "元", "万", "亿"];
    let found = words.into_iter().find_map(|word| {
        let number = plain.strip_suffix(word)?;
        Some((number.to_owned(), word))
    });
    found.filter(|(number, _)| number.ends_with(|c: char| c.is_ascii_digit()))
}

fn decimals_of(number: &str) -> usize {
    number
        .split_once('.')
        .map_or(0, |(_, fraction)| fraction.len())
}

/// 千元 are tenths of 万元.
fn of_thousands(text: &str) -> Result<Amount, ModelError> {
    let wan: Amount = text.parse()?;
    if wan.fen() % 10 != 0 {
        return Err(ModelError::TooManyDecimals {
            found: text.to_owned(),
            max: 5,
            kind: "an amount",
        });
    }
    Amount::from_fen(wan.fen() / 10)
}

impl<'a> Money<'a> {
    /// The first row with one of the labels.
    pub(crate) fn row(&self, fields: &[Field]) -> Option<&MoneyRow<'a>> {
        let mut rows = self.rows.iter();
        rows.find(|row| row.field.is_some_and(|field| fields.contains(&field)))
    }
}

/// An amount as it stands, with the unit that its table has; 万元 need not be said.
pub(crate) fn with_unit(shown: &str, unit: MoneyUnit) -> String {
    let word = match unit {
        _ if shown.ends_with(['元', '万', '亿']) => "",
        MoneyUnit::Wan => "",
        MoneyUnit::Yuan => "元",
        MoneyUnit::Thousand => "千元",
        MoneyUnit::Yi => "亿元",
    };
    format!("{shown}{word}")
}

/// The rate that a row states.
pub(crate) fn stated_rate(
    part: &Part<'_>,
    row: &MoneyRow<'_>,
    amounts: Option<(Amount, Amount)>,
    figure: Figure,
    stated_in: &'static str,
) -> Option<StatedDraft> {
    rate(part, row.rate?, amounts, figure, stated_in)
}

/// The rate in a cell. A bare number is a share or a percentage, whichever lies nearer to what `amounts`, budget and executed, give.
pub(crate) fn rate(
    part: &Part<'_>,
    cell: &Cell,
    amounts: Option<(Amount, Amount)>,
    figure: Figure,
    stated_in: &'static str,
) -> Option<StatedDraft> {
    let plain = normalise(&cell.shown);
    // What a spreadsheet shows where it divided by nothing is no rate that anybody stated.
    if is_blank(&plain) || plain == "不适用" || plain.starts_with('#') {
        return None;
    }
    let read = match plain.strip_suffix('%') {
        Some(number) => rate_of(number, 100),
        None => bare_rate(&plain, amounts),
    };
    match read {
        Ok(percent) => Some(StatedDraft {
            figure,
            value: part.traced(cell, StatedValue::Percent(percent)),
            text: cell.shown.clone(),
            stated_in,
        }),
        Err(error) => {
            part.invalid(cell, "执行率", &error);
            None
        }
    }
}

/// A number of so many that make a whole, as rates are shown: what falls short of the whole is not taken for it.
fn rate_of(number: &str, whole: i32) -> Result<Percent, ModelError> {
    let number: Quantity = rounded(number, 10).parse()?;
    Ok(Rate::of_quantities(number, whole.into())?.shown())
}

fn bare_rate(text: &str, amounts: Option<(Amount, Amount)>) -> Result<Percent, ModelError> {
    let (percent, share) = (rate_of(text, 100)?, rate_of(text, 1)?);
    let Some((budget, executed)) = amounts.filter(|(budget, _)| *budget != Amount::ZERO) else {
        let is_share = percent <= Percent::whole(1);
        return Ok(if is_share { share } else { percent });
    };
    let wanted = i128::from(executed.fen()).saturating_mul(10_000);
    let distance = |rate: Percent| {
        let reached = rate.hundredths().saturating_mul(i128::from(budget.fen()));
        reached.saturating_sub(wanted).saturating_abs()
    };
    Ok(if distance(share) < distance(percent) {
        share
    } else {
        percent
    })
}

/// The points in a cell, as the form shows them; `None` for a blank or a dash, and, with a problem, for what is no number.
pub(crate) fn points(part: &Part<'_>, cell: &Cell, term: &str) -> Option<Traced<Points>> {
    points_in(part, cell, &cell.shown, term)
}

/// The points in a part of a cell's text.
pub(crate) fn points_in(
    part: &Part<'_>,
    cell: &Cell,
    text: &str,
    term: &str,
) -> Option<Traced<Points>> {
    if is_blank(text) {
        return None;
    }
    let plain = normalise(text);
    match rounded(plain.trim_end_matches('分'), 4).parse() {
        Ok(points) => Some(part.traced(cell, points)),
        Err(error) => {
            part.invalid(cell, term, &error);
            None
        }
    }
}

/// Says that a source stands twice.
pub(crate) fn told_twice(part: &Part<'_>, row: &MoneyRow<'_>) {
    let shown = &row.label.shown;
    part.fail(
        row.label,
        ProblemKind::Invalid,
        Bilingual::new(
            format!("资金行“{shown}”有两行，都有金额"),
            format!("the row of money \"{shown}\" stands twice, each time with amounts"),
        ),
        Bilingual::new(
            "请合并成一行，或改正其中一行的名称",
            "make one row of them, or mend the label of one",
        ),
    );
}

/// Says that a label of a row with money is not known.
pub(crate) fn unknown_row(part: &Part<'_>, row: &MoneyRow<'_>) {
    let shown = &row.label.shown;
    part.fail(
        row.label,
        ProblemKind::Invalid,
        Bilingual::new(
            format!("不认识的资金行“{shown}”，它的金额未计入任何资金来源"),
            format!(
                "the row of money \"{shown}\" is not known, and its amounts belong to no source"
            ),
        ),
        Bilingual::new(
            "请按资金来源改为“当年财政拨款”“上年结转资金”或“其他资金”；若它已含在上面某一行中，请删去这一行的金额，并核对“年度资金总额”",
            "name it 当年财政拨款, 上年结转资金 or 其他资金 after its source; if a row above holds it already, delete its amounts and check \
             年度资金总额",
        ),
    );
}
