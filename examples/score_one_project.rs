//! Shows: scoring one project's form (项目支出绩效自评表) and asking each point how it came about.
//!
//! `cargo run -p jixiao-examples --example score_one_project`

use jixiao_model::{FundSources, Funds, Indicator, Lang, ProjectForm, Traced};
use jixiao_scoring::explain::explain_project;
use jixiao_scoring::{policy::Policy, score_project};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let amount = |text: &str| text.parse().map(Traced::reported);
    let fiscal = Funds::new(amount("20.32")?, amount("20.32")?, amount("20.3055")?)?;
    let funds = FundSources {
        fiscal: Some(fiscal),
        ..FundSources::default()
    };
    let mut form = ProjectForm::new(1, 2023.try_into()?, "旅游发展专项资金", funds)?;
    form.indicators = vec![
        Indicator::new("产出指标", "数量指标", "宣传活动次数", "≥4次", "3次", "30")?,
        Indicator::new(
            "产出指标",
            "时效指标",
            "完成时间",
            "12月31日前完成",
            "完成",
            "20",
        )?,
        Indicator::new(
            "效益指标",
            "经济效益指标",
            "游客增长率",
            "≥10%",
            "12%",
            "30",
        )?,
        Indicator::new(
            "满意度指标",
            "服务对象满意度",
            "游客满意度",
            "≥95%",
            "93%",
            "10",
        )?,
    ];

    let policy = Policy::mof_2020()?;
    let score = score_project(&form, &policy)?;
    print!(
        "{}",
        explain_project(&form, &score, &policy).render(Lang::Chinese)
    );
    Ok(())
}
