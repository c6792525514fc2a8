#![doc = include_str!("restated.md")]

use jixiao_model::{Bilingual, Deviation, Name};
use jixiao_scoring::Scored;

use super::contradicted::denies_any_miss;
use super::over_achievement::is_far_above;
use super::{Form, cause_of, forms, indicator_of, is_execution};
use crate::wording::{Lexicon, core, letters, plain, shortened};
use crate::{Check, Code, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(303);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "原因只复述偏差",
    en: "A cause that only tells the miss again",
    page: include_str!("restated.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let words = Words::new();
    for form in forms(subject) {
        let project = form.project.map(|form| core(form.name.value.as_str()));
        for (deviation, read) in form.explanations() {
            let cause = &deviation.cause.value;
            if cause.trim().is_empty() {
                continue;
            }
            let own_name = deviation.indicator.as_ref().map(|name| core(name.as_str()));
            let own_names = own_name.into_iter().flat_map(|name| measured(&name));
            let names: Vec<Vec<char>> = own_names.chain(project.clone()).collect();
            // A cause that only the remedy lets guess is not told, nor is one that words of the miss itself bring to mind.
            let is_told = read
                .causes
                .iter()
                .filter(|found| !found.in_remedy)
                .any(|found| {
                    let mut evidence = found.evidence.iter();
                    evidence.any(|one| words.says(&one.text, &names).is_none())
                });
            if is_told {
                continue;
            }
            let Some(says) = words.says(cause, &names) else {
                continue;
            };
            if is_owed(subject, &form, deviation) && !denies_any_miss(cause) {
                let asked = Asked::of(&form, deviation);
                findings.push(finding(&form, deviation, says, &asked));
            }
        }
    }
}

/// The name of an indicator as a miss of it may be told: 培训次数少, and the name itself.
fn measured(name: &[char]) -> Vec<Vec<char>> {
    const HOW: [&str; 10] = [
        "较少", "偏少", "不多", "不够", "少", "较多", "偏多", "多", "不高", "",
    ];
    let with = |how: &str| name.iter().copied().chain(how.chars()).collect();
    // Of an indicator without a name of its own there is nothing to tell.
    let how = HOW.iter().filter(|_| !name.is_empty());
    how.map(|how| with(how)).collect()
}

/// What a cause is asked to say.
struct Asked {
    /// The words of the form, told again: 复述偏差.
    restated: Bilingual,
    expected: Bilingual,
    mend: Bilingual,
}

impl Asked {
    /// Why an indicator was missed, or why more was done than its target where that is what calls for a word.
    fn of(form: &Form<'_>, deviation: &Deviation) -> Self {
        let own = deviation.indicator.as_ref();
        let score = own.and_then(|name| form.indicator(name)?.1);
        if score.is_some_and(Scored::is_full) {
            return Self {
                restated: Bilingual::new("复述超额完成", "that more was done"),
                expected: Bilingual::new("超额完成的原因", "why more was done"),
                mend: Bilingual::new(
                    "请写明为什么超额完成",
                    "tell why more was done than the target asks",
                ),
            };
        }
        Self {
            restated: Bilingual::new("复述偏差", "the miss"),
            expected: Bilingual::new("没有做到的原因", "why it was missed"),
            mend: Bilingual::new("请写明为什么没有做到", "tell why it was missed"),
        }
    }
}

/// How little a cause says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// 无, or a dash.
    Nothing,
    /// That the target was missed.
    TheMiss,
}

/// Words of which none is a cause.
#[derive(Debug)]
struct Words {
    restating: Lexicon,
    /// Causes of which nothing would be left among the others.
    causes: Lexicon,
    none: Lexicon,
}

impl Words {
    fn new() -> Self {
        Self {
            restating: Lexicon::of(RESTATING),
            causes: Lexicon::of(CAUSES),
            none: Lexicon::of(NONE),
        }
    }

