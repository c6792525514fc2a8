//! Number formats of spreadsheets, such as `0.00%` or `#,##0.00_);[Red](#,##0.00)`, as far as they change what a cell says.

use std::iter::Peekable;
use std::str::Chars;

/// The longest format that is read. A longer one is none that a person made, and the number shows plainly.
const MAX_CODE_CHARS: usize = 1_000;

/// The most decimals of a format.
const MAX_DECIMALS: usize = 30;

/// A format: its sections, each for some numbers.
#[derive(Debug, Clone)]
pub(super) struct Code {
    sections: Vec<(Option<Condition>, Section)>,
}

/// What a section makes of a number.
#[derive(Debug, Clone)]
pub(super) enum Section {
    Date,
    Time,
    /// The same words for every number.
    Words(String),
    Number(Pattern),
}

/// How a number shows. The default is plainly.
#[derive(Debug, Clone, Default)]
pub(super) struct Pattern {
    pub(super) before: String,
    pub(super) after: String,
    pub(super) least_decimals: usize,
    /// `None`: as many as there are.
    pub(super) most_decimals: Option<usize>,
    /// The power of ten by which it shows larger: 2 for a percent.
    pub(super) shift: i32,
}

/// Of which numbers a section is, such as `[>=100]`.
#[derive(Debug, Clone, Copy)]
struct Condition {
    less: bool,
    equal: bool,
    greater: bool,
    limit: f64,
}

impl Condition {
    fn parse(text: &str) -> Option<Self> {
        let operator = text.trim_start_matches(['<', '>', '=']);
        let signs = text.strip_suffix(operator)?;
        Some(Self {
            less: signs.contains('<'),
            equal: signs.contains('='),
            greater: signs.contains('>'),
            limit: operator.trim().parse().ok()?,
        })
    }

    fn holds(&self, value: f64) -> bool {
        (self.less && value < self.limit)
            || (self.greater && value > self.limit)
            || (self.equal && value.total_cmp(&self.limit).is_eq())
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    Slash,
    Exponent,
    General,
    /// `@`
    Text,
    /// y, m, d, h, s and the like.
    Calendar(char),
    Literal(String),
}

impl Code {
    /// Reads a format. There is no wrong one: what has no meaning shows the number plainly.
    pub(super) fn parse(code: &str) -> Self {
        if code.chars().nth(MAX_CODE_CHARS).is_some() {
            return Self::general();
        }
        let sections = Tokens::new(code).sections();
        Self {
            sections: sections
                .into_iter()
                .map(|(condition, tokens)| (condition, classify(&tokens)))
                .collect(),
        }
    }

    pub(super) fn general() -> Self {
        Self {
            sections: Vec::new(),
        }
    }

    /// The format of a number that workbooks know without telling it.
    pub(super) fn built_in(id: u32) -> Self {
        let code = match id {
            1 => "0",
            2 => "0.00",
            3 => "#,##0",
            4 => "#,##0.00",
            5..=8 | 39 | 40 => "#,##0.00_);(#,##0.00)",
            9 => "0%",
            10 => "0.00%",
            14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => "yyyy-mm-dd",
            18..=21 | 32..=35 | 45..=47 | 55 | 56 => "h:mm",
            37 | 38 => "#,##0_);(#,##0)",
            41 | 42 => "#,##0;-#,##0;\"-\"",
            43 | 44 => "#,##0.00;-#,##0.00;\"-\"",
            _ => return Self::general(),
        };
        Self::parse(code)
    }

    /// The section for a number.
    pub(super) fn section(&self, value: f64) -> &Section {
        static PLAIN: Section = Section::Number(Pattern {
            before: String::new(),
            after: String::new(),
            least_decimals: 0,
            most_decimals: None,
            shift: 0,
        });
        let section = if self
            .sections
            .iter()
            .any(|(condition, _)| condition.is_some())
        {
            let holds =
                |condition: &Option<Condition>| condition.is_none_or(|one| one.holds(value));
            self.sections.iter().find(|(condition, _)| holds(condition))
        } else {
            let index = match self.sections.len() {
                0 | 1 => 0,
                2 => usize::from(value < 0.0),
                _ if value > 0.0 => 0,
                _ => 1_usize.saturating_add(usize::from(value >= 0.0)),
            };
            self.sections.get(index)
        };
        section.map_or(&PLAIN, |(_, section)| section)
    }
}

/// Cuts a format into tokens.
struct Tokens<'a> {
    rest: Peekable<Chars<'a>>,
    condition: Option<Condition>,
    read: Vec<Token>,
}

impl<'a> Tokens<'a> {
    fn new(code: &'a str) -> Self {
        Self {
            rest: code.chars().peekable(),
            condition: None,
            read: Vec::new(),
        }
    }

    fn sections(mut self) -> Vec<(Option<Condition>, Vec<Token>)> {
        let mut sections = Vec::new();
        while let Some(c) = self.rest.next() {
            if c == ';' {
                sections.push((self.condition.take(), std::mem::take(&mut self.read)));
            } else {
                self.token(c);
            }
        }
        sections.push((self.condition, self.read));
        sections
    }

    fn token(&mut self, c: char) {
        let token = match c {
            '"' => Token::Literal(self.until('"')),
            '\\' | '!' => Token::Literal(self.rest.next().into_iter().collect()),
            '_' | '*' => {
                self.rest.next();
                return;
            }
            '[' => return self.bracket(),
            '0' | '#' | '?' => Token::Digit(c),
            '.' => Token::Point,
            ',' => Token::Comma,
            '%' => Token::Percent,
            '/' => Token::Slash,
            '@' => Token::Text,
            'G' | 'g' if self.word("eneral") || self.word("/通用格式") => Token::General,
            'A' | 'a' if self.word("M/PM") || self.word("/P") => Token::Calendar('h'),
            'E' | 'e' if matches!(self.rest.peek(), Some('+' | '-')) => Token::Exponent,
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'e' | 'g' | 'b' | 'a' => {
                Token::Calendar(c.to_ascii_lowercase())
            }
            c => Token::Literal(c.to_string()),
        };
        self.read.push(token);
    }

