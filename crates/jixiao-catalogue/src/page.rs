//! The page of a cause and of a remedy, as the handbook and the command show it.

use alloc::format;
use alloc::string::String;

use jixiao_model::Bilingual;

use crate::catalogue::{Catalogue, Cause, Remedy};

impl Cause {
    /// Its page in Markdown, in both languages: what it is, how it is written, what it explains and what answers it. Each link leads to `CODE.md`.
    ///
    /// ```
    /// let catalogue = jixiao_catalogue::Catalogue::builtin()?;
    /// let page = catalogue.cause("V1").map(|cause| cause.page(&catalogue)).unwrap_or_default();
    /// assert!(page.starts_with("# V1 厉行节约或采购形成结余 thrift, or savings in procurement\n"));
    /// # Ok::<(), jixiao_catalogue::CatalogueError>(())
    /// ```
    pub fn page(&self, catalogue: &Catalogue) -> String {
        let group = catalogue.group(&self.group);
        let group = group.map(|group| {
            let Bilingual { zh, en } = &group.name;
            format!("分组 Group：{} {zh} {en}\n", group.id)
        });
        let classes = self.classes.iter();
        let classes = classes.map(|class| format!("- {} {}\n", class.term(), class.english()));
        let remedies = self.remedies.iter();
        let remedies = remedies.filter_map(|code| catalogue.remedy(code));
        let remedies = remedies.map(|remedy| linked(&remedy.code, &remedy.name));
        let parts = [
            title(&self.code, &self.name),
            group.unwrap_or_default(),
            definition(&self.definition),
            wording(&self.wording),
            section("可以解释的指标 Indicators it can explain", classes),
            section("对应的改进措施 Remedies that answer it", remedies),
        ];
        parts.join("\n")
    }
}

impl Remedy {
    /// Its page in Markdown, in both languages: what it is, how it is written and which causes it answers. Each link leads to `CODE.md`.
    pub fn page(&self, catalogue: &Catalogue) -> String {
        let causes = self.answers(catalogue);
        let causes = causes.map(|cause| linked(&cause.code, &cause.name));
        let parts = [
            title(&self.code, &self.name),
            definition(&self.definition),
            wording(&self.wording),
            section("针对的原因 Causes it answers", causes),
        ];
        parts.join("\n")
    }
}

fn title(code: &str, name: &Bilingual) -> String {
    format!("# {code} {} {}\n", name.zh, name.en)
}

fn definition(text: &Bilingual) -> String {
    format!("## 定义 Definition\n\n{}\n\n{}\n", text.zh, text.en)
}

fn wording(lines: &[String]) -> String {
    let lines = lines.iter().map(|line| format!("- {line}\n"));
    section("常见写法 Typical wording", lines)
}

fn linked(code: &str, name: &Bilingual) -> String {
    format!("- [{code}]({code}.md) {} {}\n", name.zh, name.en)
}

/// A heading and a list; a remedy of a team's own may answer nothing yet.
fn section(heading: &str, items: impl Iterator<Item = String>) -> String {
    let items: String = items.collect();
    let items = if items.is_empty() { "—\n" } else { &items };
    format!("## {heading}\n\n{items}")
}
