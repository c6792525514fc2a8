//! `JX105` to `JX107`: what a form claims, held against itself.

mod fixture;

use fixture::*;
use jixiao_model::{Grade, Submission, Traced};
use jixiao_scoring::evaluate;
use jixiao_scoring::policy::{NotApplicableWeight, Policy};

fn codes(submission: &Submission) -> Vec<String> {
    let findings = findings(submission);
    findings.iter().map(|one| one.code.to_string()).collect()
}

fn of_project(change: impl FnOnce(&mut jixiao_model::ProjectForm)) -> Submission {
    let mut submission = claimed();
    change(&mut submission.projects[0]);
    submission
}

#[test]
fn jx105_more_points_than_a_weight_allows() {
    let beyond = of_project(|project| project.indicators[0].claimed = points("50.01"));
    let said = lines(&beyond);
    insta::assert_snapshot!(said, @"错误 JX105  “培训项目”：指标“产出指标”得分填报为 50.01，超出分值 50；请更正填报的得分或分值");
    insta::assert_snapshot!(english(&beyond), @r#"error JX105  培训项目: points of "产出指标": 50.01 is claimed, beyond the weight of 50; mend the claimed points, or the weight"#);
    insta::assert_snapshot!(expected_and_found(&beyond, "JX105"), @"0 至 50 分 ← 50.01 分 | 0 to 50 points ← 50.01 points");
    let found = of_check(&beyond, "JX105");
    assert_eq!(found[0].indicator.as_deref(), Some("产出指标"));
}

#[test]
fn jx105_the_execution_rate_the_total_and_what_lies_below_zero() {
    let execution = of_project(|project| project.claims.execution_points = points("10.01"));
    insta::assert_snapshot!(lines(&execution), @"错误 JX105  “培训项目”：预算执行率得分填报为 10.01，超出分值 10；请更正填报的得分或分值");
    let total = of_project(|project| project.claims.total = points("100.01"));
    insta::assert_snapshot!(lines(&total), @"错误 JX105  “培训项目”：总分填报为 100.01，超出分值 100；请更正填报的得分或分值");
    let below = of_project(|project| project.indicators[0].claimed = points("-1"));
    insta::assert_snapshot!(lines(&below), @"错误 JX105  “培训项目”：指标“产出指标”得分填报为 -1，低于 0；请更正填报的得分或分值");
    // As much as there is.
    let just = of_project(|project| {
        project.claims.execution_points = points("10");
        project.claims.total = points("100");
    });
    assert!(
        !codes(&just).contains(&"JX105".to_string()),
        "{:?}",
        codes(&just)
    );
}

#[test]
fn jx105_a_total_is_no_fault_of_its_own_beside_the_row_that_made_it() {
    let both = of_project(|project| {
        project.indicators[0].claimed = points("52");
        project.claims.total = points("100.75");
    });
    assert_eq!(
        codes(&both).iter().filter(|code| *code == "JX105").count(),
        1
    );
}

#[test]
fn jx105_a_weight_that_was_raised() {
    let mut policy = Policy::mof_2020().unwrap();
    policy.not_applicable = NotApplicableWeight::Spread;
    let claims = |claimed: &str| {
        let mut submission = claimed_with_one_that_does_not_apply();
        submission.projects[0].indicators[1].claimed = points(claimed);
        let found = findings_under(&submission, &policy);
        found.iter().any(|one| one.code.to_string() == "JX105")
    };
    let submission = claimed_with_one_that_does_not_apply();
    let score = evaluate(&submission, &policy).unwrap();
    let raised = score.projects[0].indicators[1].as_ref().unwrap().points;
    assert!(raised > submission.projects[0].indicators[1].weight.value.full());
    assert!(!claims(&raised.to_string()));
    let more = raised.plus("0.01".parse().unwrap()).unwrap();
    assert!(claims(&more.to_string()));
}

/// Satisfaction does not apply, so that benefit weighs more than its 30.
fn claimed_with_one_that_does_not_apply() -> Submission {
    of_project(|project| {
        project.indicators[2].not_applicable = true;
        project.indicators[2].claimed = None;
        project.claims.total = None;
        project.claims.grade = None;
    })
}

#[test]
fn jx106_a_total_that_is_not_its_sum() {
    let wrong = of_project(|project| project.claims.total = points("98.57"));
    insta::assert_snapshot!(lines(&wrong), @"警告 JX106  “培训项目”：总分填报为 98.57，填报的各项得分之和为 98.75；请重新加总，或更正填错的得分");
    insta::assert_snapshot!(english(&wrong), @"warning JX106  培训项目: the total is claimed to be 98.57; the claimed points sum to 98.75; add them up again, or mend the points that are wrong");
    insta::assert_snapshot!(expected_and_found(&wrong, "JX106"), @"98.75 分 ← 98.57 分 | 98.75 points ← 98.57 points");
}

#[test]
fn jx106_only_where_all_is_claimed() {
    let gap = of_project(|project| {
        project.claims.total = points("98.57");
        project.indicators[0].claimed = None;
    });
    assert!(!codes(&gap).contains(&"JX106".to_string()));
    let gap = of_project(|project| {
        project.claims.total = points("98.57");
        project.claims.execution_points = None;
    });
    assert!(!codes(&gap).contains(&"JX106".to_string()));
    // Rows that differ from the rule are a total's own, where it is their sum.
    let own = of_project(|project| {
        project.indicators[0].claimed = points("49");
        project.claims.total = points("97.75");
    });
    assert!(!codes(&own).contains(&"JX106".to_string()));
}

#[test]
fn jx107_a_grade_that_is_not_that_of_the_total() {
    let grade = |total: &str, grade: Grade| {
        let mut submission = clean();
        submission.projects[0].claims.total = points(total);
        submission.projects[0].claims.grade = Some(Traced::reported(grade));
        of_check(&submission, "JX107")
    };
    let cases = [
        ("100", Grade::Excellent, true),
        ("90", Grade::Excellent, true),
        ("89.99", Grade::Excellent, false),
        ("89.99", Grade::Good, true),
        ("80", Grade::Good, true),
        ("79.99", Grade::Good, false),
        ("60", Grade::Fair, true),
        ("59.99", Grade::Fair, false),
        ("0", Grade::Poor, true),
        ("100.01", Grade::Poor, true), // no grade follows from it
    ];
    for (total, claimed, agrees) in cases {
        assert_eq!(
            grade(total, claimed).is_empty(),
            agrees,
            "{total} {claimed}"
        );
    }
}

#[test]
fn jx107_says_it_once() {
    let wrong = of_project(|project| project.claims.grade = Some(Traced::reported(Grade::Good)));
    insta::assert_snapshot!(lines(&wrong), @"警告 JX107  “培训项目”：等级填报为“良”，填报的总分 98.75 属于“优”；请更正等级或总分");
    insta::assert_snapshot!(english(&wrong), @"warning JX107  培训项目: the grade is claimed to be good; the claimed total of 98.75 is excellent; mend the grade or the total");
    insta::assert_snapshot!(expected_and_found(&wrong, "JX107"), @"优 ← 良 | excellent ← good");
}

#[test]
fn jx107_of_a_row_without_a_form() {
    let row = of_project(|project| {
        project.indicators.clear();
        project.claims.total = points("95");
        project.claims.grade = Some(Traced::reported(Grade::Good));
    });
    assert_eq!(codes(&row), ["JX001", "JX107"]);
}