    fn until(&mut self, end: char) -> String {
        self.rest.by_ref().take_while(|c| *c != end).collect()
    }

    /// Passes over a word that comes next.
    fn word(&mut self, word: &str) -> bool {
        let mut ahead = self.rest.clone();
        let same = word.chars().all(|c| {
            ahead
                .next()
                .is_some_and(|next| next.eq_ignore_ascii_case(&c))
        });
        if same {
            self.rest = ahead;
        }
        same
    }

    /// `[Red]`, `[$¥-804]`, `[>=100]` or `[h]`.
    fn bracket(&mut self) {
        let inside = self.until(']');
        if let Some(currency) = inside.strip_prefix('$') {
            let sign = currency.split('-').next().unwrap_or_default();
            self.read.push(Token::Literal(sign.to_owned()));
        } else if inside.starts_with(['<', '>', '=']) {
            self.condition = Condition::parse(&inside);
        } else if !inside.is_empty()
            && inside
                .chars()
                .all(|c| "hms".contains(c.to_ascii_lowercase()))
        {
            self.read.push(Token::Calendar('h'));
        }
    }
}

fn classify(tokens: &[Token]) -> Section {
    let has = |wanted: &dyn Fn(&Token) -> bool| tokens.iter().any(wanted);
    let calendar =
        |letters: &str| has(&|token| matches!(token, Token::Calendar(c) if letters.contains(*c)));
    let digits = has(&|token| matches!(token, Token::Digit(_)));
    if has(&|token| matches!(token, Token::Text)) || tokens.is_empty() {
        return Section::Number(Pattern::default());
    }
    if has(&|token| matches!(token, Token::General)) {
        return Section::Number(general(tokens));
    }
    if calendar("yde") || (calendar("m") && !calendar("hs")) {
        return Section::Date;
    }
    if calendar("hs") {
        return Section::Time;
    }
    if has(&|token| matches!(token, Token::Exponent))
        || (digits && has(&|token| matches!(token, Token::Slash)))
    {
        return Section::Number(Pattern::default());
    }
    if !digits {
        return Section::Words(literals(tokens).trim().to_owned());
    }
    Section::Number(pattern(tokens))
}

fn general(tokens: &[Token]) -> Pattern {
    let mut parts = tokens.splitn(2, |token| matches!(token, Token::General));
    Pattern {
        before: literals(parts.next().unwrap_or_default()),
        after: literals(parts.next().unwrap_or_default()),
        ..Pattern::default()
    }
}

/// A pattern of digits, with what stands before and after them.
fn pattern(tokens: &[Token]) -> Pattern {
    let is_digit = |token: &Token| matches!(token, Token::Digit(_) | Token::Point);
    let first = tokens.iter().position(is_digit).unwrap_or(0);
    let last = tokens.iter().rposition(is_digit).unwrap_or(0);
    let before = tokens.get(..first).unwrap_or_default();
    let digits = tokens.get(first..=last).unwrap_or_default();
    let after = tokens.get(last.saturating_add(1)..).unwrap_or_default();
    let mut point = digits.iter().position(|token| *token == Token::Point);
    let mut shift = thousands(after, digits, point);
    if point.is_none() {
        // `0\.0,` shows 123456 as 12.3: a point that is only text, and the way to write 万元.
        let text = Token::Literal(".".to_owned());
        point = digits.iter().position(|token| *token == text);
        let beyond = digits.iter().skip(point.unwrap_or(digits.len()));
        shift = shift.saturating_sub(count(
            beyond.filter(|token| matches!(token, Token::Digit(_))),
        ));
    } else if digits
        .iter()
        .any(|token| matches!(token, Token::Literal(_)))
    {
        return Pattern::default();
    }
    if tokens.contains(&Token::Percent) {
        shift = shift.saturating_add(2);
    }
    let decimals = digits.iter().skip(point.unwrap_or(digits.len()));
    let decimals = decimals.filter(|token| matches!(token, Token::Digit(_)));
    let most = decimals.clone().count().min(MAX_DECIMALS);
    let needed = decimals
        .filter(|token| **token == Token::Digit('0'))
        .count();
    Pattern {
        before: literals(before),
        after: literals(after),
        least_decimals: needed.min(most),
        most_decimals: Some(most),
        shift,
    }
}

/// The power of ten by which commas behind the digits make a number smaller: three for each.
fn thousands(after: &[Token], digits: &[Token], point: Option<usize>) -> i32 {
    let comma = |token: &&Token| **token == Token::Comma;
    let behind = count(after.iter().take_while(comma));
    let whole = digits.get(..point.unwrap_or(0)).unwrap_or_default();
    let before_point = count(whole.iter().rev().take_while(comma));
    behind.saturating_add(before_point).saturating_mul(-3)
}

fn count<T>(items: impl Iterator<Item = T>) -> i32 {
    i32::try_from(items.count()).unwrap_or(0)
}

/// The words of tokens. A sign of the home currency says nothing: what a number counts, its label tells.
fn literals(tokens: &[Token]) -> String {
    let mut text = String::new();
    for token in tokens {
        match token {
            Token::Literal(literal) => text.push_str(literal),
            Token::Percent => text.push('%'),
            Token::Slash => text.push('/'),
            _ => {}
        }
    }
    let text = text.replace(['¥', '￥'], "");
    text.trim().to_owned()
}
