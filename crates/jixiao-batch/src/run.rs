//! A run: files in, a row a project out, over all cores and in the order of the rows.
//!
//! Pieces of the files are read and scored by threads of their own, a few pieces ahead of what is written. What comes of them is joined and written in
//! their order, so that the same files give the same bytes whatever the threads do.

use std::collections::{HashSet, VecDeque};
use std::mem;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::RecordBatch;
use jixiao_model::Lang;
use jixiao_scoring::policy::Policy;

use crate::error::BatchError;
use crate::input::{Piece, Source};
use crate::kernel::Kernel;
use crate::output::{Projects, Rejects, RollUps, project_batch, write_error};
use crate::project::{Part, Project, Reject, Stretch};
use crate::roll_up::{Groups, RollUp};
use crate::rows::Key;

/// What to score, by what, and where to write it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Job {
    /// Files (.parquet, .csv, .arrow, .arrows), or folders of them, in the order of the rows.
    pub inputs: Vec<PathBuf>,
    /// The Parquet file with a row a project.
    pub out: PathBuf,
    /// The CSV file with the rows that have no score, and why.
    pub rejects: PathBuf,
    /// The column that projects are rolled up by, and the Parquet file for that.
    pub by: Option<(String, PathBuf)>,
    /// The policy.
    pub policy: Policy,
    /// Threads that score; as many as there are cores where it is not said.
    pub threads: Option<NonZero<usize>>,
    /// The language of the reasons.
    pub lang: Lang,
}

impl Job {
    /// Scores files into `out`; rejects go beside it, to the same name with `.rejects.csv`.
    pub fn new(inputs: Vec<PathBuf>, out: PathBuf, policy: Policy) -> Self {
        Self {
            inputs,
            rejects: out.with_extension("rejects.csv"),
            out,
            by: None,
            policy,
            threads: None,
            lang: Lang::default(),
        }
    }
}

/// What came of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// Rows that were read.
    pub rows: u64,
    /// Rows that were told in the file of rejects: those that have no score.
    pub rejects: u64,
    /// All projects together.
    pub all: RollUp,
    /// Has a file no column `level1`? A policy may score 满意度指标 by a method of its own, and then does not know them.
    pub without_levels: bool,
    /// Projects by the column of [`Job::by`], in the order of its values.
    pub by: Vec<(Key, RollUp)>,
}

/// What a run tells while it goes on.
pub trait Watch: Sync {
    /// The rows that there will be, where all files say so.
    fn begin(&self, _rows: Option<u64>) {}
    /// So many more rows are scored.
    fn scored(&self, _rows: u64) {}
    /// Should the run stop? It is asked often, and nothing is written then.
    fn is_stopped(&self) -> bool {
        false
    }
}

/// Tells nothing and never stops.
impl Watch for () {}

/// Stops when the flag is set.
impl Watch for AtomicBool {
    fn is_stopped(&self) -> bool {
        self.load(Ordering::Relaxed)
    }
}

/// Scores files of any size in bounded memory.
///
/// All files of the job are whole before the first takes its place: a run that fails touches none.
///
/// # Errors
/// [`BatchError`]. A row that cannot be scored is no error of the run: it is told in the file of rejects, and counted.
pub fn score_files(job: &Job, watch: &dyn Watch) -> Result<Summary, BatchError> {
    let sources = Source::all(&job.inputs)?;
    check_places(job, &sources)?;
    watch.begin(sources.iter().map(Source::known_rows).sum());
    let mut collector = Collector::new(job)?;
    let threads = job
        .threads
        .or_else(|| std::thread::available_parallelism().ok());
    let threads = threads.map_or(1, NonZero::get);
    let by = job.by.as_ref().map(|(by, _)| by.as_str());
    let scorer = Scorer {
        kernel: &collector.kernel.clone(),
        by: by.unwrap_or_default(),
        watch,
    };
    let (sender, receiver) = channel::<Task>();
    let tasks = Mutex::new(receiver);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(task) = next_task(&tasks) {
                    // Nobody listens any more once the run has failed.
                    let _ = task.done.send(scorer.score(task.piece));
                }
            });
        }
        // The sender goes with this block, and with it the threads end.
        let sender = sender;
        let mut waiting = VecDeque::new();
        for source in &sources {
            for piece in source.pieces(by)? {
                if waiting.len() > threads {
                    collector.take_next(&mut waiting)?;
                }
                let (done, result) = sync_channel(1);
                let task = Task {
                    piece: piece?,
                    done,
                };
                let _ = sender.send(task);
                waiting.push_back((Arc::clone(&source.path), result));
            }
        }
        while !waiting.is_empty() {
            collector.take_next(&mut waiting)?;
        }
        Ok(())
    })?;
    collector.finish(watch)
}

