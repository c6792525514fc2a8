//! Shows: changing what a policy (政策) fixes, here the levels at 80 % and 50 % and satisfaction by bands, without touching a formula.
//!
//! `cargo run -p jixiao-examples --example bring_your_own_policy`

use jixiao_model::{Indicator, Method, Percent};
use jixiao_scoring::policy::{LevelCuts, Policy};
use jixiao_scoring::score_indicator;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let ours = Policy {
        levels: LevelCuts::new(Percent::whole(80), Percent::whole(50))
            .ok_or("levels out of order")?,
        satisfaction: Method::Bands,
        ..Policy::mof_2020()
    };
    let survey = Indicator::new(
        "满意度指标",
        "服务对象满意度",
        "群众满意度",
        "≥95%",
        "85%",
        "10",
    )?;
    for (name, policy) in [("mof-2020", Policy::mof_2020()), ("ours", ours)] {
        let scored = score_indicator(&survey, 2023.try_into()?, &policy)?;
        println!("{name}: {} of {}", scored.points, scored.weight);
    }
    Ok(())
}
