// `make screens`: every screen of the program as a small picture under docs/screens, at both widths and in both schemes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './cargo.mjs';
import { environment, root, web } from './place.mjs';
import { main, run } from './process.mjs';
import { buildWeb } from './test.mjs';
import { temporaryFolder } from './test/folder.mjs';
import { chromium, provide } from './test/machine.mjs';
import { startFakes, startMailSink, startProgram } from './test/program.mjs';

await main(async () => {
  await provide('chromium');
  const programs = (await buildWeb()) && (await build());
  if (!programs) return 1;
  const folder = temporaryFolder();
  const mail = await startMailSink(programs.smtpSink, folder);
  const fakes = await startFakes(programs.aims, folder);
  const program = await startProgram(programs.aims, folder, { mail, fakes });
  const { code } = await run('npx', ['--no-install', 'playwright', 'test', '-c', 'tests/screens/playwright.config.ts'], {
    cwd: web,
    env: environment({
      BASE_URL: program.url, MAIL_URL: mail.url, RECEIVER_URL: fakes.receiver, TEAMS_URL: fakes.teams,
      AIMS_COMMAND: program.command, CHROME_PATH: chromium(),
      SCREENS_FOLDER: join(root, 'docs', 'screens'), PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
    }),
  });
  if (code !== 0) console.log(`The program's log: ${readFileSync(program.log, 'utf8').split('\n').slice(-100).join('\n')}`);
  await program.finish();
  await fakes.finish();
  await mail.finish();
  return code;
});
