import type { ModuleVersion, QuizQuestion } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import text from "~/ui/text.module.css";
import classes from "./Training.module.css";

/** The questions of a version with their answers: for whoever looks after it, never for whoever is asked. */
export function Questions({ version }: { version: ModuleVersion }) {
  const questions = version.questions ?? [];
  if (questions.length === 0) return <p className={text.soft}>{m.quiz_none()}</p>;
  return (
    <details className={classes.quiz}>
      <summary>
        {m.quiz_summary({ count: questions.length, percent: version.pass_percent ?? 80 })}
        {version.attempts ? ` ${m.quiz_tries({ count: version.attempts })}` : ""}
      </summary>
      <ol lang={version.language} dir="auto">
        {questions.map((question) => (
          <Question key={question.id} question={question} />
        ))}
      </ol>
    </details>
  );
}

function Question({ question }: { question: QuizQuestion }) {
  const options = question.options.map((option, place) => ({
    option,
    right: (question.right ?? []).includes(place),
  }));
  return (
    <li>
      <p>{question.text}</p>
      {question.kind === "order" ? (
        <ol className={classes.options}>
          {options.map(({ option }) => (
            <li key={option}>{option}</li>
          ))}
        </ol>
      ) : (
        <ul className={classes.options}>
          {options.map(({ option, right }) => (
            <li key={option} data-right={right}>
              {option}
              {right && <span className={text.soft}> {m.quiz_right()}</span>}
            </li>
          ))}
        </ul>
      )}
      {question.explanation && <p className={text.soft}>{question.explanation}</p>}
    </li>
  );
}
