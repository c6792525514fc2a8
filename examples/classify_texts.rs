//! Shows: why targets were missed and what is promised, read out of free text, with the words that decided.
//!
//! `cargo run -p jixiao-examples --example classify_texts`

use jixiao::catalogue::Catalogue;

fn main() -> Result<(), jixiao::Error> {
    let catalogue = Catalogue::builtin()?;
    for text in [
        "一是发票未及时取得，二是施工许可证迟迟未批。下一步加快办理付款。",
        "未因资金问题影响进度，设备故障停用二十天。",
    ] {
        let found = catalogue.classify(text);
        println!("{text}");
        for cause in &found.causes {
            let name = catalogue.cause(&cause.code).map_or("", |own| &own.name.zh);
            let words: Vec<&str> = cause.evidence.iter().map(|one| one.text.as_str()).collect();
            println!("  {} {name}：{}", cause.code, words.join("、"));
        }
        println!("  措施 {:?}", found.stated_remedy_codes());
    }
    Ok(())
}
