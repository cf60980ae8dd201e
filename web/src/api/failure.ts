import type { Problem } from "./client.ts";

/** Every way a call can fail, with the stable code the words are chosen by. */
export class Failure extends Error {
  readonly code: string;
  readonly status: number;
  readonly problem: Partial<Problem>;

  constructor(code: string, status: number, problem: Partial<Problem> = {}) {
    super(problem.detail ?? problem.title ?? code);
    this.name = "Failure";
    this.code = code;
    this.status = status;
    this.problem = problem;
  }

  /** Why a rule refused the change, such as `evidence_missing`. */
  get reason(): string | null {
    const reason = (this.problem.params as Record<string, unknown> | undefined)?.reason;
    return typeof reason === "string" ? reason : null;
  }

  /** On which day an organisation that is closed will be deleted, and whether the reader can take that back. */
  get closing(): { on: string; yours: boolean } | null {
    const { on, yours } = (this.problem.params ?? {}) as Record<string, unknown>;
    return typeof on === "string" ? { on, yours: yours === true } : null;
  }
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a successful call; anything else is thrown as a `Failure`. */
export async function answer<T>(call: Promise<Answer<T>>): Promise<T> {
  let result: Answer<T>;
  try {
    result = await call;
  } catch {
    throw new Failure("unreachable", 0);
  }
  if (result.response.ok) return result.data as T;
  const problem = result.error;
  if (typeof problem === "object" && problem !== null && "code" in problem) {
    throw new Failure(String(problem.code), result.response.status, problem as Partial<Problem>);
  }
  throw new Failure(result.response.status === 404 ? "not_found" : "internal", result.response.status);
}

export function isFailure(error: unknown, code?: string): error is Failure {
  return error instanceof Failure && (code === undefined || error.code === code);
}

/** The version a change is based on, as the header wants it. */
export const ifMatch = (version: number) => ({ "If-Match": `"${version}"` });
