// Committed files that are made from others: openapi.json by the program, the web's types from openapi.json.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, web } from './place.mjs';
import { run } from './process.mjs';

const document = join(root, 'openapi.json');
const types = join(web, 'src', 'api', 'schema.d.ts');

/** Answers a sentence for each file that is not what it would be if it were made now. */
export async function staleFiles(aims) {
  const found = [];
  const made = await run(aims, ['openapi'], { quiet: true });
  if (made.code !== 0) found.push(`aims openapi did not work:\n${made.stderr}`);
  else if (made.stdout !== read(document)) {
    found.push('openapi.json is not what the program says: cargo run -p aims -- openapi > openapi.json');
  }
  const before = read(types);
  const again = await run('npm', ['run', '--silent', 'api'], { cwd: web, quiet: true });
  const after = read(types);
  // A check changes nothing.
  if (after !== before && before !== null) writeFileSync(types, before);
  if (again.code !== 0) found.push(`npm run api did not work:\n${again.stdout}${again.stderr}`);
  else if (after !== before) found.push('web/src/api/schema.d.ts does not fit openapi.json: cd web && npm run api');
  return found;
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
