//! Stands in front of the SSE parser: bounds what a Pi can make us hold, repairs what would make the parser give up, and
//! keeps the last event id and the `retry:` hint across connections. Knows bytes only: no sockets, no JSON.
//!
//! Rules of <https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream>.

use std::{
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::{BufMut, Bytes, BytesMut};

use crate::client::error::Error;

/// The longest line. A camera's whole description has a few hundred bytes.
const LINE_LIMIT: usize = 1 << 20;
/// The most data of one event.
const EVENT_LIMIT: usize = 4 << 20;

/// The longest id: it goes back to the Pi in a header, and a server that refuses long ones would never let us in again.
const ID_LIMIT: usize = 1 << 10;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What outlives one connection: both are the Pi's wishes for the next one.
#[derive(Debug, Clone, Default)]
pub struct Memory(Arc<Mutex<Wishes>>);

#[derive(Debug, Default)]
struct Wishes {
    last_event_id: String,
    retry: Option<Duration>,
}

impl Memory {
    /// The id to send as `Last-Event-ID`; empty if there is none.
    #[must_use]
    pub fn last_event_id(&self) -> String {
        self.lock().last_event_id.clone()
    }

    /// How long the Pi wants us to wait before a new connection, as it said it.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.lock().retry
    }

    fn lock(&self) -> MutexGuard<'_, Wishes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes the bytes of one connection as they come, gives clean lines for the parser.
pub(crate) struct Guard {
    memory: Memory,
    line: Vec<u8>,
    block: Block,
    after_carriage_return: bool,
    in_first_line: bool,
}

/// What the lines since the last empty one said.
#[derive(Default)]
struct Block {
    event_type: String,
    id: Option<String>,
    data_size: usize,
}

impl Guard {
    pub fn new(memory: Memory) -> Self {
        Self {
            memory,
            line: Vec::new(),
            block: Block::default(),
            after_carriage_return: false,
            in_first_line: true,
        }
    }

    /// The clean form of these bytes, as far as their lines are complete; may be empty.
    pub fn clean(&mut self, mut bytes: &[u8]) -> Result<Bytes, Error> {
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

    fn extend_line(&mut self, part: &[u8]) -> Result<(), Error> {
        if self.line.len() + part.len() > LINE_LIMIT {
            return Err(Error::LineTooLong { limit: LINE_LIMIT });
        }
        self.line.extend_from_slice(part);
        Ok(())
    }

    fn finish_line(&mut self, clean: &mut BytesMut) -> Result<(), Error> {
        let whole = mem::take(&mut self.line);
        let mut line = whole.as_slice();
        if mem::take(&mut self.in_first_line) {
            line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
        }
        if line.is_empty() {
            self.finish_block(clean);
            return Ok(());
        }
        let (field, value) = split_field(line);
        match field {
            b"data" => self.pass_data(value, clean)?,
            b"event" => self.block.event_type = lossy(value),
            b"id" if value.len() <= ID_LIMIT && !value.contains(&0) => {
                self.block.id = Some(lossy(value));
            }
            b"retry" => self.take_retry(value),
            _ => {} // comments, and fields that nobody knows
        }
        Ok(())
    }

    fn pass_data(&mut self, value: &[u8], clean: &mut BytesMut) -> Result<(), Error> {
        self.block.data_size += value.len() + 1;
        if self.block.data_size > EVENT_LIMIT {
            return Err(Error::EventTooLarge { limit: EVENT_LIMIT });
        }
        put_field(clean, "data", &String::from_utf8_lossy(value));
        Ok(())
    }

    fn take_retry(&self, value: &[u8]) {
        let digits = value.iter().all(u8::is_ascii_digit);
        let number = std::str::from_utf8(value).unwrap_or_default();
        if digits && !number.is_empty() {
            let milliseconds = number.parse().unwrap_or(u64::MAX);
            self.memory.lock().retry = Some(Duration::from_millis(milliseconds));
        }
    }

    /// An id counts even when its block has no data. Type and id go last: the parser takes them in any order.
    fn finish_block(&mut self, clean: &mut BytesMut) {
        let block = mem::take(&mut self.block);
        let mut wishes = self.memory.lock();
        if let Some(id) = block.id {
            wishes.last_event_id = id;
        }
        if block.data_size == 0 {
            return;
        }
        if !block.event_type.is_empty() {
            put_field(clean, "event", &block.event_type);
        }
        put_field(clean, "id", &wishes.last_event_id);
        clean.put_u8(b'\n');
    }
}

fn split_field(line: &[u8]) -> (&[u8], &[u8]) {
    let colon = line.iter().position(|&byte| byte == b':');
    let (field, value) = colon.map_or((line, &[][..]), |at| (&line[..at], &line[at + 1..]));
    (field, value.strip_prefix(b" ").unwrap_or(value))
}

fn put_field(clean: &mut BytesMut, field: &str, value: &str) {
    clean.put_slice(field.as_bytes());
    clean.put_slice(b": ");
    clean.put_slice(value.as_bytes());
    clean.put_u8(b'\n');
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_and_an_event_have_their_limits() {
        let mut guard = Guard::new(Memory::default());
        let mib = vec![b'x'; LINE_LIMIT];
        assert!(guard.clean(&mib).is_ok());
        assert!(matches!(guard.clean(b"x"), Err(Error::LineTooLong { .. })));

        let mut guard = Guard::new(Memory::default());
        let line = [b"data:", &mib[..LINE_LIMIT - 5], b"\n"].concat();
        for _ in 0..4 {
            assert!(guard.clean(&line).is_ok());
        }
        assert!(matches!(
            guard.clean(&line),
            Err(Error::EventTooLarge { .. })
        ));
    }

    #[test]
    fn an_id_that_is_too_long_for_a_header_is_ignored() {
        let memory = Memory::default();
        let mut guard = Guard::new(memory.clone());
        for id in ["7".to_owned(), "x".repeat(ID_LIMIT + 1)] {
            assert!(guard.clean(format!("id:{id}\n\n").as_bytes()).is_ok());
        }
        assert_eq!(memory.last_event_id(), "7");
        let longest = "x".repeat(ID_LIMIT);
        assert!(guard.clean(format!("id:{longest}\n\n").as_bytes()).is_ok());
        assert_eq!(memory.last_event_id(), longest);
    }

    #[test]
    fn id_and_retry_outlive_the_connection() {
        let memory = Memory::default();
        let clean = Guard::new(memory.clone()).clean(b"id:7\nretry:2500\n\n");
        assert!(clean.is_ok_and(|bytes| bytes.is_empty()));
        let clean = Guard::new(memory.clone()).clean(b"event:a\ndata:b\n\n");
        assert_eq!(
            clean.ok().as_deref(),
            Some(&b"data: b\nevent: a\nid: 7\n\n"[..])
        );
        assert_eq!(memory.retry(), Some(Duration::from_millis(2500)));
    }
}
