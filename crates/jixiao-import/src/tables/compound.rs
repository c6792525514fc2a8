//! Compound files (OLE), the container of old Office files: found by name, their streams are read, nothing more.

use std::collections::BTreeSet;

/// The bytes with which such a file begins.
pub(super) const MAGIC: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Numbers of sectors from here on mean something else: the end of a chain, a free sector.
const FIRST_SPECIAL: u32 = 0xffff_fffa;

/// The bytes of an entry of the directory.
const ENTRY: usize = 128;

/// The size of the small sectors.
const SMALL_SECTOR: usize = 64;

/// A file opened; `bytes` is all of it.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    /// Which sector follows each.
    next: Vec<u32>,
    entries: Vec<Entry>,
    /// Streams below this many bytes stand in small sectors.
    small_below: u64,
    small_next: Vec<u32>,
    small: Vec<u8>,
}

struct Entry {
    name: String,
    is_stream: bool,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: u64,
}

impl<'a> Compound<'a> {
    /// Opens a file; `None` if it is damaged.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        if bytes.get(..8)? != MAGIC {
            return None;
        }
        let sector = match word(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file = Self {
            bytes,
            sector,
            next: Vec::new(),
            entries: Vec::new(),
            small_below: u64::from(long(bytes, 56)?),
            small_next: Vec::new(),
            small: Vec::new(),
        };
        file.read_next()?;
        file.read_entries(long(bytes, 48)?)?;
        let root = file.entries.first()?;
        let (start, size) = (root.start, root.size);
        if start < FIRST_SPECIAL && size > 0 {
            file.small = file.chain(start, size)?;
            let chains = file.chain(long(bytes, 60)?, u64::MAX)?;
            file.small_next = longs(&chains);
        }
        Some(file)
    }

    /// The bytes of a stream at the root, whatever the case of its name.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.find(name)?;
        if entry.size >= self.small_below {
            return self.chain(entry.start, entry.size);
        }
        let sectors = |number: u32| slice(&self.small, number, SMALL_SECTOR, 0);
        chain(entry.start, entry.size, &self.small_next, sectors)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The stream at the root: objects that are embedded have streams of the same names.
    fn find(&self, name: &str) -> Option<&Entry> {
        let mut open = vec![self.entries.first()?.child];
        let mut seen = BTreeSet::new();
        while let Some(number) = open.pop() {
            let entry = usize::try_from(number)
                .ok()
                .and_then(|index| self.entries.get(index));
            let Some(entry) = entry.filter(|_| seen.insert(number)) else {
                continue;
            };
            if entry.is_stream && entry.name.eq_ignore_ascii_case(name) {
                return Some(entry);
            }
            open.extend([entry.left, entry.right]);
        }
        None
    }

    /// Reads which sector follows each: the sectors that tell it are named in the head, and further on in a chain.
    fn read_next(&mut self) -> Option<()> {
        let mut tellers = longs(self.bytes.get(76..512)?);
        let mut further = long(self.bytes, 68)?;
        let most = self.bytes.len().checked_div(self.sector)?;
        for _ in 0..=most {
            if further >= FIRST_SPECIAL {
                break;
            }
            let mut more = longs(self.sector(further)?);
            further = more.pop()?;
            tellers.extend(more);
        }
        for teller in tellers
            .into_iter()
            .filter(|teller| *teller < FIRST_SPECIAL)
            .take(most)
        {
            self.next.extend(longs(self.sector(teller)?));
        }
        Some(())
    }

    fn read_entries(&mut self, start: u32) -> Option<()> {
        let directory = self.chain(start, u64::MAX)?;
        self.entries = directory
            .chunks_exact(ENTRY)
            .filter_map(Entry::read)
            .collect();
        Some(())
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        // The head takes the place of a sector.
        slice(self.bytes, number, self.sector, self.sector)
    }

    fn chain(&self, start: u32, size: u64) -> Option<Vec<u8>> {
        chain(start, size, &self.next, |number| self.sector(number))
    }
}

impl Entry {
    fn read(bytes: &[u8]) -> Option<Self> {
        let length = usize::from(word(bytes, 64)?).min(64).saturating_sub(2);
        let units: Vec<u16> = bytes
            .get(..length)?
            .chunks_exact(2)
            .filter_map(|pair| word(pair, 0))
            .collect();
        Some(Self {
            name: String::from_utf16_lossy(&units),
            is_stream: bytes.get(66) == Some(&2),
            left: long(bytes, 68)?,
            right: long(bytes, 72)?,
            child: long(bytes, 76)?,
            start: long(bytes, 116)?,
            size: u64::from(long(bytes, 120)?),
        })
    }
}

/// The bytes of the sectors of a chain, at most `size`; `None` where it goes in circles or breaks off.
fn chain<'b>(
    start: u32,
    size: u64,
    next: &[u32],
    sector: impl Fn(u32) -> Option<&'b [u8]>,
) -> Option<Vec<u8>> {
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let mut bytes = Vec::new();
    let mut number = start;
    for _ in 0..=next.len() {
        if number >= FIRST_SPECIAL || bytes.len() >= size {
            bytes.truncate(size);
            return Some(bytes);
        }
        bytes.extend_from_slice(sector(number)?);
        number = *next.get(usize::try_from(number).ok()?)?;
    }
    None
}

/// The sector of a number; the last may be cut short.
fn slice(bytes: &[u8], number: u32, size: usize, head: usize) -> Option<&[u8]> {
    let start = usize::try_from(number)
        .ok()?
        .checked_mul(size)?
        .checked_add(head)?;
    let end = start.checked_add(size)?.min(bytes.len());
    bytes.get(start..end).filter(|sector| !sector.is_empty())
}

/// The number in two bytes.
pub(super) fn word(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(pair.try_into().ok()?))
}

/// The number in four bytes.
pub(super) fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

fn longs(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .filter_map(|four| long(four, 0))
        .collect()
}
