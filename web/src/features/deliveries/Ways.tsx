import type { CarrierName, DeliverySummary } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./Dashboard.module.css";
import { Count } from "./DayTable.tsx";
import { type Figures, partNames, partStates, shareWords, tookWords } from "./figures.ts";
import type { DeliverySearch } from "./queries.ts";
import { channels as channelWords, partWords } from "./view.ts";

interface Props {
  org: string;
  days: string | undefined;
  channels: [CarrierName, Figures][];
  span: DeliverySearch;
  paces: DeliverySummary["paces"];
}

/** The same figures by way of sending. */
export function Ways({ org, days, channels, span, paces }: Props) {
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <caption>{m.delivery_by_way()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.delivery_channel()}</th>
            <th scope="col">{m.delivery_all_planned()}</th>
            {partNames.map((part) => (
              <th key={part} scope="col">
                {partWords[part]()}
              </th>
            ))}
            <th scope="col">{m.delivery_share()}</th>
            <th scope="col">{m.delivery_took()}</th>
            <th scope="col">{m.delivery_took_most()}</th>
          </tr>
        </thead>
        <tbody>
          {channels.map(([channel, figures]) => {
            const pace = paces.find((each) => each.channel === channel);
            return (
              <tr key={channel}>
                <th scope="row">{channelWords[channel]?.() ?? channel}</th>
                <td>
                  <Count org={org} days={days} count={figures.planned} search={{ ...span, channel }} />
                </td>
                {partNames.map((part) => (
                  <td key={part}>
                    <Count
                      org={org}
                      days={days}
                      count={figures.parts[part]}
                      search={{ ...span, channel, state: partStates[part] }}
                    />
                  </td>
                ))}
                <td>{shareWords(figures)}</td>
                <td>{pace ? tookWords(pace.median_ms) : "–"}</td>
                <td>{pace ? tookWords(pace.p95_ms) : "–"}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
