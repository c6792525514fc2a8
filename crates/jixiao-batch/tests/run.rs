//! Whole runs: files in, a row a project out.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::inconsistent_digit_grouping,
    clippy::similar_names,
    clippy::type_complexity,
    reason = "rows are drawn and laid out by small numbers; points stand with their decimals apart"
)]

use std::fs::{self, File};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Decimal128Array, Float64Array, Int8Array, Int32Array,
    Int64Array, RecordBatch, StringArray,
};
use jixiao_batch::{BatchError, ColumnError, Job, Key, RowProblem, Summary, Watch, score_files};
use jixiao_model::{FundSources, Funds, Indicator, ProjectForm, Speak, Traced};
use jixiao_scoring::policy::Policy;
use jixiao_scoring::score_project;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::properties::WriterProperties;
use tempfile::TempDir;

/// A row of a file, in hundredths.
#[derive(Debug, Clone)]
struct Line {
    department: i32,
    project: Option<i64>,
    budget: Option<i128>,
    executed: Option<i128>,
    kind: i8,
    target: Option<i128>,
    actual: Option<i128>,
    weight: Option<i128>,
}

fn random(seed: u64) -> u64 {
    let mut z = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z ^ (z >> 27)
}

/// So many projects of one to nineteen rows.
fn lines(projects: i64) -> Vec<Line> {
    let mut lines = Vec::new();
    for project in 1..=projects {
        let seed = project.cast_unsigned() << 16;
        let draw = |nth: u64, below: u64| i128::from(random(seed + nth) % below);
        let budget = draw(0, 5) * draw(1, 100_000);
        let executed = if budget == 0 {
            0
        } else {
            budget * draw(2, 120) / 100
        };
        for row in 0..=draw(3, 18).cast_unsigned() as u64 {
            let nth = 10 + row * 8;
            let kind = [0, 0, 1, 2, 3, 4, 5][draw(nth, 7) as usize];
            lines.push(Line {
                department: (project / 50) as i32,
                project: Some(project),
                budget: Some(budget),
                executed: Some(executed),
                kind,
                target: (kind != 2).then(|| draw(nth + 1, 20_000)),
                actual: Some(draw(nth + 2, if kind == 2 { 10_001 } else { 20_000 })),
                weight: Some(draw(nth + 3, 10) * 100),
            });
        }
    }
    lines
}

fn decimals(values: impl Iterator<Item = Option<i128>>, precision: u8) -> ArrayRef {
    let values: Decimal128Array = values.collect();
    Arc::new(values.with_precision_and_scale(precision, 2).unwrap())
}

fn batch(lines: &[Line]) -> RecordBatch {
    let of = |column: fn(&Line) -> Option<i128>, precision| {
        decimals(lines.iter().map(column), precision)
    };
    RecordBatch::try_from_iter_with_nullable([
        (
            "note",
            Arc::new(Float64Array::from(vec![0.1; lines.len()])) as ArrayRef,
            true,
        ),
        (
            "department_id",
            Arc::new(
                lines
                    .iter()
                    .map(|line| Some(line.department))
                    .collect::<Int32Array>(),
            ),
            true,
        ),
        (
            "project_id",
            Arc::new(
                lines
                    .iter()
                    .map(|line| line.project)
                    .collect::<Int64Array>(),
            ),
            true,
        ),
        ("budget", of(|line| line.budget, 18), true),
        ("executed", of(|line| line.executed, 18), true),
        (
            "kind",
            Arc::new(
                lines
                    .iter()
                    .map(|line| Some(line.kind))
                    .collect::<Int8Array>(),
            ),
            true,
        ),
        ("target", of(|line| line.target, 18), true),
        ("actual", of(|line| line.actual, 38), true),
        ("weight", of(|line| line.weight, 9), true),
    ])
    .unwrap()
}

fn write_parquet(path: &Path, batch: &RecordBatch, row_group: usize) {
    let properties = WriterProperties::builder()
        .set_max_row_group_row_count(Some(row_group))
        .set_data_page_row_count_limit(100)
        .set_write_batch_size(64)
        .build();
    let file = File::create(path).unwrap();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(properties)).unwrap();
    writer.write(batch).unwrap();
    writer.close().unwrap();
}

/// `project_id`, and execution points, points and total in steps of 0.0001, and the grade.
type Scores = Vec<(
    i64,
    Option<i128>,
    Option<i128>,
    Option<i128>,
    Option<String>,
)>;

fn scores(path: &Path) -> Scores {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    let mut scores = Vec::new();
    for batch in reader.build().unwrap() {
        let batch = batch.unwrap();
        let ids = batch.column(0).as_primitive::<Int64Type>();
        let points = [1, 2, 3].map(|at| batch.column(at).as_primitive::<Decimal128Type>().clone());
        let grades = batch.column(4).as_string::<i32>();
        for row in 0..batch.num_rows() {
            let of = |at: usize| points[at].is_valid(row).then(|| points[at].value(row));
            let grade = grades.is_valid(row).then(|| grades.value(row).to_string());
            scores.push((ids.value(row), of(0), of(1), of(2), grade));
        }
    }
    scores
}

