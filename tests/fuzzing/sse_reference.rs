//! A second reader of event streams, written after the specification alone, to compare with:
//! <https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream>.

use pidash::client::sse::RawEvent;

/// The longest id that pidash takes, in bytes.
const LONGEST_ID: usize = 1 << 10;

/// What a whole stream says.
#[derive(Debug, Default, PartialEq)]
pub struct Stream {
    pub events: Vec<RawEvent>,
    pub last_event_id: String,
    pub retry_ms: Option<u64>,
}

pub fn read(bytes: &[u8]) -> Stream {
    let mut stream = Stream::default();
    let (mut name, mut data, mut id) = (String::new(), None::<String>, None::<String>);
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    for line in lines(bytes) {
        if line.is_empty() {
            if let Some(id) = id.take() {
                stream.last_event_id = id;
            }
            let name = std::mem::take(&mut name);
            if let Some(data) = data.take() {
                stream.events.push(RawEvent {
                    name: if name.is_empty() {
                        "message".to_owned()
                    } else {
                        name
                    },
                    data,
                    id: stream.last_event_id.clone(),
                });
            }
            continue;
        }
        let (field, value) = match line.iter().position(|byte| *byte == b':') {
            Some(colon) => (&line[..colon], &line[colon + 1..]),
            None => (line, &[][..]),
        };
        let value = value.strip_prefix(b" ").unwrap_or(value);
        let text = String::from_utf8_lossy(value).into_owned();
        match field {
            b"event" => name = text,
            b"data" => {
                let before = data.map(|before| before + "\n").unwrap_or_default();
                data = Some(before + &text);
            }
            b"id" if !value.contains(&0) && value.len() <= LONGEST_ID => id = Some(text),
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                stream.retry_ms = Some(text.parse().unwrap_or(u64::MAX));
            }
            _ => {}
        }
    }
    stream
}

/// The lines that end.
fn lines(mut bytes: &[u8]) -> Vec<&[u8]> {
    let mut lines = Vec::new();
    while let Some(end) = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
        lines.push(&bytes[..end]);
        let is_pair = bytes[end..].starts_with(b"\r\n");
        bytes = &bytes[end + 1 + usize::from(is_pair)..];
    }
    lines
}
