#![doc = include_str!("first_levels.md")]

use jixiao_model::{Bilingual, FirstLevel, Indicator, Lang, Points, Weight};
use jixiao_scoring::policy::Policy;

use crate::{Check, Code, Concerned, Finding, Severity, Subject};

/// The code of this check.
pub const CODE: Code = Code(3);

/// This check.
pub const CHECK: Check = Check {
    code: CODE,
    zh: "一级指标分值",
    en: "Weights of the first levels",
    page: include_str!("first_levels.md"),
    run: check,
};

/// Adds what it objects to.
pub fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let policy = subject.policy;
    for form in &subject.submission.projects {
        let differing = of_project(policy, &form.indicators);
        report(
            &differing,
            &form.indicators,
            Some(Concerned::from(form)),
            findings,
        );
    }
    if let Some(form) = &subject.submission.department {
        let differing = of_department(policy, &form.indicators);
        report(&differing, &form.indicators, None, findings);
    }
}

/// The first levels of a project's form that weigh otherwise than the policy sets.
fn of_project(policy: &Policy, indicators: &[Indicator]) -> Vec<Differing> {
    let levels = policy.first_levels.iter();
    levels
        .filter_map(|(level, weight)| differs(policy, indicators, *level, *weight))
        .collect()
}

/// The first levels of the department's form that weigh otherwise than the policy sets.
fn of_department(policy: &Policy, indicators: &[Indicator]) -> Vec<Differing> {
    let levels = policy.department_levels.iter();
    levels
        .filter_map(|(level, weight)| {
            let stands = sum(indicators, |one| one.department_level() == Some(*level))?;
            let name = Bilingual::new(level.term(), level.english());
            other(name, stands, weight.full())
        })
        .collect()
}

fn report(
    differing: &[Differing],
    indicators: &[Indicator],
    project: Option<Concerned>,
    findings: &mut Vec<Finding>,
) {
    if differing.is_empty() || indicators.is_empty() {
        return;
    }
    let found = listed(differing, Differing::found);
    let differences = listed(differing, Differing::told);
    findings.push(Finding {
        code: CODE,
        indicator: None,
        expected: listed(differing, Differing::expected),
        found,
        severity: Severity::Note,
        project,
        message: Bilingual::new(
            format!("一级指标分值与评分政策不同：{}", differences.zh),
            format!(
                "the first levels weigh otherwise than the policy sets: {}",
                differences.en
            ),
        ),
        mend: Bilingual::new(
            "如系有意调整，请在政策文件中写明；否则请调整分值",
            "set them in a policy if that is meant, or adjust the weights",
        ),
        place: indicators.first().and_then(|one| one.weight.place.clone()),
    });
}

/// What is said of each, one after the other.
fn listed(differing: &[Differing], say: fn(&Differing) -> Bilingual) -> Bilingual {
    let said: Vec<Bilingual> = differing.iter().map(say).collect();
    let joined = |lang: Lang, comma: &str| {
        let parts: Vec<&str> = said.iter().map(|one| one.get(lang)).collect();
        parts.join(comma)
    };
    Bilingual::new(joined(Lang::Chinese, "，"), joined(Lang::English, ", "))
}

/// A level whose weights do not sum to the policy's.
struct Differing {
    level: Bilingual,
    stands: Points,
    policy: Points,
    /// The weight of satisfaction, where it does not apply and this level has it beside its own.
    spared: Option<Points>,
}

impl Differing {
    fn found(&self) -> Bilingual {
        self.with(self.stands)
    }

    fn expected(&self) -> Bilingual {
        let level = self.with(self.policy);
        self.spared.map_or(level.clone(), |spared| {
            Bilingual::new(
                format!("{}（另加满意度 {spared}）", level.zh),
                format!("{} (and {spared} of satisfaction)", level.en),
            )
        })
    }

    /// Both: `产出指标 60（政策 50）`.
    fn told(&self) -> Bilingual {
        let (found, policy) = (self.found(), self.policy);
        let (zh, en) = self.spared.map_or_else(Default::default, |spared| {
            (
                format!("，另加满意度 {spared}"),
                format!(", and {spared} of satisfaction"),
            )
        });
        Bilingual::new(
            format!("{}（政策 {policy}{zh}）", found.zh),
            format!("{} (policy {policy}{en})", found.en),
        )
    }

    fn with(&self, points: Points) -> Bilingual {
        let Bilingual { zh, en } = &self.level;
        Bilingual::new(format!("{zh} {points}"), format!("{en} {points}"))
    }
}

fn differs(
    policy: &Policy,
    indicators: &[Indicator],
    level: FirstLevel,
    weight: Weight,
) -> Option<Differing> {
    let of = |level| sum(indicators, |one| one.first_level() == Some(level));
    let stands = of(level)?;
    let expected = weight.full();
    let name = Bilingual::new(level.term(), level.english());
    let satisfaction = of(FirstLevel::Satisfaction)?;
    if policy.satisfaction_in_benefit && level == FirstLevel::Benefit {
        let both = stands.plus(satisfaction).ok()?;
        let name = Bilingual::new("效益指标和满意度指标合计", "benefit and satisfaction");
        return other(name, both, expected);
    }
    // Where satisfaction does not apply, its weight goes to benefit.
    if satisfaction == Points::ZERO {
        let spared = policy.first_level(FirstLevel::Satisfaction);
        let spared = spared.unwrap_or_default().full();
        match level {
            FirstLevel::Satisfaction => return None,
            FirstLevel::Benefit if spared > Points::ZERO => {
                return (stands != expected.plus(spared).ok()?).then_some(Differing {
                    level: name,
                    stands,
                    policy: expected,
                    spared: Some(spared),
                });
            }
            _ => {}
        }
    }
    other(name, stands, expected)
}

/// What stands there and what the policy sets, where the two differ.
fn other(level: Bilingual, stands: Points, policy: Points) -> Option<Differing> {
    (stands != policy).then_some(Differing {
        level,
        stands,
        policy,
        spared: None,
    })
}

fn sum(indicators: &[Indicator], belongs: impl Fn(&Indicator) -> bool) -> Option<Points> {
    let of_level = indicators.iter().filter(|one| belongs(one));
    Points::sum(of_level.map(|one| one.weight.value.full())).ok()
}