/// The same by forms.
fn by_forms(lines: &[Line], policy: &Policy) -> Scores {
    let text = |value: i128| format!("{}.{:02}", value / 100, value % 100);
    let mut scores = Vec::new();
    for rows in lines.chunk_by(|one, other| one.project == other.project) {
        let amount = |value: Option<i128>| Traced::reported(text(value.unwrap()).parse().unwrap());
        let (budget, executed) = (amount(rows[0].budget), amount(rows[0].executed));
        let funds = FundSources {
            fiscal: Some(Funds::new(budget.clone(), budget, executed).unwrap()),
            ..FundSources::default()
        };
        let mut form = ProjectForm::new(1, 2023.try_into().unwrap(), "项目", funds).unwrap();
        for row in rows {
            let sign = ["≥", "≤", "", "=", ">", "<"][row.kind as usize];
            let target = row.target.map_or("效果明显".into(), |target| {
                format!("{sign}{}", text(target))
            });
            let actual = if row.kind == 2 {
                "完成".into()
            } else {
                text(row.actual.unwrap())
            };
            let mut indicator = Indicator::new(
                "产出指标",
                "数量指标",
                "指标",
                &target,
                &actual,
                &text(row.weight.unwrap()),
            )
            .unwrap();
            if row.kind == 2 {
                indicator.actual =
                    Traced::reported("部分".parse().unwrap_or_else(|_| unreachable!()));
                indicator.percent =
                    Some(Traced::reported(text(row.actual.unwrap()).parse().unwrap()));
                let level = policy
                    .levels
                    .level(indicator.percent.as_ref().unwrap().value);
                indicator.actual =
                    Traced::reported(level.term().parse().unwrap_or_else(|_| unreachable!()));
            }
            form.indicators.push(indicator);
        }
        let score = score_project(&form, policy).unwrap();
        for scored in &score.indicators {
            assert!(scored.is_ok(), "{scored:?}");
        }
        let points = score.total.steps() - score.execution_points.steps();
        scores.push((
            rows[0].project.unwrap(),
            Some(score.execution_points.steps().into()),
            Some(points.into()),
            Some(score.total.steps().into()),
            score.grade.map(|grade| grade.term().to_string()),
        ));
    }
    scores
}

struct Run {
    folder: TempDir,
    job: Job,
}

impl Run {
    fn new(input: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        let job = Job::new(
            vec![at(input)],
            at("out.parquet"),
            Policy::mof_2020().unwrap(),
        );
        Self { folder, job }
    }

    fn parquet(lines: &[Line], row_group: usize) -> Self {
        let run = Self::new("in.parquet");
        write_parquet(&run.job.inputs[0], &batch(lines), row_group);
        run
    }

    fn csv(text: &str) -> Self {
        let run = Self::new("in.csv");
        fs::write(&run.job.inputs[0], text).unwrap();
        run
    }

    fn go(&self) -> Result<Summary, BatchError> {
        score_files(&self.job, &())
    }

    fn scores(&self) -> Scores {
        scores(&self.job.out)
    }

    fn rejects(&self) -> String {
        let text = fs::read_to_string(&self.job.rejects).unwrap();
        let folder = format!("{}/", self.folder.path().display());
        text.trim_start_matches('\u{feff}').replace(&folder, "")
    }

    fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

#[test]
fn projects_are_scored_as_their_forms() {
    let lines = lines(3_000);
    for row_group in [1_000_000, 1_000, 7] {
        let run = Run::parquet(
            &lines[..if row_group == 7 { 3_000 } else { lines.len() }],
            row_group,
        );
        let summary = run.go().unwrap();
        assert_eq!(summary.rejects, 0, "{}", run.rejects());
        let lines = if row_group == 7 {
            &lines[..3_000]
        } else {
            &lines[..]
        };
        assert_eq!(summary.rows, lines.len() as u64);
        let expected = by_forms(lines, &run.job.policy);
        assert_eq!(run.scores(), expected);
        assert_eq!(summary.all.projects, expected.len() as u64);
    }
}

#[test]
fn every_format_gives_the_same_bytes_on_any_number_of_threads() {
    let lines = lines(400);
    let run = Run::parquet(&lines, 500);
    run.go().unwrap();
    let expected = fs::read(&run.job.out).unwrap();
    let at = |name: &str| run.folder.path().join(name);
    let whole = batch(&lines);

    let mut csv =
        String::from("department_id,project_id,budget,executed,kind,target,actual,weight,note\n");
    let text = |value: Option<i128>| {
        value.map_or(String::new(), |value| {
            format!("{}.{:02}", value / 100, value % 100)
        })
    };
    for line in &lines {
        let Line {
            department,
            project,
            budget,
            executed,
            kind,
            target,
            actual,
            weight,
        } = line.clone();
        let project = project.unwrap();
        let [budget, executed, target, actual, weight] =
            [budget, executed, target, actual, weight].map(text);
        let cells = [
            department.to_string(),
            project.to_string(),
            budget,
            executed,
            kind.to_string(),
            target,
            actual,
            weight,
        ];
        csv.extend([cells.join(","), ",x\n".into()]);
    }
    fs::write(at("in.csv"), csv).unwrap();
    let mut file = arrow_ipc::writer::FileWriter::try_new(
        File::create(at("in.arrow")).unwrap(),
        &whole.schema(),
    )
    .unwrap();
    let mut stream = arrow_ipc::writer::StreamWriter::try_new(
        File::create(at("in.arrows")).unwrap(),
        &whole.schema(),
    )
    .unwrap();
    for start in (0..whole.num_rows()).step_by(333) {
        let part = whole.slice(start, 333.min(whole.num_rows() - start));
        file.write(&part).unwrap();
        stream.write(&part).unwrap();
    }
    file.finish().unwrap();
    stream.finish().unwrap();
    fs::create_dir(at("parts")).unwrap();
    for (part, start) in (0..whole.num_rows()).step_by(1_001).enumerate() {
        let rows = whole.slice(start, 1_001.min(whole.num_rows() - start));
        write_parquet(&at("parts").join(format!("{part:03}.parquet")), &rows, 300);
    }
    fs::write(at("parts").join("_SUCCESS"), "").unwrap();

    for (input, threads) in [
        ("in.parquet", 1),
        ("in.parquet", 5),
        ("in.csv", 2),
        ("in.arrow", 3),
        ("in.arrows", 1),
        ("parts", 2),
    ] {
        let mut job = run.job.clone();
        job.inputs = vec![at(input)];
        job.out = at("other.parquet");
        job.threads = NonZero::new(threads);
        let summary = score_files(&job, &()).unwrap();
        assert_eq!(
            (summary.rows, summary.rejects),
            (lines.len() as u64, 0),
            "{input}"
        );
        assert_eq!(scores(&job.out), run.scores(), "{input}");
        if input != "parts" && input != "in.csv" && !input.starts_with("in.arrow") {
            assert!(
                fs::read(&job.out).unwrap() == expected,
                "{input} on {threads} threads"
            );
        }
    }
}

#[test]
fn departments_are_rolled_up_in_the_same_pass() {
    let lines = lines(200);
    let mut run = Run::parquet(&lines, 300);
    let file = run.folder.path().join("by.parquet");
    run.job.by = Some(("department_id".into(), file.clone()));
    let summary = run.go().unwrap();
    let scores = run.scores();
    assert_eq!(summary.by.len(), 5);
    for (key, own) in &summary.by {
        let Key::Whole(department) = key else {
            panic!("{key:?}")
        };
        let ids: Vec<i64> = (1..=200).filter(|id| id / 50 == *department).collect();
        let of = |grade: &str| {
            scores
                .iter()
                .filter(|score| ids.contains(&score.0) && score.4.as_deref() == Some(grade))
                .count() as u64
        };
        assert_eq!(own.projects, ids.len() as u64);
        assert_eq!(
            [own.excellent, own.good, own.fair, own.poor],
            ["优", "良", "中", "差"].map(of)
        );
        let firsts = lines
            .chunk_by(|one, other| one.project == other.project)
            .filter(|rows| ids.contains(&rows[0].project.unwrap()));
        let budget: i128 = firsts.map(|rows| rows[0].budget.unwrap()).sum();
        assert_eq!(own.budget_fen(), budget * 10_000);
        let total: i128 = scores
            .iter()
            .filter(|score| ids.contains(&score.0))
            .map(|score| score.3.unwrap())
            .sum();
        let count = ids.len() as i128;
        let mean = own.mean(4).map(|mean| i128::from(mean.steps()));
        assert_eq!(mean, Some((2 * total + count) / (2 * count)));
    }
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(file).unwrap()).unwrap();
    let table = reader.build().unwrap().next().unwrap().unwrap();
    let names: Vec<&str> = table
        .schema_ref()
        .fields()
        .iter()
        .map(|field| field.name().as_str())
        .collect();
    assert_eq!(
        names,
        [
            "department_id",
            "projects",
            "rejected",
            "budget",
            "executed",
            "execution_rate",
            "excellent",
            "good",
            "fair",
            "poor",
            "ungraded",
            "off_hundred",
            "mean_total",
        ]
    );
    assert_eq!(table.num_rows(), 5);
    let ungraded: u64 = summary.by.iter().map(|(_, own)| own.ungraded).sum();
    assert_eq!(ungraded, summary.all.ungraded);
}

const HEADER: &str = "project_id,budget,executed,kind,target,actual,weight\n";

