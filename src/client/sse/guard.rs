//! Stands between the bytes of a Pi and the SSE parser (eventsource-client): limits what a Pi can
//! make it hold, repairs what would make it give up, and keeps the last event id and the `retry:`
//! hint for the next connection. A good line passes as it is.
//!
//! Rules of <https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream>.

use std::{
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::{BufMut, Bytes, BytesMut};

use crate::domain::problem::ProblemKind;

/// The longest line. A whole camera takes a few hundred bytes.
const LINE_LIMIT: usize = 1 << 20;
/// The longest event.
const EVENT_LIMIT: usize = 4 << 20;
/// The longest id: it goes back to the Pi in a header, and a server that refuses long headers would
/// refuse every further connection.
const ID_LIMIT: usize = 1 << 10;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What a stream hands from one connection to the next. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct ResumeState(Arc<Mutex<Resume>>);

#[derive(Debug, Default)]
struct Resume {
    last_event_id: String,
    retry: Option<Duration>,
}

impl ResumeState {
    /// The id to send as `Last-Event-ID`; empty if there is none.
    #[must_use]
    pub fn last_event_id(&self) -> String {
        self.lock().last_event_id.clone()
    }

    /// Resumes after this event instead; empty: from the beginning.
    pub fn set_last_event_id(&self, id: &str) {
        id.clone_into(&mut self.lock().last_event_id);
    }

    /// The wait before the next connection that the Pi asked for with `retry:`, not bounded yet.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.lock().retry
    }

    fn lock(&self) -> MutexGuard<'_, Resume> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes the bytes of one connection as they come, and returns lines that the parser can read.
#[derive(Debug)]
pub struct Guard {
    resume: ResumeState,
    line: Vec<u8>,
    block: Block,
    after_carriage_return: bool,
    in_first_line: bool,
}

/// The lines since the last empty one.
#[derive(Debug, Default)]
struct Block {
    id: Option<String>,
    /// Bytes that were passed on.
    size: usize,
}

impl Guard {
    /// For a connection that has brought nothing yet.
    #[must_use]
    pub fn new(resume: ResumeState) -> Self {
        Self {
            resume,
            line: Vec::new(),
            block: Block::default(),
            after_carriage_return: false,
            in_first_line: true,
        }
    }

    /// Adds these bytes and returns what they complete; may be empty.
    ///
    /// # Errors
    /// A line or an event is longer than its limit: the connection has to end.
    pub fn clean(&mut self, mut bytes: &[u8]) -> Result<Bytes, ProblemKind> {
        let mut clean = BytesMut::with_capacity(bytes.len() + 8);
        while let Some(&first) = bytes.first() {
            if mem::take(&mut self.after_carriage_return) && first == b'\n' {
                bytes = &bytes[1..];
                continue;
            }
            let end = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            self.extend_line(&bytes[..end.unwrap_or(bytes.len())])?;
            let Some(end) = end else { break };
            self.after_carriage_return = bytes[end] == b'\r';
            bytes = &bytes[end + 1..];
            self.finish_line(&mut clean)?;
        }
        Ok(clean.freeze())
    }

    fn extend_line(&mut self, part: &[u8]) -> Result<(), ProblemKind> {
        if self.line.len() + part.len() > LINE_LIMIT {
            return Err(ProblemKind::LineTooLong { limit: LINE_LIMIT });
        }
        self.line.extend_from_slice(part);
        Ok(())
    }

    fn finish_line(&mut self, clean: &mut BytesMut) -> Result<(), ProblemKind> {
        let bytes = mem::take(&mut self.line);
        let mut line = bytes.as_slice();
        if mem::take(&mut self.in_first_line) {
            line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
        }
        if line.is_empty() {
            self.finish_block(clean);
            return Ok(());
        }
        let (field, value) = split_field(line);
        match field {
            b"data" | b"event" => self.pass(line, clean)?,
            b"id" if value.len() <= ID_LIMIT && !value.contains(&0) => {
                self.block.id = Some(String::from_utf8_lossy(value).into_owned());
            }
            b"retry" => self.keep_retry(value),
            _ => {} // The parser gives up on a block of unknown fields; comments are of no use.
        }
        Ok(())
    }

    fn pass(&mut self, line: &[u8], clean: &mut BytesMut) -> Result<(), ProblemKind> {
        self.block.size += line.len();
        if self.block.size > EVENT_LIMIT {
            return Err(ProblemKind::EventTooLarge { limit: EVENT_LIMIT });
        }
        clean.put_slice(String::from_utf8_lossy(line).as_bytes());
        clean.put_u8(b'\n');
        Ok(())
    }

    fn keep_retry(&self, value: &[u8]) {
        let digits = std::str::from_utf8(value).ok();
        let is_number =
            |digits: &&str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(digits) = digits.filter(is_number) {
            let milliseconds = digits.parse().unwrap_or(u64::MAX);
            self.resume.lock().retry = Some(Duration::from_millis(milliseconds));
        }
    }

    /// An id counts even if its block has no data. Each block ends with the last id: the parser
    /// does not know that of an earlier connection, and gives up on a block that sets nothing.
    fn finish_block(&mut self, clean: &mut BytesMut) {
        let block = mem::take(&mut self.block);
        let mut resume = self.resume.lock();
        if let Some(id) = block.id {
            resume.last_event_id = id;
        }
        if block.size > 0 {
            clean.put_slice(b"id: ");
            clean.put_slice(resume.last_event_id.as_bytes());
            clean.put_slice(b"\n\n");
        }
    }
}

fn split_field(line: &[u8]) -> (&[u8], &[u8]) {
    let colon = line.iter().position(|&byte| byte == b':');
    let (field, value) = colon.map_or((line, &[][..]), |at| (&line[..at], &line[at + 1..]));
    (field, value.strip_prefix(b" ").unwrap_or(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_and_an_event_have_limits() {
        let mut guard = Guard::new(ResumeState::default());
        let mib = vec![b'x'; LINE_LIMIT];
        assert!(guard.clean(&mib).is_ok());
        let ended = guard.clean(b"x");
        assert_eq!(ended, Err(ProblemKind::LineTooLong { limit: LINE_LIMIT }));

        let mut guard = Guard::new(ResumeState::default());
        let line = [b"data:", &mib[..LINE_LIMIT - 5], b"\n"].concat();
        for _ in 0..4 {
            assert!(guard.clean(&line).is_ok());
        }
        let ended = guard.clean(&line);
        assert_eq!(
            ended,
            Err(ProblemKind::EventTooLarge { limit: EVENT_LIMIT })
        );
    }

    #[test]
    fn an_id_too_long_for_a_header_is_ignored() {
        let resume = ResumeState::default();
        let mut guard = Guard::new(resume.clone());
        for id in ["7".to_owned(), "x".repeat(ID_LIMIT + 1)] {
            assert!(guard.clean(format!("id:{id}\n\n").as_bytes()).is_ok());
        }
        assert_eq!(resume.last_event_id(), "7");
        let longest = "x".repeat(ID_LIMIT);
        assert!(guard.clean(format!("id:{longest}\n\n").as_bytes()).is_ok());
        assert_eq!(resume.last_event_id(), longest);
    }

    #[test]
    fn id_and_retry_outlive_the_connection() {
        let resume = ResumeState::default();
        let clean = Guard::new(resume.clone()).clean(b"id:7\nretry:2500\n\n");
        assert!(clean.is_ok_and(|bytes| bytes.is_empty()));
        let clean = Guard::new(resume.clone()).clean(b"event:a\ndata:b\n\n");
        assert_eq!(
            clean.ok().as_deref(),
            Some(&b"event:a\ndata:b\nid: 7\n\n"[..])
        );
        assert_eq!(resume.retry(), Some(Duration::from_millis(2500)));
    }

    #[test]
    fn a_block_without_data_does_not_stop_the_parser() {
        let mut guard = Guard::new(ResumeState::default());
        for block in ["event:\n\n", "falsefield:x\n\n", "retry\n\n", ":\n\n"] {
            let clean = guard.clean(block.as_bytes()).unwrap_or_default();
            assert!(
                clean.is_empty() || clean.ends_with(b"id: \n\n"),
                "{block:?} became {clean:?}"
            );
        }
    }
}
