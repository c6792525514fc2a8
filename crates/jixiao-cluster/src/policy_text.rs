//! A policy as the text that travels with a function: a policy file, whole, that extends nothing.

use std::fmt::Write as _;

use jixiao_scoring::policy::{Policy, PolicyValue, is_of_head};

use crate::error::ClusterError;

/// What stands at the head of every such text. A file must say it, and none of it decides a point: a policy of code need not have it, and the id of
/// one that is built in belongs to no other file.
const HEAD: &str = r#"id = "of-the-plan"
name = "计划所带的政策"
name_en = "the policy of the plan"
jurisdiction = "-"
effective.from = 1970-01-01
basis = "-"
"#;

/// The text, which reads back to a policy that scores the same: that is looked at before it is sent.
pub(crate) fn write(policy: &Policy) -> Result<String, ClusterError> {
    let text = toml(policy);
    let refuse = |problem| ClusterError::Policy {
        id: policy.id.clone(),
        problem,
    };
    let read = read(&text).map_err(refuse)?;
    let (own, back) = (scoring(policy), scoring(&read));
    match own.iter().zip(&back).find(|(own, back)| own != back) {
        None if own.len() == back.len() => Ok(text),
        None => Err(refuse("some of its values cannot be written".into())),
        Some(((path, own), (_, back))) => {
            Err(refuse(format!("{path} is {own} and reads back as {back}")))
        }
    }
}

/// The policy of a text.
pub(crate) fn read(text: &str) -> Result<Policy, String> {
    Policy::from_toml("policy of the plan", text).map_err(|error| error.to_string())
}

/// The values that decide points, as they are written.
fn scoring(policy: &Policy) -> Vec<(String, String)> {
    let values = policy.values().into_iter();
    values
        .filter(|value| !is_of_head(&value.path))
        .map(|value| (value.path, value.written))
        .collect()
}

fn toml(policy: &Policy) -> String {
    let mut values = policy.values();
    values.retain(|value| !is_of_head(&value.path));
    let mut text = format!("# {}\n{HEAD}", quoted(&policy.id));
    let mut values = values.iter().peekable();
    while let Some(value) = values.next() {
        let Some((table, band)) = band(&value.path) else {
            line(&mut text, &value.path, &written(value));
            continue;
        };
        // The values of a table of bands follow each other, band by band.
        let mut bands = vec![member(band.1, value)];
        let mut last = band.0;
        while let Some((next, (count, key))) = values
            .peek()
            .and_then(|next| Some((*next, self::band(&next.path)?.1)))
            && self::band(&next.path).is_some_and(|(own, _)| own == table)
        {
            match bands.last_mut() {
                Some(open) if count == last => {
                    let _ = write!(open, ", {}", member(key, next));
                }
                _ => bands.push(member(key, next)),
            }
            last = count;
            values.next();
        }
        let bands: Vec<String> = bands.iter().map(|band| format!("{{ {band} }}")).collect();
        line(&mut text, table, &format!("[{}]", bands.join(", ")));
    }
    text
}

fn line(text: &mut String, path: &str, value: &str) {
    let _ = writeln!(text, "{path} = {value}");
}

fn member(key: &str, value: &PolicyValue) -> String {
    format!("{key} = {}", written(value))
}

/// `rules.x.bands[2].from` as its table, and its count and key.
fn band(path: &str) -> Option<(&str, (&str, &str))> {
    let (table, rest) = path.split_once('[')?;
    let (count, key) = rest.split_once("].")?;
    Some((table, (count, key)))
}

fn written(value: &PolicyValue) -> String {
    let text = &value.written;
    let is_bare = matches!(text.as_str(), "true" | "false")
        || (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()));
    if is_bare { text.clone() } else { quoted(text) }
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for own in text.chars() {
        match own {
            '"' | '\\' => quoted.extend(['\\', own]),
            own if own.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(own));
            }
            own => quoted.push(own),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use jixiao_model::{Bilingual, Method, Percent, RateId, Weight};
    use jixiao_scoring::policy::{
        BUILTIN, BandTable, BegunStep, DeductionTerms, GradeCuts, LevelCuts, RuleTerms,
    };

    use super::*;

    type Tested = Result<(), Box<dyn std::error::Error>>;

    fn of_code(id: &str) -> Result<Policy, &'static str> {
        let points = |whole| Weight::whole(whole).full();
        let levels = LevelCuts::new(Percent::whole(80), Percent::whole(50)).ok_or("levels")?;
        let grades = GradeCuts::new(points(90), points(75), points(60)).ok_or("grades")?;
        let name = Bilingual::new("\"本\"单位\\政策", "ours");
        Ok(Policy::new(id, name, Weight::whole(20), levels, grades))
    }

    #[test]
    fn every_policy_comes_back() -> Tested {
        for id in BUILTIN {
            let policy = Policy::builtin(id)?;
            let back = read(&write(&policy)?)?;
            assert_eq!(scoring(&back), scoring(&policy), "{id}");
        }
        Ok(())
    }

    #[test]
    fn a_policy_of_code_comes_back() -> Tested {
        let mut policy = of_code("Not An \n Id")?;
        let share = Percent::whole;
        let table = [(0, 100), (10, 60)].map(|(to, part)| (share(to), share(part)));
        let mut terms = RuleTerms::new(Method::Bands);
        terms.bands = Some(BandTable::ceilings(table, share(0))?);
        terms.deduction = DeductionTerms::new(share(5), Weight::whole(2).full(), BegunStep::Whole);
        policy.rules = vec![(RateId::Execution, terms)];
        policy.bands = BandTable::floors([(share(90), share(100)), (share(0), share(0))])?;
        let back = read(&write(&policy)?)?;
        assert_eq!(scoring(&back), scoring(&policy));
        assert_eq!(back.rules, policy.rules);
        Ok(())
    }

    #[test]
    fn what_no_file_can_say_is_refused() -> Tested {
        let mut policy = of_code("too much")?;
        policy.execution_weight = Weight::whole(200);
        let said = write(&policy).err().map(|error| error.to_string());
        let said = said.unwrap_or_default();
        assert!(
            said.contains("too much cannot be sent to executors"),
            "{said}"
        );
        Ok(())
    }
}