#[test]
fn rows_without_a_score_are_told_and_take_their_project_along() {
    let run = Run::csv(&format!(
        "{HEADER}\
         1,100,90,0,95,93,50\n\
         1,100,90,0,95,,40\n\
         2,100,90,7,95,93,90\n\
         3,100,90,0,95,93,90\n\
         4,0,5,0,95,93,90\n\
         5,100,90,0,95,93,90\n\
         5,100,91,0,95,93,0\n\
         6,100,x,0,95,93,90\n\
         ,100,90,0,95,93,90\n\
         7,100,90,0,95,93\n\
         8,100,90,0,95,93.12345678901,90\n\
         9,100,90,0,95,9300000000000000000000,90\n\
         10,100,90,2,,101,90\n\
         11,,90,0,95,93,90\n\
         12,0.0000001,90,0,95,93,90\n\
         13,0,0,0,95,95,90\n\
         14,1,1,300,95,95,90\n"
    ));
    let summary = run.go().unwrap();
    insta_like(
        &run.rejects(),
        &[
            "file,row,project_id,column,reason",
            "in.csv,2,1,actual,actual 为空，请填写",
            "in.csv,3,2,kind,kind 为 7，没有这种取值；请填 0（≥）、1（≤）、2（等级）、3（=）、4（>）或 5（<）",
            "in.csv,5,4,executed,预算执行率无法计算：预算数为零却有支出，请核对预算数或说明资金来源",
            "in.csv,7,5,executed,executed 与本项目前面各行不一致，请改为相同的值",
            "in.csv,8,6,executed,executed：“x”不是数字，请修改",
            "in.csv,9,,project_id,project_id 为空，请填写；",
            "in.csv,10,,,本行有 6 列，表头有 7 列，请修改",
            "in.csv,11,8,actual,actual：“93.12345678901”的小数位数过多（至多 10 位），请修改",
            "in.csv,12,9,actual,",
            "in.csv,13,10,actual,actual：101% 不在 0% 至 100% 之间",
            "in.csv,14,11,budget,budget 为空，请填写",
            "in.csv,15,12,budget,budget：",
            "in.csv,17,14,kind,kind 为 300，没有这种取值",
        ],
    );
    assert_eq!(summary.rejects, 13);
    let scores = run.scores();
    let ids: Vec<i64> = scores.iter().map(|score| score.0).collect();
    // The line of project 7 has a cell too few, and may be of any.
    assert_eq!(ids, [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14]);
    let scored: Vec<i64> = scores
        .iter()
        .filter(|score| score.3.is_some())
        .map(|score| score.0)
        .collect();
    assert_eq!(scored, [3, 13]);
    // 10 × 90 % is known though a row of the indicators is not.
    assert_eq!(scores[0].1, Some(9_0000));
    assert_eq!(
        (scores[0].2, scores[0].3, scores[0].4.clone()),
        (None, None, None)
    );
    // Nothing budgeted and nothing spent: the execution rate does not apply, and its weight is given in full.
    assert_eq!(scores[11].3, Some(100_0000));
    assert_eq!((summary.all.projects, summary.all.rejected), (13, 11));
}

/// Each line begins so.
fn insta_like(text: &str, expected: &[&str]) {
    let lines: Vec<&str> = text.lines().collect();
    for (line, expected) in lines.iter().zip(expected) {
        assert!(line.starts_with(expected), "{line}\n{expected}\n\n{text}");
    }
    assert_eq!(lines.len(), expected.len(), "{text}");
}

#[test]
fn a_project_across_pieces_is_one_whatever_is_wrong_with_it() {
    let line = |project: i64, actual: Option<i128>| Line {
        department: 1,
        project: Some(project),
        budget: Some(100_00),
        executed: Some(90_00),
        kind: 0,
        target: Some(95_00),
        actual,
        weight: Some(9_00),
    };
    let mut lines: Vec<Line> = (0..30).map(|_| line(1, Some(95_00))).collect();
    lines[25].actual = None;
    lines.extend((0..30).map(|_| line(2, Some(95_00))));
    lines[55].executed = Some(91_00);
    lines.extend((0..10).map(|_| line(3, Some(95_00))));
    let run = Run::parquet(&lines, 4);
    let summary = run.go().unwrap();
    assert_eq!(summary.rejects, 2, "{}", run.rejects());
    insta_like(
        &run.rejects(),
        &[
            "file,row,project_id,column,reason",
            "in.parquet,26,1,actual,",
            "in.parquet,56,2,executed,",
        ],
    );
    let scores = run.scores();
    assert_eq!(
        scores.iter().map(|score| score.3).collect::<Vec<_>>(),
        [None, None, Some(99_0000)]
    );
}

#[test]
fn rows_of_a_project_apart_end_the_run_and_touch_nothing() {
    let mut lines = lines(50);
    let moved = lines.remove(0);
    lines.push(moved);
    // The first project has other rows, so it stands in two places; the file also falls and rises.
    let run = Run::parquet(&lines, 100);
    fs::write(&run.job.out, "older").unwrap();
    let before = run.files();
    match run.go() {
        Err(BatchError::Apart(1)) => {}
        other => panic!("{other:?}"),
    }
    assert_eq!(fs::read_to_string(&run.job.out).unwrap(), "older");
    assert_eq!(run.files(), before);
}

