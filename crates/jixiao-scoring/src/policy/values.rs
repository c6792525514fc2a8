//! A policy as a list of values, in the order of a policy file.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use jixiao_model::{
    Bilingual, DepartmentLevel, FirstLevel, Method, Percent, Points, RateId, Rounding, Weight,
};

use super::{
    BandTable, BegunStep, Bound, Ceiling, DeductionTerms, ExecutionBasis, NotApplicableWeight,
    Policy, Reduction, RuleTerms,
};
use crate::scored::PointsRounding;

/// One value of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PolicyValue {
    /// The path of its key, such as `execution.weight`, `bands[1].from` or `rules.execution-rate.method`. Bands are counted from 1.
    pub path: String,
    /// What it is.
    pub term: Bilingual,
    /// The value as a policy file writes it: `20`, `60%`, `pass-mark`, `true`.
    pub written: String,
    /// The value for people, with its unit: 20 分, 60%, 设置及格门槛.
    pub value: Bilingual,
    /// 依据: the document behind it, where the policy names one. The head of a policy has none.
    pub basis: Option<String>,
}

/// Does the path of a value say which policy it is, and not how it scores?
///
/// ```
/// use jixiao_scoring::policy::is_of_head;
/// assert!(is_of_head("effective.from"));
/// assert!(!is_of_head("execution.weight"));
/// ```
pub fn is_of_head(path: &str) -> bool {
    const HEAD: [&str; 7] = [
        "id",
        "name",
        "name_en",
        "jurisdiction",
        "effective",
        "extends",
        "reconstruction",
    ];
    HEAD.contains(&path.split('.').next().unwrap_or(path))
}

impl Policy {
    /// Every value of the policy, those of a policy that it extends among them, in the order of a policy file.
    ///
    /// ```
    /// # #[cfg(feature = "policies")] {
    /// use jixiao_scoring::policy::Policy;
    /// let values = Policy::mof_2020()?.values();
    /// let weight = values.iter().find(|value| value.path == "execution.weight").unwrap();
    /// assert_eq!((weight.term.zh.as_str(), weight.value.zh.as_str()), ("预算执行率分值", "10 分"));
    /// assert_eq!(weight.basis.as_deref(), Some("MOF-2020-10"));
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn values(&self) -> Vec<PolicyValue> {
        // Every field by its name: one that is new does not compile until it is listed, here and below.
        let Self {
            id: _,
            name: _,
            jurisdiction: _,
            effective: _,
            extends: _,
            reconstruction: _,
            basis: _,
            execution_weight: _,
            execution: _,
            rounding: _,
            first_levels: _,
            satisfaction_in_benefit: _,
            department_levels: _,
            number: _,
            satisfaction: _,
            rules: _,
            ceiling: _,
            not_applicable: _,
            levels: _,
            pass_mark: _,
            bands: _,
            deduction: _,
            explanations: _,
            over_achievement: _,
            grades: _,
        } = self;
        let mut list = List {
            policy: self,
            values: Vec::new(),
        };
        list.head();
        list.execution();
        list.weights();
        list.methods();
        list.rates();
        list.levels();
        list.bands(&Prefix::default(), &self.bands);
        list.deduction(&Prefix::default(), self.deduction);
        list.explanations();
        list.over_achievement();
        list.grades();
        list.values
    }
}

/// The values so far, and whose they are.
struct List<'p> {
    policy: &'p Policy,
    values: Vec<PolicyValue>,
}

