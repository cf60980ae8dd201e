"""How bodies are written that are no JSON."""

import schemathesis


@schemathesis.serializer("application/offset+octet-stream", "text/csv", "text/calendar", "image/*")
def written(context, value):
    return value if isinstance(value, bytes) else str(value).encode()
