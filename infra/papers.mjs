// The documents against the code: links, made parts, addresses, and what stands against each threat and requirement.
//   node infra/papers.mjs           makes the made parts anew, and says what else is wrong
//   node infra/papers.mjs --check   changes nothing
import { pathToFileURL } from 'node:url';
import { faults as packaging } from './packaging.mjs';
import { faults as asvs } from './papers/asvs.mjs';
import { faults as made, write } from './papers/made.mjs';
import { faults as pages } from './papers/pages.mjs';
import { faults as proofs } from './papers/proofs.mjs';
import { faults as routes } from './papers/routes.mjs';
import { main } from './process.mjs';

/** Answers a sentence for each fault of the documents and of what is shipped to run the program. */
export function faults() {
  return [asvs, proofs, made, pages, routes, packaging].flatMap((look) => look());
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    if (!process.argv.includes('--check')) write();
    const found = faults();
    console.log(found.length > 0 ? found.join('\n') : 'The documents fit the code.');
    return found.length > 0 ? 1 : 0;
  });
}
