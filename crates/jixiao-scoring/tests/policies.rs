//! Policies as files: those in the crate, what extending one changes, and what is said of each mistake, word for word.
#![cfg(feature = "policies")]

use jixiao_model::{
    Comparison, DepartmentLevel, FirstLevel, Indicator, Lang, Method, Percent, Rate, RateId,
    Rounding, Weight,
};
use jixiao_scoring::policy::{
    BUILTIN, ExecutionBasis, MAX_EXTENDS, MAX_PROBLEMS, MAX_SHOWN_PROBLEMS, NotApplicableWeight,
    OverAchievementTerms, POLICY_SCHEMA, Policy, PolicyError, PolicyFile, Reduction, RuleTerms,
    builtin_text, diff,
};
use jixiao_scoring::rules::proportional::hold;
use jixiao_scoring::{derive_rate, execution_points, score_indicator};
use proptest::prelude::*;
use serde_json::{Map, Value};

/// A user's own policy on top of mof-2020; `more` begins on line 7.
fn ours(more: &str) -> String {
    format!(
        "id = \"ours\"\nname = \"本单位政策\"\nname_en = \"our policy\"\nextends = \"mof-2020\"\nbasis = \"本单位办法\"\n\n{more}"
    )
}

fn load(more: &str) -> Result<Policy, PolicyError> {
    Policy::from_toml("ours.toml", &ours(more))
}

/// The paths of the values in which two policies differ.
fn differing(left: &Policy, right: &Policy) -> Vec<String> {
    let differences = diff(left, right);
    differences.into_iter().map(|one| one.path).collect()
}

fn lines(error: &PolicyError, lang: Lang) -> String {
    let lines: Vec<String> = error
        .problems()
        .iter()
        .map(|problem| problem.render(lang))
        .collect();
    lines.join("\n")
}

#[test]
fn every_builtin_policy_loads_under_its_id() {
    for id in BUILTIN {
        let policy = Policy::builtin(id).unwrap();
        assert_eq!(policy.id, *id);
        assert!(policy.effective.is_some(), "{id}");
    }
}

#[test]
fn a_policy_may_be_shared_and_an_error_passed_on() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    fn passed_on<T: std::error::Error + Send + Sync + 'static>() {}
    shared::<Policy>();
    passed_on::<PolicyError>();
}

#[test]
fn an_unknown_id_names_the_known_ones() {
    let error = Policy::builtin("mof-1999").unwrap_err();
    let said = jixiao_model::Speak::speak(&error);
    assert_eq!(
        said.en,
        "there is no built-in policy `mof-1999`; use one of mof-2020, mof-2021, gansu-2023, hubei-2023, lanzhou-2023, or name a file"
    );
    assert_eq!(
        said.zh,
        "没有内置政策“mof-1999”，可用：mof-2020、mof-2021、gansu-2023、hubei-2023、lanzhou-2023，或指定政策文件"
    );
    assert!(error.problems().is_empty());
}

#[test]
fn the_regulation_is_what_it_is() {
    let policy = Policy::mof_2020().unwrap();
    let weights: Vec<String> = policy
        .first_levels
        .iter()
        .map(|(level, weight)| format!("{} {weight}", level.term()))
        .collect();
    assert_eq!(weights, ["产出指标 50", "效益指标 30", "满意度指标 10"]);
    assert_eq!(policy.execution_weight.to_string(), "10");
    assert_eq!(policy.not_applicable, NotApplicableWeight::Full);
    assert_eq!(policy.number, Method::Proportional);
    assert!(policy.rules.is_empty());
    assert!(!policy.reconstruction);
    assert_eq!(
        policy.over_achievement,
        OverAchievementTerms::explained_above(Percent::whole(150))
    );
    assert_eq!(
        policy.basis["methods.pass_mark"],
        "MOF-2021-101，数值待核实"
    );
    assert_eq!(policy.basis["execution.weight"], "MOF-2020-10");
}

#[test]
fn the_reconstruction_says_that_it_is_one_and_changes_three_values() {
    let (regulation, policy) = (Policy::mof_2020().unwrap(), Policy::lanzhou_2023().unwrap());
    assert!(policy.reconstruction);
    assert_eq!(policy.execution.basis, ExecutionBasis::Shown);
    assert_eq!(policy.execution.rounding.rounding(), Rounding::Truncate);
    let rule = (RateId::ThreePublicControl, RuleTerms::new(Method::Direct));
    assert_eq!(policy.rules, [rule]);
    assert_eq!(
        differing(&regulation, &policy),
        [
            "id",
            "name",
            "name_en",
            "jurisdiction",
            "effective.from",
            "effective.to",
            "extends",
            "reconstruction",
            "execution.rate",
            "execution.rounding",
            "rules.three-public-control-rate.method",
        ]
    );
    for (key, basis) in &policy.basis {
        let reconstructed = [
            "effective.from",
            "effective.to",
            "execution.rate",
            "execution.rounding",
            "rules.three-public-control-rate.method",
        ]
        .contains(&key.as_str());
        assert_eq!(
            basis == "对已公布结果的还原，非文件规定",
            reconstructed,
            "{key}"
        );
    }
}

#[test]
fn every_value_of_a_builtin_policy_has_its_basis() {
    let policy = Policy::mof_2020().unwrap();
    let values = toml::from_str::<toml::Table>(builtin_text("mof-2020").unwrap()).unwrap();
    let sections = values.iter().filter_map(|(name, value)| {
        let section = value.as_table().filter(|_| name != "effective")?;
        Some((name, section))
    });
    for (name, section) in sections {
        for key in section.keys().filter(|key| *key != "basis") {
            assert!(
                policy.basis.contains_key(&format!("{name}.{key}")),
                "{name}.{key}"
            );
        }
    }
    assert!(policy.basis.contains_key("bands[4].share"));
}

#[test]
fn extending_changes_what_is_written_and_nothing_else() {
    let policy = load(
        "[weights]\noutput = 40\ncost = \"20\"\nbenefit = 20\n[methods]\nnot_applicable = \"spread\"\n[grades]\ngood = { value = 75, basis = \"另一文件\" }",
    )
    .unwrap();
    let weight = |level| policy.first_level(level).unwrap().to_string();
    assert_eq!(weight(FirstLevel::Output), "40");
    assert_eq!(weight(FirstLevel::Cost), "20");
    assert_eq!(weight(FirstLevel::Satisfaction), "10");
    assert_eq!(policy.not_applicable, NotApplicableWeight::Spread);
    assert_eq!(policy.grades.good().to_string(), "75");
    assert_eq!(policy.grades.excellent().to_string(), "90");
    assert_eq!(policy.jurisdiction, "全国");
    assert_eq!(policy.basis["grades.good"], "另一文件");
    assert_eq!(policy.basis["weights.output"], "本单位办法");
    assert_eq!(policy.basis["weights.satisfaction"], "MOF-2020-10");
}