#[test]
fn projects_in_any_order_are_scored() {
    let all = lines(60);
    let mut groups: Vec<&[Line]> = all
        .chunk_by(|one, other| one.project == other.project)
        .collect();
    groups.sort_by_key(|rows| random(rows[0].project.unwrap().cast_unsigned()));
    let lines: Vec<Line> = groups.concat();
    let run = Run::parquet(&lines, 100);
    run.go().unwrap();
    assert_eq!(run.scores(), by_forms(&lines, &run.job.policy));
}

#[test]
fn a_run_that_is_stopped_writes_nothing() {
    let run = Run::parquet(&lines(100), 100);
    let before = run.files();
    let stopped = AtomicBool::new(true);
    assert!(matches!(
        score_files(&run.job, &stopped),
        Err(BatchError::Stopped)
    ));
    assert_eq!(run.files(), before);
}

#[test]
fn a_file_that_breaks_in_the_middle_writes_nothing() {
    let run = Run::parquet(&lines(2_000), 1_000);
    let mut bytes = fs::read(&run.job.inputs[0]).unwrap();
    let quarter = bytes.len() / 4;
    bytes[quarter..3 * quarter].fill(0xFF);
    fs::write(&run.job.inputs[0], bytes).unwrap();
    let before = run.files();
    match run.go() {
        Err(BatchError::Read { path, .. }) => assert_eq!(path, run.job.inputs[0]),
        other => panic!("{other:?}"),
    }
    assert_eq!(run.files(), before);
}

#[test]
fn the_weight_of_what_does_not_apply_is_spread_as_in_forms() {
    let mut run = Run::csv(
        "project_id,budget,executed,level1,kind,target,actual,weight,not_applicable,is_percent\n\
         1,100,100,产出指标,0,100,90,50,false,\n\
         1,100,100,效益指标,0,100,100,30,,\n\
         1,100,100,满意度指标,0,90,,10,true,true\n\
         2,100,100,产出指标,0,100,90,80,,\n\
         2,100,100,满意度指标,0,90,85,10,,true\n\
         3,100,100,满意度指标,0,90,85,90,,\n",
    );
    run.job.policy = Policy::mof_2021().unwrap();
    let summary = run.go().unwrap();
    assert_eq!(summary.rejects, 1);
    insta_like(
        &run.rejects(),
        &[
            "file,row,project_id,column,reason",
            "in.csv,6,3,is_percent,",
        ],
    );
    let scores = run.scores();
    // 产出 50 × (90 − 60) ÷ 40, 效益 30 raised by the 10 of 满意度.
    assert_eq!(scores[0].2, Some(37_5000 + 40_0000));
    // 满意度 85 % lies in the band from 80 %: four fifths.
    assert_eq!(scores[1].2, Some(60_0000 + 8_0000));
    assert_eq!(scores[2].2, None);
}

#[test]
fn spread_weights_are_capped_as_in_forms() {
    // Three times 30 ÷ 3 × 10 ÷ 9 …: each share rounds up, and together they come to more than the weights.
    let mut text = String::from(
        "project_id,budget,executed,level1,kind,target,actual,weight,not_applicable\n",
    );
    let mut forms = Vec::new();
    for (project, (executed, weights)) in [
        (50, [7, 7, 7]),
        (100, [7, 7, 7]),
        (50, [11, 13, 17]),
        (100, [11, 13, 17]),
    ]
    .into_iter()
    .enumerate()
    {
        let amount = |value: i32| Traced::reported(value.to_string().parse().unwrap());
        let funds = FundSources {
            fiscal: Some(Funds::new(amount(100), amount(100), amount(executed)).unwrap()),
            ..FundSources::default()
        };
        let mut form = ProjectForm::new(1, 2023.try_into().unwrap(), "项目", funds).unwrap();
        let left = 90 - weights.iter().sum::<i32>();
        for (weight, applies) in weights
            .into_iter()
            .map(|weight| (weight, true))
            .chain([(left, false)])
        {
            text.extend([format!(
                "{project},100,{executed},产出指标,0,100,100,{weight},{}\n",
                !applies
            )]);
            let mut indicator = Indicator::new(
                "产出指标",
                "数量指标",
                "指标",
                "≥100",
                "100",
                &weight.to_string(),
            )
            .unwrap();
            indicator.not_applicable = !applies;
            form.indicators.push(indicator);
        }
        forms.push(form);
    }
    let mut run = Run::csv(&text);
    run.job.policy = Policy::mof_2021().unwrap();
    run.go().unwrap();
    for (score, form) in run.scores().iter().zip(&forms) {
        let expected = score_project(form, &run.job.policy).unwrap();
        assert_eq!(score.3, Some(expected.total.steps().into()));
        assert_eq!(
            score.2,
            Some((expected.total.steps() - expected.execution_points.steps()).into())
        );
    }
}

