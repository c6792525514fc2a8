//! `JX005`: what a form leaves open.

mod fixture;

use fixture::*;
use jixiao_model::{Indicator, Submission};

#[test]
fn jx005_points_for_some_of_the_rows() {
    let mut submission = claimed();
    submission.projects[0].indicators[1].claimed = None;
    insta::assert_snapshot!(lines(&submission), @"警告 JX005  “培训项目”：填报了得分，但没有填全，缺：效益指标；请补填各项得分");
    insta::assert_snapshot!(english(&submission), @"warning JX005  培训项目: points are claimed, but none for 效益指标; fill in the points of every row");
    insta::assert_snapshot!(expected_and_found(&submission, "JX005"), @"各项得分齐全 ← 缺 1 项 | points for every row ← 1 missing");
}

#[test]
fn jx005_what_is_claimed_and_what_is_left_open() {
    type Change = fn(&mut Submission);
    let cases: [(&str, Change, bool); 8] = [
        ("all", |_| (), false),
        ("nothing", |all| *all = clean(), false),
        (
            "all but the total",
            |all| all.projects[0].claims.total = None,
            false,
        ),
        (
            "only a grade",
            |all| {
                let grade = all.projects[0].claims.grade.take();
                *all = clean();
                all.projects[0].claims.grade = grade;
            },
            false,
        ),
        (
            "only a total",
            |all| {
                *all = clean();
                all.projects[0].claims.total = points("98.75");
            },
            true,
        ),
        (
            "all but the execution rate",
            |all| all.projects[0].claims.execution_points = None,
            true,
        ),
        (
            "all but what does not apply",
            |all| {
                all.projects[0].indicators[2].claimed = None;
                all.projects[0].indicators[2].not_applicable = true;
            },
            false,
        ),
        (
            "a total without any indicator",
            |all| {
                all.projects[0].indicators.clear();
                all.projects[0].claims.execution_points = None;
            },
            false,
        ),
    ];
    for (which, change, expected) in cases {
        let mut submission = claimed();
        change(&mut submission);
        let found = of_check(&submission, "JX005");
        assert_eq!(!found.is_empty(), expected, "{which}");
    }
}

#[test]
fn jx005_many_rows_are_counted_and_the_first_named() {
    let mut submission = clean();
    let project = &mut submission.projects[0];
    project.claims.total = points("98.75");
    let more = ["甲", "乙"]
        .map(|name| Indicator::new("产出指标", "数量指标", name, "≥10次", "10次", "0").unwrap());
    project.indicators.extend(more);
    let found = of_check(&submission, "JX005");
    insta::assert_snapshot!(found[0].message.zh, @"填报了得分，但没有填全，缺：产出指标、效益指标、满意度指标等 6 项");
    insta::assert_snapshot!(found[0].message.en, @"points are claimed, but none for 产出指标, 效益指标, 满意度指标 and 3 more");
}