#[test]
fn a_level_is_dropped_by_weight_nought_and_bands_are_replaced_as_a_whole() {
    let policy = load("[weights]\nbenefit = 40\nsatisfaction = 0\n[[bands]]\nfrom = \"85%\"\nshare = 100\n[[bands]]\nfrom = 0\nshare = 30").unwrap();
    assert_eq!(policy.first_level(FirstLevel::Satisfaction), None);
    let bands: Vec<String> = policy
        .bands
        .bands()
        .iter()
        .map(|band| format!("{}: {}", band.bound.percent().unwrap(), band.share))
        .collect();
    assert_eq!(bands, ["85%: 100%", "0%: 30%"]);
}

#[test]
fn a_file_may_extend_another_that_the_caller_finds() {
    let county = "id = \"county\"\nname = \"县\"\nname_en = \"county\"\nextends = \"province\"\nbasis = \"县办法\"\n[grades]\nfair = 65";
    let find = |id: &str| {
        (id == "province").then(|| PolicyFile {
            name: "province.toml".into(),
            text: "id = \"province\"\nname = \"省\"\nname_en = \"province\"\nextends = \"lanzhou-2023\"\nbasis = \"省办法\"\n[grades]\nfair = 70\ngood = 85".into(),
        })
    };
    let policy = Policy::from_toml_with("county.toml", county, &find).unwrap();
    let grades = policy.grades;
    assert_eq!(
        [grades.fair(), grades.good(), grades.excellent()].map(|points| points.to_string()),
        ["65", "85", "90"]
    );
    assert_eq!(policy.basis["grades.good"], "省办法");
    assert!(
        policy.reconstruction,
        "what builds on a reconstruction is one"
    );
}

#[test]
fn the_layout_with_cost_weighs_as_the_guide_says() {
    let policy = Policy::mof_2021().unwrap();
    assert_eq!(policy.jurisdiction, "中央部门");
    assert_eq!(policy.effective.unwrap().from.to_string(), "2021-08-18");
    assert_eq!(
        differing(&Policy::mof_2020().unwrap(), &policy).split_off(6),
        [
            "weights.output",
            "weights.cost",
            "weights.benefit",
            "methods.number",
            "methods.satisfaction",
            "methods.not_applicable",
        ]
    );
    let points = |target, actual| {
        let asked = Indicator::new("产出指标", "数量指标", "数量", target, actual, "10").unwrap();
        let scored = score_indicator(&asked, 2023.try_into().unwrap(), &policy).unwrap();
        scored.points.to_string()
    };
    assert_eq!(points("≥100个", "90个"), "7.5");
    assert_eq!(points("≥100个", "59个"), "0");
}

#[test]
fn hubei_weighs_benefit_and_satisfaction_together() {
    let policy = Policy::hubei_2023().unwrap();
    assert!(policy.satisfaction_in_benefit);
    assert_eq!(policy.execution_weight.to_string(), "20");
    assert_eq!(policy.first_level(FirstLevel::Satisfaction), None);
    let benefit = policy.first_level(FirstLevel::Benefit).unwrap();
    assert_eq!(benefit.to_string(), "40");
    assert_eq!(policy.levels.partly().to_string(), "50%");
}

#[test]
fn gansu_weighs_the_levels_of_the_department() {
    let policy = Policy::gansu_2023().unwrap();
    let weights: Vec<String> = policy
        .department_levels
        .iter()
        .map(|(level, weight)| format!("{} {weight}", level.term()))
        .collect();
    assert_eq!(
        weights,
        [
            "部门管理 20",
            "履职效果 50",
            "能力建设 10",
            "服务对象满意度 10"
        ]
    );
    let weight = policy.department_level(DepartmentLevel::Duties);
    assert_eq!(weight.unwrap().to_string(), "50");
    assert!(policy.basis["department_weights.duties"].contains("待核实"));
}

#[test]
fn an_older_layout_without_execution_can_be_written() {
    let policy = load(
        "[execution]\nweight = 0\n[weights]\ndecision = 10\nprocess = 25\noutput = 30\nbenefit = 35\nsatisfaction = 0",
    )
    .unwrap();
    let levels: Vec<String> = policy
        .first_levels
        .iter()
        .map(|(level, weight)| format!("{} {weight}", level.term()))
        .collect();
    assert_eq!(levels, ["决策 10", "过程 25", "产出指标 30", "效益指标 35"]);
    assert_eq!(FirstLevel::recognise("项目管理"), Some(FirstLevel::Process));
}

/// 每低于 5% 扣 2 分 for one rate, bands of ceilings for another, a bare method for a third.
const OWN_TERMS: &str = "[rules]\nthree-public-control-rate = { value = \"direct\", basis = \"丙\" }\n\
    [rules.execution-rate]\nbasis = \"甲\"\nmethod = \"deduction\"\npass_mark = 70\n\
    [rules.execution-rate.deduction]\nstep = 5\npoints = 3\nbegun = { value = \"whole\", basis = \"乙\" }\n\
    [rules.carry-over-change-rate]\nmethod = \"bands\"\n\
    [[rules.carry-over-change-rate.bands]]\nto = -10\nshare = 100\n\
    [[rules.carry-over-change-rate.bands]]\nto = 0\nshare = 80\n\
    [[rules.carry-over-change-rate.bands]]\nto = \"20%\"\nshare = 40\n\
    [[rules.carry-over-change-rate.bands]]\nshare = 0";

#[test]
fn a_rate_may_have_terms_of_its_own() {
    let policy = load(OWN_TERMS).unwrap();
    let rates: Vec<RateId> = policy.rules.iter().map(|(rate, _)| *rate).collect();
    let sorted = [
        RateId::Execution,
        RateId::ThreePublicControl,
        RateId::CarryOverChange,
    ];
    assert!(sorted.iter().all(|rate| rates.contains(rate)));
    assert!(rates.is_sorted(), "{rates:?}");
    let own = policy.terms(Some(RateId::Execution));
    assert_eq!(own.deduction.points.to_string(), "3");
    assert_eq!(own.pass_mark.to_string(), "70%");
    assert_eq!(own.bands, &policy.bands, "those of the policy");
    let bands = policy.terms(Some(RateId::CarryOverChange)).bands;
    assert!(bands.has_ceilings());
    let share = |percent: i32| bands.share(Percent::whole(percent).rate().fraction());
    let shares = [-99, -10, -9, 0, 20, 21].map(|percent| share(percent).to_string());
    assert_eq!(shares, ["100%", "100%", "80%", "80%", "40%", "0%"]);
    let basis = |path: &str| policy.basis[path].as_str();
    assert_eq!(basis("rules.three-public-control-rate.method"), "丙");
    assert_eq!(basis("rules.execution-rate.method"), "甲");
    assert_eq!(basis("rules.execution-rate.deduction.begun"), "乙");
    assert_eq!(
        basis("rules.carry-over-change-rate.bands[2].to"),
        "本单位办法"
    );
}

