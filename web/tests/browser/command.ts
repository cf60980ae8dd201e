import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Runs the program as its operator does at the machine; the command is given by whoever started the program. */
export async function aims(words: string) {
  await run("sh", ["-c", `${process.env.AIMS_COMMAND} ${words}`]);
}