/// Is nothing that is read written over, and no result by another?
fn check_places(job: &Job, sources: &[Source]) -> Result<(), BatchError> {
    // A file that is not there yet is known by its folder.
    let real = |path: &Path| {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new(".")).canonicalize();
        let beside = folder
            .ok()
            .zip(path.file_name())
            .map(|(folder, name)| folder.join(name));
        path.canonicalize()
            .ok()
            .or(beside)
            .unwrap_or_else(|| path.into())
    };
    let by = job.by.as_ref().map(|(_, path)| path.as_path());
    let results = [Some(job.out.as_path()), Some(job.rejects.as_path()), by];
    let all = sources.iter().map(|source| &*source.path);
    let mut taken = HashSet::new();
    match all
        .chain(results.into_iter().flatten())
        .find(|path| !taken.insert(real(path)))
    {
        Some(path) => Err(BatchError::Twice(path.into())),
        None => Ok(()),
    }
}

/// A piece to score, and where to send what comes of it.
struct Task {
    piece: Piece,
    done: SyncSender<Result<ScoredPiece, BatchError>>,
}

fn next_task(tasks: &Mutex<Receiver<Task>>) -> Option<Task> {
    let tasks = tasks.lock().unwrap_or_else(PoisonError::into_inner);
    tasks.recv().ok()
}

/// What came of a piece: whole projects, and those at its ends that may go on in others.
#[derive(Default)]
struct ScoredPiece {
    rows: u64,
    first: Option<Part>,
    /// Those that are not yet packed …
    finished: Vec<Project>,
    /// … and those that are.
    packed: Vec<RecordBatch>,
    last: Option<Part>,
    rejects: Vec<Reject>,
    groups: Groups,
    without_levels: bool,
}

/// Projects that are packed together.
const PACKED: usize = 4096;

impl ScoredPiece {
    /// Makes columns of the projects that are finished: they take a tenth of the room.
    fn pack(&mut self) -> Result<(), BatchError> {
        for project in &self.finished {
            self.groups.add(project);
        }
        let packed = project_batch(&self.finished);
        self.packed
            .push(packed.map_err(|error| write_error(Path::new(""), error))?);
        self.finished.clear();
        Ok(())
    }
}

/// What threads score by.
#[derive(Clone, Copy)]
struct Scorer<'a> {
    kernel: &'a Kernel,
    by: &'a str,
    watch: &'a dyn Watch,
}

impl Scorer<'_> {
    fn score(&self, piece: Piece) -> Result<ScoredPiece, BatchError> {
        let mut scored = ScoredPiece::default();
        match piece {
            Piece::Read(read) => self.add(&read.rows, read.first_row, &read.unread, &mut scored)?,
            Piece::Slice(slice) => {
                let mut first_row = slice.first_row;
                for rows in slice.read()? {
                    let rows = rows?;
                    self.add(&rows, first_row, &[], &mut scored)?;
                    first_row = first_row.saturating_add(rows.len() as u64);
                }
            }
        }
        scored.pack()?;
        scored.rejects.sort_by_key(|reject| reject.row);
        Ok(scored)
    }

    /// The next rows of a piece.
    fn add(
        &self,
        rows: &crate::rows::Rows,
        first_row: u64,
        unread: &[Reject],
        scored: &mut ScoredPiece,
    ) -> Result<(), BatchError> {
        if self.watch.is_stopped() {
            return Err(BatchError::Stopped);
        }
        let stretch = Stretch {
            kernel: self.kernel,
            rows,
            first_row,
            by: self.by,
            unread,
        };
        let ScoredPiece {
            first,
            finished,
            last,
            rejects,
            ..
        } = scored;
        stretch.parts(rejects, |part, rejects| {
            let Some(open) = last else {
                *last = Some(part);
                return;
            };
            if let Some(next) = open.join(part, self.by, rejects) {
                let whole = mem::replace(open, next);
                if first.is_none() {
                    *first = Some(whole);
                } else {
                    finished.extend(whole.finish(self.kernel, rejects));
                }
            }
        });
        scored.rows = scored.rows.saturating_add(rows.len() as u64);
        scored.without_levels |= rows.indicators.level1.is_none();
        if scored.finished.len() >= PACKED {
            scored.pack()?;
        }
        self.watch.scored(rows.len() as u64);
        Ok(())
    }
}