/// A word of a policy file, and what it means.
type Word = (&'static str, &'static str, &'static str);

impl List<'_> {
    fn head(&mut self) {
        let policy = self.policy;
        self.text("id", ("政策标识", "id"), &policy.id);
        self.text("name", ("名称", "name"), &policy.name.zh);
        self.text("name_en", ("英文名称", "English name"), &policy.name.en);
        if !policy.jurisdiction.is_empty() {
            let term = ("适用范围", "jurisdiction");
            self.text("jurisdiction", term, &policy.jurisdiction);
        }
        if let Some(effective) = policy.effective {
            let from = effective.from.to_string();
            self.text("effective.from", ("施行日期", "effective from"), &from);
            if let Some(to) = effective.to {
                let term = ("终止日期", "effective to");
                self.text("effective.to", term, &to.to_string());
            }
        }
        if let Some(extends) = &policy.extends {
            self.text("extends", ("所继承的政策", "extends"), extends);
        }
        let term = ("是否为还原", "a reconstruction");
        self.boolean("reconstruction", term, policy.reconstruction);
    }

    fn execution(&mut self) {
        let policy = self.policy;
        let term = ("预算执行率分值", "weight of the execution rate");
        self.weight("execution.weight", term, policy.execution_weight);
        let term = ("计分所用的执行率", "execution rate that earns points");
        self.word("execution.rate", term, rate_word(policy.execution.basis));
        self.rounding("execution", policy.execution.rounding);
        self.rounding("points", policy.rounding);
    }

    fn weights(&mut self) {
        let policy = self.policy;
        for level in FirstLevel::ALL {
            let Some(weight) = policy.first_level(*level) else {
                continue;
            };
            let term = (
                format!("{}分值", level.term()),
                format!("weight of {}", level.english()),
            );
            self.weight(&format!("weights.{}", level.id()), term, weight);
        }
        let path = "weights.satisfaction_in_benefit";
        let term = (
            "效益和满意度合计分值",
            "benefit and satisfaction share one weight",
        );
        self.boolean(path, term, policy.satisfaction_in_benefit);
        for level in DepartmentLevel::ALL {
            let Some(weight) = policy.department_level(*level) else {
                continue;
            };
            let term = (
                format!("部门整体{}分值", level.term()),
                format!("the department's weight of {}", level.english()),
            );
            self.weight(&format!("department_weights.{}", level.id()), term, weight);
        }
    }

    fn methods(&mut self) {
        let policy = self.policy;
        let term = ("有数值的指标", "targets with a number");
        self.method("methods.number", term, policy.number);
        let term = ("有数值的满意度指标", "satisfaction with a number");
        self.method("methods.satisfaction", term, policy.satisfaction);
        let term = ("反向指标的计算方式", "exceeded ceilings");
        self.word("methods.ceiling", term, ceiling_word(policy.ceiling));
        let term = ("及格门槛", "pass mark");
        self.percent("methods.pass_mark", term, policy.pass_mark);
        let term = ("不适用指标的分值", "weight of what does not apply");
        let word = weight_word(policy.not_applicable);
        self.word("methods.not_applicable", term, word);
    }

    fn rates(&mut self) {
        let policy = self.policy;
        for rate in RateId::ALL {
            if let Some(terms) = policy.rule(*rate) {
                self.rule(*rate, terms);
            }
        }
    }

    fn levels(&mut self) {
        let levels = self.policy.levels;
        let term = ("达成的下限", "achieved begins at");
        self.percent("levels.achieved", term, levels.achieved());
        let term = ("部分达成的下限", "partly achieved begins at");
        self.percent("levels.partly_achieved", term, levels.partly());
    }

    fn explanations(&mut self) {
        let terms = self.policy.explanations;
        let term = (
            "执行率低于此值须说明",
            "execution rates below this are explained",
        );
        self.percent("explanations.execution_below", term, terms.execution_below);
        let path = "explanations.execution_only_where_points_lost";
        let term = ("仅在失分时须说明", "only where points were lost");
        self.boolean(path, term, terms.execution_only_where_points_lost);
        let term = (
            "与其他项目相同的文字达到此比例视为雷同",
            "explanations that share this much with another's are copied",
        );
        self.percent("explanations.copied_from", term, terms.copied_from);
        let term = (
            "执行率低于此值视为基本未执行",
            "execution rates below this are hardly any",
        );
        self.percent("explanations.little_executed", term, terms.little_executed);
    }

    fn over_achievement(&mut self) {
        let terms = self.policy.over_achievement;
        let term = (
            "超额完成高于此值须说明",
            "actuals above this share of the target are explained",
        );
        self.percent("over_achievement.explain_above", term, terms.explain_above);
        let term = (
            "超额完成高于此值调减得分",
            "actuals above this share of the target lose points",
        );
        self.percent("over_achievement.reduce_above", term, terms.reduce_above);
        let term = ("超额完成的调减方式", "reduction for over-achievement");
        let word = reduction_word(terms.reduction);
        self.word("over_achievement.reduction", term, word);
        let term = ("调减后至少保留的比例", "share that is kept at least");
        self.percent("over_achievement.least", term, terms.least);
    }

    fn grades(&mut self) {
        let grades = self.policy.grades;
        let term = ("优的下限", "excellent begins at");
        self.points("grades.excellent", term, grades.excellent());
        self.points("grades.good", ("良的下限", "good begins at"), grades.good());
        self.points("grades.fair", ("中的下限", "fair begins at"), grades.fair());
    }

    fn push(
        &mut self,
        path: &str,
        (zh, en): (impl Into<String>, impl Into<String>),
        written: String,
        value: Bilingual,
    ) {
        self.values.push(PolicyValue {
            path: path.to_string(),
            term: Bilingual::new(zh, en),
            written,
            value,
            basis: self.policy.basis.get(path).cloned(),
        });
    }

    fn text(&mut self, path: &str, term: (&str, &str), text: &str) {
        self.push(path, term, text.into(), Bilingual::new(text, text));
    }

    fn boolean(&mut self, path: &str, term: (&str, &str), value: bool) {
        let said = if value { ("是", "yes") } else { ("否", "no") };
        let said = Bilingual::new(said.0, said.1);
        self.push(path, term, value.to_string(), said);
    }

    fn word(&mut self, path: &str, term: (&str, &str), (word, zh, en): Word) {
        self.push(path, term, word.into(), Bilingual::new(zh, en));
    }

    fn method(&mut self, path: &str, term: (impl Into<String>, impl Into<String>), method: Method) {
        let said = Bilingual::new(method.term(), method.english());
        self.push(path, term, method.id().into(), said);
    }

    fn percent(
        &mut self,
        path: &str,
        term: (impl Into<String>, impl Into<String>),
        percent: Percent,
    ) {
        let text = percent.to_string();
        let said = Bilingual::new(text.clone(), text.clone());
        self.push(path, term, text, said);
    }

    fn points(&mut self, path: &str, term: (impl Into<String>, impl Into<String>), points: Points) {
        let said = Bilingual::new(format!("{points} 分"), format!("{points} points"));
        self.push(path, term, points.to_string(), said);
    }

    fn weight(&mut self, path: &str, term: (impl Into<String>, impl Into<String>), weight: Weight) {
        self.points(path, term, weight.full());
    }

    fn rounding(&mut self, section: &str, rounding: PointsRounding) {
        let of = match section {
            "execution" => ("执行率得分", "points of the execution rate"),
            _ => ("指标得分", "points of an indicator"),
        };
        let decimals = rounding.decimals;
        self.push(
            &format!("{section}.decimals"),
            (
                format!("{}的小数位数", of.0),
                format!("decimals of the {}", of.1),
            ),
            decimals.to_string(),
            Bilingual::new(format!("{decimals} 位"), format!("{decimals} decimals")),
        );
        let (word, zh, en) = match rounding.rounding {
            Rounding::Truncate => ("truncate", "截尾", "truncated"),
            _ => ("half-away", "四舍五入", "half away from zero"),
        };
        self.push(
            &format!("{section}.rounding"),
            (
                format!("{}的取整方式", of.0),
                format!("rounding of the {}", of.1),
            ),
            word.into(),
            Bilingual::new(zh, en),
        );
    }

    fn rule(&mut self, rate: RateId, terms: &RuleTerms) {
        let of = Prefix {
            path: format!("rules.{}.", rate.id()),
            zh: format!("{}：", rate.term()),
            en: format!("{}: ", rate.english()),
        };
        let path = of.path("method");
        self.method(&path, of.term("赋分规则", "method"), terms.method);
        if let Some(mark) = terms.pass_mark {
            let path = of.path("pass_mark");
            self.percent(&path, of.term("及格门槛", "pass mark"), mark);
        }
        if let Some(bands) = &terms.bands {
            self.bands(&of, bands);
        }
        if let Some(deduction) = terms.deduction {
            self.deduction(&of, deduction);
        }
    }

    fn bands(&mut self, of: &Prefix, table: &BandTable) {
        for (count, band) in (1_usize..).zip(table.bands()) {
            let (key, zh, en) = match band.bound {
                Bound::From(_) => ("from", "下限", "floor"),
                Bound::To(_) | Bound::Beyond => ("to", "上限", "ceiling"),
            };
            // The last of the ceilings has none to show.
            if let Some(percent) = band.bound.percent() {
                let term = of.term(
                    &format!("第 {count} 档{zh}"),
                    &format!("{en} of band {count}"),
                );
                self.percent(&of.path(&format!("bands[{count}].{key}")), term, percent);
            }
            let term = of.term(
                &format!("第 {count} 档得分比例"),
                &format!("share of band {count}"),
            );
            let path = of.path(&format!("bands[{count}].share"));
            self.percent(&path, term, band.share);
        }
    }

    fn deduction(&mut self, of: &Prefix, terms: DeductionTerms) {
        let term = of.term("扣分步长", "step of a deduction");
        self.percent(&of.path("deduction.step"), term, terms.step);
        let term = of.term("每步扣分", "points that a step costs");
        self.points(&of.path("deduction.points"), term, terms.points);
        let word = match terms.begun {
            BegunStep::Whole => ("whole", "按一步计", "charged as a whole one"),
            BegunStep::InProportion => ("in-proportion", "按比例计", "charged in proportion"),
            BegunStep::Free => ("free", "不计", "free"),
        };
        let (zh, en) = of.term("不足一步", "a begun step");
        self.word(&of.path("deduction.begun"), (&zh, &en), word);
    }
}

