// Promises of the folder channel: four files, whole or not at all, the same name for the same digest.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterEach, describe, expect, it } from 'vitest';
import { openFolder } from '../../../src/deliver/folder.ts';
import type { FolderBody } from '../../../src/model/message.ts';
import { message } from './receiver.ts';

const folders: string[] = [];
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

const BODY: FolderBody = {
  name: 'daily-2026-11-25T0700',
  html: '<p>한</p>',
  text: 'text\n',
  json: '{}\n',
  email: {
    subject: 's',
    text: 'text\n',
    html: '<p>한</p>',
    messageId: 'm@localhost.invalid',
    threadId: null,
    dateAt: 0,
    list: { id: 'daily.pactwatch.localhost.invalid', name: 'n' },
    unsubscribeUrl: null,
    headers: {},
  },
};

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'pactwatch-'));
  folders.push(made);
  return made;
}

async function write(path: string) {
  const context = { now: 0, signal: new AbortController().signal };
  return openFolder('files', { type: 'folder', path }).deliver(message({ body: BODY }), context);
}

describe('folder', () => {
  it('makes the folder and writes html, text, json and a mail that parses', async () => {
    const path = join(folder(), 'deep', 'digests');
    expect(await write(path)).toMatchObject({ kind: 'sent', receipt: join(path, `${BODY.name}.html`) });
    expect(readdirSync(path).sort()).toEqual(
      ['.eml', '.html', '.json', '.txt'].map((end) => BODY.name + end),
    );
    expect(readFileSync(join(path, `${BODY.name}.html`), 'utf8')).toBe(BODY.html);
    expect((await simpleParser(readFileSync(join(path, `${BODY.name}.eml`)))).text).toBe('text\n');
  });

  it('writes the same files again without a second copy', async () => {
    const path = folder();
    await write(path);
    const before = readFileSync(join(path, `${BODY.name}.eml`));
    await write(path);
    expect(readdirSync(path)).toHaveLength(4);
    expect(readFileSync(join(path, `${BODY.name}.eml`)).equals(before)).toBe(true);
  });

  it('suspends where the path is a file, which only a person can mend', async () => {
    const path = join(folder(), 'taken');
    writeFileSync(path, '');
    expect(await write(path)).toMatchObject({ kind: 'suspend', code: 'disk' });
  });
});