#[test]
fn methods_and_terms_may_stand_in_columns() {
    let run = Run::csv(
        "project_id,budget,executed,kind,target,actual,weight,method,is_percent,pass_mark,deduction_step,deduction_points\n\
         1,100,100,0,100,88,10,direct,,,,\n\
         2,100,100,0,100,88,10,pass-mark,,,,\n\
         3,100,100,0,100,88,10,设置及格门槛,,80,,\n\
         4,100,100,0,100,88,10,deduction,true,,4,1.5\n\
         5,100,100,2,,85,10,levels,,,,\n\
         6,100,100,2,,85,10,direct,,,,\n\
         7,100,100,0,100,88,10,half,,,,\n\
         8,100,100,0,100,88,10,,,,,\n",
    );
    run.go().unwrap();
    insta_like(
        &run.rejects(),
        &[
            "file,row,project_id,column,reason",
            "in.csv,6,6,method,赋分规则与 kind 不符",
            "in.csv,7,7,method,赋分规则“half”没有意义",
        ],
    );
    let points: Vec<Option<i128>> = run.scores().iter().map(|score| score.2).collect();
    assert_eq!(
        points,
        [
            Some(0),
            Some(7_0000),
            Some(4_0000),
            Some(5_5000),
            Some(8_5000),
            None,
            None,
            Some(8_8000),
        ]
    );
}

#[test]
fn files_that_cannot_be_used_say_why() {
    let lines = lines(3);
    let whole = batch(&lines);
    let refused = |batch: &RecordBatch| {
        let run = Run::new("in.parquet");
        write_parquet(&run.job.inputs[0], batch, 1_000);
        match run.go() {
            Err(BatchError::Column { error, .. }) => error,
            other => panic!("{other:?}"),
        }
    };
    let without = whole.project(&[0, 1, 2, 3, 4, 5, 7, 8]).unwrap();
    match refused(&without) {
        ColumnError::Missing { column, found } => {
            assert_eq!(column, "target");
            assert!(found.contains("department_id"));
        }
        other => panic!("{other:?}"),
    }
    let mut columns = whole.columns().to_vec();
    columns[7] = Arc::new(Float64Array::from(vec![0.1; lines.len()]));
    let names = whole.schema();
    let names = names.fields().iter().map(|field| field.name().clone());
    let floats = RecordBatch::try_from_iter(names.zip(columns)).unwrap();
    let error = refused(&floats);
    assert_eq!(
        error.to_string(),
        "the column `actual` is Float64; write it as a decimal of at most 38 digits or an integer (a float does not hold what was written: 0.1 is not one)"
    );
    assert!(error.speak().zh.contains("浮点数"));

    let mut run = Run::new("in.xlsx");
    assert!(matches!(run.go(), Err(BatchError::Ending(_))));
    run.job.inputs = vec![run.folder.path().to_path_buf()];
    assert!(matches!(run.go(), Err(BatchError::NoFiles(_))));
    run.job.inputs = vec![PathBuf::from("no such file.parquet")];
    assert!(matches!(run.go(), Err(BatchError::Read { .. })));
    let mut run = Run::parquet(&lines, 100);
    run.job.by = Some(("province".into(), run.folder.path().join("by.parquet")));
    assert!(matches!(run.go(), Err(BatchError::Column { .. })));
    assert_eq!(run.files(), ["in.parquet"]);
}

/// 分 of each project's total; `None` where it has none.
fn totals(run: &Run) -> Vec<(i64, Option<i128>)> {
    run.scores()
        .into_iter()
        .map(|score| (score.0, score.3))
        .collect()
}

#[test]
fn a_row_of_no_project_takes_its_neighbours_along() {
    let run = Run::csv(&format!(
        "{HEADER}\
         1,100,100,0,95,95,90\n\
         2,100,100,0,95,95,40\n\
         ,100,100,0,10,5,50\n\
         2,100,100,0,95,95,50\n\
         3,100,100,0,95,95,90\n\
         4,100,100,0,95,95,90\n\
         5x,100,100,0,95,95,90\n\
         6,100,100,0,95,95,90\n\
         7,100,100,0,95,95,90\n"
    ));
    let summary = run.go().unwrap();
    let all = Some(100_0000);
    assert_eq!(
        totals(&run),
        [
            (1, all),
            (2, None),
            (3, all),
            (4, None),
            (6, None),
            (7, all)
        ]
    );
    assert_eq!((summary.rejects, summary.all.rejected), (2, 3));
}

#[test]
fn a_row_of_no_project_does_so_across_pieces() {
    let line = |project: Option<i64>| Line {
        department: 1,
        project,
        budget: Some(100_00),
        executed: Some(100_00),
        kind: 0,
        target: Some(95_00),
        actual: Some(95_00),
        weight: Some(90_00),
    };
    let ids = [
        None,
        Some(1),
        Some(2),
        Some(3),
        None,
        None,
        Some(4),
        Some(5),
        None,
    ];
    let lines: Vec<Line> = ids.into_iter().map(line).collect();
    let all = Some(100_0000);
    for row_group in 1..=10 {
        let run = Run::parquet(&lines, row_group);
        let summary = run.go().unwrap();
        assert_eq!(summary.rejects, 4);
        assert_eq!(
            totals(&run),
            [(1, None), (2, all), (3, None), (4, None), (5, None)],
            "row groups of {row_group}"
        );
    }
}

