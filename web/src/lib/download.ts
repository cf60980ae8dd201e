import type { Problem } from "~/api/client.ts";
import { Failure } from "~/api/failure.ts";

/** A file as the server sent it. */
interface Arrived {
  file: Blob;
  name: string;
}

/** The file behind an address; anything else is thrown as a `Failure`. */
export async function fetchFile(address: string): Promise<Arrived> {
  let response: Response;
  try {
    response = await globalThis.fetch(address);
    if (response.ok) {
      // A file that is cut off on its way fails here, too.
      const file = await response.blob();
      return { file, name: nameIn(response.headers.get("Content-Disposition")) };
    }
  } catch {
    throw new Failure("unreachable", 0);
  }
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  throw new Failure(problem.code ?? "internal", response.status, problem);
}

function nameIn(disposition: string | null): string {
  return disposition?.match(/filename="([^"]+)"/)?.[1] ?? "export";
}

/** Hands a file to the person, as a link that is followed at once would. */
export function saveFile(file: Blob, name: string) {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has taken hold of it by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