    /// How little a cause says; none where it may say something. `names` are the project's and the indicator's.
    fn says(&self, cause: &str, names: &[Vec<char>]) -> Option<Says> {
        let whole = plain(&letters(cause, &[]));
        if self.none.apart(&whole).next().is_none() && !cause.contains(|c: char| c.is_numeric()) {
            return Some(Says::Nothing);
        }
        let tells_cause = |at: usize| {
            whole
                .get(at..)
                .is_some_and(|rest| self.causes.word(rest) > 0)
        };
        if (0..whole.len()).any(tells_cause) {
            return None;
        }
        let own = plain(&letters(cause, names));
        let mut left = self.restating.apart(&own).flatten();
        let (one, more) = (left.next(), left.next());
        let is_little = one.is_none_or(|letter| own.len() > 8 && !TELLING.contains(*letter));
        (is_little && more.is_none()).then_some(Says::TheMiss)
    }
}

/// Is there something to explain where this deviation stands? Where there is not, its words are for another check.
fn is_owed(subject: &Subject<'_>, form: &Form<'_>, deviation: &Deviation) -> bool {
    let points_lost = form.score.execution_points < subject.policy.execution_weight.full();
    let above = subject.policy.over_achievement.explain_above;
    let owes = |name: &Name| match form.indicator(name) {
        Some((indicator, score)) => {
            let lost = |score: &Scored| !score.is_full() || is_far_above(indicator, score, above);
            score.is_none_or(lost)
        }
        None => is_execution(name) && points_lost,
    };
    match &deviation.indicator {
        Some(name) => owes(name),
        None => points_lost || form.losses().next().is_some(),
    }
}

fn finding(form: &Form<'_>, deviation: &Deviation, says: Says, asked: &Asked) -> Finding {
    let (cause, of) = (shortened(&deviation.cause.value), cause_of(deviation));
    let message = match says {
        Says::Nothing => Bilingual::new(
            format!("{}写的是“{cause}”，等于没有写", of.zh),
            format!("{} is \"{cause}\", which is none", of.en),
        ),
        Says::TheMiss => Bilingual::new(
            format!(
                "{}只{}，没有说出为什么：“{cause}”",
                of.zh, asked.restated.zh
            ),
            format!(
                "{} only tells {} again and not why: \"{cause}\"",
                of.en, asked.restated.en
            ),
        ),
    };
    let found = match says {
        Says::Nothing => Bilingual::new(format!("“{cause}”"), format!("\"{cause}\"")),
        Says::TheMiss => Bilingual::new(
            asked.restated.zh.clone(),
            format!("{} told again", asked.restated.en),
        ),
    };
    Finding {
        code: CODE,
        severity: Severity::Warning,
        project: Some(form.concerned()),
        indicator: indicator_of(deviation),
        message,
        expected: asked.expected.clone(),
        found,
        mend: asked.mend.clone(),
        place: deviation.cause.place.clone(),
    }
}

/// Signs and words of nothing.
const NONE: &str = "无 没有 暂无 不适用 略 同上 none n a";

/// A single letter that tells something, however much stands around it.
const TELLING: &str = "重紧多少大小难贵晚迟早缺短长变停退弱旧老病雨雪旱涝震改换等";

/// Causes that consist of words which else restate.
const CAUSES: &str = "
    预算不足 预算不够 预算偏低 预算偏高 预算过高 预算过低 预算较低 预算较高 预算少 预算多 预算低 预算高 预算调减 预算调增 预算未下达 预算下达
    目标偏高 目标偏低 目标过高 目标过低 目标较高 目标较低 目标太高 目标太低 目标定高 目标定低 目标高 目标低
    指标偏高 指标偏低 指标过高 指标过低 指标较高 指标较低 指标值偏高 指标值偏低 指标值过高 指标值过低 指标值较高 指标值较低
    计划偏高 计划偏低 计划不足 计划较高 计划有变
    资金不足 资金不够 资金没有到 资金没到 资金少 时间不足 时间不够 时间短 质量不足
    任务重 任务多 任务不足 安排不足 安排不及时 安排晚 安排较晚 安排滞后 下达晚 下达滞后 下达较晚 下达不及时 未下达 没有下达 没下达
    未拨 未到位 不到位 实际支出低于预算单价";