#[test]
fn a_line_with_a_cell_too_few_belongs_to_no_project() {
    let run = Run::csv(&format!(
        "{HEADER}\
         3,100,100,0,95,95,40\n\
         100,100,0,95,10,50\n\
         3,100,100,0,95,95,50\n\
         4,100,100,0,95,95,90\n"
    ));
    run.go().unwrap();
    assert_eq!(totals(&run), [(3, None), (4, Some(100_0000))]);
    insta_like(
        &run.rejects(),
        &[
            "file,row,project_id,column,reason",
            "in.csv,2,,,本行有 6 列，表头有 7 列，请修改",
        ],
    );
}

#[test]
fn a_quote_that_is_not_closed_ends_the_run() {
    let run = Run::csv(&format!(
        "{HEADER}1,100,90,0,95,93,90\n2,100,90,0,95,\"93,90\n3,100,90,0,95,93,90\n"
    ));
    match run.go() {
        Err(BatchError::Quote { line: 3, .. }) => {}
        other => panic!("{other:?}"),
    }
    let closed = Run::csv(&format!(
        "note,{HEADER}\"a \"\"b\"\"\nc\",1,100,90,0,95,93,90\n"
    ));
    assert_eq!(closed.go().unwrap().rejects, 0);
}

#[test]
fn text_that_is_not_utf_8_says_where() {
    let run = Run::new("in.csv");
    let mut bytes = format!("note,{HEADER}x,1,100,90,0,95,93,90\n").into_bytes();
    bytes.extend(b"\xbb\xd4,2,100,90,0,95,93,90\n");
    fs::write(&run.job.inputs[0], bytes).unwrap();
    match run.go() {
        Err(BatchError::Encoding { line: 3, .. }) => {}
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_named_twice_is_refused() {
    let run = Run::csv("project_id,budget,executed,kind,target,actual,weight,weight\n");
    match run.go() {
        Err(BatchError::Column {
            error: ColumnError::Twice(column),
            ..
        }) => assert_eq!(column, "weight"),
        other => panic!("{other:?}"),
    }
    let mut run = Run::csv(HEADER);
    let other = run.folder.path().join(".").join("in.csv");
    run.job.inputs.push(other);
    assert!(matches!(run.go(), Err(BatchError::Twice(_))));
}

#[test]
fn folders_are_read_whole() {
    let run = Run::csv("");
    let at = |name: &str| run.folder.path().join(name);
    fs::remove_file(&run.job.inputs[0]).unwrap();
    for (folder, id) in [
        ("rows/year=2023/a", 1),
        ("rows/year=2024", 2),
        ("rows/_old", 3),
    ] {
        fs::create_dir_all(at(folder)).unwrap();
        fs::write(
            at(folder).join("rows.csv"),
            format!("{HEADER}{id},1,1,0,1,1,90\n"),
        )
        .unwrap();
    }
    let mut job = run.job.clone();
    job.inputs = vec![at("rows")];
    score_files(&job, &()).unwrap();
    assert_eq!(totals(&run), [(1, Some(100_0000)), (2, Some(100_0000))]);
    fs::write(at("rows/rows.csv.gz"), "").unwrap();
    match score_files(&job, &()) {
        Err(BatchError::Ending(path)) => assert_eq!(path, at("rows/rows.csv.gz")),
        other => panic!("{other:?}"),
    }
}

#[test]
fn dictionaries_of_any_kind_are_texts() {
    use arrow_array::DictionaryArray;
    use arrow_array::types::{Int8Type, UInt32Type};
    let whole = batch(&lines(3)[..2]);
    let few: DictionaryArray<Int8Type> = [Some("甲局"), Some("甲局")].into_iter().collect();
    let none: DictionaryArray<UInt32Type> = [None::<&str>, None].into_iter().collect();
    for (department, expected) in [
        (Arc::new(few) as ArrayRef, Key::Text("甲局".into())),
        (Arc::new(none), Key::Empty),
    ] {
        let columns = whole
            .schema_ref()
            .fields()
            .iter()
            .map(|field| field.name().as_str());
        let columns = columns
            .zip(whole.columns().iter().cloned())
            .chain([("department", department)]);
        let batch = RecordBatch::try_from_iter_with_nullable(
            columns.map(|(name, array)| (name, array, true)),
        )
        .unwrap();
        let mut run = Run::new("in.parquet");
        write_parquet(&run.job.inputs[0], &batch, 100);
        run.job.by = Some(("department".into(), run.folder.path().join("by.parquet")));
        assert_eq!(run.go().unwrap().by[0].0, expected);
        let arrow = run.folder.path().join("in.arrow");
        let mut file =
            arrow_ipc::writer::FileWriter::try_new(File::create(&arrow).unwrap(), &batch.schema())
                .unwrap();
        file.write(&batch).unwrap();
        file.finish().unwrap();
        run.job.inputs = vec![arrow];
        assert_eq!(run.go().unwrap().by[0].0, expected);
    }
}

#[test]
fn whole_numbers_of_csv_are_rolled_up_in_their_order() {
    let mut run = Run::csv(&format!(
        "by,{HEADER}10,1,1,1,0,1,1,90\n9,2,1,1,0,1,1,90\n丙,3,1,1,0,1,1,90\n"
    ));
    run.job.by = Some(("by".into(), run.folder.path().join("by.parquet")));
    let summary = run.go().unwrap();
    let keys: Vec<String> = summary.by.iter().map(|(key, _)| key.to_string()).collect();
    assert_eq!(keys, ["9", "10", "丙"]);
    assert!(summary.without_levels);
}

#[test]
fn nothing_that_is_read_is_written_over() {
    let mut run = Run::parquet(&lines(3), 100);
    let before = fs::read(&run.job.inputs[0]).unwrap();
    run.job.out = run.folder.path().join(".").join("in.parquet");
    assert!(matches!(run.go(), Err(BatchError::Twice(_))));
    run.job.out = run.folder.path().join("out.parquet");
    run.job.rejects = run
        .folder
        .path()
        .join("../")
        .join(run.folder.path().file_name().unwrap())
        .join("out.parquet");
    assert!(matches!(run.go(), Err(BatchError::Twice(_))));
    assert_eq!(fs::read(&run.job.inputs[0]).unwrap(), before);
    assert_eq!(run.files(), ["in.parquet"]);
}

#[test]
fn an_empty_file_has_no_projects() {
    let run = Run::csv(HEADER);
    let summary = run.go().unwrap();
    assert_eq!((summary.rows, summary.all.projects), (0, 0));
    assert_eq!(run.scores(), []);
    assert_eq!(summary.all.mean(2), None);
    assert_eq!(summary.all.execution_rate(), None);
}

#[test]
fn columns_of_other_types_are_taken_where_they_are_exact() {
    let texts: ArrayRef = Arc::new(StringArray::from(vec![Some("甲局"), Some("甲局"), None]));
    let whole = |values: Vec<i64>| -> ArrayRef { Arc::new(Int64Array::from(values)) };
    let batch = RecordBatch::try_from_iter_with_nullable([
        (
            "project_id",
            Arc::new(Int32Array::from(vec![1, 1, 2])) as ArrayRef,
            true,
        ),
        ("budget", whole(vec![100, 100, 50]), true),
        ("executed", whole(vec![100, 100, 50]), true),
        ("kind", whole(vec![0, 2, 1000]), true),
        ("target", whole(vec![100, 0, 100]), true),
        ("actual", whole(vec![90, 80, 90]), true),
        ("weight", whole(vec![50, 40, 90]), true),
        (
            "not_applicable",
            Arc::new(BooleanArray::from(vec![false, false, false])) as ArrayRef,
            true,
        ),
        ("department", texts, true),
    ])
    .unwrap();
    let mut run = Run::new("in.parquet");
    write_parquet(&run.job.inputs[0], &batch, 100);
    run.job.by = Some(("department".into(), run.folder.path().join("by.parquet")));
    let summary = run.go().unwrap();
    assert_eq!(summary.rejects, 1);
    assert_eq!(run.scores()[0].3, Some(87_0000));
    let keys: Vec<Key> = summary.by.iter().map(|(key, _)| key.clone()).collect();
    assert_eq!(keys, [Key::Empty, Key::Text("甲局".into())]);
}

#[test]
fn progress_counts_every_row() {
    #[derive(Default)]
    struct Count(std::sync::atomic::AtomicU64, std::sync::Mutex<Option<u64>>);
    impl Watch for Count {
        fn begin(&self, rows: Option<u64>) {
            *self.1.lock().unwrap() = rows;
        }
        fn scored(&self, rows: u64) {
            self.0.fetch_add(rows, std::sync::atomic::Ordering::Relaxed);
        }
    }
    let lines = lines(100);
    let run = Run::parquet(&lines, 100);
    let count = Count::default();
    score_files(&run.job, &count).unwrap();
    assert_eq!(count.0.into_inner(), lines.len() as u64);
    assert_eq!(count.1.into_inner().unwrap(), Some(lines.len() as u64));
}

#[test]
fn problems_name_their_column_and_speak_both_languages() {
    for problem in [
        RowProblem::NoProject,
        RowProblem::AmountEmpty("budget"),
        RowProblem::Differs("executed".into()),
        RowProblem::NoLevel,
    ] {
        let said = problem.speak();
        assert!(!problem.column().is_empty());
        assert!(said.zh.chars().any(|c| c > '\u{4e00}'), "{}", said.zh);
        assert!(said.en.is_ascii(), "{}", said.en);
    }
}
