//! Two evaluations side by side, as data.

use jixiao_model::{Bilingual, Speak};
use jixiao_review::years::{
    CameBack, Change, Comparison, Evidence, Explained, Likeness, ProjectPair, ProjectYear, Promise,
    RateShown, Sameness, SideBySide, Value as Figure, Verdict, Year,
};
use serde_json::{Map, Value, json};

/// The JSON Schema of [`comparison_data`].
pub const COMPARISON_SCHEMA: &str = include_str!("../schemas/comparison.schema.json");

/// A comparison as one JSON document. Money is in 万元; money, points and percentages are strings of exact decimals.
pub fn comparison_data(comparison: &Comparison<'_>) -> Value {
    let figures = |figures: &[SideBySide]| -> Vec<Value> { figures.iter().map(figure).collect() };
    let promises = |not_kept: bool| -> Vec<Value> {
        let promises = comparison.promises.iter();
        let wanted = promises.filter(|own| matches!(own.verdict, Verdict::NotKept(_)) == not_kept);
        wanted.map(promise).collect()
    };
    json!({
        "old": head(comparison.old),
        "new": head(comparison.new),
        "notes": comparison.notes.iter().map(|note| told("text", &note.speak())).collect::<Vec<_>>(),
        "department": figures(&comparison.department),
        "summary": figures(&comparison.summary),
        "projects": comparison.pairs.iter().map(pair).collect::<Vec<_>>(),
        "projects_gone": comparison.gone.iter().map(|own| project(own)).collect::<Vec<_>>(),
        "projects_come": comparison.come.iter().map(|own| project(own)).collect::<Vec<_>>(),
        "causes_came_back": comparison.causes.iter().map(came_back).collect::<Vec<_>>(),
        "remedies_not_kept": promises(true),
        "remedies_other": promises(false),
    })
}

fn head(year: &Year) -> Value {
    json!({ "unit": year.unit, "year": year.year.number(), "policy": year.policy })
}

/// A text in both languages: the Chinese under the key, the English under `KEY_en`.
fn told(key: &str, text: &Bilingual) -> Map<String, Value> {
    [
        (key.into(), json!(text.zh)),
        (format!("{key}_en"), json!(text.en)),
    ]
    .into_iter()
    .collect()
}

fn figure(own: &SideBySide) -> Value {
    let change = own.change();
    let mut members = Map::from_iter([("figure".to_string(), json!(own.id))]);
    members.extend(told("term", &own.name));
    members.insert("old".into(), json!(own.old.map(value)));
    members.insert("new".into(), json!(own.new.map(value)));
    members.insert("change".into(), json!(signed(change)));
    members.extend(told("change_text", &change.speak()));
    Value::Object(members)
}

fn value(figure: Figure) -> Value {
    match figure {
        Figure::Points(points) => json!(points.to_string()),
        Figure::Amount(amount) => json!(amount.to_string()),
        Figure::Grade(grade) => json!(grade.map(jixiao_model::Grade::term)),
        Figure::Count(count) => json!(count),
        Figure::Rate(rate) => rate_value(rate),
    }
}

fn rate_value(rate: RateShown) -> Value {
    match rate {
        RateShown::Known(percent) => json!(percent.to_string()),
        RateShown::NotApplicable => json!("not_applicable"),
        RateShown::Undefined => Value::Null,
    }
}

/// New less old as a plain decimal with its sign; `0` where nothing changed, none where the two cannot be subtracted.
fn signed(change: Change) -> Option<String> {
    match change {
        Change::None => Some("0".into()),
        change => change.signed().map(|signed| signed.replace(',', "")),
    }
}

fn pair(pair: &ProjectPair<'_>) -> Value {
    let (id, percent) = match pair.likeness {
        Likeness::SameName => ("same-name", 100),
        Likeness::SameSeries => ("same-series", 100),
        Likeness::Alike { percent } => ("alike", percent),
    };
    let mut matched = Map::from_iter([
        ("by".to_string(), json!(id)),
        ("alike_percent".to_string(), json!(percent)),
    ]);
    matched.extend(told("text", &pair.likeness.speak()));
    json!({
        "old": { "number": pair.old.number, "name": pair.old.name },
        "new": { "number": pair.new.number, "name": pair.new.name },
        "matched": matched,
        "differs": pair.differs(),
        "figures": pair.figures.iter().map(figure).collect::<Vec<_>>(),
    })
}

fn project(own: &ProjectYear) -> Value {
    json!({
        "number": own.number,
        "name": own.name,
        "budget": own.budget.to_string(),
        "executed": own.executed.to_string(),
        "execution_rate": rate_value(own.execution_rate),
        "total": own.total.to_string(),
        "grade": own.grade.map(jixiao_model::Grade::term),
    })
}

fn came_back(own: &CameBack<'_>) -> Value {
    let side = |explained: &Explained, project: Option<&ProjectYear>| {
        json!({
            "project_number": project.map(|own| own.number),
            "project": project.map(|own| &own.name),
            "indicator": explained.indicator,
            "cause_text": explained.cause,
            "causes": explained.causes,
        })
    };
    let [old, new] = match own.project {
        Some([old, new]) => [Some(old), Some(new)],
        None => [None, None],
    };
    json!({
        "same": sameness(own.same),
        "old": side(own.old, old),
        "new": side(own.new, new),
    })
}

fn sameness(same: Sameness<'_>) -> Value {
    match same {
        Sameness::Code(code) => json!({ "by": "code", "code": code }),
        Sameness::Words { percent } => json!({ "by": "words", "alike_percent": percent }),
    }
}

fn promise(own: &Promise<'_>) -> Value {
    let certainty = match own.verdict {
        Verdict::NotKept(certainty) => Some(certainty.id()),
        _ => None,
    };
    json!({
        "project": own.project,
        "indicator": own.indicator,
        "year": own.year.number(),
        "cause_text": own.cause,
        "causes": own.causes,
        "remedy_text": own.remedy,
        "remedies": own.remedies,
        "owner": own.owner,
        "due": own.due.map(|due| due.to_string()),
        "verdict": own.verdict.id(),
        "certainty": certainty,
        "evidence": own.evidence.iter().map(evidence).collect::<Vec<_>>(),
    })
}

fn evidence(own: &Evidence<'_>) -> Value {
    let mut members = Map::from_iter([("kind".to_string(), json!(own.id()))]);
    match own {
        Evidence::Register {
            state,
            due,
            is_past,
            ..
        } => {
            members.insert("state".into(), json!(state.id()));
            members.insert("due".into(), json!(due.map(|due| due.to_string())));
            members.insert("past_due".into(), json!(is_past));
        }
        Evidence::PromisedAgain { same, .. } | Evidence::CauseCameBack { same, .. } => {
            members.insert("same".into(), sameness(*same));
        }
        Evidence::ProjectGone | Evidence::NoRecord => {}
    }
    members.extend(told("text", &own.speak()));
    Value::Object(members)
}
