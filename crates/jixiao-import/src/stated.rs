//! `[[stated]]`: figures that a report or table of the unit already states.

use jixiao_keyed::Entry;
use jixiao_model::{Bilingual, Figure, StatedFigure, Traced};

use crate::section::{Scope, Section};
use crate::value;

/// A stated figure, and the project that it speaks of, also where the rest cannot be read.
pub(crate) struct Stated {
    pub(crate) figure: Option<StatedFigure>,
    pub(crate) project: Option<Traced<u32>>,
}

pub(crate) fn read<'a>(entry: &Entry<'a>, scope: Scope<'a>) -> Option<Stated> {
    scope.section(entry, |section| {
        let figure = section.required("figure", "数据项", figure);
        let figure = figure.map(|figure| figure.value);
        let value = section.required("value", "数值", |entry| value::stated(entry, figure?));
        let project = section.optional("project", "序号", value::number);
        let stated_in = section.plain("place", "出处", value::text);
        let project = project?;
        project_fits(section, figure?, project.as_ref())?;
        let figure = || {
            let Traced {
                value: (value, text),
                source,
                place,
            } = value?;
            Some(StatedFigure {
                figure: figure?,
                project: project.as_ref().map(|project| project.value),
                value: Traced {
                    value,
                    source,
                    place,
                },
                text,
                stated_in: stated_in?.unwrap_or_default(),
            })
        };
        Some(Stated {
            figure: figure(),
            project,
        })
    })
}

fn figure(entry: &Entry<'_>) -> Option<Figure> {
    let words: Vec<_> = Figure::ALL.iter().map(|word| (word.id(), *word)).collect();
    entry.choice(&words)
}

fn project_fits(
    section: &Section<'_, '_>,
    figure: Figure,
    project: Option<&Traced<u32>>,
) -> Option<()> {
    let id = figure.id();
    match (figure.is_of_one_project(), project) {
        (true, None) => section.fail(Bilingual::new(
            format!("“{id}”是单个项目的数据，请用 project 写明项目的序号"),
            format!("\"{id}\" is a figure of one project; write its number as `project`"),
        )),
        (false, Some(_)) => section.fail(Bilingual::new(
            format!("“{id}”不是单个项目的数据，请删去 project，或改用 project. 开头的数据项"),
            format!("\"{id}\" is no figure of one project; delete `project`, or name a figure that begins with \"project.\""),
        )),
        _ => return Some(()),
    }
    None
}