/// Words that tell a miss and no cause, from those that name things to those that join them.
const RESTATING: &str = "
    目标 目标值 指标 指标值 年度指标值 年度指标 年度目标 绩效 绩效目标 绩效指标 预期 预期值 预期目标 预期指标 预期效果 既定目标 年初目标 任务 任务数 目标任务 计划 计划数 计划值
    数量 质量 时效 成本 效益 满意度 数量指标 质量指标 时效指标 成本指标 效益指标 经济效益 社会效益 生态效益 可持续影响 产出 产出指标 满意度指标 服务对象
    项目 工作 本项目 该项目 该项 本项 此项 这一项 这项 各项 有关 相关 部分 个别 全部 整体 总体 三级 二级 一级
    预算 预算数 年初预算 全年预算 预算安排 预算金额 预算资金 预算执行 预算执行率 执行 执行数 执行率 执行进度 资金执行 资金使用率 资金执行率 资金支出率 资金支付率 支付率 比率 比例 完成率 达标率 完成值 完成数 完成情况 完成程度
    实际 实际值 实际数 实际完成 实际完成值 实际支出 实际使用 实际执行 得分 分值 扣分 失分 满分 进度 支出 支出数 支付 使用 使用率 使用数 用掉 用了 用去 结余 剩余 余额 余下 剩下 还剩 尚余 花费 花了 花掉 安排 安排的是 金额 差额 差距 差值 情况 现象 问题 结果 程度 水平
    资金使用 资金支出 资金支付 资金未使用 资金未支出 资金未支付 资金没有使用 资金没有支出 资金没有用完 资金未用完 资金使用未 资金 全部资金 项目资金 安排资金 使用资金 支出资金 支付资金
    未 未能 没 没有 没能 不 不能 无法 未到 未达 未达到 未达标 未达成 未完成 未实现 没达到 没完成 达到 达 达标 达成 完成 完成了 实现 做到 做完 满 满百 足额 百分之百 到 到达 足 不足 不满 不符 不符合 符合 不一致 一致 用完 花完
    偏离 偏离度 偏差 偏差率 偏差值 偏差原因 偏离原因 偏低 偏高 有偏差 有偏离 存在 产生 出现 形成 发生 低于 高于 少于 多于 小于 大于 等于 不到 不及 不如 相差 差 差了 少了 低 低了 高 较低 较高 较 略 略低 略低于 稍 稍低 稍低于 超过 超额 超额完成 超出 超 落后 滞后 慢 缓慢 较慢 偏慢
    仅 仅为 只 只有 只是 仅有 只完成 仅完成 为 是 的 了 的是 地 得 与 和 跟 同 比 相比 对比 相较 较之 有 有所 有些 一些 一定 在 于 至 以 以致 以至 所 而 但 但是 且 并 并且 也 均 都 还 还是 尚 尚未 仍 仍然 仍未 已 已经 将 把 被 对 从 由 之 其 其中 就 便 又 再 才 即 则 该 本 此 这 那 个 共 总 总共 合计 累计 约 近 大约 左右 以上 以下 以内 应 应当 应该 应达 应达到 要求 要 需 需要 规定 设定 设置 定 按 按照 按时 按期 按计划 及时 如期 准时 全面 完全 全部完成 完全完成
    年底 年末 年中 全年 全年度 全年内 本年 本年度 年度 当年 今年 年内 截至 截止 目前 最终 最后 期末 期间 时间 内
    因 因为 因此 由 由于 故 故而 所以 导致 造成 致使 从而 使 使得 令 引起 原因 主要原因 原因是 主要 主要是 主要是因为 主要由于 所致 影响 受 鉴于 于是 进而
    客观原因 主观原因 客观因素 主观因素 其他原因 各种原因 种种原因 多种原因 多方面原因 多方原因 特殊原因 某些原因 有关原因 相关原因 实际情况 客观情况 等 等原因 等因素 因素 多种因素 各种因素 诸多因素 方面
    一 二 三 四 五 六 七 八 九 十 百 千 万 亿 两 几 成 余 半 百分点 个百分点 元 万元 率 值 数 量 额 点 分 项 年 月 日 三成 九成 八成 七成 六成 五成 多";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_only_tell_the_miss_again() {
        let names = [core("兰州新区旅游发展专项资金（2022）项目")];
        let names: Vec<Vec<char>> = measured(&core("培训次数"))
            .into_iter()
            .chain(names)
            .collect();
        let words = Words::new();
        let texts = [
            "未达到指标值",
            "实际完成 93%，未达到 95%",
            "安排 20.32 万元，用掉 20.3055 万元，执行率 99.93%，没有满百",
            "安排的是20.32万元，用掉20.3055万元，比率为99.93%，没有满百。",
            "因未完成，故未达标",
            "项目绩效目标存在偏离",
            "培训次数未达到目标值。",
            "实际培训次数低于年度指标值",
            "预算执行率未达到100%",
            "全年预算20.32万元，实际支出20.3055万元，执行率99.93%",
            "兰州新区旅游发展专项资金执行率低于目标",
            "主要原因是没有完成年度目标任务",
            "由于目标未完成，导致指标存在偏差",
            "未完成",
            "偏差率为7%",
            "完成率93%，与目标相差2个百分点",
            "实际只完成了8次，比计划少了2次",
            "年底实际完成情况与年初目标不一致",
            "截至2023年12月31日，该指标尚未完成",
            "因客观原因未能按期完成",
            "受各种因素影响，未达到预期目标",
            "项目进度滞后，未按时完成",
            "指标实际完成值低于年度指标值，存在一定偏差。",
            "满意度为91%，略低于95%的目标",
            "资金未使用完，执行率较低",
            "预算执行进度缓慢",
            "只完成九成，没有达到预期",
            "超额完成年度目标",
            "超额完成",
            "结余40万元",
            "未完成的原因是培训次数少",
            "实际值高于目标值三成",
            "未按计划完成，得分为零分",
        ];
        let other = texts
            .iter()
            .filter(|text| words.says(text, &names) != Some(Says::TheMiss));
        assert_eq!(other.collect::<Vec<_>>(), Vec::<&&str>::new());
        for text in ["无", "暂无", "—", "/", "没有。", "无无"] {
            assert_eq!(words.says(text, &names), Some(Says::Nothing), "{text}");
        }
    }

    #[test]
    fn texts_that_say_why() {
        let names = [core("农村公路养护项目"), core("培训次数")];
        let words = Words::new();
        let texts = [
            "因疫情未完成",
            "人手不足，未完成",
            "财政资金紧张，未达到目标",
            "预算不足，目标未完成",
            "目标定高，未达到指标值",
            "发票开得晚，年底未支付",
            "雨季长，实际完成93%",
            "施工单位未开工，执行率为0%",
            "目标偏高",
            "年初计划偏高，未完成",
            "任务重，未按时完成",
            "场地停用两月，只完成8次",
            "合同尾款跨年支付",
            "国库停付，全年未支出",
            "政策调整，指标未完成",
            "厉行节约，执行率99.93%",
            "供货商倒闭，未完成",
            "招标结余40万元",
            "报名踊跃，超额完成",
            "群众不了解，满意度未达到目标",
            "上级文件未下达，未完成",
            "资金未到位，未能按期完成",
            "学员请假多，实际完成率93%",
            "设备故障，全年停机",
            "招标流标，未完成",
            "征地拆迁慢，工期滞后",
            "预算下达晚，当年未支出",
            "下雪，未按时完成",
            "报名人数少于预期",
            "结算审计未完成",
        ];
        let silent = texts
            .iter()
            .filter(|text| words.says(text, &names).is_some());
        assert_eq!(silent.collect::<Vec<_>>(), Vec::<&&str>::new());
    }
}
