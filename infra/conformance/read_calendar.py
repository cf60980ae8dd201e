"""Prints what a reader of PyPI's finds in a calendar on standard input: each event's properties, as JSON."""

import json
import sys

text = sys.stdin.buffer.read().decode("utf-8")


def by_icalendar():
    import icalendar

    calendar = icalendar.Calendar.from_ical(text)
    faults = [fault for event in calendar.walk() for fault in event.errors]
    if faults:
        raise ValueError(faults)
    for event in calendar.walk("VEVENT"):
        yield {
            "uid": str(event["UID"]),
            "day": event.decoded("DTSTART").isoformat(),
            "summary": str(event["SUMMARY"]),
            "status": str(event["STATUS"]),
            "sequence": int(event["SEQUENCE"]),
            "stamp": event.decoded("DTSTAMP").isoformat(),
            "url": str(event["URL"]),
        }


def by_vobject():
    import vobject

    calendar = vobject.readOne(text)
    # Raises where a property that the RFC asks for is missing, or stands too often.
    calendar.validate(raiseException=True)
    for event in calendar.vevent_list:
        yield {
            "uid": event.uid.value,
            "day": event.dtstart.value.isoformat(),
            "summary": event.summary.value,
            "status": event.status.value,
            "sequence": int(event.sequence.value),
            "stamp": event.dtstamp.value.isoformat(),
            "url": event.url.value,
        }


readers = {"icalendar": by_icalendar, "vobject": by_vobject}
print(json.dumps(list(readers[sys.argv[1]]())))
