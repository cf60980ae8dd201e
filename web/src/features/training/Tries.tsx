import type { TrainingRecord } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { Section } from "~/ui/Page.tsx";
import text from "~/ui/text.module.css";
import classes from "./Training.module.css";

/** Each try at the quiz, with what was shown and chosen. */
export function Tries({ one, zone }: { one: TrainingRecord; zone: string }) {
  if (one.tries.length === 0) return null;
  return (
    <Section title={m.training_tries()}>
      <ul className={classes.tries}>
        {one.tries.map((each) => (
          <li key={each.at}>
            <details>
              <summary>
                {each.passed ? m.quiz_passed() : m.quiz_not_passed()}{" "}
                <span className={text.soft}>
                  {m.quiz_score({ right: each.right, asked: each.asked })} {formatInstant(each.at, zone)}
                </span>
              </summary>
              <ol>
                {each.answers.map((answer) => (
                  <li key={answer.question}>
                    {answer.chosen.length > 0 ? answer.chosen.join(", ") : m.quiz_nothing_chosen()}
                    <p className={text.soft}>{m.quiz_options({ options: answer.options.join(", ") })}</p>
                  </li>
                ))}
              </ol>
            </details>
          </li>
        ))}
      </ul>
    </Section>
  );
}
