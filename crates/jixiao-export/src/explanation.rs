//! An explanation as a list in Markdown.

use jixiao_model::Lang;
use jixiao_scoring::explain::Explanation;

use crate::render::inline;

/// A figure and how it came about, as a nested list in GitHub Markdown: the subject bold, its value, where it comes from, and below it formula,
/// rule, rounding and basis, a line each. Nothing of the texts is read as markup.
///
/// ```
/// use jixiao_export::explanation_markdown;
/// use jixiao_model::{Indicator, Lang};
/// use jixiao_scoring::explain::explain_indicator;
/// use jixiao_scoring::{policy::Policy, score_indicator};
/// let policy = Policy::mof_2020()?;
/// let indicator = Indicator::new("产出指标", "质量指标", "验收*合格*率", "≥95%", "93%", "10")?;
/// let score = score_indicator(&indicator, 2023.try_into()?, &policy);
/// let list = explanation_markdown(&explain_indicator(&indicator, &score, None, &policy), Lang::Chinese);
/// assert!(list.starts_with("- **验收\\*合格\\*率**：9.79 分\\\n  算式：10 × 93 ÷ 95 = 9.789"));
/// assert!(list.ends_with("\n  - **分值**：10 \\[填报\\]\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn explanation_markdown(tree: &Explanation, lang: Lang) -> String {
    let mut text = String::new();
    write_item(&mut text, tree, 0, lang);
    text
}

fn write_item(text: &mut String, tree: &Explanation, depth: usize, lang: Lang) {
    let indent = "  ".repeat(depth);
    let colon = match lang {
        Lang::Chinese => "：",
        Lang::English => ": ",
    };
    let (subject, value) = (tree.subject.get(lang).trim(), tree.value.get(lang));
    let origin = tree.origin(lang).map(|origin| format!(" [{origin}]"));
    let value = format!("{value}{}", origin.unwrap_or_default());
    let mut lines = vec![format!("**{}**{colon}{}", inline(subject), inline(&value))];
    for note in tree.notes(lang) {
        lines.push(format!("{}{colon}{}", note.label, inline(&note.text)));
    }
    text.extend([&indent, "- "]);
    // A backslash at the end of a line keeps the next one apart from it.
    text.push_str(&lines.join(&format!("\\\n{indent}  ")));
    text.push('\n');
    for child in &tree.children {
        write_item(text, child, depth.saturating_add(1), lang);
    }
}
