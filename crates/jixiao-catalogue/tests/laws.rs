//! Laws of the matcher, over texts that nobody would write.

use std::sync::LazyLock;

use jixiao_catalogue::{Catalogue, Origin};
use proptest::prelude::*;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::builtin().unwrap());

/// Words that cues ask for, signs that part clauses, and others.
fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "财政",
        "资金",
        "紧张",
        "未",
        "到位",
        "发票",
        "未开具",
        "不存在",
        "并非",
        "下一步",
        "将",
        "加强",
        "招标",
        "较晚",
        "2023年9月",
        "至",
        "2024年8月",
        "136%",
        "3人",
        "才",
        "十一月",
        "，",
        "。",
        "；",
        "一是",
        "（1）",
        "①",
        "1.",
        "原因：",
        "改进措施：",
        "質量指標",
        "偏離",
        " ",
        "\n",
        "\u{200b}",
        "a",
        "🌾",
    ]);
    let words = prop::collection::vec(word, 0..40).prop_map(|words| words.concat());
    prop_oneof![3 => words, 1 => any::<String>()]
}

proptest! {
    /// Evidence is what the text has where it is said to stand, and the same text always gives the same.
    #[test]
    fn evidence_is_of_the_text(text in text()) {
        let found = CATALOGUE.classify(&text);
        prop_assert_eq!(&found, &CATALOGUE.classify(&text));
        for cause in &found.causes {
            prop_assert!(CATALOGUE.cause(&cause.code).is_some());
            prop_assert!(!cause.evidence.is_empty());
        }
        let of_causes = found.causes.iter().flat_map(|cause| &cause.evidence);
        let of_remedies = found.remedies.iter().flat_map(|remedy| &remedy.evidence);
        for evidence in of_causes.chain(of_remedies) {
            prop_assert_eq!(text.get(evidence.start..evidence.end), Some(evidence.text.as_str()));
        }
        let mut codes = found.cause_codes();
        codes.sort_unstable();
        codes.dedup();
        prop_assert_eq!(codes.len(), found.causes.len());
    }

    /// Blanks and the width of signs say nothing.
    #[test]
    fn ways_of_typing_say_nothing(text in text()) {
        let wide: String = text
            .chars()
            .map(|c| match c {
                '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
                c => c,
            })
            .collect();
        let spaced: String = text.chars().flat_map(|c| [c, ' ']).collect();
        let codes = |text: &str| -> Vec<String> {
            let found = CATALOGUE.classify(text);
            found.cause_codes().into_iter().map(Into::into).collect()
        };
        prop_assert_eq!(codes(&wide), codes(&text));
        prop_assert_eq!(codes(&spaced), codes(&text));
    }

    /// Remedies are either all named by the text or all suggested, and none is suggested without a cause.
    #[test]
    fn remedies_are_stated_or_suggested(text in text()) {
        let found = CATALOGUE.classify(&text);
        let stated = found.remedies.iter().filter(|one| one.origin == Origin::Stated).count();
        prop_assert!(stated == 0 || stated == found.remedies.len());
        prop_assert!(stated > 0 || found.causes.is_empty() == found.remedies.is_empty());
    }

    /// Who explains nothing gives no cause, whatever is promised.
    #[test]
    fn a_promise_alone_gives_no_cause(text in text()) {
        prop_assert!(CATALOGUE.classify_parts(" ", &text).causes.is_empty());
    }
}