#[test]
fn a_rate_is_taken_over_as_a_whole_or_given_as_a_whole() {
    let find = |_: &str| {
        Some(PolicyFile {
            name: "ours.toml".into(),
            text: ours(OWN_TERMS),
        })
    };
    let text = "id = \"more\"\nname = \"甲\"\nname_en = \"x\"\nextends = \"ours\"\nbasis = \"丁\"\n[rules]\ncarry-over-change-rate = \"direct\"";
    let policy = Policy::from_toml_with("more.toml", text, &find).unwrap();
    let own = policy.rule(RateId::CarryOverChange).unwrap();
    assert_eq!(own, &RuleTerms::new(Method::Direct));
    assert_eq!(
        policy.rule(RateId::Execution).unwrap().method,
        Method::Deduction
    );
    let of_rate = |path: &&String| path.starts_with("rules.carry-over-change-rate");
    let kept: Vec<&String> = policy.basis.keys().filter(of_rate).collect();
    assert_eq!(kept, ["rules.carry-over-change-rate.method"]);
}

#[test]
fn over_achievement_is_read_as_it_is_written() {
    let policy =
        load("[over_achievement]\nreduce_above = 200\nreduction = \"deviation\"\nleast = 60")
            .unwrap();
    let terms = OverAchievementTerms::explained_above(Percent::whole(150)).reducing(
        Reduction::Deviation,
        Percent::whole(200),
        Percent::whole(60),
    );
    assert_eq!(policy.over_achievement, terms);
}

#[test]
fn the_policies_of_a_circle_are_named() {
    let find = |id: &str| {
        let next = if id == "a" { "b" } else { "a" };
        Some(PolicyFile {
            name: format!("{id}.toml"),
            text: format!("id = \"{id}\"\nname = \"甲\"\nname_en = \"x\"\nextends = \"{next}\""),
        })
    };
    let file = find("a").unwrap();
    let error = Policy::from_toml_with(&file.name, &file.text, &find).unwrap_err();
    assert_eq!(
        lines(&error, Lang::English),
        "b.toml:4:11 (extends): the policies extend each other in a circle: a → b → a; take one `extends` out of the circle"
    );
    assert_eq!(
        lines(&error, Lang::Chinese),
        "b.toml 第 4 行第 11 列（extends）：政策相互继承成环：a → b → a；请去掉其中一处 extends"
    );
}

#[test]
fn an_endless_chain_comes_to_an_end() {
    let find = |id: &str| {
        Some(PolicyFile {
            name: format!("{id}.toml"),
            text: format!("id = \"{id}\"\nname = \"甲\"\nname_en = \"x\"\nextends = \"{id}x\""),
        })
    };
    let file = find("a").unwrap();
    let error = Policy::from_toml_with(&file.name, &file.text, &find).unwrap_err();
    assert_eq!(
        lines(&error, Lang::English),
        format!(
            "axxxxxxxx.toml:4:11 (extends): too many policies stand behind one another: at most {MAX_EXTENDS}; merge some of them"
        )
    );
}

#[test]
fn the_mistakes_of_a_base_and_of_the_file_are_told_together() {
    let find = |_: &str| {
        Some(PolicyFile {
            name: "base.toml".into(),
            text: "id = \"other\"\nname = \"甲\"\nname_en = \"x\"\nextends = \"mof-2020\"\n[levels]\nachieved = 90".into(),
        })
    };
    let text = "id = \"ours\"\nname = \"甲\"\nname_en = \"x\"\nextends = \"base\"\nbasis = \"x\"\n[execution]\nweight = \"ten\"";
    let error = Policy::from_toml_with("ours.toml", text, &find).unwrap_err();
    assert_eq!(
        lines(&error, Lang::English),
        "base.toml:1:6 (id): the policy was asked for as \"base\" but calls itself \"other\"; make the two agree\n\
         base.toml:6:12 (levels.achieved): the value has no basis: nothing says who fixed it; write basis = \"…\" for the value, for its table or at the head of the file\n\
         ours.toml:7:10 (execution.weight): `ten` is not a number; write digits such as 20.32"
    );
}

#[test]
fn a_file_that_extends_nothing_must_say_everything() {
    let error = Policy::from_toml("own.toml", "id = \"own\"").unwrap_err();
    let missing: Vec<String> = error
        .problems()
        .iter()
        .map(|problem| problem.message.en.clone())
        .collect();
    let keys = [
        "name",
        "name_en",
        "jurisdiction",
        "effective",
        "execution",
        "points",
        "methods",
        "levels",
        "bands",
        "deduction",
        "explanations",
        "over_achievement",
        "grades",
    ];
    assert_eq!(
        missing,
        keys.map(|key| format!("the key \"{key}\" is missing"))
    );
}

#[test]
fn a_builtin_text_under_another_id_is_the_same_policy() {
    let text = builtin_text("mof-2020").unwrap();
    let own = Policy::from_toml("own.toml", &text.replace("\"mof-2020\"", "\"own\"")).unwrap();
    let mut regulation = Policy::mof_2020().unwrap();
    regulation.id.clone_from(&own.id);
    assert_eq!(own, regulation);
}

