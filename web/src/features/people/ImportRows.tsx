import { Group, SegmentedControl, VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import type { ImportFate, ImportPreview } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { MoreRows } from "~/ui/MoreRows.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import classes from "./ImportFile.module.css";
import { fateNames, fates, rowWords } from "./importView.ts";

/** How many rows are shown at once. */
const PAGE = 100;

/** Every row of the file and what it would do. */
export function ImportRows({ preview }: { preview: ImportPreview }) {
  const [only, setOnly] = useState<ImportFate | "">(preview.counts.wrong > 0 ? "wrong" : "");
  const [shown, setShown] = useState(PAGE);
  const rows = preview.rows.filter((row) => !only || row.fate === only);
  const choices = fateNames.filter((fate) => preview.counts[fate] > 0);
  const choose = (fate: string) => {
    setOnly(fate as ImportFate | "");
    setShown(PAGE);
  };
  return (
    <>
      <Group mb="sm" role="group" aria-label={m.import_show()}>
        <SegmentedControl
          value={only}
          onChange={choose}
          data={[
            { value: "", label: m.import_all({ count: preview.rows.length }) },
            ...choices.map((fate) => ({
              value: fate,
              label: m.import_count({ fate: fates[fate].label(), count: preview.counts[fate] }),
            })),
          ]}
        />
      </Group>
      <table className={classes.table}>
        <VisuallyHidden component="caption">{m.import_rows()}</VisuallyHidden>
        <thead>
          <tr>
            <th scope="col">{m.import_row()}</th>
            <th scope="col">{m.import_person()}</th>
            <th scope="col">{m.import_fate()}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row) => (
            <tr key={row.number}>
              <td>{row.number}</td>
              <td>
                {row.name || m.nothing()}
                <span className={classes.address}>{row.address}</span>
              </td>
              <td>
                <StateMark look={fates[row.fate]} />
                <ul className={classes.words}>
                  {rowWords(row).map((words) => (
                    <li key={words}>{words}</li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <MoreRows
        shown={Math.min(shown, rows.length)}
        total={rows.length}
        hasMore={shown < rows.length}
        loading={false}
        onMore={() => setShown(shown + PAGE)}
      />
    </>
  );
}
