// An organisation of one in a running program, as its API makes it.
import assert from 'node:assert/strict';

const { AIMS_URL: base, MAIL_URL: mail } = process.env;

/** Signs up with this address; answers the organisation and a way to call the API as its owner. */
export async function begin(address, name) {
  let cookie = '';
  const headers = () => ({ 'sec-fetch-site': 'same-origin', ...(cookie ? { cookie } : {}) });
  const call = async (method, path, body, more = {}) => {
    const init = { method, headers: { ...headers(), ...more } };
    if (body) Object.assign(init, { body: JSON.stringify(body), headers: { ...init.headers, 'content-type': 'application/json' } });
    const answer = await fetch(`${base}${path}`, init);
    const given = answer.headers.get('set-cookie');
    if (given) cookie = given.split(';')[0];
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${answer.ok ? '' : await answer.text()}`);
    return answer;
  };
  await call('POST', '/api/v1/sign-up', {
    address, name: 'Ada Lovelace', organisation_name: name, zone: 'Europe/Berlin', country: 'DE',
  });
  const session = await call('POST', '/api/v1/sign-up/confirm', { token: await token(address), password: 'eleven blue teapots' });
  return { org: (await session.json()).organisations[0].slug, call, headers };
}

/** The token of the mailed link; the mail comes when the worker has sent it. */
async function token(address) {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await fetch(`${mail}/messages?to=${encodeURIComponent(address)}`);
    const found = (await answer.text()).match(/#([A-Za-z0-9_-]{20,})/);
    if (found) return found[1];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('no mail with a link came');
}