type Waiting = VecDeque<(Arc<Path>, Receiver<Result<ScoredPiece, BatchError>>)>;

/// Takes in what came of pieces, in their order.
struct Collector<'a> {
    job: &'a Job,
    kernel: Kernel,
    projects: Projects,
    rejects: Rejects,
    by: Option<RollUps>,
    /// The project that may go on in the next piece, and the file in which it began.
    open: Option<(Arc<Path>, Part)>,
    rows: u64,
    rejected: u64,
    without_levels: bool,
    groups: Groups,
}

impl<'a> Collector<'a> {
    fn new(job: &'a Job) -> Result<Self, BatchError> {
        Ok(Self {
            job,
            kernel: Kernel::new(job.policy.clone()),
            projects: Projects::new(&job.out)?,
            rejects: Rejects::new(&job.rejects, job.lang)?,
            by: job
                .by
                .as_ref()
                .map(|(_, path)| RollUps::new(path))
                .transpose()?,
            open: None,
            rows: 0,
            rejected: 0,
            without_levels: false,
            groups: Groups::default(),
        })
    }

    fn take_next(&mut self, waiting: &mut Waiting) -> Result<(), BatchError> {
        let Some((path, result)) = waiting.pop_front() else {
            return Ok(());
        };
        // A thread that is gone without a word has been stopped with all the others.
        let scored = result.recv().unwrap_or(Err(BatchError::Stopped))?;
        self.take(&path, scored)
    }

    fn take(&mut self, path: &Arc<Path>, scored: ScoredPiece) -> Result<(), BatchError> {
        self.rows = self.rows.saturating_add(scored.rows);
        self.without_levels |= scored.without_levels;
        let mut rejects = scored.rejects;
        if let Some(first) = scored.first {
            self.go_on(path, first, &mut rejects)?;
            // Another project follows in this piece.
            self.close()?;
        }
        for projects in &scored.packed {
            self.projects.write(projects)?;
        }
        self.groups.merge(scored.groups);
        if let Some(last) = scored.last {
            self.go_on(path, last, &mut rejects)?;
        }
        self.tell(path, &rejects)
    }

    /// A part: of the open project, or of one that it begins.
    fn go_on(
        &mut self,
        path: &Arc<Path>,
        part: Part,
        rejects: &mut Vec<Reject>,
    ) -> Result<(), BatchError> {
        let by = self.job.by.as_ref().map_or("", |(by, _)| by.as_str());
        let next = match &mut self.open {
            Some((_, open)) => open.join(part, by, rejects),
            None => Some(part),
        };
        if let Some(next) = next {
            self.close()?;
            self.open = Some((Arc::clone(path), next));
        }
        Ok(())
    }

    /// Finishes the open project.
    fn close(&mut self) -> Result<(), BatchError> {
        let Some((path, part)) = self.open.take() else {
            return Ok(());
        };
        let mut rejects = Vec::new();
        if let Some(project) = part.finish(&self.kernel, &mut rejects) {
            let batch = project_batch(std::slice::from_ref(&project));
            self.projects
                .write(&batch.map_err(|error| write_error(&self.job.out, error))?)?;
            self.groups.add(&project);
        }
        self.tell(&path, &rejects)
    }

    fn tell(&mut self, path: &Path, rejects: &[Reject]) -> Result<(), BatchError> {
        self.rejected = self.rejected.saturating_add(rejects.len() as u64);
        self.rejects.write(path, rejects)
    }

    fn finish(mut self, watch: &dyn Watch) -> Result<Summary, BatchError> {
        self.close()?;
        let all = self.groups.all();
        let by = match &self.job.by {
            Some(_) => self.groups.listed(),
            None => Vec::new(),
        };
        let roll_up = match (self.by, &self.job.by) {
            (Some(file), Some((column, _))) => Some(file.write(column, &by)?),
            _ => None,
        };
        let pending = [
            Some(self.projects.finish()?),
            Some(self.rejects.finish()?),
            roll_up,
        ];
        if watch.is_stopped() {
            return Err(BatchError::Stopped);
        }
        for pending in pending.into_iter().flatten() {
            pending.keep()?;
        }
        Ok(Summary {
            rows: self.rows,
            rejects: self.rejected,
            without_levels: self.without_levels,
            all,
            by,
        })
    }
}
