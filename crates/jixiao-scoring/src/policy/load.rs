//! A policy from its file and the files that it extends.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use jixiao_keyed::{
    Document, Entry, Problem, ProblemKind, Problems, Value, nearest, parse_toml, shorten,
};
use jixiao_model::{Bilingual, Place};

use super::read::{Base, read};
use super::{BUILTIN, Policy, PolicyError, builtin_text};

/// How many policies may stand behind one another by `extends`.
pub const MAX_EXTENDS: usize = 8;

/// How many problems of a policy and those behind it are kept; one more then says so.
pub const MAX_PROBLEMS: usize = 10_000;

/// The text of a policy file and its name for messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyFile {
    /// The name of the file.
    pub name: String,
    /// The TOML text.
    pub text: String,
}

/// How the policy behind an id is found.
type Find<'a> = &'a dyn Fn(&str) -> Option<PolicyFile>;

impl Policy {
    /// The built-in policy `id`, one of [`BUILTIN`].
    ///
    /// # Errors
    /// [`PolicyError::UnknownId`].
    pub fn builtin(id: &str) -> Result<Self, PolicyError> {
        let Some(file) = builtin_file(id) else {
            return Err(PolicyError::UnknownId { id: id.into() });
        };
        load(&file.name, &file.text, Some(id), &|_| None)
    }

    /// Reads a policy file, which may extend a built-in policy. `file` is its name for messages; nothing is opened.
    ///
    /// ```
    /// use jixiao_scoring::policy::Policy;
    /// let text = r#"
    ///     id = "ours"
    ///     name = "本单位政策"
    ///     name_en = "our policy"
    ///     extends = "mof-2020"
    ///     basis = "本单位绩效管理办法"
    ///
    ///     [levels]
    ///     partly_achieved = 50
    /// "#;
    /// let policy = Policy::from_toml("ours.toml", text)?;
    /// assert_eq!(policy.levels.partly().to_string(), "50%");
    /// assert_eq!(policy.levels.achieved().to_string(), "80%"); // of mof-2020
    ///
    /// let refused = Policy::from_toml("ours.toml", &text.replace("50", "85")).unwrap_err();
    /// assert_eq!(
    ///     refused.to_string(),
    ///     "ours.toml:8:5 (levels): the levels are out of order: partly_achieved 85%, achieved 80%; \
    ///      write 0 < partly_achieved < achieved ≤ 100"
    /// );
    /// # Ok::<(), jixiao_scoring::policy::PolicyError>(())
    /// ```
    ///
    /// # Errors
    /// [`PolicyError::Refused`] with every problem.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, PolicyError> {
        Self::from_toml_with(file, text, &|_| None)
    }

    /// Reads a policy file, which may extend a built-in policy or one that `find` knows by its id. Built-in ids come first: they
    /// cannot be given another meaning.
    ///
    /// ```
    /// use jixiao_scoring::policy::{Policy, PolicyFile};
    /// let head = |id: &str, extends: &str| {
    ///     format!("id = \"{id}\"\nname = \"政策\"\nname_en = \"policy\"\nbasis = \"办法\"\nextends = \"{extends}\"\n")
    /// };
    /// let county = |id: &str| {
    ///     let text = head("county", "mof-2020") + "levels.partly_achieved = 50";
    ///     (id == "county").then(|| PolicyFile { name: "county.toml".into(), text })
    /// };
    /// let policy = Policy::from_toml_with("ours.toml", &head("ours", "county"), &county)?;
    /// assert_eq!(policy.levels.partly().to_string(), "50%");
    /// # Ok::<(), jixiao_scoring::policy::PolicyError>(())
    /// ```
    ///
    /// # Errors
    /// [`PolicyError::Refused`] with every problem.
    pub fn from_toml_with(
        file: &str,
        text: &str,
        find: &dyn Fn(&str) -> Option<PolicyFile>,
    ) -> Result<Self, PolicyError> {
        load(file, text, None, find)
    }
}

fn builtin_file(id: &str) -> Option<PolicyFile> {
    builtin_text(id).map(|text| PolicyFile {
        name: format!("{id}.toml"),
        text: text.into(),
    })
}

/// A file of the chain, and the id by which it was asked for.
struct Link {
    document: Document,
    asked: Option<String>,
}

fn load(
    file: &str,
    text: &str,
    asked: Option<&str>,
    find: Find<'_>,
) -> Result<Policy, PolicyError> {
    let problems = Problems::new();
    let (chain, complete) = chain(file, text, asked, find, &problems);
    let mut base = if complete { Base::None } else { Base::Unknown };
    for link in chain.iter().rev() {
        check_id(link, &problems);
        base = match read(&link.document, &base, &problems) {
            Some(policy) => Base::Of(Box::new(policy)),
            None => Base::Unknown,
        };
    }
    match base {
        Base::Of(policy) if problems.is_empty() => Ok(*policy),
        _ => Err(PolicyError::Refused(kept(problems, file))),
    }
}

/// The problems up to [`MAX_PROBLEMS`]; of more, a last one says so.
fn kept(problems: Problems, file: &str) -> Vec<Problem> {
    let mut problems = problems.into_sorted_vec();
    if problems.len() > MAX_PROBLEMS {
        problems.truncate(MAX_PROBLEMS);
        let message = Bilingual::new(
            format!("问题超过 {MAX_PROBLEMS} 处，其余未列出"),
            format!("there are more than {MAX_PROBLEMS} problems; the rest is left out"),
        );
        let mend = Bilingual::new(
            "请先改正前面的问题，并确认这是政策文件",
            "mend the ones above first, and check that this is a policy",
        );
        let place = Place::file(file);
        problems.push(Problem::new(ProblemKind::Invalid, place, message).with_mend(mend));
    }
    problems
}

