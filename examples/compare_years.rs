//! Shows: two years side by side, and what became of what the first one promised.
//!
//! `cargo run -p jixiao-examples --example compare_years`

use jixiao::Assessment;
use jixiao::import::read_texts;
use jixiao::years::Comparison;

fn unit(year: u32, visitors: u32, cause: &str, remedy: &str) -> String {
    format!(
        r#"
unit = {{ name = "某馆", year = {year} }}
[[projects]]
name = "免费开放（{year}年）"
funds.fiscal = {{ initial = 20, budget = 20, executed = 20 }}
[[projects.indicators]]
level1 = "产出指标"
level2 = "数量指标"
name = "参观人次"
target = "≥900人次"
actual = "{visitors}人次"
weight = 90
[[projects.deviations]]
indicator = "参观人次"
cause = "{cause}"
remedy = "{remedy}"
"#
    )
}

fn main() -> Result<(), jixiao::Error> {
    let years = [
        unit(2023, 800, "讲解员不足，夜间没有开放。", "增配讲解员。"),
        unit(2024, 850, "讲解员人手紧张。", "增配讲解员。"),
    ];
    let [old, new] = years.map(|text| {
        let submission = read_texts(&[("unit.toml", text.as_str())])?;
        Assessment::new(submission, None)?.year()
    });
    let (old, new) = (old?, new?);
    let comparison = Comparison::of(&old, &new);
    for pair in &comparison.pairs {
        println!("{} -> {}", pair.old.name, pair.new.name);
    }
    println!("came back: {}", comparison.causes.len());
    for promise in &comparison.promises {
        println!("{}: {}", promise.remedy, promise.verdict.id());
    }
    Ok(())
}
