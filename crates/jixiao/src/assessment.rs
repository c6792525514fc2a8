//! The main job: a submission, scored and reviewed.

use jixiao_model::Submission;
use jixiao_scoring::policy::Policy;
use jixiao_scoring::{Evaluation, evaluate};

use crate::{Error, policy_file};

/// A submission with all that follows from it.
///
/// ```
/// use jixiao::{Assessment, import::read_texts};
/// let dataset = r#"
/// unit = { name = "某局", year = 2023, policy = "mof-2020" }
/// [[projects]]
/// name = "图书馆运行费"
/// funds.fiscal = { initial = 20, budget = 20, executed = 19 }
/// [[projects.indicators]]
/// level1 = "产出指标"
/// level2 = "数量指标"
/// name = "开放天数"
/// target = "≥300天"
/// actual = "285天"
/// weight = 90
/// "#;
/// let assessment = Assessment::new(read_texts(&[("unit.toml", dataset)])?, None)?;
/// assert_eq!(assessment.evaluation.projects[0].total.to_string(), "95"); // 10 × 95 % + 90 × 285 ÷ 300
/// assert!(!assessment.findings.has_errors()); // but a miss without a cause is a warning
/// # Ok::<(), jixiao::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Assessment {
    /// What was handed in.
    pub submission: Submission,
    /// The policy by which it was scored.
    pub policy: Policy,
    /// The scores, project for project.
    pub evaluation: Evaluation,
    /// The causes and remedies that explanations were read by.
    #[cfg(feature = "review")]
    pub catalogue: jixiao_catalogue::Catalogue,
    /// What the catalogue's matcher reads in the explanations.
    #[cfg(feature = "review")]
    pub explanations: jixiao_review::Explanations,
    /// What a review objects to.
    #[cfg(feature = "review")]
    pub findings: jixiao_review::Findings,
}

impl Assessment {
    /// Scores and reviews `submission`: by `policy`, else by the one that it names itself, else by `mof-2020`. Explanations are read by the built-in
    /// catalogue.
    ///
    /// # Errors
    /// [`Error::Policy`] where the submission names a policy that is not built in; [`Error::Evaluation`] where a sum does not fit.
    pub fn new(submission: Submission, policy: Option<Policy>) -> Result<Self, Error> {
        #[cfg(feature = "review")]
        let done = {
            let catalogue = jixiao_catalogue::Catalogue::builtin()?;
            Self::with_catalogue(submission, policy, catalogue)
        };
        #[cfg(not(feature = "review"))]
        let done = scored(&submission, policy).map(|(policy, evaluation)| Self {
            submission,
            policy,
            evaluation,
        });
        done
    }

    /// Another submission, assessed by what this one was assessed by.
    pub(crate) fn again(&self, submission: Submission) -> Result<Self, Error> {
        let policy = Some(self.policy.clone());
        #[cfg(feature = "review")]
        let done = Self::with_catalogue(submission, policy, self.catalogue.clone());
        #[cfg(not(feature = "review"))]
        let done = Self::new(submission, policy);
        done
    }

    /// As [`new`](Self::new), with explanations read by another catalogue, such as that of [`catalogue_file`](crate::catalogue_file).
    ///
    /// # Errors
    /// As for [`new`](Self::new).
    #[cfg(feature = "review")]
    pub fn with_catalogue(
        submission: Submission,
        policy: Option<Policy>,
        catalogue: jixiao_catalogue::Catalogue,
    ) -> Result<Self, Error> {
        let (policy, evaluation) = scored(&submission, policy)?;
        let explanations = jixiao_review::Explanations::read(&submission, &catalogue);
        let findings = jixiao_review::review_read(&jixiao_review::Subject {
            submission: &submission,
            evaluation: &evaluation,
            policy: &policy,
            catalogue: &catalogue,
            explanations: &explanations,
        });
        Ok(Self {
            submission,
            policy,
            evaluation,
            catalogue,
            explanations,
            findings,
        })
    }

    /// What there is to show, for [`jixiao_export::files`] and the builders beside it.
    #[cfg(feature = "export")]
    pub fn outcome(&self) -> jixiao_export::Outcome<'_> {
        jixiao_export::Outcome {
            submission: &self.submission,
            policy: &self.policy,
            evaluation: &self.evaluation,
            explanations: &self.explanations,
            findings: &self.findings,
            points: jixiao_export::PointsShown::default(),
        }
    }
}

/// The scores of a submission, and the policy by which they were given.
fn scored(submission: &Submission, policy: Option<Policy>) -> Result<(Policy, Evaluation), Error> {
    let policy = match (policy, &submission.policy) {
        (Some(policy), _) => policy,
        (None, Some(id)) => Policy::builtin(id)?,
        (None, None) => policy_file::default()?,
    };
    let evaluation = evaluate(submission, &policy)?;
    Ok((policy, evaluation))
}

/// Reads what a unit has: folders, forms in workbooks and documents, datasets in TOML and JSON.
///
/// # Errors
/// [`Error::Import`] with every problem of every file.
#[cfg(feature = "import")]
pub fn read(paths: &[impl AsRef<std::path::Path>]) -> Result<Submission, Error> {
    Ok(jixiao_import::read_dataset(paths)?)
}