/// What stands after the head, and what is said of it.
const MISTAKES: &[(&str, &str, &str)] = &[
    (
        "[methods]\nnumbr = \"direct\"",
        "ours.toml:8:1 (methods.numbr): unknown key \"numbr\"; did you mean \"number\"?",
        "ours.toml 第 8 行第 1 列（methods.numbr）：不认识的键“numbr”；是否应为“number”（定量指标）？",
    ),
    (
        "[method]\nnumber = \"direct\"",
        "ours.toml:7:2 (method): unknown key \"method\"; did you mean \"methods\"?",
        "ours.toml 第 7 行第 2 列（method）：不认识的键“method”；是否应为“methods”（赋分规则）？",
    ),
    (
        "[rules]\nthree-public-control = \"direct\"",
        "ours.toml:8:1 (rules.three-public-control): unknown key \"three-public-control\"; the keys known here: basis, execution-rate, basic-execution-rate, project-execution-rate, budget-completion-rate, budget-control-rate, budget-adjustment-rate, payment-progress-rate, public-funds-control-rate, three-public-control-rate, three-public-change-rate, carry-over-rate … (24 in all)",
        "ours.toml 第 8 行第 1 列（rules.three-public-control）：不认识的键“three-public-control”；此处可用的键：basis、execution-rate、basic-execution-rate、project-execution-rate、budget-completion-rate、budget-control-rate、budget-adjustment-rate、payment-progress-rate、public-funds-control-rate、three-public-control-rate、three-public-change-rate、carry-over-rate等 24 个",
    ),
    (
        "[methods]\nnumber = \"directly\"",
        "ours.toml:8:10 (methods.number): \"directly\" is not one of: direct, proportional, pass-mark, levels, bands, deduction; did you mean \"direct\"?",
        "ours.toml 第 8 行第 10 列（methods.number）：定量指标“directly”不在可选之列：direct、proportional、pass-mark、levels、bands、deduction；是否应为“direct”？",
    ),
    (
        "[execution]\nrate = \"rough\"",
        "ours.toml:8:8 (execution.rate): \"rough\" is not one of: exact, shown; write one of them",
        "ours.toml 第 8 行第 8 列（execution.rate）：计分所用的执行率“rough”不在可选之列：exact、shown；请改为其中之一",
    ),
    (
        "[execution]\ndecimals = 5",
        "ours.toml:8:12 (execution.decimals): expected a whole number from 0 to 4, found the number 5; write a whole number without quotes",
        "ours.toml 第 8 行第 12 列（execution.decimals）：小数位数应为 0 至 4 的整数，实为数字 5；请填写整数，不加引号",
    ),
    (
        "[execution]\nrounding = \"up\"",
        "ours.toml:8:12 (execution.rounding): \"up\" is not one of: half-away, truncate; write one of them",
        "ours.toml 第 8 行第 12 列（execution.rounding）：取整方式“up”不在可选之列：half-away、truncate；请改为其中之一",
    ),
    (
        "[execution]\nweight = { value = 10, basis = \"\" }",
        "ours.toml:8:32 (execution.weight.basis): the text is empty; write a line of text",
        "ours.toml 第 8 行第 32 列（execution.weight.basis）：内容为空；请填写一行文字",
    ),
    (
        "[execution]\nweight = { basis = \"甲\" }",
        "ours.toml:8:10 (execution.weight.value): the key \"value\" is missing; add it",
        "ours.toml 第 8 行第 10 列（execution.weight.value）：缺少键“value”（分值）；请补上这个键",
    ),
    (
        "[execution]\nweight = 20",
        "ours.toml:7:1 (execution): the weights sum to 110, not to 100 (execution 20, output 50, benefit 30, satisfaction 10); change [weights] or execution.weight",
        "ours.toml 第 7 行第 1 列（execution）：分值合计为 110，应为 100（预算执行率 20、产出指标 50、效益指标 30、满意度指标 10）；请调整 [weights] 或 execution.weight",
    ),
    (
        "[weights]\noutput = 60",
        "ours.toml:7:1 (weights): the weights sum to 110, not to 100 (execution 10, output 60, benefit 30, satisfaction 10); change [weights] or execution.weight",
        "ours.toml 第 7 行第 1 列（weights）：分值合计为 110，应为 100（预算执行率 10、产出指标 60、效益指标 30、满意度指标 10）；请调整 [weights] 或 execution.weight",
    ),
    (
        "[levels]\nachieved = 60",
        "ours.toml:7:1 (levels): the levels are out of order: partly_achieved 60%, achieved 60%; write 0 < partly_achieved < achieved ≤ 100",
        "ours.toml 第 7 行第 1 列（levels）：等次界限顺序不对：partly_achieved 60%, achieved 60%；请按此填写：0 < partly_achieved < achieved ≤ 100",
    ),
    (
        "[grades]\ngood = 90",
        "ours.toml:7:1 (grades): the grades are out of order: fair 60, good 90, excellent 90; write 0 < fair < good < excellent ≤ 100",
        "ours.toml 第 7 行第 1 列（grades）：等级界限顺序不对：fair 60, good 90, excellent 90；请按此填写：0 < fair < good < excellent ≤ 100",
    ),
    (
        "[methods]\npass_mark = 101",
        "ours.toml:8:13 (methods.pass_mark): 101% is out of range; write 0% to 100%",
        "ours.toml 第 8 行第 13 列（methods.pass_mark）：101% 超出允许范围；请填写 0% 至 100%",
    ),
    (
        "[[bands]]\nfrom = 90\nshare = 100\n[[bands]]\nfrom = 90\nshare = 50\n[[bands]]\nfrom = 0\nshare = 0",
        "ours.toml:10:1 (bands[2]): the band from 90% does not lie below the one before it, from 90%: they overlap; write the bands from the highest floor down, no two alike",
        "ours.toml 第 10 行第 1 列（bands[2]）：下限 90% 不低于上一档的下限 90%，两档重叠；请自高档至低档排列，下限各不相同",
    ),
    (
        "[[bands]]\nfrom = 90\nshare = 100\n[[bands]]\nfrom = 60\nshare = 50",
        "ours.toml:10:1 (bands[2]): what lies below 60% belongs to no band; add a last band with from = 0",
        "ours.toml 第 10 行第 1 列（bands[2]）：低于 60% 的部分不属于任何一档；请在最后补上 from = 0 的一档",
    ),
    (
        "[[bands]]\nfrom = 0\nshare = 120",
        "ours.toml:9:9 (bands[1].share): 120% is out of range; write 0% to 100%",
        "ours.toml 第 9 行第 9 列（bands[1].share）：120% 超出允许范围；请填写 0% 至 100%",
    ),
    (
        "[[bands]]\nfrom = 0",
        "ours.toml:7:1 (bands[1].share): the key \"share\" is missing; add it",
        "ours.toml 第 7 行第 1 列（bands[1].share）：缺少键“share”（得分比例）；请补上这个键",
    ),
    (
        "[deduction]\nstep = 0",
        "ours.toml:8:8 (deduction.step): a step of 0% cannot be counted by; write a step above 0",
        "ours.toml 第 8 行第 8 列（deduction.step）：步长为零，无法计步；请填写大于 0 的步长",
    ),
    (
        "[deduction]\npoints = -2",
        "ours.toml:8:10 (deduction.points): -2 is out of range; write 0 to 100",
        "ours.toml 第 8 行第 10 列（deduction.points）：-2 超出允许范围；请填写 0 至 100",
    ),
    (
        "[over_achievement]\nexplain_above = 90",
        "ours.toml:8:17 (over_achievement.explain_above): 90% is out of range; write 100% to 100000%",
        "ours.toml 第 8 行第 17 列（over_achievement.explain_above）：90% 超出允许范围；请填写 100% 至 100000%",
    ),
    (
        "[explanations]\nexecution_only_where_points_lost = \"true\"",
        "ours.toml:8:36 (explanations.execution_only_where_points_lost): expected true or false, found the text \"true\"; remove the quotes",
        "ours.toml 第 8 行第 36 列（explanations.execution_only_where_points_lost）：仅在失分时须说明应为逻辑值 true 或 false，实为文字“true”；请去掉引号",
    ),
    (
        "[effective]\nfrom = 2024-01-01\nto = 2023-12-31",
        "ours.toml:9:6 (effective.to): the policy ends on 2023-12-31, before it begins on 2024-01-01; mend one of the two",
        "ours.toml 第 9 行第 6 列（effective.to）：终止日期 2023-12-31 早于施行日期 2024-01-01；请改正其中一个日期",
    ),
    (
        "[effective]\nfrom = \"2024年\"",
        "ours.toml:8:8 (effective.from): expected a date such as 2020-02-25, found the text \"2024年\"",
        "ours.toml 第 8 行第 8 列（effective.from）：施行日期：应为日期，如 2020-02-25，实为文字“2024年”",
    ),
    (
        "[execution]\nweight = 101",
        "ours.toml:8:10 (execution.weight): 101 is out of range; write 0 to 100",
        "ours.toml 第 8 行第 10 列（execution.weight）：101 超出允许范围；请填写 0 至 100",
    ),
    (
        "[levels]\nachieved = \"八成\"",
        "ours.toml:8:12 (levels.achieved): `八成` is not a number; write digits such as 20.32",
        "ours.toml 第 8 行第 12 列（levels.achieved）：达成的下限：“八成”不是数字，请填写如 20.32 的数字",
    ),
    (
        "reconstruction = \"no\"",
        "ours.toml:7:18 (reconstruction): expected true or false, found the text \"no\"; write true or false",
        "ours.toml 第 7 行第 18 列（reconstruction）：是否为还原应为逻辑值 true 或 false，实为文字“no”；请填写 true（是）或 false（否）",
    ),
    (
        "levels = 80",
        "ours.toml:7:10 (levels): expected a table of keys, found the number 80; write its keys and their values here",
        "ours.toml 第 7 行第 10 列（levels）：定性指标等次应为一组键值，实为数字 80；请在此处分别填写各键及其值",
    ),
    (
        "grades = [90, 80, 60]",
        "ours.toml:7:10 (grades): expected a table of keys, found a list of 3 items; there can be one only; remove the list's brackets",
        "ours.toml 第 7 行第 10 列（grades）：等级应为一组键值，实为列表（3 项）；此处只能有一组，请去掉列表的方括号",
    ),
    (
        "bands = []",
        "ours.toml:7:9 (bands): there is no band; write at least one",
        "ours.toml 第 7 行第 9 列（bands）：没有任何一档；请至少填写一档",
    ),
    (
        "[methods]\npass_mark = 0.6",
        "ours.toml:8:13 (methods.pass_mark): 0.6 may be a percentage or a share; write \"0.6%\" if that is meant, or the share in percent, such as 60",
        "ours.toml 第 8 行第 13 列（methods.pass_mark）：0.6 是百分数还是小数，无从判断；如为 0.6%，请写 \"0.6%\"；如为小数，请换算成百分数，如 60",
    ),
    (
        "[levels]\nachieved = 80\nachieved = 85",
        "ours.toml:9:1: the key \"achieved\" stands twice; delete one of them or merge the two",
        "ours.toml 第 9 行第 1 列：键“achieved”重复；请删去或合并其中一处",
    ),
    (
        "[[bands]]\nto = 10\nshare = 100\n[[bands]]\nto = 10\nshare = 50\n[[bands]]\nshare = 0",
        "ours.toml:10:1 (bands[2]): the band up to 10% does not reach beyond the one before it, up to 10%: they overlap; write the bands from the lowest ceiling up, no two alike",
        "ours.toml 第 10 行第 1 列（bands[2]）：上限 10% 不高于上一档的上限 10%，两档重叠；请自低档至高档排列，上限各不相同",
    ),
    (
        "[[bands]]\nto = 10\nshare = 100\n[[bands]]\nto = 20\nshare = 50",
        "ours.toml:10:1 (bands[2]): what lies beyond 20% belongs to no band; add a last band without to",
        "ours.toml 第 10 行第 1 列（bands[2]）：高于 20% 的部分不属于任何一档；请在最后补上不写 to 的一档",
    ),
    (
        "[[bands]]\nto = 10\nshare = 100\n[[bands]]\nshare = 50\n[[bands]]\nto = 20\nshare = 0",
        "ours.toml:12:1 (bands[3]): the band before takes all that is left, so nothing can fall in this one; leave out its to only for the last band",
        "ours.toml 第 12 行第 1 列（bands[3]）：上一档已包括其余全部，不会有数值落入本档；只有最后一档可以不写 to",
    ),
    (
        "[[bands]]\nfrom = 90\nshare = 100\n[[bands]]\nto = 20\nshare = 0",
        "ours.toml:10:1 (bands[2]): the table mixes floors (from) and ceilings (to); write one kind only: from where more is better, to where less is better",
        "ours.toml 第 10 行第 1 列（bands[2]）：同一表中既有下限（from）又有上限（to）；请只用一种：越大越好的写 from，越小越好的写 to",
    ),
    (
        "[[bands]]\nfrom = 0\nto = 20\nshare = 0",
        "ours.toml:9:6 (bands[1].to): the band has both a floor (from) and a ceiling (to); write one of them: from where more is better, to where less is better",
        "ours.toml 第 9 行第 6 列（bands[1].to）：一档既有下限（from）又有上限（to）；请只写一种：越大越好的写 from，越小越好的写 to",
    ),
    (
        "[[bands]]\nshare = 50",
        "ours.toml:7:1 (bands[1].from): the key \"from\" is missing; add it",
        "ours.toml 第 7 行第 1 列（bands[1].from）：缺少键“from”（下限）；请补上这个键",
    ),
    (
        "[rules]\nexecution-rate = \"directly\"",
        "ours.toml:8:18 (rules.execution-rate): \"directly\" is not one of: direct, proportional, pass-mark, levels, bands, deduction; did you mean \"direct\"?",
        "ours.toml 第 8 行第 18 列（rules.execution-rate）：预算执行率“directly”不在可选之列：direct、proportional、pass-mark、levels、bands、deduction；是否应为“direct”？",
    ),
    (
        "[rules.execution-rate]\npass_mark = 60",
        "ours.toml:7:1 (rules.execution-rate.method): the key \"method\" is missing; add it",
        "ours.toml 第 7 行第 1 列（rules.execution-rate.method）：缺少键“method”（赋分规则）；请补上这个键",
    ),
    (
        "[rules.execution-rate]\nmethod = \"bands\"\nband = 3",
        "ours.toml:9:1 (rules.execution-rate.band): unknown key \"band\"; did you mean \"bands\"?",
        "ours.toml 第 9 行第 1 列（rules.execution-rate.band）：不认识的键“band”；是否应为“bands”（分档）？",
    ),
    (
        "[rules.execution-rate]\nmethod = \"bands\"\n[[rules.execution-rate.bands]]\nfrom = 50\nshare = 3",
        "ours.toml:9:1 (rules.execution-rate.bands[1]): what lies below 50% belongs to no band; add a last band with from = 0",
        "ours.toml 第 9 行第 1 列（rules.execution-rate.bands[1]）：低于 50% 的部分不属于任何一档；请在最后补上 from = 0 的一档",
    ),
    (
        "[rules.execution-rate]\nmethod = \"deduction\"\n[rules.execution-rate.deduction]\nstep = 5\npoints = 2",
        "ours.toml:9:1 (rules.execution-rate.deduction.begun): the key \"begun\" is missing; add it",
        "ours.toml 第 9 行第 1 列（rules.execution-rate.deduction.begun）：缺少键“begun”（不足一步）；请补上这个键",
    ),
    (
        "[weights]\nsatisfaction_in_benefit = true",
        "ours.toml:7:1 (weights): satisfaction has 10 of its own and is said to share the weight of benefit; write satisfaction = 0, or leave out satisfaction_in_benefit",
        "ours.toml 第 7 行第 1 列（weights）：满意度指标另有分值 10，又称与效益指标合计；请写 satisfaction = 0，或去掉 satisfaction_in_benefit",
    ),
    (
        "[department_weights]\nmanagement = 20\nduties = 60",
        "ours.toml:7:1 (department_weights): the weights sum to 90, not to 100 (execution 10, management 20, duties 60); change [department_weights] or execution.weight",
        "ours.toml 第 7 行第 1 列（department_weights）：分值合计为 90，应为 100（预算执行率 10、部门管理 20、履职效果 60）；请调整 [department_weights] 或 execution.weight",
    ),
    (
        "[department_weights]\noutput = 90",
        "ours.toml:8:1 (department_weights.output): unknown key \"output\"; the keys known here: basis, management, duties, capacity, satisfaction",
        "ours.toml 第 8 行第 1 列（department_weights.output）：不认识的键“output”；此处可用的键：basis、management、duties、capacity、satisfaction",
    ),
    (
        "[over_achievement]\nreduction = \"excesses\"",
        "ours.toml:8:13 (over_achievement.reduction): \"excesses\" is not one of: none, excess, deviation, inverse; did you mean \"excess\"?",
        "ours.toml 第 8 行第 13 列（over_achievement.reduction）：超额完成的调减方式“excesses”不在可选之列：none、excess、deviation、inverse；是否应为“excess”？",
    ),
    (
        "[over_achievement]\nleast = 101",
        "ours.toml:8:9 (over_achievement.least): 101% is out of range; write 0% to 100%",
        "ours.toml 第 8 行第 9 列（over_achievement.least）：101% 超出允许范围；请填写 0% 至 100%",
    ),
    (
        "[explanations]\nover_achievement_above = 150",
        "ours.toml:8:1 (explanations.over_achievement_above): unknown key \"over_achievement_above\"; the keys known here: basis, execution_below, execution_only_where_points_lost, copied_from, little_executed",
        "ours.toml 第 8 行第 1 列（explanations.over_achievement_above）：不认识的键“over_achievement_above”；此处可用的键：basis、execution_below、execution_only_where_points_lost、copied_from、little_executed",
    ),
];