/// The files from the one that is asked for to the one that extends nothing, and whether all could be had.
fn chain(
    file: &str,
    text: &str,
    asked: Option<&str>,
    find: Find<'_>,
    problems: &Problems,
) -> (Vec<Link>, bool) {
    let mut links: Vec<Link> = Vec::new();
    let mut next = Some((
        PolicyFile {
            name: file.into(),
            text: text.into(),
        },
        asked.map(ToString::to_string),
    ));
    while let Some((file, asked)) = next.take() {
        let document = match parse_toml(&file.name, &file.text) {
            Ok(document) => document,
            Err(found) => {
                problems.extend(found);
                return (links, false);
            }
        };
        links.push(Link { document, asked });
        next = match extended(&links, find, problems) {
            Extended::Nothing => None,
            Extended::By(file, id) => Some((file, Some(id))),
            Extended::Refused => return (links, false),
        };
    }
    (links, true)
}

/// What the last file of a chain extends.
enum Extended {
    Nothing,
    By(PolicyFile, String),
    Refused,
}

fn extended(links: &[Link], find: Find<'_>, problems: &Problems) -> Extended {
    let Some(Link { document, .. }) = links.last() else {
        return Extended::Nothing;
    };
    let Some(entry) = member(document, "extends", "所继承的政策", problems) else {
        return Extended::Nothing;
    };
    let Some(id) = entry.text() else {
        return Extended::Refused;
    };
    let mut seen: Vec<&str> = links.iter().filter_map(|link| link.id()).collect();
    if seen.contains(&id) {
        seen.push(id);
        fail_circle(&entry, &seen);
        return Extended::Refused;
    }
    if links.len() > MAX_EXTENDS {
        fail_too_many(&entry);
        return Extended::Refused;
    }
    let Some(file) = builtin_file(id).or_else(|| find(id)) else {
        fail_unknown(&entry, id);
        return Extended::Refused;
    };
    Extended::By(file, id.into())
}

impl Link {
    /// The id by which another file can extend this one. A file cannot take a built-in id: that it tries is told elsewhere.
    fn id(&self) -> Option<&str> {
        let own = self.own_id().filter(|id| !BUILTIN.contains(id));
        self.asked.as_deref().or(own)
    }

    /// The id that the file gives itself.
    fn own_id(&self) -> Option<&str> {
        let Value::Table(members) = &self.document.root.value else {
            return None;
        };
        let id = members.iter().find(|member| member.key == "id")?;
        match &id.node.value {
            Value::Text(id) => Some(id),
            _ => None,
        }
    }
}

/// A file that was asked for by an id must bear it; one that was not must leave the built-in ids alone.
fn check_id(link: &Link, problems: &Problems) {
    let (Some(own), Some(entry)) = (
        link.own_id(),
        member(&link.document, "id", "政策标识", problems),
    ) else {
        return;
    };
    match &link.asked {
        Some(asked) if asked != own => entry.fail_with(
            Bilingual::new(
                format!("该政策以“{asked}”被引用，自身标识却为“{own}”"),
                format!("the policy was asked for as \"{asked}\" but calls itself \"{own}\""),
            ),
            Bilingual::new("请使两处一致", "make the two agree"),
        ),
        None if BUILTIN.contains(&own) => entry.fail_with(
            Bilingual::new(
                format!("“{own}”是内置政策的标识"),
                format!("\"{own}\" is the id of a built-in policy"),
            ),
            Bilingual::new(
                format!("请另取标识；如需在其基础上修改，请写 extends = \"{own}\""),
                format!("choose another id; to build on that policy, write extends = \"{own}\""),
            ),
        ),
        _ => {}
    }
}

/// A key of the document's root, without a word about the others.
fn member<'a>(
    document: &'a Document,
    key: &'static str,
    term: &'static str,
    problems: &'a Problems,
) -> Option<Entry<'a>> {
    document.read(problems).table(|table| {
        table.skip_rest();
        table.optional(key, term)
    })
}

fn fail_circle(entry: &Entry<'_>, ids: &[&str]) {
    let way = ids.join(" → ");
    entry.fail_with(
        Bilingual::new(
            format!("政策相互继承成环：{way}"),
            format!("the policies extend each other in a circle: {way}"),
        ),
        Bilingual::new(
            "请去掉其中一处 extends",
            "take one `extends` out of the circle",
        ),
    );
}

fn fail_too_many(entry: &Entry<'_>) {
    entry.fail_with(
        Bilingual::new(
            format!("继承层数过多：最多 {MAX_EXTENDS} 层"),
            format!("too many policies stand behind one another: at most {MAX_EXTENDS}"),
        ),
        Bilingual::new("请合并其中几个政策", "merge some of them"),
    );
}

fn fail_unknown(entry: &Entry<'_>, id: &str) {
    let shown = shorten(id);
    let (meant_zh, meant_en) = match nearest(id, BUILTIN.iter().copied()) {
        Some(near) => (
            format!("是否应为“{near}”？"),
            format!("did you mean \"{near}\"? "),
        ),
        None => (String::new(), String::new()),
    };
    entry.fail_with(
        Bilingual::new(
            format!("找不到政策“{shown}”"),
            format!("there is no policy \"{shown}\""),
        ),
        Bilingual::new(
            format!(
                "{meant_zh}内置政策有：{}；其他政策应存为 ID.toml，与本文件放在同一文件夹（程序中用 from_toml_with 提供）",
                BUILTIN.join("、")
            ),
            format!(
                "{meant_en}the built-in ones are {}; any other must lie beside this file as ID.toml (in code, from_toml_with gives it)",
                BUILTIN.join(", ")
            ),
        ),
    );
}
