//! The catalogue of causes and remedies, and what it finds in a text, for programs.

use jixiao_model::IndicatorClass;
use jixiao_review::catalogue::{
    Catalogue, Cause, Classification, Evidence, FoundCause, FoundRemedy, Group, Origin, Remedy,
};
use serde_json::{Value, json};

/// The whole catalogue as JSON: groups, causes, remedies.
pub fn catalogue_data(catalogue: &Catalogue) -> Value {
    let group =
        |group: &Group| json!({ "id": group.id, "name": group.name.zh, "name_en": group.name.en });
    let causes = catalogue.causes().iter();
    let remedies = catalogue.remedies().iter();
    json!({
        "groups": catalogue.groups().iter().map(group).collect::<Value>(),
        "causes": causes.map(cause_data).collect::<Value>(),
        "remedies": remedies.map(|remedy| remedy_data(catalogue, remedy)).collect::<Value>(),
    })
}

/// A cause as JSON.
pub fn cause_data(cause: &Cause) -> Value {
    json!({
        "kind": "cause",
        "code": cause.code,
        "group": cause.group,
        "name": cause.name.zh,
        "name_en": cause.name.en,
        "definition": cause.definition.zh,
        "definition_en": cause.definition.en,
        "wording": cause.wording,
        "classes": ids(&cause.classes),
        "remedies": cause.remedies,
    })
}

/// A remedy as JSON, with the codes of the causes that it answers.
pub fn remedy_data(catalogue: &Catalogue, remedy: &Remedy) -> Value {
    let causes = remedy.answers(catalogue).map(|cause| &*cause.code);
    json!({
        "kind": "remedy",
        "code": remedy.code,
        "name": remedy.name.zh,
        "name_en": remedy.name.en,
        "definition": remedy.definition.zh,
        "definition_en": remedy.definition.en,
        "wording": remedy.wording,
        "causes": causes.collect::<Vec<_>>(),
    })
}

/// A text and what was found in it, as JSON: causes best first, each with the words that decided and the ids of the classes of indicators to which the
/// text ties it; remedies that it states, or else those that are suggested.
///
/// ```
/// use jixiao_export::classification_data;
/// use jixiao_review::catalogue::Catalogue;
/// let found = Catalogue::builtin()?.classify("");
/// let data = classification_data("", &found, &Catalogue::builtin()?);
/// assert_eq!(data, serde_json::json!({ "text": "", "causes": [], "remedies": [] }));
/// # Ok::<(), jixiao_review::catalogue::CatalogueError>(())
/// ```
pub fn classification_data(text: &str, found: &Classification, catalogue: &Catalogue) -> Value {
    let cause = |found: &FoundCause| {
        let name = catalogue.cause(&found.code).map(|own| &own.name);
        json!({
            "code": found.code,
            "name": name.map(|name| &name.zh),
            "name_en": name.map(|name| &name.en),
            "evidence": words(&found.evidence),
            "classes": ids(&found.classes),
        })
    };
    let remedy = |found: &FoundRemedy| {
        let name = catalogue.remedy(&found.code).map(|own| &own.name);
        json!({
            "code": found.code,
            "name": name.map(|name| &name.zh),
            "name_en": name.map(|name| &name.en),
            "origin": match found.origin {
                Origin::Stated => "stated",
                Origin::Suggested => "suggested",
            },
            "evidence": words(&found.evidence),
        })
    };
    json!({
        "text": text,
        "causes": found.causes.iter().map(cause).collect::<Value>(),
        "remedies": found.remedies.iter().map(remedy).collect::<Value>(),
    })
}

fn ids(classes: &[IndicatorClass]) -> Vec<&'static str> {
    classes.iter().map(|class| class.id()).collect()
}

fn words(evidence: &[Evidence]) -> Vec<&str> {
    evidence.iter().map(|own| &*own.text).collect()
}