#[test]
fn every_mistake_is_told_with_its_place_in_both_languages() {
    for (more, english, chinese) in MISTAKES {
        let error = load(more).expect_err(more);
        assert_eq!(lines(&error, Lang::English), *english, "{more}");
        assert_eq!(lines(&error, Lang::Chinese), *chinese, "{more}");
    }
}

/// Mistakes of the head, each a whole file.
const HEADS: &[(&str, &str, &str)] = &[
    (
        "id = \"mof-2020\"\nname = \"甲\"\nname_en = \"x\"\nextends = \"lanzhou-2023\"",
        "ours.toml:1:6 (id): \"mof-2020\" is the id of a built-in policy; choose another id; to build on that policy, write extends = \"mof-2020\"",
        "ours.toml 第 1 行第 6 列（id）：“mof-2020”是内置政策的标识；请另取标识；如需在其基础上修改，请写 extends = \"mof-2020\"",
    ),
    (
        "id = \"Our Policy\"\nname = \"甲\"\nname_en = \"x\"\nextends = \"mof-2020\"",
        "ours.toml:1:6 (id): an id is made of lower-case letters, digits and hyphens, at most 64 of them; write one such as gansu-2023",
        "ours.toml 第 1 行第 6 列（id）：标识只能由小写英文字母、数字和连字符组成，至多 64 个字符；请填写如 gansu-2023 的标识",
    ),
    (
        "id = \"ours\"\nname = \" \"\nname_en = \"x\"\nextends = \"mof-2020\"",
        "ours.toml:2:8 (name): the text is empty; write a line of text",
        "ours.toml 第 2 行第 8 列（name）：内容为空；请填写一行文字",
    ),
    (
        "id = \"ours\"\nname = \"甲\"\nname_en = \"x\"\nextends = \"province\"",
        "ours.toml:4:11 (extends): there is no policy \"province\"; the built-in ones are mof-2020, mof-2021, gansu-2023, hubei-2023, lanzhou-2023; any other must lie beside this file as ID.toml (in code, from_toml_with gives it)",
        "ours.toml 第 4 行第 11 列（extends）：找不到政策“province”；内置政策有：mof-2020、mof-2021、gansu-2023、hubei-2023、lanzhou-2023；其他政策应存为 ID.toml，与本文件放在同一文件夹（程序中用 from_toml_with 提供）",
    ),
    (
        "id = \"ours\"\nname = \"甲\"\nname_en = \"x\"\nextends = \"MOF-2021\"",
        "ours.toml:4:11 (extends): there is no policy \"MOF-2021\"; did you mean \"mof-2021\"? the built-in ones are mof-2020, mof-2021, gansu-2023, hubei-2023, lanzhou-2023; any other must lie beside this file as ID.toml (in code, from_toml_with gives it)",
        "ours.toml 第 4 行第 11 列（extends）：找不到政策“MOF-2021”；是否应为“mof-2021”？内置政策有：mof-2020、mof-2021、gansu-2023、hubei-2023、lanzhou-2023；其他政策应存为 ID.toml，与本文件放在同一文件夹（程序中用 from_toml_with 提供）",
    ),
    (
        "id = \"ours\"\nname = \"甲\"\nname_en = \"x\"\nextends = \"hubei-2032\"",
        "ours.toml:4:11 (extends): there is no policy \"hubei-2032\"; did you mean \"hubei-2023\"? the built-in ones are mof-2020, mof-2021, gansu-2023, hubei-2023, lanzhou-2023; any other must lie beside this file as ID.toml (in code, from_toml_with gives it)",
        "ours.toml 第 4 行第 11 列（extends）：找不到政策“hubei-2032”；是否应为“hubei-2023”？内置政策有：mof-2020、mof-2021、gansu-2023、hubei-2023、lanzhou-2023；其他政策应存为 ID.toml，与本文件放在同一文件夹（程序中用 from_toml_with 提供）",
    ),
    (
        "id = \"ours\"\nname = \"甲\"\nname_en = \"x\"\nextends = 2020",
        "ours.toml:4:11 (extends): expected a text, found the number 2020; put it in double quotes",
        "ours.toml 第 4 行第 11 列（extends）：所继承的政策应为文字，实为数字 2020；请加上英文双引号",
    ),
    (
        "id = \"ours\"\nname = \"甲\"\nname_en = \"x\"\nextends = \"ours\"",
        "ours.toml:4:11 (extends): the policies extend each other in a circle: ours → ours; take one `extends` out of the circle",
        "ours.toml 第 4 行第 11 列（extends）：政策相互继承成环：ours → ours；请去掉其中一处 extends",
    ),
    (
        "id = \"ours\"\nname = \"甲\"\nname_en = \"x\"\nextends = \"mof-2020\"\n[levels]\nachieved = 85",
        "ours.toml:6:12 (levels.achieved): the value has no basis: nothing says who fixed it; write basis = \"…\" for the value, for its table or at the head of the file",
        "ours.toml 第 6 行第 12 列（levels.achieved）：没有写明依据（basis）；请在本值、所在的表或文件开头写明 basis = \"…\"",
    ),
];

