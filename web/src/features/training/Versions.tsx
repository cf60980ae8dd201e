import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { ModuleVersion, WholeModule } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import { againFor } from "~/lib/training.ts";
import { m } from "~/paraglide/messages.js";
import text from "~/ui/text.module.css";
import { Questions } from "./Questions.tsx";
import { Reading } from "./Reading.tsx";
import classes from "./Training.module.css";

/** What a training says, as it is asked for; what it said before, and what is written for later, can be looked at. */
export function Versions({ one, zone }: { one: WholeModule; zone: string }) {
  const first = one.versions[0];
  const [chosen, setChosen] = useState(first?.number);
  const shown = one.versions.find(({ number }) => number === chosen) ?? first;
  if (!shown) return null;
  const label = (version: ModuleVersion) =>
    version.approved_at
      ? version.number === one.current
        ? m.module_version_current({ number: version.number })
        : m.module_version_number({ number: version.number })
      : m.module_version_draft({ number: version.number });
  return (
    <>
      {one.versions.length > 1 ? (
        <NativeSelect
          label={m.version()}
          maw={320}
          value={String(shown.number)}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
          data={one.versions.map((version) => ({ value: String(version.number), label: label(version) }))}
        />
      ) : (
        <p className={text.soft}>{label(shown)}</p>
      )}
      <p className={text.soft}>{who(shown, zone)}</p>
      {shown.reason && <p className={text.soft}>{m.module_alone({ reason: shown.reason })}</p>}
      <div className={classes.reading} lang={shown.language} dir="auto">
        <Reading text={shown.text ?? ""} />
      </div>
      <h3 className={classes.small}>{m.module_attested()}</h3>
      <blockquote className={classes.statement} lang={shown.language} dir="auto">
        {shown.attested}
      </blockquote>
      <Questions version={shown} />
    </>
  );
}

const who = (version: ModuleVersion, zone: string) => {
  const made = m.module_made({ name: version.made_by.name, at: formatInstant(version.made_at, zone) });
  if (!version.approved_by || !version.approved_at) return made;
  const approved = m.module_approved_by({
    name: version.approved_by.name,
    at: formatInstant(version.approved_at, zone),
  });
  return version.number > 1
    ? `${made} ${approved} ${againFor[version.again ?? "all"]()}.`
    : `${made} ${approved}`;
};
