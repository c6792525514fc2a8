//! Shows: changing what a policy (政策) fixes, here numbers with a pass mark and satisfaction by bands, in a TOML text and without
//! touching a formula.
//!
//! `cargo run -p jixiao-examples --example bring_your_own_policy`

use jixiao_model::{FundSources, Funds, Indicator, ProjectForm, Traced};
use jixiao_scoring::policy::Policy;
use jixiao_scoring::score_project;

const OURS: &str = r#"
id = "ours"
name = "本单位政策"
name_en = "our policy"
extends = "mof-2020"
basis = "本单位绩效管理办法"

[methods]
number = "pass-mark"
satisfaction = "bands"
"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let ours = Policy::from_toml("ours.toml", OURS)?;
    let form = project()?;
    for policy in [Policy::mof_2020()?, ours] {
        let score = score_project(&form, &policy)?;
        println!("{}: {}", policy.id, score.total);
    }
    Ok(())
}

fn project() -> Result<ProjectForm, jixiao_model::ModelError> {
    let amount = |text: &str| text.parse().map(Traced::reported);
    let fiscal = Funds::new(amount("50")?, amount("50")?, amount("45")?)?;
    let funds = FundSources {
        fiscal: Some(fiscal),
        ..FundSources::default()
    };
    let mut form = ProjectForm::new(1, 2023.try_into()?, "旅游发展专项资金", funds)?;
    let rows = [
        ("产出指标", "数量指标", "宣传活动次数", "≥4次", "3次", "50"),
        (
            "效益指标",
            "经济效益指标",
            "游客增长率",
            "≥10%",
            "12%",
            "30",
        ),
        (
            "满意度指标",
            "服务对象满意度",
            "游客满意度",
            "≥95%",
            "85%",
            "10",
        ),
    ];
    for (level1, level2, name, target, actual, weight) in rows {
        let indicator = Indicator::new(level1, level2, name, target, actual, weight)?;
        form.indicators.push(indicator);
    }
    Ok(form)
}