#[test]
fn every_mistake_of_the_head_is_told_with_its_place_in_both_languages() {
    for (text, english, chinese) in HEADS {
        let error = Policy::from_toml("ours.toml", text).expect_err(text);
        assert_eq!(lines(&error, Lang::English), *english, "{text}");
        assert_eq!(lines(&error, Lang::Chinese), *chinese, "{text}");
    }
}

#[test]
fn a_refused_policy_shows_a_problem_a_line() {
    let error = load("[execution]\nrate = \"rough\"\n[grades]\nfair = 95").unwrap_err();
    assert_eq!(error.to_string(), lines(&error, Lang::English));
    let said = jixiao_model::Speak::speak(&error);
    assert_eq!(said.zh, lines(&error, Lang::Chinese));
    assert_eq!(said.zh.lines().count(), 2);
}

#[test]
fn of_many_problems_the_first_are_shown_and_no_more_than_the_limit_are_kept() {
    let with_unknown_keys = |count: usize| {
        let keys = (0..count).map(|at| format!("unknown_{at} = 1\n"));
        let text = format!("{}{}", keys.collect::<String>(), ours(""));
        Policy::from_toml("ours.toml", &text).unwrap_err()
    };
    let error = with_unknown_keys(MAX_SHOWN_PROBLEMS);
    assert_eq!(error.to_string(), lines(&error, Lang::English));
    let error = with_unknown_keys(MAX_SHOWN_PROBLEMS + 3);
    assert_eq!(error.problems().len(), MAX_SHOWN_PROBLEMS + 3);
    let shown = |lang| {
        let all = lines(&error, lang);
        let first: Vec<&str> = all.lines().take(MAX_SHOWN_PROBLEMS).collect();
        first.join("\n")
    };
    let said = jixiao_model::Speak::speak(&error);
    assert_eq!(said.zh, shown(Lang::Chinese) + "\n另有 3 处问题未列出");
    assert_eq!(said.en, shown(Lang::English) + "\n… and 3 more problems");
    assert_eq!(error.to_string(), said.en);

    assert_eq!(
        with_unknown_keys(MAX_PROBLEMS).problems().len(),
        MAX_PROBLEMS
    );
    let error = with_unknown_keys(MAX_PROBLEMS + 1);
    assert_eq!(error.problems().len(), MAX_PROBLEMS + 1);
    let said = jixiao_model::Speak::speak(&error);
    assert!(said.zh.ends_with("\n另有至少 9951 处问题未列出"));
    assert!(said.en.ends_with("\n… and at least 9951 more problems"));
    let last = error.problems().last().unwrap();
    assert_eq!(
        last.render(Lang::Chinese),
        "ours.toml：问题超过 10000 处，其余未列出；请先改正前面的问题，并确认这是政策文件"
    );
    assert_eq!(
        last.render(Lang::English),
        "ours.toml: there are more than 10000 problems; the rest is left out; mend the ones above first, and check that this is a policy"
    );
}

