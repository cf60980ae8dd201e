//! What changes of a thing are made of.

/// Sets a field to what is given, and notes its name where that is something else.
pub(crate) fn set<T: PartialEq>(fields: &mut Vec<String>, name: &str, field: &mut T, value: Option<T>) {
    if let Some(value) = value
        && *field != value
    {
        *field = value;
        fields.push(name.to_owned());
    }
}