/// What stands before the keys and terms of a rate's own values; nothing before those of the policy.
#[derive(Default)]
struct Prefix {
    path: String,
    zh: String,
    en: String,
}

impl Prefix {
    fn path(&self, key: &str) -> String {
        format!("{}{key}", self.path)
    }

    fn term(&self, zh: &str, en: &str) -> (String, String) {
        (format!("{}{zh}", self.zh), format!("{}{en}", self.en))
    }
}

fn rate_word(basis: ExecutionBasis) -> Word {
    match basis {
        ExecutionBasis::Exact => ("exact", "未取整的执行率", "the exact rate"),
        ExecutionBasis::Shown => (
            "shown",
            "公示的执行率（两位小数）",
            "the rate as shown, two decimals",
        ),
    }
}

fn ceiling_word(ceiling: Ceiling) -> Word {
    match ceiling {
        Ceiling::TargetOverActual => ("target-over-actual", "指标值 ÷ 完成值", "target ÷ actual"),
        Ceiling::LinearExcess => (
            "linear-excess",
            "1 − 超出部分 ÷ 指标值",
            "1 − excess ÷ target",
        ),
    }
}

fn weight_word(weight: NotApplicableWeight) -> Word {
    match weight {
        NotApplicableWeight::Full => ("full", "给满分", "given in full"),
        NotApplicableWeight::Spread => ("spread", "由其他指标分摊", "spread over others"),
    }
}

fn reduction_word(reduction: Reduction) -> Word {
    match reduction {
        Reduction::None => ("none", "不调减", "none"),
        Reduction::Excess => (
            "excess",
            "按超出门槛的部分",
            "by what lies beyond the threshold",
        ),
        Reduction::Deviation => (
            "deviation",
            "按超出指标值的部分",
            "by what lies beyond the target",
        ),
        Reduction::Inverse => (
            "inverse",
            "门槛 × 指标值 ÷ 完成值",
            "threshold × target ÷ actual",
        ),
    }
}