#[test]
fn an_unknown_id_is_met_with_the_one_that_was_probably_meant() {
    for (id, zh, en) in [
        (
            "MOF-2020",
            "是否应为“mof-2020”？",
            "did you mean `mof-2020`?",
        ),
        (
            "hubei2023",
            "是否应为“hubei-2023”？",
            "did you mean `hubei-2023`?",
        ),
    ] {
        let said = jixiao_model::Speak::speak(&Policy::builtin(id).unwrap_err());
        assert!(said.zh.contains(zh), "{}", said.zh);
        assert!(said.en.contains(en), "{}", said.en);
    }
    let error = Policy::builtin(&"省".repeat(1_000)).unwrap_err();
    let said = jixiao_model::Speak::speak(&error);
    assert!(!said.zh.contains("是否应为"), "{}", said.zh);
    assert!(said.zh.chars().count() < 200, "a long id is cut");
}

/// A TOML text as the JSON that an editor would hold against the schema: dates as texts.
fn json(text: &str) -> Value {
    json_table(toml::from_str(text).unwrap())
}

fn json_table(table: toml::Table) -> Value {
    let members = table
        .into_iter()
        .map(|(key, value)| (key, json_value(value)));
    Value::Object(members.collect::<Map<_, _>>())
}

fn json_value(value: toml::Value) -> Value {
    match value {
        toml::Value::Table(table) => json_table(table),
        toml::Value::Array(items) => items.into_iter().map(json_value).collect(),
        toml::Value::Datetime(date) => date.to_string().into(),
        plain => serde_json::to_value(plain).unwrap(),
    }
}

fn schema() -> Value {
    serde_json::from_str(POLICY_SCHEMA).unwrap()
}

#[test]
fn the_schema_takes_what_the_reader_takes() {
    let schema = jsonschema::validator_for(&schema()).unwrap();
    let texts = BUILTIN
        .iter()
        .map(|id| builtin_text(id).unwrap().to_string());
    let own = [
        ours(""),
        ours(
            "[weights]\noutput = \"40\"\ncost = { value = 10, basis = \"甲\" }\n[methods]\nceiling = { value = \"linear-excess\", basis = \"乙\" }\npass_mark = \"50.5%\"",
        ),
        ours(OWN_TERMS),
    ];
    for text in texts.chain(own) {
        let (head, rest) = text.split_once("\nname = ").unwrap();
        let (head, _) = head.rsplit_once("id = ").unwrap();
        Policy::from_toml("own.toml", &format!("{head}id = \"own\"\nname = {rest}")).unwrap();
        if let Err(error) = schema.validate(&json(&text)) {
            panic!("{} {error}", error.instance_path());
        }
    }
}

#[test]
fn the_schema_refuses_what_it_can_see() {
    let schema = jsonschema::validator_for(&schema()).unwrap();
    // Sums, orders and days need arithmetic, which a schema has not; the last mistake is no TOML.
    let unseen = [
        "out of order",
        "sum to",
        "overlap",
        "lies below",
        "lies beyond",
        "takes all that is left",
        "of its own and is said",
        "before it begins",
        "stands twice",
    ];
    for (more, english, _) in MISTAKES {
        if unseen.iter().any(|mark| english.contains(mark)) {
            continue;
        }
        assert!(!schema.is_valid(&json(&ours(more))), "{more}");
    }
    assert!(
        !schema.is_valid(&json("id = \"own\"\nname = \"甲\"\nname_en = \"x\"")),
        "without sections"
    );
}

