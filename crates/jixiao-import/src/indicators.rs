//! What the forms of a project and of a department have in common: goal, indicators, deviations, claims.

use jixiao_keyed::{Entry, Value};
use jixiao_model::{
    Actual, Bilingual, Claims, Deviation, Indicator, Name, OverallGoal, RateId, Traced,
};

use crate::MAX_ITEMS;
use crate::section::{Scope, Section};
use crate::value;

/// The indicator that no form lists, since it follows from the funds.
const EXECUTION_RATE: &str = "预算执行率";

/// Which form an indicator stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Project,
    Department,
}

/// 年度总体目标; empty when left out.
pub(crate) fn goal(section: &mut Section<'_, '_>) -> Option<OverallGoal> {
    let goal = section.table("goal", "年度总体目标", |section| {
        let expected = section.or("expected", "预期目标", String::new(), value::text);
        let actual = section.or("actual", "实际完成情况", String::new(), value::text);
        Some(OverallGoal {
            expected: expected?,
            actual: actual?,
        })
    })?;
    Some(goal.unwrap_or_else(|| OverallGoal {
        expected: section.left_out(String::new()),
        actual: section.left_out(String::new()),
    }))
}

/// What the form says of itself; nothing when left out.
pub(crate) fn claims(section: &mut Section<'_, '_>) -> Option<Claims> {
    let claims = section.table("claimed", "自评表所填", |section| {
        let execution_points =
            section.optional("execution_points", "预算执行率得分", value::points);
        let total = section.optional("total", "总分", value::points);
        let grade = section.optional("grade", "等级", value::grade);
        Some(Claims {
            execution_points: execution_points?,
            total: total?,
            grade: grade?,
        })
    })?;
    Some(claims.unwrap_or_default())
}

/// 绩效指标, and 偏差原因分析及改进措施, which speaks of them.
pub(crate) fn indicators_and_deviations(
    section: &mut Section<'_, '_>,
    form: Form,
) -> Option<(Vec<Indicator>, Vec<Deviation>)> {
    let names = names(section);
    let indicators = section.list("indicators", "绩效指标", MAX_ITEMS, |entry, scope| {
        indicator(entry, scope, form)
    });
    let term = "偏差原因分析及改进措施";
    let deviations = section.list("deviations", term, MAX_ITEMS, |entry, scope| {
        deviation(entry, scope, &names)
    });
    Some((indicators?, deviations?))
}

/// What a deviation can speak of: the names of the indicators, also of those that cannot be read otherwise.
fn names<'a>(section: &mut Section<'_, 'a>) -> Vec<&'a str> {
    let indicators = section.entry("indicators", "绩效指标");
    let items = match indicators.map(|entry| &entry.node().value) {
        Some(Value::Array(items)) => items.as_slice(),
        _ => &[],
    };
    let texts = items.iter().take(MAX_ITEMS).filter_map(|item| {
        let name = member(&item.value, "name")?;
        let text = member(name, "value").unwrap_or(name);
        match text {
            Value::Text(text) => Some(text.trim()),
            _ => None,
        }
    });
    let mut names: Vec<&str> = texts.collect();
    if !names.contains(&EXECUTION_RATE) {
        names.push(EXECUTION_RATE);
    }
    names
}

fn member<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    let Value::Table(members) = value else {
        return None;
    };
    let member = members.iter().find(|member| member.key == key)?;
    Some(&member.node.value)
}

fn indicator<'a>(entry: &Entry<'a>, scope: Scope<'a>, form: Form) -> Option<Indicator> {
    scope.section(entry, |section| {
        let level1 = section.required("level1", "一级指标", value::name);
        let level2 = section.required("level2", "二级指标", value::name);
        let name = section.required("name", "三级指标", value::name);
        let target = section.required("target", "年度指标值", value::target);
        let actual = section.optional("actual", "实际完成值", value::actual);
        let weight = section.required("weight", "分值", value::weight);
        let percent = section.optional("percent", "完成比例", value::percent);
        let claimed = section.optional("points", "得分", value::points);
        let method = section.plain("method", "赋分规则", value::method);
        let rule = section.plain("rule", "计算规则", value::rule);
        let not_applicable = section.plain("not_applicable", "不适用", Entry::boolean);
        let (actual, rule) = (actual?, rule?);
        rule_fits(section, form, rule, actual.as_ref())?;
        Some(Indicator {
            level1: level1?.value,
            level2: level2?.value,
            name: name?,
            target: target?,
            actual: actual.unwrap_or_else(|| section.left_out(Actual::empty())),
            weight: weight?,
            percent: percent?,
            claimed: claimed?,
            method: method?,
            rule,
            not_applicable: not_applicable?.unwrap_or_default(),
        })
    })
}

/// A rule computes the actual from the department's amounts: a project has none, and one that is typed as well could differ.
fn rule_fits(
    section: &Section<'_, '_>,
    form: Form,
    rule: Option<RateId>,
    actual: Option<&Traced<Actual>>,
) -> Option<()> {
    let Some(rule) = rule else {
        return Some(());
    };
    let (id, term) = (rule.id(), rule.term());
    if form == Form::Project {
        section.fail(Bilingual::new(
            format!("只有部门整体支出的指标可以用 rule(“{id}”)；请删去 rule，填写 actual(实际完成值)"),
            format!("only an indicator of the department can have a rule (\"{id}\"); delete `rule` and write `actual`"),
        ));
        return None;
    }
    if actual.is_some() {
        section.fail(Bilingual::new(
            format!("rule 与 actual 不能并存：“{id}”（{term}）由金额算出实际完成值；请删去其一"),
            format!("`rule` and `actual` cannot both stand: \"{id}\" computes the actual from the amounts; delete one of them"),
        ));
        return None;
    }
    Some(())
}

fn deviation<'a>(entry: &Entry<'a>, scope: Scope<'a>, names: &[&str]) -> Option<Deviation> {
    scope.section(entry, |section| {
        let indicator = section.plain("indicator", "指标", |entry| one_of(entry, names));
        let cause = section.or("cause", "偏差原因", String::new(), value::text);
        let remedy = section.or("remedy", "改进措施", String::new(), value::text);
        let causes = section.scalars("causes", "偏差原因代码", value::code);
        let remedies = section.scalars("remedies", "改进措施代码", value::code);
        let values = |codes: Vec<Traced<String>>| codes.into_iter().map(|code| code.value);
        Some(Deviation {
            indicator: indicator?,
            cause: cause?,
            remedy: remedy?,
            causes: values(causes?).collect(),
            remedies: values(remedies?).collect(),
        })
    })
}

/// The name of an indicator of the form.
fn one_of(entry: &Entry<'_>, names: &[&str]) -> Option<Name> {
    let name = value::name(entry)?;
    if names.contains(&name.as_str()) {
        return Some(name);
    }
    // Not among them: this only reports, with the nearest name.
    let words: Vec<(&str, ())> = names.iter().map(|name| (*name, ())).collect();
    entry.choice(&words);
    None
}
