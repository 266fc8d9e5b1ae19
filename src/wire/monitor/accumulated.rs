//! The figures that the monitoring socket has sent so far: the first frame and all partial updates
//! since, deep-merged.
//!
//! An absent field keeps its value, `null` removes it. The size is bounded, whatever a Pi sends.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::{Frame, to_domain};
use crate::{
    domain::{
        clock::Now,
        telemetry::Telemetry,
        warning::{Warning, WarningKind},
    },
    wire::item::Read,
};

/// The most bytes that are kept. The figures of 500 cameras take about 100 kB.
pub(super) const LARGEST: usize = 2 << 20;
/// Cameras that are kept although an update does not name them. A Pi that is up for months names
/// every camera once, and few of them again; it has addresses for 500 at a time.
pub(super) const MAX_CAMERAS: usize = 1_000;
/// The object that has a field for each camera.
const CAMERAS: &str = "camera_status";

/// The figures of one connection.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AccumulatedFigures {
    pub(super) data: Map<String, Value>,
    /// In which message each camera was named last.
    named: HashMap<String, u64>,
    updates: u64,
}

impl AccumulatedFigures {
    /// Merges the frames of one message. Returns all figures, with warnings about these frames
    /// alone; `None` if no frame has figures.
    ///
    /// All figures are weighed and converted once for each message, so that many small frames cost
    /// about as much as a large one.
    pub fn take_in(
        &mut self,
        frames: impl IntoIterator<Item = Frame>,
        received: Now,
    ) -> Option<Read<Telemetry>> {
        self.updates += 1;
        let mut warnings = Vec::new();
        let mut last = None;
        for frame in frames {
            let (source, news) = match frame {
                Frame::Initial(data) => {
                    self.clear();
                    ("initial_data", data)
                }
                Frame::Update(data) => ("monitoring_update", data),
                Frame::Pong | Frame::Trouble(_) | Frame::Other => continue,
            };
            warnings.extend(to_domain::telemetry(&news, received, source).warnings);
            self.note_cameras(&news);
            merge(&mut self.data, news);
            last = Some(source);
        }
        let source = last?;
        self.forget_cameras();
        if weight_of(&self.data) > LARGEST {
            self.clear();
            warnings.push(Warning {
                source: source.to_owned(),
                kind: WarningKind::TooManyFigures,
            });
        }
        let value = to_domain::telemetry(&self.data, received, source).value;
        Some(Read { value, warnings })
    }

    fn clear(&mut self) {
        self.data.clear();
        self.named.clear();
    }

    fn note_cameras(&mut self, news: &Map<String, Value>) {
        let cameras = news.get(CAMERAS).and_then(Value::as_object);
        for camera in cameras.into_iter().flat_map(Map::keys) {
            self.named.insert(camera.clone(), self.updates);
        }
    }

    /// Forgets the cameras that were named longest ago, if there are too many. Those of the newest
    /// message all stay.
    fn forget_cameras(&mut self) {
        let Some(Value::Object(cameras)) = self.data.get_mut(CAMERAS) else {
            self.named.clear();
            return;
        };
        self.named.retain(|camera, _| cameras.contains_key(camera));
        let excess = cameras.len().saturating_sub(MAX_CAMERAS);
        if excess == 0 {
            return;
        }
        let named = self.named.iter();
        let older = named.filter(|(_, update)| **update < self.updates);
        let mut older: Vec<(u64, String)> = older
            .map(|(camera, update)| (*update, camera.clone()))
            .collect();
        older.sort_unstable();
        for (_, camera) in older.into_iter().take(excess) {
            cameras.remove(&camera);
            self.named.remove(&camera);
        }
    }
}

/// Merges `news` into `known`. The depth is limited by the parser to 128.
fn merge(known: &mut Map<String, Value>, news: Map<String, Value>) {
    for (name, value) in news {
        match value {
            Value::Null => {
                known.remove(&name);
            }
            Value::Object(news) => {
                let known = known.entry(name).or_insert(Value::Null);
                if !known.is_object() {
                    *known = Value::Object(Map::new());
                }
                if let Value::Object(known) = known {
                    merge(known, news);
                }
            }
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                known.insert(name, value);
            }
        }
    }
}

/// About how many bytes it takes.
fn weight(value: &Value) -> usize {
    const NODE: usize = 32;
    NODE + match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(weight).sum(),
        Value::Object(fields) => weight_of(fields),
    }
}

pub(super) fn weight_of(fields: &Map<String, Value>) -> usize {
    let field = |(name, value): (&String, &Value)| name.len() + weight(value);
    fields.iter().map(field).sum()
}