#[test]
fn the_schema_knows_the_words_of_the_vocabulary() {
    let schema = schema();
    let keys = |section: &str| -> Vec<String> {
        let properties = &schema["properties"][section]["properties"];
        let keys = properties.as_object().unwrap().keys().cloned();
        keys.filter(|key| key != "basis").collect()
    };
    assert_eq!(
        keys("rules"),
        RateId::ALL.iter().map(|rate| rate.id()).collect::<Vec<_>>()
    );
    let mut levels = keys("weights");
    assert_eq!(levels.pop().as_deref(), Some("satisfaction_in_benefit"));
    assert_eq!(
        levels,
        FirstLevel::ALL
            .iter()
            .map(|level| level.id())
            .collect::<Vec<_>>()
    );
    assert_eq!(
        keys("department_weights"),
        DepartmentLevel::ALL
            .iter()
            .map(|level| level.id())
            .collect::<Vec<_>>()
    );
    let methods: Vec<&str> = Method::ALL.iter().map(|method| method.id()).collect();
    assert_eq!(
        schema["$defs"]["method"]["enum"],
        serde_json::json!(methods)
    );
}

fn page() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/policy.md");
    std::fs::read_to_string(path).unwrap()
}

/// The worked example of the page.
fn page_example() -> String {
    let page = page();
    let (_, rest) = page.split_once("```toml\n").unwrap();
    rest.split_once("```").unwrap().0.to_string()
}

#[test]
fn the_example_of_the_page_does_what_the_page_says() {
    let policy = Policy::from_toml("shuixiang-2024.toml", &page_example()).unwrap();
    let points = |policy: &Policy| {
        let survey = Indicator::new(
            "满意度指标",
            "服务对象满意度",
            "满意度",
            "≥95%",
            "85%",
            "10",
        );
        let scored = score_indicator(&survey.unwrap(), 2024.try_into().unwrap(), policy);
        scored.unwrap().points.to_string()
    };
    assert_eq!(points(&policy), "7");
    assert_eq!(points(&Policy::mof_2020().unwrap()), "8.95");
    let rate = Rate::of_counts(90, 100).unwrap();
    let execution = execution_points(rate, policy.execution_weight, policy.execution).unwrap();
    assert_eq!(execution.to_string(), "18");
    assert_eq!(policy.not_applicable, NotApplicableWeight::Spread);
    assert_eq!(
        policy.basis["methods.not_applicable"],
        "水财绩〔2024〕8号附件2"
    );
}

#[test]
fn the_rates_of_the_page_score_as_a_provincial_table_does() {
    let page = page();
    let (_, rest) = page
        .split_once("    [rules.budget-completion-rate]\n")
        .unwrap();
    let (rest, _) = rest.split_once("A rate is taken over").unwrap();
    let policy = load(&format!("[rules.budget-completion-rate]\n{rest}")).unwrap();
    let weight = Weight::whole(10);
    let points = |rate, comparison, target: i32, actual: &str| {
        let held = hold(
            comparison,
            target.into(),
            actual.parse().unwrap(),
            policy.ceiling,
        );
        let derivation = derive_rate(rate, None, held, &policy).unwrap();
        let scored = derivation.score(weight, policy.rounding).unwrap();
        scored.points.to_string()
    };
    // 每低于 5% 扣 2 分
    for (actual, expected) in [
        ("100", "10"),
        ("95.01", "10"),
        ("95", "8"),
        ("88", "6"),
        ("70", "0"),
    ] {
        let found = points(RateId::BudgetCompletion, Comparison::AtLeast, 100, actual);
        assert_eq!(found, expected, "{actual}");
    }
    for (actual, expected) in [
        ("0", "10"),
        ("0.01", "6"),
        ("10", "6"),
        ("20", "4"),
        ("20.01", "0"),
    ] {
        let found = points(RateId::BudgetControl, Comparison::AtMost, 0, actual);
        assert_eq!(found, expected, "{actual}");
    }
}

#[test]
fn the_page_shows_a_message_as_it_is() {
    let example = page_example();
    let broken = example
        .replace("[weights]", "# ")
        .replace("output = 40", "");
    let error = Policy::from_toml("shuixiang-2024.toml", &broken).unwrap_err();
    for lang in [Lang::English, Lang::Chinese] {
        let said = lines(&error, lang);
        assert!(page().contains(&said), "{said}");
    }
}

#[test]
fn the_page_names_every_key() {
    let (page, schema) = (page(), schema());
    for (section, value) in schema["properties"].as_object().unwrap() {
        let shared = value.get("$ref").and_then(Value::as_str);
        let value = shared
            .and_then(|path| schema.pointer(path.strip_prefix('#')?))
            .unwrap_or(value);
        let inner = value
            .get("properties")
            .or_else(|| value["items"].get("properties"));
        let keys = inner
            .and_then(Value::as_object)
            .into_iter()
            .flat_map(Map::keys);
        for key in keys.chain([section]) {
            let named = [
                format!("`{key}`"),
                format!("`[{key}]`"),
                format!("`[[{key}]]`"),
                format!("{key} = "),
            ];
            assert!(
                named.iter().any(|name| page.contains(name)),
                "{section}: {key}"
            );
        }
    }
}

/// A line of a policy, and a line of nonsense.
fn lines_of_policies() -> Vec<String> {
    let text: String = BUILTIN.iter().filter_map(|id| builtin_text(id)).collect();
    let nonsense = [
        "= 1",
        "[[grades]]",
        "weight = 1e99",
        "from = -0",
        "basis = 3",
        "extends = \"ours\"",
        "share = \"百分之五\"",
        "[levels",
        "\u{0}",
    ];
    text.lines().chain(nonsense).map(String::from).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn no_text_is_read_without_an_answer(lines in prop::collection::vec(prop::sample::select(lines_of_policies()), 0..60)) {
        // Either a policy, or problems: never a panic, never a refusal without a reason.
        if let Err(error) = Policy::from_toml("any.toml", &lines.join("\n")) {
            prop_assert!(!error.problems().is_empty());
        }
    }

    #[test]
    fn weights_are_taken_if_and_only_if_they_sum_to_a_hundred(execution in 0_u32..=30, output in 0_u32..=70, benefit in 0_u32..=40, nudge in -1_i64..=1) {
        let rest = 100 - i64::from(execution + output.min(60) + benefit.min(10)) + nudge;
        let text = format!(
            "[execution]\nweight = {execution}\n[weights]\noutput = {}\nbenefit = {}\nsatisfaction = {rest}",
            output.min(60), benefit.min(10),
        );
        prop_assert_eq!(load(&text).is_ok(), nudge == 0 && rest >= 0, "{}", text);
    }

    #[test]
    fn what_is_taken_has_grades_and_bands_for_every_total(cuts in prop::array::uniform3(0_u32..=101), floors in prop::collection::vec(0_u32..=100, 1..5)) {
        let band = |floor: &u32| format!("[[bands]]\nfrom = {floor}\nshare = 10\n");
        let bands = floors.iter().map(band).collect::<Vec<_>>().concat();
        let [fair, good, excellent] = cuts;
        let text = format!("{bands}[grades]\nfair = {fair}\ngood = {good}\nexcellent = {excellent}");
        let falling = floors.windows(2).all(|pair| pair[0] > pair[1]) && floors.last() == Some(&0);
        let rising = 0 < fair && fair < good && good < excellent && excellent <= 100;
        prop_assert_eq!(load(&text).is_ok(), falling && rising, "{}", text);
    }
}
