//! Every request in which something of another organisation can be named, from the API document alone.

use crate::access::{Route, Things, body};
use reqwest::Method;
use serde_json::{Value, json};

/// A request that names something of theirs.
pub(crate) struct Attack {
    /// Where theirs stands, for whoever reads a failure.
    pub(crate) place: String,
    pub(crate) path: String,
    pub(crate) body: Value,
    /// Nothing but *not found* is an answer: what the path names is not there.
    pub(crate) absent: bool,
    id: String,
}

impl Attack {
    /// The same with the id of something that never was.
    pub(crate) fn of_nothing(&self) -> Self {
        let path = self.path.replace(&self.id, &uuid::Uuid::from_u128(0x1234).to_string());
        Self { place: self.place.clone(), path, body: self.body.clone(), absent: true, id: self.id.clone() }
    }
}

/// How much is tried in each place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Breadth {
    /// An id of every kind.
    Every,
    /// An id of the kind that belongs there.
    Likely,
}

/// The two organisations by the names in their addresses, and their things.
pub(crate) struct Sides<'a> {
    pub(crate) document: &'a Value,
    pub(crate) ours: &'a str,
    pub(crate) our: &'a Things,
    pub(crate) theirs: &'a str,
    pub(crate) their: &'a Things,
}

impl Sides<'_> {
    /// What is tried against one route.
    pub(crate) fn attacks(&self, route: &Route, breadth: Breadth) -> Vec<Attack> {
        let base = body(route, self.our).unwrap_or_else(|| panic!("no body for {}", route.path));
        let plain = |place: String, path: String, absent| {
            let id = place.rsplit(' ').next().unwrap_or_default().to_owned();
            Attack { place, path, body: base.clone(), absent, id }
        };
        let mut all = vec![
            plain(format!("organisation {}", self.theirs), self.our.path(route, self.theirs), true),
            plain(format!("ids and organisation {}", self.theirs), self.their.path(route, self.theirs), true),
        ];
        for (name, likely) in self.placeholders(route) {
            for id in self.ids(breadth, &[likely]) {
                all.push(plain(format!("path {name} {id}"), self.with(route, name, id), true));
            }
        }
        if route.method == Method::GET {
            let path = self.our.path(route, self.ours);
            for name in self.questions(route) {
                for id in self.ids(breadth, &[self.their.ids()[0], self.their.task(), self.their.control()]) {
                    let more = if route.path.ends_with("/export") { "&format=csv" } else { "" };
                    all.push(plain(format!("query {name} {id}"), format!("{path}?{name}={id}{more}"), false));
                }
            }
        }
        all.extend(self.bodies(route, &base, breadth));
        all
    }

    fn ids<'b>(&'b self, breadth: Breadth, likely: &[&'b str]) -> Vec<&'b str> {
        if breadth == Breadth::Every { self.their.ids().to_vec() } else { likely.to_vec() }
    }

    /// The places for ids in a path, each with what of theirs belongs there.
    fn placeholders<'b>(&'b self, route: &Route) -> Vec<(&'static str, &'b str)> {
        let first = [("{id}", self.their.id(route))];
        let all = first.into_iter().chain(self.their.others());
        all.filter(|(name, _)| route.path.contains(name)).collect()
    }

    /// Our path with one thing of theirs in it.
    fn with(&self, route: &Route, name: &str, id: &str) -> String {
        let path = route.path.replacen(name, id, 1);
        let other = Route { method: route.method.clone(), path, action: route.action };
        let mut path = other.path.clone();
        if path.contains("{id}") {
            path = path.replace("{id}", self.our.id(route));
        }
        let filled = Route { path, ..other };
        self.our.path(&filled, self.ours)
    }

    fn operation(&self, route: &Route) -> &Value {
        &self.document["paths"][&route.path][route.method.as_str().to_lowercase()]
    }

    /// The parameters of a question that take a text.
    fn questions(&self, route: &Route) -> Vec<&str> {
        let all = self.operation(route)["parameters"].as_array().map_or(&[][..], Vec::as_slice);
        let texts = all.iter().filter(|one| one["in"] == "query" && one["schema"]["enum"].is_null());
        texts.filter_map(|one| one["name"].as_str()).filter(|name| *name != "format").collect()
    }

    /// The body with something of theirs in each of the places that take an id.
    fn bodies(&self, route: &Route, base: &Value, breadth: Breadth) -> Vec<Attack> {
        let schema = &self.operation(route)["requestBody"]["content"]["application/json"]["schema"];
        let mut all = Vec::new();
        for (name, property) in self.properties(schema) {
            let likely: Vec<&str> = self.likely(&name);
            for id in self.ids(breadth, &likely) {
                let Some(value) = self.planted(&property, &base[&name], id) else { continue };
                let mut body = if base.is_object() { base.clone() } else { json!({}) };
                body[&name] = value;
                let path = self.our.path(route, self.ours);
                let (place, id) = (format!("body {name} {id}"), id.to_owned());
                all.push(Attack { place, path, body, absent: false, id });
            }
        }
        all
    }

    /// What of theirs belongs behind a name.
    fn likely(&self, name: &str) -> Vec<&str> {
        let theirs = self.their.by_name(name);
        theirs.map_or_else(|| vec![self.their.ids()[0], self.their.task()], |id| vec![id])
    }

    fn resolved<'b>(&'b self, schema: &'b Value) -> &'b Value {
        let Some(name) = schema["$ref"].as_str() else { return schema };
        self.resolved(&self.document["components"]["schemas"][name.rsplit('/').next().unwrap()])
    }

    /// What a body may say, through every alternative.
    fn properties(&self, schema: &Value) -> Vec<(String, Value)> {
        let schema = self.resolved(schema);
        let mut all: Vec<(String, Value)> = Vec::new();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            all.push((name.clone(), property.clone()));
        }
        for way in ["oneOf", "anyOf", "allOf"] {
            for one in schema[way].as_array().into_iter().flatten() {
                all.extend(self.properties(one));
            }
        }
        all
    }

    /// A value with the id where the property takes one; `None` where it takes none.
    fn planted(&self, property: &Value, base: &Value, id: &str) -> Option<Value> {
        let property = self.resolved(property);
        if property["format"] == "uuid" {
            return Some(json!(id));
        }
        if property["items"].is_object() {
            return self.planted(&property["items"], &base[0], id).map(|one| json!([one]));
        }
        for way in ["oneOf", "anyOf", "allOf"] {
            let mut ways = property[way].as_array().into_iter().flatten();
            if let Some(value) = ways.find_map(|one| self.planted(one, base, id)) {
                return Some(value);
            }
        }
        let (name, value) = property["properties"]
            .as_object()?
            .iter()
            .find_map(|(name, inner)| Some((name, self.planted(inner, &base[name], id)?)))?;
        let mut whole = if base.is_object() { base.clone() } else { json!({}) };
        whole[name] = value;
        Some(whole)
    }
}
